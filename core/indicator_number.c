/* indicator_number.c: the grammar of numbers.  Values are built as strings of decimal digits: nothing is ever rounded. */
#include "indicator.h"

static int han_digit(char16_t c)
{
	switch (c) {
	case u'零':
	case u'〇':
		return 0;
	case u'一':
		return 1;
	case u'二':
	case u'两':
		return 2;
	case u'三':
		return 3;
	case u'四':
		return 4;
	case u'五':
		return 5;
	case u'六':
		return 6;
	case u'七':
		return 7;
	case u'八':
		return 8;
	case u'九':
		return 9;
	default:
		return -1;
	}
}

/* Power of ten of 十百千万亿; 0 for all else. */
static int han_power(char16_t c)
{
	switch (c) {
	case u'十':
		return 1;
	case u'百':
		return 2;
	case u'千':
		return 3;
	case u'万':
		return 4;
	case u'亿':
		return 8;
	default:
		return 0;
	}
}

static uint64_t power_of_ten(int n)
{
	uint64_t p = 1;

	while (n-- > 0)
		p *= 10;
	return p;
}

/* a * 10^n + b, false where that passes 64 bits. */
static bool scaled_sum(uint64_t a, int n, uint64_t b, uint64_t *out)
{
	uint64_t product;

	return n < 19 && !__builtin_mul_overflow(a, power_of_ten(n), &product) && !__builtin_add_overflow(product, b, out);
}

/* 二〇二二: digits by place. */
static bool positional_value(const pm_wide *w, size_t i, size_t end, uint64_t *value)
{
	bool has_zero = false;

	*value = 0;
	for (size_t k = i; k < end; k++) {
		has_zero = has_zero || han_digit(w->c[k]) == 0;
		if (!scaled_sum(*value, 1, (uint64_t)han_digit(w->c[k]), value))
			return false;
	}
	return end - i == 1 || has_zero; /* 三四 without a zero is `three or four`, which no single number says */
}

bool pm_han_value(const pm_wide *w, size_t i, size_t end, uint64_t *value)
{
	uint64_t total = 0, part = 0, digit = 0; /* part: below the next 万 or 亿; digit: waits for its 十百千 */
	bool has_digit = false, has_power = false, has_zero = false;
	int last_power = 0, place = 0; /* place: power of a last digit without its own, 三万五 */

	if (i >= end)
		return false;
	for (size_t k = i; k < end; k++)
		has_power = has_power || han_power(w->c[k]) > 0;
	if (!has_power)
		return positional_value(w, i, end, value);
	for (size_t k = i; k < end; k++) {
		char16_t c = w->c[k];
		int power = han_power(c);

		if (power == 0) {
			int d = han_digit(c);

			if (d < 0 || (has_digit && digit != 0))
				return false;
			place = has_zero || last_power < 2 ? 0 : last_power - 1; /* 三万五 is 35000, 三万零五 30005 */
			has_zero = d == 0;
			digit = (uint64_t)d;
			has_digit = true;
			continue;
		}
		if (power < 4) {
			if (!scaled_sum(has_digit && digit != 0 ? digit : 1, power, part, &part))
				return false;
			if (power >= last_power && last_power > 0 && last_power < 4)
				return false; /* 三十五百 */
		} else {
			if (has_digit && !scaled_sum(digit, 0, part, &part))
				return false;
			if (part == 0 && total == 0)
				part = 1; /* 亿 alone */
			if (part == 0 ? !scaled_sum(total, power, 0, &total) : !scaled_sum(part, power, 0, &part))
				return false;
			if (power == 8 && total != 0 && part != 0) {
				/* 三万五千亿: what stood before 亿 is one number */
				if (!scaled_sum(total, 8, part, &total))
					return false;
			} else if (!scaled_sum(part, 0, total, &total)) {
				return false;
			}
			part = 0;
		}
		digit = 0;
		has_digit = has_zero = false;
		last_power = power;
	}
	if (has_digit && !scaled_sum(digit, place, part, &part))
		return false;
	return scaled_sum(part, 0, total, value);
}

