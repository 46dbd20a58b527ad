/* The text of one block as runs, with its links, notes, images and places.
 *
 * Spans are ranges beside the text; Word wants a sequence.  All places where something begins, ends or stands are sorted, and the
 * text between two of them is one run. */
#include "write.h"

#include <pumice/text.h>

#include <stdlib.h>

/* What happens at one place, in this order where several do. */
typedef enum event_kind { AT_END, AT_MARK_END, AT_POINT, AT_MARK, AT_START, AT_IMAGE } event_kind;

typedef struct event {
	size_t at;
	event_kind kind;
	size_t index; /* of the span, or of the indicator for marks */
} event;

enum { FEW_EVENTS = 48, LINKS_OPEN = 8 };

typedef struct run_state {
	writer *w;
	const pm_block *block;
	const pm_span *spans;
	run_format format;
	pm_str text;
	bool has_hint, has_rtl;
	unsigned active[PM_ANCHOR + 1]; /* how many spans of each style are open */
	size_t links[LINKS_OPEN];       /* links that are open, the innermost last */
	size_t n_links;
	bool link_is_open, link_is_field;
} run_state;

/* -- text ---------------------------------------------------------------------------------------------------------------- */

bool dw_has_cjk(pm_str text)
{
	/* U+3000 to U+D7FF begin with E3 to ED, full-width forms with EF, the further planes of Han with F0. */
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c >= 0xe3 && c <= 0xf0 && c != 0xee)
			return true;
	}
	return false;
}

bool dw_has_rtl(pm_str text)
{
	/* Hebrew and Arabic begin with D6 to DB; Armenian's share of D6 ends at 8F. */
	for (size_t i = 0; i + 1 < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c >= 0xd6 && c <= 0xdb && (c > 0xd6 || (unsigned char)text.ptr[i + 1] > 0x8f))
			return true;
	}
	return false;
}

void dw_write_hint(writer *w)
{
	ZW_LIT(w->zip, "<w:rFonts w:hint=\"eastAsia\"/>");
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void write_piece(writer *w, pm_str piece)
{
	if (piece.len == 0)
		return;
	if (is_blank(piece.ptr[0]) || is_blank(piece.ptr[piece.len - 1]))
		ZW_LIT(w->zip, "<w:t xml:space=\"preserve\">");
	else
		ZW_LIT(w->zip, "<w:t>");
	zw_text(w->zip, piece);
	ZW_LIT(w->zip, "</w:t>");
}

/* The element that stands for the character at s[i], of `*n` bytes; NULL where it is text. */
static const char *element_for(pm_str s, size_t i, size_t *n)
{
	unsigned char c = (unsigned char)s.ptr[i];
	*n = 1;
	if (c == '\n')
		return "<w:br/>";
	if (c == '\t')
		return "<w:tab/>";
	*n = 2;
	if (c == 0xc2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] == 0xad)
		return "<w:softHyphen/>";
	*n = 3;
	if (c == 0xe2 && i + 2 < s.len && memcmp(s.ptr + i + 1, "\x80\x91", 2) == 0)
		return "<w:noBreakHyphen/>";
	return NULL;
}

static void write_content(writer *w, pm_str s)
{
	size_t done = 0;
	for (size_t i = 0; i < s.len;) {
		size_t n;
		const char *element = element_for(s, i, &n);
		if (element == NULL) {
			i++;
			continue;
		}
		write_piece(w, pm_str_of(s.ptr + done, i - done));
		zw_puts(w->zip, element);
		i += n;
		done = i;
	}
	write_piece(w, pm_str_of(s.ptr + done, s.len - done));
}

/* -- runs ------------------------------------------------------------------------------------------------------------------ */

static const char *character_style(run_state *r, size_t at)
{
	if (r->active[PM_CODE_SPAN] > 0 && !r->format.is_verbatim)
		return dw_style(r->w, ST_CODE_SPAN);
	if (at < r->format.number_end)
		return dw_style(r->w, ST_SECTION_NUMBER);
	return r->link_is_open ? dw_style(r->w, ST_HYPERLINK) : NULL;
}

