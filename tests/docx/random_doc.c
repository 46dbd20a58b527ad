#include "random_doc.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct maker {
	const uint8_t *at;
	size_t left;
	pm_doc *doc;
	pm_error err;
	int n_anchors, n_notes, n_images;
	int depth; /* of tables */
	bool in_note;
	int lists[3]; /* of the item before, by depth */
	int next[3];  /* the number that the next item of each has */
	bool ordered[3];
	int n_levels; /* depths that are open; 0: no list is */
} maker;

void random_bytes(uint64_t seed, uint8_t *bytes, size_t len)
{
	uint64_t x = seed * 0x9E3779B97F4A7C15u + 0x2545F4914F6CDD1Du;
	for (size_t i = 0; i < len; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		bytes[i] = (uint8_t)(x >> 24);
	}
}

static unsigned pick(maker *m, unsigned n)
{
	if (m->left == 0)
		return 0;
	m->left--;
	return *m->at++ % n;
}

/* -- text ------------------------------------------------------------------------------------------------------------- */

static const char *const words[] = {
	"word",
	"the",
	"全县",
	"完成投资",
	"254.92亿元",
	"，",
	"。",
	"“引号”",
	"a<b",
	"c&d",
	"\"e\"",
	"x > y",
	"é",
	"—",
	"…",
	"😀",
	"\t",
	"\n",
	"no\u2011break",
	"soft\u00adhyphen",
	"\u3000",
	"  two  ",
	"%1",
	"]]>",
	"' ",
	"①",
	"Ωmega",
	"\u00a0",
	"ﬁ",
	"한국어",
	"かな",
	"1.",
	"（一）",
};

static void add_words(maker *m, pm_buf *buf, unsigned most)
{
	unsigned n = 1 + pick(m, most);
	for (unsigned i = 0; i < n; i++)
		pm_buf_puts(buf, words[pick(m, sizeof words / sizeof *words)]);
	/* A block of nothing but blanks is no block. */
	pm_buf_puts(buf, "z");
}

static bool is_boundary(pm_str s, size_t at)
{
	return at == s.len || ((unsigned char)s.ptr[at] & 0xc0) != 0x80;
}

static size_t pick_place(maker *m, pm_str text, size_t from)
{
	if (from >= text.len)
		return text.len;
	size_t at = from + pick(m, 256) % (text.len - from + 1);
	while (!is_boundary(text, at))
		at++;
	return at;
}

/* -- spans ------------------------------------------------------------------------------------------------------------ */

static void add_range(maker *m, pm_block *b, pm_style style, size_t from)
{
	pm_str text = pm_block_text(b);
	size_t start = pick_place(m, text, from), end = pick_place(m, text, start);
	if (start == end)
		return;
	pm_span span = { .start = start, .end = end, .style = style };
	char target[40];
	if (style == PM_LINK) {
		if (pick(m, 2) == 0 && m->n_anchors > 0)
			snprintf(target, sizeof target, "#place%u", pick(m, (unsigned)m->n_anchors));
		else
			snprintf(target, sizeof target, pick(m, 4) ? "http://example.org/%u?a=1&b=%%20" : "/a b/[%u]\"\\", pick(m, 5));
		span.target = pm_str_from(target);
		if (pick(m, 3) == 0)
			span.alt = PM_STR("a <title> & more");
	}
	pm_block_append_span(b, span, &m->err);
}

static void add_anchor(maker *m, pm_block *b)
{
	char name[40];
	static const char *const forms[] = { "place%d", "place%d", "地点%d", "1 place %d", "Place_with_a_name_longer_than_Word_likes_%d" };
	snprintf(name, sizeof name, forms[m->n_anchors % 5 == 0 ? 0 : pick(m, 5)], m->n_anchors);
	m->n_anchors++;
	size_t at = pick_place(m, pm_block_text(b), 0);
	pm_block_append_span(b, (pm_span){ .start = at, .end = at, .style = PM_ANCHOR, .target = pm_str_from(name) }, &m->err);
}

static bool stands_in_link(const pm_block *b, size_t at)
{
	const pm_span *spans = pm_block_spans(b);
	for (size_t i = 0; i < pm_block_n_spans(b); i++)
		if (spans[i].style == PM_LINK && spans[i].start <= at && at <= spans[i].end)
			return true;
	return false;
}

