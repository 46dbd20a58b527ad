/* The module docx.so: WordprocessingML documents. */
#include "read.h"

/* Names of parts stand plainly in the local headers at the front and in the directory at the end. */
static bool has_word_part(pm_str bytes)
{
	enum { WINDOW = 64 * 1024 };
	pm_str front = pm_str_of(bytes.ptr, bytes.len < WINDOW ? bytes.len : WINDOW);
	pm_str back = bytes.len < WINDOW ? bytes : pm_str_of(bytes.ptr + bytes.len - WINDOW, WINDOW);
	static const char *const names[] = { "word/", "word\\", "Word/", "WORD/", NULL };

	for (size_t i = 0; names[i] != NULL; i++) {
		if (pm_str_find(front, pm_str_from(names[i]), 0) != SIZE_MAX || pm_str_find(back, pm_str_from(names[i]), 0) != SIZE_MAX)
			return true;
	}
	return false;
}

static bool has_docx_extension(const pm_source *src)
{
	pm_str e = pm_source_extension(src);

	return pm_str_is(e, "docx") || pm_str_is(e, "docm") || pm_str_is(e, "dotx") || pm_str_is(e, "dotm");
}

static int probe(const pm_source *src)
{
	if (pm_source_starts_with(src, "PK\003\004")) {
		if (has_word_part(pm_source_bytes(src)))
			return PM_SURE;
		return has_docx_extension(src) ? PM_LIKELY : PM_POSSIBLE;
	}
	/* An encrypted document is an OLE file: taken, so that the message can say what it is. */
	if (has_docx_extension(src))
		return pm_source_starts_with(src, "\xD0\xCF\x11\xE0") ? PM_SURE : PM_LIKELY;
	return PM_NO;
}

static int check_track_changes(const char *value, pm_error *err)
{
	if (strcmp(value, "accept") == 0 || strcmp(value, "reject") == 0)
		return PM_OK;
	return pm_error_set(err, PM_EUSAGE, "--track-changes=%s: it takes accept (as if all changes were accepted) or reject", value);
}

static const pm_option_info read_options[] = {
	{ "track-changes", "accept|reject", "read tracked changes as accepted (default) or rejected", check_track_changes },
	{ NULL, NULL, NULL, NULL },
};

static const pm_reader reader = {
	.name = "docx",
	.extensions = "docx docm dotx dotm",
	.media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	.help = "Word documents (Office Open XML)",
	.probe = probe,
	.read = docx_read,
	.options = read_options,
};

extern const pm_writer pm_docx_writer; /* write.c */

static const pm_reader *const readers[] = { &reader, NULL };
static const pm_writer *const writers[] = { &pm_docx_writer, NULL };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI,
	.size = sizeof(pm_plugin_info),
	.id = "pumice.docx",
	.version = "1",
	.readers = readers,
	.writers = writers,
};
