/* text.c: the characters of the block under way, and the spans over them. */
#include "html.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

void html_add_span(html_page *page, html_span span)
{
	if (!HTML_ARRAY_ROOM(page->now.spans)) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	page->now.spans.at[page->now.spans.n++] = span;
}

/* Copy the address of the link that holds into the pool of the block. */
static void close_link(html_page *page, uint32_t link, size_t start)
{
	const char *target = page->links.ptr + (link - 1);
	html_span span = { .start = start, .end = page->now.text.len, .style = PM_LINK, .target = page->now.pool.len };

	if (span.start >= span.end || page->links.ptr == NULL)
		return;
	/* A heading that leads to itself, or back to the contents, is there for the mouse. */
	if (page->context.heading > 0 && start == 0 && target[0] == '#')
		return;
	/* Pictures ahead of its words and among them stand in the link. */
	for (size_t i = page->now.spans.n; i > 0 && page->now.spans.at[i - 1].end >= start; i--)
		if (page->now.spans.at[i - 1].start >= start && page->now.spans.at[i - 1].start < span.end)
			page->now.spans.at[i - 1].link_len = 0;
	span.target_len = strlen(target);
	pm_buf_append(&page->now.pool, target, span.target_len);
	html_add_span(page, span);
}

/* Spans begin and end where styles change; nested tags of one style make one span, so that no number of them costs more. */
static void change(html_page *page, uint16_t styles, uint32_t link)
{
	uint16_t old = page->context.styles, differ = old ^ styles;
	size_t at = page->now.text.len;

	if (link != page->context.link) {
		page->link_end = page->context.link != 0 && at > 0 ? at + 1 : page->link_end;
		if (page->context.link != 0)
			close_link(page, page->context.link, page->style_start[PM_LINK]);
		page->style_start[PM_LINK] = at;
	}
	for (int style = PM_STRONG; differ != 0 && style < PM_LINK; style++) {
		uint16_t bit = (uint16_t)(1u << style);

		if (!(differ & bit))
			continue;
		if ((old & bit) && page->style_start[style] < at)
			html_add_span(page, (html_span){ .start = page->style_start[style], .end = at, .style = (uint8_t)style });
		page->style_start[style] = at;
		differ &= (uint16_t)~bit;
	}
	page->context.styles = styles;
	page->context.link = link;
}

static uint32_t last_character(const pm_buf *buf)
{
	size_t at = buf->len;

	return at > 0 ? pm_utf8_previous(pm_buf_view(buf), &at) : 0;
}

static bool is_wide(uint32_t c)
{
	return pm_char_is_cjk(c) || pm_char_is_cjk_punct(c);
}

static bool ends_in_picture(const html_page *page)
{
	size_t n = page->now.spans.n;

	return n > 0 && page->now.spans.at[n - 1].style == PM_IMAGE_REF && page->now.spans.at[n - 1].end == page->now.text.len;
}

static bool begins_line(const pm_buf *text)
{
	return text->len == 0 || text->ptr[text->len - 1] == '\n';
}

/* Does text stand right before, which a blank would part from what follows?  A picture is as good. */
static bool ends_in_text(const html_page *page)
{
	const pm_buf *text = &page->now.text;

	return ends_in_picture(page) || (!begins_line(text) && text->ptr[text->len - 1] != ' ');
}

/* A blank; what has begun before it, and holds nothing yet, not even a picture, begins behind it. */
static void put_blank(html_page *page)
{
	size_t at = page->now.text.len;
	bool has_picture = ends_in_picture(page);

	pm_buf_putc(&page->now.text, ' ');
	for (int style = PM_STRONG; !has_picture && style <= PM_LINK; style++)
		if (page->style_start[style] == at)
			page->style_start[style] = at + 1;
}

/* White space at which a style changes is put down at once, so that it lies outside of the span that begins there. */
void html_put_space(html_page *page)
{
	pm_buf *text = &page->now.text;

	if (!page->space || (page->context.flags & IN_PRE))
		return;
	if (page->space_is_break && is_wide(last_character(text)))
		return;
	if (ends_in_text(page))
		put_blank(page);
	page->space = page->space_is_break = false;
}

