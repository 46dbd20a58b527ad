/* repair_spaces.c: spaces that do not belong: between the characters of Chinese running text, and inside letter-spaced words.
 *
 * A space between Chinese characters can be meant: in a verse, a slogan, a row of names or columns.  So short lines keep theirs,
 * unless single characters are spaced out, and in running text a space inside quotation marks stays. */
#include "repair.h"

#include "line_shape.h"

static bool has_other_cjk(pm_str s)
{
	for (size_t at = 0; at < s.len;) {
		if ((unsigned char)s.ptr[at] < 0x80) {
			at++;
			continue;
		}
		if (pm_str_has_han(s, at)) {
			at += 3;
			continue;
		}
		uint32_t c = pm_utf8_next(s, &at);
		if ((c >= 0x3040 && c <= 0x30ff && c != 0x30fb) || (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x1100 && c <= 0x11ff))
			return true;
	}
	return false;
}

/* The whole line is single characters with spaces between: 目　录, 索 引 号. */
static void close_spaced_line(pm_str text, pm_edits *edits)
{
	size_t n = 0;
	size_t start = pm_skip_space(text, 0);
	for (size_t at = start; at < text.len; n++) {
		uint32_t c = pm_utf8_next(text, &at);
		if (!pm_char_is_han(c) || n > 12)
			return;
		size_t behind = pm_skip_space(text, at);
		if (behind == at && at < text.len)
			return;
		at = behind;
	}
	if (n < 2)
		return;
	for (size_t at = start; at < text.len;) {
		pm_utf8_next(text, &at);
		size_t behind = pm_skip_space(text, at);
		if (behind < text.len)
			pm_edits_add(edits, at, behind, "", NULL);
		at = behind;
	}
}

/* A run of at least three single characters parted by spaces, inside a line: its end, or 0. */
static size_t spaced_run(pm_str text, size_t at)
{
	size_t n = 0, end = 0;
	while (at < text.len) {
		size_t next = at;
		if (!pm_char_is_han(pm_utf8_next(text, &next)))
			break;
		size_t behind = pm_skip_space(text, next);
		/* A character that another one touches begins a word of more. */
		if (behind == next && pm_char_is_han(pm_char_at(text, next)))
			break;
		n++;
		end = next;
		if (behind == next)
			break;
		at = behind;
	}
	return n >= 3 ? end : 0;
}

static bool begins_with_number(pm_str text, size_t at)
{
	pm_line_number number;
	size_t len = text.len - at < 64 ? text.len - at : 64;
	return pm_line_number_find(pm_str_of(text.ptr + at, len), &number) && number.type != PM_NUM_IS;
}

static void close_spaces_in_text(pm_str text, pm_edits *edits)
{
	int depth = 0;
	uint32_t before = 0;
	/* In a line that lost its breaks the spaces are what is left of them: ahead of the first sentence, about headings. */
	bool in_heading = true;
	for (size_t at = 0; at < text.len;) {
		if (pm_str_has_han(text, at)) {
			before = 0x4e00; /* whichever */
			at += 3;
			continue;
		}
		size_t start = at;
		uint32_t c = pm_utf8_next(text, &at);
		if (c == 0xff0c || (c == ',' && pm_char_is_han(before)))
			in_heading = false;
		else if (pm_char_ends_sentence(c) && c != '?' && c != ';') /* these stand for lost spaces and in escapes too */
			in_heading = begins_with_number(text, at);
		if (c == 0x201c || c == 0x300c || c == 0x300a)
			depth++;
		else if ((c == 0x201d || c == 0x300d || c == 0x300b) && depth > 0)
			depth--;
		else if (pm_char_ends_sentence(c))
			depth = 0; /* quotation marks are often not paired */
		if (!pm_char_is_space(c) || c == '\n') {
			before = c;
			continue;
		}
		size_t end = start;
		bool has_break = false;
		while (end < text.len && pm_char_is_space(pm_char_at(text, end))) {
			has_break = has_break || text.ptr[end] == '\n';
			pm_utf8_next(text, &end);
		}
		at = end;
		uint32_t behind = pm_char_at(text, end);
		bool at_mark = pm_char_is_cjk_punct(before) || pm_char_is_cjk_punct(behind);
		bool is_seam = (in_heading && !pm_char_is_cjk_punct(before)) || begins_with_number(text, end);
		if (!has_break && !is_seam && (depth == 0 || at_mark) && pm_char_is_han_text(before) && pm_char_is_han_text(behind))
			pm_edits_add(edits, start, end, "", NULL);
	}
}

/* 统计表 and other short lines: only letter-spaced words are closed. */
static void close_spaced_words(pm_str text, pm_edits *edits)
{
	bool after_word = false;
	for (size_t at = pm_skip_space(text, 0); at < text.len;) {
		size_t end = after_word ? 0 : spaced_run(text, at);
		if (end == 0) {
			after_word = !pm_char_is_space(pm_utf8_next(text, &at));
			continue;
		}
		for (size_t i = at; i < end;) {
			pm_utf8_next(text, &i);
			size_t behind = pm_skip_space(text, i);
			if (i < end && behind > i)
				pm_edits_add(edits, i, behind, "", NULL);
			i = behind;
		}
		at = end;
		after_word = true;
	}
}

void pm_repair_spaces(const pm_repair_context *context, pm_str text, pm_edits *edits)
{
	/* An author's own spaces are the author's business. */
	if (context->fidelity == PM_DOCUMENT || has_other_cjk(text))
		return;
	if (pm_line_looks_like_text(text)) {
		close_spaces_in_text(text, edits);
		return;
	}
	size_t before = edits->n;
	close_spaced_line(text, edits);
	if (edits->n == before)
		close_spaced_words(text, edits);
}
