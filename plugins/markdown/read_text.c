/* read_text.c: the text of one block and the spans in it. */
#include "chars.h"
#include "reader.h"

#include <stdlib.h>

/* -- entities -------------------------------------------------------------------------------------------------------- */

/* The names that people write by hand; all others stay as they stand. */
static const struct {
	const char *name;
	uint32_t c;
} entities[] = {
	{ "amp", '&' },      { "lt", '<' },       { "gt", '>' },        { "quot", '"' },      { "apos", '\'' },     { "nbsp", 0xA0 },
	{ "copy", 0xA9 },    { "reg", 0xAE },     { "trade", 0x2122 },  { "hellip", 0x2026 }, { "mdash", 0x2014 },  { "ndash", 0x2013 },
	{ "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201C },  { "rdquo", 0x201D },  { "bull", 0x2022 },   { "middot", 0xB7 },
	{ "times", 0xD7 },   { "divide", 0xF7 },  { "plusmn", 0xB1 },   { "deg", 0xB0 },      { "laquo", 0xAB },    { "raquo", 0xBB },
	{ "euro", 0x20AC },  { "yen", 0xA5 },     { "pound", 0xA3 },    { "cent", 0xA2 },     { "sect", 0xA7 },     { "para", 0xB6 },
	{ "ensp", 0x2002 },  { "emsp", 0x2003 },  { "thinsp", 0x2009 }, { "shy", 0xAD },      { "zwnj", 0x200C },   { "zwj", 0x200D },
	{ "larr", 0x2190 },  { "uarr", 0x2191 },  { "rarr", 0x2192 },   { "darr", 0x2193 },   { "le", 0x2264 },     { "ge", 0x2265 },
	{ "ne", 0x2260 },    { "asymp", 0x2248 }, { "infin", 0x221E },  { "permil", 0x2030 }, { "sup2", 0xB2 },     { "sup3", 0xB3 },
	{ "frac12", 0xBD },  { "micro", 0xB5 },   { "dagger", 0x2020 }, { "prime", 0x2032 },  { "lsaquo", 0x2039 }, { "rsaquo", 0x203A },
};

/* The character that &…; at s names; false where it is not known. */
static bool decode_entity(pm_str s, uint32_t *c)
{
	if (s.len >= 4 && s.ptr[1] == '#') {
		bool is_hex = s.ptr[2] == 'x' || s.ptr[2] == 'X';
		*c = 0;
		for (size_t i = is_hex ? 3 : 2; i + 1 < s.len; i++) {
			char d = s.ptr[i];
			uint32_t digit = d >= '0' && d <= '9'             ? (uint32_t)(d - '0')
					 : is_hex && d >= 'a' && d <= 'f' ? (uint32_t)(d - 'a' + 10)
					 : is_hex && d >= 'A' && d <= 'F' ? (uint32_t)(d - 'A' + 10)
									  : 99;
			if (digit == 99 || *c > 0x10FFFF)
				return false;
			*c = *c * (is_hex ? 16 : 10) + digit;
		}
		if (*c == 0 || *c > 0x10FFFF || (*c >= 0xD800 && *c < 0xE000))
			*c = 0xFFFD;
		return true;
	}
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
		if (s.len > 2 && pm_str_is(pm_str_of(s.ptr + 1, s.len - 2), entities[i].name)) {
			*c = entities[i].c;
			return true;
		}
	}
	return false;
}

/* Length of the entity at s[0], a `&`; 0 where it is none. */
static size_t entity_length(pm_str s)
{
	size_t n = 1;
	while (n < s.len && n < 50 &&
	       (s.ptr[n] == '#' || (s.ptr[n] >= '0' && s.ptr[n] <= '9') || (s.ptr[n] >= 'a' && s.ptr[n] <= 'z') ||
		(s.ptr[n] >= 'A' && s.ptr[n] <= 'Z')))
		n++;
	return n > 1 && n < s.len && s.ptr[n] == ';' ? n + 1 : 0;
}

