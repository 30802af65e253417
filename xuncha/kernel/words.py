"""Closed vocabularies: a stored code and the office's word for it."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A member is written ``NAME = "code", "中文"``; its value is the code, its label the word shown."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
