/* doc.h: the document, which stands between all readers, passes and writers.
 *
 * A document is one flow of blocks in reading order (the body), with notes, resources, metadata and indicators
 * beside it.  A flow is a sequence of blocks; a table's cells and a note are flows too, so that nothing has to be
 * flattened.  A block has UTF-8 text and spans, which are stand-off ranges over that text.
 *
 *     pm_doc *doc = pm_doc_new();
 *     pm_flow *body = pm_doc_body(doc);
 *     pm_block *h = pm_flow_append(body, PM_HEADING, text, len, &err);
 *     pm_block_set_level(h, 1);
 *     pm_block *p = pm_flow_append(body, PM_PARAGRAPH, text2, len2, &err);
 *     pm_block_append_span(p, (pm_span){ .style = PM_STRONG, .start = 0, .end = 6 }, &err);
 *     for (pm_block *b = pm_flow_first(body); b != NULL; b = pm_block_next(b)) …
 *     pm_doc_free(doc);
 *
 * Ownership: the document owns everything made from it; all pointers and strings that it hands out are good until it
 * is freed, except that a block's text and spans move when that block is changed.
 * Failure: functions that can fail return NULL or a code and fill `err` (PM_ELIMIT, PM_ENOMEM), the document then
 * being as it was. */
#ifndef PUMICE_DOC_H
#define PUMICE_DOC_H

#include <pumice/base.h>

PM_BEGIN_DECLS

typedef struct pm_doc pm_doc;
typedef struct pm_flow pm_flow;
typedef struct pm_block pm_block;
typedef struct pm_cell pm_cell;
typedef struct pm_note pm_note;
typedef struct pm_region pm_region;

PM_API pm_doc *pm_doc_new(void); /* NULL only where memory is out */
PM_API void pm_doc_free(pm_doc *doc);
PM_API pm_flow *pm_doc_body(const pm_doc *doc);

/* What the source knew of its own structure; the passes trust it accordingly.  Set by the reader; PM_DOCUMENT unless set.
 *   PM_LINES     plain text: each block is one line as it stood, kind PM_PARAGRAPH, indent kept as leading white space;
 *                an empty line is an empty block.  The passes join, split and type the lines.
 *   PM_PAGE      a scraped page: blocks are typed, and much of them may be furniture, which regions help to tell
 *   PM_DOCUMENT  an authored document: types are trusted, paragraphs may still imitate headings
 *   PM_ARCHIVED  written by pumice or by hand as it should be (Markdown): the passes change nothing */
typedef enum pm_fidelity { PM_DOCUMENT, PM_LINES, PM_PAGE, PM_ARCHIVED } pm_fidelity;

PM_API void pm_doc_set_fidelity(pm_doc *doc, pm_fidelity fidelity);
PM_API pm_fidelity pm_doc_fidelity(const pm_doc *doc);

/* -- blocks ------------------------------------------------------------------------------------------------------ */

typedef enum pm_kind {
	PM_PARAGRAPH,
	PM_TITLE,
	PM_HEADING, /* level 1-6 */
	PM_LIST_ITEM, /* level 0 (outermost) and up: its depth; is_ordered, number, list */
	PM_QUOTE, /* a paragraph of a quotation; quote_depth 1 and up */
	PM_CODE, /* text verbatim, lines parted by \n, no \n at the end */
	PM_TABLE, /* has no text of its own, but rows of cells */
	PM_IMAGE, /* an image that stands alone: one PM_IMAGE_REF span, text empty */
	PM_CAPTION, /* of the table that follows or the image before it */
	PM_RULE, /* a thematic break */
	PM_PAGE_BREAK
} pm_kind;

PM_API const char *pm_kind_name(pm_kind kind); /* as in the JSON dump: "list_item", … */

/* Append a block at the end of `flow`.  `text` may be empty.
 * In the text U+000A is a line break inside the block.  Invalid UTF-8 becomes U+FFFD, NUL and other controls but tab
 * and \n become U+FFFD too and are counted (pm_doc_n_replaced). */
PM_API pm_block *pm_flow_append(pm_flow *flow, pm_kind kind, const char *text, size_t len, pm_error *err);
/* The same, after `place`, which stays where it is. */
PM_API pm_block *pm_block_append_after(pm_block *place, pm_kind kind, const char *text, size_t len, pm_error *err);

