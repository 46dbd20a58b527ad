/* tables.c: tables are held back until the outermost ends.  Then it is known which of them hold data and become tables, and which lay out
 * the page and dissolve into the flow around them. */
#include <stdlib.h>

#include "html.h"

static html_table *innermost(html_page *page)
{
	return page->table != 0 ? &page->tables.at[page->table - 1] : NULL;
}

static void add_op(html_page *page, html_op op)
{
	if (!HTML_ARRAY_ROOM(page->ops)) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	page->ops.at[page->ops.n++] = op;
}

/* -- holding --------------------------------------------------------------------------------------------------------- */

static bool says_layout(const xmlChar **atts)
{
	pm_str role = html_attribute(atts, "role");

	return pm_str_is_nocase(role, "presentation") || pm_str_is_nocase(role, "none");
}

static bool says_data(const xmlChar **atts)
{
	static const char *const classes[] = { "MsoTableGrid",   "MsoNormalTable", "datatable", "wikitable",
					       "table-bordered", "table-striped",  "sortable" };
	pm_str role = html_attribute(atts, "role"), class = html_attribute(atts, "class");

	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
		if (html_has_word(class, classes[i]))
			return true;
	return pm_str_is_nocase(role, "table") || pm_str_is_nocase(role, "grid") || pm_str_trim(html_attribute(atts, "summary")).len > 0;
}

/* Does a style attribute draw a border? */
static bool draws_border(const xmlChar **atts)
{
	pm_str style = html_attribute(atts, "style");
	size_t at = pm_str_find(style, PM_STR("border"), 0);

	if (at == SIZE_MAX || pm_str_find(style, PM_STR("border-collapse"), 0) != SIZE_MAX)
		return at != SIZE_MAX;
	for (at += 6; at < style.len && style.ptr[at] != ':'; at++)
		;
	for (at++; at < style.len && style.ptr[at] == ' '; at++)
		;
	return at < style.len && style.ptr[at] != '0' && style.ptr[at] != 'n';
}

void html_begin_table(html_page *page, const xmlChar **atts)
{
	html_table table = { .parent = page->table, .region = page->context.region, .op = page->ops.n, .first_line = html_line(page) };

	html_settle_item(page);
	table.items = page->context.items;
	table.quotes = page->context.quotes;
	table.quote_start = page->quote_start;
	page->quote_start = 0;
	if (!HTML_ARRAY_ROOM(page->tables)) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	table.says_layout = says_layout(atts);
	table.says_data = says_data(atts);
	table.has_border = html_number(html_attribute(atts, "border"), 0) > 0 || html_has_attribute(atts, "rules");
	/* Mails lay out with border="0" and border-collapse. */
	table.has_border |= !html_has_attribute(atts, "border") && draws_border(atts);
	if (page->table != 0)
		page->tables.at[page->table - 1].n_nested++;
	page->tables.at[page->tables.n++] = table;
	page->table = (uint32_t)page->tables.n;
	add_op(page, (html_op){ .kind = OP_TABLE, .index = page->table - 1 });
	page->tables.at[page->table - 1].group_op = page->ops.n;
	/* What holds outside does not hold inside. */
	page->context.heading = 0;
	page->context.items = 0;
	page->context.quotes = 0;
	page->context.list = 0;
}

void html_begin_row(html_page *page)
{
	html_table *table = innermost(page);

	if (table == NULL)
		return;
	html_end_row(page);
	table->row_op = page->ops.n + 1;
	table->n_rows++;
	table->row_cells = table->row_header_cells = 0;
	add_op(page, (html_op){ .kind = OP_ROW, .is_header = table->in_head });
}

