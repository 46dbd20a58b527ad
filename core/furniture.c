/* furniture.c: marks what belongs to the page and not to the document.
 *
 * Evidence is form and place.  A line is read as a row of generic furniture phrases, labels and values (furniture_judge.c); how much
 * it takes to mark it depends on where it stands: before the text, behind it, or amid it.  What furniture says (date, source,
 * author, title) goes into the metadata before it is marked. */
#include "furniture.h"
#include "model.h"

#include <stdlib.h>

const pm_rule_info pm_furniture_rules[] = {
	{ "breadcrumb", "furniture", "the path of a page in its site: 当前位置：首页 > 公开 > 计划" },
	{ "link-bar", "furniture", "menus: rows or columns of links" },
	{ "login-bar", "furniture", "log-in, registration, user's corner" },
	{ "action-bar", "furniture", "print, close, save, download, comment" },
	{ "share-bar", "furniture", "share links and hints to scan a code" },
	{ "font-size", "furniture", "switches of font size" },
	{ "view-counter", "furniture", "how often a page was seen" },
	{ "date-line", "furniture", "when a page was published (goes into the metadata)" },
	{ "source-line", "furniture", "source, author, column of a page (goes into the metadata)" },
	{ "editor-line", "furniture", "editors and reviewers of a page" },
	{ "index-table", "furniture", "index fields of government pages (go into the metadata)" },
	{ "crawler-header", "furniture", "fields that a crawler wrote above the page (go into the metadata)" },
	{ "related-list", "furniture", "related, previous, next, popular articles" },
	{ "link-farm", "furniture", "lists of neighbouring sites or offices behind the text" },
	{ "footer", "furniture", "host, licence, address, disclaimers at the foot of a page" },
	{ "paywall", "furniture", "invitations to log in or pay for the rest, word counts, preview notices" },
	{ "dialogue", "furniture", "texts of pop-up windows" },
	{ "page-mark", "furniture", "page numbers and carry-over notes of print" },
	{ "attachment-line", "furniture", "labels of attachments with nothing to read behind them" },
	{ "advert", "furniture", "advertisements, also inside a line" },
	{ "duplicate-title", "furniture", "the title once more" },
	{ "page-head", "furniture", "short lines ahead of the page's own copy of the title" },
	{ "repeated-picture", "furniture", "a picture that stands alone three times or more: buttons, bullets, spacers" },
	{ "photo-credit", "furniture", "who took a picture" },
	{ "style-residue", "furniture", "style sheets and scripts that were taken for text" },
	{ 0 },
};

static const struct {
	const char *rule, *kind;
} whats[PM_N_WHAT] = {
	[PM_W_CRUMB] = { "breadcrumb", "navigation" },      [PM_W_LINK] = { "link-bar", "navigation" },
	[PM_W_LOGIN] = { "login-bar", "navigation" },       [PM_W_ACTION] = { "action-bar", "navigation" },
	[PM_W_SHARE] = { "share-bar", "share" },            [PM_W_FONT] = { "font-size", "navigation" },
	[PM_W_VIEWS] = { "view-counter", "metadata" },      [PM_W_DATE] = { "date-line", "metadata" },
	[PM_W_SOURCE] = { "source-line", "metadata" },      [PM_W_EDITOR] = { "editor-line", "metadata" },
	[PM_W_INDEX] = { "index-table", "metadata" },       [PM_W_CRAWLER] = { "crawler-header", "metadata" },
	[PM_W_RELATED] = { "related-list", "related" },     [PM_W_FOOTER] = { "footer", "footer" },
	[PM_W_PAYWALL] = { "paywall", "paywall" },          [PM_W_DIALOGUE] = { "dialogue", "footer" },
	[PM_W_PAGE] = { "page-mark", "navigation" },        [PM_W_ATTACHMENT] = { "attachment-line", "footer" },
	[PM_W_ADVERT] = { "advert", "advert" },
};

bool pm_furniture_rule_is_on(const pm_furniture *f, pm_what what)
{
	return what != PM_W_NONE && pm_rule_is_on(f->options, whats[what].rule);
}

static void mark_block(pm_furniture *f, pm_block *block, const char *kind, const char *rule)
{
	if (f->code == PM_OK && pm_rule_is_on(f->options, rule) && !pm_block_is_marked(block))
		f->code = pm_block_mark(block, kind, rule, f->err);
}

