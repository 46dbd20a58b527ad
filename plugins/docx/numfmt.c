/* numfmt.c: numbers as the formats of ISO/IEC 29500-1, 17.18.59 (ST_NumberFormat) show them. */
#include "numbering.h"

static void decimal(long n, pm_buf *out)
{
	pm_buf_printf(out, "%ld", n);
}

static void roman(long n, bool is_upper, pm_buf *out)
{
	static const struct {
		int value;
		const char *upper, *lower;
	} parts[] = {
		{ 1000, "M", "m" }, { 900, "CM", "cm" }, { 500, "D", "d" }, { 400, "CD", "cd" }, { 100, "C", "c" }, { 90, "XC", "xc" }, { 50, "L", "l" },
		{ 40, "XL", "xl" }, { 10, "X", "x" }, { 9, "IX", "ix" }, { 5, "V", "v" }, { 4, "IV", "iv" }, { 1, "I", "i" },
	};

	if (n < 1 || n > 32767) {
		decimal(n, out);
		return;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		for (; n >= parts[i].value; n -= parts[i].value)
			pm_buf_puts(out, is_upper ? parts[i].upper : parts[i].lower);
	}
}

/* a … z, aa, bb, …: the letter of the round, once more each round. */
static void letters(long n, uint32_t first, long n_letters, pm_buf *out)
{
	enum { MOST = 30 };
	long rounds = (n - 1) / n_letters + 1;

	if (n < 1 || rounds > MOST) {
		decimal(n, out);
		return;
	}
	for (long i = 0; i < rounds; i++)
		pm_buf_char(out, first + (uint32_t)((n - 1) % n_letters));
}

/* One of a list of characters, beginning again at its end. */
static void cycle(long n, const char *list, pm_buf *out)
{
	pm_str s = pm_str_from(list);
	long count = 0;

	for (size_t i = 0; i < s.len; count++)
		pm_utf8_next(s, &i);
	if (n < 1) {
		decimal(n, out);
		return;
	}
	long want = (n - 1) % count;
	for (size_t i = 0; i < s.len; want--) {
		uint32_t c = pm_utf8_next(s, &i);

		if (want == 0) {
			pm_buf_char(out, c);
			return;
		}
	}
}

/* A character of a run of code points up to `last`, decimal beyond. */
static void run(long n, uint32_t first, long last, pm_buf *out)
{
	if (n < 1 || n > last)
		decimal(n, out);
	else
		pm_buf_char(out, first + (uint32_t)(n - 1));
}

static void put_nth(const char *list, long index, pm_buf *out)
{
	pm_str s = pm_str_from(list);

	for (size_t i = 0; i < s.len; index--) {
		uint32_t c = pm_utf8_next(s, &i);

		if (index == 0) {
			pm_buf_char(out, c);
			return;
		}
	}
}

/* Each digit by its own character. */
static void digits(long n, const char *list, pm_buf *out)
{
	char text[24];
	int len = 0;

	if (n < 0) {
		decimal(n, out);
		return;
	}
	do {
		text[len++] = (char)(n % 10);
		n /= 10;
	} while (n > 0);
	while (len > 0)
		put_nth(list, text[--len], out);
}

/* How a Chinese, Japanese or Korean number is spoken. */
struct spoken {
	const char *digits; /* zero first */
	const char *units; /* ten, hundred, thousand, ten thousand, hundred million */
	bool has_zero; /* 101 says the nought */
	bool one_before_ten; /* 10 is 壹拾, not 十 */
	bool one_before_all; /* 110 in 10's place and 100: 一百一十 */
};

static void spoken_group(long n, const struct spoken *s, bool is_first, pm_buf *out)
{
	static const int powers[] = { 1000, 100, 10, 1 };
	bool has_gap = false, has_any = !is_first;

	for (int i = 0; i < 4; i++) {
		long digit = n / powers[i] % 10;
		int unit = 2 - i; /* of the list: thousand is 2 */

		if (digit == 0) {
			has_gap = has_any;
			continue;
		}
		if (has_gap && s->has_zero)
			put_nth(s->digits, 0, out);
		has_gap = false;
		if (digit != 1 || unit < 0 || (unit == 0 ? s->one_before_ten || (has_any && s->one_before_all) : s->one_before_all))
			put_nth(s->digits, digit, out);
		if (unit >= 0)
			put_nth(s->units, unit, out);
		has_any = true;
	}
}

