/* page_furniture.c: tells the document of a scraped page from the page around it.  See page.h for the mechanism. */
#include "page.h"

#include <stdlib.h>

#include "line_shape.h"
#include "passes.h"

typedef struct cause_info {
	const char *rule, *kind;
} cause_info;

static const cause_info causes[N_CAUSES] = {
	[CAUSE_HIDDEN] = { "page-hidden", "hidden" },
	[CAUSE_FALLBACK] = { "page-fallback", "hidden" },
	[CAUSE_NAVIGATION] = { "page-navigation", "navigation" },
	[CAUSE_TOC] = { "page-toc", "toc" },
	[CAUSE_FOOTER] = { "page-footer", "footer" },
	[CAUSE_HEADER] = { "page-header", "header" },
	[CAUSE_ASIDE] = { "page-aside", "related" },
	[CAUSE_COMMENTS] = { "page-comments", "comments" },
	[CAUSE_RELATED] = { "page-related", "related" },
	[CAUSE_SHARE] = { "page-share", "share" },
	[CAUSE_ADVERT] = { "page-advert", "advert" },
	[CAUSE_NOTICE] = { "page-notice", "residue" },
	[CAUSE_META] = { "page-meta", "metadata" },
	[CAUSE_FORM] = { "page-form", "navigation" },
	[CAUSE_TEASERS] = { "page-teasers", "related" },
	[CAUSE_LINKS] = { "page-links", "navigation" },
	[CAUSE_REPEATED] = { "page-repeated", "residue" },
	[CAUSE_MARKUP] = { "page-markup", "residue" },
	[CAUSE_OUTSIDE] = { "page-outside", "residue" },
	[CAUSE_DOUBTFUL] = { "page-doubtful", "residue" },
};

const pm_rule_info pm_page_furniture_rules[] = {
	{ "page-hidden", "furniture", "what the page does not show" },
	{ "page-fallback", "furniture", "copies for programs without script" },
	{ "page-navigation", "furniture", "regions that are or call themselves menus, breadcrumbs, pagers" },
	{ "page-toc", "furniture", "regions that are or call themselves a table of contents, but for one among the text that it lists" },
	{ "page-footer", "furniture", "regions that are or call themselves the page's footer" },
	{ "page-header", "furniture", "regions that are or call themselves the page's header" },
	{ "page-aside", "furniture", "regions that are or call themselves sidebars" },
	{ "page-comments", "furniture", "readers' comments beside an article; the posts of a forum thread stay" },
	{ "page-related", "furniture", "regions and labelled sections that lead to other pages" },
	{ "page-share", "furniture", "regions and labelled sections for sharing and following" },
	{ "page-advert", "furniture", "regions that call themselves advertisements" },
	{ "page-notice", "furniture", "cookie bars, pop-ups, log-in and newsletter boxes" },
	{ "page-meta", "furniture", "regions that hold date, author, tags, counters and tools" },
	{ "page-form", "furniture", "search boxes, filters and other forms that are not the page's text" },
	{ "page-teasers", "furniture", "like siblings that each lead to another page, beside an article" },
	{ "page-links", "furniture", "blocks that are mostly links" },
	{ "page-repeated", "furniture", "short texts that stand on the page three times or more: buttons, messages of forms" },
	{ "page-markup", "furniture", "mark-up and data for scripts that stand as text" },
	{ "page-outside", "furniture", "outside the region that best makes the document" },
	{ "page-doubtful", "furniture", "more likely furniture than text by length, punctuation and surroundings" },
	{ NULL, NULL, NULL },
};

/* Blocks below this are never counted as kept while regions are compared. */
#define LEAST_WORTH 250

static void sum_gains(pm_page *page)
{
	for (size_t i = 0; i < page->n_regions; i++)
		page->regions[i].gain = page->regions[i].kept = 0;
	for (size_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];

		if (b->worth < LEAST_WORTH)
			continue;
		page->regions[b->region].gain += (uint64_t)b->worth * b->length;
		page->regions[b->region].kept += b->length;
	}
	for (size_t i = page->n_regions - 1; i > 0; i--) {
		page->regions[page->regions[i].parent].gain += page->regions[i].gain;
		page->regions[page->regions[i].parent].kept += page->regions[i].kept;
	}
}

/* The innermost region that the page itself calls its content and that holds most of what is worth keeping. */
static void find_frame(pm_page *page)
{
	page->frame = 0;
	for (uint32_t i = 1; i < page->n_regions; i++) {
		const page_region *r = &page->regions[i];

		if (r->role != PM_REGION_MAIN && r->role != PM_REGION_ARTICLE && (r->hints & HINT_BODY) == 0)
			continue;
		/* Where the text is short, the lines around it may add up to more. */
		if (page_share(r->gain, page->regions[0].gain) < 750 &&
		    (r->prose < 100 || page_share(r->prose, page->prose) < 850))
			continue;
		if (page_is_inside(page, i, page->frame))
			page->frame = i;
	}
}

