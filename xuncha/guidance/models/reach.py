"""Who reads about a county: the offices, and the county it is about."""

from xuncha.records.rules import OFFICE, Reach, Role

COUNTY = frozenset({Role.COUNTY_OFFICE})
CITY = Reach(office=OFFICE)
ABOVE = Reach(office=OFFICE - COUNTY)  # no county keeps any of its own
ABOUT_COUNTY = Reach(office=OFFICE, addressed="county", addressed_roles=COUNTY)