static void write_face(run_state *r, size_t at, size_t to)
{
	zw *zip = r->w->zip;
	const char *style = character_style(r, at);
	bool is_rtl = r->has_rtl && dw_has_rtl(pm_str_of(r->text.ptr + at, to - at));
	bool is_raised = r->active[PM_SUPERSCRIPT] > 0, is_lowered = r->active[PM_SUBSCRIPT] > 0;
	if (style == NULL && !r->has_hint &&
	    r->active[PM_STRONG] + r->active[PM_EMPHASIS] + r->active[PM_STRIKE] + r->active[PM_UNDERLINE] == 0 && !is_raised &&
	    !is_lowered && !is_rtl)
		return;
	ZW_LIT(zip, "<w:rPr>");
	if (style != NULL)
		zw_printf(zip, "<w:rStyle w:val=\"%s\"/>", style);
	if (r->has_hint)
		dw_write_hint(r->w);
	if (r->active[PM_STRONG] > 0)
		ZW_LIT(zip, "<w:b/><w:bCs/>");
	if (r->active[PM_EMPHASIS] > 0)
		ZW_LIT(zip, "<w:i/><w:iCs/>");
	if (r->active[PM_STRIKE] > 0)
		ZW_LIT(zip, "<w:strike/>");
	if (r->active[PM_UNDERLINE] > 0)
		ZW_LIT(zip, "<w:u w:val=\"single\"/>");
	if (is_raised || is_lowered)
		zw_puts(zip, is_raised ? "<w:vertAlign w:val=\"superscript\"/>" : "<w:vertAlign w:val=\"subscript\"/>");
	if (is_rtl)
		ZW_LIT(zip, "<w:rtl/>");
	ZW_LIT(zip, "</w:rPr>");
}

static void write_run(run_state *r, size_t from, size_t to)
{
	if (from >= to)
		return;
	ZW_LIT(r->w->zip, "<w:r>");
	write_face(r, from, to);
	write_content(r->w, pm_str_of(r->text.ptr + from, to - from));
	ZW_LIT(r->w->zip, "</w:r>");
}

/* Text between two events, cut where the number ends. */
static void write_text(run_state *r, size_t from, size_t to)
{
	size_t cut = r->format.number_end;
	if (from < cut && cut < to) {
		write_run(r, from, cut);
		from = cut;
	}
	write_run(r, from, to);
}

/* -- links ------------------------------------------------------------------------------------------------------------------- */

