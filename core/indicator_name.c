/* indicator_name.c: the shortest phrase that says what a number measures.
 *
 * Either the phrase before the number (审批率98.58%), or the noun behind a measure word (23个乡镇), or, where the clause has
 * neither (已完成10082人), the topic: the measure before it, the label of the paragraph, the heading. */
#include "indicator.h"

/* Where the words about q may begin: behind the finding before it, or at the clause's own beginning. */
static size_t clause_start(const pm_sentence *s, const pm_quantity *q, size_t least)
{
	const pm_wide *w = &s->w;
	size_t i = q->start, depth = 0;
	bool in_quotes = false;

	while (i > least && (pm_wide_is_space(w->c[i - 1]) || w->c[i - 1] == u':'))
		i--;
	while (i > least) {
		char16_t c = w->c[i - 1];

		if (c == u'”' || c == u'》')
			in_quotes = true;
		else if (c == u'“' || c == u'《')
			in_quotes = false;
		else if (c == u')')
			depth++;
		else if (c == u'(' && depth-- == 0)
			return i;
		else if (depth == 0 && !in_quotes && (c == u',' || c == u';' || c == u':' || c == u'。' || c == u'\n' || c == 0xFF01 || c == 0xFF1F || c == u'|'))
			return i;
		i--;
	}
	/* a bracket or quotation that was open at the limit hides nothing */
	return i;
}

static const char16_t *const leading[] = {
	u"其中", u"全县", u"全市", u"全区", u"全省", u"全国", u"全州", u"全镇", u"全乡", u"全村", u"全院", u"全校", u"全局", u"全系统", u"全社会", u"全旗", u"全盟", u"全街道", u"全域", u"全行业", u"我县", u"我市",
	u"我区", u"我省", u"我局", u"我院", u"我校", u"我镇", u"我乡", u"我州", u"我国", u"我委", u"我办", u"我旗", u"我街道", u"本市", u"本县", u"本区", u"本省", u"本局", u"本院", u"辖区内", u"辖区", u"县域内", u"市域内", u"境内",
	u"区域内", u"县内", u"市内", u"区内", u"省内", u"在", u"共计", u"共有", u"共", u"总计", u"合计", u"现有", u"现已", u"已", u"已经", u"均", u"还", u"也", u"并", u"且", u"又", u"再", u"先后", u"分别", u"另有", u"另",
	u"同时", u"此外", u"另外", u"截至", u"对", u"将", u"把", u"向", u"为", u"给", u"从", u"由", u"通过", u"以", u"按", u"至", u"到", u"于", u"与", u"和", u"及", u"以及", u"、", u",", u" ", u"-", u"—", u"—", u"·",
	u"一是", u"二是", u"三是", u"四是", u"五是", u"六是", u"七是", u"八是", u"九是", u"的", u"是", u"有", u"拥有", u"具有", u"设有", u"建有", u"即", u"包括", u"含", u"包含", u"涉及", u"占", u"今", u"现", u"这", u"所有", u"各级",
	u"累计", u"实现", u"完成", u"达到", u"力争", u"确保", u"预计", u"计划", u"拟", u"开展", u"组织", u"组织开展", u"开展了", u"组织了", u"举办", u"举办了", u"举行", u"召开", u"召开了", u"进行", u"实施", u"推进", u"设立", u"建成",
	u"建立", u"成立", u"成立了", u"组建", u"组建了", u"新建", u"派出", u"选派", u"选派了", u"安排", u"安排了", u"配备", u"发现", u"查处", u"引进", u"引进了", u"吸纳", u"招聘", u"招录", u"收到", u"下发", u"印发", u"制定", u"出台",
	u"处理", u"争取", u"争取到", u"慰问", u"慰问了", u"落实", u"拨付", u"投入", u"投放", u"化解", u"培养", u"培养了", u"培育", u"打造", u"创建", u"获评", u"获得", u"荣获", u"获", u"入选", u"新建成", u"建设", u"整改", u"排查",
	u"排查出", u"检查", u"走访", u"受理", u"办理", u"办结", u"侦破", u"破获", u"抓获", u"购置", u"购买", u"采购", u"储备", u"提拔", u"调整", u"谋划", u"争创", u"签约", u"引导", u"带动", u"惠及", u"覆盖", u"服务", u"帮助", u"救助",
	u"资助", u"发放", u"兑现", u"筹集", u"募集", u"减免", u"管理", u"其", u"它们", u"因此", u"因", u"经", u"使", u"让", u"仅", u"主要", u"大力", u"积极", u"切实", u"进一步", u"不断", u"持续", u"稳步", u"有效", u"圆满",
	u"超额", u"提前", u"全面", u"全部", u"顺利", u"首次", u"率先", u"新", u"要", u"会", u"能", u"可", u"应", u"正在", u"着力", u"规划", u"总共", u"按照", u"根据", u"随着", u"比", u"较", u"为此", u"年均", u"共享", u"之", u"特别是", u"尤其是",
	u"初步核算", u"据统计", u"经统计", u"统计显示", u"我", u"全", u"分产业看", u"分", u"属", u"经初步核算", u"新一轮", u"加快", u"来自", u"吸引", u"吸引了", u"发布", u"报送", u"编发", u"推送", u"上报", u"审核", u"审批", u"督促", u"指导", u"督导",
	u"发展", u"新发展", u"流转", u"出动", u"动员", u"发动", u"参与", u"参加", u"移交", u"协调", u"解决", u"收集", u"征集", u"处置", u"改造", u"更新", u"修建", u"维修", u"种植", u"养殖", u"出栏", u"存栏", u"救治", u"接待", u"捐赠", u"捐款", u"拍摄",
	u"摸排", u"核实", u"清理", u"整治", u"拆除", u"关闭", u"关停", u"淘汰", u"退出", u"核查", u"抽查", u"抽检", u"监测", u"检测", u"完善", u"优化", u"提升", u"加大", u"加强", u"强化", u"用于", u"需", u"需要", u"即将", NULL,
};

