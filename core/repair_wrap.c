/* repair_wrap.c: text that a program cut at a column, through words and figures, is put together again.
 *
 * Such a cut shows exactly: no line is longer than the column, and a line is full where the next one's first character had no room
 * on it, marks that may not begin a line taken into account.  Text that was wrapped by words does not show it and is left to the
 * structure pass.  Cuts are undone before anything else is repaired or judged, while the lines have the width they were cut to. */
#include "repair.h"

#include "line_shape.h"

enum { WIDEST = 200, LEAST_COLUMN = 28, LEAST_CHARS = 20, LEAST_FULL = 2 };

/* How a program counts: characters, or columns with “ … — as narrow or as wide ones. */
typedef enum measure { BY_CHARS, BY_COLUMNS, BY_WIDE_COLUMNS, N_MEASURES } measure;

typedef struct hard_wrap {
	measure by;
	bool is_careful; /* marks are kept off the head of a line: one hangs over the column, or takes a character along */
	uint32_t column; /* 0: no cut is seen */
	bool is_set_off; /* paragraphs begin behind an empty line or with an indent */
} hard_wrap;

typedef struct wrap_evidence {
	size_t n_full, n_in_words, n_whole, n_prose; /* full lines; of them cut between word characters, plainly whole, with commas */
	size_t n_last, n_closed;                     /* last lines behind full ones, and those of them that end as text does */
	size_t n_wide, n_near;                       /* lines of two thirds of the column; cut lines that nearly are full */
	size_t n_headed;                             /* full ones with a closing mark at the head of the next */
	size_t n_set_off, n_bare;                    /* beginnings behind a line that is not full */
	size_t n_han, n_chars;
} wrap_evidence;

static uint32_t width_of_char(uint32_t c, measure by)
{
	if (by == BY_CHARS)
		return 1;
	uint32_t w = (uint32_t)pm_char_width(c);
	return by == BY_WIDE_COLUMNS && w == 1 && c >= 0x2010 && c <= 0x27bf ? 2 : w;
}

/* Longer lines than any that count are not measured to their end. */
static uint32_t width_of(pm_str s, measure by)
{
	uint32_t w = 0, of_han = by == BY_CHARS ? 1 : 2;
	for (size_t at = 0; at < s.len && w <= WIDEST;) {
		if (pm_str_has_han(s, at)) {
			w += of_han;
			at += 3;
		} else {
			w += width_of_char(pm_utf8_next(s, &at), by);
		}
	}
	return w;
}

static bool is_empty(const pm_block *block)
{
	return pm_str_trim(pm_block_text(block)).len == 0;
}

static bool is_indented(pm_str s)
{
	size_t at = 0;
	uint32_t c = pm_utf8_next(s, &at);
	if (s.len == 0 || !pm_char_is_space(c))
		return false;
	return c == 0x3000 || c == '\t' || pm_char_is_space(pm_char_at(s, at));
}

static bool is_one_of(uint32_t c, const uint16_t *marks)
{
	for (; *marks != 0 && *marks != c; marks++)
		;
	return c != 0 && *marks == c;
}

static bool is_closing(uint32_t c)
{
	static const uint16_t marks[] = { 0x3002, 0xff0c, 0x3001, 0xff1b, 0xff1a, 0xff01, 0xff1f, 0xff09, 0x201d, 0x300b,
		                          0x3011, 0x300d, ',',    '.',    ';',    ':',    '!',    '?',    ')',    '%',    0 };
	return is_one_of(c, marks);
}

static bool is_opening(uint32_t c)
{
	static const uint16_t marks[] = { 0xff08, 0x201c, 0x300a, 0x3010, 0x300c, '(', 0 };
	return is_one_of(c, marks);
}

/* The line without the closing marks that may hang over the column. */
static pm_str without_hanging(pm_str line)
{
	size_t end = line.len;
	for (size_t at = end; at > 0 && is_closing(pm_utf8_previous(line, &at));)
		end = at;
	return pm_str_of(line.ptr, end);
}

/* What goes on a line together: a character, with opening marks before it and closing ones behind it. */
static uint32_t width_of_head(const hard_wrap *wrap, pm_str next)
{
	size_t at = 0;
	uint32_t c = pm_utf8_next(next, &at), w = width_of_char(c, wrap->by);
	if (!wrap->is_careful)
		return w;
	for (; at < next.len && is_opening(c) && w <= WIDEST; w += width_of_char(c, wrap->by))
		c = pm_utf8_next(next, &at);
	while (at < next.len && w <= WIDEST && is_closing(c = pm_utf8_next(next, &at)))
		w += width_of_char(c, wrap->by);
	return w;
}

