/* doc_resources.c: the bytes of pictures, held once however often they are shown, each under a name of its own. */
#include "model.h"

#include <pumice/limits.h>
#include <stdio.h>
#include <stdlib.h>

pm_str pm_media_type_of(pm_str b)
{
	static const struct {
		const char *magic;
		uint8_t len, skip;
		const char *type;
	} kinds[] = {
		{ "\x89PNG\r\n\x1A\n", 8, 0, "image/png" }, { "\xFF\xD8\xFF", 3, 0, "image/jpeg" }, { "GIF87a", 6, 0, "image/gif" },
		{ "GIF89a", 6, 0, "image/gif" },           { "BM", 2, 0, "image/bmp" },           { "II*\0", 4, 0, "image/tiff" },
		{ "MM\0*", 4, 0, "image/tiff" },            { "WEBP", 4, 8, "image/webp" },        { "ftypavif", 8, 4, "image/avif" },
		{ "\xD7\xCD\xC6\x9A", 4, 0, "image/wmf" },   { " EMF", 4, 40, "image/emf" },
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (b.len >= (size_t)kinds[i].skip + kinds[i].len && memcmp(b.ptr + kinds[i].skip, kinds[i].magic, kinds[i].len) == 0)
			return pm_str_from(kinds[i].type);
	pm_str head = pm_str_trim(pm_str_of(b.ptr, b.len < 1000 ? b.len : 1000));
	if (pm_str_starts_with(head, "<svg") || (pm_str_starts_with(head, "<?xml") && pm_str_find(head, PM_STR("<svg"), 0) != SIZE_MAX))
		return PM_STR("image/svg+xml");
	return pm_str_of("", 0);
}

/* -- finding what is there: two open tables over the resources, by bytes and by name ------------------------------------------- */

static uint64_t hash_of(pm_str s)
{
	uint64_t h = 14695981039346656037u ^ s.len;
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211u;
	return h;
}

/* Where in `slots` the resource stands whose bytes (or name) are `key`, or would stand. */
static uint32_t *find_slot(const pm_doc *doc, uint32_t *slots, pm_str key, bool is_name)
{
	size_t mask = doc->n_resource_slots - 1;
	size_t i = (size_t)(hash_of(key) >> 20) & mask;
	while (slots[i] != 0) {
		const pm_resource *r = &doc->resources.at[slots[i] - 1];
		if (pm_str_equal(is_name ? r->name : r->bytes, key))
			break;
		i = (i + 1) & mask;
	}
	return &slots[i];
}

static void enter(pm_doc *doc, size_t i)
{
	*find_slot(doc, doc->resources_by_bytes, doc->resources.at[i].bytes, false) = (uint32_t)i + 1;
	*find_slot(doc, doc->resources_by_name, doc->resources.at[i].name, true) = (uint32_t)i + 1;
}

/* Keep the tables no more than half full. */
static bool make_slots(pm_doc *doc)
{
	if (doc->resources.n + 1 <= doc->n_resource_slots / 2)
		return true;
	size_t n = doc->n_resource_slots < 16 ? 16 : doc->n_resource_slots * 2;
	uint32_t *bytes = calloc(n, sizeof *bytes), *names = calloc(n, sizeof *names);
	if (bytes == NULL || names == NULL) {
		free(bytes);
		free(names);
		return false;
	}
	free(doc->resources_by_bytes);
	free(doc->resources_by_name);
	doc->resources_by_bytes = bytes;
	doc->resources_by_name = names;
	doc->n_resource_slots = n;
	for (size_t i = 0; i < doc->resources.n; i++)
		enter(doc, i);
	return true;
}

/* -- names -------------------------------------------------------------------------------------------------------------------- */

static bool is_name_char(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
}

/* The last component of `wish`, of harmless characters, at most 80 bytes, unlike all names so far. */
static void choose_name(pm_doc *doc, pm_str wish, char out[128])
{
	size_t from = wish.len;
	while (from > 0 && wish.ptr[from - 1] != '/' && wish.ptr[from - 1] != '\\')
		from--;
	char base[96];
	size_t n = 0;
	for (size_t i = from; i < wish.len && n < 80; i++)
		if (is_name_char((unsigned char)wish.ptr[i]) && !(n == 0 && wish.ptr[i] == '.'))
			base[n++] = wish.ptr[i];
	while (n > 0 && pm_utf8_valid(pm_str_of(base, n)) < n)
		n--;
	if (n == 0)
		n = (size_t)snprintf(base, sizeof base, "image");
	base[n] = '\0';
	char *dot = strrchr(base, '.');
	size_t stem = dot != NULL && dot != base ? (size_t)(dot - base) : n;
	snprintf(out, 128, "%s", base);
	uint32_t first = *find_slot(doc, doc->resources_by_name, pm_str_from(out), true);
	/* The one that has the name counts those that wanted it too, so that none is tried twice. */
	uint32_t *k = first != 0 ? &doc->resource_namesakes.at[first - 1] : NULL;
	while (k != NULL && *find_slot(doc, doc->resources_by_name, pm_str_from(out), true) != 0)
		snprintf(out, 128, "%.*s-%u%s", (int)stem, base, ++*k, base + stem);
}

/* -- what the document offers --------------------------------------------------------------------------------------------- */

int pm_doc_append_resource(pm_doc *doc, pm_str name, pm_str media_type, pm_str bytes, pm_error *err)
{
	if (!make_slots(doc) || !PM_ARRAY_ROOM(doc->resources) || !PM_ARRAY_ROOM(doc->resource_namesakes)) {
		pm_error_nomem(err);
		return 0;
	}
	uint32_t same = *find_slot(doc, doc->resources_by_bytes, bytes, false);
	if (same != 0)
		return (int)same;
	if (doc->resources.n >= PM_LIMIT_RESOURCES || bytes.len > PM_LIMIT_RESOURCE_BYTES - doc->resource_bytes) {
		pm_error_set(err, PM_ELIMIT, "the document has more than %d images or %lu bytes of them (PM_LIMIT_RESOURCE_BYTES)",
		             PM_LIMIT_RESOURCES, (unsigned long)PM_LIMIT_RESOURCE_BYTES);
		return 0;
	}
	char unique[128];
	choose_name(doc, name, unique);
	bool ok = true;
	pm_resource r = { .name = pm_arena_str(&doc->arena, pm_str_from(unique), &ok) };
	r.media_type = pm_arena_str(&doc->arena, media_type, &ok);
	r.bytes = pm_arena_str(&doc->arena, bytes, &ok);
	if (!ok) {
		pm_error_nomem(err);
		return 0;
	}
	doc->resource_bytes += bytes.len;
	doc->resource_namesakes.at[doc->resource_namesakes.n++] = 1;
	doc->resources.at[doc->resources.n] = r;
	enter(doc, doc->resources.n++);
	return (int)doc->resources.n;
}

size_t pm_doc_n_resources(const pm_doc *doc)
{
	return doc->resources.n;
}

const pm_resource *pm_doc_resource(const pm_doc *doc, size_t i)
{
	return i < doc->resources.n ? &doc->resources.at[i] : NULL;
}
