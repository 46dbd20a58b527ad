/* page_contents.c: the list of contents that stands in the text whose headings it lists.
 *
 * Its links lead on in the document and work in what is written, so it is a part of the text: a list of the questions that are answered
 * below, the contents of a long article.  The same links in a column beside the text, in a menu or above the whole page lead
 * around in the page and are furniture.  Which it is, place tells and not the name: the box of such a list stands side by side with
 * what it leads to. */
#include "page.h"

#include <stdlib.h>

#include "line_shape.h"

#define LEAST_ENTRIES 3

/* A place in the page that links lead to. */
typedef struct target_slot {
	pm_str name; /* ptr is NULL where the slot is free */
	uint32_t block;
} target_slot;

typedef struct target_table {
	target_slot *slots;
	size_t n_slots;
} target_table;

static size_t slot_of(const target_table *table, pm_str name)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.ptr[i]) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32) & (table->n_slots - 1);
}

static target_slot *find_target(const target_table *table, pm_str name)
{
	size_t i = slot_of(table, name);

	while (table->slots[i].name.ptr != NULL && !pm_str_equal(table->slots[i].name, name))
		i = (i + 1) & (table->n_slots - 1);
	return &table->slots[i];
}

static size_t n_of_style(const pm_block *block, pm_style style)
{
	const pm_span *spans = pm_block_spans(block);
	size_t n = 0;

	for (size_t i = 0; i < pm_block_n_spans(block); i++)
		n += spans[i].style == style;
	return n;
}

static int gather_targets(const pm_page *page, target_table *table, pm_error *err)
{
	size_t n = 0;

	for (size_t i = 0; i < page->n_blocks; i++)
		n += n_of_style(page->blocks[i].block, PM_ANCHOR);
	for (table->n_slots = 64; table->n_slots < 2 * n;)
		table->n_slots *= 2;
	table->slots = calloc(table->n_slots, sizeof *table->slots);
	if (table->slots == NULL)
		return pm_error_nomem(err);
	for (size_t i = 0; i < page->n_blocks; i++) {
		const pm_span *spans = pm_block_spans(page->blocks[i].block);

		for (size_t k = 0; k < pm_block_n_spans(page->blocks[i].block); k++) {
			if (spans[k].style != PM_ANCHOR || spans[k].target.len == 0)
				continue;

			target_slot *slot = find_target(table, spans[k].target);

			if (slot->name.ptr == NULL)
				*slot = (target_slot){ spans[k].target, (uint32_t)i };
		}
	}
	return PM_OK;
}

/* -- entries ------------------------------------------------------------------------------------------------------------ */

/* All link, to one place in this page: the name of that place; else empty. */
static pm_str entry_target(const page_block *b)
{
	const pm_span *spans = pm_block_spans(b->block);
	pm_str target = { 0 };

	if ((b->kind != PM_LIST_ITEM && b->kind != PM_PARAGRAPH) || b->is_marked || b->links != 1 || b->linked * 4 < b->length * 3)
		return target;
	for (size_t i = 0; i < pm_block_n_spans(b->block); i++)
		if (spans[i].style == PM_LINK)
			target = spans[i].target;
	return target.len > 1 && target.ptr[0] == '#' ? pm_str_of(target.ptr + 1, target.len - 1) : (pm_str){ 0 };
}

static pm_str without_number(pm_str s)
{
	pm_line_number number;

	s = pm_str_trim(s);
	return pm_line_number_find(s, &number) ? pm_str_of(s.ptr + number.text, s.len - number.text) : s;
}

/* Does what stands at the place, or right behind it, begin with the words of the entry? */
static bool is_named_there(const pm_page *page, const page_block *entry, uint32_t at)
{
	const pm_str words = without_number(pm_block_text(entry->block));

	for (uint32_t i = at; i < page->n_blocks && i < at + 3; i++) {
		const page_block *b = &page->blocks[i];

		if (b->length > 2 * entry->length + 60 || b->length == 0)
			continue;
		if (pm_line_begins_with_words(without_number(pm_block_text(b->block)), words, NULL))
			return true;
	}
	return false;
}

/* -- place -------------------------------------------------------------------------------------------------------------- */

/* The outermost box that holds the entries first .. end-1 and hardly more: a label, a button. */
static uint32_t box_of_run(const pm_page *page, uint32_t first, uint32_t end)
{
	uint32_t box = page->blocks[first].region;
	uint64_t length = 0;

	for (uint32_t i = first; i < end; i++)
		length += page->blocks[i].length;
	while (box != 0 && !page_is_inside(page, page->blocks[end - 1].region, box))
		box = page->regions[box].parent;
	while (box != 0) {
		const page_region *parent = &page->regions[page->regions[box].parent];

		if (parent->length > length + 40 || parent->first + 3 < first || parent->end > end + 2)
			break;
		box = page->regions[box].parent;
	}
	return page->regions[box].length <= length + 40 ? box : UINT32_MAX; /* else they stand in the text without a box */
}

