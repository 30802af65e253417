"""A hit as it is drawn: its title and excerpts with the words marked, and the address of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from xuncha.search.models import Entry
from xuncha.search.queries.kinds import Kind, kinds
from xuncha.search.rules.excerpts import Piece, excerpts, marked
from xuncha.search.rules.words import Phrase
from xuncha.ui.tables.registry import list_url, table_of


@dataclass(frozen=True)
class Hit:
    """`excerpts` are pairs of a field's name and its text."""

    kind: str
    title: SafeString
    url: str
    at: date
    excerpts: tuple[tuple[str, SafeString], ...] = ()


def hit(entry: Entry, asked: tuple[Phrase, ...]) -> Hit:
    kind = kinds()[entry.kind]
    found = excerpts(entry.title, entry.fields, asked)
    return Hit(
        kind=gettext(kind.label),
        title=html(marked(entry.title, asked)),
        url=address(kind, entry),
        at=entry.at,
        excerpts=tuple((gettext(kind.labels[part.field]), html(part.pieces)) for part in found),
    )


def address(kind: Kind, entry: Entry) -> str:
    """The record's own page, which asks again who is reading."""
    table = table_of(kind.model)
    return f"{list_url(table)}{entry.uid}/" if table else ""


def html(pieces: Iterable[Piece]) -> SafeString:
    return mark_safe(
        "".join(
            f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text) for piece in pieces
        )
    )
