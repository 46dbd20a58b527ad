/* repair.c: the first pass: damage that the scrape did to characters and lines is undone where that is certain. */
#include "repair.h"

#include <stdlib.h>

const pm_rule_info pm_repair_rules[] = {
	{ "hard-wrap", "repair", "put lines together that were cut at a column, through words and figures" },
	{ "romanisation", "repair", "take out the romanisation a broken conversion left behind characters: 經(jīng)濟" },
	{ "export-mark", "repair", "take out marks that word processors left on export: [bookmark: _GoBack]" },
	{ "tag", "repair", "take out tags of HTML that stand as text in Chinese: <span id=\"n\">12</span>" },
	{ "escape", "repair", "read escapes that were taken for text: &nbsp; \\u3000 _x000D_" },
	{ "lost-space", "repair", "take out ? and replacement marks where they can only stand for a lost space" },
	{ "stray-space", "repair", "close spaces between Chinese characters of running text and inside letter-spaced words" },
	{ "invisible", "repair", "take out zero-width characters between Chinese characters" },
	{ "misread-number", "repair", "read the dash that a scanner saw for 一 at the head of a line: —、 （—）" },
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

/* What a text has that some rule looks for: most texts have nothing, and one walk over the bytes shows it. */
enum { HAS_MARK = 1, HAS_ESCAPE = 2, HAS_BRACKET = 4, HAS_LOST = 8, HAS_INVISIBLE = 16, HAS_SPACE = 32, HAS_TAG = 64, HAS_DASH = 128, LOOK = 256 };

static const struct {
	const char *name;
	rule_function run;
	unsigned needs;
} rules[] = {
	{ "export-mark", pm_repair_export_marks, HAS_MARK }, { "tag", pm_repair_tags, HAS_TAG }, { "escape", pm_repair_escapes, HAS_ESCAPE },
	{ "romanisation", pm_repair_romanisation, HAS_BRACKET }, { "lost-space", pm_repair_lost_spaces, HAS_LOST },
	{ "invisible", pm_repair_invisible, HAS_INVISIBLE },
	{ "misread-number", pm_repair_misread, HAS_DASH }, { "stray-space", pm_repair_spaces, HAS_SPACE },
};

static unsigned look_at(uint32_t c)
{
	switch (c) {
	case 0xad:
	case 0x2060:
	case 0xfeff:
	case 0x200e:
	case 0x200f:
		return HAS_INVISIBLE | HAS_SPACE;
	case 0xff08:
		return HAS_BRACKET;
	case 0x2014:
	case 0x2015:
	case 0x2013:
	case 0xff0d:
	case 0x30fc:
		return HAS_DASH;
	case 0xfffd:
	case 0x807d:
		return HAS_LOST;
	default:
		return !pm_char_is_space(c) ? 0 : c >= 0x200b && c <= 0x200d ? HAS_INVISIBLE | HAS_SPACE : HAS_SPACE;
	}
}

static unsigned facts_of(pm_str text)
{
	static const uint16_t facts[256] = {
		['['] = HAS_MARK, ['-'] = HAS_DASH, ['<'] = HAS_MARK | HAS_TAG, ['_'] = HAS_MARK, ['&'] = HAS_ESCAPE | HAS_TAG, ['\\'] = HAS_ESCAPE, ['('] = HAS_BRACKET, ['?'] = HAS_LOST,
		[' '] = HAS_SPACE, ['\t'] = HAS_SPACE, ['\n'] = HAS_SPACE, [0xc2] = LOOK, [0xe1] = LOOK, [0xe2] = LOOK, [0xe3] = LOOK, [0xe8] = LOOK, [0xef] = LOOK,
	};
	unsigned found = 0;
	for (size_t i = 0, step; i < text.len; i += step) {
		unsigned char byte = (unsigned char)text.ptr[i];
		step = byte >= 0xe0 ? 3 : 1;
		if (pm_str_has_han(text, i) && (byte != 0xe8 || (unsigned char)text.ptr[i + 1] != 0x81))
			continue; /* a Han character, and not 聽 */
		unsigned fact = facts[byte];
		if (fact == LOOK) {
			size_t at = i;
			fact = look_at(pm_utf8_next(text, &at));
		}
		found |= fact;
	}
	return found;
}

static bool is_repairable(const pm_block *block)
{
	return pm_block_kind(block) != PM_CODE && pm_block_text(block).len > 0;
}

static int repair_block(const pm_repair_context *context, pm_block *block, pm_edits *edits, pm_error *err)
{
	unsigned facts = facts_of(pm_block_text(block));
	for (size_t i = 0; i < sizeof rules / sizeof rules[0] && facts != 0; i++) {
		if ((facts & rules[i].needs) == 0 || !pm_rule_is_on(context->options, rules[i].name))
			continue;
		edits->n = 0;
		rules[i].run(context, pm_block_text(block), edits);
		if (edits->is_broken)
			return pm_error_nomem(err);
		int code = edits->n > 0 ? pm_block_edit(block, edits->at, edits->n, err) : PM_OK;
		if (code != PM_OK)
			return code;
		if (edits->n > 0)
			facts = facts_of(pm_block_text(block));
	}
	return PM_OK;
}

/* Ideographic spaces typed at the head of a paragraph are its indent, which the writers set by style. */
static int strip_indent(pm_block *block, pm_error *err)
{
	static const char ideographic[] = "\u3000";
	pm_str text = pm_block_text(block);
	size_t end = 0;
	while (pm_str_starts_with(pm_str_of(text.ptr + end, text.len - end), ideographic))
		end += sizeof ideographic - 1;
	if (end == 0 || end == text.len || pm_block_kind(block) != PM_PARAGRAPH)
		return PM_OK;
	pm_edit edit = { .start = 0, .end = end };
	return pm_block_edit(block, &edit, 1, err);
}

static void note_numbers(pm_str text, pm_repair_context *context)
{
	pm_line_number number;
	if (!pm_line_number_find(text, &number) || number.value < 2)
		return;
	context->has_han = context->has_han || number.type == PM_NUM_HAN;
	context->has_han_paren = context->has_han_paren || number.type == PM_NUM_HAN_PAREN;
}

static void look_through(const pm_doc *doc, pm_repair_context *context)
{
	pm_residue_count residue = { 0 };
	size_t n_lost = 0, n_spaced = 0, n_tags = 0;
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		if (!is_repairable(b))
			continue;
		pm_residue_count_in(pm_block_text(b), &residue);
		n_lost += pm_begins_with_lost_spaces(pm_block_text(b));
		note_numbers(pm_block_text(b), context);
		n_tags += pm_is_tags_alone(pm_block_text(b));
		n_spaced += n_spaced < 3 && pm_is_letter_spaced(pm_block_text(b));
	}
	/* One or two may be an author's help with a reading; a broken conversion does it everywhere, and only behind characters that
	 * it changed. */
	context->has_residue = residue.n_certain >= 2 && residue.n_certain >= 4 * residue.n_other;
	context->has_lost_spaces = n_lost >= 3;
	context->is_markup = n_tags >= 3;
	context->is_letter_spaced = n_spaced >= 3;
}

int pm_pass_repair(pm_doc *doc, const pm_clean_options *options, pm_error *err)
{
	if (pm_doc_fidelity(doc) == PM_ARCHIVED)
		return PM_OK;
	pm_repair_context context = { .options = options, .fidelity = pm_doc_fidelity(doc) };
	int code = PM_OK;
	if (context.fidelity == PM_LINES && pm_rule_is_on(options, "hard-wrap"))
		code = pm_repair_hard_wrap(doc, err);
	look_through(doc, &context);
	if (code == PM_OK && context.has_residue && context.fidelity == PM_LINES && pm_rule_is_on(options, "romanisation"))
		code = pm_repair_broken_residue(doc, err);
	pm_edits edits = { 0 };
	for (pm_block *b = pm_doc_next_block(doc, NULL); code == PM_OK && b != NULL; b = pm_doc_next_block(doc, b))
		if (is_repairable(b)) {
			code = repair_block(&context, b, &edits, err);
			if (code == PM_OK && context.fidelity == PM_DOCUMENT)
				code = strip_indent(b, err);
		}
	free(edits.at);
	if (code == PM_OK && context.fidelity == PM_LINES && pm_rule_is_on(options, "broken-line"))
		code = pm_repair_broken_lines(doc, err);
	return code;
}
