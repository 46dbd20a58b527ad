/* page_features.c: measures the blocks and regions of a page. */
#include "page.h"

#include <stdlib.h>

/* Fill page->blocks: one for each block of the body, the text of cells counted for their table. */
static int measure_blocks(pm_page *page, pm_error *err)
{
	const pm_flow *body = pm_doc_body(page->doc);
	const size_t n = pm_flow_n_blocks(body);
	page_block *b = NULL;

	page->blocks = calloc(n > 0 ? n : 1, sizeof *page->blocks);
	if (page->blocks == NULL)
		return pm_error_nomem(err);
	for (pm_block *block = pm_doc_next_block(page->doc, NULL); block != NULL; block = pm_doc_next_block(page->doc, block)) {
		if (pm_block_flow(block) == body) {
			const pm_region *region = pm_block_region(block);

			if (page->n_blocks == n)
				break;
			b = &page->blocks[page->n_blocks++];
			b->block = block;
			b->kind = (uint8_t)pm_block_kind(block);
			b->region = region != NULL ? (uint32_t)pm_region_index(region) + 1 : 0;
			b->is_marked = pm_block_is_marked(block);
			b->is_markup = page_is_unread(block);
			b->is_unfilled = b->kind != PM_CODE && page_is_unfilled(block);
			b->hash = page_hash_text(pm_str_trim(pm_block_text(block)));
		} else if (b == NULL || b->kind != PM_TABLE || pm_flow_cell(pm_block_flow(block)) == NULL) {
			continue; /* of a note */
		}
		page_measure_text(b, block);
	}

	uint64_t prose = 0;

	for (size_t i = 0; i < page->n_blocks; i++) {
		b = &page->blocks[i];
		b->is_prose = !b->is_markup && page_is_prose(b);
		b->prose_before = prose;
		prose += b->is_prose ? b->length : 0;
	}
	return PM_OK;
}

static uint32_t hints_of_role(uint8_t role)
{
	switch (role) {
	case PM_REGION_NAVIGATION:
		return HINT_NAVIGATION;
	case PM_REGION_HEADER:
		return HINT_HEADER;
	case PM_REGION_FOOTER:
		return HINT_FOOTER;
	case PM_REGION_ASIDE:
		return HINT_ASIDE;
	case PM_REGION_FORM:
		return HINT_FORM;
	case PM_REGION_DIALOG:
		return HINT_NOTICE;
	case PM_REGION_COMMENTS:
		return HINT_COMMENTS;
	case PM_REGION_TOC:
		return HINT_TOC;
	case PM_REGION_HIDDEN:
	case PM_REGION_FALLBACK:
		return HINT_HIDDEN;
	default:
		return 0;
	}
}

static uint32_t next_small_letter(pm_str s, size_t *at)
{
	while (*at < s.len) {
		const uint32_t c = pm_utf8_next(s, at);

		if (c >= 'A' && c <= 'Z')
			return c + 32u;
		if (pm_char_is_word(c))
			return c;
	}
	return 0;
}

/* Is one of the names made from this heading?  Documentation gives sections ids such as `sharing-a-menu`, which tell what is
 * written there and not what the region is. */
static bool is_named_for(pm_str words, pm_str heading)
{
	for (size_t start = 0; start < words.len;) {
		size_t end = start, at = start, h = 0;

		while (end < words.len && words.ptr[end] != ' ')
			end++;

		const pm_str name = pm_str_of(words.ptr, end);
		uint32_t a = next_small_letter(name, &at), b = next_small_letter(heading, &h);

		while (a != 0 && a == b) {
			a = next_small_letter(name, &at);
			b = next_small_letter(heading, &h);
		}
		if (a == 0 && b == 0)
			return true;
		start = end + 1;
	}
	return false;
}

#define LEAST_FOUND 3

