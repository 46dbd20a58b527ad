/* lines.c: what depends on where lines begin and end. */
#include "chars.h"
#include "emit.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == MD_MARK_SPACE;
}

static bool ends_or_blank(pm_str s, size_t at)
{
	return at >= s.len || is_blank(s.ptr[at]);
}

static size_t run_length(pm_str s, char c)
{
	size_t n = 0;
	while (n < s.len && s.ptr[n] == c)
		n++;
	return n;
}

/* Is the line made of these characters only, blanks aside, with at least `least` that are no blanks? */
static bool is_made_of(pm_str s, const char *chars, size_t least)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (is_blank(s.ptr[i]))
			continue;
		if (s.ptr[i] == '\0' || strchr(chars, s.ptr[i]) == NULL)
			return false;
		n++;
	}
	return n >= least;
}

/* Offset of the `.` or `)` of a number that would begin a list. */
static size_t list_number_end(pm_str s)
{
	size_t n = 0;
	while (n < s.len && n < 10 && s.ptr[n] >= '0' && s.ptr[n] <= '9')
		n++;
	bool is_number = n > 0 && n < 10 && n < s.len && (s.ptr[n] == '.' || s.ptr[n] == ')');
	return is_number && ends_or_blank(s, n + 1) ? n : SIZE_MAX;
}

/* [name]: at the beginning of a paragraph, all of which is given, as names may have line ends. */
static bool is_definition(pm_str s)
{
	for (size_t i = 1; i + 1 < s.len; i++) {
		if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '[')
			return false;
		else if (s.ptr[i] == ']')
			return s.ptr[i + 1] == ':';
	}
	return false;
}

static bool is_task(pm_str s)
{
	return s.len >= 3 && (s.ptr[1] == ' ' || s.ptr[1] == 'x' || s.ptr[1] == 'X' || s.ptr[1] == MD_MARK_SPACE) && s.ptr[2] == ']' &&
	       ends_or_blank(s, 3);
}

/* Where a backslash keeps a line from beginning a block, or SIZE_MAX.  Any but the first line of a paragraph could also underline a
 * heading or part a table's head from its rows. */
static size_t guard_at(pm_str s, pm_str paragraph, bool is_first, bool is_item)
{
	bool guards;
	switch (s.len > 0 ? s.ptr[0] : '\0') {
	case '#':
		guards = run_length(s, '#') <= 6 && ends_or_blank(s, run_length(s, '#'));
		break;
	case '>':
		guards = true;
		break;
	case '+':
		guards = ends_or_blank(s, 1);
		break;
	case '-':
		guards = ends_or_blank(s, 1) || is_made_of(s, "-", is_first && !is_item ? 3 : 1) || (!is_first && is_made_of(s, "|:-", 1));
		break;
	case '*':
		guards = ends_or_blank(s, 1) ||
			 is_made_of(s, "*", is_first && is_item ? 1 : 3); /* with the marker of an item a break is complete sooner */
		break;
	case '_':
		guards = is_made_of(s, "_", 3);
		break;
	case '=':
		guards = !is_first && is_made_of(s, "=", 1);
		break;
	case '~':
		guards = run_length(s, '~') >= 3;
		break;
	case '`':
		guards = run_length(s, '`') >= 3 && memchr(s.ptr + run_length(s, '`'), '`', s.len - run_length(s, '`')) == NULL;
		break;
	case '|':
	case ':':
		guards = !is_first && is_made_of(s, "|:-", 1);
		break;
	case '[':
		guards = (is_first && is_definition(paragraph)) || (is_item && is_first && is_task(s));
		break;
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		return list_number_end(s);
	default:
		return SIZE_MAX;
	}
	return guards ? 0 : SIZE_MAX;
}

/* -- writing a line -------------------------------------------------------------------------------------------------- */

static void put_blank(char c, pm_buf *out)
{
	pm_buf_puts(out, c == '\t' ? "&#9;" : "&#32;");
}

/* The marks become what they stand for where no line ends. */
static void put_marked(pm_str s, pm_buf *out)
{
	size_t done = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] != MD_MARK_SPACE && s.ptr[i] != MD_MARK_JOINT && s.ptr[i] != MD_MARK_SYNTAX)
			continue;
		pm_buf_append(out, s.ptr + done, i - done);
		if (s.ptr[i] == MD_MARK_SPACE)
			pm_buf_putc(out, ' ');
		done = i + 1;
	}
	if (done < s.len)
		pm_buf_append(out, s.ptr + done, s.len - done);
}

/* Parsers take blanks from the beginning of a line, and a byte order mark. */
static pm_str put_start(pm_str s, pm_buf *out)
{
	if (s.len > 0 && is_blank(s.ptr[0])) {
		put_blank(s.ptr[0], out);
		return pm_str_of(s.ptr + 1, s.len - 1);
	}
	if (pm_str_starts_with(s, "\xEF\xBB\xBF")) {
		pm_buf_puts(out, "&#xFEFF;");
		return pm_str_of(s.ptr + 3, s.len - 3);
	}
	return s;
}

