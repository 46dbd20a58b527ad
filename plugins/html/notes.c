/* notes.c: places that links in the page lead to, and foot- and endnotes.  A note is the paragraph, item or box that the link of its mark
 * leads to, or that begins with an anchor of that name. */
#include <stdlib.h>

#include "notes.h"

static uint64_t note_hash(pm_str name)
{
	/* Word's is called _ftn1 where it is linked to, and ftn1 where it stands. */
	bool is_word = pm_str_starts_with(name, "_ftn") || pm_str_starts_with(name, "_edn");

	return html_hash(is_word ? pm_str_of(name.ptr + 1, name.len - 1) : name);
}

static void remember(html_page *page, html_names *names, uint64_t hash, uint32_t value)
{
	if (!html_name_set(names, hash, value))
		html_fail(page, pm_error_nomem(page->err));
}

/* Words of the source that the document says by other means. */
static void take_out(html_page *page, pm_str words)
{
	pm_repair repair = { .rule = PM_STR("note-mark"), .removed = words, .line = html_line(page), .count = 1 };

	if (words.len > 0 && pm_doc_append_repair(page->doc, repair, page->err) != PM_OK)
		html_fail(page, page->err->code);
}

/* -- the note's own place ------------------------------------------------------------------------------------------------ */

/* The line above the notes is none of the text. */
static void drop_rule(html_page *page)
{
	pm_block *last = pm_flow_last(pm_doc_body(page->doc));

	if (page->table != 0 || last == NULL)
		return;
	if (pm_block_kind(last) == PM_RULE) {
		pm_block_remove_empty(last);
		last = pm_flow_last(pm_doc_body(page->doc));
	}
	if (last == NULL || pm_block_kind(last) != PM_HEADING)
		return;
	page->notes_heading = last;
	for (size_t i = 0; i < pm_block_n_spans(last); i++)
		if (pm_block_spans(last)[i].style == PM_NOTE_REF)
			page->notes_heading = NULL; /* a note beside the heading */
}

static void open_note(html_page *page, html_element *box, html_note *note, const html_context *to)
{
	if (page->flow == NULL && page->notes_heading == NULL)
		drop_rule(page);
	note->has_body = true;
	page->flow = pm_note_flow(note->note);
	page->item_waits = false; /* the notes are numbered, whatever their list */
	page->note_items = to->items;
	page->note_quotes = to->quotes;
	page->note_name = box->info->tag == TAG_LI ? pm_str_of(NULL, 0) : pm_note_id(note->note);
	box->is_note = true;
}

static bool is_box(const html_element *element)
{
	switch ((html_tag)element->info->tag) {
	case TAG_LI:
	case TAG_P:
	case TAG_DIV:
	case TAG_DD:
	case TAG_ASIDE:
		return true;
	default:
		return false;
	}
}

/* What stands before an anchor on its line, as far as a number may be long. */
static pm_str line_before(const html_page *page)
{
	pm_str text = pm_buf_view(&page->now.text);
	size_t line = text.len;

	while (line > 0 && text.ptr[line - 1] != '\n' && text.len - line < 64)
		line--;
	return pm_str_of(text.ptr + line, text.len - line);
}

/* The box around an anchor, if the anchor stands at its begin, or at that of a line, but for the number of the note. */
static html_element *box_around(html_page *page)
{
	pm_str line = pm_str_trim(line_before(page));

	if (line.len > 0 && line.ptr[line.len - 1] == '.')
		line.len--;
	if (line.len > 0 && !html_is_note_mark(line))
		return NULL;
	for (size_t i = page->elements.n; i > page->base; i--) {
		html_element *element = &page->elements.at[i - 1];

		if (element->is_block)
			return is_box(element) ? element : NULL;
	}
	return NULL;
}

