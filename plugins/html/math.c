/* math.c: formulas.  As TeX where the page gives it, since that is how their authors wrote them and how people type them; else as one line:
 * x^2, (a+b)/c, √x.  What stands beside the form that is taken says the same again and follows as words that are not shown. */
#include "html.h"

static const char *name_of(const html_element *element)
{
	return (const char *)element->name;
}

static bool is_called(const html_element *element, const char *name)
{
	return strcmp(name_of(element), name) == 0;
}

static bool is_one_of(const html_element *element, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_called(element, names[i]))
			return true;
	return false;
}

/* What stands before the k-th child, from 1, of an element; *is_group: brackets go around it, if it is longer than a character. */
static const char *sign_before(const html_element *parent, unsigned k, bool *is_group)
{
	static const char *const above[] = { "msup" }, *const below[] = { "msub", "munder" }, *const both[] = { "msubsup", "munderover" };

	*is_group = k > 1;
	if (is_one_of(parent, above, 1))
		return k == 2 ? "^" : "";
	if (is_one_of(parent, below, 2))
		return k == 2 ? "_" : "";
	if (is_one_of(parent, both, 2))
		return k == 2 ? "_" : k == 3 ? "^" : "";
	if (is_called(parent, "mfrac")) {
		*is_group = true;
		return k == 2 ? "/" : "";
	}
	*is_group = false;
	if (is_called(parent, "mroot")) {
		*is_group = k == 1;
		return k == 2 ? "^(1/" : ""; /* the bracket closes with the root */
	}
	if (is_called(parent, "mfenced"))
		return k > 1 ? "," : "";
	if (is_called(parent, "mtr") && k > 1)
		return ", ";
	return is_called(parent, "mtable") && k > 1 ? "; " : "";
}

static void begin_group(html_page *page, html_element *element, const char *sign)
{
	pm_buf_puts(&page->math, sign);
	element->group = page->math.len + 1;
	pm_buf_putc(&page->math, '(');
}

/* One character needs no brackets. */
static void end_group(html_page *page, const html_element *element)
{
	pm_buf *math = &page->math;
	size_t start = element->group - 1, at = start + 1;

	if (math->is_broken || at > math->len)
		return;
	if (at < math->len)
		pm_utf8_next(pm_buf_view(math), &at);
	if (at < math->len) {
		pm_buf_putc(math, ')');
		return;
	}
	memmove(math->ptr + start, math->ptr + start + 1, math->len - start - 1);
	math->len--;
}

/* <mfenced> names its brackets. */
static void begin_fence(html_page *page, html_element *element, const xmlChar **atts)
{
	pm_str open = html_has_attribute(atts, "open") ? html_attribute(atts, "open") : PM_STR("(");
	pm_str close = html_has_attribute(atts, "close") ? html_attribute(atts, "close") : PM_STR(")");

	pm_buf_str(&page->math, open);
	if (close.len > 0 && close.len < sizeof element->fence)
		memcpy(element->fence, close.ptr, close.len);
}

static bool has_script(const html_element *element)
{
	static const char *const names[] = { "msup", "msub", "msubsup", "munder", "munderover" };

	return is_one_of(element, names, sizeof names / sizeof *names);
}

static bool is_tex(const xmlChar **atts)
{
	pm_str encoding = html_attribute(atts, "encoding");

	return pm_str_is_nocase(encoding, "application/x-tex") || pm_str_is_nocase(encoding, "TeX") || pm_str_is_nocase(encoding, "LaTeX");
}

void html_open_math(html_page *page, html_element *element, html_context *to, const xmlChar **atts)
{
	html_element *parent = page->elements.n > 1 ? element - 1 : NULL;
	const char *sign;
	bool is_group;

	if (element->info->tag == TAG_MATH && !(to->flags & (IN_MATH | IN_NO_TEXT | IN_HIDDEN_TEXT | IN_TEXTAREA | IN_PAGE_TITLE))) {
		page->math.len = page->tex.len = page->script_end = 0;
		html_squeeze(&page->tex, html_attribute(atts, "alttext"));
		to->flags |= IN_MATH;
		return;
	}
	if (!(to->flags & IN_MATH) || parent == NULL)
		return;
	if (element->info->tag == TAG_ANNOTATION) {
		if (is_tex(atts)) {
			page->tex.len = 0;
			element->is_tex = true;
		} else {
			to->flags |= IN_HIDDEN_TEXT;
		}
		return;
	}
	sign = sign_before(parent, ++parent->n_parts, &is_group);
	if (is_called(element, "msqrt"))
		begin_group(page, element, "\xE2\x88\x9A");
	else if (is_group)
		begin_group(page, element, sign);
	else
		pm_buf_puts(&page->math, sign);
	if (is_called(element, "mfenced"))
		begin_fence(page, element, atts);
}

