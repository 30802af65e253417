"""What an office has already and a sheet refers to: read once, asked for every row."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from xuncha.basis.models import Document
from xuncha.basis.rules import Direction
from xuncha.orgs.models import Organisation
from xuncha.people.models import Post
from xuncha.records.models import Office
from xuncha.rounds.models import Group, Round, RuleSet, Task, Term

TaskKey = tuple[int, int, str, str]  # term, round, organisation, kind


class Known:
    """The rows of one office by what a clerk calls them."""

    def __init__(self, office: Office) -> None:
        self.office = office

    @cached_property
    def terms(self) -> dict[int, Term]:
        return {term.number: term for term in Term.objects.of(self.office.pk)}

    @cached_property
    def rule_sets(self) -> dict[str, RuleSet]:
        return {row.name: row for row in RuleSet.objects.of(self.office.pk)}

    @cached_property
    def rounds(self) -> dict[tuple[int, int], Round]:
        rows = Round.objects.filter(office=self.office).select_related("term")
        return {(row.term.number, row.number): row for row in rows}

    @cached_property
    def groups(self) -> dict[tuple[int, int], Group]:
        return {(row.round_id, row.number): row for row in Group.objects.filter(office=self.office)}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """By full name, and by short name where that names one only."""
        rows = list(Organisation.objects.of(self.office.pk))
        short = defaultdict(list)
        for row in rows:
            short[row.short_name].append(row)
        alone = {name: found[0] for name, found in short.items() if len(found) == 1}
        return alone | {row.name: row for row in rows}

    @cached_property
    def tasks(self) -> dict[tuple[int, int, str], Task]:
        """By round, organisation and kind."""
        rows = Task.objects.of(self.office.pk).select_related("round__term", "organisation")
        return {(row.round_id, row.organisation_id, row.kind): row for row in rows}

    @cached_property
    def documents(self) -> dict[str, Document]:
        rows = Document.objects.of(self.office.pk).exclude(number="").filter(direction=Direction.OUT)
        return {row.number: row for row in rows}

    @cached_property
    def posts(self) -> dict[tuple[int, str], Post]:
        rows = Post.objects.of(self.office.pk).values_list("organisation", "title", "pk")
        found: Any = Post.objects.in_bulk([pk for _, _, pk in rows])
        return {(organisation, title): found[pk] for organisation, title, pk in rows}

    @cached_property
    def counties(self) -> dict[str, Office]:
        rows = list(Office.objects.filter(parent=self.office))
        return {row.name: row for row in rows} | {row.code: row for row in rows}
