/* containers.c: the items and quotations that blocks stand in, and what lines in them begin with. */
#include "writer.h"

#include <stdlib.h>

void md_open_container(md_writer *w, md_container container)
{
	if (w->n_open == w->open_cap) {
		size_t cap = w->open_cap > 0 ? w->open_cap * 2 : 16;
		md_container *open = cap <= SIZE_MAX / sizeof(md_container) ? realloc(w->open, cap * sizeof(md_container)) : NULL;
		if (open == NULL) {
			w->is_broken = true;
			return;
		}
		w->open = open;
		w->open_cap = cap;
	}
	w->open[w->n_open++] = container;
}

void md_put_prefix(md_writer *w, size_t n_containers, bool is_empty_line)
{
	size_t last = n_containers;
	while (is_empty_line && last > 0 && w->open[last - 1].is_item)
		last--;
	for (size_t i = 0; i < last; i++) {
		if (w->open[i].is_item)
			for (size_t n = 0; n < w->open[i].width; n++)
				pm_buf_putc(&w->out, ' ');
		else
			pm_buf_puts(&w->out, is_empty_line && i + 1 == last ? ">" : "> ");
	}
}

/* -- numbers --------------------------------------------------------------------------------------------------------- */

/* The value of a number that Markdown has a marker for (`1.`, `1)`), and its delimiter; -1 for all others. */
static long native_value(pm_str number, char *mark)
{
	long value = 0;
	if (number.len < 2 || number.len > 10)
		return -1;
	for (size_t i = 0; i + 1 < number.len; i++) {
		if (number.ptr[i] < '0' || number.ptr[i] > '9')
			return -1;
		value = value * 10 + (number.ptr[i] - '0');
	}
	*mark = number.ptr[number.len - 1];
	return (*mark == '.' || *mark == ')') && (number.ptr[0] != '0' || number.len == 2) ? value : -1;
}

/* `a.`, `iv)`: letters count like numbers, and Markdown has none. */
static bool is_lettered(pm_str number, char *mark)
{
	size_t n = 0;
	while (n < number.len && ((number.ptr[n] >= 'a' && number.ptr[n] <= 'z') || (number.ptr[n] >= 'A' && number.ptr[n] <= 'Z')))
		n++;
	*mark = n + 1 == number.len ? number.ptr[n] : '.';
	return n > 0 && n < 8 && (n == number.len || (n + 1 == number.len && (*mark == '.' || *mark == ')')));
}

/* What a list that begins with a letter or a Roman number counts from. */
static long lettered_value(pm_str number)
{
	static const char roman[] = "ivxlcdm";
	static const int values[] = { 1, 5, 10, 50, 100, 500, 1000 };
	long sum = 0, last = 0;
	size_t n = number.len;
	while (n > 0 && (number.ptr[n - 1] == '.' || number.ptr[n - 1] == ')'))
		n--;
	if (n == 1 && (number.ptr[0] | 0x20) != 'i')
		return (number.ptr[0] | 0x20) - 'a' + 1;
	for (size_t i = n; i > 0; i--) {
		const char *at = strchr(roman, number.ptr[i - 1] | 0x20);
		long value = at != NULL ? values[at - roman] : 0;
		if (value == 0)
			return 1;
		sum += value < last ? -value : value;
		last = value;
	}
	return sum > 0 ? sum : 1;
}

typedef enum numbering {
	BULLET,
	NATIVE, /* its own number is the marker */
	COUNTED /* the marker counts in its place */
} numbering;

static bool begins_with_number(const pm_block *block)
{
	pm_str number = pm_block_number(block), text = pm_block_text(block);
	return text.len >= number.len && memcmp(text.ptr, number.ptr, number.len) == 0;
}

static numbering numbering_of(const pm_block *block, long *value, char *mark)
{
	pm_str number = pm_block_number(block);
	*mark = '.';
	if (!pm_block_is_ordered(block))
		return BULLET;
	if (number.len == 0)
		return COUNTED;
	*value = native_value(number, mark);
	if (*value >= 0 && (pm_block_number_is_automatic(block) || begins_with_number(block)))
		return NATIVE;
	return pm_block_number_is_automatic(block) && is_lettered(number, mark) ? COUNTED : BULLET;
}

size_t md_number_length(const pm_block *block)
{
	long value;
	char mark;
	pm_str number = pm_block_number(block), text = pm_block_text(block);
	if (pm_block_number_is_automatic(block) || pm_block_kind(block) != PM_LIST_ITEM || numbering_of(block, &value, &mark) != NATIVE)
		return 0;
	size_t n = number.len;
	while (n < text.len && (text.ptr[n] == ' ' || text.ptr[n] == '\t'))
		n++;
	return n;
}

static bool is_cjk_end(pm_str s)
{
	size_t at = s.len;
	return at > 0 && pm_char_is_cjk_punct(pm_utf8_previous(s, &at));
}

void md_put_number(const pm_block *block, pm_buf *out)
{
	long value;
	char mark;
	pm_str number = pm_block_number(block);
	if (number.len == 0 || !pm_block_number_is_automatic(block))
		return;
	if (pm_block_kind(block) == PM_LIST_ITEM && (!pm_block_is_ordered(block) || numbering_of(block, &value, &mark) != BULLET))
		return;
	pm_buf_str(out, number);
	if (!is_cjk_end(number))
		pm_buf_putc(out, ' ');
}

/* -- entering -------------------------------------------------------------------------------------------------------- */

