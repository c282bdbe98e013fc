"""A text of nothing but blanks is told at its line, whatever field it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from templates_help import write_starter

from reportgen.cli import main


@pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\u2009"])
@pytest.mark.parametrize(
    ("file", "field"), [("sources", "short: Accounts"), ("sections", 'number: "1"'), ("report", 'short_title: "')]
)
def test_a_blank_text_is_told(tmp_path: Path, file: str, field: str, blank: str) -> None:
    write_starter(tmp_path)
    path = next(tmp_path.glob(f"data/*/{file}.yaml"))
    lines = path.read_text("utf-8").splitlines()
    at = next(index for index, line in enumerate(lines) if field.rstrip('"') in line)
    lines[at] = f'{lines[at].partition(":")[0]}: "{blank}"'
    path.write_text("\n".join(lines) + "\n", "utf-8")
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "check"])
    assert result.exit_code == 1
    assert f"{path.name}:{at + 1}:" in result.output
    assert "[empty-text]" in result.output