/* Verbs that are part of the measure where they stand alone: these are stripped only while more than them remains. */
static const char16_t *const bare[] = {
	u"完成", u"已完成", u"实现", u"达到", u"达", u"为", u"有", u"共", u"累计", u"共有", u"已", u"现", u"其中", u"占", u"约", u"近", u"全县", u"全市", u"全区", u"全省", u"全国", u"增长", u"下降", u"同比", u"完成了", u"共完成", u"总计", u"合计",
	u"分别", u"均", u"开展", u"组织", u"分别为", u"预计", u"力争", u"确保", u"计划", u"争取", u"建成", u"新建", u"设立", u"成立", u"落实", u"实施", u"安排", u"获", u"获得", u"荣获", u"举办", u"召开", u"先后", u"派出", u"选派", u"引进", u"招聘", u"发现",
	u"制定", u"出台", u"印发", u"建立", u"组建", u"打造", u"培育", u"培养", u"拥有", u"配备", u"投入", u"拨付", u"下发", u"查处", u"涉及", u"共计", u"全面完成", u"超额完成", u"覆盖", u"惠及", u"仅", u"省定", u"市定", u"应", u"和", u"及", u"与", u"新增", u"现有", u"获评",
	u"增加", u"减少", u"建设", u"谋划", u"推进", u"入选", u"总", u"调整", u"优化", u"变化", u"提升", u"下降到", u"压减", u"人均", u"户均", u"包括", u"含", u"来自", u"参加", u"检查", u"排查", u"受理", u"收到", u"发放", u"购置", u"新增和选派", u"超过", u"提高", u"上升", u"全", u"全年", u"至", u"到", NULL,
};

