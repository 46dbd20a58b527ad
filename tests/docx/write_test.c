/* write_test.c: what stands in a written DOCX, one promise each. */
#include "written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

/* -- the package -------------------------------------------------------------------------------------------------------- */

static void content_types_come_first_and_times_are_fixed(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_PARAGRAPH, "text");
	write_it(w);
	pm_str bytes = pm_sink_bytes(w->sink);
	zip_t *zip = zip_open_from_source(zip_source_buffer_create(bytes.ptr, bytes.len, 0, NULL), ZIP_RDONLY, NULL);
	assert_non_null(zip);
	assert_string_equal(zip_get_name(zip, 0, 0), "[Content_Types].xml");
	for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
		zip_stat_t stat;
		assert_int_equal(zip_stat_index(zip, (zip_uint64_t)i, 0, &stat), 0);
		assert_true(stat.mtime < 400000000); /* 1980 */
	}
	zip_discard(zip);
	written_free(w);
}

static void characters_that_xml_has_not_are_replaced(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_PARAGRAPH, "a\xEF\xBF\xBF<b>&\"]]>");
	set_meta(w, "title", "t\xEF\xBF\xBE<");
	write_it(w);
	assert_has(w, DOCUMENT, "a\xEF\xBF\xBD&lt;b&gt;&amp;\"]]&gt;");
	assert_has(w, "docProps/core.xml", "t\xEF\xBF\xBD&lt;");
	written_free(w);
}

static void metadata_go_into_properties_and_no_clock_does(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_PARAGRAPH, "text");
	set_meta(w, "title", "A title");
	set_meta(w, "author", "Somebody");
	set_meta(w, "published", "2025-01-17");
	set_meta(w, "source", "http://example.org/");
	write_it(w);
	assert_has(w, "docProps/core.xml", "<dc:title>A title</dc:title>");
	assert_has(w, "docProps/core.xml", "<dc:creator>Somebody</dc:creator>");
	assert_has(w, "docProps/core.xml", "2025-01-17T00:00:00Z");
	assert_has(w, "docProps/custom.xml", "name=\"source\"><vt:lpwstr>http://example.org/<");
	written_free(w);
}

static void a_day_that_there_is_not_is_no_date(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_PARAGRAPH, "text");
	set_meta(w, "published", "2025-13-01");
	write_it(w);
	assert_has_not(w, "docProps/core.xml", "dcterms:created");
	written_free(w);
}

/* -- styles and looks ----------------------------------------------------------------------------------------------------- */

static void every_paragraph_style_names_all_four_fonts_and_no_theme(void **state)
{
	(void)state;
	static const char *const looks[] = { "gongwen", "plain" };
	for (size_t i = 0; i < 2; i++) {
		written *w = written_new();
		add(w, PM_PARAGRAPH, "text");
		set_option(w, "style", looks[i]);
		write_it(w);
		const char *p = part(w, STYLES);
		for (; (p = strstr(p, "<w:style w:type=\"paragraph\"")) != NULL; p++) {
			const char *end = strstr(p, "</w:style>"), *fonts = strstr(p, "<w:rFonts ");
			assert_true(fonts != NULL && fonts < end);
			const char *close = strchr(fonts, '>');
			static const char *const slots[] = { "w:ascii=", "w:eastAsia=", "w:hAnsi=", "w:cs=" };
			for (size_t k = 0; k < 4; k++) {
				const char *slot = strstr(fonts, slots[k]);
				assert_true(slot != NULL && slot < close);
			}
		}
		assert_has_not(w, STYLES, "Theme=");
		assert_null(part(w, "word/theme/theme1.xml"));
		written_free(w);
	}
}

static const char *look_of(const char *language, const char *text)
{
	written *w = written_new();
	add(w, PM_PARAGRAPH, text);
	if (language != NULL)
		set_meta(w, "language", language);
	write_it(w);
	const char *look = count_of(w, STYLES, "仿宋_GB2312") > 0 ? "gongwen" : "plain";
	written_free(w);
	return look;
}

