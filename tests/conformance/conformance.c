/* conformance.c: what every reader and writer owes, whatever its format.  Takes no plugin by name: a new one is tested by being there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pumice/pumice.h>
#include <stdlib.h>

static pm_registry *registry;

static int set_up(void **state)
{
	(void)state;
	pm_error err = { 0 };
	registry = pm_registry_new(&err);
	if (registry != NULL)
		pm_registry_load_all(registry);
	return registry != NULL && pm_registry_n_warnings(registry) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	pm_registry_free(registry);
	return 0;
}

static void check_options(const pm_option_info *options)
{
	for (; options != NULL && options->name != NULL; options++) {
		assert_non_null(options->help);
		assert_true(options->name[0] != '-');
	}
}

static void descriptions_are_complete(void **state)
{
	(void)state;
	assert_true(pm_registry_n_readers(registry) > 0 && pm_registry_n_writers(registry) > 0);
	for (size_t i = 0; i < pm_registry_n_readers(registry); i++) {
		const pm_reader *r = pm_registry_reader_at(registry, i, NULL);
		assert_non_null(r->help);
		assert_non_null(r->media_type);
		check_options(r->options);
	}
	for (size_t i = 0; i < pm_registry_n_writers(registry); i++) {
		const pm_writer *w = pm_registry_writer_at(registry, i, NULL);
		assert_non_null(w->help);
		assert_non_null(w->media_type);
		check_options(w->options);
	}
}

/* -- readers ---------------------------------------------------------------------------------------------------------------------- */

static void try_reader(const pm_reader *r, const char *bytes, size_t len)
{
	pm_error err = { 0 };
	char name[64] = "input.";
	strncat(name, r->extensions, strcspn(r->extensions, " ") < 20 ? strcspn(r->extensions, " ") : 20);
	pm_source *src = pm_source_new(name, bytes, len, &err);
	assert_non_null(src);
	int bid = r->probe(src);
	assert_true(bid >= PM_NO && bid <= PM_SURE);
	pm_doc *doc = pm_registry_read(registry, src, r->name, NULL, &err);
	if (doc == NULL) {
		assert_int_not_equal(err.code, PM_OK);
		assert_non_null(strstr(err.text, name));
	} else {
		pm_error later = { 0 };
		assert_int_equal(pm_clean(doc, NULL, &later), PM_OK);
		assert_int_equal(pm_pass_indicators(doc, NULL, &later), PM_OK);
		pm_doc_free(doc);
	}
	pm_source_free(src);
}

static void readers_take_any_bytes(void **state)
{
	(void)state;
	static const char *const heads[] = { "", "PK\3\4", "<html><body><p>", "---\ntitle: x\n---\n", "\xEF\xBB\xBF", "\xFF\xFE", "<?xml version='1.0'?><a>", "| a |\n|---|\n" };
	char bytes[700];
	uint32_t seed = 12345;
	for (size_t i = 0; i < pm_registry_n_readers(registry); i++) {
		const pm_reader *r = pm_registry_reader_at(registry, i, NULL);
		try_reader(r, "", 0);
		try_reader(r, "\0", 1);
		for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
			size_t n = strlen(heads[h]);
			memcpy(bytes, heads[h], n);
			try_reader(r, bytes, n);
			for (size_t k = n; k < sizeof bytes; k++) {
				seed = seed * 1664525u + 1013904223u;
				bytes[k] = (char)(seed >> 24);
			}
			try_reader(r, bytes, sizeof bytes);
		}
	}
}

/* -- writers ---------------------------------------------------------------------------------------------------------------------- */

static const char picture[] = "GIF89a\1\0\1\0\0\0\0;";

static pm_block *append(pm_flow *flow, pm_kind kind, const char *text)
{
	pm_error err = { 0 };
	pm_block *b = pm_flow_append(flow, kind, text, strlen(text), &err);
	assert_non_null(b);
	return b;
}

