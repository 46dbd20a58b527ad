/* write.h: what the files of the DOCX writer share.
 *
 * The package is written front to back in one walk over the model.  Parts that say what the others use (numbering, styles,
 * relationships, settings) are written after them, so that hardly anything has to be known beforehand.
 *
 * What the reader makes of it again is the same model; so this is how the model stands in Word's terms.
 *
 *   kind, role          the paragraph's style, by its built-in name: Title, heading 1-6, Body Text, List Paragraph, Quote, HTML
 *                       Preformatted, caption, Figure, Horizontal Line; Subtitle, Dateline, Salutation, Signature, Date,
 *                       Attachment, Definition Term, Abstract
 *   language of code    a style `Code LANGUAGE` based on HTML Preformatted
 *   mark                a style `Furniture KIND` based on Furniture
 *   header cell         Table Heading; numbers that are set right without being asked to stand in Table Number, so that w:jc on
 *                       a paragraph is the model's own alignment
 *   automatic number    w:numPr; w:lvlText may hold the whole number where Word has no format for it
 *   number in the text  a run in the character style Section Number; an item's level then shows nothing (empty w:lvlText)
 *   quote_depth         w:divId (of a table's rows, too), which names a division of webSettings.xml inside so many w:blockQuote,
 *                       as Word itself keeps the quotations of a page; 1 for style Quote without one
 *   item_depth          the same, by divisions that are no quotation
 *   image               alternative text in wp:docPr, file name and address in pic:cNvPr
 *   metadata            core properties, and all that those have no place for in custom properties
 *
 * Document variables (w:docVar, which Word does not show) hold the little that it has no place for: `bookmark:NAME` an anchor's
 * name that no bookmark can have, `note:KIND:ID` a note's own id, `picture:ID` the size that was asked for, `list:NUMID` the first
 * w:num of the same list, `bare:NUMID` that the model knows no number here. */
#ifndef PUMICE_DOCX_WRITE_H
#define PUMICE_DOCX_WRITE_H

#include "write_zip.h"

#define DW_NAMESPACES                                                                                                                      \
	" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""                                                        \
	" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""                                                 \
	" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""                                             \
	" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""                                                               \
	" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""

/* -- styles ------------------------------------------------------------------------------------------------------- */

typedef enum style_id {
	ST_NORMAL,
	ST_BODY,
	ST_TITLE,
	ST_SUBTITLE,
	ST_DATELINE,
	ST_ADDRESSEE,
	ST_SIGNATURE,
	ST_DATE,
	ST_ATTACHMENT,
	ST_TERM,
	ST_ABSTRACT,
	ST_HEADING_1,
	ST_HEADING_2,
	ST_HEADING_3,
	ST_HEADING_4,
	ST_HEADING_5,
	ST_HEADING_6,
	ST_LIST,
	ST_LIST_CONTINUE,
	ST_QUOTE,
	ST_CODE,
	ST_CAPTION,
	ST_FIGURE,
	ST_RULE,
	ST_TABLE_TEXT,
	ST_TABLE_NUMBER,
	ST_TABLE_HEADING,
	ST_FOOTNOTE,
	ST_ENDNOTE,
	ST_HEADER,
	ST_FOOTER,
	ST_TOC_HEADING,
	ST_TOC_1,
	ST_TOC_2,
	ST_TOC_3,
	ST_FURNITURE,
	ST_DEFAULT_FONT,
	ST_HYPERLINK,
	ST_FOOTNOTE_REFERENCE,
	ST_ENDNOTE_REFERENCE,
	ST_CODE_SPAN,
	ST_SECTION_NUMBER,
	ST_TABLE_NORMAL,
	ST_TABLE_GRID,
	ST_NO_LIST,
	N_STYLES
} style_id;

typedef enum style_type { TYPE_PARAGRAPH, TYPE_CHARACTER, TYPE_TABLE, TYPE_NUMBERING } style_type;

