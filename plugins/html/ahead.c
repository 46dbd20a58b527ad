/* ahead.c: the mark-up that most of a page is made of, taken from libxml2's input where it stands.
 *
 * libxml2 decodes, tests and copies each character, and looks up each tag in its tables of what ends what, which together is most of its
 * time.  From a place where it would read content on, we take what can only be read in one way: text without entities, the end tag of
 * the innermost element, and start tags of which libxml2 itself has shown that they end nothing.  Before anything else we stop, and
 * leave libxml2 with the stack of names as it would have made it.
 *
 * Stack and input are libxml2's own, so this is done with the version that it was tested with alone; any other reads all by itself, and
 * so does the build that tests/html/read_ahead.py holds against this one. */
#include "html.h"

#include <libxml/xmlversion.h>
#include <stdlib.h>

#if defined(HTML_READS_NOTHING_AHEAD) || LIBXML_VERSION != 20914
#define READS_AHEAD false
#else
#define READS_AHEAD true
#endif

bool html_may_read_ahead(void)
{
	return READS_AHEAD && strtol(xmlParserVersion, NULL, 10) == LIBXML_VERSION;
}

enum { MOST_NAME = 15, MOST_ATTRIBUTES = 12, MOST_KEYS = 160 };

/* What of a start tag is taken in place: its keys in lower case in `keys`, its values in the input, ended by NUL. */
typedef struct start_tag {
	size_t n, n_keys;
	const xmlChar *atts[2 * MOST_ATTRIBUTES + 2];
	xmlChar *ends[MOST_ATTRIBUTES]; /* of the values; NULL where there is none */
	xmlChar keys[MOST_KEYS];
} start_tag;

