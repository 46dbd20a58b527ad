/* styles.xml and fontTable.xml.
 *
 * All looks have the same styles under the names that Word knows (it shows them in the user's language), each paragraph style with
 * all four font slots, and no theme: a theme's fonts would win over the named ones. */
#include "write.h"

#define P TYPE_PARAGRAPH
#define C TYPE_CHARACTER

const style_info dw_styles[N_STYLES] = {
	[ST_NORMAL] = { "Normal", "Normal", P, ST_NORMAL, ST_NORMAL, true },
	[ST_BODY] = { "BodyText", "Body Text", P, ST_NORMAL, ST_BODY, true },
	[ST_TITLE] = { "Title", "Title", P, ST_NORMAL, ST_BODY, true },
	[ST_SUBTITLE] = { "Subtitle", "Subtitle", P, ST_NORMAL, ST_BODY, true },
	[ST_DATELINE] = { "Dateline", "Dateline", P, ST_NORMAL, ST_BODY, true },
	[ST_ADDRESSEE] = { "Salutation", "Salutation", P, ST_BODY, ST_BODY, true },
	[ST_SIGNATURE] = { "Signature", "Signature", P, ST_BODY, ST_DATE, true },
	[ST_DATE] = { "Date", "Date", P, ST_BODY, ST_BODY, true },
	[ST_ATTACHMENT] = { "Attachment", "Attachment", P, ST_BODY, ST_BODY, true },
	[ST_TERM] = { "DefinitionTerm", "Definition Term", P, ST_BODY, ST_LIST_CONTINUE, true },
	[ST_ABSTRACT] = { "Abstract", "Abstract", P, ST_BODY, ST_BODY, true },
	[ST_HEADING_1] = { "Heading1", "heading 1", P, ST_BODY, ST_BODY, true },
	[ST_HEADING_2] = { "Heading2", "heading 2", P, ST_BODY, ST_BODY, true },
	[ST_HEADING_3] = { "Heading3", "heading 3", P, ST_BODY, ST_BODY, true },
	[ST_HEADING_4] = { "Heading4", "heading 4", P, ST_BODY, ST_BODY, true },
	[ST_HEADING_5] = { "Heading5", "heading 5", P, ST_BODY, ST_BODY, true },
	[ST_HEADING_6] = { "Heading6", "heading 6", P, ST_BODY, ST_BODY, true },
	[ST_LIST] = { "ListParagraph", "List Paragraph", P, ST_NORMAL, ST_LIST, true },
	[ST_LIST_CONTINUE] = { "ListContinue", "List Continue", P, ST_NORMAL, ST_LIST_CONTINUE, false },
	[ST_QUOTE] = { "Quote", "Quote", P, ST_NORMAL, ST_BODY, true },
	[ST_CODE] = { "HTMLPreformatted", "HTML Preformatted", P, ST_NORMAL, ST_CODE, true },
	[ST_CAPTION] = { "Caption", "caption", P, ST_NORMAL, ST_BODY, true },
	[ST_FIGURE] = { "Figure", "Figure", P, ST_NORMAL, ST_BODY, true },
	[ST_RULE] = { "HorizontalLine", "Horizontal Line", P, ST_NORMAL, ST_BODY, true },
	[ST_TABLE_TEXT] = { "TableText", "Table Text", P, ST_NORMAL, ST_TABLE_TEXT, true },
	[ST_TABLE_NUMBER] = { "TableNumber", "Table Number", P, ST_TABLE_TEXT, ST_TABLE_NUMBER, true },
	[ST_TABLE_HEADING] = { "TableHeading", "Table Heading", P, ST_TABLE_TEXT, ST_TABLE_HEADING, true },
	[ST_FOOTNOTE] = { "FootnoteText", "footnote text", P, ST_NORMAL, ST_FOOTNOTE, false },
	[ST_ENDNOTE] = { "EndnoteText", "endnote text", P, ST_NORMAL, ST_ENDNOTE, false },
	[ST_HEADER] = { "Header", "header", P, ST_NORMAL, ST_HEADER, false },
	[ST_FOOTER] = { "Footer", "footer", P, ST_NORMAL, ST_FOOTER, false },
	[ST_TOC_HEADING] = { "TOCHeading", "TOC Heading", P, ST_NORMAL, ST_BODY, true },
	[ST_TOC_1] = { "TOC1", "toc 1", P, ST_NORMAL, ST_NORMAL, false },
	[ST_TOC_2] = { "TOC2", "toc 2", P, ST_NORMAL, ST_NORMAL, false },
	[ST_TOC_3] = { "TOC3", "toc 3", P, ST_NORMAL, ST_NORMAL, false },
	[ST_FURNITURE] = { "Furniture", "Furniture", P, ST_NORMAL, ST_FURNITURE, false },
	[ST_DEFAULT_FONT] = { "DefaultParagraphFont", "Default Paragraph Font", C, ST_DEFAULT_FONT, ST_DEFAULT_FONT, false },
	[ST_HYPERLINK] = { "Hyperlink", "Hyperlink", C, ST_DEFAULT_FONT, ST_HYPERLINK, false },
	[ST_FOOTNOTE_REFERENCE] = { "FootnoteReference", "footnote reference", C, ST_DEFAULT_FONT, ST_FOOTNOTE_REFERENCE, false },
	[ST_ENDNOTE_REFERENCE] = { "EndnoteReference", "endnote reference", C, ST_DEFAULT_FONT, ST_ENDNOTE_REFERENCE, false },
	[ST_CODE_SPAN] = { "HTMLCode", "HTML Code", C, ST_DEFAULT_FONT, ST_CODE_SPAN, false },
	[ST_SECTION_NUMBER] = { "SectionNumber", "Section Number", C, ST_DEFAULT_FONT, ST_SECTION_NUMBER, false },
	[ST_TABLE_NORMAL] = { "TableNormal", "Normal Table", TYPE_TABLE, ST_TABLE_NORMAL, ST_TABLE_NORMAL, false },
	[ST_TABLE_GRID] = { "TableGrid", "Table Grid", TYPE_TABLE, ST_TABLE_NORMAL, ST_TABLE_GRID, false },
	[ST_NO_LIST] = { "NoList", "No List", TYPE_NUMBERING, ST_NO_LIST, ST_NO_LIST, false },
};

