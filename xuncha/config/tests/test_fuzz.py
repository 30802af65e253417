"""Malformed inputs to every form, list, import and reader: a refusal in words, nothing changed by it, nothing lost.

FUZZ_INPUTS says how many; `make drill` sends ten thousand. What fails is printed with its seed and the smallest input
that does (FUZZ_SEED).
"""

import os
import random
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from xuncha.audit.queries import broken_entries
from xuncha.config.doors import running
from xuncha.config.tests.crawl.world import walkers
from xuncha.config.tests.fuzz import inputs
from xuncha.config.tests.fuzz.send import Fuzz
from xuncha.config.tests.fuzz.watch import Watch
from xuncha.orgs.models import Organisation
from xuncha.records.models import Installation
from xuncha.reports.tests.conftest import Typed, typed
from xuncha.ui.reception.grid import fold

__all__ = ["typed"]
INPUTS = int(os.environ.get("FUZZ_INPUTS", "400"))
SEED = int(os.environ.get("FUZZ_SEED", "2019"))
READERS = ("proof", "layout", "plan", "staff")
HISTORY = ("rounds", "tasks", "findings", "ledgers", "nothing")
FILES = max(INPUTS // 10, 1)  # that are handed to the console
pytestmark = pytest.mark.django_db


@pytest.mark.once
def test_no_input_is_a_fault_and_a_refused_one_changes_nothing(
    city: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    fuzz = Fuzz(walkers())
    fuzz.run(running.doors(), INPUTS, SEED)
    with capsys.disabled():
        print(f"\nfuzz: seed {SEED}, answers {dict(sorted(fuzz.answers.items()))}")
    assert not fuzz.faults, "\n".join(fuzz.faults)
    assert sum(fuzz.answers.values()) > INPUTS * 0.8
    assert fuzz.answers[302] < INPUTS * 0.4  # most stayed signed in
    assert sum(n for status, n in fuzz.answers.items() if status >= 400) > INPUTS * 0.2
    assert not broken_entries()


@pytest.mark.once
def test_no_file_makes_a_reader_of_the_console_fail(city: Installation, tmp_path: Path, typed: Typed) -> None:
    watch = Watch()
    for number in range(FILES):
        lot = random.Random(SEED * 7 + number)
        file = tmp_path / f"{number}.{lot.choice(('xlsx', 'docx', 'txt', 'json'))}"
        file.write_bytes(inputs.content(lot, ["序号", "党组织", "问题", fold("轮次名称")]))
        words: tuple[Any, ...] = (lot.choice(READERS), file)
        if lot.random() < 0.4:
            words = ("history", file, "--what", lot.choice(HISTORY), "--as", "general")
        said, changed = watch.sent(lambda words=words: typed(*words))  # type: ignore[misc]  # bound at once
        assert said.code in (0, 1, 2), (number, words, said)
        assert "Traceback" not in said.err, (number, words, said.err)
        assert said.code == 0 or not changed, (number, words, changed)


# --- what is planted must be found ---


def test_what_a_refused_input_left_behind_is_seen(city: Installation) -> None:
    fuzz, walker = Fuzz(walkers()), "director"

    class Careless:
        """A door that stores and then refuses."""

        def get(self, address: str) -> Any:
            Organisation._base_manager.filter(pk=Organisation._base_manager.order_by("pk")[0].pk).update(
                name="改"
            )
            return HttpResponse(status=422)

        def post(self, address: str, sent: Any) -> Any:
            if "bad" in sent:
                raise ValueError(HttpRequest.__name__)
            return HttpResponse()

    fuzz.walkers[walker].__dict__["client"] = Careless()
    assert fuzz.tried(walker, "/", None) == "422, and yet changed ['orgs_organisation']"
    assert fuzz.tried(walker, "/", {"bad": "1", "good": "2"}).startswith("ValueError")
    assert fuzz._smallest(walker, "/", {"bad": "1", "good": "2"}) == {"bad": "1"}
