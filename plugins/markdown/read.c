/* read.c: the reader: what md4c calls becomes blocks. */
#include "reader.h"

#include "writer.h"

#include <md4c.h>
#include <stdlib.h>

bool md_grow(md_reader *r, void **at, size_t *cap, size_t n, size_t size)
{
	if (n < *cap)
		return true;
	size_t wanted = *cap > 0 ? *cap * 2 : 16;
	void *grown = wanted <= SIZE_MAX / size ? realloc(*at, wanted * size) : NULL;
	if (grown == NULL) {
		r->rc = pm_error_nomem(r->err);
		return false;
	}
	*at = grown;
	*cap = wanted;
	return true;
}

/* -- levels: quotations, lists, items -------------------------------------------------------------------------------- */

static md_level *push_level(md_reader *r, md_level_kind kind)
{
	if (!md_grow(r, (void **)&r->levels, &r->level_cap, r->n_levels, sizeof(md_level)))
		return NULL;
	r->levels[r->n_levels] = (md_level){ .kind = kind };
	return &r->levels[r->n_levels++];
}

static void pop_level(md_reader *r)
{
	if (r->n_levels > r->base)
		r->n_levels--;
}

static int count_levels(const md_reader *r, md_level_kind kind)
{
	int n = 0;
	for (size_t i = r->base; i < r->n_levels; i++)
		n += r->levels[i].kind == kind;
	return n;
}

/* The innermost item, where nothing stands in it yet. */
static md_level *fresh_item(md_reader *r)
{
	md_level *last = r->n_levels > r->base ? &r->levels[r->n_levels - 1] : NULL;
	return last != NULL && last->kind == MD_LEVEL_ITEM && !last->has_block ? last : NULL;
}

static void set_item(md_reader *r, pm_block *block)
{
	const md_level *list = &r->levels[r->n_levels - 2];
	char number[16];
	pm_block_set_level(block, count_levels(r, MD_LEVEL_ITEM) - 1);
	pm_block_set_list(block, list->list, list->is_ordered);
	if (!list->is_ordered)
		return;
	unsigned value = list->next - 1;
	size_t at = sizeof(number);
	number[--at] = list->mark;
	do
		number[--at] = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	if (r->rc == PM_OK)
		r->rc = pm_block_set_number(block, number + at, sizeof(number) - at, true, r->err);
}

/* -- blocks ---------------------------------------------------------------------------------------------------------- */

static void set_depths(md_reader *r, pm_block *block, int items, int quotes)
{
	pm_block_set_item_depth(block, items);
	pm_block_set_quote_depth(block, quotes);
	if (r->mark_kind.len > 0 && r->rc == PM_OK)
		r->rc = pm_block_mark(block, r->mark_kind.ptr, r->mark_rule.ptr, r->err);
}

pm_block *md_append_block(md_reader *r, pm_kind kind, pm_str text)
{
	if (r->rc != PM_OK)
		return NULL;
	md_level *item = fresh_item(r);
	bool is_item = item != NULL && kind == PM_PARAGRAPH;
	int items = count_levels(r, MD_LEVEL_ITEM), quotes = count_levels(r, MD_LEVEL_QUOTE);
	if (item != NULL && !is_item)
		md_end_item_text(r);
	if (kind == PM_PARAGRAPH && quotes > 0 && !is_item && r->n_levels > r->base && r->levels[r->n_levels - 1].kind == MD_LEVEL_QUOTE)
		kind = PM_QUOTE;
	pm_block *block = pm_flow_append(r->flow, is_item ? PM_LIST_ITEM : kind, text.ptr, text.len, r->err);
	if (block == NULL) {
		r->rc = r->err != NULL && r->err->code != PM_OK ? r->err->code : PM_ENOMEM;
		return NULL;
	}
	pm_block_set_line(block, r->text_line > 0 ? r->text_line : r->line);
	set_depths(r, block, is_item ? 0 : items, quotes);
	/* Nothing is to be parted where what stands ahead is in no such quotation. */
	const pm_block *before = pm_block_previous(block);
	if (before != NULL && r->quote_start <= pm_block_quote_depth(before))
		pm_block_set_quote_start(block, r->quote_start);
	r->quote_start = 0;
	if (is_item) {
		item->has_block = true;
		set_item(r, block);
	} else if (kind == PM_HEADING) {
		pm_block_set_level(block, r->heading);
	}
	return block;
}

