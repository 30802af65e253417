"""A text read once: its figures, what holds between them, and what a person should look at."""

from dataclasses import dataclass
from typing import Any

from xuncha.proofs.engine.arithmetic.grids import with_units_of_heads
from xuncha.proofs.engine.context import placed
from xuncha.proofs.engine.extract import extract
from xuncha.proofs.engine.form import form_of
from xuncha.proofs.engine.mention import Finding, Mention, Relation
from xuncha.proofs.engine.relations import relations_of
from xuncha.proofs.engine.view import View, view_of


@dataclass(frozen=True)
class Proof:
    """What was found; spans of mentions are in the view, those of findings too."""

    view: View
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]


def proofread(text: str) -> Proof:
    """Read a text. Plain rules, no state: the same text gives the same answer."""
    view = view_of(text)
    mentions = mentions_of(view.text)
    relations = relations_of(view.text, mentions)
    broken = [_as_finding(relation) for relation in relations if not relation.holds]
    computed = {relation.mentions[0].start for relation in relations if relation.holds}
    return Proof(view, tuple(mentions), tuple(relations), (*broken, *form_of(view, mentions, computed)))


def mentions_of(text: str) -> list[Mention]:
    """The figures of a view's text, with their place, what they are about, and the unit that the head of their column names."""
    return with_units_of_heads(text, placed(text, extract(text)))


def _as_finding(relation: Relation) -> Finding:
    spans = tuple((mention.start, mention.end) for mention in relation.mentions)
    return Finding("error", relation.message, spans, relation.facts)


def plain(number: Any) -> int | float | None:
    """A Fraction as JSON has it: whole where it is whole."""
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)
