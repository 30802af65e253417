"""`xuncha layout`: own output passes; every kind of deviation, planted one at a time, is named at its place."""

import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING, WD_PARAGRAPH_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph

from xuncha.basis.rules import DocumentKind as Kind
from xuncha.papers.engine.checking.check import deviations
from xuncha.papers.engine.checking.standard import STANDARD, Point
from xuncha.papers.engine.opening import read_word
from xuncha.papers.engine.writer import write
from xuncha.papers.tests.samples import SAMPLES

Plant = Callable[[Document], None]


def sound(kind: Kind = Kind.NOTICE) -> Document:
    return read_word(write(SAMPLES[kind]), "a.docx")


@pytest.mark.parametrize("kind", Kind)
def test_every_type_that_the_house_writes_passes(kind: Kind) -> None:
    assert [str(found) for found in deviations(sound(kind))] == []


def line(file: Document, beginning: str) -> Paragraph:
    return next(paragraph for paragraph in file.paragraphs if paragraph.text.startswith(beginning))


def says(beginning: str, text: str) -> Plant:
    """The paragraph says this instead, in the look of its first run."""

    def plant(file: Document) -> None:
        first, *rest = line(file, beginning).runs
        first.text = text
        for run in rest:
            run._r.getparent().remove(run._r)

    return plant


def set_in(beginning: str, face: str) -> Plant:
    def plant(file: Document) -> None:
        for run in line(file, beginning).runs:
            run.font.name = face
            run._r.rPr.rFonts.set(qn("w:eastAsia"), face)

    return plant


def sized(beginning: str, points: float) -> Plant:
    def plant(file: Document) -> None:
        for run in line(file, beginning).runs:
            run.font.size = Pt(points)

    return plant


def coloured(beginning: str, colour: str) -> Plant:
    def plant(file: Document) -> None:
        for run in line(file, beginning).runs:
            run.font.color.rgb = RGBColor.from_string(colour)

    return plant


def aligned(beginning: str, align: WD_PARAGRAPH_ALIGNMENT) -> Plant:
    def plant(file: Document) -> None:
        line(file, beginning).alignment = align

    return plant


def in_section(**lengths: int) -> Plant:
    def plant(file: Document) -> None:
        for name, length in lengths.items():
            setattr(file.sections[0], name, length)

    return plant


def dropping(beginning: str, tag: str) -> Plant:
    """The paragraph, or what hangs on it, is taken out."""

    def plant(file: Document) -> None:
        for paragraph in file.paragraphs:
            for found in list(paragraph._p.iter(qn(tag))) if not beginning else []:
                found.getparent().remove(found)
        if beginning:
            element = line(file, beginning)._p
            element.getparent().remove(element)

    return plant


def every_text_line(length: int) -> Plant:
    def plant(file: Document) -> None:
        style = next(style for style in file.styles if style.name == "公文正文")
        style.paragraph_format.line_spacing = Twips(length)

    return plant


def loose(file: Document) -> None:
    paragraph = line(file, "自2019年12月起")
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.line_spacing = 1.5


def wide(file: Document) -> None:
    style = next(style for style in file.styles if style.name == "公文正文")
    style.element.rPr.find(qn("w:spacing")).set(qn("w:val"), "20")


def unindented(file: Document) -> None:
    indent = line(file, "自2019年12月起").paragraph_format
    indent.first_line_indent = Twips(0)
    indent._element.pPr.find(qn("w:ind")).set(qn("w:firstLineChars"), "0")


def footer_says(text: str) -> Plant:
    def plant(file: Document) -> None:
        for footer in (file.sections[0].footer, file.sections[0].even_page_footer):
            footer.paragraphs[0].runs[0].text = text
            footer.paragraphs[0].runs[-1].text = text

    return plant


def unnumbered(file: Document) -> None:
    for run in file.sections[0].footer.paragraphs[0].runs:
        run._r.getparent().remove(run._r)


def numbered_small(file: Document) -> None:
    for run in file.sections[0].footer.paragraphs[0].runs:
        run.font.size = Pt(10.5)


def one_side(file: Document) -> None:
    file.settings.odd_and_even_pages_header_footer = False


def centred(file: Document) -> None:
    file.sections[0].footer.paragraphs[0].alignment = WD_PARAGRAPH_ALIGNMENT.CENTER


def numbered_letter(file: Document) -> None:
    section = file.sections[0]
    for element in section.footer._element:
        section.first_page_footer._element.append(deepcopy(element))


def no_imprint(file: Document) -> None:
    table = file.tables[-1]._tbl
    table.getparent().remove(table)


def imprint_runs(change: Callable[[Paragraph], None], row: int = 0) -> Plant:
    return lambda file: change(file.tables[-1].rows[row].cells[0].paragraphs[0])


def shrink(paragraph: Paragraph) -> None:
    paragraph.runs[0].font.size = Pt(12)


def unstopped(paragraph: Paragraph) -> None:
    paragraph.runs[0].text = paragraph.runs[0].text.rstrip("。")


def unprinted(paragraph: Paragraph) -> None:
    paragraph.runs[0].text = paragraph.runs[0].text.replace("印发", "")


