/* repair_lines.c: line breaks that tore a number or a bracket from its words. */
#include "repair.h"

#include "line_shape.h"

/* How many empty lines may lie between. */
enum { MAX_GAP = 2 };

/* Nothing but an opening bracket, or a number that wants words: `（`, `（三`, `一、`, `（二）`, `3.` */
static bool is_lone_number(pm_str line)
{
	line = pm_str_trim(line);
	if (line.len == 0 || line.len > 24)
		return false;
	if (pm_str_is(line, "（") || pm_str_is(line, "("))
		return true;
	size_t at = 0;
	uint32_t open = pm_utf8_next(line, &at), value = 0;
	if ((open == 0xff08 || open == '(') && pm_han_number(line, &at, &value) && at == line.len)
		return true;
	pm_line_number number;
	if (!pm_line_number_find(line, &number) || number.text < line.len)
		return false;
	switch (number.type) {
	case PM_NUM_HAN:
	case PM_NUM_HAN_PAREN:
		return true;
	case PM_NUM_DECIMAL:
		return number.separator == 0x3001 || number.separator == 0xff0e || number.separator == '.';
	case PM_NUM_DECIMAL_PAREN:
		return number.separator == 0xff09;
	default:
		return false;
	}
}

/* Words that such a number may stand before: no number of their own, unless a bracket was opened. */
static bool can_follow(pm_str number, pm_str line)
{
	number = pm_str_trim(number);
	line = pm_str_trim(line);
	uint32_t first = pm_line_first_char(line), last = pm_line_last_char(number);
	if (last == 0xff08 || last == '(') {
		/* `三）…` */
		pm_line_number half;
		return pm_line_number_find(line, &half) && (half.type == PM_NUM_HAN_HALF || half.type == PM_NUM_DECIMAL_HALF);
	}
	if (pm_char_is_han(last))
		return first == 0xff09 || first == ')';
	pm_line_number other;
	return pm_char_is_han(first) && !pm_line_number_find(line, &other) && pm_str_reading_length(line) >= 6;
}

static pm_block *next_filled(pm_block *block)
{
	int gap = 0;
	pm_block *b = pm_block_next(block);
	while (b != NULL && pm_str_trim(pm_block_text(b)).len == 0 && gap++ < MAX_GAP)
		b = pm_block_next(b);
	return b != NULL && pm_str_trim(pm_block_text(b)).len > 0 ? b : NULL;
}

/* Take the empty lines between out and join; white space at the seam goes. */
static int join_over(pm_block *block, pm_block *words, pm_error *err)
{
	while (pm_block_next(block) != words) {
		int code = pm_block_join_next(block, pm_str_of("", 0), err);
		if (code != PM_OK)
			return code;
	}
	pm_str text = pm_block_text(block), trimmed = pm_str_trim(text);
	size_t end = (size_t)(trimmed.ptr - text.ptr) + trimmed.len;
	pm_edit tail = { .start = end, .end = text.len };
	int code = end < text.len ? pm_block_edit(block, &tail, 1, err) : PM_OK;
	text = pm_block_text(words);
	trimmed = pm_str_trim(text);
	pm_edit head = { .start = 0, .end = (size_t)(trimmed.ptr - text.ptr) };
	if (code == PM_OK && head.end > 0)
		code = pm_block_edit(words, &head, 1, err);
	return code == PM_OK ? pm_block_join_next(block, pm_str_of("", 0), err) : code;
}

int pm_repair_broken_residue(pm_doc *doc, pm_error *err)
{
	for (pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL;) {
		pm_block *words = next_filled(b);
		if (words == NULL || !pm_residue_is_broken(pm_block_text(b), pm_block_text(words))) {
			b = pm_block_next(b);
			continue;
		}
		int code = join_over(b, words, err);
		if (code != PM_OK)
			return code;
	}
	return PM_OK;
}

int pm_repair_broken_lines(pm_doc *doc, pm_error *err)
{
	for (pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b)) {
		/* A bracket may open over two breaks: `（` / `三` / `）…` */
		for (int step = 0; step < 3 && is_lone_number(pm_block_text(b)); step++) {
			pm_block *words = next_filled(b);
			if (words == NULL || !can_follow(pm_block_text(b), pm_block_text(words)))
				break;
			int code = join_over(b, words, err);
			if (code != PM_OK)
				return code;
		}
	}
	return PM_OK;
}
