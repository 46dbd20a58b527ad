/* names.c: where in the archive an input's outputs go. */
#include "archive.h"

#include <errno.h>
#include <stdlib.h>

char *join_path(const char *folder, const char *name)
{
	size_t n = strlen(folder);
	char *path = NULL;
	if (asprintf(&path, "%s%s%s", folder, n == 0 || folder[n - 1] == '/' ? "" : "/", name) < 0)
		return NULL;
	return path;
}

int make_parents(const char *path, pm_error *err)
{
	char *copy = strdup(path);
	if (copy == NULL)
		return pm_error_nomem(err);
	int rc = PM_OK;
	for (char *p = copy + 1; *p != '\0' && rc == PM_OK; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, 0777) != 0 && errno != EEXIST)
			rc = pm_error_set(err, PM_EIO, "%s: the folder cannot be made: %s", copy, strerror(errno));
		*p = '/';
	}
	free(copy);
	return rc;
}

/* FNV-1a: the same on every machine. */
static uint64_t hash_name(const char *name)
{
	uint64_t h = 14695981039346656037u;
	for (; *name != '\0'; name++)
		h = (h ^ (unsigned char)*name) * 1099511628211u;
	return h ^ (h >> 32);
}

bool shard_holds(const call *c, const char *name)
{
	return hash_name(name) % c->n_shards == c->shard - 1;
}

static const char *ending(const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *base = slash != NULL ? slash + 1 : name;
	const char *dot = strrchr(base, '.');
	return dot != NULL && dot != base ? dot : name + strlen(name);
}

static bool has_word(const char *words, const char *word)
{
	size_t n = strlen(word);
	for (; *words != '\0'; words += strcspn(words, " "), words += *words == ' ')
		if (strcspn(words, " ") == n && strncasecmp(words, word, n) == 0)
			return n > 0;
	return false;
}

static bool reader_has_ending(const pm_registry *reg, const char *dot)
{
	for (size_t i = 0; i < pm_registry_n_readers(reg) && *dot == '.'; i++)
		if (has_word(pm_registry_reader_at(reg, i, NULL)->extensions, dot + 1))
			return true;
	return false;
}

static bool is_taken_by_archive(const char *base)
{
	return strcmp(base, "index") == 0 || strcmp(base, "indicators") == 0 || strcmp(base, "manifest") == 0;
}

static int by_base(const void *a, const void *b)
{
	return strcmp((*(item *const *)a)->base, (*(item *const *)b)->base);
}

/* Calls `rename` for every item that shares its base with another; false where memory is out. */
static bool part_equal(items *list, char *(*other_name)(const item *))
{
	item **sorted = malloc((list->n > 0 ? list->n : 1) * sizeof *sorted);
	if (sorted == NULL)
		return false;
	for (size_t i = 0; i < list->n; i++)
		sorted[i] = &list->at[i];
	qsort(sorted, list->n, sizeof *sorted, by_base);
	bool ok = true;
	for (size_t i = 0, end; i < list->n && ok; i = end) {
		for (end = i + 1; end < list->n && strcmp(sorted[end]->base, sorted[i]->base) == 0;)
			end++;
		for (size_t k = i; k < end && end - i > 1 && ok; k++) {
			char *name = other_name(sorted[k]);
			ok = name != NULL;
			if (ok) {
				/* sorted[i]->base is compared with above, so it is freed only once the group is done. */
				free(sorted[k]->line);
				sorted[k]->line = name;
			}
		}
	}
	for (size_t i = 0; i < list->n; i++) {
		if (list->at[i].line == NULL)
			continue;
		free(list->at[i].base);
		list->at[i].base = list->at[i].line;
		list->at[i].line = NULL;
	}
	free(sorted);
	return ok;
}

static char *whole_name(const item *it)
{
	return strdup(it->name);
}

static char *hashed_name(const item *it)
{
	char *name = NULL;
	return asprintf(&name, "%s-%08x", it->name, (unsigned)(hash_name(it->name) & 0xFFFFFFFFu)) < 0 ? NULL : name;
}

int choose_names(items *list, pm_registry *reg, pm_error *err)
{
	for (size_t i = 0; i < list->n; i++) {
		item *it = &list->at[i];
		const char *dot = ending(it->name);
		it->base = reader_has_ending(reg, dot) ? strndup(it->name, (size_t)(dot - it->name)) : strdup(it->name);
		if (it->base != NULL && is_taken_by_archive(it->base)) {
			free(it->base);
			it->base = *dot != '\0' ? strdup(it->name) : hashed_name(it);
		}
		if (it->base == NULL)
			return pm_error_nomem(err);
	}
	/* a.html and a.txt become a.html.md and a.txt.md; should that meet an input called a.html.txt, a hash of the name parts them. */
	return part_equal(list, whole_name) && part_equal(list, hashed_name) ? PM_OK : pm_error_nomem(err);
}
