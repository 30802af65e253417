"""After a step one is led back to a page of ours, whatever the form says."""

import pytest
from django.shortcuts import redirect
from django.test import RequestFactory

from xuncha.ui.reception.verbs import back

HOME = "/rounds/tasks/"


@pytest.mark.parametrize(
    "asked",
    [
        "①",
        "2019-02-30",
        "9223372036854775808",
        "desk:home",
        "//elsewhere/",
        "http://elsewhere/",
        "/" + "x" * 20_000,
        "",
    ],
)
def test_what_is_no_page_of_ours_leads_home(asked: str) -> None:
    assert back(RequestFactory().post("/", {"next": asked}), HOME) == HOME  # type: ignore[arg-type]  # asks no viewer


def test_a_page_of_ours_is_gone_back_to() -> None:
    found = back(RequestFactory().post("/", {"next": "/findings/findings/?q=①"}), HOME)  # type: ignore[arg-type]  # as above
    assert redirect(found)["Location"] == "/findings/findings/?q=%E2%91%A0"
