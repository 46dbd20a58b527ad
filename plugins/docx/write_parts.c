/* The smaller parts of the package. */
#include "write.h"

#include <pumice/text.h>

#include <stdlib.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* -- content types and relationships of the package ---------------------------------------------------------------------------- */

static void override(writer *w, const char *part, const char *type)
{
	zw_printf(w->zip, "<Override PartName=\"/%s\" ContentType=\"%s\"/>", part, type);
}

static void write_image_types(writer *w)
{
	static const char *const kinds[][2] = {
		{ "png", "image/png" },   { "jpeg", "image/jpeg" }, { "gif", "image/gif" },
		{ "bmp", "image/bmp" },   { "tiff", "image/tiff" }, { "emf", "image/x-emf" },
		{ "wmf", "image/x-wmf" }, { "webp", "image/webp" }, { "svg", "image/svg+xml" },
	};
	unsigned seen = 0;
	for (size_t i = 0; i < pm_doc_n_resources(w->doc); i++) {
		const char *kind = dw_image_extension(pm_doc_resource(w->doc, i));
		for (unsigned k = 0; kind != NULL && k < sizeof kinds / sizeof *kinds; k++)
			if (strcmp(kinds[k][0], kind) == 0)
				seen |= 1u << k;
	}
	for (unsigned k = 0; k < sizeof kinds / sizeof *kinds; k++)
		if (seen & 1u << k)
			zw_printf(w->zip, "<Default Extension=\"%s\" ContentType=\"%s\"/>", kinds[k][0], kinds[k][1]);
}

