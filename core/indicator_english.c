/* indicator_english.c: names in English sentences. */
#include "indicator.h"

void pm_find_name_english(pm_sentence *s, size_t i)
{
	pm_find_name(s, i);
}
