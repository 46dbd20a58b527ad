#include "xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>

#include "pool.h"

enum {
	CACHE = 1024, /* as many as ten bits tell apart */
	/* Longest tag, comment or other single piece of mark-up, which the parser must hold whole. */
	LIMIT_PIECE = 16 * 1024 * 1024,
	/* Attributes of one element: the parser compares each with all. */
	LIMIT_ATTRIBUTES = 2000,
};

struct space {
	docx_ns ns;
	const char *uri;
};

#define OOXML "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
static const struct space spaces[] = {
	{ NS_W, OOXML "wordprocessingml/2006/main" },
	{ NS_W, STRICT "wordprocessingml/main" },
	{ NS_W, "http://schemas.microsoft.com/office/word/2003/wordml" },
	{ NS_R, OOXML "officeDocument/2006/relationships" },
	{ NS_R, STRICT "officeDocument/relationships" },
	{ NS_MC, OOXML "markup-compatibility/2006" },
	{ NS_WP, OOXML "drawingml/2006/wordprocessingDrawing" },
	{ NS_WP, STRICT "drawingml/wordprocessingDrawing" },
	{ NS_A, OOXML "drawingml/2006/main" },
	{ NS_A, STRICT "drawingml/main" },
	{ NS_PIC, OOXML "drawingml/2006/picture" },
	{ NS_PIC, STRICT "drawingml/picture" },
	{ NS_V, "urn:schemas-microsoft-com:vml" },
	{ NS_O, "urn:schemas-microsoft-com:office:office" },
	{ NS_M, OOXML "officeDocument/2006/math" },
	{ NS_M, STRICT "officeDocument/math" },
	{ NS_C, OOXML "drawingml/2006/chart" },
	{ NS_C, STRICT "drawingml/chart" },
	{ NS_DGM, OOXML "drawingml/2006/diagram" },
	{ NS_DGM, STRICT "drawingml/diagram" },
	{ NS_RELS, OOXML "package/2006/relationships" },
	{ NS_CT, OOXML "package/2006/content-types" },
	{ NS_CP, OOXML "package/2006/metadata/core-properties" },
	{ NS_DC, "http://purl.org/dc/elements/1.1/" },
	{ NS_DCTERMS, "http://purl.org/dc/terms/" },
	{ NS_APP, OOXML "officeDocument/2006/extended-properties" },
	{ NS_APP, STRICT "officeDocument/extendedProperties" },
	{ NS_CUSTOM, OOXML "officeDocument/2006/custom-properties" },
	{ NS_CUSTOM, STRICT "officeDocument/customProperties" },
	{ NS_VT, OOXML "officeDocument/2006/docPropsVTypes" },
	{ NS_VT, STRICT "officeDocument/docPropsVTypes" },
};

/* Prefixes as everybody writes them, for parts that forget to declare one. */
static const struct space usual_prefixes[] = {
	{ NS_W, "w" },     { NS_R, "r" }, { NS_MC, "mc" }, { NS_WP, "wp" }, { NS_A, "a" },
	{ NS_PIC, "pic" }, { NS_V, "v" }, { NS_O, "o" },   { NS_M, "m" },
};

static docx_ns ns_of(const xmlChar *uri, const xmlChar *prefix)
{
	if (uri != NULL) {
		for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++) {
			if (strcmp((const char *)uri, spaces[i].uri) == 0)
				return spaces[i].ns;
		}
		return NS_OTHER;
	}
	if (prefix == NULL)
		return NS_NONE;
	for (size_t i = 0; i < sizeof(usual_prefixes) / sizeof(usual_prefixes[0]); i++) {
		if (strcmp((const char *)prefix, usual_prefixes[i].uri) == 0)
			return usual_prefixes[i].ns;
	}
	return NS_OTHER;
}

/* -- attributes ------------------------------------------------------------------------------------------------------- */

bool docx_attr_find(const docx_attrs *attrs, docx_ns ns, const char *name, pm_str *value)
{
	for (int i = 0; i < attrs->n; i++) {
		const unsigned char **a = attrs->at + 5 * i;

		if (strcmp((const char *)a[0], name) != 0)
			continue;
		docx_ns its = ns_of(a[2], a[1]);
		if (its != ns && !(ns == NS_W && its == NS_NONE))
			continue;
		*value = pm_str_of((const char *)a[3], (size_t)(a[4] - a[3]));
		return true;
	}
	*value = pm_str_of(NULL, 0);
	return false;
}

pm_str docx_attr(const docx_attrs *attrs, docx_ns ns, const char *name)
{
	pm_str value;

	docx_attr_find(attrs, ns, name, &value);
	return value;
}

pm_str docx_val(const docx_attrs *attrs)
{
	return docx_attr(attrs, NS_W, "val");
}