/* Had the head of `next` no room behind `line`? */
static bool is_full(const hard_wrap *wrap, pm_str line, pm_str next)
{
	uint32_t w = width_of(line, wrap->by);
	if (next.len == 0)
		return false;
	if (w > wrap->column)
		return wrap->is_careful && width_of(without_hanging(line), wrap->by) <= wrap->column;
	return w + width_of_head(wrap, next) > wrap->column;
}

static bool ends_text(pm_str line)
{
	uint32_t last = pm_line_last_char(line);
	return pm_line_ends_sentence(line) || last == 0xff1a || last == ':';
}

/* What may be the rest of a figure is none. */
static bool begins_like_item(pm_str line)
{
	pm_line_number number;
	return pm_line_number_find(line, &number) && number.type != PM_NUM_IS && number.type != PM_NUM_BARE && number.type != PM_NUM_MULTI;
}

static void weigh_full(pm_str line, pm_str next, wrap_evidence *e)
{
	e->n_full++;
	e->n_headed += is_closing(pm_line_first_char(next));
	e->n_in_words += pm_char_is_word(pm_line_last_char(line)) && pm_char_is_word(pm_line_first_char(next));
	e->n_whole += pm_char_ends_sentence(pm_line_last_char(line)) || begins_like_item(next);
	e->n_prose += pm_line_n_commas(line) + pm_line_n_stops(line) > 0;
	for (size_t at = 0; at < line.len; e->n_chars++)
		e->n_han += pm_char_is_han_text(pm_utf8_next(line, &at));
}

/* Weigh a line by the next one (empty at the end of the text); is it full? */
static bool weigh_pair(const hard_wrap *wrap, pm_str line, pm_str next, wrap_evidence *e)
{
	uint32_t w = width_of(line, wrap->by);
	e->n_wide += w * 3 > wrap->column * 2;
	bool begins = next.len == 0 || is_indented(next);
	if (!begins && is_full(wrap, line, next)) {
		weigh_full(line, next, e);
		return true;
	}
	e->n_set_off += begins;
	e->n_bare += !begins;
	e->n_near += !begins && w < wrap->column && w + 4 >= wrap->column && pm_char_is_word(pm_line_last_char(line)) &&
		     pm_char_is_word(pm_line_first_char(next));
	return false;
}

static wrap_evidence weigh(const pm_doc *doc, const hard_wrap *wrap)
{
	wrap_evidence e = { 0 };
	bool goes_on = false;
	for (const pm_block *b = pm_flow_first(pm_doc_body(doc)), *next; b != NULL; b = next) {
		next = pm_block_next(b);
		if (is_empty(b))
			continue;
		pm_str line = pm_block_text(b);
		bool full = weigh_pair(wrap, line, next == NULL || is_empty(next) ? PM_STR("") : pm_block_text(next), &e);
		e.n_last += goes_on && !full;
		e.n_closed += goes_on && !full && ends_text(line);
		goes_on = full;
	}
	return e;
}

/* Lines of one width that are verse, a list or a log end where something ends; cut ones end anywhere, and what they are cut from
 * ends in a stop. */
static bool is_cut(const wrap_evidence *e)
{
	bool enough = e->n_full > LEAST_FULL || (e->n_full == LEAST_FULL && e->n_in_words == LEAST_FULL);
	return enough && e->n_full * 3 >= e->n_wide && e->n_near * 8 <= e->n_full && e->n_in_words * 3 >= e->n_full &&
	       e->n_whole * 3 <= e->n_full && e->n_prose * 2 >= e->n_full && e->n_closed * 2 >= e->n_last && e->n_han * 3 >= e->n_chars;
}

