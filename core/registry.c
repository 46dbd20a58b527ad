/* registry.c: which plugins there are.
 *
 * Folders are listed when the registry is made; a module is loaded when a format asks for it.  A format is looked for in the module of its
 * name first (html in html.so; a link htm.so -> html.so makes an ending known too), and in all modules only when that fails. */
#include "io.h"
#include "loader.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pumice/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct module {
	char *path;
	char *name; /* file name without .so */
	dev_t dev;
	ino_t ino;
	bool is_alias; /* a link to another module of the list */
	bool was_tried;
	pm_module_handle *handle;
	const pm_plugin_info *info;
} module;

typedef struct entry {
	const void *what; /* pm_reader or pm_writer */
	const module *from;
} entry;

typedef struct entries {
	entry *at;
	size_t n, cap;
} entries;

struct pm_registry {
	module *modules;
	size_t n_modules, modules_cap;
	entries readers, writers;
	const pm_detector *detector;
	char **warnings;
	size_t n_warnings, warnings_cap;
	bool all_loaded;
};

static void warn(pm_registry *reg, const char *format, ...) PM_PRINTF(2, 3);

static bool make_room(void *at, size_t n, size_t *cap, size_t size)
{
	void **p = at;
	if (n < *cap)
		return true;
	size_t more = *cap < 8 ? 8 : *cap * 2;
	void *grown = realloc(*p, more * size);
	if (grown == NULL)
		return false;
	*p = grown;
	*cap = more;
	return true;
}

static void warn(pm_registry *reg, const char *format, ...)
{
	char line[1600];
	va_list args;
	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	char *copy = make_room(&reg->warnings, reg->n_warnings, &reg->warnings_cap, sizeof *reg->warnings) ? strdup(line) : NULL;
	if (copy != NULL)
		reg->warnings[reg->n_warnings++] = copy;
}

/* -- listing folders -------------------------------------------------------------------------------------------------------- */

static int is_module_name(const struct dirent *file)
{
	size_t n = strlen(file->d_name);
	return file->d_name[0] != '.' && n > 3 && strcmp(file->d_name + n - 3, ".so") == 0;
}

/* By bytes: the order may not depend on the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void add_module(pm_registry *reg, const char *folder, const char *file)
{
	char path[PATH_MAX];
	struct stat st, link_st;
	if ((size_t)snprintf(path, sizeof path, "%s/%s", folder, file) >= sizeof path || lstat(path, &link_st) != 0)
		return;
	if (stat(path, &st) != 0) {
		warn(reg, "%s: cannot be looked at: %s; remove it or mend the link", path, strerror(errno));
		return;
	}
	if (!S_ISREG(st.st_mode) || !make_room(&reg->modules, reg->n_modules, &reg->modules_cap, sizeof *reg->modules))
		return;
	module m = { .path = strdup(path), .name = strndup(file, strlen(file) - 3), .dev = st.st_dev, .ino = st.st_ino };
	if (m.path == NULL || m.name == NULL) {
		free(m.path);
		free(m.name);
		return;
	}
	m.is_alias = S_ISLNK(link_st.st_mode);
	reg->modules[reg->n_modules++] = m;
}

static void list_folder(pm_registry *reg, const char *folder, bool is_wanted)
{
	struct dirent **names = NULL;
	int n = scandir(folder, &names, is_module_name, by_name);
	if (n < 0 && is_wanted)
		warn(reg, "%s: plugin folder cannot be read: %s; mend it or take it out of PUMICE_PLUGIN_PATH", folder, strerror(errno));
	for (int i = 0; i < n; i++) {
		add_module(reg, folder, names[i]->d_name);
		free(names[i]);
	}
	free(names);
}

static bool is_safe(pm_registry *reg, const char *folder)
{
	struct stat st;
	if (stat(folder, &st) == 0 && (st.st_mode & S_IWOTH) != 0) {
		warn(reg, "%s: plugin folder is not used, as everybody may write to it; run chmod o-w on it", folder);
		return false;
	}
	return true;
}

static void list_path(pm_registry *reg, const char *folders)
{
	char folder[PATH_MAX], real[PATH_MAX];
	while (folders != NULL && *folders != '\0') {
		size_t n = strcspn(folders, ":");
		if (n > 0 && n < sizeof folder) {
			memcpy(folder, folders, n);
			folder[n] = '\0';
			const char *path = realpath(folder, real) != NULL ? real : folder;
			if (is_safe(reg, path))
				list_folder(reg, path, true);
		}
		folders += n + (folders[n] == ':');
	}
}

/* The library knows where it lies: its modules are in plugins/ beside it in a build tree, in pumice/plugins/ when installed. */
static void list_own(pm_registry *reg)
{
	Dl_info info;
	char real[PATH_MAX], folder[PATH_MAX];
	static const char own[] = "an address inside the library";
	if (dladdr(own, &info) == 0 || info.dli_fname == NULL || realpath(info.dli_fname, real) == NULL)
		return;
	char *slash = strrchr(real, '/');
	if (slash == NULL)
		return;
	*slash = '\0';
	static const char *const places[] = { "plugins", "pumice/plugins" };
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if ((size_t)snprintf(folder, sizeof folder, "%s/%s", real, places[i]) < sizeof folder)
			list_folder(reg, folder, false);
}

