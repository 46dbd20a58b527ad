/* line_date.c: dates as they stand in texts, to ISO 8601. */
#include "line_shape.h"

#include <stdio.h>

/* A number of `least` to `most` digits that no digit follows. */
static bool take_number(pm_str s, size_t *at, int least, int most, int *value)
{
	uint32_t v = 0;
	int n = 0;
	size_t i = *at;
	if (!pm_decimal_number(s, &i, &v, &n) || n < least || n > most)
		return false;
	*at = i;
	*value = (int)v;
	return true;
}

static bool take_char(pm_str s, size_t *at, uint32_t wanted)
{
	size_t i = pm_skip_space(s, *at);
	if (pm_char_at(s, i) != wanted)
		return false;
	pm_utf8_next(s, &i);
	*at = i;
	return true;
}

static bool is_real(const pm_date *d)
{
	static const int8_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (d->year != 0 && (d->year < 1800 || d->year > 2199))
		return false;
	return d->month >= 1 && d->month <= 12 && d->day >= 0 && d->day <= days[d->month - 1];
}

/* 09:45, 9时45分, T09:45:00Z */
static void take_time(pm_str s, pm_date *d)
{
	size_t at = d->end;
	uint32_t c = pm_char_at(s, at);
	if (c == 'T' || c == 't')
		at++;
	at = pm_skip_space(s, at);
	int hour = 0, minute = 0, second = 0;
	if (!take_number(s, &at, 1, 2, &hour) || hour > 24)
		return;
	uint32_t mark = pm_char_at(s, at);
	if (mark != ':' && mark != 0xff1a && mark != 0x65f6 && mark != 0x70b9 && mark != 0x6642) /* ： 时 点 時 */
		return;
	pm_utf8_next(s, &at);
	if (!take_number(s, &at, 1, 2, &minute) || minute > 59)
		return;
	d->hour = hour;
	d->minute = minute;
	d->end = at;
	mark = pm_char_at(s, at);
	if (mark == 0x5206) { /* 分 */
		pm_utf8_next(s, &at);
		d->end = at;
	} else if (mark == ':' || mark == 0xff1a) {
		pm_utf8_next(s, &at);
		if (take_number(s, &at, 2, 2, &second) && second < 61) {
			d->second = second;
			d->end = at;
		}
	}
	/* Fractions and zones of machine-written stamps. */
	at = d->end;
	if (pm_char_at(s, at) == '.') {
		at++;
		int part = 0;
		if (take_number(s, &at, 1, 6, &part))
			d->end = at;
		at = d->end;
	}
	c = pm_char_at(s, at);
	if (c == 'Z') {
		d->end = at + 1;
	} else if (c == '+') {
		at++;
		int zone = 0;
		if (take_number(s, &at, 2, 4, &zone)) {
			d->end = at;
			if (take_char(s, &at, ':') && take_number(s, &at, 2, 2, &zone))
				d->end = at;
		}
	}
}

static bool finish(pm_str s, pm_date *d, size_t end)
{
	d->end = end;
	if (!is_real(d))
		return false;
	if (d->day != 0)
		take_time(s, d);
	return true;
}

/* 3月5日, also with Chinese numerals; `at` behind the 年. */
static bool take_month_day(pm_str s, size_t at, bool months, bool han, pm_date *d)
{
	uint32_t v = 0;
	at = pm_skip_space(s, at);
	if (han ? !pm_han_number(s, &at, &v) : !take_number(s, &at, 1, 2, &d->month))
		return false;
	if (han)
		d->month = v <= 12 ? (int)v : 0;
	if (!take_char(s, &at, 0x6708)) /* 月 */
		return false;
	size_t end = at;
	at = pm_skip_space(s, at);
	bool has_day = han ? pm_han_number(s, &at, &v) : take_number(s, &at, 1, 2, &d->day);
	if (han && has_day)
		d->day = v <= 31 ? (int)v : 0;
	if (has_day && (take_char(s, &at, 0x65e5) || take_char(s, &at, 0x53f7) || take_char(s, &at, 0x865f))) /* 日 号 號 */
		return finish(s, d, at);
	d->day = 0;
	return months && finish(s, d, end);
}

/* 二〇二四年三月五日 */
static bool han_date(pm_str s, size_t at, bool months, pm_date *d)
{
	uint32_t year = 0;
	size_t start = at;
	if (!pm_han_number(s, &at, &year) || at - start != 12 || year < 1800 || year > 2199)
		return false;
	d->year = (int)year;
	return take_char(s, &at, 0x5e74) && take_month_day(s, at, months, true, d); /* 年 */
}

