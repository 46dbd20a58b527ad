/* html.h: the inside of the HTML reader.
 *
 *     bytes ─charset.c─► UTF-8 ─prepare.c─► what libxml2 reads without harm ─parse.c─► events
 *     events ─elements.c─► context ─text.c─► text and spans ─blocks.c─► pieces ─tables.c─► document
 *
 * No tree is built: libxml2's SAX events are turned into blocks as they come.  What is open is kept on a stack of elements, each
 * with the context (region, styles, list, quotation) to go back to when it ends.  Only tables are held back until their end, since
 * it takes the whole of a table to know if it holds data or lays out a page.
 *
 * What the passes are told beyond blocks
 *   - Regions: one for each container.  Words are those of class and id, then hints of the form name=value:
 *     role=, itemprop=, itemtype= (last part of the address), tag= (td, p, button, textarea … where the role does not say it),
 *     label= (aria-label, blanks as _), style=hidden (display:none and visibility:hidden, with PM_REGION_HIDDEN).
 *     Each knows how many fields and buttons stand in it, those without text too.
 *   - Metadata whose name begins with `hint:` is for the passes alone, which take it out again: hint:schema-type (JSON-LD @type, last
 *     part), hint:og-type, hint:form-fields (how many fields ask for something, where there are several), hint:article-body (JSON-LD articleBody as plain text), hint:description,
 *     hint:generator, hint:page-title (<title> as it stands). */
#ifndef PUMICE_HTML_H
#define PUMICE_HTML_H

#include <libxml/HTMLparser.h>
#include <pumice/doc.h>
#include <pumice/limits.h>
#include <pumice/plugin.h>
#include <pumice/text.h>

/* Nesting beyond this is flattened: an element that is open there ends where the next one begins. */
#define HTML_DEPTH 512
/* Attributes of one tag that are read; a tag of fewer bytes than HTML_TAG_BYTES cannot have more. */
#define HTML_TAG_ATTRIBUTES 256
#define HTML_TAG_BYTES 512
/* Bytes of class and id kept for one region. */
#define HTML_WORDS_BYTES 400

/* -- tags ------------------------------------------------------------------------------------------------------------- */

typedef enum html_tag {
	TAG_OTHER,
	TAG_A,
	TAG_ADDRESS,
	TAG_ARTICLE,
	TAG_ASIDE,
	TAG_AUDIO,
	TAG_B,
	TAG_BASE,
	TAG_BIG,
	TAG_BLOCKQUOTE,
	TAG_BODY,
	TAG_BR,
	TAG_BUTTON,
	TAG_CANVAS,
	TAG_CAPTION,
	TAG_CENTER,
	TAG_CITE,
	TAG_CODE,
	TAG_DD,
	TAG_DEL,
	TAG_DETAILS,
	TAG_DFN,
	TAG_DIALOG,
	TAG_DIR,
	TAG_DIV,
	TAG_DL,
	TAG_DT,
	TAG_EM,
	TAG_FIELDSET,
	TAG_FIGCAPTION,
	TAG_FIGURE,
	TAG_FONT,
	TAG_FOOTER,
	TAG_FORM,
	TAG_FRAME,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_H4,
	TAG_H5,
	TAG_H6,
	TAG_HEAD,
	TAG_HEADER,
	TAG_HGROUP,
	TAG_HR,
	TAG_HTML,
	TAG_I,
	TAG_IFRAME,
	TAG_IMG,
	TAG_INPUT,
	TAG_INS,
	TAG_KBD,
	TAG_LABEL,
	TAG_LEGEND,
	TAG_LI,
	TAG_LINK,
	TAG_LISTING,
	TAG_MAIN,
	TAG_MATH,
	TAG_MENU,
	TAG_META,
	TAG_NAV,
	TAG_NOFRAMES,
	TAG_NOSCRIPT,
	TAG_OBJECT,
	TAG_OL,
	TAG_OPTGROUP,
	TAG_OPTION,
	TAG_P,
	TAG_PICTURE,
	TAG_PRE,
	TAG_Q,
	TAG_RP,
	TAG_RT,
	TAG_S,
	TAG_SAMP,
	TAG_SCRIPT,
	TAG_SEARCH,
	TAG_SECTION,
	TAG_SELECT,
	TAG_SMALL,
	TAG_SOURCE,
	TAG_SPAN,
	TAG_STRIKE,
	TAG_STRONG,
	TAG_STYLE,
	TAG_SUB,
	TAG_SUMMARY,
	TAG_SUP,
	TAG_SVG,
	TAG_TABLE,
	TAG_TBODY,
	TAG_TD,
	TAG_TEMPLATE,
	TAG_TEXTAREA,
	TAG_TFOOT,
	TAG_TH,
	TAG_THEAD,
	TAG_TIME,
	TAG_TITLE,
	TAG_TR,
	TAG_TT,
	TAG_U,
	TAG_UL,
	TAG_VAR,
	TAG_VIDEO,
	TAG_XMP,
	TAG_ANNOTATION
} html_tag;

