/* The numbers of headings and items as Word counts them: taking `（十二）` apart into prefix, counter and suffix, and
 * writing a counter out again, which tells whether Word would show the same. */
#include "write.h"

#include <pumice/text.h>

#include <stdio.h>

static const char *const format_names[N_NUMBER_FORMATS] = {
	[NUM_LITERAL] = "decimal",
	[NUM_NONE] = "none",
	[NUM_BULLET] = "bullet",
	[NUM_DECIMAL] = "decimal",
	[NUM_DECIMAL_ZERO] = "decimalZero",
	[NUM_LOWER_LETTER] = "lowerLetter",
	[NUM_UPPER_LETTER] = "upperLetter",
	[NUM_LOWER_ROMAN] = "lowerRoman",
	[NUM_UPPER_ROMAN] = "upperRoman",
	[NUM_CHINESE] = "chineseCountingThousand",
	[NUM_CIRCLED] = "decimalEnclosedCircle",
	[NUM_FULL_WIDTH] = "decimalFullWidth",
	[NUM_IDEOGRAPH] = "ideographTraditional",
};

const char *number_format_name(number_format format)
{
	return format_names[format];
}

/* -- writing ------------------------------------------------------------------------------------------------------------ */

static bool append_roman(pm_buf *buf, long value, bool is_upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} digits[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" },  { 400, "cd", "CD" }, { 100, "c", "C" },
		{ 90, "xc", "XC" }, { 50, "l", "L" },    { 40, "xl", "XL" }, { 10, "x", "X" },    { 9, "ix", "IX" },
		{ 5, "v", "V" },    { 4, "iv", "IV" },   { 1, "i", "I" },
	};
	if (value < 1 || value > 3999)
		return false;
	for (size_t i = 0; value > 0; i++)
		for (; value >= digits[i].value; value -= digits[i].value)
			pm_buf_puts(buf, is_upper ? digits[i].upper : digits[i].lower);
	return true;
}

static const char *const chinese_digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

static bool append_chinese(pm_buf *buf, long value)
{
	static const struct {
		long unit;
		const char *name;
	} units[] = { { 1000, "千" }, { 100, "百" }, { 10, "十" }, { 1, "" } };
	if (value < 1 || value > 9999)
		return false;
	bool has_begun = false, has_gap = false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		long digit = value / units[i].unit % 10;
		if (digit == 0) {
			has_gap = has_begun;
			continue;
		}
		if (has_gap)
			pm_buf_puts(buf, chinese_digits[0]);
		/* 十二, not 一十二, at the beginning. */
		if (!(digit == 1 && units[i].unit == 10 && !has_begun))
			pm_buf_puts(buf, chinese_digits[digit]);
		pm_buf_puts(buf, units[i].name);
		has_begun = true;
		has_gap = false;
	}
	return true;
}

/* a, b, … z, aa, bb: Word repeats the letter. */
static bool append_letter(pm_buf *buf, long value, char first)
{
	if (value < 1 || value > 26 * 30)
		return false;
	for (long n = (value - 1) / 26; n >= 0; n--)
		pm_buf_putc(buf, (char)(first + (value - 1) % 26));
	return true;
}

static const char ideographs[] = "甲乙丙丁戊己庚辛壬癸";

bool number_append(pm_buf *buf, number_format format, long value)
{
	if (value < 0)
		return false;
	switch (format) {
	case NUM_DECIMAL:
		pm_buf_printf(buf, "%ld", value);
		return true;
	case NUM_DECIMAL_ZERO:
		pm_buf_printf(buf, "%02ld", value);
		return true;
	case NUM_LOWER_LETTER:
		return append_letter(buf, value, 'a');
	case NUM_UPPER_LETTER:
		return append_letter(buf, value, 'A');
	case NUM_LOWER_ROMAN:
		return append_roman(buf, value, false);
	case NUM_UPPER_ROMAN:
		return append_roman(buf, value, true);
	case NUM_CHINESE:
		return append_chinese(buf, value);
	case NUM_CIRCLED:
		if (value < 1 || value > 20)
			return false;
		pm_buf_char(buf, (uint32_t)(0x2460 + value - 1));
		return true;
	case NUM_FULL_WIDTH: {
		char digits[24];
		int n = snprintf(digits, sizeof digits, "%ld", value);
		for (int i = 0; i < n; i++)
			pm_buf_char(buf, (uint32_t)(0xff10 + digits[i] - '0'));
		return true;
	}
	case NUM_IDEOGRAPH:
		if (value < 1 || value > 10)
			return false;
		pm_buf_append(buf, ideographs + 3 * (value - 1), 3);
		return true;
	default:
		return false;
	}
}

/* -- reading ------------------------------------------------------------------------------------------------------------ */

typedef enum digit_class { NOT_A_DIGIT, ASCII_DIGIT, WIDE_DIGIT, CHINESE_DIGIT, CIRCLED_DIGIT, STEM, LOWER, UPPER } digit_class;

static digit_class class_of(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return ASCII_DIGIT;
	if (c >= 'a' && c <= 'z')
		return LOWER;
	if (c >= 'A' && c <= 'Z')
		return UPPER;
	if (c >= 0xff10 && c <= 0xff19)
		return WIDE_DIGIT;
	if (c >= 0x2460 && c <= 0x2473)
		return CIRCLED_DIGIT;
	char bytes[4];
	size_t n = pm_utf8_encode(c, bytes);
	pm_str one = pm_str_of(bytes, n);
	if (n == 3 && pm_str_find(PM_STR("零一二三四五六七八九十百千"), one, 0) != SIZE_MAX)
		return CHINESE_DIGIT;
	if (n == 3 && pm_str_find(pm_str_from(ideographs), one, 0) != SIZE_MAX)
		return STEM;
	return NOT_A_DIGIT;
}

