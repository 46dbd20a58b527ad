/* charset.c: what charset a page says it has, and its text without mark-up for a detector. */
#include "html.h"

/* As far as browsers look for a declaration, and some more: pages put scripts before it. */
#define HEAD_BYTES 8192
#define SAMPLE_BYTES (64u * 1024)

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool starts(pm_str s, size_t at, const char *word)
{
	size_t n = strlen(word);

	return at + n <= s.len && pm_str_is_nocase(pm_str_of(s.ptr + at, n), word);
}

static bool is_label(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

/* The label behind the first `word`, `=`, and perhaps a quote, in s. */
static bool label_after(pm_str s, const char *word, char *label, size_t size)
{
	for (size_t at = 0; at < s.len; at++) {
		size_t from, n = 0;

		if (!starts(s, at, word))
			continue;
		from = at + strlen(word);
		while (from < s.len && (unsigned char)s.ptr[from] <= ' ')
			from++;
		if (from >= s.len || s.ptr[from] != '=')
			continue;
		for (from++; from < s.len && ((unsigned char)s.ptr[from] <= ' ' || s.ptr[from] == '"' || s.ptr[from] == '\'');)
			from++;
		while (from + n < s.len && n + 1 < size && is_label(s.ptr[from + n])) {
			label[n] = s.ptr[from + n];
			n++;
		}
		label[n] = '\0';
		if (n > 0)
			return true;
	}
	return false;
}

/* <meta charset=…>, <meta http-equiv content="text/html; charset=…">, <?xml encoding="…"?>; comments do not count. */
static bool declared_charset(pm_str bytes, char *label, size_t size)
{
	pm_str head = pm_str_of(bytes.ptr, bytes.len < HEAD_BYTES ? bytes.len : HEAD_BYTES);

	for (size_t at = 0; at < head.len; at++) {
		const char *close;
		size_t end;

		if (head.ptr[at] != '<')
			continue;
		if (starts(head, at, "<!--")) {
			end = pm_str_find(head, PM_STR("-->"), at + 4);
			at = end != SIZE_MAX ? end : at + 3;
			continue;
		}
		if (!starts(head, at, "<meta") && !starts(head, at, "<?xml"))
			continue;
		close = memchr(head.ptr + at, '>', head.len - at);
		end = close != NULL ? (size_t)(close - head.ptr) : head.len;
		if (label_after(pm_str_of(head.ptr + at, end - at), head.ptr[at + 1] == '?' ? "encoding" : "charset", label, size))
			return true;
		at = end;
	}
	return false;
}

/* Where the element that begins at `at` ends, for scripts and styles, whose content is no text; else the end of the tag. */
static size_t skip_tag(pm_str s, size_t at)
{
	static const char *const opaque[] = { "script", "style" };

	if (starts(s, at, "<!--")) {
		size_t end = pm_str_find(s, PM_STR("-->"), at);

		return end != SIZE_MAX ? end + 3 : s.len;
	}
	for (size_t i = 0; i < sizeof opaque / sizeof *opaque; i++) {
		if (!starts(s, at + 1, opaque[i]))
			continue;
		for (size_t end = at; (end = pm_str_find(s, PM_STR("</"), end)) != SIZE_MAX; end += 2)
			if (starts(s, end + 2, opaque[i]))
				return end + 2;
		return s.len;
	}
	for (; at < s.len; at++)
		if (s.ptr[at] == '>')
			return at + 1;
	return s.len;
}

/* The lines of the page that are not ASCII, without mark-up: on these a detector has something to go by. */
static void take_sample(pm_str bytes, pm_buf *sample)
{
	size_t at = 0;

	while (at < bytes.len && sample->len < SAMPLE_BYTES) {
		const char *tag = memchr(bytes.ptr + at, '<', bytes.len - at);
		size_t end = tag != NULL ? (size_t)(tag - bytes.ptr) : bytes.len;
		bool is_ascii = true;

		for (size_t i = at; i < end && is_ascii; i++)
			is_ascii = (unsigned char)bytes.ptr[i] < 0x80;
		if (!is_ascii) {
			size_t n = end - at < SAMPLE_BYTES ? end - at : SAMPLE_BYTES;

			pm_buf_append(sample, bytes.ptr + at, n);
			pm_buf_putc(sample, '\n');
		}
		at = end < bytes.len ? skip_tag(bytes, end) : end;
	}
}

int html_decode(pm_source *src, const pm_options *options, pm_doc *doc, pm_str *text, pm_error *err)
{
	pm_str bytes = pm_source_bytes(src);
	pm_decoding decoding = { 0 };
	pm_buf sample = { 0 };
	char label[64] = "";
	bool has_label = declared_charset(bytes, label, sizeof label);
	const char *forced = options != NULL ? pm_options_find(options, "charset") : NULL;
	int status;

	status = pm_source_decode(src, bytes, forced, has_label ? label : NULL, pm_str_of(NULL, 0), &decoding, err);
	/* Only a detector needs the sample: most pages do without. */
	if (status == PM_OK && (strcmp(decoding.why, "detected") == 0 || strcmp(decoding.why, "guessed") == 0)) {
		take_sample(bytes, &sample);
		if (sample.len > 0)
			status = pm_source_decode(src, bytes, forced, has_label ? label : NULL, pm_buf_view(&sample), &decoding, err);
		pm_buf_free(&sample);
	}
	if (status != PM_OK)
		return status;
	*text = decoding.text;
	pm_doc_append_replaced(doc, decoding.n_replaced);
	status = pm_doc_set_meta(doc, "charset", decoding.charset, strlen(decoding.charset), err);
	if (status == PM_OK)
		status = pm_doc_info(doc, "charset %s (%s, %d %% sure)%s%s", decoding.charset, decoding.why, decoding.confidence,
				     has_label ? ", the page says " : "", label);
	if (status == PM_OK && decoding.n_replaced > 0)
		status = pm_doc_warn(doc, "%zu bytes are no %s; U+FFFD stands for them", decoding.n_replaced, decoding.charset);
	return status;
}
