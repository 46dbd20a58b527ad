/* xml.h: the XML parts of a package as a stream of known elements.
 *
 * No tree is built, nothing outside the part is opened, document types (and with them entities) are refused.  mc:AlternateContent is
 * resolved here: of its choices the first that yields something is seen, else the fallback. */
#ifndef DOCX_XML_H
#define DOCX_XML_H

#include <pumice/pumice.h>

#include "package.h"

typedef enum docx_ns {
	NS_NONE, /* attributes without prefix */
	NS_OTHER,
	NS_W,
	NS_R,
	NS_MC,
	NS_WP,
	NS_A,
	NS_PIC,
	NS_V,
	NS_O,
	NS_M,
	NS_W14,
	NS_WPS,
	NS_C,
	NS_DGM,
	NS_RELS,
	NS_CT,
	NS_CP,
	NS_DC,
	NS_DCTERMS,
	NS_APP,
	NS_CUSTOM,
	NS_VT
} docx_ns;

/* Every element that any part's reader looks at: X(namespace, local name, token). */
#define DOCX_ELEMENTS(X) \
	X(NS_W, "p", T_P) X(NS_W, "r", T_R) X(NS_W, "t", T_T) X(NS_W, "pPr", T_PPR) X(NS_W, "rPr", T_RPR) X(NS_W, "tab", T_TAB) \
	X(NS_W, "br", T_BR) X(NS_W, "cr", T_CR) X(NS_W, "body", T_BODY) X(NS_W, "document", T_DOCUMENT) X(NS_W, "pStyle", T_PSTYLE) \
	X(NS_W, "rStyle", T_RSTYLE) X(NS_W, "tblStyle", T_TBLSTYLE) X(NS_W, "b", T_B) X(NS_W, "i", T_I) X(NS_W, "u", T_U) \
	X(NS_W, "strike", T_STRIKE) X(NS_W, "dstrike", T_DSTRIKE) X(NS_W, "vertAlign", T_VERTALIGN) X(NS_W, "vanish", T_VANISH) \
	X(NS_W, "rFonts", T_RFONTS) X(NS_W, "numPr", T_NUMPR) X(NS_W, "ilvl", T_ILVL) X(NS_W, "numId", T_NUMID) X(NS_W, "ind", T_IND) \
	X(NS_W, "outlineLvl", T_OUTLINELVL) X(NS_W, "jc", T_JC) X(NS_W, "pageBreakBefore", T_PAGEBREAKBEFORE) X(NS_W, "pBdr", T_PBDR) \
	X(NS_W, "bottom", T_BOTTOM) X(NS_W, "top", T_TOP) X(NS_W, "sectPr", T_SECTPR) X(NS_W, "tbl", T_TBL) X(NS_W, "tblPr", T_TBLPR) \
	X(NS_W, "tblLook", T_TBLLOOK) X(NS_W, "tr", T_TR) X(NS_W, "trPr", T_TRPR) X(NS_W, "tblHeader", T_TBLHEADER) \
	X(NS_W, "gridBefore", T_GRIDBEFORE) X(NS_W, "tc", T_TC) X(NS_W, "tcPr", T_TCPR) X(NS_W, "gridSpan", T_GRIDSPAN) \
	X(NS_W, "vMerge", T_VMERGE) X(NS_W, "hMerge", T_HMERGE) X(NS_W, "ins", T_INS) X(NS_W, "del", T_DEL) \
	X(NS_W, "moveFrom", T_MOVEFROM) X(NS_W, "moveTo", T_MOVETO) X(NS_W, "delText", T_DELTEXT) X(NS_W, "instrText", T_INSTRTEXT) \
	X(NS_W, "delInstrText", T_DELINSTRTEXT) X(NS_W, "fldChar", T_FLDCHAR) X(NS_W, "fldSimple", T_FLDSIMPLE) \
	X(NS_W, "hyperlink", T_HYPERLINK) X(NS_W, "bookmarkStart", T_BOOKMARKSTART) X(NS_W, "footnoteReference", T_FOOTNOTEREF) \
	X(NS_W, "endnoteReference", T_ENDNOTEREF) X(NS_W, "footnoteRef", T_FOOTNOTEMARK) X(NS_W, "endnoteRef", T_ENDNOTEMARK) \
	X(NS_W, "footnote", T_FOOTNOTE) X(NS_W, "endnote", T_ENDNOTE) X(NS_W, "comment", T_COMMENT) \
	X(NS_W, "headerReference", T_HEADERREF) X(NS_W, "footerReference", T_FOOTERREF) X(NS_W, "drawing", T_DRAWING) \
	X(NS_W, "pict", T_PICT) X(NS_W, "object", T_OBJECT) X(NS_W, "txbxContent", T_TXBXCONTENT) X(NS_W, "sym", T_SYM) \
	X(NS_W, "noBreakHyphen", T_NOBREAKHYPHEN) X(NS_W, "softHyphen", T_SOFTHYPHEN) X(NS_W, "ptab", T_PTAB) X(NS_W, "ruby", T_RUBY) \
	X(NS_W, "rt", T_RT) X(NS_W, "rubyBase", T_RUBYBASE) X(NS_W, "sdt", T_SDT) X(NS_W, "sdtPr", T_SDTPR) \
	X(NS_W, "docPartGallery", T_DOCPARTGALLERY) X(NS_W, "altChunk", T_ALTCHUNK) X(NS_W, "checkBox", T_CHECKBOX) \
	X(NS_W, "checked", T_CHECKED) X(NS_W, "default", T_DEFAULT) X(NS_W, "ffData", T_FFDATA) X(NS_W, "pPrChange", T_PPRCHANGE) \
	X(NS_W, "rPrChange", T_RPRCHANGE) X(NS_W, "tblPrChange", T_TBLPRCHANGE) X(NS_W, "trPrChange", T_TRPRCHANGE) \
	X(NS_W, "tcPrChange", T_TCPRCHANGE) X(NS_W, "sectPrChange", T_SECTPRCHANGE) X(NS_W, "tblGridChange", T_TBLGRIDCHANGE) \
	X(NS_W, "numberingChange", T_NUMBERINGCHANGE) X(NS_W, "style", T_STYLE) X(NS_W, "name", T_NAME) X(NS_W, "basedOn", T_BASEDON) \
	X(NS_W, "link", T_LINK) X(NS_W, "tblStylePr", T_TBLSTYLEPR) X(NS_W, "docDefaults", T_DOCDEFAULTS) \
	X(NS_W, "abstractNum", T_ABSTRACTNUM) X(NS_W, "num", T_NUM) X(NS_W, "abstractNumId", T_ABSTRACTNUMID) X(NS_W, "lvl", T_LVL) \
	X(NS_W, "lvlOverride", T_LVLOVERRIDE) X(NS_W, "startOverride", T_STARTOVERRIDE) X(NS_W, "start", T_START) \
	X(NS_W, "numFmt", T_NUMFMT) X(NS_W, "lvlText", T_LVLTEXT) X(NS_W, "isLgl", T_ISLGL) X(NS_W, "lvlRestart", T_LVLRESTART) \
	X(NS_W, "numStyleLink", T_NUMSTYLELINK) X(NS_W, "styleLink", T_STYLELINK) X(NS_W, "framePr", T_FRAMEPR) \
	X(NS_W, "div", T_DIV) X(NS_W, "blockQuote", T_BLOCKQUOTE) X(NS_W, "marLeft", T_MARLEFT) X(NS_W, "divId", T_DIVID) \
	X(NS_W, "docVar", T_DOCVAR) X(NS_W, "contextualSpacing", T_CONTEXTUALSPACING) \
	X(NS_MC, "AlternateContent", T_ALTERNATE) X(NS_MC, "Choice", T_CHOICE) X(NS_MC, "Fallback", T_FALLBACK) \
	X(NS_WP, "inline", T_WP_INLINE) X(NS_WP, "anchor", T_WP_ANCHOR) X(NS_WP, "extent", T_WP_EXTENT) X(NS_WP, "docPr", T_WP_DOCPR) \
	X(NS_PIC, "pic", T_PIC) X(NS_PIC, "cNvPr", T_PIC_CNVPR) X(NS_PIC, "blipFill", T_PIC_BLIPFILL) X(NS_PIC, "spPr", T_PIC_SPPR) \
	X(NS_A, "blip", T_A_BLIP) X(NS_A, "ext", T_A_EXT) X(NS_A, "xfrm", T_A_XFRM) X(NS_A, "hlinkClick", T_A_HLINKCLICK) \
	X(NS_V, "shape", T_V_SHAPE) X(NS_V, "rect", T_V_RECT) X(NS_V, "imagedata", T_V_IMAGEDATA) X(NS_V, "textpath", T_V_TEXTPATH) \
	X(NS_O, "OLEObject", T_OLEOBJECT) X(NS_M, "t", T_M_T) X(NS_M, "r", T_M_R) \
	X(NS_M, "sup", T_M_SUP) X(NS_M, "sub", T_M_SUB) X(NS_M, "lim", T_M_LIM) X(NS_M, "num", T_M_NUM) X(NS_M, "den", T_M_DEN) \
	X(NS_M, "rad", T_M_RAD) X(NS_M, "deg", T_M_DEG) X(NS_M, "d", T_M_D) X(NS_M, "e", T_M_E) X(NS_M, "nary", T_M_NARY) \
	X(NS_M, "naryPr", T_M_NARYPR) X(NS_M, "chr", T_M_CHR) X(NS_M, "begChr", T_M_BEGCHR) X(NS_M, "endChr", T_M_ENDCHR) \
	X(NS_M, "sepChr", T_M_SEPCHR) X(NS_W14, "checkbox", T_W14_CHECKBOX) X(NS_C, "chart", T_C_CHART) X(NS_DGM, "relIds", T_DGM_RELIDS) \
	X(NS_RELS, "Relationship", T_RELATIONSHIP) X(NS_CT, "Override", T_CT_OVERRIDE) \
	X(NS_DC, "title", T_DC_TITLE) X(NS_DC, "creator", T_DC_CREATOR) X(NS_DC, "subject", T_DC_SUBJECT) \
	X(NS_DC, "description", T_DC_DESCRIPTION) X(NS_DC, "language", T_DC_LANGUAGE) X(NS_CP, "keywords", T_CP_KEYWORDS) \
	X(NS_CP, "category", T_CP_CATEGORY) X(NS_DCTERMS, "created", T_DCTERMS_CREATED) X(NS_DCTERMS, "modified", T_DCTERMS_MODIFIED) \
	X(NS_APP, "Application", T_APP_APPLICATION) X(NS_CUSTOM, "property", T_CUSTOM_PROPERTY) \
	X(NS_VT, "lpwstr", T_VT_TEXT) X(NS_VT, "lpstr", T_VT_TEXT) X(NS_VT, "bstr", T_VT_TEXT) X(NS_VT, "i4", T_VT_TEXT) \
	X(NS_VT, "bool", T_VT_TEXT) X(NS_VT, "filetime", T_VT_TEXT) X(NS_VT, "r8", T_VT_TEXT) X(NS_VT, "int", T_VT_TEXT)

