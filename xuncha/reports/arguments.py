"""What the commands `report`, `figure` and `ties` share: whose year, and as of which day."""

import argparse
from typing import Any

from xuncha.kernel.figures import Scope
from xuncha.records.models import Office
from xuncha.records.queries import office_by_code
from xuncha.reports.queries.scope import parse_day, scope_of, year_of


def add_scope(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--office", metavar="CODE", help="division code of the office (default: the home office)"
    )
    parser.add_argument("--as-of", metavar="DAY", help="what was true on that day, YYYY-MM-DD")


def scope_from(options: dict[str, Any], year: str) -> tuple[Office, Scope]:
    office = office_by_code(options["office"])
    day = parse_day(options["as_of"]) if options["as_of"] else None
    return office, scope_of(office, year_of(year), day)
