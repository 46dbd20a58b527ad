/* indicator_date.c: time phrases as ISO dates, where the document gives enough; never guessed. */
#include "indicator.h"

typedef struct day {
	int y, m, d; /* y 0: unknown */
} day;

typedef struct interval {
	day from, to;
	bool is_known;
} interval;

int pm_month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (m < 1 || m > 12)
		return 0;
	return m == 2 && ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0) ? 29 : days[m - 1];
}

static bool is_day(day d)
{
	return d.y > 0 && d.m >= 1 && d.m <= 12 && d.d >= 1 && d.d <= pm_month_days(d.y, d.m);
}

static char *write_digits(char *out, int v, int n)
{
	for (int k = n; k > 0; k--, v /= 10)
		out[k - 1] = (char)('0' + v % 10);
	return out + n;
}

void pm_write_day(int y, int m, int d, char out[11])
{
	out[0] = '\0';
	if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1 || d > pm_month_days(y, m))
		return;
	out = write_digits(out, y, 4);
	*out++ = '-';
	out = write_digits(out, m, 2);
	*out++ = '-';
	out = write_digits(out, d, 2);
	*out = '\0';
}

static void write_day(day d, char out[11])
{
	pm_write_day(d.y, d.m, d.d, out);
}

static day read_day(const char *iso)
{
	day d = { 0, 0, 0 };

	if (strlen(iso) != 10 || iso[4] != '-' || iso[7] != '-')
		return d;
	d.y = (iso[0] - '0') * 1000 + (iso[1] - '0') * 100 + (iso[2] - '0') * 10 + (iso[3] - '0');
	d.m = (iso[5] - '0') * 10 + (iso[6] - '0');
	d.d = (iso[8] - '0') * 10 + (iso[9] - '0');
	return is_day(d) ? d : (day){ 0, 0, 0 };
}

static bool is_later(day a, day b)
{
	return a.y != b.y ? a.y > b.y : a.m != b.m ? a.m > b.m : a.d > b.d;
}

typedef struct reader {
	const pm_wide *w;
	size_t i, end;
	const pm_calendar *calendar;
} reader;

/* The first character of what is next, behind blanks: 12 月 7 日.  It nearly always tells what does not stand there. */
static inline char16_t next_char(const reader *r)
{
	size_t at = r->i;

	while (at < r->end && r->w->c[at] == u' ')
		at++;
	return r->w->c[at];
}

static bool take_whole(reader *r, const char16_t *word)
{
	size_t at = r->i;

	while (at < r->end && r->w->c[at] == u' ')
		at++;
	size_t n = pm_wide_has(r->w, at, word);

	if (n == 0 || at + n > r->end)
		return false;
	r->i = at + n;
	return true;
}

static inline bool take(reader *r, const char16_t *word)
{
	return next_char(r) == word[0] && take_whole(r, word);
}

static bool has(const reader *r, const char16_t *word)
{
	return pm_wide_find(r->w, r->i, r->end, word) != SIZE_MAX;
}

static void skip_blank(reader *r)
{
	while (r->i < r->end && (r->w->c[r->i] == u' ' || r->w->c[r->i] == u'的'))
		r->i++;
}

/* A small number in digits or Chinese numerals; -1 where there is none. */
static int take_number(reader *r)
{
	int v = 0;

	while (r->i < r->end && r->w->c[r->i] == u' ')
		r->i++;
	size_t k = r->i;

	while (k < r->end && k < r->i + 4 && pm_wide_is_digit(r->w->c[k]))
		v = v * 10 + (r->w->c[k++] - u'0');
	if (k > r->i) {
		r->i = k;
		return v;
	}
	while (k < r->end && k < r->i + 4 && pm_wide_is_numeral(r->w, k))
		k++;
	uint64_t value;

	if (k == r->i || !pm_han_value(r->w, r->i, k, &value) || value > 9999)
		return -1;
	r->i = k;
	return (int)value;
}