def thin(file: Document) -> None:
    borders = file.tables[-1]._tbl.tblPr.find(qn("w:tblBorders"))
    for edge in ("top", "bottom"):
        borders.find(qn(f"w:{edge}")).set(qn("w:sz"), "4")


TITLE = "关于印发"
CENTRE, LEFT = WD_PARAGRAPH_ALIGNMENT.CENTER, WD_PARAGRAPH_ALIGNMENT.LEFT
PLANTED: list[tuple[Point, Kind, Plant, str]] = [
    (Point.PAPER, Kind.NOTICE, in_section(page_width=Mm(216), page_height=Mm(279)), "216mm×279mm"),
    (Point.TOP_MARGIN, Kind.NOTICE, in_section(top_margin=Mm(25.4)), "25.4mm"),
    (Point.LEFT_MARGIN, Kind.NOTICE, in_section(left_margin=Mm(31.8)), "31.8mm"),
    (Point.TYPE_AREA, Kind.NOTICE, in_section(right_margin=Mm(20)), "162.0mm×225.0mm"),
    (Point.LINES, Kind.NOTICE, every_text_line(600), "21行"),
    (Point.CHARACTERS, Kind.NOTICE, wide, "26个字"),
    (Point.MARK, Kind.NOTICE, set_in("某市委巡察工作领导小组办公室文件", "黑体"), "黑体"),
    (Point.NUMBER, Kind.NOTICE, says("某巡办发", "某巡办发[2019]12号"), "[2019]"),
    (Point.NUMBER, Kind.NOTICE, says("某巡办发", "某巡办发〔2019〕第012号"), "第012"),
    (Point.SIGNATORY, Kind.REQUEST, set_in("某巡办发", "仿宋_GB2312"), "仿宋_GB2312"),
    (Point.RED_RULE, Kind.NOTICE, dropping("", "w:pBdr"), "没有红色分隔线"),
    (Point.SECURITY, Kind.NOTICE, set_in("秘密★1年", "宋体"), "宋体"),
    (Point.SECURITY, Kind.NOTICE, says("秘密★1年", "秘密1年"), "秘密1年"),
    (Point.TITLE_FACE, Kind.NOTICE, set_in(TITLE, "黑体"), "黑体"),
    (Point.TITLE_SIZE, Kind.NOTICE, sized(TITLE, 18), "18磅"),
    (Point.TITLE_PLACE, Kind.NOTICE, aligned(TITLE, LEFT), "没有居中"),
    (Point.ADDRESSEE, Kind.NOTICE, says("各县（市、区）", "各县（市、区）委巡察办:"), "半角冒号"),
    (Point.TEXT_FACE, Kind.NOTICE, set_in("自2019年12月起", "宋体"), "宋体"),
    (Point.TEXT_SIZE, Kind.NOTICE, sized("自2019年12月起", 14), "14磅"),
    (Point.TEXT_INDENT, Kind.NOTICE, unindented, "左空0.0字"),
    (Point.TEXT_LINE, Kind.NOTICE, loose, "1.5倍行距"),
    (Point.COLOUR, Kind.NOTICE, coloured("自2019年12月起", "0070C0"), "#0070C0"),
    (Point.LEVEL_1_FACE, Kind.NOTICE, set_in("一、总体要求", "宋体"), "宋体"),
    (Point.LEVEL_2_FACE, Kind.NOTICE, set_in("（一）把握重点", "黑体"), "黑体"),
    (Point.LEVEL_FORM, Kind.NOTICE, says("一、总体要求", "一.总体要求"), "一."),
    (Point.LEVEL_FORM, Kind.NOTICE, says("（一）把握重点", "（一）、把握重点"), "（一）、"),
    (Point.LEVEL_FORM, Kind.NOTICE, says("1.盯住进度", "1、盯住进度。"), "1、"),
    (Point.LEVEL_ORDER, Kind.NOTICE, says("二、工作安排", "三、工作安排"), "“三、”，应为“二、”"),
    (Point.ATTACHMENT_LIST, Kind.NOTICE, says("3.联络员名单", "3.联络员名单。"), "末尾有标点"),
    (Point.ATTACHMENT_LABEL, Kind.NOTICE, set_in("附件1", "仿宋_GB2312"), "仿宋_GB2312"),
    (Point.DATE_FORM, Kind.NOTICE, says("2019年12月3日", "二〇一九年十二月三日"), "二〇一九年"),
    (Point.DATE_FORM, Kind.NOTICE, says("2019年12月3日", "2019年12月03日"), "03日"),
    (Point.DATE_PLACE, Kind.NOTICE, aligned("2019年12月3日", LEFT), "没有居右"),
    (Point.PAGE_NUMBER, Kind.NOTICE, unnumbered, "没有页码"),
    (Point.PAGE_NUMBER_FORM, Kind.NOTICE, footer_says(""), "“1”"),
    (Point.PAGE_NUMBER_FACE, Kind.NOTICE, numbered_small, "10.5磅"),
    (Point.PAGE_NUMBER_PLACE, Kind.NOTICE, one_side, "单双页没有分开"),
    (Point.PAGE_NUMBER_PLACE, Kind.NOTICE, centred, "居中"),
    (Point.PAGE_NUMBER_PLACE, Kind.NOTICE, in_section(footer_distance=Mm(15)), "15.0mm"),
    (Point.LETTER_FIRST_PAGE, Kind.LETTER, numbered_letter, "首页有页码"),
    (Point.IMPRINT, Kind.NOTICE, no_imprint, "没有版记"),
    (Point.IMPRINT_FACE, Kind.NOTICE, imprint_runs(shrink), "12磅"),
    (Point.IMPRINT_RULES, Kind.NOTICE, thin, "0.18mm"),
    (Point.IMPRINT_FORM, Kind.NOTICE, imprint_runs(unstopped), "没有句号"),
    (Point.IMPRINT_FORM, Kind.NOTICE, imprint_runs(unprinted, 1), "印发"),
]


