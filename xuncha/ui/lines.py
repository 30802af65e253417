"""Lists that run across several kinds of records: each kind says where its lines come from, one query reads them all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from xuncha.kernel.figures import Period
from xuncha.kernel.viewer import Viewer
from xuncha.ui.tables.registry import list_url, row_url, table_of

COLUMNS = ("line_source", "line_day", "uid", "line_title", "line_owner")


@dataclass(frozen=True)
class Line:
    """One record on a list of the desk.

    owner  whom it concerns: who owes it, or from whom it came
    url    its own page; "" where it has none
    """

    kind: str
    title: str
    owner: str
    day: date
    url: str


@dataclass(frozen=True, eq=False)
class Source:
    """One kind of record that such a list takes up.

    kind   what it is called there
    day    the date by which the list is ordered: a path to a column, or an expression that gives it
    title, owner  paths to text, or expressions that give it
    where  which of the rows that the viewer sees
    own    only rows of the viewer's own office: what is addressed to it lies with another
    """

    kind: str
    model: type[Any]
    day: str | Combinable
    title: str | Combinable
    owner: str | Combinable
    where: Q | Combinable = field(default_factory=Q)
    own: bool = False

    @property
    def label(self) -> str:
        """What its lines are called; a word of a vocabulary brings its own."""
        return str(getattr(self.kind, "label", self.kind))

    def rows(self, viewer: Viewer) -> QuerySet[Any]:
        visible: QuerySet[Any] = self.model.objects.visible_to(viewer).filter(self.where).order_by()
        return visible.filter(office=viewer.office) if self.own and viewer.office else visible

    def dated(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with their day as `line_day`."""
        found: QuerySet[Any] = rows.annotate(line_day=F(self.day) if isinstance(self.day, str) else self.day)
        return found

    @property
    def address(self) -> str:
        """The list of these records; "" where it has none."""
        return address(self.model)


def readers(sources: Sequence[Source]) -> frozenset[str]:
    """The roles to which such a list can show anything at all."""
    return frozenset[str]().union(*(source.model.reach.roles for source in sources))


def joined(*parts: str) -> Combinable:
    """Text columns one after the other."""
    return Concat(*parts, output_field=TextField())


@dataclass(frozen=True)
class Seen:
    """The rows of several sources as one person sees them: looked up once, however much is asked of them.

    rows  by source, with their day as `line_day`
    """

    sources: Sequence[Source]
    rows: Sequence[QuerySet[Any]]

    def read(self, period: Period, *, newest: bool = False, limit: int) -> list[Line]:
        """The first lines of a period, the oldest in front unless `newest`, in one query."""
        found = union([
            rows.filter(Q(("line_day__range", (period.start, period.end))))
            .annotate(line_source=number(index), line_title=text(source.title), line_owner=text(source.owner))
            .values_list(*COLUMNS)
            for index, (source, rows) in enumerate(zip(self.sources, self.rows, strict=True))
        ])  # fmt: skip
        order = "-line_day" if newest else "line_day"
        lines = found.order_by(order, "line_source", "uid")[:limit]
        return [line(self.sources[row[0]], *row[1:]) for row in lines]

    def count(self, **parts: Q) -> list[tuple[Source, dict[str, int]]]:
        """By source, how many of its rows fulfil each condition on `line_day`; all in one query."""
        sizes = {name: Count("pk", filter=condition) for name, condition in parts.items()}
        found = union([
            rows.annotate(line_source=number(index))
            .values("line_source")
            .annotate(**sizes)
            .values_list("line_source", *parts)
            for index, rows in enumerate(self.rows)
        ])  # fmt: skip
        return [(self.sources[row[0]], dict(zip(parts, row[1:], strict=True))) for row in found]


def seen(sources: Sequence[Source], viewer: Viewer) -> Seen:
    return Seen(sources, [source.dated(source.rows(viewer)) for source in sources])


def read(
    sources: Sequence[Source], viewer: Viewer, period: Period, *, newest: bool = False, limit: int
) -> list[Line]:
    """The first lines of a period, for who asks nothing else of these sources."""
    return seen(sources, viewer).read(period, newest=newest, limit=limit)


def up_to(day: date) -> Period:
    return Period(date.min, day)


def count(sources: Sequence[Source], viewer: Viewer, **parts: Q) -> list[tuple[Source, dict[str, int]]]:
    """How many rows fulfil each condition, for who asks nothing else of these sources."""
    return seen(sources, viewer).count(**parts)


def union(rows: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    """All of them in one query."""
    return rows[0].union(*rows[1:], all=True)


def line(source: Source, day: date, uid: object, title: str, owner: str) -> Line:
    return Line(source.label, title, owner, day, f"{source.address}{uid}/" if source.address else "")


def number(index: int) -> Value:
    return Value(index, output_field=IntegerField())


def text(path: str | Combinable) -> Cast:
    return Cast(path, TextField())


def address(model: type[Any], row: Any = None) -> str:
    """The list of a kind of record, or the page of one row; "" where there is none."""
    table = table_of(model)
    if table is None:
        return ""
    return list_url(table) if row is None else row_url(table, row)
