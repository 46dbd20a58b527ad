/* indicator_quantity.c: a number with its sign or currency, its range and its unit. */
#include "indicator.h"

/* Characters that make another word of the measure word before them (5家庭, 3人民…): the unit does not count then.  Sorted by unit. */
static const struct {
	char16_t unit;
	const char16_t *next;
} other_words[] = {
	{ u'乡', u"村镇道" },
	{ u'人', u"民均口工才员格类生物大" },
	{ u'件', u"套" },
	{ u'企', u"业" },
	{ u'位', u"于列居置数" },
	{ u'例', u"如" },
	{ u'克', u"服" },
	{ u'分', u"别布类级批期散析局公院支校队管工解数组段行" },
	{ u'列', u"入为" },
	{ u'包', u"括含联保" },
	{ u'单', u"位元独" },
	{ u'县', u"级区域直政委" },
	{ u'口', u"岸径腔" },
	{ u'台', u"湾风账州阶" },
	{ u'名', u"单义称额录牌" },
	{ u'员', u"工" },
	{ u'国', u"家际道" },
	{ u'场', u"所地馆景" },
	{ u'处', u"理置于在方罚" },
	{ u'头', u"部羊" },
	{ u'套', u"用餐" },
	{ u'字', u"样号" },
	{ u'家', u"庭长园具属禽畜政" },
	{ u'对', u"口于应接比照外内" },
	{ u'层', u"次面级" },
	{ u'市', u"场级县区直民政委" },
	{ u'度', u"假过夏" },
	{ u'座', u"谈落" },
	{ u'成', u"立功员果为效都长年本绩交就活熟" },
	{ u'户', u"籍外口型" },
	{ u'所', u"有在属需以得谓" },
	{ u'批', u"准复次量发" },
	{ u'把', u"握关" },
	{ u'支', u"持付部出撑援" },
	{ u'方', u"面案式法向针" },
	{ u'期', u"间末货待望" },
	{ u'本', u"科地市县区级省科年月届次" },
	{ u'村', u"民级庄卫委" },
	{ u'条', u"件例款" },
	{ u'树', u"立" },
	{ u'校', u"长" },
	{ u'株', u"洲" },
	{ u'次', u"数序日生" },
	{ u'款', u"项" },
	{ u'段', u"时" },
	{ u'点', u"位名赞对评击" },
	{ u'片', u"区" },
	{ u'班', u"子组车" },
	{ u'盘', u"活" },
	{ u'省', u"级市直政委" },
	{ u'票', u"据" },
	{ u'站', u"位" },
	{ u'笔', u"记" },
	{ u'管', u"理控" },
	{ u'篇', u"章" },
	{ u'组', u"织建成长" },
	{ u'网', u"络" },
	{ u'股', u"份" },
	{ u'节', u"约能目点日假水" },
	{ u'角', u"度色" },
	{ u'起', u"来步草点" },
	{ u'路', u"径线灯" },
	{ u'轮', u"换胎" },
	{ u'通', u"过道讯信知车" },
	{ u'部', u"门分队署委长" },
	{ u'里', u"面" },
	{ u'镇', u"街" },
	{ u'门', u"诊店类户" },
	{ u'间', u"接" },
	{ u'队', u"伍员" },
	{ u'院', u"长前" },
	{ u'面', u"积向对临访貌试" },
	{ u'项', u"目" },
	{ u'首', u"次个批要" },
};

static bool is_other_word(const pm_wide *w, size_t i)
{
	size_t low = 0, high = sizeof other_words / sizeof other_words[0];

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (other_words[mid].unit < w->c[i])
			low = mid + 1;
		else
			high = mid;
	}
	if (low == sizeof other_words / sizeof other_words[0] || other_words[low].unit != w->c[i])
		return false;
	for (const char16_t *next = other_words[low].next; *next != 0; next++)
		if (*next == w->c[i + 1])
			return true;
	return false;
}