/* Several names may share a token (T_VT_TEXT), so that tokens are the places of their first names. */
typedef enum docx_token {
	T_NONE, /* the document itself as parent */
	T_UNKNOWN,
	T_P, T_R, T_T, T_PPR, T_RPR, T_TAB, T_BR, T_CR, T_BODY, T_DOCUMENT, T_PSTYLE, T_RSTYLE, T_TBLSTYLE, T_B, T_I, T_U, T_STRIKE,
	T_DSTRIKE, T_VERTALIGN, T_VANISH, T_RFONTS, T_NUMPR, T_ILVL, T_NUMID, T_IND, T_OUTLINELVL, T_JC, T_PAGEBREAKBEFORE, T_PBDR,
	T_BOTTOM, T_TOP, T_SECTPR, T_TBL, T_TBLPR, T_TBLLOOK, T_TR, T_TRPR, T_TBLHEADER, T_GRIDBEFORE, T_TC, T_TCPR, T_GRIDSPAN,
	T_VMERGE, T_HMERGE, T_INS, T_DEL, T_MOVEFROM, T_MOVETO, T_DELTEXT, T_INSTRTEXT, T_DELINSTRTEXT, T_FLDCHAR, T_FLDSIMPLE,
	T_HYPERLINK, T_BOOKMARKSTART, T_FOOTNOTEREF, T_ENDNOTEREF, T_FOOTNOTEMARK, T_ENDNOTEMARK, T_FOOTNOTE, T_ENDNOTE, T_COMMENT,
	T_HEADERREF, T_FOOTERREF, T_DRAWING, T_PICT, T_OBJECT, T_TXBXCONTENT, T_SYM, T_NOBREAKHYPHEN, T_SOFTHYPHEN, T_PTAB, T_RUBY,
	T_RT, T_RUBYBASE, T_SDT, T_SDTPR, T_DOCPARTGALLERY, T_ALTCHUNK, T_CHECKBOX, T_CHECKED, T_DEFAULT, T_FFDATA, T_PPRCHANGE,
	T_RPRCHANGE, T_TBLPRCHANGE, T_TRPRCHANGE, T_TCPRCHANGE, T_SECTPRCHANGE, T_TBLGRIDCHANGE, T_NUMBERINGCHANGE, T_STYLE, T_NAME,
	T_BASEDON, T_LINK, T_TBLSTYLEPR, T_DOCDEFAULTS, T_ABSTRACTNUM, T_NUM, T_ABSTRACTNUMID, T_LVL, T_LVLOVERRIDE, T_STARTOVERRIDE,
	T_START, T_NUMFMT, T_LVLTEXT, T_ISLGL, T_LVLRESTART, T_NUMSTYLELINK, T_STYLELINK, T_FRAMEPR, T_DIV,
	T_BLOCKQUOTE, T_MARLEFT, T_DIVID, T_DOCVAR, T_CONTEXTUALSPACING, T_ALTERNATE, T_CHOICE, T_FALLBACK,
	T_WP_INLINE, T_WP_ANCHOR, T_WP_EXTENT, T_WP_DOCPR, T_PIC, T_PIC_CNVPR, T_PIC_BLIPFILL, T_PIC_SPPR, T_A_BLIP, T_A_EXT, T_A_XFRM,
	T_A_HLINKCLICK, T_V_SHAPE, T_V_RECT, T_V_IMAGEDATA, T_V_TEXTPATH, T_OLEOBJECT, T_M_T, T_M_R, T_M_SUP, T_M_SUB, T_M_LIM,
	T_M_NUM, T_M_DEN, T_M_RAD, T_M_DEG, T_M_D, T_M_E, T_M_NARY, T_M_NARYPR, T_M_CHR, T_M_BEGCHR, T_M_ENDCHR, T_M_SEPCHR,
	T_W14_CHECKBOX, T_C_CHART, T_DGM_RELIDS, T_RELATIONSHIP, T_CT_OVERRIDE, T_DC_TITLE, T_DC_CREATOR, T_DC_SUBJECT,
	T_DC_DESCRIPTION, T_DC_LANGUAGE, T_CP_KEYWORDS, T_CP_CATEGORY, T_DCTERMS_CREATED, T_DCTERMS_MODIFIED, T_APP_APPLICATION,
	T_CUSTOM_PROPERTY, T_VT_TEXT
} docx_token;

