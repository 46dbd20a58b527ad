/* indicator_english.c: what measures something in an English sentence, and what it is called. */
#include "indicator.h"

size_t pm_english_has(const pm_wide *w, size_t i, const char16_t *phrase)
{
	size_t n = 0;

	if (!pm_english_may_begin(w, i))
		return 0;
	for (; phrase[n] != 0; n++)
		if (i + n >= w->n || pm_english_lower(w->c[i + n]) != phrase[n])
			return 0;
	return pm_wide_is_latin(w->c[i + n]) && n > 0 && pm_wide_is_latin(phrase[n - 1]) ? 0 : n;
}

static size_t longest(const pm_wide *w, size_t i, const char16_t *const *phrases, size_t k)
{
	size_t best = 0;

	for (; k != 0; k = pm_wide_next_word(w, phrases, k)) {
		size_t n = pm_english_has(w, i, phrases[k - 1]);

		if (n > best)
			best = n;
	}
	return best;
}

size_t pm_english_any(const pm_wide *w, size_t i, const char16_t *const *phrases)
{
	if (!pm_english_may_begin(w, i))
		return 0;
	char16_t first = pm_english_lower(w->c[i]);
	size_t n = longest(w, i, phrases, pm_wide_first_word(w, first, pm_english_lower(w->c[i + 1]), phrases));

	return n > 0 ? n : longest(w, i, phrases, pm_wide_first_word(w, first, 0, phrases));
}

/* A phrase of the list that ends before i, spaces apart: where it begins, SIZE_MAX for none. */
static size_t any_before(const pm_wide *w, size_t i, const char16_t *const *phrases)
{
	while (i > 0 && w->c[i - 1] == u' ')
		i--;
	for (size_t k = i; k > 0 && i - k < 24; k--) {
		if (k > 1 && pm_wide_is_latin(w->c[k - 2]) && pm_wide_is_latin(w->c[k - 1]))
			continue;
		if (pm_english_any(w, k - 1, phrases) == i - (k - 1))
			return k - 1;
	}
	return SIZE_MAX;
}

static const char16_t *const months[] = { u"january", u"february", u"march",    u"april", u"may", u"june", u"july", u"august", u"september",
					  u"october", u"november", u"december", u"jan",   u"feb", u"mar",  u"apr",  u"jun",    u"jul",
					  u"aug",     u"sep",      u"sept",     u"oct",   u"nov", u"dec",  NULL };

int pm_english_month(const pm_wide *w, size_t i, size_t *len)
{
	*len = 0;
	if (!pm_english_may_begin(w, i))
		return 0;
	char16_t first = pm_english_lower(w->c[i]);

	if (pm_wide_first_word(w, first, pm_english_lower(w->c[i + 1]), months) == 0)
		return 0;
	for (int k = 0; months[k] != NULL; k++) {
		if (months[k][0] != first)
			continue;
		*len = pm_english_has(w, i, months[k]);
		if (*len > 0)
			return k < 12 ? k + 1 : (const int[]){ 1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 11, 12 }[k - 12];
	}
	return 0;
}

/* No. 5, Section 3, Table 4, room 101, May 12: numbers that label. */
static bool is_label(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const labels[] = {
		u"no.",      u"no",    u"number",   u"section",  u"sections",  u"chapter", u"table", u"figure",  u"fig.",
		u"page",     u"pages", u"article",  u"articles", u"part",      u"room",    u"phase", u"version", u"windows",
		u"step",     u"annex", u"appendix", u"volume",   u"vol.",      u"issue",   u"phone", u"tel",     u"tel.",
		u"fax",      u"box",   u"route",    u"highway",  u"level",     u"grade",   u"class", u"group",   u"type",
		u"line",     u"unit",  u"item",     u"clause",   u"paragraph", u"aged",    u"age",   u"id",      u"postcode",
		u"building", u"floor", u"day",      u"week",     u"goal",      u"tier",    u"stage", u"at",      NULL,
	};
	size_t next = q->end, len;

	while (w->c[next] == u' ')
		next++;
	if (pm_english_month(w, next, &len) > 0)
		return true;
	size_t i = q->start;

	while (i > 0 && (w->c[i - 1] == u' ' || w->c[i - 1] == u','))
		i--;
	size_t k = i;

	while (k > 0 && pm_wide_is_latin(w->c[k - 1]))
		k--;
	if (pm_english_month(w, k, &len) > 0 && len == i - k)
		return true;
	return q->is_bare && any_before(w, q->start, labels) != SIZE_MAX;
}

