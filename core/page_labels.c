/* page_labels.c: labels in the text that head furniture, in the languages that are met most.
 *
 * A label counts only where it is all of a short block, but for a few words or a count after it: "Related articles (5)".
 * Single words that may well head a part of a document (tags, comments, archive) must be the whole block. */
#include "page.h"

#include "line_shape.h"

typedef struct label {
	const char *text; /* small letters; parted by `|` */
	uint8_t cause;
	bool is_whole; /* the block must say no more than this */
} label;

#define BUY_ROW 0

static const label labels[] = {
	{ "add to cart|add to basket|add to bag|add to trolley|buy now|buy it now|in den warenkorb|in den einkaufswagen|jetzt kaufen|"
	  "ajouter au panier|acheter maintenant|añadir al carrito|añadir a la cesta|agregar al carrito|comprar ahora|"
	  "adicionar ao carrinho|adicionar à sacola|comprar agora|aggiungi al carrello|acquista ora|в корзину|добавить в корзину|"
	  "купить|dodaj do koszyka|do koszyka|kup teraz|in winkelwagen|toevoegen aan winkelwagen|sepete ekle|thêm vào giỏ hàng|"
	  "mua ngay|加入购物车|立即购买|加入購物車|立即購買|カートに入れる|今すぐ購入|장바구니 담기|구매하기|do košíku|"
	  "přidat do košíku|lägg i varukorgen|læg i kurv|legg i handlekurv|lisää ostoskoriin|προσθήκη στο καλάθι|kosárba|"
	  "додати в кошик|adaugă în coș",
	  CAUSE_FORM, true },
	{ "related articles|related posts|related stories|related content|related news|related products|related items|"
	  "related links|related topics|related reading|related coverage|related video|related questions|"
	  "related threads|similar threads|similar topics|similar products|similar items|similar posts|"
	  "similar articles|you may also|you might also|you may be interested|you might be interested|you might like|"
	  "recommended for you|recommended articles|recommended reading|recommended stories|recommended products|"
	  "recommended posts|more from|more stories|more news|more articles|more posts|more in |more like this|"
	  "more on this story|more on this topic|read more|read next|read also|also read|also on |most read|"
	  "most popular|most viewed|most commented|popular posts|popular articles|popular stories|popular products|"
	  "trending now|trending stories|top stories|latest news|latest posts|latest stories|latest articles|"
	  "latest from|recent posts|recent articles|recent comments|recently viewed|up next|next article|"
	  "previous article|keep reading|continue reading|customers also|customers who|customers who bought this|customers who viewed this|people also|frequently bought|"
	  "what to read next|don't miss|editor's picks|editors' picks|from around the web|around the web|"
	  "from our partners|promoted stories|discover more|explore more|in case you missed|"
	  "suggested for you|suggested topics|others also|next page|previous page|next topic|"
	  "previous topic|next thread|previous thread|上一页|下一页|上一頁|下一頁",
	  CAUSE_RELATED, false },
	{ "related|recommended|trending|popular|you may like|more|see more|view more|show more|load more|read on|next|"
	  "previous|next post|previous post|post navigation|suggested|similar",
	  CAUSE_RELATED, true },
	{ "mehr zum thema|lesen sie auch|lesen sie mehr|das könnte sie|das könnte dich|das könnte ihnen|"
	  "ähnliche artikel|ähnliche beiträge|ähnliche produkte|ähnliche themen|verwandte artikel|verwandte beiträge|"
	  "verwandte themen|weitere artikel|weitere beiträge|weitere meldungen|weitere themen|weitere nachrichten|"
	  "meistgelesen|meist gelesen|auch interessant|neueste beiträge|neueste artikel|beliebte beiträge|"
	  "kunden kauften|mehr aus |mehr von |mehr zu ",
	  CAUSE_RELATED, false },
	{ "à lire aussi|lire aussi|a lire aussi|à lire également|sur le même sujet|sur le meme sujet|"
	  "articles similaires|articles liés|articles récents|vous aimerez aussi|vous pourriez aimer|les plus lus|"
	  "à voir aussi|voir aussi :|produits similaires|dans la même rubrique|nos derniers articles",
	  CAUSE_RELATED, false },
	{ "noticias relacionadas|artículos relacionados|entradas relacionadas|contenido relacionado|"
	  "productos relacionados|te puede interesar|también te puede|te recomendamos|lo más leído|lo más visto|"
	  "más noticias|lea también|lee también|leer más|más información sobre|notícias relacionadas|"
	  "artigos relacionados|conteúdo relacionado|produtos relacionados|leia também|leia mais|veja também|"
	  "mais lidas|mais lidos|você também pode|últimas notícias|últimas noticias|leggi anche|articoli correlati|"
	  "prodotti correlati|potrebbe interessarti|ti potrebbe interessare|potrebbero interessarti|i più letti|"
	  "ultime notizie",
	  CAUSE_RELATED, false },
	{ "читайте также|читать также|читайте ещё|похожие |по теме|материалы по теме|новости по теме|статьи по теме|"
	  "другие новости|другие статьи|другие материалы|ещё по теме|еще по теме|самое читаемое|самые читаемые|"
	  "последние новости|новости партнеров|новости партнёров|смотрите также|рекомендуем|вам может быть интересно|"
	  "вас может заинтересовать|с этим товаром|популярные |лента новостей|главные новости|еще новости|ещё новости|"
	  "предыдущая статья|следующая статья|последние комментарии|свежие записи",
	  CAUSE_RELATED, false },
	{ "популярное|похожее|рекомендации|новости|далее|назад", CAUSE_RELATED, true },
	{ "czytaj także|czytaj również|czytaj też|czytaj więcej|zobacz także|zobacz też|zobacz również|zobacz więcej|"
	  "przeczytaj również|przeczytaj także|przeczytaj też|powiązane artykuły|powiązane tematy|podobne artykuły|"
	  "podobne produkty|podobne tematy|polecane artykuły|polecamy|najczęściej czytane|najczęściej komentowane|"
	  "najnowsze |najpopularniejsze|więcej na ten temat|więcej na temat|inne artykuły|ostatnie komentarze|"
	  "ostatnie wpisy|pozostałe wiadomości|może cię zainteresować|może ci się spodobać",
	  CAUSE_RELATED, false },
	{ "polecane|powiązane|podobne|więcej", CAUSE_RELATED, true },
	{ "διαβάστε επίσης|διαβάστε ακόμα|διαβάστε ακόμη|διαβάστε περισσότερα|σχετικά άρθρα|σχετικά θέματα|"
	  "σχετικές ειδήσεις|δείτε επίσης|δείτε ακόμα|τελευταία νέα|τελευταίες ειδήσεις|δημοφιλή|προτεινόμενα|"
	  "περισσότερα νέα|περισσότερα άρθρα|ροή ειδήσεων|πρόσφατα άρθρα|τα πιο δημοφιλή",
	  CAUSE_RELATED, false },
	{ "σχετικά|περισσότερα", CAUSE_RELATED, true },
	{ "相关新闻|相关阅读|相关文章|相关链接|相关推荐|相关报道|相关资讯|相关内容|相关信息|相关帖子|相关主题|相关产品|相关商品|相关专题|"
	  "相关视频|相关搜索|相关标签|相關新聞|相關閱讀|相關文章|相關連結|"
	  "相關報導|推荐阅读|推薦閱讀|推荐文章|推荐新闻|热门推荐|熱門推薦|热门文章|熱門文章|热门新闻|热点新闻|热点推荐|热门评论|热门标签|"
	  "延伸阅读|延伸閱讀|精彩推荐|猜你喜欢|猜您喜欢|最新文章|最新推荐|"
	  "最新资讯|最新新闻|最新消息|最新评论|阅读排行|点击排行|新闻排行|热门排行|排行榜|上一篇|下一篇|上一条|下一条|为您推荐|为你推荐|"
	  "大家都在看|更多新闻|更多文章|更多资讯|更多精彩|友情链接|看了又看|"
	  "同类推荐|本类推荐|其他人还|您可能感兴趣|你可能感兴趣|你可能喜欢|你可能也喜欢|您可能还喜欢|今日热点|图片新闻|热点专题|本周热门|"
	  "关联阅读|今日推荐",
	  CAUSE_RELATED, false },
	{ "推荐|推薦|热门|更多|更多>>|更多>|更多»|排行|其他新闻|新闻推荐", CAUSE_RELATED, true },
	{ "関連記事|関連ニュース|関連リンク|関連キーワード|関連商品|おすすめ記事|おすすめの記事|こちらもおすすめ|人気記事|人気ランキング|"
	  "アクセスランキング|最新記事|あわせて読みたい|あなたにおすすめ|次の記事|"
	  "前の記事|관련기사|관련 기사|관련 뉴스|추천 기사|인기기사|인기 기사|많이 본 |최신 뉴스|주요 뉴스",
	  CAUSE_RELATED, false },
	{ "lees ook|lees meer|gerelateerde|meest gelezen|läs också|läs även|läs mer|mest läst|relaterade|læs også|"
	  "les også|mest lest|lue myös|související články|čtěte také|nejčtenější|další články|kapcsolódó cikkek|"
	  "olvasta már|ilgili haberler|benzer haberler|çok okunanlar|bài viết liên quan|tin liên quan|artikel terkait|"
	  "berita terkait|baca juga|читайте також|схожі новини|articole similare|citește și",
	  CAUSE_RELATED, false },
	{ "leave a comment|leave a reply|post a comment|add a comment|write a comment|add your comment|"
	  "join the discussion|join the conversation|view comments|show comments|read comments|all comments|"
	  "comments are closed|what do you think|kommentar schreiben|kommentar verfassen|schreibe einen kommentar|"
	  "schreiben sie einen|laisser un commentaire|ajouter un commentaire|deja un comentario|dejar un comentario|"
	  "deixe um comentário|deixe seu comentário|lascia un commento|добавить комментарий|оставить комментарий|"
	  "оставьте комментарий|написать комментарий|обсуждение на форуме|dodaj komentarz|skomentuj|napisz komentarz|"
	  "σχολιάστε|γράψτε το "
	  "σχόλιό|发表评论|网友评论|發表評論|全部评论|我要评论|文明上网理性发言|参与评论|我来说两句|评论列表|用户评论|热门评论|コメントを|"
	  "コメントする|댓글|条评论|条留言|則留言|reader comments|readers' comments|user comments",
	  CAUSE_COMMENTS, false },
	{ "comments|comment|responses|replies|kommentare|kommentar|commentaires|commentaire|comentarios|comentários|"
	  "commenti|комментарии|комментариев|комментария|отзывы|komentarze|σχόλια|评论|評論|コメント|reacties|kommentarer|"
	  "komentáře|discussion",
	  CAUSE_COMMENTS, true },
	{ "share this|share on|share via|share article|share it|follow us|follow me|connect with us|find us on|"
	  "like us on|artikel teilen|diesen artikel teilen|beitrag teilen|partager cet|partager sur|partagez|"
	  "compartir en|compártelo|compartilhe|condividi|поделиться|поделитесь|подписывайтесь|подпишитесь|udostępnij|"
	  "podziel "
	  "się|κοινοποίηση|μοιραστείτε|分享到|分享至|分享给|扫一扫|微信扫一扫|微信扫码|扫描二维码|长按识别|长按二维码|扫码关注|关注我们|"
	  "关注公众号|シェアする|공유하기",
	  CAUSE_SHARE, false },
	{ "share|teilen|partager|compartir|shares|分享|シェア|share:|tweet|email|print|facebook|twitter|linkedin|pinterest|"
	  "whatsapp",
	  CAUSE_SHARE, true },
	{ "advertisement|advertisements|sponsored|sponsored content|sponsored links|anzeige|werbung|publicité|"
	  "publicidad|publicidade|pubblicità|реклама|reklama|διαφήμιση|广告|廣告|advertentie|annons|scroll to continue|"
	  "story continues below|article continues below",
	  CAUSE_ADVERT, true },
	{ "sign up for|subscribe to our|subscribe to the|subscribe now|join our newsletter|get our newsletter|"
	  "get the newsletter|newsletter sign|our newsletter|get the latest|stay up to date|stay informed|"
	  "stay connected|newsletter abonnieren|abonnez-vous|suscríbete|inscreva-se|iscriviti|zapisz się do|εγγραφείτε|"
	  "we use cookies|this site uses cookies|this website uses cookies|diese website verwendet cookies|"
	  "wir verwenden cookies|ce site utilise des cookies|登录后",
	  CAUSE_NOTICE, false },
	{ "subscribe|newsletter|sign up|log in|login|sign in|subscribe!", CAUSE_NOTICE, true },
	{ "tags:|tagged:|tagged with|tagged in|filed under|posted in|schlagwörter:|schlagworte:|étiquettes|etiquetas:|"
	  "теги:|метки:|tagi:|słowa kluczowe:|ετικέτες:|标签：|标签:|關鍵字|关键词：|关键字：|タグ:|about the author|about author|"
	  "written by|über den autor|über die autorin",
	  CAUSE_META, false },
	{ "categories:|category:|kategorien:|kategorie:|catégories|categorías:|categorias:|categorie:|категории:|"
	  "kategorie:|κατηγορίες:|分类：|分类:|カテゴリ",
	  CAUSE_META, false },
	{ "post reply|reply|reply to thread|reply to topic|reply with quote|quote|report|report post|post new topic|"
	  "new topic|回复|回復|举报|引用|antworten|zitieren|répondre|citer|responder|citar|ответить|цитировать|odpowiedz|cytuj|"
	  "απάντηση|edit|permalink|like|upvote|follow|bookmark|save",
	  CAUSE_META, true },
	{ "add to wishlist|add to wish list|add to my wishlist|add to list|add to favorites|add to favourites|add to compare|"
	  "add to registry|notify me when available|check availability|check store availability|find in store|size guide|size chart|"
	  "quantity|qty|select size|select a size|choose a size|choose an option|mouse over to zoom|hover to zoom|"
	  "roll over image to zoom in|click to zoom|tap to zoom|click to enlarge|view larger image|write a review|ask a question|"
	  "continue shopping|view cart|view basket|proceed to checkout|auf den merkzettel|auf die wunschliste|bewertung schreiben|"
	  "guide des tailles|ajouter aux favoris|guía de tallas|в избранное|加入收藏|お気に入りに追加",
	  CAUSE_FORM, true },
	{ "tags|topics|schlagwörter|etiquetas|теги|tagi|ετικέτες|标签|タグ", CAUSE_META, true },
};

