"""Asking the planner for the rounds that are left, keeping one answer as a draft, and confirming it.

Nothing here makes rounds: a draft stands in a table of its own, and rounds are proposed from it one by one as ever.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.db.models import Max
from django_q.tasks import async_task

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records import actions as records
from xuncha.rounds.engine.planner.answer import as_json
from xuncha.rounds.engine.planner.instance import Instance
from xuncha.rounds.engine.planner.read import read_one
from xuncha.rounds.engine.planner.solve import solve as search
from xuncha.rounds.engine.planner.whatif import outcomes
from xuncha.rounds.engine.planner.why import why
from xuncha.rounds.engine.planner.write import as_json as instance_json
from xuncha.rounds.models import PlannedRound, PlannedTarget, RoundScheme, Stipulation
from xuncha.rounds.queries.planner import instance_of, left_of
from xuncha.rounds.rules.planner import (
    CONFIRMERS,
    MOST_SECONDS,
    MOST_WEIGHT,
    PAIRED,
    PLANNERS,
    StipulationKind,
)

SOLVING = "xuncha.rounds.jobs.solve"
CASES_SECONDS, WHY_SECONDS = 20.0, 15.0


@transaction.atomic
def stipulate(row: Stipulation, *, by: Viewer, at: date) -> Stipulation:
    """Ask something of the rounds to come, with a reason."""
    records.require(row, PLANNERS, by=by)
    _require_sense(row)
    there = Stipulation.objects.live().filter(
        term=row.term, until=None, kind=row.kind, organisation=row.organisation, other=row.other,
        first=row.first, last=row.last,
    )  # fmt: skip
    if there.exists():
        raise NotAllowed("已有同样的要求。")
    return records.enter(row, by=by, at=at)


def _require_sense(row: Stipulation) -> None:
    """What the kind needs is there, what it does not is dropped."""
    kind = StipulationKind(row.kind)
    if not row.reason.strip():
        raise NotAllowed("请写明理由。")
    if kind == StipulationKind.AWAY:
        row.organisation = None
    elif row.organisation is None:
        raise NotAllowed("请选择党组织。")
    if kind not in PAIRED:
        row.other = None
    elif row.other is None or row.other == row.organisation:
        raise NotAllowed("请选择另一党组织。")
    if kind != StipulationKind.PRIORITY:
        row.weight = None
    elif not row.weight or not 1 <= row.weight <= MOST_WEIGHT:
        raise NotAllowed("优先程度应为1至%(most)s。", most=MOST_WEIGHT)
    _require_days(row, kind)


def _require_days(row: Stipulation, kind: StipulationKind) -> None:
    if kind not in (StipulationKind.NOT_BEFORE, StipulationKind.AWAY):
        row.first = None
    elif row.first is None:
        raise NotAllowed("请填写起始日期。")
    if kind not in (StipulationKind.NOT_AFTER, StipulationKind.AWAY):
        row.last = None
    elif row.last is None:
        raise NotAllowed("请填写截止日期。")
    if row.first and row.last and row.last < row.first:
        raise NotAllowed("截止日期不能早于起始日期。")


@transaction.atomic
def take_back(row: Stipulation, *, by: Viewer, at: date, note: str = "") -> Stipulation:
    """It no longer holds, for the proposals to come."""
    records.require(row, PLANNERS, by=by)
    return records.fill(row, "take_back", by=by, at=at, sets={"until": at}, note=note)


@transaction.atomic
def propose(scheme: RoundScheme, *, by: Viewer, at: date) -> RoundScheme:
    """Take down what is asked now and queue it for the planner."""
    records.require(scheme, PLANNERS, by=by)
    if not 1 <= scheme.seconds <= MOST_SECONDS:
        raise NotAllowed("求解时限应为1至%(most)s秒。", most=MOST_SECONDS)
    left = left_of(scheme.office_id, at)
    if left is None or left.term != scheme.term:
        raise NotAllowed("本届尚无巡察规划，不能筹划轮次。")
    if not left.items:
        raise NotAllowed("本届应巡察的党组织均已巡察或者列入轮次，无须筹划。")
    if scheme.deadline <= left.from_day:
        raise NotAllowed("完成期限应在%(day)s之后。", day=left.from_day)
    instance = instance_json(instance_of(scheme, left, at))
    read_one(instance)  # refuses what the form let through
    last = scheme.term.schemes.live().aggregate(last=Max("number"))["last"] or 0
    scheme.number = last + 1
    scheme.asked = _text(instance)
    records.enter(scheme, by=by, at=at)
    async_task(SOLVING, str(scheme.uid), by.user, at.isoformat(), task_name=f"rounds {scheme.uid}"[:100])
    return scheme


def solve(scheme: RoundScheme, *, by: Viewer, at: date) -> RoundScheme:
    """The planner's answer, filled in once; asked again it stays as it is. No lock is held while it is sought."""
    if scheme.outcome:
        return scheme
    found = answer(read_one(json.loads(scheme.asked)), seconds=scheme.seconds, seed=scheme.seed)
    return fill_in(scheme, found, by=by, at=at)


