#include "numbering.h"

#include <stdlib.h>

#include "props.h"
#include "xml.h"

enum { LIMIT_TEXT = 1000 }; /* bytes of a level's text, and of the number that is made from it */

struct reading {
	docx_numbering *out;
	docx_pool *pool;
	bool in_abstract, in_num;
	docx_level *level;
	docx_override *override;
	uint64_t produced;
};

static int set_string(struct reading *r, pm_str *where, pm_str s, pm_error *err)
{
	*where = docx_pool_str(r->pool, s);
	return where->ptr != NULL ? PM_OK : pm_error_nomem(err);
}

static int begin_abstract(struct reading *r, const docx_attrs *attrs, pm_error *err)
{
	docx_numbering *out = r->out;
	docx_abstract *grown = docx_grow(out->abstracts, out->n_abstracts, &out->cap_abstracts, sizeof(*grown));

	if (grown == NULL)
		return pm_error_nomem(err);
	out->abstracts = grown;
	grown[out->n_abstracts] = (docx_abstract){ .order = out->n_abstracts };
	r->in_abstract = true;
	return set_string(r, &grown[out->n_abstracts++].id, docx_attr(attrs, NS_W, "abstractNumId"), err);
}

static int begin_num(struct reading *r, const docx_attrs *attrs, pm_error *err)
{
	docx_numbering *out = r->out;
	docx_num *grown = docx_grow(out->nums, out->n_nums, &out->cap_nums, sizeof(*grown));

	if (grown == NULL)
		return pm_error_nomem(err);
	out->nums = grown;
	grown[out->n_nums] = (docx_num){ .order = out->n_nums };
	r->in_num = true;
	return set_string(r, &grown[out->n_nums++].id, docx_attr(attrs, NS_W, "numId"), err);
}

static int begin_override(struct reading *r, const docx_attrs *attrs, pm_error *err)
{
	docx_num *num = &r->out->nums[r->out->n_nums - 1];
	long ilvl = docx_attr_long(attrs, NS_W, "ilvl", -1);

	if (ilvl < 0 || ilvl >= DOCX_LEVELS)
		return DOCX_SKIP;
	if (num->overrides == NULL)
		num->overrides = docx_pool_alloc(r->pool, DOCX_LEVELS * sizeof(*num->overrides));
	if (num->overrides == NULL)
		return pm_error_nomem(err);
	r->override = &num->overrides[ilvl];
	return PM_OK;
}

static int begin_level(struct reading *r, const docx_attrs *attrs)
{
	long ilvl = docx_attr_long(attrs, NS_W, "ilvl", -1);

	if (r->override != NULL)
		r->level = &r->override->level;
	else if (r->in_abstract && ilvl >= 0 && ilvl < DOCX_LEVELS)
		r->level = &r->out->abstracts[r->out->n_abstracts - 1].levels[ilvl];
	else
		return DOCX_SKIP;
	*r->level = (docx_level){ .is_set = true, .restart = UNSET, .start = 0, .indent = DOCX_NO_INDENT };
	return PM_OK;
}

static int clamp(long n)
{
	return (int)(n < 0 ? 0 : n > 1000000000 ? 1000000000 : n);
}

static int level_property(struct reading *r, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	docx_level *level = r->level;

	switch ((int)token) {
	case T_START:
		level->start = clamp(docx_attr_long(attrs, NS_W, "val", 1));
		break;
	case T_NUMFMT: {
		pm_str format = docx_val(attrs);

		if (pm_str_is(format, "custom"))
			format = docx_attr(attrs, NS_W, "format");
		return set_string(r, &level->format, format, err);
	}
	case T_LVLTEXT: {
		pm_str text = docx_val(attrs);

		/* Word keeps no longer ones either. */
		return set_string(r, &level->text, text.len <= LIMIT_TEXT ? text : PM_STR(""), err);
	}
	case T_IND:
		level->indent = docx_read_indent(attrs, level->indent);
		break;
	case T_ISLGL:
		level->is_legal = docx_val_is_on(attrs);
		break;
	case T_LVLRESTART:
		level->restart = (int8_t)(clamp(docx_attr_long(attrs, NS_W, "val", 0)) % 100);
		break;
	case T_PSTYLE:
		return set_string(r, &level->style, docx_val(attrs), err);
	case T_RFONTS:
		if (parent == T_RPR) {
			pm_str font = docx_attr(attrs, NS_W, "ascii");

			return set_string(r, &level->font, font.len > 0 ? font : docx_attr(attrs, NS_W, "hAnsi"), err);
		}
		break;
	default:
		break;
	}
	return PM_OK;
}

