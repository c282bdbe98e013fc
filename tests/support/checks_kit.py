"""The example project with a fault, and what is reported of it."""

from __future__ import annotations

from pathlib import Path

from strategies import example, write_project

from reportgen.checks.run import load_checked
from reportgen.edition.loading import Loaded
from reportgen.findings.finding import Finding
from reportgen.project.open import open_project


def check(root: Path, stem: str, *swaps: tuple[str, str], extra: str = "") -> Loaded:
    """The example with texts of one file replaced and text added to it."""
    content = example(stem)
    for old, new in swaps:
        assert old in content
        content = content.replace(old, new, 1)
    return load_checked(open_project(write_project(root, **{stem.replace("-", "_"): content + extra})))


def told(result: Loaded, code: str) -> Finding:
    (finding,) = [finding for finding in result.findings if finding.code == code]
    return finding


def codes(loaded: Loaded) -> list[str]:
    return [finding.code for finding in loaded.findings]
