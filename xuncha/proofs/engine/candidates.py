"""Statements that may be false by a slip: what cues, doubts and all else that holds say of each claim, and which are told."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xuncha.proofs.engine.doubts import is_doubtful, is_told_otherwise, overlaps
from xuncha.proofs.engine.mention import Mention, Relation
from xuncha.proofs.engine.weighing.claims import Claim, Evidence, Features, Slip, odds

# Logarithm of odds from which a claim is told: of texts that were not seen before, one false alarm in some 26 to 36.
TOLD = 1.6

What = tuple[int, frozenset[int], Fraction]


@dataclass(frozen=True)
class Candidate:
    """A claim as the relation that it would break; the slip that is likeliest; all that speaks for it, by name."""

    claim: Claim
    relation: Relation
    slip: Slip
    features: Features


@dataclass(frozen=True)
class Around:
    """What is known of a text when a claim is asked: what holds (and of that, by cues), and what cues find broken."""

    text: str
    mentions: Sequence[Mention]
    right: Collection[Relation]
    right_by_cues: Collection[Relation]
    wrong: Collection[What]


def candidates_of(
    around: Around, claims: Iterable[tuple[Claim, Relation]], evidence: Evidence
) -> Iterator[Candidate]:
    for claim, relation in claims:
        features = evidence.features(claim) | _features(around, claim, relation)
        yield Candidate(claim, relation, evidence.likeliest(claim), features)


def _features(around: Around, claim: Claim, relation: Relation) -> Features:
    stated = relation.mentions[0].start
    cue = what(relation) in around.wrong
    doubtful = is_doubtful(around.text, around.mentions, relation, around.right)
    right_by_cues = [r for r in around.right_by_cues if r.type != "same"]
    return {
        "by a cue": float(cue),
        "by a plain cue": float(cue and not doubtful),
        "beside a cue": float(not cue and any(start == stated for start, *_ in around.wrong)),
        "doubtful": float(doubtful),
        "doubtful by no cue": float(doubtful and not cue),
        "few digits by no cue": float(len(claim.guess.stated.digits) < 3 and not cue),
        "overlaps": float(overlaps(around.text, relation)),
        "told otherwise": float(is_told_otherwise(relation, around.right)),
        "another list": float(_has_another_list(relation, around.right)),
        "rightly used": float(_is_rightly_used(claim, right_by_cues)),
        "right by a cue": float(any(r.mentions[0].start == stated for r in right_by_cues)),
    }


def what(relation: Relation) -> What:
    """Of which figure it is stated, of all its figures, and what it should be: by cues and by weighing it is the same then."""
    return relation.mentions[0].start, relation.figures, relation.computed


def _has_another_list(relation: Relation, right: Iterable[Relation]) -> bool:
    """Whether its whole is rightly the sum of some of its parts and others, or more; or a mean is itself one of a list."""
    stated, *parts = [mention.start for mention in relation.mentions]
    lists = [[m.start for m in r.mentions] for r in right if r.type == "sum"]
    if relation.type == "average":
        return any(stated in others for _, *others in lists)
    return relation.type == "sum" and any(
        whole == stated and set(parts) & set(others) for whole, *others in lists
    )


def _is_rightly_used(claim: Claim, right: Iterable[Relation]) -> bool:
    """Whether something else is right of each figure that may have slipped."""
    used = {mention.start for relation in right for mention in relation.mentions}
    return all(slip.fact.mention.start in used for slip in claim.slips)


def likeliest(candidates: Iterable[Candidate], wrong: Sequence[Relation]) -> list[Relation]:
    """The relations that are told beside those that are wrong anyway: each figure once, and each slip, the likeliest first."""
    blamed = {relation.mentions[0].start for relation in wrong}
    seen = [relation.figures for relation in wrong]
    slips: set[Slip] = set()
    told: list[Relation] = []
    weighed = [(odds(candidate.features), candidate) for candidate in candidates]
    likely = [one for weight, one in sorted(weighed, key=lambda pair: -pair[0]) if weight > TOLD]
    for one in (_by_what_slipped(one, likely) for one in likely):
        figures, mine = one.relation.figures, {one.relation.mentions[0].start, one.slip.fact.mention.start}
        again = any(figures <= other or other <= figures for other in seen)
        if again or mine & blamed or slips & set(one.claim.slips):
            continue
        told.append(one.relation)
        blamed |= mine
        seen.append(figures)
        slips.add(one.slip)
    return told


def _by_what_slipped(one: Candidate, likely: Iterable[Candidate]) -> Candidate:
    """The likeliest by the same slip that states what slipped: 应配45名，实配38名，缺口8名 is told of the 8; no part as what is left."""
    same = (other for other in likely if other.slip == one.slip)
    return next((other for other in same if _states_its_slip(other)), one)


def _states_its_slip(one: Candidate) -> bool:
    is_said = one.relation.type != "difference" or bool(one.features["by a cue"])
    return is_said and one.slip.fact is one.claim.guess.stated
