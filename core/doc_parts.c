/* doc_parts.c: what stands beside the text: notes, metadata, messages, regions, indicators. */
#include "model.h"

#include <pumice/limits.h>
#include <stdio.h>
#include <stdlib.h>

/* -- notes ---------------------------------------------------------------------------------------------------------------- */

pm_note *pm_doc_append_note(pm_doc *doc, pm_note_kind kind, const char *id, size_t len, pm_error *err)
{
	bool ok = PM_ARRAY_ROOM(doc->notes);
	pm_note *note = ok ? pm_arena_zero(&doc->arena, sizeof *note) : NULL;
	if (note != NULL)
		note->id = pm_arena_str(&doc->arena, pm_str_of(id, len), &ok);
	if (note == NULL || !ok) {
		pm_error_nomem(err);
		return NULL;
	}
	note->flow.doc = doc;
	note->flow.note = note;
	note->kind = kind;
	note->index = doc->notes.n;
	doc->notes.at[doc->notes.n++] = note;
	return note;
}

size_t pm_doc_n_notes(const pm_doc *doc)
{
	return doc->notes.n;
}

pm_note *pm_doc_note(const pm_doc *doc, size_t i)
{
	return i < doc->notes.n ? doc->notes.at[i] : NULL;
}

size_t pm_note_index(const pm_note *note)
{
	return note->index;
}

pm_str pm_note_id(const pm_note *note)
{
	return note->id;
}

pm_note_kind pm_note_type(const pm_note *note)
{
	return note->kind;
}

pm_flow *pm_note_flow(const pm_note *note)
{
	return &((pm_note *)(uintptr_t)note)->flow;
}

/* -- metadata --------------------------------------------------------------------------------------------------------------- */

/* Metadata is one line each: white space runs become one blank, what is no text U+FFFD. */
static pm_str clean_value(pm_doc *doc, pm_str s, bool *ok)
{
	pm_buf buf = { 0 };
	s = pm_str_trim(s);
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		bool is_blank = c == ' ' || (c >= 9 && c <= 13) || c == 0xA0;
		if (is_blank && buf.len > 0 && buf.ptr[buf.len - 1] == ' ')
			continue;
		pm_buf_char(&buf, is_blank ? ' ' : c < 0x20 || c == 0x7F ? 0xFFFD : c);
	}
	if (buf.is_broken)
		*ok = false;
	pm_str copy = pm_arena_str(&doc->arena, pm_buf_view(&buf), ok);
	pm_buf_free(&buf);
	return copy;
}

int pm_doc_set_meta(pm_doc *doc, const char *name, const char *value, size_t len, pm_error *err)
{
	bool ok = PM_ARRAY_ROOM(doc->meta);
	pm_str copy = ok ? clean_value(doc, pm_str_of(value, len), &ok) : pm_str_of("", 0);
	if (!ok)
		return pm_error_nomem(err);
	for (size_t i = 0; i < doc->meta.n; i++) {
		if (!pm_str_is(doc->meta.at[i].name, name))
			continue;
		if (copy.len > 0) {
			doc->meta.at[i].value = copy;
		} else {
			memmove(&doc->meta.at[i], &doc->meta.at[i + 1], (doc->meta.n - i - 1) * sizeof *doc->meta.at);
			doc->meta.n--;
		}
		return PM_OK;
	}
	if (copy.len == 0)
		return PM_OK;
	pm_str key = clean_value(doc, pm_str_from(name), &ok);
	if (!ok)
		return pm_error_nomem(err);
	doc->meta.at[doc->meta.n++] = (pm_meta){ key, copy };
	return PM_OK;
}

pm_str pm_doc_meta(const pm_doc *doc, const char *name)
{
	for (size_t i = 0; i < doc->meta.n; i++)
		if (pm_str_is(doc->meta.at[i].name, name))
			return doc->meta.at[i].value;
	return pm_str_of("", 0);
}

