/* wild_doc.h: documents such as no sane reader makes, of bytes: spans that overlap, notes in notes, lists out of order, tables of any
 * shape, characters that XML cannot hold. */
#ifndef PUMICE_TESTS_WILD_DOC_H
#define PUMICE_TESTS_WILD_DOC_H

#include <pumice/pumice.h>

/* NULL where memory is out. */
pm_doc *wild_doc(const uint8_t *bytes, size_t len);

/* How often each letter and digit stands in the text of all blocks; those that are marked only with `marked_too`. */
void count_letters(const pm_doc *doc, bool marked_too, size_t counts[128]);

#endif
