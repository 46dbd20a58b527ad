/* structure_apply.c: what the steps found is written into the document. */
#include "passes.h"
#include "model.h"
#include "structure.h"

/* The number of a unit is the beginning of its block's text. */
static int set_number(pm_structure *s, const pm_unit *u)
{
	if (u->number.type == PM_NUM_NONE || u->has_lost_number || u->number.end <= u->number.start)
		return PM_OK;
	pm_str text = pm_unit_text(u);
	return pm_block_set_number(u->block, text.ptr + u->number.start, u->number.end - u->number.start, false, s->err);
}

/* Cut off what follows the heading's phrase, and take its stop away. */
static int cut_run_in(pm_structure *s, pm_unit *u)
{
	pm_str text = pm_unit_text(u);
	if (u->rest < text.len) {
		if (pm_block_split(u->block, u->rest, s->err) == NULL)
			return PM_ENOMEM;
		text = pm_unit_text(u);
	}
	pm_str tail = pm_str_trim(pm_str_of(text.ptr + u->phrase_end, text.len - u->phrase_end));
	if (tail.len > 0 && pm_rule_is_on(s->options, "heading-stop")) {
		size_t start = (size_t)(tail.ptr - text.ptr);
		int rc = pm_unit_replace(s, u, start, start + tail.len, PM_STR(""), "heading-stop");
		if (rc != PM_OK)
			return rc;
	}
	return pm_block_trim(u->block, s->err);
}

static int apply_heading(pm_structure *s, pm_unit *u)
{
	int rc = cut_run_in(s, u);
	if (rc != PM_OK)
		return rc;
	/* Bold was how the paragraph imitated a heading; now its style says so. */
	pm_block_drop_look(u->block, PM_STRONG);
	pm_block_set_kind(u->block, PM_HEADING);
	pm_block_set_level(u->block, u->level < 1 ? 1 : u->level > 6 ? 6 : u->level);
	return set_number(s, u);
}

/* A bullet is form: it stands as the number, and no longer in the text. */
static int take_bullet(pm_structure *s, pm_unit *u)
{
	pm_str text = pm_unit_text(u);
	int rc = pm_block_set_number(u->block, text.ptr + u->number.start, u->number.end - u->number.start, true, s->err);
	pm_edit edit = { .start = 0, .end = u->number.text };
	return rc == PM_OK ? pm_block_edit(u->block, &edit, 1, s->err) : rc;
}

static int apply_item(pm_structure *s, pm_unit *u, uint32_t *group, int *list)
{
	bool ordered = u->number.type != PM_NUM_BULLET;
	if (!ordered) {
		int rc = take_bullet(s, u);
		if (rc != PM_OK)
			return rc;
	}
	if (*list == 0 || *group != u->group) {
		*list = pm_doc_new_list(s->doc);
		*group = u->group;
	}
	pm_block_set_kind(u->block, PM_LIST_ITEM);
	pm_block_set_level(u->block, u->level);
	pm_block_set_list(u->block, *list, ordered);
	return ordered ? set_number(s, u) : PM_OK;
}

int pm_structure_apply(pm_structure *s)
{
	uint32_t group = 0;
	int list = 0;
	for (size_t i = 0; i < s->n; i++) {
		pm_unit *u = &s->units[i];
		int rc = PM_OK;
		if (u->use == PM_USE_HEADING)
			rc = apply_heading(s, u);
		else if (u->use == PM_USE_ITEM)
			rc = apply_item(s, u, &group, &list);
		else if (u->use == PM_USE_TITLE)
			pm_block_set_kind(u->block, PM_TITLE);
		if (rc != PM_OK)
			return rc;
	}
	return PM_OK;
}
