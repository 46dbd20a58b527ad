/* read_block.c: what block a paragraph becomes. */
#include "read.h"

static bool is_blank(pm_str s)
{
	for (size_t i = 0; i < s.len;) {
		if (!pm_char_is_space(pm_utf8_next(s, &i)))
			return false;
	}
	return true;
}

int docx_block_dress(docx_reader *r, docx_frame *f, pm_block *block, pm_error *err)
{
	(void)r;
	if (f->region != NULL)
		pm_block_set_region(block, f->region);
	return f->mark != NULL ? pm_block_mark(block, f->mark, f->rule, err) : PM_OK;
}

static pm_block *append(docx_reader *r, docx_frame *f, pm_kind kind, pm_str text, pm_error *err)
{
	docx_para *p = &f->para;
	pm_block *block = pm_flow_append(f->flow, kind, text.ptr, text.len, err);

	if (block == NULL)
		return NULL;
	pm_block_set_line(block, p->ordinal);
	return docx_block_dress(r, f, block, err) == PM_OK ? block : NULL;
}

static int append_simple(docx_reader *r, docx_frame *f, pm_kind kind, pm_error *err)
{
	return append(r, f, kind, PM_STR(""), err) != NULL ? PM_OK : err->code;
}

static int append_spans(docx_reader *r, docx_para *p, pm_block *block, pm_error *err)
{
	for (size_t i = 0; i < p->n_spans; i++) {
		const pm_span *s = &p->spans[i];
		bool is_quiet = !r->is_own && s->style == PM_ANCHOR && s->target.ptr[0] == '_';
		int code = is_quiet ? docx_quiet_anchor(r, block, s->start, s->target, err) : pm_block_append_span(block, *s, err);

		if (code != PM_OK)
			return code;
	}
	return PM_OK;
}

/* -- numbers and lists --------------------------------------------------------------------------------------------------- */

struct number {
	docx_num *num; /* NULL: the paragraph is not numbered */
	const docx_level *level;
	int ilvl;
};

static struct number number_of(docx_reader *r, const docx_para *p)
{
	struct number n = { 0 };
	pm_str id = p->has_num ? p->num_id : p->style != NULL && p->style->has_num ? p->style->num_id : PM_STR("");

	if (id.len == 0 || pm_str_is(id, "0"))
		return n;
	n.num = docx_numbering_find(&r->numbering, id);
	if (n.num == NULL)
		return n;
	n.ilvl = p->ilvl;
	if (n.ilvl == UNSET && p->style != NULL)
		n.ilvl = p->style->ilvl != UNSET && !p->has_num ? p->style->ilvl : docx_num_level_of_style(n.num, p->style->id);
	if (n.ilvl == UNSET && p->style != NULL)
		n.ilvl = p->style->ilvl;
	if (n.ilvl == UNSET)
		n.ilvl = 0;
	n.level = docx_num_level(n.num, n.ilvl);
	if (n.level == NULL)
		n.num = NULL;
	return n;
}

/* Paragraphs of a level that shows nothing go on in an item.  Ours is a level without format and text; pandoc's a bullet that is a blank.
 */
static bool is_silent(const docx_reader *r, const struct number *n)
{
	if (n->num == NULL)
		return false;
	if (r->is_own)
		return pm_str_is(n->level->format, "none") && n->level->text.len == 0;
	return pm_str_is(n->level->format, "bullet") && is_blank(n->level->text);
}

/* A list in which something goes on stays open, down to its level; one that was not met yet is taken as there. */
static void go_on_in_list(docx_frame *f, const struct number *n)
{
	while (f->n_lists > 0 && f->lists[f->n_lists - 1].ilvl > n->ilvl)
		f->n_lists--;
	if ((f->n_lists == 0 || f->lists[f->n_lists - 1].ilvl < n->ilvl) && f->n_lists < DOCX_LIST_DEPTH)
		f->lists[f->n_lists++] = (docx_open_list){ .ilvl = n->ilvl, .num = n->num, .indent = DOCX_NO_INDENT };
}

/* Lists nest by the levels of the items around, not by their own: one that begins at level 3 is no deeper for it. */
static docx_open_list *place_in_lists(docx_frame *f, const struct number *n)
{
	while (f->n_lists > 0) {
		docx_open_list *top = &f->lists[f->n_lists - 1];

		if (n->ilvl > top->ilvl || (n->ilvl == top->ilvl && n->num == top->num))
			break;
		f->n_lists--;
	}
	docx_open_list *top = f->n_lists > 0 ? &f->lists[f->n_lists - 1] : NULL;
	if (top != NULL && top->ilvl == n->ilvl)
		return top;
	if (f->n_lists == DOCX_LIST_DEPTH)
		return top;
	f->lists[f->n_lists] = (docx_open_list){ .ilvl = n->ilvl, .num = n->num, .indent = DOCX_NO_INDENT };
	return &f->lists[f->n_lists++];
}