static uint8_t alignment(const xmlChar **atts)
{
	pm_str align = html_attribute(atts, "align"), style = html_attribute(atts, "style");

	if (pm_str_is_nocase(align, "center") || pm_str_find(style, PM_STR("text-align:center"), 0) != SIZE_MAX)
		return PM_ALIGN_CENTER;
	if (pm_str_is_nocase(align, "right") || pm_str_find(style, PM_STR("text-align:right"), 0) != SIZE_MAX)
		return PM_ALIGN_RIGHT;
	if (pm_str_is_nocase(align, "left") || pm_str_find(style, PM_STR("text-align:left"), 0) != SIZE_MAX)
		return PM_ALIGN_LEFT;
	return PM_ALIGN_NONE;
}

static uint32_t span_of(const xmlChar **atts, const char *name, uint32_t zero)
{
	long n = html_number(html_attribute(atts, name), 1);

	return n < 1 ? zero : n > 65534 ? 65534 : (uint32_t)n;
}

/* rowspan="0" reaches to the end of its <tbody>, which is here. */
static void close_rowspans(html_page *page, html_table *table)
{
	uint32_t n_rows = 0;
	size_t depth = 0;

	for (size_t i = page->ops.n; table->has_open_rowspan && i > table->group_op; i--) {
		html_op *op = &page->ops.at[i - 1];

		depth += op->kind == OP_TABLE_END;
		if (depth == 0 && op->kind == OP_CELL && op->rowspan == 0)
			op->rowspan = n_rows + 1;
		n_rows += depth == 0 && op->kind == OP_ROW;
		depth -= op->kind == OP_TABLE;
	}
	table->has_open_rowspan = false;
	table->group_op = page->ops.n;
}

void html_begin_cell(html_page *page, bool is_header, const xmlChar **atts)
{
	html_table *table = innermost(page);

	if (table == NULL)
		return;
	if (table->in_cell)
		html_end_cell(page);
	if (table->row_op == 0)
		html_begin_row(page);
	table = innermost(page);
	table->in_cell = true;
	table->n_cells++;
	table->row_cells++;
	table->cell_bytes = table->cell_pieces = 0;
	table->n_header_cells += is_header;
	table->n_bordered_cells += draws_border(atts);
	table->row_header_cells += is_header;
	add_op(page, (html_op){ .kind = OP_CELL,
				.is_header = is_header,
				.align = alignment(atts),
				.rowspan = span_of(atts, "rowspan", 0),
				.colspan = span_of(atts, "colspan", 1) });
	table->has_open_rowspan |= page->ops.n > 0 && page->ops.at[page->ops.n - 1].rowspan == 0;
	page->context.heading = 0;
}

void html_end_cell(html_page *page)
{
	html_table *table = innermost(page);

	if (table == NULL || !table->in_cell)
		return;
	table->in_cell = false;
	if (table->cell_bytes > table->max_cell_bytes)
		table->max_cell_bytes = table->cell_bytes;
	table->n_long_cells += table->cell_bytes > 600;
	table->n_text_cells += table->cell_bytes > 0;
	table->n_full_cells += table->cell_pieces > 0;
	add_op(page, (html_op){ .kind = OP_CELL_END });
}

void html_end_row(html_page *page)
{
	html_table *table = innermost(page);

	if (table == NULL || table->row_op == 0)
		return;
	html_end_cell(page);
	if (table->row_cells > 0 && table->row_header_cells == table->row_cells && table->row_cells > 1)
		page->ops.at[table->row_op - 1].is_header = true;
	if (table->row_cells > table->max_row_cells) {
		table->max_row_cells = table->row_cells;
		table->rows_of_max = 0;
	}
	table->rows_of_max += table->row_cells == table->max_row_cells;
	table->row_op = 0;
}

static size_t to_held(html_page *page, size_t at, size_t len)
{
	size_t to = page->held.pool.len;

	if (len > 0)
		pm_buf_append(&page->held.pool, page->now.pool.ptr + at, len);
	return to;
}

