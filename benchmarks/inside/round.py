"""From within a demo installation: a round of any size with its fieldwork, and the queries of its pages.

`round.py GROUPS TASKS RECORDS` writes a further round of the term (rows in bulk, as generators may) and prints JSON:
{"rows": {kind: number}, "accounts": {name: cookie}, "pages": {name: address}, "queries": {account: {page: n}}}.
"""

import json
import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  (models exist only now)
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from xuncha.accounts.models import User  # noqa: E402
from xuncha.fieldwork.models import Hearing, Loan, Petition, Talk, Visit  # noqa: E402
from xuncha.fieldwork.rules.methods import Channel, HearingKind, Scope, TalkCategory, VisitKind  # noqa: E402
from xuncha.operations import statistics  # noqa: E402
from xuncha.orgs.models import Organisation  # noqa: E402
from xuncha.people.models import Person  # noqa: E402
from xuncha.records.models import Passage, Record  # noqa: E402
from xuncha.records.queries import installation  # noqa: E402
from xuncha.rounds.models import Group, GroupMember, Round, Task, TaskMode  # noqa: E402
from xuncha.rounds.rules.groups import Seat  # noqa: E402
from xuncha.rounds.rules.kinds import Mode, TaskKind  # noqa: E402
from xuncha.rounds.rules.rounds import RoundState  # noqa: E402
from xuncha.rounds.rules.tasks import TaskState  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"
MIXTURE = (Talk, Talk, Talk, Petition, Loan, Loan, Visit, Hearing)
ENTERED = date(2019, 10, 8)
DAYS = 60


def main(groups: int, tasks: int, records: int) -> None:
    round_, leader, written = _build(groups, tasks, records)
    statistics.refresh()
    pages = _pages(round_)
    accounts = {"director": _cookie(User.objects.get(username="director")), "leader": _cookie(leader)}
    queries = {name: _queries(cookie, pages) for name, cookie in accounts.items()}
    answer = {"rows": written, "accounts": accounts, "pages": pages, "queries": queries}
    print(json.dumps(answer, ensure_ascii=False))


