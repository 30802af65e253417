"""Sponsors and the counties they are paired with, contact points, and how the counties' offices are staffed."""

from datetime import date

from django.db import transaction

from xuncha.basis.models import Document
from xuncha.guidance.actions.common import enter, require_below
from xuncha.guidance.models import (
    ContactPoint,
    Sponsorship,
    SponsorVisit,
    Staffing,
)
from xuncha.guidance.rules import (
    CONTACT_LEVELS,
    GUIDES,
    ContactPurpose,
)
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Division
from xuncha.people.models import Person
from xuncha.records import actions as records
from xuncha.records.models import Office


@transaction.atomic
def sponsor(
    person: Person, county: Office, *, purpose: str, document: Document, by: Viewer, at: date
) -> Sponsorship:
    """A leading-group member is paired with a county from `at`. One at a time: a former pair is ended first."""
    require_below(document.office, county)
    if Sponsorship.objects.of(document.office_id).in_force_on(at).filter(county=county).exists():
        raise NotAllowed("%(county)s已有包联领导，请先结束原包联关系。", county=county.short_name)
    row = Sponsorship(
        office=document.office, person=person, county=county, purpose=purpose, document=document
    )
    return enter(row, by=by, at=at)


@transaction.atomic
def end_sponsorship(sponsorship: Sponsorship, *, by: Viewer, at: date, note: str = "") -> Sponsorship:
    """The pair's last day is `at`."""
    records.require(sponsorship, GUIDES, by=by)
    return records.fill(sponsorship, "end", by=by, at=at, sets={"until": at}, note=note)


@transaction.atomic
def visit_as_sponsor(
    sponsorship: Sponsorship, *, seen: str, by: Viewer, at: date, suggestion: str = ""
) -> SponsorVisit:
    """The sponsor was in the county on `at`."""
    if at < sponsorship.at or (sponsorship.until and at > sponsorship.until):
        raise NotAllowed("走访日期不在包联期限内，请核对。")
    row = SponsorVisit(
        office=sponsorship.office,
        sponsorship=sponsorship,
        county=sponsorship.county,
        seen=seen,
        suggestion=suggestion,
    )
    return enter(row, by=by, at=at)


@transaction.atomic
def designate(
    division: Division, *, county: Office, purpose: ContactPurpose, document: Document, by: Viewer, at: date
) -> ContactPoint:
    """A county, township or village becomes a contact point on `at`; which of the three its division says."""
    require_below(document.office, county)
    level = CONTACT_LEVELS.get(division.level)
    if level is None or not division.code.startswith(county.code[:6]):
        raise NotAllowed(
            "“%(name)s”不是%(county)s的县、乡镇或者村。", name=division.name, county=county.short_name
        )
    row = ContactPoint(
        office=document.office,
        level=level,
        purpose=purpose,
        county=county,
        division=division,
        document=document,
    )
    return enter(row, by=by, at=at)


@transaction.atomic
def end_contact_point(point: ContactPoint, *, by: Viewer, at: date, note: str = "") -> ContactPoint:
    """The point's last day is `at`."""
    records.require(point, GUIDES, by=by)
    return records.fill(point, "end", by=by, at=at, sets={"until": at}, note=note)


@transaction.atomic
def count_staff(
    county: Office, *, office: Office, approved: int, filled: int, by: Viewer, at: date
) -> Staffing:
    """A county office's posts approved and filled as of `at`."""
    require_below(office, county)
    return enter(Staffing(office=office, county=county, approved=approved, filled=filled), by=by, at=at)
