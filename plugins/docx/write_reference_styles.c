/* --reference-doc: which of the user's styles is which of ours, and writing them with those that are missing. */
#include "write_reference.h"

#include <pumice/text.h>

#include <stdio.h>
#include <stdlib.h>

/* -- XML as it is taken over ------------------------------------------------------------------------------------------------- */

static bool is_word_namespace(const xmlNs *ns)
{
	return ns != NULL && (strcmp((const char *)ns->href, "http://schemas.openxmlformats.org/wordprocessingml/2006/main") == 0 ||
			      strcmp((const char *)ns->href, "http://purl.oclc.org/ooxml/wordprocessingml/main") == 0);
}

bool xml_is(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0 && is_word_namespace(node->ns);
}

const xmlNode *xml_child(const xmlNode *node, const char *name)
{
	for (const xmlNode *n = node != NULL ? node->children : NULL; n != NULL; n = n->next)
		if (xml_is(n, name))
			return n;
	return NULL;
}

pm_str xml_attribute(const xmlNode *node, const char *name)
{
	for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
		if (strcmp((const char *)a->name, name) == 0 && is_word_namespace(a->ns) && a->children != NULL &&
		    a->children->content != NULL)
			return pm_str_from((const char *)a->children->content);
	return pm_str_of("", 0);
}

/* A theme's font is one of its few; anything else there is a mistake that Word would stumble over. */
static bool is_bad_theme_font(const xmlAttr *a)
{
	size_t len = strlen((const char *)a->name);
	if (len < 5 || (strcmp((const char *)a->name + len - 5, "Theme") != 0 && strcmp((const char *)a->name, "cstheme") != 0))
		return false;
	const char *value = a->children != NULL && a->children->content != NULL ? (const char *)a->children->content : "";
	return strcmp((const char *)a->parent->name, "rFonts") == 0 && strncmp(value, "major", 5) != 0 && strncmp(value, "minor", 5) != 0;
}

static void write_attributes(writer *w, const xmlNode *node)
{
	for (const xmlAttr *a = node->properties; a != NULL; a = a->next) {
		/* Revision marks say who typed when. */
		if (!is_word_namespace(a->ns) || strncmp((const char *)a->name, "rsid", 4) == 0 || is_bad_theme_font(a))
			continue;
		zw_printf(w->zip, " w:%s=\"", (const char *)a->name);
		if (a->children != NULL && a->children->content != NULL)
			zw_attribute(w->zip, pm_str_from((const char *)a->children->content));
		ZW_LIT(w->zip, "\"");
	}
}

static const char *const run_order[] = {
	"rStyle",          "rFonts",     "b",      "bCs",     "i",         "iCs",     "caps",       "smallCaps", "strike",
	"dstrike",         "outline",    "shadow", "emboss",  "imprint",   "noProof", "snapToGrid", "vanish",    "webHidden",
	"color",           "spacing",    "w",      "kern",    "position",  "sz",      "szCs",       "highlight", "u",
	"effect",          "bdr",        "shd",    "fitText", "vertAlign", "rtl",     "cs",         "em",        "lang",
	"eastAsianLayout", "specVanish", "oMath",  NULL,
};
/* Without w:numPr: the numbers are written by us. */
static const char *const paragraph_order[] = {
	"keepNext",
	"keepLines",
	"pageBreakBefore",
	"framePr",
	"widowControl",
	"suppressLineNumbers",
	"pBdr",
	"shd",
	"tabs",
	"suppressAutoHyphens",
	"kinsoku",
	"wordWrap",
	"overflowPunct",
	"topLinePunct",
	"autoSpaceDE",
	"autoSpaceDN",
	"bidi",
	"adjustRightInd",
	"snapToGrid",
	"spacing",
	"ind",
	"contextualSpacing",
	"mirrorIndents",
	"suppressOverlap",
	"jc",
	"textDirection",
	"textAlignment",
	"textboxTightWrap",
	"outlineLvl",
	NULL,
};
static const char *const table_order[] = {
	"tblStyle",       "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW",    "jc",
	"tblCellSpacing", "tblInd", "tblBorders", "shd",        "tblLayout",           "tblCellMar",          "tblLook", NULL,
};
static const char *const cell_order[] = {
	"tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", NULL,
};
static const char *const border_order[] = {
	"top", "left", "start", "bottom", "right", "end", "insideH", "insideV", "between", "bar", NULL
};
static const char *const style_order[] = {
	"name",           "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
	"unhideWhenUsed", "qFormat", "locked",  "pPr",  "rPr",  "tblPr",        "trPr",   "tcPr",       NULL,
};

