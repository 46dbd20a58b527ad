/* package_of.h: small Word documents made in a test from the XML of their parts. */
#ifndef PUMICE_TESTS_PACKAGE_OF_H
#define PUMICE_TESTS_PACKAGE_OF_H

#include <pumice/pumice.h>

/* One part: `styles`, `numbering`, `footnotes`, `endnotes`, `comments`, `settings`, `web`, `rels`, `core` and `app` stand for the parts
 * that are usual and get their root element around them; `body` is what stands in w:body; any other name is a part as it stands. */
typedef struct part {
	pm_str name, content;
} part;

enum { PACKAGE_BARE = 1 }; /* without the content types and relationships that are added otherwise */

/* The archive's bytes; freed by the caller.  false where it cannot be made. */
bool package_of(const part *parts, size_t n, unsigned flags, pm_buf *out);

#endif
