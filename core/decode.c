/* decode.c: bytes to UTF-8.  Which charset is decided by evidence, the page's own claim being one piece of it. */
#include "decode.h"

#include "io.h"

#include <errno.h>
#include <iconv.h>
#include <pumice/text.h>
#include <stdlib.h>

enum { NAME_SIZE = 64, SAMPLE_BYTES = 256 * 1024 };

/* -- converting ------------------------------------------------------------------------------------------------------- */

typedef struct converted {
	char *text;
	size_t len, cap;
	size_t n_replaced;
} converted;

static bool room_for(converted *out, size_t more)
{
	if (out->cap - out->len >= more)
		return true;
	size_t cap = out->cap + out->cap / 2 + more;
	char *text = cap > out->cap ? realloc(out->text, cap) : NULL;
	if (text == NULL)
		return false;
	out->text = text;
	out->cap = cap;
	return true;
}

static bool put_replacement(converted *out)
{
	if (!room_for(out, 3))
		return false;
	memcpy(out->text + out->len, "\xef\xbf\xbd", 3);
	out->len += 3;
	out->n_replaced++;
	return true;
}

static bool is_two_byte_charset(const char *charset)
{
	static const char *const names[] = { "GB18030", "BIG5-HKSCS", "CP932", "EUC-JP", "CP949", "EUC-KR", "EUC-TW", "BIG5", "GBK" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(charset, names[i]) == 0)
			return true;
	return false;
}

/* How many bytes to give up where decoding stopped: a whole code unit, and in a two-byte charset lead and trail, so that what
 * follows stays in step; but never an ASCII byte, which may well be sound. */
static size_t bad_length(const char *charset, const char *at, size_t left)
{
	size_t n = 1;
	if (strncmp(charset, "UTF-16", 6) == 0)
		n = 2;
	else if (strncmp(charset, "UTF-32", 6) == 0)
		n = 4;
	else if (is_two_byte_charset(charset) && left > 1 && ((unsigned char)at[1] & 0x80) != 0 && (unsigned char)at[0] > 0x80 &&
	         (unsigned char)at[0] < 0xff)
		n = 2;
	return n < left ? n : left;
}

/* PM_OK, PM_ENOMEM, or PM_EUSAGE where iconv has no such charset. */
static int convert(const char *charset, pm_str bytes, converted *out)
{
	*out = (converted){ 0 };
	iconv_t cd = iconv_open("UTF-8", charset);
	if (cd == (iconv_t)-1)
		return errno == ENOMEM ? PM_ENOMEM : PM_EUSAGE;
	char *in = (char *)(uintptr_t)bytes.ptr; /* iconv only reads it */
	size_t left = bytes.len;
	bool ok = room_for(out, bytes.len + bytes.len / 4 + 64);
	while (ok) {
		char *to = out->text + out->len;
		size_t room = out->cap - out->len;
		size_t r = iconv(cd, left > 0 ? &in : NULL, &left, &to, &room);
		out->len = out->cap - room;
		if (r != (size_t)-1) {
			if (left == 0)
				break;
		} else if (errno == E2BIG) {
			ok = room_for(out, left + left / 2 + 64);
		} else if (left > 0) {
			/* 0x80 is the euro sign of the one-byte part of GBK as Windows and the web have it. */
			if (*in == (char)0x80 && strcmp(charset, "GB18030") == 0) {
				ok = room_for(out, 3);
				if (ok)
					memcpy(out->text + out->len, "\xe2\x82\xac", 3);
				out->len += ok ? 3 : 0;
				in++;
				left--;
				continue;
			}
			size_t skip = bad_length(charset, in, left);
			ok = put_replacement(out);
			in += skip;
			left -= skip;
			iconv(cd, NULL, NULL, NULL, NULL);
		} else {
			break;
		}
	}
	iconv_close(cd);
	if (!ok) {
		free(out->text);
		*out = (converted){ 0 };
		return PM_ENOMEM;
	}
	return PM_OK;
}

