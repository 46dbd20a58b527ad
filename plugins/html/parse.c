/* parse.c: libxml2's events, and the stack of open elements.
 *
 * Our stack mirrors libxml2's own.  It is kept short (HTML_DEPTH): libxml2 looks through all of its stack for each end tag that fits
 * nothing, which a page of unclosed tags would make quadratic. */
#include <limits.h>

#include "html.h"

enum { MOST_TOLD = 1000 }; /* bytes after which libxml2 tells of a text that goes on */

void html_fail(html_page *page, int status)
{
	if (page->status == PM_OK)
		page->status = status;
	if (page->ctxt != NULL)
		xmlStopParser(page->ctxt);
}

uint32_t html_line(const html_page *page)
{
	int line = page->ctxt != NULL && page->ctxt->input != NULL ? page->ctxt->input->line : 0;

	return line > 0 ? page->first_line + (uint32_t)line : page->first_line;
}

/* libxml2's table of names stops growing at some thousand chains, which a page of ever new names would make long: give it a new one.  The
 * names of the old one are in use until the parser ends. */
static void renew_names(html_page *page)
{
	enum { MOST_NAMES = 16384 };
	xmlDict *names;

	if (xmlDictSize(page->ctxt->dict) < MOST_NAMES)
		return;
	names = HTML_ARRAY_ROOM(page->old_names) ? xmlDictCreate() : NULL;
	if (names == NULL) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	page->old_names.at[page->old_names.n++] = page->ctxt->dict;
	page->ctxt->dict = names;
}

static void free_names(html_page *page, size_t kept)
{
	while (page->old_names.n > kept)
		xmlDictFree(page->old_names.at[--page->old_names.n]);
}

/* Elements that libxml2 puts into a place of its own, or drops where they are not in theirs. */
static bool has_own_rules(const html_tag_info *info)
{
	switch (info->tag) {
	case TAG_BODY:
	case TAG_META:
	case TAG_LINK:
	case TAG_BASE:
	case TAG_TITLE:
	case TAG_FRAME:
	case TAG_NOFRAMES:
		return true;
	default:
		return strcmp(info->name, "frameset") == 0;
	}
}

const html_known_tag *html_find_tag(html_page *page, const xmlChar *name)
{
	size_t slot = ((uintptr_t)name >> 3 ^ (uintptr_t)name >> 11) % (sizeof page->tag_cache / sizeof *page->tag_cache);
	html_known_tag *known = &page->tag_cache[slot];

	if (known->name != name) {
		const htmlElemDesc *desc = htmlTagLookup(name);
		const html_tag_info *info = html_tag_find((const char *)name);

		*known = (html_known_tag){ .name = name, .info = info, .is_empty = desc != NULL && desc->empty, .is_new = desc == NULL };
		known->has_words = !known->is_empty && info->tag != TAG_HTML && info->tag != TAG_HEAD && info->tag != TAG_SCRIPT &&
				   info->tag != TAG_STYLE;
		known->is_plain = (known->has_words || known->is_empty) && !has_own_rules(info);
	}
	return known;
}

/* Close the open elements down to `n`. */
static void close_to(html_page *page, size_t n)
{
	while (page->elements.n > n) {
		html_element *element = &page->elements.at[page->elements.n - 1];

		html_close(page, element);
		page->n_inline -= !element->is_block;
		page->elements.n--;
	}
}

/* Forget the open elements that begin no block: they only style what follows. */
static void drop_inline(html_page *page)
{
	const xmlChar **names = page->ctxt->nameTab;
	size_t kept = 0;

	for (size_t i = page->base; i < page->elements.n; i++) {
		if (!page->elements.at[i].is_block)
			continue;
		page->elements.at[page->base + kept] = page->elements.at[i];
		names[kept++] = names[i - page->base];
	}
	/* The one that is being opened stands above ours. */
	names[kept] = names[page->elements.n - page->base];
	page->elements.n = page->base + kept;
	page->n_inline = 0;
	page->ctxt->nameNr = (int)kept + 1;
}

