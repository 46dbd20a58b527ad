/* indicator.h: what the files of the indicators pass share.
 *
 * A sentence is worked on as an array of UTF-16 units, folded so that one word list serves all spellings: traditional characters
 * stand as their simplified form, full-width ASCII and CJK punctuation as ASCII.  at[i] leads back to the bytes of the block.
 *
 *     sentence -> tokens (times and quantities, indicator_token.c) -> judged (indicator_judge.c)
 *              -> named (indicator_name.c), dated (indicator_date.c) -> appended */
#ifndef PUMICE_CORE_INDICATOR_H
#define PUMICE_CORE_INDICATOR_H

#include <pumice/convert.h>
#include <pumice/text.h>

#include <uchar.h>

/* A run without a full stop is cut here, so that a sentence costs bounded memory and time. */
#define PM_SENTENCE_MAX 4096
/* Digits of a number that may measure something; longer runs are codes. */
#define PM_DIGITS_MAX 24
#define PM_VALUE_MAX 96

/* -- text (indicator_text.c) ------------------------------------------------------------------------------------------ */

/* The words of a list by their first two, and by their last two, characters; a word of one by that and 0.  Made at the first use of a
 * list, so each pass has its own. */
typedef struct pm_word_index {
	const char16_t *const *words;
	const uint16_t *next_first, *next_last; /* of each word: index + 1 of another */
	uint64_t begins[8], ends[8];            /* bits of the first, last characters: most places are told from these alone */
	uint16_t first[256], last[256];         /* index + 1 of one with such characters */
} pm_word_index;

#define PM_WORD_LISTS 256 /* thrice as many as there are, so that the first slot is nearly always theirs */
#define PM_WORDS_MAX 6144 /* and twice as many words; were there more, lists would be read again now and then */

/* What is known of words and characters beforehand. */
typedef struct pm_tables {
	pm_word_index lists[PM_WORD_LISTS];
	uint16_t next_first[PM_WORDS_MAX], next_last[PM_WORDS_MAX];
	size_t n_words;
	bool is_republic;        /* the document counts years as Taiwan does: 111年 */
	uint16_t kinds[0x10000]; /* PM_CHAR_… of each character; 0 for nearly all letters, which no rule looks at on its own */
} pm_tables;

enum {
	PM_CHAR_ODD = 1, /* to be folded, or a mark */
	PM_CHAR_DIGIT = 2,
	PM_CHAR_NUMERAL = 4, /* a Chinese one */
	PM_CHAR_FIGURE = PM_CHAR_DIGIT | PM_CHAR_NUMERAL,
	PM_CHAR_LATIN = 8,
	PM_CHAR_SIGN = 16, /* a title, a quotation or a quantity may begin with it */
	PM_CHAR_TIME = 32, /* a time phrase may begin with it, wherever it stands */
	PM_CHAR_HEAD = 64, /* a clause begins behind it, and so perhaps a time */
	PM_CHAR_EVENT = 128, /* 期, without which no event (春节期间) is a time */
	PM_CHAR_COLON = 256,
	PM_CHAR_END = 512, /* of a sentence */
	/* how times begin that are no base and no event */
	PM_CHAR_TIME_FIRST = 1024,
	PM_CHAR_TIME_SECOND = 2048, /* what may follow that */
	PM_CHAR_TIME_OPENS = 4096,  /* a word or mark that anything may follow */
	PM_CHAR_TIME_UNIT = 8192,   /* what may follow the first figure */
	PM_CHAR_PLAN = 16384        /* what may follow 十四五, too */
};

/* Of memory that is all zero. */
void pm_tables_init(pm_tables *tables);

typedef struct pm_wide {
	pm_tables *tables;
	char16_t c[PM_SENTENCE_MAX + 1];  /* folded; c[n] is 0 */
	uint32_t at[PM_SENTENCE_MAX + 1]; /* byte in the sentence's text; at[n] is its length */
	size_t n;
	unsigned holds; /* the kinds of all its characters: without a figure there is nothing to find */
} pm_wide;

static inline unsigned pm_wide_kind(const pm_wide *w, size_t i)
{
	return w->tables->kinds[w->c[i]];
}
/* 零〇一二三四五六七八九两 and 十百千万亿 */
static inline bool pm_wide_is_numeral(const pm_wide *w, size_t i)
{
	return (pm_wide_kind(w, i) & PM_CHAR_NUMERAL) != 0;
}

/* Fill `w` with the first sentence of `text`, at most PM_SENTENCE_MAX units; returns the bytes taken. */
size_t pm_wide_sentence(pm_wide *w, pm_str text);
/* The same for all of `text`, however it is punctuated. */
size_t pm_wide_all(pm_wide *w, pm_str text);