/* The attributes of the element that starts; good during the call. */
typedef struct docx_attrs {
	const unsigned char **at;
	int n;
} docx_attrs;

bool docx_attr_find(const docx_attrs *attrs, docx_ns ns, const char *name, pm_str *value);
/* Empty where there is none.  A W attribute without prefix is taken too. */
pm_str docx_attr(const docx_attrs *attrs, docx_ns ns, const char *name);
pm_str docx_val(const docx_attrs *attrs); /* w:val */
/* An integer, cut to long; `otherwise` where it is none. */
long docx_attr_long(const docx_attrs *attrs, docx_ns ns, const char *name, long otherwise);
long docx_str_long(pm_str s, long otherwise);
/* w:val of an on/off property: on unless it says 0, false, off. */
bool docx_val_is_on(const docx_attrs *attrs);

/* Returned by `start`: the element and all in it is passed over, its `end` not called. */
#define DOCX_SKIP (-1)

typedef struct docx_handler {
	int (*start)(void *user, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err);
	int (*end)(void *user, docx_token token, pm_error *err);
	int (*text)(void *user, docx_token parent, pm_str text, pm_error *err); /* NULL where text does not matter */
	/* Grows with everything taken in: tells whether a choice of mc:AlternateContent gave anything.  NULL: the first choice wins. */
	uint64_t (*produced)(void *user);
} docx_handler;

/* Read one part.  Elements of other names are given as T_UNKNOWN and looked into. */
int docx_xml_read(docx_package *package, int part, const docx_handler *handler, void *user, pm_error *err);

#endif
