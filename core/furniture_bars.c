/* furniture_bars.c: bars of links, marks of print pages, credits of pictures, style sheets taken for text. */
#include "furniture.h"

/* -- link bars -------------------------------------------------------------------------------------------------------------- */

static bool is_bar_char(uint32_t c)
{
	return c == '|' || c == 0xff5c || c == 0x2502 || c == 0xa6;
}

/* Tokens between bars, and the longest of them; 0 where a token is a sentence. */
static size_t n_bar_tokens(pm_str text, size_t *longest)
{
	size_t n = 0, start = 0;
	*longest = 0;
	for (size_t at = 0; at <= text.len;) {
		size_t here = at;
		uint32_t c = at < text.len ? pm_utf8_next(text, &at) : 0;
		if (c != 0 && !is_bar_char(c))
			continue;
		pm_str token = pm_str_trim(pm_str_of(text.ptr + start, here - start));
		size_t length = pm_str_reading_length(token);
		n += length > 0;
		if (length > *longest)
			*longest = length;
		start = at;
		if (c == 0)
			break;
	}
	return n;
}

/* 甲 | 乙 | 丙 ahead of or behind the text, where one of them at least is a word of menus; a row of a table has none. */
static bool is_link_bar(const pm_furniture *f, const pm_furniture_line *line)
{
	size_t longest = 0;
	if (line->is_text || line->text.len > 600 || pm_line_n_stops(line->text) > 0 || is_bar_char(pm_char_at(line->text, 0)))
		return false;
	size_t n = n_bar_tokens(line->text, &longest);
	if (n < 3 || longest > 36)
		return false;
	pm_judgement j;
	pm_judge(&f->phrases, line->text, &j);
	/* 公司首页|公司概况|…: what begins at a home page leads on from there. */
	size_t home = pm_str_find(line->text, PM_STR("首页"), 0), bar = home == SIZE_MAX ? home : home + strlen("首页");
	if (n >= 4 && home <= 12 && bar < line->text.len && is_bar_char(pm_char_at(line->text, pm_skip_space(line->text, bar))) && j.n_controls >= 1)
		return true;
	return (j.n_controls >= 2 || j.strongest >= 2) && j.n_phrases * 6 >= n;
}

/* Short words parted by spaces, some of them of menus: 首页 新闻 公开 服务 */
static bool is_space_bar(const pm_furniture *f, const pm_furniture_line *line)
{
	if (line->is_text || line->text.len > 400 || pm_line_n_stops(line->text) + pm_line_n_commas(line->text) > 0)
		return false;
	for (size_t i = 0; i < line->text.len; i++)
		if (strchr("(){}=;\"'<`$", line->text.ptr[i]) != NULL)
			return false; /* code has such words too */
	pm_judgement j;
	pm_judge(&f->phrases, line->text, &j);
	/* 首页 医院概况 …: what begins at the home page leads on from there, whatever the site calls its parts. */
	bool from_home = pm_str_starts_with(line->text, "首页 ") || pm_str_starts_with(line->text, "网站首页 ");
	if (from_home && j.n_tokens >= 5 && j.n_controls >= 2 && line->length / j.n_tokens <= 18)
		return true;
	return j.n_tokens >= 4 && j.n_controls >= 2 && j.n_phrases * 3 >= j.n_tokens && line->length / j.n_tokens <= 24;
}

/* As short as the words of menus are: at most eight Han characters or three Latin words. */
static bool is_menu_word(const pm_furniture_line *line)
{
	enum { MOST_LENGTH = 24, MOST_SPACES = 2 };
	size_t n_spaces = 0;
	pm_date date;
	for (size_t i = 0; i < line->text.len; i++)
		n_spaces += line->text.ptr[i] == ' ';
	return line->length <= MOST_LENGTH && n_spaces <= MOST_SPACES && !line->is_numbered && !line->opens_label &&
	       pm_line_n_stops(line->text) == 0 && !pm_date_at(line->text, 0, false, &date);
}

static bool are_of_one_length(const pm_furniture *f, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++)
		if (f->lines[i].length != f->lines[from].length)
			return false;
	return true;
}

