"""What somebody with all rights on the database might do to the chain, and what must be said of it.

The chain is a list of lines here; each forgery gives the list as it is afterwards, and what must at least be named.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random

from xuncha.audit.engine.checkpoint import Leaf, short
from xuncha.audit.engine.compare import Kind
from xuncha.audit.rules import ROOT, digest

WORDS = ("open clue", "grant", "export", "refused", "sign in")


@dataclass(frozen=True)
class Line:
    id: int
    at: int
    uid: str
    who: str
    verb: str
    subject: str
    note: str
    previous: str
    digest: str

    @property
    def own(self) -> str:
        return digest(str(self.at), self.who, self.verb, self.subject, self.note, self.previous)

    @property
    def leaf(self) -> Leaf:
        core = short(self.uid, str(self.at), self.who, self.verb, self.subject, self.note)
        return Leaf(self.id, self.at, core, short(self.previous, self.digest))


Chain = list[Line]
Named = set[tuple[int, Kind]]


def leaves(chain: Iterable[Line]) -> list[Leaf]:
    return [line.leaf for line in chain]


def chain_of(length: int, dice: Random) -> Chain:
    made = [_line(number, dice, at=1_560_000_000_000 + 977 * number) for number in range(1, length + 1)]
    return reckoned(made)


def _line(number: int, dice: Random, *, at: int) -> Line:
    texts = (f"账号{dice.randrange(20)}", dice.choice(WORDS), f"线索{dice.randrange(99)}", "")
    return Line(number, at, f"{dice.getrandbits(128):032x}", *texts, "", "")


def reckoned(chain: Chain, start: int = 0) -> Chain:
    """Digests anew from there to the end, so that the chain holds by itself."""
    done = chain[:start]
    for line in chain[start:]:
        line = replace(line, previous=done[-1].digest if done else ROOT)
        done.append(replace(line, digest=line.own))
    return done


def edit_text(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    column = dice.choice(("who", "verb", "subject", "note", "uid", "at"))
    value = dice.randrange(10**12) if column == "at" else f"别的{dice.random()}"
    return _with(chain, place, **{column: value}), {(chain[place].id, Kind.EDITED)}


def edit_text_and_digest(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    line = replace(chain[place], subject=f"别的{dice.random()}")
    return _with(chain, place, subject=line.subject, digest=line.own), {(line.id, Kind.EDITED)}


def edit_digests(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    column = dice.choice(("previous", "digest"))
    bent = _with(chain, place, **{column: f"{dice.getrandbits(256):064x}"})
    return bent, {(chain[place].id, Kind.RELINKED)}


def renumber(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    """Out of the way of the others: before the first."""
    moved = replace(chain[place], id=-dice.randrange(1, 99))
    kind = Kind.MOVED if place else Kind.RENUMBERED
    return sorted([*chain[:place], moved, *chain[place + 1 :]], key=lambda line: line.id), {
        (chain[place].id, kind)
    }


def remove(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    return [*chain[:place], *chain[place + 1 :]], {(chain[place].id, Kind.REMOVED)}


def remove_and_reckon(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    bent = remove(chain, place, dice)[0]
    return reckoned(bent, place), {(chain[place].id, Kind.REMOVED), *_relinked(chain[place + 1 :])}


def remove_and_close_ranks(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    """All after it take the number before theirs."""
    after = [replace(line, id=line.id - 1) for line in chain[place + 1 :]]
    named = {(line.id, Kind.RENUMBERED) for line in chain[place + 1 :]}
    return reckoned([*chain[:place], *after], place), {(chain[place].id, Kind.REMOVED), *named}


def insert_and_reckon(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    """Room is made: all after it take the next number."""
    new = _line(chain[place].id, dice, at=chain[place].at)
    after = [replace(line, id=line.id + 1) for line in chain[place:]]
    named = {(line.id, Kind.RENUMBERED) for line in chain[place:]}
    return reckoned([*chain[:place], new, *after], place), {(new.id, Kind.INSERTED), *named}


def swap(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    other = (place + dice.randrange(3, len(chain) - 3)) % len(chain)
    if abs(place - other) < 3:  # of neighbours one might as well have stayed
        return remove(chain, place, dice)
    bent = list(chain)
    bent[place], bent[other] = (
        replace(chain[other], id=chain[place].id),
        replace(chain[place], id=chain[other].id),
    )
    return bent, {(chain[place].id, Kind.MOVED), (chain[other].id, Kind.MOVED)}


def rewrite_all(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    """One text changed and everything reckoned anew: the chain itself holds."""
    bent = reckoned(_with(chain, place, who=f"别人{dice.random()}"), 0)
    return bent, {(chain[place].id, Kind.EDITED), *_relinked(chain[place + 1 :])}


def cut_off(chain: Chain, place: int, dice: Random) -> tuple[Chain, Named]:
    return chain[:place], {(line.id, Kind.REMOVED) for line in chain[place:]}


def _with(chain: Chain, place: int, **columns: object) -> Chain:
    return [*chain[:place], replace(chain[place], **columns), *chain[place + 1 :]]  # type: ignore[arg-type]  # any column


def _relinked(lines: Chain) -> Named:
    return {(line.id, Kind.RELINKED) for line in lines}


FORGERIES: tuple[Callable[[Chain, int, Random], tuple[Chain, Named]], ...] = (
    edit_text,
    edit_text_and_digest,
    edit_digests,
    renumber,
    remove,
    remove_and_reckon,
    remove_and_close_ranks,
    insert_and_reckon,
    swap,
    rewrite_all,
    cut_off,
)
