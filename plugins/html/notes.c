/* notes.c: places that links in the page lead to, and foot- and endnotes that say that they are such (Word's, and those with the roles of
 * digital publishing). */
#include <stdlib.h>

#include "notes.h"

/* -- a set of names, by hash ------------------------------------------------------------------------------------------ */

static uint64_t hash_of(pm_str s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
	return h != 0 ? h : 1;
}

static uint64_t *slot_of(uint64_t *slots, size_t n, uint64_t hash)
{
	size_t i = (size_t)hash & (n - 1);

	while (slots[i] != 0 && slots[i] != hash)
		i = (i + 1) & (n - 1);
	return &slots[i];
}

static bool grow(html_targets *set)
{
	size_t n = set->n_slots == 0 ? 64 : set->n_slots * 2;
	uint64_t *slots = calloc(n, sizeof *slots);

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < set->n_slots; i++)
		if (set->slots[i] != 0)
			*slot_of(slots, n, set->slots[i]) = set->slots[i];
	free(set->slots);
	set->slots = slots;
	set->n_slots = n;
	return true;
}

static void want_target(html_page *page, pm_str name)
{
	html_targets *set = &page->targets;
	uint64_t *slot;

	if (set->n * 2 >= set->n_slots && !grow(set)) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	slot = slot_of(set->slots, set->n_slots, hash_of(name));
	set->n += *slot == 0;
	*slot = hash_of(name);
}

static bool is_wanted(const html_page *page, pm_str name)
{
	return page->targets.n > 0 && *slot_of(page->targets.slots, page->targets.n_slots, hash_of(name)) != 0;
}

/* -- notes -------------------------------------------------------------------------------------------------------------- */

static bool is_noteref(pm_str fragment, const xmlChar **atts)
{
	return pm_str_starts_with(fragment, "_ftn") || pm_str_starts_with(fragment, "_edn") ||
	       html_has_word(html_attribute(atts, "role"), "doc-noteref") || html_has_word(html_attribute(atts, "epub:type"), "noteref");
}

static bool is_way_back(const html_page *page, pm_str fragment, const xmlChar **atts)
{
	return page->flow != NULL && (pm_str_starts_with(fragment, "_ftnref") || pm_str_starts_with(fragment, "_ednref") ||
				      html_has_word(html_attribute(atts, "role"), "doc-backlink"));
}

/* The note that `name` is the target of; Word's is called _ftn1 where it is linked to, and ftn1 where it stands. */
static html_note *find_note(html_page *page, pm_str name)
{
	uint64_t hash = hash_of(name);

	for (size_t i = page->notes.n; i > 0 && i + 2000 > page->notes.n; i--)
		if (page->notes.at[i - 1].hash == hash)
			return &page->notes.at[i - 1];
	return NULL;
}

static pm_str without_underscore(pm_str name)
{
	return pm_str_starts_with(name, "_ftn") || pm_str_starts_with(name, "_edn") ? pm_str_of(name.ptr + 1, name.len - 1) : name;
}

void html_open_target(html_page *page, html_element *element, pm_str id, const xmlChar **atts, html_context *to)
{
	pm_str href = element->info->tag == TAG_A ? pm_str_trim(html_attribute(atts, "href")) : pm_str_of(NULL, 0);
	pm_str name = id.len > 0 || element->info->tag != TAG_A ? id : html_attribute(atts, "name");
	html_note *note;

	if (name.len > 0 && is_wanted(page, name) && page->anchors.len < 4096) {
		pm_buf_str(&page->anchors, name);
		pm_buf_putc(&page->anchors, '\0');
	}
	note = id.len > 0 && element->is_block && page->flow == NULL && page->notes.n > 0 ? find_note(page, id) : NULL;
	if (note != NULL && !note->has_body && page->table == 0) {
		note->has_body = element->is_note = true;
		page->flow = pm_note_flow(note->note);
	}
	if (href.len < 2 || href.ptr[0] != '#')
		return;
	href = pm_str_of(href.ptr + 1, href.len - 1);
	want_target(page, href);
	if (is_way_back(page, href, atts)) {
		to->flags |= IN_NO_TEXT;
		to->link = 0;
	} else if (is_noteref(href, atts) && !(to->flags & (IN_NO_TEXT | IN_HIDDEN_TEXT | IN_NOTE_MARK)) &&
		   !pm_str_starts_with(href, "_ftnref") && !pm_str_starts_with(href, "_ednref")) {
		to->flags |= IN_NOTE_MARK;
		to->link = 0;
		element->is_note_ref = true;
		page->note_hash = hash_of(without_underscore(href));
		page->note_is_end = pm_str_starts_with(href, "_edn");
		page->note_mark.len = 0;
	}
}

static void end_reference(html_page *page)
{
	html_note note = { .hash = page->note_hash };
	pm_buf mark = { 0 };

	html_squeeze(&mark, pm_buf_view(&page->note_mark));
	page->note_mark.len = 0;
	note.note = pm_doc_append_note(page->doc, page->note_is_end ? PM_ENDNOTE : PM_FOOTNOTE, mark.ptr, mark.len, page->err);
	pm_buf_free(&mark);
	if (note.note == NULL || !HTML_ARRAY_ROOM(page->notes)) {
		html_fail(page, note.note == NULL ? page->err->code : pm_error_nomem(page->err));
		return;
	}
	page->notes.at[page->notes.n++] = note;
	if (page->line == 0)
		page->line = html_line(page);
	html_add_span(page, (html_span){ .start = page->now.text.len, .end = page->now.text.len, .style = PM_NOTE_REF, .note = note.note });
}

void html_close_target(html_page *page, html_element *element)
{
	if (element->is_note_ref)
		end_reference(page);
	if (element->is_note)
		page->flow = NULL;
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

/* A reference whose note does not stand in the page: its mark is all there is of it. */
void html_finish_notes(html_page *page)
{
	for (size_t i = 0; i < page->notes.n && page->status == PM_OK; i++) {
		pm_str id = pm_note_id(page->notes.at[i].note);

		if (pm_flow_first(pm_note_flow(page->notes.at[i].note)) == NULL &&
		    pm_flow_append(pm_note_flow(page->notes.at[i].note), PM_PARAGRAPH, id.ptr, id.len, page->err) == NULL)
			html_fail(page, page->err->code);
	}
}