/* Does `word` stand at [i ..?  Returns its length or 0.  Its first two characters, looked at in place, nearly always tell. */
size_t pm_wide_has_rest(const pm_wide *w, size_t i, const char16_t *word);
static inline size_t pm_wide_has(const pm_wide *w, size_t i, const char16_t *word)
{
	if (i >= w->n || w->c[i] != word[0])
		return 0;
	if (word[1] == 0)
		return 1;
	if (w->c[i + 1] != word[1])
		return 0;
	return word[2] == 0 ? 2 : pm_wide_has_rest(w, i, word);
}
/* Does `word` end before i? */
size_t pm_wide_ends(const pm_wide *w, size_t from, size_t i, const char16_t *word);
/* Offset of `word` in [from, to); SIZE_MAX where there is none. */
size_t pm_wide_find(const pm_wide *w, size_t from, size_t to, const char16_t *word);

static inline bool pm_wide_is_han(char16_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == u'〇' || c == 0xFFFD;
}
static inline bool pm_wide_is_latin(char16_t c)
{
	return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= 0xC0 && c < 0x250);
}
static inline bool pm_wide_is_digit(char16_t c)
{
	return c >= u'0' && c <= u'9';
}
static inline bool pm_wide_is_space(char16_t c)
{
	return c == u' ' || c == u'\t' || c == u'\n';
}
/* Punctuation that ends a clause; the folded text knows , ; : . ( ) and the like. */
bool pm_wide_is_stop_mark(char16_t c);
static inline bool pm_wide_is_stop(char16_t c)
{
	return (c < 0x4E00 || c >= 0xFF00) && pm_wide_is_stop_mark(c);
}
/* The sentence's last character that is not space, looking left from i; 0 where there is none. */
char16_t pm_wide_before(const pm_wide *w, size_t from, size_t i);

/* -- word lists (indicator_words.c) ---------------------------------------------------------------------------------- */

/* Longest word of a list (ends with NULL) that stands at i, or that ends before i and begins at or after `from`. */
size_t pm_wide_any(const pm_wide *w, size_t i, const char16_t *const *words);
/* For lists that are not compared as they stand: a word that may begin with `c` and `second` (0: is `c` alone), and the next such word
 * behind word `k`, as index + 1; 0 where there is none. */
size_t pm_wide_first_word(const pm_wide *w, char16_t c, char16_t second, const char16_t *const *words);
size_t pm_wide_next_word(const pm_wide *w, const char16_t *const *words, size_t k);
/* Is one of them all that stands in [from, end)? */
bool pm_wide_is_any(const pm_wide *w, size_t from, size_t end, const char16_t *const *words);
size_t pm_wide_any_end(const pm_wide *w, size_t from, size_t i, const char16_t *const *words);

/* -- numbers (indicator_number.c) -------------------------------------------------------------------------------------- */

typedef struct pm_number {
	size_t end;
	char value[PM_VALUE_MAX]; /* plain decimal digits, multiplier applied */
	bool is_han;              /* written in Chinese numerals */
	bool is_about;            /* 余, 多, 几 stand in it */
	bool is_year_like;        /* four digits without sign, separator, point or multiplier */
	bool has_multiplier;
	const char *unit; /* of such a fraction, else NULL */
} pm_number;

/* Read a number that begins at i: digits (ASCII, full width), separators, decimals, Chinese numerals, multipliers.  False where there
 * is none.  `stop_unit` tells whether a unit begins at a place, so that 千 in 千瓦 is not taken for a multiplier. */
struct pm_units;
bool pm_number_read(const pm_wide *w, size_t i, const struct pm_units *units, pm_number *out);
/* Move the decimal point of `digits` (digits with at most one point) to the right; false where there is no room. */
bool pm_decimal_shift(const char *digits, size_t len, int places, char out[PM_VALUE_MAX]);
/* The value of a Chinese numeral in [i, end); false where it is none or passes 64 bits. */
bool pm_han_value(const pm_wide *w, size_t i, size_t end, uint64_t *value);

/* -- units (indicator_unit.c, units.inc) --------------------------------------------------------------------------------- */

typedef enum pm_unit_kind {
	PM_UNIT_NONE,
	PM_UNIT_COUNT,  /* a measure word that a noun may follow: 个 名 家 */
	PM_UNIT_PEOPLE, /* 人 人次 户 */
	PM_UNIT_TIMES,  /* how often: 次 场 期 轮 */
	PM_UNIT_MONEY,
	PM_UNIT_PERCENT, /* % ‰ 个百分点 成 */
	PM_UNIT_SIZE,    /* length, area, weight, volume, energy */
	PM_UNIT_SPAN,    /* time spans */
	PM_UNIT_SCORE,   /* 分 倍 位 */
	PM_UNIT_KIND,    /* 类 种 级: a turn of phrase where the numeral is Chinese */
	PM_UNIT_LABEL    /* 号 版 岁 届: the number only labels */
} pm_unit_kind;

