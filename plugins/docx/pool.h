/* pool.h: memory that lives as long as one conversion; strings of styles, relationships and numbering. */
#ifndef DOCX_POOL_H
#define DOCX_POOL_H

#include <pumice/pumice.h>

struct docx_pool_chunk;

/* Start with {0}. */
typedef struct docx_pool {
	struct docx_pool_chunk *chunks;
	size_t used, cap;
} docx_pool;

/* Zeroed memory, aligned for any type; NULL where memory is out. */
void *docx_pool_alloc(docx_pool *pool, size_t size);
/* A copy that ends in NUL.  On failure `ptr` is NULL (and `len` 0) even for an empty string. */
pm_str docx_pool_str(docx_pool *pool, pm_str s);
void docx_pool_free(docx_pool *pool);

/* Room for one more element in a growing array: NULL where memory is out, the array being as it was. */
void *docx_grow(void *array, size_t n, size_t *cap, size_t element_size);

#endif
