#include "rels.h"

#include <stdlib.h>

#include "xml.h"

struct reading {
	docx_package *package;
	docx_pool *pool;
	docx_rels *out;
	pm_str base; /* plain name of the part whose relationships they are */
	pm_buf path;
};

static pm_str last_segment(pm_str s)
{
	size_t i = s.len;

	if (i == 0)
		return PM_STR("");
	while (i > 0 && s.ptr[i - 1] != '/')
		i--;
	return pm_str_of(s.ptr + i, s.len - i);
}

static int on_start(void *user, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	struct reading *r = user;

	(void)parent;
	if (token != T_RELATIONSHIP)
		return PM_OK;
	docx_rel *grown = docx_grow(r->out->at, r->out->n, &r->out->cap, sizeof(*grown));
	if (grown == NULL)
		return pm_error_nomem(err);
	r->out->at = grown;
	docx_rel *rel = &grown[r->out->n];
	*rel = (docx_rel){ .part = -1, .order = r->out->n };
	rel->id = docx_pool_str(r->pool, docx_attr(attrs, NS_NONE, "Id"));
	rel->type = docx_pool_str(r->pool, last_segment(docx_attr(attrs, NS_NONE, "Type")));
	rel->target = docx_pool_str(r->pool, pm_str_trim(docx_attr(attrs, NS_NONE, "Target")));
	rel->is_external = pm_str_is_nocase(docx_attr(attrs, NS_NONE, "TargetMode"), "External");
	if (rel->id.ptr == NULL || rel->type.ptr == NULL || rel->target.ptr == NULL)
		return pm_error_nomem(err);
	if (!rel->is_external) {
		docx_part_resolve(r->base, rel->target, &r->path);
		rel->part = docx_package_find(r->package, pm_buf_view(&r->path));
	}
	r->out->n++;
	return PM_OK;
}

static int on_end(void *user, docx_token token, pm_error *err)
{
	(void)user;
	(void)token;
	(void)err;
	return PM_OK;
}

static int compare_strings(pm_str a, pm_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int d = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

	return d != 0 ? d : (a.len > b.len) - (a.len < b.len);
}

static int compare_rels(const void *a, const void *b)
{
	const docx_rel *x = a, *y = b;
	int d = compare_strings(x->id, y->id);

	return d != 0 ? d : (x->order > y->order) - (x->order < y->order);
}

/* "word/document.xml" has its relationships in "word/_rels/document.xml.rels". */
static int rels_part(docx_package *package, pm_str base)
{
	pm_buf path = { 0 };
	pm_str file = last_segment(base);

	pm_buf_append(&path, base.ptr, base.len - file.len);
	pm_buf_puts(&path, "_rels/");
	pm_buf_str(&path, file);
	pm_buf_puts(&path, ".rels");
	int part = path.is_broken ? -1 : docx_package_find(package, pm_buf_view(&path));
	pm_buf_free(&path);
	return part;
}

int docx_rels_read(docx_package *package, int part, docx_pool *pool, docx_rels *out, pm_doc *doc, pm_error *err)
{
	static const docx_handler handler = { .start = on_start, .end = on_end };
	struct reading r = { .package = package, .pool = pool, .out = out };
	pm_error local = { 0 };

	*out = (docx_rels){ 0 };
	r.base = part < 0 ? PM_STR("") : docx_package_plain_name(package, part);
	int rels = rels_part(package, r.base);
	if (rels < 0)
		return PM_OK;
	int code = docx_xml_read(package, rels, &handler, &r, &local);
	pm_buf_free(&r.path);
	if (code == PM_EFORMAT) {
		pm_doc_warn(doc, "%s; its links and pictures may be missing", local.text);
		code = PM_OK;
	}
	if (code != PM_OK)
		return pm_error_set(err, code, "%s", local.text);
	if (out->n > 1)
		qsort(out->at, out->n, sizeof(*out->at), compare_rels);
	return PM_OK;
}

void docx_rels_free(docx_rels *rels)
{
	free(rels->at);
	*rels = (docx_rels){ 0 };
}

const docx_rel *docx_rels_find(const docx_rels *rels, pm_str id)
{
	size_t low = 0, high = rels->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare_strings(rels->at[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < rels->n && pm_str_equal(rels->at[low].id, id) ? &rels->at[low] : NULL;
}

const docx_rel *docx_rels_of_type(const docx_rels *rels, const char *type)
{
	for (size_t i = 0; i < rels->n; i++) {
		if (pm_str_is(rels->at[i].type, type) && rels->at[i].part >= 0)
			return &rels->at[i];
	}
	return NULL;
}

/* -- the main part ------------------------------------------------------------------------------------------------------- */

struct types {
	docx_package *package;
	int part;
};

static int on_type(void *user, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	struct types *t = user;
	static const char *const mains[] = {
		"wordprocessingml.document.main+xml",
		"wordprocessingml.template.main+xml",
		"ms-word.document.macroEnabled.main+xml",
		"ms-word.template.macroEnabledTemplate.main+xml",
		NULL,
	};

	(void)parent;
	(void)err;
	if (token != T_CT_OVERRIDE || t->part >= 0)
		return PM_OK;
	pm_str type = docx_attr(attrs, NS_NONE, "ContentType");
	for (size_t i = 0; mains[i] != NULL; i++) {
		if (pm_str_ends_with(type, mains[i]))
			t->part = docx_package_find(t->package, docx_attr(attrs, NS_NONE, "PartName"));
	}
	return PM_OK;
}

int docx_main_part(docx_package *package, const docx_rels *package_rels, pm_error *err)
{
	static const docx_handler handler = { .start = on_type, .end = on_end };
	const docx_rel *rel = docx_rels_of_type(package_rels, "officeDocument");
	struct types t = { .package = package, .part = -1 };

	if (rel != NULL && !pm_str_ends_with(docx_package_plain_name(package, rel->part), "/workbook.xml") &&
	    !pm_str_ends_with(docx_package_plain_name(package, rel->part), "/presentation.xml"))
		return rel->part;
	int part = docx_package_find(package, PM_STR("[Content_Types].xml"));
	if (part >= 0) {
		pm_error local = { 0 }; /* a damaged list of types is no reason to give up */
		int code = docx_xml_read(package, part, &handler, &t, &local);

		if (code == PM_ENOMEM || code == PM_ELIMIT) {
			pm_error_set(err, code, "%s", local.text);
			return -1;
		}
	}
	if (t.part < 0)
		t.part = docx_package_find(package, PM_STR("word/document.xml"));
	if (t.part < 0)
		t.part = docx_package_find_ending(package, "/document.xml");
	if (t.part < 0)
		pm_error_set(err, PM_EFORMAT,
			     "%s: a zip archive without a Word document in it (no word/document.xml); is it another kind of file?",
			     docx_package_source_name(package));
	return t.part;
}

int docx_part_of_type(docx_package *package, int main_part, const docx_rels *rels, const char *type, const char *usual_name)
{
	const docx_rel *rel = docx_rels_of_type(rels, type);
	pm_buf path = { 0 };

	if (rel != NULL)
		return rel->part;
	docx_part_resolve(docx_package_plain_name(package, main_part), pm_str_from(usual_name), &path);
	int part = path.is_broken ? -1 : docx_package_find(package, pm_buf_view(&path));
	pm_buf_free(&path);
	return part;
}