bool pm_decimal_shift(const char *digits, size_t len, int places, char out[PM_VALUE_MAX])
{
	size_t n = 0;
	bool seen_point = false;

	for (size_t i = 0; i < len; i++) {
		if (digits[i] == '.') {
			seen_point = true;
			if (places <= 0 && i + 1 < len && n + 1 < PM_VALUE_MAX)
				out[n++] = '.';
			continue;
		}
		if (n + 2 >= PM_VALUE_MAX)
			return false;
		out[n++] = digits[i];
		if (seen_point && --places == 0 && i + 1 < len)
			out[n++] = '.';
	}
	for (; places > 0; places--) {
		if (n + 1 >= PM_VALUE_MAX)
			return false;
		out[n++] = '0';
	}
	out[n] = '\0';
	/* no needless zeros in front: 0.35万 is 3500 */
	size_t zeros = 0;

	while (out[zeros] == '0' && out[zeros + 1] != '\0' && out[zeros + 1] != '.')
		zeros++;
	memmove(out, out + zeros, n - zeros + 1);
	return true;
}

typedef struct digits {
	char s[PM_DIGITS_MAX + 2];
	size_t n, end;
	int decimals;
	bool is_grouped, has_point;
} digits;

static size_t count_digits(const pm_wide *w, size_t i)
{
	size_t n = 0;

	while (i + n < w->n && pm_wide_is_digit(w->c[i + n]))
		n++;
	return n;
}

/* 共有職位2 146個: a space between thousands, in mid-sentence and up to a unit. */
static bool is_space_grouped(const pm_wide *w, size_t i, size_t at)
{
	static const char16_t *const numbered[] = { u"第", u"表", u"图", u"附", u"类", u"号", u"章", u"条", u"款", NULL };

	if (i == 0 || at - i > 3 || w->c[at] != u' ' || w->c[i] == u'0' || !pm_wide_is_han(w->c[i - 1]) || pm_wide_any_end(w, 0, i, numbered) > 0)
		return false;
	while (w->c[at] == u' ' && count_digits(w, at + 1) == 3)
		at += 4;
	return pm_wide_is_han(w->c[at]);
}

/* 1,200,300 and 1132.92.  Two points (3.1.2) are no number; `end` then tells how far they go. */
static bool read_digits(const pm_wide *w, size_t i, digits *d)
{
	size_t n = count_digits(w, i), at = i + n;
	bool fits = n > 0 && n <= PM_DIGITS_MAX;

	memset(d, 0, sizeof *d);
	for (size_t k = 0; fits && k < n; k++)
		d->s[d->n++] = (char)w->c[i + k];
	char16_t mark = is_space_grouped(w, i, at) ? u' ' : u',';

	while (fits && n <= 3 && w->c[at] == mark && w->at[at + 1] - w->at[at] == 1 && count_digits(w, at + 1) == 3 &&
	       d->n + 3 <= PM_DIGITS_MAX) {
		for (size_t k = 1; k <= 3; k++)
			d->s[d->n++] = (char)w->c[at + k];
		at += 4;
		d->is_grouped = true;
	}
	if (w->c[at] == u'.' && pm_wide_is_digit(w->c[at + 1])) {
		n = count_digits(w, at + 1);
		fits = fits && d->n + n + 1 <= PM_DIGITS_MAX;
		d->has_point = true;
		if (fits)
			d->s[d->n++] = '.';
		for (size_t k = 1; fits && k <= n; k++)
			d->s[d->n++] = (char)w->c[at + k];
		d->decimals = fits ? (int)n : 0;
		at += n + 1;
		while (w->c[at] == u'.' && pm_wide_is_digit(w->c[at + 1])) {
			fits = false;
			at += 1 + count_digits(w, at + 1);
		}
	}
	d->end = at;
	return fits;
}

/* Multiplier 百 千 万 亿 at i and on; units that begin with one of these (千瓦, 百分点) are left alone. */
static int read_multiplier(const pm_wide *w, size_t *i, const pm_units *units)
{
	int places = 0;

	for (;;) {
		char16_t c = w->c[*i];
		int power = c == u'十' && places == 0 ? 0 : han_power(c);
		size_t len;

		if (power == 0 || (power < 4 && pm_units_find(units, w, *i, &len) != NULL))
			return places;
		if (places + power > 16)
			return places;
		places += power;
		(*i)++;
	}
}

static bool is_about_word(char16_t c)
{
	return c == u'余' || c == u'多' || c == u'来' || c == u'几';
}

/* 余 and its like count where a multiplier, a unit or a noun follows: 50余个, 6万余元. */
static bool read_about(const pm_wide *w, size_t *i)
{
	if (!is_about_word(w->c[*i]) || !(pm_wide_is_han(w->c[*i + 1]) || w->c[*i + 1] == u'%' || w->c[*i + 1] == u'㎡'))
		return false;
	if (w->c[*i] == u'来' && (w->c[*i + 1] == u'自' || w->c[*i + 1] == u'到' || w->c[*i + 1] == u'源'))
		return false;
	if (w->c[*i] == u'多' && (w->c[*i + 1] == u'功' || w->c[*i + 1] == u'元' || w->c[*i + 1] == u'部'))
		return false;
	(*i)++;
	return true;
}

