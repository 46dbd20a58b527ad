/* metadata.c: what the page says of itself in its head. */
#include <stdio.h>

#include "html.h"
#include "title.h"

/* -- gathering: name, NUL, value, NUL … ------------------------------------------------------------------------------- */

#define META_BYTES (256u * 1024)
#define META_VALUE_BYTES 4000

void html_meta_tag(html_page *page, const xmlChar **atts)
{
	static const char *const names[] = { "property", "name", "itemprop" };
	pm_str name = { NULL, 0 }, value = pm_str_trim(html_attribute(atts, "content"));

	for (size_t i = 0; i < sizeof names / sizeof *names && name.len == 0; i++)
		name = pm_str_trim(html_attribute(atts, names[i]));
	if (name.len == 0 && pm_str_is_nocase(html_attribute(atts, "http-equiv"), "content-language"))
		name = PM_STR("content-language");
	if (name.len == 0 || name.len > 100 || value.len == 0 || page->meta.len > META_BYTES)
		return;
	if (value.len > META_VALUE_BYTES) {
		value.len = META_VALUE_BYTES;
		while (value.len > 0 && ((unsigned char)value.ptr[value.len] & 0xC0) == 0x80)
			value.len--;
	}
	pm_buf_str(&page->meta, name);
	pm_buf_putc(&page->meta, '\0');
	html_squeeze(&page->meta, value);
	pm_buf_putc(&page->meta, '\0');
}

void html_link_tag(html_page *page, const xmlChar **atts)
{
	pm_str href = pm_str_trim(html_attribute(atts, "href"));

	if (page->canonical.len == 0 && href.len > 0 && html_has_word(html_attribute(atts, "rel"), "canonical"))
		html_resolve(page, href, &page->canonical);
}

