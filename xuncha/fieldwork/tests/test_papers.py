"""Working papers: who writes, reviews and signs, every version kept, evidence of the same task only."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from xuncha.fieldwork.actions import papers
from xuncha.fieldwork.actions.papers import Wording
from xuncha.fieldwork.engine.differences import Piece, compare
from xuncha.fieldwork.models import Evidence, PaperVersion, SitIn, WorkingPaper
from xuncha.fieldwork.queries import papers as queries
from xuncha.fieldwork.rules.papers import PAPER_LIFE, Overtaken, PaperState
from xuncha.fieldwork.tests.paper_builders import (
    WRITTEN,
    carried,
    evidence,
    paper,
    seat,
    signed,
    task_on_site,
)
from xuncha.files import actions as files
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role
from xuncha.records.tests.builders import viewer
from xuncha.records.tests.lives import allowed, expected
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState

R, S = Role, PaperState
SEATS = {R.GROUP_LEADER, R.LIAISON, R.MEMBER, R.PETITION_CLERK, R.COUNTY_OFFICE}
SECOND, MEETING, LEAD = {R.LIAISON, R.COUNTY_OFFICE}, {R.LIAISON, R.GROUP_LEADER, R.COUNTY_OFFICE}, {R.GROUP_LEADER, R.COUNTY_OFFICE}  # fmt: skip
SAID = Wording("改后的标题", "改后的描述。", Decimal("8.00"), "2018年", "财务制度")


def test_the_life_of_a_paper_is_exactly_this() -> None:
    arrows = {
        ("submit", S.DRAFT): S.SUBMITTED, ("review", S.SUBMITTED): S.REVIEWED, ("study", S.REVIEWED): S.STUDIED,
        ("sign", S.STUDIED): S.SIGNED, ("put_in_report", S.SIGNED): S.IN_REPORT, ("rectify_now", S.SIGNED): S.IMMEDIATE,
        ("make_clue", S.SIGNED): S.TO_CLUE, ("keep", S.SIGNED): S.KEPT, ("drop", S.SIGNED): S.DROPPED,
    }  # fmt: skip
    roles = {"submit": SEATS, "review": SECOND, "study": MEETING} | dict.fromkeys(
        ("sign", "put_in_report", "rectify_now", "make_clue", "keep", "drop"), LEAD
    )
    law = expected({(verb, str(state)): str(to) for (verb, state), to in arrows.items()}, roles)
    back = {S.SUBMITTED: SECOND, S.REVIEWED: MEETING, S.STUDIED: LEAD, S.SIGNED: LEAD}
    law |= {("send_back", str(s), str(r)): str(S.DRAFT) for s, who in back.items() for r in who}
    assert allowed(PAPER_LIFE) == law
    assert {step.verb for step in PAPER_LIFE.steps if step.needs_note} == {"send_back", "keep", "drop"}


def test_two_texts_are_compared_sentence_by_sentence() -> None:
    before, after = compare("一是违规。二是超标。", "一是违规。二是严重超标。")
    assert before == [Piece("一是违规。", False), Piece("二是超标。", True)]
    assert after == [Piece("一是违规。", False), Piece("二是严重超标。", True)]
    assert compare("", "新增。") == ([], [Piece("新增。", True)])


@pytest.mark.django_db
class TestWriting:
    def test_papers_are_numbered_in_their_task_and_begin_with_a_first_version(self) -> None:
        target = task_on_site()
        rows = [paper(target, text=f"第{n}段") for n in (1, 2)]
        assert [(row.number, row.version, row.text) for row in rows] == [(1, 1, "第1段"), (2, 1, "第2段")]
        assert paper().number == 1
        assert rows[0].written_by_id == rows[0].by_id

    @pytest.mark.parametrize("role", [role for role in Role if role not in SEATS])
    def test_only_the_group_writes(self, role: Role) -> None:
        target = task_on_site()
        with pytest.raises(WrongRole):
            paper(target, by=viewer(role, office=target.office))
        row = paper(target)
        with pytest.raises(WrongRole):
            papers.revise(row, opened=1, said=SAID, by=viewer(role, office=target.office), at=WRITTEN)
        with pytest.raises(WrongRole):
            evidence(row, by=viewer(role, office=target.office))

    def test_another_group_neither_reads_nor_writes(self) -> None:
        row, elsewhere = paper(), task_on_site()
        evidence(row)
        stranger = seat(Role.GROUP_LEADER, elsewhere)
        with pytest.raises(WrongRole):
            papers.revise(row, opened=1, said=SAID, by=stranger, at=WRITTEN)
        for model in (WorkingPaper, PaperVersion, Evidence):
            assert not model.objects.visible_to(stranger).exists()

    @pytest.mark.parametrize(
        "said", [Wording("", "描述"), Wording("标题", " "), Wording("标题", "描述", Decimal(-1))]
    )
    def test_what_says_nothing_is_not_kept(self, said: Wording) -> None:
        row = paper()
        with pytest.raises(NotAllowed):
            papers.revise(row, opened=1, said=said, by=seat(Role.MEMBER, row.task), at=WRITTEN)
        assert row.versions.count() == 1

    def test_every_saving_is_a_version_and_none_is_overwritten(self) -> None:
        row = paper(text="初稿。")
        second = seat(Role.LIAISON, row.task)
        papers.revise(row, opened=1, said=SAID, by=second, at=WRITTEN)
        row.refresh_from_db()
        assert (row.version, row.title, row.amount, row.written_by_id) == (
            2,
            "改后的标题",
            Decimal("8.00"),
            second.user,
        )
        assert [v.text for v in row.versions.order_by("number")] == ["初稿。", "改后的描述。"]
        assert row.passages().get(verb="correct").changes["version"] == ["1", "2"]

    def test_the_second_of_two_writers_is_told_and_nothing_of_the_first_is_lost(self) -> None:
        row = paper(text="初稿。")
        papers.revise(row, opened=1, said=SAID, by=seat(Role.MEMBER, row.task), at=WRITTEN)
        late = WorkingPaper.objects.get(pk=row.pk)
        with pytest.raises(Overtaken, match="他人已保存"):
            papers.revise(
                late, opened=1, said=Wording("我的", "我的。"), by=seat(Role.MEMBER, row.task), at=WRITTEN
            )
        assert WorkingPaper.objects.get(pk=row.pk).text == "改后的描述。"
        papers.revise(
            late, opened=2, said=Wording("我的", "我的。"), by=seat(Role.MEMBER, row.task), at=WRITTEN
        )
        assert row.versions.count() == 3

    def test_a_paper_is_written_between_entry_and_report(self) -> None:
        with pytest.raises(NotAllowed, match="尚未进驻"):
            paper(task_on_site(state=TaskState.NOTIFIED, entered_on=None))
        row = paper()
        with pytest.raises(NotAllowed, match="早于进驻"):
            papers.write(
                WorkingPaper(task=row.task, title="早"),
                by=seat(R.MEMBER, row.task),
                at=date(2019, 6, 3),
                text="早",
            )


def reported(row: Any) -> None:
    Task.objects.filter(pk=row.task_id).update(state=TaskState.REPORTED)
    row.task.refresh_from_db()


@pytest.mark.django_db
class TestThreePersons:
    def test_a_paper_without_evidence_is_not_submitted(self) -> None:
        row = paper()
        with pytest.raises(NotAllowed, match="至少须有一件证据"):
            papers.move(row, "submit", by=seat(Role.MEMBER, row.task), at=WRITTEN)

    def test_three_persons_take_it_to_its_signature(self) -> None:
        row = signed()
        row.refresh_from_db()
        assert len({row.written_by_id, row.reviewed_by_id, row.signed_by_id}) == 3
        assert (row.state, row.signed_on, row.may_be_cited()) == ("signed", WRITTEN, True)

    def test_who_wrote_it_neither_reviews_nor_signs_it(self) -> None:
        target = task_on_site()
        liaison = seat(Role.LIAISON, target)
        own = carried(paper(target, by=liaison), S.SUBMITTED)
        with pytest.raises(NotAllowed, match="不能复核自己的底稿"):
            papers.move(own, "review", by=liaison, at=WRITTEN)
        leader = seat(Role.GROUP_LEADER, target)
        led = carried(paper(target, by=leader), S.STUDIED)
        with pytest.raises(NotAllowed, match="不能签批自己的底稿"):
            papers.move(led, "sign", by=leader, at=WRITTEN)

    def test_who_wrote_an_earlier_version_counts_as_a_writer(self) -> None:
        target = task_on_site()
        leader = seat(Role.GROUP_LEADER, target)
        row = paper(target, by=leader)
        papers.revise(row, opened=1, said=SAID, by=seat(Role.MEMBER, target), at=WRITTEN)
        carried(row, S.STUDIED)
        with pytest.raises(NotAllowed, match="不能签批自己的底稿"):
            papers.move(row, "sign", by=leader, at=WRITTEN)

    def test_who_reviewed_it_does_not_sign_it(self) -> None:
        target = task_on_site()
        both = seat(Role.LIAISON, target)
        leads_too = type(both)(
            user=both.user, groups=both.groups | seat(Role.GROUP_LEADER, target).groups, office=both.office
        )
        row = carried(paper(target), S.SUBMITTED)
        papers.move(row, "review", by=leads_too, at=WRITTEN)
        papers.move(row, "study", by=leads_too, at=WRITTEN, basis="组务会纪要")
        with pytest.raises(NotAllowed, match="复核人不能签批"):
            papers.move(row, "sign", by=leads_too, at=WRITTEN)

    @pytest.mark.parametrize(
        "wrong",
        [
            lambda row: {"reviewed_by": row.written_by_id},
            lambda row: {"signed_by": row.written_by_id},
            lambda row: {"signed_by": row.reviewed_by_id},
            lambda row: {"reviewed_by": None},
            lambda row: {"signed_on": None},
            lambda row: {"state": "studied"},
        ],
    )
    def test_the_table_holds_what_the_law_says(self, wrong: Callable[[WorkingPaper], dict[str, Any]]) -> None:
        row = signed()
        with pytest.raises(IntegrityError), transaction.atomic():
            WorkingPaper.objects.filter(pk=row.pk).update(**wrong(row))

    def test_a_study_names_its_meeting(self) -> None:
        row = carried(paper(), S.REVIEWED)
        with pytest.raises(NotAllowed, match="组务会"):
            papers.move(row, "study", by=seat(Role.LIAISON, row.task), at=WRITTEN)

    def test_sent_back_it_loses_reviewer_and_signature_and_can_be_written_again(self) -> None:
        row = signed()
        leader = seat(Role.GROUP_LEADER, row.task)
        with pytest.raises(NotAllowed, match="理由"):
            papers.move(row, "send_back", by=leader, at=WRITTEN)
        papers.move(row, "send_back", by=leader, at=WRITTEN, note="数额待核")
        assert (row.state, row.reviewed_by_id, row.signed_by_id, row.signed_on) == ("draft", None, None, None)
        papers.revise(row, opened=1, said=SAID, by=seat(Role.MEMBER, row.task), at=WRITTEN)

    def test_what_was_submitted_is_not_rewritten(self) -> None:
        row = carried(paper(), S.SUBMITTED)
        with pytest.raises(NotAllowed, match="先退回"):
            papers.revise(row, opened=1, said=SAID, by=seat(Role.MEMBER, row.task), at=WRITTEN)

    def test_after_the_report_no_paper_changes(self) -> None:
        row, draft = signed(), paper()
        reported(row)
        reported(draft)
        with pytest.raises(NotAllowed, match="报告已经提交"):
            papers.move(row, "drop", by=seat(Role.GROUP_LEADER, row.task), at=WRITTEN, note="不采用")
        with pytest.raises(NotAllowed, match="报告已经提交"):
            papers.revise(draft, opened=1, said=SAID, by=seat(Role.MEMBER, draft.task), at=WRITTEN)
        with pytest.raises(NotAllowed, match="报告已经提交"):
            evidence(draft)


def heard(on: Task) -> SitIn:
    """A record of the task's fieldwork, of whichever kind."""
    known = {"task": on, "office": on.office, "by": on.by, "at": WRITTEN}
    return SitIn.objects.create(meeting="党组会议", topic="研究经费", **known)


