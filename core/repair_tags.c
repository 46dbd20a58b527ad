/* repair_tags.c: tags of HTML that stand as text in a plain-text report: <span id="n">562</span>, &lt;p style="…"&gt;.
 *
 * A text may speak of tags; what is taken out has attributes or its counterpart in the same line, amid Chinese that does not. */
#include "repair.h"

enum { MOST_TAG = 400, MOST_TAGS = 64, LEAST_HAN = 4 };

typedef struct tag {
	size_t start, end;
	uint8_t name; /* index into names */
	bool closes, has_attributes;
} tag;

static const char *const names[] = { "span", "font", "strong", "section", "div", "img", "br", "em", "td", "tr", "th", "p", "a", "b", "i", "u", NULL };

/* `<` and `>` may be escaped, even twice. */
static size_t sign_at(pm_str s, size_t at, char sign, const char *name)
{
	if (at < s.len && s.ptr[at] == sign)
		return at + 1;
	pm_str rest = pm_str_of(s.ptr + at, at < s.len ? s.len - at : 0);
	if (!pm_str_starts_with(rest, "&"))
		return 0;
	size_t n = pm_str_starts_with(rest, "&amp;") ? 5 : 1;
	rest = pm_str_of(rest.ptr + n, rest.len - n);
	return pm_str_starts_with(rest, name) ? at + n + strlen(name) : 0;
}

static bool tag_at(pm_str s, size_t start, tag *out)
{
	size_t at = sign_at(s, start, '<', "lt;");
	if (at == 0)
		return false;
	*out = (tag){ .start = start };
	if (at < s.len && s.ptr[at] == '/') {
		out->closes = true;
		at++;
	}
	size_t n = 0;
	while (at + n < s.len && (s.ptr[at + n] | 32) >= 'a' && (s.ptr[at + n] | 32) <= 'z')
		n++;
	while (names[out->name] != NULL && !pm_str_is_nocase(pm_str_of(s.ptr + at, n), names[out->name]))
		out->name++;
	if (names[out->name] == NULL)
		return false;
	for (at += n; at < s.len && at - start < MOST_TAG; at++) {
		out->end = sign_at(s, at, '>', "gt;");
		if (out->end != 0)
			return true;
		char c = s.ptr[at];
		if (c == '<' || (!out->has_attributes && c != ' ' && c != '/' && s.ptr[at - 1] != ' ' && c != '=' && !((c | 32) >= 'a' && (c | 32) <= 'z')))
			return false;
		out->has_attributes = out->has_attributes || c == '=';
	}
	return false;
}

/* Chinese that is no talk of mark-up. */
static bool is_chinese(pm_str s)
{
	static const char *const topics[] = { "标签", "標籤", "代码", "元素", "HTML", "html", "XML", "网页源", "CSS" };
	size_t n = 0;
	for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++)
		if (pm_str_find(s, pm_str_from(topics[i]), 0) != SIZE_MAX)
			return false;
	for (size_t at = 0; at < s.len && n < LEAST_HAN;)
		n += pm_char_is_han(pm_utf8_next(s, &at));
	return n >= LEAST_HAN;
}

static bool has_counterpart(const tag *tags, size_t n, const tag *one)
{
	for (size_t i = 0; i < n; i++)
		if (tags[i].name == one->name && tags[i].closes != one->closes && (tags[i].start > one->start) == tags[i].closes)
			return true;
	return false;
}

bool pm_is_tags_alone(pm_str text)
{
	text = pm_str_trim(text);
	bool inside = false, found = false;
	for (size_t at = 0; at < text.len && at < MOST_TAG; at++) {
		char c = text.ptr[at];
		if (!inside && c != '<' && c != ' ' && c != '\t')
			return false;
		inside = inside ? c != '>' : c == '<';
		found = found || inside;
	}
	return found;
}

void pm_repair_tags(const pm_repair_context *context, pm_str text, pm_edits *edits)
{
	tag tags[MOST_TAGS];
	size_t n = 0;
	if (context->fidelity != PM_LINES || context->is_markup || !is_chinese(text))
		return;
	for (size_t at = 0; at < text.len && n < MOST_TAGS; at++)
		if ((text.ptr[at] == '<' || text.ptr[at] == '&') && tag_at(text, at, &tags[n]))
			at = tags[n++].end - 1;
	bool is_certain = false;
	for (size_t i = 0; i < n && !is_certain; i++)
		is_certain = tags[i].has_attributes || has_counterpart(tags, n, &tags[i]);
	for (size_t i = 0; is_certain && i < n; i++)
		pm_edits_add(edits, tags[i].start, tags[i].end, "", "tag");
}
