/* furniture_judge.c: reads a line as a row of furniture: phrases, labels with their values, dates, separators. */
#include "furniture.h"

#include <stddef.h>

enum {
	MAX_LINE = 2000, /* longer ones are text */
	ENOUGH_UNKNOWN = 120, /* with so much that furniture does not say, a line is text whatever follows */
	MAX_NAME = 75, /* reading length of a name behind a label: 25 Han characters */
	MAX_REST = 240, /* of a title behind 上一篇 */
};

typedef struct reader {
	const pm_phrases *phrases;
	pm_str line;
	size_t at;
	bool stop_at_unknown; /* text may go on behind the furniture, so values end early */
	size_t enough; /* more unknown than this need not be counted */
	pm_judgement *out;
	int by_what[PM_N_WHAT];
} reader;

static bool is_colon(uint32_t c)
{
	return c == ':' || c == 0xff1a || c == 0xfe55 || c == 0x2236;
}

/* Between crumbs. */
static bool is_crumb_separator(uint32_t c)
{
	return c == '>' || c == 0xff1e || c == 0x203a || c == 0xbb || c == 0x226b || c == 0x2192 || c == 0x25b8 || c == 0x25ba;
}

static bool is_bar(uint32_t c)
{
	return c == '|' || c == 0xff5c || c == 0x2502 || c == 0xb7 || c == 0x2022 || c == '/' || c == '\\' || c == 0xff0f || c == 0xa6;
}

/* What parts tokens without saying anything. */
static bool is_separator(uint32_t c)
{
	if ((c >= 0x3400 && c < 0xe000) || (c >= '0' && c <= '9'))
		return false; /* nearly all of them */
	switch (c) {
	case ',':
	case ';':
	case '.':
	case '!':
	case '?':
	case '-':
	case '_':
	case '+':
	case '=':
	case '*':
	case '#':
	case '[':
	case ']':
	case '(':
	case ')':
	case '<':
	case '"':
	case '\'':
	case '~':
	case '^':
	case 0xd7: /* × closes a pop-up */
	case 0x2014:
	case 0x2013:
	case 0x2026:
	case 0x201c:
	case 0x201d:
	case 0x3001:
	case 0x3002:
	case 0x300a:
	case 0x300b:
	case 0x300c:
	case 0x300d:
	case 0x3010:
	case 0x3011:
	case 0x3014:
	case 0x3015:
	case 0xff08:
	case 0xff09:
	case 0xff0c:
	case 0xff01:
	case 0xff1b:
	case 0xff1f:
	case 0xff3b:
	case 0xff3d:
	case 0xfffd:
		return true;
	default:
		return is_colon(c) || is_bar(c) || is_crumb_separator(c) || (c >= 0x2190 && c <= 0x21ff) || (c >= 0x2500 && c <= 0x27bf) ||
		       (c >= 0xe000 && c <= 0xf8ff);
	}
}

/* -- values --------------------------------------------------------------------------------------------------------------- */

static void add_field(reader *r, const pm_phrase *phrase, size_t start, size_t end, const pm_date *date)
{
	if (r->out->n_fields == PM_MAX_FIELDS)
		return;
	pm_field *field = &r->out->fields[r->out->n_fields++];
	*field = (pm_field){ .phrase = phrase, .value = pm_str_trim(pm_str_of(r->line.ptr + start, end - start)) };
	if (date != NULL)
		field->date = *date;
}

/* 3天前, 昨天 */
static size_t relative_date(pm_str s, size_t at)
{
	static const char *const ends[] = { "天前", "小时前", "分钟前", "个月前", "年前", "周前" };
	uint32_t n = 0;
	if (!pm_decimal_number(s, &at, &n, NULL))
		return 0;
	at = pm_skip_space(s, at);
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (pm_str_starts_with(pm_str_of(s.ptr + at, s.len - at), ends[i]))
			return at + strlen(ends[i]);
	return 0;
}

