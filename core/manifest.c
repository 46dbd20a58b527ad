/* manifest.c: manifest.jsonl, a line for each input, and the journal of a run.
 *
 * Members of a line: path, sha256 (of the input), size, time (when the input was last changed), status (converted, skipped, failed), code, message,
 * title, published, source, outputs (path, sha256, size), options, version.  Nothing in it depends on when or by whom the work was done, so that two
 * runs over the same inputs write the same bytes.  A path that is no UTF-8 has its odd bytes %-escaped and `escaped` true. */
#include "archive.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

/* -- paths as JSON strings ------------------------------------------------------------------------------------------------------ */

static bool needs_escape(const char *path)
{
	pm_str s = pm_str_from(path);
	return pm_utf8_valid(s) < s.len;
}

static json_t *path_value(const char *path)
{
	if (!needs_escape(path))
		return json_string(path);
	pm_buf buf = { 0 };
	for (const char *p = path; *p != '\0'; p++) {
		if ((unsigned char)*p >= 0x80 || *p == '%')
			pm_buf_printf(&buf, "%%%02X", (unsigned char)*p);
		else
			pm_buf_putc(&buf, *p);
	}
	json_t *value = buf.is_broken ? NULL : json_stringn(buf.ptr, buf.len);
	pm_buf_free(&buf);
	return value;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static char *path_from(const json_t *object)
{
	const char *path = json_string_value(json_object_get(object, "path"));
	char *out = path != NULL ? strdup(path) : NULL;
	if (out == NULL || !json_is_true(json_object_get(object, "escaped")))
		return out;
	char *put = out;
	for (const char *p = out; *p != '\0'; put++) {
		bool is_escape = p[0] == '%' && hex_digit(p[1]) >= 0 && hex_digit(p[2]) >= 0;
		*put = is_escape ? (char)(hex_digit(p[1]) * 16 + hex_digit(p[2])) : *p;
		p += is_escape ? 3 : 1;
	}
	*put = '\0';
	return out;
}

/* -- writing a line --------------------------------------------------------------------------------------------------------------- */

static void set_path(json_t *object, const char *path)
{
	json_object_set_new(object, "path", path_value(path));
	if (needs_escape(path))
		json_object_set_new(object, "escaped", json_true());
}

static void set_text(json_t *object, const char *name, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	json_t *text = json_string(value);
	json_object_set_new(object, name, text != NULL ? text : path_value(value));
}

static json_t *output_value(const char *folder, const char *name, pm_error *err)
{
	char *path = join_path(folder, name);
	pm_source *src = path != NULL ? pm_source_open(path, err) : NULL;
	json_t *value = src != NULL ? json_object() : NULL;
	if (value != NULL) {
		set_path(value, name);
		json_object_set_new(value, "sha256", json_string(pm_source_sha256(src)));
		json_object_set_new(value, "size", json_integer((json_int_t)pm_source_bytes(src).len));
	}
	pm_source_free(src);
	free(path);
	return value;
}

static json_t *time_value(const item *of)
{
	char text[80];
	struct tm tm;
	time_t seconds = (time_t)of->mtime_s;
	if (gmtime_r(&seconds, &tm) == NULL || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &tm) == 0)
		return json_string("");
	size_t n = strlen(text);
	snprintf(text + n, sizeof text - n, ".%09ldZ", of->mtime_ns);
	return json_string(text);
}

