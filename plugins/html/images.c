/* images.c: pictures: which of the addresses a tag gives is the picture, and its bytes where they are at hand. */
#include "html.h"

/* Attributes that scripts of lazy loading copy into src; the real picture comes before the place holder. */
static const char *const lazy[] = {
	"data-src",       "data-original",  "data-lazy-src", "data-lazy",       "data-original-src",
	"data-actualsrc", "data-echo",      "data-url",      "data-hi-res-src", "data-image",
	"data-full-src",  "data-src-large", "_src",          "original",        "lazy-src",
	"file",           "zoomfile",       "src2",          "loadsrc",         "data-orig-src",
	"data-cfsrc",     "data-ezsrc",     "data-lazyload", "data-img-src",    "nitro-lazy-src",
};

static bool is_place_holder(pm_str src)
{
	static const char *const names[] = { "blank.",      "spacer.",  "transparent.", "pixel.",   "loading.",
					     "placeholder", "lazyload", "1x1.",         "grey.gif", "about:blank" };

	if (pm_str_starts_with(src, "data:") && src.len < 400)
		return true;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (pm_str_find(src, pm_str_from(names[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

static bool is_address(pm_str s)
{
	return s.len > 3 && s.len < 4096 && memchr(s.ptr, ' ', s.len) == NULL &&
	       (memchr(s.ptr, '/', s.len) != NULL || memchr(s.ptr, '.', s.len) != NULL) && s.ptr[0] != '{';
}

/* The largest of the candidates of a srcset: `a.jpg 1x, b.jpg 2x`. */
static pm_str best_of_set(pm_str set)
{
	pm_str best = { NULL, 0 };
	long most = -1;

	for (size_t at = 0; at < set.len;) {
		size_t start, end;
		long size = 0;

		while (at < set.len && ((unsigned char)set.ptr[at] <= ' ' || set.ptr[at] == ','))
			at++;
		for (start = at; at < set.len && (unsigned char)set.ptr[at] > ' ';)
			at++;
		end = at;
		while (end > start && set.ptr[end - 1] == ',')
			end--;
		if (end == at) {
			size_t from = at;

			while (at < set.len && set.ptr[at] != ',')
				at++;
			size = html_number(pm_str_of(set.ptr + from, at - from), 0);
		}
		if (end > start && size > most) {
			most = size;
			best = pm_str_of(set.ptr + start, end - start);
		}
	}
	return best;
}

static pm_str source_of(html_page *page, const xmlChar **atts)
{
	pm_str src = pm_str_trim(html_attribute(atts, "src")), s;

	for (size_t i = 0; i < sizeof lazy / sizeof *lazy; i++) {
		s = pm_str_trim(html_attribute(atts, lazy[i]));
		if (is_address(s))
			return s;
	}
	s = best_of_set(html_attribute(atts, "data-srcset"));
	if (s.len == 0 && src.len > 0 && !is_place_holder(src))
		return src;
	if (s.len == 0)
		s = best_of_set(html_attribute(atts, "srcset"));
	if (s.len == 0)
		s = pm_buf_view(&page->image_set);
	return s.len > 0 ? s : src;
}

void html_image_set(html_page *page, const xmlChar **atts)
{
	pm_str best = best_of_set(html_attribute(atts, "srcset"));

	if (best.len == 0)
		best = best_of_set(html_attribute(atts, "data-srcset"));
	if (best.len == 0 || page->image_set.len > 0 || page->elements.n < 2 ||
	    page->elements.at[page->elements.n - 2].info->tag != TAG_PICTURE)
		return;
	pm_buf_str(&page->image_set, best);
}

static int base64_digit(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static void decode_base64(pm_str s, pm_buf *out)
{
	uint32_t bits = 0;
	int n = 0;

	for (size_t i = 0; i < s.len && s.ptr[i] != '='; i++) {
		int digit = base64_digit(s.ptr[i]);

		if (digit < 0)
			continue;
		bits = bits << 6 | (uint32_t)digit;
		if (++n == 4) {
			pm_buf_append(out, (char[]){ (char)(bits >> 16), (char)(bits >> 8), (char)bits }, 3);
			bits = 0;
			n = 0;
		}
	}
	if (n == 3)
		pm_buf_append(out, (char[]){ (char)(bits >> 10), (char)(bits >> 2) }, 2);
	else if (n == 2)
		pm_buf_append(out, (char[]){ (char)(bits >> 4) }, 1);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void decode_percent(pm_str s, pm_buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '%' && i + 2 < s.len && hex_digit(s.ptr[i + 1]) >= 0 && hex_digit(s.ptr[i + 2]) >= 0) {
			pm_buf_putc(out, (char)(hex_digit(s.ptr[i + 1]) << 4 | hex_digit(s.ptr[i + 2])));
			i += 2;
		} else {
			pm_buf_putc(out, s.ptr[i]);
		}
	}
}

static int keep(html_page *page, pm_str name, pm_str bytes)
{
	pm_str type = pm_media_type_of(bytes);
	pm_error err = { 0 };
	int resource;

	if (type.len == 0)
		return 0;
	resource = pm_doc_append_resource(page->doc, name, type, bytes, &err);
	if (resource == 0)
		pm_doc_warn(page->doc, "line %u: picture is not kept: %s", html_line(page), err.text);
	return resource;
}

static int keep_data(html_page *page, pm_str src)
{
	const char *comma = memchr(src.ptr, ',', src.len);
	pm_buf bytes = { 0 };
	pm_str head, body;
	int resource = 0;

	if (comma == NULL)
		return 0;
	head = pm_str_of(src.ptr, (size_t)(comma - src.ptr));
	body = pm_str_of(comma + 1, src.len - head.len - 1);
	if (pm_str_find(head, PM_STR("base64"), 0) != SIZE_MAX)
		decode_base64(body, &bytes);
	else
		decode_percent(body, &bytes);
	if (!bytes.is_broken && bytes.len > 0)
		resource = keep(page, PM_STR("image"), pm_buf_view(&bytes));
	pm_buf_free(&bytes);
	return resource;
}

/* A picture that lies beside a saved page. */
static int keep_beside(html_page *page, pm_str src)
{
	pm_error err = { 0 };
	pm_str bytes, name = src;
	size_t end = 0;

	while (end < src.len && src.ptr[end] != '?' && src.ptr[end] != '#')
		end++;
	src.len = name.len = end;
	if (src.len == 0 || src.ptr[0] == '/' || memchr(src.ptr, ':', src.len) != NULL ||
	    pm_source_read_beside(page->src, src, &bytes, &err) != PM_OK)
		return 0;
	for (size_t i = src.len; i > 0; i--)
		if (src.ptr[i - 1] == '/') {
			name = pm_str_of(src.ptr + i, src.len - i);
			break;
		}
	return keep(page, name, bytes);
}

static void wait_for_copy(html_page *page, bool has_place_holder)
{
	page->copy_text = page->now.text.len + 1;
	page->copy_spans = page->now.spans.n + 1;
	page->has_place_holder = has_place_holder;
}

bool html_takes_copy(html_page *page)
{
	pm_str rest = pm_str_of((const char *)page->ctxt->input->cur, (size_t)(page->ctxt->input->end - page->ctxt->input->cur));
	const char *close = memchr(rest.ptr, '>', rest.len < 200 ? rest.len : 200);
	size_t at;

	if (page->copy_text != page->now.text.len + 1 || page->copy_spans != page->now.spans.n + 1 || close == NULL)
		return false;
	at = html_skip_space(rest, (size_t)(close - rest.ptr) + 1);
	if (!(pm_str_starts_with(pm_str_of(rest.ptr + at, rest.len - at), "<img ") ||
	      pm_str_starts_with(pm_str_of(rest.ptr + at, rest.len - at), "<picture")))
		return false;
	page->now.spans.n -= page->has_place_holder;
	page->copy_text = 0;
	return true;
}

static uint32_t size_of(const xmlChar **atts, const char *name)
{
	long pixels = html_number(html_attribute(atts, name), 0);
	pm_str value = html_attribute(atts, name);

	if (pixels <= 0 || pixels > 20000 || (value.len > 0 && value.ptr[value.len - 1] == '%'))
		return 0;
	return (uint32_t)pixels * 15; /* a pixel is 3/4 point */
}

/* Software that copies a caption into the alternative text copies its tags, too. */
static void put_alt(pm_buf *out, pm_str alt)
{
	pm_buf words = { 0 };
	bool has_end = true; /* a `>` is still to come */

	for (size_t at = 0; at < alt.len;) {
		char next = (char)(at + 1 < alt.len ? alt.ptr[at + 1] | 0x20 : 0);
		bool is_tag = has_end && alt.ptr[at] == '<' && ((next >= 'a' && next <= 'z') || next == '/');
		const char *end = is_tag ? memchr(alt.ptr + at, '>', alt.len - at) : NULL;

		has_end = has_end && (!is_tag || end != NULL);
		pm_buf_putc(&words, end != NULL ? ' ' : alt.ptr[at]);
		at = end != NULL ? (size_t)(end - alt.ptr) + 1 : at + 1;
	}
	html_squeeze(out, pm_buf_view(&words));
	pm_buf_free(&words);
}

/* Where a click on it leads, unless that is the picture again or a place in the page. */
static void link_image(html_page *page, html_span *span)
{
	pm_str link;

	if (page->context.link == 0)
		return;
	link = pm_str_from(page->links.ptr + (page->context.link - 1));
	if (link.len == 0 || link.ptr[0] == '#' || pm_str_equal(link, html_part(&page->now.pool, span->target, span->target_len)))
		return;
	span->link = page->now.pool.len;
	span->link_len = link.len;
	pm_buf_str(&page->now.pool, link);
}

void html_image(html_page *page, const xmlChar **atts)
{
	pm_str src = source_of(page, atts), alt = html_attribute(atts, "alt");
	uint32_t width = size_of(atts, "width"), height = size_of(atts, "height");
	html_span span = { .style = PM_IMAGE_REF, .width = width, .height = height };

	if (page->context.flags & (IN_NO_TEXT | IN_HIDDEN_TEXT | IN_TEXTAREA | IN_PAGE_TITLE | IN_MARKER))
		return;
	if (src.len == 0) {
		wait_for_copy(page, false);
		return;
	}
	/* Dots that count visitors are no pictures. */
	if ((width > 0 && width <= 2 * 15) || (height > 0 && height <= 2 * 15))
		return;
	if (page->line == 0)
		page->line = html_line(page);
	html_put_space(page);
	if (pm_str_starts_with(src, "data:"))
		span.resource = keep_data(page, src);
	else
		span.resource = keep_beside(page, src);
	span.start = span.end = page->now.text.len;
	span.alt = page->now.pool.len;
	put_alt(&page->now.pool, alt);
	span.alt_len = page->now.pool.len - span.alt;
	span.target = page->now.pool.len;
	if (!pm_str_starts_with(src, "data:"))
		html_resolve(page, src, &page->now.pool);
	span.target_len = page->now.pool.len - span.target;
	link_image(page, &span);
	if (span.resource == 0 && span.target_len == 0) {
		page->lost_images++;
		wait_for_copy(page, false);
		return;
	}
	html_add_span(page, span);
	if (is_place_holder(src))
		wait_for_copy(page, true);
}