/* A column of short words ahead of the title, some of them of menus.  What stands below the last of these may be the title. */
static void mark_columns(pm_furniture *f, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		size_t end = i, n_known = 0, last = i;
		for (; end < to && is_menu_word(&f->lines[end]); end++) {
			pm_what what = (pm_what)f->lines[end].what;
			if (f->lines[end].weight == 0 || !(what == PM_W_LINK || what == PM_W_LOGIN || what == PM_W_SHARE || what == PM_W_ACTION))
				continue;
			n_known++;
			last = end + 1;
		}
		/* Where the title plainly comes next, all of the column is menu. */
		if (end < to && end < f->head_end && f->lines[end].is_title_like && f->lines[end].weight == 0 && !f->lines[end].is_marked)
			last = n_known > 0 ? end : last;
		bool is_row = end < to && last == end && n_known > 0 && end - i >= 3 && are_of_one_length(f, i, end);
		if ((last - i >= 4 && n_known >= 2 && n_known * 4 >= last - i) || is_row)
			for (size_t k = i; k < last; k++)
				if (!f->lines[k].is_marked)
					pm_furniture_mark(f, k, PM_W_LINK);
		i = end > i ? end : i + 1;
	}
}

void pm_furniture_link_bars(pm_furniture *f)
{
	for (size_t i = 0; i < f->n_lines && f->code == PM_OK; i++) {
		if (i == f->head_end && i < f->tail_start)
			i = f->tail_start;
		if (i < f->n_lines && !f->lines[i].is_marked && (is_link_bar(f, &f->lines[i]) || is_space_bar(f, &f->lines[i])))
			pm_furniture_mark(f, i, PM_W_LINK);
	}
	mark_columns(f, 0, f->head_end);
	if (f->is_lines)
		mark_columns(f, f->tail_start, f->n_lines);
}

/* -- page marks ------------------------------------------------------------------------------------------------------------- */

static size_t take_literal(pm_str s, size_t at, const char *literal)
{
	at = pm_skip_space(s, at);
	return pm_str_starts_with(pm_str_of(s.ptr + at, s.len - at), literal) ? at + strlen(literal) : 0;
}

static size_t take_figure(pm_str s, size_t at)
{
	uint32_t value = 0;
	at = pm_skip_space(s, at);
	return pm_decimal_number(s, &at, &value, NULL) || pm_han_number(s, &at, &value) ? at : 0;
}

/* 第 1 页 共 3 页, 第1页/共3页, 共3页, Page 1 of 3 */
static bool is_page_of(pm_str text)
{
	size_t at = 0;
	bool found = false;
	for (int part = 0; part < 2; part++) {
		size_t next = take_literal(text, at, "第");
		if (next == 0)
			next = take_literal(text, at, "共");
		if (next == 0 || (next = take_figure(text, next)) == 0)
			break;
		size_t end = take_literal(text, next, "页");
		if (end == 0)
			end = take_literal(text, next, "頁");
		if (end == 0)
			break;
		found = true;
		at = pm_skip_space(text, end);
		while (at < text.len && (pm_char_at(text, at) == '/' || pm_char_at(text, at) == 0xff0c || pm_char_at(text, at) == ',' || pm_char_at(text, at) == '|'))
			pm_utf8_next(text, &at);
	}
	if (found && pm_skip_space(text, at) >= text.len)
		return true;
	at = take_literal(text, 0, "Page");
	if (at == 0 || (at = take_figure(text, at)) == 0 || (at = take_literal(text, at, "of")) == 0 || (at = take_figure(text, at)) == 0)
		return false;
	return pm_skip_space(text, at) >= text.len;
}

/* - 12 -, — 12 —: a page number between dashes. */
static bool is_dashed_number(pm_str text)
{
	uint32_t dash = pm_char_at(text, 0);
	if (dash != '-' && dash != 0x2014 && dash != 0x2013 && dash != 0xff0d && dash != 0x2015)
		return false;
	size_t at = 0;
	while (at < text.len && pm_char_at(text, at) == dash)
		pm_utf8_next(text, &at);
	if ((at = take_figure(text, at)) == 0)
		return false;
	at = pm_skip_space(text, at);
	size_t from = at;
	while (at < text.len && pm_char_at(text, at) == dash)
		pm_utf8_next(text, &at);
	return at > from && at == text.len;
}

/* 2 / 6: the number of pages, 0 where the line is none. */
static uint32_t slashed_page(pm_str text)
{
	uint32_t page = 0, pages = 0;
	size_t at = 0;
	if (!pm_decimal_number(text, &at, &page, NULL))
		return 0;
	at = pm_skip_space(text, at);
	if (pm_char_at(text, at) != '/')
		return 0;
	at = pm_skip_space(text, at + 1);
	return pm_decimal_number(text, &at, &pages, NULL) && at == text.len && page >= 1 && page <= pages ? pages : 0;
}

