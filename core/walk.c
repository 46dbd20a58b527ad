/* walk.c: the inputs of an archive: folders walked in order of name, single files, lists of files. */
#include "archive.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

item *items_append(items *list, const char *path, const char *name, pm_error *err)
{
	if (list->n == list->cap) {
		size_t cap = list->cap < 64 ? 64 : list->cap * 2;
		item *more = realloc(list->at, cap * sizeof *more);
		if (more == NULL) {
			pm_error_nomem(err);
			return NULL;
		}
		list->at = more;
		list->cap = cap;
	}
	item *it = &list->at[list->n];
	*it = (item){ .path = strdup(path), .name = strdup(name) };
	if (it->path == NULL || it->name == NULL) {
		free(it->path);
		free(it->name);
		pm_error_nomem(err);
		return NULL;
	}
	list->n++;
	return it;
}

void items_free(items *list)
{
	for (size_t i = 0; i < list->n; i++) {
		free(list->at[i].path);
		free(list->at[i].name);
		free(list->at[i].base);
		free(list->at[i].line);
	}
	free(list->at);
	*list = (items){ 0 };
}

item *items_find(const items *list, const char *name)
{
	size_t low = 0, high = list->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(list->at[middle].name, name);
		if (order == 0)
			return &list->at[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* -- walking -------------------------------------------------------------------------------------------------------------------- */

typedef struct walk {
	const call *call;
	items *list;
	struct stat output; /* the archive itself, which may lie inside the input */
	bool has_output;
	items folders; /* still to be listed */
	struct {
		dev_t dev;
		ino_t ino;
	} *seen; /* folders entered through links, so that a loop ends */
	size_t n_seen, seen_cap;
} walk;

static void note_stat(item *it, const struct stat *st)
{
	it->size = st->st_size;
	it->mtime_s = st->st_mtim.tv_sec;
	it->mtime_ns = st->st_mtim.tv_nsec;
}

static bool was_seen(walk *w, const struct stat *st)
{
	for (size_t i = 0; i < w->n_seen; i++)
		if (w->seen[i].dev == st->st_dev && w->seen[i].ino == st->st_ino)
			return true;
	if (w->n_seen == w->seen_cap) {
		size_t cap = w->seen_cap < 64 ? 64 : w->seen_cap * 2;
		void *more = realloc(w->seen, cap * sizeof *w->seen);
		if (more == NULL)
			return true;
		w->seen = more;
		w->seen_cap = cap;
	}
	w->seen[w->n_seen].dev = st->st_dev;
	w->seen[w->n_seen++].ino = st->st_ino;
	return false;
}

/* A loop of links comes back to a folder above itself: compare with all folders on the way from the top. */
static bool is_loop(const char *path, const struct stat *st)
{
	char *above = strdup(path);
	bool loops = false;
	for (char *slash = above != NULL ? strrchr(above, '/') : NULL; slash != NULL && slash != above && !loops; slash = strrchr(above, '/')) {
		*slash = '\0';
		struct stat up;
		loops = stat(above, &up) == 0 && up.st_dev == st->st_dev && up.st_ino == st->st_ino;
	}
	free(above);
	return loops;
}

static void pass_over(const walk *w, const char *path, const char *why)
{
	if (!w->call->is_quiet)
		say("%s: passed over: %s", path, why);
}

static int take_entry(walk *w, const char *path, const char *name, pm_error *err)
{
	struct stat link_st, st;
	bool is_there = lstat(path, &link_st) == 0;
	st = link_st;
	if (!is_there || (S_ISLNK(link_st.st_mode) && stat(path, &st) != 0)) {
		pass_over(w, path, strerror(errno));
		return PM_OK;
	}
	if (S_ISDIR(st.st_mode)) {
		if (w->has_output && st.st_dev == w->output.st_dev && st.st_ino == w->output.st_ino)
			return PM_OK;
		if (S_ISLNK(link_st.st_mode) && (is_loop(path, &st) || was_seen(w, &st))) {
			pass_over(w, path, "a link to a folder that is walked already");
			return PM_OK;
		}
		return items_append(&w->folders, path, name, err) != NULL ? PM_OK : PM_ENOMEM;
	}
	if (!S_ISREG(st.st_mode)) {
		pass_over(w, path, "neither a file nor a folder");
		return PM_OK;
	}
	item *it = items_append(w->list, path, name, err);
	if (it == NULL)
		return PM_ENOMEM;
	note_stat(it, &st);
	return PM_OK;
}

/* By bytes: what is found may not depend on the order of the folder or on the locale. */
static int in_order(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int no_dot_names(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int list_one(walk *w, const char *folder, const char *prefix, pm_error *err)
{
	struct dirent **names = NULL;
	int n = scandir(folder, &names, no_dot_names, in_order);
	if (n < 0) {
		pass_over(w, folder, strerror(errno));
		return PM_OK;
	}
	int rc = PM_OK;
	for (int i = 0; i < n; i++) {
		char *path = rc == PM_OK ? join_path(folder, names[i]->d_name) : NULL;
		char *name = rc == PM_OK ? join_path(prefix, names[i]->d_name) : NULL;
		if (rc == PM_OK)
			rc = path != NULL && name != NULL ? take_entry(w, path, name, err) : pm_error_nomem(err);
		free(path);
		free(name);
		free(names[i]);
	}
	free(names);
	return rc;
}

static int walk_folder(walk *w, const char *folder, const char *prefix, pm_error *err)
{
	int rc = list_one(w, folder, prefix, err);
	while (rc == PM_OK && w->folders.n > 0) {
		item next = w->folders.at[--w->folders.n];
		rc = list_one(w, next.path, next.name, err);
		free(next.path);
		free(next.name);
	}
	return rc;
}

/* -- inputs of the call ------------------------------------------------------------------------------------------------------------ */

/* `./a//b/../c` and `/a/b` become names inside the archive: `a/b/_up/c`, `a/b`. */
static char *plain_name(const char *path)
{
	size_t n = strlen(path);
	char *out = malloc(n * 2 + 2);
	if (out == NULL)
		return NULL;
	size_t put = 0;
	for (const char *p = path; *p != '\0';) {
		size_t len = strcspn(p, "/");
		bool is_dot = len == 1 && p[0] == '.';
		bool is_up = len == 2 && p[0] == '.' && p[1] == '.';
		if (len > 0 && !is_dot) {
			if (put > 0)
				out[put++] = '/';
			memcpy(out + put, is_up ? "_up" : p, is_up ? 3 : len);
			put += is_up ? 3 : len;
		}
		p += len + (p[len] == '/');
	}
	out[put] = '\0';
	return out;
}

static int take_input(walk *w, const char *path, bool keep_path, bool is_alone, pm_error *err)
{
	const char *slash = strrchr(path, '/');
	char *name = plain_name(keep_path || slash == NULL || slash[1] == '\0' ? path : slash + 1);
	if (name == NULL)
		return pm_error_nomem(err);
	struct stat st;
	int rc;
	if (stat(path, &st) != 0) /* it will fail, and be listed */
		rc = items_append(w->list, path, name, err) != NULL ? PM_OK : PM_ENOMEM;
	else
		rc = S_ISDIR(st.st_mode) ? walk_folder(w, path, is_alone ? "" : name, err) : take_entry(w, path, name, err);
	free(name);
	return rc;
}

static int take_list(walk *w, pm_error *err)
{
	pm_source *src = pm_source_open(w->call->files_from, err);
	if (src == NULL)
		return err->code;
	pm_str rest = pm_source_bytes(src);
	char end = w->call->ends_with_nul ? '\0' : '\n';
	int rc = PM_OK;
	while (rest.len > 0 && rc == PM_OK) {
		const char *stop = memchr(rest.ptr, end, rest.len);
		size_t n = stop != NULL ? (size_t)(stop - rest.ptr) : rest.len;
		size_t len = n > 0 && end == '\n' && rest.ptr[n - 1] == '\r' ? n - 1 : n;
		char *path = len > 0 ? strndup(rest.ptr, len) : NULL;
		if (path != NULL)
			rc = take_input(w, path, true, false, err);
		free(path);
		rest.ptr += n + (stop != NULL);
		rest.len -= n + (stop != NULL);
	}
	pm_source_free(src);
	return rc;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const item *)a)->name, ((const item *)b)->name);
}

static void drop_doubles(items *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++) {
		if (kept > 0 && strcmp(list->at[kept - 1].name, list->at[i].name) == 0) {
			free(list->at[i].path);
			free(list->at[i].name);
		} else {
			list->at[kept++] = list->at[i];
		}
	}
	list->n = kept;
}

int collect_items(const call *c, items *list, pm_error *err)
{
	walk w = { .call = c, .list = list };
	w.has_output = stat(c->output, &w.output) == 0;
	int rc = c->files_from != NULL ? take_list(&w, err) : PM_OK;
	for (size_t i = 0; i < c->inputs.n && rc == PM_OK; i++)
		rc = take_input(&w, c->inputs.at[i], false, c->inputs.n == 1 && c->files_from == NULL, err);
	items_free(&w.folders);
	free(w.seen);
	if (list->n > 1)
		qsort(list->at, list->n, sizeof *list->at, by_name);
	drop_doubles(list);
	return rc;
}