PM_API pm_block *pm_flow_first(const pm_flow *flow);
PM_API pm_block *pm_flow_last(const pm_flow *flow);
PM_API size_t pm_flow_n_blocks(const pm_flow *flow);
PM_API pm_doc *pm_flow_doc(const pm_flow *flow);
/* The table cell or note that this flow is the content of, NULL where it is not. */
PM_API pm_cell *pm_flow_cell(const pm_flow *flow);
PM_API pm_note *pm_flow_note(const pm_flow *flow);
PM_API pm_block *pm_block_next(const pm_block *block);
PM_API pm_block *pm_block_previous(const pm_block *block);
PM_API pm_flow *pm_block_flow(const pm_block *block);
/* Every block of the document, those of cells (after their table) and of notes (after the body) included, without
 * recursion: start with NULL, ends with NULL. */
PM_API pm_block *pm_doc_next_block(const pm_doc *doc, const pm_block *block);

PM_API pm_kind pm_block_kind(const pm_block *block);
PM_API void pm_block_set_kind(pm_block *block, pm_kind kind);
PM_API pm_str pm_block_text(const pm_block *block);

/* Heading 1-6, list item 0 and up; else 0. */
PM_API int pm_block_level(const pm_block *block);
PM_API void pm_block_set_level(pm_block *block, int level);

/* The number of a heading or item as a reader sees it: `（一）`, `1.2`, `3.`, `•`.  Where it is automatic (Word's numbering,
 * <ol>) the text does not hold it; else it is the beginning of the text. */
PM_API pm_str pm_block_number(const pm_block *block);
PM_API bool pm_block_number_is_automatic(const pm_block *block);
PM_API int pm_block_set_number(pm_block *block, const char *number, size_t len, bool is_automatic, pm_error *err);

/* List items: an ordered list counts, a bulleted one does not; `list` tells apart lists that stand side by side: items
 * of one list share a positive number (pm_doc_new_list).  A nested list has a number of its own. */
PM_API bool pm_block_is_ordered(const pm_block *block);
PM_API int pm_block_list(const pm_block *block);
PM_API void pm_block_set_list(pm_block *block, int list, bool is_ordered);
PM_API int pm_doc_new_list(pm_doc *doc);

/* How many list items a block that is not itself an item stands in (the second paragraph of an item has 1), and how many
 * quotations any block stands in.  A list in a quotation is items with quote_depth 1; a quotation in an item is
 * a PM_QUOTE with item_depth 1. */
PM_API int pm_block_item_depth(const pm_block *block);
PM_API void pm_block_set_item_depth(pm_block *block, int depth);
PM_API int pm_block_quote_depth(const pm_block *block);
PM_API void pm_block_set_quote_depth(pm_block *block, int depth);
/* Quotations that stand side by side: those from this depth on begin with the block, though what stands ahead of it stands in quotations of
 * that depth, too.  0 where they go on. */
PM_API int pm_block_quote_start(const pm_block *block);
PM_API void pm_block_set_quote_start(pm_block *block, int depth);

/* What a paragraph is in an official document or letter; writers set it accordingly. */
typedef enum pm_role {
	PM_ROLE_NONE,
	PM_ROLE_SUBTITLE,
	PM_ROLE_DATELINE, /* under the title: who, when, where */
	PM_ROLE_ADDRESSEE, /* 各位代表： */
	PM_ROLE_SIGNATURE,
	PM_ROLE_DATE,
	PM_ROLE_ATTACHMENT, /* 附件：… */
	PM_ROLE_TERM, /* of a definition; the definition follows with item_depth 1 */
	PM_ROLE_ABSTRACT
} pm_role;
PM_API const char *pm_role_name(pm_role role); /* as in the JSON dump; "" for none */
PM_API pm_role pm_block_role(const pm_block *block);
PM_API void pm_block_set_role(pm_block *block, pm_role role);

/* Of a code block: its language, empty where unknown. */
PM_API pm_str pm_block_language(const pm_block *block);
PM_API int pm_block_set_language(pm_block *block, const char *language, size_t len, pm_error *err);

/* Where in the source the block (or the byte `offset` of its text) began: the line, from 1, of a text or page; in
 * a package, which has no lines, the ordinal of the paragraph.  0 where unknown. */
PM_API uint32_t pm_block_line(const pm_block *block);
PM_API uint32_t pm_block_line_at(const pm_block *block, size_t offset);
PM_API void pm_block_set_line(pm_block *block, uint32_t line);

/* -- furniture ----------------------------------------------------------------------------------------------------- */

/* What is marked stays in its place; writers leave it out unless asked.  `kind` is one of the words of gold.md
 * (navigation, toc, duplicate-title, metadata, related, advert, paywall, share, footer, residue) or comments, hidden,
 * header, empty; `rule` is the name of the rule that said so (pm_rules).  Both are copied.  Marking a table marks its cells. */
