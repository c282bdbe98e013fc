"""The output format `lines`: named here, written and read in modules that only its builds load."""

from __future__ import annotations

from reportgen.plugins import Format

LINES = Format(
    ending="-lines.txt",
    write="reportgen_example.lines:write_lines",
    read="reportgen_example.lines:read_lines",
    about="lines of JSON",
    label="text",
    api=1,
)
