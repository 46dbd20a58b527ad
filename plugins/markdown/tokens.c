/* tokens.c: stand-off spans, which may overlap, to pieces that nest. */
#include "tokens.h"

#include "chars.h"

#include <stdlib.h>

typedef struct range {
	size_t start, end;
	pm_style style;
	const pm_span *span;
} range;

typedef struct ranges {
	range *at;
	size_t n;
} ranges;

bool md_names_hold(const md_names *names, pm_str name)
{
	size_t low = 0, high = names->n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		pm_str at = names->at[mid];
		int order = memcmp(at.ptr, name.ptr, at.len < name.len ? at.len : name.len);
		if (order == 0 && at.len == name.len)
			return true;
		if (order < 0 || (order == 0 && at.len < name.len))
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

/* -- ranges: spans of one style that touch are one, and white space at their ends is nobody's ------------------------ */

static void trim(pm_str text, range *r)
{
	while (r->start < r->end) {
		size_t next = r->start;
		if (!md_is_space(pm_utf8_next(text, &next)))
			break;
		r->start = next;
	}
	while (r->start < r->end) {
		size_t before = r->end;
		if (!md_is_space(pm_utf8_previous(text, &before)))
			break;
		r->end = before;
	}
}

static void push_range(ranges *all, pm_str text, range r, size_t from)
{
	if (r.start < from)
		r.start = from;
	if (r.style == PM_STRONG || r.style == PM_EMPHASIS || r.style == PM_STRIKE)
		trim(text, &r);
	if (r.start < r.end || (r.style == PM_LINK && r.start == r.end && r.span->target.len > 0))
		all->at[all->n++] = r;
}

static void collect_style(ranges *all, const pm_block *block, pm_style style, size_t from)
{
	const pm_span *spans = pm_block_spans(block);
	pm_str text = pm_block_text(block);
	range r = { 0 };
	bool is_open = false;
	for (size_t i = 0; i < pm_block_n_spans(block); i++) {
		const pm_span *span = &spans[i];
		if (span->style != style || span->end < from)
			continue;
		if (is_open && span->start <= r.end) {
			r.end = span->end > r.end ? span->end : r.end;
			continue;
		}
		if (is_open)
			push_range(all, text, r, from);
		r = (range){ span->start, span->end, style, span };
		is_open = true;
	}
	if (is_open)
		push_range(all, text, r, from);
}

static bool is_same_link(const pm_span *a, const pm_span *b)
{
	return pm_str_equal(a->target, b->target) && pm_str_equal(a->alt, b->alt);
}

/* What is left of a link, from where the one before ended. */
static void push_link(ranges *all, pm_str text, const pm_span *span, size_t start, size_t end, size_t from)
{
	range *last = all->n > 0 ? &all->at[all->n - 1] : NULL;
	if (start >= end || end <= from)
		return;
	if (last != NULL && last->style == PM_LINK && last->end == start && last->start < last->end && is_same_link(last->span, span))
		last->end = end;
	else
		push_range(all, text, (range){ start, end, PM_LINK, span }, from);
}

/* Links do not nest in Markdown: where one lies in another, that has the text before and behind. */
static void collect_links(ranges *all, const pm_span **open, const pm_block *block, size_t from)
{
	const pm_span *spans = pm_block_spans(block);
	pm_str text = pm_block_text(block);
	size_t at = 0, n_open = 0, n = pm_block_n_spans(block);
	for (size_t i = 0; i <= n; i++) {
		if (i < n && (spans[i].style != PM_LINK || spans[i].end < from))
			continue;
		size_t start = i < n ? spans[i].start : text.len;
		while (n_open > 0 && open[n_open - 1]->end <= start) {
			size_t end = open[--n_open]->end;
			push_link(all, text, open[n_open], at, end, from);
			at = end > at ? end : at;
		}
		if (i < n && spans[i].start == spans[i].end) {
			if (n_open == 0)
				push_range(all, text, (range){ start, start, PM_LINK, &spans[i] }, from);
			continue;
		}
		if (n_open > 0)
			push_link(all, text, open[n_open - 1], at, start, from);
		at = start;
		if (i < n)
			open[n_open++] = &spans[i];
	}
}

/* Of ranges that cover the same text the first of these is the outermost. */
static int rank(pm_style style)
{
	static const int ranks[] = { [PM_LINK] = 0,   [PM_UNDERLINE] = 1,   [PM_STRONG] = 2,    [PM_EMPHASIS] = 3,
				     [PM_STRIKE] = 4, [PM_SUPERSCRIPT] = 5, [PM_SUBSCRIPT] = 6, [PM_CODE_SPAN] = 7 };
	return ranks[style];
}

static int by_start(const void *a, const void *b)
{
	const range *x = a, *y = b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return rank(x->style) - rank(y->style);
}

static bool collect(ranges *all, const pm_block *block, size_t from)
{
	static const pm_style styles[] = { PM_STRONG, PM_EMPHASIS, PM_UNDERLINE, PM_STRIKE, PM_SUPERSCRIPT, PM_SUBSCRIPT, PM_CODE_SPAN };
	size_t n = pm_block_n_spans(block);
	if (n == 0)
		return true;
	all->at = n <= SIZE_MAX / 2 / sizeof(range) ? malloc(2 * n * sizeof(range)) : NULL;
	const pm_span **open = all->at != NULL ? malloc(n * sizeof(pm_span *)) : NULL;
	if (open == NULL)
		return false;
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
		collect_style(all, block, styles[i], from);
	collect_links(all, open, block, from);
	free(open);
	if (all->n > 1)
		qsort(all->at, all->n, sizeof(range), by_start);
	return true;
}

/* -- tokens ---------------------------------------------------------------------------------------------------------- */

/* One range of each style and one link can be open at a time. */
enum { MAX_OPEN = 8 };

typedef struct nest {
	md_tokens *out;
	const md_names *anchors;
	md_extra_anchors extra;
	struct {
		const range *range;
		size_t token;
	} open[MAX_OPEN];
	size_t n_open;
} nest;

static size_t append(md_tokens *tokens, md_token token)
{
	if (tokens->n == tokens->cap) {
		size_t cap = tokens->cap > 0 ? tokens->cap * 2 : 32;
		md_token *at = cap <= SIZE_MAX / sizeof(md_token) ? realloc(tokens->at, cap * sizeof(md_token)) : NULL;
		if (at == NULL) {
			tokens->is_broken = true;
			return 0;
		}
		tokens->at = at;
		tokens->cap = cap;
	}
	tokens->at[tokens->n] = token;
	return tokens->n++;
}

static void open_range(nest *n, const range *r, size_t at)
{
	size_t token = 0;
	if (r->style != PM_CODE_SPAN)
		token = append(n->out, (md_token){ .kind = MD_OPEN, .style = r->style, .start = at, .end = at, .span = r->span });
	n->open[n->n_open].range = r;
	n->open[n->n_open++].token = token;
}

static void close_last(nest *n, size_t at)
{
	const range *r = n->open[--n->n_open].range;
	size_t partner = n->open[n->n_open].token;
	if (r->style == PM_CODE_SPAN || n->out->is_broken)
		return;
	size_t token = append(
		n->out, (md_token){ .kind = MD_CLOSE, .style = r->style, .start = at, .end = at, .partner = partner, .span = r->span });
	if (!n->out->is_broken)
		n->out->at[partner].partner = token;
}

/* Code has no tokens at its ends, so that nothing else has to be closed for it. */
static void end_code(nest *n, size_t at)
{
	for (size_t i = 0; i < n->n_open; i++) {
		if (n->open[i].range->style != PM_CODE_SPAN || n->open[i].range->end > at)
			continue;
		memmove(&n->open[i], &n->open[i + 1], (n->n_open - i - 1) * sizeof n->open[0]);
		n->n_open--;
		return;
	}
}

/* Close what ends at `at`; what was opened inside it and goes on is closed too and opened again. */
static void close_ended(nest *n, size_t at)
{
	size_t keep = 0, n_again = 0;
	const range *again[MAX_OPEN];
	end_code(n, at);
	while (keep < n->n_open && n->open[keep].range->end > at)
		keep++;
	while (n->n_open > keep) {
		if (n->open[n->n_open - 1].range->end > at)
			again[n_again++] = n->open[n->n_open - 1].range;
		close_last(n, at);
	}
	while (n_again > 0)
		open_range(n, again[--n_again], at);
}

static bool is_placed(const nest *n, const pm_span *span, pm_style style)
{
	if (span->style != style)
		return false;
	if (style == PM_ANCHOR)
		return md_names_hold(n->anchors, span->target);
	return style != PM_NOTE_REF || span->note != NULL;
}

static void place_span(nest *n, const pm_span *span, md_token_kind kind)
{
	append(n->out, (md_token){ .kind = kind, .start = span->start, .end = span->start, .span = span });
}

/* Those of the spans at one place that have no text.  A note belongs to what stands before it, an image to what it stands in. */
static void place_notes(nest *n, const pm_span *spans, size_t n_spans)
{
	for (size_t i = 0; i < n_spans; i++)
		if (is_placed(n, &spans[i], PM_NOTE_REF))
			place_span(n, &spans[i], MD_NOTE);
}

static void place_indicators(nest *n, size_t at)
{
	for (; n->extra.n > 0 && n->extra.at[0].start <= at; n->extra.n--, n->extra.at++)
		append(n->out, (md_token){ .kind = MD_INDICATOR, .start = at, .end = at, .partner = n->extra.at[0].index });
}

/* A picture that is a link by itself. */
static void place_image(nest *n, const pm_span *span)
{
	bool is_linked = span->link.len > 0;
	for (size_t i = 0; i < n->n_open; i++)
		is_linked = is_linked && n->open[i].range->style != PM_LINK;
	if (is_linked)
		append(n->out, (md_token){ .kind = MD_OPEN, .style = PM_LINK, .start = span->start, .end = span->start, .span = span });
	place_span(n, span, MD_IMAGE);
	if (is_linked)
		append(n->out, (md_token){ .kind = MD_CLOSE, .style = PM_LINK, .start = span->start, .end = span->start, .span = span });
}

static void place_images(nest *n, const pm_span *spans, size_t n_spans)
{
	for (size_t i = 0; i < n_spans; i++) {
		if (is_placed(n, &spans[i], PM_IMAGE_REF))
			place_image(n, &spans[i]);
		else if (is_placed(n, &spans[i], PM_ANCHOR))
			place_span(n, &spans[i], MD_ANCHOR);
	}
}

/* Where a span begins that comes to nothing, the text goes on. */
static void append_text(md_tokens *tokens, md_token_kind kind, size_t start, size_t end)
{
	md_token *last = tokens->n > 0 ? &tokens->at[tokens->n - 1] : NULL;
	if (last != NULL && last->kind == kind && last->end == start)
		last->end = end;
	else
		append(tokens, (md_token){ .kind = kind, .start = start, .end = end });
}

static void take_text(nest *n, size_t start, size_t end)
{
	bool is_code = false;
	for (size_t i = 0; i < n->n_open; i++)
		is_code = is_code || n->open[i].range->style == PM_CODE_SPAN;
	while (start < end) {
		const char *from = n->out->text.ptr + start;
		const char *nl = memchr(from, '\n', end - start);
		size_t stop = nl != NULL ? start + (size_t)(nl - from) : end;
		if (stop > start)
			append_text(n->out, is_code ? MD_CODE : MD_TEXT, start, stop);
		if (nl != NULL)
			append(n->out, (md_token){ .kind = MD_BREAK, .start = stop, .end = stop + 1 });
		start = nl != NULL ? stop + 1 : stop;
	}
}

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void walk(nest *n, const pm_block *block, const ranges *all, size_t from)
{
	const pm_span *spans = pm_block_spans(block);
	size_t n_spans = pm_block_n_spans(block), s = 0, r = 0, at = from, len = n->out->text.len;
	while (s < n_spans && spans[s].start < from)
		s++;
	for (;;) {
		size_t here = s;
		while (s < n_spans && spans[s].start == at)
			s++;
		close_ended(n, at);
		bool has_images = s > here;
		if (s > here)
			place_notes(n, spans + here, s - here);
		for (; r < all->n && all->at[r].start == at && !n->out->is_broken; r++) {
			open_range(n, &all->at[r], at);
			if (all->at[r].end == at) { /* a link without text: around an image, or alone */
				if (has_images)
					place_images(n, spans + here, s - here);
				has_images = false;
				close_last(n, at);
			}
		}
		if (has_images)
			place_images(n, spans + here, s - here);
		place_indicators(n, at);
		if (at >= len || n->out->is_broken)
			return;
		size_t next = len;
		if (r < all->n)
			next = min(next, all->at[r].start);
		if (s < n_spans)
			next = min(next, spans[s].start);
		if (n->extra.n > 0)
			next = min(next, n->extra.at[0].start);
		for (size_t i = 0; i < n->n_open; i++)
			next = min(next, n->open[i].range->end);
		take_text(n, at, next);
		at = next;
	}
}

/* Nobody sees the blanks at the end of a line: they are left out. */
static void trim_lines(md_tokens *tokens)
{
	size_t put = tokens->n;
	bool ends = true;
	for (size_t i = tokens->n; i > 0; i--) {
		md_token t = tokens->at[i - 1];
		while (ends && t.kind == MD_TEXT && t.end > t.start &&
		       (tokens->text.ptr[t.end - 1] == ' ' || tokens->text.ptr[t.end - 1] == '\t'))
			t.end--;
		if (t.kind == MD_TEXT && t.start == t.end)
			continue;
		ends = t.kind == MD_BREAK;
		tokens->at[--put] = t;
	}
	memmove(tokens->at, tokens->at + put, (tokens->n - put) * sizeof(md_token));
	tokens->n -= put;
}

/* A link around nothing but its own address is one token. */
static void find_autolinks(md_tokens *tokens, md_place place)
{
	size_t put = 0;
	for (size_t i = 0; i < tokens->n; i++) {
		md_token t = tokens->at[i];
		bool is_lone = t.kind == MD_OPEN && t.style == PM_LINK && i + 2 < tokens->n && tokens->at[i + 1].kind == MD_TEXT &&
			       tokens->at[i + 2].kind == MD_CLOSE && tokens->at[i + 2].style == PM_LINK;
		if (is_lone && place != MD_IN_HTML && t.span->alt.len == 0) {
			const md_token *text = &tokens->at[i + 1];
			pm_str s = pm_str_of(tokens->text.ptr + text->start, text->end - text->start);
			bool fits = place != MD_IN_CELL || memchr(s.ptr, '|', s.len) == NULL;
			if (fits && md_is_autolink(s, t.span->target)) {
				t.kind = MD_AUTOLINK;
				t.start = text->start;
				t.end = text->end;
				i += 2;
			}
		}
		tokens->at[put++] = t;
	}
	tokens->n = put;
	size_t open[MAX_OPEN], n_open = 0;
	for (size_t i = 0; i < tokens->n; i++) {
		if (tokens->at[i].kind == MD_OPEN) {
			open[n_open++] = i;
		} else if (tokens->at[i].kind == MD_CLOSE) {
			tokens->at[i].partner = open[--n_open];
			tokens->at[open[n_open]].partner = i;
		}
	}
}

void md_tokens_make(md_tokens *tokens, const pm_block *block, size_t from, const md_names *anchors, md_extra_anchors extra, md_place place)
{
	ranges all = { 0 };
	*tokens = (md_tokens){ .text = pm_block_text(block) };
	nest n = { .out = tokens, .anchors = anchors, .extra = extra };
	if (!collect(&all, block, from))
		tokens->is_broken = true;
	else
		walk(&n, block, &all, from);
	free(all.at);
	if (tokens->is_broken)
		tokens->n = 0;
	if (tokens->n > 0)
		trim_lines(tokens);
	find_autolinks(tokens, place);
	md_tokens_choose(tokens, place);
}

void md_tokens_free(md_tokens *tokens)
{
	free(tokens->at);
	*tokens = (md_tokens){ 0 };
}
