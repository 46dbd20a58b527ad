/* page_posts.c: in the posts of a thread, what was written and what the engine put around it.
 *
 * All posts are made by one template, so the part that holds what was written is the make of region that stands in nearly
 * all of them (a quotation of an earlier post does not) and has, over all posts, the most text right in it, and the least
 * of anything else.  The rest of each post is name, date, rank, signature and buttons.  No names are needed. */
#include "page.h"

#include <stdlib.h>

#define SLOTS 512 /* makes of region within posts; a template has a few dozen */
#define SHORT_LINK 60
#define LONGEST_DATE 45
#define WHOLE_POST 1 /* the make that is the post itself */

typedef struct make {
	uint32_t signature;
	uint32_t n_posts, last_post, last_block;
	uint64_t said;   /* letters right in it that may have been written */
	uint64_t extent; /* of all that stands in it */
} make;

static make *find_make(make *makes, uint32_t signature)
{
	size_t slot = (signature * 2654435761u) % SLOTS;

	for (size_t tries = 0; tries < SLOTS; tries++, slot = (slot + 1) % SLOTS)
		if (makes[slot].signature == signature || makes[slot].last_block == 0) {
			makes[slot].signature = signature;
			return &makes[slot];
		}
	return NULL;
}

/* In a table it is the place in the row that tells the cells apart. */
static uint32_t make_of(const pm_page *page, uint32_t region, uint32_t post)
{
	const page_region *r = &page->regions[region];
	const bool is_cell = r->parent != 0 && page->regions[r->parent].role == PM_REGION_TABLE;

	return region == post ? WHOLE_POST : (r->signature + (is_cell ? (r->ordinal < 8 ? r->ordinal : 8) * 97u : 0)) | 2;
}

/* The template's words, a date, by its own looks. */
static bool is_template(const page_block *b)
{
	return b->is_mould || (b->length <= LONGEST_DATE && page_looks_dated(b));
}

/* A name, a button. */
static bool is_short_link(const page_block *b)
{
	return !b->is_prose && b->linked * 2 > b->length && b->length <= SHORT_LINK;
}

static bool is_nameless(const pm_page *page, uint32_t region)
{
	return pm_region_words(pm_doc_region(page->doc, region - 1)).len == 0;
}

/* The next post of a group; of the main group also others of the same make that stand in boxes of their own, as the first
 * of all may. */
static uint32_t next_post(const pm_page *page, uint32_t group, uint32_t post)
{
	const page_region *first = &page->regions[group];
	const uint32_t end = post != 0 ? page->regions[post].end : 0;

	if (group != page->main_group || page->regions[first->parent].role == PM_REGION_TABLE || is_nameless(page, group))
		return post != 0 ? page->regions[post].next_like : group;
	for (post++; post < page->n_regions; post++) {
		const page_region *r = &page->regions[post];

		if (r->signature == first->signature && r->length > 0 && r->end > 0 && r->first >= end &&
		    (post == group || !page_is_inside(page, group, post)))
			return post;
	}
	return 0;
}

/* A paragraph, a list, a quotation, a box without a name: what stands in it stands in the box around it. */
static bool is_transparent(const pm_page *page, uint32_t region)
{
	const page_region *r = &page->regions[region];

	return r->is_paragraph || r->role == PM_REGION_LIST || r->role == PM_REGION_FIGURE ||
	       (r->role == PM_REGION_PLAIN && is_nameless(page, region));
}

static uint32_t box_of(const pm_page *page, uint32_t region, uint32_t post)
{
	while (region > post && is_transparent(page, region))
		region = page->regions[region].parent;
	return region;
}

static void count_block(const pm_page *page, make *makes, uint32_t i, uint32_t post, uint32_t nth)
{
	const page_block *b = &page->blocks[i];
	const bool is_said = !b->is_marked && !is_template(b) && !is_short_link(b);
	const uint32_t box = box_of(page, b->region, post);

	for (uint32_t r = box; r >= post; r = page->regions[r].parent) {
		make *m = find_make(makes, make_of(page, r, post));

		if (m == NULL || m->last_block == i + 1)
			continue; /* boxes in boxes of one make */
		m->last_block = i + 1;
		if (r == box && is_said) {
			m->n_posts += m->last_post != nth;
			m->last_post = nth;
			m->said += b->length;
		}
		m->extent += b->length;
	}
}

/* The make that has, over all posts, the most text right in it, in most of the posts, and the least of anything else. */
static const make *find_written(const make *makes, uint32_t n_posts)
{
	const make *best = NULL;
	uint64_t most = 0;

	for (size_t i = 0; i < SLOTS; i++) {
		const make *m = &makes[i];
		const uint64_t presence = page_share(m->n_posts, n_posts);
		const uint64_t merit = m->extent > 0 ? m->said * (m->said * 1000 / m->extent) * presence / 1000 * presence / 1000 : 0;

		if (merit > most) {
			best = m;
			most = merit;
		}
	}
	return best;
}