static bool is_blank(xmlChar c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_letter(xmlChar c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_name_char(xmlChar c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

/* The name at `at` in lower case, ended by NUL; its length, 0 where it has no room. */
static size_t read_name(const xmlChar *at, xmlChar *out, size_t room)
{
	size_t n = 0;

	for (; n < room && is_name_char(at[n]); n++)
		out[n] = at[n] >= 'A' && at[n] <= 'Z' ? at[n] | 0x20 : at[n];
	if (n == room)
		return 0;
	out[n] = '\0';
	return n;
}

static xmlChar *skip_blanks(xmlChar *at)
{
	while (is_blank(*at))
		at++;
	return at;
}

/* The attribute at `at`; where what follows it begins, NULL if it is none of the plain ones. */
static xmlChar *read_attribute(start_tag *tag, xmlChar *at, const xmlChar *input_end)
{
	xmlChar *key = tag->keys + tag->n_keys, *end, quote;
	size_t n = tag->n < MOST_ATTRIBUTES && is_letter(*at) ? read_name(at, key, MOST_KEYS - tag->n_keys) : 0;

	if (n == 0)
		return NULL;
	for (size_t i = 0; i < tag->n; i++)
		if (strcmp((const char *)tag->atts[2 * i], (const char *)key) == 0)
			return NULL;
	tag->n_keys += n + 1;
	tag->atts[2 * tag->n] = key;
	tag->atts[2 * tag->n + 1] = NULL;
	tag->ends[tag->n++] = NULL;
	end = at += n;
	at = skip_blanks(at);
	if (*at != '=')
		return is_blank(*end) || *at == '>' || *at == '/' ? at : NULL;
	at = skip_blanks(at + 1);
	quote = *at++;
	if (quote != '"' && quote != '\'')
		return NULL;
	end = memchr(at, quote, (size_t)(input_end - at));
	if (end == NULL || memchr(at, '&', (size_t)(end - at)) != NULL)
		return NULL;
	tag->atts[2 * tag->n - 1] = at;
	tag->ends[tag->n - 1] = end;
	at = skip_blanks(end + 1);
	return at > end + 1 || *at == '>' || *at == '/' ? at : NULL;
}

static void push_name(htmlParserCtxt *ctxt, const xmlChar *name)
{
	ctxt->nameTab[ctxt->nameNr++] = ctxt->name = name;
}

static void pop_name(htmlParserCtxt *ctxt)
{
	ctxt->name = --ctxt->nameNr > 0 ? ctxt->nameTab[ctxt->nameNr - 1] : NULL;
}

static html_known_pair *find_pair(html_page *page, const xmlChar *name, const xmlChar *around)
{
	uint64_t hash = ((uint64_t)(uintptr_t)name + 3 * (uint64_t)(uintptr_t)around) * 0x9E3779B97F4A7C15u;

	return &page->pairs[(hash >> 32) % (sizeof page->pairs / sizeof *page->pairs)];
}

void html_note_pair(html_page *page, const xmlChar *name)
{
	if (page->asked.name == name && page->asked.name != NULL)
		*find_pair(page, name, page->asked.around) = page->asked;
	page->asked.name = NULL;
}

/* Does an element `name` begin inside the innermost one and end nothing?  Where that is not known libxml2 will show it. */
static bool is_known_to_nest(html_page *page, const xmlChar *name)
{
	const xmlChar *around = page->ctxt->name;
	const html_known_pair *pair = find_pair(page, name, around);

	if (pair->name == name && pair->around == around)
		return true;
	page->asked = (html_known_pair){ name, around };
	return false;
}

/* The start tag at `open`; moves the input behind it. */
static bool take_start(html_page *page, xmlChar *open)
{
	htmlParserCtxt *ctxt = page->ctxt;
	xmlParserInput *input = ctxt->input;
	xmlChar lower[MOST_NAME + 1], *at;
	size_t n = is_letter(open[1]) ? read_name(open + 1, lower, sizeof lower) : 0;
	const html_known_tag *known;
	const xmlChar *name;
	start_tag tag;

	/* In the body no element is thought to be missing. */
	if (n == 0 || ctxt->html < 10 || ctxt->nameNr < 2 || ctxt->nameNr + 1 >= ctxt->nameMax)
		return false;
	at = skip_blanks(open + 1 + n);
	if (at == open + 1 + n && *at != '>' && *at != '/')
		return false;
	name = xmlDictLookup(ctxt->dict, lower, (int)n);
	if (name == NULL)
		return false;
	known = html_find_tag(page, name);
	if (!known->is_plain || !is_known_to_nest(page, name))
		return false;
	tag.n = tag.n_keys = 0;
	while (at != NULL && *at != '>' && *at != '/')
		at = read_attribute(&tag, at, input->end);
	if (at == NULL || (*at == '/' && at[1] != '>'))
		return false;
	for (size_t i = 0; i < tag.n; i++)
		if (tag.ends[i] != NULL)
			*tag.ends[i] = '\0';
	tag.atts[2 * tag.n] = tag.atts[2 * tag.n + 1] = NULL;
	for (const xmlChar *line = open; (line = memchr(line, '\n', (size_t)(at - line))) != NULL; line++)
		input->line++;
	input->cur = at;
	page->asked.name = NULL;
	push_name(ctxt, name);
	html_begin_element(page, name, tag.n > 0 ? tag.atts : NULL);
	if (page->status != PM_OK)
		return false;
	input->cur += *at == '/' ? 2 : 1;
	if (*at == '/' || known->is_empty) {
		html_end_innermost(page);
		pop_name(ctxt);
	}
	return true;
}

/* The end tag at `open`, if it ends the innermost element. */
static bool take_end(html_page *page, const xmlChar *open)
{
	htmlParserCtxt *ctxt = page->ctxt;
	xmlChar lower[MOST_NAME + 1];
	size_t n = is_letter(open[2]) ? read_name(open + 2, lower, sizeof lower) : 0;

	if (n == 0 || open[2 + n] != '>' || ctxt->nameNr <= 2 || strcmp((const char *)lower, (const char *)ctxt->name) != 0 ||
	    !html_find_tag(page, ctxt->name)->is_plain)
		return false;
	ctxt->input->cur += n + 3;
	html_end_innermost(page);
	pop_name(ctxt);
	return true;
}

/* The text up to the next mark-up. */
static void take_text(html_page *page)
{
	xmlParserInput *input = page->ctxt->input;
	const char *text = (const char *)input->cur;
	size_t len = strcspn(text, "<&");

	if (len == 0 || text + len >= (const char *)input->end)
		return;
	for (const char *at = text; (at = memchr(at, '\n', len - (size_t)(at - text))) != NULL; at++)
		input->line++;
	html_text(page, text, len);
	if (page->status != PM_OK)
		return; /* the parser was stopped, and has no input any more */
	input->cur += len;
	html_note_seen(page);
}

void html_read_ahead(html_page *page)
{
	bool goes_on = page->reads_ahead;

	while (goes_on && page->status == PM_OK && html_find_tag(page, page->ctxt->name)->has_words) {
		xmlChar *at;

		take_text(page);
		if (page->status != PM_OK)
			return;
		at = (xmlChar *)(uintptr_t)page->ctxt->input->cur; /* the parser's own copy */
		goes_on = *at == '<' && (at[1] == '/' ? take_end(page, at) : take_start(page, at));
	}
}

void html_read_ahead_of_start(html_page *page)
{
	if (!page->reads_ahead)
		return;
	page->ctxt->input->cur++;
	html_read_ahead(page);
	/* libxml2 has yet to step over the `>` of the tag, which is put where we have read to. */
	if (page->status == PM_OK)
		*(xmlChar *)(uintptr_t)--page->ctxt->input->cur = '>';
}

void html_read_ahead_of_end(html_page *page, const xmlChar *name)
{
	if (!page->reads_ahead)
		return;
	pop_name(page->ctxt);
	html_read_ahead(page);
	/* libxml2 has yet to take the name of the element from its stack. */
	if (page->status == PM_OK)
		push_name(page->ctxt, name);
}
