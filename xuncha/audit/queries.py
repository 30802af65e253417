"""Reading the chain back: by itself, by the ends that were noted, and by a checkpoint that was taken away."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from xuncha.audit import signing
from xuncha.audit.engine.checkpoint import Header, Leaf, NoCheckpoint, short, unpack
from xuncha.audit.engine.compare import Fault, Kind, compare
from xuncha.audit.models import Entry
from xuncha.audit.rules import TAKEN_OUT, Anchor, Flaw, Link, broken, flaws
from xuncha.kernel.refusals import BadInput
from xuncha.records import appendonly

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Verdict:
    """What reading the chain back came to.

    faults     what was done to the entries that the checkpoint knows
    flaws      where the chain does not hold by itself; with a checkpoint, after it
    unguarded  tables whose triggers are gone
    """

    count: int
    faults: list[Fault] = field(default_factory=list)
    flaws: dict[int, Flaw] = field(default_factory=dict)
    unguarded: list[str] = field(default_factory=list)
    checkpoint: Header | None = None

    @property
    def good(self) -> bool:
        return not (self.faults or self.flaws or self.unguarded)


def taken_out(who: str, since: datetime) -> int:
    """How many files the account has taken out since then."""
    return Entry.objects.filter(who=who, at__gt=since, verb__in=TAKEN_OUT).count()


def broken_entries() -> list[int]:
    """Ids of entries that were edited, cut off, or before which one was removed or inserted."""
    return broken(map(link, Entry.objects.order_by("id").iterator()), anchors())


def verified(file: bytes | None = None, *, key: str = "") -> Verdict:
    """The whole chain read once, against a checkpoint if one is given. BadInput for a file that proves nothing."""
    header, noted = opened(file, key) if file is not None else (None, [])
    leaves, end = list[Leaf](), ""

    def passing() -> Iterator[Link]:
        nonlocal end
        for entry in Entry.objects.order_by("id").iterator():
            leaves.append(leaf(entry))
            if header and entry.pk == header.id:
                end = entry.digest
            yield link(entry)

    wrong = flaws(passing(), anchors())
    faults = compare(noted, leaves) if header else []
    if header and end != header.digest and not any(fault.id == header.id for fault in faults):
        faults.append(Fault(header.id, noted[-1].at if noted else 0, Kind.RELINKED))
    if header and faults:  # what is broken up to there is named by its cause
        wrong = {number: flaw for number, flaw in wrong.items() if number > header.id}
    return Verdict(len(leaves), faults, wrong, appendonly.missing(), header)


def opened(file: bytes, key: str = "") -> tuple[Header, list[Leaf]]:
    """A checkpoint that this installation signed, or the key whose fingerprint is given. BadInput for any other."""
    try:
        header, noted = unpack(file, signing.is_signed)
    except NoCheckpoint as why:
        raise BadInput("文件不是检查点，或者已经损坏、被改动。") from why
    own = header.public == signing.public().hex()
    fingerprint = signing.fingerprint(bytes.fromhex(header.public))
    if not own and key.replace(" ", "").lower() != fingerprint.replace(" ", ""):
        raise BadInput("检查点由另一把密钥签署，其指纹为“%(key)s”。", key=fingerprint)
    return header, noted


def link(entry: Entry) -> Link:
    return Link(
        entry.pk, told(entry), entry.who, entry.verb, entry.subject, entry.note, entry.previous, entry.digest
    )


def leaf(entry: Entry) -> Leaf:
    core = short(entry.uid.hex, told(entry), entry.who, entry.verb, entry.subject, entry.note)
    at = (entry.at - EPOCH) // MILLISECOND
    return Leaf(entry.pk, at, core, short(entry.previous, entry.digest))


def told(entry: Entry) -> str:
    """Its moment as the digest has it."""
    return entry.at.astimezone(UTC).isoformat()


def moment(at: int) -> datetime:
    """Milliseconds since 1970 as a moment."""
    return EPOCH + at * MILLISECOND


def anchors_file() -> Path:
    """Beside the database, not in it: who can change the one need not be able to change the other."""
    return Path(settings.XUNCHA_HOME) / "audit" / "anchors.txt"


def anchors() -> Iterator[Anchor]:
    """The ends of the chain that were noted, oldest first. A line that was cut short by a power loss is skipped."""
    path = anchors_file()
    for line in path.read_text(encoding="ascii").splitlines() if path.exists() else ():
        number, _, digest = line.partition(" ")
        if number.isdigit() and len(digest) == 64:
            yield Anchor(int(number), digest)
