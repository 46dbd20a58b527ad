/* read_table.c: tables, by the grid: w:gridSpan, w:vMerge, w:gridBefore. */
#include <stdlib.h>

#include "props.h"
#include "read.h"

/* The frame that holds the open table: that of the cell's row, not of the cell. */
static int begin_table(docx_reader *r, docx_frame *f, pm_error *err)
{
	int code = f->flow == NULL ? docx_cell_make(r, err) : PM_OK;

	if (code != PM_OK)
		return code;
	bool is_deep = f->flow_depth + 1 >= PM_LIMIT_FLOW_DEPTH || r->n_frames >= DOCX_LIMIT_FRAMES;
	if (f->table.block != NULL || f->open_paras > 0 || is_deep) {
		f->strays++; /* its text is read into what is around it */
		return PM_OK;
	}
	code = docx_para_flush(r, f, err);
	if (code != PM_OK)
		return code;
	f->table = (docx_table){ .div_id = -1, .cover = f->table.cover };
	if (f->table.cover != NULL)
		memset(f->table.cover, 0, PM_LIMIT_TABLE_COLUMNS * sizeof(*f->table.cover));
	f->table.block = pm_flow_append(f->flow, PM_TABLE, NULL, 0, err);
	if (f->table.block == NULL)
		return err->code;
	pm_block_set_line(f->table.block, r->ordinal + 1);
	f->n_lists = 0;
	return docx_block_dress(r, f, f->table.block, err);
}

/* Divisions say in how many quotations and, in documents of ours, in how many items the table stands. */
static void set_depths(docx_reader *r, const docx_table *t)
{
	const docx_div *div = t->div_id != -1 ? docx_div_find(&r->settings, t->div_id) : NULL;
	const pm_block *before = pm_block_previous(t->block);

	if (div == NULL)
		return;
	pm_block_set_quote_depth(t->block, div->quotes);
	pm_block_set_quote_start(t->block, docx_quote_start(r, t->div_id));
	bool may_go_on = before != NULL && (pm_block_kind(before) == PM_LIST_ITEM || pm_block_item_depth(before) > 0);
	if (r->is_own && may_go_on)
		pm_block_set_item_depth(t->block, div->indents);
}

static void end_table(docx_reader *r, docx_frame *f)
{
	if (f->strays > 0) {
		f->strays--;
	} else if (f->table.block != NULL) {
		set_depths(r, &f->table);
		f->table.block = NULL;
	}
}

/* Rows are made when their first cell comes: until then their properties are not known. */
static int make_row(docx_table *t, pm_error *err)
{
	if (t->has_row)
		return PM_OK;
	bool is_header =
		!t->had_body_row && (t->is_header || (t->row == 0 && t->looks_first_row && t->style != NULL && t->style->has_first_row));
	int code = pm_table_append_row(t->block, is_header, err);
	t->had_body_row = !is_header;
	t->has_row = true;
	t->column = 0;
	if (code == PM_OK && t->grid_before > 0) {
		code = pm_table_skip_columns(t->block, t->grid_before, err);
		t->column = t->grid_before;
	}
	return code;
}

static void begin_row(docx_frame *f)
{
	docx_table *t = &f->table;

	if (t->block == NULL || f->strays > 0)
		return;
	t->in_row = true;
	t->has_row = t->is_header = t->skips_row = false;
	t->grid_before = 0;
}

static int end_row(docx_frame *f, pm_error *err)
{
	docx_table *t = &f->table;
	int code = PM_OK;

	if (t->block == NULL || f->strays > 0 || !t->in_row)
		return PM_OK;
	if (!t->skips_row)
		code = make_row(t, err);
	t->in_row = false;
	if (t->has_row)
		t->row++;
	return code;
}

static int begin_cell(docx_reader *r, docx_frame *f, pm_error *err)
{
	docx_table *t = &f->table;

	if (t->block == NULL || f->strays > 0 || !t->in_row) {
		f->strays++;
		return PM_OK;
	}
	if (t->skips_row)
		return DOCX_SKIP;
	int code = make_row(t, err);
	if (code == PM_OK)
		code = docx_push_frame(r, FRAME_CELL, NULL, err);
	if (code == PM_OK)
		docx_top(r)->flow_depth = f->flow_depth + 1;
	return code;
}

/* Which cell covers each column, and down to which row: what a continued merge makes longer. */
static int cover(docx_table *t, uint32_t column, uint32_t span, pm_cell *cell, pm_error *err)
{
	if (t->cover == NULL)
		t->cover = calloc(PM_LIMIT_TABLE_COLUMNS, sizeof(*t->cover));
	if (t->cover == NULL)
		return pm_error_nomem(err);
	for (uint32_t i = column; i < column + span && i < PM_LIMIT_TABLE_COLUMNS; i++)
		t->cover[i] = (docx_cover){ .cell = cell, .row = t->row };
	return PM_OK;
}

