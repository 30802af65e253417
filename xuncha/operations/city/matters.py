"""Matters that the secretary named (点人点事), supervised one by one; and the office's own rules."""

import re
from collections import Counter
from datetime import date, timedelta
from random import Random

from xuncha.basis.models import Document
from xuncha.basis.rules import MeetingKind, Stated
from xuncha.leadership.models import Institution, InstitutionVersion, MatterReply, NamedMatter
from xuncha.leadership.rules import InstitutionAct
from xuncha.operations.city.days import between, later, months_later
from xuncha.operations.city.findings_text import Slots
from xuncha.operations.city.papers import issue, state
from xuncha.operations.city.profile import NamedSpec
from xuncha.operations.city.texts import fill, lines, table
from xuncha.operations.city.world import HeldTask, World
from xuncha.records.rules import Level, Role

LEADS = table("staff")["leads"]
ACTS = {"m": InstitutionAct.MADE, "r": InstitutionAct.REVISED, "a": InstitutionAct.ABOLISHED}
WORDS = table("words")["institutions"]


def name_matters(world: World) -> None:
    """Every matter named at a meeting, closed in its time."""
    for spec in world.profile.named:
        rng = world.dice.of("matters")
        tasks = world.held(spec.round).tasks
        classes = {"*", *(task.unit.unit_class for task in tasks)}
        gists = rng.sample([line for line in lines("matters") if line[0] in classes], spec.count)
        for serial, (who, gist) in enumerate(gists, 1):
            task = rng.choice([task for task in tasks if who in ("*", task.unit.unit_class)])
            matter = _name(world, rng, spec, serial, gist, task)
            if serial <= spec.count - spec.into:
                _close(world, rng, matter, date(world.profile.year - 1, 12, 20))
            elif serial <= spec.count - spec.open:
                _close(
                    world,
                    rng,
                    matter,
                    world.profile.today - timedelta(days=8),
                    date(world.profile.year, 1, 7),
                )
            else:
                _work(world, rng, matter)
        minutes = world.meetings[MeetingKind.SECRETARY.value, spec.on].minutes
        assert minutes
        state(world, minutes, Stated.NAMED_MATTERS, len(gists))


def _name(world: World, rng: Random, spec: NamedSpec, serial: int, gist: str, task: HeldTask) -> NamedMatter:
    slots = Slots(rng, task.unit.short_name, Level.CITY, spec.on.year)
    lead = next((key for word, key in LEADS.items() if word in gist), table("staff")["office"])
    matter = NamedMatter(
        meeting=world.meetings[MeetingKind.SECRETARY.value, spec.on],
        serial=serial,
        gist=fill(gist, slots),
        lead=world.unit(lead),
        due_on=months_later(spec.on, rng.choice((1, 2, 3))),
    )
    return world.rows.enter(matter, office=world.home, at=spec.on)


def _close(world: World, rng: Random, matter: NamedMatter, last: date, first: date = date.min) -> None:
    start = later(matter.at, rng.randint(2, 6))
    closed = between(rng, max(first, later(start, 15)), last)
    world.rows.move(matter, "start", at=start)
    _reply(world, rng, matter, later(closed, -5))
    world.rows.move(matter, "close", at=closed, by=world.users[Role.DIRECTOR].pk)


def _reply(world: World, rng: Random, matter: NamedMatter, on: date) -> None:
    """What was answered is a version of its own; the section enters it, the director closes."""
    text = rng.choice(lines("matter_results"))[0]
    row = MatterReply(matter=matter, number=1, text=text)
    world.rows.enter(row, office=world.home, at=on, role=Role.RECTIFICATION)
    by = world.users[Role.RECTIFICATION].pk
    world.rows.move(matter, "reply", at=on, by=by, result=text)


def _work(world: World, rng: Random, matter: NamedMatter) -> None:
    """Still open: some have not been taken up, some are answered and under review."""
    start = later(matter.at, rng.randint(2, 10))
    if start > world.profile.today:
        return
    world.rows.move(matter, "start", at=start)
    reply = later(start, 60)
    if reply <= world.profile.today and rng.random() < 0.5:
        _reply(world, rng, matter, reply)


def make_rules(world: World) -> None:
    """The office's rules through their versions; one paper issues all of a day, another one abolishes."""
    days: dict[tuple[date, bool], list[tuple[str, str, str]]] = {}
    for field, name, history in lines("institutions"):
        for on, act in re.findall(r"(\d{4}-\d\d-\d\d) ([mra])", history):
            days.setdefault((date.fromisoformat(on), act == "a"), []).append((field, name, act))
    institutions: dict[str, Institution] = {}
    numbers: Counter[str] = Counter()
    for (day, abolished), acts in sorted(days.items()):
        paper = _paper(world, day, [name for _, name, _ in acts], abolished)
        for field, name, act in acts:
            if name not in institutions:
                row = Institution(name=name, field=field)
                institutions[name] = world.rows.enter(row, office=world.home, at=day)
            numbers[name] += 1
            version = InstitutionVersion(
                institution=institutions[name], number=numbers[name], act=ACTS[act], document=paper
            )
            world.rows.enter(version, office=world.home, at=day)


def _paper(world: World, on: date, names: list[str], abolished: bool) -> Document:
    """The paper of the day; what it issues it counts itself."""
    key = "several" if len(names) > 1 else "one"
    title = fill(WORDS[key], {"name": names[0], "number": len(names)})
    paper = issue(world, "abolition" if abolished else "institution", at=on, rules=title)
    if not abolished:
        state(world, paper, Stated.INSTITUTIONS, len(names))
    return paper
