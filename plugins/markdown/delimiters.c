/* delimiters.c: which emphasis can be written with `*` and `~`.
 *
 * CommonMark lets `**` open and close by what stands on both sides of it (left- and right-flanking runs), which was made for
 * words between spaces: `**（一）**建设` does not close.  Such emphasis is written as <strong>, which says the same to every parser. */
#include "chars.h"
#include "tokens.h"

static bool is_delimiter(const md_token *t)
{
	return (t->kind == MD_OPEN || t->kind == MD_CLOSE) && !t->is_tag && t->style != PM_LINK;
}

static char delimiter_of(const md_token *t)
{
	return t->style == PM_STRIKE ? '~' : t->is_underscore ? '_' : '*';
}

static bool may_be_delimiter(pm_style style)
{
	return style == PM_STRONG || style == PM_EMPHASIS || style == PM_STRIKE;
}

/* -- what stands at the edges ---------------------------------------------------------------------------------------- */

uint32_t md_first_char(const md_tokens *tokens, size_t i, md_place place)
{
	const md_token *t = &tokens->at[i];
	size_t at = t->start;
	switch (t->kind) {
	case MD_TEXT:
		return pm_utf8_next(pm_str_of(tokens->text.ptr, t->end), &at);
	case MD_CODE:
		return place == MD_IN_HTML || t->is_tag ? '<' : '`';
	case MD_OPEN:
	case MD_CLOSE:
		if (t->is_tag)
			return '<';
		if (t->style == PM_LINK)
			return t->kind == MD_OPEN ? '[' : ']';
		return (uint32_t)delimiter_of(t);
	case MD_BREAK:
		return place == MD_IN_PARAGRAPH ? '\\' : '<';
	case MD_IMAGE:
		return '!';
	case MD_NOTE:
		return '[';
	default:
		return '<';
	}
}

/* A blank that begins a line becomes an entity, &#32;. */
static bool is_entity(const md_tokens *tokens, size_t i, md_place place)
{
	const md_token *t = &tokens->at[i];
	bool begins_line = i == 0 || (place == MD_IN_PARAGRAPH && tokens->at[i - 1].kind == MD_BREAK);
	return begins_line && t->end == t->start + 1 && (tokens->text.ptr[t->start] == ' ' || tokens->text.ptr[t->start] == '\t');
}

uint32_t md_last_char(const md_tokens *tokens, size_t i, md_place place)
{
	const md_token *t = &tokens->at[i];
	size_t at = t->end;
	switch (t->kind) {
	case MD_TEXT:
		return is_entity(tokens, i, place) ? ';' : pm_utf8_previous(tokens->text, &at);
	case MD_CODE:
		return place == MD_IN_HTML || t->is_tag ? '>' : '`';
	case MD_OPEN:
	case MD_CLOSE:
		if (t->is_tag)
			return '>';
		if (t->style == PM_LINK)
			return t->kind == MD_OPEN ? '[' : ')';
		return (uint32_t)delimiter_of(t);
	case MD_BREAK:
		return place == MD_IN_PARAGRAPH ? '\n' : '>';
	case MD_IMAGE:
		return ')';
	case MD_NOTE:
		return ']';
	default:
		return '>';
	}
}

uint32_t md_char_before(const md_tokens *tokens, size_t i, md_place place)
{
	return i > 0 ? md_last_char(tokens, i - 1, place) : '\n';
}

uint32_t md_char_after(const md_tokens *tokens, size_t i, md_place place)
{
	return i + 1 < tokens->n ? md_first_char(tokens, i + 1, place) : '\n';
}

/* -- choosing -------------------------------------------------------------------------------------------------------- */

/* Do tokens i and i + 1 make one run of the same character? */
static bool is_run(const md_tokens *tokens, size_t i)
{
	const md_token *t = tokens->at;
	return i + 1 < tokens->n && is_delimiter(&t[i]) && is_delimiter(&t[i + 1]) && delimiter_of(&t[i]) == delimiter_of(&t[i + 1]);
}

