/* jsonld_parts.c: what a page's JSON-LD holds of lists, steps, questions with answers and descriptions, where script was to draw them: none
 * of it stands on the page.  What stands there is not said twice. */
#include "html.h"

#define JSON_DEPTH 64
#define MOST_PROBES 40  /* pieces that are looked for on the page */
#define PROBE_BYTES 40  /* of each, without blanks and marks */
#define LEAST_PARTS 120 /* reading length */
#define LEAST_TELLING 200 /* of a description: shorter ones are made for search engines */

typedef enum key { KEY_OTHER, KEY_TYPE, KEY_NAME, KEY_TEXT, KEY_INGREDIENTS, KEY_STEPS, KEY_ANSWER } key;

typedef struct frame {
	bool is_object, is_question, is_answer, is_section, has_ingredients;
	key key;
	pm_str name;
} frame;

typedef struct parts {
	frame stack[JSON_DEPTH];
	size_t n, n_probes;
	pm_buf items, steps, answers;
	pm_buf probes[MOST_PROBES];
	bool is_done; /* one recipe is the page's, others are hints */
} parts;

static key key_of(pm_str s)
{
	static const struct {
		const char *name;
		key key;
	} keys[] = { { "@type", KEY_TYPE },
		     { "name", KEY_NAME },
		     { "text", KEY_TEXT },
		     { "recipeIngredient", KEY_INGREDIENTS },
		     { "ingredients", KEY_INGREDIENTS },
		     { "recipeInstructions", KEY_STEPS },
		     { "acceptedAnswer", KEY_ANSWER },
		     { "suggestedAnswer", KEY_ANSWER } };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (pm_str_is(s, keys[i].name))
			return keys[i].key;
	return KEY_OTHER;
}

/* The letters of the words: figures number steps here and not there. */
static void squash(pm_buf *out, pm_str s, size_t most)
{
	bool is_tag = false;

	for (size_t at = 0; at < s.len && out->len < most;) {
		const uint32_t c = pm_utf8_next(s, &at);

		if (c == '<')
			is_tag = at < s.len && ((s.ptr[at] | 32) >= 'a' || s.ptr[at] == '/');
		else if (c == '>')
			is_tag = false;
		else if (!is_tag && pm_char_is_word(c) && pm_char_digit(c) < 0)
			pm_buf_char(out, c >= 'A' && c <= 'Z' ? c | 32 : c);
	}
}

static void put_piece(parts *p, pm_buf *out, const char *tag, pm_str raw)
{
	pm_buf text = { 0 };

	html_json_string(&text, raw);
	if (p->n_probes < MOST_PROBES)
		squash(&p->probes[p->n_probes], pm_buf_view(&text), PROBE_BYTES);
	p->n_probes += p->n_probes < MOST_PROBES && p->probes[p->n_probes].len >= PROBE_BYTES / 4;
	pm_buf_printf(out, "<%s>", tag);
	if (html_is_markup(pm_buf_view(&text)))
		pm_buf_str(out, pm_buf_view(&text));
	else
		for (size_t i = 0; i < text.len; i++)
			if (text.ptr[i] == '<')
				pm_buf_puts(out, "&lt;");
			else
				pm_buf_putc(out, text.ptr[i]);
	pm_buf_printf(out, "</%s>", tag);
	pm_buf_free(&text);
}

static frame *object_around(parts *p, size_t from)
{
	for (size_t i = from; i > 0; i--)
		if (p->stack[i - 1].is_object)
			return &p->stack[i - 1];
	return NULL;
}

static bool is_inside(const parts *p, key wanted)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->stack[i].is_object && p->stack[i].key == wanted)
			return true;
	return false;
}

static void take_question(parts *p, frame *f)
{
	if (f->is_question && f->name.len > 0)
		put_piece(p, &p->answers, "h2", f->name);
	if (f->is_question)
		f->name.len = 0;
}

static void take_type(parts *p, frame *f, pm_str s)
{
	f->is_question |= pm_str_ends_with(s, "Question");
	f->is_answer |= pm_str_ends_with(s, "Answer");
	f->is_section |= pm_str_ends_with(s, "HowToSection");
	take_question(p, f);
}

/* The list numbers its steps itself. */
static pm_str without_number(pm_str s)
{
	size_t at = 0;

	while (at < s.len && at < 2 && s.ptr[at] >= '0' && s.ptr[at] <= '9')
		at++;
	if (at == 0 || at + 1 >= s.len || (s.ptr[at] != '.' && s.ptr[at] != ')') || s.ptr[at + 1] != ' ')
		return s;
	return pm_str_of(s.ptr + at + 2, s.len - at - 2);
}

