/* numbering.xml: lists and headings that Word counts.
 *
 * Each list of the model has a w:num of its own, so that it restarts.  What a list counts like is learnt from the number of its
 * first item; where a later number is not the one that Word would count to, a new w:num goes on from there, and what no format
 * of Word can count stands in the level as it is. */
#include "write_numbering.h"

#include <pumice/text.h>

#include <stdlib.h>

numbering *dw_numbering_new(writer *w)
{
	numbering *n = calloc(1, sizeof *n);
	if (n == NULL)
		w->is_out_of_memory = true;
	return n;
}

void dw_numbering_free(numbering *n)
{
	if (n == NULL)
		return;
	free(n->abstracts);
	free(n->abstract_slots);
	free(n->nums);
	free(n->lists);
	free(n->list_slots);
	free(n);
}

/* -- tables that grow --------------------------------------------------------------------------------------------------- */

static bool room(writer *w, void **at, size_t *cap, size_t n, size_t size)
{
	if (n < *cap)
		return true;
	size_t more = *cap > 0 ? *cap * 2 : 16;
	void *p = more < SIZE_MAX / 2 / size ? realloc(*at, more * size) : NULL;
	if (p == NULL) {
		w->is_out_of_memory = true;
		return false;
	}
	*at = p;
	*cap = more;
	return true;
}

static uint32_t hash_str(uint32_t h, pm_str s)
{
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.ptr[i]) * 16777619u;
	return (h ^ 0xff) * 16777619u;
}

static uint32_t hash_abstract(const abstract *a)
{
	uint32_t h = 2166136261u ^ (uint32_t)a->level ^ (uint32_t)a->format << 8 ^ (a->is_ordered ? 1u << 16 : 0);
	return hash_str(hash_str(h, a->prefix), a->suffix);
}

static uint32_t hash_list(int list)
{
	return (uint32_t)list * 2654435761u;
}

/* Index tables are at most half full; 0 is an empty slot. */
static bool index_room(writer *w, uint32_t **slots, size_t *n_slots, size_t n)
{
	if (n * 2 < *n_slots)
		return true;
	size_t more = *n_slots > 0 ? *n_slots * 2 : 64;
	uint32_t *p = calloc(more, sizeof *p);
	if (p == NULL) {
		w->is_out_of_memory = true;
		return false;
	}
	free(*slots);
	*slots = p;
	*n_slots = more;
	return true;
}

static void index_put(uint32_t *slots, size_t n_slots, uint32_t hash, size_t value)
{
	size_t i = hash & (n_slots - 1);
	while (slots[i] != 0)
		i = (i + 1) & (n_slots - 1);
	slots[i] = (uint32_t)value;
}

/* -- abstracts and nums --------------------------------------------------------------------------------------------------- */

static bool same_abstract(const abstract *a, const abstract *b)
{
	return a->level == b->level && a->format == b->format && a->is_ordered == b->is_ordered && a->is_heading == b->is_heading &&
	       a->is_bare == b->is_bare && pm_str_equal(a->prefix, b->prefix) && pm_str_equal(a->suffix, b->suffix);
}

/* Index + 1 of an abstract like `wanted`, made if need be; 0 where memory is out. */
static size_t find_abstract(writer *w, const abstract *wanted)
{
	numbering *n = w->numbering;
	size_t had = n->n_abstract_slots;
	if (!index_room(w, &n->abstract_slots, &n->n_abstract_slots, n->n_abstracts + 1) ||
	    !room(w, (void **)&n->abstracts, &n->abstract_cap, n->n_abstracts, sizeof *n->abstracts))
		return 0;
	if (had != n->n_abstract_slots)
		for (size_t i = 0; i < n->n_abstracts; i++)
			index_put(n->abstract_slots, n->n_abstract_slots, hash_abstract(&n->abstracts[i]), i + 1);
	uint32_t hash = hash_abstract(wanted);
	for (size_t i = hash & (n->n_abstract_slots - 1); n->abstract_slots[i] != 0; i = (i + 1) & (n->n_abstract_slots - 1))
		if (same_abstract(&n->abstracts[n->abstract_slots[i] - 1], wanted))
			return n->abstract_slots[i];
	n->abstracts[n->n_abstracts++] = *wanted;
	index_put(n->abstract_slots, n->n_abstract_slots, hash, n->n_abstracts);
	return n->n_abstracts;
}

/* Index + 1 of a new w:num that begins at `start`. */
size_t dw_num_new(writer *w, const abstract *kind, long start)
{
	numbering *n = w->numbering;
	size_t a = find_abstract(w, kind);
	if (a == 0 || !room(w, (void **)&n->nums, &n->num_cap, n->n_nums, sizeof *n->nums))
		return 0;
	n->nums[n->n_nums++] = (num){ .abstract = a - 1, .start = start };
	return n->n_nums;
}