/* 一九九八 has no zero to tell that it is read digit by digit. */
static int take_han_year(reader *r)
{
	static const char16_t digits[] = u"〇一二三四五六七八九";
	int v = 0;

	if (r->i + 5 > r->end || r->w->c[r->i + 4] != u'年')
		return -1;
	for (size_t k = 0; k < 4; k++) {
		int d = -1;

		for (int n = 0; n < 10; n++)
			if (r->w->c[r->i + k] == digits[n] || (n == 0 && r->w->c[r->i + k] == u'零'))
				d = n;
		if (d < 0)
			return -1;
		v = v * 10 + d;
	}
	r->i += 4;
	return v;
}

static const struct {
	const char16_t *word;
	int offset;
	bool needs_own_year; /* what the year told is: 全年 in a plan ahead is open */
} relative[] = {
	{ u"今年", 0, false },  { u"本年度", 0, false },  { u"本年", 0, false },     { u"当年", 0, true },   { u"全年", 0, true },
	{ u"去年", -1, false }, { u"上年度", -1, false }, { u"上一年", -1, false },  { u"上年", -1, false }, { u"前年", -2, false },
	{ u"明年", 1, false },  { u"下一年", 1, false },  { u"过去一年", -1, true }, { u"年内", 0, true },
};

/* The year at r, or the calendar's; 0 where unknown. `*said`: it stands there. */
static int take_year(reader *r, bool *said)
{
	size_t start = r->i;
	int v = take_han_year(r);

	*said = true;
	if (v < 0)
		v = take_number(r);
	if (v >= 1800 && v <= 2199 && take(r, u"年")) {
		take(r, u"度");
		return v;
	}
	if (r->w->tables->is_republic && v >= 100 && v < 200 && take(r, u"年")) {
		take(r, u"度");
		return v + 1911;
	}
	r->i = start;
	char16_t first = next_char(r);

	for (size_t k = 0; k < sizeof relative / sizeof relative[0]; k++) {
		if (relative[k].word[0] != first || !take_whole(r, relative[k].word))
			continue;
		if (r->calendar->year == 0)
			return 0;
		if (pm_wide_has(r->w, start, u"过去一年") > 0)
			return r->calendar->is_plan_year ? r->calendar->year - 1 : r->calendar->year;
		return relative[k].needs_own_year && r->calendar->is_plan_year ? 0 : r->calendar->year + relative[k].offset;
	}
	*said = false;
	return r->calendar->is_plan_year ? 0 : r->calendar->year;
}

static const struct {
	const char16_t *word;
	int first, last; /* months */
} parts[] = {
	{ u"上半年", 1, 6 },   { u"下半年", 7, 12 },  { u"前三季度", 1, 9 },  { u"前三个季度", 1, 9 }, { u"前3季度", 1, 9 },
	{ u"前两季度", 1, 6 }, { u"第一季度", 1, 3 }, { u"第二季度", 4, 6 },  { u"第三季度", 7, 9 },   { u"第四季度", 10, 12 },
	{ u"一季度", 1, 3 },   { u"二季度", 4, 6 },   { u"三季度", 7, 9 },    { u"四季度", 10, 12 },   { u"第1季度", 1, 3 },
	{ u"第2季度", 4, 6 },  { u"第3季度", 7, 9 },  { u"第4季度", 10, 12 }, { u"1季度", 1, 3 },      { u"2季度", 4, 6 },
	{ u"3季度", 7, 9 },    { u"4季度", 10, 12 },  { u"首季", 1, 3 },      { u"末季", 10, 12 },
};

static interval months(int y, int first, int last)
{
	return (interval){ { y, first, 1 }, { y, last, pm_month_days(y, last) }, y > 0 && first >= 1 && last <= 12 };
}

static interval point(int y, int m, int d)
{
	return (interval){ { y, m, d }, { y, m, d }, is_day((day){ y, m, d }) };
}

/* A date without a year is the last such day before publication, where the report tells no year of its own. */
static int year_before_publication(const reader *r, int m, int d)
{
	day p = read_day(r->calendar->published), x = { p.y, m, d > 0 ? d : 1 };

	if (p.y == 0 || r->calendar->year != 0)
		return 0;
	return is_later(x, p) ? p.y - 1 : p.y;
}

/* 前11个月 */
static int take_first_months(reader *r)
{
	size_t start = r->i;

	if (take(r, u"前")) {
		int n = take_number(r);

		if (n >= 1 && n <= 12 && take(r, u"个月"))
			return n;
	}
	r->i = start;
	return 0;
}

