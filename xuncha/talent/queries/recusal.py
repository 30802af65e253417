"""What the law of recusal reads, of many people and many organisations, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TypeVar

from django.db.models import TextField
from django.db.models.functions import Cast

from xuncha.orgs.models import Division, Organisation
from xuncha.people.models import Tenure
from xuncha.records.models import Office, Record, RecordQuerySet
from xuncha.talent.models import CareerEntry, DeclaredInterest, Origin, PoolMember, Relative, Study
from xuncha.talent.rules.dossiers import (
    Dossier,
    Interest,
    Kin,
    Official,
    Place,
    Schooling,
    Spell,
    Target,
)
from xuncha.talent.rules.kin import leading

R = TypeVar("R", bound=Record)
V = TypeVar("V")
Keys = Collection[int]


def dossiers(people: Keys, *, opened: bool) -> dict[int, Dossier]:
    """Person → what is known of them. Their declarations of relatives stay sealed unless `opened`.

    Whoever opens them records it: `rounds.actions.screening`.
    """
    units = _by_person(_units(people))
    spells, studies = _spells(people), _by_person(_studies(people))
    kin = _by_person(_kin(people, opened=opened))
    interests, places = _by_person(_interests(people)), _by_person(_places(people))
    return {
        person: Dossier(
            person,
            units=tuple(units[person]),
            spells=tuple(spells[person]),
            kin=tuple(kin[person]),
            schooling=tuple(studies[person]),
            interests=tuple(interests[person]),
            places=tuple(places[person]),
        )
        for person in people
    }


def targets(organisations: Keys, *, office: Office, on: date) -> dict[int, Target]:
    """Organisation → itself as a target of the office, with who sits in its leading body on the day."""
    rows = Organisation.objects.filter(pk__in=organisations).select_related(
        "division__parent__parent__parent__parent"
    )
    body = _bodies(organisations, on)
    return {
        row.pk: Target(
            row.pk,
            names=(row.name, row.short_name),
            supervisor=row.parent_id,
            divisions=tuple(_within(row.division, office)),
            body=tuple(body[row.pk]),
        )
        for row in rows
    }


def _bodies(organisations: Keys, on: date) -> Mapping[int, list[Official]]:
    """Who holds a leading post there on the day."""
    held = Tenure.objects.live().held_on(on).filter(post__organisation__in=organisations)
    seats = held.select_related("person", "post").defer("person__id_number").order_by("person", "pk")
    seats_of: dict[int, dict[int, str]] = defaultdict(dict)
    for seat in seats:
        if seat.post.is_principal or leading(seat.post.title):
            seats_of[seat.post.organisation_id][seat.person_id] = seat.person.name
    people = {person for named in seats_of.values() for person in named}
    spells, studies = _spells(people), _by_person(_studies(people))
    found: dict[int, list[Official]] = defaultdict(list)
    for organisation, named in seats_of.items():
        found[organisation] = [
            Official(person, name, tuple(spells[person]), tuple(studies[person]))
            for person, name in named.items()
        ]
    return found


def _within(division: Division, office: Office) -> Iterable[int]:
    """The division and those around it, up to but without the office's own."""
    here: Division | None = division
    found = []
    while here is not None and here.code != office.code:
        found.append(here.pk)
        here = here.parent
    return found if here is not None else ()


def _spells(people: Keys) -> Mapping[int, list[Spell]]:
    """Lines of the résumé, and posts held in organisations that are registered here."""
    career = _of(CareerEntry.objects.live(), people)
    posts = _of(Tenure.objects.live(), people)
    lines = career.values_list("person", "organisation", "at", "until", "title", "organisation__short_name")
    held = posts.values_list(
        "person",
        "post__organisation",
        "at",
        "until",
        "post__title",
        "post__organisation__short_name",
    )
    found = _by_person((line[0], Spell(*line[1:])) for line in lines)
    for line in held:
        found[line[0]].append(Spell(*line[1:]))
    return found


def _units(people: Keys) -> Iterable[tuple[int, int]]:
    """Where members of the pool work."""
    return _of(PoolMember.objects.live(), people).filter(left_on=None).values_list("person", "organisation")


def _kin(people: Keys, *, opened: bool) -> Iterable[tuple[int, Kin]]:
    rows = _of(Relative.objects.live(), people).annotate(seal=Cast("details", TextField()))
    if not opened:
        columns = ("person", "relation", "organisation", "seal")
        return [(line[0], Kin(*line[1:])) for line in rows.values_list(*columns)]
    return [(row.person_id, Kin(row.relation, row.organisation_id, row.seal, row.details)) for row in rows]


def _studies(people: Keys) -> Iterable[tuple[int, Schooling]]:
    columns = ("person", "school", "course", "organisation", "at", "until")
    return [
        (line[0], Schooling(*line[1:])) for line in _of(Study.objects.live(), people).values_list(*columns)
    ]


def _interests(people: Keys) -> Iterable[tuple[int, Interest]]:
    rows = _of(DeclaredInterest.objects.live(), people)
    return [
        (line[0], Interest(*line[1:]))
        for line in rows.values_list("person", "organisation", "kind", "at", "until")
    ]


def _places(people: Keys) -> Iterable[tuple[int, Place]]:
    rows = _of(Origin.objects.live(), people)
    return [
        (line[0], Place(*line[1:]))
        for line in rows.values_list("person", "division", "kind", "division__name")
    ]


def _of(rows: RecordQuerySet[R], people: Keys) -> RecordQuerySet[R]:
    return rows.filter(person__in=people).order_by("person", "pk")


def _by_person(pairs: Iterable[tuple[int, V]]) -> dict[int, list[V]]:
    found: dict[int, list[V]] = defaultdict(list)
    for person, value in pairs:
        found[person].append(value)
    return found
