"""Clues and their way through the hands, for tests."""

from datetime import date
from typing import Any

from xuncha.basis.tests.builders import document
from xuncha.clues.actions import handling, registering, transfers
from xuncha.clues.models import Clue, Outcome, Receipt, Transfer, TransferLine
from xuncha.clues.rules import Content, Disposition, ReceiverKind, Result, Source, Subject
from xuncha.findings.tests.builders import FOUND_ON, seat, task
from xuncha.kernel.deadlines import Unit
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.records.models import Office
from xuncha.records.rules import GROUP, Role
from xuncha.records.tests.builders import NUMBERS, viewer
from xuncha.rounds.models import DeadlineRule, Round, Task
from xuncha.rounds.rules.deadlines import Anchor
from xuncha.rounds.tests.builders import rule_set

DECIDED_ON = date(2019, 9, 10)
HANDED_ON = date(2019, 9, 25)
RECEIVED_ON = date(2019, 9, 27)
DISPOSED_ON = date(2019, 10, 20)
KIND = ReceiverKind.DISCIPLINE


def keeper(of: Office) -> Viewer:
    return viewer(Role.CLUE_KEEPER, office=of)


def approver(of: Office) -> Viewer:
    return viewer(Role.APPROVER, office=of)


def clerk_of(receiver: Organisation) -> Viewer:
    """Someone who handles clues at the body that received them."""
    return viewer(Role.CLUE_RECEIVER, office=receiver.office, organisation=receiver.pk)


def towards(role: Role, clue: Clue) -> Viewer:
    """Someone who holds the role where it is held towards a clue."""
    if role in GROUP:
        return seat(role, clue.task)
    if role == Role.CLUE_RECEIVER:
        line = clue.lead_lines().select_related("transfer__receiver__office").first()
        return clerk_of(line.transfer.receiver) if line else clerk_of(organisation(office=clue.office))
    unit = clue.task.organisation_id if role == Role.UNIT_CONTACT else None
    return viewer(role, office=clue.office, organisation=unit)


def content(persons: int = 1, **over: Any) -> Content:
    subjects = tuple(Subject(f"第{n}人，某局副局长") for n in range(persons))
    values: dict[str, Any] = {"summary": "反映违规收受礼金", "subjects": subjects}
    return Content(**(values | over))


def registered(on: Task | None = None, at: date = FOUND_ON, **over: Any) -> Clue:
    target = on or task()
    row = Clue(task=target, source=Source.TALK)
    return registering.register(
        row, over.pop("content", None) or content(**over), by=seat(Role.MEMBER, target), at=at
    )


def decided(on: Task | None = None, at: date = DECIDED_ON, **over: Any) -> Clue:
    row = registered(on, **over)
    registering.suggest(row, receiver_kind=KIND, by=seat(Role.GROUP_LEADER, row.task), at=at)
    return registering.decide(
        row, receiver_kind=KIND, by=approver(row.office), at=at, basis="领导小组会议纪要"
    )


def batch(of: Office, receiver: Organisation | None = None) -> Transfer:
    """Not yet handed over."""
    return Transfer(
        office=of,
        number=f"移〔2019〕{next(NUMBERS)}号",
        receiver_kind=KIND,
        receiver=receiver or organisation(office=of),
        document=document(office=of),
    )


def handed(*clues: Clue, at: date = HANDED_ON, copied: tuple[Clue, ...] = (), **over: Any) -> Transfer:
    owner = (*clues, *copied)[0].office
    return transfers.transfer(batch(owner, **over), leading=clues, copied=copied, by=keeper(owner), at=at)


def slip(of: Transfer, stated: int, leading: int, at: date = RECEIVED_ON) -> Receipt:
    row = Receipt(
        transfer=of,
        number=f"回〔2019〕{next(NUMBERS)}号",
        stated=stated,
        stated_leading=leading,
        signed_by="签收人",
    )
    return transfers.receive(row, by=keeper(of.office), at=at)


def line_of(clue: Clue) -> TransferLine:
    line = clue.lead_lines().select_related("transfer", "clue__task").first()
    assert line
    return line


def disposed(clue: Clue, at: date = DISPOSED_ON) -> TransferLine:
    row = line_of(clue)
    return handling.dispose(row, disposition=Disposition.PRELIMINARY, by=keeper(clue.office), at=at)


def answered(clue: Clue, at: date = DISPOSED_ON, **over: Any) -> Outcome:
    """The lead receiver's result for a clue that was disposed of."""
    values: dict[str, Any] = {"result": Result.FIRST, "handled": 1}
    row = Outcome(line=line_of(clue), **(values | over))
    return handling.report(row, by=keeper(clue.office), at=at)


def ruled(on: Task) -> Task:
    """The task, its round bound to a set of deadlines in which a receiver has three months (D22)."""
    round_ = on.round
    rules = rule_set(of=on.office)
    DeadlineRule.objects.create(
        rule_set=rules, office=on.office, by=on.by, at=on.at, code="D22", event="反馈线索办理结果",
        anchor=Anchor.CLUE_RECEIVED, offset=3, unit=Unit.MONTH, debtor="纪委监委等",
    )  # fmt: skip
    Round.objects.filter(pk=round_.pk).update(rule_set=rules)
    round_.refresh_from_db()
    return on
