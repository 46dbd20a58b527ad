/* furniture_head.c: what stands ahead of the text: a crawler's header, breadcrumbs, labels whose values stand on lines of their own. */
#include "furniture.h"

enum {
	MAX_CRUMB = 36, /* reading length: 12 Han characters */
	MAX_CRUMBS = 40,
	MAX_VALUE = 120,
};

/* -- crawler's header ------------------------------------------------------------------------------------------------------ */

/* A line of one repeated sign: =====, -----, *****. */
static bool is_drawn_rule(pm_str text)
{
	if (text.len < 5)
		return false;
	uint32_t first = pm_char_at(text, 0);
	if (first != '=' && first != '-' && first != '*' && first != '#' && first != '_' && first != '~' && first != 0x2014 && first != 0x2500)
		return false;
	for (size_t at = 0; at < text.len;)
		if (pm_utf8_next(text, &at) != first)
			return false;
	return true;
}

static bool is_known_elsewhere(const pm_furniture *f, size_t i, pm_str value)
{
	for (size_t k = 0; k < f->n_lines && k < i + 200; k++)
		if (k != i && !f->lines[k].is_marked && pm_line_same_words(f->lines[k].text, value))
			return true;
	return false;
}

/* `标题: X`: the label is the crawler's, the value the title.  Where the page does not say it again it must stay to be read. */
static void take_title_line(pm_furniture *f, size_t i, const pm_field *field)
{
	pm_furniture_line *line = &f->lines[i];
	/* The crawler read it where the page had it; what the file itself is called says less. */
	if (f->code == PM_OK)
		f->code = pm_doc_set_meta(f->doc, "title", field->value.ptr, field->value.len, f->err);
	if (is_known_elsewhere(f, i, field->value)) {
		pm_furniture_mark(f, i, PM_W_CRAWLER);
		return;
	}
	pm_str whole = pm_block_text(line->block);
	pm_block *rest = f->code == PM_OK && pm_furniture_rule_is_on(f, PM_W_CRAWLER) ?
	                         pm_block_split(line->block, (size_t)(field->value.ptr - whole.ptr), f->err) :
	                         NULL;
	if (rest == NULL)
		return;
	pm_furniture_mark_block(f, line->block, PM_W_CRAWLER);
	line->block = rest;
	line->text = pm_str_trim(pm_block_text(rest));
	line->weight = 0;
	line->opens_label = false;
	line->is_title_like = true;
}

void pm_furniture_crawler_header(pm_furniture *f)
{
	/* Only at the very top, and only where at least one field is beyond doubt, or two stand together over a drawn rule. */
	size_t end = 0, n_fields = 0;
	bool is_sure = false, has_rule = false;
	while (end < f->n_lines && end < 16) {
		const pm_furniture_line *line = &f->lines[end];
		if (is_drawn_rule(line->text)) {
			has_rule = true;
		} else {
			pm_judgement j;
			pm_judge(&f->phrases, line->text, &j);
			if (j.n_fields == 0 || j.fields[0].phrase == NULL || j.unknown > 0)
				break;
			bool is_crawler = j.fields[0].phrase->what == PM_W_CRAWLER;
			is_sure = is_sure || (is_crawler && j.fields[0].phrase->weight >= 4);
			n_fields += is_crawler || j.fields[0].phrase->meta != NULL;
		}
		end++;
	}
	if (!is_sure && !(has_rule && n_fields >= 2))
		return;
	for (size_t i = 0; i < end && f->code == PM_OK; i++) {
		pm_judgement j;
		pm_judge(&f->phrases, f->lines[i].text, &j);
		const pm_field *field = j.n_fields > 0 ? &j.fields[0] : NULL;
		if (field != NULL && field->phrase != NULL && field->phrase->meta != NULL && strcmp(field->phrase->meta, "title") == 0 &&
		    field->value.len > 0) {
			take_title_line(f, i, field);
			continue;
		}
		pm_furniture_take_fields(f, &j);
		pm_furniture_mark(f, i, PM_W_CRAWLER);
	}
}

/* -- breadcrumbs ----------------------------------------------------------------------------------------------------------- */

static bool is_separator_line(pm_str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t c = pm_utf8_next(text, &at);
		if (c != '>' && c != 0xff1e && c != 0x203a && c != 0xbb && c != '/' && c != 0x2192 && c != '-' && !pm_char_is_space(c) && c != '|')
			return false;
	}
	return text.len > 0 && text.len < 12;
}

static bool begins_or_ends_with_separator(pm_str text)
{
	uint32_t first = pm_line_first_char(text), last = pm_line_last_char(text);
	return first == '>' || first == 0xff1e || first == 0x203a || first == 0xbb || last == '>' || last == 0xff1e || last == 0x203a ||
	       last == 0xbb;
}

