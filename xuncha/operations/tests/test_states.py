"""`xuncha states --check`: it passes on the house's own life cycles, and what is planted wrong makes it fail."""

import json
from collections.abc import Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from xuncha.fieldwork.models import Petition
from xuncha.fieldwork.rules.petitions import PETITION_LIFE, PetitionState
from xuncha.fieldwork.tests.records import on_site, petition
from xuncha.kernel import guards
from xuncha.kernel.lifecycle import LifeCycle, Step
from xuncha.kernel.refusals import NotAllowed
from xuncha.operations import reference
from xuncha.operations.states import tables, trial, verbs
from xuncha.people.tests.builders import installation
from xuncha.records.models import Passage
from xuncha.records.rules import Role
from xuncha.rounds.models import Task
from xuncha.talent.models import PoolMember
from xuncha.ui.reception.verbs import Workshop, workshops

EVERYBODY = len(Role) + 1  # and who holds nothing


def test_every_verb_in_every_state_by_every_role_in_the_city(
    city: object, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Passage.objects.count()
    with suppress(SystemExit):  # the differences are named below
        call_command("states", "--check", "--format", "json")
    answer = json.loads(capsys.readouterr().out)
    found = {one["record"]: one for one in answer["life_cycles"]}
    assert {record: one["differences"] for record, one in found.items() if one["differences"]} == {}
    assert answer["diagrams_match"] is True
    assert set(found) == {model._meta.label_lower for model in tables.stateful()}
    for model in tables.stateful():
        one, life = found[model._meta.label_lower], model.life
        assert one["table"]["tried"] == len(life.verbs()) * len(life.states) * EVERYBODY
        assert one["table"]["allowed"] == sum(len(step.roles) for step in life.steps)
    taken_elsewhere = len(workshops()[Task].elsewhere) * len(Task.life.states) * EVERYBODY
    on_pages = found["rounds.task"]["verbs"]["tried"]
    assert on_pages == found["rounds.task"]["table"]["tried"] - taken_elsewhere
    assert found["fieldwork.workingpaper"]["verbs"]["allowed"] > 0
    assert Passage.objects.count() == before


@pytest.mark.django_db
def test_an_installation_without_a_single_row_is_enough_for_the_tables() -> None:
    results = [trial.of_table(model) for model in (Petition, PoolMember)]
    assert [result.differences for result in results] == [[], []]
    assert [result.tried for result in results] == [120, 1260]
    assert not Petition.objects.exists()
    assert not Passage.objects.exists()


class Careless(LifeCycle):
    """Reads its own table wrongly: whoever asks is let through, in whatever state."""

    def step(self, verb: str, state: str, roles: Set[str]) -> Step:
        return next(step for step in self.steps if step.verb == verb)


class Forgetful(LifeCycle):
    """Turns the petition clerk away, whatever the table says."""

    def step(self, verb: str, state: str, roles: Set[str]) -> Step:
        return super().step(verb, state, roles - {Role.GROUP_LEADER})


WRONG_READERS = ((Careless, "应当拒绝，却办理了"), (Forgetful, "应当准予，却被拒绝"))


@pytest.mark.django_db
@pytest.mark.parametrize(("reader", "sentence"), WRONG_READERS)
def test_code_that_reads_the_table_wrongly_is_found_out(
    monkeypatch: pytest.MonkeyPatch, reader: type[LifeCycle], sentence: str
) -> None:
    monkeypatch.setattr(Petition, "life", reader("信访件", PetitionState, *PETITION_LIFE.steps))
    result = trial.of_table(Petition)
    assert result.differences
    assert all(sentence in said for said in result.differences)


@pytest.mark.django_db
def test_a_step_that_writes_more_or_less_than_the_table_says_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("xuncha.records.actions._passage", lambda *args, **rest: None)
    assert any("办理记录不是恰好一条" in said for said in trial.of_table(Petition).differences)
    monkeypatch.undo()
    monkeypatch.setattr("xuncha.records.actions.guards.check", lambda name, record: None)
    assert any("核对的条件" in said for said in trial.of_table(Petition).differences)


def planted(*changed: Step, less: int = 0) -> LifeCycle:
    steps = PETITION_LIFE.steps[: len(PETITION_LIFE.steps) - less]
    return LifeCycle("信访件", PetitionState, *steps, *changed)


LAST = PETITION_LIFE.steps[-1]
UNSOUND = {
    "没有任何事项能够到达": planted(less=1),
    "没有着落": planted(replace(LAST, verb="close", guards=("nobody_provides_this",))),
    "两种去向": planted(replace(LAST, target=PetitionState.REGISTERED)),
    "两种叫法": planted(replace(LAST, label="回复", source=PetitionState.REGISTERED)),
    "没有任何岗位": planted(replace(LAST, verb="close", roles=frozenset())),
    "不存在的岗位": planted(replace(LAST, verb="close", roles=frozenset({"chairman"}))),
    "不是该记录的栏目": planted(replace(LAST, verb="close", sets="no_such_day")),
}


@pytest.mark.parametrize("sentence", UNSOUND)
def test_a_wrong_table_is_named(monkeypatch: pytest.MonkeyPatch, sentence: str) -> None:
    assert tables.unsound(Petition) == []
    monkeypatch.setattr(Petition, "life", UNSOUND[sentence])
    assert any(sentence in said for said in tables.unsound(Petition))


@pytest.fixture
def petitions_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "stateful", lambda: [Petition])


