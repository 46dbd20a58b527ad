/* page_regions.c: what regions say of themselves, by role, by the words of their class and id, by their likeness to their siblings; and
 * how far their contents bear that out. */
#include "page.h"

typedef struct verdict {
	uint32_t hint;
	uint16_t factor; /* what is left of the worth, thousandths */
	uint16_t limit;  /* share of the page's prose from which on the hint is not believed, thousandths */
	uint8_t cause;
} verdict;

/* The first that holds decides. */
static const verdict verdicts[] = {
	{ HINT_CONCEALED, 100, 300, CAUSE_HIDDEN },
	{ HINT_CONSENT, 100, 800, CAUSE_NOTICE },
	{ HINT_NOTICE, 120, 300, CAUSE_NOTICE },
	{ HINT_ADVERT, 100, 300, CAUSE_ADVERT },
	{ HINT_SHARE, 100, 300, CAUSE_SHARE },
	{ HINT_COMMENTS, 150, 1001, CAUSE_COMMENTS },
	{ HINT_RELATED, 120, 400, CAUSE_RELATED },
	{ HINT_TEASER, 120, 400, CAUSE_RELATED },
	{ HINT_NAVIGATION, 120, 300, CAUSE_NAVIGATION },
	{ HINT_FOOTER, 150, 350, CAUSE_FOOTER },
	{ HINT_ASIDE, 250, 350, CAUSE_ASIDE },
	{ HINT_FORM, 300, 300, CAUSE_FORM },
	{ HINT_TOC, 350, 300, CAUSE_TOC },
	{ HINT_META, 450, 150, CAUSE_META },
	{ HINT_HEADER, 400, 300, CAUSE_HEADER },
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
	if (r->is_panel || (r->role != PM_REGION_HIDDEN && r->role != PM_REGION_FALLBACK))
		return false;
	*cause = r->role == PM_REGION_HIDDEN ? CAUSE_HIDDEN : CAUSE_FALLBACK;
	/* What calls itself the content may be a short piece of news; a copy without which there is no text is one. */
	const uint64_t share = page_share(r->prose, page->prose);
	const bool is_only = r->role == PM_REGION_FALLBACK && share >= 900;

	return r->prose < ((r->hints & HINT_BODY) != 0 || is_only ? 150u : 400u) || share < (r->role == PM_REGION_HIDDEN ? 400 : 500);
}

/* A group of questions in a form that is the page's text. */
static bool is_part_of_form(const pm_page *page, const page_region *r)
{
	const page_region *form = &page->regions[r->parent];
	const pm_region *region = pm_doc_region(page->doc, (size_t)(r - page->regions) - 1);

	return form != page->regions && form->role == PM_REGION_FORM && form->cause == CAUSE_NONE &&
	       pm_str_ends_with(pm_region_words(region), "tag=fieldset");
}

/* A form with nothing to fill in, nor to press: a box around facts. */
static bool is_formless(const pm_page *page, const page_region *r)
{
	const pm_str words = pm_region_words(pm_doc_region(page->doc, (size_t)(r - page->regions) - 1));

	return r->n_controls == 0 && (pm_str_ends_with(words, "tag=fieldset") || pm_str_ends_with(words, "tag=form"));
}

#define FOOT_LINKS 5 /* of a footer's columns */

/* Said by the tag or role itself, outside of any content, or at the page's end: a page's own footer, whatever it holds. */
static bool is_plain_said(const pm_page *page, const page_region *r, uint32_t hint)
{
	const bool is_last = r->end == page->n_blocks || page->prose - page->blocks[r->end].prose_before < 60;

	if (r->is_within)
		return false;
	if (hint == HINT_NOTICE)
		return r->role == PM_REGION_DIALOG;
	return hint == HINT_FOOTER && (r->role == PM_REGION_FOOTER || (r->n_links >= FOOT_LINKS && is_last));
}

/* Do the contents bear out what the name says?  A menu has links; what calls itself a sidebar inside an article and has none is a box of
 * the article; a byline is short. */