size_t pm_doc_n_meta(const pm_doc *doc)
{
	return doc->meta.n;
}

pm_str pm_doc_meta_name(const pm_doc *doc, size_t i)
{
	return i < doc->meta.n ? doc->meta.at[i].name : pm_str_of("", 0);
}

pm_str pm_doc_meta_value(const pm_doc *doc, size_t i)
{
	return i < doc->meta.n ? doc->meta.at[i].value : pm_str_of("", 0);
}

/* -- messages --------------------------------------------------------------------------------------------------------------- */

/* So many are worth a person's time; the last one says that there are more. */
enum { MAX_MESSAGES = 200 };

static bool message(pm_doc *doc, const char *format, va_list args, pm_str *out)
{
	char line[1000];
	int n = vsnprintf(line, sizeof line, format, args);
	if (n < 0)
		return false;
	size_t len = (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
	while (len > 0 && pm_utf8_valid(pm_str_of(line, len)) < len && (size_t)n >= sizeof line)
		len--;
	bool ok = true;
	*out = pm_arena_str(&doc->arena, pm_str_of(line, len), &ok);
	return ok;
}

int pm_doc_warn(pm_doc *doc, const char *format, ...)
{
	if (doc->warnings.n >= MAX_MESSAGES)
		return PM_OK;
	if (!PM_ARRAY_ROOM(doc->warnings))
		return PM_ENOMEM;
	pm_str line = PM_STR("further warnings are not shown");
	if (doc->warnings.n < MAX_MESSAGES - 1) {
		va_list args;
		va_start(args, format);
		bool ok = message(doc, format, args, &line);
		va_end(args);
		if (!ok)
			return PM_ENOMEM;
	}
	doc->warnings.at[doc->warnings.n++] = line;
	return PM_OK;
}

int pm_doc_info(pm_doc *doc, const char *format, ...)
{
	if (doc->infos.n >= MAX_MESSAGES)
		return PM_OK;
	if (!PM_ARRAY_ROOM(doc->infos))
		return PM_ENOMEM;
	va_list args;
	va_start(args, format);
	bool ok = message(doc, format, args, &doc->infos.at[doc->infos.n]);
	va_end(args);
	if (!ok)
		return PM_ENOMEM;
	doc->infos.n++;
	return PM_OK;
}

size_t pm_doc_n_warnings(const pm_doc *doc)
{
	return doc->warnings.n;
}

pm_str pm_doc_warning(const pm_doc *doc, size_t i)
{
	return i < doc->warnings.n ? doc->warnings.at[i] : pm_str_of("", 0);
}

size_t pm_doc_n_infos(const pm_doc *doc)
{
	return doc->infos.n;
}

pm_str pm_doc_info_line(const pm_doc *doc, size_t i)
{
	return i < doc->infos.n ? doc->infos.at[i] : pm_str_of("", 0);
}

size_t pm_doc_n_replaced(const pm_doc *doc)
{
	return doc->n_replaced;
}

void pm_doc_append_replaced(pm_doc *doc, size_t n)
{
	doc->n_replaced += n;
}

/* -- regions ---------------------------------------------------------------------------------------------------------------- */

pm_region *pm_doc_append_region(pm_doc *doc, pm_region *parent, pm_region_role role, pm_str words, pm_error *err)
{
	if (parent != NULL && parent->depth >= PM_LIMIT_REGION_DEPTH)
		return parent;
	bool ok = doc->regions.n < UINT32_MAX && PM_ARRAY_ROOM(doc->regions);
	pm_region *region = ok ? pm_arena_zero(&doc->arena, sizeof *region) : NULL;
	if (region != NULL)
		region->words = pm_arena_str(&doc->arena, words, &ok);
	if (region == NULL || !ok) {
		pm_error_nomem(err);
		return NULL;
	}
	region->parent = parent;
	region->role = (uint8_t)role;
	region->index = (uint32_t)doc->regions.n;
	region->depth = (uint16_t)(parent != NULL ? parent->depth + 1 : 0);
	doc->regions.at[doc->regions.n++] = region;
	return region;
}

pm_region *pm_region_parent(const pm_region *region)
{
	return region->parent;
}

pm_region_role pm_region_role_of(const pm_region *region)
{
	return (pm_region_role)region->role;
}

pm_str pm_region_words(const pm_region *region)
{
	return region->words;
}

size_t pm_region_index(const pm_region *region)
{
	return region->index;
}

size_t pm_region_depth(const pm_region *region)
{
	return region->depth;
}

void pm_region_add_controls(pm_region *region, uint32_t n)
{
	region->n_controls += n < UINT32_MAX - region->n_controls ? n : UINT32_MAX - region->n_controls;
}

uint32_t pm_region_n_controls(const pm_region *region)
{
	return region->n_controls;
}

size_t pm_doc_n_regions(const pm_doc *doc)
{
	return doc->regions.n;
}

pm_region *pm_doc_region(const pm_doc *doc, size_t i)
{
	return i < doc->regions.n ? doc->regions.at[i] : NULL;
}

/* -- indicators ------------------------------------------------------------------------------------------------------------- */

/* Copies of all strings of one indicator, side by side. */
static bool copy_strings(pm_doc *doc, pm_indicator *copy)
{
	pm_str *texts[] = { &copy->name, &copy->value, &copy->value_max, &copy->unit, &copy->period, &copy->from, &copy->to };
	size_t len = 0;
	bool ok = true;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		len += texts[i]->len;
	char *at = len > 0 ? pm_arena_bytes(&doc->arena, len) : NULL;
	if (len > 0 && at == NULL)
		return false;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		pm_str *text = texts[i];
		if (text->len == 0) {
			*text = pm_str_of("", 0);
			continue;
		}
		memcpy(at, text->ptr, text->len);
		text->ptr = at;
		at += text->len;
	}
	copy->qualifier = pm_doc_name(doc, copy->qualifier, &ok);
	copy->change = pm_doc_name(doc, copy->change, &ok);
	return ok;
}

