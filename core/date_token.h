/* date_token.h: runs of digits and runs of letters, which dates are read from. */
#ifndef PUMICE_CORE_DATE_TOKEN_H
#define PUMICE_CORE_DATE_TOKEN_H

#include <pumice/text.h>

typedef struct pm_date_token {
	size_t start, end;
	uint32_t value; /* of a figure */
	uint32_t n;     /* letters or digits */
	bool is_figure, is_cjk;
} pm_date_token;

/* The next run of digits, or of letters, at or after `at`. */
static inline bool pm_next_date_token(pm_str s, size_t at, pm_date_token *t)
{
	*t = (pm_date_token){ 0 };
	while (at < s.len) {
		const size_t here = at;
		const uint32_t c = pm_utf8_next(s, &at);
		const bool is_digit = c >= '0' && c <= '9';

		if (t->n > 0 && (!pm_char_is_word(c) || is_digit != t->is_figure))
			break;
		if (!pm_char_is_word(c))
			continue;
		t->start = t->n == 0 ? here : t->start;
		t->is_figure = is_digit;
		t->is_cjk = pm_char_is_cjk(c);
		t->end = at;
		t->n++;
		t->value = is_digit && t->value < 100000 ? t->value * 10 + (c - '0') : t->value;
	}
	return t->n > 0;
}

#endif
