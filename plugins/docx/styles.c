#include "styles.h"

#include <stdlib.h>

#include "props.h"
#include "xml.h"

struct reading {
	docx_styles *out;
	docx_pool *pool;
	docx_style *style; /* the open one */
};

docx_look docx_look_merge(docx_look over, docx_look under)
{
	docx_look r = over;

#define TAKE(field)                                                                                                                        \
	if (r.field == UNSET)                                                                                                              \
	r.field = under.field
	TAKE(bold);
	TAKE(italic);
	TAKE(underline);
	TAKE(strike);
	/* Both say where the line is: the nearer style decides both. */
	if (r.superscript == UNSET && r.subscript == UNSET) {
		r.superscript = under.superscript;
		r.subscript = under.subscript;
	}
	TAKE(hidden);
#undef TAKE
	return r;
}

static docx_style_type type_of(pm_str type)
{
	if (pm_str_is(type, "character"))
		return STYLE_CHARACTER;
	if (pm_str_is(type, "table"))
		return STYLE_TABLE;
	return pm_str_is(type, "numbering") ? STYLE_NUMBERING : STYLE_PARAGRAPH;
}

static int begin_style(struct reading *r, const docx_attrs *attrs, pm_error *err)
{
	docx_style *grown = docx_grow(r->out->at, r->out->n, &r->out->cap, sizeof(*grown));
	pm_str is_default = docx_attr(attrs, NS_W, "default");

	if (grown == NULL)
		return pm_error_nomem(err);
	r->out->at = grown;
	r->style = &grown[r->out->n];
	*r->style = (docx_style){
		.type = type_of(docx_attr(attrs, NS_W, "type")),
		.outline = UNSET,
		.ilvl = UNSET,
		.jc = UNSET,
		
		.order = r->out->n,
	};
	r->style->look = DOCX_LOOK_UNSET;
	r->style->indent = DOCX_NO_INDENT;
	r->style->is_default = pm_str_is(is_default, "1") || pm_str_is(is_default, "true") || pm_str_is(is_default, "on");
	r->style->id = docx_pool_str(r->pool, docx_attr(attrs, NS_W, "styleId"));
	if (r->style->id.ptr == NULL)
		return pm_error_nomem(err);
	r->out->n++;
	return PM_OK;
}

static int set_string(struct reading *r, pm_str *where, const docx_attrs *attrs, pm_error *err)
{
	*where = docx_pool_str(r->pool, docx_val(attrs));
	return where->ptr != NULL ? PM_OK : pm_error_nomem(err);
}

static int on_start(void *user, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	struct reading *r = user;

	if (token == T_STYLE)
		return begin_style(r, attrs, err);
	if (token == T_DOCDEFAULTS || token == T_PPRCHANGE || token == T_RPRCHANGE)
		return DOCX_SKIP;
	if (r->style == NULL)
		return PM_OK;
	switch ((int)token) {
	case T_NAME:
		return set_string(r, &r->style->name, attrs, err);
	case T_BASEDON:
		return set_string(r, &r->style->based_on, attrs, err);
	case T_TBLSTYLEPR:
		if (pm_str_is(docx_attr(attrs, NS_W, "type"), "firstRow"))
			r->style->has_first_row = true;
		return DOCX_SKIP;
	case T_NUMID:
		r->style->has_num = true;
		return set_string(r, &r->style->num_id, attrs, err);
	case T_ILVL:
		r->style->ilvl = docx_read_level(attrs);
		break;
	case T_OUTLINELVL:
		r->style->outline = docx_read_outline(attrs);
		break;
	case T_IND:
		r->style->indent = docx_read_indent(attrs, r->style->indent);
		break;
	case T_JC:
		r->style->jc = docx_read_align(attrs);
		break;
	default:
		if (parent == T_RPR)
			docx_read_look(&r->style->look, token, attrs);
	}
	return PM_OK;
}

static int on_end(void *user, docx_token token, pm_error *err)
{
	struct reading *r = user;

	(void)err;
	if (token == T_STYLE)
		r->style = NULL;
	return PM_OK;
}

static int compare_keys(docx_style_type type, pm_str id, const docx_style *b)
{
	size_t n = id.len < b->id.len ? id.len : b->id.len;
	int d = (type > b->type) - (type < b->type);

	if (d == 0 && n > 0)
		d = memcmp(id.ptr, b->id.ptr, n);
	return d != 0 ? d : (id.len > b->id.len) - (id.len < b->id.len);
}

static int compare_styles(const void *a, const void *b)
{
	const docx_style *x = a, *y = b;
	int d = compare_keys(x->type, x->id, y);

	return d != 0 ? d : (x->order > y->order) - (x->order < y->order);
}

static docx_style *find(const docx_styles *styles, docx_style_type type, pm_str id)
{
	size_t low = 0, high = styles->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare_keys(type, id, &styles->at[mid]) > 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < styles->n && compare_keys(type, id, &styles->at[low]) == 0 ? &styles->at[low] : NULL;
}

const docx_style *docx_styles_find(const docx_styles *styles, docx_style_type type, pm_str id)
{
	return id.len > 0 ? find(styles, type, id) : NULL;
}

