"""The register of documents: numbers, addressees, receipts, replies, what a paper states."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xuncha.basis import actions, queries
from xuncha.basis.models import Addressee, Document, Line, Statement
from xuncha.basis.rules import Direction, DocumentKind, Entry, Stated, To, check_addressees, check_number
from xuncha.basis.tests import builders as make
from xuncha.kernel.figures import Period
from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import DAY, county, director, office, viewer

pytestmark = pytest.mark.django_db

EARLIER, LATER, DUE = date(2019, 5, 1), date(2019, 7, 1), date(2019, 6, 20)


@pytest.fixture
def city() -> Office:
    return office()


@pytest.fixture
def head(city: Office) -> Viewer:
    return director(city)


def notice(city: Office, by: Viewer, **over: object) -> Document:
    values: dict[str, object] = {
        "kind": DocumentKind.NOTICE, "direction": Direction.OUT, "title": " 关于报送方案的通知 ", "issuer": "市委巡察办",
        "number": "巡办发〔2019〕12号", "at": DAY,
    }  # fmt: skip
    return actions.register_document(office=city, by=by, **(values | over))  # type: ignore[arg-type]


@pytest.mark.usefixtures("approved")
def test_a_document_is_entered_with_its_addressees_its_list_and_its_numbers(
    city: Office, head: Viewer
) -> None:
    paper = notice(
        city,
        head,
        addressees=[To("第一县委巡察办", due_on=DUE), To("市委组织部", copy=True)],
        lines=[Entry("甲局党组", heading="常规"), Entry("乙局党组")],
        states={Stated.TASKS: 2},
        mark=Mark.SECRET,
    )
    assert paper.title == "关于报送方案的通知"
    assert [(a.name, a.copy, a.at) for a in paper.addressees.order_by("pk")] == [
        ("第一县委巡察办", False, DAY),
        ("市委组织部", True, DAY),
    ]
    assert [(x.serial, x.heading, x.text) for x in paper.lines.order_by("serial")] == [
        (1, "常规", "甲局党组"),
        (2, "", "乙局党组"),
    ]
    assert paper.statements.get().count == 2
    parts = [*Addressee.objects.all(), *Line.objects.all(), *Statement.objects.all()]
    assert {part.mark for part in parts} == {Mark.SECRET}  # no part is marked lower than the paper
    assert all(part.passages().count() == 1 for part in [paper, *parts])


@pytest.mark.parametrize("number", ["巡办发〔2019〕12号", "联巡〔2020〕1号", "第5期", ""])
def test_a_number_of_ours_in_the_form_of_the_standard_or_of_another_kind_passes(number: str) -> None:
    check_number(number)


@pytest.mark.parametrize(
    "number", ["巡办发[2019]12号", "巡办发〔19〕12号", "巡办发〔2019〕012号", "巡办发〔2019〕第12号", "12号"]
)
def test_a_number_of_ours_in_a_wrong_form_is_refused(number: str, city: Office, head: Viewer) -> None:
    with pytest.raises(NotAllowed, match="发文字号"):
        notice(city, head, number=number)


def test_what_others_write_is_taken_as_it_is(city: Office, head: Viewer) -> None:
    paper = notice(city, head, direction=Direction.IN, number="省巡发[2019]012号", kind=DocumentKind.REQUEST,
                   addressees=[To("甲"), To("乙")])  # fmt: skip
    assert paper.number == "省巡发[2019]012号"


def test_a_request_goes_to_one_body_and_may_be_copied(city: Office, head: Viewer) -> None:
    with pytest.raises(NotAllowed, match="请示只能主送一个"):
        check_addressees(DocumentKind.REQUEST, 2)
    two = [To("市委"), To("市委组织部")]
    with pytest.raises(NotAllowed, match="请示只能主送一个"):
        notice(city, head, kind=DocumentKind.REQUEST, addressees=two)
    notice(city, head, kind=DocumentKind.REQUEST, addressees=[To("市委"), To("市委组织部", copy=True)])


def test_a_number_is_given_once_in_each_direction_and_nothing_is_left_of_what_was_refused(
    city: Office, head: Viewer
) -> None:
    notice(city, head)
    with pytest.raises(NotAllowed, match="重复"):
        notice(city, head, addressees=[To("第一县委巡察办")])
    assert Document.objects.count() == 1
    assert not Addressee.objects.exists()
    notice(city, head, direction=Direction.IN)
    notice(office(), director(Office.objects.order_by("-pk").first() or city))


def test_a_paper_approved_after_its_own_date_is_refused(city: Office, head: Viewer) -> None:
    with pytest.raises(NotAllowed, match="相互矛盾"):
        notice(city, head, approved_on=LATER)


def test_an_addressee_signs_and_answers_once_and_not_before_it_was_sent(city: Office, head: Viewer) -> None:
    to = make.addressee(document=make.document(office=city), due_on=DUE)
    answer = make.document(office=city, direction=Direction.IN, at=LATER)
    with pytest.raises(NotAllowed, match="相互矛盾"):
        actions.receive(to, by=head, at=EARLIER)
    actions.receive(to, by=head, at=DAY)
    actions.reply(to, by=head, at=LATER, paper=answer)
    to.refresh_from_db()
    assert (to.received_on, to.replied_on, to.reply) == (DAY, LATER, answer)
    for again in (actions.receive, actions.reply):
        with pytest.raises(NotAllowed, match="不能重复办理"):
            again(to, by=head, at=LATER)
    assert [(p.verb, p.changes) for p in to.passages()] == [
        ("receive", {"received_on": ["", "2019-06-03"]}),
        ("reply", {"replied_on": ["", "2019-07-01"], "reply": ["", str(answer.pk)]}),
    ]


def test_a_document_is_sent_on_later_but_not_before_its_date(city: Office, head: Viewer) -> None:
    paper = make.document(office=city)
    with pytest.raises(NotAllowed, match="早于成文日期"):
        actions.send(paper, To("第一县委巡察办"), by=head, at=EARLIER)
    actions.send(paper, To("第一县委巡察办"), by=head, at=LATER)
    with pytest.raises(NotAllowed, match="重复"):
        actions.send(paper, To("第一县委巡察办"), by=head, at=LATER)


def test_replies_are_awaited_from_the_day_of_sending_until_they_come(city: Office, head: Viewer) -> None:
    paper = make.document(office=city)
    answered = make.addressee(document=paper, name="甲", due_on=DUE, replied_on=LATER)
    silent = make.addressee(document=paper, name="乙", due_on=date(2019, 6, 10))
    make.addressee(document=paper, name="丙")  # owes nothing
    make.addressee(name="丁", due_on=DUE)  # another office's
    assert list(queries.awaited_replies(head, EARLIER)) == []
    assert list(queries.awaited_replies(head, DAY)) == [silent, answered]
    assert list(queries.awaited_replies(head, LATER)) == [silent]
    live = Addressee.objects.of(city.pk)
    assert list(live.late_on(DUE)) == [silent]  # due today is not late
    assert set(live.late_on(date(2019, 6, 21))) == {silent, answered}


def test_what_papers_state_is_summed_over_live_statements_of_one_matter(city: Office, head: Viewer) -> None:
    one = notice(city, head, states={Stated.TASKS: 12, Stated.MEASURES: 32})
    two = notice(city, head, number="巡办发〔2019〕13号", states={Stated.TASKS: 7})
    of_the_year = queries.issued(city.pk, Period(date(2019, 1, 1), date(2019, 12, 31)))
    assert queries.stated(Stated.TASKS, of_the_year) == 19
    assert queries.stated(Stated.MEASURES, of_the_year) == 32
    assert queries.stated(Stated.CLUES, of_the_year) == 0
    records.void(two.statements.get(), by=head, at=DAY, note="录入错误")
    assert queries.stated(Stated.TASKS, of_the_year) == 12
    records.void(one, by=head, at=DAY, note="重复登记")
    assert queries.stated(Stated.MEASURES, of_the_year) == 0


@pytest.mark.parametrize("role", [r for r in Role if r not in {
    Role.DIRECTOR, Role.GENERAL, Role.GUIDANCE, Role.RECTIFICATION, Role.COUNTY_OFFICE,
}])  # fmt: skip
def test_nobody_but_the_office_keeps_the_register(role: Role, city: Office) -> None:
    stranger = viewer(role, office=city)
    with pytest.raises(WrongRole):
        notice(city, stranger)
    with pytest.raises(WrongRole):
        actions.receive(make.addressee(document=make.document(office=city)), by=stranger, at=DAY)


def test_a_county_keeps_its_own_register_and_not_the_citys(city: Office) -> None:
    below = county(city)
    own = viewer(Role.COUNTY_OFFICE, office=below)
    notice(below, own)
    with pytest.raises(WrongRole):
        notice(city, own)


def test_the_database_refuses_two_equal_lines_numbers_addressees_and_statements(city: Office) -> None:
    paper = make.document(office=city, number="巡办发〔2019〕1号")
    of_paper = {"document": paper, "office": city, "by": paper.by, "at": DAY}
    twice: tuple[Callable[[], object], ...] = (
        lambda: make.document(office=city, number="巡办发〔2019〕1号"),
        lambda: Line.objects.create(serial=1, text="—", **of_paper),
        lambda: Statement.objects.create(what=Stated.TASKS, count=1, **of_paper),
        lambda: make.addressee(document=paper, name="甲"),
    )
    for create in twice[1:]:
        create()
    for create in twice:
        with pytest.raises(IntegrityError), transaction.atomic():
            create()
    for rows in (
        Line.objects.all(),
        Statement.objects.all(),
        Addressee.objects.all(),
        Document.objects.all(),
    ):
        rows.update(voided_at=timezone.now())
    for create in twice:  # what was voided may be entered again
        create()