def answered(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    try:
        call_command("states", *options)
    except SystemExit as ended:
        return int(str(ended.code)), capsys.readouterr().out
    return 0, capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.usefixtures("petitions_only")
def test_the_command_says_no_with_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert answered(capsys, "--check") == (
        0,
        "相符\t信访件：试办120次，准予7次，拒绝113次；尚无记录，未在页面办理上试办\n相符\t流程图与办理流程一致\n",
    )
    monkeypatch.setattr(reference, "FOLDER", tmp_path)
    code, said = answered(capsys, "--check")
    assert (code, "流程图已过时" in said) == (1, True)
    monkeypatch.setattr(reference, "FOLDER", tmp_path / "none")
    assert answered(capsys, "--check")[0] == 0
    monkeypatch.setattr(Petition, "life", UNSOUND["没有着落"])
    code, said = answered(capsys, "--check")
    assert (code, said.startswith("不符\t信访件")) == (1, True)
    assert "没有着落" in said


@pytest.mark.usefixtures("petitions_only")
def test_without_check_the_tables_are_read_out(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answered(capsys)
    assert code == 0
    assert "信访件（3个状态，2个事项）" in said
    assert json.loads(answered(capsys, "--format", "json")[1])["信访件"][0]["verb"] == "dispose"


# What the pages call, on a stored row.


@pytest.fixture
def shop(db: None) -> Workshop:
    installation(petition(on_site()).office)
    found = verbs.shop_of(Petition)
    assert found
    return found


def test_the_apps_own_verbs_agree_with_the_table(shop: Workshop) -> None:
    result = verbs.of_verbs(Petition, shop)
    assert result.differences == []
    assert (result.tried, result.refused) == (120, 113)
    assert result.allowed + result.held_up == 7
    assert not Passage.objects.exclude(verb="enter").filter(subject="fieldwork.petition").exists()


def past_the_table(row: Any, verb: str, **asked: Any) -> Any:
    type(row)._base_manager.filter(pk=row.pk).update(state=PetitionState.ANSWERED)
    return row


def refusing_for_the_role(row: Any, verb: str, **asked: Any) -> Any:
    raise KeyError(verb)


WRONG_VERBS = ((past_the_table, "应当拒绝，却办理了"), (refusing_for_the_role, "既未准予也未拒绝"))


@pytest.mark.parametrize(("move", "sentence"), WRONG_VERBS)
def test_a_verb_that_goes_its_own_way_is_found_out(shop: Workshop, move: Any, sentence: str) -> None:
    result = verbs.of_verbs(Petition, replace(shop, move=move, asks={}))
    assert any(sentence in said for said in result.differences)
    assert Petition.objects.get().state == PetitionState.REGISTERED


def test_whoever_is_said_to_hold_a_role_holds_that_one_alone(shop: Workshop) -> None:
    row = Task.objects.get()
    held = {role: verbs.holder(row, role) for role in trial.EVERYBODY}
    for role, by in held.items():
        assert by is not None
        assert row.roles_of(by) == ({role} if role else frozenset())


@pytest.mark.django_db
def test_conditions_stand_aside_for_the_trial_only() -> None:
    def refuses(record: object) -> None:
        raise NotAllowed("不行。")

    guards.provide("for_this_test", refuses)
    try:
        with guards.standing_aside() as asked:
            guards.check("for_this_test", None)
        assert asked == ["for_this_test"]
        with pytest.raises(NotAllowed):
            guards.check("for_this_test", None)
    finally:
        del guards._providers["for_this_test"]
