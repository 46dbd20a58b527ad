/* loader.c: the one place that knows libltdl.
 *
 * ltdl's own dlopen loader binds lazily (a plugin with a missing function would load, and kill the process at the first call) and says
 * "file not found" whatever went wrong.  A loader of our own takes its place: no function of a module may be missing, and the text of
 * dlerror(3) is kept. */
#include "loader.h"

#include <dlfcn.h>
#include <link.h>
#include <ltdl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct pm_module_handle {
	lt_dlhandle handle;
};

/* ltdl keeps its handles and its last error in statics and is not thread-safe: this lock is the only state of libpumice. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char last_error[800];

static void keep_error(void)
{
	const char *text = dlerror();
	if (last_error[0] == '\0')
		snprintf(last_error, sizeof last_error, "%s", text != NULL ? text : "unknown error");
}

/* Was it linked so that all of its own functions are found when it is loaded (-z now)? */
static bool is_bound_at_once(void *module)
{
	struct link_map *map = NULL;
	if (dlinfo(module, RTLD_DI_LINKMAP, &map) != 0)
		return false;
	for (const ElfW(Dyn) *d = map->l_ld; d->d_tag != DT_NULL; d++)
		if (d->d_tag == DT_BIND_NOW || (d->d_tag == DT_FLAGS && (d->d_un.d_val & DF_BIND_NOW) != 0) ||
		    (d->d_tag == DT_FLAGS_1 && (d->d_un.d_val & DF_1_NOW) != 0))
			return true;
	return false;
}

/* RTLD_NOW asks for the functions of the libraries that the module needs as well, which are many and few of them called: it is left to modules that
 * do not see to themselves. */
static lt_module open_now(lt_user_data data, const char *filename, lt_dladvise advise)
{
	(void)data;
	(void)advise;
	void *module = filename != NULL ? dlopen(filename, RTLD_LAZY | RTLD_LOCAL) : NULL;
	if (module != NULL && !is_bound_at_once(module)) {
		dlclose(module);
		module = dlopen(filename, RTLD_NOW | RTLD_LOCAL);
	}
	if (module == NULL)
		keep_error();
	return module;
}

static int close_module(lt_user_data data, lt_module module)
{
	(void)data;
	return dlclose(module) != 0;
}

static void *find_symbol(lt_user_data data, lt_module module, const char *symbol)
{
	(void)data;
	return dlsym(module, symbol);
}

/* The table must come from calloc: lt_dlexit frees it. */
static int take_over(void)
{
	if (lt_dlloader_find("pumice") != NULL)
		return 0;
	lt_dlvtable *table = calloc(1, sizeof *table);
	if (table == NULL)
		return -1;
	table->name = "pumice";
	table->module_open = open_now;
	table->module_close = close_module;
	table->find_sym = find_symbol;
	table->priority = LT_DLLOADER_PREPEND;
	if (lt_dlloader_add(table) != 0) {
		free(table);
		return -1;
	}
	/* Left in, it would load lazily what ours has just refused. */
	free(lt_dlloader_remove("lt_dlopen"));
	return 0;
}

int pm_loader_begin(pm_error *err)
{
	pthread_mutex_lock(&lock);
	int rc = lt_dlinit() == 0 ? PM_OK : PM_EPLUGIN;
	if (rc == PM_OK && take_over() != 0) {
		lt_dlexit();
		rc = PM_EPLUGIN;
	}
	pthread_mutex_unlock(&lock);
	return rc == PM_OK ? PM_OK : pm_error_set(err, rc, "libltdl cannot be started; reinstall it (package libltdl7)");
}

void pm_loader_end(void)
{
	pthread_mutex_lock(&lock);
	lt_dlexit();
	pthread_mutex_unlock(&lock);
}

pm_module_handle *pm_loader_open(const char *path, const char *symbol, const void **found, pm_error *err)
{
	pm_module_handle *module = malloc(sizeof *module);
	if (module == NULL) {
		pm_error_nomem(err);
		return NULL;
	}
	pthread_mutex_lock(&lock);
	last_error[0] = '\0';
	module->handle = lt_dlopen(path);
	if (module->handle == NULL)
		pm_error_set(err, PM_EPLUGIN, "%s", last_error[0] != '\0' ? last_error : lt_dlerror());
	*found = module->handle != NULL ? lt_dlsym(module->handle, symbol) : NULL;
	if (module->handle != NULL && *found == NULL) {
		pm_error_set(err, PM_EPLUGIN, "%s: exports no symbol %s", path, symbol);
		lt_dlclose(module->handle);
		module->handle = NULL;
	}
	pthread_mutex_unlock(&lock);
	if (module->handle == NULL) {
		free(module);
		return NULL;
	}
	return module;
}

void pm_loader_close(pm_module_handle *module)
{
	if (module == NULL)
		return;
	pthread_mutex_lock(&lock);
	lt_dlclose(module->handle);
	pthread_mutex_unlock(&lock);
	free(module);
}