#undef P
#undef C

/* -- fonts ---------------------------------------------------------------------------------------------------------- */

/* The East Asian font beside a look's Latin one: its own, or one of the document's language. */
static const char *east_asian_font(const writer *w, font_id font)
{
	if (w->look->east_asian[font] != NULL)
		return w->look->east_asian[font];
	pm_str language = pm_doc_meta(w->doc, "language");
	bool is_head = font == FONT_TITLE || font == FONT_HEADING;
	if (pm_str_starts_with(language, "ja"))
		return is_head ? "MS Gothic" : "MS Mincho";
	if (pm_str_starts_with(language, "ko"))
		return "Malgun Gothic";
	if (pm_str_starts_with(language, "zh-TW") || pm_str_starts_with(language, "zh-HK") || pm_str_starts_with(language, "zh-Hant"))
		return is_head ? "Microsoft JhengHei" : "PMingLiU";
	return is_head ? "黑体" : "宋体";
}

static void write_fonts(writer *w, font_id font)
{
	const char *latin = w->look->latin[font];
	zw_printf(w->zip, "<w:rFonts w:ascii=\"%s\" w:eastAsia=\"%s\" w:hAnsi=\"%s\" w:cs=\"%s\"/>", latin, east_asian_font(w, font), latin,
		  font == FONT_PAGE_NUMBER ? w->look->latin[FONT_BODY] : latin);
}

/* What the font table says of a font: a second name to look for, and its kind, by which Word finds the next best.  Character set
 * 86 is GB 2312; without it a Japanese font may be taken. */
typedef struct font_info {
	const char *name, *other, *panose, *charset, *family, *pitch;
} font_info;

