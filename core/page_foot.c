/* page_foot.c: where the foot of a page begins.
 *
 * Whoever owns a page signs it at its end.  Behind a line that says so, and behind the columns of links that call themselves the footer,
 * stand disclaimers, offices, dialogs that script opens: nothing of the document, whatever they are named.  Pages of columns may
 * sign the first of them, so the line counts only where most of the page stands ahead of it and no title follows. */
#include "page.h"

#define LONGEST_LINE 260
#define LEAST_LINKS 5 /* of a footer's columns */

static bool has_year(pm_str text)
{
	for (size_t i = 0; i + 4 <= text.len; i++)
		if ((memcmp(text.ptr + i, "19", 2) == 0 || memcmp(text.ptr + i, "20", 2) == 0) && text.ptr[i + 2] >= '0' &&
		    text.ptr[i + 2] <= '9' && text.ptr[i + 3] >= '0' && text.ptr[i + 3] <= '9')
			return true;
	return false;
}

/* "© 2015 The Company": pictures are signed in the same way, but inside of what the page calls its content. */
static bool is_signature(const pm_page *page, const page_block *b)
{
	const pm_str text = pm_block_text(b->block);

	if (b->length > LONGEST_LINE || b->kind == PM_HEADING || b->kind == PM_CODE || b->kind == PM_CAPTION)
		return false;
	if (page_cause_of_line(page, b) == CAUSE_FOOTER)
		return true;
	return pm_str_find(text, PM_STR("©"), 0) != SIZE_MAX && has_year(text);
}

static bool is_in_frame(const pm_page *page, uint32_t region)
{
	for (uint32_t r = region; r != 0; r = page->regions[r].parent)
		if (page->regions[r].role == PM_REGION_MAIN || page->regions[r].role == PM_REGION_ARTICLE)
			return true;
	return false;
}

/* The outermost region around the block that calls itself a footer and has columns of links; 0 where there is none. */
static uint32_t footer_of(const pm_page *page, uint32_t i)
{
	uint32_t footer = 0;

	for (uint32_t r = page->blocks[i].region; r != 0; r = page->regions[r].parent)
		if ((page->regions[r].hints & HINT_FOOTER) != 0 && page->regions[r].n_links >= LEAST_LINKS && page->regions[r].prose * 2 < page->prose)
			footer = r;
	return footer;
}

void page_find_foot(pm_page *page)
{
	uint64_t behind = 0;
	uint32_t foot = (uint32_t)page->n_blocks;

	page->foot = foot;
	/* Up from the end, as long as no more than half of the page is behind: the first line that could be it. */
	for (uint32_t i = foot; i-- > 0;) {
		const page_block *b = &page->blocks[i];
		const bool is_seen = (page->regions[b->region].outer_hints & (HINT_HIDDEN | HINT_NAVIGATION | HINT_NOTICE)) == 0;

		behind += is_seen ? b->length : 0;
		if (page_share(behind, page->length) > 500 || b->kind == PM_TITLE || (b->kind == PM_HEADING && pm_block_level(b->block) == 1 && is_seen))
			break;
		if (is_in_frame(page, b->region))
			break;
		if (is_seen && is_signature(page, b))
			page->foot = i;

		const uint32_t footer = footer_of(page, i);

		if (footer != 0 && page->regions[footer].end < page->foot)
			page->foot = page->regions[footer].end;
	}
}

/* An article may stand in the column behind the one that is signed: more text than ahead is no foot, but behind a listing. */
void page_weigh_foot(pm_page *page)
{
	const uint64_t ahead = page->foot < page->n_blocks ? page->blocks[page->foot].prose_before : page->prose;

	if (page->kind != KIND_LISTING && page->prose - ahead > ahead)
		page->foot = (uint32_t)page->n_blocks;
}
