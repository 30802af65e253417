"""Reading pages as somebody: sign in, ask, and take the words out of the answer."""

import re
from html import unescape

from django.test import Client

from xuncha.accounts.models import User
from xuncha.kernel.figures import Scope
from xuncha.records.models import Installation

TAG = re.compile(r"<[^>]+>")


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def text(html: str) -> str:
    return unescape(TAG.sub("", html))


def scope_of(city: Installation) -> Scope:
    return Scope(city.home.pk, 2019, city.today)
