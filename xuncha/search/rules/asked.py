"""What may be asked: the words of a reader as phrases, or a sentence that says why they cannot be looked for."""

from collections.abc import Sequence

from xuncha.kernel.refusals import NotAllowed
from xuncha.search.rules.words import Phrase, phrase

LONGEST = 100  # characters
MOST = 8  # words at a time


def phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases that all have to stand in a record; none for an empty box. NotAllowed, in a sentence, otherwise."""
    if len(text) > LONGEST:
        raise NotAllowed("检索词最多%(most)s个字，请只保留最关键的词。", most=LONGEST)
    terms = text.split()
    if len(terms) > MOST:
        raise NotAllowed("最多同时检索%(most)s个词，请只保留最关键的词。", most=MOST)
    found = tuple(dict.fromkeys(each for term in terms if (each := phrase(term))))
    if terms and not found:
        raise NotAllowed("检索词中没有汉字、字母或者数字，请重新输入。")
    return found


def for_fts5(asked: Sequence[Phrase]) -> str:
    """As SQLite's FTS5 reads it. Words hold letters, digits and ideographs only, so nothing needs to be escaped."""
    return " AND ".join('"%s"%s' % (" ".join(each.words), "*" if each.open else "") for each in asked)


def for_tsquery(asked: Sequence[Phrase]) -> str:
    """As PostgreSQL's `tsquery` reads it, past its own parser and dictionaries."""
    return " & ".join(
        "(%s)" % (" <-> ".join("'%s'" % word for word in each.words) + (":*" if each.open else ""))
        for each in asked
    )


def vector(words: Sequence[str]) -> str:
    """As PostgreSQL's `tsvector` reads it, each word with its place."""
    return " ".join("'%s':%d" % (word, place) for place, word in enumerate(words, 1))
