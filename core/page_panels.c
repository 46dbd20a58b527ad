/* page_panels.c: what a page hides only until its reader asks for it.
 *
 * A tab or an answer that folds out is one of several: beside it stands a like that is shown, or right before it the line one clicks
 * on, and the same again for the next.  What is hidden alone (messages, dialogs, menus for small screens) has no such company. */
#include "page.h"

/* A box that may hold what is worth asking for, if others do.  Script finds it by a name. */
static bool may_have_text(const pm_page *page, uint32_t region)
{
	const page_region *r = &page->regions[region];
	const pm_str words = pm_region_words(pm_doc_region(page->doc, region - 1));

	return r->linked * 3 < r->length && (!r->is_paragraph || pm_str_starts_with(words, "tag=dd")) && !pm_str_starts_with(words, "style=");
}

/* Text that is worth asking for: sentences rather than links. */
static bool has_text(const pm_page *page, uint32_t region)
{
	return page->regions[region].prose > 0 && may_have_text(page, region);
}

static bool is_concealed(const page_region *r)
{
	return r->role == PM_REGION_HIDDEN || (r->hints & HINT_CONCEALED) != 0;
}

/* The innermost region that hides the block; 0 where it is shown. */
static uint32_t hidden_in(const pm_page *page, const page_block *b)
{
	for (uint32_t r = b->region; r != 0; r = page->regions[r].parent)
		if (is_concealed(&page->regions[r]))
			return r;
	return 0;
}

#define LONGEST_SIGN 40 /* letters of a hidden word for "open" and "close" */

/* What may stand between the line and the panel: a plus, an arrow, the words that stand for them. */
static bool is_sign(const pm_page *page, const page_block *b, const page_region *panel)
{
	const uint32_t hidden = hidden_in(page, b);

	return b->length < 3 || (hidden != 0 && b->length <= LONGEST_SIGN && page->regions[hidden].parent != panel->parent);
}

#define SHORTEST_QUESTION 10 /* letters of what a button says that opens an answer */
#define LONGEST_HANDLE 200   /* letters of a question or the name of a tab */

/* A line to click on, right before the panel and in the same box: what it says leads nowhere else. */
static bool has_handle(const pm_page *page, uint32_t panel)
{
	const page_region *r = &page->regions[panel];
	const page_region *box = &page->regions[r->parent];

	uint32_t i = r->first;

	if (i <= box->first)
		return false;
	for (i--; i > box->first && i + 3 > r->first && is_sign(page, &page->blocks[i], r); i--)
		;

	const page_block *handle = &page->blocks[i];

	return handle->length >= 3 && handle->length <= LONGEST_HANDLE && handle->pauses + handle->stops < 3 &&
	       (handle->linked - handle->local) * 2 <= handle->length && hidden_in(page, handle) == 0;
}

/* How many of the likes are shown, and how many are hidden with a line to click on before them? */
static void count_company(const pm_page *page, uint32_t first, uint32_t *n_shown, uint32_t *n_handled)
{
	*n_shown = *n_handled = 0;
	for (uint32_t i = first; i != 0; i = page->regions[i].next_like) {
		const page_region *r = &page->regions[i];

		if (!is_concealed(r))
			*n_shown += has_text(page, i);
		else
			*n_handled += has_text(page, i) && has_handle(page, i);
	}
}

/* Where several boxes of one make each have a line to click on and a panel, none of them stands alone. */
static void join_boxes(pm_page *page, uint32_t first)
{
	uint32_t n = 0;

	for (uint32_t i = first; i != 0; i = page->regions[i].next_like)
		n += page->regions[i].n_panels > 0;
	for (uint32_t i = first; i != 0 && n > 1; i = page->regions[i].next_like)
		page->regions[i].n_panels += 2;
}

static void open_group(pm_page *page, uint32_t first)
{
	uint32_t n_shown, n_handled;

	count_company(page, first, &n_shown, &n_handled);
	if (n_shown == 0 && n_handled < 2)
		return;
	for (uint32_t i = first; i != 0; i = page->regions[i].next_like)
		if (is_concealed(&page->regions[i]) && has_text(page, i))
			page->regions[i].is_panel = true;
}

/* A button right ahead of a box of sentences: the question or the name that it opens. */
static bool is_opener(const pm_page *page, uint32_t i)
{
	const page_block *b = &page->blocks[i];
	const page_region *button = &page->regions[b->region];

	if (button->role != PM_REGION_FORM || button->end != button->first + 1 || i + 1 >= page->n_blocks || !page->blocks[i + 1].is_prose)
		return false;
	if (b->length < SHORTEST_QUESTION || b->length > LONGEST_HANDLE || b->is_repeated || hidden_in(page, b) != 0)
		return false;

	uint32_t box = page->blocks[i + 1].region;

	while (box > button->parent && page->regions[box].parent != button->parent)
		box = page->regions[box].parent;
	return box > b->region && page->regions[box].first == i + 1 && page->regions[box].linked * 3 < page->regions[box].length &&
	       pm_str_ends_with(pm_region_words(pm_doc_region(page->doc, b->region - 1)), "tag=button");
}

/* One such button may do anything, several open answers. */
static void find_openers(pm_page *page)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < page->n_blocks; i++)
		n += is_opener(page, i);
	for (uint32_t i = 0; i < page->n_blocks && n > 1; i++)
		page->blocks[i].is_opener = is_opener(page, i);
}

void page_find_panels(pm_page *page)
{
	for (uint32_t i = 1; i < page->n_regions; i++) {
		const page_region *r = &page->regions[i];

		if (r->group == i)
			open_group(page, i);
		if (is_concealed(r) && r->end > 0 && has_text(page, i) && has_handle(page, i))
			page->regions[r->parent].n_panels++;
	}
	for (uint32_t i = 1; i < page->n_regions; i++)
		if (page->regions[i].group == i)
			join_boxes(page, i);
	for (uint32_t i = 1; i < page->n_regions; i++) {
		page_region *r = &page->regions[i];

		if (is_concealed(r) && r->end > 0 && page->regions[r->parent].n_panels > 1)
			r->is_panel |= may_have_text(page, i) && has_handle(page, i);
	}
	find_openers(page);
}
