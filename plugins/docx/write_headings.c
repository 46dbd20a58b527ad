/* The numbers of headings: one multilevel list for all, learnt from the numbers that stand there.
 *
 * The counters are run along, so that a heading whose number is not the one that Word would count to keeps its own. */
#include "write_numbering.h"

#include <pumice/text.h>

/* The number that the counters give for a heading of this level, as its w:lvlText would show it. */
static bool heading_number(const numbering *n, int level, pm_buf *out)
{
	const heading_level *h = &n->headings[level];
	pm_buf_str(out, h->prefix);
	for (int k = h->first; k <= level; k++) {
		if (n->headings[k].count <= 0 || !number_append(out, k < level ? NUM_DECIMAL : h->format, n->headings[k].count))
			return false;
		if (k < level)
			pm_buf_putc(out, '.');
	}
	pm_buf_str(out, h->suffix);
	return !out->is_broken;
}

/* Learn from a number how headings of this level are numbered. */
static bool learn_heading(numbering *n, int level, pm_str number)
{
	heading_level *h = &n->headings[level];
	number_parts parts;
	if (!number_parse(number, NUM_LITERAL, &parts))
		return false;
	*h = (heading_level){ .is_known = true,
			      .format = parts.format,
			      .prefix = parts.prefix,
			      .suffix = parts.suffix,
			      .first = level,
			      .start = parts.value };
	/* `1.2.`: the counters above, with a dot after each. */
	for (int first = 0; first < level && parts.format == NUM_DECIMAL; first++) {
		pm_buf above = { 0 };
		bool fits = true;
		for (int k = first; k < level && fits; k++) {
			fits = n->headings[k].count > 0;
			pm_buf_printf(&above, "%ld.", n->headings[k].count);
		}
		fits = fits && pm_str_equal(pm_buf_view(&above), parts.prefix);
		pm_buf_free(&above);
		if (fits) {
			h->first = first;
			h->prefix = pm_str_of(NULL, 0);
			break;
		}
	}
	return true;
}

static void count_heading(numbering *n, int level)
{
	heading_level *h = &n->headings[level];
	h->count = h->count > 0 ? h->count + 1 : h->start;
	for (int k = level + 1; k < 6; k++)
		n->headings[k].count = 0;
}

/* Count this heading if the counters then show its number; else leave them as they were. */
static bool count_to(numbering *n, int level, pm_str number)
{
	heading_level before[6];
	memcpy(before, n->headings, sizeof before);
	count_heading(n, level);
	pm_buf shown = { 0 };
	bool is_same = heading_number(n, level, &shown) && pm_str_equal(pm_buf_view(&shown), number);
	pm_buf_free(&shown);
	if (!is_same)
		memcpy(n->headings, before, sizeof before);
	return is_same;
}

unsigned dw_numbering_heading(writer *w, int level, pm_str number)
{
	numbering *n = w->numbering;
	if ((n->headings[level].is_known || learn_heading(n, level, number)) && count_to(n, level, number)) {
		n->has_headings = true;
		return ID_HEADINGS;
	}
	abstract kind = { .level = level, .format = NUM_LITERAL, .is_ordered = true, .prefix = number, .is_heading = true };
	return dw_num_id(dw_num_new(w, &kind, -1));
}

/* What a look numbers headings with where the document has no numbers at all. */
static void invent_headings(writer *w, int first)
{
	static const struct {
		const char *prefix, *suffix;
		number_format format;
	} official[] = { { "", "、", NUM_CHINESE },   { "（", "）", NUM_CHINESE }, { "", ".", NUM_DECIMAL },
			 { "（", "）", NUM_DECIMAL }, { "", "）", NUM_DECIMAL },   { "", "", NUM_CIRCLED } };
	for (int level = first; level < 6; level++) {
		heading_level *h = &w->numbering->headings[level];
		*h = (heading_level){ .is_known = true, .format = NUM_DECIMAL, .first = first, .start = 1 };
		if (w->look->is_official) {
			h->format = official[level - first].format;
			h->prefix = pm_str_from(official[level - first].prefix);
			h->suffix = pm_str_from(official[level - first].suffix);
			h->first = level;
		}
	}
	w->numbering->has_headings = true;
	w->numbering->invents = true;
}

void dw_numbering_plan_headings(writer *w)
{
	numbering *n = w->numbering;
	int top = 6;
	bool has_numbers = false;
	for (const pm_block *b = pm_flow_first(pm_doc_body(w->doc)); b != NULL; b = pm_block_next(b)) {
		if (pm_block_kind(b) != PM_HEADING || !dw_is_written(w, b))
			continue;
		int level = dw_heading_level(b);
		pm_str number = pm_block_number(b);
		top = level < top ? level : top;
		if (number.len == 0)
			continue;
		has_numbers = true;
		if (n->headings[level].is_known || learn_heading(n, level, number))
			count_to(n, level, number);
	}
	for (int level = 0; level < 6; level++)
		n->headings[level].count = 0;
	n->heads_by_style = w->reference == NULL; /* a user's own styles stay as they are */
	if (!has_numbers && top < 6)
		invent_headings(w, top);
}

bool dw_numbering_invents(const writer *w)
{
	return w->numbering->invents;
}

unsigned dw_numbering_invented(const writer *w)
{
	(void)w;
	return ID_HEADINGS;
}

unsigned dw_numbering_style(const writer *w, int level)
{
	const numbering *n = w->numbering;
	return n->heads_by_style && n->has_headings && n->headings[level].is_known ? ID_HEADINGS : 0;
}

bool dw_numbering_heading_is_by_style(const writer *w, unsigned id)
{
	return w->numbering->heads_by_style && id == ID_HEADINGS;
}