/* UTF-8 with its faults replaced, one mark for each byte that belongs to nothing. */
static int convert_utf8(pm_str bytes, converted *out)
{
	*out = (converted){ 0 };
	while (bytes.len > 0) {
		size_t good = pm_utf8_valid(bytes);
		if (!room_for(out, good + 3))
			goto nomem;
		memcpy(out->text + out->len, bytes.ptr, good);
		out->len += good;
		bytes = pm_str_of(bytes.ptr + good, bytes.len - good);
		if (bytes.len == 0)
			break;
		if (!put_replacement(out))
			goto nomem;
		/* The bytes of one broken character are one loss. */
		size_t n = 1;
		while (n < bytes.len && n < 3 && ((unsigned char)bytes.ptr[n] & 0xc0) == 0x80 && ((unsigned char)bytes.ptr[0] >= 0xc2))
			n++;
		bytes = pm_str_of(bytes.ptr + n, bytes.len - n);
	}
	return PM_OK;
nomem:
	free(out->text);
	*out = (converted){ 0 };
	return PM_ENOMEM;
}

/* U+E5E5 is where GB18030 puts A3A0, which pages mean as a wide space. */
static void map_gb_space(converted *c)
{
	char *at = c->text, *end = c->text + c->len;
	while (end - at >= 3 && (at = memchr(at, 0xee, (size_t)(end - at - 2))) != NULL) {
		if (at[1] == (char)0x97 && at[2] == (char)0xa5)
			memcpy(at, "\xe3\x80\x80", 3);
		at++;
	}
}

static int finish(pm_source *src, pm_str bytes, const char *charset, const char *why, int confidence, pm_decoding *out, pm_error *err)
{
	/* The name has to live as long as the text. */
	char *name = pm_source_alloc(src, strlen(charset) + 1);
	if (name == NULL)
		return pm_error_nomem(err);
	memcpy(name, charset, strlen(charset) + 1);
	*out = (pm_decoding){ .charset = name, .why = why, .confidence = confidence };
	converted c = { 0 };
	int code;
	if (strcmp(charset, "UTF-8") == 0) {
		if (pm_utf8_valid(bytes) == bytes.len) {
			out->text = bytes;
			return PM_OK;
		}
		code = convert_utf8(bytes, &c);
	} else {
		code = convert(charset, bytes, &c);
		if (code == PM_OK && strcmp(charset, "GB18030") == 0)
			map_gb_space(&c);
	}
	if (code == PM_EUSAGE)
		return pm_error_set(err, PM_EUSAGE, "charset %s: this system's iconv does not know it; give one that `iconv -l` lists", charset);
	if (code != PM_OK || !pm_source_adopt(src, c.text))
		return pm_error_nomem(err);
	out->text = pm_str_of(c.text, c.len);
	out->n_replaced = c.n_replaced;
	return PM_OK;
}

