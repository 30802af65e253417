"""A return filled: every cell with its value and where it comes from; what is wrong with it; which ties stand behind it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xuncha.kernel.figures import Scope
from xuncha.kernel.refusals import BadInput
from xuncha.records.models import Office
from xuncha.reports.models import TieExplanation
from xuncha.reports.queries import frozen
from xuncha.reports.queries.registry import find
from xuncha.reports.queries.scope import scope_of
from xuncha.reports.queries.ties import Checked, broken, explained
from xuncha.reports.queries.values import Plain, value_of
from xuncha.returns.engine import periods
from xuncha.returns.engine.cells import CellKind, FormCell, settle, with_formulas
from xuncha.returns.engine.expressions import shown, verdict
from xuncha.returns.engine.periods import Offset
from xuncha.returns.models import HandEntry, Return
from xuncha.returns.rules.life import ReturnState
from xuncha.rounds.queries.frame import one_look


@dataclass(frozen=True)
class Filled:
    """A cell with what stands in it. `scope` is what its figure was asked, `why` says why there is nothing."""

    cell: FormCell
    value: Decimal | None
    scope: Scope | None = None
    entry: HandEntry | None = None
    why: str = ""

    @property
    def printed(self) -> str:
        return "" if self.cell.kind == CellKind.BLANK else shown(self.value)


@dataclass(frozen=True)
class Fault:
    """What keeps a return from being checked: the sentence names the cells, `cells` lists them for colouring."""

    said: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filling:
    """All cells of a return, in the order of its form."""

    cells: tuple[Filled, ...]
    faults: tuple[Fault, ...] = ()
    by_cell: dict[str, Filled] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Decimal | None]:
        return {one.cell.cell: one.value for one in self.cells}


@dataclass(frozen=True)
class Gate:
    """The ties behind a return: those that fail and nobody answered for, and what was said in writing of the others."""

    open: tuple[tuple[Scope, Checked], ...]
    answered: tuple[tuple[Checked, TieExplanation], ...]


def filling(ret: Return) -> Filling:
    """As it stands: an issued one as it was issued, any other counted now."""
    if ret.values is not None and ret.state in (ReturnState.ISSUED, ReturnState.WITHDRAWN):
        return _kept(ret)
    return _counted(ret)


def scope_for(ret: Return, cell: FormCell, office: Office) -> Scope:
    """What a cell's figure is asked. BadInput for a year in which the office has no records."""
    days = periods.shifted(ret.span, Offset(cell.offset))
    starts = days.start if (days.start.month, days.start.day) != (1, 1) else None
    return scope_of(office, days.end.year, days.end, starts)


def asked(cells: Iterable[Filled]) -> list[frozen.Asked]:
    """The figures of a return, each named by its cell, as a cut-off freezes them."""
    return [
        frozen.Asked("%s %s" % (one.cell.cell, one.cell.indicator.name), one.cell.indicator.key, one.scope)
        for one in cells
        if one.scope is not None
    ]


def gate(ret: Return, cells: Sequence[Filled]) -> Gate:
    """Every tie of every office and year that the cells rest on, up to the return's last day."""
    asked_of = {(one.scope.office, one.scope.year): one.scope for one in cells if one.scope is not None}
    asked_of.setdefault((ret.office_id, ret.year), Scope(ret.office_id, ret.year, ret.until))
    left: list[tuple[Scope, Checked]] = []
    answered: list[tuple[Checked, TieExplanation]] = []
    with one_look():
        for (office, year), scope in sorted(asked_of.items()):
            whole = Scope(office, year, scope.as_of)
            failing = broken(whole)
            said = explained(whole) if failing else {}
            for tie in failing:
                text = said.get((tie.tie.key, tie.left, tie.right))
                if text is None:
                    left.append((whole, tie))
                else:
                    answered.append((tie, text))
    return Gate(tuple(left), tuple(answered))


def _kept(ret: Return) -> Filling:
    entries = _entries(ret)
    values = {name: None if said is None else Decimal(said) for name, said in (ret.values or {}).items()}
    cells = tuple(
        Filled(
            cell,
            values.get(cell.cell),
            None if cell.cell in entries else _scope_or_none(ret, cell),
            entries.get(cell.cell),
        )
        for cell in ret.version.form_cells
    )
    return Filling(cells, by_cell={one.cell.cell: one for one in cells})


