/* structure_plain.c: headings without a number.
 *
 * A short line that is no sentence, between text and text, is one where the document has more of its kind or where numbered headings
 * stand under it.  Verse, tables and talk are short lines among short lines. */
#include "passes.h"
#include "structure.h"

static bool is_prose_at(const pm_structure *s, size_t i)
{
	return i < s->n && s->units[i].use == PM_USE_TEXT && pm_unit_is_prose(&s->units[i]);
}

static bool has_clock(pm_str s)
{
	for (size_t i = 1; i + 1 < s.len; i++)
		if (s.ptr[i] == ':' && s.ptr[i - 1] >= '0' && s.ptr[i - 1] <= '9' && s.ptr[i + 1] >= '0' && s.ptr[i + 1] <= '9')
			return true;
	return false;
}

enum { WIDEST = 64 }; /* columns of a line that may be a heading */

/* Captions, sources, closing words and the like are short lines too. */
static bool is_known_other(pm_str s)
{
	static const char *const words[] = { "图",   "圖",   "表",   "附",   "注",   "註",   "来源",  "來源",   "作者",
					     "编辑", "責任", "责任", "此致", "敬礼", "敬禮", "——",    "—",      "（",
					     "(",    "【",   "[",    "“",    "\"",   "Fig",  "Table", "Source", NULL };
	for (const char *const *word = words; *word != NULL; word++)
		if (pm_str_starts_with(s, *word))
			return true;
	return pm_str_find(s, PM_STR("→"), 0) != SIZE_MAX; /* steps */
}

/* 2023年工作回顾, 2024年工作安排 */
static bool heads_year(pm_str s)
{
	uint32_t year = 0;
	size_t at = 0;
	int n_digits = 0;
	return pm_decimal_number(s, &at, &year, &n_digits) && n_digits == 4 && pm_str_starts_with(pm_str_of(s.ptr + at, s.len - at), "年") &&
	       (pm_line_ends_in_genre(s) || pm_str_ends_with(s, "回顾") || pm_str_ends_with(s, "展望"));
}

/* Where the source has looks to tell headings by, they must have them, but what the year names. */
static bool has_look(const pm_structure *s, const pm_unit *u)
{
	return !s->needs_bold || pm_block_is_bold(u->block) || heads_year(pm_str_of(pm_unit_text(u).ptr, u->phrase_end));
}

static bool is_short_line(const pm_structure *s, size_t i)
{
	const pm_unit *u = &s->units[i];
	pm_str text = pm_unit_text(u);
	if (u->use != PM_USE_TEXT || u->number.type != PM_NUM_NONE || u->has_lost_number || pm_block_kind(u->block) != PM_PARAGRAPH ||
	    !has_look(s, u))
		return false;
	/* 2023年工作回顾。 */
	if (u->phrase_end < text.len && u->rest >= text.len && heads_year(pm_str_of(text.ptr, u->phrase_end)))
		text.len = u->phrase_end;
	if (u->width < 4 || u->width > WIDEST || u->phrase_end < text.len || pm_line_ends_sentence(text) || pm_unit_score(u) < 2)
		return false;
	uint32_t last = pm_line_last_char(text);
	bool open = last == 0xff1a || last == ':' || last == 0xff0c || last == 0x3001 || last == 0x201d || last == '"' || last == ',' ||
		    last == '-';
	return !open && !pm_phrase_is_date(text) && !pm_phrase_is_salutation(text) && !has_clock(text) && !is_known_other(text);
}

/* Does the text stand where a heading may: at the beginning, behind a heading, or behind what ends as text does? */
static bool is_place(const pm_structure *s, size_t i)
{
	if (i == 0)
		return false;
	const pm_unit *before = &s->units[i - 1];
	if (before->use != PM_USE_TEXT)
		return true;
	return pm_unit_is_prose(before) || pm_line_ends_sentence(pm_unit_text(before));
}

static bool heads_numbers(const pm_structure *s, size_t i)
{
	return i + 1 < s->n && s->units[i + 1].use == PM_USE_HEADING && s->units[i + 1].number.type != PM_NUM_NONE &&
	       (s->units[i + 1].number.value == 1 || s->units[i + 1].has_lost_number);
}

static bool heads_text(const pm_structure *s, size_t i)
{
	if (!is_prose_at(s, i + 1))
		return false;
	const pm_unit *next = &s->units[i + 1];
	return next->width >= 60 || (next->width > s->units[i].width && pm_line_ends_sentence(pm_unit_text(next)));
}

/* A line in capitals is a heading in a script that has them. */
static bool is_all_caps(pm_str s)
{
	size_t upper = 0;
	for (size_t at = 0; at < s.len; at++) {
		if (s.ptr[at] >= 'a' && s.ptr[at] <= 'z')
			return false;
		upper += s.ptr[at] >= 'A' && s.ptr[at] <= 'Z';
	}
	return upper >= 4;
}

static bool is_apart(const pm_structure *s, size_t i)
{
	return s->units[i].n_blank > 0 && i + 1 < s->n && s->units[i + 1].n_blank > 0;
}

