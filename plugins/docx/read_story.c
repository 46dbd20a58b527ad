/* read_story.c: what each element of running text means; the same for the body, notes, comments, headers and footers. */
#include <stdlib.h>

#include "read.h"

docx_frame *docx_top(docx_reader *r)
{
	return r->frames[r->n_frames - 1];
}

static docx_frame *frame_at(docx_reader *r, size_t i)
{
	if (i >= r->cap_frames) {
		size_t cap = r->cap_frames == 0 ? 8 : r->cap_frames * 2;
		docx_frame **grown = realloc(r->frames, cap * sizeof(*grown));

		if (grown == NULL)
			return NULL;
		memset(grown + r->cap_frames, 0, (cap - r->cap_frames) * sizeof(*grown));
		r->frames = grown;
		r->cap_frames = cap;
	}
	if (r->frames[i] == NULL)
		r->frames[i] = calloc(1, sizeof(docx_frame));
	return r->frames[i];
}

int docx_push_frame(docx_reader *r, docx_frame_kind kind, pm_flow *flow, pm_error *err)
{
	docx_frame *f = frame_at(r, r->n_frames);

	if (f == NULL)
		return pm_error_nomem(err);
	const docx_frame *outer = r->n_frames > 0 ? r->frames[r->n_frames - 1] : NULL;
	docx_para para = f->para; /* its buffers are used again */
	docx_cover *covers = f->table.cover;
	*f = (docx_frame){ .kind = kind, .flow = flow, .para = para, .grid_span = 1, .table = { .cover = covers } };
	if (outer != NULL) {
		f->region = outer->region;
		f->mark = outer->mark;
		f->rule = outer->rule;
		f->flow_depth = outer->flow_depth;
	}
	f->para.text.len = f->para.hidden.len = 0;
	f->para.n_spans = 0;
	r->n_frames++;
	return PM_OK;
}

int docx_pop_frame(docx_reader *r, pm_error *err)
{
	docx_frame *f = docx_top(r);
	int code = docx_para_flush(r, f, err);

	r->n_frames--;
	return code;
}

int docx_put(docx_reader *r, pm_str text, pm_error *err)
{
	docx_frame *f = docx_top(r);

	if (text.len == 0)
		return PM_OK;
	if (r->n_instructions > 0)
		return docx_field_instruction(r, text, err);
	if (f->open_paras == 0)
		return PM_OK;
	if (r->in_ruby_text) {
		pm_buf_str(&r->ruby, text);
		return r->ruby.is_broken ? pm_error_nomem(err) : PM_OK;
	}
	r->produced++;
	if (f->drops_blank) {
		f->drops_blank = false;
		if (f->para.text.len == 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t'))
			text = pm_str_of(text.ptr + 1, text.len - 1);
	}
	return docx_para_text(r, &f->para, text, err);
}

int docx_put_char(docx_reader *r, uint32_t c, pm_error *err)
{
	char bytes[4];

	return docx_put(r, pm_str_of(bytes, pm_utf8_encode(c, bytes)), err);
}

/* -- content ------------------------------------------------------------------------------------------------------------- */

static int line_break(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	docx_frame *f = docx_top(r);
	pm_str type = docx_attr(attrs, NS_W, "type");

	if (!pm_str_is(type, "page") && !pm_str_is(type, "column"))
		return docx_put(r, PM_STR("\n"), err);
	if (r->n_instructions > 0 || f->open_paras == 0)
		return PM_OK;
	bool is_page = pm_str_is(type, "page") && f->kind == FRAME_STORY && pm_flow_note(f->flow) == NULL;
	if (f->para.text.len == 0 && f->para.n_images == 0)
		f->para.break_before = f->para.break_before || is_page;
	else
		f->para.has_break = f->para.has_break || is_page;
	f->para.has_line = f->para.text.len > 0;
	return PM_OK;
}

static uint32_t hex(pm_str s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.len && i < 6; i++) {
		char c = s.ptr[i];
		int d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;

		if (d < 0)
			return 0;
		n = n * 16 + (uint32_t)d;
	}
	return n > 0x10FFFF ? 0 : n;
}

