"""Documents of the archive, for the catalogue: `papers` itself does not know the archive, its neighbour."""

from xuncha.archive.models import Handover
from xuncha.archive.rules import GROUP_READERS, READERS
from xuncha.papers.catalogue import FORM
from xuncha.papers.offers import Paper
from xuncha.reports.handover import as_index, as_list

ARCHIVED = (
    Paper("handover_list", "归档材料移交清单", Handover, FORM, "巡察组", as_list, READERS | GROUP_READERS),
    Paper("archive_index", "归档目录", Handover, FORM, "巡察组", as_index, READERS | GROUP_READERS),
)
