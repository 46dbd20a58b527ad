/* jsonld.c: what schema.org data in a page says of it.  JSON is walked once, without recursion, and forgivingly: real pages hold line
 * breaks in strings, several values one after the other, and text cut off. */
#include "html.h"

#define JSON_DEPTH 64

typedef enum fact {
	FACT_TYPE,
	FACT_HEADLINE,
	FACT_NAME,
	FACT_PUBLISHED,
	FACT_AUTHOR,
	FACT_PUBLISHER,
	FACT_BODY,
	FACT_DESCRIPTION,
	FACT_URL,
	FACT_TEXT,
	FACT_GRAPH, /* from here on keys of objects that speak of the page as much as the object around them */
	FACT_ENTITY,
	FACT_ENTITY_OF,
	N_FACTS
} fact;

static const char *const keys[N_FACTS] = { "@type",     "headline",    "name",        "datePublished", "author",
					   "publisher", "articleBody", "description", "url",           "text",
					   "@graph",    "mainEntity",  "mainEntityOfPage" };

/* An object or array that is open; facts are strings as they stand in the JSON. */
typedef struct frame {
	bool is_object;
	int key; /* the fact that the value to come is for; N_FACTS for another */
	pm_str facts[N_FACTS];
} frame;

/* -- strings ----------------------------------------------------------------------------------------------------------- */

static uint32_t hex4(pm_str s, size_t at)
{
	uint32_t n = 0;

	for (size_t i = at; i < at + 4; i++) {
		char c = i < s.len ? s.ptr[i] : 0, low = (char)(c | 0x20);

		if (c >= '0' && c <= '9')
			n = n << 4 | (uint32_t)(c - '0');
		else if (low >= 'a' && low <= 'f')
			n = n << 4 | (uint32_t)(low - 'a' + 10);
		else
			return 0xFFFD;
	}
	return n;
}

/* One escape behind the backslash at s[at - 1]; returns where it ends. */
static size_t put_escape(pm_buf *out, pm_str s, size_t at)
{
	uint32_t c;

	switch (s.ptr[at]) {
	case 'n':
		pm_buf_putc(out, '\n');
		return at + 1;
	case 't':
		pm_buf_putc(out, '\t');
		return at + 1;
	case 'r':
	case 'b':
	case 'f':
		return at + 1;
	case 'u':
		c = hex4(s, at + 1);
		at = at + 5 < s.len ? at + 5 : s.len;
		if (c >= 0xD800 && c < 0xDC00 && at + 1 < s.len && s.ptr[at] == '\\' && s.ptr[at + 1] == 'u') {
			uint32_t low = hex4(s, at + 2);

			if (low >= 0xDC00 && low < 0xE000) {
				c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
				at = at + 6 < s.len ? at + 6 : s.len;
			}
		}
		pm_buf_char(out, (c >= 0xD800 && c < 0xE000) || c == 0 ? 0xFFFD : c);
		return at;
	default:
		pm_buf_putc(out, s.ptr[at]);
		return at + 1;
	}
}

void html_json_string(pm_buf *out, pm_str raw)
{
	for (size_t at = 0; at < raw.len;) {
		if (raw.ptr[at] == '\\' && at + 1 < raw.len)
			at = put_escape(out, raw, at + 1);
		else
			pm_buf_putc(out, raw.ptr[at++]);
	}
}

/* The string that begins behind the quote at json[*at - 1]; *at goes behind its end. */
pm_str html_json_take_string(pm_str json, size_t *at)
{
	size_t from = *at, to = from;

	while (to < json.len && json.ptr[to] != '"')
		to += json.ptr[to] == '\\' ? 2 : 1;
	to = to < json.len ? to : json.len;
	*at = to < json.len ? to + 1 : to;
	return pm_str_of(json.ptr + from, to - from);
}

/* -- objects ------------------------------------------------------------------------------------------------------------ */

static pm_str last_word(pm_str type)
{
	for (size_t i = type.len; i > 0; i--)
		if (type.ptr[i - 1] == '/' || type.ptr[i - 1] == ':')
			return pm_str_of(type.ptr + i, type.len - i);
	return type;
}

