"""Commands killed at some moments of their work; ``python tests/support/kills.py 200`` tries many more."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest
from kills import CASES, run_trials

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks for processes in /proc")


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "moments"), [("build", 9), ("new-edition", 8), ("sign", 8), ("send", 6), ("receive", 6)]
)
def test_a_killed_command_leaves_old_or_new(
    name: str, moments: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    ended = run_trials(CASES[name], moments, 1, tmp_path / "work", clock=False)
    assert ended["old"] > 0
    assert ended.total() == moments
