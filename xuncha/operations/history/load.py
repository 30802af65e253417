"""Loading earlier records from a sheet: all of it or nothing, with what is wrong by row and column."""

from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction

from xuncha.accounts.models import User
from xuncha.audit import actions as audit
from xuncha.kernel.refusals import BadInput, NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.operations import statistics
from xuncha.operations.history.columns import Faults, Faulty, lines
from xuncha.operations.history.findings import FINDINGS
from xuncha.operations.history.job import Job, Kind
from xuncha.operations.history.known import Known
from xuncha.operations.history.ledgers import LEDGERS
from xuncha.operations.history.rounds import ROUNDS
from xuncha.operations.history.store import Store
from xuncha.operations.history.tasks import TASKS
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.queries import today
from xuncha.records.rules import Role
from xuncha.rounds.models import Round
from xuncha.rounds.queries import viewer_of
from xuncha.ui.reception.grid import Grid, from_file

KINDS = {kind.name: kind for kind in (ROUNDS, TASKS, FINDINGS, LEDGERS)}
LOADERS = frozenset({Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE})


@dataclass(frozen=True)
class Loaded:
    """How many lines the sheet had, and how many rows of which kind came of them."""

    lines: int
    rows: dict[str, int]


def kind_of(name: str) -> Kind:
    if name not in KINDS:
        raise BadInput("不支持“%(name)s”，可选：%(known)s。", name=name, known="、".join(KINDS))
    return KINDS[name]


def load(file: Path, *, what: Kind, office: Office, username: str, check: bool = False) -> Loaded:
    """Store what the sheet says. With `check` only say whether it would be stored.

    BadInput for a file that is none, Faulty with every fault, NotAllowed for an account without the role.
    """
    grid = _grid(file)
    by = _loader(username, office)
    try:
        with transaction.atomic():
            loaded = _load(grid, what, office, by, file.name)
            audit.record_by(by, verb="load history", subject=what.title, note=file.name)
            transaction.set_rollback(check)
    except IntegrityError as why:
        raise BadInput("表中内容与已有登记重复或者相互矛盾，未导入任何记录。") from why
    if not check:
        statistics.refresh()
    return loaded


def _load(grid: Grid, what: Kind, office: Office, by: Viewer, name: str) -> Loaded:
    Office.objects.select_for_update().get(pk=office.pk)  # a second load waits, and then finds these rows
    faults = Faults({column.name: column.head for column in what.columns})
    job = Job(Known(office), Store(office, by, name), faults, today())
    read = lines(grid, what.columns, faults)
    what.load(job, read)
    if read and job.there == len(read):
        raise BadInput("该表的%(count)s行都已经导入过，没有重复写入。", count=len(read))
    if faults.found:
        raise Faulty(faults.found)
    return Loaded(len(read), job.store.write())


def _grid(file: Path) -> Grid:
    try:
        with file.open("rb") as stream:
            return from_file(stream, file.stat().st_size)
    except OSError as why:
        raise BadInput("无法打开文件“%(file)s”。", file=file) from why


def _loader(username: str, office: Office) -> Viewer:
    user = User.objects.filter(username=username).first()
    if user is None:
        raise BadInput("没有账号“%(name)s”。", name=username)
    viewer = viewer_of(user)
    try:
        records.require(Round(office=office), LOADERS, by=viewer)
    except NotAllowed as why:
        raise BadInput("账号“%(name)s”在该机构没有导入历史数据的岗位。", name=username) from why
    return viewer