/* A measure word that the table does not know is told by its place: 300打, between a number and a stop. */
static size_t unknown_unit(const pm_wide *w, size_t i)
{
	static const char16_t never[] = u"和及等以的与或至到余多个在为是已被有均都并则日月年时左上之内外前后由从比较占约近超达能可";
	size_t n = 0;

	while (n < 3 && pm_wide_is_han(w->c[i + n]) && !pm_wide_is_numeral(w, i + n) && w->c[i + n] != 0xFFFD) {
		for (const char16_t *c = never; *c != 0; c++)
			if (*c == w->c[i + n])
				return 0;
		n++;
	}
	char16_t next = w->c[i + n];

	return n >= 1 && n <= 1 && (next == u',' || next == u';' || next == u'。' || next == u'、' || next == u')' || next == 0) ? n : 0;
}

/* `/10万`, `/吨`, `/人·年`, `/000` behind a number or its unit. */
static size_t read_per(const pm_wide *w, size_t i, const pm_units *units, bool has_unit)
{
	size_t at = i, len;
	pm_number per;

	if (w->c[at] != u'/')
		return i;
	at++;
	if (pm_wide_is_digit(w->c[at])) {
		if (has_unit || !pm_number_read(w, at, units, &per))
			return i;
		/* 10000/60间 are two counts, 0/10万 is a rate */
		return pm_units_find(units, w, per.end, &len) != NULL && w->c[per.end] != u'人' ? i : per.end;
	}
	while (w->c[at] == u'万' || w->c[at] == u'千' || w->c[at] == u'百' || w->c[at] == u'亿')
		at++;
	const pm_unit *unit = pm_units_find(units, w, at, &len);

	if (unit == NULL)
		return i;
	at += len;
	if (w->c[at] == u'·' && pm_units_find(units, w, at + 1, &len) != NULL)
		at += 1 + len;
	return at;
}

/* 8万册次, 1532节次: how often, whatever is counted; 次数 and 次日 are words of their own. */
static bool is_turn(const pm_wide *w, size_t i)
{
	static const char16_t *const words[] = { u"次数", u"次序", u"次日", u"次年", u"次要", u"次品", u"次生", u"次级", u"次会", u"次全", NULL };

	return w->c[i] == u'次' && pm_wide_any(w, i, words) == 0;
}

static const pm_unit *read_unit(const pm_wide *w, const pm_units *units, pm_quantity *q, size_t at)
{
	size_t len, i = at, spaces = 0;

	while (w->c[i] == u' ' && spaces < 2) {
		i++;
		spaces++;
	}
	const pm_unit *unit = pm_units_find(units, w, i, &len);

	if (unit != NULL && len == 1 && is_other_word(w, i))
		unit = NULL;
	if (unit != NULL && unit->text[0] < 0x80 && spaces == 0 && len == 1 && unit->text[0] != u'%' && pm_wide_is_han(w->c[i + 1]) &&
	    q->is_year_like)
		unit = NULL;
	if (unit != NULL) {
		q->unit_start = i;
		q->unit_end = i + len;
		q->kind = unit->kind;
		if (unit->kind == PM_UNIT_COUNT && is_turn(w, q->unit_end)) {
			q->unit_end++;
			q->kind = PM_UNIT_TIMES;
		}
		size_t per = read_per(w, q->unit_end, units, true);

		if (per != q->unit_end && unit->kind != PM_UNIT_PERCENT &&
		    !(unit->kind == PM_UNIT_PEOPLE && w->c[q->unit_end + 1] == u'1')) {
			q->unit_end = per;
			q->kind = unit->kind == PM_UNIT_MONEY ? PM_UNIT_MONEY : PM_UNIT_SIZE;
		}
		return unit;
	}
	size_t per = read_per(w, at, units, false);

	if (per != at) {
		q->unit_start = at;
		q->unit_end = per;
		q->kind = PM_UNIT_PERCENT;
		return NULL;
	}
	size_t n = spaces == 0 && !q->is_han ? unknown_unit(w, i) : 0;

	q->unit_start = q->unit_end = at;
	if (n > 0) {
		q->unit_end = at + n;
		q->is_unknown_unit = true;
		q->kind = PM_UNIT_COUNT;
	}
	return NULL;
}

static size_t range_mark(const pm_wide *w, size_t i)
{
	size_t n = 0;

	while (w->c[i + n] == u'-' || w->c[i + n] == u'—' || w->c[i + n] == u'~' || w->c[i + n] == 0xFF5E)
		n++;
	if (n > 0)
		return n <= 2 ? n : 0;
	return w->c[i] == u'至' || w->c[i] == u'到' ? 1 : 0;
}

