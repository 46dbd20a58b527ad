/* meaning.c: what a style is for, told by its name.
 *
 * Word keeps built-in names in English in the file whatever its language; other programs, and Word's own ids, do not. */
#include "styles.h"

/* "heading" before a number, in the languages of Word and LibreOffice; ids leave out what is not ASCII. */
static const char *const heading_words[] = {
	"heading", "überschrift", "berschrift", "titre", "título", "ttulo", "titolo", "kop", "rubrik", "overskrift", "otsikko", "nagłówek",
	"nagwek", "nadpis", "címsor", "cmsor", "заголовок", "标题", "標題", "見出し", "제목", "başlık", "balk", "encabezado", "cabeçalho",
	"titlu", "naslov", "наслов", "επικεφαλίδα", "כותרת", "عنوان", "العنوان", "antraštė", "virsraksts", "pealkiri", "fyrirsögn",
	"encapçalament", "titol", "títol", "izenburua", "đầu đề", "tiêu đề", "หัวเรื่อง", "judul", "tajuk", "headline", "berschrift", "h",
	"titel", "заглавие", "heading level", "标题 level", NULL,
};

struct entry {
	const char *name;
	docx_use use;
	pm_role role;
};

static const struct entry entries[] = {
	{ "title", USE_TITLE, 0 }, { "titel", USE_TITLE, 0 }, { "titre", USE_TITLE, 0 }, { "título", USE_TITLE, 0 }, { "titolo", USE_TITLE, 0 },
	{ "标题", USE_TITLE, 0 }, { "標題", USE_TITLE, 0 }, { "表題", USE_TITLE, 0 }, { "заголовок", USE_TITLE, 0 }, { "название", USE_TITLE, 0 },
	{ "제목", USE_TITLE, 0 }, { "tytuł", USE_TITLE, 0 }, { "název", USE_TITLE, 0 }, { "cím", USE_TITLE, 0 }, { "公文标题", USE_TITLE, 0 },
	{ "文档标题", USE_TITLE, 0 }, { "document title", USE_TITLE, 0 },
	{ "subtitle", USE_ROLE, PM_ROLE_SUBTITLE }, { "untertitel", USE_ROLE, PM_ROLE_SUBTITLE }, { "sous-titre", USE_ROLE, PM_ROLE_SUBTITLE },
	{ "副标题", USE_ROLE, PM_ROLE_SUBTITLE }, { "副標題", USE_ROLE, PM_ROLE_SUBTITLE }, { "副題", USE_ROLE, PM_ROLE_SUBTITLE },
	{ "subtítulo", USE_ROLE, PM_ROLE_SUBTITLE }, { "sottotitolo", USE_ROLE, PM_ROLE_SUBTITLE }, { "подзаголовок", USE_ROLE, PM_ROLE_SUBTITLE },
	{ "dateline", USE_ROLE, PM_ROLE_DATELINE }, { "author", USE_ROLE, PM_ROLE_DATELINE }, { "作者", USE_ROLE, PM_ROLE_DATELINE },
	{ "salutation", USE_ROLE, PM_ROLE_ADDRESSEE }, { "称呼", USE_ROLE, PM_ROLE_ADDRESSEE }, { "主送机关", USE_ROLE, PM_ROLE_ADDRESSEE },
	{ "signature", USE_ROLE, PM_ROLE_SIGNATURE }, { "签名", USE_ROLE, PM_ROLE_SIGNATURE }, { "落款", USE_ROLE, PM_ROLE_SIGNATURE },
	{ "date", USE_ROLE, PM_ROLE_DATE }, { "datum", USE_ROLE, PM_ROLE_DATE }, { "日期", USE_ROLE, PM_ROLE_DATE }, { "成文日期", USE_ROLE, PM_ROLE_DATE },
	{ "attachment", USE_ROLE, PM_ROLE_ATTACHMENT }, { "附件说明", USE_ROLE, PM_ROLE_ATTACHMENT },
	{ "abstract", USE_ROLE, PM_ROLE_ABSTRACT }, { "摘要", USE_ROLE, PM_ROLE_ABSTRACT },
	{ "definition term", USE_ROLE, PM_ROLE_TERM }, { "definition", USE_LIST_CONTINUE, 0 },
	{ "quote", USE_QUOTE, 0 }, { "quotations", USE_QUOTE, 0 }, { "quotation", USE_QUOTE, 0 }, { "intense quote", USE_QUOTE, 0 }, { "block text", USE_QUOTE, 0 },
	{ "block quote", USE_QUOTE, 0 }, { "blockquote", USE_QUOTE, 0 }, { "zitat", USE_QUOTE, 0 }, { "citation", USE_QUOTE, 0 }, { "引用", USE_QUOTE, 0 },
	{ "明显引用", USE_QUOTE, 0 }, { "source code", USE_CODE, 0 }, { "sourcecode", USE_CODE, 0 }, { "code", USE_CODE, 0 }, { "code block", USE_CODE, 0 },
	{ "html preformatted", USE_CODE, 0 }, { "preformatted text", USE_CODE, 0 }, { "html 预设格式", USE_CODE, 0 },
	{ "caption", USE_CAPTION, 0 }, { "table caption", USE_CAPTION, 0 }, { "image caption", USE_CAPTION, 0 }, { "beschriftung", USE_CAPTION, 0 },
	{ "题注", USE_CAPTION, 0 }, { "題註", USE_CAPTION, 0 }, { "図表番号", USE_CAPTION, 0 }, { "légende", USE_CAPTION, 0 }, { "horizontal line", USE_RULE, 0 },
	{ "list paragraph", USE_LIST_PARAGRAPH, 0 }, { "listparagraph", USE_LIST_PARAGRAPH, 0 }, { "列出段落", USE_LIST_PARAGRAPH, 0 },
	{ "列表段落", USE_LIST_PARAGRAPH, 0 }, { "list continue", USE_LIST_CONTINUE, 0 }, { "listcontinue", USE_LIST_CONTINUE, 0 },
	{ "table heading", USE_TABLE_HEADING, 0 }, { "table contents", USE_BODY, 0 },
	{ "table of figures", USE_TOC, 0 }, { "toc heading", USE_TOC_HEADING, 0 }, { "tocheading", USE_TOC_HEADING, 0 }, { "toc 标题", USE_TOC_HEADING, 0 }, { "contents heading", USE_TOC_HEADING, 0 },
	{ "目录标题", USE_TOC_HEADING, 0 },
	{ "verbatim char", USE_CODE_SPAN, 0 }, { "html code", USE_CODE_SPAN, 0 }, { "source text", USE_CODE_SPAN, 0 }, { "inline code", USE_CODE_SPAN, 0 },
	{ "code char", USE_CODE_SPAN, 0 }, { "html typewriter", USE_CODE_SPAN, 0 },
	{ "hyperlink", USE_LINK, 0 }, { "followedhyperlink", USE_LINK, 0 }, { "internet link", USE_LINK, 0 }, { "超链接", USE_LINK, 0 },
	{ "furniture", USE_FURNITURE, 0 }, { "section number", USE_NUMBER, 0 }, { "headersectionnumber", USE_NUMBER, 0 }, { "sectionnumber", USE_NUMBER, 0 }, { "normal", USE_BODY, 0 }, { "body text", USE_BODY, 0 }, { NULL, 0, 0 },
};

