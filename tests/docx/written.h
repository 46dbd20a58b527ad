/* written.h: a document, the DOCX made of it, and the XML inside. */
#ifndef PUMICE_TESTS_WRITTEN_H
#define PUMICE_TESTS_WRITTEN_H

#include <pumice/pumice.h>

typedef struct written {
	pm_registry *reg;
	pm_doc *doc;
	pm_options *options;
	pm_write_context context;
	pm_sink *sink;
	pm_error err;
	char *parts[32]; /* that were asked for; freed with all else */
	size_t n_parts;
} written;

/* An empty document, with a writer of its own. */
written *written_new(void);
void written_free(written *w);
pm_block *add(written *w, pm_kind kind, const char *text);
pm_block *add_heading(written *w, int level, const char *number, bool is_automatic, const char *text);
pm_block *add_item(written *w, int list, int level, bool is_ordered, const char *number, const char *text);
void set_option(written *w, const char *name, const char *value);
void set_meta(written *w, const char *name, const char *value);
/* Write it; fails the test where that fails. */
void write_it(written *w);
/* A part's text, with NUL at its end; NULL where there is none. */
const char *part(written *w, const char *name);
/* The part has this text, has it not, or has it so often; what stands in the part is shown where that is wrong. */
void assert_has(written *w, const char *part_name, const char *text);
void assert_has_not(written *w, const char *part_name, const char *text);
size_t count_of(written *w, const char *part_name, const char *text);

#define DOCUMENT "word/document.xml"
#define STYLES "word/styles.xml"
#define NUMBERING "word/numbering.xml"
#define SETTINGS "word/settings.xml"

#endif
