/* canon_cmark.c: the same lines, from the tree of cmark-gfm. */
#include "canon.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <stdlib.h>

typedef struct state {
	pm_buf *out;
	canon_text text;
	unsigned styles;
	pm_buf link;
	int quotes, items;
	size_t n_notes, row, column;
	int n_tables; /* of HTML that are open */
	bool in_image;
	pm_buf alt;
} state;

static unsigned tag_bit(const char *name)
{
	static const struct {
		const char *name;
		unsigned bit;
	} tags[] = { { "strong>", CANON_STRONG },   { "em>", CANON_EMPHASIS },   { "u>", CANON_UNDERLINE }, { "del>", CANON_STRIKE },
		     { "sup>", CANON_SUPERSCRIPT }, { "sub>", CANON_SUBSCRIPT }, { "code>", CANON_CODE } };
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strcmp(name, tags[i].name) == 0)
			return tags[i].bit;
	return 0;
}

static void put(state *s, const char *text)
{
	if (s->in_image)
		pm_buf_puts(&s->alt, text);
	else
		canon_put(&s->text, pm_str_from(text), s->styles, pm_buf_view(&s->link));
}

static void put_html(state *s, const char *tag)
{
	if (strcmp(tag, "<br>") == 0)
		put(s, "\n");
	else if (tag[1] == '/')
		s->styles &= ~tag_bit(tag + 2);
	else
		s->styles |= tag_bit(tag + 1);
}

/* The extensions have no public numbers for their nodes. */
static bool is_a(cmark_node *node, const char *name)
{
	return strcmp(cmark_node_get_type_string(node), name) == 0;
}

static bool begins_text(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || is_a(node, "table_cell");
}

static void where(state *s)
{
	pm_buf_printf(s->out, "q%d i%d ", s->quotes, s->items);
}

static void begin_text(state *s, cmark_node *node)
{
	s->text = (canon_text){ .out = s->out };
	s->styles = 0;
	if (is_a(node, "table_cell")) {
		pm_buf_printf(s->out, "cell %zu,%zu ", s->row, s->column++);
		return;
	}
	where(s);
	cmark_node *parent = cmark_node_parent(node);
	bool is_item = parent != NULL && cmark_node_get_type(parent) == CMARK_NODE_ITEM && cmark_node_previous(node) == NULL;
	if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
		pm_buf_printf(s->out, "h%d ", cmark_node_get_heading_level(node));
	else if (is_item)
		pm_buf_puts(s->out, cmark_node_get_list_type(cmark_node_parent(parent)) == CMARK_ORDERED_LIST ? "ordered " : "bullet ");
	else
		pm_buf_puts(s->out, "p ");
}

/* An item that begins with anything but a paragraph has no text; one that only leads to a deeper item is not counted. */
static void enter_item(state *s, cmark_node *node)
{
	cmark_node *child = cmark_node_first_child(node);
	s->items++;
	if (child != NULL && (cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH || cmark_node_get_type(child) == CMARK_NODE_LIST))
		return;
	where(s);
	pm_buf_puts(s->out, cmark_node_get_list_type(cmark_node_parent(node)) == CMARK_ORDERED_LIST ? "ordered\n" : "bullet\n");
}

static void put_code(state *s, cmark_node *node)
{
	const char *code = cmark_node_get_literal(node);
	size_t len = strlen(code);
	where(s);
	pm_buf_printf(s->out, "code %s|", cmark_node_get_fence_info(node));
	for (size_t i = 0; i + 1 < len; i++)
		pm_buf_puts(s->out, code[i] == '\n' ? "⏎" : (char[]){ code[i], '\0' });
	pm_buf_putc(s->out, '\n');
}

static void enter_link(state *s, const char *url)
{
	s->link.len = 0;
	pm_buf_puts(&s->link, url);
}

static unsigned style_bit(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	return type == CMARK_NODE_STRONG     ? CANON_STRONG
	       : type == CMARK_NODE_EMPH     ? CANON_EMPHASIS
	       : is_a(node, "strikethrough") ? CANON_STRIKE
					     : 0;
}

/* The images and notes of a text carry the link only. */
static void put_placed(state *s, const char *what, const char *a, const char *b)
{
	if (strcmp(what, "image") == 0)
		canon_turn(&s->text, 0, pm_buf_view(&s->link));
	pm_buf_printf(s->out, "{%s %s%s%s}", what, a, b != NULL ? " " : "", b != NULL ? b : "");
}

