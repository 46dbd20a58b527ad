/* structure_heading_end.c: where a numbered heading ends that ran on into its text with nothing between them.
 *
 * No single sign is certain.  Each place is weighed by how the words before it end (…持续提升), how those behind it open
 * (今年以来…) and by the length of what would be the heading; siblings then speak for each other, as they are mostly built alike. */
#include "structure.h"

#include <stdlib.h>

enum {
	FAR = 150,    /* bytes; a heading that is longer has its stop, or is none */
	N_CHARS = 48, /* characters of a heading that are told apart */
	CERTAIN = 6,
	ENOUGH = 5
};

typedef struct place {
	size_t at; /* 0: none */
	int score;
	int end; /* how plainly the words before it end */
	unsigned n_chars;
	bool has_comma;
} place;

/* The headings of one run of siblings: how many of each length. */
typedef struct siblings {
	pm_str ending; /* last two characters of the first: 数量指标, 质量指标 */
	uint8_t n_of_length[N_CHARS];
	uint32_t n, n_comma, n_closed;
} siblings;

static pm_str tail_of(pm_str s, size_t at)
{
	return pm_str_of(s.ptr + at, s.len - at);
}

static bool begins_with_any(pm_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (**words == (s.len > 0 ? s.ptr[0] : '\0') && pm_str_starts_with(s, *words))
			return true;
	return false;
}

static bool ends_in_any(pm_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (pm_str_ends_with(s, *words))
			return true;
	return false;
}

static const char *const manners[] = { "稳步", "持续", "不断", "扎实", "加快", "纵深", "协调", "明显", "显著", "全面", "有序",
				       "深入", "有效", "大幅", "有力", "成效", "步伐", "水平", "能力", "质量", "逐步", "日益",
				       "更加", "保持", "趋于", "平稳", "高效", "健康", "稳定", "快速", "总体", "有所", "切实",
				       "整体", "基本", "取得", "实现", "走深", "日趋", "迅速", "显着", NULL };
static const char *const changes[] = { "推进", "提升", "增强", "加强", "深化", "夯实", "改善", "改进", "完善", "优化", "增长",
				       "发展", "提高", "巩固", "扩大", "加快", "落实", "拓展", "突破", "升级", "凸显", "显现",
				       "壮大", "规范", "健全", "见效", "平稳", "稳定", "向好", "回升", "进步", "开展", "实施",
				       "转变", "好转", "丰富", "强化", "加大", "成效", "走实", "延伸", "覆盖", "显著", "明显",
				       "有力", "释放", "转型", "增效", "建立", "形成", "完成", "增进", "彰显", "涌现", "拓宽",
				       "畅通", "筑牢", "提速", "向优", "改观", "延展", "合理", "有序",
				       "到位", "和谐", "协调", "牢固", "扎实", "过硬", "充实", "高效", "便捷", "优良", "浓厚", "繁荣",
				       "活跃", "坚实", "稳固", "坚强", "良好", NULL };

static bool ends_in_idiom(pm_str s)
{
	static const char *const idioms[] = { "提质增效", "提档升级", "稳中有进", "稳中向好", "稳中提质", "稳中有升", "和谐稳定",
					      "常抓不懈", "卓有成效", "成效显著", "成效明显", "走深走实", "再上台阶", "再创佳绩",
					      "取得突破", "取得实效", "亮点纷呈", "落地见效", "新突破",   "新成效",   "新进展",
					      "新提升",   "新台阶",   "新步伐",   "新局面",   "新变化",   "新水平",   "新成绩",
					      "新篇章",   "新作为",   "新跨越",   "新高",     "明显成效", "显著成效", "更有力",
					      "更优",     "更实",     "更强",     "落到实处", "走在前列", "安全有序", "坚强有力",
					      "蓬勃发展", "齐头并进", "全面开花", "有声有色", "日新月异", "焕然一新", NULL };
	return ends_in_any(s, idioms);
}

/* 持续提升 at the end of `s`, behind a subject. */
static bool ends_in_predicate(pm_str s)
{
	return s.len >= 18 && ends_in_any(s, changes) && ends_in_any(pm_str_of(s.ptr, s.len - 6), manners);
}

/* Is a predicate what `s` begins with?  Then the words before it are its subject. */
static bool begins_with_predicate(pm_str s)
{
	return s.len >= 12 && begins_with_any(s, manners) && begins_with_any(tail_of(s, 6), changes);
}