long docx_str_long(pm_str s, long otherwise)
{
	size_t i = 0;
	bool is_negative = false;
	long n = 0;

	s = pm_str_trim(s);
	if (i < s.len && (s.ptr[i] == '-' || s.ptr[i] == '+'))
		is_negative = s.ptr[i++] == '-';
	if (i == s.len || s.ptr[i] < '0' || s.ptr[i] > '9')
		return otherwise;
	for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
		n = n > (LONG_MAX - 9) / 10 ? LONG_MAX : n * 10 + (s.ptr[i] - '0');
	return is_negative ? -n : n;
}

long docx_attr_long(const docx_attrs *attrs, docx_ns ns, const char *name, long otherwise)
{
	return docx_str_long(docx_attr(attrs, ns, name), otherwise);
}

bool docx_val_is_on(const docx_attrs *attrs)
{
	pm_str v = docx_val(attrs);

	return !(pm_str_is(v, "0") || pm_str_is(v, "false") || pm_str_is(v, "off") || pm_str_is(v, "none"));
}

/* -- the stream --------------------------------------------------------------------------------------------------------- */

/* An open mc:AlternateContent. */
struct alternate {
	size_t depth;
	uint64_t produced; /* when its choice began */
	bool is_done;
};

struct lexer {
	enum { IN_TEXT, IN_TAG, IN_DOUBLE, IN_SINGLE, IN_OTHER } in;
	size_t n_chars;     /* of the tag */
	char closer;        /* what ends a comment and the like, before its `>` */
	unsigned n_closers; /* of them in a row */
	int n_attributes, most_attributes;
};

struct parse {
	const docx_handler *handler;
	void *user;
	pm_error *err;
	const docx_package *package;
	int part;
	xmlParserCtxtPtr ctxt;
	int code;
	struct lexer lexer;
	pm_buf waiting; /* bytes that the parser has not been given yet */
	uint8_t *open;  /* tokens of the open elements */
	size_t depth;
	size_t skip_depth; /* the element being passed over is that deep; 0: none */
	struct alternate *alternates;
	size_t n_alternates, cap_alternates;
	const xmlChar *last_uri;
	docx_ns last_ns;
	struct {
		const xmlChar *local, *uri;
		docx_token token;
	} cache[CACHE];
};

static void fail(struct parse *p, int code)
{
	if (p->code == PM_OK)
		p->code = code;
	xmlStopParser(p->ctxt);
}

/* The parser keeps one copy of each name, so that its address is as good as the name. */
static docx_token token_of(struct parse *p, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	/* Names lie close together in the parser's dictionary: spread them by a multiplication. */
	size_t slot = (size_t)((((uint64_t)(uintptr_t)local * 3 + (uintptr_t)uri) * 0x9E3779B97F4A7C15u) >> 54);

	if (uri != NULL && p->cache[slot].local == local && p->cache[slot].uri == uri)
		return p->cache[slot].token;
	docx_ns ns = uri != NULL && uri == p->last_uri ? p->last_ns : ns_of(uri, prefix);
	docx_token token = T_UNKNOWN;

	p->last_uri = uri;
	p->last_ns = ns;
	for (size_t i = 0; i < docx_n_elements; i++) {
		const docx_element *e = &docx_elements[i];

		if (e->ns == ns && e->name[0] == (char)local[0] && strcmp(e->name, (const char *)local) == 0) {
			token = e->token;
			break;
		}
	}
	p->cache[slot].local = local;
	p->cache[slot].uri = uri;
	p->cache[slot].token = token;
	return token;
}

static uint64_t produced(const struct parse *p)
{
	return p->handler->produced != NULL ? p->handler->produced(p->user) : 0;
}

/* true: pass over it. */
static bool start_alternate(struct parse *p, docx_token token)
{
	struct alternate *top = p->n_alternates > 0 ? &p->alternates[p->n_alternates - 1] : NULL;

	if (token == T_ALTERNATE) {
		struct alternate *grown = docx_grow(p->alternates, p->n_alternates, &p->cap_alternates, sizeof(*grown));

		if (grown == NULL) {
			fail(p, pm_error_nomem(p->err));
			return true;
		}
		p->alternates = grown;
		grown[p->n_alternates++] = (struct alternate){ .depth = p->depth };
		return false;
	}
	if (top == NULL || top->depth + 1 != p->depth)
		return false;
	if (top->is_done)
		return true;
	top->produced = produced(p);
	return false;
}

