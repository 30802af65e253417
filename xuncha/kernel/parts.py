"""A long list in parts by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Parts:
    """The part `asked` of a list, or the nearest that is there; an empty list has one. Up to `most` rows stand in each."""

    asked: int
    length: int
    most: int

    @property
    def of(self) -> int:
        return max(1, -(-self.length // self.most))

    @property
    def number(self) -> int:
        return min(max(self.asked, 1), self.of)

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        return rows[(self.number - 1) * self.most : self.number * self.most]
