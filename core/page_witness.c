/* page_witness.c: what the page says elsewhere that its text is: JSON-LD articleBody, and the description.
 *
 * Neither is taken for the text, since both are often cut or stripped; but blocks found in them are.  Windows of 16 letters of the witness
 * are hashed into a bitmap, so that looking up all blocks takes one walk over each. */
#include "page.h"

#include <stdlib.h>

#define WINDOW 16
#define MULTIPLIER 0x9E3779B1u

typedef struct window {
	uint32_t letters[WINDOW];
	uint32_t hash, high; /* high: MULTIPLIER to the power of WINDOW */
	size_t n;
} window;

static window window_start(void)
{
	window w = { .high = 1 };

	for (int i = 0; i < WINDOW; i++)
		w.high *= MULTIPLIER;
	return w;
}

/* Take in one letter; true where the window is full. */
static bool window_add(window *w, uint32_t c)
{
	const size_t slot = w->n % WINDOW;

	w->hash = w->hash * MULTIPLIER + c + 1;
	if (w->n >= WINDOW)
		w->hash -= (w->letters[slot] + 1) * w->high;
	w->letters[slot] = c;
	return ++w->n >= WINDOW;
}

/* The next letter of `s` in small form; false at its end. */
static bool next_letter(pm_str s, size_t *at, uint32_t *letter)
{
	while (*at < s.len) {
		const unsigned char byte = (unsigned char)s.ptr[*at];

		if (byte < 0x80) {
			++*at;
			*letter = byte >= 'A' && byte <= 'Z' ? byte + 32u : byte;
			if ((*letter >= 'a' && *letter <= 'z') || (*letter >= '0' && *letter <= '9'))
				return true;
			continue;
		}
		*letter = pm_utf8_next(s, at);
		if (pm_char_is_word(*letter))
			return true;
	}
	return false;
}

#define BITS 18 /* of a slot number */
#define BYTES (((size_t)1 << BITS) / 8)

static size_t slot_of(uint32_t hash)
{
	return (hash * 2654435761u) >> (32 - BITS);
}

static size_t fill(uint8_t *bits, pm_str text)
{
	window w = window_start();
	uint32_t letter;

	for (size_t at = 0; next_letter(text, &at, &letter);)
		if (window_add(&w, letter))
			bits[slot_of(w.hash) / 8] |= (uint8_t)(1u << slot_of(w.hash) % 8);
	return w.n;
}

/* Thousandths of the windows of `text` that the witness has. */
static uint64_t agreement(const uint8_t *bits, pm_str text)
{
	window w = window_start();
	uint32_t letter;
	uint64_t n = 0, n_found = 0;

	for (size_t at = 0; next_letter(text, &at, &letter);) {
		if (!window_add(&w, letter))
			continue;
		n++;
		n_found += bits[slot_of(w.hash) / 8] >> slot_of(w.hash) % 8 & 1;
	}
	return page_share(n_found, n);
}

/* Does it end with a sentence, rather than cut off? */
static bool ends_whole(pm_str body)
{
	body = pm_str_trim(body);
	if (pm_str_ends_with(body, "...") || pm_str_ends_with(body, "…"))
		return false;

	static const char *const ends[] = { ".", "!", "?", "\"", "”", "»", "。", "！", "？", ")", "）" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (pm_str_ends_with(body, ends[i]))
			return true;
	return false;
}

#define LEAST_DESCRIPTION 40 /* letters */
#define LEAST_BODY 120       /* letters of an articleBody that is more than a teaser */

static void hear_body(pm_page *page, uint8_t *bits, pm_str body)
{
	uint64_t found = 0;
	const size_t n = fill(bits, body);

	if (n < LEAST_BODY)
		return;
	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if (b->is_marked || b->length < WINDOW || b->kind == PM_TABLE)
			continue;
		b->is_witnessed = agreement(bits, pm_block_text(b->block)) >= 700;
		found += b->is_witnessed ? b->length : 0;
	}
	/* Where only little of it is on the page it is of another page, or the page of another kind. */
	page->is_witnessed = page_share(found, n) >= 500;
	page->is_whole_witness = ends_whole(body);
}

/* The description is most often the first paragraph, or what an editor made of it. */
static void hear_description(pm_page *page, uint8_t *bits, pm_str description)
{
	memset(bits, 0, BYTES);
	if (fill(bits, description) < LEAST_DESCRIPTION)
		return;
	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];

		if (b->is_prose && !b->is_marked && b->length <= 4 * description.len)
			b->is_described = agreement(bits, pm_block_text(b->block)) >= 600;
	}
}

int page_hear_witness(pm_page *page, pm_error *err)
{
	const pm_str body = pm_doc_meta(page->doc, "hint:article-body");
	const pm_str description = pm_doc_meta(page->doc, "hint:description");

	if (body.len < LEAST_BODY && description.len < LEAST_DESCRIPTION)
		return PM_OK;

	uint8_t *bits = calloc(1, BYTES);

	if (bits == NULL)
		return pm_error_nomem(err);
	hear_body(page, bits, body);
	hear_description(page, bits, description);
	free(bits);
	return PM_OK;
}
