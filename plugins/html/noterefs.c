/* noterefs.c: which links are the marks of notes.
 *
 * Hardly any software says so in the same words, but all make the same pair of links: a small mark leads to a place further down, and there
 * a link leads back to the mark.  So when such a mark is met, the rest of the page is looked through, once, for places and for links to
 * places.  A list of references whose entries are called citations stays the list that it is: it is a part of the text, with a title. */
#include "notes.h"

enum { LINKED = 1, PLACE = 2 };

/* -- the mark --------------------------------------------------------------------------------------------------------- */

static bool is_bracket(uint32_t c)
{
	return c == '[' || c == ']' || c == '(' || c == ')' || c == 0xFF3B || c == 0xFF3D || c == 0xFF08 || c == 0xFF09 || c == 0x3014 ||
	       c == 0x3015;
}

static bool is_sign(uint32_t c)
{
	return c == '*' || c == 0x2020 || c == 0x2021 || c == 0xA7 || c == 0xB6 || c == 0x203B || c == 0xFF0A;
}

static bool is_roman(pm_str s)
{
	size_t n = 0;

	while (n < s.len && strchr("ivxIVX", s.ptr[n]) != NULL)
		n++;
	return s.len > 0 && n == s.len;
}

bool html_is_note_mark(pm_str s)
{
	size_t n_letters = 0, n_digits = 0, n_signs = 0, start = 0, end = s.len;

	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		uint32_t c = pm_utf8_next(s, &at);

		if (is_bracket(c)) {
			start = from == start ? at : start;
			end = from > start && end == s.len ? from : end;
		} else if (end < s.len || c == 0xFFFD) {
			return false; /* words behind the bracket */
		} else if (c >= '0' && c <= '9') {
			n_digits++;
		} else if ((c >= 0x2460 && c <= 0x24FF) || (c >= 0x2776 && c <= 0x2793) || is_sign(c)) {
			n_signs++;
		} else if (pm_char_is_word(c) && n_digits == 0) {
			n_letters++;
		} else {
			return false;
		}
	}
	if (n_signs > 0)
		return n_signs <= 3 && n_letters + n_digits == 0;
	if (n_digits > 0)
		return n_digits <= 3 && n_letters <= 4;
	return n_letters == 1 ? end > start && (unsigned char)s.ptr[start] < 0x80 : is_roman(pm_str_of(s.ptr + start, end - start));
}

/* Digits and letters are a mark only where they are set as one. */
static bool is_plain_word(pm_str s)
{
	size_t at = 0;
	uint32_t c = pm_utf8_next(s, &at);

	return !is_bracket(c) && !is_sign(c) && (c < 0x2460 || c > 0x2793);
}

/* An entity that marks are written with. */
static size_t take_entity(pm_str rest, char *c)
{
	static const struct {
		const char *name;
		char c;
	} known[] = { { "&#91;", '[' }, { "&#93;", ']' }, { "&#40;", '(' }, { "&#41;", ')' }, { "&nbsp;", ' ' }, { "&#160;", ' ' }, { "&#42;", '*' } };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (pm_str_starts_with(rest, known[i].name)) {
			*c = known[i].c;
			return strlen(known[i].name);
		}
	return 0;
}

/* The parser stands at the end of the tag of a link. */
static bool look_ahead(const html_page *page, html_mark *mark)
{
	pm_str rest = pm_str_of((const char *)page->ctxt->input->cur, (size_t)(page->ctxt->input->end - page->ctxt->input->cur));
	size_t at = 0;

	*mark = (html_mark){ 0 };
	if (rest.len > 500)
		rest.len = 500;
	while (at < rest.len && rest.ptr[at] != '>')
		at++;
	for (at++; at < rest.len;) {
		pm_str here = pm_str_of(rest.ptr + at, rest.len - at);
		char c = rest.ptr[at];

		if (c == '<') {
			const char *close = memchr(here.ptr, '>', here.len);

			if (close == NULL)
				return false;
			mark->is_raised |= pm_str_starts_with(here, "<sup") || pm_str_starts_with(here, "<SUP");
			at = (size_t)(close - rest.ptr) + 1;
			if (here.len > 3 && here.ptr[1] == '/' && (here.ptr[2] | 0x20) == 'a' && (here.ptr[3] == '>' || here.ptr[3] == ' ')) {
				mark->end = rest.ptr + at;
				return mark->n > 0;
			}
			continue;
		}
		if (c == '&') {
			size_t n = take_entity(here, &c);

			if (n == 0)
				return false;
			at += n - 1;
		}
		at++;
		if ((unsigned char)c <= ' ')
			continue;
		if (mark->n == sizeof mark->words)
			return false;
		mark->words[mark->n++] = c;
	}
	return false;
}

