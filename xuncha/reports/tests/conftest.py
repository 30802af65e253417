"""Commands as a person types them: arguments in, exit code and both outputs out."""

import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.db import connections

from xuncha.config import command


class Said(NamedTuple):
    code: int
    out: str
    err: str


Typed = Callable[..., Said]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Typed:
    """Run `xuncha` with these words."""
    # A command closes its connections when it is done; here they are the test's.
    monkeypatch.setattr(connections, "close_all", lambda: None)

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["xuncha", *map(str, words)])
        capsysbinary.readouterr()
        try:
            command.main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        out, err = capsysbinary.readouterr()
        return Said(code, out.decode(), err.decode())

    return run
