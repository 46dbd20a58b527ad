/* structure_title.c: the title, and what stands between it and the text: subtitle, dateline, speaker, addressee. */
#include "passes.h"
#include "structure.h"

enum { FRONT = 12 }; /* units among which the title is looked for */

static bool has_clock_or_label(pm_str s)
{
	uint32_t before = 0;
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		size_t next = at;
		uint32_t after = at < s.len ? pm_utf8_next(s, &next) : 0;
		if ((c == ':' || c == 0xff1a) && (pm_char_digit(before) >= 0 || pm_char_is_cjk(before)) && after != 0)
			return true;
		before = c;
	}
	return false;
}

/* `Subject: Minutes` */
static bool is_field(const pm_unit *u)
{
	pm_str s = pm_unit_text(u);
	size_t n = 0;
	while (n < s.len && ((s.ptr[n] | 32) >= 'a' && (s.ptr[n] | 32) <= 'z'))
		n++;
	return n > 1 && n + 1 < s.len && s.ptr[n] == ':' && s.ptr[n + 1] == ' ';
}

/* …工作总结： */
static pm_str without_colon(pm_str s)
{
	s = pm_str_trim(s);
	size_t n = pm_str_ends_with(s, "：") ? 3 : pm_str_ends_with(s, ":") ? 1 : 0;
	pm_str head = pm_str_trim(pm_str_of(s.ptr, s.len - n));
	return n > 0 && pm_line_ends_in_genre(head) ? head : s;
}

/* A short line that is no sentence, label, number or date. */
static bool is_title_line(const pm_unit *u)
{
	pm_str s = without_colon(pm_unit_text(u));
	pm_date date;
	if (pm_date_at(s, 0, false, &date) && !pm_line_ends_in_genre(s))
		return false;
	bool figure = u->number.type != PM_NUM_NONE && u->number.type != PM_NUM_BARE;
	return u->use == PM_USE_TEXT && pm_block_kind(u->block) == PM_PARAGRAPH && !figure && s.len > 0 && s.len < 400 &&
	       pm_line_n_stops(s) == 0 && !pm_phrase_is_date(s) && !pm_phrase_is_salutation(s) && pm_line_looks_like_title(s) &&
	       !has_clock_or_label(s) && !pm_str_starts_with(s, "——") && !pm_str_starts_with(s, "附件");
}

/* Units ahead of the text: the first that is a sentence, a numbered line or an address ends them. */
static size_t front_end(const pm_structure *s)
{
	size_t i = 0;
	for (; i < s->n && i < FRONT; i++) {
		const pm_unit *u = &s->units[i];
		pm_str text = pm_unit_text(u);
		if (u->use != PM_USE_TEXT || (u->number.type != PM_NUM_NONE && u->number.type != PM_NUM_BARE) ||
		    pm_phrase_is_salutation(text))
			break;
		if (pm_unit_is_prose(u) && !(is_title_line(u) && pm_line_ends_in_genre(text)))
			break;
	}
	return i;
}

static size_t find_by_meta(const pm_structure *s)
{
	pm_str meta = pm_doc_meta(s->doc, "title");
	for (size_t i = 0; meta.len > 0 && i < s->n && i < FRONT; i++)
		if (s->units[i].use == PM_USE_TEXT && pm_line_same_words(pm_unit_text(&s->units[i]), meta))
			return i;
	return SIZE_MAX;
}

static size_t find_by_form(const pm_structure *s)
{
	size_t end = front_end(s), first = SIZE_MAX;
	for (size_t i = 0; i < end; i++) {
		const pm_unit *u = &s->units[i];
		if (!is_title_line(u))
			continue;
		if (pm_line_ends_in_genre(without_colon(pm_unit_text(u))))
			return i;
		if (first == SIZE_MAX && !is_field(u) && !(i > 0 && is_field(u - 1)))
			first = i;
	}
	if (first == SIZE_MAX || first > 2)
		return SIZE_MAX;
	/* A title without the name of a kind stands first and apart, or before text. */
	const pm_unit *u = &s->units[first];
	if (first + 1 >= s->n || pm_unit_score(u) < 0)
		return SIZE_MAX;
	const pm_unit *next = &s->units[first + 1];
	bool apart = next->n_blank > 0 || next->use != PM_USE_TEXT || pm_unit_is_prose(next) || next->number.type != PM_NUM_NONE ||
		     pm_phrase_is_salutation(pm_unit_text(next)) || pm_phrase_is_date(pm_unit_text(next));
	bool stops = first + 1 < end && next->n_blank == 0 && end > first + 3;
	return apart && !stops ? first : SIZE_MAX;
}