static const char *const *order_of(const xmlNode *node)
{
	static const struct {
		const char *name;
		const char *const *order;
	} orders[] = { { "rPr", run_order },   { "pPr", paragraph_order }, { "style", style_order },      { "tblPr", table_order },
		       { "tcPr", cell_order }, { "pBdr", border_order },   { "tblBorders", border_order } };
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
		if (xml_is(node, orders[i].name))
			return orders[i].order;
	return NULL;
}

/* Does the chain of styles that this one is based on lead back to it? */
static bool is_in_ring(const writer *w, const xmlNode *style, docx_style_type type)
{
	const docx_styles *all = &w->reference->styles;
	const docx_style *self = docx_styles_find(all, type, xml_attribute(style, "styleId")), *s = self;
	for (size_t n = 0; s != NULL && n <= all->n && n < 100; n++) {
		s = s->based_on.len > 0 ? docx_styles_find(all, type, s->based_on) : NULL;
		if (s == self)
			return self != NULL;
	}
	return s != NULL;
}

/* A style that another names is one that there is, and a shade has a pattern. */
static bool is_unusable(const writer *w, const xmlNode *node, docx_style_type type)
{
	if (xml_is(node, "shd"))
		return xml_attribute(node, "val").len == 0;
	if (xml_is(node, "basedOn") && is_in_ring(w, node->parent, type))
		return true;
	if (!xml_is(node, "basedOn") && !xml_is(node, "next") && !xml_is(node, "link"))
		return false;
	pm_str id = xml_attribute(node, "val");
	if (xml_is(node, "link"))
		type = type == STYLE_PARAGRAPH ? STYLE_CHARACTER : STYLE_PARAGRAPH;
	return docx_styles_find(&w->reference->styles, type, id) == NULL;
}

static docx_style_type type_of(const xmlNode *style)
{
	pm_str type = xml_attribute(style, "type");
	return pm_str_is(type, "character")   ? STYLE_CHARACTER
	       : pm_str_is(type, "table")     ? STYLE_TABLE
	       : pm_str_is(type, "numbering") ? STYLE_NUMBERING
					      : STYLE_PARAGRAPH;
}

/* Where a property stands twice, the last one counts. */
static const xmlNode *last_child(const xmlNode *node, const char *name)
{
	const xmlNode *n = node->last;
	while (n != NULL && !xml_is(n, name))
		n = n->prev;
	return n;
}

/* Depth is bounded by the parser. */
void xml_write(writer *w, const xmlNode *node)
{
	zw_printf(w->zip, "<w:%s", (const char *)node->name);
	write_attributes(w, node);
	ZW_LIT(w->zip, ">");
	const char *const *order = order_of(node);
	if (order != NULL) {
		for (; *order != NULL; order++) {
			const xmlNode *child = last_child(node, *order);
			if (child != NULL && !is_unusable(w, child, type_of(node)))
				xml_write(w, child);
		}
		for (const xmlNode *n = xml_is(node, "style") ? node->children : NULL; n != NULL; n = n->next)
			if (xml_is(n, "tblStylePr"))
				xml_write(w, n);
	} else {
		for (const xmlNode *n = node->children; n != NULL; n = n->next)
			if (n->type == XML_ELEMENT_NODE && is_word_namespace(n->ns) && strstr((const char *)n->name, "Change") == NULL)
				xml_write(w, n);
	}
	zw_printf(w->zip, "</w:%s>", (const char *)node->name);
}

/* -- which is which ------------------------------------------------------------------------------------------------------------- */