/* How much the object is the page's own matter. */
static int weight(const frame *f)
{
	static const char *const matters[] = { "BlogPosting",
					       "Report",
					       "DiscussionForumPosting",
					       "SocialMediaPosting",
					       "QAPage",
					       "Question",
					       "Product",
					       "Recipe",
					       "HowTo",
					       "Event",
					       "JobPosting",
					       "Book",
					       "Review",
					       "LiveBlogPosting",
					       "GovernmentService" };
	pm_str type = last_word(f->facts[FACT_TYPE]);

	if (pm_str_ends_with(type, "Article"))
		return 5;
	for (size_t i = 0; i < sizeof matters / sizeof *matters; i++)
		if (pm_str_is(type, matters[i]))
			return 4;
	if (f->facts[FACT_BODY].len > 0 || f->facts[FACT_HEADLINE].len > 0)
		return 3;
	return pm_str_ends_with(type, "WebPage") || pm_str_ends_with(type, "Page") ? 2 : 0;
}

static void set(pm_buf *out, pm_str raw)
{
	out->len = 0;
	html_json_string(out, raw);
}

static void accept(const frame *f, html_json_facts *facts)
{
	int w = weight(f);

	if (w <= facts->weight)
		return;
	facts->weight = w;
	set(&facts->type, last_word(f->facts[FACT_TYPE]));
	set(&facts->headline, f->facts[FACT_HEADLINE]);
	set(&facts->name, f->facts[FACT_NAME]);
	set(&facts->published, f->facts[FACT_PUBLISHED]);
	set(&facts->author, f->facts[FACT_AUTHOR]);
	set(&facts->publisher, f->facts[FACT_PUBLISHER]);
	set(&facts->body, f->facts[f->facts[FACT_BODY].len > 0 ? FACT_BODY : FACT_TEXT]);
	set(&facts->description, f->facts[FACT_DESCRIPTION]);
	set(&facts->url, f->facts[FACT_URL]);
}

/* A review in the data of a product has an author and a publisher of its own. */
static bool is_of_page(const frame *stack, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (stack[i].is_object && (stack[i].key < FACT_GRAPH || stack[i].key == N_FACTS))
			return false;
	return true;
}

/* An object ends: its name is what the author or publisher around it is called. */
static void close_frame(frame *stack, size_t n, html_json_facts *facts)
{
	const frame *f = &stack[n - 1];

	if (!f->is_object)
		return;
	for (size_t i = n - 1; i > 0; i--) {
		frame *around = &stack[i - 1];

		if (!around->is_object)
			continue;
		if ((around->key == FACT_AUTHOR || around->key == FACT_PUBLISHER) && around->facts[around->key].len == 0)
			around->facts[around->key] = f->facts[FACT_NAME];
		else
			break;
		return;
	}
	if (is_of_page(stack, n - 1))
		accept(f, facts);
}

static void give_string(frame *stack, size_t n, pm_str s)
{
	for (size_t i = n; i > 0; i--) {
		frame *f = &stack[i - 1];

		if (!f->is_object)
			continue;
		if (f->key < N_FACTS && f->facts[f->key].len == 0)
			f->facts[f->key] = s;
		return;
	}
}

static int key_of(pm_str s)
{
	for (int i = 0; i < N_FACTS; i++)
		if (pm_str_is(s, keys[i]))
			return i;
	return N_FACTS;
}

void html_read_json(pm_str json, html_json_facts *facts)
{
	frame stack[JSON_DEPTH];
	size_t n = 0, too_deep = 0, at = 0;

	while (at < json.len) {
		char c = json.ptr[at++];

		if (c == '{' || c == '[') {
			if (n == JSON_DEPTH)
				too_deep++;
			else
				stack[n++] = (frame){ .is_object = c == '{', .key = N_FACTS };
		} else if (c == '}' || c == ']') {
			if (too_deep > 0) {
				too_deep--;
			} else if (n > 0) {
				close_frame(stack, n, facts);
				n--;
			}
		} else if (c == '"') {
			pm_str s = html_json_take_string(json, &at);
			size_t next = at;

			while (next < json.len && (unsigned char)json.ptr[next] <= ' ')
				next++;
			if (n > 0 && stack[n - 1].is_object && next < json.len && json.ptr[next] == ':')
				stack[n - 1].key = key_of(s);
			else
				give_string(stack, n, s);
		} else if (c == ',' && n > 0 && stack[n - 1].is_object) {
			stack[n - 1].key = N_FACTS;
		}
	}
	/* Cut off: what is open still says something. */
	for (; n > 0; n--)
		close_frame(stack, n, facts);
}

void html_json_facts_free(html_json_facts *facts)
{
	pm_buf_free(&facts->type);
	pm_buf_free(&facts->headline);
	pm_buf_free(&facts->name);
	pm_buf_free(&facts->published);
	pm_buf_free(&facts->author);
	pm_buf_free(&facts->publisher);
	pm_buf_free(&facts->body);
	pm_buf_free(&facts->description);
	pm_buf_free(&facts->url);
}
