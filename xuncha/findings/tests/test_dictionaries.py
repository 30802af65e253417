"""Focus dictionaries and the tree of problem types: drawn up, in force from their day, never edited once used."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from xuncha.findings import queries
from xuncha.findings.actions import categories, dictionaries, findings
from xuncha.findings.models import Category, Finding, FocusDictionary, FocusItem
from xuncha.findings.rules import KEEPERS, next_code
from xuncha.findings.tests.builders import FOUND_ON, finding, installation, seat, sign_in, task
from xuncha.kernel.refusals import NotAllowed, WrongRole
from xuncha.kernel.viewer import Viewer
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.records.tests.builders import county, director, office, viewer
from xuncha.rounds.models import Task
from xuncha.rounds.rules.tasks import TaskState

pytestmark = pytest.mark.django_db

DAY, LATER = date(2019, 12, 2), date(2020, 6, 1)


@pytest.fixture
def home() -> Office:
    place = office()
    installation(place)
    return place


@pytest.fixture
def by(home: Office) -> Viewer:
    return director(home)


@pytest.fixture
def three(home: Office, by: Viewer) -> FocusDictionary:
    """The dictionary of the years 2017 to 2019."""
    return dictionaries.load_chosen(FocusDictionary(office=home), chosen=["三个聚焦"], by=by)


@pytest.fixture
def tree(home: Office, by: Viewer) -> Category:
    """A node of the bundled tree."""
    categories.load(Category(office=home), by=by)
    return Category.objects.get(office=home, code="2.2.1")


def found(on: Task, item: FocusItem, category: Category, at: date = FOUND_ON) -> Finding:
    row = Finding(task=on, title="违规发放津补贴", facts="", focus=item, category=category)
    return findings.register(row, by=seat(Role.MEMBER, on), at=at)


def on_site(home: Office, **over: object) -> Task:
    return task(office=home, state=TaskState.ENTERED, decided_on=None, **over)


# --- what comes with the system ----------------------------------------------------------------


def test_the_bundled_generations_are_loaded_once_each_in_force_from_its_day(home: Office, by: Viewer) -> None:
    names = [one.name for one in queries.generations_lacking(home.pk)]
    assert names == ["三个聚焦", "四个落实", "四个聚焦"]
    dictionaries.load_chosen(FocusDictionary(office=home), chosen=names[:2], by=by)
    assert [(d.name, d.at.year, d.items.count()) for d in FocusDictionary.objects.order_by("at")] == [
        ("三个聚焦", 2017, 3),
        ("四个落实", 2020, 4),
    ]
    assert [one.name for one in queries.generations_lacking(home.pk)] == names[2:]
    with pytest.raises(NotAllowed, match="尚未载入"):
        dictionaries.load_chosen(FocusDictionary(office=home), chosen=names[:1], by=by)


def test_the_bundled_tree_has_three_levels_and_fills_only_what_is_missing(home: Office, by: Viewer) -> None:
    categories.add(Category(office=home, code="1", name="决策部署"), by=by, at=DAY, since=date(2017, 1, 1))
    categories.load(Category(office=home), by=by)
    rows = Category.objects.of(home.pk)
    assert rows.get(code="1").name == "决策部署"
    assert rows.get(code="1.1").parent == rows.get(code="1")
    assert {row.code.count(".") for row in rows} == {0, 1, 2}
    assert len(rows) == len(queries.bundled_categories())
    with pytest.raises(NotAllowed, match="全部载入"):
        categories.load(Category(office=home), by=by)


# --- versions and effect dates -----------------------------------------------------------------


def test_a_new_version_begins_with_the_same_items_and_counts_from_its_day(
    home: Office, by: Viewer, three: FocusDictionary, tree: Category
) -> None:
    second = dictionaries.copy(three, name="三个聚焦（修订）", since=LATER, by=by, at=DAY)
    assert (second.at, second.recorded_at.date() > DAY, second.items.count()) == (LATER, True, 3)
    assert [p.at for p in second.passages()] == [DAY]
    before = found(on_site(home), three.items.first(), tree, DAY)
    assert before.focus.dictionary == three
    fresh = on_site(home)
    with pytest.raises(NotAllowed, match="三个聚焦（修订）"):
        found(fresh, three.items.first(), tree, LATER)
    assert found(fresh, second.items.first(), tree, LATER).focus.dictionary == second


def test_a_round_goes_on_with_what_it_began_with(
    home: Office, by: Viewer, three: FocusDictionary, tree: Category
) -> None:
    target = on_site(home)
    found(target, three.items.first(), tree, DAY)
    second = dictionaries.copy(three, name="三个聚焦（修订）", since=LATER, by=by, at=DAY)
    assert found(target, three.items.last(), tree, LATER).pk
    with pytest.raises(NotAllowed, match="按“三个聚焦”分类"):
        found(target, second.items.first(), tree, LATER)


def test_no_version_begins_before_the_last_one(home: Office, by: Viewer, three: FocusDictionary) -> None:
    for since in (three.at, date(2016, 1, 1)):
        with pytest.raises(NotAllowed, match="应晚于现有各版本"):
            dictionaries.copy(three, name="旧版", since=since, by=by, at=DAY)
        with pytest.raises(NotAllowed, match="应晚于现有各版本"):
            dictionaries.draw_up(FocusDictionary(office=home, name="旧版"), by=by, at=DAY, since=since)
    with pytest.raises(NotAllowed, match="重复"):
        dictionaries.copy(three, name="三个聚焦", since=LATER, by=by, at=DAY)


def test_a_dictionary_is_edited_until_a_finding_is_sorted_by_it(
    home: Office, by: Viewer, three: FocusDictionary, tree: Category
) -> None:
    item = FocusItem(office=home, dictionary=three, short="四个紧盯", text="紧盯责任落实")
    assert dictionaries.add_item(item, by=by, at=DAY).serial == 4
    assert item.at == three.at
    dictionaries.change_item(item, short="四个紧盯", text="紧盯责任", by=by, at=DAY, note="核对")
    dictionaries.drop_item(item, by=by, at=DAY, note="误登")
    again = FocusItem(office=home, dictionary=three, short="再登", text="再次登记")
    assert dictionaries.add_item(again, by=by, at=DAY).serial == 5
    found(on_site(home), three.items.first(), tree)
    for verb in (
        lambda: dictionaries.add_item(
            FocusItem(office=home, dictionary=three, short="x", text="x"), by=by, at=DAY
        ),
        lambda: dictionaries.change_item(again, short="x", text="x", by=by, at=DAY, note="核对"),
        lambda: dictionaries.drop_item(again, by=by, at=DAY, note="误登"),
        lambda: dictionaries.discard(three, by=by, at=DAY, note="误登"),
    ):
        with pytest.raises(NotAllowed, match="另立新版本"):
            verb()


def test_without_a_dictionary_in_force_nothing_is_registered(
    home: Office, by: Viewer, tree: Category
) -> None:
    dictionaries.load_chosen(FocusDictionary(office=home), chosen=["四个落实"], by=by)
    with pytest.raises(NotAllowed, match="没有在用的监督重点"):
        found(on_site(home), FocusItem.objects.first(), tree, DAY)
    assert not Finding.objects.exists()


def test_a_draft_is_not_moved_under_what_is_not_in_force(
    home: Office, by: Viewer, three: FocusDictionary, tree: Category
) -> None:
    target = on_site(home)
    row = found(target, three.items.first(), tree)
    later = categories.add(Category(office=home, code="2.2.9", name="新类"), by=by, at=DAY, since=LATER)
    member = seat(Role.MEMBER, target)
    with pytest.raises(NotAllowed, match="不在用"):
        findings.revise(row, by=member, at=DAY, note="改", changes={"category": later})
    other = Category.objects.get(code="2.2.2")
    findings.revise(row, by=member, at=DAY, note="改", changes={"category": other})
    assert row.category == other


# --- the tree ----------------------------------------------------------------------------------


def test_a_node_stands_where_its_code_says(home: Office, by: Viewer, tree: Category) -> None:
    row = categories.add(Category(office=home, code="2.2.9", name="新类"), by=by, at=DAY, since=DAY)
    assert row.parent == Category.objects.get(code="2.2")
    for code, sentence in {
        "2.2.9": "已有类别",
        "8.1": "没有在用的上级类别",
        "2.2.9.1": "不超过三级",
        "二": "不超过三级",
    }.items():
        with pytest.raises(NotAllowed, match=sentence):
            categories.add(Category(office=home, code=code, name="x"), by=by, at=DAY, since=DAY)
    assert next_code("2.2", ["2.2.1", "2.2.9", "2.3.4"]) == "2.2.10"
    assert next_code("", ["1", "9"]) == "10"


def test_a_node_in_use_is_ended_and_not_renamed(
    home: Office, by: Viewer, three: FocusDictionary, tree: Category
) -> None:
    above = tree.parent
    found(on_site(home), three.items.first(), tree)
    for row in (tree, above):
        with pytest.raises(NotAllowed, match="停用后另立"):
            categories.rename(row, name="津补贴", by=by, at=DAY, note="核对")
        with pytest.raises(NotAllowed, match="停用后另立"):
            categories.drop(row, by=by, at=DAY, note="误登")
    free = Category.objects.get(code="2.2.2")
    assert categories.rename(free, name="接待", by=by, at=DAY, note="核对").name == "接待"
    categories.end(above, ends_on=DAY, by=by, at=DAY)
    assert not Category.objects.of(home.pk).in_force(DAY).filter(code__startswith="2.2").exists()
    with pytest.raises(NotAllowed, match="不在用"):
        found(on_site(home), three.items.first(), tree, DAY)
    assert found(on_site(home), three.items.first(), tree, date(2019, 12, 1)).category == tree


def test_an_ended_code_is_given_again_from_the_day_it_is_free(
    home: Office, by: Viewer, tree: Category
) -> None:
    categories.end(tree, ends_on=LATER, by=by, at=DAY)
    with pytest.raises(NotAllowed, match="尚未停用"):
        categories.add(Category(office=home, code="2.2.1", name="津补贴"), by=by, at=DAY, since=DAY)
    again = categories.add(Category(office=home, code="2.2.1", name="津补贴"), by=by, at=DAY, since=LATER)
    assert list(Category.objects.of(home.pk).in_force(LATER).filter(code="2.2.1")) == [again]
    assert list(Category.objects.of(home.pk).in_force(DAY).filter(code="2.2.1")) == [tree]


def test_an_unused_branch_is_taken_out_whole(home: Office, by: Viewer, tree: Category) -> None:
    categories.drop(tree.parent, by=by, at=DAY, note="不采用")
    assert not Category.objects.of(home.pk).filter(code__startswith="2.2").exists()
    assert categories.add(Category(office=home, code="2.2", name="另立"), by=by, at=DAY, since=DAY).pk


# --- who ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role not in KEEPERS])
def test_nobody_else_keeps_them(home: Office, three: FocusDictionary, tree: Category, role: Role) -> None:
    stranger = viewer(role, office=home)
    for verb in (
        lambda: dictionaries.copy(three, name="新", since=LATER, by=stranger, at=DAY),
        lambda: dictionaries.load_chosen(FocusDictionary(office=home), chosen=["四个落实"], by=stranger),
        lambda: categories.end(tree, ends_on=LATER, by=stranger, at=DAY),
        lambda: categories.add(Category(office=home, code="8", name="x"), by=stranger, at=DAY, since=DAY),
    ):
        with pytest.raises(WrongRole):
            verb()


def test_a_county_without_its_own_goes_by_the_citys(
    home: Office, by: Viewer, three: FocusDictionary, tree: Category
) -> None:
    below = county(home)
    target = on_site(below)
    row = Finding(task=target, title="x", focus=three.items.first(), category=tree)
    clerk = viewer(Role.COUNTY_OFFICE, office=below)
    assert findings.register(row, by=clerk, at=FOUND_ON).office == below
    dictionaries.load_chosen(FocusDictionary(office=below), chosen=["三个聚焦"], by=clerk)
    assert queries.keeper(below) == below.pk


# --- through the web ---------------------------------------------------------------------------


def test_the_pages_load_copy_and_end(home: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, home)
    load = reverse("findings:bundled_dictionaries_new")
    assert "四个落实" in client.get(load).content.decode()
    assert client.post(load, {"chosen": ["三个聚焦"]}).status_code == 302
    assert client.post(reverse("findings:bundled_categories_new")).status_code == 302
    first = FocusDictionary.objects.get()
    copy = reverse("findings:focus_dictionaries_deed", args=[first.uid, "copy"])
    sent = {"name": "三个聚焦（修订）", "since": "2020-01-01", "at": "2019-12-31"}
    assert client.post(copy, sent | {"since": "2016-01-01"}).status_code == 422
    assert client.post(copy, sent).status_code == 302
    assert FocusDictionary.objects.get(name="三个聚焦（修订）").at == date(2020, 1, 1)
    node = Category.objects.get(code="2.2.1")
    end = reverse("findings:categories_deed", args=[node.uid, "end"])
    assert client.post(end, {"ends_on": "2020-01-01", "at": "2019-12-31"}).status_code == 302
    below = reverse("findings:lower_categories_new", args=[node.parent.uid])
    assert 'value="2.2.5"' in client.get(below).content.decode()


def test_a_tree_comes_from_a_sheet_whole_or_not_at_all(home: Office, client: Client) -> None:
    sign_in(client, Role.DIRECTOR, home)
    sheet = reverse("findings:categories_sheet")
    lines = [
        "编号\t类别\t启用日期\t登记日期",
        "1\t决策部署\t2019-01-01\t2019-12-31",
        "1.1\t理论学习\t2019-01-01\t2019-12-31",
    ]
    wrong = client.post(sheet, {"pasted": "\n".join([*lines, "2.1\t无上级\t2019-01-01\t2019-12-31"])})
    assert wrong.status_code == 422
    assert "没有在用的上级类别" in wrong.content.decode()
    assert not Category.objects.exists()
    assert client.post(sheet, {"pasted": "\n".join(lines)}).status_code == 302
    assert Category.objects.get(code="1.1").parent == Category.objects.get(code="1")


@pytest.mark.parametrize(
    ("role", "status"), [(Role.GENERAL, 403), (Role.RECTIFICATION, 403), (Role.MEMBER, 403)]
)
def test_others_find_no_way_in(home: Office, client: Client, role: Role, status: int) -> None:
    sign_in(client, role, home)
    for door in (
        "bundled_dictionaries_new",
        "focus_dictionaries_new",
        "bundled_categories_new",
        "categories_new",
    ):
        assert client.get(reverse(f"findings:{door}")).status_code == status


def test_what_findings_are_sorted_by_offers_no_editing(
    home: Office, client: Client, three: FocusDictionary, tree: Category
) -> None:
    sign_in(client, Role.DIRECTOR, home)
    page = reverse("findings:focus_dictionaries_detail", args=[three.uid])
    assert "登记监督重点内容" in client.get(page).content.decode()
    finding(on_site(home), focus=three.items.first(), category=tree)
    after = client.get(page).content.decode()
    assert "登记监督重点内容" not in after
    assert "另立新版本" in after
    item = reverse("findings:focus_items_deed", args=[three.items.first().uid, "change"])
    assert client.get(item).status_code == 422
