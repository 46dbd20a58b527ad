/* doc.c: the document, its flows and blocks. */
#include "model.h"

#include <pumice/limits.h>
#include <stdlib.h>

pm_doc *pm_doc_new(void)
{
	pm_doc *doc = calloc(1, sizeof *doc);
	if (doc != NULL)
		doc->body.doc = doc;
	return doc;
}

void pm_doc_free(pm_doc *doc)
{
	if (doc == NULL)
		return;
	for (pm_table *t = doc->tables; t != NULL; t = t->next)
		pm_table_free(t);
	free(doc->notes.at);
	free(doc->regions.at);
	free(doc->resources.at);
	free(doc->resource_namesakes.at);
	free(doc->resources_by_bytes);
	free(doc->resources_by_name);
	free(doc->meta.at);
	free(doc->warnings.at);
	free(doc->infos.at);
	free(doc->repairs.at);
	free(doc->repair_slots);
	free(doc->indicator_pages.at);
	free(doc->names.at);
	pm_arena_free(&doc->arena);
	free(doc);
}

pm_flow *pm_doc_body(const pm_doc *doc)
{
	return &((pm_doc *)(uintptr_t)doc)->body;
}

void pm_doc_set_fidelity(pm_doc *doc, pm_fidelity fidelity)
{
	doc->fidelity = fidelity;
}

pm_fidelity pm_doc_fidelity(const pm_doc *doc)
{
	return doc->fidelity;
}

bool pm_array_room(void **at, size_t *cap, size_t n, size_t size)
{
	if (n < *cap)
		return true;
	size_t more = *cap < 8 ? 8 : *cap + *cap / 2;
	if (more > SIZE_MAX / size)
		return false;
	void *p = realloc(*at, more * size);
	if (p == NULL)
		return false;
	*at = p;
	*cap = more;
	return true;
}

pm_str pm_doc_name(pm_doc *doc, pm_str s, bool *ok)
{
	if (s.len == 0)
		return pm_str_of("", 0);
	for (size_t i = 0; i < doc->names.n; i++)
		if (pm_str_equal(doc->names.at[i], s))
			return doc->names.at[i];
	if (!PM_ARRAY_ROOM(doc->names)) {
		*ok = false;
		return pm_str_of("", 0);
	}
	pm_str copy = pm_arena_str(&doc->arena, s, ok);
	if (*ok)
		doc->names.at[doc->names.n++] = copy;
	return copy;
}

/* -- text as it comes in ---------------------------------------------------------------------------------------------- */

/* Offset of the first byte that may not stand in a block's text as it is; len where all may. */
static size_t first_bad(const char *text, size_t len)
{
	size_t valid = pm_utf8_valid(pm_str_of(text, len)), i = 0;
	/* Eight bytes at a time, as long as none of them is below 0x20 or 0x7f. */
	for (uint64_t v; valid - i >= sizeof v; i += sizeof v) {
		memcpy(&v, text + i, sizeof v);
		uint64_t del = v ^ 0x7f7f7f7f7f7f7f7fu;
		if ((((v - 0x2020202020202020u) & ~v) | ((del - 0x0101010101010101u) & ~del)) & 0x8080808080808080u)
			break;
	}
	for (; i < valid; i++) {
		unsigned char c = (unsigned char)text[i];
		if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F)
			return i;
	}
	return valid;
}

/* Copy with U+FFFD for what is no text, counting; the copy's length goes to *out_len. */
static char *copy_repaired(pm_doc *doc, const char *text, size_t len, size_t *out_len)
{
	pm_str s = pm_str_of(text, len);
	size_t n = 0;
	for (size_t at = 0; at < len;) {
		size_t from = at;
		uint32_t c = pm_utf8_next(s, &at);
		bool is_bad = (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
		n += is_bad || (c == 0xFFFD && at - from == 1) ? 3 : at - from;
	}
	char *copy = pm_arena_bytes(&doc->arena, n + 1);
	if (copy == NULL)
		return NULL;
	size_t put = 0;
	for (size_t at = 0; at < len;) {
		size_t from = at;
		uint32_t c = pm_utf8_next(s, &at);
		if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F || (c == 0xFFFD && at - from == 1)) {
			put += pm_utf8_encode(0xFFFD, copy + put);
			doc->n_replaced++;
		} else {
			memcpy(copy + put, text + from, at - from);
			put += at - from;
		}
	}
	*out_len = put;
	return copy;
}

