/* indicator_unit.c: which unit stands at a place. */
#include "indicator.h"

#define UNIT(word, kind) { u"" word, PM_UNIT_##kind },
static const pm_unit table[] = {
#include "units.inc"
};
#undef UNIT

#define N_UNITS (sizeof table / sizeof table[0])

static unsigned slot(char16_t c)
{
	return (c ^ (unsigned)(c >> 8)) & 255u;
}

void pm_units_init(pm_units *units)
{
	_Static_assert(N_UNITS < sizeof units->next / sizeof units->next[0], "more units than pm_units has room for");
	memset(units, 0, sizeof *units);
	for (size_t i = N_UNITS; i > 0; i--) {
		unsigned s = slot(table[i - 1].text[0]);

		units->next[i] = units->first[s];
		units->first[s] = (uint16_t)i;
	}
}

const pm_unit *pm_units_find(const pm_units *units, const pm_wide *w, size_t i, size_t *len)
{
	const pm_unit *best = NULL;

	*len = 0;
	for (size_t k = units->first[slot(w->c[i])]; k != 0; k = units->next[k]) {
		const pm_unit *unit = &table[k - 1];
		size_t n = pm_wide_has(w, i, unit->text);

		if (n <= *len)
			continue;
		char16_t last = w->c[i + n - 1], next = w->c[i + n];

		if (last < 0x80 && pm_wide_is_latin(last) && (pm_wide_is_latin(next) || pm_wide_is_digit(next)))
			continue;
		best = unit;
		*len = n;
	}
	return best;
}
