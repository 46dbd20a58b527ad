/* indicator_name.c: the shortest phrase that says what a number measures.
 *
 * Either the phrase before the number (审批率98.58%), or the noun behind a measure word (23个乡镇), or, where the clause has
 * neither (已完成10082人), the topic: the measure before it, the label of the paragraph, the heading. */
#include "indicator.h"
static pm_range trimmed(const pm_wide *w, pm_range r)
{
	while (r.start < r.end && (pm_wide_is_space(w->c[r.start]) || pm_wide_is_stop(w->c[r.start]) || w->c[r.start] == u'的'))
		r.start++;
	while (r.end > r.start && (pm_wide_is_space(w->c[r.end - 1]) || (pm_wide_is_stop(w->c[r.end - 1]) && w->c[r.end - 1] != u')') ||
				   w->c[r.end - 1] == u'-' || w->c[r.end - 1] == u'—'))
		r.end--;
	/* one pair of quotation marks around it all is no part of the name */
	if (r.end - r.start > 2 &&
	    ((w->c[r.start] == u'“' && w->c[r.end - 1] == u'”') || (w->c[r.start] == u'"' && w->c[r.end - 1] == u'"')) &&
	    pm_wide_find(w, r.start + 1, r.end - 1, w->c[r.start] == u'“' ? u"“" : u"\"") == SIZE_MAX) {
		r.start++;
		r.end--;
	}
	return r;
}

/* 等12公立医院, 云集、茅市三个指挥部: what stands before only lists. */
static bool is_list_of_examples(const pm_wide *w, size_t from, size_t end)
{
	return end > from && (w->c[end - 1] == u'等' || (end - from > 1 && w->c[end - 1] == u'这') ||
			      (end - from > 1 && w->c[end - 1] == u'类' && w->c[end - 2] == u'等'));
}

static bool is_margin(const pm_wide *w, size_t from, size_t end)
{
	static const char16_t *const margins[] = {
		u"超过", u"高于", u"低于", u"高出", u"超出", u"优于", u"快于", u"慢于", u"好于", u"超序时", u"超预期", u"超计划", u"超目标", u"超年度", NULL,
	};

	return from < end && pm_wide_any(w, from, margins) > 0;
}

/* 已开展, 有, 完成: a phrase that ends in a verb waits for the noun behind the number. */
static bool ends_with_verb(const pm_wide *w, size_t from, size_t end)
{
	static const char16_t *const verbs[] = {
		u"开展", u"完成", u"组织", u"召开", u"举办", u"建成", u"新建", u"设立", u"成立", u"落实", u"实施", u"获",
		u"获评", u"荣获", u"设有", u"建有", u"拥有", u"引进", u"选派", u"派出", u"安排", u"配备", u"新增", u"涉及",
		u"覆盖", u"惠及", u"培育", u"培养", u"打造", u"入选", u"制定", u"出台", u"印发", u"查处", u"发现", u"整改",
		u"解决", u"建立", u"推出", u"谋划", u"签约", u"投入", u"创建", u"申报", u"选拔", u"选取", u"招聘", u"招录",
		u"吸引", u"组建", u"举行", u"发布", u"推进", u"采购", u"购置", u"改造", u"修建", u"救助", u"资助", u"帮助",
		u"化解", u"调解", u"受理", u"承办", u"办理", u"等",   u"及",   u"支持", u"指导", u"督促", u"服务", u"走访",
		u"慰问", u"发展", u"增加", u"减少", u"分别", u"共",   u"中",   u"下",   u"上",   u"内",   u"了",   u"对",
		u"进行", u"出现", u"遭遇", u"遭受", u"发生", u"经历", u"至",   u"到",   u"向",   u"为",   u"从",   u"将",   u"由",   u"和",   u"的",   NULL,
	};

	return pm_wide_any_end(w, from, end, verbs) > 0;
}

/* Nouns that say nothing beside a phrase that stands before the number: 服务清单6项内容. */
static bool is_vague(const pm_wide *w, pm_range r)
{
	static const char16_t *const vague[] = {
		u"内容", u"人员", u"工作", u"事项", u"任务", u"指标", u"以上", u"情况", u"方面", NULL,
	};

	return r.end - r.start == pm_wide_any(w, r.start, vague);
}

