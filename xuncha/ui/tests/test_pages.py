"""The frame of every page, error pages, and what happens when even the shell cannot be made."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from xuncha.kernel.refusals import NotAllowed
from xuncha.records.models import Office
from xuncha.records.rules import Role
from xuncha.ui import errors
from xuncha.ui.tests.conftest import sign_in

LIST = "/orgs/organisations/"


@pytest.mark.django_db
def test_every_page_says_whose_it_is_and_what_day_it_is_there(client: Client, office: Office) -> None:
    sign_in(client, Role.DIRECTOR, office)
    html = client.get(LIST).content.decode()
    for told in (
        "云江市委巡察办",
        "演示数据",
        "业务日期2019年12月31日",
        "陆明远",
        'lang="zh-Hans"',
        "跳到正文",
    ):
        assert told in html


@pytest.mark.django_db
def test_the_chosen_theme_is_in_the_page_before_any_script_runs(client: Client, office: Office) -> None:
    sign_in(client, Role.DIRECTOR, office)
    client.cookies["theme"] = "dark"
    assert 'data-bs-theme="dark"' in client.get(LIST).content.decode()
    client.cookies["theme"] = '"><script>'
    assert "data-bs-theme" not in client.get(LIST).content.decode()


@pytest.mark.django_db
def test_a_missing_page_is_a_page_with_a_way_on(client: Client, office: Office) -> None:
    sign_in(client, Role.DIRECTOR, office)
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有找到您要查看的内容" in answer.content.decode()
    assert "返回首页" in answer.content.decode()


@pytest.mark.django_db
def test_a_refusal_is_its_own_sentence(office: Office) -> None:
    why = NotAllowed("当前状态为“%(state)s”，不能%(verb)s。", state="草拟", verb="反馈")
    answer = errors.refusal(RequestFactory().get("/"), why)
    assert answer.status_code == 422
    assert "当前状态为“草拟”，不能反馈。" in answer.content.decode()


@pytest.mark.django_db
def test_htmx_gets_the_sentence_where_the_reader_looks(office: Office) -> None:
    request: HttpRequest = RequestFactory().get("/", headers={"HX-Request": "true"})
    answer = errors.refusal(request, NotAllowed("不能办理。"), status=403)
    assert answer["HX-Retarget"] == "#notice"
    assert answer.content.decode().lstrip().startswith("<div")


def test_an_error_page_needs_no_database() -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "系统处理出错" in answer.content.decode()