pm_block *pm_block_make(pm_flow *flow, pm_kind kind, const char *text, size_t len, pm_error *err)
{
	pm_doc *doc = flow->doc;
	if (doc->n_blocks >= PM_LIMIT_BLOCKS) {
		pm_error_set(err, PM_ELIMIT, "the document has more than %lu blocks (PM_LIMIT_BLOCKS); split the input", (unsigned long)PM_LIMIT_BLOCKS);
		return NULL;
	}
	if (len > PM_LIMIT_TEXT_BYTES || doc->text_bytes > PM_LIMIT_TEXT_BYTES - len) {
		pm_error_set(err, PM_ELIMIT, "the document has more than %lu bytes of text (PM_LIMIT_TEXT_BYTES); split the input",
		             (unsigned long)PM_LIMIT_TEXT_BYTES);
		return NULL;
	}
	pm_block *b = pm_arena_zero(&doc->arena, sizeof *b);
	if (b == NULL) {
		pm_error_nomem(err);
		return NULL;
	}
	b->flow = flow;
	b->kind = (uint8_t)kind;
	b->level = kind == PM_HEADING ? 1 : 0;
	b->quote_depth = kind == PM_QUOTE ? 1 : 0;
	if (len > 0) {
		if (first_bad(text, len) == len) {
			b->text = pm_arena_bytes(&doc->arena, len);
			if (b->text != NULL)
				memcpy(b->text, text, len);
			b->len = len;
		} else {
			b->text = copy_repaired(doc, text, len, &b->len);
		}
		if (b->text == NULL) {
			pm_error_nomem(err);
			return NULL;
		}
	}
	doc->text_bytes += b->len;
	doc->n_blocks++;
	return b;
}

/* -- flows ------------------------------------------------------------------------------------------------------------ */

void pm_flow_link(pm_flow *flow, pm_block *after, pm_block *block)
{
	block->flow = flow;
	block->previous = after;
	block->next = after != NULL ? after->next : flow->first;
	if (block->next != NULL)
		block->next->previous = block;
	else
		flow->last = block;
	if (after != NULL)
		after->next = block;
	else
		flow->first = block;
	flow->n_blocks++;
}

void pm_flow_unlink(pm_block *block)
{
	pm_flow *flow = block->flow;
	if (block->previous != NULL)
		block->previous->next = block->next;
	else
		flow->first = block->next;
	if (block->next != NULL)
		block->next->previous = block->previous;
	else
		flow->last = block->previous;
	block->next = block->previous = NULL;
	flow->n_blocks--;
}

pm_block *pm_flow_append(pm_flow *flow, pm_kind kind, const char *text, size_t len, pm_error *err)
{
	pm_block *b = pm_block_make(flow, kind, text, len, err);
	if (b != NULL)
		pm_flow_link(flow, flow->last, b);
	return b;
}

pm_block *pm_block_append_after(pm_block *place, pm_kind kind, const char *text, size_t len, pm_error *err)
{
	pm_block *b = pm_block_make(place->flow, kind, text, len, err);
	if (b != NULL) {
		b->region = place->region;
		b->line = place->line;
		pm_flow_link(place->flow, place, b);
	}
	return b;
}

pm_block *pm_flow_first(const pm_flow *flow)
{
	return flow->first;
}

pm_block *pm_flow_last(const pm_flow *flow)
{
	return flow->last;
}

size_t pm_flow_n_blocks(const pm_flow *flow)
{
	return flow->n_blocks;
}

pm_doc *pm_flow_doc(const pm_flow *flow)
{
	return flow->doc;
}

pm_cell *pm_flow_cell(const pm_flow *flow)
{
	return flow->cell;
}

pm_note *pm_flow_note(const pm_flow *flow)
{
	return flow->note;
}

pm_block *pm_block_next(const pm_block *block)
{
	return block->next;
}

pm_block *pm_block_previous(const pm_block *block)
{
	return block->previous;
}

pm_flow *pm_block_flow(const pm_block *block)
{
	return block->flow;
}

static pm_block *first_of_notes(const pm_doc *doc, size_t from)
{
	for (size_t i = from; i < doc->notes.n; i++)
		if (doc->notes.at[i]->flow.first != NULL)
			return doc->notes.at[i]->flow.first;
	return NULL;
}

/* First block in this cell or a later one of the same table. */
static pm_block *first_of_cells(const pm_cell *cell)
{
	for (; cell != NULL; cell = cell->next)
		if (cell->flow->first != NULL)
			return cell->flow->first;
	return NULL;
}

