/* repair_marks.c: what programs, not authors, put between characters: export marks, escapes, marks for lost spaces. */
#include "repair.h"

#include "line_shape.h"

/* -- export marks --------------------------------------------------------------------------------------------------------- */

/* What may stand between `[word` and `]`. */
typedef enum mark_body { NOTHING, NAME, EXPRESSION } mark_body;

static const struct {
	const char *opening;
	mark_body body;
	char closing;
} export_marks[] = {
	{ "[bookmark:", NAME, ']' },          { "[bookmarkStart:", NAME, ']' }, { "[bookmarkEnd:", NAME, ']' }, { "[endif]", NOTHING, 0 },
	{ "[if !", EXPRESSION, ']' },         { "<!--[if", EXPRESSION, '>' },   { "<![endif]-->", NOTHING, 0 }, { "<!--[endif]-->", NOTHING, 0 },
	{ "<![if", EXPRESSION, '>' },         { "<![endif]>", NOTHING, 0 },     { "<o:p></o:p>", NOTHING, 0 },  { "<o:p>", NOTHING, 0 },
	{ "</o:p>", NOTHING, 0 },             { "<!--StartFragment-->", NOTHING, 0 },
	{ "<!--EndFragment-->", NOTHING, 0 }, { "_x000D_", NOTHING, 0 },
};

static bool is_name_char(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == ' ' || c == '-' || c == '.' ||
	       ((unsigned char)c & 0x80) != 0;
}

/* The end of the export mark at s[at], or 0. */
static size_t export_mark_at(pm_str s, size_t at)
{
	pm_str rest = pm_str_of(s.ptr + at, s.len - at);
	for (size_t i = 0; i < sizeof export_marks / sizeof export_marks[0]; i++) {
		if (!pm_str_starts_with(rest, export_marks[i].opening))
			continue;
		size_t k = strlen(export_marks[i].opening);
		if (export_marks[i].body == NOTHING)
			return at + k;
		size_t most = rest.len < k + 80 ? rest.len : k + 80;
		size_t inside = k;
		while (k < most && (export_marks[i].body == NAME ? is_name_char(rest.ptr[k]) : rest.ptr[k] != export_marks[i].closing))
			k++;
		if (k < most && k > inside && rest.ptr[k] == export_marks[i].closing)
			return at + k + 1;
	}
	return 0;
}

/* Where somebody writes about the marks they stand in quotes or code ticks. */
static bool is_quoted(pm_str s, size_t start, size_t end)
{
	uint32_t before = pm_char_before(s, start), behind = pm_char_at(s, end);
	return before == '`' || behind == '`' || (before == '"' && behind == '"') || (before == '\'' && behind == '\'') ||
	       (before == 0x201c && behind == 0x201d) || (before == 0x300c && behind == 0x300d) || before == 0xff08 || before == '(';
}

void pm_repair_export_marks(const pm_repair_context *context, pm_str text, pm_edits *edits)
{
	(void)context;
	for (size_t at = 0; at < text.len;) {
		char c = text.ptr[at];
		size_t end = c == '[' || c == '<' || c == '_' ? export_mark_at(text, at) : 0;
		if (end > 0 && !is_quoted(text, at, end))
			pm_edits_add(edits, at, end, "", "export-mark");
		at = end > 0 ? end : at + 1;
	}
}

