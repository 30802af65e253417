"""A city asks, counties file: from waiting to accepted, sent back with a reason, late for ever."""

from datetime import date
from decimal import Decimal

import pytest

from xuncha.basis.tests.builders import meeting
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county, office, province, viewer
from xuncha.returns.actions import collections, filings, forms, returns
from xuncha.returns.engine.cells import FormCell
from xuncha.returns.models import Collection, FiledValue, HandEntry, Return, ReturnFiling, Sending
from xuncha.returns.queries.quality import quality
from xuncha.returns.queries.summary import summary
from xuncha.returns.rules.filing import FilingState, Quality
from xuncha.returns.tests import builders as make
from xuncha.returns.tests.builders import Asked

pytestmark = pytest.mark.django_db

ASKED, OPEN, DUE, LATE = date(2019, 6, 20), date(2019, 7, 2), date(2019, 7, 12), date(2019, 7, 17)


@pytest.fixture
def world() -> Asked:
    return make.asked(ASKED)


def test_who_is_asked_owes_one_filing_by_the_day_and_nobody_else_does(world: Asked) -> None:
    stranger = county(office())
    row = world.ask(ASKED)
    rows = ReturnFiling.objects.filter(collection=row)
    assert {(one.filer, one.due_on, one.state) for one in rows} == {
        (each, DUE, FilingState.WAITING) for each in world.counties
    }
    with pytest.raises(NotAllowed, match="不是本级的下级"):
        world.ask(ASKED, offices=[stranger], number=3)
    with pytest.raises(NotAllowed, match="已经布置"):
        world.ask(ASKED, version=row.version)
    of_a_county = Collection(office=world.counties[0], form=row.form, year=2019, number=1)
    with pytest.raises(WrongRole):
        collections.issue(of_a_county, by=world.clerks[0], at=ASKED, offices=[], due_on=DUE)


def test_the_due_day_may_be_so_many_working_days_after_the_period(world: Asked) -> None:
    """Five after 30 September 2019: a week of holidays, then Tuesday to Friday and a Saturday that was worked."""
    assert world.ask(ASKED, number=3, due_on=None, workdays=5).due_on == date(2019, 10, 12)


def test_a_form_that_asks_named_counties_is_handed_to_none(world: Asked) -> None:
    cells = [FormCell("B5", "figure", "反馈问题", code="501", office=world.counties[0].code)]
    version = make.form_version(world.city, world.general, cells=cells, checks=())
    with pytest.raises(NotAllowed, match="B5指定了取数机构"):
        world.ask(ASKED, version=version)


def test_a_sum_that_does_not_add_up_is_refused_with_its_cell_named(world: Asked) -> None:
    """More came in person than wrote: the check `B4 <= B3` says so, and nothing is issued nor filed."""
    filing = world.owed(world.ask(ASKED))
    day = world.on(OPEN)
    with pytest.raises(NotAllowed, match="B4不应大于B3，现为5与3"):
        world.issued(filing, day, 3, 5)
    with pytest.raises(NotAllowed, match="请先编制、审核并出具"):
        filings.submit(filing, by=world.clerks[0], at=day)


def test_what_is_filed_is_kept_as_it_was_with_where_each_number_comes_from(world: Asked) -> None:
    filing = world.owed(world.ask(ASKED))
    world.filed(filing, world.on(OPEN))
    sending = Sending.objects.get(filing=filing)
    assert sending.values == {
        "B2": ["5", "reported"],
        "B3": ["3", "reported"],
        "B4": ["2", "reported"],
        "B5": ["0", "computed"],
    }
    assert sending.notes[0] == ["B3", "来信", "3", "来信来访登记簿"]
    assert sending.digest == sending.file.digest
    row = FiledValue.objects.get(filing=filing.uid)
    assert (row.code, row.value, row.origin, row.county) == ("501", 0, "computed", world.counties[0])


