/* regions.c: the containers around a block, made when a block needs them. */
#include "html.h"

uint32_t html_begin_region(html_page *page, pm_region_role role, pm_str words)
{
	html_region region = { .parent = page->context.region,
			       .table = page->table,
			       .words = page->words.len,
			       .words_len = words.len,
			       .role = (uint8_t)role };

	if (!HTML_ARRAY_ROOM(page->regions)) {
		html_fail(page, pm_error_nomem(page->err));
		return page->context.region;
	}
	pm_buf_str(&page->words, words);
	page->regions.at[page->regions.n++] = region;
	return (uint32_t)page->regions.n;
}

/* Tell what was counted, once there is a region to tell it of. */
static void pass_controls(html_region *r)
{
	if (!r->is_made || r->made == NULL)
		return;
	pm_region_add_controls(r->made, r->n_controls);
	r->n_controls = 0;
}

/* Regions are made when the first block needs them, so that empty containers cost nothing, those of the cells of data tables neither. */
pm_region *html_make_region(html_page *page, uint32_t region)
{
	uint32_t chain[HTML_DEPTH * 3];
	size_t n = 0;
	pm_region *made = NULL;

	for (; region != 0; region = page->regions.at[region - 1].parent) {
		html_region *r = &page->regions.at[region - 1];

		if (r->is_made) {
			made = r->made;
			break;
		}
		if (n < sizeof chain / sizeof *chain)
			chain[n++] = region;
	}
	while (n > 0) {
		html_region *r = &page->regions.at[chain[--n] - 1];
		bool is_dissolved = r->table != 0 && page->tables.at[r->table - 1].is_data && r->role != PM_REGION_HIDDEN;

		if (!is_dissolved) {
			pm_region *next = pm_doc_append_region(page->doc, made, (pm_region_role)r->role,
							       html_part(&page->words, r->words, r->words_len), page->err);

			if (next == NULL) {
				html_fail(page, page->err->code);
				return made;
			}
			made = next;
		}
		r->made = made;
		r->is_made = true;
		pass_controls(r);
	}
	return made;
}

void html_count_control(html_page *page)
{
	if (page->context.region == 0)
		return;
	page->regions.at[page->context.region - 1].n_controls++;
	pass_controls(&page->regions.at[page->context.region - 1]);
}

void html_cut_regions(html_page *page, size_t n)
{
	for (size_t i = page->regions.n; i > n; i--) {
		html_region *r = &page->regions.at[i - 1];

		if (r->is_made || r->parent == 0)
			continue;
		page->regions.at[r->parent - 1].n_controls += r->n_controls;
		pass_controls(&page->regions.at[r->parent - 1]);
	}
	if (page->regions.n > n) {
		page->words.len = page->regions.at[n].words;
		page->regions.n = n;
	}
}