static long read_decimal(pm_str s)
{
	long value = 0;
	for (size_t i = 0; i < s.len;) {
		uint32_t c = pm_utf8_next(s, &i);
		value = value * 10 + (c >= 0xff10 ? (long)(c - 0xff10) : (long)(c - '0'));
		if (value > 1000000)
			return -1;
	}
	return value;
}

static long read_chinese(pm_str s)
{
	long value = 0, digit = 0;
	for (size_t i = 0; i + 3 <= s.len; i += 3) {
		pm_str c = pm_str_of(s.ptr + i, 3);
		long unit = pm_str_is(c, "十") ? 10 : pm_str_is(c, "百") ? 100 : pm_str_is(c, "千") ? 1000 : 0;
		if (unit != 0) {
			value += (digit == 0 ? 1 : digit) * unit;
			digit = 0;
			continue;
		}
		for (long d = 0; d < 10; d++)
			if (pm_str_is(c, chinese_digits[d]))
				digit = d;
	}
	return value + digit;
}

static long read_roman(pm_str s)
{
	long value = 0, last = 0;
	for (size_t i = s.len; i-- > 0;) {
		char c = (char)(s.ptr[i] | 0x20);
		long v = c == 'i'   ? 1
			 : c == 'v' ? 5
			 : c == 'x' ? 10
			 : c == 'l' ? 50
			 : c == 'c' ? 100
			 : c == 'd' ? 500
			 : c == 'm' ? 1000
				    : 0;
		if (v == 0)
			return -1;
		value += v < last ? -v : v;
		last = v;
	}
	return value;
}

static bool says(number_format format, long value, pm_str counter)
{
	pm_buf buf = { 0 };
	bool is_same = number_append(&buf, format, value) && pm_str_equal(pm_buf_view(&buf), counter);
	pm_buf_free(&buf);
	return is_same;
}

/* The format of the counter and its value; the first that writes it the same way. */
static bool read_counter(pm_str s, digit_class class, number_format wanted, number_parts *out)
{
	struct {
		number_format format;
		long value;
	} readings[2] = { { NUM_LITERAL, -1 }, { NUM_LITERAL, -1 } };
	size_t at = 0;
	switch (class) {
	case ASCII_DIGIT:
		readings[0].format = NUM_DECIMAL;
		readings[1].format = NUM_DECIMAL_ZERO;
		readings[0].value = readings[1].value = read_decimal(s);
		break;
	case WIDE_DIGIT:
		readings[0].format = NUM_FULL_WIDTH;
		readings[0].value = read_decimal(s);
		break;
	case CHINESE_DIGIT:
		readings[0].format = NUM_CHINESE;
		readings[0].value = read_chinese(s);
		break;
	case CIRCLED_DIGIT:
		readings[0].format = NUM_CIRCLED;
		readings[0].value = (long)pm_utf8_next(s, &at) - 0x245f;
		break;
	case STEM:
		readings[0].format = NUM_IDEOGRAPH;
		readings[0].value = (long)(pm_str_find(pm_str_from(ideographs), s, 0) / 3) + 1;
		break;
	case LOWER:
	case UPPER:
		readings[0].format = class == LOWER ? NUM_LOWER_LETTER : NUM_UPPER_LETTER;
		readings[0].value = (s.ptr[0] | 0x20) - 'a' + 1 + 26 * ((long)s.len - 1);
		readings[1].format = class == LOWER ? NUM_LOWER_ROMAN : NUM_UPPER_ROMAN;
		readings[1].value = read_roman(s);
		/* A list that begins with i counts in Roman numerals; one that has come to i after h does not. */
		if (readings[1].value == 1 && wanted != readings[0].format)
			wanted = readings[1].format;
		break;
	default:
		return false;
	}
	size_t first = readings[1].format == wanted ? 1 : 0;
	for (size_t i = 0; i < 2; i++) {
		size_t k = (first + i) % 2;
		if (readings[k].value >= 0 && says(readings[k].format, readings[k].value, s)) {
			out->format = readings[k].format;
			out->value = readings[k].value;
			return true;
		}
	}
	return false;
}

bool number_parse(pm_str number, number_format wanted, number_parts *out)
{
	/* The counter is the last run of characters of one class of digits. */
	size_t end = number.len;
	digit_class class = NOT_A_DIGIT;
	while (end > 0) {
		size_t at = end;
		class = class_of(pm_utf8_previous(number, &at));
		if (class != NOT_A_DIGIT)
			break;
		end = at;
	}
	if (end == 0)
		return false;
	size_t start = end;
	while (start > 0) {
		size_t at = start;
		if (class_of(pm_utf8_previous(number, &at)) != class)
			break;
		start = at;
		if (class == CIRCLED_DIGIT || class == STEM)
			break;
	}
	out->prefix = pm_str_of(number.ptr, start);
	out->suffix = pm_str_of(number.ptr + end, number.len - end);
	/* A per cent sign before a digit would be read as a place for a counter. */
	if (memchr(number.ptr, '%', number.len) != NULL)
		return false;
	return read_counter(pm_str_of(number.ptr + start, end - start), class, wanted, out);
}