/* A list of ours may take several definitions; a variable then names the one that stands for all. */
static docx_num *first_of_list(docx_reader *r, docx_num *num)
{
	pm_str id;
	docx_num *first = docx_variable_find(&r->settings, "list:", num->id, &id) ? docx_numbering_find(&r->numbering, id) : NULL;

	return first != NULL ? first : num;
}

/* Where the text of a paragraph begins: its own indent, that of its list's level, that of its style. */
static int indent_of(const docx_para *p, const docx_level *level)
{
	if (p->indent != DOCX_NO_INDENT)
		return p->indent;
	if (level != NULL && level->indent != DOCX_NO_INDENT)
		return level->indent;
	return p->style != NULL ? p->style->indent : DOCX_NO_INDENT;
}

/* A paragraph that begins where the text of an item does goes on in it: how many lists it stands in; those that are deeper end. */
static int indented_depth(docx_frame *f, const docx_para *p)
{
	int indent = indent_of(p, NULL), depth = 0;

	for (int i = 0; i < f->n_lists; i++) {
		if (f->lists[i].indent > 0 && f->lists[i].indent <= indent)
			depth = i + 1;
	}
	if (depth > 0)
		f->n_lists = depth;
	return depth;
}

static void set_item(docx_reader *r, docx_frame *f, pm_block *block, const struct number *n)
{
	bool is_ordered = !pm_str_is(n->level->format, "bullet") && !pm_str_is(n->level->format, "none");
	docx_open_list *list = place_in_lists(f, n);

	list->indent = indent_of(&f->para, n->level);
	if (r->is_own) {
		docx_num *first = first_of_list(r, n->num);

		if (first->list == 0)
			first->list = pm_doc_new_list(r->doc);
		list->list = first->list;
	} else if (list->list == 0) {
		list->list = pm_doc_new_list(r->doc);
	}
	pm_block_set_level(block, r->is_own ? n->ilvl : f->n_lists - 1);
	pm_block_set_list(block, list->list, is_ordered);
}

static int set_number(docx_reader *r, docx_para *p, pm_block *block, pm_str automatic, pm_error *err)
{
	pm_str text = pm_str_of(p->text.ptr, p->number_end);

	(void)r;
	if (automatic.len > 0)
		return pm_block_set_number(block, automatic.ptr, automatic.len, true, err);
	while (text.len > 0 && text.ptr[text.len - 1] == ' ')
		text.len--;
	if (text.len > 0)
		return pm_block_set_number(block, text.ptr, text.len, false, err);
	return PM_OK;
}

/* -- kinds ------------------------------------------------------------------------------------------------------------------ */

/* Quotations of a page that was pasted into Word. */
static int quotes_around(docx_reader *r, const docx_para *p)
{
	const docx_div *div = p->div_id != -1 ? docx_div_find(&r->settings, p->div_id) : NULL;

	return div != NULL ? div->quotes : 0;
}

int docx_quote_start(const docx_reader *r, long div_id)
{
	return r->is_own && div_id > 0xFFFF ? (int)(div_id >> 16) : 0;
}

static pm_kind kind_of(docx_reader *r, const docx_frame *f, const docx_para *p, const struct number *n)
{
	switch (p->meaning.use) {
	case USE_TITLE:
		/* A document has one title, be it over several lines; later paragraphs in that style are text. */
		return r->has_title ? PM_PARAGRAPH : PM_TITLE;
	case USE_HEADING:
		return PM_HEADING;
	case USE_TOC_HEADING:
		return p->meaning.level > 0 ? PM_HEADING : PM_PARAGRAPH;
	case USE_CAPTION:
		return PM_CAPTION;
	default:
		break;
	}
	/* Where no list is open there is nothing to go on in. */
	bool goes_on = (is_silent(r, n) && (r->is_own || f->n_lists > 0)) || (n->num != NULL && p->meaning.use == USE_CODE);
	if (n->num != NULL && !goes_on)
		return PM_LIST_ITEM;
	if (p->meaning.use == USE_CODE)
		return PM_CODE;
	bool is_pasted_quote = !r->is_own && p->meaning.role == PM_ROLE_NONE && quotes_around(r, p) > 0;
	return p->meaning.use == USE_QUOTE || is_pasted_quote ? PM_QUOTE : PM_PARAGRAPH;
}