typedef enum html_tag_flags {
	TAG_BLOCK = 1,  /* a block begins and ends with it */
	TAG_REGION = 2, /* a container, whatever its attributes; other block tags are one where they have a class or id */
	TAG_NO_TEXT = 4 /* what is in it is no text of the page */
} html_tag_flags;

typedef struct html_tag_info {
	const char *name;
	uint8_t tag, flags, role; /* html_tag, html_tag_flags, pm_region_role */
	uint8_t style;            /* pm_style + 1; 0 for none */
} html_tag_info;

/* `name` in lower case; never NULL. */
const html_tag_info *html_tag_find(const char *name);

/* -- state ------------------------------------------------------------------------------------------------------------ */

#define HTML_ARRAY(T)                                                                                                                      \
	struct {                                                                                                                           \
		T *at;                                                                                                                     \
		size_t n, cap;                                                                                                             \
	}
/* Make room for one more; false where memory is out. */
bool html_array_room(void **at, size_t *cap, size_t n, size_t size);
#define HTML_ARRAY_ROOM(a) html_array_room((void **)&(a).at, &(a).cap, (a).n, sizeof *(a).at)

typedef enum html_context_flags {
	IN_PRE = 1, /* white space counts */
	IN_NO_TEXT = 2,
	IN_HIDDEN_TEXT = 4, /* hidden words amid a paragraph */
	IN_CAPTION = 8,
	IN_TERM = 16,
	IN_PAGE_TITLE = 32,
	IN_SVG = 64,
	IN_TEXTAREA = 128,
	IN_MARKER = 256, /* the number or bullet that Word wrote before a list item */
	IN_DATA = 512,   /* a script that holds JSON-LD */
	IN_WORD_TITLE = 1024,
	IN_CODE_WORDS = 2048, /* <code> or the like in <pre> */
	IN_SUBTITLE = 4096,
	IN_NOTE_MARK = 8192, /* the mark of a note, which the note keeps */
	IN_MATH = 32768,     /* a formula, which is put down when it ends */
	IN_REVIEW = 16384    /* a review or comment that has an author and a date of its own */
} html_context_flags;

/* What holds for the text at a place; a copy is kept with each open element, to go back to. */
typedef struct html_context {
	uint32_t region; /* index + 1 into regions */
	uint32_t link;   /* offset + 1 into links */
	uint32_t list;   /* index + 1 into lists */
	uint16_t styles; /* bit 1 << pm_style */
	uint16_t flags;
	uint8_t heading; /* 1-6 */
	uint8_t quotes;
	uint8_t items; /* list items and definitions around */
} html_context;

typedef struct html_element {
	const xmlChar *name; /* libxml2's own copy, one for each name */
	const html_tag_info *info;
	html_context outside;
	size_t n_regions, n_lists; /* what to cut back to */
	bool is_block, is_table, is_row, is_cell;
	bool is_pre_line; /* a block in <pre>, which makes a line there */
	bool is_note_ref, is_note, is_way_back;
	bool is_captions; /* calls itself a caption, or a box with one */
	bool is_player;   /* whose address is still to come */
	bool is_tex;      /* an annotation that says the formula in TeX */
	unsigned n_parts; /* of a formula: children so far */
	size_t group;     /* where its opening bracket stands in the formula, + 1 */
	char fence[8];    /* what ends it there */
	bool is_author;        /* its words are who wrote the page */
	size_t text, n_blocks; /* where they begin */
} html_element;

