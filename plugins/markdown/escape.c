/* escape.c: which characters of the text need a backslash.
 *
 * "What must be, and nothing else": a `*` between spaces, an `_` inside a word, a `[` that no `(` follows or a lone backtick are
 * text to every parser and stay as they are. */
#include "chars.h"
#include "emit.h"

static uint32_t char_at(pm_str s, size_t at)
{
	return pm_utf8_next(s, &at);
}

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A blank that begins a line becomes an entity, &#32;. */
static bool is_first_blank(const md_tokens *tokens, size_t i, size_t at)
{
	bool begins_line = at == tokens->at[i].start && (i == 0 || tokens->at[i - 1].kind == MD_BREAK);
	return begins_line && (tokens->text.ptr[at] == ' ' || tokens->text.ptr[at] == '\t');
}

static bool begins_line(const md_context *context, size_t i)
{
	return context->place == MD_IN_PARAGRAPH && (i == 0 || context->tokens->at[i - 1].kind == MD_BREAK);
}

/* A fence at the beginning of a line is escaped as a whole: less would leave a shorter run, which could pair with another. */
static bool is_fence(const md_context *context, size_t i, size_t at, size_t len)
{
	return len >= 3 && at == context->tokens->at[i].start && begins_line(context, i);
}

/* The same for a thematic break, `***` or `_ _ _`. */
static bool is_thematic_break(const md_context *context, size_t i)
{
	const md_token *t = &context->tokens->at[i];
	const char *text = context->tokens->text.ptr;
	size_t n = 0, at = t->start;
	if (!begins_line(context, i) || (text[at] != '*' && text[at] != '_') ||
	    (i + 1 < context->tokens->n && context->tokens->at[i + 1].kind != MD_BREAK))
		return false;
	for (; at < t->end && (text[at] == text[t->start] || text[at] == ' ' || text[at] == '\t'); at++)
		n += text[at] == text[t->start];
	return at == t->end && n >= 3;
}

/* -- runs: of one of * _ ~ ` ----------------------------------------------------------------------------------------- */

typedef struct run {
	size_t len;
	bool may_open, may_close;
} run;

/* The run of s[at] at the beginning of which `at` stands, token i. */
static run run_at(const md_context *context, size_t i, size_t at)
{
	const md_token *t = &context->tokens->at[i];
	pm_str text = pm_str_of(context->tokens->text.ptr, t->end);
	run r = { .len = 1 };
	char c = text.ptr[at];
	while (at + r.len < t->end && text.ptr[at + r.len] == c)
		r.len++;
	size_t before_at = at;
	uint32_t before = at > t->start ? pm_utf8_previous(text, &before_at) : md_char_before(context->tokens, i, context->place);
	uint32_t after = at + r.len < t->end ? char_at(text, at + r.len) : md_char_after(context->tokens, i, context->place);
	if (at > t->start && is_first_blank(context->tokens, i, at - 1))
		before = ';';
	bool left = md_may_open(before, after, false), right = md_may_close(before, after, false);
	if (c == '~') { /* md4c asks for no more than this */
		left = !md_is_space(after);
		right = !md_is_space(before);
	}
	r.may_open = left && (c != '_' || !right || md_is_maybe_punct(before));
	r.may_close = right && (c != '_' || !left || md_is_maybe_punct(after));
	return r;
}

typedef struct pairing {
	bool opened, paired;
} pairing;

static void pair(pairing *p, run r)
{
	p->paired = p->paired || (p->opened && r.may_close);
	p->opened = p->opened || r.may_open;
}

typedef struct survey {
	pairing stars, underscores, tildes;
	uint64_t tick_lengths; /* bit n: a run of n backticks was seen; bit 63 for all longer ones */
	bool ticks_paired;
} survey;

static void see_ticks(survey *s, size_t len)
{
	uint64_t bit = UINT64_C(1) << (len < 63 ? len : 63);
	s->ticks_paired = s->ticks_paired || (s->tick_lengths & bit) != 0 || len >= 63;
	s->tick_lengths |= bit;
}

