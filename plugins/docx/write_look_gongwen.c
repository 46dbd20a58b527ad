/* The look of a Chinese official document after GB/T 9704-2012.
 *
 * A4 with margins of 37, 35, 28 and 26 mm; 22 lines (28.95 pt each) of 28 characters: 16 pt less a quarter point, since 28 whole
 * ones are 2 mm wider than the type area. */
#include "write.h"

#define EXACT "<w:spacing w:line=\"579\" w:lineRule=\"exact\"/>"
#define NO_INDENT "<w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>"
#define OFF_GRID "<w:snapToGrid w:val=\"0\"/>"
#define FULL_WIDTH_AGAIN "<w:spacing w:val=\"0\"/>"
#define HEADING(level) "<w:keepNext/><w:outlineLvl w:val=\"" level "\"/>"

const look dw_look_gongwen = {
	.name = "gongwen",
	.latin = {
		[FONT_BODY] = "Times New Roman", [FONT_TITLE] = "Times New Roman", [FONT_HEADING] = "Times New Roman",
		[FONT_SUBHEADING] = "Times New Roman", [FONT_CODE] = "Courier New", [FONT_PAGE_NUMBER] = "宋体",
	},
	.east_asian = {
		[FONT_BODY] = "仿宋_GB2312", [FONT_TITLE] = "方正小标宋简体", [FONT_HEADING] = "黑体",
		[FONT_SUBHEADING] = "楷体_GB2312", [FONT_CODE] = "仿宋_GB2312", [FONT_PAGE_NUMBER] = "宋体",
	},
	.body_size = 32,
	.text_width = 8845,
	.text_height = 12756,
	.list_start = 640,
	.list_step = 640,
	.heading_indent = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>",
	.quote_indent = 640,
	.is_official = true,
	.page = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
	        "<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/>",
	.grid = "<w:docGrid w:type=\"lines\" w:linePitch=\"579\"/>",
	.settings_head = "<w:zoom w:percent=\"100\"/><w:mirrorMargins/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"
	                 "<w:defaultTabStop w:val=\"640\"/><w:evenAndOddHeaders/>"
	                 "<w:characterSpacingControl w:val=\"compressPunctuation\"/>",
	.settings_compat = "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
	                   "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>",
	.styles = {
		[ST_NORMAL] = { FONT_BODY, 32, "<w:widowControl w:val=\"0\"/><w:jc w:val=\"both\"/>", "<w:spacing w:val=\"-5\"/>", NULL },
		[ST_BODY] = { FONT_BODY, 0, EXACT "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>", NULL, NULL },
		[ST_TITLE] = { FONT_TITLE, 44,
		               "<w:keepNext/>" OFF_GRID "<w:spacing w:after=\"579\" w:line=\"640\" w:lineRule=\"exact\"/>" NO_INDENT
		               "<w:jc w:val=\"center\"/>",
		               FULL_WIDTH_AGAIN, NULL },
		[ST_SUBTITLE] = { FONT_SUBHEADING, 0,
		                  "<w:spacing w:after=\"579\" w:line=\"579\" w:lineRule=\"exact\"/>" NO_INDENT
		                  "<w:contextualSpacing/><w:jc w:val=\"center\"/>", NULL, NULL },
		[ST_DATELINE] = { FONT_SUBHEADING, 0,
		                  "<w:spacing w:after=\"579\" w:line=\"579\" w:lineRule=\"exact\"/>" NO_INDENT
		                  "<w:contextualSpacing/><w:jc w:val=\"center\"/>", NULL, NULL },
		[ST_ADDRESSEE] = { FONT_BODY, 0, NO_INDENT, NULL, NULL },
		[ST_SIGNATURE] = { FONT_BODY, 0,
		                   "<w:keepNext/><w:spacing w:before=\"579\" w:line=\"579\" w:lineRule=\"exact\"/>"
		                   "<w:ind w:rightChars=\"200\" w:right=\"640\" w:firstLineChars=\"0\" w:firstLine=\"0\"/>"
		                   "<w:contextualSpacing/><w:jc w:val=\"right\"/>", NULL, NULL },
		[ST_DATE] = { FONT_BODY, 0,
		              "<w:ind w:rightChars=\"200\" w:right=\"640\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"right\"/>",
		              NULL, NULL },
		[ST_ATTACHMENT] = { FONT_BODY, 0,
		                    "<w:spacing w:before=\"579\" w:line=\"579\" w:lineRule=\"exact\"/>"
		                    "<w:ind w:leftChars=\"500\" w:left=\"1600\" w:hangingChars=\"300\" w:hanging=\"960\"/>"
		                    "<w:contextualSpacing/>", NULL, NULL },
		[ST_TERM] = { FONT_HEADING, 0, "<w:keepNext/>", NULL, NULL },
		[ST_ABSTRACT] = { FONT_SUBHEADING, 0, NULL, NULL, NULL },
		[ST_HEADING_1] = { FONT_HEADING, 0, HEADING("0"), NULL, NULL },
		[ST_HEADING_2] = { FONT_SUBHEADING, 0, HEADING("1"), NULL, NULL },
		[ST_HEADING_3] = { FONT_BODY, 0, HEADING("2"), "<w:b/><w:bCs/>", NULL },
		[ST_HEADING_4] = { FONT_BODY, 0, HEADING("3"), NULL, NULL },
		[ST_HEADING_5] = { FONT_BODY, 0, HEADING("4"), NULL, NULL },
		[ST_HEADING_6] = { FONT_BODY, 0, HEADING("5"), NULL, NULL },
		[ST_LIST] = { FONT_BODY, 0, EXACT, NULL, NULL },
		[ST_LIST_CONTINUE] = { FONT_BODY, 0, EXACT, NULL, NULL },
		[ST_QUOTE] = { FONT_SUBHEADING, 0,
		               EXACT "<w:ind w:left=\"640\" w:right=\"640\" w:firstLineChars=\"200\" w:firstLine=\"640\"/>", NULL, NULL },
		[ST_CODE] = { FONT_CODE, 24,
		              "<w:wordWrap w:val=\"0\"/>" OFF_GRID "<w:spacing w:before=\"120\" w:after=\"120\"/><w:contextualSpacing/>"
		              "<w:jc w:val=\"left\"/>", FULL_WIDTH_AGAIN, NULL },
		[ST_CAPTION] = { FONT_HEADING, 24,
		                 "<w:keepNext/>" OFF_GRID "<w:spacing w:before=\"120\" w:after=\"120\"/><w:jc w:val=\"center\"/>",
		                 FULL_WIDTH_AGAIN, NULL },
		[ST_FIGURE] = { FONT_BODY, 0, OFF_GRID "<w:spacing w:before=\"120\" w:after=\"120\"/><w:jc w:val=\"center\"/>", NULL, NULL },
		[ST_RULE] = { FONT_BODY, 0,
		              "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/></w:pBdr>" OFF_GRID
		              "<w:spacing w:after=\"240\"/>", NULL, NULL },
		[ST_TABLE_TEXT] = { FONT_BODY, 24, OFF_GRID "<w:spacing w:before=\"50\" w:after=\"50\"/><w:jc w:val=\"left\"/>", FULL_WIDTH_AGAIN, NULL },
		[ST_TABLE_NUMBER] = { FONT_BODY, 0, "<w:jc w:val=\"right\"/>", NULL, NULL },
		[ST_TABLE_HEADING] = { FONT_HEADING, 0, "<w:keepNext/><w:jc w:val=\"center\"/>", NULL, NULL },
		[ST_FOOTNOTE] = { FONT_BODY, 18, OFF_GRID "<w:jc w:val=\"left\"/>", FULL_WIDTH_AGAIN, NULL },
		[ST_ENDNOTE] = { FONT_BODY, 18, OFF_GRID "<w:jc w:val=\"left\"/>", FULL_WIDTH_AGAIN, NULL },
		[ST_HEADER] = { FONT_PAGE_NUMBER, 18, OFF_GRID "<w:jc w:val=\"center\"/>", FULL_WIDTH_AGAIN, NULL },
		[ST_FOOTER] = { FONT_PAGE_NUMBER, 28, OFF_GRID, FULL_WIDTH_AGAIN, NULL },
		[ST_TOC_HEADING] = { FONT_HEADING, 0, "<w:keepNext/>" EXACT "<w:jc w:val=\"center\"/>", NULL, NULL },
		[ST_TOC_1] = { FONT_BODY, 0, EXACT, NULL, NULL },
		[ST_TOC_2] = { FONT_BODY, 0, EXACT "<w:ind w:left=\"320\"/>", NULL, NULL },
		[ST_TOC_3] = { FONT_BODY, 0, EXACT "<w:ind w:left=\"640\"/>", NULL, NULL },
		[ST_FURNITURE] = { FONT_BODY, 24, OFF_GRID "<w:jc w:val=\"left\"/>", "<w:color w:val=\"7F7F7F\"/>" FULL_WIDTH_AGAIN, NULL },
		[ST_HYPERLINK] = { FONT_NONE, 0, NULL, NULL, "<w:u w:val=\"single\"/>" },
		[ST_FOOTNOTE_REFERENCE] = { FONT_NONE, 0, NULL, NULL, "<w:vertAlign w:val=\"superscript\"/>" },
		[ST_ENDNOTE_REFERENCE] = { FONT_NONE, 0, NULL, NULL, "<w:vertAlign w:val=\"superscript\"/>" },
		[ST_CODE_SPAN] = { FONT_CODE, 0, NULL, NULL, NULL },
	},
};