/* ASCII and the accented letters of the tables above, in lower case, inner white space folded. */
static bool is_same(pm_str name, const char *word)
{
	size_t i = 0, j = 0;
	pm_str w = pm_str_from(word);

	while (i < name.len && j < w.len) {
		uint32_t c = pm_utf8_next(name, &i);
		uint32_t d = pm_utf8_next(w, &j);

		if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
			c += 32;
		if (c != d)
			return false;
	}
	return i == name.len && j == w.len;
}

/* Cut a number, with the blanks before it, off the end; 0 where there is none. */
static int cut_number(pm_str *s)
{
	size_t end = s->len;
	int n = 0, unit = 1;

	while (end > 0 && s->ptr[end - 1] >= '0' && s->ptr[end - 1] <= '9' && unit <= 1000) {
		n += (s->ptr[--end] - '0') * unit;
		unit *= 10;
	}
	if (end == s->len)
		return 0;
	s->len = end;
	while (s->len > 0 && (s->ptr[s->len - 1] == ' ' || s->ptr[s->len - 1] == '_'))
		s->len--;
	return n;
}

static bool is_heading_word(pm_str s)
{
	for (size_t i = 0; heading_words[i] != NULL; i++) {
		if (is_same(s, heading_words[i]))
			return true;
	}
	return false;
}

static const struct entry *find_entry(pm_str s)
{
	for (size_t i = 0; entries[i].name != NULL; i++) {
		if (is_same(s, entries[i].name))
			return &entries[i];
	}
	return NULL;
}

/* "heading 2", "toc 1", "List Continue 3" */
static docx_meaning numbered_meaning(pm_str stem)
{
	docx_meaning m = { 0 };
	int number = cut_number(&stem);

	if (number < 1)
		return m;
	if (number <= 9 && is_heading_word(stem)) {
		m.use = USE_HEADING;
		m.level = number;
	} else if (is_same(stem, "toc") || is_same(stem, "目录") || is_same(stem, "contents")) {
		m.use = USE_TOC;
	} else {
		const struct entry *entry = find_entry(stem);

		if (entry != NULL && entry->use == USE_LIST_CONTINUE)
			m.use = USE_LIST_CONTINUE;
	}
	return m;
}

docx_meaning docx_meaning_of(pm_str name)
{
	pm_str stem = pm_str_trim(name);
	size_t comma = pm_str_find(stem, PM_STR(","), 0);

	/* "heading 1,Chapter": what follows the comma are aliases. */
	if (comma != SIZE_MAX && comma > 0)
		stem.len = comma;
	const struct entry *entry = find_entry(stem);
	if (entry == NULL)
		return numbered_meaning(stem);
	return (docx_meaning){ .use = entry->use, .role = entry->role };
}
