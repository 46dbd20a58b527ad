/* rels.h: which part is what, by the relationships of the package and of each part. */
#ifndef DOCX_RELS_H
#define DOCX_RELS_H

#include "package.h"
#include "pool.h"

typedef struct docx_rel {
	pm_str id;
	pm_str type;   /* the last segment of its address: "image", "styles" */
	pm_str target; /* as written */
	int part;      /* -1: external or missing */
	bool is_external;
	size_t order; /* in the list: the first of equal ids counts */
} docx_rel;

typedef struct docx_rels {
	docx_rel *at; /* by id */
	size_t n, cap;
} docx_rels;

/* The relationships of `part` (-1: of the package).  A missing or damaged list is an empty one: `doc` is warned. */
int docx_rels_read(docx_package *package, int part, docx_pool *pool, docx_rels *out, pm_doc *doc, pm_error *err);
void docx_rels_free(docx_rels *rels);
const docx_rel *docx_rels_find(const docx_rels *rels, pm_str id); /* NULL where there is none */
const docx_rel *docx_rels_of_type(const docx_rels *rels, const char *type);

/* The part that holds the document itself. */
int docx_main_part(docx_package *package, const docx_rels *package_rels, pm_error *err);
/* A part of the document by type, and by its usual name where the relationship is missing; -1 where there is none. */
int docx_part_of_type(docx_package *package, int main_part, const docx_rels *rels, const char *type, const char *usual_name);

#endif
