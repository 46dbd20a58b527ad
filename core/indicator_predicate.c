/* indicator_predicate.c: the words between what is measured and its number: bounds, changes, copulas. */
#include "indicator.h"

typedef struct word {
	const char16_t *text;
	const char *qualifier, *change;
	const char16_t *not_after; /* characters that make another word of it: 节约, 附近 */
} word;

static const word words[] = {
	/* bounds and approximations */
	{ u"大约", "~", NULL, NULL },
	{ u"约为", "~", NULL, NULL },
	{ u"约", "~", NULL, u"节签预履合条契违毁邀集公" },
	{ u"将近", "~", NULL, NULL },
	{ u"接近", "~", NULL, NULL },
	{ u"近", "~", NULL, u"附最邻靠亲远临" },
	{ u"大概", "~", NULL, NULL },
	{ u"约占", "~", NULL, NULL },
	{ u"超过", ">", NULL, NULL },
	{ u"超出", ">", NULL, NULL },
	{ u"超", ">", NULL, u"B彩高" },
	{ u"逾", ">", NULL, NULL },
	{ u"突破", ">", NULL, NULL },
	{ u"大于", ">", NULL, NULL },
	{ u"高于", ">", NULL, NULL },
	{ u"多于", ">", NULL, NULL },
	{ u">", ">", NULL, NULL },
	{ u"冲破", ">", NULL, NULL },
	{ u"已破", ">", NULL, NULL },
	{ u"首破", ">", NULL, NULL },
	{ u"跃上", NULL, NULL, NULL },
	{ u"不低于", ">=", NULL, NULL },
	{ u"不少于", ">=", NULL, NULL },
	{ u"不小于", ">=", NULL, NULL },
	{ u"至少", ">=", NULL, NULL },
	{ u"最少", ">=", NULL, NULL },
	{ u"≥", ">=", NULL, NULL },
	{ u"不得低于", ">=", NULL, NULL },
	{ u"不得少于", ">=", NULL, NULL },
	{ u">=", ">=", NULL, NULL },
	{ u"不足", "<", NULL, NULL },
	{ u"低于", "<", NULL, NULL },
	{ u"少于", "<", NULL, NULL },
	{ u"小于", "<", NULL, NULL },
	{ u"不到", "<", NULL, NULL },
	{ u"<", "<", NULL, NULL },
	{ u"不超过", "<=", NULL, NULL },
	{ u"不高于", "<=", NULL, NULL },
	{ u"不大于", "<=", NULL, NULL },
	{ u"不多于", "<=", NULL, NULL },
	{ u"至多", "<=", NULL, NULL },
	{ u"最多", "<=", NULL, NULL },
	{ u"≤", "<=", NULL, NULL },
	{ u"不得超过", "<=", NULL, NULL },
	{ u"<=", "<=", NULL, NULL },
	{ u"未超过", "<=", NULL, NULL },
	{ u"不得高于", "<=", NULL, NULL },
	/* changes */
	{ u"增长", NULL, "increase", NULL },
	{ u"增长了", NULL, "increase", NULL },
	{ u"增加", NULL, "increase", NULL },
	{ u"增加了", NULL, "increase", NULL },
	{ u"上升", NULL, "increase", NULL },
	{ u"上升了", NULL, "increase", NULL },
	{ u"提高", NULL, "increase", NULL },
	{ u"提高了", NULL, "increase", NULL },
	{ u"提升", NULL, "increase", NULL },
	{ u"提升了", NULL, "increase", NULL },
	{ u"上涨", NULL, "increase", NULL },
	{ u"上涨了", NULL, "increase", NULL },
	{ u"新增", NULL, "increase", NULL },
	{ u"新增了", NULL, "increase", NULL },
	{ u"净增", NULL, "increase", NULL },
	{ u"净增加", NULL, "increase", NULL },
	{ u"增", NULL, "increase", u"新净倍递" },
	{ u"递增", NULL, "increase", NULL },
	{ u"升", NULL, "increase", u"毫公" },
	{ u"涨", NULL, "increase", NULL },
	{ u"加快", NULL, "increase", NULL },
	{ u"加快了", NULL, "increase", NULL },
	{ u"扩大", NULL, "increase", NULL },
	{ u"扩大了", NULL, "increase", NULL },
	{ u"多增", NULL, "increase", NULL },
	{ u"增产", NULL, "increase", NULL },
	{ u"增收", NULL, "increase", NULL },
	{ u"增支", NULL, "increase", NULL },
	{ u"减支", NULL, "decrease", NULL },
	{ u"减收", NULL, "decrease", NULL },
	{ u"降价", NULL, "decrease", NULL },
	{ u"减产", NULL, "decrease", NULL },
	{ u"提速", NULL, "increase", NULL },
	{ u"上浮", NULL, "increase", NULL },
	{ u"上调", NULL, "increase", NULL },
	{ u"下降", NULL, "decrease", NULL },
	{ u"下降了", NULL, "decrease", NULL },
	{ u"减少", NULL, "decrease", NULL },
	{ u"减少了", NULL, "decrease", NULL },
	{ u"降低", NULL, "decrease", NULL },
	{ u"降低了", NULL, "decrease", NULL },
	{ u"回落", NULL, "decrease", NULL },
	{ u"回落了", NULL, "decrease", NULL },
	{ u"下跌", NULL, "decrease", NULL },
	{ u"下滑", NULL, "decrease", NULL },
	{ u"降", NULL, "decrease", u"下升" },
	{ u"减", NULL, "decrease", u"增加" },
	{ u"缩减", NULL, "decrease", NULL },
	{ u"压减", NULL, "decrease", NULL },
	{ u"缩小", NULL, "decrease", NULL },
	{ u"缩短", NULL, "decrease", NULL },
	{ u"缩短了", NULL, "decrease", NULL },
	{ u"收窄", NULL, "decrease", NULL },
	{ u"放缓", NULL, "decrease", NULL },
	{ u"少增", NULL, "decrease", NULL },
	{ u"压缩", NULL, "decrease", NULL },
	{ u"压缩了", NULL, "decrease", NULL },
	{ u"净减", NULL, "decrease", NULL },
	{ u"下浮", NULL, "decrease", NULL },
	{ u"下调", NULL, "decrease", NULL },
	{ u"跌", NULL, "decrease", NULL },
	{ u"减幅", NULL, NULL, NULL },
	{ u"压降", NULL, "decrease", NULL },
	/* copulas and the like, which say nothing of their own */
	{ u"达到了", NULL, NULL, NULL },
	{ u"达到", NULL, NULL, NULL },
	{ u"达", NULL, NULL, u"抵到传送表" },
	{ u"为", NULL, NULL, u"作认成因行" },
	{ u"是", NULL, NULL, u"于但就可" },
	{ u"计", NULL, NULL, u"统会设审预估累总合共" },
	{ u"共计", NULL, NULL, NULL },
	{ u"总计", NULL, NULL, NULL },
	{ u"合计", NULL, NULL, NULL },
	{ u"共有", NULL, NULL, NULL },
	{ u"共", NULL, NULL, u"公中" },
	{ u"有", NULL, NULL, u"所具拥国没含现民公" },
	{ u"现有", NULL, NULL, NULL },
	{ u"总共", NULL, NULL, NULL },
	{ u"累计", NULL, NULL, NULL },
	{ u"累计达", NULL, NULL, NULL },
	{ u"累计达到", NULL, NULL, NULL },
	{ u"共累计", NULL, NULL, NULL },
	{ u"均为", NULL, NULL, NULL },
	{ u"均达", NULL, NULL, NULL },
	{ u"均达到", NULL, NULL, NULL },
	{ u"均", NULL, NULL, u"人平年日月户亩村校店师生台" },
	{ u"各", NULL, NULL, NULL },
	{ u"都为", NULL, NULL, NULL },
	{ u"都达到", NULL, NULL, NULL },
	{ u"都", NULL, NULL, u"首成" },
	{ u"仅", NULL, NULL, NULL },
	{ u"仅为", NULL, NULL, NULL },
	{ u"仅有", NULL, NULL, NULL },
	{ u"只有", NULL, NULL, NULL },
	{ u"高达", NULL, NULL, NULL },
	{ u"多达", NULL, NULL, NULL },
	{ u"可达", NULL, NULL, NULL },
	{ u"已达", NULL, NULL, NULL },
	{ u"已达到", NULL, NULL, NULL },
	{ u"已", NULL, NULL, NULL },
	{ u"就", NULL, NULL, u"成造" },
	{ u"又", NULL, NULL, NULL },
	{ u"分别为", NULL, NULL, NULL },
	{ u"分别达", NULL, NULL, NULL },
	{ u"分别达到", NULL, NULL, NULL },
	{ u"分别", NULL, NULL, NULL },
	{ u"新台币", NULL, NULL, NULL },
	{ u"人民币", NULL, NULL, NULL },
	{ u"为期", NULL, NULL, NULL },
	{ u"保持在", NULL, NULL, NULL },
	{ u"稳定在", NULL, NULL, NULL },
	{ u"维持在", NULL, NULL, NULL },
	{ u"控制在", NULL, NULL, NULL },
	{ u"控制为", NULL, NULL, NULL },
	{ u"实现", NULL, NULL, NULL },
	{ u"完成", NULL, NULL, NULL },
	{ u"已完成", NULL, NULL, NULL },
	{ u"完成了", NULL, NULL, NULL },
	{ u"了", NULL, NULL, NULL },
	{ u"到位", NULL, NULL, NULL },
	{ u"满足", NULL, NULL, NULL },
	{ u"能满足", NULL, NULL, NULL },
	{ u"设定为", NULL, NULL, NULL },
	{ u"确定为", NULL, NULL, NULL },
	{ u"就达", NULL, NULL, NULL },
	{ u"竟达", NULL, NULL, NULL },
	{ u":", NULL, NULL, NULL },
	{ u"=", NULL, NULL, NULL },
	{ u"的", NULL, NULL, u"目" },
	{ u"-", NULL, NULL, NULL },
	{ u"—", NULL, NULL, NULL },
	{ u"仍", NULL, NULL, NULL },
	{ u"仍有", NULL, NULL, NULL },
	{ u"尚有", NULL, NULL, NULL },
	{ u"还有", NULL, NULL, NULL },
	{ u"年均", NULL, NULL, NULL },
	{ u"年平均", NULL, NULL, NULL },
	{ u"两年平均", NULL, NULL, NULL },
	{ u"三年平均", NULL, NULL, NULL },
	{ u"年人均", NULL, NULL, NULL },
	{ u"先后", NULL, NULL, NULL },
	{ u"名义", NULL, NULL, NULL },
	{ u"实际", NULL, NULL, NULL },
	{ u"同口径", NULL, NULL, NULL },
	{ u"按可比口径", NULL, NULL, NULL },
	{ u"可比口径", NULL, NULL, NULL },
	{ u"可比价", NULL, NULL, NULL },
	{ u"按可比价", NULL, NULL, NULL },
	{ u"每生每天", NULL, NULL, NULL },
	{ u"每生每年", NULL, NULL, NULL },
	{ u"每生", NULL, NULL, NULL },
	{ u"每天", NULL, NULL, NULL },
	{ u"每床", NULL, NULL, NULL },
	{ u"每学期", NULL, NULL, NULL },
	{ u"每次", NULL, NULL, NULL },
	{ u"每吨", NULL, NULL, NULL },
	{ u"每平方米", NULL, NULL, NULL },
	{ u"每人次", NULL, NULL, NULL },
	{ u"占", NULL, NULL, u"抢侵霸" },
	{ u"偏高", NULL, NULL, NULL },
	{ u"偏低", NULL, NULL, NULL },
	{ u"偏多", NULL, NULL, NULL },
	{ u"偏少", NULL, NULL, NULL },
	{ u"每人每月", NULL, NULL, NULL },
	{ u"每人每年", NULL, NULL, NULL },
	{ u"每人", NULL, NULL, NULL },
	{ u"每月", NULL, NULL, NULL },
	{ u"每年", NULL, NULL, NULL },
	{ u"每人每天", NULL, NULL, NULL },
	{ u"每亩", NULL, NULL, NULL },
	{ u"每户", NULL, NULL, NULL },
	{ u"首次", NULL, NULL, NULL },
	{ u"首", NULL, NULL, NULL },
	{ u"力争", NULL, NULL, NULL },
	{ u"争取", NULL, NULL, NULL },
	{ u"预计", NULL, NULL, NULL },
	{ u"要", NULL, NULL, u"主重" },
	{ u"基本", NULL, NULL, NULL },
	{ u"能", NULL, NULL, u"功性产智节储" },
	{ u"将", NULL, NULL, NULL },
	{ u"还", NULL, NULL, u"归" },
	{ u"现", NULL, NULL, u"实体兑出呈涌展再" },
};

