/* io.h: the inside of sources, options and sinks, for libpumice alone. */
#ifndef PUMICE_CORE_IO_H
#define PUMICE_CORE_IO_H

#include <pumice/convert.h>

typedef struct pm_allocation pm_allocation;

struct pm_source {
	char *name; /* for messages */
	char *folder; /* where files beside it are; NULL for standard input and memory */
	char extension[16];
	char *bytes;
	size_t len;
	char sha256[65]; /* empty until asked for */
	pm_allocation *allocations; /* freed with the source */
	pm_registry *registry; /* that reads it, while it does */
};

/* Memory that lives as long as the source; NULL where it is out. */
void *pm_source_alloc(pm_source *src, size_t size);
/* Give a malloc'ed pointer to the source to free; false (and it is freed at once) where memory is out. */
bool pm_source_adopt(pm_source *src, void *memory);
/* The detector of charsets, its module loaded if need be; NULL where there is none. */
const pm_detector *pm_source_detector(pm_source *src);
const pm_detector *pm_registry_detector(pm_registry *reg);
/* The reader that files of this ending are named for; NULL where there is none. */
const pm_reader *pm_registry_reader_for_extension(pm_registry *reg, pm_str extension);

/* All of a regular file or standard input into malloc'ed memory. */
int pm_file_read(int fd, const char *name, size_t limit, char **bytes, size_t *len, pm_error *err);

void pm_sha256_hex(const void *bytes, size_t len, char out[65]);

#endif
