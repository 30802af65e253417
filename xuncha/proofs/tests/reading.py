"""What a text says, compared with what is marked in it."""

from pathlib import Path
from typing import Any

from xuncha.proofs.engine.markup import Annotated, read_marked
from xuncha.proofs.engine.proofread import Proof, proofread

HERE = Path(__file__).parent


def lines_of(name: str) -> list[str]:
    """The annotated lines of a specification; the others are its headings."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def expected(annotated: Annotated) -> list[tuple[Any, ...]]:
    return [
        (annotated.text[m.start : m.end], m.start, m.number, m.high, m.unit, m.qualifier or "")
        for m in annotated.marks
    ]


def found(proof: Proof) -> list[tuple[Any, ...]]:
    source, out = proof.view.source, []
    for m in proof.mentions:
        start, end = proof.view.span(m.start, m.end)
        out.append((source[start:end], start, m.number, m.high, m.unit, m.qualifier))
    return out


def read(line: str) -> tuple[Annotated, Proof]:
    annotated = read_marked(line)
    return annotated, proofread(annotated.text)
