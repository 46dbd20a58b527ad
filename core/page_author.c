/* page_author.c: who wrote it, from a line beside the headline: "By Jane Doe", "Autor: Jan Nowak", 本报记者 王小明, 김철수 기자.
 *
 * Such a line begins with a word for the author, and a name follows: capitals, or two to four characters, up to the end, a mark or a
 * figure.  Words that merely look like it ("Von Rom nach Wien") go on in small letters. */
#include "page.h"

#include "line_shape.h"

#define LONGEST_LINE 120
#define LONGEST_NAME 80 /* bytes */
#define MOST_WORDS 8

typedef struct label {
	const char *text; /* in small letters */
	bool is_sure;     /* a colon behind it, or no other sense: one word is a name */
} label;

static const label labels[] = {
	{ "by ", false },         { "written by ", false }, { "posted by ", false }, { "von ", false },        { "par ", false },
	{ "por ", false },        { "di ", false },         { "door ", false },      { "av ", false },         { "author:", true },
	{ "autor:", true },       { "autorin:", true },     { "auteur:", true },     { "auteur :", true },     { "autore:", true },
	{ "autora:", true },      { "автор:", true },       { "текст:", true },      { "auteurs :", true },    { "text:", true },
	{ "tekst:", true },       { "texte :", true },      { "texto:", true },      { "testo:", true },       { "napsal:", true },
	{ "συντάκτης:", true },   { "written by: ", true },
};

/* Words of a name in small letters, and those between two names. */
static bool is_particle(pm_str word)
{
	static const char *const words[] = { "de", "da", "do", "dos", "di", "del", "della", "van", "von", "der", "den", "ter", "la", "le",
					     "el", "bin", "al", "y",  "e",   "and", "und",   "et",  "i",   "и",   "och", "&" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (pm_str_is(word, words[i]))
			return true;
	return false;
}

static bool is_capital(uint32_t c)
{
	return pm_char_small_letter(c) != c;
}

/* Does a word in small letters lead from the name to the day or the place? */
static bool is_joint(pm_str word)
{
	static const char *const words[] = { "on", "at", "in", "am", "um", "le", "à", "el", "il", "em", "dnia", "for", "op", "den", "kl" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (pm_str_is(word, words[i]))
			return true;
	return false;
}

static pm_str word_at(pm_str s, size_t at)
{
	size_t end = at;

	while (end < s.len) {
		size_t next = end;
		const uint32_t c = pm_utf8_next(s, &next);

		if (!pm_char_is_word(c) && c != '&' && (end == at || (c != '.' && c != '\'' && c != 0x2019 && c != '-')))
			break;
		end = next;
	}
	return pm_str_of(s.ptr + at, end - at);
}

/* The name that `s` begins with, in letters; empty where it is none. */
static pm_str take_name(pm_str s, bool is_sure)
{
	size_t end = 0, at = 0;
	unsigned n = 0;

	while (n < MOST_WORDS) {
		size_t first = at;
		const pm_str word = word_at(s, at);

		if (word.len == 0)
			break; /* the end, or a mark */

		const uint32_t c = pm_utf8_next(s, &first);

		if (pm_char_digit(c) >= 0)
			break;
		if (is_capital(c))
			n++;
		else if (n > 0 && !is_particle(word) && is_joint(word))
			break;
		else if (!is_particle(word))
			return pm_str_of(NULL, 0);
		if (is_capital(c))
			end = at + word.len;
		at += word.len;
		if (at >= s.len || s.ptr[at] != ' ')
			break;
		at++;
	}
	if (n < (is_sure ? 1u : 2u) || n >= MOST_WORDS || end > LONGEST_NAME)
		return pm_str_of(NULL, 0);
	return pm_str_of(s.ptr, end);
}

/* Is `label` at the start of `s`, whatever the case? */
static size_t starts_with_label(pm_str s, const char *text)
{
	const pm_str want = pm_str_from(text);
	size_t at = 0, k = 0;

	while (k < want.len) {
		if (at >= s.len || pm_char_small_letter(pm_utf8_next(s, &at)) != pm_utf8_next(want, &k))
			return 0;
	}
	return at;
}

/* 王小明, 王小明 李四: two to four characters each, up to the end, a blank, a mark or a figure. */
static pm_str take_han_names(pm_str s)
{
	size_t end = 0, at = 0;

	while (at < s.len) {
		size_t n = 0, next = at;

		while (next < s.len && pm_str_has_han(s, next) && n < 5) {
			next += 3;
			n++;
		}
		if (n < 2 || n > 4)
			break;

		size_t behind = next;
		const uint32_t c = next < s.len ? pm_utf8_next(s, &behind) : ' ';

		if (!pm_char_is_space(c) && c != 0x3001 && c != '|' && c != 0xFF5C && c != '/' && pm_char_digit(c) < 0 && c != '(' && c != 0xFF08)
			break; /* 记者调查：… */
		end = next;
		at = behind;
		if (c != ' ' && c != 0x3001 && c != 0x3000)
			break;
	}
	return pm_str_of(s.ptr, end);
}

static pm_str find_han_author(pm_str s)
{
	static const struct {
		const char *text;
		bool is_parted; /* the name has to be parted from it: 记者节 is a day */
	} words[] = { { "本报记者", false }, { "本网记者", false }, { "本刊记者", false }, { "本台记者", false }, { "本報記者", false },
		      { "记者", true },      { "記者", true },      { "撰文", true },      { "文", true },        { "執筆", true } };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!pm_str_starts_with(s, words[i].text))
			continue;

		const size_t start = strlen(words[i].text);
		size_t at = start;

		while (at < s.len) {
			size_t next = at;
			const uint32_t c = pm_utf8_next(s, &next);

			if (!pm_char_is_space(c) && c != ':' && c != 0xFF1A && c != '/' && c != 0xFF0F && c != '|' && c != 0xFF5C)
				break;
			at = next;
		}
		if (at > start || !words[i].is_parted)
			return take_han_names(pm_str_of(s.ptr + at, s.len - at));
	}
	return pm_str_of(NULL, 0);
}