/* （下转第四版）, 上接第1版 */
static bool is_carry_over(pm_str text)
{
	size_t at = 0;
	uint32_t open = pm_char_at(text, 0);
	if (open == 0xff08 || open == '(' || open == 0x25b6 || open == 0x25bc || open == 0x3010)
		pm_utf8_next(text, &at);
	size_t next = take_literal(text, at, "下转");
	if (next == 0)
		next = take_literal(text, at, "上接");
	if (next == 0)
		next = take_literal(text, at, "下轉");
	if (next == 0)
		next = take_literal(text, at, "上接");
	return next != 0 && text.len < 60 && (pm_str_find(text, PM_STR("版"), next) != SIZE_MAX || pm_str_find(text, PM_STR("页"), next) != SIZE_MAX);
}

/* -- credits and residue ---------------------------------------------------------------------------------------------------- */

/* 某某 摄, （某某 摄）: a name and the one word. */
static bool is_photo_credit(pm_str text)
{
	while (text.len > 0 && (pm_str_ends_with(text, "）") || pm_str_ends_with(text, ")") || pm_str_ends_with(text, "】")))
		text = pm_str_trim(pm_str_of(text.ptr, text.len - (pm_str_ends_with(text, ")") ? 1 : 3)));
	if (!pm_str_ends_with(text, "摄") && !pm_str_ends_with(text, "攝") && !pm_str_ends_with(text, "摄影"))
		return false;
	size_t length = pm_str_reading_length(text);
	bool parted = pm_str_find(text, PM_STR(" "), 0) != SIZE_MAX || pm_str_find(text, PM_STR("/"), 0) != SIZE_MAX ||
	              pm_str_find(text, PM_STR("\u3000"), 0) != SIZE_MAX;
	return length >= 6 && length <= 36 && parted && pm_line_n_commas(text) == 0;
}

/* Are there more than `n` Han characters among the first? */
static bool has_cjk(pm_str text, size_t n)
{
	size_t found = 0;
	for (size_t at = 0; at < text.len && at < 300 && found <= n;)
		found += pm_char_is_cjk(pm_utf8_next(text, &at));
	return found > n;
}

/* 某某.doc: the name of a file, alone or behind 附件：. */
static bool is_file_name(pm_str text)
{
	static const char *const ends[] = { ".doc", ".docx", ".pdf", ".xls", ".xlsx", ".zip", ".rar", ".wps", ".ofd", ".ppt", ".pptx", ".et" };
	while (pm_str_ends_with(text, "）") || pm_str_ends_with(text, ")") || pm_str_ends_with(text, "】") || pm_str_ends_with(text, "]"))
		text = pm_str_trim(pm_str_of(text.ptr, text.len - (pm_str_ends_with(text, ")") || pm_str_ends_with(text, "]") ? 1 : 3)));
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (pm_str_ends_with(text, ends[i]))
			return has_cjk(text, 0) && pm_line_n_stops(text) == 0;
	return false;
}

/* 确定要删除该评论吗？ and the like: what a page asks, not what a text does. */
static bool is_page_question(pm_str text)
{
	static const char *const asks[] = { "确定", "确认", "是否" };
	static const char *const whats[] = { "删除", "退出", "离开", "跳转", "取消收藏", "提交", "举报", "继续" };
	bool asked = false, acted = false;
	uint32_t last = pm_line_last_char(text);
	if (last != '?' && last != 0xff1f && !pm_str_ends_with(text, "吗"))
		return false;
	for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++)
		asked = asked || pm_str_find(text, pm_str_from(asks[i]), 0) != SIZE_MAX;
	for (size_t i = 0; i < sizeof whats / sizeof whats[0]; i++)
		acted = acted || pm_str_find(text, pm_str_from(whats[i]), 0) != SIZE_MAX;
	return asked && acted;
}

/* Signs of a word processor's style sheet, or of a script, that a page shows as text; Han text has neither. */
static const char *const styles[] = { "mso-", "MsoNormal", "X-NONE", "@font-face", "@list l", "panose-1" };
static const char *const scripts[] = { "document.write(", "document.getElementById(", "window._bd_share_config", "$(document).ready(",
	                               "$(function(){", "createElement(\"script\")", "createElement('script')" };

void pm_furniture_add_bar_words(pm_word_filter *filter)
{
	pm_word_filter_add(filter, PM_MAY_BE_STYLE, styles, sizeof styles / sizeof styles[0]);
	pm_word_filter_add(filter, PM_MAY_BE_STYLE, scripts, sizeof scripts / sizeof scripts[0]);
}

