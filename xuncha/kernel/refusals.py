"""A refusal is a sentence for the person who asked."""

NOT_SET_UP = "本机尚未初始化：请先运行 xuncha demo（演示）或 xuncha setup（正式）。"


class NotAllowed(Exception):
    """The person may not do this, or not now.

    ``message`` is a Chinese sentence with %(name)s places; the door that shows it translates the
    sentence first and fills the places afterwards.
    """

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts

    def __str__(self) -> str:
        return self.message % self.facts if self.facts else self.message


class Several(tuple[NotAllowed, ...]):
    """Sentences that stand in another one, each translated by itself."""

    def __str__(self) -> str:
        return "；".join(map(str, self))


class WrongRole(NotAllowed):
    """The verb exists in this state, but not for this person's roles."""


class TooOften(NotAllowed):
    """The person may do this, and has done it as often as is allowed within a time."""


class BadInput(Exception):
    """What was asked makes no sense (unknown year, figure, format). One sentence, exit code 2."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message % facts if facts else message)
