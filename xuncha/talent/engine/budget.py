"""How long a search may go on: by the clock, or by steps, with which it takes the same course every time."""

import time

KEPT, OF_A_LARGE = 0.97, 0.94  # of the seconds given: the rest is for checking the answer and writing it down


class Budget:
    """Seconds, or steps of work of a fixed size each; `left` is what remains of the one that was given."""

    def __init__(self, seconds: float | None, work: int | None, *, large: bool = False) -> None:
        self.started = time.monotonic()
        self.seconds = None if seconds is None else seconds * (OF_A_LARGE if large else KEPT)
        self.work = work
        self.done = 0

    @property
    def is_timed(self) -> bool:
        return self.work is None

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    @property
    def left(self) -> float:
        if self.work is not None:
            return float(self.work - self.done)
        return (self.seconds or 0.0) - self.elapsed

    def is_over(self, share: float = 1.0) -> bool:
        """Whether this share of the budget is used up."""
        if self.work is not None:
            return self.done >= self.work * share
        return self.elapsed >= (self.seconds or 0.0) * share

    def step(self, steps: int = 1) -> None:
        self.done += steps
