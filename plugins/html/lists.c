/* lists.c: lists and the numbers of their items. */
#include "html.h"

void html_begin_list(html_page *page, bool is_ordered, const xmlChar **atts)
{
	pm_str type = html_attribute(atts, "type");
	html_list list = { .is_ordered = is_ordered, .type = '1', .next = html_number(html_attribute(atts, "start"), 1) };

	if (page->context.list != 0 && page->lists.at[page->context.list - 1].depth < 200)
		list.depth = (uint8_t)(page->lists.at[page->context.list - 1].depth + 1);
	if (type.len == 1 && strchr("aAiI", type.ptr[0]) != NULL)
		list.type = type.ptr[0];
	if (!HTML_ARRAY_ROOM(page->lists)) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	page->lists.at[page->lists.n++] = list;
	page->context.list = (uint32_t)page->lists.n;
	page->item_waits = false;
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

static void put_number(pm_buf *out, const html_list *list, long n)
{
	if (!list->is_ordered)
		pm_buf_puts(out, "\xE2\x80\xA2");
	else if ((list->type == 'a' || list->type == 'A') && n > 0)
		put_letters(out, n, list->type);
	else if ((list->type == 'i' || list->type == 'I') && n > 0 && n < 4000)
		put_roman(out, n, list->type == 'I');
	else
		pm_buf_printf(out, "%ld", n);
	if (list->is_ordered)
		pm_buf_putc(out, '.');
}

void html_begin_item(html_page *page, const xmlChar **atts)
{
	html_list *list;
	long value;

	if (page->context.list == 0)
		html_begin_list(page, false, NULL); /* <li> without a list around it; it lasts until the element ends */
	if (page->status != PM_OK)
		return;
	list = &page->lists.at[page->context.list - 1];
	if (list->id == 0)
		list->id = pm_doc_new_list(page->doc);
	value = html_number(html_attribute(atts, "value"), list->next);
	list->next = value < 1000000000 ? value + 1 : value;
	page->number.len = 0;
	put_number(&page->number, list, value);
	page->item = (html_piece){ .list = list->id, .is_ordered = list->is_ordered, .level = list->depth };
	page->item_waits = true;
	page->context.items = (uint8_t)(page->context.items + (page->context.items < 200));
}