static bool is_crumb(const pm_furniture_line *line)
{
	return line->length <= MAX_CRUMB && !line->is_numbered && pm_line_n_stops(line->text) == 0 && pm_line_n_commas(line->text) == 0;
}

/* `当前位置：` alone, then a crumb or a `>` a line.  The trail goes on as long as separators lead from one to the next, or, where there
 * are none, as long as the words are those of menus. */
static void mark_trail(pm_furniture *f, size_t i)
{
	pm_furniture_mark(f, i, PM_W_CRUMB);
	bool wants_crumb = true;
	size_t k = i + 1;
	for (size_t n = 0; k < f->n_lines && n < MAX_CRUMBS && k < f->head_end; k++, n++) {
		const pm_furniture_line *line = &f->lines[k];
		bool separator = is_separator_line(line->text);
		if (!separator) {
			bool is_menu = line->what == PM_W_LINK && line->weight > 0;
			if (!is_crumb(line) || (line->weight > 0 && !is_menu))
				break;
			bool next_separates = k + 1 < f->n_lines && (is_separator_line(f->lines[k + 1].text) ||
			                                              begins_or_ends_with_separator(f->lines[k + 1].text));
			if (!wants_crumb && !is_menu && !next_separates && !begins_or_ends_with_separator(line->text))
				break;
			/* The word behind the last `>` is a crumb unless it alone could be the title. */
			if (line->is_title_like && pm_line_ends_in_genre(line->text) && line->length > 24 && !next_separates)
				break;
		}
		pm_furniture_mark(f, k, PM_W_CRUMB);
		uint32_t last = pm_line_last_char(line->text);
		wants_crumb = separator || last == '>' || last == 0xff1e || last == 0xbb || last == 0x203a;
	}
}

static bool has_link(const pm_block *block)
{
	const pm_span *spans = pm_block_spans(block);
	for (size_t i = 0; i < pm_block_n_spans(block); i++)
		if (spans[i].style == PM_LINK)
			return true;
	return false;
}

/* 申请 → 受理 → 审核 are steps, and 日语 ←→ 英语 is a choice: arrows alone lead through no site.  On a page a trail is there to be clicked. */
static bool may_lead_through_site(const pm_furniture *f, const pm_furniture_line *line)
{
	bool has_other = false;
	for (size_t at = 0; at < line->text.len;) {
		uint32_t c = pm_utf8_next(line->text, &at);
		if (c == 0x2190 || c == 0x2194)
			return false;
		has_other = has_other || c == '>' || c == 0xff1e || c == 0x203a || c == 0xbb;
	}
	return has_other && (pm_doc_fidelity(f->doc) != PM_PAGE || has_link(line->block));
}

/* 首页 > 公开 > 计划, without a label. */
static bool is_bare_trail(const pm_furniture *f, const pm_furniture_line *line, bool is_head)
{
	pm_judgement j;
	if (line->is_text || line->text.len > 400)
		return false;
	if (pm_line_n_stops(line->text) > 0)
		return false;
	/* 首页/新闻/公告 */
	size_t n_slashes = 0;
	for (size_t i = 0; i < line->text.len; i++)
		n_slashes += line->text.ptr[i] == '/';
	if (is_head && pm_str_starts_with(line->text, "首页/") && n_slashes >= 2)
		return true;
	if (!pm_has_crumb_separator(line->text))
		return false;
	pm_judge(&f->phrases, line->text, &j);
	if (j.n_crumb_separators == 0)
		return false;
	size_t end = 0, at = 0;
	while (at < line->text.len && !pm_char_is_word(pm_char_at(line->text, at)))
		pm_utf8_next(line->text, &at);
	const pm_phrase *first = at < line->text.len ? pm_phrase_at(&f->phrases, line->text, at, &end) : NULL;
	bool is_home = first != NULL && first->what == PM_W_LINK;
	if (is_home)
		return true;
	/* Two separators between short words, as a page has them at its head; code and formulas have no Han words. */
	return is_head && j.n_crumb_separators >= 2 && j.n_tokens >= 3 && pm_char_is_cjk(pm_char_at(line->text, 0)) &&
	       line->length / j.n_tokens <= MAX_CRUMB && may_lead_through_site(f, line);
}