/* Of a table of HTML only that it is there; comments say nothing. */
static void enter_html(state *s, const char *html)
{
	if (strncmp(html, "<!-- ", 5) == 0)
		return;
	bool begins = strncmp(html, "<table>", 7) == 0;
	if (s->n_tables == 0) {
		where(s);
		pm_buf_puts(s->out, "html\n");
	}
	s->n_tables += begins;
	s->n_tables -= strstr(html, "</table>") != NULL && s->n_tables > 0;
}

static void enter(state *s, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_HTML_BLOCK)
		enter_html(s, cmark_node_get_literal(node));
	if (s->n_tables > 0)
		return;
	s->styles |= style_bit(node);
	if (begins_text(node))
		begin_text(s, node);
	else if (type == CMARK_NODE_BLOCK_QUOTE)
		s->quotes++;
	else if (type == CMARK_NODE_ITEM)
		enter_item(s, node);
	else if (type == CMARK_NODE_CODE_BLOCK)
		put_code(s, node);
	else if (type == CMARK_NODE_THEMATIC_BREAK)
		where(s), pm_buf_puts(s->out, "rule\n");
	else if (is_a(node, "table"))
		where(s), pm_buf_puts(s->out, "table\n"), s->row = SIZE_MAX;
	else if (is_a(node, "table_row") || is_a(node, "table_header"))
		s->row++, s->column = 0;
	else if (type == CMARK_NODE_FOOTNOTE_DEFINITION)
		pm_buf_printf(s->out, "note %zu\n", ++s->n_notes);
	else if (type == CMARK_NODE_LINK)
		enter_link(s, cmark_node_get_url(node));
	else if (type == CMARK_NODE_IMAGE)
		s->in_image = true, s->alt.len = 0;
	else if (type == CMARK_NODE_TEXT)
		put(s, cmark_node_get_literal(node));
	else if (type == CMARK_NODE_CODE)
		s->styles |= CANON_CODE, put(s, cmark_node_get_literal(node)), s->styles &= ~(unsigned)CANON_CODE;
	else if (type == CMARK_NODE_LINEBREAK)
		put(s, "\n");
	else if (type == CMARK_NODE_SOFTBREAK)
		put(s, "⸨soft⸩");
	else if (type == CMARK_NODE_HTML_INLINE)
		put_html(s, cmark_node_get_literal(node));
	else if (type == CMARK_NODE_FOOTNOTE_REFERENCE)
		put_placed(s, "note", cmark_node_get_literal(node), NULL);
}

static void leave(state *s, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (s->n_tables > 0)
		return;
	s->styles &= ~style_bit(node);
	if (begins_text(node))
		canon_end(&s->text);
	else if (type == CMARK_NODE_BLOCK_QUOTE)
		s->quotes--;
	else if (type == CMARK_NODE_ITEM)
		s->items--;
	else if (type == CMARK_NODE_LINK)
		s->link.len = 0;
	else if (type == CMARK_NODE_IMAGE) {
		s->in_image = false;
		pm_buf_putc(&s->alt, '\0');
		put_placed(s, "image", cmark_node_get_url(node), s->alt.ptr);
	}
}

void canon_cmark(pm_str markdown, pm_buf *out)
{
	static const char *const extensions[] = { "table", "strikethrough", "autolink", "tasklist" };
	cmark_gfm_core_extensions_ensure_registered();
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE);
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
	cmark_parser_feed(parser, markdown.ptr, markdown.len);
	cmark_node *root = cmark_parser_finish(parser);
	state s = { .out = out };
	cmark_iter *iter = cmark_iter_new(root);
	for (cmark_event_type event = cmark_iter_next(iter); event != CMARK_EVENT_DONE; event = cmark_iter_next(iter)) {
		if (event == CMARK_EVENT_ENTER)
			enter(&s, cmark_iter_get_node(iter));
		else
			leave(&s, cmark_iter_get_node(iter));
	}
	cmark_iter_free(iter);
	cmark_node_free(root);
	cmark_parser_free(parser);
	pm_buf_free(&s.link);
	pm_buf_free(&s.alt);
}