/* -- evidence ----------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *mark;
	size_t len;
	const char *charset;
} marks[] = {
	{ "\xef\xbb\xbf", 3, "UTF-8" },      { "\xff\xfe\0\0", 4, "UTF-32LE" },    { "\0\0\xfe\xff", 4, "UTF-32BE" },
	{ "\xff\xfe", 2, "UTF-16LE" },       { "\xfe\xff", 2, "UTF-16BE" },        { "\x84\x31\x95\x33", 4, "GB18030" },
};

static const char *byte_order_mark(pm_str bytes, size_t *len)
{
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (bytes.len >= marks[i].len && memcmp(bytes.ptr, marks[i].mark, marks[i].len) == 0) {
			*len = marks[i].len;
			return marks[i].charset;
		}
	return NULL;
}

/* UTF-16 without a mark: zero bytes on one side only (Latin), or CJK with some zero bytes of line breaks and digits. */
static const char *bare_utf16(pm_str bytes)
{
	size_t n = bytes.len < SAMPLE_BYTES ? bytes.len & ~(size_t)1 : SAMPLE_BYTES;
	size_t zeros[2] = { 0, 0 }, sound[2] = { 0, 0 }, n_high = 0;
	/* Nearly all there is has none. */
	if (n == 0 || memchr(bytes.ptr, 0, n) == NULL)
		return NULL;
	for (size_t i = 0; i + 1 < n; i += 2) {
		unsigned a = (unsigned char)bytes.ptr[i], b = (unsigned char)bytes.ptr[i + 1];
		zeros[0] += a == 0;
		zeros[1] += b == 0;
		n_high += (a | b) >= 0x80;
		unsigned units[2] = { a << 8 | b, b << 8 | a }; /* big, little */
		for (int k = 0; k < 2; k++) {
			unsigned u = units[k];
			sound[k] += (u >= 0x20 && u < 0x250) || u == '\n' || u == '\r' || u == '\t' || (u >= 0x2010 && u < 0x2030) ||
			            (u >= 0x3000 && u < 0x3100) || (u >= 0x4e00 && u < 0xa000) || (u >= 0xff00 && u < 0xfff0);
		}
	}
	size_t n_zeros = zeros[0] + zeros[1];
	/* Pairs of ASCII letters look like CJK, so where no byte is high every other one has to be zero. */
	if (n < 4 || n_zeros == 0 || (n_high * 5 < n && n_zeros * 4 < n))
		return NULL;
	if (sound[1] * 20 >= n / 2 * 19 && zeros[1] >= zeros[0] * 4 && zeros[1] * 400 >= n)
		return "UTF-16LE";
	if (sound[0] * 20 >= n / 2 * 19 && zeros[0] >= zeros[1] * 4 && zeros[0] * 400 >= n)
		return "UTF-16BE";
	return NULL;
}

/* UTF-32 without a mark: no unit is beyond U+10FFFF, and most have two empty bytes on one side. */
static const char *bare_utf32(pm_str bytes)
{
	size_t n = bytes.len < SAMPLE_BYTES ? bytes.len & ~(size_t)3 : SAMPLE_BYTES, n_little = 0, n_big = 0;
	/* Nearly all there is has none. */
	if (n < 8 || (bytes.ptr[0] != 0 && bytes.ptr[3] != 0))
		return NULL;
	for (size_t i = 0; i < n; i += 4) {
		const char *u = bytes.ptr + i;
		n_little += u[3] == 0 && u[2] == 0 && (u[0] | u[1]) != 0;
		n_big += u[0] == 0 && u[1] == 0 && (u[2] | u[3]) != 0;
		if ((u[3] != 0 || (unsigned char)u[2] > 0x10) && (u[0] != 0 || (unsigned char)u[1] > 0x10))
			return NULL;
	}
	return n_little * 5 >= n ? "UTF-32LE" : n_big * 5 >= n ? "UTF-32BE" : NULL;
}

/* UTF-8 but for one sequence in `share`: cut at a buffer's end, or a patch of something else. */
static bool is_nearly_utf8(pm_str bytes, size_t share)
{
	size_t n_good = 0, n_bad = 0;
	size_t n = bytes.len < SAMPLE_BYTES ? bytes.len : SAMPLE_BYTES;
	for (size_t i = 0; i < n;) {
		unsigned c = (unsigned char)bytes.ptr[i];
		if (c < 0x80) {
			i++;
			continue;
		}
		size_t want = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
		size_t have = 1;
		while (have < want && i + have < n && ((unsigned char)bytes.ptr[i + have] & 0xc0) == 0x80)
			have++;
		bool good = c >= 0xc2 && c <= 0xf4 && have == want;
		if (!good && i + have >= n && c >= 0xc2)
			break; /* cut off at the end */
		n_good += good ? 1 : 0;
		n_bad += good ? 0 : 1;
		i += have;
	}
	/* One fault is allowed to a short text, where there is enough of it to be sure. */
	return n_good > 0 && n_bad <= n_good / share + (n_good >= 10 ? 1 : 0);
}

/* How much the bytes look like Chinese in a charset of two bytes a character: the share, in hundredths, of pairs that are common
 * characters or punctuation.  No tables: GB 2312 has its 3755 common characters in rows B0-D7, Big5 its 5401 in A4-C6. */
