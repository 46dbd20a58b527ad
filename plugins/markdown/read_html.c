/* read_html.c: the HTML that Markdown is written with: tables, styles it has no sign for, anchors, and comments that mean something. */
#include "reader.h"

/* -- one tag --------------------------------------------------------------------------------------------------------- */

typedef struct tag {
	pm_str name;       /* in the case that it stands in */
	pm_str attributes; /* what stands between the name and `>` */
	bool is_end;
} tag;

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/* The tag at s[0], a `<`; its length, or 0 where there is none. */
static size_t read_tag(pm_str s, tag *t)
{
	size_t i = 1;
	t->is_end = i < s.len && s.ptr[i] == '/';
	i += t->is_end;
	size_t start = i;
	while (i < s.len && is_name_char(s.ptr[i]))
		i++;
	t->name = pm_str_of(s.ptr + start, i - start);
	start = i;
	for (char quote = '\0'; i < s.len && (s.ptr[i] != '>' || quote != '\0'); i++) {
		if (quote != '\0')
			quote = s.ptr[i] == quote ? '\0' : quote;
		else if (s.ptr[i] == '"' || s.ptr[i] == '\'')
			quote = s.ptr[i];
	}
	t->attributes = pm_str_of(s.ptr + start, i - start);
	return i < s.len && t->name.len > 0 ? i + 1 : 0;
}

static bool is_tag(const tag *t, const char *name)
{
	return pm_str_is_nocase(t->name, name);
}

/* The value of an attribute as it stands, NULL where it is missing. */
static pm_str attribute(const tag *t, const char *name)
{
	pm_str s = t->attributes;
	for (size_t i = 0; i < s.len;) {
		size_t start = i;
		while (i < s.len && is_name_char(s.ptr[i]))
			i++;
		pm_str found = pm_str_of(s.ptr + start, i - start), value = { 0 };
		if (i < s.len && s.ptr[i] == '=') {
			char quote = ++i < s.len && (s.ptr[i] == '"' || s.ptr[i] == '\'') ? s.ptr[i++] : ' ';
			start = i;
			while (i < s.len && s.ptr[i] != quote)
				i++;
			value = pm_str_of(s.ptr + start, i - start);
		}
		if (found.len > 0 && pm_str_is_nocase(found, name))
			return value;
		i += i < s.len;
	}
	return pm_str_of(NULL, 0);
}

static size_t number_of(pm_str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9' && n < 1000000; i++)
		n = n * 10 + (size_t)(s.ptr[i] - '0');
	return n;
}

/* -- in a line ------------------------------------------------------------------------------------------------------- */

static bool style_of(const tag *t, pm_style *style)
{
	static const struct {
		const char *name;
		pm_style style;
	} styles[] = {
		{ "strong", PM_STRONG }, { "b", PM_STRONG },        { "em", PM_EMPHASIS },   { "i", PM_EMPHASIS },
		{ "u", PM_UNDERLINE },   { "ins", PM_UNDERLINE },   { "del", PM_STRIKE },    { "s", PM_STRIKE },
		{ "strike", PM_STRIKE }, { "sup", PM_SUPERSCRIPT }, { "sub", PM_SUBSCRIPT }, { "code", PM_CODE_SPAN },
		{ "kbd", PM_CODE_SPAN }, { "tt", PM_CODE_SPAN },
	};
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
		if (is_tag(t, styles[i].name)) {
			*style = styles[i].style;
			return true;
		}
	}
	return false;
}

static md_read_span span_of(md_reader *r, pm_style style, pm_str target, pm_str alt)
{
	md_read_span span = { .style = style, .is_tag = true, .target = md_keep(r, target) };
	span.target_len = r->pool.len - span.target;
	span.alt = md_keep(r, alt);
	span.alt_len = r->pool.len - span.alt;
	return span;
}

static void read_anchor(md_reader *r, const tag *t)
{
	pm_str id = attribute(t, "id").len > 0 ? attribute(t, "id") : attribute(t, "name");
	if (t->is_end)
		md_close_span(r, PM_LINK, true);
	else if (attribute(t, "href").len > 0)
		md_open_span(r, span_of(r, PM_LINK, attribute(t, "href"), attribute(t, "title")));
	else if (id.len > 0)
		md_add_placed(r, span_of(r, PM_ANCHOR, id, PM_STR("")));
}