void md_end_item_text(md_reader *r)
{
	if (fresh_item(r) == NULL)
		return;
	r->text_line = 0;
	md_append_block(r, PM_PARAGRAPH, PM_STR(""));
}

static void enter_list(md_reader *r, bool is_ordered, unsigned start, char mark)
{
	md_level *item = fresh_item(r);
	if (item != NULL)
		item->has_block = true; /* an item that only leads to a deeper list */
	md_level *list = push_level(r, MD_LEVEL_LIST);
	if (list == NULL)
		return;
	list->list = pm_doc_new_list(r->doc);
	list->is_ordered = is_ordered;
	list->next = start;
	list->mark = mark;
}

static void enter_item(md_reader *r)
{
	if (r->n_levels > r->base)
		r->levels[r->n_levels - 1].next++;
	push_level(r, MD_LEVEL_ITEM);
}

/* -- tables ---------------------------------------------------------------------------------------------------------- */

static void enter_table(md_reader *r)
{
	md_end_item_text(r);
	r->text_line = 0;
	r->table = md_append_block(r, PM_TABLE, PM_STR(""));
}

static void enter_row(md_reader *r)
{
	if (r->table != NULL && r->rc == PM_OK)
		r->rc = pm_table_append_row(r->table, r->in_head, r->err);
}

static void enter_cell(md_reader *r, const MD_BLOCK_TD_DETAIL *detail)
{
	static const pm_align aligns[] = { PM_ALIGN_NONE, PM_ALIGN_LEFT, PM_ALIGN_CENTER, PM_ALIGN_RIGHT };
	pm_cell *cell = r->table != NULL && r->rc == PM_OK ? pm_table_append_cell(r->table, 1, 1, r->err) : NULL;
	if (cell == NULL) {
		if (r->rc == PM_OK)
			r->rc = r->err != NULL && r->err->code != PM_OK ? r->err->code : PM_ENOMEM;
		return;
	}
	pm_cell_set_align(cell, aligns[detail->align]);
	pm_cell_set_header(cell, r->in_head);
	r->flow = pm_cell_flow(cell);
	r->table_base = r->base;
	r->base = r->n_levels;
	r->in_cell = true;
}

static void leave_cell(md_reader *r)
{
	md_end_text(r);
	if (!r->in_cell)
		return;
	r->flow = pm_block_flow(r->table);
	r->base = r->table_base;
	r->in_cell = false;
}

/* -- md4c ------------------------------------------------------------------------------------------------------------ */

static void keep_language(md_reader *r, const MD_ATTRIBUTE *lang)
{
	r->language.len = 0;
	md_put_decoded(pm_str_of(lang->text, lang->size), &r->language);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	md_reader *r = user;
	if (type != MD_BLOCK_DOC)
		md_end_text(r);
	switch (type) {
	case MD_BLOCK_QUOTE:
		md_end_item_text(r);
		push_level(r, MD_LEVEL_QUOTE);
		if (r->quote_start == 0 || r->quote_start > count_levels(r, MD_LEVEL_QUOTE))
			r->quote_start = count_levels(r, MD_LEVEL_QUOTE);
		break;
	case MD_BLOCK_UL:
		enter_list(r, false, 0, '-');
		break;
	case MD_BLOCK_OL:
		enter_list(r, true, ((MD_BLOCK_OL_DETAIL *)detail)->start, ((MD_BLOCK_OL_DETAIL *)detail)->mark_delimiter);
		break;
	case MD_BLOCK_LI:
		enter_item(r);
		break;
	case MD_BLOCK_HR:
		r->text_line = 0;
		md_append_block(r, PM_RULE, PM_STR(""));
		break;
	case MD_BLOCK_H:
		r->heading = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
		md_begin_text(r, PM_HEADING);
		break;
	case MD_BLOCK_CODE:
		keep_language(r, &((MD_BLOCK_CODE_DETAIL *)detail)->lang);
		md_begin_text(r, PM_CODE);
		r->code_indent = 0;
		break;
	case MD_BLOCK_HTML:
		r->html.len = 0;
		r->in_html = true;
		break;
	case MD_BLOCK_P:
		md_begin_text(r, PM_PARAGRAPH);
		break;
	case MD_BLOCK_TABLE:
		enter_table(r);
		break;
	case MD_BLOCK_THEAD:
	case MD_BLOCK_TBODY:
		r->in_head = type == MD_BLOCK_THEAD;
		break;
	case MD_BLOCK_TR:
		enter_row(r);
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		enter_cell(r, detail);
		break;
	default:
		break;
	}
	return r->rc;
}

