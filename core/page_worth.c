/* page_worth.c: the worth of each block: by its own text, by the text around it, by the regions it stands in. */
#include "page.h"

#include "line_shape.h"

/* A line that is a link to a place of this page, with text behind it: a question whose answer folds out.  The entries of a contents
 * stand one behind the other. */
static bool is_handle(const pm_page *page, const page_block *b)
{
	const page_block *next = b + 1;

	return b->kind == PM_PARAGRAPH && b->length >= 8 && b->local * 10 >= b->length * 9 && next < page->blocks + page->n_blocks &&
	       next->is_prose && next->linked * 2 < next->length;
}

static uint16_t own_worth(const pm_page *page, const page_block *b)
{
	if (b->is_marked)
		return 0;
	if (b->is_witnessed)
		return 980;
	if (b->is_described)
		return 930;
	if (b->is_posted) /* contributions may be short */
		return 800;
	if (b->is_opener || (b->is_entry && page->kind == KIND_LISTING))
		return 650;
	if (b->kind == PM_CODE)
		return 900;
	if (b->length == 0)
		return 500;

	const uint64_t links = page_share(b->linked, b->length);

	if (b->kind == PM_TABLE) /* inside the content a first column of links is what the table is about */
		return links > 600 ? (page->regions[b->region].is_within ? 600 : 300) : (uint16_t)(800 - links / 2);
	if (b->kind == PM_HEADING || b->kind == PM_TITLE || is_handle(page, b))
		return links > 800 && b->local * 2 < b->linked ? (page->kind == KIND_LISTING ? 600 : 250) : 500;
	if (links > 750) { /* long links are titles or sentences, short ones menus */
		const uint64_t mean = b->links > 0 ? b->linked / b->links : 0;

		if (page->kind == KIND_LISTING)
			return mean >= 20 ? 550 : 250;
		/* Tables of contents and references are what documentation is made of, and a summary leads to what follows it. */
		if (page->kind == KIND_DOCUMENTATION && (page->regions[b->region].is_within || (b->kind == PM_PARAGRAPH && b->local * 10 >= b->linked * 9)))
			return 500;
		return mean >= 60 ? 250 : 100;
	}

	const bool is_item = b->kind == PM_LIST_ITEM && page->regions[b->region].is_within; /* menus have links */
	const uint64_t base = b->is_prose ? 600 + page_least(b->length, 250) * 14 / 10 : (is_item ? 600 : 500) + page_least(b->length, 100);

	return (uint16_t)(base - base * links / 1500);
}

/* Text of which there is little is believed less than the text around it, and the less the more running text stands right
 * beside it: a list of links between paragraphs is a part of the text, the same list in a box of its own is a menu. */
#define LEAST_PULL 60
#define MOST_PULL 1500

static uint64_t pull_of(const pm_page *page, uint32_t region)
{
	uint64_t prose = page->regions[region].direct_prose;

	/* An item stands in its list, and the list where the paragraphs stand. */
	for (int climbed = 0; climbed < 3 && region != 0; climbed++) {
		const page_region *r = &page->regions[region];

		if (!r->is_paragraph && r->role != PM_REGION_LIST && r->role != PM_REGION_FIGURE && r->n_blocks > 1)
			break;
		region = r->parent;
		if (page->regions[region].direct_prose > prose)
			prose = page->regions[region].direct_prose;
	}
	return LEAST_PULL + page_least(prose / 4, MOST_PULL);
}

/* Does the run begin here, or go on: items of one list, or short blocks that are all link? */
static bool is_of_run(const page_block *first, const page_block *b)
{
	if (b->is_marked || b->is_posted)
		return false;
	if (first->kind == PM_LIST_ITEM && b->kind == PM_PARAGRAPH)
		return b->length < 120 && pm_block_item_depth(b->block) > 0;
	if (b->kind != first->kind)
		return false;
	if (b->kind == PM_LIST_ITEM)
		return pm_block_level(b->block) > 0 || pm_block_list(b->block) == pm_block_list(first->block);
	return b->kind == PM_PARAGRAPH && b->length < 120 && b->linked * 4 >= b->length * 3 && b->length > 0;
}

