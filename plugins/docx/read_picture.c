/* read_picture.c: pictures, in DrawingML and in VML. */
#include "read.h"

#include <stdlib.h>

static const long EMU_PER_TWENTIETH = 635;

static uint32_t twentieths(long emu)
{
	return emu <= 0 || emu / EMU_PER_TWENTIETH > 1000000 ? 0 : (uint32_t)((emu + EMU_PER_TWENTIETH / 2) / EMU_PER_TWENTIETH);
}

/* -- bytes --------------------------------------------------------------------------------------------------------------- */

static pm_str type_by_name(pm_str name)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
		{ ".png", "image/png" },        { ".jpg", "image/jpeg" },         { ".jpeg", "image/jpeg" }, { ".gif", "image/gif" },
		{ ".bmp", "image/bmp" },        { ".tif", "image/tiff" },         { ".tiff", "image/tiff" }, { ".emf", "image/x-emf" },
		{ ".wmf", "image/x-wmf" },      { ".svg", "image/svg+xml" },      { ".webp", "image/webp" }, { ".emz", "image/x-emf+gzip" },
		{ ".wmz", "image/x-wmf+gzip" }, { ".wdp", "image/vnd.ms-photo" },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (pm_str_ends_with(name, types[i].ending))
			return pm_str_from(types[i].type);
	}
	return PM_STR("application/octet-stream");
}

/* The part as a resource of the document, unpacked once however often it is shown: index + 1, 0 where it cannot be had. */
static int resource_of(docx_reader *r, int part, pm_str wish, int *resource, pm_error *err)
{
	pm_buf bytes = { 0 };
	pm_error local = { 0 };

	*resource = 0;
	if (r->resources == NULL)
		r->resources = calloc(PM_LIMIT_ARCHIVE_ENTRIES, sizeof(*r->resources));
	if (r->resources == NULL)
		return pm_error_nomem(err);
	if (r->resources[part] != 0) {
		*resource = r->resources[part] > 0 ? r->resources[part] : 0;
		return PM_OK;
	}
	int code = docx_package_read(r->package, part, PM_LIMIT_RESOURCE_BYTES, &bytes, &local);
	pm_str type = code == PM_OK ? pm_media_type_of(pm_buf_view(&bytes)) : PM_STR("");
	pm_str name = wish.len > 0 ? wish : docx_package_part_name(r->package, part);
	if (type.len == 0)
		type = type_by_name(docx_package_plain_name(r->package, part));
	if (code == PM_OK) {
		*resource = pm_doc_append_resource(r->doc, name, type, pm_buf_view(&bytes), &local);
		code = *resource > 0 ? PM_OK : local.code;
	}
	pm_buf_free(&bytes);
	r->resources[part] = *resource > 0 ? *resource : -1;
	if (code == PM_EFORMAT) {
		docx_warn(r, "%s; the picture was left out", local.text);
		return PM_OK;
	}
	return code == PM_OK ? PM_OK : pm_error_set(err, code, "%s", local.text);
}

/* -- into the text --------------------------------------------------------------------------------------------------------- */

static bool is_web_address(pm_str s)
{
	return pm_str_starts_with(s, "http://") || pm_str_starts_with(s, "https://");
}

static int put_image(docx_reader *r, int resource, pm_str address, pm_error *err)
{
	docx_frame *f = docx_top(r);
	docx_para *p = &f->para;
	pm_span span = { .style = PM_IMAGE_REF, .start = p->text.len, .end = p->text.len, .resource = resource, .target = address };

	span.alt = r->picture.alt;
	span.width = r->picture.width;
	span.height = r->picture.height;
	int code = PM_OK;
	if (r->picture.link_target.len > 0)
		code = docx_link_push(r, r->picture.link_target, PM_STR(""), err);
	if (code == PM_OK)
		code = docx_para_use_link(r, p, err);
	if (code == PM_OK && p->link.id != 0)
		p->link_has_image = true;
	if (code == PM_OK)
		code = docx_para_span(r, p, span, err);
	if (r->picture.link_target.len > 0)
		docx_link_pop(r);
	p->is_toc = p->is_toc || r->n_toc > 0;
	p->n_images++;
	r->produced++;
	r->picture_is_hidden = r->is_own && r->run.look.hidden == 1;
	return code;
}

static int picture(docx_reader *r, pm_str embed, pm_str link, pm_error *err)
{
	docx_frame *f = docx_top(r);
	const docx_rel *rel = docx_rels_find(r->rels, embed.len > 0 ? embed : link);
	const char *source = docx_package_source_name(r->package);
	int resource = 0;

	if (f->open_paras == 0 || r->n_instructions > 0)
		return PM_OK;
	if (rel == NULL || (!rel->is_external && rel->part < 0)) {
		docx_warn(r, "%s: paragraph %u: a picture is missing in the package and was left out", source, (unsigned)r->ordinal);
		return PM_OK;
	}
	if (rel->is_external) {
		if (r->is_own || is_web_address(rel->target))
			return put_image(r, 0, rel->target, err);
		docx_warn(r, "%s: paragraph %u: a picture outside the package was left out: %.*s", source, (unsigned)r->ordinal,
			    (int)(rel->target.len < 200 ? rel->target.len : 200), rel->target.ptr);
		return PM_OK;
	}
	int code = resource_of(r, rel->part, r->is_own ? r->picture.name : PM_STR(""), &resource, err);
	if (code != PM_OK || resource == 0)
		return code;
	return put_image(r, resource, r->is_own ? r->picture.address : PM_STR(""), err);
}