/* What every look has in common. */
typedef struct style_info {
	const char *id, *name;
	style_type type;
	style_id based_on; /* itself: on nothing */
	style_id next;     /* itself: the same goes on */
	bool is_offered;   /* w:qFormat */
} style_info;

extern const style_info dw_styles[N_STYLES];

typedef enum font_id { FONT_NONE, FONT_BODY, FONT_TITLE, FONT_HEADING, FONT_SUBHEADING, FONT_CODE, FONT_PAGE_NUMBER, N_FONTS } font_id;

/* How a look sets a style; `size` in half-points, 0 and NULL leave it to the style it is based on. */
typedef struct style_look {
	font_id font;
	int size;
	const char *ppr;
	const char *rpr_before_size; /* what stands before and after w:sz in the order of w:rPr */
	const char *rpr_after_size;
} style_look;

typedef struct look {
	const char *name;
	const char *latin[N_FONTS];
	const char *east_asian[N_FONTS];
	int body_size;  /* half-points */
	int text_width; /* twips */
	int text_height;
	int list_start, list_step; /* twips: where the markers of level 0 stand, and each further level */
	const char *heading_indent; /* w:ind, which some programs forget of a style that is numbered; NULL for none */
	int quote_indent;
	const char *other_quote; /* w:pBdr of every other quotation, or programs draw one bar beside two of them; NULL where there is no bar */
	int table_gap;    /* above the paragraph that follows a table */
	bool is_official; /* page numbers right on odd pages and left on even ones, tables as wide as the text, exact lines */
	const char *page; /* of w:sectPr: size, margins, grid */
	const char *grid;
	const char *settings_head, *settings_compat;
	style_look styles[N_STYLES];
} look;

extern const look dw_look_gongwen, dw_look_plain;

/* -- relationships of one part --------------------------------------------------------------------------------------- */

typedef struct rel_target {
	unsigned id;
	const char *type;
	pm_str target; /* borrowed from the document */
} rel_target;

typedef struct rels {
	pm_buf xml;
	unsigned n;        /* rIdN that were given out */
	rel_target *slots; /* external targets, hashed */
	size_t n_slots, n_external;
	unsigned *images; /* by resource: id, 0 where not yet related */
} rels;

/* -- numbering --------------------------------------------------------------------------------------------------------- */

typedef enum number_format {
	NUM_LITERAL, /* the whole string stands in the level's text */
	NUM_NONE,    /* the number is in the text, or there is none */
	NUM_BULLET,
	NUM_DECIMAL,
	NUM_DECIMAL_ZERO,
	NUM_LOWER_LETTER,
	NUM_UPPER_LETTER,
	NUM_LOWER_ROMAN,
	NUM_UPPER_ROMAN,
	NUM_CHINESE,
	NUM_CIRCLED,
	NUM_FULL_WIDTH,
	NUM_IDEOGRAPH,
	N_NUMBER_FORMATS
} number_format;

/* A number taken apart: prefix, counter, suffix, all views of one string. */
typedef struct number_parts {
	number_format format;
	pm_str prefix, suffix;
	long value;
} number_parts;

/* Take `number` apart with the counter in its last part (`1.2` has prefix `1.`).  `wanted`: a format to prefer where letters can
 * be read in two ways.  False where there is no counter in it. */
bool number_parse(pm_str number, number_format wanted, number_parts *out);
/* Write `value`; false where the format does not reach so far. */
bool number_append(pm_buf *buf, number_format format, long value);
const char *number_format_name(number_format format); /* of w:numFmt */

typedef struct numbering numbering;

/* -- the writer ---------------------------------------------------------------------------------------------------------- */

typedef struct reference_doc reference_doc;
typedef struct anchors anchors;
typedef struct notes notes;
typedef struct indicator_index indicator_index;