static void chinese_is_set_as_an_official_document_and_all_else_is_plain(void **state)
{
	(void)state;
	assert_string_equal(look_of(NULL, "全县完成投资254.92亿元，同比增长8.6%。"), "gongwen");
	assert_string_equal(look_of(NULL, "The county invested 254.92 billion yuan (亿元)."), "plain");
	assert_string_equal(look_of(NULL, "今年は投資が増えました。これは日本語の文章です。"), "plain");
	assert_string_equal(look_of("zh-CN", "PDF 1.7"), "gongwen");
	assert_string_equal(look_of("en", "全县完成投资"), "plain");
}

static void an_official_document_has_page_grid_and_page_numbers_of_the_standard(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_TITLE, "关于工作的通知");
	add(w, PM_PARAGRAPH, "正文");
	set_option(w, "style", "gongwen");
	write_it(w);
	assert_has(w, DOCUMENT, "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\"");
	assert_has(w, DOCUMENT, "w:linePitch=\"579\"");
	assert_has(w, STYLES, "w:firstLineChars=\"200\" w:firstLine=\"640\"");
	assert_has(w, SETTINGS, "<w:evenAndOddHeaders/>");
	assert_has(w, "word/footer1.xml", "<w:jc w:val=\"right\"/>");
	assert_has(w, "word/footer2.xml", "<w:jc w:val=\"left\"/>");
	assert_has(w, "word/footer1.xml", "— </w:t>");
	assert_has(w, "word/fontTable.xml", "<w:font w:name=\"仿宋_GB2312\"><w:altName w:val=\"仿宋\"/>");
	written_free(w);
}

static void shared_punctuation_of_chinese_text_is_sent_to_the_chinese_font(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_PARAGRAPH, "他说“好”");
	add(w, PM_PARAGRAPH, "He said “good”");
	write_it(w);
	assert_has(w, DOCUMENT, "<w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t>他说“好”</w:t>");
	assert_has(w, DOCUMENT, "<w:r><w:t>He said “good”</w:t></w:r>");
	written_free(w);
}

static void signature_and_date_stand_as_the_standard_says(void **state)
{
	(void)state;
	written *w = written_new();
	pm_block_set_role(add(w, PM_PARAGRAPH, "某某市人民政府办公室"), PM_ROLE_SIGNATURE); /* 10 characters */
	pm_block_set_role(add(w, PM_PARAGRAPH, "2026年1月8日"), PM_ROLE_DATE);              /* 6 */
	set_option(w, "style", "gongwen");
	write_it(w);
	/* The date begins two characters right of the signature, so that it ends four before the margin. */
	assert_has(w, DOCUMENT, "<w:pStyle w:val=\"Signature\"/><w:ind w:rightChars=\"200\"");
	assert_has(w, DOCUMENT, "<w:pStyle w:val=\"Date\"/><w:ind w:rightChars=\"400\"");
	written_free(w);
}

static bool title_is_placed(const char *title)
{
	written *w = written_new();
	add(w, PM_TITLE, title);
	set_option(w, "style", "gongwen");
	write_it(w);
	bool is_placed = count_of(w, DOCUMENT, "<w:pStyle w:val=\"Title\"/><w:ind w:left=") == 1;
	written_free(w);
	return is_placed;
}

static void a_title_of_two_lines_breaks_where_the_sense_does(void **state)
{
	(void)state;
	assert_true(title_is_placed("某某区卫生健康局2024年工作总结及2025年重点工作安排"));
	assert_false(title_is_placed("某某区卫生健康局2024年工作总结"));                       /* one line */
	assert_false(title_is_placed("某某省人民政府办公厅转发关于推进全省社会和谐稳定工作")); /* 和谐 is one word */
	assert_false(title_is_placed("关于印发某某县人民政府办公室机关工作人员考核\n办法"));   /* has its lines already */
}

