/* structure_lines.c: the lines of a text become paragraphs: breaks are undone where none belong.
 *
 * Two kinds of break are undone.  A text that was wrapped at a column shows that column: its long lines end near it.  In any other text a
 * line is joined to the next only where it cannot end: behind a comma, inside a figure, before a closing mark. */
#include "passes.h"
#include "structure.h"

#include <stdlib.h>

enum { N_COLUMNS = 201, LEAST_WRAP = 40 };

typedef struct line_facts {
	uint32_t at[N_COLUMNS];    /* lines by width */
	uint32_t chars[N_COLUMNS]; /* and by length */
	size_t n_long;             /* lines of more than that */
	size_t n_wide, n_closed;   /* lines of some width, and those of them that end as sentences do */
	size_t n_ended;            /* and lines of any width that do */
	size_t n_lines, n_indented;
	size_t cjk, latin;
} line_facts;

/* The last line that a paragraph took in: what goes on is judged by it, not by the whole. */
typedef struct last_line {
	pm_unit unit;
	size_t start; /* in the text of the paragraph */
} last_line;

static pm_str line_text(const last_line *line)
{
	pm_str s = pm_unit_text(&line->unit);
	return pm_str_of(s.ptr + line->start, s.len - line->start);
}

static uint32_t full_width(const pm_unit *u)
{
	return u->indent + u->width;
}

static void count_letters(pm_str s, line_facts *f)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (pm_char_is_cjk(c))
			f->cjk++;
		else if (pm_char_is_word(c) && pm_char_digit(c) < 0)
			f->latin++;
	}
}

static void learn(const pm_structure *s, line_facts *f)
{
	for (size_t i = 0; i < s->n; i++) {
		const pm_unit *u = &s->units[i];
		pm_str text = pm_unit_text(u);
		count_letters(text, f);
		if (u->use != PM_USE_TEXT)
			continue;
		uint32_t w = full_width(u);
		f->n_lines++;
		uint32_t last = pm_line_last_char(text);
		bool ends = pm_line_ends_sentence(text) || last == 0xff1a || last == ':';
		f->n_ended += ends;
		f->n_indented += u->indent >= 2 && u->indent <= 8;
		if (w >= LEAST_WRAP && u->n_indent + u->n_chars < N_COLUMNS)
			f->chars[u->n_indent + u->n_chars]++;
		if (w >= N_COLUMNS)
			f->n_long++;
		else
			f->at[w]++;
		if (w < 60)
			continue;
		f->n_wide++;
		f->n_closed += ends;
	}
}

/* The column at which the lines were broken: many lines end at it or up to three columns before (two for a wide character, one for a
 * mark that may not begin a line), hardly one beyond. */
static uint32_t cjk_wrap(const line_facts *f)
{
	size_t wide = f->n_long, beyond = f->n_long;
	for (size_t w = LEAST_WRAP; w < N_COLUMNS; w++)
		wide += f->at[w];
	for (size_t w = N_COLUMNS - 1; w >= LEAST_WRAP; w--) {
		size_t here = (size_t)f->at[w] + f->at[w - 1] + f->at[w - 2] + f->at[w - 3];
		if (f->at[w] > 0 && here >= 3 && here * 2 >= wide && beyond * 20 <= wide)
			return (uint32_t)w;
		beyond += f->at[w];
	}
	return 0;
}

/* The same where characters were counted: half of the long lines are of one length, none is longer. */
static uint32_t char_wrap(const line_facts *f)
{
	size_t wide = f->n_long, beyond = f->n_long;
	for (size_t w = LEAST_WRAP; w < N_COLUMNS; w++)
		wide += f->at[w];
	for (size_t n = N_COLUMNS - 1; n >= LEAST_WRAP / 2; n--) {
		if (f->chars[n] >= 4 && (size_t)f->chars[n] * 2 >= wide && beyond == f->n_long && f->n_long * 50 <= wide)
			return (uint32_t)n;
		beyond += f->chars[n];
	}
	return 0;
}

