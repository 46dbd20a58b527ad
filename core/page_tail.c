/* page_tail.c: what comes behind an article, where the page says that it is one, or reads like one.
 *
 * Behind the text of an article stand its tags, buttons and teasers, and behind those whatever else the site wants read: a glossary,
 * the longest of the other stories, a player.  That may be more text than the article.  So down from the title the text is
 * followed until enough furniture has gone by; what stands behind and outside the box of the text so far is believed less.  A box of
 * links in the midst of a text is gone by too, but behind it the text goes on in the same box.  Lists do not count: they may be advice
 * beside an article that begins behind them. */
#include "page.h"

#define LEAST_TEXT 250      /* letters that may be an article already, */
#define SURE_TEXT 600       /* and that are one where the page says that it is */
#define LEAST_SHARE 100     /* of the page's text, thousandths */
#define LEAST_FURNITURE 250 /* letters that part it from the rest */
#define WORTH_OF_TEXT 450
#define WORTH_OF_FURNITURE 300
#define LEFT 20 /* hundredths */
#define SHORTEST_TITLE 8
#define LEAST_PARAGRAPHS 2

/* The heading that says the page's title, which may say the site's name too; else the first heading of all. */
static uint32_t find_title(const pm_page *page)
{
	const pm_str title = pm_str_trim(pm_doc_meta(page->doc, "title"));
	uint32_t first = UINT32_MAX;

	for (uint32_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];
		const pm_str text = pm_str_trim(pm_block_text(b->block));

		if ((b->kind != PM_TITLE && b->kind != PM_HEADING) || b->length < SHORTEST_TITLE)
			continue;
		if (text.len <= title.len && memcmp(text.ptr, title.ptr, text.len) == 0)
			return i;
		if (first == UINT32_MAX && b->worth >= WORTH_OF_FURNITURE && (b->kind == PM_TITLE || pm_block_level(b->block) == 1))
			first = i;
	}
	return first;
}

/* The innermost region that both stand in. */
static uint32_t common_region(const pm_page *page, uint32_t a, uint32_t b)
{
	while (a != b)
		if (a > b)
			a = page->regions[a].parent;
		else
			b = page->regions[b].parent;
	return a;
}

static bool is_text(const page_block *b)
{
	return b->is_prose && b->kind != PM_LIST_ITEM && b->worth >= WORTH_OF_TEXT;
}

/* Where the tail begins; how much text stands before it goes to `*text`. */
static uint32_t find_tail(const pm_page *page, uint32_t title, uint64_t *text)
{
	uint64_t furniture = 0;

	*text = 0;
	for (uint32_t i = title + 1; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];

		if (is_text(b)) {
			*text += b->length;
			furniture = 0;
		} else if (b->worth < WORTH_OF_FURNITURE && !b->is_copy) { /* what is said again parts nothing */
			furniture += b->length;
		}
		if (*text >= LEAST_TEXT && furniture >= LEAST_FURNITURE && page_share(*text, page->prose) >= LEAST_SHARE)
			return i;
	}
	return UINT32_MAX;
}

/* The box that the text stands in; its first lines often stand above it, with the title. */
static uint32_t find_box(const pm_page *page, uint32_t title, uint32_t tail, uint64_t text)
{
	uint32_t box = UINT32_MAX;
	uint64_t before = 0;

	for (uint32_t i = title + 1; i < tail; i++) {
		const page_block *b = &page->blocks[i];

		if (!is_text(b))
			continue;
		before += b->length;
		if (before * 10 > text * 3)
			box = box == UINT32_MAX ? b->region : common_region(page, box, b->region);
	}
	return box;
}

/* The most running text that stands side by side in one region between two blocks. */
static uint64_t best_between(const pm_page *page, uint32_t from, uint32_t to)
{
	uint64_t best = 0;

	for (uint32_t i = 1; i < page->n_regions; i++) {
		const page_region *r = &page->regions[i];

		if (r->first >= from && r->end <= to && r->direct_prose > best)
			best = r->direct_prose;
	}
	return best;
}

/* The text goes on behind a box of links in the box around it: side by side there, however it began. */
static bool goes_on(const pm_page *page, uint32_t box, uint32_t tail, uint64_t text)
{
	uint64_t behind = 0;

	for (uint32_t i = tail; i < page->n_blocks; i++)
		behind += is_text(&page->blocks[i]) && page_is_inside(page, box, page->blocks[i].region) ? page->blocks[i].length : 0;
	return behind * 2 > text;
}

static bool has_one_text(const pm_page *page)
{
	return page->kind == KIND_ARTICLE || page->kind == KIND_PRODUCT;
}

/* Where the page does not say that it is an article: paragraphs below a title, and no part of the page behind them that has more. */
static bool reads_as_article(const pm_page *page, uint32_t title, uint32_t tail)
{
	uint32_t n_texts = 0;

	if (!has_one_text(page))
		return false;
	for (uint32_t i = title + 1; i < tail; i++)
		n_texts += is_text(&page->blocks[i]);
	return n_texts >= LEAST_PARAGRAPHS && best_between(page, title + 1, tail) >= best_between(page, tail, (uint32_t)page->n_blocks);
}

void page_judge_tail(pm_page *page)
{
	const bool is_dated = page->is_article || (page->kind == KIND_ARTICLE && page->has_byline);
	const uint32_t title = is_dated || has_one_text(page) ? find_title(page) : UINT32_MAX;
	uint64_t text = 0;
	const uint32_t tail = title != UINT32_MAX ? find_tail(page, title, &text) : UINT32_MAX;

	if (tail == UINT32_MAX)
		return;

	const uint32_t box = find_box(page, title, tail, text);

	if ((!is_dated || text < SURE_TEXT) && (!reads_as_article(page, title, tail) || goes_on(page, box, tail, text)))
		return;
	for (uint32_t i = tail; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if (b->is_witnessed || page_is_inside(page, b->region, box))
			continue;
		b->worth = (uint16_t)(b->worth * LEFT / 100);
		b->cause = b->cause == CAUSE_NONE ? CAUSE_OUTSIDE : b->cause;
	}
}
