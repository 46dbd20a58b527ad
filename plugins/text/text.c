/* text.c: plain text, a block for each line as it stands. */
#include <pumice/pumice.h>

enum { PROBE_BYTES = 4096 };

static bool is_control(unsigned char c)
{
	return c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b && c != 0x0b && c != 0x1a;
}

static bool has_mark(const pm_source *src)
{
	static const struct {
		const char *bytes;
		size_t len;
	} marks[] = { { "\xff\xfe", 2 }, { "\xfe\xff", 2 }, { "\0\0\xfe\xff", 4 } };
	pm_str bytes = pm_source_bytes(src);
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
		if (bytes.len >= marks[i].len && memcmp(bytes.ptr, marks[i].bytes, marks[i].len) == 0)
			return true;
	return false;
}

/* A tag: `<` with a letter, `/` or `!` behind it and a `>` not far off. */
static bool has_tag(pm_str s)
{
	for (size_t i = 0; i + 2 < s.len; i++) {
		char c = s.ptr[i + 1];
		if (s.ptr[i] != '<' || !(c == '/' || c == '!' || c == '?' || ((c | 32) >= 'a' && (c | 32) <= 'z')))
			continue;
		size_t most = i + 200 < s.len ? i + 200 : s.len;
		for (size_t k = i + 2; k < most && s.ptr[k] != '<'; k++)
			if (s.ptr[k] == '>')
				return true;
	}
	return false;
}

static int probe(const pm_source *src)
{
	pm_str bytes = pm_source_bytes(src);
	pm_str head = pm_str_of(bytes.ptr, bytes.len < PROBE_BYTES ? bytes.len : PROBE_BYTES);
	if (has_mark(src))
		return PM_POSSIBLE;
	size_t n_zero[2] = { 0, 0 }, n_control = 0;
	for (size_t i = 0; i < head.len; i++) {
		unsigned char c = (unsigned char)head.ptr[i];
		n_zero[i & 1] += c == 0;
		n_control += is_control(c);
	}
	if (n_control * 50 > head.len) {
		/* UTF-16 without a mark has its zeros on one side. */
		size_t many = n_zero[0] > n_zero[1] ? n_zero[0] : n_zero[1], few = n_zero[0] + n_zero[1] - many;
		return few * 20 <= many && n_control < many + many / 10 + 4 ? PM_POSSIBLE : PM_NO;
	}
	return has_tag(head) ? PM_POSSIBLE : PM_LIKELY;
}

/* Length of the line break at s[at], 0 where there is none: LF, CR, CRLF, form feed, vertical tab, and Unicode's own. */
static size_t line_break(pm_str s, size_t at)
{
	switch ((unsigned char)s.ptr[at]) {
	case '\n':
	case '\f':
	case '\v':
		return 1;
	case '\r':
		return at + 1 < s.len && s.ptr[at + 1] == '\n' ? 2 : 1;
	case 0xc2: /* U+0085 */
		return at + 1 < s.len && (unsigned char)s.ptr[at + 1] == 0x85 ? 2 : 0;
	case 0xe2: /* U+2028, U+2029 */
		return at + 2 < s.len && (unsigned char)s.ptr[at + 1] == 0x80 && ((unsigned char)s.ptr[at + 2] & 0xfe) == 0xa8 ? 3 : 0;
	default:
		return 0;
	}
}

static int append_lines(pm_doc *doc, pm_str text, pm_error *err)
{
	pm_flow *body = pm_doc_body(doc);
	uint32_t number = 0;
	/* DOS ends a file with ^Z. */
	if (text.len > 0 && text.ptr[text.len - 1] == 0x1a)
		text.len--;
	for (size_t at = 0; at < text.len;) {
		size_t end = at, eol = 0;
		while (end < text.len && (eol = line_break(text, end)) == 0)
			end++;
		pm_block *block = pm_flow_append(body, PM_PARAGRAPH, text.ptr + at, end - at, err);
		if (block == NULL)
			return err->code;
		pm_block_set_line(block, ++number);
		at = end + eol;
	}
	return PM_OK;
}

static int read_text(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err)
{
	pm_error own = { 0 };
	pm_decoding decoding;
	int code = pm_source_decode(src, pm_source_bytes(src), pm_options_find(options, "charset"), NULL, pm_str_of(NULL, 0), &decoding, &own);
	if (code == PM_OK) {
		pm_doc_set_fidelity(doc, PM_LINES);
		pm_doc_append_replaced(doc, decoding.n_replaced);
		code = pm_doc_set_meta(doc, "charset", decoding.charset, strlen(decoding.charset), &own);
	}
	if (code == PM_OK)
		code = pm_doc_info(doc, "%s: charset %s (%s, %d %% sure), %zu bytes replaced", pm_source_name(src), decoding.charset, decoding.why,
		                     decoding.confidence, decoding.n_replaced);
	if (code == PM_OK)
		code = append_lines(doc, decoding.text, &own);
	return code == PM_OK ? PM_OK : pm_error_set(err, code, "%s", own.text);
}

static const pm_option_info options_info[] = {
	{ .name = "charset", .argument = "NAME", .help = "read the bytes as this charset, whatever they look like" },
	{ 0 },
};

static const pm_reader text_reader = {
	.name = "text",
	.extensions = "txt text log",
	.media_type = "text/plain",
	.help = "plain text, a block a line",
	.probe = probe,
	.read = read_text,
	.options = options_info,
};

static const pm_reader *const readers[] = { &text_reader, NULL };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI,
	.size = sizeof(pm_plugin_info),
	.id = "org.pumice.text",
	.version = "0.1.0",
	.readers = readers,
};
