"""Documents of rectification: the ledger, supervision cards, advice to departments, the slip that strikes off."""

from datetime import date

from xuncha.basis.rules import DocumentKind as Kind
from xuncha.kernel.viewer import Viewer
from xuncha.papers.documents.frame import day, form, leading_group, letter_head, paragraphs, round_words
from xuncha.papers.engine.document import Block, Column, Fields, Heading, OfficialDocument, Paragraph, Table
from xuncha.records.queries import today
from xuncha.rectification.models import Advice, Card, Closure, Item, Ledger, Measure
from xuncha.rectification.rules.cards import INSIDE
from xuncha.rectification.rules.items import DONE, STAGED

LINES = (
    Column("序号", 0.9),
    Column("整改事项", 2.6, "left"),
    Column("整改措施", 3.2, "left"),
    Column("责任岗位", 1.6, "left"),
    Column("完成期限", 1.2),
    Column("完成日期", 1.2),
    Column("状态", 1.3),
)


def ledger(row: Ledger, viewer: Viewer) -> OfficialDocument:
    """整改台账: every measure under its item, counted by item."""
    items = Item.objects.visible_to(viewer).filter(ledger=row)
    listed = list(items.select_related("item_class").order_by("item_class__serial", "serial"))
    measures = Measure.objects.visible_to(viewer).filter(item__in=listed)
    by_item: dict[int, list[Measure]] = {}
    for measure in measures.select_related("owner__organisation").order_by("serial"):
        by_item.setdefault(measure.item_id, []).append(measure)
    done = sum(item.state in DONE for item in listed)
    staged = sum(item.state in STAGED for item in listed)
    told = "%s共%d项、%d条措施，已完成%d项，取得阶段性成果%d项。" % (
        row.title, len(listed), sum(map(len, by_item.values())), done, staged,
    )  # fmt: skip
    blocks: list[Block] = [Paragraph(told + "截至%s。" % day(today()))]
    for title in dict.fromkeys(item.item_class.title for item in listed):
        members = [item for item in listed if item.item_class.title == title]
        rows = [line for item in members for line in _lines(item, by_item.get(item.pk, []))]
        blocks += [Heading(1, title), Table(LINES, rows)]
    return form("整改台账", row.office, today(), blocks, ("主要负责人（签名）",))


def supervision_letter(row: Card, viewer: Viewer) -> OfficialDocument:
    """督办函: what is to be done by when, and how to answer."""
    issuer = row.office.name
    partners = (
        "由%s牵头，%s协办。" % (row.lead.name, row.partners) if row.partners else "由%s承办。" % row.lead.name
    )
    return OfficialDocument(
        title="关于督办有关事项的函",
        issuer=issuer,
        date=row.issued_on or row.at,
        addressee=row.lead.name,
        kind=Kind.LETTER,
        head=letter_head(issuer),
        blocks=[
            Paragraph("根据%s，现就下列事项予以督办（督办卡号%s）：" % (row.basis, row.number)),
            Paragraph(_sentence(row.matter)),
            Paragraph(partners + "请于%s前办结。" % day(row.due_on)),
            Paragraph("回复要求：" + _sentence(row.answer)),
        ],
        note="联系人：%s" % row.contact if row.contact else "",
    )


def advice(row: Advice, viewer: Viewer) -> OfficialDocument:
    """巡察建议书 to a department in charge of a sector."""
    issuer = leading_group(row.office)
    return OfficialDocument(
        title="关于%s有关工作建议的函" % round_words(row.round),
        issuer=issuer,
        date=row.at,
        addressee=row.department.name,
        kind=Kind.LETTER,
        head=letter_head(issuer),
        blocks=[
            Paragraph("%s发现的有关问题涉及你单位职能，现提出如下建议：" % round_words(row.round)),
            Paragraph(_sentence(row.text)),
            Paragraph("请研究办理，并于%s前书面回复办理情况。" % day(row.due_on)),
        ],
    )


def closing_slip(row: Closure, viewer: Viewer) -> OfficialDocument:
    """销号单: what was done, who signed for it, who checked it, who agreed."""
    return form(
        "整改事项销号单",
        row.office,
        row.struck_off_on or row.signed_on,
        [
            Fields(
                [
                    [("整改台账", row.item.ledger.title)],
                    [("整改事项", row.item.title)],
                    [("签批负责人", row.principal), ("签批日期", day(row.signed_on))],
                    [("签批文件", row.paper)],
                    [
                        ("核查人", row.checked_by.name if row.checked_by else ""),
                        ("核查日期", day(row.checked_on)),
                    ],
                    [("监督单位", str(row.get_body_display())), ("意见日期", day(row.endorsed_on))],
                    [("状态", row.state_label()), ("销号日期", day(row.struck_off_on))],
                ]
            ),
            Heading(1, "整改完成情况"),
            *paragraphs(row.text),
            *_said("核查情况", row.checked),
            *_said("监督单位意见", row.opinion),
        ],
        ("整改单位（盖章）", "核查人（签名）"),
    )


def is_issued(row: Card) -> bool:
    return row.state not in INSIDE


def _lines(item: Item, measures: list[Measure]) -> list[tuple[str, ...]]:
    state = item.state_label().partition("（")[0]
    if not measures:
        return [
            (
                str(item.serial),
                item.title,
                "（尚无措施）",
                "",
                item.due_on.isoformat(),
                _iso(item.done_on),
                state,
            )
        ]
    return [
        (
            "%d.%d" % (item.serial, measure.serial),
            item.title if not place else "同上",
            measure.text,
            str(measure.owner),
            measure.due_on.isoformat(),
            _iso(measure.done_on),
            state,
        )
        for place, measure in enumerate(measures)
    ]


def _iso(on: date | None) -> str:
    return on.isoformat() if on else "—"


def _said(title: str, text: str) -> list[Block]:
    return [Heading(1, title), *paragraphs(text)] if text.strip() else []


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "；")) else text + "。"