int pm_doc_append_indicator(pm_doc *doc, const pm_indicator *indicator, pm_error *err)
{
	if (doc->n_indicators == doc->indicator_pages.n * PM_INDICATOR_PAGE) {
		pm_indicator *page = PM_ARRAY_ROOM(doc->indicator_pages) ? pm_arena_take(&doc->arena, PM_INDICATOR_PAGE * sizeof *page) : NULL;
		if (page == NULL)
			return pm_error_nomem(err);
		doc->indicator_pages.at[doc->indicator_pages.n++] = page;
	}
	pm_indicator *copy = &doc->indicator_pages.at[doc->n_indicators / PM_INDICATOR_PAGE][doc->n_indicators % PM_INDICATOR_PAGE];
	*copy = *indicator;
	if (!copy_strings(doc, copy))
		return pm_error_nomem(err);
	doc->n_indicators++;
	return PM_OK;
}

size_t pm_doc_n_indicators(const pm_doc *doc)
{
	return doc->n_indicators;
}

const pm_indicator *pm_doc_indicator(const pm_doc *doc, size_t i)
{
	return i < doc->n_indicators ? &doc->indicator_pages.at[i / PM_INDICATOR_PAGE][i % PM_INDICATOR_PAGE] : NULL;
}

pm_str pm_indicator_raw(const pm_indicator *indicator)
{
	pm_str text = pm_block_text(indicator->block);
	return pm_str_of(text.ptr + indicator->start, indicator->end - indicator->start);
}

pm_str pm_indicator_sentence(const pm_indicator *indicator)
{
	pm_str text = pm_block_text(indicator->block);
	return pm_str_of(text.ptr + indicator->sentence_start, indicator->sentence_end - indicator->sentence_start);
}
