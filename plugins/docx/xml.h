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

/* Every element that any part's reader looks at (elements.c).  Ranges of them are asked for: T_WP_INLINE … T_V_TEXTPATH are of pictures,
 * T_M_SUP … T_M_SEPCHR of equations. */
typedef enum docx_token {
	T_NONE, /* the document itself as parent */
	T_UNKNOWN,
	T_P, T_R, T_T, T_PPR, T_RPR, T_TAB, T_BR, T_CR, T_PSTYLE, T_RSTYLE, T_TBLSTYLE, T_B, T_I, T_U, T_STRIKE,
	T_DSTRIKE, T_VERTALIGN, T_VANISH, T_RFONTS, T_NUMPR, T_ILVL, T_NUMID, T_IND, T_OUTLINELVL, T_JC,
	T_PAGEBREAKBEFORE, T_PBDR, T_BOTTOM, T_TOP, T_TBL, T_TBLLOOK, T_TR, T_TRPR, T_TBLHEADER, T_GRIDBEFORE, T_TC,
	T_TCPR, T_GRIDSPAN, T_VMERGE, T_INS, T_DEL, T_MOVEFROM, T_MOVETO, T_DELTEXT, T_INSTRTEXT, T_DELINSTRTEXT,
	T_FLDCHAR, T_FLDSIMPLE, T_HYPERLINK, T_BOOKMARKSTART, T_FOOTNOTEREF, T_ENDNOTEREF, T_FOOTNOTEMARK,
	T_ENDNOTEMARK, T_FOOTNOTE, T_ENDNOTE, T_COMMENT, T_HEADERREF, T_FOOTERREF, T_TXBXCONTENT, T_SYM,
	T_NOBREAKHYPHEN, T_SOFTHYPHEN, T_PTAB, T_RUBY, T_RT, T_SDT, T_DOCPARTGALLERY, T_ALTCHUNK, T_CHECKBOX, T_CHECKED,
	T_DEFAULT, T_PPRCHANGE, T_RPRCHANGE, T_TBLPRCHANGE, T_TRPRCHANGE, T_TCPRCHANGE, T_SECTPRCHANGE, T_TBLGRIDCHANGE,
	T_NUMBERINGCHANGE, T_STYLE, T_NAME, T_BASEDON, T_TBLSTYLEPR, T_DOCDEFAULTS, T_ABSTRACTNUM, T_NUM,
	T_ABSTRACTNUMID, T_LVL, T_LVLOVERRIDE, T_STARTOVERRIDE, T_START, T_NUMFMT, T_LVLTEXT, T_ISLGL, T_LVLRESTART,
	T_NUMSTYLELINK, T_STYLELINK, T_FRAMEPR, T_DIV, T_BLOCKQUOTE, T_MARLEFT, T_DIVID, T_DOCVAR, T_CONTEXTUALSPACING,
	T_ALTERNATE, T_CHOICE, T_FALLBACK, T_WP_INLINE, T_WP_ANCHOR, T_WP_EXTENT, T_WP_DOCPR, T_PIC_CNVPR,
	T_PIC_BLIPFILL, T_A_BLIP, T_A_HLINKCLICK, T_V_SHAPE, T_V_RECT, T_V_IMAGEDATA, T_V_TEXTPATH, T_OLEOBJECT, T_M_T,
	T_M_R, T_M_SUP, T_M_SUB, T_M_LIM, T_M_NUM, T_M_DEN, T_M_RAD, T_M_DEG, T_M_D, T_M_E, T_M_NARY, T_M_NARYPR,
	T_M_CHR, T_M_BEGCHR, T_M_ENDCHR, T_M_SEPCHR, T_C_CHART, T_DGM_RELIDS, T_RELATIONSHIP, T_CT_OVERRIDE, T_DC_TITLE,
	T_DC_CREATOR, T_DC_SUBJECT, T_DC_DESCRIPTION, T_DC_LANGUAGE, T_CP_KEYWORDS, T_CP_CATEGORY, T_DCTERMS_CREATED,
	T_DCTERMS_MODIFIED, T_APP_APPLICATION, T_CUSTOM_PROPERTY, T_VT_TEXT
} docx_token;

typedef struct docx_element {
	docx_ns ns;
	const char *name;
	docx_token token;
} docx_element;

extern const docx_element docx_elements[];
extern const size_t docx_n_elements;

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
