/* table.c: GFM tables; those that GFM has no words for go to html_table.c. */
#include "writer.h"

#include <stdlib.h>

/* Rows wider than this are not padded to columns: nobody sees the columns then, and one word would change every line. */
enum { MAX_PADDED_WIDTH = 110 };

const char *md_align_name(pm_align align)
{
	return align == PM_ALIGN_LEFT ? "left" : align == PM_ALIGN_CENTER ? "center" : align == PM_ALIGN_RIGHT ? "right" : "";
}

const pm_block *md_cell_text(const md_writer *w, const pm_cell *cell, bool *is_simple)
{
	const pm_block *text = NULL;
	bool table_marked = pm_block_is_marked(pm_cell_table(cell));
	*is_simple = true;
	for (const pm_block *b = pm_flow_first(pm_cell_flow(cell)); b != NULL; b = pm_block_next(b)) {
		if (!md_is_shown(w, b) || md_is_empty(b))
			continue;
		pm_kind kind = pm_block_kind(b);
		bool is_text = kind == PM_PARAGRAPH || kind == PM_CAPTION || kind == PM_IMAGE;
		if (text != NULL || !is_text || pm_block_quote_depth(b) > 0 || (pm_block_is_marked(b) && !table_marked))
			*is_simple = false;
		if (text == NULL)
			text = b;
	}
	return text;
}

static bool is_simple_table(const md_writer *w, const pm_block *table)
{
	for (const pm_cell *c = pm_table_first_cell(table); c != NULL; c = pm_cell_next(c)) {
		bool is_simple;
		md_cell_text(w, c, &is_simple);
		if (!is_simple || pm_cell_rowspan(c) > 1 || pm_cell_colspan(c) > 1)
			return false;
	}
	return true;
}

/* -- cells as text --------------------------------------------------------------------------------------------------- */

static pm_str cell_at(const md_grid *g, size_t row, size_t column)
{
	size_t i = row * g->n_columns + column;
	size_t start = i > 0 ? g->ends[i - 1] : 0;
	return g->ends[i] > start ? pm_str_of(g->text.ptr + start, g->ends[i] - start) : PM_STR("");
}

static size_t width_of(pm_str s)
{
	size_t width = 0;
	for (size_t at = 0; at < s.len;)
		width += (size_t)pm_char_width(pm_utf8_next(s, &at));
	return width;
}

static void put_cell(md_writer *w, md_grid *g, const pm_cell *cell)
{
	bool is_simple;
	const pm_block *text = cell != NULL ? md_cell_text(w, cell, &is_simple) : NULL;
	if (text == NULL)
		return;
	w->raw.len = 0;
	md_put_number(text, &w->raw);
	md_put_inlines(w, text, 0, MD_IN_CELL, &w->raw);
	md_put_cell_line(pm_buf_view(&w->raw), &g->text);
}

static size_t n_colons(pm_align align)
{
	return align == PM_ALIGN_NONE ? 0 : align == PM_ALIGN_CENTER ? 2 : 1;
}

static void measure(md_grid *g)
{
	size_t total = 1;
	for (size_t k = 0; k < g->n_columns; k++) {
		g->widths[k] = 3 + n_colons(g->aligns[k]);
		for (size_t r = 0; r < g->n_rows; r++) {
			size_t width = width_of(cell_at(g, r, k));
			g->widths[k] = width > g->widths[k] ? width : g->widths[k];
		}
		total += g->widths[k] + 3;
	}
	g->is_padded = total <= MAX_PADDED_WIDTH;
}

bool md_grid_make(md_grid *g, size_t n_rows, size_t n_columns)
{
	*g = (md_grid){ .n_rows = n_rows, .n_columns = n_columns };
	g->ends = calloc(n_rows * n_columns + 1, sizeof(size_t));
	g->widths = calloc(n_columns + 1, sizeof(size_t));
	g->aligns = calloc(n_columns + 1, sizeof(pm_align));
	return g->ends != NULL && g->widths != NULL && g->aligns != NULL;
}

void md_grid_free(md_grid *g)
{
	pm_buf_free(&g->text);
	free(g->ends);
	free(g->widths);
	free(g->aligns);
}

void md_grid_end_cell(md_grid *g)
{
	g->ends[g->n_cells++] = g->text.len;
}

static pm_align align_of(const pm_block *table, size_t column)
{
	for (size_t r = 0; r < pm_table_n_rows(table); r++) {
		const pm_cell *c = pm_table_cell(table, r, column);
		if (c != NULL && pm_cell_align(c) != PM_ALIGN_NONE)
			return pm_cell_align(c);
	}
	return PM_ALIGN_NONE;
}

static void fill(md_writer *w, md_grid *g, const pm_block *table)
{
	for (size_t k = 0; k < g->n_columns; k++)
		g->aligns[k] = align_of(table, k);
	for (size_t r = 0; r < g->n_rows; r++) {
		for (size_t k = 0; k < g->n_columns; k++) {
			put_cell(w, g, pm_table_cell(table, r, k));
			md_grid_end_cell(g);
		}
	}
}

/* -- rows ------------------------------------------------------------------------------------------------------------ */

static void put_times(pm_buf *out, char c, size_t n)
{
	while (n-- > 0)
		pm_buf_putc(out, c);
}

static void put_row(md_writer *w, const md_grid *g, size_t row)
{
	pm_buf_putc(&w->out, '|');
	for (size_t k = 0; k < g->n_columns; k++) {
		pm_str text = cell_at(g, row, k);
		pm_buf_putc(&w->out, ' ');
		pm_buf_str(&w->out, text);
		if (g->is_padded)
			put_times(&w->out, ' ', g->widths[k] - width_of(text));
		pm_buf_puts(&w->out, text.len > 0 || g->is_padded ? " |" : "|");
	}
	pm_buf_putc(&w->out, '\n');
}

static void put_delimiters(md_writer *w, const md_grid *g)
{
	md_put_prefix(w, w->n_open, false);
	pm_buf_putc(&w->out, '|');
	for (size_t k = 0; k < g->n_columns; k++) {
		pm_align align = g->aligns[k];
		size_t dashes = g->is_padded ? g->widths[k] - n_colons(align) : 3; /* fewer are no table to every parser */
		pm_buf_putc(&w->out, ' ');
		if (align == PM_ALIGN_LEFT || align == PM_ALIGN_CENTER)
			pm_buf_putc(&w->out, ':');
		put_times(&w->out, '-', dashes);
		pm_buf_puts(&w->out, align == PM_ALIGN_RIGHT || align == PM_ALIGN_CENTER ? ": |" : " |");
	}
	pm_buf_putc(&w->out, '\n');
}

/* GFM has no table without a head: the first row is it. */
void md_write_grid(md_writer *w, md_grid *g)
{
	if (g->text.is_broken) {
		w->is_broken = true;
		return;
	}
	measure(g);
	for (size_t r = 0; r < g->n_rows; r++) {
		if (r > 0)
			md_put_prefix(w, w->n_open, false);
		put_row(w, g, r);
		if (r == 0)
			put_delimiters(w, g);
	}
}

static void write_gfm(md_writer *w, const pm_block *table)
{
	md_grid g;
	if (md_grid_make(&g, pm_table_n_rows(table), pm_table_n_columns(table))) {
		fill(w, &g, table);
		md_write_grid(w, &g);
	} else {
		w->is_broken = true;
	}
	md_grid_free(&g);
}

void md_write_table(md_writer *w, const pm_block *table)
{
	if (is_simple_table(w, table))
		write_gfm(w, table);
	else
		md_write_html_table(w, table);
}
