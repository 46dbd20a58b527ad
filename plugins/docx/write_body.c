/* Blocks as paragraphs. */
#include "write.h"

#include <pumice/text.h>

#include <stdio.h>

/* The properties of one paragraph, in the order in which w:pPr wants them. */
typedef struct paragraph {
	pm_str furniture; /* kind, where the block is marked */
	bool is_furniture;
	pm_str language; /* of code */
	style_id style;
	bool has_num;
	int ilvl;
	unsigned num;
	bool loosens_lines; /* a line as high as its image */
	bool is_set_off; /* by a blank above */
	bool is_other_quote;
	bool is_rtl;      /* runs from right to left */
	char indent[160]; /* attributes of w:ind, empty for the style's own */
	bool parts_code;  /* no part of the code block before */
	const char *jc;
	int div;
} paragraph;

bool dw_is_written(const writer *w, const pm_block *block)
{
	return w->keeps_furniture || !pm_block_is_marked(block);
}

int dw_heading_level(const pm_block *heading)
{
	int level = pm_block_level(heading);
	return level < 1 ? 0 : level > 6 ? 5 : level - 1;
}

/* -- properties -------------------------------------------------------------------------------------------------------------- */

static void write_properties(writer *w, const paragraph *p)
{
	zw *zip = w->zip;
	ZW_LIT(zip, "<w:pPr><w:pStyle w:val=\"");
	if (p->is_furniture)
		dw_write_furniture_style_id(w, p->furniture);
	else if (p->style == ST_CODE)
		dw_write_code_style_id(w, p->language);
	else
		zw_puts(zip, dw_style(w, p->style));
	ZW_LIT(zip, "\"/>");
	if (p->has_num)
		zw_printf(zip, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%u\"/></w:numPr>", p->ilvl, p->num);
	if (p->is_other_quote)
		zw_puts(zip, w->look->other_quote);
	if (p->is_rtl)
		ZW_LIT(zip, "<w:bidi/>");
	if (p->is_set_off)
		zw_printf(zip, "<w:spacing w:before=\"%d\"/>", w->look->table_gap);
	else if (p->loosens_lines)
		ZW_LIT(zip, "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>");
	if (p->indent[0] != '\0')
		zw_printf(zip, "<w:ind%s/>", p->indent);
	if (p->parts_code)
		ZW_LIT(zip, "<w:contextualSpacing w:val=\"0\"/>");
	if (p->jc != NULL)
		zw_printf(zip, "<w:jc w:val=\"%s\"/>", p->jc);
	if (p->div != 0)
		zw_printf(zip, "<w:divId w:val=\"%d\"/>", p->div);
	ZW_LIT(zip, "</w:pPr>");
}

static style_id style_of_paragraph(const pm_block *block, flow_place place)
{
	static const style_id roles[] = {
		[PM_ROLE_SUBTITLE] = ST_SUBTITLE,   [PM_ROLE_DATELINE] = ST_DATELINE, [PM_ROLE_ADDRESSEE] = ST_ADDRESSEE,
		[PM_ROLE_SIGNATURE] = ST_SIGNATURE, [PM_ROLE_DATE] = ST_DATE,         [PM_ROLE_ATTACHMENT] = ST_ATTACHMENT,
		[PM_ROLE_TERM] = ST_TERM,           [PM_ROLE_ABSTRACT] = ST_ABSTRACT,
	};
	pm_role role = pm_block_role(block);
	if (role != PM_ROLE_NONE && (size_t)role < sizeof roles / sizeof *roles)
		return roles[role];
	if (pm_block_item_depth(block) > 0)
		return ST_LIST_CONTINUE;
	switch (place) {
	case IN_CELL:
		return ST_TABLE_TEXT;
	case IN_NUMBER_CELL:
		return ST_TABLE_NUMBER;
	case IN_HEADER_CELL:
		return ST_TABLE_HEADING;
	case IN_FOOTNOTE:
		return ST_FOOTNOTE;
	case IN_ENDNOTE:
		return ST_ENDNOTE;
	default:
		return ST_BODY;
	}
}

static style_id style_of(const pm_block *block, flow_place place)
{
	switch (pm_block_kind(block)) {
	case PM_TITLE:
		return ST_TITLE;
	case PM_HEADING:
		return ST_HEADING_1 + (style_id)dw_heading_level(block);
	case PM_LIST_ITEM:
		return ST_LIST;
	case PM_QUOTE:
		return ST_QUOTE;
	case PM_CODE:
		return ST_CODE;
	case PM_CAPTION:
		return ST_CAPTION;
	case PM_IMAGE:
		return ST_FIGURE;
	case PM_RULE:
		return ST_RULE;
	default:
		return style_of_paragraph(block, place);
	}
}

static bool has_image(const pm_block *block)
{
	size_t n = pm_block_n_spans(block);
	const pm_span *spans = n > 0 ? pm_block_spans(block) : NULL;
	for (size_t i = 0; i < n; i++)
		if (spans[i].style == PM_IMAGE_REF)
			return true;
	return false;
}

