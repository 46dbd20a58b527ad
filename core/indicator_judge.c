/* indicator_judge.c: which quantities measure something, and which only name, order, date or label. */
#include "indicator.h"

static bool is_masked(char16_t c)
{
	return c == u'X' || c == u'x' || c == u'*' || c == u'×' || c == u'#';
}

/* Glued to a letter, a mask, a plus or another number: PM2.5, X.20万元, 1+X+N, 20XX. */
static bool is_glued(const pm_wide *w, const pm_quantity *q)
{
	char16_t before = q->start > 0 ? w->c[q->start - 1] : 0, before2 = q->start > 1 ? w->c[q->start - 2] : 0, after = w->c[q->end];

	if (before == u'第' || pm_wide_is_latin(before) || before == u'_' || before == u'№')
		return true;
	if (is_masked(before) && (q->start < 2 || !pm_wide_is_han(before2) || before != u'×'))
		return true;
	if (before == u'.' && (pm_wide_is_latin(before2) || is_masked(before2) || pm_wide_is_digit(before2)))
		return true;
	if ((before == u'-' || before == u'/') && (pm_wide_is_latin(before2) || pm_wide_is_digit(before2)))
		return true;
	if (before == u'+' || after == u'+' || is_masked(w->c[q->number_end]))
		return true;
	/* 5G, 4A级, 3D: letters that are no unit */
	if (q->is_bare && pm_wide_is_latin(after))
		return true;
	if (q->is_bare && (after == u'-' || after == u'—') && pm_wide_is_digit(w->c[q->end + 1]))
		return true;
	return false;
}

static bool ends_with_any(const pm_wide *w, size_t i, const char16_t *const *words)
{
	while (i > 0 && pm_wide_is_space(w->c[i - 1]))
		i--;
	return pm_wide_any_end(w, 0, i, words) > 0;
}

/* Nouns that scraped text counts without a measure word: 37专家, 12公立医院. */
static const char16_t *const countable[] = {
	u"专家", u"医务",   u"医生",   u"医院", u"公立", u"民营", u"单位", u"企业", u"学校", u"人员", u"乡镇", u"社区",
	u"村庄", u"行政村", u"贫困村", u"项目", u"家庭", u"学生", u"教师", u"干部", u"党员", u"人才", u"床位", u"托位",
	u"学位", u"岗位",   u"机构",   u"部门", u"街道", u"科室", u"人口", u"群众", u"基站", u"泊位", NULL,
};

/* What a number without a unit may stand behind: a rate, an index, a score, a bound. */
static const char16_t *const measured[] = {
	u"率",     u"率为",   u"率达",   u"占比",     u"强度",   u"强度为", u"指数",   u"指数为", u"得分",   u"评分",
	u"系数",   u"系数为", u"密度",   u"低于",     u"高于",   u"不超过", u"不低于", u"小于",   u"大于",   u"不高于",
	u"≤",      u"≥",      u"性别比", u"性别比为", u"比值",   u"比值为", u"数为",   u"总数",   u"总数为", u"总量",
	u"总量为", u"容积率", u"人数",   u"人数为",   u"例数",   u"次数",   u"件数",   u"户数",   u"指数达", u"pH值",
	u"活产数", u"水平", u"控制在", u"突破",   u"达到",     u"总数达", u"数量",   u"数量为", u"数量达", NULL,
};

static bool is_code_context(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const codes[] = {
		u"电话",   u"邮编", u"邮政编码", u"传真",     u"热线",   u"手机",   u"号码",   u"编号", u"证号", u"备案号",
		u"备",     u"代码", u"账号",     u"QQ",       u"qq",     u"微信",   u"索引号", u"文号", u"浏览", u"点击",
		u"点击数", u"阅读", u"浏览量",   u"浏览次数", u"访问量", u"点击量", u"备案",   NULL,
	};
	static const char16_t *const behind[] = {
		u"热线", u"平台", u"电话", u"号", u"国道", u"省道", u"专线", u"政务", u"市民", NULL,
	};
	size_t i = q->start;

	while (i > 0 && (pm_wide_is_space(w->c[i - 1]) || w->c[i - 1] == u':' || w->c[i - 1] == u'('))
		i--;
	return pm_wide_any_end(w, 0, i, codes) > 0 || pm_wide_any(w, q->end, behind) > 0;
}

