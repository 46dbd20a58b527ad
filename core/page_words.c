/* page_words.c: what names of classes and ids, and labels in the text, say of a region.
 *
 * Names are weak hints.  They are split at everything that is no letter and where small letters turn to capitals, and matched
 * by whole word only: parts of words ("ad" in "shadow", "bar" in "barrister") are the largest single source of lost
 * text in programs of this kind.  The words are the trade's usual ones, from English and, as Chinese sites spell them,
 * from pinyin; no site is named. */
#include "page.h"

#include <stdlib.h>

typedef struct hint_word {
	const char *word; /* small letters */
	uint32_t hints;
} hint_word;

/* Sorted by word. */
static const hint_word hint_words[] = {
	{ "ad", HINT_ADVERT },
	{ "adbox", HINT_ADVERT },
	{ "addthis", HINT_SHARE },
	{ "addtoany", HINT_SHARE },
	{ "ads", HINT_ADVERT },
	{ "adsbygoogle", HINT_ADVERT },
	{ "adsense", HINT_ADVERT },
	{ "adslot", HINT_ADVERT },
	{ "adunit", HINT_ADVERT },
	{ "adv", HINT_ADVERT },
	{ "advert", HINT_ADVERT },
	{ "advertisement", HINT_ADVERT },
	{ "advertising", HINT_ADVERT },
	{ "advertorial", HINT_ADVERT },
	{ "adverts", HINT_ADVERT },
	{ "aehnliche", HINT_RELATED },
	{ "alsolike", HINT_RELATED },
	{ "answer", HINT_POST | HINT_BODY | HINT_FORUM },
	{ "answers", HINT_POST | HINT_BODY | HINT_FORUM },
	{ "anzeige", HINT_ADVERT },
	{ "apidoc", HINT_DOCS },
	{ "artical", HINT_BODY },
	{ "article", HINT_BODY },
	{ "articlebody", HINT_BODY },
	{ "articlecontent", HINT_BODY },
	{ "articleinfo", HINT_META },
	{ "articletext", HINT_BODY },
	{ "aside", HINT_ASIDE },
	{ "authi", HINT_PROFILE },
	{ "author", HINT_META },
	{ "authorbox", HINT_META },
	{ "authors", HINT_META },
	{ "avatar", HINT_PROFILE },
	{ "banner", HINT_HEADER },
	{ "bbs", HINT_FORUM },
	{ "bdshare", HINT_SHARE },
	{ "bdsharebuttonbox", HINT_SHARE },
	{ "beian", HINT_FOOTER },
	{ "biaoqian", HINT_META },
	{ "bio", HINT_META },
	{ "board", HINT_FORUM },
	{ "body", HINT_BODY },
	{ "bodytext", HINT_BODY },
	{ "bodywrapper", HINT_BODY | HINT_DOCS },
	{ "breadcrumb", HINT_NAVIGATION },
	{ "breadcrumblist", HINT_NAVIGATION },
	{ "breadcrumbs", HINT_NAVIGATION },
	{ "byline", HINT_META },
	{ "bylines", HINT_META },
	{ "captcha", HINT_NOTICE },
	{ "categories", HINT_META },
	{ "category", HINT_META },
	{ "ccpa", HINT_CONSENT },
	{ "cebian", HINT_ASIDE },
	{ "colophon", HINT_FOOTER },
	{ "comentarios", HINT_COMMENTS },
	{ "comment", HINT_COMMENTS | HINT_POST },
	{ "commentaires", HINT_COMMENTS },
	{ "commentarea", HINT_COMMENTS },
	{ "commentform", HINT_COMMENTS },
	{ "commenti", HINT_COMMENTS },
	{ "commentlist", HINT_COMMENTS },
	{ "comments", HINT_COMMENTS },
	{ "compartir", HINT_SHARE },
	{ "complementary", HINT_ASIDE },
	{ "consent", HINT_CONSENT },
	{ "content", HINT_BODY },
	{ "contentinfo", HINT_FOOTER },
	{ "contents", HINT_BODY },
	{ "cookie", HINT_CONSENT },
	{ "cookiebar", HINT_CONSENT },
	{ "cookies", HINT_CONSENT },
	{ "copyright", HINT_FOOTER },
	{ "crosssell", HINT_RELATED },
	{ "crumb", HINT_NAVIGATION },
	{ "crumbs", HINT_NAVIGATION },
	{ "daohang", HINT_NAVIGATION },
	{ "dateline", HINT_META },
	{ "datetime", HINT_META },
	{ "denglu", HINT_NOTICE },
	{ "detail", HINT_BODY },
	{ "details", HINT_BODY },
	{ "devsite", HINT_DOCS },
	{ "dfp", HINT_ADVERT },
	{ "dialog", HINT_NOTICE },
	{ "dibu", HINT_FOOTER },
	{ "discourse", HINT_FORUM },
	{ "discuz", HINT_FORUM },
	{ "discussion", HINT_FORUM },
	{ "discussions", HINT_FORUM },
	{ "disqus", HINT_COMMENTS },
	{ "document", HINT_BODY },
	{ "documentwrapper", HINT_BODY | HINT_DOCS },
	{ "docusaurus", HINT_DOCS },
	{ "docutils", HINT_DOCS },
	{ "donate", HINT_NOTICE },
	{ "donation", HINT_NOTICE },
	{ "doxygen", HINT_DOCS },
	{ "dqwz", HINT_NAVIGATION },
	{ "dropdown", HINT_NAVIGATION },
	{ "editsection", HINT_META },
	{ "entry", HINT_BODY },
	{ "entrymeta", HINT_META },
	{ "facet", HINT_FORM },
	{ "facets", HINT_FORM },
	{ "fanye", HINT_NAVIGATION },
	{ "feedback", HINT_NOTICE },
	{ "fenxiang", HINT_SHARE },
	{ "filter", HINT_FORM },
	{ "filters", HINT_FORM },
	{ "flarum", HINT_FORUM },
	{ "flyout", HINT_NOTICE },
	{ "follow", HINT_SHARE },
	{ "followus", HINT_SHARE },
	{ "fontsize", HINT_META },
	{ "foot", HINT_FOOTER },
	{ "footbar", HINT_FOOTER },
	{ "footer", HINT_FOOTER },
	{ "foots", HINT_FOOTER },
	{ "forum", HINT_FORUM },
	{ "forumline", HINT_FORUM },
	{ "forumposts", HINT_FORUM },
	{ "forums", HINT_FORUM },
	{ "fulltext", HINT_BODY },
	{ "gdpr", HINT_CONSENT },
	{ "gitbook", HINT_DOCS },
	{ "guanggao", HINT_ADVERT },
	{ "guestbook", HINT_COMMENTS },
	{ "header", HINT_HEADER },
	{ "hentry", HINT_BODY },
	{ "interstitial", HINT_RELATED },
	{ "ipb", HINT_FORUM },
	{ "javadoc", HINT_DOCS },
	{ "jiathis", HINT_SHARE },
	{ "keywords", HINT_META },
	{ "komentarze", HINT_COMMENTS },
	{ "kommentar", HINT_COMMENTS },
	{ "kommentare", HINT_COMMENTS },
	{ "laiyuan", HINT_META },
	{ "langswitch", HINT_NAVIGATION },
	{ "leftbar", HINT_ASIDE },
	{ "leftcol", HINT_ASIDE },
	{ "leftcolumn", HINT_ASIDE },
	{ "leftnav", HINT_NAVIGATION },
	{ "linkbar", HINT_NAVIGATION },
	{ "livefyre", HINT_COMMENTS },
	{ "localtoc", HINT_TOC },
	{ "login", HINT_NOTICE },
	{ "logo", HINT_HEADER },
	{ "logon", HINT_NOTICE },
	{ "luntan", HINT_FORUM },
	{ "main", HINT_BODY },
	{ "mainbody", HINT_BODY },
	{ "maincontent", HINT_BODY },
	{ "mainmenu", HINT_NAVIGATION },
	{ "mainnav", HINT_NAVIGATION },
	{ "maintext", HINT_BODY },
	{ "markdown", HINT_BODY },
	{ "masthead", HINT_HEADER },
	{ "megamenu", HINT_NAVIGATION },
	{ "memberinfo", HINT_PROFILE },
	{ "menu", HINT_NAVIGATION },
	{ "menus", HINT_NAVIGATION },
	{ "message", HINT_POST | HINT_BODY },
	{ "messages", HINT_POST | HINT_BODY },
	{ "messagetext", HINT_POST | HINT_BODY },
	{ "meta", HINT_META },
	{ "mgid", HINT_RELATED },
	{ "mkdocs", HINT_DOCS },
	{ "modal", HINT_NOTICE },
	{ "modals", HINT_NOTICE },
	{ "morefrom", HINT_RELATED },
	{ "moreon", HINT_RELATED },
	{ "mostpopular", HINT_RELATED },
	{ "mostread", HINT_RELATED },
	{ "mybb", HINT_FORUM },
	{ "nav", HINT_NAVIGATION },
	{ "navbar", HINT_NAVIGATION },
	{ "navi", HINT_NAVIGATION },
	{ "navigation", HINT_NAVIGATION },
	{ "navigator", HINT_NAVIGATION },
	{ "navmenu", HINT_NAVIGATION },
	{ "navs", HINT_NAVIGATION },
	{ "neirong", HINT_BODY },
	{ "newscontent", HINT_BODY },
	{ "newsletter", HINT_NOTICE },
	{ "newsletters", HINT_NOTICE },
	{ "newstext", HINT_BODY },
	{ "nextprev", HINT_RELATED },
	{ "offcanvas", HINT_NOTICE },
	{ "onetrust", HINT_CONSENT },
	{ "optin", HINT_NOTICE },
	{ "outbrain", HINT_RELATED },
	{ "overlay", HINT_NOTICE },
	{ "pagebar", HINT_NAVIGATION },
	{ "pagefoot", HINT_FOOTER },
	{ "pagenav", HINT_NAVIGATION },
	{ "pagenavi", HINT_NAVIGATION },
	{ "pager", HINT_NAVIGATION },
	{ "pagination", HINT_NAVIGATION },
	{ "paginator", HINT_NAVIGATION },
	{ "paging", HINT_NAVIGATION },
	{ "paihang", HINT_RELATED },
	{ "paihangbang", HINT_RELATED },
	{ "partage", HINT_SHARE },
	{ "paywall", HINT_NOTICE },
	{ "permalink", HINT_META },
	{ "phpbb", HINT_FORUM },
	{ "pingback", HINT_COMMENTS },
	{ "pingbacks", HINT_COMMENTS },
	{ "pinglun", HINT_COMMENTS },
	{ "polecane", HINT_RELATED },
	{ "popin", HINT_NOTICE },
	{ "popover", HINT_NOTICE },
	{ "popular", HINT_RELATED },
	{ "popup", HINT_NOTICE },
	{ "popups", HINT_NOTICE },
	{ "post", HINT_POST | HINT_BODY },
	{ "postarea", HINT_FORUM },
	{ "postauthor", HINT_PROFILE },
	{ "postbody", HINT_POST | HINT_BODY },
	{ "postcontent", HINT_POST | HINT_BODY },
	{ "postdetails", HINT_PROFILE },
	{ "poster", HINT_PROFILE },
	{ "posterinfo", HINT_PROFILE },
	{ "postinfo", HINT_META },
	{ "posting", HINT_POST },
	{ "postlist", HINT_FORUM },
	{ "postmessage", HINT_POST },
	{ "postmeta", HINT_META },
	{ "postprofile", HINT_PROFILE },
	{ "powiazane", HINT_RELATED },
	{ "prevnext", HINT_RELATED },
	{ "profile", HINT_PROFILE },
	{ "promo", HINT_RELATED },
	{ "promos", HINT_RELATED },
	{ "promotion", HINT_RELATED },
	{ "prose", HINT_BODY },
	{ "pubdate", HINT_META },
	{ "publicidad", HINT_ADVERT },
	{ "published", HINT_META },
	{ "pubtime", HINT_META },
	{ "qa", HINT_POST },
	{ "question", HINT_POST | HINT_BODY },
	{ "questions", HINT_POST | HINT_BODY },
	{ "quicksearch", HINT_FORM },
	{ "rail", HINT_ASIDE },
	{ "ranking", HINT_RELATED },
	{ "reactions", HINT_COMMENTS },
	{ "readmore", HINT_RELATED },
	{ "readnext", HINT_RELATED },
	{ "readthedocs", HINT_DOCS },
	{ "readtime", HINT_META },
	{ "recirc", HINT_RELATED },
	{ "recirculation", HINT_RELATED },
	{ "recommend", HINT_RELATED },
	{ "recommendation", HINT_RELATED },
	{ "recommendations", HINT_RELATED },
	{ "recommended", HINT_RELATED },
	{ "recommender", HINT_RELATED },
	{ "recommends", HINT_RELATED },
	{ "register", HINT_NOTICE },
	{ "registration", HINT_NOTICE },
	{ "regwall", HINT_NOTICE },
	{ "reklama", HINT_ADVERT },
	{ "related", HINT_RELATED },
	{ "relatednews", HINT_RELATED },
	{ "relatedposts", HINT_RELATED },
	{ "replies", HINT_COMMENTS },
	{ "reply", HINT_POST },
	{ "respond", HINT_COMMENTS },
	{ "richtext", HINT_BODY },
	{ "rightbar", HINT_ASIDE },
	{ "rightcol", HINT_ASIDE },
	{ "rightcolumn", HINT_ASIDE },
	{ "search", HINT_FORM },
	{ "searchbar", HINT_FORM },
	{ "searchbox", HINT_FORM },
	{ "searchform", HINT_FORM },
	{ "share", HINT_SHARE },
	{ "sharebar", HINT_SHARE },
	{ "sharebox", HINT_SHARE },
	{ "sharedaddy", HINT_SHARE },
	{ "shares", HINT_SHARE },
	{ "sharethis", HINT_SHARE },
	{ "sharetools", HINT_SHARE },
	{ "shariff", HINT_SHARE },
	{ "sharing", HINT_SHARE },
	{ "showthread", HINT_FORUM },
	{ "sidebar", HINT_ASIDE },
	{ "sidebars", HINT_ASIDE },
	{ "sidebox", HINT_ASIDE },
	{ "sidecol", HINT_ASIDE },
	{ "sidenav", HINT_NAVIGATION },
	{ "sider", HINT_ASIDE },
	{ "sig", HINT_PROFILE },
	{ "signature", HINT_PROFILE },
	{ "signin", HINT_NOTICE },
	{ "signup", HINT_NOTICE },
	{ "similar", HINT_RELATED },
	{ "sitehead", HINT_HEADER },
	{ "siteinfo", HINT_FOOTER },
	{ "sitemap", HINT_NAVIGATION },
	{ "sitenav", HINT_NAVIGATION },
	{ "skip", HINT_NAVIGATION },
	{ "skiplink", HINT_NAVIGATION },
	{ "smf", HINT_FORUM },
	{ "sns", HINT_SHARE },
	{ "social", HINT_SHARE },
	{ "socialmedia", HINT_SHARE },
	{ "socials", HINT_SHARE },
	{ "sort", HINT_FORM },
	{ "sorting", HINT_FORM },
	{ "sousuo", HINT_FORM },
	{ "sphinx", HINT_DOCS },
	{ "sphinxsidebar", HINT_ASIDE | HINT_DOCS },
	{ "sponsor", HINT_ADVERT },
	{ "sponsored", HINT_ADVERT },
	{ "sponsors", HINT_ADVERT },
	{ "story", HINT_BODY },
	{ "storybody", HINT_BODY },
	{ "submenu", HINT_NAVIGATION },
	{ "subnav", HINT_NAVIGATION },
	{ "subscribe", HINT_NOTICE },
	{ "subscription", HINT_NOTICE },
	{ "suggested", HINT_RELATED },
	{ "suggestions", HINT_RELATED },
	{ "tableofcontents", HINT_TOC },
	{ "taboola", HINT_RELATED },
	{ "tag", HINT_META },
	{ "tagcloud", HINT_META },
	{ "taglist", HINT_META },
	{ "tags", HINT_META },
	{ "tanchuang", HINT_NOTICE },
	{ "teaser", HINT_TEASER },
	{ "teasers", HINT_TEASER },
	{ "thread", HINT_FORUM },
	{ "threadlist", HINT_FORUM },
	{ "threads", HINT_FORUM },
	{ "threadtitle", HINT_FORUM },
	{ "timestamp", HINT_META },
	{ "toast", HINT_NOTICE },
	{ "toc", HINT_TOC },
	{ "toolbar", HINT_META },
	{ "tooltip", HINT_NOTICE },
	{ "topbar", HINT_HEADER },
	{ "topic", HINT_FORUM },
	{ "topicbody", HINT_POST | HINT_FORUM },
	{ "topics", HINT_FORUM },
	{ "topmenu", HINT_NAVIGATION },
	{ "topnav", HINT_NAVIGATION },
	{ "trackback", HINT_COMMENTS },
	{ "trackbacks", HINT_COMMENTS },
	{ "trending", HINT_RELATED },
	{ "trs", HINT_BODY },
	{ "tuijian", HINT_RELATED },
	{ "ucapcontent", HINT_BODY },
	{ "upsell", HINT_RELATED },
	{ "upsells", HINT_RELATED },
	{ "usercard", HINT_PROFILE },
	{ "userinfo", HINT_PROFILE },
	{ "userinfoextra", HINT_PROFILE },
	{ "username", HINT_PROFILE },
	{ "usertitle", HINT_PROFILE },
	{ "vbulletin", HINT_FORUM },
	{ "verwandt", HINT_RELATED },
	{ "viewcount", HINT_META },
	{ "viewtopic", HINT_FORUM },
	{ "vote", HINT_META },
	{ "votecell", HINT_META },
	{ "votecount", HINT_META },
	{ "votes", HINT_META },
	{ "weizhi", HINT_NAVIGATION },
	{ "wenzhang", HINT_BODY },
	{ "werbung", HINT_ADVERT },
	{ "widget", HINT_ASIDE },
	{ "widgets", HINT_ASIDE },
	{ "windowbg", HINT_FORUM },
	{ "wpnavi", HINT_NAVIGATION },
	{ "xenforo", HINT_FORUM },
	{ "xiangguan", HINT_RELATED },
	{ "yarpp", HINT_RELATED },
	{ "yejiao", HINT_FOOTER },
	{ "yemei", HINT_HEADER },
	{ "zergnet", HINT_RELATED },
	{ "zhengwen", HINT_BODY },
	{ "ziti", HINT_META },
	{ "zuozhe", HINT_META },
};

