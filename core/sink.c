/* sink.c: where a writer's bytes go: a file that appears whole or not at all (whole_file.h), standard output, or memory. */
#include "sink.h"

#include "whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pumice/text.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	BUFFER = 128 * 1024,
	NAMELESS_ASSETS = 200, /* each holds a descriptor until the output is whole, and 1024 is what a process may have */
};

struct pm_sink {
	int fd; /* -1: into memory; of `file` where there is one */
	bool is_direct; /* standard output, a device, a pipe: nothing to put in place */
	pm_whole_file file;
	char *path;
	pm_buf buf;
	uint64_t offset;
	pm_error error;
	pm_whole_file *assets;
	size_t n_assets, assets_cap;
	char *asset_folder;
	bool made_asset_folder;
	pm_buf link;
};

/* -- opening ---------------------------------------------------------------------------------------------------------------- */

static int io_failed(pm_error *err, const char *path, const char *what)
{
	const char *cure = errno == ENOSPC || errno == EDQUOT ? "; make room and run again"
	                   : errno == EACCES || errno == EPERM ? "; check the permissions or choose another place with -o"
	                   : errno == ENOENT                   ? "; make the folder first or choose another place with -o"
	                                                       : "";
	return pm_error_set(err, PM_EIO, "%s: cannot be %s: %s%s", path, what, strerror(errno), cure);
}