/* The next note of a box begins. */
static void end_line(html_page *page)
{
	pm_str mark = line_before(page);

	if (mark.len > 0 && (page->now.spans.n == 0 || page->now.spans.at[page->now.spans.n - 1].end <= page->now.text.len - mark.len)) {
		take_out(page, pm_str_trim(mark));
		page->now.text.len -= mark.len;
	}
	html_end_block(page);
}

static void open_place(html_page *page, html_element *element, pm_str name, const html_context *to)
{
	uint32_t at = page->note_names.n > 0 ? html_name_get(&page->note_names, note_hash(name)) : 0;
	html_note *note = at > 0 ? &page->notes.at[at - 1] : NULL;
	html_element *box = element;

	if (note == NULL || note->has_body || (page->context.flags & (IN_NO_TEXT | IN_TEXTAREA)))
		return;
	if (!element->is_block)
		box = box_around(page);
	else if (!is_box(element) && element->info->tag != TAG_SECTION)
		return;
	if (box == NULL || (page->flow != NULL && !box->is_note))
		return;
	if (!element->is_block && page->flow != NULL)
		end_line(page);
	open_note(page, box, note, to);
}

/* -- references ------------------------------------------------------------------------------------------------------------ */

static bool is_way_back(const html_page *page, pm_str fragment, const xmlChar **atts)
{
	return page->flow != NULL &&
	       (pm_str_starts_with(fragment, "_ftnref") || pm_str_starts_with(fragment, "_ednref") ||
		html_has_word(html_attribute(atts, "role"), "doc-backlink") || html_name_get(&page->ways_back, html_hash(fragment)) != 0);
}

static void begin_reference(html_page *page, html_element *element, pm_str name, html_context *to)
{
	to->flags |= IN_NOTE_MARK;
	to->link = 0;
	element->is_note_ref = true;
	page->note_hash = note_hash(name);
	page->note_is_end = pm_str_starts_with(name, "_edn");
	page->note_mark.len = 0;
	for (size_t i = 0; i < sizeof page->last_places / sizeof *page->last_places; i++)
		if (page->last_places[i] != 0)
			remember(page, &page->ways_back, page->last_places[i], 1);
}

static void see_place(html_page *page, pm_str name)
{
	if (html_name_get(&page->targets, html_hash(name)) != 0 && page->anchors.len < 4096) {
		pm_buf_str(&page->anchors, name);
		pm_buf_putc(&page->anchors, '\0');
	}
	memmove(page->last_places + 1, page->last_places, sizeof page->last_places - sizeof page->last_places[0]);
	page->last_places[0] = html_hash(name);
}

void html_open_target(html_page *page, html_element *element, pm_str id, const xmlChar **atts, html_context *to)
{
	pm_str href = element->info->tag == TAG_A ? html_local_link(page, pm_str_trim(html_attribute(atts, "href"))) : pm_str_of(NULL, 0);
	pm_str name = id.len > 0 || element->info->tag != TAG_A ? id : html_attribute(atts, "name");

	if (name.len > 0) {
		see_place(page, name);
		open_place(page, element, name, to);
	}
	if (href.len < 2 || href.ptr[0] != '#')
		return;
	href = pm_str_of(href.ptr + 1, href.len - 1);
	if (is_way_back(page, href, atts)) {
		to->flags |= IN_NOTE_MARK;
		to->link = 0;
		element->is_way_back = true;
		page->note_mark.len = 0;
	} else if (!pm_str_starts_with(href, "_ftnref") && !pm_str_starts_with(href, "_ednref") &&
		   html_is_note_reference(page, element, href, atts, to)) {
		begin_reference(page, element, href, to);
	} else {
		remember(page, &page->targets, html_hash(href), 1);
	}
}

