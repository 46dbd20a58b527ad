/* structure_outline.c: which numbered lines are headings, which are list items, and how the numberings of this document nest.
 *
 * Nothing is known of the numbering beforehand but a usual order (GB/T 9704), which decides where the document does not.  What the
 * document shows goes first: a numbering that begins anew between two numbers of another stands below it. */
#include "passes.h"
#include "structure.h"

#include <stdlib.h>

typedef struct outline {
	pm_structure *s;
	size_t *at; /* the numbered units */
	size_t n;
	uint32_t votes[PM_N_CLASSES][PM_N_CLASSES]; /* [a][b]: how plainly a stands above b */
} outline;

static pm_unit *numbered(const outline *o, size_t k)
{
	return &o->s->units[o->at[k]];
}

static bool is_whole(const pm_unit *u)
{
	return u->rest >= pm_unit_text(u).len;
}

static bool ends_in_stop(const pm_unit *u)
{
	return u->phrase_end < pm_unit_text(u).len;
}

static int collect(outline *o)
{
	pm_structure *s = o->s;
	o->at = malloc((s->n + 1) * sizeof *o->at);
	if (o->at == NULL)
		return pm_error_nomem(s->err);
	o->n = 0;
	for (size_t i = 0; i < s->n; i++)
		if (s->units[i].use == PM_USE_TEXT && s->units[i].number.type != PM_NUM_NONE)
			o->at[o->n++] = i;
	return PM_OK;
}

/* -- one numbering in two forms --------------------------------------------------------------------------------------- */

/* Count how often a number of class `b` goes on from one of `a` (1. 2、) and the other way, next to next. */
static size_t count_steps(const outline *o, unsigned a, unsigned b)
{
	size_t n = 0;
	const pm_unit *last = NULL;
	for (size_t k = 0; k < o->n; k++) {
		const pm_unit *u = numbered(o, k);
		if (u->class != a && u->class != b)
			continue;
		n += last != NULL && last->class != u->class && u->number.value == last->number.value + 1 && u->number.value > 1;
		last = u;
	}
	return n;
}

static void merge(outline *o, unsigned from, unsigned into)
{
	for (size_t k = 0; k < o->n; k++)
		if (numbered(o, k)->class == from)
			numbered(o, k)->class = (uint8_t)into;
}

static void merge_forms(outline *o)
{
	static const uint8_t pairs[][2] = {
		{ PM_NUM_DECIMAL * 4, PM_NUM_DECIMAL * 4 + 1 }, { PM_NUM_DECIMAL_PAREN * 4, PM_NUM_DECIMAL_HALF * 4 },
		{ PM_NUM_HAN_PAREN * 4, PM_NUM_HAN_HALF * 4 },  { PM_NUM_DECIMAL * 4, PM_NUM_DECIMAL_HALF * 4 },
		{ PM_NUM_DECIMAL * 4, PM_NUM_BARE * 4 },
	};
	size_t count[PM_N_CLASSES] = { 0 };
	for (size_t k = 0; k < o->n; k++)
		count[numbered(o, k)->class]++;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		unsigned a = pairs[i][0], b = pairs[i][1];
		if (count[a] == 0 || count[b] == 0)
			continue;
		unsigned rare = count[a] < count[b] ? a : b, common = rare == a ? b : a;
		/* 1. 2、 3. is one numbering; 1、 1. 2. 2、 is two. */
		size_t steps = count_steps(o, a, b);
		if (steps * 2 > count[rare] || (steps > 0 && o->votes[a][b] + o->votes[b][a] == 0)) {
			merge(o, rare, common);
			count[common] += count[rare];
			count[rare] = 0;
		}
	}
}

/* The nearest number of class `class` behind k, not far; NULL where there is none. */
static const pm_unit *next_of(const outline *o, size_t k, unsigned class)
{
	enum { FAR = 200 };
	for (size_t i = k + 1; i < o->n && i < k + FAR; i++)
		if (numbered(o, i)->class == class)
			return numbered(o, i);
	return NULL;
}

static bool is_lonely(const outline *o, size_t k, const uint32_t *last)
{
	const pm_unit *u = numbered(o, k), *next = next_of(o, k, u->class);
	uint32_t v = u->number.value, before = last[u->class];
	bool follows = before > 0 && (before + 1 == v || before == v);
	return !follows && (next == NULL || next->number.value != v + 1);
}

