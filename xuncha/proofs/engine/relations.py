"""What a text states between its figures, checked: sums, rates, differences, averages, the same thing twice."""

from collections.abc import Iterable, Sequence

from xuncha.proofs.engine.arithmetic.averages import averages
from xuncha.proofs.engine.arithmetic.consequences import consequences
from xuncha.proofs.engine.arithmetic.differences import differences
from xuncha.proofs.engine.arithmetic.each import each
from xuncha.proofs.engine.arithmetic.multiples import multiples
from xuncha.proofs.engine.arithmetic.ratios import ratios
from xuncha.proofs.engine.arithmetic.sames import sames
from xuncha.proofs.engine.arithmetic.subtractions import subtractions
from xuncha.proofs.engine.arithmetic.sums import sums
from xuncha.proofs.engine.arithmetic.totals import totals
from xuncha.proofs.engine.doubts import doubt
from xuncha.proofs.engine.mention import Mention, Relation
from xuncha.proofs.engine.weighing.deciding import Case, is_told, odds
from xuncha.proofs.engine.weighing.telling import Weighed, weighed

KINDS = (sums, totals, ratios, multiples, differences, subtractions, averages, each, sames)


Found = dict[tuple[str, tuple[int, ...]], Relation]


def relations_of(text: str, mentions: Sequence[Mention]) -> list[Relation]:
    """Each relation once, in the order of the text. What holds in one reading is not told broken in another."""
    right, cases = cases_of(text, mentions)
    return sorted([*right, *_told(cases)], key=lambda relation: relation.mentions[0].start)


def cases_of(text: str, mentions: Sequence[Mention]) -> tuple[list[Relation], list[Case]]:
    """What holds, and for each figure that may be wrong what speaks for it and against it."""
    found: Found = {}
    for kind in KINDS:
        for relation in kind(text, mentions):
            if _key(relation) not in found or relation.holds:
                found[_key(relation)] = relation
    for relation in consequences(text, mentions, list(found.values())):
        found.setdefault(_key(relation), relation)
    likely = weighed(text, mentions)
    right = _right(found, likely.held)
    broken = _by_place(relation for relation in found.values() if not relation.holds)
    held = _by_place(right)
    cases = [
        _case(text, mentions, start, broken.get(start, []), right, held.get(start, []), likely)
        for start in sorted({*broken, *likely.slips})
    ]
    return right, cases


def _key(relation: Relation) -> tuple[str, tuple[int, ...]]:
    return relation.type, tuple(sorted(mention.start for mention in relation.mentions))


def _by_place(relations: Iterable[Relation]) -> dict[int, list[Relation]]:
    found: dict[int, list[Relation]] = {}
    for relation in relations:
        found.setdefault(relation.mentions[0].start, []).append(relation)
    return found


def _right(found: Found, likely: Iterable[Relation]) -> list[Relation]:
    """What the rules of phrases found to hold, and of each further type what is likely."""
    right = [relation for relation in found.values() if relation.holds]
    told = {(r.mentions[0].start, r.type) for r in right}
    return [*right, *(r for r in likely if (r.mentions[0].start, r.type) not in told)]


def _case(
    text: str,
    mentions: Sequence[Mention],
    start: int,
    broken: Sequence[Relation],
    right: Sequence[Relation],
    held: Sequence[Relation],
    likely: Weighed,
) -> Case:
    """A phrase says best what is wrong: as a remainder rather than as the sum that it is too."""
    slip, guessed = likely.slips.get(start, (None, None))
    cued = sorted(broken, key=lambda relation: relation.type == "sum")
    relation = cued[0] if cued else guessed
    assert relation is not None
    return Case(
        relation,
        slip,
        {r.type for r in broken},
        {r.type for r in held},
        likely.confirmed.get(start, 0.0),
        doubt(text, mentions, relation, right),
    )


def _told(cases: Iterable[Case]) -> list[Relation]:
    """The broken ones once for each figure and each set of figures."""
    told: list[Relation] = []
    seen: set[frozenset[int]] = set()
    for case in sorted(filter(is_told, cases), key=odds, reverse=True):
        starts = frozenset(mention.start for mention in case.relation.mentions)
        if starts not in seen:
            told.append(case.relation)
            seen.add(starts)
    return told
