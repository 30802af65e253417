"""Documents and meetings for tests."""

from typing import Any

from xuncha.basis.models import Addressee, AgendaItem, Decision, Document, Meeting
from xuncha.basis.rules import Direction, DocumentKind, MeetingKind
from xuncha.records.tests.builders import DAY, NUMBERS, office, user


def document(**over: Any) -> Document:
    """A notice the office issued."""
    n = next(NUMBERS)
    values: dict[str, Any] = {
        "number": f"巡办发〔2019〕{n}号",
        "kind": DocumentKind.NOTICE,
        "direction": Direction.OUT,
        "title": f"关于第{n}项工作的通知",
        "issuer": "市委巡察办",
        "at": DAY,
    }
    for name, build in {"office": office, "by": user}.items():
        if name not in over:
            values[name] = build()
    return Document.objects.create(**(values | over))


def addressee(**over: Any) -> Addressee:
    paper = over.get("document") or document()
    values = {
        "document": paper,
        "office": paper.office,
        "by": paper.by,
        "at": paper.at,
        "name": "第1县委巡察办",
    }
    return Addressee.objects.create(**(values | over))


def meeting(**over: Any) -> Meeting:
    n = next(NUMBERS)
    values: dict[str, Any] = {"kind": MeetingKind.LEADING_GROUP, "title": f"第{n}次会议", "at": DAY}
    for name, build in {"office": office, "by": user}.items():
        if name not in over:
            values[name] = build()
    return Meeting.objects.create(**(values | over))


def agenda_item(**over: Any) -> AgendaItem:
    held = over.get("meeting") or meeting()
    serial = AgendaItem.objects.filter(meeting=held).count() + 1
    values = {
        "meeting": held,
        "office": held.office,
        "by": held.by,
        "at": held.at,
        "serial": serial,
        "subject": "议题",
    }
    return AgendaItem.objects.create(**(values | over))


def decision(**over: Any) -> Decision:
    item = over.get("agenda_item") or agenda_item()
    values = {"agenda_item": item, "office": item.office, "by": item.by, "at": item.at, "text": "决定事项"}
    return Decision.objects.create(**(values | over))
