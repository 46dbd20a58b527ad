/* furniture_words.c: the generic vocabulary of page furniture, and how it is found in a line.
 *
 * No name of a site or office stands here: only what page templates say everywhere.  Chinese is listed in simplified characters; the
 * matcher folds the traditional ones. */
#include "furniture.h"

static const pm_phrase groups[] = {
	/* breadcrumb */
	{ "当前位置|当前页面|您的位置|你的位置|您当前的位置|您当前位置|你当前的位置|您现在的位置|你现在的位置|"
	  "您所在的位置|您所在位置|现在位置|目前位置|目前所在位置|当前所在位置|您所在的页面|您现在的位置是|您的当前位置|you are here",
	  PM_W_CRUMB, PM_V_CRUMBS, 4, NULL },
	{ "所在位置|当前栏目|所属栏目",
	  PM_W_CRUMB, PM_V_CRUMBS, 2, NULL },
	/* menus */
	{ "首页|返回|顶部|top|联系我们|关于我们|法律声明|隐私声明|隐私政策|用户协议|服务条款|使用帮助|举报|导航|"
	  "菜单|搜索|适老化|智能问答|客户端|繁体|简体|繁体中文|简体中文|english|电脑桌面|新闻中心|新闻动态|"
	  "工作动态|政务动态|政务公开|政府信息公开|政务服务|办事服务|互动交流|政民互动|在线服务|通知公告|"
	  "专题专栏|信息公开指南|信息公开目录|信息公开年报|依申请公开|领导之窗|机构职能|政策法规|规划计划|更多|"
	  "more|home|about us|contact us|site map|sitemap|privacy policy|cookie policy|terms of use|"
	  "terms of service",
	  PM_W_LINK, PM_V_NONE, 1, NULL },
	{ "网站首页|回首页|返回目录|网站地图|站点地图|关于本站|网站声明|网站简介|帮助中心|客服中心|在线客服|"
	  "联系客服|意见反馈|侵权投诉|举报反馈|反馈|违规举报|一键举报|版权申诉|广告服务|网站导航|站内搜索|高级搜索|无障碍|"
	  "关怀版|长者版|长者模式|手机版|电脑版|移动版|繁体版|简体版|查看更多",
	  PM_W_LINK, PM_V_NONE, 2, NULL },
	{ "跳到主要内容|跳到主要内容区|跳到主要内容区块|跳至主要内容|返回首页|回页首|返回页首|返回主站|返回列表|返回上一页|回上一页|回上页|返回上级|返回顶部|回到顶部|回顶部|网页顶部|请输入关键字|"
	  "请输入关键词|请输入搜索内容|无障碍浏览|无障碍阅读|设为首页|加入收藏|收藏本站|保存到桌面|添加到桌面|"
	  "点击查看更多|加载更多|skip to content|skip to main content|back to top",
	  PM_W_LINK, PM_V_NONE, 4, NULL },
	{ "热门搜索",
	  PM_W_LINK, PM_V_NAME, 2, NULL },
	/* print, close, download, collect */
	{ "收藏本页|打印本页|打印此页|打印本文|打印文章|打印页面|我要打印|打印正文|关闭窗口|关闭视窗|列印本页|友善列印|转寄友人|关闭本页|关闭此页|"
	  "关闭页面|我要关闭|我要收藏|收藏此页|收藏文章|加入收藏夹|添加到收藏夹|下载本文|下载文档|下载全文|"
	  "立即下载|点击下载|免费下载|免费下载本文|下载word文档|下载word|下载pdf|word下载|导出word|一键复制|"
	  "复制全文|复制链接|点击播报本文|点击收听本文|点击朗读本文|复制本文链接|文章纠错|保存本页|保存网页|我要纠错|网站纠错|语音播报|语音朗读|全屏阅读|收起全文|发表评论|"
	  "我要评论|查看评论|print this page|email this page|close window",
	  PM_W_ACTION, PM_V_NONE, 4, NULL },
	{ "播放|暂停|静音|倍速|语速|0.5x|0.75x|1.0x|1.25x|1.5x|2.0x",
	  PM_W_ACTION, PM_V_NONE, 1, NULL },
	{ "打印|列印|关闭|全屏|认领|复制|保存|另存为|朗读|展开|收起|订阅|print|email",
	  PM_W_ACTION, PM_V_NONE, 1, NULL },
	{ "打印预览|纠错|听全文|打赏",
	  PM_W_ACTION, PM_V_NONE, 2, NULL },
	{ "收藏|下载|点赞|赞|在看|喜欢|踩|顶|评论|关注|comments",
	  PM_W_ACTION, PM_V_NUMBER, 1, NULL },
	{ "转藏|献花|网友评论",
	  PM_W_ACTION, PM_V_NUMBER, 2, NULL },
	/* related articles */
	{ "友情链接|上一篇|下一篇|上一条|下一条|前一篇|后一篇|上一篇文章|下一篇文章|相关搜索|相关热词|相关范文|"
	  "推荐访问|您可能感兴趣|你可能感兴趣|您可能还喜欢|大家还在看|大家都在看",
	  PM_W_RELATED, PM_V_REST, 4, NULL },
	{ "上篇|下篇",
	  PM_W_RELATED, PM_V_REST, 1, NULL },
	{ "相关文章|相关文档|相关阅读|相关链接|相关新闻|相关动态|相关信息|相关推荐|相关报道|相关资讯|相关内容|"
	  "相关解读|相关专题|相关下载|延伸阅读|扩展阅读|拓展阅读|推荐文章|推荐文档|推荐新闻|为您推荐|为你推荐|"
	  "热门文章|热门文档|热门推荐|热门新闻|热点新闻|热点推荐|热点文章|热门阅读|最新文章|最新文档|最新更新|"
	  "最新发布|最新推荐|最新动态|最新新闻|精彩推荐|精选推荐|今日推荐|点击排行|阅读排行|本类推荐|本栏最新|"
	  "更多文章|related articles|related posts|related stories|related news|most popular",
	  PM_W_RELATED, PM_V_REST, 2, NULL },
	{ "相关政策|排行榜",
	  PM_W_RELATED, PM_V_NONE, 1, NULL },
	{ "相关标签|推荐阅读|热门标签|更多相关|previous post|next post|previous article|next article",
	  PM_W_RELATED, PM_V_REST, 2, NULL },
	{ "猜你喜欢|you may also like|you might also like",
	  PM_W_RELATED, PM_V_NONE, 4, NULL },
	/* page marks */
	{ "上一页|下一页",
	  PM_W_PAGE, PM_V_NONE, 2, NULL },
	{ "尾页|末页",
	  PM_W_PAGE, PM_V_NONE, 1, NULL },
	{ "下转第|上接第",
	  PM_W_PAGE, PM_V_REST, 2, NULL },
	{ "下转|上接",
	  PM_W_PAGE, PM_V_REST, 1, NULL },
	/* share bars and QR hints */
	{ "扫一扫|share on|政务微信|政务微博|官方微信|官方微博|微信扫码|手机扫码|扫码关注|扫描二维码|手机查看|"
	  "手机浏览|在手机打开",
	  PM_W_SHARE, PM_V_NONE, 2, NULL },
	{ "推荐给朋友|推荐给好友|发送给好友|分享到|分享至|分享给好友|分享本页|一键分享|我要分享|分享到微信|"
	  "分享到微博|分享到朋友圈|share this|扫一扫在手机打开|扫一扫在手机打开当前页|扫一扫在手机上查看当前页面|"
	  "扫一扫分享|扫一扫分享本页|扫一扫关注|微信扫一扫|手机扫一扫|扫码分享|扫码阅读|扫码浏览|"
	  "在手机打开当前页",
	  PM_W_SHARE, PM_V_NONE, 4, NULL },
	{ "分享",
	  PM_W_SHARE, PM_V_NUMBER, 1, NULL },
	{ "微信|微信好友|朋友圈|微博|新浪微博|腾讯微博|qq空间|qq好友|qq|人人网|豆瓣|百度贴吧|facebook|twitter|"
	  "linkedin|whatsapp|pinterest|pin|reddit|share|tweet|微信公众号|二维码|空间",
	  PM_W_SHARE, PM_V_NONE, 1, NULL },
	/* log-in */
	{ "登录|登陆|注册|退出|用户名|昵称|匿名|密码|验证码|log in|login|sign in|sign up|register",
	  PM_W_LOGIN, PM_V_NONE, 1, NULL },
	{ "会员登录|用户登录|请登录|管理入口|个人中心|会员中心|用户中心|我的收藏",
	  PM_W_LOGIN, PM_V_NONE, 2, NULL },
	{ "您好,请登录|立即登录|立即注册|免费注册|忘记密码|找回密码|记住密码|自动登录|快速登录|微信登录|qq登录|"
	  "forgot password",
	  PM_W_LOGIN, PM_V_NONE, 4, NULL },
	/* footer */
	{ "政府网站找错|网站支持ipv6|本网站支持ipv6",
	  PM_W_FOOTER, PM_V_NONE, 4, NULL },
	{ "主办|承办|主办单位|承办单位|协办单位|协办|主管单位|主管|地址|联系地址|单位地址|办公地址|机关地址|邮编|邮政编码|"
	  "电话|联系电话|联系方式|联系人|值班电话|服务时间|办公时间|上班时间|传真|邮箱|电子邮箱|电子邮件|e-mail|举报电话|投诉电话|主办方",
	  PM_W_FOOTER, PM_V_NAME, 1, NULL },
	{ "网站主办|网站承办|经营许可证编号|备案号|备案序号|icp备案|网站标识码|政府网站标识码|客服qq|违法和不良信息举报电话",
	  PM_W_FOOTER, PM_V_NAME, 4, NULL },
	{ "维护单位|运维单位|网站维护|网站管理|技术支持|技术维护|版权所有|客服热线|客服电话",
	  PM_W_FOOTER, PM_V_NAME, 2, NULL },
	{ "版权声明|免责声明|特别声明|copyright|©|powered by",
	  PM_W_FOOTER, PM_V_REST, 2, NULL },
	{ "all rights reserved",
	  PM_W_FOOTER, PM_V_NONE, 2, NULL },
	{ "produced by|建议使用",
	  PM_W_FOOTER, PM_V_REST, 1, NULL },
	{ "您是第",
	  PM_W_FOOTER, PM_V_NUMBER, 4, NULL },
	{ "you are visitor|best viewed with|best viewed in|best viewed at",
	  PM_W_FOOTER, PM_V_REST, 4, NULL },
	{ "建议分辨率|最佳分辨率|互联网新闻信息服务许可证|增值电信业务经营许可证|广播电视节目制作经营许可证",
	  PM_W_FOOTER, PM_V_REST, 4, NULL },
	/* paywall */
	{ "展开全文|登录后查看全文|登录后阅读全文|登录查看全文|登录后可查看全文|登录后查看更多|点击查看全文|"
	  "点击阅读全文|点击展开全文",
	  PM_W_PAYWALL, PM_V_NONE, 4, NULL },
	{ "全文阅读|read more",
	  PM_W_PAYWALL, PM_V_NONE, 1, NULL },
	{ "查看全文|阅读全文|阅读原文|查看原文|继续阅读|continue reading",
	  PM_W_PAYWALL, PM_V_NONE, 2, NULL },
	{ "展开剩余|试读结束|试读已结束|预览结束|预览已结束|vip免费|开通会员|开通vip|购买会员|升级会员|打开app|下载app|"
	  "付费阅读|扫码支付",
	  PM_W_PAYWALL, PM_V_REST, 4, NULL },
	{ "剩余内容|成为会员|加入会员|vip会员|会员可|下载客户端|付费后|subscribe to read",
	  PM_W_PAYWALL, PM_V_REST, 2, NULL },
	/* font size */
	{ "字号|字体",
	  PM_W_FONT, PM_V_SIZES, 1, NULL },
	{ "字体大小|文字大小|字体显示|选择字号|font size",
	  PM_W_FONT, PM_V_SIZES, 2, NULL },
	{ "视力保护色",
	  PM_W_FONT, PM_V_REST, 4, NULL },
	{ "放大|缩小|默认",
	  PM_W_FONT, PM_V_NONE, 1, NULL },
	{ "字体放大|字体缩小|大字体|小字体",
	  PM_W_FONT, PM_V_NONE, 2, NULL },
	/* counters */
	{ "被浏览|浏览次数|点击次数|阅读次数|查看次数|本文已影响",
	  PM_W_VIEWS, PM_V_NUMBER, 4, NULL },
	{ "浏览人次|点阅人次|浏览量|总访问量|网站访问量|今日访问量|累计访问量|点阅数|点阅次数|"
	  "浏览数|点击数|点击量|点击率|阅读量|阅读数|访问次数|访问量|人气|下载次数|下载量|评论数",
	  PM_W_VIEWS, PM_V_NUMBER, 2, NULL },
	{ "浏览|点击|阅读|查看|围观|热度|views|hits",
	  PM_W_VIEWS, PM_V_NUMBER, 1, NULL },
	/* date */
	{ "今天是|今日是|现在时间|当前时间",
	  PM_W_DATE, PM_V_DATE, 4, NULL },
	{ "星期一|星期二|星期三|星期四|星期五|星期六|星期日|星期天",
	  PM_W_DATE, PM_V_NONE, 1, NULL },
	{ "发布时间|发布日期|发表时间|发表日期|发稿时间|发布于|发表于|录入时间|添加时间|上传时间|上传日期|"
	  "上网时间|信息时间|posted on|published on|publish date",
	  PM_W_DATE, PM_V_DATE, 2, "published" },
	{ "发文时间|发布|时间|日期|posted|published|date",
	  PM_W_DATE, PM_V_DATE, 1, "published" },
	{ "更新时间|更新日期|更新于|最后更新|最后更新日期|资料更新日期|最近更新|最后修订日期|覆检日期|检视日期|last updated",
	  PM_W_DATE, PM_V_DATE, 2, "modified" },
	{ "编辑时间|创建时间|提交时间",
	  PM_W_DATE, PM_V_DATE, 2, NULL },
	{ "updated",
	  PM_W_DATE, PM_V_DATE, 1, "modified" },
	/* a crawler's own header */
	{ "抓取时间|爬取时间",
	  PM_W_CRAWLER, PM_V_DATE, 4, NULL },
	{ "采集时间",
	  PM_W_CRAWLER, PM_V_DATE, 2, NULL },
	{ "标题|title",
	  PM_W_CRAWLER, PM_V_REST, 1, "title" },
	{ "文章标题|文件标题|文档标题",
	  PM_W_CRAWLER, PM_V_REST, 2, "title" },
	{ "原标题|原文标题",
	  PM_W_CRAWLER, PM_V_REST, 2, NULL },
	{ "原文链接|原文网址|原文地址|来源网址|来源链接|来源url|文章链接|本文链接|本文地址|本文网址",
	  PM_W_CRAWLER, PM_V_REST, 4, "source" },
	{ "网页链接|网页地址",
	  PM_W_CRAWLER, PM_V_REST, 2, "source" },
	{ "链接|网址|url",
	  PM_W_CRAWLER, PM_V_REST, 1, "source" },
	{ "正文|正文内容",
	  PM_W_CRAWLER, PM_V_NONE, 1, NULL },
	/* source and author */
	{ "来源|信息来源|文章来源|稿件来源|新闻来源|内容来源|本文来源|稿源|转载自|发布单位|供稿单位",
	  PM_W_SOURCE, PM_V_NAME, 2, "publisher" },
	{ "来自|出处|供稿|source",
	  PM_W_SOURCE, PM_V_NAME, 1, "publisher" },
	{ "发布人|发布者|上传者|上传人|所属分类|文章分类",
	  PM_W_SOURCE, PM_V_NAME, 2, NULL },
	{ "作者|撰稿|撰稿人|author",
	  PM_W_SOURCE, PM_V_NAME, 1, "author" },
	{ "文章作者",
	  PM_W_SOURCE, PM_V_NAME, 2, "author" },
	{ "通讯员|记者|栏目|分类",
	  PM_W_SOURCE, PM_V_NAME, 1, NULL },
	{ "网友投稿|本站原创|原创",
	  PM_W_SOURCE, PM_V_NONE, 1, NULL },
	{ "标签|关键词|tags",
	  PM_W_SOURCE, PM_V_REST, 1, NULL },
	{ "格式|文件格式|文档格式|大小|文件大小|页数|价格|售价|积分|下载积分|所需积分|字数|文档编号|资料编号",
	  PM_W_SOURCE, PM_V_NAME, 1, NULL },
	{ "ip属地",
	  PM_W_SOURCE, PM_V_REST, 4, NULL },
	/* editors and reviewers */
	{ "责任编辑|责编|值班编辑|网络编辑|本文编辑|一审一校|二审二校|三审三校",
	  PM_W_EDITOR, PM_V_NAME, 4, NULL },
	{ "编辑|值班主任|审核|审核人|初审|复审|终审|校对|审签|录入人|监制|文字编辑|图文编辑",
	  PM_W_EDITOR, PM_V_NAME, 2, NULL },
	{ "主编|一审|二审|三审|签发|录入|信息员|editor",
	  PM_W_EDITOR, PM_V_NAME, 1, NULL },
	/* a government's index table */
	{ "索引号|信息索引号",
	  PM_W_INDEX, PM_V_NAME, 4, "索引号" },
	{ "组配分类",
	  PM_W_INDEX, PM_V_NAME, 4, "组配分类" },
	{ "主题分类",
	  PM_W_INDEX, PM_V_NAME, 2, "主题分类" },
	{ "体裁分类",
	  PM_W_INDEX, PM_V_NAME, 2, "体裁分类" },
	{ "信息分类|信息类别",
	  PM_W_INDEX, PM_V_NAME, 2, "信息分类" },
	{ "服务对象分类|公开机构|公开责任部门|所属机构|有效性|是否有效|时效性|效力状态|公开方式|公开形式|"
	  "公开范围|公开时限|公开属性|公开程序|公开类别|公开目录|主题导航|公文种类|内容分类|内容概述|内容描述|"
	  "信息所属单位|记录形式|载体类型|同一主题信息",
	  PM_W_INDEX, PM_V_NAME, 2, NULL },
	{ "发文机关|发文单位|制发机关",
	  PM_W_INDEX, PM_V_NAME, 2, "发文机关" },
	{ "发布机构|发布机关",
	  PM_W_INDEX, PM_V_NAME, 2, "publisher" },
	{ "责任部门|有效期|时效|服务对象|主题|体裁|文件类型|关键字|语种",
	  PM_W_INDEX, PM_V_NAME, 1, NULL },
	{ "发文字号|文件编号|文号",
	  PM_W_INDEX, PM_V_NAME, 2, "发文字号" },
	{ "成文日期|成文时间",
	  PM_W_INDEX, PM_V_DATE, 2, "成文日期" },
	{ "生成日期|生成时间|发文日期|公开日期|公开时间",
	  PM_W_INDEX, PM_V_DATE, 2, "published" },
	{ "实施日期|生效日期|生效时间",
	  PM_W_INDEX, PM_V_DATE, 1, NULL },
	{ "废止日期|废止时间|失效日期|失效时间",
	  PM_W_INDEX, PM_V_DATE, 2, NULL },
	{ "主题词",
	  PM_W_INDEX, PM_V_NAME, 2, "主题词" },
	{ "信息名称",
	  PM_W_INDEX, PM_V_NAME, 2, "title" },
	{ "文件名称|名称",
	  PM_W_INDEX, PM_V_NAME, 1, "title" },
	/* pop-ups */
	{ "确定|允许|确认|取消|提交|提示|温馨提示",
	  PM_W_DIALOGUE, PM_V_NONE, 1, NULL },
	{ "知道了|请稍候|暂无数据|继续访问|loading…|loading...",
	  PM_W_DIALOGUE, PM_V_NONE, 2, NULL },
	{ "我知道了|已阅读到文档的结尾了|已经到达文档末尾|没有更多内容了|看不清|看不清楚|换一张|我来说两句|文明上网理性发言|预览时标签不可点|轻触阅读原文|向上滑动看下一个|继续滑动看下一个|收录于合集|关注该公众号|使用小程序|确认删除|确定删除|确定要删除吗|是否删除|操作成功|加载中|正在加载|暂无评论|暂无相关信息",
	  PM_W_DIALOGUE, PM_V_NONE, 4, NULL },
	{ "您的浏览器不支持",
	  PM_W_DIALOGUE, PM_V_REST, 4, NULL },
	/* attachments without a document behind them */
	{ "附件下载|附件列表|相关附件|点击下载附件|下载附件",
	  PM_W_ATTACHMENT, PM_V_NONE, 4, NULL },
	{ "附件",
	  PM_W_ATTACHMENT, PM_V_NONE, 1, NULL },
	/* adverts */
	{ "内容由ai生成|以上内容由ai生成|本内容由ai生成|内容由ai生成,仅供参考|以上内容由ai生成,仅供参考|由ai生成,仅供参考|ai生成,仅供参考",
	  PM_W_ADVERT, PM_V_NONE, 4, NULL },
	{ "ai摘要|ai智能摘要|ai生成摘要|智能摘要|ai速读|ai速览|ai导读",
	  PM_W_ADVERT, PM_V_REST, 4, NULL },
	{ "广告",
	  PM_W_ADVERT, PM_V_NONE, 2, NULL },
	{ "advertisement",
	  PM_W_ADVERT, PM_V_NONE, 4, NULL },
};

