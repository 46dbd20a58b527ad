/* structure_table.c: tables that were flattened to one cell a line, where their shape is certain: words in the header row, and
 * below it rows in which each column holds either figures or words throughout.  Also the pipe tables of Markdown. */
#include "model.h"
#include "passes.h"
#include "structure.h"

enum { LEAST_COLUMNS = 2, MOST_COLUMNS = 10, MOST_CELL = 28 };

/* 236.8, 6.2%, -1.5, 1,132, —: what a column of figures holds */
static bool is_figure(pm_str s)
{
	size_t digits = 0, others = 0;
	if (pm_str_is(s, "-") || pm_str_is(s, "—") || pm_str_is(s, "/") || pm_str_is(s, "--"))
		return true;
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (pm_char_digit(c) >= 0)
			digits++;
		else if (c != '.' && c != ',' && c != '%' && c != 0xff05 && c != '-' && c != '+' && c != 0x2030 && c != 0xff0e &&
			 !pm_char_is_space(c))
			others++;
	}
	return digits > 0 && others == 0;
}

/* A line that may be a cell: a few words or a figure, no sentence, no label. */
static bool is_cell(const pm_unit *u)
{
	pm_str s = pm_unit_text(u);
	if (u->use != PM_USE_TEXT || pm_block_kind(u->block) != PM_PARAGRAPH || s.len == 0 || u->width > MOST_CELL)
		return false;
	if (is_figure(s))
		return true;
	uint32_t last = pm_line_last_char(s);
	if (u->number.type != PM_NUM_NONE && u->number.type != PM_NUM_BARE)
		return false;
	return pm_line_n_stops(s) == 0 && last != 0xff1a && last != ':' && last != 0xff0c && last != 0x3001 && last != ',' && last != '.';
}

/* Do the n units from `i` on make rows of k cells under a header? */
static bool fits(const pm_structure *s, size_t i, size_t n, size_t k)
{
	if (n % k != 0 || n / k < 3)
		return false;
	size_t figures = 0, words = 0;
	for (size_t column = 0; column < k; column++) {
		if (is_figure(pm_unit_text(&s->units[i + column])))
			return false;
		bool figure = is_figure(pm_unit_text(&s->units[i + k + column]));
		for (size_t row = 2; row < n / k; row++)
			if (is_figure(pm_unit_text(&s->units[i + row * k + column])) != figure)
				return false;
		figures += figure;
		words += !figure;
	}
	return figures > 0 && words > 0;
}

static void move_into(pm_block *block, pm_flow *flow)
{
	pm_flow_unlink(block);
	pm_flow_link(flow, flow->last, block);
}

/* Make a table of the units [i, i + n), k in a row. */
static int make_table(pm_structure *s, size_t i, size_t n, size_t k)
{
	pm_block *first = s->units[i].block;
	pm_block *table = pm_block_append_after(first, PM_TABLE, "", 0, s->err);
	if (table == NULL)
		return PM_ENOMEM;
	for (size_t j = 0; j < n; j++) {
		int rc = j % k == 0 ? pm_table_append_row(table, j == 0, s->err) : PM_OK;
		if (rc != PM_OK)
			return rc;
		pm_cell *cell = pm_table_append_cell(table, 1, 1, s->err);
		if (cell == NULL)
			return PM_ENOMEM;
		pm_cell_set_header(cell, j < k);
		move_into(s->units[i + j].block, pm_cell_flow(cell));
		s->units[i + j].block = NULL;
	}
	s->units[i].block = table;
	s->units[i].use = PM_USE_FIXED;
	s->units[i].number = (pm_line_number){ 0 };
	return PM_OK;
}

/* A run of cells may begin with a line or two that are no part of the table. */
static int find_flattened(pm_structure *s, size_t from, size_t to)
{
	enum { HEAD = 3 };
	for (size_t skip = 0; skip < HEAD && skip + 6 <= to - from; skip++)
		for (size_t k = LEAST_COLUMNS; k <= MOST_COLUMNS; k++)
			if (fits(s, from + skip, to - from - skip, k))
				return make_table(s, from + skip, to - from - skip, k);
	return PM_OK;
}

/* -- | a | b | ----------------------------------------------------------------------------------------------------- */

static bool is_pipe_row(const pm_unit *u)
{
	pm_str s = pm_unit_text(u);
	return u->use == PM_USE_TEXT && s.len >= 3 && s.ptr[0] == '|' && s.ptr[s.len - 1] == '|' && s.ptr[s.len - 2] != '\\';
}

