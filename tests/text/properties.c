/* properties.c: what has to hold for any text, tried on samples and on mutations of them.
 *
 *   properties no-harm FILE...         clean documents: no line is marked and nothing repaired (a heading may lose the sign
 *                                      that made it one)
 *   properties nothing-lost N FILE...  every character of the source is in exactly one block or one repair, for each sample and
 *                                      for N random mutations: lines shuffled, joined, cut, doubled; characters dropped
 *   properties rules FILE...           a rule that is switched off leaves no mark and no repair in its name
 *
 * Exit status 1 where one fails; the closing line counts. */
#include <pumice/pumice.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_SLOTS = 1 << 16, MAX_BYTES = 1 << 20 };

/* How often each character occurs; those that share a slot are counted together, which can hide a loss but never invent one. */
typedef struct tally {
	long n[N_SLOTS];
} tally;

static void count(tally *t, pm_str s, long times)
{
	for (size_t at = 0; at < s.len;) {
		uint32_t c = pm_utf8_next(s, &at);
		if (!pm_char_is_space(c) && c != 0xad)
			t->n[c % N_SLOTS] += times;
	}
}

static void count_doc(tally *t, const pm_doc *doc)
{
	memset(t, 0, sizeof *t);
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		count(t, pm_block_text(b), 1);
		if (pm_block_number_is_automatic(b))
			count(t, pm_block_number(b), 1);
	}
	for (size_t i = 0; i < pm_doc_n_repairs(doc); i++) {
		const pm_repair *r = pm_doc_repair(doc, i);
		count(t, r->removed, (long)r->count);
		count(t, r->inserted, -(long)r->count);
	}
}

static pm_doc *read_text(pm_registry *reg, const char *name, pm_str bytes)
{
	pm_error err = { 0 };
	pm_source *src = pm_source_new(name, bytes.ptr, bytes.len, &err);
	pm_doc *doc = src != NULL ? pm_registry_read(reg, src, "text", NULL, &err) : NULL;
	pm_source_free(src);
	if (doc == NULL)
		fprintf(stderr, "%s: %s\n", name, err.text);
	return doc;
}

static bool clean(pm_doc *doc, const char *name)
{
	pm_error err = { 0 };
	if (pm_clean(doc, NULL, &err) == PM_OK && pm_pass_indicators(doc, NULL, &err) == PM_OK)
		return true;
	printf("%s: %s\n", name, err.text);
	return false;
}

/* -- no harm ---------------------------------------------------------------------------------------------------------------- */

static bool is_structure_rule(pm_str name)
{
	for (const pm_rule_info *r = pm_rules(); r->name != NULL; r++)
		if (pm_str_is(name, r->name))
			return strcmp(r->pass, "structure") == 0;
	return false;
}

static int no_harm(pm_registry *reg, const char *name, pm_str bytes)
{
	pm_doc *doc = read_text(reg, name, bytes);
	int n_failed = 0;
	if (doc == NULL || !clean(doc, name)) {
		pm_doc_free(doc);
		return 1;
	}
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		if (!pm_block_is_marked(b))
			continue;
		pm_str kind = pm_block_mark_kind(b), rule = pm_block_mark_rule(b), text = pm_block_text(b);
		printf("%s:%u: marked %.*s by %.*s: %.*s\n", name, pm_block_line(b), (int)kind.len, kind.ptr, (int)rule.len, rule.ptr,
		       (int)text.len, text.ptr != NULL ? text.ptr : "");
		n_failed++;
	}
	for (size_t i = 0; i < pm_doc_n_repairs(doc); i++) {
		const pm_repair *r = pm_doc_repair(doc, i);
		if (is_structure_rule(r->rule))
			continue; /* typing a heading takes its stop or underline off */
		printf("%s:%u: %.*s took out '%.*s'\n", name, r->line, (int)r->rule.len, r->rule.ptr, (int)r->removed.len,
		       r->removed.ptr != NULL ? r->removed.ptr : "");
		n_failed++;
	}
	pm_doc_free(doc);
	return n_failed;
}

/* -- nothing lost ------------------------------------------------------------------------------------------------------------ */

