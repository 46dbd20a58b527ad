/* loader.h: modules by libltdl, whose state is one for the process: every call is made under one lock. */
#ifndef PUMICE_CORE_LOADER_H
#define PUMICE_CORE_LOADER_H

#include <pumice/base.h>

typedef struct pm_module_handle pm_module_handle;

/* Begin and end the use of libltdl; they count. */
int pm_loader_begin(pm_error *err);
void pm_loader_end(void);
/* Load the module at an absolute path with all its symbols bound, and find `symbol` in it. */
pm_module_handle *pm_loader_open(const char *path, const char *symbol, const void **found, pm_error *err);
void pm_loader_close(pm_module_handle *handle);

#endif
