/* blocks.c: from the text under way to blocks of the document. */
#include "html.h"
#include "notes.h"
#include "word.h"

/* -- putting blocks down ------------------------------------------------------------------------------------------------ */

static int place_spans(html_page *page, pm_block *block, const html_piece *piece, const html_store *store)
{
	for (size_t i = 0; i < piece->n_spans; i++) {
		const html_span *from = &store->spans.at[piece->spans + i];
		pm_span span = { .start = from->start,
				 .end = from->end,
				 .style = (pm_style)from->style,
				 .resource = from->resource,
				 .width = from->width,
				 .height = from->height,
				 .note = from->note };

		span.target = html_part(&store->pool, from->target, from->target_len);
		span.alt = html_part(&store->pool, from->alt, from->alt_len);
		span.link = html_part(&store->pool, from->link, from->link_len);
		if (pm_block_append_span(block, span, page->err) != PM_OK)
			return page->err->code;
	}
	return PM_OK;
}

void html_set_quotes(pm_block *block, uint8_t quotes, uint8_t start)
{
	const pm_block *before = pm_block_previous(block);

	pm_block_set_quote_depth(block, quotes);
	if (before != NULL && start <= pm_block_quote_depth(before))
		pm_block_set_quote_start(block, start);
}

void html_place(html_page *page, pm_flow *flow, const html_piece *piece, const html_store *store)
{
	pm_str text = html_part(&store->text, piece->text, piece->len);
	pm_block *block = pm_flow_append(flow, (pm_kind)piece->kind, text.ptr, text.len, page->err);
	int status = PM_OK;

	if (block == NULL) {
		html_fail(page, page->err->code);
		return;
	}
	pm_block_set_level(block, piece->level);
	pm_block_set_line(block, piece->line);
	html_set_quotes(block, piece->quotes, piece->quote_start);
	pm_block_set_item_depth(block, piece->item_depth);
	pm_block_set_role(block, (pm_role)piece->role);
	if (piece->list != 0)
		pm_block_set_list(block, piece->list, piece->is_ordered);
	if (piece->number_len > 0)
		status = pm_block_set_number(block, store->pool.ptr + piece->number, piece->number_len, true, page->err);
	if (status == PM_OK && piece->language_len > 0)
		status = pm_block_set_language(block, store->pool.ptr + piece->language, piece->language_len, page->err);
	if (status == PM_OK)
		status = place_spans(page, block, piece, store);
	pm_block_set_region(block, html_make_region(page, piece->region));
	if (status != PM_OK)
		html_fail(page, status);
}

/* What is in a note stands in no list and quotation but its own, and out of the table that it was written in. */
static void put_in_note(html_page *page, html_piece piece)
{
	uint8_t *depth = piece.kind == PM_LIST_ITEM ? &piece.level : &piece.item_depth;

	*depth = (uint8_t)(*depth > page->note_items ? *depth - page->note_items : 0);
	piece.quotes = (uint8_t)(piece.quotes > page->note_quotes ? piece.quotes - page->note_quotes : 0);
	piece.quote_start = 0;
	if (page->table != 0)
		piece.region = 0;
	html_place(page, page->flow, &piece, &page->now);
}

/* The caption of a figure that shows a table may stand below it. */
static void lift_caption(pm_block *caption)
{
	pm_block *before = caption != NULL ? pm_block_previous(caption) : NULL;

	if (before != NULL && pm_block_kind(before) == PM_TABLE)
		pm_block_move_after(caption, pm_block_previous(before));
}

static void put(html_page *page, html_piece *piece)
{
	if (page->status != PM_OK)
		return;
	if (page->now.text.is_broken || page->now.pool.is_broken) {
		html_fail(page, pm_error_nomem(page->err));
		return;
	}
	page->n_blocks++;
	page->last_kind = piece->kind;
	piece->quote_start = page->quote_start;
	page->quote_start = 0;
	if (page->flow != NULL) {
		put_in_note(page, *piece);
		return;
	}
	if (page->notes_heading != NULL)
		html_end_notes(page, piece);
	if (page->table != 0)
		html_hold(page, piece);
	else
		html_place(page, pm_doc_body(page->doc), piece, &page->now);
	if (piece->kind == PM_CAPTION && page->table == 0 && piece->region != 0 && page->status == PM_OK &&
	    page->regions.at[piece->region - 1].role == PM_REGION_FIGURE)
		lift_caption(pm_flow_last(pm_doc_body(page->doc)));
}

