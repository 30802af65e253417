"""Registering organisations and recording what becomes of them: merger, split, abolition, new name.

An organisation that ends keeps its row; the change names who carries on and the paper that decided it.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from xuncha.audit import actions as audit
from xuncha.kernel import codes
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.orgs.models import Division, Organisation, OrganisationChange
from xuncha.orgs.rules import CLERKS, ChangeKind, OrganisationKind, UnitClass
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.records.rules import Level

FEWEST_PARTS = 2  # a split into one is a change of name


@transaction.atomic
def add_division(*, code: str, name: str, by: Viewer, at: date | None) -> Division:
    """Take a division into the register, in use from `at`; its level and its superior follow from the code."""
    if not by.has(*CLERKS):
        raise WrongRole("您的岗位不能办理此事项。")
    code = codes.tidy(code)
    if fault := codes.division_fault(code):
        raise NotAllowed(fault)
    short = codes.short_code(code)
    if Division.objects.filter(code=short).exists():
        raise NotAllowed("区划代码“%(code)s”已经登记。", code=short)
    level = Level(codes.division_level(short).value)
    row = Division.objects.create(code=short, name=name, level=level, parent=_superior(short), valid_from=at)
    audit.record_by(by, verb="add division", subject=f"{short} {name}")
    return row


@transaction.atomic
def register(
    *,
    office: Office,
    division: Division,
    name: str,
    short_name: str,
    kind: OrganisationKind,
    unit_class: UnitClass,
    level: Level,
    by: Viewer,
    at: date,
    parent: Organisation | None = None,
    credit_code: str = "",
    basis: str = "",
) -> Organisation:
    """Enter an organisation founded on `at`. The unit's code is checked (GB 32100); several may share a unit."""
    row = Organisation(
        office=office, division=division, name=name, short_name=short_name, kind=kind,
        unit_class=unit_class, level=level, parent=parent, credit_code=credit_code,
    )  # fmt: skip
    return enter(row, by=by, at=at, basis=basis)


@transaction.atomic
def enter(row: Organisation, *, by: Viewer, at: date, basis: str = "") -> Organisation:
    """The same with what its page filled in."""
    row.name, row.short_name = row.name.strip(), row.short_name.strip()
    row.credit_code = codes.tidy(row.credit_code)
    fault = codes.unit_fault(row.credit_code) if row.credit_code else None
    if fault:
        raise NotAllowed(fault)
    records.require(row, CLERKS, by=by)
    if row.parent is not None:
        _require_alive(row.parent, at)
    return records.enter(row, by=by, at=at, basis=basis)


@transaction.atomic
def merge(
    organisations: Sequence[Organisation], *, into: Organisation, basis: str, by: Viewer, at: date
) -> list[OrganisationChange]:
    """The organisations end on `at` and `into` carries on, also above those that stood below them."""
    _require_alive(into, at)
    changes = []
    for organisation in organisations:
        changes.append(_end(organisation, ChangeKind.MERGED, into, basis=basis, by=by, at=at))
        _hand_over_those_below(organisation, into, basis=basis, by=by, at=at)
    return changes


@transaction.atomic
def split(
    organisation: Organisation, *, into: Sequence[Organisation], basis: str, by: Viewer, at: date
) -> list[OrganisationChange]:
    """The organisation ends on `at`; at least two others carry on."""
    if len({part.pk for part in into}) < FEWEST_PARTS:
        raise NotAllowed("拆分后应有两个以上承接党组织。")
    _require_nothing_below(organisation, at)
    for part in into:
        _require_alive(part, at)
    first = _end(organisation, ChangeKind.SPLIT, into[0], basis=basis, by=by, at=at)
    return [
        first,
        *(_change(organisation, ChangeKind.SPLIT, part, basis=basis, by=by, at=at) for part in into[1:]),
    ]


@transaction.atomic
def abolish(organisation: Organisation, *, basis: str, by: Viewer, at: date) -> OrganisationChange:
    """The organisation ends on `at` and nobody carries on."""
    _require_nothing_below(organisation, at)
    return _end(organisation, ChangeKind.ABOLISHED, None, basis=basis, by=by, at=at)


@transaction.atomic
def rename(
    organisation: Organisation, *, name: str, short_name: str, basis: str, by: Viewer, at: date
) -> OrganisationChange:
    """The same organisation under a new name from `at`; the old one stays on the change."""
    records.require(organisation, CLERKS, by=by)
    _require_alive(organisation, at)
    former = organisation.name
    changes = {"name": name.strip(), "short_name": short_name.strip()}
    records.correct(organisation, by=by, at=at, note=ChangeKind.RENAMED.label, changes=changes, basis=basis)
    return _change(organisation, ChangeKind.RENAMED, None, basis=basis, by=by, at=at, former_name=former)


def _superior(code: str) -> Division | None:
    """The registered division above: one step further up where the code's filler city is in no register."""
    above = codes.parent_code(code)
    while above:
        found = Division.objects.filter(code=above).first()
        if found:
            return found
        above = codes.parent_code(above)
    if codes.division_level(code) != codes.DivisionLevel.PROVINCE:
        raise NotAllowed("上级区划尚未登记，请先登记上级区划。")
    return None


def _end(
    organisation: Organisation,
    kind: ChangeKind,
    successor: Organisation | None,
    *,
    basis: str,
    by: Viewer,
    at: date,
) -> OrganisationChange:
    records.require(organisation, CLERKS, by=by)
    _require_alive(organisation, at)
    records.fill(organisation, kind.value, by=by, at=at, sets={"abolished_on": at}, basis=basis)
    return _change(organisation, kind, successor, basis=basis, by=by, at=at)


def _change(
    organisation: Organisation,
    kind: ChangeKind,
    successor: Organisation | None,
    *,
    basis: str,
    by: Viewer,
    at: date,
    former_name: str = "",
) -> OrganisationChange:
    if not basis.strip():
        raise NotAllowed("请写明机构变动的依据文件。")
    row = OrganisationChange(
        office=organisation.office, organisation=organisation, kind=kind, successor=successor, basis=basis,
        former_name=former_name,
    )  # fmt: skip
    return records.enter(row, by=by, at=at, basis=basis)


def _hand_over_those_below(
    organisation: Organisation, successor: Organisation, *, basis: str, by: Viewer, at: date
) -> None:
    for child in organisation.below.live().alive_on(at):
        records.correct(
            child, by=by, at=at, note=ChangeKind.MERGED.label, changes={"parent": successor}, basis=basis
        )


def _require_alive(organisation: Organisation, day: date) -> None:
    if not Organisation.objects.live().alive_on(day).filter(pk=organisation.pk).exists():
        raise NotAllowed("“%(name)s”在%(day)s不存在或者已经撤销。", name=organisation.name, day=day)


def _require_nothing_below(organisation: Organisation, day: date) -> None:
    if organisation.below.live().alive_on(day).exists():
        raise NotAllowed("“%(name)s”尚有下级党组织，请先调整其隶属关系。", name=organisation.name)