static void what_a_block_is_decides_its_style(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_TITLE, "t");
	add_heading(w, 3, "", false, "h");
	pm_block_set_role(add(w, PM_PARAGRAPH, "To all:"), PM_ROLE_ADDRESSEE);
	pm_block_set_quote_depth(add(w, PM_QUOTE, "q"), 1);
	pm_block_set_language(add(w, PM_CODE, "a\nb"), "c++", 3, &w->err);
	add(w, PM_CAPTION, "c");
	add(w, PM_RULE, "");
	add(w, PM_PAGE_BREAK, "");
	write_it(w);
	static const char *const ids[] = { "Title", "Heading3", "Salutation", "Quote", "CodeLanguage1", "Caption", "HorizontalLine" };
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		char style[80];
		snprintf(style, sizeof style, "<w:pStyle w:val=\"%s\"/>", ids[i]);
		assert_has(w, DOCUMENT, style);
	}
	assert_has(w, STYLES, "<w:name w:val=\"Code c++\"/><w:basedOn w:val=\"HTMLPreformatted\"/>");
	assert_has(w, DOCUMENT, "<w:t>a</w:t><w:br/><w:t>b</w:t>");
	assert_has(w, DOCUMENT, "<w:br w:type=\"page\"/>");
	written_free(w);
}

/* -- numbers ----------------------------------------------------------------------------------------------------------------- */

static void the_number_of_a_heading_stays_text_and_is_not_doubled(void **state)
{
	(void)state;
	written *w = written_new();
	add_heading(w, 1, "一、", false, "一、总体要求");
	write_it(w);
	assert_has(w, DOCUMENT, "<w:rStyle w:val=\"SectionNumber\"/><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t>一、</w:t>");
	assert_has(w, DOCUMENT, "<w:t>总体要求</w:t>");
	assert_has_not(w, DOCUMENT, "<w:numPr>");
	written_free(w);
}

static void numbers_of_headings_become_automatic_where_that_is_wanted(void **state)
{
	(void)state;
	written *w = written_new();
	add_heading(w, 1, "一、", false, "一、总体要求");
	add_heading(w, 2, "（一）", false, "（一）目标");
	add_heading(w, 1, "", false, "前言");
	add_heading(w, 1, "二、", false, "二、任务");
	add_heading(w, 1, "四、", false, "四、保障"); /* the source jumps */
	set_option(w, "number-headings", "1");
	write_it(w);
	assert_has(w, DOCUMENT, "<w:t>总体要求</w:t>");
	assert_has_not(w, DOCUMENT, "一、");
	assert_has(w, NUMBERING,
		   "<w:numFmt w:val=\"chineseCountingThousand\"/><w:pStyle w:val=\"Heading1\"/><w:suff w:val=\"nothing\"/><w:lvlText "
		   "w:val=\"%1、\"/>");
	assert_has(w, NUMBERING, "<w:lvlText w:val=\"（%2）\"/>");
	assert_has(w, STYLES, "<w:keepNext/><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr>");
	assert_has(w, DOCUMENT, "<w:pStyle w:val=\"Heading1\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>");
	assert_has(w, NUMBERING, "<w:lvlText w:val=\"四、\"/>");
	written_free(w);
}

static void headings_without_numbers_get_those_of_the_look(void **state)
{
	(void)state;
	written *w = written_new();
	add_heading(w, 2, "", false, "Means");
	add_heading(w, 3, "", false, "Ways");
	set_option(w, "style", "plain");
	set_option(w, "number-headings", "1");
	write_it(w);
	assert_has(w, NUMBERING, "<w:lvlText w:val=\"%2\"/>");
	assert_has(w, NUMBERING, "<w:lvlText w:val=\"%2.%3\"/>");
	assert_has_not(w, NUMBERING, "<w:ind w:firstLineChars");
	written_free(w);
}

/* A program that takes the indent from the numbering alone would set them at the margin. */
static void numbered_headings_of_an_official_document_are_indented(void **state)
{
	(void)state;
	written *w = written_new();
	add_heading(w, 1, "一、", false, "一、总体要求");
	set_option(w, "style", "gongwen");
	set_option(w, "number-headings", "1");
	write_it(w);
	assert_has(w, NUMBERING,
		   "<w:lvlText w:val=\"%1、\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/></w:pPr>");
	written_free(w);
}

