"""The edition room: what is reported. Strict YAML in, a typed and checked Edition out; nothing about looks."""

from __future__ import annotations

from reportgen.edition.audiences import abbreviation, audiences, resolve_audience, resolve_audiences
from reportgen.edition.coverage import Proof, prove_coverage
from reportgen.edition.excerpts import excerpt
from reportgen.edition.findings import Finding, FindingsError
from reportgen.edition.loading import Loaded, load

__all__ = [
    "Finding",
    "FindingsError",
    "Loaded",
    "Proof",
    "abbreviation",
    "audiences",
    "excerpt",
    "load",
    "prove_coverage",
    "resolve_audience",
    "resolve_audiences",
]
