/* structure_toc.c: a table of contents, or an outline, ahead of the text that it repeats.
 *
 * It is a run of lines that are all headings, without text between them, whose first words come again later; or lines
 * that end in page numbers. */
#include "passes.h"
#include "structure.h"

#include <stdlib.h>

static int mark(pm_structure *s, size_t i)
{
	s->units[i].use = PM_USE_FIXED;
	return pm_block_mark(s->units[i].block, "toc", "contents", s->err);
}

/* `一、总体情况……………3`, `1.2 Scope .... 12`: leaders and a page number; *words is what stands before them. */
static bool has_leaders(pm_str s, pm_str *words)
{
	s = pm_str_trim(s);
	size_t end = s.len;
	for (size_t before = end; before > 0; end = before) {
		uint32_t c = pm_utf8_previous(s, &before);
		if (pm_char_digit(c) < 0 && c != ' ' && c != '(' && c != ')')
			break;
	}
	if (end == s.len || end == 0)
		return false;
	size_t at = end, n = 0;
	while (at > 0) {
		size_t here = at;
		uint32_t c = pm_utf8_previous(s, &at);
		if (c != '.' && c != 0x2026 && c != 0xb7 && c != '-' && c != 0x2014 && !pm_char_is_space(c)) {
			at = here;
			break;
		}
		n += c == 0x2026 ? 3 : !pm_char_is_space(c);
	}
	*words = pm_str_of(s.ptr, at);
	return n >= 3 && at > 0;
}

static bool is_contents_word(pm_str s)
{
	static const char *const words[] = { "目录", "目 录", "目　录", "目錄", "目 錄", "内容提要目录" };
	s = pm_str_trim(s);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (pm_str_is(s, words[i]))
			return true;
	return pm_str_is_nocase(s, "contents") || pm_str_is_nocase(s, "table of contents") || pm_str_is_nocase(s, "contents:");
}

/* What a line of contents repeats: its words without number, leaders and page. */
static pm_str entry_words(const pm_unit *u)
{
	pm_str s = pm_unit_text(u), words = s;
	if (has_leaders(s, &words))
		s = words;
	return s;
}

/* Hash of the first characters behind the number that are words, by which lines that may repeat each other are found. */
static uint64_t key_of(const pm_unit *u)
{
	pm_str s = pm_unit_text(u);
	uint64_t h = 14695981039346656037u;
	int n = 0;
	for (size_t at = u->number.text; at < s.len && n < 4;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (!pm_char_is_word(c))
			continue;
		h = (h ^ c) * 1099511628211u;
		n++;
	}
	return n >= 2 ? h | 1 : 0;
}

typedef struct key_place {
	uint64_t key;
	size_t i;
} key_place;

static int compare_places(const void *a, const void *b)
{
	const key_place *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->i < y->i ? -1 : x->i > y->i;
}

/* Could the line stand in a table of contents? */
static bool is_entry(const pm_unit *u)
{
	pm_str s = pm_unit_text(u), words;
	if (u->use != PM_USE_TEXT && u->use != PM_USE_HEADING)
		return false;
	if (has_leaders(s, &words))
		return true;
	return u->width <= 90 && u->rest >= s.len && u->phrase_end == s.len && pm_line_n_stops(s) == 0;
}

static bool repeats(const pm_unit *entry, const pm_unit *later)
{
	pm_str words = entry_words(entry);
	return pm_line_begins_with_words(pm_unit_text(later), words, NULL);
}

/* First unit behind `from` that repeats units[i]; s->n where there is none. */
static size_t find_repeat(const pm_structure *s, const key_place *places, size_t n, size_t i, size_t from)
{
	enum { MOST = 24 }; /* lines that begin alike and are looked at */
	uint64_t key = key_of(&s->units[i]);
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (places[middle].key < key || (places[middle].key == key && places[middle].i < from))
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t k = low; key != 0 && k < n && k < low + MOST && places[k].key == key; k++)
		if (repeats(&s->units[i], &s->units[places[k].i]))
			return places[k].i;
	return s->n;
}

/* The run of entries from `i` on; a number that begins again where the outline cannot (a second 一、) ends it. */
static size_t run_end(const pm_structure *s, size_t i)
{
	enum { MOST = 2000 }; /* entries; a longer run is no contents */
	size_t to = i, end = s->n - i > MOST ? i + MOST : s->n;
	bool numbered = s->units[i].number.type != PM_NUM_NONE;
	for (; to < end && is_entry(&s->units[to]); to++) {
		if (to == i)
			continue;
		if (numbered && s->units[to].number.type == PM_NUM_NONE)
			break;
		if (numbered && s->units[to].class == s->units[i].class && s->units[to].number.value == s->units[i].number.value)
			break;
		if (pm_line_same_words(pm_unit_text(&s->units[to]), pm_unit_text(&s->units[i])))
			break;
	}
	return to;
}

static int mark_run(pm_structure *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		int rc = mark(s, i);
		if (rc != PM_OK)
			return rc;
	}
	return PM_OK;
}

