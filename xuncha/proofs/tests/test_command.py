"""`xuncha proof`: the agreed form, the exit codes, and what makes no sense."""

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from xuncha.papers.engine.opening import COMPOUND, LOCKED
from xuncha.proofs.tests.conftest import Typed
from xuncha.records.models import Installation

TEXT = "第七轮巡察追缴资金1376万余元，其中4-6名干部涉及近260万元。\n整改率98.71%，一半以上已办结。\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "稿.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def figures(said: Any) -> list[dict[str, Any]]:
    return list(json.loads(said.out)["figures"])


def test_the_json_has_the_agreed_form_and_counts_in_characters_of_the_file(typed: Typed, draft: Path) -> None:
    said = typed("proof", draft, "--format", "json")
    assert said.code == 0, said.err
    body = json.loads(said.out)
    assert list(body) == ["figures", "relations", "findings"]
    first = body["figures"][0]
    names = [
        *("start", "end", "numeral", "text", "number", "high", "qualifier", "unit", "base_value"),
        *("kind", "counts", "scope", "key", "status", "expected", "printed", "rows"),
    ]
    assert list(first) == names
    assert (first["number"], first["unit"], first["base_value"]) == (1376, "万元", 13_760_000)
    assert (first["qualifier"], first["kind"], first["scope"]) == ("余", "money", {"round": "第七轮"})
    for figure in body["figures"]:
        assert TEXT[figure["start"] : figure["end"]] == figure["numeral"]
        assert figure["numeral"] in figure["text"]
    assert [f["high"] for f in body["figures"]] == [None, 6, None, None, None]
    assert [f["kind"] for f in body["figures"]] == ["money", "count", "money", "percent", "fraction"]


def test_what_is_wrong_is_answered_with_one_and_named(typed: Typed, draft: Path) -> None:
    draft.write_text("受理来信32件、来访18件，共60件。\n完成全覆盖任务的73.81。", encoding="utf-8")
    said = typed("proof", draft)
    assert said.code == 1
    assert "各部分相加为50件" in said.out
    assert "漏写百分号" in said.out
    body = json.loads(typed("proof", draft, "--format", "json").out)
    assert [(r["type"], r["stated"], r["computed"], r["holds"]) for r in body["relations"]] == [
        ("sum", 60, 50, False)
    ]
    assert body["relations"][0]["spans"][0] == body["findings"][0]["spans"][0]


def test_word_and_markdown_are_read_as_text_is(typed: Typed, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("移交问题线索52件。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "反馈问题", "289个"
    document.save(str(tmp_path / "a.docx"))
    (tmp_path / "a.md").write_text("- 移交问题线索**52**件。\n| 反馈问题 | 289个 |\n", encoding="utf-8")
    for name in ("a.docx", "a.md"):
        found = figures(typed("proof", tmp_path / name, "--format", "json"))
        assert [(f["number"], f["unit"]) for f in found] == [(52, "件"), (289, "个")], name


def test_the_output_goes_to_a_file(typed: Typed, draft: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert typed("proof", draft, "--format", "json", "-o", target).code == 0
    assert len(json.loads(target.read_text(encoding="utf-8"))["figures"]) == 5


BAD = {
    "not there": ("nowhere.txt", None, "没有文件"),
    "empty": ("empty.txt", b"", "空"),
    "only blanks": ("blank.txt", b" \n", "没有可核对的文字"),
    "program as text": ("a.txt", b"MZ\x90\x00\x03", "不是文字"),
    "unknown kind": ("a.xlsx", b"PK\x03\x04", "请使用"),
    "with macros": ("a.docm", b"PK\x03\x04", "宏"),
    "encrypted": ("a.docx", COMPOUND + bytes(600) + LOCKED + bytes(600), "已加密"),
    "old format": ("a.docx", COMPOUND + bytes(600), "旧版格式"),
    "no Word file": ("a.docx", "第七轮巡察12家。".encode(), "不是Word文件"),
    "damaged": ("a.docx", b"PK\x03\x04" + bytes(90), "已损坏"),
    "no PDF": ("a.pdf", b"text", "不是PDF文件"),
    "damaged PDF": ("a.pdf", b"%PDF-1.7\n" + bytes(90), "已损坏"),
}


@pytest.mark.parametrize(("name", "content", "words"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line_and_leaves_nothing(
    name: str, content: bytes | None, words: str, typed: Typed, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    said = typed("proof", tmp_path / name, "--format", "json")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert words in said.err
    assert "Traceback" not in said.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_of_two_hundred_megabytes_is_not_even_read(typed: Typed, tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    said = typed("proof", path)
    assert said.code == 2
    assert "50MB" in said.err


@pytest.mark.parametrize(
    "words",
    [("--format", "xml"), ("--year", "1999"), ("--year", "abcd"), ("--year", "2019", "--office", "0")],
)
def test_what_makes_no_sense_is_answered_with_two(
    words: tuple[str, ...], city: Installation, typed: Typed, draft: Path
) -> None:
    said = typed("proof", draft, *words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
