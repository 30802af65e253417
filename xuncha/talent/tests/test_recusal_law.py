"""The law of recusal: for every rule what hits, what does not, and the days between; and what holds of all of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xuncha.talent.rules import recusal
from xuncha.talent.rules.dossiers import (
    Dossier,
    Interest,
    InterestKind,
    Kin,
    Occasion,
    Official,
    Place,
    PlaceKind,
    Schooling,
    Spell,
    Target,
    digest,
)
from xuncha.talent.rules.kin import NEAR, leading
from xuncha.talent.rules.recusal import Hit, Rule, Weight, blocked, screen

ENTRY = date(2019, 9, 16)
UNIT, ABOVE, ELSEWHERE = 1, 2, 3
TARGET = Target(UNIT, names=("金水区水务局党组", "水务局"), supervisor=ABOVE, divisions=(10, 11))
MEMBER, LEADER = Occasion(ENTRY), Occasion(ENTRY, leads=True)


def rules(
    dossier: Dossier, target: Target = TARGET, occasion: Occasion = MEMBER
) -> list[tuple[Rule, Weight]]:
    return [(hit.rule, hit.weight) for hit in screen(dossier, target, occasion)]


def spell(since: date, until: date | None, organisation: int = UNIT, title: str = "科员") -> Spell:
    return Spell(organisation, since, until, title, "某单位")


def facing(*spells: Spell, name: str = "周正", schooling: tuple[Schooling, ...] = ()) -> Target:
    return replace(TARGET, body=(Official(90, name, spells, schooling),))


# --- Kinship -----------------------------------------------------------------------------------


@pytest.mark.parametrize("relation", sorted(NEAR))
def test_near_kin_in_the_unit_block(relation: str) -> None:
    assert rules(Dossier(1, kin=(Kin(relation, UNIT),))) == [(Rule.KINSHIP, Weight.BLOCK)]


def test_kin_elsewhere_is_no_matter_and_a_relation_outside_the_list_is_asked() -> None:
    assert rules(Dossier(1, kin=(Kin("父亲", ELSEWHERE),))) == []
    assert rules(Dossier(1, kin=(Kin("远房亲戚", UNIT),))) == [(Rule.KINSHIP, Weight.WARN)]


def test_an_opened_declaration_that_names_the_unit_or_its_leader_blocks_and_a_sealed_one_says_nothing() -> (
    None
):
    target = facing()
    for text in ("李明，水务局副局长", "周正，退休"):
        opened = Kin("配偶", None, "x", text)
        assert rules(Dossier(1, kin=(opened,)), target) == [(Rule.KINSHIP, Weight.BLOCK)]
        assert rules(Dossier(1, kin=(replace(opened, details=None),)), target) == []
    assert rules(Dossier(1, kin=(Kin("配偶", None, "x", "李明，教师"),)), target) == []


# --- Former work -------------------------------------------------------------------------------

LONG_AGO = date(2009, 1, 1)


@pytest.mark.parametrize(
    ("left", "hit"),
    [
        (date(2016, 9, 16), False),  # three years to the day
        (date(2016, 9, 17), True),  # two years and 364 days
        (date(2019, 9, 15), True),
        (date(2013, 1, 1), False),
    ],
)
def test_who_left_within_three_years_of_the_entry_keeps_out(left: date, hit: bool) -> None:
    dossier = Dossier(1, spells=(spell(left - timedelta(days=300), left),))
    assert rules(dossier) == ([(Rule.FORMER_WORK, Weight.BLOCK)] if hit else [])


@pytest.mark.parametrize(
    ("last", "hit"),
    [
        (date(2011, 12, 30), False),  # two years and 364 days
        (date(2011, 12, 31), True),  # three years to the day
        (date(2014, 6, 1), True),
    ],
)
def test_three_years_of_service_at_any_time_block(last: date, hit: bool) -> None:
    dossier = Dossier(1, spells=(spell(LONG_AGO, last),))
    assert rules(dossier) == ([(Rule.FORMER_WORK, Weight.BLOCK)] if hit else [])


def test_service_adds_up_over_the_years_and_counts_no_day_twice() -> None:
    first, second = spell(date(2005, 1, 1), date(2006, 12, 31)), spell(date(2009, 1, 1), date(2009, 12, 31))
    assert rules(Dossier(1, spells=(first, second))) == [(Rule.FORMER_WORK, Weight.BLOCK)]
    short = replace(second, until=date(2009, 12, 30))
    assert rules(Dossier(1, spells=(first, short))) == []
    beside = spell(date(2005, 6, 1), date(2006, 12, 31), title="兼职")
    assert rules(Dossier(1, spells=(first, beside))) == []


@pytest.mark.parametrize(
    ("left", "entry", "hit"),
    [
        (date(2016, 2, 29), date(2019, 2, 28), True),
        (date(2016, 2, 29), date(2019, 3, 1), False),
        (date(2017, 2, 28), date(2020, 2, 29), False),
        (date(2017, 3, 1), date(2020, 2, 29), True),
    ],
)
def test_leap_days_are_counted_by_the_calendar(left: date, entry: date, hit: bool) -> None:
    assert recusal.recent(left, entry) == hit


def test_what_begins_after_the_entry_is_not_asked() -> None:
    assert rules(Dossier(1, spells=(spell(ENTRY + timedelta(days=1), None),))) == []


# --- Joint service -----------------------------------------------------------------------------

SINCE = date(2010, 1, 1)


@pytest.mark.parametrize(
    ("last", "hit"),
    [
        (date(2012, 12, 30), False),
        (date(2012, 12, 31), True),
    ],
)
@pytest.mark.parametrize(("occasion", "weight"), [(MEMBER, Weight.WARN), (LEADER, Weight.BLOCK)])
def test_three_years_in_one_leading_body(last: date, hit: bool, occasion: Occasion, weight: Weight) -> None:
    mine = spell(SINCE, last, ELSEWHERE, "副局长")
    found = rules(Dossier(1, spells=(mine,)), facing(spell(SINCE, None, ELSEWHERE, "局长")), occasion)
    assert found == ([(Rule.JOINT_SERVICE, weight)] if hit else [])


@pytest.mark.parametrize("titles", list(product(["局长", "科员"], repeat=2)))
@pytest.mark.parametrize(("last", "lately"), [(date(2016, 9, 16), False), (date(2016, 9, 17), True)])
def test_peers_and_superiors_of_the_last_three_years(
    titles: tuple[str, str], last: date, lately: bool
) -> None:
    """Neither of two clerks is the other's superior; of all other pairs it is asked."""
    mine, theirs = titles
    dossier = Dossier(1, spells=(spell(date(2016, 1, 1), last, ELSEWHERE, mine),))
    found = rules(dossier, facing(spell(date(2014, 1, 1), None, ELSEWHERE, theirs)))
    assert found == ([(Rule.JOINT_SERVICE, Weight.WARN)] if lately and titles != ("科员", "科员") else [])


