/* emit.c: JSON as bytes: commas, quotes and escapes, written in large pieces. */
#include "emit.h"

#define FLUSH_AT ((size_t)1 << 16)

void json_flush(json_out *out)
{
	pm_sink_write(out->sink, out->buf.ptr, out->buf.len);
	out->buf.len = 0;
}

/* Pieces are short and many: where there is room they need no call. */
static inline void put(json_out *out, const char *bytes, size_t len)
{
	pm_buf *buf = &out->buf;
	if (buf->cap - buf->len <= len) {
		pm_buf_append(buf, bytes, len);
		return;
	}
	memcpy(buf->ptr + buf->len, bytes, len);
	buf->len += len;
}

static inline void put_char(json_out *out, char c)
{
	put(out, &c, 1);
}

static void comma(json_out *out)
{
	if (out->needs_comma)
		put_char(out, ',');
	out->needs_comma = true;
	if (out->buf.len >= FLUSH_AT)
		json_flush(out);
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

static void escape_run(json_out *out, pm_str s)
{
	size_t from = 0;
	for (size_t i = skip_plain(s, 0); i < s.len; i = skip_plain(s, i + 1)) {
		unsigned char c = (unsigned char)s.ptr[i];
		put(out, s.ptr + from, i - from);
		from = i + 1;
		if (escape_of(c) != NULL)
			pm_buf_puts(&out->buf, escape_of(c));
		else
			pm_buf_printf(&out->buf, "\\u%04x", c);
	}
	if (s.len > from)
		put(out, s.ptr + from, s.len - from);
}

/* Addresses and names come from the source as bytes: what of them is not UTF-8 is written as U+FFFD. */
static void quoted(json_out *out, pm_str s)
{
	if (s.len == 0) {
		put(out, "\"\"", 2);
		return;
	}
	put_char(out, '"');
	while (s.len > 0) {
		size_t good = pm_utf8_valid(s);
		escape_run(out, pm_str_of(s.ptr, good));
		if (good == s.len)
			break;
		pm_buf_puts(&out->buf, "\xEF\xBF\xBD");
		s = pm_str_of(s.ptr + good + 1, s.len - good - 1);
	}
	put_char(out, '"');
}

static void begin(json_out *out, const char *key)
{
	comma(out);
	if (key == NULL)
		return;
	put_char(out, '"');
	put(out, key, strlen(key));
	put(out, "\": ", 3);
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
	quoted(out, value);
}

void json_str_named(json_out *out, pm_str key, pm_str value)
{
	comma(out);
	quoted(out, key);
	pm_buf_puts(&out->buf, ": ");
	quoted(out, value);
}

void json_uint(json_out *out, const char *key, uint64_t value)
{
	char digits[20];
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
	pm_buf_puts(&out->buf, "true");
}

void json_str_if(json_out *out, const char *key, pm_str value)
{
	if (value.len > 0)
		json_str(out, key, value);
}

void json_uint_if(json_out *out, const char *key, uint64_t value)
{
	if (value > 0)
		json_uint(out, key, value);
}

void json_line(json_out *out)
{
	if (out->needs_comma)
		put_char(out, ',');
	put(out, "\n  ", 3);
	out->needs_comma = false;
}
