/* dump.h: the parts of the dump, each in its file. */
#ifndef PUMICE_JSON_DUMP_H
#define PUMICE_JSON_DUMP_H

#include "emit.h"

/* blocks.c: the blocks of a flow as a list; with `regions`, each says in which it stands. */
void json_blocks(json_out *out, const char *key, const pm_flow *flow, bool regions);
/* The fields of a cell or note: its text, and its blocks where they say more than that. */
void json_flow_fields(json_out *out, const pm_flow *flow, bool marked_too, bool regions);

/* flow_text.c: the text of all blocks of a flow, cells of inner tables included, parted by line breaks; marked blocks only if wanted. */
typedef void flow_visit(void *user, const pm_block *block, size_t offset);
void json_flow_text(const pm_flow *flow, bool marked_too, pm_buf *text, flow_visit *visit, void *user);

/* indicators.c */
int json_indicators(json_out *out, const pm_doc *doc, pm_error *err);

#endif
