/* headings.c: links in headings, terms and captions that are there for the mouse alone, and are not of the heading's words: those to the place itself, and those
 * by which a wiki's section is edited.  They follow as words that are not shown. */
#include "notes.h"

/* Does the link lead to the heading that it stands in? */
static bool leads_here(const html_page *page, const char *target)
{
	uint64_t hash = target[0] == '#' ? html_hash(pm_str_from(target + 1)) : 0;

	for (size_t i = 0; hash != 0 && i < sizeof page->last_places / sizeof *page->last_places; i++)
		if (page->last_places[i] == hash)
			return true;
	return false;
}

static bool is_permalink_sign(pm_str words)
{
	static const char *const signs[] = { "\xC2\xB6", "#", "\xC2\xA7", "\xF0\x9F\x94\x97", "\xEF\x83\x81", "\xE2\x88\x9E" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (pm_str_is(words, signs[i]))
			return true;
	return false;
}

void html_hide_permalink(html_page *page)
{
	pm_buf *text = &page->now.text;
	size_t from = page->style_start[PM_LINK];
	bool is_heading = page->context.heading > 0;
	const char *target;
	pm_str words;

	if (page->context.link == 0 || from > text->len || (!is_heading && !(page->context.flags & (IN_TERM | IN_CAPTION))))
		return;
	words = pm_str_trim(html_part(text, from, text->len - from));
	target = page->links.ptr + (page->context.link - 1);
	if (is_permalink_sign(words)) {
		if (!is_heading && target[0] != '#')
			return;
	} else if (!is_heading || words.len == 0 || pm_str_trim(html_part(text, 0, from)).len == 0 || !leads_here(page, target)) {
		return; /* a heading that is a link to itself as a whole has no other words */
	}
	pm_buf_str(&page->hidden, words);
	text->len = from;
}

/* `…?action=edit&section=2`, `/edit/2`: programs call it so in any language. */
static bool leads_to_editor(pm_str target)
{
	size_t at = pm_str_find(target, PM_STR("edit"), 0);

	return at != SIZE_MAX && at > 0 && memchr("=/?&#:", target.ptr[at - 1], 6) != NULL &&
	       (at + 4 == target.len || memchr("=/?&#", target.ptr[at + 4], 5) != NULL);
}

static bool is_separator(char c)
{
	return c == ' ' || c == '|' || c == '/';
}

/* Where the brackets open that all of the links to editors at the end of [start, end) stand in; `end` where there are none.  `span`: the
 * first that may reach into it. */
static size_t find_edit_links(const html_page *page, size_t span, size_t start, size_t end)
{
	pm_str text = pm_buf_view(&page->now.text);
	size_t open = end, at, n = 0;

	if (end == start || text.ptr[end - 1] != ']')
		return end;
	do
		open--;
	while (open > start && text.ptr[open] != '[' && end - open < 120);
	if (text.ptr[open] != '[')
		return end;
	at = open + 1;
	for (; span < page->now.spans.n && page->now.spans.at[span].start < end; span++) {
		const html_span *s = &page->now.spans.at[span];

		if (s->style != PM_LINK || s->end <= open)
			continue;
		while (at < s->start && is_separator(text.ptr[at]))
			at++;
		if (at != s->start || !leads_to_editor(html_part(&page->now.pool, s->target, s->target_len)))
			return end;
		at = s->end;
		n++;
	}
	while (at < end && is_separator(text.ptr[at]))
		at++;
	return n > 0 && at + 1 == end ? open : end;
}

size_t html_cut_edit_links(html_page *page, size_t span, size_t start, size_t end)
{
	pm_str text = pm_buf_view(&page->now.text);
	size_t open = find_edit_links(page, span, start, end), stop = html_trim_end(text, start, open);

	if (open == end || (stop == start && page->last_kind != PM_HEADING))
		return end;
	pm_buf_append(&page->hidden, text.ptr + open, end - open);
	return stop;
}
