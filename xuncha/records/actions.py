"""The verbs every record knows: enter, move, fill, correct, void. Each leaves exactly one passage."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from xuncha.kernel import guards
from xuncha.kernel.marks import Mark, at_most, highest
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records import appendonly, containing, sealing
from xuncha.records.fields import DATA_KEY, SealedTextField
from xuncha.records.models import Passage, Record, Stateful

GONE = "已销毁"  # in place of a value whose time was over
MARKED_UP = "所含内容密级标识较高，随之提高。"

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Stateful)


def _passage(record: Record, verb: str, *, by: Viewer, at: date, **rest: Any) -> Passage:
    return Passage.objects.create(
        office_id=record.office_id,
        subject=record._meta.label_lower,
        subject_uid=record.uid,
        verb=verb,
        by_id=by.user,
        at=at,
        **rest,
    )


@contextmanager
def _database_refuses_in_words() -> Iterator[None]:
    """What a constraint forbids (a second serial, a date out of order) is a refusal, not a fault."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as why:
        raise NotAllowed("与已有登记重复或者相互矛盾，请核对后再试。") from why


def require(record: Record, roles: Collection[str], *, by: Viewer) -> None:
    """WrongRole unless the person holds one of `roles` towards the record; a new one knows its office already."""
    if record.roles_of(by).isdisjoint(roles):
        raise WrongRole("您的岗位不能办理此事项。")


def enter(
    record: R, *, by: Viewer, at: date, basis: str = "", note: str = "", since: date | None = None
) -> R:
    """Store a new row as happened on `at`, with its first passage.

    `since` is given for what is drawn up on `at` and counts from another day, often one to come.
    """
    record.by_id, record.at = by.user, since or at
    record.mark = highest([record.mark, *containing.marks_held(record)])
    with _database_refuses_in_words():
        record.save(force_insert=True)
        _passage(record, "enter", by=by, at=at, after=getattr(record, "state", ""), basis=basis, note=note)
        _mark_up(record, by=by, at=at)
    return record


@transaction.atomic
def move(
    record: S,
    verb: str,
    *,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
    sets: Mapping[str, Any] | None = None,
) -> S:
    """Take one step of the record's life cycle, or refuse with a sentence.

    Conditional on the state that was read: the second of two people is told. `sets` are further columns
    that belong to the step.
    """
    before = record.state
    step = record.life.step(verb, before, record.roles_of(by))
    if step.needs_note and not note.strip():
        raise NotAllowed("请写明“%(verb)s”的理由。", verb=step.label)
    _in_order(record, at)
    for guard in step.guards:
        guards.check(guard, record)
    columns = {"state": step.target.value, **({step.sets: at} if step.sets else {}), **(sets or {})}
    _update(record, columns, where={"state": before})
    _passage(record, verb, by=by, at=at, before=before, after=step.target.value, basis=basis, note=note)
    _mark_up_with(record, columns, by=by, at=at)
    return record


@transaction.atomic
def fill(
    record: R, verb: str, *, by: Viewer, at: date, sets: Mapping[str, Any], basis: str = "", note: str = ""
) -> R:
    """Fill columns that were empty: a receipt, a reply, an end. Once; the second time is refused with a sentence."""
    empty = {name: None if record._meta.get_field(name).null else "" for name in sets}
    kept = _kept(record, sets)
    _update(record, sets, where=empty, refusal="该事项已经登记，不能重复办理。")
    _passage(record, verb, by=by, at=at, basis=basis, note=note, changes=kept)
    _mark_up_with(record, sets, by=by, at=at)
    return record


@transaction.atomic
def correct(record: R, *, by: Viewer, at: date, note: str, changes: Mapping[str, Any], basis: str = "") -> R:
    """Replace wrong values, keeping the old ones, who corrected them and why. A state is not corrected but moved.

    Conditional on the values that were read: the second of two people is told.
    """
    if not note.strip():
        raise NotAllowed("请写明更正理由。")
    if "state" in changes or not changes:
        raise NotAllowed("更正内容为空，或者试图绕过办理程序修改状态。")
    if "mark" in changes and not at_most(highest(containing.marks_within(record)), changes["mark"]):
        raise NotAllowed("所含内容的密级标识较高，不能低于其所含内容。")
    kept = _kept(record, changes)
    plain = [name for name in changes if not isinstance(record._meta.get_field(name), SealedTextField)]
    _update(record, changes, where={name: getattr(record, name) for name in plain})
    _passage(record, "correct", by=by, at=at, basis=basis, note=note, changes=kept)
    _mark_up_with(record, changes, by=by, at=at)
    return record