/* Where a trail's last crumb is the only title that the page has, it is cut off to be read. */
static void keep_last_crumb(pm_furniture *f, size_t i)
{
	enum { LEAST = 24 };
	pm_furniture_line *line = &f->lines[i];
	pm_str text = pm_block_text(line->block);
	size_t at = text.len, start = 0;
	while (at > 0 && start == 0) {
		uint32_t c = pm_utf8_previous(text, &at);
		if (c == '>' || c == 0xff1e || c == 0x203a || c == 0xbb || c == 0x2192) {
			start = at;
			pm_utf8_next(text, &start);
			start = pm_skip_space(text, start);
		}
	}
	pm_str crumb = pm_str_of(text.ptr + start, text.len - start);
	if (start == 0 || pm_str_reading_length(crumb) < LEAST || !pm_line_looks_like_title(crumb) || !pm_line_ends_in_genre(crumb))
		return;
	for (size_t k = 0; k < f->head_end; k++)
		if (k != i && !f->lines[k].is_marked && f->lines[k].weight == 0 && f->lines[k].is_title_like && f->lines[k].length >= 18)
			return;
	pm_block *rest = pm_rule_is_on(f->options, "breadcrumb") ? pm_block_split(line->block, start, f->err) : NULL;
	if (rest == NULL)
		return;
	pm_furniture_mark_block(f, line->block, PM_W_CRUMB);
	line->block = rest;
	line->text = pm_str_trim(pm_block_text(rest));
	line->weight = 0;
	line->what = PM_W_NONE;
	line->opens_label = false;
	line->is_title_like = true;
}

void pm_furniture_breadcrumbs(pm_furniture *f)
{
	for (size_t i = 0; i < f->n_lines && f->code == PM_OK; i++) {
		const pm_furniture_line *line = &f->lines[i];
		if (line->is_marked)
			continue;
		bool is_trail = (line->what == PM_W_CRUMB && line->weight >= 2) || is_bare_trail(f, line, i < f->head_end);
		if (is_trail && !line->opens_label && i < f->head_end)
			keep_last_crumb(f, i);
		if (line->what == PM_W_CRUMB && line->opens_label) {
			mark_trail(f, i);
		} else if (is_bare_trail(f, line, i < f->head_end)) {
			pm_furniture_mark(f, i, PM_W_CRUMB);
		} else if (i < f->head_end && pm_line_same_words(line->text, pm_str_from("首页")) && i + 1 < f->n_lines &&
		           (is_separator_line(f->lines[i + 1].text) || begins_or_ends_with_separator(f->lines[i + 1].text))) {
			mark_trail(f, i);
		}
	}
}

/* -- labels with their value on the next line ------------------------------------------------------------------------------- */

static bool value_fits(const pm_phrase *label, const pm_furniture_line *value)
{
	pm_date date;
	if (value->is_text || value->opens_label || value->length > MAX_VALUE)
		return false;
	switch ((pm_value)label->value) {
	case PM_V_DATE:
		return pm_date_at(value->text, 0, true, &date) && date.end + 4 >= value->text.len;
	case PM_V_NUMBER:
		return (pm_char_digit(pm_char_at(value->text, 0)) >= 0 && value->length <= 8) || pm_str_is(value->text, "次") ||
		       pm_str_is(value->text, "人");
	case PM_V_SIZES:
		return value->length <= 9 && value->what != PM_W_CRUMB;
	case PM_V_NAME:
		return value->length <= (label->what == PM_W_INDEX ? MAX_VALUE : 60) && pm_line_n_stops(value->text) == 0 && !value->is_numbered;
	default:
		return false;
	}
}

/* Behind an empty field of the table stands the title, not its value. */
static bool is_title_after_table(const pm_furniture *f, size_t i)
{
	const pm_furniture_line *line = &f->lines[i];
	if (pm_line_same_words(line->text, pm_doc_meta(f->doc, "title")))
		return true;
	return line->is_title_like && line->length >= 24 && pm_line_ends_in_genre(line->text) && (i + 1 >= f->n_lines || !f->lines[i + 1].opens_label);
}

/* The last phrase of the line: the label that wants a value. */
static const pm_phrase *open_label(const pm_furniture *f, pm_str text)
{
	size_t end = 0;
	const pm_phrase *found = NULL;
	for (size_t at = 0; at < text.len;) {
		const pm_phrase *p = pm_phrase_at(&f->phrases, text, at, &end);
		if (p != NULL && p->value != PM_V_NONE) {
			found = p;
			at = end;
		} else {
			pm_utf8_next(text, &at);
		}
	}
	return found;
}

static void take_value(pm_furniture *f, const pm_phrase *label, size_t i)
{
	pm_judgement j = { 0 };
	j.n_fields = 1;
	j.fields[0] = (pm_field){ .phrase = label, .value = f->lines[i].text };
	pm_date date;
	if (label->value == PM_V_DATE && pm_date_at(f->lines[i].text, 0, true, &date))
		j.fields[0].date = date;
	bool is_title = label->meta != NULL && strcmp(label->meta, "title") == 0;
	if (is_title && !is_known_elsewhere(f, i, f->lines[i].text)) {
		pm_furniture_set_meta(f, "title", f->lines[i].text);
		return; /* it is said here only: keep it to be read */
	}
	pm_furniture_take_fields(f, &j);
	pm_furniture_mark(f, i, (pm_what)label->what);
}

