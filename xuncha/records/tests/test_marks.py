"""Nothing above the cap is written, whichever way it comes; a container is marked no lower than its contents."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from hypothesis import given
from hypothesis import strategies as st

from xuncha.archive.models import ArchiveItem, ArchiveVolume, Handover
from xuncha.archive.tests import builders as archive
from xuncha.basis.models import Document
from xuncha.basis.tests.builders import agenda_item, decision, document
from xuncha.clues.models import TransferLine
from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.findings.models import Finding
from xuncha.kernel.marks import CAPS, ORDER, Mark, at_most, highest, lower, named, require
from xuncha.kernel.refusals import NotAllowed
from xuncha.operations.city.bulk import Table
from xuncha.records import actions, containing, marks
from xuncha.records.models import Passage, Record
from xuncha.records.tests.builders import DAY, director, office
from xuncha.rectification.models import Measure
from xuncha.rectification.tests import builders as rectification
from xuncha.returns.models import Return

MARKS = st.sampled_from(ORDER)
REFUSED = "本系统最高处理“工作秘密”级内容"
ROOT = Path(__file__).resolve().parents[3]


# --- the order ----------------------------------------------------------------------------------


@given(st.lists(MARKS))
def test_the_highest_is_one_of_them_and_above_none_of_them_stands_another(given_marks: list[Mark]) -> None:
    found = highest(given_marks)
    assert all(at_most(mark, found) for mark in given_marks)
    assert found in given_marks or (not given_marks and found == Mark.INTERNAL)


@given(MARKS, MARKS)
def test_what_is_above_the_cap_is_refused_and_nothing_else(mark: Mark, cap: Mark) -> None:
    assert lower(mark, cap) == ORDER[min(ORDER.index(mark), ORDER.index(cap))]
    if at_most(mark, cap):
        require(mark, cap)
    else:
        with pytest.raises(NotAllowed, match="按纸质件登记：只记编号和存放位置"):
            require(mark, cap)


def test_a_mark_is_known_by_its_code_and_by_its_word() -> None:
    assert (named("secret"), named(" 秘密 "), named("密")) == (Mark.SECRET, Mark.SECRET, None)


# --- the setting --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "cap"), [("", "work_secret"), ("internal", "internal"), ("机密", "confidential")]
)
def test_the_cap_is_a_setting_by_code_or_word(said: str, cap: str) -> None:
    assert _asked(said).stdout.strip() == cap


@pytest.mark.parametrize("said", ["top_secret", "绝密", "none"])
def test_no_installation_may_hold_everything(said: str) -> None:
    answer = _asked(said)
    assert answer.returncode
    assert "XUNCHA_MARK_CAP is one of: internal, work_secret, secret, confidential" in answer.stderr


def _asked(said: str) -> "subprocess.CompletedProcess[str]":
    code = "from xuncha.config import settings; print(settings.MARK_CAP.value)"
    surroundings = {**os.environ, "XUNCHA_MARK_CAP": said, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=False
    )


# --- every way to a table -----------------------------------------------------------------------


def _entered(row: Document, mark: Mark) -> None:
    actions.enter(Document(office=row.office, title="通知", kind="notice", direction="out", mark=mark), by=_by(row), at=DAY)  # fmt: skip


def _corrected(row: Document, mark: Mark) -> None:
    actions.correct(row, by=_by(row), at=DAY, note="定密", changes={"mark": mark.value})


def _saved(row: Document, mark: Mark) -> None:
    row.mark = mark
    row.save()


def _updated(row: Document, mark: Mark) -> None:
    Document.objects.filter(pk=row.pk).update(mark=mark.value)


def _bulk_created(row: Document, mark: Mark) -> None:
    Document.objects.bulk_create(
        [Document(office=row.office, by_id=row.by_id, at=DAY, title="通知", mark=mark)]
    )


def _bulk_updated(row: Document, mark: Mark) -> None:
    row.mark = mark
    Document.objects.bulk_update([row], ["mark"])


def _copied(row: Document, mark: Mark) -> None:
    row.mark = mark
    Table(Document).values(row)


def _by(row: Document) -> Any:
    return director(row.office)


WAYS = [_entered, _corrected, _saved, _updated, _bulk_created, _bulk_updated, _copied]


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("mark", [Mark.SECRET, Mark.CONFIDENTIAL, Mark.TOP_SECRET])
def test_nothing_above_the_cap_is_written_by_any_way(way: Any, mark: Mark) -> None:
    row = document()
    steps = Passage.objects.count()
    with pytest.raises(NotAllowed, match=REFUSED), transaction.atomic():
        way(row, mark)
    assert list(Document.objects.values_list("mark", flat=True)) == [Mark.WORK_SECRET]
    assert Passage.objects.count() == steps


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_up_to_the_cap_every_way_is_open(way: Any, settings: Any) -> None:
    row = document()
    settings.MARK_CAP = Mark.SECRET
    way(row, Mark.SECRET)
    if way is not _copied:
        assert Document.objects.filter(mark="secret").count() == 1
    with pytest.raises(NotAllowed, match="最高处理“秘密”级"), transaction.atomic():
        way(row, Mark.CONFIDENTIAL)


@pytest.mark.django_db
def test_where_less_is_allowed_rows_are_marked_accordingly(settings: Any) -> None:
    settings.MARK_CAP = Mark.INTERNAL
    assert document().mark == Mark.INTERNAL
    assert marks.usual() == Mark.INTERNAL


def test_the_mark_of_every_record_is_capped() -> None:
    kinds = [model for model in apps.get_models() if issubclass(model, Record)]
    assert len(kinds) > 150
    assert all(isinstance(model._meta.get_field("mark"), marks.MarkField) for model in kinds)


@pytest.mark.parametrize("cap", CAPS)
def test_a_box_offers_what_may_be_held_and_tells_what_to_do_with_the_rest(cap: Mark, settings: Any) -> None:
    settings.MARK_CAP = cap
    box = Document._meta.get_field("mark").formfield()
    assert [value for value, _ in box.choices] == [mark.value for mark in ORDER if at_most(mark, cap)]
    assert "按纸质件登记" in str(box.help_text)
    assert box.clean("") == marks.usual()


# --- containers ---------------------------------------------------------------------------------


def _kinds() -> list[type[Record]]:
    return [
        model for model in apps.get_models() if issubclass(model, Record) and (model.inside or model.holds)
    ]


def test_what_is_declared_to_lie_in_another_row_names_a_record() -> None:
    assert len(_kinds()) > 40
    for model in _kinds():
        for name in (*model.inside, *model.holds):
            assert issubclass(model._meta.get_field(name).related_model, Record), (model, name)


def test_every_file_lies_in_what_names_it() -> None:
    for model in apps.get_models():
        names = {f.name for f in model._meta.concrete_fields if f.related_model is Attachment}
        if issubclass(model, Record):
            assert names <= set(containing.held_by(model)), model


def test_containers_lead_to_no_circle() -> None:
    """Else raising one would never come to an end."""
    above = {
        model: {model._meta.get_field(name).related_model for name in model.inside} for model in _kinds()
    }
    for model in _kinds():
        seen, waiting = set[Any](), set(above[model])
        while waiting:
            one = waiting.pop()
            assert one is not model
            seen.add(one)
            waiting |= above.get(one, set()) - seen


@pytest.mark.django_db
@pytest.mark.usefixtures("approved")
def test_what_lies_higher_up_is_raised_to_the_top_with_a_passage_each() -> None:
    subject = agenda_item()
    row = decision(agenda_item=subject)
    actions.correct(row, by=_by(subject), at=DAY, note="定密", changes={"mark": "secret"})
    subject.refresh_from_db()
    subject.meeting.refresh_from_db()
    assert (subject.mark, subject.meeting.mark) == (Mark.SECRET, Mark.SECRET)
    for raised in (subject, subject.meeting):
        step = raised.passages().get(verb="correct")
        assert (step.note, step.changes) == (actions.MARKED_UP, {"mark": ["work_secret", "secret"]})


@pytest.mark.django_db
@pytest.mark.usefixtures("approved")
def test_a_container_is_not_marked_lower_than_what_lies_in_it() -> None:
    handover = archive.handover()
    archive.item(handover, mark=Mark.SECRET)
    volume = archive.volume(handover)
    assert volume.mark == Handover.objects.get().mark == Mark.SECRET
    for row in (volume, Handover.objects.get()):
        with pytest.raises(NotAllowed, match="不能低于其所含内容"):
            actions.correct(
                row, by=_by(row), at=archive.FILED_ON, note="降密", changes={"mark": "work_secret"}
            )
    item = ArchiveItem.objects.get()
    for row in (item, ArchiveVolume.objects.get(pk=volume.pk), Handover.objects.get()):
        actions.correct(row, by=_by(row), at=archive.FILED_ON, note="降密", changes={"mark": "work_secret"})
    assert Handover.objects.get().mark == Mark.WORK_SECRET


@pytest.mark.django_db
@pytest.mark.usefixtures("approved")
def test_what_names_a_file_is_marked_no_lower_than_the_file(home: Path) -> None:
    ledger = rectification.own_ledger(office())
    by = rectification.owner(ledger)
    item = rectification.item(ledger)
    kept = files.store(b"text", name="a.txt", media_type="text/plain", office=ledger.office, by=by, at=DAY)
    Attachment.objects.filter(pk=kept.pk).update(mark="secret")
    kept.refresh_from_db()
    proof = rectification.proof(item, attachment=kept)
    ledger.refresh_from_db()
    item.refresh_from_db()
    assert proof.mark == item.mark == ledger.mark == Mark.SECRET


@pytest.mark.django_db
def test_what_would_raise_a_container_above_the_cap_is_not_entered(settings: Any) -> None:
    """A row that is older than a lowered cap cannot be put into anything."""
    settings.MARK_CAP = Mark.SECRET
    handover = archive.handover()
    paper = document(office=handover.office, at=date(2019, 3, 4), mark=Mark.SECRET)
    settings.MARK_CAP = Mark.WORK_SECRET
    with pytest.raises(NotAllowed, match=REFUSED):
        archive.item(handover, document=paper)
    assert not ArchiveItem.objects.exists()
    assert set(Handover.objects.values_list("mark", flat=True)) == {Mark.WORK_SECRET}


def test_the_great_containers_are_declared() -> None:
    """Not an accident of the model: the ways from the smallest thing to the volume, the ledger, the batch."""
    assert (ArchiveItem.inside, ArchiveVolume.inside) == (("volume",), ("handover",))
    assert (Measure.inside, TransferLine.inside, TransferLine.holds) == (("item",), ("transfer",), ("clue",))
    assert "cutoff" in containing.held_by(Return)
    assert not Finding.inside
    assert isinstance(Document._meta.get_field("mark"), models.CharField)
