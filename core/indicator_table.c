/* indicator_table.c: numbers in table cells, named by the cells at the head of their row and column.
 *
 * The top rows without plain numbers are the head; the first columns that hold words name the rows.  A head may also tell the unit, in
 * brackets, the time and the direction of a change: 比上年增长（%）. */
#include "indicator.h"

#include <stdlib.h>

enum { MAX_HEAD_ROWS = 5, MAX_HEAD_COLUMNS = 3 };

/* What a head says beside the name. */
typedef struct head {
	pm_str name; /* without unit and time */
	pm_str period;
	pm_str unit;
	int places; /* multiplier of the unit: 万元 is 4 */
	const char *change;
	bool has_unit, is_skipped; /* numbers under it are none: 序号, 电话 */
	bool is_time;              /* its cells date their rows */
	bool is_unit_column;       /* 计量单位: its cells are units */
} head;

struct pm_table_reader {
	const pm_block *table;
	size_t n_rows, n_columns, head_rows, head_columns;
	size_t unit_column; /* n_columns where there is none */
	head *columns;
	head row; /* of row number `row_at` */
	size_t row_at;
	head lead; /* the unit told before the table */
	pm_buf name;
	char value[PM_VALUE_MAX];
};

static pm_str cell_text(const pm_cell *cell)
{
	if (cell == NULL)
		return pm_str_of(NULL, 0);
	for (const pm_block *b = pm_flow_first(pm_cell_flow(cell)); b != NULL; b = pm_block_next(b)) {
		pm_str text = pm_str_trim(pm_block_text(b));

		if (text.len > 0)
			return text;
	}
	return pm_str_of(NULL, 0);
}

typedef enum cell_kind { CELL_EMPTY, CELL_NUMBER, CELL_YEAR, CELL_WORDS } cell_kind;

/* A first look at the bytes: is it a number, perhaps with a sign, separators and %? */
static cell_kind kind_of(pm_str text)
{
	size_t digits = 0, others = 0;

	if (text.len == 0)
		return CELL_EMPTY;
	for (size_t i = 0; i < text.len;) {
		uint32_t c = pm_utf8_next(text, &i);

		if (pm_char_digit(c) >= 0)
			digits++;
		else if (c != '.' && c != ',' && c != '-' && c != '+' && c != '%' && c != 0xFF05 && c != ' ' && c != 0x2030 &&
			 c != 0xFF0C && c != 0x2212)
			others++;
	}
	if (digits > 0 && others == 0)
		return digits == 4 && text.len == 4 && (text.ptr[0] == '1' || text.ptr[0] == '2') ? CELL_YEAR : CELL_NUMBER;
	return digits == 0 && others == 0 ? CELL_EMPTY : CELL_WORDS;
}

/* -- heads ------------------------------------------------------------------------------------------------------------------- */

static int multiplier_places(const pm_wide *w, size_t *i, const pm_units *units)
{
	int places = 0;
	size_t len;

	for (;; (*i)++) {
		char16_t c = w->c[*i];
		int power = c == u'亿' ? 8 : c == u'万' ? 4 : c == u'千' ? 3 : c == u'百' ? 2 : 0;

		if (power == 0 || places + power > 16 || (power < 4 && pm_units_find(units, w, *i, &len) != NULL))
			return places;
		places += power;
	}
}

static pm_str slice(const pm_wide *w, pm_str text, size_t from, size_t end)
{
	return text.len > 0 ? pm_str_of(text.ptr + w->at[from], w->at[end] - w->at[from]) : text;
}

/* A unit that fills [from, end): 万元, %, 人/平方公里. */
static bool read_unit(const pm_wide *w, pm_str text, const pm_units *units, size_t from, size_t end, head *out)
{
	size_t i = from, len;

	while (i < end && pm_wide_is_space(w->c[i]))
		i++;
	while (end > i && pm_wide_is_space(w->c[end - 1]))
		end--;
	int places = multiplier_places(w, &i, units);
	size_t start = i;

	if (i >= end || pm_units_find(units, w, i, &len) == NULL)
		return false;
	i += len;
	if (i < end && w->c[i] == u'/')
		i = end; /* 元/吨, 张/千人: whatever it is divided by */
	if (i != end)
		return false;
	out->has_unit = true;
	out->places = places;
	out->unit = slice(w, text, start, end);
	if (end == start + 1 && w->c[start] == u'%')
		out->unit = PM_STR("%");
	return true;
}

static const char *change_of(const pm_wide *w)
{
	static const struct {
		const char16_t *word;
		const char *change;
	} words[] = { { u"增长率", "" },       { u"增长", "increase" }, { u"增加值", "" },       { u"增加", "increase" },
		      { u"增减", "increase" }, { u"上升", "increase" }, { u"提高", "increase" }, { u"上涨", "increase" },
		      { u"新增", "increase" }, { u"下降", "decrease" }, { u"减少", "decrease" }, { u"降低", "decrease" } };

	for (size_t i = 0; i < w->n; i++)
		for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
			if (pm_wide_has(w, i, words[k].word) > 0)
				return words[k].change;
	return "";
}