/* What stands outside the frame is believed less. */
static void discount_outside(pm_page *page)
{
	const page_region *frame = &page->regions[page->frame];
	const bool is_role = frame->role == PM_REGION_MAIN || frame->role == PM_REGION_ARTICLE;
	const bool is_most = page_share(frame->gain, page->regions[0].gain) >= 850;
	const unsigned left = is_role ? (is_most ? 45 : 65) : (is_most ? 70 : 85);

	if (page->frame == 0)
		return;
	for (uint32_t i = 0; i < page->n_blocks; i++)
		if ((i < frame->first || i >= frame->end) && !page->blocks[i].is_attached)
			page->blocks[i].worth = (uint16_t)(page->blocks[i].worth * left / 100);
}

#define ABOUT_AS_GOOD 30 /* thousandths of F1 that are no reason to lose text */

static uint64_t expected_of(const page_region *r, uint64_t total)
{
	const uint64_t all = r->kept * 1000 + total;

	return all > 0 ? 2 * r->gain * 1000 / all : 0;
}

/* The region with the best expected F1: twice the gain over what is kept and what there is to gain. */
static void find_root(pm_page *page)
{
	uint64_t total = 0, best = 0;

	/* Blocks that hardly anything speaks for are furniture all together or not at all: a thousand comments at a tenth each do not
	 * add up to an article. */
	for (size_t i = 0; i < page->n_blocks; i++)
		if (page->blocks[i].worth >= LEAST_WORTH)
			total += (uint64_t)page->blocks[i].worth * page->blocks[i].length;
	for (uint32_t i = 0; i < page->n_regions; i++)
		best = expected_of(&page->regions[i], total) > best ? expected_of(&page->regions[i], total) : best;
	/* The outermost that is about as good: parents come first. */
	page->root = 0;
	while (page->root + 1 < page->n_regions && expected_of(&page->regions[page->root], total) + ABOUT_AS_GOOD < best)
		page->root++;
	page->expected = best;
}

static bool is_title(const pm_page *page, const page_block *b)
{
	if (b->is_marked || b->length < 3 || (b->kind != PM_TITLE && b->kind != PM_HEADING))
		return false;
	if (b->kind == PM_TITLE || pm_line_same_words(pm_block_text(b->block), pm_doc_meta(page->doc, "title")))
		return true;
	return pm_block_level(b->block) == 1 &&
	       (b->cause == CAUSE_NONE || b->cause == CAUSE_HEADER || b->cause == CAUSE_META || b->cause == CAUSE_LINKS);
}

/* The heading that names the document: the last that could be it ahead of the running text.  It often stands above the region that
 * holds the text. */
static uint32_t find_title(const pm_page *page)
{
	const page_region *root = &page->regions[page->root];
	uint32_t title = UINT32_MAX;
	uint64_t before = 0;

	for (uint32_t i = 0; i < root->end; i++) {
		const page_block *b = &page->blocks[i];

		if (i >= root->first)
			before += b->is_prose && b->worth >= LEAST_WORTH ? b->length : 0;
		if (before > 300)
			break;
		if (is_title(page, b) && (title == UINT32_MAX || i < root->first))
			title = i;
	}
	return title;
}

static bool stays(const pm_page *page, uint32_t i, uint32_t title)
{
	const page_block *b = &page->blocks[i];
	const page_region *root = &page->regions[page->root];
	const uint64_t threshold = page->expected / 2;

	if (i == title)
		return true;
	/* What belongs to the text stands in it, or in the box around it. */
	if ((i >= root->first && i < root->end) || (b->is_attached && page_is_inside(page, b->region, root->parent)))
		return b->worth >= threshold && b->worth > 0;
	return title != UINT32_MAX && i > title && i < root->first && b->is_prose && b->cause == CAUSE_NONE && b->worth >= 450;
}

static enum page_cause cause_of(const pm_page *page, uint32_t i)
{
	const page_block *b = &page->blocks[i];
	const page_region *root = &page->regions[page->root];

	if (b->cause != CAUSE_NONE)
		return (enum page_cause)b->cause;
	if (b->linked * 2 > b->length)
		return CAUSE_LINKS;
	return i < root->first || i >= root->end ? CAUSE_OUTSIDE : CAUSE_DOUBTFUL;
}

