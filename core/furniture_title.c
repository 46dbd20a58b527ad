/* furniture_title.c: copies of the title, and what stands ahead of the document's own copy; sentences that furniture cut in two. */
#include "furniture.h"

enum { MOST_TITLES = 48, LEAST_TITLE = 15 };

/* Behind the words of the title: `_某网`, ` - Site`, `|…`: what page titles add. */
static bool is_site_suffix(pm_str rest)
{
	rest = pm_str_trim(rest);
	size_t at = 0;
	if (rest.len == 0)
		return false;
	uint32_t c = pm_utf8_next(rest, &at);
	uint32_t next = at < rest.len ? pm_utf8_next(rest, &at) : 0;
	if (pm_str_is_nocase(rest, ".doc") || pm_str_is_nocase(rest, ".docx") || pm_str_is_nocase(rest, ".pdf") || pm_str_is_nocase(rest, ".txt"))
		return true;
	return c == '_' || c == '|' || c == 0xff5c || ((c == '-' || c == 0x2013) && next != '-') || (c == 0x2014 && next != 0x2014);
}

static pm_str without_ellipsis(pm_str s)
{
	s = pm_str_trim(s);
	while (pm_str_ends_with(s, "…") || pm_str_ends_with(s, "."))
		s = pm_str_of(s.ptr, s.len - (pm_str_ends_with(s, ".") ? 1 : strlen("…")));
	return s;
}

/* Is `a` the title `b` with a site's name behind it, or cut short? */
static bool is_variant(pm_str a, pm_str b)
{
	size_t end = 0;
	if (pm_line_begins_with_words(a, b, &end) && is_site_suffix(pm_str_of(a.ptr + end, a.len - end)))
		return true;
	pm_str cut = without_ellipsis(a);
	return cut.len < a.len && pm_str_reading_length(cut) >= LEAST_TITLE && pm_line_begins_with_words(b, cut, &end);
}

/* Is `lower` the title `upper` with the office that issues it in front? */
static bool adds_office(pm_str lower, pm_str upper)
{
	pm_str office;
	return pm_line_ends_in_genre(upper) && pm_line_adds_front(lower, upper, &office);
}

/* Share, in hundredths, of the pairs of neighbouring characters of the shorter that the longer has too. */
static int likeness(pm_str a, pm_str b)
{
	enum { MOST = 120 };
	uint64_t pairs[2][MOST];
	size_t n[2] = { 0, 0 };
	pm_str texts[2] = { a, b };
	for (int k = 0; k < 2; k++) {
		uint32_t before = 0;
		for (size_t at = 0; at < texts[k].len && n[k] < MOST;) {
			uint32_t c = pm_utf8_next(texts[k], &at);
			if (!pm_char_is_word(c))
				continue;
			if (before != 0)
				pairs[k][n[k]++] = (uint64_t)before << 32 | c;
			before = c;
		}
	}
	if (n[0] < 6 || n[1] < 6)
		return 0;
	size_t n_same = 0;
	bool used[MOST] = { false };
	for (size_t i = 0; i < n[0]; i++)
		for (size_t k = 0; k < n[1]; k++)
			if (!used[k] && pairs[0][i] == pairs[1][k]) {
				used[k] = true;
				n_same++;
				break;
			}
	return (int)(200 * n_same / (n[0] + n[1]));
}

/* 2022 and 2023 make two documents of one name. */
static bool has_same_figures(pm_str a, pm_str b)
{
	size_t i = 0, k = 0;
	for (;;) {
		int x = -1, y = -1;
		while (i < a.len && (x = pm_char_digit(pm_utf8_next(a, &i))) < 0)
			;
		while (k < b.len && (y = pm_char_digit(pm_utf8_next(b, &k))) < 0)
			;
		if (x != y)
			return false;
		if (x < 0)
			return true;
	}
}

/* The same title in two wordings: a page's and the document's. */
static bool is_like(pm_str a, pm_str b)
{
	return pm_line_ends_in_genre(a) && pm_line_ends_in_genre(b) && has_same_figures(a, b) && likeness(a, b) >= 85;
}