static void survey_text(survey *s, const md_context *context, size_t i)
{
	const md_token *t = &context->tokens->at[i];
	const char *text = context->tokens->text.ptr;
	for (size_t at = t->start; at < t->end; at++) {
		char c = text[at];
		if (c != '*' && c != '_' && c != '~' && c != '`')
			continue;
		run r = run_at(context, i, at);
		if (c == '*')
			pair(&s->stars, r);
		else if (c == '_')
			pair(&s->underscores, r);
		else if (c == '~')
			pair(&s->tildes, r);
		else
			see_ticks(s, is_fence(context, i, at, r.len) ? SIZE_MAX : r.len);
		at += r.len - 1;
	}
}

static size_t last_gt_of(pm_str text, const md_token *t)
{
	for (size_t at = t->end; at > t->start; at--)
		if (text.ptr[at - 1] == '>')
			return at;
	return 0;
}

static bool has_tick(pm_str s)
{
	return s.len > 0 && memchr(s.ptr, '`', s.len) != NULL;
}

/* What the mark-up around the text adds: delimiters that a character of the text could pair with, and `>`. */
static void survey_markup(md_context *context, const md_token *t)
{
	bool in_line = context->place == MD_IN_PARAGRAPH || context->place == MD_IN_HTML;
	if (t->kind == MD_OPEN && !t->is_tag && t->style != PM_LINK) {
		context->stars = context->stars || (t->style != PM_STRIKE && !t->is_underscore);
		context->underscores = context->underscores || t->is_underscore;
		context->tildes = context->tildes || t->style == PM_STRIKE;
	}
	bool has_address = t->kind == MD_IMAGE || (t->kind == MD_OPEN && t->style == PM_LINK);
	if (t->kind == MD_CODE || (has_address && (has_tick(t->span->alt) || has_tick(t->span->target) || has_tick(t->span->link))))
		context->ticks = true; /* a backslash does not keep a backtick from closing */
	bool has_gt = t->is_tag || t->kind == MD_AUTOLINK || t->kind == MD_ANCHOR || t->kind == MD_INDICATOR ||
		      (t->kind == MD_BREAK && !in_line) || (t->kind == MD_OPEN && t->style == PM_LINK) || t->kind == MD_IMAGE ||
		      t->kind == MD_CODE;
	if (has_gt)
		context->last_gt = SIZE_MAX;
}

void md_context_make(md_context *context, const md_tokens *tokens, md_place place, bool wraps)
{
	*context = (md_context){ .tokens = tokens, .place = place, .wraps = wraps };
	survey s = { 0 };
	for (size_t i = 0; i < tokens->n; i++) {
		const md_token *t = &tokens->at[i];
		if (t->kind != MD_TEXT) {
			survey_markup(context, t);
			continue;
		}
		survey_text(&s, context, i);
		size_t gt = last_gt_of(tokens->text, t);
		if (gt > context->last_gt)
			context->last_gt = gt;
	}
	context->stars = context->stars || s.stars.paired;
	context->underscores = context->underscores || s.underscores.paired;
	context->tildes = context->tildes || s.tildes.paired;
	context->ticks = (context->ticks && s.tick_lengths != 0) || s.ticks_paired;
	if (place == MD_IN_CELL) { /* md4c looks for code, tags and links in the whole row */
		context->ticks = context->has_bracket = true;
		context->last_gt = SIZE_MAX;
	}
}

