/* page.h: what the furniture pass knows of a scraped page; shared by the page_*.c files.
 *
 *     measure (page_text.c, page_features.c) ─► witnesses (page_witness.c), contents (page_contents.c), news by its headline
 *     (page_story.c) ─► kind of page (page_thread.c, page_kind.c), posts of a thread (page_posts.c)
 *     ─► worth of each block (page_worth.c, from page_regions.c and page_sections.c) ─► marks (page_furniture.c)
 *
 * How the document is told from the page around it: every block gets a *worth* between 0 and 1000, the chance in thousandths that
 * a reader would call it part of the document.  It comes from the block's own text (length, punctuation, links), is drawn
 * towards the text around it the more the shorter the block is, and is lowered by what is said of it: by the regions it
 * stands in (their role, the words of their class and id, their likeness to their siblings, as far as their contents bear that
 * out) and by labels in the text ("Related articles").  Then the region is chosen that would give the best expected F1 (gain
 * against length) if it were the document, and inside it every block stays whose worth passes half of that F1.  That is the
 * threshold that maximises expected F1; on pages that are hard to tell it is low, and so keeps what is doubtful.  Where names
 * take nearly all text away, the page is read again without most of them.
 *
 * What was decided why is in the marks: the rule is the hardest thing that was said of the block.  All arithmetic is in whole
 * numbers, so that every machine says the same, and all walks are linear in blocks and regions, times the depth of regions. */
#ifndef PUMICE_CORE_PAGE_H
#define PUMICE_CORE_PAGE_H

#include <pumice/convert.h>
#include <pumice/doc.h>
#include <pumice/text.h>

/* What the words of a class or id, or a role, say that a region is. */
enum page_hint {
	HINT_NAVIGATION = 1 << 0,
	HINT_FOOTER = 1 << 1,
	HINT_HEADER = 1 << 2,
	HINT_ASIDE = 1 << 3,
	HINT_COMMENTS = 1 << 4,
	HINT_RELATED = 1 << 5,
	HINT_SHARE = 1 << 6,
	HINT_ADVERT = 1 << 7,
	HINT_NOTICE = 1 << 8, /* pop-ups, log-in and newsletter boxes */
	HINT_META = 1 << 9,   /* byline, date, tags, counters */
	HINT_FORM = 1 << 10,
	HINT_TOC = 1 << 11,
	HINT_BODY = 1 << 12,    /* says it holds the text: content, article, entry */
	HINT_POST = 1 << 13,    /* one of several contributions: post, message, answer */
	HINT_FORUM = 1 << 14,   /* thread, topic, forum */
	HINT_PROFILE = 1 << 15, /* who wrote a contribution: avatar, signature */
	HINT_DOCS = 1 << 16,    /* documentation generators' names */
	HINT_CONSENT = 1 << 17, /* cookie bars */
	HINT_HIDDEN = 1 << 18,  /* by style, or a copy for want of script */
	HINT_CONCEALED = 1 << 20, /* by a name that style sheets hide */
	HINT_TEASER = 1 << 19   /* leads to another page: furniture beside a text, the text of a listing */
};

/* Why a block is no part of the document; the order is that of the table in page_furniture.c. */
enum page_cause {
	CAUSE_NONE,
	CAUSE_HIDDEN,
	CAUSE_FALLBACK,
	CAUSE_NAVIGATION,
	CAUSE_TOC,
	CAUSE_FOOTER,
	CAUSE_HEADER,
	CAUSE_ASIDE,
	CAUSE_COMMENTS,
	CAUSE_RELATED,
	CAUSE_SHARE,
	CAUSE_ADVERT,
	CAUSE_NOTICE,
	CAUSE_META,
	CAUSE_FORM,
	CAUSE_TEASERS,
	CAUSE_LINKS,
	CAUSE_REPEATED,
	CAUSE_MARKUP,
	CAUSE_OUTSIDE,
	CAUSE_DOUBTFUL,
	N_CAUSES
};

