"""How far "covered" reaches (domain §5.4)."""

from xuncha.kernel.words import Word


class Milestone(Word):
    """How far "covered" reaches. Without a qualifier it is FINISHED."""

    SCHEDULED = "scheduled", "已列入轮次"
    ON_SITE = "on_site", "已进驻"
    FINISHED = "finished", "已完成了解"
    FED_BACK = "fed_back", "已反馈"


MILESTONE_DATE = {  # the task's date that proves it; a schedule is proven by the round's approval
    Milestone.ON_SITE: "entered_on",
    Milestone.FINISHED: "left_on",
    Milestone.FED_BACK: "fed_back_on",
}