def test_every_point_of_the_standard_is_planted_at_least_once() -> None:
    assert {point for point, *_ in PLANTED} == set(Point) == set(STANDARD)


@pytest.mark.parametrize(
    ("point", "kind", "plant", "found"), PLANTED, ids=[f"{p.value}-{n}" for n, (p, *_) in enumerate(PLANTED)]
)
def test_a_planted_deviation_is_named_and_little_else(
    point: Point, kind: Kind, plant: Plant, found: str, tmp_path: Path
) -> None:
    file = sound(kind)
    plant(file)
    path = tmp_path / "a.docx"
    file.save(str(path))
    told = deviations(read_word(path.read_bytes(), "a.docx"))
    assert any(found in deviation.found for deviation in told if deviation.point is point), list(
        map(str, told)
    )
    # what is cast loose takes its neighbours along: a wider paper is a wider type area
    assert {deviation.point for deviation in told} <= {point} | ALONG.get(point, set())


ALONG: dict[Point, set[Point]] = {
    Point.PAPER: {Point.TYPE_AREA, Point.LINES, Point.CHARACTERS},
    Point.TOP_MARGIN: {Point.TYPE_AREA, Point.LINES},
    Point.LEFT_MARGIN: {Point.TYPE_AREA, Point.CHARACTERS},
    Point.TYPE_AREA: {Point.CHARACTERS},
    Point.LINES: {Point.TEXT_LINE},
}


def test_a_place_is_told_by_section_paragraph_and_first_words() -> None:
    file = sound()
    set_in("自2019年12月起", "宋体")(file)
    (told,) = deviations(file)
    number = [p.text for p in file.paragraphs].index(
        "自2019年12月起，按照计划组织实施，重要情况及时报告。"
    ) + 1
    assert (told.place.section, told.place.paragraph) == (1, number)
    assert str(told) == (
        f"第1节第{number}段“自2019年12月起，按…”：正文用仿宋体字（GB/T 9704-2012 7.3.3），实为宋体。"
    )


def test_a_file_of_word_itself_is_looked_through(tmp_path: Path) -> None:
    """Nothing of the house's own styles: python-docx's template, with a theme and letter paper."""
    file = docx.Document()
    file.add_heading("关于某事的通知", 0)
    file.add_paragraph("各单位：")
    file.add_paragraph("一、工作要求")
    file.add_paragraph("请认真落实。")
    file.add_paragraph("某办")
    file.add_paragraph("2019-12-03")
    content = BytesIO()
    file.save(content)
    points = {told.point for told in deviations(read_word(content.getvalue(), "a.docx"))}
    assert points >= {
        Point.PAPER, Point.TOP_MARGIN, Point.TYPE_AREA, Point.LINES, Point.TITLE_FACE, Point.TITLE_SIZE,
        Point.TEXT_FACE, Point.TEXT_SIZE, Point.TEXT_INDENT, Point.LEVEL_1_FACE, Point.DATE_FORM,
        Point.DATE_PLACE, Point.PAGE_NUMBER,
    }  # fmt: skip


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "xuncha.config.command", "layout", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def test_the_command_answers_0_1_and_2(tmp_path: Path) -> None:
    good, bad, broken = tmp_path / "好.docx", tmp_path / "差.docx", tmp_path / "坏.docx"
    good.write_bytes(write(SAMPLES[Kind.REPORT]))
    file = sound()
    coloured("自2019年12月起", "FF0000")(file)
    file.save(str(bad))
    broken.write_bytes(b"PK\x03\x04" + bytes(300))

    answered = run(str(good))
    assert (answered.returncode, answered.stdout) == (0, "版式与GB/T 9704-2012相符。\n")
    answered = run(str(bad), "--format", "json")
    assert answered.returncode == 1
    (told,) = json.loads(answered.stdout)
    assert (told["point"], told["clause"], told["found"]) == ("colour", "5.2.4", "#FF0000")
    answered = run(str(broken))
    assert (answered.returncode, answered.stdout) == (2, "")
    assert answered.stderr == "文件“坏.docx”已损坏，无法打开。\n"
    assert run(str(good), "--format", "xml").returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["坏.docx", "好.docx", "差.docx"]
