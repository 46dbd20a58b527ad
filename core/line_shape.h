/* line_shape.h: what the form of a line says: its number, its sentences, its dates.  For the passes, which have to tell titles,
 * headings, text and furniture apart.  Pure functions over UTF-8, no allocation, linear in the length of what they look at. */
#ifndef PUMICE_CORE_LINE_SHAPE_H
#define PUMICE_CORE_LINE_SHAPE_H

#include "word_filter.h"

/* The numberings that documents use at the head of a line.  Which of them stands above which differs by document. */
typedef enum pm_number_class {
	PM_NUM_NONE,
	PM_NUM_PART, /* 第一部分 第一编 第一篇 Part II */
	PM_NUM_CHAPTER, /* 第一章 Chapter 3 */
	PM_NUM_SECTION, /* 第一节 Section 3 */
	PM_NUM_ARTICLE, /* 第一条 Article 5 */
	PM_NUM_HAN, /* 一、 */
	PM_NUM_HAN_PAREN, /* （一） ㈠ */
	PM_NUM_HAN_HALF, /* 一） */
	PM_NUM_DECIMAL, /* 1. 1、 ⒈ */
	PM_NUM_DECIMAL_PAREN, /* （1） ⑴ */
	PM_NUM_DECIMAL_HALF, /* 1） 1) */
	PM_NUM_MULTI, /* 1.2 1.2.3: `depth` parts */
	PM_NUM_BARE, /* 01综合, 1 Scope: no separator but perhaps a space */
	PM_NUM_CIRCLED, /* ① */
	PM_NUM_IS, /* 一是 */
	PM_NUM_ROMAN, /* II. Ⅲ、 */
	PM_NUM_LETTER, /* A. b) （a） */
	PM_NUM_BULLET /* • - * */
} pm_number_class;

typedef struct pm_line_number {
	pm_number_class type;
	size_t start; /* behind leading white space */
	size_t end; /* behind the number and its separator, before white space */
	size_t text; /* where the words begin */
	uint32_t value; /* 0 for bullets */
	uint32_t first; /* of 1.2.3: the first part */
	int depth; /* parts of 1.2.3, else 1 */
	uint32_t separator; /* 、 . ） and so on: the last character of the number, 0 for none */
} pm_line_number;

/* Does the line begin with a number?  A date (2020年…), a plain figure (35人) and a decimal fraction before a unit are none. */
bool pm_line_number_find(pm_str line, pm_line_number *out);

/* A Chinese numeral (十二, 二十, 一百零三, 壹, 〇) at s[*at], which is moved behind it; false where there is none. */
bool pm_han_number(pm_str s, size_t *at, uint32_t *value);
/* A decimal number of at most 9 digits, half- or full-width, at s[*at]. */
bool pm_decimal_number(pm_str s, size_t *at, uint32_t *value, int *n_digits);

/* The character at, and before, a byte of `s`; 0 at its ends. */
static inline uint32_t pm_char_at(pm_str s, size_t at)
{
	return at < s.len ? pm_utf8_next(s, &at) : 0;
}
uint32_t pm_char_before(pm_str s, size_t at);
/* A Han character: the scripts that part words by spaces (hangul) are none, nor are kana. */
bool pm_char_is_han(uint32_t c);
/* Han, or punctuation of full width. */
bool pm_char_is_han_text(uint32_t c);
/* Behind the white space at s[at]. */
static inline size_t pm_skip_space(pm_str s, size_t at)
{
	for (size_t next = at; next < s.len; at = next)
		if (!pm_char_is_space(pm_utf8_next(s, &next)))
			break;
	return at;
}

/* 。！？；… and their half-width sisters as they end sentences. */
bool pm_char_ends_sentence(uint32_t c);
/* Does the line end in 。！？… or a Latin full stop, closing quotes and brackets behind it passed over? */
bool pm_line_ends_sentence(pm_str line);
/* Sentence marks inside (。！？；) and commas (，、 and Latin ones before a space). */
size_t pm_line_n_stops(pm_str line);
size_t pm_line_n_commas(pm_str line);
/* First and last character that are no white space; 0 where there is none. */
uint32_t pm_line_first_char(pm_str line);
uint32_t pm_line_last_char(pm_str line);

/* Could the line be the title of a document: short, one phrase, no sentence, no label, no number at its head, some words? */
bool pm_line_looks_like_title(pm_str line);
/* Does it end in what kind of document a title names (总结 报告 通知 意见 办法 纪要 …)? */
bool pm_line_ends_in_genre(pm_str line);
/* Does the line look like running text: long for its script, with commas or stops? */
bool pm_line_looks_like_text(pm_str line);

/* What one walk over a line tells; rules ask this first, and read the line only where it may say what they look for. */
typedef struct pm_line_facts {
	size_t length; /* pm_str_reading_length */
	size_t n_stops, n_commas; /* pm_line_n_stops, pm_line_n_commas */
	uint16_t lists; /* of the filter: those that the line may hold a word of */
} pm_line_facts;

pm_line_facts pm_line_read(pm_str line, const pm_word_filter *filter);
/* pm_line_looks_like_text for a line that has been read. */
bool pm_line_reads_like_text(pm_str line, const pm_line_facts *facts);

/* Are the words the same, white space, punctuation and the width of letters and digits aside? */
bool pm_line_same_words(pm_str a, pm_str b);
/* Does `line` begin with all the words of `prefix`, compared in the same way?  `*end` is where in `line` they end. */
bool pm_line_begins_with_words(pm_str line, pm_str prefix, size_t *end);

/* Of Latin, Greek and Cyrillic letters the small one; other characters as they are. */
uint32_t pm_char_small_letter(uint32_t c);

/* A date as it stands in a text. */
typedef struct pm_date {
	size_t start, end;
	int year, month, day; /* day 0 where only the month is given; year 0 where only month and day are */
	int hour, minute, second; /* -1 where not given */
} pm_date;

/* The first date at or after `from`: 2024年3月5日, 2024-03-05 09:45, 2024/3/5, 2024.03.05, 二〇二四年三月五日, 5 March 2024, March 5,
 * 2024.  A year and month alone count where `months` is asked for.  The time that follows is taken along. */
bool pm_date_find(pm_str s, size_t from, bool months, pm_date *out);
/* The same, where the date has to begin at `at`. */
bool pm_date_at(pm_str s, size_t at, bool months, pm_date *out);
/* "2024-03-05", "2024-03-05T09:45" or "2024-03"; `out` has room for 32 bytes. */
void pm_date_format(const pm_date *date, char *out);

/* Does `longer` end in all of `shorter`, with no more than the name of an office in front?  `*front` gets that, trimmed. */
bool pm_line_adds_front(pm_str longer, pm_str shorter, pm_str *front);

#endif
