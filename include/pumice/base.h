/* base.h: what every other header of pumice needs: export marks, strings, errors.
 *
 * Conventions of the whole interface
 *   - Names are pm_<noun>_<verb>; the noun is the type of the first parameter.
 *   - `new`, `open`, `read`, `copy`: the caller owns the result and frees it.  `free` takes it back, NULL is fine.
 *     `append`, `set`: the argument is copied in.  A bare noun is borrowed: good until its owner changes or goes.
 *     `find`: borrowed, or NULL where there is none.
 *   - Text is UTF-8, given as pointer and length in bytes; it need not end in NUL and may not be assumed to.
 *   - Functions that can fail return PM_OK (0) or a code, or a pointer that is NULL on failure, and fill `err`.
 *   - Nothing in the library prints, exits or aborts, and nothing is shared between two handles: two threads that
 *     use two documents never meet.  One handle is used by one thread at a time. */
#ifndef PUMICE_BASE_H
#define PUMICE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
#define PM_BEGIN_DECLS extern "C" {
#define PM_END_DECLS }
#else
#define PM_BEGIN_DECLS
#define PM_END_DECLS
#endif

#if defined(__GNUC__)
#define PM_EXPORT __attribute__((visibility("default")))
#define PM_PRINTF(format_index, first) __attribute__((format(printf, format_index, first)))
#else
#define PM_EXPORT
#define PM_PRINTF(format_index, first)
#endif

/* Mark of what libpumice offers to plugins and to programs that embed it. */
#define PM_API PM_EXPORT

PM_BEGIN_DECLS

/* A borrowed run of bytes, mostly UTF-8.  `ptr` may be NULL where `len` is 0. */
typedef struct pm_str {
	const char *ptr;
	size_t len;
} pm_str;

/* A pm_str over a string literal, a NUL-terminated string (NULL is empty), or pointer and length. */
#ifdef __cplusplus
#define PM_STR(literal) (pm_str{ (literal), sizeof(literal) - 1 })
#else
#define PM_STR(literal) ((pm_str){ (literal), sizeof(literal) - 1 })
#endif

static inline pm_str pm_str_from(const char *s)
{
	pm_str r;
	r.ptr = s;
	r.len = s != NULL ? strlen(s) : 0;
	return r;
}

static inline pm_str pm_str_of(const char *s, size_t len)
{
	pm_str r;
	r.ptr = s;
	r.len = len;
	return r;
}

static inline bool pm_str_equal(pm_str a, pm_str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool pm_str_is(pm_str a, const char *literal)
{
	return pm_str_equal(a, pm_str_from(literal));
}

/* What went wrong, by what can be done about it. */
enum pm_code {
	PM_OK = 0,
	PM_EFORMAT, /* the input is damaged or not of this format: it would fail again */
	PM_ELIMIT, /* the input passes a limit of limits.h: it would fail again */
	PM_EUSAGE, /* the call is wrong: unknown format, unknown option, bad value */
	PM_EIO, /* reading or writing failed: disk full, no permission; may pass */
	PM_ENOMEM, /* out of memory; may pass */
	PM_EPLUGIN, /* a plugin cannot be loaded or is not fit for this pumice */
	PM_ENOTFOUND /* no such file, no plugin for the format */
};

/* Lives with the caller; `text` says which file, where, what was expected and what to do, in one line without a
 * line break at its end.  Start with {0}.  The functions keep the first error: lower messages are not overwritten. */
typedef struct pm_error {
	int code; /* enum pm_code */
	char text[1000];
} pm_error;

/* Fill `err` (NULL is fine) unless it holds an error already, and return `code`, so that one can
 * `return pm_error_set(err, PM_EFORMAT, "%s: …", name);`.  A text that is too long ends in `…`. */
PM_API int pm_error_set(pm_error *err, int code, const char *format, ...) PM_PRINTF(3, 4);
PM_API int pm_error_nomem(pm_error *err);

/* "0.1.0", and the same as it was at compile time. */
PM_API const char *pm_version(void);

PM_END_DECLS

#endif
