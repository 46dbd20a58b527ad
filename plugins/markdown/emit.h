/* emit.h: tokens to Markdown, one block's text at a time. */
#ifndef PUMICE_MARKDOWN_EMIT_H
#define PUMICE_MARKDOWN_EMIT_H

#include "tokens.h"

/* What must be known of the whole text to say which of its characters would be read as syntax. */
typedef struct md_context {
	const md_tokens *tokens;
	md_place place;
	bool wraps;                             /* lines may be broken: mark where */
	bool stars, underscores, tildes, ticks; /* there is something that such a character could pair with */
	size_t last_gt;                         /* offset in the text behind the last `>`; SIZE_MAX where mark-up follows that has one */
	size_t n_links;                         /* links that are open */
	bool is_balanced;                       /* the brackets in the open link match, and need no escape */
	bool is_enclosed;                       /* `]` follows the text */
	bool has_bracket;                       /* a `[` stands unescaped in the text so far */
} md_context;

/* escape.c */
void md_context_make(md_context *context, const md_tokens *tokens, md_place place, bool wraps);
/* Token i, an MD_TEXT, with a backslash before what would be read as syntax inside a line, and nothing else. */
void md_put_text(md_context *context, size_t i, pm_buf *out);
/* Call where a link begins, at token `open`. */
void md_context_enter_link(md_context *context, size_t open);
/* Text that is no block's: of a cell, or between the brackets of an image or link. */
void md_put_plain_text(pm_str s, bool in_brackets, md_place place, pm_buf *out);
/* `text` as a code span with enough backticks. */
void md_put_code(pm_str text, md_place place, pm_buf *out);
bool md_code_needs_tag(pm_str text, md_place place, bool in_link);

/* address.c: the part of a link in parentheses; an HTML attribute; text between HTML tags. */
void md_put_address(pm_str target, pm_str title, md_place place, pm_buf *out);
void md_put_attribute(const char *name, pm_str value, pm_buf *out);
void md_put_html_text(pm_str s, pm_buf *out);

/* lines.c: what md_put_text leaves: escape what would begin a block where a line begins, guard blanks at both ends, and break lines
 * wider than `wrap` columns (0: none), of which `indent` are taken already.  Lines are parted by \n. */
typedef struct md_line_rules {
	bool is_item; /* `[ ]` would begin a task */
	size_t wrap, indent;
} md_line_rules;
void md_put_lines(pm_str raw, md_line_rules rules, pm_buf *out);
/* One line that begins no block: the text of a heading or a cell. */
void md_put_heading_line(pm_str raw, pm_buf *out);
void md_put_cell_line(pm_str raw, pm_buf *out);

#endif