/* 113-02-01, 113年2月1日: a year of the Republic, as Taiwan's offices date; three digits, for a year of two may be any. */
static size_t republic_date(pm_str s, size_t at, pm_date *date)
{
	uint32_t part[3] = { 0 };
	int n = 0;
	size_t start = at;
	for (int i = 0; i < 3; i++) {
		if (!pm_decimal_number(s, &at, &part[i], &n) || (i == 0 ? n != 3 : n > 2))
			return 0;
		uint32_t c = pm_char_at(s, at);
		bool is_mark = c == '-' || c == '/' || c == '.' || c == (i == 0 ? 0x5e74u : i == 1 ? 0x6708u : 0x65e5u); /* 年 月 日 */
		if (i < 2 && !is_mark)
			return 0;
		if (i < 2 || c == 0x65e5)
			pm_utf8_next(s, &at);
	}
	if (part[0] < 100 || part[0] > 199 || part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31)
		return 0;
	*date = (pm_date){ .start = start, .end = at, .year = (int)part[0] + 1911, .month = (int)part[1], .day = (int)part[2], -1, -1, -1 };
	return at;
}

/* A clock time alone: 09:45, 09:45:12 */
static size_t clock_time(pm_str s, size_t at)
{
	uint32_t hour = 0, minute = 0;
	int n = 0;
	if (!pm_decimal_number(s, &at, &hour, &n) || n > 2 || hour > 24 || !is_colon(pm_char_at(s, at)))
		return 0;
	pm_utf8_next(s, &at);
	if (!pm_decimal_number(s, &at, &minute, &n) || n != 2 || minute > 59)
		return 0;
	size_t end = at;
	if (is_colon(pm_char_at(s, at))) {
		pm_utf8_next(s, &at);
		if (pm_decimal_number(s, &at, &minute, &n) && n == 2)
			end = at;
	}
	return end;
}

/* 3分12秒 */
static size_t playing_time(pm_str s, size_t at)
{
	uint32_t n = 0;
	if (!pm_decimal_number(s, &at, &n, NULL) || pm_char_at(s, at) != 0x5206)
		return 0;
	pm_utf8_next(s, &at);
	if (!pm_decimal_number(s, &at, &n, NULL) || pm_char_at(s, at) != 0x79d2)
		return 0;
	pm_utf8_next(s, &at);
	return at;
}

/* 2208, 1.2万, [12], 182次, 加载中 and so on; may be missing. */
static size_t count_value(pm_str s, size_t at)
{
	static const char *const units[] = { "次", "人次", "人", "万次", "万", "w", "k", "个", "条", "+", "积分", "位访客", "位访问者", "名访客" };
	size_t start = at;
	at = pm_skip_space(s, at);
	uint32_t c = pm_char_at(s, at);
	if (c == '[' || c == '(' || c == 0xff08 || c == 0x3010)
		pm_utf8_next(s, &at);
	size_t digits = at;
	while (at < s.len && (pm_char_digit(pm_char_at(s, at)) >= 0 || s.ptr[at] == ',' || s.ptr[at] == '.'))
		pm_utf8_next(s, &at);
	if (at == digits)
		return start;
	at = pm_skip_space(s, at);
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; !more && i < sizeof units / sizeof units[0]; i++)
			if (pm_str_starts_with(pm_str_of(s.ptr + at, s.len - at), units[i])) {
				at += strlen(units[i]);
				more = true;
			}
	}
	c = pm_char_at(s, at);
	if (c == ']' || c == ')' || c == 0xff09 || c == 0x3011)
		pm_utf8_next(s, &at);
	return at;
}

