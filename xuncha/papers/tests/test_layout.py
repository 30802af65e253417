"""GB/T 9704-2012 read back from the file, and counted on the rendered page."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph

from xuncha.kernel.refusals import BadInput
from xuncha.papers.engine import layout
from xuncha.papers.engine.closing import insets
from xuncha.papers.engine.document import (
    Attachment,
    Block,
    Column,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
    Run,
    Table,
)
from xuncha.papers.engine.heads import RedHead
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.table import widths
from xuncha.papers.engine.title import title_lines
from xuncha.papers.engine.typefaces import Face
from xuncha.papers.engine.widths import width
from xuncha.papers.engine.writer import write
from xuncha.papers.tests.rendering import printed, rendered

ISSUER = "某市委巡察工作领导小组办公室"
FACTS = Table(
    [Column("单位", 3, "left"), Column("数量")],
    [["某某局", "12"], ["某某委", "7"]],
    "情况表",
    "注：截至年底。",
)
REPORT = OfficialDocument(
    title="关于2019年度巡察工作情况的报告",
    issuer=ISSUER,
    date=date(2019, 12, 3),
    addressee="某市委巡察工作领导小组",
    blocks=(
        Heading(1, "总体情况"),
        Heading(2, "统筹谋划"),
        Paragraph(("全年听取汇报", Run("11次", bold=True), "。"), lead=Heading(3, "常规巡察。")),
        Paragraph("联动。", lead=Heading(3, "上下联动。")),
        Heading(2, "队伍建设"),
        Paragraph("人才库。", lead=Heading(3, "建库。")),
        Heading(1, "下一步打算"),
        FACTS,
        Paragraph("特此报告。"),
    ),
    head=RedHead(
        "某市委巡察工作领导小组办公室文件", "某巡办发〔2019〕12号", secrecy="秘密★1年", urgency="特急"
    ),
    attachments=(
        Attachment("主要数据表", (FACTS,)),
        Attachment("整改台账", (Heading(1, "总体"), Paragraph("完成。"))),
    ),
    note="联系人：某某",
    imprint=Imprint("某市委巡察办综合科", date(2019, 12, 4), ("某省委巡视办", "某市委组织部")),
)
SAMPLE = 28 * 80


def opened(document: OfficialDocument) -> Document:
    return docx.Document(BytesIO(write(document)))


def body(*blocks: Block) -> OfficialDocument:
    return OfficialDocument(title="报告", issuer="某办", date=date(2019, 12, 31), blocks=blocks)


def texts(file: Document, part: Part) -> list[str]:
    return [paragraph.text for paragraph in in_part(file, part)]


def in_part(file: Document, part: Part) -> list[WordParagraph]:
    """The paragraphs of a part; Word's own name of a heading style differs from python-docx's by a capital."""
    return [p for p in file.paragraphs if p._p.style == (part.style_id if part is not Part.PLAIN else None)]


def faces(file: Document, part: Part) -> set[str | None]:
    """The typefaces a part's style names, for Chinese and for Latin text alike."""
    style = next(style for style in file.styles if style.style_id == part.style_id)
    fonts = style.element.rPr.rFonts
    return {fonts.get(qn(f"w:{script}")) for script in ("eastAsia", "ascii", "hAnsi")}


def attributes(parent: BaseOxmlElement, tag: str) -> dict[str, int]:
    """The attributes of a child that holds whole numbers only, by local name."""
    child = parent.find(qn(f"w:{tag}"))
    assert child is not None
    return {name.rpartition("}")[2]: int(value) for name, value in child.items()}


def test_the_paper_is_a4_with_the_type_area_of_the_standard() -> None:
    sizes = opened(REPORT).sections[0]._sectPr
    paper = attributes(sizes, "pgSz")
    margins = attributes(sizes, "pgMar")
    assert (paper["w"], paper["h"]) == (11906, 16838)  # 210 × 297 mm
    assert (margins["top"], margins["left"]) == (layout.twips(37), layout.twips(28))
    assert paper["w"] - margins["left"] - margins["right"] == pytest.approx(layout.twips(156), abs=1)
    assert paper["h"] - margins["top"] - margins["bottom"] == pytest.approx(layout.twips(225), abs=1)
    assert {"header", "footer", "gutter"} <= margins.keys(), "Word requires them"


def test_the_grid_and_every_body_line_are_579_twips() -> None:
    file = opened(REPORT)
    grid = file.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    for part in (
        Part.PLAIN,
        Part.TITLE,
        Part.LEVEL_1,
        Part.LEVEL_4,
        Part.TEXT,
        Part.ADDRESSEE,
        Part.SIGNATURE,
    ):
        style = next(style for style in file.styles if style.style_id == part.style_id)
        spacing = style.element.pPr.find(qn("w:spacing"))
        assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact"), part


