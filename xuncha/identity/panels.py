"""What stands above the lists of accounts and offices."""

from django.template.loader import render_to_string
from django.urls import reverse

from xuncha.people.rules import OPENERS
from xuncha.ui.http import Request


def way_to_new_account(request: Request, row: None) -> str:
    """For the slot "identity.account.list"."""
    return _way(request, "identity:new_account", "建立账号")


def way_to_new_office(request: Request, row: None) -> str:
    """For the slot "identity.registeredoffice.list"."""
    return _way(request, "identity:new_office", "登记巡察机构")


def way_to_security(request: Request, row: None) -> str:
    """For the slot "shell.person"."""
    return render_to_string("identity/_way_home.html", {}, request)


def _way(request: Request, door: str, title: str) -> str:
    ways = [(reverse(door), title)] if request.viewer.has(*OPENERS) else []
    return render_to_string("identity/_way.html", {"ways": ways}, request)