static void leave_code(md_reader *r)
{
	if (r->text.len > 0 && r->text.ptr[r->text.len - 1] == '\n')
		r->text.len--;
	md_end_text(r);
	pm_block *code = pm_flow_last(r->flow);
	if (code != NULL && r->rc == PM_OK && r->language.len > 0)
		r->rc = pm_block_set_language(code, r->language.ptr, r->language.len, r->err);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
	md_reader *r = user;
	(void)detail;
	switch (type) {
	case MD_BLOCK_QUOTE:
	case MD_BLOCK_UL:
	case MD_BLOCK_OL:
		md_end_text(r);
		pop_level(r);
		break;
	case MD_BLOCK_LI:
		md_end_text(r);
		md_end_item_text(r);
		pop_level(r);
		break;
	case MD_BLOCK_CODE:
		leave_code(r);
		break;
	case MD_BLOCK_HTML:
		r->in_html = false;
		md_read_html(r, pm_buf_view(&r->html));
		break;
	case MD_BLOCK_TH:
	case MD_BLOCK_TD:
		leave_cell(r);
		break;
	case MD_BLOCK_TABLE:
		r->table = NULL;
		break;
	default:
		md_end_text(r);
		break;
	}
	return r->rc;
}

static md_read_span with_target(md_reader *r, pm_style style, const MD_ATTRIBUTE *href, const MD_ATTRIBUTE *title)
{
	md_read_span span = { .style = style, .target = md_keep(r, pm_str_of(href->text, href->size)) };
	span.target_len = r->pool.len - span.target;
	if (title != NULL && title->size > 0) {
		span.alt = md_keep(r, pm_str_of(title->text, title->size));
		span.alt_len = r->pool.len - span.alt;
	}
	return span;
}

static pm_style style_of(MD_SPANTYPE type)
{
	return type == MD_SPAN_STRONG ? PM_STRONG : type == MD_SPAN_EM ? PM_EMPHASIS : type == MD_SPAN_CODE ? PM_CODE_SPAN : PM_STRIKE;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
	md_reader *r = user;
	if (type == MD_SPAN_IMG) {
		if (r->in_image++ == 0)
			r->alt.len = 0;
	} else if (type == MD_SPAN_A) {
		const MD_SPAN_A_DETAIL *a = detail;
		md_open_span(r, with_target(r, PM_LINK, &a->href, &a->title));
	} else {
		md_open_span(r, (md_read_span){ .style = style_of(type) });
	}
	return r->rc;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
	md_reader *r = user;
	if (type == MD_SPAN_IMG) {
		if (--r->in_image == 0) {
			md_read_span image = with_target(r, PM_IMAGE_REF, &((MD_SPAN_IMG_DETAIL *)detail)->src, NULL);
			image.alt = r->pool.len;
			pm_buf_str(&r->pool, pm_buf_view(&r->alt));
			image.alt_len = r->alt.len;
			md_add_image(r, image);
		}
	} else {
		md_close_span(r, type == MD_SPAN_A ? PM_LINK : style_of(type), false);
	}
	return r->rc;
}

static void add_decoded(md_reader *r, pm_str s)
{
	pm_buf c = { 0 };
	md_put_decoded(s, &c);
	md_add_text(r, pm_buf_view(&c));
	pm_buf_free(&c);
}

/* md4c hands the indent of a line of code over as spaces, whatever it was.  Where the source has other white space of the same width before
 * the line's text, that is what was meant. */