/* 8.7:48.5:42.8 are three shares; 1:1.5 only where the text calls it a ratio, else it may be a clock. */
static bool is_ratio_part(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const called[] = { u"比",     u"比例",   u"比例为", u"比为",   u"比值",   u"比值为", u"结构",
						  u"结构为", u"之比",   u"之比为", u"调整为", u"优化为", u"比由",   u"结构由",
						  u"为",     u"调整到", u"比达",   u"比重为", NULL };
	size_t first = q->start, last = q->end, parts = 1;
	bool has_point = strchr(q->value, '.') != NULL;

	while (first > 1 && w->c[first - 1] == u':' && pm_wide_is_digit(w->c[first - 2])) {
		first--;
		while (first > 0 && (pm_wide_is_digit(w->c[first - 1]) || w->c[first - 1] == u'.')) {
			has_point = has_point || w->c[first - 1] == u'.';
			first--;
		}
		if (++parts > 6)
			return false;
	}
	while (w->c[last] == u':' && pm_wide_is_digit(w->c[last + 1])) {
		last++;
		while (pm_wide_is_digit(w->c[last]) || w->c[last] == u'.') {
			has_point = has_point || w->c[last] == u'.';
			last++;
		}
		if (++parts > 6)
			return false;
	}
	return ends_with_any(w, first, called) || (parts >= 3 && has_point);
}

/* 收入比由1.92缩小至1.88: a level with a decimal point that a change leads from or to. */
static bool is_compared_level(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const to[] = { u"缩小至", u"缩小到", u"缩小为", u"提高到", u"提高至", u"降至",   u"降到",
					      u"降为",   u"下降到", u"下降至", u"上升到", u"上升至", u"扩大到", u"扩大至",
					      u"降低到", u"降低至", u"优化为", u"优化到", NULL };
	static const char16_t *const from[] = { u"缩小", u"提高", u"降", u"下降", u"上升", u"扩大", u"优化", NULL };
	static const char16_t *const origin[] = { u"由", u"从", u"的", NULL };

	size_t next = q->end;

	while (w->c[next] == u' ')
		next++;
	if (strchr(q->value, '.') == NULL && strcmp(q->value, "0") != 0)
		return false;
	return (ends_with_any(w, q->start, to) && pm_wide_is_stop(w->c[next])) ||
	       (ends_with_any(w, q->start, origin) && pm_wide_any(w, next, from) > 0);
}

/* 系数达0.55, 得分为93: where the words between the measure and its number begin. */
static size_t before_copula(const pm_wide *w, size_t i)
{
	static const char16_t *const copulas[] = { u"达", u"达到", u"为", u"是", u"约", u"约为", u"提高到", u"提高至", u"降至", u"升至", u"仅", u"仅为", u"只有", NULL };
	size_t n = pm_wide_any_end(w, 0, i, copulas);

	return n > 0 && !ends_with_any(w, i, measured) ? i - n : i;
}

static bool bare_counts(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const bounds[] = { u"以上", u"左右", u"大关", u"的", u"以内", NULL };
	char16_t after = w->c[q->end], before = pm_wide_before(w, 0, q->start);
	size_t digits = strcspn(q->value, ".");

	if (q->is_ratio)
		return is_ratio_part(w, q);
	if (q->is_han || (is_code_context(w, q) && !q->has_multiplier) || (before == 0 && !q->has_multiplier))
		return false;
	if (q->has_multiplier)
		return pm_wide_is_stop(after) || after == u'(' || pm_wide_any(w, q->end, bounds) > 0 ||
		       (pm_wide_is_han(after) && after != u'级' && after != u'大');
	if (q->is_year_like && q->value[0] <= '2')
		return false;
	if (q->value[0] == '0' && q->value[1] != '\0' && q->value[1] != '.')
		return false;
	if (pm_wide_any(w, q->end, countable) > 0)
		return digits <= 6 && !pm_wide_is_stop(before) && before != u'(';
	if (after == u'.' || after == u'/' || after == u':' || after == u'-')
		return false;
	bool is_end = pm_wide_is_stop(after) || after == u'(' || after == u' ' || after == u'以';

	if (ends_with_any(w, before_copula(w, q->start), measured) && is_end)
		return digits <= 9;
	if (is_compared_level(w, q))
		return true;
	/* a long number whose unit the text lost */
	return digits >= 5 && digits <= 8 && pm_wide_is_han(before) && (pm_wide_is_han(after) || is_end) && q->value[0] != '0';
}

