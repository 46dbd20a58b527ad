/* page_test.c: what the HTML reader tells beside blocks (regions and hints), and what hostile pages cost it. */
#include <pumice/pumice.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static pm_doc *read_page(const char *bytes, size_t len)
{
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	pm_source *src = pm_source_new("page.html", bytes, len, &err);
	pm_doc *doc = pm_registry_read(reg, src, "html", NULL, &err);

	pm_source_free(src);
	pm_registry_free(reg);
	if (doc == NULL)
		fail_msg("%s", err.text);
	return doc;
}

static pm_block *find_block(const pm_doc *doc, const char *text)
{
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b))
		if (pm_str_is(pm_block_text(b), text))
			return b;
	fail_msg("no block says: %s", text);
	return NULL;
}

static void expect_region(const pm_region *region, pm_region_role role, const char *words)
{
	assert_non_null(region);
	assert_int_equal(pm_region_role_of(region), role);
	if (!pm_str_is(pm_region_words(region), words))
		fail_msg("words are `%.*s`, not `%s`", (int)pm_region_words(region).len, pm_region_words(region).ptr, words);
}

static void regions_tell_containers(void **state)
{
	static const char page[] =
		"<body><nav class='top menu' id=n><a href=x>menu</a></nav><main><div class=box itemprop=articleBody role=article>"
		"<p>plain</p><p class=lead>lead</p></div></main><div style='display:none'>hid</div><noscript>copy</noscript>"
		"<table><tr><td class=left>cell</td></tr></table><aside aria-label='See also'>side</aside><button>press</button>";
	pm_doc *doc = read_page(page, sizeof page - 1);
	pm_region *article = pm_block_region(find_block(doc, "plain"));

	(void)state;
	expect_region(pm_block_region(find_block(doc, "menu")), PM_REGION_NAVIGATION, "top menu n");
	expect_region(article, PM_REGION_ARTICLE, "box role=article itemprop=articleBody");
	expect_region(pm_region_parent(article), PM_REGION_MAIN, "");
	expect_region(pm_block_region(find_block(doc, "lead")), PM_REGION_PLAIN, "lead tag=p");
	assert_ptr_equal(pm_region_parent(pm_block_region(find_block(doc, "lead"))), article);
	expect_region(pm_block_region(find_block(doc, "hid")), PM_REGION_HIDDEN, "style=hidden");
	expect_region(pm_block_region(find_block(doc, "copy")), PM_REGION_FALLBACK, "tag=noscript");
	expect_region(pm_block_region(find_block(doc, "cell")), PM_REGION_PLAIN, "left tag=td");
	expect_region(pm_region_parent(pm_block_region(find_block(doc, "cell"))), PM_REGION_TABLE, "");
	expect_region(pm_block_region(find_block(doc, "side")), PM_REGION_ASIDE, "label=See_also");
	expect_region(pm_block_region(find_block(doc, "press")), PM_REGION_FORM, "tag=button");
	pm_doc_free(doc);
}

/* The cells of a data table are no containers of the page: the table's blocks belong to what is around it. */
static void data_tables_make_no_regions(void **state)
{
	static const char page[] =
		"<div id=d><table border=1><tr><td class=a>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></div><table class=t "
		"hidden border=1><tr><td>5<td>6<tr><td>7<td>8</table>";
	pm_doc *doc = read_page(page, sizeof page - 1);

	(void)state;
	expect_region(pm_block_region(find_block(doc, "1")), PM_REGION_PLAIN, "d");
	expect_region(pm_block_region(find_block(doc, "5")), PM_REGION_HIDDEN, "t style=hidden");
	pm_doc_free(doc);
}

static void charset_is_told(void **state)
{
	static const char page[] = "<meta charset=gb2312><p>\xD6\xD0\xCE\xC4\xB5\xC4\xD2\xBB\xD2\xB3\xA3\xAC\xD3\xD0\xB4\xF8\xBA\xC5";
	pm_doc *doc = read_page(page, sizeof page - 1);

	(void)state;
	assert_true(pm_str_is(pm_doc_meta(doc, "charset"), "GB18030"));
	assert_true(pm_str_starts_with(pm_doc_info_line(doc, 0), "charset GB18030 (declared"));
	pm_doc_free(doc);
}

/* The tags of a page in UTF-16 are found with a mark ahead and without; text in UTF-16 is no page. */
static void wide_pages_are_known(void **state)
{
	static const struct {
		const char bytes[32];
		size_t len;
		const char *reader;
	} files[] = {
		{ "\xff\xfe<\0h\0t\0m\0l\0>\0a\0", 16, "html" },
		{ "\xfe\xff\0<\0H\0E\0A\0D\0>", 14, "html" },
		{ "<\0b\0o\0d\0y\0>\0", 12, "html" },
		{ "\xff\xfe" "1\0 \0<\0 \0" "2\0", 12, "text" },
	};
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		pm_source *src = pm_source_new("page", files[i].bytes, files[i].len, &err);
		const pm_reader *reader = pm_registry_reader_for_source(reg, src, &err);

		assert_non_null(reader);
		assert_string_equal(reader->name, files[i].reader);
		pm_source_free(src);
	}
	pm_registry_free(reg);
}

