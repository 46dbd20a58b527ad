/* page_worth.c: the worth of each block: by its own text, by the text around it, by the regions it stands in. */
#include "page.h"

#include "model.h"

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint16_t own_worth(const pm_page *page, const page_block *b)
{
	if (b->is_marked)
		return 0;
	if (b->is_witnessed)
		return 980;
	if (b->is_posted) /* contributions may be short */
		return 800;
	if (b->kind == PM_CODE)
		return 900;
	if (b->length == 0)
		return 500;

	const uint64_t links = page_share(b->linked, b->length);

	if (b->kind == PM_TABLE)
		return links > 600 ? 300 : (uint16_t)(800 - links / 2);
	if (b->kind == PM_HEADING || b->kind == PM_TITLE)
		return links > 800 ? (page->kind == KIND_LISTING ? 600 : 250) : 500;
	if (links > 750) { /* long links are titles or sentences, short ones menus */
		const uint64_t mean = b->links > 0 ? b->linked / b->links : 0;

		if (page->kind == KIND_LISTING)
			return mean >= 20 ? 550 : 250;
		if (page->kind == KIND_DOCUMENTATION && page->regions[b->region].is_within)
			return 500; /* tables of contents and references are what documentation is made of */
		return mean >= 60 ? 250 : 100;
	}

	const bool is_item = b->kind == PM_LIST_ITEM && page->regions[b->region].is_within; /* menus have links */
	const uint64_t base = b->is_prose ? 600 + least(b->length, 250) * 14 / 10 : (is_item ? 600 : 500) + least(b->length, 100);

	return (uint16_t)(base - base * links / 1500);
}

typedef struct verdict {
	uint32_t hint;
	uint16_t factor; /* what is left of the worth, thousandths */
	uint16_t limit; /* share of the page's prose from which on the hint is not believed, thousandths */
	uint8_t cause;
} verdict;

/* The first that holds decides. */
static const verdict verdicts[] = {
	{ HINT_CONSENT, 100, 800, CAUSE_NOTICE }, { HINT_NOTICE, 120, 300, CAUSE_NOTICE },
	{ HINT_ADVERT, 100, 300, CAUSE_ADVERT },
	{ HINT_SHARE, 100, 300, CAUSE_SHARE },   { HINT_COMMENTS, 150, 1001, CAUSE_COMMENTS },
	{ HINT_RELATED, 120, 400, CAUSE_RELATED }, { HINT_NAVIGATION, 120, 300, CAUSE_NAVIGATION },
	{ HINT_FOOTER, 150, 350, CAUSE_FOOTER }, { HINT_ASIDE, 250, 350, CAUSE_ASIDE },
	{ HINT_FORM, 300, 300, CAUSE_FORM },     { HINT_TOC, 350, 300, CAUSE_NAVIGATION },
	{ HINT_META, 450, 150, CAUSE_META },     { HINT_HEADER, 400, 300, CAUSE_HEADER },
};

static bool is_frame(const pm_page *page, const page_region *r)
{
	if (r->role == PM_REGION_MAIN || r->role == PM_REGION_ARTICLE)
		return true;
	return (r->hints & HINT_BODY) != 0 && page_share(r->length, page->length) < 900;
}

/* Script shows what was hidden, and fills in what stands in a copy for those without it: where most of the page's text is such, it is
 * the page's text. */
static bool is_unseen(const pm_page *page, const page_region *r, uint8_t *cause)
{
	if (r->role != PM_REGION_HIDDEN && r->role != PM_REGION_FALLBACK)
		return false;
	*cause = r->role == PM_REGION_HIDDEN ? CAUSE_HIDDEN : CAUSE_FALLBACK;
	return r->prose < 400 || page_share(r->prose, page->prose) < (r->role == PM_REGION_HIDDEN ? 400 : 500);
}

/* Do the contents bear out what the name says?  A menu has links; what calls itself a sidebar inside an article and has none is a box of
 * the article; a byline is short. */