static void spoken(long n, const struct spoken *s, pm_buf *out)
{
	bool is_first = true;

	if (n < 0 || n >= 1000000000000) {
		decimal(n, out);
		return;
	}
	if (n == 0)
		put_nth(s->digits, 0, out);
	for (int i = 2; i >= 0; i--) {
		long scale = i == 2 ? 100000000 : i == 1 ? 10000 : 1;
		long group = n / scale % 10000;

		if (group == 0)
			continue;
		spoken_group(group, s, is_first, out);
		if (i > 0)
			put_nth(s->units, 2 + i, out);
		is_first = false;
	}
}

#define HAN "〇一二三四五六七八九"
#define HAN_ZERO "零一二三四五六七八九"
static const struct spoken thousand_cn = { HAN_ZERO, "十百千万亿", true, false, true };
static const struct spoken thousand_tw = { HAN_ZERO, "十百千萬億", true, false, true };
static const struct spoken legal_cn = { "零壹贰叁肆伍陆柒捌玖", "拾佰仟万亿", true, true, true };
static const struct spoken legal_tw = { "零壹貳參肆伍陸柒捌玖", "拾佰仟萬億", true, true, true };
static const struct spoken counting_ja = { HAN, "十百千万億", false, false, false };
static const struct spoken legal_ja = { "〇壱弐参四伍六七八九", "拾百阡萬億", false, true, true };
static const struct spoken counting_ko = { "영일이삼사오육칠팔구", "십백천만억", false, false, false };

/* Up to 99 spoken, then digit by digit. */
static void counting(long n, const struct spoken *s, const char *list, pm_buf *out)
{
	if (n >= 0 && n < 100 && n != 0)
		spoken(n, s, out);
	else
		digits(n, list, out);
}

