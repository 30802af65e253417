"""The law of recusal (回避): each rule gives (rule, fact, weight) for a person, a target and an occasion.

Sources: domain §7.3; Civil Servants Recusal Provisions (公务员回避规定) for the classes of kin. 'The last three
years' count back from the planned entry: three years to the day after leaving is clear, three years of service
to the day blocks.
"""

import calendar
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from xuncha.kernel.words import Word
from xuncha.talent.rules.dossiers import (
    Dossier,
    InterestKind,
    Occasion,
    Official,
    PlaceKind,
    Schooling,
    Spell,
    Target,
)
from xuncha.talent.rules.kin import NEAR

YEARS = 3
DAY = timedelta(days=1)


class Rule(Word):
    KINSHIP = "kinship", "亲属关系"
    FORMER_WORK = "former_work", "曾任职"
    JOINT_SERVICE = "joint_service", "共事"
    STUDY = "study", "学缘"
    REGION = "region", "地域"
    INTEREST = "interest", "利害关系"
    OWN_UNIT = "own_unit", "本单位"
    REPEATED_LEADER = "repeated_leader", "重复带队"


class Weight(Word):
    """What the engine proposes. An official decides."""

    BLOCK = "block", "应当回避"
    WARN = "warn", "提请研究"


@dataclass(frozen=True)
class Hit:
    """One tie that a rule found, in words."""

    rule: Rule
    fact: str
    weight: Weight

    @property
    def key(self) -> str:
        """SHA-256 (hex): the same tie found again has the same key, a tie that weighs more another one."""
        return hashlib.sha256(f"{self.rule}|{self.weight}|{self.fact}".encode()).hexdigest()


Law = Callable[[Dossier, Target, Occasion], Iterator[Hit]]


def years_before(day: date, years: int = YEARS) -> date:
    """The same day so many years earlier; of 29 February the 28th where the year has none."""
    return _shifted(day, -years)


def years_after(day: date, years: int = YEARS) -> date:
    return _shifted(day, years)


def served(spells: Iterable[tuple[date, date]]) -> bool:
    """Whether these spans, first and last day of each, come to three years; days that overlap count once."""
    merged = list(_merged(spells))
    if not merged:
        return False
    first = merged[0][0]
    days = sum((last - since + DAY).days for since, last in merged)
    return days >= (years_after(first) - first).days


def recent(last: date, entry: date) -> bool:
    """Whether what ended on `last` lies within the three years before the entry."""
    return last > years_before(entry)


def kinship(dossier: Dossier, target: Target, occasion: Occasion) -> Iterator[Hit]:
    """Near kin in the target or in its leading body block; a relation outside the list is put to the official."""
    for one in dossier.kin:
        weight = Weight.BLOCK if one.relation.strip() in NEAR else Weight.WARN
        if one.organisation == target.organisation:
            yield Hit(Rule.KINSHIP, _said("申报的%(relation)s在该单位任职", relation=one.relation), weight)
        text = one.details or ""
        if one.organisation is None and any(name and name in text for name in target.names):
            yield Hit(
                Rule.KINSHIP, _said("申报的%(relation)s情况中写有该单位", relation=one.relation), weight
            )
        for official in target.body:
            if official.name and official.name in text:
                fact = _said(
                    "申报的%(relation)s与该单位班子成员%(name)s同名",
                    relation=one.relation,
                    name=official.name,
                )
                yield Hit(Rule.KINSHIP, fact, weight)


def former_work(dossier: Dossier, target: Target, occasion: Occasion) -> Iterator[Hit]:
    """Work there within the last three years, or three years of it at any time."""
    there = [(one.since, one.last(occasion.entry)) for one in _until(dossier.spells, occasion.entry, target)]
    if not there:
        return
    last = _last(there)
    if recent(last, occasion.entry):
        yield Hit(
            Rule.FORMER_WORK,
            _said("近三年内曾在该单位任职（%(until)s）", until=_to(last, occasion.entry)),
            Weight.BLOCK,
        )
    if served(there):
        first = min(day for day, _ in there)
        yield Hit(
            Rule.FORMER_WORK,
            _said("自%(since)s起先后在该单位任职，累计满三年", since=first.isoformat()),
            Weight.BLOCK,
        )


def joint_service(dossier: Dossier, target: Target, occasion: Occasion) -> Iterator[Hit]:
    """One leading body together, or one above the other, with a member of the target's present leading body."""
    for official in target.body:
        if official.person != dossier.person:
            for fact in shared(dossier.spells, official, occasion.entry):
                yield Hit(Rule.JOINT_SERVICE, fact, _by_seat(occasion))


def shared(spells: Iterable[Spell], official: Official, entry: date) -> Iterator[str]:
    """What the spells have in common with the official's: peers in a leading body, then superior and subordinate."""
    peers, ranked = [], []
    for mine in spells:
        for theirs in official.spells:
            span = _overlap(mine, theirs, entry)
            if span and mine.leading and theirs.leading:
                peers.append(span)
            elif span and mine.leading != theirs.leading:
                ranked.append(span)
    if peers and (served(peers) or recent(_last(peers), entry)):
        yield _said(
            "与班子成员%(name)s同在一个领导班子任职（%(until)s）",
            name=official.name,
            until=_to(_last(peers), entry),
        )
    if ranked and recent(_last(ranked), entry):
        yield _said(
            "近三年内与班子成员%(name)s有上下级关系（%(until)s）",
            name=official.name,
            until=_to(_last(ranked), entry),
        )


