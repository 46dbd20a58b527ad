/* The DOCX writer: what the options ask for, and the order of the parts. */
#include "write.h"

#include <pumice/text.h>

#include <stdio.h>
#include <stdlib.h>

/* -- which look ---------------------------------------------------------------------------------------------------------------- */

enum { SAMPLE = 64 * 1024 };

/* Chinese by what it says of itself, else by its letters: Han and no kana or hangul to speak of. */
static bool is_chinese(const pm_doc *doc)
{
	pm_str language = pm_doc_meta(doc, "language");
	if (language.len >= 2)
		return pm_str_starts_with(language, "zh") || pm_str_starts_with(language, "ZH");
	size_t han = 0, other_east_asian = 0, letters = 0, read = 0;
	for (const pm_block *b = pm_doc_next_block(doc, NULL); b != NULL && read < SAMPLE; b = pm_doc_next_block(doc, b)) {
		pm_str text = pm_block_text(b);
		read += text.len;
		for (size_t i = 0; i < text.len && i < SAMPLE;) {
			uint32_t c = pm_utf8_next(text, &i);
			if ((c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf))
				han++;
			else if (pm_char_is_cjk(c))
				other_east_asian++;
			else if (pm_char_is_word(c) && pm_char_digit(c) < 0)
				letters++;
		}
	}
	/* A Han character says as much as three letters. */
	return han * 3 > letters && han > 5 * other_east_asian;
}

static const look *find_look(const char *name)
{
	static const look *const looks[] = { &dw_look_gongwen, &dw_look_plain };
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		if (strcmp(looks[i]->name, name) == 0)
			return looks[i];
	return NULL;
}

static int check_look(const char *value, pm_error *err)
{
	if (find_look(value) != NULL)
		return PM_OK;
	return pm_error_set(err, PM_EUSAGE, "--style %s: there is no such style; take gongwen or plain", value);
}

static int check_reference(const char *value, pm_error *err)
{
	FILE *f = fopen(value, "rb");
	if (f == NULL)
		return pm_error_set(err, PM_EUSAGE, "--reference-doc %s: cannot be read; name a DOCX file", value);
	fclose(f);
	return PM_OK;
}

/* -- the package ------------------------------------------------------------------------------------------------------------------ */

static void relate_parts(writer *w)
{
	rels *r = &w->document_rels;
	dw_rel_part(r, "styles", "styles.xml");
	dw_rel_part(r, "numbering", "numbering.xml");
	dw_rel_part(r, "settings", "settings.xml");
	dw_rel_part(r, "webSettings", "webSettings.xml");
	if (dw_has_notes(w, PM_FOOTNOTE))
		dw_rel_part(r, "footnotes", "footnotes.xml");
	if (dw_has_notes(w, PM_ENDNOTE))
		dw_rel_part(r, "endnotes", "endnotes.xml");
	if (w->reference != NULL) {
		dw_reference_relate(w);
		return;
	}
	dw_rel_part(r, "fontTable", "fontTable.xml");
	w->footers[0] = dw_rel_part(r, "footer", "footer1.xml");
	if (w->look->is_official)
		w->footers[1] = dw_rel_part(r, "footer", "footer2.xml");
}

