"""Where a path of a table ends: its field, its kind, its label, and which columns must be loaded to show it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_type_hints

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models

from xuncha.ui.tables.spoken import is_sealed, read_by, read_by_str


class Kind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    WORD = "word"
    YES_NO = "yes_no"
    RELATED = "related"


ALIGNED_RIGHT = frozenset({Kind.NUMBER, Kind.MONEY})
LONG_TEXT = 120  # characters: from here on a text column is wide


@dataclass(frozen=True)
class Place:
    """The end of a `__` path.

    owner     model on which the last name stands
    field     None for a property or a method without arguments
    nullable  whether any step of the path may be empty
    reads     `__` paths of the database columns that showing it needs
    """

    path: str
    owner: type[Any]
    field: "models.Field[Any, Any] | None"
    kind: Kind
    label: str
    nullable: bool
    reads: frozenset[str]

    @property
    def name(self) -> str:
        return self.path.rpartition("__")[2]

    @property
    def related(self) -> type[Any]:
        """The model a RELATED place points to."""
        assert self.field is not None
        model: type[Any] = self.field.related_model  # type: ignore[assignment]
        return model

    @property
    def is_long(self) -> bool:
        if isinstance(self.field, models.TextField):
            return True
        return isinstance(self.field, models.CharField) and (self.field.max_length or 0) >= LONG_TEXT


def place(model: type[Any], path: str) -> Place:
    """Follow `path` from `model`. ImproperlyConfigured for an unknown name and for a sealed column."""
    *relations, last = path.split("__")
    owner, prefix, nullable = model, "", False
    for relation in relations:
        field = _field(owner, relation, path)
        if field is None or not field.is_relation:
            raise ImproperlyConfigured(f"{model.__name__}: “{relation}” in {path} is no relation")
        owner, prefix, nullable = field.related_model, f"{prefix}{relation}__", nullable or field.null  # type: ignore[assignment]
    field = _field(owner, last, path)
    if field is None:
        return _of_attribute(owner, last, path, prefix)
    if is_sealed(field):
        raise ImproperlyConfigured(f"{model.__name__}.{path} is sealed: no table shows or asks for it")
    label = str(field.verbose_name)
    return Place(
        path, owner, field, kind_of(field), label, nullable or field.null, _reads(field, path, prefix)
    )


def getter(path: str) -> Callable[[Any], Any]:
    """A function from a row to the value at the end of `path`; None where a step is empty."""
    names = path.split("__")

    def get(row: Any) -> Any:
        for name in names:
            row = getattr(row, name)
            if row is None:
                return None
        return row() if callable(row) else row

    return get


def kind_of(field: "models.Field[Any, Any]") -> Kind:
    if field.is_relation:
        return Kind.RELATED
    if field.choices:
        return Kind.WORD
    return next((kind for types, kind in _KINDS if isinstance(field, types)), Kind.TEXT)


_KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (models.BooleanField, Kind.YES_NO),
    (models.DateTimeField, Kind.MOMENT),
    (models.DateField, Kind.DATE),
    (models.DecimalField, Kind.MONEY),
    (models.IntegerField, Kind.NUMBER),
    (models.FloatField, Kind.NUMBER),
)
_RETURNED: dict[Any, Kind] = {
    int: Kind.NUMBER,
    float: Kind.NUMBER,
    Decimal: Kind.MONEY,
    date: Kind.DATE,
    datetime: Kind.MOMENT,
    bool: Kind.YES_NO,
}


def _field(model: type[Any], name: str, path: str) -> "models.Field[Any, Any] | None":
    """The concrete field of that name; None for a property or method; an error for nothing at all."""
    try:
        field: models.Field[Any, Any] = model._meta.get_field("id" if name == "pk" else name)
    except FieldDoesNotExist:
        if not hasattr(model, name):
            raise ImproperlyConfigured(f"{model.__name__} has no “{name}” ({path})") from None
        return None
    if not getattr(field, "concrete", False) or field.many_to_many:
        raise ImproperlyConfigured(f"{model.__name__}.{name} holds many rows: a table shows one value a cell")
    return field


def _of_attribute(owner: Any, name: str, path: str, prefix: str) -> Place:
    """A property or method: its kind is what it is annotated to return."""
    attribute = getattr(owner, name)
    function = attribute.fget if isinstance(attribute, property) else attribute
    returned = get_type_hints(function).get("return") if hasattr(function, "__annotations__") else None
    kind = _RETURNED.get(_without_none(returned), Kind.TEXT)
    reads = frozenset(prefix + column for column in read_by(owner, name))
    return Place(path, owner, None, kind, "", True, reads)


def _without_none(annotation: Any) -> Any:
    """`int` of `int | None`."""
    parts = [part for part in getattr(annotation, "__args__", ()) if part is not type(None)]
    return parts[0] if len(parts) == 1 else annotation


def _reads(field: "models.Field[Any, Any]", path: str, prefix: str) -> frozenset[str]:
    if not field.is_relation:
        return frozenset({prefix + field.name})
    target: Any = field.related_model
    spoken = read_by_str(target)
    return frozenset({path, *(f"{path}__{column}" for column in spoken)})
