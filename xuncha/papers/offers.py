"""Documents drawn up from records: what a kind of document is, and which a record's page offers to whom.

`offered` is what a record's page shows, `found` what an address names. An app above adds its own by `register`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from xuncha.kernel.viewer import Viewer
from xuncha.papers.engine.document import OfficialDocument


@dataclass(frozen=True, eq=False)
class Paper:
    """One kind of document.

    name     its part of the address
    title    what its door is called
    model    the record it is drawn up from; who sees the record is a matter of `visible_to`
    form     文种, or 表格 where it is none of the fifteen
    signer   who signs or issues it
    make     the record and who asks → the document. Other rows than the record itself pass `visible_to` in it
    roles    who may take it out, among those who see the record
    ready    whether the record has come so far
    sealed   it opens what is sealed: asked for by POST only, and `make` itself refuses and records
    opens    to whom a sealed one is offered, where the roles do not tell
    """

    name: str
    title: str
    model: type[Any]
    form: str
    signer: str
    make: Callable[[Any, Viewer], OfficialDocument]
    roles: frozenset[str]
    ready: Callable[[Any], bool] = lambda row: True
    sealed: bool = False
    opens: Callable[[Any, Viewer], bool] = lambda row, viewer: True

    @property
    def slot(self) -> str:
        return f"{self.model._meta.label_lower}.actions"

    def is_open_to(self, row: Any, viewer: Viewer) -> bool:
        return not row.roles_of(viewer).isdisjoint(self.roles) and self.opens(row, viewer)


_papers: dict[str, Paper] = {}


def register(papers: Iterable[Paper]) -> None:
    """The same paper twice counts once; another under its name is a mistake."""
    for paper in papers:
        if _papers.setdefault(paper.name, paper) is not paper:
            raise ValueError(f"two papers are called {paper.name}")


def registered() -> list[Paper]:
    """All of them, in the order of the catalogue."""
    return list(_papers.values())


def slots() -> list[str]:
    """Where on the pages of records documents are offered."""
    return list(dict.fromkeys(paper.slot for paper in _papers.values()))


def found(name: str) -> Paper | None:
    return _papers.get(name)


def offered(row: Any, viewer: Viewer) -> list[Paper]:
    """The documents of a record that this person may take out now."""
    own = [paper for paper in _papers.values() if type(row) is paper.model]
    return [paper for paper in own if paper.is_open_to(row, viewer) and paper.ready(row)]