static void decimal_numbers_of_several_parts_are_one_list(void **state)
{
	(void)state;
	written *w = written_new();
	add_heading(w, 1, "1", true, "One");
	add_heading(w, 2, "1.1", true, "One one");
	add_heading(w, 2, "1.2", true, "One two");
	write_it(w);
	assert_has(w, NUMBERING, "<w:lvlText w:val=\"%1.%2\"/>");
	assert_int_equal(count_of(w, DOCUMENT, "<w:numId w:val=\"1\"/>"), 3);
	written_free(w);
}

static void each_list_restarts_and_a_jump_starts_anew(void **state)
{
	(void)state;
	written *w = written_new();
	int first = pm_doc_new_list(w->doc), second = pm_doc_new_list(w->doc);
	add_item(w, first, 0, true, "1.", "a");
	add_item(w, first, 0, true, "2.", "b");
	add_item(w, second, 0, true, "1.", "c");
	add_item(w, second, 0, true, "5.", "d");
	write_it(w);
	assert_int_equal(count_of(w, DOCUMENT, "<w:numId w:val=\"2\"/>"), 2);
	assert_int_equal(count_of(w, DOCUMENT, "<w:numId w:val=\"3\"/>"), 1);
	assert_has(w, NUMBERING,
		   "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/>");
	assert_has(w, NUMBERING,
		   "<w:num w:numId=\"4\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/>");
	written_free(w);
}

static void items_count_as_the_source_does(void **state)
{
	(void)state;
	static const struct {
		const char *number, *format, *text;
	} cases[] = {
		{ "（十二）", "chineseCountingThousand", "（%1）" },
		{ "③", "decimalEnclosedCircle", "%1" },
		{ "iv.", "lowerRoman", "%1." },
		{ "b)", "lowerLetter", "%1)" },
		{ "07.", "decimalZero", "%1." },
		{ "丙、", "ideographTraditional", "%1、" },
		{ "§ 3", "decimal", "§ %1" },
		{ "†", "decimal", "†" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		written *w = written_new();
		add_item(w, pm_doc_new_list(w->doc), 0, true, cases[i].number, "item");
		write_it(w);
		char level[160];
		snprintf(level, sizeof level, "<w:numFmt w:val=\"%s\"/><w:lvlText w:val=\"%s\"/>", cases[i].format, cases[i].text);
		assert_has(w, NUMBERING, level);
		written_free(w);
	}
}

/* -- text ------------------------------------------------------------------------------------------------------------------------ */

static void spans_that_overlap_become_runs(void **state)
{
	(void)state;
	written *w = written_new();
	pm_block *b = add(w, PM_PARAGRAPH, "abcd");
	pm_block_append_span(b, (pm_span){ .style = PM_STRONG, .start = 0, .end = 3 }, &w->err);
	pm_block_append_span(b, (pm_span){ .style = PM_EMPHASIS, .start = 2, .end = 4 }, &w->err);
	write_it(w);
	assert_has(w, DOCUMENT,
		   "<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t>ab</w:t></w:r><w:r><w:rPr><w:b/><w:bCs/><w:i/><w:iCs/></w:rPr><w:t>c</w:t></w:r>"
		   "<w:r><w:rPr><w:i/><w:iCs/></w:rPr><w:t>d</w:t></w:r>");
	written_free(w);
}

static void blanks_tabs_and_hyphens_are_kept(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_PARAGRAPH, " a\tb\nc\u00ad\u2011d ");
	write_it(w);
	assert_has(w, DOCUMENT,
		   "<w:t xml:space=\"preserve\"> a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:softHyphen/><w:noBreakHyphen/>"
		   "<w:t xml:space=\"preserve\">d </w:t>");
	written_free(w);
}