static int weigh_end(pm_str head, bool begins_with_verb)
{
	static const char *const names[] = { "情况", "做法",     "打算", "计划", "安排", "思路", "措施", "建议", "体会", "回顾",
					     "亮点", "成绩",     "展望", "不足", "问题", "要求", "指导思想", "目标", "任务", "困难",
					     "对策", "工作重点", "经验", "启示", "概况", "职责", "原则", "举措", "短板", "情況",
					     "計劃", "問題",     "成效", "指标", "环节", "职能", "设置", "概述", "分析", NULL };
	static const char *const nouns[] = {
		"工作",   "建设",   "管理",   "服务", "改革", "体系", "机制", "能力", "水平", "发展",   "整治",   "治理",   "监管",
		"保障",   "安全",   "环境",   "质量", "效能", "责任", "领导", "合力", "后劲", "增收",   "稳定",   "转型",   "调整",
		"升级",   "攻坚",   "氛围",   "教育", "培训", "监督", "执法", "宣传", "生产", "产业",   "乡村",   "队伍",   "作风",
		"基础",   "底线",   "防线",   "项目", "经济", "生态", "文化", "民生", "创新", "融合",   "协同",   "落实",   "推进",
		"提升",   "优化",   "完善",   "流程", "行为", "决策", "制度", "转化", "合作", "招商",   "就业",   "创业",   "救助",
		"帮扶",   "振兴",   "工程",   "行动", "优势", "特色", "品牌", "支撑", "活力", "动力",   "潜力",   "格局",   "局面",
		"形象",   "素质",   "结构",   "教学", "科研", "引领", "实效", "成果", "关系", "秩序",   "权益",   "运行",   "开放",
		"市场",   "投资",   "消费",   "农业", "工业", "旅游", "城市", "城镇", "交通", "水利",   "财政",   "金融",   "税收",
		"审计",   "统计",   "卫生",   "医疗", "养老", "社保", "住房", "环保", "污染", "减排",   "低碳",   "绿色",   "数字",
		"信息",   "技术",   "人才",   "干部", "党建", "廉政", "组织", "思想", "意识", "理念",   "本领",   "担当",   "纪律",
		"规矩",   "法治",   "普法",   "信访", "维稳", "平安", "应急", "防灾", "减灾", "救灾",   "消防",   "防控",   "预防",
		"检查",   "排查",   "考核",   "评价", "评估", "指导", "协调", "督查", "设施", "条件",   "资源",   "资金",   "资产",
		"预算",   "采购",   "档案",   "保密", "信用", "公开", "政务", "审批", "登记", "许可",   "强化",   "深化",   "加强",
		"巩固",   "规范",   "衔接",   "统筹", "布局", "规划", "空间", "承载", "功能", "品质",   "面貌",   "家园",   "屏障",
		"短板",   "弱项",   "链条",   "集群", "主体", "企业", "园区", "平台", "载体", "渠道",   "方式",   "模式",   "手段",
		"路径",   "需求",   "供给",   "效益", "效率", "纠纷", "矛盾", "满意", "交流", "合规",   "风险",   "隐患",   "成本",
		"负担",   "活动",   "事业",   "战略", "试点", "阵地", "战",   "关",   "网",   "牛鼻子", "主动",   "保护",   "修复",
		"利用",   "储备",   "执行",   "实施", "举措", "力度", "节约", "福祉", "化解", "防范",   "职能",   "程序",   "方向",
		"业务",   "积案",   "培育",   "管护", "方法", "绿化", "强区", "强县", "强市", "不均衡", "缺编",   "缺位",   "有序",
		"集群",   "大盘",   "引擎",   "提速", "提质", "扩容", "增强", "改善", "增长", "压力大", "难度大", "不健全", "不到位",
		"不完善", "不平衡", "不充分", "突出", "滞后", "薄弱", "偏低", "不足",   "不够",   "缓慢",   "力量",   "网络",   "热潮",   "新风",   "风采",
		"精神",   "气象",   "新貌",   "篇章", "蓝图", "根基", "堡垒", "铁军", "红线",   "关口",   "源头",   "高地",   "样板",
		"示范",   "标杆",   "动能",   "底色", "成色", "温度", "亮度", "质效", "桥梁",   "纽带",   "智库",   "作用", "作为",   "”",      "》",     NULL
	};
	if (ends_in_idiom(head) || (!begins_with_verb && ends_in_predicate(head)))
		return 5;
	if (ends_in_any(head, names)) /* 计划 and 安排 may be what the next sentence does */
		return begins_with_verb && (pm_str_ends_with(head, "计划") || pm_str_ends_with(head, "安排")) ? 1 : 3;
	return ends_in_any(head, nouns) ? 2 : 0;
}