/* Words of a heading that the page does not show, as those of the link to its own place, are nothing that it heads. */
static bool is_of_heading(const pm_page *page, size_t i, uint8_t drop)
{
	enum { LONGEST = 60 };

	return drop == CAUSE_HIDDEN && i > 0 && page->blocks[i - 1].kind == PM_HEADING && page->blocks[i].length <= LONGEST;
}

/* A heading whose whole section goes, goes too: sections that hold nothing but what was dropped. */
static void drop_bare_headings(const pm_page *page, uint32_t title, uint8_t *drops)
{
	bool holds[8] = { false };        /* by level: does the section from here on hold something that stays, */
	uint8_t lost[8] = { CAUSE_NONE }; /* and why did something of it go */

	for (size_t i = page->n_blocks; i-- > 0;) {
		const page_block *b = &page->blocks[i];
		const int level = b->kind == PM_HEADING ? pm_block_level(b->block) & 7 : 7;

		if (b->is_marked) { /* by a rule of lines */
			for (int l = 0; l < 8; l++)
				lost[l] = lost[l] == CAUSE_NONE ? CAUSE_DOUBTFUL : lost[l];
			continue;
		}
		if (is_of_heading(page, i, drops[i]))
			continue;
		if (b->kind == PM_HEADING && i != title && drops[i] == CAUSE_NONE && !holds[level] && lost[level] != CAUSE_NONE)
			drops[i] = lost[level];
		/* For the headings above: this one and what it heads is of their sections; for its equals a new section begins. */
		for (int l = 0; l < 8; l++) {
			if (b->kind == PM_HEADING && l >= level) {
				holds[l] = false;
				lost[l] = CAUSE_NONE;
			} else if (drops[i] != CAUSE_NONE) {
				lost[l] = b->length > 0 ? drops[i] : lost[l];
			} else {
				holds[l] = true;
			}
		}
	}
}

/* Is the block marked, or to be marked, as something that no picture is a part of the text with? */
static uint8_t cause_beside_picture(const page_block *b, uint8_t drop)
{
	static const struct {
		const char *kind;
		uint8_t cause;
	} kinds[] = { { "share", CAUSE_SHARE }, { "footer", CAUSE_FOOTER }, { "advert", CAUSE_ADVERT }, { "navigation", CAUSE_NAVIGATION } };

	for (size_t i = 0; b->is_marked && i < sizeof kinds / sizeof *kinds; i++)
		if (pm_str_is(pm_block_mark_kind(b->block), kinds[i].kind))
			return kinds[i].cause;
	return drop;
}

/* A picture in a box whose words are all furniture is the code to scan, the badge, the icon that they speak of. */
static void drop_pictures(const pm_page *page, uint8_t *drops)
{
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		const page_region *r = &page->regions[page->blocks[i].region];
		uint8_t cause = CAUSE_NONE;
		bool is_all = true;

		if (page->blocks[i].kind == PM_IMAGE && page->blocks[i].region != 0 && r->end - r->first == 1)
			r = &page->regions[r->parent];
		if (page->blocks[i].kind != PM_IMAGE || drops[i] != CAUSE_NONE || r == page->regions || r->end - r->first > 6)
			continue;
		for (uint32_t k = r->first; k < r->end && is_all; k++) {
			const uint8_t found = cause_beside_picture(&page->blocks[k], drops[k]);

			if (page->blocks[k].kind == PM_IMAGE)
				continue;
			is_all = found != CAUSE_NONE;
			cause = cause == CAUSE_NONE ? found : cause;
		}
		if (is_all && cause != CAUSE_NONE && cause != CAUSE_HIDDEN && cause != CAUSE_META)
			drops[i] = cause;
	}
}

static int mark_blocks(pm_page *page, const pm_clean_options *options, pm_error *err)
{
	const uint32_t title = find_title(page);
	uint8_t *drops = calloc(page->n_blocks + 1, 1);
	int status = PM_OK;

	if (drops == NULL)
		return pm_error_nomem(err);
	for (uint32_t i = 0; i < page->n_blocks; i++)
		if (!page->blocks[i].is_marked && !stays(page, i, title))
			drops[i] = (uint8_t)cause_of(page, i);
	drop_bare_headings(page, title, drops);
	drop_pictures(page, drops);
	for (uint32_t i = 0; i < page->n_blocks && status == PM_OK; i++) {
		const cause_info *info = &causes[drops[i]];

		if (drops[i] != CAUSE_NONE && pm_rule_is_on(options, info->rule))
			status = pm_block_mark(page->blocks[i].block, info->kind, info->rule, err);
	}
	free(drops);
	return status;
}