/* LibreOffice 4.3, Firefox 10: the number is part of a name. */
static bool is_after_name(const pm_wide *w, size_t i)
{
	while (i > 0 && w->c[i - 1] == u' ')
		i--;
	size_t end = i;

	while (i > 0 && (pm_wide_is_latin(w->c[i - 1]) || w->c[i - 1] == u'-'))
		i--;
	return end > i && i > 0 && w->c[i] >= u'A' && w->c[i] <= u'Z';
}

bool pm_english_counts(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const targets[] = {
		u"to",   u"of",   u"at",     u"reached", u"was",      u"were",    u"is",     u"are",  u"about",
		u"over", u"than", u"nearly", u"by",      u"totalled", u"totaled", u"around", u"some", NULL,
	};
	static const char16_t *const behind[] = {
		u"is", u"was", u"of", u"and", u"or", u"in", u"on", u"to", u"am", u"pm", u"a.m.", u"p.m.", u"th", u"it", NULL,
	};
	static const char16_t *const terms[] = { u"old", u"ago", u"of age", u"or older", u"later", u"earlier", NULL };
	size_t next = q->end;

	if (q->is_han || is_label(w, q) || (q->is_bare && (q->is_year_like || q->is_ratio)))
		return false;
	while (w->c[next] == u' ')
		next++;
	if (q->kind == PM_UNIT_SPAN && (pm_english_any(w, next, terms) > 0 || w->c[q->number_end] == u'-'))
		return false;
	if (!q->is_bare)
		return q->kind != PM_UNIT_LABEL;
	if (w->c[q->end] == u'-' || w->c[q->end] == u':' || w->c[q->end] == u'/' || is_after_name(w, q->start))
		return false;
	if (pm_wide_is_latin(w->c[next]) && w->c[next] >= u'a' && next > q->end)
		return pm_english_any(w, next, behind) == 0 || (any_before(w, q->start, targets) != SIZE_MAX && strlen(q->value) > 2);
	return any_before(w, q->start, targets) != SIZE_MAX && (strlen(q->value) > 2 || q->has_multiplier);
}

#define WORD(text) text, sizeof(text) / sizeof(char16_t) - 1

