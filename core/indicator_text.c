/* indicator_text.c: a sentence as an array of folded characters. */
#include "indicator.h"

/* Traditional to simplified, for the characters that the word lists of the pass use; sorted by the first of each pair. */
static const char16_t simplified[][2] = {
#include "indicator_fold.inc"
};

static char16_t fold_han(char16_t c)
{
	size_t low = 0, high = sizeof simplified / sizeof simplified[0];

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (simplified[mid][0] == c)
			return simplified[mid][1];
		if (simplified[mid][0] < c)
			low = mid + 1;
		else
			high = mid;
	}
	return c;
}

static char16_t fold(uint32_t c)
{
	if (c >= 0x4E00 && c <= 0x9FFF)
		return fold_han((char16_t)c);
	if (c < 0x80)
		return (char16_t)c;
	if (c >= 0xFF01 && c <= 0xFF5E) /* full-width ASCII; ！ and ？ end sentences and stay */
		return c == 0xFF01 || c == 0xFF1F ? (char16_t)c : (char16_t)(c - 0xFEE0);
	switch (c) {
	case 0x3000: /* ideographic space */
	case 0x00A0:
	case 0x2002:
	case 0x2003:
	case 0x2009:
	case 0x202F:
		return u' ';
	case 0x2236: /* ∶ ratio */
	case 0xFE30: /* ︰ */
		return u':';
	case 0xFF61:
	case 0xFF0E:
		return c == 0xFF61 ? u'。' : u'.';
	case 0x3014: /* 〔 */
	case 0x3010:
		return u'[';
	case 0x3015:
	case 0x3011:
		return u']';
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2212:
		return u'-';
	case 0x2014:
	case 0x2015:
	case 0x2500:
		return u'—';
	case 0x301C:
	case 0x223C:
		return u'~';
	case 0x2266:
	case 0x2A7D:
		return u'≤';
	case 0x2267:
	case 0x2A7E:
		return u'≥';
	case 0x201D:
	case 0x300D:
	case 0x300F:
		return u'”';
	case 0x201C:
	case 0x300C:
	case 0x300E:
		return u'“';
	case 0x25CB:
	case 0x25EF:
		return u'〇';
	case 0xFFE5:
		return u'¥';
	default:
		return c < 0x10000 ? (char16_t)c : 0xFFFD;
	}
}

static void add_kind(pm_tables *tables, const char16_t *chars, unsigned kind)
{
	for (; *chars != 0; chars++)
		tables->kinds[*chars] |= (uint16_t)kind;
}

static void add_range(pm_tables *tables, unsigned first, unsigned last, unsigned kind)
{
	for (unsigned c = first; c <= last; c++)
		tables->kinds[c] |= (uint16_t)kind;
}

void pm_tables_init(pm_tables *tables)
{
	add_range(tables, 0, 0x7FF, PM_CHAR_ODD); /* nothing below is three bytes of UTF-8 */
	add_range(tables, 0x2000, 0x303F, PM_CHAR_ODD);
	add_range(tables, 0xD800, 0xDFFF, PM_CHAR_ODD);
	add_range(tables, 0xFE00, 0xFFFF, PM_CHAR_ODD);
	for (size_t i = 0; i < sizeof simplified / sizeof simplified[0]; i++)
		tables->kinds[simplified[i][0]] = PM_CHAR_ODD;
	add_range(tables, u'0', u'9', PM_CHAR_DIGIT);
	add_range(tables, u'A', u'Z', PM_CHAR_LATIN);
	add_range(tables, u'a', u'z', PM_CHAR_LATIN);
	add_range(tables, 0xC0, 0x24F, PM_CHAR_LATIN);
	add_kind(tables, u"零〇一二两三四五六七八九十百千万亿", PM_CHAR_NUMERAL);
	add_kind(tables, u"《〈[“\"‘-+$¥€£", PM_CHAR_SIGN);
	add_kind(tables, u"今去前明本当上次全同年下过截到至自从近最未后这此半几数多一二三四五六七八九十〇零比较环与历常任期首末月目迄X*“\"",
		 PM_CHAR_TIME);
	add_kind(tables, u"今去前明本当上次全年同下过第首末月目迄近半期任后未最这此几数多", PM_CHAR_TIME_FIRST);
	add_kind(tables, u"年半月季冬春后前去期末底初内度来近几数多余个周天今学", PM_CHAR_TIME_SECOND);
	add_kind(tables, u"至到截自从“\" Xx*", PM_CHAR_TIME_OPENS);
	add_kind(tables, u"年月季周天个多余至到、-—~Xx*×", PM_CHAR_TIME_UNIT);
	add_kind(tables, u"规期时以末初前开收”\"", PM_CHAR_PLAN);
	add_kind(tables, u",;成在", PM_CHAR_HEAD);
	add_kind(tables, u"期", PM_CHAR_EVENT);
	add_kind(tables, u":", PM_CHAR_COLON);
	add_kind(tables, u"。！？.!?\n", PM_CHAR_END);
}

/* The text of a block is UTF-8, so that its first byte alone tells that a character has three. */
static inline char16_t wide_char(const unsigned char *p)
{
	return (char16_t)((unsigned)(p[0] & 0x0F) << 12 | (unsigned)(p[1] & 0x3F) << 6 | (p[2] & 0x3F));
}