def test_who_never_met_shared_nothing_and_nobody_served_with_himself() -> None:
    mine = spell(date(2010, 1, 1), date(2012, 12, 31), ELSEWHERE, "局长")
    after = spell(date(2013, 1, 1), None, ELSEWHERE, "局长")
    assert rules(Dossier(1, spells=(mine,)), facing(after)) == []
    assert rules(Dossier(90, spells=(after,)), facing(after)) == []


@pytest.mark.parametrize(
    ("title", "leads"),
    [
        ("党组书记", True), ("副局长", True), ("党组成员", True), ("分管领导", True), ("副镇长", True),
        ("办公室主任", False), ("科长", False), ("党支部书记", False), ("派出所所长", False), ("科员", False),
    ],
)  # fmt: skip
def test_who_sits_in_a_leading_body_is_told_by_the_title(title: str, leads: bool) -> None:
    assert leading(title) == leads


# --- Study, region, interest, own unit, the same leader again ----------------------------------

COURSE = Schooling("某省大学", "水利工程2003级", None, date(2003, 9, 1), date(2007, 6, 30))
WEIGHTS = pytest.mark.parametrize(
    ("occasion", "weight"), [(MEMBER, Weight.WARN), (LEADER, Weight.BLOCK)], ids=["member", "leader"]
)


@WEIGHTS
def test_a_degree_a_classmate_and_a_teacher_there(occasion: Occasion, weight: Weight) -> None:
    degree = Dossier(1, schooling=(replace(COURSE, organisation=UNIT),))
    assert rules(degree, TARGET, occasion) == [(Rule.STUDY, weight)]
    assert rules(Dossier(1, schooling=(COURSE,)), facing(schooling=(COURSE,)), occasion) == [
        (Rule.STUDY, weight)
    ]
    teacher = Interest(UNIT, InterestKind.TEACHER, SINCE, None)
    assert rules(Dossier(1, interests=(teacher,)), TARGET, occasion) == [(Rule.STUDY, weight)]