static void count(html_table *table, const html_piece *piece, size_t link_bytes, size_t n_images)
{
	table->n_pieces++;
	table->cell_pieces++;
	table->cell_bytes += piece->len;
	table->text_bytes += piece->len;
	table->link_bytes += link_bytes;
	table->n_images += n_images;
	table->n_headings += piece->kind == PM_HEADING || piece->kind == PM_TITLE;
	table->n_items += piece->kind == PM_LIST_ITEM;
	table->has_caption |= piece->kind == PM_CAPTION && !table->in_cell && table->n_cells == 0;
}

void html_hold(html_page *page, const html_piece *piece)
{
	html_piece held = *piece;
	size_t link_bytes = 0, n_images = 0;

	held.text = page->held.text.len;
	pm_buf_str(&page->held.text, html_part(&page->now.text, piece->text, piece->len));
	held.spans = page->held.spans.n;
	for (size_t i = 0; i < piece->n_spans; i++) {
		html_span span = page->now.spans.at[piece->spans + i];

		span.target = to_held(page, span.target, span.target_len);
		span.alt = to_held(page, span.alt, span.alt_len);
		span.link = to_held(page, span.link, span.link_len);
		if (span.style == PM_LINK)
			link_bytes += span.end - span.start;
		n_images += span.style == PM_IMAGE_REF;
		if (!HTML_ARRAY_ROOM(page->held.spans)) {
			html_fail(page, pm_error_nomem(page->err));
			return;
		}
		page->held.spans.at[page->held.spans.n++] = span;
	}
	held.number = to_held(page, piece->number, piece->number_len);
	held.language = to_held(page, piece->language, piece->language_len);
	if (!HTML_ARRAY_ROOM(page->pieces)) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	page->pieces.at[page->pieces.n++] = held;
	count(innermost(page), &held, link_bytes, n_images);
	add_op(page, (html_op){ .kind = OP_PIECE, .index = (uint32_t)page->pieces.n - 1 });
}

/* -- data or layout ----------------------------------------------------------------------------------------------------- */

/* Authors seldom say it, so the shape must: data stand in a grid of short cells. */
static bool is_data(const html_table *table)
{
	size_t average = table->text_bytes / (table->n_text_cells > 0 ? table->n_text_cells : 1);
	bool is_grid = table->n_rows >= 2 && table->max_row_cells >= 2;
	bool has_border = table->has_border || table->n_bordered_cells * 2 > table->n_cells;

	if (table->says_layout || table->n_text_cells == 0)
		return false;
	if (table->n_forms > 0 && table->n_header_cells == 0)
		return false;
	if (table->says_data && table->max_row_cells > 1)
		return true;
	if (table->n_nested > 0)
		return has_border && is_grid && table->n_nested * 4 < table->n_cells && table->n_long_cells == 0;
	if ((table->has_caption || table->n_header_cells > 0) && is_grid)
		return table->n_headings <= table->n_rows;
	if (!is_grid)
		return has_border && table->n_rows * table->max_row_cells > 1 && table->n_headings == 0 && average < 300;
	if (table->n_headings > 0 || table->n_items > table->n_cells)
		return false;
	if (has_border)
		return table->n_long_cells * 4 <= table->n_cells;
	/* Rows of one width, each with some short words. */
	return table->rows_of_max * 2 >= table->n_rows && table->n_long_cells == 0 && average < 200 &&
	       table->n_full_cells * 3 >= table->n_cells && table->n_text_cells >= table->n_rows && table->n_pieces <= table->n_cells * 2;
}

/* -- giving back ----------------------------------------------------------------------------------------------------------- */

/* One table that is being written. */
typedef struct open_table {
	pm_flow *around; /* what the table stands in */
	pm_block *block; /* NULL until its first row, and for a layout table */
	pm_flow *cell;   /* NULL between cells */
	pm_flow *last;   /* the last cell that was made */
	uint32_t index, line;
	uint8_t items, quotes; /* that it stands in, as far as the cell around it goes */
	uint8_t quote_start;   /* of its first block */
	bool is_data, is_cut;
} open_table;

