/* indicator_words.c: which words of a list stand at a place, or end there. */
#include "indicator.h"

static unsigned slot_of(char16_t c, char16_t other)
{
	return ((c * 0x9E37u) ^ (other * 0x85EBu)) >> 8 & 255u;
}

/* Bits of characters, 512 of them; others share theirs. */
static bool has_bit(const uint64_t bits[8], char16_t c)
{
	unsigned bit = (c ^ (unsigned)(c >> 7)) & 511u;

	return (bits[bit >> 6] >> (bit & 63u) & 1u) != 0;
}

static void set_bit(uint64_t bits[8], char16_t c)
{
	unsigned bit = (c ^ (unsigned)(c >> 7)) & 511u;

	bits[bit >> 6] |= (uint64_t)1 << (bit & 63u);
}

static pm_word_index *make_index(pm_tables *tables, size_t slot, const char16_t *const *words)
{
	size_t n_words = 0;

	while (words[n_words] != NULL)
		n_words++;
	if (n_words > PM_WORDS_MAX - tables->n_words) {
		memset(tables->lists, 0, sizeof tables->lists);
		tables->n_words = 0;
	}
	pm_word_index *index = &tables->lists[slot];
	uint16_t *next_first = tables->next_first + tables->n_words, *next_last = tables->next_last + tables->n_words;

	tables->n_words += n_words;
	*index = (pm_word_index){ .words = words, .next_first = next_first, .next_last = next_last };
	for (size_t k = 0; k < n_words; k++) {
		const char16_t *word = words[k];
		size_t n = 0;

		while (word[n] != 0)
			n++;
		uint16_t *first = &index->first[slot_of(word[0], word[1])];
		uint16_t *last = &index->last[slot_of(word[n - 1], n > 1 ? word[n - 2] : 0)];

		set_bit(index->begins, word[0]);
		set_bit(index->ends, word[n - 1]);
		next_first[k] = *first;
		next_last[k] = *last;
		*first = *last = (uint16_t)(k + 1);
	}
	return index;
}

static const pm_word_index *find_index(pm_tables *tables, const char16_t *const *words, size_t slot)
{
	for (size_t tries = 0; tries < PM_WORD_LISTS && tables->lists[slot].words != NULL; tries++) {
		slot = (slot + 1) % PM_WORD_LISTS;
		if (tables->lists[slot].words == words)
			return &tables->lists[slot];
	}
	return make_index(tables, slot, words);
}

static inline const pm_word_index *index_of(const pm_wide *w, const char16_t *const *words)
{
	size_t slot = (uint32_t)((uint32_t)((uintptr_t)words >> 4) * 2654435761u) >> 24;
	const pm_word_index *index = &w->tables->lists[slot];

	return index->words == words ? index : find_index(w->tables, words, slot);
}

size_t pm_wide_first_word(const pm_wide *w, char16_t c, char16_t second, const char16_t *const *words)
{
	return index_of(w, words)->first[slot_of(c, second)];
}

size_t pm_wide_next_word(const pm_wide *w, const char16_t *const *words, size_t k)
{
	return index_of(w, words)->next_first[k - 1];
}

size_t pm_wide_any(const pm_wide *w, size_t i, const char16_t *const *words)
{
	const pm_word_index *index = index_of(w, words);
	char16_t c = w->c[i];
	size_t best = 0;

	if (!has_bit(index->begins, c) || i >= w->n)
		return 0;
	for (size_t k = index->first[slot_of(c, w->c[i + 1])]; k != 0; k = index->next_first[k - 1]) {
		size_t n = pm_wide_has(w, i, words[k - 1]);

		if (n > best)
			best = n;
	}
	for (size_t k = index->first[slot_of(c, 0)]; k != 0 && best == 0; k = index->next_first[k - 1])
		best = pm_wide_has(w, i, words[k - 1]);
	return best;
}

bool pm_wide_is_any(const pm_wide *w, size_t from, size_t end, const char16_t *const *words)
{
	const pm_word_index *index = index_of(w, words);

	for (size_t k = index->first[slot_of(w->c[from], end - from > 1 ? w->c[from + 1] : 0)]; k != 0; k = index->next_first[k - 1])
		if (pm_wide_has(w, from, words[k - 1]) == end - from)
			return true;
	return false;
}

size_t pm_wide_any_end(const pm_wide *w, size_t from, size_t i, const char16_t *const *words)
{
	const pm_word_index *index = index_of(w, words);
	size_t best = 0;

	if (i == 0 || !has_bit(index->ends, w->c[i - 1]))
		return 0;
	for (size_t k = i > 1 ? index->last[slot_of(w->c[i - 1], w->c[i - 2])] : 0; k != 0; k = index->next_last[k - 1]) {
		size_t n = pm_wide_ends(w, from, i, words[k - 1]);

		if (n > best)
			best = n;
	}
	for (size_t k = index->last[slot_of(w->c[i - 1], 0)]; k != 0 && best == 0; k = index->next_last[k - 1])
		best = pm_wide_ends(w, from, i, words[k - 1]);
	return best;
}
