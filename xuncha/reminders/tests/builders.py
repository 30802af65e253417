"""One thing of every kind that is owed, with the day it is owed by, and how it ceases to be."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.accounts.models import User
from xuncha.archive.models import Handover
from xuncha.basis.tests.builders import addressee, decision, document
from xuncha.clues.models import Clue, TransferLine
from xuncha.clues.rules import ClueState
from xuncha.clues.tests import builders as clues
from xuncha.fieldwork.tests import records as field
from xuncha.fieldwork.tests.builders import material_request
from xuncha.guidance.tests import builders as guided
from xuncha.leadership.tests.builders import matter
from xuncha.linkage.models import CountyCall, Filing
from xuncha.linkage.rules import FilingKind
from xuncha.linkage.tests import builders as linkage
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Grant, Person
from xuncha.people.tests.builders import installation, person
from xuncha.records.models import Office, Record
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, director, office, province, user
from xuncha.rectification.models import Advice, Card, Item, Measure, ProgressReport
from xuncha.rectification.rules.plans import SubmissionState
from xuncha.rectification.tests import builders as rectification
from xuncha.reminders.rules.kinds import Kind
from xuncha.returns.tests import builders as returns
from xuncha.rounds.actions import rule_sets
from xuncha.rounds.models import Group, KeyTask, Round, RuleSet, Task, Theme
from xuncha.rounds.rules.groups import Seat
from xuncha.rounds.rules.tasks import TaskState
from xuncha.rounds.tests import builders as rounds

TODAY = date(2019, 12, 31)
DUE = date(2020, 1, 10)
SET = "2017年制度"


def home() -> Office:
    """The installation's own office, below a province's, with the bundled rule sets."""
    row = office(parent=province())
    installation(row)
    rule_sets.load(office=row, by=director(row))
    return row


def account(role: Role, of: Office, unit: Organisation | None = None, **over: Any) -> User:
    made = user(**over)
    Grant.objects.create(user=made, role=role, office=of, organisation=unit, since=DAY, by=made)
    return made


def seated(seat: Seat, group: Group) -> User:
    """The account of somebody who sits in the group."""
    made = user()
    rounds.member(group=group, seat=seat, person=person(office=group.office, user=made))
    return made


def round_of(of: Office, **over: Any) -> Round:
    return rounds.round_(office=of, rule_set=RuleSet.objects.get(office=of, name=SET), **over)


def task(of: Office, **over: Any) -> Task:
    """A task of a group in a round that goes by the set of 2017."""
    round_ = over.pop("round", None) or round_of(of)
    return rounds.task(group=rounds.group(round=round_), **over)


def ledger(of: Office, **over: Any):  # type: ignore[no-untyped-def]
    """A unit's ledger with one item, its task fed back."""
    row = task(of, state=TaskState.DECIDED, **over)
    return rectification.unit_ledger(1, row)


def measure(of: Office, due_on: date = DUE, **over: Any) -> Measure:
    """An open measure of a unit's item."""
    (item,) = ledger(of).items.all()
    return rectification.measure(item, due_on=due_on, **over)


@dataclass(frozen=True)
class Case:
    """`make` gives the row and the day; `settle` changes what shows that it is done."""

    make: Callable[[Office], tuple[Record, date]]
    settle: Callable[[Any], object]


def _task(due_on: date, then: TaskState, **over: Any) -> Case:
    return Case(
        lambda of: (task(of, **over), due_on),
        lambda row: Task.objects.filter(pk=row.pk).update(state=then),
    )


def _set(make: Callable[[Office], Record], due_on: date = DUE, **columns: Any) -> Case:
    return Case(
        lambda of: (make(of), due_on),
        lambda row: type(row)._base_manager.filter(pk=row.pk).update(**columns),
    )


def _report(of: Task, **over: Any) -> ProgressReport:
    values: dict[str, Any] = {
        "number": 1, "principal": "某书记", "paper": "签批单", "state": SubmissionState.ACCEPTED, "done": 0,
        "basic": 0, "open": 1,
    }  # fmt: skip
    day = over.pop("on")
    return ProgressReport.objects.create(
        ledger=of.ledger, office=of.office, by=of.by, at=day, signed_on=day, accepted_on=day, **values
    )


def _published(of: Office) -> tuple[Record, date]:
    row = ledger(of).task
    Task.objects.filter(pk=row.pk).update(state=TaskState.PROGRESS_REPORTED)
    _report(row, on=date(2019, 12, 20))
    return row, date(2020, 1, 13)


