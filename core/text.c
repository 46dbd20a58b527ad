#include <pumice/text.h>

#include <stdio.h>
#include <stdlib.h>

/* -- UTF-8 ---------------------------------------------------------------------------------------------------------- */

/* Length of the valid sequence at s[at], 0 where there is none; the character goes to *c.  Follows the table of
 * well-formed sequences in the Unicode standard (3-7): no overlong forms, no surrogates, nothing past U+10FFFF. */
static size_t sequence(const unsigned char *p, size_t left, uint32_t *c)
{
	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	if (p[0] >= 0xC2 && p[0] <= 0xDF && left >= 2 && (p[1] & 0xC0) == 0x80) {
		*c = ((uint32_t)(p[0] & 0x1F) << 6) | (p[1] & 0x3Fu);
		return 2;
	}
	if ((p[0] & 0xF0) == 0xE0 && left >= 3 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
		*c = ((uint32_t)(p[0] & 0x0F) << 12) | ((uint32_t)(p[1] & 0x3F) << 6) | (p[2] & 0x3Fu);
		return *c >= 0x800 && (*c < 0xD800 || *c > 0xDFFF) ? 3 : 0;
	}
	if (p[0] >= 0xF0 && p[0] <= 0xF4 && left >= 4 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80 && (p[3] & 0xC0) == 0x80) {
		*c = ((uint32_t)(p[0] & 0x07) << 18) | ((uint32_t)(p[1] & 0x3F) << 12) | ((uint32_t)(p[2] & 0x3F) << 6) | (p[3] & 0x3Fu);
		return *c >= 0x10000 && *c <= 0x10FFFF ? 4 : 0;
	}
	return 0;
}

uint32_t pm_utf8_next_any(pm_str s, size_t *at)
{
	uint32_t c;
	size_t n = sequence((const unsigned char *)s.ptr + *at, s.len - *at, &c);
	if (n == 0) {
		*at += 1;
		return 0xFFFD;
	}
	*at += n;
	return c;
}

uint32_t pm_utf8_previous(pm_str s, size_t *at)
{
	size_t start = *at - 1;
	while (start > 0 && *at - start < 4 && ((unsigned char)s.ptr[start] & 0xC0) == 0x80)
		start--;
	uint32_t c = 0;
	size_t n = sequence((const unsigned char *)s.ptr + start, *at - start, &c);
	if (n != *at - start) {
		*at -= 1;
		return 0xFFFD;
	}
	*at = start;
	return c;
}

