# Two commands do everything: `make report` and `make test`. Each sets up .venv by itself.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: report test test-all bench lint clean

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

bench: .venv/.bench
	@$(BIN)/python benchmarks/run.py

.venv/.report: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[validate]'
	@touch $@

.venv/.test: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ .venv/.report

.venv/.bench: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@ .venv/.report

clean:
	rm -rf .venv output/[0-9]* .pytest_cache .mypy_cache .ruff_cache
