/* read.h: the inside of the reader.  The document's part runs through as a stream; what is open at a time stands in frames. */
#ifndef DOCX_READ_H
#define DOCX_READ_H

#include "numbering.h"
#include "package.h"
#include "pool.h"
#include "rels.h"
#include "settings.h"
#include "styles.h"
#include "xml.h"

int docx_read(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err);

enum {
	DOCX_MASK_STYLES = 7,                    /* PM_STRONG … PM_CODE_SPAN are bits of a mask */
	DOCX_LIST_DEPTH = 64,                    /* lists open at a time */
	DOCX_LIMIT_FRAMES = 300,                 /* cells and text boxes inside each other; beyond, content goes to the frame around */
	DOCX_MATH_DEPTH = 64,                    /* parts of an equation inside each other that get signs */
	DOCX_LIMIT_FIELDS = 1000,                /* fields inside each other */
	DOCX_LIMIT_PARAGRAPH = 32 * 1024 * 1024, /* bytes of one paragraph's text */
};

/* A hyperlink that is open, by element or by field. */
typedef struct docx_link {
	uint32_t id; /* 0: leads nowhere */
	pm_str target, title;
} docx_link;

typedef struct docx_field {
	pm_buf instruction;
	bool has_result; /* its result has begun */
	bool is_toc;
	bool is_link;             /* has put its link on the stack */
	bool has_box, is_checked; /* a check box of an old form */
} docx_field;

/* Character formatting of the open run. */
typedef struct docx_run {
	docx_look look;
	const docx_style *style;
	pm_str font;
	bool is_settled; /* mask and is_hidden are worked out */
	bool is_hidden;
	bool is_picture_words; /* what stands in the page for a hidden picture */
	bool is_number; /* in the character style Section Number */
	uint8_t mask;
} docx_run;

typedef struct docx_para {
	const docx_style *style;
	docx_meaning meaning;
	pm_str num_id; /* direct */
	bool has_num, is_settled, is_toc, has_border, has_rule, starts_block;
	bool is_drop_cap;             /* a large letter that begins the next paragraph */
	bool joins;                   /* text of an earlier paragraph stands in it and nothing has followed yet */
	bool mark_removed;            /* its end was deleted: it runs on into the next paragraph */
	bool break_before, has_break; /* a page break before its text; one that may turn out to be after it */
	bool has_line;                /* a line break that counts only if text follows */
	int8_t ilvl, outline, jc;
	uint32_t ordinal;
	int indent; /* direct; DOCX_NO_INDENT */
	long div_id; /* -1 for none */
	/* Text so far.  These stay when `mark_removed`. */
	pm_buf text, hidden;
	pm_span *spans;
	size_t n_spans, cap_spans, n_images, n_notes;
	size_t number_end; /* end of the leading runs in Section Number */
	uint8_t mask;
	size_t mask_start[DOCX_MASK_STYLES];
	docx_link link;
	size_t link_start;
	bool link_has_image;
	/* Where the paragraph goes when text boxes anchored in it have come before it. */
	bool has_place;
	pm_block *place;
} docx_para;

typedef struct docx_cover {
	pm_cell *cell;
	uint32_t row; /* the last one that it covers */
} docx_cover;

typedef struct docx_table {
	pm_block *block;
	const docx_style *style;
	uint32_t row, column;
	bool in_row, has_row, is_header, skips_row, looks_first_row, had_body_row;
	uint32_t grid_before;
	long div_id;
	pm_cell *last;
	docx_cover *cover; /* by column; made once for a frame */
} docx_table;

typedef enum docx_frame_kind { FRAME_STORY, FRAME_CELL, FRAME_BOX } docx_frame_kind;

/* A list that is open: items of deeper levels belong into it. */
typedef struct docx_open_list {
	int ilvl, list;
	int indent; /* where the text of its items begins; DOCX_NO_INDENT */
	const docx_num *num;
} docx_open_list;

