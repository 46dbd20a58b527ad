/* page_entries.c: the entries of a listing, read off the order of the blocks.
 *
 * Not every engine gives its entries boxes of their own: rows of a table that lays out the page, items of a list, headings with a few lines
 * each.  What they share is a rhythm: a title that leads to another page, something about it, the next title.  Titles are of one make.  A
 * menu has titles with nothing between, an article more text than titles. */
#include "page.h"

#include <stdlib.h>

#define SLOTS 256 /* makes of titles */
#define SHORTEST_TITLE 12
#define LONGEST_TITLE 250
#define MOST_TITLE_LINKS 3 /* the title, its source, a count */

typedef struct rhythm {
	uint32_t key;
	uint32_t first, last; /* blocks */
	uint32_t n, n_told;   /* titles; those with something about them behind */
	uint64_t length;      /* of the titles and what stands between them */
	uint64_t since;       /* length behind the last title */
	uint64_t largest;     /* between two titles */
	uint64_t prose;       /* the most running text between two titles */
} rhythm;

static bool is_in_view(const pm_page *page, const page_block *b)
{
	return !b->is_marked && !b->is_markup && (page->regions[b->region].outer_hints & (FURNITURE_HINTS | HINT_COMMENTS | HINT_HIDDEN)) == 0;
}

static bool is_entry_title(const page_block *b)
{
	if (b->kind != PM_HEADING && b->kind != PM_PARAGRAPH && b->kind != PM_LIST_ITEM)
		return false;
	if (b->links == 0 || b->links > MOST_TITLE_LINKS || page_outward(b) * 10 < b->length * 7 || b->length > LONGEST_TITLE)
		return false;
	return b->kind == PM_HEADING ? b->length >= 3 : b->length >= SHORTEST_TITLE;
}

static uint32_t key_of(const pm_page *page, const page_block *b)
{
	const uint32_t level = b->kind == PM_HEADING ? (uint32_t)pm_block_level(b->block) : 0;

	return (page->regions[b->region].signature * 31u + b->kind) * 7u + level + 1;
}

static rhythm *find_rhythm(rhythm *all, uint32_t key)
{
	size_t slot = (key * 2654435761u) % SLOTS;

	for (size_t tries = 0; tries < SLOTS; tries++, slot = (slot + 1) % SLOTS)
		if (all[slot].n == 0 || all[slot].key == key) {
			all[slot].key = key;
			return &all[slot];
		}
	return NULL;
}

/* The text ahead of each block that is in view; one sum more than there are blocks. */
static uint64_t *sum_view(const pm_page *page)
{
	uint64_t *sums = calloc(page->n_blocks + 1, sizeof *sums);

	for (size_t i = 0; sums != NULL && i < page->n_blocks; i++)
		sums[i + 1] = sums[i] + (is_in_view(page, &page->blocks[i]) && i < page->foot ? page->blocks[i].length : 0);
	return sums;
}

static void gather(const pm_page *page, const uint64_t *sums, rhythm *all)
{
	for (uint32_t i = 0; i < page->foot; i++) {
		const page_block *b = &page->blocks[i];
		rhythm *r = is_in_view(page, b) && is_entry_title(b) ? find_rhythm(all, key_of(page, b)) : NULL;

		if (r == NULL)
			continue;
		if (r->n > 0) {
			const uint64_t gap = sums[i] - sums[r->last + 1];
			const uint64_t prose = b->prose_ahead - page_least(b->prose_ahead, page->blocks[r->last].prose_ahead);

			r->n_told += gap >= 3;
			r->length += gap;
			r->largest = gap > r->largest ? gap : r->largest;
			r->prose = prose > r->prose ? prose : r->prose;
		} else {
			r->first = i;
		}
		r->n++;
		r->last = i;
		r->length += b->length;
	}
}

#define LEAST_ENTRIES 5
#define LARGEST_ENTRY 900 /* more about one is an article */
#define ONE_TEXT 300      /* running text: if it is most of all, the titles lead away from it */

static bool is_listing(const pm_page *page, const rhythm *r, const uint64_t *sums)
{
	const uint64_t all = sums[page->n_blocks];
	const uint64_t prose = page->n_blocks > page->foot ? page->blocks[page->foot].prose_ahead : page->blocks[page->n_blocks - 1].prose_ahead;
	const uint64_t behind = prose - page_least(prose, page->blocks[r->last].prose_ahead);

	const uint64_t inside = page->blocks[r->last].prose_ahead - page_least(page->blocks[r->last].prose_ahead, page->blocks[r->first].prose_ahead);

	if (r->prose >= ONE_TEXT && r->prose * 10 > inside * 6)
		return false;
	if (r->n < LEAST_ENTRIES || r->n_told * 3 < r->n * 2 || r->largest > LARGEST_ENTRY || r->largest * 3 > r->length)
		return false;
	return r->length * 10 >= all * 4 && page->blocks[r->first].prose_ahead < 250 && (behind < 500 || behind * 2 < r->length);
}

int page_find_entries(pm_page *page, pm_error *err)
{
	rhythm *all = calloc(SLOTS, sizeof *all);
	uint64_t *sums = sum_view(page);
	const rhythm *best = NULL;

	if (all == NULL || sums == NULL) {
		free(all);
		free(sums);
		return pm_error_nomem(err);
	}
	gather(page, sums, all);
	for (size_t i = 0; i < SLOTS; i++)
		if (all[i].n > 0 && (best == NULL || all[i].length > best->length) && is_listing(page, &all[i], sums))
			best = &all[i];
	if (best != NULL) {
		page->entries_from = best->first;
		/* The last entry is as long as the others. */
		page->entries_to = best->last + 1 + (best->last - best->first) / (best->n - 1);
		page->entries_to = page->entries_to < page->n_blocks ? page->entries_to : (uint32_t)page->n_blocks;
		for (uint32_t i = best->first; i <= best->last; i++)
			page->blocks[i].is_entry = is_entry_title(&page->blocks[i]) && key_of(page, &page->blocks[i]) == best->key &&
						   is_in_view(page, &page->blocks[i]);
	}
	free(all);
	free(sums);
	return PM_OK;
}
