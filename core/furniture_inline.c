/* furniture_inline.c: furniture inside good lines is cut off as a block of its own, so that the rest of the line stays.
 *
 * A line in which all breaks were lost begins and ends with what stood above and below the text; a notice or an advertisement may stand
 * in mid-sentence, even in mid-word. */
#include "furniture.h"

enum { EDGE_BYTES = 900, MIN_LINE = 40 };

/* Cut [start, end) out of `block` and mark it.  Returns the block that holds what came behind it, NULL where nothing did.  A part on
 * either side stays unmarked; with `rejoin` the two are put together again, the marked one behind them. */
static pm_block *cut(pm_furniture *f, pm_block *block, size_t start, size_t end, pm_what what, bool rejoin)
{
	pm_block *marked = block, *rest = NULL;
	bool has_front = start > 0, has_back = end < pm_block_text(block).len;
	if (has_back && (rest = pm_block_split(block, end, f->err)) == NULL)
		goto failed;
	if (has_front && (marked = pm_block_split(block, start, f->err)) == NULL)
		goto failed;
	pm_furniture_mark_block(f, marked, what);
	if (!rejoin || !has_front || !has_back || f->code != PM_OK)
		return rest;
	pm_block_move_after(marked, rest);
	f->code = pm_block_join_next(block, pm_str_of("", 0), f->err);
	return block;
failed:
	f->code = f->err != NULL && f->err->code != 0 ? f->err->code : PM_ENOMEM;
	return NULL;
}

/* -- the ends of lines that lost their breaks --------------------------------------------------------------------------------- */

