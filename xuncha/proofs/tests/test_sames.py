"""One thing given twice: told wrong where a digit slipped, silent where two places may be meant."""

import pytest

from xuncha.proofs.engine.proofread import proofread

FIRST = "全年移交问题线索52件。\n"


@pytest.mark.parametrize(
    ("second", "holds"),
    [
        ("去年以来移交问题线索5件。", None),
        ("会议听取汇报：移交问题线索52件。", True),
        ("综上，移交问题线索57件。", False),
    ],
)
def test_the_same_thing_twice(second: str, holds: bool | None) -> None:
    found = [relation.holds for relation in proofread(FIRST + second).relations if relation.type == "same"]
    assert found == ([] if holds is None else [holds])
