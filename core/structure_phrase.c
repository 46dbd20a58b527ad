/* structure_phrase.c: is a phrase a heading, or does it say something as a sentence does? */
#include "structure.h"

uint32_t pm_text_width(pm_str s)
{
	uint32_t w = 0;
	for (size_t at = 0; at < s.len;) {
		unsigned char c = (unsigned char)s.ptr[at];
		if (c >= 0x20 && c < 0x7f) {
			w++;
			at++;
		} else if (pm_str_has_han(s, at)) {
			w += 2;
			at += 3;
		} else {
			w += (uint32_t)pm_char_width(pm_utf8_next(s, &at));
		}
	}
	return w;
}

static uint32_t peek(pm_str s, size_t at)
{
	return at < s.len ? pm_utf8_next(s, &at) : 0;
}

static size_t skip_space(pm_str s, size_t at)
{
	for (size_t next = at; next < s.len; at = next)
		if (!pm_char_is_space(pm_utf8_next(s, &next)))
			break;
	return at;
}

static bool starts_at(pm_str s, size_t at, const char *word)
{
	/* Most words differ in their first bytes: cheaper than a call. */
	for (; *word != '\0'; word++, at++)
		if (at >= s.len || s.ptr[at] != *word)
			return false;
	return true;
}

/* Length of the first of `words` (ends with NULL) that stands at s[at]; 0 where none does. */
static size_t any_at(pm_str s, size_t at, const char *const *words)
{
	if (at >= s.len)
		return 0;
	/* The third byte tells Han characters apart best. */
	char first = s.ptr[at], third = at + 2 < s.len ? s.ptr[at + 2] : '\0';
	for (; *words != NULL; words++) {
		const char *word = *words;
		if (word[0] == first && (word[1] == '\0' || word[2] == '\0' || word[2] == third) && starts_at(s, at, word))
			return strlen(word);
	}
	return 0;
}

static int bracket(uint32_t c)
{
	switch (c) {
	case 0x201c: /* “ */
	case 0xff08: /* （ */
	case '(':
	case 0x300a: /* 《 */
	case 0x300c: /* 「 */
	case 0x3010:
		return 1;
	case 0x201d:
	case 0xff09:
	case ')':
	case 0x300b:
	case 0x300d:
	case 0x3011:
		return -1;
	default:
		return 0;
	}
}

/* The full stop of a sentence, of whatever width; a point inside a figure or a Latin abbreviation is none. */
static bool is_stop(pm_str s, size_t at, uint32_t c, uint32_t before)
{
	if (c == 0x3002 || c == 0xff61 || c == 0xff01)
		return true;
	size_t next = at;
	if ((c == '.' || c == 0xff0e) && (pm_char_is_cjk(before) || pm_char_is_cjk_punct(before))) {
		pm_utf8_next(s, &next);
		uint32_t after = peek(s, next);
		return pm_char_digit(after) < 0 && after != '.';
	}
	return false;
}

size_t pm_phrase_end(pm_str s, size_t from, size_t *rest)
{
	enum { FAR = 400, FURTHEST = 640 }; /* bytes; no heading is longer, and quotes need not be closed */
	int depth = 0;
	uint32_t before = 0;
	for (size_t at = from; at < s.len && at - from < FURTHEST;) {
		if (pm_str_has_han(s, at)) {
			before = 0x4e00; /* whichever */
			at += 3;
			continue;
		}
		size_t here = at;
		uint32_t c = pm_utf8_next(s, &at);
		depth += bracket(c);
		if (depth < 0 || here - from > FAR)
			depth = 0;
		if (depth == 0 && is_stop(s, here, c, before)) {
			*rest = skip_space(s, at);
			return here;
		}
		before = c;
	}
	*rest = s.len;
	return s.len;
}

/* A figure with a unit outside quotes and brackets says how much there is of something: text does that. */
static bool is_measure(pm_str s, size_t at)
{
	static const char *const units[] = { "%",  "％", "‰",    "个", "個", "人", "名", "元", "万", "萬", "亿",   "億", "家", "户",
					     "戶", "件", "项",   "項", "起", "例", "处", "處", "台", "套", "公里", "亩", "畝", "吨",
					     "噸", "米", "平方", "条", "條", "份", "所", "场", "場", "批", "辆",   "輛", "次", "张",
					     "座", "余", "餘",   "多", "倍", "篇", "支", "宗", "期", "位", "组",   "組", NULL };
	return any_at(s, skip_space(s, at), units) != 0;
}