typedef struct use_of {
	style_id id;
	docx_use use;
	int level;
	pm_role role;
	const char *names; /* in lower case, parted by | */
} use_of;

static const use_of uses[] = {
	{ ST_TITLE, USE_TITLE, 0, 0, "title" },
	{ ST_SUBTITLE, USE_ROLE, 0, PM_ROLE_SUBTITLE, "subtitle" },
	{ ST_DATELINE, USE_ROLE, 0, PM_ROLE_DATELINE, "dateline" },
	{ ST_ADDRESSEE, USE_ROLE, 0, PM_ROLE_ADDRESSEE, "salutation" },
	{ ST_SIGNATURE, USE_ROLE, 0, PM_ROLE_SIGNATURE, "signature" },
	{ ST_DATE, USE_ROLE, 0, PM_ROLE_DATE, "date" },
	{ ST_ATTACHMENT, USE_ROLE, 0, PM_ROLE_ATTACHMENT, "attachment" },
	{ ST_TERM, USE_ROLE, 0, PM_ROLE_TERM, "definition term" },
	{ ST_ABSTRACT, USE_ROLE, 0, PM_ROLE_ABSTRACT, "abstract" },
	{ ST_HEADING_1, USE_HEADING, 1, 0, "heading 1" },
	{ ST_HEADING_2, USE_HEADING, 2, 0, "heading 2" },
	{ ST_HEADING_3, USE_HEADING, 3, 0, "heading 3" },
	{ ST_HEADING_4, USE_HEADING, 4, 0, "heading 4" },
	{ ST_HEADING_5, USE_HEADING, 5, 0, "heading 5" },
	{ ST_HEADING_6, USE_HEADING, 6, 0, "heading 6" },
	{ ST_LIST, USE_LIST_PARAGRAPH, 0, 0, "list paragraph" },
	{ ST_LIST_CONTINUE, USE_LIST_CONTINUE, 0, 0, "list continue" },
	{ ST_QUOTE, USE_QUOTE, 0, 0, "quote" },
	{ ST_CODE, USE_CODE, 0, 0, "html preformatted" },
	{ ST_CAPTION, USE_CAPTION, 0, 0, "caption" },
	{ ST_RULE, USE_RULE, 0, 0, "horizontal line" },
	{ ST_TABLE_HEADING, USE_TABLE_HEADING, 0, 0, "table heading" },
	{ ST_FURNITURE, USE_FURNITURE, 0, 0, "furniture" },
	{ ST_TOC_HEADING, USE_TOC_HEADING, 0, 0, "toc heading" },
	{ ST_HYPERLINK, USE_LINK, 0, 0, "hyperlink" },
	{ ST_CODE_SPAN, USE_CODE_SPAN, 0, 0, "html code" },
	{ ST_SECTION_NUMBER, USE_NUMBER, 0, 0, "section number" },
	{ ST_FIGURE, USE_NONE, 0, 0, "figure|图片|插图" },
	{ ST_TABLE_TEXT, USE_NONE, 0, 0, "table text|table contents|表格内容|表格文字|表格正文" },
	{ ST_TABLE_NUMBER, USE_NONE, 0, 0, "table number" },
	{ ST_FOOTNOTE, USE_NONE, 0, 0, "footnote text|脚注文本|fußnotentext|note de bas de page" },
	{ ST_ENDNOTE, USE_NONE, 0, 0, "endnote text|尾注文本|endnotentext" },
	{ ST_HEADER, USE_NONE, 0, 0, "header|页眉|kopfzeile|en-tête" },
	{ ST_FOOTER, USE_NONE, 0, 0, "footer|页脚|fußzeile|pied de page" },
	{ ST_TOC_1, USE_NONE, 0, 0, "toc 1|目录 1|contents 1|verzeichnis 1" },
	{ ST_TOC_2, USE_NONE, 0, 0, "toc 2|目录 2|contents 2|verzeichnis 2" },
	{ ST_TOC_3, USE_NONE, 0, 0, "toc 3|目录 3|contents 3|verzeichnis 3" },
	{ ST_FOOTNOTE_REFERENCE, USE_NONE, 0, 0, "footnote reference|脚注引用|fußnotenzeichen|appel note de bas de p." },
	{ ST_ENDNOTE_REFERENCE, USE_NONE, 0, 0, "endnote reference|尾注引用|endnotenzeichen" },
	{ ST_BODY, USE_NONE, 0, 0, "body text|正文文本|textkörper|corps de texte" },
	{ ST_TABLE_GRID, USE_NONE, 0, 0, "table grid|网格型|tabellenraster|table" },
};

