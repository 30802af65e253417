"""The two bundled rule sets: the deadlines of the regulations of 2017 and of those since 2022 (domain §2.2).

They are an office's own rows once loaded, and editable; a round keeps the set it is bound to.
"""

import csv
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rounds.models import DeadlineRule, Round, RuleSet
from xuncha.rounds.queries.bundled import rule_sets_lacking
from xuncha.rounds.rules.bundled import RULE_SETS, RuleSetFile
from xuncha.rounds.rules.roles import HEAD

DATA = Path(__file__).parents[1] / "data"


@transaction.atomic
def load(*, office: Office, by: Viewer) -> list[RuleSet]:
    """Both sets as rows of the office, each in use from its own day. A set it has already is left as it is."""
    return [_there(bundled, office) or _enter(bundled, office, by) for bundled in RULE_SETS]


def _there(bundled: RuleSetFile, office: Office) -> RuleSet | None:
    return RuleSet.objects.of(office.pk).filter(name=bundled.name).first()


def _enter(bundled: RuleSetFile, office: Office, by: Viewer) -> RuleSet:
    rule_set = RuleSet(office=office, name=bundled.name)
    records.require(rule_set, HEAD, by=by)
    records.enter(rule_set, by=by, at=bundled.in_use_from)
    for rule in read(bundled):
        rule.office, rule.rule_set = office, rule_set
        records.enter(rule, by=by, at=bundled.in_use_from)
    return rule_set


def read(bundled: RuleSetFile) -> Iterator[DeadlineRule]:
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


@transaction.atomic
def load_chosen(blank: RuleSet, *, chosen: Collection[str], by: Viewer) -> RuleSet:
    """The bundled sets of these names as rows of the office. Answers with the last of them."""
    wanted = [bundled for bundled in rule_sets_lacking(blank.office_id) if bundled.name in chosen]
    if not wanted:
        raise NotAllowed("请选择尚未载入的版本。")
    return [_enter(bundled, blank.office, by) for bundled in wanted][-1]


@transaction.atomic
def copy(
    rule_set: RuleSet,
    *,
    name: str,
    by: Viewer,
    at: date,
    since: date | None = None,
    basis: str = "",
    note: str = "",
) -> RuleSet:
    """A new set in use from `since`, with the same deadlines to begin with. Rounds keep the one they are bound to."""
    copied, since = RuleSet(office=rule_set.office, name=name.strip()), since or at
    records.require(copied, HEAD, by=by)
    if since <= rule_set.at:
        raise NotAllowed("新版本的启用日期应晚于原版本。")
    records.enter(copied, by=by, at=at, basis=basis, note=note, since=since)
    for rule in rule_set.rules.live().order_by("serial", "pk"):
        records.enter(_copied(rule, copied), by=by, at=at, since=since)
    return copied


@transaction.atomic
def add_rule(rule: DeadlineRule, *, by: Viewer, at: date) -> DeadlineRule:
    """One more deadline, while no round is bound to the set."""
    records.require(rule, HEAD, by=by)
    _require_unbound(rule.rule_set)
    _check(rule.offset, rule.unit, rule.stated)
    last: int | None = rule.rule_set.rules.aggregate(last=Max("serial"))["last"]
    rule.serial = (last or 0) + 1
    return records.enter(rule, by=by, at=at)


@transaction.atomic
def change_rule(
    rule: DeadlineRule,
    *,
    by: Viewer,
    at: date,
    note: str,
    offset: int | None,
    unit: str,
    stated: str,
    basis: str = "",
    **changes: object,
) -> DeadlineRule:
    """Another value or wording, while no round is bound to the set."""
    records.require(rule, HEAD, by=by)
    _require_unbound(rule.rule_set)
    _check(offset, unit, stated)
    changes |= {"offset": offset, "unit": unit, "stated": stated}
    return records.correct(rule, by=by, at=at, note=note, changes=changes, basis=basis)


@transaction.atomic
def drop_rule(rule: DeadlineRule, *, by: Viewer, at: date, note: str, basis: str = "") -> DeadlineRule:
    """Out of the set, while no round is bound to it."""
    records.require(rule, HEAD, by=by)
    _require_unbound(rule.rule_set)
    return records.void(rule, by=by, at=at, note=note, basis=basis)


def _copied(rule: DeadlineRule, into: RuleSet) -> DeadlineRule:
    return DeadlineRule(
        office=into.office, rule_set=into, code=rule.code, serial=rule.serial, event=rule.event, anchor=rule.anchor,
        offset=rule.offset, unit=rule.unit, direction=rule.direction, roll=rule.roll, repeats=rule.repeats,
        stated=rule.stated, debtor=rule.debtor, creditor=rule.creditor,
    )  # fmt: skip


def _require_unbound(rule_set: RuleSet) -> None:
    if Round.objects.filter(rule_set=rule_set).exists():
        raise NotAllowed("已有轮次采用该制度版本，请另立新版本后修改。")


def _check(offset: int | None, unit: str, stated: str) -> None:
    counted, said = offset is not None and bool(unit), offset is None and bool(stated)
    if not (counted or said):
        raise NotAllowed("请填写期限和单位；无法计算的，填写期限表述。")
