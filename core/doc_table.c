/* doc_table.c: tables as rows of cells that span, each cell a flow. */
#include "model.h"

#include <pumice/limits.h>
#include <stdlib.h>

void pm_table_free(pm_table *table)
{
	free(table->busy_until);
	free(table->is_header_row);
	free(table->grid);
	table->busy_until = NULL;
	table->is_header_row = NULL;
	table->grid = NULL;
}

static pm_table *table_of(pm_block *block, pm_error *err)
{
	if (block->table == NULL) {
		pm_doc *doc = block->flow->doc;
		block->table = pm_arena_zero(&doc->arena, sizeof *block->table);
		if (block->table == NULL) {
			pm_error_nomem(err);
			return NULL;
		}
		block->table->next = doc->tables;
		doc->tables = block->table;
	}
	return block->table;
}

static void forget_grid(pm_table *table)
{
	free(table->grid);
	table->grid = NULL;
}

int pm_table_append_row(pm_block *block, bool is_header, pm_error *err)
{
	pm_table *t = table_of(block, err);
	if (t == NULL)
		return PM_ENOMEM;
	if ((uint64_t)(t->n_rows + 1) * (t->n_columns > 0 ? t->n_columns : 1) > PM_LIMIT_TABLE_SLOTS)
		return pm_error_set(err, PM_ELIMIT, "a table has more than %lu slots (PM_LIMIT_TABLE_SLOTS); split the input",
		                    (unsigned long)PM_LIMIT_TABLE_SLOTS);
	if (t->n_rows == t->row_cap) {
		uint32_t cap = t->row_cap < 16 ? 16 : t->row_cap * 2;
		uint8_t *rows = realloc(t->is_header_row, cap);
		if (rows == NULL)
			return pm_error_nomem(err);
		t->is_header_row = rows;
		t->row_cap = cap;
	}
	t->is_header_row[t->n_rows++] = is_header;
	t->cursor = 0;
	forget_grid(t);
	return PM_OK;
}

static bool reserve_columns(pm_table *t, uint32_t n)
{
	if (n <= t->busy_cap)
		return true;
	uint32_t cap = t->busy_cap < 16 ? 16 : t->busy_cap * 2;
	if (cap < n)
		cap = n;
	uint32_t *busy = realloc(t->busy_until, cap * sizeof *busy);
	if (busy == NULL)
		return false;
	memset(busy + t->busy_cap, 0, (cap - t->busy_cap) * sizeof *busy);
	t->busy_until = busy;
	t->busy_cap = cap;
	return true;
}

/* Move the cursor over columns that a cell from above still covers. */
static void skip_busy(pm_table *t)
{
	while (t->cursor < t->n_columns && t->busy_until[t->cursor] >= t->n_rows)
		t->cursor++;
}

static uint32_t room_right(const pm_table *t, uint32_t wanted)
{
	uint32_t n = 1;
	while (n < wanted && (t->cursor + n >= t->n_columns || t->busy_until[t->cursor + n] < t->n_rows))
		n++;
	return n;
}

static int check_width(const pm_table *t, uint64_t width, pm_error *err)
{
	if (width > PM_LIMIT_TABLE_COLUMNS)
		return pm_error_set(err, PM_ELIMIT, "a table has more than %d columns (PM_LIMIT_TABLE_COLUMNS)", PM_LIMIT_TABLE_COLUMNS);
	if (width * t->n_rows > PM_LIMIT_TABLE_SLOTS)
		return pm_error_set(err, PM_ELIMIT, "a table has more than %lu slots (PM_LIMIT_TABLE_SLOTS); split the input",
		                    (unsigned long)PM_LIMIT_TABLE_SLOTS);
	return PM_OK;
}

pm_cell *pm_table_append_cell(pm_block *block, uint32_t rowspan, uint32_t colspan, pm_error *err)
{
	if (block->table == NULL || block->table->n_rows == 0)
		if (pm_table_append_row(block, false, err) != PM_OK)
			return NULL;
	pm_table *t = block->table;
	if (block->flow->depth >= PM_LIMIT_FLOW_DEPTH) {
		pm_error_set(err, PM_ELIMIT, "tables stand more than %d deep in each other (PM_LIMIT_FLOW_DEPTH)", PM_LIMIT_FLOW_DEPTH);
		return NULL;
	}
	skip_busy(t);
	if (rowspan < 1)
		rowspan = 1;
	if (rowspan > 65535)
		rowspan = 65535;
	if (colspan < 1)
		colspan = 1;
	if (check_width(t, (uint64_t)t->cursor + 1, err) != PM_OK)
		return NULL;
	if (colspan > PM_LIMIT_TABLE_COLUMNS - t->cursor)
		colspan = (uint32_t)PM_LIMIT_TABLE_COLUMNS - t->cursor;
	colspan = room_right(t, colspan);
	uint32_t end = t->cursor + colspan;
	if (end > t->n_columns && check_width(t, end, err) != PM_OK)
		return NULL;
	pm_doc *doc = block->flow->doc;
	pm_cell *cell = pm_arena_zero(&doc->arena, sizeof *cell);
	pm_flow *flow = pm_arena_zero(&doc->arena, sizeof *flow);
	if (cell == NULL || flow == NULL || !reserve_columns(t, end)) {
		pm_error_nomem(err);
		return NULL;
	}
	*flow = (pm_flow){ .doc = doc, .cell = cell, .depth = block->flow->depth + 1 };
	*cell = (pm_cell){ .table = block, .row = t->n_rows - 1, .column = t->cursor, .rowspan = rowspan, .colspan = colspan, .flow = flow };
	if (t->last != NULL)
		t->last->next = cell;
	else
		t->first = cell;
	t->last = cell;
	if (end > t->n_columns)
		t->n_columns = end;
	for (uint32_t c = t->cursor; c < end; c++)
		t->busy_until[c] = t->n_rows - 1 + rowspan; /* rows are compared one ahead: see skip_busy */
	t->cursor = end;
	forget_grid(t);
	return cell;
}

