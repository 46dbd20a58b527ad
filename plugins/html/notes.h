/* notes.h: places that links in the page lead to, and notes. */
#ifndef PUMICE_HTML_NOTES_H
#define PUMICE_HTML_NOTES_H

#include "html.h"

/* Call when an element opens, its region and kind being known, and when it closes. */
void html_open_target(html_page *page, html_element *element, pm_str id, const xmlChar **atts, html_context *to);
void html_close_target(html_page *page, html_element *element);
/* Call before the block under way is put down. */
void html_place_anchors(html_page *page);
void html_finish_notes(html_page *page);

#endif
