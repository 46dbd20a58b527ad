/* read_para.c: the text of the open paragraph and the spans over it. */
#include <stdlib.h>

#include "read.h"

void docx_para_begin(docx_reader *r, docx_frame *f)
{
	docx_para *p = &f->para;
	docx_para kept = *p;

	*p = (docx_para){ .ilvl = UNSET, .outline = UNSET, .jc = UNSET, .div_id = -1, .indent = DOCX_NO_INDENT, .ordinal = ++r->ordinal };
	p->text = kept.text;
	p->hidden = kept.hidden;
	p->spans = kept.spans;
	p->cap_spans = kept.cap_spans;
	if (f->has_carry) {
		p->n_spans = kept.n_spans;
		p->n_images = kept.n_images;
		p->n_notes = kept.n_notes;
		p->ordinal = kept.ordinal;
		p->has_place = kept.has_place;
		p->place = kept.place;
		p->break_before = kept.break_before;
		p->is_toc = kept.is_toc;
		p->joins = !kept.is_drop_cap;
	} else {
		p->text.len = p->hidden.len = 0;
	}
	f->has_carry = false;
	p->style = r->styles.default_paragraph;
	if (p->style != NULL)
		p->meaning = p->style->meaning;
	r->run = (docx_run){ .look = DOCX_LOOK_UNSET };
	r->n_math = r->lost_math = 0;
}

void docx_para_free(docx_para *p)
{
	pm_buf_free(&p->text);
	pm_buf_free(&p->hidden);
	free(p->spans);
}

int docx_para_span(docx_reader *r, docx_para *p, pm_span span, pm_error *err)
{
	pm_span *grown = docx_grow(p->spans, p->n_spans, &p->cap_spans, sizeof(*grown));

	(void)r;
	if (grown == NULL)
		return pm_error_nomem(err);
	p->spans = grown;
	grown[p->n_spans++] = span;
	return PM_OK;
}

/* A direct outline level turns a paragraph into a heading, or a heading into text. */
void docx_para_settle(docx_reader *r, docx_para *p)
{
	(void)r;
	if (p->is_settled)
		return;
	p->is_settled = true;
	bool may_turn = p->meaning.use <= USE_HEADING && p->meaning.use != USE_TITLE;
	if (p->outline >= 0 && p->outline < 9 && may_turn) {
		p->meaning.use = USE_HEADING;
		p->meaning.level = p->outline + 1;
	} else if (p->outline == 9 && p->meaning.use == USE_HEADING) {
		p->meaning.use = USE_BODY;
	}
}

/* What a paragraph style itself looks like is emphasis in running text only: of a heading it is the look. */
static docx_look base_look(docx_reader *r, docx_para *p)
{
	docx_look look = DOCX_LOOK_UNSET;

	docx_para_settle(r, p);
	if (p->style == NULL)
		return look;
	look.hidden = p->style->look.hidden;
	bool is_running = p->meaning.use == USE_NONE || p->meaning.use == USE_BODY || p->meaning.use == USE_LIST_PARAGRAPH ||
			  p->meaning.use == USE_LIST_CONTINUE;
	return is_running && p->style != r->styles.default_paragraph ? p->style->look : look;
}

static void settle_run(docx_reader *r, docx_para *p)
{
	docx_run *run = &r->run;
	docx_use use = run->style != NULL ? run->style->meaning.use : USE_NONE;
	docx_look look = run->look;

	run->is_settled = true;
	if (run->style != NULL) {
		docx_look styled = run->style->look;

		if (use == USE_LINK)
			styled.underline = UNSET;
		look = docx_look_merge(look, styled);
	}
	look = docx_look_merge(look, base_look(r, p));
	run->mask = 0;
	run->mask |= (uint8_t)((look.bold == 1) << PM_STRONG);
	run->mask |= (uint8_t)((look.italic == 1) << PM_EMPHASIS);
	run->mask |= (uint8_t)((look.underline == 1) << PM_UNDERLINE);
	run->mask |= (uint8_t)((look.strike == 1) << PM_STRIKE);
	run->mask |= (uint8_t)((look.superscript == 1) << PM_SUPERSCRIPT);
	run->mask |= (uint8_t)((look.subscript == 1) << PM_SUBSCRIPT);
	run->mask |= (uint8_t)((use == USE_CODE_SPAN) << PM_CODE_SPAN);
	if (p->meaning.use == USE_CODE)
		run->mask = 0;
	run->is_hidden = look.hidden == 1;
	run->is_number = use == USE_NUMBER;
}

/* End the spans of `p` that are not in `mask`, begin those that are new. */
static int use_mask(docx_reader *r, docx_para *p, uint8_t mask, pm_error *err)
{
	uint8_t changed = p->mask ^ mask;

	for (int i = 0; changed != 0 && i < DOCX_MASK_STYLES; i++) {
		if (!(changed >> i & 1))
			continue;
		if (mask >> i & 1) {
			p->mask_start[i] = p->text.len;
		} else if (p->mask_start[i] < p->text.len) {
			int code =
				docx_para_span(r, p, (pm_span){ .style = (pm_style)i, .start = p->mask_start[i], .end = p->text.len }, err);

			if (code != PM_OK)
				return code;
		}
	}
	p->mask = mask;
	return PM_OK;
}

