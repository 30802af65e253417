"""A figure's value, counted from its rows at the moment of asking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xuncha.kernel import numerals
from xuncha.kernel.figures import Figure, Scope
from xuncha.kernel.numerals import Style
from xuncha.records.answers import Answer, Moment, Rows, Share, Spread
from xuncha.reports.queries.registry import find
from xuncha.rounds.queries.frame import one_look

Plain = int | str | list[int] | None


@dataclass(frozen=True)
class Value:
    """What a figure comes to. `rows` counts the rows behind it; `value` is JSON-plain.

    printed  as a report prints it: "预计73.81%", "40余次"
    exact    the same value with nothing rounded and no 预计: "73.81%", "43次"
    round    the number that a member of a family carries
    """

    key: str
    name: str
    definition: str
    value: Plain
    numerator: int | None
    denominator: int | None
    unit: str
    printed: str
    exact: str
    style: Style
    projected: bool
    rows: int
    round: int | None = None

    @property
    def is_nothing(self) -> bool:
        """Nothing to report: the sentence that would name it is left out."""
        return self.value in (None, 0, "0.00")

    @property
    def is_approximate(self) -> bool:
        """The print says less than is known: 43 printed as 40余. 360名左右 of exactly 360 says 左右 all the same."""
        return self.style in (Style.OVER, Style.ABOUT) and self.printed.removeprefix("预计") != self.exact


def answer(key: str, scope: Scope) -> tuple[Figure[Answer], Answer]:
    """The rows behind a key. BadInput for an unknown key."""
    figure, number = find(key)
    return figure, figure.rows(scope) if number is None else figure.rows(scope, number)


def value_of(key: str, scope: Scope) -> Value:
    """Count one figure."""
    figure, rows = answer(key, scope)
    counted, number = _count(rows), find(key)[1]
    return Value(
        key=key,
        name=figure.name,
        definition=figure.definition,
        value=_plain(counted.value),
        numerator=counted.numerator,
        denominator=counted.denominator,
        unit=figure.unit,
        printed=numerals.print_value(counted.value, figure.unit, figure.style, rows.projected),
        exact=numerals.print_value(counted.value, figure.unit),
        style=figure.style,
        projected=rows.projected,
        rows=counted.rows,
        round=number,
    )


def values_of(keys: Iterable[str], scope: Scope) -> dict[str, Value]:
    """Several figures of one scope at one look."""
    with one_look():
        return {key: value_of(key, scope) for key in keys}


@dataclass(frozen=True)
class _Counted:
    value: numerals.Value | None
    rows: int
    numerator: int | None = None
    denominator: int | None = None


def _count(rows: Answer) -> _Counted:
    match rows:
        case Rows():
            number = rows.value()
            return _Counted(number, rows.queryset.count() if rows.distinct else number)
        case Share():
            part, whole = rows.parts()
            return _Counted(numerals.half_up(part, whole), whole, part, whole)
        case Moment():
            return _Counted(rows.value(), rows.queryset.count())
        case Spread():
            spread = rows.value()
            return _Counted(numerals.Range(*spread) if spread else None, rows.queryset.count())


def _plain(value: numerals.Value | None) -> Plain:
    if isinstance(value, numerals.Range):
        return [value.low, value.high]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