static bool is_bare(const pm_wide *w, size_t from, size_t end)
{
	if (from >= end)
		return true;
	for (const char16_t *const *b = bare; *b != NULL; b++)
		if (pm_wide_has(w, from, *b) == end - from)
			return true;
	return false;
}

static const pm_time *time_at(const pm_sentence *s, size_t i)
{
	size_t low = 0, high = s->n_times;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->times[mid].start < i)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->n_times && s->times[low].start == i ? &s->times[low] : NULL;
}

/* 年末 and 全年 before a plain noun belong to it (全年任务数); a place or a verb after them does not make one. */
static bool time_belongs_to_noun(const pm_wide *w, const pm_time *t)
{
	static const char16_t *const nouns[] = { u"任务", u"目标", u"计划", u"总产", u"降水", u"日照", NULL };

	return pm_wide_has(w, t->start, u"全年") == t->end - t->start && pm_wide_any(w, t->end, nouns) > 0;
}

static size_t leading_at(const pm_wide *w, size_t i, size_t end)
{
	/* 对口, 为民, 以工代赈, 在校, 在建, 增加值: the word goes on */
	static const char16_t *const keep[] = {
		u"对口", u"对外", u"在校", u"在建", u"在岗", u"在册", u"在职", u"在库", u"在园", u"以工", u"为民", u"共享", u"共建", u"共青", u"共产", u"新型", u"新建商品", u"新能源", u"新闻", u"新生", u"新农", u"新登记", u"新注册", u"新开工", u"新冠", u"新业", u"新经济",
		u"有效", u"有资质", u"有线", u"有机", u"有色", u"到位", u"到账", u"现价", u"现金", u"应急", u"应收", u"应征", u"应发", u"应完成", u"可再生", u"可支配", u"可比", u"会员", u"会计", u"会议", u"能源", u"能耗", u"能繁", u"全员", u"全民", u"全社会用电", u"全部工业", u"分级", u"分红",
		u"向上", u"经济", u"经营", u"经费", u"经适", u"要素", u"还款", u"还贷", u"再生", u"并网", u"由", u"给水", u"给付", u"让利", u"从业", u"多", u"服务业", u"服务贸易", u"服务", u"管理人", u"发放贷款", u"发展", u"投入产出", u"提升工程", u"建设用地", u"建设规模", u"规划面积", u"监测点",
		u"检测量", u"检测率", u"检测合格", u"审批率", u"审核", u"救治率", u"救治进展", u"落实率", u"落实金额", u"化解率", u"覆盖率", u"覆盖面", u"完成率", u"完成量", u"完成投资", u"实施率", u"引进率", u"整改率", u"办结率", u"受理率", u"处置率", u"完成任务", u"养殖面积", u"种植面积", u"种植业",
		u"养殖业", u"完成比例", u"占比", u"占地", u"占全", u"占总", u"占G", u"占地区", u"占规", u"占同", u"占社", u"占常", u"占户", u"占财", u"占一", u"经", u"管理费", u"调整率", u"在园", u"近海", u"约谈", u"达标", u"即时", u"以上", u"调整预算", u"调整后", u"与会", u"和谐", u"为农", u"为企", u"属地", u"分布", u"签约率", u"签约金额",
		u"签约服务", u"签约人数", u"签约项目", u"受理纠纷", u"发放金额", u"投入资金", u"投入运营", u"发展党员", u"新增", u"储备率", u"检查率", u"服务人次", u"救助人数", u"更新率", u"带动就业", u"接待游客", u"清理个人", u"接待", u"督导医", u"下达", u"审批", u"救治", u"超额", u"较大", u"比例", u"比重", u"比率", u"较", NULL,
	};
	static const char16_t *const heads[] = { u"面积", u"率", u"数", u"额", u"量", u"金额", u"规模", u"比例", u"能力", u"进度", u"里程", u"人次", u"人数", u"时间", u"时限", NULL };
	size_t n = pm_wide_any(w, i, leading), k = pm_wide_any(w, i, keep);

	/* 新建面积, 受理量 are terms */
	if (n >= 2 && pm_wide_any(w, i + n, heads) > 0)
		return 0;

	return n > 0 && i + n <= end && k <= n && k == 0 ? n : 0;
}

