"""Cells by their names: AB12 is row 12, column 28."""

import re


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place_of(cell: str) -> tuple[int, int]:
    """Row and column, both from 1. ValueError for what names no cell."""
    found = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,5})", cell)
    if not found:
        raise ValueError(cell)
    return int(found[2]), column_number(found[1])


def name_of(row: int, column: int) -> str:
    return f"{column_letters(column)}{row}"