/* 以农村厕所革命为抓手; not 以及, 以上 */
static bool opens_with_preposition(pm_str s)
{
	static const struct {
		const char *word, *not_before;
	} words[] = { { "以", "及外内上下来前后便" },
		      { "对", "象策接口" },
		      { "在", "于" },
		      { "与", "会" },
		      { "由", "于" },
		      { "将", "军" },
		      { "把", "握关控" },
		      { "为", "主民" },
		      { "从", "严业" },
		      { "共", "同享建治" },
		      { "已", "" },
		      { "经", "济营验费贸开" },
		      { "现", "代场状" } };
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t n = strlen(words[i].word);
		if (!pm_str_starts_with(s, words[i].word) || s.len < n + 3)
			continue;
		const char *no = words[i].not_before;
		for (; *no != '\0'; no += 3)
			if (memcmp(s.ptr + n, no, 3) == 0)
				return false;
		return true;
	}
	return false;
}

/* Verbs that open a sentence without a subject; those that are nouns as often are left out. */
static const char *const verbs[] = {
	"坚持",     "围绕", "通过", "针对", "严格",   "认真", "积极", "组织", "召开",     "安排",     "计划",   "预计",   "力促",
	"发展党员", "更新", "改造", "种植", "监测",   "巡查", "抽查", "督导", "学习",     "处置",     "处理",   "研究",   "负责",
	"主要负责", "内设", "下设", "设有", "现有",   "招引", "撰写", "交办", "锻造",     "申报",     "出动",   "收缴",   "捣毁",
	"破获",     "抓获", "侦破", "立案", "审结",   "执结", "起诉", "调解", "帮扶",     "新引进",   "新签",   "新开工", "新培育",
	"新创",     "新改", "新获", "新招", "新发展", "成立", "制定", "出台", "印发",     "建立",     "健全",   "完善",   "落实",
	"推行",     "实施", "投资", "投入", "完成",   "新增", "新建", "建成", "引进",     "培育",     "获批",   "累计",   "先后",
	"大力",     "深入", "全力", "着力", "充分",   "切实", "扎实", "持续", "不断",     "进一步",   "紧紧",   "紧盯",   "聚焦",
	"突出",     "强化", "加强", "加大", "加快",   "推动", "推进", "结合", "依托",     "发挥",     "签订",   "发放",   "举办",
	"梳理",     "修订", "立项", "选派", "淘汰",   "压减", "严控", "清查", "引导",     "打造",     "邀请",   "配合",   "参与",
	"督促",     "做好", "抓好", "确保", "力争",   "开展", "巩固", "优化", "提升",     "深化",     "落细",   "对照",   "立足",
	"抢抓",     "锚定", "牢固", "牢牢", "始终",   "继续", "全面", "统筹", "定期",     "及时",     "主动",   "争取",   "筹集",
	"筹措",     "拨付", "兑现", "下达", "启动",   "开工", "竣工", "修建", "铺设",     "清理",     "拆除",   "查处",   "办理",
	"受理",     "审核", "审查", "化解", "调解",   "接待", "接收", "走访", "慰问",     "招聘",     "招录",   "聘请",   "评选",
	"表彰",     "授予", "荣获", "获得", "创建",   "编制", "编印", "起草", "起早",     "设立",     "增设",   "配备",   "购置",
	"安装",     "拓宽", "畅通", "构建", "搭建",   "形成", "实现", "达到", "保持",     "按时",     "按期",   "按要求", "顺利",
	"圆满",     "成功", "有效", "有序", "稳步",   "稳妥", "稳慎", "抽调", "派出",     "开设",     "推广",   "扶持",   "支持",
	"鼓励",     "注重", "重视", "高度", "探索",   "谋划", "采取", "运用", "借助",     "联合",     "会同",   "牵头",   "压实",
	"明确",     "细化", "分解", "层层", "逐级",   "逐项", "逐一", "逐步", "因地制宜", "多措并举", "多渠道", "多方",   "狠抓",
	"严肃",     "严厉", "严守", "坚决", "坚定",   "贯彻", "充实", "选优", "选拔",     "履行",     "做到",   "打好",   "守住",
	"守牢",     "筑牢", "织密", "拧紧", "转变",   "改进", "改善", "提高", "增强",     "扩大",     "增加",   "减少",   "降低",
	"缩短",     "延长", "关闭", "取缔", "销号",   "回访", "核查", "核实", "摸排",     "建档",     "录入",   "上报",   "报送",
	"公示",     "发布", "刊发", "播放", "悬挂",   "张贴", "印制", "策划", "承办",     "协办",     "参加",   "选送",   "推荐",
	"上线",     "开通", "接入", "归集", "盘活",   "出让", "征地", "搬迁", "入驻",     NULL
};