PM_API int pm_block_mark(pm_block *block, const char *kind, const char *rule, pm_error *err);
PM_API void pm_block_unmark(pm_block *block);
PM_API bool pm_block_is_marked(const pm_block *block);
PM_API pm_str pm_block_mark_kind(const pm_block *block); /* empty where not marked */
PM_API pm_str pm_block_mark_rule(const pm_block *block);

/* -- spans --------------------------------------------------------------------------------------------------------- */

typedef enum pm_style {
	PM_STRONG,
	PM_EMPHASIS,
	PM_UNDERLINE,
	PM_STRIKE,
	PM_SUPERSCRIPT,
	PM_SUBSCRIPT,
	PM_CODE_SPAN,
	PM_LINK, /* target: address; `#name` is a place in this document; around no text: that of the image appended last at its place */
	PM_IMAGE_REF, /* empty range; resource or target; alt */
	PM_NOTE_REF, /* empty range; note */
	PM_ANCHOR /* empty range; target: the name that `#name` links to */
} pm_style;

PM_API const char *pm_style_name(pm_style style); /* as in the JSON dump: "strong", …, "code", "link", "image", "note", "anchor" */

/* A range of bytes, start <= end <= length of the text, on character boundaries.  Spans may nest and overlap.
 * They are kept sorted by start, then longer first, then by style, then by order of appending; those of one face (strong … code) that touch
 * become one. */
typedef struct pm_span {
	size_t start, end;
	pm_style style;
	int resource; /* PM_IMAGE_REF: index of the resource + 1, 0 where the image is only linked */
	pm_note *note; /* PM_NOTE_REF */
	pm_str target; /* PM_LINK, PM_ANCHOR, and PM_IMAGE_REF: address as written in the source, made absolute */
	pm_str alt; /* PM_IMAGE_REF: text for those who cannot see it; PM_LINK: title */
	pm_str link; /* PM_IMAGE_REF: address that the image leads to, where it stands in no link with words */
	uint32_t width, height; /* PM_IMAGE_REF: wanted size in 1/20 point, 0 where unknown */
} pm_span;

PM_API int pm_block_append_span(pm_block *block, pm_span span, pm_error *err); /* strings are copied */
PM_API size_t pm_block_n_spans(const pm_block *block);
PM_API const pm_span *pm_block_spans(const pm_block *block); /* borrowed, n_spans of them */
PM_API void pm_block_clear_spans(pm_block *block);

/* -- changing text: passes only ------------------------------------------------------------------------------------ */

/* One replacement in a block's text.  `rule` names who did it, for the list of repairs. */
typedef struct pm_edit {
	size_t start, end; /* bytes to take out; may be empty */
	pm_str insert; /* what to put there; may be empty */
	const char *rule; /* NULL: white space only, not listed as a repair */
} pm_edit;

/* Make all edits in one walk; they are sorted by start and do not overlap.  Spans are moved along, and each edit is put
 * on the list of repairs. */
PM_API int pm_block_edit(pm_block *block, const pm_edit *edits, size_t n_edits, pm_error *err);

/* Cut the block in two at byte `offset`, or before the character that it lies in; the rest becomes a new block after it, of the
 * same kind and marks, and is returned.  Costs nothing for the text: cutting a long line into many, front to back, is linear. */
PM_API pm_block *pm_block_split(pm_block *block, size_t offset, pm_error *err);

/* Take the text and spans of the block after this one to the end of this one, with `glue` between, and remove that
 * block.  Joining many one after the other is linear. */
PM_API int pm_block_join_next(pm_block *block, pm_str glue, pm_error *err);

/* Take an empty block (no text, no cells, no image, no note) out of its flow. */
PM_API void pm_block_remove_empty(pm_block *block);
/* Move `block` to stand after `place` in the same flow (NULL: to the front). */
PM_API void pm_block_move_after(pm_block *block, pm_block *place);

/* A repair: `removed` was taken out at `line` and `inserted` put there, `count` times, by `rule`. */
typedef struct pm_repair {
	pm_str rule, removed, inserted;
	uint32_t line;
	size_t count;
} pm_repair;

/* Equal repairs of one line are counted together; order is that of the first of each. */
PM_API size_t pm_doc_n_repairs(const pm_doc *doc);
PM_API const pm_repair *pm_doc_repair(const pm_doc *doc, size_t i);
PM_API int pm_doc_append_repair(pm_doc *doc, pm_repair repair, pm_error *err);
/* Characters that could not be decoded and stand as U+FFFD. */
PM_API size_t pm_doc_n_replaced(const pm_doc *doc);
PM_API void pm_doc_append_replaced(pm_doc *doc, size_t n);

