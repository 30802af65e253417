"""Lines propose, a person decides, the effect is read again; what comes late stays late."""

from datetime import date
from decimal import Decimal

import pytest

from xuncha.basis.tests.builders import document
from xuncha.guidance.actions import cases, dispatches, pairs
from xuncha.guidance.models import (
    CaseAction,
    CaseJudgement,
    DispatchTask,
    Sponsorship,
    SponsorVisit,
    SupervisionCase,
    SupervisionLine,
)
from xuncha.guidance.queries import gaps
from xuncha.guidance.queries.gauges import proposals, readings
from xuncha.guidance.queries.timeline import effects, timeline
from xuncha.guidance.rules import (
    ActionKind,
    Gauge,
    Judgement,
    ReasonCode,
    SponsorLevel,
    crosses,
    next_quarter_end,
    quarter_of,
)
from xuncha.guidance.tests import builders as make
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.people.tests.builders import installation, person
from xuncha.records.models import Office
from xuncha.records.rules import Level, Role
from xuncha.records.tests.builders import DAY, county, office, viewer
from xuncha.rounds.tests import builders as rounds

pytestmark = pytest.mark.django_db

SPRING, DUE, CHECKED = date(2019, 4, 1), date(2019, 9, 30), date(2019, 10, 21)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@pytest.fixture
def guide(city: Office) -> Viewer:
    return viewer(Role.GUIDANCE, office=city)


@pytest.fixture
def below(city: Office) -> Office:
    """Half its posts are filled on the day."""
    found = county(city)
    make.staffing(office=city, county=found, approved=10, filled=5)
    return found


def line(
    city: Office, guide: Viewer, gauge: Gauge = Gauge.STAFFING, value: int = 70, at: date = SPRING
) -> None:
    row = SupervisionLine(office=city, gauge=gauge, value=Decimal(value), basis="要点")
    cases.set_line(row, by=guide, at=at)


def opened(below: Office, guide: Viewer) -> SupervisionCase:
    return cases.open_case(
        below,
        document=document(office=below.parent, at=DAY),
        matter="人员到位率低",
        reasons=[ReasonCode.LOW_STAFFING],
        due_on=DUE,
        by=guide,
    )


@pytest.mark.parametrize(
    ("gauge", "value", "at_line"),
    [(Gauge.COVERAGE, "44.99", True), (Gauge.COVERAGE, "45", False), (Gauge.COVERAGE, None, False),
     (Gauge.LATE_REPLIES, "44", False), (Gauge.LATE_REPLIES, "45", True)],
)  # fmt: skip
def test_a_rate_crosses_from_below_and_a_count_from_above(
    gauge: Gauge, value: str | None, at_line: bool
) -> None:
    assert crosses(gauge, Decimal(value) if value else None, Decimal(45)) == at_line


def test_a_line_proposes_by_its_days_and_a_new_one_ends_the_one_before(
    city: Office, below: Office, guide: Viewer
) -> None:
    county(city)  # nothing is known of this one: it is proposed by nothing
    assert proposals(city.pk, DAY) == []
    line(city, guide)
    (found,) = proposals(city.pk, DAY)
    assert (found.county, found.grounds) == (below, "人员到位率（%）50.00，督办线70.00")
    assert found.crossed[0].reading.rows == "5/10"
    line(city, guide, value=40, at=date(2019, 7, 1))
    assert proposals(city.pk, date(2019, 7, 1)) == []
    assert len(proposals(city.pk, date(2019, 6, 30))) == 1  # as it was then
    with pytest.raises(NotAllowed, match="应晚于这一天"):
        line(city, guide, at=date(2019, 6, 1))
    with pytest.raises(NotAllowed, match="不能超过100"):
        line(city, guide, value=101, at=date(2019, 8, 1))


