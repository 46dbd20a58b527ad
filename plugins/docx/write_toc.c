/* The table of contents: a field that Word can bring up to date, filled with what it would hold. */
#include "write.h"

#include <pumice/text.h>

enum { TOC_LEVELS = 3 };

static bool is_listed(const writer *w, const pm_block *b)
{
	return pm_block_kind(b) == PM_HEADING && dw_heading_level(b) < TOC_LEVELS && dw_is_written(w, b) && !pm_block_is_marked(b) &&
	       pm_str_trim(pm_block_text(b)).len > 0;
}

unsigned dw_toc_begin(writer *w, const pm_block *heading)
{
	if (!w->has_toc || pm_flow_cell(pm_block_flow(heading)) != NULL || pm_flow_note(pm_block_flow(heading)) != NULL ||
	    !is_listed(w, heading))
		return 0;
	unsigned id = w->n_bookmarks++;
	zw_printf(w->zip, "<w:bookmarkStart w:id=\"%u\" w:name=\"_Toc%06u\"/>", id, ++w->n_toc);
	return id + 1;
}

/* A heading in one line. */
static void write_line(writer *w, pm_str text)
{
	for (size_t i = 0, from = 0; i <= text.len; i++)
		if (i == text.len || text.ptr[i] == '\n' || text.ptr[i] == '\t') {
			zw_text(w->zip, pm_str_of(text.ptr + from, i - from));
			if (i < text.len)
				ZW_LIT(w->zip, " ");
			from = i + 1;
		}
}

static void write_entry(writer *w, const pm_block *heading, unsigned n, bool is_first, bool is_last)
{
	zw *zip = w->zip;
	pm_str text = pm_block_text(heading), number = pm_block_number(heading);
	zw_printf(zip, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", dw_style(w, ST_TOC_1 + (style_id)dw_heading_level(heading)));
	if (is_first)
		ZW_LIT(zip, "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-3\" \\n "
			    "\\h \\z \\u "
			    "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
	zw_printf(zip, "<w:hyperlink w:anchor=\"_Toc%06u\" w:history=\"1\"><w:r>", n);
	if (dw_has_cjk(text)) {
		ZW_LIT(zip, "<w:rPr>");
		dw_write_hint(w);
		ZW_LIT(zip, "</w:rPr>");
	}
	ZW_LIT(zip, "<w:t xml:space=\"preserve\">");
	if (number.len > 0 && pm_block_number_is_automatic(heading)) {
		zw_text(zip, number);
		if (dw_number_wants_blank(number))
			ZW_LIT(zip, " ");
	}
	write_line(w, text);
	ZW_LIT(zip, "</w:t></w:r></w:hyperlink>");
	if (is_last)
		ZW_LIT(zip, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
	ZW_LIT(zip, "</w:p>");
}

void dw_write_toc(writer *w)
{
	const pm_block *last = NULL;
	for (const pm_block *b = pm_flow_first(pm_doc_body(w->doc)); b != NULL; b = pm_block_next(b))
		if (is_listed(w, b))
			last = b;
	if (last == NULL)
		return;
	zw_printf(w->zip,
		  "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr>"
		  "<w:sdtContent><w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>",
		  dw_style(w, ST_TOC_HEADING), w->is_chinese ? "目录" : "Contents");
	unsigned n = 0;
	for (const pm_block *b = pm_flow_first(pm_doc_body(w->doc)); b != NULL; b = pm_block_next(b))
		if (is_listed(w, b)) {
			n++;
			write_entry(w, b, n, n == 1, b == last);
		}
	ZW_LIT(w->zip, "</w:sdtContent></w:sdt>");
}
