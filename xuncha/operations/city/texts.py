"""The words of the fictional cities: files of `data/`, and patterns filled by chance.

A pattern holds `[a/b]`, of which one is taken, and `{slot}`.
"""

import random
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Protocol

DATA = Path(__file__).parent / "data"
_CHOICE = re.compile(r"\[([^\[\]]+)\]")
_SLOT = re.compile(r"\{(\w+)\}")


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file of the data folder."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of a text file, split at `|`; comments and empty lines are left out."""
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    kept = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(split(line) for line in kept)


def split(line: str) -> tuple[str, ...]:
    """Columns of one line, without the blanks around them."""
    return tuple(part.strip() for part in line.split("|"))


def day(text: str) -> date | None:
    """An ISO date; "-" is none."""
    return None if text == "-" else date.fromisoformat(text)


def choose(pattern: str, rng: random.Random) -> str:
    """Take one of each `[a/b]`."""
    return _CHOICE.sub(lambda found: rng.choice(found[1].split("/")), pattern)


def inside_quotes(title: str) -> str:
    """A title that is quoted itself: its own quotation marks become inner ones."""
    return title.replace("“", "‘").replace("”", "’")


class Slots(Protocol):
    """A dict, or something that makes up its answer when asked."""

    def __getitem__(self, name: str, /) -> object: ...


def fill(pattern: str, slots: Slots) -> str:
    """Put the slots in. KeyError names one that is missing."""
    return _SLOT.sub(lambda found: str(slots[found[1]]), pattern)