/* NULL where nothing begins in this column that reaches the row above. */
static pm_cell *merged_cell(const docx_table *t)
{
	const docx_cover *above = t->cover != NULL && t->row > 0 && t->column < PM_LIMIT_TABLE_COLUMNS ? &t->cover[t->column] : NULL;

	if (above == NULL || above->cell == NULL || above->row + 1 != t->row || pm_cell_column(above->cell) != t->column)
		return NULL;
	return above->cell;
}

static int extend_cell(docx_table *t, pm_cell *cell, uint32_t span, pm_error *err)
{
	uint32_t own = pm_cell_colspan(cell);

	pm_cell_set_rowspan(cell, t->row - (uint32_t)pm_cell_row(cell) + 1);
	return pm_table_skip_columns(t->block, own > span ? own : span, err);
}

int docx_cell_make(docx_reader *r, pm_error *err)
{
	docx_frame *f = docx_top(r);
	docx_table *t = &r->frames[r->n_frames - 2]->table;
	bool has_room = t->column < PM_LIMIT_TABLE_COLUMNS;
	uint32_t span = has_room && f->grid_span > PM_LIMIT_TABLE_COLUMNS - t->column ? 1 : f->grid_span;
	pm_cell *cell = f->merge == MERGE_ON ? merged_cell(t) : NULL;
	int code = PM_OK;

	if (!has_room && t->last != NULL) {
		f->flow = pm_cell_flow(t->last); /* beyond the widest table all goes into its last cell */
		return PM_OK;
	}
	if (cell != NULL) {
		f->has_align = true; /* it is set already */
		code = extend_cell(t, cell, span, err);
	} else {
		cell = pm_table_append_cell(t->block, 1, span, err);
		code = cell != NULL ? PM_OK : err->code;
	}
	if (code == PM_OK)
		code = cover(t, t->column, span > pm_cell_colspan(cell) ? span : pm_cell_colspan(cell), cell, err);
	if (code != PM_OK)
		return code;
	t->column += span;
	t->last = cell;
	f->flow = pm_cell_flow(cell);
	return PM_OK;
}

static int end_cell(docx_reader *r, docx_frame *f, pm_error *err)
{
	if (f->strays > 0) {
		f->strays--;
		return PM_OK;
	}
	if (f->kind != FRAME_CELL)
		return PM_OK;
	int code = f->flow == NULL ? docx_cell_make(r, err) : PM_OK;
	return code == PM_OK ? docx_pop_frame(r, err) : code;
}

static uint32_t columns(const docx_attrs *attrs, long otherwise)
{
	long n = docx_attr_long(attrs, NS_W, "val", otherwise);

	/* A wild number is no number. */
	return (uint32_t)(n < otherwise || n >= PM_LIMIT_TABLE_COLUMNS ? otherwise : n);
}

/* Does the table's look take its first row as a heading?  Either as an attribute or as a bit of the older value. */
static bool looks_first_row(const docx_attrs *attrs)
{
	pm_str first = docx_attr(attrs, NS_W, "firstRow"), value = docx_val(attrs);

	if (first.len > 0)
		return pm_str_is(first, "1") || pm_str_is(first, "true") || pm_str_is(first, "on");
	/* 0020 in a value of four hex digits */
	return value.len == 4 && ((value.ptr[2] - '0') & 2) != 0;
}

int docx_table_start(docx_reader *r, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	docx_frame *f = docx_top(r);
	docx_table *t = &f->table;
	bool has_table = t->block != NULL && f->strays == 0;
	bool is_new_cell = f->kind == FRAME_CELL && f->flow == NULL && parent == T_TCPR;

	switch ((int)token) {
	case T_TBL:
		return begin_table(r, f, err);
	case T_TR:
		begin_row(f);
		break;
	case T_TC:
		return begin_cell(r, f, err);
	case T_TBLSTYLE:
		if (has_table)
			t->style = docx_styles_find(&r->styles, STYLE_TABLE, docx_val(attrs));
		break;
	case T_TBLLOOK:
		t->looks_first_row = has_table && !r->is_own && looks_first_row(attrs);
		break;
	case T_TBLHEADER:
		t->is_header = has_table && docx_val_is_on(attrs);
		break;
	case T_GRIDBEFORE:
		if (has_table)
			t->grid_before = columns(attrs, 0);
		break;
	case T_DIVID:
		if (has_table && t->div_id == -1)
			t->div_id = docx_attr_long(attrs, NS_W, "val", -1);
		break;
	case T_GRIDSPAN:
		if (is_new_cell)
			f->grid_span = columns(attrs, 1);
		break;
	case T_VMERGE:
		if (is_new_cell)
			f->merge = pm_str_is(docx_val(attrs), "restart") ? MERGE_START : MERGE_ON;
		break;
	default:
		break;
	}
	return PM_OK;
}

int docx_table_end(docx_reader *r, docx_token token, pm_error *err)
{
	docx_frame *f = docx_top(r);

	switch ((int)token) {
	case T_TBL:
		end_table(r, f);
		return PM_OK;
	case T_TR:
		return end_row(f, err);
	case T_TCPR:
		return f->kind == FRAME_CELL && f->flow == NULL ? docx_cell_make(r, err) : PM_OK;
	case T_TC:
		return end_cell(r, f, err);
	default:
		return PM_OK;
	}
}