/* Parts that documents of all kinds have, and that stand at the top whatever stands before them. */
static bool is_known_part(pm_str s)
{
	static const char *const words[] = { "名词解释",
					     "名词注释",
					     "名詞解釋",
					     "术语解释",
					     "有关名词解释",
					     "结语",
					     "結語",
					     "结束语",
					     "后记",
					     "前言",
					     "引言",
					     "参考文献",
					     "參考文獻",
					     "致谢",
					     "摘要",
					     "Abstract",
					     "Introduction",
					     "References",
					     "Conclusion",
					     "Conclusions",
					     "Acknowledgements",
					     "Acknowledgments",
					     "Bibliography",
					     "Summary",
					     "Appendix",
					     "Glossary",
					     "Notes" };
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (pm_str_is_nocase(s, words[i]))
			return true;
	return false;
}

static bool is_known_heading(const pm_structure *s, size_t i)
{
	const pm_unit *u = &s->units[i];
	return u->use == PM_USE_TEXT && i > 0 && i + 1 < s->n && pm_block_kind(u->block) == PM_PARAGRAPH && has_look(s, u) &&
	       is_known_part(pm_unit_text(u)) && s->units[i + 1].use != PM_USE_HEADING;
}

typedef struct plain_facts {
	size_t n, n_over_top, n_bare_top, n_text;
	size_t n_years; /* lines that may head the part of a year: 2023年工作回顾, 2024年工作安排 */
	bool lacks_top; /* the outermost numbers are （一） or 1., which have something above them in official documents */
	size_t n_topics, n_short_sentences;
} plain_facts;

/* 坚持党建引领，凝聚发展合力。 on a line of its own, above a long paragraph */
static bool is_topic(const pm_structure *s, size_t i)
{
	const pm_unit *u = &s->units[i];
	pm_str text = pm_unit_text(u);
	return i > 0 && u->use == PM_USE_TEXT && u->number.type == PM_NUM_NONE && u->width <= WIDEST && u->width >= 8 && pm_unit_score(u) >= 2 &&
	       u->rest >= text.len && u->phrase_end < text.len && pm_line_last_char(text) == 0x3002 && is_prose_at(s, i + 1) &&
	       s->units[i + 1].width >= 120 && is_place(s, i) && has_look(s, u);
}

/* A line that may head a part: all outermost numbers up to the next such line begin anew under it. */
static bool may_head_part(const pm_structure *s, size_t i)
{
	return is_short_line(s, i) && is_place(s, i) && (heads_text(s, i) || heads_numbers(s, i));
}

/* How often the outermost numbering begins with a line without a number above it, and how often without. */
static void weigh_parts(const pm_structure *s, plain_facts *f)
{
	bool headed = false;
	for (size_t i = 0; i < s->n; i++) {
		const pm_unit *u = &s->units[i];
		if (may_head_part(s, i))
			headed = true;
		if (u->use != PM_USE_HEADING || (u->number.type == PM_NUM_NONE && !u->has_lost_number) || u->level != 1)
			continue;
		if (u->number.value == 1 || u->has_lost_number) {
			f->n_over_top += headed;
			f->n_bare_top += !headed;
			f->lacks_top = f->lacks_top || (s->is_cjk && (u->number.type == PM_NUM_HAN_PAREN || u->number.type == PM_NUM_DECIMAL));
		}
		headed = false;
	}
}

static void weigh(const pm_structure *s, plain_facts *f)
{
	weigh_parts(s, f);
	for (size_t i = 0; i < s->n; i++) {
		const pm_unit *u = &s->units[i];
		bool text = u->use == PM_USE_TEXT && u->number.type == PM_NUM_NONE;
		f->n_text += text && pm_unit_is_prose(u);
		f->n_topics += is_topic(s, i);
		f->n_short_sentences += text && u->width <= 64 && pm_line_ends_sentence(pm_unit_text(u));
		if (!is_short_line(s, i) || !is_place(s, i))
			continue;
		f->n += heads_text(s, i);
		f->n_years += (heads_text(s, i) || heads_numbers(s, i)) && heads_year(pm_str_of(pm_unit_text(u).ptr, u->phrase_end));
	}
}

/* The title of a further report in the same file: it names its kind, and under it the outermost numbering begins anew. */
static bool heads_report(const pm_structure *s, size_t i, uint8_t around)
{
	enum { AHEAD = 6 };
	if (around == 0 || !is_short_line(s, i) || !is_place(s, i) || !pm_line_ends_in_genre(pm_unit_text(&s->units[i])) ||
	    s->units[i].width < 16)
		return false;
	for (size_t k = i + 1; k < s->n && k <= i + AHEAD; k++) {
		const pm_unit *u = &s->units[k];
		if (u->use == PM_USE_HEADING && u->number.type != PM_NUM_NONE)
			return u->level == 1 && u->number.value == 1;
	}
	return false;
}

/* Do the outermost numbers stand one level deeper, under lines without one? */
static bool is_shifted(const plain_facts *f)
{
	return f->n_bare_top == 0 && f->n_over_top >= (f->lacks_top || f->n_years >= 2 ? 1 : 2);
}