/* （四）, 1. at the head of a paragraph. */
static size_t skip_number(const pm_wide *w, size_t from, size_t end)
{
	size_t i = from + (w->c[from] == u'(');

	while (i < end && (pm_is_han_digit(w->c[i]) || pm_wide_is_digit(w->c[i])))
		i++;
	if (i > from + 1 && i < end && w->c[from] == u'(' && w->c[i] == u')')
		return i + 1;
	return from == 0 && i > from && i + 1 < end && (w->c[i] == u'.' || w->c[i] == u'、') && !pm_wide_is_digit(w->c[i + 1]) ? i + 1 : from;
}

/* 已完成接种, 应完成筛查 are told apart by their first words. */
static bool is_done_phrase(const pm_wide *w, size_t from, size_t end)
{
	return end >= from + 5 && end <= from + 7 && (pm_wide_has(w, from, u"已完成") > 0 || pm_wide_has(w, from, u"应完成") > 0);
}

size_t pm_skip_leading(const pm_sentence *s, size_t from, size_t end)
{
	const pm_wide *w = &s->w;

	from = skip_number(w, from, end);
	for (;;) {
		const pm_time *t = time_at(s, from);

		if (t != NULL && t->end <= end && !time_belongs_to_noun(w, t)) {
			from = t->end;
			continue;
		}
		if (is_done_phrase(w, from, end))
			return from;
		size_t n = from < end ? leading_at(w, from, end) : 0;

		if (n == 0) {
			if (from < end && (pm_wide_is_stop(w->c[from]) || pm_wide_is_space(w->c[from])))
				n = 1;
			else
				return from;
		}
		/* a verb that is all there is stays: 审批18260个 */
		if (end - from - n < 2 && pm_wide_is_han(w->c[from]) && !is_bare(w, from, end) && end - from <= 4)
			return from;
		from += n;
	}
}

/* Light verbs in mid-phrase: what is measured stands behind them (县医院开展…, 对…进行…). */
static size_t behind_light_verb(const pm_wide *w, size_t from, size_t end)
{
	static const char16_t *const verbs[] = { u"开展了", u"开展", u"组织开展", u"进行", u"共完成", u"完成", u"共有", u"实施", u"举办", u"召开", u"建成", u"共派出", u"派出", u"拥有", u"共计", u"累计完成", u"累计", u"现有", u"达成", u"共发放", u"共",
		                                 u"已完成", u"应完成", u"先后", u"分别", u"设有", u"建有", u"投入", u"新增", u"实现", u"作出", u"落实", u"荣获", u"获得", u"中获", u"惠及", NULL };
	size_t best = from;

	if (is_done_phrase(w, from, end))
		return from;
	for (size_t i = from + 1; i + 2 <= end; i++) {
		size_t n = pm_wide_any(w, i, verbs);

		if (n == 0 || i + n > end)
			continue;
		/* 公共, 中共, 公共服务: not the adverb */
		if (n == 1 && (w->c[i - 1] == u'公' || w->c[i - 1] == u'中' || w->c[i - 1] == u'统' || w->c[i - 1] == u'总' || w->c[i + 1] == u'同' || w->c[i + 1] == u'享' ||
		               w->c[i + 1] == u'建' || w->c[i + 1] == u'产' || w->c[i + 1] == u'青' || w->c[i + 1] == u'治'))
			continue;
		if (pm_wide_has(w, i, u"完成率") || pm_wide_has(w, i, u"完成量") || pm_wide_has(w, i, u"完成情") || pm_wide_has(w, i, u"投入产") || pm_wide_has(w, i, u"投入强"))
			continue;
		if (pm_wide_has(w, i, u"新增") > 0) {
			best = i; /* 新增 stays where it touches the noun */
			i += n - 1;
			continue;
		}
		if (end - i - n < 2)
			break;
		if (is_done_phrase(w, i, end))
			return i;
		if (pm_wide_has(w, i, u"累计") == n && n == 2)
			best = end - i - n <= 4 ? i : i + n; /* 累计 stays before a bare verb: 累计服药 */
		else
			best = i + n;
		i += n - 1;
	}
	return best;
}