size_t pm_utf8_encode(uint32_t c, char *out)
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = 0xFFFD;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | (c >> 6));
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | (c >> 12));
		out[1] = (char)(0x80 | ((c >> 6) & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | (c >> 18));
	out[1] = (char)(0x80 | ((c >> 12) & 0x3F));
	out[2] = (char)(0x80 | ((c >> 6) & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* Are the twelve bytes four characters of three bytes each, none that begins with E0 or ED (where not all second bytes are sound)? */
static bool is_wide_four(const unsigned char *p)
{
	static const unsigned char masks[12] = { 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0 };
	static const unsigned char wants[12] = { 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80 };
	uint64_t words[2], mask[2], want[2];
	for (int k = 0; k < 2; k++) {
		memcpy(&words[k], p + k * 4, 8);
		memcpy(&mask[k], masks + k * 4, 8);
		memcpy(&want[k], wants + k * 4, 8);
	}
	if ((((words[0] & mask[0]) ^ want[0]) | ((words[1] & mask[1]) ^ want[1])) != 0)
		return false;
	unsigned leads = 1u << (p[0] & 15) | 1u << (p[3] & 15) | 1u << (p[6] & 15) | 1u << (p[9] & 15);
	return (leads & (1u << 0x0 | 1u << 0xD)) == 0;
}

size_t pm_utf8_valid(pm_str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t i = 0;
	while (i < s.len) {
		/* Eight ASCII bytes at a time. */
		uint64_t word;
		while (p[i] < 0x80 && s.len - i > sizeof word) {
			memcpy(&word, p + i, sizeof word);
			if (word & 0x8080808080808080u)
				break;
			i += sizeof word;
		}
		while (i < s.len && p[i] < 0x80)
			i++;
		/* Most of CJK text. */
		while (s.len - i >= 12 && is_wide_four(p + i))
			i += 12;
		while (s.len - i >= 3 && p[i] > 0xE0 && p[i] < 0xF0 && p[i] != 0xED && (p[i + 1] & 0xC0) == 0x80 && (p[i + 2] & 0xC0) == 0x80)
			i += 3;
		if (i == s.len)
			break;
		uint32_t c;
		size_t n = sequence(p + i, s.len - i, &c);
		if (n == 0)
			return i;
		i += n;
	}
	return s.len;
}

/* -- classes -------------------------------------------------------------------------------------------------------- */

bool pm_char_is_cjk_punct(uint32_t c)
{
	if (c >= 0x3001 && c <= 0x303F)
		return c != 0x3005 && c != 0x3006 && c != 0x3007;
	if ((c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF65))
		return true;
	return c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2014 || c == 0x2026 || c == 0xFE30 ||
	       (c >= 0xFE31 && c <= 0xFE4F);
}

bool pm_char_is_word_any(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	if (c < 0xC0)
		return c == 0xAA || c == 0xB5 || c == 0xBA;
	if (c == 0xD7 || c == 0xF7)
		return false;
	if (c >= 0x2000 && c <= 0x206F)
		return false;
	if (c >= 0x2070 && c <= 0x2BFF)
		return (c >= 0x2100 && c <= 0x218F) || (c >= 0x2460 && c <= 0x24FF) || (c <= 0x209C && c >= 0x2071);
	if (c >= 0x2E00 && c <= 0x2E7F)
		return false;
	if (c == 0xFFFD || c == 0xFFFC || (c >= 0xE000 && c <= 0xF8FF))
		return false;
	return !pm_char_is_space(c) && !pm_char_is_cjk_punct(c);
}

/* East Asian Wide and Fullwidth blocks of UAX #11, and the combining ranges that text of reports may hold.  wcwidth(3) would
 * depend on the locale. */
int pm_char_width(uint32_t c)
{
	if (c < 0x300)
		return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD ? 0 : 1;
	if (c <= 0x36F || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) || (c >= 0x610 && c <= 0x61A) ||
	    (c >= 0x64B && c <= 0x65F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x200B && c <= 0x200F) ||
	    (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F) ||
	    (c >= 0xFE20 && c <= 0xFE2F) || c == 0xFEFF || (c >= 0xE0100 && c <= 0xE01EF))
		return 0;
	if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0x33FF) || (c >= 0x3400 && c <= 0x4DBF) ||
	    (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xA000 && c <= 0xA4CF) || (c >= 0xA960 && c <= 0xA97F) || (c >= 0xAC00 && c <= 0xD7A3) ||
	    (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE10 && c <= 0xFE19) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
	    (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1F64F) || (c >= 0x1F900 && c <= 0x1F9FF) || (c >= 0x20000 && c <= 0x3FFFD))
		return 2;
	return 1;
}

/* -- strings -------------------------------------------------------------------------------------------------------- */