/* Is the run from..to of entries repeated behind it? */
static bool is_repeated(const pm_structure *s, const key_place *places, size_t n, size_t from, size_t to, bool titled)
{
	size_t hits = 0, place = to, opening = s->n;
	bool first = false;
	for (size_t i = from; i < to; i++) {
		size_t k = find_repeat(s, places, n, i, place);
		if (k == s->n)
			continue;
		hits++;
		first = first || i == from;
		opening = opening == s->n ? k : opening;
		place = k + 1;
	}
	if (titled)
		return hits * 3 >= to - from;
	/* Headings have text between them; the lines of a stanza sung twice have none. */
	bool has_text = false;
	for (size_t k = opening; k < place && k < s->n && !has_text; k++)
		has_text = pm_unit_is_prose(&s->units[k]);
	if (!has_text)
		return false;
	return first && hits >= 2 && hits * 10 >= (to - from) * 3;
}

/* `一、工作情况 二、存在问题 三、下一步打算` in one line, all of which come again. */
static bool is_outline_line(const pm_structure *s, size_t i)
{
	const pm_unit *u = &s->units[i];
	pm_str text = pm_unit_text(u);
	if (u->number.type == PM_NUM_NONE || u->number.value != 1 || text.len > 1500 || pm_line_n_stops(text) > 0)
		return false;
	size_t parts = 0, hits = 0, start = 0;
	for (size_t at = u->number.text; at <= text.len;) {
		size_t here = at;
		uint32_t c = at < text.len ? pm_utf8_next(text, &at) : 0;
		pm_line_number number;
		bool next = c == 0 || (pm_line_number_find(pm_str_of(text.ptr + here, text.len - here), &number) && number.start == 0 &&
				       pm_number_class_of(&number) == u->class && number.value == parts + 2);
		if (next) {
			pm_str part = pm_str_trim(pm_str_of(text.ptr + start, here - start));
			parts++;
			for (size_t k = i + 1; k < s->n && k < i + 400; k++)
				if (s->units[k].class == u->class && s->units[k].number.value == parts &&
				    pm_line_begins_with_words(pm_unit_text(&s->units[k]), part, NULL)) {
					hits++;
					break;
				}
			start = here;
		}
		if (c == 0)
			break;
	}
	return parts >= 2 && hits == parts;
}

/* A run of lines that may be contents. */
typedef struct entry_run {
	size_t head; /* the word 目录 above them, or the first of them */
	size_t from, to;
	bool is_titled;
	bool has_pages; /* half of them end in page numbers */
} entry_run;

static bool ends_in_page(const pm_structure *s, size_t i)
{
	pm_str words;
	return has_leaders(pm_unit_text(&s->units[i]), &words);
}

static entry_run find_run(const pm_structure *s, size_t i)
{
	entry_run run = { .head = i, .is_titled = is_contents_word(pm_unit_text(&s->units[i])) };
	run.from = run.to = run.is_titled ? i + 1 : i;
	if (run.from < s->n && is_entry(&s->units[run.from]))
		run.to = run_end(s, run.from);
	size_t n_pages = 0;
	for (size_t k = run.from; k < run.to; k++)
		n_pages += ends_in_page(s, k);
	run.has_pages = n_pages >= 2 && n_pages * 2 >= run.to - run.from;
	if (!run.has_pages)
		return run;
	/* From the first page number to the last, and the word above it. */
	while (!ends_in_page(s, run.to - 1))
		run.to--;
	while (!ends_in_page(s, run.from))
		run.from++;
	run.is_titled = run.from > i && is_contents_word(pm_unit_text(&s->units[run.from - 1]));
	run.head = run.is_titled ? run.from - 1 : run.from;
	return run;
}

static bool is_contents(const pm_structure *s, const key_place *places, size_t n, const entry_run *run)
{
	size_t least = run->is_titled || run->head <= 1 ? 2 : 3;
	if (run->to - run->from < least)
		return false;
	return run->has_pages || is_repeated(s, places, n, run->from, run->to, run->is_titled);
}

static int find_contents(pm_structure *s, const key_place *places, size_t n)
{
	enum { FRONT = 60, TEXTS = 3 }; /* units, and paragraphs, ahead of which contents begin */
	size_t n_texts = 0;
	for (size_t i = 0; i < s->n && i < FRONT && n_texts < TEXTS; i++) {
		entry_run run = find_run(s, i);
		if (!is_contents(s, places, n, &run)) {
			if (!is_outline_line(s, i)) {
				n_texts += pm_unit_is_prose(&s->units[i]);
				continue;
			}
			run = (entry_run){ .head = i, .from = i, .to = i + 1 };
		}
		int rc = mark_run(s, run.head, run.to);
		if (rc != PM_OK)
			return rc;
		i = run.to - 1;
	}
	return PM_OK;
}

int pm_structure_toc(pm_structure *s)
{
	if (!pm_rule_is_on(s->options, "contents") || s->n < 4)
		return PM_OK;
	key_place *places = malloc(s->n * sizeof *places);
	if (places == NULL)
		return pm_error_nomem(s->err);
	size_t n = 0;
	for (size_t i = 0; i < s->n; i++) {
		uint64_t key = key_of(&s->units[i]);
		if (key != 0)
			places[n++] = (key_place){ key, i };
	}
	qsort(places, n, sizeof *places, compare_places);
	int rc = find_contents(s, places, n);
	free(places);
	/* What is marked is no unit any more. */
	size_t kept = 0;
	for (size_t i = 0; i < s->n; i++)
		if (!pm_block_is_marked(s->units[i].block))
			s->units[kept++] = s->units[i];
	s->n = kept;
	return rc;
}
