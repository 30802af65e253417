"""`xuncha search`: as an account, never with a sight of everything; exit codes of the house."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from xuncha.clues.tests.world import Planted, planted
from xuncha.findings.models import Finding
from xuncha.findings.tests.builders import finding
from xuncha.kernel.refusals import BadInput, NotAllowed
from xuncha.operations import daily as operations_daily
from xuncha.operations.management.commands import daily
from xuncha.records.rules import Role
from xuncha.search import jobs
from xuncha.search.models import Entry, Standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> Planted:
    made = planted()
    finding(made.task, title="私设小金库", facts="账外资金用于发放津贴。")
    call_command("search", "--update", stdout=StringIO())
    return made


def asked(*words: str, world: Planted, role: Role = Role.DIRECTOR, out: Path, **options: Any) -> Any:
    call_command(
        "search", *words, username=world.accounts[role].username, format="json", output=str(out), **options
    )
    return json.loads(out.read_text(encoding="utf-8"))


def test_an_account_finds_its_records(world: Planted, tmp_path: Path) -> None:
    found = asked("小金库", "津贴", world=world, out=tmp_path / "hits.json")
    assert (found["count"], found["exact"]) == (1, True)
    (hit,) = found["hits"]
    assert (hit["kind"], hit["title"]) == ("findings.finding", "私设小金库")
    assert hit["excerpts"] == {"具体表现": "账外资金用于发放津贴。"}
    assert hit["url"].endswith(f"/{hit['uid']}/")


def test_nothing_found_is_a_negative_answer(world: Planted, tmp_path: Path) -> None:
    for role, words in (
        (Role.DIRECTOR, "从未有过"),
        (Role.UNIT_CONTACT, "小金库"),
        (Role.SYSTEM_ADMIN, "小金库"),
    ):
        with pytest.raises(SystemExit) as end:
            asked(words, world=world, role=role, out=tmp_path / "none.json")
        assert end.value.code == 1
        assert json.loads((tmp_path / "none.json").read_text())["count"] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["津贴"], ["津贴", "--as", "nobody"], ["津贴", "--as", "{head}", "--kind", "nothing"],
        ["津贴", "--as", "{head}", "--since", "2019"], ["津贴", "--as", "{head}", "--limit", "0"],
        ["津贴", "--as", "{head}", "--limit", "1001"], ["津贴", "--as", "{head}", "--format", "xml"],
        ["--as", "{head}"], ["--rebuild", "津贴"], ["--check", "--as", "{head}"],
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(world: Planted, arguments: list[str]) -> None:
    head = world.accounts[Role.DIRECTOR].username
    with pytest.raises(BadInput, match=r"[。：]|director"):
        call_command("search", *(part.format(head=head) for part in arguments))


def test_words_that_cannot_be_looked_for_are_refused_in_a_sentence(world: Planted) -> None:
    with pytest.raises(NotAllowed, match="没有汉字"):
        call_command("search", "〔〕", username=world.accounts[Role.DIRECTOR].username)


def test_check_says_whether_the_index_tells_the_truth(world: Planted) -> None:
    out, err = StringIO(), StringIO()
    call_command("search", "--check", stdout=out)
    assert "一致" in out.getvalue()
    Finding.objects.update(title="改过的标题")
    Entry.objects.filter(pk=Entry.objects.order_by("pk").values("pk")[:1]).delete()
    with pytest.raises(SystemExit) as end:
        call_command("search", "--check", stderr=err)
    assert end.value.code == 1
    assert "缺少1条，过时1条" in err.getvalue()
    call_command("search", "--rebuild", stdout=out)
    call_command("search", "--check", stdout=out)


def test_the_loop_keeps_the_index_up_to_date_between_two_daily_rounds(
    world: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Exception):
        pass

    asked_for, turns = [], []

    def sleep(seconds: float) -> None:
        if seconds == daily.TURN:
            turns.append(seconds)
            finding(world.task, title=f"第{len(turns)}轮问题")
            if len(turns) == 3:
                raise Stopped

    monkeypatch.setattr(daily, "async_task", lambda *job, **options: asked_for.append(job))
    monkeypatch.setattr(daily.time, "sleep", sleep)
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)  # the test's own is used on
    with pytest.raises(Stopped):
        call_command("daily")
    assert asked_for == [("xuncha.operations.daily.run",)]
    assert daily.TURN <= 60
    titles = [entry.title for entry in Entry.objects.filter(text__contains="轮问题").order_by("pk")]
    assert titles == ["第1轮问题", "第2轮问题"]
    assert Standing.objects.get().looked_at


def test_the_daily_round_finds_what_had_escaped(world: Planted) -> None:
    Finding.objects.update(title="改过而未留痕的标题")
    with pytest.raises(SystemExit):
        call_command("search", "--check", stderr=StringIO())
    operations_daily.run()
    call_command("search", "--check", stdout=StringIO())