static void add_code_indent(md_reader *r, const char *s)
{
	size_t offset = (size_t)(s - r->input.ptr), start = offset, column = 0, wanted;
	while (start > 0 && r->input.ptr[start - 1] != '\n')
		start--;
	for (size_t i = start; i < offset; i++)
		column += r->input.ptr[i] == '\t' ? 4 - column % 4 : 1;
	wanted = column - (r->code_indent < column ? r->code_indent : column);
	column = 0;
	size_t i = start;
	for (; i < offset && column < wanted; i++)
		column += r->input.ptr[i] == '\t' ? 4 - column % 4 : 1;
	if (column == wanted)
		md_add_text(r, pm_str_of(r->input.ptr + i, offset - i));
	else
		for (size_t n = 0; n < r->code_indent; n++)
			md_add_text(r, PM_STR(" "));
	r->code_indent = 0;
}

static bool is_in_source(const md_reader *r, const char *s)
{
	uintptr_t begin = (uintptr_t)r->input.ptr, here = (uintptr_t)s;
	return here >= begin && here - begin < r->input.len;
}

static void add_code_line(md_reader *r, const char *s, size_t len)
{
	bool is_blank = len > 0 && s[0] == ' ' && !is_in_source(r, s);
	if (is_blank) {
		r->code_indent += len;
		return;
	}
	if (r->code_indent > 0 && is_in_source(r, s) && s[0] != '\n')
		add_code_indent(r, s);
	for (; r->code_indent > 0; r->code_indent--)
		md_add_text(r, PM_STR(" "));
	md_add_text(r, pm_str_of(s, len));
}

/* In a cell `\|` stands for a pipe also in code. */
static void add_code(md_reader *r, pm_str s)
{
	while (r->in_cell && s.len > 0) {
		size_t at = pm_str_find(s, PM_STR("\\|"), 0);
		if (at == SIZE_MAX)
			break;
		md_add_text(r, pm_str_of(s.ptr, at));
		md_add_text(r, PM_STR("|"));
		s = pm_str_of(s.ptr + at + 2, s.len - at - 2);
	}
	md_add_text(r, s);
}

static int text(MD_TEXTTYPE type, const MD_CHAR *s, MD_SIZE size, void *user)
{
	md_reader *r = user;
	switch (type) {
	case MD_TEXT_NULLCHAR:
		md_add_text(r, PM_STR("\xEF\xBF\xBD"));
		break;
	case MD_TEXT_BR:
		md_add_break(r);
		break;
	case MD_TEXT_SOFTBR:
		r->soft_break = r->has_text;
		break;
	case MD_TEXT_ENTITY:
		add_decoded(r, pm_str_of(s, size));
		break;
	case MD_TEXT_CODE:
		if (r->has_text && r->kind == PM_CODE)
			add_code_line(r, s, size);
		else
			add_code(r, pm_str_of(s, size));
		break;
	case MD_TEXT_HTML:
		if (r->in_html)
			pm_buf_append(&r->html, s, size);
		else
			md_read_inline_html(r, pm_str_of(s, size));
		break;
	default:
		md_add_source_text(r, s, size);
		break;
	}
	return r->rc;
}

static void parse(md_reader *r, pm_str input, pm_flow *flow, uint32_t first_line)
{
	static const MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH, /* its bare addresses swallow emphasis: read_text.c finds them */
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = text,
	};
	r->input = input;
	r->line_at = 0;
	r->line = first_line;
	r->flow = flow;
	int rc = md_parse(input.ptr, (MD_SIZE)input.len, &parser, r);
	if (rc != 0 && r->rc == PM_OK)
		r->rc = pm_error_nomem(r->err);
	md_end_text(r);
	r->n_levels = r->base = r->n_tables = r->n_skipped = 0;
}

/* -- notes ----------------------------------------------------------------------------------------------------------- */

static int by_label(const void *a, const void *b)
{
	const md_definition *x = a, *y = b;
	int order = memcmp(x->label.ptr, y->label.ptr, x->label.len < y->label.len ? x->label.len : y->label.len);
	if (order == 0 && x->label.len != y->label.len)
		order = x->label.len < y->label.len ? -1 : 1;
	return order != 0 ? order : x->line < y->line ? -1 : x->line > y->line;
}

/* What pumice writes for endnotes: `e` and a number. */
static pm_note_kind note_kind(pm_str label)
{
	bool is_endnote = label.len > 1 && label.ptr[0] == 'e';
	for (size_t i = 1; i < label.len; i++)
		is_endnote = is_endnote && label.ptr[i] >= '0' && label.ptr[i] <= '9';
	return is_endnote ? PM_ENDNOTE : PM_FOOTNOTE;
}