static bool is_any(const pm_wide *w, size_t from, size_t end, const char16_t *const *words)
{
	return end > from && pm_wide_is_any(w, from, end, words);
}

static const char16_t *const skipped[] = {
	u"序号", u"编号", u"代码", u"编码",     u"电话",     u"联系电话", u"联系方式", u"邮编", u"身份证号",
	u"文号", u"页码", u"行次", u"栏次",     u"备注",     u"No.",      u"No",       u"排名", u"名次",
	u"位次", u"排序", u"证号", u"开工时间", u"完成时间", u"竣工时间", u"完成时限", u"手机", u"手机号",
	u"账号", u"学号", u"工号", u"起止年限", u"建设年限", u"批准文号", NULL,
};

/* Heads of columns whose cells are times: they date their rows. */
static const char16_t *const time_heads[] = { u"日期", u"时间", u"年份", u"月份", u"年度", u"Year", NULL };

/* Heads of columns whose cells are units. */
static const char16_t *const unit_heads[] = { u"单位", u"计量单位", u"Unit", u"unit", NULL };

/* Heads that say only that a number stands here. */
static const char16_t *const plain[] = {
	u"绝对数", u"绝对量", u"数值", u"数量",  u"指标值", u"总量",   u"本期",  u"数据",   u"数", u"值",
	u"结果",   u"指标",   u"项目", u"Value", u"value",  u"Amount", u"Total", u"Number", NULL,
};

static void read_head(pm_sentence *s, pm_str text, head *out)
{
	pm_wide *w = &s->w;
	pm_time t;
	size_t from = 0, end;

	memset(out, 0, sizeof *out);
	out->change = "";
	pm_wide_all(w, text);
	end = w->n;
	out->change = change_of(w);
	if (kind_of(text) == CELL_YEAR) {
		out->period = text;
		return;
	}
	for (size_t i = 0; i < w->n; i++) {
		if (out->period.len == 0 && pm_time_read(w, i, &t)) {
			out->period = slice(w, text, t.start, t.end);
			if (t.start == from)
				from = t.end;
			else if (t.end == end)
				end = t.start;
			i = t.end - 1;
			continue;
		}
		if (w->c[i] != u'(' && w->c[i] != u'[' && !(w->c[i] == u':' && pm_wide_ends(w, 0, i, u"单位") > 0))
			continue;
		size_t close = i + 1;

		while (close < w->n && w->c[close] != u')' && w->c[close] != u']')
			close++;
		if (read_unit(w, text, &s->units, i + 1, close, out)) {
			if (i < end)
				end = i;
			i = close;
		}
	}
	/* 面积，公顷: a unit behind a comma */
	for (size_t i = end; !out->has_unit && i > from + 1; i--)
		if (w->c[i - 1] == u',' || w->c[i - 1] == u'/') {
			if (read_unit(w, text, &s->units, i, end, out))
				end = i - 1;
			break;
		}
	/* a head that is all unit: 万元, 亩 */
	if (!out->has_unit && end - from <= 4 && read_unit(w, text, &s->units, from, end, out))
		end = from;
	while (from < end && (pm_wide_is_space(w->c[from]) || pm_wide_is_stop(w->c[from]) || w->c[from] == u'的' || w->c[from] == u'#'))
		from++;
	while (end > from &&
	       (pm_wide_is_space(w->c[end - 1]) || (pm_wide_is_stop(w->c[end - 1]) && w->c[end - 1] != u')') || w->c[end - 1] == u'('))
		end--;
	from += pm_wide_has(w, from, u"其中:");
	out->is_time = is_any(w, from, end, time_heads);
	out->is_skipped = out->is_time || is_any(w, from, end, skipped);
	out->is_unit_column = is_any(w, from, end, unit_heads);
	if (out->change[0] != '\0' && end - from <= 6) {
		/* 增长, 增减额: the direction, no name */
		from = end;
	}
	if (!is_any(w, from, end, plain))
		out->name = slice(w, text, from, end);
}

static void merge_head(head *into, const head *from)
{
	if (from->period.len > 0)
		into->period = from->period;
	if (from->has_unit) {
		into->unit = from->unit;
		into->places = from->places;
		into->has_unit = true;
	}
	if (from->change[0] != '\0')
		into->change = from->change;
	if (from->name.len > 0)
		into->name = from->name; /* the nearest to the numbers says it best */
	into->is_skipped = into->is_skipped || from->is_skipped;
	into->is_time = into->is_time || from->is_time;
	into->is_unit_column = into->is_unit_column || from->is_unit_column;
}

