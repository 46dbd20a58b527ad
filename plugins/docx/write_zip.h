/* write_zip.h: a zip package written as a stream, and XML text into its entries.
 *
 *     zw zip;
 *     zw_init(&zip, sink);
 *     zw_begin(&zip, "word/document.xml");
 *     zw_puts(&zip, "<w:p>"); zw_text(&zip, text); …
 *     zw_end(&zip);
 *     zw_store(&zip, "word/media/image1.png", bytes);
 *     zw_finish(&zip, err);
 *
 * Sizes and check sums follow each entry (data descriptors), so nothing is held but a window; the times of all entries are one
 * fixed moment.  Errors stick and zw_finish tells. */
#ifndef PUMICE_DOCX_WRITE_ZIP_H
#define PUMICE_DOCX_WRITE_ZIP_H

#include <pumice/pumice.h>

#include <zlib.h>

enum { ZW_BUFFER = 32 * 1024 };

typedef struct zw {
	pm_sink *sink;
	z_stream stream;
	bool has_stream;
	int code;         /* first failure */
	pm_buf directory; /* the central directory, as far as it is known */
	unsigned n_entries;
	const char *name;      /* of the open entry */
	uint64_t offset;       /* where its local header stands */
	uint64_t size, packed; /* of the open entry so far */
	uLong crc;
	size_t len; /* bytes waiting in `in` */
	unsigned char in[ZW_BUFFER];
	unsigned char out[ZW_BUFFER];
} zw;

void zw_init(zw *zip, pm_sink *sink);
/* `name` must last until zw_end. */
void zw_begin(zw *zip, const char *name);
void zw_end(zw *zip);
/* A whole entry; `is_packed`: the bytes are of a kind that deflate does not shrink. */
void zw_file(zw *zip, const char *name, pm_str bytes, bool is_packed);
/* Write the directory and give back what was taken. */
int zw_finish(zw *zip, pm_error *err);

void zw_write(zw *zip, const char *bytes, size_t len);
void zw_puts(zw *zip, const char *s);
void zw_printf(zw *zip, const char *format, ...) PM_PRINTF(2, 3);
#define ZW_LIT(zip, literal) zw_write((zip), "" literal, sizeof(literal) - 1)

/* Character data or an attribute's value between double quotes: escaped, and what XML cannot hold as U+FFFD. */
void zw_text(zw *zip, pm_str text);
void zw_attribute(zw *zip, pm_str value);
/* ` name="value"` */
void zw_named(zw *zip, const char *name, pm_str value);

/* The same into a buffer, for text and attributes alike. */
void xml_append_text(pm_buf *buf, pm_str text);

#endif
