/* Images: inline drawings, no wider than the text, with the text for those who cannot see them. */
#include "write.h"

#include <stdio.h>
#include <stdlib.h>

enum { TWIP = 635 /* EMU */, PIXEL = 9525 };

/* Kinds that go into a package, by their first bytes: what a page calls its picture is often wrong. */
const char *dw_image_extension(const pm_resource *resource)
{
	static const struct {
		const char *type, *extension;
	} kinds[] = {
		{ "image/png", "png" },   { "image/jpeg", "jpeg" }, { "image/gif", "gif" },     { "image/bmp", "bmp" },
		{ "image/tiff", "tiff" }, { "image/x-emf", "emf" }, { "image/emf", "emf" },     { "image/x-wmf", "wmf" },
		{ "image/wmf", "wmf" },   { "image/webp", "webp" }, { "image/svg+xml", "svg" },
	};
	pm_str type = pm_media_type_of(resource->bytes);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (pm_str_is(type, kinds[i].type))
			return kinds[i].extension;
	return NULL;
}

/* -- sizes, in EMU --------------------------------------------------------------------------------------------------------- */

typedef struct extent {
	int64_t width, height;
} extent;

static uint32_t big(pm_str s, size_t at, int n)
{
	uint32_t v = 0;
	for (int i = 0; i < n; i++)
		v = v << 8 | (unsigned char)s.ptr[at + (size_t)i];
	return v;
}

static uint32_t little(pm_str s, size_t at, int n)
{
	uint32_t v = 0;
	for (int i = n - 1; i >= 0; i--)
		v = v << 8 | (unsigned char)s.ptr[at + (size_t)i];
	return v;
}

static extent pixels(uint32_t width, uint32_t height)
{
	return (extent){ (int64_t)width * PIXEL, (int64_t)height * PIXEL };
}

/* A JPEG's frame header stands behind any number of other segments. */
static extent jpeg_extent(pm_str s)
{
	for (size_t at = 2; at + 9 < s.len && (unsigned char)s.ptr[at] == 0xff;) {
		unsigned marker = (unsigned char)s.ptr[at + 1];
		if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
			return pixels(big(s, at + 7, 2), big(s, at + 5, 2));
		at += marker == 0xff ? 1 : 2 + big(s, at + 2, 2);
	}
	return (extent){ 0, 0 };
}

