"""Chance with a seed: one stream a subject, so that a change in one subject leaves the others as they were."""

import random
import uuid
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Streams of chance by name. The same seed gives the same city, identifiers included."""

    def __init__(self, seed: int, city: str) -> None:
        self._root = f"{seed}/{city}"
        self._streams: dict[str, random.Random] = {}

    def of(self, subject: str) -> random.Random:
        """The stream of a subject, continued where it was left."""
        if subject not in self._streams:
            # Text is hashed by random itself (SHA-512), not by the salted hash() of the process.
            self._streams[subject] = random.Random(f"{self._root}/{subject}")
        return self._streams[subject]

    def uid(self, subject: str) -> uuid.UUID:
        return uuid.UUID(int=self.of(f"uid/{subject}").getrandbits(128), version=4)


def spread(rng: random.Random, things: Sequence[T], number: int) -> list[T]:
    """`number` of the things in their own order, without repetition."""
    return [things[i] for i in sorted(rng.sample(range(len(things)), number))]


def portions(total: int, parts: int) -> list[int]:
    """`total` in `parts` whole numbers that differ by one at most, the larger first: 19 in 4 → 5, 5, 5, 4."""
    return [total // parts + (1 if i < total % parts else 0) for i in range(parts)]