/* A paragraph that goes on in an item: styled so, or numbered by a level that shows nothing. */
static int item_depth_of(docx_reader *r, docx_frame *f, const docx_para *p, const struct number *n, const pm_block *previous)
{
	const docx_div *div = r->is_own && p->div_id != -1 ? docx_div_find(&r->settings, p->div_id) : NULL;

	if (div != NULL && div->indents > 0)
		return div->indents;
	if (is_silent(r, n) || (n->num != NULL && p->meaning.use == USE_CODE)) {
		go_on_in_list(f, n);
		return r->is_own ? n->ilvl + 1 : f->n_lists;
	}
	bool is_continued = p->meaning.use == USE_LIST_PARAGRAPH || p->meaning.use == USE_LIST_CONTINUE;
	bool is_plain = p->meaning.use == USE_NONE || p->meaning.use == USE_BODY;
	if (is_plain && !r->is_own && previous != NULL)
		return indented_depth(f, p);
	if (!is_continued || previous == NULL)
		return 0;
	if (f->n_lists > 0)
		return f->n_lists;
	bool in_definition = pm_block_role(previous) == PM_ROLE_TERM || pm_block_item_depth(previous) > 0;
	return p->meaning.use == USE_LIST_CONTINUE && in_definition ? 1 : 0;
}

static void set_alignment(docx_reader *r, docx_frame *f, const docx_para *p)
{
	if (f->kind != FRAME_CELL || f->has_align)
		return;
	int jc = p->jc;
	pm_cell *cell = pm_flow_cell(f->flow);

	f->has_align = true;
	if (jc == UNSET && !r->is_own && p->style != NULL)
		jc = p->style->jc;
	if (jc != UNSET && cell != NULL && pm_cell_align(cell) == PM_ALIGN_NONE)
		pm_cell_set_align(cell, (pm_align)jc);
}

static int dress(docx_reader *r, docx_frame *f, pm_block *block, const struct number *n, pm_str number, pm_block *previous, pm_error *err)
{
	docx_para *p = &f->para;
	pm_kind kind = pm_block_kind(block);
	int code = PM_OK;

	if (kind == PM_HEADING) {
		int level = p->meaning.level;

		pm_block_set_level(block, level < 1 ? 1 : level > 6 ? 6 : level);
	}
	if (kind == PM_LIST_ITEM)
		set_item(r, f, block, n);
	else
		pm_block_set_item_depth(block, item_depth_of(r, f, p, n, previous));
	if (kind != PM_LIST_ITEM && pm_block_item_depth(block) == 0)
		f->n_lists = 0;
	/* Ours shows bullets where the document says of none. */
	pm_str shown;
	if (r->is_own && kind == PM_LIST_ITEM && docx_variable_find(&r->settings, "bare:", n->num->id, &shown))
		number = PM_STR("");
	if (kind == PM_HEADING || kind == PM_LIST_ITEM || kind == PM_CAPTION)
		code = set_number(r, p, block, number, err);
	if (kind == PM_PARAGRAPH)
		pm_block_set_role(block, p->meaning.role);
	int quotes = quotes_around(r, p);
	pm_block_set_quote_depth(block, kind == PM_QUOTE && quotes == 0 ? 1 : quotes);
	pm_block_set_quote_start(block, docx_quote_start(r, p->div_id));
	if (code == PM_OK && kind == PM_CODE && p->meaning.language.len > 0)
		code = pm_block_set_language(block, p->meaning.language.ptr, p->meaning.language.len, err);
	bool is_toc = p->is_toc || p->meaning.use == USE_TOC || p->meaning.use == USE_TOC_HEADING;
	if (code == PM_OK && is_toc && !pm_block_is_marked(block))
		code = pm_block_mark(block, "toc", "docx-toc", err);
	else if (code == PM_OK && p->meaning.use == USE_FURNITURE && r->is_own && !pm_block_is_marked(block))
		code = pm_block_mark(block, p->meaning.furniture.len > 0 ? p->meaning.furniture.ptr : "residue", "docx-style", err);
	return code;
}

/* -- emitting ---------------------------------------------------------------------------------------------------------------- */

/* Lines of code are often paragraphs of their own. */
static int join_code(docx_reader *r, docx_para *p, pm_block *block, pm_error *err)
{
	pm_block *previous = pm_block_previous(block);

	if (r->is_own || p->starts_block || previous == NULL || pm_block_kind(previous) != PM_CODE)
		return PM_OK;
	if (!pm_str_equal(pm_block_language(previous), pm_block_language(block)) || pm_block_line(previous) == 0)
		return PM_OK;
	return pm_block_join_next(previous, PM_STR("\n"), err);
}

static int emit_text(docx_reader *r, docx_frame *f, const struct number *n, pm_str number, pm_kind kind, pm_error *err)
{
	docx_para *p = &f->para;
	pm_block *previous = pm_flow_last(f->flow);
	pm_block *block = append(r, f, kind, pm_buf_view(&p->text), err);

	if (block == NULL)
		return err->code;
	int code = append_spans(r, p, block, err);
	if (code == PM_OK)
		code = dress(r, f, block, n, number, previous, err);
	if (code == PM_OK && p->has_place)
		pm_block_move_after(block, p->place);
	if (code == PM_OK && kind == PM_CODE)
		code = join_code(r, p, block, err);
	return code;
}

