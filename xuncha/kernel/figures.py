"""A figure is never a number: it is rows that can be opened, with a definition and a way to print it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from xuncha.kernel.numerals import Style

R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Period:
    """A span of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Scope:
    """What a figure is asked for: whose (office primary key), which year, with what had happened by `as_of`.

    `since` is the first day that counts, for a return of a month or a quarter; the year's first day when not said.
    """

    office: int
    year: int
    as_of: date
    since: date | None = None

    @property
    def period(self) -> Period:
        """The year so far. Empty (start after end) when `as_of` lies before the year."""
        return Period(self.since or date(self.year, 1, 1), min(date(self.year, 12, 31), self.as_of))

    @property
    def day(self) -> date:
        """The day on which a stock figure is read."""
        return self.period.end


@dataclass(frozen=True)
class Figure(Generic[R]):
    """One indicator (口径), used alike by page, report, export, command and checker.

    key         dotted identifier; a family has one `[n]`, filled with the round number
    unit        measure word, printed behind the value ("%" for a ratio)
    definition  the official definition, in the office's words
    rows        Scope (and the family's number) → rows
    style       how a report prints it
    """

    key: str
    name: str
    unit: str
    definition: str
    rows: Callable[..., R]
    style: Style = Style.EXACT

    @property
    def is_family(self) -> bool:
        return "[n]" in self.key


@dataclass(frozen=True)
class Tie(Generic[R]):
    """A check of one fact along two independent paths: `left` and `right` must give the same value."""

    key: str
    name: str
    left_name: str
    right_name: str
    left: Callable[[Scope], R]
    right: Callable[[Scope], R]
    figures: tuple[str, ...] = ()


class Catalogue(Generic[R]):
    """The figures of one app, in the order of their definition. Used as a decorator."""

    def __init__(self) -> None:
        self.figures: list[Figure[R]] = []

    def figure(
        self, key: str, *, name: str, unit: str, definition: str, style: Style = Style.EXACT
    ) -> Callable[[F], F]:
        def register(rows: F) -> F:
            self.figures.append(Figure(key, name, unit, definition, rows, style))
            return rows

        return register