/* A list that begins two levels deeper than its surroundings stands in items without text; hostile depths are cut, as each costs two
 * columns of every line. */
enum { MAX_JUMP = 8, MAX_DEPTH = 100 };

static size_t depth_of(int depth)
{
	return depth < 0 ? 0 : depth > MAX_DEPTH ? MAX_DEPTH : (size_t)depth;
}

typedef struct wanted {
	size_t items, quotes;           /* that the block stands in */
	size_t start;                   /* the first of the quotations that begin with it, from 1; 0 for none */
	size_t seen_items, seen_quotes; /* of them, those that stay open */
} wanted;

static size_t n_kept(const md_writer *w, wanted *want)
{
	size_t keep = w->base;
	for (; keep < w->n_open; keep++) {
		if (w->open[keep].is_item ? want->seen_items == want->items
					  : want->seen_quotes == want->quotes || want->seen_quotes + 1 == want->start)
			break;
		want->seen_items += w->open[keep].is_item;
		want->seen_quotes += !w->open[keep].is_item;
	}
	return keep;
}

static md_container item_of(const pm_block *block, const md_container *sibling)
{
	md_container c = { .is_item = true, .list = pm_block_list(block), .mark = '-', .width = 2 };
	numbering how = numbering_of(block, &c.value, &c.mark);
	c.is_ordered = how != BULLET;
	bool is_same = sibling != NULL && sibling->list == c.list && sibling->is_ordered == c.is_ordered;
	if (!c.is_ordered) {
		c.mark = sibling == NULL || sibling->is_ordered ? '-' : sibling->mark;
		if (sibling != NULL && !sibling->is_ordered && !is_same)
			c.mark = sibling->mark == '-' ? '*' : '-'; /* another list, not the next item */
		return c;
	}
	if (how == COUNTED) {
		c.value = lettered_value(pm_block_number(block));
		if (is_same && sibling->mark == c.mark && c.value + 1 != sibling->value) /* i may be 1 or 9, and most lists count up */
			c.value = sibling->value + 1;
	}
	c.width = 3;
	for (long v = c.value; v >= 10; v /= 10)
		c.width++;
	return c;
}

static bool is_next_item(const md_container *sibling, const md_container *item)
{
	return sibling->list == item->list && sibling->is_ordered == item->is_ordered && sibling->mark == item->mark &&
	       (!item->is_ordered || item->value == sibling->value + 1);
}

/* A line end, and an empty line but between items. */
static void part(md_writer *w, size_t keep, bool is_tight, bool needs_comment)
{
	if (is_tight && !needs_comment)
		return;
	md_put_prefix(w, keep, true);
	pm_buf_putc(&w->out, '\n');
	if (!needs_comment)
		return;
	md_put_prefix(w, keep, false);
	pm_buf_puts(&w->out, "<!-- -->\n");
	part(w, keep, false, false);
}

void md_end_pending(md_writer *w)
{
	if (!w->is_pending)
		return;
	while (w->out.len > 0 && w->out.ptr[w->out.len - 1] == ' ')
		w->out.len--;
	pm_buf_putc(&w->out, '\n');
	w->is_pending = false;
}

static void put_item(md_writer *w, md_container item)
{
	if (item.is_ordered)
		pm_buf_printf(&w->out, "%ld", item.value);
	pm_buf_putc(&w->out, item.mark);
	pm_buf_putc(&w->out, ' ');
	md_open_container(w, item);
}

void md_enter(md_writer *w, const pm_block *block)
{
	bool is_item = pm_block_kind(block) == PM_LIST_ITEM;
	int depth = is_item ? pm_block_level(block) : pm_block_item_depth(block), quotes = pm_block_quote_depth(block);
	if (pm_block_kind(block) == PM_QUOTE && quotes == 0)
		quotes = 1;
	wanted want = { .items = depth_of(depth), .quotes = depth_of(quotes), .start = depth_of(pm_block_quote_start(block)) };
	size_t keep = n_kept(w, &want);
	md_container closed, *sibling = NULL;
	if (keep < w->n_open) {
		md_end_pending(w);
		closed = w->open[keep];
		if (is_item && closed.is_item && want.seen_items == want.items && want.seen_quotes == want.quotes)
			sibling = &closed;
	}
	md_container item = is_item ? item_of(block, sibling) : (md_container){ 0 };
	bool is_next = sibling != NULL && is_next_item(sibling, &item);
	bool needs_comment = sibling != NULL && !is_next && sibling->is_ordered == item.is_ordered && sibling->mark == item.mark;
	bool was_pending = w->is_pending;
	size_t n_open = w->n_open;
	w->n_open = keep;
	if (!was_pending && !w->at_start)
		part(w, keep, w->after_item && is_item && (sibling != NULL ? is_next : keep == n_open && n_open > w->base), needs_comment);
	if (!was_pending)
		md_put_prefix(w, keep, false);
	w->at_start = w->is_pending = false;
	for (size_t n = want.seen_quotes; n < want.quotes && n < want.seen_quotes + MAX_JUMP; n++) {
		pm_buf_puts(&w->out, "> ");
		md_open_container(w, (md_container){ .is_item = false });
	}
	if (!is_item)
		return;
	for (size_t n = want.seen_items; n < want.items && n < want.seen_items + MAX_JUMP; n++)
		put_item(w, (md_container){ .is_item = true, .mark = '-', .width = 2, .list = -1 });
	put_item(w, item);
}