static void korean_native(long n, pm_buf *out)
{
	static const char *const ones[] = { "", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉" };
	static const char *const tens[] = { "", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔" };

	if (n < 1 || n > 99) {
		spoken(n, &counting_ko, out);
		return;
	}
	pm_buf_puts(out, tens[n / 10]);
	pm_buf_puts(out, ones[n % 10]);
}

static void ordinal(long n, pm_buf *out)
{
	long tail = n % 100;
	const char *ending = "th";

	if (tail < 11 || tail > 13)
		ending = n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
	pm_buf_printf(out, "%ld%s", n, ending);
}

static const char *const small_words[] = { "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
	"twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen" };
static const char *const small_ordinals[] = { "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
	"tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth" };
static const char *const ten_words[] = { "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };
static const char *const ten_ordinals[] = { "", "", "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth",
	"ninetieth" };

static void words(long n, bool is_ordinal, pm_buf *out)
{
	size_t start = out->len;

	if (n < 0 || n > 9999) {
		decimal(n, out);
		return;
	}
	if (n >= 1000)
		pm_buf_printf(out, "%s thousand%s", small_words[n / 1000 % 10], n % 1000 != 0 ? " " : is_ordinal ? "th" : "");
	n %= 1000;
	if (n >= 100)
		pm_buf_printf(out, "%s hundred%s", small_words[n / 100], n % 100 != 0 ? " " : is_ordinal ? "th" : "");
	n %= 100;
	if (n >= 20 && n % 10 == 0)
		pm_buf_puts(out, is_ordinal ? ten_ordinals[n / 10] : ten_words[n / 10]);
	else if (n >= 20)
		pm_buf_printf(out, "%s-%s", ten_words[n / 10], is_ordinal ? small_ordinals[n % 10] : small_words[n % 10]);
	else if (n > 0 || out->len == start)
		pm_buf_puts(out, is_ordinal ? small_ordinals[n] : small_words[n]);
	if (out->len > start && out->ptr[start] >= 'a' && out->ptr[start] <= 'z')
		out->ptr[start] = (char)(out->ptr[start] - 'a' + 'A');
}

static void padded(long n, int width, pm_buf *out)
{
	pm_buf_printf(out, "%0*ld", width, n);
}

/* "001, 002, 003, ...": as wide as the first number shown. */
static bool custom(pm_str format, long n, pm_buf *out)
{
	int width = 0;

	while ((size_t)width < format.len && width < 10 && format.ptr[width] >= '0' && format.ptr[width] <= '9')
		width++;
	if (width == 0)
		return false;
	padded(n, width, out);
	return true;
}

static void circled(long n, pm_buf *out)
{
	if (n >= 1 && n <= 20)
		pm_buf_char(out, 0x2460 + (uint32_t)(n - 1));
	else if (n >= 21 && n <= 35)
		pm_buf_char(out, 0x3251 + (uint32_t)(n - 21));
	else if (n >= 36 && n <= 50)
		pm_buf_char(out, 0x32B1 + (uint32_t)(n - 36));
	else
		decimal(n, out);
}

static void sexagenary(long n, pm_buf *out)
{
	if (n < 1) {
		decimal(n, out);
		return;
	}
	cycle(n, "甲乙丙丁戊己庚辛壬癸", out);
	cycle(n, "子丑寅卯辰巳午未申酉戌亥", out);
}

static void hebrew(long n, pm_buf *out)
{
	static const char *const hundreds[] = { "", "ק", "ר", "ש", "ת", "תק", "תר", "תש", "תת", "תתק" };
	static const char *const tens[] = { "", "י", "כ", "ל", "מ", "נ", "ס", "ע", "פ", "צ" };
	static const char *const ones[] = { "", "א", "ב", "ג", "ד", "ה", "ו", "ז", "ח", "ט" };

	if (n < 1 || n > 999) {
		decimal(n, out);
		return;
	}
	pm_buf_puts(out, hundreds[n / 100]);
	if (n % 100 == 15 || n % 100 == 16) {
		pm_buf_puts(out, n % 100 == 15 ? "טו" : "טז"); /* never spelt like the Name */
		return;
	}
	pm_buf_puts(out, tens[n / 10 % 10]);
	pm_buf_puts(out, ones[n % 10]);
}

struct simple {
	const char *name;
	enum { DIGITS, CYCLE, COUNTING, SPOKEN } how;
	const char *list;
	const struct spoken *spoken;
};

static const struct simple simples[] = {
	{ "ideographDigital", DIGITS, HAN, NULL },
	{ "japaneseDigitalTenThousand", DIGITS, HAN, NULL },
	{ "taiwaneseDigital", DIGITS, "○一二三四五六七八九", NULL },
	{ "decimalFullWidth", DIGITS, "０１２３４５６７８９", NULL },
	{ "decimalFullWidth2", DIGITS, "０１２３４５６７８９", NULL },
	{ "koreanDigital", DIGITS, "영일이삼사오육칠팔구", NULL },
	{ "koreanDigital2", DIGITS, "零一二三四五六七八九", NULL },
	{ "hindiNumbers", DIGITS, "०१२३४५६७८९", NULL },
	{ "thaiNumbers", DIGITS, "๐๑๒๓๔๕๖๗๘๙", NULL },
	{ "chineseCounting", COUNTING, "○一二三四五六七八九", &thousand_cn },
	{ "taiwaneseCounting", COUNTING, "○一二三四五六七八九", &thousand_tw },
	{ "chineseCountingThousand", SPOKEN, NULL, &thousand_cn },
	{ "taiwaneseCountingThousand", SPOKEN, NULL, &thousand_tw },
	{ "chineseLegalSimplified", SPOKEN, NULL, &legal_cn },
	{ "ideographLegalTraditional", SPOKEN, NULL, &legal_tw },
	{ "japaneseCounting", SPOKEN, NULL, &counting_ja },
	{ "japaneseLegal", SPOKEN, NULL, &legal_ja },
	{ "koreanCounting", SPOKEN, NULL, &counting_ko },
	{ "ideographTraditional", CYCLE, "甲乙丙丁戊己庚辛壬癸", NULL },
	{ "ideographZodiac", CYCLE, "子丑寅卯辰巳午未申酉戌亥", NULL },
	{ "aiueo", CYCLE, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", NULL },
	{ "aiueoFullWidth", CYCLE, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン", NULL },
	{ "iroha", CYCLE, "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ", NULL },
	{ "irohaFullWidth", CYCLE, "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン", NULL },
	{ "ganada", CYCLE, "가나다라마바사아자차카타파하", NULL },
	{ "chosung", CYCLE, "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", NULL },
	{ "russianLower", CYCLE, "абвгдежзиклмнопрстуфхцчшщыэюя", NULL },
	{ "russianUpper", CYCLE, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ", NULL },
	{ "hebrew2", CYCLE, "אבגדהוזחטיכלמנסעפצקרשת", NULL },
	{ "arabicAlpha", CYCLE, "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", NULL },
	{ "arabicAbjad", CYCLE, "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", NULL },
	{ "hindiVowels", CYCLE, "अआइईउऊऋएऐओऔ", NULL },
	{ "hindiConsonants", CYCLE, "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", NULL },
	{ "thaiLetters", CYCLE, "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ", NULL },
	{ "chicago", CYCLE, "*†‡§", NULL },
};

static bool simple(pm_str format, long n, pm_buf *out)
{
	for (size_t i = 0; i < sizeof(simples) / sizeof(simples[0]); i++) {
		const struct simple *s = &simples[i];

		if (!pm_str_is(format, s->name))
			continue;
		if (s->how == DIGITS)
			digits(n, s->list, out);
		else if (s->how == CYCLE)
			cycle(n, s->list, out);
		else if (s->how == COUNTING)
			counting(n, s->spoken, s->list, out);
		else
			spoken(n, s->spoken, out);
		return true;
	}
	return false;
}

void docx_format_number(pm_str format, long n, pm_buf *out)
{
	if (format.len == 0 || pm_str_is(format, "decimal") || pm_str_is(format, "decimalHalfWidth"))
		decimal(n, out);
	else if (pm_str_is(format, "none") || pm_str_is(format, "bullet"))
		return;
	else if (pm_str_is(format, "upperRoman") || pm_str_is(format, "lowerRoman"))
		roman(n, format.ptr[0] == 'u', out);
	else if (pm_str_is(format, "upperLetter"))
		letters(n, 'A', 26, out);
	else if (pm_str_is(format, "lowerLetter"))
		letters(n, 'a', 26, out);
	else if (pm_str_is(format, "decimalZero"))
		padded(n, 2, out);
	else if (pm_str_is(format, "ordinal"))
		ordinal(n, out);
	else if (pm_str_is(format, "cardinalText") || pm_str_is(format, "ordinalText"))
		words(n, format.ptr[0] == 'o', out);
	else if (pm_str_is(format, "hex"))
		pm_buf_printf(out, "%lX", (unsigned long)n);
	else if (pm_str_is(format, "numberInDash"))
		pm_buf_printf(out, "- %ld -", n);
	else if (pm_str_is(format, "decimalEnclosedCircle") || pm_str_is(format, "decimalEnclosedCircleChinese"))
		circled(n, out);
	else if (pm_str_is(format, "decimalEnclosedParen"))
		run(n, 0x2474, 20, out);
	else if (pm_str_is(format, "decimalEnclosedFullstop"))
		run(n, 0x2488, 20, out);
	else if (pm_str_is(format, "ideographEnclosedCircle"))
		run(n, 0x3280, 10, out);
	else if (pm_str_is(format, "ideographZodiacTraditional"))
		sexagenary(n, out);
	else if (pm_str_is(format, "koreanLegal"))
		korean_native(n, out);
	else if (pm_str_is(format, "hebrew1"))
		hebrew(n, out);
	else if (!simple(format, n, out) && !custom(format, n, out))
		decimal(n, out);
}
