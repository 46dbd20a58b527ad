/* charset_labels.c: which charset a page means by the name it gives, by the rules of the Encoding Standard of the web. */
#include "decode.h"

#include <pumice/text.h>

/* Names that iconv knows, and behind each the labels that mean it. */
static const struct {
	const char *charset;
	const char *labels;
} known[] = {
	{ "UTF-8", "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf-8-bom utf8mb4" },
	{ "GB18030", "gb2312 gbk gb18030 x-gbk gb_2312-80 gb_2312 gb2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 euc-cn euccn cp936 ms936 "
	             "windows-936 gb-2312 gb-18030 gb18030-2000 gb2312_charset x-euc-cn" },
	{ "BIG5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5 big-5 big5hkscs cp950 windows-950 x-big5 big5-hk" },
	{ "WINDOWS-1252", "windows-1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 latin-1 l1 ascii us-ascii ansi_x3.4-1968 cp1252 cp819 "
	                  "ibm819 csisolatin1 iso-ir-100 x-cp1252 iso_8859-1:1987 x-user-defined" },
	{ "WINDOWS-1254", "windows-1254 iso-8859-9 iso8859-9 latin5 l5 cp1254 x-cp1254 iso-ir-148 csisolatin5" },
	{ "WINDOWS-874", "windows-874 tis-620 tis620 iso-8859-11 dos-874 iso8859-11" },
	{ "WINDOWS-1250", "windows-1250 cp1250 x-cp1250" },
	{ "WINDOWS-1251", "windows-1251 cp1251 x-cp1251 win-1251" },
	{ "WINDOWS-1253", "windows-1253 cp1253 x-cp1253" },
	{ "WINDOWS-1255", "windows-1255 cp1255 x-cp1255" },
	{ "WINDOWS-1256", "windows-1256 cp1256 x-cp1256" },
	{ "WINDOWS-1257", "windows-1257 cp1257 x-cp1257" },
	{ "WINDOWS-1258", "windows-1258 cp1258 x-cp1258" },
	{ "ISO-8859-2", "iso-8859-2 iso8859-2 latin2 l2 csisolatin2 iso-ir-101 iso_8859-2" },
	{ "ISO-8859-5", "iso-8859-5 iso8859-5 cyrillic csisolatincyrillic iso-ir-144" },
	{ "ISO-8859-7", "iso-8859-7 iso8859-7 greek greek8 csisolatingreek ecma-118 elot_928 sun_eu_greek" },
	{ "ISO-8859-8", "iso-8859-8 iso8859-8 iso-8859-8-i logical hebrew visual" },
	{ "ISO-8859-15", "iso-8859-15 iso8859-15 latin9 l9 csisolatin9" },
	{ "KOI8-R", "koi8-r koi8 koi koi8_r cskoi8r" },
	{ "KOI8-U", "koi8-u koi8-ru" },
	{ "IBM866", "ibm866 866 cp866 csibm866" },
	{ "MACINTOSH", "macintosh mac x-mac-roman csmacintosh" },
	{ "CP932", "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis cp932" },
	{ "EUC-JP", "euc-jp x-euc-jp eucjp cseucpkdfmtjapanese" },
	{ "ISO-2022-JP", "iso-2022-jp csiso2022jp" },
	{ "CP949", "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 cp949 uhc cseuckr csksc56011987 iso-ir-149" },
	{ "UTF-16LE", "utf-16 utf-16le utf16 utf16le ucs-2 unicode iso-10646-ucs-2 unicodefeff csunicode" },
	{ "UTF-16BE", "utf-16be utf16be unicodefffe" },
	{ "UTF-32LE", "utf-32 utf-32le utf32 utf32le ucs-4" },
	{ "UTF-32BE", "utf-32be utf32be" },
};

static bool lists(const char *labels, pm_str label)
{
	for (const char *at = labels; *at != '\0';) {
		size_t n = strcspn(at, " ");
		pm_str one = pm_str_of(at, n);
		if (one.len == label.len) {
			size_t i = 0;
			while (i < n && (label.ptr[i] >= 'A' && label.ptr[i] <= 'Z' ? label.ptr[i] | 32 : label.ptr[i]) == one.ptr[i])
				i++;
			if (i == n)
				return true;
		}
		at += n + (at[n] == ' ');
	}
	return false;
}

/* iconv's own syntax (`//TRANSLIT`, empty for the locale's charset) is kept out. */
static bool is_plain_name(pm_str label)
{
	if (label.len == 0)
		return false;
	for (size_t i = 0; i < label.len; i++) {
		char c = label.ptr[i];
		bool ok = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' || c == '_' || c == '.' || c == ':';
		if (!ok)
			return false;
	}
	return true;
}

const char *pm_charset_of_label(pm_str label, char *room, size_t size)
{
	label = pm_str_trim(label);
	while (label.len >= 2 && (label.ptr[0] == '"' || label.ptr[0] == '\'') && label.ptr[label.len - 1] == label.ptr[0])
		label = pm_str_trim(pm_str_of(label.ptr + 1, label.len - 2));
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (lists(known[i].labels, label))
			return known[i].charset;
	if (!is_plain_name(label) || label.len >= size)
		return NULL;
	memcpy(room, label.ptr, label.len);
	room[label.len] = '\0';
	return room;
}