void html_set_context(html_page *page, const html_context *context)
{
	html_context to = *context, *from = &page->context;

	/* A link is underlined anyway. */
	if (to.link != 0)
		to.styles &= (uint16_t)~(1u << PM_UNDERLINE);
	/* Two links side by side are two things, unless one is the mark of a note. */
	if (to.link != 0 && !(to.styles & 1u << PM_SUPERSCRIPT) && from->link == 0 && page->link_end == page->now.text.len + 1)
		page->space = true;
	/* A blank that is owed belongs behind what ends here and before what begins here. */
	if (page->space && (from->styles != to.styles || from->link != to.link)) {
		change(page, from->styles & to.styles, from->link == to.link ? to.link : 0);
		html_put_space(page);
	}
	change(page, to.styles, to.link);
	page->context = to;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* A line feed between wide characters, or a figure and one, is no blank: browsers show one, authors did not mean it. */
static bool is_joined(uint32_t before, uint32_t after)
{
	return is_wide(before) ? is_wide(after) || is_digit(after) : is_digit(before) && is_wide(after);
}

/* Put down the blank that is owed before `s`. */
static void pay_space(html_page *page, pm_str s)
{
	pm_buf *text = &page->now.text;

	page->space |=
		page->space_before_digit && s.len > 0 && ((s.ptr[0] >= '0' && s.ptr[0] <= '9') || s.ptr[0] == '(' || s.ptr[0] == '[');
	page->space_before_digit = false;
	if ((page->context.flags & IN_PRE) || !page->space)
		return;
	if (ends_in_text(page)) {
		size_t at = 0;
		uint32_t before = begins_line(text) ? 0x3000 : last_character(text); /* a picture joins as wide text does */

		if (!page->space_is_break || !is_joined(before, pm_utf8_next(s, &at)))
			put_blank(page);
	}
	page->space = page->space_is_break = false;
}

/* C1 controls are what windows-1252 has there: that is what every browser makes of &#150;. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
	0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
};

/* A character that is not taken as it is; returns its length, 0 where it is plain. */
static size_t special(html_page *page, const char *at, size_t left)
{
	const unsigned char *c = (const unsigned char *)at;

	if (left >= 2 && c[0] == 0xC2 && c[1] == 0xAD) {
		pm_repair repair = { .rule = PM_STR("soft-hyphen"), .removed = pm_str_of(at, 2), .line = html_line(page), .count = 1 };

		pm_doc_append_repair(page->doc, repair, NULL);
		return 2;
	}
	if (left >= 2 && c[0] == 0xC2 && c[1] >= 0x80 && c[1] <= 0x9F) {
		char put[4];
		size_t n = pm_utf8_encode(windows_1252[c[1] - 0x80], put);

		pay_space(page, pm_str_of(put, n));
		pm_buf_append(&page->now.text, put, n);
		return 2;
	}
	if (left >= 3 && ((c[0] == 0xE2 && c[1] == 0x80 && c[2] == 0x8B) || (c[0] == 0xEF && c[1] == 0xBB && c[2] == 0xBF)))
		return 3;
	return 0;
}

/* Bytes that stand for themselves. */
static size_t plain_run(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len) {
		unsigned char c = (unsigned char)s[n];

		/* Most of CJK text, of three bytes a character. */
		if (c >= 0xE3 && c <= 0xE9 && len - n >= 3) {
			n += 3;
			continue;
		}
		if (c <= ' ' && is_blank((char)c))
			break;
		if ((c == 0xC2 || c == 0xE2 || c == 0xEF) && n > 0)
			break;
		n++;
	}
	return n;
}

static void begin_line(html_page *page, const char *text, size_t len)
{
	uint32_t line = html_line(page);

	for (const char *at = text; (at = memchr(at, '\n', len - (size_t)(at - text))) != NULL && line > 1; at++)
		line--;
	page->line = line;
}