typedef struct html_list {
	int id;
	bool is_ordered;
	char type;     /* of the number: 1 a A i I h */
	uint8_t depth; /* 0 for the outermost */
	bool in_item;  /* one of its items is open */
	bool is_reversed;
	bool is_stray;   /* made for an item that stands in no list */
	bool is_counted; /* its last item is 1, wherever that makes it begin */
	long next;
} html_list;

/* A container, before it is known whether it becomes a region: the cells of a data table do not. */
typedef struct html_region {
	uint32_t parent;         /* index + 1 */
	uint32_t table;          /* index + 1 of the table that it belongs to (table, row, cell) */
	size_t words, words_len; /* in `words` */
	pm_region *made;
	uint32_t n_controls; /* fields and buttons in it that `made` does not know of yet */
	uint8_t role;
	bool is_made;
} html_region;

/* A range over text; strings are in a pool. */
typedef struct html_span {
	size_t start, end;
	size_t target, target_len, alt, alt_len, link, link_len;
	uint32_t width, height;
	int resource;
	pm_note *note;
	uint8_t style;
} html_span;

/* A block before it has its place.  Text, spans and number lie in buffers of the page or of the held back tables. */
typedef struct html_piece {
	size_t text, len, spans, n_spans, number, number_len, language, language_len;
	uint32_t region, line;
	int list;
	uint8_t kind, level, role, item_depth, quotes, quote_start;
	bool is_ordered;
} html_piece;

/* The buffers that a piece points into. */
typedef struct html_store {
	pm_buf text, pool;
	HTML_ARRAY(html_span) spans;
} html_store;

typedef enum html_op_kind { OP_PIECE, OP_TABLE, OP_TABLE_END, OP_ROW, OP_CELL, OP_CELL_END } html_op_kind;

typedef struct html_op {
	uint8_t kind, align;
	bool is_header;
	uint32_t index; /* of the piece or table */
	uint32_t rowspan, colspan;
} html_op;

/* What is counted to tell a table of data from one that lays out a page. */
typedef struct html_table {
	uint32_t parent;   /* index + 1 of the table around */
	uint32_t region;   /* around it */
	size_t op, row_op; /* of its begin; of the current row + 1 */
	size_t group_op;           /* of its <tbody> */
	size_t foot_from, foot_to; /* of its <tfoot>: of the first + 1, behind the last */
	size_t n_rows, n_cells, row_cells, max_row_cells, rows_of_max, n_header_cells, n_bordered_cells, row_header_cells;
	size_t text_bytes, cell_bytes, cell_pieces, max_cell_bytes, n_long_cells, n_text_cells, n_full_cells, n_pieces, n_headings, n_items,
		n_nested, n_forms, n_images, link_bytes;
	uint32_t first_line;
	uint8_t items, quotes, quote_start; /* that it stands in, and that begin with it */
	bool says_data, says_layout, has_border, has_caption, in_head, in_cell, is_data, has_open_rowspan, is_of_boxes;
} html_table;

/* A number for each of many names, which are known by their hashes; 0 is a free slot. */
typedef struct html_name {
	uint64_t hash;
	uint32_t value;
} html_name;

typedef struct html_names {
	html_name *slots;
	size_t n, n_slots;
} html_names;

typedef struct html_note {
	pm_note *note;
	bool has_body;
} html_note;

/* What is known of a tag, by libxml2's own copy of its name. */
typedef struct html_known_tag {
	const xmlChar *name;
	const html_tag_info *info;
	bool is_empty;  /* libxml2 ends it at once */
	bool has_words; /* text in it is what it seems, and opens no element that libxml2 thinks is missing */
	bool is_plain;  /* libxml2 has no rules for it but those of what ends what */
	bool is_new;    /* libxml2 does not know it */
} html_known_tag;

/* An element that libxml2 has begun inside another, which did not end by it. */
typedef struct html_known_pair {
	const xmlChar *name, *around;
} html_known_pair;

