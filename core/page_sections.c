/* page_sections.c: what labels and phrases in the text say of the blocks around them. */
#include "page.h"

/* The box that a label heads: a heading is often wrapped alone, so the next region that holds something behind it. */
static const page_region *box_of(const pm_page *page, uint32_t i)
{
	const page_region *box = &page->regions[page->blocks[i].region];

	while (box->end == i + 1 && box != page->regions)
		box = &page->regions[box->parent];
	return box;
}

/* Does running text begin again at this block, that is no teaser? */
static bool resumes(const page_block *b, uint32_t length)
{
	return b->is_prose && b->kind == PM_PARAGRAPH && b->linked * 4 < b->length && b->length >= length;
}

/* Where the group of teasers ends that begins right behind the label; 0 where none does.  However long they are, the label says so. */
static uint32_t end_of_teasers(const pm_page *page, uint32_t label, const page_region *box)
{
	if (label + 1 >= box->end)
		return 0;
	for (uint32_t r = page->blocks[label + 1].region; r != 0 && &page->regions[r] != box; r = page->regions[r].parent) {
		uint32_t end = 0;

		if (page->regions[r].group != r || page->regions[r].first != label + 1 || !page_leads_away(page, r))
			continue;
		for (uint32_t i = r; i != 0; i = page->regions[i].next_like)
			end = page->regions[i].end;
		return end;
	}
	return 0;
}

static bool has_figure(pm_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
			return true;
	return false;
}

/* Where what a label at `i` heads ends.  In a box of its own, which the label begins, all of the box, if it holds links or readers'
 * comments; where the box holds the text itself, up to the next heading of its level or where running text begins again.  Buttons,
 * tags and adverts are short, and end with the first block that is not. */
static uint32_t end_of_label(const pm_page *page, uint32_t i, enum page_cause cause)
{
	const page_block *b = &page->blocks[i];
	const page_region *box = box_of(page, i);
	const int level = b->kind == PM_HEADING ? pm_block_level(b->block) : 7;
	const uint64_t before = b->prose_before - page->blocks[box->first].prose_before;
	const uint64_t after = box->prose - page_least(box->prose, before);
	/* Readers may write more than the author did, where their number is told. */
	const uint64_t most = cause == CAUSE_COMMENTS && b->prose_before >= 400 && has_figure(pm_block_text(b->block)) ? 800 : 300;
	const bool is_own = box != page->regions && before < 80 && page_share(after, page->prose) < most &&
			    (cause == CAUSE_COMMENTS || page_share(box->linked, box->length) >= 150);
	uint32_t end = i + 1;

	/* The place of an advert that was not filled in. */
	if (cause == CAUSE_ADVERT && b->region != 0 && page->regions[b->region].n_blocks <= 1)
		return end;
	if (cause == CAUSE_RELATED && end_of_teasers(page, i, box) > end)
		return end_of_teasers(page, i, box);
	for (; end < box->end; end++) {
		const page_block *next = &page->blocks[end];

		if (cause == CAUSE_COMMENTS && is_own)
			continue;
		if (cause != CAUSE_RELATED && cause != CAUSE_COMMENTS && next->linked * 2 <= next->length && next->length > 12)
			break;
		if (!is_own && next->kind == PM_HEADING && pm_block_level(next->block) <= level)
			break;
		if (resumes(next, is_own ? 300 : 120))
			break;
	}
	return end;
}

/* In old pages a box is one block: a label, then links, parted by line breaks. */
static void judge_first_line(const pm_page *page, page_block *b)
{
	const pm_str text = pm_block_text(b->block);
	const char *end = b->links >= 2 && b->kind == PM_PARAGRAPH ? memchr(text.ptr, '\n', text.len) : NULL;

	if (end == NULL || b->linked * 5 < b->length)
		return;

	const enum page_cause cause = page_cause_of_label(&page->labels, pm_str_of(text.ptr, (size_t)(end - text.ptr)), false);

	if (cause != CAUSE_NONE)
		page_blame(b, cause, 150);
}

