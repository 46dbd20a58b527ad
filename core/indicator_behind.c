/* indicator_behind.c: the noun behind a measure word, up to its predicate. */
#include "indicator.h"

/* Words that end the noun behind a measure word: what it does, or what is done with it. */
static const char16_t *const predicates[] = {
	u"参加", u"参与", u"用于", u"到",   u"在",   u"被",     u"进行", u"完成", u"实现", u"通过",   u"荣获", u"获得", u"获评", u"获",
	u"得到", u"达到", u"达",   u"均",   u"已",   u"都",     u"全部", u"先",   u"按",   u"接受",   u"给予", u"约谈", u"并",   u"以上",
	u"以下", u"以内", u"等",   u"其中", u"签订", u"签约",   u"接入", u"投入", u"纳入", u"享受",   u"报名", u"入选", u"入围", u"列入",
	u"成功", u"正在", u"实行", u"建成", u"投用", u"投产",   u"开工", u"竣工", u"落户", u"落地",   u"新增", u"增长", u"下降", u"上升",
	u"提高", u"增加", u"减少", u"为",   u"是",   u"有",     u"将",   u"从",   u"由",   u"向",     u"对",   u"于",   u"与",   u"同",
	u"跟",   u"及",   u"以及", u"和",   u"或",   u"占",     u"比",   u"较",   u"也",   u"还",     u"未",   u"无",   u"可",   u"能",
	u"应",   u"需",   u"要",   u"注册", u"注销", u"参保",   u"脱贫", u"就业", u"创业", u"返乡",   u"驻村", u"轮训", u"集中", u"联合",
	u"共同", u"统一", u"依法", u"陆续", u"如期", u"顺利",   u"左右", u"上下", u"作为", u"成为",   u"分别", u"共",   u"累计", u"直接",
	u"分布", u"设有", u"建有", u"具有", u"拥有", u"达标",   u"挂牌", u"授牌", u"投运", u"运行",   u"运营", u"启动", u"立项", u"申报",
	u"办理", u"审批", u"受到", u"取得", u"开展", u"设立",   u"组成", u"来自", u"前往", u"赴",     u"深入", u"出席", u"因",   u"以",
	u"则",   u"却",   u"且",   u"而",   u"即",   u"全覆盖", u"覆盖", u"提供", u"发放", u"实施",   u"推进", u"推动", u"促进", u"支持",
	u"带动", u"保障", u"组织", u"引导", u"受益", u"住院",   u"检查", u"整改", u"销号", u"办结",   u"结案", u"转入", u"入驻", u"入库",
	u"入园", u"入学", u"上线", u"上市", u"批准", u"配备",   u"均有", u"之间", u"之多", u"的目标", u"先行", u"使用", u"处于", u"位于",
	u"位列", u"居",   u"跻身", u"进入", u"利用", u"选择",   u"给",   u"调整", u"优化", u"缩小",   u"扩大", u"提升", u"降低", u"积极",
	u"主动", u"认真", u"继续", u"多于", u"挂职", u"学习",   u"不",   u"至",   u"起",   u"荣立",   u"落实", u"受到", u"代缴", u"缴纳", u"安装", u"压减", u"压缩", u"缩减", u"仅",   u"只有",
	NULL,
};

