/* forms.c: documents that a page keeps in a form: mark-up in a <textarea>, as text or as tags, the values of fields that cannot be changed. */
#include "html.h"

/* A document in a <textarea> is shown by script, though the <textarea> is not: it belongs where this would be shown. */
static void begin_shown_region(html_page *page)
{
	uint32_t region = page->context.region;

	if (region != 0)
		region = page->regions.at[region - 1].parent;
	while (region != 0 && page->regions.at[region - 1].role == PM_REGION_HIDDEN)
		region = page->regions.at[region - 1].parent;
	page->context.region = region;
	page->context.region = html_begin_region(page, PM_REGION_PLAIN, PM_STR("tag=textarea"));
}

/* Mark-up inside the page's mark-up. */
static void parse_inner(html_page *page, pm_str text)
{
	uint32_t line = page->first_line;

	page->first_line = html_line(page);
	page->nesting++;
	begin_shown_region(page);
	html_parse(page, text);
	page->nesting--;
	page->first_line = line;
}

void html_end_textarea(html_page *page)
{
	pm_buf text = page->textarea;

	page->textarea = (pm_buf){ 0 };
	page->context.flags &= (uint16_t)~IN_TEXTAREA;
	if (page->nesting == 0 && html_is_markup(pm_buf_view(&text))) {
		parse_inner(page, pm_buf_view(&text));
	} else {
		page->context.flags |= IN_PRE;
		html_text(page, text.ptr, text.len);
		page->context.flags &= (uint16_t)~IN_PRE;
		html_end_block(page);
	}
	pm_buf_free(&text);
}

/* For browsers the tags in a <textarea> are text; script takes them for what they are. */
void html_open_textarea(html_page *page)
{
	pm_buf text = page->textarea;

	page->textarea = (pm_buf){ 0 };
	page->context.flags &= (uint16_t)~(IN_TEXTAREA | IN_PRE);
	begin_shown_region(page);
	html_text(page, text.ptr, text.len);
	pm_buf_free(&text);
}

/* Does it ask the reader for something? */
static bool is_question(pm_str type)
{
	static const char *const others[] = { "hidden", "submit", "button", "image", "reset" };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (pm_str_is_nocase(type, others[i]))
			return false;
	return true;
}

void html_input(html_page *page, const xmlChar **atts)
{
	enum { LEAST_DOCUMENT = 80 }; /* bytes; what is shorter is an option of the page */
	pm_str type = html_attribute(atts, "type"), value = html_attribute(atts, "value");
	bool is_fixed = html_has_attribute(atts, "readonly") || html_has_attribute(atts, "disabled");
	html_context context = page->context;

	if (!pm_str_is_nocase(type, "hidden"))
		html_count_control(page);
	if (is_question(type)) {
		page->n_fields += !is_fixed;
		/* A box between words parts them. */
		page->space |= page->now.text.len > 0;
		if (pm_str_is_nocase(type, "checkbox") && is_fixed) { /* the state of a task */
			html_put_space(page);
			html_text(page, html_has_attribute(atts, "checked") ? "\xE2\x98\x91" : "\xE2\x98\x90", 3);
			page->space = true;
		}
	}
	if (value.len == 0 || pm_str_is_nocase(type, "checkbox") || (context.flags & (IN_NO_TEXT | IN_HIDDEN_TEXT | IN_TEXTAREA | IN_PAGE_TITLE)))
		return;
	if (is_fixed && (type.len == 0 || pm_str_is_nocase(type, "text"))) {
		html_put_space(page);
		html_text(page, value.ptr, value.len);
	} else if (pm_str_is_nocase(type, "hidden") && value.len >= LEAST_DOCUMENT && page->nesting == 0 && html_is_markup(value)) {
		html_end_block(page);
		parse_inner(page, value);
		html_set_context(page, &context);
	}
}
