/* args.c: the arguments of a call, in the manner of GNU programs: options may stand anywhere, `--` ends them. */
#include "command.h"

#include <errno.h>
#include <stdlib.h>

bool strings_append(strings *list, const char *s)
{
	if (list->n + 1 >= list->cap) {
		size_t cap = list->cap < 8 ? 8 : list->cap * 2;
		char **more = realloc(list->at, cap * sizeof *more);
		if (more == NULL)
			return false;
		list->at = more;
		list->cap = cap;
	}
	char *copy = strdup(s);
	if (copy == NULL)
		return false;
	list->at[list->n++] = copy;
	list->at[list->n] = NULL;
	return true;
}

void strings_free(strings *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->at[i]);
	free(list->at);
	*list = (strings){ 0 };
}

/* -- values ------------------------------------------------------------------------------------------------------------------- */

static int whole_number(const char *name, const char *value, long low, long high, long *out, pm_error *err)
{
	char *end = NULL;
	errno = 0;
	long n = strtol(value, &end, 10);
	if (errno != 0 || end == value || *end != '\0' || n < low || n > high)
		return pm_error_set(err, PM_EUSAGE, "%s takes a whole number from %ld to %ld, not '%s'", name, low, high, value);
	*out = n;
	return PM_OK;
}

static int byte_count(const char *name, const char *value, uint64_t *out, pm_error *err)
{
	char *end = NULL;
	errno = 0;
	unsigned long long n = strtoull(value, &end, 10);
	unsigned shift = *end == 'K' || *end == 'k' ? 10 : *end == 'M' || *end == 'm' ? 20 : *end == 'G' || *end == 'g' ? 30 : 0;
	const char *rest = shift > 0 ? end + 1 : end;
	if (errno != 0 || end == value || value[0] == '-' || *rest != '\0' || n > (UINT64_MAX >> shift))
		return pm_error_set(err, PM_EUSAGE, "%s takes bytes such as 536870912, 512M or 1G, not '%s'", name, value);
	*out = (uint64_t)n << shift;
	return PM_OK;
}

static int share(const char *value, call *c, pm_error *err)
{
	unsigned k = 0, n = 0;
	char rest;
	if (sscanf(value, "%u/%u%c", &k, &n, &rest) != 2 || k < 1 || n < 1 || k > n || n > 100000)
		return pm_error_set(err, PM_EUSAGE, "--shard takes K/N with K from 1 to N, such as 3/8, not '%s'", value);
	c->shard = k;
	c->n_shards = n;
	return PM_OK;
}

static int out_of_memory(pm_error *err)
{
	return pm_error_nomem(err);
}

/* -- options of readers and writers ------------------------------------------------------------------------------------------- */

static const pm_option_info *find_in(const pm_option_info *list, pm_str name)
{
	for (; list != NULL && list->name != NULL; list++)
		if (pm_str_is(name, list->name))
			return list;
	return NULL;
}

