/* main.c: the program: what the call asks for, and its exit status. */
#include "command.h"

#include <limits.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int exit_status_of(int code)
{
	switch (code) {
	case PM_OK:
		return EXIT_DONE;
	case PM_EUSAGE:
		return EXIT_CALL;
	case PM_EIO:
	case PM_ENOMEM:
	case PM_EPLUGIN:
		return EXIT_SURROUNDINGS;
	default:
		return EXIT_INPUT;
	}
}

static void show_registry_warnings(const call *c, const pm_registry *reg)
{
	for (size_t i = 0; i < pm_registry_n_warnings(reg) && !c->is_quiet; i++)
		say("warning: %s", pm_registry_warning(reg, i));
}

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* -- where the outputs go ------------------------------------------------------------------------------------------------------- */

typedef struct plan {
	output *outputs; /* one a format */
	size_t n_outputs;
	bool into_folder, joins;
	pm_sink *joined;
} plan;

static int find_writers(const call *c, pm_registry *reg, plan *p, pm_error *err)
{
	p->n_outputs = c->to.n > 0 ? c->to.n : 1;
	p->outputs = calloc(p->n_outputs, sizeof *p->outputs);
	if (p->outputs == NULL)
		return pm_error_nomem(err);
	bool by_name = c->to.n == 0 && c->output != NULL && strcmp(c->output, "-") != 0 && !p->into_folder;
	for (size_t i = 0; i < p->n_outputs; i++) {
		p->outputs[i].writer = by_name       ? pm_registry_writer_for_path(reg, c->output, err)
		                       : c->to.n > 0 ? pm_registry_writer(reg, c->to.at[i], err)
		                                     : pm_registry_writer(reg, "markdown", err);
		if (p->outputs[i].writer == NULL)
			return err->code;
	}
	return PM_OK;
}

static int check_stdout(const call *c, const plan *p, pm_error *err)
{
	if (p->n_outputs > 1)
		return pm_error_set(err, PM_EUSAGE, "several formats cannot go to standard output; name a folder with -o");
	if (c->inputs.n > 1 && !p->joins)
		return pm_error_set(err, PM_EUSAGE, "several inputs cannot go to standard output; name a folder with -o");
	if ((p->outputs[0].writer->flags & PM_WRITER_BINARY) != 0 && isatty(STDOUT_FILENO))
		return pm_error_set(err, PM_EUSAGE, "%s is not written to a terminal; name a file with -o", p->outputs[0].writer->name);
	return PM_OK;
}

static int make_folder(const char *path, pm_error *err)
{
	if (is_folder(path) || mkdir(path, 0777) == 0)
		return PM_OK;
	return pm_error_set(err, PM_EIO, "%s: the folder cannot be made; check the path and its permissions", path);
}

static int make_plan(const call *c, pm_registry *reg, plan *p, pm_error *err)
{
	bool to_stdout = c->output == NULL || strcmp(c->output, "-") == 0;
	size_t n = c->output != NULL ? strlen(c->output) : 0;
	p->into_folder = !to_stdout && (is_folder(c->output) || (n > 0 && c->output[n - 1] == '/') || c->to.n > 1);
	int rc = find_writers(c, reg, p, err);
	if (rc != PM_OK)
		return rc;
	p->joins = c->inputs.n > 1 && !p->into_folder && p->n_outputs == 1 && (p->outputs[0].writer->flags & PM_WRITER_JOINS) != 0;
	if (!to_stdout && c->inputs.n > 1 && !p->joins)
		p->into_folder = true;
	if (to_stdout)
		rc = check_stdout(c, p, err);
	if (rc == PM_OK && p->into_folder)
		rc = make_folder(c->output, err);
	if (rc == PM_OK && p->joins) {
		p->joined = pm_sink_open(to_stdout ? "-" : c->output, err);
		p->outputs[0].joined = p->joined;
		p->outputs[0].is_first = true;
		if (p->joined == NULL)
			rc = err->code;
	}
	return rc;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}

static size_t stem_length(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
}

/* Would another input of this call have the same stem? Then both keep their whole name. */
static bool stem_is_shared(const call *c, size_t i)
{
	const char *own = base_name(c->inputs.at[i]);
	for (size_t j = 0; j < c->inputs.n; j++) {
		const char *other = base_name(c->inputs.at[j]);
		if (j != i && stem_length(own) == stem_length(other) && memcmp(own, other, stem_length(own)) == 0)
			return true;
	}
	return false;
}