static void add_image(maker *m, pm_block *b)
{
	/* A PNG as far as its size is read. */
	char png[40] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
	png[19] = (char)(1 + pick(m, 200));
	png[23] = (char)(1 + pick(m, 200));
	png[30] = (char)m->n_images;
	char name[24], target[48];
	snprintf(name, sizeof name, "picture%d.png", m->n_images++);
	size_t at = pick_place(m, pm_block_text(b), 0);
	pm_span span = { .start = at, .end = at, .style = PM_IMAGE_REF };
	/* Resources are numbered in the order in which they are met, and notes are read last. */
	unsigned form = m->in_note ? 0 : pick(m, 4);
	if (form != 0)
		span.resource = pm_doc_append_resource(m->doc, pm_str_from(name), PM_STR("image/png"), pm_str_of(png, sizeof png), &m->err);
	if (form != 1) {
		snprintf(target, sizeof target, form == 2 ? "img/%s" : "http://example.org/%s", name);
		span.target = pm_str_from(target);
	}
	if (pick(m, 2))
		span.alt = PM_STR("what \"it\" shows");
	if (pick(m, 3) == 0 && !stands_in_link(b, at))
		span.link = PM_STR("http://example.org/large");
	if (pick(m, 2)) {
		span.width = 20 * (1 + pick(m, 250)) * (1 + pick(m, 3));
		span.height = 20 * (1 + pick(m, 250));
	}
	pm_block_append_span(b, span, &m->err);
}

static void add_blocks(maker *m, pm_flow *flow, unsigned most);

static void add_note(maker *m, pm_block *b)
{
	char id[16];
	snprintf(id, sizeof id, pick(m, 2) ? "%d" : "fn-%d", ++m->n_notes);
	pm_note *note = pm_doc_append_note(m->doc, pick(m, 3) == 0 ? PM_ENDNOTE : PM_FOOTNOTE, id, strlen(id), &m->err);
	if (note == NULL)
		return;
	size_t at = pm_block_text(b).len;
	pm_block_append_span(b, (pm_span){ .start = at, .end = at, .style = PM_NOTE_REF, .note = note }, &m->err);
	maker inner = *m;
	inner.in_note = true;
	inner.n_levels = 0;
	add_blocks(&inner, pm_note_flow(note), 2);
	inner.in_note = m->in_note;
	inner.n_levels = m->n_levels;
	*m = inner;
}

static void add_spans(maker *m, pm_block *b, size_t from)
{
	static const pm_style ranges[] = { PM_STRONG, PM_EMPHASIS, PM_UNDERLINE, PM_STRIKE, PM_CODE_SPAN, PM_LINK };
	unsigned n = pick(m, 4);
	unsigned seen = 0; /* one of each: two that touch are one for Word */
	for (unsigned i = 0; i < n; i++) {
		unsigned k = pick(m, sizeof ranges / sizeof *ranges);
		if (!(seen & 1u << k))
			add_range(m, b, ranges[k], from);
		seen |= 1u << k;
	}
	if (pick(m, 6) == 0)
		add_range(m, b, pick(m, 2) ? PM_SUPERSCRIPT : PM_SUBSCRIPT, from);
	if (pick(m, 8) == 0)
		add_anchor(m, b);
	if (pick(m, 10) == 0)
		add_image(m, b);
	if (pick(m, 10) == 0 && !m->in_note && m->depth == 0)
		add_note(m, b);
}

/* -- blocks ----------------------------------------------------------------------------------------------------------- */

static pm_block *add_text(maker *m, pm_flow *flow, pm_kind kind, const char *prefix, unsigned most)
{
	pm_buf buf = { 0 };
	pm_buf_puts(&buf, prefix);
	add_words(m, &buf, most);
	pm_block *b = pm_flow_append(flow, kind, buf.ptr, buf.len, &m->err);
	pm_buf_free(&buf);
	return b;
}

static void add_heading(maker *m, pm_flow *flow)
{
	static const char *const numbers[] = { "", "一、", "（二）", "3.", "1.2", "第四章", "IV." };
	const char *number = numbers[pick(m, 7)];
	bool is_automatic = pick(m, 3) == 0;
	pm_block *b = add_text(m, flow, PM_HEADING, is_automatic ? "" : number, 5);
	if (b == NULL)
		return;
	pm_block_set_level(b, 1 + (int)pick(m, 6));
	pm_block_set_number(b, number, strlen(number), is_automatic, &m->err);
	add_spans(m, b, strlen(number));
	m->n_levels = 0;
}

