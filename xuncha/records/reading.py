"""How what is put together is marked: as high as the highest row that was read for it (I12)."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from xuncha.kernel.marks import Mark, highest


class Read:
    """The marks of the rows that were read; of those whose mark stayed in the database, their keys."""

    def __init__(self) -> None:
        self._marks: set[str] = set()
        self._unread: dict[type[Any], set[Any]] = defaultdict(set)

    def see(self, row: Any) -> None:
        mark = row.__dict__.get("mark")
        if mark is None:
            self._unread[type(row)].add(row.pk)
        else:
            self._marks.add(mark)

    def mark(self, *others: str) -> Mark:
        """The highest of them and of the others."""
        asked = (
            model._base_manager.filter(pk__in=keys).values_list("mark", flat=True).distinct()
            for model, keys in self._unread.items()
        )
        return highest([*others, *self._marks, *(mark for marks in asked for mark in marks)])


_reading: ContextVar[Read | None] = ContextVar("reading", default=None)


@contextmanager
def watched() -> Iterator[Read]:
    """Whatever record is fetched in between is seen."""
    read = Read()
    token = _reading.set(read)
    try:
        yield read
    finally:
        _reading.reset(token)


def seen(row: Any) -> None:
    read = _reading.get()
    if read is not None:
        read.see(row)