typedef struct html_page {
	pm_source *src;
	const pm_options *options;
	pm_doc *doc;
	pm_error *err;
	int status;
	htmlParserCtxt *ctxt;
	uint32_t first_line; /* of the text being parsed, for a document inside the page */
	int nesting;         /* 1 while the content of a <textarea> or of articleBody is parsed */

	HTML_ARRAY(html_element) elements;
	size_t base; /* the first element of the document being parsed */
	html_known_tag tag_cache[256];
	html_known_pair pairs[256], asked; /* what libxml2 has shown, and what it is about to show */
	bool keeps_error;              /* libxml2 is about to complain of an element that it did not begin, */
	int kept_error;                /* and this is its last error otherwise */
	size_t n_inline; /* open elements that begin no block */
	size_t seen;                    /* where in libxml2's input its last event ended */
	bool has_data_end, has_tag_end; /* may a `]]>`, a `>` be further on? */
	HTML_ARRAY(xmlDict *) old_names;
	html_context context;
	HTML_ARRAY(html_region) regions;
	pm_buf words;
	HTML_ARRAY(html_list) lists;
	pm_buf links;

	/* the block under way */
	html_store now;
	size_t style_start[PM_ANCHOR + 1];
	bool space;              /* white space is owed before the next character */
	bool space_is_break;     /* … which held a line feed */
	bool space_before_digit; /* … if what comes is a figure */
	size_t link_end;         /* where the last link ended, + 1 */
	bool drop_semicolon, entity_follows;
	const char *dropped; /* what the text that follows may begin with, and is left out */
	bool drop_newline; /* the one right after <pre> */
	unsigned n_inner_quotes; /* <q> that are open */
	uint32_t line;
	HTML_ARRAY(uint32_t) breaks; /* lines of the source at which <br> stood in the text */
	pm_buf hidden, marker, number;
	pm_buf math, tex;  /* the formula under way */
	size_t script_end; /* where its last index or power ended */
	size_t n_captions; /* open elements that call themselves so */
	uint8_t last_kind; /* of the block that was put down last */
	uint8_t quote_start; /* the outermost of the quotations that began since */
	bool item_waits;                 /* the next block is the first of a list item */
	html_piece item;                 /* its list, number, level */
	int stray_list;                  /* that the last item without a list was put into, */
	size_t stray_end;                /* and how many blocks there were when it ended */
	pm_buf language;                 /* of the code around */
	pm_buf box_language;             /* that the box says which was opened last and said one */
	size_t language_box;             /* index + 1 of that box */
	int word_level, word_list;       /* Word's list paragraph, its level from 1 */
	int word_margin;                 /* of the paragraph under way */
	int word_margins[9];             /* of the levels of the list that its margins alone tell */
	size_t n_word_margins;
	int word_last_list, word_ids[9]; /* lists of the document by Word's level */

	/* places and notes */
	html_names targets;    /* that links lead to, so far */
	html_names ahead;      /* links and places behind the first mark of a note */
	html_names note_names; /* index + 1 into notes */
	html_names ways_back;  /* places at which notes are referred to */
	bool knows_ahead, reads_ahead;
	uint64_t last_places[4]; /* names in the block under way, the last one first */
	pm_buf anchors; /* names for the next block, each ended by NUL */
	HTML_ARRAY(html_note) notes;
	pm_flow *flow; /* of the note under way; NULL for the body */
	pm_buf note_mark;
	uint64_t note_hash;
	bool note_is_end;
	const char *note_close; /* the bracket behind the mark that closes the one ahead of it, which has gone; NULL where there is none */
	pm_str note_name;       /* of the note that begins, whose text may begin with it */
	bool has_way_back;      /* in the block under way */
	uint8_t note_items, note_quotes; /* that the note stands in, not its text */
	pm_block *notes_heading; /* ahead of the notes that came last */

	/* tables held back */
	HTML_ARRAY(html_table) tables;
	uint32_t table; /* innermost open one, index + 1 */
	HTML_ARRAY(html_op) ops;
	HTML_ARRAY(html_piece) pieces;
	html_store held;

	/* what was gathered for the metadata */
	pm_buf heading1, heading2; /* the page's first <h1>s; its first <h2>s and <h3>s; each ended by NUL */
	pm_buf title, data, data_all, meta, base_address, canonical, saved_from, image_set;
	pm_buf own_address; /* under which links name the page itself */
	size_t n_fields; /* that ask the reader for something */
	const char *matter; /* type of a box of microdata that is no part of another */
	size_t n_matters;
	size_t title_tags, shown_bytes, n_blocks, lost_images;
	size_t copy_text, copy_spans; /* where, behind an <img> that script is to fill, a copy of it may stand; + 1 */
	bool has_place_holder;        /* which put down a picture */
	pm_buf textarea;
	pm_buf language_tag, author, time, first_time;
} html_page;

