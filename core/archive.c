/* archive.c: a run over many inputs, from the listing to the summary. */
#include "archive.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

typedef struct run_state {
	const call *call;
	pm_registry *registry;
	items list;
	manifest manifest;
	char *options;
	output *outputs;
	size_t n_outputs;
	progress progress;
	bool is_changed; /* the manifest has to be written anew */
	bool is_busy; /* by another run */
	int lock; /* the archive's folder, so that two runs do not write into it at a time */
	FILE *audit_rows; /* rows as they come; the place of each item's is kept below */
	struct {
		long at;
		size_t len;
	} *audit_places;
	pm_error error; /* the first failure that stops the run */
} run_state;

bool call_wants_archive(const call *c)
{
	struct stat st;
	for (size_t i = 0; i < c->inputs.n; i++)
		if (stat(c->inputs.at[i], &st) == 0 && S_ISDIR(st.st_mode))
			return true;
	return c->files_from != NULL;
}

/* -- what is asked ------------------------------------------------------------------------------------------------------------------ */

static int find_writers(run_state *s, pm_error *err)
{
	const call *c = s->call;
	s->n_outputs = c->to.n > 0 ? c->to.n : 1;
	s->outputs = calloc(s->n_outputs, sizeof *s->outputs);
	if (s->outputs == NULL)
		return pm_error_nomem(err);
	for (size_t i = 0; i < s->n_outputs; i++) {
		s->outputs[i].writer = pm_registry_writer(s->registry, c->to.n > 0 ? c->to.at[i] : "markdown", err);
		if (s->outputs[i].writer == NULL)
			return err->code;
	}
	return PM_OK;
}

/* All that decides the bytes of the outputs, as one line: a change of it makes every input new. */
static char *describe_options(const run_state *s)
{
	pm_buf buf = { 0 };
	const call *c = s->call;
	for (size_t i = 0; i < s->n_outputs; i++)
		pm_buf_printf(&buf, "%s-t %s", i > 0 ? " " : "", s->outputs[i].writer->name);
	if (c->from != NULL)
		pm_buf_printf(&buf, " -f %s", c->from);
	for (size_t i = 0; i < c->without.n; i++)
		pm_buf_printf(&buf, " --without %s", c->without.at[i]);
	if (c->keep_furniture)
		pm_buf_puts(&buf, " --keep-furniture");
	for (size_t i = 0; i < pm_options_n(c->options); i++)
		pm_buf_printf(&buf, " --%s=%s", pm_options_name(c->options, i), pm_options_find(c->options, pm_options_name(c->options, i)));
	pm_buf_putc(&buf, '\0');
	if (!buf.is_broken)
		return buf.ptr;
	return NULL;
}

static int make_folder(const char *path, pm_error *err)
{
	char *inside = join_path(path, "x");
	int rc = inside != NULL ? make_parents(inside, err) : pm_error_nomem(err);
	free(inside);
	struct stat st;
	if (rc == PM_OK && (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)))
		rc = pm_error_set(err, PM_EUSAGE, "%s: is no folder; name a folder with -o", path);
	if (rc == PM_OK && access(path, W_OK | X_OK) != 0)
		rc = pm_error_set(err, PM_EIO, "%s: the folder may not be written to; check its permissions", path);
	return rc;
}

