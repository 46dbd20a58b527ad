/* archive.h: the parts of a run over many inputs.
 *
 * An archive is a folder that mirrors the inputs, with manifest.jsonl, index.md and, where csv is written, indicators.csv at its top.  While a
 * run lasts, each finished input is a line of a journal; at its end the manifest is written anew, sorted by path.  So a killed run loses at most
 * the inputs that were being converted. */
#ifndef PUMICE_CORE_ARCHIVE_H
#define PUMICE_CORE_ARCHIVE_H

#include "command.h"

#include <sys/stat.h>
#include <time.h>

typedef enum item_status { ITEM_WAITING, ITEM_UNCHANGED, ITEM_CONVERTED, ITEM_SKIPPED, ITEM_FAILED, ITEM_GONE } item_status;

/* One input. */
typedef struct item {
	char *path; /* to open */
	char *name; /* relative: its place in the archive and its key in the manifest */
	char *base; /* of its outputs, relative to the archive, without the ending of the format */
	char *line; /* of the manifest, NULL while there is none */
	int64_t size, mtime_s;
	long mtime_ns;
	item_status status;
	bool is_current; /* of a manifest's entry: nothing has changed since */
} item;

typedef struct items {
	item *at;
	size_t n, cap;
} items;

item *items_append(items *list, const char *path, const char *name, pm_error *err);
void items_free(items *list);
item *items_find(const items *list, const char *name); /* in a sorted list */

/* -- walk.c: what the inputs are ------------------------------------------------------------------------------------------------ */

/* All regular files of the call's inputs or of its list, sorted by name, doubles taken out; what is passed over is said. */
int collect_items(const call *c, items *list, pm_error *err);

/* -- names.c: where outputs go -------------------------------------------------------------------------------------------------- */

/* Set `base` of every item.  An input keeps its name without its ending; it keeps the ending where another input would get the same name, where it
 * would take the place of the archive's own files, or where no reader has that ending. */
int choose_names(items *list, pm_registry *reg, pm_error *err);
/* Does the K-th of N shares hold this name?  By a hash of its bytes. */
bool shard_holds(const call *c, const char *name);
char *join_path(const char *folder, const char *name);
/* Make the folders above a file. */
int make_parents(const char *path, pm_error *err);

/* -- manifest.c ------------------------------------------------------------------------------------------------------------------ */

typedef struct manifest {
	items entries; /* with name, line, status, size, mtime; sorted */
	char *path, *journal_path;
	int journal;
} manifest;

/* What one conversion was, to become a line. */
typedef struct record {
	const char *name, *sha256, *status, *message, *options;
	const char *title, *published, *source;
	int code;
	const item *of;
	const strings *outputs; /* relative to the archive */
	const char *folder;
} record;

/* One line of JSON, no line break, malloc'ed; NULL where memory is out or an output cannot be read again. */
char *record_line(const record *r, pm_error *err);

/* Read what earlier runs left.  With `now` (sorted; NULL is fine) each entry is compared with the input of its name: same source, options and version,
 * outputs there?  A failure that may pass is never current. */
int manifest_open(manifest *m, const call *c, const items *now, const char *options, pm_error *err);
/* Take the lines of `more` into `list`, in place of older ones for the same paths, and sort it. */
int manifest_join(items *list, items *more, pm_error *err);
int manifest_append(manifest *m, const char *line, pm_error *err);
/* Write all lines of `list`, sorted, in the place of the old manifest and drop the journal. */
int manifest_finish(manifest *m, const items *list, pm_error *err);
void manifest_close(manifest *m);

/* Take away outputs of `entry` that `line` (NULL: none) does not name. */
void remove_outputs(const item *entry, const char *line, const char *folder);

/* A member of a manifest line, malloc'ed, "" where it has none. */
char *line_member(const char *line, const char *member);
/* Paths of outputs that end in `.extension`, of one line. */
int line_outputs(const char *line, strings *out);
int read_lines(const char *path, items *list, pm_error *err);

/* -- index.c --------------------------------------------------------------------------------------------------------------------- */

/* index.md and, where one is named by the outputs, indicators.csv. */
int write_index(const char *folder, const items *list, bool with_indicators, pm_error *err);

/* -- workers.c ------------------------------------------------------------------------------------------------------------------- */

typedef struct pool_job {
	const call *call;
	pm_registry *registry;
	const char *options;
	output *outputs; /* writers; paths are set for each item */
	size_t n_outputs;
} pool_job;

/* Convert all items that wait, each in a process of a pool.  `done` is called in the parent as each one ends, in no fixed order, and takes its line; `tick`
 * now and then, with an item that is being converted.  Where a signal asked for an early end, its number is in *by_signal. */
int run_pool(const pool_job *job, items *list, size_t n_workers, int (*done)(void *data, item *it, char *line, pm_str audit_rows),
             void (*tick)(void *data, const item *it), void *data, int *by_signal, pm_error *err);

/* -- progress.c ------------------------------------------------------------------------------------------------------------------ */

typedef struct progress {
	size_t total, done, converted, failed, skipped, unchanged, gone;
	struct timespec start, last;
	bool is_terminal, is_quiet, has_line;
} progress;

void progress_start(progress *p, const call *c, size_t total);
void progress_show(progress *p, const char *current);
void progress_end(progress *p, const items *list, const char *manifest_path, int by_signal);

#endif
