"""What is filed with the office above, and its receipt."""

from datetime import date

from django.core.files import File
from django.db import transaction

from xuncha.basis.models import Document
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.linkage.actions.common import enter, stored
from xuncha.linkage.models import Campaign, CountyTask, Filing, Target
from xuncha.linkage.rules import FILERS, RECEIPT, FilingKind
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rounds.models import Round, Task


@transaction.atomic
def file_upward(
    *,
    kind: FilingKind,
    document: Document,
    receiver: Office,
    by: Viewer,
    campaign: Campaign | None = None,
    round: Round | None = None,
    task: Task | None = None,
    due_on: date | None = None,
) -> Filing:
    """A document filed with the office above on its own date; a report on a linked unit names its task."""
    row = Filing(
        campaign=campaign, kind=kind, round=round, task=task, document=document, receiver=receiver, due_on=due_on
    )  # fmt: skip
    return enter_filing(row, by=by)


@transaction.atomic
def enter_filing(row: Filing, *, by: Viewer, upload: "File[bytes] | None" = None) -> Filing:
    """As it was filled in. A round's plan and composite report name the round: nobody is reminded of them then."""
    document = row.document
    above = document.office.parent
    if not hasattr(row, "receiver") and above is not None:
        row.receiver = above
    if above is None or above.pk != row.receiver_id:
        raise NotAllowed("报送对象应为本级的上一级巡视巡察机构。")
    if row.kind == FilingKind.UNIT_REPORT and row.task is None:
        raise NotAllowed("报送联动单位巡察报告，应当写明巡察任务。")
    for named in (row.round, row.task):
        if named is not None and named.office_id != document.office_id:
            raise NotAllowed("报送的文件与轮次、任务不属于同一巡察机构。")
    row.office_id = document.office_id
    row.campaign = row.campaign or _campaign_of(row)
    records.require(row, FILERS, by=by)
    row.attachment = stored(upload, document.office, by=by, at=document.at)
    return enter(row, by=by, at=document.at, roles=FILERS)


@transaction.atomic
def file_report(row: Filing, *, by: Viewer, upload: "File[bytes] | None" = None) -> Filing:
    """The report on the linked unit whose task is open."""
    row.kind = FilingKind.UNIT_REPORT
    return enter_filing(row, by=by, upload=upload)


@transaction.atomic
def acknowledge(filing: Filing, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Filing:
    """The upper office's receipt, given by itself or entered by those who hold it."""
    records.require(filing, RECEIPT, by=by)
    return records.fill(filing, "acknowledge", by=by, at=at, sets={"received_on": at}, basis=basis, note=note)


def _campaign_of(row: Filing) -> Campaign | None:
    """The campaign in which the task is a target, or to which its county reported it; that of the round."""
    if row.task is not None:
        for model in (Target, CountyTask):
            found = model.objects.live().filter(task=row.task).select_related("campaign").first()
            if found is not None:
                return found.campaign
        return None
    return Campaign.objects.live().filter(round=row.round).first() if row.round else None