/* 到 and 至 turn a change into the level that it reached. */
static const char16_t *const targets[] = {
	u"上升为", u"增长为", u"提高为", u"降低为", u"提高到", u"提高至", u"提升到", u"提升至", u"增加到", u"增加至", u"增长到", u"增长至",
	u"上升到", u"上升至", u"下降到", u"下降至", u"降低到", u"降低至", u"减少到", u"减少至", u"扩大到", u"扩大至", u"缩小到", u"缩小至",
	u"缩小为", u"缩短到", u"缩短至", u"压缩到", u"压缩至", u"压减到", u"压减至", u"缩短为", u"压缩为", u"增至",   u"降至",   u"升至",
	u"减至",   u"涨至",   u"回落到", u"回落至", u"降为",   u"增为",   u"提升为", u"调整为", u"调整到", u"调整至", u"优化为", u"变为",
	u"扩大为", u"拓展到", u"拓展至", u"扩展到", u"扩展至", u"延长到", u"延长至", u"发展到", u"发展至", u"减为",   u"到",     u"至",
	u"由",     u"从",     u"由原",   u"由原来", u"从原来", u"由原有", u"增加为", u"减少为", u"下降为", u"上调至", u"下调至", NULL,
};

enum { N_WORDS = sizeof words / sizeof words[0] };