static bool is_style_residue(pm_str text)
{
	if (has_cjk(text, 20))
		return false;
	size_t n = 0;
	for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
		n += pm_str_find(text, pm_str_from(styles[i]), 0) != SIZE_MAX;
	bool braces = pm_str_find(text, PM_STR("{"), 0) != SIZE_MAX || pm_str_find(text, PM_STR("false"), 0) != SIZE_MAX ||
	              pm_str_find(text, PM_STR(";"), 0) != SIZE_MAX;
	if (n > 0 && braces)
		return true;
	for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
		if (pm_str_find(text, pm_str_from(scripts[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

/* Scripts are residue in a Chinese report; in a text about them they are its matter. */
static bool is_chinese(const pm_furniture *f)
{
	size_t n_text = 0;
	for (size_t i = 0; i < f->n_lines && n_text < 3; i++)
		n_text += f->lines[i].is_text && has_cjk(f->lines[i].text, 8);
	return n_text > 0;
}

static bool is_page_line(const pm_furniture *f, size_t i)
{
	return f->lines[i].length <= 60 && (is_page_of(f->lines[i].text) || is_dashed_number(f->lines[i].text));
}

/* The head of a printed page, which stands beside the page's number: of lines that do so twice, all are marked but a title that has no other
 * line to stand for it. */
static void mark_running_head(pm_furniture *f, size_t at)
{
	enum { MOST_LENGTH = 75, NEAR = 4 };
	const pm_furniture_line *head = &f->lines[at];
	if (head->is_marked || head->is_text || head->is_numbered || head->length < 12 || head->length > MOST_LENGTH ||
	    pm_line_n_stops(head->text) + pm_line_n_commas(head->text) > 0)
		return;
	size_t n_beside = 0, n = 0, first = f->n_lines;
	for (size_t i = 0; i < f->n_lines; i++) {
		if (f->lines[i].text.len != head->text.len || memcmp(f->lines[i].text.ptr, head->text.ptr, head->text.len) != 0)
			continue;
		first = n++ == 0 ? i : first;
		n_beside += (i > 0 && is_page_line(f, i - 1)) || (i + 1 < f->n_lines && is_page_line(f, i + 1));
	}
	if (n_beside < 2)
		return;
	bool is_title = pm_line_ends_in_genre(head->text);
	for (size_t i = first + 1; is_title && i < f->n_lines && i < first + NEAR; i++)
		is_title = f->lines[i].is_marked || !f->lines[i].is_title_like || !pm_line_ends_in_genre(f->lines[i].text);
	pm_str text = head->text;
	for (size_t i = is_title ? first + 1 : first; i < f->n_lines; i++)
		if (!f->lines[i].is_marked && f->lines[i].text.len == text.len && memcmp(f->lines[i].text.ptr, text.ptr, text.len) == 0)
			pm_furniture_mark(f, i, PM_W_PAGE);
}

static void mark_running_heads(pm_furniture *f)
{
	enum { MOST_HEADS = 4 };
	size_t n = 0;
	for (size_t i = 0; i + 1 < f->n_lines && n < MOST_HEADS && f->code == PM_OK; i++) {
		if (!is_page_line(f, i))
			continue;
		mark_running_head(f, i + 1);
		if (i > 0)
			mark_running_head(f, i - 1);
		n++;
	}
}

void pm_furniture_page_marks(pm_furniture *f)
{
	bool chinese = is_chinese(f);
	bool has_pages = false;
	for (size_t i = 0; i < f->n_lines && !has_pages; i++)
		has_pages = f->lines[i].length <= 60 && is_page_of(f->lines[i].text);
	for (size_t i = 0; i < f->n_lines && f->code == PM_OK; i++) {
		const pm_furniture_line *line = &f->lines[i];
		if (line->is_marked)
			continue;
		if (has_pages && line->text.len <= 16 && slashed_page(line->text) > 1)
			pm_furniture_mark(f, i, PM_W_PAGE);
		else if (line->length <= 60 && (is_page_of(line->text) || is_dashed_number(line->text) || is_carry_over(line->text)))
			pm_furniture_mark(f, i, PM_W_PAGE);
		else if (line->length <= 60 && is_photo_credit(line->text))
			pm_furniture_mark_by(f, i, "metadata", "photo-credit");
		else if (i >= f->tail_start && line->length <= 90 && is_page_question(line->text))
			pm_furniture_mark(f, i, PM_W_DIALOGUE);
		else if (f->is_lines && i >= f->tail_start && line->length <= 150 && is_file_name(line->text))
			pm_furniture_mark(f, i, PM_W_ATTACHMENT);
		else if (chinese && (line->lists & PM_MAY_BE_STYLE) != 0 && is_style_residue(line->text))
			pm_furniture_mark_by(f, i, "residue", "style-residue");
	}
	mark_running_heads(f);
}