/* One date; `year` is what an earlier part of the phrase said, 0 for nothing. */
static interval take_one(reader *r, int year)
{
	interval none = { { 0, 0, 0 }, { 0, 0, 0 }, false };
	bool said = false;
	size_t start = r->i;

	skip_blank(r);
	/* 2022-12-07 */
	int a = take_number(r);

	if (a >= 1800 && a <= 2199 && r->i < r->end && (r->w->c[r->i] == u'-' || r->w->c[r->i] == u'.' || r->w->c[r->i] == u'/')) {
		r->i++;
		int m = take_number(r);

		if (m >= 1 && r->i < r->end && !pm_wide_is_digit(r->w->c[r->i])) {
			r->i++;
			int d = take_number(r);

			if (d >= 1)
				return point(a, m, d);
		}
		return none;
	}
	r->i = start;
	skip_blank(r);
	int y = take_year(r, &said);

	if (!said && year != 0)
		y = year;
	skip_blank(r);
	char16_t first = next_char(r);

	for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
		if (parts[k].word[0] == first && take_whole(r, parts[k].word)) {
			take(r, u"度");
			if (take(r, u"末") || take(r, u"底"))
				return point(y, parts[k].last, pm_month_days(y, parts[k].last));
			return months(y, parts[k].first, parts[k].last);
		}
	int first_months = take_first_months(r);

	if (first_months > 0)
		return months(y, 1, first_months);
	if (take(r, u"年末") || take(r, u"年底") || take(r, u"期末") || (said && (take(r, u"末") || take(r, u"底"))))
		return point(y, 12, 31);
	if (take(r, u"年初") || (said && take(r, u"初")))
		return point(y, 1, 1);
	if (take(r, u"年内"))
		return months(y, 1, 12);
	size_t mark = r->i;
	int m = take_number(r);

	if (m >= 1 && m <= 12) {
		size_t after = r->i;

		if (take(r, u"月")) {
			take(r, u"份");
			int d = take_number(r);

			if (d >= 1 && (take(r, u"日") || take(r, u"号"))) {
				if (y == 0 && !said)
					y = year_before_publication(r, m, d);
				return point(y, m, d);
			}
			if (take(r, u"底") || take(r, u"末"))
				return point(y, m, pm_month_days(y, m));
			if (take(r, u"初"))
				return point(y, m, 1);
			if (take(r, u"上旬"))
				return (interval){ { y, m, 1 }, { y, m, 10 }, y > 0 };
			if (take(r, u"中旬"))
				return (interval){ { y, m, 11 }, { y, m, 20 }, y > 0 };
			if (take(r, u"下旬"))
				return (interval){ { y, m, 21 }, { y, m, pm_month_days(y, m) }, y > 0 };
			if (y == 0 && !said)
				y = year_before_publication(r, m, 1);
			return months(y, m, m);
		}
		r->i = after;
	}
	r->i = mark;
	return said ? months(y, 1, 12) : none;
}

static const struct {
	const char16_t *word;
	int first;
} plans[] = {
	{ u"十五五", 2026 }, { u"十四五", 2021 }, { u"十三五", 2016 }, { u"十二五", 2011 },
	{ u"十一五", 2006 }, { u"十五", 2001 },   { u"九五", 1996 },
};

static interval take_plan(reader *r)
{
	interval none = { { 0, 0, 0 }, { 0, 0, 0 }, false };

	while (r->i < r->end && (r->w->c[r->i] == u'“' || r->w->c[r->i] == u'"'))
		r->i++;
	for (size_t k = 0; k < sizeof plans / sizeof plans[0]; k++) {
		if (!take(r, plans[k].word))
			continue;
		int y = plans[k].first;

		if (has(r, u"末"))
			return point(y + 4, 12, 31);
		if (has(r, u"初"))
			return point(y, 1, 1);
		if (has(r, u"前四年"))
			return (interval){ { y, 1, 1 }, { y + 3, 12, 31 }, true };
		if (has(r, u"前三年"))
			return (interval){ { y, 1, 1 }, { y + 2, 12, 31 }, true };
		if (has(r, u"前两年"))
			return (interval){ { y, 1, 1 }, { y + 1, 12, 31 }, true };
		if (has(r, u"开局之年"))
			return months(y, 1, 12);
		if (has(r, u"收官之年"))
			return months(y + 4, 1, 12);
		return (interval){ { y, 1, 1 }, { y + 4, 12, 31 }, true };
	}
	return none;
}

