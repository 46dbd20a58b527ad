#include "wild_doc.h"

#include <stdio.h>

typedef struct maker {
	const uint8_t *at;
	size_t left;
	pm_doc *doc;
	pm_error err;
	int depth;
	size_t budget; /* blocks: nesting multiplies */
} maker;

static unsigned pick(maker *m, unsigned n)
{
	if (m->left == 0)
		return 0;
	m->left--;
	return *m->at++ % n;
}

static const char *const scraps[] = {
	"abc",
	"漢字",
	"\xEF\xBF\xBE",
	"\xEF\xBF\xBF",
	"<w:p/>",
	"&amp;",
	"]]>",
	"\"'",
	"\t",
	"\n",
	"  ",
	"\u00ad",
	"\u2011",
	"\u2028",
	"\xC2\x85",
	"😀",
	"\xF0\x9F\xBF\xBE",
	"1.",
	"（一）",
	"%1%2",
	"“”",
	"\u200b",
	"\u00a0",
	"0123456789",
	"xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz xyz",
	"\u202e",
	"é",
	"-5%",
	"12,345.6",
};

static void fill(maker *m, pm_buf *buf, unsigned most)
{
	for (unsigned n = pick(m, most + 1); n > 0; n--)
		pm_buf_puts(buf, scraps[pick(m, sizeof scraps / sizeof *scraps)]);
}

