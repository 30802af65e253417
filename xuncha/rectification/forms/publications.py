"""What is asked when the state of rectification is published, or stays unpublished."""

from xuncha.rectification.models import Exemption, Publication
from xuncha.rectification.queries.publications import owed_scopes
from xuncha.ui.reception import DayField, EntryForm


def offer_owed(form: EntryForm) -> None:
    """Only scopes that are still owed can be chosen."""
    owed = owed_scopes(form.on)
    field = form.fields["scope"]
    field.choices = [choice for choice in field.choices if not choice[0] or choice[0] in owed]  # type: ignore[attr-defined]
    if len(owed) == 1:
        form.initial["scope"] = owed[0]


class PublicationForm(EntryForm):
    at = DayField(label="公开日期")

    class Meta:
        model = Publication
        fields = ["scope", "medium", "document", "paper"]
        help_texts = {
            "medium": "如党组织会议通报、内部网站；门户网站、当地报纸、公开栏。",
            "paper": "公开文件没有登记为公文的，写明名称。",
        }

    def narrow(self) -> None:
        offer_owed(self)
        self.offer("document", self.rows("document").filter(at__gte=self.on.at).order_by("-at", "-pk"))
        if not self.rows("document").exists():  # a unit reads nothing of the register
            del self.fields["document"]
            self.fields["paper"].required = True


class ExemptionForm(EntryForm):
    at = DayField(label="申请日期")

    class Meta:
        model = Exemption
        fields = ["scope", "ground", "reason"]

    def narrow(self) -> None:
        offer_owed(self)
