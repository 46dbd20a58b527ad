/* arena.h: memory of one document, given back all at once. */
#ifndef PUMICE_CORE_ARENA_H
#define PUMICE_CORE_ARENA_H

#include <pumice/base.h>

typedef struct pm_arena_chunk pm_arena_chunk;

typedef struct pm_arena {
	pm_arena_chunk *chunks;
	char *at;
	size_t left;
	size_t next_size;
} pm_arena;

/* Aligned for any type; NULL where memory is out.  Not cleared. */
void *pm_arena_take(pm_arena *arena, size_t size);
void *pm_arena_zero(pm_arena *arena, size_t size);
/* Unaligned bytes. */
char *pm_arena_bytes(pm_arena *arena, size_t size);
/* A copy of `s`; `ok` becomes false where memory is out. */
pm_str pm_arena_str(pm_arena *arena, pm_str s, bool *ok);
void pm_arena_free(pm_arena *arena);

/* Have the system back large memory, all of which will be used, by pages at once: it takes a fault for each otherwise. */
void pm_memory_fill(void *memory, size_t size);

#endif
