/* index.c: the archive's own pages: index.md, and indicators.csv over all inputs. */
#include "archive.h"

#include <stdlib.h>

/* -- index.md --------------------------------------------------------------------------------------------------------------------- */

static void put_cell(pm_sink *sink, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (strchr("|\\[]*`<", *p) != NULL)
			pm_sink_putc(sink, '\\');
		pm_sink_putc(sink, *p == '\n' || *p == '\r' ? ' ' : *p);
	}
}

static void put_address(pm_sink *sink, const char *path)
{
	for (const char *p = path; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;
		if (c <= ' ' || c == 0x7F || strchr("%?#()<>[]\"\\|`", c) != NULL)
			pm_sink_printf(sink, "%%%02X", c);
		else
			pm_sink_putc(sink, *p);
	}
}

static const char *ending(const char *path)
{
	const char *dot = strrchr(path, '.');
	return dot != NULL ? dot + 1 : path;
}

static void put_outputs(pm_sink *sink, const strings *outputs)
{
	const char *space = "";
	for (size_t i = 0; i < outputs->n; i++) {
		if (strstr(outputs->at[i], ".assets/") != NULL)
			continue;
		pm_sink_printf(sink, "%s[", space);
		put_cell(sink, ending(outputs->at[i]));
		pm_sink_puts(sink, "](");
		put_address(sink, outputs->at[i]);
		pm_sink_putc(sink, ')');
		space = " ";
	}
}

static void put_row(pm_sink *sink, const item *it, const strings *outputs)
{
	char *title = line_member(it->line, "title");
	char *published = line_member(it->line, "published");
	char *source = line_member(it->line, "source");
	pm_sink_puts(sink, "| ");
	put_cell(sink, title != NULL && title[0] != '\0' ? title : it->name);
	pm_sink_puts(sink, " | ");
	put_cell(sink, published != NULL ? published : "");
	pm_sink_puts(sink, " | ");
	put_cell(sink, source != NULL && source[0] != '\0' ? source : it->name);
	pm_sink_puts(sink, " | ");
	put_outputs(sink, outputs);
	pm_sink_puts(sink, " |\n");
	free(title);
	free(published);
	free(source);
}

static bool has_outputs(const item *it)
{
	return it->line != NULL && it->status != ITEM_FAILED && it->status != ITEM_SKIPPED;
}

static int write_page(const char *path, const items *list, pm_error *err)
{
	pm_sink *sink = pm_sink_open(path, err);
	if (sink == NULL)
		return err->code;
	pm_sink_puts(sink, "# Index\n\n| Title | Date | Source | Files |\n| --- | --- | --- | --- |\n");
	int rc = PM_OK;
	for (size_t i = 0; i < list->n && rc == PM_OK; i++) {
		strings outputs = { 0 };
		if (!has_outputs(&list->at[i]))
			continue;
		rc = line_outputs(list->at[i].line, &outputs) == PM_OK ? PM_OK : pm_error_nomem(err);
		if (rc == PM_OK && outputs.n > 0)
			put_row(sink, &list->at[i], &outputs);
		strings_free(&outputs);
	}
	if (rc == PM_OK)
		return pm_sink_close(sink, err);
	pm_sink_free(sink);
	return rc;
}

/* -- indicators.csv ------------------------------------------------------------------------------------------------------------------ */

static int append_table(pm_sink *sink, const char *path, bool *is_first, pm_error *err)
{
	pm_source *src = pm_source_open(path, err);
	if (src == NULL)
		return err->code;
	pm_str bytes = pm_source_bytes(src);
	const char *head_end = memchr(bytes.ptr, '\n', bytes.len);
	size_t from = *is_first ? 0 : head_end != NULL ? (size_t)(head_end - bytes.ptr) + 1 : bytes.len;
	pm_sink_write(sink, bytes.ptr + from, bytes.len - from);
	*is_first = false;
	pm_source_free(src);
	return PM_OK;
}

static int append_tables(pm_sink *sink, const char *folder, const item *it, bool *is_first, pm_error *err)
{
	strings outputs = { 0 };
	int rc = line_outputs(it->line, &outputs) == PM_OK ? PM_OK : pm_error_nomem(err);
	for (size_t i = 0; i < outputs.n && rc == PM_OK; i++) {
		if (strcmp(ending(outputs.at[i]), "csv") != 0)
			continue;
		char *path = join_path(folder, outputs.at[i]);
		rc = path != NULL ? append_table(sink, path, is_first, err) : pm_error_nomem(err);
		free(path);
	}
	strings_free(&outputs);
	return rc;
}

static int write_table(const char *path, const char *folder, const items *list, pm_error *err)
{
	pm_sink *sink = pm_sink_open(path, err);
	if (sink == NULL)
		return err->code;
	bool is_first = true;
	int rc = PM_OK;
	for (size_t i = 0; i < list->n && rc == PM_OK; i++)
		if (has_outputs(&list->at[i]))
			rc = append_tables(sink, folder, &list->at[i], &is_first, err);
	if (rc == PM_OK)
		return pm_sink_close(sink, err);
	pm_sink_free(sink);
	return rc;
}

int write_index(const char *folder, const items *list, bool with_indicators, pm_error *err)
{
	char *page = join_path(folder, "index.md");
	char *table = join_path(folder, "indicators.csv");
	int rc = page != NULL && table != NULL ? write_page(page, list, err) : pm_error_nomem(err);
	if (rc == PM_OK && with_indicators)
		rc = write_table(table, folder, list, err);
	free(page);
	free(table);
	return rc;
}
