/* address.c: addresses of links and images, and the little HTML that Markdown needs. */
#include "chars.h"
#include "emit.h"

static bool is_balanced(pm_str s)
{
	size_t depth = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '(' && ++depth > 8)
			return false;
		if (s.ptr[i] == ')' && depth-- == 0)
			return false;
	}
	return depth == 0;
}

static bool needs_brackets(pm_str s)
{
	if (s.len == 0 || s.ptr[0] == '<' || !is_balanced(s))
		return true;
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 0x7F)
			return true;
	return false;
}

static void put_escaped(pm_str s, const char *escaped, md_place place, pm_buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		char next = i + 1 < s.len ? s.ptr[i + 1] : '"';
		if (c == '\n' || c == '\r') {
			pm_buf_printf(out, "&#%d;", c);
			continue;
		}
		bool is_pipe = c == '|' && place == MD_IN_CELL;
		if (is_pipe || (c != '\0' && strchr(escaped, c) != NULL) || (c == '\\' && md_is_ascii_punct((unsigned char)next)))
			pm_buf_putc(out, '\\');
		if (c == '&' && memchr(s.ptr + i, ';', s.len - i) != NULL)
			pm_buf_puts(out, "&amp;");
		else
			pm_buf_putc(out, c);
	}
}

void md_put_address(pm_str target, pm_str title, md_place place, pm_buf *out)
{
	bool brackets = needs_brackets(target);
	pm_buf_putc(out, '(');
	if (brackets)
		pm_buf_putc(out, '<');
	put_escaped(target, brackets ? "<>*" : "*", place, out); /* md4c can take a `*` in an address for emphasis */
	if (brackets)
		pm_buf_putc(out, '>');
	if (title.len > 0) {
		pm_buf_puts(out, " \"");
		put_escaped(title, "\"", place, out);
		pm_buf_putc(out, '"');
	}
	pm_buf_putc(out, ')');
}

static void put_html(pm_str s, bool in_quotes, pm_buf *out)
{
	size_t done = 0;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		const char *entity = c == '&'                ? "&amp;"
				     : c == '<'              ? "&lt;"
				     : c == '>'              ? "&gt;"
				     : c == '"' && in_quotes ? "&quot;"
				     : c == '\n'             ? "&#10;"
							     : NULL;
		if (entity == NULL)
			continue;
		pm_buf_append(out, s.ptr + done, i - done);
		pm_buf_puts(out, entity);
		done = i + 1;
	}
	if (done < s.len)
		pm_buf_append(out, s.ptr + done, s.len - done);
}

void md_put_html_text(pm_str s, pm_buf *out)
{
	put_html(s, false, out);
}

void md_put_attribute(const char *name, pm_str value, pm_buf *out)
{
	pm_buf_printf(out, " %s=\"", name);
	put_html(value, true, out);
	pm_buf_putc(out, '"');
}
