/* nesting.c: how browsers nest tags that are not closed, or closed in the wrong order, where libxml2, which knows HTML 4, does otherwise:
 * it looks at the innermost element alone when a tag opens, and ignores an end tag while a <div> is open inside. */
#include "html.h"

static html_tag tag_at(const html_page *page, size_t i)
{
	return (html_tag)page->elements.at[i].info->tag;
}

static bool is_block_at(const html_page *page, size_t i)
{
	return (page->elements.at[i].info->flags & TAG_BLOCK) != 0;
}

/* What no end tag and no opening tag inside reaches out of. */
static bool is_barrier(html_tag tag)
{
	switch (tag) {
	case TAG_TABLE:
	case TAG_TD:
	case TAG_TH:
	case TAG_CAPTION:
	case TAG_HTML:
	case TAG_BODY:
	case TAG_TEMPLATE:
	case TAG_OBJECT:
		return true;
	default:
		return false;
	}
}

static bool is_heading(html_tag tag)
{
	return tag >= TAG_H1 && tag <= TAG_H6;
}

/* The innermost block element, behind inline ones; the number of elements where there is none. */
static size_t innermost_block(const html_page *page)
{
	for (size_t i = page->elements.n; i > page->base; i--)
		if (is_block_at(page, i - 1))
			return i - 1;
	return page->elements.n;
}

/* The item or term that `tag` ends: between the two stand only inline elements, paragraphs and boxes. */
static size_t open_item(const html_page *page, html_tag tag)
{
	for (size_t i = page->elements.n; i > page->base; i--) {
		html_tag at = tag_at(page, i - 1);

		if (at == tag || (tag == TAG_DT && at == TAG_DD) || (tag == TAG_DD && at == TAG_DT))
			return i - 1;
		if (is_block_at(page, i - 1) && at != TAG_P && at != TAG_DIV && at != TAG_ADDRESS)
			break;
	}
	return page->elements.n;
}

/* The ruby text that the next one ends. */
static size_t open_ruby_text(const html_page *page)
{
	for (size_t i = page->elements.n; i > page->base && !is_block_at(page, i - 1); i--)
		if (tag_at(page, i - 1) == TAG_RT || tag_at(page, i - 1) == TAG_RP)
			return i - 1;
	return page->elements.n;
}

/* The part of the innermost table that `tag` ends. */
static size_t open_table_part(const html_page *page, html_tag tag)
{
	bool is_cell = tag == TAG_TD || tag == TAG_TH, is_row = tag == TAG_TR;

	for (size_t i = page->elements.n; i > page->base; i--) {
		html_tag at = tag_at(page, i - 1);

		if (at == TAG_TABLE || (is_cell && at == TAG_TR))
			break;
		if (is_cell ? at == TAG_TD || at == TAG_TH : is_row ? at == TAG_TR : at == TAG_TBODY || at == TAG_THEAD || at == TAG_TFOOT)
			return i - 1;
		if (is_row && (at == TAG_TBODY || at == TAG_THEAD || at == TAG_TFOOT))
			break;
	}
	return page->elements.n;
}

size_t html_kept_at_start(const html_page *page, const html_tag_info *info)
{
	html_tag tag = (html_tag)info->tag;
	size_t n = page->elements.n, block;

	switch (tag) {
	case TAG_LI:
	case TAG_DT:
	case TAG_DD:
		n = open_item(page, tag);
		break;
	case TAG_TD:
	case TAG_TH:
	case TAG_TR:
	case TAG_TBODY:
	case TAG_THEAD:
	case TAG_TFOOT:
		return open_table_part(page, tag);
	case TAG_RT:
	case TAG_RP:
		return open_ruby_text(page);
	default:
		break;
	}
	if (n < page->elements.n || !(info->flags & TAG_BLOCK) || tag == TAG_BUTTON || tag == TAG_SELECT || tag == TAG_NOSCRIPT ||
	    tag == TAG_OPTION || tag == TAG_IFRAME || tag == TAG_OBJECT || tag == TAG_VIDEO || tag == TAG_TEXTAREA)
		return n;
	block = innermost_block(page);
	if (block < n && (tag_at(page, block) == TAG_P || (is_heading(tag) && is_heading(tag_at(page, block)))))
		return block;
	return n;
}

/* -- end tags that libxml2 ignored ------------------------------------------------------------------------------------- */

/* The link or style of an inline element ends, though boxes that were opened in it go on. */
static void end_inline(html_page *page, size_t at)
{
	const html_element *element = &page->elements.at[at];
	html_context to = page->context;
	uint16_t bit = (uint16_t)(element->info->style != 0 ? 1u << (element->info->style - 1) : 0);
	bool is_on = (element->outside.styles & bit) != 0;

	for (size_t i = at + 1; i < page->elements.n; i++) {
		html_context *outside = &page->elements.at[i].outside;

		if (element->info->tag == TAG_A)
			outside->link = element->outside.link;
		if (!is_on)
			outside->styles &= (uint16_t)~bit;
	}
	if (element->info->tag == TAG_A)
		to.link = element->outside.link;
	if (!is_on)
		to.styles &= (uint16_t)~bit;
	html_set_context(page, &to);
}

static bool closes_boxes(const html_tag_info *info)
{
	switch (info->tag) {
	case TAG_P:
	case TAG_LI:
	case TAG_DIV:
	case TAG_TABLE:
	case TAG_TD:
	case TAG_TH:
	case TAG_TR:
	case TAG_BODY:
	case TAG_HTML:
		return false; /* libxml2 does these as browsers do */
	default:
		return (info->flags & TAG_BLOCK) != 0;
	}
}

size_t html_kept_at_end(html_page *page, pm_str name)
{
	char lower[24];
	const html_tag_info *info;

	if (name.len >= sizeof lower)
		return page->elements.n;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = (char)(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ? name.ptr[i] | 0x20 : name.ptr[i]);
	lower[name.len] = '\0';
	info = html_tag_find(lower);
	if (!closes_boxes(info) && info->tag != TAG_A && info->style == 0)
		return page->elements.n;
	for (size_t i = page->elements.n; i > page->base; i--) {
		if (tag_at(page, i - 1) == (html_tag)info->tag) {
			if (closes_boxes(info))
				return i - 1;
			end_inline(page, i - 1);
			break;
		}
		if (is_barrier(tag_at(page, i - 1)))
			break;
	}
	return page->elements.n;
}
