/* media.c: players and frames.  A page shows a film or a recording where a document can only say where it is: a paragraph that is a link, with the
 * player's title. */
#include "html.h"

static bool has_scheme(pm_str address)
{
	for (size_t i = 0; i < address.len; i++) {
		if (address.ptr[i] == ':')
			return true;
		if (address.ptr[i] == '/' || address.ptr[i] == '?' || address.ptr[i] == '#')
			break;
	}
	return false;
}

static bool is_web_address(pm_str address)
{
	if (address.len < 3 || address.ptr[0] == '#' || address.ptr[0] == '{')
		return false;
	return !has_scheme(address) || pm_str_starts_with(address, "http:") || pm_str_starts_with(address, "https:");
}

/* Frames also hold adverts, buttons, comments and counters.  Only a player asks to fill the screen. */
static bool is_player(const xmlChar **atts)
{
	pm_str allowed = html_attribute(atts, "allow");
	long width = html_number(html_attribute(atts, "width"), 400), height = html_number(html_attribute(atts, "height"), 300);

	if (width < 120 || height < 60)
		return false;
	return html_has_attribute(atts, "allowfullscreen") || html_has_attribute(atts, "webkitallowfullscreen") ||
	       html_has_attribute(atts, "mozallowfullscreen") || pm_str_find(allowed, PM_STR("fullscreen"), 0) != SIZE_MAX ||
	       pm_str_find(allowed, PM_STR("picture-in-picture"), 0) != SIZE_MAX;
}

/* Moving decoration: it runs by itself, again and again, and nobody can stop it. */
static bool is_decoration(const xmlChar **atts)
{
	return html_has_attribute(atts, "autoplay") && html_has_attribute(atts, "loop") && !html_has_attribute(atts, "controls");
}

static pm_str first_of(const xmlChar **atts, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		pm_str value = pm_str_trim(html_attribute(atts, names[i]));

		if (is_web_address(value))
			return value;
	}
	return pm_str_of(NULL, 0);
}

static void put_player(html_page *page, pm_str address, pm_str title)
{
	html_span link = { .style = PM_LINK, .target = page->now.pool.len };

	if (page->context.flags & (IN_NO_TEXT | IN_HIDDEN_TEXT | IN_TEXTAREA | IN_PAGE_TITLE | IN_MARKER | IN_PRE))
		return;
	page->line = html_line(page);
	html_resolve(page, address, &page->now.pool);
	link.target_len = page->now.pool.len - link.target;
	html_squeeze(&page->now.text, title);
	if (page->now.text.len == 0)
		pm_buf_append(&page->now.text, page->now.pool.ptr + link.target, link.target_len);
	link.end = page->now.text.len;
	html_add_span(page, link);
	html_end_block(page);
}

void html_player(html_page *page, html_element *element, const xmlChar **atts)
{
	static const char *const sources[] = { "src", "data-src", "data-lazy-src", "data" };
	html_tag tag = (html_tag)element->info->tag;
	pm_str address = first_of(atts, sources, sizeof sources / sizeof *sources), title = html_attribute(atts, "title");

	element->is_player = tag == TAG_VIDEO || tag == TAG_AUDIO ? !is_decoration(atts) : is_player(atts);
	if (!element->is_player || address.len == 0)
		return;
	put_player(page, address, title.len > 0 ? title : html_attribute(atts, "aria-label"));
	element->is_player = false; /* once */
}

/* A page of frames says where its parts are. */
void html_frame(html_page *page, const xmlChar **atts)
{
	static const char *const sources[] = { "src" };
	pm_str address = first_of(atts, sources, 1), title = html_attribute(atts, "title");

	if (address.len > 0)
		put_player(page, address, title.len > 0 ? title : html_attribute(atts, "name"));
}

/* The first of the sources of a <video> or <audio>. */
void html_player_source(html_page *page, const xmlChar **atts)
{
	html_element *player = page->elements.n > 1 ? &page->elements.at[page->elements.n - 2] : NULL;
	pm_str address = pm_str_trim(html_attribute(atts, "src"));
	html_context context = page->context;

	if (player == NULL || !player->is_player || (player->info->tag != TAG_VIDEO && player->info->tag != TAG_AUDIO) ||
	    !is_web_address(address))
		return;
	player->is_player = false;
	page->context.region = player->outside.region;
	put_player(page, address, pm_str_of(NULL, 0));
	page->context = context;
}
