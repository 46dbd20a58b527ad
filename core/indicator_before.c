/* indicator_before.c: the phrase before a number: where it begins, and what of it names nothing. */
#include "indicator.h"

/* Where the words about q may begin: behind the finding before it, or at the clause's own beginning. */
size_t pm_clause_start(const pm_sentence *s, const pm_quantity *q, size_t least)
{
	const pm_wide *w = &s->w;
	size_t i = q->start, depth = 0;
	bool in_quotes = false;

	while (i > least && (pm_wide_is_space(w->c[i - 1]) || w->c[i - 1] == u':'))
		i--;
	while (i > least) {
		char16_t c = w->c[i - 1];

		if ((pm_wide_kind(w, i - 1) & PM_CHAR_ODD) == 0)
			; /* no mark of any kind */
		else if (c == u'”' || c == u'》')
			in_quotes = true;
		else if (c == u'“' || c == u'《')
			in_quotes = false;
		else if (c == u')')
			depth++;
		else if (c == u'(' && depth-- == 0)
			return i;
		else if (depth == 0 && !in_quotes &&
			 (c == u',' || c == u';' || c == u':' || c == u'。' || c == u'\n' || c == 0xFF01 || c == 0xFF1F || c == u'|'))
			return i;
		i--;
	}
	/* a bracket or quotation that was open at the limit hides nothing */
	return i;
}

static const char16_t *const leading[] = {
	u"其中",   u"全县",     u"全市",     u"全区",     u"全省",   u"全国",   u"全州",       u"全镇",   u"全乡",   u"全村",     u"全院",
	u"全校",   u"全局",     u"全系统",   u"全社会",   u"全旗",   u"全盟",   u"全街道",     u"全域",   u"全行业", u"我县",     u"我市",
	u"我区",   u"我省",     u"我们",     u"建成后",   u"提供",   u"可提供", u"我局",       u"我院",   u"我校",   u"我镇",     u"我乡",
	u"我州",   u"我国",     u"我委",     u"我办",     u"我旗",   u"我街道", u"本市",       u"本县",   u"本区",   u"本省",     u"本局",
	u"本院",   u"辖区内",   u"辖区",     u"县域内",   u"市域内", u"境内",   u"区域内",     u"县内",   u"市内",   u"区内",     u"省内",
	u"在",     u"共计",     u"共有",     u"共",       u"总计",   u"合计",   u"现有",       u"现已",   u"已",     u"已经",     u"均",
	u"还",     u"也",       u"并",       u"且",       u"又",     u"再",     u"先后",       u"分别",   u"另有",   u"另",       u"同时",
	u"此外",   u"另外",     u"截至",     u"对",       u"将",     u"把",     u"向",         u"为",     u"给",     u"给予",     u"从",
	u"由",     u"通过",     u"以",       u"按",       u"至",     u"到",     u"于",         u"与",     u"和",     u"及",       u"以及",
	u"、",     u",",        u" ",        u"-",        u"—",      u"—",      u"·",          u"一是",   u"二是",   u"三是",     u"四是",
	u"五是",   u"六是",     u"七是",     u"八是",     u"九是",   u"的",     u"是",         u"有",     u"拥有",   u"具有",     u"设有",
	u"建有",   u"即",       u"包括",     u"含",       u"包含",   u"涉及",   u"占",         u"约占",   u"今",     u"现",       u"这",
	u"所有",   u"各级",     u"累计",     u"实现",     u"完成",   u"达到",   u"力争",       u"确保",   u"预计",   u"计划",     u"拟",
	u"开展",   u"组织",     u"组织开展", u"开展了",   u"组织了", u"举办",   u"举办了",     u"举行",   u"召开",   u"召开了",   u"进行",
	u"实施",   u"推进",     u"设立",     u"建成",     u"建立",   u"成立",   u"成立了",     u"组建",   u"组建了", u"新建",     u"派出",
	u"选派",   u"选派了",   u"安排",     u"安排了",   u"配备",   u"发现",   u"查处",       u"引进",   u"引进了", u"吸纳",     u"招聘",
	u"招录",   u"收到",     u"下发",     u"印发",     u"制定",   u"出台",   u"处理",       u"争取",   u"争取到", u"争取到位", u"慰问",
	u"慰问了", u"落实",     u"拨付",     u"投入",     u"投放",   u"化解",   u"培养",       u"培养了", u"培育",   u"打造",     u"创建",
	u"获评",   u"获得",     u"荣获",     u"获",       u"入选",   u"新建成", u"建设",       u"整改",   u"排查",   u"排查出",   u"检查",
	u"走访",   u"受理",     u"办理",     u"办结",     u"侦破",   u"破获",   u"抓获",       u"购置",   u"购买",   u"采购",     u"储备",
	u"提拔",   u"调整",     u"谋划",     u"争创",     u"签约",   u"引导",   u"带动",       u"惠及",   u"覆盖",   u"服务",     u"帮助",
	u"救助",   u"资助",     u"发放",     u"兑现",     u"筹集",   u"募集",   u"减免",       u"管理",   u"其",     u"它们",     u"因此",
	u"因",     u"经",       u"使",       u"让",       u"仅",     u"主要",   u"大力",       u"积极",   u"切实",   u"进一步",   u"不断",
	u"持续",   u"稳步",     u"有效",     u"圆满",     u"超额",   u"提前",   u"全面",       u"全部",   u"顺利",   u"首次",     u"率先",
	u"要",     u"会",       u"能",       u"可",       u"应",     u"正在",   u"着力",       u"规划",   u"总共",   u"按照",     u"根据",
	u"随着",   u"比",       u"较",       u"为此",     u"年均",   u"共享",   u"之",         u"特别是", u"尤其是", u"初步核算", u"据统计",
	u"经统计", u"统计显示", u"我",       u"分产业看", u"分",     u"属",     u"经初步核算", u"新一轮", u"加快",   u"来自",     u"吸引",
	u"吸引了", u"发布",     u"报送",     u"编发",     u"推送",   u"上报",   u"审核",       u"审批",   u"督促",   u"指导",     u"督导",
	u"发展",   u"新发展",   u"流转",     u"出动",     u"动员",   u"发动",   u"参与",       u"参加",   u"移交",   u"协调",     u"解决",
	u"收集",   u"征集",     u"处置",     u"改造",     u"更新",   u"修建",   u"维修",       u"种植",   u"养殖",   u"出栏",     u"存栏",
	u"救治",   u"接待",     u"捐赠",     u"捐款",     u"拍摄",   u"摸排",   u"核实",       u"清理",   u"整治",   u"拆除",     u"关闭",
	u"关停",   u"淘汰",     u"退出",     u"核查",     u"抽查",   u"抽检",   u"监测",       u"检测",   u"完善",   u"优化",     u"提升",
	u"加大",   u"加强",     u"强化",     u"用于",     u"需",     u"需要",   u"即将",       u"降低", u"代缴", u"安装", u"修订", u"修订完善", u"控制在",   u"保持在", u"稳定在",
	NULL,
};

