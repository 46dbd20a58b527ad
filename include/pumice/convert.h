/* convert.h: for programs that embed libpumice.
 *
 *     pm_error err = {0};
 *     pm_registry *reg = pm_registry_new(&err);              finds the modules, loads none
 *     pm_source *src = pm_source_open("page.html", &err);
 *     pm_doc *doc = pm_registry_read(reg, src, NULL, NULL, &err);      NULL: format by content, no options
 *     pm_clean(doc, NULL, &err);                              repair, furniture, structure
 *     pm_pass_indicators(doc, NULL, &err);                   where wanted
 *     pm_sink *out = pm_sink_open("page.docx", &err);
 *     pm_registry_write(reg, doc, src, "docx", NULL, NULL, out, &err);
 *     pm_sink_close(out, &err);                               the file appears now, whole
 *     pm_doc_free(doc); pm_source_free(src); pm_registry_free(reg);
 *
 * A registry may be used by one thread at a time; several threads take one each, or load what they need (pm_registry_load_all) and
 * then read and write with it concurrently. */
#ifndef PUMICE_CONVERT_H
#define PUMICE_CONVERT_H

#include <pumice/base.h>
#include <pumice/doc.h>
#include <pumice/plugin.h>

PM_BEGIN_DECLS

/* -- registry ------------------------------------------------------------------------------------------------------- */

typedef struct pm_registry pm_registry;

/* Looks in the folders of PUMICE_PLUGIN_PATH (parted by `:`; one that others may write to is refused with a warning), then where the
 * library was installed, in `plugins/` beside it in a build tree. */
PM_API pm_registry *pm_registry_new(pm_error *err);
/* The same, with `folders` (parted by `:`) before all others. */
PM_API pm_registry *pm_registry_new_with(const char *folders, pm_error *err);
PM_API void pm_registry_free(pm_registry *reg);
/* Load every module.  Those that cannot be are warned of, and the rest keep working. */
PM_API void pm_registry_load_all(pm_registry *reg);

/* The plugin for a format name, loaded if need be; NULL with `err` where there is none. */
PM_API const pm_reader *pm_registry_reader(pm_registry *reg, const char *name, pm_error *err);
PM_API const pm_writer *pm_registry_writer(pm_registry *reg, const char *name, pm_error *err);
/* By the ending of a file name. */
PM_API const pm_writer *pm_registry_writer_for_path(pm_registry *reg, const char *path, pm_error *err);
/* By content, the name's ending deciding between equals. */
PM_API const pm_reader *pm_registry_reader_for_source(pm_registry *reg, const pm_source *src, pm_error *err);

/* What was loaded, in order of name; call pm_registry_load_all before to see all.  `module` is the file it came from. */
PM_API size_t pm_registry_n_readers(const pm_registry *reg);
PM_API const pm_reader *pm_registry_reader_at(const pm_registry *reg, size_t i, const char **module);
PM_API size_t pm_registry_n_writers(const pm_registry *reg);
PM_API const pm_writer *pm_registry_writer_at(const pm_registry *reg, size_t i, const char **module);
/* Warnings met so far (a broken module, two plugins for one format); file, cause and cure in one line each. */
PM_API size_t pm_registry_n_warnings(const pm_registry *reg);
PM_API const char *pm_registry_warning(const pm_registry *reg, size_t i);

/* -- source, options and sink as the caller makes them ---------------------------------------------------------------- */

/* A regular file, read whole; "-" is standard input. */
PM_API pm_source *pm_source_open(const char *path, pm_error *err);
/* Bytes in memory, which are copied; `name` is for messages and its ending for the format. */
PM_API pm_source *pm_source_new(const char *name, const void *bytes, size_t len, pm_error *err);
PM_API void pm_source_free(pm_source *src);
/* Hex digits of the SHA-256 of the bytes. */
PM_API const char *pm_source_sha256(pm_source *src);

PM_API pm_options *pm_options_new(void);
PM_API void pm_options_free(pm_options *options);
PM_API int pm_options_set(pm_options *options, const char *name, const char *value, pm_error *err);
/* The names that were set, in order of name. */
PM_API size_t pm_options_n(const pm_options *options);
PM_API const char *pm_options_name(const pm_options *options, size_t i);

/* A file, written beside its place and renamed by pm_sink_close; "-" is standard output.  Without pm_sink_close, pm_sink_free
 * leaves nothing behind and what stood there untouched. */
PM_API pm_sink *pm_sink_open(const char *path, pm_error *err);
/* Into memory: pm_sink_bytes. */
PM_API pm_sink *pm_sink_new_memory(void);
PM_API pm_str pm_sink_bytes(const pm_sink *sink);
/* Make the output final and free the sink, also on failure. */
PM_API int pm_sink_close(pm_sink *sink, pm_error *err);
PM_API void pm_sink_free(pm_sink *sink);

/* -- the steps -------------------------------------------------------------------------------------------------------- */

/* Read with the reader called `format`, or by content where that is NULL; the document has a warning where the name says otherwise.  NULL on failure. */
PM_API pm_doc *pm_registry_read(pm_registry *reg, pm_source *src, const char *format, const pm_options *options, pm_error *err);
/* `context` NULL: the first document of its output, furniture left out.  `src` may be NULL. */
PM_API int pm_registry_write(pm_registry *reg, const pm_doc *doc, pm_source *src, const char *format, const pm_options *options,
                             const pm_write_context *context, pm_sink *sink, pm_error *err);

/* The passes.  Each is a rule set; a rule named in `without` does nothing. */
typedef struct pm_clean_options {
	size_t size; /* sizeof(pm_clean_options) */
	const char *const *without; /* names of rules, ends with NULL; NULL for none */
} pm_clean_options;

PM_API int pm_pass_repair(pm_doc *doc, const pm_clean_options *options, pm_error *err);
PM_API int pm_pass_furniture(pm_doc *doc, const pm_clean_options *options, pm_error *err);
PM_API int pm_pass_structure(pm_doc *doc, const pm_clean_options *options, pm_error *err);
PM_API int pm_pass_indicators(pm_doc *doc, const pm_clean_options *options, pm_error *err);
/* repair, furniture, structure in order. */
PM_API int pm_clean(pm_doc *doc, const pm_clean_options *options, pm_error *err);

typedef struct pm_rule_info {
	const char *name; /* "link-bar" */
	const char *pass; /* "repair", "furniture", "structure", "indicators" */
	const char *help; /* one line */
} pm_rule_info;

/* All rules, by pass; ends with a NULL name. */
PM_API const pm_rule_info *pm_rules(void);

PM_END_DECLS

#endif
