"""What the verbs of linkage share: who is below whom, one row after another, and the paper that was handed in."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.files import File

from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.models import Campaign, CountyCall, Target
from xuncha.linkage.rules import OFFICE
from xuncha.records import actions as records
from xuncha.records.models import Office, Record
from xuncha.records.rules import Level
from xuncha.rounds.models import Task

R = TypeVar("R", bound=Record)


def enter(row: R, *, by: Viewer, at: date, roles: Collection[str] = OFFICE) -> R:
    records.require(row, roles, by=by)
    return records.enter(row, by=by, at=at)


def enter_each(
    row: R, each: Iterable[dict[str, Any]], *, by: Viewer, at: date, roles: Collection[str] = OFFICE
) -> list[R]:
    """One row for each set of values, all beside the same campaign. The first is `row` itself.

    A page that was sent twice is known by its row.
    """
    rows = [row]
    values = list(each)
    rows += [type(row)(office_id=row.office_id, campaign_id=_campaign_of(row)) for _ in values[1:]]
    for one, columns in zip(rows, values, strict=False):
        for name, value in columns.items():
            setattr(one, name, value)
        enter(one, by=by, at=at, roles=roles)
    return rows


def stored(upload: "File[bytes] | None", office: Office, *, by: Viewer, at: date) -> Attachment | None:
    """The text that was handed in with the form, kept by its digest; None without one."""
    if upload is None:
        return None
    media_type = getattr(upload, "content_type", None) or "application/octet-stream"
    return files.store(
        upload.read(), name=upload.name or "", media_type=media_type, office=office, by=by, at=at
    )


def require_some(chosen: Collection[Any], what: str) -> None:
    if not chosen:
        raise NotAllowed("请至少选择一个%(what)s。", what=what)


def require_below(campaign: Campaign, county: Office) -> None:
    if county.parent_id != campaign.office_id or county.level != Level.COUNTY:
        raise NotAllowed("“%(county)s”不是本级的下级县级巡察机构。", county=county.name)


def require_called(campaign: Campaign, county: Office) -> None:
    require_below(campaign, county)
    if not CountyCall.objects.live().filter(campaign=campaign, county=county).exists():
        raise NotAllowed("“%(county)s”尚未列入本次联动巡察。", county=county.name)


def require_target(campaign: Campaign, task: Task) -> None:
    if not Target.objects.live().filter(campaign=campaign, task=task).exists():
        raise NotAllowed("“%(task)s”不是本次联动巡察的市级对象。", task=str(task))


def require_not_before(at: date, start: date) -> None:
    if at < start:
        raise NotAllowed("日期早于联动工作方案印发日期（%(day)s），请核对。", day=start)


def _campaign_of(row: Any) -> int:
    key: int = row.campaign_id
    return key
