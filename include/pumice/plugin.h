/* plugin.h: all that a reader or writer of a format needs, beside doc.h.
 *
 * A plugin is one shared module, NAME.so, in a folder that pumice looks in (pumice --formats shows them).  It exports one
 * symbol, pm_plugin, a constant description.  A whole reader:
 *
 *     #include <pumice/pumice.h>
 *
 *     static int probe(const pm_source *src)
 *     {
 *         return pm_source_starts_with(src, "WEBVTT") ? PM_SURE : PM_NO;
 *     }
 *
 *     static int read_vtt(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err)
 *     {
 *         pm_str bytes = pm_source_bytes(src);
 *         … pm_flow_append(pm_doc_body(doc), PM_PARAGRAPH, line, len, err) …
 *         return PM_OK;
 *     }
 *
 *     static const pm_reader vtt = {
 *         .name = "vtt", .extensions = "vtt", .media_type = "text/vtt", .probe = probe, .read = read_vtt,
 *     };
 *     static const pm_reader *const readers[] = { &vtt, NULL };
 *
 *     PM_EXPORT const pm_plugin_info pm_plugin = {
 *         .abi = PM_PLUGIN_ABI, .size = sizeof(pm_plugin_info), .id = "org.example.vtt", .version = "1", .readers = readers,
 *     };
 *
 *     cc -shared -fPIC -fvisibility=hidden vtt.c $(pkg-config --cflags --libs pumice) -o vtt.so
 *
 * Call the module by the name of its format: it is then loaded only when that format is wanted.  Bytes and options are lent for the
 * call.  A plugin keeps no state between calls and may be used by several threads at once, each with its own document. */
#ifndef PUMICE_PLUGIN_H
#define PUMICE_PLUGIN_H

#include <pumice/base.h>
#include <pumice/doc.h>

PM_BEGIN_DECLS

/* -- the input ------------------------------------------------------------------------------------------------------- */

typedef struct pm_source pm_source;

PM_API pm_str pm_source_bytes(const pm_source *src);
/* The name to use in messages: the path, or "standard input". */
PM_API const char *pm_source_name(const pm_source *src);
PM_API bool pm_source_starts_with(const pm_source *src, const char *magic);
/* The ending of the file name without its dot, in lower case; empty where there is none. */
PM_API pm_str pm_source_extension(const pm_source *src);

/* A file that lies beside or below the input (a picture of a saved page), by its relative path, %-escapes decoded.  Only regular files
 * inside the input's own folder are given; an absolute path, one that climbs out, a link that leads out, an input that has no
 * folder: PM_ENOTFOUND.  The bytes are good until the conversion ends. */
PM_API int pm_source_read_beside(pm_source *src, pm_str path, pm_str *bytes, pm_error *err);

/* How bytes became text. */
typedef struct pm_decoding {
	pm_str text; /* UTF-8, without byte order mark; good until the conversion ends */
	const char *charset; /* "UTF-8", "GB18030", … */
	const char *why; /* "byte order mark", "valid UTF-8", "declared", "detected", "option" */
	int confidence; /* 0-100 */
	size_t n_replaced; /* undecodable bytes that stand as U+FFFD */
} pm_decoding;

/* Bytes to UTF-8: byte order mark, then `forced` (an option of the user; NULL for none), then valid UTF-8, then `declared` by the page (NULL
 * for none) read by the web's label rules (gb2312 and gbk are GB18030, iso-8859-1 is windows-1252 …) where the bytes bear it out, then a detector run
 * on the text.  `sample`: the part to detect on (the text without its mark-up), or empty for all.  Fails only with PM_ENOMEM, or
 * PM_EUSAGE where `forced` names no charset. */
PM_API int pm_source_decode(pm_source *src, pm_str bytes, const char *forced, const char *declared, pm_str sample, pm_decoding *out,
                            pm_error *err);

/* -- options --------------------------------------------------------------------------------------------------------- */

typedef struct pm_options pm_options;

/* The value of an option that the plugin declares; NULL where it was not given.  A flag that was given is "1". */
PM_API const char *pm_options_find(const pm_options *options, const char *name);
PM_API bool pm_options_has(const pm_options *options, const char *name);

typedef struct pm_option_info {
	const char *name; /* without dashes: "toc" is --toc on the command line and docx:toc behind -t */
	const char *argument; /* "FILE", "N", …; NULL for a flag */
	const char *help; /* one line */
	/* Is this a value for it?  NULL: any.  A wrong one ends the call with exit status 2 before anything is read; `err` says what
	 * would be right. */
	int (*check)(const char *value, pm_error *err);
} pm_option_info;