/* <!-- saved from url=(0042)https://…/ -->: browsers write it into the pages that they save. */
void html_read_comment(html_page *page, pm_str text)
{
	static const char mark[] = "saved from url=(";

	text = pm_str_trim(text);
	if (page->saved_from.len > 0 || !pm_str_starts_with(text, mark))
		return;
	text = pm_str_of(text.ptr + sizeof mark - 1, text.len - (sizeof mark - 1));
	while (text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9')
		text = pm_str_of(text.ptr + 1, text.len - 1);
	if (pm_str_starts_with(text, ")http"))
		html_squeeze(&page->saved_from, pm_str_of(text.ptr + 1, text.len - 1));
}

/* -- facts that elements of the body mark ---------------------------------------------------------------------------- */

static bool has_part(pm_str s, const char *part)
{
	return pm_str_find(s, pm_str_from(part), 0) != SIZE_MAX;
}

/* Times of comments and teasers stand outside of the article, or behind its own. */
static bool is_in_article(const html_page *page)
{
	for (uint32_t region = page->context.region; region != 0; region = page->regions.at[region - 1].parent) {
		uint8_t role = page->regions.at[region - 1].role;

		if (role == PM_REGION_ARTICLE || role == PM_REGION_MAIN)
			return true;
		if (role == PM_REGION_ASIDE || role == PM_REGION_NAVIGATION || role == PM_REGION_FOOTER || role == PM_REGION_COMMENTS)
			return false;
	}
	return false;
}

void html_open_fact(html_page *page, html_element *element, pm_str itemprop, const xmlChar **atts, html_context *to)
{
	static const char *const reviews[] = { "review", "reviews", "comment", "comments" };
	bool is_time = element->info->tag == TAG_TIME;

	for (size_t i = 0; itemprop.len > 0 && i < sizeof reviews / sizeof *reviews; i++)
		if (html_has_word(itemprop, reviews[i]))
			to->flags |= IN_REVIEW;
	if (page->context.flags & IN_REVIEW)
		return;
	if (is_time || itemprop.len > 0) {
		pm_str time = html_attribute(atts, is_time ? "datetime" : "content"), class = html_attribute(atts, "class");
		bool is_published =
			html_has_word(itemprop, "datePublished") || html_has_attribute(atts, "pubdate") ||
			(is_time && (has_part(class, "publish") || has_part(class, "entry-date") || has_part(class, "post-date")));

		if (is_published && page->time.len == 0)
			pm_buf_str(&page->time, time);
		else if (is_time && page->first_time.len == 0 && is_in_article(page))
			pm_buf_str(&page->first_time, time);
	}
	if (page->author.len > 0)
		return;
	element->is_author =
		html_has_word(itemprop, "author") || (element->info->tag == TAG_A && html_has_word(html_attribute(atts, "rel"), "author"));
	element->text = page->now.text.len;
	element->n_blocks = page->n_blocks;
}

void html_close_fact(html_page *page, const html_element *element)
{
	if (!element->is_author || page->author.len > 0 || page->n_blocks != element->n_blocks || page->now.text.len <= element->text)
		return;
	/* A name is short; what is longer is a note on the author. */
	if (page->now.text.len - element->text < 100)
		html_squeeze(&page->author, html_part(&page->now.text, element->text, page->now.text.len - element->text));
}

/* -- finding ---------------------------------------------------------------------------------------------------------------- */

/* The value of the first meta tag with one of the names, which come in order of trust. */
static pm_str find_meta(const html_page *page, const char *const *names)
{
	pm_str all = pm_buf_view(&page->meta);

	for (; *names != NULL; names++) {
		size_t at = 0;

		while (at < all.len) {
			pm_str name = pm_str_from(all.ptr + at), value = pm_str_from(name.ptr + name.len + 1);

			if (pm_str_is_nocase(name, *names) && value.len > 0)
				return value;
			at += name.len + value.len + 2;
		}
	}
	return pm_str_of(NULL, 0);
}

static void set(html_page *page, const char *name, pm_str value)
{
	pm_buf clean = { 0 };

	html_squeeze(&clean, value);
	if (clean.len > 0 && pm_doc_meta(page->doc, name).len == 0 &&
	    pm_doc_set_meta(page->doc, name, clean.ptr, clean.len, page->err) != PM_OK)
		html_fail(page, page->err->code);
	pm_buf_free(&clean);
}

/* -- dates ------------------------------------------------------------------------------------------------------------------ */

static int digits_at(pm_str s, size_t *at, int most)
{
	int n = 0, count = 0;

	while (*at < s.len && count < most && s.ptr[*at] >= '0' && s.ptr[*at] <= '9') {
		n = n * 10 + (s.ptr[(*at)++] - '0');
		count++;
	}
	return count > 0 ? n : -1;
}

static void skip_mark(pm_str s, size_t *at)
{
	static const char *const marks[] = { "-", "/", ".", "\xE5\xB9\xB4", "\xE6\x9C\x88" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (pm_str_starts_with(pm_str_of(s.ptr + *at, s.len - *at), marks[i])) {
			*at += strlen(marks[i]);
			break;
		}
	while (*at < s.len && s.ptr[*at] == ' ')
		(*at)++;
}

bool html_read_date(pm_str s, char out[11])
{
	for (size_t from = 0; from < s.len; from++) {
		size_t at = from;
		int year, month, day;

		if (s.ptr[from] < '1' || s.ptr[from] > '2' || (from > 0 && s.ptr[from - 1] >= '0' && s.ptr[from - 1] <= '9'))
			continue;
		year = digits_at(s, &at, 4);
		skip_mark(s, &at);
		month = digits_at(s, &at, 2);
		skip_mark(s, &at);
		day = digits_at(s, &at, 2);
		if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31)
			continue;
		out[0] = (char)('0' + year / 1000);
		out[1] = (char)('0' + year / 100 % 10);
		out[2] = (char)('0' + year / 10 % 10);
		out[3] = (char)('0' + year % 10);
		out[4] = out[7] = '-';
		out[5] = (char)('0' + month / 10);
		out[6] = (char)('0' + month % 10);
		out[8] = (char)('0' + day / 10);
		out[9] = (char)('0' + day % 10);
		out[10] = '\0';
		return true;
	}
	return false;
}

static void set_date(html_page *page, pm_str value)
{
	char date[11], other[32];

	if (html_read_date(value, date))
		set(page, "published", pm_str_from(date));
	else if (pm_date_of_text(value, pm_buf_view(&page->language_tag), other))
		set(page, "published", pm_str_from(other));
}

/* -- all together ---------------------------------------------------------------------------------------------------------- */

/* Government pages name their fields in meta tags (the portal standard of 2017 and its local kin). */
static void set_government_fields(html_page *page)
{
	static const struct {
		const char *meta, *name;
	} fields[] = {
		{ "ArticleTitle", "ArticleTitle" }, { "ColumnName", "ColumnName" },       { "ColumnType", "ColumnType" },
		{ "SiteName", "SiteName" },         { "ContentSource", "ContentSource" }, { "Keywords", "keywords" },
	};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char *names[] = { fields[i].meta, NULL };

		set(page, fields[i].name, find_meta(page, names));
	}
}