void pm_furniture_mark_block(pm_furniture *f, pm_block *block, pm_what what)
{
	mark_block(f, block, whats[what].kind, whats[what].rule);
}

void pm_furniture_mark_by(pm_furniture *f, size_t i, const char *kind, const char *rule)
{
	mark_block(f, f->lines[i].block, kind, rule);
	f->lines[i].is_marked = pm_block_is_marked(f->lines[i].block);
}

void pm_furniture_mark(pm_furniture *f, size_t i, pm_what what)
{
	pm_furniture_mark_by(f, i, whats[what].kind, whats[what].rule);
}

size_t pm_furniture_next(const pm_furniture *f, size_t i)
{
	for (i++; i < f->n_lines && f->lines[i].is_marked; i++)
		;
	return i;
}

/* -- metadata ------------------------------------------------------------------------------------------------------------- */

/* The name of the site stands for the publisher until a line says whom the text is from, other than the site itself. */
static bool is_truer_publisher(const pm_doc *doc, const char *name, pm_str value)
{
	static const char *const itself[] = { "本站", "本网", "本網", "网络", "網絡", "互联网", "原创", "原創", "转载", "轉載", "未知" };
	const pm_str site = pm_doc_meta(doc, "hint:site");

	if (strcmp(name, "publisher") != 0 || site.len == 0 || !pm_str_equal(site, pm_doc_meta(doc, "publisher")))
		return false;
	for (size_t i = 0; i < sizeof itself / sizeof *itself; i++)
		if (pm_str_starts_with(value, itself[i]))
			return false;
	return true;
}

void pm_furniture_set_meta(pm_furniture *f, const char *name, pm_str value)
{
	value = pm_str_trim(value);
	/* What index tables put into an empty field. */
	if (pm_str_is(value, "无") || pm_str_is(value, "無") || pm_str_is(value, "-") || pm_str_is(value, "--") || pm_str_is(value, "暂无"))
		return;
	if (f->code != PM_OK || value.len == 0 || (pm_doc_meta(f->doc, name).len > 0 && !is_truer_publisher(f->doc, name, value)))
		return;
	f->code = pm_doc_set_meta(f->doc, name, value.ptr, value.len, f->err);
}

void pm_furniture_take_fields(pm_furniture *f, const pm_judgement *judgement)
{
	for (size_t i = 0; i < judgement->n_fields; i++) {
		const pm_field *field = &judgement->fields[i];
		const char *name = field->phrase != NULL ? field->phrase->meta : "published";
		if (name == NULL || (field->phrase != NULL && !pm_furniture_rule_is_on(f, (pm_what)field->phrase->what)))
			continue;
		if (field->date.end > field->date.start) {
			char iso[32];
			pm_date_format(&field->date, iso);
			pm_furniture_set_meta(f, name, pm_str_from(iso));
		} else if (field->phrase->value != PM_V_DATE) {
			pm_furniture_set_meta(f, name, field->value);
		}
	}
}

/* -- lines ---------------------------------------------------------------------------------------------------------------- */

static bool is_machine_date(const pm_field *field)
{
	pm_str s = field->value;
	return s.len > 4 && (s.ptr[4] == '-' || s.ptr[4] == '/' || s.ptr[4] == '.');
}

int pm_furniture_weight(const pm_judgement *j)
{
	if (j->n_phrases == 0)
		return 0;
	/* 2024年3月5日 alone is how a document dates itself; machines write figures. */
	if (j->n_phrases == 1 && j->n_fields == 1 && j->fields[0].phrase == NULL && !is_machine_date(&j->fields[0]))
		return 0;
	/* Posted on 5 March 2024 by Somebody */
	if (j->unknown > 0 && j->unknown <= 30 && j->n_fields > 0 && j->fields[0].phrase != NULL && j->fields[0].phrase->what == PM_W_DATE &&
	    j->fields[0].phrase->weight >= 2 && j->fields[0].date.end > 0)
		return 2;
	/* A stray word or figure among many phrases does not make a bar a sentence. */
	if (j->unknown > 0 && (j->unknown > (size_t)j->weight * 2 || j->weight < 4 || (j->n_phrases < 2 && j->unknown > 3)))
		return 0;
	/* 相关阅读：… with a headline behind it. */
	if (j->what == PM_W_RELATED && j->strongest >= 2 && j->n_fields > 0)
		return 4;
	if (j->strongest >= 2)
		return j->weight >= 4 && j->unknown == 0 ? 4 : 2;
	if (j->n_controls >= 4 || (j->n_controls >= 2 && j->is_boxed && j->unknown == 0))
		return 4;
	if (j->n_controls >= 2 || (j->n_controls == 1 && j->n_fields >= 2))
		return 2;
	return 1;
}

