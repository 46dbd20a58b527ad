/* furniture_tail.c: what stands behind the text: related articles, link farms, footers and disclaimers. */
#include "furniture.h"

enum { MAX_LINK_TITLE = 150, MAX_DISCLAIMER = 900 };

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

/* Signature and date of a document, which may be its last lines. */
static bool is_dated(pm_str text)
{
	pm_date date;
	return pm_date_at(text, 0, true, &date) && date.end + 3 >= text.len;
}

void pm_furniture_related(pm_furniture *f)
{
	if (pm_doc_fidelity(f->doc) == PM_PAGE)
		return; /* a page's regions tell better than its lines where such a list ends (page_worth.c) */
	for (size_t i = 0; i < f->n_lines && f->code == PM_OK; i++) {
		if (!is_label_line(&f->lines[i]))
			continue;
		bool is_tail = i >= f->tail_start;
		if (!f->lines[i].is_marked && (!is_tail || f->lines[i].weight < 2))
			continue;
		/* The list below it: to the end behind the text, else as far as headlines go that no number or sentence breaks. */
		size_t k = i + 1;
		while (k < f->n_lines && (f->lines[k].is_marked || (is_link_title(&f->lines[k]) && (is_tail || !f->lines[k].is_numbered))))
			k++;
		if (!is_tail && k < f->n_lines && k - i <= 1)
			continue;
		for (size_t m = i + 1; m < k; m++)
			if (!f->lines[m].is_marked)
				pm_furniture_mark(f, m, PM_W_RELATED);
	}
}

/* -- footers --------------------------------------------------------------------------------------------------------------- */

/* 本站 侵权 删除 …: words that disclaimers are made of; how many of them stand in the line. */
static size_t n_disclaimer_words(pm_str text)
{
	static const char *const words[] = {
		"本站",   "本网",   "侵权", "版权",     "转载", "免责",     "不代表", "观点",       "举报",      "立场",
		"原作者", "著作权", "用户", "仅供参考", "网友", "内容真实", "联系我们", "及时删除", "立即删除", "凡注明",
	};
	size_t n = 0;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		n += pm_str_find(text, pm_str_from(words[i]), 0) != SIZE_MAX;
	return n;
}

static bool is_disclaimer(const pm_furniture_line *line)
{
	return line->length <= MAX_DISCLAIMER && n_disclaimer_words(line->text) >= 3;
}

/* Contact lines behind the text are a footer's only where a footer's sure signs are near. */
static bool is_footer_like(const pm_furniture_line *line)
{
	return line->weight > 0 || is_disclaimer(line);
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

void pm_furniture_footer(pm_furniture *f)
{
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
	/* A disclaimer is a sentence, so it counts as text; it is known by its words, and by being the last. */
	for (size_t i = f->n_lines; i > 0 && f->code == PM_OK; i--) {
		const pm_furniture_line *line = &f->lines[i - 1];
		if (line->is_marked)
			continue;
		if (i == 1 || !is_disclaimer(line))
			break;
		pm_furniture_mark(f, i - 1, PM_W_FOOTER);
	}
	if (f->code == PM_OK && pm_rule_is_on(f->options, "link-farm"))
		mark_farms(f);
}
