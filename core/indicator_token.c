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
	s->w.filters = &s->filters;
	pm_word_filters_init(&s->filters);
	pm_units_init(&s->units);
	pm_predicates_init(&s->predicates);
}

static bool may_begin_time(const pm_wide *w, size_t i)
{
	static const char16_t *const first[] = {
		u"今", u"去", u"前", u"明", u"本", u"当", u"上", u"次", u"全", u"同", u"年", u"下", u"过", u"截", u"到",
		u"至", u"自", u"从", u"近", u"最", u"未", u"后", u"这", u"此", u"半", u"几", u"数", u"多", u"一", u"二",
		u"三", u"四", u"五", u"六", u"七", u"八", u"九", u"十", u"〇", u"零", u"比", u"较", u"环", u"与", u"历",
		u"常", u"任", u"期", u"首", u"末", u"月", u"目", u"迄", u"X",  u"*",  u"“",  u"\"", NULL,
	};
	char16_t c = w->c[i], before = i > 0 ? w->c[i - 1] : u',';

	if (pm_wide_is_digit(c))
		return true;
	if (pm_wide_any(w, i, first) > 0)
		return true;
	return before == u',' || before == u';' || before == u'成' || before == u'在';
}

static bool is_english(const pm_wide *w)
{
	size_t han = 0, latin = 0;

	for (size_t i = 0; i < w->n; i++) {
		han += pm_wide_is_han(w->c[i]);
		latin += pm_wide_is_latin(w->c[i]);
	}
	return latin > 6 && han * 12 < latin;
}

void pm_sentence_tokens(pm_sentence *s)
{
	const pm_wide *w = &s->w;
	size_t i = 0;

	s->n_quantities = s->n_times = 0;
	s->is_english = is_english(w);
	while (i < w->n) {
		char16_t c = w->c[i];
		bool may_be_time = s->is_english || may_begin_time(w, i);

		/* all else that is looked for begins with a sign, a letter or a figure */
		if (pm_wide_is_han(c) && !pm_is_han_digit(c) && (s->is_english || !may_be_time)) {
			i++;
			continue;
		}
		size_t skip = skipped_title(w, i);

		if (skip == i && s->n_times < PM_TOKENS_MAX &&
		    (s->is_english ? pm_english_time_read(w, i, &s->times[s->n_times])
				   : may_be_time && pm_time_read(w, i, &s->times[s->n_times]))) {
			i = s->times[s->n_times++].end;
			continue;
		}
		if (skip == i)
			skip = quoted_name(w, i);
		if (skip != i) {
			i = skip;
			continue;
		}
		bool may_begin = pm_wide_is_digit(c) || pm_is_han_digit(c) || c == u'-' || c == u'+' || c == u'$' || c == u'¥' ||
				 c == u'€' || c == u'£' ||
				 ((c == u'U' || c == u'R' || c == u'H' || c == u'C' || c == u'E' || c == u'A') &&
				  (i == 0 || !pm_wide_is_latin(w->c[i - 1])));

		if (may_begin && s->n_quantities < PM_TOKENS_MAX) {
			pm_quantity *q = &s->quantities[s->n_quantities];

			if (pm_quantity_read(w, i, &s->units, q)) {
				s->n_quantities++;
				i = q->end;
				continue;
			}
			if (pm_wide_is_digit(c) || pm_is_han_digit(c)) {
				i = q->end > i ? q->end : i + 1;
				continue;
			}
		}
		skip = skipped_word(w, i);
		i = skip != i ? skip : i + 1;
	}
}
