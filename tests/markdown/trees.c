/* trees.c: random documents, written as Markdown, say to cmark-gfm what the model says, and read back they are written the same.
 *
 *   trees [FROM [COUNT]]        the random documents of these numbers; shows the first that differs
 *   trees FILE...               these files, read and cleaned */
#include "canon.h"
#include "random_doc.h"

#include <stdio.h>
#include <stdlib.h>

static bool write_markdown(pm_registry *reg, const pm_doc *doc, pm_buf *out)
{
	pm_error err = { 0 };
	pm_options *options = pm_options_new();
	pm_sink *sink = pm_sink_new_memory();
	pm_options_set(options, "no-front-matter", "1", NULL);
	int rc = pm_registry_write(reg, doc, NULL, "markdown", options, NULL, sink, &err);
	if (rc == PM_OK)
		pm_buf_str(out, pm_sink_bytes(sink));
	else
		printf("%s\n", err.text);
	pm_sink_free(sink);
	pm_options_free(options);
	return rc == PM_OK;
}

static bool is_written_again(pm_registry *reg, pm_str markdown)
{
	pm_error err = { 0 };
	pm_buf again = { 0 };
	pm_source *src = pm_source_new("test.md", markdown.ptr, markdown.len, &err);
	pm_doc *doc = pm_registry_read(reg, src, "markdown", NULL, &err);
	bool same = doc != NULL && write_markdown(reg, doc, &again) && pm_str_equal(pm_buf_view(&again), markdown);
	if (!same)
		printf("---- markdown\n%.*s---- read and written again\n%.*s%s\n", (int)markdown.len, markdown.ptr, (int)again.len,
		       again.ptr != NULL ? again.ptr : "", err.text);
	pm_buf_free(&again);
	pm_doc_free(doc);
	pm_source_free(src);
	return same;
}

static bool is_same(pm_registry *reg, const pm_doc *doc, const char *name)
{
	pm_buf markdown = { 0 }, wanted = { 0 }, got = { 0 };
	bool same = write_markdown(reg, doc, &markdown);
	if (same) {
		canon_model(doc, &wanted);
		canon_cmark(pm_buf_view(&markdown), &got);
		same = pm_str_equal(pm_buf_view(&wanted), pm_buf_view(&got));
	}
	bool is_kept = !same || is_written_again(reg, pm_buf_view(&markdown));
	if (!is_kept)
		printf("%s\n", name);
	if (!same)
		printf("%s\n---- markdown\n%.*s---- the model\n%.*s---- cmark-gfm\n%.*s", name, (int)markdown.len, markdown.ptr,
		       (int)wanted.len, wanted.ptr, (int)got.len, got.ptr);
	pm_buf_free(&markdown);
	pm_buf_free(&wanted);
	pm_buf_free(&got);
	return same && is_kept;
}

static bool is_random_same(pm_registry *reg, unsigned long number)
{
	char name[40];
	snprintf(name, sizeof name, "document %lu", number);
	random_source random = { .state = UINT64_C(0x9E3779B97F4A7C15) * (number + 1) };
	for (int i = 0; i < 8; i++)
		random_below(&random, 2);
	pm_doc *doc = random_doc(&random);
	bool same = doc != NULL && is_same(reg, doc, name);
	pm_doc_free(doc);
	return same;
}

static bool is_file_same(pm_registry *reg, const char *path)
{
	pm_error err = { 0 };
	pm_source *src = pm_source_open(path, &err);
	pm_doc *doc = src != NULL ? pm_registry_read(reg, src, NULL, NULL, &err) : NULL;
	bool same = doc != NULL && pm_clean(doc, NULL, &err) == PM_OK && is_same(reg, doc, path);
	if (err.code != PM_OK)
		printf("%s: %s\n", path, err.text);
	pm_doc_free(doc);
	pm_source_free(src);
	return same;
}

int main(int argc, char **argv)
{
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	bool ok = reg != NULL, has_files = argc > 1 && (argv[1][0] < '0' || argv[1][0] > '9');
	unsigned long from = argc > 1 && !has_files ? strtoul(argv[1], NULL, 10) : 0,
		      count = argc > 2 && !has_files ? strtoul(argv[2], NULL, 10) : 3000;
	for (unsigned long i = from; ok && !has_files && i < from + count; i++)
		ok = is_random_same(reg, i);
	for (int i = 1; reg != NULL && has_files && i < argc; i++)
		ok = is_file_same(reg, argv[i]) && ok;
	pm_registry_free(reg);
	if (ok)
		printf("%lu documents are the same to cmark-gfm and to pumice\n", has_files ? (unsigned long)argc - 1 : count);
	return ok ? 0 : 1;
}
