/* Tables: a grid with widths from what stands in the cells, spans, repeated header rows.
 *
 * The cells come in rows, so one row at a time is laid out, with a note of what spans down into it.  Word has at most 63
 * columns; wider tables are written in slabs of that many, one below the other. */
#include "write.h"

#include <pumice/text.h>

#include <stdlib.h>

enum { MOST_COLUMNS = 63, LEAST_WIDTH = 4, MOST_WIDTH = 80 /* half-characters */, CELL_PADDING = 216 /* twips */ };

typedef struct slab {
	writer *w;
	const pm_block *table;
	size_t lo, n;            /* its first column, and how many */
	int width[MOST_COLUMNS]; /* twips */
	int total;
	/* What spans down into the row that is being written: the cell, and the rows that are left of it. */
	const pm_cell *over[MOST_COLUMNS];
	uint32_t left[MOST_COLUMNS];
} slab;

/* -- widths ------------------------------------------------------------------------------------------------------------------ */

static int text_width(pm_str text)
{
	int widest = 0, line = 0;
	for (size_t i = 0; i < text.len && line < MOST_WIDTH;) {
		uint32_t c = pm_utf8_next(text, &i);
		line = c == '\n' ? 0 : line + pm_char_width(c);
		widest = line > widest ? line : widest;
	}
	return widest;
}

static int cell_width(const pm_cell *cell)
{
	int widest = LEAST_WIDTH;
	for (const pm_block *b = pm_flow_first(pm_cell_flow(cell)); b != NULL; b = pm_block_next(b)) {
		pm_kind kind = pm_block_kind(b);
		int width =
			kind == PM_TABLE || kind == PM_IMAGE ? MOST_WIDTH / 2 : text_width(pm_block_text(b)) + 4 * (kind == PM_LIST_ITEM);
		widest = width > widest ? width : widest;
	}
	/* Heads are bold in most looks. */
	return pm_cell_is_header(cell) ? widest + widest / 6 + 1 : widest;
}

/* Cells of several columns widen those only where they are too narrow together. */
static void natural_widths(const slab *s, int *natural)
{
	for (size_t c = 0; c < s->n; c++)
		natural[c] = LEAST_WIDTH;
	for (int pass = 0; pass < 2; pass++)
		for (const pm_cell *cell = pm_table_first_cell(s->table); cell != NULL; cell = pm_cell_next(cell)) {
			size_t first = pm_cell_column(cell), span = pm_cell_colspan(cell);
			if (first < s->lo || first >= s->lo + s->n || (span > 1) != (pass == 1))
				continue;
			first -= s->lo;
			span = span < s->n - first ? span : s->n - first;
			int have = 0, want = cell_width(cell);
			for (size_t c = first; c < first + span; c++)
				have += natural[c];
			for (size_t c = first; c < first + span && want > have; c++)
				natural[c] += (want - have + (int)span - 1) / (int)span;
		}
}

/* Share out what there is: columns that need less than an equal part get what they need, the others share the rest by need. */
static void share(slab *s, const int *natural, int available)
{
	bool is_set[MOST_COLUMNS] = { false };
	int rest = available;
	size_t open = s->n;
	for (bool has_changed = true; has_changed && open > 0;) {
		has_changed = false;
		int fair = rest / (int)open;
		for (size_t c = 0; c < s->n; c++)
			if (!is_set[c] && natural[c] <= fair) {
				s->width[c] = natural[c];
				rest -= natural[c];
				open--;
				is_set[c] = has_changed = true;
			}
	}
	int64_t need = 0;
	for (size_t c = 0; c < s->n; c++)
		need += is_set[c] ? 0 : natural[c];
	int fair = open > 0 ? rest / (int)open : 0;
	for (size_t c = 0; c < s->n; c++)
		if (!is_set[c])
			s->width[c] = fair / 2 + (int)((int64_t)(rest - fair / 2 * (int)open) * natural[c] / need);
}