static void forget_slugs(pm_page *page)
{
	for (size_t i = 1; i < page->n_regions; i++) {
		page_region *r = &page->regions[i];
		const page_block *b = r->end > 0 ? &page->blocks[r->first] : NULL;

		/* A form to search with has no titles: these were found.  Nor has what asks to log in. */
		if (r->n_titles >= LEAST_FOUND && r->role != PM_REGION_FORM && r->role != PM_REGION_DIALOG)
			r->hints &= ~(uint32_t)(HINT_FORM | HINT_NOTICE);
		/* A region that has but the heading is judged by the label, if it is one. */
		if (r->hints != 0 && b != NULL && b->kind == PM_HEADING && b->length >= 6 &&
		    is_named_for(pm_region_words(pm_doc_region(page->doc, i - 1)), pm_block_text(b->block)))
			r->hints = hints_of_role(r->role);
	}
}

/* A paragraph, item or quotation that became a region for its class alone. */
static bool is_paragraph(pm_str words)
{
	static const char *const tags[] = { "tag=p", "tag=li", "tag=pre", "tag=dd", "tag=dt", "tag=blockquote" };
	const pm_str hidden = PM_STR(" style=hidden");

	if (pm_str_ends_with(words, hidden.ptr))
		words.len -= hidden.len;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (pm_str_ends_with(words, tags[i]))
			return true;
	return false;
}

/* A list to choose from: what may be entered, no text. */
static bool is_choice(pm_str words)
{
	return pm_str_find(words, PM_STR("tag=select"), 0) != SIZE_MAX;
}

static void read_region(page_region *r, const pm_region *region)
{
	const pm_region *parent = pm_region_parent(region);
	const pm_str words = pm_region_words(region);

	r->parent = parent != NULL ? (uint32_t)pm_region_index(parent) + 1 : 0;
	r->role = (uint8_t)pm_region_role_of(region);
	r->hints = page_hints_of_words(words) | hints_of_role(r->role);
	r->is_paragraph = is_paragraph(words);
	r->is_choice = is_choice(words);
	r->n_controls = pm_region_n_controls(region);
	/* The tab that is shown and those that are not are of one make, so are the first post and the comments on it. */
	r->signature = page_signature_of_words(words) * 31u +
		       (r->role == PM_REGION_HIDDEN || r->role == PM_REGION_COMMENTS ? PM_REGION_PLAIN : r->role);
}

#define LEAST_BESIDE 60 /* letters: with less, the list to choose from is what the page has */

/* What stands in lists to choose from, but where one was never ended and holds the page. */
static void find_choices(pm_page *page)
{
	uint64_t beside = 0;

	for (size_t i = 0; i < page->n_blocks; i++)
		for (uint32_t r = page->blocks[i].region; r != 0 && page->blocks[i].is_prose; r = page->regions[r].parent)
			page->regions[r].is_choice = false;
	for (size_t i = 1; i < page->n_regions; i++)
		page->regions[i].is_choice |= page->regions[page->regions[i].parent].is_choice;
	for (size_t i = 0; i < page->n_blocks; i++) {
		page->blocks[i].is_choice = page->regions[page->blocks[i].region].is_choice;
		beside += page->blocks[i].is_choice ? 0 : page->blocks[i].length;
	}
	for (size_t i = 0; i < page->n_blocks && beside < LEAST_BESIDE; i++)
		page->blocks[i].is_choice = false;
}

static void sum_blocks(pm_page *page)
{
	for (size_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];
		page_region *r = &page->regions[b->region];

		if (i < r->first)
			r->first = (uint32_t)i;
		if (i >= r->end)
			r->end = (uint32_t)i + 1;
		if (b->is_marked || b->is_choice)
			continue;
		r->n_blocks++;
		r->n_headings += b->kind == PM_HEADING;
		r->n_titles += b->kind == PM_HEADING && page_outward(b) * 2 > b->length;
		r->n_items += b->kind == PM_LIST_ITEM;
		r->n_unfilled += b->is_unfilled;
		r->n_links += b->links;
		r->length += b->length;
		r->linked += b->linked;
		r->direct_text += b->length - b->linked;
		if (b->is_prose) {
			r->prose += b->length;
			r->direct_prose += b->length;
		}
	}
}

