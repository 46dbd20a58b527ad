/* read.c: the order in which the parts of a document are read. */
#include "read.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_WARNINGS = 100 };

void docx_warn(docx_reader *r, const char *format, ...)
{
	char line[1000];
	va_list arguments;

	if (++r->n_warnings > MOST_WARNINGS + 1)
		return;
	va_start(arguments, format);
	vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	if (r->n_warnings <= MOST_WARNINGS)
		pm_doc_warn(r->doc, "%s", line);
	else
		pm_doc_warn(r->doc, "%s: more was left out than is named here", docx_package_source_name(r->package));
}

/* A part that the text can do without: where it is damaged the document is warned and read on. */
static int tolerate(docx_reader *r, int code, const pm_error *local, const char *what, pm_error *err)
{
	if (code == PM_EFORMAT) {
		pm_doc_warn(r->doc, "%s; %s", local->text, what);
		return PM_OK;
	}
	return code == PM_OK ? PM_OK : pm_error_set(err, code, "%s", local->text);
}

static int read_definitions(docx_reader *r, pm_error *err)
{
	int styles = docx_part_of_type(r->package, r->main_part, &r->main_rels, "styles", "styles.xml");
	int numbering = docx_part_of_type(r->package, r->main_part, &r->main_rels, "numbering", "numbering.xml");
	int settings = docx_part_of_type(r->package, r->main_part, &r->main_rels, "settings", "settings.xml");
	int web = docx_part_of_type(r->package, r->main_part, &r->main_rels, "webSettings", "webSettings.xml");
	int code = docx_styles_read(r->package, styles, &r->pool, &r->styles, r->doc, err);

	if (code == PM_OK)
		code = docx_settings_read(r->package, r->is_own ? settings : -1, web, &r->pool, &r->settings, r->doc, err);
	if (code == PM_OK)
		code = docx_numbering_read(r->package, numbering, &r->pool, &r->styles, &r->numbering, r->doc, err);
	return code;
}

static int read_body(docx_reader *r, pm_error *err)
{
	r->part_kind = PART_DOCUMENT;
	r->rels = &r->main_rels;
	int code = docx_push_frame(r, FRAME_STORY, pm_doc_body(r->doc), err);
	if (code == PM_OK)
		code = docx_xml_read(r->package, r->main_part, &docx_story_handler, r, err);
	while (r->n_frames > 0 && code == PM_OK)
		code = docx_pop_frame(r, err);
	docx_fields_reset(r);
	return code;
}

static int read_all(docx_reader *r, pm_error *err)
{
	pm_error local = { 0 };
	int code = docx_rels_read(r->package, -1, &r->pool, &r->package_rels, r->doc, err);

	if (code != PM_OK)
		return code;
	r->main_part = docx_main_part(r->package, &r->package_rels, err);
	if (r->main_part < 0)
		return err != NULL && err->code != PM_OK ? err->code : PM_EFORMAT;
	code = docx_rels_read(r->package, r->main_part, &r->pool, &r->main_rels, r->doc, err);
	if (code == PM_OK)
		code = tolerate(r, docx_read_metadata(r, &local), &local, "read without its metadata", err);
	if (code == PM_OK)
		code = read_definitions(r, err);
	if (code == PM_OK)
		code = read_body(r, err);
	if (code == PM_OK)
		code = docx_read_notes(r, err);
	if (code == PM_OK)
		code = docx_settle_anchors(r, err);
	/* In a document of ours they hold page numbers, which no source had. */
	if (code == PM_OK && !r->is_own)
		code = docx_read_margins(r, err);
	if (code == PM_OK)
		code = docx_read_comments(r, err);
	return code;
}

static void reader_free(docx_reader *r)
{
	for (size_t i = 0; i < r->cap_frames; i++) {
		if (r->frames[i] == NULL)
			continue;
		docx_para_free(&r->frames[i]->para);
		free(r->frames[i]->table.cover);
		free(r->frames[i]);
	}
	free(r->frames);
	docx_fields_reset(r);
	free(r->fields);
	free(r->links);
	pm_buf_free(&r->ruby);
	free(r->sdts);
	free(r->anchors);
	free(r->quiet_anchors);
	free(r->places);
	free(r->notes);
	free(r->note_slots);
	free(r->stories);
	free(r->resources);
	docx_rels_free(&r->package_rels);
	docx_rels_free(&r->main_rels);
	docx_rels_free(&r->part_rels);
	docx_styles_free(&r->styles);
	docx_numbering_free(&r->numbering);
	docx_settings_free(&r->settings);
	docx_pool_free(&r->pool);
	docx_package_close(r->package);
	free(r);
}

int docx_read(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err)
{
	const char *changes = pm_options_find(options, "track-changes");
	docx_reader *r = calloc(1, sizeof(*r));
	pm_error local = { 0 };

	if (r == NULL)
		return pm_error_nomem(err);
	r->doc = doc;
	r->rejects = changes != NULL && strcmp(changes, "reject") == 0;
	pm_doc_set_fidelity(doc, PM_DOCUMENT);
	r->package = docx_package_open(pm_source_bytes(src), pm_source_name(src), &local);
	int code = r->package != NULL ? read_all(r, &local) : local.code;
	if (code != PM_OK)
		pm_error_set(err, code, "%s", local.text);
	reader_free(r);
	return code;
}
