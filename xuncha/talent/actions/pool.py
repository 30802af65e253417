"""The talent pool: channels, and members along their life."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.talent.actions.service import enter_unavailability, lift
from xuncha.talent.models import Channel, PoolMember, Renewal, Unavailability
from xuncha.talent.queries.availability import absence_of
from xuncha.talent.queries.structure import capacity_on, size_of
from xuncha.talent.rules import IN_THE_POOL, OFFICE, Absence, ExitReason


@transaction.atomic
def open_channel(*, office: Office, body: Organisation, name: str, by: Viewer, at: date) -> Channel:
    """A body through which members are drawn from `at` on, once."""
    return enter_channel(Channel(office=office, body=body, name=name), by=by, at=at)


@transaction.atomic
def enter_channel(channel: Channel, *, by: Viewer, at: date) -> Channel:
    """A channel as it was filled in."""
    records.require(channel, OFFICE, by=by)
    if Channel.objects.of(channel.office_id).filter(body=channel.body).exists():
        raise NotAllowed("“%(name)s”已是抽调渠道。", name=channel.body.short_name)
    return records.enter(channel, by=by, at=at)


@transaction.atomic
def move(
    member: PoolMember, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> PoolMember:
    """One step of a member's life in the pool. Who is not to be had is not posted, whoever asks."""
    member.life.step(verb, member.state, member.roles_of(by))
    if verb == "post":
        _require_available(member, at)
    if verb == "admit":
        _require_room(member, at, note)
    if verb == "remove":
        raise NotAllowed("请选择出库原因。")
    return records.move(member, verb, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def move_all(
    channel: Channel,
    verb: str,
    *,
    members: Collection[PoolMember],
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
) -> list[PoolMember]:
    """The same step for several members of a channel: all of them or none."""
    if any(member.channel_id != channel.pk for member in members):
        raise NotAllowed("所选人员不是本渠道的。")
    return [move(member, verb, by=by, at=at, basis=basis, note=note) for member in members]


@transaction.atomic
def admit_all(
    channel: Channel,
    *,
    members: Collection[PoolMember],
    by: Viewer,
    at: date,
    opinion: str = "",
    approval: Document | None = None,
    basis: str = "",
    note: str = "",
) -> list[PoolMember]:
    """Several members of a channel by one decision: all of them or none."""
    if any(member.channel_id != channel.pk for member in members):
        raise NotAllowed("所选人员不是本渠道的。")
    said = {"opinion": opinion, "approval": approval, "basis": basis, "note": note}
    return [admit(member, by=by, at=at, **said) for member in members]  # type: ignore[arg-type]  # columns by their names


@transaction.atomic
def admit(
    member: PoolMember,
    *,
    by: Viewer,
    at: date,
    opinion: str = "",
    approval: Document | None = None,
    basis: str = "",
    note: str = "",
) -> PoolMember:
    """Into the pool, with what the discipline commission said and the paper that approves it."""
    member.life.step("admit", member.state, member.roles_of(by))
    if not opinion.strip():
        raise NotAllowed("请写明廉政审查意见。")
    _require_room(member, at, note)
    sets = {"opinion": opinion.strip(), "approval_id": approval.pk if approval else None}
    return records.move(member, "admit", by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def remove(
    member: PoolMember, *, reason: ExitReason, by: Viewer, at: date, basis: str = "", note: str = ""
) -> PoolMember:
    """Out of the pool, for a reason that is one of the office's own words."""
    sets = {"exit_reason": ExitReason(reason)}
    return records.move(member, "remove", by=by, at=at, basis=basis, note=note, sets=sets)


@transaction.atomic
def pause(
    member: PoolMember,
    *,
    reason: Absence,
    by: Viewer,
    at: date,
    until: date | None = None,
    basis: str = "",
    note: str = "",
) -> PoolMember:
    """Not drawn for a time, whose reason and expected end are kept as an absence."""
    records.move(member, "pause", by=by, at=at, basis=basis, note=note)
    absence = Unavailability(office=member.office, person=member.person, reason=reason, until=until)
    enter_unavailability(absence, by=by, at=at)
    return member


@transaction.atomic
def resume(member: PoolMember, *, by: Viewer, at: date, basis: str = "", note: str = "") -> PoolMember:
    """Back in the pool: what still kept the person away ends with the day before."""
    records.move(member, "resume", by=by, at=at, basis=basis, note=note)
    lift(member.person_id, office=member.office_id, by=by, at=at)
    return member


@transaction.atomic
def renew(renewal: Renewal, *, by: Viewer, at: date) -> Renewal:
    """Another term in the pool for a member, as somebody decided."""
    member = renewal.member
    renewal.office_id = member.office_id
    records.require(renewal, OFFICE, by=by)
    if member.state not in IN_THE_POOL:
        raise NotAllowed("%(name)s不在库，不能续用。", name=member.person.name)
    return records.enter(renewal, by=by, at=at)


def _require_available(member: PoolMember, at: date) -> None:
    absence = absence_of(member.person_id, member.office_id, at)
    if absence:
        raise NotAllowed(
            "%(name)s因“%(reason)s”暂不能抽调，请另选人员。",
            name=member.person.name,
            reason=Absence(absence.reason).label,
        )


def _require_room(member: PoolMember, at: date, note: str) -> None:
    """Beyond its capacity the pool takes a member only with a reason."""
    most = capacity_on(member.office_id, at)
    if most is not None and not note.strip():
        size = size_of(member.office_id)
        if size >= most:
            raise NotAllowed(
                "人才库现有%(size)s名，已达定额%(most)s名；确需入库的，请写明说明。", size=size, most=most
            )