@transaction.atomic
def _build(groups: int, tasks: int, records: int) -> tuple[Round, User, dict[str, int]]:
    home, by = installation().home, User.objects.get(username="director")
    pattern = Round.objects.filter(office=home).select_related("term", "rule_set").order_by("-number")[0]
    base: dict[str, Any] = {"office": home, "by": by, "at": ENTERED}
    round_ = Round.objects.create(
        **base,
        term=pattern.term,
        number=pattern.number + 1,
        name="规模试验轮",
        rule_set=pattern.rule_set,
        approved_on=ENTERED,
        state=RoundState.MOBILISED,
    )
    teams = [
        Group.objects.create(**base, round=round_, number=n + 1, name=f"第{n + 1}试验组")
        for n in range(groups)
    ]
    leader = User.objects.create(username="bench-leader", name="试验组长")
    seats = [_seat(base, team, leader if n == 0 else None) for n, team in enumerate(teams)]
    made = [task for n, team in enumerate(teams) for task in _tasks(base, round_, team, n, tasks)]
    written = {model.__name__: 0 for model in dict.fromkeys(MIXTURE)}
    for n, task in enumerate(made):
        for model, number in _fill(base, task, seats[n // tasks], records):
            written[model] += number
    return round_, leader, written | {"tasks": len(made), "groups": len(teams)}


def _seat(base: dict[str, Any], team: Group, user: User | None) -> GroupMember:
    person = Person.objects.create(**base, name=f"试验{team.number}", user=user)
    return GroupMember.objects.create(**base, round=team.round, group=team, person=person, seat=Seat.LEADER)


def _tasks(base: dict[str, Any], round_: Round, team: Group, n: int, number: int) -> list[Task]:
    pattern = Organisation.objects.filter(tasks__isnull=False).order_by("pk")[0]
    found = []
    for place in range(number):
        unit = Organisation.objects.get(pk=pattern.pk)
        unit.pk, unit.uid = None, Task(office=team.office).uid
        unit._state.adding = True
        unit.name = unit.short_name = f"试验单位{n + 1}-{place + 1}"
        unit.credit_code = ""
        unit.save()
        task = Task.objects.create(
            **base,
            round=round_,
            group=team,
            organisation=unit,
            kind=TaskKind.ROUTINE,
            counts=False,
            counts_reason="规模试验",
            unplanned_reason="规模试验",
            notified_on=ENTERED,
            entered_on=ENTERED,
            entry_planned_on=ENTERED,
            exit_planned_on=ENTERED + timedelta(days=85),
            state=TaskState.ENTERED,
        )
        TaskMode.objects.create(task=task, mode=Mode.OWN)
        found.append(task)
    return found


def _fill(base: dict[str, Any], task: Task, seat: GroupMember, records: int) -> Iterator[tuple[str, int]]:
    """The mixture of kinds in turn, with the passage that each entry leaves."""
    rows: dict[type[Record], list[Any]] = {model: [] for model in MIXTURE}
    for n, model in enumerate(islice(cycle(MIXTURE), records)):
        rows[model].append(_row(model, base, task, seat, n))
    for model, found in rows.items():
        model._base_manager.bulk_create(found, batch_size=500)
        Passage.objects.bulk_create(_entered(row) for row in found)
        yield model.__name__, len(found)


def _entered(row: Record) -> Passage:
    after = getattr(row, "state", "")
    return Passage(
        office_id=row.office_id,
        subject=row._meta.label_lower,
        subject_uid=row.uid,
        verb="enter",
        after=after,
        by_id=row.by_id,
        at=row.at,
    )


def _row(model: type[Record], base: dict[str, Any], task: Task, seat: GroupMember, n: int) -> Record:
    common = {**base, "at": ENTERED + timedelta(days=n % DAYS), "task": task}
    own: dict[type[Record], dict[str, Any]] = {
        Talk: {
            "interviewee": f"对象{n}",
            "post": "科长",
            "category": TalkCategory.values[n % len(TalkCategory.values)],
            "place": "谈话室",
            "minutes": "谈话中反映的情况。" * 20,
        },
        Petition: {
            "serial": n + 1,
            "channel": Channel.values[n % len(Channel.values)],
            "objects_reflected": "有关负责人",
            "summary": "反映的情况。" * 10,
            "scope": Scope.values[0],
        },
        Loan: {"title": f"会议记录{n}", "owner": "办公室", "volumes": 3, "borrower": seat},
        Visit: {"kind": VisitKind.values[0], "place": "服务大厅", "findings": "了解的情况。" * 5},
        Hearing: {"kind": HearingKind.values[0], "subject": "工作情况", "reporter": "主要负责人"},
    }
    return model(**common, **own[model])


def _pages(round_: Round) -> dict[str, str]:
    task = round_.tasks.select_related("group").order_by("pk")[0]
    talk = Talk.objects.filter(task=task).order_by("pk")[0]
    group = task.group
    assert group is not None
    return {
        "round": reverse("reports:round", args=[round_.uid]),
        "board": reverse("rounds:board", args=[round_.uid]),
        "task": reverse("rounds:tasks_detail", args=[task.uid]),
        "group": reverse("rounds:groups_detail", args=[group.uid]),
        "workspace": reverse("desk:workspace", args=[group.uid]),
        "talks of the round": f"{reverse('fieldwork:talks')}?task__round={round_.pk}",
        "petitions, last page": f"{reverse('fieldwork:petitions')}?cursor=last",
        "loans": reverse("fieldwork:loans"),
        "one talk": reverse("fieldwork:talks_detail", args=[talk.uid]),
        "composite report": reverse("reports:composite", args=[round_.uid]),
    }


def _cookie(user: User) -> str:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, backend=BACKEND)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def _queries(cookie: str, pages: dict[str, str]) -> dict[str, int]:
    """How many queries each page costs once the process is warm; pages that are not this person's are left out."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies.load(cookie)
    found = {}
    for name, page in pages.items():
        if client.get(page).status_code == 200:
            with CaptureQueriesContext(connection) as asked:
                client.get(page)
            found[name] = len(asked)
    return found


main(*map(int, sys.argv[1:4]))
