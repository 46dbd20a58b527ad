/* structure_page.c: what the blocks of a scraped page are to the document it holds: its title, and the captions of its tables and pictures. */
#include "passes.h"
#include "structure.h"

enum { FRONT = 12 }; /* units among which a page's title stands */

/* What sites put between a title and the name of a section or of themselves. */
static bool is_parter(uint32_t c)
{
	return c == '-' || c == '_' || c == '|' || c == ':' || c == 0xb7 || c == 0xbb || c == 0x2013 || c == 0x2014 || c == 0x2022 || c == 0xff0d ||
	       c == 0xff5c;
}

/* Does `heading` stand at one end of `title`, with more parted off it?  `*is_last`: at its end. */
static bool is_end_of(pm_str title, pm_str heading, bool *is_last)
{
	size_t end = 0, start = title.len;
	if (pm_line_begins_with_words(title, heading, &end)) {
		end += pm_skip_space(pm_str_of(title.ptr + end, title.len - end), 0);
		*is_last = false;
		return end < title.len && is_parter(pm_char_at(title, end));
	}
	if (heading.len >= title.len || memcmp(title.ptr + title.len - heading.len, heading.ptr, heading.len) != 0)
		return false;
	start = title.len - heading.len;
	while (start > 0 && title.ptr[start - 1] == ' ')
		start--;
	*is_last = true;
	/* What is as long as the heading may be the title, and the heading the site's name. */
	return start > 0 && is_parter(pm_char_before(title, start)) &&
	       2 * pm_str_reading_length(heading) >= 3 * pm_str_reading_length(pm_str_of(title.ptr, start));
}

/* The heading has the office that issues the document, the page's own title the words behind it alone. */
static bool adds_office(pm_str heading, pm_str title)
{
	pm_str office;
	return pm_line_adds_front(heading, title, &office) && pm_char_is_cjk(pm_line_last_char(office));
}

static int set_meta(pm_structure *s, pm_str text)
{
	pm_buf line = { 0 };
	int rc = PM_OK;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '\n')
			pm_buf_putc(&line, text.ptr[i]);
		else if (i > 0 && (unsigned char)text.ptr[i - 1] < 0x80)
			pm_buf_putc(&line, ' ');
	}
	rc = line.is_broken ? pm_error_nomem(s->err) : pm_doc_set_meta(s->doc, "title", line.ptr, line.len, s->err);
	pm_buf_free(&line);
	return rc;
}

static bool is_heading_of(const pm_unit *u, int level)
{
	return pm_block_kind(u->block) == PM_HEADING && pm_block_level(u->block) <= level;
}

/* The unit that says what the page calls itself; s->n where there is none. */
static size_t find_by_meta(const pm_structure *s, pm_str title)
{
	for (size_t i = 0; title.len > 0 && i < s->n && i < FRONT; i++)
		if ((pm_block_kind(s->units[i].block) == PM_PARAGRAPH || is_heading_of(&s->units[i], 3)) &&
		    pm_line_same_words(pm_unit_text(&s->units[i]), title))
			return i;
	return s->n;
}

/* The first heading, where it says more or less than what the page calls itself; s->n where it says something else. */
static size_t find_by_heading(const pm_structure *s, pm_str title, bool *is_better)
{
	enum { LEAST = 12 }; /* reading length: four Han characters */
	size_t i = 0;
	bool is_last = false;
	while (i < s->n && i < FRONT && !is_heading_of(&s->units[i], 3))
		i++;
	if (title.len == 0 || i >= s->n || i >= FRONT)
		return s->n;
	*is_better = adds_office(pm_unit_text(&s->units[i]), title);
	if (*is_better)
		return i;
	bool is_short = pm_str_reading_length(pm_unit_text(&s->units[i])) < LEAST;
	if (!is_end_of(title, pm_unit_text(&s->units[i]), &is_last) || (is_short && (is_last || !is_heading_of(&s->units[i], 1))))
		return s->n;
	*is_better = is_last; /* what stood ahead of it is a section or a site; what stands behind may be a subtitle */
	return i;
}

int pm_structure_page_title(pm_structure *s)
{
	pm_str title = pm_doc_meta(s->doc, "title");
	bool is_better = false;
	for (size_t i = 0; i < s->n; i++)
		if (pm_block_kind(s->units[i].block) == PM_TITLE)
			return PM_OK;
	size_t i = find_by_meta(s, title);
	if (i == s->n)
		i = find_by_heading(s, title, &is_better);
	if (i == s->n)
		return PM_OK;
	pm_block_set_kind(s->units[i].block, PM_TITLE);
	s->units[i].use = PM_USE_TITLE;
	if (pm_char_is_cjk(pm_line_first_char(pm_unit_text(&s->units[i]))))
		pm_structure_front_roles(s, i);
	return is_better ? set_meta(s, pm_unit_text(&s->units[i])) : PM_OK;
}

/* 表1 人口, Table 2: Yields, 图3-1　现场 */
static bool is_caption(const pm_unit *u, const char *const *words)
{
	enum { MOST = 100 };
	pm_str s = pm_unit_text(u);
	if (u->use == PM_USE_TITLE || pm_block_kind(u->block) != PM_PARAGRAPH || u->width > MOST || pm_line_ends_sentence(s) || pm_line_n_stops(s) > 0)
		return false;
	for (; *words != NULL; words++) {
		if (!pm_str_starts_with(s, *words))
			continue;
		size_t at = pm_skip_space(s, strlen(*words));
		if (pm_char_digit(pm_char_at(s, at)) < 0)
			continue;
		while (at < s.len && (pm_char_digit(pm_char_at(s, at)) >= 0 || s.ptr[at] == '-' || s.ptr[at] == '.'))
			pm_utf8_next(s, &at);
		/* 表2所示 goes on; 表2 所示 is not written. */
		uint32_t behind = pm_char_at(s, at);
		if (at < s.len && (pm_char_is_space(behind) || behind == ':' || behind == 0xff1a))
			return true;
	}
	return false;
}

static void set_caption(pm_unit *u)
{
	pm_block_set_kind(u->block, PM_CAPTION);
	u->use = PM_USE_FIXED;
}

void pm_structure_captions(pm_structure *s)
{
	static const char *const of_tables[] = { "表", "附表", "Table", "TABLE", NULL };
	static const char *const of_pictures[] = { "图", "圖", "附图", "Figure", "Fig.", NULL };
	for (size_t i = 1; i < s->n; i++) {
		pm_unit *before = &s->units[i - 1], *here = &s->units[i];
		if (pm_block_kind(here->block) == PM_TABLE && is_caption(before, of_tables))
			set_caption(before);
		if (pm_block_kind(before->block) == PM_IMAGE && is_caption(here, of_pictures))
			set_caption(here);
	}
}