/* Does the text treat a time span as the result measured (压缩至3天), not as a term (24小时内)? */
static bool span_counts(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const results[] = {
		u"提高至", u"提高到", u"提升到", u"增加到",   u"增加至", u"上升到", u"上升至", u"缩短",     u"压缩",     u"压减",
		u"减少",   u"延长",   u"提前",   u"平均",     u"≤",      u"<",      u">",      u"≥",        u"不超过",   u"不少于",
		u"不低于", u"满足",   u"时间",   u"时长",     u"时限",   u"天数",   u"周期",   u"工期",     u"缩短为",   u"缩短到",
		u"缩短至", u"压缩到", u"压缩至", u"压缩为",   u"压减至", u"压减到", u"减至",   u"减少到",   u"控制在",   u"时间为",
		u"时长为", u"天数为", u"天数达", u"天数达到", u"时间达", u"时间仅", u"缩短了", u"压缩了",   u"减少了",   u"提速",
		u"增加",   u"增加了", u"学习",   u"服务时长", u"时长达", u"小时数", u"累计",   u"节约时间", u"节省时间", u"节约",
		u"节省",   u"提升至", u"延长至", u"延长到",   u"天数比", u"多",     u"少",     u"达",       u"达到",     u"降至",
		u"降到",   u"降为",   u"降低到",   u"降低至", u"下降到", u"下降至", u"增至",   u"延长为",   u"中位数",   u"用时",   u"时数",   u"提前量",
		u"耗时",   u"优",     u"良",       u"优良",   u"污染",   u"达标",   u"有效监测",
		u"时间由", u"时长由", u"时限由", u"周期由", NULL,
	};
	static const char16_t *const terms[] = {
		u"来",   u"以来",   u"前",     u"后",     u"间",   u"期",     u"制",     u"值班",   u"开放", u"在线", u"营业",
		u"服务", u"不间断", u"生活圈", u"医疗圈", u"规划", u"行动",   u"计划",   u"监测",   u"值守", u"热线", u"待命",
		u"响应", u"巡查",   u"供应",   u"运行",   u"义务", u"交通圈", u"经济圈", u"通勤圈", NULL,
	};
	size_t i = q->start;

	while (i > 0 && pm_wide_is_space(w->c[i - 1]))
		i--;
	/* 约, 近 and their like between */
	if (i > 0 && (w->c[i - 1] == u'约' || w->c[i - 1] == u'近'))
		i--;
	/* 平均住院日6.8天 */
	size_t near = i > 10 ? i - 10 : 0;
	bool is_mean = pm_wide_find(w, near, i, u"平均") != SIZE_MAX;

	return (is_mean || pm_wide_any_end(w, 0, i, results) > 0) && pm_wide_any(w, q->end, terms) == 0;
}

static bool age_counts(const pm_wide *w, const pm_quantity *q)
{
	size_t from = q->start > 24 ? q->start - 24 : 0;

	for (size_t i = from; i < q->start; i++)
		if (pm_wide_has(w, i, u"寿命") > 0 || pm_wide_has(w, i, u"平均年龄") > 0 || pm_wide_has(w, i, u"年龄为") > 0)
			return pm_wide_has(w, q->unit_start, u"岁") > 0 || pm_wide_has(w, q->unit_start, u"周岁") > 0;
	return false;
}

