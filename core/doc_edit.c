/* doc_edit.c: spans, and all that changes a block's text: edit, split, join. */
#include "model.h"

#include <pumice/limits.h>
#include <stdlib.h>

/* -- spans -------------------------------------------------------------------------------------------------------------- */

bool pm_block_grow_spans(pm_block *block, size_t n)
{
	if (n <= block->span_cap)
		return true;
	/* Most blocks that have a span have one. */
	size_t cap = block->span_cap == 0 ? 1 : block->span_cap < 4 ? 4 : (size_t)block->span_cap * 2;
	if (cap < n)
		cap = n;
	if (cap > UINT32_MAX / 2)
		return false;
	pm_span *spans = pm_arena_take(&block->flow->doc->arena, cap * sizeof *spans);
	if (spans == NULL)
		return false;
	if (block->n_spans > 0)
		memcpy(spans, block->spans, block->n_spans * sizeof *spans);
	block->spans = spans;
	block->span_cap = (uint32_t)cap;
	return true;
}

static bool is_point(pm_style style)
{
	return style == PM_IMAGE_REF || style == PM_NOTE_REF || style == PM_ANCHOR;
}

/* Does `a` come before `b`?  Those of one range and style keep the order of appending; all else is one order, so that a document
 * that was written and read again is the same. */
static bool comes_before(const pm_span *a, const pm_span *b)
{
	if (a->start != b->start)
		return a->start < b->start;
	return a->end != b->end ? a->end > b->end : a->style < b->style;
}

static void insert_span(pm_block *block, pm_span span)
{
	size_t at = block->n_spans++;
	for (; at > 0 && comes_before(&span, &block->spans[at - 1]); at--)
		block->spans[at] = block->spans[at - 1];
	block->spans[at] = span;
}

/* Spans of one face that touch are one: `a<b>b</b><b>c</b>` says no more than `a<b>bc</b>`.  Looked for among the last few, where a
 * reader's neighbours are. */
static void absorb_neighbours(pm_block *block, pm_span *span)
{
	enum { FEW = 16 };
	if (span->style > PM_CODE_SPAN)
		return;
	size_t low = block->n_spans > FEW ? block->n_spans - FEW : 0;
	for (size_t i = block->n_spans; i-- > low;) {
		const pm_span *other = &block->spans[i];
		if (other->style != span->style || other->end < span->start || other->start > span->end)
			continue;
		span->start = other->start < span->start ? other->start : span->start;
		span->end = other->end > span->end ? other->end : span->end;
		memmove(&block->spans[i], &block->spans[i + 1], (block->n_spans - i - 1) * sizeof *block->spans);
		block->n_spans--;
	}
}

/* A link around no text is that of the image in it. */
static int link_image(pm_block *block, const pm_span *link, pm_error *err)
{
	for (size_t i = block->n_spans; i-- > 0 && block->spans[i].start >= link->start;) {
		pm_span *span = &block->spans[i];
		bool ok = true;
		if (span->style != PM_IMAGE_REF || span->start != link->start)
			continue;
		if (span->link.len == 0)
			span->link = pm_arena_str(&block->flow->doc->arena, link->target, &ok);
		return ok ? PM_OK : pm_error_nomem(err);
	}
	return PM_OK;
}

int pm_block_append_span(pm_block *block, pm_span span, pm_error *err)
{
	if (span.start > block->len)
		span.start = block->len;
	if (span.end > block->len)
		span.end = block->len;
	if (span.end < span.start || is_point(span.style))
		span.end = span.start;
	if (span.start == span.end && !is_point(span.style))
		return span.style == PM_LINK ? link_image(block, &span, err) : PM_OK;
	bool ok = pm_block_grow_spans(block, (size_t)block->n_spans + 1);
	if (ok) {
		span.target = pm_arena_str(&block->flow->doc->arena, span.target, &ok);
		span.alt = pm_arena_str(&block->flow->doc->arena, span.alt, &ok);
		span.link = pm_arena_str(&block->flow->doc->arena, span.link, &ok);
	}
	if (!ok)
		return pm_error_nomem(err);
	absorb_neighbours(block, &span);
	insert_span(block, span);
	return PM_OK;
}

size_t pm_block_n_spans(const pm_block *block)
{
	return block->n_spans;
}

const pm_span *pm_block_spans(const pm_block *block)
{
	return block->spans;
}

void pm_block_clear_spans(pm_block *block)
{
	block->n_spans = 0;
}

void pm_block_drop_look(pm_block *block, pm_style style)
{
	size_t kept = 0;
	for (size_t i = 0; i < block->n_spans; i++) {
		const pm_span *span = &block->spans[i];
		if (span->style != style || span->start > 0 || span->end < block->len)
			block->spans[kept++] = *span;
	}
	block->n_spans = (uint32_t)kept;
}