/* A file that stands there already keeps its mode; one that may not be written is not replaced either. */
static int open_beside(pm_sink *sink, pm_error *err)
{
	struct stat st;
	bool exists = stat(sink->path, &st) == 0;
	if (exists && S_ISDIR(st.st_mode))
		return pm_error_set(err, PM_EUSAGE, "%s: is a folder; name a file in it", sink->path);
	if (exists && access(sink->path, W_OK) != 0)
		return io_failed(err, sink->path, "written");
	if (exists && !S_ISREG(st.st_mode)) {
		sink->is_direct = true;
		sink->fd = open(sink->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		return sink->fd >= 0 ? PM_OK : io_failed(err, sink->path, "opened");
	}
	mode_t mode = exists ? st.st_mode & 0777 : 0666;
	if (pm_whole_file_open(&sink->file, sink->path, mode, true) != 0)
		return errno == ENOMEM ? pm_error_nomem(err) : io_failed(err, sink->path, "written");
	sink->fd = sink->file.fd;
	if (exists)
		(void)!fchmod(sink->fd, mode);
	return PM_OK;
}

pm_sink *pm_sink_new_memory(void)
{
	pm_sink *sink = calloc(1, sizeof *sink);
	if (sink != NULL)
		sink->fd = sink->file.fd = -1;
	return sink;
}

pm_sink *pm_sink_open(const char *path, pm_error *err)
{
	pm_sink *sink = pm_sink_new_memory();
	if (sink == NULL) {
		pm_error_nomem(err);
		return NULL;
	}
	if (strcmp(path, "-") == 0) {
		sink->is_direct = true;
		sink->fd = STDOUT_FILENO;
		return sink;
	}
	/* Written through a symbolic link, as cp does. */
	struct stat st;
	sink->path = lstat(path, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(path, NULL) : NULL;
	if (sink->path == NULL)
		sink->path = strdup(path);
	if (sink->path == NULL)
		pm_error_nomem(err);
	if (sink->path == NULL || open_beside(sink, err) != PM_OK) {
		pm_sink_free(sink);
		return NULL;
	}
	return sink;
}

/* -- writing ---------------------------------------------------------------------------------------------------------------- */

static const char *shown_path(const pm_sink *sink)
{
	return sink->path != NULL ? sink->path : "standard output";
}

static void flush(pm_sink *sink)
{
	size_t done = 0;
	while (done < sink->buf.len && sink->error.code == PM_OK) {
		ssize_t n = write(sink->fd, sink->buf.ptr + done, sink->buf.len - done);
		if (n >= 0)
			done += (size_t)n;
		else if (errno != EINTR)
			io_failed(&sink->error, shown_path(sink), "written");
	}
	sink->buf.len = 0;
}

void pm_sink_write(pm_sink *sink, const void *bytes, size_t len)
{
	if (sink->error.code != PM_OK || len == 0)
		return;
	sink->offset += len;
	pm_buf_append(&sink->buf, bytes, len);
	if (sink->buf.is_broken)
		pm_error_nomem(&sink->error);
	else if (sink->fd >= 0 && sink->buf.len >= BUFFER)
		flush(sink);
}

void pm_sink_str(pm_sink *sink, pm_str s)
{
	pm_sink_write(sink, s.ptr, s.len);
}

void pm_sink_puts(pm_sink *sink, const char *s)
{
	pm_sink_write(sink, s, strlen(s));
}

void pm_sink_putc(pm_sink *sink, char c)
{
	pm_sink_write(sink, &c, 1);
}

void pm_sink_printf(pm_sink *sink, const char *format, ...)
{
	char small[512];
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int n = vsnprintf(small, sizeof small, format, args);
	va_end(args);
	if (n >= 0 && (size_t)n < sizeof small) {
		pm_sink_write(sink, small, (size_t)n);
	} else if (n >= 0) {
		char *large = malloc((size_t)n + 1);
		if (large == NULL) {
			pm_error_nomem(&sink->error);
		} else {
			vsnprintf(large, (size_t)n + 1, format, again);
			pm_sink_write(sink, large, (size_t)n);
			free(large);
		}
	}
	va_end(again);
}

int pm_sink_status(const pm_sink *sink, pm_error *err)
{
	return sink->error.code == PM_OK ? PM_OK : pm_error_set(err, sink->error.code, "%s", sink->error.text);
}

uint64_t pm_sink_offset(const pm_sink *sink)
{
	return sink->offset;
}

pm_str pm_sink_bytes(const pm_sink *sink)
{
	return pm_buf_view(&sink->buf);
}

/* -- files beside the output -------------------------------------------------------------------------------------------------- */

size_t pm_sink_n_assets(const pm_sink *sink)
{
	return sink->n_assets;
}

const char *pm_sink_asset_path(const pm_sink *sink, size_t i)
{
	return sink->assets[i].path;
}

/* `report.md` keeps its pictures in `report.assets`. */
static int make_asset_folder(pm_sink *sink, pm_error *err)
{
	if (sink->asset_folder != NULL)
		return PM_OK;
	const char *slash = strrchr(sink->path, '/');
	const char *base = slash != NULL ? slash + 1 : sink->path;
	const char *dot = strrchr(base, '.');
	size_t stem = dot != NULL && dot != base ? (size_t)(dot - sink->path) : strlen(sink->path);
	size_t room = stem + sizeof ".assets";
	sink->asset_folder = malloc(room);
	if (sink->asset_folder == NULL)
		return pm_error_nomem(err);
	snprintf(sink->asset_folder, room, "%.*s.assets", (int)stem, sink->path);
	if (mkdir(sink->asset_folder, 0777) == 0)
		sink->made_asset_folder = true;
	else if (errno != EEXIST)
		return io_failed(err, sink->asset_folder, "made");
	return PM_OK;
}

static void link_component(pm_buf *out, pm_str s)
{
	static const char digits[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c <= ' ' || c == 0x7F || strchr("%?#()<>[]\"\\`", c) != NULL) {
			pm_buf_putc(out, '%');
			pm_buf_putc(out, digits[c >> 4]);
			pm_buf_putc(out, digits[c & 15]);
		} else {
			pm_buf_putc(out, (char)c);
		}
	}
}

static int write_asset(pm_whole_file *a, pm_str bytes, pm_error *err)
{
	size_t done = 0;
	while (done < bytes.len) {
		ssize_t n = write(a->fd, bytes.ptr + done, bytes.len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return io_failed(err, a->path, "written");
		done += (size_t)n;
	}
	return pm_whole_file_written(a) == 0 ? PM_OK : io_failed(err, a->path, "written");
}

static pm_whole_file *add_asset(pm_sink *sink, pm_str name, pm_error *err)
{
	if (sink->n_assets == sink->assets_cap) {
		size_t cap = sink->assets_cap < 8 ? 8 : sink->assets_cap * 2;
		pm_whole_file *more = realloc(sink->assets, cap * sizeof *more);
		if (more == NULL) {
			pm_error_nomem(err);
			return NULL;
		}
		sink->assets = more;
		sink->assets_cap = cap;
	}
	size_t room = strlen(sink->asset_folder) + name.len + 2;
	char *path = malloc(room);
	if (path == NULL) {
		pm_error_nomem(err);
		return NULL;
	}
	snprintf(path, room, "%s/%.*s", sink->asset_folder, (int)name.len, name.ptr);
	pm_whole_file *a = &sink->assets[sink->n_assets];
	if (pm_whole_file_open(a, path, 0666, sink->n_assets < NAMELESS_ASSETS) != 0) {
		io_failed(err, path, "written");
		free(path);
		return NULL;
	}
	free(path);
	sink->n_assets++;
	return a;
}

static bool is_plain_name(pm_str name)
{
	return name.len > 0 && name.len < 200 && name.ptr[0] != '.' && memchr(name.ptr, '/', name.len) == NULL &&
	       memchr(name.ptr, '\0', name.len) == NULL;
}

static bool has_asset(const pm_sink *sink, pm_str name)
{
	for (size_t i = 0; i < sink->n_assets; i++)
		if (pm_str_is(name, strrchr(sink->assets[i].path, '/') + 1))
			return true;
	return false;
}

int pm_sink_asset(pm_sink *sink, pm_str name, pm_str bytes, pm_str *link, pm_error *err)
{
	if (sink->is_direct || sink->path == NULL)
		return PM_ENOTFOUND;
	if (!is_plain_name(name))
		return pm_error_set(err, PM_EUSAGE, "%s: an image's name must be a plain file name", sink->path);
	int rc = make_asset_folder(sink, err);
	if (rc == PM_OK && !has_asset(sink, name)) {
		pm_whole_file *a = add_asset(sink, name, err);
		rc = a != NULL ? write_asset(a, bytes, err) : PM_EIO;
	}
	if (rc != PM_OK) {
		pm_error_set(&sink->error, rc, "%s", err != NULL ? err->text : "an image could not be written");
		return rc;
	}
	sink->link.len = 0;
	link_component(&sink->link, pm_str_from(strrchr(sink->asset_folder, '/') != NULL ? strrchr(sink->asset_folder, '/') + 1 : sink->asset_folder));
	pm_buf_putc(&sink->link, '/');
	link_component(&sink->link, name);
	*link = pm_buf_view(&sink->link);
	return sink->link.is_broken ? pm_error_nomem(err) : PM_OK;
}

/* -- closing ---------------------------------------------------------------------------------------------------------------- */

static int make_final(pm_sink *sink, pm_error *err)
{
	if (sink->fd < 0)
		return PM_OK;
	flush(sink);
	if (sink->error.code != PM_OK)
		return pm_sink_status(sink, err);
	if (sink->is_direct)
		return PM_OK;
	for (size_t i = 0; i < sink->n_assets; i++)
		if (pm_whole_file_place(&sink->assets[i]) != 0)
			return io_failed(err, sink->assets[i].path, "put in place");
	if (pm_whole_file_place(&sink->file) != 0)
		return io_failed(err, sink->path, "put in place");
	sink->made_asset_folder = false;
	return PM_OK;
}

int pm_sink_close(pm_sink *sink, pm_error *err)
{
	if (sink == NULL)
		return PM_OK;
	int rc = sink->error.code == PM_OK ? make_final(sink, err) : pm_sink_status(sink, err);
	pm_sink_free(sink);
	return rc;
}

void pm_sink_free(pm_sink *sink)
{
	if (sink == NULL)
		return;
	if (sink->is_direct && sink->fd >= 0 && sink->fd != STDOUT_FILENO)
		close(sink->fd);
	pm_whole_file_close(&sink->file);
	for (size_t i = 0; i < sink->n_assets; i++)
		pm_whole_file_close(&sink->assets[i]);
	if (sink->made_asset_folder)
		rmdir(sink->asset_folder);
	free(sink->assets);
	free(sink->asset_folder);
	pm_buf_free(&sink->link);
	pm_buf_free(&sink->buf);
	free(sink->path);
	free(sink);
}
