/* structure.h: what the parts of the structure pass share.
 *
 * The pass works on units: the blocks of the body that are not marked, with what their form says.  Steps join, cut and type
 * units in the order of structure.c; each step is linear in the text. */
#ifndef PUMICE_CORE_STRUCTURE_H
#define PUMICE_CORE_STRUCTURE_H

#include <pumice/convert.h>

#include "line_shape.h"

/* What a unit was found to be. */
typedef enum pm_use {
	PM_USE_TEXT,
	PM_USE_HEADING,
	PM_USE_ITEM,
	PM_USE_TITLE,
	PM_USE_FIXED /* typed by its mark-up, its role or its place: later steps leave it alone */
} pm_use;

/* A numbering: the form of a number, with what tells `1.` from `1、`. */
enum { PM_N_CLASSES = 80 };

typedef struct pm_unit {
	pm_block *block;            /* NULL: gone into the unit before it */
	pm_line_number number;      /* type PM_NUM_NONE where there is none, or none that counts */
	uint32_t indent, width;     /* in columns */
	uint32_t n_indent, n_chars; /* the same in characters */
	uint32_t n_blank;           /* empty lines before it */
	size_t phrase_end;          /* end of the first phrase behind the number, without its stop */
	size_t rest;                /* where the text behind that phrase begins; the length of the text where there is none */
	size_t label_end;           /* end of a phrase that a colon or dash ends, the colon included; 0 where there is none */
	size_t head_end;            /* where a heading that ran on into its text ends; 0 where none was found */
	uint32_t group;             /* run of siblings, from 1 */
	int16_t score;              /* how like a heading the phrase is: pm_unit_score */
	uint8_t class;              /* of its number */
	uint8_t use;
	uint8_t level;
	bool is_broken;       /* a part of its line was cut off before it */
	bool has_lost_number; /* only the separator of the number is left, or not even that */
} pm_unit;

typedef struct pm_structure {
	pm_doc *doc;
	const pm_clean_options *options;
	pm_error *err;
	pm_unit *units;
	size_t n, cap;
	bool is_cjk;
	bool is_fused;               /* line breaks are lost in some place */
	bool has_markup;             /* the lines are Markdown: what is a heading is marked so */
	bool needs_bold;             /* a line without a number is a heading only where it is bold */
	bool is_own;                 /* Markdown that pumice wrote: its title is the one that the metadata names */
	uint32_t wrap;               /* column at which the lines were broken; 0 where they were not */
	uint32_t wrap_chars;         /* or the character, where wide and narrow ones were counted alike */
	uint64_t heading_classes[2]; /* bit set of numberings that number headings */
	uint8_t class_level[PM_N_CLASSES];
} pm_structure;

static inline bool pm_structure_has_class(const pm_structure *s, unsigned class)
{
	return class < PM_N_CLASSES && (s->heading_classes[class / 64] >> (class % 64) & 1) != 0;
}

static inline pm_str pm_unit_text(const pm_unit *unit)
{
	return pm_block_text(unit->block);
}

/* -- units (structure_units.c) ------------------------------------------------------------------------------------ */

int pm_structure_room(pm_structure *s, size_t n);
/* Drop the units whose block is gone. */
void pm_structure_compact(pm_structure *s);
/* Read number, phrase and score of a unit from its text. */
void pm_unit_read(pm_unit *unit);
/* Cut units: `cut` says where units[i] is to be cut next (0: not at all), until nothing is left to cut. */
typedef size_t (*pm_unit_cut)(pm_structure *s, size_t i, void *data);
int pm_structure_cut(pm_structure *s, pm_unit_cut cut, void *data);
/* Take white space off both ends of a block. */
int pm_block_trim(pm_block *block, pm_error *err);
/* Take out bytes of the text and put `insert` there, as a repair by `rule`. */
int pm_unit_replace(pm_structure *s, pm_unit *unit, size_t start, size_t end, pm_str insert, const char *rule);
/* How like a heading its phrase is (pm_phrase_score).  What has no number is nearly always text, which is read only where one asks. */
int pm_unit_score(const pm_unit *unit);
unsigned pm_number_class_of(const pm_line_number *number);
/* From outermost to innermost, as GB/T 9704 and the world at large have it. */
int pm_class_rank(unsigned class);

