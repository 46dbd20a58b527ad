/* chars.c: characters as CommonMark's rules of emphasis class them. */
#include "chars.h"

bool md_is_space(uint32_t c)
{
	return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
	       c == 0x3000;
}

bool md_is_ascii_punct(uint32_t c)
{
	return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

typedef struct range {
	uint16_t first, last;
} range;

/* Punctuation (Unicode's P categories, not its symbols) that occurs in running text; what is missing here is not sure. */
static const range punctuation[] = {
	{ 0x00A1, 0x00A1 }, { 0x00A7, 0x00A7 }, { 0x00AB, 0x00AB }, { 0x00B6, 0x00B7 }, { 0x00BB, 0x00BB }, { 0x00BF, 0x00BF },
	{ 0x2010, 0x2027 }, { 0x2030, 0x2043 }, { 0x2045, 0x2051 }, { 0x2053, 0x205E }, { 0x3001, 0x3003 }, { 0x3008, 0x3011 },
	{ 0x3014, 0x301F }, { 0x3030, 0x3030 }, { 0x30FB, 0x30FB }, { 0xFE10, 0xFE19 }, { 0xFE30, 0xFE52 }, { 0xFE54, 0xFE61 },
	{ 0xFF01, 0xFF03 }, { 0xFF05, 0xFF0A }, { 0xFF0C, 0xFF0F }, { 0xFF1A, 0xFF1B }, { 0xFF1F, 0xFF20 }, { 0xFF3B, 0xFF3D },
	{ 0xFF3F, 0xFF3F }, { 0xFF5B, 0xFF5B }, { 0xFF5D, 0xFF5D }, { 0xFF5F, 0xFF65 },
};

bool md_is_surely_punct(uint32_t c)
{
	if (c < 0x80)
		return md_is_ascii_punct(c) && c != '~';
	for (size_t i = 0; i < sizeof punctuation / sizeof *punctuation; i++)
		if (c >= punctuation[i].first && c <= punctuation[i].last)
			return true;
	return false;
}

bool md_is_maybe_punct(uint32_t c)
{
	if (c < 0x80)
		return md_is_ascii_punct(c);
	return !md_is_space(c) && !pm_char_is_word(c);
}

/* Left-flanking: not before white space, and not before punctuation unless white space or punctuation stands before.  cmark-gfm
 * looks through tildes at what stands behind them, others take them for punctuation: nothing is sure beside one. */
bool md_may_open(uint32_t before, uint32_t after, bool surely)
{
	if (md_is_space(after) || (surely && after == '~'))
		return false;
	bool is_bound = md_is_space(before) || (surely ? md_is_surely_punct(before) : md_is_maybe_punct(before));
	return is_bound || !(surely ? md_is_maybe_punct(after) : md_is_surely_punct(after));
}

bool md_may_close(uint32_t before, uint32_t after, bool surely)
{
	return md_may_open(after, before, surely);
}

bool md_joins(uint32_t c)
{
	return pm_char_is_cjk(c) || pm_char_is_cjk_punct(c);
}
