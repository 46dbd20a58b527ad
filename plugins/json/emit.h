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

void json_flush(json_out *out);
/* Pieces are short and many: where `len` bytes go, fewer than `bytes` holds. */
static inline char *json_room(json_out *out, size_t len)
{
	if (sizeof(out->bytes) - out->len < len)
		json_flush(out);
	return out->bytes + out->len;
}

/* `key` is NULL inside a list, and is written as it stands: it is one of our own words, whose length the compiler counts. */
static inline void json_begin(json_out *out, const char *key)
{
	size_t n = key != NULL ? strlen(key) : 0;
	char *at = json_room(out, n + 5);
	if (out->needs_comma)
		*at++ = ',';
	out->needs_comma = true;
	if (key != NULL) {
		*at++ = '"';
		memcpy(at, key, n);
		memcpy(at + n, "\": ", 3);
		at += n + 3;
	}
	out->len = (size_t)(at - out->bytes);
}

static inline void json_open(json_out *out, const char *key, char bracket)
{
	json_begin(out, key);
	*json_room(out, 1) = bracket;
	out->len++;
	out->needs_comma = false;
}

void json_close(json_out *out, char bracket);

void json_put_str(json_out *out, pm_str value);
static inline void json_str(json_out *out, const char *key, pm_str value)
{
	json_begin(out, key);
	json_put_str(out, value);
}

/* The same for what is UTF-8 without doubt: the model's text, and our own words. */
void json_put_text(json_out *out, pm_str text);
static inline void json_text(json_out *out, const char *key, pm_str text)
{
	json_begin(out, key);
	json_put_text(out, text);
}

void json_put_uint(json_out *out, uint64_t value);
static inline void json_uint(json_out *out, const char *key, uint64_t value)
{
	json_begin(out, key);
	json_put_uint(out, value);
}

void json_true(json_out *out, const char *key);
/* A key that comes from the document. */
void json_str_named(json_out *out, pm_str key, pm_str value);

/* The same, but nothing at all where there is nothing to say: an empty text, 0. */
static inline void json_str_if(json_out *out, const char *key, pm_str value)
{
	if (value.len > 0)
		json_str(out, key, value);
}

static inline void json_text_if(json_out *out, const char *key, pm_str text)
{
	if (text.len > 0)
		json_text(out, key, text);
}

static inline void json_uint_if(json_out *out, const char *key, uint64_t value)
{
	if (value > 0)
		json_uint(out, key, value);
}

/* Begin a new line in the output, for people and diff; it changes no meaning. */
void json_line(json_out *out);
/* The end of the last line; all is in the sink then. */
void json_end(json_out *out);

#endif
