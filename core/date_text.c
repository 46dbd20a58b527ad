/* date_text.c: the day that a byline or a page's data names, in the languages of pages.
 *
 * Read are figures with their year, in the order that their marks tell (2024-05-01, 1.5.2024, 2024年5月1日, 2024년 5월 1일), those with a
 * slash where one of them can be no month or the language tells, months by name in any of their cases (1 maja 2024, 1er mai 2024, May 1,
 * 2024), and years of East Asian eras.  What is told against the day of reading ("yesterday", "2 hours ago") is no date. */
#include "date_token.h"
#include "line_shape.h"

#define LEAST_YEAR 1900
#define MOST_YEAR 2100
#define LONGEST_WORD 40 /* bytes of a month's name */
#define BEHIND 5        /* tokens that a date may be spread over, but for the last */

/* By month; the languages' names in the cases that stand in dates, and what they are cut to. */
static const char *const months[12] = {
	"|january|jan|januar|jänner|jän|janvier|janv|enero|ene|gennaio|gen|janeiro|januari|stycznia|styczeń|sty|leden|ledna|januára|január|января|"
	"январь|янв|січня|січень|студзеня|ianuarie|tammikuuta|ocak|ιανουαρίου|януари|јануар|siječnja|gener|urtarrila|",
	"|february|feb|februar|février|févr|fév|febrero|febbraio|fevereiro|fev|februari|lutego|luty|lut|únor|února|februára|február|февраля|февраль|"
	"фев|февр|лютого|лютий|лютага|februarie|helmikuuta|şubat|φεβρουαρίου|февруари|фебруар|veljače|febrer|",
	"|march|mar|märz|mär|mars|marzo|março|maart|mrt|marca|marec|marzec|březen|března|марта|март|мар|березня|березень|сакавіка|martie|"
	"maaliskuuta|mart|μαρτίου|március|ožujka|març|",
	"|april|apr|avril|avr|abril|abr|aprile|kwietnia|kwiecień|kwi|duben|dubna|apríla|apríl|апреля|апрель|апр|квітня|квітень|красавіка|aprilie|"
	"huhtikuuta|nisan|απριλίου|април|április|travnja|",
	"|may|mai|mayo|maggio|mag|maio|mei|maja|maj|květen|května|mája|máj|мая|май|травня|травень|toukokuuta|mayıs|μαΐου|мај|május|svibnja|maig|",
	"|june|jun|juni|juin|junio|giugno|giu|junho|czerwca|czerwiec|cze|červen|června|júna|jún|июня|июнь|июн|червня|червень|чэрвеня|iunie|"
	"kesäkuuta|haziran|ιουνίου|юни|јун|június|lipnja|juny|",
	"|july|jul|juli|juillet|juil|julio|luglio|lug|julho|lipca|lipiec|lip|červenec|července|júla|júl|июля|июль|июл|липня|липень|ліпеня|iulie|"
	"heinäkuuta|temmuz|ιουλίου|юли|јул|július|srpnja|juliol|",
	"|august|aug|août|agosto|ago|augustus|sierpnia|sierpień|sie|srpen|srpna|augusta|августа|август|авг|серпня|серпень|жніўня|elokuuta|ağustos|"
	"αυγούστου|augusztus|kolovoza|agost|",
	"|september|sept|sep|septembre|septiembre|settembre|set|setembro|września|wrzesień|wrz|září|septembra|сентября|сентябрь|сен|сент|вересня|"
	"вересень|верасня|septembrie|syyskuuta|eylül|σεπτεμβρίου|септември|септембар|szeptember|rujna|setembre|",
	"|october|oct|oktober|okt|octobre|octubre|ottobre|ott|outubro|out|października|październik|paź|říjen|října|októbra|október|октября|октябрь|"
	"окт|жовтня|жовтень|кастрычніка|octombrie|lokakuuta|ekim|οκτωβρίου|октомври|октобар|",
	"|november|nov|novembre|noviembre|novembro|listopada|listopad|lis|novembra|ноября|ноябрь|ноя|листопада|листопад|лістапада|noiembrie|marraskuuta|"
	"kasım|νοεμβρίου|ноември|новембар|studenoga|",
	"|december|dec|dezember|dez|décembre|déc|diciembre|dic|dicembre|dezembro|grudnia|grudzień|gru|prosinec|prosince|decembra|декабря|декабрь|дек|"
	"грудня|грудень|снежня|decembrie|joulukuuta|aralık|δεκεμβρίου|декември|децембар|prosinca|desembre|",
};

