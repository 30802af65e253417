"""What a text states between its figures, checked: sums, rates, differences, averages, the same thing twice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

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
from xuncha.proofs.engine.candidates import Around, Candidate, candidates_of, likeliest, what
from xuncha.proofs.engine.doubts import is_doubtful, is_told_otherwise
from xuncha.proofs.engine.mention import Mention, Relation
from xuncha.proofs.engine.weighing.telling import Weighed, weighed

KINDS = (
    grids,
    apiece,
    sums,
    totals,
    series,
    ratios,
    multiples,
    differences,
    subtractions,
    averages,
    each,
    sames,
)
FARTHEST = 2  # times what a figure should be: what is more or less than that is of something else

Key = tuple[str, int, tuple[int, ...]]
Found = dict[Key, Relation]


@dataclass(frozen=True)
class Reading:
    """What holds; what cues find broken; what else may be."""

    right: Sequence[Relation]
    wrong: Sequence[Relation]
    candidates: Sequence[Candidate]


def relations_of(text: str, mentions: Sequence[Mention]) -> list[Relation]:
    """Each relation once, in the order of the text."""
    reading = reading_of(text, mentions)
    wrong = [*reading.wrong, *likeliest(reading.candidates, reading.wrong)]
    return sorted([*reading.right, *wrong], key=lambda relation: relation.mentions[0].start)


def reading_of(text: str, mentions: Sequence[Mention]) -> Reading:
    """All that may be told of a text; what holds in one reading is not told broken by the cues of another."""
    found = _by_cues(text, mentions)
    likely = weighed(text, mentions)
    by_cues = [relation for relation in found.values() if relation.holds]
    _join(found, likely)
    right = [relation for relation in found.values() if relation.holds]
    wrong = [relation for relation in found.values() if not relation.holds]
    around = Around(text, mentions, right, by_cues, {what(relation) for relation in wrong})
    asked = [(claim, relation) for claim, relation in likely.claims if not _is_known(found, relation)]
    claimed = {what(relation) for _, relation in asked}
    plain = [relation for relation in wrong if relation.sure or what(relation) not in claimed]
    candidates = tuple(candidates_of(around, asked, likely.evidence))
    return Reading(right, _beyond_doubt(text, mentions, plain, right, likely), candidates)


def _by_cues(text: str, mentions: Sequence[Mention]) -> Found:
    found: Found = {}
    for kind in KINDS:
        for relation in kind(text, mentions):
            if _key(relation) not in found or (relation.holds and not found[_key(relation)].sure):
                found[_key(relation)] = relation
    for relation in consequences(text, mentions, list(found.values())):
        if _key(relation) not in found or relation.sure:
            found[_key(relation)] = relation
    return found


def _key(relation: Relation) -> Key:
    """What is stated of which: 23.64 less 14.97 is 8.7 as it is rounded, and 23.64 less 8.7 all the same is not 14.97."""
    stated, *operands = (mention.start for mention in relation.mentions)
    if relation.type == "same":
        return relation.type, min(stated, *operands), (max(stated, *operands),)
    return relation.type, stated, tuple(sorted(operands))


def _join(found: Found, likely: Weighed) -> None:
    """What is weighed beside what the cues found; of each type the cues speak first."""
    for relation in likely.held:
        stated = relation.mentions[0].start
        if not any(
            r.holds and r.type == relation.type and r.mentions[0].start == stated for r in found.values()
        ):
            found[_key(relation)] = relation


def _is_known(found: Found, relation: Relation) -> bool:
    """Whether the cues have said of these figures that it holds, or that it surely does not."""
    known = found.get(_key(relation))
    return known is not None and (known.holds or known.sure)


def _beyond_doubt(
    text: str,
    mentions: Sequence[Mention],
    wrong: Iterable[Relation],
    right: Collection[Relation],
    likely: Weighed,
) -> list[Relation]:
    """What cues alone find broken: once for each figure and its figures, as a remainder rather than as the sum that it is too."""
    sure = {r.mentions[0].start for r in wrong if r.sure}
    held = {r.mentions[0].start for r in right if r.type != "same"} - sure
    told: list[Relation] = []
    for relation in sorted(wrong, key=lambda relation: relation.type == "sum"):
        stated = relation.mentions[0].start
        if not relation.sure and (
            not _is_near(relation)
            or likely.confirms(relation)
            or (stated in held and relation.type != "same")
            or is_told_otherwise(relation, right)
            or is_doubtful(text, mentions, relation, right)
        ):
            continue
        if not any(stated == r.mentions[0].start or relation.figures == r.figures for r in told):
            told.append(relation)
    return told


def _is_near(relation: Relation) -> bool:
    """Whether what is stated is at most twice or half of what it should be."""
    return relation.stated <= FARTHEST * relation.computed <= FARTHEST**2 * relation.stated