void html_put_empty(html_page *page, pm_kind kind)
{
	html_piece piece = { .kind = (uint8_t)kind,
			     .region = page->context.region,
			     .line = html_line(page),
			     .item_depth = page->context.items,
			     .quotes = page->context.quotes };

	if (!(page->context.flags & (IN_NO_TEXT | IN_HIDDEN_TEXT | IN_TEXTAREA)))
		put(page, &piece);
}

/* -- kinds ---------------------------------------------------------------------------------------------------------------- */

/* A number, language or the like goes into the pool that the piece's spans use. */
static size_t to_pool(html_page *page, pm_str s)
{
	size_t at = page->now.pool.len;

	pm_buf_str(&page->now.pool, s);
	return at;
}

static bool is_lone_letter(pm_str s)
{
	size_t at = 0;
	uint32_t c = pm_utf8_next(s, &at);

	return at == s.len && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? c < 0x80 : (c >= 0xA1 && c < 0x100 && c != 0xB7) || (c >= 0xE000 && c < 0xF900));
}

/* Word's list items are paragraphs or headings with a number written before them, which the list has marked as such. */
static void give_word_number(html_page *page, html_piece *piece)
{
	pm_buf marker = { 0 };
	size_t at = 0;

	html_squeeze(&marker, pm_buf_view(&page->marker));
	page->marker.len = 0;
	/* In the fonts of signs that Word draws bullets with a letter is one. */
	if (marker.len > 0 && is_lone_letter(pm_buf_view(&marker))) {
		marker.len = 0;
		pm_buf_puts(&marker, "\xE2\x80\xA2");
	}
	if (marker.len > 0 && piece->kind != PM_HEADING && piece->kind != PM_TITLE) {
		piece->kind = PM_LIST_ITEM;
		piece->level = (uint8_t)word_item_level(page);
		piece->list = word_list_id(page, piece->level);
		piece->is_ordered = marker.len > 1 && pm_char_is_word(pm_utf8_next(pm_buf_view(&marker), &at)) && marker.ptr[0] != 'o';
		piece->item_depth = 0;
	}
	piece->number = to_pool(page, pm_buf_view(&marker));
	piece->number_len = marker.len;
	pm_buf_free(&marker);
}

static void give_item(html_page *page, html_piece *piece)
{
	piece->kind = PM_LIST_ITEM;
	piece->level = page->item.level;
	piece->list = page->item.list;
	piece->is_ordered = page->item.is_ordered;
	piece->number = to_pool(page, pm_buf_view(&page->number));
	piece->number_len = page->number.len;
	piece->item_depth = 0;
	page->item_waits = false;
}

void html_put_bare_item(html_page *page)
{
	html_piece item = { .region = page->context.region, .line = html_line(page) };

	give_item(page, &item);
	item.quotes = page->item.quotes;
	put(page, &item);
}

/* A heading that is longer than any heading is a tag that was not closed. */
#define HEADING_BYTES 900
#define LONGEST_CAPTION 600

/* An item that begins with a heading is a section of the text; the number of an ordered one is the heading's. */
static void give_heading_item(html_page *page, html_piece *piece)
{
	if (page->item_waits && page->item.is_ordered) {
		piece->number = to_pool(page, pm_buf_view(&page->number));
		piece->number_len = page->number.len;
	}
	html_dissolve_waiting(page);
	piece->item_depth = page->context.items;
}

static void give_kind(html_page *page, html_piece *piece)
{
	const html_context *context = &page->context;

	piece->quotes = context->quotes;
	if (page->item_waits && context->heading == 0 && (context->quotes > page->item.quotes || context->flags & IN_CAPTION))
		html_settle_item(page);
	piece->item_depth = context->items;
	if ((context->flags & IN_CAPTION) && page->last_kind != PM_QUOTE) { /* below a quotation stands who said it */
		piece->kind = PM_CAPTION;
	} else if (context->flags & IN_WORD_TITLE) {
		piece->kind = PM_TITLE;
	} else if (context->heading > 0 && piece->len < HEADING_BYTES) {
		piece->kind = PM_HEADING;
		piece->level = context->heading;
		give_heading_item(page, piece);
	} else if (page->item_waits) {
		give_item(page, piece);
	} else if (context->flags & IN_TERM) {
		piece->role = PM_ROLE_TERM;
	} else if (context->flags & IN_SUBTITLE) {
		piece->role = PM_ROLE_SUBTITLE;
	} else if (context->quotes > 0) {
		piece->kind = PM_QUOTE;
	} else if (page->n_captions > 0 && page->last_kind == PM_IMAGE && piece->len < LONGEST_CAPTION) {
		piece->kind = PM_CAPTION;
	}
	if (page->marker.len > 0)
		give_word_number(page, piece);
	else
		word_end_margins(page);
}

