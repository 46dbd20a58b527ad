/* markdown.c: the plugin: what it reads and writes, and with which options. */
#include "reader.h"
#include "writer.h"

static int check_wrap(const char *value, pm_error *err)
{
	size_t n = 0;
	while (value[n] >= '0' && value[n] <= '9')
		n++;
	if (n == 0 || n > 4 || value[n] != '\0')
		return pm_error_set(err, PM_EUSAGE, "wrap: `%s` is no number of columns; give one from 0 (do not wrap) to 9999", value);
	return PM_OK;
}

static const pm_option_info writer_options[] = {
	{ .name = "no-front-matter", .help = "leave out the YAML block of metadata at the beginning" },
	{ .name = "wrap", .argument = "N", .help = "break the lines of paragraphs at N columns", .check = check_wrap },
	{ .name = "indicators", .help = "end with a table of the indicators, each linked to its place" },
	{ .name = NULL },
};

static const pm_writer writer = {
	.name = "markdown",
	.extensions = "md markdown",
	.media_type = "text/markdown",
	.help = "CommonMark with GitHub's tables, strikethrough and footnotes",
	.flags = PM_WRITER_SHA256,
	.write = md_write,
	.options = writer_options,
};

static const pm_reader reader = {
	.name = "markdown",
	.extensions = "md markdown",
	.media_type = "text/markdown",
	.help = "CommonMark with GitHub's tables, strikethrough and footnotes",
	.probe = md_probe,
	.read = md_read,
};

static const pm_reader *const readers[] = { &reader, NULL };
static const pm_writer *const writers[] = { &writer, NULL };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI,
	.size = sizeof(pm_plugin_info),
	.id = "org.pumice.markdown",
	.version = PM_VERSION,
	.readers = readers,
	.writers = writers,
};