static const font_info fonts[] = {
	{ "仿宋_GB2312", "仿宋", "02010609030101010101", "86", "modern", "fixed" },
	{ "楷体_GB2312", "楷体", "02010609030101010101", "86", "modern", "fixed" },
	{ "方正小标宋简体", "华文中宋", "03000509000000000000", "86", "script", "variable" },
	{ "黑体", "SimHei", "02010609060101010101", "86", "modern", "fixed" },
	{ "宋体", "SimSun", "02010600030101010101", "86", "auto", "variable" },
	{ "MS Mincho", "ＭＳ 明朝", "02020609040205080304", "80", "modern", "fixed" },
	{ "MS Gothic", "ＭＳ ゴシック", "020B0609070205080204", "80", "modern", "fixed" },
	{ "Malgun Gothic", "맑은 고딕", "020B0503020000020004", "81", "swiss", "variable" },
	{ "PMingLiU", "新細明體", "02020500000000000000", "88", "roman", "variable" },
	{ "Microsoft JhengHei", "微軟正黑體", "020B0604030504040204", "88", "swiss", "variable" },
	{ "Times New Roman", NULL, "02020603050405020304", "00", "roman", "variable" },
	{ "Courier New", NULL, "02070309020205020404", "00", "modern", "fixed" },
	{ "Calibri", NULL, "020F0502020204030204", "00", "swiss", "variable" },
	{ "Consolas", NULL, "020B0609020204030204", "00", "modern", "fixed" },
};

static bool look_has_font(const writer *w, const char *name)
{
	for (font_id f = FONT_BODY; f < N_FONTS; f++)
		if (strcmp(w->look->latin[f], name) == 0 || strcmp(east_asian_font(w, f), name) == 0)
			return true;
	return false;
}

void dw_write_font_table(writer *w)
{
	ZW_LIT(w->zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		       "<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
	for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++) {
		const font_info *f = &fonts[i];
		if (!look_has_font(w, f->name))
			continue;
		zw_printf(w->zip, "<w:font w:name=\"%s\">", f->name);
		if (f->other != NULL)
			zw_printf(w->zip, "<w:altName w:val=\"%s\"/>", f->other);
		zw_printf(w->zip,
			  "<w:panose1 w:val=\"%s\"/><w:charset w:val=\"%s\"/><w:family w:val=\"%s\"/><w:pitch w:val=\"%s\"/></w:font>",
			  f->panose, f->charset, f->family, f->pitch);
	}
	ZW_LIT(w->zip, "</w:fonts>");
}

/* -- styles --------------------------------------------------------------------------------------------------------- */

static void write_table_style(writer *w, style_id id)
{
	zw_puts(w->zip, "<w:tblPr>");
	if (id == ST_TABLE_GRID) {
		static const char *const sides[] = { "top", "left", "bottom", "right", "insideH", "insideV" };
		ZW_LIT(w->zip, "<w:tblBorders>");
		for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
			zw_printf(w->zip, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>", sides[i]);
		ZW_LIT(w->zip, "</w:tblBorders>");
	} else {
		ZW_LIT(w->zip, "<w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/>"
			       "<w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>"
			       "<w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar>");
	}
	zw_puts(w->zip, "</w:tblPr>");
}

static void write_run_look(writer *w, const style_look *s)
{
	/* Beside a user's own styles only code has a font of its own. */
	bool has_font = s->font != FONT_NONE && (w->reference == NULL || s->font == FONT_CODE);
	if (!has_font && s->size == 0 && s->rpr_before_size == NULL && s->rpr_after_size == NULL)
		return;
	ZW_LIT(w->zip, "<w:rPr>");
	if (has_font)
		write_fonts(w, s->font);
	if (s->rpr_before_size != NULL)
		zw_puts(w->zip, s->rpr_before_size);
	if (s->size != 0)
		zw_printf(w->zip, "<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/>", s->size, s->size);
	if (s->rpr_after_size != NULL)
		zw_puts(w->zip, s->rpr_after_size);
	ZW_LIT(w->zip, "</w:rPr>");
}

/* Paragraph properties.  Those of headings that are numbered by their style get w:numPr, which stands behind the keeps. */
static void write_paragraph_look(writer *w, style_id id, const char *ppr)
{
	int level = id >= ST_HEADING_1 && id <= ST_HEADING_6 ? (int)(id - ST_HEADING_1) : -1;
	unsigned num = level >= 0 ? dw_numbering_style(w, level) : 0;
	if (*ppr == '\0' && num == 0)
		return;
	ZW_LIT(w->zip, "<w:pPr>");
	if (num != 0) {
		static const char *const keeps[] = { "<w:keepNext/>", "<w:keepLines/>" };
		for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++) {
			size_t len = strlen(keeps[i]);
			if (strncmp(ppr, keeps[i], len) == 0) {
				zw_write(w->zip, ppr, len);
				ppr += len;
			}
		}
		zw_printf(w->zip, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%u\"/></w:numPr>", level, num);
	}
	zw_puts(w->zip, ppr);
	ZW_LIT(w->zip, "</w:pPr>");
}