static int month_of(pm_str s, const pm_date_token *t)
{
	char word[LONGEST_WORD + 8] = "|";
	size_t n = 1;

	if (t->is_figure || t->n < 3 || t->end - t->start > LONGEST_WORD)
		return 0;
	for (size_t at = t->start; at < t->end && n + 6 < sizeof word;)
		n += pm_utf8_encode(pm_char_small_letter(pm_utf8_next(s, &at)), word + n);
	word[n++] = '|';
	for (int i = 0; i < 12; i++)
		if (pm_str_find(pm_str_from(months[i]), pm_str_of(word, n), 0) != SIZE_MAX)
			return i + 1;
	return 0;
}

static bool is_year(const pm_date_token *t)
{
	return t->is_figure && t->n == 4 && t->value >= LEAST_YEAR && t->value <= MOST_YEAR;
}

static bool is_day(const pm_date_token *t)
{
	return t->is_figure && t->n <= 2 && t->value >= 1 && t->value <= 31;
}

/* What stands between the parts of a date: 1 de mayo de 2024, 1st of May, 1er mai, 1-го мая. */
static bool is_joint(const pm_date_token *t)
{
	return !t->is_figure && t->n > 0 && t->n <= 3;
}

static bool says(pm_str s, const pm_date_token *t, const char *word)
{
	return !t->is_figure && t->n > 0 && pm_str_starts_with(pm_str_of(s.ptr + t->start, t->end - t->start), word);
}