static unsigned slot(char16_t c)
{
	return (c ^ (unsigned)(c >> 8)) & 255u;
}

void pm_predicates_init(pm_predicates *predicates)
{
	_Static_assert(N_WORDS < sizeof predicates->next / sizeof predicates->next[0], "more words than pm_predicates has room for");
	memset(predicates, 0, sizeof *predicates);
	for (size_t i = N_WORDS; i > 0; i--) {
		const char16_t *text = words[i - 1].text;
		size_t n = 0;

		while (text[n + 1] != 0)
			n++;
		predicates->next[i] = predicates->first[slot(text[n])];
		predicates->first[slot(text[n])] = (uint16_t)i;
	}
}

static const word *word_before(const pm_sentence *s, size_t from, size_t i, size_t *len)
{
	const pm_wide *w = &s->w;
	const word *best = NULL;

	*len = 0;
	for (size_t at = s->predicates.first[slot(w->c[i - 1])]; at != 0; at = s->predicates.next[at]) {
		size_t k = at - 1, n = pm_wide_ends(w, from, i, words[k].text);

		if (n <= *len)
			continue;
		bool other = false;

		if (words[k].not_after != NULL && i > n)
			for (const char16_t *c = words[k].not_after; *c != 0; c++)
				other = other || *c == w->c[i - n - 1];
		if (other)
			continue;
		best = &words[k];
		*len = n;
	}
	return best;
}