static pm_note *make_note(html_page *page)
{
	html_note note = { 0 };
	pm_buf mark = { 0 };

	html_squeeze(&mark, pm_buf_view(&page->note_mark));
	note.note = pm_doc_append_note(page->doc, page->note_is_end ? PM_ENDNOTE : PM_FOOTNOTE, mark.ptr, mark.len, page->err);
	pm_buf_free(&mark);
	if (note.note == NULL || !HTML_ARRAY_ROOM(page->notes)) {
		html_fail(page, note.note == NULL ? page->err->code : pm_error_nomem(page->err));
		return NULL;
	}
	page->notes.at[page->notes.n++] = note;
	remember(page, &page->note_names, page->note_hash, (uint32_t)page->notes.n);
	return note.note;
}

static void end_reference(html_page *page)
{
	uint32_t at = html_name_get(&page->note_names, page->note_hash);
	pm_note *note = at > 0 ? page->notes.at[at - 1].note : make_note(page);

	page->note_mark.len = 0;
	page->dropped = page->note_close;
	if (note == NULL)
		return;
	if (page->line == 0)
		page->line = html_line(page);
	html_add_span(page, (html_span){ .start = page->now.text.len, .end = page->now.text.len, .style = PM_NOTE_REF, .note = note });
}

/* -- what a note does not need ---------------------------------------------------------------------------------------------- */

static void end_way_back(html_page *page)
{
	pm_buf words = { 0 };

	html_squeeze(&words, pm_buf_view(&page->note_mark));
	page->note_mark.len = 0;
	take_out(page, pm_buf_view(&words));
	pm_buf_free(&words);
	page->has_way_back = true;
}

static size_t starts_with_any(pm_str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pm_str_starts_with(s, words[i]))
			return strlen(words[i]);
	return 0;
}

static const char *const opening[] = { "[", "(", "（", "［", "〔" }, *const closing[] = { "]", ")", "）", "］", "〕" };

/* Brackets that a way back stood in. */
static size_t empty_brackets(pm_str s)
{
	size_t open = starts_with_any(s, opening, 5), at = html_skip_space(s, open), close;

	if (open == 0)
		return 0;
	close = starts_with_any(pm_str_of(s.ptr + at, s.len - at), closing, 5);
	return close > 0 ? at + close : 0;
}

static pm_str without_brackets(pm_str mark)
{
	size_t open = starts_with_any(mark, opening, 5);

	mark = pm_str_of(mark.ptr + open, mark.len - open);
	for (size_t i = 0; i < 5; i++)
		if (pm_str_ends_with(mark, closing[i]))
			mark.len -= strlen(closing[i]);
	return pm_str_trim(mark);
}

/* The note's own mark where the text begins with it: `1.`, `[1]`, `*`. */
static size_t own_mark(pm_str s, pm_str mark)
{
	static const char *const behind[] = { ".", "、", "．", ":", "：" };
	size_t at = starts_with_any(s, opening, 5);
	bool is_closed = at > 0, is_word;
	pm_str rest;

	at = html_skip_space(s, at);
	mark = without_brackets(mark);
	rest = pm_str_of(s.ptr + at, s.len - at);
	if (mark.len == 0 || rest.len <= mark.len || memcmp(rest.ptr, mark.ptr, mark.len) != 0)
		return 0;
	at = html_skip_space(s, at + mark.len);
	rest = pm_str_of(s.ptr + at, s.len - at);
	if (starts_with_any(rest, closing, 5) > 0)
		return at + starts_with_any(rest, closing, 5);
	if (is_closed)
		return 0;
	if (starts_with_any(rest, behind, 5) > 0)
		return at + starts_with_any(rest, behind, 5);
	is_word = (unsigned char)mark.ptr[0] < 0x80 && pm_char_is_word((unsigned char)mark.ptr[0]);
	return is_word && rest.ptr == s.ptr + mark.len ? 0 : at;
}