def test_a_person_declines_with_a_reason_for_the_quarter_or_opens_and_the_readings_are_frozen(
    city: Office, below: Office, guide: Viewer
) -> None:
    line(city, guide)
    with pytest.raises(NotAllowed, match="理由"):
        cases.decline(CaseJudgement(office=city, county=below, reason=" "), by=guide, at=DAY)
    with pytest.raises(NotAllowed, match="没有触及督办线"):
        cases.decline(CaseJudgement(office=city, county=county(city), reason="—"), by=guide, at=DAY)
    by = viewer(Role.COUNTY_OFFICE, office=below)
    with pytest.raises(WrongRole):
        cases.decline(CaseJudgement(office=city, county=below, reason="—"), by=by, at=DAY)
    row = cases.decline(CaseJudgement(office=city, county=below, reason="正在招录"), by=guide, at=DAY)
    assert row.grounds == "人员到位率（%）50.00，督办线70.00"
    assert [one.waits for one in proposals(city.pk, date(2019, 6, 30))] == [False]
    assert [one.waits for one in proposals(city.pk, date(2019, 7, 1))] == [True]  # another quarter
    case = opened(below, guide)
    gauge = case.gauges.get()
    assert (gauge.before, gauge.before_rows, gauge.line, gauge.after_on) == (50, "5/10", 70, None)
    assert (case.judgement.verdict, case.judgement.grounds) == (Judgement.OPENED, row.grounds)
    with pytest.raises(NotAllowed, match="已经立案督办"):
        cases.decline(CaseJudgement(office=city, county=below, reason="—"), by=guide, at=DAY)
    with pytest.raises(NotAllowed, match="正在重点督办"):
        opened(below, guide)


def test_the_effect_is_read_anew_and_stands_beside_what_was_frozen(
    city: Office, below: Office, guide: Viewer
) -> None:
    case = opened(below, guide)
    cases.move_case(case, "start", by=guide, at=DAY)
    with pytest.raises(NotAllowed, match="尚未登记督办情况"):
        cases.check_case(case, effect="到位", by=guide, at=CHECKED)
    cases.act(case, ActionKind.LETTER, by=guide, at=DAY)
    make.staffing(office=city, county=below, approved=10, filled=8, at=date(2019, 9, 30))
    cases.check_case(case, effect="已补充三人", by=guide, at=CHECKED)
    (effect,) = effects(case, guide)
    assert (effect.before, effect.after, effect.change, effect.better) == ("50.00", "80.00", "+30.00", True)
    cases.move_case(case, "return", by=guide, at=CHECKED, note="再看")
    make.staffing(office=city, county=below, approved=10, filled=4, at=date(2019, 11, 30))
    cases.check_case(case, effect="又借出", by=guide, at=date(2019, 12, 2))
    (effect,) = effects(case, guide)
    assert (effect.before, effect.after, effect.better) == ("50.00", "40.00", False)
    kept = [step.changes["after"] for step in case.gauges.get().passages() if step.verb == "correct"]
    assert kept == [["80.00", "40.00"]]
    assert [(e.title, e.text) for e in timeline(case, guide, CHECKED) if "成效" in e.title] == [
        ("核查成效", "已补充三人"),
        ("核查成效", "又借出"),
    ]


def test_a_countys_late_reply_stays_late_and_no_other_county_answers(
    city: Office, below: Office, guide: Viewer
) -> None:
    case = opened(below, guide)
    with pytest.raises(NotAllowed, match="答复期限早于"):
        cases.act(case, ActionKind.LETTER, by=guide, at=DAY, due_on=SPRING)
    letter = cases.act(case, ActionKind.LETTER, by=guide, at=DAY, due_on=date(2019, 7, 1))
    own = viewer(Role.COUNTY_OFFICE, office=below)
    with pytest.raises(WrongRole):
        cases.reply(letter, reply="—", by=viewer(Role.COUNTY_OFFICE, office=county(city)), at=CHECKED)
    counted = readings([below], date(2019, 7, 2))[below.pk][Gauge.LATE_REPLIES]
    assert counted.value == 1
    cases.reply(letter, reply="已经部署", by=own, at=date(2019, 7, 5))
    assert CaseAction.objects.get(pk=letter.pk).late_days == 4
    assert readings([below], CHECKED)[below.pk][Gauge.LATE_REPLIES].value == 0
    assert readings([below], date(2019, 7, 4))[below.pk][Gauge.LATE_REPLIES].value == 1  # as it was
    with pytest.raises(NotAllowed, match="不能重复办理"):
        cases.reply(letter, reply="再答", by=own, at=CHECKED)
    assert [e.late for e in timeline(case, own, CHECKED) if e.title == "县（市、区）答复"] == [4]


def test_coverage_is_read_from_the_countys_own_plan(city: Office, guide: Viewer) -> None:
    below = county(city)
    assert readings([below], DAY)[below.pk][Gauge.COVERAGE].value is None
    line(city, guide, Gauge.COVERAGE)
    assert proposals(city.pk, DAY) == []


