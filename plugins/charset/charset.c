/* charset.c: names the charset of text, by uchardet. */
#include <pumice/pumice.h>
#include <uchardet.h>

/* More does not make the answer better, and a page of megabytes should not wait for it. */
enum { SAMPLE_BYTES = 256 * 1024 };

/* What uchardet says without a figure of its own is right most of the time, but no more. */
enum { CONFIDENCE = 80 };

/* ASCII tells nothing: begin where the text does. */
static pm_str informative_part(pm_str bytes)
{
	size_t i = 0;
	while (i < bytes.len && ((unsigned char)bytes.ptr[i] & 0x80) == 0)
		i++;
	size_t from = i > 64 ? i - 64 : 0;
	size_t len = bytes.len - from;
	return pm_str_of(bytes.ptr + from, len < SAMPLE_BYTES ? len : SAMPLE_BYTES);
}

static int detect(pm_str bytes, char *charset, size_t size)
{
	uchardet_t detector = uchardet_new();
	if (detector == NULL)
		return 0;
	pm_str part = informative_part(bytes);
	int sure = 0;
	if (part.len > 0 && uchardet_handle_data(detector, part.ptr, part.len) == 0) {
		uchardet_data_end(detector);
		const char *name = uchardet_get_charset(detector);
		size_t len = name != NULL ? strlen(name) : 0;
		if (len > 0 && len < size) {
			memcpy(charset, name, len + 1);
			sure = CONFIDENCE;
		}
	}
	uchardet_delete(detector);
	return sure;
}

static const pm_detector detector = { .name = "uchardet", .detect = detect };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI,
	.size = sizeof(pm_plugin_info),
	.id = "org.pumice.charset",
	.version = "0.1.0",
	.detector = &detector,
};
