/* repair.h: the rules of the repair pass, one idea a file; for core/repair.c, which runs them. */
#ifndef PUMICE_CORE_REPAIR_H
#define PUMICE_CORE_REPAIR_H

#include "line_shape.h"
#include "passes.h"

#include <pumice/text.h>

/* Edits of one block, gathered by one rule. */
typedef struct pm_edits {
	pm_edit *at;
	size_t n, cap;
	bool is_broken; /* memory is out */
} pm_edits;

/* `rule` NULL: white space only. */
void pm_edits_add(pm_edits *edits, size_t start, size_t end, const char *insert, const char *rule);

/* What holds for the whole document, found before any line is judged. */
typedef struct pm_repair_context {
	const pm_clean_options *options;
	pm_fidelity fidelity;
	bool has_residue; /* romanisation residue is the document's habit */
	bool has_lost_spaces; /* `?` stands for a lost space at the head of several lines */
	bool has_han, has_han_paren; /* 二、 and （二） stand at the head of lines */
	bool is_markup; /* lines of tags alone: the source of a page, to be read as it stands */
	bool is_letter_spaced; /* each character stands apart in several lines */
} pm_repair_context;

/* Count the evidence of a block into the context; `seen` is the rule's own. */
typedef struct pm_residue_count {
	size_t n_certain, n_other;
} pm_residue_count;
void pm_residue_count_in(pm_str text, pm_residue_count *count);

bool pm_residue_is_broken(pm_str text, pm_str next);

/* The rules.  Each looks at the text of one block and adds its edits in order. */
void pm_repair_romanisation(const pm_repair_context *context, pm_str text, pm_edits *edits);
void pm_repair_export_marks(const pm_repair_context *context, pm_str text, pm_edits *edits);
void pm_repair_tags(const pm_repair_context *context, pm_str text, pm_edits *edits);
void pm_repair_escapes(const pm_repair_context *context, pm_str text, pm_edits *edits);
void pm_repair_lost_spaces(const pm_repair_context *context, pm_str text, pm_edits *edits);
void pm_repair_spaces(const pm_repair_context *context, pm_str text, pm_edits *edits);
void pm_repair_misread(const pm_repair_context *context, pm_str text, pm_edits *edits);
void pm_repair_invisible(const pm_repair_context *context, pm_str text, pm_edits *edits);
/* Is each character of the line parted from the next by a space? */
bool pm_is_letter_spaced(pm_str text);
/* Is the line a tag or several, with no word between? */
bool pm_is_tags_alone(pm_str text);
/* Does the line begin with marks that stand for lost spaces before text? */
bool pm_begins_with_lost_spaces(pm_str text);

/* Lines that were cut at a column; before all other rules, which look at whole lines. */
int pm_repair_hard_wrap(pm_doc *doc, pm_error *err);
/* Lines that a number or a bracket was broken off from, put together again. */
int pm_repair_broken_lines(pm_doc *doc, pm_error *err);
/* Lines whose break stands inside residue of romanisation; before the rules of single blocks. */
int pm_repair_broken_residue(pm_doc *doc, pm_error *err);

#endif
