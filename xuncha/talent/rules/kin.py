"""Kin who bring recusal: spouses, direct line, collateral within three generations, near kin by marriage.

Source: Civil Servants Recusal Provisions (公务员回避规定); the words are those people declare relatives by.
"""

SPOUSE = frozenset(
    {
        "配偶", "丈夫", "妻子", "爱人",
    }
)  # fmt: skip
DIRECT = frozenset(
    {
        "父亲", "母亲", "父母", "儿子", "女儿", "子女", "养父", "养母",
        "养子", "养女", "继父", "继母", "继子", "继女", "祖父", "祖母",
        "外祖父", "外祖母", "爷爷", "奶奶", "外公", "外婆", "孙子", "孙女",
        "外孙", "外孙女",
    }
)  # fmt: skip
COLLATERAL = frozenset(
    {
        "兄弟姐妹", "兄弟", "姐妹", "哥哥", "弟弟", "姐姐", "妹妹", "兄",
        "弟", "姐", "妹", "伯父", "叔父", "叔叔", "伯伯", "姑母",
        "姑姑", "舅父", "舅舅", "姨母", "姨", "侄子", "侄女", "外甥",
        "外甥女", "堂兄", "堂弟", "堂姐", "堂妹", "表兄", "表弟", "表姐",
        "表妹", "堂兄弟姐妹", "表兄弟姐妹",
    }
)  # fmt: skip
AFFINITY = frozenset(
    {
        "配偶的父母", "岳父", "岳母", "公公", "婆婆", "儿媳", "女婿", "子女的配偶",
        "子女配偶的父母", "亲家", "配偶的兄弟姐妹", "兄弟姐妹的配偶", "姐夫", "妹夫", "嫂子", "弟媳",
        "内兄", "内弟",
    }
)  # fmt: skip
NEAR = SPOUSE | DIRECT | COLLATERAL | AFFINITY
