"""One part of search's benchmark, from within the installation; prints JSON.

build      the index from nothing: seconds, entries, its size on the disk, seconds to look again without news
recall N   N words of two characters drawn from the texts: what the index finds and what reading every text finds
accounts   the cookies of the office's head and of one county's account
"""

import json
import os
import random
import sys
import time
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.config.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test import Client

from xuncha.accounts.models import User
from xuncha.rounds.queries import viewer_of
from xuncha.search.actions import pulling
from xuncha.search.models import Entry, fulltext
from xuncha.search.queries.hits import Hits, Question, gate
from xuncha.search.queries.kinds import kinds
from xuncha.search.rules.asked import phrases
from xuncha.search.rules.words import RUNS, folded

HEAD, COUNTY = "director", "county"


def build() -> dict[str, float]:
    Entry.objects.all().delete()
    fulltext.clear()
    emptied = _bytes()
    started = time.perf_counter()
    pulling.rebuild()
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    pulling.catch_up()
    again = time.perf_counter() - started
    size = (_bytes() - emptied) / 2**20
    return {"seconds": seconds, "again": again, "entries": Entry.objects.count(), "megabytes": size}


def _bytes() -> int:
    """What the index takes (SQLite: what everything takes, pages that wait to be used again left out)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM FULL search_entry")
            cursor.execute("SELECT pg_total_relation_size('search_entry')")
            return int(cursor.fetchone()[0])
        pages = "SELECT (page_count - freelist_count) * page_size"
        cursor.execute(f"{pages} FROM pragma_page_count, pragma_freelist_count, pragma_page_size")
        return int(cursor.fetchone()[0])


def recall(number: int) -> dict[str, Any]:
    """The same records are asked for in the same manner; only how the words are looked for differs."""
    viewer = viewer_of(User.objects.get(username=HEAD))
    own = gate(viewer, kinds())
    words = _drawn(number)
    index, like, sizes = [], [], []
    missed = extra = 0
    with fulltext.interpreted():
        for word in words:
            started = time.perf_counter()
            found = _keys(Hits(Question(phrases(word)), viewer).all)
            index.append(time.perf_counter() - started)
            started = time.perf_counter()
            there = _keys(Entry.objects.filter(own, text__contains=word))
            like.append(time.perf_counter() - started)
            missed, extra = missed + len(there - found), extra + len(found - there)
            sizes.append(len(there))
    return {
        "words": words, "index": index, "like": like, "missed": missed, "extra": extra,
        "there": sum(sizes), "fewest": min(sizes), "most": max(sizes),
    }  # fmt: skip


def _keys(entries: QuerySet[Entry]) -> set[int]:
    return set(entries.order_by("-id").values_list("id", flat=True))


def _drawn(number: int) -> list[str]:
    """Each a random place in a random text, so that frequent words come more often, as people ask for them."""
    dice, found = random.Random(2019), dict[str, None]()
    keys = list(Entry.objects.order_by("id").values_list("id", flat=True))
    while len(found) < number:
        text = Entry.objects.get(pk=dice.choice(keys)).text
        runs = [run for run, _ in RUNS.findall(folded(text)) if len(run) > 1]
        if runs:
            run = dice.choice(runs)
            start = dice.randrange(len(run) - 1)
            found[run[start : start + 2]] = None
    return list(found)


def accounts() -> dict[str, str]:
    return {name: _cookie(username) for name, username in (("head", HEAD), ("one county", COUNTY))}


def _cookie(username: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


PARTS = {"build": build, "recall": lambda: recall(int(sys.argv[2])), "accounts": accounts}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]]()))
