/* indicator_period.c: time phrases as they stand in the text. */
#include "indicator.h"

typedef struct scan {
	const pm_wide *w;
	size_t i;
} scan;

static bool take(scan *s, const char16_t *word)
{
	size_t n = pm_wide_has(s->w, s->i, word);

	s->i += n;
	return n > 0;
}

static bool take_any(scan *s, const char16_t *const *words)
{
	size_t n = pm_wide_any(s->w, s->i, words);

	s->i += n;
	return n > 0;
}

static char16_t here(const scan *s)
{
	return s->w->c[s->i];
}

static void skip_blank(scan *s)
{
	while (here(s) == u' ')
		s->i++;
}

/* `most` digits at most, not more standing there; returns how many and the value. */
static size_t take_digits(scan *s, size_t least, size_t most, int *value)
{
	size_t n = 0;
	int v = 0;

	while (n <= most && pm_wide_is_digit(s->w->c[s->i + n])) {
		v = v * 10 + (s->w->c[s->i + n] - u'0');
		n++;
	}
	if (n < least || n > most)
		return 0;
	s->i += n;
	*value = v;
	return n;
}

/* 一 to 九十九 in Chinese numerals. */
static bool take_small_han(scan *s, int most, int *value)
{
	size_t end = s->i;
	uint64_t v;

	while (end < s->i + 3 && (pm_wide_is_numeral(s->w, end) && s->w->c[end] != u'百' && s->w->c[end] != u'千' &&
				  s->w->c[end] != u'万' && s->w->c[end] != u'亿'))
		end++;
	if (end == s->i || !pm_han_value(s->w, s->i, end, &v) || v > (uint64_t)most)
		return false;
	s->i = end;
	*value = (int)v;
	return true;
}

/* 2022, 20XX, 二〇二二, in a document that counts the Republic's years 111, too: only with 年 behind it (or what the caller asks). */
static bool take_year_number(scan *s)
{
	size_t start = s->i;
	int v;

	if (take_digits(s, 4, 4, &v)) {
		if (v >= 1800 && v <= 2199)
			return true;
		s->i = start;
		return false;
	}
	if (s->w->tables->is_republic && take_digits(s, 3, 3, &v)) {
		if (v < 200 && here(s) == u'年')
			return true;
		s->i = start;
	}
	if (pm_wide_is_digit(here(s)) || here(s) == u'X' || here(s) == u'x' || here(s) == u'*') {
		size_t n = 0, masks = 0;

		for (; n < 4; n++) {
			char16_t c = s->w->c[s->i + n];
			bool is_mask = c == u'X' || c == u'x' || c == u'*' || c == u'×';

			masks += is_mask;
			if (!is_mask && !pm_wide_is_digit(c))
				break;
		}
		if (n == 4 && masks > 0) {
			s->i += 4;
			return true;
		}
		return false;
	}
	for (size_t n = 0; n < 4; n++) {
		char16_t c = s->w->c[s->i + n];

		if (!pm_wide_is_numeral(s->w, s->i + n) || c == u'十' || c == u'百' || c == u'千' || c == u'万' || c == u'亿' || c == u'两')
			return false;
	}
	s->i += 4;
	return true;
}

#include "indicator_times.inc"

/* 12月, 12月份, 十二月, 7月5日, 12月上旬, 12月末; i stands at the month. */
static bool take_month_day(scan *s)
{
	size_t start = s->i;
	int month, day;

	if (!take_digits(s, 1, 2, &month) && !take_small_han(s, 12, &month))
		return false;
	skip_blank(s);
	if (month < 1 || month > 12 || !take(s, u"月")) {
		s->i = start;
		return false;
	}
	take(s, u"份");
	size_t after = s->i;

	skip_blank(s);
	bool has_day = (take_digits(s, 1, 2, &day) || take_small_han(s, 31, &day)) && day >= 1 && day <= 31;

	skip_blank(s);
	if (has_day && (here(s) == u'日' || here(s) == u'号'))
		s->i++;
	else
		s->i = after;
	return true;
}

