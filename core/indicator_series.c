/* indicator_series.c: several numbers under one predicate: 分别增长5.1%和7.3%, 14.1:37.0:48.9. */
#include "indicator.h"

static bool is_joint(char16_t c)
{
	return c == u'、' || c == u'和' || c == u'及' || c == u'与';
}

/* The same within a name, where 普及, 共和, 参与 are words of their own. */
static bool is_joint_at(const pm_wide *w, size_t i)
{
	static const char16_t *const words[] = { u"普及", u"涉及", u"共和", u"参与", u"及时", u"和谐",
						 u"与会", u"给与", u"惠及", u"及格", NULL };

	return is_joint(w->c[i]) && pm_wide_any(w, i, words) == 0 && (i == 0 || pm_wide_any(w, i - 1, words) == 0);
}

/* Does the number at `next` go on the series that the one before it began? */
static bool goes_on(const pm_wide *w, const pm_quantity *before, const pm_quantity *next)
{
	size_t i;
	bool has_joint = false;

	if (next->is_ratio && next->start == before->end + 1 && w->c[before->end] == u':')
		return true;
	pm_qualifier_behind(w, before->end, &i);
	for (; i < next->start; i++) {
		if (!is_joint(w->c[i]) && !pm_wide_is_space(w->c[i]))
			return false;
		has_joint = true;
	}
	return has_joint;
}

/* Powers of ten between the digits and the end of a number: 30亿 has 8. */
static int places_of(const pm_wide *w, const pm_quantity *q)
{
	int places = 0;

	for (size_t k = q->start; k < q->number_end; k++)
		places += w->c[k] == u'亿' ? 8 : w->c[k] == u'万' ? 4 : w->c[k] == u'千' ? 3 : w->c[k] == u'百' ? 2 : 0;
	return places;
}

void pm_share_units(pm_sentence *s)
{
	const pm_wide *w = &s->w;
	const pm_quantity *owner = NULL; /* whose unit the one behind q has */
	bool was_shared = false;

	for (size_t i = s->n_quantities; i > 1; i--) {
		const pm_quantity *next = &s->quantities[i - 1];
		pm_quantity *q = &s->quantities[i - 2];
		char shifted[PM_VALUE_MAX];

		if (!was_shared)
			owner = next;
		was_shared = false;
		/* 高于全国、全省1.1个、0.8个百分点: the first unit was cut short */
		if (q->unit_end == q->unit_start + 1 && w->c[q->unit_start] == u'个' && next->kind == PM_UNIT_PERCENT &&
		    next->unit_end > next->unit_start + 1 && goes_on(w, q, next)) {
			q->kind = next->kind;
			q->unit_start = next->unit_start;
			q->unit_end = next->unit_end;
			continue;
		}
		if (!q->is_bare || q->is_han || q->is_ratio || q->has_multiplier || next->is_han || next->is_bare || next->unit != NULL ||
		    next->kind == PM_UNIT_LABEL || next->value_max[0] != '\0' || !goes_on(w, q, next))
			continue;
		if (owner->has_multiplier) {
			if (!pm_decimal_shift(q->value, strlen(q->value), places_of(w, owner), shifted))
				continue;
			memcpy(q->value, shifted, sizeof q->value);
		}
		was_shared = true;
		q->kind = next->kind;
		q->unit_start = next->unit_start;
		q->unit_end = next->unit_end;
		q->is_bare = q->is_year_like = false;
		q->has_multiplier = next->has_multiplier;
	}
}

/* Cut `name` at its joints into exactly `n` parts of two characters or more. */
static bool split_name(const pm_wide *w, pm_range name, size_t n, pm_range *parts)
{
	size_t count = 0, start = name.start;

	for (size_t i = name.start; i <= name.end; i++) {
		if (i < name.end && !is_joint_at(w, i))
			continue;
		if (count == n || i < start + 2)
			return false;
		parts[count++] = (pm_range){ start, i };
		start = i + 1;
	}
	/* 城镇和农村居民人均收入: two parts so unlike share a head, which only the whole has */
	return count == n && (n > 2 || (parts[n - 1].end - parts[n - 1].start) < (parts[0].end - parts[0].start) + 3);
}

enum { MAX_SERIES = 12 };

static void share_names(pm_sentence *s, size_t first, size_t n)
{
	pm_finding *f = &s->found[first];
	pm_range parts[MAX_SERIES];
	bool is_each = f->is_each, own = f->name_text.len == 0 && split_name(&s->w, f->name, n, parts);

	for (size_t k = 0; k < n; k++) {
		pm_finding *to = &s->found[first + k];

		if (own) {
			to->name = parts[k];
			to->name_text = pm_str_of(NULL, 0);
		} else if (is_each && f->is_from_topic && first >= n && !s->found[first - n + k].is_from_topic) {
			/* 12起, 死亡9人, 同比分别下降…: each is the change of one before */
			parts[k] = s->found[first - n + k].name;
			to->name_text = s->found[first - n + k].name_text;
			to->name = parts[k];
		} else if (k > 0) {
			to->name = f->name;
			to->name_text = f->name_text;
		}
	}
}

void pm_join_series(pm_sentence *s)
{
	for (size_t i = 0; i < s->n_found; i++) {
		size_t n = 1;
		bool is_ratio = s->found[i].q.is_ratio;

		bool is_change = s->found[i].change[0] != '\0' || s->found[i].is_from_topic;

		if (!s->found[i].is_each && !is_ratio && !is_change)
			continue;
		while (i + n < s->n_found && n < MAX_SERIES && goes_on(&s->w, &s->found[i + n - 1].q, &s->found[i + n].q) &&
		       s->found[i + n].q.is_ratio == is_ratio && (s->found[i].is_each || is_ratio || s->found[i + n].is_from_topic) &&
		       s->found[i + n].q.kind == s->found[i].q.kind)
			n++;
		if (n == 1)
			continue;
		if (is_ratio) {
			for (size_t k = 1; k < n; k++) {
				s->found[i + k].name = s->found[i].name;
				s->found[i + k].name_text = s->found[i].name_text;
			}
		} else {
			share_names(s, i, n);
			for (size_t k = 1; k < n; k++)
				if (s->found[i + k].change[0] == '\0')
					s->found[i + k].change = s->found[i].change;
		}
		i += n - 1;
	}
}
