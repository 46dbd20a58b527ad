/* read_parts.c: notes, comments, headers and footers, which are stories of their own, and the metadata. */
#include <stdlib.h>

#include "read.h"

/* -- stories ------------------------------------------------------------------------------------------------------------- */

/* Read a part with its own relationships. */
static int read_part(docx_reader *r, int part, pm_error *err)
{
	pm_error local = { 0 };

	docx_rels_free(&r->part_rels);
	int code = docx_rels_read(r->package, part, &r->pool, &r->part_rels, r->doc, err);
	if (code != PM_OK)
		return code;
	r->rels = &r->part_rels;
	code = docx_xml_read(r->package, part, &docx_story_handler, r, &local);
	while (r->n_frames > 0 && code == PM_OK)
		code = docx_pop_frame(r, &local);
	r->n_frames = 0;
	docx_fields_reset(r);
	if (code == PM_EFORMAT) {
		docx_warn(r, "%s; read up to there", local.text);
		code = PM_OK;
	}
	return code == PM_OK ? PM_OK : pm_error_set(err, code, "%s", local.text);
}

static size_t hash(pm_note_kind kind, pm_str id)
{
	uint64_t h = 14695981039346656037u + (uint64_t)kind;

	for (size_t i = 0; i < id.len; i++)
		h = (h ^ (unsigned char)id.ptr[i]) * 1099511628211u;
	return (size_t)(h ^ h >> 32);
}

/* The slot of the table that holds the note, or the free one where it would stand. */
static size_t slot_of(const docx_reader *r, pm_note_kind kind, pm_str id)
{
	size_t i = hash(kind, id) & (r->n_note_slots - 1);

	while (r->note_slots[i] != 0) {
		const docx_note *note = &r->notes[r->note_slots[i] - 1];

		if (note->kind == kind && pm_str_equal(note->id, id))
			break;
		i = (i + 1) & (r->n_note_slots - 1);
	}
	return i;
}

static docx_note *find_note(docx_reader *r, pm_note_kind kind, pm_str id)
{
	size_t i = r->n_note_slots > 0 ? slot_of(r, kind, id) : 0;

	return r->n_note_slots > 0 && r->note_slots[i] != 0 ? &r->notes[r->note_slots[i] - 1] : NULL;
}

/* Enter the last note; the table is at most half full. */
static int enter_note(docx_reader *r, pm_error *err)
{
	if (r->n_notes * 2 > r->n_note_slots) {
		size_t n = r->n_note_slots == 0 ? 64 : r->n_note_slots * 2;
		size_t *grown = calloc(n, sizeof(*grown));

		if (grown == NULL)
			return pm_error_nomem(err);
		free(r->note_slots);
		r->note_slots = grown;
		r->n_note_slots = n;
		for (size_t i = 0; i + 1 < r->n_notes; i++)
			r->note_slots[slot_of(r, r->notes[i].kind, r->notes[i].id)] = i + 1;
	}
	const docx_note *last = &r->notes[r->n_notes - 1];
	r->note_slots[slot_of(r, last->kind, last->id)] = r->n_notes;
	return PM_OK;
}

static docx_note *add_note(docx_reader *r, pm_note_kind kind, pm_str id, pm_error *err)
{
	docx_note *grown = docx_grow(r->notes, r->n_notes, &r->cap_notes, sizeof(*grown));
	docx_note note = { .kind = kind, .id = docx_pool_str(&r->pool, id) };

	if (grown == NULL || note.id.ptr == NULL) {
		pm_error_nomem(err);
		return NULL;
	}
	r->notes = grown;
	if (r->is_own)
		docx_variable_find(&r->settings, kind == PM_FOOTNOTE ? "note:footnote:" : "note:endnote:", id, &id);
	note.note = pm_doc_append_note(r->doc, kind, id.ptr, id.len, err);
	if (note.note == NULL)
		return NULL;
	note.bookmark = r->note_bookmark;
	grown[r->n_notes++] = note;
	return enter_note(r, err) == PM_OK ? &grown[r->n_notes - 1] : NULL;
}

static int put_sign(docx_reader *r, docx_frame *f, pm_note *note, pm_error *err)
{
	pm_span span = { .style = PM_NOTE_REF, .start = f->para.text.len, .end = f->para.text.len, .note = note };

	f->para.n_notes++;
	r->produced++;
	return docx_para_span(r, &f->para, span, err);
}

int docx_note_reference(docx_reader *r, pm_note_kind kind, pm_str id, pm_error *err)
{
	docx_frame *f = docx_top(r);

	if (f->open_paras == 0 || r->n_instructions > 0 || r->part_kind != PART_DOCUMENT)
		return PM_OK;
	docx_note *note = find_note(r, kind, id);
	if (note == NULL)
		note = add_note(r, kind, id, err);
	if (note == NULL)
		return err->code;
	r->note_bookmark = PM_STR("");
	return put_sign(r, f, note->note, err);
}

