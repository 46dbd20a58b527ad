/* indicator_english_time.c: English time phrases and their dates. */
#include "indicator.h"

static size_t skip_blank(const pm_wide *w, size_t i)
{
	while (w->c[i] == u' ')
		i++;
	return i;
}

static int year_at(const pm_wide *w, size_t i)
{
	int y = 0;

	if (i > 0 && pm_wide_is_digit(w->c[i - 1]))
		return 0;
	for (size_t k = 0; k < 4; k++) {
		if (!pm_wide_is_digit(w->c[i + k]))
			return 0;
		y = y * 10 + (w->c[i + k] - u'0');
	}
	return !pm_wide_is_digit(w->c[i + 4]) && !pm_wide_is_latin(w->c[i + 4]) && y >= 1800 && y < 2200 ? y : 0;
}

static int small_at(const pm_wide *w, size_t i, size_t *end)
{
	int v = 0;

	*end = i;
	while (pm_wide_is_digit(w->c[*end]) && *end < i + 3)
		v = v * 10 + (w->c[(*end)++] - u'0');
	return *end > i && *end < i + 3 ? v : 0;
}

typedef struct date {
	int y, m, d, last; /* last: month in which a span of months ends */
	size_t end;
} date;

/* 12 May 2021, May 12, 2021, May 2021, the first quarter of 2023, fiscal 2023, FY2023, 2023 */
static bool read_date(const pm_wide *w, size_t i, date *out)
{
	static const char16_t *const heads[] = {
		u"the fiscal year", u"fiscal year", u"fiscal", u"the year", u"calendar year", u"fy", NULL,
	};
	static const struct {
		const char16_t *phrase;
		int first, last;
	} parts[] = { { u"the first quarter", 1, 3 },     { u"the second quarter", 4, 6 },  { u"the third quarter", 7, 9 },
		      { u"the fourth quarter", 10, 12 },  { u"the first half", 1, 6 },      { u"the second half", 7, 12 },
		      { u"first quarter", 1, 3 },         { u"second quarter", 4, 6 },      { u"third quarter", 7, 9 },
		      { u"fourth quarter", 10, 12 },      { u"first half", 1, 6 },          { u"second half", 7, 12 },
		      { u"the first nine months", 1, 9 }, { u"the first six months", 1, 6 } };
	size_t len, end;

	char16_t first = pm_english_lower(w->c[i]);

	memset(out, 0, sizeof *out);
	for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
		size_t n = parts[k].phrase[0] == first ? pm_english_has(w, i, parts[k].phrase) : 0;

		if (n == 0)
			continue;
		out->m = parts[k].first;
		out->last = parts[k].last;
		out->end = i + n;
		size_t of = skip_blank(w, out->end);

		of = skip_blank(w, of + pm_english_has(w, of, u"of"));
		out->y = year_at(w, of);
		if (out->y != 0)
			out->end = of + 4;
		return true;
	}
	size_t n = pm_english_any(w, i, heads), at = skip_blank(w, i + n);

	if (n == 0 && w->c[i] == u'F' && w->c[i + 1] == u'Y')
		at = i + 2;
	out->y = year_at(w, at);
	if (out->y != 0) {
		out->end = at + 4;
		return true;
	}
	if (n > 0)
		return false;
	int day = small_at(w, i, &end);

	at = day > 0 ? skip_blank(w, end) : i;
	out->m = out->last = pm_english_month(w, at, &len);
	if (out->m == 0)
		return false;
	at += len;
	out->end = at;
	if (day == 0) {
		size_t k = skip_blank(w, at);
		int d = small_at(w, k, &end);

		if (d >= 1 && d <= 31 && !pm_wide_is_latin(w->c[end])) {
			day = d;
			at = out->end = end;
		}
	}
	out->d = day;
	if (w->c[at] == u',')
		at++;
	at = skip_blank(w, at);
	out->y = year_at(w, at);
	if (out->y != 0)
		out->end = at + 4;
	return out->y != 0 || day > 0 || pm_wide_is_latin(w->c[out->end - 1]);
}

static const char16_t *const heads[] = {
	u"by the end of", u"at the end of", u"as of",   u"by",   u"in", u"during", u"since", u"until",
	u"for",           u"throughout",    u"between", u"from", u"on", u"over",   NULL,
};
static const char16_t *const alone[] = { u"last year",
					 u"this year",
					 u"next year",
					 u"year on year",
					 u"year-on-year",
					 u"from a year earlier",
					 u"a year earlier",
					 u"compared with the previous year",
					 u"from the previous year",
					 u"so far",
					 u"to date",
					 u"over the past year",
					 u"over the year",
					 u"year over year",
					 u"last month",
					 u"this month",
					 u"by year-end",
					 NULL };

