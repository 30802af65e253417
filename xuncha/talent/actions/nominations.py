"""Proposing people for the pool: known ones, and new ones that are registered in the same step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from xuncha.kernel import codes
from xuncha.kernel.refusals import NotAllowed, Several
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.people import actions as people
from xuncha.people.models import Person
from xuncha.people.rules import Rank, Sex, check_id
from xuncha.records import actions as records
from xuncha.records import sealing
from xuncha.talent.models import Channel, PoolMember
from xuncha.talent.queries.availability import is_sanctioned
from xuncha.talent.rules import OFFICE, PoolKind, Source, Specialty
from xuncha.talent.rules.entry import Candidate, doubts


@dataclass(frozen=True)
class Identity:
    """Who is meant, as the nomination says it. The ID number is in its plain form."""

    name: str
    sex: Sex
    born_on: date
    number: str
    joined_party_on: date | None
    education: str

    @property
    def index(self) -> str:
        return sealing.blind(self.number)


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
    source: Source = Source.RECOMMENDED,
    basis: str = "",
    note: str = "",
) -> PoolMember:
    """A cadre proposed for the pool through a channel; `organisation` is where they work."""
    member = PoolMember(
        office=channel.office, person=person, channel=channel, organisation=organisation, pool=pool,
        specialty=specialty, rank=rank, title=title, source=source,
    )  # fmt: skip
    records.require(member, OFFICE, by=by)
    return _enter(member, by=by, at=at, basis=basis, note=note, further=())


@transaction.atomic
def nominate_anyone(
    member: PoolMember,
    *,
    name: str,
    sex: Sex,
    born_on: date,
    by: Viewer,
    at: date,
    id_number: str = "",
    joined_party_on: date | None = None,
    education: str = "",
    paper: str = "",
    note: str = "",
) -> PoolMember:
    """A nomination as it was filled in: of the person who is known by that ID number, or by that name and birth,
    else of a new one."""
    channel: Channel = member.channel
    member.office = channel.office
    records.require(member, OFFICE, by=by)
    number = codes.tidy(id_number)
    if number:
        check_id(number, sex=sex, born_on=born_on)
    who = Identity("".join(name.split()), sex, born_on, number, joined_party_on, education)
    namesakes = _namesakes(who, member.office_id)
    known = _known(who, member.office_id, namesakes)
    member.person = _completed(known, who, by=by, at=at) if known else _registered(member, who, by=by, at=at)
    further = () if known or not namesakes else (NotAllowed("已有同名同日出生的人员，身份证号不同"),)
    return _enter(member, by=by, at=at, basis=paper, note=note, further=further)


def _enter(
    member: PoolMember, *, by: Viewer, at: date, basis: str, note: str, further: tuple[NotAllowed, ...]
) -> PoolMember:
    person = member.person
    if person.joined_party_on is None or person.joined_party_on > at:
        raise NotAllowed("%(name)s不是中共党员，不能入库。", name=person.name)
    if PoolMember.objects.of(member.office_id).filter(person=person, left_on=None).exists():
        raise NotAllowed("%(name)s已经提名或者在库。", name=person.name)
    raised = [*further, *_doubts(member, at)]
    if raised and not note.strip():
        raise NotAllowed("不符合入库条件：%(doubts)s。确需提名的，请填写说明。", doubts=Several(raised))
    return records.enter(member, by=by, at=at, basis=basis, note=note)


def _doubts(member: PoolMember, at: date) -> Iterator[NotAllowed]:
    person = member.person
    sanctioned = is_sanctioned(person.pk, member.office_id, at)
    candidate = Candidate(person.born_on, person.joined_party_on, member.pool, member.rank, sanctioned)
    return doubts(candidate, at)


def _namesakes(who: Identity, office: int) -> list[Person]:
    rows = Person.objects.of(office).defer("id_number")
    return list(rows.filter(name=who.name, born_on=who.born_on, sex=who.sex).order_by("pk"))


def _known(who: Identity, office: int, namesakes: list[Person]) -> Person | None:
    """The person meant, among those registered. A number speaks louder than a name."""
    if who.number:
        numbered = Person.objects.of(office).defer("id_number").filter(id_blind=who.index).first()
        if numbered is not None:
            if (numbered.name, numbered.born_on, numbered.sex) != (who.name, who.born_on, who.sex):
                raise NotAllowed("该身份证号已登记给另一名人员，请核对。")
            return numbered
        namesakes = [row for row in namesakes if not row.id_blind]
    if len(namesakes) > 1:
        raise NotAllowed(
            "已登记%(count)s名同名同日出生的“%(name)s”，请填写身份证号。", count=len(namesakes), name=who.name
        )
    return namesakes[0] if namesakes else None


def _completed(person: Person, who: Identity, *, by: Viewer, at: date) -> Person:
    """A known person with what was not known of them yet. What contradicts the register is not taken."""
    known, said = person.joined_party_on, who.joined_party_on
    if known and said and (known.year, known.month) != (said.year, said.month):
        raise NotAllowed("%(name)s的入党日期与人员登记不符，请核对。", name=person.name)
    if who.number and not person.id_blind:
        people.correct_id_number(person, who.number, by=by, at=at, note="补登身份证号")
    return people.complete(person, by=by, at=at, joined_party_on=said, education=who.education)


def _registered(member: PoolMember, who: Identity, *, by: Viewer, at: date) -> Person:
    return people.register(
        office=member.office,
        name=who.name,
        sex=who.sex,
        born_on=who.born_on,
        id_number=who.number,
        joined_party_on=who.joined_party_on,
        education=who.education,
        by=by,
        at=at,
    )
