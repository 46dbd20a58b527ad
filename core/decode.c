/* decode.c: bytes to text. */
#include "io.h"

#include <pumice/text.h>

int pm_source_decode(pm_source *src, pm_str bytes, const char *forced, const char *declared, pm_str sample, pm_decoding *out, pm_error *err)
{
	(void)src, (void)forced, (void)declared, (void)sample, (void)err;
	*out = (pm_decoding){ .text = bytes, .charset = "UTF-8", .why = "valid UTF-8", .confidence = 100 };
	return PM_OK;
}