static void end_alternate(struct parse *p, docx_token token)
{
	struct alternate *top = p->n_alternates > 0 ? &p->alternates[p->n_alternates - 1] : NULL;

	if (top == NULL)
		return;
	if (token == T_ALTERNATE && top->depth == p->depth)
		p->n_alternates--;
	else if (top->depth + 1 == p->depth && (p->handler->produced == NULL || produced(p) != top->produced))
		top->is_done = true;
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int n_ns, const xmlChar **ns,
		     int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	struct parse *p = ctx;
	docx_attrs attrs = { .at = attributes, .n = n_attributes };

	(void)n_ns;
	(void)ns;
	(void)n_defaulted;
	if (p->code != PM_OK)
		return;
	if (p->depth >= PM_LIMIT_XML_DEPTH) {
		fail(p, pm_error_set(p->err, PM_ELIMIT, "%s: %s: elements are nested more than %d deep (PM_LIMIT_XML_DEPTH)",
				     docx_package_source_name(p->package), docx_package_part_name(p->package, p->part).ptr,
				     PM_LIMIT_XML_DEPTH));
		return;
	}
	p->depth++;
	if (p->skip_depth > 0)
		return;
	docx_token token = token_of(p, local, prefix, uri);
	docx_token parent = p->depth > 1 ? (docx_token)p->open[p->depth - 2] : T_NONE;
	p->open[p->depth - 1] = (uint8_t)token;
	if (token == T_ALTERNATE || token == T_CHOICE || token == T_FALLBACK) {
		/* Children see the parent of the whole, as if the choice stood there alone. */
		p->open[p->depth - 1] = (uint8_t)parent;
		if (start_alternate(p, token))
			p->skip_depth = p->depth;
		return;
	}
	int code = p->handler->start(p->user, token, parent, &attrs, p->err);
	if (code == DOCX_SKIP)
		p->skip_depth = p->depth;
	else if (code != PM_OK)
		fail(p, code);
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct parse *p = ctx;

	if (p->code != PM_OK || p->depth == 0)
		return;
	if (p->skip_depth > 0) {
		if (p->skip_depth == p->depth)
			p->skip_depth = 0;
		p->depth--;
		return;
	}
	docx_token token = token_of(p, local, prefix, uri);
	if (token == T_ALTERNATE || token == T_CHOICE || token == T_FALLBACK) {
		end_alternate(p, token);
	} else {
		int code = p->handler->end(p->user, token, p->err);

		if (code != PM_OK)
			fail(p, code);
	}
	p->depth--;
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct parse *p = ctx;

	if (p->code != PM_OK || p->skip_depth > 0 || p->depth == 0 || p->handler->text == NULL)
		return;
	int code = p->handler->text(p->user, (docx_token)p->open[p->depth - 1], pm_str_of((const char *)text, (size_t)len), p->err);
	if (code != PM_OK)
		fail(p, code);
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	struct parse *p = ctx;

	(void)name;
	(void)external;
	(void)system;
	fail(p, pm_error_set(p->err, PM_EFORMAT,
			     "%s: %s: has a document type declaration, which no Office document may have (it could define entities)",
			     docx_package_source_name(p->package), docx_package_part_name(p->package, p->part).ptr));
}

static xmlEntityPtr on_entity(void *ctx, const xmlChar *name)
{
	(void)ctx;
	return xmlGetPredefinedEntity(name);
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	(void)ctx;
	(void)error; /* asked for when parsing is over */
}

/* The next byte that may end the state; text and values, which are most of a part, are passed over at once. */
static size_t skip_to(pm_str piece, size_t i, char end)
{
	const char *found = memchr(piece.ptr + i, end, piece.len - i);

	return found != NULL ? (size_t)(found - piece.ptr) : piece.len;
}

static void in_tag(struct lexer *l, char c)
{
	if (c == '>')
		l->in = IN_TEXT;
	else if (c == '"' || c == '\'')
		l->in = c == '"' ? IN_DOUBLE : IN_SINGLE;
	else if (c == '=' && ++l->n_attributes > l->most_attributes)
		l->most_attributes = l->n_attributes;
	else if (l->n_chars == 0 && (c == '!' || c == '?'))
		*l = (struct lexer){ .in = IN_OTHER, .closer = c, .n_closers = c == '?', .most_attributes = l->most_attributes };
	l->n_chars++;
}

/* A comment, CDATA or instruction: they hold quotes and signs of any kind up to -->, ]]> or ?>. */
static void in_other(struct lexer *l, char c)
{
	if (l->closer == '!')
		l->closer = c == '-' ? '-' : c == '[' ? ']' : '\0';
	else if (c == '>' && (l->closer == '\0' || l->n_closers >= (l->closer == '?' ? 1u : 2u)))
		l->in = IN_TEXT;
	else
		l->n_closers = c == l->closer ? l->n_closers + 1 : 0;
}

