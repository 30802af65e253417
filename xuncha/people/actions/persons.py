"""Persons and their posts. Opened ID numbers are recorded in the chain."""

from datetime import date

from django.db import transaction

from xuncha.audit import actions as audit
from xuncha.kernel import codes
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person, Post, Tenure
from xuncha.people.rules import CLERKS, MAY_OPEN_ID, Rank, Sex, check_id
from xuncha.records import actions as records
from xuncha.records import sealing
from xuncha.records.models import Office
from xuncha.records.rules import Role


@transaction.atomic
def register(
    *,
    office: Office,
    name: str,
    sex: Sex,
    born_on: date,
    by: Viewer,
    at: date,
    id_number: str = "",
    joined_party_on: date | None = None,
    education: str = "",
) -> Person:
    """Enter a person. The ID number is checked against sex and birth, sealed, and found again by its blind index."""
    number = codes.tidy(id_number)
    if number:
        check_id(number, sex=sex, born_on=born_on)
    row = Person(
        office=office, name=name.strip(), sex=sex, born_on=born_on, id_number=number, id_blind=sealing.blind(number),
        joined_party_on=joined_party_on, education=education,
    )  # fmt: skip
    records.require(row, CLERKS, by=by)
    if number and Person.objects.of(office.pk).filter(id_blind=row.id_blind).exists():
        raise NotAllowed("该身份证号已经登记，不能重复。")
    return records.enter(row, by=by, at=at)


@transaction.atomic
def correct_id_number(person: Person, number: str, *, by: Viewer, at: date, note: str) -> Person:
    """Replace a wrong ID number; the passage keeps both, sealed."""
    records.require(person, CLERKS, by=by)
    number = codes.tidy(number)
    check_id(number, sex=person.sex, born_on=person.born_on)
    changes = {"id_number": number, "id_blind": sealing.blind(number)}
    return records.correct(person, by=by, at=at, note=note, changes=changes)


@transaction.atomic
def complete(
    person: Person, *, by: Viewer, at: date, joined_party_on: date | None = None, education: str = ""
) -> Person:
    """Fill in what was not known of a person; what is known already stays as it is."""
    records.require(person, CLERKS, by=by)
    said = {"joined_party_on": joined_party_on, "education": education.strip()}
    sets = {name: value for name, value in said.items() if value and not getattr(person, name)}
    return records.fill(person, "complete", by=by, at=at, sets=sets) if sets else person


@transaction.atomic
def open_id_number(person: Person, *, by: Viewer, reason: str) -> str:
    """The whole ID number, for a reason that is recorded with the reading."""
    records.require(person, MAY_OPEN_ID, by=by)
    if not reason.strip():
        raise NotAllowed("请写明查看身份证号的理由。")
    audit.record_by(by, verb="open id number", subject=f"people.person {person.uid}", note=reason)
    return str(person.id_number)


@transaction.atomic
def create_post(
    organisation: Organisation, *, title: str, rank: Rank, by: Viewer, at: date, is_principal: bool = False
) -> Post:
    """A post of the organisation, whoever will hold it. The unit's contact knows its posts, but not who leads it."""
    row = Post(
        office=organisation.office,
        organisation=organisation,
        title=title,
        rank=rank,
        is_principal=is_principal,
    )
    if is_principal or organisation.pk not in by.organisations({Role.UNIT_CONTACT}):
        records.require(row, CLERKS, by=by)
    if Post.objects.live().filter(organisation=organisation, title=title).exists():
        raise NotAllowed("该单位已有“%(title)s”。", title=title)
    return records.enter(row, by=by, at=at)


@transaction.atomic
def appoint(person: Person, post: Post, *, by: Viewer, at: date, basis: str = "") -> Tenure:
    """The person holds the post from `at`. A principal's post has one holder at a time."""
    row = Tenure(office=post.office, person=person, post=post)
    records.require(row, CLERKS, by=by)
    Post.objects.select_for_update().get(pk=post.pk)  # two appointments at once follow one another
    if post.is_principal and Tenure.objects.live().held_on(at).filter(post=post).exists():
        raise NotAllowed("“%(post)s”现有任职人员，请先登记其离任。", post=post)
    return records.enter(row, by=by, at=at, basis=basis)


@transaction.atomic
def leave(tenure: Tenure, *, by: Viewer, at: date, basis: str = "") -> Tenure:
    """The tenure's last day is `at`."""
    records.require(tenure, CLERKS, by=by)
    return records.fill(tenure, "leave", by=by, at=at, sets={"until": at}, basis=basis)
