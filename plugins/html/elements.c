/* elements.c: what an element's begin and end mean for the text in it. */
#include "html.h"
#include "notes.h"
#include "word.h"

/* Attributes that any element may have. */
typedef struct common {
	pm_str class, id, role, style, itemprop, itemtype, label;
	bool is_hidden;
} common;

static void read_common(const xmlChar **atts, common *a)
{
	for (size_t i = 0; atts != NULL && atts[i] != NULL; i += 2) {
		const char *name = (const char *)atts[i], *value = (const char *)atts[i + 1];
		pm_str *wanted = NULL;

		switch (name[0]) {
		case 'c':
			wanted = strcmp(name, "class") == 0 ? &a->class : NULL;
			break;
		case 'i':
			wanted = strcmp(name, "id") == 0         ? &a->id
				 : strcmp(name, "itemprop") == 0 ? &a->itemprop
				 : strcmp(name, "itemtype") == 0 ? &a->itemtype
								 : NULL;
			break;
		case 'r':
			wanted = strcmp(name, "role") == 0 ? &a->role : NULL;
			break;
		case 's':
			wanted = strcmp(name, "style") == 0 ? &a->style : NULL;
			break;
		case 'h':
			a->is_hidden |= strcmp(name, "hidden") == 0 && !pm_str_is_nocase(pm_str_from(value), "until-found");
			break;
		case 'a':
			a->is_hidden |= strcmp(name, "aria-hidden") == 0 && pm_str_is_nocase(pm_str_from(value), "true");
			wanted = strcmp(name, "aria-label") == 0 ? &a->label : NULL;
			break;
		default:
			break;
		}
		if (wanted != NULL)
			*wanted = pm_str_from(value);
	}
}

/* -- regions -------------------------------------------------------------------------------------------------------- */

static void add_hint(pm_buf *words, const char *name, pm_str value)
{
	value = pm_str_trim(value);
	if (value.len == 0 || words->len > HTML_WORDS_BYTES)
		return;
	if (words->len > 0)
		pm_buf_putc(words, ' ');
	pm_buf_puts(words, name);
	for (size_t i = 0; i < value.len && i < 60; i++)
		pm_buf_putc(words, (unsigned char)value.ptr[i] <= ' ' ? '_' : value.ptr[i]);
}

static void add_words(pm_buf *words, pm_str value)
{
	if (value.len > HTML_WORDS_BYTES / 2)
		value.len = HTML_WORDS_BYTES / 2;
	while (value.len > 0 && ((unsigned char)value.ptr[value.len - 1] & 0xC0) == 0x80)
		value.len--;
	if (value.len > 0 && words->len > 0)
		pm_buf_putc(words, ' ');
	html_squeeze(words, value);
}

static pm_str last_part(pm_str address)
{
	for (size_t i = address.len; i > 0; i--)
		if (address.ptr[i - 1] == '/' || address.ptr[i - 1] == '#')
			return pm_str_of(address.ptr + i, address.len - i);
	return address;
}

static pm_region_role role_of(const html_tag_info *info, const common *a)
{
	static const struct {
		const char *name;
		pm_region_role role;
	} roles[] = {
		{ "main", PM_REGION_MAIN },          { "article", PM_REGION_ARTICLE },     { "navigation", PM_REGION_NAVIGATION },
		{ "menu", PM_REGION_NAVIGATION },    { "menubar", PM_REGION_NAVIGATION },  { "banner", PM_REGION_HEADER },
		{ "contentinfo", PM_REGION_FOOTER }, { "complementary", PM_REGION_ASIDE }, { "search", PM_REGION_FORM },
		{ "form", PM_REGION_FORM },          { "dialog", PM_REGION_DIALOG },       { "alertdialog", PM_REGION_DIALOG },
		{ "figure", PM_REGION_FIGURE },      { "doc-toc", PM_REGION_TOC },
	};

	for (size_t i = 0; a->role.len > 0 && i < sizeof roles / sizeof *roles; i++)
		if (pm_str_is_nocase(a->role, roles[i].name))
			return roles[i].role;
	if (pm_str_is_nocase(a->itemprop, "comment") || pm_str_is_nocase(last_part(a->itemtype), "Comment"))
		return PM_REGION_COMMENTS;
	if (word_is_toc(a->class))
		return PM_REGION_TOC;
	return (pm_region_role)info->role;
}

