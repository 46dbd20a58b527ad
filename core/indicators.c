/* indicators.c: the indicators pass: sentence by sentence, what is measured, how much, in what unit, for which period. */
#include "indicator.h"
#include "passes.h"

#include <stdlib.h>

const pm_rule_info pm_indicator_rules[] = {
	{ "indicator-text", "indicators", "numbers in running text and headings that measure something" },
	{ "indicator-han", "indicators", "counts in Chinese numerals, such as 三个乡镇" },
	{ "indicator-table", "indicators", "numbers in table cells, named by the header cells" },
	{ "indicator-dates", "indicators", "time phrases resolved to ISO dates where the document gives enough" },
	{ NULL, NULL, NULL },
};

typedef struct pass {
	pm_doc *doc;
	pm_sentence *s;
	pm_error *err;
	pm_calendar calendar; /* of the whole report */
	pm_calendar local;    /* with the year that the section names */
	pm_block *section;
	const pm_block *table; /* the one that `reader` reads */
	pm_table_reader *reader;
	pm_str lead; /* the paragraph or caption above a table */
	pm_str sentence; /* the one read, trimmed */
	size_t period;   /* of the sentence's findings, the one whose dates stand in `from` and `to`; 0 for none */
	char from[11], to[11];
	bool does_text, does_han, does_table, does_dates;
} pass;

/* -- the report's own time ------------------------------------------------------------------------------------------------ */

static pm_str title_of(const pm_doc *doc)
{
	for (const pm_block *b = pm_flow_first(pm_doc_body(doc)); b != NULL; b = pm_block_next(b))
		if (pm_block_kind(b) == PM_TITLE && !pm_block_is_marked(b))
			return pm_block_text(b);
	return pm_doc_meta(doc, "title");
}

/* 2022年,在县委…: a report without a year in its title may open with it. */
static int opening_year(pass *p)
{
	int tries = 0;

	for (const pm_block *b = pm_flow_first(pm_doc_body(p->doc)); b != NULL && tries < 4; b = pm_block_next(b)) {
		if (pm_block_is_marked(b) || pm_block_kind(b) != PM_PARAGRAPH || pm_str_trim(pm_block_text(b)).len < 30)
			continue;
		tries++;
		pm_wide_sentence(&p->s->w, pm_str_trim(pm_block_text(b)));
		pm_wide *w = &p->s->w;

		if (w->n > 5 && pm_wide_is_digit(w->c[0]) && w->c[4] == u'年' &&
		    (w->c[5] == u',' || w->c[5] == u'度' || pm_wide_is_han(w->c[5])))
			return pm_named_year(w);
	}
	return 0;
}

/* 民国111年, 111年度…报告: does the title count years as Taiwan does? */
static bool counts_republic(const pm_wide *w)
{
	static const char16_t *const behind[] = { u"年度", u"年第", u"年上", u"年下", u"年施", u"年工", u"年1", NULL };

	for (size_t i = 0; i + 4 < w->n; i++) {
		bool is_year = w->c[i] == u'1' && pm_wide_is_digit(w->c[i + 1]) && pm_wide_is_digit(w->c[i + 2]) && w->c[i + 3] == u'年';

		if (is_year && (i == 0 || !pm_wide_is_digit(w->c[i - 1])) &&
		    (pm_wide_any(w, i + 3, behind) > 0 || pm_wide_any_end(w, 0, i, (const char16_t *const[]){ u"民国", NULL }) > 0))
			return true;
	}
	return false;
}

static void find_calendar(pass *p)
{
	pm_str published = pm_doc_meta(p->doc, "published");
	pm_wide *w = &p->s->w;

	pm_wide_all(w, title_of(p->doc));
	p->s->tables.is_republic = counts_republic(w);
	p->calendar.year = pm_named_year(w);
	/* a government work report is held at the head of the year it names, and tells the one before */
	p->calendar.is_plan_year =
		pm_wide_find(w, 0, w->n, u"政府工作报告") != SIZE_MAX || pm_wide_find(w, 0, w->n, u"计划草案") != SIZE_MAX;
	if (p->calendar.year == 0)
		p->calendar.year = opening_year(p);
	if (published.len >= 10) {
		memcpy(p->calendar.published, published.ptr, 10);
		p->calendar.published[10] = '\0';
	}
	p->local = p->calendar;
}

/* -- sentences -------------------------------------------------------------------------------------------------------------- */

static pm_str slice(const pm_sentence *s, pm_range r)
{
	size_t from = s->w.at[r.start], to = s->w.at[r.end];

	return pm_str_of(s->text.ptr + from, to - from);
}

/* The unit as written, without spaces around it; ％ is %. */
static pm_str unit_of(const pm_sentence *s, const pm_quantity *q)
{
	if (q->unit != NULL)
		return pm_str_from(q->unit);
	if (q->unit_end == q->unit_start + 1 && s->w.c[q->unit_start] == u'%')
		return PM_STR("%");
	return pm_str_trim(slice(s, (pm_range){ q->unit_start, q->unit_end }));
}