/* | --- | :-: | */
static bool is_pipe_rule(const pm_unit *u)
{
	pm_str s = pm_unit_text(u);
	size_t dashes = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (strchr("|-: ", s.ptr[i]) == NULL)
			return false;
		dashes += s.ptr[i] == '-';
	}
	return is_pipe_row(u) && dashes > 0;
}

static size_t next_pipe(pm_str s, size_t at)
{
	while (at < s.len && !(s.ptr[at] == '|' && s.ptr[at - 1] != '\\'))
		at++;
	return at;
}

/* Cut a row at its pipes into cells of the table. */
static int take_pipe_row(pm_structure *s, pm_unit *u, pm_block *table, bool is_header)
{
	int rc = pm_table_append_row(table, is_header, s->err);
	pm_block *rest = u->block;
	while (rc == PM_OK && pm_block_text(rest).len > 1) {
		pm_str text = pm_block_text(rest);
		size_t end = next_pipe(text, 1);
		pm_block *cell_block = rest;
		rest = pm_block_split(cell_block, end, s->err);
		pm_cell *cell = rest == NULL ? NULL : pm_table_append_cell(table, 1, 1, s->err);
		if (cell == NULL)
			return PM_ENOMEM;
		pm_cell_set_header(cell, is_header);
		pm_edit pipe = { .start = 0, .end = 1, .rule = "pipe-table" };
		rc = pm_block_edit(cell_block, &pipe, 1, s->err);
		if (rc == PM_OK)
			rc = pm_block_trim(cell_block, s->err);
		move_into(cell_block, pm_cell_flow(cell));
	}
	if (rc == PM_OK) {
		pm_edit pipe = { .start = 0, .end = pm_block_text(rest).len, .rule = "pipe-table" };
		rc = pm_block_edit(rest, &pipe, 1, s->err);
		pm_block_remove_empty(rest);
	}
	u->block = NULL;
	return rc;
}

static int take_pipes(pm_structure *s, size_t from, size_t to)
{
	pm_block *table = pm_block_append_after(s->units[to - 1].block, PM_TABLE, "", 0, s->err);
	if (table == NULL)
		return PM_ENOMEM;
	pm_block_set_line(table, pm_block_line(s->units[from].block));
	for (size_t i = from; i < to; i++) {
		int rc = PM_OK;
		if (i == from + 1) {
			rc = pm_unit_replace(s, &s->units[i], 0, pm_unit_text(&s->units[i]).len, PM_STR(""), "pipe-table");
			pm_block_remove_empty(s->units[i].block);
			s->units[i].block = NULL;
		} else {
			rc = take_pipe_row(s, &s->units[i], table, i == from);
		}
		if (rc != PM_OK)
			return rc;
	}
	s->units[from].block = table;
	s->units[from].use = PM_USE_FIXED;
	s->units[from].number = (pm_line_number){ 0 };
	return PM_OK;
}

static int find_pipes(pm_structure *s)
{
	for (size_t i = 0; i + 1 < s->n; i++) {
		if (!is_pipe_row(&s->units[i]) || !is_pipe_rule(&s->units[i + 1]))
			continue;
		size_t to = i + 2;
		while (to < s->n && is_pipe_row(&s->units[to]) && s->units[to].n_blank == 0)
			to++;
		int rc = take_pipes(s, i, to);
		if (rc != PM_OK)
			return rc;
		i = to - 1;
	}
	pm_structure_compact(s);
	return PM_OK;
}

int pm_structure_tables(pm_structure *s)
{
	enum { MOST_LINES = 4000 };
	if (pm_rule_is_on(s->options, "pipe-table")) {
		int rc = find_pipes(s);
		if (rc != PM_OK)
			return rc;
	}
	if (!pm_rule_is_on(s->options, "flat-table"))
		return PM_OK;
	for (size_t i = 0; i < s->n;) {
		size_t to = i;
		while (to < s->n && is_cell(&s->units[to]) && (to == i || pm_block_next(s->units[to - 1].block) == s->units[to].block))
			to++;
		if (to - i >= 6 && to - i <= MOST_LINES) {
			int rc = find_flattened(s, i, to);
			if (rc != PM_OK)
				return rc;
		}
		i = to > i ? to : i + 1;
	}
	pm_structure_compact(s);
	return PM_OK;
}