/* Words that say something only where they are all of a name: frameworks put them behind their own name for anything. */
static const hint_word whole_words[] = {
	{ "text", HINT_BODY },  { "zoom", HINT_BODY },    { "editor", HINT_BODY },  { "copy", HINT_BODY },    { "description", HINT_BODY },
	{ "date", HINT_META },  { "tools", HINT_META },   { "actions", HINT_META }, { "print", HINT_META },   { "rating", HINT_META },
	{ "views", HINT_META }, { "credit", HINT_META },  { "side", HINT_ASIDE },   { "legal", HINT_FOOTER }, { "bottom", HINT_FOOTER },
	{ "top", HINT_HEADER }, { "buttons", HINT_META }, { "hidden", HINT_CONCEALED }, { "hide", HINT_CONCEALED },
	{ "invisible", HINT_CONCEALED },
};

static int compare_hint_word(const void *key, const void *entry)
{
	return strcmp(key, ((const hint_word *)entry)->word);
}

/* Words that turn what follows into a statement about something else: `has-sidebar` is no sidebar, and blogs put the
 * `category-` and `tag-` of a post on the post itself. */
static bool is_qualifier(const char *word)
{
	static const char *const qualifiers[] = { "has",    "no",     "with",     "without", "is",     "not",   "tag",  "category", "type",
						  "format", "status", "template", "js",      "parent", "depth", "hide", "show" };

	for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++)
		if (strcmp(word, qualifiers[i]) == 0)
			return true;
	return false;
}

