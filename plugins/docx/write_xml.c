/* Escaping of text for XML.  Text of the model is UTF-8 already; what is left to mind are the few characters with a meaning in
 * XML and those that no XML document can hold. */
#include "write_zip.h"

typedef enum escape_mode { IN_TEXT, IN_ATTRIBUTE } escape_mode;

static const char replacement[] = "\xEF\xBF\xBD";

/* What byte s[i] must be written as; NULL where it stands for itself.  `*n` is how many bytes it takes up. */
static const char *escape_at(pm_str s, size_t i, escape_mode mode, size_t *n)
{
	unsigned char c = (unsigned char)s.ptr[i];
	*n = 1;
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return mode == IN_ATTRIBUTE ? "&quot;" : NULL;
	case '\t':
		return mode == IN_ATTRIBUTE ? "&#9;" : NULL;
	case '\n':
		return mode == IN_ATTRIBUTE ? "&#10;" : NULL;
	case '\r':
		return "&#13;";
	case 0xef: /* U+FFFE and U+FFFF are EF BF BE and EF BF BF */
		if (i + 2 < s.len && (unsigned char)s.ptr[i + 1] == 0xbf && (unsigned char)s.ptr[i + 2] >= 0xbe) {
			*n = 3;
			return replacement;
		}
		return NULL;
	default:
		return c < 0x20 ? replacement : NULL;
	}
}

static bool may_need_escape(unsigned char c)
{
	return c < 0x20 || c == '&' || c == '<' || c == '>' || c == '"' || c == 0xef;
}

typedef void (*put_fn)(void *to, const char *bytes, size_t len);

static void escape(pm_str s, escape_mode mode, put_fn put, void *to)
{
	size_t done = 0;
	for (size_t i = 0; i < s.len;) {
		if (!may_need_escape((unsigned char)s.ptr[i])) {
			i++;
			continue;
		}
		size_t n;
		const char *as = escape_at(s, i, mode, &n);
		if (as != NULL) {
			put(to, s.ptr + done, i - done);
			put(to, as, strlen(as));
			done = i + n;
		}
		i += n;
	}
	if (s.len > done)
		put(to, s.ptr + done, s.len - done);
}

static void put_zip(void *to, const char *bytes, size_t len)
{
	zw_write(to, bytes, len);
}

static void put_buf(void *to, const char *bytes, size_t len)
{
	pm_buf_append(to, bytes, len);
}

void zw_text(zw *zip, pm_str text)
{
	escape(text, IN_TEXT, put_zip, zip);
}

void zw_attribute(zw *zip, pm_str value)
{
	escape(value, IN_ATTRIBUTE, put_zip, zip);
}

void zw_named(zw *zip, const char *name, pm_str value)
{
	ZW_LIT(zip, " ");
	zw_puts(zip, name);
	ZW_LIT(zip, "=\"");
	zw_attribute(zip, value);
	ZW_LIT(zip, "\"");
}

void xml_append_text(pm_buf *buf, pm_str text)
{
	escape(text, IN_ATTRIBUTE, put_buf, buf);
}
