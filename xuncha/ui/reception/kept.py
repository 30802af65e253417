"""A sheet between two pages of its correction: carried by the page itself, readable by this server only.

Nothing half-imported lies anywhere, and no page shows what the sheet holds of anybody beyond what must be mended.
AES-256-GCM under a key of the installation's secret; door and account are bound in.
"""

import base64
import hashlib
import json
import os
import zlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from xuncha.kernel.refusals import NotAllowed

NONCE = 12
MOST = 3 * 2**20  # characters a page carries
Rows = list[tuple[int, dict[str, str]]]  # number in the sheet, cells by head


def keep(rows: Rows, place: str) -> str:
    """The rows as one text; "" where they are too many for a page."""
    packed = zlib.compress(json.dumps(rows, ensure_ascii=False).encode())
    nonce = os.urandom(NONCE)
    sealed = base64.b64encode(nonce + AESGCM(_key()).encrypt(nonce, packed, place.encode())).decode()
    return sealed if len(sealed) <= MOST else ""


def brought(text: str, place: str) -> Rows:
    """What `keep` made of the rows. NotAllowed for anything else."""
    try:
        raw = base64.b64decode(text, validate=True)
        packed = AESGCM(_key()).decrypt(raw[:NONCE], raw[NONCE:], place.encode())
    except (InvalidTag, ValueError) as why:
        raise NotAllowed("页面已经失效，请重新选择文件。") from why
    return [(number, cells) for number, cells in json.loads(zlib.decompress(packed))]


def mended(rows: Rows, sent: Mapping[str, Any], heads: list[str]) -> Rows:
    """The rows with what was filled in on the page, without those that were ticked off.

    Boxes: "cell-row-column" of one row, "fill-column" of every row, "drop-row". A masked box left empty changes nothing.
    """
    found: Rows = []
    for number, cells in rows:
        if sent.get(f"drop-{number}"):
            continue
        for place, head in enumerate(heads):
            for name in (f"fill-{place}", f"cell-{number}-{place}"):
                if name in sent and not (f"masked-{number}-{place}" in sent and not sent[name].strip()):
                    cells[head] = sent[name].strip()
        found.append((number, cells))
    return found


def _key() -> bytes:
    return hashlib.sha256(b"sheet" + settings.SECRET_KEY.encode()).digest()
