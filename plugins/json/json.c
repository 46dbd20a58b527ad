/* json.c: the writer `json`: the whole model as it stands, for programs and for people who want to know why. */
#include "dump.h"

static void metadata(json_out *out, const pm_doc *doc)
{
	json_open(out, "metadata", '{');
	for (size_t i = 0; i < pm_doc_n_meta(doc); i++)
		json_str_named(out, pm_doc_meta_name(doc, i), pm_doc_meta_value(doc, i));
	json_close(out, '}');
}

static void repairs(json_out *out, const pm_doc *doc)
{
	json_open(out, "repairs", '[');
	for (size_t i = 0; i < pm_doc_n_repairs(doc); i++) {
		const pm_repair *r = pm_doc_repair(doc, i);
		json_line(out);
		json_open(out, NULL, '{');
		json_str_if(out, "removed", r->removed);
		json_str_if(out, "inserted", r->inserted);
		json_text_if(out, "rule", r->rule);
		json_uint_if(out, "line", r->line);
		json_uint(out, "count", r->count);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void notes(json_out *out, const pm_doc *doc, bool regions)
{
	if (pm_doc_n_notes(doc) == 0)
		return;
	json_line(out);
	json_open(out, "footnotes", '[');
	for (size_t i = 0; i < pm_doc_n_notes(doc); i++) {
		const pm_note *note = pm_doc_note(doc, i);
		json_line(out);
		json_open(out, NULL, '{');
		json_str(out, "id", pm_note_id(note));
		if (pm_note_type(note) == PM_ENDNOTE)
			json_str(out, "kind", PM_STR("endnote"));
		json_flow_fields(out, pm_note_flow(note), false, regions);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void resources(json_out *out, const pm_doc *doc)
{
	if (pm_doc_n_resources(doc) == 0)
		return;
	json_line(out);
	json_open(out, "resources", '[');
	for (size_t i = 0; i < pm_doc_n_resources(doc); i++) {
		const pm_resource *r = pm_doc_resource(doc, i);
		json_open(out, NULL, '{');
		json_str(out, "name", r->name);
		json_str_if(out, "media_type", r->media_type);
		json_uint(out, "size", r->bytes.len);
		json_close(out, '}');
	}
	json_close(out, ']');
}

typedef pm_str line_at(const pm_doc *doc, size_t i);

static void lines(json_out *out, const pm_doc *doc, const char *key, size_t n, line_at *at)
{
	if (n == 0)
		return;
	json_line(out);
	json_open(out, key, '[');
	for (size_t i = 0; i < n; i++)
		json_str(out, NULL, at(doc, i));
	json_close(out, ']');
}

static void region_tree(json_out *out, const pm_doc *doc)
{
	json_line(out);
	json_open(out, "regions", '[');
	for (size_t i = 0; i < pm_doc_n_regions(doc); i++) {
		const pm_region *r = pm_doc_region(doc, i);
		json_open(out, NULL, '{');
		json_str(out, "role", pm_str_from(pm_region_role_name(pm_region_role_of(r))));
		json_str_if(out, "words", pm_region_words(r));
		if (pm_region_parent(r) != NULL)
			json_uint(out, "parent", pm_region_index(pm_region_parent(r)));
		json_close(out, '}');
	}
	json_close(out, ']');
}

static int write_json(const pm_doc *doc, const pm_write_context *context, const pm_options *options, pm_sink *sink, pm_error *err)
{
	(void)context; /* marked blocks are always here, and marked */
	json_out out;
	out.sink = sink;
	out.needs_comma = out.is_broken = false;
	out.len = 0;
	bool regions = pm_options_has(options, "regions");
	json_open(&out, NULL, '{');
	json_uint(&out, "pumice", 1);
	json_line(&out);
	metadata(&out, doc);
	json_line(&out);
	json_blocks(&out, "blocks", pm_doc_body(doc), regions);
	json_line(&out);
	repairs(&out, doc);
	json_line(&out);
	int rc = json_indicators(&out, doc, err);
	notes(&out, doc, regions);
	resources(&out, doc);
	lines(&out, doc, "warnings", pm_doc_n_warnings(doc), pm_doc_warning);
	lines(&out, doc, "infos", pm_doc_n_infos(doc), pm_doc_info_line);
	if (regions)
		region_tree(&out, doc);
	json_close(&out, '}');
	json_end(&out);
	if (rc == PM_OK && out.is_broken)
		rc = pm_error_nomem(err);
	return rc != PM_OK ? rc : pm_sink_status(sink, err);
}

static const pm_option_info options[] = {
	{ .name = "regions", .help = "also the nesting of the source's containers, which the furniture pass weighs" },
	{ .name = NULL },
};

static const pm_writer json = {
	.name = "json",
	.extensions = "json",
	.media_type = "application/json",
	.help = "the whole document model, marked blocks and repairs included",
	.flags = PM_WRITER_INDICATORS | PM_WRITER_ALL_BLOCKS,
	.write = write_json,
	.options = options,
};

static const pm_writer *const writers[] = { &json, NULL };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI,
	.size = sizeof(pm_plugin_info),
	.id = "org.pumice.json",
	.version = PM_VERSION,
	.writers = writers,
};
