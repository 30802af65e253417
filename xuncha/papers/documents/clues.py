"""Letters by which clues are handed over. They name clues by number only; what one says is opened by its own door."""

from xuncha.basis.rules import DocumentKind as Kind
from xuncha.clues import queries
from xuncha.clues.actions import access
from xuncha.clues.models import Clue, Transfer, TransferLine
from xuncha.kernel.viewer import Viewer
from xuncha.papers.documents.frame import BLANK, day, form, leading_group, letter_head
from xuncha.papers.engine.document import (
    Attachment,
    Block,
    Column,
    Fields,
    Heading,
    OfficialDocument,
    Paragraph,
    Table,
)
from xuncha.records.queries import today

LINES = (
    Column("序号", 0.6),
    Column("线索编号", 3),
    Column("巡察对象", 3, "left"),
    Column("来源", 1.2),
    Column("办理方式", 1.2),
)


def transfer_letter(row: Transfer, viewer: Viewer) -> OfficialDocument:
    """问题线索移交函 with its list; the material itself goes sealed beside it."""
    lines = _lines(row, viewer)
    leading = sum(line.leads for line in lines)
    issuer = leading_group(row.office)
    return OfficialDocument(
        title="关于移交巡察问题线索的函",
        issuer=issuer,
        date=row.at,
        addressee=row.receiver.name,
        kind=Kind.LETTER,
        head=letter_head(issuer, row.document),
        blocks=[
            Paragraph(
                "经研究，现将巡察中发现的问题线索%d件移交你单位（移交编号%s），其中由你单位牵头办理%d件。"
                "线索材料另行密封移交。" % (len(lines), row.number, leading)
            ),
            Paragraph("请按规定办理，签收后将回执退我办，并在规定期限内书面反馈办理结果。"),
            Paragraph("办理过程中请严格执行保密规定，不得将线索转交被反映人或者其所在单位。"),
        ],
        attachments=[
            Attachment("问题线索移交清单", [_table(lines)]),
            Attachment("问题线索移交回执", [_receipt(row, len(lines), leading)]),
        ],
    )


def transfer_receipt(row: Transfer, viewer: Viewer) -> OfficialDocument:
    """回执: filled where it came back, to be filled in where it did not."""
    lines = _lines(row, viewer)
    fields = _receipt(row, len(lines), sum(line.leads for line in lines))
    return form("问题线索移交回执", row.office, row.at, [fields], ("接收单位（盖章）", "签收人（签名）"))


def clue_material(row: Clue, viewer: Viewer) -> OfficialDocument:
    """线索材料: what the clue says, opened on record by those who may (WrongRole)."""
    content = access.open_content(row, by=viewer)
    persons: list[Block] = [
        Paragraph(subject.details, lead=Heading(3, "一把手。" if subject.is_principal else "其他人员。"))
        for subject in content.subjects
    ]
    return form(
        "问题线索材料",
        row.office,
        row.at,
        [
            Fields(
                [
                    [("线索编号", row.number), ("来源", str(row.get_source_display()))],
                    [("巡察对象", row.task.organisation.name)],
                    [("被反映组织", content.organisation or "—")],
                    [("署名", "实名" if content.named else "匿名"), ("反映人", content.reporter or "—")],
                ]
            ),
            Heading(1, "被反映人"),
            *(persons or [Paragraph("未涉及具体人员。")]),
            Heading(1, "主要内容"),
            Paragraph(content.summary),
            Paragraph("查阅人：%s，查阅日期：%s。阅后密封归还，不得复制。" % (viewer.name, day(today()))),
        ],
    )


def may_open(row: Clue, viewer: Viewer) -> bool:
    return queries.may_open(row, viewer, today())


def _lines(row: Transfer, viewer: Viewer) -> list[TransferLine]:
    found = TransferLine.objects.visible_to(viewer).filter(transfer=row)
    return list(found.select_related("clue__task__organisation").order_by("clue__number"))


def _table(lines: list[TransferLine]) -> Table:
    return Table(
        LINES,
        [
            (
                str(number),
                line.clue.number,
                line.clue.task.organisation.short_name,
                str(line.clue.get_source_display()),
                "牵头办理" if line.leads else "抄送",
            )
            for number, line in enumerate(lines, 1)
        ],
    )


def _receipt(row: Transfer, count: int, leading: int) -> Fields:
    receipt = queries.receipt_of(row)
    stated = (receipt.stated, receipt.stated_leading) if receipt else (None, None)
    return Fields(
        [
            [("移交编号", row.number), ("接收单位", row.receiver.name)],
            [("移交件数", "%d件" % count), ("牵头办理", "%d件" % leading)],
            [("签收件数", _count(stated[0])), ("其中牵头", _count(stated[1]))],
            [
                ("回执编号", receipt.number if receipt else BLANK),
                ("签收日期", day(receipt.at if receipt else None)),
            ],
            [("签收人", receipt.signed_by if receipt else BLANK)],
        ]
    )


def _count(number: int | None) -> str:
    return BLANK if number is None else "%d件" % number
