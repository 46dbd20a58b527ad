/* kill_at_link.c: preloaded into a program, it kills it with SIGKILL as soon as it has given a nameless file a name: the moment at
 * which an output that is to replace another one has both names. */
#include <dlfcn.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

static pid_t program;

__attribute__((constructor)) static void remember(void)
{
	program = getpid();
}

__attribute__((visibility("default"))) int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
	int (*real)(int, const char *, int, const char *, int);
	*(void **)&real = dlsym(RTLD_NEXT, "linkat");
	int rc = real(from_folder, from, to_folder, to, flags);
	if (rc == 0)
		kill(program, SIGKILL);
	return rc;
}
