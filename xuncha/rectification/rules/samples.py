"""Drawing items by lot, so that anybody can draw the same again."""

import hashlib
from collections.abc import Iterable
from uuid import UUID


def draw(seed: int, population: Iterable[UUID], size: int) -> list[UUID]:
    """`size` of them, by the order of a digest of seed and identifier: the order in which they come does not matter."""
    return sorted(set(population), key=lambda uid: _lot(seed, uid))[:size]


def digest(population: Iterable[UUID]) -> str:
    """What the lots were drawn from, as one value: whoever draws again knows whether it is from the same rows."""
    return hashlib.sha256("\n".join(sorted(str(uid) for uid in set(population))).encode()).hexdigest()


def _lot(seed: int, uid: UUID) -> bytes:
    return hashlib.sha256(f"{seed}:{uid}".encode()).digest()
