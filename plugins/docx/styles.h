/* styles.h: what the styles of a document mean, inheritance resolved. */
#ifndef DOCX_STYLES_H
#define DOCX_STYLES_H

#include "package.h"
#include "pool.h"

/* What a style says by its name that it is for. */
typedef enum docx_use {
	USE_NONE, /* the name says nothing: the style it is based on may */
	USE_BODY, /* the name says: nothing but text */
	USE_TITLE,
	USE_HEADING,
	USE_QUOTE,
	USE_CODE,
	USE_CAPTION,
	USE_RULE,
	USE_LIST_CONTINUE,
	USE_LIST_PARAGRAPH,
	USE_FURNITURE,
	USE_TABLE_HEADING,
	USE_TOC,
	USE_TOC_HEADING,
	USE_ROLE, /* a paragraph with a pm_role */
	/* character styles */
	USE_CODE_SPAN,
	USE_LINK,
	USE_NUMBER /* the number of a heading or item, where it stands in the text */
} docx_use;

typedef struct docx_meaning {
	docx_use use;
	int level; /* of a heading; of a heading over contents 0 where it looks like text */
	pm_role role;
	pm_str language;  /* of code: what follows "Code " in the name of a style based on one for code */
	pm_str furniture; /* of "Furniture KIND": the kind */
} docx_meaning;

/* By the name of a style, in any language that Word, WPS or LibreOffice write it in, or by its id.  Without strings. */
docx_meaning docx_meaning_of(pm_str name);

enum { UNSET = -1, DOCX_NO_INDENT = -1000000 };

/* Character formatting: UNSET, 0 (off), 1 (on). */
typedef struct docx_look {
	int8_t bold, italic, underline, strike, superscript, subscript, hidden;
} docx_look;

#define DOCX_LOOK_UNSET ((docx_look){ UNSET, UNSET, UNSET, UNSET, UNSET, UNSET, UNSET })

/* `over` where it says something, else `under`. */
docx_look docx_look_merge(docx_look over, docx_look under);

typedef enum docx_style_type { STYLE_PARAGRAPH, STYLE_CHARACTER, STYLE_TABLE, STYLE_NUMBERING } docx_style_type;

typedef struct docx_style {
	pm_str id, name, based_on;
	docx_style_type type;
	bool is_default;
	int8_t outline; /* UNSET, 0-8, 9: body text */
	int8_t ilvl;    /* UNSET where the style does not say */
	int8_t jc;      /* UNSET or pm_align */
	bool has_num;
	bool has_first_row; /* a table style that sets the first row apart */
	pm_str num_id;
	int indent; /* left, 1/20 point; DOCX_NO_INDENT where it is not said */
	docx_look look;
	docx_meaning meaning;
	uint8_t state; /* while inheritance is resolved */
	size_t order;
} docx_style;

typedef struct docx_styles {
	docx_style *at; /* by type, then id */
	size_t n, cap;
	const docx_style *default_paragraph;
} docx_styles;

int docx_styles_read(docx_package *package, int part, docx_pool *pool, docx_styles *out, pm_doc *doc, pm_error *err);
void docx_styles_free(docx_styles *styles);
/* NULL where there is none. */
const docx_style *docx_styles_find(const docx_styles *styles, docx_style_type type, pm_str id);

#endif
