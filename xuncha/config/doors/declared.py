"""The doors that are made by hand, and what the console may be asked: who gets in, said here and tested at each of them.

Lists, rows, spreadsheets, steps, deeds, entries and documents declare their roles where they are made (`reach`, `Step`,
`Deed`, `Entry`, `Paper`), and need no line here. A door that is in neither place fails the test of the gate.
"""

from dataclasses import dataclass

from xuncha.audit.rules import READERS
from xuncha.records.rules import ADMINISTRATORS, GROUP, OFFICE, SECTIONS, Role

EVERYONE = frozenset(Role)
FIGURES = OFFICE | {Role.CLUE_KEEPER}
COUNTY = frozenset({Role.COUNTY_OFFICE})
POOL = SECTIONS - {Role.RECTIFICATION} | {Role.LEADER, Role.COUNTY_OFFICE}
CITY = OFFICE - COUNTY
DESIGNERS = frozenset({Role.GENERAL, Role.COUNTY_OFFICE})
DRAFTERS = frozenset({Role.DIRECTOR, Role.GENERAL, Role.COUNTY_OFFICE})
FORM_DRAFTERS = DRAFTERS | {Role.PROVINCIAL_OFFICE}
ASKING = CITY | {Role.PROVINCIAL_OFFICE}
GRANTERS = frozenset({Role.DIRECTOR, Role.APPROVER, Role.COUNTY_OFFICE})
PAPER_WRITERS = GROUP | COUNTY
READ, SEND, BOTH = "GET", "POST", "GET POST"

OF_ONES_OWN = ("factor", "password", "phone", "drop_phone", "drop_key", "new_codes")
OF_ONES_OWN_BY_SENDING = ("question", "key_options", "key", "end_session")


@dataclass(frozen=True)
class Hand:
    """A door made by hand.

    roles    who gets in; towards the row where it is opened with one
    of       the record whose row its address names, "" for none: who does not see the row is told that it is not there
    methods  what it answers to
    holds    where only those get in who hold one of the roles towards the row; otherwise who sees it and has the role
    sends    who sends something there, where these are fewer
    own      of one's own account and session: it names nobody else's, so that there is nobody to keep out
    public   before anybody has signed in
    """

    roles: frozenset[Role] = EVERYONE
    of: str = ""
    methods: str = READ
    holds: bool = False
    public: bool = False
    sends: frozenset[Role] = frozenset()
    own: bool = False


def _of(label: str, methods: str = READ, roles: frozenset[Role] = EVERYONE, *, holds: bool = False) -> Hand:
    return Hand(roles, label, methods, holds)


