/* rules.c: all rules of all passes in one list. */
#include "passes.h"

#include <pthread.h>

enum { MAX_RULES = 400 };

static pm_rule_info all[MAX_RULES + 1];

static void join(void)
{
	const pm_rule_info *const lists[] = { pm_repair_rules, pm_furniture_rules, pm_page_furniture_rules, pm_structure_rules, pm_indicator_rules };
	size_t n = 0;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		for (const pm_rule_info *r = lists[i]; r->name != NULL && n < MAX_RULES; r++)
			all[n++] = *r;
}

/* Constant once made; made at the first call. */
const pm_rule_info *pm_rules(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, join);
	return all;
}

bool pm_rule_is_on(const pm_clean_options *options, const char *name)
{
	if (options == NULL || options->without == NULL)
		return true;
	for (const char *const *w = options->without; *w != NULL; w++)
		if (strcmp(*w, name) == 0)
			return false;
	return true;
}
