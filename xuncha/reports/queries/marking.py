"""How what is said by figures is marked: as high as the highest of the rows they rest on (I12)."""

from collections.abc import Iterable

from xuncha.kernel.figures import Scope
from xuncha.kernel.marks import Mark, highest
from xuncha.records import marks
from xuncha.records.models import Record
from xuncha.reports.queries.values import answer


def mark_of_figures(asked: Iterable[tuple[str, Scope]]) -> Mark:
    """At least the usual mark. Where nothing may be higher no row is asked."""
    usual = marks.usual()
    if usual == marks.cap():
        return usual
    return highest([usual, *(mark for key, scope in asked for mark in _marks(key, scope))])


def _marks(key: str, scope: Scope) -> Iterable[str]:
    _, rows = answer(key, scope)
    if not issubclass(rows.queryset.model, Record):
        return ()
    return rows.queryset.order_by().values_list("mark", flat=True).distinct()