static void write_document(writer *w)
{
	w->rels = &w->document_rels;
	zw_begin(w->zip, "word/document.xml");
	ZW_LIT(w->zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document" DW_NAMESPACES "><w:body>");
	dw_write_flow(w, pm_doc_body(w->doc), IN_BODY);
	dw_write_stray_notes(w);
	dw_write_indicators(w);
	dw_write_section(w);
	ZW_LIT(w->zip, "</w:body></w:document>");
	zw_end(w->zip);
}

static void write_note_part(writer *w, pm_note_kind kind)
{
	if (!dw_has_notes(w, kind))
		return;
	bool is_foot = kind == PM_FOOTNOTE;
	w->rels = is_foot ? &w->footnote_rels : &w->endnote_rels;
	zw_begin(w->zip, is_foot ? "word/footnotes.xml" : "word/endnotes.xml");
	dw_write_notes(w, kind);
	zw_end(w->zip);
	dw_write_rels(w, is_foot ? "word/_rels/footnotes.xml.rels" : "word/_rels/endnotes.xml.rels", w->rels);
}

static void write_part(writer *w, const char *name, void (*write)(writer *w))
{
	zw_begin(w->zip, name);
	write(w);
	zw_end(w->zip);
}

static void write_package(writer *w)
{
	write_part(w, "[Content_Types].xml", dw_write_content_types);
	write_part(w, "_rels/.rels", dw_write_package_rels);
	relate_parts(w);
	write_document(w);
	write_note_part(w, PM_FOOTNOTE);
	write_note_part(w, PM_ENDNOTE);
	dw_write_rels(w, "word/_rels/document.xml.rels", &w->document_rels);
	if (w->reference == NULL)
		dw_write_footers(w);
	write_part(w, "word/numbering.xml", dw_write_numbering);
	write_part(w, "word/styles.xml", dw_write_styles);
	write_part(w, "word/settings.xml", dw_write_settings);
	write_part(w, "word/webSettings.xml", dw_write_web_settings);
	if (!dw_reference_has_fonts(w))
		write_part(w, "word/fontTable.xml", dw_write_font_table);
	if (w->reference != NULL)
		w->code = dw_reference_write_parts(w);
	dw_write_properties(w);
	dw_write_media(w);
}

/* -- the writer --------------------------------------------------------------------------------------------------------------------- */

static void prepare(writer *w)
{
	w->numbering = dw_numbering_new(w);
	w->notes = dw_notes_new(w);
	w->anchors = w->notes != NULL && !w->is_out_of_memory ? dw_anchors_new(w) : NULL;
	w->indicators = dw_indicators_new(w);
	size_t n = pm_doc_n_resources(w->doc);
	w->image_is_used = n > 0 ? calloc(n, sizeof *w->image_is_used) : NULL;
	w->is_out_of_memory = w->is_out_of_memory || (n > 0 && w->image_is_used == NULL);
	if (w->numbers_headings && !w->is_out_of_memory)
		dw_numbering_plan_headings(w);
}

static void release(writer *w)
{
	dw_rels_free(w, &w->document_rels);
	dw_rels_free(w, &w->footnote_rels);
	dw_rels_free(w, &w->endnote_rels);
	dw_numbering_free(w->numbering);
	dw_anchors_free(w->anchors);
	dw_notes_free(w->notes);
	dw_indicators_free(w->indicators);
	free(w->image_is_used);
	dw_reference_free(w->reference);
	w->is_out_of_memory = w->is_out_of_memory || w->languages.is_broken || w->furniture.is_broken || w->picture_sizes.is_broken;
	pm_buf_free(&w->languages);
	pm_buf_free(&w->furniture);
	pm_buf_free(&w->picture_sizes);
}

static int write_docx(const pm_doc *doc, const pm_write_context *context, const pm_options *options, pm_sink *sink, pm_error *err)
{
	const char *name = pm_options_find(options, "style");
	zw *zip = malloc(sizeof *zip);
	if (zip == NULL)
		return pm_error_nomem(err);
	writer w = {
		.doc = doc,
		.zip = zip,
		.err = err,
		.is_chinese = is_chinese(doc),
		.keeps_furniture = context != NULL && context->keep_furniture,
		.has_toc = pm_options_has(options, "toc"),
		.numbers_headings = pm_options_has(options, "number-headings"),
		.appends_indicators = pm_options_has(options, "indicators"),
	};
	w.look = name != NULL ? find_look(name) : w.is_chinese ? &dw_look_gongwen : &dw_look_plain;
	if (w.look == NULL) {
		free(zip);
		return check_look(name, err);
	}
	const char *reference = pm_options_find(options, "reference-doc");
	for (style_id id = 0; id < N_STYLES; id++)
		w.style[id] = dw_styles[id].id;
	if (reference != NULL)
		w.code = dw_reference_open(&w, reference, err);
	w.text_width = w.look->text_width;
	zw_init(zip, sink);
	if (w.code == PM_OK)
		prepare(&w);
	if (w.code == PM_OK && !w.is_out_of_memory)
		write_package(&w);
	int code = zw_finish(zip, err);
	release(&w);
	if (w.code != PM_OK)
		code = w.code;
	free(zip);
	return w.is_out_of_memory ? pm_error_nomem(err) : code;
}

static const pm_option_info options[] = {
	{ "style", "NAME", "gongwen (official documents after GB/T 9704; for Chinese text) or plain (for all other)", check_look },
	{ "reference-doc", "FILE", "take styles, page, headers and footers from this DOCX", check_reference },
	{ "toc", NULL, "a table of contents behind the title", NULL },
	{ "number-headings", NULL, "let Word count the headings instead of writing their numbers as text", NULL },
	{ "indicators", NULL, "append a table of the indicators, each linked to its place", NULL },
	{ NULL, NULL, NULL, NULL },
};

extern const pm_writer pm_docx_writer;
const pm_writer pm_docx_writer = {
	.name = "docx",
	.extensions = "docx",
	.media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	.help = "Word documents: real styles, lists, tables, notes; Chinese official layout",
	.flags = PM_WRITER_BINARY,
	.write = write_docx,
	.options = options,
};
