"""The number under which a record stands in the index: its day in front, so that the newest is the highest.

Both databases walk a key downwards without sorting; the day in front makes "newest first" that walk. Layout, from the
left: 22 bits the day (proleptic ordinal), 8 bits the kind (its place in the catalogue), 33 bits the record's own key.
"""

from datetime import date

KIND_BITS, ROW_BITS = 8, 33
DAY_SHIFT = KIND_BITS + ROW_BITS
MOST_KINDS = 1 << KIND_BITS


def place(day: date, kind: int, row: int) -> int:
    """ValueError for a key or kind that has no room."""
    if not (0 < row < 1 << ROW_BITS and 0 <= kind < MOST_KINDS):
        raise ValueError(f"no place for {kind}:{row}")
    return day.toordinal() << DAY_SHIFT | kind << ROW_BITS | row


def first_of(day: date) -> int:
    """The lowest place of that day."""
    return day.toordinal() << DAY_SHIFT
