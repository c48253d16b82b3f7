"""The site's own words around a document: they go from the reading text and stay in the source.

For HTML the markup tells; pasted and scraped text has only its words. Taken off are the lines at either end that speak of
sharing, downloading, accounts and apps, as a whole stretch and only where the evidence outweighs what speaks for a document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.formats import Line, Page
from reader.numerals import NUMERAL
from reader.patterns import DATE

_SITE_WORDS = re.compile(
    r"VIP|会员使用|会员登录|热门资源|热门推荐|相关推荐|相关阅读|相关链接|猜你喜欢|更多\s*>|批注书签|云批注|云同步|云存储|自动云|客户端|电脑版|"
    r"Android|iPhone|APP|QQ好友|QQ空间|新浪微博|百度贴吧|微信|朋友圈|扫一扫|二维码|公众号|分享到|复制\s*搜索|复制操作|"
    r"打印本页|关闭窗口|【打印】|【关闭】|返回顶部|上一篇|下一篇|责任编辑|版权所有|ICP备|公网安备|网站地图|联系我们|网站标识码|当前位置|"
    r"首页\s*>|登录\s*注册|注册\s*登录|加入收藏|设为首页|浏览次数|点击数|阅读量|技术支持|字号[：:]?\s*[【\[]?大|大量文字复制|下载海量资源",
    re.IGNORECASE,
)
_FOLDED_MARKS = re.compile(r"[\u4e00-\u9fff][,:;!?][\u4e00-\u9fff]")
_DOCUMENT_START = re.compile(
    rf"第{NUMERAL}+[编章节条]|{NUMERAL}{{1,3}}、|[（(]{NUMERAL}{{1,3}}[）)]|附件|附录|关于|.*〔\d{{4}}〕|（此件"
)
_LONG = 120
"""A line of this length is prose of the document unless it speaks of the site."""


def document_lines(page: Page) -> tuple[Line, ...]:
    """Give the lines that belong to the document, in order. Where all look like the site's, all are given."""
    lines = [line for line in page.lines if not line.site]
    weights = [_weight(page.source[line.span.start : line.span.end]) for line in lines]
    tail = _heaviest_end(weights[::-1])
    head = _heaviest_end(weights[: len(weights) - tail])
    kept = lines[_table_start(lines, head) : len(lines) - _table_start(lines[::-1], tail)]
    return tuple(kept or lines or page.lines)


def _table_start(lines: Sequence[Line], at: int) -> int:
    """Give where a cut may be made that would be made at ``at``: before a table, never through it."""
    while (
        0 < at < len(lines) and (cell := lines[at].cell) and (above := lines[at - 1].cell) and above.table == cell.table
    ):
        at -= 1
    return at


def _weight(words: str) -> int:
    """Weigh a line: above 0 it speaks for the site, below 0 for a document."""
    if _SITE_WORDS.search(words) and len(words) < _LONG:
        return 2 if len(words) < 60 or _FOLDED_MARKS.search(words) else 1
    if len(words) >= _LONG or DATE.search(words) or _DOCUMENT_START.match(words):
        return -6
    # A line between two others of the site, such as an enumeration in its advertisement, weighs little either way.
    return -1


def _heaviest_end(weights: Sequence[int]) -> int:
    """Give how many lines from the first on weigh most together; 0 where none weigh above 0."""
    best, best_count, total = 0, 0, 0
    for count, weight in enumerate(weights, start=1):
        total += weight
        if total > best:
            best, best_count = total, count
    return best_count
