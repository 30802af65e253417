"""What every answer says to browsers, and what an installation behind HTTPS says besides."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from xuncha.people.models import Grant
from xuncha.records.models import Installation
from xuncha.records.rules import Role

ASKED = (
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY",
)  # fmt: skip
SAY = f"from xuncha.config import settings; import json; print(json.dumps({{n: getattr(settings, n) for n in {ASKED}}}))"


@pytest.mark.parametrize("signed_in", [False, True])
def test_every_page_closes_what_it_does_not_need(city: Installation, client: Client, signed_in: bool) -> None:
    if signed_in:
        client.force_login(Grant.objects.filter(role=Role.DIRECTOR).select_related("user")[0].user)
    headers = client.get("/" if signed_in else "/sign-in/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_behind_https_cookies_are_bound_to_the_host_and_never_sent_in_the_open(tmp_path: Path) -> None:
    environment = {**os.environ, "XUNCHA_HTTPS": "1", "XUNCHA_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", SAY], env=environment, capture_output=True, text=True, check=True
    )
    said = json.loads(done.stdout)
    assert said["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert said["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert said["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert all(
        said[name] is True
        for name in ASKED
        if name not in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SECURE_HSTS_SECONDS")
    )


@pytest.mark.parametrize("path", ["/sign-in/?next=https://example.org/", "/sign-in/?next=//example.org"])
def test_signing_in_leads_nowhere_else(city: Installation, client: Client, path: str) -> None:
    director = Grant.objects.filter(role=Role.DIRECTOR).select_related("user")[0].user
    director.set_password("a-password-of-the-test")
    director.save()
    answer = client.post(path, {"username": director.username, "password": "a-password-of-the-test"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")


def test_a_form_without_its_token_changes_nothing(city: Installation) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Grant.objects.filter(role=Role.DIRECTOR).select_related("user")[0].user)
    assert client.post("/sign-out/").status_code == 403
    assert client.get("/").status_code == 200