def test_who_is_late_is_not_excused_any_more(world: Asked) -> None:
    early, late = ReturnFiling.objects.filter(collection=world.ask(ASKED)).order_by("pk")[:2]
    filings.take(early, "excuse", by=world.general, at=world.on(DUE), note="机构改革")
    with pytest.raises(NotAllowed, match="期限（2019-07-12）已过"):
        filings.take(late, "excuse", by=world.general, at=world.on(LATE), note="机构改革")
    assert quality(world.city.pk, 2019, LATE).whole.late == 1


def test_late_is_late_for_ever_also_sent_back_filed_again_and_accepted(world: Asked) -> None:
    filing = world.owed(world.ask(ASKED))
    world.filed(filing, world.on(LATE))
    assert (filing.filed_on, filing.late_days) == (LATE, 5)
    filings.send_back(filing, by=world.general, at=LATE, note="B3与登记簿不符", redo_on=date(2019, 7, 25))
    assert not FiledValue.objects.filter(filing=filing.uid).exists()
    returns.take(Return.objects.get(), "withdraw", by=world.clerks[0], at=LATE, note="退回修改")
    again = world.on(date(2019, 7, 22))
    world.filed(filing, again, 4, 2)
    filings.accept(filing, by=world.general, at=again)
    filing.refresh_from_db()
    assert (filing.state, filing.filed_on, filing.late_days) == (FilingState.ACCEPTED, LATE, 5)
    assert filing.returned_times == 1
    assert [one.values["B3"][0] for one in filing.sendings.order_by("serial")] == ["3", "4"]
    found = quality(world.city.pk, 2019, again).rows[0]
    assert (found.quality.late, found.worst, found.quality.first_pass) == (1, 5, 0)
    notes = Passage.objects.filter(subject_uid=filing.uid, verb="send_back").values_list("note", flat=True)
    assert list(notes) == ["B3与登记簿不符"]


def test_filed_in_time_stays_in_time_when_it_is_filed_again_after_the_day(world: Asked) -> None:
    filing = world.owed(world.ask(ASKED))
    world.filed(filing, world.on(OPEN))
    filings.send_back(filing, by=world.general, at=OPEN, note="重报")
    returns.take(Return.objects.get(), "withdraw", by=world.clerks[0], at=OPEN, note="退回修改")
    world.filed(filing, world.on(LATE), 4, 2)
    assert (filing.filed_on, filing.late_days) == (OPEN, 0)


def test_the_day_of_filing_is_not_the_filers_to_choose(world: Asked) -> None:
    filing = world.owed(world.ask(ASKED))
    world.issued(filing, world.on(LATE))
    with pytest.raises(NotAllowed, match="按办理当日登记"):
        filings.submit(filing, by=world.clerks[0], at=DUE)
    assert ReturnFiling.objects.get(pk=filing.pk).filed_on is None


def test_what_never_came_is_late_as_of_any_day_after(world: Asked) -> None:
    world.ask(ASKED)
    assert quality(world.city.pk, 2019, DUE).whole.late == 2  # due that day, and not here at its end
    assert [one.worst for one in quality(world.city.pk, 2019, LATE).rows] == [5, 5]
    assert quality(world.city.pk, 2019, OPEN).rows == []


def test_nothing_is_filed_before_it_opens_nor_twice_the_same(world: Asked) -> None:
    filing = world.owed(world.ask(ASKED, opens_on=DUE))
    with pytest.raises(NotAllowed, match="尚未到开始报送日期"):
        filings.draw_up(filing, by=world.clerks[0], at=world.on(OPEN))
    day = world.on(DUE)
    world.filed(filing, day)
    filings.send_back(filing, by=world.general, at=day, note="重报")
    with pytest.raises(NotAllowed, match="还没有修改"):
        filings.submit(filing, by=world.clerks[0], at=day)


