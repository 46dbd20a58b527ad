/* write.c: the writer: blocks in their order, notes behind them. */
#include "writer.h"

#include <stdlib.h>

enum { FLUSH_AT = 64 * 1024 };

bool md_is_shown(const md_writer *w, const pm_block *block)
{
	return w->keeps_marked || !pm_block_is_marked(block);
}

bool md_is_empty(const pm_block *block)
{
	switch (pm_block_kind(block)) {
	case PM_TABLE:
		return pm_table_first_cell(block) == NULL;
	case PM_RULE:
	case PM_PAGE_BREAK:
	case PM_CODE:
	case PM_LIST_ITEM:
		return false;
	default:
		break;
	}
	pm_str text = pm_block_text(block);
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] != ' ' && text.ptr[i] != '\n' && text.ptr[i] != '\t')
			return false;
	const pm_span *spans = pm_block_spans(block);
	for (size_t i = 0; i < pm_block_n_spans(block); i++)
		if (spans[i].style == PM_IMAGE_REF || spans[i].style == PM_NOTE_REF)
			return false;
	return pm_block_number(block).len == 0 || !pm_block_number_is_automatic(block);
}

void md_put_block_lines(md_writer *w, pm_str lines)
{
	for (;;) {
		const char *end = lines.len > 0 ? memchr(lines.ptr, '\n', lines.len) : NULL;
		size_t n = end != NULL ? (size_t)(end - lines.ptr) : lines.len;
		if (n > 0)
			pm_buf_append(&w->out, lines.ptr, n);
		pm_buf_putc(&w->out, '\n');
		if (end == NULL)
			return;
		lines = pm_str_of(end + 1, lines.len - n - 1);
		bool is_empty = lines.len == 0 || lines.ptr[0] == '\n';
		md_put_prefix(w, w->n_open, is_empty);
	}
}

void md_flush(md_writer *w)
{
	if (w->is_pending || w->out.len < FLUSH_AT)
		return;
	pm_sink_write(w->sink, w->out.ptr, w->out.len);
	w->out.len = 0;
}

/* -- kinds of blocks ------------------------------------------------------------------------------------------------- */

static size_t indent_of(const md_writer *w)
{
	size_t columns = 0;
	for (size_t i = 0; i < w->n_open; i++)
		columns += w->open[i].is_item ? w->open[i].width : 2;
	return columns;
}

/* The text of a block into w->lines. */
static pm_str text_lines(md_writer *w, const pm_block *block)
{
	bool is_item = pm_block_kind(block) == PM_LIST_ITEM;
	w->raw.len = w->lines.len = 0;
	md_put_number(block, &w->raw);
	md_put_inlines(w, block, md_number_length(block), MD_IN_PARAGRAPH, &w->raw);
	if (w->raw.len > 0)
		md_put_lines(pm_buf_view(&w->raw), (md_line_rules){ .is_item = is_item, .wrap = w->wrap, .indent = indent_of(w) },
			     &w->lines);
	return pm_buf_view(&w->lines);
}

static void write_heading(md_writer *w, const pm_block *block)
{
	int level = pm_block_kind(block) == PM_TITLE ? 1 : pm_block_level(block);
	for (int i = 0; i < (level < 1 ? 1 : level > 6 ? 6 : level); i++)
		pm_buf_putc(&w->out, '#');
	pm_buf_putc(&w->out, ' ');
	w->raw.len = w->lines.len = 0;
	md_put_number(block, &w->raw);
	md_put_inlines(w, block, 0, MD_IN_HEADING, &w->raw);
	md_put_heading_line(pm_buf_view(&w->raw), &w->lines);
	md_put_block_lines(w, pm_buf_view(&w->lines));
}

static void write_item(md_writer *w, const pm_block *block)
{
	pm_str lines = text_lines(w, block);
	if (lines.len > 0)
		md_put_block_lines(w, lines);
	else
		w->is_pending = true; /* what continues the item stands beside its marker */
}

static size_t fence_length(pm_str code)
{
	size_t longest = 2;
	for (size_t i = 0; i < code.len; i++) {
		size_t n = 0;
		while (i + n < code.len && code.ptr[i + n] == '`')
			n++;
		longest = n > longest ? n : longest;
		i += n;
	}
	return longest + 1;
}

static void put_fence(md_writer *w, size_t len)
{
	for (size_t i = 0; i < len; i++)
		pm_buf_putc(&w->out, '`');
}

/* An info string is one line, in which backslashes and entities count and backticks may not be. */
static void put_language(md_writer *w, pm_str language)
{
	language = pm_str_trim(language);
	for (size_t i = 0; i < language.len && language.ptr[i] != '\n' && language.ptr[i] != '`'; i++) {
		if (language.ptr[i] == '\\' || language.ptr[i] == '&')
			pm_buf_putc(&w->out, '\\');
		pm_buf_putc(&w->out, language.ptr[i]);
	}
}

