"""Terms, plans, rounds, groups and tasks for tests: rows as they would stand, each with its passages."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from xuncha.basis.tests.builders import document
from xuncha.orgs.models import Organisation
from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Person
from xuncha.people.tests.builders import person
from xuncha.records.models import Office, Passage, Record
from xuncha.records.tests.builders import NUMBERS, office, user
from xuncha.rounds.models import (
    Authorisation,
    Group,
    GroupMember,
    Plan,
    PlanChange,
    PlanItem,
    PlanVersion,
    RecusalCheck,
    Round,
    RuleSet,
    StepTemplate,
    Task,
    TaskMode,
    TaskStep,
    TemplateStep,
    Term,
)
from xuncha.rounds.rules.checklists import Doer
from xuncha.rounds.rules.groups import RecusalVerdict, Seat
from xuncha.rounds.rules.kinds import TaskKind, qualifies
from xuncha.rounds.rules.plans import PlanChangeKind
from xuncha.rounds.rules.rounds import RoundState
from xuncha.rounds.rules.tasks import TaskState

STARTED = date(2017, 1, 1)
ENDS = date(2021, 12, 31)
ORDER = [*TaskState][: [*TaskState].index(TaskState.ARCHIVED) + 1]
REACHED_BY = {  # the column that a task in this state and after it has filled
    "notified_on": TaskState.NOTIFIED,
    "entered_on": TaskState.ENTERED,
    "left_on": TaskState.LEFT,
    "reported_on": TaskState.REPORTED,
    "heard_on": TaskState.HEARD,
    "decided_on": TaskState.DECIDED,
    "fed_back_on": TaskState.FED_BACK,
}


def passage(record: Record, after: str, at: date, before: str = "", verb: str = "enter") -> Passage:
    """A step of the record's history, for rows that were not made by an action."""
    return Passage.objects.create(
        office=record.office, subject=record._meta.label_lower, subject_uid=record.uid, verb=verb, before=before,
        after=after, by=record.by, at=at,
    )  # fmt: skip


def term(**over: Any) -> Term:
    """The fourth committee's term, 2017 to 2021."""
    values: dict[str, Any] = {"number": 4, "name": "四届市委", "at": STARTED, "ends_on": ENDS}
    for name, build in {"office": office, "by": user}.items():
        if name not in over:
            values[name] = build()
    return Term.objects.create(**(values | over))


def version(organisations: Iterable[Organisation] = (), **over: Any) -> PlanVersion:
    """A version of a plan with its list; without `plan` the first of a new one."""
    plan = over.pop("plan", None) or _plan(over.pop("term", None) or term())
    values: dict[str, Any] = {
        "number": plan.versions.count() + 1,
        "at": STARTED,
        "office": plan.office,
        "by": plan.by,
    }
    values["document"] = over.pop("document", None) or document(office=plan.office, by=plan.by)
    row = PlanVersion.objects.create(plan=plan, **(values | over))
    for one in organisations:
        list_(row, one)
    return row


def list_(row: PlanVersion, one: Organisation) -> PlanItem:
    return PlanItem.objects.create(
        version=row, organisation=one, unit_class=one.unit_class, level=one.level, office=row.office, by=row.by,
        at=row.at,
    )  # fmt: skip


def change(
    row: PlanVersion, one: Organisation, kind: PlanChangeKind, successor: Organisation | None = None
) -> PlanChange:
    return PlanChange.objects.create(
        version=row, organisation=one, kind=kind, successor=successor, reason="机构改革", document=row.document,
        office=row.office, by=row.by, at=row.at,
    )  # fmt: skip


def _plan(of: Term) -> Plan:
    return Plan.objects.create(
        term=of, name="市委巡察工作规划（2017—2021年）", office=of.office, by=of.by, at=of.at
    )


def rule_set(of: Office, **over: Any) -> RuleSet:
    values: dict[str, Any] = {"office": of, "name": f"第{next(NUMBERS)}版制度", "at": STARTED}
    return RuleSet.objects.create(**(values | {"by": user()} | over))


def round_(**over: Any) -> Round:
    """A mobilised round, approved the day it was proposed."""
    own = over.pop("term", None) or _term_of(over.get("office"))
    number = over.pop("number", own.rounds.count() + 1)
    values: dict[str, Any] = {
        "office": own.office, "by": own.by, "at": STARTED, "name": f"四届市委第{number}轮巡察", "approved_on": STARTED,
        "state": RoundState.MOBILISED,
    }  # fmt: skip
    if "rule_set" not in over:
        values["rule_set"] = rule_set(own.office, by=own.by)
    row = Round.objects.create(term=own, number=number, **(values | over))
    passage(row, row.state, row.at)
    return row


def _term_of(home: Office | None) -> Term:
    """The office's own term; a new one of a new office without."""
    there = Term.objects.filter(office=home).last() if home else None
    return there or (term(office=home) if home else term())


