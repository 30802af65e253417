"""What is asked to proof a draft: a file or a pasted text, and the year whose figures it speaks of."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from xuncha.kernel.contents import LIMIT
from xuncha.kernel.refusals import BadInput
from xuncha.proofs.readers.sources import READERS, Draft, read_bytes

PASTED = 200_000  # characters that a page takes; a longer draft comes as a file


class ProofForm(forms.Form):
    upload = forms.FileField(label="文稿文件", required=False)
    text = forms.CharField(
        label="或者粘贴文字",
        required=False,
        max_length=PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    year = forms.TypedChoiceField(label="比对年度", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        none = ("", gettext("只核对文内勾稽，不与指标比对"))
        self.fields["year"].choices = [(str(year), str(year)) for year in years] + [none]  # type: ignore[attr-defined]  # a box of choices
        self.fields["upload"].widget.attrs |= {
            "accept": ",".join(f".{kind}" for kind in READERS),
            "data-most": LIMIT,
            "data-say": gettext("文件超过50MB，请压缩或者分开后再试。"),
        }

    def clean(self) -> dict[str, Any]:
        """With `draft`, what there is to read."""
        cleaned: dict[str, Any] = super().clean() or {}
        upload, text = cleaned.get("upload"), cleaned.get("text", "")
        try:
            if upload:
                cleaned["draft"] = read_bytes(upload.read(), upload.name)
            elif text.strip():
                cleaned["draft"] = Draft(gettext("粘贴的文字"), "txt", text.replace("\r\n", "\n"), b"")
            elif not self.errors:
                raise ValidationError(gettext("请选择文件，或者粘贴文字。"))
        except BadInput as why:
            self.add_error("upload", str(why))
        return cleaned