/* -- the table's shape ---------------------------------------------------------------------------------------------------------- */

static size_t count_head_rows(const pm_table_reader *r)
{
	for (size_t row = 0; row < r->n_rows && row < MAX_HEAD_ROWS; row++) {
		size_t n_numbers = 0, n_words = 0;

		for (size_t c = 0; c < r->n_columns; c++) {
			pm_cell *cell = pm_table_cell_over(r->table, row, c);
			cell_kind kind = kind_of(cell_text(cell));

			n_numbers += kind == CELL_NUMBER;
			n_words += kind == CELL_WORDS || kind == CELL_YEAR;
		}
		if (pm_table_row_is_header(r->table, row))
			continue;
		if (n_numbers > 0 || n_words <= 1)
			return row;
	}
	return r->n_rows < MAX_HEAD_ROWS ? r->n_rows : MAX_HEAD_ROWS;
}

static size_t count_head_columns(const pm_table_reader *r)
{
	for (size_t c = 0; c + 1 < r->n_columns && c < MAX_HEAD_COLUMNS; c++) {
		size_t n_numbers = 0, n_words = 0;

		for (size_t row = r->head_rows; row < r->n_rows && row < r->head_rows + 200; row++) {
			cell_kind kind = kind_of(cell_text(pm_table_cell_over(r->table, row, c)));

			n_numbers += kind == CELL_NUMBER;
			n_words += kind == CELL_WORDS || kind == CELL_YEAR;
		}
		if (r->columns[c].is_skipped || r->columns[c].is_unit_column)
			continue;
		if (n_words <= n_numbers)
			return c;
	}
	return r->n_columns > MAX_HEAD_COLUMNS ? MAX_HEAD_COLUMNS : r->n_columns - (r->n_columns > 0);
}

/* 单位：万元 above the table. */
static void read_lead(pm_sentence *s, pm_str text, head *out)
{
	pm_wide *w = &s->w;

	memset(out, 0, sizeof *out);
	out->change = "";
	if (text.len > 600)
		return;
	pm_wide_all(w, text);
	size_t i = pm_wide_find(w, 0, w->n, u"单位");

	if (i == SIZE_MAX)
		return;
	i += 2;
	while (w->c[i] == u':' || w->c[i] == u' ')
		i++;
	size_t end = i;

	while (end < w->n && !pm_wide_is_stop(w->c[end]) && w->c[end] != u' ')
		end++;
	/* several units (万元、%) leave each column to its own */
	if (w->c[end] != u'、' && w->c[end] != u',')
		read_unit(w, text, &s->units, i, end, out);
}

pm_table_reader *pm_table_reader_new(pm_sentence *s, const pm_block *table, pm_str lead)
{
	pm_table_reader *r = calloc(1, sizeof *r);

	if (r == NULL)
		return NULL;
	r->table = table;
	r->n_rows = pm_table_n_rows(table);
	r->n_columns = pm_table_n_columns(table);
	r->row_at = SIZE_MAX;
	r->columns = calloc(r->n_columns + 1, sizeof *r->columns);
	if (r->columns == NULL) {
		free(r);
		return NULL;
	}
	r->head_rows = count_head_rows(r);
	r->unit_column = r->n_columns;
	for (size_t c = 0; c < r->n_columns; c++) {
		r->columns[c].change = "";
		for (size_t row = 0; row < r->head_rows; row++) {
			const pm_cell *cell = pm_table_cell_over(table, row, c);
			head part;

			if (cell == NULL || (row > 0 && pm_cell_row(cell) < row))
				continue;
			read_head(s, cell_text(cell), &part);
			merge_head(&r->columns[c], &part);
		}
		if (r->columns[c].is_unit_column && r->unit_column == r->n_columns)
			r->unit_column = c;
	}
	r->head_columns = count_head_columns(r);
	read_lead(s, lead, &r->lead);
	return r;
}

void pm_table_reader_free(pm_table_reader *r)
{
	if (r == NULL)
		return;
	pm_buf_free(&r->name);
	free(r->columns);
	free(r);
}

/* -- cells ------------------------------------------------------------------------------------------------------------------------ */

static void read_row(pm_table_reader *r, pm_sentence *s, size_t row)
{
	head part;

	r->row_at = row;
	memset(&r->row, 0, sizeof r->row);
	r->row.change = "";
	for (size_t c = 0; c < r->head_columns; c++) {
		const pm_cell *cell = pm_table_cell_over(r->table, row, c);

		if (cell == NULL || (r->columns[c].is_skipped && !r->columns[c].is_time) || c == r->unit_column ||
		    (c > 0 && pm_cell_column(cell) < c))
			continue;
		read_head(s, cell_text(cell), &part);
		part.is_skipped = part.is_unit_column = false;
		merge_head(&r->row, &part);
	}
	if (r->unit_column < r->n_columns) {
		pm_str unit = cell_text(pm_table_cell_over(r->table, row, r->unit_column));

		pm_wide_all(&s->w, unit);
		read_unit(&s->w, unit, &s->units, 0, s->w.n, &r->row);
	}
}