/* Formulas that script draws stand as TeX in its place; where it has drawn them it has named them. */
void html_open_tex(html_page *page, html_element *element, pm_str id, html_context *to, const xmlChar **atts)
{
	if (!pm_str_starts_with(pm_str_trim(html_attribute(atts, "type")), "math/tex") || pm_str_starts_with(id, "MathJax-Element"))
		return;
	page->math.len = page->tex.len = page->script_end = 0;
	element->is_tex = true;
	to->flags = (uint16_t)((to->flags & ~IN_NO_TEXT) | IN_MATH);
}

void html_math_text(html_page *page, const char *text, size_t len)
{
	const html_element *in = &page->elements.at[page->elements.n - 1];
	size_t at = 0;

	/* x^n y is not x^ny. */
	if (page->script_end > 0 && page->script_end == page->math.len && pm_char_is_word(pm_utf8_next(pm_str_of(text, len), &at)))
		pm_buf_putc(&page->math, ' ');
	if (in->is_tex)
		pm_buf_append(&page->tex, text, len);
	else if (is_called(in, "mtext"))
		pm_buf_append(&page->math, text, len);
	else
		html_squeeze(&page->math, pm_str_of(text, len));
}

/* `{\displaystyle …}` is what a wiki's software puts around, `% <![CDATA[ … %]]>` what a weblog's does. */
static pm_str without_style(pm_str tex)
{
	static const char *const styles[] = { "{\\displaystyle ", "{\\textstyle " };

	tex = pm_str_trim(tex);
	if (pm_str_starts_with(tex, "% <![CDATA[") && pm_str_ends_with(tex, "%]]>"))
		tex = pm_str_trim(pm_str_of(tex.ptr + 11, tex.len - 15));
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
		if (pm_str_starts_with(tex, styles[i]) && pm_str_ends_with(tex, "}"))
			return pm_str_trim(pm_str_of(tex.ptr + strlen(styles[i]), tex.len - strlen(styles[i]) - 1));
	return tex;
}

static void put_math(html_page *page)
{
	pm_str tex = without_style(pm_buf_view(&page->tex)), line = pm_buf_view(&page->math);
	html_context context = page->context;

	context.flags &= (uint16_t) ~(IN_MATH | IN_HIDDEN_TEXT);
	if (tex.len > 0) {
		if (!pm_str_equal(tex, pm_str_trim(line))) {
			pm_buf_str(&page->hidden, line);
			pm_buf_putc(&page->hidden, ' ');
		}
		context.styles |= 1u << PM_CODE_SPAN;
		line = tex;
	}
	html_set_context(page, &context);
	html_text(page, line.ptr, line.len);
	page->math.len = page->tex.len = page->script_end = 0;
}

void html_close_math(html_page *page, const html_element *element)
{
	if (!(page->context.flags & IN_MATH))
		return;
	if (!(element->outside.flags & IN_MATH)) /* the <math>, or what it was left open in */
		put_math(page);
	else if (element->group > 0)
		end_group(page, element);
	if (is_called(element, "mroot") && element->n_parts > 1)
		pm_buf_putc(&page->math, ')');
	pm_buf_puts(&page->math, element->fence);
	if (has_script(element))
		page->script_end = page->math.len;
}

/* A paragraph begins in a formula that was not closed. */
void html_leave_math(html_page *page)
{
	put_math(page);
	page->context.flags &= (uint16_t)~IN_MATH;
	for (size_t i = page->elements.n; i > page->base && (page->elements.at[i - 1].outside.flags & IN_MATH); i--) {
		page->elements.at[i - 1].outside.flags &= (uint16_t)~IN_MATH;
		page->elements.at[i - 1].group = 0;
	}
}
