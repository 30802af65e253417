"""What stands above the text: the heads of the four formats of the standard (7.2, clause 10)."""

import re
from dataclasses import dataclass
from datetime import date

from xuncha.kernel.refusals import BadInput

# 7.2.5: the year in full within 〔〕, the serial number without 第 and without leading zeros.
NUMBER = re.compile(r"\S+〔\d{4}〕[1-9]\d*号")
# 10.2: orders are numbered by themselves.
ORDER_NUMBER = re.compile(r"第[1-9]\d*号")
# 7.2.1: six Arabic digits.
COPY_NUMBER = re.compile(r"\d{6}")


@dataclass(frozen=True)
class RedHead:
    """版头: the issuer's mark, the number, and what a secret, urgent or upward document adds (7.2).

    ``mark`` is 发文机关标志, ``number`` 发文字号, ``signatory`` 签发人 (upward documents only), ``copy_number`` 份号,
    ``secrecy`` such as 秘密★1年, ``urgency`` such as 特急. Raises BadInput for a number the standard does not know.
    """

    mark: str
    number: str
    signatory: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""

    def __post_init__(self) -> None:
        _check_number(self.number)
        _check_copy_number(self.copy_number)


@dataclass(frozen=True)
class LetterHead:
    """信函格式 (10.1): the issuer's name without 文件, between double rules; the number below at the right.

    ``number`` may be empty: a draft has none yet, and its line stays free.
    """

    mark: str
    number: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""

    def __post_init__(self) -> None:
        if self.number:
            _check_number(self.number)
        _check_copy_number(self.copy_number)


@dataclass(frozen=True)
class MinutesHead:
    """纪要格式 (10.3): the mark such as 某市委书记专题会议纪要, its issue, and who issues it on which day."""

    mark: str
    issue: str
    issuer: str
    day: date

    def __post_init__(self) -> None:
        if not self.mark.endswith("纪要"):
            raise BadInput("纪要标志“%(mark)s”不合格式，应以“纪要”结尾。", mark=self.mark)


@dataclass(frozen=True)
class OrderHead:
    """命令（令）格式 (10.2): the issuer's full name with 令, the order's own number, who signs it in which office."""

    mark: str
    number: str
    signer: str
    office: str

    def __post_init__(self) -> None:
        if not self.mark.endswith("令"):
            raise BadInput("发文机关标志“%(mark)s”不合格式，命令应以“命令”或者“令”结尾。", mark=self.mark)
        if not ORDER_NUMBER.fullmatch(self.number):
            raise BadInput("令号“%(number)s”不合格式，应如“第1号”。", number=self.number)


Head = RedHead | LetterHead | MinutesHead | OrderHead


def _check_number(number: str) -> None:
    if not NUMBER.fullmatch(number):
        raise BadInput("发文字号“%(number)s”不合格式，应如“某巡办发〔2019〕1号”。", number=number)


def _check_copy_number(number: str) -> None:
    if number and not COPY_NUMBER.fullmatch(number):
        raise BadInput("份号“%(number)s”不合格式，应为6位数字。", number=number)
