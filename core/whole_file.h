/* whole_file.h: a file that appears whole or not at all.
 *
 * It is written without a name (O_TMPFILE), so that a run that is killed leaves nothing.  When it is whole it is linked under its
 * name, or takes the place of the file that has it.  Where the file system knows no nameless files, or the caller has too many of
 * them open, it is called `.NAME.pumice-tmp` until then; the next run that writes NAME removes what a killed one left. */
#ifndef PUMICE_CORE_WHOLE_FILE_H
#define PUMICE_CORE_WHOLE_FILE_H

#include <stdbool.h>
#include <sys/types.h>

typedef struct pm_whole_file {
	int fd; /* -1: none */
	bool has_name; /* `temporary` exists */
	char *path; /* where it will be; owned, as is `temporary` */
	char *temporary;
} pm_whole_file;

/* Each gives 0, or -1 with errno.  `mode` as in open(2).  pm_whole_file_written gives the descriptor back where it is needed no more;
 * pm_whole_file_close forgets a file that was not placed. */
int pm_whole_file_open(pm_whole_file *f, const char *path, mode_t mode, bool may_be_nameless);
int pm_whole_file_written(pm_whole_file *f);
int pm_whole_file_place(pm_whole_file *f);
void pm_whole_file_close(pm_whole_file *f);

#endif
