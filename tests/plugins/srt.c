/* A whole plugin: SubRip subtitles, read as paragraphs.  Built outside the tree against an installed pumice:
 *     cc -shared -fPIC -fvisibility=hidden srt.c $(pkg-config --cflags --libs pumice) -o srt.so */
#include <pumice/pumice.h>

static int probe(const pm_source *src)
{
	pm_str bytes = pm_source_bytes(src);
	pm_str head = pm_str_of(bytes.ptr, bytes.len < 200 ? bytes.len : 200);
	return pm_str_find(head, PM_STR(" --> "), 0) != SIZE_MAX ? PM_SURE : PM_NO;
}

static bool is_speech(pm_str line)
{
	bool is_number = true;
	for (size_t i = 0; i < line.len; i++)
		is_number = is_number && line.ptr[i] >= '0' && line.ptr[i] <= '9';
	return !is_number && pm_str_find(line, PM_STR(" --> "), 0) == SIZE_MAX;
}

static int read_srt(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err)
{
	(void)options;
	pm_decoding text;
	int rc = pm_source_decode(src, pm_source_bytes(src), NULL, NULL, pm_str_of(NULL, 0), &text, err);
	uint32_t number = 1;
	for (size_t at = 0; rc == PM_OK && at < text.text.len; number++) {
		size_t end = pm_str_find(text.text, PM_STR("\n"), at);
		size_t stop = end == SIZE_MAX ? text.text.len : end;
		pm_str line = pm_str_trim(pm_str_of(text.text.ptr + at, stop - at));
		at = stop + 1;
		if (!is_speech(line))
			continue;
		pm_block *block = pm_flow_append(pm_doc_body(doc), PM_PARAGRAPH, line.ptr, line.len, err);
		if (block == NULL)
			return err->code;
		pm_block_set_line(block, number);
	}
	return rc;
}

static const pm_reader srt = {
	.name = "srt", .extensions = "srt", .media_type = "application/x-subrip", .help = "SubRip subtitles", .probe = probe, .read = read_srt,
};
static const pm_reader *const readers[] = { &srt, NULL };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI, .size = sizeof(pm_plugin_info), .id = "org.pumice.example.srt", .version = "1", .readers = readers,
};
