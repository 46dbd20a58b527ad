/* decode.h: names of charsets, for decoding. */
#ifndef PUMICE_CORE_DECODE_H
#define PUMICE_CORE_DECODE_H

#include <pumice/base.h>

/* How iconv calls the charset that pages mean by `label`: the web's rules first (gb2312 is GB18030), then any plain name.  NULL for
 * what no label can be.  `room` takes the name where it is the label's own. */
const char *pm_charset_of_label(pm_str label, char *room, size_t size);

#endif