pm_block *pm_doc_next_block(const pm_doc *doc, const pm_block *block)
{
	if (block == NULL)
		return doc->body.first != NULL ? doc->body.first : first_of_notes(doc, 0);
	if (block->table != NULL) {
		pm_block *inside = first_of_cells(block->table->first);
		if (inside != NULL)
			return inside;
	}
	for (;;) {
		if (block->next != NULL)
			return block->next;
		const pm_flow *flow = block->flow;
		if (flow->cell != NULL) {
			pm_block *sibling = first_of_cells(flow->cell->next);
			if (sibling != NULL)
				return sibling;
			block = flow->cell->table;
			continue;
		}
		return first_of_notes(doc, flow->note != NULL ? flow->note->index + 1 : 0);
	}
}

/* -- plain fields ------------------------------------------------------------------------------------------------------- */

pm_kind pm_block_kind(const pm_block *block)
{
	return (pm_kind)block->kind;
}

void pm_block_set_kind(pm_block *block, pm_kind kind)
{
	block->kind = (uint8_t)kind;
	if (kind == PM_HEADING && block->level == 0)
		block->level = 1;
	if (kind == PM_QUOTE && block->quote_depth == 0)
		block->quote_depth = 1;
}

pm_str pm_block_text(const pm_block *block)
{
	return pm_str_of(block->len > 0 ? block->text : "", block->len);
}

int pm_block_level(const pm_block *block)
{
	return block->kind == PM_HEADING || block->kind == PM_LIST_ITEM ? block->level : 0;
}

static uint8_t clamp(int n, int low, int high)
{
	return (uint8_t)(n < low ? low : n > high ? high : n);
}

void pm_block_set_level(pm_block *block, int level)
{
	block->level = block->kind == PM_HEADING ? clamp(level, 1, 6) : clamp(level, 0, 200);
}

pm_str pm_block_number(const pm_block *block)
{
	return block->number;
}

bool pm_block_number_is_automatic(const pm_block *block)
{
	return block->number_is_automatic;
}

int pm_block_set_number(pm_block *block, const char *number, size_t len, bool is_automatic, pm_error *err)
{
	bool ok = true;
	pm_str copy = pm_arena_str(&block->flow->doc->arena, pm_str_of(number, len), &ok);
	if (!ok)
		return pm_error_nomem(err);
	block->number = copy;
	block->number_is_automatic = is_automatic && len > 0;
	return PM_OK;
}

bool pm_block_is_ordered(const pm_block *block)
{
	return block->is_ordered;
}

int pm_block_list(const pm_block *block)
{
	return block->list;
}

void pm_block_set_list(pm_block *block, int list, bool is_ordered)
{
	block->list = list;
	block->is_ordered = is_ordered;
}

int pm_doc_new_list(pm_doc *doc)
{
	return ++doc->n_lists;
}

int pm_block_item_depth(const pm_block *block)
{
	return block->item_depth;
}

void pm_block_set_item_depth(pm_block *block, int depth)
{
	block->item_depth = clamp(depth, 0, 200);
}

int pm_block_quote_depth(const pm_block *block)
{
	return block->quote_depth;
}

void pm_block_set_quote_depth(pm_block *block, int depth)
{
	block->quote_depth = clamp(depth, block->kind == PM_QUOTE ? 1 : 0, 200);
}

int pm_block_quote_start(const pm_block *block)
{
	return block->quote_start <= block->quote_depth ? block->quote_start : 0;
}

void pm_block_set_quote_start(pm_block *block, int depth)
{
	block->quote_start = clamp(depth, 0, 200);
}

pm_role pm_block_role(const pm_block *block)
{
	return (pm_role)block->role;
}

void pm_block_set_role(pm_block *block, pm_role role)
{
	block->role = (uint8_t)role;
}

pm_str pm_block_language(const pm_block *block)
{
	return block->language;
}

int pm_block_set_language(pm_block *block, const char *language, size_t len, pm_error *err)
{
	bool ok = true;
	pm_str copy = pm_doc_name(block->flow->doc, pm_str_of(language, len), &ok);
	if (!ok)
		return pm_error_nomem(err);
	block->language = copy;
	return PM_OK;
}

uint32_t pm_block_line(const pm_block *block)
{
	return block->line;
}

uint32_t pm_block_line_at(const pm_block *block, size_t offset)
{
	size_t low = 0, high = block->n_origins;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (block->origins[middle].offset <= offset + block->origin_base)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? block->origins[low - 1].line : block->line;
}

void pm_block_set_line(pm_block *block, uint32_t line)
{
	block->line = line;
}

pm_region *pm_block_region(const pm_block *block)
{
	return block->region;
}

void pm_block_set_region(pm_block *block, pm_region *region)
{
	block->region = region;
}

/* -- marks -------------------------------------------------------------------------------------------------------------- */