def test_the_second_of_two_windows_is_told(world: Asked) -> None:
    filing = world.owed(world.ask(ASKED))
    other = ReturnFiling.objects.get(pk=filing.pk)
    day = world.on(OPEN)
    world.filed(filing, day)
    with pytest.raises(NotAllowed):
        filings.submit(other, by=world.clerks[0], at=day)
    assert Sending.objects.count() == 1
    stale = ReturnFiling.objects.get(pk=filing.pk)
    filings.accept(filing, by=world.general, at=day)
    with pytest.raises(NotAllowed, match="刚刚被他人办理"):
        filings.send_back(stale, by=world.general, at=day, note="重报")
    assert FiledValue.objects.filter(filing=filing.uid).exists()


def test_each_side_does_its_own_and_a_neighbour_does_nothing(world: Asked) -> None:
    filing = world.owed(world.ask(ASKED))
    day = world.on(OPEN)
    world.issued(filing, day)
    for who in (world.general, world.clerks[1], viewer(Role.DIRECTOR, office=world.city)):
        with pytest.raises(WrongRole):
            filings.submit(filing, by=who, at=day)
    filings.submit(filing, by=world.clerks[0], at=day)
    for who in world.clerks:
        for verb, note in (("accept", ""), ("send_back", "重报")):
            with pytest.raises(WrongRole):
                filings.take(filing, verb, by=who, at=day, note=note)


def test_a_filed_return_is_not_withdrawn_behind_the_upper_offices_back(world: Asked) -> None:
    filing = world.owed(world.ask(ASKED))
    world.filed(filing, world.on(OPEN))
    with pytest.raises(NotAllowed, match="已经报送上级"):
        returns.take(Return.objects.get(), "withdraw", by=world.clerks[0], at=OPEN, note="改数")


def test_what_was_entered_by_hand_is_there_again_after_it_came_back(world: Asked) -> None:
    filing = world.owed(world.ask(ASKED))
    day = world.on(OPEN)
    world.filed(filing, day)
    filings.send_back(filing, by=world.general, at=day, note="重报")
    returns.take(Return.objects.get(), "withdraw", by=world.clerks[0], at=day, note="退回修改")
    again = filings.draw_up(filing, by=world.clerks[0], at=day)
    entries = HandEntry.objects.live().filter(of=again).order_by("cell")
    assert [(one.cell, one.value, one.source) for one in entries] == [
        ("B3", 3, "来信来访登记簿"),
        ("B4", 2, "来信来访登记簿"),
    ]


def test_a_later_version_of_the_form_does_not_change_what_was_asked(world: Asked) -> None:
    row = world.ask(ASKED)
    cells = [*row.version.form_cells[:3], FormCell("B5", "blank")]
    forms.map_cells(row.version, cells, (), by=world.general, at=ASKED)
    ret = filings.draw_up(world.owed(row), by=world.clerks[0], at=world.on(OPEN))
    assert ret.version == row.version
    assert world.ask(OPEN, version=row.form.newest, number=3, due_on=date(2019, 10, 15)).version.number == 2


def test_a_number_is_reported_only_where_no_rows_exist_and_says_so(world: Asked) -> None:
    """The county keeps no findings here: it may send the number, which bears its mark to the summary."""
    filing = world.owed(world.ask(ASKED))
    day, by = world.on(OPEN), world.clerks[0]
    ret = filings.draw_up(filing, by=by, at=day)
    said: dict[str, Decimal | None] = {"B3": Decimal(3), "B4": Decimal(2), "B5": Decimal(12)}
    returns.report_by_hand(ret, by=by, at=day, source="县级台账（纸质）", values=said)
    for verb in ("check", "issue"):
        returns.take(ret, verb, by=by, at=day)
    filings.submit(filing, by=by, at=day)
    assert Sending.objects.get().values["B5"] == ["12", "reported"]
    assert FiledValue.objects.get().origin == "reported"


