/* page_story.c: a piece of news, found by its headline.
 *
 * Old pages name nothing, and a short piece of news may be less text than the summaries of other news beside it.  What tells it from them
 * is that its headline is the page's own title, and no link; that it has a date; and that its text stands right below, while a summary
 * stands below the title that leads to it, in a box like those of the other summaries.  So the text is followed down from the headline,
 * in the box that it begins in, and behind that as long as no links to other pages part it from what follows.  Where a text or a list
 * as long stands elsewhere, the page is not so simple, and nothing is found; nor is it where the page says that it is an article, since
 * pages that do name their parts. */
#include "page.h"

#include "line_shape.h"

#define SHORTEST_HEADLINE 12
#define NEAR 6             /* blocks between headline and text: date, author, buttons, a picture's words */
#define LEAST_SENTENCE 30  /* letters of the shortest text */
#define LEAST_LEAD 20      /* letters of a link that is a title */
#define MOST_LEADS 40      /* letters of such links that part a text from what is not its own */
#define LEAST_RIVAL 3      /* paragraphs: a page's foot has two */
#define FAR_OFF (HINT_HIDDEN | HINT_CONCEALED | HINT_CONSENT | HINT_COMMENTS | FURNITURE_HINTS)

static bool is_headline(const pm_page *page, const page_block *b)
{
	const bool can_be = b->kind == PM_TITLE || b->kind == PM_HEADING || b->kind == PM_PARAGRAPH;

	if (!can_be || b->is_marked || b->length < SHORTEST_HEADLINE || b->linked * 2 > b->length)
		return false;
	if ((page->regions[b->region].outer_hints & FAR_OFF) != 0)
		return false;
	return pm_line_same_words(pm_block_text(b->block), pm_doc_meta(page->doc, "title"));
}

typedef struct link_ends {
	bool first, last; /* does the text begin with a link, end with one */
} link_ends;

static link_ends find_link_ends(const page_block *b)
{
	const pm_span *spans = pm_block_spans(b->block);
	const pm_str whole = pm_block_text(b->block), text = pm_str_trim(whole);
	const size_t n = b->links > 0 ? pm_block_n_spans(b->block) : 0, start = (size_t)(text.ptr - whole.ptr), end = start + text.len;
	link_ends ends = { false, false };

	for (size_t i = 0; i < n; i++) {
		ends.first |= spans[i].style == PM_LINK && spans[i].start <= start;
		ends.last |= spans[i].style == PM_LINK && spans[i].end >= end;
	}
	return ends;
}

/* Sentences, and no summary: that begins with a title that leads to another page, or ends with "more". */
static bool is_text(const page_block *b)
{
	if (b->kind != PM_PARAGRAPH || b->is_marked || b->is_byline || b->linked * 2 > b->length)
		return false;
	if (!b->is_prose && (b->length < LEAST_SENTENCE || !pm_line_ends_sentence(pm_block_text(b->block))))
		return false;

	const link_ends ends = find_link_ends(b);

	return !ends.first && !ends.last;
}

/* Letters of titles that lead to another page. */
static uint32_t lead_of(const page_block *b)
{
	const uint32_t outward = page_outward(b);
	const bool is_summary = b->is_prose && find_link_ends(b).first;
	const uint32_t least = is_summary ? LEAST_LEAD : LEAST_LEAD * b->links;

	return outward >= least && (is_summary || outward * 2 > b->length) ? outward : 0;
}

/* The box whose text a block is: boxes around one block do not count. */
static uint32_t box_of(const pm_page *page, const page_block *b)
{
	uint32_t r = b->region;

	while (r != 0 && (page->regions[r].n_blocks <= 1 || page->regions[r].is_paragraph || page->regions[r].role == PM_REGION_LIST))
		r = page->regions[r].parent;
	return r;
}