void dw_write_content_types(writer *w)
{
	ZW_LIT(w->zip, XML "<Types xmlns=\"" PACKAGE "content-types\">"
			   "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
			   "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
	write_image_types(w);
	override(w, "word/document.xml", WORD "document.main+xml");
	override(w, "word/styles.xml", WORD "styles+xml");
	override(w, "word/numbering.xml", WORD "numbering+xml");
	override(w, "word/settings.xml", WORD "settings+xml");
	override(w, "word/webSettings.xml", WORD "webSettings+xml");
	if (!dw_reference_has_fonts(w))
		override(w, "word/fontTable.xml", WORD "fontTable+xml");
	if (dw_has_notes(w, PM_FOOTNOTE))
		override(w, "word/footnotes.xml", WORD "footnotes+xml");
	if (dw_has_notes(w, PM_ENDNOTE))
		override(w, "word/endnotes.xml", WORD "endnotes+xml");
	if (w->reference != NULL)
		dw_reference_write_types(w);
	else
		override(w, "word/footer1.xml", WORD "footer+xml");
	if (w->look->is_official)
		override(w, "word/footer2.xml", WORD "footer+xml");
	override(w, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
	override(w, "docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
	if (dw_has_custom_properties(w))
		override(w, "docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml");
	ZW_LIT(w->zip, "</Types>");
}

void dw_write_package_rels(writer *w)
{
	ZW_LIT(w->zip,
	       XML "<Relationships xmlns=\"" PACKAGE "relationships\">"
		   "<Relationship Id=\"rId1\" Type=\"" OFFICE "relationships/officeDocument\" Target=\"word/document.xml\"/>"
		   "<Relationship Id=\"rId2\" Type=\"" PACKAGE "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
		   "<Relationship Id=\"rId3\" Type=\"" OFFICE "relationships/extended-properties\" Target=\"docProps/app.xml\"/>");
	if (dw_has_custom_properties(w))
		ZW_LIT(w->zip,
		       "<Relationship Id=\"rId4\" Type=\"" OFFICE "relationships/custom-properties\" Target=\"docProps/custom.xml\"/>");
	ZW_LIT(w->zip, "</Relationships>");
}

/* -- properties ------------------------------------------------------------------------------------------------------------------ */

static void write_property(writer *w, const char *element, pm_str value)
{
	if (value.len == 0)
		return;
	zw_printf(w->zip, "<%s>", element);
	zw_text(w->zip, value);
	zw_printf(w->zip, "</%s>", element);
}

/* `pattern`: 0 for a digit, all else for itself. */
static bool looks_like(pm_str s, const char *pattern)
{
	size_t n = strlen(pattern);
	for (size_t i = 0; i < n && i < s.len; i++)
		if (pattern[i] == '0' ? s.ptr[i] < '0' || s.ptr[i] > '9' : s.ptr[i] != pattern[i])
			return false;
	return s.len == n;
}

/* The day when it was published: there is no clock in what is written. */
static void write_times(writer *w)
{
	pm_str published = pm_doc_meta(w->doc, "published");
	pm_str day = pm_str_of(published.ptr, published.len < 10 ? published.len : 10);
	if (!looks_like(day, "0000-00-00"))
		return;
	int month = (day.ptr[5] - '0') * 10 + day.ptr[6] - '0', date = (day.ptr[8] - '0') * 10 + day.ptr[9] - '0';
	if (month < 1 || month > 12 || date < 1 || date > 28 + (month == 2 ? 0 : 2))
		return;
	static const char *const names[] = { "created", "modified" };
	for (size_t i = 0; i < 2; i++)
		zw_printf(w->zip, "<dcterms:%s xsi:type=\"dcterms:W3CDTF\">%.10sT00:00:00Z</dcterms:%s>", names[i], day.ptr, names[i]);
}

static void write_core(writer *w)
{
	ZW_LIT(w->zip,
	       XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
		   " xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
	write_property(w, "dc:title", pm_doc_meta(w->doc, "title"));
	write_property(w, "dc:subject", pm_doc_meta(w->doc, "subject"));
	write_property(w, "dc:creator", pm_doc_meta(w->doc, "author"));
	write_property(w, "cp:keywords", pm_doc_meta(w->doc, "keywords"));
	write_property(w, "dc:description", pm_doc_meta(w->doc, "description"));
	write_times(w);
	write_property(w, "dc:language", pm_doc_meta(w->doc, "language"));
	ZW_LIT(w->zip, "</cp:coreProperties>");
}

static bool is_custom(pm_str name)
{
	return !pm_str_is(name, "title") && !pm_str_is(name, "author") && !pm_str_is(name, "language");
}

bool dw_has_custom_properties(const writer *w)
{
	for (size_t i = 0; i < pm_doc_n_meta(w->doc); i++)
		if (is_custom(pm_doc_meta_name(w->doc, i)))
			return true;
	return false;
}

static void write_custom(writer *w)
{
	ZW_LIT(w->zip, XML "<Properties xmlns=\"" OFFICE "custom-properties\" xmlns:vt=\"" OFFICE "docPropsVTypes\">");
	int id = 2; /* the first one that is free */
	for (size_t i = 0; i < pm_doc_n_meta(w->doc); i++) {
		pm_str name = pm_doc_meta_name(w->doc, i);
		if (!is_custom(name))
			continue;
		zw_printf(w->zip, "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"%d\"", id++);
		zw_named(w->zip, "name", name);
		ZW_LIT(w->zip, "><vt:lpwstr>");
		zw_text(w->zip, pm_doc_meta_value(w->doc, i));
		ZW_LIT(w->zip, "</vt:lpwstr></property>");
	}
	ZW_LIT(w->zip, "</Properties>");
}

void dw_write_properties(writer *w)
{
	zw_begin(w->zip, "docProps/core.xml");
	write_core(w);
	zw_end(w->zip);
	zw_begin(w->zip, "docProps/app.xml");
	ZW_LIT(w->zip, XML "<Properties xmlns=\"" OFFICE "extended-properties\"><Application>pumice</Application></Properties>");
	zw_end(w->zip);
	if (!dw_has_custom_properties(w))
		return;
	zw_begin(w->zip, "docProps/custom.xml");
	write_custom(w);
	zw_end(w->zip);
}

/* -- settings ---------------------------------------------------------------------------------------------------------------------- */

void dw_write_settings(writer *w)
{
	ZW_LIT(w->zip, XML "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
	if (w->reference != NULL)
		dw_reference_write_settings(w, true);
	else
		zw_puts(w->zip, w->look->settings_head);
	if (dw_has_notes(w, PM_FOOTNOTE))
		ZW_LIT(w->zip, "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>");
	if (dw_has_notes(w, PM_ENDNOTE))
		ZW_LIT(w->zip, "<w:endnotePr><w:endnote w:id=\"-1\"/><w:endnote w:id=\"0\"/></w:endnotePr>");
	ZW_LIT(w->zip, "<w:compat>");
	zw_puts(w->zip, w->look->settings_compat);
	ZW_LIT(w->zip, "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" "
		       "w:val=\"15\"/></w:compat>");
	if (dw_anchors_need_variables(w) || dw_notes_need_variables(w) || dw_lists_need_variables(w) || w->picture_sizes.len > 0) {
		ZW_LIT(w->zip, "<w:docVars>");
		zw_write(w->zip, w->picture_sizes.ptr, w->picture_sizes.len);
		dw_write_anchor_variables(w);
		dw_write_note_variables(w);
		dw_write_list_variables(w);
		ZW_LIT(w->zip, "</w:docVars>");
	}
	if (w->reference != NULL)
		dw_reference_write_settings(w, false);
	else
		ZW_LIT(w->zip, "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>");
	ZW_LIT(w->zip, "</w:settings>");
}

/* Quotations as Word keeps those of a page: nested divisions, which paragraphs name.  Numbers: the depth for quotations, and for tables
 * in items ITEMS x their depth more.  Where a quotation begins beside another one it has a division of its own, STARTS x its depth more. */
enum { ITEMS = 256, STARTS = 65536, DEEPEST = 100, DEEPEST_START = 3 };

static int least(int a, int b)
{
	return a < b ? a : b;
}

int dw_div(writer *w, const pm_block *block, int items)
{
	int quotes = least(pm_block_quote_depth(block), DEEPEST), start = least(pm_block_quote_start(block), DEEPEST_START);
	items = least(items, DEEPEST);
	w->quote_depth = quotes > w->quote_depth ? quotes : w->quote_depth;
	w->quote_start = start > w->quote_start ? start : w->quote_start;
	w->item_depth = items > w->item_depth ? items : w->item_depth;
	return start * STARTS + items * ITEMS + quotes;
}

static void begin_div(writer *w, int id, bool is_quote)
{
	int margin = is_quote ? w->look->quote_indent : w->look->list_step;
	zw_printf(
		w->zip,
		"<w:div w:id=\"%d\">%s<w:marLeft w:val=\"%d\"/><w:marRight w:val=\"%d\"/><w:marTop w:val=\"0\"/><w:marBottom w:val=\"0\"/>",
		id, is_quote ? "<w:blockQuote w:val=\"1\"/>" : "", margin, is_quote ? margin : 0);
}

/* The divisions for items inside the quotations `outer`: each inside the one before. */
static void write_item_divs(writer *w, int outer)
{
	for (int i = 1; i <= w->item_depth; i++) {
		if (i > 1)
			ZW_LIT(w->zip, "<w:divsChild>");
		begin_div(w, i * ITEMS + outer, false);
	}
	for (int i = w->item_depth; i >= 1; i--)
		zw_puts(w->zip, i > 1 ? "</w:div></w:divsChild>" : "</w:div>");
}

static void write_quote_divs(writer *w, int start)
{
	for (int q = 1; q <= w->quote_depth; q++) {
		begin_div(w, start * STARTS + q, true);
		if (q < w->quote_depth || w->item_depth > 0)
			ZW_LIT(w->zip, "<w:divsChild>");
		write_item_divs(w, start * STARTS + q);
	}
	for (int q = w->quote_depth; q >= 1; q--) {
		if (q < w->quote_depth || w->item_depth > 0)
			ZW_LIT(w->zip, "</w:divsChild>");
		ZW_LIT(w->zip, "</w:div>");
	}
}

static void write_divs(writer *w)
{
	ZW_LIT(w->zip, "<w:divs>");
	write_item_divs(w, 0);
	for (int start = 0; start <= w->quote_start; start++)
		write_quote_divs(w, start);
	ZW_LIT(w->zip, "</w:divs>");
}

void dw_write_web_settings(writer *w)
{
	ZW_LIT(w->zip, XML "<w:webSettings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
	if (w->quote_depth > 0 || w->item_depth > 0)
		write_divs(w);
	ZW_LIT(w->zip, "</w:webSettings>");
}

/* -- page numbers, section ------------------------------------------------------------------------------------------------------------ */

static void write_field_run(writer *w, const char *content)
{
	ZW_LIT(w->zip, "<w:r><w:rPr>");
	dw_write_hint(w);
	ZW_LIT(w->zip, "</w:rPr>");
	zw_puts(w->zip, content);
	ZW_LIT(w->zip, "</w:r>");
}

/* `— 1 —`, one character in from the edge, or the bare number. */
static void write_footer(writer *w, bool is_even)
{
	bool has_dashes = w->look->is_official;
	ZW_LIT(w->zip, XML "<w:ftr" DW_NAMESPACES "><w:p><w:pPr>");
	zw_printf(w->zip, "<w:pStyle w:val=\"%s\"/>", dw_style(w, ST_FOOTER));
	if (has_dashes)
		zw_puts(w->zip, is_even ? "<w:ind w:leftChars=\"100\" w:left=\"280\"/><w:jc w:val=\"left\"/>"
					: "<w:ind w:rightChars=\"100\" w:right=\"280\"/><w:jc w:val=\"right\"/>");
	ZW_LIT(w->zip, "</w:pPr>");
	if (has_dashes)
		write_field_run(w, "<w:t xml:space=\"preserve\">— </w:t>");
	write_field_run(w, "<w:fldChar w:fldCharType=\"begin\"/>");
	write_field_run(w, "<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>");
	write_field_run(w, "<w:fldChar w:fldCharType=\"separate\"/>");
	write_field_run(w, is_even ? "<w:t>2</w:t>" : "<w:t>1</w:t>");
	write_field_run(w, "<w:fldChar w:fldCharType=\"end\"/>");
	if (has_dashes)
		write_field_run(w, "<w:t xml:space=\"preserve\"> —</w:t>");
	ZW_LIT(w->zip, "</w:p></w:ftr>");
}

void dw_write_footers(writer *w)
{
	zw_begin(w->zip, "word/footer1.xml");
	write_footer(w, false);
	zw_end(w->zip);
	if (!w->look->is_official)
		return;
	zw_begin(w->zip, "word/footer2.xml");
	write_footer(w, true);
	zw_end(w->zip);
}

void dw_write_section(writer *w)
{
	if (w->reference != NULL) {
		dw_reference_write_section(w);
		return;
	}
	ZW_LIT(w->zip, "<w:sectPr>");
	zw_printf(w->zip, "<w:footerReference w:type=\"default\" r:id=\"rId%u\"/>", w->footers[0]);
	if (w->look->is_official)
		zw_printf(w->zip, "<w:footerReference w:type=\"even\" r:id=\"rId%u\"/>", w->footers[1]);
	zw_puts(w->zip, w->look->page);
	zw_puts(w->zip, w->look->grid);
	ZW_LIT(w->zip, "</w:sectPr>");
}