def study(dossier: Dossier, target: Target, occasion: Occasion) -> Iterator[Hit]:
    """A degree taken at the target, a classmate in its leading body, a declared teacher or pupil there."""
    for mine in dossier.schooling:
        if mine.since <= occasion.entry and mine.organisation == target.organisation:
            yield Hit(
                Rule.STUDY,
                _said("曾在该单位就读（%(course)s）", course=mine.course or mine.school),
                _by_seat(occasion),
            )
        for official in target.body:
            if official.person != dossier.person and any(classmates(mine, one) for one in official.schooling):
                fact = _said(
                    "与班子成员%(name)s系同学（%(course)s）",
                    name=official.name,
                    course=mine.school + mine.course,
                )
                yield Hit(Rule.STUDY, fact, _by_seat(occasion))
    for tie in _open_interests(dossier, target, occasion):
        if tie == InterestKind.TEACHER:
            yield Hit(Rule.STUDY, "申报与该单位人员有师生关系", _by_seat(occasion))


def classmates(mine: Schooling, theirs: Schooling) -> bool:
    """The same course of the same school, at the same time."""
    together = mine.since <= (theirs.until or date.max) and theirs.since <= (mine.until or date.max)
    return together and bool(mine.course) and (mine.school, mine.course) == (theirs.school, theirs.course)


def region(dossier: Dossier, target: Target, occasion: Occasion) -> Iterator[Hit]:
    """The target lies where the person comes from or grew up: leaders keep out, of others it is asked."""
    for place in dossier.places:
        if place.division in target.divisions:
            yield Hit(
                Rule.REGION,
                _said("%(kind)s为%(place)s", kind=PlaceKind(place.kind).label, place=place.name),
                _by_seat(occasion),
            )


def interest(dossier: Dossier, target: Target, occasion: Occasion) -> Iterator[Hit]:
    """Dealings, debts, a complaint or a lawsuit that are not over on the day of entry."""
    for kind in _open_interests(dossier, target, occasion):
        if kind != InterestKind.TEACHER:
            weight = Weight.WARN if kind == InterestKind.OTHER else Weight.BLOCK
            yield Hit(Rule.INTEREST, _said("申报与该单位存在%(kind)s", kind=kind.label), weight)


def own_unit(dossier: Dossier, target: Target, occasion: Occasion) -> Iterator[Hit]:
    """Drawn from the target or from the organisation above it."""
    present = {one.organisation for one in dossier.spells if one.runs(occasion.entry)} | set(dossier.units)
    if target.organisation in present:
        yield Hit(Rule.OWN_UNIT, "现工作单位即该单位", Weight.BLOCK)
    if target.supervisor is not None and target.supervisor in present:
        yield Hit(Rule.OWN_UNIT, "现工作单位为该单位的上级", Weight.BLOCK)


def repeated_leader(dossier: Dossier, target: Target, occasion: Occasion) -> Iterator[Hit]:
    """Who led a group to an organisation should not lead one there again (三个不固定)."""
    if occasion.leads and target.organisation in occasion.led:
        yield Hit(Rule.REPEATED_LEADER, "曾任巡察该单位的巡察组组长", Weight.WARN)


LAWS: dict[Rule, Law] = {
    Rule.KINSHIP: kinship,
    Rule.FORMER_WORK: former_work,
    Rule.JOINT_SERVICE: joint_service,
    Rule.STUDY: study,
    Rule.REGION: region,
    Rule.INTEREST: interest,
    Rule.OWN_UNIT: own_unit,
    Rule.REPEATED_LEADER: repeated_leader,
}


def screen(dossier: Dossier, target: Target, occasion: Occasion) -> tuple[Hit, ...]:
    """Every tie of the person to the target on this occasion, each once, in the order of the rules."""
    found = (hit for law in LAWS.values() for hit in law(dossier, target, occasion))
    return tuple(dict.fromkeys(found))


def blocked(hits: Iterable[Hit]) -> bool:
    """Whether any of them says keep out."""
    return any(hit.weight == Weight.BLOCK for hit in hits)


def _said(fact: str, **values: str) -> str:
    """A fact in the office's language, as it is kept with the check."""
    return fact % values


def _by_seat(occasion: Occasion) -> Weight:
    return Weight.BLOCK if occasion.leads else Weight.WARN


def _until(spells: Iterable[Spell], day: date, target: Target) -> Iterator[Spell]:
    return (one for one in spells if one.organisation == target.organisation and one.since <= day)


def _open_interests(dossier: Dossier, target: Target, occasion: Occasion) -> Iterator[InterestKind]:
    for one in dossier.interests:
        ended = one.until is not None and one.until < occasion.entry
        if one.organisation == target.organisation and one.since <= occasion.entry and not ended:
            yield InterestKind(one.kind)


def _overlap(mine: Spell, theirs: Spell, entry: date) -> tuple[date, date] | None:
    since, last = max(mine.since, theirs.since), min(mine.last(entry), theirs.last(entry))
    return (since, last) if mine.organisation == theirs.organisation and since <= last else None


def _last(spans: Iterable[tuple[date, date]]) -> date:
    return max(last for _, last in spans)


def _to(last: date, entry: date) -> str:
    """Until when, as a fact says it; what goes on is not dated, so that a later entry leaves the fact as it was."""
    return "至今" if last >= entry else _said("至%(day)s", day=last.isoformat())


def _merged(spans: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Spans in order, those that overlap or touch as one."""
    current: tuple[date, date] | None = None
    for since, last in sorted(spans):
        if current and since <= current[1] + DAY:
            current = current[0], max(current[1], last)
            continue
        if current:
            yield current
        current = since, last
    if current:
        yield current


def _shifted(day: date, years: int) -> date:
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))