static void take(html_page *page, const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t n;

		if (is_blank(text[at])) {
			page->space = true;
			page->space_is_break |= text[at] == '\n';
			at++;
			continue;
		}
		if (page->line == 0)
			begin_line(page, text + at, len - at);
		n = special(page, text + at, len - at);
		if (n == 0) {
			n = plain_run(text + at, len - at);
			pay_space(page, pm_str_of(text + at, n));
			pm_buf_append(&page->now.text, text + at, n);
		}
		at += n;
	}
}

static void take_verbatim(html_page *page, const char *text, size_t len)
{
	for (size_t at = 0; at < len;) {
		size_t n;

		if (page->drop_newline) {
			page->drop_newline = false;
			if (text[at] == '\n') {
				at++;
				continue;
			}
		}
		if (page->line == 0)
			begin_line(page, text + at, len - at);
		if (text[at] == '\r') {
			if (at + 1 >= len || text[at + 1] != '\n')
				pm_buf_putc(&page->now.text, '\n');
			at++;
			continue;
		}
		n = special(page, text + at, len - at);
		if (n == 0) {
			for (n = 1; at + n < len; n++) {
				unsigned char c = (unsigned char)text[at + n];

				if (c == '\r' || c == 0xC2 || c == 0xE2 || c == 0xEF)
					break;
			}
			pm_buf_append(&page->now.text, text + at, n);
		}
		at += n;
	}
}

void html_text(html_page *page, const char *text, size_t len)
{
	unsigned flags = page->context.flags;

	if (page->dropped != NULL && len > 0) {
		size_t n = pm_str_starts_with(pm_str_of(text, len), page->dropped) ? strlen(page->dropped) : 0;

		text += n;
		len -= n;
		page->dropped = NULL;
	}
	if (flags & IN_NO_TEXT)
		return;
	if (flags & IN_PAGE_TITLE)
		pm_buf_append(&page->title, text, len);
	else if (flags & IN_TEXTAREA)
		pm_buf_append(&page->textarea, text, len);
	else if (flags & IN_HIDDEN_TEXT)
		pm_buf_append(&page->hidden, text, len);
	else if (flags & IN_MATH)
		html_math_text(page, text, len);
	else if (flags & IN_MARKER)
		pm_buf_append(&page->marker, text, len);
	else if (flags & IN_NOTE_MARK)
		pm_buf_append(&page->note_mark, text, len);
	else if (flags & IN_PRE)
		take_verbatim(page, text, len);
	else
		take(page, text, len);
}

void html_line_break(html_page *page)
{
	html_context context = page->context;

	if (context.flags & (IN_NO_TEXT | IN_PAGE_TITLE | IN_MARKER))
		return;
	if (context.flags & (IN_TEXTAREA | IN_HIDDEN_TEXT)) {
		pm_buf_putc(context.flags & IN_TEXTAREA ? &page->textarea : &page->hidden, '\n');
		return;
	}
	if (page->line == 0 && page->now.text.len == 0 && page->now.spans.n == 0)
		return;
	/* No span reaches over a break: the block may be cut there. */
	change(page, 0, 0);
	if (HTML_ARRAY_ROOM(page->breaks))
		page->breaks.at[page->breaks.n++] = html_line(page);
	pm_buf_putc(&page->now.text, '\n');
	change(page, context.styles, context.link);
	page->space = page->space_is_break = false;
}

void html_squeeze(pm_buf *out, pm_str s)
{
	size_t at = 0;
	bool space = false, any = false;

	while (at < s.len) {
		size_t from = at;
		uint32_t c = pm_utf8_next(s, &at);

		if (pm_char_is_space(c) || c < ' ') {
			space = any;
			continue;
		}
		if (space)
			pm_buf_putc(out, ' ');
		space = false;
		any = true;
		pm_buf_append(out, s.ptr + from, at - from);
	}
}
