/* emit.h: JSON as bytes: commas, quotes and escapes, written in large pieces. */
#ifndef PUMICE_JSON_EMIT_H
#define PUMICE_JSON_EMIT_H

#include <pumice/pumice.h>

typedef struct json_out {
	pm_sink *sink;
	bool needs_comma; /* the next key or value is not the first of its object or list */
	bool is_broken;   /* memory ran out on the way */
	size_t len;
	char bytes[1 << 14];
} json_out;

/* `key` is NULL inside a list, and is written as it stands: it is one of our own words. */
void json_open(json_out *out, const char *key, char bracket);
void json_close(json_out *out, char bracket);
void json_str(json_out *out, const char *key, pm_str value);
/* The same for what is UTF-8 without doubt: the model's text, and our own words. */
void json_text(json_out *out, const char *key, pm_str text);
void json_uint(json_out *out, const char *key, uint64_t value);
void json_true(json_out *out, const char *key);
/* A key that comes from the document. */
void json_str_named(json_out *out, pm_str key, pm_str value);

/* The same, but nothing at all where there is nothing to say: an empty text, 0. */
void json_str_if(json_out *out, const char *key, pm_str value);
void json_text_if(json_out *out, const char *key, pm_str text);
void json_uint_if(json_out *out, const char *key, uint64_t value);

/* Begin a new line in the output, for people and diff; it changes no meaning. */
void json_line(json_out *out);
/* The end of the last line; all is in the sink then. */
void json_end(json_out *out);

#endif