typedef struct docx_frame {
	docx_frame_kind kind;
	pm_flow *flow; /* NULL: a cell that is not made yet */
	pm_region *region;
	const char *mark, *rule; /* what its blocks are marked as; NULL for none */
	docx_para para;
	int open_paras; /* 1 inside a paragraph; more where paragraphs are nested wrongly */
	bool has_carry; /* `para` holds text of a paragraph whose end was deleted */
	docx_table table;
	int strays; /* open w:tbl, w:tc and w:txbxContent that made no frame or table of their own */
	size_t flow_depth;
	uint32_t grid_span;
	enum { MERGE_NONE, MERGE_START, MERGE_ON } merge;
	bool has_align;   /* the cell's first paragraph has been seen */
	bool drops_blank; /* one blank after a note's mark is no text */
	docx_open_list lists[DOCX_LIST_DEPTH];
	int n_lists;
} docx_frame;

/* A note that is referred to; its text is read after the body. */
typedef struct docx_note {
	pm_str id, bookmark; /* the bookmark that stands round its first sign */
	pm_note *note;
	pm_note_kind kind;
	bool is_read;
} docx_note;

/* A bookmark that Word made for itself: an anchor only if some link leads to it. */
typedef struct docx_anchor {
	pm_block *block;
	size_t offset;
	pm_str name;
} docx_anchor;

typedef struct docx_picture {
	pm_str alt, name, address;
	uint32_t width, height; /* 1/20 point */
	uint32_t link_id;       /* of a hyperlink on the drawing */
	pm_str link_target;
} docx_picture;

/* A part of an equation that is open: where it begins in the paragraph's text; several characters get brackets. */
typedef struct docx_math_group {
	bool has_brackets, is_delimited;
	size_t start, frame, n_elements;
	uint32_t opening, closing, separator; /* of m:d; 0 for none */
} docx_math_group;

typedef struct docx_reader {
	pm_doc *doc;
	docx_package *package;
	docx_pool pool;
	bool is_own;  /* written by pumice: taken literally */
	bool rejects; /* tracked changes */
	int main_part;
	docx_rels package_rels, main_rels;
	const docx_rels *rels; /* of the part being read */
	docx_rels part_rels;
	docx_styles styles;
	docx_numbering numbering;
	docx_settings settings;
	int *resources; /* by part: index + 1, 0 not met, -1 unreadable */

	docx_frame **frames; /* made once, used again */
	size_t n_frames, cap_frames;
	docx_run run;
	docx_token rpr_of; /* whose run properties are open */
	docx_field *fields;
	size_t n_fields, cap_fields, lost_fields;
	size_t n_instructions; /* fields whose instruction is still being read */
	size_t n_toc;          /* fields and content controls that are a table of contents */
	docx_link *links;      /* innermost last */
	size_t n_links, cap_links;
	uint32_t last_link;
	bool *sdts; /* of each open content control: is it a table of contents? */
	size_t n_sdts, cap_sdts;
	docx_picture picture;
	bool picture_is_hidden; /* pumice's own: the run behind it holds its words */
	docx_math_group math[DOCX_MATH_DEPTH];
	size_t n_math, lost_math;
	uint32_t nary; /* the sign of a sum or integral */
	pm_buf ruby;   /* the reading of a word, which stands before it in the file */
	bool in_ruby_text;
	pm_str *anchors; /* names that wait for the next text */
	size_t n_anchors, cap_anchors;
	docx_anchor *quiet_anchors;
	size_t n_quiet_anchors, cap_quiet_anchors;
	pm_str *places; /* that links lead to in the document */
	size_t n_places, cap_places;
	docx_note *notes;
	size_t n_notes, cap_notes;
	size_t *note_slots; /* a hash table over kind and id: index + 1 */
	size_t n_note_slots;
	pm_str *stories; /* relationship ids of headers and footers in order */
	size_t n_stories, cap_stories;
	pm_str note_bookmark; /* that has just begun */
	size_t n_warnings;
	uint32_t ordinal;
	uint64_t produced;             /* grows with what is taken in */
	bool title_is_open, has_title; /* a title has begun; text has come after it */
	/* Reading a part of several stories (notes, comments): which one is open. */
	enum { PART_DOCUMENT, PART_NOTES, PART_COMMENTS, PART_MARGIN } part_kind;
	pm_note_kind notes_kind;
} docx_reader;

/* read.c: like pm_doc_warn; after MOST_WARNINGS the rest is only said to exist. */
void docx_warn(docx_reader *r, const char *format, ...) PM_PRINTF(2, 3);

