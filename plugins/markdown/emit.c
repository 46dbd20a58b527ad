/* emit.c: tokens to Markdown. */
#include "writer.h"

#include "chars.h"

static const char *tag_name(pm_style style)
{
	switch (style) {
	case PM_STRONG:
		return "strong";
	case PM_EMPHASIS:
		return "em";
	case PM_UNDERLINE:
		return "u";
	case PM_STRIKE:
		return "del";
	case PM_SUPERSCRIPT:
		return "sup";
	default:
		return "sub";
	}
}

static const char *delimiter(const md_token *t)
{
	return t->style == PM_STRONG ? "**" : t->style == PM_STRIKE ? "~~" : t->is_underscore ? "_" : "*";
}

/* -- images ---------------------------------------------------------------------------------------------------------- */

/* Beside the output where it has a place, else where it came from, else by name only. */
static pm_str image_address(md_writer *w, const pm_span *span)
{
	if (span->resource == 0)
		return span->target;
	const pm_resource *r = pm_doc_resource(w->doc, (size_t)span->resource - 1);
	pm_str link;
	if (pm_sink_asset(w->sink, r->name, r->bytes, &link, NULL) == PM_OK)
		return link;
	return span->target.len > 0 && !pm_str_starts_with(span->target, "data:") ? span->target : r->name;
}

static void put_image(md_writer *w, const pm_span *span, md_place place, pm_buf *out)
{
	pm_str address = image_address(w, span);
	if (place == MD_IN_HTML) {
		pm_buf_puts(out, "<img");
		md_put_attribute("src", address, out);
		if (span->alt.len > 0)
			md_put_attribute("alt", span->alt, out);
		pm_buf_putc(out, '>');
		return;
	}
	pm_buf_puts(out, "![");
	md_put_plain_text(span->alt, true, place, out);
	pm_buf_putc(out, ']');
	md_put_address(address, PM_STR(""), place, out);
}

/* -- tokens ---------------------------------------------------------------------------------------------------------- */

/* Of a link, which may be a picture's own. */
static pm_str address_of(const md_token *t)
{
	return t->span->style == PM_IMAGE_REF ? t->span->link : t->span->target;
}

static pm_str title_of(const md_token *t)
{
	return t->span->style == PM_IMAGE_REF ? PM_STR("") : t->span->alt;
}

static void put_open(const md_token *t, md_place place, pm_buf *out)
{
	if (t->style != PM_LINK) {
		if (t->is_tag)
			pm_buf_printf(out, "<%s>", tag_name(t->style));
		else
			pm_buf_puts(out, delimiter(t));
	} else if (place == MD_IN_HTML) {
		pm_buf_puts(out, "<a");
		md_put_attribute("href", address_of(t), out);
		if (title_of(t).len > 0)
			md_put_attribute("title", title_of(t), out);
		pm_buf_putc(out, '>');
	} else {
		pm_buf_putc(out, MD_MARK_SYNTAX);
		pm_buf_putc(out, '[');
	}
}

static void put_close(const md_token *t, md_place place, pm_buf *out)
{
	if (t->style != PM_LINK) {
		if (t->is_tag)
			pm_buf_printf(out, "</%s>", tag_name(t->style));
		else
			pm_buf_puts(out, delimiter(t));
	} else if (place == MD_IN_HTML) {
		pm_buf_puts(out, "</a>");
	} else {
		pm_buf_putc(out, ']');
		md_put_address(address_of(t), title_of(t), place, out);
	}
}

static void put_code(pm_str text, md_place place, bool in_link, pm_buf *out)
{
	if (place != MD_IN_HTML && !md_code_needs_tag(text, place, in_link)) {
		md_put_code(text, place, out);
		return;
	}
	pm_buf_puts(out, "<code>");
	for (size_t i = 0; i < text.len; i++) {
		if (place != MD_IN_HTML && md_is_ascii_punct((unsigned char)text.ptr[i]))
			pm_buf_printf(out, "&#%d;", text.ptr[i]); /* between tags, Markdown goes on */
		else
			md_put_html_text(pm_str_of(text.ptr + i, 1), out);
	}
	pm_buf_puts(out, "</code>");
}

/* A backslash at the end of the text is no line break, nor is one anywhere but in a paragraph. */
static void put_break(const md_tokens *tokens, size_t i, md_place place, pm_buf *out)
{
	size_t after = i;
	while (after < tokens->n && tokens->at[after].kind == MD_BREAK)
		after++;
	if (place == MD_IN_PARAGRAPH && after < tokens->n)
		pm_buf_putc(out, MD_MARK_BREAK);
	else
		pm_buf_puts(out, "<br>");
}

static void put_note(md_writer *w, const pm_span *span, pm_buf *out)
{
	pm_buf_puts(out, "[^");
	md_put_note_label(w, span->note, out);
	pm_buf_putc(out, ']');
}

void md_put_tokens(md_writer *w, const md_tokens *tokens, md_place place, pm_buf *out)
{
	md_context context;
	md_context_make(&context, tokens, place, w->wrap > 0 && place == MD_IN_PARAGRAPH);
	for (size_t i = 0; i < tokens->n; i++) {
		const md_token *t = &tokens->at[i];
		pm_str text = pm_str_of(tokens->text.ptr + t->start, t->end - t->start);
		switch (t->kind) {
		case MD_TEXT:
			if (place == MD_IN_HTML)
				md_put_html_text(text, out);
			else
				md_put_text(&context, i, out);
			break;
		case MD_CODE:
			put_code(text, place, context.n_links > 0, out);
			break;
		case MD_OPEN:
			if (t->style == PM_LINK)
				md_context_enter_link(&context, i);
			put_open(t, place, out);
			break;
		case MD_CLOSE:
			context.n_links -= t->style == PM_LINK;
			put_close(t, place, out);
			break;
		case MD_BREAK:
			put_break(tokens, i, place, out);
			break;
		case MD_IMAGE:
			put_image(w, t->span, place, out);
			break;
		case MD_NOTE:
			put_note(w, t->span, out);
			break;
		case MD_ANCHOR:
			pm_buf_puts(out, "<a");
			md_put_attribute("id", t->span->target, out);
			pm_buf_puts(out, "></a>");
			break;
		case MD_INDICATOR:
			pm_buf_printf(out, "<a id=\"i%zu\"></a>", t->partner + 1);
			break;
		case MD_AUTOLINK:
			pm_buf_putc(out, '<');
			pm_buf_str(out, text);
			pm_buf_putc(out, '>');
			break;
		}
	}
}

void md_put_inlines(md_writer *w, const pm_block *block, size_t from, md_place place, pm_buf *out)
{
	md_tokens tokens;
	md_tokens_make(&tokens, block, from, &w->anchors, md_indicators_of(w, block), place);
	w->is_broken = w->is_broken || tokens.is_broken;
	md_put_tokens(w, &tokens, place, out);
	md_tokens_free(&tokens);
}

/* -- notes ----------------------------------------------------------------------------------------------------------- */

size_t md_note_label(md_writer *w, const pm_note *note)
{
	size_t i = pm_note_index(note);
	if (w->note_labels[i] == 0) {
		w->note_order[w->n_notes++] = i;
		w->note_labels[i] = w->n_notes;
	}
	return w->note_labels[i];
}

void md_put_note_label(md_writer *w, const pm_note *note, pm_buf *out)
{
	pm_buf_printf(out, "%s%zu", pm_note_type(note) == PM_ENDNOTE ? "e" : "", md_note_label(w, note));
}
