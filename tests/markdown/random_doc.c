/* random_doc.c: documents made of what is hard for Markdown. */
#include "random_doc.h"

unsigned random_below(random_source *r, unsigned n)
{
	if (r->bytes != NULL) {
		unsigned value = r->n_bytes > 0 ? r->bytes[0] : 0;
		r->bytes += r->n_bytes > 0;
		r->n_bytes -= r->n_bytes > 0;
		return value % n;
	}
	r->state ^= r->state << 13; /* xorshift64 */
	r->state ^= r->state >> 7;
	r->state ^= r->state << 17;
	return (unsigned)((r->state >> 32) % n);
}

static const char *const pieces[] = {
	"*",          "**",
	"***",        "_",
	"__",         "`",
	"``",         "[",
	"]",          "](",
	"(",          ")",
	"<",          ">",
	"<a>",        "</b>",
	"<div>",      "<!--",
	"-->",        "&amp;",
	"&",          "&#35;",
	";",          "#",
	"# ",         "###",
	"1.",         "1. ",
	"12)",        "1) ",
	"-",          "- ",
	"+ ",         "* ",
	"---",        "===",
	"***",        "|",
	" | ",        "\\",
	"\\\\",       "!",
	"![",         "~",
	"~~",         "~~~",
	"```",        "[^1]",
	"[^1]:",      "[x]: y",
	"[ ] ",       "http://a.cn/",
	"www.a.cn",   "https:",
	" ",          "  ",
	"\t",         "\n",
	"\n\n",       "\n- ",
	"\n1. ",      "\n# ",
	"\n> ",       "\n---",
	"\n===",      "\n| - |",
	"中",         "文字",
	"，",         "。",
	"“",          "”",
	"（",         "）",
	"：",         "、",
	"％",         "￥",
	"～",         "a",
	"b",          "word",
	"x1",         "0",
	"2024",       ":",
	"^",          "=",
	"$",          "{}",
	"\"",         "'",
	"\xC2\xA0",   "\xE3\x80\x80",
	"é",          "→",
	"🙂",       "\xEF\xBB\xBF",
	"snake_case", "5*3",
	"3 * 4",      "8~9",
	"C:\\dir",    "if (a<b)",
	"R&D",
};

static void random_text(random_source *r, pm_buf *out, unsigned max, bool in_lines)
{
	unsigned n = 1 + random_below(r, max);
	out->len = 0;
	for (unsigned i = 0; i < n; i++) {
		const char *piece = pieces[random_below(r, sizeof pieces / sizeof *pieces)];
		if (in_lines || strchr(piece, '\n') == NULL)
			pm_buf_puts(out, piece);
	}
	bool is_blank = true;
	for (size_t i = 0; i < out->len; i++)
		is_blank = is_blank && strchr(" \t\n", out->ptr[i]) != NULL;
	if (is_blank)
		pm_buf_puts(out, "字");
}