/* Verbs that are part of the measure where they stand alone: these are stripped only while more than them remains. */
static const char16_t *const bare[] = {
	u"我们", u"完成",     u"已完成",   u"实现", u"达到", u"达",         u"为",   u"有",   u"共",   u"累计",   u"共有", u"已",
	u"现",   u"其中",     u"占",       u"约",   u"近",   u"全县",       u"全市", u"全区", u"全省", u"全国",   u"增长", u"下降",
	u"同比", u"完成了",   u"共完成",   u"总计", u"合计", u"分别",       u"均",   u"开展", u"组织", u"分别为", u"预计", u"力争",
	u"确保", u"计划",     u"争取",     u"建成", u"新建", u"设立",       u"成立", u"落实", u"实施", u"安排",   u"获",   u"获得",
	u"荣获", u"举办",     u"召开",     u"先后", u"派出", u"选派",       u"引进", u"招聘", u"发现", u"制定",   u"出台", u"印发",
	u"建立", u"组建",     u"打造",     u"培育", u"培养", u"拥有",       u"配备", u"投入", u"拨付", u"下发",   u"查处", u"涉及",
	u"共计", u"全面完成", u"超额完成", u"覆盖", u"惠及", u"仅",         u"省定", u"市定", u"应",   u"和",     u"及",   u"与",
	u"新增", u"现有",     u"获评",     u"增加", u"减少", u"建设",       u"谋划", u"推进", u"入选", u"总",     u"造成", u"全部",
	u"导致", u"调整",     u"优化",     u"变化", u"提升", u"下降到",     u"压减", u"包括", u"含",   u"来自",   u"参加", u"检查",
	u"排查", u"受理",     u"收到",     u"发放", u"购置", u"新增和选派", u"超过", u"提高", u"上升", u"全",     u"全年", u"至",
	u"到",   NULL,
};

bool pm_is_bare_phrase(const pm_wide *w, size_t from, size_t end)
{
	if (from >= end)
		return true;
	return pm_wide_is_any(w, from, end, bare);
}