/* The same block of code goes on with the next paragraph in Word's eyes; a model's block does not. */
static bool adjoins_code(const writer *w, const pm_block *block)
{
	const pm_block *before = pm_block_previous(block);
	while (before != NULL && !dw_is_written(w, before))
		before = pm_block_previous(before);
	return before != NULL && pm_block_kind(before) == PM_CODE;
}

/* How far in a block stands that is part of items or quotations. */
static void set_indent(const writer *w, const pm_block *block, flow_place place, paragraph *p)
{
	int quotes = pm_block_quote_depth(block);
	bool is_cell = place == IN_CELL || place == IN_HEADER_CELL || place == IN_NUMBER_CELL;
	bool is_item = pm_block_kind(block) == PM_LIST_ITEM;
	int depth = is_item ? p->ilvl + 1 : pm_block_item_depth(block);
	int left = quotes * w->look->quote_indent + depth * w->look->list_step + (is_cell || depth == 0 ? 0 : w->look->list_start);
	/* Items and quotations have the first indent from their level and their style. */
	bool is_usual = is_item ? quotes == 0 && !is_cell : depth == 0 && quotes <= (pm_block_kind(block) == PM_QUOTE ? 1 : 0);
	if (!is_usual)
		snprintf(p->indent, sizeof p->indent, " w:left=\"%d\"", left);
	else if (w->look->is_official)
		dw_place_official(w, block, p->style, p->indent, sizeof p->indent);
}

static void set_numbering(writer *w, const pm_block *block, paragraph *p)
{
	if (pm_block_kind(block) == PM_LIST_ITEM) {
		p->has_num = true;
		p->num = dw_numbering_item(w, block);
		p->ilvl = pm_block_level(block);
	} else if (pm_block_item_depth(block) == 0) {
		dw_numbering_break(w);
	}
	if (p->ilvl > 8)
		p->ilvl = 8;
}

/* A heading's number: as text in a style of its own, or counted by Word. */
static void set_heading_number(writer *w, const pm_block *block, paragraph *p, run_format *format)
{
	int level = dw_heading_level(block);
	pm_str text = pm_block_text(block), number = pm_block_number(block);
	bool is_automatic = pm_block_number_is_automatic(block);
	if (is_automatic ? number.len > 0 : w->numbers_headings && format->number_end > 0) {
		p->num = dw_numbering_heading(w, level, number);
		p->has_num = !dw_numbering_heading_is_by_style(w, p->num);
		p->ilvl = level;
		if (!is_automatic) {
			format->from = number.len;
			while (format->from < text.len && (text.ptr[format->from] == ' ' || text.ptr[format->from] == '\t'))
				format->from++;
		}
	} else if (number.len == 0 && dw_numbering_invents(w)) {
		p->num = dw_numbering_invented(w);
		p->has_num = !dw_numbering_heading_is_by_style(w, p->num);
		p->ilvl = level;
	} else if (dw_numbering_style(w, level) != 0) {
		p->has_num = true; /* number 0 switches off what the style says */
		p->ilvl = level;
	}
}

/* By its first letter. */
static bool is_rtl(pm_str text)
{
	for (size_t i = 0; i < text.len;) {
		size_t at = i;
		if (pm_char_is_word(pm_utf8_next(text, &i)) && pm_char_digit((unsigned char)text.ptr[at]) < 0)
			return dw_has_rtl(pm_str_of(text.ptr + at, i - at));
	}
	return false;
}

/* -- paragraphs -------------------------------------------------------------------------------------------------------------- */

static const char *const alignments[] = { [PM_ALIGN_LEFT] = "left", [PM_ALIGN_CENTER] = "center", [PM_ALIGN_RIGHT] = "right" };

static const char *alignment_of(const pm_block *block)
{
	const pm_cell *cell = pm_flow_cell(pm_block_flow(block));
	pm_align align = cell != NULL ? pm_cell_align(cell) : PM_ALIGN_NONE;
	return align != PM_ALIGN_NONE ? alignments[align] : NULL;
}