/* 核定我县2022年债务限额: what is measured stands behind the time. */
static size_t behind_time(const pm_sentence *s, size_t from, size_t end)
{
	for (size_t k = s->n_times; k > 0 && s->times[k - 1].end > from; k--)
		if (s->times[k - 1].start > from && s->times[k - 1].end + 2 <= end && !time_belongs_to_noun(&s->w, &s->times[k - 1]))
			return s->times[k - 1].end;
	return from;
}

/* Words that end the noun behind a measure word: what it does, or what is done with it. */
static const char16_t *const predicates[] = {
	u"参加", u"参与", u"用于", u"到", u"在", u"被", u"进行", u"完成", u"实现", u"通过", u"荣获", u"获得", u"获评", u"获", u"得到", u"达到", u"达", u"均", u"已", u"都", u"全部", u"先", u"按", u"接受", u"给予", u"约谈", u"并", u"以上", u"以下",
	u"以内", u"等", u"其中", u"签订", u"签约", u"接入", u"投入", u"纳入", u"享受", u"报名", u"入选", u"入围", u"列入", u"成功", u"正在", u"实行", u"建成", u"投用", u"投产", u"开工", u"竣工", u"落户", u"落地", u"新增", u"增长", u"下降", u"上升",
	u"提高", u"增加", u"减少", u"为", u"是", u"有", u"将", u"从", u"由", u"向", u"对", u"于", u"与", u"同", u"跟", u"及", u"以及", u"和", u"或", u"占", u"比", u"较", u"也", u"还", u"未", u"无", u"可", u"能", u"应", u"需", u"要", u"注册", u"注销",
	u"参保", u"脱贫", u"就业", u"创业", u"返乡", u"驻村", u"轮训", u"集中", u"联合", u"共同", u"统一", u"依法", u"陆续", u"如期", u"顺利", u"左右", u"上下", u"作为", u"成为", u"分别", u"共", u"累计", u"直接", u"分布", u"设有", u"建有", u"具有", u"拥有",
	u"达标", u"挂牌", u"授牌", u"投运", u"运行", u"运营", u"启动", u"立项", u"申报", u"办理", u"审批", u"受到", u"取得", u"开展", u"设立", u"组成", u"来自", u"前往", u"赴", u"深入", u"出席", u"因", u"以", u"则", u"却", u"且", u"而", u"即", u"全覆盖", u"覆盖",
	u"提供", u"发放", u"实施", u"推进", u"推动", u"促进", u"支持", u"带动", u"保障", u"组织", u"引导", u"受益", u"住院", u"检查", u"整改", u"销号", u"办结", u"结案", u"转入", u"入驻", u"入库", u"入园", u"入学", u"上线", u"上市", u"批准", u"配备", u"均有", u"之间", u"之多",
	u"的目标", u"先行", u"使用", u"处于", u"位于", u"位列", u"居", u"跻身", u"进入", u"利用", u"选择", u"给", u"调整", u"优化", u"缩小", u"扩大", u"提升", u"降低", u"积极", u"主动", u"认真", u"继续", u"多于", u"挂职", u"学习", u"不", u"至", u"起", NULL,
};