static void links_lead_to_addresses_and_to_places(void **state)
{
	(void)state;
	written *w = written_new();
	pm_block *b = add(w, PM_PARAGRAPH, "one two three");
	pm_block_append_span(b, (pm_span){ .style = PM_LINK, .start = 0, .end = 3, .target = PM_STR("http://example.org/?c&d") }, &w->err);
	pm_block *other = add(w, PM_PARAGRAPH, "four");
	pm_block_append_span(other, (pm_span){ .style = PM_LINK, .start = 0, .end = 4, .target = PM_STR("http://example.org/a b[\"1\"]") },
			     &w->err);
	pm_block_append_span(b, (pm_span){ .style = PM_LINK, .start = 4, .end = 7, .target = PM_STR("#place") }, &w->err);
	pm_block_append_span(b, (pm_span){ .style = PM_LINK, .start = 8, .end = 13, .target = PM_STR("#nowhere") }, &w->err);
	b = add(w, PM_PARAGRAPH, "here");
	pm_block_append_span(b, (pm_span){ .style = PM_ANCHOR, .target = PM_STR("place") }, &w->err);
	write_it(w);
	assert_has(w, "word/_rels/document.xml.rels", "Target=\"http://example.org/?c&amp;d\" TargetMode=\"External\"");
	assert_has(w, DOCUMENT, " HYPERLINK \"http://example.org/a b[\\\"1\\\"]\" </w:instrText>"); /* no URI */
	assert_has(w, DOCUMENT, "<w:hyperlink w:anchor=\"place\">");
	assert_has(w, DOCUMENT, "w:name=\"place\"/><w:bookmarkEnd");
	assert_has(w, "word/_rels/document.xml.rels", "Target=\"#nowhere\"");
	written_free(w);
}

static void a_note_has_one_sign_and_further_ones_refer_to_it(void **state)
{
	(void)state;
	written *w = written_new();
	pm_note *note = pm_doc_append_note(w->doc, PM_FOOTNOTE, "x", 1, &w->err),
		*inner = pm_doc_append_note(w->doc, PM_FOOTNOTE, "2", 1, &w->err);
	pm_block *b = add(w, PM_PARAGRAPH, "ab");
	pm_block_append_span(b, (pm_span){ .style = PM_NOTE_REF, .start = 1, .end = 1, .note = note }, &w->err);
	pm_block_append_span(b, (pm_span){ .style = PM_NOTE_REF, .start = 2, .end = 2, .note = note }, &w->err);
	b = pm_flow_append(pm_note_flow(note), PM_PARAGRAPH, "the note", 8, &w->err);
	pm_block_append_span(b, (pm_span){ .style = PM_NOTE_REF, .start = 3, .end = 3, .note = inner }, &w->err);
	pm_flow_append(pm_note_flow(inner), PM_PARAGRAPH, "note of a note", 14, &w->err);
	write_it(w);
	assert_int_equal(count_of(w, DOCUMENT, "<w:footnoteReference w:id=\"1\"/>"), 1);
	assert_has(w, DOCUMENT, " NOTEREF _Ref1 \\f \\h ");
	assert_has(w, "word/footnotes.xml", "<w:t>note of a note</w:t>");
	assert_int_equal(count_of(w, DOCUMENT, "<w:footnoteReference w:id=\"2\"/>"), 1);
	assert_has(w, SETTINGS, "<w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/>");
	written_free(w);
}

static void an_image_is_no_wider_than_the_text(void **state)
{
	(void)state;
	written *w = written_new();
	char png[40] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x10\0\0\0\x08\0"; /* 4096 x 2048 pixels */
	pm_block *b = add(w, PM_IMAGE, "");
	int resource = pm_doc_append_resource(w->doc, PM_STR("big.png"), PM_STR("image/png"), pm_str_of(png, sizeof png), &w->err);
	pm_block_append_span(b, (pm_span){ .style = PM_IMAGE_REF, .resource = resource, .alt = PM_STR("a \"map\"") }, &w->err);
	set_option(w, "style", "gongwen");
	write_it(w);
	assert_has(w, DOCUMENT, "<wp:extent cx=\"5616575\" cy=\"2808287\"/>"); /* 8845 twips */
	assert_has(w, DOCUMENT, "descr=\"a &quot;map&quot;\"");
	assert_non_null(part(w, "word/media/image1.png"));
	written_free(w);
}

