"""Sealed text in memory: closed as the database has it, or opened, and then shy of logs and tracebacks."""

import logging
from typing import Any

MASK = "<sealed>"


class Closed:
    """What stands in a sealed column. Only the row that holds it can open it."""

    __slots__ = ("sealed",)

    def __init__(self, sealed: str) -> None:
        self.sealed = sealed

    def __repr__(self) -> str:
        return MASK

    def __bool__(self) -> bool:
        return bool(self.sealed)


class Secret(str):
    """Opened text. It is text to whoever shows it on purpose; `repr`, and so every traceback, says nothing of it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return MASK

    def __reduce_ex__(self, protocol: Any) -> Any:
        raise TypeError("sealed text is not put aside in the open")

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: Any) -> "Secret":
        return self


class Masked(logging.Filter):
    """Puts a mask in the place of opened text that is handed to a log."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _masked(record.msg)
        if isinstance(record.args, dict):
            record.args = {name: _masked(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_masked(value) for value in record.args)
        return True


def _masked(value: Any) -> Any:
    return MASK if isinstance(value, Secret) else value
