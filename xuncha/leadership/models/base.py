"""Who reads what is put to the leaders: the office."""

from xuncha.records.rules import OFFICE, Reach

READERS = Reach(office=OFFICE)