static size_t starts_predicate(const pm_wide *w, size_t i)
{
	/* 在建项目, 同类, 有机, 对外, 和谐, 能源, 应急, 比赛, 可再生, 获奖, 创业投资: nouns that begin like one */
	static const char16_t *const nouns[] = {
		u"在建",       u"在校",     u"在职",     u"在册",     u"同类",     u"有机",     u"有色",     u"有线",     u"对外",
		u"对口",       u"和谐",     u"能源",     u"应急",     u"比赛",     u"可再生",   u"可追溯",   u"获奖",     u"创业投资",
		u"创业园",     u"创业担保", u"就业岗位", u"就业见习", u"就业帮扶", u"按病种",   u"先进",     u"参保企业", u"参保单位", u"参保职工", u"参保人", u"参保对象",     u"先锋",     u"要素",
		u"居民",       u"居家",     u"居委",     u"以工代赈", u"检查组",   u"检查站",   u"等级",     u"比例",     u"集中式",
		u"联合体",     u"联合实验", u"学习班",   u"不动产",   u"不良",     u"未成年",   u"无障碍",   u"无人机",   u"从业",
		u"共建",       u"共青团",   u"公共",     u"起重",     u"起草",     u"保障性",   u"保障房",   u"支持政策", u"服务",
		u"驻村工作队", u"驻村第一", u"脱贫户",   u"脱贫村",   u"脱贫人口", u"入党",     u"使用权",   u"还款",     u"组织生活",
		u"返乡创业园", u"返乡农民", u"统一战线", u"住院医师", u"上市公司", u"上市企业", u"办理事项", u"审批事项", u"运行维护",
		u"以上",       u"为民",     u"为老",     u"位于",     u"投产项目", u"到期",     u"注册商标", u"运营",     u"达标",
		u"建成区",     u"并发",     u"并网",     u"给水",     u"给排水",   u"利用率",   u"对象",     u"对策",     NULL,
	};
	size_t n = pm_wide_any(w, i, predicates), k = pm_wide_any(w, i, nouns);

	static const char16_t *const heads[] = { u"率", u"数", u"额", u"量", NULL };

	/* 达标率, 参保人数 are measures */
	if (n >= 2 && pm_wide_any(w, i + n, heads) > 0)
		return 0;
	return n < k ? 0 : n;
}

/* 二级以上医院, 60岁以上老人: 以上 goes on with the noun. */
static bool is_rank_bound(const pm_wide *w, size_t i)
{
	if (w->c[i] == u'及' && w->c[i + 1] == u'以' && (w->c[i + 2] == u'上' || w->c[i + 2] == u'下'))
		return true;
	return w->c[i + 1] == u'上' && w->c[i] == u'以' && (w->c[i - 1] == u'级' || w->c[i - 1] == u'岁' || w->c[i - 1] == u'及');
}

/* 公共, 平均, 作为: a single character that is half of another word is no predicate. */
static bool is_half_word(const pm_wide *w, size_t i)
{
	static const char16_t *const halves[] = {
		u"共公中总统", u"均平人户年月日", u"都首成",       u"为作行认成", u"有所国没公私",
		u"应供反对",   u"以可所",         u"能功性智节技", u"可认许",     u"还归",
		u"要主重需",   u"同共合",         u"比占对",       u"向方",       u"达到抵",
		u"到达",       u"将名",           u"及涉",         u"和调共",     u"与参",
		u"由自理",     u"因基",           u"起发",         u"居民独定安旧聚散宜",       u"先优",
		NULL,
	};

	for (const char16_t *const *h = halves; i > 0 && *h != NULL; h++)
		for (const char16_t *c = *h + 1; (*h)[0] == w->c[i] && *c != 0; c++)
			if (*c == w->c[i - 1])
				return true;
	return false;
}

/* 78宗投诉及查询: what follows the joint is all noun, up to the stop. */
static bool joins_nouns(const pm_wide *w, size_t i)
{
	enum { FAR = 10 };
	size_t k = i + 1;

	if (w->c[i] != u'及' && w->c[i] != u'和' && w->c[i] != u'与')
		return false;
	for (; pm_wide_is_han(w->c[k]) && k < i + FAR; k++)
		if (starts_predicate(w, k) > 0 || pm_wide_is_numeral(w, k))
			return false;
	return k > i + 2 && pm_wide_is_stop(w->c[k]);
}

