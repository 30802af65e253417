"""The verbs of this app."""

from xuncha.people.actions.emergencies import approve, ask, decline, finish
from xuncha.people.actions.grants import end, give, grant, withdraw
from xuncha.people.actions.persons import (
    appoint,
    complete,
    correct_id_number,
    create_post,
    leave,
    open_id_number,
    register,
)

__all__ = [
    "appoint",
    "approve",
    "ask",
    "complete",
    "correct_id_number",
    "create_post",
    "decline",
    "end",
    "finish",
    "give",
    "grant",
    "leave",
    "open_id_number",
    "register",
    "withdraw",
]
