"""Setting schedules, proposing what fell due, and destroying what another person approved."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db import transaction

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Passage
from xuncha.retention import queries
from xuncha.retention.models import Destruction, DestructionLine, Schedule
from xuncha.retention.rules import APPROVERS, MOST, PROPOSERS, due_on, list_digest


@transaction.atomic
def set_schedule(schedule: Schedule, *, by: Viewer, at: date) -> Schedule:
    """How long a kind of content is kept, from that day on. The one before it is ended first."""
    records.require(schedule, APPROVERS, by=by)
    if queries.in_force(schedule.office_id).filter(matter=schedule.matter).exists():
        raise NotAllowed("该类内容已有保管期限，请先停用再另行登记。")
    return records.enter(schedule, by=by, at=at)


@transaction.atomic
def end_schedule(schedule: Schedule, *, by: Viewer, at: date, note: str = "", basis: str = "") -> Schedule:
    records.require(schedule, APPROVERS, by=by)
    if at < schedule.at:
        raise NotAllowed("停用日期早于登记日期。")
    return records.fill(schedule, "end", by=by, at=at, sets={"ended_on": at}, note=note, basis=basis)


@transaction.atomic
def propose(
    destruction: Destruction, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Destruction:
    """A list of what has fallen due by `until`, of the longest first at most `MOST`."""
    records.require(destruction, PROPOSERS, by=by)
    schedule = Schedule.objects.select_for_update().get(pk=destruction.schedule_id)
    if schedule.office_id != destruction.office_id or schedule.ended_on:
        raise NotAllowed("该保管期限已经停用。")
    if destruction.until > at:
        raise NotAllowed("到期截至日期不能晚于提出日期。")
    found = queries.due(schedule, destruction.until)[:MOST]
    if not found:
        raise NotAllowed("截至%(day)s没有到期的内容。", day=destruction.until)
    destruction.number, destruction.listed = _number(destruction, at), len(found)
    destruction.digest = list_digest((one.subject, str(one.uid)) for one in found)
    records.enter(destruction, by=by, at=at, basis=basis, note=note)
    for serial, one in enumerate(found, 1):
        line = DestructionLine(
            office=destruction.office, mark=destruction.mark, destruction=destruction, serial=serial,
            subject=one.subject, subject_uid=one.uid, counted_from=one.counted_from, due_on=one.due_on,
        )  # fmt: skip
        records.enter(line, by=by, at=at)
    return destruction


@transaction.atomic
def move(
    destruction: Destruction, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Destruction:
    """Approve or decline: never the person who proposed it."""
    if verb in ("approve", "decline") and destruction.by_id == by.user:
        raise NotAllowed("提出销毁的人不能审批，请由他人办理。")
    if verb == "destroy":
        raise NotAllowed("请写明监销人。")
    return records.move(destruction, verb, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def destroy(
    destruction: Destruction, *, witness: str, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Destruction:
    """Destroy what was approved, and only that. The rows stay, what they said does not."""
    name = witness.strip()
    if not name:
        raise NotAllowed("请写明监销人。")
    if name in (by.name, _approver(destruction)):
        raise NotAllowed("监销人应当是经办人、批准人以外的人。")
    lines = list(destruction.lines.filter(voided_at=None).order_by("serial"))
    named = [(line.subject, str(line.subject_uid)) for line in lines]
    if list_digest(named) != destruction.digest:
        raise NotAllowed("清单与批准时不一致，不能销毁。")
    _still_due(destruction, lines)
    records.move(destruction, "destroy", by=by, at=at, basis=basis, note=note, sets={"witness": name})
    blank([(line.subject, line.subject_uid) for line in lines])
    for subject, uid in ((line.subject, line.subject_uid) for line in lines):
        records.told_destroyed(subject, uid, by=by, at=at, basis=destruction.number)
    audit.record_by(
        by, verb="destroy", subject=destruction.number,
        note="%s %s %s" % (len(lines), name, destruction.digest),
    )  # fmt: skip
    return destruction


def blank(named: list[tuple[str, UUID]]) -> None:
    """Take the sealed content out of these records, and out of what their history keeps of it."""
    by_subject: dict[str, list[UUID]] = defaultdict(list)
    for subject, uid in named:
        by_subject[subject].append(uid)
    for subject, uids in by_subject.items():
        records.blank(apps.get_model(subject), uids, queries.columns_of(subject))


def _still_due(destruction: Destruction, lines: list[DestructionLine]) -> None:
    """What has come back into use since it was proposed is not destroyed: someone taken into the pool again."""
    source = queries.SOURCES[destruction.schedule.matter]
    rows = source.counted(source.model._default_manager.filter(uid__in=[line.subject_uid for line in lines]))
    now = dict(rows.values_list("uid", "counted_from"))
    years = destruction.schedule.years
    for line in lines:
        start = now.get(line.subject_uid)
        if start is None or due_on(start, years) > destruction.until:
            raise NotAllowed("第%(serial)s项已不再到期，请撤销本次审批后重新提出。", serial=line.serial)


def _approver(destruction: Destruction) -> str:
    step = Passage.objects.filter(subject_uid=destruction.uid, verb="approve").order_by("-id").first()
    return User.objects.get(pk=step.by_id).name if step else ""


def _number(destruction: Destruction, at: date) -> str:
    """Numbered within the office and the year: 2019-003."""
    Destruction.objects.select_for_update().filter(office=destruction.office_id).first()
    taken = Destruction.objects.filter(office=destruction.office_id, number__startswith=f"{at.year}-")
    return f"{at.year}-{taken.count() + 1:03d}"