static const struct {
	const char16_t *word;
	int places;
} english_multipliers[] = {
	{ u"thousand", 3 }, { u"million", 6 }, { u"billion", 9 }, { u"trillion", 12 },
	{ u"mn", 6 },       { u"bn", 9 },      { u"k", 3 },       { u"hundred", 2 },
};

static int read_english_multiplier(const pm_wide *w, size_t *i)
{
	size_t at = *i;

	while (w->c[at] == u' ')
		at++;
	if (!pm_wide_is_latin(w->c[at]))
		return 0;
	for (size_t k = 0; k < sizeof english_multipliers / sizeof english_multipliers[0]; k++) {
		size_t n = pm_wide_has(w, at, english_multipliers[k].word);

		if (n == 0 || pm_wide_is_latin(w->c[at + n]) || pm_wide_is_digit(w->c[at + n]) || (n == 1 && at != *i))
			continue;
		*i = at + n;
		return english_multipliers[k].places;
	}
	return 0;
}

/* The lower part of 3万4000 or 1亿2000万, added to `out`, whose multiplier was 10^`places`. */
static void read_lower_part(const pm_wide *w, const pm_units *units, int places, pm_number *out)
{
	digits low;
	size_t end;
	char lower[PM_VALUE_MAX];
	uint64_t a = 0, b = 0;

	if (places < 4 || !pm_wide_is_digit(w->c[out->end]) || strchr(out->value, '.') != NULL || !read_digits(w, out->end, &low) ||
	    low.has_point)
		return;
	end = low.end;
	int low_places = read_multiplier(w, &end, units);

	if (low_places >= places || low.n + (size_t)low_places > (size_t)places || !pm_decimal_shift(low.s, low.n, low_places, lower))
		return;
	if (strlen(out->value) > 18 || strlen(lower) > 18)
		return;
	for (const char *s = out->value; *s != '\0'; s++)
		a = a * 10 + (uint64_t)(*s - '0');
	for (const char *s = lower; *s != '\0'; s++)
		b = b * 10 + (uint64_t)(*s - '0');
	a += b;
	char text[PM_VALUE_MAX];
	size_t n = sizeof text - 1;

	text[n] = '\0';
	do
		text[--n] = (char)('0' + a % 10);
	while ((a /= 10) > 0);
	memcpy(out->value, text + n, sizeof text - n);
	out->end = end;
	out->is_about = read_about(w, &out->end) || out->is_about;
}

static bool read_ascii(const pm_wide *w, size_t i, const pm_units *units, pm_number *out)
{
	digits d;
	bool ok = read_digits(w, i, &d);
	size_t at = d.end, unspaced;

	out->end = d.end;
	if (!ok)
		return false;
	out->is_year_like = d.n == 4 && !d.is_grouped && !d.has_point;
	/* 4300 余亩 */
	if (w->c[at] == u' ' && (w->c[at + 1] == u'余' || w->c[at + 1] == u'多'))
		at++;
	out->is_about = read_about(w, &at);
	if (!out->is_about)
		at = d.end;
	unspaced = at;
	while (w->c[at] == u' ')
		at++;
	size_t before = at;
	int places = 0;

	/* 2个亿: with a unit behind it (2个亿元项目) 亿元 says what kind */
	if (w->c[at] == u'个' && w->c[at + 1] == u'亿' &&
	    (pm_wide_is_stop(w->c[at + 2]) || w->c[at + 2] == u'的' || w->c[at + 2] == u'资')) {
		places = 8;
		at += 2;
	} else {
		places = read_multiplier(w, &at, units);
	}
	if (places == 0) {
		at = unspaced;
		places = read_english_multiplier(w, &at);
	}
	out->has_multiplier = places > 0;
	if (places == 0 && at == before)
		at = unspaced;
	if (!pm_decimal_shift(d.s, d.n, places, out->value))
		return false;
	out->end = at;
	if (out->has_multiplier) {
		out->is_year_like = false;
		out->is_about = read_about(w, &out->end) || out->is_about;
		size_t more = out->end;

		/* 3余万 read above; 万余 may itself be followed by 亿 only in error */
		if (more == at)
			read_lower_part(w, units, places, out);
	}
	return true;
}