static int chinese_share(pm_str bytes, bool is_big5)
{
	size_t n = bytes.len < SAMPLE_BYTES ? bytes.len : SAMPLE_BYTES;
	size_t n_common = 0, n_pairs = 0, n_low_trails = 0;
	for (size_t i = 0; i < n;) {
		unsigned a = (unsigned char)bytes.ptr[i];
		if (a < 0x80) {
			i++;
			continue;
		}
		unsigned b = i + 1 < n ? (unsigned char)bytes.ptr[i + 1] : 0;
		n_pairs++;
		if (is_big5) {
			bool trail = (b >= 0x40 && b <= 0x7e) || (b >= 0xa1 && b <= 0xfe);
			n_common += trail && a >= 0xa1 && a <= 0xc6;
			n_low_trails += trail && b < 0x80;
		} else {
			bool trail = b >= 0xa1 && b <= 0xfe;
			n_common += trail && ((a >= 0xb0 && a <= 0xd7) || a == 0xa1 || a == 0xa3);
			n_low_trails += trail && b < 0xc0;
		}
		i += b >= 0x40 ? 2 : 1;
	}
	/* Trail bytes spread over their whole range in Chinese; Cyrillic and Greek in one byte bunch them, and behind the single letters of
	 * a Western or Polish page hardly anything but ASCII letters stands. */
	if (n_pairs == 0 || n_low_trails * 8 < n_pairs || (is_big5 && n_low_trails * 5 > n_pairs * 4))
		return 0;
	return (int)(n_common * 100 / n_pairs);
}

/* Text of an alphabet has its letters above 0x80 in words; a Western page has them singly, between ASCII letters. */
static bool decodes_cleanly(const char *charset, pm_str bytes, bool *known)
{
	pm_str part = bytes.len > SAMPLE_BYTES ? pm_str_of(bytes.ptr, SAMPLE_BYTES) : bytes;
	size_t n_high = 0;
	for (size_t i = 0; i < part.len; i++)
		n_high += ((unsigned char)part.ptr[i] & 0x80) != 0;
	converted c;
	int code = convert(charset, part, &c);
	*known = code == PM_OK;
	if (code != PM_OK)
		return false;
	free(c.text);
	return c.n_replaced <= 1 + n_high / 100;
}

static bool has_more_high_bytes(pm_str bytes, size_t n)
{
	for (size_t i = 0; i < bytes.len; i++)
		if (((unsigned char)bytes.ptr[i] & 0x80) != 0 && n-- == 0)
			return true;
	return false;
}

/* Do the bytes bear out what the page declares?  Almost any bytes are something in a one-byte charset, and Big5 is mostly valid
 * GB18030; so a claim falls where the other Chinese charset, or Chinese at all, fits far better. */
static bool claim_holds(const char *charset, pm_str bytes)
{
	enum { FEW = 16 };
	bool known = false;
	if (strcmp(charset, "UTF-8") == 0)
		return is_nearly_utf8(bytes, 8);
	if (strncmp(charset, "UTF-16", 6) == 0 || strncmp(charset, "UTF-32", 6) == 0)
		return false; /* a page whose declaration could be read as ASCII is neither */
	if (!decodes_cleanly(charset, bytes, &known))
		return false;
	/* A few characters tell nothing against it. */
	if (is_two_byte_charset(charset) && !has_more_high_bytes(bytes, FEW))
		return true;
	int gb = chinese_share(bytes, false), big5 = chinese_share(bytes, true);
	if (strcmp(charset, "GB18030") == 0)
		return gb >= 60 || gb + 15 >= big5;
	if (strcmp(charset, "BIG5-HKSCS") == 0)
		return big5 >= gb || gb < 85;
	if (is_two_byte_charset(charset))
		return true;
	return gb < 85 && big5 < 90;
}

