"""Walking the doors of the running house as somebody, with what was planted in hand."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.messages import get_messages
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse

from xuncha.accounts.models import User
from xuncha.audit.models import Entry
from xuncha.clues.models import ClueGrant
from xuncha.clues.tests.world import PIECES, Planted
from xuncha.fieldwork.models import Petition, PetitionReporter
from xuncha.records.models import Passage, Record
from xuncha.rounds.models import Task
from xuncha.rounds.queries import viewer_of
from xuncha.ui.reception import deeds, entry
from xuncha.ui.tables import registry

SHUT = {
    "accounts:sign_out",
    "clues:open",
    "fieldwork:petition_reporter",
}  # the end of the walk; recorded openings
QUICK = {"HTTP_HX_REQUEST": "true"}  # a refusal is then its sentence, without the page around it
SAMPLES: dict[str, tuple[Any, ...]] = {
    "IntConverter": (2019,),
    "StringConverter": ("clues.transferred", "clues.persons", "clues.copied"),
}
Asked = dict[str, str]  # argument of an address → the kind of it


@cache
def doors() -> dict[str, Asked]:
    """Name → what it asks for, of every door of the house."""
    return dict(_doors(get_resolver().url_patterns, ""))


def _doors(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[tuple[str, Asked]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _doors(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name and space + pattern.name not in SHUT:
            asked = pattern.pattern.converters.items()
            yield space + pattern.name, {name: type(kind).__name__ for name, kind in asked}


@dataclass
class Walk:
    """The addresses of a planted world. Every kind of row that is sealed or belongs to a clue stands in them."""

    world: Planted

    def __post_init__(self) -> None:
        clues = [model for model in apps.get_app_config("clues").get_models() if issubclass(model, Record)]
        kinds: list[type[Record]] = [*clues, Petition, PetitionReporter]
        self.rows = {model: list(model._base_manager.order_by("pk")) for model in kinds}
        self.model_of = {row.uid: model for model, rows in self.rows.items() for row in rows}

    def secret(self) -> list[str]:
        """The doors behind which it lies: of clues, and of petitions and who wrote them."""
        names = [
            name
            for name in doors()
            if name.startswith(("clues:", "fieldwork:petitions", "fieldwork:reporters"))
        ]
        return self._of(names)

    def others(self) -> list[str]:
        """All others that have something to show: lists, files of lists that are not empty, all of the planted task."""
        secret = set(self.secret())
        names = [name for name in doors() if not name.endswith(("_sheet", "_template")) and _shows(name)]
        return [address for address in self._of(names) if address not in secret]

    def _of(self, names: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(address for name in names for address in self._reversed(name)))

    def _reversed(self, name: str) -> Iterator[str]:
        choices: list[dict[str, Any]] = [{}]
        for argument, kind in doors()[name].items():
            choices = [{**one, argument: value} for one in choices for value in self._values(name, kind)]
        for one in choices:
            try:
                yield reverse(name, kwargs=one)
            except NoReverseMatch:
                continue

    def _values(self, name: str, kind: str) -> Iterable[Any]:
        model = _model_of(name)
        if kind == "UUIDConverter":
            rows = self.rows.get(model, []) if model else []
            return [row.uid for row in (rows[0], rows[-1])] if rows else [self.world.task.uid]
        if kind == "SlugConverter":
            return _slugs(name, model) or ("none",)
        if kind == "IntConverter" and name.startswith("clues:"):
            return [ClueGrant.objects.values_list("pk", flat=True)[0]]
        return SAMPLES.get(kind, ("none",))


@cache
def _models() -> dict[str, type[Any] | None]:
    """Door without its last word → whose rows it is opened with: of its table, or those something is entered on."""
    placed = {f"{e.model._meta.app_label}:{e.name}_new": e.on for e in entry.entries()}
    return {table.door: table.model for table in registry.tables()} | placed


def _model_of(name: str) -> type[Any] | None:
    plain, _, last = name.rpartition("_")
    if last in ("new", "sheet", "template"):
        return _models().get(f"{plain}_new")
    return _models().get(name) or _models().get(plain)


def _shows(name: str) -> bool:
    """Not a page of a row that was not planted, nor the file of an empty list: a sheet's page is that of its boxes."""
    model = _model_of(name)
    if "UUIDConverter" in doors()[name].values():
        return model in (None, Task)
    return not (name.endswith("_excel") and model and not model._base_manager.exists())


def _slugs(name: str, model: type[Any] | None) -> list[str]:
    """The verbs of a life cycle or the deeds of a table, as its door takes them."""
    if name.endswith("_verb") and model:
        return list(model.life.verbs())
    door = name.removesuffix("_deed")
    return next((list(found) for table, found in deeds.declared() if table.door == door), [])


def takes(address: str) -> bool:
    """Whether something may be sent there: it is no list, no page of a row, no file."""
    name = resolve(address).view_name
    return not (name in _models() or name.endswith(("_detail", "_excel", "_template")))


def body(answer: HttpResponseBase) -> str:
    """Everything that left the house: the page or the file, what is packed in it, its headers and its messages."""
    raw = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    said = [raw.decode("utf-8", "replace"), repr(answer.headers)]
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            said += [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    request = getattr(answer, "wsgi_request", None)
    said += [str(message) for message in get_messages(request)] if request else []
    return "\n".join(said)


def silent(text: str, pieces: tuple[str, ...] = PIECES) -> bool:
    return not any(piece in text for piece in pieces)


def told() -> str:
    """What the house wrote down meanwhile: audit and history."""
    entries = [f"{e.subject} {e.note}" for e in Entry.objects.all()]
    return "\n".join([*entries, *(f"{p.basis} {p.note} {p.changes}" for p in Passage.objects.all())])


def signed_in(account: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


def refused_unrecorded(walk: Walk, account: User, answers: Iterable[tuple[str, int]]) -> set[str]:
    """Addresses at which this account was turned away, or told that there is nothing, without an entry of it."""
    by = viewer_of(account)
    seen = {
        uid
        for model, rows in walk.rows.items()
        for uid in model.objects.visible_to(by)
        .filter(pk__in=[r.pk for r in rows])
        .values_list("uid", flat=True)  # type: ignore[attr-defined]
    }
    named: dict[str, UUID | None] = {
        address: next((v for v in resolve(address).kwargs.values() if v in walk.model_of), None)
        for address, status in answers
        if status in (403, 404)
    }
    turned_away = {
        address
        for address, status in answers
        if status == 403 or (status == 404 and named[address] and named[address] not in seen)
    }
    return turned_away - set(Entry.objects.filter(who=account.username).values_list("subject", flat=True))