void dw_write_style(writer *w, style_id id)
{
	static const char *const types[] = { "paragraph", "character", "table", "numbering" };
	const style_info *info = &dw_styles[id];
	bool is_default = id == ST_NORMAL || id == ST_DEFAULT_FONT || id == ST_TABLE_NORMAL || id == ST_NO_LIST;
	bool is_custom = id == ST_DATELINE || id == ST_ATTACHMENT || id == ST_TERM || id == ST_ABSTRACT || id == ST_FIGURE ||
			 id == ST_RULE || id == ST_TABLE_TEXT || id == ST_TABLE_NUMBER || id == ST_TABLE_HEADING || id == ST_FURNITURE ||
			 id == ST_SECTION_NUMBER;
	zw_printf(w->zip, "<w:style w:type=\"%s\"%s%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>", types[info->type],
		  is_default ? " w:default=\"1\"" : "", is_custom ? " w:customStyle=\"1\"" : "", w->style[id], info->name);
	if (info->based_on != id)
		zw_printf(w->zip, "<w:basedOn w:val=\"%s\"/>", w->style[info->based_on]);
	if (info->next != id && (w->reference == NULL || w->style_is_used[info->next] || dw_reference_has_style(w, info->next)))
		zw_printf(w->zip, "<w:next w:val=\"%s\"/>", w->style[info->next]);
	if (is_default && id != ST_NORMAL)
		ZW_LIT(w->zip, "<w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/>");
	if (info->is_offered)
		ZW_LIT(w->zip, "<w:qFormat/>");
	const style_look *s = &w->look->styles[id];
	if (info->type == TYPE_PARAGRAPH)
		write_paragraph_look(w, id, s->ppr != NULL ? s->ppr : "");
	write_run_look(w, s);
	if (info->type == TYPE_TABLE)
		write_table_style(w, id);
	ZW_LIT(w->zip, "</w:style>");
}

/* Styles made as they are met: one for each language of code, one for each kind of furniture.  `list` holds the names, each
 * followed by NUL; the place in it gives the id.  0 where there are so many that they are no names any more. */
enum { MOST_NAMES = 16 * 1024 };

static unsigned find_or_append(pm_buf *list, pm_str name)
{
	unsigned i = 1;
	for (size_t at = 0; at < list->len; i++) {
		pm_str have = pm_str_from(list->ptr + at);
		if (pm_str_equal(have, name))
			return i;
		at += have.len + 1;
	}
	if (list->len + name.len > MOST_NAMES)
		return 0;
	pm_buf_str(list, name);
	pm_buf_putc(list, '\0');
	return i;
}

static void write_style_id(writer *w, style_id base, pm_buf *list, const char *id, pm_str name)
{
	const char *base_id = dw_style(w, base);
	bool is_name = name.len > 0 && memchr(name.ptr, '\0', name.len) == NULL;
	unsigned n = is_name ? find_or_append(list, name) : 0;
	if (n == 0)
		zw_puts(w->zip, base_id);
	else
		zw_printf(w->zip, "%s%u", id, n);
}