static const struct {
	const char16_t *phrase;
	size_t len;
	const char *qualifier, *change;
	bool is_target;
} predicates[] = {
	{ WORD(u"about"), "~", NULL, false },
	{ WORD(u"around"), "~", NULL, false },
	{ WORD(u"approximately"), "~", NULL, false },
	{ WORD(u"nearly"), "~", NULL, false },
	{ WORD(u"almost"), "~", NULL, false },
	{ WORD(u"roughly"), "~", NULL, false },
	{ WORD(u"some"), "~", NULL, false },
	{ WORD(u"close to"), "~", NULL, false },
	{ WORD(u"more than"), ">", NULL, false },
	{ WORD(u"over"), ">", NULL, false },
	{ WORD(u"above"), ">", NULL, false },
	{ WORD(u"exceeding"), ">", NULL, false },
	{ WORD(u"exceeded"), ">", NULL, false },
	{ WORD(u"greater than"), ">", NULL, false },
	{ WORD(u"higher than"), ">", NULL, false },
	{ WORD(u"at least"), ">=", NULL, false },
	{ WORD(u"no less than"), ">=", NULL, false },
	{ WORD(u"not less than"), ">=", NULL, false },
	{ WORD(u"no fewer than"), ">=", NULL, false },
	{ WORD(u"a minimum of"), ">=", NULL, false },
	{ WORD(u"less than"), "<", NULL, false },
	{ WORD(u"under"), "<", NULL, false },
	{ WORD(u"below"), "<", NULL, false },
	{ WORD(u"fewer than"), "<", NULL, false },
	{ WORD(u"up to"), "<=", NULL, false },
	{ WORD(u"at most"), "<=", NULL, false },
	{ WORD(u"no more than"), "<=", NULL, false },
	{ WORD(u"not more than"), "<=", NULL, false },
	{ WORD(u"a maximum of"), "<=", NULL, false },
	{ WORD(u"rose"), NULL, "increase", false },
	{ WORD(u"rising"), NULL, "increase", false },
	{ WORD(u"increased"), NULL, "increase", false },
	{ WORD(u"increasing"), NULL, "increase", false },
	{ WORD(u"grew"), NULL, "increase", false },
	{ WORD(u"grown"), NULL, "increase", false },
	{ WORD(u"climbed"), NULL, "increase", false },
	{ WORD(u"gained"), NULL, "increase", false },
	{ WORD(u"up"), NULL, "increase", false },
	{ WORD(u"an increase of"), NULL, "increase", false },
	{ WORD(u"a rise of"), NULL, "increase", false },
	{ WORD(u"growth of"), NULL, "increase", false },
	{ WORD(u"nominal"), NULL, NULL, false },
	{ WORD(u"real"), NULL, NULL, false },
	{ WORD(u"annual"), NULL, NULL, false },
	{ WORD(u"year-on-year"), NULL, NULL, false },
	{ WORD(u"jumped"), NULL, "increase", false },
	{ WORD(u"expanded"), NULL, "increase", false },
	{ WORD(u"fell"), NULL, "decrease", false },
	{ WORD(u"falling"), NULL, "decrease", false },
	{ WORD(u"decreased"), NULL, "decrease", false },
	{ WORD(u"declined"), NULL, "decrease", false },
	{ WORD(u"dropped"), NULL, "decrease", false },
	{ WORD(u"down"), NULL, "decrease", false },
	{ WORD(u"shrank"), NULL, "decrease", false },
	{ WORD(u"a decrease of"), NULL, "decrease", false },
	{ WORD(u"a decline of"), NULL, "decrease", false },
	{ WORD(u"a drop of"), NULL, "decrease", false },
	{ WORD(u"a fall of"), NULL, "decrease", false },
	{ WORD(u"reduced"), NULL, "decrease", false },
	{ WORD(u"lost"), NULL, "decrease", false },
	{ WORD(u"compared with"), NULL, NULL, false },
	{ WORD(u"compared to"), NULL, NULL, false },
	{ WORD(u"against"), NULL, NULL, false },
	{ WORD(u"versus"), NULL, NULL, false },
	{ WORD(u"by"), NULL, NULL, false },
	{ WORD(u"to"), NULL, NULL, true },
	{ WORD(u"from"), NULL, NULL, true },
	{ WORD(u"a total of"), NULL, NULL, false },
	{ WORD(u"a"), NULL, NULL, false },
	{ WORD(u"slightly"), NULL, NULL, false },
	{ WORD(u"sharply"), NULL, NULL, false },
	{ WORD(u"only"), NULL, NULL, false },
	{ WORD(u"just"), NULL, NULL, false },
	{ WORD(u"further"), NULL, NULL, false },
	{ WORD(u"between"), NULL, NULL, false },
	{ WORD(u"an average of"), NULL, NULL, false },
	{ WORD(u"an additional"), NULL, "increase", false },
	{ WORD(u"of"), NULL, NULL, false },
};