@pytest.mark.parametrize(
    "other",
    [
        replace(COURSE, school="某市大学"),
        replace(COURSE, course="水利工程2008级"),
        replace(COURSE, since=date(2007, 7, 1), until=None),  # the day after
        replace(COURSE, course=""),
    ],
)
def test_another_school_course_or_time_makes_no_classmates(other: Schooling) -> None:
    assert rules(Dossier(1, schooling=(COURSE,)), facing(schooling=(other,))) == []


def test_the_last_day_together_makes_classmates() -> None:
    assert recusal.classmates(COURSE, replace(COURSE, since=date(2007, 6, 30), until=None))


@WEIGHTS
@pytest.mark.parametrize("kind", PlaceKind)
def test_a_target_where_one_comes_from(occasion: Occasion, weight: Weight, kind: PlaceKind) -> None:
    assert rules(Dossier(1, places=(Place(11, kind, "某县"),)), TARGET, occasion) == [(Rule.REGION, weight)]
    assert rules(Dossier(1, places=(Place(12, kind, "某县"),)), TARGET, occasion) == []


@pytest.mark.parametrize("kind", [kind for kind in InterestKind if kind != InterestKind.TEACHER])
@pytest.mark.parametrize(
    ("until", "open_"), [(None, True), (ENTRY, True), (ENTRY - timedelta(days=1), False)], ids=str
)
def test_interests_count_until_they_are_over(kind: InterestKind, until: date | None, open_: bool) -> None:
    weight = Weight.WARN if kind == InterestKind.OTHER else Weight.BLOCK
    found = rules(Dossier(1, interests=(Interest(UNIT, kind, SINCE, until),)))
    assert found == ([(Rule.INTEREST, weight)] if open_ else [])
    assert rules(Dossier(1, interests=(Interest(ELSEWHERE, kind, SINCE, until),))) == []


def test_nobody_inspects_the_own_unit_or_what_it_supervises() -> None:
    assert rules(Dossier(1, units=(UNIT,))) == [(Rule.OWN_UNIT, Weight.BLOCK)]
    assert rules(Dossier(1, units=(ABOVE,))) == [(Rule.OWN_UNIT, Weight.BLOCK)]
    assert rules(Dossier(1, units=(ELSEWHERE,))) == []
    assert rules(Dossier(1, spells=(spell(date(2019, 1, 1), None, ABOVE),))) == [
        (Rule.OWN_UNIT, Weight.BLOCK)
    ]
    last = spell(date(2019, 1, 1), ENTRY, ABOVE)
    assert rules(Dossier(1, spells=(last,))) == [(Rule.OWN_UNIT, Weight.BLOCK)]
    assert rules(Dossier(1, spells=(replace(last, until=ENTRY - timedelta(days=1)),))) == []


def test_the_same_leader_again_is_asked_and_a_member_is_not() -> None:
    led = (UNIT,)
    assert rules(Dossier(1), TARGET, replace(LEADER, led=led)) == [(Rule.REPEATED_LEADER, Weight.WARN)]
    assert rules(Dossier(1), TARGET, replace(LEADER, led=(ELSEWHERE,))) == []
    assert rules(Dossier(1), TARGET, replace(MEMBER, led=led)) == []


def test_every_rule_has_its_law() -> None:
    assert list(recusal.LAWS) == list(Rule)


# --- What holds of all of them -----------------------------------------------------------------

ALWAYS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # machines may be busy
DAYS = st.dates(date(2005, 1, 1), date(2021, 12, 31))
UNITS = st.integers(1, 3)
SPANS = st.tuples(DAYS, st.none() | DAYS).map(lambda pair: (pair[0], pair[1] and max(pair)))
SPELLS = st.builds(
    lambda unit, span, title: Spell(unit, span[0], span[1], title, "某单位"),
    UNITS,
    SPANS,
    st.sampled_from(["局长", "副局长", "科员"]),
)
SCHOOLING = st.builds(
    lambda span, course: Schooling("某大学", course, None, span[0], span[1]),
    SPANS,
    st.sampled_from(["", "甲班", "乙班"]),
)
KIN = st.builds(
    Kin, st.sampled_from(["配偶", "同乡"]), st.none() | UNITS, st.just("x"), st.sampled_from([None, "周正"])
)
INTERESTS = st.builds(
    lambda unit, kind, span: Interest(unit, kind, span[0], span[1]),
    UNITS,
    st.sampled_from(InterestKind),
    SPANS,
)
PLACES = st.builds(Place, st.integers(10, 13), st.sampled_from(PlaceKind), st.just("某县"))


