"""Which relations of a row may be opened by the person reading: asked in the same query as the rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from xuncha.ui.http import Request
from xuncha.ui.tables.paths import Kind, Place
from xuncha.ui.tables.registry import list_url, may_open, table_of


@dataclass(frozen=True)
class Sight:
    """Relations that have a page of their own which this person's roles may open: path → address of the list."""

    doors: dict[str, str]
    models: dict[str, type[Any]]

    @property
    def marks(self) -> list[str]:
        return [_seen(path) for path in self.models]

    def asked_of(self, queryset: QuerySet[Any], request: Request) -> QuerySet[Any]:
        """The rows, each with the uid of every relation whose row the person may see."""
        seen = {_seen(path): _uid_of(path, model, request) for path, model in self.models.items()}
        marked: QuerySet[Any] = queryset.annotate(**seen)
        return marked

    def url(self, path: str, get: Callable[[str], Callable[[Any], Any]]) -> Callable[[Any], str] | None:
        """From a row to the address of the relation's page ("" when unseen); None where there is never one.

        `get` says how a value is read from a row.
        """
        if path not in self.doors:
            return None
        door, uid_of = self.doors[path], get(_seen(path))

        def url(row: Any) -> str:
            uid = uid_of(row)
            return f"{door}{uid}/" if uid else ""

        return url


def _uid_of(path: str, model: type[Any], request: Request) -> Subquery:
    visible = model.objects.visible_to(request.viewer)
    return Subquery(visible.filter(pk=OuterRef(path)).order_by().values("uid")[:1])


def sight(places: Iterable[Place], request: Request) -> Sight:
    doors, models = {}, {}
    for place in places:
        table = table_of(place.related) if place.kind is Kind.RELATED else None
        if table is not None and may_open(request, table):
            doors[place.path], models[place.path] = list_url(table), table.model
    return Sight(doors, models)


def _seen(path: str) -> str:
    return "seen_" + path.replace("__", "_of_")
