#include "passes.h"

const pm_rule_info pm_furniture_rules[] = { { NULL, NULL, NULL } };

int pm_pass_furniture(pm_doc *doc, const pm_clean_options *options, pm_error *err)
{
	/* The rules of single lines come first: what they mark is no text to the weighing of regions. */
	if (pm_doc_fidelity(doc) == PM_PAGE)
		return pm_mark_page_furniture(doc, options, err);
	return PM_OK;
}
