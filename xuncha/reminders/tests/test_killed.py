"""The loop killed at random points (kill -9) leaves each notice exactly once, and each mail at least once under one name.

The same simulated days are walked twice on copies of one installation: once undisturbed, and once by a process that is
killed in the middle of a statement, before or after it, and begins again a few days earlier or later. In the tests three
kills over some weeks; `make drill` kills fifty times over a year.
"""

import email
import os
import shutil
import signal
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from xuncha.operations.tests.processes import TABLES, said, start

KILLS = int(os.environ.get("REMINDER_KILLS", "3"))
BEGIN = date(2020, 1, 1)
YEAR = KILLS > 3
DAYS, STRIDE = (366, 1) if YEAR else (40, 4)
PATIENCE = 1800  # seconds for a year on a busy machine
STRAY = 3  # days by which a loop that begins again is early or late: no threshold is that short

WORLD = (
    TABLES
    + """
from datetime import date, timedelta
from xuncha.people.models import Person, Tenure
from xuncha.people.tests.builders import person
from xuncha.records.rules import Role
from xuncha.records.tests.builders import user
from xuncha.reminders.models import Subscription
from xuncha.reminders.tests import builders as make
days = int(sys.argv[1])
house = make.home()
(item,) = make.ledger(house).items.all()
for number in range(days // 6):
    row = make.rectification.measure(item, due_on=date(2020, 1, 1) + timedelta(days=6 * number + 2))
    if number % 3:
        who = person(office=house, user=user())
        Tenure.objects.create(person=who, post=row.owner, office=house, by=row.by, at=date(2018, 1, 1))
make.task(house, state="left", left_on=date(2019, 12, 20))
make.matter(office=house, due_on=date(2020, 1, 20))
unit = item.ledger.task.organisation
accounts = [make.account(Role.UNIT_CONTACT, house, unit)]
accounts += [make.account(role, house) for role in (Role.RECTIFICATION, Role.DIRECTOR, Role.LEADER, Role.GENERAL)]
for account in accounts:
    Subscription.objects.create(user=account, by_mail=True, address=f"{account.username}@xuncha.example")
"""
)

# Every third measure is finished five days after it was due: in the middle of a threshold, so that no stray day matters.
WALK = """
import signal
from datetime import date, timedelta
from django.db import connection
from xuncha.reminders import jobs
from xuncha.reminders.actions import daily
from xuncha.rectification.models import Measure
from xuncha.reminders.models import Mailing, Notice
first, last, stride, kill_at = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
count = 0
def killing(execute, sql, params, many, context):
    global count
    count += 1
    if count == kill_at and kill_at % 2:
        os.kill(os.getpid(), signal.SIGKILL)
    answer = execute(sql, params, many, context)
    if count == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
day, last = date.fromisoformat(first), date.fromisoformat(last)
with connection.execute_wrapper(killing):
    while day <= last:
        done = [key for key, due in Measure.objects.values_list("pk", "due_on") if key % 3 == 0 and due + timedelta(days=5) <= day]
        Measure.objects.filter(pk__in=done, done_on=None).update(done_on=day)
        daily.run(day)
        jobs.send()
        print("day", day.isoformat(), count, flush=True)
        day += timedelta(days=stride)
    daily.run(last)  # once more: nothing comes of it
    jobs.send()
for row in Notice.objects.order_by("pk").values_list("kind", "subject_uid", "due_on", "days", "recipient__username", "audience"):
    print("notice", *row)
for message, sent in [(m.message_id, m.sent_at is not None) for m in Mailing.objects.all()]:
    print("mail", message, sent)
print("unmailed", Notice.objects.unread().filter(mailing=None, recipient__subscription__by_mail=True).count())
"""


@pytest.fixture
def mail_to_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNCHA_MAIL", "file")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of SQLite's file")
@pytest.mark.usefixtures("mail_to_files")
def test_a_loop_killed_anywhere_tells_each_person_exactly_once(tmp_path: Path) -> None:
    world, calm, shaken = (tmp_path / name for name in ("world", "calm", "shaken"))
    said(world, WORLD, DAYS)
    for copy in (calm, shaken):
        shutil.copytree(world, copy)
    last = BEGIN + timedelta(days=(DAYS - 1) // STRIDE * STRIDE)
    undisturbed = _walked(calm, BEGIN, last)
    days = [line for line in undisturbed if line.startswith("day")]
    disturbed = _walk_killed(shaken, last, statements=int(days[-1].split()[2]))
    expected, found = _notices(undisturbed), _notices(disturbed)
    assert expected
    assert max(found.values()) == 1
    assert found == expected
    _check_mail(disturbed, shaken / "mail")


def _walked(home: Path, first: date, last: date) -> list[str]:
    """In peace to the end; what it told of each day and of what is there then."""
    process = start(home, WALK, first, last, STRIDE, 0)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return output.split("\n")[:-1]


def _walk_killed(home: Path, last: date, *, statements: int) -> list[str]:
    """Begin again after each kill, a little early or late, until it was killed often enough; then to the end in peace."""
    dice, day, killed = Random(20200101), BEGIN, 0
    spread = max(
        2, 2 * statements // KILLS
    )  # statements to the next kill; on average the walk divided by the kills
    while killed < KILLS:
        process = start(home, WALK, day, last, STRIDE, dice.randint(1, spread))
        output, _ = process.communicate(timeout=PATIENCE)
        if process.returncode == 0:  # it came through to the end: the days before it are walked again
            day = last - timedelta(days=STRIDE * dice.randint(1, DAYS // STRIDE // 2))
            continue
        assert process.returncode == -signal.SIGKILL
        killed += 1
        lines = output.split("\n")[:-1]
        reached = date.fromisoformat(lines[-1].split()[1]) + timedelta(days=STRIDE) if lines else day
        ahead = STRAY if STRIDE == 1 and lines else 0  # never two gaps in a row: together they would be long
        stray = dice.randint(-STRAY, ahead) if STRIDE == 1 else -STRIDE * dice.randint(0, 1)
        day = min(max(BEGIN, reached + timedelta(days=stray)), last)
    return _walked(home, day, last)


def _notices(lines: list[str]) -> Counter[str]:
    return Counter(line for line in lines if line.startswith("notice"))


def _check_mail(lines: list[str], folder: Path) -> None:
    """Every notice is spoken of, every message is out, and what went out twice bears the same name."""
    assert "unmailed 0" in lines
    named = {line.split()[1]: line.split()[2] for line in lines if line.startswith("mail")}
    assert named
    assert set(named.values()) == {"True"}
    sent = Counter(_name(text) for file in folder.iterdir() for text in _messages(file))
    assert sent.keys() == named.keys()


def _messages(file: Path) -> list[str]:
    """Django's file backend puts a line of dashes after each message."""
    return [text for text in file.read_text(encoding="utf-8").split("-" * 79 + "\n") if text.strip()]


def _name(text: str) -> str:
    return str(email.message_from_string(text)["Message-ID"]).strip()