/* Words make ragged lines: the column is the widest that lines reach, a few strays aside. */
static uint32_t latin_wrap(const line_facts *f)
{
	size_t n = f->n_long, beyond = f->n_long;
	for (size_t w = LEAST_WRAP; w < N_COLUMNS; w++)
		n += f->at[w];
	for (size_t w = N_COLUMNS - 1; w >= 55; w--) {
		beyond += f->at[w];
		if (f->at[w] > 0 && beyond * 50 > n) {
			size_t near = 0;
			for (size_t k = w - 15; k <= w; k++)
				near += f->at[k];
			return w <= 132 && near >= 2 && near * 3 >= n ? (uint32_t)w : 0;
		}
	}
	return 0;
}

static bool is_closing_mark(uint32_t c)
{
	static const uint16_t marks[] = { 0x3002, 0xff0c, 0x3001, 0xff1b, 0xff1a, 0xff01, 0xff1f, 0xff09, 0x201d, 0x300b, 0x3011, 0x300d };
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (marks[i] == c)
			return true;
	return false;
}

/* What a figure is cut off from: its unit or its next digits. */
static bool begins_like_unit(pm_str s)
{
	static const char *const units[] = { "%",  "％", "‰",  "个", "人", "名", "元",   "万", "亿", "家",   "户", "件",
					     "项", "起", "例", "处", "台", "套", "公里", "亩", "吨", "平方", "条", "份",
					     "年", "月", "日", "個", "億", "萬", "戶",   "項", "處", "." };
	if (s.len == 0)
		return false;
	size_t at = 0;
	if (pm_char_digit(pm_utf8_next(s, &at)) >= 0)
		return true;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (pm_str_starts_with(s, units[i]))
			return true;
	return false;
}

static bool is_latin_letter(uint32_t c)
{
	return pm_char_is_word(c) && !pm_char_is_cjk(c) && pm_char_digit(c) < 0;
}

/* Is `b` plainly a line that begins something? */
static bool begins_anew(const pm_unit *b)
{
	pm_date date;
	/* So do lines that are dated, to the minute, as talk is. */
	bool dated =
		pm_char_digit(pm_line_first_char(pm_unit_text(b))) >= 0 && pm_date_at(pm_unit_text(b), 0, false, &date) && date.hour >= 0;
	return dated || (b->number.type != PM_NUM_NONE && !b->has_lost_number);
}

/* Is the mark at the head of `b` what is left of a number, and not the rest of the sentence before it? */
static bool lost_its_number(const last_line *line, const pm_unit *b)
{
	pm_str left = line_text(line);
	return b->has_lost_number && (line->unit.width < LEAST_WRAP || (line->unit.width < 60 && pm_line_n_commas(left) == 0) ||
				      pm_line_ends_sentence(left) || pm_line_last_char(left) == 0xff1a);
}

/* …圆满完成。三、工作亮点: does a heading stand at the end of the line, which then is whole? */
static bool ends_in_heading(pm_str line)
{
	enum { FAR = 160 };
	for (size_t at = line.len; at > 0 && line.len - at < FAR;) {
		size_t here = at;
		uint32_t c = pm_utf8_previous(line, &at);
		if (c == 0x3002 || c == 0xff01 || c == 0xff1a) {
			size_t from = here;
			pm_line_number number;
			return pm_line_number_find(pm_str_of(line.ptr + from, line.len - from), &number) && number.type != PM_NUM_IS;
		}
	}
	return false;
}

