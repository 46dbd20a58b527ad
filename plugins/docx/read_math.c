/* read_math.c: equations as one line of text: x^2, (a+b)/c, √x, ∑_i. */
#include "read.h"

typedef docx_math_group math_group;

static bool is_taking_text(docx_reader *r)
{
	return docx_top(r)->open_paras > 0 && r->n_instructions == 0 && !r->in_ruby_text;
}

static int begin_group(docx_reader *r, const char *sign, bool has_brackets, pm_error *err)
{
	int code = docx_put(r, pm_str_from(sign), err);

	if (code != PM_OK || r->n_math >= DOCX_MATH_DEPTH) {
		r->lost_math++;
		return code;
	}
	r->math[r->n_math++] = (math_group){ .has_brackets = has_brackets, .start = docx_top(r)->para.text.len, .frame = r->n_frames };
	return has_brackets ? docx_put(r, PM_STR("("), err) : PM_OK;
}

/* May the bracket at `start` go without moving a span? */
static bool is_free(const docx_para *p, size_t start)
{
	for (int i = 0; i < DOCX_MASK_STYLES; i++) {
		if ((p->mask >> i & 1) && p->mask_start[i] > start)
			return false;
	}
	for (size_t i = 0; i < p->n_spans; i++) {
		if (p->spans[i].end > start)
			return false;
	}
	return p->link.id == 0 || p->link_start <= start;
}

static int end_group(docx_reader *r, pm_error *err)
{
	docx_para *p = &docx_top(r)->para;

	if (r->lost_math > 0) {
		r->lost_math--;
		return PM_OK;
	}
	if (r->n_math == 0)
		return PM_OK;
	math_group g = r->math[--r->n_math];
	if (!g.has_brackets || g.frame != r->n_frames || p->text.len <= g.start || p->text.ptr[g.start] != '(')
		return PM_OK;
	size_t at = g.start + 1;
	if (at < p->text.len)
		pm_utf8_next(pm_buf_view(&p->text), &at);
	if (at < p->text.len || !is_free(p, g.start))
		return docx_put(r, PM_STR(")"), err);
	memmove(p->text.ptr + g.start, p->text.ptr + g.start + 1, p->text.len - g.start - 1);
	p->text.len--;
	return PM_OK;
}

/* Brackets around, which are attributes: a child of m:dPr says so before the first m:e. */
static int begin_delimited(docx_reader *r, pm_error *err)
{
	int code = begin_group(r, "", false, err);

	if (code == PM_OK && r->lost_math == 0) {
		math_group *g = &r->math[r->n_math - 1];

		g->is_delimited = true;
		g->opening = '(';
		g->closing = ')';
		g->separator = '|';
	}
	return code;
}

static math_group *delimited(docx_reader *r)
{
	math_group *g = r->n_math > 0 && r->lost_math == 0 ? &r->math[r->n_math - 1] : NULL;

	return g != NULL && g->is_delimited ? g : NULL;
}

static uint32_t sign_of(const docx_attrs *attrs)
{
	pm_str v = docx_attr(attrs, NS_M, "val");
	size_t at = 0;

	return v.len > 0 ? pm_utf8_next(v, &at) : 0;
}

static int begin_element(docx_reader *r, pm_error *err)
{
	math_group *g = delimited(r);

	if (g == NULL)
		return PM_OK;
	uint32_t sign = g->n_elements++ == 0 ? g->opening : g->separator;
	return sign != 0 ? docx_put_char(r, sign, err) : PM_OK;
}

static int end_delimited(docx_reader *r, pm_error *err)
{
	math_group *g = delimited(r);
	uint32_t sign = g != NULL && g->n_elements > 0 ? g->closing : 0;
	int code = sign != 0 ? docx_put_char(r, sign, err) : PM_OK;

	return code == PM_OK ? end_group(r, err) : code;
}

int docx_math_start(docx_reader *r, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	math_group *g = delimited(r);

	if (!is_taking_text(r))
		return PM_OK;
	switch ((int)token) {
	case T_M_SUP:
		return begin_group(r, "^", true, err);
	case T_M_SUB:
	case T_M_LIM:
		return begin_group(r, "_", true, err);
	case T_M_NUM:
		return begin_group(r, "", true, err);
	case T_M_DEN:
		return begin_group(r, "/", true, err);
	case T_M_RAD:
		return begin_group(r, "\xE2\x88\x9A", true, err);
	case T_M_DEG:
		return begin_group(r, "", true, err);
	case T_M_D:
		return begin_delimited(r, err);
	case T_M_E:
		return parent == T_M_D ? begin_element(r, err) : PM_OK;
	case T_M_NARY:
		r->nary = 0x222B; /* an integral, unless another sign is named */
		return PM_OK;
	case T_M_CHR:
		if (parent == T_M_NARYPR)
			r->nary = sign_of(attrs);
		return PM_OK;
	case T_M_BEGCHR:
		if (g != NULL)
			g->opening = sign_of(attrs);
		return PM_OK;
	case T_M_ENDCHR:
		if (g != NULL)
			g->closing = sign_of(attrs);
		return PM_OK;
	case T_M_SEPCHR:
		if (g != NULL)
			g->separator = sign_of(attrs);
		return PM_OK;
	default:
		return PM_OK;
	}
}

int docx_math_end(docx_reader *r, docx_token token, pm_error *err)
{
	if (!is_taking_text(r))
		return PM_OK;
	switch ((int)token) {
	case T_M_SUP:
	case T_M_SUB:
	case T_M_LIM:
	case T_M_NUM:
	case T_M_DEN:
	case T_M_RAD:
	case T_M_DEG:
		return end_group(r, err);
	case T_M_D:
		return end_delimited(r, err);
	case T_M_NARYPR:
		return r->nary != 0 ? docx_put_char(r, r->nary, err) : PM_OK;
	default:
		return PM_OK;
	}
}
