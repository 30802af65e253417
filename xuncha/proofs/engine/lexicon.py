"""The lexicon in data/*.toml, compiled once: patterns of what is no figure, units, words of qualifiers and relations."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "data"
CHINESE = "[零〇一二两三四五六七八九十百千万]{1,12}"
EITHER = rf"(?:{CHINESE}|[0-9]+)"
TO = "[-—~至到]{1,2}"


@cache
def load(name: str) -> dict[str, Any]:
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def words(name: str, table: str, key: str = "words") -> tuple[str, ...]:
    return tuple(load(name)[table][key].split())


def longest_first(found: Iterable[str]) -> str:
    """An alternation in which no word hides behind a shorter one."""
    return "|".join(re.escape(word) for word in sorted(set(found), key=lambda word: (-len(word), word)))


@cache
def pattern(name: str, table: str, key: str = "patterns") -> re.Pattern[str]:
    """The patterns of a table as one expression, {d} {c} {n} {to} filled in."""
    filled = (_filled(text) for text in load(name)[table][key])
    return re.compile("|".join(f"(?:{text})" for text in filled), re.MULTILINE)


def _filled(text: str) -> str:
    return text.replace("{c}", CHINESE).replace("{n}", EITHER).replace("{to}", TO).replace("{d}", "[0-9]+")


# Behind a county's name its inspection office; behind a county what ends the talk of it alone.
OFFICE_OF = re.compile("(?:巡察办公室|巡察办|县委|区委|市委|委)$")
ALL_OF_THEM = re.compile("全市|各县|总计|合计|共计|全部")