/* Called while libxml2 has put a new element on its stack and we have not: make room by ending the innermost one. */
static void limit_depth(html_page *page)
{
	if (page->elements.n < page->base + HTML_DEPTH)
		return;
	if (page->n_inline >= HTML_DEPTH / 4) {
		drop_inline(page);
		return;
	}
	close_to(page, page->elements.n - 1);
	page->ctxt->nameTab[page->ctxt->nameNr - 2] = page->ctxt->nameTab[page->ctxt->nameNr - 1];
	page->ctxt->nameNr--;
}

/* Close down to `n` elements on both stacks; `has_new`: libxml2 has one more, which stays on top. */
static void close_both(html_page *page, size_t n, bool has_new)
{
	htmlParserCtxt *ctxt = page->ctxt;
	const xmlChar *top = ctxt->name;

	/* The two stacks are of one height unless libxml2 opened something that we were not told of. */
	if (n >= page->elements.n || page->elements.n + has_new != page->base + (size_t)ctxt->nameNr)
		return;
	close_to(page, n);
	ctxt->nameNr = (int)(n - page->base);
	if (has_new)
		ctxt->nameTab[ctxt->nameNr++] = top;
	else
		ctxt->name = ctxt->nameNr > 0 ? ctxt->nameTab[ctxt->nameNr - 1] : NULL;
}

/* From the start of the text; libxml2 drops what it has read from its buffer now and then. */
static size_t input_offset(const html_page *page)
{
	return page->ctxt->input->consumed + (size_t)(page->ctxt->input->cur - page->ctxt->input->base);
}

/* End tags that stand between the last event and this one had no effect on libxml2's stack. */
static void see_ignored(html_page *page, bool has_new)
{
	const char *base = (const char *)page->ctxt->input->base;
	size_t dropped = page->ctxt->input->consumed;
	size_t at = page->seen > dropped ? page->seen - dropped : 0, end = input_offset(page) - dropped;

	page->seen = end + dropped;
	if (at < end && base[at] == '>')
		at++;
	while (at + 2 < end && base[at] == '<' && base[at + 1] == '/') {
		const char *close = memchr(base + at, '>', end - at);
		size_t name = at + 2, stop = name;

		if (close == NULL)
			break;
		while (stop < end && (unsigned char)base[stop] > ' ' && base[stop] != '>' && base[stop] != '/')
			stop++;
		close_both(page, html_kept_at_end(page, pm_str_of(base + name, stop - name)), has_new);
		at = (size_t)(close - base) + 1;
	}
}

/* Does `mark` stand at `at`, and then the name, in letters of any size? */
static bool stands_at(const xmlChar *at, const char *mark, const xmlChar *name, size_t n)
{
	size_t n_mark = strlen(mark), i = 0;

	while (i < n && (at[n_mark + i] | 0x20) == name[i])
		i++;
	return i == n && memcmp(at, mark, n_mark) == 0;
}

/* Has libxml2 just read the beginning of the tag `name`? */
static bool is_behind_start(const html_page *page, const xmlChar *name)
{
	const xmlParserInput *input = page->ctxt->input;
	size_t n = strlen((const char *)name);

	return (size_t)(input->cur - input->base) > n && stands_at(input->cur - n - 1, "<", name, n);
}

/* Has libxml2 read the end tag of `name` since the last event, and nothing else?  Of what ends for another reason it tells before it is done
 * with what it has read. */
static bool is_behind_end(const html_page *page, const xmlChar *name)
{
	const xmlParserInput *input = page->ctxt->input;
	size_t n = strlen((const char *)name), n_read = input_offset(page) - page->seen;

	if ((size_t)(input->cur - input->base) < n + 4 || n_read < n + 3 || input->cur[-1] != '>' || !stands_at(input->cur - n - 3, "</", name, n))
		return false;
	/* The last event may have been a start tag, which is told before its `>`. */
	return n_read == n + 3 || (n_read == n + 4 && input->cur[-(ptrdiff_t)n - 4] == '>');
}