/* read_story.c: the handler of every part that holds text */
extern const docx_handler docx_story_handler;
int docx_push_frame(docx_reader *r, docx_frame_kind kind, pm_flow *flow, pm_error *err);
int docx_pop_frame(docx_reader *r, pm_error *err);
docx_frame *docx_top(docx_reader *r);
/* The text that the open paragraph gets, wherever it comes from; nothing outside of paragraphs. */
int docx_put(docx_reader *r, pm_str text, pm_error *err);
int docx_put_char(docx_reader *r, uint32_t c, pm_error *err);

/* read_props.c */
void docx_paragraph_property(docx_reader *r, docx_token token, docx_token parent, const docx_attrs *attrs);
void docx_run_property(docx_reader *r, docx_token token, const docx_attrs *attrs);
int docx_begin_rpr(docx_reader *r, docx_token parent);
int docx_change(docx_reader *r, docx_token token, docx_token parent);
int docx_old_properties(docx_reader *r, docx_token token);

/* read_para.c */
void docx_para_begin(docx_reader *r, docx_frame *f);
int docx_para_end(docx_reader *r, docx_frame *f, pm_error *err);
int docx_para_flush(docx_reader *r, docx_frame *f, pm_error *err); /* what a carry left */
int docx_para_text(docx_reader *r, docx_para *p, pm_str text, pm_error *err);
int docx_para_span(docx_reader *r, docx_para *p, pm_span span, pm_error *err);
int docx_para_close_link(docx_para *p, pm_error *err);
int docx_para_use_link(docx_reader *r, docx_para *p, pm_error *err);
void docx_para_settle(docx_reader *r, docx_para *p);
void docx_para_free(docx_para *p);

/* read_block.c: from a paragraph to a block */
int docx_para_emit(docx_reader *r, docx_frame *f, pm_error *err);
int docx_block_dress(docx_reader *r, docx_frame *f, pm_block *block, pm_error *err);
/* In documents of ours: the first of the quotations that begin with what is in this division. */
int docx_quote_start(const docx_reader *r, long div_id);

/* read_anchor.c: bookmarks and the links to them */
int docx_bookmark(docx_reader *r, const docx_attrs *attrs, pm_error *err);
int docx_quiet_anchor(docx_reader *r, pm_block *block, size_t offset, pm_str name, pm_error *err);
int docx_place_linked(docx_reader *r, pm_str target, pm_error *err);
int docx_settle_anchors(docx_reader *r, pm_error *err);

/* read_field.c */
int docx_field_char(docx_reader *r, const docx_attrs *attrs, pm_error *err);
int docx_field_instruction(docx_reader *r, pm_str text, pm_error *err);
int docx_field_simple(docx_reader *r, const docx_attrs *attrs, pm_error *err);
int docx_hyperlink(docx_reader *r, const docx_attrs *attrs, pm_error *err);
void docx_link_pop(docx_reader *r);
int docx_link_push(docx_reader *r, pm_str target, pm_str title, pm_error *err);
void docx_fields_reset(docx_reader *r);

/* read_table.c */
int docx_table_start(docx_reader *r, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err);
int docx_table_end(docx_reader *r, docx_token token, pm_error *err);
int docx_cell_make(docx_reader *r, pm_error *err); /* the flow of the top frame, where it waits for one */

/* read_picture.c */
int docx_picture_start(docx_reader *r, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err);

/* read_math.c */
int docx_math_start(docx_reader *r, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err);
int docx_math_end(docx_reader *r, docx_token token, pm_error *err);

/* read_parts.c: notes, comments, headers and footers; metadata */
int docx_note_reference(docx_reader *r, pm_note_kind kind, pm_str id, pm_error *err);
/* One more sign of the note whose first stands in a bookmark; `*is_found`: there is one. */
int docx_note_again(docx_reader *r, pm_str bookmark, bool *is_found, pm_error *err);
int docx_read_notes(docx_reader *r, pm_error *err);
int docx_read_comments(docx_reader *r, pm_error *err);
int docx_read_margins(docx_reader *r, pm_error *err);
int docx_part_start(docx_reader *r, docx_token token, const docx_attrs *attrs, pm_error *err);
int docx_read_metadata(docx_reader *r, pm_error *err);

#endif
