/* indicator_govern.c: which time phrase of a sentence a number stands under.
 *
 * A phrase at the head of a clause, set off by a comma, governs up to the next phrase; one without a comma governs up to the next
 * `;`.  What a change is compared with (比上年) is the period of that change alone. */
#include "indicator.h"

static bool is_set_off(const pm_wide *w, const pm_time *t)
{
	size_t i = t->end, k = t->start;

	while (w->c[i] == u' ')
		i++;
	while (k > 0 && pm_wide_is_space(w->c[k - 1]))
		k--;
	return (w->c[i] == u',' || w->c[i] == u':') && (k == 0 || pm_wide_is_stop(w->c[k - 1]));
}

static bool has_char(const pm_wide *w, size_t from, size_t end, char16_t c)
{
	for (size_t i = from; i < end; i++)
		if (w->c[i] == c)
			return true;
	return false;
}

/* Only 、 和 及 与 and space stand between two numbers of one predicate. */
static bool is_enumeration(const pm_wide *w, size_t from, size_t end)
{
	for (size_t i = from; i < end; i++)
		if (w->c[i] != u'、' && w->c[i] != u'和' && w->c[i] != u'及' && w->c[i] != u'与' && !pm_wide_is_space(w->c[i]))
			return false;
	return end > from;
}

/* 由上年的1.92缩小至今年的1.88: the time of one level alone. */
static bool is_origin(const pm_wide *w, const pm_time *t)
{
	char16_t c = t->start > 0 ? w->c[t->start - 1] : 0;

	return (c == u'由' || c == u'从' || c == u'至' || c == u'到' || c == u'为') && w->c[t->end] == u'的';
}

/* 是去年人数的103.6%: the year dates what is compared with. */
static bool time_is_counted_on(const pm_wide *w, const pm_time *t)
{
	size_t i = t->end;

	while (i < w->n && pm_wide_is_han(w->c[i]) && w->c[i] != u'的')
		i++;
	return w->c[i] == u'的' && (pm_wide_is_digit(w->c[i + 1]) || pm_wide_is_numeral(w, i + 1));
}

static bool is_of_goal(const pm_sentence *s, const pm_time *t)
{
	const pm_wide *w = &s->w;
	char16_t c = t->start > 0 ? w->c[t->start - 1] : 0;

	/* 超过2019年考核要求: the year dates the measure that is passed */
	return c == u'过' || c == u'于' || (c == u'是' && time_is_counted_on(w, t));
}

/* 79% in 2022: in English the time stands behind the number as well; index + 1 of the one in its clause, or 0. */
static size_t time_behind(const pm_sentence *s, size_t i)
{
	const pm_wide *w = &s->w;
	size_t from = s->found[i].q.end, end = i + 1 < s->n_found ? s->found[i + 1].q.start : w->n;

	for (size_t k = 0; k < s->n_times; k++) {
		const pm_time *t = &s->times[k];

		if (t->start >= from && t->end <= end && !has_char(w, from, t->start, u',') && !has_char(w, from, t->start, u';'))
			return k + 1;
	}
	return 0;
}

void pm_find_periods(pm_sentence *s)
{
	const pm_wide *w = &s->w;
	size_t head = 0, local = 0, base = 0, origin = 0, origin_end = 0, t = 0, at = 0;
	bool base_is_head = false; /* 与上年相比，…: it governs all changes of the sentence */

	for (size_t i = 0; i < s->n_found; i++) {
		pm_finding *f = &s->found[i];
		size_t before = i > 0 ? s->found[i - 1].q.end : 0;

		while (t < s->n_times && s->times[t].start < f->q.start) {
			const pm_time *time = &s->times[t++];

			if (local != 0 && has_char(w, at, time->start, u';'))
				local = 0;
			at = time->end;
			if (time->kind == PM_TIME_BASE) {
				base = t;
				base_is_head = is_set_off(w, time);
			} else if (is_origin(w, time)) {
				origin = t;
				origin_end = time->end;
			} else if (is_set_off(w, time)) {
				head = t;
				local = 0;
			} else if (!is_of_goal(s, time)) {
				local = t;
			}
		}
		if (local != 0 && has_char(w, at, f->q.start, u';'))
			local = 0;
		if (at < f->q.start)
			at = f->q.start;
		f->period = local != 0 ? local : head;
		if (origin != 0 && f->q.start <= origin_end + 2) {
			f->period = origin;
			origin_end = f->q.end;
			continue;
		}
		/* 累计 counts up to the date that the sentence is set under, not within 全年预计 in mid-sentence */
		if (local != 0 && head != 0 && !f->is_from_topic && f->name_text.len == 0) {
			size_t clause = f->q.start;

			while (clause > 0 && w->c[clause - 1] != u',' && w->c[clause - 1] != u';')
				clause--;
			if (s->times[local - 1].end <= clause && pm_wide_find(w, clause, f->q.start, u"累计") != SIZE_MAX)
				f->period = head;
		}
		size_t behind = s->is_english ? time_behind(s, i) : 0;

		if (behind != 0) {
			f->period = behind;
			continue;
		}
		if (f->change[0] == '\0')
			continue;
		if (base != 0 && (base_is_head || s->times[base - 1].start >= before))
			f->period = base;
		else if (i > 0 && is_enumeration(w, before, f->q.start) && s->found[i - 1].period != 0 &&
			 s->times[s->found[i - 1].period - 1].kind == PM_TIME_BASE)
			f->period = s->found[i - 1].period;
	}
}
