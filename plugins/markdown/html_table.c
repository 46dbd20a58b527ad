/* html_table.c: tables with merged cells, or with more than a line of text in a cell, as HTML.
 *
 * A cell of plain paragraphs stands on one line with its row.  A cell with lists, notes, code or tables has its content as Markdown between
 * empty lines, where every CommonMark parser takes it up again:
 *
 *     <tr>
 *     <td>
 *
 *     - an item
 *
 *     </td>
 *     </tr>
 */
#include "writer.h"

/* Can the cell be written on one line, paragraphs as <p>? */
static bool is_line_cell(const md_writer *w, const pm_cell *cell)
{
	bool table_marked = pm_block_is_marked(pm_cell_table(cell));
	for (const pm_block *b = pm_flow_first(pm_cell_flow(cell)); b != NULL; b = pm_block_next(b)) {
		if (!md_is_shown(w, b) || md_is_empty(b))
			continue;
		pm_kind kind = pm_block_kind(b);
		bool is_text = kind == PM_PARAGRAPH || kind == PM_CAPTION || kind == PM_IMAGE;
		if (!is_text || pm_block_quote_depth(b) > 0 || pm_block_item_depth(b) > 0 || (pm_block_is_marked(b) && !table_marked))
			return false;
		const pm_span *spans = pm_block_spans(b);
		for (size_t i = 0; i < pm_block_n_spans(b); i++)
			if (spans[i].style == PM_NOTE_REF)
				return false;
	}
	return true;
}

static void put_tag(md_writer *w, const pm_cell *cell, bool is_header)
{
	pm_buf_printf(&w->out, "<%s", is_header ? "th" : "td");
	if (pm_cell_rowspan(cell) > 1)
		pm_buf_printf(&w->out, " rowspan=\"%u\"", (unsigned)pm_cell_rowspan(cell));
	if (pm_cell_colspan(cell) > 1)
		pm_buf_printf(&w->out, " colspan=\"%u\"", (unsigned)pm_cell_colspan(cell));
	if (pm_cell_align(cell) != PM_ALIGN_NONE)
		pm_buf_printf(&w->out, " align=\"%s\"", md_align_name(pm_cell_align(cell)));
	pm_buf_putc(&w->out, '>');
}

static void put_line_cell(md_writer *w, const pm_cell *cell)
{
	bool is_simple;
	const pm_block *text = md_cell_text(w, cell, &is_simple);
	for (const pm_block *b = text; b != NULL; b = pm_block_next(b)) {
		if (!md_is_shown(w, b) || md_is_empty(b))
			continue;
		if (!is_simple)
			pm_buf_puts(&w->out, "<p>");
		md_put_number(b, &w->out);
		md_put_inlines(w, b, 0, MD_IN_HTML, &w->out);
		if (!is_simple)
			pm_buf_puts(&w->out, "</p>");
	}
}

static void put_line(md_writer *w, const char *line)
{
	md_put_prefix(w, w->n_open, false);
	pm_buf_puts(&w->out, line);
	pm_buf_putc(&w->out, '\n');
}

static void put_empty_line(md_writer *w)
{
	md_put_prefix(w, w->n_open, true);
	pm_buf_putc(&w->out, '\n');
}

static void put_flow_cell(md_writer *w, const pm_cell *cell)
{
	pm_buf_putc(&w->out, '\n');
	w->at_start = w->after_item = false;
	md_write_flow(w, pm_cell_flow(cell));
	put_empty_line(w);
	md_put_prefix(w, w->n_open, false);
}

static bool is_line_row(const md_writer *w, const pm_cell *first, size_t row)
{
	for (const pm_cell *c = first; c != NULL && pm_cell_row(c) == row; c = pm_cell_next(c))
		if (!is_line_cell(w, c))
			return false;
	return true;
}

/* Slots that no cell covers are cells without text, so that those behind them keep their column. */
static void put_gap(md_writer *w, const pm_block *table, size_t row, size_t from, size_t to, bool is_line)
{
	for (size_t k = from; k < to; k++) {
		if (pm_table_cell_over(table, row, k) != NULL)
			continue;
		if (!is_line)
			md_put_prefix(w, w->n_open, false);
		pm_buf_puts(&w->out, is_line ? "<td></td>" : "<td></td>\n");
	}
}

static void put_row(md_writer *w, const pm_block *table, size_t row, const pm_cell *first)
{
	bool is_line = is_line_row(w, first, row), header_row = pm_table_row_is_header(table, row);
	size_t column = 0;
	md_put_prefix(w, w->n_open, false);
	pm_buf_puts(&w->out, is_line ? "<tr>" : "<tr>\n");
	for (const pm_cell *c = first; c != NULL && pm_cell_row(c) == row; c = pm_cell_next(c)) {
		bool is_header = header_row || pm_cell_is_header(c);
		put_gap(w, table, row, column, pm_cell_column(c), is_line);
		column = pm_cell_column(c) + pm_cell_colspan(c);
		if (!is_line)
			md_put_prefix(w, w->n_open, false);
		put_tag(w, c, is_header);
		if (is_line_cell(w, c))
			put_line_cell(w, c);
		else
			put_flow_cell(w, c);
		pm_buf_puts(&w->out, is_header ? "</th>" : "</td>");
		if (!is_line)
			pm_buf_putc(&w->out, '\n');
	}
	put_gap(w, table, row, column, pm_table_n_columns(table), is_line);
	if (is_line)
		pm_buf_puts(&w->out, "</tr>\n");
	else
		put_line(w, "</tr>");
	md_flush(w);
}

void md_write_html_table(md_writer *w, const pm_block *table)
{
	size_t n_header = 0, n_rows = pm_table_n_rows(table);
	while (n_header < n_rows && pm_table_row_is_header(table, n_header))
		n_header++;
	pm_buf_puts(&w->out, "<table>\n");
	const pm_cell *c = pm_table_first_cell(table);
	for (size_t row = 0; row < n_rows; row++) {
		if (row == 0 && n_header > 0)
			put_line(w, "<thead>");
		if (row == n_header && n_header > 0)
			put_line(w, "</thead>");
		while (c != NULL && pm_cell_row(c) < row)
			c = pm_cell_next(c);
		put_row(w, table, row, c);
	}
	if (n_header == n_rows)
		put_line(w, "</thead>");
	put_line(w, "</table>");
	w->after_item = false;
}