/* -- the output ------------------------------------------------------------------------------------------------------ */

typedef struct pm_sink pm_sink;

/* Errors stick to the sink: after the first one writing does nothing, and pm_sink_status tells; so a writer may write on and
 * return pm_sink_status at its end. */
PM_API void pm_sink_write(pm_sink *sink, const void *bytes, size_t len);
PM_API void pm_sink_str(pm_sink *sink, pm_str s);
PM_API void pm_sink_puts(pm_sink *sink, const char *s);
PM_API void pm_sink_putc(pm_sink *sink, char c);
PM_API void pm_sink_printf(pm_sink *sink, const char *format, ...) PM_PRINTF(2, 3);
PM_API int pm_sink_status(const pm_sink *sink, pm_error *err);
/* Bytes written so far. */
PM_API uint64_t pm_sink_offset(const pm_sink *sink);

/* Write a file beside the output, `report.assets/NAME` for `report.md`, once for each name; `*link` is the relative address to use, %-escaped,
 * good until the sink is closed.  PM_ENOTFOUND, silently, where the output has no place of its own (standard output). */
PM_API int pm_sink_asset(pm_sink *sink, pm_str name, pm_str bytes, pm_str *link, pm_error *err);

/* What a writer is told of the conversion. */
typedef struct pm_write_context {
	size_t size; /* sizeof(pm_write_context) of the host */
	bool keep_furniture; /* write marked blocks too */
	bool is_first; /* the first document into this output: write what stands once at the top (a CSV header) */
	const char *source_name; /* base name of the input, for a `document` column; "-" for standard input */
	const char *source_sha256; /* hex digits of the input's bytes, or NULL */
} pm_write_context;

/* -- the description --------------------------------------------------------------------------------------------------- */

/* How sure a probe is that the bytes are of its format; the highest bid wins, the file's ending decides between equals.
 * Plain text bids PM_POSSIBLE, or PM_LIKELY where nothing looks like mark-up. */
enum pm_bid { PM_NO = 0, PM_POSSIBLE = 1, PM_LIKELY = 50, PM_SURE = 100 };

typedef struct pm_reader {
	const char *name; /* "html": what -f takes */
	const char *extensions; /* "html htm xhtml": parted by blanks, lower case */
	const char *media_type;
	const char *help; /* one line for --formats */
	/* Pure, quick, looks at the first kilobytes only. */
	int (*probe)(const pm_source *src);
	/* Append what the source says to the empty `doc`.  PM_OK with warnings in the document is no failure. */
	int (*read)(pm_source *src, const pm_options *options, pm_doc *doc, pm_error *err);
	const pm_option_info *options; /* ends with a NULL name; NULL where there are none */
} pm_reader;

typedef enum pm_writer_flags {
	PM_WRITER_JOINS = 1, /* several documents make one output (csv) */
	PM_WRITER_INDICATORS = 2, /* needs the indicators pass; without it the pass runs where the option `indicators` is given */
	PM_WRITER_BINARY = 4, /* is not written to a terminal */
	PM_WRITER_ALL_BLOCKS = 8, /* shows marked blocks itself, marked as such (json) */
	PM_WRITER_SHA256 = 16 /* wants source_sha256 */
} pm_writer_flags;

typedef struct pm_writer {
	const char *name; /* "markdown": what -t takes */
	const char *extensions; /* the first one is what files are called */
	const char *media_type;
	const char *help;
	unsigned flags; /* pm_writer_flags */
	int (*write)(const pm_doc *doc, const pm_write_context *context, const pm_options *options, pm_sink *sink, pm_error *err);
	const pm_option_info *options;
} pm_writer;

/* Names the charset of text; the module charset.so that ships wraps a well-kept library. */
typedef struct pm_detector {
	const char *name;
	/* The charset's name by iconv(1) into `charset` (at most `size` bytes, NUL-terminated) and how sure, 1-100; 0 for no idea. */
	int (*detect)(pm_str bytes, char *charset, size_t size);
} pm_detector;

/* Goes up by one when an existing member changes; new members come at the end and need no new ABI. */
#define PM_PLUGIN_ABI 1u

typedef struct pm_plugin_info {
	uint32_t abi; /* PM_PLUGIN_ABI */
	uint32_t size; /* sizeof(pm_plugin_info) */
	const char *id; /* reverse domain name */
	const char *version;
	const pm_reader *const *readers; /* end with NULL; NULL where there are none */
	const pm_writer *const *writers;
	const pm_detector *detector;
} pm_plugin_info;

/* The symbol that a module exports; declared so that its definition is checked. */
extern PM_EXPORT const pm_plugin_info pm_plugin;

PM_END_DECLS

#endif