/* The width that hardly a line passes; 0 as soon as there are too many of the `n_lines` that pass any. */
static uint32_t find_column(const pm_doc *doc, size_t n_lines, measure by, bool is_careful)
{
	size_t at[WIDEST + 1] = { 0 }, n = 0, beyond = 0;
	for (const pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b)) {
		pm_str line = pm_block_text(b);
		uint32_t w = width_of(is_careful ? without_hanging(line) : line, by);
		n += w > 0;
		if (w <= WIDEST)
			at[w]++;
		else if (++beyond * 50 > n_lines)
			return 0;
	}
	for (uint32_t w = WIDEST; w >= (by == BY_CHARS ? LEAST_CHARS : LEAST_COLUMN) && beyond * 50 <= n; w--) {
		if (at[w] >= LEAST_FULL)
			return w;
		beyond += at[w];
	}
	return 0;
}

/* `most_headed`: thirtieths of the full lines that a mark at the head of the next may follow where care was taken. */
static hard_wrap learn_in(const pm_doc *doc, size_t n_lines, bool is_careful, unsigned most_headed)
{
	hard_wrap best = { 0 };
	size_t most = 0;
	for (measure by = BY_CHARS; by < N_MEASURES; by++) {
		hard_wrap try = { .by = by, .is_careful = is_careful, .column = find_column(doc, n_lines, by, is_careful) };
		if (try.column == 0)
			continue;
		wrap_evidence e = weigh(doc, &try);
		if (!is_cut(&e) || e.n_full <= most || (is_careful && e.n_headed * 30 > e.n_full * most_headed))
			continue;
		most = e.n_full;
		try.is_set_off = e.n_set_off > 2 && e.n_bare * 10 <= e.n_set_off;
		best = try;
	}
	return best;
}

/* Marks at the head of lines show that no care was taken; a few may be of a kind that the program did not know. */
static hard_wrap learn(const pm_doc *doc)
{
	size_t n_lines = 0;
	for (const pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b))
		n_lines++;
	hard_wrap found = learn_in(doc, n_lines, true, 1);
	if (found.column == 0)
		found = learn_in(doc, n_lines, false, 0);
	return found.column != 0 ? found : learn_in(doc, n_lines, true, 30);
}

/* Does the number before this one stand inside the text, behind a stop: …。1.健全制度。…。| 2.加强培训。 */
static bool is_counted_inside(pm_str text, const pm_line_number *number)
{
	enum { FAR = 4096 };
	size_t at = text.len;
	while (at > 0 && text.len - at < FAR) {
		size_t behind = at;
		pm_line_number inner;
		if (pm_char_ends_sentence(pm_utf8_previous(text, &at)) &&
		    pm_line_number_find(pm_str_of(text.ptr + behind, text.len - behind < 32 ? text.len - behind : 32), &inner) &&
		    inner.type == number->type && inner.separator == number->separator)
			return inner.value + 1 == number->value;
	}
	return false;
}

/* Where no paragraph is set off, a number at the head of a line begins one, unless the text before cannot end there. */
static bool begins_anew(pm_str text, pm_str next)
{
	pm_line_number number;
	if (!pm_line_number_find(next, &number) || number.type == PM_NUM_IS)
		return false;
	uint32_t last = pm_line_last_char(text);
	if (last == '(' || last == 0xff08 || last == 0xff0c || last == ',' || last == 0x3001)
		return false;
	/* 同比增长1 | 2.5%, 全市排名第 | 一，居全省前列 */
	bool figure = number.type == PM_NUM_DECIMAL || number.type == PM_NUM_MULTI || number.type == PM_NUM_BARE;
	if ((figure && (pm_char_digit(last) >= 0 || last == '.')) || last == 0x7b2c)
		return false;
	bool weak = number.separator == 0xff0c || number.separator == ',' || number.separator == 0x3002;
	return !(weak && pm_char_is_word(last)) && !is_counted_inside(text, &number);
}

/* Behind a sentence that ends with its line: the last line of a paragraph would end in a stop, a heading does not. */
static bool is_heading_behind(const hard_wrap *wrap, pm_str text, const pm_block *block)
{
	const pm_block *after = pm_block_next(block);
	pm_str line = pm_block_text(block), next = after == NULL ? PM_STR("") : pm_block_text(after);
	return pm_line_ends_sentence(text) && !ends_text(line) && pm_line_n_stops(line) + pm_line_n_commas(line) == 0 &&
	       pm_char_is_word(pm_line_last_char(line)) && next.len > 0 && !is_full(wrap, line, next);
}

