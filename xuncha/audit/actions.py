"""Recording. The entry is written in the transaction of what it describes, except a refusal: its own."""

import errno
import os
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from xuncha.accounts.models import User
from xuncha.audit import signing
from xuncha.audit.engine.checkpoint import Header, pack
from xuncha.audit.models import Entry
from xuncha.audit.queries import anchors_file, leaf, told
from xuncha.audit.rules import ROOT, Act, digest
from xuncha.kernel.outputs import refusal
from xuncha.kernel.viewer import Viewer

CLOCK = "系统"  # by whom it says that the clock was set back: nobody who signed in
CLOCK_SLIPS = timedelta(minutes=1)  # what a clock is set right by without a word: servers do it every day
TRIES = 50  # writers that may overtake one before it gives up


@transaction.atomic
def record(*, who: str, verb: str, subject: str, note: str = "") -> Entry:
    """Append one entry to the chain. The unique `previous` makes two writers follow one another."""
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return _append(who, verb, subject[:200], note[:300])
        except IntegrityError:  # another writer took this place in the chain meanwhile
            continue
    return _append(who, verb, subject[:200], note[:300])


def record_by(viewer: Viewer, *, verb: str, subject: str, note: str = "") -> Entry:
    """Append an entry on what this viewer did or read."""
    return record(who=User.objects.get(pk=viewer.user).username, verb=verb, subject=subject, note=note)


def anchor() -> None:
    """Note the committed end of the chain outside the database. Call outside a transaction, e.g. daily."""
    last = Entry.objects.order_by("-id").first()
    if last is None:
        return
    path = anchors_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "ab", buffering=0) as file:
        before = os.fstat(descriptor).st_size
        line = f"{last.pk} {last.digest}\n".encode("ascii")
        try:
            if file.write(line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        except OSError as why:  # half a line would be an end that no entry has
            os.ftruncate(descriptor, before)
            raise refusal(path, why) from why


def take_checkpoint(*, who: str) -> tuple[Header, bytes]:
    """A signed file that knows every entry up to the one that says it was taken. Call outside a transaction."""
    fingerprint = signing.fingerprint(signing.public())
    last = record(who=who, verb=Act.CHECKPOINT, subject="audit", note=fingerprint)
    leaves = [leaf(entry) for entry in Entry.objects.filter(pk__lte=last.pk).order_by("pk").iterator()]
    header = Header(last.pk, last.digest, len(leaves), told(last), signing.public().hex())
    return header, pack(header, leaves, signing.sign)


def _append(who: str, verb: str, subject: str, note: str) -> Entry:
    last = Entry.objects.select_for_update().order_by("-id").first()
    at = timezone.now().astimezone(UTC)
    if last is not None and at < last.at - CLOCK_SLIPS:
        said = f"{told(last)} → {at.isoformat()}"
        last = _put(last, at, CLOCK, Act.CLOCK_BACK, "audit", said)
    return _put(last, at, who, verb, subject, note)


def _put(last: Entry | None, at: datetime, who: str, verb: str, subject: str, note: str) -> Entry:
    previous = last.digest if last else ROOT
    return Entry.objects.create(
        at=at,
        who=who,
        verb=verb,
        subject=subject,
        note=note,
        previous=previous,
        digest=digest(at.isoformat(), who, verb, subject, note, previous),
    )
