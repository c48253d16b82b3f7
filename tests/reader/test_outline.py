"""The clause tree of each family, as a newcomer would write the documents down."""

from __future__ import annotations

import reader
from reader.model import Clause, Text


def read(*lines: str) -> Text:
    return reader.read("\n".join(lines).encode(), "a.txt")


def tree(text: Text) -> list[tuple[str, str, str]]:
    return [(clause.kind, clause.path, clause.title) for clause in text.walk()]


def words(text: Text, clause: Clause) -> str:
    return text.text[clause.span.start : clause.span.end]


LAW = (
    "某市供水条例",
    "（2019年3月1日某市人民代表大会常务委员会第二次会议通过　2021年5月7日修正）",
    "目　录",
    "第一章　总则",
    "第二章　水源",
    "第一章　总则",
    "第一条　为了规范供水，制定本条例。",
    "第二条　下列水源受保护：",
    "（一）水库：",
    "1.大型；",
    "2．中型；",
    "(二)河流。",
    "前款规定以外的，由市人民政府规定。",
    "第二章　水源",
    "第一节　保护",
    "第二条之一　【禁止】禁止污染水源。",
    "第十条规定的例外，须经批准。",
)


class TestLaw:
    """编 章 节 条 款 项 目."""

    def test_divisions_articles_paragraphs_items(self) -> None:
        assert tree(read(*LAW)) == [
            ("chapter", "第一章", "总则"),
            ("article", "第一条", ""),
            ("article", "第二条", ""),
            ("paragraph", "第二条第一款", ""),
            ("item", "第二条第一款第（一）项", ""),
            ("subitem", "第二条第一款第（一）项第1目", ""),
            ("subitem", "第二条第一款第（一）项第2目", ""),
            ("item", "第二条第一款第（二）项", ""),
            ("paragraph", "第二条第二款", ""),
            ("chapter", "第二章", "水源"),
            ("section", "第二章第一节", "保护"),
            ("article", "第二条之一", "禁止"),
            ("paragraph", "第二条之一第一款", ""),
            ("paragraph", "第二条之一第二款", ""),
        ]

    def test_number_and_label(self) -> None:
        numbers = {clause.path: (clause.number, clause.label) for clause in read(*LAW).walk()}
        assert numbers["第一章"] == ("一", "第一章")
        assert numbers["第二条之一"] == ("二之一", "第二条之一")
        assert numbers["第二条第一款第（二）项"] == ("二", "(二)")
        assert numbers["第二条第二款"] == ("二", "")

    def test_an_article_reaches_to_the_end_of_its_last_paragraph(self) -> None:
        text = read(*LAW)
        article = next(clause for clause in text.walk() if clause.path == "第二条")
        assert words(text, article).startswith("第二条　下列")
        assert words(text, article).endswith("由市人民政府规定。")
        item = next(clause for clause in text.walk() if clause.path.endswith("第（一）项"))
        assert words(text, item) == "（一）水库：\n1.大型；\n2．中型；"

    def test_roles(self) -> None:
        roles = [(paragraph.role, paragraph.level) for paragraph in read(*LAW).paragraphs]
        assert roles[:7] == [
            ("title", 0),
            ("note", 0),
            ("contents", 0),
            ("contents", 0),
            ("contents", 0),
            ("heading", 1),
            ("body", 0),
        ]
        assert roles[13:15] == [("heading", 1), ("heading", 2)]

    def test_items_of_an_article_with_one_paragraph_need_no_paragraph(self) -> None:
        text = read("某办法", "第一条 包括：", "（一）甲；", "（二）乙。", "第二条 自公布之日起施行。")
        assert [path for _, path, _ in tree(text)] == ["第一条", "第一条第（一）项", "第一条第（二）项", "第二条"]

    def test_parts_with_and_without_number(self) -> None:
        code = read(
            "某法典", "第一编 总则", "第一分编 通则", "第一章 一般规定", "第一条 为了甲。", "附 则", "第二条 废止。"
        )
        assert [(kind, path) for kind, path, _ in tree(code)] == [
            ("part", "第一编"),
            ("part", "第一编第一分编"),
            ("chapter", "第一编第一分编第一章"),
            ("article", "第一条"),
            ("part", "附 则"),
            ("article", "第二条"),
        ]
        assert tree(read("某法典", "人格权编", "第一条 为了甲。"))[0] == ("part", "人格权编", "人格权编")

    def test_a_division_may_have_its_title_on_the_next_line(self) -> None:
        text = read("某法", "第一章", "总则", "第一条 为了甲。", "第二条 乙。")
        assert tree(text)[0] == ("chapter", "第一章", "总则")
        assert [paragraph.role for paragraph in text.paragraphs[1:3]] == ["heading", "heading"]

    def test_a_mention_at_the_start_of_a_line_is_no_article(self) -> None:
        text = read("某法", "第一条 甲。", "第二条规定的乙。", "第三条、第四条规定的丙。", "第二条 丁。")
        assert [clause.path for clause in text.walk() if clause.kind == "article"] == ["第一条", "第二条"]

    def test_arabic_numbers_are_articles_too(self) -> None:
        assert [path for _, path, _ in tree(read("某规定", "第1条 甲。", "第２条 乙。"))] == ["第1条", "第２条"]