static void set_widths(slab *s)
{
	int natural[MOST_COLUMNS];
	natural_widths(s, natural);
	int available = s->w->text_width, total = 0;
	int size = s->w->look->styles[ST_TABLE_TEXT]
			   .size; /* half-points: a half-character is 5 twips for each, and a little for the wider letters */
	for (size_t c = 0; c < s->n; c++) {
		natural[c] = natural[c] * size * (s->w->look->is_official ? 11 : 13) / 2 + CELL_PADDING;
		total += natural[c];
	}
	if (total > available) {
		share(s, natural, available);
	} else {
		bool fills = s->w->look->is_official && s->w->text_width > 4000;
		for (size_t c = 0; c < s->n; c++)
			s->width[c] = fills ? (int)((int64_t)natural[c] * available / total) : natural[c];
	}
	s->total = 0;
	for (size_t c = 0; c < s->n; c++) {
		s->width[c] = s->width[c] > 0 ? s->width[c] : 1;
		s->total += s->width[c];
	}
}

static int width_of(const slab *s, size_t column, size_t n)
{
	int width = 0;
	for (size_t c = column; c < column + n; c++)
		width += s->width[c];
	return width;
}

/* -- cells ------------------------------------------------------------------------------------------------------------------- */

/* 1,234.5  -3%  ＋12: a number to be set right.  In the first column whole numbers are mostly names of rows: years, ordinals. */
static bool is_number(pm_str text, bool is_first_column)
{
	size_t digits = 0, signs = 0, n = 0;
	text = pm_str_trim(text);
	for (size_t i = 0; i < text.len; n++) {
		uint32_t c = pm_utf8_next(text, &i);
		if (pm_char_digit(c) >= 0)
			digits++;
		else if (c == '.' || c == ',' || c == '%' || c == 0xff05 || c == 0x2030)
			signs++;
		else if (!(n == 0 && (c == '-' || c == '+' || c == 0x2212 || c == 0xff0d || c == 0xff0b)))
			return false;
	}
	return digits > 0 && n <= 24 && !(is_first_column && signs == 0);
}

static bool holds_number(const pm_cell *cell)
{
	const pm_block *b = pm_flow_first(pm_cell_flow(cell));
	return b != NULL && pm_block_next(b) == NULL && pm_block_kind(b) == PM_PARAGRAPH && pm_cell_align(cell) == PM_ALIGN_NONE &&
	       is_number(pm_block_text(b), pm_cell_column(cell) == 0);
}

static void begin_cell(const slab *s, size_t column, size_t span, const char *merge)
{
	zw *zip = s->w->zip;
	zw_printf(zip, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width_of(s, column, span));
	if (span > 1)
		zw_printf(zip, "<w:gridSpan w:val=\"%zu\"/>", span);
	zw_puts(zip, merge);
	ZW_LIT(zip, "<w:vAlign w:val=\"center\"/></w:tcPr>");
}

