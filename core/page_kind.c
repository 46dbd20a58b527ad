/* page_kind.c: what kind of page it is, since a forum thread or a listing is the opposite of an article: many like parts are the
 * document there, and the same parts are furniture beside an article.
 *
 * The cue is the largest group of likes: siblings of one make, each with text of its own.  Threads are found before (page_thread.c);
 * what the page says of itself (its type in metadata, its maker, its address) decides what other groups are. */
#include "page.h"

#include "line_shape.h"

typedef struct group {
	uint32_t first, last; /* regions */
	uint32_t n, n_dated, n_linked; /* members; those with a date; that begin with a link or have one in a heading */
	uint32_t n_pictured; /* with a picture and a link below it */
	uint64_t length, prose, largest;
} group;

static bool is_blamed(const pm_page *page, uint32_t region, uint32_t hints)
{
	return (page->regions[region].outer_hints & hints) != 0;
}

#define MOST_LINKS 8 /* of an entry; a box with more is a list of entries itself */

static group measure_group(const pm_page *page, uint32_t first)
{
	group g = { .first = first };

	for (uint32_t i = first; i != 0; i = page->regions[i].next_like) {
		const page_region *r = &page->regions[i];
		bool is_dated = false, is_linked = false, has_picture = false, is_pictured = false;
		uint32_t links = 0;

		for (uint32_t k = r->first; k < r->end; k++) {
			const page_block *b = &page->blocks[k];

			links += b->links;
			is_dated |= page_looks_dated(b);
			has_picture |= b->kind == PM_IMAGE;
			is_pictured |= has_picture && page_outward(b) * 2 > b->length;
			is_linked |= page_outward(b) * 2 > b->length && (b->kind == PM_HEADING || k == r->first || b->length > 20);
		}
		g.n++;
		g.last = i;
		g.n_dated += is_dated;
		g.n_linked += (is_linked || is_pictured) && links <= MOST_LINKS;
		g.n_pictured += is_pictured;
		g.length += r->length;
		g.prose += r->prose;
		g.largest = r->length > g.largest ? r->length : g.largest;
	}
	return g;
}

/* The most prose that stands together in one region outside blocks from..to and outside what names itself furniture. */
uint64_t page_best_prose_outside(const pm_page *page, uint32_t from, uint32_t to)
{
	uint64_t best = 0;

	for (uint32_t i = 0; i < page->n_regions; i++) {
		const page_region *r = &page->regions[i];

		if (r->direct_prose <= best || (r->first < to && r->end > from) || r->first >= page->foot)
			continue;
		if (!is_blamed(page, i, FURNITURE_HINTS | HINT_COMMENTS))
			best = r->direct_prose;
	}
	return best;
}

static bool meta_has(const pm_page *page, const char *name, const char *const *words)
{
	const pm_str value = pm_doc_meta(page->doc, name);

	for (; *words != NULL; words++)
		if (pm_str_find(value, pm_str_from(*words), 0) != SIZE_MAX)
			return true;
	return false;
}

/* JSON-LD's or Open Graph's type of the page. */
static bool type_has(const pm_page *page, const char *const *words)
{
	return meta_has(page, "hint:schema-type", words) || meta_has(page, "hint:og-type", words);
}

bool page_says_forum(const pm_page *page)
{
	static const char *const types[] = { "DiscussionForumPosting", "QAPage", NULL };
	static const char *const makers[] = { "phpBB",    "vBulletin", "Discourse", "XenForo", "Discuz", "MyBB",  "SMF", "Simple Machines",
					      "Invision", "Flarum",    "NodeBB",    "Vanilla", "FluxBB", "punBB", NULL };
	static const char *const titles[] = { "Forum",
					      "forum",
					      "FORUM",
					      "论坛",
					      "論壇",
					      "форум",
					      "Форум",
					      "Foren",
					      "Message Board",
					      "message board",
					      "Community Discussion",
					      "掲示板",
					      "フォーラム",
					      NULL };
	static const char *const addresses[] = { "viewtopic",   "showthread", "/thread", "/forum", "/topic",     "forum.", "forums.",
						 "/questions/", "/comments/", "bbs.",    "/bbs/",  "community.", "/discussion", NULL };

	return type_has(page, types) || meta_has(page, "hint:generator", makers) || meta_has(page, "source", addresses) ||
	       meta_has(page, "hint:page-title", titles) || meta_has(page, "publisher", titles);
}

static bool says_collection(const pm_page *page)
{
	static const char *const types[] = { "CollectionPage", "SearchResultsPage", "ItemList", NULL };

	return meta_has(page, "hint:schema-type", types);
}

bool page_says_article(const pm_page *page)
{
	static const char *const types[] = { "article", "Article", "BlogPosting", "Recipe", NULL };

	return !says_collection(page) && type_has(page, types);
}

