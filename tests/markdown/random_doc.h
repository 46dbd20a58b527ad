/* random_doc.h: a document made of what is hard for Markdown, the same for the same numbers. */
#ifndef PUMICE_TESTS_RANDOM_DOC_H
#define PUMICE_TESTS_RANDOM_DOC_H

#include <pumice/pumice.h>

typedef struct random_source {
	uint64_t state;
	const unsigned char *bytes; /* where given, they decide instead, and then zeros */
	size_t n_bytes;
} random_source;

unsigned random_below(random_source *random, unsigned n);
/* NULL where memory is out. */
pm_doc *random_doc(random_source *random);

#endif