/* An author is a name, not an address or an account. */
static void set_author(html_page *page, pm_str value)
{
	static const char *const bylines[] = { "by ", "By ", "BY " };
	char date[32];

	value = pm_str_trim(value);
	for (size_t i = 0; i < sizeof bylines / sizeof *bylines; i++)
		if (pm_str_starts_with(value, bylines[i]))
			value = pm_str_of(value.ptr + 3, value.len - 3);
	/* What is marked as the author may hold the day as well. */
	if (pm_date_of_text(value, PM_STR(""), date))
		for (size_t i = 0; i < value.len; i++)
			if (value.ptr[i] >= '0' && value.ptr[i] <= '9')
				value = pm_str_trim(pm_str_of(value.ptr, i));
	if (!pm_str_starts_with(value, "http") && !pm_str_starts_with(value, "@"))
		set(page, "author", value);
}

/* Where the page was published; empty where it does not tell. */
static pm_str page_address(const html_page *page, const html_json_facts *facts)
{
	static const char *const address[] = { "og:url", "twitter:url", NULL };
	const pm_str told[] = { pm_buf_view(&page->canonical), find_meta(page, address), pm_buf_view(&facts->url),
			       pm_buf_view(&page->saved_from) };

	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (pm_str_starts_with(told[i], "http"))
			return told[i];
	return pm_str_of(NULL, 0);
}

static void set_titles(html_page *page, const html_json_facts *facts)
{
	static const char *const social[] = { "dc:title", "dcterms:title", "dc.title",      "dcterms.title",
					      "og:title", "ArticleTitle",  "twitter:title", NULL };
	static const char *const site[] = { "og:site_name", "application-name", "SiteName", NULL };
	html_titles titles = { .social = find_meta(page, social),
			       .headline = pm_buf_view(&facts->headline),
			       .name = pm_buf_view(&facts->name),
			       .site = find_meta(page, site),
			       .address = page_address(page, facts) };
	pm_buf title = { 0 };

	if (titles.site.len == 0)
		titles.site = pm_buf_view(&facts->publisher);
	html_choose_title(page, &titles, &title);
	set(page, "title", pm_buf_view(&title));
	pm_buf_free(&title);
}

/* og:locale has zh_CN for zh-CN. */
static void set_locale(html_page *page, pm_str value)
{
	pm_buf tag = { 0 };

	for (size_t i = 0; i < value.len && value.ptr[i] != ','; i++)
		pm_buf_putc(&tag, value.ptr[i] == '_' ? '-' : value.ptr[i]);
	if (html_language_fits(page->doc, pm_buf_view(&tag)))
		set(page, "language", pm_buf_view(&tag));
	pm_buf_free(&tag);
}

