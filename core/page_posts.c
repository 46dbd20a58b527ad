/* page_posts.c: in the posts of a thread, what was written and what the engine put around it.
 *
 * All posts are made by one template, so the part that holds what was written is the make of region that stands in nearly all of them (a
 * quotation of an earlier post does not) and has, over all posts, the most text of its own that is not link, and the least of anything
 * else.  The rest of each post is name, date, rank, signature and buttons.  No names are needed. */
#include "page.h"

#include <stdlib.h>

#define SLOTS 512 /* makes of region within posts; a template has a few dozen */

typedef struct make {
	uint32_t signature;
	uint32_t n_posts, last_post;
	uint64_t text;   /* of its own, not linked */
	uint64_t extent; /* all that stands in it */
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

/* In a table it is the place in the row that tells the cells apart. */
static uint32_t make_of(const pm_page *page, uint32_t region)
{
	const page_region *r = &page->regions[region];
	const bool is_cell = r->parent != 0 && page->regions[r->parent].role == PM_REGION_TABLE;

	return r->signature + (is_cell ? (r->ordinal < 8 ? r->ordinal : 8) * 97u : 0) + 1;
}

/* Add up the text of each make of region in the posts; returns how many posts there are, and the text of all. */
static uint32_t count_makes(const pm_page *page, make *makes, uint64_t *all)
{
	uint32_t n = 0;

	for (uint32_t post = page->main_group; post != 0; post = page->regions[post].next_like) {
		const page_region *p = &page->regions[post];

		n++;
		*all += p->length - p->linked;
		for (uint32_t i = post + 1; i < page->n_regions && (page->regions[i].end == 0 || page->regions[i].first < p->end); i++) {
			const page_region *r = &page->regions[i];
			make *m = r->end > 0 && r->direct_text > 0 && page_is_inside(page, i, post) ? find_make(makes, make_of(page, i))
												    : NULL;

			if (m == NULL)
				continue;
			m->text += r->direct_text;
			m->extent += r->length;
			m->n_posts += m->last_post != n;
			m->last_post = n;
		}
	}
	return n;
}

/* Much text in many posts, and little else: a make that holds names and dates too is further out than the one looked for. */
static double merit(const make *m, uint32_t n_posts)
{
	const double presence = (double)m->n_posts / n_posts;

	return m->extent > 0 ? (double)m->text * (double)m->text / (double)m->extent * presence * presence : 0;
}

/* Is block `i` in a region of this make inside `post`? */
static bool is_written(const pm_page *page, uint32_t i, uint32_t post, uint32_t signature)
{
	for (uint32_t r = page->blocks[i].region; r > post; r = page->regions[r].parent)
		if (make_of(page, r) == signature)
			return true;
	return false;
}

/* Boards part a signature from what was written by a line of underscores. */
static bool begins_signature(const page_block *b)
{
	const pm_str text = pm_block_text(b->block);

	return pm_str_starts_with(text, "__________");
}

static void mark_post(pm_page *page, uint32_t post, uint32_t signature)
{
	bool is_signed = false;

	for (uint32_t i = page->regions[post].first; i < page->regions[post].end; i++) {
		page_block *b = &page->blocks[i];

		b->is_posted = is_written(page, i, post, signature);
		if (!b->is_posted)
			is_signed = false;
		is_signed |= b->is_posted && begins_signature(b);
		b->is_posted &= !is_signed;
		b->is_around_post = !b->is_posted;
	}
}

/* What stands behind the last contribution is the board's: who is on line, where to go.  Ahead of the first there may be a question or an
 * article that they answer. */
static void mark_off_posts(pm_page *page)
{
	uint32_t first = UINT32_MAX, end = 0;

	for (uint32_t post = page->main_group; post != 0; post = page->regions[post].next_like) {
		first = page->regions[post].first < first ? page->regions[post].first : first;
		end = page->regions[post].end > end ? page->regions[post].end : end;
	}
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if ((page->regions[b->region].outer_hints & HINT_POST) == 0)
			b->is_off_main = i >= end || (i < first && b->kind == PM_PARAGRAPH && !b->is_prose);
	}
}

int page_find_posts(pm_page *page, pm_error *err)
{
	make *makes = calloc(SLOTS, sizeof *makes);
	const make *best = NULL;

	if (makes == NULL)
		return pm_error_nomem(err);

	uint64_t all = 0;
	const uint32_t n_posts = count_makes(page, makes, &all);

	for (size_t i = 0; i < SLOTS; i++)
		if (makes[i].text > 0 && (best == NULL || merit(&makes[i], n_posts) > merit(best, n_posts)))
			best = &makes[i];
	if (best != NULL && page_share(best->text, all) >= 400 && best->n_posts >= 2)
		for (uint32_t post = page->main_group; post != 0; post = page->regions[post].next_like)
			mark_post(page, post, best->signature);
	if (best != NULL)
		mark_off_posts(page);
	free(makes);
	return PM_OK;
}