enum { MOST_LONE_IMAGES = 100 };

/* A paragraph of images alone: each stands for itself, with the link that lies over it. */
static int emit_images(docx_reader *r, docx_frame *f, const struct number *n, pm_error *err)
{
	docx_para *p = &f->para;
	int depth = item_depth_of(r, f, p, n, pm_flow_last(f->flow));

	for (size_t i = 0; i < p->n_spans; i++) {
		pm_span image = p->spans[i];

		if (image.style != PM_IMAGE_REF)
			continue;
		pm_block *block = append(r, f, PM_IMAGE, PM_STR(""), err);
		if (block == NULL)
			return err->code;
		for (size_t k = 0; k < p->n_spans; k++) {
			pm_span s = p->spans[k];
			bool is_over = s.style == PM_LINK && s.start <= image.start && s.end >= image.start;

			if (k != i && !is_over && !(s.style == PM_ANCHOR && p->n_images == 1))
				continue;
			s.start = s.end = 0;
			if (pm_block_append_span(block, s, err) != PM_OK)
				return err->code;
		}
		pm_block_set_item_depth(block, depth);
		pm_block_set_quote_depth(block, quotes_around(r, p));
		pm_block_set_quote_start(block, i == 0 ? docx_quote_start(r, p->div_id) : 0);
		if (p->has_place && i == 0)
			pm_block_move_after(block, p->place);
	}
	if (depth == 0)
		f->n_lists = 0;
	return PM_OK;
}

/* Words that Word does not show stand in a block of their own, marked. */
static int emit_hidden(docx_reader *r, docx_frame *f, pm_error *err)
{
	docx_para *p = &f->para;
	pm_str text = pm_buf_view(&p->hidden);

	if (is_blank(text))
		return PM_OK;
	pm_block *block = append(r, f, PM_PARAGRAPH, text, err);
	if (block == NULL)
		return err->code;
	return pm_block_is_marked(block) ? PM_OK : pm_block_mark(block, "hidden", "docx-hidden", err);
}

static int emit_visible(docx_reader *r, docx_frame *f, pm_error *err)
{
	docx_para *p = &f->para;
	struct number n = number_of(r, p);
	pm_buf number = { 0 };
	bool is_empty = is_blank(pm_buf_view(&p->text)) && p->n_notes == 0;
	int code = PM_OK;

	docx_para_settle(r, p);
	/* An item that begins with a table or code has no words of its own. */
	bool is_bare_item = r->is_own && is_empty && n.num != NULL && kind_of(r, f, p, &n) == PM_LIST_ITEM;
	if (is_empty && p->n_images == 0 && !is_bare_item) {
		if (p->has_rule || p->meaning.use == USE_RULE || (p->has_border && f->kind == FRAME_STORY))
			return append_simple(r, f, PM_RULE, err);
		if (n.num != NULL)
			docx_num_count(n.num, n.ilvl, &number); /* an empty item is counted, and shown by Word */
		pm_buf_free(&number);
		return PM_OK;
	}
	pm_kind kind = kind_of(r, f, p, &n);
	if (kind == PM_TITLE)
		r->title_is_open = true;
	else
		r->has_title = r->title_is_open;
	if (n.num != NULL)
		docx_num_count(n.num, n.ilvl, &number);
	if (number.is_broken)
		code = pm_error_nomem(err);
	else if (is_empty && kind != PM_LIST_ITEM && p->n_images <= MOST_LONE_IMAGES)
		code = emit_images(r, f, &n, err);
	else
		code = emit_text(r, f, &n, pm_str_trim(pm_buf_view(&number)), kind, err);
	pm_buf_free(&number);
	return code;
}

int docx_para_emit(docx_reader *r, docx_frame *f, pm_error *err)
{
	docx_para *p = &f->para;
	bool breaks_pages = f->kind == FRAME_STORY && f->mark == NULL && pm_flow_note(f->flow) == NULL;
	int code = PM_OK;

	set_alignment(r, f, p);
	if (p->meaning.use == USE_TABLE_HEADING && pm_flow_cell(f->flow) != NULL)
		pm_cell_set_header(pm_flow_cell(f->flow), true);
	if (p->break_before && breaks_pages && (r->is_own || pm_flow_last(f->flow) != NULL))
		code = append_simple(r, f, PM_PAGE_BREAK, err);
	if (code == PM_OK)
		code = emit_visible(r, f, err);
	if (code == PM_OK && p->hidden.len > 0)
		code = emit_hidden(r, f, err);
	if (code == PM_OK && p->has_break && breaks_pages)
		code = append_simple(r, f, PM_PAGE_BREAK, err);
	return code;
}
