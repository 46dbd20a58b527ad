/* read_props.c: formatting of the open paragraph and run, and tracked changes of both. */
#include "props.h"
#include "read.h"

void docx_paragraph_property(docx_reader *r, docx_token token, docx_token parent, const docx_attrs *attrs)
{
	docx_para *p = &docx_top(r)->para;

	switch ((int)token) {
	case T_PSTYLE:
		p->style = docx_styles_find(&r->styles, STYLE_PARAGRAPH, docx_val(attrs));
		p->meaning = (docx_meaning){ 0 };
		if (p->style != NULL)
			p->meaning = p->style->meaning;
		else if (r->styles.n == 0)
			p->meaning = docx_meaning_of(docx_val(attrs));
		break;
	case T_NUMID: {
		const docx_num *num = docx_numbering_find(&r->numbering, docx_val(attrs));

		p->has_num = true;
		p->num_id = num != NULL ? num->id : PM_STR("");
		break;
	}
	case T_ILVL:
		if (parent == T_NUMPR)
			p->ilvl = docx_read_level(attrs);
		break;
	case T_IND:
		p->indent = docx_read_indent(attrs, p->indent);
		break;
	case T_OUTLINELVL:
		p->outline = docx_read_outline(attrs);
		break;
	case T_JC:
		if (parent == T_PPR)
			p->jc = docx_read_align(attrs);
		break;
	case T_PAGEBREAKBEFORE:
		p->break_before = p->break_before || docx_val_is_on(attrs);
		break;
	case T_BOTTOM:
	case T_TOP:
		p->has_border = p->has_border || (parent == T_PBDR && docx_val_is_on(attrs) && !pm_str_is(docx_val(attrs), "nil"));
		break;
	case T_FRAMEPR: {
		pm_str drop = docx_attr(attrs, NS_W, "dropCap");

		p->is_drop_cap = drop.len > 0 && !pm_str_is(drop, "none");
		break;
	}
	case T_DIVID:
		p->div_id = docx_attr_long(attrs, NS_W, "val", -1);
		break;
	case T_CONTEXTUALSPACING:
		p->starts_block = !docx_val_is_on(attrs);
		break;
	default:
		break;
	}
}

void docx_run_property(docx_reader *r, docx_token token, const docx_attrs *attrs)
{
	docx_run *run = &r->run;

	run->is_settled = false;
	if (token == T_RSTYLE) {
		run->style = docx_styles_find(&r->styles, STYLE_CHARACTER, docx_val(attrs));
	} else if (token == T_RFONTS) {
		pm_str font = docx_attr(attrs, NS_W, "ascii");

		/* Only symbol fonts matter: their characters mean something else. */
		run->font = docx_is_symbol_font(font) ? docx_pool_str(&r->pool, font) : PM_STR("");
	} else {
		docx_read_look(&run->look, token, attrs);
	}
}

/* Tracked changes: a mark inside properties says that the paragraph's end or the row was changed. */
static int change_mark(docx_reader *r, docx_token token, docx_token parent)
{
	docx_frame *f = docx_top(r);
	bool is_gone = (token == T_DEL || token == T_MOVEFROM) != r->rejects;

	if (parent == T_RPR && r->rpr_of == T_PPR && is_gone)
		f->para.mark_removed = true;
	else if (parent == T_TRPR && is_gone)
		f->table.skips_row = true;
	return DOCX_SKIP;
}

int docx_change(docx_reader *r, docx_token token, docx_token parent)
{
	if (parent == T_RPR || parent == T_TRPR || parent == T_NUMPR || parent == T_TCPR)
		return change_mark(r, token, parent);
	bool is_gone = (token == T_DEL || token == T_MOVEFROM) != r->rejects;
	return is_gone ? DOCX_SKIP : PM_OK;
}

/* What the properties were before a tracked change of them. */
int docx_old_properties(docx_reader *r, docx_token token)
{
	docx_para *p = &docx_top(r)->para;

	if (!r->rejects)
		return DOCX_SKIP;
	if (token == T_PPRCHANGE) {
		p->style = NULL;
		p->meaning = (docx_meaning){ 0 };
		p->has_num = p->has_border = false;
		p->ilvl = p->outline = p->jc = UNSET;
		return PM_OK;
	}
	if (token == T_RPRCHANGE && r->rpr_of == T_R) {
		r->run = (docx_run){ .look = DOCX_LOOK_UNSET };
		return PM_OK;
	}
	return DOCX_SKIP;
}

int docx_begin_rpr(docx_reader *r, docx_token parent)
{
	if (parent == T_RPRCHANGE)
		return PM_OK;
	if (parent != T_R && parent != T_PPR)
		return DOCX_SKIP;
	r->rpr_of = parent;
	return PM_OK;
}

