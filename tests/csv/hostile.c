/* hostile.c: writes hostile indicators as CSV, reads them back with a small reader of its own and compares.
 *
 *   hostile CSV WANTED     leaves the CSV and, as NUL-parted cells, what a reader should find, for a second reader */
#include <pumice/pumice.h>

#include <stdio.h>
#include <stdlib.h>

static const char *const texts[] = {
	"plain",
	"",
	"with, comma",
	"with \"quotes\"",
	"\"",
	"\"\"\"",
	"line\nbreak",
	"two\n\nbreaks\n",
	"tab\there",
	"\tleading tab",
	"=1+1",
	"+1+1",
	"-1+1",
	"@SUM(A1)",
	"=cmd|' /C calc'!A0",
	"'=already",
	"''=twice",
	"'quoted'",
	" =behind a space",
	"　＝全角",
	"＝1+1",
	"＋1",
	"－1",
	"＠x",
	"-3.2",
	"+3.2",
	"-3.2.1",
	"-",
	"--",
	"1,132.92",
	"；，。",
	"nul\0inside",
	"\xff\xfe invalid",
	"\r\ncarriage",
	"a\rb",
	" padded ",
	"=HYPERLINK(\"http://x\",\"y\")",
	"\n=1",
	"%0A=1",
	"😀",
	"|",
	"-2+3+cmd|' /C calc'!D2",
};
enum { N_TEXTS = sizeof texts / sizeof texts[0], N_COLUMNS = 14 };

static pm_doc *hostile_document(void)
{
	pm_error err = { 0 };
	pm_doc *doc = pm_doc_new();

	for (size_t i = 0; i < N_TEXTS; i++) {
		size_t len = strcmp(texts[i], "nul") == 0 ? 10 : strlen(texts[i]);
		pm_block *h =
			pm_flow_append(pm_doc_body(doc), PM_HEADING, texts[(i + 3) % N_TEXTS], strlen(texts[(i + 3) % N_TEXTS]), &err);

		pm_block_set_level(h, 1 + (int)(i % 3));
		pm_block *b = pm_flow_append(pm_doc_body(doc), PM_PARAGRAPH, texts[i], len, &err);
		pm_str text = pm_block_text(b), other = pm_block_text(h);
		pm_indicator x = { .block = b,
				   .start = 0,
				   .end = text.len,
				   .sentence_start = 0,
				   .sentence_end = text.len,
				   .name = text,
				   .value = other,
				   .unit = text,
				   .period = text,
				   .section = h };

		pm_doc_append_indicator(doc, &x, &err);
	}
	if (err.code != PM_OK)
		abort();
	return doc;
}

/* -- a second, independent reader of CSV ---------------------------------------------------------------------------------- */

/* The next cell of `in` at *i into `cell`; `*ends_row` where it is a row's last.  False at the end, or where the bytes are no CSV. */
static bool read_cell(pm_str in, size_t *i, pm_buf *cell, bool *ends_row)
{
	bool in_quotes = false;

	cell->len = 0;
	if (*i >= in.len)
		return false;
	if (in.ptr[*i] == '"') {
		in_quotes = true;
		(*i)++;
	}
	while (*i < in.len) {
		char c = in.ptr[(*i)++];

		if (in_quotes && c == '"') {
			if (*i < in.len && in.ptr[*i] == '"') {
				pm_buf_putc(cell, '"');
				(*i)++;
				continue;
			}
			in_quotes = false;
			if (*i >= in.len || (in.ptr[*i] != ',' && in.ptr[*i] != '\r'))
				return false;
			continue;
		}
		if (!in_quotes && c == ',') {
			*ends_row = false;
			return true;
		}
		if (!in_quotes && c == '\r') {
			*ends_row = true;
			return *i < in.len && in.ptr[(*i)++] == '\n';
		}
		if (!in_quotes && (c == '\n' || c == '"'))
			return false;
		pm_buf_putc(cell, c);
	}
	return false;
}

/* Take off the apostrophe that disarms a formula, as the README tells a reader to. */
static pm_str undone(pm_str cell)
{
	size_t i = 0;

	while (i < cell.len && cell.ptr[i] == '\'')
		i++;
	if (i == 0)
		return cell;
	while (i < cell.len) {
		uint32_t c = pm_utf8_next(cell, &i);

		if (c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n' || c == 0xFF1D || c == 0xFF0B ||
		    c == 0xFF0D || c == 0xFF20)
			return pm_str_of(cell.ptr + 1, cell.len - 1);
		if (!pm_char_is_space(c))
			return cell;
	}
	return cell;
}

static bool runs_in_a_spreadsheet(pm_str cell)
{
	if (cell.len == 0 || strchr("=+-@\t\r", cell.ptr[0]) == NULL)
		return false;
	for (size_t i = 1; i < cell.len; i++)
		if ((cell.ptr[i] < '0' || cell.ptr[i] > '9') && cell.ptr[i] != '.')
			return true;
	return cell.len == 1;
}

static unsigned check(pm_str csv, const pm_doc *doc, FILE *wanted)
{
	unsigned n_failed = 0;
	size_t at = 0, n_rows = 0;
	pm_buf cell = { 0 };
	bool ends_row = false;

	for (size_t column = 0; read_cell(csv, &at, &cell, &ends_row); column = ends_row ? 0 : column + 1) {
		pm_str got = undone(pm_buf_view(&cell));

		if (n_rows > 0) {
			const pm_indicator *x = pm_doc_indicator(doc, n_rows - 1);
			pm_str want = column == 2    ? x->name
				      : column == 3  ? x->value
				      : column == 5  ? x->unit
				      : column == 8  ? x->period
				      : column == 11 ? pm_indicator_raw(x)
						     : got;

			if (!pm_str_equal(got, want) || runs_in_a_spreadsheet(pm_buf_view(&cell))) {
				printf("row %zu column %zu: wanted [%.*s], got [%.*s]\n", n_rows, column, (int)want.len, want.ptr,
				       (int)cell.len, cell.ptr);
				n_failed++;
			}
			fwrite(want.ptr, 1, want.len, wanted);
			fputc('\0', wanted);
		}
		if (ends_row && column != N_COLUMNS - 1) {
			printf("row %zu has %zu columns\n", n_rows, column + 1);
			n_failed++;
		}
		n_rows += ends_row;
	}
	if (at != csv.len || n_rows != N_TEXTS + 1) {
		printf("read %zu rows up to byte %zu of %zu\n", n_rows, at, csv.len);
		n_failed++;
	}
	pm_buf_free(&cell);
	return n_failed;
}

int main(int argc, char **argv)
{
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	pm_doc *doc = hostile_document();
	pm_sink *sink = pm_sink_new_memory();
	FILE *out = argc == 3 ? fopen(argv[1], "wb") : NULL, *wanted = argc == 3 ? fopen(argv[2], "wb") : NULL;

	if (reg == NULL || out == NULL || wanted == NULL || pm_registry_write(reg, doc, NULL, "csv", NULL, NULL, sink, &err) != PM_OK) {
		fprintf(stderr, "usage: hostile CSV WANTED  %s\n", err.text);
		return 2;
	}
	pm_str csv = pm_sink_bytes(sink);
	unsigned n_failed = check(csv, doc, wanted);

	fwrite(csv.ptr, 1, csv.len, out);
	fclose(out);
	fclose(wanted);
	printf("%d hostile rows, %u cells failed\n", N_TEXTS, n_failed);
	pm_sink_free(sink);
	pm_doc_free(doc);
	pm_registry_free(reg);
	return n_failed > 0;
}
