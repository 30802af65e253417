"""Asking the solver for a plan, weighing what it costs, and carrying the chosen one out."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django_q.tasks import async_task

from xuncha.audit import actions as audit
from xuncha.basis import actions as basis
from xuncha.basis.models import Document
from xuncha.basis.rules import Direction, DocumentKind, To
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rounds.actions import groups, screening
from xuncha.rounds.rules.groups import Seat
from xuncha.talent.engine.answer import as_json
from xuncha.talent.engine.instance import read
from xuncha.talent.engine.solve import staff
from xuncha.talent.models import PoolMember
from xuncha.teams.models import Proposal, Staffing
from xuncha.teams.queries.asked import Asked, asked
from xuncha.teams.queries.proposals import places
from xuncha.teams.rules import MOST_SECONDS, STAFFERS, Outcome, letters
from xuncha.teams.rules.costs import Without, without
from xuncha.teams.rules.instances import Demands, assemble, fixed_cost, led_by

SOLVING, WEIGHING = "xuncha.teams.jobs.solve", "xuncha.teams.jobs.weigh"
WEIGHED_SECONDS, ALL_SECONDS = 3.0, 120.0  # for one choice, for all of them


def propose(staffing: Staffing, *, seconds: int, by: Viewer, at: date, note: str = "") -> Proposal:
    """Take down what is asked now and queue it for the solver. Declarations are opened for it, which is recorded."""
    records.require(staffing, STAFFERS, by=by)
    groups.require_open(staffing.round)
    if not 1 <= seconds <= MOST_SECONDS:
        raise NotAllowed("求解时限应为1至%(most)s秒。", most=MOST_SECONDS)
    found = asked(staffing, at)
    assemble(found.demands)  # refuses choices that contradict one another
    return _take_down(staffing, found, seconds, by=by, at=at, note=note)


@transaction.atomic
def _take_down(
    staffing: Staffing, found: Asked, seconds: int, *, by: Viewer, at: date, note: str
) -> Proposal:
    opened = ",".join(map(str, sorted(found.people)))
    subject = f"{staffing._meta.label_lower} {staffing.uid}"
    audit.record_by(by, verb="open relatives", subject=subject, note=opened)
    last = staffing.proposals.live().aggregate(last=Max("number"))["last"] or 0
    row = Proposal(
        office=staffing.office,
        staffing=staffing,
        number=last + 1,
        seconds=seconds,
        asked=found.demands.text(),
        ties=_text(found.ties),
    )
    records.enter(row, by=by, at=at, note=note)
    async_task(SOLVING, str(row.uid), by.user, at.isoformat(), task_name=f"staffing {row.uid}"[:100])
    return row


def solve(proposal: Proposal, *, by: Viewer, at: date) -> Proposal:
    """The solver's answer, filled in once; asked again it stays as it is. No lock is held while it is sought."""
    if proposal.outcome:
        return proposal
    demands = proposal.demands
    instance = read(assemble(demands))
    result = staff(instance, seconds=proposal.seconds, seed=proposal.seed)
    answer = as_json(instance, result)
    _with_leaders(answer, demands)
    sets = {
        "answer": _text(answer),
        "outcome": answer["status"],
        "objective": answer["objective"],
        "bound": answer["bound"],
    }
    filled = {name: value for name, value in sets.items() if value is not None}
    return records.fill(proposal, "solve", by=by, at=at, sets=filled)


@transaction.atomic
def ask_costs(proposal: Proposal, *, by: Viewer, at: date, note: str = "") -> Proposal:
    """Queue the weighing of each demand and choice."""
    records.require(proposal, STAFFERS, by=by)
    if proposal.costs or proposal.objective is None:
        raise NotAllowed("已经测算，或者尚无方案。")
    async_task(WEIGHING, str(proposal.uid), by.user, at.isoformat(), task_name=f"costs {proposal.uid}"[:100])
    return proposal


def weigh(proposal: Proposal, *, by: Viewer, at: date) -> Proposal:
    """What the objective would be without each single demand or choice: the difference is what it costs."""
    if proposal.costs or proposal.objective is None:
        return proposal
    cases = list(without(proposal.demands))
    seconds = min(WEIGHED_SECONDS, ALL_SECONDS / max(len(cases), 1))
    found = [_cost(proposal, case, seconds) for case in cases]
    return records.fill(proposal, "weigh", by=by, at=at, sets={"costs": _text(found)})


