/* read_notes.c: definitions of notes, `[^1]: …`, which md4c does not know: they are taken out before it reads. */
#include "reader.h"

#include <stdlib.h>

static pm_str line_at(pm_str text, size_t at)
{
	const char *end = memchr(text.ptr + at, '\n', text.len - at);
	return pm_str_of(text.ptr + at, end != NULL ? (size_t)(end - text.ptr) - at : text.len - at);
}

/* Without the blanks that Markdown does not count; others, such as U+3000, are text. */
static pm_str trimmed(pm_str s)
{
	while (s.len > 0 && strchr(" \t\r", s.ptr[0]) != NULL && s.ptr[0] != '\0')
		s = pm_str_of(s.ptr + 1, s.len - 1);
	while (s.len > 0 && strchr(" \t\r", s.ptr[s.len - 1]) != NULL && s.ptr[s.len - 1] != '\0')
		s.len--;
	return s;
}

static size_t indent_of(pm_str line)
{
	size_t columns = 0;
	for (size_t i = 0; i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '\t'); i++)
		columns += line.ptr[i] == '\t' ? 4 - columns % 4 : 1;
	return columns;
}

static pm_str without_indent(pm_str line, size_t columns)
{
	size_t i = 0, seen = 0;
	while (i < line.len && seen < columns && (line.ptr[i] == ' ' || line.ptr[i] == '\t'))
		seen += line.ptr[i++] == '\t' ? 4 - seen % 4 : 1;
	return pm_str_of(line.ptr + i, line.len - i);
}

/* Length of `[^label]` at the beginning of s, 0 where there is none. */
static size_t mark_length(pm_str s)
{
	if (s.len < 4 || s.ptr[0] != '[' || s.ptr[1] != '^')
		return 0;
	for (size_t i = 2; i < s.len && i < 1000; i++) {
		if (s.ptr[i] == ']')
			return i > 2 ? i + 1 : 0;
		if (s.ptr[i] == '[' || s.ptr[i] == ' ' || s.ptr[i] == '\t' || s.ptr[i] == '\n')
			return 0;
	}
	return 0;
}

static size_t definition_length(pm_str line)
{
	size_t indent = indent_of(line);
	pm_str s = without_indent(line, 3);
	size_t n = indent <= 3 ? mark_length(s) : 0;
	return n > 0 && n < s.len && s.ptr[n] == ':' ? line.len - s.len + n + 1 : 0;
}

typedef struct fence {
	char c;
	size_t len;
} fence;

static void follow_fence(fence *f, pm_str line)
{
	pm_str s = without_indent(line, SIZE_MAX); /* in a list a fence is indented */
	size_t n = 0;
	if (s.len == 0 || (s.ptr[0] != '`' && s.ptr[0] != '~'))
		return;
	while (n < s.len && s.ptr[n] == s.ptr[0])
		n++;
	pm_str rest = trimmed(pm_str_of(s.ptr + n, s.len - n));
	if (f->c == 0 && n >= 3 && (s.ptr[0] == '~' || rest.len == 0 || memchr(rest.ptr, '`', rest.len) == NULL))
		*f = (fence){ s.ptr[0], n };
	else if (f->c == s.ptr[0] && n >= f->len && rest.len == 0)
		*f = (fence){ 0 };
}

/* A line that goes on with the paragraph of the line before it. */
static bool is_lazy(pm_str line)
{
	pm_str s = trimmed(line);
	return s.len > 0 && strchr("#>-+*`~|<=:", s.ptr[0]) == NULL && (s.ptr[0] < '0' || s.ptr[0] > '9') && definition_length(line) == 0;
}

static bool append(md_definitions *d, md_definition definition)
{
	if (d->n == d->cap) {
		size_t cap = d->cap > 0 ? d->cap * 2 : 16;
		md_definition *at = cap <= SIZE_MAX / sizeof(md_definition) ? realloc(d->at, cap * sizeof(md_definition)) : NULL;
		if (at == NULL)
			return false;
		d->at = at;
		d->cap = cap;
	}
	d->at[d->n++] = definition;
	return true;
}

/* -- delimiter rows: GFM takes one dash a column, md4c asks for three ------------------------------------------------ */

/* Columns of a row of a table. */
static size_t n_cells(pm_str line)
{
	pm_str s = trimmed(line);
	size_t n = 1;
	for (size_t i = 0; i < s.len; i++) {
		bool is_edge = i == 0 || i + 1 == s.len;
		n += s.ptr[i] == '|' && !is_edge;
		i += s.ptr[i] == '\\';
	}
	return n;
}

static bool is_delimiter_row(pm_str line)
{
	bool has_pipe = false, has_dash = false;
	pm_str start = trimmed(line);
	if (start.len > 1 && start.ptr[0] == '-' && start.ptr[1] == ' ')
		return false; /* an item */
	for (size_t i = 0; i < line.len; i++) {
		if (strchr("|:- \t\r", line.ptr[i]) == NULL || line.ptr[i] == '\0')
			return false;
		has_pipe = has_pipe || line.ptr[i] == '|';
		has_dash = has_dash || line.ptr[i] == '-';
	}
	return has_pipe && has_dash;
}

static void put_delimiter_row(pm_str line, pm_buf *out)
{
	for (size_t i = 0; i < line.len; i++) {
		size_t dashes = 0;
		while (i + dashes < line.len && line.ptr[i + dashes] == '-')
			dashes++;
		if (dashes > 0)
			pm_buf_puts(out, "---");
		else
			pm_buf_putc(out, line.ptr[i]);
		i += dashes > 0 ? dashes - 1 : 0;
	}
}

