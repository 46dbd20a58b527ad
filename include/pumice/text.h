/* text.h: characters as pumice counts and classes them, for passes, readers and writers alike. */
#ifndef PUMICE_TEXT_H
#define PUMICE_TEXT_H

#include <pumice/base.h>

PM_BEGIN_DECLS

/* The character at s[*at], which is moved behind it; U+FFFD and one byte on for what is not UTF-8.  Call with *at < s.len. */
PM_API uint32_t pm_utf8_next_any(pm_str s, size_t *at);
/* The same; what most text is made of is decoded in place. */
static inline uint32_t pm_utf8_next(pm_str s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.ptr + *at;

	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] > 0xE0 && p[0] < 0xED && s.len - *at >= 3 && (signed char)p[1] < -64 && (signed char)p[2] < -64) {
		*at += 3;
		return (((uint32_t)p[0] << 12) + ((uint32_t)p[1] << 6) + p[2]) - 0xE2080;
	}
	return pm_utf8_next_any(s, at);
}
/* The character that ends before s[*at], which is moved before it.  Call with *at > 0. */
PM_API uint32_t pm_utf8_previous(pm_str s, size_t *at);
/* Write `c` as UTF-8 to `out` (4 bytes of room); returns the number of bytes. */
PM_API size_t pm_utf8_encode(uint32_t c, char *out);
/* Offset of the first byte that is not valid UTF-8; s.len where all is. */
PM_API size_t pm_utf8_valid(pm_str s);

/* Does a Han character of the main block (U+4E00 to U+9FFF) begin at s[at], as most of CJK text is made of?  It has three bytes. */
static inline bool pm_str_has_han(pm_str s, size_t at)
{
	unsigned char lead = (unsigned char)s.ptr[at];

	return s.len - at >= 3 && ((lead >= 0xE5 && lead <= 0xE9) || (lead == 0xE4 && (unsigned char)s.ptr[at + 1] >= 0xB8));
}

/* Han, kana, hangul, bopomofo. */
static inline bool pm_char_is_cjk(uint32_t c)
{
	if (c < 0x1100)
		return false;
	if (c >= 0x4E00 && c <= 0x9FFF)
		return true;
	return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0x3100 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x31BF) || (c >= 0x31F0 && c <= 0x31FF) || (c >= 0x20000 && c <= 0x3FFFD) ||
	       c <= 0x11FF || (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3005 && c <= 0x3007);
}
/* Punctuation that CJK text uses full width: 、。「」（），：；！？《》 and so on. */
PM_API bool pm_char_is_cjk_punct(uint32_t c);
/* White space of any kind, U+3000, U+00A0 and zero-width ones included. */
static inline bool pm_char_is_space(uint32_t c)
{
	if (c < 0x80)
		return (c >= 9 && c <= 13) || c == ' ';
	if (c > 0x3000)
		return c == 0xFEFF;
	return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
	       c == 0x2060 || c == 0x3000;
}
/* A letter or digit of any script (marks included), for word tests; CJK counts. */
PM_API bool pm_char_is_word_any(uint32_t c);
/* The same; what most text is made of is told in place. */
static inline bool pm_char_is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return (c >= 0x3400 && c < 0xE000) || pm_char_is_word_any(c);
}
/* 0-9 and full-width ０-９: the digit's value; -1 for all else. */
static inline int pm_char_digit(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}
/* Columns on a terminal: 2 for East Asian wide, 0 for combining and zero-width, else 1. */
PM_API int pm_char_width(uint32_t c);

/* Without white space at both ends. */
PM_API pm_str pm_str_trim(pm_str s);
/* Offset of the first `needle` in `s` at or after `from`; SIZE_MAX where there is none. */
PM_API size_t pm_str_find(pm_str s, pm_str needle, size_t from);
PM_API bool pm_str_starts_with(pm_str s, const char *prefix);
PM_API bool pm_str_ends_with(pm_str s, const char *suffix);
/* ASCII letters without regard to case. */
PM_API bool pm_str_is_nocase(pm_str s, const char *literal);
/* How much there is to read: a CJK character counts 3, other word characters 1, so that thresholds hold in every script. */
PM_API size_t pm_str_reading_length(pm_str s);

/* The first day that `text` names, with its year, in any language that pages are written in: "2024-03-05" or "2024-03-05T09:45".
 * `language` is that of the text as far as it is known; it tells what comes first in 3/5/2024. */
PM_API bool pm_date_of_text(pm_str text, pm_str language, char iso[32]);

/* A growing byte buffer.  Start with {0}.  After a failed allocation `is_broken` is set and stays so, `len` is 0; check it once at the end. */
typedef struct pm_buf {
	char *ptr;
	size_t len, cap;
	bool is_broken;
} pm_buf;

PM_API void pm_buf_append(pm_buf *buf, const void *bytes, size_t len);
PM_API void pm_buf_str(pm_buf *buf, pm_str s);
PM_API void pm_buf_puts(pm_buf *buf, const char *s);
PM_API void pm_buf_putc(pm_buf *buf, char c);
PM_API void pm_buf_char(pm_buf *buf, uint32_t c); /* as UTF-8 */
PM_API void pm_buf_printf(pm_buf *buf, const char *format, ...) PM_PRINTF(2, 3);
PM_API void pm_buf_free(pm_buf *buf); /* and start anew */
static inline pm_str pm_buf_view(const pm_buf *buf)
{
	return pm_str_of(buf->ptr, buf->len);
}

PM_END_DECLS

#endif