static bool starts_with_any(pm_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (pm_str_starts_with(s, *words))
			return true;
	return false;
}

static bool ends_with_any(pm_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (pm_str_ends_with(s, *words))
			return true;
	return false;
}

/* 某县人民法院工作报告 says whose it is, and so is a title by itself. */
static bool names_office(pm_str s)
{
	enum { FAR = 48, LEAST = 24 };
	static const char *const offices[] = { "局", "政府", "委员会", "法院", "检察院", "镇", "乡", "县", "街道", "公司", "大学", "中心", "医院", "大队", "支队", "中学", "小学", "学校", "学院", "联合会", "党校", NULL };
	size_t from = 0;
	pm_utf8_next(s, &from); /* 县 alone says little */
	for (size_t at = from; at < s.len && at < FAR && s.len >= LEAST; pm_utf8_next(s, &at))
		for (const char *const *word = offices; *word != NULL; word++)
			if (pm_str_starts_with(pm_str_of(s.ptr + at, s.len - at), *word))
				return true;
	return false;
}

/* Is `b` the second line of the title `a`? */
static bool is_second_line(const pm_unit *a, const pm_unit *b)
{
	static const char *const opens[] = { "的", "和", "及", "与", "與", "暨", "关于", "關於", "并", "以及", NULL };
	static const char *const hangs[] = { "关于", "關於", "和", "及", "与", "與", "暨", "的", "、", "对", "印发", NULL };
	pm_str left = pm_unit_text(a), right = pm_unit_text(b);
	if (b->use != PM_USE_TEXT || b->n_blank > 1 || !pm_char_is_cjk(pm_line_last_char(left)) || pm_block_next(a->block) != b->block)
		return false;
	bool short_line = b->width <= 60 && pm_line_n_stops(right) == 0 && pm_line_n_commas(right) == 0 && !pm_phrase_is_date(right) &&
			  (b->number.type == PM_NUM_NONE || b->number.type == PM_NUM_BARE);
	uint32_t first = pm_line_first_char(right);
	if (has_clock_or_label(left) || !short_line || first == 0x2014 || first == 0xff08 || first == '(')
		return false;
	bool genre = pm_line_ends_in_genre(right);
	if (starts_with_any(right, opens) || ends_with_any(left, hangs))
		return genre || b->width <= 40;
	return genre && !pm_line_ends_in_genre(left) && is_title_line(b) && !names_office(right);
}

/* Does the title begin on the line above: with the year, or with who publishes it? */
static bool is_first_line(const pm_unit *a, const pm_unit *b)
{
	static const char *const offices[] = { "局",   "府",   "委",   "院",   "会",   "會", "办",   "辦", "办公室", "公司",
					       "部",   "厅",   "廳",   "镇",   "乡",   "县", "縣",   "市", "区",     "區",
					       "街道", "中心", "学校", "大学", "集团", "年", "年度", NULL };
	pm_str left = pm_unit_text(a), right = pm_unit_text(b);
	if (a->use != PM_USE_TEXT || b->n_blank > 0 || a->width > 60 || pm_block_next(a->block) != b->block || pm_line_n_stops(left) > 0 ||
	    !pm_char_is_cjk(pm_line_last_char(left)) || (a->number.type != PM_NUM_NONE && a->number.type != PM_NUM_BARE))
		return false;
	if (is_second_line(a, b))
		return true;
	/* A site or crumb that the title itself begins with stands for itself. */
	if (pm_line_begins_with_words(right, left, NULL))
		return false;
	return pm_line_n_commas(left) == 0 && !has_clock_or_label(left) && pm_line_ends_in_genre(right) && ends_with_any(left, offices);
}