/* A name as long as a clause says more than what is measured; a quotation in it is the nearest to a term. */
static pm_range shortened(const pm_wide *w, pm_range r)
{
	size_t title = pm_wide_find(w, r.start, r.end, u"《");

	if (title != SIZE_MAX && title >= r.start + 4)
		return (pm_range){ r.start, title };
	if (r.end - r.start <= 18)
		return r;
	for (size_t i = r.end; i > r.start + 1; i--)
		if (w->c[i - 1] == u'“' && r.end - i >= 4)
			return (pm_range){ i - 1, r.end };
	return r;
}

static bool names_goal(const pm_sentence *s, const pm_finding *f)
{
	static const char16_t *const goals[] = { u"任务", u"目标", u"计划", u"应", NULL };

	for (size_t k = f->name.start; k < f->name.end && f->name_text.len == 0; k++)
		if (pm_wide_any(&s->w, k, goals) > 0)
			return true;
	return false;
}

/* The finding before i that the same unit measures: 876人, 上线率32.4%, 增加54人. */
static const pm_finding *same_measure(const pm_sentence *s, size_t i)
{
	const pm_finding *f = &s->found[i], *last = i > 0 ? f - 1 : NULL;
	bool is_share = f->q.kind == PM_UNIT_PERCENT, is_points = is_share && f->q.unit_end - f->q.unit_start > 2;

	/* 收入11亿元，为预算的101%，增长6%: what grew is the amount, not what it is a share of */
	if (f->change[0] != '\0' && !is_points)
		while (last > s->found && last->q.kind == PM_UNIT_PERCENT && last->change[0] == '\0' &&
		       (s->w.c[last->q.start - 1] == u'的' || last->is_from_topic))
			last--;
	if (last == NULL || f->change[0] == '\0' || (is_share && !is_points))
		return last;
	for (const pm_finding *k = last; k >= s->found && last - k < 6; k--) {
		size_t len = k->q.unit_end - k->q.unit_start;

		if (is_points ? k->q.kind == PM_UNIT_PERCENT && k->change[0] == '\0'
			      : len == f->q.unit_end - f->q.unit_start && len > 0 &&
					memcmp(&s->w.c[k->q.unit_start], &s->w.c[f->q.unit_start], len * sizeof(char16_t)) == 0)
			return k;
		if (k == s->found)
			break;
	}
	return last;
}

/* 居民消费价格同比持平，环比下降0.8%: what the clause before tells of; empty where it tells only a time. */
static pm_range clause_before(const pm_sentence *s, size_t from)
{
	const pm_wide *w = &s->w;

	if (from < 3 || w->c[from - 1] != u',')
		return (pm_range){ 0, 0 };
	pm_quantity end = { .start = from - 1 };
	size_t start = pm_skip_leading(s, pm_clause_start(s, &end, 0), from - 1);
	const pm_time *time = pm_time_from(s, start);
	size_t stop = time != NULL && time->start < from ? time->start : from - 1;

	return stop - start >= 2 && stop - start < 20 ? trimmed(w, (pm_range){ start, stop }) : (pm_range){ 0, 0 };
}

static void from_topic(pm_sentence *s, size_t i, bool is_done, size_t from)
{
	pm_finding *f = &s->found[i];
	const pm_finding *before = i > 0 ? &s->found[i - 1] : NULL;

	f->is_from_topic = true;
	before = same_measure(s, i);
	/* what was done is named by the label or heading, not by the goal told before it */
	if (before != NULL && !(is_done && names_goal(s, before) && s->label.len + s->heading.len > 0)) {
		f->name = before->name;
		f->name_text = before->name_text;
	} else if (s->label.len > 0) {
		f->name_text = s->label;
	} else {
		pm_range clause = before == NULL ? clause_before(s, from) : (pm_range){ 0, 0 };

		if (clause.end > 0)
			f->name = clause;
		else
			f->name_text = s->heading;
	}
}

