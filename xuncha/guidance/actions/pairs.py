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
    SponsorLevel,
    next_quarter_end,
    quarter_end,
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
    row = Sponsorship(person=person, county=county, purpose=purpose, document=document)
    return enter_sponsorship(row, by=by, at=at)


@transaction.atomic
def enter_sponsorship(row: Sponsorship, *, by: Viewer, at: date) -> Sponsorship:
    """A pair as it was filled in: with a county, with a township or village in it, or with a group."""
    row.office = row.document.office
    _check_target(row)
    same = {"level": row.level, "county": row.county, "division": row.division, "group": row.group}
    if Sponsorship.objects.of(row.office_id).in_force_on(at).filter(**same).exists():
        raise NotAllowed("%(county)s已有包联领导，请先结束原包联关系。", county=row.target)
    row.due_on = quarter_end(at)
    return enter(row, by=by, at=at)


@transaction.atomic
def end_sponsorship(
    sponsorship: Sponsorship, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Sponsorship:
    """The pair's last day is `at`."""
    records.require(sponsorship, GUIDES, by=by)
    if at < sponsorship.at:
        raise NotAllowed("结束日期早于起始日期，请核对。")
    return records.fill(sponsorship, "end", by=by, at=at, sets={"until": at}, basis=basis, note=note)


@transaction.atomic
def visit_as_sponsor(
    sponsorship: Sponsorship, *, seen: str, by: Viewer, at: date, suggestion: str = ""
) -> SponsorVisit:
    """The sponsor was there on `at`."""
    row = SponsorVisit(sponsorship=sponsorship, seen=seen, suggestion=suggestion)
    return enter_visit(row, by=by, at=at)


@transaction.atomic
def enter_visit(row: SponsorVisit, *, by: Viewer, at: date) -> SponsorVisit:
    """A visit as it was filled in. The next one is owed by the end of the quarter after it."""
    pair = Sponsorship.objects.select_for_update().get(pk=row.sponsorship_id)
    row.office, row.county = pair.office, pair.county
    if at < pair.at or (pair.until and at > pair.until):
        raise NotAllowed("走访日期不在包联期限内，请核对。")
    enter(row, by=by, at=at)
    owed = next_quarter_end(at)
    if pair.due_on is None or owed > pair.due_on:
        records.correct(pair, by=by, at=at, note="走访后顺延", changes={"due_on": owed})
    return row


@transaction.atomic
def designate(
    division: Division, *, county: Office, purpose: ContactPurpose, document: Document, by: Viewer, at: date
) -> ContactPoint:
    """A county, township or village becomes a contact point on `at`; which of the three its division says."""
    row = ContactPoint(purpose=purpose, county=county, division=division, document=document)
    return enter_point(row, by=by, at=at)


@transaction.atomic
def enter_point(row: ContactPoint, *, by: Viewer, at: date) -> ContactPoint:
    """A contact point as it was filled in."""
    row.office = row.document.office
    require_below(row.office, row.county)
    level = CONTACT_LEVELS.get(row.division.level)
    if level is None or not _lies_in(row.division, row.county):
        raise NotAllowed(
            "“%(name)s”不是%(county)s的县、乡镇或者村。",
            name=row.division.name,
            county=row.county.short_name,
        )
    if at < row.document.at:
        raise NotAllowed("确定日期早于依据文件日期，请核对。")
    row.level = level
    return enter(row, by=by, at=at)


@transaction.atomic
def end_contact_point(
    point: ContactPoint, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> ContactPoint:
    """The point's last day is `at`."""
    records.require(point, GUIDES, by=by)
    if at < point.at:
        raise NotAllowed("结束日期早于确定日期，请核对。")
    return records.fill(point, "end", by=by, at=at, sets={"until": at}, basis=basis, note=note)


@transaction.atomic
def count_staff(
    county: Office, *, office: Office, approved: int, filled: int, by: Viewer, at: date
) -> Staffing:
    """A county office's posts approved and filled as of `at`."""
    row = Staffing(office=office, county=county, approved=approved, filled=filled)
    return enter_staffing(row, by=by, at=at)


@transaction.atomic
def enter_staffing(row: Staffing, *, by: Viewer, at: date) -> Staffing:
    """A count as it was filled in."""
    require_below(row.office, row.county)
    return enter(row, by=by, at=at)


def _check_target(row: Sponsorship) -> None:
    """What is sponsored is named as its level asks, and nothing else is."""
    if row.level == SponsorLevel.GROUP:
        if row.group is None or row.group.office_id != row.office_id:
            raise NotAllowed("请选择包联的巡察组。")
        row.county = row.division = None
        return
    row.group = None
    if row.county is None:
        raise NotAllowed("请选择县（市、区）。")
    require_below(row.office, row.county)
    if row.level == SponsorLevel.COUNTY:
        row.division = None
        return
    if row.division is None or row.division.level != row.level or not _lies_in(row.division, row.county):
        raise NotAllowed(
            "请选择%(county)s的%(level)s。",
            county=row.county.short_name,
            level=SponsorLevel(row.level).label,
        )


def _lies_in(division: Division, county: Office) -> bool:
    return division.code.startswith(county.code[:6])
