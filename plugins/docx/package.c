#include "package.h"

#include <stdlib.h>
#include <zip.h>

#include "pool.h"

/* Of one document all together: the document's own part may be as large as a part can be, and so may all others. */
static const uint64_t LIMIT_UNPACKED = 2 * (uint64_t)PM_LIMIT_PART_BYTES;
/* Below this no ratio is suspicious: text of a few megabytes with one repeated word packs 1000 : 1. */
static const uint64_t RATIO_FREE = 16 * 1024 * 1024;

struct entry {
	pm_str plain; /* lower case, slashes, no leading one */
	int index;
};

struct docx_package {
	zip_t *zip;
	const char *name;
	size_t source_len;
	struct entry *entries; /* by plain name, then by index */
	size_t n_entries;
	const struct entry **by_index;
	docx_pool pool;
	uint64_t unpacked;
};

static int zip_failure(const docx_package *package, const char *what, zip_error_t *ze, pm_error *err)
{
	int code = zip_error_code_zip(ze) == ZIP_ER_MEMORY ? PM_ENOMEM : PM_EFORMAT;

	pm_error_set(err, code, "%s: %s: %s; open the file in Word and save it again", package->name, what, zip_error_strerror(ze));
	zip_error_fini(ze);
	return code;
}

static void append_lower(pm_buf *out, char c)
{
	pm_buf_putc(out, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Cut the last segment off, with its slash. */
static void climb(pm_buf *out)
{
	while (out->len > 0 && out->ptr[out->len - 1] != '/')
		out->len--;
	if (out->len > 0)
		out->len--;
}

static void append_segment(pm_buf *out, pm_str segment, bool is_escaped)
{
	if (segment.len == 0 || pm_str_is(segment, "."))
		return;
	if (pm_str_is(segment, "..")) {
		climb(out);
		return;
	}
	if (out->len > 0)
		pm_buf_putc(out, '/');
	for (size_t i = 0; i < segment.len; i++) {
		char c = segment.ptr[i];

		if (is_escaped && c == '%' && i + 2 < segment.len && hex_digit(segment.ptr[i + 1]) >= 0 &&
		    hex_digit(segment.ptr[i + 2]) >= 0) {
			c = (char)(hex_digit(segment.ptr[i + 1]) * 16 + hex_digit(segment.ptr[i + 2]));
			i += 2;
		}
		append_lower(out, c);
	}
}

static void append_path(pm_buf *out, pm_str path, bool is_escaped)
{
	size_t start = 0;

	if (path.len == 0)
		return;
	for (size_t i = 0; i <= path.len; i++) {
		if (i == path.len || path.ptr[i] == '/' || path.ptr[i] == '\\') {
			append_segment(out, pm_str_of(path.ptr + start, i - start), is_escaped);
			start = i + 1;
		}
	}
}

void docx_part_resolve(pm_str base, pm_str target, pm_buf *out)
{
	out->len = 0;
	for (size_t i = 0; i < target.len; i++) {
		if (target.ptr[i] == '#' || target.ptr[i] == '?')
			target.len = i;
	}
	if (target.len > 0 && target.ptr[0] != '/' && target.ptr[0] != '\\') {
		append_path(out, base, false);
		climb(out);
	}
	append_path(out, target, true);
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	size_t n = x->plain.len < y->plain.len ? x->plain.len : y->plain.len;
	int d = n > 0 ? memcmp(x->plain.ptr, y->plain.ptr, n) : 0;

	if (d != 0)
		return d;
	if (x->plain.len != y->plain.len)
		return x->plain.len < y->plain.len ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

static int index_names(docx_package *package, pm_error *err)
{
	zip_int64_t n = zip_get_num_entries(package->zip, 0);
	pm_buf plain = { 0 };

	if (n > (zip_int64_t)PM_LIMIT_ARCHIVE_ENTRIES)
		return pm_error_set(err, PM_ELIMIT, "%s: the archive has %lld entries; at most %d are read (PM_LIMIT_ARCHIVE_ENTRIES)",
				    package->name, (long long)n, PM_LIMIT_ARCHIVE_ENTRIES);
	package->entries = calloc((size_t)n + 1, sizeof(*package->entries));
	package->by_index = calloc((size_t)n + 1, sizeof(*package->by_index));
	if (package->entries == NULL || package->by_index == NULL)
		return pm_error_nomem(err);
	for (zip_int64_t i = 0; i < n; i++) {
		pm_str name = pm_str_from(zip_get_name(package->zip, (zip_uint64_t)i, 0));

		plain.len = 0;
		append_path(&plain, name, false);
		package->entries[i].plain = docx_pool_str(&package->pool, pm_buf_view(&plain));
		package->entries[i].index = (int)i;
		if (plain.is_broken || package->entries[i].plain.ptr == NULL) {
			pm_buf_free(&plain);
			return pm_error_nomem(err);
		}
	}
	pm_buf_free(&plain);
	package->n_entries = (size_t)n;
	qsort(package->entries, package->n_entries, sizeof(*package->entries), compare_entries);
	for (size_t i = 0; i < package->n_entries; i++)
		package->by_index[package->entries[i].index] = &package->entries[i];
	return PM_OK;
}

static int open_zip(docx_package *package, pm_str bytes, pm_error *err)
{
	zip_error_t ze;

	zip_error_init(&ze);
	zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &ze);
	if (source == NULL)
		return zip_failure(package, "the archive cannot be read", &ze, err);
	package->zip = zip_open_from_source(source, ZIP_RDONLY, &ze);
	if (package->zip == NULL) {
		zip_source_free(source);
		return zip_failure(package, "no whole zip archive (cut off or damaged)", &ze, err);
	}
	zip_error_fini(&ze);
	return PM_OK;
}

docx_package *docx_package_open(pm_str bytes, const char *name, pm_error *err)
{
	if (bytes.len >= 4 && memcmp(bytes.ptr, "\xD0\xCF\x11\xE0", 4) == 0) {
		pm_error_set(
			err, PM_EFORMAT,
			"%s: an OLE file: either encrypted with a password or a .doc of Word 97-2003; save it as .docx without password",
			name);
		return NULL;
	}
	docx_package *package = calloc(1, sizeof(*package));
	if (package == NULL) {
		pm_error_nomem(err);
		return NULL;
	}
	package->name = name;
	package->source_len = bytes.len;
	if (open_zip(package, bytes, err) != PM_OK || index_names(package, err) != PM_OK) {
		docx_package_close(package);
		return NULL;
	}
	return package;
}

void docx_package_close(docx_package *package)
{
	if (package == NULL)
		return;
	if (package->zip != NULL)
		zip_discard(package->zip);
	docx_pool_free(&package->pool);
	free(package->entries);
	free(package->by_index);
	free(package);
}

const char *docx_package_source_name(const docx_package *package)
{
	return package->name;
}

uint64_t docx_package_unpacked(const docx_package *package)
{
	return package->unpacked;
}

int docx_package_find(const docx_package *package, pm_str part)
{
	pm_buf plain = { 0 };
	size_t low = 0, high = package->n_entries;

	append_path(&plain, part, false);
	if (plain.is_broken || plain.len == 0) {
		pm_buf_free(&plain);
		return -1;
	}
	struct entry key = { .plain = pm_buf_view(&plain), .index = -1 };
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare_entries(&package->entries[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	int found = -1;
	if (low < package->n_entries && pm_str_equal(package->entries[low].plain, key.plain))
		found = package->entries[low].index;
	pm_buf_free(&plain);
	return found;
}

int docx_package_find_ending(const docx_package *package, const char *ending)
{
	for (size_t i = 0; i < package->n_entries; i++) {
		if (pm_str_ends_with(package->entries[i].plain, ending))
			return package->entries[i].index;
	}
	return -1;
}

pm_str docx_package_part_name(const docx_package *package, int part)
{
	return pm_str_from(zip_get_name(package->zip, (zip_uint64_t)part, 0));
}

pm_str docx_package_plain_name(const docx_package *package, int part)
{
	return package->by_index[part]->plain;
}

static const char *shown_name(const docx_package *package, int part)
{
	const char *name = zip_get_name(package->zip, (zip_uint64_t)part, 0);

	return name != NULL ? name : "?";
}

/* What a packed part may become: sizes in the archive's headers are claims and are not asked. */
static int check_size(docx_package *package, int part, uint64_t packed, uint64_t unpacked, pm_error *err)
{
	if (unpacked > PM_LIMIT_PART_BYTES)
		return pm_error_set(err, PM_ELIMIT, "%s: %s: unpacks to more than %lu MiB (PM_LIMIT_PART_BYTES)", package->name,
				    shown_name(package, part), PM_LIMIT_PART_BYTES >> 20);
	if (packed > package->source_len)
		packed = package->source_len;
	if (unpacked > RATIO_FREE && unpacked / PM_LIMIT_PART_RATIO > packed)
		return pm_error_set(err, PM_ELIMIT, "%s: %s: unpacks to more than %d times its size (PM_LIMIT_PART_RATIO): a zip bomb",
				    package->name, shown_name(package, part), PM_LIMIT_PART_RATIO);
	if (package->unpacked > 4 * RATIO_FREE && package->unpacked / PM_LIMIT_PART_RATIO > package->source_len)
		return pm_error_set(err, PM_ELIMIT, "%s: its parts unpack to more than %d times its size (PM_LIMIT_PART_RATIO): a zip bomb",
				    package->name, PM_LIMIT_PART_RATIO);
	if (package->unpacked > LIMIT_UNPACKED)
		return pm_error_set(err, PM_ELIMIT, "%s: its parts unpack to more than %llu MiB together", package->name,
				    (unsigned long long)(LIMIT_UNPACKED >> 20));
	return PM_OK;
}

static int stream_open_part(docx_package *package, int part, zip_file_t *file, uint64_t packed, docx_feed feed, void *user, pm_error *err)
{
	enum { PIECE = 32 * 1024 };
	char *piece = malloc(PIECE);
	uint64_t total = 0;
	int code = PM_OK;

	if (piece == NULL)
		return pm_error_nomem(err);
	while (code == PM_OK) {
		zip_int64_t n = zip_fread(file, piece, PIECE);

		if (n < 0)
			code = pm_error_set(err, PM_EFORMAT,
					    "%s: %s: the packed data is damaged (%s); open the file in Word and save it again",
					    package->name, shown_name(package, part), zip_file_strerror(file));
		if (n <= 0)
			break;
		total += (uint64_t)n;
		package->unpacked += (uint64_t)n;
		code = check_size(package, part, packed, total, err);
		if (code == PM_OK)
			code = feed(user, pm_str_of(piece, (size_t)n), err);
	}
	free(piece);
	return code;
}

int docx_package_stream(docx_package *package, int part, docx_feed feed, void *user, pm_error *err)
{
	zip_stat_t stat;
	uint64_t packed = package->source_len;

	zip_stat_init(&stat);
	if (zip_stat_index(package->zip, (zip_uint64_t)part, 0, &stat) == 0 && (stat.valid & ZIP_STAT_COMP_SIZE))
		packed = stat.comp_size;
	zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)part, 0);
	if (file == NULL)
		return pm_error_set(err, PM_EFORMAT, "%s: %s: cannot be unpacked: %s", package->name, shown_name(package, part),
				    zip_strerror(package->zip));
	int code = stream_open_part(package, part, file, packed, feed, user, err);
	zip_fclose(file);
	return code;
}

struct collect {
	pm_buf *out;
	size_t limit;
	const docx_package *package;
	int part;
};

static int collect_piece(void *user, pm_str piece, pm_error *err)
{
	struct collect *c = user;

	if (piece.len > c->limit - c->out->len)
		return pm_error_set(err, PM_ELIMIT, "%s: %s: larger than the %zu bytes that are allowed here", c->package->name,
				    shown_name(c->package, c->part), c->limit);
	pm_buf_str(c->out, piece);
	return c->out->is_broken ? pm_error_nomem(err) : PM_OK;
}

int docx_package_read(docx_package *package, int part, size_t limit, pm_buf *out, pm_error *err)
{
	struct collect c = { .out = out, .limit = limit, .package = package, .part = part };

	out->len = 0;
	return docx_package_stream(package, part, collect_piece, &c, err);
}