static void inherit(docx_style *style, const docx_style *parent)
{
	style->look = docx_look_merge(style->look, parent->look);
	if (style->outline == UNSET)
		style->outline = parent->outline;
	/* A nearer numbering that names no level stays at the level that was inherited. */
	if (style->ilvl == UNSET)
		style->ilvl = parent->ilvl;
	if (!style->has_num) {
		style->has_num = parent->has_num;
		style->num_id = parent->num_id;
	}
	if (style->indent == DOCX_NO_INDENT)
		style->indent = parent->indent;
	if (style->jc == UNSET)
		style->jc = parent->jc;
	style->has_first_row = style->has_first_row || parent->has_first_row;
	if (style->meaning.use == USE_NONE)
		style->meaning = parent->meaning;
	else if (style->meaning.use == USE_TOC_HEADING && parent->meaning.use == USE_HEADING)
		style->meaning.level = parent->meaning.level;
}

/* A heading's level is set by its name, or by an outline level that a style derived from it states for itself, if it is one of the
 * six that a document has. */
static void settle_outline(docx_style *style, int own_outline, bool is_named)
{
	if (style->type != STYLE_PARAGRAPH || is_named)
		return;
	if (style->meaning.use == USE_HEADING && own_outline == 9)
		style->meaning.use = USE_BODY;
	else if (own_outline >= 0 && own_outline < (style->meaning.use == USE_HEADING ? 6 : 9) && style->meaning.use <= USE_HEADING &&
		 style->meaning.use != USE_TITLE) {
		style->meaning.use = USE_HEADING;
		style->meaning.level = own_outline + 1;
	}
}

enum { FRESH, OPEN, DONE };

/* Parents first, without recursion; a ring is cut where it closes. */
static int resolve_all(docx_styles *styles, pm_error *err)
{
	docx_style **chain = malloc((styles->n + 1) * sizeof(*chain));

	if (chain == NULL)
		return pm_error_nomem(err);
	for (size_t i = 0; i < styles->n; i++) {
		size_t n = 0;
		docx_style *s = &styles->at[i];

		while (s != NULL && s->state == FRESH) {
			s->state = OPEN;
			chain[n++] = s;
			s = s->based_on.len > 0 ? find(styles, s->type, s->based_on) : NULL;
		}
		const docx_style *parent = s != NULL && s->state == DONE ? s : NULL;
		while (n > 0) {
			s = chain[--n];
			int own_outline = s->outline;
			bool is_named = s->meaning.use != USE_NONE;

			if (parent != NULL)
				inherit(s, parent);
			settle_outline(s, own_outline, is_named);
			s->state = DONE;
			parent = s;
		}
	}
	free(chain);
	return PM_OK;
}

static void name_meanings(docx_styles *out)
{
	for (size_t i = 0; i < out->n; i++) {
		docx_style *s = &out->at[i];

		s->meaning = docx_meaning_of(s->name);
		if (s->meaning.use == USE_NONE && s->name.len == 0)
			s->meaning = docx_meaning_of(s->id);
		if (s->is_default && s->type == STYLE_PARAGRAPH && out->default_paragraph == NULL)
			out->default_paragraph = s;
	}
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* What follows `prefix` in the name, %-escapes undone. */
static int suffix(const docx_style *style, const char *prefix, docx_pool *pool, pm_str *out, pm_error *err)
{
	if (!pm_str_starts_with(style->name, prefix))
		return PM_OK;
	size_t n = strlen(prefix);
	pm_str kept = docx_pool_str(pool, pm_str_of(style->name.ptr + n, style->name.len - n));
	if (kept.ptr == NULL)
		return pm_error_nomem(err);
	char *text = (char *)kept.ptr;
	size_t len = 0;
	for (size_t i = 0; i < kept.len; i++) {
		if (text[i] == '%' && i + 2 < kept.len && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
			text[len++] = (char)(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
			i += 2;
		} else {
			text[len++] = text[i];
		}
	}
	*out = pm_str_of(text, len);
	return PM_OK;
}

/* Styles made from the one for code, and from the one for furniture, say in their names which. */
static int name_suffixes(docx_styles *styles, docx_pool *pool, pm_error *err)
{
	int code = PM_OK;

	for (size_t i = 0; i < styles->n && code == PM_OK; i++) {
		docx_style *s = &styles->at[i];
		bool is_derived = s->type == STYLE_PARAGRAPH && docx_meaning_of(s->name).use == USE_NONE;

		if (is_derived && s->meaning.use == USE_CODE)
			code = suffix(s, "Code ", pool, &s->meaning.language, err);
		else if (is_derived && s->meaning.use == USE_FURNITURE)
			code = suffix(s, "Furniture ", pool, &s->meaning.furniture, err);
	}
	return code;
}

int docx_styles_read(docx_package *package, int part, docx_pool *pool, docx_styles *out, pm_doc *doc, pm_error *err)
{
	static const docx_handler handler = { .start = on_start, .end = on_end };
	struct reading r = { .out = out, .pool = pool };
	pm_error local = { 0 };

	*out = (docx_styles){ 0 };
	if (part < 0)
		return PM_OK;
	int code = docx_xml_read(package, part, &handler, &r, &local);
	if (code == PM_EFORMAT) {
		pm_doc_warn(doc, "%s; read with the styles up to there", local.text);
		code = PM_OK;
	}
	if (code != PM_OK)
		return pm_error_set(err, code, "%s", local.text);
	if (out->n > 1)
		qsort(out->at, out->n, sizeof(*out->at), compare_styles);
	name_meanings(out);
	code = resolve_all(out, err);
	return code == PM_OK ? name_suffixes(out, pool, err) : code;
}
void docx_styles_free(docx_styles *styles)
{
	free(styles->at);
	*styles = (docx_styles){ 0 };
}
