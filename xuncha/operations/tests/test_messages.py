"""No message is forgotten: what the extractor finds, and that English has all of it."""

import pytest

from xuncha.operations import messages


def texts(source: str) -> list[str]:
    return [text for _, text in messages.literals(source)]


def test_every_chinese_literal_of_code_is_a_message() -> None:
    source = 'raise NotAllowed("请写明理由。", n=1)\nLABEL = "问题"\nPLAIN = "finding"'
    assert sorted(texts(source)) == ["请写明理由。", "问题"]


def test_docstrings_and_names_of_records_are_not() -> None:
    assert texts('def f():\n    """说明"""\n') == []
    assert texts('class A:\n    def __str__(self):\n        return f"{self.n}第{self.m}版"\n') == []


def test_chinese_in_an_f_string_is_refused() -> None:
    with pytest.raises(messages.ChineseInFString):
        texts('x = f"共{n}件"')


def test_templates_give_their_tags_and_labels() -> None:
    source = '{% translate "工作台" %}{{ "问题"|tr }}{% blocktranslate %}共{{ n }}件{% endblocktranslate %}'
    assert {text for _, text in messages.template_messages(source)} == {"工作台", "问题", "共%(n)s件"}


def test_english_has_every_message() -> None:
    assert messages.missing() == []


def test_nothing_chinese_stands_in_a_template_outside_a_translation() -> None:
    for path in messages.sources(".html"):
        assert messages.untranslated(path.read_text(encoding="utf-8")) == [], path
