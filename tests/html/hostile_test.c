/* hostile_test.c: pages that were made to cost, through reader and passes: time stays linear, and every word of them comes out. */
#include <pumice/pumice.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

/* `part` is repeated, with # replaced by a count; each @ in it is a word that must come out. */
typedef struct hostile {
	const char *head, *part, *tail;
	bool is_hidden; /* its words are no text of the page: in a title, in a comment, in a tag that never ends */
} hostile;

static const hostile pages[] = {
	/* unclosed, and closed in the wrong order */
	{ "", "<div>@", "", false },
	{ "", "<div class='a b' style='font-weight:bold'>@ ", "", false },
	{ "", "<ul>@", "", false },
	{ "", "<li>@", "", false },
	{ "", "<table><tr><td>@", "", false },
	{ "", "<td>@", "", false },
	{ "", "<form>@", "", false },
	{ "", "<ruby>@", "", false },
	{ "", "<svg>@", "", false },
	{ "", "<math>@", "", false },
	{ "", "<select>@", "", false },
	{ "", "<iframe>@", "", false },
	{ "", "<template>@", "", false },
	{ "", "<textarea>@", "", false },
	{ "", "<h1>@", "", false },
	{ "", "<article>@", "", false },
	{ "", "@</p>", "", false },
	{ "", "@</div></b></form></body></html>", "", false },
	{ "", "<b><p>@</b>@</p>", "", false },
	{ "", "<a href=x><div>@</a>@</div>", "", false },
	{ "", "<table><b>@</table>@</b>", "", false },
	{ "", "<table><form>@</table>@</form>", "", false },
	{ "", "<li><ul>@</li>@</ul>", "", false },
	{ "", "<svg><p>@</svg>@</p>", "", false },
	{ "<b><i><u><s><b><i><u><s>", "<div></b>@", "", false },
	/* many names */
	{ "", "<u#>@", "", false },
	{ "", "<u#>@</u#>", "", false },
	{ "", "@</u#>", "", false },
	{ "", "<p a#=1>@", "", false },
	{ "<p ", "a#=1 ", ">end", false },
	{ "", "<div class='c# d#'>@</div>", "", false },
	{ "<div class='", "c# ", "'>end</div>", false },
	{ "", "<p id=c#>@ <a href='#c#'>@</a>", "", false },
	{ "", "<p>@<a href='#_ftn#' name='_ftnref#'>[1]</a><p><a href='#_ftnref#' name='_ftn#'>[1]</a> @", "", false },
	{ "", "<meta name=a# content=b>", "", false },
	/* marks and entities */
	{ "<p>", "@<!", "", true },
	{ "<p>", "@<![CDATA[", "", true },
	{ "<p>", "@<![CDATA[@]]>", "", false },
	{ "<p>", "@<!-- x -->", "", false },
	{ "<p>", "@<?x", "", true },
	{ "<p>", "@&notin;&ccaron;&#20013;&#x41;", "", false },
	{ "<p>", "@&nosuch;&copy&", "", false },
	{ "<p title='", "&amp;", "'>end", false },
	{ "<a href='", "../", "'>end</a>", false },
	/* white space, NULs, bytes of several charsets */
	{ "<p>", "@ \xC2\xA0\n", "", false },
	{ "<p>", "@\x01", "", false },
	{ "<meta charset=utf-8><p>", "@\xE4\xB8", "", false },
	{ "<p>", "@\xD6\xD0\xCE\xC4", "", true },
	/* lists, tables, pictures, data, what hides */
	{ "<table border=1>", "<tr><td colspan=3 rowspan=9>@", "</table>", false },
	{ "<table border=1><tr>", "<td>@", "</table>", false },
	{ "", "<table border=1><tr><td>@<td>@<tr><td>@<td>@</table>", "", false },
	{ "", "<img src=data:image/png;base64,iVBORw0KGgo#><p>@", "", false },
	{ "", "<img srcset='a# 1w, b# 2w'><p>@", "", false },
	{ "", "<script type='application/ld+json'>{\"a\":[{</script>", "", false },
	{ "<script type='application/ld+json'>", "{\"a\":[", "</script>", false },
	{ "<p>", "@<span style='display:none'>@</span>", "", false },
	{ "", "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.</span>@</p>", "", false },
	{ "", "<div class=post><span class=author>a#</span><time>2020-01-01</time><p>@ said number #, and more.</p></div>", "", false },
	{ "<ul>", "<li><a href=#.html>@</a>", "</ul>", false },
	{ "<textarea>", "<p>@<b>@</p>", "</textarea>", false },
	{ "<table border=1>", "<tfoot><tr><td>@<tbody><tr><td>@", "</table>", false },
	{ "", "<p>@<input readonly value=@>", "", false },
	/* Chinese text in one line */
	{ "<p>", "@（一）【打印】一、工作", "", false },
	{ "<p>", "@衛(wèi)生", "", false },
	{ "<p>", "@登录后查看全文", "", false },
	{ "", "<p>@一、工作<p>@第一条", "", false },
	{ "", "<p>目录<p>@一、工作", "", false },
};

