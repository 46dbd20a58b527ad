/* indicator_token.c: a sentence's quantities and time phrases, in one walk. */
#include "indicator.h"

/* A quotation that is a name: short, or a slogan in numerals.  Returns where it ends, i where it is none. */
static size_t quoted_name(const pm_wide *w, size_t i)
{
	char16_t close = w->c[i] == u'“' ? u'”' : w->c[i] == u'"' ? u'"' : w->c[i] == u'‘' ? u'’' : 0;
	bool has_han = false;

	if (close == 0)
		return i;
	for (size_t k = i + 1; k < w->n && k <= i + 14; k++) {
		has_han = has_han || pm_wide_is_han(w->c[k]);
		if (w->c[k] == close)
			return has_han || close != u'"' || k <= i + 8 ? k + 1 : i;
		if (w->c[k] == u'。' || w->c[k] == u';')
			return i;
	}
	return i;
}

/* 《…》 and 〔2020〕16号: nothing in them measures. */
static size_t skipped_title(const pm_wide *w, size_t i)
{
	char16_t close = w->c[i] == u'《' ? u'》' : w->c[i] == u'〈' ? u'〉' : w->c[i] == u'[' ? u']' : 0;

	if (close == 0)
		return i;
	for (size_t k = i + 1; k < w->n && k < i + 120; k++) {
		if (w->c[k] != close)
			continue;
		if (close != u']')
			return k + 1;
		/* [2020]16号, and note marks such as [3]; other brackets are text */
		size_t digits = i + 1;

		while (pm_wide_is_digit(w->c[digits]))
			digits++;
		if (digits != k)
			return i;
		k++;
		if (digits - i - 1 == 4)
			while (pm_wide_is_digit(w->c[k]) || w->c[k] == u'第' || w->c[k] == u'号')
				k++;
		return k;
	}
	return i;
}

/* An address, a file name or a code: Latin letters with digits, dots and slashes. */
static size_t skipped_word(const pm_wide *w, size_t i)
{
	size_t k = i;

	if (!pm_wide_is_latin(w->c[i]))
		return i;
	while (k < w->n &&
	       (pm_wide_is_latin(w->c[k]) || pm_wide_is_digit(w->c[k]) || w->c[k] == u'_' || w->c[k] == u'@' || w->c[k] == u'&' ||
		((w->c[k] == u'.' || w->c[k] == u'-' || w->c[k] == u'/' || w->c[k] == u'\'' || (w->c[k] == u':' && w->c[k + 1] == u'/')) &&
		 (pm_wide_is_latin(w->c[k + 1]) || pm_wide_is_digit(w->c[k + 1]) || w->c[k + 1] == u'/'))))
		k++;
	return k;
}

void pm_sentence_init(pm_sentence *s)
{
	s->w.tables = &s->tables;
	pm_tables_init(&s->tables);
	pm_units_init(&s->units);
	pm_predicates_init(&s->predicates);
}

static bool is_english(const pm_wide *w)
{
	size_t han = 0, latin = 0;

	for (size_t i = 0; i < w->n && (w->holds & PM_CHAR_LATIN) != 0; i++) {
		han += pm_wide_is_han(w->c[i]);
		latin += pm_wide_is_latin(w->c[i]);
	}
	return latin > 6 && han * 12 < latin;
}

/* The next place at or behind i where something may begin: a time, or what begins with a sign, a letter or a figure. */
static size_t next_place(const pm_sentence *s, size_t i)
{
	const uint16_t *kinds = s->tables.kinds;
	const pm_wide *w = &s->w;
	unsigned begins = s->is_english ? ~0u : PM_CHAR_FIGURE | PM_CHAR_LATIN | PM_CHAR_SIGN | PM_CHAR_TIME;
	unsigned before = i == 0 ? PM_CHAR_HEAD : kinds[w->c[i - 1]];

	for (; i < w->n; i++) {
		unsigned kind = kinds[w->c[i]];

		if ((kind & begins) != 0 || (before & PM_CHAR_HEAD) != 0)
			break;
		before = kind;
	}
	return i;
}

/* May a time phrase begin at i?  In English any word may. */
static bool may_begin_time(const pm_sentence *s, size_t i, unsigned kind)
{
	if (s->is_english)
		return !pm_wide_is_han(s->w.c[i]) || (kind & PM_CHAR_NUMERAL) != 0;
	return (kind & (PM_CHAR_DIGIT | PM_CHAR_TIME)) != 0 || i == 0 || (pm_wide_kind(&s->w, i - 1) & PM_CHAR_HEAD) != 0;
}

static bool may_begin_quantity(const pm_wide *w, size_t i, unsigned kind)
{
	char16_t c = w->c[i];

	if ((kind & PM_CHAR_LATIN) != 0)
		return (c == u'U' || c == u'R' || c == u'H' || c == u'C' || c == u'E' || c == u'A') &&
		       (i == 0 || !pm_wide_is_latin(w->c[i - 1]));
	return (kind & PM_CHAR_FIGURE) != 0 || c == u'-' || c == u'+' || c == u'$' || c == u'¥' || c == u'€' || c == u'£';
}

void pm_sentence_tokens(pm_sentence *s)
{
	const pm_wide *w = &s->w;
	size_t i = 0;

	s->n_quantities = s->n_times = 0;
	s->is_english = is_english(w);
	while ((i = next_place(s, i)) < w->n) {
		unsigned kind = pm_wide_kind(w, i);
		bool may_be_time = may_begin_time(s, i, kind);
		size_t skip = skipped_title(w, i);

		if (skip == i && may_be_time && s->n_times < PM_TOKENS_MAX &&
		    (s->is_english ? pm_english_time_read : pm_time_read)(w, i, &s->times[s->n_times])) {
			i = s->times[s->n_times++].end;
			continue;
		}
		if (skip == i)
			skip = quoted_name(w, i);
		if (skip != i) {
			i = skip;
			continue;
		}
		if (may_begin_quantity(w, i, kind) && s->n_quantities < PM_TOKENS_MAX) {
			pm_quantity *q = &s->quantities[s->n_quantities];

			if (pm_quantity_read(w, i, &s->units, q)) {
				s->n_quantities++;
				i = q->end;
				continue;
			}
			if ((kind & PM_CHAR_FIGURE) != 0) {
				i = q->end > i ? q->end : i + 1;
				continue;
			}
		}
		skip = skipped_word(w, i);
		i = skip != i ? skip : i + 1;
	}
}