#define LABEL_ROOM 160 /* bytes of a block that are looked at */
#define LABEL_REST 16  /* reading length that may follow a label which need not be whole */

/* `text` in small letters, one blank for any white space; false where it is longer than a label may be. */
static bool fold_label(pm_str text, char *out, size_t *len)
{
	size_t at = 0, n = 0;
	bool was_space = false;

	while (at < text.len) {
		const uint32_t c = pm_char_small_letter(pm_utf8_next(text, &at));

		if (n + 5 > LABEL_ROOM)
			return false;
		if (pm_char_is_space(c)) {
			was_space = n > 0;
			continue;
		}
		if (was_space)
			out[n++] = ' ';
		was_space = false;
		n += pm_utf8_encode(c, out + n);
	}
	*len = n;
	return n > 0;
}

/* What may follow a label that must be whole: marks and a count. */
static bool is_count(pm_str rest)
{
	size_t at = 0;

	while (at < rest.len) {
		const uint32_t c = pm_utf8_next(rest, &at);

		if (pm_char_is_word(c) && pm_char_digit(c) < 0)
			return false;
	}
	return true;
}

/* "12 Comments" is a label too, and "There are 12 comments". */
static pm_str without_count(pm_str text)
{
	static const char *const openings[] = { "there are ", "共有", "共" };
	size_t at = 0;

	for (size_t i = 0; i < sizeof openings / sizeof *openings && at == 0; i++)
		if (pm_str_starts_with(text, openings[i]))
			at = strlen(openings[i]);
	while (at < text.len && ((text.ptr[at] >= '0' && text.ptr[at] <= '9') || text.ptr[at] == ' ' || text.ptr[at] == '('))
		at++;
	return pm_str_of(text.ptr + at, text.len - at);
}

