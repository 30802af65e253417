"""The other side is heard before feedback: it sees what was put to it, objects with evidence, and is decided upon."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xuncha.files import actions as files
from xuncha.findings.actions import facts, findings, letters
from xuncha.findings.models import FactAnswer, Finding
from xuncha.findings.rules import FACT_LIFE, FactState
from xuncha.findings.tests.builders import FED_BACK_ON, confirmed, seat, task, to_body, towards
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role
from xuncha.records.tests.builders import viewer
from xuncha.records.tests.lives import allowed, expected
from xuncha.rounds.models import Task

pytestmark = pytest.mark.django_db
PUT, SAID, DECIDED = date(2019, 9, 3), date(2019, 9, 5), date(2019, 9, 6)
R, S = Role, FactState


def put(row: Finding) -> FactAnswer:
    by = seat(Role.LIAISON, row.task)
    return facts.put(FactAnswer(finding=row), by=by, at=PUT)


def objected(row: Finding) -> FactAnswer:
    contact = towards(Role.UNIT_CONTACT, row.task)
    return facts.object_to(put(row), by=contact, at=SAID, objection="款项已收回。", evidence="回单")


def feed_back(on: Task, number: int) -> None:
    by = viewer(Role.DIRECTOR, office=on.office)
    letters.feed_back(on, letters=[to_body(on, number)], by=by, at=FED_BACK_ON)


def test_the_life_of_an_answer_is_exactly_this() -> None:
    group, lead = {R.GROUP_LEADER, R.LIAISON, R.COUNTY_OFFICE}, {R.GROUP_LEADER, R.COUNTY_OFFICE}
    arrows = {
        ("confirm", S.PUT): S.CONFIRMED, ("object", S.PUT): S.OBJECTED, ("withdraw", S.PUT): S.WITHDRAWN,
        ("uphold", S.OBJECTED): S.UPHELD, ("uphold_partly", S.OBJECTED): S.PARTLY, ("reject", S.OBJECTED): S.REJECTED,
    }  # fmt: skip
    roles = {"confirm": group | {R.UNIT_CONTACT}, "object": group | {R.UNIT_CONTACT}, "withdraw": group}
    roles |= dict.fromkeys(("uphold", "uphold_partly", "reject"), lead)
    plain = {(verb, str(state)): str(to) for (verb, state), to in arrows.items()}
    assert allowed(FACT_LIFE) == expected(plain, roles)


def test_the_unit_sees_what_was_put_to_it_and_neither_the_finding_nor_its_later_wording() -> None:
    target = task()
    row, silent = confirmed(target, 2, facts="原来的事实")
    answer, contact = put(row), towards(Role.UNIT_CONTACT, target)
    findings.move(row, "send_back", by=viewer(Role.DIRECTOR, office=row.office), at=SAID, note="改写")
    findings.rewrite(
        row, by=seat(Role.MEMBER, target), at=SAID, note="改写", title="新标题", facts="新的事实"
    )
    (seen,) = FactAnswer.objects.visible_to(contact)
    assert (seen.pk, seen.facts, seen.title != "新标题") == (answer.pk, "原来的事实", True)
    assert not Finding.objects.visible_to(contact).exists()
    assert not FactAnswer.objects.visible_to(towards(Role.UNIT_CONTACT, task(office=target.office))).exists()
    assert silent.fact_answers.count() == 0


@pytest.mark.parametrize("role", [Role.MEMBER, Role.DIRECTOR, Role.UNIT_CONTACT])
def test_leader_and_liaison_put_the_facts_and_nobody_else(role: Role) -> None:
    (row,) = confirmed(task(), 1)
    with pytest.raises(WrongRole):
        facts.put(FactAnswer(finding=row), by=towards(role, row.task), at=PUT)


def test_a_finding_is_put_once_at_a_time_and_not_after_feedback() -> None:
    target = task()
    (row,) = confirmed(target, 1)
    answer = put(row)
    with pytest.raises(NotAllowed, match="尚未办结"):
        put(row)
    facts.move(answer, "confirm", by=towards(Role.UNIT_CONTACT, target), at=SAID)
    feed_back(target, 1)
    row.refresh_from_db()
    with pytest.raises(NotAllowed, match="不再送核"):
        put(row)


def test_an_answer_on_paper_names_the_paper() -> None:
    (row,) = confirmed(task(), 1)
    answer, liaison = put(row), seat(Role.LIAISON, row.task)
    with pytest.raises(NotAllowed, match="书面答复"):
        facts.move(answer, "confirm", by=liaison, at=SAID)
    with pytest.raises(NotAllowed, match="书面答复"):
        facts.object_to(answer, by=liaison, at=SAID, objection="不属实。")
    facts.move(answer, "confirm", by=liaison, at=SAID, basis="复函")
    assert (answer.state, answer.answered_on) == ("confirmed", SAID)


def test_an_objection_has_words_and_keeps_its_file() -> None:
    (row,) = confirmed(task(), 1)
    answer, contact = put(row), towards(Role.UNIT_CONTACT, row.task)
    with pytest.raises(NotAllowed, match="异议内容"):
        facts.object_to(answer, by=contact, at=SAID, objection=" ")
    upload = SimpleUploadedFile("回单.txt", b"paid")
    facts.object_to(answer, by=contact, at=SAID, objection="已收回。", upload=upload)
    answer.refresh_from_db()
    assert answer.attachment
    assert (answer.state, files.read(answer.attachment)) == ("objected", b"paid")


def test_another_units_contact_answers_nothing_here() -> None:
    (row,) = confirmed(task(), 1)
    stranger = towards(Role.UNIT_CONTACT, task(office=row.office))
    with pytest.raises(WrongRole):
        facts.object_to(put(row), by=stranger, at=SAID, objection="不属实。")


@pytest.mark.parametrize(
    ("verb", "state"), [("uphold", "upheld"), ("uphold_partly", "partly"), ("reject", "rejected")]
)
def test_feedback_waits_for_the_leaders_reasoned_decision_which_stays_on_record(
    verb: str, state: str
) -> None:
    target = task()
    first, _ = confirmed(target, 2)
    answer = objected(first)
    with pytest.raises(NotAllowed, match="1个问题的异议尚未作出决定"):
        feed_back(target, 2)
    assert not Finding.objects.filter(fed_back_on__isnull=False).exists()
    leader = seat(Role.GROUP_LEADER, target)
    with pytest.raises(NotAllowed, match="理由"):
        facts.move(answer, verb, by=leader, at=DECIDED)
    with pytest.raises(WrongRole):
        facts.move(answer, verb, by=towards(Role.UNIT_CONTACT, target), at=DECIDED, note="同意")
    facts.move(answer, verb, by=leader, at=DECIDED, note="经复核凭证")
    answer.refresh_from_db()
    assert (answer.state, answer.reason, answer.decided_on) == (state, "经复核凭证", DECIDED)
    feed_back(target, 2)
    assert Finding.objects.filter(fed_back_on=FED_BACK_ON).count() == 2