static void number_of(maker *m, int level, char *number, size_t size)
{
	static const char *const bullets[] = { "•", "-", "◦" };
	static const char *const chinese[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十" };
	int n = m->next[level];
	if (!m->ordered[level])
		snprintf(number, size, "%s", bullets[m->lists[level] % 3]);
	else if (m->lists[level] % 4 == 0 && n >= 1 && n <= 10)
		snprintf(number, size, "（%s）", chinese[n - 1]);
	else if (m->lists[level] % 4 == 1 && n >= 1 && n <= 26)
		snprintf(number, size, "%c)", 'a' + n - 1);
	else
		snprintf(number, size, "%d.", n);
}

static void add_item(maker *m, pm_flow *flow)
{
	int level = (int)pick(m, (unsigned)(m->n_levels < 3 ? m->n_levels + 1 : 3));
	if (level >= m->n_levels) {
		m->lists[level] = pm_doc_new_list(m->doc);
		m->ordered[level] = pick(m, 2);
		m->next[level] = pick(m, 5) == 0 ? 1 + (int)pick(m, 12) : 1;
	}
	m->n_levels = level + 1;
	char number[24];
	number_of(m, level, number, sizeof number);
	if (m->lists[level] % 5 == 0)
		number[0] = '\0'; /* a list whose numbers nobody knows */
	bool is_automatic = pick(m, 6) != 0 && number[0] != '\0';
	bool is_bare = is_automatic && pick(m, 12) == 0; /* it begins with what is no paragraph */
	pm_block *b = is_bare ? pm_flow_append(flow, PM_LIST_ITEM, "", 0, &m->err)
			      : add_text(m, flow, PM_LIST_ITEM, is_automatic ? "" : number, 8);
	if (b == NULL)
		return;
	pm_block_set_level(b, level);
	pm_block_set_list(b, m->lists[level], m->ordered[level]);
	pm_block_set_number(b, number, strlen(number), is_automatic, &m->err);
	m->next[level] += pick(m, 12) == 0 ? 2 : 1;
	if (is_bare)
		return;
	add_spans(m, b, is_automatic ? 0 : strlen(number));
}

static void add_paragraph(maker *m, pm_flow *flow)
{
	pm_block *b = add_text(m, flow, PM_PARAGRAPH, "", 14);
	if (b == NULL)
		return;
	unsigned what = pick(m, 8);
	if (what == 0)
		pm_block_set_role(b, PM_ROLE_SUBTITLE + pick(m, 8));
	else if (what == 1 && m->n_levels > 0)
		pm_block_set_item_depth(b, m->n_levels);
	else if (what == 2)
		pm_block_set_quote_depth(b, 1);
	if (pm_block_item_depth(b) == 0)
		m->n_levels = 0;
	add_spans(m, b, 0);
}

static void add_quote(maker *m, pm_flow *flow)
{
	pm_block *b = add_text(m, flow, PM_QUOTE, "", 9);
	if (b == NULL)
		return;
	pm_block_set_quote_depth(b, 1 + (int)pick(m, 3));
	if (pick(m, 4) == 0)
		pm_block_set_quote_start(b, 1 + (int)pick(m, (unsigned)pm_block_quote_depth(b)));
	add_spans(m, b, 0);
	m->n_levels = 0;
}

static void add_code(maker *m, pm_flow *flow)
{
	static const char *const languages[] = { "", "", "c", "c++", "x,y" };
	pm_block *b = add_text(m, flow, PM_CODE, "", 12);
	const char *language = languages[pick(m, 5)];
	if (b == NULL)
		return;
	pm_block_set_language(b, language, strlen(language), &m->err);
	if (pick(m, 4) == 0 && m->n_levels > 0)
		pm_block_set_item_depth(b, m->n_levels);
	else
		m->n_levels = 0;
	if (pick(m, 5) == 0)
		pm_block_set_quote_depth(b, 1);
}

static void add_empty(maker *m, pm_flow *flow, pm_kind kind)
{
	pm_block *b = pm_flow_append(flow, kind, "", 0, &m->err);
	if (b != NULL && kind == PM_IMAGE)
		add_image(m, b);
	m->n_levels = 0;
}

static void add_table(maker *m, pm_flow *flow)
{
	pm_block *table = pm_flow_append(flow, PM_TABLE, "", 0, &m->err);
	unsigned rows = 1 + pick(m, 4), columns = 1 + pick(m, 5), headers = pick(m, 3);
	if (table == NULL)
		return;
	if (m->n_levels > 0 && pick(m, 3) == 0)
		pm_block_set_item_depth(table, m->n_levels);
	if (pick(m, 6) == 0)
		pm_block_set_quote_depth(table, 1);
	maker inner = *m;
	inner.depth++;
	inner.n_levels = 0;
	for (unsigned r = 0; r < rows; r++) {
		pm_table_append_row(table, r < headers && r + 1 < rows, &inner.err);
		for (unsigned c = 0; c < columns;) {
			unsigned span = 1 + (pick(&inner, 5) == 0 ? pick(&inner, columns - c) : 0);
			unsigned down = pick(&inner, 6) == 0 && r + 1 < rows ? 2 : 1;
			pm_cell *cell = pm_table_append_cell(table, down, span, &inner.err);
			c += span;
			if (cell == NULL || pm_cell_column(cell) >= columns)
				break;
			if (r < headers)
				pm_cell_set_header(cell, true);
			pm_cell_set_align(cell, (pm_align)pick(&inner, 4));
			if (pick(&inner, 6) == 0)
				continue;
			pm_block *b = pm_flow_append(pm_cell_flow(cell), PM_PARAGRAPH, "12.5%", pick(&inner, 2) ? 5 : 2, &inner.err);
			(void)b;
			if (pick(&inner, 5) == 0)
				add_blocks(&inner, pm_cell_flow(cell), 2);
			inner.n_levels = 0;
		}
	}
	inner.depth = m->depth;
	inner.n_levels = pm_block_item_depth(table) > 0 ? m->n_levels : 0;
	*m = inner;
}

static void add_block(maker *m, pm_flow *flow)
{
	switch (pick(m, 16)) {
	case 0:
	case 1:
		add_heading(m, flow);
		break;
	case 2:
	case 3:
	case 4:
	case 5:
		/* Lists are numbered in the order in which they are met, and notes are read last. */
		if (m->in_note)
			add_paragraph(m, flow);
		else
			add_item(m, flow);
		break;
	case 6:
		add_quote(m, flow);
		break;
	case 7:
		add_code(m, flow);
		break;
	case 8:
		if (m->depth < 3)
			add_table(m, flow);
		break;
	case 9:
		add_empty(m, flow, PM_IMAGE);
		break;
	case 10:
		add_empty(m, flow, pick(m, 2) || m->depth > 0 || m->in_note ? PM_RULE : PM_PAGE_BREAK);
		break;
	case 11:
		add_spans(m, add_text(m, flow, PM_CAPTION, "", 6), 0);
		m->n_levels = 0;
		break;
	default:
		add_paragraph(m, flow);
	}
}

static void add_blocks(maker *m, pm_flow *flow, unsigned most)
{
	unsigned n = 1 + pick(m, most);
	for (unsigned i = 0; i < n && m->err.code == PM_OK; i++)
		add_block(m, flow);
}

static void add_meta(maker *m)
{
	static const char *const names[] = { "title", "author", "language", "publisher", "source", "published", "kind", "文号" };
	static const char *const values[] = { "A <title> & more", "某某",    "en",         "办公室", "http://example.org/?a=1&b=2",
					      "2025-01-17",       "article", "〔2026〕1号" };
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (pick(m, 2))
			pm_doc_set_meta(m->doc, names[i], values[i], strlen(values[i]), &m->err);
}

pm_doc *random_doc(const uint8_t *bytes, size_t len)
{
	maker m = { .at = bytes, .left = len, .doc = pm_doc_new() };
	if (m.doc == NULL)
		return NULL;
	add_meta(&m);
	pm_flow *body = pm_doc_body(m.doc);
	if (pick(&m, 2))
		add_text(&m, body, PM_TITLE, "", 6);
	while (m.left > 0 && m.err.code == PM_OK)
		add_block(&m, body);
	return m.doc;
}