static size_t starts_predicate(const pm_wide *w, size_t i)
{
	/* 在建项目, 同类, 有机, 对外, 和谐, 能源, 应急, 比赛, 可再生, 获奖, 创业投资: nouns that begin like one */
	static const char16_t *const nouns[] = { u"在建", u"在校", u"在职", u"在册", u"同类", u"有机", u"有色", u"有线", u"对外", u"对口", u"和谐", u"能源", u"应急", u"比赛", u"可再生", u"可追溯", u"获奖", u"创业投资", u"创业园", u"创业担保", u"就业岗位", u"就业见习",
		                                 u"就业帮扶", u"按病种", u"先进", u"先锋", u"要素", u"居民", u"居家", u"居委", u"以工代赈", u"检查组", u"检查站", u"等级", u"比例", u"于", u"集中式", u"联合体", u"联合实验", u"学习班", u"不动产", u"不良", u"未成年", u"无障碍", u"无人机", u"从业", u"共建",
		                                 u"共青团", u"公共", u"起重", u"起草", u"保障性", u"保障房", u"支持政策", u"服务", u"驻村工作队", u"驻村第一", u"脱贫户", u"脱贫村", u"脱贫人口", u"入党", u"使用权", u"还款", u"组织生活", u"返乡创业园", u"返乡农民", u"统一战线", u"住院医师", u"上市公司", u"上市企业",
		                                 u"办理事项", u"审批事项", u"运行维护", u"以上", u"为民", u"为老", u"位于", u"投产项目", u"到期", u"注册商标", u"运营", u"达标", u"建成区", u"并发", u"并网", u"给水", u"给排水", u"利用率", NULL };
	size_t n = pm_wide_any(w, i, predicates), k = pm_wide_any(w, i, nouns);

	return k > 0 && k >= n && n < k ? 0 : n;
}

/* 二级以上医院, 60岁以上老人: 以上 goes on with the noun. */
static bool is_rank_bound(const pm_wide *w, size_t i)
{
	return w->c[i + 1] == u'上' && w->c[i] == u'以' && (w->c[i - 1] == u'级' || w->c[i - 1] == u'岁' || w->c[i - 1] == u'及');
}

/* 公共, 中共, 总共: no adverb. */
static bool is_public(const pm_wide *w, size_t i)
{
	return w->c[i] == u'共' && (w->c[i - 1] == u'公' || w->c[i - 1] == u'中' || w->c[i - 1] == u'总');
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
		} else if (end > i && (time_at(s, end) != NULL || (starts_predicate(w, end) > 0 && !is_rank_bound(w, end) && !is_public(w, end)))) {
			break;
		} else if (c == u'的' && end > i) {
			static const char16_t *const clauses[] = { u"符合", u"具有", u"参加", u"来自", u"从事", u"具备", u"拥有", u"高标准", u"新", u"大型", u"规范化", u"标准化", NULL };

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
static pm_range noun_behind(const pm_sentence *s, size_t i)
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

	if (c == 0 || pm_wide_is_stop(c) || !(pm_wide_is_han(c) || c == u'“' || c == u'《' || pm_wide_is_latin(c)) || starts_predicate(w, at) > 0)
		return none;
	size_t end = noun_end(s, at, next);

	/* 2家考评为示范门诊: what they were found to be */
	if (end <= at + 3 && w->c[end] == u'为' && (pm_wide_is_han(w->c[end + 1]) || pm_wide_is_latin(w->c[end + 1]))) {
		at = end + 1;
		end = noun_end(s, at, next);
	}
	return (pm_range){ at, end };
}

/* A phrase that is all predicate (8人荣获优秀称号) up to the stop, for numbers that have nothing else. */
static pm_range clause_behind(const pm_sentence *s, const pm_quantity *q)
{
	const pm_wide *w = &s->w;
	size_t end = q->end;

	while (end < w->n && end < q->end + 20 && !pm_wide_is_stop(w->c[end]) && w->c[end] != u'(' && !pm_wide_is_digit(w->c[end]))
		end++;
	return (pm_range){ q->end, end };
}

