from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xuncha.kernel.codes import (
    UNIT_ALPHABET,
    DivisionLevel,
    birth_date,
    division_fault,
    division_level,
    id_check,
    id_fault,
    mask_id,
    organisation_check,
    organisation_fault,
    parent_code,
    sex,
    short_code,
    tidy,
    unit_check,
    unit_fault,
)

SPECIMEN = "11010519491231002X"  # printed in GB 11643-1999 as the example


@pytest.mark.parametrize(
    ("first17", "check"),
    [("91350100M000100Y4", "3"), ("11320000MB151840X", "J"), ("91110000802100433", "B")],
)
def test_the_unit_check_character_follows_gb_32100(first17: str, check: str) -> None:
    assert unit_check(first17) == check


def test_the_organisation_check_character_follows_gb_11714() -> None:
    assert organisation_check("MB151840") == "X"
    assert organisation_check("D2143569") == "X"  # the example printed in the standard


def test_sound_codes_have_no_fault() -> None:
    assert unit_fault("11320000MB151840XJ") is None
    assert organisation_fault("MB151840X") is None
    assert id_fault(SPECIMEN) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("91350100M000100Y4Z", "应为18位"),
        ("91350100M000100Y44", "统一社会信用代码校验码"),
        ("11320000MB151840X", "应为18位"),
        ("11320000mb151840xj", "应为18位"),
        ("1132000OMB151840XJ", "应为18位"),
        ("１1320000MB151840XJ", "应为18位"),
        ("11320000MB151840XJ\n", "应为18位"),
        ("", "应为18位"),
    ],
)
def test_a_bad_unit_code_is_told_what_is_wrong(code: str, words: str) -> None:
    assert words in (unit_fault(code) or "")


def test_a_unit_code_whose_inner_organisation_code_is_wrong_is_found_by_the_second_check() -> None:
    first17 = "11320000MB1518401"
    assert "组织机构代码" in (unit_fault(first17 + unit_check(first17)) or "")


def test_a_bad_organisation_code_is_told_what_is_wrong() -> None:
    assert "校验码" in (organisation_fault("MB1518401") or "")
    assert "8位" in (organisation_fault("MB151840") or "")


@given(st.text(UNIT_ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(UNIT_ALPHABET))
def test_one_wrong_character_always_changes_the_unit_check(first17: str, place: int, other: str) -> None:
    assume(first17[place] != other)
    assert unit_check(first17[:place] + other + first17[place + 1 :]) != unit_check(first17)


@given(st.text(UNIT_ALPHABET, min_size=17, max_size=17), st.integers(0, 15))
def test_two_swapped_neighbours_always_change_the_unit_check(first17: str, place: int) -> None:
    first, second = first17[place], first17[place + 1]
    assume(first != second)
    assert unit_check(first17[:place] + second + first + first17[place + 2 :]) != unit_check(first17)


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_always_changes_the_id_check(first17: str, place: int, other: str) -> None:
    assume(first17[place] != other)
    assert id_check(first17[:place] + other + first17[place + 1 :]) != id_check(first17)


@given(st.dates(date(1900, 1, 1), date(2019, 12, 31)), st.integers(0, 999))
def test_birth_date_and_sex_are_read_from_a_sound_number(born: date, order: int) -> None:
    first17 = f"990102{born:%Y%m%d}{order:03}"
    number = first17 + id_check(first17)
    assert id_fault(number) is None
    assert birth_date(number) == born
    assert sex(number) == ("male" if order % 2 else "female")


def test_the_specimen_is_a_woman_born_on_the_last_day_of_1949() -> None:
    assert (birth_date(SPECIMEN), sex(SPECIMEN)) == (date(1949, 12, 31), "female")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("110105194912310021", "校验码"),
        ("110105194902300020", "出生日期"),
        ("11010519491231002", "18位"),
        ("11010519491231002x", "18位"),
        ("01010519491231002X", "18位"),
    ],
)
def test_a_bad_id_number_is_told_what_is_wrong_without_being_repeated(number: str, words: str) -> None:
    fault = id_fault(number) or ""
    assert words in fault
    assert number not in fault
    for read in (birth_date, sex):
        with pytest.raises(ValueError, match="not a sound") as refusal:
            read(number)
        assert number not in str(refusal.value)