void md_context_enter_link(md_context *context, size_t open)
{
	const md_tokens *tokens = context->tokens;
	size_t depth = 0;
	context->n_links++;
	context->is_balanced = false;
	for (size_t i = open; i < tokens->at[open].partner; i++) {
		const md_token *t = &tokens->at[i];
		for (size_t at = t->start; t->kind == MD_TEXT && at < t->end; at++) {
			char c = tokens->text.ptr[at];
			char next = at + 1 < tokens->text.len ? tokens->text.ptr[at + 1] : ' ';
			if ((c == ']' && (depth-- == 0 || next == '(')) || (c == '[' && next == '^'))
				return; /* one of them is escaped anyway */
			depth += c == '[';
		}
		if (t->kind == MD_CODE)
			return; /* nothing sure: code is looked for after definitions */
	}
	context->is_balanced = depth == 0;
}

/* -- single characters ----------------------------------------------------------------------------------------------- */

static bool ends_with_nocase(pm_str s, const char *word)
{
	size_t n = strlen(word);
	return s.len >= n && pm_str_is_nocase(pm_str_of(s.ptr + s.len - n, n), word);
}

/* `:` of http://host, which GFM would make a link. */
static bool is_bare_address(pm_str s, size_t at)
{
	if (s.len - at < 4 || s.ptr[at + 1] != '/' || s.ptr[at + 2] != '/' || s.ptr[at + 3] == ' ')
		return false;
	pm_str before = pm_str_of(s.ptr, at);
	return ends_with_nocase(before, "http") || ends_with_nocase(before, "https") || ends_with_nocase(before, "ftp");
}

/* `.` of www.host, the same. */
static bool is_bare_www(pm_str s, size_t at, uint32_t before_text)
{
	if (at < 3 || !ends_with_nocase(pm_str_of(s.ptr, at), "www"))
		return false;
	uint32_t before = at > 3 ? (unsigned char)s.ptr[at - 4] : before_text;
	return before < 0x80 && !is_alpha((char)before) && !is_digit((char)before);
}

/* &name; &#1; &#x1; */
static bool is_entity(pm_str s, size_t at)
{
	size_t i = at + 1;
	bool is_number = i < s.len && s.ptr[i] == '#';
	i += is_number;
	if (is_number && i < s.len && (s.ptr[i] == 'x' || s.ptr[i] == 'X'))
		i++;
	size_t start = i;
	while (i < s.len && i - start < 48 && (is_alpha(s.ptr[i]) || is_digit(s.ptr[i])))
		i++;
	return i > start && i < s.len && s.ptr[i] == ';';
}

static bool begins_tag(char c)
{
	return is_alpha(c) || c == '/' || c == '!' || c == '?';
}

/* md4c takes any ASCII character for the first of an address in `<…>`. */
static bool is_odd_scheme(pm_str s, size_t at)
{
	size_t i = at + 1;
	while (i < s.len && i < at + 32 &&
	       (is_alpha(s.ptr[i]) || is_digit(s.ptr[i]) || s.ptr[i] == '+' || s.ptr[i] == '-' || s.ptr[i] == '.'))
		i++;
	return i < s.len && s.ptr[i] == ':' && i >= at + 2;
}

/* `at` is an offset in the whole text; `s` is the token's text and `k` the same place in it. */
static bool needs_backslash(md_context *context, size_t i, pm_str s, size_t k)
{
	size_t at = context->tokens->at[i].start + k;
	bool is_last = k + 1 == s.len;
	uint32_t next = is_last ? md_char_after(context->tokens, i, context->place) : (unsigned char)s.ptr[k + 1];
	if (is_last && context->is_enclosed)
		next = ']';
	bool at_line_start = k == 0 && (i == 0 || context->tokens->at[i - 1].kind == MD_BREAK);
	bool after_note = k == 0 && i > 0 && context->tokens->at[i - 1].kind == MD_NOTE;
	switch (s.ptr[k]) {
	case '\\':
		return md_is_ascii_punct(next) || (context->wraps && next == ' ');
	case '|':
		return context->place == MD_IN_CELL;
	case '<':
		return next < 0x80 && (begins_tag((char)next) || (is_last && md_is_ascii_punct(next)) || is_odd_scheme(s, k + 1)) &&
		       (at < context->last_gt || at_line_start);
	case '&':
		return is_entity(s, k);
	case '[':
		if (next == '^' || (context->n_links > 0 && !context->is_balanced))
			return true;
		context->has_bracket = true;
		return false;
	case ']':
		return (context->n_links > 0 && !context->is_balanced) || (context->has_bracket && next == '(');
	case '^':
		return k == 0 && i > 0 && md_char_before(context->tokens, i, context->place) == '['; /* a link that begins like a note */
	case '!':
		return is_last && next == '[';
	case '(':
		return after_note;
	case ':':
		return (after_note && (i == 1 || context->tokens->at[i - 2].kind == MD_BREAK)) ||
		       (context->n_links == 0 && is_bare_address(s, k));
	case '.':
		return context->n_links == 0 && is_bare_www(s, k, k == 3 ? md_char_before(context->tokens, i, context->place) : ' ');
	default:
		return false;
	}
}