/* Two may close in one run wherever they opened, but a run that opens two is read as meant only where both close together: ***text***. */
static bool is_good_run(const md_tokens *tokens, size_t i)
{
	const md_token *t = tokens->at;
	return t[i].kind == t[i + 1].kind && t[i].partner == t[i + 1].partner + 1;
}

/* Between punctuation on both sides a run may open and close: CommonMark's rule of three keeps it from closing the emphasis around
 * it, but md4c applies that inside words only. */
static bool could_close(const md_tokens *tokens, size_t from, size_t to, md_place place)
{
	return md_is_maybe_punct(md_char_before(tokens, from, place)) && md_is_maybe_punct(md_char_after(tokens, to, place));
}

/* `_` opens and closes at the bounds of words only. */
static bool is_bound(uint32_t c)
{
	return md_is_space(c) || md_is_surely_punct(c);
}

static bool stands(const md_tokens *tokens, size_t open, bool is_inside, md_place place)
{
	size_t close = tokens->at[open].partner, from = open, to = open, last = close, first = close;
	if (open > 0 && is_run(tokens, open - 1)) {
		if (!is_good_run(tokens, open - 1))
			return false;
		from = open - 1;
	}
	if (is_run(tokens, open) && is_good_run(tokens, open))
		to = open + 1;
	if (is_run(tokens, close) && tokens->at[close + 1].kind == MD_CLOSE)
		last = close + 1;
	if (close > 0 && is_run(tokens, close - 1) && tokens->at[close - 1].kind == MD_CLOSE)
		first = close - 1;
	if (is_inside && from == open && could_close(tokens, from, to, place))
		return false;
	uint32_t before_open = md_char_before(tokens, from, place), after_open = md_char_after(tokens, to, place);
	uint32_t before_close = md_char_before(tokens, first, place), after_close = md_char_after(tokens, last, place);
	if (tokens->at[open].is_underscore && !(is_bound(before_open) && is_bound(after_close)))
		return false;
	return md_may_open(before_open, after_open, true) && md_may_close(before_close, after_close, true);
}

/* Of two delimiters that would make a run that is read otherwise, the one that can be written with `_` instead. */
static bool make_underscore(md_tokens *tokens, size_t open)
{
	if (open == 0 || !is_run(tokens, open - 1) || is_good_run(tokens, open - 1) || tokens->at[open - 1].kind != MD_OPEN)
		return false;
	size_t emphasis = tokens->at[open].style == PM_EMPHASIS ? open : open - 1;
	if (tokens->at[emphasis].style != PM_EMPHASIS || tokens->at[emphasis].is_underscore)
		return false;
	tokens->at[emphasis].is_underscore = true;
	tokens->at[tokens->at[emphasis].partner].is_underscore = true;
	return true;
}

static void make_tag(md_tokens *tokens, size_t open)
{
	tokens->at[open].is_tag = true;
	tokens->at[tokens->at[open].partner].is_tag = true;
}

/* A tag is punctuation to its neighbours, so that one change may ask for another; this many rounds are more than texts need, and
 * past them all becomes tags. */
enum { MAX_ROUNDS = 8 };

void md_tokens_choose(md_tokens *tokens, md_place place)
{
	for (size_t i = 0; i < tokens->n; i++)
		if (tokens->at[i].kind == MD_OPEN && tokens->at[i].style != PM_LINK &&
		    (place == MD_IN_HTML || !may_be_delimiter(tokens->at[i].style)))
			make_tag(tokens, i);
	bool changed = true;
	for (int round = 0; changed; round++) {
		changed = false;
		size_t n_stars = 0; /* that are open */
		for (size_t i = 0; i < tokens->n; i++) {
			bool is_star = is_delimiter(&tokens->at[i]) && delimiter_of(&tokens->at[i]) == '*';
			if (tokens->at[i].kind == MD_CLOSE)
				n_stars -= is_star;
			if (tokens->at[i].kind != MD_OPEN || !is_delimiter(&tokens->at[i]))
				continue;
			if (round >= MAX_ROUNDS || !stands(tokens, i, is_star && n_stars > 0, place)) {
				if (round >= MAX_ROUNDS || !make_underscore(tokens, i))
					make_tag(tokens, i);
				changed = true;
			} else {
				n_stars += is_star;
			}
		}
	}
}
