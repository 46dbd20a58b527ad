/* pumice.h: everything at once.  Plugins need no more than this; programs that embed libpumice start at convert.h. */
#ifndef PUMICE_PUMICE_H
#define PUMICE_PUMICE_H

#include <pumice/base.h>
#include <pumice/convert.h>
#include <pumice/doc.h>
#include <pumice/limits.h>
#include <pumice/plugin.h>
#include <pumice/text.h>

#endif
