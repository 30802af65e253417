"""The pool and its members, what recusal asks of people, when they can be drawn, and what the pool should look like."""

from xuncha.talent.actions.dossiers import (
    add_career,
    declare_interest,
    declare_relative,
    enter_career,
    enter_origin,
    enter_relative,
    enter_study,
    settle_interest,
)
from xuncha.talent.actions.nominations import nominate, nominate_anyone
from xuncha.talent.actions.pool import (
    admit,
    admit_all,
    enter_channel,
    move,
    move_all,
    open_channel,
    pause,
    remove,
    renew,
    resume,
)
from xuncha.talent.actions.service import end_unavailability, enter_training, enter_unavailability
from xuncha.talent.actions.targets import set_target

__all__ = [
    "add_career",
    "admit",
    "admit_all",
    "declare_interest",
    "declare_relative",
    "end_unavailability",
    "enter_career",
    "enter_channel",
    "enter_origin",
    "enter_relative",
    "enter_study",
    "enter_training",
    "enter_unavailability",
    "move",
    "move_all",
    "nominate",
    "nominate_anyone",
    "open_channel",
    "pause",
    "remove",
    "renew",
    "resume",
    "set_target",
    "settle_interest",
]
