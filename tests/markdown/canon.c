/* canon.c: lines that stand for a document, and those of the model. */
#include "canon.h"

enum { ON_WORDS = CANON_STRONG | CANON_EMPHASIS | CANON_STRIKE, UNKNOWN = 0x7FFF };

void canon_turn(canon_text *t, unsigned styles, pm_str link)
{
	if (styles == t->styles && pm_str_equal(link, pm_buf_view(&t->link)))
		return;
	pm_buf_printf(t->out, "{%x", styles);
	if (link.len > 0) {
		pm_buf_putc(t->out, ' ');
		pm_buf_str(t->out, link);
	}
	pm_buf_putc(t->out, '}');
	t->styles = styles;
	t->link.len = 0;
	pm_buf_str(&t->link, link);
}

static bool is_white(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x3000;
}

/* Blanks at the end of a line are nobody's. */
static void cut_blanks(pm_buf *out)
{
	while (out->len > 0 && (out->ptr[out->len - 1] == ' ' || out->ptr[out->len - 1] == '\t'))
		out->len--;
}

/* A change of style that no text follows, `{4}`. */
static bool cut_turn(pm_buf *out)
{
	size_t at = out->len;
	while (at > 0 && out->ptr[at - 1] != '{' && out->ptr[at - 1] != '\n')
		at--;
	bool is_turn = out->len > 0 && out->ptr[out->len - 1] == '}' && at > 0 && out->ptr[at - 1] == '{' &&
		       strchr("0123456789abcdef", out->ptr[at]) != NULL;
	if (is_turn)
		out->len = at - 1;
	return is_turn;
}

static void cut_end(pm_buf *out)
{
	do
		cut_blanks(out);
	while (cut_turn(out));
}

void canon_put(canon_text *t, pm_str s, unsigned styles, pm_str link)
{
	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		uint32_t c = pm_utf8_next(s, &at);
		if (c != '\n')
			canon_turn(t,
				   is_white(c) ? (styles & ~(unsigned)ON_WORDS) | (t->styles != UNKNOWN ? t->styles & ON_WORDS : 0)
					       : styles,
				   link);
		if (c == '\n') {
			cut_end(t->out);
			pm_buf_puts(t->out, "⏎");
			t->styles = UNKNOWN;
		} else
			pm_buf_append(t->out, s.ptr + from, at - from);
	}
}

void canon_end(canon_text *t)
{
	cut_end(t->out);
	pm_buf_putc(t->out, '\n');
	pm_buf_free(&t->link);
}

/* -- the model ------------------------------------------------------------------------------------------------------- */

static unsigned bit_of(pm_style style)
{
	switch (style) {
	case PM_STRONG:
		return CANON_STRONG;
	case PM_EMPHASIS:
		return CANON_EMPHASIS;
	case PM_UNDERLINE:
		return CANON_UNDERLINE;
	case PM_STRIKE:
		return CANON_STRIKE;
	case PM_SUPERSCRIPT:
		return CANON_SUPERSCRIPT;
	case PM_SUBSCRIPT:
		return CANON_SUBSCRIPT;
	case PM_CODE_SPAN:
		return CANON_CODE;
	default:
		return 0;
	}
}

static const pm_doc *shown_doc;
static int n_items; /* that are open */
static size_t labels[1000];
static size_t n_labels;

static size_t label_of(const pm_note *note)
{
	for (size_t i = 0; i < n_labels; i++)
		if (labels[i] == pm_note_index(note))
			return i + 1;
	if (n_labels < 1000)
		labels[n_labels++] = pm_note_index(note);
	return n_labels;
}

/* Bytes have no place to go here: they are named. */
static void put_image(pm_buf *out, const pm_span *span)
{
	pm_str source = span->target;
	if (source.len == 0 && span->resource > 0)
		source = pm_doc_resource(shown_doc, (size_t)span->resource - 1)->name;
	pm_buf_printf(out, "{image %.*s %.*s}", (int)source.len, source.ptr, (int)span->alt.len, span->alt.ptr);
}

