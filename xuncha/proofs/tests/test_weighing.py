"""Evidence weighed: what a figure states is told by how it stands, also in words that no rule knows; no text stops the reader."""

import random
import re
from pathlib import Path

import pytest

from xuncha.proofs.engine.candidates import TOLD
from xuncha.proofs.engine.context import placed
from xuncha.proofs.engine.extract import extract
from xuncha.proofs.engine.markup import read_marked
from xuncha.proofs.engine.proofread import mentions_of, proofread
from xuncha.proofs.engine.relations import reading_of
from xuncha.proofs.engine.weighing.claims import odds
from xuncha.proofs.engine.weighing.facts import facts_of
from xuncha.proofs.engine.weighing.guess import value_with
from xuncha.proofs.engine.weighing.guesses import guesses_of

CORPORA = Path(__file__).resolve().parents[3] / "benchmarks" / "proof"


def told(text: str) -> set[tuple[str, float, bool]]:
    return {(r.type, float(r.stated), r.holds) for r in proofread(text).relations}


@pytest.mark.parametrize(
    ("text", "type_", "stated", "slip"),
    [
        ("县直部门415个，乡镇298个，村（社区）159个。其中乡镇和村级问题457个。", "sum", "457", "454"),
        ("回收有效问卷1845份：满意1107份，基本满意553份，不满意74份，不了解111份。", "sum", "1845", "1842"),
        ("发现问题3214个，上半年已改2876个，手头上没动的338个。", "difference", "338", "331"),
        ("上一轮是1008件，这一次收到1260件，涨了25.0%。", "ratio", "25.0", "25.3"),
        ("反馈问题697个，改完688个，也就是98.71%。", "ratio", "98.71", "98.74"),
    ],
)
def test_a_relation_is_recognised_without_a_rule_for_its_words_and_a_slip_is_told(
    text: str, type_: str, stated: str, slip: str
) -> None:
    assert (type_, float(stated), True) in told(text)
    wrong = [r for r in proofread(text.replace(stated, slip)).relations if not r.holds]
    assert any(float(mention.number) == float(slip) for r in wrong for mention in r.mentions)


def test_a_figure_that_others_are_rightly_computed_from_is_not_told_wrong() -> None:
    text = "全年巡察34个，加上前几轮的31个，累计65个，占规划98个的66.33%，剩余33个。"
    assert proofread(text).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "作风问题27个（11个党组织）、廉洁问题31个（12个党组织）、选人问题9个（6个党组织）。",
        "各县选派4名，市直单位选派20名，共计64名。",
        "债务余额1.17亿元，其中银行贷款6300万元，职工集资2900万元，其余为工程欠款。",
    ],
)
def test_what_is_said_of_different_things_or_not_in_full_is_not_told(text: str) -> None:
    assert proofread(text).findings == ()


TABLE = "东岭乡：谈话17人，信访6件\n西岭乡：谈话23人，信访9件\n南岭乡：谈话31人，信访8件\n"


def test_a_line_of_totals_is_added_up_by_the_places_of_the_lines_above() -> None:
    text = TABLE + "总计：谈话71人，信访23件"
    assert {("sum", 71.0, True), ("sum", 23.0, True)} <= told(text)
    assert ("sum", 74.0, False) in told(text.replace("71人", "74人"))


def test_what_a_list_holds_is_no_multiple_only_because_each_is_among_its_names() -> None:
    text = "全市巡察干部157名，其中市委巡察办及各巡察组36名，县（区）121名。"
    assert ("sum", 157.0, True) in told(text)
    assert ("sum", 154.0, False) in told(text.replace("157", "154"))


def test_a_guess_is_worked_out_again_when_an_operand_has_another_value() -> None:
    text = read_marked("应整改160个，已完成144个，完成率90%，还剩16个。").text
    facts = facts_of(text, placed(text, extract(text)))
    asked = [guess for stated in facts for guess in guesses_of(facts, stated)]
    assert {"share", "change"} <= {guess.form for guess in asked}
    for guess in asked:
        again = value_with(guess, guess.operands[0], guess.operands[0].value)
        assert again is None or abs(again - guess.value) < 1e-9


def test_of_a_slip_in_a_part_the_part_is_among_the_figures_that_are_named() -> None:
    text = "全市巡察人才库288人，涵盖审计84人、财会73人、工程56人、法律75人。"
    assert ("sum", 288.0, True) in told(text)
    wrong = [r for r in proofread(text.replace("73人", "93人")).relations if not r.holds]
    assert [float(m.number) for r in wrong for m in r.mentions].count(93.0) == 1


def test_what_one_slip_makes_false_is_told_of_the_figure_that_slipped_and_of_no_other() -> None:
    text = "前次反馈问题52个。此次发现，真改实改的39个，占75%；改后反弹的8个；虚假整改的5个。"
    assert all(r.holds for r in proofread(text).relations)
    wrong = [r for r in proofread(text.replace("39个", "36个")).relations if not r.holds]
    assert wrong
    assert all(36 in [float(m.number) for m in r.mentions] for r in wrong)


def test_of_the_claims_about_a_figure_the_likeliest_is_the_list_that_is_meant() -> None:
    """Each claim has its features by name, and the odds are what they come to."""
    text = "全市巡察人才库288人，涵盖审计84人、财会93人、工程56人、法律75人。"
    claims = [c for c in reading_of(text, mentions_of(text)).candidates if c.relation.stated == 288]
    likeliest = max(claims, key=lambda claim: odds(claim.features))
    assert [float(m.number) for m in likeliest.relation.mentions] == [288, 84, 93, 56, 75]
    assert {slip.fact.value for slip in likeliest.claim.slips} >= {93.0}
    assert odds(likeliest.features) > TOLD > odds({"always": 1.0})


def test_a_whole_that_is_loosened_is_named_as_it_is_said() -> None:
    text = "挽回经济损失860余万元，其中收缴违纪违法所得572.3万元，责令退赔351.9万元。"
    assert [str(finding) for finding in proofread(text).findings] == [
        "各部分相加为924万元，与所述合计860余万元不一致。"
    ]


def test_a_rate_that_is_right_of_one_whole_is_no_slip_of_another() -> None:
    assert proofread("实有118名，本科及以上合计112名，财会审计等专业43名，占36.4%。").findings == ()


def test_what_would_make_a_statement_false_stands_in_the_mark() -> None:
    annotated = read_marked("收信【46≠49≠16:封】封。")
    assert (annotated.text, annotated.marks[0].slips) == ("收信46封。", ("49", "16"))


def test_no_text_stops_the_reader() -> None:
    chance = random.Random(20191231)
    texts = [
        read_marked(text).text
        for path in sorted(CORPORA.glob("*.txt"))
        for text in re.split(r"^## .+\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    ]
    for text in chance.sample(texts, 25):
        cut = text[: chance.randrange(len(text))][-700:]
        proofread(re.sub(r"[0-9]+", lambda _: str(chance.choice((0, 0, 1, 7, 90, 1200))), cut))
        proofread(re.sub(r"[0-9]", lambda found: chance.choice((found.group(), found.group(), "0")), cut))
