/* indicator_table.c: numbers in table cells. */
#include "indicator.h"

#include <stdlib.h>

struct pm_table_reader {
	const pm_block *table;
};

pm_table_reader *pm_table_reader_new(const pm_block *table, pm_str lead)
{
	pm_table_reader *r = calloc(1, sizeof *r);
	(void)lead;
	if (r != NULL)
		r->table = table;
	return r;
}

void pm_table_reader_free(pm_table_reader *reader)
{
	free(reader);
}

int pm_table_reader_cell(pm_table_reader *reader, pm_sentence *s, const pm_block *block, const pm_cell *cell, pm_indicator *out)
{
	(void)reader, (void)s, (void)block, (void)cell, (void)out;
	return 0;
}