static uint16_t weigh_verdict(const pm_page *page, const page_region *r, const verdict *v)
{
	const uint64_t links = page_share(r->linked, r->length);
	const bool is_within = r->is_within || (r->hints & HINT_BODY) != 0;

	if (page->is_relaxed && v->hint != HINT_COMMENTS && v->hint != HINT_NOTICE && links < 500)
		return 1000;
	switch (v->hint) {
	case HINT_NAVIGATION:
		return links >= 200 || r->length < 60 ? v->factor : is_within ? 1000 : 500;
	case HINT_CONSENT:
		return r->hints & HINT_BODY ? 1000 : v->factor;
	case HINT_RELATED:
		return links >= 200 || r->length < 60 ? v->factor : 450;
	case HINT_ASIDE:
		return links < 300 && r->length >= 100 && is_within ? 850 : v->factor;
	case HINT_META:
		if (r->length >= 100 && r->prose * 2 > r->length)
			return 1000;
		return r->length > 400 && links < 400 ? 1000 : v->factor;
	case HINT_SHARE:
		return r->length > 400 && links < 400 ? 1000 : v->factor;
	case HINT_FOOTER: /* of a card or an article: date, author */
		return is_within ? 500 : v->factor;
	case HINT_HEADER: /* one that is text and has hardly a link welcomes the reader */
		return is_within ? 1000 : links < 300 && r->prose > 0 ? 800 : v->factor;
	case HINT_FORM: /* headings and questions are buttons where the answer folds out, lists have boxes to tick */
		if (!is_within || links >= 300)
			return v->factor;
		return r->n_items >= 3 || (r->n_blocks == 1 && (r->n_headings > 0 || r->length >= 30)) ? 1000 : v->factor;
	default:
		return v->factor;
	}
}

/* What a region says of itself, as a factor for the worth of what stands in it. */
static uint16_t judge_region(const pm_page *page, const page_region *r, uint8_t *cause)
{
	const uint64_t share = page_share(r->prose, page->prose);

	if (is_unseen(page, r, cause))
		return 0;
	*cause = CAUSE_NONE;
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		const verdict *v = &verdicts[i];

		if ((r->hints & v->hint) == 0 || share >= v->limit)
			continue;
		if (page->kind == KIND_FORUM && (v->hint == HINT_COMMENTS || (v->hint == HINT_META && (r->hints & HINT_POST) != 0)))
			continue;
		if (page_share(r->length, page->length) >= 700)
			continue; /* nearly the whole page: a word of its lay-out */

		const uint16_t factor = weigh_verdict(page, r, v);

		if (factor >= 1000)
			continue;
		*cause = v->cause;
		return factor;
	}
	if (page->kind == KIND_FORUM && (r->hints & HINT_PROFILE) != 0 && share < 150) {
		*cause = CAUSE_META;
		return 200;
	}
	return is_frame(page, r) ? 1080 : 1000;
}

#define LEAST_ARTICLE 300 /* running text in one place, beside which cards are teasers; where there is none the cards are the page */

/* A group of siblings that each lead elsewhere: a linked title and at most a few lines. */
static bool is_teaser_group(const pm_page *page, uint32_t first)
{
	uint32_t n = 0, n_leads = 0;
	uint64_t prose = 0, length = 0, linked = 0;

	for (uint32_t i = first; i != 0; i = page->regions[i].next_like) {
		const page_region *r = &page->regions[i];
		bool leads = false;

		for (uint32_t k = r->first, n_texts = 0; k < r->end && n_texts < 3; k++) {
			const page_block *b = &page->blocks[k];

			n_texts += b->length > 0;
			leads |= b->links > 0 && b->linked * 10 >= b->length * 9 && (b->kind == PM_HEADING || b->linked >= 15);
		}
		n++;
		n_leads += leads && r->prose < 500;
		prose += r->prose;
		length += r->length;
		linked += r->linked;
	}
	return page->best_prose >= (n > 2 ? LEAST_ARTICLE : 2 * LEAST_ARTICLE) && n >= 2 && n_leads * 3 >= n * 2 && prose * 2 < page->prose && page_share(linked, length) >= (prose > 0 ? 100 : 300);
}