/* In a text with long lines of its own: can the sentence not end at the end of `a`? */
static bool is_cut(const last_line *line, const pm_unit *b)
{
	const pm_unit *a = &line->unit;
	pm_str left = line_text(line), right = pm_unit_text(b);
	uint32_t last = pm_line_last_char(left), first = pm_line_first_char(right);
	if (lost_its_number(line, b))
		return false;
	if (a->width >= 16 && is_closing_mark(first) && !pm_line_ends_sentence(left))
		return true;
	if (a->width < LEAST_WRAP || begins_anew(b))
		return false;
	if (last == 0xff0c || last == 0x3001 || last == 0xff1b || last == ';')
		return true;
	if (pm_char_digit(last) >= 0 && begins_like_unit(right) && pm_line_n_commas(left) > 0)
		return true;
	/* A line that long, with its commas, is no heading; one that goes on with a word goes on. */
	return a->width >= 60 && !ends_in_heading(left) && pm_char_is_word(last) && pm_char_is_word(first) && pm_line_n_commas(left) > 0 &&
	       pm_unit_score(a) < 0 && b->width >= 4 && pm_line_ends_sentence(right);
}

/* `PM` / `2.5` / `平均浓度…`: a subscript that was given a line of its own. */
static bool is_subscript(const last_line *line, const pm_unit *b)
{
	pm_str s = pm_unit_text(b);
	uint32_t last = pm_line_last_char(line_text(line));
	if (s.len == 0 || s.len > 4 || !(last >= 'A' && last <= 'Z'))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!(s.ptr[i] >= '0' && s.ptr[i] <= '9') && s.ptr[i] != '.')
			return false;
	return true;
}

/* A number, or the first half of one, alone on its line. */
static bool is_number_alone(const last_line *line)
{
	const pm_unit *a = &line->unit;
	pm_str s = line_text(line);
	if (s.len == 0 || s.len > 24 || a->number.type == PM_NUM_BULLET)
		return false;
	if (a->number.type != PM_NUM_NONE)
		return a->number.text >= s.len && (a->number.separator != 0 || a->number.type < PM_NUM_ARTICLE);
	return pm_str_is(s, "（") || pm_str_is(s, "(") || pm_str_is(s, "第");
}

/* `一` alone, before `、工作情况` */
static bool is_numeral_before_mark(const last_line *line, const pm_unit *b)
{
	pm_str s = line_text(line), next = pm_unit_text(b);
	size_t at = 0;
	uint32_t value = 0;
	if (s.len > 12 || !(pm_han_number(s, &at, &value) || pm_decimal_number(s, &at, &value, NULL)) || at != s.len)
		return false;
	return pm_str_starts_with(next, "、") || pm_str_starts_with(next, "．") || pm_str_starts_with(next, "）");
}

/* Behind a sentence that ends with its line: the last line of a paragraph would end in a stop, a heading does not. */
static bool is_heading_behind(const pm_structure *s, const last_line *line, const pm_unit *b)
{
	pm_str right = pm_unit_text(b);
	bool is_short = s->wrap_chars != 0 ? b->n_indent + b->n_chars < s->wrap_chars : full_width(b) + 10 < s->wrap;
	return is_short && pm_line_ends_sentence(line_text(line)) && pm_char_is_word(pm_line_last_char(right)) &&
	       pm_line_n_stops(right) + pm_line_n_commas(right) == 0;
}

/* Does a paragraph that was wrapped go on from `a` to `b`? */
static bool is_wrapped(const pm_structure *s, const last_line *line, const pm_unit *b, bool indents)
{
	if (begins_anew(b) || lost_its_number(line, b) || (s->is_cjk && is_heading_behind(s, line, b)))
		return false;
	const pm_unit *a = &line->unit;
	if (s->wrap_chars != 0)
		return a->n_indent + a->n_chars == s->wrap_chars && b->indent <= 2 && !(indents && b->indent > 0);
	if (s->wrap == 0)
		return false;
	uint32_t w = full_width(a);
	if (s->is_cjk) {
		if (indents && b->indent >= 2 && b->indent > a->indent)
			return false;
		if (indents && b->indent >= 2 && pm_line_ends_sentence(line_text(line)))
			return false;
		if (w + 4 >= s->wrap)
			return w <= s->wrap + 2;
		/* A figure or word that would not be parted leaves a wider gap. */
		return w + 10 >= s->wrap && pm_char_is_word(pm_line_last_char(line_text(line))) && pm_line_n_commas(line_text(line)) > 0;
	}
	/* The next word would not have fitted. */
	pm_str right = pm_unit_text(b);
	uint32_t word = 0;
	for (size_t at = 0; at < right.len;) {
		uint32_t c = pm_utf8_next(right, &at);
		if (pm_char_is_space(c))
			break;
		word += (uint32_t)pm_char_width(c);
	}
	bool hangs = a->number.type != PM_NUM_NONE && b->indent > a->indent;
	return w * 10 >= s->wrap * 6 && w + 1 + word + 12 >= s->wrap && (b->indent <= a->indent || hangs || a->is_broken);
}

