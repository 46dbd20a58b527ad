/* title.c: the title of the document: <title> without the site's name, weighed against og:title, JSON-LD and <h1>. */
#include "title.h"

enum { MOST_SITE = 36 }; /* reading length of the name of a site or section */

/* Letters and digits only, so that spaces, quotes and dashes do not matter. */
static void squash(pm_buf *out, pm_str s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (pm_char_is_word(c))
			pm_buf_char(out, c);
	}
}

static bool is_same(pm_str a, pm_str b)
{
	pm_buf x = { 0 }, y = { 0 };
	bool same;

	squash(&x, a);
	squash(&y, b);
	same = x.len > 0 && pm_str_equal(pm_buf_view(&x), pm_buf_view(&y));
	pm_buf_free(&x);
	pm_buf_free(&y);
	return same;
}

/* Where in `whole` all of `part` stands, SIZE_MAX where it does not. */
static size_t place_of(pm_str whole, pm_str part)
{
	pm_buf x = { 0 }, y = { 0 };
	size_t at = SIZE_MAX;

	squash(&x, whole);
	squash(&y, part);
	if (y.len > 0 && !x.is_broken && !y.is_broken)
		at = pm_str_find(pm_buf_view(&x), pm_buf_view(&y), 0);
	pm_buf_free(&x);
	pm_buf_free(&y);
	return at;
}

static bool holds(pm_str whole, pm_str part)
{
	return place_of(whole, part) != SIZE_MAX;
}

/* What sites put between title and name, longest first; those of one ASCII character count only beside a wide character, or a blank and a
 * wide character. */
static const struct {
	const char *text;
	bool is_spaced;
} parters[] = {
	{ " | ", false },
	{ " \xE2\x80\x93 ", false },
	{ " \xE2\x80\x94 ", false },
	{ " - ", false },
	{ " \xC2\xBB ", false },
	{ " \xC2\xAB ", false },
	{ " :: ", false },
	{ " \xC2\xB7 ", false },
	{ " \xE2\x80\xA2 ", false },
	{ " \\ ", false },
	{ " / ", false },
	{ "_", true },
	{ "|", true },
	{ "--", true },
	{ "\xEF\xBD\x9C", true },
	{ "\xEF\xBC\x8D", true },
	{ "\xE2\x80\x94\xE2\x80\x94", true },
	{ "-", true },
};

/* The first or last place where the title is parted; a parter without blanks counts only beside a wide character. */
static bool find_parter(pm_str s, bool is_last, size_t *from, size_t *to)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < sizeof parters / sizeof *parters; i++) {
		pm_str text = pm_str_from(parters[i].text);

		for (size_t at = 0; (at = pm_str_find(s, text, at)) != SIZE_MAX; at += text.len) {
			size_t before = at, after = at + text.len;

			if (at == 0 || at + text.len >= s.len || (best != SIZE_MAX && (is_last ? at <= best : at >= best)))
				continue;
			if (parters[i].is_spaced) {
				uint32_t c, d;

				while (before > 1 && s.ptr[before - 1] == ' ')
					before--;
				while (after + 1 < s.len && s.ptr[after] == ' ')
					after++;
				c = pm_utf8_previous(s, &before);
				d = pm_utf8_next(s, &after);

				if (!pm_char_is_cjk(c) && !pm_char_is_cjk_punct(c) && !pm_char_is_cjk(d))
					continue;
			}
			best = at;
			*from = at;
			*to = at + text.len;
		}
	}
	return best != SIZE_MAX;
}

static bool last_parter(pm_str s, size_t *from, size_t *to)
{
	return find_parter(s, true, from, to);
}

/* Does it end as names of Chinese sites and offices do? */
static bool ends_like_site(pm_str part)
{
	static const char *const endings[] = { "网",   "網",   "网站",   "门户", "在线", "频道", "政府", "委员会",
					       "局",   "厅",   "办公室", "大学", "学院", "医院", "日报", "晚报",
					       "新闻", "公司", "集团",   "平台", "论坛", "處",   "部" };

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (pm_str_ends_with(part, endings[i]))
			return true;
	return false;
}