@transaction.atomic
def void(record: R, *, by: Viewer, at: date, note: str, basis: str = "") -> R:
    """Take a row out of every list and figure without deleting it."""
    if not note.strip():
        raise NotAllowed("请写明作废理由。")
    _update(record, {"voided_at": timezone.now()}, refusal="该记录已经作废。")
    _passage(record, "void", by=by, at=at, basis=basis, note=note)
    return record


def blank(model: type[Record], uids: Collection[UUID], columns: Collection[str]) -> None:
    """Take what sealed columns say out of these rows for good, and out of the passages that kept a former value.

    The one change of what was written that the house knows: by schedule, approved and witnessed (`retention`).
    """
    for name in columns:
        if not isinstance(model._meta.get_field(name), SealedTextField):
            raise ValueError(f"{name} is not sealed")
    goes: dict[str, str] = dict.fromkeys(columns, "")
    if set(columns) == {f.name for f in model._meta.concrete_fields if isinstance(f, SealedTextField)}:
        goes[DATA_KEY] = (
            sealing.DESTROYED
        )  # nothing is left that it may open: copies in the history stay closed
    model._base_manager.filter(uid__in=uids).update(**goes)
    told = Passage._base_manager.filter(subject=model._meta.label_lower, subject_uid__in=uids)
    kept = [passage for passage in told.exclude(changes={}) if not passage.changes.keys().isdisjoint(columns)]
    if kept:
        with appendonly.lifted(Passage):
            for passage in kept:
                _forget(passage, columns)


def _forget(passage: Passage, columns: Collection[str]) -> None:
    changes = {name: [GONE, GONE] if name in columns else pair for name, pair in passage.changes.items()}
    QuerySet(Passage).filter(pk=passage.pk).update(changes=changes)


def told_destroyed(subject: str, uid: UUID, *, by: Viewer, at: date, basis: str) -> None:
    """The record's own history says that its sealed content was destroyed."""
    model: Any = apps.get_model(subject)
    _passage(model._base_manager.only("uid", "office").get(uid=uid), "destroy", by=by, at=at, basis=basis)


def _mark_up_with(record: Record, columns: Collection[str], *, by: Viewer, at: date) -> None:
    """After a change of these columns: the row is marked no lower than what it names now, nor what it lies in."""
    names = {name.removesuffix("_id") for name in columns}
    if not names.isdisjoint(containing.held_by(type(record))):
        mark = highest([record.mark, *containing.marks_held(record)])
        if mark != record.mark:
            correct(record, by=by, at=at, note=MARKED_UP, changes={"mark": mark})
            return
    if not names.isdisjoint({"mark", *record.inside}):
        _mark_up(record, by=by, at=at)


def _mark_up(record: Record, *, by: Viewer, at: date) -> None:
    """What the row lies in is marked no lower than the row (I12)."""
    for container in containing.containers(record):
        correct(container, by=by, at=at, note=MARKED_UP, changes={"mark": Mark(record.mark)})


def _in_order(record: Record, at: date) -> None:
    """A step dated before the one it follows would make the record's state on a day a matter of luck."""
    steps = Passage.objects.filter(subject_uid=record.uid, at__gt=at).exclude(after="")
    later = steps.order_by("-at").values_list("at", flat=True).first()
    if later:
        raise NotAllowed("办理日期早于上一步的日期（%(day)s），请核对。", day=later)


def _update(
    record: Record,
    columns: Mapping[str, Any],
    *,
    where: Mapping[str, Any] | None = None,
    refusal: str = "该记录刚刚被他人办理，请刷新后再试。",
) -> None:
    """Write the columns where the row still stands as it was read, or refuse."""
    rows = type(record)._base_manager.filter(pk=record.pk, voided_at=None, **(where or {}))
    with _database_refuses_in_words():
        if not rows.update(**{name: _stored(record, name, value) for name, value in columns.items()}):
            raise NotAllowed(refusal)
    for name, value in columns.items():
        setattr(record, name, value)


def _kept(record: Record, changes: Mapping[str, Any]) -> dict[str, list[str]]:
    """{column: [before, after]} as a passage keeps it."""
    fields = {name: record._meta.get_field(name) for name in changes}
    return {
        n: [_plain(record, f, value) for value in (getattr(record, n), changes[n])] for n, f in fields.items()
    }


def _stored(record: Record, name: str, value: Any) -> Any:
    """A value as its column takes it: sealed where the column is."""
    field = record._meta.get_field(name)
    return field.closed(record, value) if isinstance(field, SealedTextField) else value


def _plain(record: Record, field: object, value: Any) -> str:
    """A value as text; what is sealed in its column stays sealed in the passage, under the key of its record."""
    if isinstance(field, SealedTextField):
        return str(field.get_prep_value(field.closed(record, value)) or "")
    return "" if value is None else str(getattr(value, "pk", value))
