"""Minutes of meetings in the format of minutes, and the record of an admonitory talk."""

from collections.abc import Sequence

from xuncha.basis.models import AgendaItem, Attendance, Decision, Meeting
from xuncha.basis.rules import DocumentKind as Kind
from xuncha.basis.rules import MeetingKind
from xuncha.guidance.models import DispatchMeeting
from xuncha.kernel.viewer import Viewer
from xuncha.papers.documents.frame import day, form
from xuncha.papers.documents.guidance import dispatched
from xuncha.papers.engine.document import (
    Attending,
    Block,
    Fields,
    Heading,
    Imprint,
    OfficialDocument,
    Paragraph,
)
from xuncha.papers.engine.heads import MinutesHead

MARKS = {
    MeetingKind.STANDING_COMMITTEE: "常委会会议纪要",
    MeetingKind.SECRETARY: "书记专题会议纪要",
    MeetingKind.LEADING_GROUP: "巡察工作领导小组会议纪要",
    MeetingKind.OFFICE: "巡察办会议纪要",
    MeetingKind.DISPATCH: "巡察工作调度会议纪要",
}
WITHOUT_VOTE = ("列席",)


def minutes(row: Meeting, viewer: Viewer) -> OfficialDocument:
    """纪要 of what was decided item by item, and who was there."""
    number = row.minutes.number if row.minutes and row.minutes.number else "（送审稿）"
    return OfficialDocument(
        title=row.title,
        issuer=row.office.name,
        date=row.at,
        kind=Kind.MINUTES,
        head=MinutesHead(
            row.office.committee + MARKS[MeetingKind(row.kind)], number, row.office.name, row.at
        ),
        blocks=[Paragraph(_opening(row)), *_agenda(row, viewer), *dispatched(row, viewer)],
        attending=_attending(row, viewer),
        imprint=Imprint(row.office.name, row.at),
    )


def admonition(row: Meeting, viewer: Viewer) -> OfficialDocument:
    """约谈记录."""
    present = Attendance.objects.visible_to(viewer).filter(meeting=row, present=True).order_by("pk")
    return form(
        "约谈记录",
        row.office,
        row.at,
        [
            Fields(
                [
                    [("约谈事项", row.title)],
                    [("约谈时间", day(row.at)), ("约谈地点", row.place)],
                    [
                        ("约谈人", row.chair.name if row.chair else ""),
                        ("参加人员", "，".join(map(_who, present))),
                    ],
                ]
            ),
            *_agenda(row, viewer),
        ],
        ("约谈人（签名）", "被约谈人（签名）", "记录人（签名）"),
    )


def of_dispatch(row: DispatchMeeting, viewer: Viewer) -> OfficialDocument:
    """The same from the page of a dispatch meeting."""
    return minutes(row.meeting, viewer)


def is_minuted(row: Meeting) -> bool:
    return row.kind in MARKS


def is_talk(row: Meeting) -> bool:
    return bool(row.kind == MeetingKind.TALK)


def _opening(row: Meeting) -> str:
    place = "在%s" % row.place if row.place else ""
    chaired = "，会议由%s主持" % row.chair.name if row.chair else ""
    return "%s，%s召开%s%s。会议议定事项纪要如下：" % (day(row.at), place, row.title, chaired)


def _agenda(row: Meeting, viewer: Viewer) -> list[Block]:
    items = AgendaItem.objects.visible_to(viewer).filter(meeting=row).order_by("serial")
    decided: dict[int, list[Decision]] = {}
    for decision in Decision.objects.visible_to(viewer).filter(agenda_item__meeting=row).order_by("pk"):
        decided.setdefault(decision.agenda_item_id, []).append(decision)
    blocks: list[Block] = []
    for item in items:
        blocks.append(Heading(1, item.subject))
        blocks += [Paragraph(_decided(decision)) for decision in decided.get(item.pk, [])] or [
            Paragraph("会议听取了汇报，进行了研究。")
        ]
    return blocks


def _decided(decision: Decision) -> str:
    text = decision.text if decision.text.endswith("。") else decision.text + "。"
    owed = []
    if decision.owner:
        owed.append("责任单位：" + decision.owner)
    if decision.due_on:
        owed.append("完成期限：" + day(decision.due_on))
    return "会议议定：" + text + ("（%s）" % "，".join(owed) if owed else "")


def _attending(row: Meeting, viewer: Viewer) -> list[Attending]:
    called = list(Attendance.objects.visible_to(viewer).filter(meeting=row).order_by("pk"))
    voting = [one for one in called if one.present and one.capacity not in WITHOUT_VOTE]
    lists: Sequence[tuple[str, list[Attendance]]] = (
        ("出席", voting),
        ("请假", [one for one in called if not one.present]),
        ("列席", [one for one in called if one.present and one.capacity in WITHOUT_VOTE]),
    )
    return [Attending(label, [_who(one) for one in found]) for label, found in lists if found]


def _who(one: Attendance) -> str:
    return "%s（%s）" % (one.name, one.body) if one.body else one.name