static pm_range trimmed(const pm_wide *w, pm_range r)
{
	while (r.start < r.end && (pm_wide_is_space(w->c[r.start]) || pm_wide_is_stop(w->c[r.start]) || w->c[r.start] == u'的'))
		r.start++;
	while (r.end > r.start && (pm_wide_is_space(w->c[r.end - 1]) || (pm_wide_is_stop(w->c[r.end - 1]) && w->c[r.end - 1] != u')') || w->c[r.end - 1] == u'-' ||
	                           w->c[r.end - 1] == u'—'))
		r.end--;
	/* one pair of quotation marks around it all is no part of the name */
	if (r.end - r.start > 2 && ((w->c[r.start] == u'“' && w->c[r.end - 1] == u'”') || (w->c[r.start] == u'"' && w->c[r.end - 1] == u'"')) &&
	    pm_wide_find(w, r.start + 1, r.end - 1, w->c[r.start] == u'“' ? u"“" : u"\"") == SIZE_MAX) {
		r.start++;
		r.end--;
	}
	return r;
}

/* 等12公立医院, 云集、茅市三个指挥部: what stands before only lists. */
static bool is_list_of_examples(const pm_wide *w, size_t from, size_t end)
{
	return end > from && (w->c[end - 1] == u'等' || (end - from > 1 && w->c[end - 1] == u'这') || (end - from > 1 && w->c[end - 1] == u'类' && w->c[end - 2] == u'等'));
}

static bool is_margin(const pm_wide *w, size_t from, size_t end)
{
	static const char16_t *const margins[] = { u"超过", u"高于", u"低于", u"高出", u"超出", u"优于", u"快于", u"慢于", u"好于", NULL };

	return from < end && pm_wide_any(w, from, margins) > 0;
}

/* 已开展, 有, 完成: a phrase that ends in a verb waits for the noun behind the number. */
static bool ends_with_verb(const pm_wide *w, size_t from, size_t end)
{
	static const char16_t *const verbs[] = {
		u"开展", u"完成", u"组织", u"召开", u"举办", u"建成", u"新建", u"设立", u"成立", u"落实", u"实施", u"获", u"获评", u"荣获", u"设有", u"建有", u"拥有", u"引进", u"选派", u"派出", u"安排", u"配备", u"新增", u"涉及", u"覆盖", u"惠及",
		u"培育", u"培养", u"打造", u"入选", u"制定", u"出台", u"印发", u"查处", u"发现", u"整改", u"解决", u"建立", u"推出", u"谋划", u"签约", u"投入", u"创建", u"申报", u"选拔", u"选取", u"招聘", u"招录", u"吸引", u"组建", u"举行", u"发布",
		u"推进", u"采购", u"购置", u"改造", u"修建", u"救助", u"资助", u"帮助", u"化解", u"调解", u"受理", u"承办", u"办理", u"等", u"及", u"支持", u"指导", u"督促", u"服务", u"走访", u"慰问", u"发展", u"增加", u"减少", u"分别", u"共", u"中",
		u"下", u"上", u"内", u"了", u"对", u"至", u"到", u"向", u"为", u"从", u"将", u"由", u"和", u"的", NULL,
	};

	return pm_wide_any_end(w, from, end, verbs) > 0;
}

/* Nouns that say nothing beside a phrase that stands before the number: 服务清单6项内容. */
static bool is_vague(const pm_wide *w, pm_range r)
{
	static const char16_t *const vague[] = { u"内容", u"人员", u"工作", u"事项", u"任务", u"指标", u"以上", u"情况", u"方面", NULL };

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

static void from_topic(pm_sentence *s, size_t i, bool is_done)
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
	from = clause_start(s, &inner, least);
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
		if (s->quantities[k - 1].is_han && s->quantities[k - 1].kind == PM_UNIT_COUNT && s->quantities[k - 1].end <= f->q.start &&
		    s->w.c[s->quantities[k - 1].unit_start] != u'本' &&
		    pm_wide_before(&s->w, 0, s->quantities[k - 1].start) != u'第')
			least = s->quantities[k - 1].end;
	return least < f->q.start ? least : f->q.start;
}