/* What the page's one box of microdata is about; many boxes are a listing's, and those inside others tell of parts. */
static void note_matter(html_page *page, const common *a)
{
	static const char *const matters[] = { "Article", "NewsArticle", "BlogPosting", "Recipe", "QAPage", "DiscussionForumPosting" };
	const pm_str type = last_part(a->itemtype);

	for (size_t i = 0; type.len > 0 && a->itemprop.len == 0 && i < sizeof matters / sizeof *matters; i++)
		if (pm_str_is(type, matters[i])) {
			page->matter = matters[i];
			page->n_matters++;
		}
}

static void begin_region(html_page *page, const html_tag_info *info, const common *a, bool is_hidden)
{
	bool has_words = a->class.len + a->id.len + a->itemprop.len + a->role.len + a->itemtype.len > 0;
	pm_region_role role = role_of(info, a);
	pm_buf words = { 0 };

	if (!(info->flags & TAG_REGION) && !has_words && !is_hidden && role == PM_REGION_PLAIN)
		return;
	note_matter(page, a);
	add_words(&words, a->class);
	if (info->tag < TAG_H1 || info->tag > TAG_H6) /* the name of a place that links lead to, made from the heading's words */
		add_words(&words, a->id);
	add_hint(&words, "role=", a->role);
	add_hint(&words, "itemprop=", a->itemprop);
	add_hint(&words, "itemtype=", last_part(a->itemtype));
	add_hint(&words, "label=", a->label);
	if (info->tag != TAG_DIV && (role == PM_REGION_PLAIN || role == PM_REGION_FORM || role == PM_REGION_FALLBACK))
		add_hint(&words, "tag=", pm_str_from(info->name));
	if (is_hidden)
		add_hint(&words, "style=", PM_STR("hidden"));
	page->context.region = html_begin_region(page, is_hidden ? PM_REGION_HIDDEN : role, pm_buf_view(&words));
	pm_buf_free(&words);
}

/* -- begin ------------------------------------------------------------------------------------------------------------ */

static void begin_link(html_page *page, html_context *to, const xmlChar **atts)
{
	pm_str href = html_local_link(page, pm_str_trim(html_attribute(atts, "href")));

	if (href.len == 0 || pm_str_is_nocase(pm_str_of(href.ptr, href.len < 11 ? href.len : 11), "javascript:"))
		return;
	to->link = (uint32_t)page->links.len + 1;
	html_resolve(page, href, &page->links);
	pm_buf_putc(&page->links, '\0');
}

/* The language that a class names behind one of `marks`. */
static void put_language(pm_buf *out, pm_str class, const char *const *marks, size_t n)
{
	for (size_t i = 0; i < n && out->len == 0; i++) {
		size_t at = pm_str_find(class, pm_str_from(marks[i]), 0), end;

		if (at == SIZE_MAX)
			continue;
		for (at += strlen(marks[i]); at < class.len && class.ptr[at] == ' ';)
			at++;
		for (end = at; end < class.len && (unsigned char)class.ptr[end] > ' ' && class.ptr[end] != ';' && class.ptr[end] != '{';)
			end++;
		pm_buf_append(out, class.ptr + at, end - at);
	}
}

/* Some name the language at a box around the code, or one around that. */
static void see_language(html_page *page, pm_str class)
{
	static const char *const marks[] = { "highlight-source-", "language-" };
	size_t before = page->box_language.len;

	page->box_language.len = 0;
	put_language(&page->box_language, class, marks, sizeof marks / sizeof *marks);
	if (page->box_language.len > 0)
		page->language_box = page->elements.n;
	else
		page->box_language.len = before;
}

static void begin_code(html_page *page, html_context *to, pm_str class)
{
	static const char *const marks[] = { "language-", "lang-", "highlight-source-", "brush:", "sourceCode " };

	to->flags |= IN_PRE;
	page->drop_newline = true;
	put_language(&page->language, class, marks, sizeof marks / sizeof *marks);
	if (page->language.len == 0 && page->language_box > 0 && page->elements.n - page->language_box <= 3)
		pm_buf_str(&page->language, pm_buf_view(&page->box_language));
}

/* In <pre> a block element makes a line, but a paragraph, heading, list or table takes the text out of it. */
static bool leaves_pre(html_tag tag)
{
	switch (tag) {
	case TAG_P:
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
	case TAG_TABLE:
	case TAG_UL:
	case TAG_BLOCKQUOTE:
	case TAG_ARTICLE:
	case TAG_SECTION:
	case TAG_FOOTER:
	case TAG_NAV:
	case TAG_FORM:
		return true;
	default:
		return false;
	}
}

static void break_pre_line(html_page *page)
{
	const pm_buf *text = &page->now.text;

	if (text->len > 0 && text->ptr[text->len - 1] != '\n')
		pm_buf_putc(&page->now.text, '\n');
}