static void sum_regions(pm_page *page)
{
	for (size_t i = page->n_regions - 1; i > 0; i--) {
		page_region *r = &page->regions[i];
		page_region *parent = &page->regions[r->parent];

		if (r->end == 0)
			continue; /* nothing stands in it */
		r->inner_hints |= r->hints;
		parent->inner_hints |= r->inner_hints;
		if (r->first < parent->first)
			parent->first = r->first;
		if (r->end > parent->end)
			parent->end = r->end;
		parent->n_blocks += r->n_blocks;
		parent->n_headings += r->n_headings;
		parent->n_titles += r->n_titles;
		parent->n_items += r->n_items;
		parent->n_unfilled += r->n_unfilled;
		parent->n_controls += r->n_controls;
		parent->n_links += r->n_links;
		parent->length += r->length;
		parent->linked += r->linked;
		parent->prose += r->prose;
		/* A list, a figure, a box around one block is part of the text it stands in, as far as its sentences go. */
		if (r->role == PM_REGION_LIST || r->role == PM_REGION_FIGURE || r->n_blocks <= 1) {
			parent->direct_prose += r->direct_prose;
			parent->direct_text += r->is_paragraph || r->role == PM_REGION_LIST ? r->direct_text : 0;
		}
	}
}

/* Link each region to the next of its siblings that has the same make.  The last region of each make under a parent is kept in a
 * hash table, so that one walk does; walking backwards gives "the next". */
static int link_likes(pm_page *page, pm_error *err)
{
	size_t n_slots = 64;

	while (n_slots < page->n_regions * 2)
		n_slots *= 2;

	uint32_t *slots = calloc(n_slots, sizeof *slots);

	if (slots == NULL)
		return pm_error_nomem(err);
	for (size_t i = page->n_regions - 1; i > 0; i--) {
		page_region *r = &page->regions[i];

		if (r->end == 0 || r->length == 0)
			continue;

		size_t slot = (r->signature * 2654435761u ^ r->parent * 40503u) & (n_slots - 1);

		while (slots[slot] != 0 &&
		       (page->regions[slots[slot]].parent != r->parent || page->regions[slots[slot]].signature != r->signature))
			slot = (slot + 1) & (n_slots - 1);
		r->next_like = slots[slot];
		slots[slot] = (uint32_t)i;
	}
	memset(slots, 0, n_slots * sizeof *slots); /* now: how many regions each parent had so far */
	for (size_t i = 1; i < page->n_regions; i++) {
		page_region *r = &page->regions[i];

		r->ordinal = slots[r->parent]++;
		if (r->next_like == 0)
			continue;
		if (r->group == 0)
			r->group = (uint32_t)i;
		page->regions[r->next_like].group = r->group;
	}
	free(slots);
	return PM_OK;
}

#define SHORT_TEXT 60
#define LEAST_TEXT 8

static bool can_repeat(const pm_page *page, const page_block *b)
{
	return (page->regions[b->region].outer_hints & HINT_HIDDEN) == 0 && (b->kind == PM_PARAGRAPH || b->kind == PM_LIST_ITEM) &&
	       b->length > 0 && b->length <= SHORT_TEXT;
}

/* Short texts that stand three times and more on the page, word for word: labels of buttons, messages of forms; and how often they are
 * links or buttons. */
