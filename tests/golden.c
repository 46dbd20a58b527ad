/* golden.c: runs tests that are documents.
 *
 *   golden FILE.test...         exit status 1 where one fails; the closing line counts
 *
 * A file holds stanzas:
 *
 *     # A title that says what is proved
 *     ---- html charset=GB18030 name=x.html
 *     input
 *     ==== outline
 *     expected
 *
 * Words behind the format: charset=NAME (the input is converted to it from UTF-8 first), name=FILE, raw (no passes), without=RULE,
 * reader:NAME=VALUE and writer:NAME=VALUE (options), keep (marked blocks are written too).  The view is `outline` or a writer's name; an
 * expectation that begins with `only: WORD…` compares the lines that begin with one of these words. In the input `\x{HH}` stands for a byte. */
#include "outline.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct stanza {
	pm_str title, words, input, view, expected;
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

static pm_str take_word(pm_str *rest)
{
	*rest = pm_str_trim(*rest);
	size_t n = 0;
	while (n < rest->len && rest->ptr[n] != ' ')
		n++;
	pm_str word = pm_str_of(rest->ptr, n);
	rest->ptr += n;
	rest->len -= n;
	return word;
}

/* All lines up to one that begins with `mark`, which stays. */
static pm_str take_until(pm_str *rest, const char *mark)
{
	const char *start = rest->ptr;
	while (rest->len > 0 && !pm_str_starts_with(*rest, mark))
		take_line(rest);
	return pm_str_of(start, (size_t)(rest->ptr - start));
}

static bool next_stanza(pm_str *rest, stanza *s)
{
	take_until(rest, "# ");
	if (rest->len == 0)
		return false;
	s->title = pm_str_trim(take_line(rest));
	take_until(rest, "----");
	s->words = take_line(rest);
	s->words = pm_str_of(s->words.ptr + 4, s->words.len >= 4 ? s->words.len - 4 : 0);
	s->input = take_until(rest, "====");
	s->view = take_line(rest);
	s->view = pm_str_trim(pm_str_of(s->view.ptr + 4, s->view.len >= 4 ? s->view.len - 4 : 0));
	const char *start = rest->ptr;
	bool ends = false;
	while (rest->len > 0 && !ends) {
		pm_str ahead = *rest;
		pm_str line = take_line(&ahead);
		pm_str after = pm_str_starts_with(line, "# ") ? take_line(&ahead) : pm_str_of("", 0);
		ends = pm_str_starts_with(after, "----");
		if (!ends)
			take_line(rest);
	}
	s->expected = pm_str_of(start, (size_t)(rest->ptr - start));
	return true;
}

typedef struct setup {
	char format[64], name[128], charset[64];
	const char *without[16];
	char storage[16][64];
	size_t n_without;
	bool raw, keep;
	pm_options *reading, *writing;
} setup;

static void copy_word(char *out, size_t size, pm_str s)
{
	snprintf(out, size, "%.*s", (int)s.len, s.ptr);
}

static void set_option(pm_options *options, pm_str word)
{
	char text[256];
	copy_word(text, sizeof text, word);
	char *equals = strchr(text, '=');
	if (equals != NULL)
		*equals++ = '\0';
	pm_options_set(options, text, equals != NULL ? equals : "1", NULL);
}

