/* wild_test.c: whatever the model holds, a DOCX comes out, the same one each time, that can be read and has all its text.
 *
 *   wild_test [N [FOLDER]]      N documents (300); FOLDER also gets them as files, for validators */
#include "random_doc.h"
#include "wild_doc.h"

#include <stdio.h>
#include <stdlib.h>

enum { BYTES = 900 };

static pm_sink *write_docx(pm_registry *reg, const pm_doc *doc, unsigned seed, pm_error *err)
{
	static const char *const flags[] = { "toc", "number-headings", "indicators" };
	pm_sink *sink = pm_sink_new_memory();
	pm_options *options = pm_options_new();
	pm_write_context context = { .size = sizeof context, .keep_furniture = seed % 3 == 0, .is_first = true, .source_name = "x" };
	pm_options_set(options, "style", seed % 2 ? "gongwen" : "plain", err);
	for (unsigned i = 0; i < 3; i++)
		if (seed >> (i + 2) & 1)
			pm_options_set(options, flags[i], "1", err);
	int code = pm_registry_write(reg, doc, NULL, "docx", options, &context, sink, err);
	pm_options_free(options);
	if (code == PM_OK)
		return sink;
	pm_sink_free(sink);
	return NULL;
}

/* What stands in notes that only furniture refers to goes with it, and numbers that became automatic are no text: so nothing may
 * be more, and without those options nothing less. */
static bool has_all_text(const pm_doc *before, const pm_doc *after, unsigned seed)
{
	size_t x[128], y[128];
	count_letters(before, true, x);
	count_letters(after, true, y);
	bool is_whole = seed % 3 == 0 && (seed >> 2 & 7) == 0; /* all blocks, no options */
	for (size_t c = 0; c < 128; c++)
		if (is_whole && x[c] != y[c]) {
			printf("document %u: %zu of letter %c, then %zu\n", seed, x[c], (char)c, y[c]);
			return false;
		}
	return true;
}

static bool try(pm_registry *reg, unsigned seed, const char *folder)
{
	uint8_t bytes[BYTES];
	pm_error err = { 0 };
	random_bytes(seed + 77777, bytes, sizeof bytes);
	pm_doc *doc = wild_doc(bytes, sizeof bytes), *back = NULL;
	pm_sink *one = write_docx(reg, doc, seed, &err), *two = write_docx(reg, doc, seed, &err);
	bool is_good = one != NULL && two != NULL && pm_str_equal(pm_sink_bytes(one), pm_sink_bytes(two));
	if (is_good) {
		pm_source *src = pm_source_new("wild.docx", pm_sink_bytes(one).ptr, pm_sink_bytes(one).len, &err);
		back = src != NULL ? pm_registry_read(reg, src, "docx", NULL, &err) : NULL;
		pm_source_free(src);
		is_good = back != NULL && has_all_text(doc, back, seed);
	}
	if (one != NULL && folder != NULL) {
		char path[500];
		snprintf(path, sizeof path, "%s/wild%u.docx", folder, seed);
		FILE *f = fopen(path, "wb");
		if (f != NULL) {
			fwrite(pm_sink_bytes(one).ptr, 1, pm_sink_bytes(one).len, f);
			fclose(f);
		}
	}
	if (!is_good)
		printf("document %u: %s\n", seed, err.text);
	pm_sink_free(one);
	pm_sink_free(two);
	pm_doc_free(doc);
	pm_doc_free(back);
	return is_good;
}

int main(int argc, char **argv)
{
	unsigned n = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 300, n_bad = 0;
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	for (unsigned seed = 0; seed < n; seed++)
		n_bad += !try(reg, seed, argc > 2 ? argv[2] : NULL);
	pm_registry_free(reg);
	printf("wild documents: %u of %u written and read\n", n - n_bad, n);
	return n_bad > 0;
}