def test_tasks_of_a_dispatch_are_owed_by_each_county_and_reported_by_it(city: Office, guide: Viewer) -> None:
    held, one, two = make.dispatch(office=city), county(city), county(city)
    with pytest.raises(NotAllowed, match="完成期限早于"):
        dispatches.assign(held, counties=[one], text="—", due_on=SPRING, by=guide)
    with pytest.raises(NotAllowed, match="请选择责任"):
        dispatches.assign(held, counties=[], text="—", due_on=DUE, by=guide)
    dispatches.assign(held, counties=[one, two], text="按月报告", due_on=DUE, by=guide)
    task = DispatchTask.objects.get(county=one)
    with pytest.raises(WrongRole):
        dispatches.finish(task, result="—", by=viewer(Role.COUNTY_OFFICE, office=two), at=CHECKED)
    dispatches.finish(task, result="已完成", by=viewer(Role.COUNTY_OFFICE, office=one), at=CHECKED)
    assert task.late_days == 21
    assert readings([one, two], CHECKED)[two.pk][Gauge.LATE_REPLIES].value == 1
    assert readings([one, two], CHECKED)[one.pk][Gauge.LATE_REPLIES].value == 0


def test_who_came_by_county_is_held_against_the_rule(city: Office, guide: Viewer) -> None:
    held, below = make.dispatch(office=city), county(city)
    rows = [
        {"county": below, "name": "甲", "capacity": "巡察办主任", "absent": ""},
        {"county": below, "name": "乙", "capacity": "第一巡察组组长", "absent": "是"},
    ]
    dispatches.take_attendance(held, people=rows, by=guide, at=DAY)
    from_register = list(held.meeting.attendances.order_by("pk").values_list("name", "present", "delegation"))
    assert from_register == [("甲", True, below.pk), ("乙", False, below.pk)]


def test_a_visit_is_owed_each_quarter_and_gaps_are_told_by_quarter(city: Office, guide: Viewer) -> None:
    assert (quarter_of(DAY).start, quarter_of(DAY).end) == (date(2019, 4, 1), date(2019, 6, 30))
    assert next_quarter_end(date(2019, 11, 2)) == date(2020, 3, 31)
    below, paper = county(city), document(office=city, at=DAY)
    row = Sponsorship(person=person(office=city), county=below, purpose="包联", document=paper)
    pair = pairs.enter_sponsorship(row, by=guide, at=DAY)
    assert pair.due_on == date(2019, 6, 30)
    pairs.enter_visit(SponsorVisit(sponsorship=pair, seen="台账齐全"), by=guide, at=date(2019, 8, 5))
    assert Sponsorship.objects.get(pk=pair.pk).due_on == date(2019, 12, 31)
    (gap,) = gaps(city.pk, CHECKED)
    assert (gap.seen, gap.seen_before, gap.silent, gap.last) == (False, True, False, date(2019, 8, 5))
    (gap,) = gaps(city.pk, date(2020, 1, 5))
    assert gap.silent


def test_places_and_groups_are_sponsored_each_named_as_its_level_asks(city: Office, guide: Viewer) -> None:
    below, paper, who = county(city), document(office=city, at=DAY), person(office=city)
    town = make.place(below, Level.TOWNSHIP)
    group = rounds.group(round=rounds.round_(office=city))
    base = {"person": who, "purpose": "包联", "document": paper}
    for wrong, said in (
        (Sponsorship(level=SponsorLevel.TOWNSHIP, county=below, **base), "请选择%s的乡镇" % below.short_name),
        (Sponsorship(level=SponsorLevel.VILLAGE, county=below, division=town, **base), "村（社区）"),
        (Sponsorship(level=SponsorLevel.TOWNSHIP, county=county(city), division=town, **base), "请选择"),
        (Sponsorship(level=SponsorLevel.GROUP, county=below, **base), "请选择包联的巡察组"),
        (Sponsorship(level=SponsorLevel.COUNTY, **base), "请选择县"),
    ):
        with pytest.raises(NotAllowed, match=said):
            pairs.enter_sponsorship(wrong, by=guide, at=DAY)
    made = [
        pairs.enter_sponsorship(row, by=guide, at=DAY)
        for row in (
            Sponsorship(level=SponsorLevel.COUNTY, county=below, **base),
            Sponsorship(level=SponsorLevel.TOWNSHIP, county=below, division=town, **base),
            Sponsorship(level=SponsorLevel.GROUP, group=group, **base),
        )
    ]
    assert [row.target for row in made] == [below.short_name, f"{below.short_name}{town}", str(group)]
    own = viewer(Role.COUNTY_OFFICE, office=below)
    assert set(Sponsorship.objects.visible_to(own)) == set(made[:2])
    again = Sponsorship(level=SponsorLevel.TOWNSHIP, county=below, division=town, **base)
    with pytest.raises(NotAllowed, match="已有包联领导"):
        pairs.enter_sponsorship(again, by=guide, at=DAY)
