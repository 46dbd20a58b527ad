/* property.c: what holds for every number and every text: number -> numeral -> number, ranges inside their blocks. */
#include <pumice/pumice.h>

#include <stdio.h>
#include <stdlib.h>

static uint64_t state = 88172645463325252u;

static uint64_t next_random(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static pm_doc *read_text(pm_str text)
{
	pm_error err = { 0 };
	pm_doc *doc = pm_doc_new();

	if (doc == NULL || pm_flow_append(pm_doc_body(doc), PM_PARAGRAPH, text.ptr, text.len, &err) == NULL ||
	    pm_pass_indicators(doc, NULL, &err) != PM_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	return doc;
}

static const char *const digit[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

/* Below 10000, as it is written. */
static void put_group(pm_buf *out, unsigned n, bool is_first)
{
	static const char *const powers[] = { "千", "百", "十", "" };
	unsigned place[] = { n / 1000, n / 100 % 10, n / 10 % 10, n % 10 };
	bool gap = false, begun = !is_first;

	for (int i = 0; i < 4; i++) {
		if (place[i] == 0) {
			gap = begun;
			continue;
		}
		if (gap)
			pm_buf_puts(out, "零");
		gap = false;
		/* 十五, but 一百一十五 */
		if (!(i == 2 && place[i] == 1 && !begun))
			pm_buf_puts(out, digit[place[i]]);
		pm_buf_puts(out, powers[i]);
		begun = true;
	}
}

static void put_numeral(pm_buf *out, uint64_t n)
{
	unsigned high = (unsigned)(n / 100000000), middle = (unsigned)(n / 10000 % 10000), low = (unsigned)(n % 10000);

	if (high > 0) {
		put_group(out, high, true);
		pm_buf_puts(out, "亿");
	}
	if (middle > 0) {
		put_group(out, middle, high == 0);
		pm_buf_puts(out, "万");
	} else if (high > 0 && low >= 1000) {
		pm_buf_puts(out, "零");
	}
	if (low > 0)
		put_group(out, low, high == 0 && middle == 0);
}

static bool states_value(const char *sentence, const char *raw, const char *value)
{
	pm_doc *doc = read_text(pm_str_from(sentence));
	const pm_indicator *x = pm_doc_indicator(doc, 0);
	bool ok = pm_doc_n_indicators(doc) == 1 && pm_str_is(x->value, value) && pm_str_is(pm_indicator_raw(x), raw);

	if (!ok)
		printf("%s: expected %s, got %zu: %.*s\n", sentence, value, pm_doc_n_indicators(doc), x != NULL ? (int)x->value.len : 0,
		       x != NULL ? x->value.ptr : "");
	pm_doc_free(doc);
	return ok;
}

/* A random number in Chinese numerals comes back as the same number. */
static unsigned check_numerals(unsigned n)
{
	unsigned n_failed = 0;

	for (unsigned i = 0; i < n; i++) {
		static const uint64_t tops[] = { 100, 10000, 1000000, 100000000, 900000000000u };
		uint64_t v = 20 + next_random() % tops[i % 5];
		pm_buf raw = { 0 }, sentence = { 0 };
		char value[32];

		put_numeral(&raw, v);
		pm_buf_puts(&raw, "元");
		pm_buf_putc(&raw, '\0');
		pm_buf_printf(&sentence, "完成投资%s。", raw.ptr);
		pm_buf_putc(&sentence, '\0');
		snprintf(value, sizeof value, "%llu", (unsigned long long)v);
		n_failed += !states_value(sentence.ptr, raw.ptr, value);
		pm_buf_free(&raw);
		pm_buf_free(&sentence);
	}
	return n_failed;
}

/* digits x multiplier is exact, however many decimals there are: checked by shifting the point in the string. */
static unsigned check_multipliers(unsigned n)
{
	static const struct {
		const char *word;
		int places;
	} multipliers[] = {
		{ "", 0 }, { "千", 3 }, { "万", 4 }, { "百万", 6 }, { "千万", 7 }, { "亿", 8 }, { "百亿", 10 }, { "万亿", 12 }
	};
	unsigned n_failed = 0;

	for (unsigned i = 0; i < n; i++) {
		unsigned k = (unsigned)(next_random() % 8);
		unsigned whole = 1 + (unsigned)(next_random() % 9999), decimals = (unsigned)(next_random() % 7);
		char fraction[16] = "", raw[64], sentence[128], value[64];
		size_t len;

		for (unsigned d = 0; d < decimals; d++)
			fraction[d] = (char)('0' + next_random() % 10);
		snprintf(raw, sizeof raw, "%u%s%s%s元", whole, decimals > 0 ? "." : "", fraction, multipliers[k].word);
		snprintf(sentence, sizeof sentence, "完成投资%s。", raw);
		len = (size_t)snprintf(value, sizeof value, "%u", whole);
		for (int p = 0; p < multipliers[k].places || fraction[p < (int)decimals ? p : (int)decimals] != '\0'; p++) {
			if (p == multipliers[k].places)
				value[len++] = '.';
			value[len++] = p < (int)decimals ? fraction[p] : '0';
		}
		value[len] = '\0';
		n_failed += !states_value(sentence, raw, value);
	}
	return n_failed;
}

static bool is_boundary(pm_str s, size_t i)
{
	return i == s.len || (i < s.len && ((unsigned char)s.ptr[i] & 0xC0) != 0x80);
}

static bool holds(const pm_indicator *x)
{
	pm_str text = pm_block_text(x->block);
	size_t digits = x->value.len > 0 && x->value.ptr[0] == '-';

	while (digits < x->value.len && strchr("0123456789.", x->value.ptr[digits]) != NULL)
		digits++;

	return x->start < x->end && x->end <= text.len && is_boundary(text, x->start) && is_boundary(text, x->end) &&
	       x->sentence_start <= x->start && x->sentence_end >= x->end && x->sentence_end <= text.len && x->value.len > 0 &&
	       digits == x->value.len && pm_utf8_valid(x->name) == x->name.len && pm_utf8_valid(x->unit) == x->unit.len &&
	       pm_utf8_valid(x->period) == x->period.len && (x->from.len == 0 || x->from.len == 10) && (x->to.len == 0 || x->to.len == 10);
}

/* Text made of the pieces that the rules look for, in any order and cut anywhere, never breaks a range. */
static unsigned check_hostile(unsigned n)
{
	static const char *const pieces[] = {
		"1",         "23",    "4.5", "1,200", "2022",   "年", "月",   "日",   "万",   "亿",       "千",           "元",   "%",
		"人",        "个",    "名",  "至",    "-",      "到", "截至", "以上", "约",   "近",       "不低于",       "增长", "下降",
		"比上年",    "分别",  "、",  "，",    "。",     "；", "（",   "）",   "“",    "”",        "《",           "》",   "第",
		"两",        "三",    "十",  "百",    "余",     "多", "其中", "全县", "完成", "开展",     "新增",         "的",   "为",
		"达到",      "/",     ":",   ".",     "+",      "X",  "*",    "$",    "abc",  " ",        "\n",           "½",    "㎡",
		"😀",         "萬",    "個",  "點",    "百分之", "之", "分",   "点",   "from", "between ", " and ",        " to ", "million",
		"In 2023, ", "rose ", "by ", "[3]",   "〔",     "〕", "号",   "自",   "起",   "以来",     "“十四五”期间",
	};
	unsigned n_failed = 0;

	for (unsigned i = 0; i < n; i++) {
		pm_buf text = { 0 };
		size_t length = next_random() % 60;

		for (size_t k = 0; k < length; k++)
			pm_buf_puts(&text, pieces[next_random() % (sizeof pieces / sizeof pieces[0])]);
		pm_doc *doc = read_text(pm_str_of(text.ptr, text.len - (next_random() % 4 == 0 && text.len > 0)));

		for (size_t k = 0; k < pm_doc_n_indicators(doc); k++)
			if (!holds(pm_doc_indicator(doc, k))) {
				printf("a range or field is broken in: %.*s\n", (int)text.len, text.ptr);
				n_failed++;
				break;
			}
		pm_doc_free(doc);
		pm_buf_free(&text);
	}
	return n_failed;
}

/* Twice the text costs no more than about twice the work: long runs that each rule could walk over again and again. */
static unsigned check_long_runs(void)
{
	static const char *const runs[] = { "1",   "三", "1,", "1、", "百分之", "（",   "“",    "从1月",   "比", "的", "2022年",
					    "1人", "，", "a",  "1-",  "12:",    "新增", "超过", "至1月到", "x.", "《", "[1" };
	unsigned n_failed = 0;

	for (size_t i = 0; i < sizeof runs / sizeof runs[0]; i++) {
		pm_buf text = { 0 };

		while (text.len < 200000 && !text.is_broken)
			pm_buf_puts(&text, runs[i]);
		pm_doc *doc = read_text(pm_buf_view(&text));

		for (size_t k = 0; k < pm_doc_n_indicators(doc); k++)
			n_failed += !holds(pm_doc_indicator(doc, k));
		pm_doc_free(doc);
		pm_buf_free(&text);
	}
	return n_failed;
}

int main(void)
{
	unsigned numerals = check_numerals(2000), multipliers = check_multipliers(2000), hostile = check_hostile(3000),
		 runs = check_long_runs();

	printf("numerals %u, multipliers %u, hostile texts %u, long runs %u failed\n", numerals, multipliers, hostile, runs);
	return numerals + multipliers + hostile + runs > 0;
}