static void set_fields(html_page *page)
{
	char number[32];
	int n = snprintf(number, sizeof number, "%zu", page->n_fields);

	if (page->n_fields >= 2)
		set(page, "hint:form-fields", pm_str_of(number, (size_t)n));
}

void html_finish_metadata(html_page *page)
{
	static const char *const published[] = { "article:published_time",
						 "PubDate",
						 "publishdate",
						 "datePublished",
						 "dc.date.issued",
						 "dcterms.created",
						 "dc.date",
						 "dcterms.date",
						 "sailthru.date",
						 "date",
						 "parsely-pub-date",
						 "og:pubdate",
						 "weibo: article:create_at",
						 "pubtime",
						 "publish_time",
						 "publish-date",
						 "publish_date",
						 "publication_date",
						 "published_time",
						 "og:article:published_time",
						 "dc.date.created",
						 "dcterms.issued",
						 "displaydate",
						 "apub:time",
						 "firstpublishedtime",
						 "citation_online_date",
						 "citation_publication_date",
						 "citation_date",
						 NULL };
	static const char *const author[] = { "author",          "article:author",  "byl",
					      "dc.creator",      "dcterms.creator", "parsely-author",
					      "sailthru.author", "twitter:creator", "citation_author", NULL };
	static const char *const publisher[] = { "publisher", "dc.publisher",      "og:site_name",
						 "SiteName",  "article:publisher", "application-name",
						 "ContentSource", NULL };
	static const char *const site[] = { "og:site_name", "application-name", NULL }; /* an office that signs its page is the publisher */
	static const char *const language[] = { "content-language", "og:locale", "dc.language", "language", NULL };
	static const char *const description[] = { "description", "og:description", "twitter:description", NULL };
	static const char *const type[] = { "og:type", NULL };
	static const char *const generator[] = { "generator", NULL };
	static const char *const paper[] = { "citation_title", NULL };
	html_json_facts facts = { 0 };

	html_read_json(pm_buf_view(&page->data_all), &facts);
	set_titles(page, &facts);
	set_date(page, pm_buf_view(&facts.published));
	set_date(page, find_meta(page, published));
	set_date(page, pm_buf_view(&page->time));
	set_date(page, pm_buf_view(&page->first_time));
	set_author(page, pm_buf_view(&facts.author));
	set_author(page, find_meta(page, author));
	set_author(page, pm_buf_view(&page->author));
	set(page, "publisher", pm_buf_view(&facts.publisher));
	if (!pm_str_starts_with(find_meta(page, publisher), "http"))
		set(page, "publisher", find_meta(page, publisher));
	if (pm_str_equal(pm_doc_meta(page->doc, "publisher"), find_meta(page, site)))
		set(page, "hint:site", find_meta(page, site));
	set(page, "source", page_address(page, &facts));
	if (html_language_fits(page->doc, pm_buf_view(&page->language_tag)))
		set(page, "language", pm_buf_view(&page->language_tag));
	set_locale(page, find_meta(page, language));
	set_government_fields(page);
	set(page, "hint:schema-type", pm_buf_view(&facts.type));
	if (page->n_matters == 1)
		set(page, "hint:schema-type", pm_str_from(page->matter));
	if (find_meta(page, paper).len > 0) /* what libraries ask for, said by the pages of papers alone */
		set(page, "hint:schema-type", PM_STR("ScholarlyArticle"));
	set(page, "hint:og-type", find_meta(page, type));
	set_fields(page);
	set(page, "hint:generator", find_meta(page, generator));
	set(page, "hint:page-title", pm_buf_view(&page->title));
	set(page, "hint:description", find_meta(page, description));
	set(page, "hint:description", pm_buf_view(&facts.description));
	html_finish_body(page, pm_buf_view(&facts.body));
	html_finish_parts(page, pm_buf_view(&page->data_all), &facts);
	html_json_facts_free(&facts);
}