void md_put_decoded(pm_str s, pm_buf *out)
{
	for (size_t at = 0; at < s.len;) {
		const char *amp = memchr(s.ptr + at, '&', s.len - at);
		size_t n = amp != NULL ? (size_t)(amp - s.ptr) - at : s.len - at;
		pm_buf_append(out, s.ptr + at, n);
		at += n;
		if (amp == NULL)
			return;
		uint32_t c;
		size_t len = entity_length(pm_str_of(s.ptr + at, s.len - at));
		if (len > 0 && decode_entity(pm_str_of(s.ptr + at, len), &c))
			pm_buf_char(out, c);
		else
			pm_buf_append(out, s.ptr + at, len > 0 ? len : 1);
		at += len > 0 ? len : 1;
	}
}

/* -- text ------------------------------------------------------------------------------------------------------------ */

static pm_buf *target(md_reader *r)
{
	return r->in_image > 0 ? &r->alt : &r->text;
}

/* A line that ends between two CJK characters was broken there for width only. */
static void end_soft_break(md_reader *r, pm_str next)
{
	pm_buf *out = target(r);
	if (!r->soft_break)
		return;
	r->soft_break = false;
	size_t before = out->len, at = 0;
	bool joins =
		before > 0 && next.len > 0 && md_joins(pm_utf8_previous(pm_buf_view(out), &before)) && md_joins(pm_utf8_next(next, &at));
	if (!joins)
		pm_buf_putc(out, ' ');
	for (size_t i = r->n_open; i > 0 && r->open[i - 1].start == SIZE_MAX; i--)
		r->open[i - 1].start = r->text.len;
}

/* Controls are no text; the model would put U+FFFD in their place, behind the back of the spans. */
static void put_clean(md_reader *r, pm_str s, pm_buf *out)
{
	size_t done = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if ((c >= 0x20 && c != 0x7F) || c == '\t' || c == '\n')
			continue;
		pm_buf_append(out, s.ptr + done, i - done);
		pm_buf_char(out, 0xFFFD);
		pm_doc_append_replaced(r->doc, 1);
		done = i + 1;
	}
	if (done < s.len)
		pm_buf_append(out, s.ptr + done, s.len - done);
}

void md_add_text(md_reader *r, pm_str s)
{
	if (s.len == 0)
		return;
	if (!r->has_text)
		md_begin_text(r, PM_PARAGRAPH);
	end_soft_break(r, s);
	put_clean(r, s, target(r));
}

void md_add_break(md_reader *r)
{
	if (!r->has_text)
		md_begin_text(r, PM_PARAGRAPH);
	r->soft_break = false;
	pm_buf_putc(target(r), '\n');
	for (size_t i = r->n_open; i > 0 && r->open[i - 1].start == SIZE_MAX; i--)
		r->open[i - 1].start = r->text.len;
}

static void count_lines(md_reader *r, size_t to)
{
	while (r->line_at < to) {
		const char *nl = memchr(r->input.ptr + r->line_at, '\n', to - r->line_at);
		if (nl == NULL)
			break;
		r->line_at = (size_t)(nl - r->input.ptr) + 1;
		r->line++;
	}
}

/* -- bare addresses: http://host/path in the text is a link ---------------------------------------------------------- */

static bool in_link(const md_reader *r)
{
	for (size_t i = 0; i < r->n_open; i++)
		if (r->open[i].style == PM_LINK)
			return true;
	return false;
}

static bool is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Where the scheme before the colon at s[colon] begins; the colon itself where there is none that is known. */
static size_t address_start(const char *s, size_t from, size_t colon)
{
	static const char *const schemes[] = { "https", "http", "ftp" };
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t n = strlen(schemes[i]);
		if (colon - from >= n && pm_str_is_nocase(pm_str_of(s + colon - n, n), schemes[i]))
			return colon - n == from || !is_alphanumeric(s[colon - n - 1]) ? colon - n : colon;
	}
	return colon;
}