void html_note_seen(html_page *page)
{
	page->seen = input_offset(page);
}

void html_begin_element(html_page *page, const xmlChar *name, const xmlChar **atts)
{
	const html_known_tag *known;
	html_element *element;

	renew_names(page);
	if (page->ctxt->nameNr > 0)
		close_to(page, page->base + (size_t)page->ctxt->nameNr - 1);
	known = html_find_tag(page, name);
	see_ignored(page, true);
	close_both(page, html_kept_at_start(page, known->info), true);
	if (page->elements.n + 1 == page->base + (size_t)page->ctxt->nameNr)
		limit_depth(page);
	if (!HTML_ARRAY_ROOM(page->elements)) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	element = &page->elements.at[page->elements.n++];
	*element = (html_element){
		.name = name, .info = known->info, .outside = page->context, .n_regions = page->regions.n, .n_lists = page->lists.n
	};
	html_open(page, element, atts);
	page->n_inline += !element->is_block;
	html_note_seen(page);
	/* An error like any other, which comes after those that were met before. */
	if (known->is_new)
		page->ctxt->errNo = XML_HTML_UNKNOWN_TAG;
}

void html_end_innermost(html_page *page)
{
	close_to(page, page->base + (size_t)page->ctxt->nameNr - 1);
	html_note_seen(page);
}

static void settle_error(html_page *page)
{
	if (page->keeps_error && page->ctxt->errNo == XML_HTML_UNKNOWN_TAG)
		page->ctxt->errNo = page->kept_error;
	page->keeps_error = false;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **atts)
{
	html_page *page = user;
	bool is_new;

	if (page->status != PM_OK)
		return;
	settle_error(page);
	html_note_pair(page, name);
	html_begin_element(page, name, atts);
	is_new = html_find_tag(page, name)->is_new;
	if (page->status != PM_OK || !html_find_tag(page, name)->has_words || *page->ctxt->input->cur != '>' ||
	    (atts == NULL && !is_behind_start(page, name)))
		return;
	html_read_ahead_of_start(page);
	/* libxml2 asks next if it knows the element that is the innermost by now. */
	if (page->status == PM_OK && !is_new && html_find_tag(page, page->ctxt->name)->is_new) {
		page->keeps_error = true;
		page->kept_error = page->ctxt->errNo;
	}
}

static void on_end(void *user, const xmlChar *name)
{
	html_page *page = user;
	bool has_tag;

	if (page->status != PM_OK || page->ctxt->nameNr == 0)
		return;
	settle_error(page);
	has_tag = html_find_tag(page, name)->is_empty ? page->seen < input_offset(page) : is_behind_end(page, name);
	page->asked.name = NULL;
	html_end_innermost(page);
	if (page->status == PM_OK && has_tag && page->ctxt->nameNr > 1)
		html_read_ahead_of_end(page, name);
}

/* `<!` that begins neither comment nor DOCTYPE is text for libxml2.  Browsers take it for a comment up to the next `>` (Word writes
 * `<![if !supportLists]>`); what <![CDATA[ marks is text. */
static bool skip_declaration(html_page *page)
{
	xmlParserInput *input = page->ctxt->input;
	pm_str rest = pm_str_of((const char *)input->cur, (size_t)(input->end - input->cur));
	bool is_data = pm_str_starts_with(rest, "<![CDATA[");
	bool *has_end = is_data ? &page->has_data_end : &page->has_tag_end;
	size_t end;

	if (!pm_str_starts_with(rest, "<!") || !*has_end)
		return false;
	end = is_data ? pm_str_find(rest, PM_STR("]]>"), 9) : pm_str_find(rest, PM_STR(">"), 2);
	if (end == SIZE_MAX) {
		*has_end = false; /* nor will there be one further on */
		return false;
	}
	if (is_data)
		html_text(page, rest.ptr + 9, end - 9);
	end += is_data ? 2 : 0;
	for (size_t i = 0; i < end; i++)
		input->line += rest.ptr[i] == '\n';
	/* libxml2 steps over the one character that it has told us of. */
	input->cur += end;
	return true;
}