/* -- writing --------------------------------------------------------------------------------------------------------- */

/* May a line end in place of the blank at s[k], so that a reader puts it back?  Where both neighbours are CJK it would not. */
static bool is_breakable_space(pm_str text, size_t at, size_t end)
{
	if (at == 0 || at + 1 >= end || text.ptr[at - 1] == ' ' || text.ptr[at + 1] == ' ')
		return false;
	size_t before = at;
	uint32_t a = pm_utf8_previous(text, &before), b = char_at(text, at + 1);
	return !md_is_space(a) && !md_is_space(b) && !(md_joins(a) && md_joins(b));
}

/* No line begins with closing punctuation or ends with an opening bracket. */
static bool is_joint(uint32_t a, uint32_t b)
{
	static const char opening[] = "（〔［｛〈《「『【〖“‘";
	char utf8[4];
	size_t n = pm_utf8_encode(a, utf8);
	bool opens = pm_str_find(PM_STR(opening), pm_str_of(utf8, n), 0) != SIZE_MAX;
	n = pm_utf8_encode(b, utf8);
	bool begins = pm_char_is_cjk(b) || pm_str_find(PM_STR(opening), pm_str_of(utf8, n), 0) != SIZE_MAX;
	return md_joins(a) && md_joins(b) && !opens && begins;
}

static void put_wrappable(pm_str text, size_t start, size_t end, pm_buf *out)
{
	uint32_t before = 0;
	for (size_t at = start; at < end;) {
		size_t from = at;
		uint32_t c = pm_utf8_next(pm_str_of(text.ptr, end), &at);
		if (c == ' ' && is_breakable_space(text, from, end)) {
			pm_buf_putc(out, MD_MARK_SPACE);
		} else {
			if (before != 0 && is_joint(before, c))
				pm_buf_putc(out, MD_MARK_JOINT);
			pm_buf_append(out, text.ptr + from, at - from);
		}
		before = c;
	}
}

static void put_piece(const md_context *context, size_t start, size_t end, pm_buf *out)
{
	if (start == end)
		return;
	if (context->wraps)
		put_wrappable(context->tokens->text, start, end, out);
	else
		pm_buf_append(out, context->tokens->text.ptr + start, end - start);
}

static bool is_escaped_run(const md_context *context, char c, run r)
{
	switch (c) {
	case '*':
		return context->stars && (r.may_open || r.may_close);
	case '_':
		return context->underscores && (r.may_open || r.may_close);
	case '~':
		return context->tildes && (r.may_open || r.may_close);
	default:
		return context->ticks;
	}
}

static bool is_special(char c)
{
	switch (c) {
	case '\\':
	case '`':
	case '*':
	case '_':
	case '~':
	case '[':
	case ']':
	case '<':
	case '&':
	case '!':
	case '^':
	case '|':
	case ':':
	case '.':
	case '(':
		return true;
	default:
		return false;
	}
}