/* Words that stand in reports' sentences and not in their headings.  What opens a sentence may also qualify a short phrase:
 * 今年以来工作情况 */
static const char *const opening[] = { "今年以来", "今年以來", "一年来", "一年來", "目前", "过去", NULL };
static const char *const strong[] = { "截至",   "截止", "如下",   "其中", "同比", "我们",   "我們", "累计",   "累計",
				      "分别",   "分別", "我认为", "他们", "他們", "据统计", "现将", "本条例", "本法",
				      "本办法", "不得", "應當",   "应当", "可以", "是指",   NULL };
static const char *const weak[] = { "多次", "先后", "先後", "我局", "我县", "我縣", "我市", "我区", "我區",
				    "我镇", "我鎮", "我委", "我院", "我校", "我省", "已经", "已經", "均已",
				    "现已", "該",   "该",   "这",   "這",   "会议", "會議", NULL };

/* Which second and third bytes those words begin with: all are Han, and few places of a text need a closer look. */
typedef struct word_starts {
	uint64_t bits[4];
} word_starts;

static unsigned start_of(const char *p)
{
	return ((unsigned)(unsigned char)p[1] << 4 ^ (unsigned char)p[2]) & 255u;
}

static word_starts sentence_word_starts(void)
{
	static const char *const *const lists[] = { opening, strong, weak };
	word_starts starts = { { 0 } };
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		for (const char *const *word = lists[i]; *word != NULL; word++)
			starts.bits[start_of(*word) >> 6] |= (uint64_t)1 << (start_of(*word) & 63);
	return starts;
}

static int sentence_words(const word_starts *starts, pm_str s, size_t at, bool is_short)
{
	if (s.len - at < 3 || (starts->bits[start_of(s.ptr + at) >> 6] >> (start_of(s.ptr + at) & 63) & 1) == 0)
		return 0;
	if (any_at(s, at, strong) != 0 || (!is_short && any_at(s, at, opening) != 0))
		return 3;
	return any_at(s, at, weak) != 0 ? 2 : 0;
}

/* 了 behind a verb; not 为了 除了 了解 */
static bool is_aspect(pm_str s, size_t behind, uint32_t before)
{
	uint32_t after = peek(s, behind);
	return before != 0x4e3a && before != 0x70ba && before != 0x9664 && before != 0x5230 && after != 0x89e3 && after != 0x7136;
}

static int score_width(uint32_t w)
{
	return w <= 2 ? -3 : w <= 28 ? 3 : w <= 48 ? 2 : w <= 68 ? 1 : w <= 96 ? 0 : w <= 130 ? -2 : -20;
}

static int score_latin(pm_str s)
{
	int score = 3;
	size_t words = 0;
	bool in_word = false;
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		bool is_word = !pm_char_is_space(c);
		words += is_word && !in_word;
		in_word = is_word;
		if ((c == '.' || c == '!' || c == '?') && at < s.len && s.ptr[at] == ' ')
			score -= 3;
		if (c == ';' || c == '{' || c == '}' || c == '=')
			score -= 3;
		if (c == ',')
			score -= 1;
	}
	uint32_t last = pm_line_last_char(s);
	if (last == '.' || last == ',' || last == ';' || last == ':')
		score -= 4;
	uint32_t first = pm_line_first_char(s);
	if (first >= 'a' && first <= 'z')
		score -= 2;
	return score - (words > 8 ? 1 : 0) - (words > 12 ? 2 : 0) - (words > 16 ? 20 : 0) - (words == 0 ? 20 : 0);
}

static bool is_mostly_latin(pm_str s)
{
	size_t latin = 0, cjk = 0;
	for (size_t at = 0; at < s.len && at < 300;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (pm_char_is_cjk(c))
			cjk++;
		else if (c > ' ' && pm_char_is_word(c) && pm_char_digit(c) < 0)
			latin++;
	}
	return cjk == 0 || latin > 8 * cjk;
}