/* 2022-12-07, 2022.12.7, 2022/12/07, and without a day 2022.12 where two digits stand; never 12.5. */
static bool take_numeric_date(scan *s)
{
	size_t start = s->i;
	int year, month, day;
	char16_t sep;

	if (!take_digits(s, 4, 4, &year) || year < 1900 || year > 2199)
		goto no;
	sep = here(s);
	if (sep != u'-' && sep != u'.' && sep != u'/')
		goto no;
	s->i++;
	if (!take_digits(s, 1, 2, &month) || month < 1 || month > 12 || here(s) != sep)
		goto no;
	s->i++;
	if (!take_digits(s, 1, 2, &day) || day < 1 || day > 31)
		goto no;
	return true;
no:
	s->i = start;
	return false;
}

/* 前11个月 */
static bool take_first_months(scan *s)
{
	size_t start = s->i;
	int n;

	if (take(s, u"前") && (take_digits(s, 1, 2, &n) || take_small_han(s, 12, &n)) && n >= 1 && n <= 12 && take(s, u"个月"))
		return true;
	s->i = start;
	return false;
}

/* 2018—2022年 */
static bool take_year_range(scan *s)
{
	size_t start = s->i;
	int a, b;

	if (take_digits(s, 4, 4, &a)) {
		size_t mark = s->i;

		while (here(s) == u'-' || here(s) == u'—' || here(s) == u'~' || here(s) == u'至' || here(s) == u'到')
			s->i++;
		if (s->i > mark && take_digits(s, 4, 4, &b) && a >= 1800 && a < b && b <= 2199 && take(s, u"年"))
			return true;
	}
	s->i = start;
	return false;
}

/* One date, without what stands before or behind it. */
static bool take_date(scan *s)
{
	size_t start = s->i;
	bool has_year = false;

	if (take_numeric_date(s))
		return true;
	if (take_year_number(s)) {
		skip_blank(s);
		if (take(s, u"年")) {
			has_year = true;
			if (take(s, u"度"))
				return true;
		} else {
			s->i = start;
		}
	}
	if (!has_year && take_any(s, relative_years))
		has_year = true;
	size_t after_year = s->i;

	if (has_year) {
		take(s, u"的");
		skip_blank(s);
	}
	if (take_month_day(s) || take_first_months(s))
		return true;
	s->i = after_year;
	if (take_any(s, parts_of_year)) {
		take(s, u"度");
		return true;
	}
	if (has_year) {
		take_any(s, year_ends);
		/* 2021年1-9月, 1至6月 */
		return true;
	}
	s->i = start;
	return false;
}

/* 1-9月, 1至11月份, with or without a year before it. */
static bool take_month_range(scan *s)
{
	size_t start = s->i;
	int a, b;

	if (take_year_number(s)) {
		skip_blank(s);
		if (!take(s, u"年")) {
			s->i = start;
			return false;
		}
	} else {
		take_any(s, relative_years);
	}
	skip_blank(s);
	if (take_digits(s, 1, 2, &a) || take_small_han(s, 12, &a)) {
		skip_blank(s);
		take(s, u"月份");
		take(s, u"月");
		if (here(s) == u'-' || here(s) == u'—' || here(s) == u'~' || here(s) == u'至' || here(s) == u'到' || here(s) == u'、') {
			bool is_list = here(s) == u'、';

			s->i++;
			while (here(s) == u'—' || here(s) == u'-')
				s->i++;
			bool has_end = (take_digits(s, 1, 2, &b) || take_small_han(s, 12, &b)) && a >= 1 && b <= 12 && a < b && !is_list;

			skip_blank(s);
			if (has_end && take(s, u"月")) {
				take(s, u"份");
				int day;
				size_t mark = s->i;

				if (take_digits(s, 1, 2, &day) && (take(s, u"日") || take(s, u"号")))
					return true;
				s->i = mark;
				return true;
			}
		}
	}
	s->i = start;
	return false;
}

