#include "write_zip.h"

#include <stdio.h>

enum {
	FLAG_DESCRIPTOR = 0x0008, /* sizes follow the data */
	FLAG_UTF8 = 0x0800,
	VERSION = 20,
	DOS_TIME = 0, /* 1980-01-01 00:00, the earliest that zip can say */
	DOS_DATE = 0x21,
	METHOD_STORE = 0,
	METHOD_DEFLATE = 8,
	LEVEL = 5 /* 6 takes more than twice the time for a tenth less */
};

static void fail(zw *zip, int code)
{
	if (zip->code == PM_OK)
		zip->code = code;
}

void zw_init(zw *zip, pm_sink *sink)
{
	zip->sink = sink;
	zip->has_stream = false;
	zip->code = PM_OK;
	zip->directory = (pm_buf){ 0 };
	zip->n_entries = 0;
	zip->name = NULL;
	zip->len = 0;
	memset(&zip->stream, 0, sizeof zip->stream);
	if (deflateInit2(&zip->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK)
		zip->has_stream = true;
	else
		fail(zip, PM_ENOMEM);
}

/* Little-endian numbers of a zip header, built in a small array. */
typedef struct header {
	unsigned char at[64];
	size_t n;
} header;

static void put16(header *h, unsigned v)
{
	h->at[h->n++] = (unsigned char)(v & 0xff);
	h->at[h->n++] = (unsigned char)(v >> 8 & 0xff);
}

static void put32(header *h, uint64_t v)
{
	put16(h, (unsigned)(v & 0xffff));
	put16(h, (unsigned)(v >> 16 & 0xffff));
}

static void local_header(zw *zip, const char *name, unsigned flags, unsigned method, uLong crc, uint64_t size)
{
	header h = { .n = 0 };
	put32(&h, 0x04034b50);
	put16(&h, VERSION);
	put16(&h, flags);
	put16(&h, method);
	put16(&h, DOS_TIME);
	put16(&h, DOS_DATE);
	put32(&h, crc);
	put32(&h, size);
	put32(&h, size);
	put16(&h, (unsigned)strlen(name));
	put16(&h, 0);
	zip->offset = pm_sink_offset(zip->sink);
	pm_sink_write(zip->sink, h.at, h.n);
	pm_sink_puts(zip->sink, name);
}

static void directory_entry(zw *zip, const char *name, unsigned flags, unsigned method, uLong crc, uint64_t packed, uint64_t size)
{
	/* Without zip64, which older Words do not read, all sizes and places must fit 32 bits. */
	if (packed > UINT32_MAX || size > UINT32_MAX || pm_sink_offset(zip->sink) > UINT32_MAX || zip->n_entries >= UINT16_MAX)
		fail(zip, PM_ELIMIT);
	header h = { .n = 0 };
	put32(&h, 0x02014b50);
	put16(&h, VERSION);
	put16(&h, VERSION);
	put16(&h, flags);
	put16(&h, method);
	put16(&h, DOS_TIME);
	put16(&h, DOS_DATE);
	put32(&h, crc);
	put32(&h, packed);
	put32(&h, size);
	put16(&h, (unsigned)strlen(name));
	put16(&h, 0); /* extra field, comment, disk, attributes */
	put16(&h, 0);
	put16(&h, 0);
	put16(&h, 0);
	put32(&h, 0);
	put32(&h, zip->offset);
	pm_buf_append(&zip->directory, h.at, h.n);
	pm_buf_puts(&zip->directory, name);
	zip->n_entries++;
}

/* Run what waits in `in` through deflate; `flush` is Z_FINISH at the entry's end. */
static void drain(zw *zip, int flush)
{
	if (zip->code != PM_OK) {
		zip->len = 0;
		return;
	}
	zip->crc = crc32(zip->crc, zip->in, (uInt)zip->len);
	zip->size += zip->len;
	zip->stream.next_in = zip->in;
	zip->stream.avail_in = (uInt)zip->len;
	int rc;
	do {
		zip->stream.next_out = zip->out;
		zip->stream.avail_out = sizeof zip->out;
		rc = deflate(&zip->stream, flush);
		size_t n = sizeof zip->out - zip->stream.avail_out;
		pm_sink_write(zip->sink, zip->out, n);
		zip->packed += n;
	} while (zip->stream.avail_out == 0 || (flush == Z_FINISH && rc == Z_OK));
	zip->len = 0;
}

void zw_begin(zw *zip, const char *name)
{
	zip->name = name;
	zip->size = zip->packed = 0;
	zip->crc = crc32(0, NULL, 0);
	zip->len = 0;
	if (zip->code != PM_OK)
		return;
	deflateReset(&zip->stream);
	local_header(zip, name, FLAG_DESCRIPTOR | FLAG_UTF8, METHOD_DEFLATE, 0, 0);
}

void zw_end(zw *zip)
{
	drain(zip, Z_FINISH);
	if (zip->code != PM_OK)
		return;
	header h = { .n = 0 };
	put32(&h, 0x08074b50);
	put32(&h, zip->crc);
	put32(&h, zip->packed);
	put32(&h, zip->size);
	pm_sink_write(zip->sink, h.at, h.n);
	directory_entry(zip, zip->name, FLAG_DESCRIPTOR | FLAG_UTF8, METHOD_DEFLATE, zip->crc, zip->packed, zip->size);
	zip->name = NULL;
}

void zw_file(zw *zip, const char *name, pm_str bytes, bool is_packed)
{
	if (!is_packed) {
		zw_begin(zip, name);
		zw_write(zip, bytes.ptr, bytes.len);
		zw_end(zip);
		return;
	}
	if (zip->code != PM_OK)
		return;
	uLong crc = crc32_z(crc32(0, NULL, 0), (const unsigned char *)bytes.ptr, bytes.len);
	local_header(zip, name, FLAG_UTF8, METHOD_STORE, crc, bytes.len);
	pm_sink_str(zip->sink, bytes);
	directory_entry(zip, name, FLAG_UTF8, METHOD_STORE, crc, bytes.len, bytes.len);
}

int zw_finish(zw *zip, pm_error *err)
{
	if (zip->has_stream)
		deflateEnd(&zip->stream);
	zip->has_stream = false;
	if (zip->directory.is_broken)
		fail(zip, PM_ENOMEM);
	uint64_t at = pm_sink_offset(zip->sink);
	if (zip->code == PM_OK && at + zip->directory.len > UINT32_MAX)
		fail(zip, PM_ELIMIT);
	if (zip->code == PM_OK) {
		pm_sink_write(zip->sink, zip->directory.ptr, zip->directory.len);
		header h = { .n = 0 };
		put32(&h, 0x06054b50);
		put32(&h, 0);
		put16(&h, zip->n_entries);
		put16(&h, zip->n_entries);
		put32(&h, zip->directory.len);
		put32(&h, at);
		put16(&h, 0);
		pm_sink_write(zip->sink, h.at, h.n);
	}
	pm_buf_free(&zip->directory);
	if (zip->code == PM_ENOMEM)
		return pm_error_nomem(err);
	if (zip->code != PM_OK)
		return pm_error_set(err, zip->code,
				    "the DOCX package passes 4 GiB or 65,535 parts, more than Word reads; split the document");
	return pm_sink_status(zip->sink, err);
}

void zw_write(zw *zip, const char *bytes, size_t len)
{
	while (len > 0) {
		size_t room = ZW_BUFFER - zip->len;
		size_t n = len < room ? len : room;
		memcpy(zip->in + zip->len, bytes, n);
		zip->len += n;
		bytes += n;
		len -= n;
		if (zip->len == ZW_BUFFER)
			drain(zip, Z_NO_FLUSH);
	}
}

void zw_puts(zw *zip, const char *s)
{
	zw_write(zip, s, strlen(s));
}

void zw_printf(zw *zip, const char *format, ...)
{
	char text[1024];
	va_list args;
	va_start(args, format);
	int n = vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (n > 0)
		zw_write(zip, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
}