/* -- tables ---------------------------------------------------------------------------------------------------------- */

typedef enum pm_align { PM_ALIGN_NONE, PM_ALIGN_LEFT, PM_ALIGN_CENTER, PM_ALIGN_RIGHT } pm_align;

/* Begin a new row.  Rows are filled cell by cell; a cell takes the next free column, as in HTML: columns that a cell of
 * an earlier row spans into are skipped. */
PM_API int pm_table_append_row(pm_block *table, bool is_header, pm_error *err);
/* Spans are at least 1 and are cut to the limits; a rowspan that passes the last row is cut by pm_table_n_rows. */
PM_API pm_cell *pm_table_append_cell(pm_block *table, uint32_t rowspan, uint32_t colspan, pm_error *err);
/* Leave `n` columns of the current row empty (w:gridBefore). */
PM_API int pm_table_skip_columns(pm_block *table, uint32_t n, pm_error *err);
PM_API size_t pm_table_n_rows(const pm_block *table);
PM_API size_t pm_table_n_columns(const pm_block *table);
PM_API bool pm_table_row_is_header(const pm_block *table, size_t row);
/* The cell that begins at this slot; NULL where a span covers the slot or the row is short. */
PM_API pm_cell *pm_table_cell(const pm_block *table, size_t row, size_t column);
/* The cell that covers this slot, wherever it begins; NULL where there is none. */
PM_API pm_cell *pm_table_cell_over(const pm_block *table, size_t row, size_t column);
/* The cells in order of appending: row by row; NULL after the last. */
PM_API pm_cell *pm_table_first_cell(const pm_block *table);
PM_API pm_cell *pm_cell_next(const pm_cell *cell);

PM_API pm_flow *pm_cell_flow(const pm_cell *cell);
PM_API pm_block *pm_cell_table(const pm_cell *cell);
PM_API size_t pm_cell_row(const pm_cell *cell);
PM_API size_t pm_cell_column(const pm_cell *cell);
PM_API uint32_t pm_cell_rowspan(const pm_cell *cell);
PM_API uint32_t pm_cell_colspan(const pm_cell *cell);
PM_API void pm_cell_set_rowspan(pm_cell *cell, uint32_t rowspan); /* for readers that learn it later (vMerge); no overlap is made */
PM_API bool pm_cell_is_header(const pm_cell *cell);
PM_API void pm_cell_set_header(pm_cell *cell, bool is_header);
PM_API pm_align pm_cell_align(const pm_cell *cell);
PM_API void pm_cell_set_align(pm_cell *cell, pm_align align);

/* -- notes, resources, metadata, warnings ------------------------------------------------------------------------------ */

typedef enum pm_note_kind { PM_FOOTNOTE, PM_ENDNOTE } pm_note_kind;

/* `id` is the source's own name for it and need not be unique. */
PM_API pm_note *pm_doc_append_note(pm_doc *doc, pm_note_kind kind, const char *id, size_t len, pm_error *err);
PM_API size_t pm_doc_n_notes(const pm_doc *doc);
PM_API pm_note *pm_doc_note(const pm_doc *doc, size_t i);
PM_API size_t pm_note_index(const pm_note *note);
PM_API pm_str pm_note_id(const pm_note *note);
PM_API pm_note_kind pm_note_type(const pm_note *note);
PM_API pm_flow *pm_note_flow(const pm_note *note);

typedef struct pm_resource {
	pm_str name; /* file name without folders, unique in the document, safe to write */
	pm_str media_type; /* image/png, … */
	pm_str bytes;
} pm_resource;

/* Equal bytes are held once.  `name` is a wish: folders are cut off and a double is told apart.  Returns the index + 1, as spans
 * hold it; 0 on failure. */
PM_API int pm_doc_append_resource(pm_doc *doc, pm_str name, pm_str media_type, pm_str bytes, pm_error *err);
PM_API size_t pm_doc_n_resources(const pm_doc *doc);
PM_API const pm_resource *pm_doc_resource(const pm_doc *doc, size_t i); /* i from 0 */
/* "image/png" and so on by the first bytes; empty where they are no image that is known. */
PM_API pm_str pm_media_type_of(pm_str bytes);

/* Names in use: title author publisher source published (ISO 8601) language kind (article, listing, forum, form, …) charset, and
 * what else a reader finds, by the name the source gives it.  Setting an empty value takes the name out. */