static void begin_text_level(html_page *page, const html_tag_info *info, const common *a, html_context *to, const xmlChar **atts)
{
	switch (info->tag) {
	case TAG_A:
		begin_link(page, to, atts);
		break;
	case TAG_RT:
		if (!(to->flags & (IN_NO_TEXT | IN_HIDDEN_TEXT)))
			html_text(page, "(", 1);
		break;
	case TAG_Q:
		html_text(page, page->n_inner_quotes++ % 2 == 0 ? "\xE2\x80\x9C" : "\xE2\x80\x98", 3);
		break;
	case TAG_SVG:
		to->flags |= IN_SVG | IN_HIDDEN_TEXT;
		break;
	case TAG_ANNOTATION:
		to->flags |= to->flags & IN_MATH ? 0 : IN_HIDDEN_TEXT;
		break;
	case TAG_TITLE:
		to->flags |= !(to->flags & IN_SVG) && page->title_tags++ == 0 ? IN_PAGE_TITLE : IN_HIDDEN_TEXT;
		break;
	case TAG_SCRIPT:
		if (pm_str_starts_with(pm_str_trim(html_attribute(atts, "type")), "application/ld+json"))
			to->flags |= IN_DATA;
		else if (!(page->context.flags & (IN_MATH | IN_NO_TEXT | IN_HIDDEN_TEXT)))
			html_open_tex(page, &page->elements.at[page->elements.n - 1], a->id, to, atts);
		break;
	case TAG_CODE:
	case TAG_SAMP:
		if (to->flags & IN_PRE) {
			to->styles &= (uint16_t) ~(1u << PM_CODE_SPAN);
			begin_code(page, to, a->class);
			page->drop_newline = page->now.text.len == 0 && page->drop_newline;
			to->flags |= IN_CODE_WORDS;
		}
		break;
	default:
		break;
	}
}

static void begin_void(html_page *page, html_element *element, const html_look *look, const xmlChar **atts)
{
	switch (element->info->tag) {
	case TAG_BR:
		if (look->is_page_break) {
			html_end_block(page);
			html_put_empty(page, PM_PAGE_BREAK);
		} else {
			html_line_break(page);
		}
		break;
	case TAG_HR:
		html_put_empty(page, PM_RULE);
		break;
	case TAG_IMG:
		html_image(page, atts);
		break;
	case TAG_SOURCE:
		html_image_set(page, atts);
		html_player_source(page, atts);
		break;
	case TAG_IFRAME:
	case TAG_VIDEO:
	case TAG_AUDIO:
	case TAG_OBJECT:
		html_player(page, element, atts);
		break;
	case TAG_FRAME:
		html_frame(page, atts);
		break;
	case TAG_INPUT:
		html_input(page, atts);
		break;
	case TAG_SELECT:
	case TAG_TEXTAREA:
		page->n_fields++;
		html_count_control(page);
		break;
	case TAG_BUTTON:
		html_count_control(page);
		break;
	case TAG_META:
		html_meta_tag(page, atts);
		break;
	case TAG_LINK:
		html_link_tag(page, atts);
		break;
	case TAG_BASE:
		if (page->base_address.len == 0)
			html_resolve(page, html_attribute(atts, "href"), &page->base_address);
		break;
	default:
		break;
	}
}

static void begin_block(html_page *page, html_element *element, const common *a, html_context *to, const xmlChar **atts)
{
	switch (element->info->tag) {
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
		to->heading = (uint8_t)(element->info->tag - TAG_H1 + 1);
		break;
	case TAG_DIV:
	case TAG_FIGURE:
		if (a->class.len > 9)
			see_language(page, a->class);
		break;
	case TAG_BLOCKQUOTE:
		to->quotes = (uint8_t)(to->quotes + (to->quotes < 30));
		if (page->quote_start == 0 || page->quote_start > to->quotes)
			page->quote_start = to->quotes;
		break;
	case TAG_PRE:
	case TAG_LISTING:
	case TAG_XMP:
		begin_code(page, to, a->class);
		break;
	case TAG_DT:
		to->flags |= IN_TERM;
		break;
	case TAG_DD:
		to->items = (uint8_t)(to->items + (to->items < 200));
		break;
	case TAG_CAPTION:
	case TAG_FIGCAPTION:
		to->flags |= IN_CAPTION;
		break;
	case TAG_TEXTAREA:
		to->flags |= IN_TEXTAREA;
		break;
	case TAG_HTML:
		if (page->language_tag.len == 0)
			pm_buf_str(&page->language_tag, pm_str_trim(html_attribute(atts, "lang")));
		if (page->language_tag.len == 0)
			pm_buf_str(&page->language_tag, pm_str_trim(html_attribute(atts, "xml:lang")));
		break;
	default:
		break;
	}
}

