"""Sealed text: every record has a key of its own, wrapped by a master key that lives outside the database.

    data key of a record   <mark of the master key>:<cipher>:<base64>, bound to the table and the record's uid
    sealed value  s2:<cipher>:<base64>, under the record's data key, bound to table, column and uid: a value that is
                  moved to another column or another row does not open
                  s1:<base64>, directly under a master key, bound to the place: boxes of forms, and rows of old

Base64 is of nonce, ciphertext and tag (see `ciphers`). Turning the master key wraps data keys anew and touches no value;
a record whose data key is gone stays closed for ever, in its history and in backups too.
"""

import base64
import hashlib
import hmac
import os
from uuid import UUID

from xuncha.records import ciphers, keys
from xuncha.records.ciphers import KEY, CannotOpen

LOOSE, BOUND = "s1:", "s2:"
DESTROYED = "destroyed"  # stands in place of a data key


def seal(text: str, place: str) -> str:
    """Seal `text` for the place ("app.model.field"), under the master key itself."""
    return LOOSE + _text(ciphers.encrypt("a", keys.current().key, text.encode(), place.encode()))


def open_sealed(value: str, place: str) -> str:
    """Open what `seal` made. CannotOpen when none of the master keys does."""
    raw = _raw(value.removeprefix(LOOSE))
    for master in keys.masters():
        try:
            return ciphers.decrypt("a", master.key, raw, place.encode()).decode()
        except CannotOpen:
            continue
    raise CannotOpen(place)


def new_data_key(table: str, uid: UUID) -> str:
    """A random key for the record, wrapped by the current master key."""
    return _wrapped(os.urandom(KEY), table, uid)


def rewrap(data_key: str, table: str, uid: UUID) -> str:
    """The same data key, wrapped by the current master key."""
    return _wrapped(_unwrapped(data_key, table, uid), table, uid)


def seal_in(text: str, column: str, *, table: str, uid: UUID, data_key: str) -> str:
    """Seal the text of one column of a record."""
    letter, key = ciphers.chosen(), _unwrapped(data_key, table, uid)
    return f"{BOUND}{letter}:{_text(ciphers.encrypt(letter, key, text.encode(), _bound(table, column, uid)))}"


def open_in(value: str, column: str, *, table: str, uid: UUID, data_key: str) -> str:
    """Open what stands in that column of that record. CannotOpen when it was changed, moved or destroyed."""
    place = f"{table}.{column}"
    if value.startswith(LOOSE):
        return open_sealed(value, place)
    letter, _, text = value.removeprefix(BOUND).partition(":")
    try:
        key = _unwrapped(data_key, table, uid)
        return ciphers.decrypt(letter, key, _raw(text), _bound(table, column, uid)).decode()
    except CannotOpen as why:
        raise CannotOpen(place) from why


def blind(text: str) -> str:
    """The blind index: a keyed hash (hex, 64) by which exactly this text is found again unopened; "" of nothing."""
    if not text:
        return ""
    return hmac.new(keys.blind_key(), text.encode(), hashlib.sha256).hexdigest()


def _wrapped(key: bytes, table: str, uid: UUID) -> str:
    master, letter = keys.current(), ciphers.chosen()
    return f"{master.mark}:{letter}:{_text(ciphers.encrypt(letter, master.key, key, _bound(table, 'data_key', uid)))}"


def _unwrapped(data_key: str, table: str, uid: UUID) -> bytes:
    mark, _, rest = data_key.partition(":")
    letter, _, text = rest.partition(":")
    if not text:
        raise CannotOpen(table)
    return ciphers.decrypt(letter, keys.by_mark(mark), _raw(text), _bound(table, "data_key", uid))


def _bound(table: str, column: str, uid: UUID) -> bytes:
    return f"{table}.{column}|{uid.hex}".encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as why:
        raise CannotOpen from why