/* Remember that memory ran out or a limit was met; the parser stops at its next event. */
void html_fail(html_page *page, int status);

/* -- charset.c, prepare.c ------------------------------------------------------------------------------------------------ */

int html_decode(pm_source *src, const pm_options *options, pm_doc *doc, pm_str *text, pm_error *err);
/* Make `text` safe for libxml2: `*out` is `text` itself, or lies in `copy`. */
int html_prepare(pm_doc *doc, pm_str text, pm_buf *copy, pm_str *out, pm_error *err);

/* -- parse.c ------------------------------------------------------------------------------------------------------------- */

/* Send `text` through libxml2 into the page. */
int html_parse(html_page *page, pm_str text);
uint32_t html_line(const html_page *page);
const html_known_tag *html_find_tag(html_page *page, const xmlChar *name);
/* The element that is the top of libxml2's stack begins, ends; its input stands before and behind the end of the tag. */
void html_begin_element(html_page *page, const xmlChar *name, const xmlChar **atts);
void html_end_innermost(html_page *page);
/* What libxml2 has read up to here has been told. */
void html_note_seen(html_page *page);

/* -- ahead.c ------------------------------------------------------------------------------------------------------------- */

/* Is it a libxml2 whose stack and input are known?  The others do nothing where page->reads_ahead is not set. */
bool html_may_read_ahead(void);
/* Read on from where libxml2's input stands, in content. */
void html_read_ahead(html_page *page);
/* The same while libxml2 tells of the start of an element, with its input before the `>`, or of the end of `name`. */
void html_read_ahead_of_start(html_page *page);
void html_read_ahead_of_end(html_page *page, const xmlChar *name);
/* libxml2 has begun an element, and ended none since the last event. */
void html_note_pair(html_page *page, const xmlChar *name);

/* -- nesting.c ----------------------------------------------------------------------------------------------------------- */

/* How many of the open elements stay open when one of `info` begins. */
size_t html_kept_at_start(const html_page *page, const html_tag_info *info);
/* The same for an end tag `name` that libxml2 ignored. */
size_t html_kept_at_end(html_page *page, pm_str name);

/* -- elements.c ------------------------------------------------------------------------------------------------------------ */

void html_open(html_page *page, html_element *element, const xmlChar **atts);
void html_close(html_page *page, html_element *element);

/* -- math.c ------------------------------------------------------------------------------------------------------------------ */

void html_open_math(html_page *page, html_element *element, html_context *to, const xmlChar **atts);
/* A <script> that may hold TeX. */
void html_open_tex(html_page *page, html_element *element, pm_str id, html_context *to, const xmlChar **atts);
void html_close_math(html_page *page, const html_element *element);
void html_leave_math(html_page *page);
void html_math_text(html_page *page, const char *text, size_t len);

/* -- media.c ----------------------------------------------------------------------------------------------------------------- */

void html_player(html_page *page, html_element *element, const xmlChar **atts);
void html_player_source(html_page *page, const xmlChar **atts);
void html_frame(html_page *page, const xmlChar **atts);

/* -- style.c ----------------------------------------------------------------------------------------------------------------- */

