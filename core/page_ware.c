/* page_ware.c: is the page that of one ware, by what it says of itself or by the button to buy it? */
#include "page.h"

static bool holds_headline(const pm_page *page, const page_region *r)
{
	for (uint32_t i = r->first; i < r->end; i++)
		if (page->blocks[i].kind == PM_TITLE || (page->blocks[i].kind == PM_HEADING && pm_block_level(page->blocks[i].block) == 1))
			return true;
	return false;
}

static bool has_word(pm_str words, const char *word)
{
	const size_t n = strlen(word), at = pm_str_find(words, pm_str_from(word), 0);

	return at != SIZE_MAX && (at + n == words.len || words.ptr[at + n] == ' ');
}

/* What schema.org has for wares alone. */
static bool is_figure_of_ware(pm_str words)
{
	static const char *const figures[] = { "itemprop=sku", "itemprop=isbn", "itemprop=gtin13", "itemprop=numberOfPages" };

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		if (has_word(words, figures[i]))
			return true;
	return false;
}

#define MOST_FIGURES 3 /* of one ware; a list has them for each */

/* By its metadata, or by the box around its headline: those of other wares have none. */
bool page_says_product(const pm_page *page)
{
	static const char *const names[] = { "hint:schema-type", "hint:og-type" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const pm_str type = pm_doc_meta(page->doc, names[i]);

		if (pm_str_find(type, PM_STR("product"), 0) != SIZE_MAX || pm_str_find(type, PM_STR("Product"), 0) != SIZE_MAX)
			return true;
	}

	uint32_t n_figures = 0;

	for (uint32_t i = 1; i < page->n_regions; i++) {
		const pm_str words = pm_region_words(pm_doc_region(page->doc, i - 1));

		if (page->regions[i].end == 0)
			continue;
		if (has_word(words, "itemtype=Product") && holds_headline(page, &page->regions[i]))
			return true;
		n_figures += is_figure_of_ware(words);
	}
	return n_figures > 0 && n_figures <= MOST_FIGURES;
}

#define LONGEST_BUTTON 40
#define MOST_LIKES 2 /* boxes of one make with a button: wares in a list */

/* Does it stand in one of several boxes of one make? */
static bool is_of_list(const pm_page *page, const page_block *b)
{
	for (uint32_t r = b->region; r != 0; r = page->regions[r].parent) {
		uint32_t n = 0;

		for (uint32_t i = page->regions[r].group; i != 0 && n <= MOST_LIKES; i = page->regions[i].next_like)
			n++;
		if (n > MOST_LIKES && page->regions[r].length > b->length)
			return true;
	}
	return false;
}

/* A button to buy, and not one for each ware of a list. */
bool page_sells_ware(const pm_page *page)
{
	for (size_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];

		if (b->length > 0 && b->length <= LONGEST_BUTTON && !b->is_choice && (page->regions[b->region].outer_hints & HINT_HIDDEN) == 0 &&
		    page_bids_to_buy(&page->labels, pm_block_text(b->block)) && !is_of_list(page, b))
			return true;
	}
	return false;
}