static void give_block(html_page *page, open_table *open)
{
	open->block = pm_flow_append(open->around, PM_TABLE, "", 0, page->err);
	if (open->block == NULL) {
		html_fail(page, page->err->code);
		return;
	}
	pm_block_set_line(open->block, open->line);
	pm_block_set_item_depth(open->block, open->items);
	html_set_quotes(open->block, open->quotes, open->quote_start);
	open->quote_start = 0;
	pm_block_set_region(open->block, html_make_region(page, page->tables.at[open->index].region));
}

static void give_row(html_page *page, open_table *open, bool is_header)
{
	pm_error err = { 0 };
	int code;

	if (!open->is_data)
		return;
	if (open->block == NULL)
		give_block(page, open);
	code = page->status == PM_OK ? pm_table_append_row(open->block, is_header, &err) : PM_OK;
	if (code == PM_ELIMIT) {
		/* Larger than any table is: it goes on in another one. */
		pm_doc_warn(page->doc, "line %u: %s; the table is parted", open->line, err.text);
		give_block(page, open);
		code = page->status == PM_OK ? pm_table_append_row(open->block, is_header, &err) : PM_OK;
	}
	if (code != PM_OK)
		html_fail(page, pm_error_set(page->err, code, "%s", err.text));
}

static void give_cell(html_page *page, open_table *open, const html_op *op)
{
	pm_error err = { 0 };
	pm_cell *cell;

	if (open->block == NULL)
		return;
	cell = pm_table_append_cell(open->block, op->rowspan, op->colspan, &err);
	if (cell == NULL && err.code == PM_ELIMIT && open->last != NULL) {
		/* Wider than any table is: the rest of its words go into the last cell that has room. */
		if (!open->is_cut)
			pm_doc_warn(page->doc, "line %u: %s", open->line, err.text);
		open->is_cut = true;
		open->cell = open->last;
		return;
	}
	if (cell == NULL) {
		html_fail(page, pm_error_set(page->err, err.code, "%s", err.text));
		return;
	}
	pm_cell_set_header(cell, op->is_header);
	pm_cell_set_align(cell, (pm_align)op->align);
	open->cell = open->last = pm_cell_flow(cell);
}

static void give_piece(html_page *page, pm_flow *flow, open_table *in, html_piece *piece)
{
	/* What a table lays out, and a caption, stands in what the table stands in. */
	if (in != NULL && in->cell == NULL) {
		uint8_t *depth = piece->kind == PM_LIST_ITEM ? &piece->level : &piece->item_depth;

		*depth = (uint8_t)(*depth + in->items);
		piece->quotes = (uint8_t)(piece->quotes + in->quotes);
		piece->quote_start = (uint8_t)(in->quote_start > 0 ? in->quote_start : piece->quote_start > 0 ? piece->quote_start + in->quotes : 0);
		in->quote_start = 0;
		if (piece->kind == PM_PARAGRAPH && in->quotes > 0)
			piece->kind = PM_QUOTE;
	}
	html_place(page, flow, piece, &page->held);
}

/* Walk over what was held and write it, innermost tables being on top of `stack`. */
static void give_back(html_page *page, open_table *stack)
{
	size_t n = 0, depth = 0;
	pm_flow *flow = page->flow != NULL ? page->flow : pm_doc_body(page->doc);

	for (size_t i = 0; i < page->ops.n && page->status == PM_OK; i++) {
		const html_op *op = &page->ops.at[i];
		open_table *top = n > 0 ? &stack[n - 1] : NULL;

		switch ((html_op_kind)op->kind) {
		case OP_TABLE:
			stack[n] = (open_table){ .around = flow,
						 .index = op->index,
						 .line = page->tables.at[op->index].first_line,
						 .is_data = page->tables.at[op->index].is_data && depth + 1 < PM_LIMIT_FLOW_DEPTH };
			stack[n].items = page->tables.at[op->index].items;
			stack[n].quotes = page->tables.at[op->index].quotes;
			stack[n].quote_start = page->tables.at[op->index].quote_start;
			if (top != NULL && top->cell == NULL) { /* what lays out stands in what it lies in */
				stack[n].items = (uint8_t)(stack[n].items + top->items);
				stack[n].quotes = (uint8_t)(stack[n].quotes + top->quotes);
			}
			depth += stack[n].is_data;
			n++;
			break;
		case OP_TABLE_END:
			if (top != NULL) {
				flow = top->around;
				depth -= top->is_data;
				n--;
			}
			break;
		case OP_ROW:
			if (top != NULL)
				give_row(page, top, op->is_header);
			break;
		case OP_CELL:
			if (top != NULL && top->is_data) {
				give_cell(page, top, op);
				if (top->cell != NULL)
					flow = top->cell;
			}
			break;
		case OP_CELL_END:
			if (top != NULL && top->is_data) {
				top->cell = NULL;
				flow = top->around;
			}
			break;
		case OP_PIECE:
			give_piece(page, flow, top, &page->pieces.at[op->index]);
			break;
		}
	}
}