/* The lock goes with the process, however it ends.  Shares work beside each other, all else alone. */
static int lock_archive(const char *folder, bool is_share, int *lock, bool *is_busy, pm_error *err)
{
	*lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*lock < 0)
		return pm_error_set(err, PM_EIO, "%s: cannot be opened: %s; check its permissions", folder, strerror(errno));
	if (flock(*lock, (is_share ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return PM_OK;
	*is_busy = true;
	return pm_error_set(err, PM_EIO, "%s: another run is working in this archive; wait until it ends", folder);
}

/* -- what there is to do ---------------------------------------------------------------------------------------------------------------- */

static void keep_share(run_state *s)
{
	size_t kept = 0;
	for (size_t i = 0; i < s->list.n; i++) {
		item *it = &s->list.at[i];
		if (shard_holds(s->call, it->name)) {
			s->list.at[kept++] = *it;
			continue;
		}
		free(it->path);
		free(it->name);
		free(it->base);
	}
	s->list.n = kept;
}

static void count(progress *p, const item *it)
{
	p->done++;
	p->converted += it->status == ITEM_CONVERTED;
	p->unchanged += it->status == ITEM_UNCHANGED;
	p->skipped += it->status == ITEM_SKIPPED;
	p->failed += it->status == ITEM_FAILED;
}

/* Items whose line of the manifest is still true need nothing. */
static int compare_with_manifest(run_state *s, pm_error *err)
{
	for (size_t i = 0; i < s->list.n; i++) {
		item *it = &s->list.at[i];
		const item *entry = items_find(&s->manifest.entries, it->name);
		if (entry == NULL || s->call->force || !entry->is_current)
			continue;
		it->line = strdup(entry->line);
		if (it->line == NULL)
			return pm_error_nomem(err);
		it->status = entry->status == ITEM_CONVERTED ? ITEM_UNCHANGED : entry->status;
		count(&s->progress, it);
	}
	return PM_OK;
}

/* Lines of inputs that are not there any more: kept and counted, or with --prune taken out with their outputs.  A list of files names only some of an
 * archive's inputs, so that those it does not name are kept without a word. */
static int settle_gone(run_state *s, pm_error *err)
{
	size_t n = s->list.n;
	for (size_t i = 0; i < s->manifest.entries.n; i++) {
		const item *entry = &s->manifest.entries.at[i];
		items known = { .at = s->list.at, .n = n };
		if (items_find(&known, entry->name) != NULL || !shard_holds(s->call, entry->name))
			continue;
		if (s->call->files_from == NULL && s->call->prune) {
			remove_outputs(entry, NULL, s->call->output);
			s->is_changed = true;
			continue;
		}
		item *it = items_append(&s->list, "", entry->name, err);
		if (it == NULL || (it->line = strdup(entry->line)) == NULL)
			return pm_error_nomem(err);
		it->status = ITEM_GONE;
		s->progress.gone += s->call->files_from == NULL;
	}
	return PM_OK;
}

/* -- doing it -------------------------------------------------------------------------------------------------------------------------- */

static item_status status_of_line(const char *line)
{
	char *status = line_member(line, "status");
	item_status found = status != NULL && strcmp(status, "converted") == 0 ? ITEM_CONVERTED
	                    : status != NULL && strcmp(status, "skipped") == 0 ? ITEM_SKIPPED
	                                                                       : ITEM_FAILED;
	free(status);
	return found;
}

static void keep_audit_rows(run_state *s, const item *it, pm_str rows)
{
	if (s->audit_rows == NULL || rows.len == 0)
		return;
	size_t i = (size_t)(it - s->list.at);
	s->audit_places[i].at = ftell(s->audit_rows);
	if (fwrite(rows.ptr, 1, rows.len, s->audit_rows) == rows.len)
		s->audit_places[i].len = rows.len;
}

static int item_done(void *data, item *it, char *line, pm_str audit_rows)
{
	run_state *s = data;
	it->line = line;
	it->status = status_of_line(line);
	s->is_changed = true;
	count(&s->progress, it);
	keep_audit_rows(s, it, audit_rows);
	const item *entry = items_find(&s->manifest.entries, it->name);
	if (entry != NULL)
		remove_outputs(entry, line, s->call->output);
	int rc = manifest_append(&s->manifest, line, &s->error);
	progress_show(&s->progress, it->name);
	return rc;
}

static void tick(void *data, const item *it)
{
	run_state *s = data;
	progress_show(&s->progress, it != NULL ? it->name : NULL);
}

static int convert_waiting(run_state *s, int *by_signal, pm_error *err)
{
	size_t waiting = s->list.n - s->progress.done;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t n = s->call->jobs > 0 ? (size_t)s->call->jobs : cores > 0 ? (size_t)cores : 1;
	if (n > waiting)
		n = waiting;
	if (n == 0)
		return PM_OK;
	pool_job job = { .call = s->call, .registry = s->registry, .options = s->options, .outputs = s->outputs, .n_outputs = s->n_outputs };
	return run_pool(&job, &s->list, n, item_done, tick, s, by_signal, err);
}

/* -- ending ---------------------------------------------------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const item *)a)->name, ((const item *)b)->name);
}

/* What waits still keeps the line of an earlier run, by which the next one sees that it is out of date. */
static void keep_old_lines(run_state *s)
{
	for (size_t i = 0; i < s->list.n; i++) {
		item *it = &s->list.at[i];
		const item *entry = it->line == NULL ? items_find(&s->manifest.entries, it->name) : NULL;
		if (entry != NULL)
			it->line = strdup(entry->line);
	}
}

static int write_audit(run_state *s, size_t n_items, pm_error *err)
{
	audit *a = audit_open(s->call->audit, err);
	if (a == NULL)
		return err->code;
	char *rows = NULL;
	int rc = PM_OK;
	for (size_t i = 0; i < n_items && rc == PM_OK; i++) {
		size_t len = s->audit_places[i].len;
		char *more = len > 0 ? realloc(rows, len) : rows;
		if (len > 0 && more == NULL)
			rc = pm_error_nomem(err);
		if (len == 0 || more == NULL)
			continue;
		rows = more;
		if (fseek(s->audit_rows, s->audit_places[i].at, SEEK_SET) == 0 && fread(rows, 1, len, s->audit_rows) == len)
			audit_append(a, pm_str_of(rows, len));
	}
	free(rows);
	int close_rc = audit_close(a, err);
	return rc != PM_OK ? rc : close_rc;
}

static bool writes_csv(const run_state *s)
{
	for (size_t i = 0; i < s->n_outputs; i++)
		if (strcmp(s->outputs[i].writer->name, "csv") == 0)
			return true;
	return false;
}

static bool index_is_there(const run_state *s)
{
	char *page = join_path(s->call->output, "index.md");
	bool there = page != NULL && access(page, F_OK) == 0 && access(s->manifest.path, F_OK) == 0 && access(s->manifest.journal_path, F_OK) != 0;
	free(page);
	return there;
}

static int write_results(run_state *s, pm_error *err)
{
	bool is_share = s->call->n_shards > 1;
	if (!s->is_changed && (is_share ? access(s->manifest.path, F_OK) == 0 : index_is_there(s)))
		return PM_OK;
	if (s->list.n > 1)
		qsort(s->list.at, s->list.n, sizeof *s->list.at, by_name);
	int rc = is_share ? PM_OK : write_index(s->call->output, &s->list, writes_csv(s), err);
	return rc == PM_OK ? manifest_finish(&s->manifest, &s->list, err) : rc;
}

static int prepare(run_state *s, pm_error *err)
{
	const call *c = s->call;
	if (c->output == NULL || strcmp(c->output, "-") == 0)
		return pm_error_set(err, PM_EUSAGE, "a folder is converted into a folder: name it with -o");
	int rc = find_writers(s, err);
	if (rc == PM_OK)
		rc = make_folder(c->output, err);
	if (rc == PM_OK)
		rc = lock_archive(c->output, c->n_shards > 1, &s->lock, &s->is_busy, err);
	if (rc == PM_OK && (s->options = describe_options(s)) == NULL)
		rc = pm_error_nomem(err);
	if (rc == PM_OK)
		rc = collect_items(c, &s->list, err);
	/* Which endings are a reader's own decides the names. */
	pm_registry_load_all(s->registry);
	if (rc == PM_OK)
		rc = choose_names(&s->list, s->registry, err);
	if (rc == PM_OK)
		rc = manifest_open(&s->manifest, c, &s->list, s->options, err);
	if (rc == PM_OK && c->audit != NULL) {
		s->audit_rows = tmpfile();
		s->audit_places = calloc(s->list.n + 1, sizeof *s->audit_places);
		if (s->audit_rows == NULL || s->audit_places == NULL)
			rc = pm_error_set(err, PM_EIO, "no temporary file for --audit can be made; check TMPDIR");
	}
	return rc;
}

static int run_all(run_state *s, int *by_signal, pm_error *err)
{
	if (s->call->n_shards > 1)
		keep_share(s);
	progress_start(&s->progress, s->call, s->list.n);
	int rc = compare_with_manifest(s, err);
	if (rc == PM_OK)
		rc = convert_waiting(s, by_signal, err);
	if (rc != PM_OK && err->code == PM_OK)
		*err = s->error;
	size_t n_items = s->list.n;
	keep_old_lines(s);
	if (rc == PM_OK && s->audit_rows != NULL)
		rc = write_audit(s, n_items, err);
	if (rc == PM_OK)
		rc = settle_gone(s, err);
	/* After a failure too: what was done is put on record as far as that goes. */
	pm_error late = { 0 };
	int written = write_results(s, rc == PM_OK ? err : &late);
	progress_end(&s->progress, &s->list, s->manifest.path, *by_signal);
	return rc != PM_OK ? rc : written;
}

static void free_state(run_state *s)
{
	for (size_t i = 0; i < s->n_outputs && s->outputs != NULL; i++)
		free(s->outputs[i].path);
	free(s->outputs);
	free(s->options);
	free(s->audit_places);
	if (s->audit_rows != NULL)
		fclose(s->audit_rows);
	if (s->lock >= 0)
		close(s->lock);
	items_free(&s->list);
	manifest_close(&s->manifest);
}

int run_archive(const call *c, pm_registry *reg)
{
	run_state s = { .call = c, .registry = reg, .lock = -1, .manifest = { .journal = -1 } };
	pm_error err = { 0 };
	int by_signal = 0;
	int rc = prepare(&s, &err);
	bool is_begun = rc == PM_OK;
	if (is_begun)
		rc = run_all(&s, &by_signal, &err);
	if (rc != PM_OK)
		say("%s", err.text);
	/* What keeps a part of an archive from being written is the failure of these inputs: the rest was done. */
	int status = rc == PM_EUSAGE ? EXIT_CALL : s.is_busy ? EXIT_SURROUNDINGS : rc != PM_OK || s.progress.failed > 0 ? EXIT_INPUT : EXIT_DONE;
	if (by_signal != 0)
		status = 128 + by_signal;
	for (size_t i = 0; i < pm_registry_n_warnings(reg) && !c->is_quiet; i++)
		say("warning: %s", pm_registry_warning(reg, i));
	free_state(&s);
	return status;
}

/* -- joining shares ------------------------------------------------------------------------------------------------------------------- */

static int is_share_name(const struct dirent *entry)
{
	unsigned k, n;
	int end = 0;
	return sscanf(entry->d_name, "manifest.%u-of-%u.jsonl%n", &k, &n, &end) == 2 && end > 0 && entry->d_name[end] == '\0';
}

static int read_shares(const char *folder, items *list, strings *paths, pm_error *err)
{
	struct dirent **names = NULL;
	int n = scandir(folder, &names, is_share_name, alphasort);
	if (n < 0)
		return pm_error_set(err, PM_EUSAGE, "%s: is no folder that can be read; name an archive", folder);
	int rc = PM_OK;
	for (int i = 0; i < n; i++) {
		char *path = join_path(folder, names[i]->d_name);
		if (rc == PM_OK)
			rc = path != NULL && strings_append(paths, path) ? read_lines(path, list, err) : pm_error_nomem(err);
		free(path);
		free(names[i]);
	}
	free(names);
	return rc;
}

int merge_manifests(const call *c)
{
	pm_error err = { 0 };
	if (c->inputs.n != 1) {
		say("--merge-manifests takes one archive: pumice --merge-manifests archive/");
		return EXIT_CALL;
	}
	call one = *c;
	one.output = c->inputs.at[0];
	one.shard = one.n_shards = 1;
	items shares = { 0 };
	strings paths = { 0 };
	manifest m = { .journal = -1 };
	int lock = -1;
	bool is_busy = false;
	int rc = lock_archive(one.output, false, &lock, &is_busy, &err);
	if (rc == PM_OK)
		rc = manifest_open(&m, &one, NULL, NULL, &err);
	if (rc == PM_OK)
		rc = read_shares(one.output, &shares, &paths, &err);
	if (rc == PM_OK && paths.n == 0)
		rc = pm_error_set(&err, PM_EUSAGE, "%s: holds no manifest.K-of-N.jsonl; run the shares first", one.output);
	if (rc == PM_OK)
		rc = manifest_join(&m.entries, &shares, &err);
	bool with_indicators = false;
	for (size_t i = 0; i < m.entries.n; i++)
		with_indicators = with_indicators || strstr(m.entries.at[i].line, "-t csv") != NULL;
	if (rc == PM_OK)
		rc = write_index(one.output, &m.entries, with_indicators, &err);
	if (rc == PM_OK)
		rc = manifest_finish(&m, &m.entries, &err);
	for (size_t i = 0; i < paths.n && rc == PM_OK; i++)
		unlink(paths.at[i]);
	if (rc != PM_OK)
		say("%s", err.text);
	if (lock >= 0)
		close(lock);
	strings_free(&paths);
	items_free(&shares);
	manifest_close(&m);
	return exit_status_of(rc);
}