bool pm_is_light_verb(const pm_wide *w, size_t from, size_t end)
{
	return pm_wide_is_any(w, from, end, leading);
}

const pm_time *pm_time_from(const pm_sentence *s, size_t i)
{
	size_t low = 0, high = s->n_times;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->times[mid].start < i)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->n_times ? &s->times[low] : NULL;
}

const pm_time *pm_time_at(const pm_sentence *s, size_t i)
{
	const pm_time *t = pm_time_from(s, i);

	return t != NULL && t->start == i ? t : NULL;
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
		u"在线",     u"在途",     u"在押",     u"及时",     u"及格",       u"全程",     u"对口",     u"对外",     u"在校",
		u"在建",     u"在岗",     u"在册",     u"在职",     u"在库",       u"在园",     u"以工",     u"为民",     u"共享",
		u"共建",     u"共青",     u"共产",     u"新型",     u"新建商品",   u"新能源",   u"新闻",     u"新生",     u"新农",
		u"新登记",   u"新注册",   u"新开工",   u"新冠",     u"新业",       u"新经济",   u"有效",     u"有资质",   u"有线",
		u"有机",     u"有色",     u"到位",     u"到账",     u"现价",       u"现金",     u"应急",     u"应收",     u"应征",
		u"应发",     u"应完成",   u"可再生",   u"可支配",   u"可比",       u"会员",     u"会计",     u"会议",     u"能源",
		u"能耗",     u"能繁",     u"全员",     u"全民",     u"全社会用电", u"全部工业", u"分级",     u"分红",     u"向上",
		u"经济",     u"经营",     u"经费",     u"经适",     u"要素",       u"还款",     u"还贷",     u"再生",     u"并网",
		u"由",       u"给水",     u"给付",     u"让利",     u"从业",       u"多",       u"服务业",   u"服务贸易", u"服务",
		u"管理人",   u"发放贷款", u"发展",     u"投入产出", u"提升工程",   u"建设用地", u"建设规模", u"规划面积", u"监测点",
		u"检测量",   u"检测率",   u"检测合格", u"审批率",   u"审核",       u"救治率",   u"救治进展", u"落实率",   u"落实金额",
		u"化解率",   u"覆盖率",   u"覆盖面",   u"完成率",   u"完成量",     u"完成投资", u"实施率",   u"引进率",   u"整改率",
		u"办结率",   u"受理率",   u"处置率",   u"完成任务", u"养殖面积",   u"种植面积", u"种植业",   u"养殖业",   u"完成比例",
		u"占比",     u"占地",     u"占全",     u"占总",     u"占G",        u"占地区",   u"占规",     u"占同",     u"占社",
		u"占常",     u"占户",     u"占财",     u"占一",     u"经",         u"管理费",   u"调整率",   u"在园",     u"近海",
		u"约谈",     u"达标",     u"即时",     u"以上",     u"调整预算",   u"调整后",   u"与会",     u"和谐",     u"为农",
		u"为企",     u"属地",     u"分布",     u"签约率",   u"签约金额",   u"签约服务", u"签约人数", u"签约项目", u"受理纠纷",
		u"发放金额", u"投入资金", u"投入运营", u"发展党员", u"新增",       u"储备率",   u"检查率",   u"服务人次", u"救助人数",
		u"更新率",   u"带动就业", u"接待游客", u"清理个人", u"接待",       u"督导医",   u"下达",     u"审批",     u"救治",
		u"超额",     u"较大",     u"比例",     u"比重",     u"比率",       u"较",       NULL,
	};
	static const char16_t *const heads[] = {
		u"面积", u"率",   u"数",   u"额",   u"量",   u"金额", u"规模", u"比例", u"能力", u"进度",
		u"里程", u"周期", u"工期", u"期限", u"标准", u"人次", u"人数", u"时间", u"时限", NULL,
	};
	size_t n = pm_wide_any(w, i, leading);

	if (n == 0 || i + n > end || pm_wide_any(w, i, keep) > 0)
		return 0;
	/* 新建面积, 受理量 are terms */
	bool is_term = n >= 2 && w->c[i] != u'全' && w->c[i] != u'我' && w->c[i] != u'本' && w->c[i] != u'其' &&
		       pm_wide_any(w, i + n, heads) > 0;

	return is_term ? 0 : n;
}