static void write_code(md_writer *w, const pm_block *block)
{
	pm_str code = pm_block_text(block);
	size_t fence = fence_length(code);
	put_fence(w, fence);
	put_language(w, pm_block_language(block));
	pm_buf_putc(&w->out, '\n');
	if (code.len > 0) {
		md_put_prefix(w, w->n_open, code.ptr[0] == '\n');
		md_put_block_lines(w, code);
	}
	md_put_prefix(w, w->n_open, false);
	put_fence(w, fence);
	pm_buf_putc(&w->out, '\n');
}

/* `---` is a list in a list beside a marker, and front matter where a file begins with it. */
static void write_rule(md_writer *w, bool was_pending)
{
	bool is_first = w->out.len == 0 && pm_sink_offset(w->sink) == 0;
	pm_buf_puts(&w->out, was_pending || is_first ? "___\n" : "---\n");
}

static void write_block(md_writer *w, const pm_block *block)
{
	bool was_pending = w->is_pending;
	md_enter(w, block);
	w->after_item = pm_block_kind(block) == PM_LIST_ITEM;
	switch (pm_block_kind(block)) {
	case PM_TITLE:
	case PM_HEADING:
		write_heading(w, block);
		break;
	case PM_LIST_ITEM:
		write_item(w, block);
		break;
	case PM_CODE:
		write_code(w, block);
		break;
	case PM_TABLE:
		md_write_table(w, block);
		break;
	case PM_RULE:
		write_rule(w, was_pending);
		break;
	case PM_PAGE_BREAK:
		pm_buf_puts(&w->out, "<!-- page break -->\n");
		break;
	default:
		md_put_block_lines(w, text_lines(w, block));
		break;
	}
	/* Markdown has no definitions: they stand in their term without a sign of it, and lists in them are not one level too deep. */
	if (pm_block_role(block) == PM_ROLE_TERM)
		md_open_container(w, (md_container){ .is_item = true });
}

/* -- flows ----------------------------------------------------------------------------------------------------------- */

/* A comment stands between blocks as a block of its own, outside of lists. */
static void write_comment(md_writer *w, const char *before, pm_str kind, pm_str rule)
{
	md_end_pending(w);
	w->n_open = w->base;
	if (!w->at_start) {
		md_put_prefix(w, w->n_open, true);
		pm_buf_putc(&w->out, '\n');
	}
	w->at_start = w->after_item = false;
	md_put_prefix(w, w->n_open, false);
	pm_buf_printf(&w->out, "<!-- %s", before);
	if (kind.len > 0)
		pm_buf_printf(&w->out, ": %.*s", (int)kind.len, kind.ptr);
	if (rule.len > 0)
		pm_buf_printf(&w->out, ", rule %.*s", (int)rule.len, rule.ptr);
	pm_buf_puts(&w->out, " -->\n");
}

/* Marked blocks, where they are written, stand between comments that say why they are marked. */
static void write_marks(md_writer *w, const pm_block *last, const pm_block *next)
{
	pm_str kind = next != NULL ? pm_block_mark_kind(next) : PM_STR(""), rule = next != NULL ? pm_block_mark_rule(next) : PM_STR("");
	pm_str last_kind = last != NULL ? pm_block_mark_kind(last) : PM_STR(""),
	       last_rule = last != NULL ? pm_block_mark_rule(last) : PM_STR("");
	if (pm_str_equal(kind, last_kind) && pm_str_equal(rule, last_rule))
		return;
	if (last_kind.len > 0)
		write_comment(w, "/furniture", PM_STR(""), PM_STR(""));
	if (kind.len > 0)
		write_comment(w, "furniture", kind, rule);
}

/* Tables in cells come here again: PM_LIMIT_FLOW_DEPTH bounds it. */
void md_write_flow(md_writer *w, const pm_flow *flow)
{
	size_t base = w->base;
	const pm_block *last = NULL;
	bool marks = w->keeps_marked && (pm_flow_cell(flow) == NULL || !pm_block_is_marked(pm_cell_table(pm_flow_cell(flow))));
	w->base = w->n_open;
	for (const pm_block *b = pm_flow_first(flow); b != NULL; b = pm_block_next(b)) {
		if (!md_is_shown(w, b) || md_is_empty(b))
			continue;
		if (marks)
			write_marks(w, last, b);
		write_block(w, b);
		md_flush(w);
		last = b;
	}
	if (marks)
		write_marks(w, last, NULL);
	md_end_pending(w);
	w->n_open = w->base;
	w->base = base;
}

/* -- notes ----------------------------------------------------------------------------------------------------------- */

static void write_note(md_writer *w, const pm_note *note)
{
	if (!w->at_start)
		pm_buf_putc(&w->out, '\n');
	pm_buf_puts(&w->out, "[^");
	md_put_note_label(w, note, &w->out);
	pm_buf_puts(&w->out, "]: ");
	md_open_container(w, (md_container){ .is_item = true, .width = 4 });
	w->is_pending = true;
	w->at_start = w->after_item = false;
	md_write_flow(w, pm_note_flow(note));
	if (w->n_open > 0)
		w->n_open--;
}