/* Traditional characters of the vocabulary above, each followed by the simplified one. */
static const char folding[] = 
	"當当頁页現现發发佈布時时間间來来瀏浏覽览點点擊击關关閉闭編编輯辑責责審审閱阅讀读轉转載载鏈链連连結结"
	"號号題题標标區区體体聯联繫系網网權权聲声註注冊册錄录頂顶導导門门戶户務务開开類类規规劃划計计書书單单"
	"機机構构產产備备證证護护術术電电話话郵邮傳传辦办達达圖图內内熱热評评論论贊赞讚赞薦荐個个檔档訂订條条"
	"記记後后會会員员請请錯错選选擇择確确認认刪删還还幫帮歡欢訪访問问級级統统專专欄栏報报資资訊讯費费購购"
	"買买處处動动態态場场無无礙碍長长輩辈儲储視视頻频適适應应廣广隱隐試试餘余顯显簡简樣样實实屬属狀状掃扫"
	"碼码與与聽听語语製制圍围稱称組组範范對对議议屆届劇剧參参優优詞词鍵键執执數数塊块離离檢检繼继續续";

static inline uint32_t fold(const pm_phrases *index, uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (c >= 'A' && c <= 'Z')
		return c | 32;
	if (!pm_char_set_has(&index->folded, c))
		return c;
	char key[4];
	pm_utf8_encode(c, key);
	for (const char *at = folding; at[0] != '\0'; at += 6)
		if (memcmp(at, key, 3) == 0) {
			size_t i = 0;
			return pm_utf8_next(pm_str_of(at + 3, 3), &i);
		}
	return c;
}

