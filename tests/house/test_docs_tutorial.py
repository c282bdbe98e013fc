"""docs/tutorial.md: its commands run one after the other, its changes are made, and what it shows is said."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from built import ROOT
from click.testing import CliRunner

from reportgen.cli import main

PAGE = ROOT / "docs" / "tutorial.md"
_BLOCK = re.compile(r"^```(console|diff (\S+))\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Reader:
    """Somebody who does what the page says, in a folder of their own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch, self.commands = folder, monkeypatch, 0
        monkeypatch.chdir(folder)

    def read(self, page: str) -> None:
        for block in _BLOCK.finditer(page):
            if block[2]:
                self.change(self.folder / block[2], block[3])
            else:
                for command, *said in (part.splitlines() for part in block[3].split("$ ")[1:]):
                    self.type(command, said)

    def type(self, command: str, said: list[str]) -> None:
        words = shlex.split(command)
        if words[0] == "cd":
            self.folder /= words[1]
            self.monkeypatch.chdir(self.folder)
            return
        assert words[0] == "reportgen"
        self.commands += 1
        result = CliRunner().invoke(main, words[1:])
        printed = [line.rstrip() for line in result.output.splitlines()]
        assert all(line.rstrip() in printed for line in said), f"$ {command}\n{result.output}"

    def change(self, path: Path, lines: str) -> None:
        old = "".join(f"{line[1:]}\n" for line in lines.splitlines() if line[0] in " -")
        new = "".join(f"{line[1:]}\n" for line in lines.splitlines() if line[0] in " +")
        text = path.read_text("utf-8")
        assert text.count(old) == 1 or not old, f"{path.name} does not have once:\n{old}"
        path.write_text(text.replace(old, new) if old else text + new, "utf-8")


@pytest.mark.long
def test_it_can_be_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_SOFFICE", "")
    reader = Reader(tmp_path, monkeypatch)
    reader.read(PAGE.read_text("utf-8"))
    assert reader.commands > 10
