"""Through the browser: a nomination, its way into the pool and out of it, and the pool as a whole."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Person
from xuncha.people.rules import Sex
from xuncha.people.tests.builders import id_number, installation, person, sign_in
from xuncha.people.tests.pages import questions
from xuncha.records.models import Office, Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office
from xuncha.talent.models import Channel, PoolMember, PoolTarget, Unavailability
from xuncha.talent.rules import MemberState, PoolKind
from xuncha.talent.rules.targets import AgeBand, Measure, Range, band, born_between, parts
from xuncha.talent.tests import builders as make

pytestmark = pytest.mark.django_db

BORN = date(1980, 3, 12)
NUMBER = id_number(BORN)


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@pytest.fixture
def channel(city: Office) -> Channel:
    return make.channel(office=city, name="组织部")


def boxes(channel: Channel, **over: Any) -> dict[str, Any]:
    return {
        "at": "2019-05-06", "channel": channel.pk, "name": "赵明", "id_number": NUMBER, "joined_party_on": "2003-07-01",
        "organisation": channel.body_id, "title": "科长", "rank": "township_chief", "pool": "member", "specialty": "law",
        "paper": "云组函〔2019〕3号",
    } | over  # fmt: skip


def verb(client: Client, row: PoolMember, name: str, **sent: Any) -> Any:
    return client.post(reverse("talent:members_verb", args=[row.uid, name]), {"at": "2019-06-03", **sent})


def test_a_cadre_is_nominated_vetted_admitted_paused_and_taken_out(
    client: Client, city: Office, channel: Channel
) -> None:
    sign_in(client, Role.GUIDANCE, city)
    listed = client.get(reverse("talent:members")).content.decode()
    assert "提名人选" in listed
    assert reverse("talent:members_sheet") in listed
    assert client.get(reverse("talent:members_new")).status_code == 200
    assert client.post(reverse("talent:members_new"), boxes(channel)).status_code == 302
    row = PoolMember.objects.get()
    assert (row.person.born_on, row.person.sex) == (BORN, Sex.MALE)
    for step in ("review", "vet"):
        assert verb(client, row, step).status_code == 302
    assert verb(client, row, "admit", opinion="同意").status_code == 403
    sign_in(client, Role.DIRECTOR, city)
    assert verb(client, row, "admit").status_code == 422
    assert verb(client, row, "admit", opinion="同意").status_code == 302
    assert verb(client, row, "pause", reason="away", note="外派").status_code == 302
    assert Unavailability.objects.get().person_id == row.person_id
    assert verb(client, row, "remove").status_code == 422
    assert verb(client, row, "remove", reason="moved").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.exit_reason) == (MemberState.OUT, "moved")
    page = client.get(reverse("talent:members_detail", args=[row.uid])).content.decode()
    assert "调离" in page
    assert NUMBER not in page


@pytest.mark.parametrize(
    ("over", "sentence"),
    [
        ({"id_number": NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1")}, "校验码不符"),
        ({"id_number": ""}, "请填写出生日期"),
        ({"id_number": "", "born_on": "1980-03", "sex": "male"}, "请写到日"),
        ({"born_on": "1980-03-13"}, "出生日期不符"),
        ({"sex": "female"}, "性别不符"),
        ({"joined_party_on": "2018-07-01"}, "党龄不满3年"),
        ({"joined_party_on": ""}, "入党日期"),
    ],
)
def test_a_wrong_nomination_is_told_and_stores_nothing(
    client: Client, city: Office, channel: Channel, over: dict[str, str], sentence: str
) -> None:
    sign_in(client, Role.GUIDANCE, city)
    answer = client.post(reverse("talent:members_new"), boxes(channel, **over))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not PoolMember.objects.exists()
    assert not Person.objects.filter(name="赵明").exists()


def test_the_number_stands_on_no_page_no_sheet_and_in_no_passage(
    client: Client, city: Office, channel: Channel
) -> None:
    sign_in(client, Role.GUIDANCE, city)
    client.post(reverse("talent:members_new"), boxes(channel))
    row = PoolMember.objects.get()
    doors = [
        reverse("talent:members"), reverse("talent:members_detail", args=[row.uid]), reverse("people:persons"),
        reverse("people:persons_detail", args=[row.person.uid]), reverse("talent:structure"),
    ]  # fmt: skip
    for door in doors:
        assert NUMBER not in client.get(door, follow=True).content.decode(), door
    assert NUMBER.encode() not in b"".join(client.get(reverse("talent:members_excel")))
    assert client.get(reverse("talent:members"), {"q": NUMBER}).content.decode().count(str(row.uid)) == 0
    assert not any(NUMBER in f"{p.note}{p.basis}{p.changes}" for p in Passage.objects.all())


def test_nobody_is_posted_or_released_by_the_doors_of_the_pool(
    client: Client, city: Office, channel: Channel
) -> None:
    row = make.pool_member(channel=channel)
    sign_in(client, Role.DIRECTOR, city)
    assert [verb(client, row, step).status_code for step in ("post", "release")] == [404, 404]
    row.refresh_from_db()
    assert row.state == MemberState.IN_POOL


def test_those_of_a_channel_go_through_together(client: Client, city: Office, channel: Channel) -> None:
    rows = [make.pool_member(channel=channel, state=MemberState.NOMINATED, entered_on=None) for _ in range(3)]
    make.pool_member(office=city, state=MemberState.NOMINATED, entered_on=None)
    sign_in(client, Role.DIRECTOR, city)
    chosen = [row.pk for row in rows[:2]]
    for deed, state, more in (
        ("review", "reviewing", {}),
        ("vet", "vetting", {}),
        ("admit", "in_pool", {"opinion": "同意"}),
    ):
        door = reverse("talent:channels_deed", args=[channel.uid, deed])
        assert client.get(door).status_code == 200
        assert client.post(door, {"at": "2019-06-03", "members": chosen, **more}).status_code == 302
        assert set(PoolMember.objects.filter(state=state).values_list("pk", flat=True)) == set(chosen)
    foreign = make.pool_member(state=MemberState.VETTING, entered_on=None)
    assert (
        client.post(reverse("talent:channels_deed", args=[foreign.channel.uid, "admit"])).status_code == 404
    )


# --- The pool as a whole ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(1984, 1, 1), AgeBand.YOUNG),
        (date(1983, 12, 31), AgeBand.PRIME),
        (date(1974, 1, 1), AgeBand.PRIME),
        (date(1973, 12, 31), AgeBand.SENIOR),
        (date(1963, 12, 31), AgeBand.OLD),
    ],
)
def test_bands_of_age_and_their_days_of_birth_agree(born: date, expected: AgeBand) -> None:
    day = date(2019, 12, 31)
    assert band(born, day) == expected
    for word in AgeBand:
        first, last = born_between(word, day)
        within = (first is None or born >= first) and (last is None or born <= last)
        assert within == (word == expected)


def test_parts_know_whether_they_are_in_range() -> None:
    labels = [("a", "甲"), ("b", "乙"), ("c", "丙")]
    targets = {"a": Range(50, None), "b": Range(None, 60), "c": Range(1, 2)}
    found = list(parts(Measure.RANK, {"a": 1, "b": 2}, labels, targets))
    assert [(p.code, str(p.share), p.short, p.over) for p in found] == [
        ("a", "33.3", True, False), ("b", "66.7", False, True), ("c", "0.0", True, False),
    ]  # fmt: skip
    assert list(parts(Measure.RANK, {}, labels, {})) == []


def test_the_structure_is_drawn_against_its_targets_and_its_parts_open(
    client: Client, city: Office, channel: Channel
) -> None:
    woman = person(office=city, sex=Sex.FEMALE, born_on=date(1990, 1, 1))
    make.pool_member(channel=channel, person=woman)
    make.pool_member(channel=channel, pool=PoolKind.LEADER)
    make.pool_member(channel=channel, state=MemberState.OUT)
    make.pool_member()
    sign_in(client, Role.DIRECTOR, city)
    set_ = reverse("talent:targets_new")
    for since, part, least, most in (
        ("2019-06-03", "sex:female", "60", ""),
        ("2020-06-03", "sex:female", "10", ""),
        ("2019-06-03", "capacity:", "", "1"),
    ):
        sent = {"at": "2019-06-03", "since": since, "part": part, "least": least, "most": most}
        assert client.post(set_, sent).status_code == 302
    assert (
        client.post(
            set_, {"at": "2019-06-03", "since": "2019-07-01", "part": "sex:male", "least": "101"}
        ).status_code
        == 422
    )
    page = client.get(reverse("talent:structure"))
    assert page.context["sentences"] == ["在库2名，超过定额1名。", "性别结构：女占50.0%，低于下限60%。"]
    assert len(page.context["charts"]) == 6
    rows = client.get(reverse("talent:structure_part", args=["sex", "female"]))
    assert [row.person_id for row in rows.context["rows"]] == [woman.pk]
    young = client.get(reverse("talent:structure_part", args=["age", "young"]))
    assert [row.person_id for row in young.context["rows"]] == [woman.pk]
    for wrong in (("sex", "none"), ("capacity", "x"), ("none", "none")):
        assert client.get(reverse("talent:structure_part", args=wrong)).status_code == 404
    target = PoolTarget.objects.get(code="female", least=60)
    assert client.get(reverse("talent:targets_detail", args=[target.uid])).status_code == 200


def test_the_structure_asks_no_more_for_more_members(client: Client, city: Office, channel: Channel) -> None:
    sign_in(client, Role.LEADER, city)
    make.pool_member(channel=channel)
    doors = reverse("talent:structure"), reverse("talent:structure_part", args=["pool", "member"])
    few = [questions(client, door) for door in doors]
    for _ in range(5):
        make.pool_member(channel=channel)
    assert [questions(client, door) for door in doors] == few


@pytest.mark.parametrize("role", list(Role))
def test_the_structure_is_read_by_those_who_read_the_pool(client: Client, city: Office, role: Role) -> None:
    sign_in(client, role, city, organisation(office=city) if role == Role.UNIT_CONTACT else None)
    may = role in PoolMember.reach.office
    assert client.get(reverse("talent:structure")).status_code == (200 if may else 403)
    assert client.get(reverse("talent:structure_part", args=["pool", "member"])).status_code == (
        200 if may else 403
    )
