/* blocks.c: blocks, their spans, tables and cells. */
#include "dump.h"

/* -- spans ----------------------------------------------------------------------------------------------------------- */

static size_t n_of_style(const pm_block *block, pm_style style)
{
	const pm_span *spans = pm_block_spans(block);
	size_t n = 0;
	for (size_t i = 0; i < pm_block_n_spans(block); i++)
		n += spans[i].style == style;
	return n;
}

static void link_fields(json_out *out, const pm_block *block, const pm_span *span)
{
	pm_str text = pm_block_text(block);
	json_str(out, "text", pm_str_of(text.ptr + span->start, span->end - span->start));
	json_str(out, "url", span->target);
	json_str_if(out, "title", span->alt);
}

static void image_fields(json_out *out, const pm_block *block, const pm_span *span)
{
	if (span->resource > 0) {
		const pm_resource *r = pm_doc_resource(pm_flow_doc(pm_block_flow(block)), (size_t)span->resource - 1);
		json_str(out, "name", r->name);
		json_str_if(out, "media_type", r->media_type);
	}
	json_str_if(out, "alt", span->alt);
	json_str_if(out, "src", span->target);
	json_str_if(out, "link", span->link);
	json_uint_if(out, "width", span->width);
	json_uint_if(out, "height", span->height);
}

typedef void span_fields(json_out *out, const pm_block *block, const pm_span *span);

static void span_list(json_out *out, const char *key, const pm_block *block, pm_style style, span_fields *fields)
{
	const pm_span *spans = pm_block_spans(block);
	if (n_of_style(block, style) == 0)
		return;
	json_open(out, key, '[');
	for (size_t i = 0; i < pm_block_n_spans(block); i++) {
		if (spans[i].style != style)
			continue;
		json_open(out, NULL, '{');
		fields(out, block, &spans[i]);
		json_close(out, '}');
	}
	json_close(out, ']');
}