static int make_notes(md_reader *r, md_definitions *notes)
{
	for (size_t i = 0; i < notes->n; i++) {
		md_definition *d = &notes->at[i];
		d->note = pm_doc_append_note(r->doc, note_kind(d->label), d->label.ptr, d->label.len, r->err);
		if (d->note == NULL)
			return r->err != NULL && r->err->code != PM_OK ? r->err->code : PM_ENOMEM;
	}
	if (notes->n > 1)
		qsort(notes->at, notes->n, sizeof(md_definition), by_label);
	return PM_OK;
}

/* -- the document ---------------------------------------------------------------------------------------------------- */

/* The first heading of level 1 that the front matter calls the title; without front matter, one that begins the document and has no like.
 */
static void find_title(pm_doc *doc)
{
	pm_str title = pm_str_trim(pm_doc_meta(doc, "title"));
	pm_block *first = NULL;
	size_t n = 0;
	for (pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b)) {
		if (pm_block_kind(b) != PM_HEADING || pm_block_level(b) != 1)
			continue;
		if (title.len > 0 && pm_str_equal(pm_str_trim(pm_block_text(b)), title)) {
			pm_block_set_kind(b, PM_TITLE);
			return;
		}
		n++;
		first = first == NULL && pm_block_previous(b) == NULL ? b : first;
	}
	if (title.len == 0 && n == 1 && first != NULL)
		pm_block_set_kind(first, PM_TITLE);
}

static uint32_t n_lines(pm_str s)
{
	uint32_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == '\n';
	return n;
}

static void read_all(md_reader *r, pm_str text, uint32_t first_line)
{
	md_definitions notes = { 0 };
	if (!md_find_definitions(text, &notes))
		r->rc = pm_error_nomem(r->err);
	if (r->rc == PM_OK)
		r->rc = make_notes(r, &notes);
	r->notes = &notes;
	if (r->rc == PM_OK)
		parse(r, pm_buf_view(&notes.rest), pm_doc_body(r->doc), first_line - 1);
	for (size_t i = 0; i < notes.n && r->rc == PM_OK; i++) {
		const md_definition *d = &notes.at[i];
		parse(r, pm_str_of(notes.content.ptr + d->start, d->end - d->start), pm_note_flow(d->note), first_line + d->line - 1);
	}
	md_definitions_free(&notes);
}

int md_read(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err)
{
	pm_decoding decoding;
	(void)options;
	int rc = pm_source_decode(src, pm_source_bytes(src), NULL, NULL, PM_STR(""), &decoding, err);
	if (rc != PM_OK)
		return rc;
	pm_doc_set_fidelity(doc, PM_ARCHIVED);
	size_t front = md_read_front_matter(decoding.text, doc, err);
	md_reader r = { .src = src, .doc = doc, .err = err };
	read_all(&r, pm_str_of(decoding.text.ptr + front, decoding.text.len - front), 1 + n_lines(pm_str_of(decoding.text.ptr, front)));
	if (r.rc == PM_OK)
		find_title(doc);
	free(r.levels);
	free(r.spans);
	free(r.open);
	free(r.tables);
	pm_buf *buffers[] = { &r.text, &r.alt, &r.pool, &r.language, &r.html, &r.mark_kind, &r.mark_rule };
	for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
		if (buffers[i]->is_broken && r.rc == PM_OK)
			r.rc = pm_error_nomem(err);
		pm_buf_free(buffers[i]);
	}
	return r.rc;
}

/* Any text is Markdown: the file's name says so, or the front matter that pumice writes. */
int md_probe(const pm_source *src)
{
	pm_str extension = pm_source_extension(src), bytes = pm_source_bytes(src);
	if (pm_str_starts_with(bytes, "---\n")) {
		pm_str head = pm_str_of(bytes.ptr, bytes.len < 8192 ? bytes.len : 8192);
		if (pm_str_find(head, PM_STR("\npumice: "), 0) != SIZE_MAX)
			return PM_SURE;
	}
	return pm_str_is(extension, "md") || pm_str_is(extension, "markdown") ? PM_LIKELY + 1 : PM_NO;
}