/* Plugins declare their options; to know one they must all be loaded. */
static const pm_option_info *find_declared(pm_registry *reg, pm_str name)
{
	pm_registry_load_all(reg);
	for (size_t i = 0; i < pm_registry_n_writers(reg); i++) {
		const pm_option_info *found = find_in(pm_registry_writer_at(reg, i, NULL)->options, name);
		if (found != NULL)
			return found;
	}
	for (size_t i = 0; i < pm_registry_n_readers(reg); i++) {
		const pm_option_info *found = find_in(pm_registry_reader_at(reg, i, NULL)->options, name);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static int set_plugin_option(call *c, const pm_option_info *info, const char *value, pm_error *err)
{
	if (info->argument != NULL && value == NULL)
		return pm_error_set(err, PM_EUSAGE, "--%s takes a value: --%s=%s", info->name, info->name, info->argument);
	if (info->argument == NULL && value != NULL)
		return pm_error_set(err, PM_EUSAGE, "--%s takes no value", info->name);
	int rc = info->check != NULL && value != NULL ? info->check(value, err) : PM_OK;
	return rc == PM_OK ? pm_options_set(c->options, info->name, value != NULL ? value : "1", err) : rc;
}

/* `text:charset=GBK,…` behind -f and -t. */
static int split_format(call *c, const char *value, const pm_option_info *(*options_of)(pm_registry *, const char *, pm_error *),
                        pm_registry *reg, char **name, pm_error *err)
{
	const char *colon = strchr(value, ':');
	*name = colon != NULL ? strndup(value, (size_t)(colon - value)) : strdup(value);
	if (*name == NULL)
		return out_of_memory(err);
	for (const char *p = colon; p != NULL && *p != '\0';) {
		p++;
		size_t n = strcspn(p, ",");
		const char *equals = memchr(p, '=', n);
		pm_str key = pm_str_of(p, equals != NULL ? (size_t)(equals - p) : n);
		const pm_option_info *declared = options_of(reg, *name, err);
		const pm_option_info *info = find_in(declared, key);
		if (info == NULL)
			return pm_error_set(err, PM_EUSAGE, "%s has no option '%.*s'; pumice --formats shows what it has", *name, (int)key.len, key.ptr);
		char *text = equals != NULL ? strndup(equals + 1, n - key.len - 1) : NULL;
		int rc = set_plugin_option(c, info, text, err);
		free(text);
		if (rc != PM_OK)
			return rc;
		p += n;
	}
	return PM_OK;
}

static const pm_option_info *reader_options(pm_registry *reg, const char *name, pm_error *err)
{
	const pm_reader *r = pm_registry_reader(reg, name, err);
	return r != NULL ? r->options : NULL;
}

static const pm_option_info *writer_options(pm_registry *reg, const char *name, pm_error *err)
{
	const pm_writer *w = pm_registry_writer(reg, name, err);
	return w != NULL ? w->options : NULL;
}

static int set_from(call *c, const char *value, pm_registry *reg, pm_error *err)
{
	free(c->from);
	c->from = NULL;
	return split_format(c, value, reader_options, reg, &c->from, err);
}

static int add_to(call *c, const char *value, pm_registry *reg, pm_error *err)
{
	char *name = NULL;
	int rc = split_format(c, value, writer_options, reg, &name, err);
	bool is_known = false;
	for (size_t i = 0; i < c->to.n && name != NULL; i++)
		is_known = is_known || strcmp(c->to.at[i], name) == 0;
	if (rc == PM_OK && !is_known && !strings_append(&c->to, name))
		rc = out_of_memory(err);
	free(name);
	return rc;
}

/* -- the program's own options ------------------------------------------------------------------------------------------------ */

typedef struct own_option {
	const char *name;
	char letter;
	bool takes_value;
} own_option;

static const own_option own_options[] = {
	{ "from", 'f', true },         { "to", 't', true },        { "output", 'o', true },       { "jobs", 'j', true },
	{ "verbose", 'v', false },     { "quiet", 'q', false },    { "help", 'h', false },        { "version", 'V', false },
	{ "formats", 0, false },       { "rules", 0, false },      { "keep-furniture", 0, false }, { "audit", 0, true },
	{ "without", 0, true },        { "files-from", 0, true },     { "null", '0', false },
	{ "force", 0, false },         { "prune", 0, false },      { "timeout", 0, true },        { "max-memory", 0, true },
	{ "shard", 0, true },          { "merge-manifests", 0, false },
};

static int check_rule(const char *name, pm_error *err)
{
	for (const pm_rule_info *r = pm_rules(); r->name != NULL; r++)
		if (strcmp(r->name, name) == 0)
			return PM_OK;
	return pm_error_set(err, PM_EUSAGE, "there is no rule '%s'; pumice --rules lists them", name);
}

static int apply_valued(call *c, const char *name, const char *value, pm_registry *reg, pm_error *err)
{
	if (strcmp(name, "from") == 0)
		return set_from(c, value, reg, err);
	if (strcmp(name, "to") == 0)
		return add_to(c, value, reg, err);
	if (strcmp(name, "output") == 0)
		c->output = value;
	else if (strcmp(name, "audit") == 0)
		c->audit = value;
	else if (strcmp(name, "files-from") == 0)
		c->files_from = value;
	else if (strcmp(name, "jobs") == 0)
		return whole_number("-j", value, 1, 1024, &c->jobs, err);
	else if (strcmp(name, "timeout") == 0)
		return whole_number("--timeout", value, 0, 1000000, &c->timeout, err);
	else if (strcmp(name, "max-memory") == 0)
		return byte_count("--max-memory", value, &c->max_memory, err);
	else if (strcmp(name, "shard") == 0)
		return share(value, c, err);
	else if (strcmp(name, "without") == 0)
		return check_rule(value, err) == PM_OK ? strings_append(&c->without, value) ? PM_OK : out_of_memory(err) : PM_EUSAGE;
	return PM_OK;
}

static void apply_flag(call *c, const char *name)
{
	static const struct {
		const char *name;
		mode mode;
	} modes[] = { { "help", MODE_HELP }, { "version", MODE_VERSION }, { "formats", MODE_FORMATS }, { "rules", MODE_RULES }, { "merge-manifests", MODE_MERGE } };
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
		if (strcmp(modes[i].name, name) == 0)
			c->mode = modes[i].mode;
	c->is_verbose = c->is_verbose || strcmp(name, "verbose") == 0;
	c->is_quiet = c->is_quiet || strcmp(name, "quiet") == 0;
	c->keep_furniture = c->keep_furniture || strcmp(name, "keep-furniture") == 0;
	c->ends_with_nul = c->ends_with_nul || strcmp(name, "null") == 0;
	c->force = c->force || strcmp(name, "force") == 0;
	c->prune = c->prune || strcmp(name, "prune") == 0;
}

static const own_option *find_own(const char *name, size_t n, char letter)
{
	for (size_t i = 0; i < sizeof own_options / sizeof *own_options; i++) {
		const own_option *o = &own_options[i];
		if (letter != 0 ? o->letter == letter : strlen(o->name) == n && memcmp(o->name, name, n) == 0)
			return o;
	}
	return NULL;
}

/* `next` is the argument behind, NULL where there is none; *used tells whether it was the value. */
static int parse_long(call *c, const char *arg, const char *next, bool *used, pm_registry *reg, pm_error *err)
{
	const char *name = arg + 2;
	size_t n = strcspn(name, "=");
	const char *value = name[n] == '=' ? name + n + 1 : NULL;
	const own_option *own = find_own(name, n, 0);
	const pm_option_info *declared = own == NULL ? find_declared(reg, pm_str_of(name, n)) : NULL;
	if (own == NULL && declared == NULL)
		return pm_error_set(err, PM_EUSAGE, "there is no option --%.*s; pumice --help lists them", (int)n, name);
	bool takes_value = own != NULL ? own->takes_value : declared->argument != NULL;
	if (takes_value && value == NULL) {
		value = next;
		*used = true;
	}
	if (declared != NULL)
		return set_plugin_option(c, declared, value, err);
	if (takes_value && value == NULL)
		return pm_error_set(err, PM_EUSAGE, "--%s takes a value", own->name);
	if (!takes_value && value != NULL)
		return pm_error_set(err, PM_EUSAGE, "--%s takes no value", own->name);
	if (takes_value)
		return apply_valued(c, own->name, value, reg, err);
	apply_flag(c, own->name);
	return PM_OK;
}

static int parse_short(call *c, const char *arg, const char *next, bool *used, pm_registry *reg, pm_error *err)
{
	for (const char *p = arg + 1; *p != '\0'; p++) {
		const own_option *own = find_own(NULL, 0, *p);
		if (own == NULL)
			return pm_error_set(err, PM_EUSAGE, "there is no option -%c; pumice --help lists them", *p);
		if (!own->takes_value) {
			apply_flag(c, own->name);
			continue;
		}
		const char *value = p[1] != '\0' ? p + 1 : next;
		*used = p[1] == '\0';
		if (value == NULL)
			return pm_error_set(err, PM_EUSAGE, "-%c takes a value", *p);
		return apply_valued(c, own->name, value, reg, err);
	}
	return PM_OK;
}

int call_parse(call *c, int argc, char **argv, pm_registry *reg, pm_error *err)
{
	c->options = pm_options_new();
	c->shard = c->n_shards = 1;
	c->timeout = 120;
	c->max_memory = (uint64_t)2 << 30;
	if (c->options == NULL)
		return out_of_memory(err);
	bool options_end = false;
	for (int i = 1; i < argc; i++) {
		const char *arg = argv[i];
		const char *next = i + 1 < argc ? argv[i + 1] : NULL;
		bool used = false;
		int rc = PM_OK;
		if (!options_end && strcmp(arg, "--") == 0)
			options_end = true;
		else if (!options_end && strncmp(arg, "--", 2) == 0)
			rc = parse_long(c, arg, next, &used, reg, err);
		else if (!options_end && arg[0] == '-' && arg[1] != '\0')
			rc = parse_short(c, arg, next, &used, reg, err);
		else if (!strings_append(&c->inputs, arg))
			rc = out_of_memory(err);
		if (rc != PM_OK)
			return rc;
		i += used;
	}
	return PM_OK;
}

void call_free(call *c)
{
	strings_free(&c->inputs);
	strings_free(&c->to);
	strings_free(&c->without);
	pm_options_free(c->options);
	free(c->from);
}
