/* flow_text.c: what a cell or note says, as one text, and where in it each of its blocks begins. */
#include "dump.h"

/* Tables in cells are walked by recursion: PM_LIMIT_FLOW_DEPTH bounds it. */
void json_flow_text(const pm_flow *flow, bool marked_too, pm_buf *text, flow_visit *visit, void *user)
{
	for (const pm_block *b = pm_flow_first(flow); b != NULL; b = pm_block_next(b)) {
		if (pm_block_is_marked(b) && !marked_too)
			continue;
		if (pm_block_kind(b) == PM_TABLE) {
			for (const pm_cell *c = pm_table_first_cell(b); c != NULL; c = pm_cell_next(c))
				json_flow_text(pm_cell_flow(c), marked_too, text, visit, user);
			continue;
		}
		if (text->len > 0 && pm_block_text(b).len > 0)
			pm_buf_putc(text, '\n');
		if (visit != NULL)
			visit(user, b, text->len);
		pm_buf_str(text, pm_block_text(b));
	}
}
