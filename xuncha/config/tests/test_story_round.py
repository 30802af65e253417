"""A whole round in a real Chromium, each step by the hand whose it is, every other hand refused."""

from collections.abc import Iterator

import pytest

from xuncha.config.tests.cast import cast
from xuncha.config.tests.round_clue import clued
from xuncha.config.tests.round_decided import fed_back
from xuncha.config.tests.round_filed import filed
from xuncha.config.tests.round_found import found
from xuncha.config.tests.round_in_field import in_field
from xuncha.config.tests.round_prepared import prepared
from xuncha.config.tests.round_written import written
from xuncha.config.tests.running import BROWSER_STORY, demo, script
from xuncha.ui.tests.browsers import chromium

pytestmark = BROWSER_STORY


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo(tmp_path_factory.mktemp("demo"), lambda home: script("unit_founded", home)) as running:
        yield running


def test_a_round_goes_from_its_plan_to_its_archive(address: str) -> None:
    with chromium() as browser, cast(browser, address) as everyone:
        out = prepared(everyone)
        site = in_field(everyone, out)
        papers = written(everyone, site)
        problems = found(everyone, papers)
        told = fed_back(everyone, problems)
        clue = clued(everyone, told)
        filed(everyone, told, clue)
