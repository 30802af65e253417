"""A canary in every sealed column of the reference city, sealed as the system seals it."""

from typing import Any

from xuncha.accounts.models import User
from xuncha.config.tests.crawl.net import word_of
from xuncha.identity.models import Authenticator
from xuncha.records.sealed import SealedColumn, sealed_columns

SECRET = "identity.authenticator.secret"


def plant() -> dict[str, int]:
    """How many rows of each sealed column have its canary now. Columns with no row have none: the test says so."""
    _authenticator()
    return {column.place: _in(column) for column in sealed_columns()}


def said(place: str) -> str:
    """What is written into the column: the secret of an authenticator is bytes in hex."""
    return word_of(place).encode().hex() if place == SECRET else word_of(place)


def _in(column: SealedColumn) -> int:
    """Rows that have something there, or all of them where none has."""
    rows = [row for row in _rows(column) if row.__dict__[column.field.attname]] or _rows(column)
    for row in rows:
        sealed: Any = column.field.closed(row, said(column.place))
        column.model._base_manager.filter(pk=row.pk).update(**{column.field.attname: sealed})
    return len(rows)


def _rows(column: SealedColumn) -> list[Any]:
    return list(column.model._base_manager.order_by("pk"))


def _authenticator() -> None:
    """The demonstration's accounts sign in without one."""
    if not Authenticator.objects.exists():
        user = User.objects.get(username="general")
        row = Authenticator(user=user, confirmed_at=user.password_at)
        row.secret = said(SECRET)
        row.save()
