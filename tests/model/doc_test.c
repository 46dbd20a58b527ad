/* doc_test.c: the document's promises, one function each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pumice/pumice.h>
#include <stdlib.h>

static pm_block *append(pm_doc *doc, const char *text)
{
	pm_error err = { 0 };
	pm_block *b = pm_flow_append(pm_doc_body(doc), PM_PARAGRAPH, text, strlen(text), &err);
	assert_non_null(b);
	return b;
}

static void assert_text(const pm_block *b, const char *expected)
{
	pm_str text = pm_block_text(b);
	assert_int_equal(text.len, strlen(expected));
	assert_memory_equal(text.ptr, expected, text.len);
}

static void assert_str(pm_str s, const char *expected)
{
	assert_int_equal(s.len, strlen(expected));
	assert_memory_equal(s.ptr, expected, s.len);
}

static void text_that_is_no_text_becomes_replacement_marks(void **state)
{
	(void)state;
	pm_doc *doc = pm_doc_new();
	pm_error err = { 0 };
	static const char bad[] = "a\xFF" "b\0c\td\ne\x01\xC0\x80";
	pm_block *b = pm_flow_append(pm_doc_body(doc), PM_PARAGRAPH, bad, sizeof bad - 1, &err);
	assert_text(b, "a\xEF\xBF\xBD" "b\xEF\xBF\xBD" "c\td\ne\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_int_equal(pm_doc_n_replaced(doc), 5);
	pm_doc_free(doc);
}

static void an_edit_moves_spans_and_is_listed(void **state)
{
	(void)state;
	pm_doc *doc = pm_doc_new();
	pm_error err = { 0 };
	pm_block *b = append(doc, "ab(x)cd(x)ef");
	pm_block_set_line(b, 7);
	pm_block_append_span(b, (pm_span){ .style = PM_STRONG, .start = 0, .end = 7 }, &err);
	pm_block_append_span(b, (pm_span){ .style = PM_EMPHASIS, .start = 2, .end = 5 }, &err);
	pm_block_append_span(b, (pm_span){ .style = PM_LINK, .start = 5, .end = 12, .target = PM_STR("u") }, &err);
	pm_edit edits[] = { { 2, 5, { NULL, 0 }, "r" }, { 7, 10, { NULL, 0 }, "r" } };
	assert_int_equal(pm_block_edit(b, edits, 2, &err), PM_OK);
	assert_text(b, "abcdef");
	assert_int_equal(pm_block_n_spans(b), 2);
	assert_int_equal(pm_block_spans(b)[0].end, 4);
	assert_int_equal(pm_block_spans(b)[1].start, 2);
	assert_int_equal(pm_block_spans(b)[1].end, 6);
	assert_int_equal(pm_doc_n_repairs(doc), 1);
	assert_int_equal(pm_doc_repair(doc, 0)->count, 2);
	assert_int_equal(pm_doc_repair(doc, 0)->line, 7);
	pm_edit longer = { 0, 1, PM_STR("AAA"), NULL };
	assert_int_equal(pm_block_edit(b, &longer, 1, &err), PM_OK);
	assert_text(b, "AAAbcdef");
	assert_int_equal(pm_doc_n_repairs(doc), 1);
	pm_doc_free(doc);
}

static void a_split_cuts_spans_and_keeps_lines(void **state)
{
	(void)state;
	pm_doc *doc = pm_doc_new();
	pm_error err = { 0 };
	pm_block *b = append(doc, "one");
	pm_block_set_line(b, 1);
	pm_block *next = append(doc, "two");
	pm_block_set_line(next, 5);
	assert_int_equal(pm_block_join_next(b, PM_STR(" "), &err), PM_OK);
	assert_text(b, "one two");
	assert_int_equal(pm_block_line_at(b, 2), 1);
	assert_int_equal(pm_block_line_at(b, 4), 5);
	pm_block_append_span(b, (pm_span){ .style = PM_STRONG, .start = 1, .end = 6 }, &err);
	pm_block *rest = pm_block_split(b, 5, &err);
	assert_text(b, "one t");
	assert_text(rest, "wo");
	assert_int_equal(pm_block_line(rest), 5);
	assert_int_equal(pm_block_spans(b)[0].end, 5);
	assert_int_equal(pm_block_spans(rest)[0].start, 0);
	assert_int_equal(pm_block_spans(rest)[0].end, 1);
	assert_int_equal(pm_flow_n_blocks(pm_doc_body(doc)), 2);
	pm_doc_free(doc);
}

static void a_split_cuts_no_character(void **state)
{
	(void)state;
	pm_doc *doc = pm_doc_new();
	pm_error err = { 0 };
	pm_block *b = append(doc, "a中文");
	pm_block *rest = pm_block_split(b, 3, &err);
	assert_text(b, "a");
	assert_text(rest, "中文");
	pm_doc_free(doc);
}

/* Random edits, splits and joins against the same on plain strings. */
static void random_changes_agree_with_plain_strings(void **state)
{
	(void)state;
	unsigned seed = 1;
	for (int round = 0; round < 300; round++) {
		pm_doc *doc = pm_doc_new();
		pm_error err = { 0 };
		char expected[4096] = "";
		pm_block *b = append(doc, "start ");
		memcpy(expected, "start ", 7);
		for (int step = 0; step < 30; step++) {
			size_t len = strlen(expected);
			seed = seed * 1103515245u + 12345u;
			unsigned pick = (seed >> 16) % 3;
			if (pick == 0) {
				append(doc, "中x");
				pm_block_join_next(b, PM_STR("-"), &err);
				memcpy(expected + len, "-中x", sizeof "-中x");
			} else if (pick == 1 && len > 4) {
				size_t at = (seed >> 8) % len;
				pm_block *rest = pm_block_split(b, at, &err);
				assert_non_null(rest);
				pm_block_join_next(b, pm_str_of(NULL, 0), &err);
			} else if (len > 4) {
				size_t at = 1 + (seed >> 8) % 3;
				pm_edit e = { at, at + 1, PM_STR("<>"), "r" };
				pm_block_edit(b, &e, 1, &err);
				memmove(expected + at + 2, expected + at + 1, len - at);
				memcpy(expected + at, "<>", 2);
			}
		}
		assert_int_equal(err.code, PM_OK);
		assert_text(b, expected);
		pm_doc_free(doc);
	}
}