static const docx_style_type types[] = {
	[TYPE_PARAGRAPH] = STYLE_PARAGRAPH,
	[TYPE_CHARACTER] = STYLE_CHARACTER,
	[TYPE_TABLE] = STYLE_TABLE,
	[TYPE_NUMBERING] = STYLE_NUMBERING,
};

/* Is `name` one of `names`?  Letters of ASCII without regard to case. */
static bool is_named(pm_str name, const char *names)
{
	while (*names != '\0') {
		size_t n = strcspn(names, "|"), i = 0;
		while (i < n && i < name.len &&
		       (names[i] == name.ptr[i] || (name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' && names[i] == (name.ptr[i] | 0x20))))
			i++;
		if (i == n && i == name.len)
			return true;
		names += n + (names[n] == '|');
	}
	return false;
}

/* How well a style fits: 3 by the name that Word has for it, 2 by another of its names, 1 by what its name means. */
static int fit(const docx_style *s, const use_of *use)
{
	size_t first = strcspn(use->names, "|");
	if (is_named(s->name, use->names))
		return s->name.len == first ? 3 : 2;
	docx_meaning m = docx_meaning_of(s->name);
	if (use->use == USE_NONE || m.use != use->use)
		return 0;
	return m.level == use->level && m.role == use->role;
}

static void map_style(writer *w, reference_doc *ref, const use_of *use)
{
	const docx_style *best = NULL;
	int best_fit = 0;
	for (size_t i = 0; i < ref->styles.n; i++) {
		const docx_style *s = &ref->styles.at[i];
		int f = s->type == types[dw_styles[use->id].type] && s->id.len > 0 ? fit(s, use) : 0;
		if (f > best_fit || (f == best_fit && f > 0 && s->order < best->order)) {
			best = s;
			best_fit = f;
		}
	}
	if (best == NULL)
		return;
	w->style[use->id] = best->id.ptr;
	ref->is_found[use->id] = true;
}

static void map_defaults(writer *w, reference_doc *ref)
{
	static const style_id ids[] = { ST_NORMAL, ST_DEFAULT_FONT, ST_TABLE_NORMAL, ST_NO_LIST };
	for (size_t k = 0; k < sizeof ids / sizeof *ids; k++)
		for (size_t i = 0; i < ref->styles.n; i++) {
			const docx_style *s = &ref->styles.at[i];
			if (s->is_default && s->type == types[dw_styles[ids[k]].type] && s->id.len > 0 && !ref->is_found[ids[k]]) {
				w->style[ids[k]] = s->id.ptr;
				ref->is_found[ids[k]] = true;
			}
		}
}

/* -- the style of the body ---------------------------------------------------------------------------------------------------------- */

static size_t text_length(const xmlNode *paragraph)
{
	size_t n = 0;
	for (const xmlNode *r = paragraph->children; r != NULL; r = r->next)
		for (const xmlNode *t = xml_is(r, "r") ? r->children : NULL; t != NULL; t = t->next)
			if (xml_is(t, "t") && t->children != NULL && t->children->content != NULL)
				n += strlen((const char *)t->children->content);
	return n;
}

static bool is_body_style(const docx_style *s)
{
	docx_use use = s->meaning.use;
	return s->type == STYLE_PARAGRAPH && (use == USE_NONE || use == USE_BODY) && (s->outline == UNSET || s->outline == 9);
}

/* The style that most of the reference's own text is in, if it is one for text; else Body Text, else the default. */
static void map_body(writer *w, reference_doc *ref)
{
	size_t *lengths = ref->styles.n > 0 ? calloc(ref->styles.n, sizeof *lengths) : NULL;
	const xmlNode *body = xml_child(xmlDocGetRootElement(ref->document_xml), "body");
	size_t best = SIZE_MAX;
	for (const xmlNode *p = body != NULL && lengths != NULL ? body->children : NULL; p != NULL; p = p->next) {
		if (!xml_is(p, "p"))
			continue;
		const xmlNode *named = xml_child(xml_child(p, "pPr"), "pStyle");
		const docx_style *s = named != NULL ? docx_styles_find(&ref->styles, STYLE_PARAGRAPH, xml_attribute(named, "val"))
						    : ref->styles.default_paragraph;
		if (s == NULL || !is_body_style(s))
			continue;
		size_t i = (size_t)(s - ref->styles.at);
		lengths[i] += text_length(p);
		if (lengths[i] > 0 && (best == SIZE_MAX || lengths[i] > lengths[best]))
			best = i;
	}
	if (best != SIZE_MAX) {
		w->style[ST_BODY] = ref->styles.at[best].id.ptr;
		ref->is_found[ST_BODY] = true;
	} else if (!ref->is_found[ST_BODY] && ref->is_found[ST_NORMAL]) {
		w->style[ST_BODY] = w->style[ST_NORMAL];
		ref->is_found[ST_BODY] = true;
	}
	free(lengths);
}

/* An id that none of the reference's styles has. */
static void make_ids(writer *w, reference_doc *ref)
{
	for (style_id id = 0; id < N_STYLES; id++) {
		if (ref->is_found[id])
			continue;
		bool is_taken = false;
		for (docx_style_type t = STYLE_PARAGRAPH; t <= STYLE_NUMBERING; t++)
			is_taken = is_taken || docx_styles_find(&ref->styles, t, pm_str_from(dw_styles[id].id)) != NULL;
		snprintf(ref->made[id], sizeof ref->made[id], "%s%s", is_taken ? "Pumice" : "", dw_styles[id].id);
		w->style[id] = ref->made[id];
	}
}

void dw_reference_map_styles(writer *w, reference_doc *ref)
{
	map_defaults(w, ref);
	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		map_style(w, ref, &uses[i]);
	map_body(w, ref);
	make_ids(w, ref);
}

/* -- styles.xml ------------------------------------------------------------------------------------------------------------------------ */

/* What is added is based on styles that are there. */
static void add_bases(writer *w, const reference_doc *ref)
{
	static const style_id needed[] = { ST_NORMAL, ST_DEFAULT_FONT, ST_TABLE_NORMAL, ST_NO_LIST };
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		w->style_is_used[needed[i]] = true;
	for (style_id id = N_STYLES; id-- > 0;)
		if (w->style_is_used[id] && !ref->is_found[id])
			for (style_id base = dw_styles[id].based_on; !w->style_is_used[base]; base = dw_styles[base].based_on)
				w->style_is_used[base] = true;
}

void dw_reference_write_styles(writer *w)
{
	reference_doc *ref = w->reference;
	const xmlNode *root = ref->styles_xml != NULL ? xmlDocGetRootElement(ref->styles_xml) : NULL;
	while (root != NULL && xml_child(root, "styles") != NULL) /* some converters write it twice */
		root = xml_child(root, "styles");
	bool *is_written = calloc(ref->styles.n + 1, sizeof *is_written);
	w->is_out_of_memory = w->is_out_of_memory || is_written == NULL;
	for (const xmlNode *n = root != NULL && is_written != NULL ? root->children : NULL; n != NULL; n = n->next) {
		if (xml_is(n, "docDefaults") || xml_is(n, "latentStyles"))
			xml_write(w, n);
		if (!xml_is(n, "style"))
			continue;
		const docx_style *s = docx_styles_find(&ref->styles, type_of(n), xml_attribute(n, "styleId"));
		if (s == NULL || is_written[s - ref->styles.at])
			continue;
		is_written[s - ref->styles.at] = true;
		xml_write(w, n);
	}
	free(is_written);
	add_bases(w, ref);
	for (style_id id = 0; id < N_STYLES; id++)
		if (w->style_is_used[id] && !ref->is_found[id])
			dw_write_style(w, id);
}