/* 大 中 小 in any order and dress: [大][中][小], A+ A-, 大|中|小 */
static size_t sizes_value(pm_str s, size_t at, int *n)
{
	size_t end = at;
	*n = 0;
	while (at < s.len) {
		uint32_t c = pm_utf8_next(s, &at);
		if (c == 0x5927 || c == 0x4e2d || c == 0x5c0f || c == 0x8d85 || c == 'A' || c == 'T' || c == 0x7279) { /* 大中小超特 */
			++*n;
			end = at;
			if (*n > 5)
				break;
		} else if (!pm_char_is_space(c) && !is_separator(c)) {
			break;
		} else if (*n > 0 && (c == ']' || c == 0x3011 || c == ')' || c == '+' || c == '-')) {
			end = at;
		}
	}
	return *n > 0 ? end : 0;
}

/* The end of a name: before the next label, wide gap, bar or bracket.  0 where it is too long for a name. */
static size_t name_value(const reader *r, size_t at)
{
	pm_str s = r->line;
	size_t end = at, length = 0;
	int depth = 0, n_quotes = 0;
	bool first = true;
	while (at < s.len) {
		size_t next = at;
		uint32_t c = pm_utf8_next(s, &next);
		if (pm_char_is_space(c)) {
			size_t behind = pm_skip_space(s, at);
			if (r->stop_at_unknown || c == '\t' || c == 0x3000 || c == '\n' || behind - at >= 2)
				break;
			/* One space: what follows is another label, a date, or more of the name. */
			size_t e = 0;
			pm_date date;
			if (pm_phrase_at(r->phrases, s, behind, &e) != NULL || pm_date_at(s, behind, false, &date))
				break;
			at = behind;
			continue;
		}
		/* 01452345-6/2023-00012 and 阿·某 go on; 甲 / 乙 does not. */
		bool bar = is_bar(c) && c != 0xb7 && ((c != '/' && c != '\\') || pm_char_is_space(pm_char_at(s, next)) || pm_char_is_space(pm_char_before(s, at)));
		bool opens = c == '(' || c == 0xff08;
		bool closes = c == ')' || c == 0xff09;
		if (bar || is_crumb_separator(c) || c == '[' || c == 0x3010 || c == 0x3002 || c == 0xff1b || c == ';' || c == 0x3011 || c == ']' || (closes && depth == 0) ||
		    (c == 0x201d && n_quotes == 0))
			break;
		depth += opens ? 1 : closes ? -1 : 0;
		n_quotes += c == 0x201c;
		if (!first && (is_separator(c) || pm_char_is_word(c))) {
			size_t e = 0;
			const pm_phrase *p = pm_phrase_at(r->phrases, s, at, &e);
			/* What can only be clicked is no part of a name. */
			if (p != NULL && p->value == PM_V_NONE && p->weight >= 4 && pm_char_is_cjk(c))
				break;
			if (p != NULL && p->value != PM_V_NONE && (is_colon(pm_char_at(s, pm_skip_space(s, e))) || (p->weight >= 2 && p->value == PM_V_DATE)))
				break;
		}
		first = false;
		length += pm_char_is_cjk(c) ? 3 : pm_char_is_word(c) ? 1 : 0;
		if (length > MAX_NAME)
			return 0;
		at = next;
		end = at;
	}
	return end;
}

/* Words with crumb separators between them, up to the space behind the last: where text goes on in the same line. */
static size_t crumbs_value(pm_str s, size_t at)
{
	enum { MAX_WORD = 45 };
	size_t end = at;
	for (;;) {
		size_t start = at, length = 0;
		while (at < s.len && !pm_char_is_space(pm_char_at(s, at)) && !is_crumb_separator(pm_char_at(s, at)) && length <= MAX_WORD)
			length += pm_char_is_cjk(pm_utf8_next(s, &at)) ? 3 : 1;
		if (length > MAX_WORD || at == start)
			return end;
		end = at;
		at = pm_skip_space(s, at);
		if (!is_crumb_separator(pm_char_at(s, at)))
			return end;
		while (at < s.len && (is_crumb_separator(pm_char_at(s, at)) || pm_char_is_space(pm_char_at(s, at))))
			pm_utf8_next(s, &at);
	}
}

