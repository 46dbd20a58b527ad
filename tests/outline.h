/* outline.h: a document as lines that a person can compare; what the golden tests expect. */
#ifndef PUMICE_TESTS_OUTLINE_H
#define PUMICE_TESTS_OUTLINE_H

#include <pumice/pumice.h>

/* One line a block, then repairs, metadata and indicators:
 *   title | h1 | p | - 0 | 1. 0 | quote 1 | code | table 2x3, cell 0,1 span 2x1 | caption | image | rule | page_break
 *   x navigation link-bar | …            a marked block
 *   repair RULE | removed -> inserted xN @line
 *   meta name | value
 *   indicator raw | name | value unit | qualifier | change | period | from..to
 * A role stands in brackets behind the kind; ⏎ is a line break inside a block. */
void outline(const pm_doc *doc, pm_buf *out);

#endif
