"""The last line of a table adds up the lines above it; a digit that slipped there is told."""

import pytest

from xuncha.proofs.engine.proofread import proofread

ROWS = "东县：应巡96个，已巡80个\n西县：应巡112个，已巡84个\n南区：应巡70个，已巡63个\n"


@pytest.mark.parametrize(
    ("last", "holds"),
    [
        ("合计：应巡278个，已巡227个", [True, True]),
        ("合计：应巡278个，已巡224个", [True, False]),
        ("合计：应巡278个，已巡224个，县均应巡92.7个", [True, False]),
    ],
)
def test_columns_are_added_up_in_the_line_of_the_total(last: str, holds: list[bool]) -> None:
    assert [
        relation.holds for relation in proofread(ROWS + last).relations if relation.type == "sum"
    ] == holds
