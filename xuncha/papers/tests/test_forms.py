"""The fifteen types of the regulation, each in its format, read back from the file."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document

from xuncha.basis.rules import DocumentKind as Kind
from xuncha.kernel.refusals import BadInput
from xuncha.papers.documents.frame import marked
from xuncha.papers.engine.checking.check import deviations
from xuncha.papers.engine.document import OfficialDocument, Paragraph
from xuncha.papers.engine.heads import LetterHead, MinutesHead, OrderHead, RedHead
from xuncha.papers.engine.kinds import FORMS
from xuncha.papers.engine.styles import Part
from xuncha.papers.engine.writer import write
from xuncha.papers.tests.rendering import red_bands, rendered
from xuncha.papers.tests.samples import DAY, SAMPLES, head


def opened(document: OfficialDocument) -> Document:
    return docx.Document(BytesIO(write(document)))


def said(document: OfficialDocument) -> list[str]:
    return [paragraph.text for paragraph in opened(document).paragraphs if paragraph.text]


def test_each_of_the_fifteen_types_has_its_law_and_its_sample() -> None:
    assert set(FORMS) == set(SAMPLES) == set(Kind)
    assert len(FORMS) == 15


@pytest.mark.parametrize("kind", Kind)
def test_each_type_is_written_and_says_what_it_should(kind: Kind) -> None:
    document = SAMPLES[kind]
    texts = said(document)
    assert "".join(document.title.split()) in "".join(texts).replace("\n", "")
    assert (document.addressee + "：" in texts) is bool(document.addressee)
    assert ("2019年12月3日" in texts) is (document.is_signed or kind is Kind.ORDER)


GOLDEN = {
    Kind.LETTER: [
        "秘密★1年\t某巡办函〔2019〕8号",
        "关于商请提供有关情况的函",
        "某市审计局：",
    ],
    Kind.MINUTES: [
        "某市委书记专题会议纪要",
        "〔2019〕第3期",
        "某市委巡察工作领导小组办公室\t2019年12月3日",
        "研究第七轮巡察综合情况",
    ],
    Kind.ORDER: [
        "某市人民政府令",
        "第3号",
        "现公布《某市巡察工作办法》，自公布之日起施行。",
        "市长　　某某某",
        "2019年12月3日",
    ],
    Kind.REQUEST: [
        "某市委巡察工作领导小组办公室文件",
        "某巡办发〔2019〕12号\t签发人：某某某",
        "关于第七轮巡察任务分工的请示",
        "某市委巡察工作领导小组：",
    ],
    Kind.RESOLUTION: [
        "某市委巡察工作领导小组办公室文件",
        "某巡办发〔2019〕12号",
        "关于加强巡察整改的决议",
        "（2019年12月3日某市委第七次全体会议通过）",
        "一、总体要求",
    ],
}


@pytest.mark.parametrize("kind", GOLDEN)
def test_each_format_begins_as_the_standard_has_it(kind: Kind) -> None:
    assert said(SAMPLES[kind])[: len(GOLDEN[kind])] == GOLDEN[kind]


def test_minutes_name_who_was_there_in_hei_labels_and_carry_no_signature() -> None:
    document = SAMPLES[Kind.MINUTES]
    file = opened(document)
    there = [p for p in file.paragraphs if p._p.style == Part.ATTENDING.style_id]
    assert [paragraph.text for paragraph in there] == [
        "出席：某某某（市委书记），某某某（市纪委书记），某某（市委组织部部长），某某",
        "列席：某某（市委巡察办）",
    ]
    assert [paragraph.runs[0].font.name for paragraph in there] == ["黑体", "黑体"]
    assert not [p for p in file.paragraphs if p._p.style == Part.SIGNATURE.style_id]


def test_the_first_page_of_a_letter_has_no_number_and_its_imprint_no_rules() -> None:
    file = opened(SAMPLES[Kind.LETTER])
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == "某市委巡察工作领导小组办公室"
    assert "PAGE" not in section.first_page_footer._element.xml
    assert "PAGE" in section.footer._element.xml
    (imprint,) = file.tables
    assert [cell.text for row in imprint.rows for cell in row.cells] == ["抄送：某市委组织部。"]
    assert "印发" not in imprint._tbl.xml
    assert 'w:val="single"' not in imprint._tbl.xml


WRONG: list[tuple[OfficialDocument, str]] = [
    (replace(SAMPLES[Kind.NOTICE], title="关于某事的函"), "应以文种“通知”结尾"),
    (replace(SAMPLES[Kind.NOTICE], addressee=""), "通知应写明主送机关"),
    (replace(SAMPLES[Kind.ANNOUNCEMENT], addressee="某局"), "不写主送机关"),
    (replace(SAMPLES[Kind.REQUEST], addressee="某局，某委"), "只能主送一个"),
    (replace(SAMPLES[Kind.REQUEST], head=head()), "应标注签发人"),
    (replace(SAMPLES[Kind.NOTICE], head=head(signatory="某某")), "不标注签发人"),
    (replace(SAMPLES[Kind.REPORT], head=LetterHead("某办")), "不用信函格式"),
    (replace(SAMPLES[Kind.MINUTES], head=head()), "用纪要格式"),
    (replace(SAMPLES[Kind.NOTICE], head=MinutesHead("某纪要", "〔2019〕第1期", "某办", DAY)), "只有纪要"),
    (replace(SAMPLES[Kind.NOTICE], head=OrderHead("某令", "第1号", "某某", "市长")), "只有命令"),
    (replace(SAMPLES[Kind.RESOLUTION], caption=""), "题注"),
    (replace(SAMPLES[Kind.REPORT], blocks=[Paragraph("以上报告妥否，请批示。")]), "不得夹带请示"),
    (replace(SAMPLES[Kind.ORDER], title="关于某事的命令"), "不加标题"),
]


@pytest.mark.parametrize(("document", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_what_breaks_the_law_of_its_type_is_refused(document: OfficialDocument, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        write(document)


@pytest.mark.parametrize(
    ("kind", "place"),
    [(Kind.LETTER, "秘密"), (Kind.DECISION, "机密"), (None, "机密"), (Kind.MINUTES, "机密")],
)
def test_a_document_of_a_secret_record_bears_its_mark(kind: Kind | None, place: str) -> None:
    document = SAMPLES[kind] if kind else replace(SAMPLES[Kind.NOTICE], head=None, imprint=None)
    file = opened(marked(document, "confidential"))
    shown = [p.text for p in file.paragraphs if p.text.startswith(("秘密", "机密"))]
    assert [text[:2] for text in shown] == [place]
    assert marked(document, "work_secret") == document
    assert deviations(file) == []


def test_heads_refuse_what_the_standard_does_not_know() -> None:
    with pytest.raises(BadInput, match="以“纪要”结尾"):
        MinutesHead("某会议", "第1期", "某办", DAY)
    with pytest.raises(BadInput, match="令号"):
        OrderHead("某令", "1号", "某某", "市长")
    with pytest.raises(BadInput, match="发文字号"):
        LetterHead("某办", "某函[2019]1号")
    with pytest.raises(BadInput, match="份号"):
        RedHead("某办文件", "某发〔2019〕1号", copy_number="1")


def test_the_mark_and_rules_of_each_format_are_rendered_where_the_standard_has_them(tmp_path: Path) -> None:
    """Red on the first page, in millimetres from the upper edge of the paper."""
    letter, request, order = (
        red_bands(rendered(SAMPLES[kind], tmp_path, kind.value))
        for kind in (Kind.LETTER, Kind.REQUEST, Kind.ORDER)
    )
    mark, thick, thin, lower_thin, lower_thick = letter
    assert mark.top == pytest.approx(30, abs=0.6)
    assert thick.top - mark.bottom == pytest.approx(4, abs=0.6)
    assert (thick.left, thick.right) == pytest.approx((20, 190), abs=0.6)
    assert lower_thin.top == pytest.approx(297 - 20, abs=0.6)
    assert thick.height > thin.height
    assert lower_thick.height > lower_thin.height
    mark, rule = request
    assert mark.top == pytest.approx(37 + 35, abs=0.6)
    assert (rule.left, rule.right) == pytest.approx((28, 28 + 156), abs=0.6)
    (mark,) = order
    assert mark.top == pytest.approx(37 + 20, abs=0.6)
