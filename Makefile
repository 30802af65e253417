# `make run` serves the reference city, `make test` runs every check and test; both install first.
# A step is done again when the file it depends on is newer than its stamp.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000

BIN := .venv/bin
VENDOR := xuncha/ui/static/vendor
# An environment that was once given the developers' packages keeps them.
SET ?= $(if $(wildcard .venv/.dev),dev,run)

CATALOGUES := $(shell find xuncha -name '*.po')
SOURCES := $(shell find xuncha -name '*.py')
STATIC := $(shell find xuncha -path '*/static/*' -type f -not -path '$(VENDOR)/*')

.PHONY: install install-dev run test drill check coverage vulnerabilities fmt bench lock wheel offline clean

install: .venv/.$(SET) build/.bytecode $(VENDOR)/.done $(CATALOGUES:.po=.mo) build/.static

install-dev:
	@$(MAKE) --no-print-directory install SET=dev

run: install
	@exec $(BIN)/xuncha demo --host $(HOST) --port $(PORT)

test: install-dev
	@$(BIN)/python scripts/test.py

# Long walks that a run of the tests has no time for: ten thousand random verbs over whole ledgers, and a year of
# simulated days in which the loop of the reminders is killed fifty times; server, worker and database killed a hundred
# times while people write; ten thousand malformed inputs; every page and file drawn by every role, with words in it that
# may not get out; the first release moved on, and its backup restored; a moment had again from PostgreSQL's log.
drill: install-dev
	@FUZZ_INPUTS=$${FUZZ_INPUTS:-10000} $(BIN)/pytest -q xuncha/config/tests/test_fuzz.py
	@CRAWL_ALL=1 $(BIN)/pytest -q xuncha/config/tests/test_crawl.py
	@WALLS_ALL=1 $(BIN)/pytest -q xuncha/config/tests/test_walls.py
	@STORM_KILLS=$${STORM_KILLS:-100} $(BIN)/pytest -q xuncha/operations/tests/test_storm.py
	@$(BIN)/pytest -q xuncha/operations/tests/drill_upgrade.py
	@$(BIN)/pytest -q xuncha/operations/tests/drill_point_in_time.py
	@LEDGER_STEPS=$${LEDGER_STEPS:-10000} $(BIN)/pytest -q xuncha/rectification/tests/test_machine.py
	@REMINDER_KILLS=$${REMINDER_KILLS:-50} $(BIN)/pytest -q xuncha/reminders/tests/test_killed.py

check: install-dev
	@$(BIN)/python scripts/check.py

# Which lines no test reaches, on SQLite.
coverage: install-dev
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

# Known weaknesses of the packages of the running system; says so when nobody who knows them can be reached.
vulnerabilities: install
	@$(BIN)/python scripts/vulnerabilities.py

fmt: install-dev
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

bench: install-dev .venv/.rivals
	@for script in $(filter-out benchmarks/common.py benchmarks/staffing_check.py benchmarks/planner_check.py,$(wildcard benchmarks/*.py)); do echo "== $$script"; $(BIN)/python $$script || exit 1; done

# Newer versions into the locks: `make lock`, or `make lock UPGRADE=--upgrade` for everything that may rise.
lock: .venv/.tools
	@$(BIN)/python scripts/lock.py $(UPGRADE)

# The release: one wheel with pages' assets and compiled catalogues inside.
wheel: install
	@rm -rf build/lib build/bdist*
	@$(BIN)/python -m pip wheel -q --no-deps --no-build-isolation --wheel-dir dist .

# One archive for computers without a network: wheels, installer, service unit, checksums.
offline: wheel
	@$(BIN)/python scripts/offline.py

# Not the installation's data: who wants that gone deletes the folder himself.
clean:
	rm -rf .venv node_modules $(VENDOR) build dist xuncha.egg-info .mypy_cache .ruff_cache .pytest_cache \
	  .import_linter_cache .hypothesis .coverage*
	find xuncha -name '*.mo' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the steps of an installation ---

.venv/.tools: requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@echo "install: environment in .venv"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

.venv/.run .venv/.dev: .venv/.%: requirements/%.txt pyproject.toml .venv/.tools
	@echo "install: packages of $<"
	@$(BIN)/python scripts/sync.py $<
	@touch $@

# As sync.py does for packages: no process compiles at its start, whether or not it may write the byte code.
build/.bytecode: $(SOURCES) | .venv/.$(SET)
	@mkdir -p build
	@$(BIN)/python -m compileall -q xuncha
	@touch $@

# Node.js is needed for this step only; a machine without it gets it as a package of its own lock.
$(VENDOR)/.done: package-lock.json scripts/assets.py | .venv/.$(SET)
	@echo "install: assets of package-lock.json"
	@command -v npm >/dev/null || $(BIN)/python scripts/sync.py --add requirements/node.txt
	@PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --silent
	@$(BIN)/python scripts/assets.py
	@touch $@

%.mo: %.po | .venv/.$(SET)
	@$(BIN)/xuncha messages --compile

.venv/.rivals: requirements/rivals.txt .venv/.dev
	@echo "install: what the benchmarks compare with"
	@$(BIN)/python scripts/sync.py --add $<
	@touch $@

# The folder comes first: the settings give files hashed names once it is there.
build/.static: $(VENDOR)/.done $(STATIC) | .venv/.$(SET)
	@mkdir -p build/static
	@$(BIN)/xuncha collectstatic --noinput --verbosity 0
	@touch $@
