/* limits.h: what hostile input may cost, in one place.
 *
 * Past a limit a function returns PM_ELIMIT with a message that names the limit; nothing is cut silently. */
#ifndef PUMICE_LIMITS_H
#define PUMICE_LIMITS_H

#include <pumice/base.h>

#define PM_LIMIT_SOURCE_BYTES (1024ul * 1024 * 1024) /* one input as it lies on disk */
#define PM_LIMIT_TEXT_BYTES (512ul * 1024 * 1024) /* text of one document, all blocks together */
#define PM_LIMIT_BLOCKS (16ul * 1000 * 1000) /* blocks of one document, those in cells and notes included */
#define PM_LIMIT_FLOW_DEPTH 32 /* a table in a cell of a table …; readers take what lies deeper into the last cell */
#define PM_LIMIT_REGION_DEPTH 250 /* nesting of regions; deeper ones are merged into their parent */
#define PM_LIMIT_TABLE_COLUMNS 2000
#define PM_LIMIT_TABLE_SLOTS (8ul * 1000 * 1000) /* rows x columns of one table */
#define PM_LIMIT_RESOURCE_BYTES (256ul * 1024 * 1024) /* image bytes of one document, all together */
#define PM_LIMIT_RESOURCES 20000
#define PM_LIMIT_ARCHIVE_ENTRIES 20000 /* entries of one zip package */
#define PM_LIMIT_PART_BYTES (256ul * 1024 * 1024) /* one unpacked part of a package */
#define PM_LIMIT_PART_RATIO 250 /* unpacked : packed, for parts over 16 MiB */
#define PM_LIMIT_XML_DEPTH 5000 /* nesting of elements in a part of a package */

#endif