/* The title-like lines ahead of the text, the last ones if there are many. */
static size_t head_titles(const pm_furniture *f, size_t *at)
{
	size_t n = 0;
	for (size_t i = f->head_end; i > 0 && n < MOST_TITLES; i--) {
		const pm_furniture_line *line = &f->lines[i - 1];
		pm_str cut = without_ellipsis(line->text);
		bool is_title = line->is_title_like || (cut.len < line->text.len && pm_line_looks_like_title(cut));
		if (!line->is_marked && is_title && line->length >= LEAST_TITLE)
			at[n++] = i - 1;
	}
	return n;
}

static void mark_page_head(pm_furniture *f, size_t kept)
{
	for (size_t i = 0; i < kept; i++) {
		const pm_furniture_line *line = &f->lines[i];
		if (!line->is_marked && !line->is_text && !line->is_numbered && pm_line_n_stops(line->text) == 0 && line->length <= 75)
			pm_furniture_mark_by(f, i, "navigation", "page-head");
	}
}

/* The site's name ahead of its menu or trail; the title stands below that. */
static void mark_above_menu(pm_furniture *f)
{
	enum { MOST_LINES = 12, MOST_LENGTH = 60 };
	size_t menu = f->n_lines, title = f->n_lines;
	for (size_t i = 0; i < f->head_end && i < MOST_LINES && menu == f->n_lines; i++)
		if (f->lines[i].is_marked && (f->lines[i].what == PM_W_LINK || f->lines[i].what == PM_W_LOGIN || f->lines[i].what == PM_W_CRUMB))
			menu = i;
	for (size_t i = menu; i < f->head_end && title == f->n_lines; i++)
		if (!f->lines[i].is_marked && f->lines[i].is_title_like && f->lines[i].weight == 0)
			title = i;
	for (size_t i = 0; title < f->n_lines && i < menu; i++) {
		const pm_furniture_line *line = &f->lines[i];
		if (!line->is_marked && line->length <= MOST_LENGTH && !line->is_numbered && !line->is_text && pm_line_n_stops(line->text) == 0 &&
		    !pm_line_ends_in_genre(line->text))
			pm_furniture_mark_by(f, i, "navigation", "page-head");
	}
}

/* A page's entries, prices and dates repeat as well.  There a title is what the page's own title or first heading says. */
static bool may_be_title(const pm_furniture *f, size_t i)
{
	const pm_block *block = f->lines[i].block;
	const pm_str title = pm_doc_meta(f->doc, "title");
	size_t end = 0;

	if (f->is_lines || pm_block_kind(block) == PM_TITLE || (pm_block_kind(block) == PM_HEADING && pm_block_level(block) == 1))
		return true;
	return pm_line_begins_with_words(title, f->lines[i].text, &end) || pm_line_begins_with_words(f->lines[i].text, title, &end);
}

static void mark_duplicates(pm_furniture *f)
{
	if (!f->has_text || !pm_rule_is_on(f->options, "duplicate-title"))
		return;
	size_t titles[MOST_TITLES];
	size_t n = head_titles(f, titles); /* from the text upwards */
	size_t kept = f->n_lines;
	for (size_t i = 0; i < n; i++) {
		if (f->lines[titles[i]].is_marked)
			continue;
		for (size_t k = i + 1; k < n; k++) {
			pm_str lower = f->lines[titles[i]].text, upper = f->lines[titles[k]].text;
			if (f->lines[titles[k]].is_marked || (!may_be_title(f, titles[i]) && !may_be_title(f, titles[k])))
				continue;
			if (pm_line_same_words(lower, upper) || is_variant(upper, lower) || is_like(upper, lower) || adds_office(lower, upper)) {
				pm_furniture_mark_by(f, titles[k], "duplicate-title", "duplicate-title");
				kept = kept == f->n_lines ? titles[i] : kept;
			} else if (is_variant(lower, upper)) {
				pm_furniture_mark_by(f, titles[i], "duplicate-title", "duplicate-title");
				break;
			}
		}
	}
	if (kept < f->n_lines && f->is_lines)
		mark_page_head(f, kept);
	/* Behind the text: a copy of any title-like line ahead of it. */
	for (size_t i = f->tail_start; i < f->n_lines && f->code == PM_OK; i++) {
		const pm_furniture_line *line = &f->lines[i];
		for (size_t k = 0; k < n && !line->is_marked && line->length >= LEAST_TITLE; k++)
			if ((may_be_title(f, i) || may_be_title(f, titles[k])) &&
			    (pm_line_same_words(line->text, f->lines[titles[k]].text) || is_variant(line->text, f->lines[titles[k]].text)))
				pm_furniture_mark_by(f, i, "duplicate-title", "duplicate-title");
	}
}

