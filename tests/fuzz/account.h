/* account.h: what the fuzz targets that run all of the way share: the promises that are checked on each input. */
#ifndef PUMICE_FUZZ_ACCOUNT_H
#define PUMICE_FUZZ_ACCOUNT_H

#include <pumice/pumice.h>
#include <stdlib.h>

enum { N_SLOTS = 4096 };

static inline void expect(bool holds)
{
	if (!holds)
		abort();
}

static inline void count(long *n, pm_str s, long times)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (!pm_char_is_space(c) && c != 0xad)
			n[c % N_SLOTS] += times;
	}
}

static inline void count_doc(long *n, const pm_doc *doc)
{
	memset(n, 0, N_SLOTS * sizeof *n);
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		pm_str text = pm_block_text(b);
		expect(pm_utf8_valid(text) == text.len);
		count(n, text, 1);
		if (pm_block_number_is_automatic(b))
			count(n, pm_block_number(b), 1);
	}
	for (size_t i = 0; i < pm_doc_n_repairs(doc); i++) {
		const pm_repair *r = pm_doc_repair(doc, i);
		count(n, r->removed, (long)r->count);
		count(n, r->inserted, -(long)r->count);
	}
}

/* A package takes more time than all the rest: one document in eight is written as such. */
static inline void write_all(pm_registry *reg, const pm_doc *doc)
{
	static const char *const formats[] = { "docx", "json", "markdown", "csv" };
	static unsigned n;
	for (size_t i = n++ % 8 == 0 ? 0 : 1; i < sizeof formats / sizeof formats[0]; i++) {
		pm_error err = { 0 };
		pm_sink *sink = pm_sink_new_memory();
		expect(sink != NULL);
		expect(pm_registry_write(reg, doc, NULL, formats[i], NULL, NULL, sink, &err) == PM_OK);
		pm_sink_free(sink);
	}
}

/* Passes and writers over a document.  Nothing may be lost on the way: what the reader gave is in a block or in a repair. */
static inline void clean_and_write(pm_registry *reg, pm_doc *doc)
{
	static long before[N_SLOTS], after[N_SLOTS];
	pm_error err = { 0 };

	count_doc(before, doc);
	expect(pm_clean(doc, NULL, &err) == PM_OK);
	expect(pm_pass_indicators(doc, NULL, &err) == PM_OK);
	count_doc(after, doc);
	expect(memcmp(before, after, sizeof before) == 0);
	write_all(reg, doc);
}

#endif
