/* markdown_fuzz.c: the first byte decides.  Either the rest makes a document, which written as Markdown must say to cmark-gfm what the
 * model says and be written the same again when read back; or it is Markdown itself, which must be read and written without harm. */
#include "../markdown/canon.h"
#include "../markdown/random_doc.h"

#include <stdio.h>
#include <stdlib.h>

static const pm_reader *reader;
static const pm_writer *writer;

static void expect(bool holds)
{
	if (!holds)
		abort();
}

static void expect_equal(const pm_buf *wanted, const pm_buf *got, const pm_buf *markdown)
{
	if (pm_str_equal(pm_buf_view(wanted), pm_buf_view(got)))
		return;
	printf("---- markdown\n%.*s---- wanted\n%.*s---- got\n%.*s", (int)markdown->len, markdown->ptr, (int)wanted->len, wanted->ptr,
	       (int)got->len, got->ptr);
	fflush(stdout);
	abort();
}

static void write_markdown(const pm_doc *doc, pm_buf *out)
{
	pm_error err = { 0 };
	pm_sink *sink = pm_sink_new_memory();
	pm_options *options = pm_options_new();
	expect(sink != NULL && options != NULL && pm_options_set(options, "no-front-matter", "1", &err) == PM_OK);
	expect(writer->write(doc, NULL, options, sink, &err) == PM_OK);
	pm_buf_str(out, pm_sink_bytes(sink));
	expect(pm_utf8_valid(pm_buf_view(out)) == out->len);
	pm_options_free(options);
	pm_sink_free(sink);
}

static pm_doc *read_markdown(const void *bytes, size_t len)
{
	pm_error err = { 0 };
	pm_source *src = pm_source_new("fuzz.md", bytes, len, &err);
	pm_doc *doc = pm_doc_new();
	expect(src != NULL && doc != NULL);
	int rc = reader->read(src, NULL, doc, &err);
	expect(rc == PM_OK || rc == PM_ELIMIT);
	pm_source_free(src);
	return doc;
}

static void try_document(const uint8_t *bytes, size_t len)
{
	random_source random = { .bytes = bytes, .n_bytes = len };
	pm_doc *doc = random_doc(&random);
	pm_buf markdown = { 0 }, again = { 0 }, wanted = { 0 }, got = { 0 };
	write_markdown(doc, &markdown);
	canon_model(doc, &wanted);
	canon_cmark(pm_buf_view(&markdown), &got);
	expect_equal(&wanted, &got, &markdown);
	pm_doc_free(doc);
	doc = read_markdown(markdown.ptr, markdown.len);
	write_markdown(doc, &again);
	expect_equal(&markdown, &again, &markdown);
	pm_doc_free(doc);
	pm_buf *buffers[] = { &markdown, &again, &wanted, &got };
	for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
		pm_buf_free(buffers[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	reader = pm_plugin.readers[0];
	writer = pm_plugin.writers[0];
	if (len > 1 && bytes[0] % 2 == 0) {
		try_document(bytes + 1, len - 1);
	} else if (len > 1) {
		pm_buf markdown = { 0 };
		pm_doc *doc = read_markdown(bytes + 1, len - 1);
		write_markdown(doc, &markdown);
		pm_doc_free(doc);
		pm_buf_free(&markdown);
	}
	return 0;
}