/* Take the noun behind the number as the name, where there is one. */
static bool take_behind(pm_sentence *s, size_t i, pm_range post, size_t from)
{
	pm_finding *f = &s->found[i];
	char16_t next = s->w.c[post.end];

	f->name = trimmed(&s->w, post);
	if (f->name.end <= f->name.start)
		return false;
	/* a noun that runs into the next number names that one too */
	f->used = pm_wide_is_digit(next) || pm_is_han_digit(next) ? f->q.end : post.end;
	if (f->change[0] == '\0' && pm_wide_ends(&s->w, from, f->q.start, u"新增") > 0)
		f->change = "increase";
	return true;
}

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
	size_t from = clause_start(s, q, least_start(s, i));
	pm_predicate p = pm_predicate_before(s, from, q);
	pm_range pre = { p.bound_start, q->start - p.has_bound }, post = noun_behind(s, i);

	set_qualifier(s, f, &p);
	f->change = p.is_target ? "" : p.change;
	f->used = q->end;
	f->is_each = p.is_each;
	if (!p.has_bound) {
		pre.end = p.start;
		pre.start = pm_skip_leading(s, from, p.start);
	}
	bool has_margin = !p.has_bound && is_margin(w, pre.start, pre.end);

	if (!p.has_bound)
	{
		pre.start = pm_skip_leading(s, behind_light_verb(w, pre.start, pre.end), pre.end);
		pre.start = pm_skip_leading(s, behind_time(s, pre.start, pre.end), pre.end);
	}
	if (q->is_ratio || (q->is_bare && strchr(q->value, '.') != NULL))
		post.end = post.start;
	bool is_examples = is_list_of_examples(w, pre.start, pre.end), waits = ends_with_verb(w, pre.start, pre.end);

	/* A、56公里的B: the noun before the joint belongs to another number */
	if (p.start == q->start && q->start > from && w->c[q->start - 1] == u'、')
		pre.start = pre.end;
	pre = trimmed(w, pre);
	bool has_pre = !is_bare(w, pre.start, pre.end) && !is_examples && !has_margin, has_post = post.end > post.start;
	bool prefers_post = q->kind == PM_UNIT_COUNT || q->kind == PM_UNIT_KIND || (q->kind == PM_UNIT_NONE && (is_examples || waits));

	if (q->kind == PM_UNIT_TIMES)
		prefers_post = pre.end - pre.start < 2 || waits;
	else if ((q->kind == PM_UNIT_SCORE || q->kind == PM_UNIT_PEOPLE) && w->c[q->end] == u'的')
		prefers_post = true;
	else if (has_pre && has_post && is_vague(w, post) && !waits)
		prefers_post = false;
	if (has_post && (prefers_post || !has_pre) && take_behind(s, i, post, from))
		return;
	if (has_pre) {
		f->name = shortened(w, pre);
		if (f->change[0] == '\0' && !p.is_target)
			f->change = change_in_name(w, pre);
		return;
	}
	bool in_brackets = q->start > 0 && (w->c[q->start - 1] == u'(' || (pre.start > 0 && w->c[pre.start - 1] == u'('));

	if (in_brackets) {
		f->name = before_bracket(s, i);
		if (f->name.end > f->name.start + 1)
			return;
	}
	/* 8人荣获优秀称号: nothing names them but what they did */
	if (q->kind == PM_UNIT_PEOPLE && !in_brackets && !p.has_base && p.change[0] == '\0' && (i == 0 || from == q->start || w->c[q->start - 1] == u'有')) {
		f->name = trimmed(w, clause_behind(s, q));
		if (f->name.end > f->name.start + 1)
			return;
	}
	f->name = pre; /* what there is, should no topic be found */
	from_topic(s, i, pm_wide_find(w, p.start, q->start, u"完成") != SIZE_MAX);
}
