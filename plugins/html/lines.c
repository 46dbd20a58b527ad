/* lines.c: which of the lines of a block that <br> parts are paragraphs. */
#include "html.h"

static bool is_space_at(pm_str s, size_t at, size_t *next)
{
	uint32_t c = pm_utf8_next(s, &at);

	*next = at;
	return pm_char_is_space(c);
}

size_t html_skip_space(pm_str s, size_t at)
{
	size_t next;

	while (at < s.len && is_space_at(s, at, &next))
		at = next;
	return at;
}

size_t html_trim_end(pm_str s, size_t from, size_t at)
{
	while (at > from) {
		size_t before = at;

		if (!pm_char_is_space(pm_utf8_previous(s, &before)))
			break;
		at = before;
	}
	return at;
}

/* Does the line [at, end) begin with an indent of two wide blanks, as a new paragraph does? */
static bool is_indented(pm_str text, size_t at)
{
	size_t next;
	int n = 0;

	while (at < text.len && n < 2) {
		size_t from = at;
		uint32_t c = pm_utf8_next(text, &at);

		if (c == 0x3000)
			n += 2;
		else if (c == 0xA0)
			n++;
		else if (c == '\n' || !is_space_at(text, from, &next))
			break;
	}
	return n >= 2;
}

/* Does the line [from, end) close a paragraph?  A full stop of CJK text does; one of other text does where the line is longer than those of
 * addresses and poems. */
static bool ends_paragraph(pm_str text, size_t from, size_t end)
{
	uint32_t c;
	size_t len;

	end = html_trim_end(text, from, end);
	if (end <= from)
		return false;
	len = end - from;
	c = pm_utf8_previous(text, &end);
	if (c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF1A || c == 0xFF1B)
		return true;
	return len >= 120 && (c == '.' || c == '!' || c == '?' || c == ':' || c == 0x201D);
}

/* Is all of the line [from, end) of one style?  `*span` is moved to the first span that ends behind its start. */
static bool is_line_of(const html_page *page, pm_style style, size_t *span, size_t from, size_t end)
{
	const html_span *at = page->now.spans.at;
	pm_str text = pm_buf_view(&page->now.text);
	size_t first = html_skip_space(pm_str_of(text.ptr, end), from), last = html_trim_end(text, from, end);

	while (*span < page->now.spans.n && at[*span].end <= from)
		(*span)++;
	for (size_t i = *span; i < page->now.spans.n && at[i].end <= end; i++)
		if (at[i].style == style && at[i].start <= first && at[i].end >= last && last > first)
			return true;
	return false;
}

static bool is_numeral(uint32_t c)
{
	switch (c) {
	case 0x4E00: /* 一 二 三 四 五 六 七 八 九 十 百 */
	case 0x4E8C:
	case 0x4E09:
	case 0x56DB:
	case 0x4E94:
	case 0x516D:
	case 0x4E03:
	case 0x516B:
	case 0x4E5D:
	case 0x5341:
	case 0x767E:
		return true;
	default:
		return false;
	}
}

/* The end of a few Chinese numerals, or of one or two digits, at s[at]. */
static size_t skip_numeral(pm_str s, size_t at)
{
	for (int n = 0; n < 5 && at < s.len; n++) {
		size_t next = at;
		uint32_t c = pm_utf8_next(s, &next);

		if (!is_numeral(c) && !(n < 2 && c >= '0' && c <= '9'))
			break;
		at = next;
	}
	return at;
}

/* • · ■ ● and the like, with which authors list things */
static bool is_list_sign(uint32_t c)
{
	return c == 0xB7 || c == 0x2022 || c == 0x2023 || c == 0x25A0 || c == 0x25AA || c == 0x25CB || c == 0x25CF || c == 0x27A2 ||
	       c == 0x2714 || c == 0xF06C || c == 0xF0B7 || c == 0xF0D8;
}

/* Does the line begin with a number as headings and items have it: 一、 （一） 1. 1、 第一章, or with the sign of a list? */
static bool begins_number(pm_str s, size_t at)
{
	static const char *const behind[] = { "、", "．", ". ", ".", "）", ")", "章", "节", "条" };
	bool is_bracketed, is_ordinal;
	size_t end;

	at = html_skip_space(s, at);
	end = at;
	if (at < s.len && is_list_sign(pm_utf8_next(s, &end)))
		return true;
	is_ordinal = pm_str_starts_with(pm_str_of(s.ptr + at, s.len - at), "第");
	is_bracketed = pm_str_starts_with(pm_str_of(s.ptr + at, s.len - at), "（") || (at < s.len && s.ptr[at] == '(');
	at += is_ordinal ? 3 : is_bracketed ? (s.ptr[at] == '(' ? 1 : 3) : 0;
	end = skip_numeral(s, at);
	if (end == at)
		return false;
	s = pm_str_of(s.ptr + end, s.len - end);
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
		bool fits = is_ordinal ? i >= 6 : is_bracketed ? i == 4 || i == 5 : i < 4;

		/* 1.5 is a figure. */
		if (fits && pm_str_starts_with(s, behind[i]) && !(i == 3 && s.len > 1 && s.ptr[1] >= '0' && s.ptr[1] <= '9'))
			return true;
	}
	return false;
}

/* Where the line of the source is that the text behind the k-th break came from. */
static uint32_t line_behind(const html_page *page, size_t k)
{
	if (k == 0)
		return page->line;
	return k <= page->breaks.n ? page->breaks.at[k - 1] : page->line + (uint32_t)k;
}

/* Lines of one block are kept together (an address, a poem) unless they are paragraphs: an empty line parts them, a picture, an indent, a
 * number, the full stop of a long line, and a bold line among others that are not. */
void html_put_lines(html_page *page)
{
	pm_str text = pm_buf_view(&page->now.text);
	size_t from = 0, at = 0, span = 0, bold_span = 0, k = 0, from_k = 0;
	bool is_plain = page->context.heading == 0 && !(page->context.flags & IN_CAPTION), was_bold = false, was_numbered = false;

	while (at < text.len) {
		const char *end = memchr(text.ptr + at, '\n', text.len - at);
		size_t stop = end != NULL ? (size_t)(end - text.ptr) : text.len;
		size_t next = stop < text.len ? stop + 1 : stop;
		pm_str line = pm_str_of(text.ptr, stop);
		bool is_blank = html_skip_space(line, at) >= stop;
		bool is_bold = is_plain && !page->item_waits && is_line_of(page, PM_STRONG, &bold_span, at, stop);
		/* A label over links belongs to them. */
		bool is_label = was_bold && is_line_of(page, PM_LINK, &bold_span, at, stop);
		bool is_numbered = is_plain && begins_number(line, at);

		if (at > from && (is_blank || (is_bold != was_bold && !is_label) || is_numbered || was_numbered ||
				  (is_plain && is_indented(line, at)))) {
			html_put_range(page, &span, from, at - 1, line_behind(page, from_k));
			from = at;
			from_k = k;
		}
		if (is_blank || (is_plain && next < text.len && ends_paragraph(text, at, stop))) {
			html_put_range(page, &span, from, stop, line_behind(page, from_k));
			from = next;
			from_k = k + 1;
		}
		was_bold = is_bold;
		was_numbered = is_numbered;
		at = next;
		k++;
	}
	if (from < text.len || span < page->now.spans.n)
		html_put_range(page, &span, from < text.len ? from : text.len, text.len, line_behind(page, from_k));
}
