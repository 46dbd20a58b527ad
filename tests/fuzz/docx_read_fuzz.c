/* docx_read_fuzz.c: any bytes as a Word document.
 *
 * An input that begins with PK is a whole package.  Another is XML of parts, each after a line `@NAME` (as in tests/docx/package_of.h; what
 * stands before the first is the body), which are packed first: so that the fuzzer need not learn to deflate.  The mutator moves, doubles
 * and removes whole elements and puts in what the reader has its own way with. */
#include <pumice/pumice.h>
#include <stdlib.h>

#include "../docx/package_of.h"

enum { MOST_PARTS = 10, MOST_TAGS = 2000 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

/* The host's check of a promise: what is broken here would be a finding. */
static void expect(bool holds)
{
	if (!holds)
		abort();
}

static size_t split_parts(pm_str input, part *parts)
{
	size_t n = 1, start = 0;

	parts[0].name = PM_STR("body");
	for (size_t at = 0; at != SIZE_MAX && n < MOST_PARTS;) {
		at = pm_str_find(input, PM_STR("\n@"), start);
		size_t end = at == SIZE_MAX ? input.len : at;
		parts[n - 1].content = pm_str_of(input.ptr + start, end - start);
		if (at == SIZE_MAX)
			return n;
		size_t line = pm_str_find(input, PM_STR("\n"), at + 2);
		if (line == SIZE_MAX)
			return n;
		parts[n++].name = pm_str_of(input.ptr + at + 2, line - at - 2);
		start = line;
		parts[n - 1].content = PM_STR("");
	}
	return n;
}

static void check_doc(pm_doc *doc)
{
	for (pm_block *b = pm_doc_next_block(doc, NULL); b != NULL; b = pm_doc_next_block(doc, b)) {
		pm_str text = pm_block_text(b);

		expect(pm_utf8_valid(text) == text.len);
		expect(pm_block_kind(b) != PM_HEADING || (pm_block_level(b) >= 1 && pm_block_level(b) <= 6));
		for (size_t i = 0; i < pm_block_n_spans(b); i++)
			expect(pm_block_spans(b)[i].start <= pm_block_spans(b)[i].end && pm_block_spans(b)[i].end <= text.len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	pm_error err = { 0 };
	pm_buf package = { 0 };
	part parts[MOST_PARTS];
	pm_str input = pm_str_of((const char *)bytes, len);

	if (!pm_str_starts_with(input, "PK") && package_of(parts, split_parts(input, parts), 0, &package))
		input = pm_buf_view(&package);
	pm_source *src = pm_source_new("test.docx", input.ptr, input.len, &err);
	pm_doc *doc = pm_doc_new();
	expect(src != NULL && doc != NULL);
	pm_plugin.readers[0]->probe(src);
	if (pm_plugin.readers[0]->read(src, NULL, doc, &err) == PM_OK) {
		check_doc(doc);
		expect(pm_clean(doc, NULL, &err) == PM_OK);
	} else {
		expect(err.code != PM_OK && err.text[0] != '\0');
	}
	pm_doc_free(doc);
	pm_source_free(src);
	pm_buf_free(&package);
	return 0;
}

/* -- the mutator ---------------------------------------------------------------------------------------------------------- */

static const char *const pieces[] = {
	"<w:p>",
	"</w:p>",
	"<w:p><w:r><w:t>text</w:t></w:r></w:p>",
	"<w:r>",
	"</w:r>",
	"<w:t>\xE4\xB8\x80</w:t>",
	"<w:tbl>",
	"</w:tbl>",
	"<w:tr>",
	"</w:tr>",
	"<w:tc>",
	"</w:tc>",
	"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
	"<w:tcPr><w:vMerge/></w:tcPr>",
	"<w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>",
	"<w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>",
	"<w:trPr><w:del/></w:trPr>",
	"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
	"<w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
	"<w:pPr><w:pStyle w:val=\"1\"/></w:pPr>",
	"<w:rPr><w:b/></w:rPr>",
	"<w:rPr><w:vanish/></w:rPr>",
	"<w:fldChar w:fldCharType=\"begin\"/>",
	"<w:fldChar w:fldCharType=\"separate\"/>",
	"<w:fldChar w:fldCharType=\"end\"/>",
	"<w:instrText>HYPERLINK \"a\" \\l \"b\"</w:instrText>",
	"<w:instrText>TOC</w:instrText>",
	"<w:hyperlink w:anchor=\"x\">",
	"</w:hyperlink>",
	"<w:bookmarkStart w:name=\"x\"/>",
	"<w:footnoteReference w:id=\"1\"/>",
	"<w:footnote w:id=\"1\">",
	"</w:footnote>",
	"<w:txbxContent>",
	"</w:txbxContent>",
	"<mc:AlternateContent>",
	"</mc:AlternateContent>",
	"<mc:Choice>",
	"</mc:Choice>",
	"<mc:Fallback>",
	"</mc:Fallback>",
	"<w:sdt>",
	"</w:sdt>",
	"<w:br w:type=\"page\"/>",
	"<w:tab/>",
	"<w:sym w:font=\"Symbol\" w:char=\"F061\"/>",
	"<w:ins>",
	"</w:ins>",
	"<w:del>",
	"</w:del>",
	"<v:imagedata r:id=\"a\"/>",
	"<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
	"<w:sectPr><w:headerReference r:id=\"a\"/></w:sectPr>",
	"<w:abstractNum w:abstractNumId=\"0\">",
	"<w:lvl w:ilvl=\"0\">",
	"<w:numFmt w:val=\"chineseCounting\"/>",
	"<w:lvlText w:val=\"%1%2\"/>",
	"<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
	"<w:basedOn w:val=\"1\"/>",
	"<w:style w:type=\"paragraph\" w:styleId=\"1\">",
	"<w:name w:val=\"heading 1\"/>",
	"\n@styles\n",
	"\n@numbering\n",
	"\n@footnotes\n",
	"\n@rels\n",
	"<Relationship Id=\"a\" Type=\"/image\" Target=\"styles.xml\"/>",
};

static const char *const values[] = { "0", "1", "-1", "9", "2000", "2147483648", "99999999999999999999", "", "x", "on", "%1", "../x" };

static uint32_t next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Put `insert` in the place of data[from, to). */
static size_t splice(uint8_t *data, size_t size, size_t max_size, size_t from, size_t to, const void *insert, size_t n)
{
	if (size - (to - from) + n > max_size)
		return size;
	memmove(data + from + n, data + to, size - to);
	memcpy(data + from, insert, n);
	return size - (to - from) + n;
}

static size_t replace_value(uint8_t *data, size_t size, size_t max_size, size_t from, const char *value)
{
	size_t start = from;

	while (start < size && data[start] != '"')
		start++;
	size_t end = start + 1;
	while (end < size && data[end] != '"')
		end++;
	return end < size ? splice(data, size, max_size, start + 1, end, value, strlen(value)) : size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
	uint32_t state = seed * 2654435761u + 1;
	size_t tags[MOST_TAGS], n = 0;

	for (size_t i = 0; i < size && n < MOST_TAGS; i++) {
		if (data[i] == '<')
			tags[n++] = i;
	}
	if (n < 2 || (size > 1 && data[0] == 'P') || next(&state) % 8 == 0)
		return LLVMFuzzerMutate(data, size, max_size);
	size_t a = tags[next(&state) % n], b = tags[next(&state) % n], place = tags[next(&state) % n];
	size_t from = a < b ? a : b, to = a < b ? b : a;
	switch (next(&state) % 4) {
	case 0:
		return splice(data, size, max_size, from, to, "", 0);
	case 1: {
		uint8_t *copy = malloc(to - from + 1);

		if (copy == NULL)
			return size;
		memcpy(copy, data + from, to - from);
		size = splice(data, size, max_size, place, place, copy, to - from);
		free(copy);
		return size;
	}
	case 2: {
		const char *piece = pieces[next(&state) % (sizeof(pieces) / sizeof(pieces[0]))];

		return splice(data, size, max_size, place, place, piece, strlen(piece));
	}
	default:
		return replace_value(data, size, max_size, place, values[next(&state) % (sizeof(values) / sizeof(values[0]))]);
	}
}