/* What a style attribute and Word's class names say. */
typedef struct html_look {
	uint16_t on, off; /* styles, as bits: those that begin, and those of the tag that do not */
	bool is_sizeless; /* a box of that only takes out the blanks between its own */
	bool is_hidden, is_block, is_page_break, is_word_marker;
	bool is_word_gap;          /* the blanks behind the number that Word wrote before a list item */
	int margin;                /* on the left, in 1/20 point */
	char list_type;            /* of the numbers of a list: 1 a A i I, h for 一, - for none; 0 where nothing is said */
	int word_level, word_list; /* mso-list:lN levelM: M and N + 1 */
	int outline;               /* mso-outline-level, 1-9 */
} html_look;

void html_read_style(pm_str style, html_look *look);

/* -- text.c ------------------------------------------------------------------------------------------------------------------ */

void html_text(html_page *page, const char *text, size_t len);
/* Put down the white space that is owed. */
void html_put_space(html_page *page);
void html_line_break(html_page *page);
/* Go over to another context: styles and links begin and end here. */
void html_set_context(html_page *page, const html_context *context);
void html_add_span(html_page *page, html_span span);
/* Trim, collapse white space to single blanks. */
void html_squeeze(pm_buf *out, pm_str s);

/* -- blocks.c ------------------------------------------------------------------------------------------------------------------ */

/* End the block under way, if there is one, and put it where it belongs. */
void html_end_block(html_page *page);
void html_put_bare_item(html_page *page); /* the item that waits, without words */
void html_put_empty(html_page *page, pm_kind kind);
/* A quotation that begins behind another one of its depth is told from it: `start` is the first that began with the block. */
void html_set_quotes(pm_block *block, uint8_t quotes, uint8_t start);
/* Append a piece that is held in `store` to `flow`. */
void html_place(html_page *page, pm_flow *flow, const html_piece *piece, const html_store *store);

/* Put down what stands in [from, to) of the text; `*span` is the first span that is not yet put down. */
void html_put_range(html_page *page, size_t *span, size_t from, size_t to, uint32_t line);

/* -- lines.c -------------------------------------------------------------------------------------------------------------- */

/* Put down all of the text under way, which line breaks part. */
void html_put_lines(html_page *page);
size_t html_skip_space(pm_str s, size_t at);
/* `at` moved back over white space, but not beyond `from`. */
size_t html_trim_end(pm_str s, size_t from, size_t at);

/* -- headings.c ----------------------------------------------------------------------------------------------------------- */

/* The link that ends here marks the place of a heading. */
void html_hide_permalink(html_page *page);
/* Where the heading [start, end) of the text under way, or the line right behind a heading, ends without the links by which its section is
 * edited; `span`: the first that may lie in it. */
size_t html_cut_edit_links(html_page *page, size_t span, size_t start, size_t end);

/* -- lists.c, regions.c ---------------------------------------------------------------------------------------------------- */

/* A list, or an item of the list around, begins; it lasts until the element's context is left. */
/* `type`: as in html_look. */
void html_begin_list(html_page *page, bool is_ordered, char type, const xmlChar **atts);
void html_begin_item(html_page *page, const xmlChar **atts);
void html_end_item(html_page *page);
void html_end_list(html_page *page);
/* An item begins with something that is no paragraph.  Cards, posts and pictures are set as lists, and nobody wants the bullet: the item
 * dissolves into what it holds.  Numbers are wanted: an ordered one stays, without words of its own. */
void html_settle_item(html_page *page);
/* The item that begins here dissolves, whatever its list. */
void html_dissolve_waiting(html_page *page);
/* A container begins inside that of the context: its index + 1. */
uint32_t html_begin_region(html_page *page, pm_region_role role, pm_str words);
pm_region *html_make_region(html_page *page, uint32_t region);
/* A field or button begins. */
void html_count_control(html_page *page);
/* Forget the regions from number `n` on, that no held back piece can point to any more. */
void html_cut_regions(html_page *page, size_t n);

/* -- tables.c ------------------------------------------------------------------------------------------------------------------ */

void html_begin_table(html_page *page, const xmlChar **atts);
void html_begin_section(html_page *page, html_tag tag); /* <thead>, <tbody>, <tfoot> */
void html_end_section(html_page *page);
void html_begin_row(html_page *page);
void html_begin_cell(html_page *page, bool is_header, const xmlChar **atts);
void html_end_cell(html_page *page);
void html_end_row(html_page *page);
void html_end_table(html_page *page);
/* Keep a piece until the outermost table ends. */
void html_hold(html_page *page, const html_piece *piece);

