"""The two bundled rule sets: the deadlines of the regulations of 2017 and of those since 2022 (domain §2.2).

They are an office's own rows once loaded, and editable; a round keeps the set it is bound to.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rounds.models import DeadlineRule, RuleSet
from xuncha.rounds.rules import HEAD

DATA = Path(__file__).parents[1] / "data"


class Bundled(NamedTuple):
    name: str
    in_use_from: date
    file: str


BUNDLED = (
    Bundled("2017年制度", date(2017, 1, 1), "deadlines-2017.csv"),
    Bundled("2022年以来制度", date(2022, 1, 1), "deadlines-2022.csv"),
)


@transaction.atomic
def load(*, office: Office, by: Viewer) -> list[RuleSet]:
    """Both sets as rows of the office, each in use from its own day. A set it has already is left as it is."""
    return [_there(bundled, office) or _enter(bundled, office, by) for bundled in BUNDLED]


def _there(bundled: Bundled, office: Office) -> RuleSet | None:
    return RuleSet.objects.of(office.pk).filter(name=bundled.name).first()


def _enter(bundled: Bundled, office: Office, by: Viewer) -> RuleSet:
    rule_set = RuleSet(office=office, name=bundled.name)
    records.require(rule_set, HEAD, by=by)
    records.enter(rule_set, by=by, at=bundled.in_use_from)
    for rule in read(bundled):
        rule.office, rule.rule_set = office, rule_set
        records.enter(rule, by=by, at=bundled.in_use_from)
    return rule_set


def read(bundled: Bundled) -> Iterator[DeadlineRule]:
    """The lines of one set, not yet anybody's."""
    with (DATA / bundled.file).open(encoding="utf-8", newline="") as file:
        for serial, line in enumerate(csv.DictReader(file), start=1):
            yield DeadlineRule(
                serial=serial,
                code=line["code"],
                event=line["event"],
                anchor=line["anchor"],
                direction=line["direction"],
                offset=int(line["offset"]) if line["offset"] else None,
                unit=line["unit"],
                repeats=bool(line["repeats"]),
                stated=line["stated"],
                debtor=line["debtor"],
                creditor=line["creditor"],
            )
