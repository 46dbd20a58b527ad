/* own_address.c: links of a page to places in itself that name the page.
 *
 * Browsers that save a page write `#part` out as `https://site/page#part`, and generators of documentation write `page.html#part` in the
 * first place.  A page is known by several links whose parts are all names of places on it, since its own file need not be called so. */
#include "html.h"

enum {
	MOST_ADDRESSES = 16,
	MOST_PARTS = 6, /* of one address that are looked for */
	LEAST_PARTS = 3, /* one or two may be alike by chance: any page of a blog has #comments and #respond */
	MOST_LINKS = 400,
	MOST_ADDRESS = 1000,
};

typedef struct address {
	pm_str text, parts[MOST_PARTS];
	size_t n_parts;
} address;

/* The address whose `#` stands at `hash`, if it is that of a link: `href="address#part"`. */
static bool read_link(pm_str page, size_t hash, pm_str *text, pm_str *part)
{
	size_t from = hash, end = hash + 1;

	while (from > 0 && hash - from < MOST_ADDRESS && strchr("\"'<>", page.ptr[from - 1]) == NULL && (unsigned char)page.ptr[from - 1] > ' ')
		from--;
	if (from < 6 || from == hash || (page.ptr[from - 1] != '"' && page.ptr[from - 1] != '\'') ||
	    !pm_str_is_nocase(pm_str_of(page.ptr + from - 6, 5), "href="))
		return false;
	while (end < page.len && page.ptr[end] != page.ptr[from - 1] && (unsigned char)page.ptr[end] > ' ' && end - hash < MOST_ADDRESS)
		end++;
	*text = pm_str_of(page.ptr + from, hash - from);
	*part = pm_str_of(page.ptr + hash + 1, end - hash - 1);
	return end < page.len && part->len > 0 && page.ptr[end] == page.ptr[from - 1];
}

static void add_part(address *a, pm_str part)
{
	for (size_t i = 0; i < a->n_parts; i++)
		if (pm_str_equal(a->parts[i], part))
			return;
	if (a->n_parts < MOST_PARTS)
		a->parts[a->n_parts++] = part;
}

static size_t read_links(pm_str page, address *addresses)
{
	size_t n = 0, n_links = 0, at = 0;

	for (const char *hash; n_links < MOST_LINKS && (hash = memchr(page.ptr + at, '#', page.len - at)) != NULL;) {
		pm_str text, part;
		size_t i = 0;

		at = (size_t)(hash - page.ptr) + 1;
		if (!read_link(page, at - 1, &text, &part))
			continue;
		n_links++;
		while (i < n && !pm_str_equal(addresses[i].text, text))
			i++;
		if (i == MOST_ADDRESSES)
			continue;
		if (i == n)
			addresses[n++] = (address){ .text = text };
		add_part(&addresses[i], part);
	}
	return n;
}

/* Is there an `id` or `name` of this value? */
static bool has_place(pm_str page, pm_str name)
{
	for (size_t at = 0; (at = pm_str_find(page, name, at)) != SIZE_MAX; at++) {
		const size_t end = at + name.len;
		const char quote = at > 0 ? page.ptr[at - 1] : ' ';

		if ((quote == '"' || quote == '\'') && end < page.len && page.ptr[end] == quote && at >= 5 &&
		    (pm_str_is_nocase(pm_str_of(page.ptr + at - 4, 3), "id=") || (at >= 6 && pm_str_is_nocase(pm_str_of(page.ptr + at - 6, 5), "name="))))
			return true;
	}
	return false;
}

/* Nearly all parts that are linked to are there, and several. */
static bool is_own(pm_str page, const address *a)
{
	size_t n_found = 0;

	for (size_t i = 0; i < a->n_parts && a->n_parts >= LEAST_PARTS; i++)
		n_found += has_place(page, a->parts[i]);
	return n_found >= LEAST_PARTS && n_found + 1 >= a->n_parts;
}

/* As an attribute's value reads: of entities, addresses have `&amp;`. */
static void put_value(pm_buf *out, pm_str value)
{
	for (size_t at = 0; at < value.len; at++) {
		pm_buf_putc(out, value.ptr[at]);
		if (pm_str_starts_with(pm_str_of(value.ptr + at, value.len - at), "&amp;"))
			at += 4;
	}
}

void html_find_own_address(html_page *page, pm_str text)
{
	address addresses[MOST_ADDRESSES];
	const size_t n = read_links(text, addresses);

	for (size_t i = 0; i < n && page->own_address.len == 0; i++)
		if (is_own(text, &addresses[i]))
			put_value(&page->own_address, addresses[i].text);
}

pm_str html_local_link(const html_page *page, pm_str href)
{
	const pm_str own = pm_buf_view(&page->own_address);

	if (own.len > 0 && href.len > own.len + 1 && href.ptr[own.len] == '#' && pm_str_equal(pm_str_of(href.ptr, own.len), own))
		return pm_str_of(href.ptr + own.len, href.len - own.len);
	return href;
}