int docx_note_again(docx_reader *r, pm_str bookmark, bool *is_found, pm_error *err)
{
	docx_frame *f = docx_top(r);

	for (size_t i = 0; i < r->n_notes && f->open_paras > 0; i++) {
		if (r->notes[i].bookmark.len == 0 || !pm_str_equal(r->notes[i].bookmark, bookmark))
			continue;
		*is_found = true;
		return put_sign(r, f, r->notes[i].note, err);
	}
	return PM_OK;
}

static int begin_note(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	pm_str type = docx_attr(attrs, NS_W, "type");
	docx_note *note = find_note(r, r->notes_kind, docx_attr(attrs, NS_W, "id"));

	/* Separators, and notes that nothing refers to any more. */
	if (note == NULL || note->is_read || (type.len > 0 && !pm_str_is(type, "normal")))
		return DOCX_SKIP;
	note->is_read = true;
	return docx_push_frame(r, FRAME_STORY, pm_note_flow(note->note), err);
}

static int begin_comment(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	int code = docx_push_frame(r, FRAME_STORY, pm_doc_body(r->doc), err);

	if (code != PM_OK)
		return code;
	docx_frame *f = docx_top(r);
	f->region = pm_doc_append_region(r->doc, NULL, PM_REGION_COMMENTS, docx_attr(attrs, NS_W, "author"), err);
	f->mark = "comments";
	f->rule = "docx-comment";
	return f->region != NULL ? PM_OK : err->code;
}

int docx_part_start(docx_reader *r, docx_token token, const docx_attrs *attrs, pm_error *err)
{
	if (r->part_kind == PART_NOTES && (token == T_FOOTNOTE || token == T_ENDNOTE))
		return begin_note(r, attrs, err);
	if (r->part_kind == PART_COMMENTS && token == T_COMMENT)
		return begin_comment(r, attrs, err);
	return PM_OK;
}

static int read_notes_of(docx_reader *r, pm_note_kind kind, const char *type, const char *usual_name, pm_error *err)
{
	int part = docx_part_of_type(r->package, r->main_part, &r->main_rels, type, usual_name);
	bool has_any = false;

	for (size_t i = 0; i < r->n_notes; i++)
		has_any = has_any || r->notes[i].kind == kind;
	if (!has_any || part < 0)
		return PM_OK;
	r->part_kind = PART_NOTES;
	r->notes_kind = kind;
	return read_part(r, part, err);
}

int docx_read_notes(docx_reader *r, pm_error *err)
{
	int code = read_notes_of(r, PM_FOOTNOTE, "footnotes", "footnotes.xml", err);

	return code == PM_OK ? read_notes_of(r, PM_ENDNOTE, "endnotes", "endnotes.xml", err) : code;
}

int docx_read_comments(docx_reader *r, pm_error *err)
{
	int part = docx_part_of_type(r->package, r->main_part, &r->main_rels, "comments", "comments.xml");

	if (part < 0)
		return PM_OK;
	r->part_kind = PART_COMMENTS;
	return read_part(r, part, err);
}

static int read_margin(docx_reader *r, const docx_rel *rel, pm_error *err)
{
	bool is_header = pm_str_is(rel->type, "header");
	int code = docx_push_frame(r, FRAME_STORY, pm_doc_body(r->doc), err);

	if (code != PM_OK)
		return code;
	docx_frame *f = docx_top(r);
	f->region = pm_doc_append_region(r->doc, NULL, is_header ? PM_REGION_HEADER : PM_REGION_FOOTER, PM_STR(""), err);
	f->mark = is_header ? "header" : "footer";
	f->rule = "docx-margin";
	r->part_kind = PART_MARGIN;
	return f->region != NULL ? read_part(r, rel->part, err) : err->code;
}

static const unsigned long LIMIT_MARGINS = 32ul * 1024 * 1024; /* unpacked bytes of all headers and footers */

/* Each header and footer once, in the order in which the sections name them. */
int docx_read_margins(docx_reader *r, pm_error *err)
{
	bool *is_read = calloc(PM_LIMIT_ARCHIVE_ENTRIES, sizeof(*is_read));
	int code = is_read != NULL ? PM_OK : pm_error_nomem(err);
	uint64_t before = docx_package_unpacked(r->package);

	for (size_t i = 0; i < r->n_stories && code == PM_OK; i++) {
		const docx_rel *rel = docx_rels_find(&r->main_rels, r->stories[i]);

		if (docx_package_unpacked(r->package) - before > LIMIT_MARGINS) {
			docx_warn(r, "%s: headers and footers beyond %lu MiB were left out", docx_package_source_name(r->package),
				    LIMIT_MARGINS >> 20);
			break;
		}
		if (rel == NULL || rel->part < 0 || is_read[rel->part] ||
		    !(pm_str_is(rel->type, "header") || pm_str_is(rel->type, "footer")))
			continue;
		is_read[rel->part] = true;
		code = read_margin(r, rel, err);
	}
	free(is_read);
	return code;
}

