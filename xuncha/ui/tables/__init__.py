from xuncha.ui.tables.declare import Column, Table

__all__ = ["Column", "Table"]
