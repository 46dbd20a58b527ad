/* convert.c: the steps of a conversion, one function each. */
#include "io.h"

#include <stdio.h>

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash != NULL ? slash + 1 : path;
}

/* A message that does not name its file gets it in front. */
static int name_file(pm_error *err, int rc, const char *name)
{
	if (err != NULL && err->code != PM_OK && strstr(err->text, name) == NULL) {
		pm_error inner = *err;
		*err = (pm_error){ 0 };
		pm_error_set(err, inner.code, "%s: %s", name, inner.text);
	}
	return rc;
}

pm_doc *pm_registry_read(pm_registry *reg, pm_source *src, const char *format, const pm_options *options, pm_error *err)
{
	if (src->len == 0) {
		pm_error_set(err, PM_EFORMAT, "%s: is empty; there is nothing to convert", src->name);
		return NULL;
	}
	const pm_reader *reader = format != NULL ? pm_registry_reader(reg, format, err) : pm_registry_reader_for_source(reg, src, err);
	if (reader == NULL)
		return NULL;
	pm_doc *doc = pm_doc_new();
	if (doc == NULL) {
		pm_error_nomem(err);
		return NULL;
	}
	src->registry = reg;
	int rc = reader->read(src, options, doc, err);
	src->registry = NULL;
	const pm_reader *named = format == NULL && rc == PM_OK ? pm_registry_reader_for_extension(reg, pm_source_extension(src)) : NULL;
	if (named != NULL && named != reader)
		pm_doc_warn(doc, "is named like %s, but its content is %s and was read so", named->name, reader->name);
	if (rc != PM_OK) {
		pm_error_set(err, rc, "%s: cannot be read as %s", src->name, reader->name);
		name_file(err, rc, src->name);
		pm_doc_free(doc);
		return NULL;
	}
	return doc;
}

int pm_registry_write(pm_registry *reg, const pm_doc *doc, pm_source *src, const char *format, const pm_options *options,
                      const pm_write_context *context, pm_sink *sink, pm_error *err)
{
	const pm_writer *writer = pm_registry_writer(reg, format, err);
	if (writer == NULL)
		return PM_EUSAGE;
	pm_write_context own = { .is_first = true };
	if (context != NULL)
		own = *context;
	own.size = sizeof own;
	if (own.source_name == NULL)
		own.source_name = src != NULL && src->folder != NULL ? base_name(src->name) : "-";
	if (own.source_sha256 == NULL && src != NULL && (writer->flags & PM_WRITER_SHA256) != 0)
		own.source_sha256 = pm_source_sha256(src);
	int rc = writer->write(doc, &own, options, sink, err);
	return rc == PM_OK ? pm_sink_status(sink, err) : rc;
}

int pm_clean(pm_doc *doc, const pm_clean_options *options, pm_error *err)
{
	int rc = pm_pass_repair(doc, options, err);
	if (rc == PM_OK)
		rc = pm_pass_furniture(doc, options, err);
	if (rc == PM_OK)
		rc = pm_pass_structure(doc, options, err);
	return rc;
}
