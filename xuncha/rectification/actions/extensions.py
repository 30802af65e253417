"""More time for a measure: asked for, and decided by somebody else. Nothing else moves a date that was planned."""

from datetime import date
from typing import Any

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.rectification.actions import items
from xuncha.rectification.models import Extension, Item, Measure
from xuncha.rectification.rules.closures import check_hand
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.ledgers import UNIT
from xuncha.rectification.rules.measures import ExtensionState, check_extension


@transaction.atomic
def request(extension: Extension, *, by: Viewer, at: date) -> Extension:
    """Ask for a later date."""
    measure = extension.measure
    extension.office_id = measure.office_id
    records.require(extension, UNIT, by=by)
    _check_unfinished(measure)
    check_extension(measure.due_on, extension.new_due_on, at)
    if not extension.reason.strip():
        raise NotAllowed("请写明延期理由。")
    Measure.objects.select_for_update().get(pk=measure.pk)  # numbers follow one another
    asked = Extension._base_manager.filter(measure=measure)
    if asked.filter(state=ExtensionState.REQUESTED, voided_at=None).exists():
        raise NotAllowed("该措施已有延期申请待审批。")
    extension.number, extension.old_due_on = asked.count() + 1, measure.due_on
    extension.state = ExtensionState.REQUESTED
    return records.enter(extension, by=by, at=at)


@transaction.atomic
def move(
    extension: Extension, verb: str, *, by: Viewer, at: date, basis: str = "", note: str = ""
) -> Extension:
    """Grant, refuse or withdraw. Granted, the measure has its new date and keeps the first."""
    step = extension.life.step(verb, extension.state, extension.roles_of(by))
    sets: dict[str, Any] = {}
    if step.sets:
        check_hand(by.user, (extension.by_id,))
        sets = {"decided_by_id": by.user}
    records.move(extension, verb, by=by, at=at, basis=basis, note=note, sets=sets)
    if extension.state == ExtensionState.GRANTED:
        _postpone(extension, by=by, at=at, basis=basis)
    return extension


def _postpone(extension: Extension, *, by: Viewer, at: date, basis: str) -> None:
    measure, item = extension.measure, extension.measure.item
    _check_unfinished(measure)
    if measure.due_on != extension.old_due_on:
        raise NotAllowed("该措施的期限已有变动，请重新申请。")
    note = "批准%(extension)s" % {"extension": extension}
    records.correct(
        measure, by=by, at=at, basis=basis, note=note, changes=_later(measure, extension.new_due_on)
    )
    if extension.new_due_on > item.due_on:
        records.correct(
            item, by=by, at=at, basis=basis, note=note, changes=_later(item, extension.new_due_on)
        )
    if item.state == ItemState.OVERDUE and item.due_on >= at:
        items.move(item, "extend", by=by, at=at, basis=basis, note=note)


def _later(row: Item | Measure, day: date) -> dict[str, Any]:
    """The new date; the first one is kept from the first time on."""
    first = {} if row.first_due_on else {"first_due_on": row.due_on}
    return {"due_on": day, **first}


def _check_unfinished(measure: Measure) -> None:
    if measure.done_on or measure.item.state == ItemState.DONE:
        raise NotAllowed("该措施已经完成，无需延期。")
