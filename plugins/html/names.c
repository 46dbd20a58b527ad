/* names.c: numbers by name, for the places in a page that links lead to. */
#include <stdlib.h>

#include "notes.h"

uint64_t html_hash(pm_str name)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < name.len; i++)
		h = (h ^ (unsigned char)name.ptr[i]) * 1099511628211u;
	return h != 0 ? h : 1;
}

static html_name *slot_of(html_name *slots, size_t n, uint64_t hash)
{
	size_t i = (size_t)hash & (n - 1);

	while (slots[i].hash != 0 && slots[i].hash != hash)
		i = (i + 1) & (n - 1);
	return &slots[i];
}

static bool grow(html_names *names)
{
	size_t n = names->n_slots == 0 ? 64 : names->n_slots * 2;
	html_name *slots = calloc(n, sizeof *slots);

	if (slots == NULL)
		return false;
	for (size_t i = 0; i < names->n_slots; i++)
		if (names->slots[i].hash != 0)
			*slot_of(slots, n, names->slots[i].hash) = names->slots[i];
	free(names->slots);
	names->slots = slots;
	names->n_slots = n;
	return true;
}

uint32_t html_name_get(const html_names *names, uint64_t hash)
{
	return names->n > 0 ? slot_of(names->slots, names->n_slots, hash)->value : 0;
}

bool html_name_set(html_names *names, uint64_t hash, uint32_t value)
{
	html_name *slot;

	if (names->n * 2 >= names->n_slots && !grow(names))
		return false;
	slot = slot_of(names->slots, names->n_slots, hash);
	names->n += slot->hash == 0;
	*slot = (html_name){ .hash = hash, .value = value };
	return true;
}

void html_names_free(html_names *names)
{
	free(names->slots);
	*names = (html_names){ 0 };
}
