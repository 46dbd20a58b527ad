/* furniture_tail.c: what stands behind the text: related articles, link farms, footers and disclaimers. */
#include "furniture.h"

enum { MAX_LINK_TITLE = 150 };

static bool is_label_line(const pm_furniture_line *line)
{
	return line->what == PM_W_RELATED && line->weight > 0;
}

/* A headline in a list of links: one phrase, perhaps with a date at either end. */
static bool is_link_title(const pm_furniture_line *line)
{
	if (line->is_text || line->length == 0 || line->length > MAX_LINK_TITLE)
		return false;
	uint32_t last = pm_line_last_char(line->text);
	return last != 0x3002 && last != 0xff1b && last != 0xff1a && last != ':' && pm_line_n_stops(line->text) <= 1;
}

/* A headline that can stand in a list amid the text: not a heading of the text itself. */
static bool is_headline(const pm_furniture_line *line)
{
	enum { LEAST = 24 };
	return line->is_title_like && !line->is_numbered && line->length >= LEAST;
}

/* Signature and date of a document, which may be its last lines. */
static bool is_dated(pm_str text)
{
	pm_date date;
	return pm_date_at(text, 0, true, &date) && date.end + 3 >= text.len;
}

static bool is_office(pm_str text)
{
	static const char *const ends[] = { "局", "委", "会", "府", "办", "室", "处", "院", "部", "司", "厅", "公司", "中心", "校", "局党组", "党委", "支部" };
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (pm_str_ends_with(text, ends[i]))
			return true;
	return false;
}

void pm_furniture_related(pm_furniture *f)
{
	if (pm_doc_fidelity(f->doc) == PM_PAGE)
		return; /* a page's regions tell better than its lines where such a list ends (page_worth.c) */
	for (size_t i = 0; i < f->n_lines && f->code == PM_OK; i++) {
		if (!is_label_line(&f->lines[i]))
			continue;
		bool is_tail = i >= f->tail_start;
		if (!f->lines[i].is_marked && f->lines[i].weight < 2)
			continue;
		/* The list below it: to the end behind the text, else as far as headlines go that no number or sentence breaks. */
		size_t k = i + 1;
		while (k < f->n_lines && (f->lines[k].is_marked || (is_link_title(&f->lines[k]) && (is_tail || is_headline(&f->lines[k])))))
			k++;
		/* Amid the text a label alone proves nothing: headlines have to follow, and the text has to go on. */
		if (!is_tail && (k - i < 2 || k >= f->n_lines || !f->lines[k].is_text)) {
			continue;
		}
		if (!f->lines[i].is_marked)
			pm_furniture_mark(f, i, PM_W_RELATED);
		for (size_t m = i + 1; m < k; m++)
			if (!f->lines[m].is_marked)
				pm_furniture_mark(f, m, PM_W_RELATED);
	}
}

/* -- footers --------------------------------------------------------------------------------------------------------------- */

static size_t n_words(pm_str text, const char *const *words, size_t n)
{
	size_t found = 0;
	for (size_t i = 0; i < n; i++)
		found += pm_str_find(text, pm_str_from(words[i]), 0) != SIZE_MAX;
	return found;
}

/* The site speaking of itself or its users. */
static const char *const selves[] = { "本站", "本网", "网友", "用户发布", "用户自发", "用户上传", "一键举报", "联系我们", "本平台", "本公众号" };

void pm_furniture_add_tail_words(pm_word_filter *filter)
{
	static const char *const leaving[] = { "即将离开" };
	pm_word_filter_add(filter, PM_MAY_DISCLAIM, selves, sizeof selves / sizeof selves[0]);
	pm_word_filter_add(filter, PM_MAY_DISCLAIM, leaving, 1);
}

