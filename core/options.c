/* options.c: what the user asked of a reader or writer, by name. */
#include <pumice/convert.h>
#include <stdlib.h>

typedef struct option {
	char *name, *value;
} option;

struct pm_options {
	option *at;
	size_t n, cap;
};

pm_options *pm_options_new(void)
{
	return calloc(1, sizeof(pm_options));
}

void pm_options_free(pm_options *options)
{
	if (options == NULL)
		return;
	for (size_t i = 0; i < options->n; i++) {
		free(options->at[i].name);
		free(options->at[i].value);
	}
	free(options->at);
	free(options);
}

static option *find(const pm_options *options, const char *name)
{
	for (size_t i = 0; options != NULL && i < options->n; i++)
		if (strcmp(options->at[i].name, name) == 0)
			return &options->at[i];
	return NULL;
}

int pm_options_set(pm_options *options, const char *name, const char *value, pm_error *err)
{
	char *copy = strdup(value);
	if (copy == NULL)
		return pm_error_nomem(err);
	option *old = find(options, name);
	if (old != NULL) {
		free(old->value);
		old->value = copy;
		return PM_OK;
	}
	if (options->n == options->cap) {
		size_t cap = options->cap < 8 ? 8 : options->cap * 2;
		option *more = realloc(options->at, cap * sizeof *more);
		if (more == NULL) {
			free(copy);
			return pm_error_nomem(err);
		}
		options->at = more;
		options->cap = cap;
	}
	char *key = strdup(name);
	if (key == NULL) {
		free(copy);
		return pm_error_nomem(err);
	}
	size_t at = options->n++;
	for (; at > 0 && strcmp(options->at[at - 1].name, key) > 0; at--)
		options->at[at] = options->at[at - 1];
	options->at[at] = (option){ key, copy };
	return PM_OK;
}

size_t pm_options_n(const pm_options *options)
{
	return options != NULL ? options->n : 0;
}

const char *pm_options_name(const pm_options *options, size_t i)
{
	return options->at[i].name;
}

const char *pm_options_find(const pm_options *options, const char *name)
{
	const option *o = find(options, name);
	return o != NULL ? o->value : NULL;
}

bool pm_options_has(const pm_options *options, const char *name)
{
	return find(options, name) != NULL;
}