static void append_table(pm_doc *doc)
{
	pm_error err = { 0 };
	append(pm_doc_body(doc), PM_CAPTION, "表1");
	pm_block *t = append(pm_doc_body(doc), PM_TABLE, "");
	pm_table_append_row(t, true, &err);
	append(pm_cell_flow(pm_table_append_cell(t, 1, 2, &err)), PM_PARAGRAPH, "head");
	pm_table_append_row(t, false, &err);
	append(pm_cell_flow(pm_table_append_cell(t, 2, 1, &err)), PM_LIST_ITEM, "item in a cell");
	pm_table_append_cell(t, 1, 1, &err);
	pm_table_append_row(t, false, &err);
	pm_block *inner = append(pm_cell_flow(pm_table_append_cell(t, 1, 1, &err)), PM_TABLE, "");
	append(pm_cell_flow(pm_table_append_cell(inner, 1, 1, &err)), PM_PARAGRAPH, "nested 12人");
}

/* Something of every kind, with every style, and text that is hard in every format. */
static pm_doc *everything(void)
{
	static const char hard[] = "a*b_c`d`<e>&amp;|\\ \"q\" '=1+1 #x ]]> -- \xE2\x80\xA8 \xF0\x9F\x98\x80 \xEF\xBF\xBD line\nbreak\ttab 完成98.5%";
	pm_error err = { 0 };
	pm_doc *doc = pm_doc_new();
	pm_flow *body = pm_doc_body(doc);
	pm_doc_set_meta(doc, "title", "t: \"x\" #", 9, &err);
	pm_doc_set_meta(doc, "published", "2025-01-17", 10, &err);
	append(body, PM_TITLE, "标题 Title");
	for (int level = 1; level <= 6; level++) {
		pm_block *h = append(body, PM_HEADING, "一、Heading");
		pm_block_set_level(h, level);
		pm_block_set_number(h, "一、", strlen("一、"), false, &err);
	}
	pm_block *p = append(body, PM_PARAGRAPH, hard);
	for (int style = PM_STRONG; style <= PM_LINK; style++)
		pm_block_append_span(p, (pm_span){ .style = (pm_style)style, .start = (size_t)style, .end = 12 + (size_t)style, .target = PM_STR("https://x/?a=1&b=(2)") }, &err);
	pm_note *note = pm_doc_append_note(doc, PM_FOOTNOTE, "1", 1, &err);
	append(pm_note_flow(note), PM_PARAGRAPH, hard);
	pm_block_append_span(p, (pm_span){ .style = PM_NOTE_REF, .start = 3, .note = note }, &err);
	int image = pm_doc_append_resource(doc, PM_STR("p.gif"), PM_STR("image/gif"), pm_str_of(picture, sizeof picture - 1), &err);
	pm_block *i = append(body, PM_IMAGE, "");
	pm_block_append_span(i, (pm_span){ .style = PM_IMAGE_REF, .resource = image, .alt = PM_STR("alt \"text\"") }, &err);
	int list = pm_doc_new_list(doc);
	for (int level = 0; level < 9; level++) {
		pm_block *item = append(body, PM_LIST_ITEM, "1. item");
		pm_block_set_level(item, level);
		pm_block_set_list(item, list, level % 2 == 0);
	}
	pm_block_set_item_depth(append(body, PM_PARAGRAPH, "more of the item"), 1);
	append(body, PM_QUOTE, "quoted");
	append(body, PM_CODE, "code ```\n\n  indented");
	append_table(doc);
	append(body, PM_RULE, "");
	append(body, PM_PAGE_BREAK, "");
	append(body, PM_PARAGRAPH, "");
	pm_block_mark(append(body, PM_PARAGRAPH, "furniture-word"), "navigation", "link-bar", &err);
	assert_int_equal(err.code, PM_OK);
	return doc;
}

static pm_sink *written(const pm_writer *w, const pm_doc *doc, bool keep)
{
	pm_error err = { 0 };
	pm_sink *sink = pm_sink_new_memory();
	pm_write_context context = { .size = sizeof context, .keep_furniture = keep, .is_first = true, .source_name = "x.html" };
	if (pm_registry_write(registry, doc, NULL, w->name, NULL, &context, sink, &err) != PM_OK)
		fail_msg("%s: %s", w->name, err.text);
	return sink;
}