static unsigned hash(uint32_t c)
{
	return (c * 2654435761u) >> 24;
}

/* Add what is folded to a character of the set. */
static void add_unfolded(const pm_phrases *index, pm_char_set *set)
{
	for (uint32_t c = '!'; c <= '~'; c++)
		if (pm_char_set_has(set, fold(index, c))) {
			pm_char_set_add(set, c);
			pm_char_set_add(set, c + 0xfee0);
		}
	for (size_t i = 0; folding[i] != '\0'; i += 6) {
		size_t at = 0;
		uint32_t c = pm_utf8_next(pm_str_of(folding + i, 3), &at);
		if (pm_char_set_has(set, fold(index, c)))
			pm_char_set_add(set, c);
	}
}

/* A hash of the range of pm_char_set. */
static uint32_t pair(uint32_t first, uint32_t second)
{
	return (first * 131 + second) & 0xffff;
}

void pm_phrases_init(pm_phrases *index)
{
	memset(index, 0, sizeof *index);
	for (size_t i = 0; folding[i] != '\0'; i += 6) {
		size_t at = 0;
		pm_char_set_add(&index->folded, pm_utf8_next(pm_str_of(folding + i, 3), &at));
	}
	for (size_t g = 0; g < sizeof groups / sizeof groups[0]; g++) {
		for (const char *at = groups[g].texts; *at != '\0' && index->n < PM_MAX_PHRASES;) {
			size_t len = strcspn(at, "|"), i = 0;
			uint32_t first = fold(index, pm_utf8_next(pm_str_of(at, len), &i));
			unsigned h = hash(first);
			pm_char_set_add(&index->starts, first);
			if (groups[g].weight >= 4 && groups[g].value == PM_V_NONE)
				pm_char_set_add(&index->sure_starts, first);
			index->texts[index->n] = pm_str_of(at, len);
			index->seconds[index->n] = i < len ? pm_utf8_next(pm_str_of(at, len), &i) : 0;
			if (index->seconds[index->n] == 0)
				pm_char_set_add(&index->singles, first);
			else
				pm_char_set_add(&index->pairs, pair(first, index->seconds[index->n]));
			index->groups[index->n] = (uint16_t)g;
			index->next[index->n] = index->first[h];
			index->first[h] = ++index->n;
			at += len + (at[len] == '|');
		}
	}
	add_unfolded(index, &index->starts);
	add_unfolded(index, &index->sure_starts);
}