bool pm_has_crumb_separator(pm_str s)
{
	for (size_t at = 0; at < s.len;)
		if (is_crumb_separator(pm_utf8_next(s, &at)))
			return true;
	return false;
}

/* Does the value that its label asks for stand at `at`?  Moves r->at behind it. */
static bool take_value(reader *r, const pm_phrase *phrase, size_t label_end)
{
	pm_str s = r->line;
	size_t at = pm_skip_space(s, label_end);
	bool colon = is_colon(pm_char_at(s, at));
	while (at < s.len && is_colon(pm_char_at(s, at))) {
		pm_utf8_next(s, &at);
		at = pm_skip_space(s, at);
	}
	pm_date date = { 0 };
	size_t end = 0;
	int n = 0;
	r->at = at;
	switch ((pm_value)phrase->value) {
	case PM_V_DATE:
		if (pm_char_at(s, at) == '[' || pm_char_at(s, at) == 0x3010)
			pm_utf8_next(s, &at);
		if (pm_date_at(s, at, true, &date))
			end = date.end;
		else if ((end = republic_date(s, at, &date)) == 0 && (end = relative_date(s, at)) == 0)
			end = clock_time(s, at);
		break;
	case PM_V_NUMBER:
		end = count_value(s, at);
		break;
	case PM_V_SIZES:
		end = sizes_value(s, at, &n);
		break;
	case PM_V_NAME:
		/* The fields of an index table may have lost their colons. */
		end = colon || (phrase->what == PM_W_INDEX && at > label_end && !r->stop_at_unknown) ? name_value(r, at) : 0;
		break;
	case PM_V_REST:
	case PM_V_CRUMBS: {
		if (r->stop_at_unknown) {
			end = phrase->value == PM_V_CRUMBS ? crumbs_value(s, at) : 0;
			break;
		}
		/* Without a colon only what cannot be prose: no stop in it, and for a trail a separator. */
		/* Copyright © 2024 …; but `copyright law` is a subject. */
		bool is_footer = phrase->what == PM_W_FOOTER && !((pm_char_at(s, at) | 32) >= 'a' && (pm_char_at(s, at) | 32) <= 'z');
		if (colon || is_footer || (phrase->weight >= 4 && pm_line_n_stops(pm_str_of(s.ptr + at, s.len - at)) == 0 &&
		              (phrase->value != PM_V_CRUMBS || pm_has_crumb_separator(pm_str_of(s.ptr + at, s.len - at))))) {
			end = s.len;
			if (pm_str_reading_length(pm_str_of(s.ptr + at, s.len - at)) > MAX_REST)
				end = 0;
		}
		break;
	}
	case PM_V_NONE:
		return false;
	}
	if (end <= at) {
		r->out->opens_label = at >= s.len && (colon || phrase->what == PM_W_CRUMB || phrase->what == PM_W_INDEX);
		return false;
	}
	add_field(r, phrase, at, end, &date);
	r->at = end;
	return true;
}

/* -- the row -------------------------------------------------------------------------------------------------------------- */

static void weigh(reader *r, pm_what what, int weight)
{
	r->out->weight += weight;
	r->out->n_phrases++;
	if (weight > r->out->strongest)
		r->out->strongest = weight;
	switch (what) {
	case PM_W_LINK:
	case PM_W_LOGIN:
	case PM_W_ACTION:
	case PM_W_SHARE:
	case PM_W_FONT:
	case PM_W_VIEWS:
	case PM_W_DIALOGUE:
	case PM_W_PAGE:
		r->out->n_controls++;
		break;
	default:
		break;
	}
	r->by_what[what] += weight;
}

