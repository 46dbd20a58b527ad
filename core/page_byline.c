/* page_byline.c: the line between the headline and the text that says when, where and by whom it was published.
 *
 * Such lines are known by their shape, in any language: they stand right at the headline, hold a date with its year, and hardly
 * anything else.  What the rules of lines know by its words is marked before. */
#include "page.h"

#include "date_token.h"
#include "line_shape.h"

#define LEAST_YEAR 1990
#define MOST_YEAR 2049
#define MOST_LENGTH 120
#define MOST_LETTERS 60 /* beside figures: the month, a name, "updated", the day of the week */
#define FEW_LETTERS 20  /* where it ends like a sentence: `at 9 a.m.` */
#define NEAR 5          /* blocks */

static bool is_year(const pm_date_token *t)
{
	return t->is_figure && t->n == 4 && t->value >= LEAST_YEAR && t->value <= MOST_YEAR;
}

static bool is_day(const pm_date_token *t)
{
	return t->is_figure && t->n <= 2 && t->value >= 1 && t->value <= 31;
}

typedef pm_date_token history[4]; /* the tokens before, the nearest first */

/* A year behind its day: 3.5.2011, May 3, 2011; with a month and little words between: 3 May 2011, 3rd of May 2011, 3 de mayo de 2011. */
static bool follows_day(const history last)
{
	for (size_t i = 0; i < 4; i++) {
		if (is_day(&last[i]))
			return true;
		if (last[i].n == 0 || last[i].is_figure)
			return false;
	}
	return false;
}

/* A day behind year and month in figures: 2011-05-03, 2011年5月3日. */
static bool follows_month(const history last)
{
	if (is_day(&last[0]))
		return is_year(&last[1]);
	return is_day(&last[1]) && is_year(&last[3]) && last[0].n == 1 && last[2].n == 1;
}

/* Is there a date with its year, and how many letters beside figures? */
static bool find_date(pm_str s, uint32_t *letters)
{
	history last = { 0 };
	bool is_found = false;
	pm_date_token t;

	*letters = 0;
	for (size_t at = 0; pm_next_date_token(s, at, &t); at = t.end) {
		*letters += t.is_figure ? 0 : t.n * (t.is_cjk ? 3u : 1u);
		is_found |= (is_year(&t) && follows_day(last)) || (is_day(&t) && follows_month(last));
		memmove(&last[1], &last[0], 3 * sizeof t);
		last[0] = t;
	}
	return is_found;
}

bool page_is_byline(const page_block *b)
{
	const uint32_t first = pm_line_first_char(pm_block_text(b->block));
	uint32_t letters;
	char iso[32];

	/* Under the headline of a speech or a law: ——on which day before whom, (on which day adopted by whom). */
	if (first == 0x2014 || first == '-' || first == '(' || first == 0xFF08)
		return false;
	if ((b->kind != PM_PARAGRAPH && b->kind != PM_LIST_ITEM) || b->is_marked || b->is_witnessed || b->length > MOST_LENGTH)
		return false;
	if (!find_date(pm_block_text(b->block), &letters) && !pm_date_of_text(pm_block_text(b->block), PM_STR(""), iso))
		return false;
	return letters <= (pm_line_ends_sentence(pm_block_text(b->block)) ? FEW_LETTERS : MOST_LETTERS);
}

static bool is_headline(const pm_page *page, const page_block *b)
{
	if (b->kind == PM_TITLE || (b->kind == PM_HEADING && pm_block_level(b->block) == 1))
		return true;
	return (b->kind == PM_HEADING || b->kind == PM_PARAGRAPH) && b->length > 0 && b->length < 300 &&
	       pm_line_same_words(pm_block_text(b->block), pm_doc_meta(page->doc, "title"));
}