static bool read_inline_tag(md_reader *r, const tag *t)
{
	pm_style style;
	if (is_tag(t, "br")) {
		md_add_break(r);
	} else if (is_tag(t, "a")) {
		read_anchor(r, t);
	} else if (is_tag(t, "img")) {
		md_add_image(r, span_of(r, PM_IMAGE_REF, attribute(t, "src"), attribute(t, "alt")));
	} else if (style_of(t, &style)) {
		if (t->is_end)
			md_close_span(r, style, true);
		else
			md_open_span(r, (md_read_span){ .style = style, .is_tag = true });
	} else {
		return false;
	}
	return true;
}

void md_read_inline_html(md_reader *r, pm_str s)
{
	tag t;
	if (s.len > 1 && read_tag(s, &t) > 0)
		read_inline_tag(r, &t);
}

/* -- tables ---------------------------------------------------------------------------------------------------------- */

static md_html_table *last_table(md_reader *r)
{
	return r->n_tables > 0 ? &r->tables[r->n_tables - 1] : NULL;
}

/* Tables that stand too deep in each other for the model: their text goes to the cell around them. */
enum { MAX_TABLES = PM_LIMIT_FLOW_DEPTH - 4 };

static void open_table(md_reader *r)
{
	if (r->n_tables == MAX_TABLES) {
		r->n_skipped++;
		return;
	}
	md_end_text(r);
	md_end_item_text(r);
	if (!md_grow(r, (void **)&r->tables, &r->table_cap, r->n_tables, sizeof(md_html_table)))
		return;
	r->text_line = 0;
	pm_block *table = md_append_block(r, PM_TABLE, PM_STR(""));
	if (table != NULL)
		r->tables[r->n_tables++] = (md_html_table){ .table = table, .flow = r->flow, .base = r->base };
}

static void close_cell(md_reader *r)
{
	md_html_table *t = last_table(r);
	md_end_text(r);
	if (t == NULL || t->cell == NULL)
		return;
	t->cell = NULL;
	r->flow = t->flow;
	r->base = t->base;
}

static void close_table(md_reader *r)
{
	if (r->n_skipped > 0) {
		r->n_skipped--;
		return;
	}
	close_cell(r);
	if (r->n_tables > 0)
		r->n_tables--;
}

static void open_row(md_reader *r)
{
	md_html_table *t = last_table(r);
	if (t == NULL || r->rc != PM_OK)
		return;
	close_cell(r);
	r->rc = pm_table_append_row(t->table, t->in_head, r->err);
	t->has_row = true;
}

static pm_align align_of(const tag *t)
{
	pm_str align = attribute(t, "align");
	return pm_str_is(align, "left")     ? PM_ALIGN_LEFT
	       : pm_str_is(align, "center") ? PM_ALIGN_CENTER
	       : pm_str_is(align, "right")  ? PM_ALIGN_RIGHT
					    : PM_ALIGN_NONE;
}

static void open_cell(md_reader *r, const tag *tag_of_cell)
{
	md_html_table *t = last_table(r);
	if (t == NULL)
		return;
	close_cell(r);
	if (!t->has_row)
		open_row(r);
	if (r->rc != PM_OK)
		return;
	size_t rows = number_of(attribute(tag_of_cell, "rowspan")), columns = number_of(attribute(tag_of_cell, "colspan"));
	t->cell = pm_table_append_cell(t->table, rows > 0 ? (uint32_t)rows : 1, columns > 0 ? (uint32_t)columns : 1, r->err);
	if (t->cell == NULL) {
		r->rc = r->err != NULL && r->err->code != PM_OK ? r->err->code : PM_ENOMEM;
		return;
	}
	if (is_tag(tag_of_cell, "th"))
		pm_cell_set_header(t->cell, true);
	pm_cell_set_align(t->cell, align_of(tag_of_cell));
	r->flow = pm_cell_flow(t->cell);
	r->base = r->n_levels;
}