int pm_phrase_score(pm_str phrase)
{
	phrase = pm_str_trim(phrase);
	if (phrase.len == 0 || phrase.len > 600)
		return -20;
	if (is_mostly_latin(phrase))
		return score_latin(phrase);
	uint32_t width = pm_text_width(phrase);
	bool is_short = width <= 32 && pm_line_n_commas(phrase) == 0;
	int score = score_width(width);
	const word_starts starts = sentence_word_starts();
	int depth = 0, commas = 0, measures = 0;
	uint32_t before = 0;
	for (size_t at = 0; at < phrase.len;) {
		size_t here = at;
		uint32_t c = pm_utf8_next(phrase, &at);
		depth += bracket(c);
		if (depth < 0)
			depth = 0;
		if (c == 0xff0c || (c == ',' && pm_char_digit(peek(phrase, at)) < 0))
			commas++;
		if (c == 0xff1b || c == ';' || c == 0x3002)
			score -= 4;
		if ((c == 0xff1a || c == ':') && at < phrase.len)
			score -= 2;
		if (c == 0xff1f)
			score -= 1;
		/* A gap to be filled in: （  ）, ____ */
		if ((c == 0xff08 || c == '(') && at < phrase.len && pm_char_is_space(peek(phrase, at)) &&
		    bracket(peek(phrase, skip_space(phrase, at))) < 0)
			score -= 5;
		if (c == '_' && before == '_')
			score -= 3;
		if (depth > 0) {
			before = c;
			continue;
		}
		score -= sentence_words(&starts, phrase, here, is_short);
		if (c == 0x4e86 && is_aspect(phrase, at, before)) /* 了 */
			score -= 2;
		if (pm_char_digit(c) >= 0 && pm_char_digit(peek(phrase, at)) < 0 && is_measure(phrase, at))
			measures++;
		before = c;
	}
	score -= measures > 1 ? 4 : 2 * measures;
	score -= commas >= 5 ? 4 : commas >= 4 ? 1 : 0;
	uint32_t last = pm_line_last_char(phrase);
	if (last == 0xff0c || last == ',' || last == 0x3001 || last == 0xff1b)
		score -= 4;
	return score;
}

bool pm_phrase_is_date(pm_str s)
{
	s = pm_str_trim(s);
	if (s.len > 0 && bracket(peek(s, 0)) > 0) {
		size_t from = 0, to = s.len;
		pm_utf8_next(s, &from);
		if (bracket(pm_utf8_previous(s, &to)) < 0)
			s = pm_str_trim(pm_str_of(s.ptr + from, to > from ? to - from : 0));
	}
	pm_date date;
	return s.len > 0 && s.len < 80 && pm_date_at(s, 0, true, &date) && skip_space(s, date.end) == s.len;
}

static const char *const salutations[] = { "各位", "尊敬的", "同志们", "同志們", "亲爱的", "親愛的", "女士们", "女士們", NULL };

bool pm_phrase_is_salutation(pm_str s)
{
	s = pm_str_trim(s);
	uint32_t last = pm_line_last_char(s);
	if (s.len == 0 || s.len > 240 || pm_line_n_stops(s) > 1)
		return false;
	if (starts_at(s, 0, "Dear ") || starts_at(s, 0, "To whom "))
		return last == ',' || last == ':';
	if (any_at(s, 0, salutations) != 0)
		return last == 0xff1a || last == ':' || last == 0xff01 || last == '!';
	/* 各市、县（市、区）人民政府：the offices an official document goes to */
	static const char *const ends[] = { "局", "委",   "府", "办",   "辦",   "院",   "公司", "单位", "單位", "部门", "部門",
					    "部", "会",   "會", "校",   "处",   "處",   "厅",   "廳",   "代表", "委员", "科室",
					    "站", "中心", "户", "企业", "企業", "先生", "女士", "議員", "议员", "同事", NULL };
	if ((last != 0xff1a && last != ':') || pm_text_width(s) > 90)
		return false;
	pm_str words = pm_str_trim(pm_str_of(s.ptr, s.len - (last == ':' ? 1 : 3)));
	for (const char *const *end = ends; *end != NULL; end++)
		if (pm_str_ends_with(words, *end))
			return true;
	return false;
}

size_t pm_phrase_find_salutation(pm_str s)
{
	enum { FAR = 360 };
	for (size_t at = 3; at < s.len && at < FAR;) {
		size_t n = any_at(s, at, salutations);
		for (size_t end = at + n; n != 0 && end < s.len && end < at + 90;) {
			uint32_t c = pm_utf8_next(s, &end);
			if (c == 0xff1a || c == ':' || c == 0xff01)
				return at;
			if (pm_char_ends_sentence(c) || c == 0xff0c)
				break;
		}
		pm_utf8_next(s, &at);
	}
	return SIZE_MAX;
}

