"""Every door of the running house, read off what answers: addresses, steps, deeds, entries, documents, figures, desk."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from xuncha.config.doors.declared import EVERYONE, HAND, SEALED_PAPERS, Hand
from xuncha.desk.queries.blocks import IN_ORDER
from xuncha.kernel.lifecycle import Step
from xuncha.papers import offers
from xuncha.reports.queries.registry import FIGURES
from xuncha.ui.reception import deeds, entry
from xuncha.ui.reception.verbs import workshops
from xuncha.ui.tables import registry

GET, POST = frozenset({"GET"}), frozenset({"POST"})
BOTH = GET | POST
FIRST_OF_FAMILY = re.compile(re.escape("[n]"))


@dataclass(frozen=True, eq=False)
class Door:
    """One thing that can be asked for, and to whom it opens by its declaration.

    name     of the address, "app:name"
    part     what it names besides the row: a step, a deed, a document, a figure, a block of the desk
    kind     list | row | export | step | deed | entry | document | figure | block | page
    model    the record whose row it is opened with, None where it stands by itself
    admits   the roles for which it is there at all; who holds none of them is refused before any row is looked for
    roles    who gets in
    own      of one's own account: nobody to keep out
    sends    who sends something there, towards the row, where these are fewer than those who read it
    holds    where only those who hold one of the roles towards the row
    given    further arguments of its address
    state    the state in which the row is asked, "" for any
    """

    name: str
    kind: str
    roles: frozenset[str]
    methods: frozenset[str] = GET
    part: str = ""
    model: type[Any] | None = None
    admits: frozenset[str] = EVERYONE
    holds: bool = False
    public: bool = False
    sends: frozenset[str] = frozenset()
    own: bool = False
    given: Mapping[str, Any] = field(default_factory=dict)
    state: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.name, self.part, self.state)))


class Undeclared(Exception):
    """An address of the running house of which no declaration says to whom it opens."""


def addresses() -> Iterator[tuple[str, dict[str, str]]]:
    """(name, argument → its kind) of every address; Undeclared for one that has no name."""
    yield from _addresses(get_resolver().url_patterns, "", "")


def _addresses(
    patterns: Iterable[URLPattern | URLResolver], space: str, start: str
) -> Iterator[tuple[str, dict[str, str]]]:
    for pattern in patterns:
        here = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from _addresses(pattern.url_patterns, inner, here)
        elif pattern.name:
            asked = pattern.pattern.converters.items()
            yield space + pattern.name, {name: type(kind).__name__ for name, kind in asked}
        else:
            raise Undeclared(here)


def doors() -> list[Door]:
    """All of them. Undeclared with the names of all addresses that nothing declares."""
    known = {name: list(found) for name, found in _declared()}
    names = [name for name, _ in addresses()]
    if missing := [name for name in names if name not in known and name not in HAND]:
        raise Undeclared("、".join(missing))
    return [door for name in names for door in (known[name] if name in known else _by_hand(name))]


def _by_hand(name: str) -> list[Door]:
    hand = HAND[name]
    model = _models()[hand.of] if hand.of else None
    return [
        Door(
            name,
            "page",
            frozenset(hand.roles),
            frozenset(hand.methods.split()),
            model=model,
            admits=_readers(model) if model else EVERYONE,
            holds=hand.holds,
            public=hand.public,
            sends=frozenset(hand.sends),
            own=hand.own,
        )
    ]


def _declared() -> Iterator[tuple[str, Iterable[Door]]]:
    """What tables, workshops, entries and the like declare, by the name of the address."""
    get_resolver().url_patterns  # noqa: B018  # doors are declared where the addresses are read
    for table in registry.tables():
        reads = _readers(table.model)
        yield table.door, [Door(table.door, "list", reads)]
        yield f"{table.door}_excel", [Door(f"{table.door}_excel", "export", reads)]
        detail = f"{table.door}_detail"
        yield detail, [Door(detail, "row", reads, model=table.model, admits=reads)]
    for shop in workshops().values():
        name = f"{shop.table.door}_verb"
        yield name, [_step(name, shop.table.model, step) for step in _steps(shop)]
    for table, known in deeds.declared():
        name = f"{table.door}_deed"
        yield name, [_deed(name, table.model, deed) for deed in known.values()]
    for one in entry.entries():
        yield one.door, [_entry(one.door, one)]
        if one.many:
            template = one.sheet_door.removesuffix("_sheet") + "_template"
            yield one.sheet_door, [_entry(one.sheet_door, one)]
            yield template, [_entry(template, one)]
    yield "papers:paper_docx", [_paper("papers:paper_docx", paper) for paper in offers.registered()]
    plain = [paper for paper in offers.registered() if not paper.sealed]
    yield "papers:paper_pdf", [_paper("papers:paper_pdf", paper) for paper in plain]
    yield from _figures()
    yield (
        "desk:block",
        [
            Door("desk:block", "block", frozenset(b.readers), part=b.name, given={"name": b.name})
            for b in IN_ORDER
        ],
    )


def _steps(shop: Any) -> list[Step]:
    """One for each verb in each state: steps that share both are one door."""
    steps = [step for step in shop.table.model.life.steps if step.verb not in shop.elsewhere]
    return list({(step.verb, step.source): step for step in steps}.values())


def _step(name: str, model: type[Any], step: Step) -> Door:
    alike = [s for s in model.life.steps if (s.verb, s.source) == (step.verb, step.source)]
    return Door(
        name,
        "step",
        frozenset[str]().union(*(s.roles for s in alike)),
        BOTH,
        step.verb,
        model,
        _readers(model),
        holds=True,
        given={"verb": step.verb},
        state=str(step.source),
    )


def _deed(name: str, model: type[Any], deed: deeds.Deed) -> Door:
    return Door(
        name, "deed", deed.roles, BOTH, deed.name, model, _readers(model), holds=True, given={"deed": deed.name}
    )  # fmt: skip


def _entry(name: str, one: entry.Entry) -> Door:
    return Door(name, "entry", one.roles, BOTH, model=one.on, holds=True)


def _paper(name: str, paper: offers.Paper) -> Door:
    roles = SEALED_PAPERS[paper.name] if paper.sealed else paper.roles
    methods = POST if paper.sealed else GET
    return Door(
        name, "document", frozenset(roles), methods, paper.name, paper.model, _readers(paper.model), holds=True,
        given={"name": paper.name},
    )  # fmt: skip


def _figures() -> Iterator[tuple[str, Iterable[Door]]]:
    keys = [FIRST_OF_FAMILY.sub("1", key) for key in FIGURES]
    for name, forms in (("reports:figure", ("",)), ("reports:figure_file", ("excel", "json"))):
        hand: Hand = HAND[name]
        yield (
            name,
            [
                Door(
                    name, "figure", frozenset(hand.roles), part=" ".join(filter(None, (key, form))),
                    given={"key": key} | ({"form": form} if form else {}),
                )
                for key in keys
                for form in forms
            ],
        )  # fmt: skip


def _readers(model: type[Any]) -> frozenset[str]:
    return frozenset(model.reach.roles)


def _models() -> dict[str, type[Any]]:
    return {str(table.model._meta.label_lower): table.model for table in registry.tables()}
