/* numbering.h: automatic numbers, counted as Word counts them. */
#ifndef DOCX_NUMBERING_H
#define DOCX_NUMBERING_H

#include "styles.h"

enum { DOCX_LEVELS = 9 };

typedef struct docx_level {
	bool is_set;
	bool is_legal;  /* all numbers in it in decimal */
	bool is_symbol; /* the text is in a symbol font */
	int8_t restart; /* UNSET: after any higher level; 0: never; n: after level n (from 1) or higher */
	int start;
	int indent; /* left, 1/20 point; DOCX_NO_INDENT where it is not said */
	pm_str format; /* w:numFmt, or the pattern of a custom one */
	pm_str text;   /* "%1.%2" */
	pm_str font;
	pm_str style; /* the paragraph style tied to the level */
} docx_level;

typedef struct docx_abstract {
	pm_str id, style_link, num_style_link;
	docx_level levels[DOCX_LEVELS];
	/* Where the counting stands. */
	int value[DOCX_LEVELS];
	bool is_counting[DOCX_LEVELS];
	size_t order;
} docx_abstract;

typedef struct docx_override {
	bool has_start, is_pending;
	int start;
	docx_level level;
} docx_override;

typedef struct docx_num {
	pm_str id, abstract_id;
	docx_abstract *abstract;  /* NULL where it points at nothing */
	docx_override *overrides; /* DOCX_LEVELS of them, or NULL */
	size_t order;
	int list; /* the model's list in documents of our own; 0 where not met yet */
} docx_num;

typedef struct docx_numbering {
	docx_abstract *abstracts;
	docx_num *nums;
	size_t n_abstracts, cap_abstracts, n_nums, cap_nums;
} docx_numbering;

int docx_numbering_read(docx_package *package, int part, docx_pool *pool, const docx_styles *styles, docx_numbering *out, pm_doc *doc,
			pm_error *err);
void docx_numbering_free(docx_numbering *numbering);
docx_num *docx_numbering_find(const docx_numbering *numbering, pm_str id); /* NULL where there is none */
/* The level of `num`, overrides included; NULL where it has none. */
const docx_level *docx_num_level(const docx_num *num, int ilvl);
/* The level that is tied to a paragraph style; UNSET where none is. */
int docx_num_level_of_style(const docx_num *num, pm_str style_id);
/* Count one on and append the number, or the bullet, that Word shows. */
void docx_num_count(docx_num *num, int ilvl, pm_buf *out);

/* `n` as w:numFmt `format` shows it. */
void docx_format_number(pm_str format, long n, pm_buf *out);
/* A character of a symbol font (Symbol, Wingdings, …) in Unicode; itself where the font is no such one. */
uint32_t docx_symbol(pm_str font, uint32_t c);
bool docx_is_symbol_font(pm_str font);

#endif
