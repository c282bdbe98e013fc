# Two commands do everything: `make report` and `make test`. Each sets up .venv by itself.
PYTHON ?= python3
BIN := .venv/bin
# Compiled modules are kept whatever the environment says: the tests start hundreds of processes that import them.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: report examples check test test-all fuzz soak bench gallery pages profile lint lock clean

report: .venv/.report
	@$(BIN)/reportgen build 2019 --for all

# The two reports in examples/, whole and every excerpt.
examples: .venv/.report
	@for name in hospital university; do $(BIN)/reportgen -C examples/$$name build --for all || exit; done

# No program that is not ours, no test that takes long: while one works on something.
check: .venv/.test
	@$(BIN)/ruff check .
	@$(BIN)/python -m pytest -n auto --dist loadfile -q -m 'not slow and not outside and not long'

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

# The report made by others too, who live in an environment of their own; BENCH="--sizes 1,10,100 --rounds 1" asks
# for more, or less.
bench: .venv/.report .bench/.peers
	@$(BIN)/python benchmarks/run.py --peers .bench/bin/python $(BENCH)
	@$(BIN)/python benchmarks/again.py

# Where the time and the memory of a build go.
profile: .venv/.report
	@$(BIN)/python benchmarks/stages.py $(BENCH)

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

.bench/.peers: pyproject.toml
	@test -x .bench/bin/python || $(PYTHON) -m venv .bench
	@.bench/bin/python -m pip install --quiet --disable-pip-version-check '.[peers]'
	@touch $@

clean:
	rm -rf .venv .bench output/[0-9]* examples/*/output .pytest_cache .mypy_cache .ruff_cache