/* 2023年 1月 at the head of a sentence */
static bool is_year(pm_str s, size_t at)
{
	uint32_t value = 0;
	int n = 0;
	return pm_decimal_number(s, &at, &value, &n) && n == 4 && value >= 1949 && value <= 2100 && starts_at(s, at, "年");
}

bool pm_phrase_opens_at(pm_str s, size_t at)
{
	static const char *const openings[] = { "今年以来", "今年以來", "一年来",   "一年來", "近年来",   "近年來",   "截至",     "截止",
						"年初以来", "年初以來", "上半年",   "一是",   "目前",     "为深入",   "為深入",   "为贯彻",
						"為貫徹",   "为进一步", "為進一步", "我局",   "我县",     "我縣",     "我市",     "我区",
						"我區",     "我镇",     "我们",     "我們",   "全县上下", "过去一年", "過去一年", "各位",
						"同志们",   "根据",     "根據",     "按照",   "全年",     "全县",     "全縣",     "全市",
						"全区",     "全區",     "全镇",     "全鎮",   "全省",     NULL };
	return any_at(s, at, openings) != 0 || is_year(s, at);
}

size_t pm_phrase_find_opening(pm_str s, size_t from)
{
	static const char *const verbs[] = { "抓好", "做好", "完成", "推进", "落实", "谋划", "开展", "加强", "深化", "强化",
					     "提升", "夯实", "实现", "促进", "服务", "关于", "的",   "在",   "和",   "及",
					     "与",   "对",   "到",   "于",   "迎接", "自",   "从",   "至",   "—",    "-",
					     "、",   "，",   ",",    "（",   "(",    "“",    "《",   NULL };
	for (size_t at = from; at < s.len && at - from < 130;) {
		if (at - from >= 12 && pm_phrase_opens_at(s, at)) {
			bool is_object = false;
			pm_str head = pm_str_of(s.ptr + from, at - from);
			for (const char *const *verb = verbs; *verb != NULL && !is_object; verb++)
				is_object = pm_str_ends_with(head, *verb);
			if (!is_object)
				return at;
		}
		uint32_t c = pm_utf8_next(s, &at);
		if (pm_char_ends_sentence(c))
			break;
	}
	return 0;
}

/* Length of the noun at s[at] that names of sections end in; 0 where there is none. */
static size_t section_noun(pm_str s, size_t at)
{
	static const char *const nouns[] = { "情况",     "成效",       "做法",       "打算",     "计划",       "安排",
					     "思路",     "措施",       "建议",       "体会",     "回顾",       "亮点",
					     "成绩",     "展望",       "不足",       "存在问题", "存在的问题", "主要问题",
					     "突出问题", "困难和问题", "存在的困难", "总体要求", "指导思想",   "工作目标",
					     "主要任务", "重点任务",   "情況",       "計劃",     "問題",       NULL };
	return any_at(s, at, nouns);
}

size_t pm_phrase_find_section_name(pm_str s, size_t from)
{
	enum { FAR = 48, AHEAD = 13 }; /* bytes */
	static const char *const links[] = { "的", "和", "及", "与", "與", "、", "，", ",", "（", "(", "以及", "。", "：", ":", NULL };
	size_t end = 0;
	for (size_t at = from; at < s.len && at - from < FAR && (end == 0 || at < end + AHEAD);) {
		size_t n = section_noun(s, at);
		if (n != 0) {
			end = at + n;
			at = end;
			continue;
		}
		if (at == end && any_at(s, at, links) != 0 && peek(s, at) != 0x548c && peek(s, at) != 0x53ca && peek(s, at) != 0x4e0e)
			return 0;
		uint32_t c = pm_utf8_next(s, &at);
		if (pm_char_is_cjk_punct(c) || c == ',' || pm_char_is_space(c))
			break;
	}
	if (end == 0 || end >= s.len || any_at(s, end, links) != 0)
		return 0;
	return skip_space(s, end);
}

bool pm_unit_is_prose(const pm_unit *unit)
{
	pm_str s = pm_unit_text(unit);
	if (pm_block_kind(unit->block) != PM_PARAGRAPH)
		return false;
	return unit->width >= 90 || (unit->width >= 24 && pm_line_ends_sentence(s)) || (unit->width >= 50 && pm_line_n_stops(s) > 0);
}
