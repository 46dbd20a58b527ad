/* structure_typed.c: pages and documents, whose blocks come typed: only paragraphs that imitate headings are typed anew. */
#include "passes.h"
#include "structure.h"

bool pm_block_is_bold(const pm_block *b)
{
	pm_str s = pm_block_text(b);
	size_t covered = 0;
	const pm_span *spans = pm_block_spans(b);
	for (size_t i = 0; i < pm_block_n_spans(b); i++)
		if (spans[i].style == PM_STRONG && spans[i].start <= covered && spans[i].end > covered)
			covered = spans[i].end;
	return s.len > 0 && covered == s.len;
}

static int collect_blocks(pm_structure *s)
{
	for (pm_block *b = pm_flow_first(pm_doc_body(s->doc)); b != NULL; b = pm_block_next(b)) {
		if (pm_block_is_marked(b))
			continue;
		pm_kind kind = pm_block_kind(b);
		pm_str text = pm_block_text(b);
		if (kind == PM_PARAGRAPH && pm_str_trim(text).len == 0)
			continue;
		int rc = pm_structure_room(s, s->n + 1);
		if (rc != PM_OK)
			return rc;
		pm_unit *u = &s->units[s->n++];
		*u = (pm_unit){ .block = b };
		bool plain = kind == PM_PARAGRAPH && pm_block_item_depth(b) == 0 && pm_block_quote_depth(b) == 0 &&
			     pm_block_role(b) == PM_ROLE_NONE;
		if (!plain || memchr(text.ptr, '\n', text.len) != NULL)
			u->use = PM_USE_FIXED;
		pm_unit_read(u);
	}
	return PM_OK;
}

/* Signs that nobody begins a line with but to list it; dashes and stars have other uses. */
static bool is_list_sign(uint32_t sign)
{
	switch (sign) {
	case 0xB7:
	case 0x2022:
	case 0x2023:
	case 0x25A0:
	case 0x25AA:
	case 0x25CB:
	case 0x25CF:
	case 0x27A2:
	case 0x2714:
	case 0xF06C:
	case 0xF0B7:
	case 0xF0D8:
		return true;
	default:
		return false;
	}
}

static bool is_next_item(const pm_unit *a, const pm_unit *b)
{
	return a->use == PM_USE_TEXT && b->use == PM_USE_TEXT && a->number.type == PM_NUM_BULLET && b->number.type == PM_NUM_BULLET &&
	       a->number.separator == b->number.separator && pm_block_region(a->block) == pm_block_region(b->block);
}

/* Paragraphs of a page, one right below the other, that begin with one sign are a list that its author typed. */
static int find_typed_list(pm_structure *s)
{
	uint32_t group = 0;
	for (size_t i = 0; i + 1 < s->n; i++) {
		size_t end = i + 1;
		while (end < s->n && is_list_sign(s->units[i].number.separator) && is_next_item(&s->units[end - 1], &s->units[end]))
			end++;
		if (end - i < 2)
			continue;
		group++;
		for (; i < end; i++) {
			s->units[i].use = PM_USE_ITEM;
			s->units[i].level = 0;
			s->units[i].group = group;
		}
		i--;
	}
	int rc = group > 0 ? pm_structure_apply(s) : PM_OK;
	for (size_t i = 0; i < s->n; i++)
		if (s->units[i].use == PM_USE_ITEM)
			s->units[i].use = PM_USE_FIXED;
	return rc;
}

/* What is found here is weaker than what the source says: a document that has headings of its own is left as it is. */
static bool has_own_headings(const pm_structure *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n; i++)
		n += pm_block_kind(s->units[i].block) == PM_HEADING;
	return n > 1;
}

/* Three headings with the numbers of official documents, one of them 一、 or 第一章 on a line of its own, or 一、 to 三、 ahead of their texts,
 * or （一） or 1.1 several times: the page holds such a document. */
