#include "package_of.h"

#include <stdlib.h>
#include <zip.h>

#define OOXML "http://schemas.openxmlformats.org/"
#define NAMESPACES                                                                                                                         \
	" xmlns:w=\"" OOXML "wordprocessingml/2006/main\" xmlns:r=\"" OOXML "officeDocument/2006/relationships\""                          \
	" xmlns:wp=\"" OOXML "drawingml/2006/wordprocessingDrawing\" xmlns:a=\"" OOXML "drawingml/2006/main\""                             \
	" xmlns:pic=\"" OOXML "drawingml/2006/picture\" xmlns:mc=\"" OOXML "markup-compatibility/2006\""                                   \
	" xmlns:m=\"" OOXML "officeDocument/2006/math\" xmlns:v=\"urn:schemas-microsoft-com:vml\""                                         \
	" xmlns:o=\"urn:schemas-microsoft-com:office:office\""                                                                             \
	" xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""

static const struct {
	const char *name, *path, *before, *after;
} usual[] = {
	{ "body", "word/document.xml", "<w:document" NAMESPACES "><w:body>", "</w:body></w:document>" },
	{ "styles", "word/styles.xml", "<w:styles" NAMESPACES ">", "</w:styles>" },
	{ "numbering", "word/numbering.xml", "<w:numbering" NAMESPACES ">", "</w:numbering>" },
	{ "footnotes", "word/footnotes.xml", "<w:footnotes" NAMESPACES ">", "</w:footnotes>" },
	{ "endnotes", "word/endnotes.xml", "<w:endnotes" NAMESPACES ">", "</w:endnotes>" },
	{ "comments", "word/comments.xml", "<w:comments" NAMESPACES ">", "</w:comments>" },
	{ "header", "word/header1.xml", "<w:hdr" NAMESPACES ">", "</w:hdr>" },
	{ "settings", "word/settings.xml", "<w:settings" NAMESPACES ">", "</w:settings>" },
	{ "web", "word/webSettings.xml", "<w:webSettings" NAMESPACES ">", "</w:webSettings>" },
	{ "rels", "word/_rels/document.xml.rels", "<Relationships xmlns=\"" OOXML "package/2006/relationships\">", "</Relationships>" },
	{ "core", "docProps/core.xml",
	  "<cp:coreProperties xmlns:cp=\"" OOXML "package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	  " xmlns:dcterms=\"http://purl.org/dc/terms/\">",
	  "</cp:coreProperties>" },
	{ "app", "docProps/app.xml", "<Properties xmlns=\"" OOXML "officeDocument/2006/extended-properties\">", "</Properties>" },
};

enum { N_USUAL = sizeof(usual) / sizeof(usual[0]) };

static const char content_types[] =
	"<Types xmlns=\"" OOXML "package/2006/content-types\"><Default Extension=\"rels\""
	" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\""
	" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
static const char package_rels[] =
	"<Relationships xmlns=\"" OOXML "package/2006/relationships\"><Relationship Id=\"rId1\""
	" Type=\"" OOXML "officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

/* The archive takes the bytes over. */
static bool add(zip_t *zip, const char *name, const pm_buf *content)
{
	char *copy = content->len > 0 ? malloc(content->len) : NULL; /* no bytes would never be freed */

	if (content->is_broken || (copy == NULL && content->len > 0))
		return false;
	if (copy != NULL)
		memcpy(copy, content->ptr, content->len);
	zip_source_t *source = zip_source_buffer(zip, copy, content->len, 1);
	if (source == NULL) {
		free(copy);
		return false;
	}
	zip_int64_t index = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
	if (index < 0)
		zip_source_free(source);
	return index >= 0;
}

static bool add_part(zip_t *zip, const part *p)
{
	pm_buf content = { 0 }, name = { 0 };
	size_t i = 0;

	while (i < N_USUAL && !pm_str_is(p->name, usual[i].name))
		i++;
	if (i < N_USUAL)
		pm_buf_puts(&content, usual[i].before);
	pm_buf_str(&content, p->content);
	if (i < N_USUAL)
		pm_buf_puts(&content, usual[i].after);
	if (i < N_USUAL)
		pm_buf_puts(&name, usual[i].path);
	else
		pm_buf_str(&name, p->name);
	pm_buf_putc(&name, '\0');
	bool ok = !name.is_broken && add(zip, name.ptr, &content);
	pm_buf_free(&content);
	pm_buf_free(&name);
	return ok;
}

static bool take_bytes(zip_source_t *source, pm_buf *out)
{
	char piece[4096];
	zip_int64_t n = -1;

	if (zip_source_open(source) != 0)
		return false;
	while ((n = zip_source_read(source, piece, sizeof(piece))) > 0)
		pm_buf_append(out, piece, (size_t)n);
	zip_source_close(source);
	return n == 0 && !out->is_broken;
}

bool package_of(const part *parts, size_t n, unsigned flags, pm_buf *out)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = source != NULL ? zip_open_from_source(source, ZIP_TRUNCATE, NULL) : NULL;
	part common[] = { { PM_STR("[Content_Types].xml"), pm_str_from(content_types) },
			  { PM_STR("_rels/.rels"), pm_str_from(package_rels) } };
	bool ok = zip != NULL;

	out->len = 0;
	if (!ok) {
		zip_source_free(source);
		return false;
	}
	zip_source_keep(source);
	for (size_t i = 0; ok && i < 2 && !(flags & PACKAGE_BARE); i++)
		ok = add_part(zip, &common[i]);
	for (size_t i = 0; ok && i < n; i++)
		ok = add_part(zip, &parts[i]);
	if (zip_close(zip) != 0) {
		zip_discard(zip);
		ok = false;
	}
	ok = ok && take_bytes(source, out);
	zip_source_free(source);
	return ok;
}
