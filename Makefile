# Two commands: `make app` opens the app, `make test` runs every test. Needed: git, make and Python 3.11 or later.
# The environment is .venv; stamps in it remember which lock it was made from, so a second start takes seconds.

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
# Each start of a program would compile all of it once more.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help app env dev test lint soak bench docs pictures lock clean

# The first Python that is new enough; PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell for python in python3 python python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)
BIN := .venv/bin
# Published as its source alone, some 450 MB, so that no lock has it.
SPARK := >=4.2,<4.3
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
UV ?= $(shell command -v uv || echo pipx run uv)
COMPILE := $(UV) pip compile $(UPGRADE) --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11

help:
	@echo "make app    open the app (the first time: install, start the database, load the built-in regions)"
	@echo "make test   check the code and run every test that can run here"
	@echo "make docs   build the documentation in docs/_build/html"
	@echo "make soak   kill loaders and servers, two hundred times a kind of server; try all of what tests try a part of"
	@echo "make bench  measure loads, reads and analyses against the limit of this machine"
	@echo "make lock   renew the locked dependencies (needs uv, or pipx)"

app: env
	$(BIN)/orggraph app

env: .venv/.installed
dev: .venv/.installed-dev

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed; name it with: make PYTHON=/path/to/python app" >&2; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python could not make an environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }

# The package itself is installed as a link to this folder: what a pull brings works without installing again.
.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what orggraph needs (once; a minute or two) ..."
	$(PIP) --require-hashes --only-binary :all: --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/.installed-dev: requirements-dev.lock pyproject.toml | .venv/bin/python
	@echo "Installing what the tests need (once; a few minutes) ..."
	$(PIP) --require-hashes --only-binary :all: --requirement requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadgroup --no-loadscope-reorder --durations 25

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

soak: dev
	$(BIN)/python -c "import pyspark" 2>/dev/null || $(PIP) "pyspark$(SPARK)"
	ORGGRAPH_SOAK=1 $(BIN)/python -m pytest tests/columns tests/edits/test_division.py tests/exports/test_exports.py tests/people \
		tests/queries tests/reports/test_finding.py tests/sources/test_mutants.py tests/store/test_holding.py tests/store/test_limits.py \
		tests/store/test_loading.py tests/store/test_versions.py tests/views/test_selection.py
	$(BIN)/python scripts/soak.py
	$(BIN)/python -m scripts.size
	$(BIN)/python -m scripts.columns

bench: dev
	$(BIN)/python -m benchmarks

docs: dev
	$(BIN)/python -m sphinx -W --keep-going --quiet -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

pictures: dev
	$(BIN)/python scripts/readme_pictures.py
	$(BIN)/python scripts/rights_pictures.py

# The second lock holds to the versions of the first, so that both can stand in one environment.
lock: dev
	$(COMPILE) --extra signin --group build pyproject.toml --output-file requirements.lock
	$(COMPILE) --extra columns --extra scip --extra signin --group dev --group docs --group bench --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock
	$(BIN)/python scripts/sbom.py

clean:
	rm -rf .venv build dist docs/_build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
