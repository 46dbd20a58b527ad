/* package.h: the zip archive around a document, read with every limit of limits.h. */
#ifndef DOCX_PACKAGE_H
#define DOCX_PACKAGE_H

#include <pumice/pumice.h>

typedef struct docx_package docx_package;

/* `bytes` stay with the caller and must outlive the package; `name` is for messages. */
docx_package *docx_package_open(pm_str bytes, const char *name, pm_error *err);
void docx_package_close(docx_package *package);
const char *docx_package_source_name(const docx_package *package);
uint64_t docx_package_unpacked(const docx_package *package); /* bytes so far */

/* Index of the part, whatever the case of its name and the slant of its slashes; -1 where there is none. */
int docx_package_find(const docx_package *package, pm_str part);
/* The first part whose name ends so; -1 where there is none. */
int docx_package_find_ending(const docx_package *package, const char *ending);
/* Its name as it stands in the archive, and one that all spellings of it share. */
pm_str docx_package_part_name(const docx_package *package, int part);
pm_str docx_package_plain_name(const docx_package *package, int part);

/* Hands the part piece by piece to `feed`, whose code other than PM_OK ends it and is returned. */
typedef int (*docx_feed)(void *user, pm_str piece, pm_error *err);
int docx_package_stream(docx_package *package, int part, docx_feed feed, void *user, pm_error *err);
/* The whole part, at most `limit` bytes. */
int docx_package_read(docx_package *package, int part, size_t limit, pm_buf *out, pm_error *err);

/* `target` of a relationship of the part `base` (a plain name; empty for the package itself) as a plain part name: absolute or relative,
 * `..` resolved and never out of the package, backslashes and %-escapes undone. */
void docx_part_resolve(pm_str base, pm_str target, pm_buf *out);

#endif
