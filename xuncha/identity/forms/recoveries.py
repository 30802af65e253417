"""What is asked to let somebody in again."""

from xuncha.accounts.boxes import AccountBox
from xuncha.accounts.models import User
from xuncha.identity.models import Recovery
from xuncha.ui.reception import EntryForm


class RecoveryForm(EntryForm):
    at = None  # type: ignore[assignment]  # it begins with its approval
    user = AccountBox(User.objects.none(), label="账号")
    field_order = ("user", "reason")

    class Meta:
        model = Recovery
        fields = ("user", "reason")
        help_texts = {"reason": "批准后原密码、第二因子和备用码全部作废，由批准人当面交付首次密码。"}

    def narrow(self) -> None:
        users = User.objects.filter(is_active=True).exclude(pk=self.viewer.user)
        self.offer("user", users.order_by("username"))