def test_refusals_never_carry_what_may_be_a_persons_number() -> None:
    with pytest.raises(ValueError, match="17 digits") as refusal:
        id_check(SPECIMEN)
    assert "1949" not in str(refusal.value)


def test_typed_codes_are_tidied_before_they_are_checked() -> None:
    assert tidy(" 11320000-mb151840-xj ") == "11320000MB151840XJ"
    assert tidy("１１０１０５ 19491231 ００２ｘ") == SPECIMEN


def test_a_masked_number_hides_the_birth_date_and_the_sex() -> None:
    assert mask_id(SPECIMEN) == "110*************2X"


@given(st.text("0123456789X", max_size=20))
def test_a_mask_keeps_the_length_and_shows_at_most_five_characters(number: str) -> None:
    masked = mask_id(number)
    assert len(masked) == len(number)
    assert len(masked.replace("*", "")) <= min(5, len(number) // 2)


@pytest.mark.parametrize(
    ("code", "level", "short", "parent"),
    [
        ("990000", DivisionLevel.PROVINCE, "990000", None),
        ("990100", DivisionLevel.CITY, "990100", "990000"),
        ("990102", DivisionLevel.COUNTY, "990102", "990100"),
        ("990110", DivisionLevel.COUNTY, "990110", "990100"),
        ("999001", DivisionLevel.COUNTY, "999001", "999000"),
        ("991000", DivisionLevel.CITY, "991000", "990000"),
        ("990102003", DivisionLevel.TOWNSHIP, "990102003", "990102"),
        ("990102100", DivisionLevel.TOWNSHIP, "990102100", "990102"),
        ("990300003", DivisionLevel.TOWNSHIP, "990300003", "990300"),
        ("990102003201", DivisionLevel.VILLAGE, "990102003201", "990102003"),
        ("990102003000", DivisionLevel.TOWNSHIP, "990102003", "990102"),
        ("990102000", DivisionLevel.COUNTY, "990102", "990100"),
        ("990102000000", DivisionLevel.COUNTY, "990102", "990100"),
        ("990000000000", DivisionLevel.PROVINCE, "990000", None),
    ],
)
def test_a_division_code_tells_its_level_and_its_parent(
    code: str, level: DivisionLevel, short: str, parent: str | None
) -> None:
    assert division_fault(code) is None
    assert (division_level(code), short_code(code), parent_code(code)) == (level, short, parent)


@pytest.mark.parametrize(
    "code", ["", "9901", "99010", "9901023", "090000", "000000", "99010A", "９９０１０２", "990102\n"]
)
def test_a_division_code_has_6_9_or_12_digits(code: str) -> None:
    assert "6位" in (division_fault(code) or "")


@pytest.mark.parametrize("code", ["990001", "990000001", "990102000201", "990000000001"])
def test_a_division_code_skips_no_level(code: str) -> None:
    assert "中间一级" in (division_fault(code) or "")
    for ask in (division_level, short_code, parent_code):
        with pytest.raises(ValueError, match="division code"):
            ask(code)


pairs = st.integers(0, 99).map("{:02}".format)
triples = st.integers(0, 999).map("{:03}".format)


@given(st.integers(10, 99).map(str), st.lists(pairs, min_size=2, max_size=2), st.lists(triples, max_size=2))
def test_climbing_from_a_sound_code_reaches_its_province_in_at_most_four_steps(
    province: str, middle: list[str], below: list[str]
) -> None:
    code = "".join([province, *middle, *below])
    assume(division_fault(code) is None)
    levels = list(DivisionLevel)
    steps = [short_code(code)]
    while (above := parent_code(steps[-1])) is not None:
        assert levels.index(division_level(above)) < levels.index(division_level(steps[-1]))
        assert short_code(above) == above
        steps.append(above)
    assert steps[-1] == province + "0000"
    assert len(steps) <= 5