/* A link, an image and a note are named by their place in the lists beside, so that an address is written once. */
static void ranges(json_out *out, const pm_block *block)
{
	const pm_span *spans = pm_block_spans(block);
	size_t n_links = 0, n_images = 0;
	json_open(out, "spans", '[');
	for (size_t i = 0; i < pm_block_n_spans(block); i++) {
		json_open(out, NULL, '{');
		json_uint(out, "start", spans[i].start);
		json_uint(out, "end", spans[i].end);
		json_text(out, "style", pm_str_from(pm_style_name(spans[i].style)));
		if (spans[i].style == PM_LINK)
			json_uint(out, "link", n_links++);
		else if (spans[i].style == PM_IMAGE_REF)
			json_uint(out, "image", n_images++);
		else if (spans[i].style == PM_NOTE_REF && spans[i].note != NULL)
			json_uint(out, "note", pm_note_index(spans[i].note));
		else if (spans[i].style == PM_ANCHOR)
			json_str(out, "name", spans[i].target);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void note_list(json_out *out, const pm_block *block)
{
	const pm_span *spans = pm_block_spans(block);
	if (n_of_style(block, PM_NOTE_REF) == 0)
		return;
	json_open(out, "notes", '[');
	for (size_t i = 0; i < pm_block_n_spans(block); i++)
		if (spans[i].style == PM_NOTE_REF && spans[i].note != NULL)
			json_uint(out, NULL, pm_note_index(spans[i].note));
	json_close(out, ']');
}

/* A block that is an image has the image's fields itself. */
static bool is_lone_image(const pm_block *block)
{
	return pm_block_kind(block) == PM_IMAGE && n_of_style(block, PM_IMAGE_REF) == 1;
}

static void span_lists(json_out *out, const pm_block *block)
{
	if (pm_block_n_spans(block) == 0)
		return;
	if (!is_lone_image(block)) {
		ranges(out, block);
		span_list(out, "images", block, PM_IMAGE_REF, image_fields);
	} else {
		const pm_span *spans = pm_block_spans(block);
		size_t i = 0;
		while (spans[i].style != PM_IMAGE_REF)
			i++;
		image_fields(out, block, &spans[i]);
	}
	span_list(out, "links", block, PM_LINK, link_fields);
	note_list(out, block);
}

/* -- cells and notes ------------------------------------------------------------------------------------------------- */

static bool is_plain(const pm_block *block, bool marked_too)
{
	return pm_block_kind(block) == PM_PARAGRAPH && (marked_too || !pm_block_is_marked(block)) && pm_block_role(block) == PM_ROLE_NONE &&
	       pm_block_number(block).len == 0 && pm_block_item_depth(block) == 0 && pm_block_quote_depth(block) == 0;
}

/* Does the text of its first block, with its spans, say all there is? */
static bool is_plain_flow(const pm_flow *flow, bool marked_too)
{
	size_t n = pm_flow_n_blocks(flow);
	return n == 0 || (n == 1 && is_plain(pm_flow_first(flow), marked_too));
}

/* Links and images of all blocks of a flow side by side. */
static void gathered(json_out *out, const char *key, const pm_flow *flow, pm_style style, span_fields *fields)
{
	bool is_open = false;
	for (const pm_block *b = pm_flow_first(flow); b != NULL; b = pm_block_next(b)) {
		const pm_span *spans = pm_block_spans(b);
		for (size_t i = 0; i < pm_block_n_spans(b); i++) {
			if (spans[i].style != style)
				continue;
			if (!is_open)
				json_open(out, key, '[');
			is_open = true;
			json_open(out, NULL, '{');
			fields(out, b, &spans[i]);
			json_close(out, '}');
		}
	}
	if (is_open)
		json_close(out, ']');
}

void json_flow_fields(json_out *out, const pm_flow *flow, bool marked_too, bool regions)
{
	const pm_block *first = pm_flow_first(flow);
	if (is_plain_flow(flow, marked_too)) {
		json_text(out, "text", first != NULL ? pm_block_text(first) : PM_STR(""));
		if (first != NULL)
			span_lists(out, first);
		return;
	}
	pm_buf text = { 0 };
	json_flow_text(flow, marked_too, &text, NULL, NULL);
	out->is_broken = out->is_broken || text.is_broken;
	json_text(out, "text", pm_buf_view(&text));
	if (text.len > 0) {
		gathered(out, "links", flow, PM_LINK, link_fields);
		gathered(out, "images", flow, PM_IMAGE_REF, image_fields);
	}
	pm_buf_free(&text);
	json_blocks(out, "blocks", flow, regions);
}

static const char *align_name(pm_align align)
{
	static const char *const names[] = { "", "left", "center", "right" };
	return names[align];
}

static void cell(json_out *out, const pm_block *table, const pm_cell *c, bool in_header_row, bool regions)
{
	bool marked_too = pm_block_is_marked(table);
	const pm_flow *flow = pm_cell_flow(c);
	const pm_block *first = pm_flow_first(flow);
	bool is_bare = is_plain_flow(flow, marked_too) && (first == NULL || pm_block_n_spans(first) == 0);
	bool is_header = pm_cell_is_header(c) && !in_header_row;
	if (is_bare && pm_cell_rowspan(c) == 1 && pm_cell_colspan(c) == 1 && !is_header && pm_cell_align(c) == PM_ALIGN_NONE) {
		json_text(out, NULL, first != NULL ? pm_block_text(first) : PM_STR(""));
		return;
	}
	json_open(out, NULL, '{');
	json_flow_fields(out, flow, marked_too, regions);
	if (pm_cell_colspan(c) > 1)
		json_uint(out, "colspan", pm_cell_colspan(c));
	if (pm_cell_rowspan(c) > 1)
		json_uint(out, "rowspan", pm_cell_rowspan(c));
	if (is_header)
		json_true(out, "header");
	if (pm_cell_align(c) != PM_ALIGN_NONE)
		json_text(out, "align", pm_str_from(align_name(pm_cell_align(c))));
	json_close(out, '}');
}

static size_t n_header_rows(const pm_block *table)
{
	size_t n = 0;
	while (n < pm_table_n_rows(table) && pm_table_row_is_header(table, n))
		n++;
	return n;
}

/* Every row has all columns, so that a column is found by its place; what a merge covers is "". */
static void rows(json_out *out, const pm_block *table, bool regions)
{
	size_t n_header = n_header_rows(table), n_columns = pm_table_n_columns(table);
	json_uint_if(out, "header_rows", n_header);
	json_open(out, "rows", '[');
	for (size_t r = 0; r < pm_table_n_rows(table); r++) {
		json_open(out, NULL, '[');
		for (size_t k = 0; k < n_columns; k++) {
			const pm_cell *c = pm_table_cell(table, r, k);
			if (c != NULL)
				cell(out, table, c, r < n_header, regions);
			else
				json_text(out, NULL, PM_STR(""));
		}
		json_close(out, ']');
	}
	json_close(out, ']');
}

/* -- blocks ---------------------------------------------------------------------------------------------------------- */

/* What runs along every page, or was said about the document, is no block of it: its type says so, and `was` what it was there. */
static void type(json_out *out, const pm_block *block)
{
	const char *kind = pm_kind_name(pm_block_kind(block));
	pm_str mark = pm_block_mark_kind(block);
	if (pm_str_is(mark, "header") || pm_str_is(mark, "footer")) {
		json_text(out, "type", mark);
		json_text(out, "was", pm_str_from(kind));
	} else if (pm_str_is(mark, "comments")) {
		json_text(out, "type", PM_STR("comment"));
		json_text(out, "was", pm_str_from(kind));
	} else {
		json_text(out, "type", pm_str_from(kind));
	}
}

static void item_fields(json_out *out, const pm_block *block)
{
	json_uint(out, "level", (uint64_t)pm_block_level(block));
	if (pm_block_is_ordered(block))
		json_true(out, "ordered");
	if (pm_block_list(block) > 0)
		json_uint(out, "list", (uint64_t)pm_block_list(block));
}

static void fields(json_out *out, const pm_block *block, bool regions)
{
	pm_kind kind = pm_block_kind(block);
	type(out, block);
	if (kind == PM_HEADING)
		json_uint(out, "level", (uint64_t)pm_block_level(block));
	else if (kind == PM_LIST_ITEM)
		item_fields(out, block);
	json_text_if(out, "role", pm_str_from(pm_role_name(pm_block_role(block))));
	json_str_if(out, "number", pm_block_number(block));
	if (pm_block_number_is_automatic(block))
		json_true(out, "automatic");
	json_uint_if(out, "quote_depth", (uint64_t)pm_block_quote_depth(block));
	json_uint_if(out, "quote_start", (uint64_t)pm_block_quote_start(block));
	json_uint_if(out, "item_depth", (uint64_t)pm_block_item_depth(block));
	json_str_if(out, "language", pm_block_language(block));
	if (kind == PM_TABLE)
		rows(out, block, regions);
	else
		json_text_if(out, "text", pm_block_text(block));
	span_lists(out, block);
	json_text_if(out, "boilerplate", pm_block_mark_kind(block));
	json_text_if(out, "rule", pm_block_mark_rule(block));
	if (regions && pm_block_region(block) != NULL)
		json_uint(out, "region", pm_region_index(pm_block_region(block)));
	json_uint_if(out, "line", pm_block_line(block));
}

void json_blocks(json_out *out, const char *key, const pm_flow *flow, bool regions)
{
	bool is_body = pm_flow_cell(flow) == NULL && pm_flow_note(flow) == NULL;
	json_open(out, key, '[');
	for (const pm_block *b = pm_flow_first(flow); b != NULL; b = pm_block_next(b)) {
		if (is_body)
			json_line(out);
		json_open(out, NULL, '{');
		fields(out, b, regions);
		json_close(out, '}');
	}
	json_close(out, ']');
}