static bool set_date(pm_date *date, uint32_t year, uint32_t month, uint32_t day, size_t start, size_t end)
{
	static const uint8_t most[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (year < LEAST_YEAR || year > MOST_YEAR || month < 1 || month > 12 || day < 1 || day > most[month - 1])
		return false;
	*date = (pm_date){ .start = start, .end = end, .year = (int)year, .month = (int)month, .day = (int)day,
			   .hour = -1, .minute = -1, .second = -1 };
	return true;
}

/* 1 May 2024 or May 1, 2024, at its year; last[0] is the token before. */
static bool named_at_year(pm_str s, const pm_date_token *year, const pm_date_token last[BEHIND], pm_date *date)
{
	const pm_date_token *t = is_joint(last) && month_of(s, last) == 0 ? last + 1 : last;
	int month = month_of(s, t);

	if (month > 0) {
		const pm_date_token *day = is_joint(t + 1) ? t + 2 : t + 1;

		return is_day(day) && set_date(date, year->value, (uint32_t)month, day->value, day->start, year->end);
	}
	if (!is_day(t))
		return false;
	month = month_of(s, t + 1);
	return month > 0 && set_date(date, year->value, (uint32_t)month, t->value, t[1].start, year->end);
}

/* 2024. május 1., at its day. */
static bool named_at_day(pm_str s, const pm_date_token *day, const pm_date_token last[BEHIND], pm_date *date)
{
	const int month = month_of(s, last);

	return month > 0 && is_year(last + 1) && set_date(date, last[1].value, (uint32_t)month, day->value, last[1].start, day->end);
}

/* Day and month in figures, at their year.  Behind dots and dashes the day is first; slashes stand for both orders. */
static bool figures_at_year(pm_str s, const pm_date_token *year, const pm_date_token last[BEHIND], pm_str language, pm_date *date)
{
	const pm_date_token *b = last, *a = last + 1;

	/* 3.5.2011.7 counts something else. */
	if (year->end + 1 < s.len && s.ptr[year->end] == '.' && s.ptr[year->end + 1] >= '0' && s.ptr[year->end + 1] <= '9')
		return false;
	if (!is_day(a) || !is_day(b) || b->start - a->end != 1 || year->start - b->end != 1 || s.ptr[a->end] != s.ptr[b->end])
		return false;
	if (s.ptr[a->end] != '/')
		return (s.ptr[a->end] == '.' || s.ptr[a->end] == '-') && set_date(date, year->value, b->value, a->value, a->start, year->end);

	const bool is_american = pm_str_is_nocase(language, "en-us");
	const bool is_unknown = language.len == 0 || pm_str_is_nocase(language, "en");

	if (a->value > 12 || a->value == b->value || (!is_american && !is_unknown && b->value <= 12))
		return set_date(date, year->value, b->value, a->value, a->start, year->end);
	return (b->value > 12 || is_american) && set_date(date, year->value, a->value, b->value, a->start, year->end);
}

/* The year before 年 or 년: of our era, or of one that the word in front names. */
static uint32_t east_asian_year(pm_str s, const pm_date_token *year, const pm_date_token *era)
{
	static const struct {
		const char *name;
		uint32_t before;
	} eras[] = { { "令和", 2018 }, { "平成", 1988 }, { "昭和", 1925 }, { "民國", 1911 }, { "民国", 1911 } };

	if (is_year(year))
		return year->value;
	for (size_t i = 0; i < sizeof eras / sizeof *eras; i++)
		if (year->is_figure && year->n <= 3 && !era->is_figure && era->n > 0 &&
		    pm_str_ends_with(pm_str_of(s.ptr, era->end), eras[i].name))
			return eras[i].before + year->value;
	return 0;
}

/* 2024年5月1日, 2024년 5월 1일, 令和6年5月1日, at what stands behind the day. */
static bool east_asian(pm_str s, const pm_date_token *mark, const pm_date_token last[BEHIND], pm_date *date)
{
	if (!says(s, mark, "日") && !says(s, mark, "일") && !says(s, mark, "號") && !says(s, mark, "号"))
		return false;
	if (!is_day(last) || !is_day(last + 2) || (!says(s, last + 1, "月") && !says(s, last + 1, "월")) ||
	    (!says(s, last + 3, "年") && !says(s, last + 3, "년")))
		return false;
	return set_date(date, east_asian_year(s, last + 4, last + 5), last[2].value, last->value, last[4].start, mark->start + 3);
}

static bool find_other(pm_str s, pm_str language, pm_date *date)
{
	pm_date_token last[BEHIND + 1] = { 0 }, t;

	for (size_t at = 0; pm_next_date_token(s, at, &t); at = t.end) {
		if (is_year(&t) && (named_at_year(s, &t, last, date) || figures_at_year(s, &t, last, language, date)))
			return true;
		if ((is_day(&t) && named_at_day(s, &t, last, date)) || east_asian(s, &t, last, date))
			return true;
		memmove(last + 1, last, BEHIND * sizeof t);
		last[0] = t;
	}
	return false;
}

#define FAR_TIME 12 /* bytes from the date to its time: a comma, a blank, `at`, `г.` */

/* 7:15 PM, a few signs behind the date. */
static void find_time(pm_str s, pm_date *date)
{
	pm_date_token hour, minute, second, half;
	const pm_str rest = pm_str_of(s.ptr + date->end, s.len - date->end);
	bool is_after_noon = false;

	if (date->hour < 0) {
		if (!pm_next_date_token(rest, 0, &hour))
			return;
		is_after_noon = says(rest, &hour, "오후") || says(rest, &hour, "下午") || says(rest, &hour, "午後");
		if ((is_joint(&hour) && !pm_next_date_token(rest, hour.end, &hour)) || hour.start > FAR_TIME)
			return;
		if (!hour.is_figure || hour.n > 2 || hour.value > 23 || hour.end >= rest.len || rest.ptr[hour.end] != ':' ||
		    !pm_next_date_token(rest, hour.end, &minute) || minute.n != 2 || minute.value > 59)
			return;
		date->hour = (int)hour.value;
		date->minute = (int)minute.value;
		if (minute.end < rest.len && rest.ptr[minute.end] == ':' && pm_next_date_token(rest, minute.end, &second) && second.n == 2)
			minute.end = second.end;
		date->end += minute.end;
	}
	if (is_after_noon && date->hour < 12)
		date->hour += 12;
	if (!pm_next_date_token(s, date->end, &half) || half.start - date->end > 1)
		return;

	const pm_str word = pm_str_of(s.ptr + half.start, half.end - half.start);

	if ((pm_str_is_nocase(word, "pm") || pm_str_is_nocase(word, "p")) && date->hour < 12) /* p.m. */
		date->hour += 12;
	else if ((pm_str_is_nocase(word, "am") || pm_str_is_nocase(word, "a")) && date->hour == 12)
		date->hour = 0;
}

bool pm_date_of_text(pm_str text, pm_str language, char iso[32])
{
	pm_date date, other;
	const bool is_found = pm_date_find(text, 0, false, &date) && date.year != 0 && date.day != 0;
	const bool is_other = find_other(text, language, &other);

	if (!is_found && !is_other)
		return false;
	if (!is_found || (is_other && other.start < date.start))
		date = other;
	find_time(text, &date);
	pm_date_format(&date, iso);
	return true;
}