#define WORD_SIZE 24 /* longer ones are in no table */

/* The next word of a name at *at in small letters, "" at the end of the name.  The name ends at a blank. */
static void next_word(pm_str words, size_t *at, char word[WORD_SIZE])
{
	size_t n = 0;

	while (*at < words.len && words.ptr[*at] != ' ') {
		const char c = words.ptr[*at];
		const bool is_small = c >= 'a' && c <= 'z';
		const bool is_capital = c >= 'A' && c <= 'Z';

		if (!is_small && !is_capital) {
			if (n > 0)
				break;
			++*at;
			continue;
		}
		if (is_capital && n > 0 && words.ptr[*at - 1] >= 'a' && words.ptr[*at - 1] <= 'z')
			break;
		if (n < WORD_SIZE - 1)
			word[n] = (char)(is_capital ? c - 'A' + 'a' : c);
		n++;
		++*at;
	}
	word[n < WORD_SIZE - 1 ? n : WORD_SIZE - 1] = '\0';
}

#define MOST_WORDS 5 /* of a name; longer ones are titles made into names */

static uint32_t hints_of_name(pm_str words, size_t *at)
{
	char word[WORD_SIZE];
	uint32_t hints = 0;
	unsigned n_words = 0;
	bool is_first = true, is_found = false;

	uint32_t whole = 0;

	for (next_word(words, at, word); word[0] != '\0'; next_word(words, at, word)) {
		if (is_first && is_qualifier(word)) {
			if (strcmp(word, "hide") == 0 && (*at == words.len || words.ptr[*at] == ' '))
				return HINT_CONCEALED;
			while (*at < words.len && words.ptr[*at] != ' ')
				++*at;
			return 0;
		}
		is_first = false;
		is_found |= strcmp(word, "results") == 0 || strcmp(word, "result") == 0;
		n_words++;
		if (n_words > 1 && (strcmp(word, "widget") == 0 || strcmp(word, "widgets") == 0))
			continue; /* page builders call everything so behind their own name */
		for (size_t i = 0; i < sizeof whole_words / sizeof *whole_words && n_words == 1; i++)
			if (strcmp(word, whole_words[i].word) == 0)
				whole = whole_words[i].hints;

		const hint_word *found =
			bsearch(word, hint_words, sizeof hint_words / sizeof *hint_words, sizeof *hint_words, compare_hint_word);
		if (found != NULL)
			hints |= found->hints;
	}
	if (n_words > MOST_WORDS)
		return 0;
	if (n_words == 1)
		hints |= whole;
	if (is_found) /* what a search found is a listing, not the form that asked for it */
		hints &= ~(uint32_t)HINT_FORM;
	if ((hints & HINT_FORUM) != 0 && (hints & HINT_POST) != 0) /* a suggested answer is one */
		hints &= ~(uint32_t)HINT_RELATED;
	/* In one name the word that takes away outweighs the one that gives: `comment-content` holds comments. */
	if (hints & (HINT_NAVIGATION | HINT_FOOTER | HINT_COMMENTS | HINT_RELATED | HINT_TEASER | HINT_SHARE | HINT_ADVERT | HINT_NOTICE | HINT_CONSENT))
		hints &= ~(uint32_t)HINT_BODY;
	return hints;
}