/* Is it, letter for letter, what the site is called, or a label of its address (`ebay` of www.ebay.com)? */
static bool is_known_site(const html_titles *from, pm_str part)
{
	pm_str host = from->address;
	size_t at = pm_str_find(host, PM_STR("://"), 0), end;

	if (is_same(part, from->site))
		return true;
	if (at == SIZE_MAX)
		return false;
	host = pm_str_of(host.ptr + at + 3, host.len - at - 3);
	for (end = 0; end < host.len && host.ptr[end] != '/' && host.ptr[end] != ':'; end++)
		;
	host.len = end;
	if (pm_str_starts_with(host, "www."))
		host = pm_str_of(host.ptr + 4, host.len - 4);
	if (is_same(part, host))
		return true;
	/* The last label is the country's or `com`. */
	for (size_t start = 0; start < host.len;) {
		for (end = start; end < host.len && host.ptr[end] != '.'; end++)
			;
		if (end < host.len && end - start >= 3 && is_same(part, pm_str_of(host.ptr + start, end - start)))
			return true;
		start = end + 1;
	}
	return false;
}

/* `www.example.org`; without `www.` it may be the name of a module or file. */
static bool is_host(pm_str s)
{
	return pm_str_starts_with(s, "www.") && pm_str_find(s, PM_STR(" "), 0) == SIZE_MAX;
}

/* Without the names of the site at either end. */
static pm_str without_known_site(const html_titles *from, pm_str title)
{
	size_t at, to;

	for (int i = 0; i < 4 && last_parter(title, &at, &to); i++) {
		if (!is_known_site(from, pm_str_trim(pm_str_of(title.ptr + to, title.len - to))))
			break;
		title = pm_str_trim(pm_str_of(title.ptr, at));
	}
	if (find_parter(title, false, &at, &to)) {
		pm_str first = pm_str_trim(pm_str_of(title.ptr, at));

		if (is_known_site(from, first) || is_host(first))
			title = pm_str_trim(pm_str_of(title.ptr + to, title.len - to));
	}
	return title;
}

/* Is `part` of the title the site's name, or a section of it, rather than words of the title? */
static bool is_site(pm_str part, pm_str rest, pm_str site)
{
	size_t length = pm_str_reading_length(part), others = pm_str_reading_length(rest);

	if (site.len > 0 && (holds(site, part) || holds(part, site)))
		return true;
	if (ends_like_site(part) && length <= 48 && others >= 12)
		return true;
	return others > length && length <= MOST_SITE && others >= 10;
}

/* Cut the site's name off the end, or off the front.  Behind the marks that Chinese sites use come a channel and the site; behind others
 * one name is cut, since what stands before it may be the title's own. */
static pm_str without_site(pm_str title, pm_str site)
{
	size_t from, to;

	/* A blank alone parts them where what follows can only be a site. */
	for (from = title.len; from > 0 && title.ptr[from - 1] != ' '; from--)
		;
	if (from > 1 && pm_str_ends_with(title, "网") && strchr("_|-", title.ptr[from]) == NULL &&
	    is_site(pm_str_of(title.ptr + from, title.len - from), pm_str_of(title.ptr, from - 1), site))
		return pm_str_trim(pm_str_of(title.ptr, from - 1));
	for (int i = 0; i < 4 && last_parter(title, &from, &to); i++) {
		pm_str rest = pm_str_trim(pm_str_of(title.ptr, from)), part = pm_str_trim(pm_str_of(title.ptr + to, title.len - to));
		bool is_chinese = title.ptr[from] == '_' || (unsigned char)title.ptr[from] >= 0x80 || to - from == 1;

		if (is_site(part, rest, site))
			title = rest;
		else if (i == 0 && site.len > 0 && is_same(rest, site))
			title = part;
		else
			break;
		if (!is_chinese && site.len == 0)
			break;
	}
	return title;
}

/* What templates say where nobody gave a title. */
static bool is_placeholder(pm_str title)
{
	static const char *const words[] = { "document",  "untitled", "untitled document", "untitled page", "new page 1",    "index",
					     "home",      "homepage", "home page",         "welcome",       "no title",      "title",
					     "无标题文档", "未命名",   "新建网页 1",         "無標題文件",    "無題ドキュメント" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (pm_str_is_nocase(title, words[i]))
			return true;
	return false;
}

static bool has_letter(pm_str s)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);

		if (pm_char_is_word(c) && pm_char_digit(c) < 0)
			return true;
	}
	return false;
}

/* Is it a title at all, and not only a number, the name of the site, or its name and slogan (`Example.com: all you need`)? */
static bool is_title(pm_str title, const html_titles *from)
{
	size_t colon = pm_str_find(title, PM_STR(": "), 0);

	if (!has_letter(title) || is_placeholder(title) || is_same(title, from->site))
		return false;
	return colon == SIZE_MAX || !is_known_site(from, pm_str_of(title.ptr, colon));
}