static void close_link(run_state *r)
{
	if (r->link_is_open && r->link_is_field)
		ZW_LIT(r->w->zip, "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
	else if (r->link_is_open)
		ZW_LIT(r->w->zip, "</w:hyperlink>");
	r->link_is_open = false;
}

/* An argument of a field between quotes, ready for XML. */
static void write_argument(writer *w, pm_str s)
{
	ZW_LIT(w->zip, "\"");
	for (size_t from = 0, i = 0; i <= s.len; i++)
		if (i == s.len || s.ptr[i] == '"' || s.ptr[i] == '\\') {
			zw_text(w->zip, pm_str_of(s.ptr + from, i - from));
			if (i < s.len)
				ZW_LIT(w->zip, "\\");
			from = i;
		}
	ZW_LIT(w->zip, "\" ");
}

/* Addresses that are no URI, as pages have them, cannot be targets of relationships; a field holds any. */
static void open_field(run_state *r, const pm_span *link)
{
	zw *zip = r->w->zip;
	ZW_LIT(zip, "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> HYPERLINK ");
	write_argument(r->w, link->target);
	if (link->alt.len > 0) {
		ZW_LIT(zip, "\\o ");
		write_argument(r->w, link->alt);
	}
	ZW_LIT(zip, "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>");
	r->link_is_open = r->link_is_field = true;
}

static void open_link(run_state *r, const pm_span *link)
{
	writer *w = r->w;
	pm_str target = link->target, place = { NULL, 0 };
	close_link(r);
	if (target.len > 1 && target.ptr[0] == '#')
		place = dw_anchor_find(w, pm_str_of(target.ptr + 1, target.len - 1));
	if (target.len == 0)
		return;
	if (place.len == 0 && !dw_is_uri(target)) {
		open_field(r, link);
		return;
	}
	ZW_LIT(w->zip, "<w:hyperlink");
	if (place.len > 0)
		zw_named(w->zip, "w:anchor", place);
	else
		zw_printf(w->zip, " r:id=\"rId%u\"", dw_rel_external(w, "hyperlink", target));
	if (link->alt.len > 0)
		zw_named(w->zip, "w:tooltip", link->alt);
	ZW_LIT(w->zip, ">");
	r->link_is_open = true;
	r->link_is_field = false;
}

/* Word's links do not overlap: the one that began last is in force. */
static void begin_link(run_state *r, size_t span)
{
	if (r->n_links == LINKS_OPEN)
		return;
	r->links[r->n_links++] = span;
	open_link(r, &r->spans[span]);
}

static void end_link(run_state *r, size_t span)
{
	for (size_t i = 0; i < r->n_links; i++) {
		if (r->links[i] != span)
			continue;
		bool was_last = i + 1 == r->n_links;
		memmove(r->links + i, r->links + i + 1, (r->n_links - i - 1) * sizeof *r->links);
		r->n_links--;
		if (was_last) {
			close_link(r);
			if (r->n_links > 0)
				open_link(r, &r->spans[r->links[r->n_links - 1]]);
		}
		return;
	}
}

/* What stands for a picture that is not shown: a run in any case, by which readers of pumice's own files count. */
static void write_image_words(run_state *r, const pm_span *image)
{
	zw *zip = r->w->zip;
	ZW_LIT(zip, "<w:r>");
	if (r->link_is_open)
		zw_printf(zip, "<w:rPr><w:rStyle w:val=\"%s\"/></w:rPr>", dw_style(r->w, ST_HYPERLINK));
	ZW_LIT(zip, "<w:t xml:space=\"preserve\">");
	zw_text(zip, image->alt.len > 0 ? image->alt : !r->link_is_open ? PM_STR("") : r->w->is_chinese ? PM_STR("图片") : PM_STR("Picture"));
	ZW_LIT(zip, "</w:t></w:r>");
}

/* A picture may be a link by itself.  One that is only linked, and of unknown shape, would be a blank or distorted box in the page: it is
 * kept hidden, and behind it stand its words, which lead to it. */
static void write_image(run_state *r, const pm_span *image)
{
	bool has_words = dw_image_has_no_shape(r->w, image), is_linked = image->link.len > 0 && !r->link_is_open;
	bool leads_to_it = has_words && image->link.len == 0 && !r->link_is_open && pm_str_find(image->target, PM_STR("://"), 0) != SIZE_MAX;
	pm_span link = { .style = PM_LINK, .target = is_linked ? image->link : image->target };
	if (is_linked)
		open_link(r, &link);
	dw_write_image(r->w, image);
	if (leads_to_it)
		open_link(r, &link);
	if (has_words)
		write_image_words(r, image);
	if (is_linked || leads_to_it)
		close_link(r);
}

/* -- what stands at one place ---------------------------------------------------------------------------------------------------- */

void dw_write_anchor(writer *w, const pm_span *span)
{
	pm_str name = dw_anchor_define(w, span->target);
	if (name.len == 0)
		return;
	unsigned id = w->n_bookmarks++;
	zw_printf(w->zip, "<w:bookmarkStart w:id=\"%u\"", id);
	zw_named(w->zip, "w:name", name);
	zw_printf(w->zip, "/><w:bookmarkEnd w:id=\"%u\"/>", id);
}

static void write_point(run_state *r, const pm_span *span)
{
	if (span->style == PM_ANCHOR) {
		dw_write_anchor(r->w, span);
		return;
	}
	/* A note's sign is a link of its own. */
	bool had_link = r->link_is_open;
	close_link(r);
	dw_write_note_reference(r->w, span->note, r->has_hint);
	if (had_link && r->n_links > 0)
		open_link(r, &r->spans[r->links[r->n_links - 1]]);
}

static void write_mark(run_state *r, size_t indicator, bool is_start)
{
	if (is_start)
		zw_printf(r->w->zip, "<w:bookmarkStart w:id=\"%u\" w:name=\"_Ind%zu\"/>", dw_indicator_bookmark(r->w, indicator),
			  indicator + 1);
	else
		zw_printf(r->w->zip, "<w:bookmarkEnd w:id=\"%u\"/>", dw_indicator_bookmark(r->w, indicator));
}

/* -- events ----------------------------------------------------------------------------------------------------------------------- */

static int compare(const void *a, const void *b)
{
	const event *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

static size_t collect(run_state *r, size_t n_spans, index_range marks, event *events)
{
	size_t n = 0, len = r->text.len;
	for (size_t i = 0; i < n_spans; i++) {
		const pm_span *s = &r->spans[i];
		size_t start = s->start < r->format.from ? r->format.from : s->start > len ? len : s->start;
		size_t end = s->end > len ? len : s->end;
		if (s->style == PM_IMAGE_REF)
			events[n++] = (event){ start, AT_IMAGE, i };
		else if (s->style == PM_ANCHOR || s->style == PM_NOTE_REF)
			events[n++] = (event){ start, AT_POINT, i };
		else if (start < end) {
			events[n++] = (event){ start, AT_START, i };
			events[n++] = (event){ end, AT_END, i };
		}
	}
	for (size_t i = marks.first; i < marks.end; i++) {
		const pm_indicator *ind = pm_doc_indicator(r->w->doc, i);
		if (ind->block != r->block || ind->start < r->format.from || ind->end > len || ind->start >= ind->end)
			continue;
		events[n++] = (event){ ind->start, AT_MARK, i };
		events[n++] = (event){ ind->end, AT_MARK_END, i };
	}
	qsort(events, n, sizeof *events, compare);
	return n;
}

static void walk(run_state *r, const event *events, size_t n)
{
	size_t at = r->format.from;
	for (size_t i = 0; i < n; i++) {
		const event *e = &events[i];
		write_text(r, at, e->at);
		at = e->at;
		switch (e->kind) {
		case AT_START:
			r->active[r->spans[e->index].style]++;
			if (r->spans[e->index].style == PM_LINK)
				begin_link(r, e->index);
			break;
		case AT_END:
			r->active[r->spans[e->index].style]--;
			if (r->spans[e->index].style == PM_LINK)
				end_link(r, e->index);
			break;
		case AT_POINT:
			write_point(r, &r->spans[e->index]);
			break;
		case AT_MARK:
		case AT_MARK_END:
			write_mark(r, e->index, e->kind == AT_MARK);
			break;
		case AT_IMAGE:
			write_image(r, &r->spans[e->index]);
			break;
		}
	}
	write_text(r, at, r->text.len);
	close_link(r);
}

void dw_write_runs(writer *w, const pm_block *block, run_format format)
{
	run_state r = { .w = w, .block = block, .spans = pm_block_spans(block), .format = format, .text = pm_block_text(block) };
	size_t n_spans = pm_block_n_spans(block);
	r.has_hint = dw_has_cjk(r.text);
	r.has_rtl = dw_has_rtl(r.text);
	index_range marks = dw_indicators_of(w, block);
	size_t room = 2 * (n_spans + marks.end - marks.first);
	event few[FEW_EVENTS];
	event *events = room <= FEW_EVENTS ? few : malloc(room * sizeof *events);
	if (events == NULL) {
		w->is_out_of_memory = true;
		return;
	}
	walk(&r, events, collect(&r, n_spans, marks, events));
	if (events != few)
		free(events);
}