static void resolve_now(const pm_calendar *calendar, day *from, day *to)
{
	day p = read_day(calendar->published);

	if (p.y == 0)
		return;
	*to = p;
	if (calendar->year == p.y || (calendar->year == p.y - 1 && !calendar->is_plan_year))
		*from = (day){ calendar->year, 1, 1 };
}

/* 2022年1月到2022年11月, 1-9月, 5月15日至20日: the part behind the join, or nothing. */
static bool take_join(reader *r)
{
	if (r->i < r->end && r->w->c[r->i] == u'月') /* 1-9月 leaves nothing here */
		return false;
	size_t start = r->i;

	while (r->i < r->end && (r->w->c[r->i] == u'-' || r->w->c[r->i] == u'—' || r->w->c[r->i] == u'~' || r->w->c[r->i] == u'至' ||
				 r->w->c[r->i] == u'到'))
		r->i++;
	return r->i > start;
}

/* 1-9月, 1至11月份 with the month word only at the end; 4月1日至15日 with the month only at the start. */
static bool take_short_range(reader *r, interval *out)
{
	reader k = *r;
	bool said;
	int y = take_year(&k, &said);

	skip_blank(&k);
	int a = take_number(&k);

	if (a < 1 || a > 12)
		return false;
	skip_blank(&k);
	reader first = k;

	take(&first, u"月份");
	if (take_join(&first) || (take(&first, u"月") && take_join(&first))) {
		int b = take_number(&first);

		skip_blank(&first);

		if (b > a && b <= 12 && take(&first, u"月")) {
			take(&first, u"份");
			int d = take_number(&first);

			*out = months(y, a, b);
			if (d >= 1 && (take(&first, u"日") || take(&first, u"号")))
				out->to.d = d;
			*r = first;
			return true;
		}
	}
	if (take(&k, u"月")) {
		int d1 = take_number(&k);

		if (d1 >= 1 && (take(&k, u"日") || take(&k, u"号") || true) && take_join(&k)) {
			int d2 = take_number(&k);

			if (d2 > d1 && (take(&k, u"日") || take(&k, u"号"))) {
				*out = (interval){ { y, a, d1 }, { y, a, d2 }, y > 0 };
				*r = k;
				return true;
			}
		}
	}
	return false;
}

/* 2018—2022年 */
static bool take_year_range(reader *r, interval *out)
{
	reader k = *r;
	int a = take_number(&k);

	if (a < 1800 || a > 2199 || !take_join(&k))
		return false;
	int b = take_number(&k);

	if (b <= a || b > 2199 || !take(&k, u"年"))
		return false;
	*out = (interval){ { a, 1, 1 }, { b, 12, 31 }, true };
	*r = k;
	return true;
}

static void resolve_base(reader *r, day *from, day *to)
{
	bool has_digit = false;

	for (size_t i = r->i; i < r->end; i++)
		has_digit = has_digit || pm_wide_is_digit(r->w->c[i]);
	/* the same span of another year, and the month or quarter before, hang on a span that the phrase does not tell */
	if (has(r, u"同期") || has(r, u"同比") || has(r, u"环比") || has(r, u"半年") ||
	    (!has_digit && !has(r, u"年") && (has(r, u"月") || has(r, u"季"))))
		return;
	r->i++; /* 比 较 与 同 */
	interval x;

	if (has(r, u"五") && !pm_wide_is_digit(r->w->c[r->i]))
		x = take_plan(r);
	else if (!take_short_range(r, &x))
		x = take_one(r, 0);

	if (x.is_known) {
		*from = x.from;
		*to = x.to;
	}
}

