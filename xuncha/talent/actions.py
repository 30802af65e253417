"""The talent pool: channels, members along their life, and what is known of their careers and relatives."""

from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.people.rules import Rank
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.talent.models import CareerEntry, Channel, DeclaredInterest, Origin, PoolMember, Relative, Study
from xuncha.talent.rules import DECLARED, OFFICE, PoolKind, Specialty


@transaction.atomic
def open_channel(*, office: Office, body: Organisation, name: str, by: Viewer, at: date) -> Channel:
    """A body through which members are drawn from `at` on, once."""
    channel = Channel(office=office, body=body, name=name)
    records.require(channel, OFFICE, by=by)
    if Channel.objects.of(office.pk).filter(body=body).exists():
        raise NotAllowed("“%(name)s”已是抽调渠道。", name=body.short_name)
    return records.enter(channel, by=by, at=at)


@transaction.atomic
def nominate(
    person: Person,
    *,
    channel: Channel,
    organisation: Organisation,
    pool: PoolKind,
    specialty: Specialty,
    rank: Rank,
    by: Viewer,
    at: date,
    title: str = "",
    basis: str = "",
) -> PoolMember:
    """A cadre proposed for the pool through a channel; `organisation` is where they work."""
    member = PoolMember(
        office=channel.office, person=person, channel=channel, organisation=organisation, pool=pool,
        specialty=specialty, rank=rank, title=title,
    )  # fmt: skip
    records.require(member, OFFICE, by=by)
    if person.joined_party_on is None or person.joined_party_on > at:
        raise NotAllowed("%(name)s不是中共党员，不能入库。", name=person.name)
    if PoolMember.objects.of(channel.office_id).filter(person=person, left_on=None).exists():
        raise NotAllowed("%(name)s已经提名或者在库。", name=person.name)
    return records.enter(member, by=by, at=at, basis=basis)


@transaction.atomic
def move(
    member: PoolMember, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> PoolMember:
    """One step of a member's life in the pool."""
    return records.move(member, verb, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def add_career(
    person: Person, *, organisation: Organisation, title: str, by: Viewer, at: date, until: date | None = None
) -> CareerEntry:
    """A line of the résumé: in that post from `at` until `until`, which is open for the present one."""
    entry = CareerEntry(
        office=person.office, person=person, organisation=organisation, title=title, until=until
    )
    return enter_career(entry, by=by, at=at)


@transaction.atomic
def enter_career(entry: CareerEntry, *, by: Viewer, at: date) -> CareerEntry:
    """A line of a résumé as it was filled in."""
    records.require(entry, OFFICE, by=by)
    if entry.until and entry.until < at:
        raise NotAllowed("任职截止日期不能早于开始日期。")
    return records.enter(entry, by=by, at=at)


@transaction.atomic
def declare_relative(
    person: Person,
    *,
    relation: str,
    details: str,
    by: Viewer,
    at: date,
    organisation: Organisation | None = None,
) -> Relative:
    """A relative as the person declared it; `details` (name, post) are sealed."""
    relative = Relative(
        office=person.office, person=person, relation=relation, details=details, organisation=organisation
    )
    return enter_relative(relative, by=by, at=at)


@transaction.atomic
def enter_relative(relative: Relative, *, by: Viewer, at: date) -> Relative:
    """A relative as it was filled in."""
    records.require(relative, DECLARED, by=by)
    return records.enter(relative, by=by, at=at)


@transaction.atomic
def enter_study(study: Study, *, by: Viewer, at: date) -> Study:
    """Where a person studied from `at` on."""
    records.require(study, OFFICE, by=by)
    if study.until and study.until < at:
        raise NotAllowed("毕业日期不能早于入学日期。")
    return records.enter(study, by=by, at=at)


@transaction.atomic
def enter_origin(origin: Origin, *, by: Viewer, at: date) -> Origin:
    """Where a person comes from or grew up, one of each."""
    records.require(origin, OFFICE, by=by)
    return records.enter(origin, by=by, at=at)


@transaction.atomic
def declare_interest(interest: DeclaredInterest, *, by: Viewer, at: date) -> DeclaredInterest:
    """An interest as the person declared it; its details are sealed."""
    records.require(interest, DECLARED, by=by)
    if interest.until and interest.until < at:
        raise NotAllowed("了结日期不能早于申报日期。")
    return records.enter(interest, by=by, at=at)


@transaction.atomic
def settle_interest(
    interest: DeclaredInterest, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> DeclaredInterest:
    """The dealings, the debt, the complaint or the lawsuit is over."""
    records.require(interest, DECLARED, by=by)
    if at < interest.at:
        raise NotAllowed("了结日期不能早于申报日期。")
    return records.fill(interest, "settle", by=by, at=at, sets={"until": at}, basis=basis, note=note)
