"""What the law of recusal reads; who can be drawn; how the pool is made up."""

from xuncha.talent.queries.availability import absence_of, available, is_sanctioned
from xuncha.talent.queries.recusal import dossiers, targets

__all__ = ["absence_of", "available", "dossiers", "is_sanctioned", "targets"]
