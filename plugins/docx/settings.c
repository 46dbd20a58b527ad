#include "settings.h"

#include <stdlib.h>

#include "xml.h"

struct reading {
	docx_settings *out;
	docx_pool *pool;
	size_t *open; /* divisions around, outermost first */
	size_t n_open, cap_open;
};

static void count(docx_settings *s, const struct reading *r, size_t div)
{
	const docx_div *outer = r->n_open > 0 ? &s->divs[r->open[r->n_open - 1]] : NULL;

	if (outer == NULL)
		return;
	s->divs[div].quotes = outer->quotes + (outer->is_quote ? 1 : 0);
	s->divs[div].indents = outer->indents + (outer->is_indented && !outer->is_quote ? 1 : 0);
}

static int begin_div(struct reading *r, const docx_attrs *attrs, pm_error *err)
{
	docx_settings *s = r->out;
	docx_div *divs = docx_grow(s->divs, s->n_divs, &s->cap_divs, sizeof(*divs));
	size_t *open = docx_grow(r->open, r->n_open, &r->cap_open, sizeof(*open));

	s->divs = divs != NULL ? divs : s->divs;
	r->open = open != NULL ? open : r->open;
	if (divs == NULL || open == NULL)
		return pm_error_nomem(err);
	s->divs[s->n_divs] = (docx_div){ .id = docx_attr_long(attrs, NS_W, "id", -1) };
	count(s, r, s->n_divs);
	r->open[r->n_open++] = s->n_divs++;
	return PM_OK;
}

static int add_variable(struct reading *r, const docx_attrs *attrs, pm_error *err)
{
	docx_settings *s = r->out;
	docx_variable *grown = docx_grow(s->variables, s->n_variables, &s->cap_variables, sizeof(*grown));

	if (grown == NULL)
		return pm_error_nomem(err);
	s->variables = grown;
	docx_variable *v = &grown[s->n_variables];
	v->name = docx_pool_str(r->pool, docx_attr(attrs, NS_W, "name"));
	v->value = docx_pool_str(r->pool, docx_val(attrs));
	if (v->name.ptr == NULL || v->value.ptr == NULL)
		return pm_error_nomem(err);
	s->n_variables++;
	return PM_OK;
}

static int on_start(void *user, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	struct reading *r = user;
	docx_div *div = r->n_open > 0 && parent == T_DIV ? &r->out->divs[r->open[r->n_open - 1]] : NULL;

	if (token == T_DIV)
		return begin_div(r, attrs, err);
	if (token == T_DOCVAR)
		return add_variable(r, attrs, err);
	if (div != NULL && token == T_BLOCKQUOTE)
		div->is_quote = docx_val_is_on(attrs);
	else if (div != NULL && token == T_MARLEFT)
		div->is_indented = docx_attr_long(attrs, NS_W, "val", 0) > 0;
	return PM_OK;
}

static int on_end(void *user, docx_token token, pm_error *err)
{
	struct reading *r = user;

	(void)err;
	if (token == T_DIV && r->n_open > 0) {
		docx_div *div = &r->out->divs[r->open[--r->n_open]];

		/* A division's own kind counts for what stands in it, once its children have read the counts around them. */
		div->quotes += div->is_quote;
		div->indents += div->is_indented && !div->is_quote;
	}
	return PM_OK;
}

static int compare_divs(const void *a, const void *b)
{
	const docx_div *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static int compare_names(pm_str a, pm_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int d = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

	return d != 0 ? d : (a.len > b.len) - (a.len < b.len);
}

static int compare_variables(const void *a, const void *b)
{
	return compare_names(((const docx_variable *)a)->name, ((const docx_variable *)b)->name);
}

static int read_part(docx_package *package, int part, struct reading *r, pm_doc *doc, pm_error *err)
{
	static const docx_handler handler = { .start = on_start, .end = on_end };
	pm_error local = { 0 };

	if (part < 0)
		return PM_OK;
	int code = docx_xml_read(package, part, &handler, r, &local);
	r->n_open = 0;
	if (code == PM_EFORMAT) {
		pm_doc_warn(doc, "%s; read without these settings", local.text);
		return PM_OK;
	}
	return code == PM_OK ? PM_OK : pm_error_set(err, code, "%s", local.text);
}

int docx_settings_read(docx_package *package, int settings, int web_settings, docx_pool *pool, docx_settings *out, pm_doc *doc,
		       pm_error *err)
{
	struct reading r = { .out = out, .pool = pool };
	int code = read_part(package, settings, &r, doc, err);

	if (code == PM_OK)
		code = read_part(package, web_settings, &r, doc, err);
	free(r.open);
	if (out->n_divs > 1)
		qsort(out->divs, out->n_divs, sizeof(*out->divs), compare_divs);
	if (out->n_variables > 1)
		qsort(out->variables, out->n_variables, sizeof(*out->variables), compare_variables);
	return code;
}

void docx_settings_free(docx_settings *settings)
{
	free(settings->divs);
	free(settings->variables);
	*settings = (docx_settings){ 0 };
}

const docx_div *docx_div_find(const docx_settings *settings, long id)
{
	docx_div key = { .id = id };

	if (settings->n_divs == 0)
		return NULL;
	return bsearch(&key, settings->divs, settings->n_divs, sizeof(key), compare_divs);
}

bool docx_variable_find(const docx_settings *settings, const char *prefix, pm_str name, pm_str *value)
{
	pm_buf full = { 0 };
	const docx_variable *found = NULL;

	if (settings->n_variables == 0)
		return false;
	pm_buf_puts(&full, prefix);
	pm_buf_str(&full, name);
	docx_variable key = { .name = pm_buf_view(&full) };
	if (!full.is_broken)
		found = bsearch(&key, settings->variables, settings->n_variables, sizeof(key), compare_variables);
	pm_buf_free(&full);
	if (found != NULL)
		*value = found->value;
	return found != NULL;
}
