"""Addresses of the talent pool, and of what its people declare for recusal."""

from xuncha.talent import actions, forms, tables
from xuncha.talent.models import DeclaredInterest
from xuncha.talent.rules import DECLARED, OFFICE
from xuncha.ui.reception import Deed, Entry, deed_addresses, entry_addresses
from xuncha.ui.tables.doors import addresses


def _open(interest: DeclaredInterest) -> bool:
    return interest.until is None


app_name = "talent"
urlpatterns = [
    *addresses(tables.CHANNELS),
    *addresses(tables.MEMBERS),
    *addresses(tables.CAREER),
    *addresses(tables.RELATIVES),
    *addresses(tables.STUDIES),
    *addresses(tables.ORIGINS),
    *addresses(tables.INTERESTS),
    *deed_addresses(
        tables.INTERESTS,
        Deed("settle", "登记了结", forms.SettledForm, actions.settle_interest, DECLARED, _open),
    ),
    *entry_addresses(
        Entry("career", "登记任职经历", forms.CareerForm, actions.enter_career, OFFICE, "person", many=True),
        Entry("studies", "登记学习经历", forms.StudyForm, actions.enter_study, OFFICE, "person", many=True),
        Entry("origins", "登记籍贯成长地", forms.OriginForm, actions.enter_origin, OFFICE, "person"),
        Entry("relatives", "登记亲属申报", forms.RelativeForm, actions.enter_relative, DECLARED, "person"),
        Entry("interests", "登记利害关系", forms.InterestForm, actions.declare_interest, DECLARED, "person"),
    ),
]