/* Are the three bytes at p a Han character of the main block (U+4E00 to U+9FFF), as nearly all of CJK text is? */
static bool is_plain_han(const unsigned char *p)
{
	return ((p[0] >= 0xE5 && p[0] <= 0xE9) || (p[0] == 0xE4 && p[1] >= 0xB8)) && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

static bool is_ascii_mark(unsigned char c)
{
	return c > ' ' && c < 0x80;
}

/* Are they a mark that Chinese text opens or closes with: E2 80 9x (quotes), E3 80 8x-Bx but the space, EF BC, EF BD (full width)? */
static bool is_wide_mark(const unsigned char *p)
{
	return (p[0] == 0xE3 && p[1] == 0x80 && p[2] > 0x80) || (p[0] == 0xEF && (p[1] == 0xBC || p[1] == 0xBD)) ||
	       (p[0] == 0xE2 && p[1] == 0x80 && (p[2] & 0xF0) == 0x90);
}

static bool is_no_space(const unsigned char *p)
{
	return is_plain_han(p) || is_wide_mark(p);
}

pm_str pm_str_trim(pm_str s)
{
	/* Most strings have no space at either end. */
	const unsigned char *p = (const unsigned char *)s.ptr;
	if (s.len >= 3 && (is_ascii_mark(p[0]) || is_no_space(p)) && (is_ascii_mark(p[s.len - 1]) || is_no_space(p + s.len - 3)))
		return s;
	size_t at = 0;
	while (at < s.len) {
		size_t next = at;
		if (!pm_char_is_space(pm_utf8_next(s, &next)))
			break;
		at = next;
	}
	size_t end = s.len;
	while (end > at) {
		size_t before = end;
		if (!pm_char_is_space(pm_utf8_previous(s, &before)))
			break;
		end = before;
	}
	return pm_str_of(s.ptr != NULL ? s.ptr + at : NULL, end - at);
}

/* Short needles by their last byte: in UTF-8 it tells characters apart better than the first, and memmem(3) costs more to set up than most
 * of our lines cost to read. */
static size_t find_short(pm_str s, pm_str needle, size_t from)
{
	size_t last = needle.len - 1;
	for (size_t at = from + last; at < s.len; at++) {
		const char *hit = memchr(s.ptr + at, needle.ptr[last], s.len - at);
		if (hit == NULL)
			break;
		at = (size_t)(hit - s.ptr);
		if (memcmp(s.ptr + at - last, needle.ptr, last) == 0)
			return at - last;
	}
	return SIZE_MAX;
}

size_t pm_str_find(pm_str s, pm_str needle, size_t from)
{
	enum { SHORT = 24 };
	if (from > s.len || s.len - from < needle.len)
		return SIZE_MAX;
	if (needle.len == 0)
		return from;
	if (needle.len <= SHORT)
		return find_short(s, needle, from);
	const char *found = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
	return found != NULL ? (size_t)(found - s.ptr) : SIZE_MAX;
}

/* Most strings differ in the character that is looked at first: cheaper than a call. */
bool pm_str_starts_with(pm_str s, const char *prefix)
{
	if (prefix[0] == '\0')
		return true;
	if (s.len == 0 || s.ptr[0] != prefix[0])
		return false;
	size_t n = strlen(prefix);
	return s.len >= n && memcmp(s.ptr, prefix, n) == 0;
}

bool pm_str_ends_with(pm_str s, const char *suffix)
{
	size_t n = strlen(suffix);
	return s.len >= n && (n == 0 || (s.ptr[s.len - 1] == suffix[n - 1] && memcmp(s.ptr + s.len - n, suffix, n) == 0));
}

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool pm_str_is_nocase(pm_str s, const char *literal)
{
	size_t i = 0;
	while (i < s.len && literal[i] != '\0' && lower(s.ptr[i]) == lower(literal[i]))
		i++;
	return i == s.len && literal[i] == '\0';
}

size_t pm_str_reading_length(pm_str s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.len;) {
		unsigned char b = (unsigned char)s.ptr[at];
		if (b < 0x80) {
			n += (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
			at++;
			continue;
		}
		if (pm_str_has_han(s, at)) {
			n += 3;
			at += 3;
			continue;
		}
		uint32_t c = pm_utf8_next(s, &at);
		n += pm_char_is_cjk(c) ? 3 : pm_char_is_word(c) ? 1 : 0;
	}
	return n;
}

/* -- buffer --------------------------------------------------------------------------------------------------------- */

static bool room(pm_buf *buf, size_t more)
{
	if (buf->is_broken)
		return false;
	if (buf->cap - buf->len > more)
		return true;
	size_t cap = buf->cap < 64 ? 64 : buf->cap;
	while (cap - buf->len <= more) {
		if (cap > SIZE_MAX / 4)
			goto broken;
		cap *= 2;
	}
	char *p = realloc(buf->ptr, cap);
	if (p == NULL)
		goto broken;
	buf->ptr = p;
	buf->cap = cap;
	return true;
broken:
	free(buf->ptr);
	*buf = (pm_buf){ .is_broken = true };
	return false;
}

void pm_buf_append(pm_buf *buf, const void *bytes, size_t len)
{
	if (len == 0 || !room(buf, len))
		return;
	memcpy(buf->ptr + buf->len, bytes, len);
	buf->len += len;
}

void pm_buf_str(pm_buf *buf, pm_str s)
{
	pm_buf_append(buf, s.ptr, s.len);
}

void pm_buf_puts(pm_buf *buf, const char *s)
{
	pm_buf_append(buf, s, strlen(s));
}

void pm_buf_putc(pm_buf *buf, char c)
{
	if (room(buf, 1))
		buf->ptr[buf->len++] = c;
}

void pm_buf_char(pm_buf *buf, uint32_t c)
{
	char utf8[4];
	pm_buf_append(buf, utf8, pm_utf8_encode(c, utf8));
}

void pm_buf_printf(pm_buf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	va_list again;
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n > 0 && room(buf, (size_t)n + 1)) {
		vsnprintf(buf->ptr + buf->len, (size_t)n + 1, format, again);
		buf->len += (size_t)n;
	}
	va_end(again);
}

void pm_buf_free(pm_buf *buf)
{
	free(buf->ptr);
	*buf = (pm_buf){ 0 };
}
