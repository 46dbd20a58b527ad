/* What GB/T 9704 places by the text itself: the lines of the title, signature and date, attachments.  All is said in indents, so that
 * the text stays as it is. */
#include "write.h"

#include <pumice/text.h>

#include <stdio.h>

/* How many half-characters the text is wide. */
static int width_of(pm_str text)
{
	int width = 0;
	for (size_t i = 0; i < text.len && width < 200;)
		width += pm_char_width(pm_utf8_next(text, &i));
	return width;
}

/* -- the title --------------------------------------------------------------------------------------------------------------- */

/* Widths are counted in quarters of a character: Word parts Chinese from Latin by one. */
enum { WHOLE = 4, TITLE_SIZE = 440 /* twips */ };

static int title_width(pm_str text)
{
	int width = 0;
	bool was_wide = false;
	for (size_t i = 0; i < text.len;) {
		uint32_t c = pm_utf8_next(text, &i);
		bool is_wide = pm_char_width(c) == 2;
		width += is_wide ? WHOLE : WHOLE / 2;
		if (width > WHOLE && is_wide != was_wide && c != ' ' && !pm_char_is_cjk_punct(c))
			width++;
		was_wide = is_wide;
	}
	return width;
}

/* May a line end between these two characters without cutting a word?  After a word that joins, unless it begins a longer one. */
static bool is_break(uint32_t before, uint32_t after)
{
	switch (before) {
	case 0x53ca: /* 及, not 及时 及其 及早 */
		return after != 0x65f6 && after != 0x5176 && after != 0x65e9;
	case 0x548c: /* 和, not 和平 和谐 和睦 和解 */
		return after != 0x5e73 && after != 0x8c10 && after != 0x8ae7 && after != 0x7766 && after != 0x89e3;
	case 0x4e0e: /* 与, not 与会 与时 */
	case 0x8207:
		return after != 0x4f1a && after != 0x6703 && after != 0x65f6 && after != 0x6642;
	case 0x66a8: /* 暨 */
	case 0x7684: /* 的 */
	case 0x3001: /* 、 */
	case 0xff0c: /* ， */
	case 0xff1a: /* ： */
	case 0x300b: /* 》 */
	case 0xff09: /* ） */
		return true;
	default:
		return after == 0x300a; /* 《 */
	}
}

/* Where to break a title of two lines so that both have sense and the upper one is the longer (a trapezium); its width, 0 where there
 * is no such place. */
static int upper_line(pm_str text, int total, int most)
{
	int best = 0;
	uint32_t before = 0;
	for (size_t i = 0; i < text.len;) {
		size_t at = i;
		uint32_t c = pm_utf8_next(text, &i);
		if (at > 0 && is_break(before, c)) {
			int upper = title_width(pm_str_of(text.ptr, at)), lower = total - upper;
			if (upper >= lower && upper <= most - WHOLE && lower >= 3 * WHOLE && (best == 0 || upper < best))
				best = upper;
		}
		before = c;
	}
	return best;
}

static void place_title(const writer *w, const pm_block *block, char *indent, size_t size)
{
	pm_str text = pm_block_text(block);
	int most = w->text_width * WHOLE / TITLE_SIZE;
	if (text.len > 600 || memchr(text.ptr, '\n', text.len) != NULL)
		return;
	int total = title_width(text), upper = total > most && total < 2 * most ? upper_line(text, total, most) : 0;
	if (upper == 0)
		return;
	/* Room for the upper line and half a character more. */
	int spare = (w->text_width - (upper + WHOLE / 2) * TITLE_SIZE / WHOLE) / 2;
	snprintf(indent, size, " w:left=\"%d\" w:right=\"%d\" w:firstLineChars=\"0\" w:firstLine=\"0\"", spare, spare);
}

/* -- the end ------------------------------------------------------------------------------------------------------------------- */

/* The date begins two characters right of the signature above it; the longer of the two ends two characters before the margin. */
static void place_signature(const pm_block *block, char *indent, size_t size)
{
	bool is_date = pm_block_role(block) == PM_ROLE_DATE;
	const pm_block *other = is_date ? pm_block_previous(block) : pm_block_next(block);
	if (other == NULL || pm_block_role(other) != (is_date ? PM_ROLE_SIGNATURE : PM_ROLE_DATE))
		return;
	int own = width_of(pm_block_text(block)), its = width_of(pm_block_text(other));
	int signature = is_date ? its : own, date = is_date ? own : its;
	int right = 4; /* half-characters */
	if (is_date && signature - date > right)
		right = signature - date;
	else if (!is_date && signature - date < right)
		right = 8 + date - signature;
	if (right < 0 || right > 40)
		return;
	snprintf(indent, size, " w:rightChars=\"%d\" w:right=\"%d\" w:firstLineChars=\"0\" w:firstLine=\"0\"", right * 50, right * 160);
}

/* Several numbered attachments hang under the first name. */
static void place_attachment(const pm_block *block, char *indent, size_t size)
{
	pm_str text = pm_block_text(block);
	pm_str label = PM_STR("附件：");
	if (pm_str_starts_with(text, label.ptr) && text.len > label.len && text.ptr[label.len] >= '0' && text.ptr[label.len] <= '9')
		snprintf(indent, size, " w:leftChars=\"600\" w:left=\"1920\" w:hangingChars=\"400\" w:hanging=\"1280\"");
}

void dw_place_official(const writer *w, const pm_block *block, style_id style, char *indent, size_t size)
{
	if (style == ST_TITLE)
		place_title(w, block, indent, size);
	else if (style == ST_SIGNATURE || style == ST_DATE)
		place_signature(block, indent, size);
	else if (style == ST_ATTACHMENT)
		place_attachment(block, indent, size);
}
