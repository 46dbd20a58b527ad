/* repair.c: the first pass: damage that the scrape did to characters and lines is undone where that is certain. */
#include "repair.h"

#include <stdlib.h>

const pm_rule_info pm_repair_rules[] = {
	{ "romanisation", "repair", "take out the romanisation a broken conversion left behind characters: 經(jīng)濟" },
	{ "export-mark", "repair", "take out marks that word processors left on export: [bookmark: _GoBack]" },
	{ "escape", "repair", "read escapes that were taken for text: &nbsp; \\u3000 _x000D_" },
	{ "lost-space", "repair", "take out ? and replacement marks where they can only stand for a lost space" },
	{ "stray-space", "repair", "close spaces between Chinese characters of running text and inside letter-spaced words" },
	{ "invisible", "repair", "take out zero-width characters between Chinese characters" },
	{ "broken-line", "repair", "put a number or bracket together with the words that a line break parted it from" },
	{ 0 },
};

void pm_edits_add(pm_edits *edits, size_t start, size_t end, const char *insert, const char *rule)
{
	if (edits->is_broken)
		return;
	if (edits->n == edits->cap) {
		size_t cap = edits->cap < 16 ? 16 : edits->cap * 2;
		pm_edit *more = cap <= SIZE_MAX / sizeof *more ? realloc(edits->at, cap * sizeof *more) : NULL;
		if (more == NULL) {
			edits->is_broken = true;
			return;
		}
		edits->at = more;
		edits->cap = cap;
	}
	edits->at[edits->n++] = (pm_edit){ .start = start, .end = end, .insert = pm_str_from(insert), .rule = rule };
}

typedef void (*rule_function)(const pm_repair_context *context, pm_str text, pm_edits *edits);

static const struct {
	const char *name;
	rule_function run;
} rules[] = {
	{ "export-mark", pm_repair_export_marks }, { "escape", pm_repair_escapes },       { "romanisation", pm_repair_romanisation },
	{ "lost-space", pm_repair_lost_spaces },   { "invisible", pm_repair_invisible },  { "stray-space", pm_repair_spaces },
};

static bool is_repairable(const pm_block *block)
{
	return pm_block_kind(block) != PM_CODE && pm_block_text(block).len > 0;
}

static int repair_block(const pm_repair_context *context, pm_block *block, pm_edits *edits, pm_error *err)
{
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		if (!pm_rule_is_on(context->options, rules[i].name))
			continue;
		edits->n = 0;
		rules[i].run(context, pm_block_text(block), edits);
		if (edits->is_broken)
			return pm_error_nomem(err);
		int code = edits->n > 0 ? pm_block_edit(block, edits->at, edits->n, err) : PM_OK;
		if (code != PM_OK)
			return code;
	}
	return PM_OK;
}

static void look_through(const pm_doc *doc, pm_repair_context *context)
{
	pm_residue_count residue = { 0 };
	size_t n_lost = 0;
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		if (!is_repairable(b))
			continue;
		pm_residue_count_in(pm_block_text(b), &residue);
		n_lost += pm_begins_with_lost_spaces(pm_block_text(b));
	}
	/* One or two may be an author's help with a reading; a broken conversion does it everywhere, and only behind characters that
	 * it changed. */
	context->has_residue = residue.n_certain >= 2 && residue.n_certain >= 4 * residue.n_other;
	context->has_lost_spaces = n_lost >= 2;
}

int pm_pass_repair(pm_doc *doc, const pm_clean_options *options, pm_error *err)
{
	if (pm_doc_fidelity(doc) == PM_ARCHIVED)
		return PM_OK;
	pm_repair_context context = { .options = options, .fidelity = pm_doc_fidelity(doc) };
	look_through(doc, &context);
	int code = PM_OK;
	pm_edits edits = { 0 };
	for (pm_block *b = pm_doc_next_block(doc, NULL); code == PM_OK && b != NULL; b = pm_doc_next_block(doc, b))
		if (is_repairable(b))
			code = repair_block(&context, b, &edits, err);
	free(edits.at);
	if (code == PM_OK && context.fidelity == PM_LINES && pm_rule_is_on(options, "broken-line"))
		code = pm_repair_broken_lines(&context, doc, err);
	return code;
}