/* Read the words before the number; returns where they begin. */
static size_t read_predicate(const pm_wide *w, size_t from, pm_finding *f, bool *is_target)
{
	size_t i = f->q.start;

	for (;;) {
		while (i > from && (w->c[i - 1] == u' ' || w->c[i - 1] == u'('))
			i--;
		size_t best = 0, which = 0;

		for (size_t k = 0; k < sizeof predicates / sizeof predicates[0]; k++) {
			size_t n = predicates[k].len;

			/* the last letter tells most apart */
			if (n > best && i >= from + n && predicates[k].phrase[n - 1] == pm_english_lower(w->c[i - 1]) &&
			    pm_english_has(w, i - n, predicates[k].phrase) == n) {
				best = n;
				which = k;
			}
		}
		if (best == 0)
			return i;
		/* `of` and `from` join nouns too: only those before a number or a change are predicate */
		if (predicates[which].qualifier != NULL && f->qualifier[0] == '\0')
			f->qualifier = predicates[which].qualifier;
		if (predicates[which].change != NULL && f->change[0] == '\0' && !*is_target)
			f->change = predicates[which].change;
		*is_target = *is_target || predicates[which].is_target;
		i -= best;
	}
}

static const char16_t *const verbs[] = {
	u"rose",     u"fell",    u"grew",     u"increased", u"decreased", u"declined", u"dropped",   u"reached",   u"was",
	u"were",     u"is",      u"are",      u"has",       u"have",      u"had",      u"totalled",  u"totaled",   u"amounted",
	u"stood",    u"hit",     u"exceeded", u"cost",      u"costs",     u"covered",  u"covers",    u"received",  u"served",
	u"employed", u"employs", u"will",     u"came",      u"climbed",   u"remained", u"averaged",  u"accounted", u"generated",
	u"produced", u"built",   u"opened",   u"trained",   u"treated",   u"spent",    u"invested",  u"completed", u"attended",
	u"closed",   u"shrank",  u"jumped",   u"expanded",  u"recorded",  u"issued",   u"held",      u"made",      u"went",
	u"took",     u"paid",    u"raised",   u"handled",   u"processed", u"planted",  u"delivered", u"hired",     u"added",
	u"created",  NULL,
};

static const char16_t *const empty_subjects[] = {
	u"it", u"we", u"they", u"there", u"he", u"she", u"this", u"that", u"which", u"who", NULL,
};
static const char16_t *const determiners[] = {
	u"the", u"a",    u"an",       u"its",       u"their", u"our",       u"total",   u"and",    u"while",
	u"but", u"with", u"of which", u"including", u"also",  u"meanwhile", u"however", u"in all", NULL,
};
static const char16_t *const noun_stops[] = {
	u"in",    u"on",     u"at",       u"to",        u"for",    u"from",     u"by",    u"with",   u"and",    u"were", u"was",  u"is",
	u"are",   u"had",    u"have",     u"has",       u"who",    u"that",     u"which", u"during", u"across", u"will", u"came", u"or",
	u"took",  u"made",   u"attended", u"received",  u"last",   u"this",     u"since", u"per",    u"as",     u"into", u"than", u"over",
	u"under", u"opened", u"closed",   u"completed", u"remain", u"remained", u"after", u"before", NULL,
};

static pm_range words_of(const pm_wide *w, size_t from, size_t end)
{
	while (from < end && (w->c[from] == u' ' || pm_wide_is_stop(w->c[from]) || w->c[from] == u'('))
		from++;
	while (end > from && (w->c[end - 1] == u' ' || pm_wide_is_stop(w->c[end - 1]) || w->c[end - 1] == u'.'))
		end--;
	return (pm_range){ from, end };
}

/* the added value, its planted area: a participle behind a determiner */
static bool is_attribute(const pm_wide *w, size_t from, size_t i)
{
	static const char16_t *const articles[] = { u"the", u"a", u"an", u"its", u"their", u"our", NULL };
	static const char16_t *const copulas[] = { u"was", u"were", u"is", u"are", u"has", u"have", u"had", u"will", NULL };
	size_t before = any_before(w, i, articles);

	return before != SIZE_MAX && before >= from && pm_english_any(w, i, copulas) == 0;
}

