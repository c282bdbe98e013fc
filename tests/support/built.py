"""The example report, built once for a test run: whole and every excerpt, PDF and Word."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from paths import ROOT

from reportgen.build.build import build
from reportgen.build.request import Built, Request
from reportgen.edition.audience import parse_selection

EDITION = "2019"


def silent(done: int, total: int, what: str) -> None:
    """Progress that nobody watches."""


@cache
def everything(folder: Path) -> Built:
    """The whole report and all excerpts, in `folder`."""
    return build(ROOT, Request(EDITION, parse_selection("all"), output=folder, processes=2), silent)
