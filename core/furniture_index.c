/* furniture_index.c: the index table of a government page as a table: labels and values side by side or one above the other. */
#include "furniture.h"

/* The text of a cell that holds one short paragraph; empty for all others. */
static pm_str cell_text(const pm_cell *cell)
{
	const pm_block *block = pm_flow_first(pm_cell_flow(cell));
	if (block == NULL || pm_block_next(block) != NULL || pm_block_text(block).len > 600)
		return pm_str_of(NULL, 0);
	return pm_str_trim(pm_block_text(block));
}

static pm_str without_colon(pm_str s)
{
	if (pm_str_ends_with(s, ":"))
		s.len--;
	else if (pm_str_ends_with(s, "：") || pm_str_ends_with(s, "∶"))
		s.len -= 3;
	return pm_str_trim(s);
}

/* Is the whole of `text` a label of such a table? */
static const pm_phrase *label_of(const pm_furniture *f, pm_str text)
{
	pm_str label = without_colon(text);
	size_t end = 0;
	const pm_phrase *phrase = label.len > 0 ? pm_phrase_at(&f->phrases, label, 0, &end) : NULL;
	if (phrase == NULL || end < label.len)
		return NULL;
	return phrase->what == PM_W_INDEX || phrase->what == PM_W_DATE || phrase->what == PM_W_SOURCE ? phrase : NULL;
}

typedef struct count {
	size_t n_labels, n_certain, n_filled;
} count;

/* Labels, those that only such tables have, and cells with text. */
static count count_labels(const pm_furniture *f, const pm_block *table)
{
	count n = { 0 };
	for (const pm_cell *cell = pm_table_first_cell(table); cell != NULL; cell = pm_cell_next(cell)) {
		pm_str text = cell_text(cell);
		const pm_phrase *label = label_of(f, text);
		pm_judgement judgement;
		n.n_filled += text.len > 0;
		if (label != NULL) {
			n.n_labels++;
			n.n_certain += label->what == PM_W_INDEX && label->weight >= 2;
			continue;
		}
		/* A label and its value in one cell. */
		if (text.len == 0)
			continue;
		if (pm_judge_all(&f->phrases, text, &judgement) && judgement.n_fields > 0) {
			n.n_labels++;
			n.n_filled++;
			n.n_certain += judgement.what == PM_W_INDEX && judgement.strongest >= 2;
		}
	}
	return n;
}

static void take_pair(pm_furniture *f, pm_str label, pm_str value)
{
	pm_buf line = { 0 };
	pm_judgement judgement;
	pm_buf_str(&line, without_colon(label));
	pm_buf_puts(&line, "：");
	pm_buf_str(&line, value);
	if (!line.is_broken) {
		pm_judge(&f->phrases, pm_buf_view(&line), &judgement);
		pm_furniture_take_fields(f, &judgement);
	}
	pm_buf_free(&line);
}

static void take_fields(pm_furniture *f, const pm_block *table)
{
	for (const pm_cell *cell = pm_table_first_cell(table); cell != NULL; cell = pm_cell_next(cell)) {
		pm_str text = cell_text(cell);
		const pm_cell *next = pm_cell_next(cell);
		pm_judgement judgement;
		if (label_of(f, text) != NULL) {
			pm_str value = next != NULL ? cell_text(next) : pm_str_of(NULL, 0);
			if (value.len > 0 && pm_cell_row(next) == pm_cell_row(cell) && label_of(f, value) == NULL)
				take_pair(f, text, value);
		} else if (text.len > 0) {
			if (pm_judge_all(&f->phrases, text, &judgement))
				pm_furniture_take_fields(f, &judgement);
		}
	}
}

void pm_furniture_index_tables(pm_furniture *f)
{
	if (pm_doc_fidelity(f->doc) != PM_PAGE || !pm_furniture_rule_is_on(f, PM_W_INDEX))
		return;
	for (pm_block *b = pm_flow_first(pm_doc_body(f->doc)); b != NULL && f->code == PM_OK; b = pm_block_next(b)) {
		if (pm_block_kind(b) != PM_TABLE || pm_block_is_marked(b) || pm_table_n_rows(b) > 20)
			continue;
		count n = count_labels(f, b);
		/* Every second filled cell is a label, but for a title that spans the table. */
		if (n.n_certain < 2 || n.n_labels * 5 < n.n_filled * 2)
			continue;
		take_fields(f, b);
		pm_furniture_mark_block(f, b, PM_W_INDEX);
	}
}