@pytest.mark.django_db
class TestEvidence:
    def test_pieces_are_numbered_and_a_withdrawn_number_is_not_given_again(self) -> None:
        row = paper()
        first, second = evidence(row), evidence(row)
        papers.withdraw_evidence(second, by=seat(Role.MEMBER, row.task), at=WRITTEN, note="重复")
        assert (first.number, second.number, evidence(row).number) == (1, 2, 3)
        assert str(first) == "证1 会计凭证复印件"

    def test_it_points_at_a_record_of_the_same_task_and_at_no_other(self) -> None:
        row = paper()
        own, foreign = heard(row.task), heard(task_on_site(group=row.task.group))
        by = seat(Role.MEMBER, row.task)
        laid = evidence(row, by=by, record=("fieldwork.sitin", own.uid))
        assert queries.source_of(laid, by) == own
        for wrong in (
            ("fieldwork.sitin", foreign.uid),
            ("fieldwork.workingpaper", row.uid),
            ("no.such", uuid4()),
        ):
            with pytest.raises(NotAllowed, match="不属于本任务"):
                evidence(row, by=by, record=wrong)

    def test_every_kind_of_fieldwork_record_can_be_pointed_at(self) -> None:
        known = queries.field_models()
        assert {"fieldwork.talk", "fieldwork.visit"} <= known.keys()
        assert "fieldwork.workingpaper" not in known

    def test_an_attachment_is_stored_and_read_back(self) -> None:
        laid = evidence(paper(), upload=SimpleUploadedFile("凭证.pdf", b"%PDF-1.4", "application/pdf"))
        assert laid.attachment
        assert (laid.attachment.name, files.read(laid.attachment)) == ("凭证.pdf", b"%PDF-1.4")

    def test_a_submitted_paper_takes_no_more(self) -> None:
        row = carried(paper(), S.SUBMITTED)
        with pytest.raises(NotAllowed, match="先退回"):
            evidence(row)


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_papers_are_read_by_their_group_and_the_head_of_the_office(role: Role) -> None:
    row = paper()
    in_office = WorkingPaper.objects.visible_to(viewer(role, office=row.office)).exists()
    in_group = WorkingPaper.objects.visible_to(seat(role, row.task)).exists()
    assert in_office == (role in {Role.DIRECTOR, Role.COUNTY_OFFICE})
    assert in_group == (role in SEATS - {Role.COUNTY_OFFICE})
