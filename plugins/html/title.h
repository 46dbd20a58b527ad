/* title.h: which of the titles that a page gives is that of its document. */
#ifndef PUMICE_HTML_TITLE_H
#define PUMICE_HTML_TITLE_H

#include "html.h"

/* `social` is og:title or its like, `headline` that of JSON-LD, `site` the site's name; each may be empty. */
void html_choose_title(html_page *page, pm_str social, pm_str headline, pm_str site, pm_buf *out);

#endif