/* Make units[*i] the title, with the line above and the line below where they are of it. */
static int set_title(pm_structure *s, size_t *i)
{
	if (*i > 0 && is_first_line(&s->units[*i - 1], &s->units[*i]))
		--*i;
	pm_unit *u = &s->units[*i];
	bool is_open = true;
	for (size_t k = *i + 1; k < s->n && k < *i + 3 && is_open; k++) {
		is_open = is_second_line(u, &s->units[k]) || (k == *i + 1 && is_first_line(u, &s->units[k]));
		if (!is_open)
			break;
		int rc = pm_block_join_next(u->block, PM_STR(""), s->err);
		if (rc != PM_OK)
			return rc;
		s->units[k].block = NULL;
	}
	u->use = PM_USE_TITLE;
	pm_str text = pm_unit_text(u), words = without_colon(text);
	if (words.len == text.len || !pm_rule_is_on(s->options, "heading-stop"))
		return PM_OK;
	return pm_unit_replace(s, u, words.len, text.len, PM_STR(""), "heading-stop");
}

static int set_meta(pm_structure *s, pm_str title)
{
	pm_str meta = pm_doc_meta(s->doc, "title");
	if (meta.len > 0 && !pm_line_begins_with_words(meta, title, NULL) && !pm_line_begins_with_words(title, meta, NULL))
		return PM_OK;
	return pm_doc_set_meta(s->doc, "title", title.ptr, title.len, s->err);
}

static void fix_role(pm_unit *u, pm_role role)
{
	pm_block_set_role(u->block, role);
	u->use = PM_USE_FIXED;
}

/* （2024年1月5日在某会议上）, ——在某会议上的报告, 某县县长 张某 */
void pm_structure_front_roles(pm_structure *s, size_t title)
{
	size_t i = title == SIZE_MAX ? 0 : title + 1;
	for (size_t n = 0; i < s->n && n < 6; i++, n++) {
		pm_unit *u = &s->units[i];
		pm_str text = pm_unit_text(u);
		if (u->use != PM_USE_TEXT)
			break;
		if (pm_phrase_is_salutation(text)) {
			fix_role(u, PM_ROLE_ADDRESSEE);
			break;
		}
		if (title == SIZE_MAX || pm_unit_is_prose(u) || u->number.type != PM_NUM_NONE)
			break;
		pm_date date;
		bool dated = pm_date_find(text, 0, true, &date) && u->width <= 90;
		uint32_t first = pm_line_first_char(text);
		bool next_opens = i + 1 < s->n && (pm_phrase_is_salutation(pm_unit_text(&s->units[i + 1])) ||
						   pm_phrase_is_date(pm_unit_text(&s->units[i + 1])));
		if (pm_str_starts_with(text, "——") && !dated)
			fix_role(u, PM_ROLE_SUBTITLE);
		else if (dated || first == 0xff08 || (next_opens && u->width <= 40))
			fix_role(u, PM_ROLE_DATELINE);
		else
			break;
	}
}

int pm_structure_title_name(pm_structure *s)
{
	if (!pm_rule_is_on(s->options, "title") || pm_doc_meta(s->doc, "title").len > 0)
		return PM_OK;
	size_t title = find_by_form(s);
	if (title == SIZE_MAX || !pm_line_ends_in_genre(without_colon(pm_unit_text(&s->units[title]))))
		return PM_OK;
	pm_str text = without_colon(pm_unit_text(&s->units[title]));
	return pm_doc_set_meta(s->doc, "title", text.ptr, text.len, s->err);
}

int pm_structure_title(pm_structure *s)
{
	if (!pm_rule_is_on(s->options, "title"))
		return PM_OK;
	size_t title = SIZE_MAX;
	for (size_t i = 0; i < s->n && title == SIZE_MAX; i++)
		if (s->units[i].use == PM_USE_TITLE)
			title = i;
	if (title == SIZE_MAX && !s->has_markup) {
		title = find_by_meta(s);
		if (title == SIZE_MAX)
			title = find_by_form(s);
	}
	if (title != SIZE_MAX) {
		int rc = s->units[title].use == PM_USE_TITLE ? PM_OK : set_title(s, &title);
		if (rc == PM_OK)
			rc = set_meta(s, pm_unit_text(&s->units[title]));
		if (rc != PM_OK)
			return rc;
		pm_structure_compact(s);
	}
	pm_structure_front_roles(s, title);
	return PM_OK;
}
