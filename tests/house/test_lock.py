"""The locks pin what pyproject.toml asks for, with digests, and name no registry."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict

from built import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPORT = (ROOT / "requirements.lock").read_text("utf-8")
TEST = (ROOT / "requirements-test.lock").read_text("utf-8")
_BLOCK = re.compile(
    r"^(?P<pin>[a-z0-9][^\\\n]*) \\\n(?P<digests>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def _pins(*texts: str) -> dict[str, list[Requirement]]:
    """Name -> its pins; several where conditions say which is for whom."""
    pins: dict[str, list[Requirement]] = defaultdict(list)
    for text in texts:
        for block in _BLOCK.finditer(text):
            requirement = Requirement(block["pin"])
            pins[canonicalize_name(requirement.name)].append(requirement)
    return pins


def _asked(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for, and what builds the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lists = [project["build-system"]["requires"], project["project"]["dependencies"]]
    lists += [project["project"]["optional-dependencies"][extra] for extra in extras]
    return [Requirement(line) for lines in lists for line in lines]


def _missing(asked: list[Requirement], pins: dict[str, list[Requirement]]) -> list[str]:
    """What no pin meets, or a pin does not meet."""
    return [
        str(wish)
        for wish in asked
        if not (found := pins.get(canonicalize_name(wish.name)))
        or not all(wish.specifier.contains(_version(pin)) for pin in found)
    ]


def _version(pin: Requirement) -> str:
    return str(pin.specifier).removeprefix("==")


def test_every_line_pins_a_version_with_digests() -> None:
    left = [line for line in _BLOCK.sub("", REPORT + TEST).splitlines() if line and not line.startswith("#")]
    assert left == ["-r requirements.lock"]
    pins = _pins(REPORT, TEST)
    assert len(pins) > 50
    assert all(re.fullmatch(r"==[^,*]+", str(pin.specifier)) for found in pins.values() for pin in found)


def test_no_registry_is_named() -> None:
    assert "://" not in REPORT + TEST
    assert not re.search(r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b", REPORT + TEST, re.MULTILINE)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    assert _missing(_asked("validate"), _pins(REPORT)) == [], "make lock"
    assert _missing(_asked("validate", "test"), _pins(REPORT, TEST)) == [], "make lock"


def test_what_stands_in_both_is_for_others_in_each() -> None:
    report, test = _pins(REPORT), _pins(TEST)
    assert not [name for name in report.keys() & test.keys() if not (report[name][0].marker or test[name][0].marker)]


def test_a_wish_that_no_pin_meets_is_seen() -> None:
    pins = _pins("click==8.1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    assert _missing([Requirement("click>=8.2"), Requirement("Jinja2"), Requirement("Click>=8")], pins) == [
        "click>=8.2",
        "Jinja2",
    ]


def test_make_takes_only_what_is_locked() -> None:
    """No step of `report` and `test` installs by name or with what a build would fetch by itself."""
    lines = (ROOT / "Makefile").read_text("utf-8").splitlines()
    rules = "\n".join(lines).split(".venv/.report:", 1)[1].split("\nlock:", 1)[0]
    installs = [line for line in rules.splitlines() if "$(PIP)" in line]
    assert len(installs) == 4
    assert all(
        "--require-hashes -r requirements" in line or "--no-deps --no-build-isolation" in line for line in installs
    )