/* The text that follows the headline, with a date between; the number of blocks where there is none. */
static uint32_t find_text(const pm_page *page, uint32_t headline)
{
	bool is_dated = headline > 0 && page->blocks[headline - 1].is_byline;

	for (uint32_t i = headline + 1, n = 0; i < page->n_blocks && n < NEAR; i++) {
		const page_block *b = &page->blocks[i];

		is_dated |= b->is_byline;
		if (is_text(b))
			return is_dated ? i : (uint32_t)page->n_blocks;
		if (lead_of(b) > 0 || b->kind == PM_TABLE)
			break;
		n += b->length > 0;
	}
	return (uint32_t)page->n_blocks;
}

static bool heads_others(const pm_page *page, const page_block *b)
{
	const enum page_cause cause = b->is_prose ? CAUSE_NONE : page_cause_of_label(&page->labels, pm_block_text(b->block), false);

	return cause == CAUSE_RELATED || cause == CAUSE_COMMENTS;
}

/* Follow the text from its first block; returns how much it is. */
static uint64_t follow_text(pm_page *page, uint32_t first)
{
	const uint32_t box = box_of(page, &page->blocks[first]);
	uint32_t leads = 0;
	uint64_t text = 0;

	page->story_box = box;
	for (uint32_t i = first; i < page->n_blocks && i < page->foot; i++) {
		const page_block *b = &page->blocks[i];
		const bool is_inside = box_of(page, b) == box;

		if (!is_inside) {
			leads += lead_of(b);
			leads += heads_others(page, b) ? MOST_LEADS : 0;
		}
		if (leads >= MOST_LEADS && !is_inside)
			continue;
		leads = is_inside && is_text(b) ? 0 : leads;
		text += is_text(b) ? b->length : 0;
		if (leads == 0)
			page->story_to = i + 1;
	}
	return text;
}

static bool is_of_story(const pm_page *page, uint32_t i)
{
	return (i >= page->story_from && i < page->story_to) || page_is_inside(page, page->blocks[i].region, page->story_box);
}

/* Paragraphs or items side by side elsewhere that are as long; a name or a date above each makes them readers' comments. */
static bool is_rival(const pm_page *page, uint32_t box, uint64_t text)
{
	const page_region *r = &page->regions[box];
	uint64_t rival = 0;
	uint32_t n = 0, n_lines = 0;

	if (r->direct_text < text || (r->outer_hints & FAR_OFF) != 0)
		return false;
	for (uint32_t i = r->first; i < r->end; i++) {
		const page_block *b = &page->blocks[i];

		if (b->length == 0 || is_of_story(page, i) || box_of(page, b) != box)
			continue;

		const bool counts = is_text(b) || (b->kind == PM_LIST_ITEM && b->links == 0 && !b->is_marked);

		n += counts;
		n_lines += b->kind == PM_PARAGRAPH && !counts;
		rival += counts ? b->length : 0;
	}
	return n >= LEAST_RIVAL && n > n_lines && rival >= text;
}

static bool has_rival(const pm_page *page, uint64_t text)
{
	for (uint32_t i = 0; i < page->n_regions; i++)
		if (page->regions[i].end > 0 && is_rival(page, i, text))
			return true;
	return false;
}

void page_find_story(pm_page *page)
{
	if (page_says_article(page))
		return;
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		const uint32_t first = is_headline(page, &page->blocks[i]) ? find_text(page, i) : (uint32_t)page->n_blocks;

		if (first == page->n_blocks)
			continue;
		page->story_from = i > 0 && page->blocks[i - 1].is_byline ? i - 1 : i;
		if (!has_rival(page, follow_text(page, first)))
			return;
		page->story_to = 0;
	}
}

#define SUMMARY 250 /* thousandths of the worth that are left, of sentences, */
#define LINE 500    /* and of other lines */

void page_judge_beside_story(pm_page *page)
{
	if (page->story_to == 0 || page->kind != KIND_ARTICLE)
		return;
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if (is_of_story(page, i) || b->is_witnessed || b->is_attached || b->length == 0 || b->kind == PM_TABLE || b->kind == PM_CODE || b->kind == PM_TITLE)
			continue;
		page_blame(b, CAUSE_NONE, b->is_prose ? SUMMARY : LINE);
	}
}
