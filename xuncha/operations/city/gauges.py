"""What a county stood at on a day, from the rows in memory: the same as `guidance.queries.gauges` reads once written."""

from datetime import date
from decimal import Decimal

from xuncha.guidance.models import (
    CaseAction,
    CaseGauge,
    CaseJudgement,
    DispatchTask,
    Staffing,
    SupervisionCase,
    SupervisionLine,
)
from xuncha.guidance.queries.gauges import Crossed, Reading
from xuncha.guidance.rules import Gauge, Judgement, crosses
from xuncha.kernel.numerals import half_up
from xuncha.operations.city.texts import table
from xuncha.operations.city.world import County, World
from xuncha.records.rules import Level, Role
from xuncha.rectification.models import Item

FACTS = table("guidance")["supervision"]
WORDS = table("words")["supervision"]


def draw_lines(world: World) -> None:
    """The lines the leading group agreed to in the spring."""
    for gauge, value in FACTS["lines"].items():
        row = SupervisionLine(gauge=Gauge(gauge), value=Decimal(value), basis=WORDS["line"])
        world.rows.enter(row, office=world.home, at=FACTS["lines_from"], role=Role.GUIDANCE)


def read(world: World, county: County, day: date) -> dict[Gauge, Reading]:
    left = {
        held.unit.pk: held.unit.level == Level.VILLAGE
        for held in (*county.tasks, *county.linkage)
        if held.task.counts and held.task.left_on and held.task.left_on <= day
    }
    villages = sum(left.values())
    staff = [row for row in world.rows.all(Staffing) if row.county_id == county.office.pk and row.at <= day]
    due = [
        item
        for item in world.rows.all(Item)
        if item.ledger.county_id == county.office.pk and item.at <= day and item.due_on <= day
    ]
    done = sum(item.done_on is not None and item.done_on <= day for item in due)
    return {
        Gauge.COVERAGE: _rate(Gauge.COVERAGE, len(left) - villages, len(county.units)),
        Gauge.VILLAGES: _rate(Gauge.VILLAGES, villages, len(county.village_units)),
        Gauge.STAFFING: _rate(
            Gauge.STAFFING, staff[-1].filled if staff else 0, staff[-1].approved if staff else 0
        ),
        Gauge.RECTIFICATION: _rate(Gauge.RECTIFICATION, done, len(due)),
        Gauge.LATE_REPLIES: _late(world, county, day),
    }


def crossed(world: World, county: County, day: date) -> list[Crossed]:
    """The lines the county crosses on the day."""
    found = read(world, county, day)
    lines = [row for row in world.rows.all(SupervisionLine) if row.at <= day]
    return [
        Crossed(found[Gauge(line.gauge)], line)
        for line in sorted(lines, key=lambda line: line.gauge)
        if crosses(Gauge(line.gauge), found[Gauge(line.gauge)].value, line.value)
    ]


def freeze(world: World, county: County, case: SupervisionCase, named: list[Gauge]) -> list[CaseGauge]:
    """What the case begins with, and who decided it on which grounds where lines proposed it."""
    found, over = read(world, county, case.at), crossed(world, county, case.at)
    lines = {Gauge(row.gauge): row for row in world.rows.all(SupervisionLine) if row.at <= case.at}
    rows = []
    for gauge in dict.fromkeys([*named, *(one.reading.gauge for one in over)]):
        row = CaseGauge(
            case=case,
            county=county.office,
            gauge=gauge,
            line=lines[gauge].value if gauge in lines else None,
            before=found[gauge].value,
            before_rows=found[gauge].rows,
        )
        rows.append(world.rows.enter(row, office=world.home, at=case.at, role=Role.GUIDANCE))
    if over:
        judge(world, county, case.at, Judgement.OPENED, WORDS["proposed"], over, case)
    return rows


def measure(world: World, county: County, rows: list[CaseGauge], day: date) -> None:
    """The same gauges when the effect was checked."""
    found = read(world, county, day)
    for row in rows:
        now = found[Gauge(row.gauge)]
        world.rows.fill(row, "measure", at=day, after=now.value, after_rows=now.rows, after_on=day)


def judge(
    world: World,
    county: County,
    on: date,
    verdict: Judgement,
    reason: str,
    over: list[Crossed],
    case: SupervisionCase | None = None,
) -> None:
    row = CaseJudgement(
        county=county.office,
        verdict=verdict,
        grounds="；".join(one.said for one in over),
        reason=reason,
        case=case,
    )
    world.rows.enter(row, office=world.home, at=on, role=Role.GUIDANCE)


def decline_one(world: World) -> None:
    """Of the counties that cross a line late in the year and are not supervised, the first is left for a quarter."""
    on = FACTS["declined"]
    open_cases = {case.county_id for case in world.rows.all(SupervisionCase) if case.closed_on is None}
    for county in world.counties:
        over = crossed(world, county, on)
        if over and county.office.pk not in open_cases:
            judge(world, county, on, Judgement.DECLINED, WORDS["declined"], over)
            return


def _rate(gauge: Gauge, part: int, whole: int) -> Reading:
    return Reading(gauge, half_up(part, whole), part, whole)


def _late(world: World, county: County, day: date) -> Reading:
    rows = [(row.due_on, row.replied_on, row.county_id) for row in world.rows.all(CaseAction)]
    rows += [(row.due_on, row.done_on, row.county_id) for row in world.rows.all(DispatchTask)]
    late = sum(
        key == county.office.pk and due is not None and due < day and (done is None or done > day)
        for due, done, key in rows
    )
    return Reading(Gauge.LATE_REPLIES, Decimal(late), late, late)
