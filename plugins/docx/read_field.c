/* read_field.c: fields by their result, and hyperlinks in both of their spellings. */
#include <stdlib.h>

#include "read.h"

/* -- the links that are open --------------------------------------------------------------------------------------------- */

int docx_link_push(docx_reader *r, pm_str target, pm_str title, pm_error *err)
{
	docx_link *grown = docx_grow(r->links, r->n_links, &r->cap_links, sizeof(*grown));

	if (grown == NULL)
		return pm_error_nomem(err);
	r->links = grown;
	docx_link *link = &grown[r->n_links];
	*link = (docx_link){ 0 };
	if (target.len > 0) {
		link->id = ++r->last_link;
		link->target = docx_pool_str(&r->pool, target);
		link->title = docx_pool_str(&r->pool, title);
		if (link->target.ptr == NULL || link->title.ptr == NULL)
			return pm_error_nomem(err);
	}
	r->n_links++;
	return docx_place_linked(r, link->target, err);
}

void docx_link_pop(docx_reader *r)
{
	if (r->n_links > 0)
		r->n_links--;
}

int docx_hyperlink(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	const docx_rel *rel = docx_rels_find(r->rels, docx_attr(attrs, NS_R, "id"));
	pm_str anchor = docx_attr(attrs, NS_W, "anchor");
	pm_buf target = { 0 };

	if (r->is_own && anchor.len > 0)
		docx_variable_find(&r->settings, "bookmark:", anchor, &anchor);
	if (rel != NULL)
		pm_buf_str(&target, rel->target);
	if (anchor.len > 0) {
		pm_buf_putc(&target, '#');
		pm_buf_str(&target, anchor);
	}
	int code = target.is_broken ? pm_error_nomem(err) : docx_link_push(r, pm_buf_view(&target), docx_attr(attrs, NS_W, "tooltip"), err);
	pm_buf_free(&target);
	return code;
}

/* -- instructions ----------------------------------------------------------------------------------------------------------- */

/* The next word of an instruction, quotes and their backslashes undone; false at the end. */
static bool next_word(pm_str s, size_t *at, pm_buf *word)
{
	word->len = 0;
	while (*at < s.len && (s.ptr[*at] == ' ' || s.ptr[*at] == '\t'))
		++*at;
	if (*at >= s.len)
		return false;
	bool is_quoted = s.ptr[*at] == '"';
	if (is_quoted)
		++*at;
	for (; *at < s.len; ++*at) {
		char c = s.ptr[*at];

		if (is_quoted ? c == '"' : c == ' ' || c == '\t')
			break;
		if (c == '\\' && is_quoted && *at + 1 < s.len && (s.ptr[*at + 1] == '\\' || s.ptr[*at + 1] == '"'))
			c = s.ptr[++*at];
		pm_buf_putc(word, c);
	}
	if (is_quoted && *at < s.len)
		++*at;
	return true;
}

static bool is_instruction(pm_str instruction, const char *name)
{
	size_t at = 0;
	pm_buf word = { 0 };
	bool is = next_word(instruction, &at, &word) && pm_str_is_nocase(pm_buf_view(&word), name);

	pm_buf_free(&word);
	return is;
}

/* HYPERLINK "address" \l "place" \o "title" */
static int push_hyperlink(docx_reader *r, pm_str instruction, pm_error *err)
{
	pm_buf word = { 0 }, target = { 0 }, place = { 0 }, title = { 0 }, ignored = { 0 };
	size_t at = 0;
	bool has_target = false;

	next_word(instruction, &at, &word);
	while (next_word(instruction, &at, &word)) {
		pm_str w = pm_buf_view(&word);

		if (pm_str_is_nocase(w, "\\l"))
			next_word(instruction, &at, &place);
		else if (pm_str_is_nocase(w, "\\o"))
			next_word(instruction, &at, &title);
		else if (pm_str_is_nocase(w, "\\t"))
			next_word(instruction, &at, &ignored);
		else if ((w.len != 2 || w.ptr[0] != '\\') && !has_target) {
			pm_buf_str(&target, w);
			has_target = true;
		}
	}
	if (place.len > 0) {
		pm_buf_putc(&target, '#');
		pm_buf_str(&target, pm_buf_view(&place));
	}
	int code = target.is_broken || title.is_broken ? pm_error_nomem(err)
						       : docx_link_push(r, pm_buf_view(&target), pm_buf_view(&title), err);
	pm_buf_free(&word);
	pm_buf_free(&target);
	pm_buf_free(&place);
	pm_buf_free(&title);
	pm_buf_free(&ignored);
	return code;
}