HAND: dict[str, Hand] = {
    "accounts:sign_in": Hand(methods=BOTH, public=True),
    "accounts:sign_out": Hand(methods=SEND, public=True),
    "accounts:language": Hand(methods=SEND, public=True),
    "identity:security": Hand(own=True),
    "identity:new_office": Hand(frozenset({Role.SYSTEM_ADMIN}), methods=BOTH),
    "identity:new_account": Hand(frozenset({Role.SYSTEM_ADMIN}), methods=BOTH),
    "identity:reset": _of("identity.account", BOTH, frozenset({Role.SYSTEM_ADMIN})),
    "identity:recover": _of("identity.recovery", BOTH, ADMINISTRATORS),
    **{f"identity:{name}": Hand(methods=BOTH, own=True) for name in OF_ONES_OWN},
    **{f"identity:{name}": Hand(methods=SEND, own=True) for name in OF_ONES_OWN_BY_SENDING},
    # the chain of the audit, its auditor's alone
    "audit:chain": Hand(READERS, methods=BOTH),
    "audit:checkpoint": Hand(READERS, methods=SEND),
    # what the desk shows is asked of each block by itself
    "desk:home": Hand(),
    "desk:records": Hand(),
    "desk:workspaces": Hand(GROUP),
    "desk:workspace": _of("rounds.group", roles=GROUP, holds=True),
    "desk:unit_home": Hand(COUNTY | {Role.UNIT_CONTACT}),
    "proofs:proof": Hand(FIGURES, methods=BOTH),
    # figures: the number belongs to the office, its rows pass `visible_to`
    "reports:figures": Hand(FIGURES),
    "reports:figures_json": Hand(FIGURES),
    "reports:figure": Hand(FIGURES),
    "reports:figure_file": Hand(FIGURES),
    "reports:ties": Hand(FIGURES),
    "reports:cutoff_now": _of("reports.cutoff"),
    "reports:cutoff_rows": _of("reports.cutoff"),
    "reports:cutoff_report": _of("reports.cutoff"),
    "reports:annual_now": Hand(FIGURES),
    "reports:annual": Hand(FIGURES),
    "reports:annual_file": Hand(FIGURES),
    "reports:of_kind": Hand(FIGURES),
    "reports:of_kind_file": Hand(FIGURES),
    "reports:design_edit": Hand(DESIGNERS, methods=BOTH),
    "reports:round": _of("rounds.round"),
    "reports:composite": _of("rounds.round", roles=OFFICE, holds=True),
    "reports:composite_docx": _of("rounds.round", roles=OFFICE, holds=True),
    "reports:organisation": _of("orgs.organisation"),
    "reports:finding": _of("findings.finding"),
    "returns:overview": Hand(OFFICE),
    "returns:supplied": Hand(DRAFTERS, methods=SEND),
    "returns:series": Hand(OFFICE),
    "returns:compared_file": Hand(CITY | {Role.PROVINCIAL_OFFICE}),
    "returns:dictionary": Hand(OFFICE),
    "returns:dictionary_file": Hand(OFFICE),
    "returns:mapping": _of("returns.formversion", BOTH, FORM_DRAFTERS, holds=True),
    "returns:template": _of("returns.formversion"),
    "returns:workbook": _of("returns.return"),
    "returns:quality": Hand(ASKING),
    "returns:quality_excel": Hand(ASKING),
    "returns:summary": _of("returns.collection"),
    "returns:summary_excel": _of("returns.collection"),
    "returns:summary_cell": _of("returns.collection"),
    "returns:sending_file": _of("returns.sending"),
    "talent:structure": Hand(POOL),
    "talent:structure_part": Hand(POOL),
    "rounds:coverage": Hand(OFFICE),
    "rounds:planner": Hand(DRAFTERS),
    "rounds:planner_compare": Hand(DRAFTERS),
    "rounds:scheme_instance": _of("rounds.roundscheme"),
    "rounds:scheme_workbook": _of("rounds.roundscheme"),
    "rounds:board": _of("rounds.round"),
    "teams:staffing_compare": _of("teams.staffing"),
    "teams:staffing_candidates": _of("teams.staffing"),
    "teams:proposal_instance": _of("teams.proposal"),
    "teams:fairness": Hand(POOL),
    "teams:renewals": Hand(POOL),
    "fieldwork:petition_reporter": _of(
        "fieldwork.petition", BOTH, frozenset({Role.GROUP_LEADER, Role.PETITION_CLERK}), holds=True
    ),
    "fieldwork:paper_edit": _of("fieldwork.workingpaper", BOTH, PAPER_WRITERS, holds=True),
    "fieldwork:evidence_file": _of("fieldwork.evidence"),
    "findings:fact_file": _of("findings.factanswer"),
    "clues:open": _of("clues.clue", SEND, frozenset({Role.CLUE_KEEPER}), holds=True),
    "clues:granted": Hand(),
    "clues:end_grant": _of("clues.clue", SEND, GRANTERS, holds=True),
    "clues:delegate": Hand(GRANTERS, methods=BOTH),
    "clues:end_delegation": Hand(GRANTERS, methods=SEND),
    "rectification:ledger_progress": _of("rectification.ledger"),
    "rectification:round_progress": _of("rounds.round"),
    "rectification:ledger_view": _of("rectification.ledger"),
    "rectification:ledger_book": _of("rectification.ledger"),
    "rectification:proof_file": _of("rectification.proof"),
    "rectification:plan_file": _of("rectification.plansubmission"),
    "rectification:report_file": _of("rectification.progressreport"),
    "linkage:grid_excel": _of("linkage.campaign"),
    "linkage:plan_file": _of("linkage.countyplan"),
    "linkage:counterpart_file": _of("linkage.counterpart"),
    "linkage:filing_file": _of("linkage.filing"),
    "guidance:grouping": Hand(
        of="guidance.campaign", methods=BOTH, sends=frozenset({Role.GUIDANCE, Role.DIRECTOR})
    ),
    "guidance:evidence_file": _of("guidance.checkevidence"),
    "guidance:gaps": Hand(CITY),
    "guidance:proposals": Hand(CITY),
    "guidance:counties": Hand(OFFICE),
    "guidance:county": Hand(OFFICE),
    "guidance:comparison": Hand(CITY),
    "guidance:comparison_excel": Hand(CITY),
    "guidance:tree": Hand(CITY),
    "archive:item_file": _of(
        "archive.archiveitem", roles=COUNTY | GROUP | {Role.DIRECTOR}
    ),  # of a group's volume
    # one's own notices, whoever one is
    "reminders:inbox": Hand(),
    "reminders:read_all": Hand(methods=SEND),
    "reminders:open": Hand(own=True),
    "reminders:read": Hand(methods=SEND, own=True),
    "reminders:settings": Hand(methods=BOTH),
    "reminders:open_feed": Hand(methods=SEND),
    "reminders:revoke_feed": Hand(methods=SEND),
    "reminders:feed": Hand(public=True),  # a secret address: calendar programs cannot sign in
    "search:search": Hand(EVERYONE - ADMINISTRATORS),
    "search:suggest": Hand(EVERYONE - ADMINISTRATORS),
}

