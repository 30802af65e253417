"""Building the pool from a messy sheet: every slip is named, nothing is half imported, rows are mended on the page."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from xuncha.orgs.tests.builders import organisation
from xuncha.people.models import Person
from xuncha.people.tests.builders import id_number, installation, sign_in
from xuncha.records.models import Office, Passage
from xuncha.records.rules import Role
from xuncha.records.tests.builders import office
from xuncha.talent.models import Channel, PoolMember
from xuncha.talent.rules import MemberState
from xuncha.talent.tests import builders as make
from xuncha.talent.tests.sheets import HEADS, roster

pytestmark = pytest.mark.django_db

BORN = date(1980, 3, 12)
GOOD = id_number(BORN)
WRONG = GOOD[:-1] + ("0" if GOOD[-1] != "0" else "1")


@pytest.fixture
def city() -> Office:
    return installation(office()).home


@pytest.fixture
def channel(city: Office) -> Channel:
    return make.channel(
        office=city, name="组织部", body=organisation(office=city, name="云岫市财政局", short_name="市财政局")
    )


@pytest.fixture
def guide(client: Client, city: Office, channel: Channel) -> Client:
    sign_in(client, Role.GUIDANCE, city)
    return client


def line(name: str, number: str = "", **over: str) -> list[str]:
    values = {
        "sex": "", "born": "", "joined": "2003.07", "unit": "市财政局", "post": "科长", "rank": "正科", "pool": "成员",
        "specialty": "财务", "note": "",
    } | over  # fmt: skip
    return [name, number, *values.values()]


def send(client: Client, file: SimpleUploadedFile) -> Any:
    return client.post(reverse("talent:members_sheet"), {"file": file})


def filled(answer: Any) -> dict[str, str]:
    """What the page asks for once for every row, as a person fills it in."""
    said = {"提名日期": "2019年5月6日", "抽调渠道": "组织部"}
    return {"kept": answer.context["kept"]} | {box.name: said[box.head] for box in answer.context["fill"]}


def told(answer: Any) -> list[tuple[int, str, str]]:
    assert answer.status_code == 422
    return [(fault.row, fault.column, fault.sentence) for fault in answer.context["faults"]]


def again(client: Client, answer: Any, **mended: str) -> Any:
    return client.post(reverse("talent:members_sheet"), {"kept": answer.context["kept"], **mended})


def box_of(answer: Any, number: int, head: str) -> str:
    (row,) = (row for row in answer.context["rows"] if row.number == number)
    (name,) = (box.name for box in (*row.wrong, *row.others) if box.head == head)
    return str(name)


def test_titles_merged_units_spaces_and_dates_of_all_kinds_are_read(guide: Client, channel: Channel) -> None:
    lines = [
        line("赵　明", GOOD, unit=""),
        line("钱 二", f"　{id_number(BORN, 3)} ", joined="2004/7/1", unit=""),
        line("孙三", sex="女", born="１９８１年２月３日", joined="200507", unit=""),
        line("李四", sex="男性", born="19820304", joined="2006年7月", unit="同上"),
    ]
    answer = send(guide, roster(lines, merged=(0, 2, "云岫市财政局")))
    assert "表中缺少必填的列：提名日期、抽调渠道" in answer.context["sentence"]
    assert not PoolMember.objects.exists()
    done = guide.post(reverse("talent:members_sheet"), filled(answer))
    assert done.status_code == 302, done.context["faults"]
    rows = PoolMember.objects.select_related("person").order_by("pk")
    assert [row.person.name for row in rows] == ["赵明", "钱二", "孙三", "李四"]
    assert [row.person.joined_party_on for row in rows] == [
        date(2003, 7, 1), date(2004, 7, 1), date(2005, 7, 1), date(2006, 7, 1),
    ]  # fmt: skip
    assert {row.organisation_id for row in rows} == {channel.body_id}
    assert {row.state for row in rows} == {MemberState.NOMINATED}
    assert [row.person.born_on for row in rows][2:] == [date(1981, 2, 3), date(1982, 3, 4)]


def test_every_slip_is_named_by_row_and_column_and_nothing_is_taken(guide: Client) -> None:
    other = id_number(date(1981, 1, 1))
    lines = [
        line("赵明", GOOD),
        line("钱二", WRONG),
        line("孙三", "9.90101198003E+17"),
        line("李四", GOOD.replace("1980", "1981")),
        line("周五", id_number(BORN, 5), born="1981-03-12"),
        line("吴六", id_number(BORN, 7), unit="市财正局"),
        line("郑七"),
        line("赵明", GOOD),
        line("王八", other, joined="1975.1"),
        line("冯九", id_number(BORN, 9), joined="2018.07"),
    ]
    answer = send(guide, roster(lines))
    answer = guide.post(reverse("talent:members_sheet"), filled(answer))
    faults = told(answer)
    said = {(row, column): sentence for row, column, sentence in faults}
    assert "校验码" in said[5, "身份证号"]
    assert "末几位已经丢失" in said[6, "身份证号"]
    assert (7, "身份证号") in said
    assert "与出生日期不符" in said[8, "出生日期"]
    assert "是否为“市财政局”" in said[9, "工作单位"]
    assert "请填写出生日期" in said[10, "出生日期"]
    assert "请选择性别" in said[10, "性别"]
    assert said[11, ""] == "与第4行重复。"
    assert "10月" in said[12, "入党日期"]
    assert "党龄不满3年" in said[13, ""]
    assert {row for row, _, _ in faults} == set(range(5, 14))
    assert not PoolMember.objects.exists()
    assert not Person.objects.filter(name="赵明").exists()
    assert not Passage.objects.filter(subject="talent.poolmember").exists()


def test_rows_are_mended_on_the_page_and_then_all_are_taken(guide: Client) -> None:
    lines = [
        line("赵明", GOOD),
        line("钱二", WRONG),
        line("赵明", GOOD),
        line("吴六", id_number(BORN, 7), unit="市财正局"),
    ]
    answer = guide.post(reverse("talent:members_sheet"), filled(send(guide, roster(lines))))
    page = answer.content.decode()
    assert WRONG not in page  # masked, as everywhere
    assert GOOD not in page
    assert "不导入此行" in page
    number, unit = box_of(answer, 5, "身份证号"), box_of(answer, 7, "工作单位")
    mended = {number: id_number(BORN, 3), "drop-6": "1", unit: "市财政局"}
    assert again(guide, answer, **mended).status_code == 302
    assert sorted(PoolMember.objects.values_list("person__name", flat=True)) == ["吴六", "赵明", "钱二"]


def test_a_masked_box_left_empty_changes_nothing(guide: Client) -> None:
    answer = guide.post(
        reverse("talent:members_sheet"), filled(send(guide, roster([line("赵明", GOOD, joined="前年")])))
    )
    number, joined = box_of(answer, 4, "身份证号"), box_of(answer, 4, "入党日期")
    sent = {number: "", number.replace("cell", "masked"): "1", joined: "2003-07-01"}
    assert again(guide, answer, **sent).status_code == 302
    assert Person.objects.get(name="赵明").id_number == GOOD


def test_the_sheet_comes_back_with_its_faults_and_is_taken_when_mended(guide: Client) -> None:
    answer = guide.post(
        reverse("talent:members_sheet"),
        filled(send(guide, roster([line("赵明", GOOD), line("钱二", WRONG)]))),
    )
    file = again(guide, answer, download="1")
    rows = CalamineWorkbook.from_filelike(BytesIO(b"".join(file))).get_sheet_by_index(0).to_python()
    assert rows[0][-1] == "核对结果"
    assert [row[-1] for row in rows[1:]] == ["", "身份证号：身份证号校验码不符，请核对。"]
    assert not PoolMember.objects.exists()
    rows[2][rows[0].index("身份证号")] = id_number(BORN, 3)
    pasted = "\n".join("\t".join(map(str, row)) for row in rows)
    assert guide.post(reverse("talent:members_sheet"), {"pasted": pasted}).status_code == 302
    assert PoolMember.objects.count() == 2


def test_persons_known_are_not_registered_again_and_members_are_refused(
    guide: Client, channel: Channel
) -> None:
    first = guide.post(reverse("talent:members_sheet"), filled(send(guide, roster([line("赵明", GOOD)]))))
    assert first.status_code == 302
    answer = guide.post(
        reverse("talent:members_sheet"),
        filled(send(guide, roster([line("赵明", GOOD), line("钱二", id_number(BORN, 3))]))),
    )
    assert told(answer) == [(4, "", "赵明已经提名或者在库。")]
    assert Person.objects.filter(name__in=["赵明", "钱二"]).count() == 1


def test_a_number_that_excel_made_a_figure_of_is_told(guide: Client) -> None:
    rows: list[list[Any]] = [line("赵明")]
    rows[0][1] = float(GOOD[:17] + "0")
    answer = guide.post(reverse("talent:members_sheet"), filled(send(guide, roster(rows))))
    assert "末几位已经丢失" in told(answer)[0][2]


@pytest.mark.parametrize("kept", ["", "x", "AAAA", "甲"])
def test_a_page_that_was_tampered_with_is_refused(guide: Client, kept: str) -> None:
    answer = guide.post(reverse("talent:members_sheet"), {"kept": kept})
    assert answer.status_code == 422
    assert not PoolMember.objects.exists()


def test_a_sheet_kept_for_one_account_is_read_by_no_other(guide: Client, city: Office) -> None:
    answer = send(guide, roster([line("赵明", GOOD)]))
    sign_in(guide, Role.DIRECTOR, city)
    refused = guide.post(reverse("talent:members_sheet"), filled(answer))
    assert "页面已经失效" in refused.context["sentence"]


@pytest.mark.parametrize("role", [Role.GENERAL, Role.LEADER, Role.GROUP_LEADER, Role.SYSTEM_ADMIN])
def test_nobody_else_has_the_door(client: Client, city: Office, channel: Channel, role: Role) -> None:
    sign_in(client, role, city)
    for door in ("talent:members_sheet", "talent:members_new", "talent:members_template"):
        assert client.get(reverse(door)).status_code == 403
    assert send(client, roster([line("赵明", GOOD)])).status_code == 403


def test_a_longer_sheet_asks_a_fixed_number_a_row(guide: Client) -> None:
    def asked(start: int, number: int) -> int:
        people = [line(f"人{n}", id_number(BORN, n)) for n in range(start, start + 2 * number, 2)]
        answer = send(guide, roster(people))
        with CaptureQueriesContext(connection) as queries:
            assert guide.post(reverse("talent:members_sheet"), filled(answer)).status_code == 302
        return len(queries)

    few, many = asked(101, 5), asked(201, 25)
    assert (many - few) / 20 <= 20


def test_the_template_offers_the_choices_and_heads_may_be_called_otherwise(guide: Client) -> None:
    answer = guide.get(reverse("talent:members_template"))
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer)))
    heads = book.get_sheet_by_index(0).to_python()[0]
    assert "身份证号" in heads
    assert "姓名*" in heads
    assert HEADS[1] == "身份证号码"
