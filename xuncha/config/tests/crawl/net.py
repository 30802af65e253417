"""Words that may not get out, and every form in which they could: what is caught is named by the column it stood in."""

import base64
import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from urllib.parse import quote

KERNEL = "夜枭衔信"  # stands in every canary: one look for it is a look for all of them
DEPTH = 3  # archives one within another
CODES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")


def word_of(place: str) -> str:
    """The canary of a column, which no other text begins with."""
    return f"{KERNEL}{sha256(place.encode()).hexdigest()[:8]}"


def forms(text: str) -> set[bytes]:
    """The text as bytes may hold it, whatever stands before and after it."""
    plain = {text.encode(code) for code in CODES}
    points = [ord(letter) for letter in text]
    escaped = {
        "".join(map(form.format, points))
        for form in ("\\u{:04x}", "\\u{:04X}", "&#{};", "&#x{:x};", "&#x{:X};")
    }
    escaped |= {quote(text), quote(text).lower(), quote(text).replace("%", "=")}
    found = plain | {form.encode() for form in escaped}
    for raw in plain:
        found |= {raw.hex().encode(), raw.hex().upper().encode()}
        found |= {*_shifted(raw, base64.b64encode, 3), *_shifted(raw, base64.urlsafe_b64encode, 3)}
    return found | set(_shifted(text.encode(), base64.b32encode, 5))


def _shifted(raw: bytes, encode: Callable[[bytes], bytes], size: int) -> Iterator[bytes]:
    """Without the letters that depend on its neighbours, for each place in a group at which it can begin."""
    for skipped in range(size):
        inner = raw[skipped:]
        yield encode(inner[: len(inner) // size * size])


def unpacked(body: bytes, depth: int = DEPTH) -> Iterator[bytes]:
    """The bytes, and what they hold where they are an archive."""
    yield body
    if depth and body[:2] == b"PK" and zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            yield "\n".join(parts.namelist()).encode()
            for part in parts.namelist():
                yield from unpacked(parts.read(part), depth - 1)
    elif depth and body[:2] == b"\x1f\x8b":
        yield from unpacked(gzip.decompress(body), depth - 1)


class Net:
    """Catches the canaries of these places. `searched` counts the bytes that went through."""

    def __init__(self, places: Iterable[str]) -> None:
        self.places = tuple(places)
        self.kernel = sorted(forms(KERNEL))
        self.searched = 0

    def caught(self, body: bytes) -> set[str]:
        """The columns whose canary stands there; "?" where only a part of one does."""
        found: set[str] = set()
        for part in unpacked(body):
            self.searched += len(part)
            if any(form in part for form in self.kernel):
                found |= {p for p in self.places if any(form in part for form in forms(word_of(p)))} or {"?"}
        return found
