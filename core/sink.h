/* sink.h: the inside of an output, for libpumice and its command alone. */
#ifndef PUMICE_CORE_SINK_H
#define PUMICE_CORE_SINK_H

#include <pumice/convert.h>

/* Files written beside the output so far, as paths; for the manifest of an archive. */
PM_API size_t pm_sink_n_assets(const pm_sink *sink);
PM_API const char *pm_sink_asset_path(const pm_sink *sink, size_t i);

#endif