def test_22_lines_and_28_characters_fit_and_one_more_does_not() -> None:
    height, room = layout.twips(layout.AREA_HEIGHT_MM), layout.twips(layout.AREA_WIDTH_MM)
    assert 22 * layout.LINE_TWIPS <= height < 23 * layout.LINE_TWIPS
    assert layout.characters(28) <= room < layout.characters(29)


@pytest.mark.parametrize(
    ("part", "face", "points"),
    [
        (Part.TITLE, "方正小标宋简体", 22),
        (Part.LEVEL_1, "黑体", 16),
        (Part.LEVEL_2, "楷体_GB2312", 16),
        (Part.LEVEL_3, "仿宋_GB2312", 16),
        (Part.LEVEL_4, "仿宋_GB2312", 16),
        (Part.TEXT, "仿宋_GB2312", 16),
        (Part.ADDRESSEE, "仿宋_GB2312", 16),
        (Part.SECURITY, "黑体", 16),
        (Part.ATTACHMENT_LABEL, "黑体", 16),
        (Part.IMPRINT, "仿宋_GB2312", 14),
        (Part.PAGE_NUMBER, "宋体", 14),
    ],
)
def test_each_part_has_the_face_and_size_of_the_standard(part: Part, face: str, points: float) -> None:
    file = opened(REPORT)
    style = next(style for style in file.styles if style.style_id == part.style_id)
    assert faces(file, part) == {face}
    assert style.font.size.pt == points
    assert not style.font.bold


def test_every_style_a_paragraph_names_exists() -> None:
    file = opened(REPORT)
    known = {style.style_id for style in file.styles}
    named = set(re.findall(r'<w:pStyle w:val="(\w+)"', file.element.xml))
    assert named
    assert named <= known


def test_headings_are_numbered_by_level_and_start_again_under_the_level_above() -> None:
    file = opened(REPORT)
    assert texts(file, Part.LEVEL_1) == ["一、总体情况", "二、下一步打算", "一、总体"]
    assert texts(file, Part.LEVEL_2) == ["（一）统筹谋划", "（二）队伍建设"]
    leads = [text for text in texts(file, Part.TEXT) if text[0].isdigit()]
    assert leads == ["1.常规巡察。全年听取汇报11次。", "2.上下联动。联动。", "1.建库。人才库。"]


def test_a_report_may_open_with_the_second_level_and_skip_the_third() -> None:
    file = opened(body(Heading(2, "甲"), Heading(4, "乙"), Heading(2, "丙"), Heading(4, "丁")))
    assert [p.text for p in file.paragraphs if p.text.startswith("（")] == [
        "（一）甲",
        "（1）乙",
        "（二）丙",
        "（1）丁",
    ]


def test_a_heading_outside_the_count_has_no_number_and_takes_none() -> None:
    file = opened(body(Heading(1, "甲"), Heading(1, "说明", numbered=False), Heading(1, "乙")))
    assert texts(file, Part.LEVEL_1) == ["一、甲", "说明", "二、乙"]


def test_a_fifth_level_is_refused() -> None:
    with pytest.raises(ValueError, match="levels 1 to 4"):
        Heading(5, "过深")


def test_headings_show_in_the_outline_of_word() -> None:
    file = opened(REPORT)
    for depth, part in enumerate((Part.LEVEL_1, Part.LEVEL_2, Part.LEVEL_3, Part.LEVEL_4)):
        style = next(style for style in file.styles if style.style_id == part.style_id)
        assert style.name == f"Heading {depth + 1}"
        assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(depth)


def test_a_lead_keeps_the_face_of_its_level_and_the_text_its_own() -> None:
    (paragraph,) = in_part(opened(body(Paragraph("全年。", lead=Heading(2, "谋划。")))), Part.TEXT)
    assert [(run.text, run.font.name) for run in paragraph.runs] == [
        ("（一）谋划。", Face.KAI),
        ("全年。", None),
    ]


def test_body_paragraphs_begin_two_characters_in() -> None:
    style = next(style for style in opened(REPORT).styles if style.style_id == Part.TEXT.style_id)
    indent = style.element.pPr.find(qn("w:ind"))
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "630")


def test_page_numbers_stand_outside_one_character_in() -> None:
    file = opened(REPORT)
    assert file.settings.odd_and_even_pages_header_footer
    section = file.sections[0]
    (odd,), (even,) = section.footer.paragraphs, section.even_page_footer.paragraphs
    assert odd.text == even.text == "— 1 —"
    assert "PAGE" in odd._p.xml
    assert (odd.alignment, odd.paragraph_format.right_indent) == (WD_PARAGRAPH_ALIGNMENT.RIGHT, 14 * 12700)
    assert (even.alignment, even.paragraph_format.left_indent) == (WD_PARAGRAPH_ALIGNMENT.LEFT, 14 * 12700)