/* A link to a module that is listed anyway only gives it another name. */
static void tell_aliases(pm_registry *reg)
{
	for (size_t i = 0; i < reg->n_modules; i++) {
		module *m = &reg->modules[i];
		bool has_target = false;
		for (size_t j = 0; j < reg->n_modules && m->is_alias; j++)
			has_target = has_target || (!reg->modules[j].is_alias && reg->modules[j].dev == m->dev && reg->modules[j].ino == m->ino);
		m->is_alias = has_target;
	}
}

pm_registry *pm_registry_new_with(const char *folders, pm_error *err)
{
	pm_registry *reg = calloc(1, sizeof *reg);
	if (reg == NULL) {
		pm_error_nomem(err);
		return NULL;
	}
	if (pm_loader_begin(err) != PM_OK) {
		free(reg);
		return NULL;
	}
	list_path(reg, folders);
	list_path(reg, secure_getenv("PUMICE_PLUGIN_PATH"));
	list_own(reg);
	tell_aliases(reg);
	return reg;
}

pm_registry *pm_registry_new(pm_error *err)
{
	return pm_registry_new_with(NULL, err);
}

void pm_registry_free(pm_registry *reg)
{
	if (reg == NULL)
		return;
	for (size_t i = 0; i < reg->n_modules; i++) {
		pm_loader_close(reg->modules[i].handle);
		free(reg->modules[i].path);
		free(reg->modules[i].name);
	}
	for (size_t i = 0; i < reg->n_warnings; i++)
		free(reg->warnings[i]);
	free(reg->modules);
	free(reg->warnings);
	free(reg->readers.at);
	free(reg->writers.at);
	free(reg);
	pm_loader_end();
}

/* -- loading ------------------------------------------------------------------------------------------------------------------ */

/* What every description had in ABI 1; members that came later are looked at only where `size` holds them. */
#define SMALLEST_INFO offsetof(pm_plugin_info, detector)

static bool is_fit(pm_registry *reg, const module *m, const pm_plugin_info *info)
{
	if (info->abi != PM_PLUGIN_ABI) {
		warn(reg, "%s: plugin has ABI %u, this pumice takes %u: %s", m->path, info->abi, PM_PLUGIN_ABI,
		     info->abi < PM_PLUGIN_ABI ? "rebuild the plugin against these headers" : "upgrade pumice or take an older plugin");
		return false;
	}
	if (info->size < SMALLEST_INFO) {
		warn(reg, "%s: plugin's description is %u bytes, at least %zu were expected: set .size = sizeof(pm_plugin_info)", m->path, info->size,
		     SMALLEST_INFO);
		return false;
	}
	if (info->id == NULL) {
		warn(reg, "%s: plugin has no .id; give it a reverse domain name", m->path);
		return false;
	}
	return true;
}

static const char *name_of(const entries *list, size_t i, bool are_readers)
{
	const void *what = list->at[i].what;
	return are_readers ? ((const pm_reader *)what)->name : ((const pm_writer *)what)->name;
}

/* Kept in order of name; the first plugin for a format stays. */
static void add_entry(pm_registry *reg, entries *list, bool are_readers, const char *name, const void *what, const module *from)
{
	size_t at = 0;
	while (at < list->n && strcmp(name_of(list, at, are_readers), name) < 0)
		at++;
	if (at < list->n && strcmp(name_of(list, at, are_readers), name) == 0) {
		warn(reg, "%s: a %s of %s is already there from %s, which is used; remove one of the two", from->path,
		     are_readers ? "reader" : "writer", name, list->at[at].from->path);
		return;
	}
	if (!make_room(&list->at, list->n, &list->cap, sizeof *list->at))
		return;
	memmove(&list->at[at + 1], &list->at[at], (list->n - at) * sizeof *list->at);
	list->at[at] = (entry){ what, from };
	list->n++;
}

