/* The table of indicators at the document's end, each row linked to the place where its number stands. */
#include "write.h"

#include <stdlib.h>

typedef struct place {
	const pm_block *block;
	size_t first, end;
} place;

/* Where the indicators of each block are; those of one block stand side by side. */
struct indicator_index {
	place *slots;
	size_t n_slots;
	bool *is_placed; /* its bookmark has been written */
	unsigned first_bookmark;
};

/* A block's place in memory finds its slot; what is written does not depend on it. */
static size_t slot_of(const indicator_index *index, const pm_block *block)
{
	size_t i = (size_t)((uintptr_t)block >> 4) * 2654435761u & (index->n_slots - 1);
	while (index->slots[i].block != NULL && index->slots[i].block != block)
		i = (i + 1) & (index->n_slots - 1);
	return i;
}

indicator_index *dw_indicators_new(writer *w)
{
	indicator_index *index = calloc(1, sizeof *index);
	size_t n = w->appends_indicators ? pm_doc_n_indicators(w->doc) : 0;
	if (index == NULL)
		w->is_out_of_memory = true;
	if (index == NULL || n == 0)
		return index;
	index->n_slots = 16;
	while (index->n_slots < 2 * n)
		index->n_slots *= 2;
	index->slots = calloc(index->n_slots, sizeof *index->slots);
	index->is_placed = calloc(n, sizeof *index->is_placed);
	if (index->slots == NULL || index->is_placed == NULL) {
		w->is_out_of_memory = true;
		index->n_slots = 0;
		return index;
	}
	index->first_bookmark = w->n_bookmarks;
	w->n_bookmarks += (unsigned)n;
	for (size_t i = 0; i < n; i++) {
		const pm_block *block = pm_doc_indicator(w->doc, i)->block;
		place *p = block != NULL ? &index->slots[slot_of(index, block)] : NULL;
		if (p != NULL && p->block == NULL)
			*p = (place){ block, i, i + 1 };
		else if (p != NULL && p->end == i)
			p->end++;
	}
	return index;
}

void dw_indicators_free(indicator_index *index)
{
	if (index == NULL)
		return;
	free(index->slots);
	free(index->is_placed);
	free(index);
}

index_range dw_indicators_of(const writer *w, const pm_block *block)
{
	const indicator_index *index = w->indicators;
	if (index->n_slots == 0)
		return (index_range){ 0, 0 };
	const place *p = &index->slots[slot_of(index, block)];
	return p->block != NULL ? (index_range){ p->first, p->end } : (index_range){ 0, 0 };
}

unsigned dw_indicator_bookmark(writer *w, size_t indicator)
{
	w->indicators->is_placed[indicator] = true;
	return w->indicators->first_bookmark + (unsigned)indicator;
}

/* -- the table ----------------------------------------------------------------------------------------------------------------- */

enum { COLUMNS = 7 };

static const char *const chinese_heads[COLUMNS] = { "指标", "数值", "单位", "限定", "增减", "时期", "原文" };
static const char *const english_heads[COLUMNS] = { "Indicator", "Value", "Unit", "Qualifier", "Change", "Period", "In the text" };
static const int shares[COLUMNS] = { 24, 17, 9, 9, 10, 15, 16 }; /* of the width, in hundredths */

static void begin_cell(writer *w, int column, style_id style)
{
	zw_printf(w->zip,
		  "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle "
		  "w:val=\"%s\"/></w:pPr>",
		  w->text_width * shares[column] / 100, dw_style(w, style));
}

static void write_text(writer *w, pm_str text, const char *style)
{
	if (text.len == 0)
		return;
	ZW_LIT(w->zip, "<w:r>");
	if (style != NULL || dw_has_cjk(text)) {
		ZW_LIT(w->zip, "<w:rPr>");
		if (style != NULL)
			zw_printf(w->zip, "<w:rStyle w:val=\"%s\"/>", style);
		if (dw_has_cjk(text))
			dw_write_hint(w);
		ZW_LIT(w->zip, "</w:rPr>");
	}
	ZW_LIT(w->zip, "<w:t xml:space=\"preserve\">");
	zw_text(w->zip, text);
	ZW_LIT(w->zip, "</w:t></w:r>");
}

static void end_cell(writer *w)
{
	ZW_LIT(w->zip, "</w:p></w:tc>");
}

static void write_head(writer *w)
{
	ZW_LIT(w->zip, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
	for (int c = 0; c < COLUMNS; c++) {
		begin_cell(w, c, ST_TABLE_HEADING);
		write_text(w, pm_str_from(w->is_chinese ? chinese_heads[c] : english_heads[c]), NULL);
		end_cell(w);
	}
	ZW_LIT(w->zip, "</w:tr>");
}

static void write_row(writer *w, size_t i)
{
	const pm_indicator *ind = pm_doc_indicator(w->doc, i);
	const pm_str cells[COLUMNS] = { ind->name, ind->value, ind->unit, ind->qualifier, ind->change, ind->period, pm_indicator_raw(ind) };
	ZW_LIT(w->zip, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
	for (int c = 0; c < COLUMNS; c++) {
		begin_cell(w, c, c == 1 ? ST_TABLE_NUMBER : ST_TABLE_TEXT);
		bool is_link = c == COLUMNS - 1 && w->indicators->is_placed[i];
		if (is_link)
			zw_printf(w->zip, "<w:hyperlink w:anchor=\"_Ind%zu\">", i + 1);
		write_text(w, cells[c], is_link ? dw_style(w, ST_HYPERLINK) : NULL);
		if (is_link)
			ZW_LIT(w->zip, "</w:hyperlink>");
		if (c == 1 && ind->value_max.len > 0) {
			write_text(w, PM_STR("–"), NULL);
			write_text(w, ind->value_max, NULL);
		}
		end_cell(w);
	}
	ZW_LIT(w->zip, "</w:tr>");
}

void dw_write_indicators(writer *w)
{
	size_t n = w->appends_indicators ? pm_doc_n_indicators(w->doc) : 0;
	if (n == 0 || w->is_out_of_memory)
		return;
	zw_printf(w->zip, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", dw_style(w, ST_CAPTION));
	write_text(w, w->is_chinese ? PM_STR("指标一览") : PM_STR("Indicators"), NULL);
	zw_printf(w->zip,
		  "</w:p><w:tbl><w:tblPr><w:tblStyle w:val=\"%s\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"
		  "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
		  dw_style(w, ST_TABLE_GRID), w->text_width);
	for (int c = 0; c < COLUMNS; c++)
		zw_printf(w->zip, "<w:gridCol w:w=\"%d\"/>", w->text_width * shares[c] / 100);
	ZW_LIT(w->zip, "</w:tblGrid>");
	write_head(w);
	for (size_t i = 0; i < n; i++)
		write_row(w, i);
	ZW_LIT(w->zip, "</w:tbl>");
}