static bool is_candidate(const pm_block *block)
{
	switch (pm_block_kind(block)) {
	case PM_PARAGRAPH:
	case PM_HEADING:
	case PM_LIST_ITEM:
	case PM_QUOTE:
	case PM_CAPTION:
	case PM_TITLE:
		return !pm_block_is_marked(block) && pm_str_trim(pm_block_text(block)).len > 0;
	default:
		return false;
	}
}

/* Beyond this a line is text, whatever it says. */
enum { MAX_JUDGED = 900, MAX_LENGTH = 60000 };

static void describe(pm_furniture *f, pm_furniture_line *line)
{
	pm_str text = line->text;
	const pm_line_facts *facts = pm_furniture_read(f, text);
	pm_line_number number;
	line->is_numbered = pm_line_number_find(text, &number) && number.type != PM_NUM_BULLET && number.type != PM_NUM_BARE &&
	                    number.text < text.len;
	line->lists = facts->lists;
	line->is_text = pm_line_reads_like_text(text, facts);
	line->is_title_like = facts->n_stops == 0 && pm_line_looks_like_title(text);
	line->is_disclaimer = pm_furniture_is_disclaimer(text, facts);
	line->length = (uint16_t)(facts->length > MAX_LENGTH || text.len > MAX_LENGTH ? MAX_LENGTH : facts->length);
	if (text.len > MAX_JUDGED)
		return;
	bool is_notice = pm_is_notice_line(text, facts);
	if (is_notice || pm_is_collectors_line(text, facts) || (!line->is_text && pm_is_advert_line(text, facts))) {
		line->what = is_notice ? PM_W_PAYWALL : PM_W_ADVERT;
		line->weight = 4;
		return;
	}
	pm_judgement judgement;
	pm_judge(&f->phrases, text, &judgement);
	line->what = (uint8_t)judgement.what;
	line->weight = pm_furniture_weight(&judgement);
	line->opens_label = judgement.opens_label;
	/* 【某某总结】相关文章：, a label with its subject before it. */
	if (line->weight == 0 && judgement.opens_label && judgement.what == PM_W_RELATED && !line->is_text) {
		line->what = PM_W_RELATED;
		line->weight = 2;
	}
}

const pm_line_facts *pm_furniture_read(pm_furniture *f, pm_str text)
{
	if (text.ptr != f->read.ptr || text.len != f->read.len) {
		f->facts = pm_line_read(text, &f->filter);
		f->read = text;
	}
	return &f->facts;
}

static void list_line(pm_furniture *f, pm_block *block)
{
	if (!is_candidate(block))
		return;
	if (!pm_array_room((void **)&f->lines, &f->line_cap, f->n_lines, sizeof *f->lines)) {
		f->code = pm_error_nomem(f->err);
		return;
	}
	pm_furniture_line *line = &f->lines[f->n_lines++];
	*line = (pm_furniture_line){ .block = block, .text = pm_str_trim(pm_block_text(block)) };
	describe(f, line);
}

static void list_lines(pm_furniture *f)
{
	for (pm_block *b = pm_flow_first(pm_doc_body(f->doc)), *next; b != NULL && f->code == PM_OK; b = next) {
		next = pm_block_next(b);
		pm_furniture_split_line(f, b);
		for (; b != next && f->code == PM_OK; b = pm_block_next(b))
			list_line(f, b);
	}
}

/* The text begins with the first running line or numbered heading and ends with the last one.  Where there is neither, a third at
 * either end counts as edge. */
static void find_edges(pm_furniture *f)
{
	size_t first = f->n_lines, last = 0;
	for (size_t i = 0; i < f->n_lines; i++) {
		const pm_furniture_line *line = &f->lines[i];
		if (line->weight >= 2 || line->is_disclaimer || !(line->is_text || line->is_numbered))
			continue;
		if (first == f->n_lines)
			first = i;
		last = i + 1;
	}
	f->has_text = first < f->n_lines;
	if (!f->has_text) {
		first = f->n_lines / 3;
		last = f->n_lines - first;
	}
	f->head_end = first;
	f->tail_start = last;
}

static bool is_edge(const pm_furniture *f, size_t i)
{
	return i < f->head_end || i >= f->tail_start;
}

