/* structure_units.c: the units that the structure pass works on. */
#include "structure.h"

#include <stdlib.h>

int pm_structure_room(pm_structure *s, size_t n)
{
	if (n <= s->cap)
		return PM_OK;
	size_t cap = s->cap < 64 ? 64 : s->cap * 2;
	if (cap < n)
		cap = n;
	if (cap > SIZE_MAX / sizeof *s->units)
		return pm_error_nomem(s->err);
	pm_unit *units = realloc(s->units, cap * sizeof *units);
	if (units == NULL)
		return pm_error_nomem(s->err);
	s->units = units;
	s->cap = cap;
	return PM_OK;
}

void pm_structure_compact(pm_structure *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n; i++)
		if (s->units[i].block != NULL)
			s->units[n++] = s->units[i];
	s->n = n;
}

unsigned pm_number_class_of(const pm_line_number *number)
{
	unsigned variant = 0;
	switch (number->type) {
	case PM_NUM_DECIMAL: /* `1.` and `1、` may number two levels of one document */
		variant = number->separator == 0x3001 || number->separator == 0xff64;
		break;
	case PM_NUM_MULTI:
		variant = number->depth <= 2 ? 0 : number->depth == 3 ? 1 : number->depth == 4 ? 2 : 3;
		break;
	case PM_NUM_LETTER:
		variant = number->separator == '.' ? 0 : number->separator == ')' ? 1 : 2;
		break;
	default:
		break;
	}
	return (unsigned)number->type * 4 + variant;
}

int pm_class_rank(unsigned class)
{
	switch ((pm_number_class)(class / 4)) {
	case PM_NUM_PART:
		return 1;
	case PM_NUM_CHAPTER:
		return 2;
	case PM_NUM_SECTION:
		return 3;
	case PM_NUM_ROMAN:
		return 4;
	case PM_NUM_HAN:
		return class % 4 == 1 ? 5 : 6;
	case PM_NUM_HAN_PAREN:
		return 7;
	case PM_NUM_HAN_HALF:
		return 8;
	case PM_NUM_ARTICLE:
		return 9;
	case PM_NUM_BARE:
		return 10;
	case PM_NUM_DECIMAL:
		return class % 4 == 1 ? 11 : 12;
	case PM_NUM_MULTI:
		return 13 + (int)(class % 4);
	case PM_NUM_DECIMAL_PAREN:
		return 17;
	case PM_NUM_DECIMAL_HALF:
		return 18;
	case PM_NUM_CIRCLED:
		return 19;
	case PM_NUM_LETTER:
		return 20;
	default:
		return 30;
	}
}

/* `、主要工作` and `（）加强领导`: the numeral was lost, what stood round it was not. */
static bool find_lost_number(pm_str s, pm_line_number *out)
{
	static const struct {
		const char *mark;
		pm_number_class type;
	} marks[] = { { "、", PM_NUM_HAN },          { "？、", PM_NUM_HAN },
		      { "?、", PM_NUM_HAN },         { "\xef\xbf\xbd、", PM_NUM_HAN },
		      { "（）", PM_NUM_HAN_PAREN },  { "()", PM_NUM_HAN_PAREN },
		      { "（?）", PM_NUM_HAN_PAREN }, { "(?)", PM_NUM_HAN_PAREN },
		      { "（ ）", PM_NUM_HAN_PAREN }, { "( )", PM_NUM_HAN_PAREN } };
	bool may_be = s.len > 0 && (s.ptr[0] == '(' || s.ptr[0] == '?' || s.ptr[0] == (char)0xe3 || s.ptr[0] == (char)0xef);
	for (size_t i = 0; may_be && i < sizeof marks / sizeof marks[0]; i++) {
		size_t n = strlen(marks[i].mark);
		if (!pm_str_starts_with(s, marks[i].mark) || s.len <= n)
			continue;
		size_t next = n;
		uint32_t c = pm_utf8_next(s, &next);
		if (!pm_char_is_word(c) && c != 0x201c && c != 0x300a) /* “ 《 */
			return false;
		*out = (pm_line_number){ .type = marks[i].type, .end = n, .text = n, .depth = 1 };
		return true;
	}
	return false;
}