/* 近五年, 过去10年, 五年来, 未来三年: a span named by its length. */
static bool take_span(scan *s)
{
	static const char16_t *const before[] = { u"近", u"过去", u"今后", u"未来", u"前", u"后", u"最近", u"这", u"此前", NULL };
	static const char16_t *const units[] = { u"年", u"个月", u"周", u"天", u"个多月", u"多年", NULL };
	static const char16_t *const behind[] = { u"以来", u"来", u"间", u"内", u"期间", NULL };
	size_t start = s->i;
	int v;
	bool is_before = take_any(s, before);

	if (take(s, u"几") || take(s, u"数") || take(s, u"半") || take(s, u"多") || take_digits(s, 1, 2, &v) || take_small_han(s, 99, &v)) {
		take(s, u"余");
		if (take_any(s, units)) {
			bool is_behind = take_any(s, behind);

			/* 3天内 and 3天后 are terms, 五年来 and 三年间 periods */
			if (is_behind && !is_before && (s->w->c[s->i - 1] == u'内' || s->w->c[s->i - 1] == u'间'))
				is_behind = s->w->c[s->i - 1] == u'间';
			if (is_before || is_behind)
				return true;
		}
	}
	s->i = start;
	return false;
}

/* “十四五”期间, 十三五时期, “十二五”末 */
static bool take_plan(scan *s)
{
	static const char16_t *const names[] = { u"十五五", u"十四五", u"十三五", u"十二五", u"十一五", u"十五", u"九五", NULL };
	static const char16_t *const behind[] = { u"规划期间", u"规划期末", u"规划期",   u"期间",         u"时期",   u"以来",   u"末期",
						  u"期末",     u"末",       u"初期",     u"初",           u"前四年", u"前三年", u"前两年",
						  u"开局之年", u"收官之年", u"规划以来", u"规划实施以来", NULL };
	size_t start = s->i;

	take(s, u"“");
	take(s, u"\"");
	if (take_any(s, names)) {
		take(s, u"”");
		take(s, u"\"");
		if (take_any(s, behind))
			return true;
	}
	s->i = start;
	return false;
}

static const char16_t *const bases[] = {
	u"比上年同期", u"较上年同期", u"比去年同期", u"较去年同期", u"比上年末", u"较上年末", u"比上年", u"较上年",
	u"比去年末", u"比去年", u"较去年", u"与上年相比", u"与上年同期相比", u"与上年同期比", u"与去年同期比", u"与上年比",
	u"与去年比", u"同上年比", u"与上年末相比", u"与年初相比", u"与去年同期相比", u"与去年相比", u"同上年相比", u"同比",
	u"环比", u"比年初", u"较年初", u"比上月", u"较上月", u"比上季度", u"较上季度", u"比上季", u"比同期", u"较同期",
	u"比上年度", u"较上年度", u"比上一年度", u"较上一年度", u"比上半年", u"较上半年", u"比前一年", u"较前一年",
	u"比上年年末", u"较上年年末", u"比上年底", u"较上年底", u"比去年底", u"较去年底", u"比上一年", u"较上一年", u"比上届",
	u"较上届", u"较常年", u"较上学年", u"比上学年", u"较上学期", u"比上学期", u"比常年", NULL,
};

/* 比上年, 较2023年, 同比: what a change is measured against. */
static bool take_base(scan *s)
{
	size_t start = s->i;

	if (take_any(s, bases)) {
		take(s, u"全年");
		return true;
	}
	if (take(s, u"比") || take(s, u"较") || take(s, u"与") || take(s, u"同")) {
		bool needs_tail = s->w->c[start] == u'与' || s->w->c[start] == u'同';

		if (take_month_range(s) || take_date(s)) {
			take(s, u"全年");
			take(s, u"同期");
			take(s, u"末");
			if (!needs_tail || take(s, u"相比"))
				return true;
		}
		if (!needs_tail && take_plan(s))
			return true;
	}
	s->i = start;
	return false;
}

