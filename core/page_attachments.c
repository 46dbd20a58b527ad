/* page_attachments.c: the files that belong to a document: a label (附件：) with links to files below it, or links that bear a file's
 * name.  They are links and nothing else, as menus are, but what they lead to is a part of what is published. */
#include "page.h"

#include "line_shape.h"

static bool ends_in_any(pm_str s, const char *const *words)
{
	for (; *words != NULL; words++) {
		const size_t n = strlen(*words);

		if (s.len > n && pm_str_is_nocase(pm_str_of(s.ptr + s.len - n, n), *words))
			return true;
	}
	return false;
}

static bool is_file_name(pm_str s)
{
	static const char *const endings[] = { ".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".ppt", ".pptx", ".ofd",
					       ".odt", ".ods", ".rtf",  ".csv", ".zip", ".rar",  ".7z", NULL };

	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '?' || s.ptr[i] == '#')
			s.len = i;
	return ends_in_any(pm_str_trim(s), endings);
}

/* Does the block hold links, and all of them to files?  `*is_named`: its words end as the name of a file does. */
static bool leads_to_files(const page_block *b, bool *is_named)
{
	const pm_span *spans = pm_block_spans(b->block);
	bool has_file = false;

	if (b->links == 0 || b->linked * 10 < b->length * 6 || (b->kind != PM_PARAGRAPH && b->kind != PM_LIST_ITEM))
		return false;
	for (size_t i = 0; i < pm_block_n_spans(b->block); i++) {
		if (spans[i].style != PM_LINK)
			continue;
		if (!is_file_name(spans[i].target))
			return false;
		has_file = true;
	}
	*is_named = is_file_name(pm_block_text(b->block));
	return has_file;
}

/* 附件, 附件：, 相关附件 and their like, with no more than a sign behind. */
static bool is_label(const page_block *b)
{
	static const char *const words[] = { "附件", "附件下载", "附件列表", "相关附件", "附件清单", "附:", "附：", NULL };
	pm_str s = pm_str_trim(pm_block_text(b->block));

	if (b->length == 0 || b->length > 24 || b->links > 0)
		return false;
	for (const char *const *word = words; *word != NULL; word++)
		if (pm_line_same_words(s, pm_str_from(*word)))
			return true;
	return pm_str_is_nocase(s, "attachments") || pm_str_is_nocase(s, "attachments:");
}

void page_find_attachments(pm_page *page)
{
	bool is_open = false; /* behind a label, or in a run of attachments */

	for (size_t i = 0; i < page->n_blocks; i++) {
		page_block *b = &page->blocks[i];
		bool is_named = false;

		if (leads_to_files(b, &is_named) && (is_open || is_named)) {
			b->is_attached = is_open = true;
		} else if (b->length > 0) {
			is_open = is_label(b);
		}
	}
	/* A label with files below it. */
	for (size_t i = 0; i + 1 < page->n_blocks; i++)
		page->blocks[i].is_attached |= page->blocks[i + 1].is_attached && is_label(&page->blocks[i]);
}