/* Does `phrase` stand at s[at]?  Its end, or 0.  Where the phrase goes on with a Han character, spaces before it are passed over. */
static size_t match(const pm_phrases *index, pm_str s, size_t at, pm_str phrase)
{
	for (size_t i = 0; i < phrase.len;) {
		bool inner = i > 0;
		uint32_t wanted = pm_utf8_next(phrase, &i);
		if (inner && wanted >= 0x4e00)
			at = pm_skip_space(s, at);
		if (at >= s.len || fold(index, pm_utf8_next(s, &at)) != wanted)
			return 0;
	}
	return at;
}

static bool is_latin(unsigned c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

const pm_phrase *pm_phrase_from(const pm_phrases *index, pm_str s, size_t at, size_t *end)
{
	size_t behind = at;
	uint32_t first = fold(index, pm_utf8_next(s, &behind));
	const pm_phrase *best = NULL;
	size_t best_length = 0;
	/* What may be the second character: as match() sees it before others, and before Han characters, where spaces are passed over. */
	uint32_t after = pm_char_at(s, behind), second = fold(index, after), second_han = second;
	if (pm_char_is_space(after))
		second_han = fold(index, pm_char_at(s, pm_skip_space(s, behind)));
	if (!pm_char_set_has(&index->pairs, pair(first, second)) && !pm_char_set_has(&index->pairs, pair(first, second_han)) &&
	    !pm_char_set_has(&index->singles, first))
		return NULL;
	for (unsigned i = index->first[hash(first)]; i != 0; i = index->next[i - 1]) {
		pm_str text = index->texts[i - 1];
		uint32_t wanted = index->seconds[i - 1];
		if (text.len <= best_length || (wanted != 0 && wanted != (wanted >= 0x4e00 ? second_han : second)))
			continue;
		size_t e = match(index, s, at, text);
		/* A Latin phrase is whole words. */
		if (e == 0 || (is_latin((unsigned char)text.ptr[text.len - 1]) && e < s.len && is_latin((unsigned char)s.ptr[e])))
			continue;
		best = &groups[index->groups[i - 1]];
		best_length = text.len;
		*end = e;
	}
	return best;
}
