/* Bookmarks: the places that links inside the document lead to.
 *
 * Word keeps names of up to 40 characters that do not begin with a digit and have no blank, and takes a and A for the same.  A name
 * that is none of its kind becomes a hidden bookmark (_pm1), and a document variable holds the real one. */
#include "write.h"

#include <pumice/text.h>

#include <stdio.h>
#include <stdlib.h>

typedef struct anchor {
	pm_str name;     /* the model's */
	pm_str folded;   /* in lower case: what must be unique */
	char made[16];   /* the bookmark's name where it is not `name` */
	bool is_defined; /* its place has been written */
} anchor;

struct anchors {
	anchor *at;
	size_t n;
	uint32_t *slots;
	size_t n_slots;
	char *folds;
	bool needs_variables;
};

static bool is_word_name(pm_str name)
{
	if (name.len == 0 || name.ptr[0] == '_' || (name.ptr[0] >= '0' && name.ptr[0] <= '9'))
		return false;
	size_t n = 0;
	for (size_t i = 0; i < name.len; n++) {
		uint32_t c = pm_utf8_next(name, &i);
		/* Case is only known of ASCII here: other letters that have one do not stand as they are. */
		bool is_ascii_word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
		if (!is_ascii_word && c != '_' && c != '-' && c != '.' && c != ':' && !pm_char_is_cjk(c))
			return false;
	}
	return n <= 40;
}

static uint32_t hash(pm_str s)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 16777619u;
	return h;
}

static pm_str bookmark_of(const anchor *a)
{
	return a->made[0] != '\0' ? pm_str_from(a->made) : a->name;
}

static pm_str fold(pm_str name, char *to)
{
	for (size_t i = 0; i < name.len; i++)
		to[i] = (char)(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? name.ptr[i] | 0x20 : name.ptr[i]);
	return pm_str_of(to, name.len);
}

/* Anchors are indexed by their folded names, so that those that Word takes for one are met. */
static void insert(anchors *all, pm_str name, char **folds)
{
	pm_str folded = fold(name, *folds);
	size_t i = hash(folded) & (all->n_slots - 1);
	bool is_taken = false;
	for (; all->slots[i] != 0; i = (i + 1) & (all->n_slots - 1)) {
		const anchor *a = &all->at[all->slots[i] - 1];
		is_taken = is_taken || pm_str_equal(a->folded, folded);
	}
	*folds += name.len;
	anchor *a = &all->at[all->n++];
	*a = (anchor){ .name = name, .folded = folded };
	all->slots[i] = (uint32_t)all->n;
	if (is_taken || !is_word_name(name)) {
		snprintf(a->made, sizeof a->made, "_pm%u", (unsigned)all->n);
		all->needs_variables = true;
	}
}

/* Is the block in what will be written?  Depth is bounded by PM_LIMIT_FLOW_DEPTH. */
static bool is_reached(const writer *w, const pm_block *block)
{
	for (;;) {
		if (!dw_is_written(w, block) || dw_is_empty(block))
			return false;
		const pm_flow *flow = pm_block_flow(block);
		const pm_note *note = pm_flow_note(flow);
		const pm_cell *cell = pm_flow_cell(flow);
		if (note != NULL)
			return dw_note_is_written(w, note);
		if (cell == NULL)
			return true;
		block = pm_cell_table(cell);
	}
}

typedef void (*visit_fn)(const pm_span *span, void *user);

static void visit_anchors(const writer *w, visit_fn visit, void *user)
{
	for (const pm_block *b = pm_doc_next_block(w->doc, NULL); b != NULL; b = pm_doc_next_block(w->doc, b)) {
		size_t n = pm_block_n_spans(b);
		const pm_span *spans = n > 0 ? pm_block_spans(b) : NULL;
		for (size_t i = 0; i < n; i++)
			if (spans[i].style == PM_ANCHOR && spans[i].target.len > 0 && is_reached(w, b))
				visit(&spans[i], user);
	}
}

typedef struct amounts {
	size_t n, bytes;
} amounts;

static void count(const pm_span *span, void *user)
{
	amounts *a = user;
	a->n++;
	a->bytes += span->target.len;
}

typedef struct filling {
	anchors *all;
	char *folds;
} filling;

static void fill(const pm_span *span, void *user)
{
	filling *f = user;
	insert(f->all, span->target, &f->folds);
}

anchors *dw_anchors_new(writer *w)
{
	anchors *all = calloc(1, sizeof *all);
	if (all == NULL) {
		w->is_out_of_memory = true;
		return NULL;
	}
	amounts all_of_them = { 0 };
	visit_anchors(w, count, &all_of_them);
	if (all_of_them.n == 0)
		return all;
	all->n_slots = 16;
	while (all->n_slots < 2 * all_of_them.n)
		all->n_slots *= 2;
	all->at = calloc(all_of_them.n, sizeof *all->at);
	all->slots = calloc(all->n_slots, sizeof *all->slots);
	all->folds = malloc(all_of_them.bytes);
	if (all->at == NULL || all->slots == NULL || all->folds == NULL) {
		w->is_out_of_memory = true;
		all->n_slots = 0;
		return all;
	}
	filling f = { all, all->folds };
	visit_anchors(w, fill, &f);
	return all;
}

void dw_anchors_free(anchors *all)
{
	if (all == NULL)
		return;
	free(all->at);
	free(all->slots);
	free(all->folds);
	free(all);
}

/* The first place of that name: links lead there.  With `is_open` the first one that has not been written. */
static anchor *find_by_name(const anchors *all, pm_str name, bool is_open)
{
	if (all->n_slots == 0)
		return NULL;
	char small[256];
	char *to = name.len <= sizeof small ? small : malloc(name.len);
	if (to == NULL)
		return NULL;
	pm_str folded = fold(name, to);
	anchor *found = NULL;
	for (size_t i = hash(folded) & (all->n_slots - 1); all->slots[i] != 0 && found == NULL; i = (i + 1) & (all->n_slots - 1)) {
		anchor *a = &all->at[all->slots[i] - 1];
		if (pm_str_equal(a->name, name) && !(is_open && a->is_defined))
			found = a;
	}
	if (to != small)
		free(to);
	return found;
}

pm_str dw_anchor_define(writer *w, pm_str name)
{
	anchor *a = name.len > 0 ? find_by_name(w->anchors, name, true) : NULL;
	if (a == NULL)
		return pm_str_of(NULL, 0);
	a->is_defined = true;
	return bookmark_of(a);
}

pm_str dw_anchor_find(const writer *w, pm_str name)
{
	const anchor *a = find_by_name(w->anchors, name, false);
	return a != NULL ? bookmark_of(a) : pm_str_of(NULL, 0);
}

bool dw_anchors_need_variables(const writer *w)
{
	return w->anchors->needs_variables;
}

void dw_write_anchor_variables(writer *w)
{
	for (size_t i = 0; i < w->anchors->n; i++) {
		const anchor *a = &w->anchors->at[i];
		if (a->made[0] == '\0')
			continue;
		zw_printf(w->zip, "<w:docVar w:name=\"bookmark:%s\"", a->made);
		zw_named(w->zip, "w:val", a->name);
		ZW_LIT(w->zip, "/>");
	}
}
