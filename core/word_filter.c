#include "word_filter.h"

void pm_word_filter_add(pm_word_filter *filter, uint16_t list, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		pm_str word = pm_str_from(words[i]);
		size_t at = 0;
		uint32_t first = pm_utf8_next(word, &at) % PM_FILTER_PLACES;
		if (at == word.len) {
			filter->single[first] |= list;
		} else {
			filter->first[first] |= list;
			filter->second[pm_utf8_next(word, &at) % PM_FILTER_PLACES] |= list;
		}
	}
}