static void judge_regions(pm_page *page)
{
	page->best_prose = 0;
	for (uint32_t i = 0; i < page->n_regions; i++)
		if (page->regions[i].direct_prose > page->best_prose)
			page->best_prose = page->regions[i].direct_prose;
	page->regions[0].factor = 1000;
	for (uint32_t i = 1; i < page->n_regions; i++)
		page->regions[i].cause = CAUSE_NONE;
	for (uint32_t i = 1; i < page->n_regions; i++) {
		page_region *r = &page->regions[i];
		const page_region *parent = &page->regions[r->parent];

		r->is_within = parent->is_within || is_frame(page, parent);

		uint8_t cause = CAUSE_NONE;
		uint64_t factor = judge_region(page, r, &cause);

		if (r->group == i && i != page->main_group && is_teaser_group(page, i))
			for (uint32_t k = i; k != 0; k = page->regions[k].next_like)
				page->regions[k].cause = CAUSE_TEASERS;
		if (r->cause == CAUSE_TEASERS && factor > 300 && page->kind != KIND_LISTING) {
			factor = 300;
			cause = CAUSE_TEASERS;
		}
		/* Blame does not add up: boxes in boxes say the same thing twice. */
		if (factor < 1000)
			r->factor = (uint16_t)least(factor, parent->factor);
		else
			r->factor = (uint16_t)(parent->factor < 1000 ? parent->factor : least(1100, factor * parent->factor / 1000));
		/* The outermost blame is what a person would name, unless the inner one is harder. */
		r->cause = parent->cause != CAUSE_NONE && parent->cause != CAUSE_META ? parent->cause : cause;
	}
}

static void blame(page_block *b, enum page_cause cause, uint16_t factor)
{
	if (factor >= b->factor)
		return;
	b->factor = factor;
	b->cause = (uint8_t)cause;
}

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

/* Where what a label at `i` heads ends.  In a box of its own, which the label begins, all of the box, if it holds links or readers'
 * comments; where the box holds the text itself, up to the next heading of its level or where running text begins again.  Buttons,
 * tags and adverts are short, and end with the first block that is not. */
static uint32_t end_of_label(const pm_page *page, uint32_t i, enum page_cause cause)
{
	const page_block *b = &page->blocks[i];
	const page_region *box = box_of(page, i);
	const int level = b->kind == PM_HEADING ? pm_block_level(b->block) : 7;
	const uint64_t before = b->prose_before - page->blocks[box->first].prose_before;
	const uint64_t after = box->prose - least(box->prose, before);
	const bool is_own = box != page->regions && before < 80 && page_share(after, page->prose) < 300 &&
			    (cause == CAUSE_COMMENTS || page_share(box->linked, box->length) >= 150);
	uint32_t end = i + 1;

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
		blame(b, cause, 150);
}

/* From a label such as "Related articles" on, blocks belong to what it heads. */
static void judge_labels(pm_page *page)
{
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		judge_first_line(page, b);
		/* A label that a rule of lines has marked heads what it heads all the same. */
		if (b->length > 110 || b->is_prose || b->kind == PM_TABLE || b->kind == PM_CODE || b->kind == PM_TITLE ||
		    (b->kind == PM_HEADING && pm_block_level(b->block) == 1))
			continue;

		const enum page_cause cause = page_cause_of_label(&page->labels, pm_block_text(b->block), b->linked * 2 > b->length);

		if (cause == CAUSE_NONE || (cause == CAUSE_COMMENTS && page->kind == KIND_FORUM))
			continue;
		if (b->kind != PM_HEADING && (b->linked * 2 > b->length || b->kind == PM_LIST_ITEM)) { /* heads nothing */
			blame(b, cause, 300);
			continue;
		}

		const uint32_t end = end_of_label(page, i, cause);

		if (b->kind == PM_HEADING && end == i + 1 && end < page->n_blocks && resumes(&page->blocks[end], 120))
			continue; /* it heads text: a chapter on comments */
		for (uint32_t k = i; k < end; k++)
			blame(&page->blocks[k], cause, 150);
		i = end - 1;
	}
}