int pm_table_skip_columns(pm_block *block, uint32_t n, pm_error *err)
{
	if (block->table == NULL || n == 0)
		return PM_OK;
	pm_table *t = block->table;
	int rc = check_width(t, (uint64_t)t->cursor + n, err);
	if (rc != PM_OK)
		return rc;
	t->cursor += n;
	if (!reserve_columns(t, t->cursor))
		return pm_error_nomem(err);
	if (t->cursor > t->n_columns)
		t->n_columns = t->cursor;
	forget_grid(t);
	return PM_OK;
}

size_t pm_table_n_rows(const pm_block *block)
{
	return block->table != NULL ? block->table->n_rows : 0;
}

size_t pm_table_n_columns(const pm_block *block)
{
	return block->table != NULL ? block->table->n_columns : 0;
}

bool pm_table_row_is_header(const pm_block *block, size_t row)
{
	return row < pm_table_n_rows(block) && block->table->is_header_row[row];
}

static pm_cell **grid_of(pm_table *t)
{
	if (t->grid != NULL || t->n_rows == 0 || t->n_columns == 0)
		return t->grid;
	t->grid = calloc((size_t)t->n_rows * t->n_columns, sizeof *t->grid);
	if (t->grid == NULL)
		return NULL;
	for (pm_cell *cell = t->first; cell != NULL; cell = cell->next)
		for (uint32_t r = cell->row; r < cell->row + cell->rowspan && r < t->n_rows; r++)
			for (uint32_t c = cell->column; c < cell->column + cell->colspan; c++)
				if (t->grid[(size_t)r * t->n_columns + c] == NULL)
					t->grid[(size_t)r * t->n_columns + c] = cell;
	return t->grid;
}

pm_cell *pm_table_cell_over(const pm_block *block, size_t row, size_t column)
{
	pm_table *t = block->table;
	if (t == NULL || row >= t->n_rows || column >= t->n_columns)
		return NULL;
	pm_cell **grid = grid_of(t);
	return grid != NULL ? grid[row * t->n_columns + column] : NULL;
}

pm_cell *pm_table_cell(const pm_block *block, size_t row, size_t column)
{
	pm_cell *cell = pm_table_cell_over(block, row, column);
	return cell != NULL && cell->row == row && cell->column == column ? cell : NULL;
}

pm_cell *pm_table_first_cell(const pm_block *block)
{
	return block->table != NULL ? block->table->first : NULL;
}

pm_cell *pm_cell_next(const pm_cell *cell)
{
	return cell->next;
}

pm_flow *pm_cell_flow(const pm_cell *cell)
{
	return cell->flow;
}

pm_block *pm_cell_table(const pm_cell *cell)
{
	return cell->table;
}

size_t pm_cell_row(const pm_cell *cell)
{
	return cell->row;
}

size_t pm_cell_column(const pm_cell *cell)
{
	return cell->column;
}

uint32_t pm_cell_rowspan(const pm_cell *cell)
{
	uint32_t left = cell->table->table->n_rows - cell->row;
	return cell->rowspan < left ? cell->rowspan : left;
}

uint32_t pm_cell_colspan(const pm_cell *cell)
{
	return cell->colspan;
}

void pm_cell_set_rowspan(pm_cell *cell, uint32_t rowspan)
{
	cell->rowspan = rowspan < 1 ? 1 : rowspan > 65535 ? 65535 : rowspan;
	forget_grid(cell->table->table);
}

bool pm_cell_is_header(const pm_cell *cell)
{
	return cell->is_header;
}

void pm_cell_set_header(pm_cell *cell, bool is_header)
{
	cell->is_header = is_header;
}

pm_align pm_cell_align(const pm_cell *cell)
{
	return (pm_align)cell->align;
}

void pm_cell_set_align(pm_cell *cell, pm_align align)
{
	cell->align = (uint8_t)align;
}
