"""What a letter that asks a unit for its people is called, and how it is numbered. Papers are Chinese in every locale."""

from collections.abc import Sequence


def title(people: Sequence[str], round_: str) -> str:
    who = people[0] if len(people) == 1 else f"{people[0]}等{len(people)}名"
    return f"关于抽调{who}同志参加{round_}的函"


def series(year: int) -> str:
    return f"巡办函〔{year}〕"


def number(series: str, serial: int) -> str:
    return f"{series.strip()}{serial}号"