/* -- the block under way --------------------------------------------------------------------------------------------------- */

/* The spans of [from, to), which begin at `*span`: cut to that range and counted from its start.  Spans lie in order of their ends and none
 * reaches over a line break. */
static size_t cut_spans(html_page *page, size_t *span, size_t from, size_t to)
{
	html_span *at = page->now.spans.at;
	size_t kept = *span, first = *span;

	while (*span < page->now.spans.n && at[*span].end <= to) {
		html_span s = at[(*span)++];

		if (s.start < from)
			s.start = from;
		if (s.end < s.start || (s.end == s.start && s.style < PM_IMAGE_REF))
			continue;
		s.start -= from;
		s.end -= from;
		/* White space at the end of the block was cut off under it, or a line break has parted what is one. */
		if (kept > first && s.style < PM_IMAGE_REF && at[kept - 1].style == s.style && at[kept - 1].end + 1 == s.start &&
		    page->now.text.ptr[from + s.start - 1] == '\n' && s.target_len == 0) {
			at[kept - 1].end = s.end;
			continue;
		}
		at[kept++] = s;
	}
	return kept - first;
}

static void put_images(html_page *page, html_piece piece)
{
	size_t first = piece.spans, n = piece.n_spans;

	for (size_t i = 0; i < n; i++) {
		if (page->now.spans.at[first + i].style != PM_IMAGE_REF)
			continue;
		page->now.spans.at[first + i].start = page->now.spans.at[first + i].end = 0;
		piece.kind = PM_IMAGE;
		piece.spans = first + i;
		piece.n_spans = 1;
		/* The words behind it are what the item begins with. */
		piece.item_depth = (uint8_t)(page->context.items - (page->item_waits && page->context.items > 0));
		piece.quotes = page->context.quotes;
		put(page, &piece);
	}
}

/* Is a note referred to where there are no words? */
static bool refers_to_note(const html_page *page, const html_piece *piece)
{
	for (size_t i = 0; i < piece->n_spans; i++)
		if (page->now.spans.at[piece->spans + i].style == PM_NOTE_REF)
			return true;
	return false;
}

/* Headings are what the page's title is weighed against. */
static void remember_heading(pm_buf *headings, pm_str text)
{
	if (headings->len >= HEADING_BYTES * 3)
		return;
	html_squeeze(headings, text);
	pm_buf_putc(headings, '\0');
}

/* White space at either end of [*start, *end) is kept where it parts words from a picture. */
static void reach_pictures(const html_page *page, size_t span, size_t from, size_t to, size_t *start, size_t *end)
{
	size_t first = *start, last = *end;

	for (; first < last && span < page->now.spans.n && page->now.spans.at[span].end <= to; span++) {
		const html_span *s = &page->now.spans.at[span];

		if (s->style == PM_IMAGE_REF && s->start >= from && s->start < *start)
			*start = s->start;
		if (s->style == PM_IMAGE_REF && s->start > *end)
			*end = s->start;
	}
}

void html_put_range(html_page *page, size_t *span, size_t from, size_t to, uint32_t line)
{
	pm_str text = pm_buf_view(&page->now.text);
	html_piece piece = { .kind = PM_PARAGRAPH, .region = page->context.region, .line = line };
	size_t end, start = html_skip_space(pm_str_of(text.ptr, to), from);

	if (start > to)
		start = to;
	end = html_trim_end(text, start, to);
	reach_pictures(page, *span, from, to, &start, &end);
	if (page->context.heading == 0 && page->last_kind == PM_HEADING)
		end = html_cut_edit_links(page, *span, start, end);
	if (page->flow != NULL)
		html_cut_note_mark(page, text, &start, &end);
	/* Spans in the white space that was cut off must not be lost: images stand there. */
	for (size_t i = *span; i < page->now.spans.n && page->now.spans.at[i].end <= to; i++) {
		html_span *s = &page->now.spans.at[i];

		if (s->start > end)
			s->start = end;
		if (s->end > end)
			s->end = end;
		if (s->end < start)
			s->start = s->end = start;
	}
	piece.text = start;
	piece.len = end - start;
	piece.spans = *span;
	piece.n_spans = cut_spans(page, span, start, to);
	page->shown_bytes += piece.len;
	if (piece.len == 0 && !refers_to_note(page, &piece)) {
		put_images(page, piece);
		return;
	}
	give_kind(page, &piece);
	if (piece.kind == PM_TITLE || (piece.kind == PM_HEADING && piece.level <= 3))
		remember_heading(piece.kind == PM_TITLE || piece.level == 1 ? &page->heading1 : &page->heading2,
				 pm_str_of(text.ptr + piece.text, piece.len));
	put(page, &piece);
}