/* Behind a count, what would else head a chapter: "3 thoughts on …". */
static bool counts_comments(pm_str text)
{
	static const char *const starts[] = { "thoughts on ", "responses to ", "comments on ", "comments to " };

	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (pm_str_starts_with(text, starts[i]))
			return true;
	return false;
}

static bool is_label(const label *l, pm_str text, bool is_linked)
{
	const char *start = l->text;

	for (;;) {
		const char *bar = strchr(start, '|');
		const size_t n = bar != NULL ? (size_t)(bar - start) : strlen(start);

		if (text.len >= n && memcmp(text.ptr, start, n) == 0) {
			const pm_str rest = pm_str_of(text.ptr + n, text.len - n);

			if (l->is_whole ? is_count(rest) : is_linked || pm_str_reading_length(rest) <= LABEL_REST + n / 2)
				return true;
		}
		if (bar == NULL)
			return false;
		start = bar + 1;
	}
}

#define N_LABEL_ROWS (sizeof labels / sizeof *labels)
_Static_assert(N_LABEL_ROWS <= 32, "a row has a bit in page_label_index.rows");

/* Phrases that may stand anywhere in a block. */
typedef struct phrase {
	const char *text;
	uint8_t cause;
} phrase;

static const phrase phrases[] = {
	{ "all rights reserved", CAUSE_FOOTER },
	{ "alle rechte vorbehalten", CAUSE_FOOTER },
	{ "tous droits réservés", CAUSE_FOOTER },
	{ "todos los derechos reservados", CAUSE_FOOTER },
	{ "todos os direitos reservados", CAUSE_FOOTER },
	{ "tutti i diritti riservati", CAUSE_FOOTER },
	{ "wszelkie prawa zastrzeżone", CAUSE_FOOTER },
	{ "все права защищены", CAUSE_FOOTER },
	{ "при использовании материалов", CAUSE_FOOTER },
	{ "перепечатка материалов", CAUSE_FOOTER },
	{ "με επιφύλαξη παντός", CAUSE_FOOTER },
	{ "版权所有", CAUSE_FOOTER },
	{ "版權所有", CAUSE_FOOTER },
	{ "icp备", CAUSE_FOOTER },
	{ "公网安备", CAUSE_FOOTER },
	{ "网站标识码", CAUSE_FOOTER },
	{ "无断转载", CAUSE_FOOTER },
	{ "無断転載", CAUSE_FOOTER },
	{ "powered by ", CAUSE_FOOTER },
	{ "enable javascript", CAUSE_FALLBACK },
	{ "javascript is disabled", CAUSE_FALLBACK },
	{ "javascript aktivieren", CAUSE_FALLBACK },
	{ "activer javascript", CAUSE_FALLBACK },
	{ "включите javascript", CAUSE_FALLBACK },
	{ "habilitar javascript", CAUSE_FALLBACK },
	{ "启用javascript", CAUSE_FALLBACK },
	{ "this site uses cookies", CAUSE_NOTICE },
	{ "we use cookies", CAUSE_NOTICE },
	{ "uses cookies to", CAUSE_NOTICE },
	{ "используем cookie", CAUSE_NOTICE },
	{ "verwendet cookies", CAUSE_NOTICE },
	{ "verwenden cookies", CAUSE_NOTICE },
	{ "utilise des cookies", CAUSE_NOTICE },
	{ "utiliza cookies", CAUSE_NOTICE },
	{ "używa plików cookie", CAUSE_NOTICE },
	{ "korzysta z plików cookie", CAUSE_NOTICE },
	{ "utilizza cookie", CAUSE_NOTICE },
};