/* -- repairs ------------------------------------------------------------------------------------------------------------ */

static uint64_t mix(uint64_t h, pm_str s)
{
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
	return (h ^ 0xFF) * 1099511628211u;
}

static uint64_t hash_repair(const pm_repair *r)
{
	uint64_t h = mix(14695981039346656037u, r->rule);
	h = mix(h, r->removed);
	h = mix(h, r->inserted);
	return (h ^ r->line) * 0x9E3779B97F4A7C15u;
}

static bool same_repair(const pm_repair *a, const pm_repair *b)
{
	return a->line == b->line && pm_str_equal(a->removed, b->removed) && pm_str_equal(a->inserted, b->inserted) &&
	       pm_str_equal(a->rule, b->rule);
}

static uint32_t *find_slot(pm_doc *doc, const pm_repair *repair)
{
	size_t mask = doc->n_repair_slots - 1;
	size_t i = (size_t)(hash_repair(repair) >> 20) & mask;
	while (doc->repair_slots[i] != 0 && !same_repair(&doc->repairs.at[doc->repair_slots[i] - 1], repair))
		i = (i + 1) & mask;
	return &doc->repair_slots[i];
}

static bool grow_slots(pm_doc *doc)
{
	if (doc->repairs.n + 1 <= doc->n_repair_slots / 2)
		return true;
	size_t n = doc->n_repair_slots < 64 ? 64 : doc->n_repair_slots * 2;
	uint32_t *slots = calloc(n, sizeof *slots);
	if (slots == NULL)
		return false;
	free(doc->repair_slots);
	doc->repair_slots = slots;
	doc->n_repair_slots = n;
	for (size_t i = 0; i < doc->repairs.n; i++)
		*find_slot(doc, &doc->repairs.at[i]) = (uint32_t)i + 1;
	return true;
}

int pm_doc_append_repair(pm_doc *doc, pm_repair repair, pm_error *err)
{
	bool ok = doc->repairs.n < UINT32_MAX - 1 && grow_slots(doc) && PM_ARRAY_ROOM(doc->repairs);
	if (!ok)
		return pm_error_nomem(err);
	uint32_t *slot = find_slot(doc, &repair);
	if (*slot != 0) {
		doc->repairs.at[*slot - 1].count += repair.count;
		return PM_OK;
	}
	repair.rule = pm_doc_name(doc, repair.rule, &ok);
	repair.removed = pm_arena_str(&doc->arena, repair.removed, &ok);
	repair.inserted = pm_arena_str(&doc->arena, repair.inserted, &ok);
	if (!ok)
		return pm_error_nomem(err);
	doc->repairs.at[doc->repairs.n++] = repair;
	*slot = (uint32_t)doc->repairs.n;
	return PM_OK;
}

size_t pm_doc_n_repairs(const pm_doc *doc)
{
	return doc->repairs.n;
}

const pm_repair *pm_doc_repair(const pm_doc *doc, size_t i)
{
	return &doc->repairs.at[i];
}

/* -- edit --------------------------------------------------------------------------------------------------------------- */

/* Where byte `pos` of the old text stands in the new one: `shift[i]` is how far the text before edit i has moved. */
static size_t moved(size_t pos, const pm_edit *edits, const ptrdiff_t *shift, size_t n)
{
	size_t low = 0, high = n;
	while (low < high) { /* first edit that starts at or after pos */
		size_t middle = low + (high - low) / 2;
		if (edits[middle].start < pos)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0 && pos < edits[low - 1].end)
		return (size_t)((ptrdiff_t)edits[low - 1].start + shift[low - 1]);
	return (size_t)((ptrdiff_t)pos + shift[low]);
}

static int list_repairs(pm_block *block, const pm_edit *edits, size_t n, pm_error *err)
{
	for (size_t i = 0; i < n; i++) {
		if (edits[i].rule == NULL)
			continue;
		pm_repair repair = {
			.rule = pm_str_from(edits[i].rule),
			.removed = pm_str_of(block->text + edits[i].start, edits[i].end - edits[i].start),
			.inserted = edits[i].insert,
			.line = pm_block_line_at(block, edits[i].start),
			.count = 1,
		};
		int rc = pm_doc_append_repair(block->flow->doc, repair, err);
		if (rc != PM_OK)
			return rc;
	}
	return PM_OK;
}