/* A note belongs to no link, an image may. */
static void put_placed(canon_text *t, const pm_span *span, pm_str link)
{
	if (span->style == PM_IMAGE_REF)
		canon_turn(t, 0, link.len > 0 ? link : span->link);
	if (span->style == PM_NOTE_REF)
		pm_buf_printf(t->out, "{note %zu}", label_of(span->note));
	else if (span->style == PM_IMAGE_REF)
		put_image(t->out, span);
}

/* Of links that overlap, the later one has its text. */
static void put_text(const pm_block *block, pm_buf *out)
{
	canon_text t = { .out = out };
	pm_str text = pm_block_text(block);
	const pm_span *spans = pm_block_spans(block);
	size_t n = pm_block_n_spans(block);
	for (size_t at = 0; at <= text.len;) {
		unsigned styles = 0;
		pm_str link = { 0 };
		for (size_t i = 0; i < n; i++) {
			bool covers = spans[i].start <= at && at < spans[i].end;
			styles |= covers ? bit_of(spans[i].style) : 0;
			if (spans[i].style == PM_LINK && covers)
				link = spans[i].target;
		}
		for (int pass = 0; pass < 2; pass++)
			for (size_t i = 0; i < n; i++)
				if (spans[i].start == at && spans[i].end == at &&
				    spans[i].style == (pass == 0 ? PM_NOTE_REF : PM_IMAGE_REF))
					put_placed(&t, &spans[i], link);
		if (at == text.len)
			break;
		size_t from = at;
		pm_utf8_next(text, &at);
		canon_put(&t, pm_str_of(text.ptr + from, at - from), styles, link);
	}
	canon_end(&t);
}

static bool is_blank(const pm_block *block)
{
	pm_str text = pm_block_text(block);
	pm_kind kind = pm_block_kind(block);
	for (size_t i = 0; i < text.len; i++)
		if (strchr(" \t\n", text.ptr[i]) == NULL)
			return false;
	const pm_span *spans = pm_block_spans(block);
	for (size_t i = 0; i < pm_block_n_spans(block); i++)
		if (spans[i].style == PM_IMAGE_REF || spans[i].style == PM_NOTE_REF)
			return false;
	return kind != PM_TABLE && kind != PM_RULE && kind != PM_CODE && kind != PM_LIST_ITEM && kind != PM_PAGE_BREAK;
}

static const pm_block *only_text(const pm_cell *cell)
{
	const pm_block *text = NULL;
	for (const pm_block *b = cell != NULL ? pm_flow_first(pm_cell_flow(cell)) : NULL; b != NULL; b = pm_block_next(b))
		if (!pm_block_is_marked(b) && (!is_blank(b) || pm_block_kind(b) == PM_IMAGE))
			text = text == NULL ? b : text;
	return text;
}

/* Merged cells, and blocks in cells, are for HTML. */
static bool is_for_gfm(const pm_block *table)
{
	for (const pm_cell *c = pm_table_first_cell(table); c != NULL; c = pm_cell_next(c)) {
		size_t n = 0;
		for (const pm_block *b = pm_flow_first(pm_cell_flow(c)); b != NULL; b = pm_block_next(b)) {
			if (pm_block_is_marked(b) || is_blank(b))
				continue;
			pm_kind kind = pm_block_kind(b);
			if (n++ > 0 || pm_block_quote_depth(b) > 0 || (kind != PM_PARAGRAPH && kind != PM_CAPTION && kind != PM_IMAGE))
				return false;
		}
		if (pm_cell_rowspan(c) > 1 || pm_cell_colspan(c) > 1)
			return false;
	}
	return true;
}

