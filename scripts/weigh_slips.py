"""Fit what each feature of a claim is worth (xuncha/proofs/data/slips.toml) to slips planted in the corpora.

    python scripts/weigh_slips.py [--only examined_]

A claim is that a statement of a text is false by one slip (engine/weighing/claims.py). In a text as it was written each claim
is wrong; in one with a slip planted in it, the likeliest that has the figure which slipped is right. A logistic regression,
held small by a penalty, tells them apart. Each corpus is read by weights of marks that were fitted to others, as a text is
that nobody has seen; so it takes some ten minutes. Prints, for some odds, how many slips are told and how many false alarms.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from typing import Any

import numpy as np
import weigh
from planted import by_examiners, in_a_part, in_the_number

from xuncha.proofs.engine.lexicon import load
from xuncha.proofs.engine.markup import Annotated, read_marked
from xuncha.proofs.engine.mention import Relation
from xuncha.proofs.engine.proofread import mentions_of, proofread
from xuncha.proofs.engine.relations import reading_of
from xuncha.proofs.engine.view import view_of
from xuncha.proofs.engine.weighing import judging
from xuncha.proofs.engine.weighing.claims import Features

OUT = weigh.OUT.with_name("slips.toml")
HEAD = """# What speaks for a claim that a statement is false by one slip, in natural logarithms of odds: see engine/weighing/claims.py.
# Fitted to slips planted in the corpora by scripts/weigh_slips.py; not to be edited by hand.
[features]
"""
PARTS = 4  # the corpora are read in so many parts, each by weights of the others
PENALTY, STEPS, ROUNDS = 2.0, 25, 6
LINE = 3.0  # and a line of the specification: they are few, and each stands for a false alarm or a miss
PLANTED = 0.3  # what a text with a slip counts beside one without: there are many times more
SMALLEST = 0.02
SHOWN = (0.0, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5, 2.0)
Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Read:
    """The claims of one text: their features, and whether they have the figure that slipped (always, where none did)."""

    planted: bool
    features: tuple[Features, ...]
    about: tuple[bool, ...]
    told: bool  # what cues alone say already
    counts: float = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description="fit when the checker of drafts calls a statement false")
    parser.add_argument("--only", default="examined_", help="corpora whose names begin so")
    asked = parser.parse_args()
    names = sorted(path.stem for path in weigh.CORPORA.glob(f"{asked.only}*.txt"))
    parts = [names[at::PARTS] for at in range(PARTS)]
    with Pool(2) as pool:
        found = [read for part in pool.imap(_read_part, [part for part in parts if part]) for read in part]
    found += [
        _read_line(line)
        for line in weigh.TRAPS.read_text(encoding="utf-8").splitlines()
        if line[:1] not in ("#", "")
    ]
    features = sorted({name for read in found for one in read.features for name in one})
    weights = _fitted(found, features)
    rows = [
        f'"{name}" = {weight:.2f}'
        for name, weight in zip(features, weights, strict=True)
        if abs(weight) >= SMALLEST
    ]
    OUT.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} features, {len(found)} texts", flush=True)
    _show(found, dict(zip(features, weights, strict=True)))


def _read_part(names: Sequence[str]) -> list[Read]:
    load("weights")["marks"] = weigh.fitted_without(names)
    judging.weights.cache_clear()
    return [
        read
        for name in names
        for annotated in weigh.texts_of(weigh.CORPORA / f"{name}.txt")
        for read in _texts(annotated)
    ]


def _texts(annotated: Annotated) -> Iterator[Read]:
    yield _read(annotated.text, None)
    proof = proofread(annotated.text)
    for stated in annotated.relations:
        for planted in (in_the_number(annotated, proof, stated), in_a_part(annotated.text, proof, stated)):
            if planted:
                yield _read(planted.text, planted.start)
    for planted in by_examiners(annotated):
        yield _read(planted.text, planted.start)


def _read(text: str, start: int | None) -> Read:
    view = view_of(text)
    reading = reading_of(view.text, mentions_of(view.text))

    def is_about(relation: Relation) -> bool:
        return start is None or any(view.span(m.start, m.end)[0] == start for m in relation.mentions)

    return Read(
        start is not None,
        tuple(one.features for one in reading.candidates),
        tuple(is_about(one.relation) for one in reading.candidates),
        any(map(is_about, reading.wrong)),
    )


def _read_line(line: str) -> Read:
    """A line of the specification: which relations of it are broken, if any, is known by their types."""
    annotated = read_marked(line)
    broken = {stated.type for stated in annotated.relations if not stated.holds}
    view = view_of(annotated.text)
    reading = reading_of(view.text, mentions_of(view.text))
    asked = [one for one in reading.candidates if not broken or one.relation.type in broken]
    told = any(not broken or relation.type in broken for relation in reading.wrong)
    features = tuple(one.features for one in asked)
    return Read(bool(broken), features, (True,) * len(asked), told, LINE)


def _fitted(found: Sequence[Read], names: Sequence[str]) -> Floats:
    """By Newton's method; which claim is meant of those about the figure that slipped is chosen by the weights so far."""
    place = {name: at for at, name in enumerate(names)}
    untouched = [read for read in found if not read.planted]
    slipped = [read for read in found if read.planted and any(read.about)]
    none = _matrix([one for read in untouched for one in read.features], place)
    some = [
        _matrix([one for one, about in zip(read.features, read.about, strict=True) if about], place)
        for read in slipped
    ]
    counts = np.array(
        [PLANTED * read.counts for read in slipped]
        + [read.counts for read in untouched for _ in read.features]
    )
    right = np.r_[np.ones(len(some)), np.zeros(len(none))]
    weights = np.zeros(len(names))
    weights[place["all slips"]] = 1.0
    for _ in range(ROUNDS):
        rows = np.concatenate([[claims[np.argmax(claims @ weights)] for claims in some], none])
        weights = _regression(rows, right, counts, weights)
    return weights


def _regression(rows: Floats, right: Floats, counts: Floats, weights: Floats) -> Floats:
    """Logistic, with a penalty on large weights; no step is taken that makes it worse."""

    def loss(weights: Floats) -> float:
        score = rows @ weights
        return float(counts @ (np.logaddexp(0, score) - right * score) + PENALTY / 2 * weights @ weights)

    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (likely - right)) + PENALTY * weights
        bend = (rows * (counts * likely * (1 - likely))[:, None]).T @ rows + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        while loss(weights - step) > loss(weights) and np.abs(step).max() > SMALLEST / 100:
            step /= 2
        weights = weights - step
    return weights


def _matrix(claims: Sequence[Features], place: dict[str, int]) -> Floats:
    rows = np.zeros((len(claims), len(place)))
    for at, claim in enumerate(claims):
        for name, value in claim.items():
            rows[at, place[name]] = value
    return rows


def _show(found: Sequence[Read], weights: dict[str, float]) -> None:
    def most(read: Read) -> float:
        odds = [
            sum(weights[name] * value for name, value in one.items())
            for one, about in zip(read.features, read.about, strict=True)
            if about
        ]
        return max(odds, default=-99.0)

    scores = [(read.planted, read.told, most(read)) for read in found if read.counts == 1]
    texts = sum(not planted for planted, _, _ in scores)
    for least in SHOWN:
        alarms = sum(told or score > least for planted, told, score in scores if not planted)
        caught = sum(told or score > least for planted, told, score in scores if planted)
        print(
            f"odds {least}: {caught}/{len(scores) - texts} slips told, false alarms in {alarms} of {texts} texts"
        )


if __name__ == "__main__":
    main()
