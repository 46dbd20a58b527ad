/* links.c: attributes, and addresses made absolute. */
#include <stdlib.h>

#include "html.h"

pm_str html_attribute(const xmlChar **atts, const char *name)
{
	for (size_t i = 0; atts != NULL && atts[i] != NULL; i += 2)
		if (*atts[i] == (xmlChar)*name && strcmp((const char *)atts[i], name) == 0)
			return pm_str_from((const char *)atts[i + 1]);
	return pm_str_of(NULL, 0);
}

bool html_has_attribute(const xmlChar **atts, const char *name)
{
	for (size_t i = 0; atts != NULL && atts[i] != NULL; i += 2)
		if (strcmp((const char *)atts[i], name) == 0)
			return true;
	return false;
}

long html_number(pm_str s, long otherwise)
{
	long n = 0;
	size_t i = 0;

	s = pm_str_trim(s);
	for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9' && n < 1000000000; i++)
		n = n * 10 + (s.ptr[i] - '0');
	return i > 0 ? n : otherwise;
}

bool html_has_word(pm_str s, const char *word)
{
	for (size_t at = 0; at < s.len;) {
		size_t end = at;

		while (end < s.len && (unsigned char)s.ptr[end] > ' ')
			end++;
		if (pm_str_is_nocase(pm_str_of(s.ptr + at, end - at), word))
			return true;
		at = end + 1;
	}
	return false;
}

bool html_array_room(void **at, size_t *cap, size_t n, size_t size)
{
	size_t want = *cap < 16 ? 16 : *cap * 2;
	void *grown;

	if (n < *cap)
		return true;
	if (want > SIZE_MAX / size)
		return false;
	grown = realloc(*at, want * size);
	if (grown == NULL)
		return false;
	*at = grown;
	*cap = want;
	return true;
}

/* Length of `scheme:` at the start of `s`, 0 where there is none. */
static size_t scheme_length(pm_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i], lower = (char)(c | 0x20);

		if (c == ':')
			return i > 0 ? i + 1 : 0;
		if (!(lower >= 'a' && lower <= 'z') && !(i > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
			return 0;
	}
	return 0;
}

/* Length of `scheme://host` at the start of `s`. */
static size_t origin_length(pm_str s)
{
	size_t at = scheme_length(s);

	if (at == 0 || at + 2 > s.len || s.ptr[at] != '/' || s.ptr[at + 1] != '/')
		return at;
	for (at += 2; at < s.len && s.ptr[at] != '/' && s.ptr[at] != '?' && s.ptr[at] != '#';)
		at++;
	return at;
}

static size_t find_any(pm_str s, const char *chars)
{
	for (size_t i = 0; i < s.len; i++)
		if (strchr(chars, s.ptr[i]) != NULL && s.ptr[i] != '\0')
			return i;
	return s.len;
}

/* Append `path`, `.` and `..` worked out; `floor` is where the path began in `out`. */
static void put_path(pm_buf *out, size_t floor, pm_str path)
{
	for (size_t at = 0; at <= path.len;) {
		size_t end = at;
		pm_str part;

		while (end < path.len && path.ptr[end] != '/')
			end++;
		part = pm_str_of(path.ptr + at, end - at);
		if (pm_str_is(part, "..")) {
			if (out->len > floor + 1)
				out->len--;
			while (out->len > floor + 1 && out->ptr[out->len - 1] != '/')
				out->len--;
		} else if (!pm_str_is(part, ".")) {
			pm_buf_str(out, part);
			if (end < path.len)
				pm_buf_putc(out, '/');
		}
		at = end + 1;
	}
}

/* What browsers let pass and addresses may not hold is escaped; a backslash is a slash to them, but for other schemes than the web's. */
static void put_clean(pm_buf *out, pm_str href)
{
	bool is_web = scheme_length(href) == 0 || pm_str_is_nocase(pm_str_of(href.ptr, href.len < 4 ? href.len : 4), "http");

	for (size_t i = 0; i < href.len; i++) {
		unsigned char c = (unsigned char)href.ptr[i];

		if (c == '\\' && is_web)
			pm_buf_putc(out, '/');
		else if (c == ' ' || c == 0x7F || (c > ' ' && memchr("<>\"|^`\\", c, 7) != NULL))
			pm_buf_printf(out, "%%%02X", c);
		else if (c > ' ')
			pm_buf_putc(out, (char)c);
	}
}

void html_resolve(const html_page *page, pm_str href, pm_buf *out)
{
	pm_buf clean = { 0 };
	pm_str base = pm_buf_view(page->base_address.len > 0 ? &page->base_address : &page->canonical), ref, path;
	size_t origin, floor, tail;

	put_clean(&clean, pm_str_trim(href));
	ref = pm_buf_view(&clean);
	origin = origin_length(base);
	if (ref.len == 0 || scheme_length(ref) > 0 || ref.ptr[0] == '#' || scheme_length(base) == 0) {
		pm_buf_str(out, ref);
		pm_buf_free(&clean);
		return;
	}
	if (pm_str_starts_with(ref, "//")) {
		pm_buf_append(out, base.ptr, scheme_length(base));
		pm_buf_str(out, ref);
		pm_buf_free(&clean);
		return;
	}
	pm_buf_append(out, base.ptr, origin);
	floor = out->len;
	pm_buf_putc(out, '/');
	tail = find_any(ref, "?#");
	path = pm_str_of(base.ptr + origin, find_any(pm_str_of(base.ptr + origin, base.len - origin), "?#"));
	if (path.len > 0)
		path = pm_str_of(path.ptr + 1, path.len - 1);
	if (ref.ptr[0] == '/') {
		put_path(out, floor, pm_str_of(ref.ptr + 1, tail - 1));
	} else if (tail == 0) {
		pm_buf_str(out, path);
	} else {
		while (path.len > 0 && path.ptr[path.len - 1] != '/')
			path.len--;
		if (path.len > 0) {
			put_path(out, floor, pm_str_of(path.ptr, path.len - 1));
			if (out->len > 0 && out->ptr[out->len - 1] != '/')
				pm_buf_putc(out, '/');
		}
		put_path(out, floor, pm_str_of(ref.ptr, tail));
	}
	pm_buf_append(out, ref.ptr + tail, ref.len - tail);
	pm_buf_free(&clean);
}