/* `审批情况：` at the head of a sentence labels what follows it in the paragraph. */
static void find_label(pm_sentence *s)
{
	const pm_wide *w = &s->w;

	for (size_t i = 0; i < w->n && i < 24 && (w->holds & PM_CHAR_COLON) != 0; i++) {
		char16_t c = w->c[i];

		if (c == u':' && i >= 2) {
			s->label = pm_str_trim(slice(s, (pm_range){ pm_skip_leading(s, 0, i), i }));
			return;
		}
		if (!pm_wide_is_han(c) && !pm_wide_is_latin(c) && c != u'“' && c != u'”' && c != u'"' && c != u'(' && c != u')')
			return;
	}
}

static int append(pass *p, pm_block *block, size_t offset, const pm_finding *f)
{
	pm_sentence *s = p->s;
	pm_indicator out = {
		.block = block,
		.start = offset + s->w.at[f->q.start],
		.end = offset + s->w.at[f->q.end],
		.name = f->name_text.len > 0 ? f->name_text : slice(s, f->name),
		.value = pm_str_from(f->q.value),
		.value_max = pm_str_from(f->q.value_max),
		.unit = unit_of(s, &f->q),
		.qualifier = pm_str_from(f->qualifier),
		.change = pm_str_from(f->change),
		.section = p->section,
		.sentence_start = offset + (size_t)(p->sentence.ptr - s->text.ptr),
	};

	out.sentence_end = out.sentence_start + p->sentence.len;
	if (f->period != 0) {
		const pm_time *t = &s->times[f->period - 1];
		pm_range phrase = { t->start, t->end };

		out.period = slice(s, phrase);
		/* several findings of a sentence stand under one phrase */
		if (p->does_dates && p->period != f->period)
			(s->is_english ? pm_english_resolve : pm_resolve_period)(&s->w, phrase, &p->local, p->from, p->to);
		p->period = f->period;
		out.from = pm_str_from(p->from);
		out.to = pm_str_from(p->to);
	}
	return pm_doc_append_indicator(p->doc, &out, p->err);
}

static void judge(pass *p)
{
	pm_sentence *s = p->s;

	s->n_found = 0;
	pm_share_units(s);
	for (size_t i = 0; i < s->n_quantities; i++) {
		if ((s->quantities[i].is_han && !p->does_han) || !pm_quantity_counts(s, i))
			continue;
		pm_finding *f = &s->found[s->n_found++];

		memset(f, 0, sizeof *f);
		f->q = s->quantities[i];
		f->index = i;
		f->qualifier = f->change = "";
	}
	for (size_t i = 0; i < s->n_found; i++) {
		if (s->is_english)
			pm_find_name_english(s, i);
		else
			pm_find_name(s, i);
	}
	pm_join_series(s);
	pm_find_periods(s);
}

/* The year said last in a sentence dates the ones without a year behind it. */
static void note_years(pass *p)
{
	const pm_sentence *s = p->s;

	for (size_t i = 0; i < s->n_times && p->local.year == 0; i++) {
		const pm_time *t = &s->times[i];

		if (t->kind == PM_TIME_PERIOD && pm_wide_is_digit(s->w.c[t->start]) && t->end - t->start >= 5 &&
		    s->w.c[t->start + 4] == u'年') {
			pm_wide *w = &p->s->w;
			char16_t stop = w->c[t->end];
			size_t n = w->n;

			w->n = t->end;
			w->c[t->end] = 0;
			p->local.year = pm_named_year(w);
			w->c[t->end] = stop;
			w->n = n;
		}
	}
}

static int read_text(pass *p, pm_block *block)
{
	pm_sentence *s = p->s;
	pm_str text = pm_block_text(block);
	size_t at = 0;
	int rc = PM_OK, year = p->local.year;

	if (!pm_block_number_is_automatic(block) && pm_block_number(block).len <= text.len)
		at = pm_block_number(block).len;
	s->label = pm_str_of(NULL, 0);
	while (at < text.len && rc == PM_OK) {
		pm_str rest = pm_str_of(text.ptr + at, text.len - at);
		size_t n = pm_wide_sentence(&s->w, rest);

		s->text = pm_str_of(rest.ptr, n);
		s->n_quantities = s->n_times = 0;
		if ((s->w.holds & PM_CHAR_FIGURE) != 0)
			pm_sentence_tokens(s);
		find_label(s);
		if (s->n_quantities > 0) {
			judge(p);
			if (s->n_found > 0)
				note_years(p);
			p->sentence = pm_str_trim(s->text);
			p->period = 0;
			for (size_t i = 0; i < s->n_found && rc == PM_OK; i++)
				rc = append(p, block, at, &s->found[i]);
			p->local.year = year;
		}
		at += n;
	}
	return rc;
}

/* -- blocks ------------------------------------------------------------------------------------------------------------------- */