static uint16_t weigh_verdict(const pm_page *page, const page_region *r, const verdict *v)
{
	const uint64_t links = page_share(r->linked, r->length);
	const bool is_within = r->is_within || (r->hints & HINT_BODY) != 0;

	if (page->is_relaxed && v->hint != HINT_COMMENTS && v->hint != HINT_NOTICE && links < 500 && !is_plain_said(page, r, v->hint))
		return 1000;
	switch (v->hint) {
	case HINT_NAVIGATION:
		return links >= 200 || r->length < 60 ? v->factor : is_within ? 1000 : 500;
	case HINT_CONCEALED:
		return r->is_panel ? 1000 : v->factor;
	case HINT_CONSENT:
		return r->hints & HINT_BODY ? 1000 : v->factor;
	case HINT_RELATED:
	case HINT_TEASER:
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
	case HINT_HEADER: /* one that is text and has hardly a link welcomes the reader; cards have each their own */
		if (is_within || (links < 300 && (page->regions[r->parent].group != 0 || page->blocks[r->first].prose_before >= 100)))
			return 1000;
		return links < 300 && r->prose > 0 ? 800 : v->factor;
	case HINT_FORM: /* headings and questions are buttons where the answer folds out, lists have boxes to tick */
		if (is_part_of_form(page, r) || is_formless(page, r))
			return 1000;
		if (!is_within || links >= 300)
			return v->factor;
		return r->n_items >= 3 || (r->n_blocks == 1 && (r->n_headings > 0 || r->length >= 30)) ? 1000 : v->factor;
	default:
		return v->factor;
	}
}

/* The place, price or author of an entry is what a listing says of it, and the author of a book what a shop does.  Its tags lead to other listings, and a post's date is what it is
 * above an article. */
static bool is_about(const pm_page *page, const page_region *r)
{
	if (r->n_items >= 2 && r->n_links >= r->n_items && r->linked * 10 >= r->length * 9)
		return false;
	for (uint32_t i = r->first; i < r->end; i++)
		if (page->blocks[i].length > 0 && (page->kind == KIND_PRODUCT || !page_is_byline(&page->blocks[i])))
			return true;
	return false;
}

/* Does it hold what no form does: the name of the page, code, a table? */
static bool holds_matter(const pm_page *page, const page_region *r)
{
	for (uint32_t i = r->first; i < r->end; i++) {
		const page_block *b = &page->blocks[i];

		if (b->kind == PM_TITLE || b->kind == PM_CODE || b->kind == PM_TABLE ||
		    (b->kind == PM_HEADING && pm_block_level(b->block) == 1))
			return true;
	}
	return false;
}

#define LEAST_CONTROLS 2
#define LETTERS_PER_CONTROL 100
#define MOST_OF_PANEL 200 /* of the page's text, thousandths */
#define POINT 25          /* letters of a text's points */

/* Beside a ware, fields and buttons with no more around them than what they ask for. */
static bool is_panel_of_controls(const pm_page *page, const page_region *r, uint64_t share)
{
	if (page->kind != KIND_PRODUCT || r->n_controls < LEAST_CONTROLS || share >= MOST_OF_PANEL)
		return false;
	if (r->n_items >= 3 && (r->n_items * 2 > r->n_blocks || r->length >= (uint64_t)r->n_blocks * POINT))
		return false; /* points of a text, or what one may tick when it is done */
	return r->length <= (uint64_t)r->n_controls * LETTERS_PER_CONTROL && !holds_matter(page, r);
}

#define SEVERAL_UNFILLED 3 /* a dialog that a script would have filled in */