/* Running text right before and behind, in the same box: the list is a part of it. */
static bool is_enclosed(const pm_page *page, size_t first, size_t end)
{
	if (first == 0 || end >= page->n_blocks)
		return false;

	const page_block *before = &page->blocks[first - 1], *behind = &page->blocks[end];
	const uint32_t box = before->region;

	if (!before->is_prose || !behind->is_prose)
		return false;
	for (uint32_t r = page->blocks[first].region, climbed = 0; climbed < 3; climbed++) {
		if (r == box)
			return behind->region == box || page->regions[behind->region].parent == box;
		r = page->regions[r].parent;
	}
	return false;
}

#define WORTH_IN_TEXT 600
#define LINK_WEIGHT 20 /* letters: many short links in a row are a menu, however few letters they have */

/* The items of a list are judged as one: its mean worth by its whole length.  Item by item, short ones would fall.  A list of which a
 * good part is no link (ingredients, each with a link to what it is) is text where it stands inside the page's content. */
static void weigh_lists(pm_page *page)
{
	for (size_t i = 0; i < page->n_blocks;) {
		uint64_t gain = 0, length = 0, linked = 0, links = 0;
		size_t end = i;

		for (; end < page->n_blocks && is_of_run(&page->blocks[i], &page->blocks[end]); end++) {
			gain += (uint64_t)page->blocks[end].own * page->blocks[end].length;
			length += page->blocks[end].length;
			linked += page->blocks[end].linked;
			links += page->blocks[end].links;
		}
		page->blocks[i].weight = page->blocks[i].length;

		const uint64_t mean = length > 0 ? gain / length : 0;
		const bool is_mixed = page->regions[page->blocks[i].region].is_within && page_share(linked, length) < 850 &&
				      length - linked >= 3 * (end - i) && length < 40 * (end - i);
		const bool is_menu = linked * 4 > length * 3 && pull_of(page, page->blocks[i].region) < 2 * LEAST_PULL;
		const bool is_text = end > i && mean < WORTH_IN_TEXT && (is_mixed || is_enclosed(page, i, end));

		for (size_t k = i; k < end && length > 0; k++) {
			page->blocks[k].weight = (uint32_t)page_least(length + (is_menu ? LINK_WEIGHT * links : 0), UINT32_MAX);
			page->blocks[k].own = is_text ? WORTH_IN_TEXT : (uint16_t)mean;
		}
		i = end > i ? end : i + 1;
	}
}

/* Contexts from the page down: a region's own mean is drawn towards its parent's. */
static void find_contexts(pm_page *page)
{
	for (size_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];

		page->regions[b->region].gain += (uint64_t)b->own * (b->is_marked || b->is_choice ? 0 : b->length);
	}
	for (size_t i = page->n_regions - 1; i > 0; i--)
		page->regions[page->regions[i].parent].gain += page->regions[i].gain;
	for (uint32_t i = 0; i < page->n_regions; i++) {
		page_region *r = &page->regions[i];
		const uint64_t around = i > 0 ? page->regions[r->parent].context : 500;
		const uint64_t pull = 100 + (i > 0 ? pull_of(page, r->parent) : 0);

		r->context = (uint16_t)((r->gain + around * pull) / (r->length + pull));
	}
}

/* Where the page says in articleBody what its text is, other running text ahead of it, and behind its end, is less likely. */
static void heed_witness(pm_page *page)
{
	size_t first = page->n_blocks, last = 0;

	if (!page->is_witnessed)
		return;
	for (size_t i = 0; i < page->n_blocks; i++)
		if (page->blocks[i].is_witnessed && page->blocks[i].is_prose) {
			first = i < first ? i : first;
			last = i;
		}
	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if (b->is_prose && !b->is_witnessed && (i < first || (i > last && page->is_whole_witness)))
			page_blame(b, CAUSE_OUTSIDE, 450);
	}
}

static bool is_article_like(const pm_page *page)
{
	return page->kind != KIND_FORUM && page->kind != KIND_LISTING;
}

