"""Addresses of plans, rounds, groups and tasks."""

from django.urls import path

from xuncha.rounds import tables
from xuncha.rounds.actions import rounds
from xuncha.rounds.views.coverage import coverage
from xuncha.ui.reception import verb_addresses
from xuncha.ui.tables.doors import addresses

app_name = "rounds"
urlpatterns = [
    path("coverage/", coverage, name="coverage"),
    *addresses(tables.TERMS),
    *addresses(tables.THEMES),
    *addresses(tables.KEY_TASKS),
    *addresses(tables.PLANS),
    *addresses(tables.PLAN_VERSIONS),
    *addresses(tables.PLAN_ITEMS),
    *addresses(tables.PLAN_CHANGES),
    *addresses(tables.RULE_SETS),
    *addresses(tables.DEADLINE_RULES),
    *addresses(tables.ROUNDS),
    *verb_addresses(tables.ROUNDS, rounds.move),
    *addresses(tables.GROUPS),
    *addresses(tables.GROUP_MEMBERS),
    *addresses(tables.RECUSAL_CHECKS),
    *addresses(tables.TASKS),
    *addresses(tables.AUTHORISATIONS),
]
