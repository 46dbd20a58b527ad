#include <pumice/pumice.h>

static void put(pm_sink *s, pm_str t)
{
	pm_sink_putc(s, '"');
	for (size_t i = 0; i < t.len; i++) {
		unsigned char c = (unsigned char)t.ptr[i];
		if (c == '"' || c == '\\')
			pm_sink_putc(s, '\\');
		if (c < 0x20)
			pm_sink_printf(s, "\\u%04x", c);
		else
			pm_sink_putc(s, (char)c);
	}
	pm_sink_putc(s, '"');
}

static int write_json(const pm_doc *doc, const pm_write_context *context, const pm_options *options, pm_sink *sink, pm_error *err)
{
	(void)context, (void)options, (void)err;
	pm_sink_puts(sink, "{\"pumice\": 1,\n \"blocks\": [");
	const char *comma = "\n  ";
	for (pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b)) {
		pm_sink_printf(sink, "%s{\"type\": \"%s\", \"level\": %d, \"text\": ", comma, pm_kind_name(pm_block_kind(b)), pm_block_level(b));
		put(sink, pm_block_text(b));
		pm_sink_puts(sink, "}");
		comma = ",\n  ";
	}
	pm_sink_puts(sink, "]}\n");
	return pm_sink_status(sink, err);
}

static const pm_writer json_writer = { .name = "json", .extensions = "json", .write = write_json, .flags = PM_WRITER_ALL_BLOCKS };
static const pm_writer *const writers[] = { &json_writer, NULL };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI, .size = sizeof(pm_plugin_info), .id = "org.pumice.json", .version = "1", .writers = writers,
};
