"""A value as a cell shows it. Pages show HTML, spreadsheets the plain value; both read the same words."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext

from xuncha.ui.lifecycles import tone_of
from xuncha.ui.tables.paths import ALIGNED_RIGHT, Kind, Place

Show = Callable[[Any], str]  # a value → escaped HTML
NONE = '<span class="x-none">—</span>'


def shown(value: Any) -> str:
    """A value of any kind as plain text; "" of none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if isinstance(value, float):
        return f"{value:,.10g}"  # 0, not 0.0; noise of the arithmetic is left out
    return str(value)


def words(place: Place) -> dict[Any, str]:
    """Code → the office's word, in the language of the page; empty unless the place has a vocabulary."""
    if place.kind is not Kind.WORD or place.field is None:
        return {}
    return _words(place.field, get_language())


@cache
def _words(field: Any, language: str | None) -> dict[Any, str]:
    return {code: str(label) for code, label in field.flatchoices}


def text_of(place: Place) -> Show:
    """Plain text for this place: what a chip, a spreadsheet or a title says."""
    labels = words(place)
    return (lambda value: labels.get(value, "")) if labels else shown


def html_of(place: Place, tones: dict[str, str]) -> Show:
    """How cells of this place are drawn. Words of a life cycle become chips with their light."""
    life = getattr(place.owner, "life", None) if place.name == "state" else None
    if life is not None:
        drawn = {
            code: chip(word, tones.get(code) or tone_of(life, code)) for code, word in words(place).items()
        }
        return lambda value: drawn.get(value, NONE)
    text = text_of(place)
    return lambda value: escape(text(value)) or NONE


def chip(word: str, tone: str) -> str:
    """A light with its word: the shape differs by tone (in the style sheet), so that colour is never alone."""
    return f'<span class="x-chip x-chip-{tone}">{escape(word)}</span>'


def css_class(place: Place) -> str:
    """How a column is set: right-aligned numbers, unbroken dates, wide text."""
    if place.kind in ALIGNED_RIGHT:
        return "x-num"
    if place.kind in (Kind.DATE, Kind.MOMENT):
        return "x-date"
    if place.kind in (Kind.WORD, Kind.YES_NO):
        return "x-word"
    return "x-wide" if place.is_long else ""