/* Notes that nothing refers to are written too; those that only blocks refer to which are left out are left out. */
static void label_the_rest(md_writer *w)
{
	size_t n = pm_doc_n_notes(w->doc);
	bool *is_referred = w->n_notes < n ? calloc(n, sizeof(bool)) : NULL;
	if (w->n_notes == n)
		return;
	if (is_referred == NULL) {
		w->is_broken = true;
		return;
	}
	for (const pm_block *b = pm_doc_next_block(w->doc, NULL); b != NULL; b = pm_doc_next_block(w->doc, b)) {
		const pm_span *spans = pm_block_spans(b);
		for (size_t i = 0; i < pm_block_n_spans(b); i++)
			if (spans[i].style == PM_NOTE_REF && spans[i].note != NULL)
				is_referred[pm_note_index(spans[i].note)] = true;
	}
	for (size_t i = 0; i < n; i++)
		if (!is_referred[i])
			md_note_label(w, pm_doc_note(w->doc, i));
	free(is_referred);
}

static void write_notes(md_writer *w)
{
	size_t written = 0;
	for (int round = 0; round < 2; round++) {
		for (; written < w->n_notes && !w->is_broken; written++)
			write_note(w, pm_doc_note(w->doc, w->note_order[written]));
		if (round == 0)
			label_the_rest(w);
	}
}

/* -- the document ---------------------------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	const pm_str *x = a, *y = b;
	int order = memcmp(x->ptr, y->ptr, x->len < y->len ? x->len : y->len);
	return order != 0 ? order : x->len < y->len ? -1 : x->len > y->len;
}

static size_t n_place_links(const md_writer *w, pm_str *names)
{
	size_t n = 0;
	for (const pm_block *b = pm_doc_next_block(w->doc, NULL); b != NULL; b = pm_doc_next_block(w->doc, b)) {
		const pm_span *spans = pm_block_spans(b);
		for (size_t i = 0; i < pm_block_n_spans(b); i++) {
			pm_str address = spans[i].style == PM_LINK ? spans[i].target : spans[i].link;
			if (address.len < 2 || address.ptr[0] != '#' || !md_is_shown(w, b))
				continue;
			if (names != NULL)
				names[n] = pm_str_of(address.ptr + 1, address.len - 1);
			n++;
		}
	}
	return n;
}

static bool find_anchors(md_writer *w)
{
	w->anchors.n = n_place_links(w, NULL);
	if (w->anchors.n == 0)
		return true;
	w->anchors.at = calloc(w->anchors.n, sizeof(pm_str));
	if (w->anchors.at == NULL)
		return false;
	n_place_links(w, w->anchors.at);
	qsort(w->anchors.at, w->anchors.n, sizeof(pm_str), by_name);
	return true;
}

static bool prepare(md_writer *w, const pm_options *options)
{
	size_t n = pm_doc_n_notes(w->doc);
	w->note_labels = calloc(n + 1, sizeof(size_t));
	w->note_order = calloc(n + 1, sizeof(size_t));
	return w->note_labels != NULL && w->note_order != NULL && find_anchors(w) &&
	       (!pm_options_has(options, "indicators") || md_find_indicators(w));
}

static void write_all(md_writer *w, const pm_options *options)
{
	w->at_start = true;
	if (!pm_options_has(options, "no-front-matter"))
		md_write_front_matter(w->doc, w->context, &w->out);
	w->at_start = w->out.len == 0;
	md_write_flow(w, pm_doc_body(w->doc));
	md_write_indicators(w);
	write_notes(w);
	w->is_broken = w->is_broken || w->out.is_broken || w->raw.is_broken || w->lines.is_broken;
	pm_sink_write(w->sink, w->out.ptr, w->out.len);
}

static size_t wrap_of(const pm_options *options)
{
	const char *text = pm_options_find(options, "wrap");
	size_t n = 0;
	for (size_t i = 0; text != NULL && text[i] >= '0' && text[i] <= '9' && n < 100000; i++)
		n = n * 10 + (size_t)(text[i] - '0');
	return n;
}

int md_write(const pm_doc *doc, const pm_write_context *context, const pm_options *options, pm_sink *sink, pm_error *err)
{
	md_writer w = { .doc = doc, .context = context, .sink = sink };
	w.keeps_marked = context != NULL && context->keep_furniture;
	w.wrap = wrap_of(options);
	if (prepare(&w, options))
		write_all(&w, options);
	else
		w.is_broken = true;
	pm_buf_free(&w.out);
	pm_buf_free(&w.raw);
	pm_buf_free(&w.lines);
	free(w.open);
	free(w.places);
	free(w.anchors.at);
	free(w.note_labels);
	free(w.note_order);
	return w.is_broken ? pm_error_nomem(err) : pm_sink_status(sink, err);
}