#define N_PHRASES (sizeof phrases / sizeof *phrases)
_Static_assert(N_PHRASES <= 64, "a phrase has a bit in page_label_index.phrases");

/* Labels and phrases are told apart by their first three bytes before they are compared. */
static size_t label_slot(const char *text)
{
	const unsigned char *b = (const unsigned char *)text;

	return (b[0] * 31u + b[1] * 7u + b[2]) % PAGE_LABEL_SLOTS;
}

void page_index_labels(page_label_index *index)
{
	memset(index, 0, sizeof *index);
	for (size_t row = 0; row < N_LABEL_ROWS; row++) {
		const char *start = labels[row].text;

		while (start != NULL) {
			index->rows[label_slot(start)] |= 1u << row;
			start = strchr(start, '|');
			if (start != NULL)
				start++;
		}
	}
	for (size_t i = 0; i < N_PHRASES; i++)
		index->phrases[label_slot(phrases[i].text)] |= (uint64_t)1 << i;
}

/* The row that has the label; N_LABEL_ROWS where none has. */
static size_t row_of_label(const page_label_index *index, pm_str text, bool is_linked)
{
	char folded[LABEL_ROOM];
	size_t len;

	text = pm_str_trim(text);
	if (text.len == 0 || text.len > LABEL_ROOM || !fold_label(text, folded, &len))
		return N_LABEL_ROWS;

	const pm_str label_text = without_count(pm_str_of(folded, len));

	if (label_text.len < 3)
		return N_LABEL_ROWS;

	const bool is_comments = label_text.len < len && counts_comments(label_text);
	const uint32_t rows = index->rows[label_slot(label_text.ptr)];

	for (size_t row = 0; row < N_LABEL_ROWS; row++)
		if (is_comments ? labels[row].cause == CAUSE_COMMENTS
				: (rows >> row & 1) != 0 && is_label(&labels[row], label_text, is_linked))
			return row;
	return N_LABEL_ROWS;
}

