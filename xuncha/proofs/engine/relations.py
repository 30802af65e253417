"""What a text states between its figures, checked: sums, rates, differences, averages, the same thing twice."""

from collections.abc import Collection, Iterable, Sequence

from xuncha.proofs.engine.arithmetic.apiece import apiece
from xuncha.proofs.engine.arithmetic.averages import averages
from xuncha.proofs.engine.arithmetic.consequences import consequences
from xuncha.proofs.engine.arithmetic.differences import differences
from xuncha.proofs.engine.arithmetic.each import each
from xuncha.proofs.engine.arithmetic.grids import grids
from xuncha.proofs.engine.arithmetic.multiples import multiples
from xuncha.proofs.engine.arithmetic.ratios import ratios
from xuncha.proofs.engine.arithmetic.sames import sames
from xuncha.proofs.engine.arithmetic.series import series
from xuncha.proofs.engine.arithmetic.subtractions import subtractions
from xuncha.proofs.engine.arithmetic.sums import sums
from xuncha.proofs.engine.arithmetic.totals import totals
from xuncha.proofs.engine.doubts import is_doubtful, overlaps
from xuncha.proofs.engine.mention import Mention, Relation
from xuncha.proofs.engine.weighing.telling import Weighed, weighed

KINDS = (grids, apiece, sums, totals, series, ratios, multiples, differences, subtractions, averages, each, sames)


Key = tuple[str, int, tuple[int, ...]]
Found = dict[Key, Relation]


def relations_of(text: str, mentions: Sequence[Mention]) -> list[Relation]:
    """Each relation once, in the order of the text. What holds in one reading is not told broken in another."""
    found: Found = {}
    for kind in KINDS:
        for relation in kind(text, mentions):
            if _key(relation) not in found or (relation.holds and not found[_key(relation)].sure):
                found[_key(relation)] = relation
    for relation in consequences(text, mentions, list(found.values())):
        if _key(relation) not in found or relation.sure:
            found[_key(relation)] = relation
    likely = weighed(text, mentions)
    _join(text, found, likely)
    sure = {r.mentions[0].start: r.holds for r in found.values() if r.sure}
    held = {r.mentions[0].start for r in found.values() if r.holds and r.type != "same"}
    slipped = {r.mentions[0].start for r in likely.relations if not r.holds}
    held -= {start for start in {*slipped, *sure} if not sure.get(start)}
    right = [relation for relation in found.values() if relation.holds]
    told_otherwise = {
        _figures(r) for r in right if r.type == "difference" and min(m.number for m in r.mentions) > 9
    }
    wrong = [
        r
        for r in found.values()
        if not r.holds
        and not (r.type == "difference" and _figures(r) in told_otherwise)
        and not _has_nearer_total(r, right)
        and (
            r.sure
            or r.mentions[0].start in likely.supported
            or not is_doubtful(text, mentions, r, right, likely=r.mentions[0].start in likely.slipped)
        )
    ]
    return sorted(
        [*right, *_told(wrong, held, likely)],
        key=lambda relation: relation.mentions[0].start,
    )


def _figures(relation: Relation) -> frozenset[int]:
    """233个，较第五轮的251个减少18个: which figures, whichever of them it is said of."""
    return frozenset(mention.start for mention in relation.mentions)


def _has_nearer_total(relation: Relation, right: Iterable[Relation]) -> bool:
    """查摆出四个方面9个问题：政治监督3个、组织实施2个…: the list is of the problems."""
    stated, *parts = [mention.start for mention in relation.mentions]
    return relation.type == "sum" and any(
        r.type == "sum"
        and {part.start for part in r.mentions[1:]} == set(parts)
        and stated < r.mentions[0].start < min(parts)
        for r in right
    )


def _key(relation: Relation) -> Key:
    """What is stated of which: 23.64 less 14.97 is 8.7 as it is rounded, and 23.64 less 8.7 all the same is not 14.97."""
    stated, *operands = (mention.start for mention in relation.mentions)
    if relation.type == "same":
        return relation.type, min(stated, *operands), (max(stated, *operands),)
    return relation.type, stated, tuple(sorted(operands))


def _join(text: str, found: Found, likely: Weighed) -> None:
    """What the cues found, set right by the weight of evidence: a figure that others confirm is not told wrong."""
    right = {r.mentions[0].start for r in likely.relations if r.holds and r.type != "same"}
    for key, relation in list(found.items()):
        if (
            not relation.holds
            and not relation.sure
            and (relation.mentions[0].start in right or likely.confirms(relation))
        ):
            del found[key]
    sure = {r.mentions[0].start for r in found.values() if r.sure}
    for relation in likely.relations:
        stated = relation.mentions[0].start
        held = {r.type for r in found.values() if r.holds and r.mentions[0].start == stated}
        if relation.sure and overlaps(text, relation):
            continue
        if relation.sure:
            # a whole is told apart in several ways; a rate that is right of other figures is another's only by plain words
            if (
                relation.type in ("sum", "difference")
                or relation.type not in held
                or stated in likely.slipped
            ):
                found.setdefault(_key(relation), relation)
        elif relation.holds:
            if relation.type not in held:
                found[_key(relation)] = relation
        elif stated not in sure and (not held - {"same"} or stated in likely.slipped):
            known = found.get(_key(relation))
            if known is None or (known.holds and stated in likely.slipped):
                found[_key(relation)] = relation


def _told(found: Iterable[Relation], held: Collection[int], likely: Weighed) -> list[Relation]:
    """The broken ones once for each figure and its figures: as a remainder rather than as the sum that it is too.

    What the cues tell of a list is not told again, by the weight of evidence, of some of its figures or of some more.
    """
    wrong = [r for r in found if not r.holds and (r.type == "same" or r.mentions[0].start not in held)]
    told: list[Relation] = []
    stated_ones: set[int] = set()
    seen: list[frozenset[int]] = []
    weighed_ones = {id(relation) for relation in likely.relations}
    for relation in sorted(
        wrong, key=lambda relation: (id(relation) in weighed_ones, relation.type == "sum")
    ):
        stated, starts = relation.mentions[0].start, frozenset(m.start for m in relation.mentions)
        again = starts in seen or (
            id(relation) in weighed_ones and any(starts < other or other < starts for other in seen)
        )
        if stated not in stated_ones and not again:
            told.append(relation)
            stated_ones.add(stated)
            seen.append(starts)
    return told