def _periodic(of: Office) -> tuple[Record, date]:
    """Fed back on 20 September and reported on 30 December: the second quarter ends on 20 March."""
    row = ledger(of).task
    Task.objects.filter(pk=row.pk).update(state=TaskState.EVALUATED)
    _report(row, on=date(2019, 12, 30))
    return row, date(2020, 3, 20)


def _planned(of: Office) -> tuple[Record, date]:
    """Of the feedback of 20 September: fifteen working days, over the week of rest."""
    row = ledger(of).task
    Task.objects.filter(pk=row.pk).update(state=TaskState.FED_BACK)
    return row, date(2019, 10, 16)


def _reviewed(of: Office) -> tuple[Record, date]:
    row = ledger(of)
    rectification.measure(row.items.get(), at=date(2019, 12, 2), due_on=DUE)
    return rectification.submitted(row, date(2019, 12, 20)), date(2020, 1, 6)


def _item(of: Office) -> Item:
    row = Item.objects.get(ledger=ledger(of))
    Item.objects.filter(pk=row.pk).update(due_on=DUE)
    return row


def _clue(of: Office) -> tuple[Record, date]:
    row = clues.decided(task(of, state=TaskState.DECIDED, decided_on=date(2019, 12, 20)))
    return row, date(2020, 1, 6)


def _clue_result(of: Office) -> TransferLine:
    row = clues.decided(task(of, state=TaskState.DECIDED, decided_on=date(2019, 9, 2)))
    clues.slip(clues.handed(row), 1, 1)
    line = clues.line_of(row)
    TransferLine.objects.filter(pk=line.pk).update(due_on=DUE)
    return line


def _key_task(of: Office) -> KeyTask:
    row: dict[str, Any] = {"office": of, "by": user(), "at": DAY}
    theme = Theme.objects.create(year=2019, title="质量提升年", **row)
    return KeyTask.objects.create(theme=theme, serial=1, text="修订手册", owner="综合科", due_on=DUE, **row)


def _on_site(of: Office) -> Task:
    return field.on_site(round=round_of(of), exit_planned_on=DUE)


def _filed(kind: FilingKind) -> Callable[[Any], object]:
    def file(row: Round) -> object:
        paper = document(office=row.office)
        return Filing.objects.create(
            kind=kind, round=row, document=paper, receiver=row.office.parent, office=row.office, by=row.by, at=TODAY
        )  # fmt: skip

    return file


def _composite(of: Office) -> tuple[Record, date]:
    row = round_of(of)
    task(of, round=row, state=TaskState.DECIDED, decided_on=date(2019, 12, 20))
    return row, date(2020, 1, 6)


def _handed_over(row: Task) -> object:
    return Handover.objects.create(
        task=row, title="归档移交", fonds="A012", state="handed_over", handed_on=TODAY, digest="0" * 64, office=row.office,
        by=row.by, at=TODAY,
    )  # fmt: skip


def _card(of: Office) -> Card:
    """Signed and delivered."""
    return Card.objects.create(
        number="〔2019〕1", source="matter", matter="历史遗留项目", basis="纪要", lead=organisation(office=of), due_on=DUE,
        state="delivered", office=of, by=user(), at=TODAY,
    )  # fmt: skip


def _advice(of: Office) -> Advice:
    return Advice.objects.create(
        round=round_of(of), department=organisation(office=of), text="开展专项治理", due_on=DUE, office=of, by=user(),
        at=TODAY, reply="已经部署", replied_by=user(),
    )  # fmt: skip


LEFT = date(2019, 11, 29)


def _called(of: Office) -> CountyCall:
    return linkage.call(campaign=linkage.campaign(round=round_of(of)), plan_due_on=DUE)