def test_the_red_head_comes_in_the_order_of_the_standard() -> None:
    file = opened(REPORT)
    filled = [paragraph.text for paragraph in file.paragraphs if paragraph.text]
    assert filled[:6] == [
        "秘密★1年",
        "特急",
        "某市委巡察工作领导小组办公室文件",
        "某巡办发〔2019〕12号",
        "关于2019年度巡察工作情况的报告",
        "某市委巡察工作领导小组：",
    ]
    (rule,) = in_part(file, Part.RED_RULE)
    assert 'w:color="FF0000"' in rule._p.xml
    assert 'w:val="FF0000"' in next(s for s in file.styles if s.style_id == "Mark").element.xml


def test_an_upward_document_names_its_signatory_in_kai_beside_the_number() -> None:
    head = RedHead("某市委文件", "某发〔2019〕1号", signatory="某某某")
    (number,) = in_part(opened(replace(REPORT, head=head)), Part.UPWARD_NUMBER)
    assert number.text == "某发〔2019〕1号\t签发人：某某某"
    assert number.runs[-1].font.name == Face.KAI


@pytest.mark.parametrize(
    "number", ["某发[2019]1号", "某发〔2019〕01号", "某发〔19〕1号", "某发〔2019〕第1号", "某发〔2019〕1"]
)
def test_a_number_the_standard_does_not_know_is_refused(number: str) -> None:
    with pytest.raises(BadInput, match="不合格式"):
        RedHead("某市委文件", number)


def test_a_copy_number_has_six_digits() -> None:
    with pytest.raises(BadInput, match="6位数字"):
        RedHead("某市委文件", "某发〔2019〕1号", copy_number="12")


@pytest.mark.parametrize("length", [4, 12, 20, 40])
def test_a_mark_of_any_length_stays_within_one_line(length: int) -> None:
    head = RedHead("某" * length, "某发〔2019〕1号")
    (paragraph,) = in_part(opened(replace(REPORT, head=head)), Part.MARK)
    (run,) = paragraph.runs
    assert run.font.size is not None
    scale = re.search(r'<w:w w:val="(\d+)"', run._r.xml)
    share = int(scale[1]) / 100 if scale else 1.0
    assert share >= 0.6
    assert length * run.font.size.pt * share <= 156 * layout.POINTS_PER_MM


@pytest.mark.parametrize(
    ("name", "sealed", "expected"),
    [
        (5, True, (5.0, 4.0)),  # centred above a date of seven characters, the date four in
        (17, True, (0.0, 5.0)),  # too long to be centred there: to the edge, and the date follows
        (12, False, (2.0, 5.0)),  # the date begins two characters to the right of the name
        (4, False, (7.0, 2.0)),  # the date is the longer one and stands two in
    ],
)
def test_name_and_date_stand_where_the_standard_has_them(
    name: float, sealed: bool, expected: tuple[float, float]
) -> None:
    assert insets(name, 7, sealed=sealed) == expected


def test_the_date_is_written_without_leading_zeros() -> None:
    assert texts(opened(REPORT), Part.SIGNATURE)[-2:] == [ISSUER, "2019年12月3日"]


def test_attachments_are_listed_and_each_begins_a_page() -> None:
    file = opened(REPORT)
    assert texts(file, Part.ATTACHMENT_LIST) == ["", "附件：1.主要数据表", "2.整改台账"]
    labels = in_part(file, Part.ATTACHMENT_LABEL)
    assert [label.text for label in labels] == ["附件1", "附件2"]
    assert all(label.paragraph_format.page_break_before for label in labels)


def test_a_single_attachment_has_no_number_and_one_without_content_no_page() -> None:
    file = opened(replace(REPORT, attachments=(Attachment("数据表"),)))
    assert texts(file, Part.ATTACHMENT_LIST) == ["", "附件：数据表"]
    assert texts(file, Part.ATTACHMENT_LABEL) == []


def test_the_imprint_stands_at_the_foot_between_thick_rules() -> None:
    table = opened(REPORT).tables[-1]
    assert [cell.text for row in table.rows for cell in row.cells] == [
        "抄送：某省委巡视办，某市委组织部。",
        "某市委巡察办综合科\t2019年12月4日印发",
    ]
    xml = table._tbl.xml
    assert 'w:tblpYSpec="bottom"' in xml
    assert re.findall(r'<w:(top|bottom|insideH) w:val="single" w:sz="(\d+)"', xml) == [
        ("top", "8"),
        ("bottom", "8"),
        ("insideH", "6"),
    ]