void pm_furniture_duplicate_title(pm_furniture *f)
{
	mark_duplicates(f);
	if (f->code == PM_OK && f->has_text && f->is_lines && pm_rule_is_on(f->options, "page-head"))
		mark_above_menu(f);
}

/* -- sentences cut in two --------------------------------------------------------------------------------------------------- */

static bool is_latin(uint32_t c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z' && c < 128;
}

/* Running text that stops in mid-sentence, and a line that can be the rest of it. */
static bool is_cut(const pm_furniture_line *a, const pm_furniture_line *b)
{
	if (!a->is_text || a->is_marked || pm_line_ends_sentence(a->text) || b->is_numbered || b->length < 6)
		return false;
	uint32_t last = pm_line_last_char(a->text), first = pm_line_first_char(b->text);
	if (last == ':' || last == 0xff1a)
		return false;
	if (is_latin(first))
		return first >= 'a';
	bool starts = pm_char_is_han(first) || pm_char_digit(first) >= 0 || pm_char_is_cjk_punct(first);
	/* A heading without a number begins anew; the rest of a sentence has its end. */
	return starts && (b->is_text || pm_line_ends_sentence(b->text) || pm_line_n_commas(b->text) > 0);
}

/* Is all that stands between the two marked, on a page as what stops its readers? */
static bool is_between_marked(const pm_furniture *f, const pm_block *a, const pm_block *b)
{
	for (const pm_block *m = pm_block_next(a); m != b; m = pm_block_next(m))
		if (m == NULL || !pm_block_is_marked(m) || (!f->is_lines && !pm_str_is(pm_block_mark_kind(m), "paywall")))
			return f->is_lines;
	return true;
}

/* Move the marked blocks between the two behind `b`; are there any? */
static bool move_marked(pm_block *a, pm_block *b)
{
	bool found = false;
	for (pm_block *m = pm_block_previous(b), *before; m != NULL && m != a; m = before) {
		before = pm_block_previous(m);
		if (!pm_block_is_marked(m))
			continue;
		found = true;
		pm_block_move_after(m, b);
	}
	return found;
}

void pm_furniture_rejoin(pm_furniture *f)
{
	for (size_t i = 0; i < f->n_lines && f->code == PM_OK;) {
		size_t k = f->lines[i].is_marked ? f->n_lines : pm_furniture_next(f, i);
		if (k >= f->n_lines || !is_cut(&f->lines[i], &f->lines[k]) ||
		    !is_between_marked(f, f->lines[i].block, f->lines[k].block) || !move_marked(f->lines[i].block, f->lines[k].block)) {
			i++;
			continue;
		}
		pm_block *a = f->lines[i].block, *b = f->lines[k].block;
		bool space = is_latin(pm_line_last_char(f->lines[i].text)) && is_latin(pm_line_first_char(f->lines[k].text));
		bool done = false;
		while (f->code == PM_OK && !done) {
			pm_block *next = pm_block_next(a);
			done = next == b;
			f->code = next == NULL ? PM_OK : pm_block_join_next(a, space && done ? PM_STR(" ") : pm_str_of("", 0), f->err);
			done = done || next == NULL;
		}
		f->lines[k].block = a;
		f->lines[k].text = pm_str_trim(pm_block_text(a));
		f->lines[k].is_text = true;
		i = k;
	}
}
