/* line_number.c: the number at the head of a line. */
#include "line_shape.h"

static int han_digit(uint32_t c)
{
	switch (c) {
	case 0x3007: /* 〇 */
	case 0x25cb: /* ○ */
	case 0x96f6: /* 零 */
		return 0;
	case 0x4e00: /* 一 */
	case 0x58f9: /* 壹 */
		return 1;
	case 0x4e8c: /* 二 */
	case 0x4e24: /* 两 */
	case 0x5169: /* 兩 */
	case 0x8d30: /* 贰 */
	case 0x8cb3: /* 貳 */
		return 2;
	case 0x4e09: /* 三 */
	case 0x53c1: /* 叁 */
	case 0x53c3: /* 參 */
		return 3;
	case 0x56db: /* 四 */
	case 0x8086: /* 肆 */
		return 4;
	case 0x4e94: /* 五 */
	case 0x4f0d: /* 伍 */
		return 5;
	case 0x516d: /* 六 */
	case 0x9646: /* 陆 */
	case 0x9678: /* 陸 */
		return 6;
	case 0x4e03: /* 七 */
	case 0x67d2: /* 柒 */
		return 7;
	case 0x516b: /* 八 */
	case 0x634c: /* 捌 */
		return 8;
	case 0x4e5d: /* 九 */
	case 0x7396: /* 玖 */
		return 9;
	default:
		return -1;
	}
}

static uint32_t han_unit(uint32_t c)
{
	switch (c) {
	case 0x5341: /* 十 */
	case 0x62fe: /* 拾 */
		return 10;
	case 0x767e: /* 百 */
	case 0x4f70: /* 佰 */
		return 100;
	case 0x5343: /* 千 */
	case 0x4edf: /* 仟 */
		return 1000;
	default:
		return 0;
	}
}

bool pm_han_number(pm_str s, size_t *at, uint32_t *value)
{
	uint32_t total = 0, digit = 0, plain = 0;
	int n = 0, n_digits_running = 0;
	bool has_digit = false, has_unit = false;
	size_t next = *at;
	for (size_t i = *at; i < s.len && n < 12; n++, i = next) {
		uint32_t c = pm_utf8_next(s, &next);
		uint32_t unit = han_unit(c);
		int d = unit != 0 ? -1 : han_digit(c);
		if (unit != 0) {
			total += (has_digit ? digit : 1) * unit;
			has_digit = false;
			has_unit = true;
			n_digits_running = 0;
		} else if (d >= 0) {
			digit = (uint32_t)d;
			has_digit = true;
			if (++n_digits_running > 9)
				return false;
			plain = plain * 10 + digit;
		} else {
			next = i;
			break;
		}
	}
	if (n == 0)
		return false;
	*value = has_unit ? total + (has_digit ? digit : 0) : plain;
	*at = next;
	return true;
}

bool pm_decimal_number(pm_str s, size_t *at, uint32_t *value, int *n_digits)
{
	uint32_t v = 0;
	int n = 0;
	size_t i = *at;
	while (i < s.len) {
		size_t next = i;
		int d = pm_char_digit(pm_utf8_next(s, &next));
		if (d < 0)
			break;
		if (++n > 9)
			return false;
		v = v * 10 + (uint32_t)d;
		i = next;
	}
	if (n == 0)
		return false;
	*at = i;
	*value = v;
	if (n_digits != NULL)
		*n_digits = n;
	return true;
}

static bool is_open_paren(uint32_t c)
{
	return c == '(' || c == 0xff08 || c == 0x3014 || c == 0x3010; /* （ 〔 【 */
}

static bool is_close_paren(uint32_t c)
{
	return c == ')' || c == 0xff09 || c == 0x3015 || c == 0x3011;
}

/* 、 and what stands for it behind a Chinese numeral. */
static bool is_han_separator(uint32_t c)
{
	return c == 0x3001 || c == 0xff64 || c == '.' || c == 0xff0e || c == 0xff0c || c == ',' || c == 0xff1a || c == ':' || c == 0x3002;
}

static bool is_decimal_separator(uint32_t c)
{
	return c == 0x3001 || c == 0xff64 || c == '.' || c == 0xff0e || c == 0xff0c;
}

