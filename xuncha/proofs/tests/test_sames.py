"""One thing given twice: told wrong where a digit slipped, silent where two places may be meant."""

import pytest

from xuncha.proofs.engine.arithmetic.siblings import are_siblings, frames_of
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


@pytest.mark.parametrize(
    ("head", "frame", "siblings"),
    [
        ("乙县", "联动巡察党组织%s个，开展“回头看”%s个，商请协助%s次。", True),
        ("甲县", "联动巡察党组织%s个，开展“回头看”%s个，商请协助%s次。", False),
        ("乙县", "移交问题线索%s件，完成整改%s项，商请协助%s次。", False),
    ],
)
def test_lines_of_one_frame_under_different_heads_are_siblings(head: str, frame: str, siblings: bool) -> None:
    first = "甲县：联动巡察党组织13个，开展“回头看”15个，商请协助17次。\n"
    text = first + head + "：" + frame % (13, 16, 27) + "\n"
    one, other = frames_of(text, proofread(text).mentions).values()
    assert are_siblings(one, other) is siblings