static void cells_take_the_next_free_column(void **state)
{
	(void)state;
	pm_doc *doc = pm_doc_new();
	pm_error err = { 0 };
	pm_block *t = pm_flow_append(pm_doc_body(doc), PM_TABLE, NULL, 0, &err);
	pm_table_append_row(t, true, &err);
	pm_cell *tall = pm_table_append_cell(t, 2, 1, &err);
	pm_table_append_cell(t, 1, 2, &err);
	pm_table_append_row(t, false, &err);
	pm_cell *below = pm_table_append_cell(t, 1, 1, &err);
	pm_table_append_cell(t, 9, 1, &err);
	assert_int_equal(pm_table_n_rows(t), 2);
	assert_int_equal(pm_table_n_columns(t), 3);
	assert_int_equal(pm_cell_column(below), 1);
	assert_ptr_equal(pm_table_cell_over(t, 1, 0), tall);
	assert_null(pm_table_cell(t, 1, 0));
	assert_int_equal(pm_cell_rowspan(pm_table_cell(t, 1, 2)), 1);
	assert_true(pm_table_row_is_header(t, 0));
	pm_doc_free(doc);
}

static void a_span_of_millions_is_cut_to_the_limit(void **state)
{
	(void)state;
	pm_doc *doc = pm_doc_new();
	pm_error err = { 0 };
	pm_block *t = pm_flow_append(pm_doc_body(doc), PM_TABLE, NULL, 0, &err);
	pm_cell *cell = pm_table_append_cell(t, 4000000000u, 4000000000u, &err);
	assert_non_null(cell);
	assert_int_equal(pm_cell_colspan(cell), PM_LIMIT_TABLE_COLUMNS);
	assert_int_equal(pm_cell_rowspan(cell), 1);
	assert_int_equal(pm_table_skip_columns(t, 4000000000u, &err), PM_ELIMIT);
	pm_doc_free(doc);
}

static void every_block_is_walked_once_tables_and_notes_too(void **state)
{
	(void)state;
	pm_doc *doc = pm_doc_new();
	pm_error err = { 0 };
	append(doc, "1");
	pm_block *t = pm_flow_append(pm_doc_body(doc), PM_TABLE, NULL, 0, &err);
	pm_cell *cell = pm_table_append_cell(t, 1, 1, &err);
	pm_flow_append(pm_cell_flow(cell), PM_PARAGRAPH, "2", 1, &err);
	pm_block *inner = pm_flow_append(pm_cell_flow(cell), PM_TABLE, NULL, 0, &err);
	pm_table_append_cell(inner, 1, 1, &err);
	cell = pm_table_append_cell(inner, 1, 1, &err);
	pm_flow_append(pm_cell_flow(cell), PM_PARAGRAPH, "3", 1, &err);
	append(doc, "4");
	pm_note *note = pm_doc_append_note(doc, PM_FOOTNOTE, "a", 1, &err);
	pm_doc_append_note(doc, PM_FOOTNOTE, "b", 1, &err);
	pm_flow_append(pm_note_flow(note), PM_PARAGRAPH, "5", 1, &err);
	char seen[16] = "";
	size_t n = 0;
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL && n < sizeof seen - 1; b = pm_doc_next_block(doc, b))
		seen[n++] = pm_block_kind(b) == PM_TABLE ? 't' : pm_block_text(b).ptr[0];
	assert_string_equal(seen, "1t2t345");
	pm_block_mark(t, "advert", "rule", &err);
	size_t marked = 0;
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b))
		marked += pm_block_is_marked(b);
	assert_int_equal(marked, 4);
	pm_doc_free(doc);
}