void html_cut_note_mark(html_page *page, pm_str text, size_t *start, size_t *end)
{
	pm_str s = pm_str_of(text.ptr + *start, *end - *start);
	size_t n = page->has_way_back ? empty_brackets(s) : 0;

	if (n == 0 && page->note_name.len > 0)
		n = own_mark(s, page->note_name);
	take_out(page, pm_str_trim(pm_str_of(s.ptr, n)));
	*start = html_skip_space(pm_str_of(text.ptr, *end), *start + n);
	for (size_t at = *end; page->has_way_back && at > *start;) {
		pm_utf8_previous(text, &at);
		if (empty_brackets(pm_str_of(text.ptr + at, *end - at)) == *end - at) {
			take_out(page, pm_str_of(text.ptr + at, *end - at));
			*end = html_trim_end(text, *start, at);
			break;
		}
		if (*end - at > 8)
			break;
	}
	page->has_way_back = false;
	page->note_name.len = 0;
}

void html_close_target(html_page *page, html_element *element)
{
	if (element->is_note_ref)
		end_reference(page);
	if (element->is_way_back)
		end_way_back(page);
	if (element->is_note)
		page->flow = NULL;
}

/* -- around the notes --------------------------------------------------------------------------------------------------------- */

/* A heading with nothing under it but notes is theirs, and they have gone. */
static void hide_heading(html_page *page)
{
	html_context before = page->context;
	pm_block *heading = page->notes_heading;

	page->notes_heading = NULL;
	page->context.region = 0;
	page->context.region = html_begin_region(page, PM_REGION_HIDDEN, PM_STR("notes"));
	pm_block_set_region(heading, html_make_region(page, page->context.region));
	page->context = before;
}

/* Does `next` stand in the box that the heading stands in? */
static bool is_under(html_page *page, const pm_block *heading, const html_piece *next)
{
	const pm_region *box = pm_block_region(heading), *in;
	uint32_t region = next->region;

	if (box != NULL && pm_str_find(pm_region_words(box), PM_STR("tag=h"), 0) != SIZE_MAX)
		box = pm_region_parent(box); /* its own */
	while (region != 0 && page->regions.at[region - 1].table != 0)
		region = page->regions.at[region - 1].parent;
	for (in = html_make_region(page, region); in != NULL && in != box; in = pm_region_parent(in))
		;
	return in == box;
}

void html_end_notes(html_page *page, const html_piece *next)
{
	pm_block *heading = page->notes_heading;

	if (next->kind == PM_HEADING ? next->level <= pm_block_level(heading) : !is_under(page, heading, next))
		hide_heading(page);
	page->notes_heading = NULL;
}

/* A reference whose note does not stand in the page: its mark is all there is of it. */
void html_finish_notes(html_page *page)
{
	if (page->notes_heading != NULL)
		hide_heading(page);
	for (size_t i = 0; i < page->notes.n && page->status == PM_OK; i++) {
		pm_str id = pm_note_id(page->notes.at[i].note);

		if (pm_flow_first(pm_note_flow(page->notes.at[i].note)) == NULL &&
		    pm_flow_append(pm_note_flow(page->notes.at[i].note), PM_PARAGRAPH, id.ptr, id.len, page->err) == NULL)
			html_fail(page, page->err->code);
	}
}

/* Anchors that were met since the last block stand at the start of the one that ends now. */
void html_place_anchors(html_page *page)
{
	pm_str all = pm_buf_view(&page->anchors);
	size_t n = 0;

	for (size_t at = 0; at < all.len && page->status == PM_OK; n++) {
		pm_str name = pm_str_from(all.ptr + at);
		html_span span = { .style = PM_ANCHOR, .target = page->now.pool.len, .target_len = name.len };

		pm_buf_str(&page->now.pool, name);
		html_add_span(page, span);
		at += name.len + 1;
	}
	if (page->status != PM_OK || n == 0)
		return;
	/* Spans lie in order of their ends: these come first. */
	for (size_t i = 0; i < n; i++) {
		html_span span = page->now.spans.at[page->now.spans.n - 1];

		memmove(page->now.spans.at + 1, page->now.spans.at, (page->now.spans.n - 1) * sizeof span);
		page->now.spans.at[0] = span;
	}
	page->anchors.len = 0;
}
