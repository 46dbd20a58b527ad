/* structure_fused.c: headings that lost the line break before them, and titles that run on into a salutation.
 *
 * A number inside a line begins a heading where it goes on the numbering that stands open there, as 二、 does after 一、, and where a
 * sentence ended before it or a heading was just told.  Enumerations inside a paragraph (…：（1）…；（2）…) are its text. */
#include "passes.h"
#include "structure.h"

typedef struct fused_state {
	uint32_t last[PM_N_CLASSES]; /* the number last met of each class, 0 for none */
	bool is_used[PM_N_CLASSES];  /* numbers lines of this text */
	const pm_block *block;
	bool collapsed;                /* few lines, very long: the breaks are lost */
	bool has_second[PM_N_CLASSES]; /* counts beyond one, wherever in a line */
} fused_state;

static bool is_outline_class(pm_number_class type)
{
	return type == PM_NUM_CHAPTER || type == PM_NUM_SECTION || type == PM_NUM_PART || type == PM_NUM_HAN || type == PM_NUM_HAN_PAREN ||
	       type == PM_NUM_DECIMAL || type == PM_NUM_DECIMAL_PAREN;
}

static bool may_begin_number(uint32_t c)
{
	switch (c) {
	case '(':
	case 0xff08: /* （ */
	case 0x7b2c: /* 第 */
	case 0x4e00: /* 一 */
	case 0x4e8c:
	case 0x4e09:
	case 0x56db:
	case 0x4e94:
	case 0x516d:
	case 0x4e03:
	case 0x516b:
	case 0x4e5d:
	case 0x5341: /* 十 */
		return true;
	default:
		return pm_char_digit(c) >= 0 || (c >= 0x3220 && c <= 0x3229);
	}
}

static size_t n_digits(pm_str s, size_t at)
{
	size_t n = 0;
	while (at + n < s.len && s.ptr[at + n] >= '0' && s.ptr[at + n] <= '9')
		n++;
	return n;
}

/* Most figures inside a text count something, and most numerals are words: what stands behind them shows it. */
static bool may_be_number(pm_str s, size_t at)
{
	uint32_t value;
	size_t n = n_digits(s, at), end = at + n;
	if (n == 0)
		return !pm_str_has_han(s, at) || !pm_han_number(s, &end, &value) || (end < s.len && !pm_str_has_han(s, end));
	if (end == s.len || (unsigned char)s.ptr[end] >= 0x80)
		return end < s.len && !pm_str_has_han(s, end);
	if (s.ptr[end] != '.')
		return pm_char_is_space((unsigned char)s.ptr[end]);
	/* 2.5 is no number of a heading here, 2. is */
	n = n_digits(s, end + 1);
	return n == 0 || n > 9 || (end + 1 + n < s.len && (unsigned char)s.ptr[end + 1 + n] >= 0x80);
}

/* The number that begins at `at`, if it is one that headings have. */
static bool number_at(pm_str s, size_t at, pm_line_number *out)
{
	enum { FAR = 200 };
	size_t left = s.len - at;
	if (!may_be_number(s, at) || !pm_line_number_find(pm_str_of(s.ptr + at, left < FAR ? left : FAR), out) || out->start != 0)
		return false;
	if (!is_outline_class(out->type) || out->value == 0)
		return false;
	if (out->type == PM_NUM_HAN && out->separator != 0x3001)
		return false;
	return out->text < (left < FAR ? left : FAR);
}

/* What stands before a number inside a line. */
typedef enum boundary { INSIDE, AFTER_STOP } boundary;

static boundary boundary_before(pm_str s, size_t at)
{
	pm_str before = pm_str_trim(pm_str_of(s.ptr, at));
	if (pm_str_ends_with(before, "如下：") || pm_str_ends_with(before, "如下:"))
		return AFTER_STOP;
	while (at > 0) {
		uint32_t c = pm_utf8_previous(s, &at);
		if (pm_char_is_space(c) || c == 0x201d || c == '"' || c == 0xff09)
			continue;
		return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == '!' ? AFTER_STOP : INSIDE;
	}
	return INSIDE;
}

/* Which numberings have a second number that may begin a heading, in a line or at its head. */
static void find_seconds(fused_state *state, pm_str s)
{
	uint32_t before = 0;
	for (size_t at = 0; at < s.len;) {
		pm_line_number number;
		size_t here = at;
		uint32_t c = pm_utf8_next(s, &at);
		bool listed = before == 0xff1b || before == ';' || before == 0xff0c || before == ',' || before == 0xff1a ||
			      before == 0x3001 || before == ':';
		bool candidate = may_begin_number(c) && !listed;
		if (!pm_char_is_space(c))
			before = c;
		if (candidate && number_at(s, here, &number) && number.value == 2)
			state->has_second[pm_number_class_of(&number)] = true;
	}
}