/* Engines head the posts themselves so ("Recommended posts"). */
static bool heads_posts(const pm_page *page, uint32_t i)
{
	const page_block *next = &page->blocks[i + 1];

	return i + 1 < page->n_blocks && next->linked * 2 <= next->length &&
	       (page->regions[next->region].outer_hints & (HINT_POST | HINT_COMMENTS)) != 0;
}

/* From a label such as "Related articles" on, blocks belong to what it heads. */
void page_judge_labels(pm_page *page)
{
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		judge_first_line(page, b);
		/* A label that a rule of lines has marked heads what it heads all the same. */
		if (b->length > 110 || b->is_prose || b->kind == PM_TABLE || b->kind == PM_CODE || b->kind == PM_TITLE ||
		    (b->kind == PM_HEADING && pm_block_level(b->block) == 1))
			continue;

		const enum page_cause cause = page_cause_of_label(&page->labels, pm_block_text(b->block), b->linked * 2 > b->length);

		if (cause == CAUSE_NONE || (page->kind == KIND_FORUM && (cause == CAUSE_COMMENTS || heads_posts(page, i))))
			continue;
		if (cause == CAUSE_FORM || (b->kind != PM_HEADING && (b->linked * 2 > b->length || b->kind == PM_LIST_ITEM))) { /* heads nothing */
			page_blame(b, cause, 300);
			continue;
		}

		const uint32_t end = end_of_label(page, i, cause);

		if (b->kind == PM_HEADING && end == i + 1 && end < page->n_blocks && resumes(&page->blocks[end], 120))
			continue; /* it heads text: a chapter on comments */
		for (uint32_t k = i; k < end; k++)
			page_blame(&page->blocks[k], cause, 150);
		i = end - 1;
	}
}

/* Copyright lines and the like: whole blocks, short or at the end of the page. */
/* "Powered by" names an engine at a page's foot; in a sentence it says what drives a thing. */
static bool says_what_drives(const page_block *b)
{
	static const char words[] = "owered by ";
	const pm_str text = pm_block_text(b->block);
	const size_t at = pm_str_find(text, pm_str_from(words), 0);

	if (at == SIZE_MAX || pm_str_find(text, PM_STR("©"), 0) != SIZE_MAX || pm_str_find(text, PM_STR("eserved"), 0) != SIZE_MAX)
		return false;

	const size_t next = at + sizeof words - 1;

	return b->is_prose || (at > 1 && next < text.len && text.ptr[next] >= 'a' && text.ptr[next] <= 'z');
}

enum page_cause page_cause_of_line(const pm_page *page, const page_block *b)
{
	const enum page_cause cause = page_cause_of_phrase(&page->labels, pm_block_text(b->block));

	return cause == CAUSE_FOOTER && says_what_drives(b) ? CAUSE_NONE : cause;
}

/* Between paragraphs of one box a paragraph is of the text, whatever it speaks of. */
static bool is_amid_text(const pm_page *page, size_t i)
{
	const page_block *b = &page->blocks[i];

	if (!b->is_prose || i == 0 || i + 1 >= page->n_blocks || b[-1].region != b->region || b[1].region != b->region)
		return false;
	return (b[-1].is_prose && b[1].kind == PM_PARAGRAPH) || (b[1].is_prose && b[-1].kind == PM_PARAGRAPH);
}

void page_judge_phrases(pm_page *page)
{
	uint64_t before = 0;

	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		before += b->length;
		if (b->is_marked || b->length > 400 || b->kind == PM_HEADING || b->kind == PM_TABLE || b->kind == PM_CODE)
			continue;
		if (b->linked * 2 > b->length || (b->length > 120 && page_share(before, page->length) < 800))
			continue;

		const enum page_cause cause = page_cause_of_line(page, b);

		if (cause != CAUSE_NONE && !is_amid_text(page, i))
			page_blame(b, cause, 200);
	}
}
