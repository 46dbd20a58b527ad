/* furniture.h: the inside of the furniture pass as far as it judges text: what its files share. */
#ifndef PUMICE_CORE_FURNITURE_H
#define PUMICE_CORE_FURNITURE_H

#include "line_shape.h"
#include "passes.h"

/* What a phrase of page furniture belongs to; each is a rule of its own (furniture.c tells name and kind). */
typedef enum pm_what {
	PM_W_NONE,
	PM_W_CRUMB, /* 当前位置： */
	PM_W_LINK, /* 首页, 联系我们: words of menus */
	PM_W_LOGIN,
	PM_W_ACTION, /* print, close, download, collect */
	PM_W_SHARE,
	PM_W_FONT, /* 字号：大 中 小 */
	PM_W_VIEWS, /* 浏览次数： */
	PM_W_DATE, /* 发布时间： */
	PM_W_SOURCE, /* 来源： 作者： */
	PM_W_EDITOR, /* 责任编辑： */
	PM_W_INDEX, /* 索引号： and the other fields of a government's index table */
	PM_W_CRAWLER, /* 标题： 原文链接： */
	PM_W_RELATED,
	PM_W_FOOTER,
	PM_W_PAYWALL,
	PM_W_DIALOGUE,
	PM_W_PAGE, /* 第1页 共3页 */
	PM_W_ATTACHMENT, /* 附件下载： with nothing behind it */
	PM_W_ADVERT,
	PM_N_WHAT
} pm_what;

/* What follows a label. */
typedef enum pm_value { PM_V_NONE, PM_V_DATE, PM_V_NUMBER, PM_V_NAME, PM_V_SIZES, PM_V_REST, PM_V_CRUMBS } pm_value;

/* Phrases of one meaning, parted by `|`.  `weight` says what one proves: 1 only in company, 2 where furniture is to be expected
 * (before and behind the text), 4 anywhere when it is all that the line says. */
typedef struct pm_phrase {
	const char *texts;
	uint8_t what, value, weight;
	const char *meta; /* name under which the value becomes metadata; NULL for none */
} pm_phrase;

enum { PM_MAX_PHRASES = 900 };

/* A set of characters of the basic plane. */
typedef struct pm_char_set {
	uint8_t bits[8192];
} pm_char_set;

static inline void pm_char_set_add(pm_char_set *set, uint32_t c)
{
	if (c < 0x10000)
		set->bits[c >> 3] |= (uint8_t)(1u << (c & 7));
}

static inline bool pm_char_set_has(const pm_char_set *set, uint32_t c)
{
	return c < 0x10000 && (set->bits[c >> 3] >> (c & 7) & 1) != 0;
}

/* Phrases by their first character. */
typedef struct pm_phrases {
	pm_char_set folded; /* characters that stand for another */
	/* Characters, folded or not, that a phrase begins with, and one that needs no company and no value: few places of a text need a closer
	 * look. */
	pm_char_set starts, sure_starts;
	pm_char_set singles, pairs; /* folded ones that are a phrase; hashes of the two that one begins with */
	uint16_t first[256]; /* index + 1 of the first phrase whose first character has this hash */
	uint16_t next[PM_MAX_PHRASES];
	uint16_t groups[PM_MAX_PHRASES];
	uint32_t seconds[PM_MAX_PHRASES]; /* the second character, 0 where there is none: it tells most of a chain apart */
	pm_str texts[PM_MAX_PHRASES];
	uint16_t n;
} pm_phrases;

void pm_phrases_init(pm_phrases *phrases);
/* The longest phrase that stands at s[at], full width, traditional forms and spaces between Han characters notwithstanding; its end goes
 * to `*end`.  NULL where there is none. */
const pm_phrase *pm_phrase_from(const pm_phrases *phrases, pm_str s, size_t at, size_t *end);
static inline const pm_phrase *pm_phrase_at(const pm_phrases *phrases, pm_str s, size_t at, size_t *end)
{
	return pm_char_set_has(&phrases->starts, pm_char_at(s, at)) ? pm_phrase_from(phrases, s, at, end) : NULL;
}

/* A label with its value, or a bare date. */
typedef struct pm_field {
	const pm_phrase *phrase; /* NULL for a date without a label */
	pm_str value;
	pm_date date; /* start == end where the value is none */
} pm_field;

enum { PM_MAX_FIELDS = 24 };

/* What a line is made of. */
typedef struct pm_judgement {
	pm_what what; /* what most of the weight is for */
	int weight, strongest; /* of all phrases together, and of the strongest */
	size_t n_controls; /* phrases that are things to click or counters, not words a document may use as labels */
	size_t n_phrases;
	size_t n_tokens; /* runs of text between separators */
	size_t n_separators; /* | > and so on */
	size_t n_crumb_separators; /* > › » */
	size_t unknown; /* reading length of what no phrase, value or separator accounts for */
	bool is_boxed; /* something stands in square brackets: 【打印】 */
	bool opens_label; /* the last phrase is a label that its value does not follow */
	size_t n_fields;
	pm_field fields[PM_MAX_FIELDS]; /* last: no more of them than there are is set */
} pm_judgement;