/* 김철수 기자 */
static pm_str find_korean_author(pm_str s)
{
	const size_t title = pm_str_find(s, PM_STR(" 기자"), 0);

	if (title == SIZE_MAX || title < 6 || title > 12 || title % 3 != 0)
		return pm_str_of(NULL, 0);
	for (size_t at = 0; at < title;) {
		const uint32_t c = pm_utf8_next(s, &at);

		if (c < 0xAC00 || c > 0xD7A3)
			return pm_str_of(NULL, 0);
	}
	return pm_str_of(s.ptr, title);
}

static pm_str author_of_part(pm_str s)
{
	pm_str found = find_han_author(s);

	if (found.len == 0)
		found = find_korean_author(s);
	for (size_t i = 0; i < sizeof labels / sizeof *labels && found.len == 0; i++) {
		const size_t behind = starts_with_label(s, labels[i].text);

		if (behind > 0)
			found = take_name(pm_str_trim(pm_str_of(s.ptr + behind, s.len - behind)), labels[i].is_sure);
	}
	return found;
}

/* The line by its parts: a mark between blanks, a line break, a date ahead ("May 5, 2024 by Jane Doe"). */
static pm_str author_of_line(pm_str line)
{
	pm_str found = author_of_part(pm_str_trim(line));

	for (size_t at = 0; at < line.len && found.len == 0;) {
		const size_t here = at;
		const uint32_t c = pm_utf8_next(line, &at);
		const char before = here > 0 ? line.ptr[here - 1] : 'a';
		const bool parts = c == '|' || c == '\n' || c == 0x2022 || c == 0xB7 || c == 0xFF5C || c == 0x3000 || c == ',' || c == 0x2013 || c == 0x2014 ||
				   (c == '-' && before == ' ');
		const bool is_behind_date = c == ' ' && ((before >= '0' && before <= '9') || before == '.' || (unsigned char)before >= 0x80);

		if (parts || is_behind_date)
			found = author_of_part(pm_str_trim(pm_str_of(line.ptr + at, line.len - at)));
	}
	return found;
}

#define NEAR 4 /* blocks behind the headline */

int page_tell_author(const pm_page *page, pm_error *err)
{
	uint32_t n_left = 0;

	if (page->kind == KIND_FORUM || page->kind == KIND_LISTING || page->kind == KIND_PRODUCT || pm_doc_meta(page->doc, "author").len > 0)
		return PM_OK;
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];
		const pm_str text = pm_str_trim(pm_block_text(b->block));

		if (b->kind == PM_TITLE || (b->kind == PM_HEADING && pm_line_same_words(text, pm_doc_meta(page->doc, "title")))) {
			n_left = NEAR;
			continue;
		}
		if (b->length == 0 || (n_left == 0 && !b->is_byline))
			continue;
		n_left -= n_left > 0;
		if (b->is_prose && !b->is_byline) {
			n_left = 0;
			continue;
		}

		const pm_str author = b->length <= LONGEST_LINE ? author_of_line(text) : pm_str_of(NULL, 0);

		if (author.len > 0)
			return pm_doc_set_meta(page->doc, "author", author.ptr, author.len, err);
	}
	return PM_OK;
}