static int on_start(void *user, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	struct reading *r = user;

	if (token != T_UNKNOWN)
		r->produced++;
	if (token == T_ABSTRACTNUM)
		return begin_abstract(r, attrs, err);
	if (token == T_NUM)
		return begin_num(r, attrs, err);
	if (token == T_LVL && (r->in_abstract || r->override != NULL))
		return begin_level(r, attrs);
	if (r->level != NULL)
		return level_property(r, token, parent, attrs, err);
	if (r->in_num && token == T_LVLOVERRIDE)
		return begin_override(r, attrs, err);
	if (r->in_num && token == T_ABSTRACTNUMID)
		return set_string(r, &r->out->nums[r->out->n_nums - 1].abstract_id, docx_val(attrs), err);
	if (r->override != NULL && token == T_STARTOVERRIDE) {
		r->override->has_start = r->override->is_pending = true;
		r->override->start = clamp(docx_attr_long(attrs, NS_W, "val", 0));
	}
	if (r->in_abstract && token == T_NUMSTYLELINK)
		return set_string(r, &r->out->abstracts[r->out->n_abstracts - 1].num_style_link, docx_val(attrs), err);
	if (r->in_abstract && token == T_STYLELINK)
		return set_string(r, &r->out->abstracts[r->out->n_abstracts - 1].style_link, docx_val(attrs), err);
	return PM_OK;
}

static int on_end(void *user, docx_token token, pm_error *err)
{
	struct reading *r = user;

	(void)err;
	switch ((int)token) {
	case T_ABSTRACTNUM:
		r->in_abstract = false;
		break;
	case T_NUM:
		r->in_num = false;
		break;
	case T_LVL:
		r->level = NULL;
		break;
	case T_LVLOVERRIDE:
		r->override = NULL;
		break;
	default:
		break;
	}
	return PM_OK;
}

static uint64_t produced(void *user)
{
	return ((struct reading *)user)->produced;
}

/* -- looking up ----------------------------------------------------------------------------------------------------------- */

static int compare_ids(pm_str a, pm_str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int d = n > 0 ? memcmp(a.ptr, b.ptr, n) : 0;

	return d != 0 ? d : (a.len > b.len) - (a.len < b.len);
}

static int compare_abstracts(const void *a, const void *b)
{
	const docx_abstract *x = a, *y = b;
	int d = compare_ids(x->id, y->id);

	return d != 0 ? d : (x->order > y->order) - (x->order < y->order);
}

static int compare_nums(const void *a, const void *b)
{
	const docx_num *x = a, *y = b;
	int d = compare_ids(x->id, y->id);

	return d != 0 ? d : (x->order > y->order) - (x->order < y->order);
}