/* between 3 and 5 sites, 3 to 5 sites; not: from 3 to 5. */
static size_t english_range_mark(const pm_wide *w, size_t start, size_t i)
{
	size_t k = start;

	if (w->c[i] != u' ')
		return 0;
	while (k > 0 && w->c[k - 1] == u' ')
		k--;
	if (k >= 7 && pm_english_has(w, k - 7, u"between") > 0)
		return pm_wide_has(w, i, u" and ");
	if (k >= 4 && pm_english_has(w, k - 4, u"from") > 0)
		return 0;
	return pm_wide_has(w, i, u" to ");
}

/* Compare decimals without a sign: below zero, zero, above. */
static int compare_values(const char *a, const char *b)
{
	size_t whole_a = strcspn(a, "."), whole_b = strcspn(b, ".");

	if (whole_a != whole_b)
		return whole_a < whole_b ? -1 : 1;
	return strcmp(a, b);
}

static void set_number(pm_quantity *q, const pm_number *number)
{
	memcpy(q->value, number->value, sizeof q->value);
	q->is_han = number->is_han;
	q->is_about = q->is_about || number->is_about;
	q->is_year_like = number->is_year_like;
	q->has_multiplier = number->has_multiplier;
	q->number_end = number->end;
	q->unit = number->unit;
}

static bool comes_from(const pm_wide *w, size_t i)
{
	char16_t c = pm_wide_before(w, 0, i);

	return c == u'由' || c == u'从' || c == u'自';
}

/* 50-100亿元, 2至3个, 20%-30%: the second number gives the first what it lacks. */
static bool read_range(const pm_wide *w, const pm_units *units, pm_quantity *q)
{
	size_t mark = range_mark(w, q->end), second = q->end + mark;
	bool has_unit = q->unit_end > q->unit_start, by_word = mark == 1 && (w->c[q->end] == u'至' || w->c[q->end] == u'到');
	pm_number number;
	pm_quantity upper;

	if (mark == 0) {
		mark = english_range_mark(w, q->start, q->end);
		second = q->end + mark;
	}
	if (mark == 0 || w->c[second] == 0 || q->unit != NULL)
		return false;
	if (pm_wide_is_digit(w->c[second]) != pm_wide_is_digit(w->c[q->start + (q->is_signed ? 1 : 0)]))
		return false;
	if (by_word && comes_from(w, q->start))
		return false;
	if (!pm_number_read(w, second, units, &number))
		return false;
	memset(&upper, 0, sizeof upper);
	set_number(&upper, &number);
	read_unit(w, units, &upper, number.end);
	if (has_unit && (q->kind != upper.kind || q->unit_end - q->unit_start != upper.unit_end - upper.unit_start))
		return false;
	if (!has_unit && number.has_multiplier && !q->has_multiplier) {
		/* the multiplier's power is the second number's length beyond its digits as written */
		pm_number plain;
		char shifted[PM_VALUE_MAX];
		size_t digits = second;
		int places = 0;

		while (pm_wide_is_digit(w->c[digits]) || w->c[digits] == u'.' || w->c[digits] == u',')
			digits++;
		for (size_t k = digits; k < number.end; k++)
			places += w->c[k] == u'亿' ? 8 : w->c[k] == u'万' ? 4 : w->c[k] == u'千' ? 3 : w->c[k] == u'百' ? 2 : 0;
		static const struct {
			const char16_t *word;
			int places;
		} english[] = { { u"thousand", 3 }, { u"million", 6 }, { u"billion", 9 }, { u"trillion", 12 } };

		for (size_t k = 0; places == 0 && k < sizeof english / sizeof english[0]; k++)
			places = pm_wide_find(w, digits, number.end, english[k].word) != SIZE_MAX ? english[k].places : 0;
		if (number.is_han || !pm_number_read(w, q->start, units, &plain) ||
		    !pm_decimal_shift(plain.value, strlen(plain.value), places, shifted))
			return false;
		if (compare_values(shifted, number.value) >= 0)
			return false;
		memcpy(q->value, shifted, sizeof q->value);
	} else if (compare_values(q->value, number.value) >= 0) {
		return false;
	}
	memcpy(q->value_max, number.value, sizeof q->value_max);
	q->is_about = q->is_about || number.is_about;
	q->is_year_like = false;
	q->has_multiplier = q->has_multiplier || number.has_multiplier;
	q->number_end = upper.number_end;
	q->unit_start = upper.unit_start;
	q->unit_end = upper.unit_end;
	q->kind = upper.kind;
	q->is_unknown_unit = upper.is_unknown_unit;
	q->end = q->unit_end > q->number_end ? q->unit_end : q->number_end;
	return true;
}