def test_where_rows_exist_the_number_by_hand_is_refused_with_its_cell(world: Asked) -> None:
    """Reported while no meeting was on record; then one is entered, and the two cannot stand together."""
    cells = [FormCell("B2", "hand", "来信"), FormCell("B5", "figure", "领导小组会议", code="104")]
    version = make.form_version(world.city, world.general, cells=cells, checks=())
    filing = world.owed(world.ask(ASKED, version=version))
    day, by = world.on(OPEN), world.clerks[0]
    ret = filings.draw_up(filing, by=by, at=day)
    said: dict[str, Decimal | None] = {"B2": Decimal(1), "B5": Decimal(4)}
    returns.report_by_hand(ret, by=by, at=day, source="会议记录本", values=said)
    meeting(office=world.counties[0], kind="leading_group", at=date(2019, 5, 6))
    with pytest.raises(NotAllowed, match="B5：台账已有记录，计算为1，与填报的4不能并用"):
        returns.take(ret, "check", by=by, at=day)
    returns.report_by_hand(ret, by=by, at=day, source="", values={"B5": None})
    with pytest.raises(NotAllowed, match="B5不是填报栏目"):
        returns.report_by_hand(ret, by=by, at=day, source="会议记录本", values={"B5": Decimal(4)})
    for verb in ("check", "issue"):
        returns.take(ret, verb, by=by, at=day)
    filings.submit(filing, by=by, at=day)
    assert Sending.objects.get().values["B5"] == ["1", "computed"]


def test_the_summary_adds_only_what_is_accepted_and_keeps_sources_apart(world: Asked) -> None:
    row = world.ask(ASKED)
    day = world.on(OPEN)
    first, second = (world.owed(row, place) for place in (0, 1))
    world.filed(first, day, 7, 2)
    world.filed(second, day, 9, 5, place=1)
    filings.accept(first, by=world.general, at=day)
    found = summary(row)
    assert ([one.filer for one in found.counted], [one.filer for one in found.missing]) == (
        world.counties[:1],
        world.counties[1:],
    )
    assert found.by_cell["B3"].total == 7
    filings.accept(second, by=world.general, at=day)
    found = summary(row)
    assert found.is_whole
    line = found.by_cell["B3"]
    assert (line.total, line.computed, line.reported, line.source) == (16, "0", "16", "reported")
    assert (found.by_cell["B2"].total, found.by_cell["B5"].source) == (23, "computed")
    assert [part.value for part in found.by_cell["B4"].parts] == [2, 5]


def test_a_rate_is_never_added_but_counted_again_over_the_sums(world: Asked) -> None:
    cells = [
        FormCell("B2", "formula", "来访占比", text="ROUND(B4/B3*100,2)"),
        FormCell("B3", "hand", "受理"),
        FormCell("B4", "hand", "来访"),
        FormCell("B5", "hand", "满意率（%）"),
    ]
    version = make.form_version(world.city, world.general, cells=cells, checks=())
    row, day = world.ask(ASKED, version=version), world.on(OPEN)
    for place, (all_, visits) in enumerate(((10, 5), (30, 5))):
        filing, by = world.owed(row, place), world.clerks[place]
        ret = filings.draw_up(filing, by=by, at=day)
        said = {"B3": Decimal(all_), "B4": Decimal(visits), "B5": Decimal(90)}
        returns.report_by_hand(ret, by=by, at=day, source="登记簿", values=dict(said))
        for verb in ("check", "issue"):
            returns.take(ret, verb, by=by, at=day)
        filings.accept(filings.submit(filing, by=by, at=day), by=world.general, at=day)
    found = summary(row).by_cell
    assert (found["B2"].total, found["B5"].total) == (Decimal(25), None)
    assert found["B5"].why


def test_withdrawn_while_nothing_has_come_and_closed_when_all_is_examined(world: Asked) -> None:
    row, day = world.ask(ASKED), world.on(OPEN)
    other = world.ask(ASKED, number=3, due_on=date(2019, 10, 15))
    collections.take(other, "withdraw", by=world.general, at=day, note="表样有误")
    assert set(other.filings.values_list("state", flat=True)) == {FilingState.WITHDRAWN}
    filing = world.owed(row)
    world.filed(filing, day)
    with pytest.raises(NotAllowed, match="已有单位报送"):
        collections.take(row, "withdraw", by=world.general, at=day, note="x")
    with pytest.raises(NotAllowed, match="等待审核"):
        collections.take(row, "close", by=world.general, at=day)
    filings.accept(filing, by=world.general, at=day)
    collections.take(row, "close", by=world.general, at=day)
    with pytest.raises(NotAllowed, match="已经办结"):
        filings.draw_up(world.owed(row, 1), by=world.clerks[1], at=day)