static void move_spans(pm_block *block, const pm_edit *edits, const ptrdiff_t *shift, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < block->n_spans; i++) {
		pm_span span = block->spans[i];
		span.start = moved(span.start, edits, shift, n);
		span.end = is_point(span.style) ? span.start : moved(span.end, edits, shift, n);
		if (span.end > span.start || is_point(span.style))
			block->spans[kept++] = span;
	}
	block->n_spans = (uint32_t)kept;
	/* Starts keep their order, but two that fell together may now stand shorter first. */
	for (size_t i = 1; i < kept; i++) {
		pm_span span = block->spans[i];
		size_t at = i;
		for (; at > 0 && comes_before(&span, &block->spans[at - 1]); at--)
			block->spans[at] = block->spans[at - 1];
		block->spans[at] = span;
	}
}

int pm_block_edit(pm_block *block, const pm_edit *edits, size_t n_edits, pm_error *err)
{
	if (n_edits == 0)
		return PM_OK;
	ptrdiff_t *shift = malloc((n_edits + 1) * sizeof *shift);
	if (shift == NULL)
		return pm_error_nomem(err);
	bool fits_in_place = true;
	shift[0] = 0;
	for (size_t i = 0; i < n_edits; i++) {
		shift[i + 1] = shift[i] + (ptrdiff_t)edits[i].insert.len - (ptrdiff_t)(edits[i].end - edits[i].start);
		fits_in_place = fits_in_place && shift[i + 1] <= 0;
	}
	size_t len = (size_t)((ptrdiff_t)block->len + shift[n_edits]);
	pm_doc *doc = block->flow->doc;
	char *text = block->text;
	int rc = PM_OK;
	if (!fits_in_place) {
		text = len <= PM_LIMIT_TEXT_BYTES ? pm_arena_bytes(&doc->arena, len) : NULL;
		if (text == NULL)
			rc = pm_error_nomem(err);
	}
	if (rc == PM_OK)
		rc = list_repairs(block, edits, n_edits, err);
	if (rc != PM_OK) {
		free(shift);
		return rc;
	}
	size_t from = 0, to = 0;
	for (size_t i = 0; i < n_edits; i++) {
		memmove(text + to, block->text + from, edits[i].start - from);
		to += edits[i].start - from;
		if (edits[i].insert.len > 0)
			memcpy(text + to, edits[i].insert.ptr, edits[i].insert.len);
		to += edits[i].insert.len;
		from = edits[i].end;
	}
	memmove(text + to, block->text + from, block->len - from);
	move_spans(block, edits, shift, n_edits);
	for (size_t i = 0; i < block->n_origins; i++)
		block->origins[i].offset = moved(block->origins[i].offset - block->origin_base, edits, shift, n_edits) + block->origin_base;
	free(shift);
	doc->text_bytes = doc->text_bytes - block->len + len;
	if (!fits_in_place)
		block->cap = len;
	block->text = text;
	block->len = len;
	return PM_OK;
}

/* -- split and join ------------------------------------------------------------------------------------------------------- */

/* The spans from `offset` on go to `rest`; one that crosses it is cut in two. */
static bool split_spans(pm_block *block, pm_block *rest, size_t offset)
{
	size_t first = 0, n_crossing = 0;
	while (first < block->n_spans && block->spans[first].start < offset)
		n_crossing += block->spans[first++].end > offset;
	size_t n_behind = block->n_spans - first;
	if (n_crossing > 0) {
		if (!pm_block_grow_spans(rest, n_behind + n_crossing))
			return false;
		for (size_t i = 0; i < first; i++) {
			if (block->spans[i].end <= offset)
				continue;
			pm_span tail = block->spans[i];
			tail.start = 0;
			tail.end -= offset;
			insert_span(rest, tail);
			block->spans[i].end = offset;
		}
		for (size_t i = first; i < block->n_spans; i++) {
			pm_span span = block->spans[i];
			span.start -= offset;
			span.end -= offset;
			insert_span(rest, span);
		}
	} else if (n_behind > 0) {
		rest->spans = block->spans + first;
		rest->n_spans = (uint32_t)n_behind;
		rest->span_cap = block->span_cap - (uint32_t)first;
		for (size_t i = 0; i < n_behind; i++) {
			rest->spans[i].start -= offset;
			rest->spans[i].end -= offset;
		}
	}
	block->n_spans = (uint32_t)first;
	if (rest->n_spans > 0 && n_crossing == 0)
		block->span_cap = (uint32_t)first;
	return true;
}

static void split_origins(pm_block *block, pm_block *rest, size_t offset)
{
	rest->line = pm_block_line_at(block, offset);
	size_t first = 0;
	for (size_t high = block->n_origins; first < high;) {
		size_t middle = first + (high - first) / 2;
		if (block->origins[middle].offset <= offset + block->origin_base)
			first = middle + 1;
		else
			high = middle;
	}
	if (first < block->n_origins) {
		rest->origins = block->origins + first;
		rest->n_origins = block->n_origins - (uint32_t)first;
		rest->origin_cap = block->origin_cap - (uint32_t)first;
		rest->origin_base = block->origin_base + offset;
		block->origin_cap = (uint32_t)first;
	}
	block->n_origins = (uint32_t)first;
}