/* How far the noun that begins at i goes. */
static size_t noun_end(const pm_sentence *s, size_t i, size_t next_quantity)
{
	const pm_wide *w = &s->w;
	size_t end = i;
	char16_t close = 0;

	while (end < w->n && end < i + 30 && end < next_quantity) {
		char16_t c = w->c[end];

		if (close != 0) {
			if (c == close)
				close = 0;
			end++;
			continue;
		}
		if (c == u'“' || c == u'《') {
			if (end > i)
				break;
			close = c == u'“' ? u'”' : u'》';
		} else if (c == u'(') {
			/* 执业（助理）医师: a short bracket in mid-word; a longer one lists or explains */
			size_t k = end + 1;

			while (k < end + 6 && pm_wide_is_han(w->c[k]))
				k++;
			if (w->c[k] != u')' || !pm_wide_is_han(w->c[k + 1]) || end == i)
				break;
			end = k;
		} else if (pm_wide_is_stop(c) || c == u'"' || c == u'—' || c == u'?' || pm_wide_is_digit(c) || c == u'+') {
			break;
		} else if (end > i && (pm_time_at(s, end) != NULL ||
				       (starts_predicate(w, end) > 0 && !is_rank_bound(w, end) && !is_half_word(w, end) &&
					!joins_nouns(w, end)))) {
			break;
		} else if (c == u'的' && end > i) {
			static const char16_t *const clauses[] = {
				u"符合",   u"具有", u"参加", u"来自",   u"从事",   u"具备", u"拥有",
				u"高标准", u"新",   u"大型", u"规范化", u"标准化", NULL,
			};

			if (pm_wide_any(w, i, clauses) == 0 || !pm_wide_is_han(w->c[end + 1]))
				break;
		}
		end++;
	}
	while (end > i && pm_wide_is_space(w->c[end - 1]))
		end--;
	return end < next_quantity ? end : next_quantity;
}

/* The noun behind the number; empty where a predicate or a stop follows. */
pm_range pm_noun_behind(const pm_sentence *s, size_t i)
{
	const pm_wide *w = &s->w;
	const pm_quantity *q = &s->found[i].q;
	size_t at, next = w->n;
	pm_range none = { q->end, q->end };

	if (i + 1 < s->n_found)
		next = s->found[i + 1].q.start;
	pm_qualifier_behind(w, q->end, &at);
	/* 10支45人专业队伍: the noun stands behind the second number */
	if (next == at && next < w->n && pm_wide_is_digit(w->c[next])) {
		at = s->found[i + 1].q.end;
		next = i + 2 < s->n_found ? s->found[i + 2].q.start : w->n;
	}
	/* 1460条(幅)标语 */
	if (w->c[at] == u'(' && (w->c[at + 2] == u')' || w->c[at + 3] == u')'))
		at += w->c[at + 2] == u')' ? 3 : 4;
	while (w->c[at] == u'的' || w->c[at] == u' ')
		at++;
	char16_t c = w->c[at];

	if (c == 0 || pm_wide_is_stop(c) || !(pm_wide_is_han(c) || c == u'“' || c == u'《' || pm_wide_is_latin(c)) ||
	    starts_predicate(w, at) > 0)
		return none;
	size_t end = noun_end(s, at, next);

	/* 510个断面中: the place, not the noun; 高中, 初中 are one */
	if (end > at + 2 && w->c[end - 1] == u'中' && (pm_wide_is_stop(w->c[end]) || w->c[end] == u'有') && w->c[end - 2] != u'高' &&
	    w->c[end - 2] != u'初' && w->c[end - 2] != u'集')
		end--;
	/* 2家考评为示范门诊: what they were found to be */
	if (end <= at + 3 && w->c[end] == u'为' && (pm_wide_is_han(w->c[end + 1]) || pm_wide_is_latin(w->c[end + 1]))) {
		at = end + 1;
		end = noun_end(s, at, next);
	}
	return (pm_range){ at, end };
}

/* A phrase that is all predicate (8人荣获优秀称号) up to the stop, for numbers that have nothing else. */
pm_range pm_clause_behind(const pm_sentence *s, const pm_quantity *q)
{
	const pm_wide *w = &s->w;
	size_t end = q->end;

	while (end < w->n && end < q->end + 20 && !pm_wide_is_stop(w->c[end]) && w->c[end] != u'(' && !pm_wide_is_digit(w->c[end]))
		end++;
	return (pm_range){ q->end, end };
}
