/* passes.c: megabytes a second of reading and of each pass.
 *
 *   passes FILE...      one line a file: bytes, then MB of input a CPU second for each step */
#include <pumice/pumice.h>
#include <stdio.h>
#include <time.h>

static double cpu_seconds(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

typedef int step(pm_doc *doc, const pm_clean_options *options, pm_error *err);

static const struct {
	const char *name;
	step *run;
} steps[] = {
	{ "repair", pm_pass_repair }, { "furniture", pm_pass_furniture }, { "structure", pm_pass_structure }, { "indicators", pm_pass_indicators },
};

static int measure(pm_registry *reg, const char *path, pm_error *err)
{
	pm_source *src = pm_source_open(path, err);
	if (src == NULL)
		return err->code;
	double megabytes = (double)pm_source_bytes(src).len / 1e6;
	double start = cpu_seconds();
	pm_doc *doc = pm_registry_read(reg, src, NULL, NULL, err);
	double now = cpu_seconds();
	printf("%-28s %8.2f MB   read %6.0f", path, megabytes, megabytes / (now - start));
	for (size_t i = 0; i < sizeof steps / sizeof *steps && doc != NULL; i++) {
		start = cpu_seconds();
		if (steps[i].run(doc, NULL, err) != PM_OK)
			break;
		now = cpu_seconds();
		printf("   %s %6.0f", steps[i].name, megabytes / (now - start));
	}
	printf("   MB/s\n");
	pm_doc_free(doc);
	pm_source_free(src);
	return err->code;
}

int main(int argc, char **argv)
{
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	for (int i = 1; i < argc && err.code == PM_OK; i++)
		measure(reg, argv[i], &err);
	pm_registry_free(reg);
	if (err.code != PM_OK)
		fprintf(stderr, "%s\n", err.text);
	return err.code != PM_OK;
}