PM_API int pm_doc_set_meta(pm_doc *doc, const char *name, const char *value, size_t len, pm_error *err);
PM_API pm_str pm_doc_meta(const pm_doc *doc, const char *name); /* empty where there is none */
PM_API size_t pm_doc_n_meta(const pm_doc *doc);
PM_API pm_str pm_doc_meta_name(const pm_doc *doc, size_t i);
PM_API pm_str pm_doc_meta_value(const pm_doc *doc, size_t i);

/* What a reader could not keep, one line each, with the place; the program shows them on standard error. */
PM_API int pm_doc_warn(pm_doc *doc, const char *format, ...) PM_PRINTF(2, 3);
/* What was found out and may interest (`-v`): the charset used, how sure. */
PM_API int pm_doc_info(pm_doc *doc, const char *format, ...) PM_PRINTF(2, 3);
PM_API size_t pm_doc_n_warnings(const pm_doc *doc);
PM_API pm_str pm_doc_warning(const pm_doc *doc, size_t i);
PM_API size_t pm_doc_n_infos(const pm_doc *doc);
PM_API pm_str pm_doc_info_line(const pm_doc *doc, size_t i);

/* -- regions ------------------------------------------------------------------------------------------------------------ */

/* The nesting of the source's containers, a light tree that blocks point into.  A reader makes one for each container that may
 * tell furniture from text.  The root has no parent. */
typedef enum pm_region_role {
	PM_REGION_PLAIN, /* div, td of a layout table */
	PM_REGION_MAIN,
	PM_REGION_ARTICLE,
	PM_REGION_SECTION,
	PM_REGION_NAVIGATION,
	PM_REGION_HEADER, /* of the page or of a DOCX section */
	PM_REGION_FOOTER,
	PM_REGION_ASIDE,
	PM_REGION_FORM,
	PM_REGION_DIALOG,
	PM_REGION_LIST,
	PM_REGION_TABLE, /* a table that only lays out the page */
	PM_REGION_FIGURE,
	PM_REGION_COMMENTS,
	PM_REGION_TEXT_BOX,
	PM_REGION_TOC,
	PM_REGION_HIDDEN, /* not shown to a reader of the page */
	PM_REGION_FALLBACK /* a copy for programs without script */
} pm_region_role;

PM_API const char *pm_region_role_name(pm_region_role role);
/* `words`: the words of class and id, parted by blanks, as they stand.  `parent` NULL: under the root. */
PM_API pm_region *pm_doc_append_region(pm_doc *doc, pm_region *parent, pm_region_role role, pm_str words, pm_error *err);
PM_API pm_region *pm_region_parent(const pm_region *region); /* NULL for one under the root */
PM_API pm_region_role pm_region_role_of(const pm_region *region);
PM_API pm_str pm_region_words(const pm_region *region);
PM_API size_t pm_region_index(const pm_region *region); /* from 0, in order of appending, parents before children */
PM_API size_t pm_region_depth(const pm_region *region);
/* Fields and buttons right in it, or in boxes in it that hold no text. */
PM_API void pm_region_add_controls(pm_region *region, uint32_t n);
PM_API uint32_t pm_region_n_controls(const pm_region *region);
PM_API size_t pm_doc_n_regions(const pm_doc *doc);
PM_API pm_region *pm_doc_region(const pm_doc *doc, size_t i);
PM_API pm_region *pm_block_region(const pm_block *block); /* NULL: the root */
PM_API void pm_block_set_region(pm_block *block, pm_region *region);

/* -- indicators --------------------------------------------------------------------------------------------------------- */

/* One number that measures something; see the README for each field.  `start` and `end` are bytes of the text of `block`, which for a
 * table is the block inside the cell.  All strings are UTF-8, empty where there is nothing to say; on appending they are copied. */
typedef struct pm_indicator {
	pm_block *block;
	size_t start, end;
	size_t sentence_start, sentence_end; /* in the same text */
	pm_str name, value, value_max, unit, qualifier, change, period, from, to;
	pm_block *section; /* the heading it stands under, or NULL */
} pm_indicator;

PM_API int pm_doc_append_indicator(pm_doc *doc, const pm_indicator *indicator, pm_error *err);
PM_API size_t pm_doc_n_indicators(const pm_doc *doc);
PM_API const pm_indicator *pm_doc_indicator(const pm_doc *doc, size_t i);
PM_API pm_str pm_indicator_raw(const pm_indicator *indicator);
PM_API pm_str pm_indicator_sentence(const pm_indicator *indicator);

PM_END_DECLS

#endif