static void equal_images_are_held_once_and_names_are_safe(void **state)
{
	(void)state;
	pm_doc *doc = pm_doc_new();
	pm_error err = { 0 };
	assert_int_equal(pm_doc_append_resource(doc, PM_STR("../../etc/a b.png"), PM_STR("image/png"), PM_STR("x"), &err), 1);
	assert_int_equal(pm_doc_append_resource(doc, PM_STR("other.png"), PM_STR("image/png"), PM_STR("x"), &err), 1);
	assert_int_equal(pm_doc_append_resource(doc, PM_STR("ab.png"), PM_STR("image/png"), PM_STR("y"), &err), 2);
	assert_int_equal(pm_doc_append_resource(doc, PM_STR("..\\.hidden"), PM_STR("image/png"), PM_STR("z"), &err), 3);
	assert_str(pm_doc_resource(doc, 0)->name, "ab.png");
	assert_str(pm_doc_resource(doc, 1)->name, "ab-2.png");
	assert_str(pm_doc_resource(doc, 2)->name, "hidden");
	pm_doc_free(doc);
}

static void metadata_is_one_line_and_can_be_taken_out(void **state)
{
	(void)state;
	pm_doc *doc = pm_doc_new();
	pm_error err = { 0 };
	pm_doc_set_meta(doc, "title", "  a \n b ", 8, &err);
	pm_doc_set_meta(doc, "author", "x", 1, &err);
	assert_str(pm_doc_meta(doc, "title"), "a b");
	pm_doc_set_meta(doc, "title", "", 0, &err);
	assert_int_equal(pm_doc_n_meta(doc), 1);
	assert_str(pm_doc_meta_name(doc, 0), "author");
	pm_doc_free(doc);
}

static void utf8_goes_both_ways(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		char bytes[4];
		pm_str s = pm_str_of(bytes, pm_utf8_encode(c, bytes));
		size_t at = 0;
		assert_int_equal(pm_utf8_next(s, &at), c);
		assert_int_equal(at, s.len);
		assert_int_equal(pm_utf8_previous(s, &at), c);
		assert_int_equal(at, 0);
		assert_int_equal(pm_utf8_valid(s), s.len);
	}
	assert_int_equal(pm_utf8_valid(PM_STR("abcdefgh\xED\xA0\x80")), 8);
	assert_int_equal(pm_utf8_valid(PM_STR("\xC0\x80")), 0);
	assert_int_equal(pm_utf8_valid(PM_STR("\xF4\x90\x80\x80")), 0);
}

static void a_long_error_ends_in_an_ellipsis_and_the_first_one_stays(void **state)
{
	(void)state;
	pm_error err = { 0 };
	char *text = malloc(5001);
	for (size_t i = 0; i < 5000; i += 2)
		memcpy(text + i, "\xC3\xA4", 2);
	text[5000] = '\0';
	assert_int_equal(pm_error_set(&err, PM_EIO, "x%s", text), PM_EIO);
	free(text);
	assert_true(pm_str_ends_with(pm_str_from(err.text), "\xE2\x80\xA6"));
	assert_int_equal(pm_utf8_valid(pm_str_from(err.text)), strlen(err.text));
	pm_error_set(&err, PM_EFORMAT, "later");
	assert_int_equal(err.code, PM_EIO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_that_is_no_text_becomes_replacement_marks),
		cmocka_unit_test(an_edit_moves_spans_and_is_listed),
		cmocka_unit_test(a_split_cuts_spans_and_keeps_lines),
		cmocka_unit_test(a_split_cuts_no_character),
		cmocka_unit_test(random_changes_agree_with_plain_strings),
		cmocka_unit_test(cells_take_the_next_free_column),
		cmocka_unit_test(a_span_of_millions_is_cut_to_the_limit),
		cmocka_unit_test(every_block_is_walked_once_tables_and_notes_too),
		cmocka_unit_test(equal_images_are_held_once_and_names_are_safe),
		cmocka_unit_test(metadata_is_one_line_and_can_be_taken_out),
		cmocka_unit_test(utf8_goes_both_ways),
		cmocka_unit_test(a_long_error_ends_in_an_ellipsis_and_the_first_one_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