enum page_kind { KIND_ARTICLE, KIND_FORUM, KIND_LISTING, KIND_PRODUCT, KIND_DOCUMENTATION, KIND_SERVICE, KIND_NONE };

/* A block of the body; a table stands for all that its cells hold. */
typedef struct page_block {
	pm_block *block;
	uint64_t prose_before; /* running text of the page ahead of it */
	uint64_t hash;         /* of its trimmed text; only compared */
	uint64_t mould;        /* of its words without figures; of short texts */
	uint64_t prose_ahead;  /* the same of what names itself no furniture */
	uint32_t region;       /* index into page.regions */
	uint32_t length;       /* as pm_str_reading_length */
	uint32_t linked;       /* of that, inside links */
	uint32_t local; /* of that, inside links to places of this page */
	uint32_t links;
	uint32_t pauses; /* commas and their like in any script */
	uint32_t stops;  /* ends of sentences */
	uint32_t contents_of; /* an entry of the contents of this region (its number + 1), among whose text it stands; 0 where it is none */
	uint32_t n_leads; /* how often its short text stands on the page as a link or button */
	uint32_t weight; /* length of the text that it is judged with: its list's, else its own */
	uint16_t own;    /* worth by its own text alone */
	uint16_t factor; /* what labels and witnesses say of it, thousandths */
	uint16_t worth;
	uint8_t kind;        /* pm_kind */
	uint8_t cause;       /* enum page_cause: what lowered the worth most */
	bool is_prose;       /* running text: sentences, not mainly links */
	bool is_marked;      /* by an earlier rule: does not count as text */
	bool is_byline;      /* right below the headline: when, where, by whom */
	bool is_markup;      /* mark-up or data that stands as text */
	bool is_unfilled;    /* holds a name that a script would have filled in */
	bool is_repeated;    /* short, and on the page three times or more */
	bool is_witnessed;   /* its words are in the page's own articleBody */
	bool is_described;   /* its words are in the page's description */
	bool is_copy;        /* in a box that stands on the page a second time */
	bool is_entry;       /* the title of an entry of a listing */
	bool is_opener;      /* a button that opens the text behind it */
	bool is_choice;      /* one of a list to choose from */
	bool is_mould;       /* in a thread: what nearly all posts say, but for figures */
	bool is_posted;      /* in a thread: what was written */
	bool is_attached;    /* a file that belongs to the document, or the label above such */
	bool is_around_post; /* in a thread: name, date, signature rather than what was written */
	bool is_off_main;    /* ahead of the contributions or entries without being text, or behind them */
} page_block;

/* A region with the sums over all that stands in it.  Number 0 is the page itself; the region with index i of the document is
 * number i + 1, so that parents come before children and sums are made in one walk backwards. */
typedef struct page_region {
	uint32_t parent;
	uint32_t first, end; /* blocks in it: first .. end-1 */
	uint32_t n_blocks, n_headings, n_items, n_links;
	uint32_t n_unfilled; /* of its blocks */
	uint32_t n_controls; /* fields and buttons, those without text too */
	uint32_t n_titles;  /* headings that lead to other pages */
	uint32_t ordinal;   /* among its parent's regions */
	uint32_t next_like; /* the next sibling of the same make, 0 where there is none */
	uint32_t group;     /* the first of its likes, 0 where it is alone */
	uint32_t n_panels;  /* hidden text right in it, behind a line to click on */
	uint64_t length, linked, prose, gain;
	uint64_t direct_prose; /* of blocks that stand in it side by side, not in boxes of their own */
	uint64_t direct_text;  /* the same of all text but links */
	uint64_t kept;         /* length of the blocks that would stay */
	uint32_t hints;        /* of this region alone */
	uint32_t inner_hints;  /* and of all regions in it */
	uint32_t outer_hints;  /* and of all regions it stands in */
	uint32_t signature;    /* hash of role and words without figures */
	uint16_t factor;       /* product of what the regions from the page down to here say, thousandths */
	uint16_t context;      /* worth of the text around, drawn from the regions up to here */
	uint8_t role;          /* pm_region_role */
	uint8_t cause;
	bool is_paragraph; /* a paragraph, item or quotation rather than a container */
	bool is_choice;    /* a list to choose from, or in one */
	bool is_within;    /* inside what the page calls its content */
	bool is_series;    /* begins likes that may be posts, or remarks on one */
	bool is_panel;     /* hidden until the reader asks for it: a tab, an answer that folds out */
} page_region;

