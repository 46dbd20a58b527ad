/* emit.c: JSON as bytes: commas, quotes and escapes, written in large pieces. */
#include "emit.h"

enum { MOST_KEY = 32, MOST_DIGITS = 20 };

static void flush(json_out *out)
{
	pm_sink_write(out->sink, out->bytes, out->len);
	out->len = 0;
}

/* Pieces are short and many: where `len` bytes go. */
static inline char *room(json_out *out, size_t len)
{
	if (sizeof(out->bytes) - out->len < len)
		flush(out);
	return out->bytes + out->len;
}

static void put(json_out *out, const char *bytes, size_t len)
{
	if (len > sizeof(out->bytes)) {
		flush(out);
		pm_sink_write(out->sink, bytes, len);
		return;
	}
	memcpy(room(out, len), bytes, len);
	out->len += len;
}

static inline void put_char(json_out *out, char c)
{
	*room(out, 1) = c;
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

/* The first byte at or after `i` that may not stand as itself.  Eight bytes go at once where none of them is below 0x20, a quote or a
 * backslash: (v - n) & ~v has a high bit where a byte of v is below n, and at most above such a byte where none is. */
static size_t skip_plain(pm_str s, size_t i)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	for (; s.len - i >= 8; i += 8) {
		uint64_t v;
		memcpy(&v, s.ptr + i, 8);
		uint64_t quote = v ^ ones * '"', backslash = v ^ ones * '\\';
		if (((((v - ones * 0x20) & ~v) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & high) != 0)
			break;
	}
	while (i < s.len && (unsigned char)s.ptr[i] >= 0x20 && s.ptr[i] != '"' && s.ptr[i] != '\\')
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

static void quoted(json_out *out, pm_str s)
{
	put_char(out, '"');
	if (s.len > 0)
		escape_run(out, s);
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

static void begin(json_out *out, const char *key)
{
	char *at = room(out, MOST_KEY + 5);
	if (out->needs_comma)
		*at++ = ',';
	out->needs_comma = true;
	if (key != NULL) {
		size_t n = strnlen(key, MOST_KEY);
		*at++ = '"';
		memcpy(at, key, n);
		memcpy(at + n, "\": ", 3);
		at += n + 3;
	}
	out->len = (size_t)(at - out->bytes);
}

void json_open(json_out *out, const char *key, char bracket)
{
	begin(out, key);
	put_char(out, bracket);
	out->needs_comma = false;
}

void json_close(json_out *out, char bracket)
{
	put_char(out, bracket);
	out->needs_comma = true;
}

void json_str(json_out *out, const char *key, pm_str value)
{
	begin(out, key);
	quoted_bytes(out, value);
}

void json_text(json_out *out, const char *key, pm_str text)
{
	begin(out, key);
	quoted(out, text);
}

void json_str_named(json_out *out, pm_str key, pm_str value)
{
	begin(out, NULL);
	quoted_bytes(out, key);
	put(out, ": ", 2);
	quoted_bytes(out, value);
}

void json_uint(json_out *out, const char *key, uint64_t value)
{
	char digits[MOST_DIGITS];
	size_t at = sizeof(digits);
	begin(out, key);
	do
		digits[--at] = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	put(out, digits + at, sizeof(digits) - at);
}

void json_true(json_out *out, const char *key)
{
	begin(out, key);
	put(out, "true", 4);
}

void json_str_if(json_out *out, const char *key, pm_str value)
{
	if (value.len > 0)
		json_str(out, key, value);
}

void json_text_if(json_out *out, const char *key, pm_str text)
{
	if (text.len > 0)
		json_text(out, key, text);
}

void json_uint_if(json_out *out, const char *key, uint64_t value)
{
	if (value > 0)
		json_uint(out, key, value);
}

void json_end(json_out *out)
{
	put_char(out, '\n');
	flush(out);
}

void json_line(json_out *out)
{
	if (out->needs_comma)
		put_char(out, ',');
	put(out, "\n  ", 3);
	out->needs_comma = false;
}