/* A box for it would be blank, or show it distorted. */
static void a_linked_picture_of_unknown_size_stands_in_words(void **state)
{
	(void)state;
	written *w = written_new();
	pm_block *b = add(w, PM_PARAGRAPH, "a");
	pm_span picture = { .style = PM_IMAGE_REF, .start = 1, .end = 1, .target = PM_STR("https://example.org/p.jpg"), .alt = PM_STR("the old mill") };
	pm_block_append_span(b, picture, &w->err);
	picture.width = 3000;
	picture.height = 2000;
	pm_block_append_span(b, picture, &w->err);
	write_it(w);
	assert_int_equal(count_of(w, DOCUMENT, "<w:drawing>"), 2);
	assert_int_equal(count_of(w, DOCUMENT, "<w:r><w:rPr><w:vanish/></w:rPr><w:drawing>"), 1);
	assert_int_equal(count_of(w, DOCUMENT, ">the old mill</w:t></w:r></w:hyperlink>"), 1);
	written_free(w);
}

static void hebrew_and_arabic_run_from_right_to_left(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_PARAGRAPH, "1. שלום world");
	add(w, PM_PARAGRAPH, "The word שלום");
	add(w, PM_PARAGRAPH, "Բարեւ"); /* Armenian does not */
	write_it(w);
	assert_int_equal(count_of(w, DOCUMENT, "<w:bidi/>"), 1);
	assert_int_equal(count_of(w, DOCUMENT, "<w:rtl/>"), 2);
	written_free(w);
}

/* -- tables ------------------------------------------------------------------------------------------------------------------------ */

static pm_cell *add_cell(written *w, pm_block *table, uint32_t rows, uint32_t columns, const char *text)
{
	pm_cell *cell = pm_table_append_cell(table, rows, columns, &w->err);
	assert_non_null(cell);
	if (*text != '\0')
		assert_non_null(pm_flow_append(pm_cell_flow(cell), PM_PARAGRAPH, text, strlen(text), &w->err));
	return cell;
}

static void a_table_has_repeated_heads_spans_and_numbers_to_the_right(void **state)
{
	(void)state;
	written *w = written_new();
	pm_block *t = add(w, PM_TABLE, "");
	pm_table_append_row(t, true, &w->err);
	pm_cell_set_header(add_cell(w, t, 1, 2, "head"), true);
	pm_table_append_row(t, false, &w->err);
	add_cell(w, t, 2, 1, "2024");
	add_cell(w, t, 1, 1, "1,234.5");
	pm_table_append_row(t, false, &w->err);
	add_cell(w, t, 1, 1, "-3%");
	write_it(w);
	assert_int_equal(count_of(w, DOCUMENT, "<w:tblHeader/>"), 1);
	assert_has(w, DOCUMENT, "<w:gridSpan w:val=\"2\"/>");
	assert_has(w, DOCUMENT, "<w:vMerge w:val=\"restart\"/>");
	assert_has(w, DOCUMENT, "<w:vMerge/>");
	assert_int_equal(count_of(w, DOCUMENT, "<w:pStyle w:val=\"TableNumber\"/>"), 2); /* 2024 is the name of a row */
	assert_int_equal(count_of(w, DOCUMENT, "<w:pStyle w:val=\"TableHeading\"/>"), 1);
	written_free(w);
}

