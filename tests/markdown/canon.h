/* canon.h: a document as lines of text, made from the model or from the tree of an independent parser, so that the two can be compared. */
#ifndef PUMICE_TESTS_CANON_H
#define PUMICE_TESTS_CANON_H

#include <pumice/pumice.h>

/* What the model says that Markdown can say.  Marked blocks and tables that need HTML are left out. */
void canon_model(const pm_doc *doc, pm_buf *out);
/* What cmark-gfm finds in Markdown without front matter. */
void canon_cmark(pm_str markdown, pm_buf *out);

/* One block's text: characters with the styles that they carry.  White space carries no emphasis. */
enum {
	CANON_STRONG = 1,
	CANON_EMPHASIS = 2,
	CANON_UNDERLINE = 4,
	CANON_STRIKE = 8,
	CANON_SUPERSCRIPT = 16,
	CANON_SUBSCRIPT = 32,
	CANON_CODE = 64
};

typedef struct canon_text {
	pm_buf *out;
	unsigned styles; /* as written last */
	pm_buf link;     /* the same */
} canon_text;

void canon_put(canon_text *text, pm_str s, unsigned styles, pm_str link);
/* Say that what follows has these styles, for what is no text. */
void canon_turn(canon_text *text, unsigned styles, pm_str link);
void canon_end(canon_text *text);

#endif