/* The noun before the bracket in which q stands alone: 考核要求(省定85%); empty where a number stands there. */
static pm_range before_bracket(const pm_sentence *s, size_t i)
{
	const pm_quantity *q = &s->found[i].q;
	size_t least = i > 0 ? s->found[i - 1].q.end : 0, open = q->start, from;
	const pm_wide *w = &s->w;
	pm_quantity inner = *q;

	while (open > least && w->c[open - 1] != u'(')
		open--;
	if (open <= least + 1)
		return (pm_range){ 0, 0 };
	inner.start = open - 1;
	from = pm_clause_start(s, &inner, least);
	from = pm_skip_leading(s, from, open - 1);
	if (is_margin(w, from, open - 1))
		from = pm_skip_leading(s, from + 2, open - 1);
	return trimmed(w, (pm_range){ from, open - 1 });
}

static const char *change_in_name(const pm_wide *w, pm_range name)
{
	static const struct {
		const char16_t *word;
		const char *change;
	} verbs[] = { { u"新增", "increase" }, { u"净增", "increase" }, { u"增加", "increase" }, { u"减少", "decrease" } };

	for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++) {
		size_t n = pm_wide_has(w, name.start, verbs[k].word);
		char16_t next = w->c[name.start + n];

		if (n > 0 && name.start + n <= name.end && next != u'值' && next != u'额' && next != u'率' && next != u'量')
			return verbs[k].change;
	}
	return pm_wide_find(w, name.start, name.end, u"新增") != SIZE_MAX ? "increase" : "";
}

static void set_qualifier(pm_sentence *s, pm_finding *f, const pm_predicate *p)
{
	const pm_quantity *q = &f->q;
	size_t end;
	const char *behind = pm_qualifier_behind(&s->w, q->end, &end);
	bool is_points = q->kind == PM_UNIT_PERCENT && pm_wide_find(&s->w, q->unit_start, q->unit_end, u"点") != SIZE_MAX;

	f->qualifier = p->qualifier;
	/* 超过要求12个百分点 is a margin, no bound */
	if (is_points && (strcmp(f->qualifier, ">") == 0 || strcmp(f->qualifier, "<") == 0))
		f->qualifier = "";
	if (f->qualifier[0] == '\0')
		f->qualifier = behind;
	if (f->qualifier[0] == '\0' && q->is_about)
		f->qualifier = "~";
}

/* 一所面积60平方米的…: a count that is a turn of phrase ends a name as well. */
static size_t least_start(const pm_sentence *s, size_t i)
{
	const pm_finding *f = &s->found[i];
	size_t least = i > 0 ? s->found[i - 1].used : 0;

	for (size_t k = f->index; k > 0 && f->index - k < 8 && s->quantities[k - 1].end > least; k--)
		if (s->quantities[k - 1].is_han && s->quantities[k - 1].kind == PM_UNIT_COUNT &&
		    strcmp(s->quantities[k - 1].value, "1") == 0 && s->quantities[k - 1].end <= f->q.start &&
		    s->w.c[s->quantities[k - 1].unit_start] != u'本' && pm_wide_before(&s->w, 0, s->quantities[k - 1].start) != u'第')
			least = s->quantities[k - 1].end;
	return least < f->q.start ? least : f->q.start;
}

/* Take the noun behind the number as the name, where there is one. */
static bool take_behind(pm_sentence *s, size_t i, pm_range post, size_t from)
{
	pm_finding *f = &s->found[i];
	f->name = trimmed(&s->w, post);
	if (f->name.end <= f->name.start)
		return false;
	/* a noun that runs into the next number names that one too */
	f->used = (pm_wide_kind(&s->w, post.end) & PM_CHAR_FIGURE) != 0 ? f->q.end : post.end;
	if (f->change[0] == '\0' && pm_wide_ends(&s->w, from, f->q.start, u"新增") > 0)
		f->change = "increase";
	return true;
}

/* 平均年龄较换届前下降: what a change is compared with is no part of the name, also where it is no time. */
static size_t before_base(const pm_wide *w, pm_range r)
{
	for (size_t i = r.end; i > r.start + 2 && r.end - i < 14; i--) {
		char16_t c = w->c[i - 1], before = w->c[i - 2], next = w->c[i];

		if (c == u'较' && before != u'比' && next != u'大' && next != u'小' && next != u'多' && next != u'好')
			return i - 1;
		if (c == u'比' && before != u'占' && before != u'同' && before != u'环' && before != u'对' && before != u'之' &&
		    next != u'例' && next != u'重' && next != u'率' && next != u'值' && next != u'亚' && i < r.end)
			return i - 1;
	}
	return r.end;
}