int docx_para_close_link(docx_para *p, pm_error *err)
{
	pm_span span = { .style = PM_LINK, .start = p->link_start, .end = p->text.len, .target = p->link.target, .alt = p->link.title };
	bool is_kept = p->link.id != 0 && (span.end > span.start || p->link_has_image);

	p->link = (docx_link){ 0 };
	p->link_has_image = false;
	return is_kept ? docx_para_span(NULL, p, span, err) : PM_OK;
}

/* Make the innermost open link that of the text to come. */
int docx_para_use_link(docx_reader *r, docx_para *p, pm_error *err)
{
	docx_link link = { 0 };

	for (size_t i = r->n_links; i > 0 && link.id == 0; i--)
		link = r->links[i - 1];
	if (link.id == p->link.id)
		return PM_OK;
	int code = docx_para_close_link(p, err);
	p->link = link;
	p->link_start = p->text.len;
	return code;
}

/* A break stands between two texts; at the end of a paragraph it is none. */
static int owed_break(docx_para *p)
{
	if (p->has_line)
		pm_buf_putc(&p->text, '\n');
	p->has_line = p->has_break = false;
	return PM_OK;
}

static int waiting_anchors(docx_reader *r, docx_para *p, pm_error *err)
{
	for (size_t i = 0; i < r->n_anchors; i++) {
		pm_span span = { .style = PM_ANCHOR, .start = p->text.len, .end = p->text.len, .target = r->anchors[i] };
		int code = docx_para_span(r, p, span, err);

		if (code != PM_OK)
			return code;
	}
	r->n_anchors = 0;
	return PM_OK;
}

/* Two words that a deleted paragraph mark brought together stay two. */
static void part_words(docx_para *p, pm_str text)
{
	size_t end = p->text.len, start = 0;

	p->joins = false;
	if (end == 0 || text.len == 0)
		return;
	uint32_t before = pm_utf8_previous(pm_buf_view(&p->text), &end), after = pm_utf8_next(text, &start);
	bool is_word = pm_char_is_word(before) && pm_char_is_word(after);
	if (is_word && !pm_char_is_cjk(before) && !pm_char_is_cjk(after))
		pm_buf_putc(&p->text, ' ');
}

int docx_para_text(docx_reader *r, docx_para *p, pm_str text, pm_error *err)
{
	if (r->run.is_picture_words)
		return PM_OK;
	if (!r->run.is_settled)
		settle_run(r, p);
	if (p->text.len + p->hidden.len + text.len > DOCX_LIMIT_PARAGRAPH)
		return pm_error_set(err, PM_ELIMIT, "%s: paragraph %u: longer than %d MiB", docx_package_source_name(r->package),
				    (unsigned)p->ordinal, DOCX_LIMIT_PARAGRAPH >> 20);
	if (r->run.is_hidden) {
		pm_buf_str(&p->hidden, text);
		return p->hidden.is_broken ? pm_error_nomem(err) : PM_OK;
	}
	if (p->joins)
		part_words(p, text);
	int code = owed_break(p);
	if (code == PM_OK)
		code = use_mask(r, p, r->run.mask, err);
	if (code == PM_OK)
		code = docx_para_use_link(r, p, err);
	if (code == PM_OK && r->n_anchors > 0)
		code = waiting_anchors(r, p, err);
	if (r->run.is_number && p->number_end == p->text.len)
		p->number_end += text.len;
	p->is_toc = p->is_toc || r->n_toc > 0;
	pm_buf_str(&p->text, text);
	if (p->text.is_broken)
		return pm_error_nomem(err);
	return code;
}

static int close_all(docx_reader *r, docx_para *p, pm_error *err)
{
	int code = use_mask(r, p, 0, err);

	if (code == PM_OK)
		code = docx_para_close_link(p, err);
	if (code == PM_OK && r->n_anchors > 0 && p->text.len > 0)
		code = waiting_anchors(r, p, err);
	return code;
}

int docx_para_end(docx_reader *r, docx_frame *f, pm_error *err)
{
	int code = close_all(r, &f->para, err);

	if (code != PM_OK)
		return code;
	if (f->para.mark_removed || f->para.is_drop_cap) {
		f->has_carry = true;
		return PM_OK;
	}
	return docx_para_emit(r, f, err);
}

int docx_para_flush(docx_reader *r, docx_frame *f, pm_error *err)
{
	if (f->flow == NULL || (!f->has_carry && f->open_paras == 0))
		return PM_OK;
	if (f->open_paras > 0) {
		int code = close_all(r, &f->para, err);

		if (code != PM_OK)
			return code;
	}
	f->has_carry = false;
	f->open_paras = 0;
	return docx_para_emit(r, f, err);
}