char *record_line(const record *r, pm_error *err)
{
	json_t *line = json_object();
	if (line == NULL) {
		pm_error_nomem(err);
		return NULL;
	}
	set_path(line, r->name);
	set_text(line, "sha256", r->sha256);
	json_object_set_new(line, "size", json_integer(r->of->size));
	json_object_set_new(line, "time", time_value(r->of));
	json_object_set_new(line, "status", json_string(r->status));
	if (r->code != PM_OK)
		json_object_set_new(line, "code", json_integer(r->code));
	set_text(line, "message", r->message);
	set_text(line, "title", r->title);
	set_text(line, "published", r->published);
	set_text(line, "source", r->source);
	json_t *outputs = json_array();
	for (size_t i = 0; r->outputs != NULL && i < r->outputs->n; i++)
		json_array_append_new(outputs, output_value(r->folder, r->outputs->at[i], err));
	json_object_set_new(line, "outputs", outputs);
	set_text(line, "options", r->options);
	set_text(line, "version", pm_version());
	char *text = err == NULL || err->code == PM_OK ? json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER) : NULL;
	json_decref(line);
	if (text == NULL)
		pm_error_nomem(err);
	return text;
}

/* -- reading lines ---------------------------------------------------------------------------------------------------------------- */

char *line_member(const char *line, const char *member)
{
	json_t *object = json_loads(line, 0, NULL);
	const char *value = json_string_value(json_object_get(object, member));
	char *copy = strdup(value != NULL ? value : "");
	json_decref(object);
	return copy;
}

int line_outputs(const char *line, strings *out)
{
	json_t *object = json_loads(line, 0, NULL);
	size_t i;
	json_t *value;
	bool ok = true;
	json_array_foreach(json_object_get(object, "outputs"), i, value)
	{
		char *path = path_from(value);
		ok = ok && path != NULL && strings_append(out, path);
		free(path);
	}
	json_decref(object);
	return ok ? PM_OK : PM_ENOMEM;
}

static item_status status_of(const json_t *object)
{
	const char *status = json_string_value(json_object_get(object, "status"));
	return status == NULL                     ? ITEM_WAITING
	       : strcmp(status, "converted") == 0 ? ITEM_CONVERTED
	       : strcmp(status, "skipped") == 0   ? ITEM_SKIPPED
	                                          : ITEM_FAILED;
}

static void read_time(item *it, const char *text)
{
	struct tm tm = { 0 };
	long ns = 0;
	if (text == NULL || sscanf(text, "%d-%d-%dT%d:%d:%d.%9ldZ", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &ns) != 7)
		return;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	it->mtime_s = timegm(&tm);
	it->mtime_ns = ns;
}

/* -- is it still true? --------------------------------------------------------------------------------------------------------------- */

static bool outputs_are_there(const json_t *object, const char *folder)
{
	size_t i;
	json_t *value;
	json_array_foreach(json_object_get(object, "outputs"), i, value)
	{
		char *name = path_from(value);
		char *path = name != NULL ? join_path(folder, name) : NULL;
		struct stat st;
		bool ok = path != NULL && stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == json_integer_value(json_object_get(value, "size"));
		free(name);
		free(path);
		if (!ok)
			return false;
	}
	return true;
}

static bool may_pass(const json_t *object)
{
	json_int_t code = json_integer_value(json_object_get(object, "code"));
	return code == PM_EIO || code == PM_ENOMEM || code == PM_ENOTFOUND || code == PM_EPLUGIN;
}

static bool source_is_same(const json_t *object, const item *entry, const item *now)
{
	if (entry->size != now->size)
		return false;
	if (entry->mtime_s == now->mtime_s && entry->mtime_ns == now->mtime_ns)
		return true;
	/* Touched, or copied anew: the bytes decide. */
	const char *sha256 = json_string_value(json_object_get(object, "sha256"));
	pm_source *src = sha256 != NULL ? pm_source_open(now->path, NULL) : NULL;
	bool is_same = src != NULL && strcmp(pm_source_sha256(src), sha256) == 0;
	pm_source_free(src);
	return is_same;
}

/* What the lines that are read are compared with. */
typedef struct comparison {
	const items *now;
	const char *options, *folder;
} comparison;

static bool is_current(const json_t *object, const item *entry, const comparison *with)
{
	const item *now = with != NULL && with->now != NULL ? items_find(with->now, entry->name) : NULL;
	if (now == NULL)
		return false;
	const char *version = json_string_value(json_object_get(object, "version"));
	const char *had = json_string_value(json_object_get(object, "options"));
	return version != NULL && strcmp(version, pm_version()) == 0 && had != NULL && strcmp(had, with->options) == 0 && !may_pass(object) &&
	       source_is_same(object, entry, now) && outputs_are_there(object, with->folder);
}

