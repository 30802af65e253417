"""Fit what each sign of a slip is worth (xuncha/proofs/data/telling.toml) to the corpora that are marked by hand.

    python scripts/tell.py

After scripts/weigh.py, whenever that was run. The texts as they are have nothing to tell; with a digit of a relation
changed there is. The marks of each corpus are weighed as they were fitted without it: how sure they are on texts that they
know would say nothing of others. A logistic regression, held small by a penalty, by Newton's steps: the same each time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from weigh import CORPORA, OUT, fitted_without, texts_of

from xuncha.proofs.engine.context import placed
from xuncha.proofs.engine.doubts import WEIGHED
from xuncha.proofs.engine.extract import extract
from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.markup import Annotated, Marked, Stated
from xuncha.proofs.engine.relations import cases_of
from xuncha.proofs.engine.view import View, view_of
from xuncha.proofs.engine.weighing import judging
from xuncha.proofs.engine.weighing.deciding import Case, signs_of

PENALTY = 5.0
STEPS = 60
CAUTION = 1.9  # taken off the odds: at this some eight slips in ten are told, and one text in twenty cries wolf
HEAD = """# What each sign of a slip is worth, in natural logarithms of odds: see engine/weighing/deciding.py. Fitted by
# scripts/tell.py; not to be edited by hand.
[signs]
"""
Signs = Mapping[str, float]
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Example:
    """The signs of a case, and whether it is to be told."""

    signs: Signs
    slipped: bool


def main() -> None:
    names = [path.stem for path in sorted(CORPORA.glob("*.txt"))]
    found = {name: weighed_without(name) for name in names}
    worth = fitted([example for examples in found.values() for example in examples])
    rows = [f'"{sign}" = {size:.2f}' for sign, size in sorted(worth.items())]
    OUT.with_name("telling.toml").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{sum(map(len, found.values()))} cases, {len(rows)} signs")


def weighed_without(name: str) -> list[Example]:
    """The cases of a corpus, by marks that do not know it. The weights stay set, for who measures it next."""
    use("weights", "marks", fitted_without([name]))
    return [example for annotated in texts_of(CORPORA / f"{name}.txt") for example in _of(annotated)]


def use(data: str, table: str, worth: Mapping[str, float]) -> None:
    """Judge by these weights from now on, in this process."""
    load(data)[table] = dict(worth)
    judging.weights.cache_clear()


def _of(annotated: Annotated) -> Iterator[Example]:
    view, right, cases = _read(annotated.text)
    yield from (Example(dict(signs_of(case)), slipped=False) for case in cases if _is_open(case))
    starts = [(r.type, r.stated, view.span(r.mentions[0].start, r.mentions[0].end)[0]) for r in right]
    for stated in annotated.relations:
        known = {start for type_, number, start in starts if (type_, number) == (stated.type, stated.number)}
        mark = _mark(annotated, stated, known)
        for slip in _slips(annotated.text[mark.start : mark.end]) if mark else ():
            yield from _planted(annotated.text[: mark.start] + slip + annotated.text[mark.end :], mark.start)


def _is_open(case: Case) -> bool:
    return not case.doubt or case.doubt in WEIGHED


def _read(text: str) -> tuple[View, Any, list[Case]]:
    view = view_of(text)
    return (view, *cases_of(view.text, placed(view.text, extract(view.text))))


def _mark(annotated: Annotated, stated: Stated, known: Iterable[int]) -> Marked | None:
    """Where the number of a relation stands, by the checker's own reading where it has one."""
    return next(
        (
            mark
            for mark in annotated.marks
            if mark.number == stated.number
            and re.fullmatch("[0-9.]+", annotated.text[mark.start : mark.end])
            and (not known or mark.start in known)
        ),
        None,
    )


def _slips(digits: str) -> Iterator[str]:
    """The last digit changed, and another one."""
    yield digits[:-1] + str((int(digits[-1]) + 3) % 10)
    at = len(digits) // 2
    if at and digits[at] != ".":
        yield digits[:at] + str((int(digits[at]) + 4) % 10) + digits[at + 1 :]


def _planted(text: str, start: int) -> Iterator[Example]:
    view, _, cases = _read(text)
    for case in cases:
        stated = case.relation.mentions[0]
        if view.span(stated.start, stated.end)[0] == start and _is_open(case):
            yield Example(dict(signs_of(case)), slipped=True)


def fitted(found: Sequence[Example]) -> dict[str, float]:
    names = sorted({sign for example in found for sign in example.signs})
    place = {name: at for at, name in enumerate(names)}
    signs = np.zeros((len(found), len(names)))
    for row, example in enumerate(found):
        for sign, size in example.signs.items():
            signs[row, place[sign]] += size
    worth = _regressed(signs, np.array([float(example.slipped) for example in found]))
    return {name: float(worth[at]) - CAUTION * (name == "slip") for name, at in place.items()}


def _regressed(signs: Floats, slipped: Floats) -> Floats:
    def loss(worth: Floats) -> float:
        odds = signs @ worth
        return float((np.logaddexp(0, odds) - slipped * odds).sum() + PENALTY / 2 * (worth**2).sum())

    worth = np.zeros(signs.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-np.clip(signs @ worth, -30, 30)))
        slope = signs.T @ (share - slipped) + PENALTY * worth
        bend = (signs * (share * (1 - share))[:, None]).T @ signs + PENALTY * np.eye(len(worth))
        step = np.linalg.solve(bend, slope)
        length = 1.0
        while loss(worth - length * step) > loss(worth) and length > 1e-4:
            length /= 2
        worth = worth - length * step
        if abs(length * step).max() < 1e-4:
            break
    return worth


if __name__ == "__main__":
    main()
