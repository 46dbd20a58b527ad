/* write_reference.h: a user's own file, whose styles, page, headers and footers the output takes over. */
#ifndef PUMICE_DOCX_WRITE_REFERENCE_H
#define PUMICE_DOCX_WRITE_REFERENCE_H

#include "package.h"
#include "pool.h"
#include "rels.h"
#include "styles.h"
#include "write.h"

#include <libxml/tree.h>

/* A part that goes along: a header, its pictures, the theme. */
typedef struct copied_part {
	int part;      /* in the reference */
	pm_str type;   /* of its content */
	char name[40]; /* in the output */
	docx_rels rels;
} copied_part;

typedef struct margin_story {
	const xmlNode *node; /* w:headerReference or w:footerReference */
	size_t copy;         /* which copied part */
	unsigned rel;        /* in the output's document */
} margin_story;

enum { MARGIN_STORIES = 6 }; /* header and footer, each for odd, even and first pages */

struct reference_doc {
	const char *path;
	pm_source *source;
	pm_doc *messages; /* of reading; nobody asks for them */
	docx_package *package;
	docx_pool pool;
	docx_rels package_rels, rels;
	docx_styles styles;
	int main_part;
	xmlDoc *styles_xml, *document_xml, *settings_xml, *types_xml;
	const xmlNode *section; /* the last w:sectPr; NULL where there is none */
	copied_part *copies;
	size_t n_copies, copy_cap;
	margin_story stories[MARGIN_STORIES];
	size_t n_stories;
	size_t theme, fonts;     /* index + 1 of the copied parts */
	look look;               /* a plain one, as wide as the reference's text */
	bool is_found[N_STYLES]; /* the style is one of the reference's */
	char made[N_STYLES][40]; /* ids for those that are not, where theirs are taken */
};

/* xml helpers: the namespace-blind view of the reference that the output is made of. */
bool xml_is(const xmlNode *node, const char *name); /* an element of WordprocessingML */
const xmlNode *xml_child(const xmlNode *node, const char *name);
pm_str xml_attribute(const xmlNode *node, const char *name);
/* The element as it stands, in the namespace `w` and in the order that the schema wants, without numbering, revisions and what other
 * namespaces add. */
void xml_write(writer *w, const xmlNode *node);

/* Which of the reference's styles is which of ours: write_reference_styles.c */
void dw_reference_map_styles(writer *w, reference_doc *ref);

#endif