/* Where one region holds an article's worth of running text side by side, a lone paragraph elsewhere is more likely a teaser, a
 * portrait of the author, a hint to the reader. */
#define CLUSTER 1500

static void doubt_lone_paragraphs(pm_page *page, const page_region *best)
{
	if (best->direct_prose < CLUSTER)
		return;
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];
		const page_region *r = &page->regions[b->region];
		const uint64_t around = page->regions[r->parent].direct_prose;
		const uint64_t share = page_share(around > r->direct_prose ? around : r->direct_prose, best->direct_prose);

		if (b->is_prose && !b->is_witnessed && (i < best->first || i >= best->end) && share < 100)
			b->own = (uint16_t)(b->own * (share < 50 ? 6u : 8u) / 10);
	}
}

/* Short lines ahead of all running text and behind it, in boxes of their own, are buttons, counters, dates, the names of other parts of
 * the page.  Headings may name the document; lists and tables are judged as a whole. */
#define CORE 250       /* running text side by side that makes a document's core */
#define LEAST_PART 100 /* of the core's, thousandths: what counts as a part of the document in another box */
#define SHORT_LINE 400
#define LONE_LINE 600  /* thousandths of the worth that are left */
#define SURROUNDINGS 3 /* blocks around it that are too few to be the page's */

/* A line with a number is of a document's structure, and so is what stands right ahead of it. */
static bool is_numbered(const pm_page *page, uint32_t i)
{
	pm_line_number number;

	return i < page->n_blocks && pm_line_number_find(pm_block_text(page->blocks[i].block), &number);
}

static bool is_lone_line(const pm_page *page, uint32_t i)
{
	const page_block *b = &page->blocks[i];

	if ((b->kind != PM_PARAGRAPH && b->kind != PM_CAPTION) || b->length > SHORT_LINE || b->is_prose || b->is_witnessed)
		return false;
	return !is_numbered(page, i) && !is_numbered(page, i + 1);
}

#define BOX_OF_TEXT 300 /* letters that are no links: the lines of a box with so many are an enumeration, addresses, hours; */
#define BOX_OF_LINES 8  /* so are so many lines without any link */

/* Does the line stand in a box beside the core, up to three deep, that says something by all its lines together? */
static bool is_in_box_of_text(const pm_page *page, uint32_t region, uint32_t first, uint32_t end)
{
	for (unsigned climbed = 0; climbed < 3 && region != 0; climbed++, region = page->regions[region].parent) {
		const page_region *r = &page->regions[region];

		if (r->first < end && r->end > first)
			return false;
		if (r->factor < 1000 || r->linked * 3 >= r->length)
			continue;
		if (r->length - r->linked >= BOX_OF_TEXT || (r->n_blocks >= BOX_OF_LINES && r->n_links == 0))
			return true;
	}
	return false;
}

static void doubt_lone_lines(pm_page *page, const page_region *best)
{
	const page_region *around = best;
	uint64_t prose = 0;

	for (size_t i = 0; i < page->n_blocks; i++)
		prose += page->blocks[i].is_prose && page->regions[page->blocks[i].region].factor >= 500 ? page->blocks[i].length : 0;
	if (best->direct_prose < CORE || page_share(best->direct_prose, prose) < 500)
		return;
	/* Rows of a table that lays out the document: the text, and who signed it. */
	while (around != page->regions && page->regions[around->parent].n_blocks <= best->n_blocks + SURROUNDINGS)
		around = &page->regions[around->parent];

	uint32_t first = around->first, end = around->end;

	for (uint32_t i = 1; i < page->n_regions; i++) {
		const page_region *r = &page->regions[i];

		if (page_share(r->direct_prose, best->direct_prose) < LEAST_PART || r->factor < 1000)
			continue;
		first = r->first < first ? r->first : first;
		end = r->end > end ? r->end : end;
	}
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if ((i < first || i >= end) && is_lone_line(page, i) && !is_in_box_of_text(page, b->region, first, end))
			page_blame(b, CAUSE_NONE, LONE_LINE);
	}
}

