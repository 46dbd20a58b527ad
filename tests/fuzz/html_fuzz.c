/* html_fuzz.c: any bytes as a page, through every pass and every writer.  The reader must come back with a document whose text is UTF-8 and
 * whose spans lie in it, or with an error that says why. */
#include "account.h"

static void check_spans(const pm_doc *doc)
{
	for (const pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		size_t len = pm_block_text(b).len;

		for (size_t i = 0; i < pm_block_n_spans(b); i++)
			expect(pm_block_spans(b)[i].start <= pm_block_spans(b)[i].end && pm_block_spans(b)[i].end <= len);
	}
}

static pm_registry *reg;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void convert(const void *bytes, size_t len)
{
	pm_error err = { 0 };
	pm_source *src = pm_source_new("page.html", bytes, len, &err);

	expect(src != NULL);
	pm_doc *doc = pm_registry_read(reg, src, "html", NULL, &err);
	if (doc != NULL) {
		check_spans(doc);
		clean_and_write(reg, doc);
		check_spans(doc);
	} else {
		expect(err.code != PM_OK && err.text[0] != '\0');
	}
	pm_doc_free(doc);
	pm_source_free(src);
}

/* The modules are loaded before the fuzzer begins to watch. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char page[] = "<title>T</title><p>A page.";
	pm_error err = { 0 };

	(void)argc;
	(void)argv;
	expect((reg = pm_registry_new(&err)) != NULL);
	convert(page, sizeof page - 1);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	convert(bytes, len);
	return 0;
}
