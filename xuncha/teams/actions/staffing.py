"""Opening the staffing of a round, what its groups ask for, and what is chosen by hand."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rounds.actions.groups import require_open
from xuncha.rounds.rules.groups import Seat
from xuncha.talent.rules import Specialty
from xuncha.teams.models import Choice, GroupDemand, Staffing
from xuncha.teams.queries.asked import groups_of
from xuncha.teams.rules import STAFFERS, ChoiceKind

ADJUSTED = "调整组建目标"
CHANGED = "调整组建需求"


@transaction.atomic
def begin(staffing: Staffing, *, by: Viewer, at: date) -> Staffing:
    """The staffing of a round whose groups are formed, each with the usual demand; a group that is led asks for no leader."""
    records.require(staffing, STAFFERS, by=by)
    require_open(staffing.round)
    groups = groups_of(staffing)
    if not groups:
        raise NotAllowed("本轮尚未组建巡察组，请先登记巡察组。")
    records.enter(staffing, by=by, at=at)
    led = {
        seat.group_id
        for group in groups
        for seat in group.members.live().filter(until=None, seat=Seat.LEADER)
    }
    for group in groups:
        demand = GroupDemand(
            office=staffing.office, staffing=staffing, group=group, leader_of_pool=group.pk not in led
        )
        records.enter(demand, by=by, at=at)
    return staffing


@transaction.atomic
def adjust(staffing: Staffing, *, by: Viewer, at: date, note: str = "", **wanted: int) -> Staffing:
    """Other targets or weights, for the proposals to come."""
    records.require(staffing, STAFFERS, by=by)
    changes = {name: value for name, value in wanted.items() if getattr(staffing, name) != value}
    if not changes:
        raise NotAllowed("没有改动。")
    return records.correct(staffing, by=by, at=at, note=note or ADJUSTED, changes=changes)


@transaction.atomic
def demand(
    row: GroupDemand,
    *,
    least: int,
    most: int,
    leader_of_pool: bool,
    needs: Mapping[str, int],
    by: Viewer,
    at: date,
    note: str = "",
) -> GroupDemand:
    """What the group asks for from now on. `needs` are members by specialty, at most `most` in all."""
    records.require(row, STAFFERS, by=by)
    kept = {word.value: needs[word.value] for word in Specialty if needs.get(word.value)}
    if least > most:
        raise NotAllowed("组员下限不能大于上限。")
    if sum(kept.values()) > most:
        raise NotAllowed(
            "各专长需求合计%(sum)s名，超过组员上限%(most)s名。", sum=sum(kept.values()), most=most
        )
    wanted: dict[str, Any] = {"least": least, "most": most, "leader_of_pool": leader_of_pool, "needs": kept}
    changes = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changes:
        raise NotAllowed("没有改动。")
    return records.correct(row, by=by, at=at, note=note or CHANGED, changes=changes)


@transaction.atomic
def choose(choice: Choice, *, by: Viewer, at: date) -> Choice:
    """Fix a person to a group, keep one out, or keep two apart, with a reason."""
    records.require(choice, STAFFERS, by=by)
    _require_sense(choice)
    there = Choice.objects.live().filter(
        staffing=choice.staffing, until=None, kind=choice.kind,
        pool_member=choice.pool_member, group=choice.group, other=choice.other,
    )  # fmt: skip
    if there.exists():
        raise NotAllowed("已有同样的选择。")
    return records.enter(choice, by=by, at=at)


def _require_sense(choice: Choice) -> None:
    if not choice.reason.strip():
        raise NotAllowed("请写明理由。")
    if choice.kind == ChoiceKind.APART:
        if choice.other is None or choice.other == choice.pool_member:
            raise NotAllowed("请选择不能同组的另一人。")
        choice.group = None
        return
    choice.other = None
    if choice.kind in (ChoiceKind.LEAD, ChoiceKind.PIN) and choice.group is None:
        raise NotAllowed("请选择巡察组。")


@transaction.atomic
def take_back(choice: Choice, *, by: Viewer, at: date, note: str = "") -> Choice:
    """The choice no longer holds, for the proposals to come."""
    records.require(choice, STAFFERS, by=by)
    return records.fill(choice, "take_back", by=by, at=at, sets={"until": at}, note=note)
