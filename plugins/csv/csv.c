/* csv.c: the writer `csv`: the indicators of a document, one a row (RFC 4180).
 *
 * A cell that a spreadsheet would take for a formula gets one apostrophe in front.  That can be undone: a reader takes off one apostrophe
 * where a run of them at the head of a cell is followed by what would start a formula; no other cell begins so. */
#include <pumice/pumice.h>

static const char *const columns[] = {
	"document", "section", "name", "value", "value_max", "unit",     "qualifier",
	"change",   "period",  "from", "to",    "raw",       "sentence", "line",
};

static bool is_plain_number(pm_str s)
{
	size_t i = s.len > 0 && (s.ptr[0] == '-' || s.ptr[0] == '+');
	size_t digits = 0, points = 0;

	for (; i < s.len; i++) {
		digits += s.ptr[i] >= '0' && s.ptr[i] <= '9';
		points += s.ptr[i] == '.';
		if (s.ptr[i] != '.' && (s.ptr[i] < '0' || s.ptr[i] > '9'))
			return false;
	}
	return digits > 0 && points <= 1;
}

/* = + - @, half width and full width, also behind white space, which some programs trim; a tab and a line break themselves. */
static bool starts_formula(pm_str s)
{
	size_t i = 0;

	while (i < s.len && s.ptr[i] == '\'')
		i++;
	while (i < s.len) {
		uint32_t c = pm_utf8_next(s, &i);

		if (c == '=' || c == '+' || c == '-' || c == '@' || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20 || c == '\t' ||
		    c == '\r' || c == '\n')
			return true;
		if (!pm_char_is_space(c))
			return false;
	}
	return false;
}

static bool needs_quotes(pm_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '"' || s.ptr[i] == ',' || s.ptr[i] == '\r' || s.ptr[i] == '\n')
			return true;
	return s.len > 0 && (s.ptr[0] == ' ' || s.ptr[s.len - 1] == ' ');
}

/* The text of a document is valid; a file name may be any bytes. */
static void put_valid(pm_sink *sink, pm_str s, bool is_quoted)
{
	char out[4];

	for (size_t i = 0; i < s.len;) {
		uint32_t c = pm_utf8_next(s, &i);

		if (c == 0)
			c = 0xFFFD;
		if (c == '"' && is_quoted)
			pm_sink_putc(sink, '"');
		pm_sink_write(sink, out, pm_utf8_encode(c, out));
	}
}

static void put_cell(pm_sink *sink, pm_str s)
{
	bool is_quoted = needs_quotes(s);

	if (is_quoted)
		pm_sink_putc(sink, '"');
	if (starts_formula(s) && !is_plain_number(s))
		pm_sink_putc(sink, '\'');
	put_valid(sink, s, is_quoted);
	if (is_quoted)
		pm_sink_putc(sink, '"');
}

/* -- the path of headings ------------------------------------------------------------------------------------------------------ */

enum { MAX_LEVEL = 6 };

/* Indicators come in text order, so one walk over the blocks serves them all. */
typedef struct path {
	const pm_block *next; /* the block to look at next */
	const pm_block *at;   /* the heading that `levels` stands for */
	const pm_block *levels[MAX_LEVEL + 1];
} path;

static void enter(path *p, const pm_block *heading)
{
	int level = pm_block_level(heading);

	if (level < 1 || level > MAX_LEVEL)
		level = MAX_LEVEL;
	for (int i = level; i <= MAX_LEVEL; i++)
		p->levels[i] = NULL;
	p->levels[level] = heading;
	p->at = heading;
}

static void follow(path *p, const pm_block *section)
{
	while (p->next != NULL && p->at != section) {
		if (pm_block_kind(p->next) == PM_HEADING && !pm_block_is_marked(p->next))
			enter(p, p->next);
		p->next = pm_block_next(p->next);
	}
}

static void append_heading(pm_buf *buf, const pm_block *heading)
{
	pm_str number = pm_block_number(heading), text = pm_str_trim(pm_block_text(heading));

	if (buf->len > 0)
		pm_buf_puts(buf, " > ");
	if (pm_block_number_is_automatic(heading) && number.len > 0) {
		pm_buf_str(buf, number);
		pm_buf_putc(buf, ' ');
	}
	for (size_t i = 0; i < text.len; i++)
		pm_buf_putc(buf, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
}

static void section_path(path *p, const pm_block *section, pm_buf *buf)
{
	buf->len = 0;
	if (section == NULL)
		return;
	if (p->at != section)
		follow(p, section);
	if (p->at != section) {
		append_heading(buf, section);
		return;
	}
	for (int i = 1; i <= MAX_LEVEL; i++)
		if (p->levels[i] != NULL)
			append_heading(buf, p->levels[i]);
}

/* -- rows ------------------------------------------------------------------------------------------------------------------------- */

static void put_row(pm_sink *sink, const char *document, pm_str section, const pm_indicator *x)
{
	const pm_str cells[] = {
		pm_str_from(document),
		section,
		x->name,
		x->value,
		x->value_max,
		x->unit,
		x->qualifier,
		x->change,
		x->period,
		x->from,
		x->to,
		pm_indicator_raw(x),
		pm_indicator_sentence(x),
	};
	uint32_t line = pm_block_line_at(x->block, x->start);

	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
		put_cell(sink, cells[i]);
		pm_sink_putc(sink, ',');
	}
	if (line > 0)
		pm_sink_printf(sink, "%u", (unsigned)line);
	pm_sink_puts(sink, "\r\n");
}

static void put_head(pm_sink *sink, bool has_mark)
{
	if (has_mark)
		pm_sink_puts(sink, "\xEF\xBB\xBF");
	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		if (i > 0)
			pm_sink_putc(sink, ',');
		pm_sink_puts(sink, columns[i]);
	}
	pm_sink_puts(sink, "\r\n");
}

static int write_csv(const pm_doc *doc, const pm_write_context *context, const pm_options *options, pm_sink *sink, pm_error *err)
{
	path p = { .next = pm_flow_first(pm_doc_body(doc)) };
	pm_buf section = { 0 };

	if (context->is_first)
		put_head(sink, pm_options_has(options, "csv-bom"));
	for (size_t i = 0; i < pm_doc_n_indicators(doc) && !section.is_broken; i++) {
		const pm_indicator *x = pm_doc_indicator(doc, i);

		section_path(&p, x->section, &section);
		put_row(sink, context->source_name, pm_buf_view(&section), x);
	}
	bool is_broken = section.is_broken;

	pm_buf_free(&section);
	return is_broken ? pm_error_nomem(err) : pm_sink_status(sink, err);
}

static const pm_option_info options[] = {
	{ "csv-bom", NULL, "begin with a byte order mark, so that Excel reads the file as UTF-8", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const pm_writer csv = {
	.name = "csv",
	.extensions = "csv",
	.media_type = "text/csv; charset=utf-8",
	.help = "the indicators, one a row (RFC 4180)",
	.flags = PM_WRITER_JOINS | PM_WRITER_INDICATORS,
	.write = write_csv,
	.options = options,
};
static const pm_writer *const writers[] = { &csv, NULL };

PM_EXPORT const pm_plugin_info pm_plugin = {
	.abi = PM_PLUGIN_ABI,
	.size = sizeof(pm_plugin_info),
	.id = "org.pumice.csv",
	.version = PM_VERSION,
	.writers = writers,
};