/* The first line of the text, a title to its end, that happens to be as long as the lines are; text follows, not its last words. */
static bool is_title(const hard_wrap *wrap, const pm_doc *doc, const pm_block *block, const pm_block *next)
{
	if (block != pm_flow_first(pm_doc_body(doc)))
		return false;
	const pm_block *after = pm_block_next(next);
	pm_str title = pm_block_text(block), line = pm_block_text(next), third = after == NULL ? PM_STR("") : pm_block_text(after);
	bool text = ends_text(line) || pm_line_n_commas(line) > 0 || is_full(wrap, line, third);
	return title.len < 400 && text && pm_line_ends_in_genre(title) && pm_line_looks_like_title(title);
}

/* The number of a line that could be a heading to its end: a bit, 0 where there is none. */
static unsigned heading_number(pm_str line)
{
	pm_line_number number;
	bool found = pm_line_number_find(line, &number) && number.text < line.len &&
		     (number.type == PM_NUM_HAN || number.type == PM_NUM_HAN_PAREN || number.type == PM_NUM_DECIMAL);
	return found && pm_line_n_stops(line) == 0 && pm_char_is_word(pm_line_last_char(line)) ? 1u << number.type : 0;
}

/* The numbers, by bit, that stand ahead of headings on lines of their own, several times and hardly ever ahead of text. */
static unsigned whole_headings(const pm_doc *doc, const hard_wrap *wrap)
{
	size_t n_whole[PM_NUM_BULLET + 1] = { 0 }, n_text[PM_NUM_BULLET + 1] = { 0 };
	unsigned found = 0;
	for (const pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b)) {
		const pm_block *after = pm_block_next(b);
		pm_str line = pm_block_text(b);
		pm_line_number number;
		if (after == NULL || is_empty(b) || is_empty(after) || !pm_line_number_find(line, &number))
			continue;
		bool is_whole = heading_number(line) != 0 && !is_full(wrap, line, pm_block_text(after));
		n_whole[number.type] += is_whole;
		n_text[number.type] += pm_line_n_stops(line) > 0;
	}
	for (unsigned type = 0; type <= PM_NUM_BULLET; type++)
		if (n_whole[type] >= 2 && n_text[type] == 0)
			found |= 1u << type;
	return found;
}

/* （三）… that fills its line by chance: its like are headings to their ends, and the next line is the first of a text, no last words. */
static bool is_heading(const hard_wrap *wrap, pm_str line, const pm_block *next, unsigned headings)
{
	const pm_block *after = pm_block_next(next);
	pm_str head = pm_block_text(next), third = after == NULL ? PM_STR("") : pm_block_text(after);
	return (heading_number(line) & headings) != 0 && (ends_text(head) || is_full(wrap, head, third));
}

/* A title below the `n`th line, which says when and whence the page is. */
static bool is_title_behind(pm_str line, pm_str next, size_t n)
{
	enum { FRONT = 6, LEAST = 24 };
	return n < FRONT && next.len >= LEAST && pm_line_n_stops(line) + pm_line_n_commas(line) == 0 && pm_line_ends_in_genre(next) && pm_line_looks_like_title(next) &&
	       (pm_str_find(line, PM_STR("："), 0) != SIZE_MAX || pm_str_find(line, PM_STR(":"), 0) != SIZE_MAX);
}

int pm_repair_hard_wrap(pm_doc *doc, pm_error *err)
{
	hard_wrap wrap = learn(doc);
	if (wrap.column == 0)
		return PM_OK;
	unsigned headings = wrap.is_set_off ? 0 : whole_headings(doc, &wrap);
	size_t n = 0;
	for (pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b), n++) {
		/* The part of the block that was the last line taken in. */
		size_t start = 0;
		for (pm_block *next; (next = pm_block_next(b)) != NULL && !is_empty(b) && !is_empty(next);) {
			pm_str text = pm_block_text(b), head = pm_block_text(next);
			pm_str line = pm_str_of(text.ptr + start, text.len - start);
			if (is_indented(head) || !is_full(&wrap, line, head))
				break;
			if (!wrap.is_set_off &&
			    (begins_anew(text, head) || is_heading_behind(&wrap, text, next) || is_title(&wrap, doc, b, next) ||
			     (start == 0 && (is_heading(&wrap, text, next, headings) || is_title_behind(text, head, n)))))
				break;
			start = text.len;
			int code = pm_block_join_next(b, PM_STR(""), err);
			if (code != PM_OK)
				return code;
		}
	}
	return PM_OK;
}