/* -- reading the manifest ------------------------------------------------------------------------------------------------------------ */

/* A line that is not whole (a killed run's last one) is passed over. */
static int take_line(items *list, const char *text, size_t len, const comparison *with, pm_error *err)
{
	json_t *object = json_loadb(text, len, 0, NULL);
	char *name = object != NULL ? path_from(object) : NULL;
	int rc = PM_OK;
	if (name != NULL && name[0] != '\0') {
		item *it = items_append(list, "", name, err);
		rc = it != NULL ? PM_OK : PM_ENOMEM;
		if (it != NULL) {
			it->line = strndup(text, len);
			it->status = status_of(object);
			it->size = json_integer_value(json_object_get(object, "size"));
			read_time(it, json_string_value(json_object_get(object, "time")));
			it->is_current = is_current(object, it, with);
			rc = it->line != NULL ? PM_OK : pm_error_nomem(err);
		}
	}
	free(name);
	json_decref(object);
	return rc;
}

static int read_compared(const char *path, items *list, const comparison *with, pm_error *err)
{
	pm_error missing = { 0 };
	pm_source *src = pm_source_open(path, &missing);
	if (src == NULL)
		return missing.code == PM_ENOTFOUND ? PM_OK : pm_error_set(err, missing.code, "%s", missing.text);
	pm_str rest = pm_source_bytes(src);
	int rc = PM_OK;
	while (rest.len > 0 && rc == PM_OK) {
		const char *stop = memchr(rest.ptr, '\n', rest.len);
		size_t n = stop != NULL ? (size_t)(stop - rest.ptr) : rest.len;
		rc = take_line(list, rest.ptr, n, with, err);
		rest.ptr += n + (stop != NULL);
		rest.len -= n + (stop != NULL);
	}
	pm_source_free(src);
	return rc;
}

int read_lines(const char *path, items *list, pm_error *err)
{
	return read_compared(path, list, NULL, err);
}

/* -- the manifest of a run --------------------------------------------------------------------------------------------------------- */

typedef struct numbered {
	item it;
	size_t number;
} numbered;

static int by_name_then_number(const void *a, const void *b)
{
	const numbered *x = a, *y = b;
	int order = strcmp(x->it.name, y->it.name);
	return order != 0 ? order : x->number < y->number ? -1 : 1;
}

/* Sorted, and of several lines for one path the last one read. */
static int settle(items *list, pm_error *err)
{
	numbered *all = malloc((list->n > 0 ? list->n : 1) * sizeof *all);
	if (all == NULL)
		return pm_error_nomem(err);
	for (size_t i = 0; i < list->n; i++)
		all[i] = (numbered){ list->at[i], i };
	qsort(all, list->n, sizeof *all, by_name_then_number);
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++) {
		bool is_last = i + 1 == list->n || strcmp(all[i].it.name, all[i + 1].it.name) != 0;
		if (is_last) {
			list->at[kept++] = all[i].it;
			continue;
		}
		free(all[i].it.path);
		free(all[i].it.name);
		free(all[i].it.line);
	}
	list->n = kept;
	free(all);
	return PM_OK;
}

static char *named(const char *folder, const char *format, const call *c)
{
	char name[80];
	if (c->n_shards > 1)
		snprintf(name, sizeof name, "%smanifest.%u-of-%u.jsonl%s", format, c->shard, c->n_shards, format[0] == '.' ? ".journal" : "");
	else
		snprintf(name, sizeof name, "%smanifest.jsonl%s", format, format[0] == '.' ? ".journal" : "");
	return join_path(folder, name);
}