static void two_tables_stay_two_and_a_cell_ends_in_a_paragraph(void **state)
{
	(void)state;
	written *w = written_new();
	for (int i = 0; i < 2; i++) {
		pm_block *t = add(w, PM_TABLE, "");
		pm_table_append_row(t, false, &w->err);
		pm_cell *cell = add_cell(w, t, 1, 1, "");
		pm_block *inner = pm_flow_append(pm_cell_flow(cell), PM_TABLE, "", 0, &w->err);
		pm_table_append_row(inner, false, &w->err);
		add_cell(w, inner, 1, 1, "x");
	}
	write_it(w);
	assert_int_equal(count_of(w, DOCUMENT, "</w:tbl><w:p>"), 3);
	assert_has_not(w, DOCUMENT, "</w:tbl><w:tbl>");
	assert_has_not(w, DOCUMENT, "</w:tbl></w:tc>");
	written_free(w);
}

static void a_table_wider_than_word_allows_is_written_in_slabs(void **state)
{
	(void)state;
	written *w = written_new();
	pm_block *t = add(w, PM_TABLE, "");
	pm_table_append_row(t, false, &w->err);
	for (int i = 0; i < 100; i++)
		add_cell(w, t, 1, 1, "x");
	write_it(w);
	assert_int_equal(count_of(w, DOCUMENT, "<w:tbl>"), 2);
	assert_int_equal(count_of(w, DOCUMENT, "<w:t>x</w:t>"), 100);
	written_free(w);
}

/* -- what is asked for ------------------------------------------------------------------------------------------------------------------
 */

static void a_table_of_contents_is_a_field_with_its_entries(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_TITLE, "Title");
	add_heading(w, 1, "", false, "First");
	add_heading(w, 5, "", false, "Too deep");
	set_option(w, "toc", "1");
	write_it(w);
	assert_has(w, DOCUMENT, "TOC \\o \"1-3\"");
	assert_has(w, DOCUMENT, "<w:hyperlink w:anchor=\"_Toc000001\"");
	assert_int_equal(count_of(w, DOCUMENT, "<w:t>First</w:t>"), 1);
	assert_int_equal(count_of(w, DOCUMENT, ">First</w:t>"), 2);
	assert_int_equal(count_of(w, DOCUMENT, ">Too deep</w:t>"), 1);
	written_free(w);
}

static void indicators_are_listed_with_a_link_to_their_place(void **state)
{
	(void)state;
	written *w = written_new();
	pm_block *b = add(w, PM_PARAGRAPH, "The output was 12 tons.");
	pm_indicator ind = { .block = b, .start = 15, .end = 22, .name = PM_STR("output"), .value = PM_STR("12"), .unit = PM_STR("tons") };
	assert_int_equal(pm_doc_append_indicator(w->doc, &ind, &w->err), PM_OK);
	set_option(w, "indicators", "1");
	write_it(w);
	assert_has(w, DOCUMENT, "w:name=\"_Ind1\"/><w:r><w:t>12 tons</w:t></w:r><w:bookmarkEnd");
	assert_has(w, DOCUMENT, "<w:hyperlink w:anchor=\"_Ind1\">");
	written_free(w);
}

static void furniture_is_left_out_unless_it_is_wanted(void **state)
{
	(void)state;
	for (int keep = 0; keep < 2; keep++) {
		written *w = written_new();
		add(w, PM_PARAGRAPH, "text");
		pm_block_mark(add(w, PM_PARAGRAPH, "menu"), "navigation", "rule", &w->err);
		w->context.keep_furniture = keep == 1;
		write_it(w);
		assert_int_equal(count_of(w, DOCUMENT, "menu"), keep);
		assert_int_equal(count_of(w, STYLES, "Furniture navigation"), keep);
		written_free(w);
	}
}

static void a_users_own_file_gives_styles_page_and_footers(void **state)
{
	(void)state;
	char path[] = P_tmpdir "/pumice-reference-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	written *ref = written_new();
	add(ref, PM_PARAGRAPH, "样本");
	set_option(ref, "style", "gongwen");
	write_it(ref);
	FILE *f = fdopen(fd, "wb");
	fwrite(pm_sink_bytes(ref->sink).ptr, 1, pm_sink_bytes(ref->sink).len, f);
	fclose(f);
	written_free(ref);
	written *w = written_new();
	add_heading(w, 1, "", false, "Heading");
	add(w, PM_PARAGRAPH, "English text");
	set_option(w, "reference-doc", path);
	write_it(w);
	assert_has(w, DOCUMENT, "w:top=\"2098\"");
	assert_has(w, STYLES, "仿宋_GB2312");
	assert_int_equal(count_of(w, STYLES, "<w:name w:val=\"heading 1\">"), 1);
	assert_has(w, SETTINGS, "<w:evenAndOddHeaders");
	assert_int_equal(count_of(w, DOCUMENT, "<w:footerReference "), 2);
	assert_has(w, "[Content_Types].xml", "footer+xml");
	written_free(w);
	remove(path);
}

