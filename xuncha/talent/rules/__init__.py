"""The pool's own words; the law of recusal stands in `recusal`, what it reads in `dossiers`."""

from xuncha.talent.rules.pool import (
    HEAD,
    IN_THE_POOL,
    MEMBER_LIFE,
    OFFICE,
    MemberState,
    PoolKind,
    Specialty,
)

__all__ = ["HEAD", "IN_THE_POOL", "MEMBER_LIFE", "OFFICE", "MemberState", "PoolKind", "Specialty"]
