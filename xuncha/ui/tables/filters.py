"""The filters of a list, built from its declaration. What they do not understand is a malformed query (400)."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Any

import django_filters
from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from xuncha.ui.tables.declare import Table
from xuncha.ui.tables.paths import Kind, Place, place
from xuncha.ui.tables.spoken import joined, read_by_str

LONGEST_QUESTION = 100  # characters in a search box
SEARCH = "q"
HAS = "__has"  # suffix of the text question put to a relation: "task__organisation__has=财政"
ITS_OWN = frozenset({"sort", "cursor", "filters"})
YES_NO = [("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))]


def filtered(
    table: Table, request: HttpRequest, queryset: QuerySet[Any]
) -> tuple[dict[str, Any], QuerySet[Any]]:
    """What is asked (parameter → clean value) and the rows that pass it. BadRequest for an unknown name or value."""
    known = askable(table)
    if any(name not in known and name not in ITS_OWN for name in request.GET):
        raise BadRequest("filters")
    paths = frozenset(known[name] for name in request.GET if request.GET[name] and name not in ITS_OWN)
    if not paths:
        return {}, queryset
    asked = filter_class(table, paths)(request.GET, queryset, request=request)
    if not asked.is_valid():
        raise BadRequest("filters")
    return {k: v for k, v in asked.form.cleaned_data.items() if v not in (None, "")}, asked.qs


@cache
def askable(table: Table) -> dict[str, str]:
    """Every parameter that asks something of this table, and the path it asks about."""
    names = {SEARCH: SEARCH} if table.search else {}
    for path, found in _places(table).items():
        names |= dict.fromkeys(_names(path, found), path)
    return names


@lru_cache(maxsize=1024)
def filter_class(table: Table, paths: frozenset[str]) -> type[Any]:
    """A filter set for just these paths: a box that nobody filled in costs nothing."""
    places = _places(table)
    made: dict[str, Any] = {}
    for path in [p for p in (SEARCH, *places) if p in paths]:
        made.update({SEARCH: _search(table)} if path == SEARCH else _filters(path, places[path]))
    return type(f"{table.name}_filters", (django_filters.FilterSet,), made)


def options(model: Any, request: HttpRequest) -> QuerySet[Any]:
    """The rows of a relation that may be chosen: those that the person asking may see."""
    manager = model._default_manager
    rows: QuerySet[Any] = manager.visible_to(request.viewer) if gated(model) else manager.all()  # type: ignore[attr-defined]
    reads = read_by_str(model)
    return joined(rows, reads).only("pk", *reads)


def gated(model: Any) -> bool:
    """Whether the rows of a model are read through `visible_to`."""
    return hasattr(model._default_manager, "visible_to")


def _places(table: Table) -> dict[str, Place]:
    """The declared filters, and the row's own relations to records: a count on another page links here by them."""
    relations = [
        f.name for f in table.model._meta.concrete_fields if f.is_relation and gated(f.related_model)
    ]
    implied = {name: place(table.model, name) for name in relations if name not in ("office", "by")}
    return {**implied, **table.filter_places}


def _names(path: str, found: Place) -> tuple[str, ...]:
    if found.kind in (Kind.DATE, Kind.MOMENT):
        return f"{path}_after", f"{path}_before"
    return (path, path + HAS) if found.kind is Kind.RELATED else (path,)


def _search(table: Table) -> Any:
    """Every word typed must stand in one of the searched columns."""
    return _by_words(table.search)


def _by_words(paths: Iterable[str]) -> Any:
    def ask(queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(*(_contains(paths, word) for word in value.split()))

    return django_filters.CharFilter(method=ask, max_length=LONGEST_QUESTION)


def _contains(paths: Iterable[str], text: str) -> Q:
    """Chinese has no case: without folding the case of every text, a search reads a table in a third of the time."""
    lookup = "contains" if text.upper() == text.lower() else "icontains"
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{path}__{lookup}": text})
    return condition


def _filters(path: str, found: Place) -> dict[str, Any]:
    if found.kind is Kind.RELATED:
        model = found.related
        chosen = django_filters.ModelChoiceFilter(
            field_name=path, queryset=lambda request: options(model, request)
        )
        return {path: chosen, path + HAS: _NamedLike(path, model)}
    return {path: _MAKERS.get(found.kind, _text)(path, found)}


class _NamedLike(django_filters.CharFilter):  # type: ignore[misc]  # django-filter ships no annotations
    """Rows whose related row is called like this, among those the person asking may see: a question is no peephole."""

    def __init__(self, path: str, model: Any) -> None:
        super().__init__(field_name=path, max_length=LONGEST_QUESTION)
        self.model_asked = model

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return queryset
        columns = _called(self.model_asked)
        seen = options(self.model_asked, self.parent.request)
        named = seen.filter(*(_contains(columns, word) for word in value.split()))
        return queryset.filter(**{f"{self.field_name}__in": named.values("pk")})


def _called(model: Any) -> list[str]:
    """The text columns by which a row is called: those its `str` reads."""
    return [c for c in sorted(read_by_str(model)) if place(model, c).kind is Kind.TEXT]


def _word(path: str, found: Place) -> Any:
    assert found.field is not None
    return django_filters.ChoiceFilter(field_name=path, choices=found.field.choices, empty_label=None)


def _yes_no(path: str, found: Place) -> Any:
    def coerce(value: str) -> bool:
        return value == "yes"

    return django_filters.TypedChoiceFilter(field_name=path, choices=YES_NO, coerce=coerce)


def _dates(path: str, found: Place) -> Any:
    return django_filters.DateFromToRangeFilter(field_name=path)


def _number(path: str, found: Place) -> Any:
    places = 2 if found.kind is Kind.MONEY else 0
    return django_filters.NumberFilter(field_name=path, decimal_places=places, max_digits=18)


def _text(path: str, found: Place) -> Any:
    return django_filters.CharFilter(field_name=path, lookup_expr="icontains", max_length=LONGEST_QUESTION)


_MAKERS: dict[Kind, Callable[[str, Place], Any]] = {
    Kind.WORD: _word,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _dates,
    Kind.MOMENT: _dates,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
}
