/* language.c: is the page in the language that it claims?  Templates say `en` whatever is written into them. */
#include "html.h"

enum { SAMPLE = 16 * 1024, LEAST_LETTERS = 40 };

/* Languages in Latin letters that templates and editors put there unasked. */
static bool is_latin_language(pm_str tag)
{
	static const char *const languages[] = { "en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sv", "da", "nb", "no", "fi", "hu", "ro" };

	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		if (pm_str_is_nocase(pm_str_of(tag.ptr, tag.len < 2 ? tag.len : 2), languages[i]) &&
		    (tag.len == 2 || tag.ptr[2] == '-' || tag.ptr[2] == '_'))
			return true;
	return false;
}

bool html_language_fits(const pm_doc *doc, pm_str tag)
{
	size_t latin = 0, other = 0, read = 0;

	if (!is_latin_language(tag))
		return true;
	for (const pm_block *b = pm_doc_next_block(doc, NULL); b != NULL && read < SAMPLE; b = pm_doc_next_block(doc, b)) {
		pm_str text = pm_block_text(b);

		if (pm_block_kind(b) == PM_CODE)
			continue;
		for (size_t at = 0; at < text.len && read < SAMPLE; read++) {
			uint32_t c = pm_utf8_next(text, &at);

			if (c < 0x80)
				latin += (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
			else if (c < 0x250 || (c >= 0x1E00 && c < 0x1F00))
				latin += pm_char_is_word(c);
			else
				/* A Han character says as much as three letters. */
				other += pm_char_is_cjk(c) ? 3 : pm_char_is_word(c);
		}
	}
	return latin + other < LEAST_LETTERS || other < 2 * latin;
}