/* -- phrases -------------------------------------------------------------------------------------------------------------- */

static void mark_with_fields(pm_furniture *f, size_t i)
{
	pm_judgement judgement;
	pm_judge(&f->phrases, f->lines[i].text, &judgement);
	pm_furniture_take_fields(f, &judgement);
	pm_furniture_mark(f, i, (pm_what)f->lines[i].what);
}

/* 9.9, 25.5KB, 6 页: counts and prices that a page has between its buttons. */
static bool is_bare_figure(pm_str text)
{
	static const char *const units[] = { "页", "次", "人", "KB", "MB", "K", "M", "元", "万", "积分", "字" };
	size_t at = 0, n_digits = 0;
	while (at < text.len && (pm_char_digit(pm_char_at(text, at)) >= 0 || text.ptr[at] == '.' || text.ptr[at] == ',')) {
		n_digits += pm_char_digit(pm_char_at(text, at)) >= 0;
		pm_utf8_next(text, &at);
	}
	pm_str unit = pm_str_trim(pm_str_of(text.ptr + at, text.len - at));
	bool known = unit.len == 0;
	for (size_t i = 0; i < sizeof units / sizeof units[0] && !known; i++)
		known = pm_str_is(unit, units[i]);
	return known && n_digits > 0 && n_digits <= 7;
}

/* Brackets and bars that stand alone belong to what they enclosed. */
static bool is_bare_sign(const pm_furniture *f, size_t i)
{
	const pm_furniture_line *line = &f->lines[i];
	/* A long one is a drawn rule: below a title it underlines that, below furniture it closes it. */
	if (line->is_marked)
		return false;
	return line->length == 0 ? line->text.len <= 9 || (i > 0 && f->lines[i - 1].is_marked) : i < f->head_end && is_bare_figure(line->text);
}

/* Lines that prove little alone are furniture between others that are, or in rows of three. */
static void mark_company(pm_furniture *f, size_t from, size_t to)
{
	for (size_t i = from; i < to;) {
		size_t end = i, n_weak = 0, n_sure = 0, n_controls = 0, n_index = 0;
		while (end < to && (f->lines[end].is_marked || f->lines[end].weight == 1 || is_bare_sign(f, end))) {
			n_sure += f->lines[end].is_marked;
			n_weak += f->lines[end].weight == 1 && !f->lines[end].is_marked;
			pm_what what = (pm_what)f->lines[end].what;
			n_index += what == PM_W_INDEX;
			n_controls += what == PM_W_LINK || what == PM_W_ACTION || what == PM_W_SHARE || what == PM_W_LOGIN || what == PM_W_FONT;
			end++;
		}
		for (size_t k = i; n_sure > 0 && k < end; k++)
			n_weak += is_bare_sign(f, k);
		bool is_bar = n_weak > 0 && (n_sure > 0 || n_controls >= 3 || n_index >= 3);
		for (size_t k = i; is_bar && k < end; k++) {
			if (is_bare_sign(f, k))
				pm_furniture_mark(f, k, PM_W_ACTION);
			else if (!f->lines[k].is_marked)
				mark_with_fields(f, k);
		}
		i = end > i ? end : i + 1;
	}
}

/* A date as machines write it, with or without a time: its end, 0 where there is none. */
static size_t machine_date(pm_str text, size_t *start)
{
	pm_date date;
	for (size_t at = 0; pm_date_find(text, at, false, &date); at = date.end) {
		char mark = date.end - date.start >= 8 ? text.ptr[date.start + 4] : 0;
		if (mark == '-' || mark == '/') {
			*start = date.start;
			return date.end;
		}
	}
	return 0;
}

/* 2024-03-05 09:30 ahead of the text, alone or with a name beside it: a machine wrote it.  Several such lines are a log or a diary, and
 * behind 时间： stands when something took place. */