/* Old pages know no headings: what stands right above the first byline is the headline. */
static void praise_headline(pm_page *page, size_t byline)
{
	for (size_t i = byline; i-- > 0 && byline - i <= 2;) {
		page_block *b = &page->blocks[i];

		if (b->length == 0)
			continue;
		if (b->kind == PM_PARAGRAPH && !b->is_marked && !b->is_prose && b->linked == 0 && b->length >= 12 && b->length <= MOST_LENGTH) {
			b->own = 900;
			b->factor = 1000;
		}
		return;
	}
}

void page_find_bylines(pm_page *page)
{
	uint32_t n_left = 0; /* blocks that still stand near the headline */

	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if (is_headline(page, b)) {
			if (i > 0 && page_is_byline(&page->blocks[i - 1]))
				page->blocks[i - 1].is_byline = page->has_byline = true;
			n_left = NEAR;
			continue;
		}
		if (n_left == 0 || b->length == 0)
			continue;
		n_left--;
		if (b->is_marked)
			b->is_byline = pm_str_is(pm_block_mark_kind(b->block), "metadata");
		else if (page_is_byline(b))
			b->is_byline = true;
		else if (b->is_prose)
			n_left = 0;
		page->has_byline |= b->is_byline;
	}
}

void page_judge_bylines(pm_page *page)
{
	bool has_headline = false;

	if (page->kind == KIND_FORUM || page->kind == KIND_LISTING || page->kind == KIND_PRODUCT)
		return;
	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if (!has_headline && b->prose_before == 0 && b->is_marked && pm_str_is(pm_block_mark_kind(b->block), "metadata")) {
			praise_headline(page, i);
			has_headline = true;
		}
		has_headline |= is_headline(page, b);
		if (b->is_byline && !b->is_marked)
			page_blame(b, CAUSE_META, 300);
	}
}

static bool says_title(const pm_page *page, uint32_t i)
{
	return pm_line_same_words(pm_block_text(page->blocks[i].block), pm_doc_meta(page->doc, "title"));
}

/* How near the title a byline stands: below it 2, right above it 1. */
static int nearness(const pm_page *page, uint32_t i)
{
	for (uint32_t k = i, n = 0; k-- > 0 && n < NEAR; n += page->blocks[k].length > 0)
		if (says_title(page, k))
			return 2;
	return i + 1 < page->n_blocks && says_title(page, i + 1);
}

/* Far below the headline, behind pictures and other news, a dateline may stand right above the text: `LUND | May 5, 2041 3:27pm`. */
static bool find_dateline(const pm_page *page, char iso[32])
{
	bool is_below_title = false;
	uint32_t n_texts = 0;

	for (uint32_t i = 0; i + 1 < page->n_blocks && n_texts < 2; i++) {
		const page_block *b = &page->blocks[i], *next = b + 1;

		is_below_title |= says_title(page, i);
		if (!is_below_title)
			continue;
		n_texts += b->is_prose && !pm_block_is_marked(b->block);
		if (next->is_prose && !pm_block_is_marked(next->block) && page_is_byline(b) &&
		    pm_date_of_text(pm_block_text(b->block), pm_doc_meta(page->doc, "language"), iso))
			return true;
	}
	return false;
}

/* The day of publication, where nothing else on the page told it: that of the byline nearest the title, since the name of the site may be
 * a headline, too, with the day of reading below. */
int page_tell_published(const pm_page *page, pm_error *err)
{
	char iso[32], found[32] = "";
	int best = -1;

	if (page->kind == KIND_FORUM || page->kind == KIND_LISTING || page->kind == KIND_PRODUCT || pm_doc_meta(page->doc, "published").len > 0)
		return PM_OK;
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		const pm_str text = pm_block_text(page->blocks[i].block);

		if (!page->blocks[i].is_byline || nearness(page, i) <= best || !pm_date_of_text(text, pm_doc_meta(page->doc, "language"), iso))
			continue;
		best = nearness(page, i);
		memcpy(found, iso, sizeof found);
	}
	if (best < 0 && !find_dateline(page, found))
		return PM_OK;
	return pm_doc_set_meta(page->doc, "published", found, strlen(found), err);
}
