"""What each account finds, against what its own querysets hold: every kind, every row, no index in between."""

import random
from collections.abc import Iterator
from functools import cache

import pytest

from xuncha.accounts.models import User
from xuncha.clues.models import Clue
from xuncha.clues.tests.world import PIECES, planted
from xuncha.kernel.viewer import Viewer
from xuncha.operations.city.accounts import DEMO_ACCOUNTS
from xuncha.records.models import Installation
from xuncha.records.rules import ADMINISTRATORS, Role
from xuncha.rounds.queries.viewer import viewer_of
from xuncha.search.actions import pulling
from xuncha.search.models import Entry, fulltext
from xuncha.search.queries.checking import verdict
from xuncha.search.queries.hits import Hits, Question, readable, suggested
from xuncha.search.queries.kinds import kinds
from xuncha.search.rules.asked import phrases
from xuncha.search.rules.words import RUNS, folded

NAMES = tuple(account.username for account in DEMO_ACCOUNTS)
WORDS = ("水利", "整改", "线索", "预算", "谈话", "巡察办", "会议", "抽调", "砚湖", "学习", "巡")
Place = tuple[int, int]


def viewer(name: str) -> Viewer:
    return viewer_of(User.objects.get(username=name))


def lines() -> dict[Place, str]:
    """What every row of the city says in its declared fields, folded, a line each. Read from the rows themselves."""
    return {
        (kind.number, row.pk): folded("\n".join(kind.lines(row)))
        for kind in kinds()
        for row in kind.model._base_manager.all()
    }


@pytest.fixture
def said(indexed: Installation) -> dict[Place, str]:
    return _said()


@cache
def _said() -> dict[Place, str]:
    """Once a worker: no test of this file changes a row."""
    return lines()


def visible(by: Viewer) -> set[Place]:
    return {
        (kind.number, pk)
        for kind in readable(by, kinds())
        for pk in kind.model.objects.visible_to(by).values_list("pk", flat=True)
    }


def hits(word: str, by: Viewer) -> Hits:
    return Hits(Question(phrases(word)), by)


def pairs(said: dict[Place, str]) -> Iterator[str]:
    """Every two ideographs that stand side by side anywhere."""
    for text in said.values():
        for run, _ in RUNS.findall(text):
            yield from (run[n : n + 2] for n in range(len(run) - 1))


def test_the_index_says_what_the_rows_say(indexed: Installation) -> None:
    found = verdict()
    assert found.good, found
    assert found.rows > 40_000


@pytest.mark.parametrize("name", NAMES)
def test_an_account_finds_what_its_querysets_hold_and_nothing_else(name: str, said: dict[Place, str]) -> None:
    by = viewer(name)
    seen = visible(by)
    for word in WORDS:
        expected = {place for place in seen if word in said[place]}
        asked = hits(word, by)
        with fulltext.interpreted():
            assert set(asked.all.values_list("kind", "row")) == expected, word
            assert asked.sizes().total() == asked.count() == len(expected), word
    if by.roles <= ADMINISTRATORS:
        assert not seen


def test_every_word_of_two_characters_is_found_wherever_it_stands(said: dict[Place, str]) -> None:
    """A sample of all the pairs of the city, frequent and rare alike, as the account that sees most."""
    by = viewer("director")
    seen = visible(by)
    there = sorted(set(pairs(said)))
    assert len(there) > 3_000
    for word in random.Random(2019).sample(there, 60):
        expected = {place for place in seen if word in said[place]}
        with fulltext.interpreted():
            assert set(hits(word, by).all.values_list("kind", "row")) == expected, word


def test_document_numbers_latin_words_and_single_characters_are_found(said: dict[Place, str]) -> None:
    by = viewer("director")
    seen = visible(by)
    for word in ("巡办函〔2019〕12号", "〔2019〕3", "2019", "砚", "D25", "v1"):
        with fulltext.interpreted():
            found = set(hits(word, by).all.values_list("kind", "row"))
        assert found, word
        assert all(folded(word) in said[place] for place in found), word
        bounded = {p for p in seen if _begins(folded(word), said[p])}
        assert found == bounded, word


def _begins(word: str, text: str) -> bool:
    """The word stands there, and does not begin in the middle of a number or a Latin word."""
    starts = (n for n in range(len(text)) if text.startswith(word, n))
    return any(n == 0 or not (_latin(text[n - 1]) and _latin(word[0])) for n in starts)


def _latin(character: str) -> bool:
    match = RUNS.match(character)
    return bool(match and match.group(2))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_suggested_can_be_opened(name: str, said: dict[Place, str]) -> None:
    by = viewer(name)
    seen = visible(by)
    for word in ("水利", "整改", "通知"):
        with fulltext.interpreted():
            found = suggested(phrases(word), by)
        assert {(kind.number, entry.row) for kind, entry in found} <= seen


def test_ones_own_organisations_are_suggested_first(said: dict[Place, str]) -> None:
    found = [entry.title for kind, entry in suggested(phrases("水利"), viewer("director"))]
    assert found[0] == "中共云岫市水利局党组"


@pytest.mark.django_db
def test_a_sealed_word_stands_nowhere_in_the_index_and_is_found_by_nobody() -> None:
    world = planted()
    pulling.catch_up()
    assert Entry.objects.count() > 10
    for piece in PIECES:
        assert not fulltext.numbers_of_kinds(phrases(piece)), piece
        assert not Entry.objects.filter(text__contains=piece).exists(), piece
        for role in Role:
            by = viewer_of(world.accounts[role])
            assert not hits(piece, by).all.exists(), (role, piece)


@pytest.mark.django_db
def test_the_number_of_a_clue_is_found_by_who_reads_envelopes_only() -> None:
    world = planted()
    pulling.catch_up()
    number = world.sent.number
    kind = next(kind for kind in kinds() if kind.declared.model == "clues.clue")
    finders = {
        role
        for role in Role
        if hits(number, viewer_of(world.accounts[role]))
        .all.filter(kind=kind.number, uid=world.sent.uid)
        .exists()
    }
    assert finders == {role for role in Role if _reads(world.accounts[role], world.sent)}
    assert Role.DIRECTOR in finders
    assert Role.GENERAL not in finders


def _reads(account: User, row: Clue) -> bool:
    return Clue.objects.visible_to(viewer_of(account)).filter(pk=row.pk).exists()