void dw_write_code_style_id(writer *w, pm_str language)
{
	write_style_id(w, ST_CODE, &w->languages, "CodeLanguage", language);
}

void dw_write_furniture_style_id(writer *w, pm_str kind)
{
	write_style_id(w, ST_FURNITURE, &w->furniture, "FurnitureKind", kind);
}

/* A comma or semicolon would begin a second name of the style. */
static void write_encoded(writer *w, pm_str name)
{
	pm_buf out = { 0 };
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];
		if (c <= ' ' || c == '%' || c == ',' || c == ';')
			pm_buf_printf(&out, "%%%02X", c);
		else
			pm_buf_putc(&out, (char)c);
	}
	zw_attribute(w->zip, pm_buf_view(&out));
	w->is_out_of_memory |= out.is_broken;
	pm_buf_free(&out);
}

static void write_derived(writer *w, const pm_buf *list, const char *id, const char *name, style_id base)
{
	unsigned i = 1;
	for (size_t at = 0; at < list->len; i++) {
		pm_str have = pm_str_from(list->ptr + at);
		zw_printf(w->zip, "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"%s%u\"><w:name w:val=\"%s ", id, i, name);
		write_encoded(w, have);
		zw_printf(w->zip, "\"/><w:basedOn w:val=\"%s\"/></w:style>", w->style[base]);
		at += have.len + 1;
	}
}

const char *dw_style(writer *w, style_id id)
{
	w->style_is_used[id] = true;
	return w->style[id];
}

/* What a w:lang attribute may hold of the document's language. */
static pm_str language_or(pm_str language, const char *otherwise)
{
	for (size_t i = 0; i < language.len; i++) {
		char c = language.ptr[i];
		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'))
			return pm_str_from(otherwise);
	}
	return language.len >= 2 && language.len <= 35 ? language : pm_str_from(otherwise);
}

static bool is_east_asian(pm_str language)
{
	return pm_str_starts_with(language, "zh") || pm_str_starts_with(language, "ja") || pm_str_starts_with(language, "ko");
}

/* By which lines of East Asian text are broken. */
static pm_str east_asian_language(pm_str language)
{
	if (pm_str_starts_with(language, "ja"))
		return PM_STR("ja-JP");
	if (pm_str_starts_with(language, "ko"))
		return PM_STR("ko-KR");
	if (pm_str_starts_with(language, "zh-HK"))
		return PM_STR("zh-HK");
	if (pm_str_starts_with(language, "zh-TW") || pm_str_starts_with(language, "zh-Hant"))
		return PM_STR("zh-TW");
	return PM_STR("zh-CN");
}

static void write_defaults(writer *w)
{
	pm_str language = pm_doc_meta(w->doc, "language");
	ZW_LIT(w->zip, "<w:docDefaults><w:rPrDefault><w:rPr>");
	write_fonts(w, FONT_BODY);
	zw_printf(w->zip, "<w:kern w:val=\"2\"/><w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/><w:lang", w->look->body_size, w->look->body_size);
	zw_named(w->zip, "w:val", is_east_asian(language) ? PM_STR("en-US") : language_or(language, "en-US"));
	zw_named(w->zip, "w:eastAsia", east_asian_language(language));
	ZW_LIT(w->zip, " w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>");
}

void dw_write_styles(writer *w)
{
	ZW_LIT(w->zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		       "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
	if (w->reference != NULL) {
		dw_reference_write_styles(w);
	} else {
		write_defaults(w);
		for (style_id id = 0; id < N_STYLES; id++)
			dw_write_style(w, id);
	}
	dw_write_derived_styles(w);
	ZW_LIT(w->zip, "</w:styles>");
}

void dw_write_derived_styles(writer *w)
{
	write_derived(w, &w->languages, "CodeLanguage", "Code", ST_CODE);
	write_derived(w, &w->furniture, "FurnitureKind", "Furniture", ST_FURNITURE);
}