/* Is block `i` in a region of this make inside `post`? */
static bool is_written(const pm_page *page, uint32_t i, uint32_t post, uint32_t signature)
{
	for (uint32_t r = page->blocks[i].region; r >= post; r = page->regions[r].parent)
		if (make_of(page, r, post) == signature)
			return true;
	return false;
}

/* Boards part a signature from what was written by a line of underscores. */
static bool begins_signature(const page_block *b)
{
	const pm_str text = pm_block_text(b->block);

	return pm_str_starts_with(text, "__________");
}

#define LEAST_REMARK 80 /* letters of running text that are no name, rank or place, wherever they stand */

/* Name, date, rank and buttons rather than something else that was written: a remark on the post, a part of it in another box. */
static bool is_around(const pm_page *page, const page_block *b)
{
	const page_region *r = &page->regions[b->region];

	return b->is_mould || !b->is_prose || b->length < LEAST_REMARK || (r->outer_hints & HINT_PROFILE) != 0;
}

static void mark_post(pm_page *page, uint32_t post, uint32_t before, const make *written)
{
	const bool is_loose = written->signature == WHOLE_POST; /* names and dates stand beside what was written */
	bool is_signed = false;

	for (uint32_t i = page_head_of_post(page, post, before); i < page->regions[post].first; i++)
		page->blocks[i].is_around_post |= before > 0 && is_around(page, &page->blocks[i]);
	for (uint32_t i = page->regions[post].first; i < page->regions[post].end; i++) {
		page_block *b = &page->blocks[i];
		const bool is_in_box = is_written(page, i, post, written->signature) && !(is_loose && (is_template(b) || is_short_link(b)));

		if (!is_in_box)
			is_signed = false;
		is_signed |= is_in_box && begins_signature(b);
		b->is_posted = is_in_box && !is_signed;
		b->is_around_post = is_signed || (!is_in_box && is_around(page, b));
	}
}

/* Remarks on a post are made by another template. */
static bool is_nested_series(const pm_page *page, uint32_t group)
{
	const page_region *r = &page->regions[group];

	if (!r->is_series || group == page->main_group || !page->blocks[r->first].is_around_post)
		return false;
	for (uint32_t i = group; i != 0; i = page->regions[i].next_like)
		for (uint32_t k = page->regions[i].first; k < page->regions[i].end; k++)
			if (page->blocks[k].is_posted)
				return false;
	return true;
}

/* What stands behind the last contribution is the board's: who is on line, where to go.  Ahead of the first there may be
 * a question or an article that they answer. */
static void mark_off_posts(pm_page *page)
{
	uint32_t first = UINT32_MAX, end = 0;

	for (uint32_t post = next_post(page, page->main_group, 0); post != 0; post = next_post(page, page->main_group, post)) {
		first = page->regions[post].first < first ? page->regions[post].first : first;
		end = page->regions[post].end > end ? page->regions[post].end : end;
	}
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];
		const bool is_line = b->kind == PM_LIST_ITEM || (b->kind == PM_PARAGRAPH && !b->is_prose);
		const bool is_named = (page->regions[b->region].outer_hints & HINT_POST) != 0;

		b->is_off_main = (i >= end && !(is_named && b->is_prose)) || (i < first && is_line && !is_named);
	}
}

static void mark_group(pm_page *page, uint32_t group, make *makes)
{
	uint32_t n_posts = 0, end = 0;

	memset(makes, 0, SLOTS * sizeof *makes);
	for (uint32_t post = next_post(page, group, 0); post != 0; post = next_post(page, group, post)) {
		n_posts++;
		for (uint32_t i = page->regions[post].first; i < page->regions[post].end; i++)
			count_block(page, makes, i, post, n_posts);
	}

	const make *written = find_written(makes, n_posts);

	for (uint32_t post = next_post(page, group, 0); post != 0 && written != NULL; post = next_post(page, group, post)) {
		mark_post(page, post, end, written);
		end = page->regions[post].end;
	}
}

int page_find_posts(pm_page *page, pm_error *err)
{
	make *makes = page->main_group != 0 ? malloc(SLOTS * sizeof *makes) : NULL;

	if (page->main_group == 0)
		return PM_OK;
	if (makes == NULL)
		return pm_error_nomem(err);
	mark_group(page, page->main_group, makes);
	for (uint32_t i = 1; i < page->n_regions; i++)
		if (is_nested_series(page, i))
			mark_group(page, i, makes);
	mark_off_posts(page);
	free(makes);
	return PM_OK;
}
