/* indicators.c: the table of indicators at the end, each of which leads to its place in the text. */
#include "writer.h"

#include <stdlib.h>

/* -- places in the text ---------------------------------------------------------------------------------------------- */

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

/* -- the table ------------------------------------------------------------------------------------------------------- */

static bool is_chinese(const pm_doc *doc)
{
	pm_str language = pm_doc_meta(doc, "language");
	if (language.len > 0)
		return pm_str_starts_with(language, "zh");
	pm_str name = pm_doc_indicator(doc, 0)->name;
	size_t at = 0;
	return name.len > 0 && pm_char_is_cjk(pm_utf8_next(name, &at));
}

static void put_cell(md_grid *g, pm_str text)
{
	md_put_plain_text(text, false, MD_IN_CELL, &g->text);
	md_grid_end_cell(g);
}

/* `>= 7`, `50–100` */
static void put_value(md_grid *g, const pm_indicator *ind)
{
	pm_buf value = { 0 };
	pm_buf_str(&value, ind->qualifier);
	if (ind->qualifier.len > 0)
		pm_buf_putc(&value, ' ');
	pm_buf_str(&value, ind->value);
	if (ind->value_max.len > 0)
		pm_buf_puts(&value, "–");
	pm_buf_str(&value, ind->value_max);
	g->text.is_broken = g->text.is_broken || value.is_broken;
	put_cell(g, pm_buf_view(&value));
	pm_buf_free(&value);
}

static void put_row(const md_writer *w, md_grid *g, size_t i)
{
	const pm_indicator *ind = pm_doc_indicator(w->doc, i);
	put_cell(g, ind->name);
	put_value(g, ind);
	put_cell(g, ind->unit);
	put_cell(g, ind->change);
	put_cell(g, ind->period);
	pm_buf_putc(&g->text, '[');
	md_put_plain_text(pm_indicator_raw(ind), true, MD_IN_CELL, &g->text);
	pm_buf_printf(&g->text, "](#i%zu)", i + 1);
	md_grid_end_cell(g);
}

static void put_head(const md_writer *w, md_grid *g)
{
	static const char *const english[] = { "Indicator", "Value", "Unit", "Change", "Period", "In the text" };
	static const char *const chinese[] = { "指标", "数值", "单位", "变化", "时期", "原文" };
	const char *const *names = is_chinese(w->doc) ? chinese : english;
	for (size_t k = 0; k < g->n_columns; k++)
		put_cell(g, pm_str_from(names[k]));
}

void md_write_indicators(md_writer *w)
{
	md_grid g;
	if (w->n_places == 0)
		return;
	pm_buf_puts(&w->out, w->at_start ? "" : "\n");
	if (md_grid_make(&g, w->n_places + 1, 6)) {
		g.aligns[1] = PM_ALIGN_RIGHT;
		put_head(w, &g);
		for (size_t i = 0; i < pm_doc_n_indicators(w->doc); i++)
			if (md_is_shown(w, pm_doc_indicator(w->doc, i)->block))
				put_row(w, &g, i);
		md_write_grid(w, &g);
	} else {
		w->is_broken = true;
	}
	md_grid_free(&g);
	w->at_start = w->after_item = false;
}