/* Up to a blank or a character that is not ASCII; the punctuation of the sentence that it stands in is left out. */
static size_t address_end(const char *s, size_t colon, size_t len)
{
	size_t end = colon + 1, depth = 0;
	if (len - colon < 4 || s[colon + 1] != '/' || s[colon + 2] != '/' || !is_alphanumeric(s[colon + 3]))
		return colon;
	for (; end < len && s[end] > ' ' && s[end] < 0x7F && s[end] != '<'; end++) {
		if (s[end] == ')' && depth == 0)
			break;
		depth += s[end] == '(';
		depth -= s[end] == ')';
	}
	while (strchr("?!.,:;*_~'\"", s[end - 1]) != NULL)
		end--;
	return end;
}

static void add_address(md_reader *r, pm_str address)
{
	md_read_span link = { .style = PM_LINK, .target = r->pool.len, .target_len = address.len, .is_tag = true };
	pm_buf_str(&r->pool, address);
	md_open_span(r, link);
	md_add_text(r, address);
	md_close_span(r, PM_LINK, true);
}

/* Text as it stands in the source, in which the marks of notes are to be found.  `[` behind a backslash is none: md4c hands over what
 * stands behind the backslash as a new piece. */
void md_add_source_text(md_reader *r, const char *s, size_t len)
{
	uintptr_t begin = (uintptr_t)r->input.ptr, here = (uintptr_t)s;
	if (here < begin || here - begin > r->input.len) {
		md_add_text(r, pm_str_of(s, len));
		return;
	}
	size_t offset = here - begin;
	count_lines(r, offset);
	if (!r->has_text)
		md_begin_text(r, PM_PARAGRAPH);
	if (r->text_line == 0)
		r->text_line = r->line;
	bool is_escaped = offset > 0 && r->input.ptr[offset - 1] == '\\' && r->text_end != s;
	if (r->skip_to != NULL && (uintptr_t)r->skip_to > here) {
		size_t skip = (uintptr_t)r->skip_to - here < len ? (size_t)((uintptr_t)r->skip_to - here) : len;
		s += skip;
		len -= skip;
		is_escaped = false;
	}
	size_t done = 0;
	for (size_t i = 0; i < len && r->in_image == 0; i++) {
		size_t mark;
		if (s[i] == ':' && !in_link(r)) {
			size_t start = address_start(s, done, i), end = address_end(s, i, len);
			if (start < i && end > i + 3) {
				md_add_text(r, pm_str_of(s + done, start - done));
				add_address(r, pm_str_of(s + start, end - start));
				done = end;
				i = end - 1;
				continue;
			}
		}
		if (s[i] != '[' || (i == 0 && is_escaped))
			continue;
		const md_definition *def =
			md_definition_at(r->notes, pm_str_of(s + i, r->input.len - (size_t)(s + i - r->input.ptr)), &mark);
		if (def == NULL)
			continue;
		md_add_text(r, pm_str_of(s + done, i - done));
		md_add_placed(r, (md_read_span){ .style = PM_NOTE_REF, .note = def->note });
		r->skip_to = s + i + mark;
		done = i + mark < len ? i + mark : len;
		i = done > 0 ? done - 1 : 0;
	}
	md_add_text(r, pm_str_of(s + done, len - done));
	r->text_end = s + len;
}

/* -- spans ----------------------------------------------------------------------------------------------------------- */

size_t md_keep(md_reader *r, pm_str s)
{
	size_t start = r->pool.len;
	md_put_decoded(s, &r->pool);
	return start;
}

static void append_span(md_reader *r, md_read_span span)
{
	if (md_grow(r, (void **)&r->spans, &r->span_cap, r->n_spans, sizeof(md_read_span)))
		r->spans[r->n_spans++] = span;
}

