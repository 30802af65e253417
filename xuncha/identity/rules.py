"""Who somebody is: names of accounts, first passwords, and who must show a second factor (domain §3.2, §9.3)."""

import re
import secrets
from datetime import datetime, timedelta

from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.words import Word
from xuncha.records.rules import ADMINISTRATORS, Role

NAME = re.compile(r"[\w.@-]{2,60}")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
GROUPS, LENGTH = 4, 5  # of a first password: 20 letters, 99 bits
CODES, CODE_GROUPS = 10, 3  # recovery codes, and the groups of one: 15 letters, 74 bits
NEEDS_FACTOR = ADMINISTRATORS | {Role.CLUE_KEEPER, Role.CLUE_RECEIVER}
RECOVERY_HOURS = 24  # within which a request is decided
FEWEST = 5  # different characters of a password
ROWS = tuple(row * 4 for row in ("1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"))
MISSES = 3  # wrong second factors that cost nothing yet
LONGEST_WAIT = timedelta(minutes=15)


class RecoveryState(Word):
    ASKED = "asked", "待批准"
    DONE = "done", "已恢复"
    DECLINED = "declined", "未批准"


def first_password() -> str:
    """Made by chance, to be read out once and changed at the first sign-in."""
    return _chance(GROUPS)


def recovery_codes() -> list[str]:
    return [_chance(CODE_GROUPS) for _ in range(CODES)]


def tidy_code(code: str) -> str:
    """However it was copied from the paper."""
    return "".join(letter for letter in code.lower() if letter in LETTERS)


def check_name(username: str) -> None:
    if not NAME.fullmatch(username):
        raise NotAllowed("登录名为2至60个字母、数字、汉字或者“.”“-”“_”“@”，不含空格。")


def is_plain(password: str) -> bool:
    """Whether it is a few characters over and over, or keys in a row: what no list of passwords has at every length."""
    text = password.lower()
    return len(set(text)) < FEWEST or any(text in row or text in row[::-1] for row in ROWS)


def wait_after(misses: int) -> timedelta:
    """How long the next try waits after so many wrong ones in a row: doubling, a quarter of an hour at most."""
    if misses < MISSES:
        return timedelta()
    return min(timedelta(seconds=2 ** min(misses - MISSES, 12)), LONGEST_WAIT)


def is_old(set_at: datetime, now: datetime, days: int) -> bool:
    """Whether a password has reached its age; 0 days: none does."""
    return days > 0 and now - set_at >= timedelta(days=days)


def _chance(groups: int) -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(groups))
