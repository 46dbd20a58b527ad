/* settings.h: divisions of a page that Word keeps in its web settings, and variables of a document's own settings. */
#ifndef DOCX_SETTINGS_H
#define DOCX_SETTINGS_H

#include "package.h"
#include "pool.h"

/* A division that paragraphs name: how many quotations, and how many other indents, it stands in. */
typedef struct docx_div {
	long id;
	int quotes, indents;
	bool is_quote, is_indented; /* itself */
} docx_div;

typedef struct docx_variable {
	pm_str name, value;
} docx_variable;

typedef struct docx_settings {
	docx_div *divs; /* by id */
	size_t n_divs, cap_divs;
	docx_variable *variables; /* by name */
	size_t n_variables, cap_variables;
} docx_settings;

/* Either part may be -1. */
int docx_settings_read(docx_package *package, int settings, int web_settings, docx_pool *pool, docx_settings *out, pm_doc *doc,
		       pm_error *err);
void docx_settings_free(docx_settings *settings);
const docx_div *docx_div_find(const docx_settings *settings, long id); /* NULL where there is none */
/* The variable called `prefix` and `name` together; false where there is none. */
bool docx_variable_find(const docx_settings *settings, const char *prefix, pm_str name, pm_str *value);

#endif