/* Without a detector, or against a guess that cannot be: the Chinese charset that fits better, else Western. */
static const char *guess(pm_str bytes, int *confidence)
{
	int gb = chinese_share(bytes, false), big5 = chinese_share(bytes, true);
	*confidence = gb > big5 ? gb : big5;
	if (gb >= 70 && gb >= big5 - 5)
		return "GB18030";
	if (big5 >= 70)
		return "BIG5-HKSCS";
	*confidence = 10;
	return "WINDOWS-1252";
}

static const char *detect(pm_source *src, pm_str bytes, char *room, const char **why, int *confidence)
{
	const pm_detector *detector = pm_source_detector(src);
	char found[NAME_SIZE] = "";
	int sure = detector != NULL ? detector->detect(bytes, found, sizeof found) : 0;
	const char *charset = sure > 0 ? pm_charset_of_label(pm_str_from(found), room, NAME_SIZE) : NULL;
	int share = 0;
	const char *chinese = guess(bytes, &share);
	bool known = false;
	*why = "detected";
	if (charset == NULL || strcmp(charset, "UTF-8") == 0 || !decodes_cleanly(charset, bytes, &known)) {
		*confidence = share < 90 ? share : 90;
		*why = "guessed";
		return chinese;
	}
	/* Short texts mislead a detector by statistics: one-byte answers for what is Chinese through and through. */
	if (!is_two_byte_charset(charset) && share >= 90) {
		*confidence = share < 90 ? share : 90;
		return chinese;
	}
	if ((strcmp(charset, "GB18030") == 0 || strcmp(charset, "BIG5-HKSCS") == 0) && share >= 70 && strcmp(charset, chinese) != 0) {
		int other = chinese_share(bytes, strcmp(charset, "BIG5-HKSCS") == 0);
		if (other < 60) {
			*confidence = share;
			return chinese;
		}
	}
	*confidence = sure;
	return charset;
}

static bool has_escape(pm_str bytes)
{
	return bytes.len > 0 && memchr(bytes.ptr, 0x1b, bytes.len) != NULL;
}

int pm_source_decode(pm_source *src, pm_str bytes, const char *forced, const char *declared, pm_str sample, pm_decoding *out,
                     pm_error *err)
{
	char room[NAME_SIZE];
	size_t skip = 0;
	const char *charset = byte_order_mark(bytes, &skip);
	if (charset != NULL)
		return finish(src, pm_str_of(bytes.ptr + skip, bytes.len - skip), charset, "byte order mark", 100, out, err);
	if (forced != NULL) {
		charset = pm_charset_of_label(pm_str_from(forced), room, sizeof room);
		if (charset == NULL)
			return pm_error_set(err, PM_EUSAGE, "charset `%s`: no such name; give one that `iconv -l` lists, as GB18030 or UTF-8", forced);
		return finish(src, bytes, charset, "option", 100, out, err);
	}
	const char *claimed = declared != NULL ? pm_charset_of_label(pm_str_from(declared), room, sizeof room) : NULL;
	const char *bare = bare_utf32(bytes);
	if (bare == NULL)
		bare = bare_utf16(bytes);
	if (bare != NULL)
		return finish(src, bytes, bare, "detected", 90, out, err);
	/* Charsets that shift by escapes are valid UTF-8 to look at. */
	if (claimed != NULL && strncmp(claimed, "ISO-2022", 8) == 0 && has_escape(bytes))
		return finish(src, bytes, claimed, "declared", 90, out, err);
	if (pm_utf8_valid(bytes) == bytes.len) {
		*out = (pm_decoding){ .text = bytes, .charset = "UTF-8", .why = "valid UTF-8", .confidence = 100 };
		return PM_OK;
	}
	if (is_nearly_utf8(bytes, 50))
		return finish(src, bytes, "UTF-8", "nearly valid UTF-8", 90, out, err);
	if (sample.len == 0)
		sample = bytes;
	if (claimed != NULL && claim_holds(claimed, sample))
		return finish(src, bytes, claimed, "declared", 90, out, err);
	const char *why = NULL;
	int confidence = 0;
	charset = detect(src, sample, room, &why, &confidence);
	return finish(src, bytes, charset, why, confidence, out, err);
}