def few(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=4).map(tuple)


DOSSIERS = st.builds(
    Dossier,
    st.just(1),
    units=few(UNITS),
    spells=few(SPELLS),
    kin=few(KIN),
    schooling=few(SCHOOLING),
    interests=few(INTERESTS),
    places=few(PLACES),
)
TARGETS = st.builds(
    lambda spells, schooling: facing(*spells, schooling=schooling), few(SPELLS), few(SCHOOLING)
)


def ties(hits: Iterable[Hit]) -> set[tuple[Rule, Weight]]:
    return {(hit.rule, hit.weight) for hit in hits}


@ALWAYS
@given(DOSSIERS, DOSSIERS, TARGETS, DAYS, st.booleans())
def test_more_knowledge_never_lifts_a_rule(
    known: Dossier, more: Dossier, target: Target, entry: date, leads: bool
) -> None:
    occasion = Occasion(entry, leads)
    names = ("units", "spells", "kin", "schooling", "interests", "places")
    both = replace(known, **{name: getattr(known, name) + getattr(more, name) for name in names})
    assert ties(screen(known, target, occasion)) <= ties(screen(both, target, occasion))


@ALWAYS
@given(DOSSIERS, TARGETS, DAYS)
def test_a_leader_is_never_judged_more_lightly(dossier: Dossier, target: Target, entry: date) -> None:
    member = screen(dossier, target, Occasion(entry))
    leader = screen(dossier, target, Occasion(entry, leads=True, led=(UNIT,)))
    assert {(hit.rule, hit.fact) for hit in member} <= {(hit.rule, hit.fact) for hit in leader}
    assert not blocked(member) or blocked(leader)


@ALWAYS
@given(few(SPELLS), few(SPELLS), DAYS)
def test_service_together_is_the_same_from_both_sides(
    mine: tuple[Spell, ...], theirs: tuple[Spell, ...], entry: date
) -> None:
    one = list(recusal.shared(mine, Official(2, "周正", theirs), entry))
    other = list(recusal.shared(theirs, Official(2, "周正", mine), entry))
    assert one == other


@ALWAYS
@given(SCHOOLING, SCHOOLING)
def test_classmates_are_so_for_each_other(mine: Schooling, theirs: Schooling) -> None:
    assert recusal.classmates(mine, theirs) == recusal.classmates(theirs, mine)


@ALWAYS
@given(DOSSIERS, TARGETS, DAYS)
def test_the_order_in_which_facts_are_read_changes_nothing(
    dossier: Dossier, target: Target, entry: date
) -> None:
    backwards = replace(
        dossier,
        spells=dossier.spells[::-1],
        kin=dossier.kin[::-1],
        places=dossier.places[::-1],
        units=dossier.units[::-1],
    )
    occasion = Occasion(entry)
    assert digest(dossier, target, occasion) == digest(backwards, target, occasion)
    assert set(screen(dossier, target, occasion)) == set(screen(backwards, target, occasion))


def test_the_digest_knows_a_declaration_by_its_seal_and_tells_every_change() -> None:
    base = Dossier(1, kin=(Kin("配偶", None, "x"),))
    first = digest(base, TARGET, MEMBER)
    assert digest(replace(base, kin=(Kin("配偶", None, "x", "李明"),)), TARGET, MEMBER) == first
    changed = [
        (replace(base, kin=(Kin("配偶", None, "y"),)), TARGET, MEMBER),
        (replace(base, spells=(spell(SINCE, None),)), TARGET, MEMBER),
        (base, facing(), MEMBER),
        (base, TARGET, LEADER),
        (base, TARGET, Occasion(ENTRY + timedelta(days=1))),
    ]
    assert first not in {digest(*inputs) for inputs in changed}


@ALWAYS
@given(st.lists(DOSSIERS, max_size=5), TARGETS, DAYS)
def test_no_team_drawn_from_those_whom_the_law_lets_pass_has_a_blocked_pair(
    people: list[Dossier], target: Target, entry: date
) -> None:
    """Every fact of a hit weighs alone: leaving out whoever is blocked leaves nobody who is."""
    occasion = Occasion(entry)
    team = [one for one in people if not blocked(screen(one, target, occasion))]
    assert not any(
        hit.weight == Weight.BLOCK
        for one in team
        for law in recusal.LAWS.values()
        for hit in law(one, target, occasion)
    )