/* 改造提升8万亩: what is counted is improved, not raised. */
static bool is_counted(const pm_quantity *q)
{
	return q->kind == PM_UNIT_COUNT || q->kind == PM_UNIT_SIZE || q->kind == PM_UNIT_PEOPLE || q->kind == PM_UNIT_TIMES;
}

/* The time phrase that ends at i; NULL where there is none. */
static const pm_time *time_before(const pm_sentence *s, size_t from, size_t i)
{
	for (size_t k = s->n_times; k > 0; k--) {
		const pm_time *t = &s->times[k - 1];

		if (t->end == i && t->start >= from)
			return t;
		if (t->end < i)
			return NULL;
	}
	return NULL;
}

/* 超过…的50%, 不低于…的三成: the bound stands before what the number is a part of. */
static void find_far_bound(const pm_sentence *s, size_t from, const pm_quantity *q, pm_predicate *p)
{
	static const struct {
		const char16_t *word;
		const char *qualifier;
	} bounds[] = { { u"超过", ">" },    { u"突破", ">" },    { u"不低于", ">=" }, { u"不少于", ">=" },
		       { u"不超过", "<=" }, { u"不高于", "<=" }, { u"不足", "<" } };

	if (q->start == from || s->w.c[q->start - 1] != u'的' || q->kind != PM_UNIT_PERCENT)
		return;
	for (size_t i = q->start; i > from && q->start - i < 24; i--)
		for (size_t k = 0; k < sizeof bounds / sizeof bounds[0]; k++) {
			size_t n = pm_wide_ends(&s->w, from, i, bounds[k].word);

			if (n == 0 || (i - n > from && s->w.c[i - n - 1] == u'不'))
				continue;
			p->qualifier = bounds[k].qualifier;
			p->has_bound = true;
			p->bound_start = i;
			return;
		}
}