/* Calls for `block` and, where it is a table, for all that its cells hold, without recursion. */
static void set_marks(pm_block *block, pm_str kind, pm_str rule)
{
	const pm_doc *doc = block->flow->doc;
	const pm_block *end = block;
	/* The first block after the table's content is the one that follows it, or its parents. */
	pm_block *stop = block->next;
	while (stop == NULL && end->flow->cell != NULL) {
		stop = first_of_cells(end->flow->cell->next);
		end = end->flow->cell->table;
		if (stop == NULL)
			stop = end->next;
	}
	if (stop == NULL)
		stop = first_of_notes(doc, end->flow->note != NULL ? end->flow->note->index + 1 : 0);
	for (pm_block *b = block; b != NULL && b != stop; b = block->table != NULL ? pm_doc_next_block(doc, b) : NULL) {
		b->mark_kind = kind;
		b->mark_rule = rule;
	}
}

int pm_block_mark(pm_block *block, const char *kind, const char *rule, pm_error *err)
{
	bool ok = true;
	pm_doc *doc = block->flow->doc;
	pm_str kind_name = pm_doc_name(doc, pm_str_from(kind), &ok);
	pm_str rule_name = pm_doc_name(doc, pm_str_from(rule), &ok);
	if (!ok)
		return pm_error_nomem(err);
	set_marks(block, kind_name, rule_name);
	return PM_OK;
}

void pm_block_unmark(pm_block *block)
{
	set_marks(block, pm_str_of("", 0), pm_str_of("", 0));
}

bool pm_block_is_marked(const pm_block *block)
{
	return block->mark_kind.len > 0;
}

pm_str pm_block_mark_kind(const pm_block *block)
{
	return block->mark_kind;
}

pm_str pm_block_mark_rule(const pm_block *block)
{
	return block->mark_rule;
}

/* -- names ---------------------------------------------------------------------------------------------------------------- */

#define NAME(table, i) ((size_t)(i) < sizeof(table) / sizeof *(table) ? (table)[i] : "")

const char *pm_kind_name(pm_kind kind)
{
	static const char *const names[] = {
		[PM_PARAGRAPH] = "paragraph", [PM_TITLE] = "title", [PM_HEADING] = "heading", [PM_LIST_ITEM] = "list_item",
		[PM_QUOTE] = "quote",         [PM_CODE] = "code",   [PM_TABLE] = "table",     [PM_IMAGE] = "image",
		[PM_CAPTION] = "caption",     [PM_RULE] = "rule",   [PM_PAGE_BREAK] = "page_break",
	};
	return NAME(names, kind);
}

const char *pm_role_name(pm_role role)
{
	static const char *const names[] = {
		[PM_ROLE_NONE] = "",           [PM_ROLE_SUBTITLE] = "subtitle",   [PM_ROLE_DATELINE] = "dateline",
		[PM_ROLE_ADDRESSEE] = "addressee", [PM_ROLE_SIGNATURE] = "signature", [PM_ROLE_DATE] = "date",
		[PM_ROLE_ATTACHMENT] = "attachment", [PM_ROLE_TERM] = "term",       [PM_ROLE_ABSTRACT] = "abstract",
	};
	return NAME(names, role);
}

const char *pm_style_name(pm_style style)
{
	static const char *const names[] = {
		[PM_STRONG] = "strong",           [PM_EMPHASIS] = "emphasis",   [PM_UNDERLINE] = "underline", [PM_STRIKE] = "strike",
		[PM_SUPERSCRIPT] = "superscript", [PM_SUBSCRIPT] = "subscript", [PM_CODE_SPAN] = "code",      [PM_LINK] = "link",
		[PM_IMAGE_REF] = "image",         [PM_NOTE_REF] = "note",       [PM_ANCHOR] = "anchor",
	};
	return NAME(names, style);
}

const char *pm_region_role_name(pm_region_role role)
{
	static const char *const names[] = {
		[PM_REGION_PLAIN] = "plain",     [PM_REGION_MAIN] = "main",         [PM_REGION_ARTICLE] = "article",
		[PM_REGION_SECTION] = "section", [PM_REGION_NAVIGATION] = "navigation", [PM_REGION_HEADER] = "header",
		[PM_REGION_FOOTER] = "footer",   [PM_REGION_ASIDE] = "aside",       [PM_REGION_FORM] = "form",
		[PM_REGION_DIALOG] = "dialog",   [PM_REGION_LIST] = "list",         [PM_REGION_TABLE] = "table",
		[PM_REGION_FIGURE] = "figure",   [PM_REGION_COMMENTS] = "comments", [PM_REGION_TEXT_BOX] = "text_box",
		[PM_REGION_TOC] = "toc",         [PM_REGION_HIDDEN] = "hidden",     [PM_REGION_FALLBACK] = "fallback",
	};
	return NAME(names, role);
}
