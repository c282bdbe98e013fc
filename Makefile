# Two commands do everything: `make report` and `make test`. Each sets up .venv by itself.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: report test test-all fuzz soak bench gallery pages lint lock clean

report: .venv/.report
	@$(BIN)/reportgen build 2019 --for all

test: .venv/.test lint
	@$(BIN)/python -m pytest -n auto -q

# Every file through every program too: minutes more.
test-all: .venv/.test lint
	@$(BIN)/python -m pytest -n auto -q -m 'slow or not slow'

lint: .venv/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

# Inputs that nobody thought of, until Ctrl-C; what breaks a promise is kept in .fuzz/.
fuzz: .venv/.test
	@$(BIN)/python tests/fuzz.py

# A thousand builds in one process, and what they leave behind.
soak: .venv/.report
	@$(BIN)/python benchmarks/soak.py

bench: .venv/.bench
	@$(BIN)/python benchmarks/run.py

# Pictures of pages into docs/gallery/.
gallery: .venv/.report
	@$(BIN)/python benchmarks/gallery.py

# Whether every page of every report keeps the limits of docs/typography.md.
pages: .venv/.report
	@$(BIN)/python benchmarks/page_quality.py

# Versions and digests of everything that others made are in the locks; the project itself needs nothing more.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.venv/.report: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: requirements-test.lock requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements-test.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ .venv/.report

# Newer versions of what others made, after which `make test` says whether they do.
lock:
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --upgrade uv
	@$(BIN)/python tools/lock.py

.venv/.bench: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --editable '.[bench]'
	@touch $@ .venv/.report

clean:
	rm -rf .venv output/[0-9]* .pytest_cache .mypy_cache .ruff_cache