/* -- phrases (structure_phrase.c) --------------------------------------------------------------------------------- */

/* Where the first sentence from `from` on ends: before its stop; `*rest` is behind the stop and white space. */
size_t pm_phrase_end(pm_str s, size_t from, size_t *rest);
/* How like a heading a phrase is: 2 and more is likely, below 0 is not. */
int pm_phrase_score(pm_str phrase);
/* Columns on a terminal. */
uint32_t pm_text_width(pm_str s);
bool pm_phrase_is_date(pm_str s);
/* `各位代表：`, `Dear Sir,` */
bool pm_phrase_is_salutation(pm_str s);
/* Where a salutation begins inside `s`; SIZE_MAX where there is none. */
size_t pm_phrase_find_salutation(pm_str s);
/* Offset at which running text plainly begins inside a heading that lost its stop (`深化改革|今年以来…`); 0 where none is certain. */
size_t pm_phrase_find_opening(pm_str s, size_t from);
/* Does a sentence of a report plainly begin at `at` (今年以来, 2023年, 一是)? */
bool pm_phrase_opens_at(pm_str s, size_t at);
/* Offset behind the name of a section (存在问题, 下步打算) that the phrase at `from` begins with and runs on from; 0 where it does not. */
size_t pm_phrase_find_section_name(pm_str s, size_t from);
/* Running text: long, or ends as a sentence. */
bool pm_unit_is_prose(const pm_unit *unit);
/* Is all of its text strong? */
bool pm_block_is_bold(const pm_block *block);

/* -- steps --------------------------------------------------------------------------------------------------------- */

int pm_structure_front_matter(pm_structure *s);   /* structure_matter.c */
int pm_structure_lines(pm_structure *s);          /* structure_lines.c: units of a text, line breaks undone */
int pm_structure_markup(pm_structure *s);         /* structure_markup.c: # and === headings, code, quotes */
int pm_structure_fused(pm_structure *s);          /* structure_fused.c: headings with no line of their own */
/* structure_heading_end.c: headings that ran on into their text; `collapsed`: with all breaks lost */
int pm_structure_heading_ends(pm_structure *s, bool collapsed);
int pm_structure_tables(pm_structure *s);         /* structure_table.c */
int pm_structure_toc(pm_structure *s);            /* structure_toc.c */
int pm_structure_title(pm_structure *s);          /* structure_title.c: title, dateline, addressee */
/* The same where the document keeps its paragraphs as they are: the title goes into the metadata only. */
int pm_structure_title_name(pm_structure *s);
/* What stands below units[title] (SIZE_MAX: there is none): subtitle, dateline, addressee. */
void pm_structure_front_roles(pm_structure *s, size_t title);
int pm_structure_tail(pm_structure *s);           /* structure_tail.c: signature, date, attachments */
void pm_structure_roles(pm_structure *s);         /* the same where they stand on lines of their own */
int pm_structure_outline(pm_structure *s);        /* structure_outline.c: numbered headings and lists */
int pm_structure_plain_headings(pm_structure *s); /* structure_plain.c: headings without a number */
int pm_structure_apply(pm_structure *s);          /* structure_apply.c: kinds, levels and run-in cuts */
int pm_structure_typed(pm_structure *s);          /* structure_typed.c: pages and documents */
int pm_structure_page_title(pm_structure *s);     /* structure_page.c: a page's title */
void pm_structure_captions(pm_structure *s);      /* 表1 …, 图2 … beside tables and pictures */

#endif
