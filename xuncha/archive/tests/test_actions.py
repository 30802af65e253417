"""A task's archive by the verbs: begun, filed, settled, handed over, accepted, and what it holds up."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from xuncha.archive import queries
from xuncha.archive.actions import handovers, items
from xuncha.archive.models import ArchiveItem, Handover
from xuncha.archive.rules import HandoverState, PaperState, Retention, VolumeKind
from xuncha.archive.tests import builders as make
from xuncha.basis.tests.builders import document
from xuncha.clues.models import Clue
from xuncha.findings.tests.builders import towards
from xuncha.kernel.marks import Mark
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.records.rules import Role
from xuncha.records.tests.builders import user
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db


def clue(of: Handover, number: str = "2019-6-2-001") -> Clue:
    return Clue.objects.create(
        number=number, task=of.task, source="letter", office=of.office, by=user(), at=date(2019, 5, 8)
    )


def seal(of: Handover, what: Clue, role: Role = Role.GROUP_LEADER) -> ArchiveItem:
    item = ArchiveItem(
        volume=make.volume(of, VolumeKind.SEALED), clue=what, dated_on=date(2019, 5, 8), pages=3,
        retention=Retention.THIRTY,
    )  # fmt: skip
    return items.seal_clue(item, by=towards(role, of.task), at=make.FILED_ON)


def test_an_archive_begins_with_its_checklist_and_three_volumes() -> None:
    archive = make.handover()
    assert archive.state == HandoverState.COLLECTING
    assert {volume.kind for volume in archive.volumes.all()} == set(VolumeKind)
    assert queries.completeness(archive).missing == queries.completeness(archive).all > 20
    with pytest.raises(NotAllowed, match="已经建立"):
        make.handover(archive.task)


def test_nobody_begins_before_the_group_has_left_and_no_member_ever() -> None:
    on_site = make.task(state=TaskState.ENTERED, left_on=None)
    with pytest.raises(NotAllowed, match="撤点"):
        make.handover(on_site)
    target = make.task()
    with pytest.raises(WrongRole):
        handovers.begin(
            Handover(task=target, fonds="A012"), by=towards(Role.MEMBER, target), at=make.BEGUN_ON
        )


def test_serials_follow_one_another_across_tasks_and_are_never_given_twice() -> None:
    first = make.handover()
    second = make.handover(make.task(first.office))
    one = make.item(first)
    items.take_out(one, by=make.liaison(first), at=make.FILED_ON, note="误归")
    two = make.item(second)
    assert (one.number, two.number) == ("A012-ZY·2019-D30-XCZ-0001", "A012-ZY·2019-D30-XCZ-0002")


@pytest.mark.usefixtures("approved")
def test_a_registered_document_says_itself_what_it_is_and_raises_the_mark() -> None:
    archive = make.handover()
    paper = document(office=archive.office, at=date(2019, 3, 4), mark=Mark.SECRET)
    item = make.item(
        archive, VolumeKind.OFFICE, document=paper, title="", document_number="", dated_on=None, shelf=""
    )  # fmt: skip
    assert (item.title, item.document_number, item.dated_on) == (paper.title, paper.number, paper.at)
    assert item.digest == queries.digest_of_document(paper)
    archive.refresh_from_db()
    assert item.mark == make.volume(archive, VolumeKind.OFFICE).mark == archive.mark == Mark.SECRET


def test_an_uploaded_file_is_known_by_its_digest() -> None:
    item = make.item(
        make.handover(), upload=SimpleUploadedFile("记录.pdf", b"%PDF-1.7 abc", "application/pdf"), shelf=""
    )
    assert item.digest == "baad13769b56aaeb5b072762fefe73bc572a131353d594ec2db2b382bfabadfa"


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"shelf": ""}, "存放处"),
        ({"title": " "}, "题名"),
        ({"dated_on": date(2019, 12, 1)}, "晚于"),
    ],
)
def test_an_item_that_says_too_little_is_refused(over: dict[str, object], why: str) -> None:
    with pytest.raises(NotAllowed, match=why):
        make.item(make.handover(), **over)


def test_a_line_of_the_checklist_follows_what_is_filed_for_it() -> None:
    archive = make.handover()
    paper = archive.papers.get(title="巡察报告")
    item = make.item(archive, paper=paper)
    assert paper.state == PaperState.PRESENT
    items.take_out(item, by=make.liaison(archive), at=make.FILED_ON, note="误归")
    paper.refresh_from_db()
    assert paper.state == PaperState.MISSING
    with pytest.raises(NotAllowed, match="理由"):
        items.settle(paper, "explain", by=make.liaison(archive), at=make.FILED_ON)
    items.settle(paper, "explain", by=make.liaison(archive), at=make.FILED_ON, note="原件由上级留存")
    assert (paper.state, paper.reason) == (PaperState.ABSENT, "原件由上级留存")
    assert items.settle(paper, "resume", by=make.liaison(archive), at=make.FILED_ON).reason == ""


def test_a_document_goes_into_the_volume_it_belongs_to() -> None:
    archive = make.handover()
    with pytest.raises(NotAllowed, match="不应归入"):
        make.item(archive, VolumeKind.OFFICE, paper=archive.papers.get(title="巡察报告"))
    with pytest.raises(NotAllowed, match="密封"):
        make.item(archive, VolumeKind.SEALED)


def test_clue_material_bears_its_archival_number_only() -> None:
    archive = make.handover()
    item = seal(archive, clue(archive))
    assert (str(item), item.title) == ("A012-ZY·2019-D30-XCX-0001", "")
    (line,) = queries.hand_over_list(archive)
    assert line.sealed
    assert "2019-6-2" not in f"{line}"
    with pytest.raises(WrongRole):
        seal(archive, clue(archive, "2019-6-2-002"), Role.LIAISON)
    with pytest.raises(NotAllowed, match="不属于"):
        seal(archive, clue(make.handover()))


def test_it_is_handed_over_when_nothing_is_left_open() -> None:
    archive = make.handover()
    with pytest.raises(NotAllowed, match="尚无文件"):
        handovers.move(archive, "hand_over", by=make.liaison(archive), at=make.HANDED_ON)
    make.item(archive)
    with pytest.raises(NotAllowed, match="未归入也未说明"):
        handovers.move(archive, "hand_over", by=make.liaison(archive), at=make.HANDED_ON)
    make.explained(archive)
    handovers.move(archive, "hand_over", by=make.liaison(archive), at=make.HANDED_ON)
    assert (archive.state, archive.listed, len(archive.digest)) == (HandoverState.HANDED_OVER, 1, 64)
    with pytest.raises(NotAllowed, match="已经移交"):
        make.item(archive)


def test_the_office_signs_for_the_list_or_sends_it_back() -> None:
    archive = make.handed_over(make.handover())
    general = towards(Role.GENERAL, archive.task)
    with pytest.raises(WrongRole):
        handovers.accept(archive, signed_by="甲", by=make.liaison(archive), at=make.ACCEPTED_ON)
    handovers.move(archive, "send_back", by=general, at=make.ACCEPTED_ON, note="缺页")
    assert (archive.handed_on, archive.digest) == (None, "")
    make.item(archive, title="补充材料")
    handovers.move(archive, "hand_over", by=make.liaison(archive), at=make.ACCEPTED_ON)
    handovers.accept(archive, signed_by="甲", by=general, at=make.ACCEPTED_ON)
    assert (archive.state, archive.listed, archive.signed_by) == (HandoverState.ACCEPTED, 2, "甲")


def test_a_list_that_changed_behind_the_digest_is_not_signed_for() -> None:
    archive = make.handed_over(make.handover())
    ArchiveItem.objects.update(pages=99)
    with pytest.raises(NotAllowed, match="不一致"):
        handovers.accept(archive, signed_by="甲", by=towards(Role.GENERAL, archive.task), at=make.ACCEPTED_ON)


def test_a_task_is_archived_when_its_archive_is_accepted() -> None:
    target = make.task()
    with pytest.raises(NotAllowed, match="尚未建立"):
        handovers.archive_complete(target)
    archive = make.handover(target)
    with pytest.raises(NotAllowed, match="未归入"):
        handovers.archive_complete(target)
    make.handed_over(archive)
    with pytest.raises(NotAllowed, match="接收"):
        handovers.archive_complete(target)
    handovers.accept(archive, signed_by="甲", by=towards(Role.GENERAL, target), at=make.ACCEPTED_ON)
    handovers.archive_complete(target)