static size_t floor_char(pm_str s, size_t at)
{
	while (at > 0 && at < s.len && ((unsigned char)s.ptr[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static bool is_boundary(uint32_t before)
{
	return before == 0 || pm_char_is_space(before) || pm_char_ends_sentence(before) || !pm_char_is_word(before);
}

/* Where in `front` the words begin that `rest` begins with, too: a title before the date line that comes again behind it. */
static size_t repeated_title(pm_str front, pm_str rest, size_t *title_end)
{
	enum { LEAST = 24, MOST_BYTES = 600 };
	if (front.len > MOST_BYTES)
		return front.len;
	for (size_t at = 0; at < front.len; pm_utf8_next(front, &at)) {
		pm_str title = pm_str_of(front.ptr + at, front.len - at);
		if (pm_char_is_word(pm_char_at(front, at)) && pm_str_reading_length(title) >= LEAST && pm_line_begins_with_words(rest, title, title_end))
			return at;
	}
	return front.len;
}

/* Cut out the date line; where the title stands on both sides of it, cut off what the page put ahead, too. */
static pm_block *cut_with_title(pm_furniture *f, pm_block *block, size_t start, size_t end, pm_what what)
{
	size_t title_end = 0;
	pm_str text = pm_block_text(block);
	size_t at = repeated_title(pm_str_of(text.ptr, start), pm_str_of(text.ptr + end, text.len - end), &title_end);
	pm_block *rest = cut(f, block, start, end, what, false);
	if (rest == NULL || f->code != PM_OK || at >= start || !pm_rule_is_on(f->options, "duplicate-title"))
		return rest;
	pm_block *title = at > 0 ? pm_block_split(block, at, f->err) : block;
	if (title == NULL || pm_block_mark(title, "duplicate-title", "duplicate-title", f->err) != PM_OK ||
	    (at > 0 && pm_rule_is_on(f->options, "page-head") && pm_block_mark(block, "navigation", "page-head", f->err) != PM_OK) ||
	    (title_end < pm_block_text(rest).len && (rest = pm_block_split(rest, title_end, f->err)) == NULL))
		f->code = f->err != NULL && f->err->code != 0 ? f->err->code : PM_ENOMEM;
	return rest;
}

/* Dates alone are references: (2018-05-01)[2020-01-02]. */
static bool has_label(const pm_judgement *j)
{
	for (size_t i = 0; i < j->n_fields; i++)
		if (j->fields[i].phrase != NULL)
			return true;
	return false;
}

/* 2024-01-02, not inside a word or figure. */
static bool is_machine_date_at(pm_str s, size_t at)
{
	pm_date date;
	if (pm_char_digit(pm_char_at(s, at)) < 0 || pm_char_is_word(pm_char_before(s, at)) || !pm_date_at(s, at, false, &date))
		return false;
	return s.ptr[at + 4] == '-' || s.ptr[at + 4] == '/';
}

/* The furniture that stands ahead of the text in one line: 当前位置：… 标题 发布时间：… 来源：… 【打印】 text.  Its parts are cut off one
 * after the other; what lies between them, the title, stays. */
static pm_block *cut_front(pm_furniture *f, pm_block *block)
{
	pm_judgement whole;
	pm_judge(&f->phrases, pm_str_trim(pm_block_text(block)), &whole);
	if ((pm_furniture_weight(&whole) >= 2 && whole.unknown < 24) || (whole.what == PM_W_FOOTER && whole.strongest >= 4))
		return block; /* furniture through and through, without room for a title */
	for (int n = 0; n < 6 && f->code == PM_OK; n++) {
		pm_str text = pm_block_text(block);
		if (text.len < MIN_LINE)
			return block;
		pm_str edge = pm_str_of(text.ptr, floor_char(text, text.len < EDGE_BYTES ? text.len : EDGE_BYTES));
		bool found = false;
		for (size_t at = 0; at < edge.len && !found;) {
			size_t here = at;
			uint32_t c = pm_utf8_next(edge, &at);
			if (c == 0x3002 || c == 0xff1b) /* a sentence: the text has begun */
				return block;
			size_t end = 0;
			const pm_phrase *p = pm_phrase_at(&f->phrases, edge, here, &end);
			bool is_label = p != NULL && p->weight >= 2 && p->value != PM_V_NONE;
			bool is_weak = p != NULL && p->value != PM_V_NONE && end < edge.len && (edge.ptr[end] == ':' || pm_char_at(edge, end) == 0xff1a);
			if (!is_label && !is_weak && !is_machine_date_at(edge, here))
				continue;
			pm_judgement j;
			pm_str tail = pm_str_of(edge.ptr + here, edge.len - here);
			size_t stop = pm_judge_prefix(&f->phrases, tail, &j);
			bool is_all = stop >= tail.len;
			pm_str front = pm_str_of(edge.ptr, here);
			if (is_all && (edge.len < text.len || !pm_line_looks_like_title(front) || pm_str_reading_length(front) < 24))
				continue; /* the whole line is furniture; the pass looks at it later */
			if ((!is_label && is_weak && j.n_fields < 3) || !has_label(&j))
				continue;
			if ((j.n_fields < 2 && (j.n_fields == 0 || j.weight < 4)) || !pm_furniture_rule_is_on(f, j.what))
				continue;
			pm_furniture_take_fields(f, &j);
			size_t until = here + stop;
			/* An opening bracket before it is its own. */
			while (here > 0 && (pm_char_at(edge, here - 1) == '[' || pm_char_at(edge, here - 1) == '('))
				here--;
			/* A trail becomes a line of its own; whether its last word is the title is asked where all lines are known. */
			if (j.what == PM_W_CRUMB && here == 0)
				block = pm_block_split(block, stop, f->err);
			else
				block = cut_with_title(f, block, here, until, j.what);
			found = true;
		}
		if (!found || block == NULL)
			return block;
	}
	return block;
}

static bool is_opening(uint32_t c)
{
	return c == 0xff08 || c == 0x3010 || c == 0x3014 || c == 0x300c || c == 0x300e || c == 0x300a || c == 0xff3b || c == 0xff5c;
}

/* （来源：某某日报） 责任编辑：… 【打印】【关闭】 behind the last sentence. */
static void cut_back(pm_furniture *f, pm_block *block)
{
	pm_str text = pm_block_text(block);
	if (text.len < MIN_LINE)
		return;
	size_t from = floor_char(text, text.len > EDGE_BYTES ? text.len - EDGE_BYTES : 0);
	for (size_t at = from; at < text.len;) {
		/* Han characters, of three bytes. */
		if ((unsigned char)text.ptr[at] >= 0xe4 && (unsigned char)text.ptr[at] <= 0xee) {
			at += 3;
			continue;
		}
		uint32_t c = pm_utf8_next(text, &at);
		bool ends = c == 0x3002 || c == 0xff01 || c == 0xff1f || c == '.' || c == 0x201d || c == 0xff09 || pm_char_is_space(c);
		if (!ends || at >= text.len)
			continue;
		pm_judgement j;
		pm_str tail = pm_str_of(text.ptr + at, text.len - at);
		/* What begins with an unknown word is no furniture through and through; behind a space it may begin with a date. */
		size_t e = 0, word = pm_skip_space(tail, 0);
		uint32_t first = pm_char_at(tail, word);
		if (pm_char_is_cjk_punct(first) && !is_opening(first))
			continue;
		if (pm_char_is_word(first) && !((word > 0 || pm_char_is_space(c)) && pm_char_digit(first) >= 0) &&
		    pm_phrase_at(&f->phrases, tail, word, &e) == NULL)
			continue;
		if (!pm_judge_all(&f->phrases, tail, &j) || j.strongest < 2 || !pm_furniture_rule_is_on(f, j.what))
			continue;
		pm_str before = pm_str_trim(pm_str_of(text.ptr, at));
		if (!pm_line_ends_sentence(before) || !pm_line_looks_like_text(before))
			continue;
		pm_furniture_take_fields(f, &j);
		cut(f, block, at, text.len, j.what, false);
		return;
	}
}

/* -- notices in mid-text ------------------------------------------------------------------------------------------------------- */

static bool is_quote(uint32_t c)
{
	return c == 0x201c || c == 0x201d || c == '"' || c == 0x300c || c == 0x300d || c == 0x300a || c == 0x300b;
}

/* Words that such notices begin with, looked for over the whole line. */
static const char *const notice_openings[] = {
	"登录后", "登陆后", "登录查看", "点击查看", "点击展开", "展开全文", "展开剩余",   "本文共", "全文共",   "剩余",   "试读",
	"解锁",   "开通会员", "下载后",   "注册后",   "付费后",   "支付后",   "支付完成后", "还剩",   "查看剩余", "请登录",
};

/* The next place at or after `from` where one of the words stands, `s.len` where none does.  The filter passes over most of a text, and so
 * keeps this quick. */
static size_t next_opening(const pm_furniture *f, uint16_t list, const char *const *words, size_t n, pm_str s, size_t from, size_t *len)
{
	uint16_t before = 0;
	for (size_t at = from, here = from, start; at < s.len;) {
		start = here;
		here = at;
		if ((pm_word_filter_step(&f->filter, pm_utf8_next(s, &at), &before) & list) == 0)
			continue;
		for (size_t k = 0; k < n; k++)
			if (pm_str_starts_with(pm_str_of(s.ptr + start, s.len - start), words[k])) {
				*len = strlen(words[k]);
				return start;
			}
	}
	return s.len;
}

enum { N_NOTICES = sizeof notice_openings / sizeof notice_openings[0] };

static size_t next_notice(const pm_furniture *f, pm_str s, size_t from)
{
	size_t len = 0;
	return next_opening(f, PM_MAY_CUT_NOTICE, notice_openings, N_NOTICES, s, from, &len);
}

static pm_block *cut_notices(pm_furniture *f, pm_block *block)
{
	if ((pm_furniture_read(f, pm_block_text(block))->lists & PM_MAY_CUT_NOTICE) == 0 || !pm_furniture_rule_is_on(f, PM_W_PAYWALL))
		return block;
	pm_str text = pm_block_text(block);
	if (pm_is_notice_line(pm_str_trim(text), pm_furniture_read(f, text)))
		return block; /* all of it, which the pass looks at later */
	for (size_t at = next_notice(f, text, 0); at < text.len && f->code == PM_OK;) {
		bool is_sure = false;
		size_t end = pm_paywall_at(text, at, &is_sure);
		uint32_t before = 0, behind = pm_char_at(text, end);
		size_t i = at;
		if (at > 0)
			before = pm_utf8_previous(text, &i);
		/* In prose it has a subject or goes on: 群众登录后可查看全部事项的办理进度.  A notice is torn in between words or stands between
		 * sentences; quoted it is spoken of. */
		bool bounded = is_boundary(before) && (end >= text.len || pm_char_is_space(behind) || pm_char_ends_sentence(before));
		bool torn = pm_line_looks_like_text(text) && (before == 0x2026 || pm_char_is_han(before)) && pm_char_is_han(behind);
		size_t e = 0;
		const pm_phrase *p = end > 0 ? pm_phrase_at(&f->phrases, text, at, &e) : NULL;
		bool strong = p != NULL && p->what == PM_W_PAYWALL && p->weight >= 4;
		if (torn && strong && !bounded)
			end = e; /* what follows belongs to the torn sentence */
		if (!is_sure || is_quote(before) || is_quote(behind) || !(bounded || (torn && strong))) {
			at = next_notice(f, text, at + 1);
			continue;
		}
		if (at == 0 && end >= text.len)
			return block; /* a line of its own, which the pass looks at later */
		bool has_front = at > 0;
		pm_block *rest = cut(f, block, at, end, PM_W_PAYWALL, has_front && end < text.len);
		if (rest == NULL)
			return has_front ? block : NULL;
		block = rest;
		text = pm_block_text(block);
		at = next_notice(f, text, has_front ? at : 0);
	}
	return block;
}

/* -- adverts ------------------------------------------------------------------------------------------------------------------- */

/* What advertisements begin with. */
static const char *const advert_openings[] = {
	"更多精彩",   "更多资料",   "更多内容请",     "更多范文",     "更多文章",     "更多资讯",   "欢迎关注",   "请关注微信", "关注微信公众号",
	"关注公众号", "微信搜索",   "搜索微信公众号", "微信公众号搜", "加微信",       "添加微信",     "加QQ",       "加群",       "QQ群",       "扫码加",
	"本文来自",   "本文来源于", "本文由",         "文章来源于",   "资料来源于网", "内容来自",     "欢迎访问",   "欢迎下载",   "转载请注明",
	"欢迎加入",   "咨询微信",   "微信号",         "免费领取",     "代写",         "联系客服",     "百度搜索",   "尽在",
};

/* An address or an account: www.…, http…, a name of Latin letters and figures, the name of a site's kind. */
static size_t address_at(pm_str s, size_t at)
{
	size_t i = at, n = 0;
	bool has_letter = false, has_digit = false, has_point = false;
	while (i < s.len) {
		char c = s.ptr[i];
		bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
		bool digit = c >= '0' && c <= '9';
		if (!letter && !digit && !(n > 0 && (c == '.' || c == '-' || c == '_' || c == '/' || c == ':' || c == '?' || c == '=' || c == '&')))
			break;
		has_letter = has_letter || letter;
		has_digit = has_digit || digit;
		has_point = has_point || c == '.';
		i++;
		n++;
	}
	/* A figure is an account only where a label says so, and where it counts nothing. */
	uint32_t lead = pm_char_before(s, at);
	bool labelled = lead == ':' || lead == 0xff1a || lead == 0x7fa4 || lead == 0x53f7 || lead == 'Q'; /* 群 号 */
	if (!has_letter && (!labelled || pm_char_is_han(pm_char_at(s, i))))
		return 0;
	/* An authority's address is no advertisement. */
	if (pm_str_find(pm_str_of(s.ptr + at, i - at), PM_STR(".gov.cn"), 0) != SIZE_MAX)
		return 0;
	while (i > at && (s.ptr[i - 1] == '.' || s.ptr[i - 1] == ':' || s.ptr[i - 1] == '-'))
		i--;
	n = i - at;
	if ((has_point && has_letter && n >= 7) || (has_letter && n >= 6 && (has_digit || pm_str_find(pm_str_of(s.ptr + at, n), PM_STR("_"), 0) != SIZE_MAX)) ||
	    (!has_letter && has_digit && n >= 6 && n <= 11))
		return i;
	return 0;
}

/* From the opening on to behind the address; 0 where no address follows in the same sentence. */
static size_t advert_end(pm_str s, size_t at)
{
	enum { REACH = 150 };
	size_t end = 0, start = at;
	while (at < s.len && at - start < REACH) {
		size_t here = at;
		uint32_t c = pm_utf8_next(s, &at);
		if (pm_char_ends_sentence(c) && c != '?' && c != ';')
			break;
		size_t address = c < 128 && (here == start || !pm_char_is_word(pm_char_at(s, here - 1)) || ((unsigned char)s.ptr[here - 1] & 0x80) != 0) ?
		                         address_at(s, here) :
		                         0;
		if (address > 0) {
			end = address;
			break;
		}
	}
	if (end == 0)
		return 0;
	/* Its own stop or bracket. */
	uint32_t c = pm_char_at(s, end);
	if (c == 0x3002 || c == 0xff01 || c == '!' || c == 0xff09 || c == ')' || c == 0x3011 || c == ']')
		pm_utf8_next(s, &end);
	return end;
}

enum { N_ADVERTS = sizeof advert_openings / sizeof advert_openings[0] };

static size_t next_advert(const pm_furniture *f, pm_str s, size_t from, size_t *len)
{
	return next_opening(f, PM_MAY_CUT_ADVERT, advert_openings, N_ADVERTS, s, from, len);
}

bool pm_is_advert_line(pm_str s, const pm_line_facts *facts)
{
	enum { MOST_BYTES = 240, MOST_REST = 18 };
	static const char *const greetings[] = { "欢迎访问", "欢迎光临", "欢迎下载", "免费下载" };
	if (s.len > MOST_BYTES || facts->n_stops > 0 || ((facts->lists & PM_MAY_CUT_ADVERT) == 0 && !pm_str_starts_with(s, "更多")))
		return false;
	for (size_t i = 0; i < N_ADVERTS; i++) {
		size_t at = pm_str_find(s, pm_str_from(advert_openings[i]), 0), end = at == SIZE_MAX ? 0 : advert_end(s, at);
		if (end > 0 && pm_str_reading_length(pm_str_of(s.ptr, at)) + pm_str_reading_length(pm_str_of(s.ptr + end, s.len - end)) <= MOST_REST)
			return true;
	}
	/* 更多工作总结请点击：http://… */
	size_t link = pm_str_find(s, PM_STR("http"), 0);
	if (pm_str_starts_with(s, "更多") && link != SIZE_MAX && address_at(s, link) > 0)
		return true;
	/* 【某某网】www.… 欢迎访问 */
	size_t address = pm_str_find(s, PM_STR("www."), 0);
	for (size_t i = 0; address != SIZE_MAX && i < sizeof greetings / sizeof greetings[0]; i++)
		if (pm_str_find(s, pm_str_from(greetings[i]), 0) != SIZE_MAX && address_at(s, address) > 0)
			return true;
	return false;
}

/* A bare address torn into a word: Han characters on both sides, and none that leads up to an address or goes on from it. */
static bool is_torn_in(pm_str s, size_t start, size_t end)
{
	static const char before[] = "录問问址站网過过台陆用到在见為为是至开入击览从向与和或及由把将号箱往訪访去照查看即";
	static const char behind[] = "网平查下报进注登上或和及官首页了即自在的申填办系提选点预购观参浏索、，。；）等后中";
	char one[4];
	uint32_t a = pm_char_before(s, start), b = pm_char_at(s, end);
	if (!pm_char_is_han(a) || !pm_char_is_han(b))
		return false;
	size_t n = pm_utf8_encode(a, one);
	if (pm_str_find(pm_str_from(before), pm_str_of(one, n), 0) != SIZE_MAX)
		return false;
	n = pm_utf8_encode(b, one);
	return pm_str_find(pm_str_from(behind), pm_str_of(one, n), 0) == SIZE_MAX;
}

static const char address[] = "www.";

static pm_block *cut_watermarks(pm_furniture *f, pm_block *block)
{
	if ((pm_furniture_read(f, pm_block_text(block))->lists & PM_MAY_CUT_ADDRESS) == 0 || !pm_furniture_rule_is_on(f, PM_W_ADVERT))
		return block;
	for (size_t at = 0; f->code == PM_OK;) {
		pm_str text = pm_block_text(block);
		size_t start = pm_str_find(text, pm_str_from(address), at);
		if (start == SIZE_MAX)
			return block;
		size_t end = address_at(text, start);
		at = start + 4;
		if (end == 0)
			continue;
		if (start >= 7 && memcmp(text.ptr + start - 7, "http://", 7) == 0)
			start -= 7;
		if (!is_torn_in(text, start, end))
			continue;
		block = cut(f, block, start, end, PM_W_ADVERT, true);
		at = start;
		if (block == NULL)
			return NULL;
	}
	return block;
}

/* Inside a line: only where the words around it belong to another sentence or are torn apart by it. */
static pm_block *cut_adverts(pm_furniture *f, pm_block *block)
{
	if ((pm_furniture_read(f, pm_block_text(block))->lists & PM_MAY_CUT_ADVERT) == 0 || !pm_furniture_rule_is_on(f, PM_W_ADVERT))
		return block;
	pm_str text = pm_block_text(block);
	if (!pm_line_looks_like_text(text))
		return block;
	size_t len = 0;
	for (size_t at = next_advert(f, text, 0, &len); at < text.len && f->code == PM_OK;) {
		size_t end = advert_end(text, at);
		size_t i = at;
		uint32_t before = at > 0 ? pm_utf8_previous(text, &i) : 0;
		if (end == 0 || is_quote(before)) {
			at = next_advert(f, text, at + len, &len);
			continue;
		}
		/* A bracket that opens before it goes with it. */
		size_t start = before == 0xff08 || before == '(' || before == 0x3010 || before == '[' ? i : at;
		/* One of two commas that would be left side by side, too. */
		uint32_t behind = pm_char_at(text, end);
		if ((before == 0xff0c || before == ',') && behind == before)
			start = i;
		bool has_front = start > 0;
		pm_block *rest = cut(f, block, start, end, PM_W_ADVERT, has_front && end < text.len);
		if (rest == NULL)
			return has_front ? block : NULL;
		block = rest;
		text = pm_block_text(block);
		at = next_advert(f, text, has_front ? start : 0, &len);
	}
	return block;
}

/* -- the step ------------------------------------------------------------------------------------------------------------------ */

void pm_furniture_add_inline_words(pm_word_filter *filter)
{
	static const char *const addresses[] = { address };
	pm_word_filter_add(filter, PM_MAY_CUT_NOTICE, notice_openings, N_NOTICES);
	pm_word_filter_add(filter, PM_MAY_CUT_ADVERT, advert_openings, N_ADVERTS);
	pm_word_filter_add(filter, PM_MAY_CUT_ADDRESS, addresses, 1);
}

void pm_furniture_split_line(pm_furniture *f, pm_block *block)
{
	pm_str text = pm_block_text(block);
	if (pm_block_is_marked(block) || pm_block_kind(block) != PM_PARAGRAPH || pm_str_trim(text).len == 0)
		return;
	f->n_split++;
	pm_block *rest = block;
	if (f->is_lines && (f->n_split <= 4 || (f->n_split <= 20 && pm_str_reading_length(text) < 300)))
		rest = cut_front(f, block);
	if (rest != NULL && f->code == PM_OK)
		rest = cut_notices(f, rest);
	if (rest != NULL && f->code == PM_OK)
		rest = cut_adverts(f, rest);
	if (rest != NULL && f->code == PM_OK && !pm_block_is_marked(rest))
		rest = cut_watermarks(f, rest);
	if (rest != NULL && f->code == PM_OK && !pm_block_is_marked(rest) &&
	    pm_line_reads_like_text(pm_block_text(rest), pm_furniture_read(f, pm_block_text(rest))))
		cut_back(f, rest);
}