static bool may_stand_in(unsigned class)
{
	pm_number_class type = (pm_number_class)(class / 4);
	return type == PM_NUM_HAN || type == PM_NUM_HAN_PAREN || type == PM_NUM_DECIMAL || type == PM_NUM_DECIMAL_PAREN ||
	       type == PM_NUM_HAN_HALF || type == PM_NUM_DECIMAL_HALF;
}

/* A number in a form that nothing round it has, in the gap of another numbering, is of that one: （一） （2） （三）; 1、 … 二、 */
static void adopt_strays(outline *o)
{
	uint32_t last[PM_N_CLASSES] = { 0 };
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		uint32_t v = u->number.value;
		if (u->has_lost_number || v == 0)
			continue;
		if (may_stand_in(u->class) && is_lonely(o, k, last)) {
			for (unsigned d = 0; d < PM_N_CLASSES; d++) {
				if (d == u->class || !may_stand_in(d))
					continue;
				const pm_unit *next = next_of(o, k, d);
				bool ahead = next != NULL && next->number.value == v + 1;
				bool gap = v > 1 && last[d] == v - 1 && ahead;
				bool opens = v == 1 && ahead && last[d] != 1 && is_whole(u) && u->score >= 1 &&
					     pm_class_rank(d) < pm_class_rank(u->class);
				if (gap || opens) {
					u->class = (uint8_t)d;
					break;
				}
			}
		}
		last[u->class] = v;
		for (unsigned d = 0; d < PM_N_CLASSES; d++)
			if (pm_class_rank(d) > pm_class_rank(u->class) && pm_class_rank(u->class) <= 8)
				last[d] = 0;
	}
}

/* -- nesting ---------------------------------------------------------------------------------------------------------- */

static void vote(outline *o)
{
	uint32_t last[PM_N_CLASSES] = { 0 };
	static const uint32_t none[PM_N_CLASSES] = { 0 };
	uint32_t(*open)[PM_N_CLASSES] = calloc(PM_N_CLASSES, sizeof *open);
	unsigned before = 0;
	memset(o->votes, 0, sizeof o->votes);
	if (open == NULL)
		return; /* the usual order decides */
	for (size_t k = 0; k < o->n; k++) {
		const pm_unit *u = numbered(o, k);
		unsigned c = u->class;
		uint32_t v = u->number.value;
		if (v == 1) {
			for (unsigned a = 0; a < PM_N_CLASSES; a++)
				if (a != c && last[a] > 0)
					open[a][c] = last[a];
			if (before != 0 && before != c)
				o->votes[before][c]++;
		} else if (v == last[c] + 1) {
			for (unsigned b = 0; b < PM_N_CLASSES; b++)
				if (open[c][b] == last[c] && last[c] > 0)
					o->votes[c][b] += 3;
			memcpy(open[c], none, sizeof none);
		}
		last[c] = v;
		before = c;
	}
	free(open);
}

static bool stands_above(const outline *o, unsigned a, unsigned b)
{
	if (o->votes[a][b] != o->votes[b][a])
		return o->votes[a][b] > o->votes[b][a];
	return pm_class_rank(a) < pm_class_rank(b);
}

static void set_levels(outline *o)
{
	pm_structure *s = o->s;
	uint8_t order[PM_N_CLASSES];
	size_t n = 0;
	for (unsigned c = 0; c < PM_N_CLASSES; c++) {
		if (!pm_structure_has_class(s, c))
			continue;
		size_t at = n++;
		/* Usual order first, then moved up past those that it stands above by what the document shows. */
		order[at] = (uint8_t)c;
		for (; at > 0 && pm_class_rank(order[at]) < pm_class_rank(order[at - 1]); at--) {
			uint8_t t = order[at];
			order[at] = order[at - 1];
			order[at - 1] = t;
		}
	}
	for (size_t i = 1; i < n; i++)
		for (size_t at = i; at > 0 && stands_above(o, order[at], order[at - 1]); at--) {
			uint8_t t = order[at];
			order[at] = order[at - 1];
			order[at - 1] = t;
		}
	for (size_t i = 0; i < n; i++)
		s->class_level[order[i]] = (uint8_t)(i + 1);
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		if (u->use == PM_USE_HEADING)
			u->level = s->class_level[u->class];
	}
}

/* -- what each is ------------------------------------------------------------------------------------------------------- */

