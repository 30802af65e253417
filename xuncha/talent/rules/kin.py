"""Words the law of recusal goes by: near kin as people declare them, and titles that make a leading body.

Source of the classes of kin: Civil Servants Recusal Provisions (公务员回避规定).
"""

import tomllib
from pathlib import Path

WORDS = tomllib.loads((Path(__file__).parents[1] / "data" / "recusal.toml").read_text(encoding="utf-8"))
NEAR = frozenset(word for words in WORDS["kin"].values() for word in words)
ENDS, BELOW = tuple(WORDS["leading"]["ends"]), tuple(WORDS["leading"]["below"])


def leading(title: str) -> bool:
    """Whether who holds a post of that title sits in the unit's leading body, and not at the head of a part of it."""
    return title.endswith(ENDS) and not any(part in title for part in BELOW)
