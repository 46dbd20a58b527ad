/* line_shape.c: sentences, titles and words of a line. */
#include "line_shape.h"

uint32_t pm_char_before(pm_str s, size_t at)
{
	return at > 0 ? pm_utf8_previous(s, &at) : 0;
}

bool pm_char_is_han(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf) || c == 0x3007 || (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0x20000 && c <= 0x3ffff);
}

bool pm_char_is_han_text(uint32_t c)
{
	return pm_char_is_han(c) || pm_char_is_cjk_punct(c) || c == 0x201c || c == 0x201d || c == 0x2018 || c == 0x2019;
}

bool pm_char_ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff1b || c == 0x2026 || c == 0xff61 || c == '!' || c == '?' || c == ';';
}

static bool is_closing(uint32_t c)
{
	switch (c) {
	case 0x201d: /* ” */
	case 0x2019:
	case 0x300d: /* 」 */
	case 0x300f:
	case 0xff09: /* ） */
	case 0x3011:
	case 0x300b: /* 》 */
	case '"':
	case '\'':
	case ')':
	case ']':
		return true;
	default:
		return false;
	}
}

bool pm_line_ends_sentence(pm_str line)
{
	size_t at = line.len;
	while (at > 0) {
		uint32_t c = pm_utf8_previous(line, &at);
		if (pm_char_is_space(c) || is_closing(c))
			continue;
		return pm_char_ends_sentence(c) || c == '.';
	}
	return false;
}

/* Is `c`, which ends before `at`, a full stop, or a comma? */
static bool is_stop(pm_str line, uint32_t c, size_t at)
{
	return pm_char_ends_sentence(c) || (c == '.' && (at >= line.len || line.ptr[at] == ' ') && at >= 3 && line.ptr[at - 2] >= 'a');
}

static bool is_comma(pm_str line, uint32_t c, size_t at, bool after_cjk)
{
	return c == 0xff0c || c == 0x3001 || (c == ',' && (after_cjk || (at < line.len && line.ptr[at] == ' ')));
}

size_t pm_line_n_stops(pm_str line)
{
	size_t n = 0;
	for (size_t at = 0; at < line.len;) {
		if (pm_str_has_han(line, at)) {
			at += 3;
			continue;
		}
		uint32_t c = pm_utf8_next(line, &at);
		n += is_stop(line, c, at);
	}
	return n;
}

size_t pm_line_n_commas(pm_str line)
{
	size_t n = 0;
	bool after_cjk = false;
	for (size_t at = 0; at < line.len;) {
		if (pm_str_has_han(line, at)) {
			after_cjk = true;
			at += 3;
			continue;
		}
		uint32_t c = pm_utf8_next(line, &at);
		n += is_comma(line, c, at, after_cjk);
		after_cjk = pm_char_is_cjk(c);
	}
	return n;
}

uint32_t pm_line_first_char(pm_str line)
{
	for (size_t at = 0; at < line.len;) {
		uint32_t c = pm_utf8_next(line, &at);
		if (!pm_char_is_space(c))
			return c;
	}
	return 0;
}

uint32_t pm_line_last_char(pm_str line)
{
	for (size_t at = line.len; at > 0;) {
		uint32_t c = pm_utf8_previous(line, &at);
		if (!pm_char_is_space(c))
			return c;
	}
	return 0;
}

bool pm_line_ends_in_genre(pm_str line)
{
	static const char *const genres[] = {
		"总结", "總結", "报告", "報告", "通知", "通告", "公告", "公报", "公報", "意见", "意見", "办法", "辦法", "纪要", "紀要",
		"决定", "決定", "方案", "计划", "計劃", "规划", "規劃", "打算", "要点", "要點", "安排", "思路", "情况", "情況", "汇报",
		"匯報", "讲话", "講話", "条例", "條例", "规定", "規定", "细则", "細則", "函", "批复", "批復", "请示", "請示", "简报",
		"簡報", "综述", "綜述", "说明", "說明", "白皮书", "年报", "年報", "述职", "体会", "心得", "建议", "建議", "提纲", "目标",
	};
	line = pm_str_trim(line);
	/* What stands in brackets at the end is no part of the name: 总结（草案）, 公报[1] */
	uint32_t last = pm_line_last_char(line);
	if (last == 0xff09 || last == ')' || last == ']' || last == 0x3015) {
		size_t at = line.len;
		while (at > 0 && line.len - at < 60) {
			uint32_t c = pm_utf8_previous(line, &at);
			if (c == 0xff08 || c == '(' || c == '[' || c == 0x3014) {
				line = pm_str_trim(pm_str_of(line.ptr, at));
				break;
			}
		}
	}
	for (size_t i = 0; i < sizeof genres / sizeof genres[0]; i++)
		if (pm_str_ends_with(line, genres[i]))
			return true;
	return false;
}