static int weigh_opening(pm_str s)
{
	static const char *const subjects[] = { "学校",     "学院",   "医院",       "公司",   "集团",   "我们",   "我委", "我院",
						"我校",     "我省",   "我中心",     "我街道", "我乡",   "我办",   "我会", "我处",
						"我站",     "县委",   "市委",       "区委",   "省委",   "镇党委", "党委", "局党组",
						"各级",     "各部门", "各单位",     "各地",   "全院",   "全校",   "全体", "全局",
						"全系统",   "全乡",   "全街道",     "过去的", "去年",   "本年度", "年内", "下半年",
						"第一季度", "一季度", "前三季度",   "到目前", "随着",   "由于",   "本着", "依据",
						"辖区",     "年初",   "年底",       "首先",   "其一",   "（1）",  "(1)",  "①",
						"近几年",   "当前",   "主要表现在", "主要是", "主要有", "部分",   "个别", "少数",
						"有的",     "一些",   NULL };
	/* They may be what a verb before them governs. */
	static const char *const indicators[] = { "城乡居民", "地区生产", "规模以上", "规上工业", "固定资产", "社会消费",
						  "三次产业", "城镇化率", "一般公共", "财政收入", NULL };
	if (pm_phrase_opens_at(s, 0) || begins_with_any(s, subjects))
		return 5;
	if (begins_with_any(s, verbs)) /* 服务品质提升|更新公交车 */
		return begins_with_any(s, changes) && s.len > 6 && begins_with_any(tail_of(s, 6), verbs) ? 1 : 3;
	return begins_with_any(s, indicators) ? 3 : opens_with_preposition(s) ? 2 : 0;
}

/* Words that a heading cannot end in: what they govern is to come. */
static bool is_open_end(pm_str head)
{
	static const char *const words[] = { "的",   "和",   "及", "与", "對", "对", "在", "于", "是", "为", "以", "、", "，", "关于",
					     "做好", "抓好", "、", "（", "“",  "《", "：", ":",  "把", "向", "由", "从", NULL };
	/* 方向, 行为: the same signs in words that end a heading */
	static const char *const nouns[] = { "方向", "导向", "行为", "作为", "应对", NULL };
	return ends_in_any(head, words) && !ends_in_any(head, nouns);
}

/* 不健|全乡镇 */
static bool splits_word(pm_str head, pm_str tail)
{
	static const char *const before_all[] = { "健", "安", "完", "齐", "周", "保", "成", NULL };
	return pm_str_starts_with(tail, "全") && ends_in_any(head, before_all);
}

/* 聚焦项目攻坚，增强发展后劲: two halves of one length are a heading's balance. */
static int weigh_balance(pm_str head, unsigned *n_chars, bool *has_comma)
{
	unsigned n = 0, first = 0, n_commas = 0;
	for (size_t at = 0; at < head.len;) {
		uint32_t c = pm_utf8_next(head, &at);
		if (c == 0xff0c || c == ',') {
			n_commas++;
			first = n;
			continue;
		}
		n++;
	}
	*n_chars = n;
	*has_comma = n_commas > 0;
	if (n_commas == 0)
		return n >= 4 && n <= 13 ? 1 : n <= 18 && n >= 4 ? 0 : -3;
	if (n_commas > 1)
		return -3;
	if (first * 2 == n)
		return n <= 32 ? 4 : -3;
	if (first < 4 || n - first < 4 || first > 10 || n - first > 14)
		return -3;
	return n - first <= 10 && (first * 2 + 2 == n || n + 2 == first * 2) ? 2 : -1;
}

