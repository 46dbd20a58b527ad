/* page_text.c: what a block's own text tells: how much there is to read, how much of it in links, whether it is sentences, and whether it
 * was written to be read at all. */
#include "page.h"

enum char_sort { CHAR_OTHER, CHAR_PAUSE, CHAR_STOP, CHAR_PAUSE_BEFORE_SPACE, CHAR_STOP_BEFORE_SPACE };

static enum char_sort sort_of_char(uint32_t c)
{
	switch (c) {
	case ',':
	case ';':
		return CHAR_PAUSE_BEFORE_SPACE; /* not in 1,250 */
	case '.':
	case '!':
	case '?':
		return CHAR_STOP_BEFORE_SPACE;
	case 0xFF0C: /* ， */
	case 0x3001: /* 、 */
	case 0xFF1B: /* ； */
	case 0x060C: /* Arabic comma */
		return CHAR_PAUSE;
	case 0x3002: /* 。 */
	case 0xFF01: /* ！ */
	case 0xFF1F: /* ？ */
	case 0x2026: /* … */
	case 0x0964: /* danda */
	case 0x06D4: /* Urdu full stop */
	case 0x061F: /* Arabic question mark */
		return CHAR_STOP;
	default:
		return CHAR_OTHER;
	}
}

/* Count what is in text[*at .. end), which is moved to the end; returns how much there is to read.  `waiting`: the mark before it, which
 * counts if a space comes next. */
static uint32_t measure_run(page_block *b, pm_str text, size_t *at, size_t end, enum char_sort *waiting)
{
	uint32_t length = 0;

	while (*at < end) {
		if (pm_str_has_han(text, *at)) {
			*waiting = CHAR_OTHER;
			length += 3;
			*at += 3;
			continue;
		}

		const uint32_t c = pm_utf8_next(text, at);

		if (*waiting != CHAR_OTHER && (c == ' ' || c == '\n' || c == '"' || c == 0x201D || c == 0xA0)) {
			b->pauses += *waiting == CHAR_PAUSE_BEFORE_SPACE;
			b->stops += *waiting == CHAR_STOP_BEFORE_SPACE;
		}
		*waiting = CHAR_OTHER;
		if (pm_char_is_cjk(c)) {
			length += 3;
			continue;
		}
		if (pm_char_is_word(c)) {
			length++;
			continue;
		}

		const enum char_sort sort = sort_of_char(c);

		b->pauses += sort == CHAR_PAUSE;
		b->stops += sort == CHAR_STOP;
		if (sort == CHAR_PAUSE_BEFORE_SPACE || sort == CHAR_STOP_BEFORE_SPACE)
			*waiting = sort;
	}
	return length;
}

/* The next of two places behind `at`; `mark` may be no such place. */
static size_t sooner(size_t end, size_t mark, size_t at)
{
	return mark > at && mark < end ? mark : end;
}

/* A number to call and an address to write to are told, they lead nowhere.  With words they are buttons: `Call us`. */
static bool is_told(pm_str text, pm_str target)
{
	if (pm_str_starts_with(target, "mailto:"))
		return pm_str_find(text, PM_STR("@"), 0) != SIZE_MAX;
	if (!pm_str_starts_with(target, "tel:"))
		return false;
	for (size_t at = 0; at < text.len;) {
		const uint32_t c = pm_utf8_next(text, &at);

		if (pm_char_is_word(c) && pm_char_digit(c) < 0)
			return false;
	}
	return true;
}

/* Measure the text in runs that are inside links or outside. */
void page_measure_text(page_block *b, const pm_block *block)
{
	const pm_str text = pm_block_text(block);
	const pm_span *spans = pm_block_spans(block);
	const size_t n_spans = pm_block_n_spans(block);
	size_t link_end = 0, local_end = 0, next_span = 0;
	enum char_sort waiting = CHAR_OTHER;

	for (size_t at = 0; at < text.len;) {
		for (; next_span < n_spans && spans[next_span].start <= at; next_span++) {
			const pm_span *span = &spans[next_span];

			if (span->style != PM_LINK || span->end <= at ||
			    is_told(pm_str_of(text.ptr + span->start, span->end - span->start), span->target))
				continue;
			b->links++;
			if (span->end > link_end)
				link_end = span->end;
			if (pm_str_starts_with(span->target, "#"))
				local_end = span->end;
		}

		const size_t from = at;
		size_t end = sooner(text.len, link_end, from);

		end = sooner(end, local_end, from);
		if (next_span < n_spans)
			end = sooner(end, spans[next_span].start, from);

		const uint32_t length = measure_run(b, text, &at, end, &waiting);

		b->length += length;
		b->linked += from < link_end ? length : 0;
		b->local += from < local_end ? length : 0;
	}
	b->stops += waiting == CHAR_STOP_BEFORE_SPACE;
}