static void write_paragraph(writer *w, const pm_block *block, flow_place place, bool takes_note_mark, bool follows_table)
{
	pm_kind kind = pm_block_kind(block);
	paragraph p = { .style = style_of(block, place), .language = pm_block_language(block), .jc = alignment_of(block) };
	run_format format = { .is_verbatim = kind == PM_CODE };
	pm_str number = pm_block_number(block);
	set_numbering(w, block, &p);
	if (number.len > 0 && !pm_block_number_is_automatic(block) && pm_str_find(pm_block_text(block), number, 0) == 0)
		format.number_end = number.len;
	p.is_furniture = pm_block_is_marked(block);
	p.furniture = pm_block_mark_kind(block);
	int quotes = pm_block_quote_depth(block);
	bool begins_quote = pm_block_quote_start(block) > 0;
	if (kind == PM_HEADING && !p.is_furniture)
		set_heading_number(w, block, &p, &format);
	set_indent(w, block, place, &p);
	int items = kind == PM_LIST_ITEM ? 0 : pm_block_item_depth(block);
	if (items > 0 || quotes > (kind == PM_QUOTE ? 1 : 0) || begins_quote)
		p.div = dw_div(w, block, items);
	w->is_other_quote = quotes > 0 && w->is_other_quote != begins_quote;
	p.is_other_quote = w->is_other_quote && p.style == ST_QUOTE && w->look->other_quote != NULL && w->reference == NULL;
	p.is_set_off = (follows_table || begins_quote) && w->look->table_gap > 0 && (p.style == ST_BODY || p.style == ST_LIST || p.style == ST_QUOTE);
	p.is_rtl = dw_has_rtl(pm_block_text(block)) && is_rtl(pm_block_text(block));
	p.parts_code = kind == PM_CODE && adjoins_code(w, block);
	p.loosens_lines = kind != PM_IMAGE && has_image(block) && w->look->is_official;
	ZW_LIT(w->zip, "<w:p>");
	write_properties(w, &p);
	unsigned bookmark = kind == PM_HEADING && !p.is_furniture ? dw_toc_begin(w, block) : 0;
	if (takes_note_mark)
		dw_write_note_mark(w, place == IN_FOOTNOTE ? PM_FOOTNOTE : PM_ENDNOTE);
	if (kind == PM_PAGE_BREAK)
		ZW_LIT(w->zip, "<w:r><w:br w:type=\"page\"/></w:r>");
	dw_write_runs(w, block, format);
	if (bookmark != 0)
		zw_printf(w->zip, "<w:bookmarkEnd w:id=\"%u\"/>", bookmark - 1);
	ZW_LIT(w->zip, "</w:p>");
}

static style_id filler_style(flow_place place)
{
	switch (place) {
	case IN_HEADER_CELL:
		return ST_TABLE_HEADING;
	case IN_CELL:
	case IN_NUMBER_CELL:
		return ST_TABLE_TEXT;
	case IN_FOOTNOTE:
		return ST_FOOTNOTE;
	case IN_ENDNOTE:
		return ST_ENDNOTE;
	default:
		return ST_NORMAL;
	}
}

/* An empty paragraph of its own: where a cell or a note has nothing else, and between two tables. */
static void write_empty(writer *w, style_id style, pm_align align)
{
	zw_printf(w->zip, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>", dw_style(w, style));
	if (align != PM_ALIGN_NONE)
		zw_printf(w->zip, "<w:jc w:val=\"%s\"/>", alignments[align]);
	ZW_LIT(w->zip, "</w:pPr></w:p>");
}

/* A note that begins with a table, or has nothing in it, has its sign in a paragraph of its own. */
static void write_note_lead(writer *w, flow_place place)
{
	zw_printf(w->zip, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", dw_style(w, filler_style(place)));
	dw_write_note_mark(w, place == IN_FOOTNOTE ? PM_FOOTNOTE : PM_ENDNOTE);
	ZW_LIT(w->zip, "</w:p>");
}

/* Empty paragraphs say nothing; an empty item, a rule or a break does. */
bool dw_is_empty(const pm_block *block)
{
	switch (pm_block_kind(block)) {
	case PM_TABLE:
		return pm_table_n_rows(block) == 0 || pm_table_n_columns(block) == 0;
	case PM_LIST_ITEM:
	case PM_RULE:
	case PM_PAGE_BREAK:
		return false;
	default:
		return pm_block_text(block).len == 0 && pm_block_n_spans(block) == 0;
	}
}

/* Title, subtitle and the line of date and place: a table of contents comes after them. */
static bool is_head(const pm_block *block)
{
	pm_role role = pm_block_role(block);
	return pm_block_kind(block) == PM_TITLE || role == PM_ROLE_SUBTITLE || role == PM_ROLE_DATELINE;
}

void dw_write_flow(writer *w, const pm_flow *flow, flow_place place)
{
	bool is_note = place == IN_FOOTNOTE || place == IN_ENDNOTE, is_first = true, after_table = false;
	bool wants_toc = place == IN_BODY && w->has_toc;
	const pm_cell *cell = pm_flow_cell(flow);
	for (const pm_block *b = pm_flow_first(flow); b != NULL; b = pm_block_next(b)) {
		if (dw_is_empty(b) || !dw_is_written(w, b))
			continue;
		bool is_table = pm_block_kind(b) == PM_TABLE;
		if (wants_toc && !is_head(b)) {
			dw_write_toc(w);
			wants_toc = false;
		}
		if (is_table && is_first && is_note)
			write_note_lead(w, place);
		if (is_table && after_table)
			write_empty(w, filler_style(place), PM_ALIGN_NONE);
		if (is_table)
			dw_write_table(w, b);
		else
			write_paragraph(w, b, place, is_first && is_note, after_table);
		is_first = false;
		after_table = is_table;
	}
	if (is_first && is_note)
		write_note_lead(w, place);
	else if ((is_first || after_table) && place != IN_BODY)
		write_empty(w, filler_style(place), cell != NULL ? pm_cell_align(cell) : PM_ALIGN_NONE);
}