enum page_cause page_cause_of_label(const page_label_index *index, pm_str text, bool is_linked)
{
	const size_t row = row_of_label(index, text, is_linked);

	return row < N_LABEL_ROWS ? (enum page_cause)labels[row].cause : CAUSE_NONE;
}

bool page_bids_to_buy(const page_label_index *index, pm_str text)
{
	return row_of_label(index, text, false) == BUY_ROW;
}

#define PHRASE_ROOM 600 /* bytes of a block that are looked at */

/* The first of the phrases `maybe` that `s` begins with; N_PHRASES where it begins with none. */
static size_t phrase_at(pm_str s, uint64_t maybe)
{
	for (size_t i = 0; maybe >> i != 0; i++)
		if ((maybe >> i & 1) != 0 && pm_str_starts_with(s, phrases[i].text))
			return i;
	return N_PHRASES;
}

enum page_cause page_cause_of_phrase(const page_label_index *index, pm_str text)
{
	char folded[PHRASE_ROOM];
	size_t n = 0, found = N_PHRASES;

	text = pm_str_trim(text);
	if (pm_str_starts_with(text, "©") || pm_str_starts_with(text, "Copyright"))
		return CAUSE_FOOTER;
	for (size_t at = 0; at < text.len && n + 5 < PHRASE_ROOM;) {
		if (pm_str_has_han(text, at)) {
			memcpy(folded + n, text.ptr + at, 3);
			n += 3;
			at += 3;
		} else {
			n += pm_utf8_encode(pm_char_small_letter(pm_utf8_next(text, &at)), folded + n);
		}
	}
	/* Of several the first in the table counts. */
	for (size_t at = 0; at + 3 <= n; at++) {
		if (((unsigned char)folded[at] & 0xC0) == 0x80)
			continue;

		const uint64_t maybe = index->phrases[label_slot(folded + at)];
		const size_t i = maybe != 0 ? phrase_at(pm_str_of(folded + at, n - at), maybe) : N_PHRASES;

		/* Amid a longer text a site's cookies are what it is about. */
		if (i < found && (phrases[i].cause != CAUSE_NOTICE || at < 80 || n < 160))
			found = i;
	}
	return found < N_PHRASES ? (enum page_cause)phrases[found].cause : CAUSE_NONE;
}
