"""What stands on everything that leaves the house: how it is marked, who took it out, and when."""

from dataclasses import dataclass
from datetime import datetime

from xuncha.kernel.marks import Mark

GAP = "　"


@dataclass(frozen=True)
class Stamp:
    """`at` is local time; None where the hour of writing must not change the bytes (the command line)."""

    mark: Mark
    person: str
    at: datetime | None = None

    @property
    def moment(self) -> str:
        return self.at.strftime("%Y-%m-%d %H:%M") if self.at else ""

    @property
    def line(self) -> str:
        """As documents bear it, which are Chinese in every locale."""
        return GAP.join(filter(None, (self.mark.label, self.person, self.moment)))