int manifest_join(items *list, items *more, pm_error *err)
{
	for (size_t i = 0; i < more->n; i++) {
		item *it = items_append(list, "", more->at[i].name, err);
		if (it == NULL)
			return PM_ENOMEM;
		it->line = more->at[i].line;
		it->status = more->at[i].status;
		more->at[i].line = NULL;
	}
	return settle(list, err);
}

int manifest_open(manifest *m, const call *c, const items *now, const char *options, pm_error *err)
{
	comparison with = { now, options, c->output };
	*m = (manifest){ .journal = -1 };
	m->path = named(c->output, "", c);
	m->journal_path = named(c->output, ".", c);
	char *whole = join_path(c->output, "manifest.jsonl");
	int rc = m->path != NULL && m->journal_path != NULL && whole != NULL ? PM_OK : pm_error_nomem(err);
	/* A share looks into the joined manifest of an earlier run too. */
	if (rc == PM_OK && c->n_shards > 1)
		rc = read_compared(whole, &m->entries, &with, err);
	free(whole);
	if (rc == PM_OK)
		rc = read_compared(m->path, &m->entries, &with, err);
	if (rc == PM_OK)
		rc = read_compared(m->journal_path, &m->entries, &with, err);
	return rc == PM_OK ? settle(&m->entries, err) : rc;
}

int manifest_append(manifest *m, const char *line, pm_error *err)
{
	if (m->journal < 0)
		m->journal = open(m->journal_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (m->journal < 0)
		return pm_error_set(err, PM_EIO, "%s: cannot be opened: %s; check the permissions of the folder", m->journal_path, strerror(errno));
	/* The line break in front parts it from what a killed run may have left half written. */
	size_t n = strlen(line);
	char *text = malloc(n + 2);
	if (text == NULL)
		return pm_error_nomem(err);
	text[0] = '\n';
	memcpy(text + 1, line, n);
	text[n + 1] = '\n';
	size_t done = 0;
	while (done < n + 2) {
		ssize_t got = write(m->journal, text + done, n + 2 - done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			break;
		done += (size_t)got;
	}
	free(text);
	return done == n + 2 ? PM_OK : pm_error_set(err, PM_EIO, "%s: cannot be written: %s; make room and run again", m->journal_path, strerror(errno));
}

int manifest_finish(manifest *m, const items *list, pm_error *err)
{
	pm_sink *sink = pm_sink_open(m->path, err);
	if (sink == NULL)
		return err->code;
	for (size_t i = 0; i < list->n; i++) {
		if (list->at[i].line == NULL)
			continue;
		pm_sink_puts(sink, list->at[i].line);
		pm_sink_putc(sink, '\n');
	}
	int rc = pm_sink_close(sink, err);
	if (rc == PM_OK)
		unlink(m->journal_path);
	return rc;
}

void manifest_close(manifest *m)
{
	if (m->journal >= 0)
		close(m->journal);
	items_free(&m->entries);
	free(m->path);
	free(m->journal_path);
}

void remove_outputs(const item *entry, const char *line, const char *folder)
{
	strings old = { 0 }, new = { 0 };
	if (line_outputs(entry->line, &old) == PM_OK && (line == NULL || line_outputs(line, &new) == PM_OK)) {
		for (size_t i = 0; i < old.n; i++) {
			bool is_kept = old.at[i][0] == '/' || strstr(old.at[i], "../") != NULL;
			for (size_t k = 0; k < new.n && !is_kept; k++)
				is_kept = strcmp(old.at[i], new.at[k]) == 0;
			char *path = is_kept ? NULL : join_path(folder, old.at[i]);
			if (path != NULL && unlink(path) == 0) {
				/* Folders that are empty now go too, up to the archive itself. */
				for (char *slash = strrchr(path, '/'); slash != NULL && (size_t)(slash - path) > strlen(folder); slash = strrchr(path, '/')) {
					*slash = '\0';
					if (rmdir(path) != 0)
						break;
				}
			}
			free(path);
		}
	}
	strings_free(&old);
	strings_free(&new);
}