/* Between CJK characters there is no space, between Latin words one. */
static pm_str glue_between(const pm_structure *s, pm_str left, pm_str right)
{
	uint32_t last = pm_line_last_char(left), first = pm_line_first_char(right);
	bool wide = pm_char_is_cjk(last) || pm_char_is_cjk(first) || pm_char_is_cjk_punct(last) || pm_char_is_cjk_punct(first);
	if (wide || (s->is_cjk && !(is_latin_letter(last) && is_latin_letter(first))))
		return PM_STR("");
	/* A hyphen at the end is taken as the word's own: `well-` / `known`. */
	size_t at = left.len;
	if (last == '-' && at > 1) {
		pm_utf8_previous(left, &at);
		if (is_latin_letter(pm_utf8_previous(left, &at)))
			return PM_STR("");
	}
	return PM_STR(" ");
}

static int join(pm_structure *s, pm_unit *a, pm_unit *b)
{
	pm_str glue = glue_between(s, pm_unit_text(a), pm_unit_text(b));
	int rc = pm_block_join_next(a->block, glue, s->err);
	if (rc != PM_OK)
		return rc;
	b->block = NULL;
	a->is_broken = true;
	return PM_OK;
}

/* Latin paragraphs are wrapped or not as a whole: verse and lists of short lines do not fill their lines. */
static bool is_ragged(const pm_structure *s, size_t from)
{
	size_t n = 0, full = 0;
	for (size_t i = from; i + 1 < s->n && s->units[i + 1].n_blank == 0 && n < 200; i++) {
		if (s->units[i].use != PM_USE_TEXT || begins_anew(&s->units[i + 1]))
			break;
		n++;
		full += full_width(&s->units[i]) * 10 >= s->wrap * 7;
	}
	return full * 10 < n * 8;
}

/* A long line of words that ends in a word or comma goes on where the next begins small, or where it is no title itself. */
static bool goes_on_in_latin(const last_line *line, const pm_unit *b)
{
	uint32_t last = pm_line_last_char(line_text(line)), first = pm_line_first_char(pm_unit_text(b));
	bool open = last == ',' || (is_latin_letter(last) && last < 0x3000);
	if (!open || begins_anew(b) || first >= 0x3000)
		return false;
	bool begins_small = first >= 'a' && first <= 'z';
	return line->unit.width >= 55 && (begins_small || (line->unit.width >= 70 && pm_unit_score(&line->unit) < 1));
}

/* What is set in below an item is of it: a second line, not a paragraph under a short heading. */
static bool hangs(const pm_structure *s, const last_line *line, const pm_unit *para, const pm_unit *b)
{
	bool item = para->number.type == PM_NUM_BULLET || (!s->is_cjk && para->number.type != PM_NUM_NONE);
	/* Two ideographic spaces set in a paragraph of its own. */
	bool is_longer = s->is_cjk && b->width > full_width(&line->unit) + 10; /* what was wrapped fills its first line */
	bool is_paragraph = pm_unit_is_prose(b) && ((b->n_indent == 2 && b->indent == 4) || is_longer);
	if (!item || b->indent < para->indent + 2 || begins_anew(b) || is_paragraph)
		return false;
	uint32_t first = pm_line_first_char(pm_unit_text(b));
	return para->number.type == PM_NUM_BULLET || (first >= 'a' && first <= 'z') || full_width(&line->unit) >= 50;
}