typedef struct pm_unit {
	const char16_t *text;
	pm_unit_kind kind;
} pm_unit;

/* Index over units.inc by first character. */
typedef struct pm_units {
	uint16_t first[256];
	uint16_t next[1024];
} pm_units;

void pm_units_init(pm_units *units);
/* The words of indicator_predicate.c, by their last character. */
typedef struct pm_predicates {
	uint16_t first[256];
	uint16_t next[512];
} pm_predicates;

void pm_predicates_init(pm_predicates *predicates);
/* The longest unit at i; NULL where there is none.  Letters must not go on behind it. */
const pm_unit *pm_units_find(const pm_units *units, const pm_wide *w, size_t i, size_t *len);

/* -- tokens ---------------------------------------------------------------------------------------------------------------- */

typedef struct pm_quantity {
	size_t start, end;                                 /* raw: sign or currency, number, unit */
	size_t number_end;                                 /* behind number and multiplier */
	size_t unit_start, unit_end;                       /* of the unit as written; empty where there is none */
	char value[PM_VALUE_MAX], value_max[PM_VALUE_MAX]; /* value_max "" where it is no range */
	const char *unit;                                  /* fixed unit that the range does not give (百分之, $); NULL: as written */
	pm_unit_kind kind;
	bool is_han, is_about, is_year_like, is_bare /* no unit */, is_unknown_unit, is_ratio, has_multiplier, is_signed;
} pm_quantity;

typedef enum pm_time_kind {
	PM_TIME_PERIOD, /* may govern numbers */
	PM_TIME_BASE    /* 比上年, 同比: what a change is compared with */
} pm_time_kind;

typedef struct pm_time {
	size_t start, end;
	pm_time_kind kind;
} pm_time;

/* A time phrase that begins at i; false where there is none. */
bool pm_time_read(const pm_wide *w, size_t i, pm_time *out);
/* A quantity that begins at i; false where there is none, `end` then telling how far what stands there goes. */
bool pm_quantity_read(const pm_wide *w, size_t i, const pm_units *units, pm_quantity *q);

/* -- a sentence and what is known around it ------------------------------------------------------------------------------ */

#define PM_TOKENS_MAX (PM_SENTENCE_MAX / 2)

/* A run of the sentence, [start, end). */
typedef struct pm_range {
	size_t start, end;
} pm_range;

/* One indicator as it is found; a name may also stand in another text (a heading, the label of a paragraph). */
typedef struct pm_finding {
	pm_quantity q;
	size_t index;  /* of q among the sentence's quantities */
	pm_range name; /* in the sentence, where `name_text` is empty */
	pm_str name_text;
	size_t used; /* where what belongs to it ends: the noun behind it included */
	const char *qualifier, *change;
	size_t period;      /* index + 1 of the time phrase, 0 for none */
	bool is_each;       /* 分别 stands before it: a series may begin */
	bool is_from_topic; /* the name is inherited: the clause has none of its own */
} pm_finding;

typedef struct pm_sentence {
	pm_wide w;
	pm_quantity quantities[PM_TOKENS_MAX];
	pm_time times[PM_TOKENS_MAX];
	pm_finding found[PM_TOKENS_MAX];
	size_t n_quantities, n_times, n_found;
	bool is_english;
	pm_str text;    /* the bytes of the sentence */
	pm_str label;   /* what stands before the colon at the head of the paragraph, or empty */
	pm_str heading; /* the heading above without its number */
	pm_units units;
	pm_predicates predicates;
	pm_tables tables;
} pm_sentence;

/* Make the tables of a sentence whose memory is all zero. */
void pm_sentence_init(pm_sentence *s);

/* Fill quantities and times. */
void pm_sentence_tokens(pm_sentence *s);
/* Does this quantity measure something? */
bool pm_quantity_counts(const pm_sentence *s, size_t i);
/* The words between a name and its number (约, 达到, 增长了): where they begin, and what they say. */
typedef struct pm_predicate {
	size_t start;
	const char *qualifier, *change; /* "" where there is none */
	bool has_base;                  /* 比上年, 同比 stand there */
	bool is_each;                   /* 分别 */
	bool is_target;                 /* 到, 至: the number is the level reached */
	bool has_bound;                 /* a bound with its object before the number: 超过项目总金额的50% */
	size_t bound_start;             /* where that object begins */
} pm_predicate;

pm_predicate pm_predicate_before(const pm_sentence *s, size_t from, const pm_quantity *q);
/* What the words behind the number add: 以上, 左右; "" where nothing. */
const char *pm_qualifier_behind(const pm_wide *w, size_t i, size_t *end);
/* Where a run of leading words that name nothing (其中, 全县, 共, 组织开展) ends. */
size_t pm_skip_leading(const pm_sentence *s, size_t from, size_t end);
/* -- phrases (indicator_before.c, indicator_behind.c) -------------------------------------------------------------------- */

