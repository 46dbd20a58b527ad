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
	page->word_margin = look->margin;
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

/* Filtered HTML has lost what says that a paragraph is an item, but Word parts the number or bullet that it writes from the text with
 * blanks in a font of their own. */
static void take_marker(html_page *page, html_context *to)
{
	enum { LONGEST = 16 };
	pm_buf *text = &page->now.text;

	if (text->len == 0 || text->len > LONGEST || memchr(text->ptr, ' ', text->len) != NULL || page->marker.len > 0 ||
	    page->context.link != 0 || (page->context.flags & (IN_PRE | IN_NO_TEXT | IN_HIDDEN_TEXT | IN_NOTE_MARK)))
		return;
	pm_buf_str(&page->marker, pm_buf_view(text));
	text->len = page->now.spans.n = 0;
	memset(page->style_start, 0, sizeof page->style_start);
	to->flags |= IN_MARKER;
}

void word_open(html_page *page, html_element *element, pm_str class, const html_look *look, html_context *to)
{
	if (look->is_word_marker)
		to->flags |= IN_MARKER;
	else if (look->is_word_gap && !element->is_block)
		take_marker(page, to);
	if (element->is_block && !element->is_pre_line)
		open_paragraph(page, class, look, to);
}

void word_close(html_page *page, html_element *element)
{
	if (element->is_block && !element->is_pre_line)
		page->word_level = page->word_list = 0;
}

/* A paragraph that is no item ends the list that margins tell. */
void word_end_margins(html_page *page)
{
	page->n_word_margins = 0;
}

/* Deeper items have wider margins. */
int word_item_level(html_page *page)
{
	size_t *n = &page->n_word_margins;

	if (page->word_level > 0)
		return page->word_level - 1;
	if (*n == 0)
		memset(page->word_ids, 0, sizeof page->word_ids);
	while (*n > 0 && page->word_margins[*n - 1] > page->word_margin)
		(*n)--;
	if (*n == 0 || (page->word_margins[*n - 1] < page->word_margin && *n < sizeof page->word_margins / sizeof *page->word_margins))
		page->word_margins[(*n)++] = page->word_margin;
	return (int)*n - 1;
}

int word_list_id(html_page *page, size_t level)
{
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