/* -- the rest of the page ---------------------------------------------------------------------------------------------- */

static bool note_down(html_page *page, pm_str name, uint32_t flag)
{
	uint64_t hash = html_hash(name);

	return html_name_set(&page->ahead, hash, html_name_get(&page->ahead, hash) | flag);
}

/* Elements that may be a note, or an anchor in one. */
static bool may_be_note(pm_str tag)
{
	static const char *const tags[] = { "a", "span", "sup", "li", "p", "div", "dd", "aside", "small", "b", "strong", "em", "i", "font", "cite" };

	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (pm_str_is_nocase(tag, tags[i]))
			return true;
	return false;
}

/* The attribute value at `at`, which is moved behind it. */
static pm_str take_value(pm_str s, size_t *at)
{
	size_t from = *at, end;

	if (from < s.len && (s.ptr[from] == '"' || s.ptr[from] == '\'')) {
		const char *quote = memchr(s.ptr + from + 1, s.ptr[from], s.len - from - 1);

		end = quote != NULL ? (size_t)(quote - s.ptr) : s.len;
		*at = end < s.len ? end + 1 : end;
		return pm_str_of(s.ptr + from + 1, end - from - 1);
	}
	for (end = from; end < s.len && (unsigned char)s.ptr[end] > ' ' && s.ptr[end] != '>';)
		end++;
	*at = end;
	return pm_str_of(s.ptr + from, end - from);
}

/* The tag whose name begins at `at`. */
static bool read_tag(html_page *page, pm_str s, size_t *at)
{
	size_t from = *at;
	pm_str tag;

	while (*at < s.len && (unsigned char)s.ptr[*at] > ' ' && s.ptr[*at] != '>' && s.ptr[*at] != '/')
		(*at)++;
	tag = pm_str_of(s.ptr + from, *at - from);
	while (*at < s.len && s.ptr[*at] != '>') {
		size_t start = *at;
		pm_str name, value;

		while (*at < s.len && (unsigned char)s.ptr[*at] > ' ' && s.ptr[*at] != '=' && s.ptr[*at] != '>')
			(*at)++;
		name = pm_str_of(s.ptr + start, *at - start);
		if (*at >= s.len || s.ptr[*at] != '=') {
			*at += *at < s.len && s.ptr[*at] != '>';
			continue;
		}
		(*at)++;
		value = pm_str_trim(take_value(s, at));
		if (pm_str_is_nocase(name, "href")) {
			value = html_local_link(page, value);
			if (value.len > 1 && value.ptr[0] == '#' && !note_down(page, pm_str_of(value.ptr + 1, value.len - 1), LINKED))
				return false;
		} else if (value.len > 0 && (pm_str_is_nocase(name, "id") || pm_str_is_nocase(name, "name")) && may_be_note(tag)) {
			if (!note_down(page, value, PLACE))
				return false;
		}
	}
	return true;
}

/* Read the rest of the page for its names, the first time that it is asked for. */
static bool read_ahead(html_page *page)
{
	pm_str s = pm_str_of((const char *)page->ctxt->input->cur, (size_t)(page->ctxt->input->end - page->ctxt->input->cur));
	size_t at = 0;

	if (page->knows_ahead)
		return true;
	page->knows_ahead = true;
	while (at < s.len) {
		const char *open = memchr(s.ptr + at, '<', s.len - at);

		if (open == NULL)
			break;
		at = (size_t)(open - s.ptr) + 1;
		if (at < s.len && (s.ptr[at] | 0x20) >= 'a' && (s.ptr[at] | 0x20) <= 'z' && !read_tag(page, s, &at)) {
			html_fail(page, pm_error_nomem(page->err));
			return false;
		}
	}
	return true;
}

