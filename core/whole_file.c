/* whole_file.c: see whole_file.h. */
#include "whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct own_name {
	char path[40];
} own_name;

/* What linkat(2) takes for a file that has no name. */
static own_name name_of_descriptor(int fd)
{
	own_name name;
	snprintf(name.path, sizeof name.path, "/proc/self/fd/%d", fd);
	return name;
}

/* Without /proc a nameless file could never be given a name. */
static int open_nameless(const char *path, mode_t mode)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? strdup(".") : strndup(path, slash == path ? 1 : (size_t)(slash - path));
	if (folder == NULL) {
		errno = ENOMEM;
		return -1;
	}
	int fd = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
	int failure = errno;
	free(folder);
	if (fd >= 0 && access(name_of_descriptor(fd).path, F_OK) != 0) {
		close(fd);
		fd = -1;
		failure = EOPNOTSUPP;
	}
	errno = failure;
	return fd;
}

static int open_named(pm_whole_file *f, mode_t mode)
{
	unlink(f->temporary);
	int fd = open(f->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
	f->has_name = fd >= 0;
	return fd;
}

static char *temporary_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash != NULL ? slash + 1 : path;
	size_t room = strlen(path) + sizeof "..pumice-tmp";
	char *name = malloc(room);
	if (name != NULL)
		snprintf(name, room, "%.*s.%s.pumice-tmp", (int)(base - path), path, base);
	return name;
}

int pm_whole_file_open(pm_whole_file *f, const char *path, mode_t mode, bool may_be_nameless)
{
	*f = (pm_whole_file){ -1, false, strdup(path), temporary_name(path) };
	errno = f->path == NULL || f->temporary == NULL ? ENOMEM : EOPNOTSUPP;
	if (errno == EOPNOTSUPP && may_be_nameless)
		f->fd = open_nameless(path, mode);
	if (f->fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL))
		f->fd = open_named(f, mode);
	if (f->fd >= 0)
		return 0;
	int failure = errno;
	pm_whole_file_close(f);
	errno = failure;
	return -1;
}

int pm_whole_file_written(pm_whole_file *f)
{
	if (!f->has_name)
		return 0;
	int fd = f->fd;
	f->fd = -1;
	return close(fd);
}

static int link_and_rename(const pm_whole_file *f, const char *own)
{
	unlink(f->temporary);
	if (linkat(AT_FDCWD, own, AT_FDCWD, f->temporary, AT_SYMLINK_FOLLOW) == 0 && rename(f->temporary, f->path) == 0)
		return 0;
	int failure = errno;
	unlink(f->temporary);
	return failure;
}

/* No call links a nameless file over another one: it gets a name first, and the name is moved.  On a busy disk the first of the two
 * takes long enough for a signal to find it, and none can hold SIGKILL off; so a child makes both, which a kill of this process
 * does not reach.  It shares our memory and ends before we go on (vfork), so it costs no copy, whatever the size of the document. */
static int replace(const pm_whole_file *f)
{
	const own_name own = name_of_descriptor(f->fd);
	volatile int failure = ECHILD;
	pid_t child = vfork();
	if (child == 0) {
		failure = link_and_rename(f, own.path);
		_exit(failure);
	}
	int status;
	pid_t ended = -1;
	while (child > 0 && (ended = waitpid(child, &status, 0)) < 0 && errno == EINTR)
		;
	if (child < 0)
		failure = link_and_rename(f, own.path);
	else if (ended == child && WIFEXITED(status))
		failure = WEXITSTATUS(status); /* valgrind's vfork shares no memory */
	errno = failure;
	return failure == 0 ? 0 : -1;
}

int pm_whole_file_place(pm_whole_file *f)
{
	if (f->has_name) {
		f->has_name = rename(f->temporary, f->path) != 0;
		return f->has_name ? -1 : 0;
	}
	if (linkat(AT_FDCWD, name_of_descriptor(f->fd).path, AT_FDCWD, f->path, AT_SYMLINK_FOLLOW) == 0)
		return 0;
	return errno == EEXIST ? replace(f) : -1;
}

void pm_whole_file_close(pm_whole_file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	if (f->has_name)
		unlink(f->temporary);
	free(f->path);
	free(f->temporary);
	*f = (pm_whole_file){ .fd = -1 };
}
