/* emit.c: JSON as bytes: commas, quotes and escapes, written in large pieces. */
#include "emit.h"

enum { MOST_DIGITS = 20 };

void json_flush(json_out *out)
{
	pm_sink_write(out->sink, out->bytes, out->len);
	out->len = 0;
}

static void put(json_out *out, const char *bytes, size_t len)
{
	if (len > sizeof(out->bytes)) {
		json_flush(out);
		pm_sink_write(out->sink, bytes, len);
		return;
	}
	memcpy(json_room(out, len), bytes, len);
	out->len += len;
}

static inline void put_char(json_out *out, char c)
{
	*json_room(out, 1) = c;
	out->len++;
}

/* What stands for a byte that may not stand as itself; NULL for those that may. */
static const char *escape_of(unsigned char c)
{
	switch (c) {
	case '"':
		return "\\\"";
	case '\\':
		return "\\\\";
	case '\n':
		return "\\n";
	case '\t':
		return "\\t";
	case '\r':
		return "\\r";
	default:
		return NULL;
	}
}

/* Is none of eight bytes below 0x20, a quote or a backslash?  (v - n) & ~v has a high bit where a byte of v is below n, and at most above
 * such a byte where none is. */
static inline bool are_plain(const char *p)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	uint64_t v;
	memcpy(&v, p, 8);
	uint64_t quote = v ^ ones * '"', backslash = v ^ ones * '\\';
	return ((((v - ones * 0x20) & ~v) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & high) == 0;
}

static inline bool is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/* The first byte at or after `i` that may not stand as itself. */
static size_t skip_plain(pm_str s, size_t i)
{
	for (; s.len - i >= 8; i += 8)
		if (!are_plain(s.ptr + i))
			break;
	/* Less than eight are left: look at the last eight, some of them for the second time. */
	if (s.len >= 8 && s.len - i < 8 && are_plain(s.ptr + s.len - 8))
		return s.len;
	while (i < s.len && is_plain(s.ptr[i]))
		i++;
	return i;
}

static void put_escape(json_out *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	const char *escape = escape_of(c);
	if (escape != NULL) {
		put(out, escape, 2);
		return;
	}
	char code[6] = { '\\', 'u', '0', '0', hex[c >> 4], hex[c & 15] };
	put(out, code, sizeof(code));
}

static void escape_run(json_out *out, pm_str s)
{
	size_t from = 0;
	for (size_t i = skip_plain(s, 0); i < s.len; i = skip_plain(s, i + 1)) {
		put(out, s.ptr + from, i - from);
		from = i + 1;
		put_escape(out, (unsigned char)s.ptr[i]);
	}
	put(out, s.ptr + from, s.len - from);
}

/* Most texts are short and plain: they are copied while they are looked at. */
static void quoted(json_out *out, pm_str s)
{
	enum { SHORT = 2048 };
	size_t i = 0;
	put_char(out, '"');
	if (s.len <= SHORT) {
		char *at = json_room(out, SHORT);
		for (; s.len - i >= 8 && are_plain(s.ptr + i); i += 8)
			memcpy(at + i, s.ptr + i, 8);
		if (s.len >= 8 && s.len - i < 8 && are_plain(s.ptr + s.len - 8)) {
			memcpy(at + s.len - 8, s.ptr + s.len - 8, 8);
			i = s.len;
		}
		for (; i < s.len && is_plain(s.ptr[i]); i++)
			at[i] = s.ptr[i];
		out->len += i;
	}
	if (i < s.len)
		escape_run(out, pm_str_of(s.ptr + i, s.len - i));
	put_char(out, '"');
}

/* Addresses and names come from the source as bytes: what of them is not UTF-8 is written as U+FFFD. */
static void quoted_bytes(json_out *out, pm_str s)
{
	size_t good = s.len > 0 ? pm_utf8_valid(s) : 0;
	if (good == s.len) {
		quoted(out, s);
		return;
	}
	put_char(out, '"');
	for (; good < s.len; good = pm_utf8_valid(s)) {
		escape_run(out, pm_str_of(s.ptr, good));
		put(out, "\xEF\xBF\xBD", 3);
		s = pm_str_of(s.ptr + good + 1, s.len - good - 1);
	}
	escape_run(out, s);
	put_char(out, '"');
}

void json_close(json_out *out, char bracket)
{
	put_char(out, bracket);
	out->needs_comma = true;
}

void json_put_str(json_out *out, pm_str value)
{
	quoted_bytes(out, value);
}

void json_put_text(json_out *out, pm_str text)
{
	quoted(out, text);
}

void json_str_named(json_out *out, pm_str key, pm_str value)
{
	json_begin(out, NULL);
	quoted_bytes(out, key);
	put(out, ": ", 2);
	quoted_bytes(out, value);
}

void json_put_uint(json_out *out, uint64_t value)
{
	char digits[MOST_DIGITS];
	size_t at = sizeof(digits);
	do
		digits[--at] = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	put(out, digits + at, sizeof(digits) - at);
}

void json_true(json_out *out, const char *key)
{
	json_begin(out, key);
	put(out, "true", 4);
}

void json_end(json_out *out)
{
	put_char(out, '\n');
	json_flush(out);
}

void json_line(json_out *out)
{
	if (out->needs_comma)
		put_char(out, ',');
	put(out, "\n  ", 3);
	out->needs_comma = false;
}