/* （四）, 1. at the head of a paragraph. */
static size_t skip_number(const pm_wide *w, size_t from, size_t end)
{
	size_t i = from + (w->c[from] == u'(');

	while (i < end && (pm_wide_is_numeral(w, i) || pm_wide_is_digit(w->c[i])))
		i++;
	if (i > from + 1 && i < end && w->c[from] == u'(' && w->c[i] == u')')
		return i + 1;
	return from == 0 && i > from && i + 1 < end && (w->c[i] == u'.' || w->c[i] == u'、') && !pm_wide_is_digit(w->c[i + 1]) ? i + 1
															       : from;
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
		const pm_time *t = pm_time_at(s, from);

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
		if (end - from - n < 2 && pm_wide_is_han(w->c[from]) && w->c[from] != u'其' && !pm_is_bare_phrase(w, from, end) && end - from <= 4)
			return from;
		from += n;
	}
}

/* Light verbs in mid-phrase: what is measured stands behind them (县医院开展…, 对…进行…). */
size_t pm_behind_light_verb(const pm_wide *w, size_t from, size_t end)
{
	static const char16_t *const verbs[] = {
		u"开展了", u"开展",   u"组织开展", u"进行", u"共完成", u"完成",     u"共有", u"实施", u"举办", u"召开",
		u"建成",   u"共派出", u"派出",     u"拥有", u"共计",   u"累计完成", u"累计", u"现有", u"达成", u"共发放",
		u"共",     u"已完成", u"应完成",   u"先后", u"分别",   u"设有",     u"建有", u"投入", u"新增", u"实现",
		u"作出",   u"落实",   u"荣获",     u"获得", u"中获",   u"上获",     u"惠及", u"发放", u"企业生产", NULL,
	};
	static const char16_t *const vague_money[] = { u"资金", u"金额", u"经费", u"款项", NULL };
	size_t best = from;

	/* 每千人口拥有床位: the verb is part of the measure */
	if (is_done_phrase(w, from, end) || (from < end && w->c[from] == u'每'))
		return from;
	for (size_t i = from + 1; i + 2 <= end; i++) {
		size_t n = pm_wide_any(w, i, verbs);

		if (n == 0 || i + n > end)
			continue;
		/* 公共, 中共, 公共服务: not the adverb */
		if (n == 1 &&
		    (w->c[i - 1] == u'公' || w->c[i - 1] == u'中' || w->c[i - 1] == u'统' || w->c[i - 1] == u'总' || w->c[i + 1] == u'同' ||
		     w->c[i + 1] == u'享' || w->c[i + 1] == u'建' || w->c[i + 1] == u'产' || w->c[i + 1] == u'青' || w->c[i + 1] == u'治'))
			continue;
		if (pm_wide_has(w, i, u"完成率") || pm_wide_has(w, i, u"完成量") || pm_wide_has(w, i, u"完成情") ||
		    pm_wide_has(w, i, u"投入产") || pm_wide_has(w, i, u"投入强") || pm_wide_has(w, i, u"发放率") ||
		    pm_wide_has(w, i, u"发放贷") || pm_wide_has(w, i, u"发放额") || pm_wide_has(w, i, u"发放量"))
			continue;
		/* 投入资金, 发放资金: what is left would say too little */
		if (i + n + 2 == end && pm_wide_any(w, i + n, vague_money) > 0) {
			best = i;
			break;
		}
		if (pm_wide_has(w, i, u"新增") > 0) {
			if (i - from > 4)
				best = i; /* 新增 stays where it touches the noun; 城镇新增就业 is one term */
			i += n - 1;
			continue;
		}
		if (end - i - n < 2)
			break;
		if (is_done_phrase(w, i, end))
			return i;
		/* 第一产业实现增加值: without its subject so short a word says too little */
		if (pm_wide_has(w, i, u"实现") == n && end - i - n <= 3 && i - best <= 10) {
			i += n - 1;
			continue;
		}
		if (pm_wide_has(w, i, u"累计") == n && n == 2)
			best = end - i - n <= 4 ? i : i + n; /* 累计 stays before a bare verb: 累计服药 */
		else
			best = i + n;
		i += n - 1;
	}
	return best;
}

/* 核定我县2022年债务限额: what is measured stands behind the time. */
size_t pm_behind_time(const pm_sentence *s, size_t from, size_t end)
{
	for (size_t k = s->n_times; k > 0 && s->times[k - 1].end > from; k--)
		if (s->times[k - 1].start > from && s->times[k - 1].end + 2 <= end && !time_belongs_to_noun(&s->w, &s->times[k - 1]))
			return s->times[k - 1].end;
	return from;
}
