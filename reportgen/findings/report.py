"""Findings as text for people, JSON for programs, and annotations for GitHub. Pure; colour is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import asdict

from reportgen.findings.finding import Finding
from reportgen.findings.shown import harmless, json_text, line, shown

WIDTH = 100
"""How many characters of a long source line are shown."""


def as_text(findings: Iterable[Finding]) -> str:
    """Each finding as ``file:line:column: path: text [code]``, its line with a caret, and its hint."""
    return "".join(f"{each}\n" for finding in findings for each in text_lines(finding))


def text_lines(finding: Finding) -> list[str]:
    """One finding as lines: the message first, then source line, caret and hint where there are any."""
    lines = [f"{_place(finding)}{_severity(finding)}{_path(finding)}{shown(finding.text)} [{finding.code}]"]
    if finding.source and finding.source.strip():
        lines += [f"    {each}" for each in _excerpt(finding)]
    if finding.hint:
        lines.append(f"    hint: {shown(finding.hint)}")
    return [line(each) for each in lines]


def _place(finding: Finding) -> str:
    if not finding.file:
        return ""
    return f"{finding.file}:{finding.line}:{finding.column}: " if finding.line else f"{finding.file}: "


def _severity(finding: Finding) -> str:
    return "" if finding.severity == "error" else f"{finding.severity}: "


def _path(finding: Finding) -> str:
    return f"{finding.path}: " if finding.path else ""


def _excerpt(finding: Finding) -> tuple[str, str]:
    """The source line without indentation, cut around the place where it is long, and the line of carets below it."""
    source = (finding.source or "").replace("\t", " ").rstrip()
    start = finding.column - 1
    first = min(len(source) - len(source.lstrip()), start)
    if start + finding.length - first > WIDTH:
        first = max(first, start - WIDTH // 2)
    seen = source[first : first + WIDTH]
    before, meant, after = _parted(seen, start - first, finding.length)
    return f"{before}{meant}{after}", " " * len(before) + "^" * max(1, len(meant))


def _parted(seen: str, at: int, length: int) -> tuple[str, str, str]:
    """A part of a source line before what is meant, what is meant, and the rest, as they are shown."""
    return harmless(seen[:at].ljust(at)), harmless(seen[at : at + length]), harmless(seen[at + length :])


def as_data(finding: Finding) -> dict[str, object]:
    """A finding as the manifest keeps it, without the source line; the hint only where there is one."""
    fields = ("code", "severity", "file", "line", "column", "path", "text")
    data = asdict(finding)
    return {name: data[name] for name in fields} | ({"hint": finding.hint} if finding.hint else {})


def as_json(findings: Iterable[Finding]) -> str:
    """A JSON array of findings."""
    return json_text([as_data(finding) for finding in findings]) + "\n"


_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow commands of GitHub Actions (``::error file=…,line=…,col=…,title=…::text``)."""
    return "".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    properties = {"file": finding.file, "line": finding.line, "col": finding.column, "title": finding.code}
    given = ",".join(f"{name}={_escape(harmless(str(value)), ':,')}" for name, value in properties.items() if value)
    lines = [f"{_path(finding)}{shown(finding.text)}", *([f"hint: {shown(finding.hint)}"] if finding.hint else [])]
    text = "\n".join(line(each) for each in lines)
    return f"::{_COMMANDS[finding.severity]} {given}::{_escape(text)}\n"


def _escape(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


FORMATS: dict[str, Callable[[Iterable[Finding]], str]] = {"text": as_text, "json": as_json, "github": as_github}
"""The formats of ``check --format``."""


def summary(findings: Iterable[Finding]) -> str:
    """How many errors, warnings and notes there are: "2 errors, 1 warning"; "no findings" where there are none."""
    counts = dict.fromkeys(_COMMANDS, 0)
    for finding in findings:
        counts[finding.severity] += 1
    parts = [f"{count} {name}{'s' if count > 1 else ''}" for name, count in counts.items() if count]
    return ", ".join(parts) or "no findings"