/* -- escapes -------------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *escape;
	const char *meaning;
} escapes[] = {
	{ "&nbsp;", " " },          { "&amp;nbsp;", " " },      { "&ensp;", " " },         { "&emsp;", "\u3000" },      { "\\u3000", "\u3000" },
	{ "\\xa0", " " },           { "\\u00a0", " " },         { "\\u200b", "" },         { "\\ufeff", "" },           { "&ldquo;", "\u201c" },
	{ "&rdquo;", "\u201d" },    { "&mdash;", "\u2014" },    { "&middot;", "\u00b7" },  { "&hellip;", "\u2026" },    { "&lsquo;", "\u2018" },
	{ "&rsquo;", "\u2019" },    { "&ndash;", "\u2013" },    { "&times;", "\u00d7" },   { "&permil;", "\u2030" },    { "&quot;", "\"" },
};

static bool is_good_neighbour(uint32_t c)
{
	return c == 0 || c == '&' || c == '\\' || c == ';' || pm_char_is_space(c) || pm_char_is_han_text(c) || pm_char_digit(c) >= 0;
}

void pm_repair_escapes(const pm_repair_context *context, pm_str text, pm_edits *edits)
{
	/* Only among Chinese text, and not where the page itself speaks of mark-up. */
	if (context->fidelity == PM_DOCUMENT || text.len == 0 || memchr(text.ptr, '<', text.len) != NULL)
		return;
	bool in_run = false, refused = false, in_indent = false;
	for (size_t at = 0; at < text.len;) {
		size_t end = 0;
		if (text.ptr[at] == '&' || text.ptr[at] == '\\') {
			pm_str rest = pm_str_of(text.ptr + at, text.len - at);
			for (size_t i = 0; end == 0 && i < sizeof escapes / sizeof escapes[0]; i++) {
				if (!pm_str_starts_with(rest, escapes[i].escape))
					continue;
				end = at + strlen(escapes[i].escape);
				/* At the head of a line it is an indent, whatever follows. */
				in_indent = (at == 0 || in_indent) && *escapes[i].meaning == ' ';
				bool good = in_indent || (!refused && (in_run || is_good_neighbour(pm_char_before(text, at))) && is_good_neighbour(pm_char_at(text, end)) &&
				            (pm_char_is_han_text(pm_char_before(text, at)) || pm_char_is_han_text(pm_char_at(text, end)) || in_run ||
				             pm_char_at(text, end) == '&' || pm_char_at(text, end) == '\\'));
				if (good)
					pm_edits_add(edits, at, end, escapes[i].meaning, "escape");
				in_run = good;
				refused = !good;
			}
		}
		if (end == 0)
			in_run = refused = in_indent = false;
		at = end > 0 ? end : at + 1;
	}
}

/* -- marks for lost spaces ------------------------------------------------------------------------------------------------ */

/* A space that a charset lacked became `?`, an undecodable one U+FFFD; read as GBK, nbsp in UTF-8 became a rare character. */
static bool is_lost_mark(uint32_t c)
{
	return c == '?' || c == 0xfffd || c == 0x807d;
}

static size_t skip_lost(pm_str s, size_t at, size_t *n_marks)
{
	uint32_t kind = 0;
	*n_marks = 0;
	for (size_t next = at; next < s.len; at = next) {
		uint32_t c = pm_utf8_next(s, &next);
		if (is_lost_mark(c) && (kind == 0 || c == kind)) {
			kind = c;
			++*n_marks;
		} else if (!pm_char_is_space(c)) {
			break;
		}
	}
	/* 聽 is a word of its own too; twice at the head of a line it is none. */
	return kind == 0x807d && *n_marks < 2 ? 0 : at;
}

bool pm_begins_with_lost_spaces(pm_str text)
{
	size_t n_marks = 0;
	uint32_t first = pm_line_first_char(text);
	if (!is_lost_mark(first))
		return false;
	size_t end = skip_lost(text, 0, &n_marks);
	if (n_marks == 0 || end == 0)
		return false;
	pm_str rest = pm_str_of(text.ptr + end, text.len - end);
	pm_line_number number;
	return pm_line_looks_like_text(rest) || (pm_line_number_find(rest, &number) && number.type != PM_NUM_BULLET);
}

/* 。， and the like, behind which a Latin question mark cannot follow. */
static bool is_mark_before_space(uint32_t c)
{
	return c == 0x3002 || c == 0xff0c || c == 0xff1b || c == 0x3001;
}