/* Hidden on small screens alone: `hidden sm:flex`. */
static bool is_shown_somewhere(pm_str words)
{
	static const char *const displays[] = { ":flex", ":block", ":grid", ":inline", ":table" };

	for (size_t i = 0; i < sizeof displays / sizeof *displays; i++)
		if (pm_str_find(words, pm_str_from(displays[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

uint32_t page_hints_of_words(pm_str words)
{
	uint32_t hints = 0;

	for (size_t at = 0; at < words.len; at++)
		hints |= hints_of_name(words, &at);
	if ((hints & HINT_CONCEALED) != 0 && is_shown_somewhere(words))
		hints &= ~(uint32_t)HINT_CONCEALED;
	if (hints & HINT_COMMENTS) /* blogs number the threads of their comments */
		hints &= ~(uint32_t)HINT_FORUM;
	return hints;
}

/* `odd`, `first`: a place among others of the make. */
static bool is_place(const char *word)
{
	static const char *const places[] = { "odd", "even", "alt", "alternate", "first", "last" };

	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (strcmp(word, places[i]) == 0)
			return true;
	return false;
}

uint32_t page_signature_of_words(pm_str words)
{
	uint32_t hash = 2166136261u;
	bool is_empty = true;

	/* The first name that is no place tells the make; later ones tell more about the place (`bg2`), figures the number. */
	for (size_t at = 0; at < words.len && is_empty; at++) {
		char word[WORD_SIZE];

		for (next_word(words, &at, word); word[0] != '\0'; next_word(words, &at, word)) {
			if (is_place(word))
				continue;
			is_empty = false;
			for (const char *c = word; *c != '\0'; c++)
				hash = (hash ^ (unsigned char)*c) * 16777619u;
			hash = (hash ^ '-') * 16777619u;
		}
	}
	return hash;
}
