/* page_thread.c: is the page a thread, and which of its regions are the contributions?
 *
 * Posts are made by one template: siblings of one make, each with a date and something that was said, and around it the
 * same words in each (`Posts: 214`, `Reply`), numbers that count up, and names that come back.  So do the comments below
 * an article and the entries of a listing, therefore what speaks for a thread is weighed against what speaks for those: a
 * text outside of all, titles that lead away, what the page says of itself.  Names are one voice among several, for
 * nobody knows the names of all engines. */
#include "page.h"

#include <stdlib.h>

#define SLOTS 1024
#define LONGEST_MOULD 100
#define LONGEST_LABEL 30 /* bytes ahead of a colon */
#define LEAST_SAID 6     /* letters that are something said: two characters in Chinese */
#define MOST_GAP 12      /* blocks ahead of a post that may be its head */
#define MOST_NUMBERS 8

/* Short texts of the posts, without their figures. */
typedef struct mould {
	uint64_t hash;
	uint32_t group, last; /* of which group; the last member that has it */
	uint32_t n;           /* members */
} mould;

typedef struct series {
	uint32_t first, last; /* regions */
	uint32_t n, n_texts;  /* members; those that say something */
	uint32_t n_dated, n_named, n_numbered, n_leading, n_headed, n_moulds;
	uint64_t length, said, prose, largest;
	uint32_t hints;
	bool recurs; /* a name or a rank comes back, and not in most */
} series;

typedef struct numbers {
	uint32_t n, at[MOST_NUMBERS];
} numbers;

static bool is_digit(pm_str s, size_t i)
{
	return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* 12:30, 3.5.2011, 2011-05-03, 2011/5/3, 2011年 and a year that stands alone; not 1,234 nor a plain number. */
static bool has_figures_of_date(pm_str text)
{
	for (size_t i = 1; i < text.len; i++) {
		const char c = text.ptr[i];

		if (is_digit(text, i - 1) && (((c == ':' || c == '-' || c == '/' || c == '.') && is_digit(text, i + 1)) ||
					      pm_str_starts_with(pm_str_of(text.ptr + i, text.len - i), "年") ||
					      pm_str_starts_with(pm_str_of(text.ptr + i, text.len - i), "月")))
			return true;
		if (i >= 3 && is_digit(text, i) && is_digit(text, i - 1) && !is_digit(text, i + 1) && !(i >= 4 && is_digit(text, i - 4)) &&
		    ((text.ptr[i - 3] == '1' && text.ptr[i - 2] == '9') || (text.ptr[i - 3] == '2' && text.ptr[i - 2] == '0')))
			return true;
	}
	return false;
}

/* `9h`, `3d`, `12mo`: a figure and the letters of a span of time, alone between blanks. */
static bool has_age(pm_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!is_digit(text, i) || (i > 0 && text.ptr[i - 1] != ' '))
			continue;
		while (is_digit(text, i))
			i++;

		const size_t letters = i;

		while (i < text.len && text.ptr[i] >= 'a' && text.ptr[i] <= 'z')
			i++;
		if (i > letters && i - letters <= 2 && (i == text.len || text.ptr[i] == ' ') && strchr("hdwmy", text.ptr[letters]) != NULL)
			return true;
	}
	return false;
}

/* A short block that tells a date, a time, "3 days ago". */
bool page_looks_dated(const page_block *b)
{
	static const char *const ago[] = { "ago", "前", "hace ", "il y a", "vor ", "назад", " fa" };
	const pm_str text = pm_block_text(b->block);
	bool has_figure = false;

	if (b->is_prose || b->length > 90 || b->length < 2 || b->kind == PM_CODE || b->kind == PM_CAPTION)
		return false;
	for (size_t i = 0; i < text.len && !has_figure; i++)
		has_figure = is_digit(text, i);
	for (size_t i = 0; has_figure && i < sizeof ago / sizeof *ago; i++)
		if (pm_str_find(text, pm_str_from(ago[i]), 0) != SIZE_MAX)
			return true;
	return has_figure && (has_figures_of_date(text) || has_age(text));
}

static uint64_t mix(uint64_t hash, unsigned char c)
{
	hash = (hash ^ c) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 29;
}

/* A short text without its figures; `Location: somewhere` goes by its label. */
static uint64_t mould_of(pm_str text)
{
	const size_t colon = pm_str_find(text, PM_STR(":"), 0), wide = pm_str_find(text, PM_STR("："), 0);
	const size_t label = colon < wide ? colon : wide;
	uint64_t hash = 0, whole = 0;

	for (size_t i = 0; i < text.len; i++) {
		const unsigned char c = (unsigned char)text.ptr[i];

		if (i == label && i <= LONGEST_LABEL && hash != 0)
			return hash;
		if (c > ' ' && (c < '0' || c > '9'))
			hash = mix(hash, c);
		whole = mix(whole, c);
	}
	return hash != 0 ? hash : whole;
}

