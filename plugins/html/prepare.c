/* prepare.c: text made safe for libxml2, which ends at a NUL, leaves out control characters, compares each attribute of a tag with
 * all others of it, and drops `</br>`, which breaks the line in every browser.  Nearly all pages pass unchanged and uncopied. */
#include "html.h"

#define REPLACEMENT "\xEF\xBF\xBD"

#define EACH_BYTE 0x0101010101010101u

/* High bits, of which one at least is set where a byte of `word` is `c`, and none where none is. */
static uint64_t have_byte(uint64_t word, unsigned char c)
{
	word ^= EACH_BYTE * c;
	return (word - EACH_BYTE) & ~word & EACH_BYTE * 0x80;
}

/* The high bits of those bytes of `word` that are `c`. */
static uint64_t bytes_of(uint64_t word, unsigned char c)
{
	word ^= EACH_BYTE * c;
	return ~(((word & EACH_BYTE * 0x7F) + EACH_BYTE * 0x7F) | word | EACH_BYTE * 0x7F);
}

static bool is_dropped(pm_str text, size_t i)
{
	unsigned char c = (unsigned char)text.ptr[i];

	if (c < 0x20)
		return c != '\t' && c != '\n' && c != '\r';
	/* U+FFFE and U+FFFF */
	return c == 0xEF && i + 2 < text.len && (unsigned char)text.ptr[i + 1] == 0xBF && (unsigned char)text.ptr[i + 2] >= 0xBE;
}

/* Is there a character that libxml2 would drop (form feed, which it does not know for white space, among them)?  Eight bytes of which none
 * is below 0x20, and none 0xEF with 0xBF behind it, need no closer look. */
static bool has_dropped(pm_str text)
{
	size_t i = 0;

	for (; i + 9 <= text.len; i += 8) {
		uint64_t word, next, low;

		memcpy(&word, text.ptr + i, sizeof word);
		low = (word - EACH_BYTE * 0x20) & ~word & EACH_BYTE * 0x80;
		if ((low | have_byte(word, 0xEF)) == 0)
			continue;
		memcpy(&next, text.ptr + i + 1, sizeof next);
		if (low == 0 && (bytes_of(word, 0xEF) & bytes_of(next, 0xBF)) == 0)
			continue;
		for (size_t k = i; k < i + 8; k++)
			if (is_dropped(text, k))
				return true;
	}
	for (; i < text.len; i++)
		if (is_dropped(text, i))
			return true;
	return false;
}

/* -- long tags --------------------------------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
	c |= 0x20;
	return c >= 'a' && c <= 'z';
}

/* Where the tag that begins at `at` ends, and where its attribute number HTML_TAG_ATTRIBUTES begins (0 where it has fewer). */
static size_t measure_tag(pm_str text, size_t at, size_t *surplus)
{
	size_t n = 0;
	bool in_word = true;

	*surplus = 0;
	while (at < text.len && text.ptr[at] != '>') {
		char c = text.ptr[at];

		if (c == '=') {
			size_t value = at + 1;

			while (value < text.len && (unsigned char)text.ptr[value] <= ' ')
				value++;
			if (value < text.len && (text.ptr[value] == '"' || text.ptr[value] == '\'')) {
				const char *quote = memchr(text.ptr + value + 1, text.ptr[value], text.len - value - 1);

				at = quote != NULL ? (size_t)(quote - text.ptr) + 1 : text.len;
				in_word = false;
				continue;
			}
		}
		if ((unsigned char)c <= ' ' || c == '/') {
			in_word = false;
		} else if (!in_word) {
			in_word = true;
			if (++n == HTML_TAG_ATTRIBUTES)
				*surplus = at;
		}
		at++;
	}
	return at;
}

/* May the tag in [at, end) be taken as it looks?  One as short as this has few attributes, if its `>` does not stand in quotes. */
static bool is_short_tag(pm_str text, size_t at, size_t end)
{
	uint64_t doubles = 0, singles = 0;

	if (end - at >= HTML_TAG_BYTES)
		return false;
	/* Is their number odd?  Each byte of a word keeps that of its own place. */
	for (; end - at >= 8; at += 8) {
		uint64_t word;

		memcpy(&word, text.ptr + at, sizeof word);
		doubles ^= bytes_of(word, '"');
		singles ^= bytes_of(word, '\'');
	}
	for (; at < end; at++) {
		doubles ^= (uint64_t)(text.ptr[at] == '"') << 7;
		singles ^= (uint64_t)(text.ptr[at] == '\'') << 7;
	}
	/* All of them together, in the highest byte. */
	return ((doubles >> 7) * EACH_BYTE >> 56 & 1) == 0 && ((singles >> 7) * EACH_BYTE >> 56 & 1) == 0;
}

