"""Accounts: a name to sign in with. What it may do is a matter of `people`."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, username: str, password: str | None = None, *, name: str = "", **more: Any
    ) -> "User":
        """A new account; without a password it cannot sign in. Full-width letters are brought into the form
        that the sign-in page brings them into."""
        account = self.model.normalize_username(username.strip())
        user = self.model(username=account, name=name or account, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """`must_change`: the password was set by somebody else. `second_factor`: signing in asks for one."""

    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField("账号", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    is_active = models.BooleanField("启用", default=True)
    language = models.CharField("界面语言", max_length=10, blank=True)
    opened_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建立人"
    )
    opened_at = models.DateTimeField("建立时间", default=timezone.now)
    password_at = models.DateTimeField("密码设定时间", null=True, blank=True)
    must_change = models.BooleanField("须更换密码", default=False)
    second_factor = models.BooleanField("第二因子", default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """The password, and the moment from which its age counts."""
        super().set_password(raw_password)
        self.password_at = timezone.now()
