/* Relationships of a part: what it links to and shows.  They are collected while the part is written and follow it. */
#include "write.h"

#include <libxml/uri.h>
#include <stdio.h>
#include <stdlib.h>

#define REL_TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static uint32_t hash(const char *type, pm_str s)
{
	uint32_t h = 2166136261u ^ (unsigned char)type[0];
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 16777619u;
	return h;
}

static bool grow(rels *r)
{
	if (r->n_external * 2 < r->n_slots)
		return true;
	size_t n = r->n_slots > 0 ? r->n_slots * 2 : 64;
	rel_target *at = calloc(n, sizeof *at);
	if (at == NULL)
		return false;
	for (size_t i = 0; i < r->n_slots; i++) {
		if (r->slots[i].id == 0)
			continue;
		size_t k = hash(r->slots[i].type, r->slots[i].target) & (n - 1);
		while (at[k].id != 0)
			k = (k + 1) & (n - 1);
		at[k] = r->slots[i];
	}
	free(r->slots);
	r->slots = at;
	r->n_slots = n;
	return true;
}

bool dw_is_uri(pm_str address)
{
	char few[256];
	char *copy = address.len < sizeof few ? few : malloc(address.len + 1);
	if (copy == NULL)
		return false;
	bool is_fit = true;
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.ptr[i];
		is_fit = is_fit && c > ' ' && c != 0x7f && memchr("<>\"{}|^`\\", c, 9) == NULL;
		copy[i] = (char)(c < 0x80 ? c : '_');
	}
	copy[address.len] = '\0';
	xmlURI *uri = is_fit ? xmlParseURI(copy) : NULL;
	is_fit = uri != NULL;
	xmlFreeURI(uri);
	if (copy != few)
		free(copy);
	return is_fit;
}

unsigned dw_rel_external(writer *w, const char *type, pm_str target)
{
	rels *r = w->rels;
	if (!grow(r)) {
		w->is_out_of_memory = true;
		return 0;
	}
	size_t i = hash(type, target) & (r->n_slots - 1);
	for (; r->slots[i].id != 0; i = (i + 1) & (r->n_slots - 1))
		if (strcmp(r->slots[i].type, type) == 0 && pm_str_equal(r->slots[i].target, target))
			return r->slots[i].id;
	r->slots[i] = (rel_target){ .id = ++r->n, .type = type, .target = target };
	r->n_external++;
	pm_buf_printf(&r->xml, "<Relationship Id=\"rId%u\" Type=\"" REL_TYPE "%s\" Target=\"", r->n, type);
	xml_append_text(&r->xml, target);
	pm_buf_puts(&r->xml, "\" TargetMode=\"External\"/>");
	return r->n;
}

unsigned dw_rel_part(rels *r, const char *type, const char *target)
{
	pm_buf_printf(&r->xml, "<Relationship Id=\"rId%u\" Type=\"" REL_TYPE "%s\" Target=\"%s\"/>", ++r->n, type, target);
	return r->n;
}

unsigned dw_rel_image(writer *w, int resource)
{
	rels *r = w->rels;
	size_t n = pm_doc_n_resources(w->doc), i = (size_t)resource - 1;
	if (r->images == NULL)
		r->images = calloc(n, sizeof *r->images);
	if (r->images == NULL) {
		w->is_out_of_memory = true;
		return 0;
	}
	if (r->images[i] == 0) {
		char target[64];
		snprintf(target, sizeof target, "media/image%d.%s", resource, dw_image_extension(pm_doc_resource(w->doc, i)));
		r->images[i] = dw_rel_part(r, "image", target);
	}
	return r->images[i];
}

void dw_write_rels(writer *w, const char *part, rels *r)
{
	if (r->n == 0)
		return;
	zw_begin(w->zip, part);
	ZW_LIT(w->zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
	zw_write(w->zip, r->xml.ptr, r->xml.len);
	ZW_LIT(w->zip, "</Relationships>");
	zw_end(w->zip);
}

void dw_rels_free(writer *w, rels *r)
{
	w->is_out_of_memory = w->is_out_of_memory || r->xml.is_broken;
	pm_buf_free(&r->xml);
	free(r->slots);
	free(r->images);
}
