/* structure_matter.c: the block of metadata (`---`, `name: value`, `---`) that Markdown files begin with. */
#include "passes.h"
#include "structure.h"

static pm_str line_of(const pm_block *b)
{
	return pm_str_trim(pm_block_text(b));
}

/* `name: value`, `- item` or a line set in under one */
static bool is_field(const pm_block *b)
{
	pm_str s = pm_block_text(b);
	if (s.len == 0 || s.ptr[0] == ' ' || s.ptr[0] == '\t' || pm_str_starts_with(s, "- "))
		return true;
	size_t n = 0;
	while (n < s.len && n < 40 && s.ptr[n] != ':' && s.ptr[n] != ' ')
		n++;
	return n > 0 && n < s.len && s.ptr[n] == ':' && (n + 1 == s.len || s.ptr[n + 1] == ' ');
}

static pm_str unquoted(pm_str s)
{
	s = pm_str_trim(s);
	bool quoted = s.len >= 2 && (s.ptr[0] == '"' || s.ptr[0] == '\'') && s.ptr[s.len - 1] == s.ptr[0];
	return quoted ? pm_str_of(s.ptr + 1, s.len - 2) : s;
}

static int take_field(pm_structure *s, pm_str line)
{
	/* What pumice wrote is as it should be. */
	if (pm_str_starts_with(line, "pumice: "))
		s->has_markup = s->is_own = true;
	static const char *const names[] = { "title", "author", "publisher", "published", "source", "language" };
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		size_t n = strlen(names[i]);
		if (!pm_str_starts_with(line, names[i]) || line.len <= n || line.ptr[n] != ':')
			continue;
		pm_str value = unquoted(pm_str_of(line.ptr + n + 1, line.len - n - 1));
		if (value.len > 0 && pm_doc_meta(s->doc, names[i]).len == 0)
			return pm_doc_set_meta(s->doc, names[i], value.ptr, value.len, s->err);
	}
	return PM_OK;
}

int pm_structure_front_matter(pm_structure *s)
{
	enum { MOST = 100 }; /* lines of metadata */
	pm_block *first = pm_flow_first(pm_doc_body(s->doc)), *last = NULL;
	while (first != NULL && line_of(first).len == 0)
		first = pm_block_next(first);
	if (first == NULL || !pm_rule_is_on(s->options, "front-matter") || !pm_str_is(line_of(first), "---"))
		return PM_OK;
	size_t n = 0, fields = 0;
	for (pm_block *b = pm_block_next(first); b != NULL && n < MOST && last == NULL; b = pm_block_next(b), n++) {
		if (pm_str_is(line_of(b), "---"))
			last = b;
		else if (!is_field(b))
			return PM_OK;
		else
			fields += line_of(b).len > 0;
	}
	if (last == NULL || fields == 0)
		return PM_OK;
	for (pm_block *b = first;; b = pm_block_next(b)) {
		int rc = line_of(b).len == 0 ? PM_OK : pm_block_mark(b, "metadata", "front-matter", s->err);
		if (rc == PM_OK)
			rc = take_field(s, line_of(b));
		if (rc != PM_OK || b == last)
			return rc;
	}
}