/* A label that wants a value proves little without one, unless the line ends there. */
static bool take_phrase(reader *r)
{
	size_t end = 0;
	const pm_phrase *phrase = pm_phrase_at(r->phrases, r->line, r->at, &end);
	if (phrase == NULL)
		return false;
	r->out->opens_label = false;
	/* A phrase that a word goes on from is part of that word: 打印机, 收藏家. */
	uint32_t behind = pm_char_at(r->line, end);
	size_t e = 0;
	if (phrase->value == PM_V_NONE) {
		bool ends = behind == 0 || !pm_char_is_word(behind) || phrase->weight >= 4 || pm_phrase_at(r->phrases, r->line, end, &e) != NULL;
		if (!ends)
			return false;
		r->at = end;
		weigh(r, (pm_what)phrase->what, phrase->weight);
		return true;
	}
	bool has_value = take_value(r, phrase, end);
	bool colon = is_colon(pm_char_at(r->line, pm_skip_space(r->line, end)));
	if (!has_value && !colon && behind != 0 && pm_char_is_word(behind) && phrase->weight < 4 &&
	    pm_phrase_at(r->phrases, r->line, end, &e) == NULL)
		return false;
	if (!has_value && !colon)
		r->at = end;
	/* 索引号 alone may be the head of a column. */
	bool is_bare = !colon && (!has_value || phrase->what == PM_W_INDEX) && (phrase->value == PM_V_NAME || phrase->value == PM_V_DATE);
	weigh(r, (pm_what)phrase->what, is_bare ? 1 : phrase->weight);
	return true;
}

static bool take_date(reader *r)
{
	pm_date date;
	if (!pm_date_at(r->line, r->at, false, &date)) {
		size_t end = clock_time(r->line, r->at);
		if (end == 0)
			end = playing_time(r->line, r->at);
		if (end == 0 || (r->out->n_fields == 0 && r->by_what[PM_W_ACTION] == 0)) /* a player tells how long it plays */
			return false;
		r->at = end;
		return true;
	}
	uint32_t behind = pm_char_at(r->line, date.end);
	if (pm_char_is_cjk(behind)) {
		size_t e = 0;
		if (pm_phrase_at(r->phrases, r->line, date.end, &e) == NULL)
			return false;
	}
	add_field(r, NULL, date.start, date.end, &date);
	r->at = date.end;
	weigh(r, PM_W_DATE, 1);
	return true;
}

static bool is_code_word(pm_str word)
{
	if (pm_str_find(word, PM_STR("ICP"), 0) != SIZE_MAX)
		return pm_str_find(word, PM_STR("ICP备"), 0) != SIZE_MAX || pm_str_find(word, PM_STR("ICP证"), 0) != SIZE_MAX;
	return pm_str_find(word, PM_STR("安备"), 0) != SIZE_MAX &&
	       (pm_str_find(word, PM_STR("公网安备"), 0) != SIZE_MAX || pm_str_find(word, PM_STR("公安备"), 0) != SIZE_MAX);
}