/* Tables and lists change the context themselves. */
static void begin_structure(html_page *page, html_element *element, char list_type, const xmlChar **atts)
{
	switch (element->info->tag) {
	case TAG_UL:
	case TAG_MENU:
	case TAG_DIR:
		html_begin_list(page, false, list_type != '-' ? list_type : 0, atts); /* bullets are left out everywhere */
		break;
	case TAG_OL:
		html_begin_list(page, true, list_type, atts);
		break;
	case TAG_LI:
		html_begin_item(page, atts);
		break;
	case TAG_TABLE:
		html_begin_table(page, atts);
		element->is_table = true;
		break;
	case TAG_THEAD:
	case TAG_TBODY:
	case TAG_TFOOT:
		html_begin_section(page, (html_tag)element->info->tag);
		break;
	case TAG_TR:
		html_begin_row(page);
		element->is_row = true;
		break;
	case TAG_TD:
	case TAG_TH:
		html_begin_cell(page, element->info->tag == TAG_TH, atts);
		element->is_cell = true;
		break;
	default:
		break;
	}
}

/* A <dialog> shows only while it is open. */
static bool is_closed(const html_tag_info *info, const xmlChar **atts)
{
	if (info->tag != TAG_DIALOG)
		return false;
	for (size_t i = 0; atts != NULL && atts[i] != NULL; i += 2)
		if (strcmp((const char *)atts[i], "open") == 0)
			return false;
	return true;
}

/* `thumbcaption`, `wp-caption-text`, `img_caption`: what stands in it behind a picture tells what that shows. */
static bool is_caption_name(pm_str class)
{
	return pm_str_find(class, PM_STR("caption"), 0) != SIZE_MAX || pm_str_find(class, PM_STR("Caption"), 0) != SIZE_MAX;
}

/* Boxes may say that they are a table, or a list, and what of it. */
static const html_tag_info *info_of_role(const html_page *page, const html_tag_info *info, pm_str role)
{
	static const struct {
		const char *role, *tag;
	} roles[] = { { "table", "table" },     { "grid", "table" },   { "row", "tr" },        { "cell", "td" }, { "gridcell", "td" },
		      { "columnheader", "th" }, { "rowheader", "th" }, { "list", "ul" }, { "listitem", "li" } };
	const html_table *table = page->table != 0 ? &page->tables.at[page->table - 1] : NULL;

	if (info->tag != TAG_DIV && info->tag != TAG_SPAN)
		return info;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		bool is_part = roles[i].tag[0] == 't' && roles[i].tag[1] != 'a';

		if (pm_str_is_nocase(role, roles[i].role))
			return !is_part || (table != NULL && table->is_of_boxes) ? html_tag_find(roles[i].tag) : info;
	}
	return info;
}

