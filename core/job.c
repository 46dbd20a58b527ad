/* job.c: one input, read once and written to all its outputs. */
#include "command.h"
#include "sink.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

void say(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	flockfile(stderr);
	fputs("pumice: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	funlockfile(stderr);
	va_end(args);
}

static bool same_file(const char *a, const char *b)
{
	struct stat x, y;
	return strcmp(a, "-") != 0 && strcmp(b, "-") != 0 && stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static void tell(const call *c, const char *name, const pm_doc *doc, bool is_summed_up)
{
	if (c->is_quiet)
		return;
	for (size_t i = 0; i < pm_doc_n_warnings(doc); i++) {
		pm_str w = pm_doc_warning(doc, i);
		say("%s: warning: %.*s", name, (int)w.len, w.ptr);
	}
	for (size_t i = 0; i < pm_doc_n_infos(doc) && c->is_verbose; i++) {
		pm_str s = pm_doc_info_line(doc, i);
		say("%s: %.*s", name, (int)s.len, s.ptr);
	}
	account a = account_of(doc);
	if (a.n_replaced > 0)
		say("%s: warning: %zu characters could not be decoded and stand as U+FFFD; name the charset with -f text:charset=… or check the file", name,
		    a.n_replaced);
	if (!is_summed_up || (!c->is_verbose && c->audit == NULL && a.n_marked == 0 && a.n_repaired == 0))
		return;
	size_t per_mille = a.text > 0 ? (size_t)((double)a.kept * 1000.0 / (double)a.text) : 1000;
	say("%s: kept %zu.%zu %% of the text, marked %zu blocks as furniture, repaired %zu places; %s%s", name, per_mille / 10, per_mille % 10, a.n_marked,
	    a.n_repaired, c->audit != NULL ? "see " : "--audit FILE lists them", c->audit != NULL ? c->audit : "");
}

static bool wants_indicators(const call *c, const output *outputs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((outputs[i].writer->flags & PM_WRITER_INDICATORS) != 0)
			return true;
	return pm_options_has(c->options, "indicators");
}

static bool wants_sha256(const output *outputs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((outputs[i].writer->flags & PM_WRITER_SHA256) != 0)
			return true;
	return false;
}

static int write_output(const call *c, pm_registry *reg, const pm_doc *doc, const char *sha256, const char *name, output *out, strings *written,
                        pm_error *err)
{
	pm_write_context context = {
		.size = sizeof context, .keep_furniture = c->keep_furniture, .is_first = out->joined == NULL || out->is_first, .source_name = name,
		.source_sha256 = sha256,
	};
	pm_sink *sink = out->joined != NULL ? out->joined : pm_sink_open(out->path, err);
	if (sink == NULL)
		return err->code;
	int rc = pm_registry_write(reg, doc, NULL, out->writer->name, c->options, &context, sink, err);
	out->is_first = out->is_first && rc != PM_OK;
	if (out->joined != NULL)
		return rc;
	bool ok = rc == PM_OK && written != NULL ? strings_append(written, out->path) : true;
	for (size_t i = 0; ok && rc == PM_OK && written != NULL && i < pm_sink_n_assets(sink); i++)
		ok = strings_append(written, pm_sink_asset_path(sink, i));
	if (rc != PM_OK || !ok) {
		pm_sink_free(sink);
		return rc != PM_OK ? rc : pm_error_nomem(err);
	}
	return pm_sink_close(sink, err);
}

static int clean_document(const call *c, pm_doc *doc, bool with_indicators, pm_error *err)
{
	pm_clean_options options = { sizeof options, (const char *const *)c->without.at };
	int rc = pm_clean(doc, &options, err);
	return rc == PM_OK && with_indicators ? pm_pass_indicators(doc, &options, err) : rc;
}

static char *copy_of(pm_str s)
{
	return strndup(s.len > 0 ? s.ptr : "", s.len);
}

static int note_conversion(conversion *result, const pm_doc *doc, pm_error *err)
{
	result->title = copy_of(pm_doc_meta(doc, "title"));
	result->published = copy_of(pm_doc_meta(doc, "published"));
	result->source = copy_of(pm_doc_meta(doc, "source"));
	result->warning = copy_of(pm_doc_warning(doc, 0));
	bool ok = result->title != NULL && result->published != NULL && result->source != NULL && result->warning != NULL;
	return ok ? PM_OK : pm_error_nomem(err);
}

void conversion_free(conversion *result)
{
	strings_free(&result->written);
	free(result->title);
	free(result->published);
	free(result->source);
	free(result->warning);
}

/* In a folder of anything, a reader of plain text would take every script and style sheet: a file whose ending is no reader's own is wanted only where
 * the content is more surely of a format than plain text can ever be. */
static bool is_recognised(pm_registry *reg, const call *c, pm_source *src)
{
	if (c->from != NULL || src == NULL || pm_source_bytes(src).len == 0)
		return true;
	const pm_reader *r = pm_registry_reader_for_source(reg, src, NULL);
	if (r == NULL)
		return false;
	pm_str extension = pm_source_extension(src);
	pm_str known = pm_str_from(r->extensions);
	size_t at = pm_str_find(known, extension, 0);
	bool is_own = at != SIZE_MAX && (at == 0 || known.ptr[at - 1] == ' ') && (at + extension.len == known.len || known.ptr[at + extension.len] == ' ');
	return extension.len == 0 || is_own || r->probe(src) > PM_LIKELY;
}

int convert_input(const call *c, pm_registry *reg, const char *path, const char *name, output *outputs, size_t n_outputs, audit *a,
                  conversion *result, pm_error *err)
{
	for (size_t i = 0; i < n_outputs; i++)
		if (outputs[i].path != NULL && same_file(path, outputs[i].path))
			return pm_error_set(err, PM_EUSAGE, "%s: is the input and the output; choose another output with -o", path);
	pm_source *src = pm_source_open(path, err);
	if (src == NULL)
		return err->code;
	if (result != NULL) {
		result->is_known = is_recognised(reg, c, src);
		memcpy(result->sha256, pm_source_sha256(src), sizeof result->sha256);
		if (!result->is_known) {
			pm_source_free(src);
			return PM_OK;
		}
	}
	pm_doc *doc = pm_registry_read(reg, src, c->from, c->options, err);
	/* The source goes as soon as it is read: its bytes are a good part of all memory. */
	char sha256[65] = "";
	if (doc != NULL && wants_sha256(outputs, n_outputs))
		memcpy(sha256, pm_source_sha256(src), sizeof sha256);
	pm_source_free(src);
	int rc = doc != NULL ? clean_document(c, doc, wants_indicators(c, outputs, n_outputs), err) : err->code;
	if (rc == PM_OK && (result == NULL || c->is_verbose))
		tell(c, path, doc, result == NULL);
	if (rc == PM_OK && result != NULL)
		rc = note_conversion(result, doc, err);
	if (rc == PM_OK && a != NULL)
		audit_document(a, name, doc);
	for (size_t i = 0; rc == PM_OK && i < n_outputs; i++)
		rc = write_output(c, reg, doc, sha256[0] != '\0' ? sha256 : NULL, name, &outputs[i], result != NULL ? &result->written : NULL, err);
	pm_doc_free(doc);
	return rc;
}
