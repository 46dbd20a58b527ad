/* page_copies.c: what stands on the page twice: once for print, once for small screens, once in the clone of a slide.
 *
 * A copy is a box that holds the same texts in the same order as another that it does not stand in.  Single texts may well be said twice
 * (the same parameter of two functions), whole boxes of sentences are not, but in documentation that is generated. */
#include "page.h"

#include <stdlib.h>

#define LEAST_BLOCKS 2
#define LEAST_LENGTH 150
#define LEAST_PROSE 80
#define BASE 0x9E3779B97F4A7C15u

/* Sums over the hashes of the texts before each block, each times BASE to the power of its place: those of a box follow from two of them,
 * times what its place adds. */
typedef struct prefix {
	uint64_t hash, power;
} prefix;

static prefix *sum_texts(const pm_page *page)
{
	prefix *sums = calloc(page->n_blocks + 1, sizeof *sums);

	if (sums == NULL)
		return NULL;
	sums[0].power = 1;
	for (size_t i = 0; i < page->n_blocks; i++) {
		sums[i + 1].hash = sums[i].hash * BASE + page->blocks[i].hash;
		sums[i + 1].power = sums[i].power * BASE;
	}
	return sums;
}

static uint64_t hash_region(const prefix *sums, const page_region *r)
{
	return sums[r->end].hash - sums[r->first].hash * sums[r->end - r->first].power;
}

static bool can_be_copy(const page_region *r)
{
	return r->end > 0 && r->end - r->first >= LEAST_BLOCKS && r->length >= LEAST_LENGTH && r->prose >= LEAST_PROSE;
}

static uint32_t find_title(const pm_page *page)
{
	for (uint32_t i = 0; i < page->n_blocks; i++)
		if (page->blocks[i].kind == PM_TITLE || (page->blocks[i].kind == PM_HEADING && pm_block_level(page->blocks[i].block) == 1))
			return i;
	return 0;
}

static bool is_aside(const page_region *r)
{
	return (r->outer_hints & (FURNITURE_HINTS | HINT_HIDDEN | HINT_CONCEALED)) != 0;
}

/* Of two, the one that is shown and stands behind the title is the text; else the first. */
static void mark_copy(pm_page *page, const page_region *first, const page_region *second, uint32_t title)
{
	const bool is_first_worse = is_aside(first) != is_aside(second) ? is_aside(first) : first->end <= title && second->first > title;
	const page_region *copy = is_first_worse ? first : second;

	for (uint32_t i = copy->first; i < copy->end; i++)
		page->blocks[i].is_copy = true;
}

static void compare_regions(pm_page *page, const prefix *sums, uint32_t *slots, size_t n_slots)
{
	const uint32_t title = find_title(page);

	for (uint32_t i = 1; i < page->n_regions; i++) {
		const page_region *r = &page->regions[i];

		if (!can_be_copy(r))
			continue;

		const uint64_t hash = hash_region(sums, r);
		size_t slot = (size_t)(hash ^ hash >> 32) & (n_slots - 1);
		const page_region *other = NULL;

		for (; slots[slot] != 0; slot = (slot + 1) & (n_slots - 1)) {
			other = &page->regions[slots[slot]];
			if (other->length == r->length && other->end - other->first == r->end - r->first && hash_region(sums, other) == hash)
				break;
		}
		if (slots[slot] == 0)
			slots[slot] = i;
		else if (other->end <= r->first) /* a box in a box that holds no more is the same box */
			mark_copy(page, other, r, title);
	}
}

int page_find_copies(pm_page *page, pm_error *err)
{
	size_t n_slots = 64;

	while (n_slots < page->n_regions * 2)
		n_slots *= 2;

	prefix *sums = sum_texts(page);
	uint32_t *slots = calloc(n_slots, sizeof *slots);

	if (sums != NULL && slots != NULL)
		compare_regions(page, sums, slots, n_slots);

	const bool is_done = sums != NULL && slots != NULL;

	free(sums);
	free(slots);
	return is_done ? PM_OK : pm_error_nomem(err);
}
