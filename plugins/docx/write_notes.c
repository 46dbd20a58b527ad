/* Footnotes and endnotes.
 *
 * Word numbers them in the order of their signs and lets each have one sign; a further one is a cross-reference (NOTEREF) to it.
 * Notes of notes, which Word has none of, get their sign at the end, as do notes that nothing refers to. */
#include "write.h"

#include <stdio.h>
#include <stdlib.h>

struct notes {
	size_t n;
	unsigned *id;             /* by note: w:id, 0 while it has no sign */
	bool *is_left_out;        /* only furniture refers to it */
	bool *is_doubled;         /* has more than one sign: the first one needs a bookmark */
	const pm_note **order[2]; /* by kind, in the order of signs */
	size_t n_ordered[2];
};

static void scan(writer *w, notes *all, unsigned *seen)
{
	bool *in_furniture = all->is_left_out;
	for (const pm_block *b = pm_doc_next_block(w->doc, NULL); b != NULL; b = pm_doc_next_block(w->doc, b)) {
		size_t n = pm_block_n_spans(b);
		const pm_span *spans = n > 0 ? pm_block_spans(b) : NULL;
		bool is_written = dw_is_written(w, b);
		for (size_t i = 0; i < n; i++) {
			if (spans[i].style != PM_NOTE_REF || spans[i].note == NULL)
				continue;
			size_t k = pm_note_index(spans[i].note);
			in_furniture[k] = in_furniture[k] || !is_written;
			if (is_written)
				seen[k]++;
		}
	}
	for (size_t k = 0; k < all->n; k++) {
		in_furniture[k] = in_furniture[k] && seen[k] == 0;
		all->is_doubled[k] = seen[k] > 1;
	}
}

notes *dw_notes_new(writer *w)
{
	notes *all = calloc(1, sizeof *all);
	if (all == NULL) {
		w->is_out_of_memory = true;
		return NULL;
	}
	all->n = pm_doc_n_notes(w->doc);
	if (all->n == 0)
		return all;
	unsigned *seen = calloc(all->n, sizeof *seen);
	all->id = calloc(all->n, sizeof *all->id);
	all->is_left_out = calloc(all->n, sizeof *all->is_left_out);
	all->is_doubled = calloc(all->n, sizeof *all->is_doubled);
	all->order[0] = calloc(all->n, sizeof *all->order[0]);
	all->order[1] = calloc(all->n, sizeof *all->order[1]);
	if (seen != NULL && all->id != NULL && all->is_left_out != NULL && all->is_doubled != NULL && all->order[0] != NULL &&
	    all->order[1] != NULL)
		scan(w, all, seen);
	else
		w->is_out_of_memory = true;
	free(seen);
	return all;
}

void dw_notes_free(notes *all)
{
	if (all == NULL)
		return;
	free(all->id);
	free(all->is_left_out);
	free(all->is_doubled);
	free(all->order[0]);
	free(all->order[1]);
	free(all);
}

static void write_sign(writer *w, const char *element, style_id style, unsigned id, bool has_hint)
{
	zw_printf(w->zip, "<w:r><w:rPr><w:rStyle w:val=\"%s\"/>", dw_style(w, style));
	if (has_hint)
		dw_write_hint(w);
	zw_printf(w->zip, "</w:rPr><w:%s w:id=\"%u\"/></w:r>", element, id);
}

/* A second sign of a note: a field that shows the number of the first. */
static void write_cross_reference(writer *w, size_t note, style_id style, unsigned id)
{
	const char *run = "<w:r><w:rPr><w:rStyle w:val=\"";
	const char *name = dw_style(w, style);
	zw_printf(w->zip, "%s%s\"/></w:rPr><w:fldChar w:fldCharType=\"begin\"/></w:r>", run, name);
	zw_printf(w->zip, "%s%s\"/></w:rPr><w:instrText xml:space=\"preserve\"> NOTEREF _Ref%zu \\f \\h </w:instrText></w:r>", run, name,
		  note + 1);
	zw_printf(w->zip, "%s%s\"/></w:rPr><w:fldChar w:fldCharType=\"separate\"/></w:r>", run, name);
	zw_printf(w->zip, "%s%s\"/></w:rPr><w:t>%u</w:t></w:r>", run, name, id);
	zw_printf(w->zip, "%s%s\"/></w:rPr><w:fldChar w:fldCharType=\"end\"/></w:r>", run, name);
}