/* Tags that end what stands before them; all are taken to part paragraphs but those that make tables. */
static void read_block_tag(md_reader *r, const tag *t)
{
	md_html_table *table = r->n_skipped == 0 ? last_table(r) : NULL;
	md_end_text(r);
	if (is_tag(t, "table")) {
		if (t->is_end)
			close_table(r);
		else
			open_table(r);
	} else if (table != NULL && (is_tag(t, "td") || is_tag(t, "th"))) {
		if (t->is_end)
			close_cell(r);
		else
			open_cell(r, t);
	} else if (table != NULL && is_tag(t, "tr")) {
		if (t->is_end)
			close_cell(r);
		else
			open_row(r);
		table->has_row = !t->is_end;
	} else if (table != NULL && is_tag(t, "thead")) {
		table->in_head = !t->is_end;
	} else if (is_tag(t, "hr")) {
		md_append_block(r, PM_RULE, PM_STR(""));
	}
}

/* -- comments -------------------------------------------------------------------------------------------------------- */

/* `furniture: navigation, rule link-bar` */
static void begin_furniture(md_reader *r, pm_str words)
{
	size_t comma = pm_str_find(words, PM_STR(", rule "), 0);
	r->mark_kind.len = r->mark_rule.len = 0;
	pm_buf_str(&r->mark_kind, pm_str_of(words.ptr, comma != SIZE_MAX ? comma : words.len));
	if (comma != SIZE_MAX)
		pm_buf_str(&r->mark_rule, pm_str_of(words.ptr + comma + 7, words.len - comma - 7));
	pm_buf_putc(&r->mark_kind, '\0');
	pm_buf_putc(&r->mark_rule, '\0');
}

static void read_comment(md_reader *r, pm_str s)
{
	s = pm_str_trim(s);
	md_end_text(r);
	if (pm_str_is(s, "page break"))
		md_append_block(r, PM_PAGE_BREAK, PM_STR(""));
	else if (pm_str_starts_with(s, "furniture: "))
		begin_furniture(r, pm_str_of(s.ptr + 11, s.len - 11));
	else if (pm_str_is(s, "/furniture"))
		r->mark_kind.len = 0;
}

/* -- a block --------------------------------------------------------------------------------------------------------- */

/* Between tags; U+3000 and the like are text. */
static bool is_white(pm_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != ' ' && s.ptr[i] != '\n' && s.ptr[i] != '\t' && s.ptr[i] != '\r')
			return false;
	return true;
}

static void read_text(md_reader *r, pm_str s)
{
	pm_buf text = { 0 };
	if (!r->has_text && is_white(s))
		return;
	while (s.len > 0 && s.ptr[s.len - 1] == '\n')
		s.len--;
	md_put_decoded(s, &text);
	md_add_text(r, pm_buf_view(&text));
	pm_buf_free(&text);
}

void md_read_html(md_reader *r, pm_str html)
{
	r->text_line = 0;
	for (size_t at = 0; at < html.len && r->rc == PM_OK;) {
		pm_str rest = pm_str_of(html.ptr + at, html.len - at);
		tag t;
		size_t n = rest.ptr[0] == '<' ? read_tag(rest, &t) : 0;
		if (pm_str_starts_with(rest, "<!--")) {
			size_t end = pm_str_find(rest, PM_STR("-->"), 4);
			size_t stop = end != SIZE_MAX ? end : rest.len;
			read_comment(r, pm_str_of(rest.ptr + 4, stop - 4));
			at += end != SIZE_MAX ? end + 3 : rest.len;
		} else if (n > 0) {
			if (!read_inline_tag(r, &t))
				read_block_tag(r, &t);
			at += n;
		} else {
			const char *next = rest.len > 1 ? memchr(rest.ptr + 1, '<', rest.len - 1) : NULL;
			size_t len = next != NULL ? (size_t)(next - rest.ptr) : rest.len;
			read_text(r, pm_str_of(rest.ptr, len));
			at += len;
		}
	}
	if (last_table(r) == NULL || last_table(r)->cell == NULL)
		md_end_text(r);
}
