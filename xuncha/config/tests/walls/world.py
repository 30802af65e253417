"""A small installation of three levels, and rows planted behind the walls between them, each named by a canary."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha.clues.tests.builders import registered
from xuncha.fieldwork.tests import records as fieldwork
from xuncha.fieldwork.tests.builders import material_request
from xuncha.files.models import Attachment
from xuncha.findings.tests.builders import finding
from xuncha.leadership.tests.builders import institution, study
from xuncha.orgs.models import Division, Organisation
from xuncha.orgs.rules import OrganisationKind, UnitClass
from xuncha.orgs.tests.builders import division, organisation
from xuncha.people.tests.builders import installation, person
from xuncha.records.models import Office
from xuncha.records.rules import Level
from xuncha.records.tests.builders import county, office, province, user
from xuncha.rectification.tests.builders import item, measure, own_ledger
from xuncha.returns.models import Form, FormVersion, Return, ReturnFiling
from xuncha.returns.tests.builders import filing
from xuncha.rounds.models import Task
from xuncha.rounds.tests.builders import task, term
from xuncha.talent.tests.builders import pool_member

CANARY = "金丝雀"
START = date(2019, 1, 7)


@dataclass(frozen=True)
class World:
    """A province, its city and two of the city's counties; in each office below the province a group is on site."""

    province: Office
    city: Office
    own: Office
    other: Office
    tasks: dict[int, Task]


def world() -> World:
    above = province()
    city = office(parent=above)
    installation(city)
    own, other = county(city), county(city)
    for level in (Level.TOWNSHIP, Level.VILLAGE):
        division(level=level)
    tasks = {}
    for each in (city, own, other):
        term(office=each, number=1, at=date(2017, 1, 1), ends_on=date(2021, 12, 31))
        tasks[each.pk] = fieldwork.on_site(office=each)
    return World(above, city, own, other, tasks)


def registered_by(of: Office) -> list[Any]:
    """What an office registers, and the one above it may look up."""
    return [*_places(of, "甲"), institution(office=of, by=user(), name=_("制度"))]


def within(of: Office, on: Task) -> list[Any]:
    """What an office does in the field and in its own house, and sends to nobody: the rows that were planted."""
    by, at = on.by, START
    told = {"office": of, "by": by, "at": at}
    ledger = own_ledger(of, title=_("整改台账"))
    owed = item(ledger, title=_("整改事项"))
    file = Attachment.objects.create(**told, digest="0" * 64, name=_("附件.xlsx"), media_type="", size=1)
    return [
        finding(on, title=_("问题")),
        registered(on, summary=_("线索")),
        fieldwork.talk(on, interviewee=_("谈话对象"), minutes=_("谈话记录")),
        fieldwork.petition(on, summary=_("来信")),
        material_request(round=on.round, subject=_("调取材料")),
        ledger,
        owed,
        measure(owed, text=_("措施")),
        pool_member(person=person(name=_("干部"), office=of, by=by), office=of, by=by),
        study(office=of, by=by, subject=_("学习")),
        file,
        _return(told, file),
    ]


def across(of: Office, above: Office) -> list[Any]:
    """What an office's work shows to the one above it and to no other: inspections of places, and what it files."""
    placed = _places(of, "乙")
    rows = [task(office=of, organisation=one, state="finished") for one in placed]
    owed: ReturnFiling = filing(office=above, filer=of, title=_("报送件"))
    return [*placed, *rows, owed]


def _places(of: Office, which: str) -> list[Organisation]:
    """A township's and a village's organisation, of a division that was there before: divisions are of no level."""
    found: list[Organisation] = []
    for level, kind, what in (
        (Level.TOWNSHIP, UnitClass.TOWNSHIP, which + "镇党委"),
        (Level.VILLAGE, UnitClass.VILLAGE, which + "村党支部"),
    ):
        above = found[-1] if found else None
        found.append(
            organisation(
                office=of, by=user(), name=_(what), short_name=_(what), level=level, unit_class=kind,
                kind=OrganisationKind.COMMITTEE, parent=above,
                division=Division.objects.filter(level=level)[0],
            )
        )  # fmt: skip
    return found


def _return(told: dict[str, Any], template: Attachment) -> Return:
    form = Form.objects.create(**told, name=_("表样"), period="quarter")
    version = FormVersion.objects.create(
        **told, form=form, number=1, template=template, sheet="Sheet", state="ready"
    )
    return Return.objects.create(
        **told, form=form, version=version, title=_("报表"), year=2019, number=1, until=date(2019, 3, 31)
    )


def _(what: str) -> str:
    return CANARY + what
