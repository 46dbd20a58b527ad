/* structure_tail.c: what closes a document: signature and date, attachments. */
#include "passes.h"
#include "structure.h"

/* `附件：1.名单`, `附件1`, `附：` */
static bool is_attachment(pm_str s)
{
	size_t n = pm_str_starts_with(s, "附件") ? 6 : pm_str_starts_with(s, "附") ? 3 : 0;
	if (n == 0 || s.len > 300)
		return false;
	if (n == s.len)
		return n == 6;
	size_t at = n;
	uint32_t c = pm_utf8_next(s, &at);
	return c == ':' || c == 0xff1a || (n == 6 && (pm_char_digit(c) >= 0 || c == 0x4e00 || c == 0x4e8c || c == 0x4e09));
}

/* Who signs: a short line of words without stops. */
static bool is_signature(const pm_unit *u)
{
	pm_str s = pm_unit_text(u);
	return u->use == PM_USE_TEXT && u->number.type == PM_NUM_NONE && pm_block_kind(u->block) == PM_PARAGRAPH && u->width >= 4 &&
	       u->width <= 48 && pm_line_n_stops(s) == 0 && pm_line_n_commas(s) <= 1 && !pm_line_ends_sentence(s) &&
	       pm_line_last_char(s) != 0xff1a;
}

/* …作出新的贡献！某局2023年12月5日: where the signature begins; 0 where it does not. */
static size_t cut_signature(pm_structure *s, size_t i, void *data)
{
	const pm_block *last = data;
	const pm_unit *u = &s->units[i];
	pm_str text = pm_unit_text(u);
	if (u->block != last || u->use != PM_USE_TEXT || text.len < 60)
		return 0;
	/* The last stop of the line, not far from its end. */
	size_t stop = text.len;
	for (size_t at = text.len; at > 0 && text.len - at < 150;) {
		size_t here = at;
		uint32_t c = pm_utf8_previous(text, &at);
		if (c == 0x3002 || c == 0xff01) {
			stop = here;
			break;
		}
		if (c == 0xff0c || c == 0xff1b || c == 0xff1a)
			return 0;
	}
	pm_str tail = pm_str_trim(pm_str_of(text.ptr + stop, text.len - stop));
	pm_date date;
	if (tail.len < 12 || tail.len > 140 || !pm_date_find(tail, 0, false, &date))
		return 0;
	/* Nothing behind the date, and before it a name. */
	pm_str behind = pm_str_trim(pm_str_of(tail.ptr + date.end, tail.len - date.end));
	pm_str name = pm_str_trim(pm_str_of(tail.ptr, date.start));
	if (behind.len > 3 || date.day == 0 || (name.len > 0 && (pm_text_width(name) < 4 || pm_text_width(name) > 48)))
		return 0;
	return (size_t)(tail.ptr - text.ptr);
}

/* 某局2023年12月5日 */
static size_t cut_date(pm_structure *s, size_t i, void *data)
{
	const pm_block *last = data;
	const pm_unit *u = &s->units[i];
	pm_str text = pm_unit_text(u);
	pm_date date;
	if (pm_block_previous(u->block) != last || i + 1 != s->n || text.len > 200 || !pm_date_find(text, 0, false, &date))
		return 0;
	return date.start;
}

static int split_tail(pm_structure *s)
{
	size_t i = s->n;
	while (i > 0 && s->units[i - 1].use != PM_USE_TEXT)
		i--;
	if (i == 0)
		return PM_OK;
	pm_block *last = s->units[i - 1].block;
	int rc = pm_structure_cut(s, cut_signature, last);
	if (rc == PM_OK && pm_block_next(last) != NULL && s->n > 0)
		rc = pm_structure_cut(s, cut_date, last);
	return rc;
}

void pm_structure_roles(pm_structure *s)
{
	size_t last_text = s->n;
	for (size_t i = s->n; i > 0; i--) {
		pm_unit *u = &s->units[i - 1];
		if (u->use == PM_USE_TEXT && u->number.type == PM_NUM_NONE && is_attachment(pm_unit_text(u))) {
			pm_block_set_role(u->block, PM_ROLE_ATTACHMENT);
			u->use = PM_USE_FIXED;
			continue;
		}
		if (last_text == s->n && u->use == PM_USE_TEXT)
			last_text = i - 1;
	}
	for (size_t i = 2; i < s->n; i++) {
		pm_unit *date = &s->units[i], *name = &s->units[i - 1];
		if (date->use != PM_USE_TEXT || !pm_phrase_is_date(pm_unit_text(date)))
			continue;
		/* One inside the text is that of a letter which the rest is enclosed with. */
		bool signed_by = is_signature(name) && (i == last_text || pm_unit_is_prose(&s->units[i - 2]));
		if (!signed_by && i != last_text)
			continue;
		pm_block_set_role(date->block, PM_ROLE_DATE);
		date->use = PM_USE_FIXED;
		if (!signed_by)
			continue;
		pm_block_set_role(name->block, PM_ROLE_SIGNATURE);
		name->use = PM_USE_FIXED;
	}
}

int pm_structure_tail(pm_structure *s)
{
	int rc = PM_OK;
	if (!pm_rule_is_on(s->options, "signature") || s->n < 3)
		return PM_OK;
	if (s->is_cjk)
		rc = split_tail(s);
	if (rc == PM_OK)
		pm_structure_roles(s);
	return rc;
}