/* Copyright lines and the like: whole blocks, short or at the end of the page. */
static void judge_phrases(pm_page *page)
{
	uint64_t before = 0;

	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		before += b->length;
		if (b->is_marked || b->length > 400 || b->kind == PM_HEADING || b->kind == PM_TABLE || b->kind == PM_CODE)
			continue;
		if (b->linked * 2 > b->length || (b->length > 120 && page_share(before, page->length) < 800))
			continue;

		const enum page_cause cause = page_cause_of_phrase(pm_block_text(b->block));

		if (cause != CAUSE_NONE)
			blame(b, cause, 200);
	}
}

/* Text of which there is little is believed less than the text around it, and the less the more running text stands right
 * beside it: a list of links between paragraphs is a part of the text, the same list in a box of its own is a menu. */
#define LEAST_PULL 60
#define MOST_PULL 1500

static uint64_t pull_of(const pm_page *page, uint32_t region)
{
	const page_region *r = &page->regions[region];
	uint64_t prose = r->direct_prose;

	if (r->role == PM_REGION_LIST || r->role == PM_REGION_FIGURE || r->n_blocks <= 1)
		prose = prose > page->regions[r->parent].direct_prose ? prose : page->regions[r->parent].direct_prose;
	return LEAST_PULL + least(prose / 4, MOST_PULL);
}

/* Does the run begin here, or go on: items of one list, or short blocks that are all link? */
static bool is_of_run(const page_block *first, const page_block *b)
{
	if (b->is_marked)
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
			page->blocks[k].weight = (uint32_t)least(length + (is_menu ? LINK_WEIGHT * links : 0), UINT32_MAX);
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

		page->regions[b->region].gain += (uint64_t)b->own * (b->is_marked ? 0 : b->length);
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
			blame(b, CAUSE_OUTSIDE, 450);
	}
}

/* Where one region holds an article's worth of running text side by side, a lone paragraph elsewhere is more likely a teaser, a
 * portrait of the author, a hint to the reader. */
#define CLUSTER 1500

static void compare_clusters(pm_page *page)
{
	const page_region *best = &page->regions[0];

	for (size_t i = 1; i < page->n_regions; i++)
		if (page->regions[i].direct_prose > best->direct_prose)
			best = &page->regions[i];
	if (best->direct_prose < CLUSTER || page->kind == KIND_FORUM || page->kind == KIND_LISTING)
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

void page_weigh(pm_page *page)
{
	judge_regions(page);
	for (size_t i = 0; i < page->n_blocks; i++) {
		page->blocks[i].own = own_worth(page, &page->blocks[i]);
		page->blocks[i].factor = 1000;
		page->blocks[i].cause = CAUSE_NONE;
	}
	for (size_t i = 0; i < page->n_regions; i++)
		page->regions[i].gain = 0;
	compare_clusters(page);
	heed_witness(page);
	judge_labels(page);
	judge_phrases(page);
	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if (b->is_around_post)
			blame(b, CAUSE_META, 300);
		if (b->is_markup)
			blame(b, CAUSE_MARKUP, 100);
		if (b->is_repeated && page->kind != KIND_LISTING)
			blame(b, CAUSE_REPEATED, 750);
	}
	weigh_lists(page);
	find_contexts(page);
	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];
		const page_region *r = &page->regions[b->region];
		const uint64_t pull = pull_of(page, b->region);
		const uint64_t drawn = ((uint64_t)b->own * b->weight + r->context * pull) / (b->weight + pull);

		b->worth = b->is_marked ? 0 : (uint16_t)least(990, drawn * r->factor / 1000 * b->factor / 1000);
		if (b->cause == CAUSE_NONE)
			b->cause = r->cause;
	}
}