/* libxml2 knows the entities of HTML 4 that end in a semicolon.  Of all others it tells `&` and then the name: the name comes right
 * after, and the `&` was not written as `&amp;`. */
static void on_characters(void *user, const xmlChar *ch, int len)
{
	html_page *page = user;
	pm_str s = pm_str_of((const char *)ch, (size_t)len);
	const xmlChar *at = page->ctxt->input->cur;

	if (page->status != PM_OK || len <= 0)
		return;
	settle_error(page);
	renew_names(page);
	if (page->ctxt->nameNr > 0)
		see_ignored(page, false);
	if (len == 1 && *ch == '<' && *at == '<' && skip_declaration(page)) {
		page->seen = input_offset(page);
		return;
	}
	if (page->entity_follows) {
		pm_str text = html_entity(s);
		bool has_semicolon = *at == ';';

		page->entity_follows = false;
		if (text.len > 0 && (has_semicolon || html_entity_is_legacy(s))) {
			page->drop_semicolon = has_semicolon;
			html_text(page, text.ptr, text.len);
			return;
		}
		html_text(page, "&", 1);
	} else if (len == 1 && *ch == '&' && at > page->ctxt->input->base && at[-1] != ';' && at[-1] != '&') {
		page->entity_follows = true;
		return;
	}
	if (page->drop_semicolon) {
		page->drop_semicolon = false;
		if (s.ptr[0] == ';')
			s = pm_str_of(s.ptr + 1, s.len - 1);
	}
	if (s.len > 0)
		html_text(page, s.ptr, s.len);
	/* A long text is told in pieces while it is read, and over a `<` that is text libxml2 has yet to step. */
	if (page->status == PM_OK && len < MOST_TOLD && page->ctxt->nameNr > 0 && !(len == 1 && *ch == '<' && *at == '<'))
		html_read_ahead(page);
}

static void on_script(void *user, const xmlChar *ch, int len)
{
	html_page *page = user;

	settle_error(page);
	if (page->status == PM_OK && len > 0 && (page->context.flags & IN_DATA))
		pm_buf_append(&page->data, ch, (size_t)len);
	else if (page->status == PM_OK && len > 0 && (page->context.flags & IN_MATH))
		html_math_text(page, (const char *)ch, (size_t)len);
	page->seen = input_offset(page);
}

static void on_comment(void *user, const xmlChar *text)
{
	html_page *page = user;

	if (page->status != PM_OK)
		return;
	settle_error(page);
	if (page->ctxt->nameNr > 0)
		see_ignored(page, false);
	if (page->nesting == 0)
		html_read_comment(page, pm_str_from((const char *)text));
}

/* Is the last `<` of the input that of a tag which is still open?  An error in a tag may also be the last because no other came behind it. */
static bool ends_in_tag(const xmlParserInput *input)
{
	const pm_str s = pm_str_of((const char *)input->base, (size_t)(input->end - input->base));
	const char *open = s.len > 0 ? memrchr(s.ptr, '<', s.len) : NULL;

	return open != NULL && memchr(open, '>', s.len - (size_t)(open - s.ptr)) == NULL;
}