/* 百分之三十五, 千分之五, 三分之二: the unit is told by what stands before 之. */
static bool read_denominator(const pm_wide *w, size_t i, size_t end, pm_number *out, size_t *numerator)
{
	static const struct {
		const char16_t *word;
		const char *unit;
	} known[] = { { u"百分之", "%" }, { u"千分之", "‰" }, { u"万分之", "‱" } };

	if (w->c[end] != u'分' || w->c[end + 1] != u'之')
		return false;
	*numerator = end + 2;
	for (size_t k = 0; k < 3; k++)
		if (pm_wide_has(w, i, known[k].word) == end + 2 - i)
			out->unit = known[k].unit;
	return true;
}

static size_t han_run(const pm_wide *w, size_t i)
{
	while (i < w->n && pm_wide_is_numeral(w, i))
		i++;
	return i;
}

static bool write_value(uint64_t value, char out[PM_VALUE_MAX])
{
	char text[24];
	size_t n = sizeof text;

	do
		text[--n] = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	memcpy(out, text + n, sizeof text - n);
	out[sizeof text - n] = '\0';
	return true;
}

/* 一点五, 三点一四万 */
static bool read_han_decimal(const pm_wide *w, size_t i, size_t point, const pm_units *units, pm_number *out)
{
	char text[PM_DIGITS_MAX + 2];
	uint64_t whole;
	size_t n, at = point + 1;

	if (!pm_han_value(w, i, point, &whole))
		return false;
	write_value(whole, out->value);
	n = strlen(out->value);
	if (n > PM_DIGITS_MAX / 2)
		return false;
	memcpy(text, out->value, n);
	text[n++] = '.';
	while (han_digit(w->c[at]) >= 0 && w->c[at] != u'两' && n < PM_DIGITS_MAX)
		text[n++] = (char)('0' + han_digit(w->c[at++]));
	if (text[n - 1] == '.')
		return false;
	int places = read_multiplier(w, &at, units);

	out->has_multiplier = places > 0;
	out->end = at;
	out->is_about = read_about(w, &out->end);
	return pm_decimal_shift(text, n, places, out->value);
}

static bool read_han(const pm_wide *w, size_t i, const pm_units *units, bool may_be_fraction, pm_number *out)
{
	size_t end = han_run(w, i), numerator, len;
	uint64_t value;

	out->end = end;
	out->is_han = true;
	/* a numeral's own 千 may begin a unit: 三千瓦 */
	for (size_t k = i + 1; k < end; k++)
		if (han_power(w->c[k]) == 3 && pm_units_find(units, w, k, &len) != NULL && len > 1) {
			end = k;
			break;
		}
	if (may_be_fraction && read_denominator(w, i, end, out, &numerator)) {
		pm_number inner;

		memset(&inner, 0, sizeof inner);
		/* 三分之二 has no decimal value; it is read as words */
		if (out->unit == NULL)
			return false;
		if (pm_wide_is_digit(w->c[numerator]) ? !read_ascii(w, numerator, units, &inner)
						      : !pm_wide_is_numeral(w, numerator) || !read_han(w, numerator, units, false, &inner))
			return false;
		memcpy(out->value, inner.value, sizeof inner.value);
		out->end = inner.end;
		out->is_about = inner.is_about;
		return true;
	}
	if (w->c[end] == u'点' && han_digit(w->c[end + 1]) >= 0)
		return read_han_decimal(w, i, end, units, out);
	if (!pm_han_value(w, i, end, &value))
		return false;
	write_value(value, out->value);
	out->end = end;
	for (size_t k = i; k < end; k++)
		out->has_multiplier = out->has_multiplier || han_power(w->c[k]) > 1;
	size_t at = end;

	if (han_power(w->c[end - 1]) > 0 && read_about(w, &at)) {
		out->is_about = true;
		size_t more = at;
		int places = read_multiplier(w, &more, units);

		if (places > 0 && pm_decimal_shift(out->value, strlen(out->value), places, out->value)) {
			at = more;
			out->has_multiplier = true;
		}
		out->end = at;
	}
	return true;
}

bool pm_number_read(const pm_wide *w, size_t i, const pm_units *units, pm_number *out)
{
	memset(out, 0, sizeof *out);
	out->end = i + 1;
	if (pm_wide_is_digit(w->c[i]))
		return read_ascii(w, i, units, out);
	return pm_wide_is_numeral(w, i) && read_han(w, i, units, true, out);
}