/* 截至12月7日, 截止到目前, 到2022年底 */
static bool take_until(scan *s)
{
	static const char16_t *const words[] = { u"截至", u"截止", u"截止到", u"截至到", u"截止至", u"截止于", u"截至于", NULL };
	static const char16_t *const nows[] = {
		u"目前", u"现在", u"今日", u"今", u"当前", u"日前", u"发稿", u"年底", u"年末", u"月底", u"期末", u"本月底", NULL,
	};
	static const char16_t *const aims[] = { u"力争", u"预计", u"计划", u"确保", u"争取", u"目标", u"力求", NULL };
	size_t start = s->i;

	if (take_any(s, words)) {
		skip_blank(s);
		if (take_any(s, nows) || take_month_range(s) || take_date(s) || take_plan(s)) {
			take_any(s, suffixes);
			take(s, u"为止");
			return true;
		}
	} else if ((take(s, u"到") || take(s, u"至")) &&
		   (start == 0 || !pm_wide_is_han(s->w->c[start - 1]) || pm_wide_any_end(s->w, 0, start, aims) > 0)) {
		if (take(s, u"目前为止") || take(s, u"目前") || take_date(s) || take_plan(s)) {
			take_any(s, suffixes);
			return true;
		}
	}
	s->i = start;
	return false;
}

static size_t joined_by(const pm_wide *w, size_t i)
{
	if (w->c[i] == u'—' && w->c[i + 1] == u'—')
		return 2;
	return w->c[i] == u'到' || w->c[i] == u'至' || w->c[i] == u'-' || w->c[i] == u'—' || w->c[i] == u'~' ? 1 : 0;
}

/* 从10月15日…到10月22日, 自2021年起, 2022年1月到2022年11月, 5月至6月份 */
static bool take_from_to(scan *s)
{
	size_t start = s->i;
	bool is_from = take(s, u"自从") || take(s, u"自") || take(s, u"从");

	if (take_year_range(s)) {
		take(s, u"间");
		take(s, u"期间");
		return true;
	}
	if (take_month_range(s) || take_date(s)) {
		size_t n = joined_by(s->w, s->i), mark = s->i;

		if (n > 0) {
			s->i += n;
			int day;

			if (take_date(s) || take(s, u"今") || take(s, u"目前")) {
				take_any(s, suffixes);
				return true;
			}
			/* 4月1日至15日 */
			if (take_digits(s, 1, 2, &day) && (take(s, u"日") || take(s, u"号")))
				return true;
			s->i = mark;
		}
		/* 从2015年的86万人次增长到: two levels, each at its time */
		if (is_from && here(s) == u'的') {
			s->i = start;
			return false;
		}
		if (is_from) {
			/* words between the two dates belong to the phrase */
			for (size_t k = s->i; k < s->i + 24 && k < s->w->n && !pm_wide_is_stop(s->w->c[k]) && !pm_wide_is_digit(s->w->c[k]);
			     k++) {
				scan far = { s->w, k + 1 };

				if ((s->w->c[k] == u'到' || s->w->c[k] == u'至') && take_date(&far)) {
					s->i = far.i;
					return true;
				}
			}
		}
		take_any(s, suffixes);
		return true;
	}
	s->i = start;
	return false;
}

/* 新冠肺炎防控期间, 春节期间: an event names the time; i stands where its clause begins. */
static bool take_event(scan *s)
{
	const pm_wide *w = s->w;
	size_t start = s->i;

	for (size_t k = start; k < start + 16 && k < w->n; k++) {
		if (pm_wide_is_stop(w->c[k]) || pm_wide_is_digit(w->c[k]))
			return false;
		if (w->c[k] == u'期' && w->c[k + 1] == u'间' && k > start + 1) {
			s->i = k + 2;
			return true;
		}
	}
	return false;
}

/* An event phrase is looked for only where a clause or a known verb begins it, else it would swallow its clause. */
static bool may_begin_event(const pm_wide *w, size_t i)
{
	char16_t c = i > 0 ? w->c[i - 1] : 0;

	return (w->holds & PM_CHAR_EVENT) != 0 && pm_wide_is_han(w->c[i]) &&
	       (i == 0 || c == u',' || c == u';' || c == u'。' || c == u'成' || c == u'在');
}

static bool is_latin_before(const pm_wide *w, size_t i)
{
	return i > 0 && (pm_wide_is_latin(w->c[i - 1]) || pm_wide_is_digit(w->c[i - 1]));
}