void md_put_text(md_context *context, size_t i, pm_buf *out)
{
	const md_token *t = &context->tokens->at[i];
	pm_str s = pm_str_of(context->tokens->text.ptr + t->start, t->end - t->start);
	bool is_break = is_thematic_break(context, i);
	size_t done = 0;
	for (size_t k = 0; k < s.len; k++) {
		char c = s.ptr[k];
		if (!is_special(c))
			continue;
		size_t len = 1;
		bool escapes;
		if (c == '*' || c == '_' || c == '~' || c == '`') {
			run r = run_at(context, i, t->start + k);
			len = r.len;
			escapes = is_break || is_escaped_run(context, c, r) ||
				  is_fence(context, i, t->start + k, c == '*' || c == '_' ? 0 : r.len);
		} else {
			escapes = needs_backslash(context, i, s, k);
		}
		if (escapes) {
			put_piece(context, t->start + done, t->start + k, out);
			for (size_t n = 0; n < len; n++) {
				pm_buf_putc(out, '\\');
				pm_buf_putc(out, c);
			}
			done = k + len;
		}
		k += len - 1;
	}
	put_piece(context, t->start + done, t->end, out);
}

void md_put_plain_text(pm_str s, bool in_brackets, md_place place, pm_buf *out)
{
	md_token token = { .kind = MD_TEXT, .end = s.len };
	md_tokens tokens = { .text = s, .at = &token, .n = 1 };
	md_context context;
	md_context_make(&context, &tokens, place == MD_IN_CELL ? MD_IN_CELL : MD_IN_HEADING, false);
	if (in_brackets) {
		context.ticks = context.is_enclosed = true;
		context.last_gt = SIZE_MAX;
		context.n_links = 1;
	}
	size_t done = 0;
	for (size_t i = 0; i <= s.len; i++) {
		if (i < s.len && s.ptr[i] != '\n')
			continue;
		token.start = done;
		token.end = i;
		md_put_text(&context, 0, out);
		if (i < s.len)
			pm_buf_puts(out, "&#10;");
		done = i + 1;
	}
}

/* -- code spans ------------------------------------------------------------------------------------------------------ */

/* In a cell `\|` stands for a pipe, so that there is no way to write a backslash before one; and `]:` in a link could make a definition of
 * it, which is looked for before code is. */
bool md_code_needs_tag(pm_str text, md_place place, bool in_link)
{
	return (place == MD_IN_CELL && pm_str_find(text, PM_STR("\\|"), 0) != SIZE_MAX) ||
	       (in_link && pm_str_find(text, PM_STR("]:"), 0) != SIZE_MAX);
}

void md_put_code(pm_str text, md_place place, pm_buf *out)
{
	uint64_t lengths = 0; /* bit n: there is a run of n backticks */
	for (size_t k = 0; k < text.len; k++) {
		size_t len = 0;
		while (k + len < text.len && text.ptr[k + len] == '`')
			len++;
		if (len > 0 && len < 64)
			lengths |= UINT64_C(1) << len;
		k += len;
	}
	size_t ticks = 1;
	while (ticks < 63 && (lengths & (UINT64_C(1) << ticks)) != 0)
		ticks++;
	bool is_blank = true;
	for (size_t k = 0; k < text.len; k++)
		is_blank = is_blank && text.ptr[k] == ' ';
	bool pads =
		text.ptr[0] == '`' || text.ptr[text.len - 1] == '`' || (!is_blank && text.ptr[0] == ' ' && text.ptr[text.len - 1] == ' ');
	for (size_t n = 0; n < ticks; n++)
		pm_buf_putc(out, '`');
	if (pads)
		pm_buf_putc(out, ' ');
	for (size_t k = 0; k < text.len; k++) {
		if (text.ptr[k] == '|' && place == MD_IN_CELL)
			pm_buf_putc(out, '\\');
		pm_buf_putc(out, text.ptr[k]);
	}
	if (pads)
		pm_buf_putc(out, ' ');
	for (size_t n = 0; n < ticks; n++)
		pm_buf_putc(out, '`');
}
