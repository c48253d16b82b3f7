"""The sentences for the cases that the core names: what happened, and the way out.

The core raises ``KnownError("disk-full", path=…)``; only here does it become words, so that every language says it well.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from typing import cast

from reader.errors import KnownError
from storage.annotations import Color
from storage.colors import NO_NAMES
from ui.pattern_words import pattern_reason
from ui.translation import _

SENTENCES: dict[str, Callable[[], str]] = {
    # Reading
    "file-empty": lambda: _("“{name}”是空文件，没有可读的文字。"),
    "file-undecodable": lambda: _("“{name}”的文字编码无法识别；请用记事本另存为 UTF-8 后再导入。"),
    "file-kind-unsupported": lambda: _(
        "还不能读“{name}”这种文件；请用 Word 或 WPS 打开，另存为 DOCX 或 PDF 后导入，或把文字复制后粘贴进来。"
    ),
    "file-encrypted": lambda: _("“{name}”有密码保护，读不了；请打开它，去掉密码另存后再导入。"),
    "file-is-scan": lambda: _("“{name}”只有图像，没有文字，可能是扫描件；请先做文字识别（OCR）再导入。"),
    "file-damaged": lambda: _("“{name}”的内容不完整或已损坏，没有导入；请重新取得这份文件，或用原来的程序打开后另存。"),
    "file-without-text": lambda: _("“{name}”里没有可读的文字；如果是扫描件，请先做文字识别。"),
    "file-too-large": lambda: _("“{name}”超过 {limit} MB，没有导入；请拆分后再试。"),
    "file-unreadable": lambda: _("读不了“{name}”：{reason}。"),
    "file-too-heavy": lambda: _("读“{name}”占用的内存超出限度，已停止；文件可能已损坏。"),
    "file-too-slow": lambda: _("读“{name}”用时过长，已停止；文件可能已损坏。"),
    "file-broke-reader": lambda: _("读“{name}”时程序出错，这份文件没有导入，其他文件不受影响。"),
    "import-cancelled": lambda: _("已取消，未导入。"),
    "import-running": lambda: _("导入还在进行，先取消它再撤销。"),
    "nothing-to-import": lambda: _("“{paths}”里没有可以导入的文件。"),
    # The library
    "library-newer": lambda: _("这个文库由更新版本的批阅建立，请先升级程序；文库没有改动。"),
    "library-locked": lambda: _("文库正被另一个批阅使用：{path}。请先关闭它再写入；查看不受影响。"),
    "library-older": lambda: _("这个文库由旧版本的批阅建立，请先打开窗口升级一次：{path}。"),
    "library-absent": lambda: _("{path} 里没有文库。"),
    "library-damaged": lambda: _("文库文件已损坏：{path}。请重新打开程序，从备份恢复；也可以用 restore-backup 命令。"),
    "program-damaged": lambda: _("批阅自己的文件缺失或损坏：{path}。请重新安装批阅；文库不受影响。"),
    "library-unwritable": lambda: _("不能写入文库：{path}。请检查文件夹权限。"),
    "pages-absent": lambda: _("所选的页码不在这份文件里，它的末页是第 {last} 页。"),
    "printer-refused": lambda: _("打印机没有接收，没有打印。请检查打印机后再试。"),
    "disk-full": lambda: _("磁盘已满，没有保存：{path}。请腾出空间后再试。"),
    "file-unwritable": lambda: _("不能写入 {path}：{reason}。"),
    "backup-failed": lambda: _("备份没有通过检查，文库没有改动：{path}。"),
    "backup-absent": lambda: _("{path} 里没有完好的备份。"),
    "backup-unknown": lambda: _("{path} 里没有叫“{name}”的完好备份；backups 命令列出有哪些。"),
    "source-missing": lambda: _("文库里缺少导入时保存的原件：{path}。请重新导入这份文件。"),
    "source-damaged": lambda: _("文库里保存的原件已损坏：{path}。请重新导入这份文件。"),
    "text-unknown": lambda: _("文库里没有这份文字：{text_id}。"),
    "text-changed": lambda: _("“{name}”重新读取后文字与原来不同；请重新导入这份文件，批注会保留。"),
    "index-unwritable": lambda: _("不能写入索引：{path}（{reason}）。"),
    "pattern-invalid": lambda: _("这个正则表达式写得不对：{reason}。"),
    "pattern-too-slow": lambda: _("这个正则表达式 {seconds} 秒内没有查完，已停止；请写得更具体些。"),
    "word-unusable": lambda: _(
        "“{word}”不能作检索用词：要有 {shortest} 到 {longest} 个字，只能是文字和数字，不能有标点和空格。"
    ),
    "word-unknown": lambda: _("没有检索用词“{word}”。"),
    "index-busy": lambda: _("索引正由另一个批阅更新，请稍后再试。"),
    # What a person named
    "document-unknown": lambda: _("文库里没有“{name}”。"),
    "document-ambiguous": lambda: _("“{name}”对得上 {count} 份文件：{titles}。请写得更完整，或用编号。"),
    "color-unknown": lambda: _("没有叫“{name}”的颜色；现有的是：{names}。"),
    "search-name-taken": lambda: _("已有叫“{name}”的收藏，请换一个名称。"),
    "color-name-taken": lambda: _("“{name}”已是另一种颜色的名称，请换一个。"),
    "annotation-unknown": lambda: _("没有这条批注：{annotation}。"),
    "clause-unknown": lambda: _("文件里没有“{name}”这一条款。"),
    "clause-ambiguous": lambda: _("“{name}”对得上几个条款：{paths}。请写出完整的位置。"),
    "offset-outside": lambda: _("位置 {offset} 在正文之外；正文有 {length} 个字符。"),
    "queries-undecodable": lambda: _("“{name}”不是 UTF-8 编码的文字；请另存为 UTF-8。"),
    "quote-unknown": lambda: _("文件里找不到第 {occurrence} 处“{quote}”。"),
    "marks-unusable": lambda: _("“{value}”不能放在这里：只能是标点和空格，不超过 32 个，表格的单元格和段落不能拆掉。"),
    "level-unusable": lambda: _("这一处不能设标题层级：{reason}。"),
    "bodies-unusable": lambda: _("“{value}”不能用作责任单位：名称不能空、不能重复，也不能过长。"),
    "task-unknown": lambda: _("这一处没有写明责任单位的任务。"),
    "amended-meanwhile": lambda: _("这份文件刚刚换成了新的版本，更正没有保存，请在新版本上再做一次。"),
    "correction-unknown": lambda: _("没有这一条更正：{name}。"),
    "link-to-itself": lambda: _("一份文件不能是它自己的新版本。"),
    "placeless": lambda: _("这条批注在新版本里没有可以接受的位置：{annotation}。"),
    "form-unknown": lambda: _("不知道该怎样写 {path}：文件名要以 {forms} 之一结尾。"),
    "versions-missing": lambda: _("“{name}”只有一个版本，没有可以比对的。"),
    "value-unusable": lambda: _("“{value}”不能用作{field}。"),
    "nothing-to-undo": lambda: _("没有可以撤销的操作。"),
    "nothing-to-redo": lambda: _("没有可以重做的操作。"),
    "notes-unreadable": lambda: _(
        "“{name}”里没有能认出的批注；能导入的是本程序、Hypothesis 和 KOReader 导出的 JSON 文件。"
    ),
    "note-unreadable": lambda: _("这一条的内容不完整或不合格式，没有导入。"),
    "note-without-document": lambda: _("文库里没有《{title}》，这一条没有导入；请先导入那份文件。"),
    "note-document-ambiguous": lambda: _("文库里有几份《{title}》，无法确定是哪一份；请指明文件后再导入。"),
    "note-place-unknown": lambda: _("原文里找不到这段文字，或不止一处，这一条没有导入。"),
    "nothing-to-export": lambda: _("没有可以导出的内容。"),
    "qr-too-long": lambda: _("这段有 {count} 字，放不进一个二维码，请选短一些。"),
    "export-without-text": lambda: _("这种格式只能放批注；文件正文可以导出为 Markdown、Word 或纯文本。"),
    "template-unknown": lambda: _("没有模板“{name}”；现有的是：{names}。"),
    "template-broken": lambda: _("模板“{name}”第 {line} 行附近有问题：{reason}。"),
    "self-test-failed": lambda: _("自检没有通过，停在“{step}”：{reason}"),
    # The machine
    "links-by-bundle": lambda: _("macOS 上由打包的程序自己登记：把 Piyue.app 放进“应用程序”，打开一次即可。"),
    "links-unwritable": lambda: _("系统不允许登记 piyue:// 链接：{reason}。"),
    "links-overruled": lambda: _(
        "已经登记，但系统仍把 piyue:// 链接交给 {program}；请在系统设置的“默认应用”里改成批阅。"
    ),
    "links-not-ours": lambda: _("piyue:// 链接的登记不是批阅写下的，没有改动；请在写下它的地方取消。"),
    "no-chinese-font": lambda: _(
        "系统里没有中文字体，文字可能显示为方框。在 Debian、Ubuntu 上请执行：sudo apt-get install fonts-noto-cjk"
    ),
    "no-display": lambda: _(
        "这里没有显示器，窗口打不开。命令行照常可用（main.py --help）；要在虚拟屏幕里打开窗口，请用 xvfb-run uv run main.py。"
    ),
    "qt-libraries-missing": lambda: _(
        "窗口缺少系统库 {library}。在 Debian、Ubuntu、统信 UOS 或麒麟上请执行：{command}"
    ),
}
"""Case -> sentence. Called late, so that the language in use then counts."""

WORDS: dict[str, Callable[[], str]] = {
    "imported": lambda: _("已导入"),
    "unchanged": lambda: _("没有变化"),
    "updated": lambda: _("已更新"),
    "skipped": lambda: _("已跳过"),
    "failed": lambda: _("失败"),
    "exported": lambda: _("已导出"),
    # Actions, as undo and redo name them
    "import": lambda: _("导入文件"),
    "remove": lambda: _("移除文件"),
    "restore": lambda: _("恢复文件"),
    "correct": lambda: _("更正信息"),
    "mend-mark": lambda: _("改标点"),
    "mend-level": lambda: _("改标题层级"),
    "mend-bodies": lambda: _("改责任单位"),
    "take-back": lambda: _("撤回更正"),
    "annotate": lambda: _("添加批注"),
    "bookmark": lambda: _("添加书签"),
    "change": lambda: _("修改批注"),
    "delete": lambda: _("删除批注"),
    "restore-notes": lambda: _("恢复批注"),
    "import-notes": lambda: _("导入批注"),
    "update": lambda: _("更新文件"),
    "color": lambda: _("改变颜色"),
    "style": lambda: _("改变样式"),
    "type": lambda: _("改变类型"),
    "note": lambda: _("修改批注"),
    "tag": lambda: _("修改标签"),
    "move": lambda: _("移动批注"),
    "accept": lambda: _("接受批注的新位置"),
    "reject": lambda: _("不放到新版本"),
    "link": lambda: _("关联为新版本"),
    "task-status": lambda: _("修改任务状态"),
    "task": lambda: _("修改任务"),
    "save-search": lambda: _("收藏检索"),
    "name-search": lambda: _("给收藏的检索改名"),
    "forget-search": lambda: _("删除收藏的检索"),
    "name-color": lambda: _("命名颜色"),
    "add-word": lambda: _("添加检索用词"),
    "forget-word": lambda: _("删除检索用词"),
}

COLOR_WORDS: dict[str, Callable[[], str]] = {
    "yellow": lambda: _("黄色"),
    "green": lambda: _("绿色"),
    "blue": lambda: _("蓝色"),
    "pink": lambda: _("粉色"),
    "violet": lambda: _("紫色"),
}

KIND_WORDS: dict[str, Callable[[], str]] = {
    "highlight": lambda: _("高亮"),
    "note": lambda: _("批注"),
    "bookmark": lambda: _("书签"),
    "page": lambda: _("全文批注"),
}

STYLE_WORDS: dict[str, Callable[[], str]] = {
    "solid": lambda: _("底色"),
    "underline": lambda: _("下划线"),
    "wavy": lambda: _("波浪线"),
    "strike": lambda: _("删除线"),
}

TYPE_WORDS: dict[str, Callable[[], str]] = {
    "important": lambda: _("重点"),
    "question": lambda: _("疑问"),
    "todo": lambda: _("待落实"),
    "ours": lambda: _("与本单位有关"),
    "outdated": lambda: _("已过时"),
}


def sentence(error: KnownError) -> str:
    """Give the sentence for the user, in the language in use."""
    template = SENTENCES[error.case]()
    details = _Details(error.details)
    if error.case == "pattern-invalid":
        details["reason"] = pattern_reason(str(details["reason"]), int(str(details.get("position", 0))))
    elif (reason := _REFUSED.get(str(details["reason"]))) is not None:
        details["reason"] = reason()
    return template.format_map(details)


def status_word(case: str) -> str:
    """Give the word for the status of a report's row or for an action."""
    return WORDS[case]()


def color_word(color: str, names: Mapping[Color, str] = NO_NAMES) -> str:
    """Give the name of a highlight colour.

    Args:
        color: Its role.
        names: What the user calls colours, by role.
    """
    return names.get(cast("Color", color)) or COLOR_WORDS[color]()


# The operating system says in English, or in its own language, why it refuses; the usual reasons in ours, by its words.
_REFUSED: dict[str, Callable[[], str]] = {
    os.strerror(number): words
    for number, words in (
        (errno.ENOENT, lambda: _("没有这个文件或文件夹")),
        (errno.EACCES, lambda: _("没有权限")),
        (errno.EPERM, lambda: _("没有权限")),
        (errno.EROFS, lambda: _("磁盘是只读的")),
        (errno.EISDIR, lambda: _("这是文件夹，不是文件")),
        (errno.ENOTDIR, lambda: _("路径里有一段不是文件夹")),
        (errno.ENAMETOOLONG, lambda: _("文件名太长")),
        (errno.EIO, lambda: _("磁盘读写出错")),
    )
}


class _Details(dict[str, object]):
    """Details of an error; one that is missing shows as …, for a half sentence beats a crash while telling of a failure."""

    def __missing__(self, key: str) -> str:
        return "…"
