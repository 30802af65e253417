"""Reading the chain back."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

from django.conf import settings

from xuncha.audit.models import Entry
from xuncha.audit.rules import Anchor, Link, broken


def broken_entries() -> list[int]:
    """Ids of entries that were edited, cut off, or before which one was removed or inserted."""
    entries = Entry.objects.order_by("id").iterator()
    links = (
        Link(e.pk, e.at.astimezone(UTC).isoformat(), e.who, e.verb, e.subject, e.note, e.previous, e.digest)
        for e in entries
    )
    return broken(links, anchors())


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