/* Go on with a new w:num. */
static void renumber(writer *w, list_state *list, const abstract *kind, long start)
{
	list->num = dw_num_new(w, kind, start);
	if (list->num == 0)
		return;
	w->numbering->nums[list->num - 1].first = list->first;
	w->numbering->is_split = w->numbering->is_split || list->first != 0;
	if (list->first == 0)
		list->first = list->num;
}

unsigned dw_num_id(size_t index_plus_1)
{
	return (unsigned)(index_plus_1 + ID_FIRST - 1);
}

static int width_of(pm_str number)
{
	int width = 0;
	for (size_t i = 0; i < number.len && width < 40;)
		width += pm_char_width(pm_utf8_next(number, &i));
	return width;
}

static void note_width(writer *w, size_t num_index, pm_str number)
{
	if (num_index == 0)
		return;
	abstract *a = &w->numbering->abstracts[w->numbering->nums[num_index - 1].abstract];
	int width = width_of(number);
	if (a->width < width)
		a->width = width;
}

static const char *const bullets[] = { "•", "◦", "▪" };

/* -- items ------------------------------------------------------------------------------------------------------------------ */

static list_state *find_list(writer *w, int list)
{
	numbering *n = w->numbering;
	size_t had = n->n_list_slots;
	if (!index_room(w, &n->list_slots, &n->n_list_slots, n->n_lists + 1) ||
	    !room(w, (void **)&n->lists, &n->list_cap, n->n_lists, sizeof *n->lists))
		return NULL;
	if (had != n->n_list_slots)
		for (size_t i = 0; i < n->n_lists; i++)
			index_put(n->list_slots, n->n_list_slots, hash_list(n->lists[i].list), i + 1);
	uint32_t hash = hash_list(list);
	for (size_t i = hash & (n->n_list_slots - 1); n->list_slots[i] != 0; i = (i + 1) & (n->n_list_slots - 1))
		if (n->lists[n->list_slots[i] - 1].list == list)
			return &n->lists[n->list_slots[i] - 1];
	n->lists[n->n_lists++] = (list_state){ .list = list };
	index_put(n->list_slots, n->n_list_slots, hash, n->n_lists);
	return &n->lists[n->n_lists - 1];
}

/* Items without a list of their own are told apart by their depth: list numbers below 0 are used for those. */
static list_state *list_of(writer *w, const pm_block *item, int level)
{
	int list = pm_block_list(item);
	if (list > 0)
		return find_list(w, list);
	for (int deeper = level + 1; deeper < NUMBERING_LEVELS; deeper++)
		if (w->numbering->nameless & 1u << deeper) {
			list_state *other = find_list(w, -1 - deeper);
			if (other != NULL)
				other->num = other->first = 0;
			w->numbering->nameless &= ~(1u << deeper);
		}
	w->numbering->nameless |= 1u << level;
	return find_list(w, -1 - level);
}

void dw_numbering_break(writer *w)
{
	for (int level = 0; w->numbering->nameless != 0; level++)
		if (w->numbering->nameless & 1u << level) {
			list_state *other = find_list(w, -1 - level);
			if (other != NULL)
				other->num = other->first = 0;
			w->numbering->nameless &= ~(1u << level);
		}
}

/* No number is known: what a list of its kind shows. */
static unsigned bare_item(writer *w, list_state *list, int level, bool is_ordered)
{
	abstract kind = { .level = level, .is_ordered = is_ordered, .is_bare = true };
	kind.format = is_ordered ? NUM_DECIMAL : NUM_BULLET;
	kind.prefix = pm_str_from(is_ordered ? "" : bullets[level % 3]);
	kind.suffix = pm_str_from(is_ordered ? "." : "");
	bool goes_on = list->num != 0 && same_abstract(&w->numbering->abstracts[w->numbering->nums[list->num - 1].abstract], &kind);
	if (!goes_on)
		renumber(w, list, &kind, is_ordered ? 1 : 0);
	w->numbering->is_bare = true;
	return dw_num_id(list->num);
}

/* A number that stands in the text: an item for Word, to which it adds nothing. */
static unsigned silent_item(writer *w, list_state *list, int level, bool is_ordered)
{
	abstract kind = { .level = level, .format = NUM_NONE, .is_ordered = is_ordered };
	bool goes_on = list->num != 0 && same_abstract(&w->numbering->abstracts[w->numbering->nums[list->num - 1].abstract], &kind);
	if (!goes_on)
		renumber(w, list, &kind, -1);
	return dw_num_id(list->num);
}