static extent webp_extent(pm_str s)
{
	if (memcmp(s.ptr + 12, "VP8X", 4) == 0)
		return pixels(little(s, 24, 3) + 1, little(s, 27, 3) + 1);
	if (memcmp(s.ptr + 12, "VP8L", 4) == 0) {
		uint32_t bits = little(s, 21, 4);
		return pixels((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
	}
	return pixels(little(s, 26, 2) & 0x3fff, little(s, 28, 2) & 0x3fff);
}

static extent natural_extent(const char *kind, pm_str s)
{
	if (s.len < 32)
		return (extent){ 0, 0 };
	if (strcmp(kind, "png") == 0)
		return pixels(big(s, 16, 4), big(s, 20, 4));
	if (strcmp(kind, "jpeg") == 0)
		return jpeg_extent(s);
	if (strcmp(kind, "gif") == 0)
		return pixels(little(s, 6, 2), little(s, 8, 2));
	if (strcmp(kind, "bmp") == 0) {
		uint32_t height = little(s, 22, 4);
		return pixels(little(s, 18, 4), height > INT32_MAX ? 0u - height : height); /* below 0: rows from the top */
	}
	if (strcmp(kind, "webp") == 0)
		return webp_extent(s);
	if (strcmp(kind, "emf") == 0 && s.len >= 40) /* the frame, in 0.01 mm */
		return (extent){ ((int64_t)(int32_t)little(s, 32, 4) - (int32_t)little(s, 24, 4)) * 360,
				 ((int64_t)(int32_t)little(s, 36, 4) - (int32_t)little(s, 28, 4)) * 360 };
	return (extent){ 0, 0 };
}

/* The wanted size, else the image's own, else a modest one; the sides stay in proportion, and the whole fits on the page. */
static extent extent_of(const writer *w, const pm_span *span, const char *kind, pm_str bytes)
{
	extent own = kind != NULL ? natural_extent(kind, bytes) : (extent){ 0, 0 };
	if (own.width <= 0 || own.height <= 0)
		own = (extent){ (int64_t)3000 * TWIP, (int64_t)2000 * TWIP };
	extent e = { (int64_t)span->width * TWIP, (int64_t)span->height * TWIP };
	if (e.width == 0 && e.height == 0)
		e = own;
	else if (e.width == 0)
		e.width = (int64_t)((double)e.height * (double)own.width / (double)own.height);
	else if (e.height == 0)
		e.height = (int64_t)((double)e.width * (double)own.height / (double)own.width);
	int64_t most_wide = (int64_t)w->text_width * TWIP, most_high = (int64_t)w->look->text_height * 9 / 10 * TWIP;
	if (e.width > most_wide) {
		e.height = (int64_t)((double)e.height * (double)most_wide / (double)e.width);
		e.width = most_wide;
	}
	if (e.height > most_high) {
		e.width = (int64_t)((double)e.width * (double)most_high / (double)e.height);
		e.height = most_high;
	}
	e.width = e.width < PIXEL ? PIXEL : e.width;
	e.height = e.height < PIXEL ? PIXEL : e.height;
	return e;
}

/* -- the drawing ------------------------------------------------------------------------------------------------------------ */

/* No image that a package can hold and no address that it can lead to: what is left is its text. */
static void write_as_text(writer *w, pm_str alt)
{
	if (alt.len == 0)
		return;
	ZW_LIT(w->zip, "<w:r><w:t xml:space=\"preserve\">");
	zw_text(w->zip, alt);
	ZW_LIT(w->zip, "</w:t></w:r>");
}

static void write_picture(writer *w, const pm_span *span, pm_str name, extent e, const char *blip, bool is_hidden)
{
	zw *zip = w->zip;
	unsigned id = ++w->n_drawings;
	/* What was wanted, where it is not what is shown; hidden, for those who read the file again. */
	if (e.width != (int64_t)span->width * TWIP || e.height != (int64_t)span->height * TWIP)
		pm_buf_printf(&w->picture_sizes, "<w:docVar w:name=\"picture:%u\" w:val=\"%ux%u\"/>", id, (unsigned)span->width,
			      (unsigned)span->height);
	zw_printf(zip,
		  "<w:r>%s<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"%lld\" cy=\"%lld\"/>"
		  "<wp:docPr id=\"%u\" name=\"Picture %u\"",
		  is_hidden ? "<w:rPr><w:vanish/></w:rPr>" : "", (long long)e.width, (long long)e.height, id, id);
	if (span->alt.len > 0)
		zw_named(zip, "descr", span->alt);
	ZW_LIT(zip, "/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData"
		    " uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>");
	zw_printf(zip, "<pic:cNvPr id=\"%u\"", id);
	zw_named(zip, "name", name);
	if (span->target.len > 0)
		zw_named(zip, "descr", span->target);
	zw_printf(zip,
		  "/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip %s/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
		  "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"%lld\" cy=\"%lld\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
		  "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
		  blip, (long long)e.width, (long long)e.height);
}

static const pm_resource *resource_of(const writer *w, const pm_span *span)
{
	bool has = span->resource > 0 && (size_t)span->resource <= pm_doc_n_resources(w->doc);
	const pm_resource *resource = has ? pm_doc_resource(w->doc, (size_t)span->resource - 1) : NULL;
	return resource != NULL && dw_image_extension(resource) != NULL ? resource : NULL;
}

bool dw_image_has_no_shape(const writer *w, const pm_span *span)
{
	return resource_of(w, span) == NULL && span->target.len > 0 && dw_is_uri(span->target) && (span->width == 0 || span->height == 0);
}

void dw_write_image(writer *w, const pm_span *span)
{
	const pm_resource *resource = resource_of(w, span);
	char blip[32];
	if (resource != NULL) {
		if (w->image_is_used != NULL)
			w->image_is_used[span->resource - 1] = true;
		snprintf(blip, sizeof blip, "r:embed=\"rId%u\"", dw_rel_image(w, span->resource));
		extent e = extent_of(w, span, dw_image_extension(resource), resource->bytes);
		write_picture(w, span, resource->name, e, blip, false);
	} else if (span->target.len > 0 && dw_is_uri(span->target)) {
		snprintf(blip, sizeof blip, "r:link=\"rId%u\"", dw_rel_external(w, "image", span->target));
		bool is_hidden = dw_image_has_no_shape(w, span);
		/* Some programs leave the room of a hidden picture free. */
		extent e = is_hidden ? (extent){ PIXEL, PIXEL } : extent_of(w, span, NULL, PM_STR(""));
		write_picture(w, span, PM_STR(""), e, blip, is_hidden);
	} else {
		write_as_text(w, span->alt);
	}
}

void dw_write_media(writer *w)
{
	for (size_t i = 0; w->image_is_used != NULL && i < pm_doc_n_resources(w->doc); i++) {
		if (!w->image_is_used[i])
			continue;
		const pm_resource *r = pm_doc_resource(w->doc, i);
		const char *kind = dw_image_extension(r);
		char name[64];
		snprintf(name, sizeof name, "word/media/image%zu.%s", i + 1, kind);
		bool is_packed =
			strcmp(kind, "png") == 0 || strcmp(kind, "jpeg") == 0 || strcmp(kind, "gif") == 0 || strcmp(kind, "webp") == 0;
		zw_file(w->zip, name, r->bytes, is_packed);
	}
}
