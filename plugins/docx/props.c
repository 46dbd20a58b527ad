#include "props.h"

static void read_vertical(docx_look *look, pm_str value)
{
	look->superscript = pm_str_is(value, "superscript");
	look->subscript = pm_str_is(value, "subscript");
}

void docx_read_look(docx_look *look, docx_token token, const docx_attrs *attrs)
{
	switch ((int)token) {
	case T_B:
		look->bold = docx_val_is_on(attrs);
		break;
	case T_I:
		look->italic = docx_val_is_on(attrs);
		break;
	case T_U: {
		pm_str v;

		/* Without a value (only a colour) nothing is drawn. */
		look->underline = docx_attr_find(attrs, NS_W, "val", &v) && !pm_str_is(v, "none");
		break;
	}
	case T_STRIKE:
	case T_DSTRIKE:
		if (docx_val_is_on(attrs))
			look->strike = 1;
		else if (look->strike == UNSET)
			look->strike = 0;
		break;
	case T_VERTALIGN:
		read_vertical(look, docx_val(attrs));
		break;
	case T_VANISH:
		look->hidden = docx_val_is_on(attrs);
		break;
	default:
		break;
	}
}

int8_t docx_read_level(const docx_attrs *attrs)
{
	long v = docx_attr_long(attrs, NS_W, "val", 0);

	return (int8_t)(v < 0 ? 0 : v > 8 ? 8 : v);
}

int8_t docx_read_outline(const docx_attrs *attrs)
{
	long v = docx_attr_long(attrs, NS_W, "val", UNSET);

	return (int8_t)(v < 0 || v > 9 ? UNSET : v);
}

int8_t docx_read_align(const docx_attrs *attrs)
{
	pm_str v = docx_val(attrs);

	if (pm_str_is(v, "left") || pm_str_is(v, "start"))
		return PM_ALIGN_LEFT;
	if (pm_str_is(v, "center"))
		return PM_ALIGN_CENTER;
	return pm_str_is(v, "right") || pm_str_is(v, "end") ? PM_ALIGN_RIGHT : UNSET;
}

int docx_read_indent(const docx_attrs *attrs, int otherwise)
{
	enum { WILD = 100000 };
	long left = docx_attr_long(attrs, NS_W, "left", docx_attr_long(attrs, NS_W, "start", otherwise));

	return left > WILD || left < -WILD ? otherwise : (int)left;
}
