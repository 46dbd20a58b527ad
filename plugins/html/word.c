/* word.c: Word's and WPS's class names and list properties. */
#include "word.h"

bool word_is_toc(pm_str class)
{
	return pm_str_starts_with(class, "MsoToc") && class.len > 6 && class.ptr[6] >= '1' && class.ptr[6] <= '9';
}

static void open_paragraph(html_page *page, pm_str class, const html_look *look, html_context *to)
{
	page->word_level = look->word_level > 0 && look->word_level < 10 ? look->word_level : 0;
	page->word_list = look->word_list;
	if (look->outline > 0 && to->heading == 0)
		to->heading = (uint8_t)(look->outline > 6 ? 6 : look->outline);
	if (!pm_str_starts_with(class, "Mso"))
		return;
	if (pm_str_starts_with(class, "MsoTitle"))
		to->flags |= IN_WORD_TITLE;
	else if (pm_str_starts_with(class, "MsoSubtitle"))
		to->flags |= IN_SUBTITLE;
	else if (pm_str_starts_with(class, "MsoCaption"))
		to->flags |= IN_CAPTION;
	else if (pm_str_starts_with(class, "MsoQuote") || pm_str_starts_with(class, "MsoIntenseQuote"))
		to->quotes = (uint8_t)(to->quotes + (to->quotes < 30));
	else if (pm_str_starts_with(class, "MsoHeading") && class.len > 10 && class.ptr[10] >= '1' && class.ptr[10] <= '9')
		to->heading = (uint8_t)(class.ptr[10] > '6' ? 6 : class.ptr[10] - '0');
}

void word_open(html_page *page, html_element *element, pm_str class, const html_look *look, html_context *to)
{
	if (look->is_word_marker)
		to->flags |= IN_MARKER;
	if (element->is_block && !element->is_pre_line)
		open_paragraph(page, class, look, to);
}

void word_close(html_page *page, html_element *element)
{
	if (element->is_block && !element->is_pre_line)
		page->word_level = page->word_list = 0;
}

int word_list_id(html_page *page)
{
	size_t level = page->word_level > 0 ? (size_t)page->word_level - 1 : 0;

	if (page->word_list != page->word_last_list)
		memset(page->word_ids, 0, sizeof page->word_ids);
	page->word_last_list = page->word_list;
	/* An item ends the lists that are nested in those before it. */
	for (size_t i = level + 1; i < sizeof page->word_ids / sizeof *page->word_ids; i++)
		page->word_ids[i] = 0;
	if (page->word_ids[level] == 0)
		page->word_ids[level] = pm_doc_new_list(page->doc);
	return page->word_ids[level];
}