static bool has_figure(pm_str s)
{
	for (size_t at = 0; at < s.len && at < 120;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (c == 0xff0c || pm_char_ends_sentence(c))
			break;
		if (pm_char_digit(c) >= 0)
			return true;
	}
	return false;
}

static int likeness(const place *p, pm_str head, bool is_top, const siblings *like)
{
	size_t n = like->ending.len;
	int same = !is_top && n > 0 && head.len > n && memcmp(head.ptr + head.len - n, like->ending.ptr, n) == 0 ? 3 : 0;
	if (like->n < 2 || p->n_chars >= N_CHARS)
		return same;
	int score = same + (like->n_of_length[p->n_chars] >= 2 ? 2 : 0);
	bool alike = p->has_comma ? like->n_comma * 2 > like->n : like->n_comma * 2 <= like->n;
	return score + (alike ? 1 : -1);
}

/* 底线，全面…: two characters and a comma are the end of something. */
static bool begins_with_scrap(pm_str s)
{
	size_t n = 0;
	for (size_t at = 0; at < s.len && n < 4; n++) {
		uint32_t c = pm_utf8_next(s, &at);
		if (c == 0xff0c || c == ',')
			return true;
	}
	return false;
}

static pm_str last_half(pm_str s)
{
	for (size_t at = s.len; at > 0;) {
		size_t behind = at;
		uint32_t c = pm_utf8_previous(s, &at);
		if (c == 0xff0c || c == ',')
			return tail_of(s, behind);
	}
	return s;
}

static place weigh(pm_str s, size_t from, size_t at, bool after_space, bool is_top, const siblings *like)
{
	static const char *const links[] = { "的", "和", "及", "与", "（", "(", NULL };
	place p = { .at = at };
	pm_str head = pm_str_trim(pm_str_of(s.ptr + from, at - from)), tail = tail_of(s, at);
	/* Of two halves each has its own subject: 优化布局，办学条件持续改善 */
	bool begins_with_verb = begins_with_any(last_half(head), verbs);
	int end = weigh_end(head, begins_with_verb), opening = weigh_opening(tail);
	/* 责任制度|全面落实: a subject and its predicate, where the words before hold no verb of their own. */
	if (opening == 3 && end < 5 && begins_with_predicate(tail) && !begins_with_verb)
		opening = 0;
	/* 稳定在86万亩以上 */
	if (opening == 2 && end < 5 && pm_str_starts_with(tail, "在"))
		opening = 0;
	if (end == 3 && is_top && !begins_with_any(tail, links))
		end += 2;
	int balance = weigh_balance(head, &p.n_chars, &p.has_comma);
	if (after_space)
		opening += 6;
	int alike = like != NULL ? likeness(&p, head, is_top, like) : 0;
	/* Neither alone says enough, but for a balance that is no accident. */
	bool both = end > 0 && (opening > 0 || alike >= 3);
	if (is_open_end(head) || splits_word(head, tail) || (opening < 5 && begins_with_scrap(tail)) || (!both && end < 5 && opening < 5 && (balance < 4 || end + opening == 0)))
		return (place){ 0 };
	p.end = end;
	p.score = end + opening + balance + alike + ((opening > 0 || end >= 5) && has_figure(tail) ? 1 : 0);
	return p;
}

/* 能力提升|行动; a noun else behind a predicate is the subject of the next sentence. */
static bool extends(pm_str s)
{
	static const char *const nouns[] = { "行动", "工程", "活动", "工作", "机制", "战", "体系", "建设", NULL };
	return ends_in_any(s, nouns);
}

