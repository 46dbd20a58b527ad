/* lists.c: lists and the numbers of their items. */
#include "html.h"

#define MOST_DEPTH 200

void html_begin_list(html_page *page, bool is_ordered, char type, const xmlChar **atts)
{
	pm_str said = html_attribute(atts, "type");
	html_list list = { .is_ordered = is_ordered, .type = '1', .next = html_number(html_attribute(atts, "start"), 1) };

	html_settle_item(page);
	if (said.len == 1 && strchr("aAiI", said.ptr[0]) != NULL)
		list.type = said.ptr[0];
	/* Lists are what they look like; their numbers may stand in the text. */
	if (type != 0)
		list.is_ordered = type != '-';
	if (list.is_ordered && type != 0)
		list.type = type;
	list.depth = page->context.items;
	if (page->context.list != 0) {
		const html_list *around = &page->lists.at[page->context.list - 1];

		/* A list right in a list, without an item: it hangs under the item before it. */
		if (!around->in_item && list.depth <= around->depth && around->depth < MOST_DEPTH)
			list.depth = (uint8_t)(around->depth + 1);
	}
	list.is_reversed = list.is_ordered && html_has_attribute(atts, "reversed");
	list.is_counted = list.is_reversed && !html_has_attribute(atts, "start");
	if (!HTML_ARRAY_ROOM(page->lists)) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	page->lists.at[page->lists.n++] = list;
	page->context.list = (uint32_t)page->lists.n;
	page->context.items = list.depth;
}

static void put_letters(pm_buf *out, long n, char first)
{
	char digits[16];
	size_t at = sizeof digits;

	for (; n > 0 && at > 0; n = (n - 1) / 26)
		digits[--at] = (char)(first + (n - 1) % 26);
	pm_buf_append(out, digits + at, sizeof digits - at);
}

static void put_roman(pm_buf *out, long n, bool is_upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} parts[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" },  { 400, "cd", "CD" }, { 100, "c", "C" },
		{ 90, "xc", "XC" }, { 50, "l", "L" },    { 40, "xl", "XL" }, { 10, "x", "X" },    { 9, "ix", "IX" },
		{ 5, "v", "V" },    { 4, "iv", "IV" },   { 1, "i", "I" },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		for (; n >= parts[i].value; n -= parts[i].value)
			pm_buf_puts(out, is_upper ? parts[i].upper : parts[i].lower);
}

/* 一 to 九十九 */
static void put_han(pm_buf *out, long n)
{
	static const char *const digits[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	if (n >= 20)
		pm_buf_puts(out, digits[n / 10]);
	if (n >= 10)
		pm_buf_puts(out, "十");
	pm_buf_puts(out, digits[n % 10]);
}

static void put_number(pm_buf *out, const html_list *list, long n)
{
	if (!list->is_ordered)
		pm_buf_puts(out, "\xE2\x80\xA2");
	else if ((list->type == 'a' || list->type == 'A') && n > 0)
		put_letters(out, n, list->type);
	else if ((list->type == 'i' || list->type == 'I') && n > 0 && n < 4000)
		put_roman(out, n, list->type == 'I');
	else if (list->type == 'h' && n > 0 && n < 100)
		put_han(out, n);
	else
		pm_buf_printf(out, "%ld", n);
	if (list->is_ordered)
		pm_buf_puts(out, list->type == 'h' ? "、" : ".");
}

/* <li> without a list around it: one lasts until the element ends, and goes on where the next such item follows. */
static void begin_stray_list(html_page *page)
{
	html_list *list;

	html_begin_list(page, false, 0, NULL);
	if (page->status != PM_OK)
		return;
	list = &page->lists.at[page->context.list - 1];
	list->is_stray = true;
	if (page->stray_list != 0 && page->stray_end == page->n_blocks)
		list->id = page->stray_list;
}

void html_begin_item(html_page *page, const xmlChar **atts)
{
	html_list *list;
	long value;

	if (page->context.list == 0)
		begin_stray_list(page);
	if (page->status != PM_OK)
		return;
	list = &page->lists.at[page->context.list - 1];
	if (list->id == 0)
		list->id = pm_doc_new_list(page->doc);
	value = html_number(html_attribute(atts, "value"), list->next);
	if (html_has_attribute(atts, "value"))
		list->is_counted = false;
	list->next = list->is_reversed && !list->is_counted ? value - 1 : value < 1000000000 ? value + 1 : value;
	page->number.len = 0;
	put_number(&page->number, list, value);
	list->in_item = true;
	page->item = (html_piece){ .list = list->id, .is_ordered = list->is_ordered, .level = list->depth, .quotes = page->context.quotes };
	page->item_waits = true;
	page->context.items = (uint8_t)(list->depth + (list->depth < MOST_DEPTH));
}

void html_end_item(html_page *page)
{
	html_list *list = page->context.list != 0 ? &page->lists.at[page->context.list - 1] : NULL;

	page->item_waits = false;
	if (list == NULL)
		return;
	list->in_item = false;
	if (!list->is_stray)
		return;
	page->stray_list = list->id;
	page->stray_end = page->n_blocks;
}

/* Lists that count down are numbered when it is known how many items they have: the one that is `n`-th from the end is n. */
static void number_block(html_page *page, const html_list *list, pm_block *block, long n)
{
	pm_buf number = { 0 };

	put_number(&number, list, n);
	if (pm_block_set_number(block, number.ptr, number.len, true, page->err) != PM_OK)
		html_fail(page, page->err->code);
	pm_buf_free(&number);
}

static void number_piece(html_page *page, const html_list *list, html_piece *piece, long n)
{
	piece->number = page->held.pool.len;
	put_number(&page->held.pool, list, n);
	piece->number_len = page->held.pool.len - piece->number;
}

#define MOST_COUNTED 8 /* depth; each list walks over those inside it */

void html_end_list(html_page *page)
{
	const html_list *list = page->context.list != 0 ? &page->lists.at[page->context.list - 1] : NULL;
	long n = 0, last;

	if (list == NULL || !list->is_counted || list->id == 0 || list->depth >= MOST_COUNTED || page->flow != NULL)
		return;
	last = list->next - 1;
	if (page->table != 0) {
		for (size_t i = page->pieces.n; i > 0 && n < last; i--)
			if (page->pieces.at[i - 1].list == list->id)
				number_piece(page, list, &page->pieces.at[i - 1], ++n);
		return;
	}
	for (pm_block *b = pm_flow_last(pm_doc_body(page->doc)); b != NULL && n < last; b = pm_block_previous(b))
		if (pm_block_list(b) == list->id)
			number_block(page, list, b, ++n);
}

/* What the item holds stands where the list stands. */
static void dissolve_item(html_page *page)
{
	if (page->context.items == 0)
		return;
	page->context.items--;
	for (size_t i = page->elements.n; i > page->base && page->elements.at[i - 1].info->tag != TAG_LI; i--)
		if (page->elements.at[i - 1].outside.items > 0)
			page->elements.at[i - 1].outside.items--;
}

void html_dissolve_waiting(html_page *page)
{
	if (page->item_waits)
		dissolve_item(page);
	page->item_waits = false;
}

void html_settle_item(html_page *page)
{
	if (!page->item_waits)
		return;
	if (page->item.is_ordered)
		html_put_bare_item(page);
	else
		html_dissolve_waiting(page);
	page->item_waits = false;
}