#define PAGE_LABEL_SLOTS 1024

/* Labels and phrases by the hash of their first three bytes. */
typedef struct page_label_index {
	uint32_t rows[PAGE_LABEL_SLOTS];    /* bits: which rows of labels have one that begins so */
	uint64_t phrases[PAGE_LABEL_SLOTS]; /* bits: which phrases do */
} page_label_index;

typedef struct pm_page {
	pm_doc *doc;
	page_label_index labels;
	page_block *blocks;
	size_t n_blocks;
	page_region *regions;
	size_t n_regions;
	uint64_t length, prose;
	uint64_t view;       /* length of what no name takes away */
	uint64_t best_prose; /* the most that stands in one region side by side */
	enum page_kind kind;
	uint32_t hints;        /* of all regions, and of the metadata */
	uint32_t main_group;   /* first region of the largest group of likes that is the content; 0 where there is none */
	uint32_t foot;         /* first block of the page's foot, the number of blocks where there is none */
	uint32_t n_entries;    /* of a listing */
	uint32_t entries_from, entries_to; /* blocks of a listing's entries; 0 where there are none */
	uint32_t story_from, story_to; /* blocks of a piece of news found by its headline, to 0 where there is none, */
	uint32_t story_box;    /* and the region that its text begins in */
	uint32_t frame;        /* the region that the page itself calls its content and that holds most of it; 0 where there is none */
	uint32_t root;         /* the region taken as the document */
	uint64_t expected;     /* expected F1 of that, thousandths */
	bool has_byline;       /* a date right below the headline */
	bool is_witnessed;     /* there is an articleBody, and it is mostly on the page */
	bool is_whole_witness; /* it ends where a sentence ends */
	bool is_article;       /* says that it is one, and when it was published or by whom */
	bool is_thread;        /* the main group are the posts of one */
	bool is_relaxed;       /* second reading: names are believed only of what is mostly links */
} pm_page;

/* page_words.c */
uint32_t page_hints_of_words(pm_str words); /* enum page_hint, or'ed */
uint32_t page_signature_of_words(pm_str words);

/* page_labels.c */
void page_index_labels(page_label_index *index);
/* A label that heads furniture ("Related articles", 相关新闻): what it heads; CAUSE_NONE where it heads none.  Where what follows it in
 * the block is links, they may be many ("Categories: …"). */
enum page_cause page_cause_of_label(const page_label_index *index, pm_str text, bool is_linked);
bool page_bids_to_buy(const page_label_index *index, pm_str text); /* "Add to cart" */
/* Words that stand at a page's foot or for want of script, whatever is around them ("All rights reserved"). */
enum page_cause page_cause_of_phrase(const page_label_index *index, pm_str text);

/* page_text.c: of one block */
void page_measure_text(page_block *b, const pm_block *block); /* length, linked, local, links, pauses, stops */
bool page_is_prose(const page_block *b);                      /* knows what was measured */
bool page_is_unread(const pm_block *block);
bool page_is_unfilled(const pm_block *block);
uint64_t page_hash_text(pm_str text);

