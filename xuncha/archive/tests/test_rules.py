"""Archival numbers, checklists and digests, without a database."""

import pytest

from xuncha.archive.queries import catalogue
from xuncha.archive.rules import (
    ListLine,
    Retention,
    VolumeKind,
    archival_number,
    check_fonds,
    checklist,
    digest_of,
    list_digest,
    series,
)
from xuncha.kernel.refusals import NotAllowed
from xuncha.rounds.rules.kinds import Mode, TaskKind


@pytest.mark.parametrize(
    ("kind", "retention", "number"),
    [
        (VolumeKind.OFFICE, Retention.THIRTY, "A012-WS·2019-D30-XCB-0001"),
        (VolumeKind.OFFICE, Retention.PERMANENT, "A012-WS·2019-Y-XCB-0001"),
        (VolumeKind.GROUP, Retention.TEN, "A012-ZY·2019-D10-XCZ-0001"),
        (VolumeKind.SEALED, Retention.THIRTY, "A012-ZY·2019-D30-XCX-0001"),
    ],
)
def test_a_number_is_made_of_fonds_category_year_retention_organ_and_serial(
    kind: VolumeKind, retention: Retention, number: str
) -> None:
    assert archival_number(series("A012", kind, 2019, retention), 1) == number


@pytest.mark.parametrize("wrong", ["", "A", "a012", "全宗12", "A012-1", "A01234567"])
def test_a_fonds_is_written_as_the_archives_write_it(wrong: str) -> None:
    check_fonds("A012")
    with pytest.raises(NotAllowed, match="全宗号"):
        check_fonds(wrong)


@pytest.mark.parametrize("kind", list(TaskKind))
def test_every_kind_of_inspection_has_its_checklist(kind: TaskKind) -> None:
    lines = checklist(catalogue(), kind, {Mode.OWN})
    titles = [line.title for line in lines]
    assert len(titles) == len(set(titles)) > 20
    assert {"工作底稿及佐证材料", "巡察报告", "对领导班子的反馈意见", "整改方案及审核意见"} <= set(titles)
    assert {line.volume for line in lines} == {VolumeKind.OFFICE, VolumeKind.GROUP}  # clues are never listed


def test_a_direct_inspection_of_a_village_has_a_short_list() -> None:
    village = checklist(catalogue(), TaskKind.ROUTINE, {Mode.DIRECT_VILLAGE})
    assert len(village) < len(checklist(catalogue(), TaskKind.ROUTINE, {Mode.OWN})) * 0.75
    assert "入户走访登记" in [line.title for line in village]


def test_a_digest_changes_with_every_fact_and_with_nothing_else() -> None:
    assert digest_of({"a": 1, "b": "二"}) == digest_of({"b": "二", "a": 1})
    assert digest_of({"a": 1, "b": "二"}) != digest_of({"a": 1, "b": "三"})
    line = ListLine("A-0001", "题名", "", "2019-05-06", "", 3, "30年", "ab")
    assert list_digest([line]) != list_digest([line, line])