/* For Open Graph alone engines say `article` of all pages that they make; one without a date may be any. */
static bool says_firmly_article(const pm_page *page)
{
	static const char *const types[] = { "Article", "BlogPosting", "Recipe", NULL };

	return page_says_article(page) &&
	       (meta_has(page, "hint:schema-type", types) || pm_doc_meta(page->doc, "published").len > 0);
}

static bool says_documentation(const pm_page *page)
{
	static const char *const makers[] = { "Sphinx",  "MkDocs",  "mkdocs",    "Docusaurus", "GitBook", "Doxygen",
					      "Javadoc", "javadoc", "VitePress", "rustdoc",    "mdBook",  "DocFX",
					      "docfx",   "Antora",  "DocBook",   "Docutils",   NULL };
	static const char *const addresses[] = { "/docs/", "docs.", "/documentation/", "readthedocs", "/manual/", "/reference/", NULL };

	return meta_has(page, "hint:generator", makers) || meta_has(page, "source", addresses);
}

static bool is_dated(const pm_page *page)
{
	return page->has_byline || pm_doc_meta(page->doc, "published").len > 0;
}

#define SEVERAL_ENTRIES 5
#define LARGE_ENTRY 100 /* more than a title and a date */

/* Cards, entries, results: each begins with a link, or has one in its heading, and the page has no text that is more.  A shop writes about
 * its wares below them, an article has its teasers below. */
static bool is_listing(const pm_page *page, const group *g)
{
	const page_region *first = &page->regions[g->first], *last = &page->regions[g->last];

	const uint32_t least_linked = g->n >= 2 * SEVERAL_ENTRIES ? g->n / 2 : (g->n * 2 + 2) / 3; /* some may be sold out */

	/* Below a picture a name is enough, and the page may have more to say in its menus. */
	const bool is_pictured = g->n >= 3 && g->n_pictured == g->n;
	const uint64_t all = is_pictured ? page->view : page->length;

	if (g->n < 3 || g->n_linked < least_linked || g->length < (is_pictured ? 6 : 20) * (uint64_t)g->n || g->largest * 2 > g->length)
		return false;

	const uint64_t outside = page_best_prose_outside(page, first->first, last->end);
	const uint64_t ahead = page->blocks[first->first].prose_ahead;

	/* What says that it is an article is one, unless the entries are the page. */
	if (page_says_article(page) && (g->n < SEVERAL_ENTRIES || outside >= 250 || page_share(g->length, page->length) < 400))
		return false;
	/* A text with its date, however short, is news beside which others are listed; the entries of a listing have dates of their own. */
	if (outside >= 60 && g->n_dated * 2 < g->n && is_dated(page) &&
	    (g->length < LARGE_ENTRY * (uint64_t)g->n || outside * g->n >= 2 * g->length))
		return false;
	if (ahead >= 250)
		return false;
	if (g->n >= 4 && outside < 800 && g->length * 10 >= all * 2)
		return true;
	return g->length >= 40 * (uint64_t)g->n && g->length * 10 >= all * 3 && outside * 2 < g->length && outside < 500;
}

/* A shop's list may say what wares it has as the page of one does. */
static bool is_all_entries(const pm_page *page, const group *g)
{
	return g->n >= 2 * SEVERAL_ENTRIES && page_share(g->length, page->length) >= 500 && is_listing(page, g);
}

static bool find_group(pm_page *page, bool (*is_it)(const pm_page *, const group *))
{
	uint64_t best = 0;

	for (uint32_t i = 1; i < page->n_regions; i++) {
		if (page->regions[i].group != i || is_blamed(page, i, FURNITURE_HINTS))
			continue;

		const group g = measure_group(page, i);
		const uint64_t size = g.prose * 2 + g.length;

		if (size > best && is_it(page, &g)) {
			best = size;
			page->main_group = i;
		}
	}
	return best > 0;
}

/* Entries without boxes of their own. */
static bool has_entries(const pm_page *page)
{
	const uint64_t most = is_dated(page) || page_says_article(page) ? 60 : 500;

	return page->entries_to > 0 && page->blocks[page->entries_from].prose_ahead < most &&
	       page_best_prose_outside(page, page->entries_from, page->entries_to) < most;
}

/* Comments on nothing: where hardly any text stands outside of what is called comments, they are the page's text. */
static bool is_all_comments(const pm_page *page, uint64_t least, uint64_t share)
{
	uint64_t inside = 0, outside = 0;

	for (size_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];

		if (!b->is_prose || b->is_marked)
			continue;
		if (is_blamed(page, b->region, HINT_COMMENTS))
			inside += b->length;
		else if (!is_blamed(page, b->region, FURNITURE_HINTS | HINT_HEADER | HINT_CONSENT))
			outside += b->length;
	}
	return inside >= least && page_share(inside, page->prose) >= share && page_share(outside, inside) < 1000 - share && outside < 200;
}

