"""What proves who somebody is beside the password: a code of a phone, a key, a code on paper. Sealed or hashed at rest."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from xuncha.records.fields import DataKeyField, SealedTextField

OWNER = settings.AUTH_USER_MODEL


class Authenticator(models.Model):
    """A phone that shows codes (TOTP, RFC 6238). `last_step` is the newest step that was used: none counts twice."""

    user = models.OneToOneField(OWNER, models.CASCADE, related_name="authenticator")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)  # to which the secret is bound
    secret = SealedTextField("密钥")  # hex
    data_key = DataKeyField()
    confirmed_at = models.DateTimeField("启用时间", null=True, blank=True)
    last_step = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.user}"


class Passkey(models.Model):
    """A security key or the device's own lock (WebAuthn): only its public half is here."""

    user = models.ForeignKey(OWNER, models.CASCADE, related_name="passkeys")
    name = models.CharField("名称", max_length=40)
    credential = models.CharField(max_length=1400, unique=True)  # base64url
    public_key = models.TextField()  # base64url
    sign_count = models.BigIntegerField(default=0)
    added_at = models.DateTimeField("登记时间", default=timezone.now)
    used_at = models.DateTimeField("最近使用", null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """A code on paper, for once. Kept as a keyed hash whose key lies outside the database."""

    user = models.ForeignKey(OWNER, models.CASCADE, related_name="recovery_codes")
    blind = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "blind"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user}"


class FormerPassword(models.Model):
    """How a password that was used is encoded, so that it is not used again soon."""

    user = models.ForeignKey(OWNER, models.CASCADE, related_name="former_passwords")
    encoded = models.CharField(max_length=128)
    replaced_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user}"


class Misses(models.Model):
    """Wrong second factors in a row: the next try waits longer each time, whatever session asks."""

    user = models.OneToOneField(OWNER, models.CASCADE, related_name="misses")
    number = models.PositiveIntegerField(default=0)
    latest = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user}"