static bool finish(pm_str s, pm_line_number *out, pm_number_class type, size_t end, uint32_t separator)
{
	out->type = type;
	out->end = end;
	out->text = pm_skip_space(s, end);
	out->separator = separator;
	if (out->depth == 0)
		out->depth = 1;
	return true;
}

/* 第三章, 第 12 条 */
static bool find_di(pm_str s, size_t at, pm_line_number *out)
{
	at = pm_skip_space(s, at);
	if (!pm_han_number(s, &at, &out->value) && !pm_decimal_number(s, &at, &out->value, NULL))
		return false;
	at = pm_skip_space(s, at);
	pm_number_class type;
	switch (pm_char_at(s, at)) {
	case 0x7f16: /* 编 */
	case 0x7de8: /* 編 */
	case 0x7bc7: /* 篇 */
		type = PM_NUM_PART;
		break;
	case 0x90e8: { /* 部分 */
		size_t next = at;
		pm_utf8_next(s, &next);
		if (pm_char_at(s, next) != 0x5206)
			return false;
		at = next;
		type = PM_NUM_PART;
		break;
	}
	case 0x7ae0: /* 章 */
		type = PM_NUM_CHAPTER;
		break;
	case 0x8282: /* 节 */
	case 0x7bc0: /* 節 */
		type = PM_NUM_SECTION;
		break;
	case 0x6761: /* 条 */
	case 0x689d: /* 條 */
		type = PM_NUM_ARTICLE;
		break;
	default:
		return false;
	}
	pm_utf8_next(s, &at);
	uint32_t separator = pm_char_at(s, at);
	if (separator == 0x3001 || separator == 0xff1a || separator == ':') {
		pm_utf8_next(s, &at);
		return finish(s, out, type, at, separator);
	}
	return finish(s, out, type, at, 0);
}

static bool find_latin_roman(pm_str s, size_t *at, uint32_t *value)
{
	static const struct {
		char letter;
		uint32_t value;
	} letters[] = { { 'I', 1 }, { 'V', 5 }, { 'X', 10 }, { 'L', 50 } };
	uint32_t total = 0, last = 1000;
	size_t i = *at;
	for (; i < s.len && i - *at < 7; i++) {
		uint32_t v = 0;
		for (size_t k = 0; k < 4; k++)
			if (letters[k].letter == s.ptr[i])
				v = letters[k].value;
		if (v == 0)
			break;
		total = v > last ? total + v - 2 * last : total + v;
		last = v;
	}
	if (i == *at)
		return false;
	*at = i;
	*value = total;
	return true;
}

/* Chapter 3, Part II */
static bool find_english(pm_str s, size_t at, pm_line_number *out)
{
	static const struct {
		const char *word;
		pm_number_class type;
	} words[] = { { "part", PM_NUM_PART }, { "chapter", PM_NUM_CHAPTER }, { "section", PM_NUM_SECTION }, { "article", PM_NUM_ARTICLE } };
	for (size_t i = 0; i < 4; i++) {
		size_t n = strlen(words[i].word);
		if (at + n + 1 >= s.len || !pm_str_is_nocase(pm_str_of(s.ptr + at, n), words[i].word))
			continue;
		size_t end = at + n;
		if (s.ptr[end] != ' ' || s.ptr[at] > 'Z')
			return false;
		end = pm_skip_space(s, end);
		if (!pm_decimal_number(s, &end, &out->value, NULL) && !find_latin_roman(s, &end, &out->value))
			return false;
		uint32_t c = pm_char_at(s, end);
		if (c == '.' || c == ':') {
			pm_utf8_next(s, &end);
			return finish(s, out, words[i].type, end, c);
		}
		return (c == 0 || pm_char_is_space(c)) && finish(s, out, words[i].type, end, 0);
	}
	return false;
}

/* （一） （3） (a) */
static bool find_paren(pm_str s, size_t at, pm_line_number *out)
{
	at = pm_skip_space(s, at);
	pm_number_class type = PM_NUM_HAN_PAREN;
	if (pm_decimal_number(s, &at, &out->value, NULL)) {
		type = PM_NUM_DECIMAL_PAREN;
	} else if (!pm_han_number(s, &at, &out->value)) {
		uint32_t c = pm_char_at(s, at);
		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z'))
			return false;
		type = PM_NUM_LETTER;
		out->value = (c | 32) - 'a' + 1;
		at++;
	}
	at = pm_skip_space(s, at);
	uint32_t close = pm_char_at(s, at);
	if (!is_close_paren(close) || (type != PM_NUM_LETTER && out->value > 999))
		return false;
	pm_utf8_next(s, &at);
	/* （一）、 */
	if (pm_char_at(s, at) == 0x3001)
		pm_utf8_next(s, &at);
	return finish(s, out, type, at, close);
}