static char *path_in_folder(const call *c, size_t i, const pm_writer *writer)
{
	const char *name = strcmp(c->inputs.at[i], "-") == 0 ? "stdin" : base_name(c->inputs.at[i]);
	size_t stem = stem_is_shared(c, i) ? strlen(name) : stem_length(name);
	int extension = (int)strcspn(writer->extensions, " ");
	size_t n = strlen(c->output);
	char *path = NULL;
	if (asprintf(&path, "%s%s%.*s.%.*s", c->output, n > 0 && c->output[n - 1] == '/' ? "" : "/", (int)stem, name, extension, writer->extensions) < 0)
		return NULL;
	return path;
}

static int set_paths(const call *c, plan *p, size_t i, pm_error *err)
{
	for (size_t k = 0; k < p->n_outputs; k++) {
		output *out = &p->outputs[k];
		free(out->path);
		out->path = p->into_folder ? path_in_folder(c, i, out->writer) : strdup(c->output != NULL ? c->output : "-");
		if (out->path == NULL)
			return pm_error_nomem(err);
	}
	return PM_OK;
}

/* -- running -------------------------------------------------------------------------------------------------------------------- */

static int worse(int a, int b)
{
	return a > b ? a : b;
}

static int convert_all(const call *c, pm_registry *reg, plan *p, audit *a)
{
	int status = EXIT_DONE;
	for (size_t i = 0; i < c->inputs.n; i++) {
		pm_error err = { 0 };
		const char *path = c->inputs.at[i];
		int rc = set_paths(c, p, i, &err);
		if (rc == PM_OK)
			rc = convert_input(c, reg, path, strcmp(path, "-") == 0 ? "-" : base_name(path), p->outputs, p->n_outputs, a, NULL, &err);
		if (rc != PM_OK)
			say("%s", err.text);
		status = worse(status, exit_status_of(rc));
	}
	return status;
}

static int finish(plan *p, audit *a, int status)
{
	pm_error err = { 0 };
	int rc = PM_OK;
	if (p->joined != NULL)
		rc = pm_sink_close(p->joined, &err);
	int audit_rc = audit_close(a, &err);
	rc = rc != PM_OK ? rc : audit_rc;
	if (rc != PM_OK)
		say("%s", err.text);
	for (size_t i = 0; i < p->n_outputs; i++)
		free(p->outputs[i].path);
	free(p->outputs);
	return worse(status, exit_status_of(rc));
}

static int convert(const call *c, pm_registry *reg)
{
	if (c->inputs.n == 0) {
		say("no input; name a file, a folder, or - for standard input (pumice --help tells more)");
		return EXIT_CALL;
	}
	pm_error err = { 0 };
	plan p = { 0 };
	audit *a = NULL;
	int rc = make_plan(c, reg, &p, &err);
	if (rc == PM_OK && c->audit != NULL) {
		a = audit_open(c->audit, &err);
		rc = a != NULL ? PM_OK : err.code;
	}
	if (rc != PM_OK)
		say("%s", err.text);
	int status = rc == PM_OK ? convert_all(c, reg, &p, a) : exit_status_of(rc);
	show_registry_warnings(c, reg);
	return finish(&p, a, status);
}

static int run(call *c, pm_registry *reg)
{
	switch (c->mode) {
	case MODE_HELP:
		print_help();
		break;
	case MODE_VERSION:
		printf("pumice %s\n", pm_version());
		break;
	case MODE_FORMATS:
		print_formats(reg);
		show_registry_warnings(c, reg);
		break;
	case MODE_RULES:
		print_rules();
		break;
	case MODE_MERGE:
		return merge_manifests(c);
	case MODE_CONVERT:
		return call_wants_archive(c) ? run_archive(c, reg) : convert(c, reg);
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		say("standard output: cannot be written");
		return EXIT_SURROUNDINGS;
	}
	return EXIT_DONE;
}

/* What is freed of one step serves the next: given back to the system it would have to be asked for, and cleared, again. */
static void keep_freed_memory(void)
{
#if defined(M_MMAP_MAX) && defined(M_TRIM_THRESHOLD)
	mallopt(M_MMAP_MAX, 0);
	mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
}

int main(int argc, char **argv)
{
	keep_freed_memory();
	call c = { 0 };
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	int status = EXIT_SURROUNDINGS;
	if (reg != NULL && call_parse(&c, argc, argv, reg, &err) == PM_OK)
		status = run(&c, reg);
	if (err.code != PM_OK) {
		say("%s", err.text);
		status = exit_status_of(err.code);
	}
	pm_registry_free(reg);
	call_free(&c);
	return status;
}