static pm_buf write_page(const hostile *page, size_t bytes, size_t *n_words)
{
	pm_buf out = { 0 };

	*n_words = 0;
	pm_buf_puts(&out, page->head);
	for (unsigned count = 1; out.len < bytes; count++) {
		for (const char *at = page->part; *at != '\0'; at++) {
			*n_words += *at == '@';
			if (*at == '#')
				pm_buf_printf(&out, "%u", count);
			else
				pm_buf_append(&out, at, 1);
		}
	}
	pm_buf_puts(&out, page->tail);
	assert_false(out.is_broken);
	return out;
}

static size_t count_words(pm_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.ptr[i] == '@';
	return n;
}

/* Seconds to read and clean it; its words are counted. */
static double convert(pm_registry *reg, pm_buf page, size_t *n_words)
{
	pm_error err = { 0 };
	clock_t start = clock();
	pm_source *src = pm_source_new("page.html", page.ptr, page.len, &err);
	pm_doc *doc = pm_registry_read(reg, src, "html", NULL, &err);

	if (doc == NULL || pm_clean(doc, NULL, &err) != PM_OK)
		fail_msg("%s", err.text);

	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;

	*n_words = 0;
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b))
		*n_words += count_words(pm_block_text(b));
	pm_doc_free(doc);
	pm_source_free(src);
	pm_buf_free(&page);
	return seconds;
}

/* Four times the page may take ten times as long, not sixteen. */
static bool takes_too_long(pm_registry *reg, const hostile *page)
{
	enum { SMALL = 40000 };
	size_t n_small, n_large, got_small, got_large;
	double small = convert(reg, write_page(page, SMALL, &n_small), &got_small);
	double large = convert(reg, write_page(page, 4 * SMALL, &n_large), &got_large);

	if (!page->is_hidden && (got_small != n_small || got_large != n_large))
		fail_msg("%s…: %zu of %zu words came out, %zu of %zu", page->part, got_small, n_small, got_large, n_large);
	return large > 0.25 && large > small * 10;
}

/* A busy machine may stretch one measurement; what is not linear is so each time. */
static void time_is_linear_and_no_word_is_lost(void **state)
{
	enum { ATTEMPTS = 5 };
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);

	(void)state;
	assert_non_null(reg);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		int attempt = 0;
		while (attempt < ATTEMPTS && takes_too_long(reg, &pages[i]))
			attempt++;
		if (attempt == ATTEMPTS)
			fail_msg("%s…: four times the page took more than ten times as long, %d times of %d", pages[i].part, attempt, ATTEMPTS);
	}
	pm_registry_free(reg);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(time_is_linear_and_no_word_is_lost) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