static int symbol(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	uint32_t c = hex(docx_attr(attrs, NS_W, "char"));

	return c == 0 ? PM_OK : docx_put_char(r, docx_symbol(docx_attr(attrs, NS_W, "font"), c), err);
}

static int begin_sdt(docx_reader *r, pm_error *err)
{
	bool *grown = docx_grow(r->sdts, r->n_sdts, &r->cap_sdts, sizeof(*grown));

	if (grown == NULL)
		return pm_error_nomem(err);
	r->sdts = grown;
	grown[r->n_sdts++] = false;
	return PM_OK;
}

static void sdt_gallery(docx_reader *r, const docx_attrs *attrs)
{
	if (r->n_sdts > 0 && !r->sdts[r->n_sdts - 1] && pm_str_is_nocase(docx_val(attrs), "Table of Contents")) {
		r->sdts[r->n_sdts - 1] = true;
		r->n_toc++;
	}
}

static void end_sdt(docx_reader *r)
{
	if (r->n_sdts > 0 && r->sdts[--r->n_sdts])
		r->n_toc--;
}

static int margin_reference(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	pm_str id = docx_pool_str(&r->pool, docx_attr(attrs, NS_R, "id"));
	pm_str *grown = docx_grow(r->stories, r->n_stories, &r->cap_stories, sizeof(*grown));

	if (grown == NULL || id.ptr == NULL)
		return pm_error_nomem(err);
	r->stories = grown;
	grown[r->n_stories++] = id;
	return PM_OK;
}

static void embedded(docx_reader *r, docx_token token, const docx_attrs *attrs)
{
	const docx_rel *rel = docx_rels_find(r->rels, docx_attr(attrs, NS_R, "id"));
	pm_str target = rel != NULL ? rel->target : PM_STR("a file that is missing");
	const char *what = token == T_ALTCHUNK     ? "a part in another format (altChunk)"
			   : token == T_C_CHART    ? "a chart"
			   : token == T_DGM_RELIDS ? "a SmartArt diagram"
						   : "an embedded object";

	if (token == T_DGM_RELIDS) {
		rel = docx_rels_find(r->rels, docx_attr(attrs, NS_R, "dm"));
		target = rel != NULL ? rel->target : target;
	}
	docx_warn(r, "%s: paragraph %u: %s was left out: %.*s", docx_package_source_name(r->package), (unsigned)r->ordinal, what,
		    (int)(target.len < 200 ? target.len : 200), target.ptr);
}

static int begin_box(docx_reader *r, pm_error *err)
{
	docx_frame *f = docx_top(r);

	if (r->n_frames >= DOCX_LIMIT_FRAMES || f->flow == NULL) {
		f->strays++;
		return PM_OK;
	}
	if (f->open_paras > 0 && !f->para.has_place) {
		f->para.has_place = true;
		f->para.place = pm_flow_last(f->flow);
	}
	int code = docx_push_frame(r, FRAME_BOX, f->flow, err);
	if (code != PM_OK)
		return code;
	docx_frame *box = docx_top(r);
	box->region = pm_doc_append_region(r->doc, f->region, PM_REGION_TEXT_BOX, PM_STR(""), err);
	return box->region != NULL ? PM_OK : err->code;
}

static int end_box(docx_reader *r, pm_error *err)
{
	docx_frame *f = docx_top(r);

	if (f->strays > 0) {
		f->strays--;
		return PM_OK;
	}
	return f->kind == FRAME_BOX ? docx_pop_frame(r, err) : PM_OK;
}

static int begin_paragraph(docx_reader *r, pm_error *err)
{
	docx_frame *f = docx_top(r);
	int code = f->flow == NULL ? docx_cell_make(r, err) : PM_OK;

	if (code == PM_OK && f->open_paras++ == 0)
		docx_para_begin(r, f);
	return code;
}

static int end_paragraph(docx_reader *r, pm_error *err)
{
	docx_frame *f = docx_top(r);

	if (f->open_paras > 0 && --f->open_paras == 0)
		return docx_para_end(r, f, err);
	return PM_OK;
}

