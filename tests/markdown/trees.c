/* trees.c: random documents, written as Markdown, say to cmark-gfm what the model says, and read back they are written the same.
 *
 *   trees [FROM [COUNT]]        the documents of these numbers; shows the first that differs */
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
		printf("---- markdown\n%.*s---- read and written again\n%.*s%s\n", (int)markdown.len, markdown.ptr, (int)again.len, again.ptr != NULL ? again.ptr : "", err.text);
	pm_buf_free(&again);
	pm_doc_free(doc);
	pm_source_free(src);
	return same;
}

static bool is_same(pm_registry *reg, unsigned long number)
{
	random_source random = { .state = UINT64_C(0x9E3779B97F4A7C15) * (number + 1) };
	for (int i = 0; i < 8; i++)
		random_below(&random, 2);
	pm_doc *doc = random_doc(&random);
	pm_buf markdown = { 0 }, wanted = { 0 }, got = { 0 };
	bool same = write_markdown(reg, doc, &markdown);
	if (same) {
		canon_model(doc, &wanted);
		canon_cmark(pm_buf_view(&markdown), &got);
		same = pm_str_equal(pm_buf_view(&wanted), pm_buf_view(&got));
	}
	bool is_kept = !same || is_written_again(reg, pm_buf_view(&markdown));
	if (!is_kept)
		printf("document %lu\n", number);
	if (!same)
		printf("document %lu\n---- markdown\n%.*s---- the model\n%.*s---- cmark-gfm\n%.*s", number, (int)markdown.len, markdown.ptr, (int)wanted.len,
		       wanted.ptr, (int)got.len, got.ptr);
	pm_buf_free(&markdown);
	pm_buf_free(&wanted);
	pm_buf_free(&got);
	pm_doc_free(doc);
	return same && is_kept;
}

int main(int argc, char **argv)
{
	unsigned long from = argc > 1 ? strtoul(argv[1], NULL, 10) : 0, count = argc > 2 ? strtoul(argv[2], NULL, 10) : 3000;
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	bool ok = reg != NULL;
	for (unsigned long i = from; ok && i < from + count; i++)
		ok = is_same(reg, i);
	pm_registry_free(reg);
	if (ok)
		printf("%lu random documents are the same to cmark-gfm and to pumice\n", count);
	return ok ? 0 : 1;
}