static bool goes_on_with(const writer *w, const list_state *list, const abstract *kind, long value)
{
	return list->num != 0 && list->next == value &&
	       same_abstract(&w->numbering->abstracts[w->numbering->nums[list->num - 1].abstract], kind);
}

unsigned dw_numbering_item(writer *w, const pm_block *item)
{
	int level = pm_block_level(item);
	if (level >= NUMBERING_LEVELS)
		level = NUMBERING_LEVELS - 1;
	list_state *list = list_of(w, item, level);
	if (list == NULL)
		return 0; /* memory is out */
	pm_str number = pm_block_number(item);
	if (number.len == 0)
		return bare_item(w, list, level, pm_block_is_ordered(item));
	if (!pm_block_number_is_automatic(item))
		return silent_item(w, list, level, pm_block_is_ordered(item));
	abstract kind = { .level = level, .is_ordered = pm_block_is_ordered(item) };
	number_parts parts;
	long value = 0;
	if (!kind.is_ordered) {
		kind.format = NUM_BULLET;
		kind.prefix = number;
	} else if (number_parse(number, list->num != 0 ? list->format : NUM_LITERAL, &parts)) {
		kind.format = parts.format;
		kind.prefix = parts.prefix;
		kind.suffix = parts.suffix;
		value = parts.value;
	} else {
		kind.format = NUM_LITERAL;
		kind.prefix = number;
	}
	if (!goes_on_with(w, list, &kind, value))
		renumber(w, list, &kind, value);
	list->format = kind.format;
	list->next = kind.format == NUM_BULLET || kind.format == NUM_LITERAL ? 0 : value + 1;
	note_width(w, list->num, number);
	return dw_num_id(list->num);
}

bool dw_lists_need_variables(const writer *w)
{
	return w->numbering->is_split || w->numbering->is_bare;
}

/* Which w:nums are one list to the model, and which show what it does not say. */
void dw_write_list_variables(writer *w)
{
	const numbering *n = w->numbering;
	for (size_t i = 0; i < n->n_nums; i++)
		if (n->nums[i].first != 0)
			zw_printf(w->zip, "<w:docVar w:name=\"list:%u\" w:val=\"%u\"/>", dw_num_id(i + 1), dw_num_id(n->nums[i].first));
	for (size_t i = 0; i < n->n_nums; i++)
		if (n->abstracts[n->nums[i].abstract].is_bare)
			zw_printf(w->zip, "<w:docVar w:name=\"bare:%u\" w:val=\"1\"/>", dw_num_id(i + 1));
}

/* -- the part --------------------------------------------------------------------------------------------------------------------- */

static void write_level_text(writer *w, pm_str prefix, int first, int level, pm_str suffix)
{
	ZW_LIT(w->zip, "<w:lvlText w:val=\"");
	zw_attribute(w->zip, prefix);
	for (int k = first; k <= level; k++)
		zw_printf(w->zip, k < level ? "%%%d." : "%%%d", k + 1);
	zw_attribute(w->zip, suffix);
	ZW_LIT(w->zip, "\"/>");
}

static void begin_level(writer *w, int level, long start, const char *format)
{
	zw_printf(w->zip, "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"%ld\"/><w:numFmt w:val=\"%s\"/>", level, start, format);
}

static void end_level(writer *w, int level, int hanging)
{
	int marker = w->look->list_start + w->look->list_step * level;
	zw_printf(w->zip, "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"%d\" w:hanging=\"%d\"/></w:pPr></w:lvl>", marker + hanging,
		  hanging);
}

/* The levels above and below the one that the list uses, for those who write on in Word. */
static void write_other_level(writer *w, int level, bool is_ordered)
{
	static const char *const formats[] = { "decimal", "lowerLetter", "lowerRoman" };
	begin_level(w, level, 1, is_ordered ? formats[level % 3] : "bullet");
	if (is_ordered)
		write_level_text(w, PM_STR(""), level, level, PM_STR("."));
	else
		write_level_text(w, pm_str_from(bullets[level % 3]), level + 1, level, PM_STR(""));
	end_level(w, level, w->look->list_step);
}

static bool has_counter(number_format format)
{
	return format > NUM_BULLET;
}

/* A numbered heading stands where one without a number does: the level says so once more, unless a document of the user's own has the word. */
static void end_heading_level(writer *w)
{
	ZW_LIT(w->zip, "<w:lvlJc w:val=\"left\"/>");
	if (w->look->heading_indent != NULL && w->reference == NULL)
		zw_printf(w->zip, "<w:pPr>%s</w:pPr>", w->look->heading_indent);
	ZW_LIT(w->zip, "</w:lvl>");
}