static int nothing_lost(pm_registry *reg, const char *name, pm_str bytes)
{
	static tally before, after;
	pm_doc *doc = read_text(reg, name, bytes);
	if (doc == NULL)
		return 1;
	count_doc(&before, doc);
	bool ok = clean(doc, name);
	count_doc(&after, doc);
	for (long c = 0; ok && c < N_SLOTS; c++)
		if (before.n[c] != after.n[c]) {
			printf("%s: U+%04lX stood %ld times, stands %ld times\n", name, (unsigned long)c, before.n[c], after.n[c]);
			ok = false;
		}
	pm_doc_free(doc);
	return ok ? 0 : 1;
}

/* -- rules switched off ------------------------------------------------------------------------------------------------------ */

static int without_rule(pm_registry *reg, const char *name, pm_str bytes, const char *rule)
{
	const char *const names[] = { rule, NULL };
	pm_clean_options options = { .size = sizeof options, .without = names };
	pm_error err = { 0 };
	int n_failed = 0;
	pm_doc *doc = read_text(reg, name, bytes);
	if (doc == NULL || pm_clean(doc, &options, &err) != PM_OK) {
		pm_doc_free(doc);
		return 1;
	}
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b))
		n_failed += pm_block_is_marked(b) && pm_str_is(pm_block_mark_rule(b), rule);
	for (size_t i = 0; i < pm_doc_n_repairs(doc); i++)
		n_failed += pm_str_is(pm_doc_repair(doc, i)->rule, rule);
	if (n_failed > 0)
		printf("%s: %s acts %d times though it is off\n", name, rule, n_failed);
	pm_doc_free(doc);
	return n_failed;
}

static int rules_off(pm_registry *reg, const char *name, pm_str bytes)
{
	int n_failed = 0;
	for (const pm_rule_info *r = pm_rules(); r->name != NULL; r++)
		n_failed += without_rule(reg, name, bytes, r->name);
	return n_failed;
}

/* -- mutations --------------------------------------------------------------------------------------------------------------- */

/* A generator of its own, so that a failure comes again. */
static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return n > 0 ? (size_t)(state % n) : 0;
}

static size_t line_end(pm_str s, size_t at)
{
	const char *end = at < s.len ? memchr(s.ptr + at, '\n', s.len - at) : NULL;
	return end != NULL ? (size_t)(end - s.ptr) : s.len;
}

static pm_str line_at(pm_str s, size_t at)
{
	while (at > 0 && s.ptr[at - 1] != '\n')
		at--;
	return pm_str_of(s.ptr + at, line_end(s, at) - at);
}