def _with_leaders(answer: dict[str, Any], demands: Demands) -> None:
    """Leaders who were fixed beforehand take their seats, and count as often as they were sent."""
    led, more = led_by(demands), fixed_cost(demands)
    for group in answer["groups"]:
        group["leaders"] += [led[group["id"]]] if group["id"] in led else []
    if answer["objective"] is not None:
        answer["objective"] += more
        answer["parts"]["served"] += more
        answer["bound"] = None if answer["bound"] is None else answer["bound"] + more


def _cost(proposal: Proposal, case: Without, seconds: float) -> dict[str, Any]:
    """`saved` is how much better the plan could be; `proven` that it could not be better by more."""
    result = staff(read(assemble(case.demands)), seconds=seconds, seed=proposal.seed)
    total = result.cost.total + fixed_cost(case.demands) if result.cost else proposal.objective
    return {
        "wish": asdict(case.wish) if case.wish else None,
        "team": case.team,
        "specialty": case.specialty,
        "saved": max((proposal.objective or 0) - (total or 0), 0),
        "proven": result.status == proposal.outcome == Outcome.OPTIMAL,
    }


@transaction.atomic
def adopt(proposal: Proposal, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Proposal:
    """Choose the plan, and try the rules of recusal on everybody in it; officials decide what they find."""
    records.require(proposal, STAFFERS, by=by)
    if proposal.objective is None:
        raise NotAllowed("该方案没有人选，不能采用。")
    if _adopted(proposal.staffing).exists():
        raise NotAllowed("本轮已采用一个方案，请先弃用。")
    fresh = [(group, people) for group, people in places(proposal) if people]
    for group, people in fresh:
        leader = next((one.person for one, seat in people if seat == Seat.LEADER), None)
        members = [one.person for one, seat in people if seat != Seat.LEADER]
        screening.check_all(group, people=members, leader=leader, by=by, at=at)
    return records.fill(proposal, "adopt", by=by, at=at, sets={"adopted_on": at}, basis=basis, note=note)


@transaction.atomic
def drop(proposal: Proposal, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Proposal:
    """Another plan is to be chosen, before anybody was sent."""
    records.require(proposal, STAFFERS, by=by)
    if not proposal.adopted_on or proposal.carried_out_on:
        raise NotAllowed("只有已采用、尚未抽调到组的方案可以弃用。")
    if not note.strip():
        raise NotAllowed("请写明弃用理由。")
    return records.fill(proposal, "drop", by=by, at=at, sets={"dropped_on": at}, basis=basis, note=note)


@transaction.atomic
def carry_out(
    proposal: Proposal, *, series: str, first: int, by: Viewer, at: date, note: str = ""
) -> Proposal:
    """Send the letters and seat everybody of the adopted plan: all of them or none.

    `series` and `first` number the letters (巡办函〔2019〕, 15): one to each unit that people are drawn from.
    """
    records.require(proposal, STAFFERS, by=by)
    if not proposal.adopted_on or proposal.dropped_on or proposal.carried_out_on:
        raise NotAllowed("请先采用方案。")
    seats = [(group, one, seat) for group, people in places(proposal) for one, seat in people]
    sent = _letters(proposal, [one for _, one, _ in seats], series, first, by=by, at=at)
    for group, one, seat in seats:
        letter = sent[one.organisation_id]
        groups.post(group, one.person, seat, pool_member=one, letter=letter, by=by, at=at)
    return records.fill(proposal, "carry_out", by=by, at=at, sets={"carried_out_on": at}, note=note)


def _letters(
    proposal: Proposal, members: Iterable[PoolMember], series: str, first: int, *, by: Viewer, at: date
) -> dict[int, Document]:
    """Unit → the letter that asks it for its people."""
    asked_of: dict[int, list[PoolMember]] = defaultdict(list)
    for member in sorted(members, key=lambda one: (one.organisation.name, one.pk)):
        asked_of[member.organisation_id].append(member)
    found = {}
    for place, (unit, people) in enumerate(asked_of.items()):
        home = people[0].organisation
        found[unit] = basis.register_document(
            office=proposal.office,
            kind=DocumentKind.LETTER,
            direction=Direction.OUT,
            title=letters.title([one.person.name for one in people], str(proposal.staffing.round)),
            issuer=proposal.office.name,
            number=letters.number(series, first + place),
            addressees=[To(home.name, organisation=home)],
            by=by,
            at=at,
        )
    return found


def _adopted(staffing: Staffing) -> Any:
    return staffing.proposals.live().filter(adopted_on__isnull=False, dropped_on=None)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