/* 产值是2015年的2.3倍: the measure stands before 是, what it is a multiple of behind it; where `pre` then ends. */
static size_t before_multiple(const pm_wide *w, size_t from, const pm_quantity *q, pm_range pre)
{
	if (q->kind != PM_UNIT_SCORE || q->start == from || w->c[q->start - 1] != u'的')
		return pre.end;
	for (size_t i = from; i < pre.end; i++)
		if (w->c[i] == u'是' || w->c[i] == u'为')
			return i > pre.start ? i : pre.start;
	return pre.end;
}

/* 推动县政府挂牌督办重大火灾隐患2家: of a long phrase the object of its last verb is what is counted; where the phrase begins. */
static size_t behind_transitive(const pm_wide *w, pm_range r)
{
	enum { LONG = 8, LEAST = 2 };
	static const char16_t *const verbs[] = {
		u"督办", u"救助", u"查处", u"排查", u"化解", u"调处", u"慰问", u"资助", u"表彰", u"修订", u"购置", u"采购", u"选派", u"打掉",
		u"捣毁", u"破获", u"抓获", u"走访", u"受理", u"承办", u"接收", u"征集", u"拆除", u"取缔", u"关停", u"安装", u"配备", u"聘请",
		u"招聘", u"评选", u"举报", u"约谈", u"追回", u"缴获", u"栽植", u"孵化", NULL,
	};
	static const char16_t *const nouns[] = { u"率", u"数", u"量", u"额", u"金", u"面", u"资", u"案", u"对象", u"工作", u"人次", u"经费", u"费",
						 u"点", u"站", u"制", u"中", u"机", u"办", NULL };

	for (size_t i = r.end; r.end - r.start > LONG && i > r.start + 2; i--) {
		size_t n = pm_wide_any_end(w, r.start, i, verbs);

		if (n > 0 && i - n > r.start && r.end - i >= LEAST && pm_wide_is_han(w->c[i]) && pm_wide_any(w, i, nouns) == 0)
			return i;
	}
	return r.start;
}

/* The verb before an amount that says what was done with it; empty where another or none stands there. */
static pm_range spending(const pm_wide *w, size_t from, size_t end)
{
	static const char16_t *const verbs[] = { u"投入", u"拨付", u"筹集", u"筹措", u"兑现", NULL };

	return (pm_range){ end - pm_wide_any_end(w, from, end, verbs), end };
}

static const char16_t *const reckoned[] = { u"剔除", u"扣除", u"按", u"考虑", u"还原", NULL };
/* 压减一般性支出5% */
static const char16_t *const cuts[] = { u"压减", u"压缩", u"核减", u"削减", u"调减", NULL };
static const char16_t *const reckoned_end[] = { u"后", u"计算", u"口径", u"因素", u"测算", NULL };