/* 本站 … 侵权 … 删除: words that disclaimers are made of, one at least of which is the site's name for itself or its users. */
bool pm_furniture_is_disclaimer(pm_str text, const pm_line_facts *facts)
{
	static const char *const words[] = { "侵权", "版权", "转载", "免责", "不代表", "观点", "举报", "立场", "原作者", "著作权", "仅供参考", "内容真实",
		                             "删除", "凡注明", "所有权", "法律责任", "来源于网络", "仅提供信息存储", "授权", "注明来源" };
	if (text.len > 1500 || (facts->lists & PM_MAY_DISCLAIM) == 0)
		return false;
	/* The dialogue of government sites: 您访问的链接即将离开…，是否继续？ */
	if (pm_str_find(text, PM_STR("即将离开"), 0) != SIZE_MAX && pm_str_find(text, PM_STR("是否继续"), 0) != SIZE_MAX)
		return true;
	size_t n_self = n_words(text, selves, sizeof selves / sizeof selves[0]);
	return n_self > 0 && n_self + n_words(text, words, sizeof words / sizeof words[0]) >= 3;
}

/* Ends as a footer's lines end that have no label: 某某办公室主办. */
static bool ends_like_footer(pm_str text)
{
	static const char *const ends[] = { "主办", "承办", "版权所有", "技术支持", "维护", "制作维护", "All Rights Reserved", "All rights reserved" };
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (pm_str_ends_with(text, ends[i]))
			return true;
	return pm_str_find(text, PM_STR("分辨率"), 0) != SIZE_MAX && pm_str_find(text, PM_STR("浏览"), 0) != SIZE_MAX;
}

/* Contact lines behind the text are a footer's only where a footer's sure signs are near. */
static bool is_footer_like(const pm_furniture_line *line)
{
	/* （联系人：某某，电话：…） below signature and date is the document's own. */
	uint32_t first = pm_line_first_char(line->text), last = pm_line_last_char(line->text);
	if ((first == 0xff08 || first == '(') && (last == 0xff09 || last == ')'))
		return false;
	return line->weight > 0 || line->is_disclaimer || (!line->is_text && ends_like_footer(line->text));
}

/* Same last character in most lines: 某某局 某某局 某某委 is a row of offices. */
static bool is_alike(const pm_furniture *f, size_t from, size_t to)
{
	size_t best = 0;
	for (size_t i = from; i < to; i++) {
		size_t n = 0;
		uint32_t last = pm_line_last_char(f->lines[i].text);
		for (size_t k = from; k < to; k++)
			n += pm_line_last_char(f->lines[k].text) == last;
		if (n > best)
			best = n;
	}
	return best * 10 >= (to - from) * 6;
}

/* A run of short names with nothing else, next to furniture or alike as neighbouring offices are. */
static void mark_farms(pm_furniture *f)
{
	enum { LEAST = 5, MOST_LENGTH = 45, MOST_CHECKED = 200 };
	for (size_t i = f->tail_start; i < f->n_lines;) {
		size_t end = i;
		while (end < f->n_lines && !f->lines[end].is_marked && f->lines[end].length <= MOST_LENGTH && f->lines[end].length >= 3 &&
		       pm_line_n_stops(f->lines[end].text) == 0 && pm_line_n_commas(f->lines[end].text) == 0 && !is_dated(f->lines[end].text) &&
		       !f->lines[end].is_numbered)
			end++;
		size_t n = end - i;
		bool touches = (i > 0 && f->lines[i - 1].is_marked) || (end < f->n_lines && f->lines[end].is_marked);
		bool introduced = i > 0 && !f->lines[i - 1].is_marked &&
		                  (pm_line_last_char(f->lines[i - 1].text) == ':' || pm_line_last_char(f->lines[i - 1].text) == 0xff1a);
		if (n >= LEAST && n <= MOST_CHECKED && !introduced && touches && (is_alike(f, i, end) || (i > 0 && f->lines[i - 1].is_marked)))
			for (size_t k = i; k < end; k++)
				pm_furniture_mark_by(f, k, "related", "link-farm");
		i = end > i ? end : i + 1;
	}
}

