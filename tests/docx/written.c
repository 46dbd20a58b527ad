#include "written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

written *written_new(void)
{
	written *w = calloc(1, sizeof *w);
	assert_non_null(w);
	w->reg = pm_registry_new(&w->err);
	w->doc = pm_doc_new();
	w->options = pm_options_new();
	w->context = (pm_write_context){ .size = sizeof w->context, .is_first = true, .source_name = "test" };
	assert_true(w->reg != NULL && w->doc != NULL && w->options != NULL);
	return w;
}

void written_free(written *w)
{
	for (size_t i = 0; i < w->n_parts; i++)
		free(w->parts[i]);
	pm_sink_free(w->sink);
	pm_options_free(w->options);
	pm_doc_free(w->doc);
	pm_registry_free(w->reg);
	free(w);
}

pm_block *add(written *w, pm_kind kind, const char *text)
{
	pm_block *b = pm_flow_append(pm_doc_body(w->doc), kind, text, strlen(text), &w->err);
	assert_non_null(b);
	return b;
}

pm_block *add_heading(written *w, int level, const char *number, bool is_automatic, const char *text)
{
	pm_block *b = add(w, PM_HEADING, text);
	pm_block_set_level(b, level);
	pm_block_set_number(b, number, strlen(number), is_automatic, &w->err);
	return b;
}

pm_block *add_item(written *w, int list, int level, bool is_ordered, const char *number, const char *text)
{
	pm_block *b = add(w, PM_LIST_ITEM, text);
	pm_block_set_level(b, level);
	pm_block_set_list(b, list, is_ordered);
	pm_block_set_number(b, number, strlen(number), true, &w->err);
	return b;
}

void set_option(written *w, const char *name, const char *value)
{
	assert_int_equal(pm_options_set(w->options, name, value, &w->err), PM_OK);
}

void set_meta(written *w, const char *name, const char *value)
{
	assert_int_equal(pm_doc_set_meta(w->doc, name, value, strlen(value), &w->err), PM_OK);
}

void write_it(written *w)
{
	w->sink = pm_sink_new_memory();
	int code = pm_registry_write(w->reg, w->doc, NULL, "docx", w->options, &w->context, w->sink, &w->err);
	if (code != PM_OK)
		fail_msg("not written: %s", w->err.text);
}

const char *part(written *w, const char *name)
{
	pm_str bytes = pm_sink_bytes(w->sink);
	zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	assert_non_null(zip);
	zip_stat_t stat;
	char *text = NULL;
	if (zip_stat(zip, name, 0, &stat) == 0) {
		zip_file_t *file = zip_fopen(zip, name, 0);
		text = malloc(stat.size + 1);
		assert_true(file != NULL && text != NULL && w->n_parts < 32);
		assert_int_equal(zip_fread(file, text, stat.size), stat.size);
		text[stat.size] = '\0';
		zip_fclose(file);
		w->parts[w->n_parts++] = text;
	}
	zip_discard(zip);
	return text;
}

size_t count_of(written *w, const char *part_name, const char *text)
{
	const char *p = part(w, part_name);
	size_t n = 0;
	for (; p != NULL && (p = strstr(p, text)) != NULL; p++)
		n++;
	return n;
}

void assert_has(written *w, const char *part_name, const char *text)
{
	if (count_of(w, part_name, text) == 0)
		fail_msg("%s has no %s in\n%s", part_name, text, part(w, part_name));
}

void assert_has_not(written *w, const char *part_name, const char *text)
{
	if (count_of(w, part_name, text) > 0)
		fail_msg("%s has %s in\n%s", part_name, text, part(w, part_name));
}
