"""The pool's own words; the law of recusal stands in `recusal`, what it reads in `dossiers`."""

from xuncha.talent.rules.pool import (
    DECLARED,
    HEAD,
    IN_THE_POOL,
    MEMBER_LIFE,
    OFFICE,
    WAITING,
    Absence,
    ExitReason,
    MemberState,
    PoolKind,
    Source,
    Specialty,
    TrainingResult,
)

__all__ = [
    "DECLARED",
    "HEAD",
    "IN_THE_POOL",
    "MEMBER_LIFE",
    "OFFICE",
    "WAITING",
    "Absence",
    "ExitReason",
    "MemberState",
    "PoolKind",
    "Source",
    "Specialty",
    "TrainingResult",
]
