/* roundtrip_test.c: what is written as DOCX and read again is the same document.
 *
 *   roundtrip_test [N [FOLDER]]      N random documents (200); FOLDER also gets them as files, for validators
 *
 * Compared are the JSON dumps, without the lines of the source. */
#include "random_doc.h"

#include <stdio.h>
#include <stdlib.h>

enum { BYTES = 700 };

typedef struct bench {
	pm_registry *reg;
	pm_error err;
} bench;

static pm_sink *dump(bench *b, const pm_doc *doc)
{
	pm_sink *sink = pm_sink_new_memory();
	if (sink == NULL || pm_registry_write(b->reg, doc, NULL, "json", NULL, NULL, sink, &b->err) != PM_OK) {
		pm_sink_free(sink);
		return NULL;
	}
	return sink;
}

/* Without `"line": N`, which a package does not have. */
static pm_buf without_lines(pm_str json)
{
	pm_buf out = { 0 };
	pm_str key = PM_STR("\"line\":");
	size_t done = 0;
	for (size_t at = pm_str_find(json, key, 0); at != SIZE_MAX; at = pm_str_find(json, key, done)) {
		size_t from = at;
		while (from > done && (json.ptr[from - 1] == ' ' || json.ptr[from - 1] == ',' || json.ptr[from - 1] == '\n'))
			from--;
		pm_buf_append(&out, json.ptr + done, from - done);
		for (done = at + key.len; done < json.len && (json.ptr[done] == ' ' || (json.ptr[done] >= '0' && json.ptr[done] <= '9'));)
			done++;
	}
	pm_buf_append(&out, json.ptr + done, json.len - done);
	return out;
}

static pm_sink *write_docx(bench *b, const pm_doc *doc, const char *style)
{
	pm_sink *sink = pm_sink_new_memory();
	pm_options *options = pm_options_new();
	bool ok = sink != NULL && options != NULL && pm_options_set(options, "style", style, &b->err) == PM_OK &&
		  pm_registry_write(b->reg, doc, NULL, "docx", options, NULL, sink, &b->err) == PM_OK;
	pm_options_free(options);
	if (!ok) {
		pm_sink_free(sink);
		return NULL;
	}
	return sink;
}

static pm_doc *read_docx(bench *b, pm_str bytes)
{
	pm_source *src = pm_source_new("written.docx", bytes.ptr, bytes.len, &b->err);
	pm_doc *doc = src != NULL ? pm_registry_read(b->reg, src, "docx", NULL, &b->err) : NULL;
	pm_source_free(src);
	return doc;
}

static void save(const char *folder, unsigned seed, pm_str bytes)
{
	char path[500];
	snprintf(path, sizeof path, "%s/%u.docx", folder, seed);
	FILE *f = fopen(path, "wb");
	if (f != NULL) {
		fwrite(bytes.ptr, 1, bytes.len, f);
		fclose(f);
	}
}

/* Where they part, with what stands around it. */
static void show_difference(unsigned seed, pm_str a, pm_str b)
{
	size_t at = 0;
	while (at < a.len && at < b.len && a.ptr[at] == b.ptr[at])
		at++;
	size_t from = at > 300 ? at - 300 : 0;
	printf("document %u changes at byte %zu\n-- written\n%.*s\n-- read\n%.*s\n", seed, at,
	       (int)(a.len - from < 500 ? a.len - from : 500), a.ptr + from,
	       (int)(b.len > from ? (b.len - from < 500 ? b.len - from : 500) : 0), b.ptr + from);
}

static bool is_same_bytes(bench *b, const pm_doc *doc, const char *style, pm_str written)
{
	pm_sink *again = write_docx(b, doc, style);
	bool is_same = again != NULL && pm_str_equal(pm_sink_bytes(again), written);
	if (!is_same)
		printf("the same model gives other bytes\n");
	pm_sink_free(again);
	return is_same;
}

static bool try(bench *b, unsigned seed, const char *folder)
{
	uint8_t bytes[BYTES];
	random_bytes(seed, bytes, sizeof bytes);
	const char *style = seed % 2 ? "gongwen" : "plain";
	pm_doc *doc = random_doc(bytes, sizeof bytes), *back = NULL;
	pm_sink *written = write_docx(b, doc, style), *before = dump(b, doc), *after = NULL;
	bool is_good = false;
	if (written != NULL && folder != NULL)
		save(folder, seed, pm_sink_bytes(written));
	if (written != NULL)
		back = read_docx(b, pm_sink_bytes(written));
	if (back != NULL)
		after = dump(b, back);
	if (before != NULL && after != NULL) {
		pm_buf x = without_lines(pm_sink_bytes(before)), y = without_lines(pm_sink_bytes(after));
		is_good = pm_str_equal(pm_buf_view(&x), pm_buf_view(&y));
		if (!is_good)
			show_difference(seed, pm_buf_view(&x), pm_buf_view(&y));
		is_good = is_good && is_same_bytes(b, doc, style, pm_sink_bytes(written));
		pm_buf_free(&x);
		pm_buf_free(&y);
	} else {
		printf("document %u: %s\n", seed, b->err.text);
	}
	pm_sink_free(written);
	pm_sink_free(before);
	pm_sink_free(after);
	pm_doc_free(doc);
	pm_doc_free(back);
	return is_good;
}

int main(int argc, char **argv)
{
	unsigned n = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 200, n_bad = 0;
	bench b = { .reg = NULL };
	b.reg = pm_registry_new(&b.err);
	if (b.reg == NULL) {
		printf("%s\n", b.err.text);
		return 1;
	}
	for (unsigned seed = 1; seed <= n; seed++) {
		b.err = (pm_error){ 0 };
		n_bad += !try(&b, seed, argc > 2 ? argv[2] : NULL);
	}
	pm_registry_free(b.reg);
	printf("round trip: %u of %u documents are the same\n", n - n_bad, n);
	return n_bad > 0;
}