/* The definition that begins at `at`; returns where it ends. */
static size_t take_definition(pm_str text, size_t at, md_definitions *d, uint32_t *line_number)
{
	pm_str line = line_at(text, at);
	size_t n = definition_length(line), mark = line.len - without_indent(line, 3).len;
	md_definition def = { .label = pm_str_of(line.ptr + mark + 2, n - mark - 4), .start = d->content.len, .line = *line_number };
	bool was_blank = false;
	pm_buf_str(&d->content, trimmed(pm_str_of(line.ptr + n, line.len - n)));
	size_t end = at, lines = 0, pending = at + line.len + 1; /* where the empty lines before the next one begin */
	for (size_t next = pending; next < text.len; next += line.len + 1) {
		line = line_at(text, next);
		bool is_blank = trimmed(line).len == 0;
		if (!is_blank && indent_of(line) < 4 && (was_blank || !is_lazy(line)))
			break;
		for (; !is_blank && pending <= next; lines++) {
			pm_str taken = line_at(text, pending);
			pm_buf_putc(&d->content, '\n');
			pm_buf_str(&d->content, without_indent(taken, 4));
			end = pending;
			pending += taken.len + 1;
		}
		was_blank = is_blank;
	}
	pm_buf_putc(&d->content, '\n');
	def.end = d->content.len;
	for (size_t i = 0; i <= lines; i++)
		pm_buf_putc(&d->rest, '\n');
	*line_number += (uint32_t)lines + 1;
	return append(d, def) ? end + line_at(text, end).len + 1 : text.len;
}

/* A flaw of md4c 0.4.8.
 * To see whether the last block before an empty line is an item, it reads the type of a block where behind code, a heading or a
 * thematic break there are offsets of a line; an offset whose last byte is 4 then ends the list.  So the text is moved, by blanks in a
 * line before it, to where no such line of a list has such an offset. */
typedef struct offsets {
	bool seen[256]; /* last bytes */
} offsets;

static void see_line(offsets *o, pm_str line, size_t at)
{
	size_t indent = 0;
	while (indent < line.len && strchr(" \t>", line.ptr[indent]) != NULL && line.ptr[indent] != '\0')
		indent++;
	pm_str s = pm_str_of(line.ptr + indent, line.len - indent);
	if (indent == 0 || s.len == 0)
		return;
	if (at > 0 && (pm_str_starts_with(s, "```") || pm_str_starts_with(s, "~~~")))
		o->seen[(at - 1) % 256] = true; /* where the last line of code ends */
	for (size_t n = 0; n <= 8 && strchr("#-*_", s.ptr[0]) != NULL; n++)
		o->seen[(at + indent + n) % 256] = true; /* a heading begins behind its hashes */
}

static size_t shift_for(const offsets *o)
{
	for (size_t shift = 1; shift < 256; shift++)
		if (!o->seen[(256 + 4 - shift) % 256])
			return shift;
	return 1;
}

static void move_text(md_definitions *d, const offsets *o)
{
	pm_buf moved = { 0 };
	for (size_t n = shift_for(o); n > 1; n--)
		pm_buf_putc(&moved, ' ');
	pm_buf_putc(&moved, '\n');
	pm_buf_str(&moved, pm_buf_view(&d->rest));
	pm_buf_free(&d->rest);
	d->rest = moved;
}

bool md_find_definitions(pm_str text, md_definitions *d)
{
	fence f = { 0 };
	uint32_t number = 1;
	size_t n_before = 0;
	offsets o = { 0 };
	pm_str before = { 0 };
	size_t n_lines = 0; /* since the last empty one */
	for (size_t at = 0; at < text.len;) {
		pm_str line = line_at(text, at);
		if (f.c == 0 && definition_length(line) > 0) {
			at = take_definition(text, at, d, &number);
			n_before++;
			continue;
		}
		bool was_fence = f.c != 0;
		follow_fence(&f, line);
		see_line(&o, line, d->rest.len);
		bool is_head = trimmed(before).len > 0 && n_lines == 1; /* the line before begins a block */
		if (f.c == 0 && !was_fence && is_head && is_delimiter_row(line) && n_cells(line) == n_cells(before))
			put_delimiter_row(line, &d->rest);
		else
			pm_buf_str(&d->rest, line);
		before = line;
		n_lines = trimmed(line).len > 0 ? n_lines + 1 : 0;
		pm_buf_putc(&d->rest, '\n');
		at += line.len + 1;
		number++;
	}
	move_text(d, &o);
	return d->n == n_before && !d->rest.is_broken && !d->content.is_broken;
}

void md_definitions_free(md_definitions *d)
{
	free(d->at);
	pm_buf_free(&d->content);
	pm_buf_free(&d->rest);
}

const md_definition *md_definition_at(const md_definitions *d, pm_str s, size_t *len)
{
	*len = mark_length(s);
	if (*len == 0)
		return NULL;
	pm_str label = pm_str_of(s.ptr + 2, *len - 3);
	size_t low = 0, high = d->n;
	while (low < high) { /* sorted by label by the reader */
		size_t mid = low + (high - low) / 2;
		pm_str at = d->at[mid].label;
		int order = memcmp(at.ptr, label.ptr, at.len < label.len ? at.len : label.len);
		if (order == 0 && at.len == label.len)
			return &d->at[mid];
		if (order < 0 || (order == 0 && at.len < label.len))
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}