static bool can_be_mould(const page_block *b)
{
	return b->length > 0 && b->length <= LONGEST_MOULD && !b->is_prose && b->kind != PM_CODE;
}

static mould *find_mould(mould *moulds, uint32_t group, uint64_t hash)
{
	size_t slot = hash & (SLOTS - 1);

	for (size_t tries = 0; tries < 16; tries++, slot = (slot + 1) & (SLOTS - 1)) {
		if (moulds[slot].group != group)
			moulds[slot] = (mould){ .hash = hash, .group = group };
		if (moulds[slot].hash == hash)
			return &moulds[slot];
	}
	return NULL;
}

static bool is_table(const pm_page *page, uint32_t first)
{
	return page->regions[page->regions[first].parent].role == PM_REGION_TABLE;
}

/* Where the head of a post may begin that stands ahead of its box: the name and the date in a cell, a row, a box of their own. */
uint32_t page_head_of_post(const pm_page *page, uint32_t post, uint32_t before)
{
	const page_region *r = &page->regions[post];
	const uint32_t from = page->regions[r->parent].first > before ? page->regions[r->parent].first : before;

	return from > r->first ? r->first : r->first - from > MOST_GAP ? r->first - MOST_GAP : from;
}

static void count_moulds(const pm_page *page, series *s, mould *moulds)
{
	uint32_t nth = 0, before = 0;

	for (uint32_t i = s->first; i != 0; i = page->regions[i].next_like) {
		const page_region *r = &page->regions[i];

		nth++;
		for (uint32_t k = page_head_of_post(page, i, before); k < r->end; k++) {
			mould *m = can_be_mould(&page->blocks[k]) ? find_mould(moulds, s->first, page->blocks[k].mould) : NULL;

			if (m == NULL || m->last == nth)
				continue;
			m->last = nth;
			m->n++;
		}
		before = r->end;
	}
	s->n = nth;
}

/* The least number of members that have what all posts have; in a table half of the cells hold none. */
static uint32_t most_of(const pm_page *page, const series *s)
{
	const uint32_t least = is_table(page, s->first) ? s->n / 5 : s->n * 3 / 5;

	return least > 2 ? least : 2;
}