int docx_field_simple(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	pm_str instruction = docx_attr(attrs, NS_W, "instr");

	/* Every w:fldSimple takes a place on the stack, so that its end finds it. */
	if (is_instruction(instruction, "HYPERLINK"))
		return push_hyperlink(r, instruction, err);
	return docx_link_push(r, PM_STR(""), PM_STR(""), err);
}

int docx_field_instruction(docx_reader *r, pm_str text, pm_error *err)
{
	for (size_t i = r->n_fields; i > 0; i--) {
		docx_field *field = &r->fields[i - 1];

		if (field->has_result)
			continue;
		if (field->instruction.len + text.len > DOCX_LIMIT_PARAGRAPH)
			return pm_error_set(err, PM_ELIMIT, "%s: paragraph %u: a field's instruction of more than %d MiB",
					    docx_package_source_name(r->package), (unsigned)r->ordinal, DOCX_LIMIT_PARAGRAPH >> 20);
		pm_buf_str(&field->instruction, text);
		return field->instruction.is_broken ? pm_error_nomem(err) : PM_OK;
	}
	return PM_OK;
}

static int begin_field(docx_reader *r, pm_error *err)
{
	if (r->n_fields >= DOCX_LIMIT_FIELDS) {
		r->lost_fields++;
		return PM_OK;
	}
	docx_field *grown = docx_grow(r->fields, r->n_fields, &r->cap_fields, sizeof(*grown));
	if (grown == NULL)
		return pm_error_nomem(err);
	r->fields = grown;
	grown[r->n_fields++] = (docx_field){ 0 };
	r->n_instructions++;
	return PM_OK;
}

/* NOTEREF: a further sign of a note that has one. */
static int note_again(docx_reader *r, pm_str instruction, bool *is_found, pm_error *err)
{
	pm_buf word = { 0 };
	size_t at = 0;
	int code = PM_OK;

	next_word(instruction, &at, &word);
	if (next_word(instruction, &at, &word))
		code = docx_note_again(r, pm_buf_view(&word), is_found, err);
	pm_buf_free(&word);
	return code;
}

static int begin_result(docx_reader *r, pm_error *err)
{
	docx_field *field = r->n_fields > 0 && r->lost_fields == 0 ? &r->fields[r->n_fields - 1] : NULL;

	if (field == NULL || field->has_result)
		return PM_OK;
	pm_str instruction = pm_buf_view(&field->instruction);
	if (r->is_own && is_instruction(instruction, "NOTEREF")) {
		bool is_found = false;
		int code = note_again(r, instruction, &is_found, err);

		if (code != PM_OK || is_found)
			return code; /* its result is no text */
	}
	field->has_result = true;
	r->n_instructions--;
	field->is_toc = is_instruction(instruction, "TOC");
	r->n_toc += field->is_toc;
	field->is_link = is_instruction(instruction, "HYPERLINK");
	return field->is_link ? push_hyperlink(r, instruction, err) : PM_OK;
}

static int end_field(docx_reader *r, pm_error *err)
{
	if (r->lost_fields > 0) {
		r->lost_fields--;
		return PM_OK;
	}
	if (r->n_fields == 0)
		return PM_OK;
	docx_field field = r->fields[--r->n_fields];
	if (!field.has_result)
		r->n_instructions--;
	if (field.is_toc)
		r->n_toc--;
	if (field.is_link)
		docx_link_pop(r);
	pm_buf_free(&field.instruction);
	if (field.has_box)
		return docx_put_char(r, field.is_checked ? 0x2612 : 0x2610, err);
	return PM_OK;
}

int docx_field_char(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	pm_str type = docx_attr(attrs, NS_W, "fldCharType");

	if (pm_str_is(type, "begin"))
		return begin_field(r, err);
	if (pm_str_is(type, "separate"))
		return begin_result(r, err);
	return pm_str_is(type, "end") ? end_field(r, err) : PM_OK;
}

/* Fields that a story leaves open end with it. */
void docx_fields_reset(docx_reader *r)
{
	for (size_t i = 0; i < r->n_fields; i++)
		pm_buf_free(&r->fields[i].instruction);
	r->n_fields = r->lost_fields = r->n_instructions = r->n_toc = 0;
	r->n_links = r->n_sdts = 0;
}