/* page_features.c */
int page_measure(pm_page *page, pm_doc *doc, pm_error *err);
void page_free(pm_page *page);
static inline uint64_t page_share(uint64_t part, uint64_t whole) /* thousandths */
{
	return whole > 0 ? part * 1000 / whole : 0;
}
static inline uint64_t page_least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}
/* Lower the worth of a block; the hardest blame counts. */
static inline void page_blame(page_block *b, enum page_cause cause, uint16_t factor)
{
	if (factor >= b->factor)
		return;
	b->factor = factor;
	b->cause = (uint8_t)cause;
}
/* What names itself furniture, by any region it stands in. */
#define FURNITURE_HINTS (HINT_NAVIGATION | HINT_FOOTER | HINT_ASIDE | HINT_RELATED | HINT_SHARE | HINT_ADVERT | HINT_NOTICE | HINT_FORM)
/* Nearly the whole page: what names it is a word of the lay-out (`page-search`, `left-sidebar`). */
static inline bool page_is_whole(const pm_page *page, const page_region *r)
{
	return page_share(r->length, page->length) >= 700;
}
/* What leads away from the page: a link to a place in it is a button or an entry of its contents. */
static inline uint32_t page_outward(const page_block *b)
{
	return b->linked - b->local;
}
/* Is region `inner` inside `outer`, or the same? */
bool page_is_inside(const pm_page *page, uint32_t inner, uint32_t outer);

/* page_witness.c */
int page_hear_witness(pm_page *page, pm_error *err);

/* page_contents.c */
int page_find_contents(pm_page *page, pm_error *err);

/* page_attachments.c */
void page_find_attachments(pm_page *page);

/* page_panels.c */
void page_find_panels(pm_page *page);

/* page_copies.c */
int page_find_copies(pm_page *page, pm_error *err);

/* page_foot.c */
void page_find_foot(pm_page *page);
void page_weigh_foot(pm_page *page); /* knows the kind of page */

/* page_entries.c */
int page_find_entries(pm_page *page, pm_error *err);

/* page_story.c */
void page_find_story(pm_page *page);
void page_judge_beside_story(pm_page *page);

/* page_thread.c */
int page_find_thread(pm_page *page, pm_error *err);
bool page_looks_dated(const page_block *b);
uint32_t page_head_of_post(const pm_page *page, uint32_t post, uint32_t before); /* `before`: end of the one before */

/* page_kind.c */
bool page_says_forum(const pm_page *page);
uint64_t page_best_prose_outside(const pm_page *page, uint32_t from, uint32_t to);
void page_find_kind(pm_page *page);
bool page_says_article(const pm_page *page);
void page_find_off_list(pm_page *page);
const char *page_kind_name(enum page_kind kind);
bool page_is_form(const pm_page *page);

/* page_rows.c */
void page_join_rows(pm_page *page);

/* page_ware.c */
bool page_says_product(const pm_page *page);
bool page_sells_ware(const pm_page *page);

/* page_posts.c */
int page_find_posts(pm_page *page, pm_error *err);

/* page_regions.c: fills factor, cause, is_within of all regions */
void page_judge_regions(pm_page *page);
bool page_leads_away(const pm_page *page, uint32_t first); /* a group of likes */

/* page_sections.c: blames blocks */
void page_judge_labels(pm_page *page);
void page_judge_phrases(pm_page *page);
enum page_cause page_cause_of_line(const pm_page *page, const page_block *b);

/* page_byline.c: fills is_byline; blames blocks; completes the metadata */
bool page_is_byline(const page_block *b); /* by its shape, wherever it stands */
void page_find_bylines(pm_page *page);
void page_judge_bylines(pm_page *page);
int page_tell_published(const pm_page *page, pm_error *err);

/* page_author.c: completes the metadata */
int page_tell_author(const pm_page *page, pm_error *err);

/* page_worth.c */
void page_weigh(pm_page *page);

/* page_tail.c: lowers the worth of what comes behind an article */
void page_judge_tail(pm_page *page);

#endif