/* Numbers that may count posts: `#12`, `12`, `12楼`. */
static void read_numbers(const page_block *b, numbers *found)
{
	const pm_str text = pm_str_trim(pm_block_text(b->block));

	if (b->length == 0 || b->length > LONGEST_MOULD || b->is_prose)
		return;
	for (size_t i = 0; i < text.len && found->n < MOST_NUMBERS; i++) {
		uint32_t value = 0;
		size_t end = i;

		for (; end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9'; end++)
			value = value < 100000000 ? value * 10 + (uint32_t)(text.ptr[end] - '0') : value;
		if (end == i)
			continue;
		if ((i > 0 && text.ptr[i - 1] == '#') || (i == 0 && end == text.len) ||
		    pm_str_starts_with(pm_str_of(text.ptr + end, text.len - end), "楼") ||
		    pm_str_starts_with(pm_str_of(text.ptr + end, text.len - end), "樓"))
			found->at[found->n++] = value;
		i = end;
	}
}

static bool counts_up(const numbers *before, const numbers *now)
{
	for (uint32_t i = 0; i < before->n; i++)
		for (uint32_t k = 0; k < now->n; k++)
			if (now->at[k] == before->at[i] + 1)
				return true;
	return false;
}

#define LEAST_TITLE 10
#define LEAST_TITLE_CJK 24 /* eight characters */
#define LEAST_WORDS 3      /* names have fewer */

/* So many words, or eight characters of a script that writes without blanks: a title rather than a name. */
static bool is_wordy(const page_block *b, uint32_t least)
{
	const pm_str text = pm_str_trim(pm_block_text(b->block));
	uint32_t n = 1, cjk = 0;

	for (size_t at = 0; at < text.len;) {
		const uint32_t c = pm_utf8_next(text, &at);

		n += c == ' ';
		cjk += pm_char_is_cjk(c) ? 3 : 0;
	}
	return n >= least || cjk >= LEAST_TITLE_CJK;
}

/* A place in a page, be it this one or the same under its full address: what engines link the titles of posts to. */
static bool is_permalink(const page_block *b)
{
	const pm_span *spans = pm_block_spans(b->block);

	for (size_t i = 0; i < pm_block_n_spans(b->block); i++)
		if (spans[i].style == PM_LINK && pm_str_find(spans[i].target, PM_STR("#"), 0) != SIZE_MAX)
			return true;
	return false;
}

/* A title that leads to another page.  One that all have is none, and no date. */
static bool leads_away(const page_block *b, bool is_mould)
{
	if (b->links == 0 || page_outward(b) * 10 < b->length * 8)
		return false;
	if (b->kind == PM_HEADING ? b->length < LEAST_TITLE && !is_wordy(b, 2)
				  : b->length < LEAST_TITLE || is_mould || page_looks_dated(b) || !is_wordy(b, LEAST_WORDS))
		return false;
	return !is_permalink(b);
}

typedef struct member {
	uint64_t said;
	numbers numbers;
	bool is_dated, is_leading, is_headed;
} member;

/* Count each mould once. */
static void note_mould(series *s, mould *m, uint32_t most)
{
	if (m == NULL || m->last == UINT32_MAX)
		return;
	s->n_moulds += m->n >= most;
	s->recurs |= m->n >= 2 && m->n < most;
	m->last = UINT32_MAX;
}

#define FROM_END 8 /* blocks from the begin or the end of a post, where its date stands */

static void read_block(const page_block *b, bool is_near_end, bool is_mould, member *read)
{
	read->is_dated |= is_near_end && page_looks_dated(b);
	read->is_leading |= leads_away(b, is_mould);
	read->is_headed |= b->kind == PM_HEADING && b->links == 0 && !is_mould && is_wordy(b, LEAST_WORDS);
	read_numbers(b, &read->numbers);
	if (!b->is_marked && !is_mould && !page_looks_dated(b))
		read->said += b->length - b->linked;
}

static void add_member(series *s, const page_region *r, const member *read)
{
	s->n_texts++;
	s->n_dated += read->is_dated;
	s->n_leading += read->is_leading;
	s->n_headed += read->is_headed;
	s->n_named += (r->inner_hints & (HINT_POST | HINT_COMMENTS)) != 0;
	s->length += r->length;
	s->said += read->said;
	s->prose += r->prose;
	s->largest = r->length > s->largest ? r->length : s->largest;
	s->hints |= r->inner_hints;
}

static series measure(const pm_page *page, uint32_t first, mould *moulds)
{
	series s = { .first = first };
	numbers before = { 0 };
	uint32_t end = 0;

	count_moulds(page, &s, moulds);

	const uint32_t most = most_of(page, &s);

	for (uint32_t i = first; i != 0; i = page->regions[i].next_like) {
		const page_region *r = &page->regions[i];
		member read = { 0 };

		for (uint32_t k = r->first; k < r->end; k++) {
			const page_block *b = &page->blocks[k];

			mould *m = can_be_mould(b) ? find_mould(moulds, first, b->mould) : NULL;

			note_mould(&s, m, most);
			read_block(b, k - r->first < FROM_END || r->end - k <= FROM_END, m != NULL && m->n >= most, &read);
		}
		s.last = i;
		if (read.said < LEAST_SAID)
			continue;
		for (uint32_t k = page_head_of_post(page, i, end); k < r->first; k++) {
			const page_block *b = &page->blocks[k];

			note_mould(&s, can_be_mould(b) ? find_mould(moulds, first, b->mould) : NULL, most);
			read.is_dated |= page_looks_dated(b);
			read_numbers(b, &read.numbers);
		}
		add_member(&s, r, &read);
		s.n_numbered += counts_up(&before, &read.numbers);
		before = read.numbers;
		end = r->end;
	}
	return s;
}

#define LEAST_VOTES 5
#define LEAST_VOTES_WITHIN 3 /* of remarks, in a post of a thread */
#define ARTICLE 300 /* running text in one place */
#define BESIDE_ARTICLE 4
#define LONG_POST 1500 /* on average; parts of a text are so long */

/* What the page says of itself. */
typedef struct claims {
	bool is_forum, is_article, is_product;
} claims;

static int votes(const pm_page *page, const series *s, const claims *c)
{
	const bool is_named = s->n_named * 3 >= s->n_texts * 2;
	int v = 0;

	v += s->n_dated * 4 >= s->n_texts * 3 ? 2 : s->n_dated * 2 >= s->n_texts ? 1 : -3;
	v += s->n_texts >= 3 && s->n_numbered * 3 >= (s->n_texts - 1) * 2 ? 2 : 0;
	v += s->n_moulds >= 3 ? 2 : s->n_moulds >= 2 ? 1 : 0;
	v += s->recurs ? 1 : 0;
	v += is_named ? 2 : 0;
	v += is_named && s->prose * 10 >= page->prose * 6 ? 1 : 0; /* whatever they are comments on is less than they are */
	v += (s->hints & HINT_PROFILE) != 0 ? 1 : 0;
	v += c->is_forum ? 3 : (page->hints & HINT_FORUM) != 0 ? 1 : 0;
	v -= s->n_leading * 2 >= s->n_texts ? 6 : 0;
	v -= s->n_headed * 3 >= s->n_texts * 2 ? 3 : 0; /* news as it comes in, parts of a text */
	v -= c->is_article ? (c->is_forum ? 2 : 5) : 0;
	v -= c->is_product ? 4 : 0;
	v -= s->n_texts == 2 && s->n_named == 0 ? 2 : 0;
	v -= s->said * 3 < s->length ? 3 : 0;
	v -= (page->hints & HINT_DOCS) != 0 ? 2 : 0;
	v -= s->n_named == 0 && s->said > LONG_POST * (uint64_t)s->n_texts ? 2 : 0;
	v -= page->prose >= ARTICLE && s->prose * 2 < page->prose ? 3 : 0;
	return v;
}

static bool is_series(const pm_page *page, const series *s)
{
	if (s->n_texts < 2 || s->n_texts * 2 * (is_table(page, s->first) ? 4 : 1) < s->n)
		return false;
	return s->largest * 100 <= s->length * 95;
}

/* Text that stands elsewhere, and in none of the posts, is what they are comments on. */
static bool is_beside_article(const pm_page *page, const series *s)
{
	return page_best_prose_outside(page, page->regions[s->first].first, page->regions[s->last].end) >= ARTICLE;
}

/* A form around most of the page is there to tick posts. */
static bool is_furniture(const pm_page *page, uint32_t region)
{
	for (uint32_t r = region; r != 0; r = page->regions[r].parent)
		if ((page->regions[r].hints & FURNITURE_HINTS) != 0 && page->regions[r].length * 2 < page->length)
			return true;
	return false;
}

/* What nearly all posts say is the template's. */
static void mark_moulds(pm_page *page, mould *moulds)
{
	series s = { .first = page->main_group };

	memset(moulds, 0, SLOTS * sizeof *moulds);
	count_moulds(page, &s, moulds);
	for (uint32_t i = s.first, end = 0; i != 0; end = page->regions[i].end, i = page->regions[i].next_like)
		for (uint32_t k = page_head_of_post(page, i, end); k < page->regions[i].end; k++) {
			page_block *b = &page->blocks[k];
			const mould *m = can_be_mould(b) ? find_mould(moulds, s.first, b->mould) : NULL;

			b->is_mould = m != NULL && m->n >= most_of(page, &s);
		}
}

#define TRIES 4 /* to find one without an article beside it */

static void find_largest(pm_page *page, mould *moulds)
{
	const claims c = { page_says_forum(page), page_says_article(page), page_says_product(page) };
	series tried[TRIES] = { 0 };
	int votes_of[TRIES] = { 0 };

	for (uint32_t i = 1; i < page->n_regions; i++) {
		if (page->regions[i].group != i || is_furniture(page, i))
			continue;

		series s = measure(page, i, moulds);
		int v = is_series(page, &s) ? votes(page, &s, &c) : 0;

		page->regions[i].is_series = v >= LEAST_VOTES_WITHIN;
		for (size_t k = 0; k < TRIES && v >= LEAST_VOTES; k++) { /* the largest first */
			if (s.prose * 2 + s.said <= tried[k].prose * 2 + tried[k].said)
				continue;

			const series less = tried[k];
			const int its_votes = votes_of[k];

			tried[k] = s;
			votes_of[k] = v;
			s = less;
			v = its_votes; /* none: the place was free */
		}
	}
	for (size_t k = 0; k < TRIES && tried[k].first != 0 && !page->is_thread; k++)
		if (votes_of[k] >= LEAST_VOTES + BESIDE_ARTICLE || !is_beside_article(page, &tried[k])) {
			page->main_group = tried[k].first;
			page->is_thread = true;
		}
}

int page_find_thread(pm_page *page, pm_error *err)
{
	mould *moulds = calloc(SLOTS, sizeof *moulds);

	if (moulds == NULL)
		return pm_error_nomem(err);
	for (size_t i = 0; i < page->n_blocks; i++)
		if (can_be_mould(&page->blocks[i]))
			page->blocks[i].mould = mould_of(pm_block_text(page->blocks[i].block));
	find_largest(page, moulds);
	if (page->is_thread)
		mark_moulds(page, moulds);
	free(moulds);
	return PM_OK;
}
