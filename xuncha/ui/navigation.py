"""The navigation drawn from the menu that config hands to the page: sections with an icon and their entries.

Drawn in Python: it stands on every page with some sixty entries, each a handful of template nodes.
"""

from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from xuncha.ui.icons import icon


class Entry(Protocol):
    """One door: its label in Chinese, its address, and whether it is the page shown."""

    label: str
    url: str
    current: bool


class Section(Protocol):
    """Doors that belong together, under a drawing of the sprite."""

    label: str
    icon: str
    entries: Iterable[Entry]


def side(menu: Iterable[Section]) -> SafeString:
    """The sections of the left navigation; the one with the page shown stands open."""
    return mark_safe("".join(_section(section) for section in menu))


def bottom(menu: Iterable[Section], most: int = 4) -> SafeString:
    """The first sections as a phone's bottom bar; each leads to its first door."""
    return mark_safe("".join(_tab(section) for section in list(menu)[:most]))


def _section(section: Section) -> str:
    entries = list(section.entries)
    opened = " open" if any(entry.current for entry in entries) else ""
    items = "".join(f"<li>{_link(entry)}</li>" for entry in entries)
    return (
        f'<details class="x-nav-section" name="nav"{opened}><summary>{icon(section.icon)}'
        f"<span>{_say(section.label)}</span>{icon('chevron-down')}</summary><ul>{items}</ul></details>"
    )


def _link(entry: Entry) -> str:
    current = ' aria-current="page"' if entry.current else ""
    return f'<a href="{escape(entry.url)}"{current}>{_say(entry.label)}</a>'


def _say(label: str) -> str:
    return _said(label, get_language())


@cache
def _said(label: str, language: str | None) -> str:
    """A label as HTML. Labels are few and fixed; asking the catalogue sixty times a page is not free."""
    return escape(gettext(label))


def _tab(section: Section) -> str:
    entries = list(section.entries)
    current = ' aria-current="true"' if any(entry.current for entry in entries) else ""
    words = f"{icon(section.icon)}<span>{_say(section.label)}</span>"
    return f'<a href="{escape(entries[0].url)}"{current}>{words}</a>' if entries else ""