/* 连续18年稳定在60亿斤: the length of the phrase that ends before i, or 0. */
static size_t years_running_before(const pm_wide *w, size_t from, size_t i)
{
	size_t k = i;

	if (k == from || w->c[k - 1] != u'年')
		return 0;
	k--;
	while (k > from && (pm_wide_is_digit(w->c[k - 1]) || pm_wide_is_numeral(w, k - 1) || w->c[k - 1] == u'多'))
		k--;
	return k + 1 < i && pm_wide_ends(w, from, k, u"连续") > 0 ? i - k + 2 : 0;
}

/* 总量[3]3.61亿元: a note mark that touches the number; its length. */
static size_t note_mark_before(const pm_wide *w, size_t from, size_t i)
{
	size_t k = i;

	if (k == from || w->c[k - 1] != u']')
		return 0;
	k--;
	while (k > from && pm_wide_is_digit(w->c[k - 1]))
		k--;
	return k > from && w->c[k - 1] == u'[' && i - k < 5 ? i - k + 1 : 0;
}

pm_predicate pm_predicate_before(const pm_sentence *s, size_t from, const pm_quantity *q)
{
	pm_predicate p = { .start = q->start, .qualifier = "", .change = "" };
	const pm_wide *w = &s->w;
	size_t n;

	find_far_bound(s, from, q, &p);
	while (p.start > from) {
		if (pm_wide_is_space(w->c[p.start - 1])) {
			p.start--;
			continue;
		}
		const pm_time *t = time_before(s, from, p.start);

		if (t != NULL && t->kind == PM_TIME_BASE) {
			p.has_base = true;
			p.start = t->start;
			continue;
		}
		/* 由上年的1.92, 下降至2022年的24.1%: the time of a level that is left or reached */
		if (t != NULL && t->start > from && pm_wide_any_end(w, from, t->start, targets) > 0) {
			p.start = t->start;
			continue;
		}
		n = years_running_before(w, from, p.start);
		if (n == 0)
			n = note_mark_before(w, from, p.start);
		if (n > 0) {
			p.start -= n;
			continue;
		}
		n = pm_wide_any_end(w, from, p.start, targets);
		size_t len;
		const word *found = word_before(s, from, p.start, &len);

		if (n > 0 && n >= len) {
			p.is_target = true;
			p.start -= n;
			continue;
		}
		if (found == NULL || (is_counted(q) && len == 2 && pm_wide_has(w, p.start - 2, u"提升") > 0))
			return p;
		if (found->qualifier != NULL && p.qualifier[0] == '\0')
			p.qualifier = found->qualifier;
		/* 增长 right behind 新 or as part of a noun is seen by the longest word; only the word nearest the number tells */
		if (found->change != NULL && p.change[0] == '\0' && !p.is_target)
			p.change = found->change;
		p.is_each = p.is_each || pm_wide_has(w, p.start - len, u"分别") > 0;
		p.start -= len;
	}
	return p;
}

const char *pm_qualifier_behind(const pm_wide *w, size_t i, size_t *end)
{
	static const struct {
		const char16_t *word;
		const char *qualifier;
	} behind[] = {
		{ u"左右", "~" },  { u"上下", "~" },  { u"及以上", ">=" }, { u"以上", ">=" },   { u"(含)以上", ">=" }, { u"及以下", "<=" },
		{ u"以下", "<=" }, { u"以内", "<=" }, { u"之内", "<=" },   { u"或以上", ">=" }, { u"(含)以内", "<=" },
	};

	while (w->c[i] == u' ')
		i++;
	*end = i;
	if (!pm_wide_is_han(w->c[i]) && w->c[i] != u'(')
		return "";
	for (size_t k = 0; k < sizeof behind / sizeof behind[0]; k++) {
		size_t n = pm_wide_has(w, i, behind[k].word);

		if (n > 0) {
			*end = i + n;
			return behind[k].qualifier;
		}
	}
	return "";
}
