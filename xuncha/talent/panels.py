"""What the pool shows on the page of a person: what is known of them for recusal, by kind."""

from urllib.parse import urlencode

from django.template.loader import render_to_string

from xuncha.people.models import Person
from xuncha.talent import tables
from xuncha.ui.http import Request
from xuncha.ui.tables.registry import list_url, may_open

KINDS = (tables.CAREER, tables.STUDIES, tables.ORIGINS, tables.RELATIVES, tables.INTERESTS)


def dossier(request: Request, row: Person) -> str:
    """For the slot "people.person.main": how many of each this viewer may read; each number opens its rows."""
    lines = []
    for table in KINDS:
        if may_open(request, table):
            number = table.model.objects.visible_to(request.viewer).filter(person=row).count()
            url = f"{list_url(table)}?{urlencode({'person': row.pk})}"
            lines.append((table, number, url))
    return render_to_string("talent/_dossier.html", {"lines": lines}, request) if lines else ""
