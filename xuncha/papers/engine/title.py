"""Where a long title breaks (7.3.1): whole phrases, and lines of matching length."""

import re

from xuncha.papers.engine.layout import AREA_WIDTH_MM, Size, twips
from xuncha.papers.engine.widths import width

MOST = twips(AREA_WIDTH_MM) / Size.TWO.twips

# A phrase ends before these words, after these signs, and after the name of a body; elsewhere a break may cut a word.
PHRASE = re.compile(
    r"(?=关于|暨|授权|参加|开展|情况的|工作的|有关)|(?<=[、，：》])"
    r"|(?<=党组|党委|工委|支部)|(?<=委员会|总支部|巡察组|办公室)(?!党|工|委)"
)
# Never inside these: a number with its measure word, or a title within book-title marks.
WHOLE = re.compile(r"《[^》]*》|\d+[年月日度届轮次项]*|[A-Za-z]+|.", re.DOTALL)
# A break that cuts no phrase may cost this much imbalance, in characters, before any break is taken.
LENIENCE = 8.0


def title_lines(title: str) -> tuple[str, ...]:
    """The title's lines: its own where it has line breaks, else as few as fit, broken where it reads best."""
    if "\n" in title:
        return tuple(line.strip() for line in title.splitlines() if line.strip())
    if width(title) <= MOST:
        return (title,)
    head = _best_break(title)
    return (title[:head], *title_lines(title[head:]))


def _best_break(title: str) -> int:
    """The place whose first line fits and comes nearest to an even share; phrase ends are preferred."""
    share = width(title) / -(-width(title) // MOST)
    phrases = {match.start() for match in PHRASE.finditer(title)}
    places = [match.start() for match in WHOLE.finditer(title)][1:]

    def cost(place: int) -> float:
        return abs(width(title[:place]) - share) + (0 if place in phrases else LENIENCE)

    fitting = [place for place in places if width(title[:place]) <= MOST]
    return min(fitting, key=cost) if fitting else int(MOST)
