/* chars.h: characters as CommonMark's rules of emphasis class them, and the marks that travel inside unfinished lines. */
#ifndef PUMICE_MARKDOWN_CHARS_H
#define PUMICE_MARKDOWN_CHARS_H

#include <pumice/pumice.h>

/* Unicode white space in CommonMark's sense. */
bool md_is_space(uint32_t c);
bool md_is_ascii_punct(uint32_t c);
/* Unicode punctuation.  Versions of the specification, and the tables of the parsers, differ over symbols: a character may be surely
 * punctuation, surely not, or neither. */
bool md_is_surely_punct(uint32_t c);
bool md_is_maybe_punct(uint32_t c);

/* May a run of `*` or `~` between `before` and `after` open, or close, emphasis?  `surely`: in every parser; else in some. */
bool md_may_open(uint32_t before, uint32_t after, bool surely);
bool md_may_close(uint32_t before, uint32_t after, bool surely);

/* Two such characters next to each other are written without a space, also where a line ends between them. */
bool md_joins(uint32_t c);

/* Controls do not occur in the model's text, so these can stand for places in unfinished output. */
enum {
	MD_MARK_SPACE = 1,  /* a space that may become a line end */
	MD_MARK_JOINT = 2,  /* nothing, between two characters that join, where a line may end */
	MD_MARK_BREAK = 3,  /* a hard line break */
	MD_MARK_SYNTAX = 4, /* nothing, before mark-up that must not be escaped where a line begins with it */
};

#endif
