"""The term, its inspection plan through the versions of its list, the themes of the years, the deadlines."""

from datetime import date

from xuncha.basis.models import Document
from xuncha.operations.city.organisations import section
from xuncha.operations.city.papers import issue
from xuncha.operations.city.profile import VersionSpec
from xuncha.operations.city.texts import day, split, table
from xuncha.operations.city.world import World
from xuncha.orgs.models import Organisation, OrganisationChange
from xuncha.orgs.rules import ChangeKind
from xuncha.records.rules import Role
from xuncha.reminders.models import Scheme, Threshold
from xuncha.reminders.queries import schemes as reminding
from xuncha.rounds.actions import rule_sets, step_templates
from xuncha.rounds.models import KeyTask, Plan, PlanChange, PlanItem, PlanVersion, RuleSet, Term, Theme
from xuncha.rounds.rules.bundled import IN_USE_FROM, RULE_SETS, templates_for
from xuncha.rounds.rules.plans import PlanChangeKind


def draw_up(world: World) -> None:
    """Term, plan and all versions of its list."""
    profile = world.profile
    term = Term(number=profile.term_number, name=profile.term_name, ends_on=profile.term_until)
    world.term = world.rows.enter(term, office=world.home, at=profile.term_from, known=profile.start)
    first = profile.versions[0]
    paper = issue(world, "term_plan", at=first.on, approver=world.secretary, approved=first.on)
    plan = world.rows.enter(
        Plan(term=world.term, name=paper.title[paper.title.index("《") + 1 : -4]),
        office=world.home,
        at=first.on,
    )
    listed = _first_list(world)
    for number, spec in enumerate(profile.versions, 1):
        _version(world, plan, number, spec, listed, paper if number == 1 else _paper(world, spec))


def _first_list(world: World) -> dict[str, Organisation]:
    """The list before all changes: what is listed at the end, without what came and with what went."""
    lines = (*section("city"), *section("further")[: world.profile.further_units])
    listed = {line[0]: world.unit(line[0]) for line in lines}
    for spec in reversed(world.profile.versions):
        for key in spec.added:
            listed.pop(key, None)
        for key, _ in spec.split:
            listed[key] = world.unit(key)
        for key in (*(key for key, _ in spec.merged), *spec.abolished, *spec.kept):
            listed[key] = world.unit(key)
    return listed


def _paper(world: World, spec: VersionSpec) -> Document:
    return issue(
        world, "plan_change", at=spec.on, approver=world.secretary, approved=spec.on, year=spec.on.year
    )


def _version(
    world: World, plan: Plan, number: int, spec: VersionSpec, listed: dict[str, Organisation], paper: Document
) -> None:
    version = PlanVersion(plan=plan, number=number, document=paper)
    world.version = world.rows.enter(version, office=world.home, at=spec.on)
    _change(world, spec, listed, paper)
    for unit in listed.values():
        item = PlanItem(
            version=world.version, organisation=unit, unit_class=unit.unit_class, level=unit.level
        )
        world.rows.enter(item, office=world.home, at=spec.on)


def _change(world: World, spec: VersionSpec, listed: dict[str, Organisation], paper: Document) -> None:
    """Bring the list up to date, with a reason for each difference and what became of the organisations."""
    reform = (
        issue(world, "reform", at=spec.reform_on, year=spec.on.year).title if spec.reform_on else spec.reason
    )
    for key in spec.added:
        listed[key] = world.unit(key)
        _plan_change(world, spec, paper, key, PlanChangeKind.ADDED)
    for key, successor in spec.merged:
        del listed[key]
        _end(world, spec, key, ChangeKind.MERGED, reform, successor)
        _plan_change(world, spec, paper, key, PlanChangeKind.MERGED, successor)
    for key, successor in spec.split:
        listed.pop(key, None)
        _end(world, spec, key, ChangeKind.SPLIT, reform, successor)
        _plan_change(world, spec, paper, key, PlanChangeKind.SPLIT, successor)
    for key in spec.abolished:
        del listed[key]
        _end(world, spec, key, ChangeKind.ABOLISHED, reform)
        _plan_change(world, spec, paper, key, PlanChangeKind.ABOLISHED)
    for key in spec.kept:
        _end(world, spec, key, ChangeKind.ABOLISHED, reform)
        _plan_change(world, spec, paper, key, PlanChangeKind.KEPT)
    for key, short, name in spec.renamed:
        _rename(world, spec, key, short, name.format(c=world.profile.city_name), reform)


