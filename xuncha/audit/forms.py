"""What the auditor hands in: a checkpoint that was taken away before."""

from typing import Any

from django import forms
from django.utils.translation import gettext

MOST = 50 * 1024 * 1024  # bytes: some two million entries


class CheckpointForm(forms.Form):
    checkpoint = forms.FileField(
        label="检查点文件",
        required=False,
        help_text="选择此前取走的检查点，逐条核对；不选的，只核对链条自身。",
    )
    key = forms.CharField(
        label="签名公钥指纹",
        required=False,
        max_length=60,
        help_text="检查点由本机签署的，不必填写；更换过密钥的，填写取走时抄录的指纹。",
    )

    def clean_checkpoint(self) -> Any:
        file = self.cleaned_data["checkpoint"]
        if file and file.size > MOST:
            raise forms.ValidationError(gettext("文件超过50MB，不是本机的检查点。"))
        return file