/* Behind the text, short lines with furniture on both sides are of it; the name of an office may be a signature. */
static void mark_between(pm_furniture *f)
{
	enum { MOST_LINES = 3, MOST_LENGTH = 30 };
	for (size_t i = f->tail_start; i < f->n_lines; i++) {
		if (f->lines[i].is_marked || i == 0 || !f->lines[i - 1].is_marked)
			continue;
		size_t end = i;
		while (end < f->n_lines && !f->lines[end].is_marked && f->lines[end].length <= MOST_LENGTH && !f->lines[end].is_numbered &&
		       !is_dated(f->lines[end].text) && !is_office(f->lines[end].text) && pm_line_n_stops(f->lines[end].text) == 0)
			end++;
		bool is_last = end == f->n_lines && f->lines[i - 1].what == PM_W_FOOTER;
		if (((end < f->n_lines && f->lines[end].is_marked) || is_last) && end - i <= MOST_LINES)
			for (size_t k = i; k < end; k++)
				pm_furniture_mark(f, k, PM_W_LINK);
		i = end;
	}
}

/* 某某县人民政府 网站标识码：…: the codes that a site must show prove a line, whose office it names besides. */
static bool has_site_code(pm_furniture *f, const pm_furniture_line *line, bool is_last)
{
	enum { MOST_LENGTH = 300 };
	if (line->is_text || line->length > MOST_LENGTH || pm_line_n_stops(line->text) > 0)
		return false;
	pm_judgement j;
	pm_judge(&f->phrases, line->text, &j);
	if (j.what != PM_W_FOOTER)
		return false;
	/* 版权所有 某局 邮编 … 电话 …: whose page it is, and how to reach them */
	bool owned = pm_str_find(line->text, PM_STR("版权所有"), 0) != SIZE_MAX, reached = pm_str_find(line->text, PM_STR("地址"), 0) != SIZE_MAX;
	return j.strongest >= 4 || ((owned || reached) && j.n_phrases >= 3 && is_last);
}

/* Between the date and the font sizes of a page, below its title, a short line says whence it is. */
static void mark_below_title(pm_furniture *f)
{
	enum { MOST_LENGTH = 45 };
	bool has_title = false;
	for (size_t i = 0; i + 1 < f->head_end && f->code == PM_OK; i++) {
		const pm_furniture_line *line = &f->lines[i];
		has_title = has_title || (!line->is_marked && line->is_title_like && pm_line_ends_in_genre(line->text));
		bool between = i > 0 && f->lines[i - 1].is_marked && f->lines[i + 1].is_marked && f->lines[i + 1].what != PM_W_PAGE;
		if (has_title && between && !line->is_marked && line->length <= MOST_LENGTH && !pm_line_ends_in_genre(line->text) &&
		    pm_line_n_stops(line->text) + pm_line_n_commas(line->text) == 0)
			pm_furniture_mark(f, i, PM_W_SOURCE);
	}
}

void pm_furniture_footer(pm_furniture *f)
{
	/* Disclaimers are told apart from text by find_edges, so that they stand behind it. */
	for (size_t i = f->tail_start; i < f->n_lines && f->code == PM_OK; i++)
		if (!f->lines[i].is_marked && (f->lines[i].is_disclaimer || has_site_code(f, &f->lines[i], pm_furniture_next(f, i) == f->n_lines)))
			pm_furniture_mark(f, i, PM_W_FOOTER);
	/* From the first sure sign of a footer behind the text on, whatever looks like one belongs to it. */
	bool in_footer = false;
	for (size_t i = f->tail_start; i < f->n_lines && f->code == PM_OK; i++) {
		const pm_furniture_line *line = &f->lines[i];
		if (line->is_marked && line->what == PM_W_FOOTER)
			in_footer = true;
		else if (in_footer && !line->is_marked && is_footer_like(line))
			pm_furniture_mark(f, i, PM_W_FOOTER);
	}
	for (size_t i = f->n_lines; in_footer && i > f->tail_start; i--) {
		const pm_furniture_line *line = &f->lines[i - 1];
		if (!line->is_marked && !is_footer_like(line))
			break;
		if (!line->is_marked)
			pm_furniture_mark(f, i - 1, PM_W_FOOTER);
	}
	if (f->code == PM_OK && f->is_lines && pm_rule_is_on(f->options, "link-farm"))
		mark_farms(f);
	if (f->code == PM_OK && f->is_lines)
		mark_below_title(f);
	if (f->code == PM_OK && f->is_lines)
		mark_between(f);
}
