/* --reference-doc: opening the user's file and taking over its page, headers, footers and what belongs to them. */
#include "write_reference.h"

#include <pumice/limits.h>
#include <pumice/text.h>

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST_PARTS = 1000 };

/* -- reading ---------------------------------------------------------------------------------------------------------------- */

static int read_xml(reference_doc *ref, int part, xmlDoc **out, pm_error *err)
{
	pm_buf bytes = { 0 };
	*out = NULL;
	if (part < 0)
		return PM_OK;
	int code = docx_package_read(ref->package, part, PM_LIMIT_PART_BYTES, &bytes, err);
	if (code == PM_OK && bytes.len <= INT32_MAX) {
		*out = xmlReadMemory(bytes.ptr, (int)bytes.len, NULL, NULL,
				     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
		if (*out == NULL || (*out)->intSubset != NULL) {
			pm_str name = docx_package_part_name(ref->package, part);
			code = pm_error_set(err, PM_EFORMAT,
					    "--reference-doc %s: %.*s is no XML that Word would write; save the file again with Word",
					    ref->path, (int)(name.len < 100 ? name.len : 100), name.ptr);
		}
	}
	pm_buf_free(&bytes);
	return code;
}

static int open_package(reference_doc *ref, pm_error *err)
{
	ref->source = pm_source_open(ref->path, err);
	ref->messages = pm_doc_new();
	if (ref->source == NULL)
		return err->code != PM_OK ? err->code : PM_EIO;
	if (ref->messages == NULL)
		return pm_error_nomem(err);
	ref->package = docx_package_open(pm_source_bytes(ref->source), ref->path, err);
	if (ref->package == NULL)
		return err->code != PM_OK ? err->code : PM_EFORMAT;
	return PM_OK;
}

static int find_part(const reference_doc *ref, const char *type, const char *name)
{
	return docx_part_of_type(ref->package, ref->main_part, &ref->rels, type, name);
}

static int read_parts(reference_doc *ref, pm_error *err)
{
	int code = docx_rels_read(ref->package, -1, &ref->pool, &ref->package_rels, ref->messages, err);
	if (code != PM_OK)
		return code;
	ref->main_part = docx_main_part(ref->package, &ref->package_rels, err);
	if (ref->main_part < 0)
		return err->code != PM_OK ? err->code : PM_EFORMAT;
	code = docx_rels_read(ref->package, ref->main_part, &ref->pool, &ref->rels, ref->messages, err);
	int styles = find_part(ref, "styles", "word/styles.xml");
	if (code == PM_OK)
		code = docx_styles_read(ref->package, styles, &ref->pool, &ref->styles, ref->messages, err);
	if (code == PM_OK)
		code = read_xml(ref, styles, &ref->styles_xml, err);
	if (code == PM_OK)
		code = read_xml(ref, ref->main_part, &ref->document_xml, err);
	if (code == PM_OK)
		code = read_xml(ref, find_part(ref, "settings", "word/settings.xml"), &ref->settings_xml, err);
	if (code == PM_OK)
		code = read_xml(ref, docx_package_find(ref->package, PM_STR("[Content_Types].xml")), &ref->types_xml, err);
	return code;
}

/* -- parts that go along ------------------------------------------------------------------------------------------------------- */

static pm_str plain_attribute(const xmlNode *node, const char *name)
{
	for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
		if (strcmp((const char *)a->name, name) == 0 && a->children != NULL && a->children->content != NULL)
			return pm_str_from((const char *)a->children->content);
	return pm_str_of("", 0);
}

static pm_str ending_of(pm_str name)
{
	size_t at = name.len;
	while (at > 0 && name.ptr[at - 1] != '.' && name.ptr[at - 1] != '/')
		at--;
	return at > 0 && name.ptr[at - 1] == '.' ? pm_str_of(name.ptr + at, name.len - at) : pm_str_of("", 0);
}

static bool same_nocase(pm_str a, pm_str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if ((a.ptr[i] | 0x20) != (b.ptr[i] | 0x20))
			return false;
	return true;
}

/* The content type by name, else by ending; empty where the package does not say. */
static pm_str type_of(const reference_doc *ref, int part)
{
	pm_str name = docx_package_plain_name(ref->package, part), ending = ending_of(name), by_ending = { "", 0 };
	const xmlNode *root = ref->types_xml != NULL ? xmlDocGetRootElement(ref->types_xml) : NULL;
	for (const xmlNode *n = root != NULL ? root->children : NULL; n != NULL; n = n->next) {
		if (n->type != XML_ELEMENT_NODE)
			continue;
		pm_str said = plain_attribute(n, "PartName");
		if (said.len > 1 && same_nocase(pm_str_of(said.ptr + 1, said.len - 1), name))
			return plain_attribute(n, "ContentType");
		if (ending.len > 0 && same_nocase(plain_attribute(n, "Extension"), ending))
			by_ending = plain_attribute(n, "ContentType");
	}
	return by_ending;
}

/* Index + 1 among the copies; 0 where it cannot go along. */
static size_t copy_part(reference_doc *ref, int part, pm_error *err)
{
	for (size_t i = 0; i < ref->n_copies; i++)
		if (ref->copies[i].part == part)
			return i + 1;
	pm_str type = part >= 0 ? type_of(ref, part) : pm_str_of("", 0);
	if (type.len == 0 || ref->n_copies >= MOST_PARTS || part == ref->main_part)
		return 0;
	if (ref->n_copies == ref->copy_cap) {
		copied_part *more = docx_grow(ref->copies, ref->n_copies, &ref->copy_cap, sizeof *more);
		if (more == NULL) {
			pm_error_nomem(err);
			return 0;
		}
		ref->copies = more;
	}
	copied_part *c = &ref->copies[ref->n_copies++];
	*c = (copied_part){ .part = part, .type = type };
	pm_str ending = ending_of(docx_package_plain_name(ref->package, part));
	bool is_safe = ending.len > 0 && ending.len <= 8;
	for (size_t i = 0; i < ending.len; i++)
		is_safe = is_safe && ((ending.ptr[i] >= 'a' && ending.ptr[i] <= 'z') || (ending.ptr[i] >= '0' && ending.ptr[i] <= '9'));
	snprintf(c->name, sizeof c->name, "own%zu.%.*s", ref->n_copies, is_safe ? (int)ending.len : 3, is_safe ? ending.ptr : "bin");
	return ref->n_copies;
}

/* What the copies relate to goes along, too, and what that relates to. */
static int follow_relations(reference_doc *ref, pm_error *err)
{
	for (size_t i = 0; i < ref->n_copies && err->code == PM_OK; i++) {
		docx_rels related = { 0 };
		int code = docx_rels_read(ref->package, ref->copies[i].part, &ref->pool, &related, ref->messages, err);
		ref->copies[i].rels = related;
		if (code != PM_OK)
			return code;
		for (size_t k = 0; k < related.n; k++)
			if (!related.at[k].is_external && related.at[k].part >= 0)
				copy_part(ref, related.at[k].part, err);
	}
	return err->code;
}

/* -- the section ----------------------------------------------------------------------------------------------------------------- */

/* Headers and footers stay in force until a later section has its own: the last of each kind counts. */
static void take_stories(reference_doc *ref, const xmlNode *section)
{
	for (const xmlNode *n = section->children; n != NULL; n = n->next) {
		if (!xml_is(n, "headerReference") && !xml_is(n, "footerReference"))
			continue;
		size_t k = 0;
		while (k < ref->n_stories && (strcmp((const char *)ref->stories[k].node->name, (const char *)n->name) != 0 ||
					      !pm_str_equal(xml_attribute(ref->stories[k].node, "type"), xml_attribute(n, "type"))))
			k++;
		if (k == MARGIN_STORIES)
			continue;
		ref->n_stories = k == ref->n_stories ? k + 1 : ref->n_stories;
		ref->stories[k].node = n;
	}
}

static void copy_stories(reference_doc *ref, pm_error *err)
{
	size_t n = 0;
	for (size_t i = 0; i < ref->n_stories; i++) {
		const docx_rel *rel = docx_rels_find(&ref->rels, plain_attribute(ref->stories[i].node, "id"));
		size_t copy = rel != NULL && !rel->is_external ? copy_part(ref, rel->part, err) : 0;
		if (copy != 0)
			ref->stories[n++] = (margin_story){ .node = ref->stories[i].node, .copy = copy - 1 };
	}
	ref->n_stories = n;
}

static void find_sections(reference_doc *ref)
{
	const xmlNode *root = xmlDocGetRootElement(ref->document_xml), *body = xml_child(root, "body");
	for (const xmlNode *n = body != NULL ? body->children : NULL; n != NULL; n = n->next) {
		const xmlNode *section = xml_is(n, "sectPr") ? n : xml_is(n, "p") ? xml_child(xml_child(n, "pPr"), "sectPr") : NULL;
		if (section == NULL)
			continue;
		ref->section = section;
		take_stories(ref, section);
	}
}

static long number_of(const xmlNode *node, const char *name, long otherwise)
{
	pm_str s = node != NULL ? xml_attribute(node, name) : pm_str_of("", 0);
	long v = 0;
	for (size_t i = 0; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9' && v < 100000; i++)
		v = v * 10 + (s.ptr[i] - '0');
	return s.len > 0 ? v : otherwise;
}

/* How wide and high the text is; the look's own measure where the reference does not say. */
static void measure(reference_doc *ref)
{
	const xmlNode *size = xml_child(ref->section, "pgSz"), *margin = xml_child(ref->section, "pgMar");
	if (size == NULL || margin == NULL)
		return;
	long width = number_of(size, "w", 11906) - number_of(margin, "left", 1418) - number_of(margin, "right", 1418) -
		     number_of(margin, "gutter", 0);
	long height = number_of(size, "h", 16838) - number_of(margin, "top", 1418) - number_of(margin, "bottom", 1418);
	const xmlNode *columns = xml_child(ref->section, "cols");
	long n = number_of(columns, "num", 1);
	if (n > 1 && n < 10)
		width = (width - (n - 1) * number_of(columns, "space", 720)) / n;
	if (width >= 1000)
		ref->look.text_width = (int)width;
	if (height >= 1000)
		ref->look.text_height = (int)height;
}

/* -- opening and closing ------------------------------------------------------------------------------------------------------------ */

int dw_reference_open(writer *w, const char *path, pm_error *err)
{
	reference_doc *ref = calloc(1, sizeof *ref);
	if (ref == NULL)
		return pm_error_nomem(err);
	w->reference = ref;
	ref->path = path;
	ref->look = dw_look_plain;
	int code = open_package(ref, err);
	if (code == PM_OK)
		code = read_parts(ref, err);
	if (code != PM_OK)
		return code;
	find_sections(ref);
	copy_stories(ref, err);
	int theme = find_part(ref, "theme", "word/theme/theme1.xml"), fonts = find_part(ref, "fontTable", "word/fontTable.xml");
	ref->theme = theme >= 0 ? copy_part(ref, theme, err) : 0;
	ref->fonts = fonts >= 0 ? copy_part(ref, fonts, err) : 0;
	code = follow_relations(ref, err);
	measure(ref);
	w->look = &ref->look;
	if (code == PM_OK)
		dw_reference_map_styles(w, ref);
	/* The user's headers may hold pictures and bookmarks of these numbers. */
	w->n_drawings = w->n_bookmarks = 10000;
	return code;
}

void dw_reference_free(reference_doc *ref)
{
	if (ref == NULL)
		return;
	for (size_t i = 0; i < ref->n_copies; i++)
		docx_rels_free(&ref->copies[i].rels);
	free(ref->copies);
	xmlFreeDoc(ref->styles_xml);
	xmlFreeDoc(ref->document_xml);
	xmlFreeDoc(ref->settings_xml);
	xmlFreeDoc(ref->types_xml);
	docx_styles_free(&ref->styles);
	docx_rels_free(&ref->rels);
	docx_rels_free(&ref->package_rels);
	docx_pool_free(&ref->pool);
	if (ref->package != NULL)
		docx_package_close(ref->package);
	pm_doc_free(ref->messages);
	pm_source_free(ref->source);
	free(ref);
}

/* -- writing ------------------------------------------------------------------------------------------------------------------------- */

void dw_reference_relate(writer *w)
{
	reference_doc *ref = w->reference;
	for (size_t i = 0; i < ref->n_stories; i++)
		ref->stories[i].rel = dw_rel_part(&w->document_rels, xml_is(ref->stories[i].node, "headerReference") ? "header" : "footer",
						  ref->copies[ref->stories[i].copy].name);
	if (ref->theme != 0)
		dw_rel_part(&w->document_rels, "theme", ref->copies[ref->theme - 1].name);
	dw_rel_part(&w->document_rels, "fontTable", ref->fonts != 0 ? ref->copies[ref->fonts - 1].name : "fontTable.xml");
}

bool dw_reference_has_style(const writer *w, style_id id)
{
	return w->reference != NULL && w->reference->is_found[id];
}

bool dw_reference_has_fonts(const writer *w)
{
	return w->reference != NULL && w->reference->fonts != 0;
}

void dw_reference_write_types(writer *w)
{
	for (size_t i = 0; i < w->reference->n_copies; i++) {
		zw_printf(w->zip, "<Override PartName=\"/word/%s\"", w->reference->copies[i].name);
		zw_named(w->zip, "ContentType", w->reference->copies[i].type);
		ZW_LIT(w->zip, "/>");
	}
}

static void write_relations(writer *w, const copied_part *c)
{
	char name[80];
	snprintf(name, sizeof name, "word/_rels/%s.rels", c->name);
	zw_begin(w->zip, name);
	ZW_LIT(w->zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
	for (size_t k = 0; k < c->rels.n; k++) {
		const docx_rel *rel = &c->rels.at[k];
		size_t copy = rel->is_external ? 0 : copy_part(w->reference, rel->part, w->err);
		if (!rel->is_external && copy == 0)
			continue;
		ZW_LIT(w->zip, "<Relationship");
		zw_named(w->zip, "Id", rel->id);
		ZW_LIT(w->zip, " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/");
		zw_attribute(w->zip, rel->type);
		ZW_LIT(w->zip, "\"");
		if (rel->is_external) {
			zw_named(w->zip, "Target", rel->target);
			ZW_LIT(w->zip, " TargetMode=\"External\"/>");
		} else {
			zw_named(w->zip, "Target", pm_str_from(w->reference->copies[copy - 1].name));
			ZW_LIT(w->zip, "/>");
		}
	}
	ZW_LIT(w->zip, "</Relationships>");
	zw_end(w->zip);
}

/* Parts of a strict package (ISO 29500-1) go along with the namespaces of all other parts. */
static void write_part(writer *w, const char *name, pm_str bytes)
{
	static const struct {
		const char *strict, *usual;
	} names[] = {
		{ "wordprocessingml/main", "wordprocessingml/2006/main" },
		{ "officeDocument/relationships", "officeDocument/2006/relationships" },
		{ "officeDocument/math", "officeDocument/2006/math" },
		{ "drawingml/main", "drawingml/2006/main" },
		{ "drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing" },
		{ "drawingml/picture", "drawingml/2006/picture" },
	};
	pm_str strict = PM_STR("http://purl.oclc.org/ooxml/");
	size_t done = 0;
	zw_begin(w->zip, name);
	for (size_t at = pm_str_find(bytes, strict, 0); at != SIZE_MAX; at = pm_str_find(bytes, strict, at + 1)) {
		pm_str rest = pm_str_of(bytes.ptr + at + strict.len, bytes.len - at - strict.len);
		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			size_t len = strlen(names[i].strict);
			if (!pm_str_starts_with(rest, names[i].strict) || rest.len == len || rest.ptr[len] != '"')
				continue;
			zw_write(w->zip, bytes.ptr + done, at - done);
			ZW_LIT(w->zip, "http://schemas.openxmlformats.org/");
			zw_puts(w->zip, names[i].usual);
			done = at + strict.len + len;
			break;
		}
	}
	zw_write(w->zip, bytes.ptr + done, bytes.len - done);
	zw_end(w->zip);
}

int dw_reference_write_parts(writer *w)
{
	reference_doc *ref = w->reference;
	for (size_t i = 0; i < ref->n_copies; i++) {
		char name[60];
		pm_buf bytes = { 0 };
		int code = docx_package_read(ref->package, ref->copies[i].part, PM_LIMIT_PART_BYTES, &bytes, w->err);
		snprintf(name, sizeof name, "word/%s", ref->copies[i].name);
		if (code == PM_OK)
			write_part(w, name, pm_buf_view(&bytes));
		pm_buf_free(&bytes);
		if (code != PM_OK)
			return code;
		if (ref->copies[i].rels.n > 0)
			write_relations(w, &ref->copies[i]);
	}
	return PM_OK;
}

void dw_reference_write_section(writer *w)
{
	static const char *const order[] = { "footnotePr", "endnotePr", "pgSz",    "pgMar",         "pgBorders", "lnNumType", "pgNumType",
					     "cols",       "vAlign",    "titlePg", "textDirection", "bidi",      "rtlGutter", "docGrid" };
	const reference_doc *ref = w->reference;
	ZW_LIT(w->zip, "<w:sectPr>");
	for (size_t i = 0; i < ref->n_stories; i++) {
		zw_printf(w->zip, "<w:%s", (const char *)ref->stories[i].node->name);
		zw_named(w->zip, "w:type", xml_attribute(ref->stories[i].node, "type"));
		zw_printf(w->zip, " r:id=\"rId%u\"/>", ref->stories[i].rel);
	}
	if (xml_child(ref->section, "pgSz") == NULL)
		zw_puts(w->zip, w->look->page);
	else
		for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
			const xmlNode *n = xml_child(ref->section, order[i]);
			if (n != NULL)
				xml_write(w, n);
		}
	ZW_LIT(w->zip, "</w:sectPr>");
}

/* What of the settings belongs to the page and the fonts, in the order of the schema. */
void dw_reference_write_settings(writer *w, bool is_head)
{
	static const char *const head[] = {
		"mirrorMargins",  "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
		"defaultTabStop", "autoHyphenation",      "evenAndOddHeaders",          "characterSpacingControl"
	};
	static const char *const tail[] = { "themeFontLang", "clrSchemeMapping" };
	const xmlNode *root = w->reference->settings_xml != NULL ? xmlDocGetRootElement(w->reference->settings_xml) : NULL;
	if (is_head)
		ZW_LIT(w->zip, "<w:zoom w:percent=\"100\"/>");
	for (size_t i = 0; i < (is_head ? sizeof head / sizeof *head : sizeof tail / sizeof *tail); i++) {
		const xmlNode *n = xml_child(root, is_head ? head[i] : tail[i]);
		if (n != NULL)
			xml_write(w, n);
	}
}