static docx_abstract *find_abstract(const docx_numbering *numbering, pm_str id)
{
	size_t low = 0, high = numbering->n_abstracts;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare_ids(numbering->abstracts[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < numbering->n_abstracts && pm_str_equal(numbering->abstracts[low].id, id) ? &numbering->abstracts[low] : NULL;
}

docx_num *docx_numbering_find(const docx_numbering *numbering, pm_str id)
{
	size_t low = 0, high = numbering->n_nums;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare_ids(numbering->nums[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < numbering->n_nums && pm_str_equal(numbering->nums[low].id, id) ? &numbering->nums[low] : NULL;
}

/* A definition that only names a numbering style stands for the one that this style uses. */
static docx_abstract *follow_link(const docx_numbering *numbering, const docx_styles *styles, docx_abstract *abstract)
{
	const docx_style *style = docx_styles_find(styles, STYLE_NUMBERING, abstract->num_style_link);
	docx_num *num = style != NULL && style->has_num ? docx_numbering_find(numbering, style->num_id) : NULL;
	docx_abstract *linked = num != NULL ? find_abstract(numbering, num->abstract_id) : NULL;

	return linked != NULL && linked->num_style_link.len == 0 ? linked : abstract;
}

static void settle(docx_numbering *numbering, const docx_styles *styles)
{
	if (numbering->n_abstracts > 1)
		qsort(numbering->abstracts, numbering->n_abstracts, sizeof(*numbering->abstracts), compare_abstracts);
	if (numbering->n_nums > 1)
		qsort(numbering->nums, numbering->n_nums, sizeof(*numbering->nums), compare_nums);
	for (size_t i = 0; i < numbering->n_nums; i++) {
		docx_abstract *abstract = find_abstract(numbering, numbering->nums[i].abstract_id);

		if (abstract != NULL && abstract->num_style_link.len > 0)
			abstract = follow_link(numbering, styles, abstract);
		numbering->nums[i].abstract = abstract;
	}
}

int docx_numbering_read(docx_package *package, int part, docx_pool *pool, const docx_styles *styles, docx_numbering *out, pm_doc *doc,
			pm_error *err)
{
	static const docx_handler handler = { .start = on_start, .end = on_end, .produced = produced };
	struct reading r = { .out = out, .pool = pool };
	pm_error local = { 0 };

	*out = (docx_numbering){ 0 };
	if (part < 0)
		return PM_OK;
	int code = docx_xml_read(package, part, &handler, &r, &local);
	if (code == PM_EFORMAT) {
		pm_doc_warn(doc, "%s; some automatic numbers may be missing", local.text);
		code = PM_OK;
	}
	if (code != PM_OK)
		return pm_error_set(err, code, "%s", local.text);
	settle(out, styles);
	return PM_OK;
}

void docx_numbering_free(docx_numbering *numbering)
{
	free(numbering->abstracts);
	free(numbering->nums);
	*numbering = (docx_numbering){ 0 };
}

const docx_level *docx_num_level(const docx_num *num, int ilvl)
{
	if (num->overrides != NULL && num->overrides[ilvl].level.is_set)
		return &num->overrides[ilvl].level;
	return num->abstract != NULL && num->abstract->levels[ilvl].is_set ? &num->abstract->levels[ilvl] : NULL;
}

int docx_num_level_of_style(const docx_num *num, pm_str style_id)
{
	for (int i = 0; i < DOCX_LEVELS && style_id.len > 0; i++) {
		const docx_level *level = docx_num_level(num, i);

		if (level != NULL && pm_str_equal(level->style, style_id))
			return i;
	}
	return UNSET;
}

/* -- counting -------------------------------------------------------------------------------------------------------------- */

static int start_of(const docx_num *num, int ilvl)
{
	const docx_level *level = docx_num_level(num, ilvl);

	if (num->overrides != NULL && num->overrides[ilvl].has_start)
		return num->overrides[ilvl].start;
	return level != NULL ? level->start : 1;
}

static void advance(docx_num *num, int ilvl)
{
	docx_abstract *a = num->abstract;

	if (num->overrides != NULL && num->overrides[ilvl].is_pending) {
		num->overrides[ilvl].is_pending = false;
		a->value[ilvl] = num->overrides[ilvl].start;
	} else if (!a->is_counting[ilvl]) {
		a->value[ilvl] = start_of(num, ilvl);
	} else if (a->value[ilvl] < 2000000000) {
		a->value[ilvl]++;
	}
	a->is_counting[ilvl] = true;
	for (int i = ilvl + 1; i < DOCX_LEVELS; i++) {
		const docx_level *level = docx_num_level(num, i);
		int restart = level != NULL ? level->restart : UNSET;

		if (restart == UNSET || (restart > 0 && ilvl + 1 <= restart))
			a->is_counting[i] = false;
	}
}

static void append_level(const docx_num *num, int ilvl, bool is_legal, pm_buf *out)
{
	const docx_level *level = docx_num_level(num, ilvl);
	const docx_abstract *a = num->abstract;
	int value = a->is_counting[ilvl] ? a->value[ilvl] : start_of(num, ilvl);
	pm_str format = level != NULL ? level->format : PM_STR("decimal");

	if (is_legal && !pm_str_is(format, "decimalZero") && !pm_str_is(format, "none"))
		format = PM_STR("decimal");
	docx_format_number(format, value, out);
}

void docx_num_count(docx_num *num, int ilvl, pm_buf *out)
{
	const docx_level *level = docx_num_level(num, ilvl);

	if (num->abstract == NULL)
		return;
	advance(num, ilvl);
	if (level == NULL)
		return;
	bool is_bullet = pm_str_is(level->format, "bullet");
	for (size_t i = 0; i < level->text.len && out->len < LIMIT_TEXT;) {
		uint32_t c = pm_utf8_next(level->text, &i);

		if (c == '%' && !is_bullet && i < level->text.len && level->text.ptr[i] >= '1' && level->text.ptr[i] <= '9')
			append_level(num, level->text.ptr[i++] - '1', level->is_legal, out);
		else
			pm_buf_char(out, is_bullet ? docx_symbol(level->font, c) : c);
	}
}
