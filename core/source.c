/* source.c: an input, read whole, and the files that lie beside it. */
#include "arena.h"
#include "io.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pumice/limits.h>
#include <pumice/text.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct pm_allocation {
	pm_allocation *next;
	void *memory;
};

bool pm_source_adopt(pm_source *src, void *memory)
{
	pm_allocation *a = malloc(sizeof *a);
	if (a == NULL) {
		free(memory);
		return false;
	}
	*a = (pm_allocation){ src->allocations, memory };
	src->allocations = a;
	return true;
}

void *pm_source_alloc(pm_source *src, size_t size)
{
	void *memory = malloc(size > 0 ? size : 1);
	if (memory != NULL && !pm_source_adopt(src, memory))
		return NULL;
	return memory;
}

/* -- reading files ---------------------------------------------------------------------------------------------------------- */

static int read_failed(const char *name, pm_error *err)
{
	return pm_error_set(err, PM_EIO, "%s: cannot be read: %s", name, strerror(errno));
}

int pm_file_read(int fd, const char *name, size_t limit, char **bytes, size_t *len, pm_error *err)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return read_failed(name, err);
	size_t cap = S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size + 1 : 64 * 1024;
	size_t n = 0, room = 0;
	char *p = NULL;
	int rc = PM_OK;
	while (rc == PM_OK) {
		if (n == room) {
			if (cap > limit + 1)
				cap = limit + 1;
			char *more = realloc(p, cap);
			if (more == NULL) {
				rc = pm_error_nomem(err);
				break;
			}
			p = more;
			if (S_ISREG(st.st_mode))
				pm_memory_fill(p + n, cap - n);
			room = cap;
			cap *= 2;
		}
		ssize_t got = read(fd, p + n, room - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			rc = read_failed(name, err);
		if (got <= 0)
			break;
		n += (size_t)got;
		if (n > limit)
			rc = pm_error_set(err, PM_ELIMIT, "%s: is larger than %zu bytes, the limit of one input; split it", name, limit);
	}
	if (rc != PM_OK) {
		free(p);
		return rc;
	}
	*bytes = p;
	*len = n;
	return PM_OK;
}

/* -- making a source ---------------------------------------------------------------------------------------------------------- */

static void note_extension(pm_source *src, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash != NULL ? slash + 1 : path;
	const char *dot = strrchr(base, '.');
	if (dot == NULL || dot == base || strlen(dot + 1) >= sizeof src->extension)
		return;
	size_t i = 0;
	for (; dot[1 + i] != '\0'; i++)
		src->extension[i] = (char)(dot[1 + i] >= 'A' && dot[1 + i] <= 'Z' ? dot[1 + i] - 'A' + 'a' : dot[1 + i]);
	src->extension[i] = '\0';
}

static pm_source *make(const char *name, pm_error *err)
{
	pm_source *src = calloc(1, sizeof *src);
	if (src != NULL)
		src->name = strdup(name);
	if (src == NULL || src->name == NULL) {
		pm_error_nomem(err);
		pm_source_free(src);
		return NULL;
	}
	note_extension(src, name);
	return src;
}

static int open_regular(const char *path, pm_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		int code = errno == ENOENT || errno == ENOTDIR ? PM_ENOTFOUND : PM_EIO;
		pm_error_set(err, code, "%s: cannot be opened: %s", path, strerror(errno));
		return -1;
	}
	struct stat st;
	if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode)) {
		pm_error_set(err, PM_EUSAGE, "%s: is a folder; a file was expected", path);
		close(fd);
		return -1;
	}
	if (S_ISREG(st.st_mode))
		return fd;
	/* A pipe is read as it comes; devices and sockets may never end. */
	if (S_ISFIFO(st.st_mode)) {
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
		return fd;
	}
	pm_error_set(err, PM_EUSAGE, "%s: is no regular file; a file was expected", path);
	close(fd);
	return -1;
}

/* A file that somebody is still writing would be half a document. */
static int check_unchanged(int fd, const pm_source *src, const struct stat *before, pm_error *err)
{
	struct stat after;
	if (!S_ISREG(before->st_mode))
		return PM_OK;
	bool is_same = fstat(fd, &after) == 0 && after.st_size == before->st_size && (size_t)after.st_size == src->len &&
	               after.st_mtim.tv_sec == before->st_mtim.tv_sec && after.st_mtim.tv_nsec == before->st_mtim.tv_nsec;
	return is_same ? PM_OK : pm_error_set(err, PM_EIO, "%s: changed while it was read; run again when it is written", src->name);
}

pm_source *pm_source_open(const char *path, pm_error *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open_regular(path, err);
	if (fd < 0)
		return NULL;
	pm_source *src = make(is_stdin ? "standard input" : path, err);
	struct stat before = { 0 };
	int rc = src != NULL && fstat(fd, &before) == 0 ? PM_OK : PM_EIO;
	if (rc == PM_OK)
		rc = pm_file_read(fd, src->name, PM_LIMIT_SOURCE_BYTES, &src->bytes, &src->len, err);
	if (rc == PM_OK)
		rc = check_unchanged(fd, src, &before, err);
	if (!is_stdin)
		close(fd);
	if (rc == PM_OK && !is_stdin) {
		const char *slash = strrchr(path, '/');
		src->folder = slash == NULL ? strdup(".") : strndup(path, slash == path ? 1 : (size_t)(slash - path));
		if (src->folder == NULL)
			rc = pm_error_nomem(err);
	}
	if (rc != PM_OK) {
		pm_source_free(src);
		return NULL;
	}
	return src;
}

