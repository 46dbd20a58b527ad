/* command.h: the parts of the command-line program. */
#ifndef PUMICE_CORE_COMMAND_H
#define PUMICE_CORE_COMMAND_H

#include <pumice/pumice.h>
#include <stdio.h>

/* What a scheduler can act on. */
enum exit_status {
	EXIT_DONE = 0,
	EXIT_INPUT = 1, /* some input failed and would fail again; the rest was done */
	EXIT_CALL = 2,
	EXIT_SURROUNDINGS = 3 /* disk full, no permission, no memory: a retry may help */
};

int exit_status_of(int code);

/* -- the call --------------------------------------------------------------------------------------------------------------- */

typedef struct strings {
	char **at;
	size_t n, cap;
} strings;

bool strings_append(strings *list, const char *s);
void strings_free(strings *list);

typedef enum mode { MODE_CONVERT, MODE_HELP, MODE_VERSION, MODE_FORMATS, MODE_RULES, MODE_MERGE } mode;

typedef struct call {
	mode mode;
	strings inputs;
	char *from; /* format, or NULL */
	strings to; /* formats, without their options */
	strings without; /* its list ends with a NULL once parsed */
	const char *output, *audit, *files_from;
	pm_options *options; /* of readers and writers */
	bool keep_furniture, is_verbose, is_quiet, ends_with_nul, force, prune;
	long jobs; /* 0: as many as there are cores */
	long timeout; /* seconds for one input; 0: none */
	uint64_t max_memory; /* bytes for one input; 0: none */
	unsigned shard, n_shards; /* 1 of 1 unless told */
} call;

/* Read the arguments.  An option that the program does not know is looked for among those that plugins declare. */
int call_parse(call *c, int argc, char **argv, pm_registry *reg, pm_error *err);
void call_free(call *c);

void print_help(void);
void print_formats(pm_registry *reg);
void print_rules(void);

/* -- one input ---------------------------------------------------------------------------------------------------------------- */

typedef struct output {
	const pm_writer *writer;
	char *path; /* "-": standard output */
	pm_sink *joined; /* where several documents go into one output, that; else NULL */
	bool is_first; /* of a joined output */
} output;

typedef struct account {
	size_t kept, text; /* characters that are no white space: kept, and all */
	size_t n_marked, n_repaired, n_replaced;
} account;

typedef struct audit audit;

/* The file of --audit: rows are added as documents are done; it appears when closed. */
audit *audit_open(const char *path, pm_error *err);
void audit_document(audit *a, const char *document, const pm_doc *doc);
int audit_close(audit *a, pm_error *err);
/* Rows without a place of their own yet, in the form of the file at `path`; audit_append puts them into it. */
audit *audit_new_memory(const char *path);
pm_str audit_bytes(const audit *a);
void audit_append(audit *a, pm_str rows);
account account_of(const pm_doc *doc);

/* What a conversion leaves for the manifest of an archive; start with {0}. */
typedef struct conversion {
	bool is_known; /* some reader recognised the input */
	char sha256[65];
	strings written; /* all files made */
	char *title, *published, *source, *warning;
} conversion;

void conversion_free(conversion *result);

/* Read, clean and write one input, which messages and outputs call `name`, to its outputs.  With `result` the messages go there, and an input that no
 * reader recognises is no failure; without it they are said. */
int convert_input(const call *c, pm_registry *reg, const char *path, const char *name, output *outputs, size_t n_outputs, audit *a,
                  conversion *result, pm_error *err);

/* -- messages ----------------------------------------------------------------------------------------------------------------- */

void say(const char *format, ...) PM_PRINTF(1, 2);

/* -- archives ----------------------------------------------------------------------------------------------------------------- */

/* Is this call for an archive: a folder among the inputs, or a list of files? */
bool call_wants_archive(const call *c);
int run_archive(const call *c, pm_registry *reg);
int merge_manifests(const call *c);

#endif
