"""What a restore would do here, and whether it may."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.kernel.refusals import BadInput
from xuncha.operations.backup.contents import CHAIN, managed
from xuncha.operations.backup.keys import Keeper
from xuncha.operations.backup.verify import Told, verify
from xuncha.records.models import Installation

NEWER = (
    "该备份由更新的版本（%(release)s）制作，本机程序（%(here)s）不认识其中的数据结构，请先升级程序再恢复。"
)
OCCUPIED = "本机已有数据。确需以备份替换现有业务数据的，请加 --replace；审计记录始终保留。"
OTHER_CHAIN = "本机的审计记录不是该备份的延续，也不是它的开头，恢复会使审计记录断裂，不予恢复。请恢复到空的 XUNCHA_HOME。"
OLDER_REPLACING = (
    "该备份由较早的版本（%(release)s）制作，与本机程序（%(here)s）的数据结构不同，"
    "只能恢复到空的 XUNCHA_HOME，不能替换现有数据。"
)


@dataclass(frozen=True)
class Here:
    """How this installation stands."""

    laid: bool  # whether there are tables
    occupied: bool  # whether there is anything in them
    last: int  # the number of the last audit entry, 0 for none
    digest: str


@dataclass(frozen=True)
class Plan:
    told: Told
    here: Here
    later: tuple[tuple[str, str], ...]  # migrations that came after the backup

    @property
    def older(self) -> bool:
        return bool(self.later)


def plan(path: Path, keys: Keeper, *, replace: bool) -> Plan:
    """Read the backup whole and hold it against what is here. BadInput where it may not be restored."""
    here = found()
    told = verify(path, keys, entry=here.last)
    later = _later(told)
    if here.occupied:
        if not replace:
            raise BadInput(OCCUPIED)
        if later:
            raise BadInput(OLDER_REPLACING, release=told.head["release"], here=version("xuncha"))
        if not _one_chain(told, here):
            raise BadInput(OTHER_CHAIN)
    return Plan(told, here, later)


def found() -> Here:
    """What lies here now. Tables of an earlier release are not asked what they hold: they count as occupied."""
    if Installation._meta.db_table not in tables():
        return Here(laid=bool(tables()), occupied=False, last=0, digest="")
    last = Entry.objects.order_by("-id").first() if CHAIN in tables() else None
    occupied = bool(last) or Installation.objects.exists() or User.objects.exists()
    return Here(True, occupied, last.pk if last else 0, last.digest if last else "")


def tables() -> set[str]:
    return set(connection.introspection.table_names())


def held() -> dict[str, int]:
    """How many rows each table has here, for a trial run."""
    present = tables()
    return {m._meta.db_table: m._base_manager.count() for m in managed() if m._meta.db_table in present}


def _later(told: Told) -> tuple[tuple[str, str], ...]:
    """Migrations that the code has and the backup has not. BadInput where it is the other way round."""
    known: Any = MigrationLoader(None).graph.nodes
    if told.applied - known.keys():
        raise BadInput(NEWER, release=told.head["release"], here=version("xuncha"))
    return tuple(sorted(known.keys() - told.applied))


def _one_chain(told: Told, here: Here) -> bool:
    """Whether one chain is the beginning of the other: each digest covers all before it."""
    theirs = told.head["chain"]
    if not here.last:
        return True
    if here.last <= theirs["last"]:
        return told.chained == here.digest
    mine = Entry.objects.filter(pk=theirs["last"]).values_list("digest", flat=True).first()
    return not theirs["last"] or mine == str(theirs["digest"])