static bool is_closed_break(pm_str text, size_t tag)
{
	const pm_str name = pm_str_of(text.ptr + tag, text.len - tag < 4 ? text.len - tag : 4);

	return name.len == 4 && name.ptr[1] == '/' && (name.ptr[2] | 0x20) == 'b' && pm_str_is_nocase(name, "</br") && (tag + 4 == text.len || !is_letter(text.ptr[tag + 4]));
}

/* The next tag at or after `*at` with something to leave out, [*from, *to): attributes that are too many, the slash of `</br>`. */
static bool find_surplus(pm_str text, size_t *at, size_t *from, size_t *to)
{
	size_t close = 0;

	while (*at < text.len) {
		const char *open = memchr(text.ptr + *at, '<', text.len - *at);
		size_t tag;

		if (open == NULL)
			break;
		tag = (size_t)(open - text.ptr);
		*at = tag + 1;
		if (is_closed_break(text, tag)) {
			*from = tag + 1;
			*to = *at = tag + 2;
			return true;
		}
		if (tag + 1 >= text.len || !is_letter(text.ptr[tag + 1]))
			continue;
		if (close <= tag) {
			const char *found = memchr(open, '>', text.len - tag);

			close = found != NULL ? (size_t)(found - text.ptr) : text.len;
		}
		if (is_short_tag(text, tag, close)) {
			*at = close;
			continue;
		}
		*to = measure_tag(text, tag + 1, from);
		*at = *to;
		if (*from > 0)
			return true;
	}
	return false;
}

/* -- copying --------------------------------------------------------------------------------------------------------------- */

static size_t put_safe(pm_buf *copy, pm_str s)
{
	size_t from = 0, n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (!is_dropped(s, i))
			continue;
		pm_buf_append(copy, s.ptr + from, i - from);
		if (s.ptr[i] == '\f') {
			pm_buf_putc(copy, ' ');
		} else {
			pm_buf_puts(copy, REPLACEMENT);
			n++;
		}
		i += (unsigned char)s.ptr[i] == 0xEF ? 2 : 0;
		from = i + 1;
	}
	pm_buf_append(copy, s.ptr + from, s.len - from);
	return n;
}

/* NULs by the dozen stand for no characters: software has padded its own with them, those of tags too. */
static int drop_padding(pm_doc *doc, pm_str *text, pm_buf *copy, pm_error *err)
{
	size_t n = 0;

	for (const char *at = text->ptr; (at = memchr(at, '\0', text->len - (size_t)(at - text->ptr))) != NULL; at++)
		n++;
	if (n < 16 || n * 50 < text->len)
		return PM_OK;
	for (size_t at = 0; at < text->len;) {
		const char *nul = memchr(text->ptr + at, '\0', text->len - at);
		size_t end = nul != NULL ? (size_t)(nul - text->ptr) : text->len;

		pm_buf_append(copy, text->ptr + at, end - at);
		at = end + 1;
	}
	if (copy->is_broken || pm_doc_warn(doc, "%zu NULs are left out", n) != PM_OK)
		return pm_error_nomem(err);
	*text = pm_buf_view(copy);
	return PM_OK;
}

static int make_safe(pm_doc *doc, pm_str text, pm_buf *copy, pm_str *out, pm_error *err)
{
	size_t at = 0, from = 0, to = 0, done = 0, n_found = 0, n_tags = 0, n_replaced = 0;
	bool is_plain = !has_dropped(text);

	*out = text;
	while (find_surplus(text, &at, &from, &to)) {
		n_replaced += put_safe(copy, pm_str_of(text.ptr + done, from - done));
		done = to;
		n_found++;
		n_tags += text.ptr[from] != '/' || from + 1 != to;
	}
	if (is_plain && n_found == 0)
		return PM_OK;
	n_replaced += put_safe(copy, pm_str_of(text.ptr + done, text.len - done));
	if (copy->is_broken)
		return pm_error_nomem(err);
	*out = pm_buf_view(copy);
	pm_doc_append_replaced(doc, n_replaced);
	if (n_tags > 0 &&
	    pm_doc_warn(doc, "%zu tags have more than %d attributes; the others are left out", n_tags, HTML_TAG_ATTRIBUTES) != PM_OK)
		return pm_error_nomem(err);
	return PM_OK;
}

int html_prepare(pm_doc *doc, pm_str text, pm_buf *copy, pm_str *out, pm_error *err)
{
	pm_buf dense = { 0 };
	int status = text.len > 0 && memchr(text.ptr, '\0', text.len) != NULL ? drop_padding(doc, &text, &dense, err) : PM_OK;

	if (status == PM_OK)
		status = make_safe(doc, text, copy, out, err);
	if (status == PM_OK && out->ptr == dense.ptr) {
		pm_buf_free(copy);
		*copy = dense;
		return PM_OK;
	}
	pm_buf_free(&dense);
	return status;
}