def _rename(world: World, spec: VersionSpec, key: str, short: str, name: str, basis: str) -> None:
    """The organisation was founded under its present name; put the old one back and correct it on the day."""
    unit = world.unit(key)
    present = {"name": unit.name, "short_name": unit.short_name}
    unit.name, unit.short_name = name, short
    note = ChangeKind.RENAMED.label
    world.rows.correct(unit, at=spec.reform_on or spec.on, note=note, changes=present, basis=basis)
    _record(world, spec, key, ChangeKind.RENAMED, basis, former=name)


def _plan_change(
    world: World, spec: VersionSpec, paper: Document, key: str, kind: PlanChangeKind, successor: str = ""
) -> None:
    change = PlanChange(
        version=world.version,
        organisation=world.unit(key),
        kind=kind,
        successor=world.unit(successor) if successor else None,
        reason=spec.reason,
        document=paper,
    )
    world.rows.enter(change, office=world.home, at=spec.on)


def _end(
    world: World, spec: VersionSpec, key: str, kind: ChangeKind, basis: str, successor: str = ""
) -> None:
    unit, on = world.unit(key), spec.reform_on or spec.on
    if unit.abolished_on is None:  # a split names each successor, the organisation ends once
        world.rows.fill(unit, kind.value, at=on, basis=basis, abolished_on=on)
    _record(world, spec, key, kind, basis, successor)


def _record(
    world: World,
    spec: VersionSpec,
    key: str,
    kind: ChangeKind,
    basis: str,
    successor: str = "",
    *,
    former: str = "",
) -> None:
    unit = world.unit(key)
    change = OrganisationChange(
        organisation=unit,
        kind=kind,
        successor=world.unit(successor) if successor else None,
        former_name=former,
        basis=basis,
    )
    world.rows.enter(change, office=world.home, at=spec.reform_on or spec.on)


def set_themes(world: World) -> None:
    """The theme of each year with its key tasks."""
    for row in table("themes")["theme"]:
        paper = issue(
            world,
            "theme",
            at=row["on"],
            approver=world.leading_group[0],
            approved=row["on"],
            year=row["year"],
        )
        theme = Theme(year=row["year"], title=row["title"], document=paper)
        world.rows.enter(theme, office=world.home, at=row["on"])
        for serial, line in enumerate(row["tasks"], 1):
            text, owner, due, done = split(line)
            task = KeyTask(theme=theme, serial=serial, text=text, owner=owner, due_on=date.fromisoformat(due))
            world.rows.enter(task, office=world.home, at=row["on"])
            done_on = day(done)
            if done_on:
                world.rows.fill(task, "finish", at=done_on, done_on=done_on)


def set_deadlines(world: World) -> None:
    """The bundled rule sets; every round of the city and its counties is bound to the one in use."""
    for bundled in RULE_SETS:
        rule_set = RuleSet(name=bundled.name)
        at, known = bundled.in_use_from, world.profile.start
        world.rows.enter(rule_set, office=world.home, at=at, role=Role.DIRECTOR, known=known)
        if at <= world.profile.today:
            world.rule_set = rule_set
        for rule in rule_sets.read(bundled):
            rule.rule_set = rule_set
            world.rows.enter(rule, office=world.home, at=at, role=Role.DIRECTOR, known=known)


def set_thresholds(world: World) -> None:
    """When the city's offices remind whom: the thresholds that come along, as the office's own."""
    scheme = Scheme(name=table("words")["reminders"]["scheme"])
    at = world.profile.start
    world.rows.enter(scheme, office=world.home, at=at, role=Role.DIRECTOR)
    for row in reminding.bundled():
        line = Threshold(scheme=scheme, kind=row.kind, days=row.days, audience=row.audience)
        world.rows.enter(line, office=world.home, at=at, role=Role.DIRECTOR)


def set_steps(world: World) -> None:
    """The bundled step templates of a city's office. Earlier rounds were worked without a checklist."""
    at = IN_USE_FROM
    for bundled in templates_for(world.home.level):
        template = step_templates.blank(bundled)
        world.rows.enter(template, office=world.home, at=at, role=Role.DIRECTOR, known=world.profile.start)
        for step in step_templates.read(bundled):
            step.template = template
            world.rows.enter(step, office=world.home, at=at, role=Role.DIRECTOR, known=world.profile.start)
