"""Passwords kept by an LDAP directory (extra "ldap"). Imported only where XUNCHA_LDAP_URL names one."""

from typing import Any

from django_auth_ldap.backend import LDAPBackend

from xuncha.accounts.models import User
from xuncha.identity.directories.accounts import let_in


class DirectoryBackend(LDAPBackend):  # type: ignore[misc]  # ships no annotations
    def authenticate_ldap_user(self, ldap_user: Any, password: str) -> User | None:
        return let_in(super().authenticate_ldap_user(ldap_user, password))