class TestOfficial:
    """一、（一）1.（1）."""

    def test_four_levels_plain_and_run_in(self) -> None:
        text = read(
            "某意见",
            "一、总体要求",
            "（一）指导思想。坚持创新。",
            "(二)目标",
            "1．扩大开放。降低门槛，放宽准入。",
            "（1）甲地",
            "（2）乙地",
            "2、改善环境",
            "二、措施",
        )
        assert tree(text) == [
            ("heading", "一、", "总体要求"),
            ("heading", "一、（一）", "指导思想"),
            ("heading", "一、(二)", "目标"),
            ("heading", "一、(二)1．", "扩大开放"),
            ("heading", "一、(二)1．（1）", "甲地"),
            ("heading", "一、(二)1．（2）", "乙地"),
            ("heading", "一、(二)2、", "改善环境"),
            ("heading", "二、", "措施"),
        ]
        assert [(paragraph.role, paragraph.level) for paragraph in text.paragraphs[1:5]] == [
            ("heading", 1),
            ("body", 0),
            ("heading", 2),
            ("body", 0),
        ]

    def test_numbers_may_run_on_across_their_parents(self) -> None:
        text = read("某意见", "一、甲", "（一）乙", "（二）丙", "二、丁", "（三）戊")
        assert [path for _, path, _ in tree(text)] == ["一、", "一、（一）", "一、（二）", "二、", "二、（三）"]

    def test_numbers_out_of_sequence_belong_to_the_sentence(self) -> None:
        text = read("某意见", "一、甲", "30.5万亩农田", "（八）款所指", "二、乙", "七、丙")
        assert [path for _, path, _ in tree(text)] == ["一、", "二、"]

    def test_a_whole_sentence_is_no_title(self) -> None:
        text = read("某意见", "一、允许个人出资，具体按规定执行。其余不变。")
        assert tree(text) == [("heading", "一、", "")]

    def test_the_last_clause_ends_before_the_signature(self) -> None:
        text = read("某市政府关于甲的通知", "一、甲", "乙。", "某市人民政府", "2020年1月2日", "（此件公开发布）")
        assert words(text, text.clauses[0]) == "一、甲\n乙。"
        assert [paragraph.role for paragraph in text.paragraphs][-3:] == ["signature", "date", "note"]

    def test_chapters_of_a_plan_hold_its_headings(self) -> None:
        text = read("某规划", "第一章 基础", "第一节 成就", "一、经济", "第二章 目标")
        assert [path for _, path, _ in tree(text)] == ["第一章", "第一章第一节", "第一章第一节一、", "第二章"]


class TestAnnexes:
    """What stands behind the signature."""

    def test_each_annex_numbers_for_itself(self) -> None:
        text = read(
            "某市政府关于甲的通知",
            "一、乙",
            "附件：1.甲实施方案",
            "2.乙办法",
            "某市人民政府",
            "2020年1月2日",
            "附件1",
            "甲实施方案",
            "一、丙",
            "附件2：乙办法",
            "第一条 丁。",
        )
        assert tree(text) == [
            ("heading", "一、", "乙"),
            ("annex", "附件1", "甲实施方案"),
            ("heading", "附件1一、", "丙"),
            ("annex", "附件2", "乙办法"),
            ("article", "附件2第一条", ""),
        ]

    def test_what_a_notice_brings_along_is_an_annex_by_its_title(self) -> None:
        text = read("某市政府关于印发甲方案的通知", "现印发。", "某市人民政府", "2020年1月2日", "甲方案", "一、乙")
        assert tree(text) == [("annex", "甲方案", "甲方案"), ("heading", "甲方案一、", "乙")]


class TestStandard:
    """5.3.2 a) and 附录A."""

    def test_clauses_lists_and_annexes(self) -> None:
        text = read(
            "某技术规范",
            "1 范围",
            "本文件规定了甲。",
            "2 要求",
            "2.1 一般要求",
            "2.1.1 管材应符合下列规定：",
            "a) 壁厚；",
            "b) 材质。",
            "2.1.2 连接应严密。",
            "附录A（规范性）试验方法",
            "A.1 装置",
            "A.1.1 压力表",
        )
        assert [(path, title) for _, path, title in tree(text)] == [
            ("1", "范围"),
            ("2", "要求"),
            ("2.1", "一般要求"),
            ("2.1.1", ""),
            ("2.1.1 a)", ""),
            ("2.1.1 b)", ""),
            ("2.1.2", ""),
            ("附录A", "（规范性）试验方法"),
            ("A.1", "装置"),
            ("A.1.1", "压力表"),
        ]


def test_the_title_of_a_chapter_may_go_on_over_lines_and_list_phrases() -> None:
    """监督法 (2006) breaks such titles, and rules of a town name five bodies in one."""
    text = read(
        "第一章 审查和批准决算，听取和审议计划和",
        "预算的执行情况报告，听取审计工",
        "作报告",
        "第一条 为了甲。",
        "第二章 生活、卫生。",
        "第二条 乙。",
        "第三条 依照本办法",
        "第二章的规定，丙。",
        "附 则",
        "第四条 丁。",
    )
    assert [(root.label, root.title) for root in text.clauses] == [
        ("第一章", "审查和批准决算，听取和审议计划和预算的执行情况报告，听取审计工作报告"),
        ("第二章", "生活、卫生"),
        ("", "附 则"),
    ]
    below = [[child.label for child in root.children] for root in text.clauses]
    assert below == [["第一条"], ["第二条", "第三条"], ["第四条"]]


def test_a_table_of_article_numbers_is_no_law() -> None:
    cells = [cell for number in range(134, 140) for cell in (f"第{number}条之一 （修正）", "某罪")]
    assert not read("关于罪名的规定", "现作如下规定：", *cells).clauses


def test_figures_in_the_notes_to_a_table_are_no_headings() -> None:
    text = read("一、指标", "1.门诊人次", "注：", "1.全部指标应当采用。", "2.另有规定的除外。", "二、程序", "1.自查")
    assert [clause.path for clause in text.walk()] == ["一、", "一、1.", "二、", "二、1."]
