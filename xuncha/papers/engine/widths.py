"""How wide a piece of text sets, in body characters."""

import unicodedata


def width(text: str) -> float:
    """The width of one line of ``text`` in characters: Latin letters and digits are half a character."""
    return sum(0.5 if unicodedata.east_asian_width(sign) in ("Na", "H", "N") else 1.0 for sign in text)