# documents that open what is sealed: not to whoever may read the envelope
SEALED_PAPERS: dict[str, frozenset[Role]] = {
    "petition_slip_opened": frozenset({Role.GROUP_LEADER, Role.PETITION_CLERK}),
    "clue_material": frozenset({Role.CLUE_KEEPER}),
}


@dataclass(frozen=True)
class Command:
    """What the console may be asked. Whoever sits at it holds the installation's account of the operating system.

    says  nothing | counts | keys | figures | rows (what `visible_to` leaves of them to the account named by --as)
    """

    says: str
    what: str = ""


COMMANDS: dict[str, Command] = {
    "setup": Command("nothing", "lays the tables and makes the three administrators"),
    "demo": Command("nothing", "the fictitious city"),
    "serve": Command("nothing"),
    "daily": Command("counts"),
    "remind": Command("counts"),
    "audit": Command("counts", "entries that do not follow from the one before; a signed checkpoint"),
    "keys": Command("keys", "two halves of the sealing key, for two persons; a new master key"),
    "backup": Command("nothing", "a file sealed to its keeper"),
    "backupkey": Command("keys", "the keeper's half, into a file"),
    "restore": Command("counts", "of a backup, by its keeper's key"),
    "states": Command("counts", "tries every step and leaves nothing behind"),
    "history": Command("counts", "loads old rounds in the name of an account"),
    "generate": Command("counts", "in the demo city only"),
    "staff": Command("nothing", "solves an instance out of a file"),
    "plan": Command("nothing", "solves an instance out of a file"),
    "layout": Command("nothing", "looks at a file"),
    "proof": Command("figures", "compares a file with figures"),
    "figure": Command("rows"),
    "ties": Command("figures"),
    "report": Command("figures"),
    "search": Command("rows"),
    "docs": Command("nothing", "of the code"),
    "messages": Command("nothing", "of the code"),
    # of the framework: what upkeep needs and nothing that reads or writes rows
    "check": Command("nothing"),
    "clearsessions": Command("nothing"),
    "collectstatic": Command("nothing"),
    "findstatic": Command("nothing"),
    "makemigrations": Command("nothing"),
    "migrate": Command("nothing"),
    "showmigrations": Command("nothing"),
    "sqlmigrate": Command("nothing"),
    "axes_reset": Command("nothing", "lets everybody try to sign in again"),
    "axes_reset_ip": Command("nothing"),
    "axes_reset_ip_username": Command("nothing"),
    "axes_reset_username": Command("nothing"),
    "qcluster": Command("nothing", "the worker"),
    "qinfo": Command("counts"),
}

# Those of the framework that go past every gate: rows printed with what is sealed in plain, accounts without a grant,
# a shell. `xuncha` does not know them but on a developer's computer (XUNCHA_DEBUG=1).
SHUT = frozenset(
    {
        *("dumpdata", "loaddata", "flush", "sqlflush", "sqlsequencereset", "inspectdb", "dbshell", "shell"),
        *("createsuperuser", "changepassword", "createcachetable", "remove_stale_contenttypes"),
        *("runserver", "testserver", "test", "startapp", "startproject", "sendtestemail", "diffsettings"),
        *("compilemessages", "makemessages", "squashmigrations", "optimizemigration"),
        *("qmemory", "qmonitor", "axes_list_attempts", "axes_reset_logs", "axes_reset_failure_logs"),
    }
)