/* -- forms.c ----------------------------------------------------------------------------------------------------------------------- */

void html_end_textarea(html_page *page);
/* A tag begins in a <textarea>. */
void html_open_textarea(html_page *page);
void html_input(html_page *page, const xmlChar **atts);

/* -- images.c, links.c ----------------------------------------------------------------------------------------------------------- */

void html_image(html_page *page, const xmlChar **atts);
void html_image_set(html_page *page, const xmlChar **atts);
/* Does a <noscript> that begins here hold the picture that a place holder right before it stands for?  The place holder goes. */
bool html_takes_copy(html_page *page);
/* `href` made absolute by the page's base, appended to `out`. */
void html_resolve(const html_page *page, pm_str href, pm_buf *out);

/* -- own_address.c ------------------------------------------------------------------------------------------------------------- */

/* Before the page is parsed: by which address do links in it name it? */
void html_find_own_address(html_page *page, pm_str text);
/* `href`, or its `#part` where it leads to a place in the page. */
pm_str html_local_link(const html_page *page, pm_str href);

/* -- metadata.c, language.c, jsonld.c ------------------------------------------------------------------------------------------------------------ */

void html_meta_tag(html_page *page, const xmlChar **atts);
void html_link_tag(html_page *page, const xmlChar **atts);
void html_read_comment(html_page *page, pm_str text);
void html_finish_metadata(html_page *page);
/* False where the letters of the page contradict the language `tag`. */
bool html_language_fits(const pm_doc *doc, pm_str tag);
/* What elements of the body say: time, author. */
void html_open_fact(html_page *page, html_element *element, pm_str itemprop, const xmlChar **atts, html_context *to);
void html_close_fact(html_page *page, const html_element *element);
/* YYYY-MM-DD of the first date in `s`: 2024-03-05…, 2024/3/5, 2024年3月5日, 20240305. */
bool html_read_date(pm_str s, char out[11]);
/* `body` is JSON-LD's articleBody: the text of the page, where it has no other. */
void html_finish_body(html_page *page, pm_str body);
/* What the most telling object of a page's JSON-LD says. */
typedef struct html_json_facts {
	int weight;
	pm_buf type, headline, name, published, author, publisher, body, description, url;
} html_json_facts;
void html_read_json(pm_str json, html_json_facts *facts);
void html_json_facts_free(html_json_facts *facts);
/* A string as it stands in JSON, to the text that it means; and the string that begins behind the quote at json[*at - 1]. */
void html_json_string(pm_buf *out, pm_str raw);
pm_str html_json_take_string(pm_str json, size_t *at);
/* Text that the page's data hold alone: as an article at the end of the page. */
void html_append_data(html_page *page, pm_str body);
void html_finish_parts(html_page *page, pm_str json, const html_json_facts *facts);

/* `len` bytes at `at` of a buffer; empty (not NULL) where there are none. */
static inline pm_str html_part(const pm_buf *buf, size_t at, size_t len)
{
	return len > 0 ? pm_str_of(buf->ptr + at, len) : pm_str_of("", 0);
}

/* -- small helpers -------------------------------------------------------------------------------------------------------------------- */

/* The value of an attribute; empty where it has none or is not there. */
pm_str html_attribute(const xmlChar **atts, const char *name);
/* Does it look like mark-up rather than like words? */
bool html_is_markup(pm_str s);
bool html_has_attribute(const xmlChar **atts, const char *name);
/* Digits at the start of `s`; `otherwise` where there are none. */
long html_number(pm_str s, long otherwise);
/* Is `word` one of the words of `s`, without regard to case? */
bool html_has_word(pm_str s, const char *word);
/* Text for an HTML 5 entity that libxml2 does not know, empty where there is none; `is_legacy`: one that needs no semicolon. */
pm_str html_entity(pm_str name);
bool html_entity_is_legacy(pm_str name);

#endif
