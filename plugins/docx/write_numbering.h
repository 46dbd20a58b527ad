/* write_numbering.h: the state of all that Word counts in a document. */
#ifndef PUMICE_DOCX_WRITE_NUMBERING_H
#define PUMICE_DOCX_WRITE_NUMBERING_H

#include "write.h"

enum { NUMBERING_LEVELS = 9 };

/* The w:numId of the headings, and that of the first list. */
enum { ID_HEADINGS = 1, ID_FIRST = 2 };

/* How one level looks: a w:abstractNum is made for each that is met. */
typedef struct abstract {
	int level;
	number_format format;
	bool is_ordered, is_heading;
	bool is_bare;          /* the document says of no number */
	pm_str prefix, suffix; /* around the counter; a literal or a bullet is all prefix */
	int width;             /* of the widest number so far, in half-characters */
} abstract;

typedef struct num {
	size_t abstract;
	long start;   /* below 0: as the abstract says */
	size_t first; /* index + 1 of the first w:num of the same list; 0: this is it */
} num;

/* A list that is being counted. */
typedef struct list_state {
	int list;     /* the model's number */
	size_t num;   /* index + 1; 0 before its first item */
	size_t first; /* index + 1 of its first w:num */
	number_format format;
	long next;
} list_state;

/* One level of the list of all headings. */
typedef struct heading_level {
	bool is_known;
	number_format format;
	pm_str prefix, suffix;
	int first; /* the level whose counter comes first: its own where it stands alone */
	long start, count;
} heading_level;

struct numbering {
	abstract *abstracts;
	uint32_t *abstract_slots;
	num *nums;
	list_state *lists;
	uint32_t *list_slots;
	size_t n_abstracts, abstract_cap, n_abstract_slots, n_nums, num_cap, n_lists, list_cap, n_list_slots;
	unsigned nameless; /* levels at which items without a list of their own go on */
	heading_level headings[6];
	bool has_headings, heads_by_style, invents, is_split, is_bare;
};

/* Index + 1 of a new w:num that begins at `start`; 0 where memory is out. */
size_t dw_num_new(writer *w, const abstract *kind, long start);
unsigned dw_num_id(size_t index_plus_1);

#endif