static void set_unit(pm_table_reader *r, const head *column, const pm_quantity *q, pm_indicator *out)
{
	const head *from = r->row.has_unit ? &r->row : column->has_unit ? column : &r->lead;

	/* a change in per cent has no money unit, whatever stands over the table */
	if (column->has_unit && column->change[0] != '\0')
		from = column;
	memcpy(r->value, q->value, sizeof r->value);
	if (q->is_bare && from->has_unit) {
		size_t sign = q->value[0] == '-';

		out->unit = from->unit;
		if (!q->has_multiplier && !pm_decimal_shift(q->value + sign, strlen(q->value) - sign, from->places, r->value + sign))
			memcpy(r->value, q->value, sizeof r->value);
	}
	out->value = pm_str_from(r->value);
}

static void set_name(pm_table_reader *r, const head *column, pm_indicator *out)
{
	r->name.len = 0;
	pm_buf_str(&r->name, r->row.name);
	if (column->name.len > 0 && !pm_str_equal(column->name, r->row.name)) {
		if (r->name.len > 0)
			pm_buf_putc(&r->name, ' ');
		pm_buf_str(&r->name, column->name);
	}
	out->name = pm_buf_view(&r->name);
}

/* One number, perhaps with a bound, a unit and a note mark, and nothing else. */
static bool read_cell_number(pm_sentence *s, pm_quantity *q, const char **qualifier)
{
	pm_wide *w = &s->w;
	size_t i = 0, end;
	pm_time t;

	while (i < w->n && !pm_wide_is_digit(w->c[i]) && w->c[i] != u'-' && w->c[i] != u'+' && w->c[i] != u'$' && w->c[i] != u'¥' &&
	       w->c[i] != u'€' && w->c[i] != u'£' && i < 6)
		i++;
	if (i >= w->n || (i == 0 && pm_time_read(w, i, &t)) || !pm_quantity_read(w, i, &s->units, q))
		return false;
	s->n_times = 0;
	pm_predicate p = pm_predicate_before(s, 0, q);

	while (p.start > 0 && pm_wide_is_space(w->c[p.start - 1]))
		p.start--;
	*qualifier = pm_qualifier_behind(w, q->end, &end);
	if (p.qualifier[0] != '\0')
		*qualifier = p.qualifier;
	else if (q->is_about)
		*qualifier = "~";
	while (end < w->n && (pm_wide_is_space(w->c[end]) || w->c[end] == u'*'))
		end++;
	return p.start == 0 && end == w->n && q->kind != PM_UNIT_LABEL && !q->is_ratio && strlen(q->value) <= 18;
}

int pm_table_reader_cell(pm_table_reader *r, pm_sentence *s, pm_block *block, const pm_cell *cell, pm_indicator *out)
{
	size_t row = pm_cell_row(cell), c = pm_cell_column(cell);
	pm_str text = pm_block_text(block);
	const head *column = c < r->n_columns ? &r->columns[c] : NULL;
	pm_quantity q;
	const char *qualifier = "";

	if (column == NULL || row < r->head_rows || c < r->head_columns || column->is_skipped || c == r->unit_column || text.len > 200)
		return 0;
	if (r->row_at != row)
		read_row(r, s, row);
	pm_wide_all(&s->w, text);
	if (!read_cell_number(s, &q, &qualifier) ||
	    (q.is_year_like && q.is_bare && !r->row.has_unit && !column->has_unit && !r->lead.has_unit && column->name.len == 0))
		return 0;
	memset(out, 0, sizeof *out);
	set_name(r, column, out);
	if (out->name.len == 0 || r->name.is_broken)
		return 0;
	out->block = block;
	out->start = s->w.at[q.start];
	out->end = s->w.at[q.end];
	if (!q.is_bare)
		out->unit = q.unit != NULL ? pm_str_from(q.unit) : pm_str_trim(slice(&s->w, text, q.unit_start, q.unit_end));
	if (q.unit == NULL && q.unit_end == q.unit_start + 1 && s->w.c[q.unit_start] == u'%')
		out->unit = PM_STR("%");
	set_unit(r, column, &q, out);
	out->qualifier = pm_str_from(qualifier);
	out->change = pm_str_from(column->change[0] != '\0' ? column->change : r->row.change);
	out->period = column->period.len > 0 ? column->period : r->row.period;
	pm_str sentence = pm_str_trim(text);

	out->sentence_start = (size_t)(sentence.ptr - text.ptr);
	out->sentence_end = out->sentence_start + sentence.len;
	return 1;
}