/* A word that nothing explains, or a figure; its reading length counts as unknown. */
static void take_unknown(reader *r)
{
	size_t start = r->at, length = 0;
	bool is_number = true, may_be_code = false;
	while (r->at < r->line.len) {
		/* So long a word is running text, whatever follows. */
		if (r->at - start > 2 * ENOUGH_UNKNOWN) {
			r->out->opens_label = false;
			r->out->unknown += r->at - start;
			return;
		}
		size_t end = 0, next = r->at;
		uint32_t c = pm_utf8_next(r->line, &next);
		if (pm_char_is_space(c) || is_separator(c))
			break;
		const pm_phrase *phrase = r->at > start && pm_char_is_cjk(c) && pm_char_set_has(&r->phrases->sure_starts, c) ?
		                                  pm_phrase_from(r->phrases, r->line, r->at, &end) :
		                                  NULL;
		if (phrase != NULL && phrase->weight >= 4 && phrase->value == PM_V_NONE)
			break;
		is_number = is_number && pm_char_digit(c) >= 0;
		may_be_code = may_be_code || c == 0x5907 || c == 0x8bc1; /* 备 证 */
		length += pm_char_is_cjk(c) ? 3 : pm_char_is_word(c);
		r->at = next;
	}
	if (r->at == start)
		pm_utf8_next(r->line, &r->at);
	pm_str word = pm_str_of(r->line.ptr + start, r->at - start);
	r->out->opens_label = false;
	/* Licence and filing codes stand behind the abbreviation of any province. */
	if (may_be_code && is_code_word(word)) {
		weigh(r, PM_W_FOOTER, 4);
		/* The figures of the code. */
		r->at = pm_skip_space(r->line, r->at);
		while (r->at < r->line.len && (pm_char_digit(pm_char_at(r->line, r->at)) >= 0 || pm_char_at(r->line, r->at) == '-' ||
		                               pm_char_at(r->line, r->at) == 0x53f7 || pm_char_at(r->line, r->at) == 0x865f)) /* 号 號 */
			pm_utf8_next(r->line, &r->at);
		return;
	}
	if (pm_str_starts_with(word, "http") || pm_str_starts_with(word, "www."))
		return;
	/* 1234 阅读: the count stands before its word. */
	size_t end = 0, behind = pm_skip_space(r->line, r->at);
	const pm_phrase *next = is_number && behind < r->line.len ? pm_phrase_at(r->phrases, r->line, behind, &end) : NULL;
	if (next != NULL && next->value == PM_V_NUMBER)
		return;
	r->out->unknown += is_number ? 1 : length;
}

static size_t judge(reader *r)
{
	size_t stopped = 0;
	while (r->at < r->line.len) {
		uint32_t c = pm_char_at(r->line, r->at);
		if (pm_char_is_space(c) || is_separator(c)) {
			r->out->n_separators += is_bar(c);
			r->out->n_crumb_separators += is_crumb_separator(c);
			r->out->is_boxed = r->out->is_boxed || c == '[' || c == 0x3010;
			pm_utf8_next(r->line, &r->at);
			continue;
		}
		r->out->n_tokens++;
		stopped = r->at;
		if (take_phrase(r) || take_date(r))
			continue;
		if (r->stop_at_unknown)
			return stopped;
		take_unknown(r);
		if (r->out->unknown > r->enough) {
			r->out->unknown += r->line.len - r->at;
			return r->line.len;
		}
	}
	return r->line.len;
}

static size_t run(const pm_phrases *phrases, pm_str line, bool stop_at_unknown, size_t enough, pm_judgement *out)
{
	memset(out, 0, offsetof(pm_judgement, fields));
	if (line.len > MAX_LINE) {
		out->unknown = line.len;
		return 0;
	}
	reader r = { .phrases = phrases, .line = line, .stop_at_unknown = stop_at_unknown, .enough = enough, .out = out };
	size_t end = judge(&r);
	for (int what = 1; what < PM_N_WHAT; what++)
		if (r.by_what[what] > r.by_what[out->what])
			out->what = (pm_what)what;
	/* With two fields or more a line says when and whence, whatever else there is to click in it. */
	int date = r.by_what[PM_W_DATE], source = r.by_what[PM_W_SOURCE];
	if (out->n_fields >= 2 && date + source > 0 && out->what != PM_W_INDEX && out->what != PM_W_CRUMB)
		out->what = date >= source ? PM_W_DATE : PM_W_SOURCE;
	return end;
}

void pm_judge(const pm_phrases *phrases, pm_str line, pm_judgement *out)
{
	run(phrases, line, false, ENOUGH_UNKNOWN, out);
}

bool pm_judge_all(const pm_phrases *phrases, pm_str line, pm_judgement *out)
{
	run(phrases, line, false, 0, out);
	return out->unknown == 0;
}

size_t pm_judge_prefix(const pm_phrases *phrases, pm_str line, pm_judgement *out)
{
	return run(phrases, line, true, ENOUGH_UNKNOWN, out);
}
