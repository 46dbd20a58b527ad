/* html_fuzz.c: any bytes as a page.  The reader must come back with a document whose text is UTF-8, or with an error that says why. */
#include <pumice/pumice.h>
#include <stdlib.h>

/* The host's check of a promise: what is broken here would be a finding. */
static void expect(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	pm_error err = { 0 };
	pm_source *src = pm_source_new("page.html", bytes, len, &err);
	pm_doc *doc = pm_doc_new();

	expect(src != NULL && doc != NULL);
	pm_plugin.readers[0]->probe(src);
	if (pm_plugin.readers[0]->read(src, NULL, doc, &err) == PM_OK) {
		for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
			pm_str text = pm_block_text(b);

			expect(pm_utf8_valid(text) == text.len);
			for (size_t i = 0; i < pm_block_n_spans(b); i++)
				expect(pm_block_spans(b)[i].start <= pm_block_spans(b)[i].end && pm_block_spans(b)[i].end <= text.len);
		}
		expect(pm_clean(doc, NULL, &err) == PM_OK);
	} else {
		expect(err.code != PM_OK && err.text[0] != '\0');
	}
	pm_doc_free(doc);
	pm_source_free(src);
	return 0;
}
