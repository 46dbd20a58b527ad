/* style.c: what a style attribute says that a reader of the page would call emphasis, hidden, or a heading.  Word's own
 * properties (mso-…) are read here too. */
#include "html.h"

static bool has_value(pm_str value, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= value.len; i++)
		if (pm_str_is_nocase(pm_str_of(value.ptr + i, n), word))
			return true;
	return false;
}

static int number_after(pm_str value, const char *word)
{
	size_t at = pm_str_find(value, pm_str_from(word), 0);
	int n = 0;

	if (at == SIZE_MAX)
		return 0;
	for (at += strlen(word); at < value.len && value.ptr[at] >= '0' && value.ptr[at] <= '9' && n < 100000; at++)
		n = n * 10 + (value.ptr[at] - '0');
	return n;
}

static void read_font(pm_str name, pm_str value, html_look *look)
{
	if (pm_str_is_nocase(name, "font-weight")) {
		if (has_value(value, "bold") || html_number(value, 0) >= 600)
			look->on |= 1u << PM_STRONG;
		else if (has_value(value, "normal") || html_number(value, 900) <= 400)
			look->off |= 1u << PM_STRONG;
	} else if (pm_str_is_nocase(name, "font-style")) {
		if (has_value(value, "italic") || has_value(value, "oblique"))
			look->on |= 1u << PM_EMPHASIS;
		else if (has_value(value, "normal"))
			look->off |= 1u << PM_EMPHASIS;
	} else if (pm_str_is_nocase(name, "font-size")) {
		/* 0, 0px, 0.0em, but not 0.9em */
		size_t at = 0;

		while (at < value.len && (value.ptr[at] == '0' || value.ptr[at] == '.'))
			at++;
		look->is_sizeless |= at > 0 && (at == value.len || value.ptr[at] < '0' || value.ptr[at] > '9');
	} else if (pm_str_is_nocase(name, "font")) {
		look->is_word_gap |= pm_str_starts_with(value, "7") && has_value(value, "Times New Roman");
	}
}

static int length_of(pm_str value)
{
	static const struct {
		const char *name;
		int size; /* in 1/20 point */
	} units[] = { { "in", 1440 }, { "cm", 567 }, { "mm", 57 }, { "px", 15 }, { "pt", 20 } };
	long whole = html_number(value, 0), tenths = 0;
	const char *dot = memchr(value.ptr, '.', value.len);

	if (dot != NULL && dot + 1 < value.ptr + value.len && dot[1] >= '0' && dot[1] <= '9')
		tenths = dot[1] - '0';
	for (size_t i = 0; i < sizeof units / sizeof *units && whole < 1000; i++)
		if (has_value(value, units[i].name))
			return (int)(whole * units[i].size + tenths * units[i].size / 10);
	return 0;
}

static void read_word(pm_str name, pm_str value, html_look *look)
{
	if (pm_str_is_nocase(name, "mso-list")) {
		if (has_value(value, "ignore")) {
			look->is_word_marker = true;
		} else {
			look->word_level = number_after(value, "level");
			look->word_list = number_after(value, "l") + 1;
		}
	} else if (pm_str_is_nocase(name, "mso-outline-level")) {
		long level = html_number(value, 0);

		look->outline = level >= 1 && level <= 9 ? (int)level : 0;
	}
}

static char list_type_of(pm_str value)
{
	static const struct {
		const char *name;
		char type;
	} types[] = { { "lower-alpha", 'a' }, { "lower-latin", 'a' },       { "upper-alpha", 'A' },             { "upper-latin", 'A' },
		      { "lower-roman", 'i' }, { "upper-roman", 'I' },       { "cjk-ideographic", 'h' },         { "cjk-decimal", 'h' },
		      { "decimal", '1' },     { "simp-chinese-informal", 'h' }, { "trad-chinese-informal", 'h' }, { "none", '-' } };

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (has_value(value, types[i].name))
			return types[i].type;
	return 0;
}

static void read_property(pm_str name, pm_str value, html_look *look)
{
	switch (name.ptr[0] | 0x20) {
	case 'd':
		if (!pm_str_is_nocase(name, "display"))
			break;
		look->is_hidden |= has_value(value, "none");
		look->is_block |= has_value(value, "block") && !has_value(value, "inline");
		look->is_block |= pm_str_is_nocase(value, "flex") || pm_str_is_nocase(value, "grid");
		break;
	case 'v':
		if (pm_str_is_nocase(name, "visibility"))
			look->is_hidden |= has_value(value, "hidden") || has_value(value, "collapse");
		else if (pm_str_is_nocase(name, "vertical-align") && has_value(value, "super"))
			look->on |= 1u << PM_SUPERSCRIPT;
		else if (pm_str_is_nocase(name, "vertical-align") && pm_str_is_nocase(value, "sub"))
			look->on |= 1u << PM_SUBSCRIPT;
		break;
	case 'f':
		read_font(name, value, look);
		break;
	case 't':
		if (!pm_str_starts_with(name, "text-decoration"))
			break;
		if (has_value(value, "underline"))
			look->on |= 1u << PM_UNDERLINE;
		if (has_value(value, "line-through"))
			look->on |= 1u << PM_STRIKE;
		break;
	case 'p':
		if (pm_str_is_nocase(name, "page-break-before"))
			look->is_page_break |= has_value(value, "always");
		break;
	case 'l':
		if (pm_str_is_nocase(name, "list-style") || pm_str_is_nocase(name, "list-style-type"))
			look->list_type = list_type_of(value);
		break;
	case 'm':
		if (pm_str_is_nocase(name, "margin-left"))
			look->margin = length_of(value);
		read_word(name, value, look);
		break;
	default:
		break;
	}
}

void html_read_style(pm_str style, html_look *look)
{
	size_t at = 0;

	while (at < style.len) {
		const char *end = memchr(style.ptr + at, ';', style.len - at);
		size_t stop = end != NULL ? (size_t)(end - style.ptr) : style.len;
		const char *colon = memchr(style.ptr + at, ':', stop - at);

		if (colon != NULL) {
			size_t mid = (size_t)(colon - style.ptr);
			pm_str name = pm_str_trim(pm_str_of(style.ptr + at, mid - at));
			pm_str value = pm_str_trim(pm_str_of(style.ptr + mid + 1, stop - mid - 1));

			if (name.len > 0)
				read_property(name, value, look);
		}
		at = stop + 1;
	}
}
