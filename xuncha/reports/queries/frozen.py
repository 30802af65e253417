"""What a figure rests on, to be kept; and how what was kept stands today: the rows that came, went or changed, and by whom."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, Model

from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import BadInput
from xuncha.kernel.viewer import Viewer
from xuncha.records.answers import Answer, Rows, Share, Spread, Total
from xuncha.records.models import Passage, Record
from xuncha.reports.models import Cutoff, FrozenFigure, FrozenRow
from xuncha.reports.queries.registry import keys_of
from xuncha.reports.queries.values import Value, answer, value_of
from xuncha.reports.rules import CutoffKind, Standing

MOST = 500  # rows of a figure that a page names


@dataclass(frozen=True)
class Identity:
    """A row as it is counted: its day and what it is told apart by, as text; whether it is in the part."""

    uid: UUID
    part: bool
    counted_by: str


@dataclass(frozen=True)
class Now:
    value: Value
    model: str
    rows: Mapping[UUID, Identity]

    @property
    def digest(self) -> str:
        return digest(self.rows.values())


@dataclass(frozen=True)
class Asked:
    """A figure that is to be frozen; `name` is what it is called there, its own name when empty."""

    name: str
    key: str
    scope: Scope


@dataclass(frozen=True)
class Stand:
    """A frozen figure beside what it comes to now."""

    frozen: FrozenFigure
    now: Now | None
    standing: Standing

    @property
    def tone(self) -> str:
        return {Standing.SAME: "green", Standing.RESTATED: "orange"}.get(self.standing, "amber")


@dataclass(frozen=True)
class Touched:
    """A row that came, went or changed, with what was done since: to itself, else to what it belongs to."""

    uid: UUID
    how: str
    before: str
    after: str
    record: Any  # None where this viewer may not see it
    passages: tuple[Passage, ...]
    of_others: bool  # the steps are those of records it belongs to


def scope_of(cutoff: Cutoff) -> Scope:
    return Scope(cutoff.office_id, cutoff.year, cutoff.as_of)


def scope_of_figure(figure: FrozenFigure) -> Scope:
    """What it was asked: as its cut-off, or over its own days of its own office."""
    own = scope_of(figure.cutoff)
    if figure.as_of is None:
        return own
    return Scope(figure.office_id or own.office, figure.as_of.year, figure.as_of, figure.since)


def keys(cutoff: Cutoff) -> list[str]:
    """The figures a cut-off freezes: all of the year, or those that are about the round."""
    known = keys_of(scope_of(cutoff))
    if cutoff.kind != CutoffKind.ROUND or cutoff.round is None:
        return known
    return [key for key in known if f"round{cutoff.round.number}" in key.replace("_", ".").split(".")]


def taken(key: str, scope: Scope) -> Now:
    """A figure with every row it rests on."""
    _, rows = answer(key, scope)
    found = {one.uid: one for one in _identities(rows)}
    return Now(value_of(key, scope), rows.queryset.model._meta.label_lower, found)


def digest(rows: Iterable[Identity]) -> str:
    """SHA-256 (hex) of the rows, in the order of their identifiers."""
    said = sorted((str(one.uid), one.part, one.counted_by) for one in rows)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def stands(cutoff: Cutoff) -> list[Stand]:
    """Every frozen figure asked again: what had happened by the same day, with what is known now."""
    figures = cutoff.figures.select_related("cutoff").order_by("place")
    return [stand(figure, scope_of_figure(figure)) for figure in figures]


def stand(figure: FrozenFigure, scope: Scope) -> Stand:
    try:
        now = taken(figure.key, scope)
    except BadInput:
        return Stand(figure, None, Standing.GONE)
    if now.value.definition != figure.definition:
        return Stand(figure, now, Standing.REDEFINED)
    same = (now.digest, now.value.value) == (figure.digest, figure.value)
    return Stand(figure, now, Standing.SAME if same else Standing.RESTATED)


def touched(one: Stand, viewer: Viewer) -> list[Touched]:
    """The rows that differ, named as far as the viewer sees them, with who did what since the figures were frozen."""
    now = dict(one.now.rows) if one.now else {}
    kept = {row.uid: Identity(row.uid, row.part, row.counted_by) for row in one.frozen.rows.all()}
    hows: dict[UUID, str] = {}
    for uid in now.keys() - kept.keys():
        hows[uid] = "新增"
    for uid in kept.keys() - now.keys():
        hows[uid] = "移出"
    hows |= {uid: "改变" for uid in kept.keys() & now.keys() if kept[uid] != now[uid]}
    uids = sorted(hows, key=str)[:MOST]
    records = _records(one.frozen.model, uids, viewer)
    steps = _passages(uids, one.frozen.cutoff)
    others = _of_others(one.frozen.model, [uid for uid in uids if not steps.get(uid)], one.frozen.cutoff)
    return [
        Touched(
            uid,
            hows[uid],
            _spoken(kept.get(uid)),
            _spoken(now.get(uid)),
            records.get(uid),
            tuple(steps.get(uid) or others.get(uid, [])),
            not steps.get(uid),
        )
        for uid in uids
    ]


def keep(cutoff: Cutoff) -> str:
    """Store every figure of the cut-off with its rows; the digest of them all."""
    scope = scope_of(cutoff)
    return _keep(cutoff, [Asked("", key, scope) for key in keys(cutoff)], own=False)


def keep_asked(cutoff: Cutoff, asked: Iterable[Asked]) -> str:
    """Store figures that are each asked over days and of an office of their own; the digest of them all."""
    return _keep(cutoff, asked, own=True)


def _keep(cutoff: Cutoff, asked: Iterable[Asked], *, own: bool) -> str:
    said = []
    for place, one in enumerate(asked):
        key, scope = one.key, one.scope
        now = taken(key, scope)
        figure = FrozenFigure.objects.create(
            cutoff=cutoff,
            place=place,
            key=key,
            office_id=scope.office if own else None,
            since=scope.since if own else None,
            as_of=scope.as_of if own else None,
            name=(one.name or now.value.name)[:60],
            definition=now.value.definition,
            value=now.value.value,
            printed=now.value.printed,
            model=now.model,
            count=len(now.rows),
            digest=now.digest,
        )
        rows = (FrozenRow(figure=figure, **vars(one)) for one in now.rows.values())
        FrozenRow.objects.bulk_create(rows, batch_size=1000)
        said.append((key, now.value.definition, now.value.value, now.digest))
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _identities(rows: Answer) -> Iterable[Identity]:
    queryset = rows.queryset.order_by()
    has_uid = any(field.name == "uid" for field in queryset.model._meta.concrete_fields)
    part = None
    if isinstance(rows, Share):
        part = set(queryset.filter(rows.part).values_list("pk", flat=True))
    told = [rows.date, *([rows.distinct] if isinstance(rows, Rows) and rows.distinct else [])]
    told += [rows.by] if isinstance(rows, Spread) else []
    told += [name for name in (rows.of, rows.over) if name] if isinstance(rows, Total) else []
    for pk, uid, *by in queryset.values_list("pk", "uid" if has_uid else "pk", *told):
        identity = uid if isinstance(uid, UUID) else UUID(int=uid)
        yield Identity(identity, part is None or pk in part, " ".join(str(value) for value in by)[:80])


def _spoken(one: Identity | None) -> str:
    return one.counted_by.split(" ")[0] if one else ""


def _records(label: str, uids: Collection[UUID], viewer: Viewer) -> dict[UUID, Any]:
    model = _model(label)
    if not issubclass(model, Record):
        return {}
    return {row.uid: row for row in model.objects.visible_to(viewer).filter(uid__in=uids)}


def _passages(uids: Collection[UUID], cutoff: Cutoff) -> dict[UUID, list[Passage]]:
    found: dict[UUID, list[Passage]] = defaultdict(list)
    rows = Passage.objects.filter(subject_uid__in=uids, recorded_at__gt=cutoff.recorded_at)
    for row in rows.select_related("by").order_by("pk"):
        found[row.subject_uid].append(row)
    return found


def _of_others(label: str, uids: Collection[UUID], cutoff: Cutoff) -> dict[UUID, list[Passage]]:
    """What was done to the records a row belongs to."""
    model = _model(label)
    if not uids or not issubclass(model, Record):
        return {}
    relations = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and issubclass(field.related_model, Record)
    ]
    above: dict[UUID, list[UUID]] = {}
    for uid, *owners in model._base_manager.filter(uid__in=uids).values_list(
        "uid", *(f"{name}__uid" for name in relations)
    ):
        above[uid] = [owner for owner in owners if owner]
    steps = _passages({owner for owners in above.values() for owner in owners}, cutoff)
    return {uid: [step for owner in owners for step in steps.get(owner, ())] for uid, owners in above.items()}


def _model(label: str) -> type[Model]:
    return apps.get_model(label)