static void read_words(setup *set, pm_str words)
{
	*set = (setup){ .reading = pm_options_new(), .writing = pm_options_new() };
	copy_word(set->format, sizeof set->format, take_word(&words));
	snprintf(set->name, sizeof set->name, "test.%s", set->format);
	for (pm_str w = take_word(&words); w.len > 0; w = take_word(&words)) {
		if (pm_str_starts_with(w, "charset="))
			copy_word(set->charset, sizeof set->charset, pm_str_of(w.ptr + 8, w.len - 8));
		else if (pm_str_starts_with(w, "name="))
			copy_word(set->name, sizeof set->name, pm_str_of(w.ptr + 5, w.len - 5));
		else if (pm_str_starts_with(w, "without=") && set->n_without < 15) {
			copy_word(set->storage[set->n_without], 64, pm_str_of(w.ptr + 8, w.len - 8));
			set->without[set->n_without] = set->storage[set->n_without];
			set->n_without++;
		} else if (pm_str_starts_with(w, "reader:"))
			set_option(set->reading, pm_str_of(w.ptr + 7, w.len - 7));
		else if (pm_str_starts_with(w, "writer:"))
			set_option(set->writing, pm_str_of(w.ptr + 7, w.len - 7));
		else if (pm_str_is(w, "raw"))
			set->raw = true;
		else if (pm_str_is(w, "keep"))
			set->keep = true;
	}
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void unescape(pm_buf *bytes)
{
	size_t put = 0;
	for (size_t i = 0; i < bytes->len; i++) {
		const char *p = bytes->ptr + i;
		if (bytes->len - i >= 6 && p[0] == '\\' && p[1] == 'x' && p[2] == '{' && p[5] == '}' && hex_digit(p[3]) >= 0 && hex_digit(p[4]) >= 0) {
			bytes->ptr[put++] = (char)(hex_digit(p[3]) * 16 + hex_digit(p[4]));
			i += 5;
		} else {
			bytes->ptr[put++] = *p;
		}
	}
	bytes->len = put;
}

/* CRLF is compared as LF: a line of a test file ends in LF. */
static void put_lines(pm_buf *out, pm_str bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		if (!(bytes.ptr[i] == '\r' && i + 1 < bytes.len && bytes.ptr[i + 1] == '\n'))
			pm_buf_putc(out, bytes.ptr[i]);
}

static bool encode(pm_str text, const char *charset, pm_buf *out)
{
	if (charset[0] == '\0') {
		pm_buf_str(out, text);
	} else {
		iconv_t cd = iconv_open(charset, "UTF-8");
		if (cd == (iconv_t)-1)
			return false;
		char *in = (char *)(uintptr_t)text.ptr;
		size_t left = text.len;
		while (left > 0) {
			char chunk[4096];
			char *to = chunk;
			size_t room = sizeof chunk;
			size_t before = left;
			iconv(cd, &in, &left, &to, &room);
			pm_buf_append(out, chunk, sizeof chunk - room);
			if (left == before && room == sizeof chunk)
				break;
		}
		iconv_close(cd);
		if (left > 0)
			return false;
	}
	unescape(out);
	return !out->is_broken;
}

static bool produce(pm_registry *reg, const stanza *s, pm_buf *out, pm_error *err)
{
	setup set;
	read_words(&set, s->words);
	char view[64];
	copy_word(view, sizeof view, s->view);
	pm_buf bytes = { 0 };
	if (!encode(s->input, set.charset, &bytes))
		pm_error_set(err, PM_EUSAGE, "the input cannot be written in %s", set.charset);
	pm_source *src = err->code == PM_OK ? pm_source_new(set.name, bytes.ptr, bytes.len, err) : NULL;
	pm_doc *doc = src != NULL ? pm_registry_read(reg, src, set.format, set.reading, err) : NULL;
	pm_clean_options options = { sizeof options, set.without };
	if (doc != NULL && !set.raw && pm_clean(doc, &options, err) == PM_OK)
		pm_pass_indicators(doc, &options, err);
	if (doc != NULL && err->code == PM_OK && strcmp(view, "outline") == 0) {
		outline(doc, out);
	} else if (doc != NULL && err->code == PM_OK) {
		pm_sink *sink = pm_sink_new_memory();
		pm_write_context context = { .size = sizeof context, .keep_furniture = set.keep, .is_first = true, .source_name = set.name };
		if (pm_registry_write(reg, doc, src, view, set.writing, &context, sink, err) == PM_OK)
			put_lines(out, pm_sink_bytes(sink));
		pm_sink_free(sink);
	}
	pm_doc_free(doc);
	pm_source_free(src);
	pm_buf_free(&bytes);
	pm_options_free(set.reading);
	pm_options_free(set.writing);
	return err->code == PM_OK;
}

static bool begins_with_word(pm_str line, pm_str words)
{
	for (pm_str w = take_word(&words); w.len > 0; w = take_word(&words))
		if (line.len >= w.len && memcmp(line.ptr, w.ptr, w.len) == 0 && (line.len == w.len || line.ptr[w.len] == ' '))
			return true;
	return false;
}

static void keep_lines(pm_buf *text, pm_str words)
{
	pm_buf kept = { 0 };
	pm_str rest = pm_buf_view(text);
	while (rest.len > 0) {
		pm_str line = take_line(&rest);
		if (begins_with_word(line, words)) {
			pm_buf_str(&kept, line);
			pm_buf_putc(&kept, '\n');
		}
	}
	pm_buf_free(text);
	*text = kept;
}

/* Equal but for white space at the ends. */
static bool run(pm_registry *reg, const stanza *s, const char *file)
{
	pm_error err = { 0 };
	pm_buf got = { 0 };
	pm_str expected = s->expected;
	if (!produce(reg, s, &got, &err))
		pm_buf_printf(&got, "error | %s\n", err.text);
	if (pm_str_starts_with(expected, "only:")) {
		pm_str words = take_line(&expected);
		keep_lines(&got, pm_str_of(words.ptr + 5, words.len - 5));
	}
	bool ok = pm_str_equal(pm_str_trim(pm_buf_view(&got)), pm_str_trim(expected));
	if (!ok)
		printf("FAILED %s: %.*s\n-- expected\n%.*s\n-- got\n%.*s\n", file, (int)s->title.len, s->title.ptr, (int)expected.len, expected.ptr,
		       (int)got.len, got.ptr);
	pm_buf_free(&got);
	return ok;
}

int main(int argc, char **argv)
{
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	int passed = 0, failed = 0;
	for (int i = 1; i < argc && reg != NULL; i++) {
		pm_source *file = pm_source_open(argv[i], &err);
		pm_str rest = file != NULL ? pm_source_bytes(file) : pm_str_of(NULL, 0);
		stanza s;
		while (rest.len > 0 && next_stanza(&rest, &s)) {
			if (run(reg, &s, argv[i]))
				passed++;
			else
				failed++;
		}
		pm_source_free(file);
	}
	if (err.code != PM_OK) {
		printf("%s\n", err.text);
		failed++;
	}
	pm_registry_free(reg);
	printf("golden: %d passed, %d failed\n", passed, failed);
	return failed > 0 || passed == 0;
}