/* Do the regions from the entry up to `around`, which is left out, call themselves something else? */
static bool is_called_otherwise(const pm_page *page, uint32_t region, uint32_t around)
{
	const uint32_t others = HINT_FOOTER | HINT_HEADER | HINT_ASIDE | HINT_COMMENTS | HINT_RELATED | HINT_SHARE | HINT_ADVERT |
				HINT_NOTICE | HINT_FORM | HINT_META | HINT_CONSENT;

	for (; region != around && region != 0; region = page->regions[region].parent) {
		const page_region *r = &page->regions[region];

		if (r->role == PM_REGION_HIDDEN || r->role == PM_REGION_FALLBACK || (r->hints & others) != 0)
			return true;
		if ((r->hints & HINT_NAVIGATION) != 0 && (r->hints & HINT_TOC) == 0)
			return true;
	}
	return false;
}

/* Is it said, by a name around it or by text ahead of it, that this is the text and not the whole page? */
static bool is_in_text(const pm_page *page, uint32_t around, uint32_t first)
{
	if (page->blocks[first].prose_before > page->blocks[page->regions[around].first].prose_before)
		return true;
	for (; around != 0; around = page->regions[around].parent) {
		const page_region *r = &page->regions[around];

		if (r->role == PM_REGION_MAIN || r->role == PM_REGION_ARTICLE || (r->hints & HINT_BODY) != 0)
			return true;
	}
	return false;
}

/* The child of `around` that holds `region`; `around` where it is that itself, UINT32_MAX where it stands elsewhere. */
static uint32_t child_of(const pm_page *page, uint32_t region, uint32_t around)
{
	uint32_t child = region;

	if (region == around)
		return around;
	while (region > around) {
		child = region;
		region = page->regions[region].parent;
	}
	return region == around ? child : UINT32_MAX;
}

typedef struct run_sum {
	uint32_t n, n_named, last;
	uint32_t child; /* of the box around, that the places stand in; UINT32_MAX - 1 before the first */
	bool is_spread; /* they stand in it side by side */
} run_sum;

static void add_entry(const pm_page *page, const target_table *table, uint32_t i, uint32_t end, uint32_t around, run_sum *sum)
{
	const target_slot *slot = find_target(table, entry_target(&page->blocks[i]));
	uint32_t child;

	sum->n++;
	if (slot->name.ptr == NULL || slot->block < end || slot->block < sum->last)
		return;
	child = child_of(page, page->blocks[slot->block].region, around);
	if (child == UINT32_MAX || !is_named_there(page, &page->blocks[i], slot->block))
		return;
	sum->last = slot->block;
	sum->n_named++;
	sum->is_spread |= child == around || (sum->child != UINT32_MAX - 1 && sum->child != child);
	sum->child = child;
}

static void judge_run(pm_page *page, const target_table *table, uint32_t first, uint32_t end)
{
	const uint32_t box = box_of_run(page, first, end);
	const uint32_t around = box == UINT32_MAX ? page->blocks[first].region : page->regions[box].parent;
	run_sum sum = { .child = UINT32_MAX - 1 };
	uint32_t from = first, to = end;

	if (box == 0 || is_called_otherwise(page, page->blocks[first].region, around) || !is_in_text(page, around, first))
		return;
	for (uint32_t i = first; i < end; i++)
		add_entry(page, table, i, end, around, &sum);
	if (sum.n_named < LEAST_ENTRIES || sum.n_named * 2 < sum.n || !sum.is_spread)
		return;
	if (box != UINT32_MAX) {
		from = page->regions[box].first;
		to = page->regions[box].end;
	}
	for (uint32_t i = from; i < to; i++)
		page->blocks[i].contents_of = around + 1;
}

int page_find_contents(pm_page *page, pm_error *err)
{
	target_table table = { 0 };
	int status = PM_OK;

	for (uint32_t i = 0; i < page->n_blocks && status == PM_OK;) {
		uint32_t end = i;

		while (end < page->n_blocks && entry_target(&page->blocks[end]).len > 0)
			end++;
		if (end - i >= LEAST_ENTRIES && table.slots == NULL)
			status = gather_targets(page, &table, err);
		if (end - i >= LEAST_ENTRIES && status == PM_OK)
			judge_run(page, &table, i, end);
		i = end > i ? end : i + 1;
	}
	free(table.slots);
	return status;
}
