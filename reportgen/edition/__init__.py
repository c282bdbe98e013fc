"""The edition room: what is reported. Strict YAML in, a typed and checked Edition out; nothing about looks.

Names are imported when they are first asked for: findings alone, for example, need no data models.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.edition.audience import abbreviation, audiences, audiences_of, resolve_audience
    from reportgen.edition.coverage import Proof, prove_coverage
    from reportgen.edition.excerpts import excerpt
    from reportgen.edition.loading import Loaded, load

_HOMES = {
    "abbreviation": "audience",
    "audiences": "audience",
    "audiences_of": "audience",
    "resolve_audience": "audience",
    "Proof": "coverage",
    "prove_coverage": "coverage",
    "excerpt": "excerpts",
    "Loaded": "loading",
    "load": "loading",
}

__all__ = [
    "Loaded",
    "Proof",
    "abbreviation",
    "audiences",
    "audiences_of",
    "excerpt",
    "load",
    "prove_coverage",
    "resolve_audience",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return value