static const char16_t *const not_periods[] = {
	u"全年龄",   u"年内在",   u"目前列",   u"今年级",   u"年初始",   u"本期货",   u"历年来",   u"年初级",   u"年初任务",
	u"年初计划", u"年初目标", u"年初预算", u"年初确定", u"年初既定", u"上年结转", u"上年结余", u"上年滚存", NULL,
};

static bool take_alone(scan *s)
{
	size_t start = s->i;

	if (!take_any(s, alone))
		return false;
	if (s->w->c[start] == u'十')
		s->i = start;
	else
		take_any(s, suffixes);
	return s->i > start;
}

/* Most figures are quantities; a time goes on in one of few ways behind its first figure. */
static bool digits_may_begin_time(const pm_wide *w, size_t i)
{
	size_t end = i;

	while (pm_wide_is_digit(w->c[end]))
		end++;
	size_t next = end;

	while (w->c[next] == u' ')
		next++;
	if (w->c[next] == u'.' || w->c[next] == u'/') /* 2022.12.7 */
		return next == i + 4;
	return (pm_wide_kind(w, next) & PM_CHAR_TIME_UNIT) != 0;
}

/* And most numerals (一是, 统一) are words. */
static bool numerals_may_begin_time(const pm_wide *w, size_t i)
{
	while (pm_wide_is_numeral(w, i))
		i++;
	while (w->c[i] == u' ')
		i++;
	return (pm_wide_kind(w, i) & (PM_CHAR_TIME_UNIT | PM_CHAR_PLAN)) != 0;
}

/* May one of the forms that are no base and no event begin at i?  The first two characters tell. */
static bool may_begin(const pm_wide *w, size_t i)
{
	unsigned kind = pm_wide_kind(w, i);

	if ((kind & PM_CHAR_DIGIT) != 0)
		return true; /* looked at before */
	if ((kind & PM_CHAR_NUMERAL) != 0)
		return numerals_may_begin_time(w, i);
	if ((kind & PM_CHAR_TIME_OPENS) != 0)
		return true;
	return (kind & PM_CHAR_TIME_FIRST) != 0 && (pm_wide_kind(w, i + 1) & (PM_CHAR_TIME_SECOND | PM_CHAR_FIGURE)) != 0;
}

static bool take_period(scan *s)
{
	unsigned kind = pm_wide_kind(s->w, s->i);

	return ((kind & PM_CHAR_TIME_OPENS) != 0 && take_until(s)) ||
	       ((kind & (PM_CHAR_TIME_OPENS | PM_CHAR_NUMERAL)) != 0 && take_plan(s)) || take_first_months(s) || take_span(s) ||
	       take_from_to(s) || take_alone(s);
}

static bool may_begin_base(char16_t c)
{
	return c == u'比' || c == u'较' || c == u'同' || c == u'环' || c == u'与';
}

static bool read_time(const pm_wide *w, size_t i, pm_time *out)
{
	scan s = { w, i };
	bool may_be_base = may_begin_base(w->c[i]), is_base = may_be_base && take_base(&s);

	if (!is_base && may_be_base && w->c[i] != u'同')
		return false;
	if (!is_base && !(may_begin(w, i) && take_period(&s)) && !(may_begin_event(w, i) && take_event(&s)))
		return false;
	*out = (pm_time){ .start = i, .end = s.i, .kind = is_base ? PM_TIME_BASE : PM_TIME_PERIOD };
	return is_base || pm_wide_any(w, i, not_periods) == 0;
}

bool pm_time_read(const pm_wide *w, size_t i, pm_time *out)
{
	char16_t c = w->c[i];

	if (pm_wide_is_digit(c) && (is_latin_before(w, i) || !digits_may_begin_time(w, i)))
		return false;
	/* 以上年龄, 学前三年, 产前3个月: half of another word */
	static const char16_t *const halves[] = { u"学", u"产", u"婚", u"术", u"孕", u"职", u"课", u"赛", u"病", u"灾", NULL };
	if (i > 0 && ((c == u'上' && w->c[i - 1] == u'以') || (c == u'前' && pm_wide_any_end(w, 0, i, halves) > 0)))
		return false;
	return (may_begin_base(c) || may_begin(w, i) || may_begin_event(w, i)) && read_time(w, i, out);
}