static void a_reference_that_is_no_document_is_refused_in_words(void **state)
{
	(void)state;
	written *w = written_new();
	add(w, PM_PARAGRAPH, "text");
	pm_options_set(w->options, "reference-doc", "/dev/null", &w->err);
	w->sink = pm_sink_new_memory();
	assert_int_not_equal(pm_registry_write(w->reg, w->doc, NULL, "docx", w->options, &w->context, w->sink, &w->err), PM_OK);
	assert_true(strlen(w->err.text) > 20);
	written_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(content_types_come_first_and_times_are_fixed),
		cmocka_unit_test(characters_that_xml_has_not_are_replaced),
		cmocka_unit_test(metadata_go_into_properties_and_no_clock_does),
		cmocka_unit_test(a_day_that_there_is_not_is_no_date),
		cmocka_unit_test(every_paragraph_style_names_all_four_fonts_and_no_theme),
		cmocka_unit_test(chinese_is_set_as_an_official_document_and_all_else_is_plain),
		cmocka_unit_test(an_official_document_has_page_grid_and_page_numbers_of_the_standard),
		cmocka_unit_test(shared_punctuation_of_chinese_text_is_sent_to_the_chinese_font),
		cmocka_unit_test(signature_and_date_stand_as_the_standard_says),
		cmocka_unit_test(a_title_of_two_lines_breaks_where_the_sense_does),
		cmocka_unit_test(what_a_block_is_decides_its_style),
		cmocka_unit_test(the_number_of_a_heading_stays_text_and_is_not_doubled),
		cmocka_unit_test(numbers_of_headings_become_automatic_where_that_is_wanted),
		cmocka_unit_test(headings_without_numbers_get_those_of_the_look),
		cmocka_unit_test(numbered_headings_of_an_official_document_are_indented),
		cmocka_unit_test(decimal_numbers_of_several_parts_are_one_list),
		cmocka_unit_test(each_list_restarts_and_a_jump_starts_anew),
		cmocka_unit_test(items_count_as_the_source_does),
		cmocka_unit_test(spans_that_overlap_become_runs),
		cmocka_unit_test(blanks_tabs_and_hyphens_are_kept),
		cmocka_unit_test(links_lead_to_addresses_and_to_places),
		cmocka_unit_test(a_note_has_one_sign_and_further_ones_refer_to_it),
		cmocka_unit_test(an_image_is_no_wider_than_the_text),
		cmocka_unit_test(a_linked_picture_of_unknown_size_stands_in_words),
		cmocka_unit_test(hebrew_and_arabic_run_from_right_to_left),
		cmocka_unit_test(a_table_has_repeated_heads_spans_and_numbers_to_the_right),
		cmocka_unit_test(two_tables_stay_two_and_a_cell_ends_in_a_paragraph),
		cmocka_unit_test(a_table_wider_than_word_allows_is_written_in_slabs),
		cmocka_unit_test(a_table_of_contents_is_a_field_with_its_entries),
		cmocka_unit_test(indicators_are_listed_with_a_link_to_their_place),
		cmocka_unit_test(furniture_is_left_out_unless_it_is_wanted),
		cmocka_unit_test(a_users_own_file_gives_styles_page_and_footers),
		cmocka_unit_test(a_reference_that_is_no_document_is_refused_in_words),
	};
	return cmocka_run_group_tests_name("docx writer", tests, NULL, NULL);
}
