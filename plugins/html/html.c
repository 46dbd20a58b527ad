/* html.c: the reader of HTML pages. */
#include "notes.h"

#include <stdlib.h>

#include <libxml/parser.h>

static bool has_tag(pm_str head, const char *tag)
{
	size_t n = strlen(tag);

	for (size_t at = 0; at + n <= head.len; at++)
		if (head.ptr[at] == '<' && pm_str_is_nocase(pm_str_of(head.ptr + at, n), tag))
			return true;
	return false;
}

/* Tags that any page may begin with; `<` before other letters may be anything. */
static size_t count_tags(pm_str head)
{
	size_t n = 0;

	for (size_t at = 0; at + 1 < head.len; at++) {
		char name[12];
		size_t len = 0;

		if (head.ptr[at] != '<')
			continue;
		at += head.ptr[at + 1] == '/';
		while (at + 1 + len < head.len && len + 1 < sizeof name) {
			char c = head.ptr[at + 1 + len], low = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);

			if (!((low >= 'a' && low <= 'z') || (len > 0 && low >= '1' && low <= '6')))
				break;
			name[len++] = low;
		}
		name[len] = '\0';
		n += len > 0 && html_tag_find(name)->tag != TAG_OTHER;
	}
	return n;
}

/* Noise has a `<` with a letter behind it now and then; text has no controls but blanks. */
static bool is_binary(pm_str head)
{
	size_t n = 0;

	for (size_t i = 0; i < head.len; i++) {
		unsigned char c = (unsigned char)head.ptr[i];

		n += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b;
	}
	return n * 50 > head.len;
}

#define HEAD 4096

/* Pages in UTF-16 and UTF-32 have empty bytes in their tags; broken software left some in others. */
static pm_str narrow(pm_str head, char room[HEAD])
{
	size_t n = 0;

	if (head.len == 0 || memchr(head.ptr, '\0', head.len) == NULL)
		return head;
	for (size_t i = 0; i < head.len; i++)
		if (head.ptr[i] != '\0')
			room[n++] = head.ptr[i];
	return pm_str_of(room, n);
}

static int probe(const pm_source *src)
{
	pm_str head = pm_source_bytes(src), ending = pm_source_extension(src);
	char room[HEAD];
	size_t n;

	if (head.len > HEAD)
		head.len = HEAD;
	head = narrow(head, room);
	if (has_tag(head, "<!doctype html") || has_tag(head, "<html"))
		return PM_SURE;
	if (has_tag(head, "<head") || has_tag(head, "<body") || has_tag(head, "<meta "))
		return PM_LIKELY + 20;
	if (is_binary(head))
		return PM_NO;
	n = count_tags(head);
	if (n > 0 && (pm_str_is(ending, "html") || pm_str_is(ending, "htm")))
		return PM_LIKELY + 20;
	return n >= 3 || has_tag(head, "<div") || has_tag(head, "<p>") || has_tag(head, "<table") || has_tag(head, "<h1") ? PM_LIKELY
															  : PM_NO;
}

bool html_is_markup(pm_str s)
{
	static const char *const tags[] = { "<p", "<div", "<br", "<table", "<span", "<h2", "<ul" };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (has_tag(s, tags[i]))
			return pm_str_find(s, PM_STR("</"), 0) != SIZE_MAX || pm_str_is(pm_str_from(tags[i]), "<br");
	return false;
}

void html_append_data(html_page *page, pm_str body)
{
	html_context context = { 0 };

	page->context = context;
	page->context.region = html_begin_region(page, PM_REGION_ARTICLE, PM_STR("itemprop=articleBody tag=json-ld"));
	page->nesting++;
	if (html_is_markup(body)) {
		html_parse(page, body);
	} else {
		for (size_t at = 0; at < body.len;) {
			const char *end = memchr(body.ptr + at, '\n', body.len - at);
			size_t stop = end != NULL ? (size_t)(end - body.ptr) : body.len;

			html_text(page, body.ptr + at, stop - at);
			html_end_block(page);
			at = stop + 1;
		}
	}
	page->nesting--;
}

/* A page that script fills: its text stands in its data alone. */
void html_finish_body(html_page *page, pm_str body)
{
	pm_buf text = { 0 };

	if (body.len == 0 || page->status != PM_OK)
		return;
	html_squeeze(&text, body);
	if (pm_str_reading_length(pm_buf_view(&text)) > 200 && page->shown_bytes * 4 < text.len) {
		pm_doc_info(page->doc, "the text stands in the page's JSON-LD (articleBody) alone");
		html_append_data(page, body);
	} else if (text.len > 0 && !text.is_broken &&
		   pm_doc_set_meta(page->doc, "hint:article-body", text.ptr, text.len, page->err) != PM_OK) {
		html_fail(page, page->err->code);
	}
	pm_buf_free(&text);
}

static void free_page(html_page *page)
{
	pm_buf *const buffers[] = { &page->words,     &page->links,     &page->now.text,  &page->now.pool,  &page->hidden,
				    &page->marker,    &page->number,    &page->language,  &page->held.text, &page->held.pool,
				    &page->title,     &page->data,      &page->data_all,  &page->meta,      &page->base_address,
				    &page->canonical, &page->saved_from, &page->heading1, &page->heading2,  &page->image_set, &page->textarea,  &page->language_tag,
				    &page->anchors,   &page->note_mark, &page->author,    &page->time,      &page->first_time,
				    &page->math,      &page->tex,       &page->box_language, &page->own_address };

	for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
		pm_buf_free(buffers[i]);
	free(page->elements.at);
	free(page->regions.at);
	free(page->lists.at);
	free(page->now.spans.at);
	free(page->tables.at);
	free(page->ops.at);
	free(page->pieces.at);
	free(page->held.spans.at);
	free(page->breaks.at);
	html_names_free(&page->targets);
	html_names_free(&page->ahead);
	html_names_free(&page->note_names);
	html_names_free(&page->ways_back);
	free(page->notes.at);
	free(page->old_names.at);
	free(page);
}

static int read_html(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err)
{
	html_page *page = calloc(1, sizeof *page);
	pm_buf copy = { 0 };
	pm_str text;
	int status;

	if (page == NULL)
		return pm_error_nomem(err);
	page->src = src;
	page->options = options;
	page->doc = doc;
	page->err = err;
	page->reads_ahead = html_may_read_ahead();
	pm_doc_set_fidelity(doc, PM_PAGE);
	status = html_decode(src, options, doc, &text, err);
	if (status == PM_OK)
		status = html_prepare(doc, text, &copy, &text, err);
	if (status == PM_OK) {
		html_find_own_address(page, text);
		status = html_parse(page, text);
	}
	pm_buf_free(&copy);
	if (status == PM_OK) {
		html_finish_notes(page);
		html_finish_metadata(page);
		html_cut_regions(page, 0);
		status = page->status;
	}
	if (status != PM_OK && err->code == PM_OK)
		status = pm_error_nomem(err);
	free_page(page);
	return status;
}

static const pm_option_info options[] = {
	{ .name = "charset", .argument = "NAME", .help = "read the page in this charset, whatever it says" },
	{ 0 },
};

static const pm_reader html = {
	.name = "html",
	.extensions = "html htm xhtml shtml",
	.media_type = "text/html",
	.help = "web pages, also those that Word and WPS wrote",
	.probe = probe,
	.read = read_html,
	.options = options,
};

static const pm_reader *const readers[] = { &html, NULL };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI,
	.size = sizeof(pm_plugin_info),
	.id = "org.pumice.html",
	.version = "1",
	.readers = readers,
};