static bool is_cjk_at(pm_str s, size_t at)
{
	return pm_char_is_cjk(pm_char_at(s, at));
}

/* 1. 1、 1） 1.2.3 01综合 */
static bool find_decimal(pm_str s, size_t at, pm_line_number *out)
{
	int n_digits = 0;
	size_t end = at;
	if (!pm_decimal_number(s, &end, &out->value, &n_digits))
		return false;
	out->first = out->value;
	size_t behind = pm_skip_space(s, end);
	uint32_t c = pm_char_at(s, end);
	if (is_close_paren(c) && n_digits <= 3) {
		pm_utf8_next(s, &end);
		return finish(s, out, PM_NUM_DECIMAL_HALF, end, c);
	}
	int depth = 1;
	while ((c == '.' || c == 0xff0e) && depth < 6) {
		size_t next = end;
		uint32_t value = 0;
		pm_utf8_next(s, &next);
		if (!pm_decimal_number(s, &next, &value, NULL))
			break;
		depth++;
		out->value = value;
		end = next;
		c = pm_char_at(s, end);
	}
	if (depth > 1) {
		out->depth = depth;
		if (out->first > 99 || out->value > 99)
			return false;
		bool dot = c == '.' || c == 0x3001 || c == 0xff0e;
		if (dot)
			pm_utf8_next(s, &end);
		/* 1.2 Scope, 1.2.3范围; but 2.5亿元 is a figure, and so is 3.5% */
		bool spaced = end >= s.len || pm_char_is_space(pm_char_at(s, end));
		return (dot || spaced || (depth > 2 && is_cjk_at(s, end))) && finish(s, out, PM_NUM_MULTI, end, dot ? c : 0);
	}
	out->depth = 1;
	/* `1 、` too; a point or comma with a space before it is not of the number. */
	size_t mark = end;
	uint32_t m = c;
	if (behind > end && pm_char_at(s, behind) == 0x3001) {
		mark = behind;
		m = 0x3001;
	}
	if (is_decimal_separator(m) && n_digits <= 3) {
		pm_utf8_next(s, &mark);
		return finish(s, out, PM_NUM_DECIMAL, mark, m);
	}
	bool zero_led = n_digits == 2 && pm_char_digit(pm_char_at(s, at)) == 0;
	if (zero_led && is_cjk_at(s, behind))
		return finish(s, out, PM_NUM_BARE, end, 0);
	if (behind > end && behind < s.len && n_digits <= 2 && out->value > 0 && pm_char_digit(pm_char_at(s, behind)) < 0)
		return finish(s, out, PM_NUM_BARE, end, 0);
	return false;
}

/* 一、 一） 一是 */
static bool find_han(pm_str s, size_t at, pm_line_number *out)
{
	size_t end = at;
	if (!pm_han_number(s, &end, &out->value) || out->value > 999)
		return false;
	size_t behind = pm_skip_space(s, end);
	uint32_t c = pm_char_at(s, end);
	if (is_close_paren(c)) {
		pm_utf8_next(s, &end);
		return finish(s, out, PM_NUM_HAN_HALF, end, c);
	}
	if (c == 0x662f) { /* 是 */
		pm_utf8_next(s, &end);
		return finish(s, out, PM_NUM_IS, end, c);
	}
	if (pm_char_at(s, behind) == 0x3001) {
		end = behind;
		c = 0x3001;
	}
	if (!is_han_separator(c))
		return false;
	pm_utf8_next(s, &end);
	return finish(s, out, PM_NUM_HAN, end, c);
}