/* Does the sentence end behind the character c, the last of `n`?  `next` is the byte that follows. */
static bool ends_sentence(const pm_wide *w, size_t n, char16_t c, char next)
{
	if (c == u'。' || c == 0xFF01 || c == 0xFF1F || c == u'\n')
		return true;
	if (c != u'.' && c != u'!' && c != u'?')
		return false;
	if (next != ' ' && next != '\0' && next != '\n')
		return false;
	if (n < 3)
		return false;
	/* "No. 5" and "U.S. 3" go on; a word of three letters or more, a digit or a bracket before the stop ends */
	char16_t a = w->c[n - 2], b = w->c[n - 3];

	if (a == u')' || a == u'%' || a == u'"' || a == u'”')
		return true;
	if (pm_wide_is_digit(a))
		return n > 4 || pm_wide_is_digit(b);
	return pm_wide_is_latin(a) && pm_wide_is_latin(b) && n > 4 && pm_wide_is_latin(w->c[n - 4]);
}

/* Take in the letters that no rule looks at on their own, from byte i on: most of what there is. */
static inline size_t fill_plain(pm_wide *w, size_t *n, pm_str text, size_t i)
{
	const uint16_t *kinds = w->tables->kinds;
	size_t at = *n, room = (PM_SENTENCE_MAX - at) * 3, end = text.len - i < room ? text.len : i + room;

	for (; i + 3 <= end; i += 3, at++) {
		const unsigned char *p = (const unsigned char *)text.ptr + i;
		char16_t c = wide_char(p);

		if ((p[0] & 0xF0) != 0xE0 || kinds[c] != 0)
			break;
		w->at[at] = (uint32_t)i;
		w->c[at] = c;
	}
	*n = at;
	return i;
}

static size_t fill(pm_wide *w, pm_str text, bool to_stop)
{
	const uint16_t *kinds = w->tables->kinds;
	size_t i = 0, n = 0;
	unsigned holds = 0;

	while ((i = fill_plain(w, &n, text, i)) < text.len && n < PM_SENTENCE_MAX) {
		const unsigned char *p = (const unsigned char *)text.ptr + i;
		char16_t c;

		w->at[n] = (uint32_t)i;
		if (p[0] < 0x80) {
			c = p[0];
			i++;
		} else if ((p[0] & 0xF0) == 0xE0 && text.len - i >= 3 && (kinds[c = wide_char(p)] & PM_CHAR_ODD) == 0) {
			i += 3;
		} else {
			c = fold(pm_utf8_next(text, &i));
		}
		w->c[n++] = c;
		holds |= kinds[c];
		if (to_stop && (kinds[c] & PM_CHAR_END) != 0 && ends_sentence(w, n, c, i < text.len ? text.ptr[i] : '\0'))
			break;
	}
	w->n = n;
	w->holds = holds;
	/* a sentence that is too long is cut where a clause ends, not within a number */
	if (i < text.len && w->n == PM_SENTENCE_MAX) {
		while (n > PM_SENTENCE_MAX - 300 && !pm_wide_is_stop(w->c[n - 1]) && !pm_wide_is_space(w->c[n - 1]))
			n--;
		if (n > PM_SENTENCE_MAX - 300) {
			w->n = n;
			i = n < PM_SENTENCE_MAX ? w->at[n] : i;
		}
	}
	w->at[w->n] = (uint32_t)i;
	w->c[w->n] = 0;
	return i;
}

size_t pm_wide_sentence(pm_wide *w, pm_str text)
{
	return fill(w, text, true);
}

size_t pm_wide_all(pm_wide *w, pm_str text)
{
	return fill(w, text, false);
}

size_t pm_wide_has_rest(const pm_wide *w, size_t i, const char16_t *word)
{
	size_t n = 2;

	while (word[n] != 0) {
		if (i + n >= w->n || w->c[i + n] != word[n])
			return 0;
		n++;
	}
	return n;
}

size_t pm_wide_ends(const pm_wide *w, size_t from, size_t i, const char16_t *word)
{
	size_t n = 0;

	while (word[n] != 0)
		n++;
	return n <= i && i - n >= from && pm_wide_has(w, i - n, word) ? n : 0;
}

size_t pm_wide_find(const pm_wide *w, size_t from, size_t to, const char16_t *word)
{
	for (size_t i = from; i < to; i++) {
		size_t n = w->c[i] == word[0] ? pm_wide_has(w, i, word) : 0;

		if (n > 0 && i + n <= to)
			return i;
	}
	return SIZE_MAX;
}

bool pm_wide_is_stop_mark(char16_t c)
{
	switch (c) {
	case 0:
	case u',':
	case u';':
	case u'。':
	case u'、':
	case u':':
	case u')':
	case u']':
	case 0xFF01:
	case 0xFF1F:
	case u'\n':
	case u'|':
		return true;
	default:
		return false;
	}
}

char16_t pm_wide_before(const pm_wide *w, size_t from, size_t i)
{
	while (i > from && pm_wide_is_space(w->c[i - 1]))
		i--;
	return i > from ? w->c[i - 1] : 0;
}