static void add_formats(pm_registry *reg, const module *m, const pm_plugin_info *info)
{
	for (const pm_reader *const *r = info->readers; r != NULL && *r != NULL; r++) {
		if ((*r)->name == NULL || (*r)->extensions == NULL || (*r)->probe == NULL || (*r)->read == NULL)
			warn(reg, "%s: a reader lacks .name, .extensions, .probe or .read and is not used; complete it", m->path);
		else
			add_entry(reg, &reg->readers, true, (*r)->name, *r, m);
	}
	for (const pm_writer *const *w = info->writers; w != NULL && *w != NULL; w++) {
		if ((*w)->name == NULL || (*w)->extensions == NULL || (*w)->write == NULL)
			warn(reg, "%s: a writer lacks .name, .extensions or .write and is not used; complete it", m->path);
		else
			add_entry(reg, &reg->writers, false, (*w)->name, *w, m);
	}
	bool has_detector = info->size >= offsetof(pm_plugin_info, detector) + sizeof info->detector;
	if (has_detector && info->detector != NULL && reg->detector == NULL && info->detector->detect != NULL)
		reg->detector = info->detector;
}

static void load(pm_registry *reg, module *m)
{
	if (m->was_tried)
		return;
	m->was_tried = true;
	pm_error err = { 0 };
	const void *found = NULL;
	m->handle = pm_loader_open(m->path, "pm_plugin", &found, &err);
	if (m->handle == NULL) {
		bool names_file = strstr(err.text, m->path) != NULL;
		warn(reg, "%s%splugin cannot be loaded: %s; rebuild it or remove it", names_file ? "" : m->path, names_file ? "" : ": ", err.text);
		return;
	}
	const pm_plugin_info *info = found;
	if (!is_fit(reg, m, info))
		return;
	m->info = info;
	add_formats(reg, m, info);
}

static void load_named(pm_registry *reg, pm_str name)
{
	for (size_t i = 0; i < reg->n_modules; i++)
		if (pm_str_is(name, reg->modules[i].name)) {
			load(reg, &reg->modules[i]);
			return;
		}
}

void pm_registry_load_all(pm_registry *reg)
{
	if (reg->all_loaded)
		return;
	reg->all_loaded = true;
	for (size_t i = 0; i < reg->n_modules; i++) {
		module *m = &reg->modules[i];
		bool is_loaded = m->is_alias;
		for (size_t j = 0; j < reg->n_modules && !is_loaded; j++)
			is_loaded = j != i && reg->modules[j].was_tried && reg->modules[j].dev == m->dev && reg->modules[j].ino == m->ino;
		if (!is_loaded)
			load(reg, m);
	}
}

const pm_detector *pm_registry_detector(pm_registry *reg)
{
	if (reg->detector == NULL)
		load_named(reg, PM_STR("charset"));
	if (reg->detector == NULL)
		pm_registry_load_all(reg);
	return reg->detector;
}

/* -- looking up ----------------------------------------------------------------------------------------------------------------- */

static const void *find_name(const entries *list, bool are_readers, const char *name)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(name_of(list, i, are_readers), name) == 0)
			return list->at[i].what;
	return NULL;
}