static const struct {
	const char16_t *mark;
	const char *unit;
} currencies[] = {
	{ u"US$", "US$" }, { u"HK$", "HK$" },  { u"A$", "A$" },   { u"$", "$" },      { u"¥", "¥" },      { u"€", "€" },
	{ u"£", "£" },     { u"RMB ", "RMB" }, { u"RMB", "RMB" }, { u"USD ", "USD" }, { u"EUR ", "EUR" }, { u"CNY ", "CNY" },
};

static size_t read_currency(const pm_wide *w, size_t i, const char **unit)
{
	for (size_t k = 0; k < sizeof currencies / sizeof currencies[0]; k++) {
		size_t n = pm_wide_has(w, i, currencies[k].mark);

		if (n > 0 && pm_wide_is_digit(w->c[i + n])) {
			*unit = currencies[k].unit;
			return n;
		}
	}
	return 0;
}

/* A minus belongs to the number where no other number or word stands before it. */
static bool is_sign(const pm_wide *w, size_t i)
{
	static const char16_t *const before[] = {
		u"增长", u"下降", u"增速", u"增幅", u"为", u"达", u"至", u"是", u"降", u"涨", u"率", u"(", NULL,
	};

	if ((w->c[i] != u'-' && w->c[i] != u'+') || !pm_wide_is_digit(w->c[i + 1]))
		return false;
	return i == 0 || pm_wide_is_space(w->c[i - 1]) || w->c[i - 1] == u':' || pm_wide_any_end(w, 0, i, before) > 0;
}

bool pm_quantity_read(const pm_wide *w, size_t i, const pm_units *units, pm_quantity *q)
{
	pm_number number;
	const char *currency = NULL;
	size_t at = i;

	memset(q, 0, sizeof *q);
	q->start = i;
	q->end = i + 1;
	if (is_sign(w, at)) {
		q->is_signed = true;
		at++;
	}
	if ((pm_wide_kind(w, at) & PM_CHAR_FIGURE) == 0)
		at += read_currency(w, at, &currency);
	if (!pm_wide_is_digit(w->c[at]) && (at != i || !pm_wide_is_numeral(w, at)))
		return false;
	bool ok = pm_number_read(w, at, units, &number);

	q->end = number.end;
	if (!ok)
		return false;
	set_number(q, &number);
	if (q->is_signed && w->c[i] == u'-') {
		memmove(q->value + 1, q->value, sizeof q->value - 1);
		q->value[sizeof q->value - 1] = '\0';
		q->value[0] = '-';
	}
	read_unit(w, units, q, number.end);
	if (number.unit != NULL) {
		q->unit_start = q->unit_end = number.end;
		q->kind = PM_UNIT_PERCENT;
	}
	q->end = q->unit_end > number.end ? q->unit_end : number.end;
	if (!q->is_signed || currency == NULL)
		read_range(w, units, q);
	if (currency != NULL && q->unit_end == q->unit_start) {
		q->unit = currency;
		q->kind = PM_UNIT_MONEY;
	}
	q->is_bare = q->unit == NULL && q->unit_end == q->unit_start;
	if (q->is_bare && w->c[q->end] == u':' && pm_wide_is_digit(w->c[q->end + 1]))
		q->is_ratio = true;
	if (q->is_bare && i > 1 && w->c[i - 1] == u':' && pm_wide_is_digit(w->c[i - 2]))
		q->is_ratio = true;
	/* 3公里余 */
	if (!q->is_bare && (w->c[q->end] == u'余') && (pm_wide_is_stop(w->c[q->end + 1]))) {
		q->is_about = true;
		q->end++;
	}
	return true;
}