static int find_repeated(pm_page *page, pm_error *err)
{
	typedef struct text_count {
		uint64_t hash;
		uint32_t n, n_leads;
	} text_count;
	size_t n_slots = 64;

	while (n_slots < page->n_blocks * 2)
		n_slots *= 2;

	text_count *slots = calloc(n_slots, sizeof *slots);

	if (slots == NULL)
		return pm_error_nomem(err);
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < page->n_blocks; i++) {
			page_block *b = &page->blocks[i];

			if (!can_repeat(page, b))
				continue;

			size_t slot = b->hash & (n_slots - 1);

			while (slots[slot].n != 0 && slots[slot].hash != b->hash)
				slot = (slot + 1) & (n_slots - 1);
			slots[slot].hash = b->hash;
			if (pass == 0) {
				slots[slot].n++;
				slots[slot].n_leads += b->linked * 2 > b->length || (page->regions[b->region].hints & HINT_FORM) != 0;
			}
			b->n_leads = slots[slot].n_leads;
			b->is_repeated = slots[slot].n >= 3 && b->length >= LEAST_TEXT;
		}
	free(slots);
	return PM_OK;
}

static void sum_prose_ahead(pm_page *page)
{
	uint64_t prose = 0;

	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];
		const bool is_own = (page->regions[b->region].outer_hints & (FURNITURE_HINTS | HINT_HIDDEN | HINT_CONSENT)) == 0;

		b->prose_ahead = prose;
		prose += b->is_prose && is_own && !b->is_marked ? b->length : 0;
	}
}

/* A page of which most stands in adverts is one of those that people put in themselves. */
static void doubt_adverts(pm_page *page)
{
	uint64_t inside = 0, all = 0;

	for (size_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];
		const uint32_t text = b->is_choice ? 0 : b->length - b->linked;

		all += text;
		inside += (page->regions[b->region].outer_hints & HINT_ADVERT) != 0 ? text : 0;
	}
	for (size_t i = 0; i < page->n_regions && page_share(inside, all) >= 500; i++) {
		page_region *r = &page->regions[i];

		r->hints &= ~(uint32_t)HINT_ADVERT;
		r->inner_hints &= ~(uint32_t)HINT_ADVERT;
		r->outer_hints &= ~(uint32_t)HINT_ADVERT;
	}
}

int page_measure(pm_page *page, pm_doc *doc, pm_error *err)
{
	page->doc = doc;
	page_index_labels(&page->labels);

	int status = measure_blocks(page, err);

	if (status != PM_OK)
		return status;
	page->n_regions = pm_doc_n_regions(doc) + 1;
	page->regions = calloc(page->n_regions, sizeof *page->regions);
	if (page->regions == NULL)
		return pm_error_nomem(err);
	for (size_t i = 0; i < page->n_regions; i++)
		page->regions[i].first = UINT32_MAX;
	for (size_t i = 1; i < page->n_regions; i++)
		read_region(&page->regions[i], pm_doc_region(doc, i - 1));
	find_choices(page);
	sum_blocks(page);
	sum_regions(page);
	forget_slugs(page);
	page->length = page->regions[0].length;
	page->prose = page->regions[0].prose;
	for (size_t i = 1; i < page->n_regions; i++) {
		page_region *r = &page->regions[i];
		const uint32_t beside = page_is_whole(page, r) ? FURNITURE_HINTS | HINT_HEADER | HINT_CONSENT : 0;

		r->outer_hints = (r->hints & ~beside) | page->regions[r->parent].outer_hints;
		page->hints |= page->regions[i].hints;
		if (page->regions[i].direct_prose > page->best_prose)
			page->best_prose = page->regions[i].direct_prose;
	}
	doubt_adverts(page);
	sum_prose_ahead(page);
	page->foot = (uint32_t)page->n_blocks;
	status = link_likes(page, err);
	return status == PM_OK ? find_repeated(page, err) : status;
}

void page_free(pm_page *page)
{
	free(page->blocks);
	free(page->regions);
}

bool page_is_inside(const pm_page *page, uint32_t inner, uint32_t outer)
{
	while (inner > outer)
		inner = page->regions[inner].parent;
	return inner == outer;
}