/* Read `line` (from `from` on) as furniture.  Linear; lines beyond some hundred characters are not worth asking about. */
void pm_judge(const pm_phrases *phrases, pm_str line, pm_judgement *out);
/* The same where only a line that is furniture through and through matters: false as soon as something unknown stands in it. */
bool pm_judge_all(const pm_phrases *phrases, pm_str line, pm_judgement *out);
/* Does a mark stand in it that parts the crumbs of a trail? */
bool pm_has_crumb_separator(pm_str s);
/* The same, but stop where the first unknown word begins; returns where that is (the line's end where all is furniture). */
size_t pm_judge_prefix(const pm_phrases *phrases, pm_str line, pm_judgement *out);

/* A filled line of the document. */
typedef struct pm_furniture_line {
	pm_block *block;
	pm_str text; /* trimmed */
	uint16_t length; /* reading length, capped */
	uint16_t lists; /* of the filter: those that it may hold a word of */
	uint8_t what;
	int weight; /* 0 where the line is not furniture through and through; 1 in company, 2 before and behind the text, 4 anywhere */
	bool is_text; /* running text */
	bool is_numbered;
	bool is_title_like;
	bool is_disclaimer;
	bool is_marked;
	bool opens_label;
} pm_furniture_line;

/* Lists of words of the filter. */
enum {
	PM_MAY_CUT_NOTICE = 1 << 0, /* furniture_inline.c */
	PM_MAY_CUT_ADVERT = 1 << 1,
	PM_MAY_CUT_ADDRESS = 1 << 2,
	PM_MAY_DISCLAIM = 1 << 3, /* furniture_tail.c */
	PM_MAY_NOTICE = 1 << 4, /* furniture_paywall.c */
	PM_MAY_COLLECT = 1 << 5,
	PM_MAY_BE_STYLE = 1 << 6 /* furniture_bars.c */
};

/* One run of the pass. */
typedef struct pm_furniture {
	pm_doc *doc;
	const pm_clean_options *options;
	pm_error *err;
	int code; /* the first failure */
	pm_phrases phrases;
	pm_word_filter filter;
	pm_str read; /* the text that was read last, and what it says */
	pm_line_facts facts;
	pm_furniture_line *lines;
	size_t n_lines, line_cap;
	size_t n_split; /* paragraphs that have gone through pm_furniture_split_line */
	bool is_lines; /* plain text; in a page the regions tell more than the neighbours of a line */
	bool has_text; /* there is running text or a numbered line at all */
	size_t head_end; /* lines before it stand before the text */
	size_t tail_start; /* lines from it on stand behind the text */
} pm_furniture;

/* Mark line `i`; what it says goes into the metadata.  Does nothing where the rule is off. */
void pm_furniture_mark(pm_furniture *f, size_t i, pm_what what);
void pm_furniture_mark_block(pm_furniture *f, pm_block *block, pm_what what);
bool pm_furniture_rule_is_on(const pm_furniture *f, pm_what what);
/* Rules that are no phrase: by name. */
void pm_furniture_mark_by(pm_furniture *f, size_t i, const char *kind, const char *rule);

/* The fields of a judged line become metadata; what stands first in the page wins. */
void pm_furniture_take_fields(pm_furniture *f, const pm_judgement *judgement);
void pm_furniture_set_meta(pm_furniture *f, const char *name, pm_str value);

/* What the judgement of a whole line comes to, on the scale of pm_furniture_line.weight. */
int pm_furniture_weight(const pm_judgement *judgement);
/* The line before or after `i` that is not marked; n_lines where there is none. */
size_t pm_furniture_next(const pm_furniture *f, size_t i);

/* Does the line say, in the words sites use for it, that the site is not to blame? */
bool pm_furniture_is_disclaimer(pm_str text, const pm_line_facts *facts);
/* The end of a notice (log in, pay, word count) that begins at s[at]; 0 where there is none. */
size_t pm_paywall_at(pm_str s, size_t at, bool *is_sure);

/* A line that sends its readers to a site or an account: 更多资料请加微信：… */
bool pm_is_advert_line(pm_str s, const pm_line_facts *facts);
bool pm_is_notice_line(pm_str s, const pm_line_facts *facts);
/* Does it speak for a site that collects texts: 小编为大家整理了…? */
bool pm_is_collectors_line(pm_str s, const pm_line_facts *facts);

/* What `text` says; that of the last one is kept, as the steps ask about one after the other. */
const pm_line_facts *pm_furniture_read(pm_furniture *f, pm_str text);
/* What the rules look for, into the filter. */
void pm_furniture_add_bar_words(pm_word_filter *filter);
void pm_furniture_add_inline_words(pm_word_filter *filter);
void pm_furniture_add_tail_words(pm_word_filter *filter);
void pm_furniture_add_paywall_words(pm_word_filter *filter);

/* The steps, in order. */
void pm_furniture_split_line(pm_furniture *f, pm_block *block); /* before it is listed: furniture inside a good line */
void pm_furniture_crawler_header(pm_furniture *f);
void pm_furniture_index_tables(pm_furniture *f);
void pm_furniture_breadcrumbs(pm_furniture *f);
void pm_furniture_labels(pm_furniture *f); /* labels whose value stands on the next line */
void pm_furniture_phrases(pm_furniture *f);
void pm_furniture_page_marks(pm_furniture *f);
void pm_furniture_link_bars(pm_furniture *f);
void pm_furniture_related(pm_furniture *f);
void pm_furniture_footer(pm_furniture *f);
void pm_furniture_duplicate_title(pm_furniture *f);
void pm_furniture_rejoin(pm_furniture *f); /* sentences that marked lines cut in two */

#endif
