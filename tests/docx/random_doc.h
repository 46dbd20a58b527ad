/* random_doc.h: documents made of bytes: the same bytes make the same document, and any bytes make one. */
#ifndef PUMICE_TESTS_RANDOM_DOC_H
#define PUMICE_TESTS_RANDOM_DOC_H

#include <pumice/pumice.h>

/* A document of what the model can hold and a DOCX can keep.  `bytes` decide everything; where they end, zeros follow.  NULL where
 * memory is out. */
pm_doc *random_doc(const uint8_t *bytes, size_t len);

/* Bytes from a seed, for tests that want many documents. */
void random_bytes(uint64_t seed, uint8_t *bytes, size_t len);

#endif
