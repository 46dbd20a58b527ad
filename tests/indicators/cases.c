/* cases.c: runs tables of sentences through the indicators pass.
 *
 *   cases numbers FILE.tsv     sentence, then raw|value|unit|qualifier of each indicator, or `-`
 *   cases periods FILE.tsv     title, published, sentence, then period|from|to of its first indicator, or `-` where it has no period */
#include <pumice/pumice.h>

#include <stdio.h>
#include <stdlib.h>

static pm_doc *read_sentence(const char *title, const char *published, const char *sentence)
{
	pm_error err = { 0 };
	pm_doc *doc = pm_doc_new();
	pm_flow *body = doc != NULL ? pm_doc_body(doc) : NULL;

	if (doc == NULL)
		abort();
	if (title[0] != '\0')
		pm_flow_append(body, PM_TITLE, title, strlen(title), &err);
	if (published[0] != '\0')
		pm_doc_set_meta(doc, "published", published, strlen(published), &err);
	pm_flow_append(body, PM_PARAGRAPH, sentence, strlen(sentence), &err);
	if (err.code == PM_OK && pm_pass_indicators(doc, NULL, &err) == PM_OK)
		return doc;
	fprintf(stderr, "%s\n", err.text);
	abort();
}

static void put(pm_buf *out, pm_str s)
{
	pm_buf_str(out, s);
}

static void put_numbers(pm_buf *out, const pm_doc *doc)
{
	for (size_t i = 0; i < pm_doc_n_indicators(doc); i++) {
		const pm_indicator *x = pm_doc_indicator(doc, i);

		if (i > 0)
			pm_buf_putc(out, '\t');
		put(out, pm_indicator_raw(x));
		pm_buf_putc(out, '|');
		put(out, x->value);
		if (x->value_max.len > 0) {
			pm_buf_puts(out, "..");
			put(out, x->value_max);
		}
		pm_buf_putc(out, '|');
		put(out, x->unit);
		pm_buf_putc(out, '|');
		put(out, x->qualifier);
	}
	if (pm_doc_n_indicators(doc) == 0)
		pm_buf_putc(out, '-');
}

static void put_period(pm_buf *out, const pm_doc *doc)
{
	const pm_indicator *x = pm_doc_indicator(doc, 0);

	if (x == NULL || x->period.len == 0) {
		pm_buf_puts(out, x == NULL ? "no indicator" : "-");
		return;
	}
	put(out, x->period);
	pm_buf_putc(out, '|');
	put(out, x->from);
	pm_buf_putc(out, '|');
	put(out, x->to);
}

/* Cut `line` at its next tab; returns what stood before it. */
static char *field(char **line)
{
	char *start = *line, *tab = strchr(start, '\t');

	if (tab != NULL) {
		*tab = '\0';
		*line = tab + 1;
	} else {
		*line = start + strlen(start);
	}
	return start;
}

static bool run_line(char *line, bool is_periods)
{
	char *title = is_periods ? field(&line) : line + strlen(line);
	char *published = is_periods ? field(&line) : title;
	char *sentence = field(&line);
	pm_doc *doc = read_sentence(title, published, sentence);
	pm_buf got = { 0 };

	if (is_periods)
		put_period(&got, doc);
	else
		put_numbers(&got, doc);
	bool ok = !got.is_broken && pm_str_is(pm_buf_view(&got), line);

	if (!ok)
		printf("%s\n  expected %s\n  got      %.*s\n", sentence, line, (int)got.len, got.ptr);
	pm_buf_free(&got);
	pm_doc_free(doc);
	return ok;
}

int main(int argc, char **argv)
{
	FILE *in = argc == 3 ? fopen(argv[2], "r") : NULL;
	char line[4096];
	unsigned n = 0, n_negative = 0, n_failed = 0;

	if (in == NULL) {
		fprintf(stderr, "usage: cases numbers|periods FILE.tsv\n");
		return 2;
	}
	while (fgets(line, sizeof line, in) != NULL) {
		size_t len = strlen(line);

		if (line[0] == '#' || len < 2)
			continue;
		line[len - 1] = '\0';
		n++;
		n_negative += len > 3 && line[len - 2] == '-' && line[len - 3] == '\t';
		n_failed += !run_line(line, strcmp(argv[1], "periods") == 0);
	}
	fclose(in);
	printf("%s: %u cases, %u of them negative, %u failed\n", argv[2], n, n_negative, n_failed);
	return n_failed > 0 || n == 0;
}