CASES: dict[Kind, Case] = {
    Kind.ENTRY_NOTICE: _task(date(2020, 1, 7), TaskState.NOTIFIED, entry_planned_on=date(2020, 1, 20)),
    Kind.ENTRY: _task(DUE, TaskState.ENTERED, state=TaskState.NOTIFIED, entry_planned_on=DUE),
    Kind.EXIT: _task(
        DUE, TaskState.LEFT, state=TaskState.ENTERED, entered_on=date(2019, 11, 11), exit_planned_on=DUE
    ),
    Kind.REPORT: _task(
        date(2020, 1, 13), TaskState.REPORTED, state=TaskState.LEFT, left_on=date(2019, 12, 20)
    ),
    Kind.HEARING: _task(date(2019, 12, 29), TaskState.HEARD, state=TaskState.REVIEWED, left_on=LEFT),
    Kind.SECRETARY: _task(date(2019, 12, 29), TaskState.DECIDED, state=TaskState.HEARD, left_on=LEFT),
    Kind.FEEDBACK: _task(
        date(2020, 1, 13), TaskState.FED_BACK, state=TaskState.DECIDED, decided_on=date(2019, 12, 20)
    ),
    Kind.REQUEST: _set(lambda of: material_request(round=round_of(of), due_on=DUE), received_on=TODAY),
    Kind.NOTICE: _set(lambda of: field.notice(_on_site(of), due_on=DUE), state="carried"),
    Kind.PETITION: _set(lambda of: field.petition(_on_site(of)), state="disposed"),
    Kind.LOAN: _set(lambda of: field.loan(_on_site(of)), returned_on=TODAY),
    Kind.CLUE_TRANSFER: Case(
        _clue, lambda row: Clue.objects.filter(pk=row.pk).update(state=ClueState.TRANSFERRED)
    ),
    Kind.CLUE_RESULT: _set(_clue_result, answered_on=TODAY),
    Kind.PLAN: Case(_planned, lambda row: rectification.submitted(_with_measures(row), TODAY)),
    Kind.PLAN_REVIEW: Case(
        _reviewed, lambda row: type(row).objects.filter(pk=row.pk).update(state="returned")
    ),
    Kind.MEASURE: _set(measure, done_on=TODAY),
    Kind.ITEM: _set(_item, state="basically_done"),
    Kind.PROGRESS: _task(
        date(2020, 1, 5),
        TaskState.PROGRESS_REPORTED,
        state=TaskState.RECTIFYING,
        fed_back_on=date(2019, 11, 5),
    ),
    Kind.PERIODIC: Case(
        _periodic, lambda row: Item.objects.filter(ledger__task=row).update(state="basically_done")
    ),
    Kind.PUBLICATION: Case(
        _published, lambda row: Task.objects.filter(pk=row.pk).update(state=TaskState.PUBLISHED)
    ),
    Kind.EVALUATION: _task(
        date(2020, 1, 5), TaskState.EVALUATED, state=TaskState.PUBLISHED, fed_back_on=date(2019, 10, 5)
    ),
    Kind.ARCHIVE: Case(
        lambda of: (task(of, state=TaskState.EVALUATED, fed_back_on=date(2019, 12, 5)), date(2020, 1, 5)),
        _handed_over,
    ),
    Kind.MATTER: _set(lambda of: matter(office=of, due_on=DUE), state="replied"),
    Kind.CARD: _set(_card, state="replied"),
    Kind.ADVICE: _set(_advice, state="replied"),
    Kind.CASE: _set(lambda of: guided.case(office=of, due_on=DUE), state="closed", closed_on=TODAY),
    Kind.CASE_REPLY: _set(
        lambda of: guided.talk(case=guided.case(office=of), due_on=DUE), replied_on=TODAY, reply="已整改"
    ),
    Kind.DISPATCH_TASK: _set(lambda of: guided.task(office=of, due_on=DUE), done_on=TODAY, result="已完成"),
    Kind.SPONSOR_VISIT: _set(lambda of: guided.sponsorship(office=of, due_on=DUE), until=TODAY),
    Kind.ROUND_PLAN: Case(
        lambda of: (round_of(of, approved_on=date(2019, 12, 27)), date(2020, 1, 6)),
        _filed(FilingKind.ROUND_PLAN),
    ),
    Kind.COMPOSITE: Case(_composite, _filed(FilingKind.COMPOSITE)),
    Kind.COUNTY_PLAN: Case(
        lambda of: (_called(of), DUE),
        lambda call: linkage.county_plan(campaign=call.campaign, county=call.county, at=TODAY),
    ),
    Kind.COUNTERPART: _set(lambda of: linkage.counterpart(office=of, due_on=DUE), sent_on=TODAY),
    Kind.RETURN_FILING: _set(
        lambda of: returns.filing(office=of, due_on=DUE), state="submitted", filed_on=TODAY
    ),
    Kind.REPLY: _set(lambda of: addressee(document=document(office=of), due_on=DUE), replied_on=TODAY),
    Kind.DECISION: _set(lambda of: _decision(of), done_on=TODAY),
    Kind.KEY_TASK: _set(_key_task, done_on=TODAY),
}


def _decision(of: Office) -> Record:
    row = decision()
    type(row).objects.filter(pk=row.pk).update(office=of, due_on=DUE)
    row.refresh_from_db()
    return row


def _with_measures(row: Task):  # type: ignore[no-untyped-def]
    rectification.measure(row.ledger.items.get(), at=date(2019, 12, 2), due_on=DUE)
    return row.ledger


def holder(of: Person) -> User:
    """The person with an account."""
    made = user()
    Person.objects.filter(pk=of.pk).update(user=made)
    return made