/* What stands in a tag or comment that never ends is no text, for browsers neither; but it may have been meant as such. */
static void warn_of_end(html_page *page)
{
	const char *in = NULL;

	settle_error(page);
	switch (page->ctxt->errNo) {
	case XML_ERR_COMMENT_NOT_FINISHED:
		in = "a comment";
		break;
	case XML_ERR_GT_REQUIRED:
	case XML_ERR_ATTRIBUTE_NOT_FINISHED:
		in = ends_in_tag(page->ctxt->input) ? "a tag" : NULL;
		break;
	default:
		break;
	}
	if (in != NULL && page->nesting == 0 && page->status == PM_OK && page->ctxt->input->cur >= page->ctxt->input->end &&
	    pm_doc_warn(page->doc, "the page ends inside %s: it was cut off, or a mark is missing", in) != PM_OK)
		page->status = pm_error_nomem(page->err);
}

/* The names go with their parser; others may come to lie at the same place. */
static void forget_names(html_page *page)
{
	memset(page->tag_cache, 0, sizeof page->tag_cache);
	memset(page->pairs, 0, sizeof page->pairs);
	page->asked.name = NULL;
}

int html_parse(html_page *page, pm_str text)
{
	htmlSAXHandler handler = { .startElement = on_start,
				   .endElement = on_end,
				   .characters = on_characters,
				   .ignorableWhitespace = on_characters,
				   .cdataBlock = on_script,
				   .comment = on_comment };
	htmlParserCtxt *outer = page->ctxt;
	size_t outer_base = page->base, outer_inline = page->n_inline, outer_seen = page->seen, n_names = page->old_names.n;
	bool outer_data_end = page->has_data_end, outer_tag_end = page->has_tag_end, outer_ahead = page->knows_ahead;
	const xmlChar **names;

	if (text.len == 0)
		return PM_OK;
	if (text.len > INT_MAX - 1)
		return pm_error_set(page->err, PM_ELIMIT, "%s: more than 2 GiB of text in one page; split it", pm_source_name(page->src));
	page->ctxt = htmlCreateMemoryParserCtxt(text.ptr, (int)text.len);
	if (page->ctxt == NULL) {
		page->ctxt = outer;
		return pm_error_nomem(page->err);
	}
	htmlCtxtUseOptions(page->ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
					       HTML_PARSE_IGNORE_ENC | HTML_PARSE_NODEFDTD);
	/* Room for all names that the stack may hold, so that what is read ahead need not ask for it. */
	names = xmlRealloc(page->ctxt->nameTab, 2 * HTML_DEPTH * sizeof *names);
	if (names == NULL) {
		htmlFreeParserCtxt(page->ctxt);
		page->ctxt = outer;
		return pm_error_nomem(page->err);
	}
	page->ctxt->nameTab = names;
	page->ctxt->nameMax = 2 * HTML_DEPTH;
	/* The text is UTF-8 already: libxml2 must not guess. */
	page->ctxt->charset = XML_CHAR_ENCODING_UTF8;
	*page->ctxt->sax = handler;
	page->ctxt->userData = page;
	page->base = page->elements.n;
	page->n_inline = page->seen = 0;
	page->has_data_end = page->has_tag_end = true;
	page->knows_ahead = false;
	forget_names(page);
	htmlParseDocument(page->ctxt);
	if (page->ctxt->errNo == XML_ERR_NO_MEMORY && page->status == PM_OK)
		page->status = pm_error_nomem(page->err);
	warn_of_end(page);
	if (page->status == PM_OK)
		close_to(page, page->base);
	if (page->entity_follows)
		html_text(page, "&", 1);
	page->entity_follows = page->drop_semicolon = false;
	if (page->status == PM_OK)
		html_end_block(page);
	htmlFreeParserCtxt(page->ctxt);
	free_names(page, n_names);
	forget_names(page);
	page->ctxt = outer;
	page->base = outer_base;
	page->n_inline = outer_inline;
	page->seen = outer_seen;
	page->has_data_end = outer_data_end;
	page->has_tag_end = outer_tag_end;
	page->knows_ahead = outer_ahead;
	return page->status;
}