/* How much the form of a number speaks for a heading. */
static int prior(const pm_unit *u)
{
	switch ((pm_number_class)(u->class / 4)) {
	case PM_NUM_PART:
	case PM_NUM_CHAPTER:
	case PM_NUM_SECTION:
		return 3;
	case PM_NUM_HAN:
		return 2;
	case PM_NUM_HAN_PAREN:
	case PM_NUM_HAN_HALF:
	case PM_NUM_MULTI:
		return 1;
	case PM_NUM_DECIMAL:
	case PM_NUM_ROMAN:
	case PM_NUM_BARE:
		return 0;
	case PM_NUM_ARTICLE:
		return -1;
	case PM_NUM_BULLET:
		return -2;
	default:
		return -1;
	}
}

static bool is_high(const pm_unit *u)
{
	return prior(u) >= 1;
}

/* Siblings: the numbers of one class that count up. */
static void set_groups(outline *o)
{
	uint32_t last[PM_N_CLASSES] = { 0 }, group[PM_N_CLASSES] = { 0 }, n = 0;
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		unsigned c = u->class;
		uint32_t v = u->number.value;
		bool bullet = u->number.type == PM_NUM_BULLET;
		/* A run of bullets ends where text stands between. */
		bool anew = bullet ? k == 0 || o->at[k] != o->at[k - 1] + 1 || u->number.separator != numbered(o, k - 1)->number.separator
				   : !u->has_lost_number && (v < last[c] || v == 1 || v > last[c] + 4);
		if (group[c] == 0 || anew)
			group[c] = ++n;
		u->group = group[c];
		last[c] = u->has_lost_number ? last[c] + 1 : v;
		if (u->has_lost_number)
			u->number.value = last[c];
	}
}

typedef struct group_facts {
	uint32_t labels;
	uint32_t n, titled, whole, with_content, run_in, width, plain; /* plain: whole, short, without a stop */
	uint32_t headings;
	uint32_t last_content; /* 1 where the last of them has content */
	size_t first;
} group_facts;

/* Is there something under the line that is not its sibling? */
static bool has_content(const outline *o, const pm_unit *u)
{
	const pm_structure *s = o->s;
	size_t i = (size_t)(u - s->units) + 1;
	if (i >= s->n)
		return false;
	const pm_unit *next = &s->units[i];
	if (next->use == PM_USE_FIXED)
		return true;
	if (next->number.type == PM_NUM_NONE)
		return !pm_phrase_is_date(pm_unit_text(next));
	if (next->class == u->class)
		return false;
	return stands_above(o, u->class, next->class);
}

/* Does a numbering of its own begin straight under it? */
static bool heads_numbered(const outline *o, const pm_unit *u)
{
	const pm_unit *next = u + 1;
	return next < o->s->units + o->s->n && next->number.type != PM_NUM_NONE && next->number.value <= 1 && next->class != u->class &&
	       stands_above(o, u->class, next->class);
}

static void weigh_groups(const outline *o, group_facts *facts)
{
	for (size_t k = 0; k < o->n; k++) {
		const pm_unit *u = numbered(o, k);
		group_facts *f = &facts[u->group];
		if (f->n++ == 0)
			f->first = o->at[k];
		f->titled += u->score >= 1;
		f->whole += is_whole(u);
		f->labels += u->label_end != 0;
		f->run_in += !is_whole(u) && u->score >= 2;
		f->plain += is_whole(u) && !ends_in_stop(u);
		f->width += u->width;
		f->last_content = is_whole(u) && has_content(o, u);
		f->with_content += f->last_content;
	}
}

static bool is_bare_marker(const pm_unit *u)
{
	return u->number.type <= PM_NUM_SECTION && u->number.type != PM_NUM_NONE && u->number.text >= pm_unit_text(u).len;
}

/* Siblings that are all of one mind carry a doubtful one along. */
static int bonus(const group_facts *f)
{
	if (f->n < 2)
		return 0;
	uint32_t share = f->titled * 100 / f->n;
	return share >= 75 ? 2 : share >= 60 ? 1 : 0;
}

static bool is_run_in_heading(const pm_unit *u, const group_facts *f)
{
	pm_number_class type = (pm_number_class)(u->class / 4);
	if (type == PM_NUM_ARTICLE || type == PM_NUM_BULLET || type == PM_NUM_LETTER)
		return false;
	if (pm_unit_text(u).len - u->rest < 6)
		return false;
	if (type == PM_NUM_CIRCLED || type == PM_NUM_DECIMAL_PAREN || type == PM_NUM_DECIMAL_HALF)
		return f->n >= 2 && u->score >= 2 && bonus(f) >= 1;
	if (f->n < 2 && !is_high(u))
		return u->score >= 3;
	return u->score >= -1 && u->score + prior(u) + bonus(f) >= 2;
}