static int keep(docx_reader *r, pm_str *where, pm_str s, pm_error *err)
{
	*where = docx_pool_str(&r->pool, s);
	return where->ptr != NULL ? PM_OK : pm_error_nomem(err);
}

/* -- DrawingML ---------------------------------------------------------------------------------------------------------------- */

/* `WxH` in 1/20 point: the size that was wanted, where pumice had to show the picture in another. */
static void wanted_size(docx_reader *r, pm_str value)
{
	uint32_t sizes[2] = { 0, 0 };
	size_t which = 0;

	for (size_t i = 0; i < value.len && which < 2; i++) {
		if (value.ptr[i] >= '0' && value.ptr[i] <= '9' && sizes[which] < UINT32_MAX / 20)
			sizes[which] = sizes[which] * 10 + (uint32_t)(value.ptr[i] - '0');
		else
			which++;
	}
	r->picture.width = sizes[0];
	r->picture.height = sizes[1];
}

static int properties(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	pm_str alt = docx_attr(attrs, NS_NONE, "descr"), size;

	if (r->is_own && docx_variable_find(&r->settings, "picture:", docx_attr(attrs, NS_NONE, "id"), &size))
		wanted_size(r, size);

	return keep(r, &r->picture.alt, alt.len > 0 ? alt : docx_attr(attrs, NS_NONE, "title"), err);
}

static int link_of_picture(docx_reader *r, const docx_attrs *attrs, pm_error *err)
{
	const docx_rel *rel = docx_rels_find(r->rels, docx_attr(attrs, NS_R, "id"));

	return rel != NULL && rel->is_external ? keep(r, &r->picture.link_target, rel->target, err) : PM_OK;
}

/* -- VML -------------------------------------------------------------------------------------------------------------------------- */

/* A length of a style attribute in 1/20 point; 0 where it is none. */
static uint32_t css_length(pm_str style, const char *name)
{
	static const struct {
		const char *unit;
		int twentieths;
	} units[] = { { "pt", 20 }, { "in", 1440 }, { "cm", 567 }, { "mm", 57 }, { "px", 15 }, { "pc", 240 } };
	size_t at = pm_str_find(style, pm_str_from(name), 0);

	while (at != SIZE_MAX && at > 0 && style.ptr[at - 1] != ';' && style.ptr[at - 1] != ' ')
		at = pm_str_find(style, pm_str_from(name), at + 1);
	if (at == SIZE_MAX)
		return 0;
	long hundredths = 0, scale = 100;
	bool in_fraction = false;
	for (at += strlen(name); at < style.len && scale > 0; at++) {
		char c = style.ptr[at];

		if (c == '.' && !in_fraction) {
			in_fraction = true;
			continue;
		}
		if (c < '0' || c > '9' || hundredths > 10000000)
			break;
		if (!in_fraction)
			hundredths = hundredths * 10 + (c - '0') * 100L;
		else
			hundredths += (c - '0') * (scale /= 10);
	}
	while (at < style.len && style.ptr[at] >= '0' && style.ptr[at] <= '9')
		at++;
	pm_str unit = pm_str_of(style.ptr + at, style.len - at);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (pm_str_starts_with(unit, units[i].unit))
			return (uint32_t)(hundredths * units[i].twentieths / 100);
	}
	return 0;
}

static int vml_shape(docx_reader *r, docx_token token, const docx_attrs *attrs, pm_error *err)
{
	pm_str style = docx_attr(attrs, NS_NONE, "style");
	docx_frame *f = docx_top(r);

	r->picture = (docx_picture){ .width = css_length(style, "width:"), .height = css_length(style, "height:") };
	if (token == T_V_RECT && pm_str_is(docx_attr(attrs, NS_O, "hr"), "t") && f->open_paras > 0) {
		f->para.has_rule = true;
		r->produced++;
	}
	return keep(r, &r->picture.alt, docx_attr(attrs, NS_NONE, "alt"), err);
}

int docx_picture_start(docx_reader *r, docx_token token, docx_token parent, const docx_attrs *attrs, pm_error *err)
{
	switch ((int)token) {
	case T_WP_INLINE:
	case T_WP_ANCHOR:
		r->picture = (docx_picture){ 0 };
		break;
	case T_WP_EXTENT:
		r->picture.width = twentieths(docx_attr_long(attrs, NS_NONE, "cx", 0));
		r->picture.height = twentieths(docx_attr_long(attrs, NS_NONE, "cy", 0));
		break;
	case T_WP_DOCPR:
		return properties(r, attrs, err);
	case T_PIC_CNVPR: {
		int code = keep(r, &r->picture.name, docx_attr(attrs, NS_NONE, "name"), err);

		return code == PM_OK ? keep(r, &r->picture.address, docx_attr(attrs, NS_NONE, "descr"), err) : code;
	}
	case T_A_HLINKCLICK:
		if (parent == T_WP_DOCPR || parent == T_PIC_CNVPR)
			return link_of_picture(r, attrs, err);
		break;
	case T_A_BLIP:
		/* Others fill shapes, which is decoration. */
		if (parent == T_PIC_BLIPFILL)
			return picture(r, docx_attr(attrs, NS_R, "embed"), docx_attr(attrs, NS_R, "link"), err);
		break;
	case T_V_SHAPE:
	case T_V_RECT:
		return vml_shape(r, token, attrs, err);
	case T_V_IMAGEDATA:
		return picture(r, docx_attr(attrs, NS_R, "id"), docx_attr(attrs, NS_R, "href"), err);
	case T_V_TEXTPATH:
		return docx_put(r, docx_attr(attrs, NS_NONE, "string"), err);
	default:
		break;
	}
	return PM_OK;
}
