"""`xuncha staff`: the plan as JSON, and what is wrong in one line."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from xuncha.kernel.refusals import BadInput
from xuncha.talent.tests.staffing import small


def written(path: Path, data: Any) -> str:
    path.write_text(json.dumps(data), encoding="utf-8")
    return str(path)


def run(*arguments: str) -> None:
    call_command("staff", *arguments)


def test_a_plan_is_written_in_the_words_of_the_instance(tmp_path: Path) -> None:
    data = small(2, people=30, groups=3)
    run(written(tmp_path / "in.json", data), "-o", str(tmp_path / "out.json"), "--work", "20")
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert list(found) == ["status", "objective", "bound", "seconds", "parts", "groups", "why"]
    assert (found["status"], found["bound"]) == ("optimal", found["objective"])
    assert [group["id"] for group in found["groups"]] == ["g0", "g1", "g2"]
    ids = {person["id"] for person in data["people"]}
    assert {one for g in found["groups"] for one in (*g["leaders"], *g["members"])} <= ids


def test_no_plan_is_exit_code_1_and_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = small(2, people=30, groups=3)
    data["groups"][0]["needs"] = {"diving": 1}
    with pytest.raises(SystemExit) as stopped:
        run(written(tmp_path / "in.json", data), "--work", "20")
    said = capsys.readouterr()
    assert stopped.value.code == 1
    assert json.loads(said.out)["status"] == "infeasible"
    assert said.err == "g0需要“diving”1人：没有具备该专长的人员。\n"


def changed(**changes: Any) -> dict[str, Any]:
    return small(1) | changes


BAD = [
    ([], "组建实例应为JSON对象。"),
    (changed(extra=1), "组建实例含有未知字段：extra。"),
    (changed(people={}), "组建实例缺少列表“people”。"),
    (changed(weights={}), "weights的served应为非负数。"),
    (changed(barred=[["p0", "g9"]]), "barred中的编号“g9”不存在。"),
    (changed(apart=[["p0", "p0"]]), "apart中同一人“p0”不能与本人分开。"),
    (changed(barred=[["p0"]]), "barred应为成对的编号列表。"),
    (changed(groups=[{"id": "g", "min": 3, "max": 2, "leaders": 1}]), "groups[1]的min大于max。"),
    (changed(groups=[{"id": "g", "min": 1.5, "max": 2}]), "groups[1]的min应为整数。"),
    (changed(people=small(1)["people"][:1] * 2), "people中编号“p0”重复。"),
    (changed(people=[{"id": "p"}]), "people[1]的leader应为true或者false。"),
    (changed(people=[small(1)["people"][0] | {"age": -1}]), "people[1]的age应为非负数。"),
    (changed(people=[small(1)["people"][0] | {"age": float("nan")}]), "people[1]的age应为非负数。"),
    (
        changed(people=[small(1)["people"][0] | {"specialties": "law"}]),
        "people[1]的specialties应为文字列表。",
    ),
]


@pytest.mark.parametrize(("data", "sentence"), BAD, ids=[sentence for _, sentence in BAD])
def test_bad_input_is_one_sentence(data: Any, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        run(written(tmp_path / "in.json", data))
    assert str(refused.value) == sentence


def test_files_that_are_no_instance(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("{", encoding="utf-8")
    good = written(tmp_path / "in.json", small(2, people=30, groups=3))
    for arguments, part in (
        ((str(tmp_path / "none"),), "无法读取"),
        ((str(tmp_path / "text"),), "不是有效的JSON文件"),
        ((good, "--seconds", "0"), "应为正数"),
        ((good, "--seconds", "5", "--work", "5"), "只能用一个"),
        ((good, "--work", "5", "-o", str(tmp_path / "no" / "out.json")), "无法写入"),
    ):
        with pytest.raises(BadInput) as refused:
            run(*arguments)
        assert part in str(refused.value)
