#include "outline.h"

static void put_text(pm_buf *out, pm_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\n')
			pm_buf_puts(out, "\xE2\x8F\x8E");
		else
			pm_buf_putc(out, s.ptr[i]);
	}
}

static void put_item(pm_buf *out, const pm_block *b)
{
	pm_str number = pm_block_number(b);
	if (number.len > 0)
		pm_buf_str(out, number);
	else
		pm_buf_puts(out, pm_block_is_ordered(b) ? "#" : "-");
	pm_buf_printf(out, " %d", pm_block_level(b));
}

static void put_kind(pm_buf *out, const pm_block *b)
{
	switch (pm_block_kind(b)) {
	case PM_PARAGRAPH:
		pm_buf_puts(out, "p");
		break;
	case PM_HEADING:
		pm_buf_printf(out, "h%d", pm_block_level(b));
		if (pm_block_number_is_automatic(b)) {
			pm_buf_putc(out, ' ');
			pm_buf_str(out, pm_block_number(b));
		}
		break;
	case PM_LIST_ITEM:
		put_item(out, b);
		break;
	case PM_QUOTE:
		pm_buf_printf(out, "quote %d", pm_block_quote_depth(b));
		break;
	case PM_TABLE:
		pm_buf_printf(out, "table %zux%zu", pm_table_n_rows(b), pm_table_n_columns(b));
		break;
	case PM_TITLE:
	case PM_CODE:
	case PM_IMAGE:
	case PM_CAPTION:
	case PM_RULE:
	case PM_PAGE_BREAK:
		pm_buf_puts(out, pm_kind_name(pm_block_kind(b)));
		break;
	}
	if (pm_block_role(b) != PM_ROLE_NONE)
		pm_buf_printf(out, " [%s]", pm_role_name(pm_block_role(b)));
}

static void put_place(pm_buf *out, const pm_block *b)
{
	const pm_flow *flow = pm_block_flow(b);
	const pm_cell *cell = pm_flow_cell(flow);
	if (pm_flow_note(flow) != NULL) {
		pm_buf_puts(out, "note ");
		pm_buf_str(out, pm_note_id(pm_flow_note(flow)));
		pm_buf_putc(out, ' ');
	}
	if (cell == NULL)
		return;
	pm_buf_printf(out, "cell %zu,%zu", pm_cell_row(cell), pm_cell_column(cell));
	if (pm_cell_rowspan(cell) > 1 || pm_cell_colspan(cell) > 1)
		pm_buf_printf(out, " span %ux%u", pm_cell_rowspan(cell), pm_cell_colspan(cell));
	if (pm_cell_is_header(cell))
		pm_buf_puts(out, " header");
	if (pm_block_kind(b) != PM_PARAGRAPH)
		pm_buf_putc(out, ' ');
}

static void put_spans(pm_buf *out, const pm_block *b)
{
	const pm_span *spans = pm_block_spans(b);
	for (size_t i = 0; i < pm_block_n_spans(b); i++) {
		pm_str text = pm_block_text(b);
		pm_buf_printf(out, " {%s ", pm_style_name(spans[i].style));
		put_text(out, pm_str_of(text.ptr + spans[i].start, spans[i].end - spans[i].start));
		if (spans[i].target.len > 0) {
			pm_buf_puts(out, " -> ");
			put_text(out, spans[i].target);
		}
		if (spans[i].alt.len > 0) {
			pm_buf_puts(out, " alt ");
			put_text(out, spans[i].alt);
		}
		if (spans[i].link.len > 0) {
			pm_buf_puts(out, " link ");
			put_text(out, spans[i].link);
		}
		if (spans[i].note != NULL)
			pm_buf_str(out, pm_note_id(spans[i].note));
		pm_buf_putc(out, '}');
	}
}

static void put_block(pm_buf *out, const pm_block *b)
{
	if (pm_block_is_marked(b)) {
		pm_buf_puts(out, "x ");
		pm_buf_str(out, pm_block_mark_kind(b));
		pm_buf_putc(out, ' ');
		pm_buf_str(out, pm_block_mark_rule(b));
	} else {
		put_place(out, b);
		if (pm_flow_cell(pm_block_flow(b)) == NULL || pm_block_kind(b) != PM_PARAGRAPH)
			put_kind(out, b);
	}
	if (pm_block_text(b).len > 0) {
		pm_buf_puts(out, " | ");
		put_text(out, pm_block_text(b));
	}
	if (!pm_block_is_marked(b))
		put_spans(out, b);
	pm_buf_putc(out, '\n');
}

static void put_field(pm_buf *out, pm_str s)
{
	pm_buf_puts(out, " | ");
	put_text(out, s);
}

static void put_indicator(pm_buf *out, const pm_indicator *i)
{
	pm_buf_puts(out, "indicator ");
	put_text(out, pm_indicator_raw(i));
	put_field(out, i->name);
	put_field(out, i->value);
	if (i->value_max.len > 0) {
		pm_buf_putc(out, '-');
		pm_buf_str(out, i->value_max);
	}
	pm_buf_putc(out, ' ');
	pm_buf_str(out, i->unit);
	put_field(out, i->qualifier);
	put_field(out, i->change);
	put_field(out, i->period);
	put_field(out, i->from);
	pm_buf_puts(out, "..");
	pm_buf_str(out, i->to);
	pm_buf_putc(out, '\n');
}

void outline(const pm_doc *doc, pm_buf *out)
{
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b))
		put_block(out, b);
	for (size_t i = 0; i < pm_doc_n_repairs(doc); i++) {
		const pm_repair *r = pm_doc_repair(doc, i);
		pm_buf_puts(out, "repair ");
		pm_buf_str(out, r->rule);
		put_field(out, r->removed);
		pm_buf_puts(out, " -> ");
		put_text(out, r->inserted);
		pm_buf_printf(out, " x%zu @%u\n", r->count, r->line);
	}
	for (size_t i = 0; i < pm_doc_n_meta(doc); i++) {
		pm_buf_puts(out, "meta ");
		pm_buf_str(out, pm_doc_meta_name(doc, i));
		put_field(out, pm_doc_meta_value(doc, i));
		pm_buf_putc(out, '\n');
	}
	for (size_t i = 0; i < pm_doc_n_indicators(doc); i++)
		put_indicator(out, pm_doc_indicator(doc, i));
}
