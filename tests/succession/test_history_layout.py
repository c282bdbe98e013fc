"""A figure's history in a new edition: what was there stays in its layout, the value before the last one follows."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from climate import FIRST, SECOND, swap, write_climate

from reportgen.cli import main


def next_figures(root: Path) -> str:
    done = CliRunner().invoke(main, ["-C", str(root), "new-edition", SECOND])
    assert done.exit_code == 0, done.output
    return (root / "data" / SECOND / "key-figures.yaml").read_text("utf-8")


HISTORY = """\
  history:   # measured
    - value: 30   # the first one
      as_of: {text: "2023", iso: "2023", precision: year}
    - value: 35
      as_of: {text: "2024", iso: "2024", precision: year}
"""


def test_a_history_in_lines_of_its_own_keeps_them(tmp_path: Path) -> None:
    root = write_climate(tmp_path)
    swap(root, FIRST, "key-figures", "  previous: 38\n", HISTORY + "  previous: 38\n")
    more = '    - value: 38\n      as_of: {text: December 2025, iso: "2025-12", precision: month}\n'
    assert HISTORY + more in next_figures(root)


def test_a_history_in_brackets_goes_on_in_further_lines(tmp_path: Path) -> None:
    root = write_climate(tmp_path)
    flow = '  history: [{value: 30, as_of: {text: "2023", iso: "2023", precision: year}}]   # one\n'
    swap(root, FIRST, "key-figures", "  previous: 38\n", flow + "  previous: 38\n")
    lines = next_figures(root).splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("  history:"))
    assert lines[at].endswith("precision: year}},")
    assert lines[at + 1].startswith("            {value: 38,")
    assert lines[at + 1].endswith("}]   # one")


def test_a_vague_date_becomes_history_whole(tmp_path: Path) -> None:
    root = write_climate(tmp_path)
    old = '    text: December 2025\n    iso: "2025-12"\n    precision: month\n'
    swap(root, FIRST, "key-figures", old, "    text: long ago\n    iso: null\n    precision: vague\n")
    assert "as_of: {text: long ago, iso: null, precision: vague}" in next_figures(root)