/* At the end of a line nobody sees them: they are left out. */
static pm_str without_end(pm_str s)
{
	while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

static pm_str put_guarded(pm_str s, pm_str paragraph, bool is_first, bool is_item, pm_buf *out)
{
	size_t len = s.len;
	pm_str rest = put_start(s, out);
	size_t at = rest.len == len ? guard_at(rest, paragraph, is_first, is_item) : SIZE_MAX;
	if (at == SIZE_MAX)
		return rest;
	pm_buf_append(out, rest.ptr, at);
	pm_buf_putc(out, '\\');
	pm_buf_putc(out, rest.ptr[at]);
	return pm_str_of(rest.ptr + at + 1, rest.len - at - 1);
}

/* -- wrapping -------------------------------------------------------------------------------------------------------- */

/* May a line begin here, in the middle of a paragraph?  Stricter than guard_at, as no escape can be added. */
static bool may_begin_line(pm_str s)
{
	if (s.len == 0 || is_blank(s.ptr[0]))
		return false;
	if (s.ptr[0] >= '0' && s.ptr[0] <= '9') {
		size_t n = 0;
		while (n < s.len && s.ptr[n] >= '0' && s.ptr[n] <= '9')
			n++;
		return n == s.len || (s.ptr[n] != '.' && s.ptr[n] != ')');
	}
	if (s.ptr[0] == '*')
		return s.len > run_length(s, '*') && !is_blank(s.ptr[run_length(s, '*')]);
	return strchr("#>-+=_~`|:<&", s.ptr[0]) == NULL;
}

static void put_wrapped(pm_str s, md_line_rules rules, pm_buf *out)
{
	size_t width = rules.indent, done = 0, place = SIZE_MAX, width_at_place = 0;
	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		uint32_t c = pm_utf8_next(s, &at);
		bool is_mark = c == MD_MARK_SPACE || c == MD_MARK_JOINT;
		if (is_mark && width <= rules.wrap && may_begin_line(pm_str_of(s.ptr + at, s.len - at))) {
			place = from;
			width_at_place = width + (c == MD_MARK_SPACE);
		}
		width += c == MD_MARK_JOINT || c == MD_MARK_SYNTAX ? 0 : c == MD_MARK_SPACE ? 1 : (size_t)pm_char_width(c);
		if (width <= rules.wrap)
			continue;
		if (place == SIZE_MAX && is_mark && may_begin_line(pm_str_of(s.ptr + at, s.len - at))) {
			place = from; /* what stands before is too wide, and could not be broken */
			width_at_place = width;
		}
		if (place == SIZE_MAX)
			continue;
		put_marked(pm_str_of(s.ptr + done, place - done), out);
		pm_buf_putc(out, '\n');
		done = place + 1;
		width = rules.indent + (width - width_at_place);
		place = SIZE_MAX;
	}
	put_marked(pm_str_of(s.ptr + done, s.len - done), out);
}

/* -- what callers want ----------------------------------------------------------------------------------------------- */

void md_put_lines(pm_str raw, md_line_rules rules, pm_buf *out)
{
	bool is_first = true;
	for (;;) {
		const char *end = raw.len > 0 ? memchr(raw.ptr, MD_MARK_BREAK, raw.len) : NULL;
		pm_str line = pm_str_of(raw.ptr, end != NULL ? (size_t)(end - raw.ptr) : raw.len);
		line = put_guarded(without_end(line), raw, is_first, rules.is_item, out);
		if (rules.wrap > 0)
			put_wrapped(line, rules, out);
		else
			put_marked(line, out);
		if (end == NULL)
			return;
		pm_buf_puts(out, "\\\n");
		raw = pm_str_of(end + 1, raw.len - (size_t)(end + 1 - raw.ptr));
		is_first = false;
	}
}

/* `#` at the end of a heading would close it. */
void md_put_heading_line(pm_str raw, pm_buf *out)
{
	pm_str line = put_start(without_end(raw), out);
	size_t hashes = 0;
	while (hashes < line.len && line.ptr[line.len - 1 - hashes] == '#')
		hashes++;
	size_t before = line.len - hashes;
	bool closes = hashes > 0 && (before == 0 || is_blank(line.ptr[before - 1]));
	put_marked(pm_str_of(line.ptr, before), out);
	if (closes)
		pm_buf_putc(out, '\\');
	put_marked(pm_str_of(line.ptr + before, hashes), out);
}

void md_put_cell_line(pm_str raw, pm_buf *out)
{
	put_marked(put_start(without_end(raw), out), out);
}
