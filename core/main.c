#include <pumice/pumice.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	pm_error err = { 0 };
	const char *to = "json";
	const char *in = NULL;
	const char *out = "-";
	const char *from = NULL;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-t") == 0 && i + 1 < argc)
			to = argv[++i];
		else if (strcmp(argv[i], "-f") == 0 && i + 1 < argc)
			from = argv[++i];
		else if (strcmp(argv[i], "-o") == 0 && i + 1 < argc)
			out = argv[++i];
		else
			in = argv[i];
	}
	pm_registry *reg = pm_registry_new(&err);
	pm_source *src = reg != NULL && in != NULL ? pm_source_open(in, &err) : NULL;
	pm_doc *doc = src != NULL ? pm_registry_read(reg, src, from, NULL, &err) : NULL;
	if (doc != NULL && pm_clean(doc, NULL, &err) == PM_OK && pm_pass_indicators(doc, NULL, &err) == PM_OK) {
		pm_sink *sink = pm_sink_open(out, &err);
		if (sink != NULL) {
			pm_registry_write(reg, doc, src, to, NULL, NULL, sink, &err);
			pm_sink_close(sink, &err);
		}
	}
	if (err.code != PM_OK)
		fprintf(stderr, "pumice: %s\n", err.text);
	pm_doc_free(doc);
	pm_source_free(src);
	pm_registry_free(reg);
	return err.code != PM_OK;
}