/* A phrase between a number and the next number that can stand as a heading by itself. */
static bool is_bare_heading(pm_str s, const pm_unit *unit, size_t at)
{
	if (unit->number.type == PM_NUM_NONE || at <= unit->number.text)
		return false;
	pm_str phrase = pm_str_of(s.ptr + unit->number.text, at - unit->number.text);
	return phrase.len <= 150 && pm_line_n_stops(phrase) == 0 && pm_phrase_score(phrase) >= 1 && pm_text_width(phrase) >= 4;
}

/* Is it of another numbering than the heading it stands behind?  What begins at one there is below it, whatever its form. */
static bool is_other(const pm_line_number *inner, const pm_line_number *outer)
{
	return pm_number_class_of(inner) != pm_number_class_of(outer);
}

static bool begins_heading(fused_state *state, pm_str s, const pm_unit *unit, size_t at, const pm_line_number *number)
{
	unsigned class = pm_number_class_of(number);
	uint32_t last = state->last[class];
	bool follows = last > 0 && number->value == last + 1;
	bool begins = number->value == 1;
	boundary before = boundary_before(s, at);
	size_t phrase_at = at + number->text;
	size_t rest = 0;
	size_t end = pm_phrase_end(s, phrase_at, &rest);
	int score = pm_phrase_score(pm_str_of(s.ptr + phrase_at, end - phrase_at));
	/* Straight behind a heading: 一、工作情况（一）深化改革。 */
	bool after_phrase =
		unit->number.type != PM_NUM_NONE && (at == unit->rest || is_bare_heading(s, unit, at)) && is_other(number, &unit->number);
	bool counts = state->is_used[class] || state->has_second[class];
	if (after_phrase && begins && counts)
		return true;
	if (before == AFTER_STOP) {
		bool outline = number->type != PM_NUM_DECIMAL_PAREN && (number->type != PM_NUM_DECIMAL || state->collapsed);
		if (follows && (outline || (unit->number.type != PM_NUM_NONE && pm_number_class_of(&unit->number) == class)))
			return score >= 0 || state->collapsed || pm_number_class_of(&unit->number) == class;
		return begins && outline && (score >= 1 || state->collapsed) && counts;
	}
	/* No stop before it: only where the breaks are lost and the outline goes on. */
	bool high = number->type == PM_NUM_HAN || number->type == PM_NUM_HAN_PAREN || number->type == PM_NUM_CHAPTER ||
		    number->type == PM_NUM_PART;
	if (!state->collapsed || !high || at < 12)
		return false;
	if (follows)
		return true;
	return begins && last == 0 && number->type == PM_NUM_HAN && state->has_second[class];
}

static size_t cut_fused(pm_structure *s, size_t i, void *data)
{
	fused_state *state = data;
	const pm_unit *unit = &s->units[i];
	pm_str text = pm_unit_text(unit);
	if (unit->use != PM_USE_TEXT || pm_block_kind(unit->block) != PM_PARAGRAPH)
		return 0;
	if (unit->number.type != PM_NUM_NONE && unit->block != state->block) {
		state->last[unit->class] = unit->number.value;
		state->block = unit->block;
	}
	for (size_t at = unit->number.text; at < text.len;) {
		size_t here = at;
		uint32_t c = pm_utf8_next(text, &at);
		pm_line_number number;
		if (here == unit->number.text || !may_begin_number(c) || !number_at(text, here, &number))
			continue;
		if (begins_heading(state, text, unit, here, &number))
			return here;
		at = here + number.end > at ? here + number.end : at;
	}
	return 0;
}

/* 二、存在问题 部分项目进展较慢，… : a space where the break was. */
static size_t find_space_break(const pm_unit *unit, pm_str s)
{
	for (size_t at = unit->number.text; at < s.len && at - unit->number.text < 120;) {
		size_t here = at;
		uint32_t c = pm_utf8_next(s, &at);
		if (pm_char_ends_sentence(c))
			break;
		if (!pm_char_is_space(c))
			continue;
		pm_str head = pm_str_of(s.ptr + unit->number.text, here - unit->number.text), tail = pm_str_of(s.ptr + at, s.len - at);
		bool text = tail.len >= 36 && pm_line_ends_sentence(tail) && pm_char_is_cjk(pm_line_last_char(head));
		return text && pm_text_width(head) >= 6 && pm_phrase_score(head) >= 2 ? at : 0;
	}
	return 0;
}

