#include "pool.h"

#include <stdlib.h>

struct docx_pool_chunk {
	struct docx_pool_chunk *next;
	max_align_t bytes[];
};

enum { CHUNK = 16 * 1024 };

void *docx_pool_alloc(docx_pool *pool, size_t size)
{
	size_t align = sizeof(max_align_t);

	if (size > SIZE_MAX / 2)
		return NULL;
	size = (size + align - 1) / align * align;
	if (pool->chunks == NULL || pool->cap - pool->used < size) {
		size_t cap = size > CHUNK ? size : CHUNK;
		struct docx_pool_chunk *chunk = calloc(1, sizeof(*chunk) + cap);

		if (chunk == NULL)
			return NULL;
		chunk->next = pool->chunks;
		pool->chunks = chunk;
		pool->cap = cap;
		pool->used = 0;
	}
	void *p = (char *)pool->chunks->bytes + pool->used;
	pool->used += size;
	return p;
}

pm_str docx_pool_str(docx_pool *pool, pm_str s)
{
	char *p = docx_pool_alloc(pool, s.len + 1);

	if (p == NULL)
		return pm_str_of(NULL, 0);
	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	return pm_str_of(p, s.len);
}

void docx_pool_free(docx_pool *pool)
{
	while (pool->chunks != NULL) {
		struct docx_pool_chunk *chunk = pool->chunks;

		pool->chunks = chunk->next;
		free(chunk);
	}
	*pool = (docx_pool){ 0 };
}

void *docx_grow(void *array, size_t n, size_t *cap, size_t element_size)
{
	if (n < *cap)
		return array;
	size_t want = *cap == 0 ? 8 : *cap * 2;

	if (want <= n || want > SIZE_MAX / 2 / element_size)
		return NULL;
	void *p = realloc(array, want * element_size);
	if (p != NULL)
		*cap = want;
	return p;
}