static void add_lost_at_head(const pm_repair_context *context, pm_str text, pm_edits *edits, size_t *from)
{
	size_t n_marks = 0;
	bool is_habit = context->has_lost_spaces && is_lost_mark(pm_line_first_char(text));
	if (is_habit || pm_begins_with_lost_spaces(text)) {
		size_t end = skip_lost(text, 0, &n_marks);
		if (end > 0 && end < text.len && (n_marks >= 2 || context->has_lost_spaces)) {
			pm_edits_add(edits, 0, end, "", "lost-space");
			*from = end;
		}
	}
	/* Between a heading's number and its words: 1.?加强, （一）?总体 */
	pm_line_number number;
	pm_str rest = pm_str_of(text.ptr + *from, text.len - *from);
	if (!pm_line_number_find(rest, &number) || number.separator == 0)
		return;
	size_t start = *from + number.end;
	if (!is_lost_mark(pm_char_at(text, start)))
		return;
	size_t end = skip_lost(text, start, &n_marks);
	if (n_marks > 0 && end > start && pm_char_is_word(pm_char_at(text, end))) {
		pm_edits_add(edits, start, end, "", "lost-space");
		*from = end;
	}
}

void pm_repair_lost_spaces(const pm_repair_context *context, pm_str text, pm_edits *edits)
{
	if (context->fidelity == PM_DOCUMENT)
		return;
	size_t at = 0;
	add_lost_at_head(context, text, edits, &at);
	if (!pm_line_looks_like_text(text))
		return;
	uint32_t before = pm_char_before(text, at);
	while (at < text.len) {
		size_t start = at;
		uint32_t c = pm_utf8_next(text, &at);
		if ((c == '?' || c == 0xfffd) && is_mark_before_space(before)) {
			size_t n_marks = 0;
			size_t end = skip_lost(text, start, &n_marks);
			uint32_t behind = pm_char_at(text, end);
			if (behind == 0 || pm_char_is_han(behind) || pm_char_digit(behind) >= 0 || behind == 0xff08) {
				pm_edits_add(edits, start, end, "", "lost-space");
				at = end;
			}
		}
		before = c;
	}
}

/* -- 一 that was read as a dash ------------------------------------------------------------------------------------------- */

static bool is_dash(uint32_t c)
{
	return c == 0x2014 || c == 0x2015 || c == 0x2013 || c == 0xff0d || c == 0x30fc || c == '-';
}

/* —、 and （—） ahead of 二、 and （二） */
void pm_repair_misread(const pm_repair_context *context, pm_str text, pm_edits *edits)
{
	size_t at = pm_skip_space(text, 0), start = at;
	uint32_t first = at < text.len ? pm_utf8_next(text, &at) : 0;
	bool in_brackets = first == 0xff08 || first == '(';
	if (in_brackets) {
		start = at;
		first = at < text.len ? pm_utf8_next(text, &at) : 0;
	}
	uint32_t behind = pm_char_at(text, at);
	bool ends = in_brackets ? context->has_han_paren && (behind == 0xff09 || behind == ')') : context->has_han && behind == 0x3001;
	if (context->fidelity != PM_DOCUMENT && is_dash(first) && ends)
		pm_edits_add(edits, start, at, "一", "misread-number");
}

/* -- invisible characters ------------------------------------------------------------------------------------------------- */

static bool is_invisible(uint32_t c)
{
	return c == 0x200b || c == 0xfeff || c == 0x2060 || c == 0xad || c == 0x200e || c == 0x200f || c == 0x200c || c == 0x200d;
}

void pm_repair_invisible(const pm_repair_context *context, pm_str text, pm_edits *edits)
{
	(void)context;
	for (size_t at = 0; at < text.len;) {
		unsigned char lead = (unsigned char)text.ptr[at];
		if (lead != 0xe2 && lead != 0xef && lead != 0xc2) {
			at++;
			continue;
		}
		size_t start = at;
		uint32_t c = pm_utf8_next(text, &at);
		if (!is_invisible(c))
			continue;
		while (at < text.len && is_invisible(pm_char_at(text, at)))
			pm_utf8_next(text, &at);
		uint32_t before = pm_char_before(text, start), behind = pm_char_at(text, at);
		/* Emoji and scripts that join need them; Chinese characters never do. */
		if ((before == 0 || pm_char_is_han_text(before) || pm_char_digit(before) >= 0 || pm_char_is_space(before)) &&
		    (behind == 0 || pm_char_is_han_text(behind) || pm_char_digit(behind) >= 0 || pm_char_is_space(behind)))
			pm_edits_add(edits, start, at, "", NULL);
	}
}