/* How far the bytes fed have come; attributes of the open tag are counted by their `=`. */
static void count_attributes(struct lexer *l, pm_str piece)
{
	for (size_t i = 0; i < piece.len; i++) {
		switch (l->in) {
		case IN_TEXT:
			i = skip_to(piece, i, '<');
			if (i < piece.len)
				*l = (struct lexer){ .in = IN_TAG, .most_attributes = l->most_attributes };
			break;
		case IN_DOUBLE:
		case IN_SINGLE:
			i = skip_to(piece, i, l->in == IN_DOUBLE ? '"' : '\'');
			if (i < piece.len)
				l->in = IN_TAG;
			break;
		case IN_TAG:
			if (piece.ptr[i] != '\0') /* the other half of UTF-16 */
				in_tag(l, piece.ptr[i]);
			break;
		case IN_OTHER:
			if (piece.ptr[i] != '\0')
				in_other(l, piece.ptr[i]);
			break;
		}
	}
}

static int too_large(struct parse *p, const char *what, int limit)
{
	return pm_error_set(p->err, PM_ELIMIT, "%s: %s: %s %d", docx_package_source_name(p->package),
			    docx_package_part_name(p->package, p->part).ptr, what, limit);
}

static int feed(void *user, pm_str piece, pm_error *err)
{
	struct parse *p = user;

	(void)err;
	count_attributes(&p->lexer, piece);
	if (p->lexer.most_attributes > LIMIT_ATTRIBUTES)
		return too_large(p, "one element has more attributes than", LIMIT_ATTRIBUTES);
	/* What the parser could not use yet it looks through again: give it as much again at a time. */
	size_t unused = p->ctxt->input != NULL ? (size_t)(p->ctxt->input->end - p->ctxt->input->cur) : 0;
	if (unused > LIMIT_PIECE)
		return too_large(p, "a single tag or comment has more bytes than", LIMIT_PIECE);
	if (p->waiting.len > 0 || unused > piece.len) {
		pm_buf_str(&p->waiting, piece);
		if (p->waiting.is_broken)
			return pm_error_nomem(p->err);
		if (p->waiting.len < unused)
			return PM_OK;
		xmlParseChunk(p->ctxt, p->waiting.ptr, (int)p->waiting.len, 0);
		p->waiting.len = 0;
		return p->code;
	}
	xmlParseChunk(p->ctxt, piece.ptr, (int)piece.len, 0);
	return p->code;
}

static int finish(struct parse *p)
{
	xmlParseChunk(p->ctxt, p->waiting.ptr, (int)p->waiting.len, 1);
	if (p->code != PM_OK || p->ctxt->wellFormed)
		return p->code;
	const xmlError *e = xmlCtxtGetLastError(p->ctxt);
	pm_str what = pm_str_trim(pm_str_from(e != NULL && e->message != NULL ? e->message : "not well-formed"));
	if (e != NULL && e->code == XML_ERR_NO_MEMORY)
		return pm_error_nomem(p->err);
	return pm_error_set(p->err, PM_EFORMAT, "%s: %s: line %d: %.*s; open the file in Word and save it again",
			    docx_package_source_name(p->package), docx_package_part_name(p->package, p->part).ptr, e != NULL ? e->line : 0,
			    (int)(what.len < 300 ? what.len : 300), what.ptr);
}

static int parse_part(struct parse *p, docx_package *package)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		.ignorableWhitespace = on_text,
		.internalSubset = on_doctype,
		.getEntity = on_entity,
		.serror = on_error,
	};

	p->ctxt = xmlCreatePushParserCtxt(&sax, p, NULL, 0, NULL);
	if (p->ctxt == NULL)
		return pm_error_nomem(p->err);
	xmlCtxtUseOptions(p->ctxt, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE);
	int code = docx_package_stream(package, p->part, feed, p, p->err);
	if (code == PM_OK)
		code = finish(p);
	xmlFreeDoc(p->ctxt->myDoc);
	p->ctxt->myDoc = NULL;
	xmlFreeParserCtxt(p->ctxt);
	return p->code != PM_OK ? p->code : code;
}

int docx_xml_read(docx_package *package, int part, const docx_handler *handler, void *user, pm_error *err)
{
	struct parse *p = calloc(1, sizeof(*p));
	int code = PM_ENOMEM;

	if (p == NULL)
		return pm_error_nomem(err);
	*p = (struct parse){ .handler = handler, .user = user, .err = err, .package = package, .part = part };
	p->open = malloc(PM_LIMIT_XML_DEPTH);
	if (p->open != NULL)
		code = parse_part(p, package);
	else
		pm_error_nomem(err);
	pm_buf_free(&p->waiting);
	free(p->open);
	free(p->alternates);
	free(p);
	return code;
}