def group(**over: Any) -> Group:
    of = over.pop("round", None) or round_()
    number = over.pop("number", of.groups.count() + 1)
    values: dict[str, Any] = {"office": of.office, "by": of.by, "at": of.at, "name": f"第{number}巡察组"}
    return Group.objects.create(round=of, number=number, **(values | over))


def member(**over: Any) -> GroupMember:
    of = over.pop("group", None) or group()
    values: dict[str, Any] = {"office": of.office, "by": of.by, "at": of.at, "seat": Seat.MEMBER}
    if "person" not in over:
        values["person"] = person(office=of.office, by=of.by)
    return GroupMember.objects.create(group=of, round=of.round, **(values | over))


def task(**over: Any) -> Task:
    """A routine task of the office's own, just listed; in a later `state` its dates up to there are filled.

    Days that are given stay; the others follow one another from the day it was listed. `modes` are words.
    """
    modes = over.pop("modes", ("own",))
    if over.get("group"):
        over.setdefault("round", over["group"].round)
    of = over.pop("round", None) or round_(**({"office": over["office"]} if "office" in over else {}))
    kind = over.get("kind", TaskKind.ROUTINE)
    values: dict[str, Any] = {
        "office": of.office, "by": of.by, "at": max(of.at, STARTED), "kind": kind, "counts": qualifies(kind),
    }  # fmt: skip
    if kind == TaskKind.LOOKBACK and "parent_task" not in over:
        values["without_parent_reason"] = "上一届已巡察"
    if "organisation" not in over:
        values["organisation"] = organisation(office=of.office, by=of.by)
    values |= over
    values |= {name: day for name, day in _days(values).items() if name not in over}
    row = Task.objects.create(round=of, **values)
    TaskMode.objects.bulk_create(TaskMode(task=row, mode=mode) for mode in modes)
    passage(row, TaskState.LISTED, row.at)
    if row.state != TaskState.LISTED:
        passage(row, row.state, row.at, before=TaskState.LISTED, verb="move")
    return row


def _days(values: dict[str, Any]) -> dict[str, date]:
    """The day of each step up to the state: the day the task was listed, unless a later one was given before."""
    state = values.get("state", TaskState.LISTED)
    if state not in ORDER:
        return {}
    days, last = {}, values["at"]
    for name, reached in REACHED_BY.items():
        last = values.get(name) or last
        if ORDER.index(reached) <= ORDER.index(state):
            days[name] = last
    return days


def finished(of: Round, one: Organisation, on: date, **over: Any) -> Task:
    """A task whose group had left the site by `on`."""
    return task(round=of, organisation=one, entered_on=on, left_on=on, state=TaskState.LEFT, **over)


def cleared(
    who: Person, what: Task, verdict: RecusalVerdict = RecusalVerdict.CLEAR, **over: Any
) -> RecusalCheck:
    """A decided recusal check of a person towards a task's organisation."""
    of = what.round
    values: dict[str, Any] = {
        "office": of.office,
        "by": of.by,
        "at": of.at,
        "decided_on": of.at,
        "reason": "已核查",
    }
    return RecusalCheck.objects.create(
        round=of, person=who, organisation=what.organisation, verdict=verdict, **(values | over)
    )


def authorisation(of: Group) -> Authorisation:
    paper = document(office=of.office, by=of.by)
    return Authorisation.objects.create(group=of, document=paper, office=of.office, by=of.by, at=of.at)


def staffed(of: Round, targets: Iterable[Task] = ()) -> Group:
    """A group with leader, deputy and liaison, all cleared for its tasks."""
    row = group(round=of)
    seats = [member(group=row, seat=seat) for seat in (Seat.LEADER, Seat.DEPUTY, Seat.LIAISON)]
    for each in targets:
        Task.objects.filter(pk=each.pk).update(group=row)
        each.group = row
        for seat in seats:
            cleared(seat.person, each)
    return row


def template(of: Office, **over: Any) -> StepTemplate:
    """A template for routine inspections of any level, without steps."""
    values: dict[str, Any] = {"name": f"第{next(NUMBERS)}种流程", "kind": TaskKind.ROUTINE, "at": STARTED}
    return StepTemplate.objects.create(office=of, **(values | {"by": user()} | over))


def template_step(of: StepTemplate, **over: Any) -> TemplateStep:
    """A mandatory step of the group while it is on site."""
    values: dict[str, Any] = {
        "serial": of.steps.count() + 1, "text": "听取汇报", "stage": TaskState.ENTERED, "who": Doer.GROUP,
        "office": of.office, "by": of.by, "at": of.at,
    }  # fmt: skip
    return TemplateStep.objects.create(template=of, **(values | over))


def task_step(of: Task, **over: Any) -> TaskStep:
    """A mandatory step of the group in the task's present stage, open."""
    values: dict[str, Any] = {
        "serial": of.steps.count() + 1, "text": "听取汇报", "stage": of.state, "who": Doer.GROUP, "mandatory": True,
        "office": of.office, "by": of.by, "at": of.at,
    }  # fmt: skip
    return TaskStep.objects.create(task=of, **(values | over))