static void list_names(const entries *list, bool are_readers, char *out, size_t size)
{
	size_t n = 0;
	for (size_t i = 0; i < list->n && n + 1 < size; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%s", i > 0 ? ", " : "", name_of(list, i, are_readers));
	if (list->n == 0)
		snprintf(out, size, "none; set PUMICE_PLUGIN_PATH to the folder of the plugins");
}

static const void *look_up(pm_registry *reg, bool is_reader, const char *name, pm_error *err)
{
	entries *list = is_reader ? &reg->readers : &reg->writers;
	const void *found = find_name(list, is_reader, name);
	if (found == NULL && !reg->all_loaded) {
		load_named(reg, pm_str_from(name));
		found = find_name(list, is_reader, name);
	}
	if (found == NULL && !reg->all_loaded) {
		pm_registry_load_all(reg);
		found = find_name(list, is_reader, name);
	}
	if (found == NULL) {
		char names[300];
		list_names(list, is_reader, names, sizeof names);
		pm_error_set(err, PM_EUSAGE, "no plugin can %s the format '%s'; there are: %s", is_reader ? "read" : "write", name, names);
	}
	return found;
}

const pm_reader *pm_registry_reader(pm_registry *reg, const char *name, pm_error *err)
{
	return look_up(reg, true, name, err);
}

const pm_writer *pm_registry_writer(pm_registry *reg, const char *name, pm_error *err)
{
	return look_up(reg, false, name, err);
}

static bool has_word(const char *words, pm_str word)
{
	while (word.len > 0 && *words != '\0') {
		size_t n = strcspn(words, " ");
		if (n == word.len && memcmp(words, word.ptr, n) == 0)
			return true;
		words += n + (words[n] == ' ');
	}
	return false;
}

static const char *extensions_of(const entries *list, size_t i, bool are_readers)
{
	const void *what = list->at[i].what;
	return are_readers ? ((const pm_reader *)what)->extensions : ((const pm_writer *)what)->extensions;
}

static const void *find_extension(pm_registry *reg, bool is_reader, pm_str extension)
{
	entries *list = is_reader ? &reg->readers : &reg->writers;
	for (int step = 0; step < 3; step++) {
		for (size_t i = 0; i < list->n; i++)
			if (has_word(extensions_of(list, i, is_reader), extension))
				return list->at[i].what;
		if (step == 0)
			load_named(reg, extension);
		else if (step == 1 && !reg->all_loaded)
			pm_registry_load_all(reg);
	}
	return NULL;
}

const pm_writer *pm_registry_writer_for_path(pm_registry *reg, const char *path, pm_error *err)
{
	const char *slash = strrchr(path, '/');
	const char *dot = strrchr(slash != NULL ? slash + 1 : path, '.');
	char lower[16] = "";
	for (size_t i = 0; dot != NULL && dot[1 + i] != '\0' && i + 1 < sizeof lower; i++)
		lower[i] = (char)(dot[1 + i] >= 'A' && dot[1 + i] <= 'Z' ? dot[1 + i] - 'A' + 'a' : dot[1 + i]);
	const pm_writer *writer = lower[0] != '\0' ? find_extension(reg, false, pm_str_from(lower)) : NULL;
	if (writer == NULL) {
		char names[300];
		pm_registry_load_all(reg);
		list_names(&reg->writers, false, names, sizeof names);
		pm_error_set(err, PM_EUSAGE, "%s: the name tells no format; name it with -t, which takes: %s", path, names);
	}
	return writer;
}

const pm_reader *pm_registry_reader_for_extension(pm_registry *reg, pm_str extension)
{
	return extension.len > 0 ? find_extension(reg, true, extension) : NULL;
}

const pm_reader *pm_registry_reader_for_source(pm_registry *reg, const pm_source *src, pm_error *err)
{
	const pm_reader *named = pm_registry_reader_for_extension(reg, pm_source_extension(src));
	/* The name's own reader is believed where it knows the content; only else are the others asked. */
	if (named != NULL && named->probe(src) >= PM_LIKELY)
		return named;
	pm_registry_load_all(reg);
	const pm_reader *best = NULL;
	int best_bid = PM_NO;
	for (size_t i = 0; i < reg->readers.n; i++) {
		const pm_reader *r = reg->readers.at[i].what;
		int bid = r->probe(src);
		if (bid > best_bid || (bid == best_bid && bid > PM_NO && r == named)) {
			best = r;
			best_bid = bid;
		}
	}
	if (best == NULL) {
		char names[300];
		list_names(&reg->readers, true, names, sizeof names);
		pm_error_set(err, PM_EFORMAT, "%s: its content is of no format that is known (%s); name one with -f if it is one of them",
		             pm_source_name(src), names);
	}
	return best;
}

/* -- telling ------------------------------------------------------------------------------------------------------------------- */

size_t pm_registry_n_readers(const pm_registry *reg)
{
	return reg->readers.n;
}

const pm_reader *pm_registry_reader_at(const pm_registry *reg, size_t i, const char **module_path)
{
	if (module_path != NULL)
		*module_path = reg->readers.at[i].from->path;
	return reg->readers.at[i].what;
}

size_t pm_registry_n_writers(const pm_registry *reg)
{
	return reg->writers.n;
}

const pm_writer *pm_registry_writer_at(const pm_registry *reg, size_t i, const char **module_path)
{
	if (module_path != NULL)
		*module_path = reg->writers.at[i].from->path;
	return reg->writers.at[i].what;
}

size_t pm_registry_n_warnings(const pm_registry *reg)
{
	return reg->n_warnings;
}

const char *pm_registry_warning(const pm_registry *reg, size_t i)
{
	return reg->warnings[i];
}
