"""What recusal asks of people: careers, kin, studies, origins, interests."""

from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Organisation
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.talent.models import CareerEntry, DeclaredInterest, Origin, Relative, Study
from xuncha.talent.rules import DECLARED, OFFICE


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
