/* word.h: HTML that Word or WPS wrote, which says with class names and mso- properties what other pages say with tags. */
#ifndef PUMICE_HTML_WORD_H
#define PUMICE_HTML_WORD_H

#include "html.h"

bool word_is_toc(pm_str class);
void word_open(html_page *page, html_element *element, pm_str class, const html_look *look, html_context *to);
int word_item_level(html_page *page);
void word_end_margins(html_page *page);
/* The document's list for an item of that level, of the list that the paragraph names. */
int word_list_id(html_page *page, size_t level);
void word_close(html_page *page, html_element *element);

#endif