/* What a region says of itself, as a factor for the worth of what stands in it. */
static uint16_t judge_region(const pm_page *page, const page_region *r, uint8_t *cause)
{
	const uint64_t prose = page_share(r->prose, page->prose);
	/* On a page of short lines what little runs as text is seldom its matter. */
	const uint64_t share = page_least(prose, page_share(r->length - r->linked, page->length - page->regions[0].linked));

	if (is_unseen(page, r, cause))
		return 0;
	if (r->end == 0) /* what stood in it has become notes */
		return 1000;
	if (r->n_unfilled >= SEVERAL_UNFILLED && share < 300) {
		*cause = CAUSE_MARKUP;
		return 150;
	}
	*cause = CAUSE_NONE;
	/* A word more on an entry (`tooltip`, `promo`) tells how it is shown. */
	const bool is_entry = page->main_group != 0 && r->group == page->main_group;

	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		const verdict *v = &verdicts[i];

		const uint64_t limit = is_plain_said(page, r, v->hint) ? 800 : v->limit;

		if ((r->hints & v->hint) == 0 || (v->hint == HINT_CONCEALED ? prose : share) >= limit)
			continue;
		if (page->kind == KIND_FORUM && (v->hint == HINT_COMMENTS || (v->hint == HINT_META && (r->hints & HINT_POST) != 0)))
			continue;
		if (page->kind == KIND_LISTING && (v->hint == HINT_TEASER || (is_entry && v->hint != HINT_ADVERT && v->hint != HINT_CONCEALED)))
			continue;
		if ((page->kind == KIND_LISTING || page->kind == KIND_PRODUCT) && v->hint == HINT_META && is_about(page, r))
			continue;
		if (page_is_whole(page, r))
			continue;

		const uint16_t factor = weigh_verdict(page, r, v);

		if (factor >= 1000)
			continue;
		*cause = v->cause;
		return factor;
	}
	if (is_panel_of_controls(page, r, share)) {
		*cause = CAUSE_FORM;
		return 500;
	}
	if (page->kind == KIND_FORUM && (r->hints & HINT_PROFILE) != 0 && share < 150) {
		*cause = CAUSE_META;
		return 200;
	}
	return is_frame(page, r) ? 1080 : 1000;
}

#define LEAST_ARTICLE 300 /* running text in one place, beside which cards are teasers; where there is none the cards are the page */

/* A player, or a source: a link that is its own address is the title of nothing. */
static bool is_address(const page_block *b)
{
	const pm_str text = pm_block_text(b->block);

	return pm_str_starts_with(text, "http://") || pm_str_starts_with(text, "https://");
}

/* Siblings that each lead elsewhere: a linked title and at most a few lines. */
bool page_leads_away(const pm_page *page, uint32_t first)
{
	uint32_t n = 0, n_leads = 0;

	for (uint32_t i = first; i != 0; i = page->regions[i].next_like) {
		const page_region *r = &page->regions[i];
		bool leads = false;

		for (uint32_t k = r->first, n_texts = 0; k < r->end && n_texts < 3; k++) {
			const page_block *b = &page->blocks[k];

			n_texts += b->length > 0;
			leads |= b->links > 0 && !is_address(b) && page_outward(b) * 10 >= b->length * 9 &&
				 (b->kind == PM_HEADING || b->linked >= 15);
		}
		n++;
		n_leads += leads && r->prose < 500;
	}
	return n >= 2 && n_leads * 3 >= n * 2;
}

static bool is_teaser_group(const pm_page *page, uint32_t first)
{
	uint32_t n = 0;
	uint64_t prose = 0, length = 0, linked = 0;

	for (uint32_t i = first; i != 0; i = page->regions[i].next_like) {
		const page_region *r = &page->regions[i];

		n++;
		prose += r->prose;
		length += r->length;
		linked += r->linked;
	}
	/* What stands among the paragraphs of a text is a part of it. */
	uint32_t around = page->regions[first].parent;

	if (page->regions[around].role == PM_REGION_LIST)
		around = page->regions[around].parent;
	if (page->regions[around].direct_prose >= LEAST_ARTICLE)
		return false;
	return page->best_prose >= (n > 2 ? LEAST_ARTICLE : 2 * LEAST_ARTICLE) && prose * 2 < page->prose &&
	       page_share(linked, length) >= (prose > 0 ? 100 : 300) && page_leads_away(page, first);
}

void page_judge_regions(pm_page *page)
{
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
			r->factor = (uint16_t)page_least(factor, parent->factor);
		else
			r->factor = (uint16_t)(parent->factor < 1000 ? parent->factor : page_least(1100, factor * parent->factor / 1000));
		/* The outermost blame is what a person would name, unless the inner one is harder. */
		r->cause = parent->cause != CAUSE_NONE && parent->cause != CAUSE_META ? parent->cause : cause;
	}
}
