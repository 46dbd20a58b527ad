/* model.h: the inside of the document, for libpumice alone. */
#ifndef PUMICE_CORE_MODEL_H
#define PUMICE_CORE_MODEL_H

#include <pumice/doc.h>
#include <pumice/text.h>

#include "arena.h"

/* A place in a block's text from which on it comes from another line of the source. */
typedef struct pm_origin {
	size_t offset;
	uint32_t line;
} pm_origin;

/* A table keeps its cells as a list in reading order and, once it is asked for slots, a grid of them. */
typedef struct pm_table {
	struct pm_table *next; /* of the document's tables */
	pm_cell *first, *last;
	uint32_t n_rows, n_columns;
	uint32_t cursor; /* next column to fill in the last row */
	uint32_t *busy_until; /* for each column, the row up to which (exclusive) a cell spans */
	uint32_t busy_cap;
	uint8_t *is_header_row;
	uint32_t row_cap;
	pm_cell **grid; /* n_rows x n_columns, owner of each slot; made when asked for */
} pm_table;

struct pm_cell {
	pm_cell *next;
	pm_block *table;
	uint32_t row, column, rowspan, colspan;
	bool is_header;
	uint8_t align;
	pm_flow *flow;
};

struct pm_flow {
	pm_doc *doc;
	pm_block *first, *last;
	size_t n_blocks;
	pm_cell *cell;
	pm_note *note;
	uint32_t depth; /* 0 for the body and notes */
};

struct pm_note {
	pm_flow flow;
	pm_str id;
	size_t index;
	pm_note_kind kind;
};

struct pm_region {
	pm_region *parent;
	pm_str words;
	uint32_t index;
	uint32_t n_controls;
	uint16_t depth;
	uint8_t role;
};

/* What every walk over the blocks asks for stands first, in one line of the cache. */
struct pm_block {
	pm_block *next;
	pm_flow *flow;
	char *text;
	size_t len;
	pm_table *table;
	uint8_t kind, level, role, item_depth, quote_depth, quote_start;
	bool is_ordered, number_is_automatic;
	pm_str mark_kind, mark_rule;
	pm_region *region;
	pm_span *spans;
	uint32_t n_spans, span_cap;
	pm_str number;
	uint32_t line;
	int list;
	pm_block *previous;
	size_t cap; /* bytes from `text` on that this block may fill; 0 where a neighbour's text may follow */
	pm_origin *origins; /* beyond the first, sorted by offset, which counts from origin_base bytes before the text */
	size_t origin_base;
	uint32_t n_origins, origin_cap;
	pm_str language;
};

typedef struct pm_meta {
	pm_str name, value;
} pm_meta;

/* A growing array of T inside the document, freed with it. */
#define PM_ARRAY(T) \
	struct { \
		T *at; \
		size_t n, cap; \
	}

enum { PM_INDICATOR_PAGE = 32 };

struct pm_doc {
	pm_arena arena;
	pm_flow body;
	pm_fidelity fidelity;
	size_t n_blocks;
	size_t text_bytes;
	size_t n_replaced;
	int n_lists;
	pm_table *tables; /* all of them, to free what they hold */
	PM_ARRAY(pm_note *) notes;
	PM_ARRAY(pm_region *) regions;
	PM_ARRAY(pm_resource) resources;
	PM_ARRAY(uint32_t) resource_namesakes; /* of each: the last number that was put behind its name for another */
	uint32_t *resources_by_bytes, *resources_by_name; /* hash -> index + 1 */
	size_t n_resource_slots;
	size_t resource_bytes;
	PM_ARRAY(pm_meta) meta;
	PM_ARRAY(pm_str) warnings;
	PM_ARRAY(pm_str) infos;
	PM_ARRAY(pm_repair) repairs;
	uint32_t *repair_slots; /* hash of rule, removed, inserted, line -> index + 1 */
	size_t n_repair_slots;
	PM_ARRAY(pm_indicator *) indicator_pages; /* they are many: one array would be copied again and again as it grows */
	size_t n_indicators;
	PM_ARRAY(pm_str) names; /* few words that many blocks share: kinds and rules of marks */
};

/* Make room for one more element; false where memory is out. */
bool pm_array_room(void **at, size_t *cap, size_t n, size_t size);
#define PM_ARRAY_ROOM(a) pm_array_room((void **)&(a).at, &(a).cap, (a).n, sizeof *(a).at)

/* Copy `s` into the document once, however often it is asked for; for the few names that many blocks share. */
pm_str pm_doc_name(pm_doc *doc, pm_str s, bool *ok);
/* A block that stands nowhere yet. */
pm_block *pm_block_make(pm_flow *flow, pm_kind kind, const char *text, size_t len, pm_error *err);
void pm_flow_link(pm_flow *flow, pm_block *after, pm_block *block);
void pm_flow_unlink(pm_block *block);
bool pm_block_grow_spans(pm_block *block, size_t n);
/* Take out the spans of `style` that cover all of the text. */
void pm_block_drop_look(pm_block *block, pm_style style);
void pm_table_free(pm_table *table);

#endif