/* -- metadata --------------------------------------------------------------------------------------------------------------- */

/* Core properties in the order in which they are kept, whatever that of the file. */
static const struct {
	docx_token token;
	const char *name;
} core_names[] = {
	{ T_DC_TITLE, "title" },       { T_DC_CREATOR, "author" },          { T_DC_LANGUAGE, "language" },
	{ T_DC_SUBJECT, "subject" },   { T_DC_DESCRIPTION, "description" }, { T_CP_KEYWORDS, "keywords" },
	{ T_CP_CATEGORY, "category" }, { T_DCTERMS_CREATED, "created" },    { T_DCTERMS_MODIFIED, "modified" },
};

enum { N_CORE = sizeof(core_names) / sizeof(core_names[0]), LIMIT_META = 64 * 1024, MOST_PROPERTIES = 1000 };

struct metadata {
	docx_reader *r;
	pm_buf core[N_CORE];
	pm_buf property, value, application; /* name and value of a custom property */
	size_t n_properties;
	pm_buf *into;                        /* where text goes; NULL for nowhere */
};

static int meta_start(void *user, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	struct metadata *m = user;

	(void)parent;
	m->into = NULL;
	for (size_t i = 0; i < N_CORE; i++) {
		if (core_names[i].token == token)
			m->into = &m->core[i];
	}
	if (token == T_APP_APPLICATION)
		m->into = &m->application;
	if (token == T_CUSTOM_PROPERTY) {
		m->property.len = m->value.len = 0;
		pm_buf_str(&m->property, docx_attr(attrs, NS_NONE, "name"));
		pm_buf_putc(&m->property, '\0');
	}
	if (token == T_VT_TEXT && m->property.len > 1)
		m->into = &m->value;
	return m->property.is_broken ? pm_error_nomem(err) : PM_OK;
}

static int meta_text(void *user, docx_token parent, pm_str text, pm_error *err)
{
	struct metadata *m = user;

	(void)parent;
	if (m->into == NULL || m->into->len + text.len > LIMIT_META)
		return PM_OK;
	pm_buf_str(m->into, text);
	return m->into->is_broken ? pm_error_nomem(err) : PM_OK;
}

static int meta_end(void *user, docx_token token, pm_error *err)
{
	struct metadata *m = user;
	pm_str value = pm_str_trim(pm_buf_view(&m->value));

	m->into = NULL;
	if (token != T_CUSTOM_PROPERTY || value.len == 0 || m->property.len < 2)
		return PM_OK;
	if (++m->n_properties > MOST_PROPERTIES) {
		docx_warn(m->r, "%s: of its custom properties only %d were read", docx_package_source_name(m->r->package), MOST_PROPERTIES);
		return PM_OK;
	}
	return pm_doc_set_meta(m->r->doc, m->property.ptr, value.ptr, value.len, err);
}

static int set_core(docx_reader *r, const struct metadata *m, pm_error *err)
{
	int code = PM_OK;

	for (size_t i = 0; i < N_CORE && code == PM_OK; i++) {
		pm_str value = pm_str_trim(pm_buf_view(&m->core[i]));
		/* In a document of ours they stand for the day of publication. */
		bool is_time = core_names[i].token == T_DCTERMS_CREATED || core_names[i].token == T_DCTERMS_MODIFIED;

		if (value.len > 0 && !(is_time && r->is_own))
			code = pm_doc_set_meta(r->doc, core_names[i].name, value.ptr, value.len, err);
	}
	return code;
}

static void meta_free(struct metadata *m)
{
	for (size_t i = 0; i < N_CORE; i++)
		pm_buf_free(&m->core[i]);
	pm_buf_free(&m->property);
	pm_buf_free(&m->value);
	pm_buf_free(&m->application);
}

static int read_properties(docx_reader *r, const char *type, const char *usual_name, pm_error *err)
{
	static const docx_handler handler = { .start = meta_start, .end = meta_end, .text = meta_text };
	const docx_rel *rel = docx_rels_of_type(&r->package_rels, type);
	struct metadata m = { .r = r };
	int part = rel != NULL ? rel->part : docx_package_find(r->package, pm_str_from(usual_name));

	if (part < 0)
		return PM_OK;
	int code = docx_xml_read(r->package, part, &handler, &m, err);
	if (m.application.len > 0)
		r->is_own = pm_str_is(pm_str_trim(pm_buf_view(&m.application)), "pumice");
	if (code == PM_OK)
		code = set_core(r, &m, err);
	meta_free(&m);
	return code;
}

int docx_read_metadata(docx_reader *r, pm_error *err)
{
	int code = read_properties(r, "extended-properties", "docProps/app.xml", err);

	if (code == PM_OK)
		code = read_properties(r, "core-properties", "docProps/core.xml", err);
	if (code == PM_OK)
		code = read_properties(r, "custom-properties", "docProps/custom.xml", err);
	return code;
}