static bool is_whole_heading(const outline *o, const pm_unit *u, const group_facts *f)
{
	if (is_bare_marker(u))
		return true;
	uint32_t last = pm_line_last_char(pm_unit_text(u));
	if (last == 0xff1b || last == ';' || last == 0xff0c || last == ',' || last == 0x3001)
		return false;
	pm_number_class type = (pm_number_class)(u->class / 4);
	if (type == PM_NUM_BULLET || (type == PM_NUM_BARE && f->n < 2))
		return false;
	int score = u->score + prior(u) + bonus(f);
	bool content = has_content(o, u);
	if (ends_in_stop(u)) {
		bool alike = (f->n >= 2 && f->with_content * 3 >= f->whole * 2) || f->run_in * 2 >= f->n || heads_numbered(o, u);
		return content && score >= 2 && u->score >= 0 && alike;
	}
	if (score < 1 || u->score < -1)
		return false;
	/* A last item with text behind it is still an item. */
	if (!is_high(u) && f->n >= 2 && f->run_in == 0 && f->with_content == f->last_content)
		return false;
	if (content)
		return true;
	return f->with_content * 2 >= f->whole || f->run_in * 2 >= f->n;
}

static void decide(outline *o, group_facts *facts)
{
	pm_structure *s = o->s;
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		group_facts *f = &facts[u->group];
		bool heading = is_whole(u) ? is_whole_heading(o, u, f) : is_run_in_heading(u, f);
		if (!heading)
			continue;
		u->use = PM_USE_HEADING;
		f->headings++;
	}
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		if (u->use == PM_USE_HEADING)
			s->heading_classes[u->class / 64] |= 1ull << (u->class % 64);
	}
	/* A label that a colon or dash ends heads its paragraph where its siblings head theirs. */
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		const group_facts *f = &facts[u->group];
		bool top = (pm_number_class)(u->class / 4) == PM_NUM_HAN || (pm_number_class)(u->class / 4) == PM_NUM_CHAPTER;
		bool known = pm_structure_has_class(s, u->class) && (u->class / 4 == PM_NUM_HAN_PAREN || u->class / 4 == PM_NUM_DECIMAL);
		if (u->use != PM_USE_TEXT || u->label_end == 0 || f->n < 2 || (f->labels + f->headings) * 3 < f->n * 2 || (!top && !known))
			continue;
		u->use = PM_USE_HEADING;
		u->phrase_end = u->rest = u->label_end;
	}
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		if (u->use == PM_USE_HEADING)
			s->heading_classes[u->class / 64] |= 1ull << (u->class % 64);
	}
	/* With nothing under it, a line is a heading where its numbering heads sections elsewhere. */
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		const group_facts *f = &facts[u->group];
		bool bare =
			u->use == PM_USE_TEXT && is_whole(u) && !ends_in_stop(u) && is_high(u) && u->score >= 1 && f->headings * 2 >= f->n;
		if (bare && pm_structure_has_class(s, u->class) && u->number.type != PM_NUM_ARTICLE)
			u->use = PM_USE_HEADING;
	}
}

/* ■ ◆ ★ before each of several short lines with text under them: headings. */
static bool is_ornament(uint32_t sign)
{
	return sign >= 0x2500 && sign <= 0x27bf;
}

static bool is_ornamented_heading(const outline *o, const pm_unit *u)
{
	const pm_unit *next = u + 1;
	return is_ornament(u->number.separator) && is_whole(u) && u->score >= 2 && u->width <= 48 &&
	       next < o->s->units + o->s->n && next->number.type == PM_NUM_NONE && next->use == PM_USE_TEXT && pm_unit_is_prose(next);
}

static void find_ornamented(outline *o)
{
	enum { FIRST = 0x2500, N_SIGNS = 0x27bf - FIRST + 1 };
	uint32_t n[N_SIGNS] = { 0 }, headings[N_SIGNS] = { 0 };
	for (size_t k = 0; k < o->n; k++) {
		const pm_unit *u = numbered(o, k);
		if (u->number.type != PM_NUM_BULLET || !is_ornament(u->number.separator))
			continue;
		n[u->number.separator - FIRST]++;
		headings[u->number.separator - FIRST] += is_ornamented_heading(o, u);
	}
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		if (u->number.type != PM_NUM_BULLET || !is_ornament(u->number.separator))
			continue;
		uint32_t i = u->number.separator - FIRST;
		if (n[i] >= 2 && n[i] == headings[i])
			u->use = PM_USE_HEADING;
	}
}