def _scope_or_none(ret: Return, cell: FormCell) -> Scope | None:
    if cell.kind != CellKind.FIGURE:
        return None
    office = ret.office if not cell.office else Office.objects.filter(code=cell.office).first()
    try:
        return scope_for(ret, cell, office) if office else None
    except BadInput:
        return None


def _counted(ret: Return) -> Filling:
    form_cells = ret.version.form_cells
    entries, offices = _entries(ret), _offices(ret, form_cells)
    known: dict[tuple[str, Scope], Plain] = {}
    found: dict[str, Filled] = {}
    with one_look():
        for cell in form_cells:
            found[cell.cell] = _filled(ret, cell, entries.get(cell.cell), offices, known)
    values = with_formulas(form_cells, {name: one.value for name, one in found.items()})
    cells = tuple(
        Filled(cell, values[cell.cell]) if cell.kind == CellKind.FORMULA else found[cell.cell]
        for cell in form_cells
    )
    faults = tuple(_faults(ret, cells, values))
    return Filling(cells, faults, {one.cell.cell: one for one in cells})


def _filled(
    ret: Return,
    cell: FormCell,
    entry: HandEntry | None,
    offices: dict[str, Office],
    known: dict[tuple[str, Scope], Plain],
) -> Filled:
    if cell.kind == CellKind.HAND:
        return Filled(cell, entry.value.normalize() + 0 if entry else None, entry=entry)
    if cell.kind != CellKind.FIGURE:
        return Filled(cell, None)
    office = offices.get(cell.office)
    if office is None:
        return Filled(cell, None, why="没有编码为%s的机构" % cell.office)
    try:
        scope = scope_for(ret, cell, office)
    except BadInput as why:
        return Filled(cell, None, why=str(why))
    key = cell.indicator.key
    if (key, scope) not in known:
        known[key, scope] = value_of(key, scope).value
    value = known[key, scope]
    number = Decimal(value) if isinstance(value, int | str) else None
    if entry is None:
        return Filled(cell, None if number is None else cell.rounded(number), scope)
    said = entry.value.normalize() + 0
    if not number:
        return Filled(cell, said, entry=entry)
    both = "台账已有记录，计算为%(computed)s，与填报的%(said)s不能并用，请清除填报数" % {
        "computed": shown(cell.rounded(number)),
        "said": shown(said),
    }
    return Filled(cell, said, entry=entry, why=both)


def _faults(ret: Return, cells: Iterable[Filled], values: dict[str, Decimal | None]) -> Iterable[Fault]:
    for one in cells:
        if one.cell.kind == CellKind.HAND and one.entry is None:
            said = {"cell": one.cell.cell, "label": one.cell.label or "—"}
            yield Fault("%(cell)s（%(label)s）尚未填报。" % said, (one.cell.cell,))
        elif one.why and one.entry is not None:
            yield Fault("%(cell)s：%(why)s。" % {"cell": one.cell.cell, "why": one.why}, (one.cell.cell,))
        elif one.why:
            yield Fault(
                "%(cell)s没有数值：%(why)s" % {"cell": one.cell.cell, "why": one.why}, (one.cell.cell,)
            )
    for check in settle(ret.version.form_cells, ret.version.checks):
        result = verdict(check, values)
        if not result.holds:
            yield Fault(result.said, check.cells)


def by_hand(ret: Return) -> list[FormCell]:
    """The cells of a draft that take a number by hand: those that ask for one and, where an upper office asked for the
    return, those for which the office has no rows. What rows exist for is computed."""
    cells = ret.version.form_cells
    if ret.filing_id is None:
        return [cell for cell in cells if cell.kind == CellKind.HAND]
    filled = filling(ret).cells
    return [
        one.cell
        for one in filled
        if one.cell.kind == CellKind.HAND
        or (one.cell.kind == CellKind.FIGURE and (one.entry is not None or not one.value))
    ]


def _entries(ret: Return) -> dict[str, HandEntry]:
    return {entry.cell: entry for entry in HandEntry.objects.live().filter(of=ret).select_related("by")}


def _offices(ret: Return, cells: Iterable[FormCell]) -> dict[str, Office]:
    codes = {cell.office for cell in cells if cell.office}
    return {"": ret.office, **{o.code: o for o in Office.objects.filter(code__in=codes)}}


def definitions(cells: Iterable[FormCell]) -> list[tuple[str, str, str]]:
    """(code, name, definition) of each indicator that the cells ask, once."""
    of = {cell.code: cell.indicator for cell in cells if cell.kind == CellKind.FIGURE}
    return [(code, one.name, find(one.key)[0].definition) for code, one in sorted(of.items())]
