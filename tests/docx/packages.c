/* packages.c: runs tests that are Word documents, given by their parts.
 *
 *   packages FILE.test...         exit status 1 where one fails; the closing line counts
 *
 * A file holds stanzas:
 *
 *     # A title that says what is proved
 *     ---- body
 *     <w:p>…</w:p>
 *     ---- styles
 *     <w:style …>
 *     ==== outline
 *     expected
 *
 * Names of parts: see package_of.h.  Words behind the first name: `bare`, `reject` (tracked changes), `garbage` (bytes behind the archive's
 * end).  Views: `outline`, `warnings`, or `error`, then what its message must contain.  The passes do not run. */
#include "../outline.h"
#include "package_of.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_PARTS = 20 };

typedef struct stanza {
	pm_str title, words, view, expected;
	part parts[MOST_PARTS];
	size_t n_parts;
} stanza;

static pm_str take_line(pm_str *rest)
{
	const char *end = rest->len > 0 ? memchr(rest->ptr, '\n', rest->len) : NULL;
	size_t n = end != NULL ? (size_t)(end - rest->ptr) : rest->len;
	pm_str line = pm_str_of(rest->ptr, n);
	size_t used = end != NULL ? n + 1 : n;

	rest->ptr += used;
	rest->len -= used;
	return line;
}

/* All lines up to one that begins with one of the marks, which stays. */
static pm_str take_until(pm_str *rest, const char *mark, const char *other)
{
	const char *start = rest->ptr;

	while (rest->len > 0 && !pm_str_starts_with(*rest, mark) && !(other != NULL && pm_str_starts_with(*rest, other)))
		take_line(rest);
	return pm_str_of(start, (size_t)(rest->ptr - start));
}

static bool next_stanza(pm_str *rest, stanza *s)
{
	take_until(rest, "# ", NULL);
	if (rest->len == 0)
		return false;
	*s = (stanza){ .title = pm_str_trim(take_line(rest)) };
	take_until(rest, "---- ", NULL);
	while (pm_str_starts_with(*rest, "---- ") && s->n_parts < MOST_PARTS) {
		pm_str head = take_line(rest);
		size_t blank = pm_str_find(head, PM_STR(" "), 5);
		size_t end = blank == SIZE_MAX ? head.len : blank;

		if (s->n_parts == 0)
			s->words = pm_str_of(head.ptr + end, head.len - end);
		pm_str content = take_until(rest, "---- ", "==== ");
		s->parts[s->n_parts++] =
			(part){ pm_str_of(head.ptr + 5, end - 5), content.len > 0 ? pm_str_of(content.ptr, content.len - 1) : content };
	}
	pm_str head = take_line(rest);
	s->view = pm_str_trim(pm_str_of(head.ptr + 4, head.len >= 4 ? head.len - 4 : 0));
	s->expected = pm_str_trim(take_until(rest, "# ", NULL));
	return true;
}

static void show_warnings(const pm_doc *doc, pm_buf *out)
{
	for (size_t i = 0; i < pm_doc_n_warnings(doc); i++) {
		pm_buf_str(out, pm_doc_warning(doc, i));
		pm_buf_putc(out, '\n');
	}
}

/* What the view shows of the document. */
static void run(pm_registry *reg, const stanza *s, pm_buf *got)
{
	pm_error err = { 0 };
	pm_buf bytes = { 0 };
	bool is_bare = pm_str_find(s->words, PM_STR("bare"), 0) != SIZE_MAX;
	pm_options *options = pm_options_new();

	if (!package_of(s->parts, s->n_parts, is_bare ? PACKAGE_BARE : 0, &bytes)) {
		pm_buf_puts(got, "the package cannot be made");
		return;
	}
	if (pm_str_find(s->words, PM_STR("garbage"), 0) != SIZE_MAX)
		pm_buf_puts(&bytes, "\r\n--boundary--\r\nwhat a mail program left behind");
	if (pm_str_find(s->words, PM_STR("reject"), 0) != SIZE_MAX)
		pm_options_set(options, "track-changes", "reject", &err);
	pm_source *src = pm_source_new("test.docx", bytes.ptr, bytes.len, &err);
	pm_doc *doc = src != NULL ? pm_registry_read(reg, src, NULL, options, &err) : NULL;
	if (doc == NULL)
		pm_buf_puts(got, err.text);
	else if (pm_str_is(s->view, "warnings"))
		show_warnings(doc, got);
	else
		outline(doc, got);
	pm_doc_free(doc);
	pm_source_free(src);
	pm_options_free(options);
	pm_buf_free(&bytes);
}

static bool check(pm_registry *reg, const stanza *s)
{
	pm_buf got = { 0 };

	run(reg, s, &got);
	pm_str text = pm_str_trim(pm_buf_view(&got));
	bool ok = pm_str_is(s->view, "outline") ? pm_str_equal(text, s->expected) : pm_str_find(text, s->expected, 0) != SIZE_MAX;
	if (!ok)
		printf("FAILED %.*s\n-- expected\n%.*s\n-- got\n%.*s\n", (int)s->title.len, s->title.ptr, (int)s->expected.len,
		       s->expected.ptr, (int)text.len, text.ptr);
	pm_buf_free(&got);
	return ok;
}

static bool run_file(pm_registry *reg, const char *path, size_t *n, size_t *n_failed)
{
	pm_error err = { 0 };
	pm_source *src = pm_source_open(path, &err);
	stanza s;

	if (src == NULL) {
		printf("%s\n", err.text);
		return false;
	}
	for (pm_str rest = pm_source_bytes(src); next_stanza(&rest, &s); ++*n)
		*n_failed += !check(reg, &s);
	pm_source_free(src);
	return true;
}

int main(int argc, char **argv)
{
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	size_t n = 0, n_failed = 0;
	bool ok = reg != NULL;

	for (int i = 1; i < argc && ok; i++)
		ok = run_file(reg, argv[i], &n, &n_failed);
	pm_registry_free(reg);
	printf("%zu of %zu documents as expected\n", n - n_failed, n);
	return ok && n > 0 && n_failed == 0 ? 0 : 1;
}
