"""What changes a plan after it was approved (domain §5.3)."""

from xuncha.kernel.words import Word


class PlanChangeKind(Word):
    ADDED = "added", "新增"
    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"
    ABOLISHED = "abolished", "撤销移出"
    KEPT = "kept", "撤销但保留为已巡察"