/* Old forms: the box stands in the field's properties, not in a result. */
static void form_box(docx_reader *r, docx_token token, const docx_attrs *attrs)
{
	if (r->n_fields == 0)
		return;
	docx_field *field = &r->fields[r->n_fields - 1];
	if (token == T_CHECKBOX)
		field->has_box = true;
	else if (field->has_box)
		field->is_checked = docx_val_is_on(attrs);
}

static int start_run_content(docx_reader *r, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	switch ((int)token) {
	case T_TAB:
		return parent == T_R ? docx_put(r, PM_STR("\t"), err) : PM_OK;
	case T_PTAB:
		return docx_put(r, PM_STR("\t"), err);
	case T_CR:
		return docx_put(r, PM_STR("\n"), err);
	case T_BR:
		return line_break(r, attrs, err);
	case T_NOBREAKHYPHEN:
		return docx_put_char(r, 0x2011, err);
	case T_SOFTHYPHEN:
		return docx_put_char(r, 0xAD, err);
	case T_SYM:
		return symbol(r, attrs, err);
	case T_RT:
		r->in_ruby_text = true;
		return PM_OK;
	case T_FOOTNOTEREF:
		return docx_note_reference(r, PM_FOOTNOTE, docx_attr(attrs, NS_W, "id"), err);
	case T_ENDNOTEREF:
		return docx_note_reference(r, PM_ENDNOTE, docx_attr(attrs, NS_W, "id"), err);
	case T_FOOTNOTEMARK:
	case T_ENDNOTEMARK:
		docx_top(r)->drops_blank = true;
		return PM_OK;
	case T_FLDCHAR:
		return docx_field_char(r, attrs, err);
	case T_DELTEXT:
	case T_DELINSTRTEXT:
		return r->rejects ? PM_OK : DOCX_SKIP;
	default:
		return PM_OK;
	}
}

static int on_start(void *user, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	docx_reader *r = user;

	if (r->n_frames == 0)
		return docx_part_start(r, token, attrs, err);
	switch ((int)token) {
	case T_P:
		return begin_paragraph(r, err);
	case T_R:
	case T_M_R:
		r->run = (docx_run){ .look = DOCX_LOOK_UNSET, .is_picture_words = r->picture_is_hidden };
		r->picture_is_hidden = false;
		return PM_OK;
	case T_RPR:
		return docx_begin_rpr(r, parent);
	case T_PPRCHANGE:
	case T_RPRCHANGE:
		return docx_old_properties(r, token);
	case T_TBLPRCHANGE:
	case T_TRPRCHANGE:
	case T_TCPRCHANGE:
	case T_TBLGRIDCHANGE:
	case T_SECTPRCHANGE:
	case T_NUMBERINGCHANGE:
		return DOCX_SKIP;
	case T_INS:
	case T_DEL:
	case T_MOVEFROM:
	case T_MOVETO:
		return docx_change(r, token, parent);
	case T_HYPERLINK:
		return docx_hyperlink(r, attrs, err);
	case T_FLDSIMPLE:
		return docx_field_simple(r, attrs, err);
	case T_SDT:
		return begin_sdt(r, err);
	case T_DOCPARTGALLERY:
		sdt_gallery(r, attrs);
		return PM_OK;
	case T_BOOKMARKSTART:
		return docx_bookmark(r, attrs, err);
	case T_HEADERREF:
	case T_FOOTERREF:
		return margin_reference(r, attrs, err);
	case T_TXBXCONTENT:
		return begin_box(r, err);
	case T_CHECKBOX:
	case T_CHECKED:
	case T_DEFAULT:
		form_box(r, token, attrs);
		return PM_OK;
	case T_ALTCHUNK:
	case T_OLEOBJECT:
	case T_C_CHART:
	case T_DGM_RELIDS:
		embedded(r, token, attrs);
		return PM_OK;
	case T_TBL:
	case T_TBLSTYLE:
	case T_TBLLOOK:
	case T_TR:
	case T_TRPR:
	case T_TBLHEADER:
	case T_GRIDBEFORE:
	case T_TC:
	case T_TCPR:
	case T_GRIDSPAN:
	case T_VMERGE:
		return docx_table_start(r, token, parent, attrs, err);
	default:
		break;
	}
	if (token >= T_M_SUP && token <= T_M_SEPCHR)
		return docx_math_start(r, token, parent, attrs, err);
	if (parent == T_TRPR)
		return docx_table_start(r, token, parent, attrs, err);
	if (parent == T_RPR && r->rpr_of == T_R)
		docx_run_property(r, token, attrs);
	else if (parent == T_PPR || parent == T_NUMPR || parent == T_PBDR)
		docx_paragraph_property(r, token, parent, attrs);
	else if (token >= T_WP_INLINE && token <= T_V_TEXTPATH)
		return docx_picture_start(r, token, parent, attrs, err);
	return start_run_content(r, token, parent, attrs, err);
}