static void write_list_level(writer *w, const abstract *a)
{
	const char *format = a->format == NUM_NONE && !a->is_ordered ? "bullet"
			     : a->format == NUM_NONE                 ? "decimal"
								     : number_format_name(a->format);
	begin_level(w, a->level, 1, format);
	if (a->format == NUM_NONE || a->is_heading)
		zw_printf(w->zip, "<w:suff w:val=\"%s\"/>",
			  a->format == NUM_NONE || !dw_number_wants_blank(a->prefix) ? "nothing" : "space");
	if (has_counter(a->format))
		write_level_text(w, a->prefix, a->level, a->level, a->suffix);
	else
		write_level_text(w, a->prefix, a->level + 1, a->level, PM_STR(""));
	if (a->is_heading) {
		end_heading_level(w);
		return;
	}
	/* Half a character is a quarter of the type's height in twips; a little air follows the number. */
	int wanted = a->width * w->look->body_size * 5 + w->look->body_size * 3;
	int hanging = a->format == NUM_NONE ? 0 : wanted > w->look->list_step ? wanted : w->look->list_step;
	end_level(w, a->level, hanging);
}

static void begin_abstract(writer *w, unsigned id, const char *type)
{
	zw_printf(w->zip, "<w:abstractNum w:abstractNumId=\"%u\"><w:nsid w:val=\"%08X\"/><w:multiLevelType w:val=\"%s\"/>", id,
		  0x50554D00u + id, type);
}

static void write_abstract(writer *w, unsigned id, const abstract *a)
{
	begin_abstract(w, id, "hybridMultilevel");
	for (int level = 0; level < NUMBERING_LEVELS; level++)
		if (level == a->level)
			write_list_level(w, a);
		else
			write_other_level(w, level, a->is_ordered);
	ZW_LIT(w->zip, "</w:abstractNum>");
}

static void write_headings(writer *w)
{
	const numbering *n = w->numbering;
	begin_abstract(w, ID_HEADINGS, "multilevel");
	for (int level = 0; level < NUMBERING_LEVELS; level++) {
		const heading_level *h = level < 6 ? &n->headings[level] : NULL;
		if (h == NULL || !h->is_known) {
			begin_level(w, level, 1, "none");
			ZW_LIT(w->zip, "<w:suff w:val=\"nothing\"/><w:lvlText w:val=\"\"/><w:lvlJc w:val=\"left\"/></w:lvl>");
			continue;
		}
		begin_level(w, level, h->start, number_format_name(h->format));
		if (n->heads_by_style)
			zw_printf(w->zip, "<w:pStyle w:val=\"%s\"/>", dw_style(w, ST_HEADING_1 + (style_id)level));
		/* Numbers above that are not decimal are shown so in `1.2`. */
		if (h->first < level)
			ZW_LIT(w->zip, "<w:isLgl/>");
		zw_printf(w->zip, "<w:suff w:val=\"%s\"/>", dw_number_wants_blank(h->suffix) ? "space" : "nothing");
		write_level_text(w, h->prefix, h->first, level, h->suffix);
		end_heading_level(w);
	}
	ZW_LIT(w->zip, "</w:abstractNum>");
}

/* 一、 and （一） are followed by no blank, 1. in Latin text is. */
bool dw_number_wants_blank(pm_str end)
{
	size_t at = end.len;
	return at == 0 || pm_char_width(pm_utf8_previous(end, &at)) < 2;
}

static void write_num(writer *w, unsigned id, unsigned abstract_id, int level, long start)
{
	zw_printf(w->zip, "<w:num w:numId=\"%u\"><w:abstractNumId w:val=\"%u\"/>", id, abstract_id);
	if (start >= 0)
		zw_printf(w->zip, "<w:lvlOverride w:ilvl=\"%d\"><w:startOverride w:val=\"%ld\"/></w:lvlOverride>", level, start);
	ZW_LIT(w->zip, "</w:num>");
}

void dw_write_numbering(writer *w)
{
	const numbering *n = w->numbering;
	ZW_LIT(w->zip, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		       "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">");
	if (n->has_headings)
		write_headings(w);
	for (size_t i = 0; i < n->n_abstracts; i++)
		write_abstract(w, (unsigned)i + ID_FIRST, &n->abstracts[i]);
	if (n->has_headings)
		write_num(w, ID_HEADINGS, ID_HEADINGS, 0, -1);
	for (size_t i = 0; i < n->n_nums; i++) {
		const abstract *a = &n->abstracts[n->nums[i].abstract];
		write_num(w, (unsigned)i + ID_FIRST, (unsigned)n->nums[i].abstract + ID_FIRST, a->level,
			  has_counter(a->format) ? n->nums[i].start : -1);
	}
	ZW_LIT(w->zip, "</w:numbering>");
}