bool pm_line_looks_like_title(pm_str line)
{
	line = pm_str_trim(line);
	size_t length = line.len <= 600 ? pm_str_reading_length(line) : 0;
	if (length < 9 || length > 240)
		return false;
	if (pm_line_n_stops(line) > 0 || pm_line_n_commas(line) > 3 || pm_line_ends_sentence(line))
		return false;
	uint32_t last = pm_line_last_char(line);
	if (last == ':' || last == 0xff1a || last == 0xff0c || last == ',' || last == 0x3001)
		return false;
	/* Markdown's # stands before the number. */
	while (line.len > 0 && (line.ptr[0] == '#' || line.ptr[0] == ' '))
		line = pm_str_of(line.ptr + 1, line.len - 1);
	pm_line_number number;
	return !pm_line_number_find(line, &number) || number.type == PM_NUM_IS || number.type == PM_NUM_BARE;
}

/* The beginning of a long line says as much as all of it, and is asked about again and again while pieces are cut off. */
enum { ENOUGH_TEXT = 3000 };

static bool is_text_measure(size_t length, size_t marks)
{
	return length >= 400 || (length >= 60 && marks >= 2) || (length >= 90 && marks >= 1);
}

bool pm_line_looks_like_text(pm_str line)
{
	line = pm_str_of(line.ptr, line.len < ENOUGH_TEXT ? line.len : ENOUGH_TEXT);
	size_t length = 0, marks = 0;
	bool after_cjk = false;
	for (size_t at = 0; at < line.len;) {
		uint32_t c = pm_utf8_next(line, &at);
		bool is_cjk = pm_char_is_cjk(c);
		length += is_cjk ? 3 : pm_char_is_word(c);
		if (!is_cjk)
			marks += is_stop(line, c, at) || is_comma(line, c, at, after_cjk);
		after_cjk = is_cjk;
		if (is_text_measure(length, marks))
			return true;
	}
	return false;
}

bool pm_line_reads_like_text(pm_str line, const pm_line_facts *facts)
{
	return line.len <= ENOUGH_TEXT ? is_text_measure(facts->length, facts->n_stops + facts->n_commas) : pm_line_looks_like_text(line);
}

pm_line_facts pm_line_read(pm_str line, const pm_word_filter *filter)
{
	pm_line_facts facts = { 0 };
	uint16_t before = 0;
	bool after_cjk = false;
	for (size_t at = 0; at < line.len;) {
		if (pm_str_has_han(line, at)) {
			const unsigned char *p = (const unsigned char *)line.ptr + at;
			facts.lists |= pm_word_filter_step(filter, ((uint32_t)p[1] & 63) << 6 | (p[2] & 63), &before);
			facts.length += 3;
			after_cjk = true;
			at += 3;
			continue;
		}
		uint32_t c = pm_utf8_next(line, &at);
		facts.lists |= pm_word_filter_step(filter, c, &before);
		if (pm_char_is_cjk(c)) {
			facts.length += 3;
			after_cjk = true;
			continue;
		}
		if (pm_char_is_word(c)) {
			facts.length++;
		} else {
			facts.n_stops += is_stop(line, c, at);
			facts.n_commas += is_comma(line, c, at, after_cjk);
		}
		after_cjk = false;
	}
	return facts;
}

/* Half-width lower-case form of a letter or digit; 0 for what is no word character. */
static uint32_t word_char(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (c >= 'A' && c <= 'Z')
		c |= 32;
	return pm_char_is_word(c) ? c : 0;
}

static uint32_t next_word_char(pm_str s, size_t *at)
{
	while (*at < s.len) {
		uint32_t c = word_char(pm_utf8_next(s, at));
		if (c != 0)
			return c;
	}
	return 0;
}

bool pm_line_begins_with_words(pm_str line, pm_str prefix, size_t *end)
{
	size_t i = 0, k = 0;
	for (;;) {
		uint32_t wanted = next_word_char(prefix, &k);
		if (wanted == 0)
			break;
		if (next_word_char(line, &i) != wanted)
			return false;
	}
	if (end != NULL)
		*end = i;
	return true;
}

bool pm_line_same_words(pm_str a, pm_str b)
{
	size_t end = 0;
	return pm_line_begins_with_words(a, b, &end) && next_word_char(a, &end) == 0;
}

bool pm_line_adds_front(pm_str longer, pm_str shorter, pm_str *front)
{
	enum { MOST = 75 };

	if (longer.len <= shorter.len || memcmp(longer.ptr + longer.len - shorter.len, shorter.ptr, shorter.len) != 0)
		return false;
	*front = pm_str_trim(pm_str_of(longer.ptr, longer.len - shorter.len));
	return pm_str_reading_length(*front) <= MOST && pm_line_n_commas(*front) == 0;
}

uint32_t pm_char_small_letter(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3AB) || (c >= 0x410 && c <= 0x42F))
		return c + 32;
	if (c >= 0x400 && c <= 0x40F)
		return c + 80;
	if (c >= 0x100 && c <= 0x137)
		return c | 1;
	if (c >= 0x139 && c <= 0x148)
		return c % 2 == 1 ? c + 1 : c;
	if (c >= 0x14A && c <= 0x177)
		return c | 1;
	if (c == 0x179 || c == 0x17B || c == 0x17D)
		return c + 1;
	if (c == 0x2019)
		return '\'';
	if (c == 0x386)
		return 0x3AC;
	if (c >= 0x388 && c <= 0x38A)
		return c + 37;
	if (c == 0x38C)
		return 0x3CC;
	return c;
}
