/* title.h: which of the titles that a page gives is that of its document. */
#ifndef PUMICE_HTML_TITLE_H
#define PUMICE_HTML_TITLE_H

#include "html.h"

/* Titles beside <title> and <h1>; each may be empty. */
typedef struct html_titles {
	pm_str social;         /* og:title or its like */
	pm_str headline, name; /* of JSON-LD */
	pm_str site;           /* what the site is called */
	pm_str address;        /* of the page */
} html_titles;

void html_choose_title(html_page *page, const html_titles *from, pm_buf *out);

#endif
