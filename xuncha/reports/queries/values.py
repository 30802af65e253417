"""A figure's value, counted from its rows at the moment of asking."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count

from xuncha.kernel import numerals
from xuncha.kernel.figures import Figure, Scope
from xuncha.kernel.numerals import Style
from xuncha.kernel.refusals import BadInput
from xuncha.records.answers import Answer, Moment, Rows, Share, Spread, Total
from xuncha.records.models import Office
from xuncha.reports.queries.registry import find
from xuncha.rounds.queries.frame import one_look

Plain = int | str | list[int] | None
COUNTY = "county"  # the column of rows that belong to one


@dataclass(frozen=True)
class Value:
    """What a figure comes to. `rows` counts the rows behind it; `value` is JSON-plain.

    printed  as a report prints it: "预计73.81%", "40余次"
    exact    the same value with nothing rounded and no 预计: "73.81%", "43次"
    round    the number that a member of a family carries
    county   code of the county whose rows alone are counted
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
    county: str = ""

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


def value_of(key: str, scope: Scope, county: Office | None = None) -> Value:
    """Count one figure; of its rows those of a county alone. BadInput where the rows belong to no county."""
    figure, rows = answer(key, scope)
    if county is not None:
        rows = of_county(rows, county)
    return _value(key, figure, _count(rows), projected=rows.projected, county=county)


def _value(
    key: str, figure: Figure[Answer], counted: "_Counted", *, projected: bool, county: Office | None
) -> Value:
    return Value(
        key=key,
        name=figure.name,
        definition=figure.definition,
        value=_plain(counted.value),
        numerator=counted.numerator,
        denominator=counted.denominator,
        unit=figure.unit,
        printed=numerals.print_value(counted.value, figure.unit, figure.style, projected),
        exact=numerals.print_value(counted.value, figure.unit),
        style=figure.style,
        projected=projected,
        rows=counted.rows,
        round=find(key)[1],
        county=county.code if county else "",
    )


def styled(value: Value, style: Style) -> str:
    """As another style prints a count; EXACT is for every figure. ValueError for a rate, a date or a span."""
    if style == Style.EXACT:
        return "预计" + value.exact if value.projected else value.exact
    if not isinstance(value.value, int):
        raise ValueError(f"style {style} says nothing about {value.key}")
    return numerals.print_value(value.value, value.unit, style, value.projected)


def has_counties(rows: Answer) -> bool:
    """Whether each row behind a figure belongs to a county."""
    return any(field.name == COUNTY for field in rows.queryset.model._meta.concrete_fields)


def of_county(rows: Answer, county: Office) -> Answer:
    """The county's rows of those. BadInput where rows belong to no county."""
    if not has_counties(rows):
        raise BadInput("该指标的记录不分县（市、区）。")
    return replace(rows, queryset=rows.queryset.filter(**{COUNTY: county}))


def by_county(key: str, scope: Scope, counties: Iterable[Office]) -> dict[int, Value]:
    """A count for each of these counties, in one question. BadInput for what is no count or belongs to no county."""
    figure, rows = answer(key, scope)
    if not isinstance(rows, Rows) or not has_counties(rows):
        raise BadInput("该指标的记录不分县（市、区）。")
    counted = rows.queryset.order_by().values_list(COUNTY)
    counted = counted.annotate(number=Count(rows.distinct or "pk", distinct=True), size=Count("pk"))
    found = {county: (number, size) for county, number, size in counted}
    return {
        county.pk: _value(
            key,
            figure,
            _Counted(*found.get(county.pk, (0, 0))),
            projected=rows.projected,
            county=county,
        )
        for county in counties
    }


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
        case Total(over=""):
            return _Counted(rows.value(), rows.queryset.count())
        case Total():
            of, over = map(int, rows.sums())
            return _Counted(numerals.half_up(of, over), rows.queryset.count(), of, over)
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
