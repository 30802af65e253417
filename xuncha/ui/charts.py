"""A chart and the table of the same numbers: one value, drawn twice, so that neither says what the other does not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Number = int | float | Decimal | None


@dataclass(frozen=True)
class Series:
    """One row of numbers, a value a label.

    tone   "" the ramp of the house, "grey" a background or comparison, "accent" what is late
    kind   "" as the chart; "line" draws this series over bars
    hrefs  an address a value, which a click opens; empty for none
    """

    name: str
    values: Sequence[Number]
    tone: str = ""
    kind: str = ""
    hrefs: Sequence[str] = ()


@dataclass(frozen=True)
class Chart:
    """kind: "bar", "column" (upright), "line" or "ring" (one series); reference: a value every series is measured against."""

    title: str
    kind: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    stacked: bool = False
    reference: Number = None
    reference_label: str = ""
    most: Number = None  # the end of the axis, e.g. 100 for a rate
    note: str = ""
    of: str = ""  # head of the first column of the table
    height: str = field(
        default="m"
    )  # "s", "m", "l": heights are classes, since no style may stand in the page

    @property
    def data(self) -> dict[str, Any]:
        """What charts.js reads."""
        return {
            "kind": self.kind,
            "labels": list(self.labels),
            "unit": self.unit,
            "stacked": self.stacked,
            "most": _plain(self.most),
            "reference": _plain(self.reference),
            "referenceLabel": self.reference_label,
            "series": [
                {
                    "name": s.name,
                    "tone": s.tone,
                    "kind": s.kind,
                    "values": [_plain(v) for v in s.values],
                    "hrefs": list(s.hrefs),
                }
                for s in self.series
            ],
        }

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The table: label and, a series, the printed value with its address."""
        return [(label, [self._cell(s, i) for s in self.series]) for i, label in enumerate(self.labels)]

    def _cell(self, series: Series, index: int) -> tuple[str, str]:
        value = series.values[index]
        text = "—" if value is None else f"{value:,}"
        return text, series.hrefs[index] if index < len(series.hrefs) else ""


def _plain(value: Number) -> float | int | None:
    return float(value) if isinstance(value, Decimal) else value