static void compare_clusters(pm_page *page)
{
	const page_region *best = &page->regions[0];

	for (size_t i = 1; i < page->n_regions; i++)
		if (page->regions[i].direct_prose > best->direct_prose)
			best = &page->regions[i];
	if (!is_article_like(page))
		return;
	doubt_lone_paragraphs(page, best);
	doubt_lone_lines(page, best);
}

#define SEVERAL_ENTRIES 5

/* What nearly every entry of a listing leads on with is a button: `Read more`.  Said without a link, it may be the place that all are of. */
static bool is_button(const pm_page *page, const page_block *b)
{
	return page->n_entries >= SEVERAL_ENTRIES && b->n_leads * 10 >= page->n_entries * 9;
}

/* Engines put what was written into forms, to be edited, quotations into asides, and what spoils a surprise out of sight. */
static bool is_above_names(const page_block *b, const page_region *r)
{
	const bool leads = r->cause == CAUSE_NAVIGATION || r->cause == CAUSE_RELATED || r->cause == CAUSE_ADVERT || r->cause == CAUSE_SHARE;

	return (b->is_posted && !(leads && b->linked * 2 > b->length)) || (b->is_opener && r->cause == CAUSE_FORM);
}

void page_weigh(pm_page *page)
{
	page_judge_regions(page);
	for (size_t i = 0; i < page->n_blocks; i++) {
		page->blocks[i].own = own_worth(page, &page->blocks[i]);
		page->blocks[i].factor = 1000;
		page->blocks[i].cause = CAUSE_NONE;
	}
	for (size_t i = 0; i < page->n_regions; i++)
		page->regions[i].gain = 0;
	compare_clusters(page);
	heed_witness(page);
	page_judge_labels(page);
	page_judge_phrases(page);
	page_judge_bylines(page);
	page_judge_beside_story(page);
	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if (b->is_around_post)
			page_blame(b, CAUSE_META, 300);
		if (b->is_off_main)
			page_blame(b, CAUSE_OUTSIDE, page->kind == KIND_FORUM ? 400 : 600);
		if (i >= page->foot)
			page_blame(b, CAUSE_FOOTER, 250);
		if (b->is_copy && page->kind != KIND_FORUM && page->kind != KIND_DOCUMENTATION)
			page_blame(b, CAUSE_REPEATED, 200);
		if (b->is_markup || (b->is_unfilled && !b->is_prose && page->kind != KIND_DOCUMENTATION))
			page_blame(b, CAUSE_MARKUP, 100);
		if (page->kind == KIND_LISTING ? is_button(page, b) : b->is_repeated)
			page_blame(b, CAUSE_REPEATED, page->kind == KIND_LISTING ? 250 : 750);
	}
	weigh_lists(page);
	find_contexts(page);
	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];
		const page_region *r = &page->regions[b->region];
		const uint64_t pull = pull_of(page, b->region);
		/* Contributions may be short, whatever stands around them. */
		const uint64_t drawn = b->is_posted ? b->own : ((uint64_t)b->own * b->weight + r->context * pull) / (b->weight + pull);
		const uint64_t factor = is_above_names(b, r) ? 1000 : r->factor;

		b->worth = b->is_marked ? 0 : (uint16_t)page_least(990, drawn * factor / 1000 * b->factor / 1000);
		if (b->contents_of != 0 && !b->is_marked) /* as good as the text that it is the contents of */
			b->worth = (uint16_t)(WORTH_IN_TEXT * (uint32_t)page_least(1000, page->regions[b->contents_of - 1].factor) / 1000);
		if (b->is_choice) {
			b->worth = 0;
			b->cause = CAUSE_FORM;
			continue;
		}
		if (b->is_attached && !b->is_marked)
			b->worth = (uint16_t)(WORTH_IN_TEXT * (uint32_t)page_least(1000, r->factor) / 1000);
		/* What a region calls itself says more than where it stands. */
		if (b->cause == CAUSE_NONE || (r->cause != CAUSE_NONE && (b->is_off_main || i >= page->foot)))
			b->cause = r->cause;
	}
}
