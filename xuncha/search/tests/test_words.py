"""The one function that cuts text into words: no word of two characters is lost, and what is asked is cut the same way."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha.kernel.refusals import NotAllowed
from xuncha.search.rules.asked import LONGEST, MOST, for_fts5, for_tsquery, phrases, vector
from xuncha.search.rules.excerpts import LENGTH, excerpts, marked
from xuncha.search.rules.words import BREAK, Phrase, phrase, placed, spans, words, words_of
from xuncha.search.rules.words import MOST as MOST_WORDS

IDEOGRAPH = st.sampled_from("巡察办整改问题水利局〇䶮𬱟𠮷")
CHINESE = st.text(IDEOGRAPH, min_size=2, max_size=30)


def stands(asked: Phrase, text: str) -> bool:
    """As both databases answer: the words side by side, the last as the beginning of a term if it is open."""
    there, size = words(text), len(asked.words)
    for first in range(len(there) - size + 1):
        *inner, last = there[first : first + size]
        end = asked.words[-1]
        if tuple(inner) == asked.words[:-1] and (last.startswith(end) if asked.open else last == end):
            return True
    return False


def test_a_run_of_ideographs_becomes_its_pairs_and_its_last_character() -> None:
    assert words("市委巡察办") == ["市委", "委巡", "巡察", "察办", "办"]


def test_what_is_not_chinese_is_a_word_as_a_whole() -> None:
    assert words("GB/T 9704—2012，12.5万元") == ["gb", "t", "9704", "2012", "12", "5", "万元", "元"]


def test_full_width_forms_and_case_make_no_difference() -> None:
    assert words("ＡＢＣ２０１９（１２）号") == words("abc2019(12)号")


@pytest.mark.parametrize(
    "typed", ["巡办函〔2019〕12号", "巡办函[2019]12号", "巡办函（２０１９）12号", "办函2019", "2019〕12"]
)
def test_a_document_number_is_found_however_its_brackets_are_typed(typed: str) -> None:
    asked = phrase(typed)
    assert asked
    assert stands(asked, "见云巡办函〔2019〕12号文件")


def test_another_document_number_is_not_found() -> None:
    asked = phrase("巡办函〔2019〕12号")
    assert asked
    assert not stands(asked, "云巡办函〔2019〕112号")
    assert not stands(asked, "云巡办函〔2018〕12号")


@given(CHINESE, st.data())
def test_every_stretch_of_a_chinese_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    asked = phrase(text[start:end])
    assert asked
    assert stands(asked, f"前言，{text}。")


@given(CHINESE, CHINESE)
def test_of_chinese_words_nothing_is_found_that_does_not_stand_there(asked: str, text: str) -> None:
    made = phrase(asked)
    assert made
    assert stands(made, text) == (asked in text)


def test_a_phrase_does_not_reach_from_one_field_into_the_next() -> None:
    assert words_of(["中共党", "组织部"]) == ["中共", "共党", "党", BREAK, "组织", "织部", "部"]
    assert phrase(BREAK) is None


def test_a_very_long_record_is_cut_where_positions_end() -> None:
    assert len(words_of(["字" * (MOST_WORDS * 2)])) == MOST_WORDS


@given(st.text(max_size=40))
def test_whatever_is_typed_is_either_asked_safely_or_refused(text: str) -> None:
    asked: tuple[Phrase, ...] = ()
    with suppress(NotAllowed):
        asked = phrases(text)
    for each in asked:
        assert not set("".join(each.words)) & set(" '\"*&|!<>:()\\\0"), "a word could end its quotes"


@pytest.mark.parametrize(
    ("text", "says"),
    [("字" * (LONGEST + 1), "100"), ("〔〕 ——", "没有汉字"), (" ".join("甲乙丙丁戊己庚辛壬"), str(MOST))],
)
def test_what_cannot_be_looked_for_is_refused_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(NotAllowed, match=says):
        phrases(text)


def test_an_empty_box_asks_nothing() -> None:
    assert phrases("  　 ") == ()


def test_the_same_phrases_for_both_databases() -> None:
    asked = phrases("水利局 2019 办")
    assert for_fts5(asked) == '"水利 利局" AND "2019"* AND "办"*'
    assert for_tsquery(asked) == "('水利' <-> '利局') & ('2019':*) & ('办':*)"
    assert vector(["水利", "利局", "局"]) == "'水利':1 '利局':2 '局':3"


@given(st.text(max_size=40))
def test_every_word_is_placed_where_it_stands(text: str) -> None:
    for word in placed(text):
        assert 0 <= word.start < word.end <= len(text)


def test_what_was_found_is_marked_in_the_text_as_it_was_written() -> None:
    text = "云巡办函〔２０１９〕12号：水利局整改"
    assert [text[a:b] for a, b in spans(text, phrases("函〔2019〕12 利局 改"))] == [
        "函〔２０１９〕12",
        "利局",
        "改",
    ]


def test_marks_that_touch_become_one() -> None:
    assert [piece.text for piece in marked("市水利局", phrases("水利 利局")) if piece.marked] == ["水利局"]


@given(st.text(max_size=60), CHINESE)
def test_marking_loses_no_character(text: str, asked: str) -> None:
    made = phrases(asked[:10])
    whole = text + asked + text
    assert "".join(piece.text for piece in marked(whole, made)) == whole


def test_an_excerpt_stands_around_its_first_mark_and_repeats_no_title() -> None:
    long = "前" * 300 + "水利局" + "后" * 300
    found = excerpts("水利局问题", ["水利局问题", "", long, "无关"], phrases("水利局"))
    assert [each.field for each in found] == [2]
    text = "".join(piece.text for piece in found[0].pieces)
    assert text.startswith("…前")
    assert text.endswith("后…")
    assert "水利局" in [piece.text for piece in found[0].pieces if piece.marked]
    assert len(text) <= LENGTH + 2


def test_where_only_the_title_has_it_the_record_says_something_else_of_itself() -> None:
    found = excerpts("水利局", ["", "其他内容"], phrases("水利局"))
    assert [(each.field, [piece.marked for piece in each.pieces]) for each in found] == [(1, [False])]
