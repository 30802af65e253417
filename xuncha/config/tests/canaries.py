"""Words that may not be read: looked for in whatever an account can fetch, pages and spreadsheets alike."""

import io
import zipfile
from collections.abc import Collection, Iterable

from xuncha.config.tests.cast import NAMES, Cast


def readers_of(
    cast: Cast, words: Collection[str], addresses: Iterable[str], names: Collection[str] = NAMES
) -> set[str]:
    """The accounts to which one of the addresses, asked for as it stands, says one of the words."""
    found: set[str] = set()
    for address in addresses:
        for name, (_, body) in cast.ask(names, address):
            if any(word in _plain(body) for word in words):
                found.add(name)
    return found


def _plain(body: bytes) -> str:
    """What stands in a page or a workbook."""
    if not zipfile.is_zipfile(io.BytesIO(body)):
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        return "".join(parts.read(part).decode(errors="replace") for part in parts.namelist())
