"""The focus areas in their generations: the bundled ones, and an office's own, each in force from its day."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max

from xuncha.findings import queries
from xuncha.findings.models import FocusDictionary, FocusItem
from xuncha.findings.queries import Generation
from xuncha.findings.rules import KEEPERS
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records


@transaction.atomic
def load_chosen(blank: FocusDictionary, *, chosen: Collection[str], by: Viewer) -> FocusDictionary:
    """The bundled generations of these names as rows of the office. Answers with the last of them."""
    records.require(blank, KEEPERS, by=by)
    wanted = [one for one in queries.generations_lacking(blank.office_id) if one.name in chosen]
    if not wanted:
        raise NotAllowed("请选择尚未载入的版本。")
    return [_enter(one, blank.office_id, by) for one in wanted][-1]


def _enter(generation: Generation, office: int, by: Viewer) -> FocusDictionary:
    dictionary = FocusDictionary(office_id=office, name=generation.name)
    records.enter(dictionary, by=by, at=generation.since)
    for serial, (short, text) in enumerate(generation.items, 1):
        item = FocusItem(office_id=office, dictionary=dictionary, serial=serial, short=short, text=text)
        records.enter(item, by=by, at=generation.since)
    return dictionary


@transaction.atomic
def draw_up(dictionary: FocusDictionary, *, by: Viewer, at: date, since: date) -> FocusDictionary:
    """A new dictionary without items, in force from `since`."""
    records.require(dictionary, KEEPERS, by=by)
    _check_since(dictionary, since)
    return records.enter(dictionary, by=by, at=at, since=since)


@transaction.atomic
def copy(
    dictionary: FocusDictionary,
    *,
    name: str,
    since: date,
    by: Viewer,
    at: date,
    basis: str = "",
    note: str = "",
) -> FocusDictionary:
    """Another dictionary in force from `since`, with the same items to begin with. Rounds keep the one they began with."""
    copied = FocusDictionary(office=dictionary.office, name=name.strip())
    records.require(copied, KEEPERS, by=by)
    _check_since(copied, since)
    records.enter(copied, by=by, at=at, basis=basis, note=note, since=since)
    for item in dictionary.items.live().order_by("serial"):
        again = FocusItem(
            office=copied.office, dictionary=copied, serial=item.serial, short=item.short, text=item.text
        )
        records.enter(again, by=by, at=at, since=since)
    return copied


@transaction.atomic
def discard(
    dictionary: FocusDictionary, *, by: Viewer, at: date, note: str, basis: str = ""
) -> FocusDictionary:
    """A dictionary that nothing was sorted by is taken back."""
    records.require(dictionary, KEEPERS, by=by)
    _require_unused(dictionary)
    return records.void(dictionary, by=by, at=at, note=note, basis=basis)


@transaction.atomic
def add_item(item: FocusItem, *, by: Viewer, at: date) -> FocusItem:
    """One more focus area, while no finding is sorted by the dictionary. In force as the dictionary is."""
    records.require(item, KEEPERS, by=by)
    _require_unused(item.dictionary)
    last: int | None = item.dictionary.items.aggregate(last=Max("serial"))["last"]
    item.serial = (last or 0) + 1
    return records.enter(item, by=by, at=at, since=item.dictionary.at)


@transaction.atomic
def change_item(
    item: FocusItem, *, short: str, text: str, by: Viewer, at: date, note: str, basis: str = ""
) -> FocusItem:
    """Another wording, while no finding is sorted by the dictionary."""
    records.require(item, KEEPERS, by=by)
    _require_unused(item.dictionary)
    changes = {"short": short.strip(), "text": text.strip()}
    return records.correct(item, by=by, at=at, note=note, changes=changes, basis=basis)


@transaction.atomic
def drop_item(item: FocusItem, *, by: Viewer, at: date, note: str, basis: str = "") -> FocusItem:
    """Out of the dictionary, while no finding is sorted by it."""
    records.require(item, KEEPERS, by=by)
    _require_unused(item.dictionary)
    return records.void(item, by=by, at=at, note=note, basis=basis)


def _require_unused(dictionary: FocusDictionary) -> None:
    if not queries.is_unused(dictionary):
        raise NotAllowed("已有问题按该监督重点分类，请另立新版本后修改。")


def _check_since(dictionary: FocusDictionary, since: date) -> None:
    """Two never begin on one day, and none begins before what has been sorted by a later one."""
    others = FocusDictionary.objects.of(dictionary.office_id)
    last = others.order_by("-at").first()
    if last is not None and since <= last.at:
        raise NotAllowed("启用日期应晚于现有各版本（最近一版%(day)s启用）。", day=last.at.isoformat())
