"""Thresholds of an office: a new version, and its lines while nobody was told by them yet."""

from datetime import date

from django.db import transaction

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.reminders.models import Scheme, Threshold
from xuncha.reminders.queries.schemes import bundled, is_open
from xuncha.reminders.rules.thresholds import HEAD, Row, check_days


@transaction.atomic
def draw_up(scheme: Scheme, *, by: Viewer, at: date) -> Scheme:
    """A scheme of the office's own, in use from `at`, with the thresholds that come along to begin with."""
    return _enter(scheme, bundled(), by=by, at=at)


@transaction.atomic
def copy(scheme: Scheme, *, name: str, by: Viewer, at: date, basis: str = "", note: str = "") -> Scheme:
    """A new version in use from `at`, with the same thresholds to begin with."""
    if at <= scheme.at:
        raise NotAllowed("新版本的启用日期应晚于原版本。")
    lines = scheme.thresholds.live().order_by("pk")
    rows = [Row(line.kind, line.days, line.audience) for line in lines]
    copied = Scheme(office=scheme.office, name=name.strip())
    return _enter(copied, rows, by=by, at=at, basis=basis, note=note)


@transaction.atomic
def add(threshold: Threshold, *, by: Viewer, at: date) -> Threshold:
    """One more line, while nobody was told by the scheme."""
    records.require(threshold, HEAD, by=by)
    _require_open(threshold.scheme)
    check_days(threshold.days)
    return records.enter(threshold, by=by, at=at)


@transaction.atomic
def drop(threshold: Threshold, *, by: Viewer, at: date, note: str, basis: str = "") -> Threshold:
    """Out of the scheme, while nobody was told by it."""
    records.require(threshold, HEAD, by=by)
    _require_open(threshold.scheme)
    return records.void(threshold, by=by, at=at, note=note, basis=basis)


def load(*, office: Office, by: Viewer, at: date, name: str) -> Scheme:
    """The thresholds that come along as rows of the office; what it has already is left as it is."""
    there = Scheme.objects.of(office.pk).filter(name=name).first()
    return there or draw_up(Scheme(office=office, name=name), by=by, at=at)


def _enter(
    scheme: Scheme,
    rows: tuple[Row, ...] | list[Row],
    *,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
) -> Scheme:
    records.require(scheme, HEAD, by=by)
    records.enter(scheme, by=by, at=at, basis=basis, note=note)
    for row in rows:
        line = Threshold(
            office=scheme.office, scheme=scheme, kind=row.kind, days=row.days, audience=row.audience
        )
        records.enter(line, by=by, at=at)
    return scheme


def _require_open(scheme: Scheme) -> None:
    if not is_open(scheme):
        raise NotAllowed("已按该催办规则发出提醒，请另立新版本后修改。")