/* Metadata that the reader left for this pass alone. */
static int drop_hints(pm_doc *doc, pm_error *err)
{
	for (size_t i = pm_doc_n_meta(doc); i-- > 0;) {
		char name[64];
		const pm_str n = pm_doc_meta_name(doc, i);

		if (!pm_str_starts_with(n, "hint:") || n.len >= sizeof name)
			continue;
		memcpy(name, n.ptr, n.len);
		name[n.len] = '\0';
		if (pm_doc_set_meta(doc, name, "", 0, err) != PM_OK)
			return pm_error_nomem(err);
	}
	return PM_OK;
}

static void read_page(pm_page *page)
{
	page_weigh(page);
	page_judge_tail(page);
	sum_gains(page);
	find_frame(page);
	discount_outside(page);
	sum_gains(page);
	find_root(page);
}

/* Text that the reading at hand keeps, all of it or the prose in it. */
static uint64_t text_kept(const pm_page *page, bool is_prose)
{
	uint64_t kept = 0;

	for (uint32_t i = 0; i < page->n_blocks; i++)
		if ((page->blocks[i].is_prose || !is_prose) && stays(page, i, UINT32_MAX))
			kept += page->blocks[i].length;
	return kept;
}

/* Where names take nearly all of the text away they are lay-out's names: read again without most of them. */
static void read_again(pm_page *page)
{
	const uint64_t kept = text_kept(page, true);

	if (page->prose < 300 || page_share(kept, page->prose) >= 250)
		return;
	page->is_relaxed = true;
	read_page(page);
	if (text_kept(page, true) >= 2 * kept)
		return;
	page->is_relaxed = false;
	read_page(page);
}

/* A title and its text: a notice, however short. */
static bool is_headed(const pm_page *page)
{
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];

		if ((b->kind == PM_TITLE || (b->kind == PM_HEADING && pm_block_level(b->block) == 1)) && stays(page, i, UINT32_MAX))
			return true;
	}
	return false;
}

/* An article of which hardly anything is left, among many links, was none: the front of a newspaper. */
static void read_as_listing(pm_page *page)
{
	const uint64_t kept = text_kept(page, false);

	if (page->kind != KIND_ARTICLE || page_says_article(page) || page->best_prose >= 500 || page->length < 1000 ||
	    page_share(kept, page->length) >= 100 || is_headed(page) || page->regions[0].linked * 2 < page->length)
		return;
	page->kind = KIND_LISTING;
	read_page(page);
	if (text_kept(page, false) >= 3 * kept)
		return;
	page->kind = KIND_ARTICLE;
	read_page(page);
}

static int tell_kind(const pm_page *page, pm_error *err)
{
	const bool is_form = page_is_form(page);
	const char *kind = is_form ? "form" : page_kind_name(page->kind);

	if (is_form && pm_doc_info(page->doc, "no article: the page is a form, and its words are kept") != PM_OK)
		return pm_error_nomem(err);
	if (page->kind == KIND_LISTING && pm_doc_info(page->doc, "no article: the page lists others, and its entries are kept") != PM_OK)
		return pm_error_nomem(err);
	if (page->kind == KIND_NONE && pm_doc_info(page->doc, "no article: the page has no text of its own") != PM_OK)
		return pm_error_nomem(err);
	return pm_doc_set_meta(page->doc, "kind", kind, strlen(kind), err);
}

int pm_mark_page_furniture(pm_doc *doc, const pm_clean_options *options, pm_error *err)
{
	pm_page page = { 0 };
	int status = page_measure(&page, doc, err);

	if (status == PM_OK)
		status = page_hear_witness(&page, err);
	if (status == PM_OK)
		status = page_find_contents(&page, err);
	if (status == PM_OK)
		page_find_attachments(&page);
	if (status == PM_OK) {
		page_find_panels(&page);
		page_find_foot(&page);
		status = page_find_entries(&page, err);
	}
	if (status == PM_OK)
		status = page_find_copies(&page, err);
	if (status == PM_OK)
		status = page_find_thread(&page, err);
	if (status == PM_OK) {
		page_find_bylines(&page);
		page_find_story(&page);
		if (!page.is_thread)
			page_join_rows(&page);
		page_find_kind(&page);
		page_weigh_foot(&page);
		page_find_off_list(&page);
		if (page.kind == KIND_FORUM)
			status = page_find_posts(&page, err);
	}
	if (status == PM_OK) {
		read_page(&page);
		read_again(&page);
		read_as_listing(&page);
		status = mark_blocks(&page, options, err);
	}
	if (status == PM_OK)
		status = tell_kind(&page, err);
	if (status == PM_OK)
		status = page_tell_published(&page, err);
	if (status == PM_OK)
		status = page_tell_author(&page, err);
	page_free(&page);
	return status == PM_OK ? drop_hints(doc, err) : status;
}