void md_open_span(md_reader *r, md_read_span span)
{
	if (r->in_image > 0)
		return;
	if (!r->has_text)
		md_begin_text(r, PM_PARAGRAPH);
	span.start = r->soft_break ? SIZE_MAX : r->text.len;
	if (md_grow(r, (void **)&r->open, &r->open_cap, r->n_open, sizeof(md_read_span)))
		r->open[r->n_open++] = span;
}

void md_close_span(md_reader *r, pm_style style, bool is_tag)
{
	if (r->in_image > 0)
		return;
	for (size_t i = r->n_open; i > 0; i--) {
		md_read_span span = r->open[i - 1];
		if (span.style != style || span.is_tag != is_tag)
			continue;
		memmove(&r->open[i - 1], &r->open[i], (r->n_open - i) * sizeof(md_read_span));
		r->n_open--;
		span.end = r->text.len;
		if (span.start != SIZE_MAX && (span.start < span.end || style == PM_LINK))
			append_span(r, span);
		return;
	}
}

void md_add_placed(md_reader *r, md_read_span span)
{
	if (!r->has_text)
		md_begin_text(r, PM_PARAGRAPH);
	end_soft_break(r, PM_STR(""));
	span.start = span.end = r->text.len;
	append_span(r, span);
}

static pm_str pooled(const md_reader *r, size_t start, size_t len)
{
	return len > 0 ? pm_str_of(r->pool.ptr + start, len) : PM_STR("");
}

void md_add_image(md_reader *r, md_read_span image)
{
	pm_str source = pooled(r, image.target, image.target_len), bytes;
	bool is_remote =
		pm_str_find(source, PM_STR(":"), 0) != SIZE_MAX || pm_str_starts_with(source, "/") || pm_str_starts_with(source, "#");
	if (source.len > 0 && !is_remote && pm_source_read_beside(r->src, source, &bytes, NULL) == PM_OK && pm_media_type_of(bytes).len > 0)
		image.resource = pm_doc_append_resource(r->doc, source, pm_media_type_of(bytes), bytes, r->err);
	image.style = PM_IMAGE_REF;
	md_add_placed(r, image);
}

/* -- the block ------------------------------------------------------------------------------------------------------- */

static void put_spans(md_reader *r, pm_block *block)
{
	while (r->n_open > 0) /* tags that nothing closed */
		md_close_span(r, r->open[r->n_open - 1].style, r->open[r->n_open - 1].is_tag);
	for (size_t i = 0; i < r->n_spans && r->rc == PM_OK; i++) {
		const md_read_span *s = &r->spans[i];
		pm_span span = { .start = s->start, .end = s->end, .style = s->style, .resource = s->resource, .note = s->note };
		span.target = pooled(r, s->target, s->target_len);
		span.alt = pooled(r, s->alt, s->alt_len);
		r->rc = pm_block_append_span(block, span, r->err);
	}
}

void md_begin_text(md_reader *r, pm_kind kind)
{
	md_end_text(r);
	r->has_text = true;
	r->kind = kind;
	r->text_line = 0;
}

/* With or without a link around it. */
static bool is_lone_image(const md_reader *r)
{
	return r->kind == PM_PARAGRAPH && r->text.len == 0 && r->n_spans > 0 && r->spans[0].style == PM_IMAGE_REF &&
	       (r->n_spans == 1 || (r->n_spans == 2 && r->spans[1].style == PM_LINK));
}

void md_end_text(md_reader *r)
{
	if (!r->has_text)
		return;
	r->has_text = false;
	r->soft_break = false;
	if (is_lone_image(r))
		r->kind = PM_IMAGE;
	pm_block *block = md_append_block(r, r->kind, pm_buf_view(&r->text));
	if (block != NULL)
		put_spans(r, block);
	r->text.len = r->pool.len = r->n_spans = r->n_open = 0;
	r->skip_to = r->text_end = NULL;
}