/* Units with which a Chinese numeral counts. */
static const char16_t *const han_units[] = {
	u"个",   u"名",   u"家", u"所", u"座", u"项", u"件",   u"份", u"例", u"起",   u"条",   u"篇",   u"台",   u"辆",   u"艘",   u"架",
	u"间",   u"栋",   u"幢", u"处", u"支", u"只", u"场",   u"次", u"轮", u"轮次", u"人次", u"批次", u"场次", u"位",   u"户",   u"套",
	u"部",   u"倍",   u"人", u"本", u"张", u"门", u"期",   u"块", u"宗", u"笔",   u"棵",   u"株",   u"架次", u"户次", u"人份", u"剂次",
	u"间次", u"项次", u"册", u"枚", u"首", u"幅", u"标段", u"头", u"批", u"款",   u"台套", u"件套", u"乡镇", u"社区", u"街道", NULL,
};

/* Behind 个, 项 and 大: what is a slogan's, a rule's or a speaker's own list, not a count. */
static const char16_t *const slogans[] = {
	u"维护", u"确立", u"意识", u"自信", u"毫不动摇", u"结合",   u"一以贯之", u"阶段", u"大局",   u"方面", u"层面", u"环节",
	u"关键", u"坚持", u"必须", u"务必", u"代表",     u"全面",   u"文明",     u"责任", u"革命",   u"转变", u"更加", u"切实",
	u"规定", u"纪律", u"原则", u"班子", u"作用",     u"一",     u"不",       u"面向", u"有利于", u"百年", u"循环", u"统筹",
	u"到位", u"优先", u"敬畏", u"允许", u"先行",     u"没有",   u"走在前",   u"领域", u"维度",   u"突破", u"一批", u"步骤",
	u"角度", u"时期", u"年头", u"月",   u"地方",     u"臭皮匠", u"轮子",     u"市场", u"大会",   u"高地", u"着力", u"聚焦",
	u"所有", u"字",   u"巴掌", u"关系", u"能力",     u"指数",   u"产业",     NULL,
};

static bool is_multiplier_char(char16_t c)
{
	return c == u'百' || c == u'千' || c == u'万' || c == u'亿';
}

static bool han_counts(const pm_wide *w, const pm_quantity *q)
{
	char16_t before = q->start > 0 ? w->c[q->start - 1] : 0, first = w->c[q->start];
	size_t numerals = q->number_end - q->start;

	if (q->is_bare || before == u'数' || before == u'几' || before == u'上' || before == u'成' || before == u'每' || before == u'统' ||
	    before == u'唯' || before == u'同' || before == u'万' || before == u'任' || before == u'另' || before == u'逐' ||
	    before == u'哪' || before == u'某' || before == u'这' || before == u'该' || before == u'首' || before == u'新' ||
	    before == u'那')
		return false;
	if (q->kind == PM_UNIT_PERCENT && q->unit == NULL)
		return numerals == 1 && !pm_wide_is_han(w->c[q->end]) && pm_wide_is_han(before) && first != u'一' && first != u'十';
	if (q->unit != NULL)
		return true;
	if (q->kind == PM_UNIT_MONEY || q->kind == PM_UNIT_SIZE) {
		static const char16_t *const classes[] = {
			u"级",   u"产业", u"企业", u"园区",     u"俱乐部",   u"集群", u"台阶", u"工程", u"大道",
			u"大县", u"强县", u"强镇", u"以上企业", u"以上项目", u"项目", u"工业", u"基地", NULL,
		};

		if (is_multiplier_char(first) && numerals == 1)
			return false;
		if (numerals == 1 && (first == u'一' || q->unit_end - q->unit_start == 1))
			return first != u'一' && q->kind == PM_UNIT_MONEY;
		return pm_wide_any(w, q->end, classes) == 0;
	}
	if (q->kind == PM_UNIT_SPAN)
		return span_counts(w, q) && first != u'一';
	if (q->kind == PM_UNIT_SCORE && pm_wide_has(w, q->unit_start, u"倍") > 0)
		return true;
	if (q->kind == PM_UNIT_KIND || q->kind == PM_UNIT_NONE || q->kind == PM_UNIT_SCORE)
		return false;
	if (is_multiplier_char(first) || strcmp(q->value, "1") == 0 || strcmp(q->value, "0") == 0 || (numerals == 1 && first == u'二'))
		return false;
	size_t n = pm_wide_any(w, q->unit_start, han_units);

	if (n == 0 || n != q->unit_end - q->unit_start || pm_wide_any(w, q->end, slogans) > 0)
		return false;
	/* 七届人大三次会议 */
	if (pm_wide_has(w, q->unit_start, u"次") > 0 && (before == u'大' || before == u'届') &&
	    (w->c[q->end] == u'会' || w->c[q->end] == u'全'))
		return false;
	/* 项目二期, 三期工程 are numbered parts */
	if (pm_wide_has(w, q->unit_start, u"期") > 0 && (pm_wide_is_han(w->c[q->end]) || strcmp(q->value, "3") <= 0))
		return false;
	if (pm_wide_has(w, q->unit_start, u"头") > 0)
		return pm_wide_is_stop(w->c[q->end]);
	return !(pm_wide_has(w, q->unit_start, u"部") > 0 && w->c[q->end] == u'曲');
}

