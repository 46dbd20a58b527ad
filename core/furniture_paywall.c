/* furniture_paywall.c: invitations to log in, pay or download, and word counts.
 *
 * Their wordings are without number, but the words they are put together from are few.  A stretch made of nothing but such words, with
 * something to do and something to get among them, is one. */
#include "furniture.h"

/* What a word is to such a phrase. */
typedef enum part { FILL, ACT, GET, COUNT, SELF, LEFT } part;

static const struct {
	part part;
	const char *words;
} vocabulary[] = {
	{ ACT, "登录|登陆|登錄|注册|解锁|解鎖|开通|购买|付费|支付|订阅|扫码|充值|试读|预览|展开|下载|点击|升级|加入|成为|隐藏|打开" },
	{ GET, "全文|剩余|剩餘|余下|餘下|完整|全部|更多|未读|原文档|原文|所有内容|精彩内容|海量|无限|全篇|余下全文|收益" },
	{ SELF, "本文|全文|本篇|文章|正文" },
	{ COUNT, "字|页|分钟" },
	{ LEFT, "剩余|剩餘|还剩|余下|未读|未完" },
	{ FILL, "后|後|即可|可以|可|立即|立刻|继续|繼續|查看|阅读|閱讀|浏览|瀏覽|获取|獲取|内容|內容|文档|文檔|资源|资料|请|請|您|你|需要|需|的|或|和|"
		"并|以|及|微信|会员|會員|VIP|vip|APP|App|app|客户端|免费|免費|优质|支持|在线|编辑|复制|打印|以下|结束|已|已经|到此|到这里|共|共计|共有|约|"
		"约为|千|万|元|时长|阅读时间|预计|大约|仅需|只需|完成|当前|最多|只能|若|如需|如果|总页数|页数|超出|超出了|了|温馨提示|该|此|"
		"为|归|作者|所有|享受|特权|权限|账号|帐号|手机|关注|公众号|服务|功能|格式|高清|word|Word|WORD|pdf|PDF|还有|版|就|才能|方可|"
		"方能|使用|是|专享|专属|用户|普通|非|尚未|未|今日|一次|次数|到|在|看|读|用|篇|个|月|年|范文|写作|素材|模板|只要|每天|低至|欢迎|转发|收藏|点赞|仅显示|显示|下面|提示信息|提示|分享" },
};

enum { MOST_PHRASE = 400 };

/* The longest word of the vocabulary at s[at]; its length, 0 for none.  `parts` gets what it can be, a bit for each part. */
static size_t word_at(pm_str s, size_t at, unsigned *parts)
{
	size_t best = 0;
	*parts = 0;
	for (size_t v = 0; v < sizeof vocabulary / sizeof vocabulary[0]; v++) {
		for (const char *w = vocabulary[v].words; *w != '\0';) {
			size_t len = strcspn(w, "|");
			if (len >= best && len <= s.len - at && memcmp(s.ptr + at, w, len) == 0) {
				*parts = (len == best ? *parts : 0) | 1u << vocabulary[v].part;
				best = len;
			}
			w += len + (w[len] == '|');
		}
	}
	return best;
}

static bool is_filler(uint32_t c)
{
	return pm_char_is_space(c) || pm_char_digit(c) >= 0 || c == '%' || c == 0xff05 || c == '.' || c == ',' || c == 0xff0c || c == '!' ||
	       c == 0xff01 || c == 0x2026 || c == '>' || c == 0xbb || c == ':' || c == 0xff1a || c == 0xffe5 || c == 0xa5 || c == 0x3002 ||
	       c == 0x25bc || c == 0x2193 || c == 0x3001;
}

size_t pm_paywall_at(pm_str s, size_t at, bool *is_sure)
{
	size_t n_words = 0, end = at, start = at;
	unsigned seen = 0;
	bool has_figure = false, has_share = false;
	while (at < s.len && at - start < MOST_PHRASE) {
		uint32_t c = pm_char_at(s, at);
		unsigned parts = 0;
		size_t len = is_filler(c) ? 0 : word_at(s, at, &parts);
		if (len > 0) {
			at += len;
			end = at;
			n_words++;
			seen |= parts;
		} else if (n_words > 0 && is_filler(c)) {
			has_figure = has_figure || pm_char_digit(c) >= 0;
			has_share = has_share || c == '%' || c == 0xff05;
			pm_utf8_next(s, &at);
			/* Signs that close it belong to it; a comma or stop does only where more of it follows. */
			if (c != ',' && c != 0xff0c && c != 0x3001 && c != '.' && !pm_char_is_space(c))
				end = at;
		} else {
			break;
		}
	}
	bool asks = (seen & 1u << ACT) != 0 && (seen & 1u << GET) != 0 && n_words >= 3;
	bool counts = (seen & 1u << SELF) != 0 && (seen & 1u << COUNT) != 0 && has_figure && n_words >= 3;
	/* 剩余的2.3万名脱贫人口 is a report's own figure: what is left of a page is told in characters, pages or per cent */
	bool is_left = (seen & 1u << LEFT) != 0 && has_figure && n_words >= 3 && ((seen & 1u << COUNT) != 0 || has_share);
	*is_sure = asks || counts || is_left;
	return *is_sure ? end : 0;
}