static void forget(html_page *page)
{
	page->ops.n = page->pieces.n = page->tables.n = 0;
	page->held.text.len = page->held.pool.len = page->held.spans.n = 0;
}

static size_t deepest(const html_page *page)
{
	size_t depth = 0, most = 0;

	for (size_t i = 0; i < page->ops.n; i++) {
		if (page->ops.at[i].kind == OP_TABLE)
			depth++;
		else if (page->ops.at[i].kind == OP_TABLE_END && depth > 0)
			depth--;
		most = depth > most ? depth : most;
	}
	return most;
}

void html_end_section(html_page *page)
{
	html_table *table = innermost(page);

	if (table == NULL)
		return;
	html_end_row(page);
	close_rowspans(page, table);
	table->in_head = false;
	if (table->foot_from != 0 && table->foot_to == 0)
		table->foot_to = page->ops.n;
}

void html_begin_section(html_page *page, html_tag tag)
{
	html_table *table = innermost(page);

	if (table == NULL)
		return;
	html_end_section(page);
	table->in_head = tag == TAG_THEAD;
	if (tag == TAG_TFOOT && table->foot_from == 0)
		table->foot_from = page->ops.n + 1;
}

/* A <tfoot> may stand ahead of the rows whose sum it is, and is shown below them. */
static void move_foot(html_page *page, const html_table *table)
{
	size_t from = table->foot_from - 1, n = table->foot_to - from, behind = page->ops.n - table->foot_to;
	html_op *foot;

	if (table->foot_to == 0 || n == 0 || behind == 0 || table->n_nested > 0)
		return;
	foot = malloc(n * sizeof *foot);
	if (foot == NULL) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	memcpy(foot, page->ops.at + from, n * sizeof *foot);
	memmove(page->ops.at + from, page->ops.at + table->foot_to, behind * sizeof *foot);
	memcpy(page->ops.at + from + behind, foot, n * sizeof *foot);
	free(foot);
}

void html_end_table(html_page *page)
{
	html_table *table = innermost(page), *around;
	open_table *stack;

	if (table == NULL)
		return;
	html_end_row(page);
	html_end_cell(page);
	close_rowspans(page, table);
	move_foot(page, table);
	table->is_data = is_data(table);
	add_op(page, (html_op){ .kind = OP_TABLE_END });
	page->table = table->parent;
	around = innermost(page);
	if (around != NULL) {
		around->text_bytes += table->text_bytes;
		around->cell_bytes += table->text_bytes;
		around->cell_pieces += table->n_pieces;
		around->n_headings += table->n_headings;
		around->n_pieces += table->n_pieces;
		around->n_items += table->n_items;
		return;
	}
	if (page->held.text.is_broken || page->held.pool.is_broken) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	stack = calloc(deepest(page) + 1, sizeof *stack);
	if (stack == NULL)
		html_fail(page, pm_error_nomem(page->err));
	else
		give_back(page, stack);
	free(stack);
	forget(page);
}