/* Numbers that are one character: ① ⑴ ⒈ ㈠ Ⅲ */
static bool find_single(pm_str s, size_t at, uint32_t c, pm_line_number *out)
{
	static const struct {
		uint32_t from, to, value;
		pm_number_class type;
	} ranges[] = {
		{ 0x2460, 0x2473, 1, PM_NUM_CIRCLED },       { 0x2776, 0x277f, 1, PM_NUM_CIRCLED },      { 0x2780, 0x2789, 1, PM_NUM_CIRCLED },
		{ 0x278a, 0x2793, 1, PM_NUM_CIRCLED },       { 0x24f5, 0x24fe, 1, PM_NUM_CIRCLED },      { 0x3251, 0x325f, 21, PM_NUM_CIRCLED },
		{ 0x2474, 0x2487, 1, PM_NUM_DECIMAL_PAREN }, { 0x2488, 0x249b, 1, PM_NUM_DECIMAL },      { 0x3220, 0x3229, 1, PM_NUM_HAN_PAREN },
		{ 0x2160, 0x216b, 1, PM_NUM_ROMAN },
	};
	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
		if (c < ranges[i].from || c > ranges[i].to)
			continue;
		out->value = c - ranges[i].from + ranges[i].value;
		pm_utf8_next(s, &at);
		uint32_t separator = pm_char_at(s, at);
		if (separator == 0x3001 || separator == '.' || separator == 0xff0e)
			pm_utf8_next(s, &at);
		else
			separator = 0;
		if (ranges[i].type == PM_NUM_ROMAN && separator == 0)
			return false;
		return finish(s, out, ranges[i].type, at, separator);
	}
	return false;
}

/* A. b) II. */
static bool find_letter(pm_str s, size_t at, pm_line_number *out)
{
	size_t end = at;
	uint32_t value = 0;
	pm_number_class type = PM_NUM_ROMAN;
	uint32_t first = pm_char_at(s, at);
	if (!find_latin_roman(s, &end, &value)) {
		if (!(first >= 'a' && first <= 'z') && !(first >= 'A' && first <= 'Z'))
			return false;
		type = PM_NUM_LETTER;
		value = (first | 32) - 'a' + 1;
		end = at + 1;
	}
	uint32_t c = pm_char_at(s, end);
	bool point = c == '.' || c == ')' || c == 0xff09 || c == 0x3001 || c == 0xff0e;
	if (!point)
		return false;
	pm_utf8_next(s, &end);
	/* `A.B` and `e.g.` are abbreviations. */
	if (c == '.' && end < s.len && !pm_char_is_space(pm_char_at(s, end)) && !is_cjk_at(s, end))
		return false;
	out->value = value;
	return finish(s, out, type, end, c);
}

static bool find_bullet(pm_str s, size_t at, uint32_t c, pm_line_number *out)
{
	static const uint16_t marks[] = { 0x2022, 0x25cf, 0x25a0, 0x25c6, 0x25aa, 0x2023, 0x25b6, 0x25ba, 0x2605, 0x2606, 0x25c7, 0x25a1,
		                          0x25cb, 0x27a2, 0x00b7, 0xf06c, 0xf0b7, 0xf0d8, 0xf06e, 0x2714, 0x25b2 };
	pm_utf8_next(s, &at);
	if (c == '-' || c == '*' || c == '+') {
		return at < s.len && pm_char_is_space(pm_char_at(s, at)) && finish(s, out, PM_NUM_BULLET, at, c);
	}
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (marks[i] == c)
			return at < s.len && finish(s, out, PM_NUM_BULLET, at, c);
	return false;
}

bool pm_line_number_find(pm_str line, pm_line_number *out)
{
	*out = (pm_line_number){ 0 };
	size_t at = pm_skip_space(line, 0);
	out->start = at;
	out->text = at;
	out->end = at;
	if (at >= line.len)
		return false;
	uint32_t c = pm_char_at(line, at);
	size_t behind = at;
	pm_utf8_next(line, &behind);
	bool found;
	if (c == 0x7b2c) /* 第 */
		found = find_di(line, behind, out);
	else if (is_open_paren(c))
		found = find_paren(line, behind, out);
	else if (pm_char_digit(c) >= 0)
		found = find_decimal(line, at, out);
	else if (han_digit(c) >= 0 || han_unit(c) != 0)
		found = find_han(line, at, out) || find_bullet(line, at, c, out);
	else
		found = find_single(line, at, c, out) || find_english(line, at, out) || find_letter(line, at, out) ||
		        find_bullet(line, at, c, out);
	if (!found) {
		*out = (pm_line_number){ .start = at, .end = at, .text = at };
		return false;
	}
	return true;
}