static bool is_official(const pm_structure *s)
{
	size_t n = 0, top = 0, run = 0, multi = 0, parens = 0;
	for (size_t i = 0; i < s->n; i++) {
		const pm_unit *u = &s->units[i];
		if (u->use != PM_USE_HEADING)
			continue;
		bool whole = u->rest >= pm_unit_text(u).len;
		n += u->number.type >= PM_NUM_PART && u->number.type <= PM_NUM_DECIMAL_PAREN;
		parens += u->number.type == PM_NUM_HAN_PAREN && whole;
		top += u->number.type <= PM_NUM_HAN && u->number.type != PM_NUM_NONE && u->number.type != PM_NUM_ARTICLE && whole;
		multi += u->number.type == PM_NUM_MULTI && whole;
		run += u->number.type == PM_NUM_HAN && u->number.value == run + 1;
	}
	return (n >= 3 && (top > 0 || run >= 3 || parens >= 3)) || multi >= 3;
}

/* A title such as 某局2023年工作总结: its page is read as the text of such a report is. */
static bool is_report(const pm_structure *s)
{
	pm_str title = pm_doc_meta(s->doc, "title");
	for (size_t i = 0; i < s->n && i < 8; i++)
		if (s->units[i].use == PM_USE_TITLE || pm_block_kind(s->units[i].block) == PM_TITLE)
			title = pm_unit_text(&s->units[i]);
	return title.len > 0 && pm_line_ends_in_genre(title);
}

/* An author's document keeps its paragraphs: a line of its own is a heading where it is bold and numbered as its siblings are, or where
 * 一、 and （一） number the document.  On a page of an official document all that counts in plain text counts. */
static void keep_certain(pm_structure *s, bool page)
{
	bool official = is_official(s) || (page && is_report(s));
	for (size_t i = 0; i < s->n; i++) {
		pm_unit *u = &s->units[i];
		if (u->use != PM_USE_HEADING && u->use != PM_USE_ITEM)
			continue;
		bool whole = u->rest >= pm_unit_text(u).len && u->phrase_end == pm_unit_text(u).len;
		bool high = u->number.type <= PM_NUM_HAN_PAREN || u->number.type == PM_NUM_MULTI;
		bool ornamented = page && u->number.type == PM_NUM_BULLET; /* ★ ahead of several lines with text under them */
		bool certain = ornamented || (page && official) || (whole && (pm_block_is_bold(u->block) || (high && (page || official))));
		certain = certain && u->use == PM_USE_HEADING;
		if (!certain)
			u->use = PM_USE_TEXT;
	}
}

/* 2025年1月15日 at the end, as an official document has it; the dates of other pages are left where they stand. */
static bool ends_in_han_date(const pm_structure *s)
{
	for (size_t i = s->n; i > 0 && s->n - i < 12; i--) {
		const pm_unit *u = &s->units[i - 1];
		if (u->use == PM_USE_TEXT && pm_phrase_is_date(pm_unit_text(u)))
			return pm_str_find(pm_unit_text(u), PM_STR("年"), 0) != SIZE_MAX;
	}
	return false;
}

int pm_structure_typed(pm_structure *s)
{
	bool page = pm_doc_fidelity(s->doc) == PM_PAGE;
	int rc = collect_blocks(s);
	if (rc != PM_OK)
		return rc;
	if (page)
		rc = pm_structure_toc(s);
	if (rc == PM_OK && page && pm_rule_is_on(s->options, "title"))
		rc = pm_structure_page_title(s);
	if (rc != PM_OK)
		return rc;
	if (page)
		pm_structure_captions(s);
	if (page && pm_rule_is_on(s->options, "list"))
		rc = find_typed_list(s);
	if (rc != PM_OK)
		return rc;
	if (ends_in_han_date(s) && pm_rule_is_on(s->options, "signature"))
		pm_structure_roles(s);
	if (has_own_headings(s))
		return PM_OK;
	s->is_cjk = true;
	rc = pm_structure_outline(s);
	if (rc != PM_OK)
		return rc;
	keep_certain(s, page);
	if (page) {
		s->needs_bold = !is_official(s) && !is_report(s);
		rc = pm_structure_plain_headings(s);
		if (rc != PM_OK)
			return rc;
	}
	if (!page)
		rc = is_official(s) ? pm_structure_title(s) : pm_structure_title_name(s);
	if (rc != PM_OK)
		return rc;
	return pm_structure_apply(s);
}