/* Is what <title> has behind the heading parted off it, and no longer than names of sections and sites are? */
static bool ends_title(pm_str whole, pm_str heading)
{
	size_t limit = pm_str_reading_length(heading), from, to;
	pm_str rest;
	bool is_parted = false;

	if (whole.len <= heading.len || memcmp(whole.ptr, heading.ptr, heading.len) != 0)
		return place_of(whole, heading) == 0;
	rest = pm_str_of(whole.ptr + heading.len, whole.len - heading.len);
	for (size_t i = 0; i < sizeof parters / sizeof *parters; i++)
		is_parted |= pm_str_starts_with(rest, parters[i].text) || pm_str_starts_with(pm_str_trim(rest), parters[i].text);
	if (!is_parted)
		return false;
	if (limit < MOST_SITE)
		limit = MOST_SITE;
	for (; last_parter(rest, &from, &to); rest = pm_str_of(rest.ptr, from))
		if (pm_str_reading_length(pm_str_of(rest.ptr + to, rest.len - to)) > limit)
			return false;
	return pm_str_reading_length(rest) <= limit;
}

/* Does the title end with the heading, and begin with a shorter name that is parted off it? */
static bool begins_title(pm_str whole, pm_str heading)
{
	size_t at = whole.len - heading.len;

	if (whole.len <= heading.len || memcmp(whole.ptr + at, heading.ptr, heading.len) != 0)
		return false;
	for (size_t i = 0; i < sizeof parters / sizeof *parters; i++)
		if (pm_str_ends_with(pm_str_of(whole.ptr, at), parters[i].text))
			return at < heading.len && pm_str_reading_length(pm_str_of(whole.ptr, at)) <= MOST_SITE;
	return false;
}

/* The first of the headings, each ended by NUL, that fits. */
static pm_str heading_at(pm_str all, pm_str whole, bool (*fits)(pm_str, pm_str))
{
	for (size_t at = 0; at < all.len;) {
		pm_str heading = pm_str_from(all.ptr + at);

		if (pm_str_reading_length(heading) >= 8 && fits(whole, heading))
			return heading;
		at += heading.len + 1;
	}
	return pm_str_of(NULL, 0);
}

/* The first heading that stands in the title, parted from what is at its one side; without a <title> the first <h1>. */
static pm_str fitting_heading(const html_page *page, pm_str whole)
{
	pm_str all = pm_buf_view(&page->heading1), found = heading_at(all, whole, ends_title);

	if (whole.len == 0)
		return all.len > 0 ? pm_str_from(all.ptr) : whole;
	if (found.len == 0)
		found = heading_at(all, whole, begins_title);
	if (found.len == 0)
		found = heading_at(pm_buf_view(&page->heading2), whole, begins_title);
	return found;
}

/* Is `social` the headline and the site's name behind it? */
static bool is_with_site(pm_str social, pm_str headline, pm_str site)
{
	return headline.len > 0 && site.len > 0 && social.len > headline.len &&
	       pm_str_equal(pm_str_of(social.ptr, headline.len), headline) &&
	       holds(site, pm_str_of(social.ptr + headline.len, social.len - headline.len));
}

/* The title that the page gives to be quoted by (og:title and its like) is taken as it stands; then the headline of its data; then <title>
 * without the site's name, or the heading that stands in it. */
void html_choose_title(html_page *page, const html_titles *from, pm_buf *out)
{
	pm_buf clean = { 0 };
	pm_str whole, title, known, h1, headline = pm_str_trim(from->headline), social = pm_str_trim(from->social);

	html_squeeze(&clean, pm_buf_view(&page->title));
	whole = pm_buf_view(&clean);
	known = without_known_site(from, whole);
	h1 = fitting_heading(page, known);
	/* A name that was cut off for sure leaves nothing to guess. */
	title = known.len < whole.len ? known : without_site(whole, from->site);
	/* In data about a thing its name is the title, and the headline tells what it is. */
	if (!holds(whole, headline) && holds(whole, pm_str_trim(from->name)))
		headline = pm_str_trim(from->name);
	if (is_title(social, from))
		title = is_with_site(social, headline, from->site) ? headline : social;
	else if (is_title(headline, from) && (whole.len == 0 || holds(whole, headline)))
		title = headline;
	else if (h1.len > 0)
		title = h1;
	else if (!is_title(title, from) && page->heading1.len > 0)
		title = pm_str_from(page->heading1.ptr);
	pm_buf_str(out, title);
	pm_buf_free(&clean);
}
