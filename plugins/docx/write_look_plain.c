/* A calm default for any language: A4, one family of type, dark text, little colour. */
#include "write.h"

#define GAP(before, after) "<w:spacing w:before=\"" before "\" w:after=\"" after "\"/>"
#define HEADING(before, level) "<w:keepNext/><w:keepLines/>" GAP(before, "80") "<w:outlineLvl w:val=\"" level "\"/>"
#define BOLD "<w:b/><w:bCs/>"

const look dw_look_plain = {
	.name = "plain",
	.latin = {
		[FONT_BODY] = "Calibri", [FONT_TITLE] = "Calibri", [FONT_HEADING] = "Calibri", [FONT_SUBHEADING] = "Calibri",
		[FONT_CODE] = "Consolas", [FONT_PAGE_NUMBER] = "Calibri",
	},
	.east_asian = { NULL },
	.body_size = 22,
	.text_width = 9070,
	.text_height = 13834,
	.list_start = 0,
	.list_step = 420,
	.quote_indent = 420,
	.other_quote = "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"BEBEBE\"/></w:pBdr>",
	.table_gap = 160,
	.page = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
	        "<w:pgMar w:top=\"1502\" w:right=\"1418\" w:bottom=\"1502\" w:left=\"1418\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>",
	.grid = "",
	.settings_head = "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"420\"/>"
	                 "<w:characterSpacingControl w:val=\"compressPunctuation\"/>",
	.settings_compat = "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
	                   "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>",
	.styles = {
		[ST_NORMAL] = { FONT_BODY, 22, NULL, NULL, NULL },
		[ST_BODY] = { FONT_BODY, 0, "<w:spacing w:after=\"140\" w:line=\"288\" w:lineRule=\"auto\"/>", NULL, NULL },
		[ST_TITLE] = { FONT_TITLE, 40, "<w:keepNext/><w:keepLines/>" GAP("0", "240"), BOLD, NULL },
		[ST_SUBTITLE] = { FONT_BODY, 26, "<w:keepNext/>" GAP("0", "160") "<w:contextualSpacing/>", "<w:color w:val=\"595959\"/>", NULL },
		[ST_DATELINE] = { FONT_BODY, 0, GAP("0", "240") "<w:contextualSpacing/>", "<w:color w:val=\"595959\"/>", NULL },
		[ST_ADDRESSEE] = { FONT_BODY, 0, NULL, NULL, NULL },
		[ST_SIGNATURE] = { FONT_BODY, 0, "<w:keepNext/>" GAP("280", "0") "<w:contextualSpacing/><w:jc w:val=\"right\"/>", NULL, NULL },
		[ST_DATE] = { FONT_BODY, 0, "<w:jc w:val=\"right\"/>", NULL, NULL },
		[ST_ATTACHMENT] = { FONT_BODY, 0, "<w:ind w:left=\"840\" w:hanging=\"840\"/>", NULL, NULL },
		[ST_TERM] = { FONT_BODY, 0, "<w:keepNext/>" GAP("80", "0"), BOLD, NULL },
		[ST_ABSTRACT] = { FONT_BODY, 0, "<w:ind w:left=\"420\" w:right=\"420\"/>", NULL, NULL },
		[ST_HEADING_1] = { FONT_HEADING, 32, HEADING("360", "0"), BOLD, NULL },
		[ST_HEADING_2] = { FONT_HEADING, 28, HEADING("300", "1"), BOLD, NULL },
		[ST_HEADING_3] = { FONT_HEADING, 24, HEADING("240", "2"), BOLD, NULL },
		[ST_HEADING_4] = { FONT_HEADING, 22, HEADING("200", "3"), BOLD, NULL },
		[ST_HEADING_5] = { FONT_HEADING, 22, HEADING("200", "4"), BOLD "<w:color w:val=\"404040\"/>", NULL },
		[ST_HEADING_6] = { FONT_HEADING, 22, HEADING("200", "5"), "<w:i/><w:iCs/><w:color w:val=\"404040\"/>", NULL },
		[ST_LIST] = { FONT_BODY, 0, "<w:spacing w:after=\"60\" w:line=\"288\" w:lineRule=\"auto\"/>", NULL, NULL },
		[ST_LIST_CONTINUE] = { FONT_BODY, 0, "<w:spacing w:after=\"60\" w:line=\"288\" w:lineRule=\"auto\"/>", NULL, NULL },
		[ST_QUOTE] = { FONT_BODY, 0,
		               "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"BFBFBF\"/></w:pBdr>"
		               "<w:spacing w:after=\"140\" w:line=\"288\" w:lineRule=\"auto\"/><w:ind w:left=\"420\" w:right=\"420\"/>",
		               "<w:color w:val=\"404040\"/>", NULL },
		[ST_CODE] = { FONT_CODE, 19,
		              "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F5F5F5\"/><w:wordWrap w:val=\"0\"/>" GAP("120", "140")
		              "<w:contextualSpacing/><w:jc w:val=\"left\"/>", NULL, NULL },
		[ST_CAPTION] = { FONT_BODY, 20, "<w:keepNext/>" GAP("160", "80") "<w:jc w:val=\"center\"/>", "<w:color w:val=\"404040\"/>", NULL },
		[ST_FIGURE] = { FONT_BODY, 0, GAP("120", "120") "<w:jc w:val=\"center\"/>", NULL, NULL },
		[ST_RULE] = { FONT_BODY, 0,
		              "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"A6A6A6\"/></w:pBdr>" GAP("0", "240"),
		              NULL, NULL },
		[ST_TABLE_TEXT] = { FONT_BODY, 20, GAP("30", "30"), NULL, NULL },
		[ST_TABLE_NUMBER] = { FONT_BODY, 0, "<w:jc w:val=\"right\"/>", NULL, NULL },
		[ST_TABLE_HEADING] = { FONT_BODY, 0, "<w:keepNext/>", BOLD, NULL },
		[ST_FOOTNOTE] = { FONT_BODY, 18, NULL, NULL, NULL },
		[ST_ENDNOTE] = { FONT_BODY, 18, NULL, NULL, NULL },
		[ST_HEADER] = { FONT_BODY, 18, NULL, "<w:color w:val=\"595959\"/>", NULL },
		[ST_FOOTER] = { FONT_PAGE_NUMBER, 18, "<w:jc w:val=\"center\"/>", "<w:color w:val=\"595959\"/>", NULL },
		[ST_TOC_HEADING] = { FONT_HEADING, 28, "<w:keepNext/>" GAP("240", "120"), BOLD, NULL },
		[ST_TOC_1] = { FONT_BODY, 0, GAP("0", "60"), NULL, NULL },
		[ST_TOC_2] = { FONT_BODY, 0, GAP("0", "60") "<w:ind w:left=\"220\"/>", NULL, NULL },
		[ST_TOC_3] = { FONT_BODY, 0, GAP("0", "60") "<w:ind w:left=\"440\"/>", NULL, NULL },
		[ST_FURNITURE] = { FONT_BODY, 18, GAP("0", "60"), "<w:color w:val=\"7F7F7F\"/>", NULL },
		[ST_HYPERLINK] = { FONT_NONE, 0, NULL, "<w:color w:val=\"0563C1\"/>", "<w:u w:val=\"single\"/>" },
		[ST_FOOTNOTE_REFERENCE] = { FONT_NONE, 0, NULL, NULL, "<w:vertAlign w:val=\"superscript\"/>" },
		[ST_ENDNOTE_REFERENCE] = { FONT_NONE, 0, NULL, NULL, "<w:vertAlign w:val=\"superscript\"/>" },
		[ST_CODE_SPAN] = { FONT_CODE, 0, NULL, NULL, NULL },
	},
};
