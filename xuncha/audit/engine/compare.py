"""What became of the entries that a checkpoint knows: each is as it was, or it is named with what was done to it."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xuncha.audit.engine.checkpoint import Leaf
from xuncha.kernel.words import Word


class Kind(Word):
    EDITED = "edited", "内容被改动"
    REMOVED = "removed", "被删除"
    INSERTED = "inserted", "系事后插入"
    MOVED = "moved", "顺序被调换"
    RENUMBERED = "renumbered", "编号被改动"
    RELINKED = "relinked", "与前一条衔接的摘要被改动"


class Fault(NamedTuple):
    """`id` and `at` (milliseconds since 1970) as noted; of an inserted entry, as it stands now."""

    id: int
    at: int
    kind: Kind


def compare(noted: Sequence[Leaf], found: Iterable[Leaf]) -> list[Fault]:
    """Everything that was done to the entries noted, and what was put among them, by number.

    Entries after the last one noted are none of its business, unless they are one of those that were noted.
    """
    place = {leaf.core: number for number, leaf in enumerate(noted)}
    last = noted[-1].id if noted else 0
    stands = [leaf for leaf in found if leaf.id <= last or leaf.core in place]
    now = {leaf.core: leaf for leaf in reversed(stands)}  # of two alike the first is the one
    at_number = {leaf.id: leaf for leaf in stands}
    known = sorted((leaf.id, place[core]) for core, leaf in now.items() if core in place)
    in_order = _longest_rising([number for _, number in known])
    faults = [fault for leaf in noted if (fault := _fault(leaf, now, at_number, place, in_order))]
    edited = {fault.id for fault in faults if fault.kind is Kind.EDITED}
    for leaf in stands:
        if (leaf.core not in place or now[leaf.core] is not leaf) and leaf.id not in edited:
            faults.append(Fault(leaf.id, leaf.at, Kind.INSERTED))
    return sorted(faults)


def _fault(
    leaf: Leaf,
    now: dict[bytes, Leaf],
    at_number: dict[int, Leaf],
    place: dict[bytes, int],
    in_order: set[int],
) -> Fault | None:
    stands = now.get(leaf.core)
    if stands is None:
        instead = at_number.get(leaf.id)
        kind = Kind.EDITED if instead and instead.core not in place else Kind.REMOVED
        return Fault(leaf.id, leaf.at, kind)
    if place[leaf.core] not in in_order:
        return Fault(leaf.id, leaf.at, Kind.MOVED)
    if stands.id != leaf.id:
        return Fault(leaf.id, leaf.at, Kind.RENUMBERED)
    return Fault(leaf.id, leaf.at, Kind.RELINKED) if stands.link != leaf.link else None


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The most of them that stand in rising order: the others were moved."""
    ends: list[int] = []  # the smallest end of a rising row of each length
    before: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(ends, number)
        before[number] = ends[length - 1] if length else None
        ends[length : length + 1] = [number]
    found, step = set[int](), ends[-1] if ends else None
    while step is not None:
        found.add(step)
        step = before[step]
    return found