void dw_write_note_reference(writer *w, const pm_note *note, bool has_hint)
{
	notes *all = w->notes;
	if (note == NULL || w->in_note || w->is_out_of_memory)
		return;
	size_t k = pm_note_index(note);
	pm_note_kind kind = pm_note_type(note);
	style_id style = kind == PM_FOOTNOTE ? ST_FOOTNOTE_REFERENCE : ST_ENDNOTE_REFERENCE;
	if (all->id[k] != 0) {
		write_cross_reference(w, k, style, all->id[k]);
		return;
	}
	all->order[kind][all->n_ordered[kind]++] = note;
	all->id[k] = (unsigned)all->n_ordered[kind];
	unsigned bookmark = w->n_bookmarks;
	if (all->is_doubled[k]) {
		w->n_bookmarks++;
		zw_printf(w->zip, "<w:bookmarkStart w:id=\"%u\" w:name=\"_Ref%zu\"/>", bookmark, k + 1);
	}
	write_sign(w, kind == PM_FOOTNOTE ? "footnoteReference" : "endnoteReference", style, all->id[k], has_hint);
	if (all->is_doubled[k])
		zw_printf(w->zip, "<w:bookmarkEnd w:id=\"%u\"/>", bookmark);
}

void dw_write_stray_notes(writer *w)
{
	notes *all = w->notes;
	bool has_begun = false;
	for (size_t k = 0; k < all->n && !w->is_out_of_memory; k++) {
		if (all->id[k] != 0 || all->is_left_out[k])
			continue;
		if (!has_begun)
			zw_printf(w->zip, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", dw_style(w, ST_BODY));
		has_begun = true;
		dw_write_note_reference(w, pm_doc_note(w->doc, k), false);
	}
	if (has_begun)
		ZW_LIT(w->zip, "</w:p>");
}

bool dw_note_is_written(const writer *w, const pm_note *note)
{
	return !w->notes->is_left_out[pm_note_index(note)];
}

bool dw_has_notes(const writer *w, pm_note_kind kind)
{
	for (size_t k = 0; k < w->notes->n; k++)
		if (pm_note_type(pm_doc_note(w->doc, k)) == kind && !w->notes->is_left_out[k])
			return true;
	return false;
}

/* The sign at the head of a note's own text. */
void dw_write_note_mark(writer *w, pm_note_kind kind)
{
	style_id style = kind == PM_FOOTNOTE ? ST_FOOTNOTE_REFERENCE : ST_ENDNOTE_REFERENCE;
	zw_printf(w->zip, "<w:r><w:rPr><w:rStyle w:val=\"%s\"/></w:rPr><w:%s/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>",
		  dw_style(w, style), kind == PM_FOOTNOTE ? "footnoteRef" : "endnoteRef");
}

void dw_write_notes(writer *w, pm_note_kind kind)
{
	const char *item = kind == PM_FOOTNOTE ? "footnote" : "endnote";
	zw_printf(w->zip,
		  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:%ss" DW_NAMESPACES ">"
		  "<w:%s w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:%s>"
		  "<w:%s w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:%s>",
		  item, item, item, item, item);
	w->in_note = true;
	for (size_t i = 0; i < w->notes->n_ordered[kind]; i++) {
		zw_printf(w->zip, "<w:%s w:id=\"%zu\">", item, i + 1);
		dw_write_flow(w, pm_note_flow(w->notes->order[kind][i]), kind == PM_FOOTNOTE ? IN_FOOTNOTE : IN_ENDNOTE);
		zw_printf(w->zip, "</w:%s>", item);
	}
	w->in_note = false;
	zw_printf(w->zip, "</w:%ss>", item);
}

static bool has_own_id(const notes *all, size_t k, const pm_note *note)
{
	char id[16];
	snprintf(id, sizeof id, "%u", all->id[k]);
	return all->id[k] != 0 && !pm_str_is(pm_note_id(note), id);
}

bool dw_notes_need_variables(const writer *w)
{
	for (size_t k = 0; k < w->notes->n; k++)
		if (has_own_id(w->notes, k, pm_doc_note(w->doc, k)))
			return true;
	return false;
}

void dw_write_note_variables(writer *w)
{
	for (size_t k = 0; k < w->notes->n; k++) {
		const pm_note *note = pm_doc_note(w->doc, k);
		if (!has_own_id(w->notes, k, note))
			continue;
		zw_printf(w->zip, "<w:docVar w:name=\"note:%s:%u\"", pm_note_type(note) == PM_FOOTNOTE ? "footnote" : "endnote",
			  w->notes->id[k]);
		zw_named(w->zip, "w:val", pm_note_id(note));
		ZW_LIT(w->zip, "/>");
	}
}