/* 2024年3月5日, 2024-03-05, 2024/3/5, 2024.03.05 */
static bool digit_date(pm_str s, size_t at, bool months, pm_date *d)
{
	if (!take_number(s, &at, 4, 4, &d->year))
		return false;
	size_t behind = at;
	if (take_char(s, &behind, 0x5e74))
		return take_month_day(s, behind, months, false, d);
	uint32_t mark = pm_char_at(s, at);
	if (mark != '-' && mark != '/' && mark != '.' && mark != 0xff0d && mark != 0x2014 && mark != 0xff0f && mark != 0xff0e &&
	    mark != 0x2010 && mark != 0x2011 && mark != 0x2013)
		return false;
	pm_utf8_next(s, &at);
	if (!take_number(s, &at, 1, 2, &d->month))
		return false;
	size_t end = at;
	if (pm_char_at(s, at) == mark) {
		pm_utf8_next(s, &at);
		if (take_number(s, &at, 1, 2, &d->day))
			return finish(s, d, at);
	}
	d->day = 0;
	/* 2024-03 needs two digits; 2024.3 is a figure as well as a month. */
	return months && mark == '-' && end - d->start == 7 && finish(s, d, end);
}

static int english_month(pm_str s, size_t *at)
{
	static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september",
		                              "october", "november", "december" };
	size_t end = *at;
	while (end < s.len && ((s.ptr[end] >= 'a' && s.ptr[end] <= 'z') || (s.ptr[end] >= 'A' && s.ptr[end] <= 'Z')))
		end++;
	size_t n = end - *at;
	if (n < 3 || n > 9)
		return 0;
	for (int i = 0; i < 12; i++) {
		size_t full = strlen(months[i]);
		size_t k = 0;
		while (k < n && k < full && (s.ptr[*at + k] | 32) == months[i][k])
			k++;
		if (k == n && (n == full || n == 3 || (n == 4 && i == 8))) {
			if (n < full && end < s.len && s.ptr[end] == '.')
				end++;
			*at = end;
			return i + 1;
		}
	}
	return 0;
}

static bool take_english_day(pm_str s, size_t *at, int *day)
{
	if (!take_number(s, at, 1, 2, day))
		return false;
	static const char *const endings[] = { "st", "nd", "rd", "th" };
	for (size_t i = 0; i < 4; i++)
		if (*at + 2 <= s.len && memcmp(s.ptr + *at, endings[i], 2) == 0) {
			*at += 2;
			break;
		}
	return true;
}

/* March 5, 2024; 5 March 2024 */
static bool english_date(pm_str s, size_t at, pm_date *d)
{
	if (pm_char_digit(pm_char_at(s, at)) >= 0) {
		if (!take_english_day(s, &at, &d->day))
			return false;
		at = pm_skip_space(s, at);
		d->month = english_month(s, &at);
	} else {
		d->month = english_month(s, &at);
		at = pm_skip_space(s, at);
		if (d->month == 0 || !take_english_day(s, &at, &d->day))
			return false;
	}
	if (d->month == 0 || d->day == 0)
		return false;
	if (pm_char_at(s, at) == ',')
		at++;
	at = pm_skip_space(s, at);
	return take_number(s, &at, 4, 4, &d->year) && finish(s, d, at);
}

bool pm_date_at(pm_str s, size_t at, bool months, pm_date *out)
{
	pm_date blank = { .start = at, .hour = -1, .minute = -1, .second = -1 };
	*out = blank;
	if (han_date(s, at, months, out))
		return true;
	/* The others begin with a digit or an English letter. */
	uint32_t first = pm_char_at(s, at);
	if (first >= 0x80 && pm_char_digit(first) < 0)
		return false;
	*out = blank;
	if (digit_date(s, at, months, out))
		return true;
	*out = blank;
	return english_date(s, at, out);
}

bool pm_date_find(pm_str s, size_t from, bool months, pm_date *out)
{
	bool in_word = false, in_number = false;
	for (size_t at = from; at < s.len;) {
		size_t here = at;
		uint32_t c = pm_utf8_next(s, &at);
		bool is_digit = pm_char_digit(c) >= 0;
		bool is_letter = (c | 32) >= 'a' && (c | 32) <= 'z' && c < 128;
		bool han = c == 0x4e8c || c == 0x4e00 || c == 0x8d30; /* years begin with 二 or 一 */
		if (((is_digit && !in_number) || (is_letter && !in_word) || han) && pm_date_at(s, here, months, out))
			return true;
		in_number = is_digit;
		in_word = is_letter;
	}
	return false;
}

void pm_date_format(const pm_date *date, char *out)
{
	enum { ROOM = 32 };
	if (date->day == 0)
		snprintf(out, ROOM, "%04d-%02d", date->year % 10000, date->month % 100);
	else if (date->hour < 0)
		snprintf(out, ROOM, "%04d-%02d-%02d", date->year % 10000, date->month % 100, date->day % 100);
	else if (date->second < 0)
		snprintf(out, ROOM, "%04d-%02d-%02dT%02d:%02d", date->year % 10000, date->month % 100, date->day % 100, date->hour % 100,
		         date->minute % 100);
	else
		snprintf(out, ROOM, "%04d-%02d-%02dT%02d:%02d:%02d", date->year % 10000, date->month % 100, date->day % 100,
		         date->hour % 100, date->minute % 100, date->second % 100);
}
