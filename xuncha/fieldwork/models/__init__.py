"""Fieldwork: what is asked for, heard, read and seen before and during the stay on site, and the working papers made of it."""

from xuncha.fieldwork.models.material import MaterialRequest

__all__ = ["MaterialRequest"]