static size_t place(maker *m, pm_str text)
{
	size_t at = text.len > 0 ? pick(m, 256) % (text.len + 1) : 0;
	while (at < text.len && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static int any_resource(maker *m)
{
	static const char *const heads[] = { "\x89PNG\r\n\x1a\n",
					     "\xff\xd8\xff\xc0\0\x11\x08\0\x10",
					     "GIF89a",
					     "BM",
					     "II*",
					     "RIFF....WEBPVP8X",
					     "\xD7\xCD\xC6\x9A",
					     "no image",
					     "<svg",
					     "" };
	char bytes[64] = { 0 };
	unsigned which = pick(m, sizeof heads / sizeof *heads);
	memcpy(bytes, heads[which], strlen(heads[which]));
	for (size_t i = 16; i < sizeof bytes; i++)
		bytes[i] = (char)pick(m, 256);
	size_t len = pick(m, 4) == 0 ? pick(m, 64) : sizeof bytes;
	return pm_doc_append_resource(m->doc, PM_STR("../a\"b<c.png"), PM_STR("image/any"), pm_str_of(bytes, len), &m->err);
}

static void any_span(maker *m, pm_block *b)
{
	static const char *const targets[] = {
		"#a",   "#A", "#b c",         "#",          "", "http://x/ <>\"|\\^`{}", "mailto:a@b", "#\xEF\xBF\xBF",
		"../x", "#1", "javascript:x", "#_Toc000001"
	};
	static const char *const names[] = { "a",
					     "A",
					     "b c",
					     "1",
					     "_Toc000001",
					     "\xEF\xBF\xBF",
					     "É",
					     "é",
					     "a",
					     "_Ind1",
					     "a name of far more than forty characters, which Word cuts" };
	pm_str text = pm_block_text(b);
	size_t x = place(m, text), y = place(m, text);
	pm_span span = { .start = x < y ? x : y, .end = x < y ? y : x, .style = (pm_style)pick(m, PM_ANCHOR + 1) };
	if (span.style == PM_LINK)
		span.target = pm_str_from(targets[pick(m, sizeof targets / sizeof *targets)]);
	if (span.style == PM_LINK || span.style == PM_IMAGE_REF)
		span.alt = pick(m, 2) ? PM_STR("\xEF\xBF\xBE<\"&\n") : PM_STR("");
	if (span.style == PM_ANCHOR)
		span.target = pm_str_from(names[pick(m, sizeof names / sizeof *names)]);
	if (span.style == PM_IMAGE_REF) {
		span.resource = pick(m, 2) ? any_resource(m) : 0;
		span.target = pick(m, 2) ? pm_str_from(targets[pick(m, sizeof targets / sizeof *targets)]) : PM_STR("");
		span.link = pick(m, 3) == 0 ? pm_str_from(targets[pick(m, sizeof targets / sizeof *targets)]) : PM_STR("");
		span.width = pick(m, 3) == 0 ? 0 : pick(m, 2) ? UINT32_MAX : pick(m, 256) * 100;
		span.height = pick(m, 3) == 0 ? 0 : pick(m, 2) ? UINT32_MAX : pick(m, 256) * 100;
	}
	size_t n = pm_doc_n_notes(m->doc);
	if (span.style == PM_NOTE_REF)
		span.note = n > 0 ? pm_doc_note(m->doc, pick(m, 256) % n) : NULL;
	if (span.style != PM_NOTE_REF || span.note != NULL)
		pm_block_append_span(b, span, &m->err);
}

static void any_flow(maker *m, pm_flow *flow, unsigned most);

static void any_table(maker *m, pm_block *table)
{
	unsigned rows = pick(m, 5), columns = pick(m, 8) == 0 ? 60 + pick(m, 80) : pick(m, 7);
	m->depth++;
	for (unsigned r = 0; r < rows && m->err.code == PM_OK; r++) {
		pm_table_append_row(table, pick(m, 3) == 0, &m->err);
		if (pick(m, 5) == 0)
			pm_table_skip_columns(table, pick(m, 4), &m->err);
		for (unsigned c = 0; c < columns && m->budget > 0; c++) {
			pm_cell *cell = pm_table_append_cell(table, 1 + (pick(m, 5) == 0 ? pick(m, 9) : 0),
							     1 + (pick(m, 5) == 0 ? pick(m, 90) : 0), &m->err);
			if (cell == NULL)
				break;
			pm_cell_set_align(cell, (pm_align)pick(m, 4));
			pm_cell_set_header(cell, pick(m, 3) == 0);
			if (pick(m, 6) == 0)
				pm_cell_set_rowspan(cell, 1 + pick(m, 6));
			any_flow(m, pm_cell_flow(cell), 2);
		}
	}
	m->depth--;
}

static void any_properties(maker *m, pm_block *b)
{
	pm_str text = pm_block_text(b);
	if (pick(m, 2))
		pm_block_set_level(b, (int)pick(m, 20) - 2);
	if (pick(m, 3) == 0)
		pm_block_set_list(b, (int)pick(m, 6) - 1, pick(m, 2));
	if (pick(m, 3) == 0) {
		pm_buf number = { 0 };
		fill(m, &number, 2);
		bool is_text = pick(m, 2) && text.len > 0;
		size_t len = is_text ? place(m, text) : number.len;
		pm_block_set_number(b, is_text ? text.ptr : number.ptr, len, pick(m, 2), &m->err);
		pm_buf_free(&number);
	}
	if (pick(m, 4) == 0)
		pm_block_set_item_depth(b, (int)pick(m, 14));
	if (pick(m, 4) == 0)
		pm_block_set_quote_depth(b, (int)pick(m, 14));
	if (pick(m, 4) == 0)
		pm_block_set_role(b, (pm_role)pick(m, PM_ROLE_ABSTRACT + 1));
	if (pick(m, 4) == 0)
		pm_block_set_language(b, pick(m, 2) ? "c,;%\"<" : "\xEF\xBF\xBF", 3, &m->err);
	for (unsigned n = pick(m, 5); n > 0; n--)
		any_span(m, b);
	if (pick(m, 10) == 0)
		pm_block_mark(b, pick(m, 2) ? "navigation" : "a<b", "rule", &m->err);
}

static void any_block(maker *m, pm_flow *flow)
{
	pm_buf text = { 0 };
	pm_kind kind = (pm_kind)pick(m, PM_PAGE_BREAK + 1);
	if (kind == PM_TABLE && m->depth > 4)
		kind = PM_PARAGRAPH;
	if (kind != PM_TABLE && kind != PM_IMAGE && kind != PM_RULE && kind != PM_PAGE_BREAK)
		fill(m, &text, 8);
	pm_block *b = pm_flow_append(flow, kind, text.ptr, text.len, &m->err);
	pm_buf_free(&text);
	m->budget--;
	if (b == NULL)
		return;
	if (kind == PM_TABLE)
		any_table(m, b);
	any_properties(m, b);
}

static void any_flow(maker *m, pm_flow *flow, unsigned most)
{
	for (unsigned n = pick(m, most + 1); n > 0 && m->err.code == PM_OK && m->budget > 0; n--)
		any_block(m, flow);
}

static void any_indicators(maker *m)
{
	pm_block *b = pm_flow_first(pm_doc_body(m->doc));
	for (; b != NULL && m->left > 0; b = pm_block_next(b)) {
		pm_str text = pm_block_text(b);
		size_t x = place(m, text), y = place(m, text);
		if (x < y)
			pm_doc_append_indicator(
				m->doc,
				&(pm_indicator){
					.block = b, .start = x, .end = y, .sentence_end = y, .name = PM_STR("a<b"), .value = PM_STR("1") },
				&m->err);
	}
}

pm_doc *wild_doc(const uint8_t *bytes, size_t len)
{
	maker m = { .at = bytes, .left = len, .doc = pm_doc_new(), .budget = 500 };
	if (m.doc == NULL)
		return NULL;
	for (unsigned n = pick(&m, 4); n > 0; n--)
		pm_doc_append_note(m.doc, pick(&m, 2) ? PM_FOOTNOTE : PM_ENDNOTE, "a\"b", pick(&m, 4), &m.err);
	static const char *const names[] = { "title", "author", "language", "published", "a<b", "\xEF\xBF\xBF", "description" };
	static const char *const values[] = { "zh-CN", "ja", "x<y&z\n", "2025-02-30", "2025-01-17T10:00:00+08:00", "\xEF\xBF\xBE", "en" };
	for (unsigned n = pick(&m, 5); n > 0; n--) {
		const char *value = values[pick(&m, 7)];
		pm_doc_set_meta(m.doc, names[pick(&m, 7)], value, strlen(value), &m.err);
	}
	size_t third = m.left / 3;
	while (m.left > third && m.err.code == PM_OK && m.budget > 0)
		any_block(&m, pm_doc_body(m.doc));
	for (size_t i = 0; i < pm_doc_n_notes(m.doc); i++)
		any_flow(&m, pm_note_flow(pm_doc_note(m.doc, i)), 3);
	any_indicators(&m);
	return m.doc;
}

void count_letters(const pm_doc *doc, bool marked_too, size_t counts[128])
{
	memset(counts, 0, 128 * sizeof *counts);
	for (const pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		pm_str text = pm_block_text(b);
		for (size_t i = 0; i < text.len && (marked_too || !pm_block_is_marked(b)); i++) {
			char c = text.ptr[i];
			if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
				counts[(unsigned char)c]++;
		}
	}
}