static void write_blank_cell(const slab *s, size_t column, size_t span, const char *merge)
{
	begin_cell(s, column, span, merge);
	zw_printf(s->w->zip, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr></w:p></w:tc>", dw_style(s->w, ST_TABLE_TEXT));
}

static void write_cell(const slab *s, const pm_cell *cell, size_t column, size_t span)
{
	writer *w = s->w;
	bool spans_down = pm_cell_rowspan(cell) > 1;
	begin_cell(s, column, span, spans_down ? "<w:vMerge w:val=\"restart\"/>" : "");
	int outside = w->text_width;
	w->text_width = width_of(s, column, span) - CELL_PADDING;
	if (w->text_width < 300)
		w->text_width = 300;
	dw_write_flow(w, pm_cell_flow(cell), pm_cell_is_header(cell) ? IN_HEADER_CELL : holds_number(cell) ? IN_NUMBER_CELL : IN_CELL);
	w->text_width = outside;
	ZW_LIT(w->zip, "</w:tc>");
}

/* -- rows -------------------------------------------------------------------------------------------------------------------- */

/* What stands in the slots of one row. */
typedef struct slot {
	const pm_cell *cell; /* NULL: nothing */
	size_t span;         /* columns; 0: covered by the slot to the left */
	bool goes_on;        /* the cell began in a row above */
} slot;

/* A cell that begins under another ends that one. */
static void cut_span(slab *s, slot *slots, const pm_cell *other)
{
	for (size_t c = 0; c < s->n && other != NULL; c++)
		if (slots[c].cell == other) {
			slots[c] = (slot){ .span = 1 };
			s->left[c] = 0;
		}
}

/* The cells of this row that begin in the slab; returns the first cell of the next row. */
static const pm_cell *lay_out(slab *s, const pm_cell *cell, size_t row, slot *slots)
{
	for (size_t c = 0; c < s->n; c++)
		slots[c] = (slot){ .span = 1 };
	for (size_t c = 0; c < s->n; c++)
		if (s->left[c] > 0) {
			slots[c] = (slot){ .cell = s->over[c], .goes_on = true, .span = c > 0 && slots[c - 1].cell == s->over[c] ? 0 : 1 };
			if (slots[c].span == 0)
				for (size_t k = c; k-- > 0;)
					if (slots[k].span > 0) {
						slots[k].span++;
						break;
					}
		}
	for (; cell != NULL && pm_cell_row(cell) == row; cell = pm_cell_next(cell)) {
		size_t first = pm_cell_column(cell);
		if (first < s->lo || first >= s->lo + s->n)
			continue;
		first -= s->lo;
		size_t span = 1, wanted = pm_cell_colspan(cell);
		cut_span(s, slots, slots[first].cell);
		while (span < wanted && first + span < s->n && slots[first + span].cell == NULL)
			span++;
		for (size_t c = first; c < first + span; c++) {
			slots[c] = (slot){ .cell = cell, .span = c == first ? span : 0 };
			s->over[c] = cell;
			s->left[c] = pm_cell_rowspan(cell);
		}
	}
	return cell;
}

/* A row longer than this may go over two pages. */
enum { MOST_UNSPLIT = 1500 };

static bool is_short(const slot *slots, size_t n)
{
	size_t bytes = 0;
	for (size_t c = 0; c < n; c++)
		if (slots[c].cell != NULL && slots[c].span > 0 && !slots[c].goes_on)
			for (const pm_block *b = pm_flow_first(pm_cell_flow(slots[c].cell)); b != NULL && bytes < MOST_UNSPLIT;
			     b = pm_block_next(b))
				bytes += pm_block_kind(b) == PM_TABLE ? MOST_UNSPLIT : pm_block_text(b).len + 40;
	return bytes < MOST_UNSPLIT;
}

static void write_row_properties(const slab *s, size_t row, const slot *slots, size_t before, size_t after)
{
	zw *zip = s->w->zip;
	int div = dw_div(s->w, s->table, pm_block_item_depth(s->table));
	ZW_LIT(zip, "<w:trPr>");
	if (div != 0)
		zw_printf(zip, "<w:divId w:val=\"%d\"/>", div);
	if (before > 0)
		zw_printf(zip, "<w:gridBefore w:val=\"%zu\"/>", before);
	if (after > 0)
		zw_printf(zip, "<w:gridAfter w:val=\"%zu\"/>", after);
	if (before > 0)
		zw_printf(zip, "<w:wBefore w:w=\"%d\" w:type=\"dxa\"/>", width_of(s, 0, before));
	if (after > 0)
		zw_printf(zip, "<w:wAfter w:w=\"%d\" w:type=\"dxa\"/>", width_of(s, s->n - after, after));
	if (is_short(slots, s->n))
		ZW_LIT(zip, "<w:cantSplit/>");
	if (pm_table_row_is_header(s->table, row))
		ZW_LIT(zip, "<w:tblHeader/>");
	ZW_LIT(zip, "</w:trPr>");
}

static void write_slots(const slab *s, const slot *slots, size_t from, size_t to)
{
	for (size_t c = from; c < to;) {
		size_t span = slots[c].span;
		if (slots[c].cell == NULL) {
			write_blank_cell(s, c, span, "");
		} else if (slots[c].goes_on) {
			write_blank_cell(s, c, span, "<w:vMerge/>");
		} else {
			write_cell(s, slots[c].cell, c, span);
		}
		c += span;
	}
}

static const pm_cell *write_row(slab *s, const pm_cell *cell, size_t row)
{
	slot slots[MOST_COLUMNS];
	cell = lay_out(s, cell, row, slots);
	size_t before = 0, after = 0;
	while (before < s->n && slots[before].cell == NULL)
		before++;
	if (before == s->n)
		before = 0; /* a row has a cell, if an empty one */
	else
		while (slots[s->n - 1 - after].cell == NULL)
			after++;
	ZW_LIT(s->w->zip, "<w:tr>");
	write_row_properties(s, row, slots, before, after);
	write_slots(s, slots, before, s->n - after);
	ZW_LIT(s->w->zip, "</w:tr>");
	for (size_t c = 0; c < s->n; c++)
		s->left[c] -= s->left[c] > 0;
	return cell;
}

/* -- the table ----------------------------------------------------------------------------------------------------------------- */

static void write_table_properties(const slab *s)
{
	writer *w = s->w;
	zw_printf(w->zip, "<w:tbl><w:tblPr><w:tblStyle w:val=\"%s\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/>", dw_style(w, ST_TABLE_GRID),
		  s->total);
	int indent = pm_block_item_depth(s->table) > 0 ? w->look->list_start + w->look->list_step * pm_block_item_depth(s->table) : 0;
	indent += pm_block_quote_depth(s->table) * w->look->quote_indent;
	if (indent > 0)
		zw_printf(w->zip, "<w:tblInd w:w=\"%d\" w:type=\"dxa\"/>", indent);
	else
		ZW_LIT(w->zip, "<w:jc w:val=\"center\"/>");
	ZW_LIT(w->zip, "<w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\""
		       " w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>");
	for (size_t c = 0; c < s->n; c++)
		zw_printf(w->zip, "<w:gridCol w:w=\"%d\"/>", s->width[c]);
	ZW_LIT(w->zip, "</w:tblGrid>");
}

void dw_write_table(writer *w, const pm_block *table)
{
	for (size_t i = 0; i < pm_block_n_spans(table); i++)
		if (pm_block_spans(table)[i].style == PM_ANCHOR)
			dw_write_anchor(w, &pm_block_spans(table)[i]);
	size_t n_columns = pm_table_n_columns(table), n_rows = pm_table_n_rows(table);
	int outside = w->text_width;
	int indent = w->look->list_step * pm_block_item_depth(table) + w->look->quote_indent * pm_block_quote_depth(table);
	if (indent > 0 && indent + 1000 < outside)
		w->text_width -= indent;
	for (size_t lo = 0; lo < n_columns; lo += MOST_COLUMNS) {
		slab s = { .w = w, .table = table, .lo = lo, .n = n_columns - lo < MOST_COLUMNS ? n_columns - lo : MOST_COLUMNS };
		set_widths(&s);
		if (lo > 0)
			zw_printf(w->zip, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr></w:p>", dw_style(w, ST_TABLE_TEXT));
		write_table_properties(&s);
		const pm_cell *cell = pm_table_first_cell(table);
		for (size_t row = 0; row < n_rows; row++)
			cell = write_row(&s, cell, row);
		ZW_LIT(w->zip, "</w:tbl>");
	}
	w->text_width = outside;
}