/* Text in <pre> that is prose: authors use it to keep their line breaks. */
static bool is_prose(const html_page *page, pm_str text)
{
	size_t at = 0, wide = 0, stops = 0, n = 0;

	if ((page->context.flags & IN_CODE_WORDS) || page->language.len > 0)
		return false;
	while (at < text.len && n < 2000) {
		uint32_t c = pm_utf8_next(text, &at);

		wide += pm_char_is_cjk(c);
		stops += c == 0x3002 || c == 0xFF0C;
		n++;
	}
	return stops >= 2 && wide * 2 > n;
}

/* Numbers one below the other, beside code that a table lays out: the editor's, not the code's. */
static bool is_line_numbers(pm_str text)
{
	long last = -1;

	for (size_t at = 0; at < text.len;) {
		const char *end = memchr(text.ptr + at, '\n', text.len - at);
		size_t stop = end != NULL ? (size_t)(end - text.ptr) : text.len;
		pm_str line = pm_str_trim(pm_str_of(text.ptr + at, stop - at));
		long n = html_number(line, -1);

		for (size_t i = 0; i < line.len; i++)
			if (line.ptr[i] < '0' || line.ptr[i] > '9')
				return false;
		if (n < 0 || (last >= 0 && n != last + 1))
			return false;
		last = n;
		at = stop + 1;
	}
	return last >= 0;
}

static void put_code(html_page *page)
{
	pm_str text = pm_buf_view(&page->now.text);
	size_t from = 0, to = text.len, at = 0;
	html_piece piece = { .kind = PM_CODE, .region = page->context.region, .line = page->line };

	while (to > 0 && (unsigned char)text.ptr[to - 1] <= ' ')
		to--;
	for (; at < to && (unsigned char)text.ptr[at] <= ' '; at++)
		if (text.ptr[at] == '\n')
			from = at + 1;
	piece.text = from;
	piece.len = to > from ? to - from : 0;
	piece.n_spans = cut_spans(page, &piece.spans, from, text.len);
	piece.spans = 0;
	if (piece.len == 0) {
		put_images(page, piece);
		return;
	}
	if (page->table != 0 && is_line_numbers(html_part(&page->now.text, piece.text, piece.len)))
		piece.region = html_begin_region(page, PM_REGION_HIDDEN, PM_STR("line-numbers"));
	html_settle_item(page);
	piece.quotes = page->context.quotes;
	piece.item_depth = page->context.items;
	piece.language = to_pool(page, pm_buf_view(&page->language));
	piece.language_len = page->language.len;
	for (size_t i = 0; i < piece.n_spans; i++) {
		html_span *s = &page->now.spans.at[piece.spans + i];

		s->start = s->start > piece.len ? piece.len : s->start;
		s->end = s->end > piece.len ? piece.len : s->end;
	}
	page->shown_bytes += piece.len;
	put(page, &piece);
}

/* Words amid a paragraph that the page does not show: they follow it, as a block of their own. */
static void put_hidden(html_page *page)
{
	html_context before = page->context;
	pm_buf words = { 0 };
	html_piece piece = { .kind = PM_PARAGRAPH, .line = html_line(page) };

	html_squeeze(&words, pm_buf_view(&page->hidden));
	page->hidden.len = 0;
	if (words.len > 0) {
		page->context.region = html_begin_region(page, PM_REGION_HIDDEN, PM_STR("style=hidden"));
		piece.region = page->context.region;
		page->now.text.len = 0;
		pm_buf_str(&page->now.text, pm_buf_view(&words));
		piece.len = words.len;
		put(page, &piece);
		page->now.text.len = 0;
		page->context = before;
	}
	pm_buf_free(&words);
}

void html_end_block(html_page *page)
{
	html_context context = page->context, bare = context;

	if (page->now.text.len > 0 || page->now.spans.n > 0) {
		bare.styles = 0;
		bare.link = 0;
		page->space = false;
		html_set_context(page, &bare);
		html_place_anchors(page);
		if (!(context.flags & IN_PRE))
			html_put_lines(page);
		else if (is_prose(page, pm_buf_view(&page->now.text)))
			html_put_lines(page);
		else
			put_code(page);
	}
	page->now.text.len = page->now.pool.len = page->now.spans.n = 0;
	page->line = 0;
	page->breaks.n = 0;
	page->space = page->space_is_break = page->space_before_digit = false;
	page->link_end = 0;
	memset(page->last_places, 0, sizeof page->last_places);
	page->context = context;
	memset(page->style_start, 0, sizeof page->style_start);
	if (page->hidden.len > 0)
		put_hidden(page);
}
