/* reader.h: what the parts of the Markdown reader share.  md4c parses; what it has no words for (notes, HTML that means something) is done
 * here. */
#ifndef PUMICE_MARKDOWN_READER_H
#define PUMICE_MARKDOWN_READER_H

#include <pumice/pumice.h>

typedef struct md_definition {
	pm_str label;
	pm_note *note;
	size_t start, end; /* of its content in the notes' buffer */
	uint32_t line;
} md_definition;

typedef struct md_definitions {
	md_definition *at;
	size_t n, cap;
	pm_buf content; /* of all notes, without the indent */
	pm_buf rest;    /* an empty line, then the document without them: empty lines stand in their places */
} md_definitions;

/* A list or quotation or item that is open. */
typedef enum md_level_kind { MD_LEVEL_LIST, MD_LEVEL_ITEM, MD_LEVEL_QUOTE } md_level_kind;

typedef struct md_level {
	md_level_kind kind;
	int list;
	bool is_ordered;
	char mark;
	unsigned next;  /* number of the next item */
	bool has_block; /* of an item: its text, or what stands instead */
} md_level;

/* A span while its block is read: its strings are places in the reader's pool, which may move. */
typedef struct md_read_span {
	pm_style style;
	size_t start, end; /* SIZE_MAX: where the text goes on after a line end */
	size_t target, target_len, alt, alt_len;
	int resource;
	pm_note *note;
	bool is_tag; /* closed by a tag, not by md4c */
} md_read_span;

/* A table of HTML, whose cells may hold Markdown. */
typedef struct md_html_table {
	pm_block *table;
	pm_cell *cell;
	pm_flow *flow; /* that it stands in */
	size_t base;   /* levels around it */
	bool in_head, has_row;
} md_html_table;

typedef struct md_reader {
	pm_source *src;
	pm_doc *doc;
	pm_error *err;
	int rc;
	pm_flow *flow;
	pm_str input;   /* what md4c was given */
	size_t line_at; /* offset up to which lines are counted */
	uint32_t line;
	const md_definitions *notes;

	md_level *levels;
	size_t n_levels, level_cap;
	size_t base; /* levels around the cell that is filled */

	int quote_start; /* outermost of the quotations that were opened since the last block */

	/* The block whose text is being gathered. */
	bool has_text;
	pm_kind kind;
	int heading;
	pm_buf text;
	uint32_t text_line;
	bool soft_break;      /* a line end that is a space, or nothing between CJK characters */
	const char *text_end; /* where the last piece of it ended */
	const char *skip_to;  /* a note's mark up to here was taken */
	md_read_span *spans;
	size_t n_spans, span_cap;
	md_read_span *open;
	size_t n_open, open_cap;
	unsigned in_image;  /* depth */
	pm_buf alt, pool;   /* the image's text; strings of spans */
	pm_buf language;    /* of a code block */
	size_t code_indent; /* columns that the line of code begins with */

	/* A table of Markdown. */
	pm_block *table;
	size_t table_base; /* levels around it */
	bool in_cell, in_head;

	bool in_html;
	pm_buf html; /* of an HTML block */
	md_html_table *tables;
	size_t n_tables, table_cap;
	size_t n_skipped;            /* open ones that are too deep */
	pm_buf mark_kind, mark_rule; /* of the blocks between comments that say they are furniture */
} md_reader;

/* read.c */
bool md_grow(md_reader *r, void **at, size_t *cap, size_t n, size_t size);
void md_begin_text(md_reader *r, pm_kind kind);
void md_end_text(md_reader *r);
pm_block *md_append_block(md_reader *r, pm_kind kind, pm_str text);
/* What is no paragraph stands in an item without text. */
void md_end_item_text(md_reader *r);

/* read_text.c */
void md_add_text(md_reader *r, pm_str s);
void md_add_source_text(md_reader *r, const char *s, size_t len);
void md_add_break(md_reader *r);
/* Strings of a span are kept first: entities in them are decoded on the way. */
size_t md_keep(md_reader *r, pm_str s);
void md_open_span(md_reader *r, md_read_span span);
void md_close_span(md_reader *r, pm_style style, bool is_tag);
/* A span without text: a note, an anchor. */
void md_add_placed(md_reader *r, md_read_span span);
/* An image; the file beside the document is taken in where it is there.  `source` and `alt` are places in the pool. */
void md_add_image(md_reader *r, md_read_span image);
/* Entities become what they stand for. */
void md_put_decoded(pm_str s, pm_buf *out);

/* read_html.c */
void md_read_inline_html(md_reader *r, pm_str tag);
void md_read_html(md_reader *r, pm_str html);

/* read_notes.c */
bool md_find_definitions(pm_str text, md_definitions *out);
void md_definitions_free(md_definitions *definitions);
/* The definition that `[^label]` at the beginning of s names, and the length of that mark. */
const md_definition *md_definition_at(const md_definitions *definitions, pm_str s, size_t *len);

int md_read(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err);
int md_probe(const pm_source *src);

#endif