static uint32_t count_chars(pm_str s)
{
	uint32_t n = 0;
	size_t i = 0;
	/* Eight bytes at a time: those of the form 10xxxxxx go on a character. */
	for (uint64_t v; s.len - i >= sizeof v; i += sizeof v) {
		memcpy(&v, s.ptr + i, sizeof v);
		uint64_t starts = (~v >> 7 | v >> 6) & 0x0101010101010101u;
		n += (uint32_t)(starts * 0x0101010101010101u >> 56);
	}
	for (; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
	return n;
}

/* 指导思想：以…, 产业强镇——全年… */
static void find_label(pm_unit *unit, pm_str s)
{
	enum { FAR = 60 };
	unit->label_end = 0;
	if (unit->number.type == PM_NUM_NONE)
		return;
	for (size_t at = unit->number.text; at < unit->phrase_end && at - unit->number.text < FAR;) {
		size_t here = at;
		uint32_t c = pm_utf8_next(s, &at);
		bool dash = c == 0x2014 && at + 3 <= s.len && memcmp(s.ptr + at, "—", 3) == 0;
		if (c == 0xff0c || c == ',' || c == 0x3001)
			return;
		if (c != 0xff1a && c != ':' && !dash)
			continue;
		/* What follows has to be text, and not a second label.  A colon stays with the label, a dash with the text. */
		bool text = s.len - at >= (dash ? 36 : 60) &&
			    pm_phrase_score(pm_str_of(s.ptr + unit->number.text, here - unit->number.text)) >= 2;
		if (text)
			unit->label_end = dash ? here : at;
		return;
	}
}

/* 壹、 above 一、 is a numbering of its own. */
static bool is_formal_numeral(pm_str s)
{
	static const char *const numerals[] = { "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "貳", "參", "陸" };
	for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
		if (pm_str_starts_with(s, numerals[i]))
			return true;
	return false;
}

enum { SCORE_UNREAD = INT16_MIN };

int pm_unit_score(const pm_unit *unit)
{
	if (unit->score != SCORE_UNREAD)
		return unit->score;
	pm_str text = pm_unit_text(unit);
	/* What was taken out of the text since it was read is no phrase any more. */
	size_t end = unit->phrase_end < text.len ? unit->phrase_end : text.len;
	return unit->number.text < end ? pm_phrase_score(pm_str_of(text.ptr + unit->number.text, end - unit->number.text))
				       : pm_phrase_score(PM_STR(""));
}

void pm_unit_read(pm_unit *unit)
{
	enum { FAR = 1024 }; /* bytes: what is longer is text, however long */
	pm_str s = pm_unit_text(unit);
	unit->n_chars = count_chars(pm_str_of(s.ptr, s.len < FAR ? s.len : FAR));
	unit->width = pm_text_width(pm_str_of(s.ptr, s.len < FAR ? s.len : FAR));
	unit->has_lost_number = false;
	if (!pm_line_number_find(s, &unit->number) || unit->number.type == PM_NUM_IS) {
		unit->number = (pm_line_number){ 0 };
		unit->has_lost_number = find_lost_number(s, &unit->number);
	}
	unit->class = (uint8_t)pm_number_class_of(&unit->number);
	if (unit->number.type == PM_NUM_HAN && is_formal_numeral(pm_str_of(s.ptr + unit->number.start, s.len - unit->number.start)))
		unit->class ++;
	unit->phrase_end = pm_phrase_end(s, unit->number.text, &unit->rest);
	unit->score = SCORE_UNREAD;
	if (unit->number.type != PM_NUM_NONE)
		unit->score = (int16_t)pm_unit_score(unit);
	find_label(unit, s);
}

int pm_unit_replace(pm_structure *s, pm_unit *unit, size_t start, size_t end, pm_str insert, const char *rule)
{
	pm_edit edit = { .start = start, .end = end, .insert = insert, .rule = rule };
	return pm_block_edit(unit->block, &edit, 1, s->err);
}

int pm_block_trim(pm_block *block, pm_error *err)
{
	pm_str s = pm_block_text(block), inner = pm_str_trim(s);
	if (inner.len == s.len)
		return PM_OK;
	size_t lead = inner.len == 0 ? s.len : (size_t)(inner.ptr - s.ptr);
	pm_edit edits[2] = { { .start = 0, .end = lead }, { .start = lead + inner.len, .end = s.len } };
	if (lead == 0)
		return pm_block_edit(block, edits + 1, 1, err);
	return pm_block_edit(block, edits, edits[1].start < edits[1].end ? 2 : 1, err);
}

int pm_structure_cut(pm_structure *s, pm_unit_cut cut, void *data)
{
	pm_structure old = *s;
	s->units = NULL;
	s->n = s->cap = 0;
	int rc = PM_OK;
	for (size_t i = 0; i < old.n && rc == PM_OK; i++) {
		rc = pm_structure_room(s, s->n + 1);
		if (rc != PM_OK)
			break;
		s->units[s->n++] = old.units[i];
		for (size_t at; rc == PM_OK && (at = cut(s, s->n - 1, data)) != 0;) {
			pm_unit *unit = &s->units[s->n - 1];
			pm_block *rest = pm_block_split(unit->block, at, s->err);
			rc = rest == NULL ? PM_ENOMEM : pm_block_trim(unit->block, s->err);
			if (rc == PM_OK)
				rc = pm_structure_room(s, s->n + 1);
			if (rc != PM_OK)
				break;
			unit = &s->units[s->n - 1];
			pm_unit_read(unit);
			s->units[s->n] = (pm_unit){ .block = rest, .is_broken = true };
			pm_unit_read(&s->units[s->n++]);
		}
	}
	free(old.units);
	return rc;
}
