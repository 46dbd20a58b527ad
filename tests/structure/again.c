/* again.c: cleaning what pumice wrote changes nothing more.
 *
 *   again FILE.test...      the text inputs of golden tests, each taken
 *                           text -> markdown -> as text -> markdown: the same Markdown
 *                           text -> docx -> docx: the same document
 *
 * Exit status 1 where one differs; the closing line counts. */
#include <pumice/pumice.h>
#include <stdio.h>

#include "../outline.h"

static pm_doc *read_as(pm_registry *reg, const char *format, pm_str bytes)
{
	pm_error err = { 0 };
	pm_source *src = pm_source_new(format, bytes.ptr, bytes.len, &err);
	pm_doc *doc = src != NULL ? pm_registry_read(reg, src, format, NULL, &err) : NULL;
	if (doc != NULL)
		pm_clean(doc, NULL, &err);
	pm_source_free(src);
	if (err.code != PM_OK)
		printf("%s: %s\n", format, err.text);
	return doc;
}

static void write_as(pm_registry *reg, const pm_doc *doc, const char *format, pm_buf *out)
{
	pm_error err = { 0 };
	pm_sink *sink = pm_sink_new_memory();
	if (doc == NULL || pm_registry_write(reg, doc, NULL, format, NULL, NULL, sink, &err) != PM_OK)
		printf("%s: %s\n", format, err.text);
	else
		pm_buf_str(out, pm_sink_bytes(sink));
	pm_sink_free(sink);
}

/* Read as `first`, clean and write as `format`; read that as `then`, clean and write it again.  `view` NULL compares what was
 * written, else the outlines of what is read from it. */
static bool is_stable(pm_registry *reg, pm_str input, const char *format, const char *then, bool by_outline)
{
	pm_buf once = { 0 }, twice = { 0 };
	pm_doc *doc = read_as(reg, "text", input);
	write_as(reg, doc, format, &once);
	pm_doc_free(doc);
	doc = read_as(reg, then, pm_buf_view(&once));
	write_as(reg, doc, format, &twice);
	bool same = pm_str_equal(pm_buf_view(&once), pm_buf_view(&twice));
	if (by_outline && doc != NULL) {
		pm_buf a = { 0 }, b = { 0 };
		pm_doc *again = read_as(reg, then, pm_buf_view(&twice));
		outline(doc, &a);
		if (again != NULL)
			outline(again, &b);
		same = pm_str_equal(pm_buf_view(&a), pm_buf_view(&b));
		pm_doc_free(again);
		pm_buf_free(&a);
		pm_buf_free(&b);
	}
	if (!same)
		printf("-- %s once\n%.*s\n-- twice\n%.*s\n", format, by_outline ? 0 : (int)once.len, once.ptr,
		       by_outline ? 0 : (int)twice.len, twice.ptr);
	pm_doc_free(doc);
	pm_buf_free(&once);
	pm_buf_free(&twice);
	return same;
}

/* The next input of a text stanza; moves `rest` behind it. */
static bool next_input(pm_str *rest, pm_str *input)
{
	size_t start = pm_str_find(*rest, PM_STR("\n---- text\n"), 0);
	if (start == SIZE_MAX)
		return false;
	start += strlen("\n---- text\n");
	size_t end = pm_str_find(*rest, PM_STR("\n==== "), start);
	if (end == SIZE_MAX)
		return false;
	*input = pm_str_of(rest->ptr + start, end + 1 - start);
	*rest = pm_str_of(rest->ptr + end, rest->len - end);
	return true;
}

int main(int argc, char **argv)
{
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	int passed = 0, failed = 0;
	for (int i = 1; i < argc && reg != NULL; i++) {
		pm_source *src = pm_source_open(argv[i], &err);
		pm_str rest = src != NULL ? pm_source_bytes(src) : PM_STR(""), input;
		while (next_input(&rest, &input)) {
			bool ok = is_stable(reg, input, "markdown", "text", false) && is_stable(reg, input, "docx", "docx", true);
			if (!ok)
				printf("FAILED %s: %.60s\n", argv[i], input.ptr);
			passed += ok;
			failed += !ok;
		}
		pm_source_free(src);
	}
	if (err.code != PM_OK)
		printf("%s\n", err.text);
	pm_registry_free(reg);
	printf("again: %d passed, %d failed\n", passed, failed);
	return failed > 0 || passed == 0 || err.code != PM_OK;
}