/* Where paragraphs are set in, a line that is not goes on with the one before, if that one is text and not done. */
static bool is_flush(const last_line *line, const pm_unit *para, const pm_unit *b)
{
	pm_str left = line_text(line);
	return b->indent == 0 && para->indent >= 2 && full_width(&line->unit) >= LEAST_WRAP && !begins_anew(b) &&
	       pm_char_is_word(pm_line_last_char(left)) && pm_line_n_commas(left) + pm_line_n_stops(left) > 0;
}

static bool goes_on(const pm_structure *s, const last_line *line, const pm_unit *para, const pm_unit *b, const line_facts *f, bool ragged)
{
	if (b->n_blank > 0 || b->use != PM_USE_TEXT || pm_block_next(para->block) != b->block)
		return false;
	if (is_number_alone(line) || is_numeral_before_mark(line, b) || is_subscript(line, b))
		return true;
	if (hangs(s, line, para, b))
		return true;
	if (ragged)
		return false;
	if (s->is_cjk ? is_flush(line, para, b) : goes_on_in_latin(line, b))
		return true;
	bool indents = f->n_indented * 10 >= f->n_lines;
	if (s->wrap != 0 || s->wrap_chars != 0)
		return is_wrapped(s, line, b, indents) ||
		       (s->is_cjk && !lost_its_number(line, b) && is_closing_mark(pm_line_first_char(pm_unit_text(b))));
	bool prose = f->n_closed * 10 >= f->n_wide * 7;
	return s->is_cjk && prose && is_cut(line, b);
}

/* Take in the lines behind units[i] that go on with it; returns the index behind them in `*end`. */
static int join_lines(pm_structure *s, size_t i, const line_facts *f, bool ragged, size_t *end)
{
	pm_unit *a = &s->units[i++];
	bool joined = false, subscript = false;
	for (last_line line = { *a, 0 }; i < s->n; i++) {
		pm_unit *b = &s->units[i];
		bool go = goes_on(s, &line, a, b, f, ragged);
		/* What stands behind a subscript goes on with the line. */
		if (!go && subscript)
			go = b->n_blank == 0 && b->use == PM_USE_TEXT && !begins_anew(b) && pm_block_next(a->block) == b->block;
		if (!go)
			break;
		bool alone = is_number_alone(&line) || is_numeral_before_mark(&line, b);
		subscript = is_subscript(&line, b);
		last_line next = { *b, pm_unit_text(a).len };
		next.unit.score = (int16_t)pm_unit_score(b); /* while it has its text */
		next.unit.block = a->block;
		int rc = join(s, a, b);
		if (rc != PM_OK)
			return rc;
		joined = true;
		line = next;
		if (alone) {
			pm_unit_read(a);
			line = (last_line){ *a, 0 };
		}
	}
	if (joined)
		pm_unit_read(a);
	*end = i;
	return PM_OK;
}

int pm_structure_lines(pm_structure *s)
{
	line_facts f = { 0 };
	learn(s, &f);
	s->is_cjk = f.cjk * 4 >= f.latin;
	/* Rows of a list may be of one width; where sentences were wrapped, some line ends one. */
	bool is_text = f.n_ended * 40 >= f.n_lines;
	s->wrap = !s->is_cjk ? latin_wrap(&f) : is_text ? cjk_wrap(&f) : 0;
	s->wrap_chars = s->is_cjk && is_text ? char_wrap(&f) : 0;
	if (!pm_rule_is_on(s->options, "line-join"))
		return PM_OK;
	for (size_t i = 0; i < s->n;) {
		bool ragged = !s->is_cjk && s->wrap != 0 && is_ragged(s, i);
		if (s->units[i].use != PM_USE_TEXT) {
			i++;
			continue;
		}
		int rc = join_lines(s, i, &f, ragged, &i);
		if (rc != PM_OK)
			return rc;
	}
	pm_structure_compact(s);
	return PM_OK;
}