void pm_find_name(pm_sentence *s, size_t i)
{
	pm_finding *f = &s->found[i];
	const pm_quantity *q = &f->q;
	const pm_wide *w = &s->w;

	/* the second part of a ratio is the same measure's */
	if (q->is_ratio && i > 0 && s->found[i - 1].q.end + 1 == q->start) {
		f->name = s->found[i - 1].name;
		f->name_text = s->found[i - 1].name_text;
		f->used = q->end;
		return;
	}
	size_t from = pm_clause_start(s, q, least_start(s, i));

	while (from < q->start && pm_wide_is_space(w->c[from]))
		from++;
	pm_predicate p = pm_predicate_before(s, from, q);
	pm_range pre = { p.bound_start, q->start - p.has_bound }, post = pm_noun_behind(s, i);

	set_qualifier(s, f, &p);
	f->change = p.is_target ? "" : p.change;
	pm_qualifier_behind(w, q->end, &f->used);
	f->is_each = p.is_each;
	if (!p.has_bound) {
		pre.end = p.start;
		pre.start = pm_skip_leading(s, from, p.start);
	}
	bool has_margin = !p.has_bound && is_margin(w, pre.start, pre.end);

	if (!p.has_bound) {
		pre.start = pm_skip_leading(s, pm_behind_light_verb(w, pre.start, pre.end), pre.end);
		pre.start = pm_skip_leading(s, pm_behind_time(s, pre.start, pre.end), pre.end);
	}
	if (q->is_ratio || (q->is_bare && strchr(q->value, '.') != NULL))
		post.end = post.start;
	/* 剔除减税因素后增长12.5%, 按可比口径计算: how it was reckoned, not what */
	if (pm_wide_any(w, pre.start, reckoned) > 0 && pm_wide_any_end(w, pre.start, pre.end, reckoned_end) > 0)
		pre.start = pre.end;
	bool is_examples = is_list_of_examples(w, pre.start, pre.end), waits = ends_with_verb(w, pre.start, pre.end);

	/* A、56公里的B: the noun before the joint belongs to another number */
	if (p.start == q->start && q->start > from && w->c[q->start - 1] == u'、')
		pre.start = pre.end;
	if (p.change[0] != '\0')
		pre.end = before_base(w, pre);
	pre.end = before_multiple(w, from, q, pre);
	/* 与上次普查的3326571人相比: the same measure at another time */
	if (i > 0 && pm_wide_has(w, q->end, u"相比") > 0) {
		pre.start = pre.end;
		post.end = post.start;
	}
	/* 十年共增加235847人 */
	if (pre.end > pre.start && pre.end - pre.start <= 3 && pm_wide_is_numeral(w, pre.start) && w->c[pre.end - 1] == u'年')
		pre.start = pre.end;
	pre = trimmed(w, pre);
	bool has_pre = !pm_is_bare_phrase(w, pre.start, pre.end) && !is_examples && !has_margin, has_post = post.end > post.start;
	bool prefers_post = q->kind == PM_UNIT_COUNT || q->kind == PM_UNIT_KIND ||
			    (q->kind == PM_UNIT_NONE && (is_examples || waits || q->has_multiplier));

	if (q->kind == PM_UNIT_TIMES)
		prefers_post = pre.end - pre.start < 2 || waits;
	else if ((q->kind == PM_UNIT_SCORE || q->kind == PM_UNIT_PEOPLE) && w->c[q->end] == u'的')
		prefers_post = true;
	else if (has_pre && has_post && is_vague(w, post) && !waits)
		prefers_post = false;
	/* 计划投入3亿元, where no noun follows: the verb says what the money did */
	pm_range verb = spending(w, from, p.start);

	if (!has_pre && q->kind == PM_UNIT_MONEY && verb.end > verb.start &&
	    (!has_post || pm_is_light_verb(w, post.start, post.end))) {
		f->name = verb;
		return;
	}
	if (has_post && (prefers_post || !has_pre) && take_behind(s, i, post, from))
		return;
	if (has_pre) {
		if (q->kind == PM_UNIT_COUNT || q->kind == PM_UNIT_PEOPLE)
			pre.start = behind_transitive(w, pre);
		f->name = shortened(w, pre);
		if (f->change[0] == '\0' && !p.is_target)
			f->change = change_in_name(w, pre);
		if (f->change[0] == '\0' && !p.is_target && q->kind == PM_UNIT_PERCENT && p.start == q->start && pm_wide_any(w, from, cuts) > 0 &&
		    w->c[from + 2] != u'率')
			f->change = "decrease";
		return;
	}
	bool in_brackets = q->start > 0 && (w->c[q->start - 1] == u'(' || (pre.start > 0 && w->c[pre.start - 1] == u'('));

	if (in_brackets) {
		f->name = before_bracket(s, i);
		if (f->name.end > f->name.start + 1)
			return;
	}
	static const char16_t *const caused[] = { u"有", u"造成", u"导致", NULL };

	/* 8人荣获优秀称号: nothing names them but what they did */
	if (q->kind == PM_UNIT_PEOPLE && !in_brackets && !p.has_base && p.change[0] == '\0' &&
	    (i == 0 || from == q->start || pm_wide_any_end(w, from, q->start, caused) > 0)) {
		f->name = trimmed(w, pm_clause_behind(s, q));
		if (f->name.end > f->name.start + 1)
			return;
	}
	f->name = pre; /* what there is, should no topic be found */
	from_topic(s, i, pm_wide_find(w, p.start, q->start, u"完成") != SIZE_MAX, from);
}