pm_source *pm_source_new(const char *name, const void *bytes, size_t len, pm_error *err)
{
	pm_source *src = make(name, err);
	if (src == NULL)
		return NULL;
	src->bytes = malloc(len + 1);
	if (src->bytes == NULL) {
		pm_error_nomem(err);
		pm_source_free(src);
		return NULL;
	}
	if (len > 0)
		memcpy(src->bytes, bytes, len);
	src->len = len;
	return src;
}

void pm_source_free(pm_source *src)
{
	if (src == NULL)
		return;
	while (src->allocations != NULL) {
		pm_allocation *next = src->allocations->next;
		free(src->allocations->memory);
		free(src->allocations);
		src->allocations = next;
	}
	free(src->name);
	free(src->folder);
	free(src->bytes);
	free(src);
}

/* -- what readers ask --------------------------------------------------------------------------------------------------------- */

pm_str pm_source_bytes(const pm_source *src)
{
	return pm_str_of(src->bytes, src->len);
}

const char *pm_source_name(const pm_source *src)
{
	return src->name;
}

pm_str pm_source_extension(const pm_source *src)
{
	return pm_str_from(src->extension);
}

bool pm_source_starts_with(const pm_source *src, const char *magic)
{
	return pm_str_starts_with(pm_source_bytes(src), magic);
}

void pm_sha256_hex(const void *bytes, size_t len, char out[65])
{
	SHA2_CTX ctx;
	uint8_t digest[SHA256_DIGEST_LENGTH];
	SHA256Init(&ctx);
	SHA256Update(&ctx, bytes, len);
	SHA256Final(digest, &ctx);
	for (size_t i = 0; i < sizeof digest; i++)
		snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

const char *pm_source_sha256(pm_source *src)
{
	if (src->sha256[0] == '\0')
		pm_sha256_hex(src->bytes, src->len, src->sha256);
	return src->sha256;
}

/* -- files beside the source ---------------------------------------------------------------------------------------------------- */

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* %-escapes decoded, query and fragment cut off; false for what is no plain relative path below the folder. */
static bool plain_path(pm_str path, char *out, size_t size)
{
	size_t n = 0;
	for (size_t i = 0; i < path.len && path.ptr[i] != '?' && path.ptr[i] != '#'; i++) {
		char c = path.ptr[i];
		if (c == '%' && i + 2 < path.len && hex(path.ptr[i + 1]) >= 0 && hex(path.ptr[i + 2]) >= 0) {
			c = (char)(hex(path.ptr[i + 1]) * 16 + hex(path.ptr[i + 2]));
			i += 2;
		}
		if (c == '\\')
			c = '/';
		if (c == '\0' || n + 1 >= size)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	if (n == 0 || out[0] == '/' || strchr(out, ':') != NULL)
		return false;
	for (const char *p = out; p != NULL; p = strchr(p, '/'), p = p != NULL ? p + 1 : NULL)
		if (p[0] == '.' && p[1] == '.' && (p[2] == '/' || p[2] == '\0'))
			return false;
	return true;
}

/* Links may not lead out: the real path must lie below the real folder. */
static bool is_inside(const char *folder, const char *path)
{
	char real_folder[PATH_MAX], real_path[PATH_MAX];
	if (realpath(folder, real_folder) == NULL || realpath(path, real_path) == NULL)
		return false;
	size_t n = strlen(real_folder);
	return strncmp(real_path, real_folder, n) == 0 && (real_path[n] == '/' || n == 1);
}

int pm_source_read_beside(pm_source *src, pm_str path, pm_str *bytes, pm_error *err)
{
	char relative[PATH_MAX], full[PATH_MAX];
	*bytes = pm_str_of(NULL, 0);
	if (src->folder == NULL || !plain_path(path, relative, sizeof relative) ||
	    (size_t)snprintf(full, sizeof full, "%s/%s", src->folder, relative) >= sizeof full || !is_inside(src->folder, full))
		return pm_error_set(err, PM_ENOTFOUND, "%s: no file %.*s inside its folder", src->name, (int)(path.len < 200 ? path.len : 200),
		                    path.len > 0 ? path.ptr : "");
	int fd = open_regular(full, err);
	if (fd < 0)
		return PM_ENOTFOUND;
	char *memory = NULL;
	size_t len = 0;
	int rc = pm_file_read(fd, full, PM_LIMIT_RESOURCE_BYTES, &memory, &len, err);
	close(fd);
	if (rc != PM_OK)
		return rc;
	if (!pm_source_adopt(src, memory))
		return pm_error_nomem(err);
	*bytes = pm_str_of(memory, len);
	return PM_OK;
}

const pm_detector *pm_source_detector(pm_source *src)
{
	return src->registry != NULL ? pm_registry_detector(src->registry) : NULL;
}
