"""Who somebody is: accounts, and what proves that it is them."""

from xuncha.identity.models.administered import Account, RegisteredOffice
from xuncha.identity.models.factors import Authenticator, FormerPassword, Misses, Passkey, RecoveryCode
from xuncha.identity.models.recoveries import Recovery
from xuncha.identity.models.sessions import Session

__all__ = [
    "Account",
    "Authenticator",
    "FormerPassword",
    "Misses",
    "Passkey",
    "Recovery",
    "RecoveryCode",
    "RegisteredOffice",
    "Session",
]
