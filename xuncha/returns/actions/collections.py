"""Asking lower offices for a return: issued to those below, closed when all is in, withdrawn while nothing is."""

from collections.abc import Collection as Several
from datetime import date
from typing import Any

from django.db import transaction

from xuncha.calendars.queries import calendar
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.kernel.workdays import add_workdays
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.returns.engine import periods
from xuncha.returns.engine.periods import DAY, NUMBERS, PeriodKind
from xuncha.returns.models import Collection, FormVersion, ReturnFiling
from xuncha.returns.rules.filing import EXAMINERS, CollectionState, FilingState


@transaction.atomic
def issue(
    row: Collection,
    *,
    by: Viewer,
    at: date,
    offices: Several[Office],
    opens_on: date | None = None,
    due_on: date | None = None,
    workdays: int | None = None,
) -> Collection:
    """Ask these offices, all directly below, for the form as it stands now; each then owes one filing.

    The due day is typed, or so many working days after the period (the form's own number when none is said).
    """
    records.require(row, EXAMINERS, by=by)
    kind = PeriodKind(row.form.period)
    if row.form.office_id != row.office_id:
        raise NotAllowed("只能布置本级登记的表样。")
    if not 1 <= row.number <= NUMBERS[kind]:
        raise NotAllowed("%(kind)s的期次应为1至%(most)s。", kind=kind.label, most=NUMBERS[kind])
    _require_below(row, offices)
    row.version = _version(row)
    row.until = row.span.end
    row.title = periods.name(kind, row.year, row.number) + row.form.name
    _set_days(row, opens_on, due_on, workdays, at)
    _require_once(row)
    records.enter(row, by=by, at=at)
    for office in sorted(offices, key=lambda one: one.code):
        owed = ReturnFiling(office=row.office, collection=row, filer=office, title=row.title)
        owed.opens_on, owed.due_on = row.opens_on, row.due_on
        records.enter(owed, by=by, at=at)
    return row


@transaction.atomic
def take(row: Collection, verb: str, *, by: Viewer, at: date, **rest: Any) -> Collection:
    """Closing waits for what was sent to be examined; what has been filed can no longer be withdrawn."""
    row.life.step(verb, row.state, row.roles_of(by))
    filings = row.filings.live()
    if verb == "close" and filings.filter(state__in=(FilingState.SUBMITTED, FilingState.RETURNED)).exists():
        raise NotAllowed("还有报送件等待审核或者重报，不能办结。")
    if verb == "withdraw":
        if filings.filter(filed_on__isnull=False).exists():
            raise NotAllowed("已有单位报送，不能撤销；不再需要的，可以逐件免报或者办结。")
        for owed in filings.filter(state=FilingState.WAITING).order_by("pk"):
            records.move(owed, "excuse", by=by, at=at, note=str(rest.get("note", "")))
    return records.move(row, verb, by=by, at=at, **rest)


def _require_below(row: Collection, offices: Several[Office]) -> None:
    if not offices:
        raise NotAllowed("请至少选择一个报送机构。")
    strange = sorted(office.short_name for office in offices if office.parent_id != row.office_id)
    if strange:
        raise NotAllowed("“%(names)s”不是本级的下级巡察机构，不能布置报送。", names="、".join(strange))


def _version(row: Collection) -> FormVersion:
    """The form as it is now. One that asks about named counties is for the office itself: nobody fills in another's."""
    version = row.form.newest
    if version is None:
        raise NotAllowed("该表样还没有核对取数的版次，请先核对。")
    named = [cell.cell for cell in version.form_cells if cell.office]
    if named:
        raise NotAllowed(
            "%(cells)s指定了取数机构，这样的表样不能布置给下级，请改为取填报机构的数据。",
            cells="、".join(named[:8]),
        )
    return version


def _set_days(
    row: Collection, opens_on: date | None, due_on: date | None, workdays: int | None, at: date
) -> None:
    row.opens_on = opens_on or row.until + DAY
    number = workdays or row.form.workdays
    if due_on is None and not number:
        raise NotAllowed("请填写报送期限，或者期后工作日数。")
    row.due_on = due_on or add_workdays(row.until, number or 0, calendar()).date
    if row.opens_on <= row.until:
        raise NotAllowed("开始报送日期应晚于统计期间的最后一天（%(day)s）。", day=row.until)
    if row.due_on < row.opens_on:
        raise NotAllowed("报送期限早于开始报送日期，请核对。")
    if row.due_on < at:
        raise NotAllowed("报送期限早于布置日期，请核对。")


def _require_once(row: Collection) -> None:
    same = Collection.objects.of(row.office_id).filter(form=row.form, year=row.year, number=row.number)
    if same.exclude(state=CollectionState.WITHDRAWN).exists():
        raise NotAllowed("该期间的这张报表已经布置，不能重复布置。")
