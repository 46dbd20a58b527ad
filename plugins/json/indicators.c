/* indicators.c: each indicator with the block that it stands in, by number. */
#include "dump.h"

#include <stdlib.h>

/* Where a block stands in the dump: in the list of blocks or of notes, in which cell, and from which byte of its text on. */
typedef struct place {
	const pm_block *block;
	size_t offset;
	uint32_t index, row, column;
	bool in_cell, in_note;
} place;

typedef struct places {
	place *at;
	size_t n, cap;
	uint32_t *slots; /* by the address of the block: index + 1; 0 is free */
	size_t n_slots;  /* a power of two */
	place now; /* what the next block gets */
	bool is_broken;
} places;

static void append(places *all, const pm_block *block, size_t offset)
{
	if (all->n == all->cap) {
		size_t cap = all->cap > 0 ? all->cap * 2 : 256;
		place *at = cap < UINT32_MAX ? realloc(all->at, cap * sizeof(place)) : NULL;
		if (at == NULL) {
			all->is_broken = true;
			return;
		}
		all->at = at;
		all->cap = cap;
	}
	all->now.block = block;
	all->now.offset = offset;
	all->at[all->n++] = all->now;
}

static void visit(void *user, const pm_block *block, size_t offset)
{
	append(user, block, offset);
}

static void place_flow(places *all, const pm_flow *flow, bool marked_too)
{
	const pm_block *first = pm_flow_first(flow);
	bool is_seen = first != NULL && (marked_too || !pm_block_is_marked(first));
	if (is_seen && pm_block_next(first) == NULL && pm_block_kind(first) != PM_TABLE) {
		append(all, first, 0);
		return;
	}
	pm_buf text = { 0 };
	json_flow_text(flow, marked_too, &text, visit, all);
	all->is_broken = all->is_broken || text.is_broken;
	pm_buf_free(&text);
}

static void place_cells(places *all, const pm_block *table)
{
	all->now.in_cell = true;
	for (const pm_cell *c = pm_table_first_cell(table); c != NULL; c = pm_cell_next(c)) {
		all->now.row = (uint32_t)pm_cell_row(c);
		all->now.column = (uint32_t)pm_cell_column(c);
		place_flow(all, pm_cell_flow(c), pm_block_is_marked(table));
	}
	all->now.in_cell = false;
}

static void place_all(places *all, const pm_doc *doc)
{
	for (const pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b), all->now.index++) {
		append(all, b, 0);
		if (pm_block_kind(b) == PM_TABLE)
			place_cells(all, b);
	}
	all->now.in_note = true;
	for (size_t i = 0; i < pm_doc_n_notes(doc); i++) {
		all->now.index = (uint32_t)i;
		place_flow(all, pm_note_flow(pm_doc_note(doc, i)), false);
	}
}

/* The slot of `block`, or the free one where it would be. */
static uint32_t *slot_of(const places *all, const pm_block *block)
{
	size_t i = (size_t)(((uint64_t)(uintptr_t)block * 0x9E3779B97F4A7C15u) >> 32);
	for (;; i++) {
		uint32_t *slot = &all->slots[i & (all->n_slots - 1)];
		if (*slot == 0 || all->at[*slot - 1].block == block)
			return slot;
	}
}

static void index_all(places *all)
{
	all->n_slots = 256;
	while (all->n_slots < 2 * all->n)
		all->n_slots *= 2;
	all->slots = all->is_broken ? NULL : calloc(all->n_slots, sizeof(*all->slots));
	all->is_broken = all->slots == NULL;
	for (size_t i = 0; i < all->n && !all->is_broken; i++)
		*slot_of(all, all->at[i].block) = (uint32_t)i + 1;
}

static const place *find(const places *all, const pm_block *block)
{
	uint32_t i = block != NULL ? *slot_of(all, block) : 0;
	return i > 0 ? &all->at[i - 1] : NULL;
}

static void where(json_out *out, const places *all, const pm_indicator *ind)
{
	const place *p = find(all, ind->block);
	size_t offset = p != NULL ? p->offset : 0;
	if (p != NULL)
		json_uint(out, p->in_note ? "footnote" : "block", p->index);
	if (p != NULL && p->in_cell) {
		json_uint(out, "row", p->row);
		json_uint(out, "column", p->column);
	}
	json_uint(out, "start", offset + ind->start);
	json_uint(out, "end", offset + ind->end);
	if (ind->sentence_end > ind->sentence_start) {
		json_uint(out, "sentence_start", offset + ind->sentence_start);
		json_uint(out, "sentence_end", offset + ind->sentence_end);
	}
	p = find(all, ind->section);
	if (p != NULL && !p->in_note)
		json_uint(out, "section", p->index);
}

static void indicator(json_out *out, const places *all, const pm_indicator *ind)
{
	json_line(out);
	json_open(out, NULL, '{');
	where(out, all, ind);
	json_text(out, "raw", pm_indicator_raw(ind));
	json_text(out, "name", ind->name);
	json_text(out, "value", ind->value);
	json_text_if(out, "value_max", ind->value_max);
	json_text(out, "unit", ind->unit);
	json_text(out, "qualifier", ind->qualifier);
	json_text(out, "change", ind->change);
	json_text(out, "period", ind->period);
	json_text_if(out, "from", ind->from);
	json_text_if(out, "to", ind->to);
	json_close(out, '}');
}

int json_indicators(json_out *out, const pm_doc *doc, pm_error *err)
{
	places all = { 0 };
	if (pm_doc_n_indicators(doc) > 0) {
		place_all(&all, doc);
		index_all(&all);
	}
	json_open(out, "indicators", '[');
	for (size_t i = 0; i < pm_doc_n_indicators(doc) && !all.is_broken; i++)
		indicator(out, &all, pm_doc_indicator(doc, i));
	json_close(out, ']');
	free(all.slots);
	free(all.at);
	return all.is_broken ? pm_error_nomem(err) : PM_OK;
}
