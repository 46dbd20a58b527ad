/* autolink.c: may a link be written as <address>? */
#include "tokens.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_letter_or_digit(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* A scheme of 2 to 32 characters and a colon; its length, or 0. */
static size_t scheme_length(pm_str s)
{
	size_t n = 0;
	if (s.len == 0 || !is_letter(s.ptr[0]))
		return 0;
	while (n < s.len && n <= 32 && (is_letter_or_digit(s.ptr[n]) || s.ptr[n] == '+' || s.ptr[n] == '.' || s.ptr[n] == '-'))
		n++;
	return n >= 2 && n <= 32 && n < s.len && s.ptr[n] == ':' ? n + 1 : 0;
}

/* Blanks and controls end an autolink; some parsers resolve `&` and `\` in it, and some encode what is not ASCII. */
static bool is_plain_address(pm_str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c <= ' ' || c >= 0x7F || c == '<' || c == '>' || c == '\\' || c == '`')
			return false;
		if (c == '&' && memchr(s.ptr + i, ';', s.len - i) != NULL)
			return false;
	}
	return true;
}

static bool is_mail_address(pm_str s)
{
	const char *at = s.len > 0 ? memchr(s.ptr, '@', s.len) : NULL;
	if (at == NULL || at == s.ptr || at == s.ptr + s.len - 1)
		return false;
	for (const char *p = s.ptr; p < s.ptr + s.len; p++)
		if (p != at && !is_letter_or_digit(*p) && *p != '.' && *p != '_' && (*p != '-' || p == at + 1 || p == s.ptr + s.len - 1))
			return false;
	return at[1] != '.' && s.ptr[s.len - 1] != '.' && pm_str_find(s, PM_STR(".."), 0) == SIZE_MAX &&
	       pm_str_find(s, PM_STR("-."), 0) == SIZE_MAX && pm_str_find(s, PM_STR(".-"), 0) == SIZE_MAX;
}

bool md_is_autolink(pm_str text, pm_str target)
{
	if (pm_str_equal(text, target))
		return scheme_length(text) > 0 && is_plain_address(text);
	return pm_str_starts_with(target, "mailto:") && pm_str_equal(text, pm_str_of(target.ptr + 7, target.len - 7)) &&
	       is_mail_address(text);
}
