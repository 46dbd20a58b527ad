/* writer.h: what the parts of the Markdown writer share. */
#ifndef PUMICE_MARKDOWN_WRITER_H
#define PUMICE_MARKDOWN_WRITER_H

#include "emit.h"

/* An item or a quotation that is open; its lines begin with `prefix`. */
typedef struct md_container {
	bool is_item; /* else a quotation */
	bool is_ordered;
	char mark; /* `-`, `*`, `.` or `)` */
	int list;
	long value;   /* of an ordered item */
	size_t width; /* columns that its content is indented by */
} md_container;

typedef struct md_writer {
	const pm_doc *doc;
	const pm_write_context *context;
	pm_sink *sink;
	pm_buf out;        /* finished text on its way to the sink */
	pm_buf raw, lines; /* room for one block's text */
	bool is_broken;    /* memory was out */
	bool keeps_marked;
	size_t wrap;

	md_container *open;
	size_t n_open, open_cap;
	size_t base;     /* containers around the flow that is written: they stay open */
	bool at_start;   /* nothing stands in this flow yet */
	bool after_item; /* the last block was an item: the next one follows without an empty line */
	bool is_pending; /* a marker was written, and what is in it comes on the same line */

	md_names anchors;
	size_t *note_labels; /* for each note its number in the output, 0 while nothing refers to it */
	size_t *note_order;  /* indexes of notes by that number */
	size_t n_notes;

	md_indicator_place *places; /* by block; none unless the table of indicators is wanted */
	size_t n_places;
} md_writer;

/* emit.c */
void md_put_tokens(md_writer *w, const md_tokens *tokens, md_place place, pm_buf *out);
/* The text of a block from byte `from` on, as one line or more. */
void md_put_inlines(md_writer *w, const pm_block *block, size_t from, md_place place, pm_buf *out);
/* "1", or "e1" for an endnote; a note gets its number when it is first asked for. */
void md_put_note_label(md_writer *w, const pm_note *note, pm_buf *out);
size_t md_note_label(md_writer *w, const pm_note *note);

/* write.c */
void md_write_flow(md_writer *w, const pm_flow *flow);
/* Lines of a block, each with the prefix; the first one stands where md_enter left off. */
void md_put_block_lines(md_writer *w, pm_str lines);
/* Send what is finished on its way. */
void md_flush(md_writer *w);
bool md_is_shown(const md_writer *w, const pm_block *block);
/* Neither text nor anything that stands in it. */
bool md_is_empty(const pm_block *block);

/* containers.c */
/* Begin a block: close and open items and quotations, part it from the block before, and write what its first line begins with. */
void md_enter(md_writer *w, const pm_block *block);
/* End the line of a marker that nothing followed. */
void md_end_pending(md_writer *w);
void md_put_prefix(md_writer *w, size_t n_containers, bool is_empty_line);
void md_open_container(md_writer *w, md_container container);
/* Bytes of the text that its item's marker says already. */
size_t md_number_length(const pm_block *block);
/* The automatic number that has to be written as text. */
void md_put_number(const pm_block *block, pm_buf *out);

/* The cells of a GFM table as text, in the order of rows.  Put a cell's text behind the one before, then end the cell. */
typedef struct md_grid {
	pm_buf text;
	size_t *ends;   /* of each cell in text */
	size_t *widths; /* of each column */
	pm_align *aligns;
	size_t n_rows, n_columns, n_cells;
	bool is_padded;
} md_grid;

bool md_grid_make(md_grid *grid, size_t n_rows, size_t n_columns);
void md_grid_end_cell(md_grid *grid);
void md_write_grid(md_writer *w, md_grid *grid);
void md_grid_free(md_grid *grid);

/* table.c, html_table.c */
void md_write_table(md_writer *w, const pm_block *table);
void md_write_html_table(md_writer *w, const pm_block *table);
/* The one block of a cell, NULL where it has none; `is_simple` is false where it has more than can stand in a line. */
const pm_block *md_cell_text(const md_writer *w, const pm_cell *cell, bool *is_simple);
const char *md_align_name(pm_align align);

/* indicators.c */
bool md_find_indicators(md_writer *w);
md_extra_anchors md_indicators_of(const md_writer *w, const pm_block *block);
void md_write_indicators(md_writer *w);

/* front_matter.c */
void md_write_front_matter(const pm_doc *doc, const pm_write_context *context, pm_buf *out);
/* The names and values of the block at the beginning of `text`, which are put into the document's metadata; returns its length, 0
 * where there is none. */
size_t md_read_front_matter(pm_str text, pm_doc *doc, pm_error *err);

int md_write(const pm_doc *doc, const pm_write_context *context, const pm_options *options, pm_sink *sink, pm_error *err);

#endif
