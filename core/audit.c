/* audit.c: the account of every character: what was marked, what was repaired.
 *
 * A row for each marked block and each repair: document, line, what (mark, repair, undecodable), kind, rule, text, replacement, count.
 * FILE.jsonl or FILE.json is JSON lines with these names; anything else is tab-separated with a header row, where tab, line break and backslash
 * in a text stand as \t, \n and \\. */
#include "command.h"

#include <stdlib.h>

struct audit {
	pm_sink *sink;
	bool is_json;
};

typedef struct row {
	const char *document, *what;
	uint32_t line;
	pm_str kind, rule, text, replacement;
	size_t count;
} row;

static void put_escaped(pm_sink *sink, pm_str s, bool is_json)
{
	size_t from = 0;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c >= 0x20 && c != '\\' && !(is_json && c == '"'))
			continue;
		pm_sink_write(sink, s.ptr + from, i - from);
		from = i + 1;
		if (c == '\\' || c == '"')
			pm_sink_printf(sink, "\\%c", c);
		else if (c == '\t' || c == '\n' || c == '\r')
			pm_sink_printf(sink, "\\%c", c == '\t' ? 't' : c == '\n' ? 'n' : 'r');
		else
			pm_sink_printf(sink, "\\u%04x", c);
	}
	pm_sink_write(sink, s.ptr + from, s.len - from);
}

static void put_json(pm_sink *sink, const char *name, pm_str value)
{
	if (value.len == 0)
		return;
	pm_sink_printf(sink, ", \"%s\": \"", name);
	put_escaped(sink, value, true);
	pm_sink_putc(sink, '"');
}

static void put_row(audit *a, const row *r)
{
	const pm_str fields[] = { r->kind, r->rule, r->text, r->replacement };
	if (a->is_json) {
		static const char *const names[] = { "kind", "rule", "text", "replacement" };
		pm_sink_puts(a->sink, "{\"document\": \"");
		put_escaped(a->sink, pm_str_from(r->document), true);
		pm_sink_printf(a->sink, "\", \"line\": %u, \"what\": \"%s\"", r->line, r->what);
		for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
			put_json(a->sink, names[i], fields[i]);
		pm_sink_printf(a->sink, ", \"count\": %zu}\n", r->count);
		return;
	}
	put_escaped(a->sink, pm_str_from(r->document), false);
	pm_sink_printf(a->sink, "\t%u\t%s", r->line, r->what);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		pm_sink_putc(a->sink, '\t');
		put_escaped(a->sink, fields[i], false);
	}
	pm_sink_printf(a->sink, "\t%zu\n", r->count);
}

static audit *make(const char *path, pm_sink *sink)
{
	audit *a = sink != NULL ? calloc(1, sizeof *a) : NULL;
	if (a == NULL) {
		pm_sink_free(sink);
		return NULL;
	}
	pm_str name = pm_str_from(path);
	*a = (audit){ sink, pm_str_ends_with(name, ".jsonl") || pm_str_ends_with(name, ".json") };
	return a;
}

audit *audit_open(const char *path, pm_error *err)
{
	pm_sink *sink = pm_sink_open(path, err);
	if (sink == NULL)
		return NULL;
	audit *a = make(path, sink);
	if (a == NULL)
		pm_error_nomem(err);
	else if (!a->is_json)
		pm_sink_puts(a->sink, "document\tline\twhat\tkind\trule\ttext\treplacement\tcount\n");
	return a;
}

audit *audit_new_memory(const char *path)
{
	return make(path, pm_sink_new_memory());
}

pm_str audit_bytes(const audit *a)
{
	return pm_sink_bytes(a->sink);
}

void audit_append(audit *a, pm_str rows)
{
	pm_sink_str(a->sink, rows);
}

void audit_document(audit *a, const char *document, const pm_doc *doc)
{
	for (const pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		if (!pm_block_is_marked(b))
			continue;
		put_row(a, &(row){ .document = document, .what = "mark", .line = pm_block_line(b), .kind = pm_block_mark_kind(b),
		                   .rule = pm_block_mark_rule(b), .text = pm_block_text(b), .count = 1 });
	}
	for (size_t i = 0; i < pm_doc_n_repairs(doc); i++) {
		const pm_repair *r = pm_doc_repair(doc, i);
		put_row(a, &(row){ .document = document, .what = "repair", .line = r->line, .rule = r->rule, .text = r->removed,
		                   .replacement = r->inserted, .count = r->count });
	}
	if (pm_doc_n_replaced(doc) > 0)
		put_row(a, &(row){ .document = document, .what = "undecodable", .replacement = PM_STR("\xEF\xBF\xBD"), .count = pm_doc_n_replaced(doc) });
}

int audit_close(audit *a, pm_error *err)
{
	if (a == NULL)
		return PM_OK;
	int rc = pm_sink_close(a->sink, err);
	free(a);
	return rc;
}

/* Bytes above a space that begin a character, eight at a time: those that go on with one are 10xxxxxx. */
static size_t count_characters(pm_str s)
{
	const uint64_t ones = 0x0101010101010101u;
	size_t n = 0, i = 0;
	while (s.len - i >= 8) {
		size_t end = s.len - i < 8 * 255 ? s.len : i + 8 * 255; /* a byte of the sum holds no more */
		uint64_t sum = 0;
		for (; end - i >= 8; i += 8) {
			uint64_t v;
			memcpy(&v, s.ptr + i, 8);
			/* the high bit of each byte: set where the lower bits make more than a space, and where a character of many bytes begins */
			uint64_t is_above = (v & ones * 0x7F) + ones * (0x7F - ' ');
			sum += (((is_above & ~v) | (v & v << 1)) >> 7) & ones;
		}
		for (; sum > 0; sum >>= 8)
			n += sum & 0xFF;
	}
	for (; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		n += c > ' ' && (c & 0xC0) != 0x80;
	}
	return n;
}

account account_of(const pm_doc *doc)
{
	account sum = { .n_replaced = pm_doc_n_replaced(doc) };
	for (const pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		size_t n = count_characters(pm_block_text(b));
		bool is_marked = pm_block_is_marked(b);
		sum.text += n;
		sum.kept += is_marked ? 0 : n;
		sum.n_marked += is_marked;
	}
	for (size_t i = 0; i < pm_doc_n_repairs(doc); i++)
		sum.n_repaired += pm_doc_repair(doc, i)->count;
	return sum;
}
