/* numfmt_test.c: automatic numbers in every format that matters. */
#include "../../plugins/docx/numbering.h"

#include <stdio.h>

static const struct {
	const char *format;
	long n;
	const char *shown;
} rows[] = {
	{ "decimal", 12, "12" },
	{ "decimalZero", 7, "07" },
	{ "decimalZero", 12, "12" },
	{ "upperRoman", 1994, "MCMXCIV" },
	{ "lowerRoman", 4, "iv" },
	{ "upperRoman", 0, "0" },
	{ "lowerLetter", 26, "z" },
	{ "lowerLetter", 27, "aa" },
	{ "upperLetter", 53, "AAA" },
	{ "ordinal", 1, "1st" },
	{ "ordinal", 12, "12th" },
	{ "ordinal", 103, "103rd" },
	{ "cardinalText", 21, "Twenty-one" },
	{ "ordinalText", 30, "Thirtieth" },
	{ "ordinalText", 21, "Twenty-first" },
	{ "cardinalText", 100, "One hundred" },
	{ "cardinalText", 0, "Zero" },
	{ "hex", 255, "FF" },
	{ "chineseCounting", 1, "一" },
	{ "chineseCounting", 10, "十" },
	{ "chineseCounting", 11, "十一" },
	{ "chineseCounting", 20, "二十" },
	{ "chineseCounting", 99, "九十九" },
	{ "chineseCounting", 100, "一○○" },
	{ "chineseCountingThousand", 10, "十" },
	{ "chineseCountingThousand", 100, "一百" },
	{ "chineseCountingThousand", 101, "一百零一" },
	{ "chineseCountingThousand", 110, "一百一十" },
	{ "chineseCountingThousand", 111, "一百一十一" },
	{ "chineseCountingThousand", 1001, "一千零一" },
	{ "chineseCountingThousand", 10010, "一万零一十" },
	{ "chineseCountingThousand", 20000, "二万" },
	{ "ideographDigital", 10, "一〇" },
	{ "ideographDigital", 25, "二五" },
	{ "chineseLegalSimplified", 10, "壹拾" },
	{ "chineseLegalSimplified", 12, "壹拾贰" },
	{ "chineseLegalSimplified", 305, "叁佰零伍" },
	{ "ideographLegalTraditional", 23, "貳拾參" },
	{ "taiwaneseCounting", 12, "十二" },
	{ "taiwaneseCountingThousand", 101, "一百零一" },
	{ "taiwaneseDigital", 10, "一○" },
	{ "japaneseCounting", 101, "百一" },
	{ "japaneseCounting", 12, "十二" },
	{ "japaneseLegal", 10, "壱拾" },
	{ "japaneseDigitalTenThousand", 10, "一〇" },
	{ "koreanCounting", 21, "이십일" },
	{ "koreanDigital", 12, "일이" },
	{ "koreanLegal", 21, "스물하나" },
	{ "ideographTraditional", 3, "丙" },
	{ "ideographZodiac", 12, "亥" },
	{ "ideographZodiacTraditional", 1, "甲子" },
	{ "ideographZodiacTraditional", 60, "癸亥" },
	{ "decimalEnclosedCircle", 10, "⑩" },
	{ "decimalEnclosedCircleChinese", 1, "①" },
	{ "decimalEnclosedCircle", 21, "㉑" },
	{ "decimalEnclosedParen", 2, "⑵" },
	{ "decimalEnclosedFullstop", 3, "⒊" },
	{ "ideographEnclosedCircle", 1, "㊀" },
	{ "decimalFullWidth", 12, "１２" },
	{ "aiueoFullWidth", 2, "イ" },
	{ "iroha", 1, "ｲ" },
	{ "ganada", 2, "나" },
	{ "russianLower", 1, "а" },
	{ "hebrew1", 15, "טו" },
	{ "numberInDash", 5, "- 5 -" },
	{ "none", 5, "" },
	{ "bullet", 5, "" },
	{ "001, 002, 003, ...", 7, "007" },
	{ "a format of the future", 7, "7" },
	{ "", 7, "7" },
	{ "lowerLetter", 2000000000, "2000000000" },
	{ "chineseCountingThousand", -1, "-1" },
};

int main(void)
{
	size_t n = sizeof(rows) / sizeof(rows[0]), n_failed = 0;

	for (size_t i = 0; i < n; i++) {
		pm_buf out = { 0 };

		docx_format_number(pm_str_from(rows[i].format), rows[i].n, &out);
		if (!pm_str_equal(pm_buf_view(&out), pm_str_from(rows[i].shown))) {
			printf("%s %ld: %.*s instead of %s\n", rows[i].format, rows[i].n, (int)out.len, out.ptr, rows[i].shown);
			n_failed++;
		}
		pm_buf_free(&out);
	}
	printf("%zu of %zu numbers as expected\n", n - n_failed, n);
	return n_failed == 0 ? 0 : 1;
}