/* What a heading is about: without its number, and without 工作 at its end. */
static pm_str heading_topic(const pm_wide *w, pm_str text)
{
	size_t from = 0, end = w->n;

	while (from < end &&
	       (pm_wide_is_digit(w->c[from]) || pm_wide_is_stop(w->c[from]) || pm_wide_is_space(w->c[from]) || w->c[from] == u'.'))
		from++;
	for (size_t i = from; i < end; i++)
		if (w->c[i] == u',' || w->c[i] == u'。' || w->c[i] == u';' || w->c[i] == u':')
			end = i;
	if (end > from + 4 && pm_wide_ends(w, from, end, u"工作") > 0)
		end -= 2;
	/* a term in quotation marks is what a long one is about */
	for (size_t i = from; end - from > 14 && i < end; i++)
		if (w->c[i] == u'“' && end - i >= 4)
			from = i;
	return pm_str_of(text.ptr + w->at[from], w->at[end] - w->at[from]);
}

static void enter_section(pass *p, pm_block *heading)
{
	pm_str text = pm_block_text(heading), number = pm_block_number(heading);

	p->section = heading;
	if (!pm_block_number_is_automatic(heading) && number.len <= text.len)
		text = pm_str_of(text.ptr + number.len, text.len - number.len);
	pm_wide_all(&p->s->w, text);
	p->s->heading = heading_topic(&p->s->w, text);
	int year = pm_named_year(&p->s->w);

	if (year != 0)
		p->local.year = year;
	else if (pm_block_level(heading) <= 1)
		p->local.year = p->calendar.year;
	p->local.is_plan_year = year == 0 && p->calendar.is_plan_year;
}

static int read_cell(pass *p, pm_block *block, const pm_cell *cell)
{
	pm_indicator out;
	char from[11] = "", to[11] = "";

	if (p->table != pm_cell_table(cell) || p->reader == NULL)
		return p->does_text ? read_text(p, block) : PM_OK;
	p->s->text = pm_block_text(block);
	if (!pm_table_reader_cell(p->reader, p->s, block, cell, &out))
		return p->does_text && pm_str_reading_length(pm_block_text(block)) > 60 ? read_text(p, block) : PM_OK;
	out.section = p->section;
	if (out.period.len > 0 && p->does_dates) {
		pm_wide_all(&p->s->w, out.period);
		pm_resolve_period(&p->s->w, (pm_range){ 0, p->s->w.n }, &p->local, from, to);
	}
	out.from = pm_str_from(from);
	out.to = pm_str_from(to);
	return pm_doc_append_indicator(p->doc, &out, p->err);
}

static bool begins_table(pass *p, pm_block *table)
{
	pm_table_reader_free(p->reader);
	p->reader = p->does_table ? pm_table_reader_new(p->s, table, p->lead) : NULL;
	p->table = table;
	p->lead = pm_str_of(NULL, 0); /* a unit told before a table is that table's alone */
	return p->reader != NULL || !p->does_table;
}

static int read_block(pass *p, pm_block *block)
{
	const pm_cell *cell = pm_flow_cell(pm_block_flow(block));

	switch (pm_block_kind(block)) {
	case PM_TABLE:
		return begins_table(p, block) ? PM_OK : pm_error_nomem(p->err);
	case PM_HEADING:
		if (cell == NULL && pm_flow_note(pm_block_flow(block)) == NULL)
			enter_section(p, block);
		break;
	case PM_PARAGRAPH:
	case PM_LIST_ITEM:
	case PM_QUOTE:
	case PM_CAPTION:
		break;
	default:
		return PM_OK;
	}
	switch (pm_block_role(block)) {
	case PM_ROLE_DATELINE:
	case PM_ROLE_SIGNATURE:
	case PM_ROLE_DATE:
	case PM_ROLE_ATTACHMENT:
	case PM_ROLE_SUBTITLE:
		return PM_OK;
	default:
		break;
	}
	if (cell != NULL)
		return read_cell(p, block, cell);
	p->lead = pm_block_text(block);
	return p->does_text ? read_text(p, block) : PM_OK;
}

int pm_pass_indicators(pm_doc *doc, const pm_clean_options *options, pm_error *err)
{
	pass p = { .doc = doc, .err = err };
	int rc = PM_OK;

	if (pm_doc_n_indicators(doc) > 0)
		return PM_OK;
	p.s = calloc(1, sizeof *p.s);
	if (p.s == NULL)
		return pm_error_nomem(err);
	p.does_text = pm_rule_is_on(options, "indicator-text");
	p.does_han = pm_rule_is_on(options, "indicator-han");
	p.does_table = pm_rule_is_on(options, "indicator-table");
	p.does_dates = pm_rule_is_on(options, "indicator-dates");
	pm_sentence_init(p.s);
	find_calendar(&p);
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL && rc == PM_OK; b = pm_doc_next_block(doc, b))
		if (!pm_block_is_marked(b))
			rc = read_block(&p, b);
	pm_table_reader_free(p.reader);
	free(p.s);
	return rc;
}
