/* tokens.h: a block's text and spans as a sequence of pieces that nest, and how each is to be written. */
#ifndef PUMICE_MARKDOWN_TOKENS_H
#define PUMICE_MARKDOWN_TOKENS_H

#include <pumice/pumice.h>

typedef enum md_token_kind {
	MD_TEXT,
	MD_CODE,
	MD_OPEN, /* of a style; partner is its MD_CLOSE */
	MD_CLOSE,
	MD_BREAK, /* line break */
	MD_IMAGE,
	MD_NOTE,
	MD_ANCHOR,
	MD_INDICATOR, /* the anchor of the indicator of index `partner` */
	MD_AUTOLINK   /* a link whose text is its address */
} md_token_kind;

typedef struct md_token {
	md_token_kind kind;
	pm_style style;     /* MD_OPEN, MD_CLOSE */
	bool is_underscore; /* emphasis written with `_`, because `*` beside `**` would be read otherwise */
	bool is_tag;        /* written as an HTML tag, because Markdown has no other way or would not see it */
	size_t start, end;  /* of the text */
	size_t partner;
	const pm_span *span; /* links, images, notes, anchors */
} md_token;

typedef struct md_tokens {
	pm_str text;
	md_token *at;
	size_t n, cap;
	bool is_broken; /* memory was out */
} md_tokens;

/* Where tokens are written to: paragraphs may have line breaks, headings and cells have <br>, and in HTML all is tags. */
typedef enum md_place { MD_IN_PARAGRAPH, MD_IN_HEADING, MD_IN_CELL, MD_IN_HTML } md_place;

/* The names that some link of the document leads to, sorted; anchors that nothing leads to are left out. */
typedef struct md_names {
	pm_str *at;
	size_t n;
} md_names;

/* An indicator's place, which gets the anchor `iN`, N being its index from 1. */
typedef struct md_indicator_place {
	const pm_block *block;
	size_t start, index;
} md_indicator_place;

/* Those of one block, sorted by start. */
typedef struct md_extra_anchors {
	const md_indicator_place *at;
	size_t n;
} md_extra_anchors;

bool md_names_hold(const md_names *names, pm_str name);

/* The block's text from byte `from` on.  Free with md_tokens_free. */
void md_tokens_make(md_tokens *tokens, const pm_block *block, size_t from, const md_names *anchors, md_extra_anchors extra, md_place place);
void md_tokens_free(md_tokens *tokens);

/* delimiters.c: which emphasis can be written with `*` and `~`, so that every parser sees it; the rest becomes tags. */
void md_tokens_choose(md_tokens *tokens, md_place place);
/* What stands at the edge of a token, as the parser will see it. */
uint32_t md_first_char(const md_tokens *tokens, size_t i, md_place place);
uint32_t md_last_char(const md_tokens *tokens, size_t i, md_place place);
/* Before token i and after it; white space at the ends. */
uint32_t md_char_before(const md_tokens *tokens, size_t i, md_place place);
uint32_t md_char_after(const md_tokens *tokens, size_t i, md_place place);

/* autolink.c */
bool md_is_autolink(pm_str text, pm_str target);

#endif
