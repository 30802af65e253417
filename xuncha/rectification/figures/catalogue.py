"""Where the figures of rectification are entered."""

from xuncha.kernel.figures import Catalogue
from xuncha.records.answers import Answer

CATALOGUE: Catalogue[Answer] = Catalogue()