/* Mark-up that stands as text, as in <noscript> that was escaped once too often, and data meant for script. */
static bool is_markup(pm_str text)
{
	text = pm_str_trim(text);
	if ((pm_str_starts_with(text, "{") || pm_str_starts_with(text, "[{")) && pm_str_find(text, PM_STR("\":"), 0) < 40)
		return true;
	/* An attribute or an end tag: `<ul>` alone may be what the text is about. */
	return text.len > 8 && text.ptr[0] == '<' && text.ptr[1] >= 'a' && text.ptr[1] <= 'z' && pm_str_ends_with(text, ">") &&
	       (pm_str_find(text, PM_STR("=\""), 0) != SIZE_MAX || pm_str_find(text, PM_STR("</"), 0) != SIZE_MAX);
}

/* What an engine complains of to its maker, ahead of the page that it makes: in file … .php on line 12. */
static bool is_complaint(pm_str text)
{
	static const char line[] = " on line ";
	const size_t file = pm_str_find(text, PM_STR(".php"), 0);
	const size_t at = file != SIZE_MAX ? pm_str_find(text, pm_str_from(line), file) : SIZE_MAX;

	return at != SIZE_MAX && at + sizeof line - 1 < text.len && text.ptr[at + sizeof line - 1] >= '0' && text.ptr[at + sizeof line - 1] <= '9';
}

#define LONGEST_NAME 60 /* bytes of what is to be filled in */
#define LEAST_DATA 400  /* bytes */
#define LONGEST_WORD 80 /* bytes; a key is written in lines of 64 */

static bool is_word_byte(char c)
{
	return (unsigned char)c > ' ' && (unsigned char)c < 0x80;
}

/* Addresses with checksums, encoded pictures: most of it is words that nobody reads.  A long word has one of the bytes that stand as far
 * from each other as it is long, so only the words of these are looked at. */
static bool is_data(pm_str text)
{
	size_t in_long = 0;

	if (text.len < LEAST_DATA)
		return false;
	for (size_t at = LONGEST_WORD - 1; at < text.len; at += LONGEST_WORD) {
		size_t start = at, end = at;

		while (end < text.len && is_word_byte(text.ptr[end]))
			end++;
		if (end == at)
			continue;
		while (start > 0 && is_word_byte(text.ptr[start - 1]))
			start--;
		in_long += end - start >= LONGEST_WORD ? end - start : 0;
		at = end;
	}
	return in_long * 2 > text.len;
}

/* What a script would have filled in: {{name}}, ${name}, %(name)s, ##1##. */
bool page_is_unfilled(const pm_block *block)
{
	static const char *const marks[][2] = { { "{{", "}}" }, { "${", "}" }, { "%(", ")s" }, { "##", "##" } };
	const pm_str text = pm_block_text(block);
	const pm_span *spans = pm_block_spans(block);

	for (size_t i = 0; i < pm_block_n_spans(block); i++)
		if (spans[i].style == PM_CODE_SPAN)
			return false;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const size_t at = pm_str_find(text, pm_str_from(marks[i][0]), 0);
		const size_t end = at != SIZE_MAX ? pm_str_find(text, pm_str_from(marks[i][1]), at + 2) : SIZE_MAX;

		if (end == SIZE_MAX || end <= at + 2 || end - at > LONGEST_NAME)
			continue;
		/* A name has no blanks, as a heading of Markdown has; an expression may. */
		if (i == 0 || memchr(text.ptr + at, ' ', end - at) == NULL)
			return true;
	}
	return false;
}

/* What stands on the page but was not written for its readers. */
bool page_is_unread(const pm_block *block)
{
	const pm_str text = pm_block_text(block);
	const pm_region *region = pm_block_region(block);

	if (pm_block_kind(block) == PM_CODE)
		return false;
	return is_markup(text) || is_data(text) || ((region == NULL || pm_str_ends_with(pm_region_words(region), "tag=body")) && is_complaint(text));
}

/* Names parted by marks: an index, a row of links without their links. */
static bool is_bar(pm_str text)
{
	unsigned n = 0;

	for (size_t at = 0; at < text.len;) {
		const uint32_t c = pm_utf8_next(text, &at);

		n += c == '|' || c == '>' || c == 0xB7 || c == 0xBB || c == 0x2022 || c == 0x203A || c == 0x2192 || c == 0x25AA || c == 0x25CF;
	}
	return n >= 3;
}

bool page_is_prose(const page_block *b)
{
	if (b->kind == PM_HEADING || b->kind == PM_TITLE || b->kind == PM_TABLE || b->kind == PM_CODE || b->kind == PM_CAPTION)
		return false;
	if (b->linked * 2 > b->length)
		return false;
	if (b->length >= 30 && pm_str_ends_with(pm_str_trim(pm_block_text(b->block)), "。"))
		return true; /* ten characters and a full stop: buttons and labels have none */
	return (b->length >= 60 && b->stops + b->pauses > 0) || (b->length >= 40 && b->stops > 0 && b->pauses > 0) ||
	       (b->length >= 160 && !is_bar(pm_block_text(b->block)));
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 29;
}

/* Eight bytes at a time. */
uint64_t page_hash_text(pm_str text)
{
	uint64_t hash = text.len, word = 0;
	size_t i = 0;

	for (; text.len - i >= 8; i += 8) {
		memcpy(&word, text.ptr + i, 8);
		hash = mix(hash, word);
	}
	for (word = 0; i < text.len; i++)
		word = word << 8 | (unsigned char)text.ptr[i];
	return mix(hash, word);
}
