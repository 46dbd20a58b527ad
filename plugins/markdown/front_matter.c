/* front_matter.c: metadata as a small block of YAML, written so that every YAML parser takes each value as a string. */
#include "writer.h"

/* The order in which the usual ones stand; all others follow in the document's order. */
static const char *const usual[] = { "title", "author", "publisher", "source", "published", "language", NULL };

static bool is_usual(pm_str name)
{
	for (size_t i = 0; usual[i] != NULL; i++)
		if (pm_str_is(name, usual[i]))
			return true;
	return pm_str_is(name, "sha256") || pm_str_is(name, "pumice");
}

/* -- writing --------------------------------------------------------------------------------------------------------- */

static bool is_word_of_yaml(pm_str s)
{
	static const char *const words[] = { "true", "false", "yes", "no", "on", "off", "y", "n", "null", NULL };
	for (size_t i = 0; words[i] != NULL; i++)
		if (pm_str_is_nocase(s, words[i]))
			return true;
	return false;
}

/* May it stand without quotes?  It begins with a letter, and holds nothing that could end it or make it a mapping. */
static bool is_plain(pm_str s)
{
	size_t at = 0;
	if (s.len == 0 || pm_str_trim(s).len != s.len || is_word_of_yaml(s) || pm_utf8_valid(s) != s.len)
		return false;
	uint32_t first = pm_utf8_next(s, &at);
	if (!(first < 0x80 ? (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') : pm_char_is_cjk(first)))
		return false;
	for (at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		uint32_t next = at < s.len ? (unsigned char)s.ptr[at] : ' ';
		if (c < ' ' || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE ||
		    c == 0xFFFF)
			return false;
		if ((c == ':' && (next == ' ' || next == '\t')) || (c == ' ' && (next == '#' || at == s.len)))
			return false;
	}
	return true;
}

static void put_quoted(pm_str s, pm_buf *out)
{
	pm_buf_putc(out, '"');
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (c == '"' || c == '\\')
			pm_buf_printf(out, "\\%c", (int)c);
		else if (c == '\n')
			pm_buf_puts(out, "\\n");
		else if (c == '\t')
			pm_buf_puts(out, "\\t");
		else if (c < ' ' || (c >= 0x7F && c < 0xA0))
			pm_buf_printf(out, "\\x%02X", (unsigned)c);
		else if (c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF)
			pm_buf_printf(out, "\\u%04X", (unsigned)c);
		else
			pm_buf_char(out, c);
	}
	pm_buf_putc(out, '"');
}

static void put_scalar(pm_str s, pm_buf *out)
{
	if (is_plain(s))
		pm_buf_str(out, s);
	else
		put_quoted(s, out);
}

static void put_entry(pm_str name, pm_str value, pm_buf *out)
{
	if (value.len == 0)
		return;
	put_scalar(name, out);
	pm_buf_puts(out, ": ");
	put_scalar(value, out);
	pm_buf_putc(out, '\n');
}

/* Digits and letters that could be a number in one file and none in the next. */
static void put_quoted_entry(pm_str name, pm_str value, pm_buf *out)
{
	if (value.len == 0)
		return;
	pm_buf_str(out, name);
	pm_buf_puts(out, ": ");
	put_quoted(value, out);
	pm_buf_putc(out, '\n');
}

/* A document read from an archive keeps what it says of its source. */
static pm_str kept(const pm_doc *doc, const char *name, const char *fallback)
{
	pm_str value = pm_doc_meta(doc, name);
	return value.len > 0 ? value : pm_str_from(fallback);
}

void md_write_front_matter(const pm_doc *doc, const pm_write_context *context, pm_buf *out)
{
	pm_buf_puts(out, "---\n");
	for (size_t i = 0; usual[i] != NULL; i++)
		put_entry(pm_str_from(usual[i]), pm_doc_meta(doc, usual[i]), out);
	for (size_t i = 0; i < pm_doc_n_meta(doc); i++)
		if (!is_usual(pm_doc_meta_name(doc, i)))
			put_entry(pm_doc_meta_name(doc, i), pm_doc_meta_value(doc, i), out);
	put_quoted_entry(PM_STR("sha256"), kept(doc, "sha256", context != NULL ? context->source_sha256 : NULL), out);
	put_quoted_entry(PM_STR("pumice"), kept(doc, "pumice", pm_version()), out);
	pm_buf_puts(out, "---\n");
}

/* -- reading --------------------------------------------------------------------------------------------------------- */

static pm_str take_line(pm_str text, size_t *at)
{
	const char *from = text.ptr + *at;
	const char *end = memchr(from, '\n', text.len - *at);
	size_t n = end != NULL ? (size_t)(end - from) : text.len - *at;
	*at += n + (end != NULL);
	if (n > 0 && from[n - 1] == '\r')
		n--;
	return pm_str_of(from, n);
}

static bool is_fence(pm_str line)
{
	while (line.len > 3 && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t'))
		line.len--;
	return pm_str_is(line, "---");
}

static uint32_t hex(pm_str s, size_t at, size_t n)
{
	uint32_t value = 0;
	for (size_t i = at; i < at + n && i < s.len; i++) {
		char c = s.ptr[i];
		uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
				 : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
				 : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
							: 0;
		value = value * 16 + digit;
	}
	return value;
}

/* The string in double quotes at s[0]; returns how far it goes, or 0 where it does not end. */
static size_t unquote(pm_str s, pm_buf *out)
{
	char quote = s.ptr[0];
	for (size_t i = 1; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == quote && quote == '\'' && i + 1 < s.len && s.ptr[i + 1] == '\'') {
			pm_buf_putc(out, '\'');
			i++;
		} else if (c == quote) {
			return i + 1;
		} else if (c == '\\' && quote == '"' && i + 1 < s.len) {
			c = s.ptr[++i];
			size_t n = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
			if (n > 0)
				pm_buf_char(out, hex(s, i + 1, n));
			else
				pm_buf_putc(out, (char)(c == 'n' ? '\n' : c == 't' ? '\t' : c));
			i += n;
		} else {
			pm_buf_putc(out, c);
		}
	}
	return 0;
}

/* One scalar, quoted or plain; what follows it goes to *rest. */
static void read_scalar(pm_str s, bool is_key, pm_buf *out, pm_str *rest)
{
	out->len = 0;
	size_t end = s.len > 0 && (s.ptr[0] == '"' || s.ptr[0] == '\'') ? unquote(s, out) : 0;
	if (end == 0) {
		out->len = 0;
		size_t colon = is_key ? pm_str_find(s, PM_STR(":"), 0) : SIZE_MAX;
		size_t comment = is_key ? SIZE_MAX : pm_str_find(s, PM_STR(" #"), 0);
		end = colon != SIZE_MAX ? colon : comment != SIZE_MAX ? comment : s.len;
		pm_buf_str(out, pm_str_trim(pm_str_of(s.ptr, end)));
	}
	*rest = pm_str_of(s.ptr + end, s.len - end);
}

static int read_entry(pm_str line, pm_doc *doc, pm_buf *name, pm_buf *value, pm_error *err)
{
	pm_str rest;
	if (line.len == 0 || line.ptr[0] == ' ' || line.ptr[0] == '\t' || line.ptr[0] == '#' || line.ptr[0] == '-')
		return PM_OK; /* continues or lists something that pumice has no place for */
	read_scalar(line, true, name, &rest);
	rest = pm_str_trim(rest);
	if (!pm_str_starts_with(rest, ":"))
		return PM_OK;
	read_scalar(pm_str_trim(pm_str_of(rest.ptr + 1, rest.len - 1)), false, value, &rest);
	pm_buf_putc(name, '\0');
	if (name->is_broken || value->is_broken)
		return pm_error_nomem(err);
	return name->len > 1 ? pm_doc_set_meta(doc, name->ptr, value->ptr, value->len, err) : PM_OK;
}

/* Where the block ends; 0 where its closing line is missing, or a line in it is plainly no YAML. */
static size_t find_end(pm_str text, size_t at)
{
	while (at < text.len) {
		pm_str line = take_line(text, &at);
		if (is_fence(line) || pm_str_is(line, "..."))
			return at;
		bool is_entry = line.len == 0 || strchr(" \t#-", line.ptr[0]) != NULL || pm_str_find(line, PM_STR(":"), 0) != SIZE_MAX;
		if (!is_entry)
			return 0;
	}
	return 0;
}

size_t md_read_front_matter(pm_str text, pm_doc *doc, pm_error *err)
{
	size_t at = 0;
	if (text.len == 0 || !is_fence(take_line(text, &at)))
		return 0;
	size_t end = find_end(text, at);
	pm_buf name = { 0 }, value = { 0 };
	int rc = PM_OK;
	while (rc == PM_OK && at < end) {
		pm_str line = take_line(text, &at);
		if (at < end)
			rc = read_entry(line, doc, &name, &value, err);
	}
	pm_buf_free(&name);
	pm_buf_free(&value);
	return end;
}
