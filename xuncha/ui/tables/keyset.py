"""Keyset paging: a page begins after a row, not after a number of rows. The last page costs what the first does.

A cursor names the row at the edge of a page by its ordering values and primary key, and the direction to read on.
It is signed: what did not come from one of our pages is a malformed query.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from xuncha.ui.tables.paths import getter

Reading = Callable[[str], Callable[[Any], Any]]  # a path → a function from a row to its value
PAGE = 50
LAST = "last"  # the cursor of the last page: the list read from its end


@dataclass(frozen=True)
class Key:
    """One ordering column. Empty values stand at the end, whichever way it is ordered."""

    path: str
    descending: bool = False
    nullable: bool = False

    def ordering(self, backward: bool) -> OrderBy:
        descending = self.descending != backward
        if not self.nullable:
            return F(self.path).desc() if descending else F(self.path).asc()
        nulls = {"nulls_first": True} if backward else {"nulls_last": True}
        return F(self.path).desc(**nulls) if descending else F(self.path).asc(**nulls)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def beyond(self, value: Any, backward: bool) -> Q:
        """Rows that lie behind `value` in the direction of reading."""
        if value is None:
            return Q(**{f"{self.path}__isnull": False}) if backward else Q(pk__in=[])
        further = Q(**{f"{self.path}__{'lt' if self.descending != backward else 'gt'}": value})
        return further | Q(**{f"{self.path}__isnull": True}) if self.nullable and not backward else further

    def not_before(self, value: Any, backward: bool) -> Q:
        """A bound that follows from the rest and lets the database start its index there."""
        if self.nullable or value is None:
            return Q()
        return Q(**{f"{self.path}__{'lte' if self.descending != backward else 'gte'}": value})


@dataclass(frozen=True)
class Cursor:
    """Read on from the row with these ordering values (the primary key last); none of them: from an end."""

    backward: bool = False
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Page:
    """Rows of one page and the cursors around it; an empty one means there is nothing there."""

    rows: list[Any]
    previous: str
    following: str


class Keyset:
    """The order of a list, and its pages. `salt` binds cursors to the list and order they were made for."""

    def __init__(self, keys: Sequence[Key], *, salt: str) -> None:
        last = keys[-1]
        has_pk = any(key.path in ("pk", "id") for key in keys)
        self.keys = tuple(keys) if has_pk else (*keys, Key("pk", descending=last.descending))
        self._signer = signing.Signer(salt="cursor:" + salt + ":" + ",".join(map(str, self.keys)))

    def page(self, queryset: QuerySet[Any], token: str, *, size: int = PAGE, get: Reading = getter) -> Page:
        """The page that `token` names ("" the first, LAST the last). BadRequest for a token not made here.

        `get` says how a value is read from a row of the queryset.
        """
        cursor = self.read(token)
        found = list(self.ordered(queryset, cursor)[: size + 1])
        more, rows = len(found) > size, found[:size]
        if cursor.backward:
            rows.reverse()
        before = more if cursor.backward else bool(cursor.values)
        behind = bool(cursor.values) if cursor.backward else more
        return Page(
            rows,
            previous=self.write(rows[0], get, backward=True) if before and rows else "",
            following=self.write(rows[-1], get, backward=False) if behind and rows else "",
        )

    def ordered(self, queryset: QuerySet[Any], cursor: Cursor) -> QuerySet[Any]:
        """The rows behind the cursor in the direction of reading."""
        if cursor.values:
            queryset = queryset.filter(self._behind(cursor))
        return queryset.order_by(*(key.ordering(cursor.backward) for key in self.keys))

    def _behind(self, cursor: Cursor) -> Q:
        backward, condition, equal = cursor.backward, Q(pk__in=[]), Q()
        for key, value in zip(self.keys, cursor.values, strict=True):
            condition |= equal & key.beyond(value, backward)
            equal &= key.same(value)
        return self.keys[0].not_before(cursor.values[0], backward) & condition

    def write(self, row: Any, get: Reading, *, backward: bool) -> str:
        values = [_plain(get(key.path)(row)) for key in self.keys]
        return self._signer.sign_object([backward, *values])

    def read(self, token: str) -> Cursor:
        if token in ("", LAST):
            return Cursor(backward=token == LAST)
        try:
            backward, *values = self._signer.unsign_object(token)
        except (signing.BadSignature, ValueError, TypeError) as why:
            raise BadRequest("cursor") from why
        return Cursor(backward, tuple(values))


def _plain(value: Any) -> Any:
    """As JSON carries it; the database's column reads it back from text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
