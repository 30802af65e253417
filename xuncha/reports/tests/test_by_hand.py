"""The benchmark counts every figure by hand as well: a figure without its statement would break it unnoticed."""

import re
from pathlib import Path

from xuncha.reports.queries.registry import FIGURES

BY_HAND = Path(__file__).parents[3] / "benchmarks" / "inside" / "figures.sql"


def test_every_figure_has_a_statement_and_every_statement_a_figure() -> None:
    keys = re.findall(r"^-- = (\S+)$", BY_HAND.read_text(encoding="utf-8"), re.MULTILINE)
    assert {key for key in keys if not key.startswith("shared:")} == set(FIGURES)
