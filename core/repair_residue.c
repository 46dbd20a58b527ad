/* repair_residue.c: romanisation that a broken simplified-to-traditional conversion left behind the characters it changed.
 *
 * `衛(wèi)生` and `結(jié)果` are residue; `(ICU)`, `(app)`, and a reading that an author gives, `行(háng)業`, are not.  What tells them
 * apart: the conversion only touched characters that differ between the two ways of writing, and did it throughout. */
#include "repair.h"

#include <iconv.h>

/* Vowels with a tone: whether one stands in a syllable, and what letter it is. */
static char plain_letter(uint32_t c, bool *has_tone)
{
	static const struct {
		const char *marked; /* two bytes each */
		char plain;
	} letters[] = {
		{ "\u0101\u00e1\u01ce\u00e0", 'a' }, { "\u0113\u00e9\u011b\u00e8", 'e' }, { "\u012b\u00ed\u01d0\u00ec", 'i' },
		{ "\u014d\u00f3\u01d2\u00f2", 'o' }, { "\u016b\u00fa\u01d4\u00f9", 'u' }, { "\u01d6\u01d8\u01da\u01dc", 'v' },
		{ "\u0144\u0148\u01f9", 'n' },
	};
	if (c >= 'a' && c <= 'z')
		return (char)c;
	if (c == 0xfc)
		return 'v';
	if (c == 0x261)
		return 'g';
	for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
		pm_str marked = pm_str_from(letters[i].marked);
		for (size_t at = 0; at < marked.len;)
			if (pm_utf8_next(marked, &at) == c) {
				*has_tone = true;
				return letters[i].plain;
			}
	}
	return 0;
}

static bool is_one_of(const char *list, const char *word, size_t len)
{
	for (const char *at = list; *at != '\0';) {
		size_t n = strcspn(at, " ");
		if (n == len && memcmp(at, word, n) == 0)
			return true;
		at += n + (at[n] == ' ');
	}
	return false;
}

/* An initial and a final of Mandarin; not every pair of them is spoken, but no foreign word is let in that matters. */
static bool is_syllable(const char *s, size_t n)
{
	static const char *const initials[] = { "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g",
		                                "k",  "h",  "j",  "q", "x", "r", "z", "c", "s", "y", "w" };
	static const char finals[] = "a o e i u v ai ei ao ou an en ang eng er ong ia ie iu ian in iang ing iong iao ua uo ui uai uan un uang "
	                             "ue ve van vn";
	size_t from = 0;
	for (size_t i = 0; i < sizeof initials / sizeof initials[0]; i++) {
		size_t len = strlen(initials[i]);
		if (n > len && memcmp(s, initials[i], len) == 0) {
			from = len;
			break;
		}
	}
	return is_one_of(finals, s + from, n - from) || is_one_of("ng n m hm", s, n);
}

/* Syllables that are spoken without a tone, so that residue has them bare: 們(men) 麼(me). */
static bool is_neutral(const char *s, size_t n)
{
	return is_one_of("men me ma ne le de zi ba tou", s, n);
}

/* A bracket with one syllable in it at s[at]: its end, or 0. */
static size_t residue_at(pm_str s, size_t at, bool *has_tone)
{
	char plain[8];
	size_t n = 0;
	size_t i = at;
	uint32_t open = pm_utf8_next(s, &i);
	if (open != '(' && open != 0xff08)
		return 0;
	*has_tone = false;
	while (i < s.len && n < sizeof plain) {
		uint32_t c = pm_utf8_next(s, &i);
		if (c == (open == '(' ? ')' : 0xff09))
			return n > 0 && is_syllable(plain, n) && (*has_tone || is_neutral(plain, n)) ? i : 0;
		char letter = plain_letter(c, has_tone);
		if (letter == 0)
			return 0;
		plain[n++] = letter;
	}
	return 0;
}

/* A stray space before the bracket is no part of the text either. */
static size_t start_of_gap(pm_str s, size_t at)
{
	while (at > 0 && s.ptr[at - 1] == ' ')
		at--;
	return at;
}