static pm_range subject(const pm_sentence *s, size_t from, size_t end)
{
	const pm_wide *w = &s->w;
	size_t cut = end;

	for (size_t i = from; i < end; i++)
		if (pm_english_any(w, i, verbs) > 0 && !is_attribute(w, from, i)) {
			cut = i;
			break;
		}
	pm_range r = words_of(w, from, cut);

	for (;;) {
		size_t n = pm_english_any(w, r.start, determiners), start = r.start;

		for (size_t t = 0; t < s->n_times && n == 0; t++)
			if (s->times[t].start == r.start)
				n = s->times[t].end - r.start;
		if (n == 0 || r.start + n > r.end)
			break;
		r = words_of(w, r.start + n, r.end);
		if (r.start == start)
			break;
	}
	if (pm_english_any(w, r.start, empty_subjects) == r.end - r.start)
		r.end = r.start;
	return r;
}

static pm_range noun_behind(const pm_wide *w, size_t i)
{
	size_t end = i;

	while (w->c[end] == u' ')
		end++;
	size_t start = end;

	while (end < w->n && end < i + 60 && !pm_wide_is_stop(w->c[end]) && w->c[end] != u'(' && w->c[end] != u'.' &&
	       !pm_wide_is_digit(w->c[end])) {
		if (w->c[end] == u' ' && pm_english_any(w, end + 1, noun_stops) > 0)
			break;
		end++;
	}
	if (pm_english_any(w, start, noun_stops) > 0)
		end = start;
	if (pm_english_has(w, start, u"of ") > 0)
		start += 3;
	return words_of(w, start, end);
}

/* 12 percent more than in 2022, 0.3 percentage points lower */
static const char *change_behind(const pm_wide *w, size_t i)
{
	static const char16_t *const more[] = { u"more than", u"higher than", u"more", u"higher", u"up on", NULL };
	static const char16_t *const less[] = { u"less than", u"lower than", u"fewer than", u"less", u"lower", u"fewer", u"down on", NULL };

	while (w->c[i] == u' ')
		i++;
	return pm_english_any(w, i, more) > 0 ? "increase" : pm_english_any(w, i, less) > 0 ? "decrease" : "";
}

void pm_find_name_english(pm_sentence *s, size_t i)
{
	pm_finding *f = &s->found[i];
	const pm_quantity *q = &f->q;
	const pm_wide *w = &s->w;
	size_t least = i > 0 ? s->found[i - 1].used : 0, from = q->start;

	while (from > least && !(pm_wide_is_stop(w->c[from - 1]) && w->c[from - 1] != u')') && w->c[from - 1] != u'(')
		from--;
	bool is_target = false;
	size_t end = read_predicate(w, from, f, &is_target);
	pm_range pre = subject(s, from, end), post = noun_behind(w, q->end);
	bool is_thing = q->kind == PM_UNIT_PEOPLE || q->kind == PM_UNIT_COUNT;

	f->used = q->end;
	if (q->is_about && f->qualifier[0] == '\0')
		f->qualifier = "~";
	if (q->kind == PM_UNIT_PERCENT && f->change[0] == '\0')
		f->change = change_behind(w, q->end);
	bool is_reached = is_target && i > 0 && pre.end == pre.start;

	if (!is_reached && is_thing && pm_wide_is_latin(w->c[q->unit_start]) && q->kind == PM_UNIT_PEOPLE && pre.end == pre.start) {
		f->name = (pm_range){ q->unit_start, q->unit_end };
		return;
	}
	if (q->is_bare && f->change[0] == '\0' && post.end > post.start && !is_target) {
		f->name = post;
		f->used = post.end;
		return;
	}
	if (pre.end > pre.start) {
		f->name = pre;
		return;
	}
	if (i > 0) {
		f->is_from_topic = true;
		f->name = s->found[i - 1].name;
		f->name_text = s->found[i - 1].name_text;
		return;
	}
	f->name = post.end > post.start ? post : (pm_range){ q->unit_start, q->unit_end };
	if (f->name.end == f->name.start)
		f->name_text = s->heading;
}
