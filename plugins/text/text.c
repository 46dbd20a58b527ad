#include <pumice/pumice.h>

static int probe(const pm_source *src)
{
	(void)src;
	return PM_POSSIBLE;
}

static int read_text(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err)
{
	pm_decoding d;
	int rc = pm_source_decode(src, pm_source_bytes(src), pm_options_find(options, "charset"), NULL, pm_str_of(NULL, 0), &d, err);
	uint32_t line = 1;
	pm_doc_set_fidelity(doc, PM_LINES);
	for (size_t at = 0; rc == PM_OK && at < d.text.len; line++) {
		size_t end = pm_str_find(d.text, PM_STR("\n"), at);
		size_t stop = end == SIZE_MAX ? d.text.len : end;
		pm_block *b = pm_flow_append(pm_doc_body(doc), PM_PARAGRAPH, d.text.ptr + at, stop - at, err);
		if (b == NULL)
			return err->code;
		pm_block_set_line(b, line);
		at = stop + 1;
	}
	return rc;
}

static const pm_reader text_reader = { .name = "text", .extensions = "txt", .probe = probe, .read = read_text, .help = "plain text" };
static const pm_reader *const readers[] = { &text_reader, NULL };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI, .size = sizeof(pm_plugin_info), .id = "org.pumice.text", .version = "1", .readers = readers,
};
