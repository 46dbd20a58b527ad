/* indicators.c: the table of indicators at the end, each of which leads to its place in the text. */
#include "writer.h"

#include <stdlib.h>

/* -- places in the text -------------------------------------------------------------------------------------------------------------------- */

static int by_block(const void *a, const void *b)
{
	const md_indicator_place *x = a, *y = b;
	uintptr_t p = (uintptr_t)x->block, q = (uintptr_t)y->block;
	if (p != q)
		return p < q ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

bool md_find_indicators(md_writer *w)
{
	size_t n = pm_doc_n_indicators(w->doc);
	if (n == 0)
		return true;
	w->places = calloc(n, sizeof(md_indicator_place));
	if (w->places == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		const pm_indicator *ind = pm_doc_indicator(w->doc, i);
		if (md_is_shown(w, ind->block))
			w->places[w->n_places++] = (md_indicator_place){ ind->block, ind->start, i };
	}
	qsort(w->places, w->n_places, sizeof(md_indicator_place), by_block);
	return true;
}

md_extra_anchors md_indicators_of(const md_writer *w, const pm_block *block)
{
	size_t low = 0, high = w->n_places, n = 0;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if ((uintptr_t)w->places[mid].block < (uintptr_t)block)
			low = mid + 1;
		else
			high = mid;
	}
	while (low + n < w->n_places && w->places[low + n].block == block)
		n++;
	return (md_extra_anchors){ n > 0 ? w->places + low : NULL, n };
}

/* -- the table --------------------------------------------------------------------------------------------------------------------------------- */

static bool is_chinese(const pm_doc *doc)
{
	pm_str language = pm_doc_meta(doc, "language");
	if (language.len > 0)
		return pm_str_starts_with(language, "zh");
	pm_str name = pm_doc_indicator(doc, 0)->name;
	size_t at = 0;
	return name.len > 0 && pm_char_is_cjk(pm_utf8_next(name, &at));
}

static void put_cell(md_writer *w, pm_str text)
{
	pm_buf_putc(&w->out, ' ');
	md_put_plain_text(text, MD_IN_CELL, &w->out);
	pm_buf_puts(&w->out, text.len > 0 ? " |" : "|");
}

static void put_value(md_writer *w, const pm_indicator *ind)
{
	pm_buf_putc(&w->out, ' ');
	if (ind->qualifier.len > 0) {
		md_put_plain_text(ind->qualifier, MD_IN_CELL, &w->out);
		pm_buf_putc(&w->out, ' ');
	}
	pm_buf_str(&w->out, ind->value);
	if (ind->value_max.len > 0) {
		pm_buf_puts(&w->out, "–");
		pm_buf_str(&w->out, ind->value_max);
	}
	pm_buf_puts(&w->out, " |");
}

static void put_row(md_writer *w, size_t i)
{
	const pm_indicator *ind = pm_doc_indicator(w->doc, i);
	pm_buf_putc(&w->out, '|');
	put_cell(w, ind->name);
	put_value(w, ind);
	put_cell(w, ind->unit);
	put_cell(w, ind->change);
	put_cell(w, ind->period);
	pm_buf_puts(&w->out, " [");
	md_put_plain_text(pm_indicator_raw(ind), MD_IN_CELL, &w->out);
	pm_buf_printf(&w->out, "](#i%zu) |\n", i + 1);
}

void md_write_indicators(md_writer *w)
{
	if (w->n_places == 0)
		return;
	pm_buf_puts(&w->out, w->at_start ? "" : "\n");
	if (is_chinese(w->doc))
		pm_buf_puts(&w->out, "| 指标 | 数值 | 单位 | 变化 | 时期 | 原文 |\n");
	else
		pm_buf_puts(&w->out, "| Indicator | Value | Unit | Change | Period | In the text |\n");
	pm_buf_puts(&w->out, "| --- | ---: | --- | --- | --- | --- |\n");
	for (size_t i = 0; i < pm_doc_n_indicators(w->doc); i++)
		if (md_is_shown(w, pm_doc_indicator(w->doc, i)->block))
			put_row(w, i);
	w->at_start = w->after_item = false;
}