/* Text that no name takes away. */
static uint64_t text_in_view(const pm_page *page)
{
	uint64_t text = 0;

	for (uint32_t i = 0; i < page->foot; i++) {
		const page_block *b = &page->blocks[i];

		if (!b->is_marked && !b->is_choice && !is_blamed(page, b->region, FURNITURE_HINTS | HINT_HEADER | HINT_CONSENT | HINT_HIDDEN))
			text += b->length;
	}
	return text;
}

void page_find_kind(pm_page *page)
{
	page->view = text_in_view(page);
	page->is_article = page_says_article(page) &&
			   (pm_doc_meta(page->doc, "published").len > 0 || pm_doc_meta(page->doc, "author").len > 0);
	if (page->length == 0)
		page->kind = KIND_NONE;
	else if ((page->is_thread && (page_says_forum(page) || !says_collection(page))) || (!page_says_article(page) && is_all_comments(page, 200, 700)))
		page->kind = KIND_FORUM;
	else if (page_says_product(page) && !find_group(page, is_all_entries))
		page->kind = KIND_PRODUCT;
	else if ((page->hints & HINT_DOCS) != 0 || says_documentation(page))
		page->kind = KIND_DOCUMENTATION;
	else if (page->story_to == 0 && !says_firmly_article(page) && find_group(page, is_listing))
		page->kind = KIND_LISTING;
	else if (page->story_to == 0 && !says_firmly_article(page) && has_entries(page))
		page->kind = KIND_LISTING;
	else if (!page_says_article(page) && page_sells_ware(page))
		page->kind = KIND_PRODUCT;
	else if (page_says_forum(page) && !page_says_article(page) && is_all_comments(page, 60, 500))
		page->kind = KIND_FORUM; /* a thread of one post */
	else if (page->prose < 60 && page->regions[0].linked * 2 > page->length)
		page->kind = KIND_LISTING;
	else if (!page_says_article(page) && page->story_to == 0 && page->regions[0].n_headings >= 4 && page->best_prose < 600 &&
		 page->best_prose * 3 < page->prose)
		page->kind = KIND_SERVICE; /* many small sections, none of them the text */
	else
		page->kind = KIND_ARTICLE;
}

#define LEAST_LIST 400 /* of the text that may be content, thousandths: with less, the page is of several lists */

/* In a listing, what is neither entry nor heading nor text is the listing's own: its sorting, its pages. */
void page_find_off_list(pm_page *page)
{
	uint32_t from = page->entries_from, to = page->entries_to;

	if (page->main_group != 0) {
		from = page->regions[page->main_group].first;
		for (uint32_t i = page->main_group; i != 0; i = page->regions[i].next_like, page->n_entries++)
			to = page->regions[i].end;
	} else {
		for (size_t i = 0; i < page->n_blocks; i++)
			page->n_entries += page->blocks[i].is_entry;
	}
	if (page->kind != KIND_LISTING || from >= to)
		return;

	uint64_t inside = 0, all = 0;

	for (uint32_t i = 0; i < page->n_blocks; i++) {
		const page_block *b = &page->blocks[i];

		if (b->is_marked || i >= page->foot || is_blamed(page, b->region, FURNITURE_HINTS | HINT_HEADER | HINT_CONSENT))
			continue;
		all += b->length;
		inside += i >= from && i < to ? b->length : 0;
	}
	if (page_share(inside, all) < LEAST_LIST)
		return;
	for (uint32_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		b->is_off_main |= (i < from || i >= to) && !b->is_prose && b->kind != PM_HEADING && b->kind != PM_TITLE;
	}
}

const char *page_kind_name(enum page_kind kind)
{
	static const char *const names[] = { "article", "forum", "listing", "product", "documentation", "service", "none" };

	return names[kind];
}

/* Several fields to fill in, and hardly a sentence beside them.  A page with text that has fields for log-in and search as well is none. */
bool page_is_form(const pm_page *page)
{
	enum { LEAST_FIELDS = 2, MANY_FIELDS = 3, PROSE_PER_FIELD = 60 };
	uint32_t n_fields = 0;
	size_t at = 0;

	if (!pm_decimal_number(pm_doc_meta(page->doc, "hint:form-fields"), &at, &n_fields, NULL))
		return false;
	return page->kind == KIND_ARTICLE && n_fields >= LEAST_FIELDS &&
	       (page->prose == 0 || (n_fields >= MANY_FIELDS && page->prose < (uint64_t)n_fields * PROSE_PER_FIELD));
}
