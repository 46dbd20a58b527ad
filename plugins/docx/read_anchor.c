/* read_anchor.c: bookmarks, and the links that lead to them. */
#include <stdlib.h>

#include "read.h"

/* Names that begin with `_` are Word's own.  In documents of ours a variable may say what they stand for. */
static bool is_quiet(pm_str name)
{
	return name.len > 0 && name.ptr[0] == '_';
}

static int wait_for_text(docx_reader *r, pm_str name, pm_error *err)
{
	pm_str *grown = docx_grow(r->anchors, r->n_anchors, &r->cap_anchors, sizeof(*grown));

	if (grown == NULL)
		return pm_error_nomem(err);
	r->anchors = grown;
	grown[r->n_anchors] = docx_pool_str(&r->pool, name);
	return grown[r->n_anchors].ptr != NULL ? (r->n_anchors++, PM_OK) : pm_error_nomem(err);
}

int docx_bookmark(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	pm_str name = docx_attr(attrs, NS_W, "name");

	if (name.len == 0 || pm_str_is(name, "_GoBack"))
		return PM_OK;
	if (r->is_own && is_quiet(name) && !docx_variable_find(&r->settings, "bookmark:", name, &name)) {
		r->note_bookmark = docx_pool_str(&r->pool, name);
		return r->note_bookmark.ptr != NULL ? PM_OK : pm_error_nomem(err);
	}
	return wait_for_text(r, name, err);
}

int docx_quiet_anchor(docx_reader *r, pm_block *block, size_t offset, pm_str name, pm_error *err)
{
	docx_anchor *grown = docx_grow(r->quiet_anchors, r->n_quiet_anchors, &r->cap_quiet_anchors, sizeof(*grown));

	if (grown == NULL)
		return pm_error_nomem(err);
	r->quiet_anchors = grown;
	grown[r->n_quiet_anchors++] = (docx_anchor){ .block = block, .offset = offset, .name = name };
	return PM_OK;
}

int docx_place_linked(docx_reader *r, pm_str target, pm_error *err)
{
	if (target.len < 2 || target.ptr[0] != '#' || target.ptr[1] != '_' || r->is_own)
		return PM_OK;
	pm_str *grown = docx_grow(r->places, r->n_places, &r->cap_places, sizeof(*grown));
	if (grown == NULL)
		return pm_error_nomem(err);
	r->places = grown;
	grown[r->n_places++] = pm_str_of(target.ptr + 1, target.len - 1);
	return PM_OK;
}

static int compare(const void *a, const void *b)
{
	const pm_str *x = a, *y = b;
	size_t n = x->len < y->len ? x->len : y->len;
	int d = n > 0 ? memcmp(x->ptr, y->ptr, n) : 0;

	return d != 0 ? d : (x->len > y->len) - (x->len < y->len);
}

int docx_settle_anchors(docx_reader *r, pm_error *err)
{
	if (r->n_places == 0)
		return PM_OK;
	qsort(r->places, r->n_places, sizeof(*r->places), compare);
	for (size_t i = 0; i < r->n_quiet_anchors; i++) {
		const docx_anchor *a = &r->quiet_anchors[i];
		pm_span span = { .style = PM_ANCHOR, .start = a->offset, .end = a->offset, .target = a->name };

		if (bsearch(&a->name, r->places, r->n_places, sizeof(*r->places), compare) == NULL)
			continue;
		int code = pm_block_append_span(a->block, span, err);
		if (code != PM_OK)
			return code;
	}
	return PM_OK;
}
