"""Receiving petitions. Who wrote one is sealed on the way in and opened only on record."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from xuncha.audit import actions as audit
from xuncha.fieldwork.actions import base
from xuncha.fieldwork.models import Petition, PetitionReporter
from xuncha.fieldwork.queries.petitions import closing_day
from xuncha.fieldwork.rules.petitions import (
    CLERKS,
    DECIDERS,
    OPENERS,
    Outcome,
    check_in_time,
    check_outcome,
    check_reporter,
)
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Record


@dataclass(frozen=True)
class Reporter:
    """Who wrote, as handed in and as opened. Nothing of it shows in a repr, hence in no traceback and no log."""

    name: str = field(repr=False)
    contact: str = field(default="", repr=False)


@transaction.atomic
def register(
    petition: Petition,
    *,
    by: Viewer,
    at: date,
    reporter: str = "",
    contact: str = "",
    late_reason: str = "",
    basis: str = "",
) -> Petition:
    """Enter a petition under the task's next number; who wrote it goes into a sealed record of its own.

    After the day on which the group stops receiving (D6) only for a reason, which its history keeps.
    """
    base.admit(petition, CLERKS, by=by)
    check_reporter(petition.named, reporter)
    check_in_time(at, closing_day(petition.task), late_reason)
    petition.serial = base.next_serial(Petition, petition.task)
    base.enter(petition, by=by, at=at, basis=basis, note=late_reason.strip(), roles=CLERKS)
    if petition.named:
        sealed = PetitionReporter(
            office_id=petition.office_id,
            petition=petition,
            mark=petition.mark,
            name=reporter,
            contact=contact,
        )
        records.enter(sealed, by=by, at=at)
    return petition


def dispose(
    petition: Petition,
    *,
    outcome: str,
    original: Petition | None = None,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
) -> Petition:
    """What becomes of it. A copy is joined to its original, which is no copy itself, of the same task."""
    records.require(petition, DECIDERS, by=by)
    check_outcome(petition.scope, outcome, joined=original is not None)
    if original and not _may_lead(original, petition):
        raise NotAllowed("原件须是同一任务中的另一件信访，且自身没有并入他件。")
    sets = {"outcome": Outcome(outcome).value, "duplicate_of": original}
    return records.move(petition, "dispose", by=by, at=at, basis=basis, note=note, sets=sets)


def move(petition: Petition, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = "") -> Petition:
    """A step that needs nothing more than itself: the answer."""
    return records.move(petition, verb, by=by, at=at, basis=basis, note=note)


def open_reporter(petition: Petition, *, by: Viewer) -> Reporter | None:
    """Who wrote; None for an anonymous one. Every opening is on record before anything is read, and every refusal.

    WrongRole for everyone but the leader and the petition clerk of the own group. The refusal's entry is written
    in a transaction of its own, so do not call this inside a larger one.
    """
    subject = f"{petition.task_id}-{petition.serial}"
    if petition.roles_of(by).isdisjoint(OPENERS):
        audit.record_by(by, verb="open reporter refused", subject=subject)
        raise WrongRole("只有组长和信访接待员可以查阅反映人。")
    with transaction.atomic():
        audit.record_by(by, verb="open reporter", subject=subject)
        sealed = PetitionReporter._base_manager.filter(petition=petition, voided_at=None).first()
        return Reporter(sealed.name, sealed.contact) if sealed else None


def petitioner_known(record: Record) -> None:
    """Guard of the answer: there is somebody to be answered."""
    assert isinstance(record, Petition)
    if not record.named:
        raise NotAllowed("匿名件没有答复对象。")


def _may_lead(original: Petition, copy: Petition) -> bool:
    return original.task_id == copy.task_id and original.pk != copy.pk and original.duplicate_of_id is None