static bool is_plain_heading(const pm_structure *s, size_t i, const plain_facts *f)
{
	if (is_known_heading(s, i))
		return true;
	if (!is_short_line(s, i))
		return false;
	if (heads_numbers(s, i)) {
		const pm_unit *next = &s->units[i + 1];
		bool behind_text = i > 0 && is_place(s, i) && s->units[i - 1].use != PM_USE_TITLE;
		return next->level > 1 || (behind_text && (f->n_over_top >= 2 || s->units[i - 1].use == PM_USE_TEXT));
	}
	if (!is_place(s, i) || !heads_text(s, i))
		return false;
	if (is_all_caps(pm_unit_text(&s->units[i])) || is_apart(s, i))
		return f->n >= 2 || s->units[i].width <= 40;
	return (f->n >= 2 && f->n <= f->n_text) || (is_shifted(f) && (f->n_over_top >= 2 || pm_line_ends_in_genre(pm_unit_text(&s->units[i]))));
}

/* Level of a heading without number: above what stands under it, below what it stands in. */
static uint8_t plain_level(const pm_structure *s, size_t i, uint8_t around, bool shifted)
{
	if (heads_numbers(s, i)) {
		uint8_t level = s->units[i + 1].level;
		return shifted || level <= 1 ? 1 : (uint8_t)(level - 1);
	}
	return around == 0 || shifted ? 1 : (uint8_t)(around + 1);
}

/* The first of a run whose number was lost, number sign and all: 抓好甲工作。…（二）抓好乙工作。… under a heading, or ahead of 二、 where it is
 * the first heading of all. */
static void find_lost_first(pm_structure *s)
{
	size_t n_headings = 0;
	for (size_t i = 1; i + 1 < s->n; i++) {
		const pm_unit *parent = &s->units[i - 1];
		pm_unit *u = &s->units[i];
		pm_str text = pm_unit_text(u);
		bool is_first = parent->use != PM_USE_HEADING && n_headings == 0 && is_place(s, i) && is_short_line(s, i);
		n_headings += parent->use == PM_USE_HEADING;
		if (u->use != PM_USE_TEXT || u->number.type != PM_NUM_NONE || (parent->use != PM_USE_HEADING && !is_first))
			continue;
		size_t k = i + 1;
		while (k < s->n && k < i + 12 && s->units[k].use == PM_USE_TEXT)
			k++;
		const pm_unit *next = k < s->n ? &s->units[k] : NULL;
		if (next == NULL || next->use != PM_USE_HEADING || next->number.value != 2 || next->has_lost_number ||
		    (is_first ? next->level != 1 : next->level <= parent->level))
			continue;
		bool alike = (next->rest < pm_unit_text(next).len) == (u->rest < text.len);
		bool whole_ok = u->rest >= text.len && u->width <= WIDEST && k > i + 1 && !pm_line_ends_sentence(text);
		if (is_first && !whole_ok)
			continue;
		if (!alike || u->phrase_end > 180 || !(u->rest + 6 < text.len || whole_ok) || pm_unit_score(u) < 2)
			continue;
		u->use = PM_USE_HEADING;
		u->level = next->level;
		u->has_lost_number = true;
	}
}

int pm_structure_plain_headings(pm_structure *s)
{
	if (!pm_rule_is_on(s->options, "plain-heading") || s->has_markup)
		return PM_OK;
	/* of the lines that may be headings it is asked again and again */
	for (size_t i = 0; i < s->n; i++)
		if (s->units[i].width <= WIDEST)
			s->units[i].score = (int16_t)pm_unit_score(&s->units[i]);
	if (!s->needs_bold)
		find_lost_first(s);
	plain_facts f = { 0 };
	weigh(s, &f);
	bool shifted = is_shifted(&f);
	bool topics = f.n_topics >= 3 && f.n_topics * 10 >= f.n_short_sentences * 6;
	uint8_t around = 0;
	for (size_t i = 0; i < s->n; i++) {
		pm_unit *u = &s->units[i];
		bool topic = topics && is_topic(s, i);
		if (u->use == PM_USE_HEADING && u->number.type == PM_NUM_BULLET)
			u->level = (uint8_t)(around + 1);
		else if (u->use == PM_USE_HEADING && (u->number.type != PM_NUM_NONE || u->has_lost_number)) {
			if (shifted && u->level < 6)
				u->level++;
			around = u->level;
		}
		if (u->use == PM_USE_HEADING)
			continue;
		bool report = !shifted && heads_report(s, i, around);
		if (report || is_known_heading(s, i))
			around = 0;
		if (!topic && !report && !is_plain_heading(s, i, &f))
			continue;
		u->use = PM_USE_HEADING;
		u->level = topic ? (uint8_t)(around + 1) : plain_level(s, i, around, shifted);
		/* 工作开展情况 above （一）: what stands under it is inside it. */
		if (heads_numbers(s, i))
			around = u->level;
	}
	return PM_OK;
}