static bool is_ahead(const html_page *page, uint64_t hash, uint32_t flag)
{
	return (html_name_get(&page->ahead, hash) & flag) != 0;
}

/* -- references ---------------------------------------------------------------------------------------------------------- */

static bool has_part(pm_str s, const char *const *parts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pm_str_find(s, pm_str_from(parts[i]), 0) != SIZE_MAX)
			return true;
	return false;
}

/* `cite_note-3`, `bib7`, `ref-12`: an entry of a list of works. */
static bool is_citation(pm_str name)
{
	static const char *const parts[] = { "cite", "cita", "bib" };

	return has_part(name, parts, sizeof parts / sizeof *parts) || pm_str_starts_with(name, "ref") || pm_str_starts_with(name, "Ref");
}

/* `fn:2`, `footnote-2`; the list of them is called so, too, but has no number. */
static bool is_called_note(pm_str name)
{
	static const char *const parts[] = { "fn", "ftn", "edn", "note", "Note" };
	bool has_digit = false;

	for (size_t i = 0; i < name.len; i++)
		has_digit |= name.ptr[i] >= '0' && name.ptr[i] <= '9';
	return has_digit && has_part(name, parts, sizeof parts / sizeof *parts);
}

/* Does a link further on lead to this one, or to a place that was opened shortly before? */
static bool is_led_back_to(const html_page *page)
{
	for (size_t i = 0; i < sizeof page->last_places / sizeof *page->last_places; i++)
		if (page->last_places[i] != 0 && is_ahead(page, page->last_places[i], LINKED))
			return true;
	return false;
}

/* The length of the bracket that stands right before the link, and the one behind it that closes it; 0 where there is none. */
static size_t brackets_around(const html_page *page, const html_mark *mark, const char **close)
{
	static const char *const pairs[][2] = { { "[", "]" }, { "(", ")" }, { "［", "］" }, { "（", "）" }, { "〔", "〕" } };
	pm_str text = pm_buf_view(&page->now.text);
	pm_str behind = pm_str_of(mark->end, (size_t)((const char *)page->ctxt->input->end - mark->end));

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs && !page->space; i++)
		if ((page->now.spans.n == 0 || page->now.spans.at[page->now.spans.n - 1].end + strlen(pairs[i][0]) <= text.len) &&
		    pm_str_ends_with(text, pairs[i][0]) && pm_str_starts_with(behind, pairs[i][1])) {
			*close = pairs[i][1];
			return strlen(pairs[i][0]);
		}
	return 0;
}

static bool says_note(pm_str fragment, const xmlChar **atts)
{
	return pm_str_starts_with(fragment, "_ftn") || pm_str_starts_with(fragment, "_edn") ||
	       html_has_word(html_attribute(atts, "role"), "doc-noteref") || html_has_word(html_attribute(atts, "epub:type"), "noteref");
}

bool html_is_note_reference(html_page *page, const html_element *element, pm_str name, const xmlChar **atts, const html_context *to)
{
	html_mark mark;
	const char *close = NULL;
	size_t open;
	bool is_raised, is_said = says_note(name, atts);

	page->note_close = NULL;
	if ((to->flags & (IN_NO_TEXT | IN_HIDDEN_TEXT | IN_NOTE_MARK | IN_TEXTAREA | IN_MATH | IN_PAGE_TITLE | IN_MARKER)) || element->info->tag != TAG_A)
		return false;
	if (!look_ahead(page, &mark) || !html_is_note_mark(pm_str_of(mark.words, mark.n)))
		return is_said;
	open = brackets_around(page, &mark, &close);
	is_raised = mark.is_raised || (to->styles & (1u << PM_SUPERSCRIPT)) || open > 0 || !is_plain_word(pm_str_of(mark.words, mark.n));
	if (!is_said && (!is_raised || is_citation(name) || !read_ahead(page)))
		return false;
	/* The place has been passed where the note is referred to again. */
	if (!is_said && html_name_get(&page->note_names, html_hash(name)) == 0 &&
	    (!is_ahead(page, html_hash(name), PLACE) || !(is_called_note(name) || is_led_back_to(page))))
		return false;
	if (open > 0) {
		page->now.text.len -= open;
		page->note_close = close;
	}
	return true;
}
