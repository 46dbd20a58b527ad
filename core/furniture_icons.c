/* furniture_icons.c: pictures that a page shows again and again: buttons at each post, bullets, spacers, dividing lines. */
#include "furniture.h"

#include <stdlib.h>

enum { LEAST_TIMES = 3 };

/* A picture in a block without words. */
typedef struct showing {
	pm_block *block;
	const pm_span *picture;
	size_t order;
} showing;

static int compare_pictures(const pm_span *a, const pm_span *b)
{
	size_t n = a->target.len < b->target.len ? a->target.len : b->target.len;
	int c = n > 0 ? memcmp(a->target.ptr, b->target.ptr, n) : 0;
	if (c != 0)
		return c;
	if (a->target.len != b->target.len)
		return a->target.len < b->target.len ? -1 : 1;
	return (a->resource > b->resource) - (a->resource < b->resource);
}

static int compare(const void *a, const void *b)
{
	const showing *x = a, *y = b;
	int c = compare_pictures(x->picture, y->picture);
	return c != 0 ? c : (x->order > y->order) - (x->order < y->order);
}

static size_t count(pm_doc *doc, showing *showings)
{
	size_t n = 0;
	for (pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b)) {
		if (pm_block_is_marked(b) || pm_block_kind(b) == PM_TABLE || pm_str_trim(pm_block_text(b)).len > 0)
			continue;
		const pm_span *spans = pm_block_spans(b);
		for (size_t i = 0; i < pm_block_n_spans(b); i++) {
			if (spans[i].style != PM_IMAGE_REF || (spans[i].target.len == 0 && spans[i].resource == 0))
				continue;
			if (showings != NULL)
				showings[n] = (showing){ b, &spans[i], n };
			n++;
		}
	}
	return n;
}

static bool is_picture_address(pm_str s)
{
	static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg" };
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t n = strlen(endings[i]);
		if (s.len > n && pm_str_is_nocase(pm_str_of(s.ptr + s.len - n, n), endings[i]))
			return true;
	}
	return false;
}

/* A button leads somewhere, and not to a larger picture; of other pictures one is left, since it may be shown for its own sake. */
static bool is_button(const showing *first, size_t n)
{
	size_t n_leading = 0;
	for (size_t i = 0; i < n; i++)
		n_leading += first[i].picture->link.len > 0 && !is_picture_address(first[i].picture->link);
	return n_leading >= LEAST_TIMES;
}

/* Does the block hold nothing but pictures of which `is_icon` is true?  Its pictures follow each other in `showings` by order. */
static int mark_blocks(const showing *showings, const bool *is_icon, size_t n, pm_error *err)
{
	for (size_t i = 0, end; i < n; i = end) {
		bool all = true;
		for (end = i; end < n && showings[end].block == showings[i].block; end++)
			all = all && is_icon[end];
		int code = all ? pm_block_mark(showings[i].block, "navigation", "repeated-picture", err) : PM_OK;
		if (code != PM_OK)
			return code;
	}
	return PM_OK;
}

int pm_furniture_icons(pm_doc *doc, const pm_clean_options *options, pm_error *err)
{
	size_t n = pm_rule_is_on(options, "repeated-picture") ? count(doc, NULL) : 0;
	if (n < LEAST_TIMES)
		return PM_OK;
	showing *showings = calloc(n, sizeof *showings), *sorted = calloc(n, sizeof *sorted);
	bool *is_icon = calloc(n, sizeof *is_icon);
	int code = showings == NULL || sorted == NULL || is_icon == NULL ? pm_error_nomem(err) : PM_OK;
	if (code == PM_OK) {
		count(doc, showings);
		memcpy(sorted, showings, n * sizeof *sorted);
		qsort(sorted, n, sizeof *sorted, compare);
		for (size_t i = 0, end; i < n; i = end) {
			for (end = i + 1; end < n && compare_pictures(sorted[i].picture, sorted[end].picture) == 0; end++)
				;
			if (end - i < LEAST_TIMES)
				continue;
			for (size_t k = is_button(sorted + i, end - i) ? i : i + 1; k < end; k++)
				is_icon[sorted[k].order] = true;
		}
		code = mark_blocks(showings, is_icon, n, err);
	}
	free(showings);
	free(sorted);
	free(is_icon);
	return code;
}