pm_block *pm_block_split(pm_block *block, size_t offset, pm_error *err)
{
	if (offset > block->len)
		offset = block->len;
	while (offset > 0 && offset < block->len && ((unsigned char)block->text[offset] & 0xC0) == 0x80)
		offset--;
	pm_block *rest = pm_block_make(block->flow, (pm_kind)block->kind, NULL, 0, err);
	if (rest == NULL)
		return NULL;
	if (!split_spans(block, rest, offset)) {
		block->flow->doc->n_blocks--;
		pm_error_nomem(err);
		return NULL;
	}
	split_origins(block, rest, offset);
	rest->text = block->text + offset;
	rest->len = block->len - offset;
	rest->cap = block->cap > 0 ? block->cap - offset : 0;
	block->len = offset;
	block->cap = 0;
	rest->level = block->level;
	rest->item_depth = block->item_depth;
	rest->quote_depth = block->quote_depth;
	rest->list = block->list;
	rest->is_ordered = block->is_ordered;
	rest->language = block->language;
	rest->mark_kind = block->mark_kind;
	rest->mark_rule = block->mark_rule;
	rest->region = block->region;
	pm_flow_link(block->flow, block, rest);
	return rest;
}

static bool reserve_text(pm_block *block, size_t more)
{
	if (block->cap >= block->len + more)
		return true;
	size_t cap = (block->len + more) * 2;
	char *text = pm_arena_bytes(&block->flow->doc->arena, cap);
	if (text == NULL)
		return false;
	if (block->len > 0)
		memcpy(text, block->text, block->len);
	block->text = text;
	block->cap = cap;
	return true;
}

static bool reserve_origins(pm_block *block, size_t more)
{
	size_t n = block->n_origins + more;
	if (n <= block->origin_cap)
		return true;
	pm_origin *origins = n < UINT32_MAX / 2 ? pm_arena_take(&block->flow->doc->arena, n * 2 * sizeof *origins) : NULL;
	if (origins == NULL)
		return false;
	if (block->n_origins > 0)
		memcpy(origins, block->origins, block->n_origins * sizeof *origins);
	block->origins = origins;
	block->origin_cap = (uint32_t)(n * 2);
	return true;
}

static void join_origins(pm_block *block, const pm_block *next, size_t at)
{
	if (next->line != pm_block_line_at(block, at))
		block->origins[block->n_origins++] = (pm_origin){ at + block->origin_base, next->line };
	for (size_t i = 0; i < next->n_origins; i++) {
		pm_origin o = next->origins[i];
		o.offset = o.offset - next->origin_base + at + block->origin_base;
		block->origins[block->n_origins++] = o;
	}
}

int pm_block_join_next(pm_block *block, pm_str glue, pm_error *err)
{
	pm_block *next = block->next;
	if (next == NULL)
		return PM_OK;
	bool is_adjacent = glue.len == 0 && block->len > 0 && block->text + block->len == next->text;
	if (!pm_block_grow_spans(block, (size_t)block->n_spans + next->n_spans) || !reserve_origins(block, (size_t)next->n_origins + 1) ||
	    (!is_adjacent && !reserve_text(block, glue.len + next->len)))
		return pm_error_nomem(err);
	size_t at = block->len + glue.len;
	if (is_adjacent) {
		block->cap = next->cap > 0 ? block->len + next->cap : 0;
	} else {
		if (glue.len > 0)
			memcpy(block->text + block->len, glue.ptr, glue.len);
		if (next->len > 0)
			memcpy(block->text + at, next->text, next->len);
	}
	block->len = at + next->len;
	join_origins(block, next, at);
	for (size_t i = 0; i < next->n_spans; i++) {
		pm_span span = next->spans[i];
		span.start += at;
		span.end += at;
		insert_span(block, span);
	}
	pm_doc *doc = block->flow->doc;
	doc->text_bytes += glue.len;
	doc->n_blocks--;
	pm_flow_unlink(next);
	return PM_OK;
}

/* -- places --------------------------------------------------------------------------------------------------------------- */

void pm_block_remove_empty(pm_block *block)
{
	if (block->len > 0 || block->table != NULL)
		return;
	for (size_t i = 0; i < block->n_spans; i++)
		if (block->spans[i].style == PM_IMAGE_REF || block->spans[i].style == PM_NOTE_REF)
			return;
	block->flow->doc->n_blocks--;
	pm_flow_unlink(block);
}

void pm_block_move_after(pm_block *block, pm_block *place)
{
	pm_flow *flow = block->flow;
	if (place == block || (place == NULL ? flow->first == block : place->next == block))
		return;
	pm_flow_unlink(block);
	pm_flow_link(flow, place, block);
}
