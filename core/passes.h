/* passes.h: what the passes share. */
#ifndef PUMICE_CORE_PASSES_H
#define PUMICE_CORE_PASSES_H

#include <pumice/convert.h>

/* The rules of each pass; each list ends with a NULL name. */
extern const pm_rule_info pm_repair_rules[];
extern const pm_rule_info pm_furniture_rules[];
extern const pm_rule_info pm_page_furniture_rules[];
extern const pm_rule_info pm_structure_rules[];
extern const pm_rule_info pm_indicator_rules[];

/* May this rule act?  `options` may be NULL. */
bool pm_rule_is_on(const pm_clean_options *options, const char *name);

/* The part of the furniture pass that weighs the regions of a page; called by pm_pass_furniture for PM_PAGE. */
int pm_mark_page_furniture(pm_doc *doc, const pm_clean_options *options, pm_error *err);
/* Pictures that a page repeats; called behind it. */
int pm_furniture_icons(pm_doc *doc, const pm_clean_options *options, pm_error *err);

#endif
