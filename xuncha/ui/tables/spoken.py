"""Which columns a `__str__`, a property or a method reads: asked once, by running it on a probe.

A list that shows `str(task)` must fetch what `Task.__str__` touches, or every row would ask the database
again. Nobody keeps such a list by hand: the probe answers like a row and writes down what it was asked for.
"""

from collections.abc import Hashable, Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import FunctionType, MethodType
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models

# A value of the right type for each kind of column; what it says does not matter.
SAMPLES: tuple[tuple[type[Any], object], ...] = (
    (models.BooleanField, True),
    (models.DateTimeField, datetime(2000, 1, 1)),
    (models.DateField, date(2000, 1, 1)),
    (models.DecimalField, Decimal(1)),
    (models.IntegerField, 1),
)
SAMPLE_TEXTS = ("…", "")  # a name that is empty may be spoken otherwise
WORD = "⋯"


class Untraceable(Exception):
    """The code under the probe left the row (a query, a reverse relation)."""


class Probe:
    """Stands in for a row of `model` reached by `path`; adds to `seen` every column it is asked for."""

    def __init__(self, model: Any, path: str, seen: set[str], text: str) -> None:
        self.__dict__.update(probe_model=model, probe_path=path, probe_seen=seen, probe_text=text)

    def __getattr__(self, name: str) -> Any:
        return _answer(self, self.__dict__["probe_model"], name)

    def __str__(self) -> str:
        return str(self.__dict__["probe_model"].__str__(self))


def is_sealed(field: Any) -> bool:
    """A column that cannot even be compared is sealed: nothing may list, sort or search it."""
    return field.concrete and not field.is_relation and field.get_lookup("exact") is None


def open_columns(model: type[Any]) -> list[str]:
    """The names of the columns of `model` that are not sealed."""
    return [field.name for field in model._meta.concrete_fields if not is_sealed(field)]


@cache
def read_by_str(model: Hashable) -> frozenset[str]:
    """`__` paths of the columns that `str(row)` reads."""
    return _trace(model, "__str__")


@cache
def read_by(model: Hashable, name: str) -> frozenset[str]:
    """`__` paths of the columns that a property or a method without arguments reads."""
    return _trace(model, name)


def related(reads: Iterable[str]) -> list[str]:
    """The relations that `reads` go through."""
    return sorted({path.rpartition("__")[0] for path in reads if "__" in path})


def joined(rows: models.QuerySet[Any], reads: Iterable[str]) -> models.QuerySet[Any]:
    """Rows with the relations that `reads` go through, if any: asked for none by name, Django would join them all."""
    names = related(reads)
    return rows.select_related(*names) if names else rows


def named(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Rows that can be called by name without a further query each."""
    model: Any = rows.model
    return joined(rows, read_by_str(model))


@cache
def called_by(model: Hashable) -> str:
    """The one text column that `str(row)` returns unchanged; "" when it says more than that."""
    read = read_by_str(model)
    if len(read) != 1:
        return ""
    says = [str(Probe(model, "", set(), text)) for text in SAMPLE_TEXTS]
    return next(iter(read)) if says == list(SAMPLE_TEXTS) else ""


def _trace(model: Any, name: str) -> frozenset[str]:
    """What was read, of full and of empty text; every open column when the code cannot be followed."""
    seen: set[str] = set()
    try:
        for text in SAMPLE_TEXTS:
            probe = Probe(model, "", seen, text)
            value = str(probe) if name == "__str__" else getattr(probe, name)
            if callable(value):
                value()
    except ImproperlyConfigured:
        raise
    except Exception:  # whatever the code does with the samples, loading the whole row is right
        return frozenset(open_columns(model)) | seen
    return frozenset(seen)


def _answer(probe: Probe, model: type[Any], name: str) -> Any:
    seen, path = probe.__dict__["probe_seen"], probe.__dict__["probe_path"]
    if name.startswith("get_") and name.endswith("_display"):
        seen.add(path + name.removeprefix("get_").removesuffix("_display"))
        return lambda: WORD
    field = _column(model, name)
    if field is None:
        return _attribute(probe, model, name)
    if is_sealed(field):
        raise ImproperlyConfigured(f"{model.__name__}.{name} is sealed and may not be spoken")
    seen.add(path + field.name)
    if field.is_relation and name == field.name:
        return Probe(field.related_model, f"{path}{name}__", seen, probe.__dict__["probe_text"])
    return next((s for types, s in SAMPLES if isinstance(field, types)), probe.__dict__["probe_text"])


def _column(model: type[Any], name: str) -> Any:
    if name == "pk":
        return model._meta.pk
    for field in model._meta.concrete_fields:
        if name in (field.name, field.attname):
            return field
    return None


def _attribute(probe: Probe, model: type[Any], name: str) -> Any:
    """A property, a method or a plain class attribute; anything else leads away from the row."""
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        pass
    else:
        raise Untraceable(name)
    attribute = getattr(model, name)
    if isinstance(attribute, property) and attribute.fget:
        return attribute.fget(probe)
    if isinstance(attribute, FunctionType):
        return MethodType(attribute, probe)
    return attribute
