/* structure.c: the structure pass: title, headings, paragraphs, lists.
 *
 * Plain lines are joined and cut until each unit is a paragraph or a heading, then typed; pages and documents come typed, and only what
 * imitates a heading is found (structure_typed.c). */
#include "structure.h"

#include <stdlib.h>

#include "passes.h"

const pm_rule_info pm_structure_rules[] = {
	{ "front-matter", "structure", "a block of `name: value` lines between --- at the beginning is metadata" },
	{ "line-join", "structure", "join lines that were wrapped at a column, or broken where a sentence cannot end" },
	{ "code", "structure", "a program, fenced lines and code set in by its indent stay as they are" },
	{ "code-fence", "structure", "lines of ``` around code are taken out" },
	{ "hash-heading", "structure", "lines that begin with # are headings" },
	{ "underlined-heading", "structure", "lines underlined with ==== or ---- are headings" },
	{ "escape", "structure", "the backslash before a sign of Markdown is taken out, in a text that has its headings" },
	{ "quote-mark", "structure", "lines that begin with > are quotations" },
	{ "pipe-table", "structure", "lines of | a | b | under a header and its rule are a table" },
	{ "flat-table", "structure", "a table that was flattened to one cell a line is put together where its shape is certain" },
	{ "salutation-break", "structure", "a title that runs on into the salutation or the first sentence is cut off" },
	{ "heading-break", "structure", "headings fused to text or to the next heading are given their own line" },
	{ "contents", "structure", "a table of contents or an outline ahead of the text that it repeats is marked" },
	{ "title", "structure", "find the title, its second line, dateline and addressee" },
	{ "signature", "structure", "find signature, date and attachments at the end" },
	{ "numbered-heading", "structure", "find headings by the numbering of the document" },
	{ "heading-stop", "structure", "the full stop that closes a heading is taken out" },
	{ "list", "structure", "short numbered or bulleted lines are list items" },
	{ "plain-heading", "structure", "find headings that have no number" },
	{ NULL, NULL, NULL },
};

static uint32_t indent_of(pm_str s, uint32_t *n_chars)
{
	uint32_t w = 0;
	*n_chars = 0;
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (!pm_char_is_space(c))
			break;
		++*n_chars;
		w += c == '\t' ? 4 : (uint32_t)pm_char_width(c);
	}
	return w;
}

/* The unmarked lines of the body; empty ones are taken out and counted. */
static int collect_lines(pm_structure *s)
{
	uint32_t n_blank = 0;
	for (pm_block *b = pm_flow_first(pm_doc_body(s->doc)), *next; b != NULL; b = next) {
		next = pm_block_next(b);
		if (pm_block_is_marked(b)) {
			n_blank++;
			continue;
		}
		if (pm_block_kind(b) == PM_PARAGRAPH && pm_str_trim(pm_block_text(b)).len == 0) {
			int rc = pm_block_trim(b, s->err);
			if (rc != PM_OK)
				return rc;
			pm_block_remove_empty(b);
			n_blank++;
			continue;
		}
		int rc = pm_structure_room(s, s->n + 1);
		if (rc != PM_OK)
			return rc;
		pm_unit *u = &s->units[s->n++];
		*u = (pm_unit){ .block = b, .n_blank = n_blank };
		u->indent = indent_of(pm_block_text(b), &u->n_indent);
		if (pm_block_kind(b) != PM_PARAGRAPH)
			u->use = PM_USE_FIXED;
		pm_unit_read(u);
		n_blank = 0;
	}
	return PM_OK;
}

static int structure_lines(pm_structure *s)
{
	static int (*const steps[])(pm_structure *) = {
		pm_structure_front_matter, collect_lines,      pm_structure_markup, pm_structure_tables,  pm_structure_lines,
		pm_structure_fused,        pm_structure_toc,   pm_structure_title,  pm_structure_outline, pm_structure_plain_headings,
		pm_structure_tail,         pm_structure_apply,
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int rc = steps[i](s);
		if (rc != PM_OK)
			return rc;
	}
	return PM_OK;
}

int pm_pass_structure(pm_doc *doc, const pm_clean_options *options, pm_error *err)
{
	pm_structure s = { .doc = doc, .options = options, .err = err };
	int rc = PM_OK;
	switch (pm_doc_fidelity(doc)) {
	case PM_LINES:
		rc = structure_lines(&s);
		break;
	case PM_PAGE:
	case PM_DOCUMENT:
		rc = pm_structure_typed(&s);
		break;
	case PM_ARCHIVED:
		break;
	}
	free(s.units);
	return rc;
}
