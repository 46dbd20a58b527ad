/* notes.h: places that links in the page lead to, and notes. */
#ifndef PUMICE_HTML_NOTES_H
#define PUMICE_HTML_NOTES_H

#include "html.h"

/* -- names.c ---------------------------------------------------------------------------------------------------------- */

uint64_t html_hash(pm_str name);
uint32_t html_name_get(const html_names *names, uint64_t hash); /* 0 where it is not there */
bool html_name_set(html_names *names, uint64_t hash, uint32_t value); /* false where memory is out */
void html_names_free(html_names *names);

/* -- notes.c ---------------------------------------------------------------------------------------------------------- */

/* Call when an element opens, its region and kind being known, and when it closes. */
void html_open_target(html_page *page, html_element *element, pm_str id, const xmlChar **atts, html_context *to);
void html_close_target(html_page *page, html_element *element);
/* Call before the block under way is put down. */
void html_place_anchors(html_page *page);
/* A block of the body is about to be put down in `region`: a heading above notes alone is known as such. */
void html_end_notes(html_page *page, const html_piece *next);
/* What of the text [*start, end) of a note is its number, which the note has, and what a way back left of its brackets. */
void html_cut_note_mark(html_page *page, pm_str text, size_t *start, size_t *end);
void html_finish_notes(html_page *page);

/* -- noterefs.c --------------------------------------------------------------------------------------------------------- */

/* What stands in the page behind a tag that was read: the words up to `</a`, if they are as few as a mark has. */
typedef struct html_mark {
	char words[24]; /* without white space */
	size_t n;
	bool is_raised; /* <sup> is right inside */
	const char *end; /* behind the `</a>` */
} html_mark;

/* Does this link refer to a note of the page?  `name`: what it leads to. */
bool html_is_note_reference(html_page *page, const html_element *element, pm_str name, const xmlChar **atts, const html_context *to);
/* Is `s` what a note is called by: 1, [1], a, iv, *, ①, 注1? */
bool html_is_note_mark(pm_str s);

#endif