def fill_in(scheme: RoundScheme, found: dict[str, Any], *, by: Viewer, at: date) -> RoundScheme:
    """The answer beside what it says first."""
    sets = {
        "answer": _text(found),
        "outcome": found["status"],
        "ends_on": found["finish"] and date.fromisoformat(found["finish"]),
        "soonest_on": found["soonest"] and date.fromisoformat(found["soonest"]),
    }
    filled = {name: value for name, value in sets.items() if value}
    return records.fill(scheme, "solve", by=by, at=at, sets=filled)


def answer(
    instance: Instance, *, seconds: float | None, seed: int, cases: float | None = CASES_SECONDS
) -> dict[str, Any]:
    """The plan with what bounds it, why there is none, and what the usual cases come to.

    None for seconds: as much work as is the same on every machine.
    """
    result = search(instance, seconds=seconds, seed=seed)
    sentences = why(result, seconds=WHY_SECONDS)
    return as_json(result, sentences, outcomes(result, seconds=cases, seed=seed) if result.plan else [])


@transaction.atomic
def adopt(scheme: RoundScheme, *, by: Viewer, at: date, note: str = "") -> RoundScheme:
    """Keep its rounds as the term's draft. The one before has to be dropped first."""
    records.require(scheme, PLANNERS, by=by)
    if not scheme.answered.get("rounds"):
        raise NotAllowed("该方案没有拟定轮次，不能采用。")
    kept = scheme.term.schemes.live().filter(adopted_on__isnull=False, dropped_on=None)
    if kept.exists():
        raise NotAllowed("本届已采用一个方案，请先弃用。")
    records.fill(scheme, "adopt", by=by, at=at, sets={"adopted_on": at}, note=note)
    reasons = {
        one["id"]: "；".join(one.get("reasons", ())) for one in json.loads(scheme.asked)["organisations"]
    }
    keys = dict(Organisation.objects.filter(uid__in=reasons).values_list("uid", "pk"))
    of = {str(uid): pk for uid, pk in keys.items()}
    for line in scheme.answered["rounds"]:
        _keep(scheme, line, of, reasons, by=by, at=at)
    return scheme


def _keep(
    scheme: RoundScheme,
    line: Mapping[str, Any],
    of: Mapping[str, int],
    reasons: Mapping[str, str],
    *,
    by: Viewer,
    at: date,
) -> None:
    row = PlannedRound(
        uid=uuid5(scheme.uid, str(line["number"])),
        office=scheme.office,
        scheme=scheme,
        number=line["number"],
        enters_on=date.fromisoformat(line["enters"]),
        leaves_on=date.fromisoformat(line["leaves"]),
    )
    records.enter(row, by=by, at=at)
    for group in line["groups"]:
        for unit in group["organisations"]:
            target = PlannedTarget(
                uid=uuid5(row.uid, unit),
                office=scheme.office,
                planned_round=row,
                organisation_id=of[unit],
                group_number=int(group["id"]),
                leaves_on=date.fromisoformat(group["leaves"]),
                reasons=reasons[unit][:400],
            )
            records.enter(target, by=by, at=at)


@transaction.atomic
def confirm(scheme: RoundScheme, *, by: Viewer, at: date, basis: str = "", note: str = "") -> RoundScheme:
    """The head of the office agrees to the draft; rounds are then proposed by it one by one."""
    records.require(scheme, CONFIRMERS, by=by)
    if not scheme.adopted_on or scheme.dropped_on:
        raise NotAllowed("请先采用方案。")
    for row in scheme.planned_rounds.live():
        records.fill(row, "confirm", by=by, at=at, sets={"confirmed_on": at})
    return records.fill(scheme, "confirm", by=by, at=at, sets={"confirmed_on": at}, basis=basis, note=note)


@transaction.atomic
def drop(scheme: RoundScheme, *, by: Viewer, at: date, note: str = "") -> RoundScheme:
    """Another draft is to be kept. What was confirmed is dropped by the head of the office only."""
    records.require(scheme, CONFIRMERS if scheme.confirmed_on else PLANNERS, by=by)
    if not scheme.adopted_on or scheme.dropped_on:
        raise NotAllowed("只有已采用的方案可以弃用。")
    if not note.strip():
        raise NotAllowed("请写明弃用理由。")
    for row in scheme.planned_rounds.live():
        records.fill(row, "drop", by=by, at=at, sets={"dropped_on": at})
    return records.fill(scheme, "drop", by=by, at=at, sets={"dropped_on": at}, note=note)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