/* 大 / 中 / 小, one a line, behind 字号： */
static void take_sizes(pm_furniture *f, size_t i)
{
	for (size_t n = 0; n < 6 && i < f->n_lines && f->lines[i].length <= 9 && f->lines[i].text.len <= 12; n++, i++) {
		uint32_t c = pm_char_at(f->lines[i].text, 0);
		bool is_size = c == 0x5927 || c == 0x4e2d || c == 0x5c0f || c == 'A' || c == 0x8d85 || c == 0x3010 || c == 0x3011 || c == '[' ||
		               c == ']' || c == '+' || c == '-' || c == '|';
		if (!is_size)
			break;
		pm_furniture_mark(f, i, PM_W_FONT);
	}
}

static bool is_size(const pm_furniture *f, size_t i)
{
	return i < f->n_lines && (pm_str_is(f->lines[i].text, "大") || pm_str_is(f->lines[i].text, "中") || pm_str_is(f->lines[i].text, "小"));
}

static bool has_sizes(const pm_furniture *f, size_t i)
{
	return (is_size(f, i) || is_size(f, i + 1)) && (is_size(f, i + 1) || is_size(f, i + 2));
}

/* How sure the labels of this stretch are an index table or a date line rather than the fields of a document: by the sum of them. */
static int label_weight(const pm_furniture *f, size_t i)
{
	int sum = 0;
	size_t from = i > 10 ? i - 10 : 0, to = i + 10 < f->n_lines ? i + 10 : f->n_lines;
	for (size_t k = from; k < to; k++)
		if (f->lines[k].opens_label || f->lines[k].weight > 0) {
			const pm_phrase *label = open_label(f, f->lines[k].text);
			sum += label != NULL ? label->weight : 0;
		}
	return sum;
}

/* A row of labels, a cell a line, then the row of their values: as many lines as fit. */
static size_t take_label_row(pm_furniture *f, size_t i)
{
	enum { MOST = 16 };
	const pm_phrase *labels[MOST];
	size_t n = 0;
	while (n < MOST && i + n < f->head_end) {
		const pm_furniture_line *line = &f->lines[i + n];
		size_t end = 0;
		const pm_phrase *p = pm_phrase_at(&f->phrases, line->text, 0, &end);
		if (p == NULL || p->what != PM_W_INDEX || end < line->text.len || line->is_marked)
			break;
		labels[n++] = p;
	}
	if (n < 3)
		return 0;
	for (size_t k = 0; k < n; k++)
		pm_furniture_mark(f, i + k, PM_W_INDEX);
	for (size_t k = 0; k < n && i + n + k < f->head_end; k++) {
		const pm_furniture_line *value = &f->lines[i + n + k];
		if (value->is_text || value->length > MAX_VALUE || (is_title_after_table(f, i + n + k) && value->length > 45))
			break;
		take_value(f, labels[k], i + n + k);
	}
	return n;
}

void pm_furniture_labels(pm_furniture *f)
{
	for (size_t i = 0; i < f->head_end && f->code == PM_OK; i++)
		i += take_label_row(f, i);
	for (size_t i = 0; i < f->n_lines && f->code == PM_OK; i++) {
		const pm_furniture_line *line = &f->lines[i];
		/* 大 / 中 / 小 a line each, whatever stood before them. */
		if (!line->is_marked && is_size(f, i) && is_size(f, i + 1) && is_size(f, i + 2))
			take_sizes(f, i);
		if (line->is_marked || !line->opens_label || line->weight == 0 || (i >= f->head_end && i < f->tail_start))
			continue;
		const pm_phrase *label = open_label(f, line->text);
		if (label != NULL && label->value == PM_V_SIZES && has_sizes(f, i + 1)) {
			pm_furniture_mark(f, i, PM_W_FONT);
			take_sizes(f, i + 1);
			continue;
		}
		if (label == NULL || label->what == PM_W_FOOTER || (label->weight < 2 && label_weight(f, i) < 6))
			continue;
		if (line->weight < 2 && label_weight(f, i) < 4)
			continue;
		bool is_head = i < f->head_end;
		pm_judgement j;
		pm_judge(&f->phrases, line->text, &j);
		pm_furniture_take_fields(f, &j);
		pm_furniture_mark(f, i, j.n_fields > 0 ? j.what : (pm_what)label->what);
		if (i + 1 < f->n_lines && !f->lines[i + 1].is_marked && value_fits(label, &f->lines[i + 1]) &&
		         ((label->meta != NULL && strcmp(label->meta, "title") == 0) || !is_title_after_table(f, i + 1)) &&
		         (is_head ? i + 1 < f->head_end : true))
			take_value(f, label, i + 1);
	}
}
