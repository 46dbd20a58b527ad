#include "arena.h"

#include <stdlib.h>
#include <sys/mman.h>

struct pm_arena_chunk {
	pm_arena_chunk *next;
	max_align_t data[];
};

enum { FIRST_CHUNK = 8 * 1024, LAST_CHUNK = 1024 * 1024 };

void pm_memory_fill(void *memory, size_t size)
{
#ifdef MADV_POPULATE_WRITE
	enum { PAGE = 4096, LEAST = 64 * PAGE };
	size_t before = (size_t)(-(uintptr_t)memory) & (PAGE - 1);
	if (size >= LEAST)
		(void)madvise((char *)memory + before, (size - before) & ~(size_t)(PAGE - 1), MADV_POPULATE_WRITE);
#else
	(void)memory;
	(void)size;
#endif
}

static bool add_chunk(pm_arena *arena, size_t size, bool is_own)
{
	pm_arena_chunk *chunk = malloc(sizeof *chunk + size);
	if (chunk == NULL)
		return false;
	/* One of the largest follows as many that are full: it will be used. */
	if (size >= LAST_CHUNK)
		pm_memory_fill(chunk, sizeof *chunk + size);
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	if (!is_own) {
		arena->at = (char *)chunk->data;
		arena->left = size;
	}
	return true;
}

static void *take(pm_arena *arena, size_t size, size_t align)
{
	size_t pad = (size_t)(-(uintptr_t)arena->at) & (align - 1);
	if (arena->at == NULL || arena->left < size + pad) {
		if (arena->next_size == 0)
			arena->next_size = FIRST_CHUNK;
		/* A large piece gets a chunk of its own, so that what is left of the current one is not lost. */
		if (size > arena->next_size / 4) {
			if (!add_chunk(arena, size, true))
				return NULL;
			return arena->chunks->data;
		}
		if (!add_chunk(arena, arena->next_size, false))
			return NULL;
		if (arena->next_size < LAST_CHUNK)
			arena->next_size *= 2;
		pad = 0;
	}
	char *p = arena->at + pad;
	arena->at = p + size;
	arena->left -= size + pad;
	return p;
}

void *pm_arena_take(pm_arena *arena, size_t size)
{
	return take(arena, size, _Alignof(max_align_t));
}

void *pm_arena_zero(pm_arena *arena, size_t size)
{
	void *p = pm_arena_take(arena, size);
	if (p != NULL)
		memset(p, 0, size);
	return p;
}

char *pm_arena_bytes(pm_arena *arena, size_t size)
{
	return take(arena, size, 1);
}

pm_str pm_arena_str(pm_arena *arena, pm_str s, bool *ok)
{
	if (s.len == 0)
		return pm_str_of("", 0);
	char *p = pm_arena_bytes(arena, s.len);
	if (p == NULL) {
		*ok = false;
		return pm_str_of("", 0);
	}
	memcpy(p, s.ptr, s.len);
	return pm_str_of(p, s.len);
}

void pm_arena_free(pm_arena *arena)
{
	while (arena->chunks != NULL) {
		pm_arena_chunk *next = arena->chunks->next;
		free(arena->chunks);
		arena->chunks = next;
	}
	*arena = (pm_arena){ 0 };
}