def test_a_table_fills_the_type_area_and_repeats_its_headings() -> None:
    table = opened(body(FACTS)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["单位", "数量"],
        ["某某局", "12"],
        ["某某委", "7"],
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml
    assert sum(widths(FACTS.columns)) == layout.twips(156)
    assert sum(widths([Column("甲")] * 7)) == layout.twips(156)


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells"):
        Table([Column("甲"), Column("乙")], [["一"]])


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于巡察工作情况的报告", ["关于巡察工作情况的报告"]),
        ("甲\n乙丙", ["甲", "乙丙"]),
        (
            "某市委巡察工作领导小组办公室关于2019年度巡察工作情况的报告",
            ["某市委巡察工作领导小组办公室", "关于2019年度巡察工作情况的报告"],
        ),
        (
            "关于对中共某市扶贫开发办公室党组开展巡察“回头看”的通知",
            ["关于对中共某市扶贫开发办公室党组", "开展巡察“回头看”的通知"],
        ),
        (
            "关于巡察中共某某市退役军人事务局党组情况的报告",
            ["关于巡察中共某某市退役军人事务局党组", "情况的报告"],
        ),
    ],
)
def test_a_title_breaks_between_phrases(title: str, lines: list[str]) -> None:
    assert list(title_lines(title)) == lines


@pytest.mark.parametrize(
    "title", ["某" * 21, "某" * 65, "关于印发《某某市巡察工作规划（2017—2021年）》的通知和说明", "a" * 90]
)
def test_every_line_of_a_title_fits_and_nothing_is_lost(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(0 < width(line) * layout.Size.TWO.twips <= layout.twips(156) for line in lines)


def test_equal_documents_give_equal_bytes_and_others_do_not() -> None:
    assert write(REPORT) == write(replace(REPORT))
    assert write(REPORT) != write(replace(REPORT, title="关于2018年度巡察工作情况的报告"))


def test_no_hour_of_writing_reaches_the_file() -> None:
    with ZipFile(BytesIO(write(REPORT))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(REPORT).core_properties
    assert (properties.author, properties.title) == (ISSUER, REPORT.title)
    assert properties.created is not None
    assert properties.modified is not None
    assert {properties.created.date(), properties.modified.date()} == {REPORT.date}


@pytest.mark.parametrize(("length", "held"), [(28 * 11, True), (28 * 12, None)])
def test_name_and_date_take_a_short_last_paragraph_along(length: int, held: bool | None) -> None:
    file = opened(body(Paragraph("满" * length)))
    assert in_part(file, Part.TEXT)[-1].paragraph_format.keep_with_next is held
    assert [p.paragraph_format.keep_with_next for p in in_part(file, Part.SIGNATURE)] == [
        True,
        True,
        True,
        None,
    ]


def test_characters_a_file_cannot_carry_are_dropped() -> None:
    assert texts(opened(body(Paragraph("甲\x0b乙\x00丙"))), Part.TEXT) == ["甲乙丙"]


def test_quotation_marks_are_told_to_be_chinese() -> None:
    (paragraph,) = in_part(opened(body(Paragraph("巡察“回头看”"))), Part.TEXT)
    assert 'w:hint="eastAsia"' in paragraph.runs[0]._r.xml


def test_a_rendered_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    pdf = rendered(body(Paragraph("满" * SAMPLE)), tmp_path)
    assert re.search(r"Page size: +59[45]\.\d+ x 84[12]\.\d+ pts \(A4\)", printed("pdfinfo", str(pdf)))
    page = printed("pdftotext", "-f", "2", "-l", "2", "-layout", str(pdf), "-").split()
    assert [line for line in page if "满" in line] == ["满" * 28] * 22
    assert "".join(page).endswith("—2—")


def test_rendered_lines_are_10_227_millimetres_apart_and_end_at_the_edge(tmp_path: Path) -> None:
    pdf = rendered(body(Paragraph("满" * SAMPLE)), tmp_path)
    boxes = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">满',
        printed("pdftotext", "-f", "2", "-l", "2", "-bbox", str(pdf), "-"),
    )
    tops = [float(top) for _, top, _ in boxes]
    assert [low - high for high, low in pairwise(tops)] == pytest.approx(
        [225 / 22 * layout.POINTS_PER_MM] * 21, abs=0.1
    )
    assert {round(float(left) / layout.POINTS_PER_MM) for left, _, _ in boxes} == {28}
    assert {round(float(right) / layout.POINTS_PER_MM) for _, _, right in boxes} == {28 + 156}


def test_the_rendered_imprint_ends_on_the_lower_edge_of_the_last_page(tmp_path: Path) -> None:
    pdf = rendered(REPORT, tmp_path)
    pages = printed("pdftotext", "-bbox", str(pdf), "-").split("<page ")
    (foot,) = [float(low) for low in re.findall(r'yMax="([\d.]+)">[^<]*印发</word>', pages[-1])]
    edge = (layout.TOP_MM + layout.AREA_HEIGHT_MM) * layout.POINTS_PER_MM
    assert edge - layout.Size.FOUR.points < foot < edge + 2
    assert not any("印发" in page for page in pages[:-1])