void pm_resolve_period(const pm_wide *w, pm_range phrase, const pm_calendar *calendar, char from[11], char to[11])
{
	reader r = { w, phrase.start, phrase.end, calendar };
	day a = { 0, 0, 0 }, b = { 0, 0, 0 };
	bool until = false, since = has(&r, u"以来") || (phrase.end > phrase.start && w->c[phrase.end - 1] == u'起');
	char16_t c = w->c[phrase.start];

	from[0] = to[0] = '\0';
	if (phrase.end == phrase.start + 4 && pm_wide_is_digit(c) && pm_wide_is_digit(w->c[phrase.start + 1]) &&
	    pm_wide_is_digit(w->c[phrase.end - 1])) { /* a bare year at the head of a table's column */
		interval whole = months(take_number(&r), 1, 12);

		write_day(whole.from, from);
		write_day(whole.to, to);
		return;
	}
	if (c == u'比' || c == u'较' || c == u'与' || c == u'同' || c == u'环') {
		resolve_base(&r, &a, &b);
		write_day(a, from);
		write_day(b, to);
		return;
	}
	if (take(&r, u"截至") || take(&r, u"截止") || take(&r, u"到") || take(&r, u"至") || take(&r, u"迄")) {
		until = true;
		while (take(&r, u"到") || take(&r, u"至") || take(&r, u"于"))
			;
		while (r.i < r.end && w->c[r.i] == u' ')
			r.i++;
	}
	bool is_from = take(&r, u"自从") || take(&r, u"自") || take(&r, u"从");

	take(&r, u"在");
	if (take(&r, u"目前") || take(&r, u"现在") || take(&r, u"今日") || take(&r, u"当前") || (until && take(&r, u"今"))) {
		if (w->c[r.i - 1] != u'年')
			resolve_now(calendar, &a, &b);
		if (!until)
			a = (day){ 0, 0, 0 };
		write_day(a, from);
		write_day(b, to);
		return;
	}
	interval x;

	if (has(&r, u"五") && !pm_wide_is_digit(w->c[r.i]) && (x = take_plan(&r)).is_known) {
		a = x.from;
		b = x.to;
	} else if (take_year_range(&r, &x) || take_short_range(&r, &x)) {
		a = x.from;
		b = x.to;
	} else {
		x = take_one(&r, 0);
		a = x.from;
		b = x.to;
		/* words may stand between the two dates: 从…到… ; without a second one the phrase only begins */
		for (size_t k = r.i; k < phrase.end; k++) {
			r.i = k;
			if (!take_join(&r))
				continue;
			is_from = false;
			if (has(&r, u"今") || has(&r, u"目前")) {
				b = read_day(calendar->published);
				break;
			}
			interval y = take_one(&r, x.from.y);

			b = y.is_known ? y.to : (day){ 0, 0, 0 };
			if (!y.is_known)
				a = b;
			break;
		}
		since = since || is_from;
		if (!x.is_known)
			a = b = (day){ 0, 0, 0 };
	}
	if (is_day(a) && is_day(b) && is_later(a, b))
		a = b = (day){ 0, 0, 0 };
	if (since) {
		day p = read_day(calendar->published);

		b = is_day(a) && p.y != 0 && !is_later(a, p) ? p : (day){ 0, 0, 0 };
	} else if (until && is_day(b)) {
		a = (day){ b.y, 1, 1 };
	} else if (pm_wide_ends(w, phrase.start, phrase.end, u"前") > 0 && is_day(b)) {
		a = (day){ 0, 0, 0 }; /* 2025年底前: only the end is told */
	} else if (pm_wide_ends(w, phrase.start, phrase.end, u"后") > 0) {
		b = (day){ 0, 0, 0 };
	}
	write_day(a, from);
	write_day(b, to);
}

int pm_named_year(const pm_wide *w)
{
	for (size_t i = 0; i + 4 < w->n + 1; i++) {
		if (i > 0 && (pm_wide_is_digit(w->c[i - 1]) || pm_wide_is_latin(w->c[i - 1])))
			continue;
		pm_calendar none = { 0, false, "" };
		reader r = { w, i, w->n, &none };
		bool said;

		if ((pm_wide_kind(w, i) & PM_CHAR_FIGURE) == 0)
			continue;
		int y = take_year(&r, &said);

		if (said && y > 0)
			return y;
	}
	return 0;
}