/* 500万元以上项目: the number says which ones are meant. */
static bool is_class_bound(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const bounds[] = {
		u"以上", u"及以上", u"以下", u"及以下", u"(含)以上", u"(含)以下", u"以内", NULL,
	};
	static const char16_t *const before[] = {
		u"超过", u"突破", u"不低于", u"高于", u"低于", u"不足", u"超", u"大于", u"小于", NULL,
	};
	static const char16_t *const reached[] = { u"达到", u"达", u"为", u"至", u"完成", u"控制在", u"保持在", u"稳定在", NULL };
	/* 培育10亿元产业链3条 */
	static const char16_t *const grown[] = { u"培育", u"打造", u"形成", u"创建", u"新培育", NULL };
	size_t n = pm_wide_any(w, q->end, bounds), at = q->end + n;
	bool is_bounded = n > 0 || pm_wide_any_end(w, 0, q->start, before) > 0;

	if (n == 0 && q->kind == PM_UNIT_MONEY && pm_wide_any_end(w, 0, q->start, grown) > 0 && pm_wide_is_han(w->c[q->end]))
		return true;

	if (!is_bounded || q->kind == PM_UNIT_PERCENT || (n == 0 && w->c[at] != u'的') || ends_with_any(w, q->start, reached))
		return false;
	if (w->c[at] == u'的' || w->c[at] == u'(')
		at++;
	/* 50万元以上的村3个, 收入超过50万元的村达到8个 */
	if (n > 0 && pm_wide_is_digit(w->c[at]))
		return true;
	for (size_t k = at; k < at + 8 && pm_wide_is_han(w->c[k]); k++)
		if (pm_wide_is_digit(w->c[k + 1]))
			return true;
	if (n == 0)
		return false;
	/* 收入5万元以下的薄弱村, but 5亿元以上的目标 */
	static const char16_t *const results[] = { u"目标", u"任务", u"成绩", u"水平", u"规模", u"产值", u"收入", NULL };

	if (at > q->end + n && w->c[at - 1] == u'的' && q->kind == PM_UNIT_MONEY)
		return pm_wide_is_han(w->c[at]) && pm_wide_any(w, at, results) == 0;
	static const char16_t *const classes[] = {
		u"项目", u"企业", u"工业", u"产业", u"单位", u"规模", u"大中型",   u"老年", u"儿童", u"人群", u"锅炉", u"城市",
		u"农",   u"老人", u"房屋", u"贷款", u"桥梁", u"水库", u"自然村",   u"村",   u"社区", u"家庭", u"机组", u"骨干",
		u"种植", u"养殖", u"大户", u"投资", u"建筑", u"地震", u"工业企业", u"重大", u"招商", u"产值", u"的",   NULL,
	};

	return pm_wide_any(w, at, classes) > 0;
}

/* 5G基站 is no weight, and a single letter counts as a unit only where the word ends. */
static bool is_letter_of_name(const pm_wide *w, const pm_quantity *q)
{
	char16_t unit = q->unit_end == q->unit_start + 1 ? w->c[q->unit_start] : 0;
	static const char16_t *const volts[] = { u"千伏", u"kV", NULL };

	/* 500千伏变电站: the voltage names the station */
	if (pm_wide_is_han(w->c[q->unit_end]) && pm_wide_any(w, q->unit_start, volts) == q->unit_end - q->unit_start &&
	    q->unit_end > q->unit_start)
		return true;
	return pm_wide_is_latin(unit) && pm_wide_is_han(w->c[q->unit_end]);
}

