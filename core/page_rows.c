/* page_rows.c: cards that stand in rows.  Those of all rows are likes, as cards without rows are. */
#include "page.h"

/* The last of the likes that begin with region i. */
static uint32_t last_like(const pm_page *page, uint32_t i)
{
	while (page->regions[i].next_like != 0)
		i = page->regions[i].next_like;
	return i;
}

/* Is the box around the likes that begin with region i a row of a grid: nothing but them, and rows of its make beside it? */
static bool is_row(const pm_page *page, uint32_t i)
{
	const page_region *r = &page->regions[i], *row = &page->regions[r->parent];

	/* The items of lists beside each other are menus, unless there is more to each. */
	if (r->parent == 0 || row->group == 0 || (row->role != PM_REGION_PLAIN && row->role != PM_REGION_LIST) || r->n_blocks < 2)
		return false;
	return r->role != PM_REGION_TABLE && r->first == row->first &&
	       page->regions[last_like(page, i)].end == row->end;
}

void page_join_rows(pm_page *page)
{
	for (uint32_t i = 1; i < page->n_regions; i++) {
		page_region *r = &page->regions[i];
		const page_region *row = &page->regions[r->parent];

		if (r->group != i || !is_row(page, i))
			continue;

		uint32_t last = last_like(page, i);

		for (uint32_t next = row->next_like; next != 0; next = page->regions[next].next_like) {
			uint32_t k = next + 1; /* the row's first box */

			if (k >= page->n_regions || page->regions[k].parent != next || page->regions[k].signature != r->signature ||
			    (page->regions[k].group != k && page->regions[k].group != 0) || !is_row(page, k))
				break;
			page->regions[last].next_like = k;
			for (; k != 0; k = page->regions[k].next_like) {
				page->regions[k].group = i;
				last = k;
			}
		}
	}
}