/* `part` so often that `bytes` are reached, between `head` and `tail`. */
static pm_buf repeat(const char *head, const char *part, size_t bytes, const char *tail)
{
	pm_buf page = { 0 };

	pm_buf_puts(&page, head);
	while (page.len < bytes)
		pm_buf_puts(&page, part);
	pm_buf_puts(&page, tail);
	assert_false(page.is_broken);
	return page;
}

static double seconds_to_read(pm_buf page, const char *last)
{
	clock_t start = clock();
	pm_doc *doc = read_page(page.ptr, page.len);
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;

	if (last != NULL) {
		pm_block *b = NULL;

		for (pm_block *next = pm_doc_next_block(doc, NULL); next != NULL; next = pm_doc_next_block(doc, next))
			b = next;
		assert_non_null(b);
		if (!pm_str_ends_with(pm_block_text(b), last))
			fail_msg("the page ends with `%.*s`", (int)pm_block_text(b).len, pm_block_text(b).ptr);
	}
	pm_doc_free(doc);
	pm_buf_free(&page);
	return seconds;
}

/* Four times the page may take ten times as long, not sixteen; nothing is lost at its end. */
static void hostile_pages_are_linear(void **state)
{
	static const struct {
		const char *head, *part, *tail, *last;
	} pages[] = {
		{ "", "<div>", "end", "end" },
		{ "", "<b>x", "end", "end" },
		{ "<p>", "<span></i>", "end", "end" },
		{ "", "<ul><li>", "end", "end" },
		{ "", "<table><tr><td>", "end", "end" },
		{ "", "<blockquote>x", "end", "end" },
		{ "<p ", "a=1 ", ">end", "end" },
		{ "<p class='", "a ", "'>end", "end" },
		{ "<p>", "&hellip;", "end", "end" },
		{ "<p>", "&nosuch;", "end", "end" },
		{ "<p>", "&", "end", "end" },
		{ "<p>", "<", "end", NULL },
		{ "<p>", "<a \"", "end", NULL },
		{ "<p>x", "<br>", "end", "end" },
		{ "<p>", "<b>x</b><br>", "end", "end" },
		{ "<p>", "<!--", "-->end", "end" },
		{ "", "<form>", "end", "end" },
		{ "<script>", "</", "</script>end", "end" },
		{ "<textarea>", "&lt;p&gt;", "</textarea>end", "end" },
		{ "<script type='application/ld+json'>", "{\"a\":[", "</script>end", "end" },
		{ "<select>", "<option>x", "</select><p>end", "end" },
		{ "<ruby>", "x<rt>y", "</ruby><p>end", "end" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		double small = seconds_to_read(repeat(pages[i].head, pages[i].part, 100000, pages[i].tail), pages[i].last);
		double large = seconds_to_read(repeat(pages[i].head, pages[i].part, 400000, pages[i].tail), pages[i].last);

		if (large > 0.1 && large > small * 10)
			fail_msg("%s…: %.3f s for 100 kB, %.3f s for 400 kB", pages[i].part, small, large);
	}
}

static void a_page_may_end_anywhere(void **state)
{
	static const char page[] =
		"<!DOCTYPE html><html><head><title>T</title><meta charset=utf-8><script type='application/ld+json'>{\"@type\":\"Article\","
		"\"headline\":\"T\\u00e4\"}</script></head><body><h1>T</h1><p class='a b'>x &amp; y&check;<!-- c --><img "
		"src='data:image/png;base64,AAAA'>"
		"<ul><li>a<table border=1><tr><td rowspan=2>1<td>2</table></ul><pre><code "
		"class=language-c>x</code></pre><![CDATA[d]]>\xE4\xB8\xAD";

	(void)state;
	for (size_t len = 1; len < sizeof page; len++) {
		char *copy = malloc(len + 1); /* its end is where a memory checker sees a step too far */

		assert_non_null(copy);
		memcpy(copy, page, len);
		pm_doc_free(read_page(copy, len));
		free(copy);
	}
}

static void a_table_beyond_the_limit_goes_on_in_another(void **state)
{
	enum { WIDE = 1900, ROWS = PM_LIMIT_TABLE_SLOTS / WIDE + 10 };
	pm_buf page = { 0 };
	pm_doc *doc;
	size_t n = 0;

	(void)state;
	pm_buf_puts(&page, "<p>ahead</p><table border=1><tr>");
	for (size_t i = 0; i < WIDE; i++)
		pm_buf_puts(&page, "<td>c");
	for (size_t i = 1; i < ROWS; i++)
		pm_buf_printf(&page, "<tr><td>row%zu<td>x", i);
	pm_buf_puts(&page, "</table><p>behind</p>");
	doc = read_page(page.ptr, page.len);
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b))
		n += pm_str_starts_with(pm_block_text(b), "row");
	assert_int_equal(n, ROWS - 1);
	assert_int_equal(pm_flow_n_blocks(pm_doc_body(doc)), 4);
	assert_int_equal(pm_doc_n_warnings(doc), 1);
	pm_doc_free(doc);
	pm_buf_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regions_tell_containers), cmocka_unit_test(data_tables_make_no_regions),
		cmocka_unit_test(charset_is_told),         cmocka_unit_test(hostile_pages_are_linear),
		cmocka_unit_test(a_page_may_end_anywhere),   cmocka_unit_test(wide_pages_are_known),
		cmocka_unit_test(a_table_beyond_the_limit_goes_on_in_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
