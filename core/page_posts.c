/* page_posts.c: in the posts of a thread, what was written and what the engine put around it.
 *
 * All posts are made by one template, so the part that holds what was written is the make of region that, over all posts, has the most
 * text of its own that is not link.  The rest of each post is name, date, rank, signature and buttons.  No names are needed. */
#include "page.h"

#include <stdlib.h>

#include "model.h"

#define SLOTS 512 /* makes of region within posts; a template has a few dozen */

typedef struct make {
	uint32_t signature;
	uint32_t n_posts, last_post;
	uint64_t text;
} make;

static make *find_make(make *makes, uint32_t signature)
{
	size_t slot = (signature * 2654435761u) % SLOTS;

	for (size_t tries = 0; tries < SLOTS; tries++, slot = (slot + 1) % SLOTS)
		if (makes[slot].signature == signature || makes[slot].last_post == 0) {
			makes[slot].signature = signature;
			return &makes[slot];
		}
	return NULL;
}

/* Add up the text of each make of region in the posts; returns the text of all. */
static uint64_t count_makes(const pm_page *page, make *makes)
{
	uint64_t all = 0;
	uint32_t n = 0;

	for (uint32_t post = page->main_group; post != 0; post = page->regions[post].next_like) {
		const page_region *p = &page->regions[post];

		n++;
		all += p->length - p->linked;
		for (uint32_t i = post; i < page->n_regions && (page->regions[i].end == 0 || page->regions[i].first < p->end); i++) {
			const page_region *r = &page->regions[i];
			make *m = r->end > 0 && r->direct_text > 0 && page_is_inside(page, i, post) ? find_make(makes, r->signature) : NULL;

			if (m == NULL)
				continue;
			m->text += r->direct_text;
			m->n_posts += m->last_post != n;
			m->last_post = n;
		}
	}
	return all;
}

/* Is block `i` in a region of this make inside `post`? */
static bool is_written(const pm_page *page, uint32_t i, uint32_t post, uint32_t signature)
{
	for (uint32_t r = page->blocks[i].region; r > post; r = page->regions[r].parent)
		if (page->regions[r].signature == signature)
			return true;
	return page->regions[post].signature == signature && page->blocks[i].region == post;
}

int page_find_posts(pm_page *page, pm_error *err)
{
	make *makes = calloc(SLOTS, sizeof *makes);
	const make *best = NULL;

	if (makes == NULL)
		return pm_error_nomem(err);

	const uint64_t all = count_makes(page, makes);

	for (size_t i = 0; i < SLOTS; i++)
		if (makes[i].text > 0 && (best == NULL || makes[i].text > best->text))
			best = &makes[i];
	if (best != NULL && page_share(best->text, all) >= 400 && best->n_posts >= 2)
		for (uint32_t post = page->main_group; post != 0; post = page->regions[post].next_like)
			for (uint32_t i = page->regions[post].first; i < page->regions[post].end; i++)
				page->blocks[i].is_around_post = !is_written(page, i, post, best->signature);
	free(makes);
	return PM_OK;
}