/* The best end of the heading whose words begin at `from`, no further than its first sentence goes. */
static place find_end(const pm_unit *u, const siblings *like)
{
	pm_str s = pm_unit_text(u);
	size_t from = u->number.text;
	bool is_top = u->number.type <= PM_NUM_HAN;
	place best = { 0 };
	size_t closed_at = 0; /* where a predicate ended */
	uint32_t before = 0;
	int depth = 0;
	for (size_t at = from; at < s.len && at - from < FAR;) {
		size_t here = at;
		uint32_t c = pm_utf8_next(s, &at);
		/* 综合|全年…: so short a heading needs a sentence that plainly begins. */
		bool is_room = here - from >= 9 || (here - from == 6 && is_top && pm_phrase_opens_at(s, here));
		if (is_room && depth == 0 && !pm_char_is_cjk_punct(c) && c != ',' && !pm_char_is_space(c)) {
			place p = weigh(s, from, here, pm_char_is_space(before), is_top, like);
			if (p.at != 0 && closed_at != 0 && p.end < 3 && !extends(pm_str_of(s.ptr + closed_at, here - closed_at)))
				p.at = 0;
			if (p.at != 0 && p.end >= 5 && p.score >= ENOUGH)
				closed_at = here;
			if (p.at != 0 && p.score >= best.score && pm_phrase_score(pm_str_of(s.ptr + from, here - from)) >= 1)
				best = p;
		}
		if (pm_char_ends_sentence(c) || c == 0xff1b || c == 0xff1a || c == ':')
			break;
		depth += c == 0x201c || c == 0xff08 || c == '(' || c == 0x300a;
		depth -= (c == 0x201d || c == 0xff09 || c == ')' || c == 0x300b) && depth > 0;
		before = c;
	}
	return best;
}

static bool is_candidate(const pm_unit *u)
{
	pm_number_class type = u->number.type;
	bool outline = type == PM_NUM_HAN || type == PM_NUM_HAN_PAREN || type == PM_NUM_DECIMAL || type == PM_NUM_CHAPTER ||
		       type == PM_NUM_PART || type == PM_NUM_SECTION;
	return u->use == PM_USE_TEXT && outline && !u->has_lost_number && pm_block_kind(u->block) == PM_PARAGRAPH;
}

/* Has the heading its stop? */
static bool is_closed(const pm_unit *u)
{
	pm_str s = pm_unit_text(u), phrase = pm_str_of(s.ptr + u->number.text, u->phrase_end - u->number.text);
	unsigned n_chars;
	bool has_comma;
	if (u->score < 2 || u->phrase_end >= s.len)
		return u->score >= 2 && u->width <= 40;
	int balance = weigh_balance(phrase, &n_chars, &has_comma);
	return n_chars <= (has_comma && balance >= 0 ? 24 : 16);
}

static void note(siblings *group, const place *p, pm_str text)
{
	size_t at = p->at;
	for (int i = 0; i < 2 && at > 0; i++)
		pm_utf8_previous(text, &at);
	if (group->n == 0)
		group->ending = pm_str_of(text.ptr + at, p->at - at);
	if (p->n_chars < N_CHARS && group->n_of_length[p->n_chars] < UINT8_MAX)
		group->n_of_length[p->n_chars]++;
	group->n_comma += p->has_comma;
	group->n++;
}

int pm_structure_heading_ends(pm_structure *s, bool collapsed)
{
	siblings *groups = calloc(s->n + 1, sizeof *groups);
	uint32_t *group_of = calloc(s->n + 1, sizeof *group_of);
	uint32_t open[PM_N_CLASSES] = { 0 }, n = 0;
	if (groups == NULL || group_of == NULL) {
		free(groups);
		free(group_of);
		return pm_error_nomem(s->err);
	}
	for (size_t i = 0; i < s->n; i++) {
		const pm_unit *u = &s->units[i];
		if (!is_candidate(u))
			continue;
		if (u->number.value <= 1 || open[u->class] == 0)
			open[u->class] = ++n;
		group_of[i] = open[u->class];
		pm_str text = pm_unit_text(u);
		place p = { 0 };
		if (is_closed(u)) {
			p.at = u->phrase_end;
			weigh_balance(pm_str_of(text.ptr + u->number.text, u->phrase_end - u->number.text), &p.n_chars, &p.has_comma);
		} else {
			p = find_end(u, NULL);
		}
		groups[group_of[i]].n_closed += is_closed(u);
		if (p.at != 0 && (is_closed(u) || p.score >= CERTAIN))
			note(&groups[group_of[i]], &p, text);
	}
	for (size_t i = 0; i < s->n; i++) {
		pm_unit *u = &s->units[i];
		if (group_of[i] == 0 || is_closed(u))
			continue;
		/* Where most lines are whole, a sentence among headings that have their stops is a sentence. */
		if (!collapsed && (groups[group_of[i]].n_closed > 0 || u->score >= 1))
			continue;
		place p = find_end(u, &groups[group_of[i]]);
		if (p.at != 0 && p.score >= (collapsed ? ENOUGH : CERTAIN + 1))
			u->head_end = p.at;
	}
	free(groups);
	free(group_of);
	return PM_OK;
}