static void writers_write_the_same_bytes_twice(void **state)
{
	(void)state;
	for (size_t i = 0; i < pm_registry_n_writers(registry); i++) {
		const pm_writer *w = pm_registry_writer_at(registry, i, NULL);
		pm_doc *doc = everything(), *again = everything();
		pm_sink *a = written(w, doc, false), *b = written(w, again, false);
		assert_true(pm_str_equal(pm_sink_bytes(a), pm_sink_bytes(b)));
		pm_sink_free(a);
		pm_sink_free(b);
		pm_doc_free(doc);
		pm_doc_free(again);
	}
}

static void writers_take_the_empty_document(void **state)
{
	(void)state;
	for (size_t i = 0; i < pm_registry_n_writers(registry); i++) {
		pm_doc *doc = pm_doc_new();
		pm_sink_free(written(pm_registry_writer_at(registry, i, NULL), doc, false));
		pm_doc_free(doc);
	}
}

static void text_writers_leave_furniture_out_unless_asked(void **state)
{
	(void)state;
	for (size_t i = 0; i < pm_registry_n_writers(registry); i++) {
		const pm_writer *w = pm_registry_writer_at(registry, i, NULL);
		if ((w->flags & (PM_WRITER_BINARY | PM_WRITER_ALL_BLOCKS | PM_WRITER_INDICATORS)) != 0)
			continue;
		pm_doc *doc = everything();
		pm_sink *without = written(w, doc, false), *with = written(w, doc, true);
		assert_int_equal(pm_str_find(pm_sink_bytes(without), PM_STR("furniture-word"), 0), SIZE_MAX);
		assert_int_not_equal(pm_str_find(pm_sink_bytes(with), PM_STR("furniture-word"), 0), SIZE_MAX);
		pm_sink_free(without);
		pm_sink_free(with);
		pm_doc_free(doc);
	}
}

static void writers_report_a_full_disk(void **state)
{
	(void)state;
	for (size_t i = 0; i < pm_registry_n_writers(registry); i++) {
		const pm_writer *w = pm_registry_writer_at(registry, i, NULL);
		pm_error err = { 0 };
		pm_doc *doc = everything();
		pm_sink *sink = pm_sink_open("/dev/full", &err);
		assert_non_null(sink);
		int rc = pm_registry_write(registry, doc, NULL, w->name, NULL, NULL, sink, &err);
		int closed = pm_sink_close(sink, &err);
		assert_true(rc == PM_EIO || closed == PM_EIO);
		assert_non_null(strstr(err.text, "/dev/full"));
		pm_doc_free(doc);
	}
}

static void what_is_written_can_be_read_where_there_is_a_reader(void **state)
{
	(void)state;
	for (size_t i = 0; i < pm_registry_n_writers(registry); i++) {
		const pm_writer *w = pm_registry_writer_at(registry, i, NULL);
		pm_error none = { 0 };
		if (pm_registry_reader(registry, w->name, &none) == NULL)
			continue;
		pm_error err = { 0 };
		pm_doc *doc = everything();
		pm_sink *sink = written(w, doc, false);
		pm_source *src = pm_source_new("again", pm_sink_bytes(sink).ptr, pm_sink_bytes(sink).len, &err);
		pm_doc *back = pm_registry_read(registry, src, w->name, NULL, &err);
		if (back == NULL)
			fail_msg("%s: %s", w->name, err.text);
		assert_true(pm_flow_n_blocks(pm_doc_body(back)) + 3 >= pm_flow_n_blocks(pm_doc_body(doc)) - 3);
		pm_doc_free(back);
		pm_source_free(src);
		pm_sink_free(sink);
		pm_doc_free(doc);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(descriptions_are_complete),
		cmocka_unit_test(readers_take_any_bytes),
		cmocka_unit_test(writers_write_the_same_bytes_twice),
		cmocka_unit_test(writers_take_the_empty_document),
		cmocka_unit_test(text_writers_leave_furniture_out_unless_asked),
		cmocka_unit_test(writers_report_a_full_disk),
		cmocka_unit_test(what_is_written_can_be_read_where_there_is_a_reader),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