/* The next bracket at or after `from`. */
static size_t next_bracket(pm_str s, size_t from)
{
	for (size_t i = from; i < s.len; i += (unsigned char)s.ptr[i] >= 0xe0 ? 3 : 1)
		if (s.ptr[i] == '(' || (s.ptr[i] == (char)0xef && i + 2 < s.len && s.ptr[i + 1] == (char)0xbc && s.ptr[i + 2] == (char)0x88))
			return i;
	return s.len;
}

/* Written differently in the two ways, as far as the simplified character set GB 2312 lacks it. */
static bool is_traditional(iconv_t cd, uint32_t c)
{
	char in[4], out[8];
	char *from = in, *to = out;
	size_t left = pm_utf8_encode(c, in), room = sizeof out;
	return iconv(cd, &from, &left, &to, &room) == (size_t)-1;
}

/* All letters with a tone have two bytes, the first from C3 to C7; few texts have such.  Looked for eight bytes at a time. */
static bool may_have_tone(pm_str text)
{
	const uint64_t ones = 0x0101010101010101u;
	size_t i = 0;
	for (uint64_t v; text.len - i >= sizeof v; i += sizeof v) {
		memcpy(&v, text.ptr + i, sizeof v);
		v = (v & ones * 0xf8) ^ ones * 0xc0;
		if (((v - ones) & ~v & ones * 0x80) != 0)
			return true;
	}
	for (; i < text.len; i++)
		if (((unsigned char)text.ptr[i] & 0xf8) == 0xc0)
			return true;
	return false;
}

void pm_residue_count_in(pm_str text, pm_residue_count *count)
{
	iconv_t cd = (iconv_t)-1;
	if (!may_have_tone(text))
		return;
	for (size_t at = next_bracket(text, 0); at < text.len; at = next_bracket(text, at + 1)) {
		bool has_tone = false;
		uint32_t before = pm_char_before(text, start_of_gap(text, at));
		if (!pm_char_is_han(before) || residue_at(text, at, &has_tone) == 0 || !has_tone)
			continue;
		if (cd == (iconv_t)-1 && (cd = iconv_open("GB2312", "UTF-8")) == (iconv_t)-1)
			return; /* without the character set nothing is certain */
		if (is_traditional(cd, before))
			count->n_certain++;
		else
			count->n_other++;
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
}

/* Does `text` end in a bracket that a syllable was begun in, and `next` with the rest of it: `結(ji` / `é)果`, or in a
 * character whose bracket `next` begins with? */
bool pm_residue_is_broken(pm_str text, pm_str next)
{
	enum { MOST = 24 };
	text = pm_str_trim(text);
	next = pm_str_trim(next);
	bool is_whole = false;
	if (next.len > 0 && next.ptr[0] == '(' && pm_char_is_han(pm_line_last_char(text)) && residue_at(next, 0, &is_whole) > 0)
		return is_whole;
	size_t at = text.len;
	while (at > 0 && text.len - at < MOST && text.ptr[at - 1] != '(')
		at--;
	if (at == 0 || text.len - at >= MOST || !pm_char_is_han(pm_char_before(text, at - 1)))
		return false;
	const char *close = memchr(next.ptr, ')', next.len < MOST ? next.len : MOST);
	if (close == NULL)
		return false;
	char joined[2 * MOST + 4];
	size_t n = text.len - at + 1, m = (size_t)(close - next.ptr) + 1;
	memcpy(joined, text.ptr + at - 1, n);
	memcpy(joined + n, next.ptr, m);
	bool has_tone = false;
	return residue_at(pm_str_of(joined, n + m), 0, &has_tone) == n + m;
}

void pm_repair_romanisation(const pm_repair_context *context, pm_str text, pm_edits *edits)
{
	if (!context->has_residue)
		return;
	for (size_t at = next_bracket(text, 0); at < text.len;) {
		bool has_tone = false;
		size_t start = start_of_gap(text, at);
		size_t end = pm_char_is_han(pm_char_before(text, start)) ? residue_at(text, at, &has_tone) : 0;
		if (end > 0 && (edits->n == 0 || edits->at[edits->n - 1].end <= start))
			pm_edits_add(edits, start, end, "", "romanisation");
		at = next_bracket(text, end > 0 ? end : at + 1);
	}
}