/* A heading that ran on into its text without a stop, known by how the text opens: （一）深化改革今年以来… */
static size_t cut_opening(pm_structure *s, size_t i, void *data)
{
	(void)data;
	const pm_unit *unit = &s->units[i];
	pm_str text = pm_unit_text(unit);
	if (unit->use != PM_USE_TEXT || unit->number.type == PM_NUM_NONE)
		return 0;
	if (unit->head_end != 0)
		return unit->head_end;
	bool high = unit->number.type == PM_NUM_HAN || unit->number.type == PM_NUM_HAN_PAREN;
	size_t space = (high || s->is_fused) && unit->number.type != PM_NUM_IS && unit->score < 2 ? find_space_break(unit, text) : 0;
	if (space != 0 || !s->is_fused)
		return space;
	if (unit->score < 2 && (high || unit->number.type == PM_NUM_DECIMAL || unit->number.type == PM_NUM_CHAPTER)) {
		size_t name = pm_phrase_find_section_name(text, unit->number.text);
		if (name != 0)
			return name;
	}
	size_t at = pm_phrase_find_opening(text, unit->number.text);
	/* A phrase that can be a heading as it is is left whole, but for 一是, which no heading holds. */
	bool first_of_many = at != 0 && pm_str_starts_with(pm_str_of(text.ptr + at, text.len - at), "一是");
	return unit->score >= 1 && !first_of_many ? 0 : at;
}

static bool is_collapsed(const pm_structure *s)
{
	size_t text = 0;
	for (size_t i = 0; i < s->n; i++)
		text += pm_unit_text(&s->units[i]).len;
	return text > 400 && (s->n <= 3 || text / s->n > 1500);
}

static bool starts_at(pm_str s, size_t at, const char *word)
{
	return pm_str_starts_with(pm_str_of(s.ptr + at, s.len - at), word);
}

/* 某局2023年工作总结2023年以来，… */
static size_t find_title_end(pm_str s, bool collapsed)
{
	static const char *const goes_on[] = { "的", "及", "和",   "与",   "與",   "暨",   "（",   "(",    "、",
					       "”",  "》", "汇报", "报告", "总结", "说明", "方案", "完成", NULL };
	for (size_t at = 0; at < s.len && at < 150;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (pm_char_ends_sentence(c) || c == 0xff0c)
			break;
		if (at < 18 || at >= s.len || !pm_line_ends_in_genre(pm_str_of(s.ptr, at)))
			continue;
		bool open = false;
		for (const char *const *word = goes_on; *word != NULL; word++)
			open = open || starts_at(s, at, *word);
		open = open && !starts_at(s, at, "与去年") && !starts_at(s, at, "与上年");
		/* With all breaks lost, the first genre that nothing hangs on ends the title. */
		if (pm_phrase_opens_at(s, at) || (collapsed && !open))
			return at;
	}
	return 0;
}

/* 某县政府工作报告——2023年1月10日在某县…会议上 */
static size_t find_dateline(pm_str s)
{
	for (size_t at = 0; at < s.len && at < 150;) {
		size_t here = at;
		uint32_t c = pm_utf8_next(s, &at);
		if (pm_char_ends_sentence(c) || c == 0xff0c)
			break;
		if (here >= 12 && starts_at(s, here, "——") &&
		    pm_char_digit(pm_line_first_char(pm_str_of(s.ptr + at + 3, s.len - at - 3))) >= 0)
			return pm_line_ends_in_genre(pm_str_trim(pm_str_of(s.ptr, here))) ? here : 0;
	}
	return 0;
}

/* 某县政府工作报告各位代表：… */
static size_t cut_salutation(pm_structure *s, size_t i, void *data)
{
	(void)data;
	if (i > 4 || s->units[i].use != PM_USE_TEXT)
		return 0;
	pm_str text = pm_unit_text(&s->units[i]);
	size_t dateline = i == 0 && s->is_cjk ? find_dateline(text) : 0;
	if (dateline != 0)
		return dateline;
	size_t at = pm_phrase_find_salutation(text);
	if (at == SIZE_MAX)
		return i == 0 && s->is_cjk ? find_title_end(text, is_collapsed(s)) : 0;
	pm_str head = pm_str_trim(pm_str_of(text.ptr, at));
	return pm_line_ends_in_genre(head) || pm_phrase_is_date(head) || pm_line_last_char(head) == 0xff09 ||
			       pm_str_ends_with(head, "会议上") || pm_str_ends_with(head, "大会上")
		       ? at
		       : 0;
}

int pm_structure_fused(pm_structure *s)
{
	int rc = PM_OK;
	if (pm_rule_is_on(s->options, "salutation-break"))
		rc = pm_structure_cut(s, cut_salutation, NULL);
	if (rc != PM_OK || !s->is_cjk || !pm_rule_is_on(s->options, "heading-break"))
		return rc;
	fused_state state = { .collapsed = is_collapsed(s) };
	for (size_t i = 0; i < s->n; i++)
		find_seconds(&state, pm_unit_text(&s->units[i]));
	for (size_t i = 0; i < s->n; i++)
		if (s->units[i].number.type != PM_NUM_NONE)
			state.is_used[s->units[i].class] = true;
	size_t n_before = s->n;
	rc = pm_structure_cut(s, cut_fused, &state);
	s->is_fused = state.collapsed || s->n > n_before;
	if (rc == PM_OK && s->is_fused)
		rc = pm_structure_heading_ends(s, state.collapsed);
	return rc == PM_OK ? pm_structure_cut(s, cut_opening, NULL) : rc;
}
