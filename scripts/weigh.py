"""Fit what each mark is worth (xuncha/proofs/data/weights.toml) to the corpora that are marked by hand.

    python scripts/weigh.py [--without sixth]

A figure chooses among its guesses and that it states nothing; the weights make the choices of the corpora likely (a
conditional log-linear model, held small by a penalty). Only what stands around the figures is asked, never whether a guess
comes out right: how it did is used to know which guess was meant. The same corpora give the same weights. `--without` leaves
sets out, so that benchmarks/proof.py on them shows what the weights are worth in another hand.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from xuncha.proofs.engine.markup import Annotated, read_marked
from xuncha.proofs.engine.proofread import mentions_of
from xuncha.proofs.engine.view import view_of
from xuncha.proofs.engine.weighing.facts import facts_of
from xuncha.proofs.engine.weighing.guesses import guesses_of
from xuncha.proofs.engine.weighing.known import Known
from xuncha.proofs.engine.weighing.marks import marks_of
from xuncha.proofs.engine.weighing.outcome import comes_out

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT / "benchmarks" / "proof"
TRAPS = ROOT / "xuncha" / "proofs" / "tests" / "relations.txt"
OUT = ROOT / "xuncha" / "proofs" / "data" / "weights.toml"
HEAD = """# What each mark of a guess is worth, in natural logarithms of odds: see engine/weighing/marks.py. Fitted to the corpora
# by scripts/weigh.py; not to be edited by hand.
[marks]
"""
PENALTY, ROUNDS, LEAST, SMALLEST = 1.5, 150, 8, 0.1
TIMES = 2  # the traps count twice: they are few, and each stands for a false alarm that was told once
LONG = 3  # a number of so many digits that comes out right though nobody marked it is no example of nothing
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Example:
    """The marks of each guess about one figure, and which of the guesses are meant: none where it states nothing."""

    marks: tuple[tuple[str, ...], ...]
    meant: frozenset[int]


def main() -> None:
    parser = argparse.ArgumentParser(description="fit the weights of the checker of drafts")
    parser.add_argument("--without", nargs="*", default=[])
    asked = parser.parse_args()
    weights = fitted_without(asked.without)
    rows = [
        f"{json.dumps(mark, ensure_ascii=False)} = {weight:.2f}" for mark, weight in sorted(weights.items())
    ]
    OUT.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} weights")


def fitted_without(names: Collection[str]) -> dict[str, float]:
    """What each mark is worth by the specification and all corpora but these."""
    found = [e for path in sorted(CORPORA.glob("*.txt")) if path.stem not in names for e in _of(path)]
    found += TIMES * [e for line in _traps() for e in _examples(line, by_number=False)]
    weights = {mark: round(weight, 2) for mark, weight in _fitted(found).items()}
    return {mark: weight for mark, weight in weights.items() if abs(weight) >= SMALLEST}


def texts_of(path: Path) -> Iterator[Annotated]:
    parts = re.split(r"^## .+\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    yield from (read_marked(text.strip("\n")) for text in parts[1:])


@cache
def _of(path: Path) -> tuple[Example, ...]:
    return tuple(e for text in texts_of(path) for e in _examples(text, by_number=True))


def _traps() -> Iterator[Annotated]:
    """The specification of relations, without the lines that have a slip in them."""
    for line in TRAPS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and "{{!" not in line:
            yield read_marked(line)


def _examples(annotated: Annotated, *, by_number: bool) -> Iterator[Example]:
    text = view_of(annotated.text).text
    facts = facts_of(text, mentions_of(text))
    known = Known()
    for stated in facts:
        guesses = list(guesses_of(facts, stated, known.salient(facts, stated)))
        types = _types(annotated, stated.mention.number if by_number else None)
        right = [at for at, guess in enumerate(guesses) if comes_out(guess)]
        meant = [at for at in right if guesses[at].type in types]
        clear = not right or (
            by_number and all(len(stated.digits) < LONG and guesses[at].type != "same" for at in right)
        )
        if guesses and (meant or (clear and not (by_number and types))):
            marks = tuple(tuple(marks_of(text, facts, guess, known)) for guess in guesses)
            yield Example(marks, frozenset(meant))
        if meant:
            known.learn(guesses[meant[0]])


def _types(annotated: Annotated, number: Fraction | None) -> set[str]:
    """Of the relations that state the number; of all relations for a line of the specification."""
    return {r.type for r in annotated.relations if number is None or r.number == number}


def _fitted(found: Sequence[Example]) -> dict[str, float]:
    """By gradient steps that adapt to each weight (Adam), from nothing, without chance."""
    counted = Counter(mark for example in found for marks in example.marks for mark in set(marks))
    marks = sorted(mark for mark, times in counted.items() if times >= LEAST)
    place = {mark: at for at, mark in enumerate(marks)}
    which, of_guess, figure, meant = _arrays(found, place)
    weights, speed, size = (np.zeros(len(marks)) for _ in range(3))
    for step in range(1, ROUNDS + 1):
        scores = np.bincount(of_guess, weights=weights[which], minlength=len(figure))
        most = np.zeros(len(found))
        np.maximum.at(most, figure, scores)
        worth = np.exp(scores - most[figure])
        total = np.bincount(figure, weights=worth, minlength=len(found)) + np.exp(-most)
        of_meant = np.bincount(figure, weights=worth * meant, minlength=len(found))
        off = worth / total[figure] - np.where(meant, worth / np.maximum(of_meant[figure], 1e-300), 0)
        slope = np.bincount(which, weights=off[of_guess], minlength=len(marks)) + PENALTY * weights
        speed = 0.9 * speed + 0.1 * slope
        size = 0.99 * size + 0.01 * slope**2
        weights = weights - 0.1 * (speed / (1 - 0.9**step)) / (np.sqrt(size / (1 - 0.99**step)) + 1e-6)
    return dict(zip(marks, weights.tolist(), strict=True))


def _arrays(found: Iterable[Example], place: dict[str, int]) -> tuple[Any, Any, Any, Any]:
    """Marks in one row with the guess of each; for each guess its figure and whether it is meant."""
    which: list[int] = []
    of_guess: list[int] = []
    figure: list[int] = []
    meant: list[bool] = []
    for number, example in enumerate(found):
        for at, marks in enumerate(example.marks):
            known = [place[mark] for mark in marks if mark in place]
            which += known
            of_guess += [len(figure)] * len(known)
            figure.append(number)
            meant.append(at in example.meant)
    return np.array(which), np.array(of_guess), np.array(figure), np.array(meant)


if __name__ == "__main__":
    main()