def test_the_same_engine_one_level_up_and_its_word_carried_down(world: Asked) -> None:
    """The province asks the city; when it accepts, what the counties' numbers went into is accepted above."""
    above = world.city.parent
    assert above is not None
    clerk = viewer(Role.PROVINCIAL_OFFICE, office=above)
    version = make.form_version(above, clerk)
    asked = Collection(office=above, form=version.form, year=2019, number=2)
    collections.issue(asked, by=clerk, at=ASKED, offices=[world.city], due_on=LATE)
    up = ReturnFiling.objects.get(collection=asked)
    row = world.ask(ASKED)
    Collection.objects.filter(pk=row.pk).update(feeds=up)
    day = world.on(OPEN)
    below = world.filed(world.owed(row), day)
    filings.accept(below, by=world.general, at=day)
    director = viewer(Role.DIRECTOR, office=world.city)
    ret = filings.draw_up(up, by=world.general, at=day)
    said: dict[str, Decimal | None] = {"B3": Decimal(3), "B4": Decimal(2)}
    returns.report_by_hand(ret, by=world.general, at=day, source="下级汇总", values=said)
    returns.take(ret, "check", by=world.general, at=day)
    returns.take(ret, "issue", by=director, at=day)
    filings.submit(up, by=world.general, at=day)
    with pytest.raises(WrongRole):
        filings.accept(up, by=director, at=day)  # a director below is no examiner of what he files
    filings.accept(up, by=clerk, at=day)
    below.refresh_from_db()
    assert (below.state, below.accepted_above_on) == (FilingState.ACCEPTED_ABOVE, day)
    assert set(ReturnFiling.objects.visible_to(clerk)) == {up}


def test_a_county_sees_and_counts_its_own_filing_and_the_city_no_draft(world: Asked) -> None:
    row = world.ask(ASKED)
    filing = world.owed(row)
    ret = world.issued(filing, world.on(OPEN))
    assert list(ReturnFiling.objects.visible_to(world.clerks[0])) == [filing]
    assert not Collection.objects.visible_to(world.clerks[0]).exists()
    filings.submit(filing, by=world.clerks[0], at=OPEN)
    assert list(Sending.objects.visible_to(world.clerks[1])) == []
    assert Sending.objects.visible_to(world.general).count() == 1
    assert not Return.objects.visible_to(world.general).filter(pk=ret.pk).exists()
    assert not HandEntry.objects.visible_to(world.general).exists()
    assert ReturnFiling.objects.visible_to(viewer(Role.PROVINCIAL_OFFICE, office=province())).count() == 0


def test_the_whole_is_of_all_offices_and_the_middle_counts_each(world: Asked) -> None:
    """Offices that filed alike share a rate, and each of them counts; a part shows its own, by code."""
    row = world.ask(ASKED)
    third, fourth = (make.filing(office=world.city, filer=county(world.city), due_on=DUE) for _ in range(2))
    ReturnFiling.objects.filter(pk__in=(third.pk, fourth.pk)).update(filed_on=OPEN, state="submitted")
    world.filed(world.owed(row, 1), world.on(LATE), place=1)
    found = quality(world.city.pk, 2019, LATE)
    codes = [one.office.code for one in found.rows]
    assert codes == sorted(codes)
    assert found.whole == Quality(due=4, filed=3, timely=2)
    assert (found.complete, found.timeliness, found.passing) == (100, 50, None)
    parts = [quality(world.city.pk, 2019, LATE, page, 3) for page in (1, 2)]
    assert [one for part in parts for one in part.rows] == found.rows
    assert all(part.whole == found.whole and part.timeliness == found.timeliness for part in parts)