static void take_string_value(parts *p, pm_str s)
{
	frame *f = object_around(p, p->n);

	if (f == NULL || s.len == 0)
		return;
	if (f->key == KEY_TYPE) {
		take_type(p, f, s);
	} else if (f->key == KEY_INGREDIENTS && !p->is_done) {
		f->has_ingredients = true;
		put_piece(p, &p->items, "li", s);
	} else if (is_inside(p, KEY_STEPS) && !p->is_done) {
		if (f->key == KEY_STEPS || f->key == KEY_TEXT)
			put_piece(p, &p->steps, "li", without_number(s));
		else if (f->key == KEY_NAME && f->is_section)
			put_piece(p, &p->steps, "h3", s);
	} else if (f->key == KEY_NAME) {
		f->name = s;
		take_question(p, f);
	} else if (f->key == KEY_TEXT && (f->is_answer || f->is_question)) {
		put_piece(p, &p->answers, "div", s);
	}
}

static void read_parts(parts *p, pm_str json)
{
	size_t too_deep = 0, at = 0;

	while (at < json.len) {
		const char c = json.ptr[at++];

		if (c == '{' || c == '[') {
			if (p->n == JSON_DEPTH)
				too_deep++;
			else
				p->stack[p->n++] = (frame){ .is_object = c == '{' };
		} else if (c == '}' || c == ']') {
			if (too_deep > 0) {
				too_deep--;
			} else if (p->n > 0) {
				p->n--;
				p->is_done |= p->stack[p->n].has_ingredients;
			}
		} else if (c == '"') {
			const pm_str s = html_json_take_string(json, &at);
			size_t next = at;

			while (next < json.len && (unsigned char)json.ptr[next] <= ' ')
				next++;
			if (p->n > 0 && p->stack[p->n - 1].is_object && next < json.len && json.ptr[next] == ':')
				p->stack[p->n - 1].key = key_of(s);
			else
				take_string_value(p, s);
		} else if (c == ',' && p->n > 0 && p->stack[p->n - 1].is_object) {
			p->stack[p->n - 1].key = KEY_OTHER;
		}
	}
}

/* Does a whole sentence of them stand on the page, whatever is between its words, or do many of the shorter pieces?  Amounts may stand
 * there in another order. */
static bool is_on_page(const html_page *page, const parts *p)
{
	pm_buf all = { 0 };
	size_t n = 0;
	bool is_sentence = false;

	for (pm_block *b = pm_doc_next_block(page->doc, NULL); b != NULL; b = pm_doc_next_block(page->doc, b))
		squash(&all, pm_block_text(b), SIZE_MAX);
	for (size_t i = 0; i < p->n_probes; i++)
		if (pm_str_find(pm_buf_view(&all), pm_buf_view(&p->probes[i]), 0) != SIZE_MAX) {
			n++;
			is_sentence |= p->probes[i].len >= PROBE_BYTES;
		}
	pm_buf_free(&all);
	return is_sentence || n * 3 > p->n_probes;
}

static void put_list(pm_buf *out, const char *tag, const pm_buf *items)
{
	if (items->len == 0)
		return;
	pm_buf_printf(out, "<%s>", tag);
	pm_buf_str(out, pm_buf_view(items));
	pm_buf_printf(out, "</%s>", tag);
}

static bool tells_ware_or_job(pm_str type)
{
	return pm_str_is(type, "Product") || pm_str_is(type, "JobPosting");
}

void html_finish_parts(html_page *page, pm_str json, const html_json_facts *facts)
{
	parts p = { 0 };
	pm_buf out = { 0 };

	if (page->status != PM_OK || json.len == 0)
		return;
	read_parts(&p, json);
	put_list(&out, "ul", &p.items);
	put_list(&out, "ol", &p.steps);
	pm_buf_str(&out, pm_buf_view(&p.answers));
	if (out.len == 0 && tells_ware_or_job(pm_buf_view(&facts->type)) &&
	    pm_str_reading_length(pm_buf_view(&facts->description)) >= LEAST_TELLING) {
		squash(&p.probes[0], pm_buf_view(&facts->description), PROBE_BYTES);
		p.n_probes = 1;
		pm_buf_str(&out, pm_buf_view(&facts->description));
	}
	if (out.is_broken)
		html_fail(page, pm_error_nomem(page->err));
	else if (p.n_probes > 0 && pm_str_reading_length(pm_buf_view(&out)) >= LEAST_PARTS && !is_on_page(page, &p)) {
		pm_doc_info(page->doc, "lists, answers or descriptions stand in the page's JSON-LD alone");
		html_append_data(page, pm_buf_view(&out));
	}
	for (size_t i = 0; i < MOST_PROBES; i++)
		pm_buf_free(&p.probes[i]);
	pm_buf_free(&p.items);
	pm_buf_free(&p.steps);
	pm_buf_free(&p.answers);
	pm_buf_free(&out);
}