typedef struct writer {
	const pm_doc *doc;
	const look *look;
	zw *zip;
	pm_error *err;
	int code; /* what reading the reference has come to */
	bool is_out_of_memory;
	bool is_chinese;
	bool keeps_furniture;
	bool has_toc, numbers_headings, appends_indicators;
	const char *style[N_STYLES]; /* ids in use */
	bool style_is_used[N_STYLES];
	rels document_rels, footnote_rels, endnote_rels;
	rels *rels; /* of the part that is being written */
	bool in_note;
	numbering *numbering;
	anchors *anchors;
	notes *notes;
	reference_doc *reference;
	bool *image_is_used; /* by resource */
	unsigned n_drawings, n_bookmarks, n_toc;
	indicator_index *indicators;
	unsigned footers[2];  /* relationships of the odd and even ones */
	int quote_depth;      /* deepest so far */
	bool is_other_quote;
	int quote_start;      /* deepest so far at which a quotation begins beside another one */
	int item_depth;       /* deepest table in an item so far */
	pm_buf languages;     /* of code blocks, each followed by NUL */
	pm_buf picture_sizes; /* document variables */
	pm_buf furniture;     /* kinds of marked blocks, each followed by NUL */
	int text_width;       /* twips, here */
} writer;

/* write_body.c */
bool dw_is_written(const writer *w, const pm_block *block);
bool dw_is_empty(const pm_block *block);       /* has nothing to write */
int dw_heading_level(const pm_block *heading); /* from 0 to 5 */
typedef enum flow_place { IN_BODY, IN_CELL, IN_NUMBER_CELL, IN_HEADER_CELL, IN_FOOTNOTE, IN_ENDNOTE } flow_place;
void dw_write_flow(writer *w, const pm_flow *flow, flow_place place);

/* write_official.c */
/* Attributes of w:ind for a block that an official document places by its text; `indent` is left as it is for all others. */
void dw_place_official(const writer *w, const pm_block *block, style_id style, char *indent, size_t size);

/* write_runs.c */
typedef struct run_format {
	size_t from;       /* where in the text to begin */
	size_t number_end; /* the text up to here is in the style of numbers */
	bool is_verbatim;  /* code: spans say nothing of the face */
} run_format;
void dw_write_anchor(writer *w, const pm_span *span);
void dw_write_runs(writer *w, const pm_block *block, run_format format);
bool dw_has_cjk(pm_str text);
bool dw_has_rtl(pm_str text);  /* Hebrew or Arabic */
void dw_write_hint(writer *w); /* w:rFonts that sends shared punctuation to the East Asian font */

/* write_table.c */
void dw_write_table(writer *w, const pm_block *table);

/* write_image.c */
/* Is the picture not in the package, and was its size not told? */
bool dw_image_has_no_shape(const writer *w, const pm_span *span);
void dw_write_image(writer *w, const pm_span *span);
void dw_write_media(writer *w);
/* What an image is called in the package: "png", or NULL where its bytes are no image. */
const char *dw_image_extension(const pm_resource *resource);

/* write_rels.c */
/* May it be the target of a relationship as it stands? */
bool dw_is_uri(pm_str address);
unsigned dw_rel_external(writer *w, const char *type, pm_str target);
unsigned dw_rel_image(writer *w, int resource);
unsigned dw_rel_part(rels *rels, const char *type, const char *target);
void dw_write_rels(writer *w, const char *part, rels *rels);
void dw_rels_free(writer *w, rels *rels);

/* write_numbering.c */
numbering *dw_numbering_new(writer *w);
void dw_numbering_free(numbering *numbering);
/* The w:numId for an item. */
unsigned dw_numbering_item(writer *w, const pm_block *item);
/* For a heading whose number is automatic or is to be made so; `level` from 0. */
unsigned dw_numbering_heading(writer *w, int level, pm_str number);
/* A block that is no part of a list: items without a list's number begin a new one after it. */
void dw_numbering_break(writer *w);
bool dw_numbering_heading_is_by_style(const writer *w, unsigned id);
/* Whether a blank belongs behind a number that ends so. */
bool dw_number_wants_blank(pm_str end);
/* See that all headings get numbers of the look's own where none has any. */
void dw_numbering_plan_headings(writer *w);
/* The w:numId by which the heading style of this level (from 0) numbers itself; 0 for none. */
unsigned dw_numbering_style(const writer *w, int level);
bool dw_numbering_invents(const writer *w);
unsigned dw_numbering_invented(const writer *w);
void dw_write_numbering(writer *w);
bool dw_lists_need_variables(const writer *w);
void dw_write_list_variables(writer *w);