void html_open(html_page *page, html_element *element, const xmlChar **atts)
{
	const html_tag_info *info;
	bool is_box = element->info->tag == TAG_DIV || element->info->tag == TAG_SPAN;
	common a = { 0 };
	html_look look = { 0 };
	html_context to;
	bool is_hidden;

	if ((page->context.flags & IN_TEXTAREA) && page->nesting == 0) {
		html_open_textarea(page);
		element->outside = page->context;
		element->n_regions = page->regions.n;
	}
	read_common(atts, &a);
	if (a.role.len > 0)
		element->info = info_of_role(page, element->info, a.role);
	else if (element->info->tag == TAG_TEMPLATE && html_has_attribute(atts, "shadowrootmode"))
		element->info = html_tag_find("div"); /* it is put onto the page at once */
	info = element->info;
	if (a.style.len > 0)
		html_read_style(a.style, &look);
	is_hidden = a.is_hidden || look.is_hidden || info->role == PM_REGION_HIDDEN || is_closed(info, atts);
	element->is_block = (info->flags & TAG_BLOCK) || look.is_block;
	if (info->tag == TAG_NOSCRIPT && html_takes_copy(page))
		element->is_block = false;
	if (element->is_block && (page->context.flags & IN_MATH))
		html_leave_math(page);
	element->is_pre_line = element->is_block && (page->context.flags & IN_PRE) && !leaves_pre((html_tag)info->tag);
	if (element->is_pre_line)
		break_pre_line(page);
	else if (element->is_block)
		html_end_block(page);
	element->is_captions = element->is_block && is_caption_name(a.class);
	page->n_captions += element->is_captions;
	begin_void(page, element, &look, atts);
	if (element->is_block && look.is_page_break && page->n_blocks > 0)
		html_put_empty(page, PM_PAGE_BREAK);
	if (element->is_block && !element->is_pre_line) {
		bool is_table_part = info->tag == TAG_TABLE || info->tag == TAG_TD || info->tag == TAG_TH;

		/* Cells are regions of their table, so it comes first. */
		if (is_table_part)
			begin_structure(page, element, 0, atts);
		if (info->tag != TAG_HTML && info->tag != TAG_HEAD)
			begin_region(page, info, &a, is_hidden);
		if (element->is_table && page->table != 0) {
			page->tables.at[page->table - 1].region = page->context.region;
			page->tables.at[page->table - 1].is_of_boxes = is_box;
		}
		if (!is_table_part)
			begin_structure(page, element, look.list_type, atts);
	}
	/* A date in a box of its own, right behind a link, stands apart from it on the page. */
	if (!element->is_block && info->tag != TAG_SUP && info->tag != TAG_SUB &&
	    !(page->context.styles & (1u << PM_SUPERSCRIPT | 1u << PM_SUBSCRIPT)) && page->link_end == page->now.text.len + 1)
		page->space_before_digit = true;
	to = page->context;
	if (info->style != 0)
		to.styles |= (uint16_t)(1u << (info->style - 1));
	to.styles = (uint16_t)((to.styles & ~look.off) | look.on);
	if (info->flags & TAG_NO_TEXT)
		to.flags |= IN_NO_TEXT;
	if (!element->is_block && (is_hidden || look.is_sizeless))
		to.flags |= IN_HIDDEN_TEXT;
	if (!element->is_pre_line && element->is_block) {
		to.flags &= (uint16_t)~IN_PRE;
		begin_block(page, element, &a, &to, atts);
		if (pm_str_is_nocase(a.role, "heading")) {
			long level = html_number(html_attribute(atts, "aria-level"), 2);

			to.heading = (uint8_t)(level < 1 ? 1 : level > 6 ? 6 : level);
		}
	}
	begin_text_level(page, info, &a, &to, atts);
	if (info->tag == TAG_MATH || (page->context.flags & IN_MATH))
		html_open_math(page, element, &to, atts);
	html_open_fact(page, element, a.itemprop, atts, &to);
	html_open_target(page, element, a.id, atts, &to);
	word_open(page, element, a.class, &look, &to);
	html_set_context(page, &to);
}

/* -- end -------------------------------------------------------------------------------------------------------------- */

static void end_data(html_page *page)
{
	if (page->data.len > 0 && page->data_all.len < (8u << 20)) {
		pm_buf_str(&page->data_all, pm_buf_view(&page->data));
		pm_buf_putc(&page->data_all, '\n');
	}
	page->data.len = 0;
}

void html_close(html_page *page, html_element *element)
{
	html_tag tag = (html_tag)element->info->tag;
	html_context outside;

	html_close_fact(page, element);
	html_close_math(page, element);
	if (element->is_pre_line)
		break_pre_line(page);
	else if (element->is_block)
		html_end_block(page);
	if (tag == TAG_TEXTAREA)
		html_end_textarea(page);
	else if (tag == TAG_SCRIPT)
		end_data(page);
	else if (tag == TAG_RT && page->now.text.len > 0 && !(page->context.flags & (IN_NO_TEXT | IN_HIDDEN_TEXT)))
		html_text(page, ")", 1);
	else if (tag == TAG_Q)
		html_text(page, --page->n_inner_quotes % 2 == 0 ? "\xE2\x80\x9D" : "\xE2\x80\x99", 3);
	else if (tag == TAG_PRE)
		page->language.len = 0;
	if (page->language_box >= page->elements.n)
		page->language_box = 0;
	else if (tag == TAG_A)
		html_hide_permalink(page);
	if (tag == TAG_PICTURE)
		page->image_set.len = 0;
	word_close(page, element);
	html_close_target(page, element);
	if (element->is_cell)
		html_end_cell(page);
	else if (element->is_row)
		html_end_row(page);
	else if (element->is_table)
		html_end_table(page);
	else if (tag == TAG_THEAD || tag == TAG_TBODY || tag == TAG_TFOOT)
		html_end_section(page);
	if (tag == TAG_LI)
		html_end_item(page);
	else if (tag == TAG_OL)
		html_end_list(page);
	page->n_captions -= element->is_captions;
	outside = element->outside; /* as it is by now: an item may have dissolved */
	html_set_context(page, &outside);
	if (element->is_block) {
		if (page->table == 0)
			html_cut_regions(page, element->n_regions);
		page->lists.n = element->n_lists;
	}
	if (page->context.link == 0 && page->now.text.len == 0)
		page->links.len = 0;
}
