"""Rows for a trial that need no parents: every column filled with something its type takes.

References point to rows that are not there. Both databases ask for them at the commit only, and a trial
never commits. Which of the optional columns a state needs (a signed paper has its signer) is found out from
the database itself: the fewest of those that its constraints speak of.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import combinations, count
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from xuncha.records.models import Stateful

DAY = date(2019, 1, 2)
_keys = count(10**9)  # of rows that do not exist


class Untried(Exception):
    """No row of the model can stand in the state, whatever is filled in."""


def stored(model: type[Stateful], state: str, columns: Mapping[str, Any]) -> Stateful:
    """A bare row in the database. IntegrityError where the constraints do not take it."""
    row = model(**{field.attname: _value(field) for field in _needed(model)})
    for name, value in {**columns, "state": state}.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def columns_of(model: type[Stateful], state: str, filled: Collection[str] = ()) -> dict[str, Any]:
    """The optional columns with which a row can stand in the state, `filled` among them; the others are empty."""
    options = _spoken_of(model)
    rest = [name for name in options if name not in filled]
    for number in range(len(rest) + 1):
        for chosen in combinations(rest, number):
            columns = dict(_columns(options, {*filled, *chosen}))
            if _stands(model, state, columns):
                return columns
    raise Untried(state)


def _stands(model: type[Stateful], state: str, columns: Mapping[str, Any]) -> bool:
    try:
        with transaction.atomic():
            stored(model, state, columns)
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def _columns(
    options: Mapping[str, "models.Field[Any, Any]"], filled: Collection[str]
) -> Iterator[tuple[str, Any]]:
    for name, field in options.items():
        if name in filled:
            yield field.attname, _value(field)
        elif isinstance(field, models.BooleanField):
            yield field.attname, False
        else:
            yield field.attname, None if field.null else ""


def _needed(model: type[Stateful]) -> list["models.Field[Any, Any]"]:
    """Columns that have no default and may not be empty."""
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and not f.has_default()]
    return [field for field in fields if not field.null]


def _spoken_of(model: type[Stateful]) -> dict[str, "models.Field[Any, Any]"]:
    """Columns in check constraints that may be empty, or are yes or no."""
    names = {name for condition in _conditions(model) for name in _names(condition)}
    return {
        field.name: field for field in model._meta.concrete_fields if field.name in names and _varies(field)
    }


def _varies(field: "models.Field[Any, Any]") -> bool:
    empty = field.blank and isinstance(field, (models.CharField, models.TextField))
    return field.null or empty or isinstance(field, models.BooleanField)


def _conditions(model: type[Stateful]) -> Iterator[Q]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, Q):
            yield constraint.condition


def _names(condition: Q) -> Iterator[str]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _names(child)
        elif isinstance(child, tuple):
            lookup, value = child
            yield lookup.split("__")[0]
            if isinstance(value, F):
                yield getattr(value, "name")  # noqa: B009  # the stubs do not know it


def _value(field: "models.Field[Any, Any]") -> Any:
    if field.is_relation:
        return next(_keys)
    if field.choices:
        return next(value for value, _ in field.flatchoices if value)
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, (models.IntegerField, models.DecimalField)):
        return 1
    return "试办"