/* The reading of a word stands behind it, in brackets. */
static int end_ruby(docx_reader *r, pm_error *err)
{
	int code = PM_OK;

	r->in_ruby_text = false;
	if (r->ruby.len > 0) {
		pm_buf_putc(&r->ruby, ')');
		code = docx_put(r, PM_STR("("), err);
		if (code == PM_OK)
			code = docx_put(r, pm_buf_view(&r->ruby), err);
	}
	r->ruby.len = 0;
	return code;
}

static int on_end(void *user, docx_token token, pm_error *err)
{
	docx_reader *r = user;

	if (r->n_frames == 0)
		return PM_OK;
	if (token >= T_M_SUP && token <= T_M_SEPCHR)
		return docx_math_end(r, token, err);
	switch ((int)token) {
	case T_P:
		return end_paragraph(r, err);
	case T_RT:
		r->in_ruby_text = false;
		return PM_OK;
	case T_RUBY:
		return end_ruby(r, err);
	case T_HYPERLINK:
	case T_FLDSIMPLE:
		docx_link_pop(r);
		return PM_OK;
	case T_SDT:
		end_sdt(r);
		return PM_OK;
	case T_TXBXCONTENT:
		return end_box(r, err);
	case T_TBL:
	case T_TR:
	case T_TC:
	case T_TCPR:
		return docx_table_end(r, token, err);
	case T_FOOTNOTE:
	case T_ENDNOTE:
	case T_COMMENT:
		docx_fields_reset(r);
		return r->part_kind == PART_DOCUMENT ? PM_OK : docx_pop_frame(r, err);
	default:
		return PM_OK;
	}
}

/* Line ends inside w:t are white space of the file, not of the text. */
static int put_folded(docx_reader *r, pm_str text, pm_error *err)
{
	size_t start = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\n' && text.ptr[i] != '\r')
			continue;
		int code = docx_put(r, pm_str_of(text.ptr + start, i - start), err);
		if (code == PM_OK)
			code = docx_put(r, PM_STR(" "), err);
		if (code != PM_OK)
			return code;
		start = i + 1;
	}
	return docx_put(r, pm_str_of(text.ptr + start, text.len - start), err);
}

static int put_symbols(docx_reader *r, pm_str text, pm_error *err)
{
	int code = PM_OK;

	for (size_t i = 0; i < text.len && code == PM_OK;)
		code = docx_put_char(r, docx_symbol(r->run.font, pm_utf8_next(text, &i)), err);
	return code;
}

static int on_text(void *user, docx_token parent, pm_str text, pm_error *err)
{
	docx_reader *r = user;

	if (r->n_frames == 0)
		return PM_OK;
	switch ((int)parent) {
	case T_T:
	case T_DELTEXT:
		return r->run.font.len > 0 ? put_symbols(r, text, err) : put_folded(r, text, err);
	case T_M_T:
		return put_folded(r, text, err);
	case T_INSTRTEXT:
	case T_DELINSTRTEXT:
		return r->n_instructions > 0 ? docx_field_instruction(r, text, err) : PM_OK;
	default:
		return PM_OK;
	}
}

static uint64_t produced(void *user)
{
	return ((docx_reader *)user)->produced;
}

const docx_handler docx_story_handler = { .start = on_start, .end = on_end, .text = on_text, .produced = produced };