static bool label_counts(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const counted[] = { u"页", NULL };

	if (age_counts(w, q))
		return true;
	return !q->is_han && pm_wide_any(w, q->unit_start, counted) > 0 && q->unit_end == q->unit_start + 1 &&
	       pm_wide_is_han(pm_wide_before(w, 0, q->start)) && w->c[q->start - 1] != u'共' && strlen(q->value) > 2;
}

/* 培训班3期、骨干班11: a number that lost its unit in a row of siblings that have theirs. */
static bool is_sibling(const pm_sentence *s, size_t i)
{
	const pm_wide *w = &s->w;
	const pm_quantity *q = &s->quantities[i], *before = i > 0 ? q - 1 : NULL;

	if (before == NULL || before->is_bare || before->is_han || w->c[before->end] != u'、' || q->is_han || q->is_year_like ||
	    q->end - q->start > 4 || q->is_ratio || !pm_wide_is_han(w->c[q->start - 1]) || !pm_wide_is_han(w->c[q->end]) ||
	    is_code_context(w, q))
		return false;
	for (size_t k = before->end + 1; k < q->start; k++)
		if (pm_wide_is_stop(w->c[k]))
			return false;
	return q->start - before->end < 16;
}

/* 进入全省前10名, 排名前三位 */
static bool is_rank_or_basis(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const ranks[] = { u"名", u"位", u"强", u"列", u"的", u"%", NULL };

	/* 每10万人中: what is counted on, not what is counted */
	if (q->start > 0 && w->c[q->start - 1] == u'每')
		return true;
	return q->start > 0 && w->c[q->start - 1] == u'前' && pm_wide_any(w, q->number_end, ranks) > 0;
}

/* 3点30分, 10时05分 */
static bool is_clock(const pm_sentence *s, size_t i)
{
	const pm_wide *w = &s->w;
	const pm_quantity *q = &s->quantities[i], *before = i > 0 ? q - 1 : NULL;
	char16_t unit = q->unit_end == q->unit_start + 1 ? w->c[q->unit_start] : 0, c = pm_wide_before(w, 0, q->start);

	if (unit == u'点' &&
	    (pm_wide_is_digit(w->c[q->end]) || c == u'午' || c == u'晨' || c == u'晚' || w->c[q->end] == u'半' || w->c[q->end] == u'整'))
		return true;
	return unit == u'分' && before != NULL && before->end == q->start &&
	       (w->c[before->end - 1] == u'点' || w->c[before->end - 1] == u'时');
}

/* 无1例纠纷发生 tells of none. */
static bool is_denied(const pm_wide *w, const pm_quantity *q)
{
	static const char16_t *const none[] = { u"无", u"没有", u"未发生", u"未出现", u"未新增", u"没有发生", u"未有", NULL };

	return strcmp(q->value, "1") == 0 && ends_with_any(w, q->start, none);
}

bool pm_quantity_counts(const pm_sentence *s, size_t i)
{
	const pm_wide *w = &s->w;
	const pm_quantity *q = &s->quantities[i];

	if (is_glued(w, q) || is_rank_or_basis(w, q) || is_letter_of_name(w, q) || is_clock(s, i))
		return false;
	if (s->is_english)
		return pm_english_counts(w, q);
	if (q->kind == PM_UNIT_LABEL)
		return label_counts(w, q);
	if (q->is_han)
		return han_counts(w, q) && !is_class_bound(w, q);
	if (q->is_bare)
		return bare_counts(w, q) || is_sibling(s, i);
	if (is_denied(w, q))
		return false;
	if (is_class_bound(w, q) || (i + 1 < s->n_quantities && q[1].start == q->end && is_class_bound(w, &q[1])))
		return false;
	if (q->kind == PM_UNIT_SPAN)
		return span_counts(w, q);
	if (q->kind == PM_UNIT_KIND)
		return pm_wide_has(w, q->unit_start, u"种") > 0 || pm_wide_has(w, q->unit_start, u"类") > 0;
	if (q->is_unknown_unit && q->is_year_like)
		return false;
	return true;
}
