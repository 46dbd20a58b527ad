/* word_filter.h: which of several lists of words a text may hold, asked for all of them while the text is walked once.
 *
 * A word leaves its list's bit at its first and at its second character, in two tables by the low bits of characters, so that others
 * share their places; words of one character have a third.  Where no two neighbours of a text have the bit of a list, none of its words
 * stands there; elsewhere the rule that wants to know reads the text itself. */
#ifndef PUMICE_CORE_WORD_FILTER_H
#define PUMICE_CORE_WORD_FILTER_H

#include <pumice/text.h>

enum { PM_FILTER_PLACES = 4096 };

typedef struct pm_word_filter {
	uint16_t first[PM_FILTER_PLACES], second[PM_FILTER_PLACES], single[PM_FILTER_PLACES];
} pm_word_filter;

/* `list` is one bit. */
void pm_word_filter_add(pm_word_filter *filter, uint16_t list, const char *const *words, size_t n);

/* One step of the walk: the lists of which a word may stand at the character before `c` and at `c`, or at `c` alone.  `*before` is 0 at the
 * start. */
static inline uint16_t pm_word_filter_step(const pm_word_filter *filter, uint32_t c, uint16_t *before)
{
	uint32_t place = c % PM_FILTER_PLACES; /* the last two bytes of a character of three */
	uint16_t lists = (uint16_t)((*before & filter->second[place]) | filter->single[place]);
	*before = filter->first[place];
	return lists;
}

#endif