static size_t floor_char(pm_str s, size_t at)
{
	while (at > 0 && at < s.len && ((unsigned char)s.ptr[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* One change of `s`, written to `out`. */
static void mutate(pm_str s, pm_buf *out)
{
	size_t at = floor_char(s, below(s.len)), to = floor_char(s, below(s.len));
	size_t end = line_end(s, at);
	out->len = 0;
	switch (below(7)) {
	case 0: /* a line moves */
		pm_buf_str(out, line_at(s, at));
		pm_buf_putc(out, '\n');
		pm_buf_str(out, s);
		break;
	case 1: /* two lines are joined */
		pm_buf_append(out, s.ptr, end);
		if (end < s.len)
			pm_buf_append(out, s.ptr + end + 1, s.len - end - 1);
		break;
	case 2: /* a line is cut */
		pm_buf_append(out, s.ptr, at);
		pm_buf_putc(out, '\n');
		pm_buf_append(out, s.ptr + at, s.len - at);
		break;
	case 3: /* a line is doubled elsewhere */
		pm_buf_append(out, s.ptr, to);
		pm_buf_putc(out, '\n');
		pm_buf_str(out, line_at(s, at));
		pm_buf_putc(out, '\n');
		pm_buf_append(out, s.ptr + to, s.len - to);
		break;
	case 4: { /* characters are dropped */
		size_t next = at + 1 + below(12);
		next = next < s.len ? floor_char(s, next) : s.len;
		pm_buf_append(out, s.ptr, at);
		if (next > at)
			pm_buf_append(out, s.ptr + next, s.len - next);
		break;
	}
	case 5: /* all breaks are lost from here on */
		pm_buf_append(out, s.ptr, at);
		for (size_t i = at; i < s.len; i++)
			if (s.ptr[i] != '\n')
				pm_buf_putc(out, s.ptr[i]);
		break;
	default: /* one byte goes wrong */
		pm_buf_str(out, s);
		if (out->len > 0)
			out->ptr[at < out->len ? at : 0] = (char)below(256);
		break;
	}
}

enum { MAX_SAMPLES = 2000 };

typedef struct sample {
	const char *name;
	pm_str bytes;
} sample;

static int mutations(pm_registry *reg, long n, const sample *samples, size_t n_samples)
{
	pm_buf now = { 0 }, next = { 0 };
	int n_failed = 0;
	for (long i = 0; i < n && n_failed < 5; i++) {
		char name[64];
		snprintf(name, sizeof name, "mutation %ld", i);
		now.len = 0;
		pm_buf_str(&now, samples[below(n_samples)].bytes);
		for (size_t k = 1 + below(6); k > 0 && now.len > 0; k--) {
			mutate(pm_buf_view(&now), &next);
			pm_buf spare = now;
			now = next;
			next = spare;
		}
		if (now.is_broken || next.is_broken) {
			printf("%s: memory is out\n", name);
			n_failed++;
			break;
		}
		int failed = now.len > 0 && now.len < MAX_BYTES ? nothing_lost(reg, name, pm_buf_view(&now)) : 0;
		if (failed != 0)
			printf("---- %s\n%.*s\n----\n", name, (int)now.len, now.ptr != NULL ? now.ptr : "");
		n_failed += failed;
	}
	pm_buf_free(&now);
	pm_buf_free(&next);
	return n_failed;
}

/* -- samples ----------------------------------------------------------------------------------------------------------------- */

/* The inputs in a file of golden tests are samples, too; any other file is one. */
static size_t add_samples(sample *samples, size_t n, const char *name, pm_str bytes)
{
	if (!pm_str_ends_with(pm_str_from(name), ".test")) {
		samples[n] = (sample){ name, bytes };
		return n + 1;
	}
	for (size_t at = pm_str_find(bytes, PM_STR("\n---- text"), 0); at < bytes.len && n < MAX_SAMPLES;) {
		size_t start = line_end(bytes, at + 1) + 1;
		size_t end = pm_str_find(bytes, PM_STR("\n==== "), at);
		if (end >= bytes.len)
			break;
		if (end > start)
			samples[n++] = (sample){ name, pm_str_of(bytes.ptr + start, end - start) };
		at = pm_str_find(bytes, PM_STR("\n---- text"), end);
	}
	return n;
}

int main(int argc, char **argv)
{
	static sample samples[MAX_SAMPLES];
	bool loses = argc > 2 && strcmp(argv[1], "nothing-lost") == 0;
	bool rules = argc > 2 && strcmp(argv[1], "rules") == 0;
	int first = loses ? 3 : 2;
	if (argc <= first || argc > MAX_SAMPLES || (!loses && !rules && strcmp(argv[1], "no-harm") != 0)) {
		fprintf(stderr, "usage: properties no-harm FILE... | nothing-lost N FILE... | rules FILE...\n");
		return 2;
	}
	pm_error err = { 0 };
	pm_registry *reg = pm_registry_new(&err);
	pm_source **sources = calloc((size_t)argc, sizeof *sources);
	size_t n = 0;
	int n_failed = 0;
	for (int i = first; i < argc && sources != NULL; i++) {
		sources[i] = pm_source_open(argv[i], &err);
		if (sources[i] == NULL || reg == NULL) {
			fprintf(stderr, "%s\n", err.text);
			return 2;
		}
		if (n < MAX_SAMPLES)
			n = add_samples(samples, n, argv[i], pm_source_bytes(sources[i]));
	}
	for (size_t i = 0; i < n; i++) {
		const sample *s = &samples[i];
		n_failed += (loses   ? nothing_lost(reg, s->name, s->bytes)
		             : rules ? rules_off(reg, s->name, s->bytes)
		                     : no_harm(reg, s->name, s->bytes)) != 0;
	}
	if (loses && n > 0)
		n_failed += mutations(reg, strtol(argv[2], NULL, 10), samples, n);
	for (int i = first; i < argc && sources != NULL; i++)
		pm_source_free(sources[i]);
	free(sources);
	pm_registry_free(reg);
	printf("%s: %zu samples, %d failed\n", argv[1], n, n_failed);
	return n_failed > 0 || n == 0;
}
