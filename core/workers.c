/* workers.c: a pool of processes, so that an input which crashes a reader, spins or swallows memory costs that input alone.
 *
 * A worker gets the number of an item through a pipe and answers with the item's manifest line and its audit rows.  The parent keeps the time, kills
 * who passes it, and puts a new worker in the place of a lost one.  Workers die with their parent. */
#include "archive.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct worker {
	pid_t pid;
	int to, from;
	item *busy_with;
	struct timespec deadline;
} worker;

typedef struct reply {
	uint32_t line_len, audit_len;
	uint32_t is_last; /* the worker ends after this one */
} reply;

static volatile sig_atomic_t caught;

static void catch_signal(int signal)
{
	caught = signal;
}

/* -- in the worker ------------------------------------------------------------------------------------------------------------------ */

static bool write_all(int fd, const void *bytes, size_t len)
{
	const char *p = bytes;
	while (len > 0) {
		ssize_t n = write(fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

static bool read_all(int fd, void *bytes, size_t len)
{
	char *p = bytes;
	while (len > 0) {
		ssize_t n = read(fd, p, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

static int set_paths(const pool_job *job, const item *it, pm_error *err)
{
	for (size_t i = 0; i < job->n_outputs; i++) {
		output *out = &job->outputs[i];
		free(out->path);
		out->path = NULL;
		int extension = (int)strcspn(out->writer->extensions, " ");
		char *folder = join_path(job->call->output, it->base);
		int n = folder != NULL ? asprintf(&out->path, "%s.%.*s", folder, extension, out->writer->extensions) : -1;
		free(folder);
		if (n < 0) {
			out->path = NULL;
			return pm_error_nomem(err);
		}
		int rc = make_parents(out->path, err);
		if (rc != PM_OK)
			return rc;
	}
	return PM_OK;
}

/* Paths as the manifest names them: relative to the archive. */
static void make_relative(strings *paths, const char *folder)
{
	char *prefix = join_path(folder, "");
	size_t n = prefix != NULL ? strlen(folder) + (folder[strlen(folder) - 1] != '/') : 0;
	free(prefix);
	for (size_t i = 0; i < paths->n; i++)
		memmove(paths->at[i], paths->at[i] + n, strlen(paths->at[i] + n) + 1);
}

static char *convert_item(const pool_job *job, const item *it, audit *rows, int *code)
{
	pm_error err = { 0 };
	conversion done = { .is_known = true };
	int rc = set_paths(job, it, &err);
	if (rc == PM_OK)
		rc = convert_input(job->call, job->registry, it->path, it->name, job->outputs, job->n_outputs, rows, &done, &err);
	/* What was written before a later format failed is not named by the manifest, so it does not stay. */
	for (size_t i = 0; rc != PM_OK && i < done.written.n; i++)
		unlink(done.written.at[i]);
	if (rc != PM_OK)
		strings_free(&done.written);
	make_relative(&done.written, job->call->output);
	char memory[120];
	snprintf(memory, sizeof memory, "needs more memory than %llu bytes; raise --max-memory", (unsigned long long)job->call->max_memory);
	record r = {
		.name = it->name, .sha256 = done.sha256, .options = job->options, .title = done.title, .published = done.published, .source = done.source,
		.code = rc, .of = it, .outputs = &done.written, .folder = job->call->output,
		.status = rc != PM_OK ? "failed" : done.is_known ? "converted" : "skipped",
		.message = rc == PM_ENOMEM ? memory : rc != PM_OK ? err.text : done.is_known ? done.warning : "no reader knows this format",
	};
	pm_error line_err = { 0 };
	char *line = record_line(&r, &line_err);
	conversion_free(&done);
	*code = rc;
	return line;
}

static bool serve_one(const pool_job *job, const item *it, int to)
{
	audit *rows = job->call->audit != NULL ? audit_new_memory(job->call->audit) : NULL;
	int code = PM_OK;
	char *line = convert_item(job, it, rows, &code);
	pm_str text = rows != NULL && code == PM_OK ? audit_bytes(rows) : pm_str_of(NULL, 0);
	reply head = { line != NULL ? (uint32_t)strlen(line) : 0, text.len < UINT32_MAX ? (uint32_t)text.len : 0, code == PM_ENOMEM || line == NULL };
	bool ok = line != NULL && write_all(to, &head, sizeof head) && write_all(to, line, head.line_len) && write_all(to, text.ptr, head.audit_len);
	pm_error ignored = { 0 };
	audit_close(rows, &ignored);
	free(line);
	return ok && head.is_last == 0;
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

static void limit_memory(uint64_t bytes)
{
#ifdef SANITIZED
	(void)bytes; /* its shadow alone takes terabytes of addresses */
#else
	struct rlimit limit = { bytes, bytes };
	if (bytes > 0)
		setrlimit(RLIMIT_AS, &limit);
#endif
}

static void work(const pool_job *job, const items *list, int from, int to, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	struct rlimit no_core = { 0, 0 };
	setrlimit(RLIMIT_CORE, &no_core);
	limit_memory(job->call->max_memory);
	uint32_t i;
	while (read_all(from, &i, sizeof i) && i < list->n)
		if (!serve_one(job, &list->at[i], to))
			break;
	_exit(0);
}

/* -- in the parent ------------------------------------------------------------------------------------------------------------------- */

static int start_worker(const pool_job *job, const items *list, worker *all, size_t n, worker *w, pm_error *err)
{
	int down[2], up[2];
	if (pipe2(down, O_CLOEXEC) != 0)
		return pm_error_set(err, PM_EIO, "a worker cannot be started: %s; try fewer with -j", strerror(errno));
	if (pipe2(up, O_CLOEXEC) != 0) {
		close(down[0]);
		close(down[1]);
		return pm_error_set(err, PM_EIO, "a worker cannot be started: %s; try fewer with -j", strerror(errno));
	}
	pid_t parent = getpid();
	pid_t pid = fork();
	if (pid == 0) {
		for (size_t i = 0; i < n; i++) {
			if (all[i].pid > 0) {
				close(all[i].to);
				close(all[i].from);
			}
		}
		close(down[1]);
		close(up[0]);
		work(job, list, down[0], up[1], parent);
	}
	close(down[0]);
	close(up[1]);
	if (pid < 0) {
		close(down[1]);
		close(up[0]);
		return pm_error_set(err, PM_EIO, "a worker cannot be started: %s; try fewer with -j", strerror(errno));
	}
	*w = (worker){ .pid = pid, .to = down[1], .from = up[0] };
	return PM_OK;
}

static int stop_worker(worker *w, bool kill_it)
{
	int status = 0;
	if (w->pid <= 0)
		return 0;
	if (kill_it)
		kill(w->pid, SIGKILL);
	close(w->to);
	close(w->from);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	w->pid = 0;
	return status;
}

static struct timespec now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t;
}

static bool give(const pool_job *job, const items *list, worker *w, item *it)
{
	uint32_t i = (uint32_t)(it - list->at);
	w->busy_with = it;
	w->deadline = now();
	w->deadline.tv_sec += job->call->timeout;
	return write_all(w->to, &i, sizeof i);
}

/* The line of an input whose worker was lost. */
static char *lost_line(const pool_job *job, const item *it, int code, const char *message, pm_error *err)
{
	record r = { .name = it->name, .status = "failed", .message = message, .options = job->options, .code = code, .of = it, .folder = job->call->output };
	return record_line(&r, err);
}

static char *line_of_death(const pool_job *job, const item *it, int status, pm_error *err)
{
	char message[160];
	if (WIFSIGNALED(status))
		snprintf(message, sizeof message, "%s: the conversion was ended by signal %d (%s); please report it with the file", it->name, WTERMSIG(status),
		         strsignal(WTERMSIG(status)));
	else
		snprintf(message, sizeof message, "%s: the conversion ended with status %d; please report it with the file", it->name,
		         WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	return lost_line(job, it, PM_EFORMAT, message, err);
}

static char *line_of_timeout(const pool_job *job, const item *it, pm_error *err)
{
	char message[120];
	snprintf(message, sizeof message, "took longer than %ld seconds; raise --timeout", job->call->timeout);
	return lost_line(job, it, PM_EIO, message, err);
}

typedef struct pool {
	const pool_job *job;
	items *list;
	worker *workers;
	size_t n;
	size_t next; /* item to look at next */
	int (*done)(void *data, item *it, char *line, pm_str audit_rows);
	void *data;
} pool;

static item *next_item(pool *p)
{
	while (p->next < p->list->n)
		if (p->list->at[p->next++].status == ITEM_WAITING)
			return &p->list->at[p->next - 1];
	return NULL;
}

/* Read the answer of a worker; false where it is gone. */
static bool take_reply(pool *p, worker *w, int *rc, bool *is_last, pm_error *err)
{
	reply head;
	if (!read_all(w->from, &head, sizeof head))
		return false;
	char *line = malloc((size_t)head.line_len + 1);
	char *rows = malloc((size_t)head.audit_len + 1);
	bool ok = line != NULL && rows != NULL && read_all(w->from, line, head.line_len) && read_all(w->from, rows, head.audit_len);
	if (ok) {
		line[head.line_len] = '\0';
		item *it = w->busy_with;
		w->busy_with = NULL;
		*is_last = head.is_last != 0;
		*rc = p->done(p->data, it, line, pm_str_of(rows, head.audit_len));
	} else {
		free(line);
	}
	if (line == NULL || rows == NULL)
		*rc = pm_error_nomem(err);
	free(rows);
	return ok;
}

static int lose_worker(pool *p, worker *w, bool is_late, pm_error *err)
{
	item *it = w->busy_with;
	int status = stop_worker(w, is_late);
	w->busy_with = NULL;
	if (it == NULL)
		return PM_OK;
	char *line = is_late ? line_of_timeout(p->job, it, err) : line_of_death(p->job, it, status, err);
	return line != NULL ? p->done(p->data, it, line, pm_str_of(NULL, 0)) : err->code;
}

static bool is_late(const pool *p, const worker *w)
{
	struct timespec t = now();
	return p->job->call->timeout > 0 && w->busy_with != NULL &&
	       (t.tv_sec > w->deadline.tv_sec || (t.tv_sec == w->deadline.tv_sec && t.tv_nsec >= w->deadline.tv_nsec));
}

static int feed(pool *p, bool no_more, size_t *n_busy, pm_error *err)
{
	*n_busy = 0;
	for (size_t i = 0; i < p->n; i++) {
		worker *w = &p->workers[i];
		item *it = w->busy_with == NULL && !no_more ? next_item(p) : NULL;
		if (it != NULL && w->pid <= 0) {
			int rc = start_worker(p->job, p->list, p->workers, p->n, w, err);
			if (rc != PM_OK)
				return rc;
		}
		if (it != NULL)
			give(p->job, p->list, w, it); /* a worker that cannot be written to shows as gone below */
		*n_busy += w->busy_with != NULL;
	}
	return PM_OK;
}

static int attend(pool *p, struct pollfd *polls, pm_error *err)
{
	int rc = PM_OK;
	for (size_t i = 0; i < p->n; i++)
		polls[i] = (struct pollfd){ p->workers[i].busy_with != NULL ? p->workers[i].from : -1, POLLIN, 0 };
	if (poll(polls, p->n, 200) < 0 && errno != EINTR)
		return pm_error_set(err, PM_EIO, "poll: %s", strerror(errno));
	for (size_t i = 0; i < p->n && rc == PM_OK; i++) {
		worker *w = &p->workers[i];
		bool is_last = false;
		if (polls[i].fd >= 0 && polls[i].revents != 0) {
			if (!take_reply(p, w, &rc, &is_last, err))
				rc = lose_worker(p, w, false, err);
			else if (is_last)
				stop_worker(w, false);
		} else if (is_late(p, w)) {
			rc = lose_worker(p, w, true, err);
		}
	}
	return rc;
}

static const item *current_item(const pool *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->workers[i].busy_with != NULL)
			return p->workers[i].busy_with;
	return NULL;
}

/* The first signal lets the running conversions end, a second one does not. */
static int run(pool *p, struct pollfd *polls, void (*tick)(void *data, const item *it), int *by_signal, pm_error *err)
{
	for (;;) {
		size_t n_busy = 0;
		if (caught != 0 && *by_signal != 0)
			return PM_OK;
		if (caught != 0) {
					caught = 0;
		}
		int rc = feed(p, *by_signal != 0, &n_busy, err);
		if (rc != PM_OK || n_busy == 0)
			return rc;
		rc = attend(p, polls, err);
		if (rc != PM_OK)
			return rc;
		tick(p->data, current_item(p));
	}
}

int run_pool(const pool_job *job, items *list, size_t n_workers, int (*done)(void *data, item *it, char *line, pm_str audit_rows),
             void (*tick)(void *data, const item *it), void *data, int *by_signal, pm_error *err)
{
	pool p = { .job = job, .list = list, .n = n_workers, .done = done, .data = data };
	p.workers = calloc(n_workers, sizeof *p.workers);
	struct pollfd *polls = calloc(n_workers, sizeof *polls);
	if (p.workers == NULL || polls == NULL) {
		free(p.workers);
		free(polls);
		return pm_error_nomem(err);
	}
	struct sigaction stop = { .sa_handler = catch_signal }, ignore = { .sa_handler = SIG_IGN };
	struct sigaction old_int, old_term, old_pipe;
	caught = 0;
	sigaction(SIGINT, &stop, &old_int);
	sigaction(SIGTERM, &stop, &old_term);
	sigaction(SIGPIPE, &ignore, &old_pipe);
	fflush(NULL);
	*by_signal = 0;
	int rc = run(&p, polls, tick, by_signal, err);
	for (size_t i = 0; i < n_workers; i++)
		stop_worker(&p.workers[i], p.workers[i].busy_with != NULL);
	sigaction(SIGINT, &old_int, NULL);
	sigaction(SIGTERM, &old_term, NULL);
	sigaction(SIGPIPE, &old_pipe, NULL);
	free(p.workers);
	free(polls);
	return rc;
}