static void put_table(const pm_block *table, pm_buf *out)
{
	for (size_t r = 0; r < pm_table_n_rows(table); r++)
		for (size_t k = 0; k < pm_table_n_columns(table); k++) {
			const pm_cell *cell = pm_table_cell(table, r, k);
			pm_buf_printf(out, "cell %zu,%zu ", r, k);
			if (only_text(cell) != NULL)
				put_text(only_text(cell), out);
			else
				cut_blanks(out), pm_buf_putc(out, '\n');
		}
}

static void put_number(pm_str number, pm_buf *out)
{
	size_t at = number.len;
	pm_buf_str(out, number);
	if (!pm_char_is_cjk_punct(pm_utf8_previous(number, &at)))
		pm_buf_putc(out, ' ');
}

/* Markdown numbers with `1.` and `1)`, and letters are counted; other numbers are text behind a bullet. */
static void put_marker(const pm_block *b, pm_buf *out)
{
	pm_str number = pm_block_number(b);
	size_t digits = 0, letters = 0;
	for (size_t i = 0; i + 1 < number.len; i++) {
		digits += number.ptr[i] >= '0' && number.ptr[i] <= '9';
		letters += (number.ptr[i] >= 'a' && number.ptr[i] <= 'z') || (number.ptr[i] >= 'A' && number.ptr[i] <= 'Z');
	}
	bool is_native = number.len == 0 ||
			 ((digits == number.len - 1 || letters == number.len - 1) && strchr(".)", number.ptr[number.len - 1]) != NULL);
	bool is_ordered = pm_block_is_ordered(b) && is_native;
	pm_buf_puts(out, is_ordered ? "ordered " : "bullet ");
	if (pm_block_is_ordered(b) && !is_native && pm_block_number_is_automatic(b))
		put_number(number, out);
}

static void put_block(const pm_block *b, pm_buf *out)
{
	pm_kind kind = pm_block_kind(b);
	int items = kind == PM_LIST_ITEM ? pm_block_level(b) + 1 : pm_block_item_depth(b);
	n_items = kind == PM_LIST_ITEM || items < n_items ? items : n_items;
	items = n_items; /* what continues an item that is not there stands without */
	pm_buf_printf(out, "q%d i%d ", pm_block_quote_depth(b), items);
	switch (kind) {
	case PM_TITLE:
		pm_buf_puts(out, "h1 ");
		break;
	case PM_HEADING:
		pm_buf_printf(out, "h%d ", pm_block_level(b));
		if (pm_block_number_is_automatic(b) && pm_block_number(b).len > 0)
			put_number(pm_block_number(b), out);
		break;
	case PM_LIST_ITEM:
		put_marker(b, out);
		break;
	case PM_TABLE:
		if (is_for_gfm(b)) {
			pm_buf_puts(out, "table\n");
			put_table(b, out);
		} else {
			pm_buf_puts(out, "html\n");
		}
		return;
	case PM_CODE: {
		pm_str code = pm_block_text(b), language = pm_block_language(b);
		pm_buf_printf(out, "code %.*s|", (int)language.len, language.ptr);
		for (size_t i = 0; i < code.len; i++)
			pm_buf_puts(out, code.ptr[i] == '\n' ? "⏎" : (char[]){ code.ptr[i], '\0' });
		pm_buf_putc(out, '\n');
		return;
	}
	case PM_RULE:
		pm_buf_puts(out, "rule\n");
		return;
	default:
		pm_buf_puts(out, "p ");
		break;
	}
	put_text(b, out);
}

void canon_model(const pm_doc *doc, pm_buf *out)
{
	n_labels = 0;
	n_items = 0;
	shown_doc = doc;
	for (const pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b))
		if (!pm_block_is_marked(b) && !is_blank(b) && pm_block_kind(b) != PM_PAGE_BREAK)
			put_block(b, out);
	for (size_t i = 0; i < n_labels; i++) {
		pm_buf_printf(out, "note %zu\n", i + 1);
		for (const pm_block *b = pm_flow_first(pm_note_flow(pm_doc_note(doc, labels[i]))); b != NULL; b = pm_block_next(b))
			put_block(b, out);
	}
}