static void mark_bare_date(pm_furniture *f)
{
	enum { MOST_LENGTH = 75, MOST_BYTES = 160 };
	size_t found = f->n_lines, n = 0;
	for (size_t i = 0; i < f->n_lines && n < 2; i++) {
		pm_str text = f->lines[i].text;
		size_t start = 0, end = text.len <= MOST_BYTES && !f->lines[i].is_marked ? machine_date(text, &start) : 0;
		if (end == 0 || pm_line_n_stops(text) + pm_line_n_commas(text) > 0)
			continue;
		bool is_whole = start == 0 && end == text.len;
		bool is_named = pm_char_is_cjk(pm_char_at(text, 0)) && f->lines[i].length <= MOST_LENGTH &&
		                pm_str_find(text, PM_STR("："), 0) == SIZE_MAX && pm_str_find(text, PM_STR(":"), 0) >= start;
		n++;
		if ((is_whole || is_named) && i > 0 && i < f->head_end)
			found = i;
	}
	if (n == 1 && found < f->n_lines && f->has_text && !f->lines[found].is_marked) {
		pm_judgement judgement;
		pm_judge(&f->phrases, f->lines[found].text, &judgement);
		pm_furniture_take_fields(f, &judgement);
		pm_furniture_mark(f, found, PM_W_DATE);
	}
}

/* AI摘要 / … / 内容由AI生成: what stands between the label of a box and its closing words is in the box. */
static void mark_boxes(pm_furniture *f)
{
	enum { MOST_LINES = 3, LONGEST_LABEL = 24 };
	for (size_t i = 0; i + 2 < f->n_lines; i++) {
		const pm_furniture_line *label = &f->lines[i];
		if (!label->is_marked || label->what != PM_W_ADVERT || label->length > LONGEST_LABEL || pm_str_find(label->text, PM_STR("生成"), 0) != SIZE_MAX)
			continue;
		size_t end = i + 1;
		while (end < f->n_lines && end <= i + MOST_LINES && !f->lines[end].is_marked)
			end++;
		bool closes = end < f->n_lines && f->lines[end].is_marked && f->lines[end].what == PM_W_ADVERT &&
		              pm_str_find(f->lines[end].text, PM_STR("生成"), 0) != SIZE_MAX;
		for (size_t k = i + 1; closes && k < end; k++)
			pm_furniture_mark(f, k, PM_W_ADVERT);
	}
}

void pm_furniture_phrases(pm_furniture *f)
{
	for (size_t i = 0; i < f->n_lines; i++) {
		const pm_furniture_line *line = &f->lines[i];
		/* 广告 alone between running lines is no heading of either. */
		bool is_torn_in = line->what == PM_W_ADVERT && i > 0 && i + 1 < f->n_lines && f->lines[i - 1].is_text && f->lines[i + 1].is_text;
		if (!line->is_marked && line->weight >= (is_edge(f, i) || is_torn_in ? 2 : 4))
			mark_with_fields(f, i);
	}
	mark_boxes(f);
	mark_bare_date(f);
	mark_company(f, 0, f->head_end);
	mark_company(f, f->tail_start, f->n_lines);
}

/* -- the pass ------------------------------------------------------------------------------------------------------------- */

int pm_pass_furniture(pm_doc *doc, const pm_clean_options *options, pm_error *err)
{
	pm_fidelity fidelity = pm_doc_fidelity(doc);
	if (fidelity != PM_LINES && fidelity != PM_PAGE)
		return PM_OK;
	pm_furniture *f = calloc(1, sizeof *f);
	if (f == NULL)
		return pm_error_nomem(err);
	f->doc = doc;
	f->options = options;
	f->err = err;
	f->is_lines = fidelity == PM_LINES;
	pm_phrases_init(&f->phrases);
	pm_furniture_add_bar_words(&f->filter);
	pm_furniture_add_inline_words(&f->filter);
	pm_furniture_add_tail_words(&f->filter);
	pm_furniture_add_paywall_words(&f->filter);
	static void (*const steps[])(pm_furniture *) = {
		pm_furniture_index_tables, pm_furniture_crawler_header, pm_furniture_breadcrumbs, pm_furniture_labels, pm_furniture_page_marks,
		pm_furniture_phrases,      pm_furniture_link_bars,      pm_furniture_related,     pm_furniture_footer, pm_furniture_duplicate_title,
	};
	list_lines(f);
	if (f->code == PM_OK)
		find_edges(f);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0] && f->code == PM_OK; i++)
		steps[i](f);
	if (f->code == PM_OK)
		pm_furniture_rejoin(f);
	int code = f->code;
	free(f->lines);
	free(f);
	/* The rules of single lines come first: what they mark is no text to the weighing of regions. */
	if (code == PM_OK && fidelity == PM_PAGE)
		code = pm_mark_page_furniture(doc, options, err);
	return code == PM_OK && fidelity == PM_PAGE ? pm_furniture_icons(doc, options, err) : code;
}