/* write_anchors.c */
anchors *dw_anchors_new(writer *w);
void dw_anchors_free(anchors *anchors);
/* The bookmark's name for an anchor that is met now; empty where it cannot stand. */
pm_str dw_anchor_define(writer *w, pm_str name);
/* The bookmark's name for a link to `#name`; empty where there is no such place. */
pm_str dw_anchor_find(const writer *w, pm_str name);
void dw_write_anchor_variables(writer *w);
bool dw_anchors_need_variables(const writer *w);

/* write_notes.c */
notes *dw_notes_new(writer *w);
void dw_notes_free(notes *notes);
void dw_write_note_mark(writer *w, pm_note_kind kind);
void dw_write_note_reference(writer *w, const pm_note *note, bool has_hint);
/* References to what no other place refers to, so that it is not lost. */
void dw_write_stray_notes(writer *w);
void dw_write_notes(writer *w, pm_note_kind kind);
void dw_write_note_variables(writer *w);
bool dw_notes_need_variables(const writer *w);
bool dw_note_is_written(const writer *w, const pm_note *note);
bool dw_has_notes(const writer *w, pm_note_kind kind);

/* write_styles.c */
void dw_write_styles(writer *w);
void dw_write_font_table(writer *w);
/* The style's id, which from now on counts as used. */
const char *dw_style(writer *w, style_id id);
void dw_write_derived_styles(writer *w);
/* The id of the style for code in `language`, and for blocks marked as `kind`. */
void dw_write_code_style_id(writer *w, pm_str language);
void dw_write_furniture_style_id(writer *w, pm_str kind);

void dw_write_style(writer *w, style_id id);

/* write_reference.c */
int dw_reference_open(writer *w, const char *path, pm_error *err);
void dw_reference_free(reference_doc *reference);
void dw_reference_relate(writer *w);
bool dw_reference_has_fonts(const writer *w);
bool dw_reference_has_style(const writer *w, style_id id);
void dw_reference_write_types(writer *w);
int dw_reference_write_parts(writer *w);
void dw_reference_write_section(writer *w);
void dw_reference_write_settings(writer *w, bool is_head);
void dw_reference_write_styles(writer *w);

/* write_parts.c */
void dw_write_content_types(writer *w);
void dw_write_package_rels(writer *w);
void dw_write_properties(writer *w);
void dw_write_settings(writer *w);
void dw_write_web_settings(writer *w);
void dw_write_footers(writer *w);
void dw_write_section(writer *w);
bool dw_has_custom_properties(const writer *w);

/* The w:div for `block`, which stands in so many items; 0 for none. */
int dw_div(writer *w, const pm_block *block, int items);

/* write_toc.c */
void dw_write_toc(writer *w);
/* Begin the bookmark of a heading that the table of contents leads to: its number + 1, 0 where there is none. */
unsigned dw_toc_begin(writer *w, const pm_block *heading);

/* write_indicators.c */
typedef struct index_range {
	size_t first, end;
} index_range;
/* Which indicators stand in the block. */
index_range dw_indicators_of(const writer *w, const pm_block *block);
/* The number of the bookmark round an indicator. */
unsigned dw_indicator_bookmark(writer *w, size_t indicator);
indicator_index *dw_indicators_new(writer *w);
void dw_indicators_free(indicator_index *index);
void dw_write_indicators(writer *w);

#endif