/* 小编为大家整理了…，供大家参考: how sites that collect texts open and close them. */
static bool has(pm_str s, const char *word)
{
	return pm_str_find(s, pm_str_from(word), 0) != SIZE_MAX;
}

/* Such a line has one of these words, which few texts have. */
static const char *const addresses[] = { "大家", "您", "对你", "帮助到", "仅供参考", "看看" };

bool pm_is_collectors_line(pm_str s, const pm_line_facts *facts)
{
	static const char *const doings[] = { "整理", "收集", "分享", "带来", "推荐", "精选", "准备", "为大家", "搜集" };
	static const char *const wishes[] = { "希望对大家有所帮助", "希望对您有所帮助", "希望对你有所帮助", "希望能帮助到", "希望能够帮助到", "供大家参考",
		                              "仅供参考，欢迎", "供您参考", "欢迎大家阅读", "一起来看看" };
	if (s.len > 900 || (facts->lists & PM_MAY_COLLECT) == 0)
		return false;
	bool editor = has(s, "大家") && has(s, "小编"), acts = false, wishes_well = false;
	for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++)
		wishes_well = wishes_well || has(s, wishes[i]);
	for (size_t i = 0; i < sizeof doings / sizeof doings[0] && (editor || wishes_well); i++)
		acts = acts || has(s, doings[i]);
	return acts;
}

/* 打开某某APP查看更多内容 */
static bool invites_to_app(pm_str s)
{
	enum { MOST_BYTES = 120 };
	if (s.len > MOST_BYTES || !(pm_str_starts_with(s, "打开") || pm_str_starts_with(s, "下载") || pm_str_starts_with(s, "安装")))
		return false;
	bool app = pm_str_find(s, PM_STR("APP"), 0) != SIZE_MAX || pm_str_find(s, PM_STR("App"), 0) != SIZE_MAX ||
	           pm_str_find(s, PM_STR("客户端"), 0) != SIZE_MAX;
	return app && pm_line_n_stops(s) == 0 &&
	       (pm_str_find(s, PM_STR("更多"), 0) != SIZE_MAX || pm_str_find(s, PM_STR("全文"), 0) != SIZE_MAX);
}

/* Without one of these no notice is sure. */
static const char *const needed[] = { "字", "文", "剩", "余", "餘", "未", "完整", "全部", "更多", "内容", "海量", "无限", "收益" };

void pm_furniture_add_paywall_words(pm_word_filter *filter)
{
	pm_word_filter_add(filter, PM_MAY_NOTICE, needed, sizeof needed / sizeof needed[0]);
	pm_word_filter_add(filter, PM_MAY_COLLECT, addresses, sizeof addresses / sizeof addresses[0]);
}

/* A short line with a notice in it and little else: ......（未完，全文共5689字，…） */
bool pm_is_notice_line(pm_str s, const pm_line_facts *facts)
{
	enum { MOST_BYTES = 450, MOST_REST = 12 };
	bool may_be = false;
	for (size_t i = 0; s.len <= MOST_BYTES && (facts->lists & PM_MAY_NOTICE) != 0 && i < sizeof needed / sizeof needed[0] && !may_be; i++)
		may_be = has(s, needed[i]);
	if (!may_be)
		return false;
	if (invites_to_app(s))
		return true;
	for (size_t at = 0; at < s.len; pm_utf8_next(s, &at)) {
		bool is_sure = false;
		uint32_t before = pm_char_before(s, at);
		size_t end = before == 0 || !pm_char_is_word(before) ? pm_paywall_at(s, at, &is_sure) : 0;
		if (end == 0 || !is_sure)
			continue;
		pm_str front = pm_str_of(s.ptr, at), back = pm_str_of(s.ptr + end, s.len - end);
		return pm_str_reading_length(front) + pm_str_reading_length(back) <= MOST_REST;
	}
	return false;
}