/* Where the words about q may begin: at `least`, or at the clause's own beginning. */
size_t pm_clause_start(const pm_sentence *s, const pm_quantity *q, size_t least);
/* Where the run that names something begins behind light verbs (县医院开展…) and behind a time phrase in mid-clause. */
size_t pm_behind_light_verb(const pm_wide *w, size_t from, size_t end);
size_t pm_behind_time(const pm_sentence *s, size_t from, size_t end);
/* Is the phrase empty or only a verb that names nothing (完成, 共有)? */
bool pm_is_bare_phrase(const pm_wide *w, size_t from, size_t end);
/* Is it only a verb that may lead a phrase (改造, 用于)? */
bool pm_is_light_verb(const pm_wide *w, size_t from, size_t end);
/* The first time phrase that begins at or behind i, and one that begins at i, or NULL. */
const pm_time *pm_time_from(const pm_sentence *s, size_t i);
const pm_time *pm_time_at(const pm_sentence *s, size_t i);
/* The noun behind finding i; empty where a predicate or a stop follows. */
pm_range pm_noun_behind(const pm_sentence *s, size_t i);
/* All that is said behind q (8人荣获优秀称号), up to the stop. */
pm_range pm_clause_behind(const pm_sentence *s, const pm_quantity *q);

/* Set name and used of s->found[i], the findings before it being complete. */
void pm_find_name(pm_sentence *s, size_t i);
void pm_find_name_english(pm_sentence *s, size_t i);
bool pm_english_counts(const pm_wide *w, const pm_quantity *q);
/* Does the phrase (lower case) stand at i as whole words, in any case?  Its length, or 0. */
size_t pm_english_has(const pm_wide *w, size_t i, const char16_t *phrase);
/* The longest phrase of a list (ends with NULL) that stands at i; its length, or 0. */
size_t pm_english_any(const pm_wide *w, size_t i, const char16_t *const *phrases);
static inline char16_t pm_english_lower(char16_t c)
{
	return c >= u'A' && c <= u'Z' ? (char16_t)(c + 32) : c;
}
/* May an English word begin at i?  Most places of a text lie within one. */
static inline bool pm_english_may_begin(const pm_wide *w, size_t i)
{
	return i < w->n && (i == 0 || !pm_wide_is_latin(w->c[i - 1]));
}
/* 1-12 where a month's name stands at i, else 0. */
int pm_english_month(const pm_wide *w, size_t i, size_t *len);
/* An English time phrase that begins at i, and its dates. */
bool pm_english_time_read(const pm_wide *w, size_t i, pm_time *out);
/* 1.2、0.3和0.9个百分点: the unit of the last is that of all. */
void pm_share_units(pm_sentence *s);
/* Numbers in a row under one predicate share what it says. */
void pm_join_series(pm_sentence *s);
/* Set period of all findings. */
void pm_find_periods(pm_sentence *s);

/* -- dates (indicator_date.c) ---------------------------------------------------------------------------------------------- */

typedef struct pm_calendar {
	int year;           /* the report's own year, 0 where unknown */
	bool is_plan_year;  /* the year is the one ahead of what is told (a government work report) */
	char published[11]; /* YYYY-MM-DD, or "" */
} pm_calendar;

/* YYYY-MM-DD, or "" where it is no day. */
void pm_write_day(int y, int m, int d, char out[11]);
int pm_month_days(int y, int m);
/* ISO dates of a time phrase, "" where the document does not give enough. */
void pm_resolve_period(const pm_wide *w, pm_range phrase, const pm_calendar *calendar, char from[11], char to[11]);
/* The same of an English phrase. */
void pm_english_resolve(const pm_wide *w, pm_range phrase, const pm_calendar *calendar, char from[11], char to[11]);
/* The year that a title, heading or sentence names first; 0 where there is none. */
int pm_named_year(const pm_wide *w);

/* -- tables (indicator_table.c) ---------------------------------------------------------------------------------------------- */

/* What a table's header cells say, read once a table. */
typedef struct pm_table_reader pm_table_reader;

/* `lead` is the text that stands before the table (单位：万元), may be empty.  NULL where memory is out. */
pm_table_reader *pm_table_reader_new(pm_sentence *s, const pm_block *table, pm_str lead);
void pm_table_reader_free(pm_table_reader *reader);

/* What the cell that holds `block` states, where it holds one number and little else: 1 with `out` filled (strings are good until
 * the next call), 0 where it is text or a header. */
int pm_table_reader_cell(pm_table_reader *reader, pm_sentence *s, pm_block *block, const pm_cell *cell, pm_indicator *out);

#endif
