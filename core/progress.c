/* progress.c: what a run over many inputs says while it lasts and at its end. */
#include "archive.h"

#include <stdlib.h>
#include <unistd.h>

enum { REASONS_SHOWN = 5, SECONDS_BETWEEN_LINES = 10 };

static double seconds_since(const struct timespec *t)
{
	struct timespec n;
	clock_gettime(CLOCK_MONOTONIC, &n);
	return (double)(n.tv_sec - t->tv_sec) + (double)(n.tv_nsec - t->tv_nsec) / 1e9;
}

void progress_start(progress *p, const call *c, size_t total)
{
	*p = (progress){ .total = total, .is_quiet = c->is_quiet, .is_terminal = isatty(STDERR_FILENO) != 0 };
	clock_gettime(CLOCK_MONOTONIC, &p->start);
	p->last = p->start;
}

static void show_line(progress *p, const char *current)
{
	double elapsed = seconds_since(&p->start);
	size_t worked = p->done - p->unchanged;
	double rate = elapsed > 0 ? (double)worked / elapsed : 0;
	size_t left = rate > 0 ? (size_t)((double)(p->total - p->done) / rate + 0.5) : 0;
	char line[400];
	snprintf(line, sizeof line, "%zu/%zu, %.0f a second, %zu:%02zu left, %zu failed", p->done, p->total, rate, left / 60, left % 60, p->failed);
	if (p->is_terminal)
		fprintf(stderr, "\r\033[K%s: %.60s", line, current != NULL ? current : "");
	else
		say("%s", line);
	fflush(stderr);
	p->has_line = p->is_terminal;
}

void progress_show(progress *p, const char *current)
{
	if (p->is_quiet || seconds_since(&p->last) < (p->is_terminal ? 0.1 : SECONDS_BETWEEN_LINES))
		return;
	clock_gettime(CLOCK_MONOTONIC, &p->last);
	show_line(p, current);
}

/* Messages name the file that was opened; the path in the archive is said where they do not. */
static void say_reason(const item *it)
{
	char *message = line_member(it->line, "message");
	bool names_it = message != NULL && strstr(message, it->name) != NULL;
	say("%s%s%s", names_it ? "" : it->name, names_it ? "" : ": ", message != NULL ? message : "failed");
	free(message);
}

void progress_end(progress *p, const items *list, const char *manifest_path, int by_signal)
{
	if (p->has_line)
		fputs("\r\033[K", stderr);
	size_t shown = 0;
	for (size_t i = 0; i < list->n && shown < REASONS_SHOWN; i++) {
		if (list->at[i].status == ITEM_FAILED && list->at[i].line != NULL) {
			say_reason(&list->at[i]);
			shown++;
		}
	}
	if (p->failed > shown)
		say("and %zu more failed: see %s", p->failed - shown, manifest_path);
	if (p->gone > 0 && !p->is_quiet)
		say("%zu inputs of earlier runs are gone; --prune removes their outputs", p->gone);
	if (by_signal != 0)
		say("stopped by signal %d with %zu of %zu inputs done; run again to go on", by_signal, p->done, p->total);
	if (!p->is_quiet)
		say("converted %zu, unchanged %zu, skipped %zu, failed %zu in %.1f s", p->converted, p->unchanged, p->skipped, p->failed, seconds_since(&p->start));
}