static void find_items(outline *o, const group_facts *facts)
{
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		const group_facts *f = &facts[u->group];
		pm_number_class type = (pm_number_class)(u->class / 4);
		if (u->use != PM_USE_TEXT || f->headings > 0 || type == PM_NUM_ARTICLE || type <= PM_NUM_SECTION)
			continue;
		bool marked = type == PM_NUM_BULLET &&
			      (f->n >= 2 || u->number.separator == '-' || u->number.separator == '*' || u->number.separator == 0x2022);
		bool short_items = !o->s->has_markup && f->n >= 2 && f->whole == f->n && f->width / f->n <= 44 && f->plain * 2 >= f->n;
		bool latin = f->n >= 2 && !o->s->is_cjk && type != PM_NUM_BARE && type != PM_NUM_ROMAN && type != PM_NUM_MULTI;
		bool spaced = u->number.text > u->number.end && (u->number.separator == '.' || u->number.separator == ')');
		bool markdown = o->s->has_markup && spaced && (type == PM_NUM_DECIMAL || type == PM_NUM_DECIMAL_HALF);
		if (marked || markdown || (type != PM_NUM_BULLET && (short_items || latin) && type != PM_NUM_BARE))
			u->use = PM_USE_ITEM;
	}
}

/* Numbers that belong to no numbering: `3. ` alone, `5 ` before a word. */
static void drop_false(outline *o)
{
	uint32_t last[PM_N_CLASSES] = { 0 };
	size_t kept = 0;
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		bool lonely = !u->has_lost_number && u->number.type != PM_NUM_BULLET && is_lonely(o, k, last);
		pm_number_class type = u->number.type;
		bool odd =
			type == PM_NUM_HAN && u->number.separator != 0x3001 && u->number.separator != '.' && u->number.separator != 0xff0e;
		bool weak = type == PM_NUM_BARE || type == PM_NUM_LETTER || type == PM_NUM_ROMAN || odd;
		bool low = type >= PM_NUM_DECIMAL && type != PM_NUM_MULTI && u->number.value > 1;
		last[u->class] = u->number.value;
		if (lonely && (weak || low)) {
			u->number = (pm_line_number){ 0 };
			u->class = 0;
			pm_str s = pm_unit_text(u);
			u->phrase_end = pm_phrase_end(s, 0, &u->rest);
			u->score = (int16_t)pm_phrase_score(pm_str_of(s.ptr, u->phrase_end));
			continue;
		}
		o->at[kept++] = o->at[k];
	}
	o->n = kept;
}

/* Items that are set in deeper than the one before stand in it. */
static void set_depths(outline *o)
{
	enum { DEEPEST = 8 };
	uint32_t indents[DEEPEST + 1] = { 0 };
	uint8_t depth = 0;
	const pm_unit *before = NULL;
	for (size_t k = 0; k < o->n; k++) {
		pm_unit *u = numbered(o, k);
		if (u->use != PM_USE_ITEM)
			continue;
		bool follows = before != NULL && u == before + 1;
		if (!follows)
			depth = 0;
		else if (u->indent >= indents[depth] + 2 && depth < DEEPEST)
			depth++;
		else
			while (depth > 0 && u->indent + 1 < indents[depth])
				depth--;
		indents[depth] = u->indent;
		u->level = depth;
		before = u;
	}
}

int pm_structure_outline(pm_structure *s)
{
	if (!pm_rule_is_on(s->options, "numbered-heading"))
		return PM_OK;
	outline *o = calloc(1, sizeof *o);
	if (o == NULL)
		return pm_error_nomem(s->err);
	o->s = s;
	group_facts *facts = NULL;
	int rc = collect(o);
	if (rc == PM_OK) {
		for (size_t k = 0; k < o->n; k++)
			if (is_bare_marker(numbered(o, k)))
				numbered(o, k)->score = 3;
		vote(o);
		merge_forms(o);
		adopt_strays(o);
		drop_false(o);
		vote(o);
		set_groups(o);
		facts = calloc(o->n + 1, sizeof *facts);
		rc = facts == NULL ? pm_error_nomem(s->err) : PM_OK;
	}
	if (rc == PM_OK) {
		weigh_groups(o, facts);
		if (!s->has_markup)
			decide(o, facts);
		if (!s->has_markup)
			find_ornamented(o);
		if (pm_rule_is_on(s->options, "list"))
			find_items(o, facts);
		set_levels(o);
		set_depths(o);
	}
	free(facts);
	free(o->at);
	free(o);
	return rc;
}
