"""Rows drawn in one go.

The cells of a page are joined in Python: fifty rows of template nodes cost more than their query.
"""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from xuncha.ui.tables.cells import css_class, html_of
from xuncha.ui.tables.declare import Column, Table
from xuncha.ui.tables.fetching import Fetching
from xuncha.ui.tables.paths import Place, getter
from xuncha.ui.tables.sight import Sight

ONE_LINE = 14  # characters

Cell = Callable[[Any], str]  # a row → its <td>


def label_of(column: Column, place: Place) -> str:
    """The head of a column in the language of the page."""
    return gettext(column.label or place.label)


def drawn(
    table: Table, columns: Iterable[Column], rows: Iterable[Any], fetched: Fetching, sight: Sight, base: str
) -> SafeString:
    """The <tr> of every row. `base` is the address of the list, under which each row has its page."""
    cells = [_cell(table, column, fetched, sight, base) for column in columns]
    return mark_safe("".join([f"<tr>{''.join([cell(row) for cell in cells])}</tr>" for row in rows]))


def value_html(table: Table, place: Place, sight: Sight) -> Cell:
    """How one place of a whole row is drawn, with its link where there is one; without the <td>."""
    get, show = getter(place.path), html_of(place, dict(table.tones))
    url_of = sight.url(place.path, getter)
    if url_of is None:
        return lambda row: show(get(row))
    return lambda row: _linked(show(get(row)), url_of(row))


def _cell(table: Table, column: Column, fetched: Fetching, sight: Sight, base: str) -> Cell:
    place, leads = table.places[column.path], column.path == table.link_path
    get, show = fetched.get(place.path), html_of(place, dict(table.tones))
    url_of = _own_url(fetched, base) if leads else sight.url(place.path, fetched.get)
    wide, narrow = _openings(column, place, leads=leads)

    def cell(row: Any) -> str:
        html = show(get(row))
        opening = narrow if len(html) <= ONE_LINE else wide
        return f"{opening}{_linked(html, url_of(row)) if url_of else html}</td>"

    return cell


def _own_url(fetched: Fetching, base: str) -> Callable[[Any], str]:
    uid_of = fetched.get("uid")
    return lambda row: f"{base}{uid_of(row)}/"


def _linked(html: str, url: str) -> str:
    return f'<a href="{url}">{html}</a>' if url else html


def _openings(column: Column, place: Place, *, leads: bool) -> tuple[str, str]:
    """The opening tag, and that of a text short enough never to be broken.

    The label travels with the cell: on a phone a row is a card of labelled lines.
    """
    css = [css_class(place), *(["x-lead"] if leads else [])]
    label = escape(label_of(column, place))
    wide, narrow = (" ".join(filter(None, names)) for names in (css, [*css, "x-one"]))
    return f'<td class="{wide}" data-label="{label}">', f'<td class="{narrow}" data-label="{label}">'
