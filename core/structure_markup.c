/* structure_markup.c: what plain text says by signs and indent: # and ==== headings, fenced and indented code, quotations. */
#include "passes.h"
#include "structure.h"

#include <stdlib.h>

static bool starts_with_any(pm_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (pm_str_starts_with(s, *words))
			return true;
	return false;
}

static bool is_ident(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

static size_t ident_len(pm_str s)
{
	size_t n = 0;
	while (n < s.len && is_ident(s.ptr[n]))
		n++;
	return n;
}

/* Does the line look like a line of a program?  Comments and strings in any language may stand in it. */
static bool is_code_line(pm_str s)
{
	static const char *const heads[] = { "#include", "#define",   "#!/",    "//",      "/*",       "*/",      "import ", "def ",
					     "return ",  "return;",   "if (",   "if(",     "for (",    "for(",    "while (", "else {",
					     "} else",   "}",         "{",      "public ", "private ", "static ", "const ",  "let ",
					     "var ",     "function ", "$ ",     "</",      "<?",       "@",       "elif ",   "try:",
					     "else:",    "except ",   "print(", "SELECT ", "select ",  "INSERT ", "CREATE ", NULL };
	s = pm_str_trim(s);
	if (s.len == 0 || pm_char_is_cjk(pm_line_first_char(s)))
		return false;
	if (starts_with_any(s, heads))
		return true;
	char last = s.ptr[s.len - 1];
	if (s.ptr[0] == '<' && last == '>')
		return true;
	if (last == '{' || last == '}' ||
	    (last == ';' && pm_char_is_word(pm_line_first_char(s)) && (memchr(s.ptr, '(', s.len) || memchr(s.ptr, '=', s.len))))
		return true;
	size_t n = ident_len(s);
	if (n == 0 || n >= s.len)
		return false;
	/* name(…) to the end, name = value, name: at the end of a Python line */
	if (s.ptr[n] == '(' && (last == ')' || last == ':' || last == ';' || last == ','))
		return true;
	if (s.len > n + 2 && s.ptr[n] == ' ' && s.ptr[n + 1] == '=')
		return true;
	static const char *const python[] = { "if ", "for ", "while ", "class ", "with ", NULL };
	return last == ':' && starts_with_any(s, python);
}

/* Take away the indent that all lines share. */
static int take_in(pm_structure *s, size_t from, size_t to)
{
	size_t least = SIZE_MAX;
	for (size_t i = from; i < to; i++) {
		pm_str text = pm_unit_text(&s->units[i]);
		size_t n = 0;
		while (n < text.len && text.ptr[n] == ' ')
			n++;
		least = n < least ? n : least;
	}
	for (size_t i = from; least > 0 && least != SIZE_MAX && i < to; i++) {
		int rc = pm_unit_replace(s, &s->units[i], 0, least, PM_STR(""), NULL);
		if (rc != PM_OK)
			return rc;
	}
	return PM_OK;
}

/* Make one code block of units[from..to): their lines as they stood, empty ones included. */
static int make_code(pm_structure *s, size_t from, size_t to)
{
	pm_unit *first = &s->units[from];
	int done = take_in(s, from, to);
	if (done != PM_OK)
		return done;
	pm_block_set_kind(first->block, PM_CODE);
	first->use = PM_USE_FIXED;
	for (size_t i = from + 1; i < to; i++) {
		static const char lines[] = "\n\n\n\n\n\n\n\n";
		size_t n = s->units[i].n_blank + 1u;
		int rc = pm_block_join_next(first->block, pm_str_of(lines, n < 8 ? n : 8), s->err);
		if (rc != PM_OK)
			return rc;
		s->units[i].block = NULL;
	}
	return PM_OK;
}

static bool is_whole_program(const pm_structure *s)
{
	size_t code = 0;
	for (size_t i = 0; i < s->n; i++) {
		code += is_code_line(pm_unit_text(&s->units[i]));
		if (s->units[i].use != PM_USE_TEXT)
			return false;
		if (i > 0 && pm_block_next(s->units[i - 1].block) != s->units[i].block)
			return false;
	}
	return s->n >= 5 && code * 2 >= s->n;
}

/* Length of the fence (``` or longer, a language may follow); 0 where there is none. */
static size_t fence_length(pm_str s)
{
	s = pm_str_trim(s);
	size_t n = 0;
	while (n < s.len && (s.ptr[0] == '`' || s.ptr[0] == '~') && s.ptr[n] == s.ptr[0])
		n++;
	return n >= 3 && s.len < 60 && memchr(s.ptr + n, '`', s.len - n) == NULL ? n : 0;
}

/* ``` … ```: the fences go, and the language is kept. */
static int fenced_code(pm_structure *s, size_t i, size_t *end)
{
	pm_str open = pm_str_trim(pm_unit_text(&s->units[i]));
	size_t length = fence_length(open);
	size_t to = i + 1;
	for (; to < s->n; to++) {
		pm_str line = pm_str_trim(pm_unit_text(&s->units[to]));
		if (pm_block_next(s->units[to - 1].block) != s->units[to].block)
			return PM_OK;
		if (fence_length(line) >= length && fence_length(line) == line.len && line.ptr[0] == open.ptr[0])
			break;
	}
	if (to >= s->n)
		return PM_OK;
	pm_str language = pm_str_trim(pm_str_of(open.ptr + length, open.len - length));
	*end = to + 1;
	if (to == i + 1)
		return PM_OK;
	int rc = pm_block_set_language(s->units[i + 1].block, language.ptr, language.len, s->err);
	for (size_t k = i; rc == PM_OK && k <= to; k += to - i) {
		rc = pm_unit_replace(s, &s->units[k], 0, pm_unit_text(&s->units[k]).len, PM_STR(""), "code-fence");
		pm_block_remove_empty(s->units[k].block);
		s->units[k].block = NULL;
	}
	return rc == PM_OK ? make_code(s, i + 1, to) : rc;
}

static int find_fences(pm_structure *s)
{
	if (!pm_rule_is_on(s->options, "code-fence"))
		return PM_OK;
	for (size_t i = 0; i < s->n; i++) {
		size_t end = i + 1;
		if (fence_length(pm_unit_text(&s->units[i])) > 0) {
			int rc = fenced_code(s, i, &end);
			if (rc != PM_OK)
				return rc;
		}
		i = end - 1;
	}
	pm_structure_compact(s);
	return PM_OK;
}

/* Lines set in by four columns and more behind an empty line, among lines that are not: code, or a quotation where they are prose. */
static int indented(pm_structure *s, size_t i, size_t *end)
{
	size_t to = i, code = 0, prose = 0;
	for (; to < s->n && s->units[to].indent >= 4 && s->units[to].use == PM_USE_TEXT; to++) {
		if (to > i && (pm_block_next(s->units[to - 1].block) != s->units[to].block || s->units[to].n_blank > 1))
			break;
		pm_str text = pm_str_trim(pm_unit_text(&s->units[to]));
		code += is_code_line(text);
		prose += text.len >= 20 && memchr(text.ptr, ' ', text.len) != NULL;
	}
	*end = to;
	size_t n = to - i;
	if (code * 2 >= n || s->has_markup)
		return make_code(s, i, to);
	bool closes = pm_line_ends_sentence(pm_unit_text(&s->units[to - 1]));
	if (prose * 2 >= n && closes)
		for (size_t k = i; k < to; k++) {
			pm_block_set_kind(s->units[k].block, PM_QUOTE);
			pm_block_set_quote_depth(s->units[k].block, 1);
		}
	return PM_OK;
}

/* `# Title`: how deep, 0 where it is none. */
static int atx_level(pm_str s)
{
	size_t n = 0;
	while (n < s.len && s.ptr[n] == '#')
		n++;
	return n >= 1 && n <= 6 && n + 1 < s.len && s.ptr[n] == ' ' ? (int)n : 0;
}

static int find_indented(pm_structure *s)
{
	size_t n_set_in = 0;
	for (size_t i = 0; i < s->n; i++) {
		n_set_in += s->units[i].indent >= 2;
		s->has_markup = s->has_markup || (s->units[i].indent == 0 && atx_level(pm_unit_text(&s->units[i])) > 0);
	}
	/* Where many lines are set in, an indent is how paragraphs begin. */
	if (n_set_in * 2 > s->n)
		return PM_OK;
	for (size_t i = 0; i < s->n; i++) {
		pm_unit *u = &s->units[i];
		bool begins = u->indent >= 4 && (u->n_blank > 0 || i == 0) && u->use == PM_USE_TEXT;
		bool in_list = i > 0 && s->units[i - 1].number.type != PM_NUM_NONE;
		if (!begins || in_list || u->number.type != PM_NUM_NONE || pm_char_is_cjk(pm_line_first_char(pm_unit_text(u))))
			continue;
		size_t end = i + 1;
		int rc = indented(s, i, &end);
		if (rc != PM_OK)
			return rc;
		i = end - 1;
	}
	pm_structure_compact(s);
	return PM_OK;
}

static int find_atx(pm_structure *s)
{
	size_t n[7] = { 0 };
	int first = 0;
	for (size_t i = 0; i < s->n; i++) {
		int level = s->units[i].use == PM_USE_TEXT ? atx_level(pm_unit_text(&s->units[i])) : 0;
		n[level]++;
		/* Comments of a script follow each other; headings do not. */
		if (level > 0 && i > 0 && s->units[i].n_blank == 0 && atx_level(pm_unit_text(&s->units[i - 1])) == level)
			first = -1;
		if (first == 0)
			first = level;
	}
	if (first <= 0)
		return PM_OK;
	s->has_markup = true;
	/* A single # above ## headings is the title; so is one that the metadata names, which stands beside headings of its level. */
	bool is_named = false;
	for (size_t i = 0; i < s->n && first == 1; i++) {
		pm_str text = pm_unit_text(&s->units[i]);
		if (atx_level(text) != 1)
			continue;
		is_named = pm_line_same_words(text, pm_doc_meta(s->doc, "title"));
		break;
	}
	bool has_title = is_named || (!s->is_own && first == 1 && n[1] == 1);
	for (size_t i = 0; i < s->n; i++) {
		pm_unit *u = &s->units[i];
		int level = u->use == PM_USE_TEXT ? atx_level(pm_unit_text(u)) : 0;
		if (level == 0)
			continue;
		int rc = pm_unit_replace(s, u, 0, (size_t)level + 1, PM_STR(""), "hash-heading");
		if (rc == PM_OK)
			rc = pm_block_trim(u->block, s->err);
		if (rc != PM_OK)
			return rc;
		pm_unit_read(u);
		u->use = has_title && level == 1 ? PM_USE_TITLE : PM_USE_HEADING;
		u->level = (uint8_t)(has_title && !is_named && level > 1 ? level - 1 : level);
		has_title = has_title && (level > 1 || !is_named);
		u->rest = pm_unit_text(u).len;
	}
	return PM_OK;
}

/* A line of one sign only, three of them at least: 0 where it is none. */
static char line_sign(pm_str s)
{
	if (s.len < 3 || strchr("=-~*_", s.ptr[0]) == NULL)
		return 0;
	for (size_t i = 1; i < s.len; i++)
		if (s.ptr[i] != s.ptr[0])
			return 0;
	return s.ptr[0];
}

/* A first line underlined with ==== that no other is like is the title, and headings count from below it. */
static void raise_title(pm_structure *s)
{
	size_t n_top = 0;
	for (size_t i = 0; i < s->n; i++)
		n_top += s->units[i].use == PM_USE_HEADING && s->units[i].level == 1;
	if (s->n == 0 || n_top != 1 || s->units[0].use != PM_USE_HEADING || s->units[0].level != 1)
		return;
	s->units[0].use = PM_USE_TITLE;
	for (size_t i = 1; i < s->n; i++)
		if (s->units[i].use == PM_USE_HEADING)
			s->units[i].level--;
}

/* Headings underlined with ==== or ----, and rules. */
static int find_underlined(pm_structure *s)
{
	bool has_double = false;
	for (size_t i = 0; i < s->n; i++)
		has_double = has_double || (s->units[i].use == PM_USE_TEXT && line_sign(pm_unit_text(&s->units[i])) == '=');
	for (size_t i = 0; i < s->n; i++) {
		pm_unit *u = &s->units[i];
		char sign = u->use == PM_USE_TEXT ? line_sign(pm_unit_text(u)) : 0;
		if (sign == 0)
			continue;
		pm_unit *above = i > 0 ? &s->units[i - 1] : NULL;
		bool under = above != NULL && above->use == PM_USE_TEXT && u->n_blank == 0 && pm_block_next(above->block) == u->block &&
			     (sign == '=' || sign == '-') && above->width <= 90 && pm_unit_score(above) >= 0 && u->width * 2 >= above->width &&
			     u->width <= above->width + 24 && (i == 1 || above->n_blank > 0);
		if (!under) {
			pm_block_set_kind(u->block, PM_RULE);
			u->use = PM_USE_FIXED;
			continue;
		}
		above->use = PM_USE_HEADING;
		above->level = has_double && sign == '-' ? 2 : 1;
		above->rest = pm_unit_text(above).len;
		int rc = pm_unit_replace(s, u, 0, pm_unit_text(u).len, PM_STR(""), "underlined-heading");
		if (rc != PM_OK)
			return rc;
		pm_block_remove_empty(u->block);
		u->block = NULL;
		i++;
	}
	pm_structure_compact(s);
	if (!s->has_markup)
		raise_title(s);
	return PM_OK;
}

/* Would the sign at `at` have made the line an item, a heading or a quotation? */
static bool would_begin(pm_str s, size_t at)
{
	if (at == 0)
		return strchr("-*+#>", s.ptr[0]) != NULL;
	size_t digits = 0;
	while (digits < at && s.ptr[digits] >= '0' && s.ptr[digits] <= '9')
		digits++;
	return digits == at && (s.ptr[at] == '.' || s.ptr[at] == ')');
}

/* The next backslash from `at` on that stands before a sign of ASCII; the length of the text where there is none. */
static size_t next_escape(pm_str s, size_t at)
{
	while (at + 1 < s.len) {
		const char *sign = memchr(s.ptr + at, '\\', s.len - at - 1);
		if (sign == NULL)
			break;
		at = (size_t)(sign - s.ptr);
		if (strchr("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s.ptr[at + 1]) != NULL)
			return at;
		at++;
	}
	return s.len;
}

/* Markdown writes `1\.` where `1.` would begin a list: the sign is taken away, and the line is what it says, text. */
static int take_escapes(pm_structure *s, pm_unit *u)
{
	pm_str text = pm_unit_text(u);
	size_t n = 0, first = next_escape(text, 0);
	for (size_t at = first; at < text.len; at = next_escape(text, at + 2))
		n++;
	if (n == 0)
		return PM_OK;
	pm_edit *edits = malloc(n * sizeof *edits);
	if (edits == NULL)
		return pm_error_nomem(s->err);
	n = 0;
	for (size_t at = first; at < text.len; at = next_escape(text, at + 2))
		edits[n++] = (pm_edit){ .start = at, .end = at + 1, .rule = "escape" };
	int rc = pm_block_edit(u->block, edits, n, s->err);
	free(edits);
	if (rc == PM_OK && u->use == PM_USE_TEXT && would_begin(pm_unit_text(u), first)) {
		u->use = PM_USE_FIXED;
		u->number = (pm_line_number){ 0 };
	}
	return rc;
}

static int find_escapes(pm_structure *s)
{
	for (size_t i = 0; i < s->n; i++) {
		int rc = s->units[i].use == PM_USE_FIXED ? PM_OK : take_escapes(s, &s->units[i]);
		if (rc != PM_OK)
			return rc;
	}
	return PM_OK;
}

/* `> quoted` */
static int find_quoted(pm_structure *s)
{
	for (size_t i = 0; i < s->n; i++) {
		pm_unit *u = &s->units[i];
		pm_str text = pm_unit_text(u);
		int depth = 0;
		size_t at = 0;
		while (at < text.len && depth < 20 && (text.ptr[at] == '>' || (text.ptr[at] == ' ' && depth > 0)))
			depth += text.ptr[at++] == '>';
		if (u->use != PM_USE_TEXT || depth == 0 || at >= text.len || text.ptr[at - 1] != ' ')
			continue;
		int rc = pm_unit_replace(s, u, 0, at, PM_STR(""), "quote-mark");
		if (rc != PM_OK)
			return rc;
		pm_block_set_kind(u->block, PM_QUOTE);
		pm_block_set_quote_depth(u->block, depth);
		pm_unit_read(u);
	}
	return PM_OK;
}

static int trim_all(pm_structure *s)
{
	for (size_t i = 0; i < s->n; i++) {
		pm_unit *u = &s->units[i];
		if (pm_block_kind(u->block) == PM_CODE)
			continue;
		int rc = pm_block_trim(u->block, s->err);
		if (rc != PM_OK)
			return rc;
		pm_unit_read(u);
	}
	return PM_OK;
}

int pm_structure_markup(pm_structure *s)
{
	int rc = PM_OK;
	if (pm_rule_is_on(s->options, "code")) {
		rc = find_fences(s);
		if (rc == PM_OK && is_whole_program(s)) {
			rc = make_code(s, 0, s->n);
			pm_structure_compact(s);
			return rc;
		}
		if (rc == PM_OK)
			rc = find_indented(s);
	}
	if (rc == PM_OK)
		rc = trim_all(s);
	if (rc == PM_OK && pm_rule_is_on(s->options, "quote-mark"))
		rc = find_quoted(s);
	if (rc == PM_OK && pm_rule_is_on(s->options, "hash-heading"))
		rc = find_atx(s);
	if (rc == PM_OK && s->has_markup && pm_rule_is_on(s->options, "escape"))
		rc = find_escapes(s);
	if (rc == PM_OK && pm_rule_is_on(s->options, "underlined-heading"))
		rc = find_underlined(s);
	return rc;
}