bool pm_english_time_read(const pm_wide *w, size_t i, pm_time *out)
{
	date d;

	if (i > 0 && (pm_wide_is_latin(w->c[i - 1]) || pm_wide_is_digit(w->c[i - 1])))
		return false;
	if (!pm_wide_is_latin(w->c[i]) && !pm_wide_is_digit(w->c[i]))
		return false;
	memset(out, 0, sizeof *out);
	out->start = i;
	size_t n = pm_english_any(w, i, alone);

	if (n > 0) {
		out->end = i + n;
		out->kind = pm_english_has(w, i, u"last") || pm_english_has(w, i, u"this") || pm_english_has(w, i, u"next") ||
					    pm_english_has(w, i, u"so") || pm_english_has(w, i, u"to") || pm_english_has(w, i, u"by") ||
					    pm_english_has(w, i, u"over")
				    ? PM_TIME_PERIOD
				    : PM_TIME_BASE;
		return true;
	}
	n = pm_english_any(w, i, heads);
	size_t at = skip_blank(w, i + n);

	if (n == 0 && pm_wide_is_digit(w->c[i]) && year_at(w, i) != 0)
		return false; /* a bare year only names */
	/* a month alone may be a verb or a name: it needs a preposition, a day or a year */
	if (!read_date(w, at, &d) || (n == 0 && d.y == 0))
		return false;
	out->end = d.end;
	static const char16_t *const joints[] = { u"to", u"and", u"until", u"through", NULL };
	size_t k = skip_blank(w, d.end), m = pm_english_any(w, k, joints);
	date second;

	if (m > 0 && (pm_english_has(w, i, u"from") || pm_english_has(w, i, u"between")) && read_date(w, skip_blank(w, k + m), &second))
		out->end = second.end;
	return true;
}

static void write_date(const date *d, char from[11], char to[11])
{
	if (d->d > 0) {
		pm_write_day(d->y, d->m, d->d, from);
		pm_write_day(d->y, d->m, d->d, to);
	} else if (d->m > 0) {
		pm_write_day(d->y, d->m, 1, from);
		pm_write_day(d->y, d->last, pm_month_days(d->y, d->last), to);
	} else {
		pm_write_day(d->y, 1, 1, from);
		pm_write_day(d->y, 12, 31, to);
	}
}

void pm_english_resolve(const pm_wide *w, pm_range phrase, const pm_calendar *calendar, char from[11], char to[11])
{
	size_t n = pm_english_any(w, phrase.start, heads), at = skip_blank(w, phrase.start + n);
	int y = calendar->year;
	date d, second;
	char other[11] = "";

	from[0] = to[0] = '\0';
	if (pm_english_any(w, phrase.start, alone) > 0) {
		int offset = pm_english_has(w, phrase.start, u"last year")   ? -1
			     : pm_english_has(w, phrase.start, u"this year") ? 0
			     : pm_english_has(w, phrase.start, u"next year") ? 1
									     : 9;

		if (y != 0 && offset != 9)
			write_date(&(date){ .y = y + offset }, from, to);
		return;
	}
	/* a fiscal year begins where its country says: its dates are not told */
	if (!read_date(w, at, &d) || pm_english_has(w, at, u"fiscal") || pm_english_has(w, at, u"the fiscal") || w->c[at] == u'F')
		return;
	if (d.y == 0)
		d.y = calendar->is_plan_year ? 0 : y;
	write_date(&d, from, to);
	if (d.end < phrase.end) {
		for (size_t k = d.end; k < phrase.end; k++)
			if (w->c[k] == u' ' && read_date(w, k + 1, &second) && second.end == phrase.end) {
				if (second.y == 0)
					second.y = d.y;
				from[0] = to[0] = '\0';
				if (d.y == 0 || year_at(w, d.end >= 4 ? d.end - 4 : 0) == 0)
					d.y = second.y;
				write_date(&d, from, other);
				other[0] = '\0';
				char start[11] = "";

				write_date(&second, start, to);
				return;
			}
	}
	if (pm_english_has(w, phrase.start, u"since"))
		memcpy(to, calendar->published, sizeof calendar->published);
	else if (pm_english_has(w, phrase.start, u"until"))
		from[0] = '\0';
	else if (pm_english_has(w, phrase.start, u"by") || pm_english_has(w, phrase.start, u"as of")) {
		from[0] = '\0';
		pm_write_day(d.y, 1, 1, from);
	} else if (pm_english_has(w, phrase.start, u"at the end of")) {
		memcpy(from, to, 11);
	}
}
