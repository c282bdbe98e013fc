"""Forms that go out: a project of a town and its requests."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from climate import SECOND, write_fresh

from reportgen.checks.run import load_checked
from reportgen.cli import main
from reportgen.collecting.asked import form_of
from reportgen.collecting.model import Form, FormField
from reportgen.collecting.send import before_of
from reportgen.project.open import open_project

REQUEST = 'request: {due: "2026-08-01", contact: "A. Lee\\na.lee@example.org", note: Thank you.}'


def with_request(root: Path) -> Path:
    path = root / "reportgen.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("sign_off: true}", f"sign_off: true, {REQUEST}}}"), "utf-8")
    return root


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return with_request(write_fresh(tmp_path))


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *words])


def send(root: Path, to: str = "all", *more: str) -> Result:
    return run(root, "send", SECOND, "--for", to, "--on", "2026-07-02", *more)


def form(root: Path, institution: str) -> Form:
    loaded = load_checked(open_project(root), SECOND)
    request = loaded.project.settings.editions[SECOND].request
    return form_of(loaded.partial, institution, before_of(loaded), loaded.project.settings.report, request)


def field(of: Form, key: str) -> FormField:
    return next(each for found, _, each in of.fields() if found == key)
