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

/* How the characters of a line stand to each other. */
typedef struct line_spacing {
	size_t n_touching, n_gaps; /* pairs of Han characters, with nothing and with space between */
	size_t n_digit_pairs, n_digit_gaps;
	size_t least_gap; /* characters of the narrowest gap */
	bool has_mark;    /* punctuation: running text, no row of characters */
} line_spacing;

static bool is_figure_sign(uint32_t c)
{
	return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '%';
}

/* A letter-spaced line has so many pairs with a gap for each that touches. */
enum { GAPS_TO_TOUCHING = 8 };

/* Reads on as long as the line may be letter-spaced. */
static line_spacing spacing_of(pm_str text)
{
	line_spacing found = { .least_gap = SIZE_MAX };
	uint32_t before = 0;
	size_t gap = 0;
	/* A gap takes four bytes: with so many pairs that touch, the gaps that can follow are too few. */
	for (size_t at = 0; at < text.len && found.n_touching <= text.len / (4 * GAPS_TO_TOUCHING);) {
		uint32_t c = pm_utf8_next(text, &at);
		if (pm_char_is_space(c)) {
			gap += c == '\n' ? 8 : 1; /* what a break parts is none of this */
			continue;
		}
		bool is_han = pm_char_is_han(c) && pm_char_is_han(before), is_figure = is_figure_sign(c) && is_figure_sign(before);
		found.n_touching += is_han && gap == 0;
		found.n_gaps += is_han && gap > 0;
		found.n_digit_pairs += is_figure && gap == 0;
		found.n_digit_gaps += is_figure && gap > 0;
		if (is_han && gap > 0 && gap < found.least_gap)
			found.least_gap = gap;
		found.has_mark = found.has_mark || pm_char_is_cjk_punct(c);
		before = c;
		gap = 0;
	}
	return found;
}

static bool is_letter_spaced(const line_spacing *spacing, size_t least)
{
	return spacing->n_gaps >= least && spacing->n_gaps >= GAPS_TO_TOUCHING * spacing->n_touching;
}

bool pm_is_letter_spaced(pm_str text)
{
	line_spacing spacing = spacing_of(pm_str_of(text.ptr, text.len < 600 ? text.len : 600)); /* enough to tell */
	return spacing.has_mark && is_letter_spaced(&spacing, 12);
}

/* 全 市 共 有 ： each character stands apart, as some converters of PDF write them.  Wider gaps part words; figures are closed where they
 * are spaced out, too. */
static bool close_letter_spacing(const pm_repair_context *context, pm_str text, pm_edits *edits)
{
	line_spacing spacing = spacing_of(text);
	bool is_spaced = context->is_letter_spaced ? is_letter_spaced(&spacing, 2) : spacing.has_mark && is_letter_spaced(&spacing, 12);
	if (!is_spaced)
		return false;
	bool with_figures = spacing.n_digit_gaps > 0 && spacing.n_digit_pairs == 0;
	uint32_t before = 0;
	for (size_t at = 0; at < text.len;) {
		size_t start = at, gap = 0;
		while (at < text.len && pm_char_is_space(pm_char_at(text, at))) {
			gap += pm_utf8_next(text, &at) == '\n' ? 8 : 1;
		}
		size_t end = at;
		uint32_t c = at < text.len ? pm_utf8_next(text, &at) : 0;
		bool is_inside = gap > 0 && gap <= spacing.least_gap && before != 0 && c != 0;
		bool is_figure = is_figure_sign(before) || is_figure_sign(c);
		bool is_cjk = pm_char_is_han_text(before) && pm_char_is_han_text(c);
		if (is_inside && (is_cjk || (is_figure && with_figures)))
			pm_edits_add(edits, start, end, "", NULL);
		before = c;
	}
	return true;
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
	if (close_letter_spacing(context, text, edits))
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
