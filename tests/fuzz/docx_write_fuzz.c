/* Any document that bytes make is written, twice alike, and can be read again with all its text; one that a DOCX can hold comes back
 * the same.
 *
 * The first byte says which of the two, and the options. */
#include "../docx/random_doc.h"
#include "../docx/wild_doc.h"

#include <stdio.h>
#include <stdlib.h>

static pm_sink *write_docx(const pm_doc *doc, unsigned flags)
{
	static const char *const names[] = { "toc", "number-headings", "indicators" };
	pm_error err = { 0 };
	pm_sink *sink = pm_sink_new_memory();
	pm_options *options = pm_options_new();
	pm_write_context context = { .size = sizeof context, .keep_furniture = flags & 1, .is_first = true, .source_name = "fuzz" };
	pm_options_set(options, "style", flags & 2 ? "gongwen" : "plain", &err);
	for (unsigned i = 0; i < 3; i++)
		if (flags & 4u << i)
			pm_options_set(options, names[i], "1", &err);
	if (pm_plugin.writers[0]->write(doc, &context, options, sink, &err) != PM_OK) {
		fprintf(stderr, "not written: %s\n", err.text);
		abort();
	}
	pm_options_free(options);
	return sink;
}

static pm_doc *read_docx(pm_str bytes)
{
	pm_error err = { 0 };
	pm_source *src = pm_source_new("fuzz.docx", bytes.ptr, bytes.len, &err);
	pm_doc *doc = pm_doc_new();
	if (pm_plugin.readers[0]->read(src, NULL, doc, &err) != PM_OK) {
		fprintf(stderr, "not read: %s\n", err.text);
		abort();
	}
	pm_source_free(src);
	return doc;
}

static void compare_letters(const pm_doc *before, const pm_doc *after)
{
	size_t x[128], y[128];
	count_letters(before, true, x);
	count_letters(after, true, y);
	if (memcmp(x, y, sizeof x) != 0) {
		fprintf(stderr, "text was lost or added\n");
		abort();
	}
}

/* Block by block: the whole comparison is that of roundtrip_test, by way of JSON. */
static void compare_blocks(const pm_doc *before, const pm_doc *after)
{
	const pm_block *a = pm_doc_next_block(before, NULL), *b = pm_doc_next_block(after, NULL);
	for (; a != NULL && b != NULL; a = pm_doc_next_block(before, a), b = pm_doc_next_block(after, b))
		if (pm_block_kind(a) != pm_block_kind(b) || !pm_str_equal(pm_block_text(a), pm_block_text(b)) ||
		    pm_block_level(a) != pm_block_level(b) || !pm_str_equal(pm_block_number(a), pm_block_number(b)) ||
		    pm_block_n_spans(a) != pm_block_n_spans(b) || pm_block_quote_depth(a) != pm_block_quote_depth(b) ||
		    pm_block_item_depth(a) != pm_block_item_depth(b)) {
			fprintf(stderr, "a block came back as another\n");
			abort();
		}
	if (a != NULL || b != NULL) {
		fprintf(stderr, "blocks were lost or added\n");
		abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	if (len == 0)
		return 0;
	unsigned flags = bytes[0];
	bool is_wild = flags & 0x80;
	pm_doc *doc = is_wild ? wild_doc(bytes + 1, len - 1) : random_doc(bytes + 1, len - 1);
	pm_sink *one = write_docx(doc, flags), *two = write_docx(doc, flags);
	if (!pm_str_equal(pm_sink_bytes(one), pm_sink_bytes(two)))
		abort();
	pm_doc *back = read_docx(pm_sink_bytes(one));
	if ((flags & 1) && (flags & 0x1c) == 0)
		compare_letters(doc, back);
	if (!is_wild && (flags & 0x1c) == 0)
		compare_blocks(doc, back);
	pm_doc_free(doc);
	pm_doc_free(back);
	pm_sink_free(one);
	pm_sink_free(two);
	return 0;
}