static size_t random_place(random_source *r, pm_str text)
{
	size_t at = random_below(r, (unsigned)text.len + 1);
	while (at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static void random_spans(random_source *r, pm_block *block, pm_note *note)
{
	static const pm_style styles[] = { PM_STRONG,    PM_STRONG,    PM_EMPHASIS, PM_UNDERLINE, PM_STRIKE,  PM_SUPERSCRIPT,
					   PM_SUBSCRIPT, PM_CODE_SPAN, PM_LINK,     PM_IMAGE_REF, PM_NOTE_REF };
	static const char *const targets[] = {
		"http://a.cn/b?c=d&e=f#g", "x y(z", "#place",      "a)b", "<c>", "p\\*q", "&lt;", "路/径.html",
		"mailto:a@b.cn",           "a|b",   "http://a.cn/"
	};
	unsigned n = random_below(r, 5);
	pm_str text = pm_block_text(block);
	for (unsigned i = 0; i < n; i++) {
		size_t a = random_place(r, text), b = random_place(r, text);
		pm_span span = { .style = styles[random_below(r, sizeof styles / sizeof *styles)],
				 .start = a < b ? a : b,
				 .end = a < b ? b : a };
		span.target = pm_str_from(targets[random_below(r, sizeof targets / sizeof *targets)]);
		if (span.style == PM_IMAGE_REF)
			span.alt = pm_str_from(pieces[random_below(r, 40)]);
		if (span.style == PM_IMAGE_REF && random_below(r, 3) == 0)
			span.link = pm_str_from(targets[random_below(r, sizeof targets / sizeof *targets)]);
		if (span.style == PM_IMAGE_REF || span.style == PM_NOTE_REF)
			span.end = span.start;
		if (span.style == PM_NOTE_REF && note == NULL)
			continue;
		span.note = span.style == PM_NOTE_REF ? note : NULL;
		if (span.style == PM_LINK && span.start == span.end)
			continue;
		pm_block_append_span(block, span, NULL);
	}
}

static void random_table(random_source *r, pm_block *table, pm_buf *text)
{
	unsigned rows = 1 + random_below(r, 3), columns = 1 + random_below(r, 3);
	for (unsigned i = 0; i < rows; i++) {
		pm_table_append_row(table, i == 0, NULL);
		for (unsigned k = 0; k < columns; k++) {
			pm_cell *cell = pm_table_append_cell(table, 1, 1, NULL);
			if (random_below(r, 5) == 0)
				continue;
			random_text(r, text, 6, true);
			random_spans(r, pm_flow_append(pm_cell_flow(cell), PM_PARAGRAPH, text->ptr, text->len, NULL), NULL);
		}
	}
}

typedef struct place {
	int items, quotes; /* that are open */
	int lists[8];
	bool ordered[8];
} place;

static void random_item(random_source *r, pm_doc *doc, pm_block *b, place *at)
{
	int level = (int)random_below(r, (unsigned)at->items + 1);
	if (level > 4)
		level = 4;
	if (level == at->items || random_below(r, 6) == 0) {
		at->lists[level] = pm_doc_new_list(doc);
		at->ordered[level] = random_below(r, 2) == 0;
	}
	pm_block_set_level(b, level);
	pm_block_set_list(b, at->lists[level], at->ordered[level]);
	pm_block_set_quote_depth(b, at->quotes);
	at->items = level + 1;
}

static void random_block(random_source *r, pm_flow *flow, pm_note *note, place *at, pm_buf *text)
{
	static const pm_kind kinds[] = { PM_PARAGRAPH, PM_PARAGRAPH, PM_PARAGRAPH, PM_HEADING, PM_TITLE, PM_LIST_ITEM, PM_LIST_ITEM,
					 PM_LIST_ITEM, PM_LIST_ITEM, PM_QUOTE,     PM_CODE,    PM_TABLE, PM_RULE };
	pm_kind kind = kinds[random_below(r, sizeof kinds / sizeof *kinds)];
	bool has_text = kind != PM_TABLE && kind != PM_RULE;
	random_text(r, text, 10, true);
	for (size_t i = 0; kind == PM_CODE && i < text->len; i++)
		if (text->ptr[i] == '\t')
			text->ptr[i] = ' '; /* md4c makes spaces of the tabs of a line that has nothing else */
	pm_block *b = pm_flow_append(flow, kind, text->ptr, has_text ? text->len : 0, NULL);
	if (kind == PM_HEADING)
		pm_block_set_level(b, 1 + (int)random_below(r, 6));
	if (kind == PM_TABLE)
		random_table(r, b, text);
	if (has_text && kind != PM_CODE)
		random_spans(r, b, note);
	if (kind == PM_LIST_ITEM) {
		random_item(r, pm_flow_doc(flow), b, at);
		return;
	}
	bool continues = at->items > 0 && kind != PM_HEADING && kind != PM_TITLE && kind != PM_QUOTE && random_below(r, 2) == 0;
	if (!continues)
		at->items = 0;
	if (kind == PM_QUOTE)
		at->quotes = 1;
	else if (!continues)
		at->quotes = 0;
	pm_block_set_item_depth(b, at->items);
	pm_block_set_quote_depth(b, at->quotes);
}

pm_doc *random_doc(random_source *r)
{
	pm_doc *doc = pm_doc_new();
	pm_buf text = { 0 };
	place at = { 0 };
	if (doc == NULL)
		return NULL;
	pm_note *note = random_below(r, 2) == 0 ? pm_doc_append_note(doc, PM_FOOTNOTE, "1", 1, NULL) : NULL;
	unsigned n = 1 + random_below(r, 8);
	for (unsigned i = 0; i < n; i++)
		random_block(r, pm_doc_body(doc), note, &at, &text);
	if (note != NULL) {
		place in_note = { 0 };
		n = 1 + random_below(r, 3);
		random_text(r, &text, 6, true);
		pm_flow_append(pm_note_flow(note), PM_PARAGRAPH, text.ptr, text.len, NULL);
		for (unsigned i = 1; i < n; i++)
			random_block(r, pm_note_flow(note), NULL, &in_note, &text);
	}
	pm_buf_free(&text);
	return doc;
}
